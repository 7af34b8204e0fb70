"""The commands ``rank``, ``common`` and ``groups``: what they print, count and refuse."""

from pathlib import Path

import pytest
from datasets import actor, dataset, evidence, relation, source

from cli.conftest import Kept, Run
from graphkit.cli import ranking


@pytest.fixture
def talks(kept: Kept) -> Path:
    rows = [
        relation("ask", "ann", "firm", "told", when="2025-03-03", evidence=[evidence()]),
        relation("ask-again", "ann", "bob", "told", when="2025-03-20", evidence=[evidence("wire")]),
        relation("perhaps", "ann", "bob", "told", when="[2025-02-27..2025-03-02]", evidence=[evidence()]),
        relation("answer", "bob", "ann", "told", when="2025-03-21", about=("firm",)),
        relation("talk", "bob", "firm", "met", when="2025-04"),
        relation("plan", "ann", "cal", "met", when="2025-03-30", status="planned"),
    ]
    actors = [
        actor("ann", "person", attributes=(("country", "DE"),)),
        actor("firm", name="The Firm", attributes=(("country", "FR"),)),
    ]
    return kept(dataset(*rows, actors=actors, sources=[source("wire", title="On talks")]), "talks.json")


MARCH = ("--since", "2025-03", "--until", "2025-03")


def test_who_sent_most_in_a_month_surely_and_at_most(run: Run, talks: Path) -> None:
    out = run("rank", "--direction", "out", *MARCH).out
    assert out.splitlines() == [
        "Actors by relations, outgoing in March 2025",
        "",
        "    actor  surely  at most  id",
        "1.  Ann         2        3  ann",
        "2.  Bob         1        1  bob",
        "",
        "Counted: 4 relations, each for its source, a symmetric one for both.",
        "Two figures: the least and the most that open dates allow.",
        "",
        "Left out: 1 planned (--status planned)",
    ]


def test_json_names_the_figures_for_what_they_are(run: Run, talks: Path) -> None:
    answer = run("rank", "--format", "json", *MARCH, "--limit", "1").answer
    assert answer["query"] == {
        "command": "rank", "by": "relations", "per": "actor", "direction": "both", "limit": 1,
        "since": "2025-03", "until": "2025-03",
    }  # fmt: skip
    assert answer["ranks"] == [{"place": 1, "actor": "ann", "surely": 3, "at_most": 4, "relations": 4}]
    assert (answer["count"], answer["counted"], answer["exact"]) == (3, 4, True)
    first = run("rank", "--by", "first", "--per", "pair", "--format", "json").answer["ranks"][0]
    assert first == {
        "place": 1, "pair": ["ann", "bob"], "from": "2025-02-27", "to": "2025-03-02", "relations": 3,
    }  # fmt: skip
    central = run("rank", "--by", "pagerank", "--format", "json").answer
    assert set(central["ranks"][0]) == {"place", "actor", "certain", "possible", "relations"}
    assert not central["exact"]


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("--per source", ["1. paper 2 paper", "2. wire, On talks 1 wire"]),
        ("--per month", ["1. March 2025 3 4", "2. April 2025 1 1"]),
        ("--per attribute country", ["1. DE 4", "2. FR 3"]),
        ("--per type --by silence", ["1. told 16 4"]),
        ("--by days --lowest --limit 1", ["1. The Firm 3 3 firm"]),
        ("--by betweenness --certain", ["1. Ann 0.0000 4 ann"]),
    ],
)
def test_what_is_ranked_is_told_as_people_call_it(
    run: Run, talks: Path, words: str, lines: list[str]
) -> None:
    out = run("rank", *words.split()).out
    told = [" ".join(line.split()) for line in out.splitlines() if line[1:3] == ". "]
    assert told[: len(lines)] == lines


def test_what_belongs_to_no_line_is_told(run: Run, talks: Path) -> None:
    assert "In no line: 2 relations with no source." in run("rank", "--per", "source").out
    silent = run("rank", "--by", "silence", "--per", "type").out
    assert "Not ranked: 1 type with fewer than two relations with a known beginning." in silent
    assert "1 more (--limit 0 lists all)." in run("rank", "--limit", "2").out
    assert "Hidden: 1 by --certain" in run("rank", "--certain", *MARCH).out
    nothing = run("rank", "--since", "2030")
    assert (nothing.code, nothing.out.splitlines()[0]) == (1, "Nothing to rank from 1 January 2030 on.")


def test_an_open_beginning_is_told_as_no_bound(run: Run, talks: Path) -> None:
    add = ("add", "relation", "bob", "told", "ann")
    assert run(*add, "--when", "[..2025-02-10]").code == 0
    out = run("rank", "--by", "first").out
    assert "1. Ann 10 February 2025 5 ann" in " ".join(out.split())
    assert "Where 'from' or 'to' is empty, the dates set no such bound." in out
    assert "no limit" in run("rank", "--by", "silence").out
    assert run("rank", "--by", "silence", "--format", "json").answer["ranks"][0]["at_most"] is None
    assert (
        "In no line: 1 relation with no known beginning, or an open one." in run("rank", "--per", "month").out
    )


def test_what_the_figure_does_not_use_is_told(run: Run, talks: Path) -> None:
    assert run("add", "relation", "firm", "supplies", "bob").code == 0
    out = run("rank", "--by", "openings").out
    assert "Not used in these figures: 1 relation with no known beginning." in out
    assert run("rank", "--by", "openings", "--format", "json").answer["without_start"] == 1
    assert "Not used" not in run("rank").out


def test_only_actors_of_the_kind_asked_for_are_ranked(run: Run, talks: Path) -> None:
    out = run("rank", "--kind", "person").out
    assert [line.split()[-1] for line in out.splitlines() if line[1:3] == ". "] == ["ann"]
    assert "Ranked: only actors of that kind or with those attributes, by what they have with all." in out
    assert "Ranked: only" not in run("rank", "--kind", "person", "--per", "pair").out


def test_a_report_has_the_table_and_a_page_the_relations(run: Run, talks: Path) -> None:
    run("rank", "-o", "ranks.md")
    assert "| 1\\. | Ann | 4 | ann |" in Path("ranks.md").read_text()
    assert run("rank", "-o", "ranks.html").code == 0
    assert "Actors by relations" in Path("ranks.html").read_text()
    assert (
        run("rank", "--format", "csv", "--limit", "1").out
        == "place,actor,surely,at_most,relations\n1,ann,4,4,4\n"
    )


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("--per attribute contry", "attribute: no actor has 'contry'; did you mean country?"),
        ("--per attribute", "attribute: name one together with what is ranked"),
        ("--per attribute zzz", "attribute: no actor has 'zzz'; there is country"),
        ("country", "attribute: name one together with what is ranked"),
        ("--per week --by silence", "by: a week has relations, partners and an amount, and no silence"),
        ("--by relation", "'relation' is not one of"),
    ],
)
def test_what_has_no_meaning_is_refused_in_a_line(run: Run, talks: Path, words: str, line: str) -> None:
    done = run("rank", *words.split())
    assert (done.code, done.out) == (2, "")
    assert line in done.err


def test_common_neighbours_and_their_relations(run: Run, talks: Path) -> None:
    done = run("common", "Ann", "Bob", "--direct")
    assert done.out.splitlines()[0] == "Ann and Bob: 1 common neighbour"
    assert "The Firm (2)" in done.out
    assert "Bob -told-> Ann (about The Firm)" in run("common", "ann", "bob").out
    nobody = run("common", "ann", "bob", "--until", "2025-03-01")
    assert (nobody.code, nobody.out.splitlines()[0]) == (
        1, "Ann and Bob have no common neighbour up to 1 March 2025.",
    )  # fmt: skip
    assert "takes two different actors" in run("common", "ann").err


def test_groups_say_why(run: Run, talks: Path) -> None:
    out = run("groups").out
    assert out.splitlines()[:5] == [
        "1 group",
        "",
        "Group 1: 3 actors",
        "who        Ann, Bob, The Firm",
        "held by    5 relations: 4 told, 1 met",
    ]
    assert "another seed may give others" in out
    assert "Left out: 1 planned (--status planned)" in out
    run("groups", "-o", "groups.md")
    assert "## Group 1: Ann, Bob, The Firm" in Path("groups.md").read_text()
    assert run("groups", "--format", "csv").out == "group,actor\n1,ann\n1,bob\n1,firm\n"
    assert run("groups", "--since", "2030").code == 1


def test_a_ranking_of_values_can_be_asked_again(run: Run, talks: Path) -> None:
    run("rank", "--per", "attribute", "country", "--lowest", "--actor", "ann", "-o", "ranks.json")
    done = run("check", "--answer", "ranks.json")
    assert (done.code, done.err) == (0, "")


def test_what_narrows_a_figure_that_takes_long_is_said_before_it_starts(
    run: Run, talks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "_QUICK", 1)
    done = run("rank", "--by", "closeness")
    said = "closeness of 4 actors and 6 relations may take minutes; --since and --until"
    assert (done.code, done.err.startswith(said)) == (0, True)
    assert run("rank").err == ""
