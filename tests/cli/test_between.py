"""The command ``between``: the list, and the sentences that sum it up."""

from pathlib import Path

import pytest
from datasets import actor, dataset, evidence, relation

from cli.conftest import Run
from graphkit.storage.json_file import save_dataset


@pytest.fixture
def ties(tmp_path: Path) -> Path:
    path = tmp_path / "ties.json"
    rows = [
        relation("ask", "ann", "firm", "told", when="2025-07-01", evidence=[evidence()]),
        relation("answer", "firm", "ann", "told", when="2025-07-11", evidence=[evidence()]),
        relation("plan", "ann", "firm", "told", when="2025-08-01", status="planned", evidence=[evidence()]),
        relation("lead", "ann", "firm", "leads", when="2025-07-05/", evidence=[evidence()]),
        relation("praise", "bob", "ann", "praised", when="2025-07", about=("firm",), evidence=[evidence()]),
        relation("talk", "bob", "cal", "met", about=("ann", "firm"), evidence=[evidence()]),
        relation("unit", "branch", "firm", "part-of", evidence=[evidence()]),
        relation("deal", "branch", "ann", "told", when="2025-07-20", evidence=[evidence()]),
    ]
    save_dataset(dataset(*rows, actors=[actor("ann", "person"), actor("firm", name="The Firm")]), path)
    return path


def test_the_list_is_summed_up_in_sentences(run: Run, ties: Path) -> None:
    done = run("--data", ties, "between", "Ann", "The Firm")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0] == "Ann and The Firm: 5 relations, and 1 about both"
    assert [line.split()[-1] for line in lines[3:8]] == ["ask", "praise", "lead", "answer", "plan"]
    assert lines[-8:] == [
        "",
        "First: 1 July 2025, one of 2 relations (ask, praise).",
        "Last: 11-15 July 2025, one of 2 relations (praise, answer).",
        "Longest silence: 3 to 5 days, at the longest 6-10 July 2025.",
        "Direction: 2 from Ann, 1 from The Firm, 1 about one of them.",
        "In force on 15 July 2025: leads (lead).",
        "",
        "Listed, but in none of these figures: 1 planned, 1 about both.",
    ]


def test_parts_are_taken_in_and_options_narrow(run: Run, ties: Path) -> None:
    plain = run("--data", ties, "between", "The Firm", "ann", "--format", "json").answer
    with_parts = run("--data", ties, "between", "The Firm", "ann", "--with-parts", "--format", "json").answer
    more = {row["id"] for row in with_parts["relations"]} - {row["id"] for row in plain["relations"]}
    assert (more, with_parts["query"]["with_parts"]) == ({"deal"}, True)
    assert with_parts["directions"] == {"out": 2, "in": 2, "both": 0, "about": 1}
    july = run("--data", ties, "between", "ann", "firm", "--since", "2025-07-02", "--certain").out
    assert july.splitlines()[0] == "Ann and The Firm: 3 relations from 2 July 2025 on"
    assert "Hidden of what is between Ann and The Firm: 1 by --certain" in july
    assert "Left out: 1 undated (--undated without --certain)" in july


def test_a_list_may_be_cut_and_its_figures_stay(run: Run, ties: Path) -> None:
    cut = run("--data", ties, "between", "ann", "firm", "--limit", "2", "--format", "json").answer
    whole = run("--data", ties, "between", "ann", "firm", "--format", "json").answer
    assert cut["relations"] == whole["relations"][:2]
    assert (cut["silence"], cut["query"]["limit"]) == (whole["silence"], 2)
    assert "Shown: 2 of 6 rows" in run("--data", ties, "between", "ann", "firm", "--limit", "2").out
    shared = run("--data", ties, "common", "ann", "firm", "--format", "json").answer["common"]
    first = run("--data", ties, "common", "ann", "firm", "--limit", "1", "--format", "json").answer["common"]
    assert (len(shared) > 1, first) == (True, shared[:1])
    assert "Shown: " in run("--data", ties, "common", "ann", "firm", "--limit", "1").out


def test_nothing_between_them_is_1_and_says_so(run: Run, ties: Path) -> None:
    done = run("--data", ties, "between", "cal", "branch")
    assert (done.code, done.out) == (1, "Nothing between Cal and Branch.\n")
    done = run("--data", ties, "between", "ann", "firm", "--known-by", "2025-07-01")
    assert done.code == 1
    assert "Ann is not known by 1 July 2025, only from 15 July 2025 on." in done.out


def test_a_report_and_csv_say_what_ties_them(run: Run, ties: Path) -> None:
    run("--data", ties, "between", "ann", "firm", "-o", "ties.md")
    report = Path("ties.md").read_text()
    assert "First: 1 July 2025, one of 2 relations" in report
    assert "(about The Firm)" in report
    assert "## About both" in report
    told = run("--data", ties, "between", "ann", "firm", "--format", "csv").out.splitlines()
    assert [line.rpartition(",")[2] for line in told] == ["tie", "", "about", "", "", "", "about both"]


def test_what_stands_is_told_with_its_doubt(run: Run, ties: Path) -> None:
    out = run("--data", ties, "between", "ann", "firm", "--until", "2025-08").out
    assert "In force on 31 August 2025: leads, last reported 15 July 2025 (lead)." in out


def test_what_may_have_been_first_or_not_at_all_is_not_told_as_sure(run: Run, tmp_path: Path) -> None:
    rows = [
        relation("one", "ann", "bob", "told", when="2025-03-01"),
        relation("two", "bob", "ann", "told", when="[..2025-04-10]"),
        relation("three", "ann", "bob", "told", when="2025-05-01"),
        relation("sells", "ann", "bob", "supplies"),
    ]
    path = tmp_path / "open.json"
    save_dataset(dataset(*rows), path)
    assert run("--data", path, "between", "ann", "bob").out.splitlines()[-6:] == [
        "First with a known beginning: by 1 March 2025, one of 2 relations (one, two).",
        "Last with a known beginning: 1 May 2025, Ann -told-> Bob (three).",
        "Longest silence: at least 30 days; a date with an open side sets no limit.",
        "Direction: 3 from Ann, 1 from Bob.",
        "",
        "Without a known beginning, so in no first, last or silence: 1 relation.",
    ]
    march = run("--data", path, "between", "ann", "bob", "--until", "2025-03-31")
    assert "Direction: 1 from Ann, perhaps 1 from Bob." in march.out
    assert "Longest silence: any number of days; a date" in march.out
