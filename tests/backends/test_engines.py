"""Every backend answers as the ordinary graph does, and as networkx and brute force do; ties included."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise, product

import networkx as nx
import pytest
from datasets import day
from parity_cases import VIEWS, bare, random_graph, reported_graph, spanned

from graphkit.backends import chains, counts, subgraphs
from graphkit.backends.protocol import Backend, Walk
from graphkit.graph.filters import WHOLE, Filter, matches
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import filter_of
from graphkit.model.kinds import NOT_BETWEEN
from graphkit.queries.diff import diff
from graphkit.queries.listing import actors, relations
from graphkit.queries.neighbors import neighbors
from graphkit.queries.shortest_paths import Paths, shortest_paths
from graphkit.queries.temporal_paths import chronological_paths, reach
from graphkit.queries.timeline import timeline
from graphkit.queries.windows import known_by, snapshot, window
from graphkit.temporal.calendar import FUTURE, PAST, Window

from .conftest import Opener


def views_of(graph: Graph) -> list[Filter]:
    return [filter_of(window(graph, **asked)) if asked else WHOLE for asked in VIEWS]  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def case(seed: int, engine_name: str, opened: Opener) -> tuple[Graph, Backend]:
    """A random graph, whole and through a backend; from the fourth on with reports of every kind."""
    graph = random_graph(seed) if seed < 4 else reported_graph(seed)
    graph = bare(graph) if engine_name == "arrays" else spanned(graph)
    return graph, opened(graph)


Case = tuple[Graph, Backend]


def locally(value: object) -> object:
    """Return a case that is not put to Spark, too: it takes a second for what others do in none."""
    return pytest.param(value, marks=pytest.mark.local)


def same(query: Callable[[Graph], object], part: Graph, graph: Graph) -> None:
    assert query(part) == query(graph)


def test_a_window_holds_the_same(case: Case) -> None:
    graph, engine = case
    for view, asked in zip(views_of(graph), VIEWS, strict=True):
        part = subgraphs.of_filter(engine, replace(view, left_out=()))

        def listed(graph: Graph, asked: dict[str, object] = asked) -> object:
            return relations(window(graph, **asked))  # type: ignore[arg-type]

        same(listed, part, graph)
        belonging = sum(
            not isinstance(seen := matches(found.type, found.status, found.version, view), str)
            and seen is not None
            for found in index(graph).relations()
            if index(graph).selection_of(view).judge(found.source, found.target, found.fields) is True
        )
        assert engine.count(view) == belonging


def test_a_snapshot_holds_the_same(case: Case) -> None:
    graph, engine = case
    views: list[dict[str, object]] = [
        {},
        {"certain": True},
        {"undated": True, "statuses": ["actual", "planned"]},
        {"reported_within": 3, "no_contested": True},
    ]
    for asked, on in product(views, ["2025-07-11", "2025-07-20", "2025-02-01"]):

        def as_of(graph: Graph, asked: dict[str, object] = asked, on: str = on) -> Graph:
            return snapshot(graph, on, **asked)  # type: ignore[arg-type]

        part = subgraphs.of_filter(engine, replace(filter_of(as_of(graph)), left_out=()))
        same(lambda graph: relations(as_of(graph)), part, graph)


def test_what_was_known_by_a_day_is_the_same(case: Case) -> None:
    graph, engine = case
    view = filter_of(window(known_by(graph, "2025-07-14"), since="2025-07-05"))
    part = subgraphs.of_filter(engine, replace(view, left_out=()))
    same(lambda graph: relations(window(known_by(graph, "2025-07-14"), since="2025-07-05")), part, graph)


def test_a_diff_is_the_same(case: Case) -> None:
    graph, engine = case
    for first, second in (("2025-07-04", "2025-07-10"), ("2025-07-10", "2025-07-18")):
        part = subgraphs.of_change(engine, WHOLE, day(first), day(second))
        same(lambda graph, days=(first, second): diff(graph, *days), part, graph)  # type: ignore[misc]


def test_neighbors_are_the_same(case: Case) -> None:
    graph, engine = case
    for asked, hops in ((VIEWS[0], 2), (VIEWS[1], 1), (VIEWS[1], 3)):
        cut = window(graph, **asked) if asked else graph  # type: ignore[arg-type]
        part = subgraphs.around(engine, replace(filter_of(cut), left_out=()), ["Actor-00"], hops)
        part = window(part, **asked) if asked else part  # type: ignore[arg-type]
        for direction in ("in", "out", "both"):
            same(lambda graph, to=direction: neighbors(graph, "actor-00", hops=hops, direction=to), part, cut)  # type: ignore[misc] # noqa: B023


@pytest.mark.parametrize("asked", [locally(VIEWS[0]), VIEWS[1], locally(VIEWS[2])])
@pytest.mark.parametrize("directed", [False, locally(True)])
def test_shortest_paths_are_the_same(case: Case, asked: dict[str, object], directed: bool) -> None:
    graph, engine = case
    cut = window(graph, **asked) if asked else graph  # type: ignore[arg-type]
    walk = Walk(replace(filter_of(cut), left_out=()), directed)
    for target in ("actor-07", "actor-12"):
        for kinds in (NOT_BETWEEN, ()):
            part = chains.shortest(engine, walk, "actor-00", target, avoid=["actor-03"], avoid_kinds=kinds)
            part = window(part, **asked) if asked else part  # type: ignore[arg-type]

            def paths(graph: Graph, target: str = target, kinds: tuple[str, ...] = kinds) -> Paths:
                shunned = [name for name in ["actor-03"] if name in graph]
                return shortest_paths(
                    graph, "actor-00", target, directed=directed, avoid=shunned, avoid_kinds=kinds
                )

            if not {"actor-00", target} <= set(part):
                if {"actor-00", target} <= set(cut):
                    assert (paths(cut).count, paths(cut).skipped) == (0, ())
                continue
            same(paths, part, cut)


@pytest.mark.parametrize("strict", [locally(False), True])
@pytest.mark.parametrize("best", ["earliest", locally("fewest")])
def test_chronological_paths_are_the_same(case: Case, strict: bool, best: str) -> None:
    graph, engine = case
    asked = VIEWS[1]
    cut = window(graph, **asked)  # type: ignore[arg-type]
    walk = Walk(replace(filter_of(cut), left_out=()))
    for target in ("actor-04", "actor-12"):
        part = chains.in_time(engine, walk, "actor-00", target, strict=strict, best=best, avoid_kinds=())  # type: ignore[arg-type]

        def paths(graph: Graph, target: str = target) -> object:
            if not {"actor-00", target} <= set(graph):
                return None
            return chronological_paths(
                graph,
                "actor-00",
                target,
                strict=strict,
                best=best,
                avoid_kinds=(),  # type: ignore[arg-type]
            )

        same(paths, window(part, **asked), cut)  # type: ignore[arg-type]


@pytest.mark.parametrize("strict", [False, locally(True)])
def test_who_is_reached_in_time_is_the_same(case: Case, strict: bool) -> None:
    graph, engine = case
    for asked, directed in ((VIEWS[0], False), (VIEWS[1], True)):
        cut = window(graph, **asked) if asked else graph  # type: ignore[arg-type]
        walk = Walk(replace(filter_of(cut), left_out=()), directed)
        part = chains.reached(engine, walk, "actor-00", strict=strict, avoid_kinds=NOT_BETWEEN)
        part = window(part, **asked) if asked else part  # type: ignore[arg-type]
        same(lambda graph: reach(graph, "actor-00", strict=strict, directed=directed), part, cut)  # noqa: B023


def test_counts_are_the_same(case: Case) -> None:
    graph, engine = case
    for asked in VIEWS:
        cut = window(graph, **asked) if asked else graph  # type: ignore[arg-type]
        view = replace(filter_of(cut), left_out=())
        told = {row.id: row.relations for row in actors(cut) if row.relations}
        assert {row.id: row.relations for row in counts.actors(engine, view) if row.relations} == told
    for asked in (*VIEWS[:3], *VIEWS[6:]):
        cut = window(graph, **{**asked, "undated": True})  # type: ignore[arg-type]
        for who in (None, *({"actor-00"} & set(cut))):
            view = replace(filter_of(cut), left_out=())
            found = replace(timeline(cut, who), relations=())
            assert counts.timeline(engine, view, who) == found


def ties(seen: DatedRelation, *, direct: bool) -> list[tuple[str, str]]:
    """Return whom a relation ties: its ends, and unless direct, each end and each actor it is about."""
    ends = {seen.source, seen.target}
    concerned = [] if direct else [(end, actor) for end in ends for actor in set(seen.about) - ends]
    return [*([(seen.source, seen.target)] if len(ends) > 1 else []), *concerned]


@pytest.mark.parametrize("direct", [False, True])
def test_hops_are_those_of_networkx(case: Case, direct: bool) -> None:
    graph, engine = case
    walk = Walk(WHOLE, direct=direct)
    plain: nx.Graph[str] = nx.Graph()
    for seen in index(graph).relations():
        if seen.status == "actual" and not seen.type.newsroom:
            plain.add_edges_from(ties(seen, direct=direct))
    distance = nx.single_source_shortest_path_length(plain, "actor-00")
    ring = known = set(engine.ids(["actor-00"]))
    for hops in range(1, max(distance.values()) + 1):
        ring = engine.expand(ring, walk) - known
        known = known | ring
        assert ring == set(engine.ids([there for there, far in distance.items() if far == hops]))


@pytest.mark.parametrize("strict", [False, locally(True)])
@pytest.mark.parametrize("certain", [False, locally(True)])
@pytest.mark.parametrize("direct", [False, locally(True)])
def test_arrivals_are_those_of_brute_force(case: Case, strict: bool, certain: bool, direct: bool) -> None:
    graph, engine = case
    days = Window(day("2025-07-05"), day("2025-07-15"))
    hops = [
        (here, there, *((bounds[1], bounds[2]) if certain else (bounds[0], bounds[3])))
        for seen in index(graph).relations()
        if (bounds := seen.bounds) and bounds.possibly_in(days) and not seen.undated
        and seen.status == "actual" and not seen.type.newsroom
        for tie in ties(seen, direct=direct)
        for here, there in (tie, tie[::-1])
    ]  # fmt: skip
    reached = {"actor-00": days.since - strict}
    for _ in graph:  # no chain has more hops than there are actors
        for here, there, first, last in hops:
            if here in reached and reached[here] + strict <= last:
                arrival = max(reached[here] + strict, first)
                if arrival <= min(days.until, reached.get(there, FUTURE)):
                    reached[there] = arrival
    start = engine.ids(["actor-00"])[0]
    walk = Walk(Filter(window=days), certain=certain, direct=direct)
    found = {
        number: day
        for labels in chains.arrivals(engine, walk, start, strict=strict)
        for number, day in labels.items()
    }
    assert found == {engine.ids([name])[0]: day for name, day in reached.items()}
    assert min(found.values()) > PAST


# --- a table of events ------------------------------------------------------------------------


JUNE = {"since": "2014-06-01", "until": "2014-06-14"}


def test_a_table_of_events_is_asked_the_same(events_engine: Backend, events_graph: Graph) -> None:
    cut = window(events_graph, **JUNE)  # type: ignore[arg-type]
    view = replace(filter_of(cut), left_out=())
    busiest = [row.id for row in actors(cut)[:40]]
    here, there = busiest[0], busiest[-1]
    assert events_engine.count(view) == cut.number_of_edges()
    same(
        lambda graph: neighbors(graph, here),
        window(subgraphs.around(events_engine, view, [here], 1), **JUNE),
        cut,  # type: ignore[arg-type]
    )
    walk = Walk(view)
    same(
        lambda graph: shortest_paths(graph, here, there, avoid_kinds=()),
        window(chains.shortest(events_engine, walk, here, there), **JUNE),  # type: ignore[arg-type]
        cut,
    )
    same(
        lambda graph: [path.actors for path in chronological_paths(graph, here, there).paths],
        window(chains.in_time(events_engine, walk, here, there, strict=False, best="earliest"), **JUNE),  # type: ignore[arg-type]
        cut,
    )
    first, second = "2014-06-03", "2014-06-05"
    same(
        lambda graph: diff(graph, first, second),
        subgraphs.of_change(events_engine, WHOLE, day(first), day(second)),
        events_graph,
    )
    start = events_engine.ids([here])[0]
    rounds = chains.arrivals(events_engine, Walk(view), start)
    assert all(after for _, after in pairwise(rounds))
    assert (
        len({number for labels in rounds for number in labels}) == len(reach(cut, here, avoid_kinds=())) + 1
    )
