"""Walks through columns: networkx and graphkit's own search in time are the oracles."""

import networkx as nx
import numpy as np
import pytest
from datasets import day, evidence, graph_of, relation
from drawn_tables import ACTORS, Row, columns_of, ends, filters, rows, rows_of_days, symmetries
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.graph.index import visible_relations
from graphkit.queries import temporal_paths
from graphkit.queries.windows import window
from graphkit.tables import adjacency, earliest_arrival
from graphkit.tables.table import EventTable
from graphkit.temporal import edtf
from graphkit.temporal.bounds import UNBOUNDED
from graphkit.temporal.calendar import FUTURE, PAST


@pytest.fixture(params=["sets", "marks"], autouse=True)
def way_of_counting(request, monkeypatch):
    """Run each test as in a small table, and as in those so large that arrays take over."""
    if request.param != "sets":
        monkeypatch.setattr(adjacency, "_HUB", 1)
        for name, amount in {"_FIRST_BLOCK": 4, "_FEW_DAYS": 2, "_MANY_ROUNDS": 1}.items():
            monkeypatch.setattr(earliest_arrival, name, amount)


def walked(rows, ends, asked, direction="both", symmetric=(), closed=(), start=None):
    """Return the graph of everything that may be walked in a window."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(ACTORS)
    for row in rows:
        if row.seen(*ends, **asked):
            for here, there in row.walks(direction, symmetric):
                if here == start or here not in closed:
                    graph.add_edge(here, there)
    return graph


def leads(rows, columns, row, here, there, directed, symmetric):
    """Whether a row of the columns leads from one actor to another."""
    found = rows[columns.number[row]]
    return (here, there) in found.walks("out" if directed else "both", symmetric)


@settings(max_examples=30)
@given(rows, ends, filters, st.booleans(), symmetries, st.sets(st.sampled_from(ACTORS), max_size=2))
def test_a_shortest_path_is_as_short_as_networkx_finds(rows, ends, asked, directed, symmetric, closed):
    columns = columns_of(rows, symmetric)
    direction = "out" if directed else "both"
    for start, goal in [("ann", "bob"), ("bob", "dee"), ("cal", "cal")]:
        graph = walked(rows, ends, asked, direction, symmetric, closed, start)
        found = columns.shortest_path(start, goal, *ends, closed=closed, directed=directed, **asked)
        if not nx.has_path(graph, start, goal):
            assert found is None
            continue
        actors, taken = found
        assert len(taken) == nx.shortest_path_length(graph, start, goal)
        assert (actors[0], actors[-1]) == (start, goal)
        assert not set(actors[1:-1]) & closed
        inside = set(columns.rows(*ends, **asked).tolist())
        for here, there, row in zip(actors, actors[1:], taken, strict=False):
            parallel = [
                each for each in inside if leads(rows, columns, each, here, there, directed, symmetric)
            ]
            assert row == min(parallel)


# --- chains in time -------------------------------------------------------------------------------


def in_time(rows, ends, asked, *, start, strict, directed, symmetric, closed):
    """Return for each actor the days and hops of the chains that reach it, searched exhaustively."""
    since, until = edtf.window(*ends)
    step = lambda day: day + (strict and day not in (PAST, FUTURE))  # noqa: E731
    labels = {start: {(since if since in (PAST, FUTURE) else since - strict, 0)}}
    for hops in range(1, len(ACTORS)):
        for row in rows:
            if not row.seen(*ends, **asked) or row.undated or not row.when:
                continue
            bounds = row.bounds
            first, last = bounds[0], bounds[3]
            if asked.get("certain"):
                first, last = bounds[1], bounds[2]
            for here, there in row.walks("out" if directed else "both", symmetric):
                if here in closed and here != start:
                    continue
                for before, so_far in list(labels.get(here, ())):
                    walked = max(step(before), first)
                    if so_far == hops - 1 and step(before) <= last and walked <= until:
                        labels.setdefault(there, set()).add((walked, hops))
    labels.pop(start)
    return labels


@settings(max_examples=30)
@given(
    rows | rows_of_days,
    ends,
    filters,
    st.booleans(),
    st.booleans(),
    symmetries,
    st.sets(st.sampled_from(ACTORS), max_size=1),
)
def test_chains_in_time_are_those_of_an_exhaustive_search(
    rows, ends, asked, strict, directed, symmetric, closed
):
    columns = columns_of(rows, symmetric)
    how = {"strict": strict, "directed": directed, "closed": closed}
    for start in ACTORS[:3]:
        expected = in_time(rows, ends, asked, start=start, symmetric=symmetric, **how)
        found = columns.earliest_arrival(start, *ends, **how, **asked)
        assert found == {actor: min(labels)[0] for actor, labels in expected.items()}
        for goal in set(ACTORS) - {start}:
            path = columns.chronological_path(start, goal, *ends, **how, **asked)
            if goal not in expected:
                assert path is None
                continue
            actors, taken, days = path
            assert (days[-1], len(taken)) == min(expected[goal])
            assert (actors[0], actors[-1]) == (start, goal)
            assert not set(actors[1:-1]) & closed
            for here, there, row in zip(actors, actors[1:], taken, strict=False):
                assert leads(rows, columns, row, here, there, directed, symmetric)
            assert days == sorted(days)
            if strict:
                assert all(day in (PAST, FUTURE) for day in days if days.count(day) > 1)


def columns_of_graph(graph):
    """Return the columns of a graph, and its relations in their input's order."""
    relations = list(visible_relations(graph))
    actors, types = sorted(graph), sorted({seen.type.name for seen in relations})
    bounds = [seen.bounds or UNBOUNDED for seen in relations]
    return EventTable.build(
        [actors.index(seen.source) for seen in relations],
        [actors.index(seen.target) for seen in relations],
        [types.index(seen.type.name) for seen in relations],
        tuple([each[side] for each in bounds] for side in range(4)),
        actors=actors,
        types=types,
        status=[("actual", "planned", "denied").index(seen.status) for seen in relations],
        symmetric={seen.type.name for seen in relations if seen.type.symmetric},
        undated=[seen.bounds is None or seen.undated for seen in relations],
    )


told = st.builds(
    lambda ends, type, when, known: (ends, type, when or None, known),
    st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")).filter(lambda ends: ends[0] != ends[1]),
    st.sampled_from(("told", "met", "banned", "leads", "lobbied")),
    st.sampled_from((
        "2025-07-01", "2025-07-02", "2025-07-03", "2025-07-02~", "2025-07", "[2025-07-01..2025-07-04]",
        "2025-07-01/2025-07-04", "2025-07-02/", "/2025-07-03", "../2025-07-02", "2025-07-03/..", "",
    )),
    st.booleans(),
)  # fmt: skip


@settings(max_examples=30)
@given(st.lists(told, min_size=1, max_size=9), ends, st.booleans(), st.booleans())
def test_reach_is_that_of_the_search_in_a_graph(told, ends, strict, directed):
    graph = graph_of(
        *[
            relation(str(place), *between, type, when=when, evidence=[evidence()] if published else [])
            for place, (between, type, when, published) in enumerate(told)
        ]
    )
    columns = columns_of_graph(graph)
    seen = graph if ends == (None, None) else window(graph, *ends)
    start = told[0][0][0]
    if start not in seen:
        return
    wanted = temporal_paths.reach(seen, start, strict=strict, directed=directed, avoid_kinds=())
    how = {"strict": strict, "directed": directed}
    assert columns.earliest_arrival(start, *ends, **how) == {each.actor: each.earliest for each in wanted}
    assert columns.earliest_arrival(start, *ends, certain=True, **how) == {
        each.actor: each.certain_by for each in wanted if each.certain_by is not None
    }
    for each in wanted:
        _, rows, days = columns.chronological_path(start, each.actor, *ends, **how)
        assert (len(rows), days[-1]) == (each.hops, each.earliest)


def july(number):
    return day(f"2025-07-{number:02}")


def test_hops_of_one_day_are_walked_in_any_order_unless_strict():
    rows = [Row("dee", "eve", when="2025-07-01"), Row("cal", "dee", when="2025-07-01")]
    rows += [Row("ann", "bob", when="2025-07-01"), Row("bob", "cal", when="2025-07-01")]
    columns = columns_of(rows)
    assert columns.earliest_arrival("ann") == dict.fromkeys(("bob", "cal", "dee", "eve"), july(1))
    assert columns.earliest_arrival("ann", strict=True) == {"bob": july(1)}
    assert columns.chronological_path("ann", "eve")[0] == list(ACTORS)


def test_what_lasts_can_be_walked_long_after_it_began():
    rows = [Row("bob", "cal", when="2020/2026"), Row("ann", "bob", when="2025-07-03")]
    columns = columns_of(rows)
    assert columns.earliest_arrival("ann", strict=True) == {"bob": july(3), "cal": july(4)}
    assert columns.chronological_path("ann", "cal") == (["ann", "bob", "cal"], [0, 1], [july(3), july(3)])


def test_the_first_to_arrive_takes_the_fewest_hops():
    rows = [Row("ann", "bob", when="2025-07-01"), Row("bob", "cal", when="2025-07-02")]
    rows += [Row("ann", "dee", when="2025-07-01"), Row("dee", "eve", when="2025-07-01")]
    rows += [Row("eve", "cal", when="2025-07-02"), Row("ann", "cal", when="2025-07-03")]
    columns = columns_of(rows)
    actors, _, days = columns.chronological_path("ann", "cal")
    assert (actors, days) == (["ann", "bob", "cal"], [july(1), july(2)])


def test_answers_do_not_depend_on_how_many_rows_there_are():
    generator = np.random.default_rng(7)
    rows = [
        Row(ACTORS[a], ACTORS[b], when=f"2025-07-{d:02}")
        for a, b, d in zip(*generator.integers([[0], [0], [1]], [[5], [5], [29]], (3, 500)), strict=True)
    ]
    columns = columns_of(rows)
    graph = walked(rows, (july(3), july(20)), {})
    for actor in ACTORS:
        assert columns.neighbors(actor, july(3), july(20)) == set(graph[actor]) - {actor}
        reached = columns.earliest_arrival(actor, july(3), july(20), strict=True)
        assert set(reached) == set(ACTORS) - {actor}
