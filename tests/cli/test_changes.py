"""Time and testimony on the command line: every answer in every form, and each the Python one's."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import click
import pytest
from datasets import actor, dataset, evidence, relation, source
from page.scripts import inflated

from cli.conftest import Kept, Run, on_a_terminal
from cli.test_json_answers import RELATION
from graphkit.cli.main import COMMANDS, graphkit
from graphkit.graph.build import load
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.model.entities import Link
from graphkit.queries.attribution import voices
from graphkit.queries.diff import diff
from graphkit.queries.linked_events import story
from graphkit.queries.temporal_paths import chronological_paths, reach
from graphkit.queries.timeline import timeline
from graphkit.queries.windows import known_by, window
from graphkit.storage.json_file import save_dataset
from graphkit.temporal.calendar import iso

JULY = ["--since", "2025-07", "--until", "2025-07"]
PARTS = ("began", "happened", "ended", "became_known", "became_contested", "told_otherwise")
VOICES = ("alone", "denied", "denies", "otherwise", "shared")


@pytest.fixture
def talks(kept: Kept) -> Graph:
    """Talks under a ban, told by three sources; the last of them contradicts and adds."""
    rows = [
        relation("early", "ann", "bob", when="2025-07-10", evidence=[evidence()]),
        relation("vague", "bob", "cid", "told", when="2025-07", evidence=[evidence(attribution="firm")]),
        relation("first", "cid", "dora", "told", when="2025-07-09", evidence=[evidence()]),
        relation(
            "ban", "land", "firm", "banned", when="2025-07-05/2025-07-12",
            links=(Link(rel="begun-by", relation="first"), Link(rel="ended-by", relation="easing")),
            evidence=[evidence(attribution="firm"), evidence("late", stance="contradicts")],
        ),
        relation(
            "easing", "land", "firm", "eased", when="2025-07-13/..", summary="It was eased.",
            evidence=[evidence("late")],
        ),
        relation("plan", "ann", "firm", when="2025-07-14", status="planned", evidence=[evidence("post")]),
        relation("rumour", "ann", "firm", "praised", evidence=[evidence("post")]),
        relation("job", "bob", "firm", "leads", evidence=[evidence()]),
    ]  # fmt: skip
    sources = [
        source("paper"),
        source("post", "2025-07-20", publisher_actor="firm"),
        source("late", "2025-07-25"),
    ]
    kinds = [actor("land", "country"), actor("lone", "person"), actor("firm", name="The Firm")]
    return load(kept(dataset(*rows, actors=kinds, sources=sources, title="Talks"), "talks.json"))


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows]


def sure(relations: tuple[DatedRelation, ...]) -> list[tuple[str, str | None]]:
    return [(seen.id, seen.certainty) for seen in relations]


def told(rows: list[dict[str, Any]]) -> list[tuple[str, str | None]]:
    return [(row["id"], row["certainty"]) for row in rows]


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), strict=True))


# --- every form ------------------------------------------------------------------------------------

ANSWERS = [
    (
        ["diff", "2025-07-09", "2025-07-20"],
        {"early", "vague", "easing", "ban", "rumour", "plan", "first", "job"},
    ),
    (["timeline", *JULY], {"early", "vague", "first", "ban", "easing"}),
    (["timeline", "Ann"], {"early"}),
    (["voices", "The Firm"], {"vague", "ban", "plan", "rumour"}),
    (["reach", "ann", *JULY], {"early", "vague", "job", "ban", "easing"}),
    (["path", "ann", "cid", "--chronological"], {"early", "vague"}),
    (["show", "easing", "--story"], {"first", "ban", "easing"}),
]


@pytest.mark.parametrize(("arguments", "expected"), ANSWERS, ids=[" ".join(words) for words, _ in ANSWERS])
def test_each_answer_has_every_form(run: Run, talks: Graph, arguments: list[str], expected: set[str]) -> None:
    printed = run(*arguments)
    assert (printed.code, printed.err) == (0, "")
    assert printed.out.strip()
    answer = run(*arguments, "--format", "json").answer
    assert answer["query"]["command"] == arguments[0]
    rows = table(run(*arguments, "--format", "csv").out)
    assert rows
    files = {suffix: f"answer.{suffix}" for suffix in ("json", "csv", "md", "html")}
    for file in files.values():
        done = run(*arguments, "-o", file)
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith(f"Wrote {file}: ")
    assert json.loads(Path("answer.json").read_text()) == answer
    assert table(Path("answer.csv").read_text()) == rows
    report = Path("answer.md").read_text()
    assert report.startswith("# Talks\n")
    assert on_page("answer.html") == expected
    lines = {line for line in report.splitlines() if line.startswith("- **")}
    assert len(lines) >= len(expected)


def on_page(file: str) -> set[str]:
    """Return the ids of the relations that a page holds."""
    deflated = Path(file).read_text().partition('<script type="text/plain" id="data">')[2]
    data = json.loads(inflated(deflated.partition("</script>")[0]))
    return set(data["relations"]["id"])


# --- diff ------------------------------------------------------------------------------------------


def test_diff_as_json_is_the_diff_in_python(run: Run, talks: Graph) -> None:
    answer = run("diff", "2025-07-09", "2025-07-20", "--format", "json").answer
    assert list(answer) == ["query", "first", "second", *PARTS, "left_out"]
    assert answer["query"] == {"command": "diff", "first": "2025-07-09", "second": "2025-07-20"}
    assert (answer["first"], answer["second"]) == ("2025-07-09", "2025-07-20")
    found = diff(talks, "2025-07-09", "2025-07-20")
    for part in PARTS:
        assert told(answer[part]) == sure(getattr(found, part))
        quiet = {"job": ["standing"]}
        assert all(list(row) == [*RELATION, *quiet.get(row["id"], [])] for row in answer[part])
    assert answer["became_known"][-1]["standing"] == "background"
    assert answer["left_out"] == found.left_out == {}, "what became known is told"
    assert told(answer["began"]) == [("easing", "certain")]
    assert told(answer["happened"]) == [("early", "certain"), ("vague", "possible")]
    assert told(answer["ended"]) == [("ban", "certain")]


@pytest.mark.parametrize(
    "options",
    [
        {"--certain": True}, {"--undated": True}, {"--status": "planned"}, {"--type": "contact"},
        {"--known-by": "2025-07-15"}, {"--no-claims": True}, {"--kind": "country"},
    ],
    ids=str,
)  # fmt: skip
def test_diff_heeds_every_option_as_python_does(run: Run, talks: Graph, options: dict[str, Any]) -> None:
    given = [
        text for option, value in options.items() for text in ([option] if value is True else [option, value])
    ]
    answer = run("diff", "2025-07-01", "2025-07-31", *given, "--format", "json").answer
    graph = known_by(talks, options["--known-by"]) if "--known-by" in options else talks
    graph = window(
        graph, kinds=[options["--kind"]] if "--kind" in options else [], no_claims="--no-claims" in options
    )
    found = diff(
        graph,
        "2025-07-01",
        "2025-07-31",
        types=[options["--type"]] if "--type" in options else [],
        statuses=[options["--status"]] if "--status" in options else [],
        certain="--certain" in options,
        undated="--undated" in options,
    )
    assert {part: told(answer[part]) for part in PARTS} == {
        part: sure(getattr(found, part)) for part in PARTS
    }
    assert answer["left_out"] == found.left_out
    assert answer != run("diff", "2025-07-01", "2025-07-31", "--format", "json").answer


def test_diff_tells_what_is_certain_apart_and_what_ended_what(run: Run, talks: Graph) -> None:
    out = run("diff", "2025-07-01", "2025-07-31").out
    assert out.startswith(
        "2 began, 2 happened, 1 maybe happened, 1 ended, 8 became known, 1 became contested "
        "after 1 July 2025 and by 31 July 2025\n"
    )
    heads = [
        line for line in out.splitlines() if line.endswith(")") and line[0].isupper() and "  " not in line
    ]
    assert heads == [
        "Began (2)", "Happened (2)", "Maybe happened (1)",
        "Ended, last day in 1-30 July 2025 (1)",
        "Became known (8)", "Became contested (1)",
    ]  # fmt: skip
    assert "ban (CLAIMED) was begun by first." in out
    assert "ban (CLAIMED) was ended by easing." in out
    assert "Partly beyond the sources (last published 25 July 2025)." in out
    part = run("diff", "2025-07-01", "2025-07-20").out
    assert "Maybe happened (1)" in part
    assert "beyond the sources" not in part


def test_diff_takes_months_and_years_by_their_last_days(run: Run, talks: Graph) -> None:
    of_days = run("diff", "2025-06-30", "2025-07-31").out
    of_months = run("diff", "2025-06", "2025-07").out
    between = "after {} and by {}\n"
    told = between.format("30 June 2025", "31 July 2025")
    said = "30 June 2025 (the last day of June 2025)", "31 July 2025 (the last day of July 2025)"
    assert told in of_days
    assert of_months == of_days.replace(told, between.format(*said))
    assert diff(talks, "2024", "2025-07") == diff(talks, "2024-12-31", "2025-07-31")


@pytest.fixture
def uncertain(kept: Kept) -> Graph:
    """One relation of an article of 15 or 16 July, and one of an article of 1 July."""
    rows = [
        relation("old", "ann", "bob", when="2025-06-01", evidence=[evidence("sure")]),
        relation("visit", "bob", "cid", when="2025-07-10", evidence=[evidence("vague")]),
    ]
    papers = [source("sure", "2025-07-01"), source("vague", "[2025-07-15,2025-07-16]")]
    return load(kept(dataset(*rows, sources=papers), "uncertain.json"))


def test_what_an_uncertain_day_of_publication_leaves_open_is_not_told_as_sure(
    run: Run, uncertain: Graph
) -> None:
    words = "not surely known by 15 July 2025, at the latest from 16 July 2025 on"
    assert words in run("show", "visit", "--known-by", "2025-07-15").err
    assert words in run("show", "vague", "--known-by", "2025-07-15").err
    assert words in run("path", "ann", "cid", "--known-by", "2025-07-15").out
    early = "not known by 14 July 2025, at the latest from 16 July 2025 on"
    assert early in run("show", "visit", "--known-by", "2025-07-14").err
    exact = "not known by 30 June 2025, only from 1 July 2025 on"
    assert exact in run("show", "old", "--known-by", "2025-06-30").err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["relations", "--known-by", "2025-07-15"], True),
        (["relations", "--known-by", "2025-07-15", "--on", "2025-07-10"], True),
        (["relations", "--known-by", "2025-07-15", "--on", "2025-06-01"], False),
        (["relations", "--known-by", "2025-07-14"], False),
        (["relations", "--known-by", "2025-07-16"], False),
        (["relations"], False),
        (["snapshot", "2025-07-15", "--known-by", "2025-07-15"], True),
        (["snapshot", "2025-07-09", "--known-by", "2025-07-15"], False),
        (["diff", "2025-07-14", "2025-07-15"], True),
        (["diff", "2025-07-15", "2025-07-16"], False),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_was_perhaps_known_is_counted(
    run: Run, uncertain: Graph, arguments: list[str], told: bool
) -> None:
    note = "Not counted: 1 relation that was perhaps known by 15 July 2025; "
    note += "the day of publication is uncertain."
    assert (note in run(*arguments).out) == told


@pytest.mark.parametrize("question", [["relations"], ["snapshot", "2024-02-01"]])
def test_where_nothing_was_known_it_says_from_when_on_it_was(
    run: Run, tmp_path: Path, question: list[str]
) -> None:
    table, note = tmp_path / "x.csv", "2 relations became known later, the first by 5 January 2024."
    rows = "source,relation,target,date,publisher,published\nA,met,B,2024-01-02,L,2024-01-05\n"
    table.write_text(f"{rows}A,met,C,2024-01-03,L,2024-01-07\n")
    asked = ("--data", table, *question, "--known-by")
    assert note in run(*asked, "2024-01-04").out
    assert "became known later" not in run(*asked, "2024-01-05").out
    assert "became known later" not in run(*asked, "2024-01-04", "--type", "paid").out
    assert "became known later" not in run("--data", table, *question, "--type", "paid").out


@pytest.mark.parametrize("denial", [{"stance": "contradicts"}, {"status": "denied"}])
def test_what_was_denied_before_it_was_claimed_is_a_denied_relation_by_then(
    run: Run, kept: Kept, denial: dict[str, str]
) -> None:
    said = [evidence("list"), evidence("paper", attribution="ann", **denial)]
    rows = [
        relation("owned", "ann", "firm", type="owns", when="2022/", evidence=said),
        relation("old", "ann", "cid", when="2022-01-01", evidence=[evidence("paper")]),
    ]
    papers = [source("list", "2024-05-01"), source("paper", "2023-09-20")]
    load(kept(dataset(*rows, sources=papers), "denied.json"))
    for by, statuses in (
        ("2023-09-19", {}),
        ("2023-10-01", {"old": "actual", "owned": "denied"}),
        ("2024-05-01", {"old": "actual", "owned": "actual"}),
    ):
        found = run("relations", "--known-by", by, "--format", "json").answer["relations"]
        assert {row["id"]: row["status"] for row in found} == statuses
        denied = run("relations", "--known-by", by, "--status", "denied", "--format", "json").answer
        wanted = [id for id, status in statuses.items() if status == "denied"]
        assert [row["id"] for row in denied["relations"]] == wanted
    by_then = ("--known-by", "2023-10-01")
    left_out = (
        "Left out: 1 denied without a date (--status denied --undated)"  # the list states the day later
    )
    assert left_out in run("snapshot", "2023-10-01", *by_then).out
    shown = run("show", "owned", *by_then).out
    assert re.search(r"status +denied", shown)
    assert "contradicts" not in shown
    assert run("voices", "ann", *by_then).out.startswith("Ann vouches for 1")
    assert "1 became known" in run("diff", "2024-04-30", "2024-05-01").out.splitlines()[0]
    first = run("diff", "2023-09-19", "2023-09-20").out.splitlines()[0]
    assert first == "1 became known, 1 told otherwise after 19 September 2023 and by 20 September 2023"


@pytest.mark.parametrize("question", [["relations"], ["snapshot", "2024-02-01"]])
def test_nobody_says_when_what_has_no_source_became_known(
    run: Run, tmp_path: Path, question: list[str]
) -> None:
    table, note = tmp_path / "x.csv", "Relations without a source are here whatever the day"
    rows = "source,relation,target,date,publisher,published\nA,met,B,2024-01-02,L,2024-01-05\n"
    table.write_text(rows)
    asked = ("--data", table, *question, "--known-by", "2024-01-10")
    assert note not in run(*asked).out
    table.write_text(f"{rows}A,met,C,2024-01-03,,\n")
    assert note in run(*asked).out
    assert note not in run("--data", table, *question).out


def test_what_perhaps_became_known_before_is_told(run: Run, uncertain: Graph) -> None:
    note = "Perhaps known by 15 July 2025 already, as the day of publication is uncertain: visit."
    assert note in run("diff", "2025-07-15", "2025-07-16").out
    assert "Perhaps known" not in run("diff", "2025-07-14", "2025-07-16").out


@pytest.mark.parametrize("other", [{"status": "planned"}, {"status": "denied"}, {"stance": "contradicts"}])
@pytest.mark.parametrize("published", ["2019-03-01", "2019"])
def test_that_it_was_told_otherwise_before_does_not_make_it_perhaps_known(
    run: Run, kept: Kept, other: dict[str, str], published: str
) -> None:
    said = [evidence("old", **other), evidence("new")]
    row = relation("visit", "ann", "bob", when="2018-05-06", evidence=said)
    papers = [source("old", published), source("new", "2021-03-01")]
    load(kept(dataset(row, sources=papers), "otherwise.json"))
    for first in ("2019-02-01", "2021-02-01"):
        out = run("diff", first, "2021-04-01").out
        assert "became known" in out
        assert "Perhaps known" not in out


def test_what_may_have_ended_may_have_been_ended(run: Run, talks: Graph) -> None:
    path = Path("talks.json")
    path.write_text(path.read_text().replace("2025-07-05/2025-07-12", "2025-07-05/2025-08-10~"))
    out = run("diff", "2025-08-01", "2025-08-11").out
    assert "Maybe ended, last day in 1-10 August 2025 (1)" in out
    assert "ban (CLAIMED) may have been ended by easing." in out


def test_diff_beyond_what_was_known_says_so(run: Run, talks: Graph) -> None:
    out = run("diff", "2025-07-01", "2025-07-31", "--known-by", "2025-07-15").out
    assert "Partly beyond what was known by 15 July 2025." in out
    assert "became contested" not in out
    assert "easing" not in out


def test_nothing_changed_is_1(run: Run, talks: Graph) -> None:
    done = run("diff", "2025-06-01", "2025-06-30", "--certain")
    assert (done.code, done.err) == (1, "")
    assert done.out.startswith("No change after 1 June 2025 and by 30 June 2025\n")
    assert run("diff", "2025-06-01", "2025-06-30", "--format", "json").code == 1


def test_diff_as_csv_names_the_change_of_each_row(run: Run, talks: Graph) -> None:
    rows = table(run("diff", "2025-07-09", "2025-07-20", "--format", "csv").out)
    assert [(row["change"], row["id"], row["certainty"]) for row in rows[:4]] == [
        ("began", "easing", "certain"),
        ("happened", "early", "certain"),
        ("happened", "vague", "possible"),
        ("ended", "ban", "certain"),
    ]


# --- timeline --------------------------------------------------------------------------------------


def test_timeline_as_json_is_the_timeline_in_python(run: Run, talks: Graph) -> None:
    answer = run("timeline", "--unit", "week", "--by", "kind", "--format", "json").answer
    assert list(answer) == ["query", "unit", "periods", "left_out", "partly"]
    assert answer["query"] == {"command": "timeline", "of": None, "by": "kind", "unit": "week"}
    found = timeline(talks, unit="week", by="kind")
    assert answer["unit"] == "week"
    assert answer["periods"] == [
        {
            "since": iso(period.window.since),
            "until": iso(period.window.until),
            "certain": period.certain,
            "possible": period.possible,
        }
        for period in found.periods
    ]
    assert answer["left_out"] == {"undated": 1, "background": 1, "planned": 1}


def test_timeline_draws_bars_the_maybes_lighter(run: Run, talks: Graph) -> None:
    out = run("timeline", "--unit", "day", *JULY).out
    assert out.startswith("What happened or began per day, July 2025\n")
    lines = {line.split("  ")[0]: line for line in out.splitlines()}
    assert "1 +1" in lines["10 July 2025"]
    assert "█" * 15 + "░" * 15 in lines["10 July 2025"]
    assert "2 contact" in lines["10 July 2025"]
    assert "0 +1" in lines["11 July 2025"]
    assert "█" not in lines["11 July 2025"]
    assert "Not shown: 2 with no known beginning (1 of them background)." in out
    assert "Left out: 1 planned (--status planned)" in out


def test_timeline_draws_what_the_terminal_has_letters_for(
    talks: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    monkeypatch.setenv("LINES", "500")
    out = on_a_terminal("timeline", "--unit", "day", *JULY)
    assert "#" * 15 + "-" * 15 in out
    assert "\\u" not in out


def test_the_least_count_has_a_bar(run: Run, talks: Graph) -> None:
    path = Path("talks.json")
    many = [relation(f"m{n:03}", "ann", "bob", when="2025-07-10") for n in range(100)]
    save_dataset(dataset(*many, relation("one", "ann", "bob", when="2025-07-11"), title="Many"), path)
    lines = run("timeline", "--since", "2025-07-10", "--until", "2025-07-11").out.splitlines()
    assert [line.count("█") for line in lines if line.startswith(("10", "11"))] == [30, 1]


def test_timeline_of_one_actor_names_it(run: Run, talks: Graph) -> None:
    done = run("timeline", "Ann", "--format", "json")
    assert done.answer["query"]["of"] == "Ann"
    assert [period["certain"] for period in done.answer["periods"]] == [{"contact": 1}]
    assert run("timeline", "ann").out.startswith("Ann: what happened or began per day, 10 July 2025\n")


def test_nothing_to_count_is_1(run: Run, talks: Graph) -> None:
    done = run("timeline", "lone", "--since", "2025-07-01", "--until", "2025-07-25")
    assert (done.code, done.err) == (1, "")
    assert done.out == "Lone: nothing that has a date on which it happened or began.\n"
    assert run("timeline", "--since", "2030").code == 1
    assert run("timeline", "--on", "1999", "--certain").out.startswith("Nothing that has a date")


def test_timeline_folds_a_long_stretch_in_which_nothing_surely_happened(run: Run, talks: Graph) -> None:
    days = ("2020-01", "2025-07", "2024")
    rows = [relation(f"r{n}", "ann", "bob", when=when) for n, when in enumerate(days)]
    save_dataset(dataset(*rows), Path("talks.json"))
    lines = run("timeline", "--unit", "month").out.splitlines()[2:]
    assert [re.sub("  +.*  ", ": ", line) for line in lines] == [
        "January 2020: 1 contact",
        "1 February 2020 - 31 December 2023: in each of these 47 months: nothing",
        "2024: in each of these 12 months: 1 contact",
        *(f"{month} 2025: 0" for month in ("January", "February", "March", "April", "May", "June")),
        "July 2025: 1 contact",
    ]
    assert len(run("timeline", "--unit", "month", "--format", "json").answer["periods"]) == 67


def test_timeline_as_csv_is_a_row_for_each_count(run: Run, talks: Graph) -> None:
    rows = table(run("timeline", "--unit", "month", "--format", "csv").out)
    assert list(rows[0]) == ["since", "until", "family", "certain", "possible"]
    assert [(row["since"], row["family"], row["certain"], row["possible"]) for row in rows] == [
        ("2025-07-01", "contact", "3", "0"),
        ("2025-07-01", "permission", "1", "0"),
        ("2025-07-01", "restriction", "1", "0"),
    ]


# --- voices ----------------------------------------------------------------------------------------


def test_voices_as_json_are_those_in_python(run: Run, talks: Graph) -> None:
    answer = run("voices", "The Firm", "--format", "json").answer
    assert list(answer) == ["query", "actor", *VOICES]
    found = voices(talks, "firm")
    assert answer["actor"] == "firm"
    assert {part: told(answer[part]) for part in VOICES} == {
        part: sure(getattr(found, part)) for part in VOICES
    }
    assert {part: ids(answer[part]) for part in VOICES} == {
        "alone": ["vague", "ban", "plan", "rumour"],
        "denied": ["ban"],
        "denies": [],
        "otherwise": [],
        "shared": [],
    }


def test_voices_say_how_much_and_what_rests_on_one_word(run: Run, talks: Graph) -> None:
    done = run("voices", "firm")
    assert done.out.startswith("The Firm vouches for 4 relations\n")
    assert "On the word of The Firm alone (4)" in done.out
    assert "Said by The Firm, told otherwise by others (1)" in done.out
    assert run("voices", "firm", *JULY).out.startswith("The Firm vouches for 3 relations in July 2025\n")


@pytest.mark.parametrize("arguments", [["ann"], ["lone"], ["lone", *JULY]], ids=" ".join)
def test_who_vouches_for_nothing_is_1(run: Run, talks: Graph, arguments: list[str]) -> None:
    done = run("voices", *arguments)
    assert (done.code, done.err) == (1, "")
    assert " vouches for nothing" in done.out


def test_a_publisher_of_an_actors_name_is_told(run: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "x.json")
    row = relation("talk", "ann", "bob", evidence=[evidence("paper")])
    herald = actor("herald", "media", name="Herald", aliases=["the paper"])
    save_dataset(dataset(row, actors=[herald], sources=[source("paper", publisher="The Paper")]), path)
    note = "Not counted: 1 source of a publisher of that name, which is not said to be this actor; if it is: "
    assert note + "graphkit edit paper publisher_actor=herald" in run("--data", path, "voices", "herald").out
    run("--data", path, "edit", "paper", "publisher_actor=herald")
    done = run("--data", path, "voices", "herald")
    assert done.out.startswith("Herald vouches for 1 relation\n")
    assert "Not counted" not in done.out


def test_a_publisher_that_is_no_actor_has_sources(run: Run, talks: Graph) -> None:
    publisher = index(talks).sources["paper"].publisher
    assert run("voices", publisher.upper()).err == (
        f"graphkit: no actor called {publisher.upper()!r}; a publisher has that name: "
        "'graphkit show paper' shows what it tells\n"
    )


def test_voices_as_csv_name_the_part_of_each_row(run: Run, talks: Graph) -> None:
    rows = table(run("voices", "firm", "--format", "csv").out)
    assert [(row["voice"], row["id"]) for row in rows] == [
        ("alone", "vague"), ("alone", "ban"), ("alone", "plan"), ("alone", "rumour"), ("denied", "ban"),
    ]  # fmt: skip


# --- paths in time ---------------------------------------------------------------------------------


@pytest.mark.parametrize("best", ["earliest", "fewest"])
@pytest.mark.parametrize("strict", [False, True])
def test_chronological_paths_as_json_are_those_in_python(
    run: Run, talks: Graph, best: Any, strict: bool
) -> None:
    given = ["--chronological", "--best", best, *(["--strict"] if strict else [])]
    answer = run("path", "ann", "cid", *given, "--format", "json").answer
    assert list(answer) == ["query", "source", "target", "length", "paths", "count", "skipped"]
    assert (answer["query"]["strict"], answer["query"]["best"]) == (strict, best)
    found = chronological_paths(talks, "ann", "cid", strict=strict, best=best)
    assert len(answer["paths"]) == len(found.paths) == 1
    for path, expected in zip(answer["paths"], found.paths, strict=True):
        assert list(path) == [
            "actors", "relations", "hops", "length", "certainty", "days", "departure", "arrival",
            "timing", "walked",
        ]  # fmt: skip
        assert path["actors"] == list(expected.actors)
        assert ids(path["relations"]) == [seen.id for seen in expected.relations]
        assert path["certainty"] == expected.certainty == "possible"
        assert path["days"] == [[iso(day) for day in span] for span in expected.days]
        assert (path["departure"], path["arrival"]) == (path["days"][0], path["days"][-1])
        report = run("path", "ann", "cid", *given).out
        assert path["timing"] in report
        assert path["walked"][0] == "10 July 2025"
        assert all(words in report for words in path["walked"])
    first = "2025-07-11" if strict else "2025-07-10"
    assert answer["paths"][0]["arrival"] == [first, "2025-07-15"]


def test_a_chronological_path_shows_its_days(run: Run, talks: Graph) -> None:
    out = run("path", "ann", "cid", "--chronological").out
    assert out.startswith("Two hops in which time never runs backwards.\n")
    assert "Maybe: departs 10 July 2025, arrives 10-15 July 2025" in out
    assert "For sure by its dates: departs 9 July 2025" in run("path", "dora", "cid", "--chronological").out
    run("path", "ann", "cid", "--chronological", "-o", "path.md")
    title = "## Ann - Bob - Cid. Maybe: departs 10 July 2025, arrives 10-15 July 2025; of its hops 1 CLAIMED"
    assert title in Path("path.md").read_text().splitlines()


def test_time_does_not_run_backwards_and_the_reason_is_given(run: Run, talks: Graph) -> None:
    done = run("path", "ann", "dora", "--chronological", "--format", "json")
    assert done.code == 1
    assert (done.answer["paths"], done.answer["length"]) == ([], None)
    assert list(done.answer)[-3:] == ["reasons", "nearest_window", "missing_hop"]
    assert {"filter": "chronology", "length": 3} in done.answer["reasons"]
    assert chronological_paths(talks, "ann", "dora").paths == ()
    out = run("path", "ann", "dora", "--chronological").out
    assert "Without --chronological there is one of 3 hops." in out
    assert "Not used: 1 undated relation of Ann or Dora." in out
    options = "--chronological", "--best", "fastest", "--strict", "--within", "90d"
    told = run("path", "ann", "dora", *options).out
    assert "Without --chronological, --best, --strict and --within there is one of 3 hops." in told


def test_a_window_too_narrow_names_the_nearest(run: Run, talks: Graph) -> None:
    narrow = ["--since", "2025-07-11", "--until", "2025-07-12", "--chronological"]
    done = run("path", "ann", "cid", *narrow, "--format", "json")
    assert (done.code, done.answer["nearest_window"]) == (1, ["2025-07-10", "2025-07-12"])


def test_infinities_are_null(run: Run, talks: Graph) -> None:
    (path,) = run("path", "bob", "firm", "--chronological", "--format", "json").answer["paths"]
    assert path["certainty"] == "certain"
    assert path["departure"] == [None, "2025-07-15"]


def test_what_is_for_paths_in_time_needs_chronological(run: Run, talks: Graph) -> None:
    for option in (["--strict"], ["--best", "fewest"], ["--best", "earliest"]):
        done = run("path", "ann", "cid", *option)
        assert (done.code, done.out) == (2, "")
        assert done.err == f"graphkit: {option[0]} applies only to paths in time; add --chronological\n"


# --- reach -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", [[], ["--strict"], ["--directed"]], ids=str)
def test_reach_as_json_is_that_in_python(run: Run, talks: Graph, given: list[str]) -> None:
    answer = run("reach", "ann", *given, "--format", "json").answer
    assert list(answer) == ["query", "actor", "reached"]
    found = reach(talks, "ann", strict="--strict" in given, directed="--directed" in given)
    assert answer["reached"] == [
        {
            "actor": row.actor,
            "earliest": iso(row.earliest),
            "certain_by": row.certain_by and iso(row.certain_by),
            "certainty": row.certainty,
            "hops": row.hops,
            "tie": row.tie,
        }
        for row in found
    ]
    assert {row["actor"] for row in answer["reached"]} >= {"bob", "cid", "firm"}


def test_who_reaches_nobody_is_1(run: Run, talks: Graph) -> None:
    for done in (run("reach", "lone"), run("reach", "ann", "--on", "1999")):
        assert (done.code, done.err) == (1, "")
        assert " reaches nobody in time" in done.out


def test_reach_says_what_it_cannot_walk_and_offers_no_option_that_would_not_help(
    run: Run, talks: Graph
) -> None:
    for given in ([], JULY, [*JULY, "--undated"]):
        out = run("reach", "ann", *given).out
        assert "Not used: 1 undated relation of Ann." in out
        assert "--undated" not in out
        assert "Left out: 1 planned (--status planned)" in out


# --- stories ---------------------------------------------------------------------------------------


def test_a_story_as_json_is_that_in_python(run: Run, talks: Graph) -> None:
    answer = run("show", "first", "--story", "--format", "json").answer
    assert list(answer) == ["query", "relations", "links"]
    assert answer["query"] == {"command": "show", "id": "first", "story": True}
    thread = story(talks, "first")
    assert ids(answer["relations"]) == [seen.id for seen in thread.relations] == ["ban", "first", "easing"]
    assert answer["links"] == [
        {"relation": "ban", "rel": "begun-by", "other": "first"},
        {"relation": "ban", "rel": "ended-by", "other": "easing"},
    ]


def test_a_story_shows_its_links_in_words(run: Run, talks: Graph) -> None:
    lines = [" ".join(line.split()) for line in run("show", "easing", "--story").out.splitlines()]
    assert lines[0] == "3 relations of one story"
    assert {"ban (CLAIMED) begun by first", "ban (CLAIMED) ended by easing"} <= set(lines)


# --- as known by a day -------------------------------------------------------------------------------

KNOWN = {
    "actors": [],
    "relations": [],
    "snapshot": ["2025-07-31"],
    "neighbors": ["firm"],
    "between": ["land", "firm"],
    "common": ["land", "bob"],
    "groups": [],
    "rank": [],
    "path": ["land", "firm", "--type", "eased"],
    "reach": ["land", "--type", "eased"],
    "diff": ["2025-07-12", "2025-07-31"],
    "timeline": [],
    "voices": ["firm"],
    "show": ["ban"],
    "export": ["known.json"],
    "open": [],
    "cite": ["-o", "known.bib"],
}


def test_every_command_that_has_known_by_is_tried() -> None:
    having = set()
    for name in COMMANDS:
        found = graphkit.get_command(click.Context(graphkit), name)
        assert found is not None
        if any(parameter.name == "known_by" for parameter in found.params):
            having.add(name)
    assert having == set(KNOWN)


@pytest.mark.parametrize("name", KNOWN)
def test_known_by_hides_what_was_not_yet_told(run: Run, talks: Graph, name: str) -> None:
    def answer(*by: str) -> str:
        Path("exports").mkdir(exist_ok=True)
        written = {"export": "known.json", "open": "exports/talks.html", "cite": "known.bib"}.get(name)
        done = run(name, *KNOWN[name], *by, *([] if written else ["--format", "json"]))
        assert done.err == ""
        if written:
            return Path(written).read_text()
        given = done.answer
        assert given.pop("query").get("known_by") == (by[1] if by else None)
        return json.dumps(given)

    before, since, after = answer("--known-by", "2025-07-24"), answer("--known-by", "2025-07-25"), answer()
    if name in ("actors", "cite", "groups", "rank", "timeline", "voices", "show"):
        assert before != after
    elif name not in ("path", "reach"):
        assert "It was eased." not in before
        assert "It was eased." in after
    else:
        assert '"firm"' in after
        assert before != after
    if name not in ("open", "export", "actors"):  # where an actor without relations is gone
        assert since == after


def test_known_by_is_a_day(run: Run, talks: Graph) -> None:
    done = run("diff", "2025-07-01", "2025-07-31", "--known-by", "2025-07")
    assert (done.code, done.out) == (2, "")
    assert "--known-by: '2025-07' is longer than a day" in done.err


# --- bad usage -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ["diff", "2025-07-20", "2025-07-09"],
            "diff: 2025-07-20 is not before 2025-07-09; write the earlier day",
        ),
        (["diff", "2025-07-20", "2025-07-20"], "write the earlier day first"),
        (["diff", "2025-07", "2025-07-31"], "diff: 2025-07 is not before 2025-07-31"),
        (["diff", "soon", "2025-08-01"], "first: 'soon' is not a date"),
        (["diff", "2025-07-01"], "Missing argument 'D2'"),
        (["diff", "2025-07-01", "2025-07-02", "--since", "2025"], "No such option '--since'"),
        (["timeline", "nobody"], "no actor called 'nobody'"),
        (["timeline", "--unit", "decade"], "is not one of 'day', 'week', 'month', 'quarter', 'year'"),
        (["timeline", "--since", "1900", "--until", "2025", "--unit", "day"], "choose a longer unit"),
        (["voices", "nobody"], "no actor called 'nobody'"),
        (["reach", "nobody"], "no actor called 'nobody'"),
        (["path", "ann", "cid", "--chronological", "--via", "bob"], "cannot be led through an actor"),
        (["show", "eesing", "--story"], "no relation called 'eesing'; did you mean easing"),
        (["show", "ann", "--story"], "no relation called 'ann'"),
        (["diff", "2025-07-01", "2025-07-02", "-o", "out.xyz"], "no form of an answer has the suffix"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_usage_is_2_and_one_line(run: Run, talks: Graph, arguments: list[str], line: str) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("graphkit: ")
    assert done.err.count("\n") == 1
    assert line in done.err


def test_show_sees_through_what_was_known(run: Run, talks: Graph) -> None:
    then = known_by(talks, "2025-07-15")
    shown = run("show", "ban", "--known-by", "2025-07-15", "--format", "json").answer["relation"]
    now = run("show", "ban", "--format", "json").answer["relation"]
    assert (shown["contested"], now["contested"]) == (index(then).by_id["ban"].contested, True)
    assert not shown["contested"]
    assert len(shown["evidence"]) < len(now["evidence"])
    assert run("show", "ban", "--known-by", "2025-07-01").code == 2


def test_a_timeline_says_which_uncertain_days_it_does_not_show(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "years.json"
    days = ["2025-07-01", "2025-07-02", "2025"]
    rows = [relation(f"r{n}", "ann", "bob", when=when) for n, when in enumerate(days)]
    save_dataset(dataset(*rows), path)
    note = "Perhaps before or after these periods: 1 of what is maybe in them."
    command = ["--data", str(path), "timeline", "--unit", "day"]
    assert note in run(*command).out
    assert run(*command, "--format", "json").answer["partly"] == 1
    assert note not in run(*command, "--since", "2025-07-01", "--until", "2025-07-02").out


def test_what_was_first_told_as_planned_is_told_with_that_status(run: Run, tmp_path: Path) -> None:
    said = [evidence("old", status="planned"), evidence("new")]
    row = relation("sale", type="met", when="2025-09-01", evidence=said)
    papers = [source("old", "2025-07-01"), source("new", "2025-09-02")]
    save_dataset(dataset(row, sources=papers), tmp_path / "x.json")
    out = run("--data", tmp_path / "x.json", "diff", "2025-06-30", "2025-07-31").out
    assert "1 told otherwise after 30 June 2025" in out
    assert "told otherwise by old (says planned)" in out
