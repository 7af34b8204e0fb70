"""The two reasons for "possible" on the command line: in lists, in JSON and CSV, and by options."""

import csv
import io
import os
from pathlib import Path

import pytest
from datasets import actor, dataset, evidence, relation, source

from cli.conftest import Kept, Run
from graphkit.storage.json_file import save_dataset


@pytest.fixture(autouse=True)
def firms(kept: Kept) -> None:
    """Firms that compete, supply and meet, told on 10 and 15 July 2025."""
    rows = [
        relation("rivals", "a", "b", "competes-with", evidence=[evidence("early")]),
        relation("supply", "b", "c", "supplies", begins="2025-07-01", evidence=[evidence("paper")]),
        relation("sale", "a", "c", "sells-to", begins="2025-06-01", ends="..", evidence=[evidence("paper")]),
        relation("meeting", "a", "b", when="2025-07-14", evidence=[evidence("paper")]),
        relation("vague", "a", "c", when="2025-07", evidence=[evidence("late")]),
        relation(
            "disputed", "a", "d", "competes-with", ends="2025-07-30",
            evidence=[evidence("early"), evidence("paper", stance="contradicts")],
        ),
        relation("licence", "d", "a", "licensed", status="planned", evidence=[evidence("paper")]),
        relation("boss", "e", "a", "leads", evidence=[evidence("early")]),
    ]  # fmt: skip
    sources = [source("early", "2025-07-10"), source("paper"), source("late", "2025-07-25")]
    kept(dataset(*rows, actors=[actor("e", "person")], sources=sources), "firms.json")


def ids(text: str) -> list[str]:
    """Return the ids at the ends of the rows of a table."""
    known = {"rivals", "supply", "sale", "meeting", "vague", "disputed", "licence", "boss"}
    return [line.split()[-1] for line in text.splitlines() if line.split() and line.split()[-1] in known]


@pytest.mark.parametrize(
    ("asked", "heading", "listed"),
    [
        ("--on 2025-07-10", "6 relations on 10 July 2025, of them 1 maybe",
         "sale supply disputed rivals vague boss"),
        ("--on 2025-07-14", "7 relations on 14 July 2025, of them 2 last reported earlier, 1 maybe",
         "sale supply disputed meeting rivals vague boss"),
        ("--on 2025-07-20", "6 relations on 20 July 2025, of them 3 last reported earlier, 1 maybe",
         "sale disputed supply rivals vague boss"),
        ("--on 2025-06-10", "4 relations on 10 June 2025, of them 3 first reported later",
         "sale disputed rivals boss"),
    ],
)  # fmt: skip
def test_a_list_tells_the_two_reasons_apart(run: Run, asked: str, heading: str, listed: str) -> None:
    out = run("relations", *asked.split()).out
    assert (out.splitlines()[0], ids(out)) == (heading, listed.split())


def test_json_and_csv_say_why_something_is_only_possible(run: Run) -> None:
    expected = {
        "sale": ("certain", None, None, None),
        "disputed": ("certain", None, None, None),
        "supply": ("possible", "unreported", "2025-07-15", None),
        "rivals": ("possible", "unreported", "2025-07-10", None),
        "vague": ("possible", "imprecise", None, None),
        "boss": ("possible", "unreported", "2025-07-10", None),
    }
    keys = ("certainty", "doubt", "last_reported", "first_reported")
    answer = run("relations", "--on", "2025-07-20", "--format", "json").answer
    assert {row["id"]: tuple(row[key] for key in keys) for row in answer["relations"]} == expected
    rows = list(csv.DictReader(io.StringIO(run("relations", "--on", "2025-07-20", "--format", "csv").out)))
    assert {row["id"]: tuple(row[key] or None for key in keys) for row in rows} == expected
    columns = list(rows[0])
    assert columns[columns.index("doubt") :][:3] == ["doubt", "last_reported", "first_reported"]
    (rivals,) = run("relations", "--on", "2025-06-10", "--kind", "person", "--format", "json").answer[
        "relations"
    ]
    assert tuple(rivals[key] for key in keys) == ("possible", "unreported", None, "2025-07-10")


def test_a_report_says_why_something_is_only_possible(run: Run) -> None:
    run("relations", "--on", "2025-07-20", "-o", "answer.md")
    report = Path("answer.md").read_text()
    assert (
        "**from 1 July 2025, last reported 15 July 2025** (last reported 15 July 2025): "
        "B supplies C, as last reported on 15 July 2025." in report
    )
    assert "(maybe in the period): A met C." in report


@pytest.mark.parametrize(
    ("command", "within", "listed"),
    [
        ("relations --on 2025-07-20", "5d", "sale disputed supply vague"),
        ("relations --on 2025-07-20", "5", "sale disputed supply vague"),
        ("relations --on 2025-07-20", "4d", "sale disputed vague"),
        ("relations --on 2025-07-20", "0d", "sale disputed vague"),
        ("relations --on 2025-07-20", "1w", "sale disputed supply vague"),
        ("relations --on 2025-07-20", "10d", "sale disputed supply rivals vague boss"),
        ("relations --on 2025-08-10", "1m", "sale supply rivals boss"),
        ("relations --on 2026-07-11", "1y", "sale supply rivals boss"),
        ("relations --on 2025-06-10", "2y", "sale"),
        ("snapshot 2025-07-20", "5d", "sale disputed supply meeting vague"),
        ("neighbors b --on 2025-07-20", "5d", "supply"),
    ],
)
def test_what_was_reported_too_long_before_is_left_out_if_asked(
    run: Run, command: str, within: str, listed: str
) -> None:
    done = run(*command.split(), "--reported-within", within)
    assert (done.err, sorted(ids(done.out))) == ("", sorted(listed.split()))


@pytest.mark.parametrize(
    "within", ["", "d", "-5d", "5 d", "1.5m", "90days", "P90D", "5q", "\u0665d", "9999999y"]
)
def test_a_duration_that_is_none_is_refused_in_one_line(run: Run, within: str) -> None:
    done = run("relations", "--on", "2025-07-20", f"--reported-within={within}")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "--reported-within" in done.err


@pytest.mark.parametrize("command", ["relations", "diff 2025-07-01 2025-07-20", "path a b", "timeline"])
def test_reports_are_only_asked_for_within_a_time_of_a_period(run: Run, command: str) -> None:
    done = run(*command.split(), "--reported-within", "5d")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "--reported-within speaks of " in done.err


@pytest.mark.parametrize(
    ("command", "with_it", "without"),
    [
        ("relations", "disputed", ""),
        ("relations --on 2025-07-20", "disputed", ""),
        ("snapshot 2025-07-20", "disputed", ""),
        ("neighbors d", "disputed licence", "licence"),
        ("path a d", "disputed", ""),
        ("diff 2025-07-01 2025-08-20", "disputed", ""),
    ],
)
def test_what_is_contested_is_left_out_if_asked(run: Run, command: str, with_it: str, without: str) -> None:
    for options, expected in (([], with_it), (["--no-contested"], without)):
        found = {id for id in ids(run(*command.split(), *options).out) if id in ("disputed", "licence")}
        assert found & {"disputed"} == set(expected.split()) & {"disputed"}
    assert run(*command.split(), "--no-contested", "--format", "json").answer["query"]["no_contested"] is True


def test_no_path_says_which_of_these_options_is_in_the_way(run: Run) -> None:
    assert "Without --no-contested there is one of 1 hop." in run("path", "a", "d", "--no-contested").out
    late = ("path", "b", "c", "--on", "2025-08-20", "--avoid", "a", "--reported-within", "5d")
    assert "Without --reported-within there is one of 1 hop." in run(*late).out
    query = run(*late, "--format", "json").answer["query"]
    assert (query["reported_within"], query["on"]) == (5, "2025-08-20")


def test_what_nobody_reports_before_the_first_day_stated_is_counted(run: Run) -> None:
    for command in ("relations --on 2025-05-31", "relations --until 2025-05-31"):
        out = run(*command.split()).out
        assert out.startswith("0 relations ")
        assert "Left out: 1 undated (--undated), 3 that nobody reports before 1 June 2025" in out
    out = run("snapshot", "2025-05-31").out
    assert "1 planned without a date (--status planned --undated), 3 that nobody reports before" in out
    out = run("neighbors", "b", "--on", "2025-05").out
    assert out == ("B has no neighbours in May 2025.\n\nLeft out: 1 that nobody reports before 1 June 2025\n")
    answer = run("relations", "--on", "2025-05-31", "--format", "json").answer
    assert answer["left_out"] == {"undated": 1, "unreported": 3}
    assert "nobody reports" not in run("relations", "--on", "2025-06-01").out


@pytest.mark.parametrize(
    ("command", "note"),
    [
        ("snapshot 2025-07-25", ""),
        ("snapshot 2025-07-26", "Beyond the sources (last published 25 July 2025)."),
        ("relations --on 2025-07-26", "Beyond the sources (last published 25 July 2025)."),
        ("relations --since 2025-07-20 --until 2025-07-26", "Partly beyond the sources (last published"),
        ("relations --since 2025-07-20", ""),
        ("relations --since 2025-07-26", "Beyond the sources (last published 25 July 2025)."),
        ("actors --on 2025-08", "Beyond the sources (last published 25 July 2025)."),
        ("neighbors a --on 2025-08", "Beyond the sources (last published 25 July 2025)."),
        ("path a b --on 2025-08", "Beyond the sources (last published 25 July 2025)."),
        ("reach a --on 2025-08", "Beyond the sources (last published 25 July 2025)."),
        ("voices a --on 2025-08", "Beyond the sources (last published 25 July 2025)."),
        ("timeline --on 2025-08", "Beyond the sources (last published 25 July 2025)."),
        ("diff 2025-07-25 2025-07-26", "Beyond the sources (last published 25 July 2025)."),
        ("diff 2025-07-24 2025-07-26", "Partly beyond the sources (last published 25 July 2025)."),
        ("relations --on 2025-07-20 --known-by 2025-07-16", "Beyond what was known by 16 July 2025."),
    ],
)
def test_days_beyond_the_sources_are_said_to_be_so(run: Run, command: str, note: str) -> None:
    out = run(*command.split()).out
    assert note in out
    assert ("eyond" in out) == bool(note)


@pytest.mark.parametrize(
    ("options", "heading"),
    [
        ("", "0 actual; 1 planned"),
        ("--on 2025-07-14", "0 actual; 1 planned, none with a date on 14 July 2025"),
        ("--on 2025-07-14 --undated", "0 actual; 1 planned on 14 July 2025, of them 1 maybe"),
        ("--on 2025-07-14 --certain", "0 actual; 1 planned, none with a date on 14 July 2025"),
        ("--kind person --on 2025-07-14", "0 relations on 14 July 2025"),
    ],
)
def test_a_type_with_nothing_actual_says_what_it_has(run: Run, options: str, heading: str) -> None:
    assert run("relations", "--type", "licensed", *options.split()).out.splitlines()[0] == heading


@pytest.fixture
def weekly(kept: Kept) -> None:
    """Let a weekly of uncertain days tell who leads a firm, and what began long ago."""
    rows = [
        relation("boss", "e", "a", "leads", evidence=[evidence("weekly")]),
        relation(
            "limits", "a", "b", "restricted", when="2023/", evidence=[evidence("weekly", attests=False)]
        ),
    ]
    sources = [source("weekly", "[2025-07-14..2025-07-20]")]
    kept(dataset(*rows, actors=[actor("e", "person")], sources=sources), "weekly.json")


@pytest.mark.usefixtures("weekly")
@pytest.mark.parametrize(
    ("day", "first", "last", "mark"),
    [
        ("2024-06-01", "[2025-07-14..2025-07-20]", None, "first reported 14-20 July 2025"),
        ("2025-07-14", None, None, "maybe"),
        ("2025-07-18", None, None, "maybe"),
        ("2025-12-31", None, "[2025-07-14..2025-07-20]", "last reported 14-20 July 2025"),
    ],
)
def test_who_leads_whom_is_marked_in_every_answer_of_a_day_that_nobody_attests(
    run: Run, day: str, first: str | None, last: str | None, mark: str
) -> None:
    for command in (
        f"relations --on {day}",
        f"snapshot {day}",
        f"neighbors a --on {day}",
        f"path e a --on {day}",
    ):
        done = run(*command.split(), "-o", "answer.md")
        assert mark in " ".join(Path("answer.md").read_text().split()), (command, done.err)
        assert mark in " ".join(run(*command.split()).out.split()), command
    (boss,) = run("snapshot", day, "--type", "leads", "--format", "json").answer["relations"]
    assert (boss["certainty"], boss["first_reported"], boss["last_reported"]) == ("possible", first, last)


@pytest.mark.usefixtures("weekly")
def test_what_began_long_ago_is_not_called_reported_on_that_day(run: Run) -> None:
    (limits,) = run("snapshot", "2025-07-01", "--type", "restricted", "--format", "json").answer["relations"]
    assert (limits["doubt"], limits["last_reported"]) == ("imprecise", None)
    assert "from 2023, end unknown" in run("show", "limits").out


@pytest.mark.parametrize(
    ("command", "hidden"),
    [
        ("relations --on 2025-07-20 --certain", {"certain": 4}),
        ("relations --on 2025-07-20 --reported-within 4d", {"reported_within": 3}),
        ("relations --on 2025-07-20 --reported-within 0d --certain", {"reported_within": 3, "certain": 1}),
        ("relations --on 2025-07-20 --no-contested --certain", {"no_contested": 1, "certain": 4}),
        ("relations --no-contested", {"no_contested": 1}),
        ("relations --no-claims --no-contested", {"no_claims": 0, "no_contested": 1}),
        ("relations --type sells-to --on 2025-07-20 --certain", {"certain": 0}),
        ("snapshot 2025-07-20 --certain", {"certain": 4}),
        ("snapshot 2025-07-20 --reported-within 4d", {"reported_within": 3}),
        ("neighbors b --on 2025-07-20 --certain", {"certain": 2}),
        ("neighbors e --on 2025-07-20 --certain", {"certain": 1}),
        ("actors --on 2025-07-20 --certain", {"certain": 4}),
        ("actors --kind person --on 2025-07-20 --certain", {"certain": 1}),
        ("path a c --on 2025-07-20 --certain", {"certain": 4}),
        ("reach d --since 2025-07-20 --no-contested", {"no_contested": 1}),
        ("voices a --no-contested", {"no_contested": 0}),
        ("timeline --no-contested", {"no_contested": 1}),
        ("timeline --on 2025-07 --certain", {"certain": 0}),
        ("diff 2025-07-01 2025-07-20 --certain", {"certain": 1}),
        ("diff 2025-07-01 2025-08-20 --no-contested", {"no_contested": 3}),
        ("relations --on 2025-07-20", None),
        ("relations", None),
    ],
)
def test_what_cautious_options_hide_is_counted(run: Run, command: str, hidden: dict[str, int] | None) -> None:
    assert run(*command.split(), "--format", "json").answer.get("hidden") == hidden
    told = [f"{count} by --{name.replace('_', '-')}" for name, count in (hidden or {}).items() if count]
    out = run(*command.split()).out
    (words,) = [line for line in out.splitlines() if line.startswith("Hidden")] or [""]
    assert words.partition(": ")[2] == ", ".join(told)
    run(*command.split(), "-o", "answer.md")
    assert words in Path("answer.md").read_text()


def test_of_whom_a_path_hides_something_is_said(run: Run) -> None:
    out = run("path", "a", "c", "--on", "2025-07-20", "--certain").out
    assert "Hidden of A or C: 4 by --certain" in out


@pytest.mark.parametrize(
    "command",
    [
        "relations --on 2025-07-20 --no-contested --certain",
        "snapshot 2025-07-20 --certain --reported-within 4d",
        "neighbors a --on 2025-07-20 --certain",
        "actors --on 2025-07-20 --certain",
        "path a c --on 2025-07-20 --certain",
        "reach d --since 2025-07-20 --no-contested --certain",
        "timeline --no-contested --certain",
        "diff 2025-07-01 2025-08-20 --no-contested --certain",
    ],
)
def test_a_directory_counts_what_options_hide_as_its_file_does(run: Run, command: str) -> None:
    expected = run(*command.split(), "--format", "json").answer["hidden"]
    assert any(expected.values())
    assert run("import", os.environ["GRAPHKIT_DATA"], "-o", "firms").code == 0
    assert run("--data", "firms", *command.split(), "--format", "json").answer["hidden"] == expected


@pytest.mark.parametrize(
    ("command", "hidden"),
    [
        ("relations --on 2025-07-03 --certain", 3),
        ("neighbors a --on 2025-07-03 --certain", 2),
        ("path a b --on 2025-07-03 --certain", 3),
        ("snapshot 2025-07-03 --certain", 3),
    ],
)
def test_a_table_of_events_counts_what_options_hide(run: Run, command: str, hidden: int) -> None:
    rows = ("a\tmet\tb\t2025-07-03", "a\tmet\tc\t2025-07", "b\tmet\ta\t2025-07", "c\tmet\tb\t2025")
    Path("rows.tsv").write_text("source\trelation\ttarget\tdate\n" + "\n".join(rows) + "\n")
    answer = run("--data", "rows.tsv", *command.split(), "--format", "json").answer
    assert answer["hidden"] == {"certain": hidden}


@pytest.mark.parametrize(
    ("options", "heading", "left_out"),
    [
        (
            "",
            "0 actual; 1 planned, none dated by then",
            "1 planned without a date (--status planned --undated)",
        ),
        ("--undated", "0 actual; 1 planned", "1 planned (--status planned)"),
        ("--status planned", "0 actual; 1 planned, none dated by then", "1 undated (--undated)"),
        ("--status planned --undated", "0 actual; 1 planned, of them 1 maybe", ""),
        ("--kind person", "0 relations", ""),
    ],
)
def test_a_snapshot_of_a_type_with_nothing_actual_says_what_it_has_and_one_hint_shows_it(
    run: Run, options: str, heading: str, left_out: str
) -> None:
    asked = ["snapshot", "2025-07-14", "--type", "licensed", *options.split()]
    assert run("import", os.environ["GRAPHKIT_DATA"], "-o", "firms").code == 0
    for data in (os.environ["GRAPHKIT_DATA"], "firms"):
        out = run("--data", data, *asked).out
        assert out.splitlines()[0] == f"As of 14 July 2025: {heading}"
        assert [line for line in out.splitlines() if line.startswith("Left out")] == (
            [f"Left out: {left_out}"] if left_out else []
        )
    if "(--status planned --undated)" in left_out:
        assert ids(run(*asked, "--status", "planned", "--undated").out) == ["licence"]


def test_planned_with_a_date_and_without_are_hinted_at_apart(run: Run) -> None:
    path = Path(os.environ["GRAPHKIT_DATA"])
    rows = [
        relation("dated", status="planned", when="2025-07-02"),
        relation("vague", status="planned"),
        relation("denial", status="denied"),
    ]
    save_dataset(dataset(*rows), path)
    out = run("snapshot", "2025-07-14").out
    assert (
        "Left out: 1 denied without a date (--status denied --undated), 1 planned (--status planned), "
        "1 planned without a date (--status planned --undated)" in out
    )
    assert run("snapshot", "2025-07-14", "--format", "json").answer["left_out"] == {"denied": 1, "planned": 2}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            "--on 2025-07-20 --certain",
            ["Left out: 1 undated (--undated without --certain)", "Hidden: 4 by --certain"],
        ),
        ("--on 2025-07-20", ["Left out: 1 undated (--undated)"]),
        ("--no-contested", ["Hidden: 1 by --no-contested"]),
        ("", []),
    ],
)
def test_files_and_pages_say_what_is_not_in_them(run: Run, options: str, told: list[str]) -> None:
    for command in (["export", "part.json"], ["open"]):
        out = run(*command, *options.split()).out
        assert [line for line in out.splitlines() if line.startswith(("Left out", "Hidden"))] == told
