"""Who could have reached whom, with how long a wait, as commands, and the latest and the fastest path."""

from pathlib import Path

import pytest
from datasets import actor, dataset, relation

import graphkit as gk

from .conftest import Kept, Run


@pytest.fixture
def word(kept: Kept) -> Path:
    """Make a story the dataset in which word spreads, soon or late, on days that are not all known."""
    rows = [
        relation("call", "ann", "bob", "told", when="2025-07-01"),
        relation("letter", "bob", "cid", "told", when="2025-07-20"),
        relation("ban", "ann", "cid", "banned", when="2025-07-05/.."),
        relation("rumour", "bob", "dan", "told", when="[2025-07-03..2025-07-09]"),
        relation("news", "dan", "eve", "told", when="[..2025-07-30]"),
        relation("hint", "cid", "eve", "told", when="2025-08-02", about=("fay",)),
    ]
    return kept(dataset(*rows), "word.json")


def test_reach_to_lists_who_could_have_reached_someone_and_until_when(run: Run, word: Path) -> None:
    found = run("reach", "--to", "dan", "--direct")
    assert found.out == (
        "3 actors reach Dan in time\n"
        "\n"
        "actor  latest        for sure until  hops  tie  id\n"
        "Eve    30 July 2025  some day        1          eve\n"
        "Bob    9 July 2025   3 July 2025     1          bob\n"
        "Ann    1 July 2025   1 July 2025     2          ann\n"
    )
    answer = run("reach", "--to", "dan", "--direct", "--format", "json").answer
    assert list(answer) == ["query", "to", "reaching"]
    assert answer["to"] == "dan"
    assert answer["query"]["to"] == "dan"
    assert answer["reaching"][-1] == {
        "actor": "ann", "latest": "2025-07-01", "certain_until": "2025-07-01", "certainty": "certain",
        "hops": 2, "tie": None,
    }  # fmt: skip
    rows = gk.reach(gk.load(word), to="dan", direct=True)
    assert [row["actor"] for row in answer["reaching"]] == [row.actor for row in rows]
    nobody = run("reach", "--to", "ann", "--directed")
    assert (nobody.code, nobody.out.splitlines()[0]) == (1, "Nobody reaches Ann in time")


def test_any_day_is_null_in_json(run: Run, word: Path) -> None:
    assert "any day" in run("reach", "--to", "cid", "--type", "banned").out
    (row,) = run("reach", "--to", "cid", "--type", "banned", "--format", "json").answer["reaching"]
    assert (row["actor"], row["latest"], row["certain_until"]) == ("ann", None, None)
    assert row["certainty"] == "certain"


def test_the_longest_wait_narrows_whom_word_reaches(run: Run, word: Path) -> None:
    told = ["reach", "ann", "--type", "told", "--directed"]
    assert [row["actor"] for row in run(*told, "--format", "json").answer["reached"]] == [
        "bob", "dan", "eve", "cid",
    ]  # fmt: skip
    soon = run(*told, "--within", "1w", "--format", "json").answer
    assert soon["query"]["within"] == 7
    assert [(row["actor"], row["certainty"]) for row in soon["reached"]] == [
        ("bob", "certain"), ("dan", "possible"), ("eve", "possible"),
    ]  # fmt: skip
    assert run(*told, "--within", "1w").out.startswith(
        "Ann reaches 3 actors in time with waits of 7 days at most\n"
    )


def test_reach_takes_one_end(run: Run, word: Path) -> None:
    for given in ([], ["ann", "--to", "bob"]):
        done = run("reach", *given)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("graphkit: reach: name the ACTOR")


def test_the_latest_and_the_fastest_path_say_when_and_how_long(run: Run, word: Path) -> None:
    latest = run("path", "bob", "eve", "--chronological", "--best", "latest", "--type", "told")
    assert "For sure by its dates: departs 20 July 2025, arrives 2 August 2025\n" in latest.out
    fastest = ["path", "bob", "eve", "--chronological", "--best", "fastest", "--type", "told"]
    assert (
        "For sure by its dates: departs 20 July 2025, arrives 2 August 2025, takes 13 days\n"
        in run(*fastest).out
    )
    answer = run(*fastest, "--format", "json").answer
    assert answer["query"]["best"] == "fastest"
    assert [path["duration"] for path in answer["paths"]] == [[13, 13], [0, 27]]
    forever = run("path", "ann", "cid", "--chronological", "--best", "latest", "--type", "banned")
    assert "For sure by its dates: departs as late as you like, arrives as late as you like\n" in forever.out


def test_a_path_that_would_wait_too_long_says_so(run: Run, word: Path) -> None:
    asked = ["path", "bob", "eve", "--chronological", "--type", "told", "--avoid", "dan", "--within"]
    assert run(*asked, "13d").out.startswith(
        "Two hops in which time never runs backwards and no wait is longer than 13 days.\n"
    )
    done = run(*asked, "12d")
    assert done.code == 1
    assert "Without --within there is one of 2 hops.\n" in done.out
    done = run("path", "bob", "eve", "--within", "12d")
    assert done.err == "graphkit: --within applies only to paths in time; add --chronological\n"


@pytest.mark.parametrize(
    "asked",
    [
        ["reach", "--to", "eve"],
        ["reach", "ann", "--within", "9d"],
        ["path", "ann", "eve", "--chronological", "--best", "latest"],
        ["path", "ann", "eve", "--chronological", "--best", "fastest"],
        ["path", "ann", "eve", "--chronological", "--within", "9d"],
    ],
    ids=" ".join,
)
def test_a_directory_answers_the_same_or_is_too_large(
    run: Run, word: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    folder = str(tmp_path / "parts")
    assert run("import", str(word), "-o", folder).code == 0
    assert run("--data", folder, *asked).out == run(*asked).out
    monkeypatch.setattr("graphkit.backends.subgraphs.MOST", 3)
    done = run("--data", folder, *asked)
    assert (done.code, done.out) == (2, "")
    assert f"{next(each for each in asked if each in done.err)}" in done.err
    assert "does not work on so large a directory" in done.err


@pytest.fixture
def visits(kept: Kept) -> Path:
    """Make a story in which two meet a third, sooner through a country."""
    rows = [
        relation("one", "ann", "france", "visited", when="2025-01-01"),
        relation("two", "bob", "france", "visited", when="2025-01-02"),
        relation("three", "bob", "cid", "met", when="2025-01-03"),
        relation("four", "ann", "cid", "met", when="2025-06-01"),
        relation("five", "ann", "cid", "told", when="2025-06-09"),
        relation("plan", "cid", "dan", "met", status="planned", when="2025-07-01"),
    ]
    return kept(dataset(*rows, actors=[actor("france", kind="country")]), "visits.json")


def test_reach_says_what_it_does_not_pass_through(run: Run, visits: Path) -> None:
    kinds = "Not passed through: actors of kind country, place or media (--avoid-kind none)."
    out = run("reach", "ann").out
    assert f"{kinds} Through them 1 more actor is reached and 1 is reached on an earlier day." in out
    assert "Left out: 1 planned (--status planned)" in out
    answer = run("reach", "ann", "--format", "json").answer
    assert answer["query"]["avoid_kind"] == ["country", "place", "media"]
    assert (answer["left_out_by_kind"], answer["better_by_kind"]) == (1, 1)
    every = run("reach", "ann", "--avoid-kind", "none")
    assert every.out.startswith("Ann reaches 3 actors in time\n")
    assert "Not passed" not in every.out
    back = run("reach", "--to", "cid").out
    assert f"{kinds} Through them" not in back
    assert run("reach", "ann", "--avoid-kind", "city").code == 2


def test_a_report_of_reach_holds_who_is_reached_and_the_chains(run: Run, visits: Path) -> None:
    run("reach", "ann", "-o", "reach.md")
    report = Path("reach.md").read_text("utf-8").splitlines()
    assert any(line.startswith("| Cid | 1 June 2025 | ") for line in report)
    statements = [line.partition(": ")[2].partition(". ")[0] for line in report if line.startswith("- ")]
    assert statements == ["Ann visited France", "Ann met Cid"]
    run("reach", "ann", "--avoid-kind", "none", "-o", "reach.md")
    report = Path("reach.md").read_text("utf-8").splitlines()
    statements = [line.partition(": ")[2].partition(". ")[0] for line in report if line.startswith("- ")]
    assert statements == ["Ann visited France", "Bob visited France", "Bob met Cid"]
    run("reach", "--to", "cid", "-o", "reach.md")
    report = Path("reach.md").read_text("utf-8")
    assert "Ann told Cid" in report
    assert "Ann met Cid" not in report


def test_a_path_in_time_says_what_it_does_not_pass_through(run: Run, visits: Path) -> None:
    asked = ["path", "ann", "cid", "--chronological"]
    assert (
        "Not passed through: actors of kind country, place or media (--avoid-kind none). "
        "Through them there is a better path, for sure by its dates departs 1 January 2025, "
        "arrives 3 January 2025."
    ) in run(*asked).out
    assert run(*asked, "--format", "json").answer["left_out_by_kind"] == {"paths": 1, "length": 3}
    assert "Not passed" not in run(*asked, "--avoid-kind", "none").out
