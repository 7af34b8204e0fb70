"""The command ``path`` where the answer is more than one chain, or none."""

from pathlib import Path

import pytest
from datasets import actor, dataset, evidence, relation, source

from graphkit.storage.json_file import save_dataset

from .conftest import Kept, Run


@pytest.fixture
def diamonds(kept: Kept) -> int:
    """Make a chain of diamonds the dataset, and return how many shortest paths there are along it."""
    count = 12
    rows = [
        relation(f"{before}-{after}", before, after)
        for n in range(count)
        for side in (f"u{n}", f"v{n}")
        for before, after in ((f"s{n}", side), (side, f"s{n + 1}"))
    ]
    kept(dataset(*rows), "diamonds.json")
    return 2**count


def test_all_stops_at_a_thousand_and_says_how_many_there_are(run: Run, diamonds: int) -> None:
    printed = run("path", "s0", "s12", "--all").out
    assert "Path 1000\n" in printed
    assert "Path 1001\n" not in printed
    assert printed.endswith("\n3,096 more paths of the same length, 4,096 in all (--limit N)\n")
    answer = run("path", "s0", "s12", "--all", "--format", "json").answer
    assert (answer["count"], len(answer["paths"])) == (diamonds, 1_000)


def test_a_limit_says_how_many_are_printed(run: Run, diamonds: int) -> None:
    printed = run("path", "s0", "s12", "--all", "--limit", "1500").out
    assert "Path 1500\n" in printed
    assert "2,596 more paths of the same length, 4,096 in all" in printed
    assert "4,095 more paths of the same length (--all)" in run("path", "s0", "s12").out
    assert run("path", "s0", "s12", "--limit", "2", "--format", "json").answer["count"] == diamonds


@pytest.fixture
def scattered(kept: Kept) -> None:
    """Make a story the dataset in which much has no date, at this actor and elsewhere."""
    rows = [
        relation("dated", "ann", "bob", when="2025-07-14", evidence=[evidence("paper")]),
        relation("undated-ann", "ann", "cid"),
        relation(
            "undated-about", "bob", "cid", about=("ann",), evidence=[evidence("paper", attribution="dan")]
        ),
        relation("undated-bob", "bob", "dan", evidence=[evidence("paper")]),
        relation("news-bob", "press", "bob", "reported-on", when="2025-07-14"),
        *[relation(f"elsewhere-{n}", f"x{n}", f"y{n}") for n in range(20)],
    ]
    kept(dataset(*rows), "scattered.json")


LEFT = "undated (--undated), 1 newsroom (--type newsroom)\n"
NEVER = "Not used:"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (["neighbors", "ann"], "Left out: 2 undated (--undated)\n"),
        (["neighbors", "bob"], f"Left out: 2 {LEFT}"),
        (["neighbors", "ann", "--hops", "2"], f"Left out: 3 {LEFT}"),
        (["neighbors", "x3"], "Left out: 1 undated (--undated)\n"),
        (["neighbors", "ann", "--type", "told"], ""),
        (["path", "ann", "dan"], "Left out: 3 undated (--undated)\n"),
        (["path", "x1", "x2"], "Left out: 2 undated (--undated)\n"),
        (["path", "ann", "dan", "--chronological"], f"{NEVER} 3 undated relations of Ann or Dan.\n"),
        (["reach", "ann"], f"{NEVER} 2 undated relations of Ann.\n"),
        (["voices", "dan"], "Left out: 1 undated (--undated)\n"),
        (["actors", "dan"], "Left out: 1 undated (--undated)\n"),
        (["actors"], "Left out: 23 undated (--undated)\n"),
        (["relations"], f"Left out: 23 {LEFT}"),
    ],
)  # fmt: skip
def test_only_what_concerns_the_question_is_told_as_left_out(
    run: Run, scattered: None, question: list[str], told: str
) -> None:
    printed = run(*question, "--on", "2025-07").out
    last = printed.rpartition("\n\n")[2]
    assert (last if last.startswith(("Left out", "Not used")) else "") == told


def test_an_actor_of_whom_nothing_was_known_is_that_and_not_nobody(run: Run, story: Path) -> None:
    save_dataset(
        dataset(
            relation("first", "ann", "bob", evidence=[evidence("early")]),
            relation(
                "second", "bob", "cid", evidence=[evidence("late"), evidence("later", attribution="dan")]
            ),
            sources=[
                source("early", "2025-07-01"),
                source("late", "2025-07-10"),
                source("later", "2025-07-20"),
            ],
        ),
        story,
    )
    by = ("--known-by", "2025-07-05")
    done = run("path", "ann", "cid", *by)
    told = "No path from Ann to Cid: Cid is not known by 5 July 2025, only from 10 July 2025 on.\n"
    assert (done.code, done.out, done.err) == (1, told, "")
    assert "Dan is not known by 15 July 2025, only from 20 July 2025 on" in (
        run("path", "ann", "dan", "--known-by", "2025-07-15").out
    )
    answer = run("path", "Ann", "CID", *by, "--format", "json").answer
    assert answer["not_known"] == [{"actor": "cid", "known_from": "2025-07-10"}]
    assert (answer["source"], answer["target"], answer["paths"], answer["count"]) == ("ann", "cid", [], 0)
    assert run("path", "ann", "bob", "--avoid", "cid", *by).code == 0
    assert run("path", "ann", "bob", "--via", "cid", *by).code == 1
    nobody = run("path", "ann", "eve", *by)
    assert (nobody.code, "no actor called 'eve'" in nobody.err) == (2, True)


def test_a_search_through_an_actor_that_is_given_up_says_so(
    run: Run, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = ["a-c", "c-d", "c-b", "d-e", "e-f", "f-b"]
    kept(dataset(*[relation(each, *each.split("-"), when="2025") for each in ends]), "x.json")
    assert run("path", "a", "b", "--via", "d").out.startswith("Five hops.")
    monkeypatch.setattr("graphkit.queries.paths_via.MOST_DETOURS", 1)
    asked = ("path", "a", "b", "--via", "d", "--since", "2025", "--until", "2025", "--avoid-kind", "media")
    told = run(*asked)
    assert told.code == 1
    assert "no path was found among the first 1 chains; there may be one." in told.out
    assert "Not every chain was examined" in told.out
    assert "No path" not in told.out
    answer = run(*asked, "--format", "json").answer
    assert (answer["paths"], answer["looked_at"], answer["is_sure"]) == ([], 1, False)


def test_legs_that_are_not_all_joined_say_so(run: Run, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    ends = ["a-c", "c-b", "a-d", "d-b", "b-e", "e-f", "f-i", "e-g", "g-i"]
    kept(dataset(*[relation(each, *each.split("-")) for each in ends]), "x.json")
    sure = run("path", "a", "i", "--via", "b").out
    assert sure.endswith("\n3 more paths of the same length (--all)\n")
    monkeypatch.setattr("graphkit.queries.paths_via._MOST_JOINED", 1)
    told = run("path", "a", "i", "--via", "b")
    assert told.code == 0
    assert "Only the first 1 chains through these actors were examined; there may be more" in told.out
    assert run("path", "a", "i", "--via", "b", "--format", "json").answer["looked_at"] == 1


def test_what_is_denied_is_named_where_nothing_else_ties_the_two(run: Run, tmp_path: Path) -> None:
    save_dataset(dataset(relation("no", status="denied", when="2004")), tmp_path / "denied.json")
    asked = ("--data", tmp_path / "denied.json", "path", "alice", "bob")
    done = run(*asked)
    assert done.code == 1
    assert (
        "Only denied relations would make a path, and no path uses them: Alice -met- Bob, 2004, DENIED (no)."
        in done.out
    )
    assert [row["id"] for row in run(*asked, "--format", "json").answer["denied"]] == ["no"]
    told = run(*asked, "--status", "denied", "--status", "actual").out
    assert "Denied relations are never used, whatever --status says." in told


@pytest.fixture
def lobbying(kept: Kept) -> Path:
    """Make a story the dataset in which somebody is only what a relation is about."""
    rows = [
        relation(
            "lobbied", "envoy", "premier", "told", when="2019-09", about=("wirecard",), evidence=[evidence()]
        ),
        relation("leads", "braun", "wirecard", "leads", evidence=[evidence()]),
        relation("forecast", "braun", "wirecard", "forecast", when="2019-02", evidence=[evidence()]),
        relation("praised", "braun", "wirecard", "praised", when="2019-03", evidence=[evidence()]),
        relation("part", "chancellery", "premier", "part-of"),
    ]
    return kept(dataset(*rows), "lobbying.json")


def read(out: str) -> str:
    """Return a printed table as one line, a relation in it read from its source."""
    return " ".join(out.split()).replace("Premier <-told- Envoy", "Envoy -told-> Premier")


def test_what_a_relation_is_about_is_a_neighbour_and_on_the_way_from_either_end(
    run: Run, lobbying: Path
) -> None:
    told = "Envoy -told-> Premier (about Wirecard)"
    on_the_way = {
        "wirecard": "Wirecard <-about- Envoy -told-> Premier",
        "premier": "Envoy -told-> Premier, about-> Wirecard",
        "envoy": "Envoy -told-> Premier, about-> Wirecard",
    }
    for here, there in (("wirecard", "premier"), ("premier", "wirecard"), ("envoy", "wirecard")):
        assert told in read(run("neighbors", here).out)
        done = run("path", here, there)
        assert (done.code, done.out.startswith("One hop.")) == (0, True)
        assert on_the_way[here] in read(done.out)
        direct = run("path", here, there, "--direct")
        assert direct.code == 1
        assert "Without --direct there is one of 1 hop." in direct.out
        assert "--direct leaves out 1 path of 1 hop by what a relation is about." in direct.out
        assert "(about Wirecard), September 2019 (lobbied)." in direct.out
        assert run("path", here, there, "--directed").code == 1
    assert run("neighbors", "wirecard", "--direction", "out").code == 1
    assert "1 hop by what" in run("neighbors", "chancellery", "--with-parts", "--direct", "--hops", "2").out
    assert told in read(run("neighbors", "premier", "--with-parts").out)
    assert "No path" in run("path", "envoy", "braun", "--avoid", "wirecard").out


def test_no_chain_departs_on_the_day_of_a_birth(run: Run, tmp_path: Path) -> None:
    rows = [
        relation("member", "ann", "party", "member-of", evidence=[evidence()]),
        relation("gift", "bob", "party", "donated-to", when="2019", evidence=[evidence()]),
    ]
    made = dataset(*rows, actors=[actor("ann", "person", attributes={"born": "1968"})])
    save_dataset(made, tmp_path / "member.json")
    out = run("--data", tmp_path / "member.json", "path", "ann", "bob", "--chronological").out
    assert "departs by 31 December 2019, arrives 2019" in out
    assert "1968" not in out


def test_paths_in_time_and_reach_mark_it_too(run: Run, lobbying: Path) -> None:
    out = run("path", "envoy", "wirecard", "--chronological").out
    assert "-told-> Premier, about-> Wirecard" in read(out)
    assert run("path", "envoy", "wirecard", "--chronological", "--direct").code == 1
    reached = run("reach", "envoy", "--format", "json").answer["reached"]
    assert {row["actor"]: row["tie"] for row in reached} == {
        "premier": None, "wirecard": "about", "braun": "about",
    }  # fmt: skip
    told = run("reach", "envoy", "--direct")
    assert "--direct leaves out 2 actors reached only by what a relation is about." in told.out
    assert run("reach", "envoy", "--direct", "--format", "json").answer["left_out_by_direct"] == 2


def test_a_hop_shows_who_leads_and_counts_the_rest_in_every_form(run: Run, lobbying: Path) -> None:
    out = read(run("path", "braun", "premier").out)
    assert "Braun -leads-> Wirecard" in out
    assert "and 2 more between them" in out
    run("path", "braun", "premier", "-o", "path.md")
    report = Path("path.md").read_text("utf-8")
    assert "(and 2 more between them): Braun leads Wirecard." in report
    assert "(about Wirecard): Envoy told Premier, about Wirecard." in report
    run("path", "braun", "premier", "-o", "path.csv")
    lines = [line.split(",") for line in Path("path.csv").read_text("utf-8").splitlines()]
    assert [line[-2:] for line in lines] == [["tie", "more"], ["", "2"], ["about", "0"]]
    run("neighbors", "premier", "-o", "near.md")
    assert "(about Wirecard): Envoy told Premier, about Wirecard." in Path("near.md").read_text("utf-8")


def test_a_date_says_once_when_it_was_last_reported(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    row = relation("supply", "ann", "bob", "supplies", begins="2025-07-01", evidence=[evidence("paper")])
    save_dataset(dataset(row, sources=[source("paper", "2025-07-15")]), path)
    told = run("--data", str(path), "path", "ann", "bob", "--on", "2025-09-01").out
    assert told.count("last reported 15 July 2025") == 1


def test_a_far_period_is_not_called_near(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    save_dataset(dataset(relation("met", "ann", "bob", when="2025-07-15")), path)
    asked = ("--data", str(path), "path", "ann", "bob")
    told = run(*asked, "--on", "1950-01-01").out
    assert "To hold a path, the period would have to reach until 15 July 2025." in told
    assert "nearest period" not in told
    assert "would have to go back to 15 July 2025" in run(*asked, "--on", "2100").out
    assert (
        "The nearest period with a path is 1 January 2024 - 15 July 2025" in run(*asked, "--on", "2024").out
    )


def test_a_path_does_not_use_a_meeting_twice(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    meeting = relation("met", "merkel", "li", when="2025-07", about=("wirecard", "huawei"))
    save_dataset(dataset(meeting), path)
    for more in ((), ("--all",), ("--chronological",), ("--chronological", "--strict"), ("--via", "li")):
        done = run("--data", str(path), "path", "wirecard", "huawei", *more)
        assert (done.code, "No path from Wirecard to Huawei" in done.out) == (1, True)


def test_a_hop_by_what_a_relation_is_about_says_how_each_of_the_two_stands_in_it(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "one.json"
    rows = [
        relation("met", "merkel", "li", "told", when="2025-07", about=("wirecard",)),
        relation("wire", "wirecard", "ann", "told"),
    ]
    save_dataset(dataset(*rows), path)
    told = run("--data", str(path), "path", "merkel", "ann").out
    assert "Merkel -told-> Li, about-> Wirecard" in " ".join(told.split())
    back = run("--data", str(path), "path", "ann", "li").out
    assert "Wirecard <-about- Li <-told- Merkel" in " ".join(back.split())


def test_what_is_denied_is_no_neighbour_and_is_counted_as_left_out(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    rows = [relation("met", "ann", "bob", status="denied"), relation("told", "ann", "cid", "told")]
    save_dataset(dataset(*rows), path)
    told = run("--data", str(path), "neighbors", "ann").out
    assert ("Ann: 1 neighbour" in told, "Left out: 1 denied (--status denied)" in told) == (True, True)
    assert "Ann: 1 neighbour" in run("--data", str(path), "neighbors", "ann", "--status", "denied").out


def test_a_month_or_year_is_as_of_its_last_day(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    save_dataset(dataset(relation("met", "ann", "bob", when="2025-07-15")), path)
    done = run("--data", str(path), "snapshot", "2030")
    assert done.out.startswith("As of 31 December 2030 (the last day of 2030): 1 relation")
    assert (
        "As of 31 July 2025 (the last day of July 2025)"
        in run("--data", str(path), "snapshot", "2025-07").out
    )
    assert run("--data", str(path), "snapshot", "2025-07-15").out.startswith("As of 15 July 2025: 1 relation")


def test_show_says_what_an_entry_gives_and_attests(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    told = [
        evidence("paper", paragraph=1, dated=False),
        evidence("paper", paragraph=2, attests="2025-06"),
        evidence("paper", paragraph=3, attests=False),
    ]
    row = relation("supply", "ann", "bob", "supplies", begins="2025-05", evidence=told)
    save_dataset(dataset(row, sources=[source("paper", "2025-07-15")]), path)
    shown = run("--data", str(path), "show", "supply").out
    for words in ("gives no day", "says it was so in June 2025", "does not say that it was still so"):
        assert words in shown


def test_show_says_that_something_is_not_yet_known(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    row = relation("supply", "ann", "bob", "supplies", evidence=[evidence("paper")])
    save_dataset(dataset(row, sources=[source("paper", "2025-07-15")]), path)
    for asked, called in (("supply", "supply"), ("ann", "Ann"), ("paper", "paper")):
        done = run("--data", str(path), "show", asked, "--known-by", "2025-07-01")
        assert done.code == 2
        assert f"{called} is not known by 1 July 2025, only from 15 July 2025 on" in done.err
        assert run("--data", str(path), "show", asked, "--known-by", "2025-07-15").code == 0


@pytest.fixture
def listed(kept: Kept) -> None:
    """Make a story the dataset in which an office lists three, and a ministry licenses them."""
    who = ("ann", "ship", "bank")
    rows = [
        *(relation(f"list-{one}", "office", one, "sanctioned", when="2022/") for one in who),
        *(relation(f"lease-{one}", "ministry", one, "licensed", when="2022/") for one in who),
        relation("owns", "ann", "firm", "owns"),
        relation("holds", "firm", "hull", "owns"),
        relation("runs", "hull", "ship", "owns"),
        relation("knows", "bob", "ann", "knows"),
        relation("friend", "bob", "bank", "knows"),
    ]
    kept(dataset(*rows, actors=[actor("office", "government-body", name="The Office")]), "listed.json")


def test_a_path_says_where_one_authority_ties_many(run: Run, listed: None) -> None:
    kinds = "--avoid-kind country --avoid-kind place --avoid-kind media --avoid-kind government-body"
    first = run("path", "ann", "ship", "--avoid", "ministry").out.splitlines()
    assert (
        first[-1] == f"Both hops are of The Office, which sanctioned 3 actors. What else ties them: {kinds}"
    )
    other = run("path", "ann", "ship", *kinds.split()).out.splitlines()
    assert (
        other[-1]
        == "Both hops are of Ministry, which licensed 3 actors. What else ties them: --avoid ministry"
    )
    last = run("path", "ann", "ship", *kinds.split(), "--avoid", "ministry").out
    assert "Firm  -owns->  Hull" in last
    assert "What else ties them" not in last
    longer = run("path", "bob", "ship", "--avoid", "ministry").out
    assert "Hops 2 and 3 are of The Office, which sanctioned 3 actors. " in longer


def test_a_path_through_what_ties_two_alone_or_by_choice_says_nothing_of_it(run: Run, listed: None) -> None:
    assert (
        "What else ties them"
        not in run("path", "ann", "bank", "--avoid", "office", "--avoid", "ministry").out
    )
    run("remove", "list-bank")
    assert "What else ties them" not in run("path", "ann", "ship", "--avoid", "ministry").out
