"""What holds in every story that is shipped: its coding, its steps, and that all ways of asking it agree."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from shipped import STORIES, busy_day, hub

import graphkit as gk
from graphkit.cli.main import main
from graphkit.graph.index import index, visible_relations
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Dataset, Relation
from graphkit.queries.source_audit import check_sources
from graphkit.temporal.calendar import FUTURE, PAST, iso

from .conftest import Run


@pytest.fixture(scope="module", params=STORIES)
def file(request: pytest.FixtureRequest) -> Path:
    return STORIES[request.param]


@pytest.fixture(scope="module")
def graph(file: Path) -> Graph:
    return gk.load(file)


@pytest.fixture(scope="module")
def made(graph: Graph) -> Dataset:
    return gk.to_dataset(graph)


# --- how it is coded ------------------------------------------------------------------------------


def test_nothing_in_it_is_wrong(graph: Graph) -> None:
    assert not [finding for finding in check_sources(graph) if finding.severity == "error"]


def test_everything_in_it_is_used(made: Dataset) -> None:
    entries = [entry for row in made.relations for entry in row.evidence]
    assert {entry.source for entry in entries} == {row.id for row in made.sources}
    ends = {end for row in made.relations for end in (row.source, row.target, *row.about)}
    assert ends == {row.id for row in made.actors}
    used = {row.type for row in made.relations} | {entry.type for entry in entries}
    assert {row.name for row in made.relation_types} <= used


def test_every_relation_has_a_sentence_of_ours_and_a_source(made: Dataset) -> None:
    for row in made.relations:
        assert row.summary, row.key
        assert row.summary.endswith("."), row.key
        assert row.evidence, row.key
        assert not any(entry.quote for entry in row.evidence), row.key
    for actor in made.actors:
        assert (actor.description or "").endswith("."), actor.id


def test_a_source_whose_title_or_day_is_ours_says_so(made: Dataset) -> None:
    for row in made.sources:
        assert row.title
        if row.title.startswith("["):
            assert "title is ours" in (row.note or ""), row.id


# --- the told story -------------------------------------------------------------------------------


def test_about_eight_steps_each_with_a_text_and_a_cast(made: Dataset) -> None:
    assert 7 <= len(made.story) <= 9
    assert len({step.title for step in made.story}) == len(made.story)
    for step in made.story:
        assert step.text
        assert len(step.text.split()) < 65
        assert len(set(step.focus)) == len(step.focus) >= 3


def test_each_step_shows_its_selected_relation(made: Dataset) -> None:
    rows = {row.key: row for row in made.relations}
    for step in made.story:
        if step.selection is not None:
            assert {rows[step.selection].source, rows[step.selection].target} <= set(step.focus), step.title


# --- snapshots, differences, paths ------------------------------------------------------------------


def days_of(graph: Graph) -> list[int]:
    """Return the days on which, or just before which, something may begin or end, each seventh of them."""
    bounds = {day for seen in index(graph).relations() if seen.bounds for day in seen.bounds}
    return sorted({day + step for day in bounds - {PAST, FUTURE} for step in (-1, 0)})[::7]


def test_a_snapshot_holds_what_the_bounds_say(graph: Graph) -> None:
    actual = [
        seen
        for seen in index(graph).relations()
        if seen.status == "actual" and seen.bounds and not seen.type.newsroom
    ]
    for day in days_of(graph):
        shown = {seen.id: seen.certainty for seen in visible_relations(gk.snapshot(graph, iso(day)))}
        for seen in actual:
            first, latest, soonest, last = seen.bounds  # type: ignore[misc]
            sure = latest <= day <= soonest if seen.version.lasts else last <= day
            assert sure == (shown.get(seen.id) == "certain"), (iso(day), seen.id)
            assert first <= day or seen.id not in shown, (iso(day), seen.id)


def test_what_changed_changed_before_or_after_a_day_between(graph: Graph) -> None:
    days = days_of(graph)
    for before, after in zip(days, days[9:], strict=False):
        between = (before + after) // 2
        whole, *halves = (
            {
                (name, seen.id)
                for name in ("began", "happened", "ended")
                for seen in getattr(gk.diff(graph, iso(one), iso(other)), name)
                if seen.certainty == "certain"
            }
            for one, other in ((before, after), (before, between), (between, after))
            if one < other
        )
        assert halves[0] | halves[-1] <= whole, (iso(before), iso(after))


def test_shortest_paths_are_as_long_as_those_of_networkx(graph: Graph) -> None:
    judge = nx.Graph()
    for seen in index(graph).relations():
        if seen.status == "actual" and not seen.type.newsroom:
            judge.add_edge(seen.source, seen.target)
    most = hub(graph)
    some = 0
    for one, other in combinations([most, *sorted({*judge} - {most})[::4]], 2):
        path = gk.shortest_path(graph, one, other, avoid_kinds=(), direct=True)
        right = nx.shortest_path_length(judge, one, other) if nx.has_path(judge, one, other) else None
        assert (path and path.length) == right, (one, other)
        some += path is not None
    assert some > 20


# --- the same answer three ways ---------------------------------------------------------------------

ASKED: dict[str, Callable[[str, str, str], list[str]]] = {
    "relations": lambda _one, _other, _day: ["relations"],
    "window": lambda _one, _other, day: ["relations", "--since", day, "--until", day],
    "certain": lambda _one, _other, day: ["relations", "--until", day, "--certain"],
    "snapshot": lambda _one, _other, day: ["snapshot", day],
    "diff": lambda _one, _other, day: ["diff", "2012-03-01", day],
    "neighbors": lambda one, _other, _day: ["neighbors", one],
    "between": lambda one, other, _day: ["between", one, other],
    "path": lambda one, other, _day: ["path", one, other],
    "reach": lambda one, _other, _day: ["reach", one],
    "rank": lambda _one, _other, _day: ["rank"],
    "timeline": lambda _one, _other, _day: ["timeline"],
    "known": lambda one, _other, day: ["neighbors", one, "--known-by", day],
    "undated": lambda _one, _other, day: ["relations", "--until", day, "--undated"],
}


@pytest.fixture(scope="module")
def directory(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept") / file.stem
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["graphkit", "import", str(file), "-o", str(folder)])
        with pytest.raises(SystemExit) as left:
            main()
    assert left.value.code == 0
    return folder


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("form", ["table", "json"])
def test_a_file_and_the_directory_that_it_becomes_answer_alike(
    name: str,
    form: str,
    file: Path,
    directory: Path,
    graph: Graph,
    run: Run,
) -> None:
    one, other, *_ = (each.id for each in gk.actors(graph))
    words = [*ASKED[name](one, other, busy_day(graph)), "--format", form]
    expected, found = (run("--data", data, *words) for data in (file, directory))
    assert expected.code == 0
    if name == "diff" and form == "table":  # of a directory only a part is at hand
        told, count = re.subn(r"Not counted: [^\n]* perhaps known by [^\n]*\n\n", "", expected.out)
        assert count == 1
        expected = replace(expected, out=told)
    assert (found.code, found.out) == (expected.code, expected.out)


def test_python_gives_what_the_command_line_prints(file: Path, graph: Graph, run: Run) -> None:
    day = busy_day(graph)

    def printed(*words: str) -> Any:
        return json.loads(run("--data", file, *words, "--format", "json").out)

    asked: dict[tuple[str, ...], Graph] = {
        ("relations",): graph,
        ("relations", "--since", day): gk.window(graph, since=day),
        ("relations", "--known-by", day): gk.known_by(graph, day),
        ("relations", "--status", "planned"): gk.window(graph, statuses=["planned"]),
    }
    for words, cut in asked.items():
        rows = [row["id"] for row in printed(*words)["relations"]]
        assert rows == [seen.id for seen in gk.relations(cut).relations], words
    near = [row["actor"] for row in printed("neighbors", hub(graph))["neighbors"]]
    assert near == [each.actor for each in gk.neighbors(graph, hub(graph))]


# --- the second story's own promises ----------------------------------------------------------------


@pytest.fixture(scope="module")
def danske() -> Dataset:
    return gk.to_dataset(gk.load(STORIES["danske"]))


def told_of(made: Dataset, person: str, *types: str) -> list[Relation]:
    return [row for row in made.relations if row.target == person and (not types or row.type in types)]


def test_every_doubt_about_the_second_is_one_of_its_sources() -> None:
    found = check_sources(gk.load(STORIES["danske"]))
    assert {each.rule for each in found if each.severity == "warning"} == {"contested", "dates-differ"}


def test_the_second_story_is_as_large_as_it_should_be(danske: Dataset) -> None:
    assert 25 <= len(danske.actors) <= 40
    assert 60 <= len(danske.relations) <= 110
    kinds = {row.kind for row in danske.actors}
    assert {"person", "company", "government-body", "media"} <= kinds
    assert len(danske.relation_types) > 5
    assert sum(row.amount is not None for row in danske.relations) > 15
    assert sum(bool(row.attributes) for row in danske.actors) > 20
    assert {row.status for row in danske.relations} == {"actual", "planned", "denied"}


def test_whoever_was_accused_is_told_of_how_it_ended(danske: Dataset) -> None:
    people = {row.id for row in danske.actors if row.kind == "person"}
    worse = ("preliminarily-charged", "charged", "arrested", "investigated", "tries")
    better = ("dropped-case-against", "acquitted", "ruled-for", "found-no-breach-by")
    for person in sorted(people):
        accused = [row for row in told_of(danske, person, *worse) if row.status == "actual"]
        assert not [row for row in accused if row.type in ("charged", "arrested", "tries")], person
        for row in accused:
            ends = {link.relation for link in row.links if link.rel == "ended-by"}
            ended = [each for each in told_of(danske, person, *better) if each.key in ends]
            assert ended, row.key
            assert ended[0].source == row.source, row.key
        if told_of(danske, person, "sued"):
            assert told_of(danske, person, "ruled-for"), person


def test_nobody_is_convicted_and_those_on_trial_have_no_name(danske: Dataset) -> None:
    assert not [row for row in danske.relations if row.type == "convicted"]
    (trial,) = [row for row in danske.relations if row.type == "tries"]
    accused = next(row for row in danske.actors if row.id == trial.target)
    assert accused.kind == "organisation"
    assert "not named" in (accused.description or "")


@pytest.mark.parametrize(
    "id",
    [
        "aml-supervision-of-branch",  # each supervisor holds the other in charge
        "danske-gagged-wilkinson",  # he says so, the bank denies it
        "danske-pledged-income",  # promised, or paid already
        "eba-closed-case-dfsa",  # a proposal voted down, or no breach
        "estonia-owes-freeh",  # claimed, and disputed
    ],
)
def test_what_the_sources_contradict_each_other_on(id: str) -> None:
    assert index(gk.load(STORIES["danske"])).by_id[id].contested


def test_the_page_on_the_stories_gives_their_sizes() -> None:
    page = (STORIES["h20"].parents[1] / "docs" / "stories.md").read_text("utf-8")
    row = next(line for line in page.splitlines() if line.startswith("| actors, relations |"))
    graphs = (gk.load(file) for file in STORIES.values())
    sizes = (f"{graph.number_of_nodes()}, {graph.number_of_edges()}" for graph in graphs)
    assert row == f"| actors, relations | {' | '.join(sizes)} |"
    assert f"| {len(gk.load(STORIES['danske']).graph['sources'])} announcements," in page
