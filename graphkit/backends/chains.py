"""Finds the subgraph that holds the chains between actors, through the few questions of any backend.

They are searched breadth first from both ends where time plays no part, and in rounds, hop by hop, where it
does (Bellman, *On a routing problem*, 1958); of each actor only the first day is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from graphkit.backends.protocol import Backend, Row, Step, Walk
from graphkit.backends.subgraphs import beside, everything, knowing, number_of, of_rows
from graphkit.graph.filters import WHOLE, Filter
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.model.kinds import NOT_BETWEEN
from graphkit.model.statuses import STATUSES
from graphkit.temporal.calendar import ALWAYS, FUTURE, PAST, Day, shifted

if TYPE_CHECKING:
    from graphkit.queries.path_question import Question
    from graphkit.queries.temporal_search import Best, Clock, TemporalHops

WITHOUT_SUBGRAPH = ("latest", "fastest")
"""The best of chains in time for which no subgraph is sought."""

Labels = dict[int, Day]
"""The first day on which each actor is reached."""


# --- the shortest chains --------------------------------------------------------------------------


def shortest(
    backend: Backend,
    walk: Walk,
    source: str,
    target: str,
    *,
    avoid: Collection[str] = (),
    avoid_kinds: Collection[str] = NOT_BETWEEN,
) -> Graph:
    """Return all shortest chains between two actors, and those that run through a closed kind of actor.

    One relation from each actor between them to each of its neighbours is included, since ties are ranked
    by the number of neighbours. If the walk is direct, the chains that only this leaves out are included to
    be counted. If all of some chains would use a relation twice, longer ones are needed: the whole graph is
    returned, if that is not too much.
    """
    start, goal = number_of(backend, source), number_of(backend, target)
    shunned = {number_of(backend, name) for name in avoid}
    passed = shunned - {start, goal}
    closed = _closing(backend, passed, avoid_kinds)
    searched = [shortest_chains(backend, walk, start, goal, closed)]
    between = {step.there for ring in searched[0] for step in ring} - {goal}
    if avoid_kinds:
        searched.append(shortest_chains(backend, walk, start, goal, _closing(backend, passed, ())))
    if walk.direct and not walk.directed and backend.has_about():
        searched.append(shortest_chains(backend, walk._replace(direct=False), start, goal, closed))
    if not all(map(_are_distinct, searched)):
        return everything(backend)
    rows = [step.row for rings in searched for ring in rings for step in ring]
    rows += backend.one_each(between, walk) if between else []
    rows += beside(backend, walk.filter, [start, goal, *shunned])
    return of_rows(backend, rows, [start, goal, *shunned], walk.filter)


def paths_of(backend: Backend, filter: Filter, question: Question) -> Graph:
    """Return the subgraph that holds the paths that answer a question."""
    walk = Walk(filter, question.directed, direct=question.direct)
    ends, avoid, kinds = (question.source, question.target), question.avoid, question.avoid_kinds
    if question.chronological and (question.within is not None or question.best in WITHOUT_SUBGRAPH):
        return everything(backend)
    if question.chronological:
        options: Any = {"strict": question.strict, "best": question.best}
        return in_time(backend, walk, *ends, avoid=avoid, avoid_kinds=kinds, **options)
    if question.via:
        return everything(backend)
    return shortest(backend, walk, *ends, avoid=avoid, avoid_kinds=kinds)


# --- why there is none -----------------------------------------------------------------------------

EXPLAINED = 50_000
"""Why there is no path is found among so many relations within a few seconds."""

_FARTHEST = 30
"""So many hops from an actor relations are looked up at most: each takes a pass through a directory."""


def tied(backend: Backend, filter: Filter, question: Question, most: int | None = None) -> Graph | None:
    """Return the graph that tells why a question has no path, None if that is too large.

    It is the whole graph, or else all that chains of whatever relations tie to one end of the question. It
    has at most ``most`` relations, by default :data:`EXPLAINED`.
    """
    most = EXPLAINED if most is None else most
    if backend.description.amounts[1] <= most:
        return everything(backend)
    ends = [number_of(backend, end) for end in (question.source, question.target)]
    named = [*ends, *(number_of(backend, name) for name in question.avoid)]
    found = (_tied_to(backend, end, most) for end in ends)
    rows = next((rows for rows in found if rows is not None), None)
    if rows is None:
        return None
    return of_rows(backend, [*rows, *knowing(backend, filter, named)], named, filter)


def _tied_to(backend: Backend, actor: int, most: int) -> list[Row] | None:
    """Return all relations that chains tie to an actor, None if there are more or farther ones."""
    types, statuses = frozenset(backend.description.types), frozenset(STATUSES)
    every = replace(WHOLE, types=types, statuses=statuses, undated=True)
    near, ring, rows = {actor}, {actor}, dict[str, Row]()
    for _ in range(_FARTHEST):
        found = backend.of_actors(ring, every, most + 1)
        rows |= {row.id: row for row in found}
        if len(rows) > most:
            return None
        about = {
            name
            for row in found
            if '"about":' in row.fields
            for name in json.loads(row.fields).get("about", ())
        }
        ring = {end for row in found for end in (row.source, row.target)}.union(backend.ids(about)) - near
        if not ring:
            return [*rows.values()]
        near |= ring
    return None


def _closing(
    backend: Backend, shunned: Collection[int], kinds: Collection[str]
) -> Callable[[set[int]], set[int]]:
    """Return what tells which of some actors no chain runs through."""
    shut, judged = set(shunned), set[int]()

    def closed(actors: set[int]) -> set[int]:
        new = actors - judged if kinds else set()
        if new:
            judged.update(new)
            shut.update(backend.of_kinds(new, kinds))
        return actors & shut

    return closed


def shortest_chains(
    backend: Backend, walk: Walk, start: int, goal: int, closed: Callable[[set[int]], set[int]]
) -> list[list[Step]]:
    """Return the hops of all shortest chains, ring by ring from the start; none where there is no chain."""
    if start == goal:
        return []
    from_start, to_goal = [{start}], [{goal}]
    near, far = {start}, {goal}
    while from_start[-1] and to_goal[-1]:
        back = len(from_start[-1]) > len(to_goal[-1])
        rings, known, end = (to_goal, far, start) if back else (from_start, near, goal)
        ring = backend.expand(rings[-1], walk, back=back) - known
        ring -= closed(ring - {end})
        known |= ring
        rings.append(ring)
        met = from_start[-1] & to_goal[-1]
        if met:
            return _hops_between(backend, walk, from_start, to_goal, met)
    return []


def _are_distinct(rings: Sequence[Sequence[Step]]) -> bool:
    """Whether the relations of some of the shortest chains are distinct, if there are such chains.

    Only two hops in a row can share one there: from an actor that it is about to an end, and to another.
    """
    if not rings:
        return True
    entered: dict[int, set[str]] = {step.here: {""} for step in rings[0]}
    for ring in rings:
        after: dict[int, set[str]] = {}
        for step in ring:
            ends = (step.row.source, step.row.target)
            leaves = step.there not in ends
            before = entered.get(step.here, set()) - ({step.row.id} if leaves else set())
            if before:
                after.setdefault(step.there, set()).add(step.row.id if step.here not in ends else "")
        entered = after
    return bool(entered)


def _hops_between(
    backend: Backend, walk: Walk, from_start: Sequence[set[int]], to_goal: Sequence[set[int]], met: set[int]
) -> list[list[Step]]:
    rings = [*from_start[:-1], met, *reversed(to_goal[:-1])]
    middle = len(from_start) - 1
    for place in range(middle - 1, 0, -1):
        rings[place] = rings[place] & backend.expand(rings[place + 1], walk, back=True)
    for place in range(middle + 1, len(rings) - 1):
        rings[place] = rings[place] & backend.expand(rings[place - 1], walk)
    ring_of = {actor: place for place, ring in enumerate(rings) for actor in ring}
    found: list[list[Step]] = [[] for _ in rings[1:]]
    for step in backend.between(set().union(*rings[:-1]), set().union(*rings[1:]), walk):
        if ring_of[step.there] == ring_of[step.here] + 1:
            found[ring_of[step.here]].append(step)
    return found


# --- chains in time -------------------------------------------------------------------------------


def in_time(
    backend: Backend,
    walk: Walk,
    source: str,
    target: str,
    *,
    strict: bool = False,
    best: Best = "earliest",
    avoid: Collection[str] = (),
    avoid_kinds: Collection[str] = NOT_BETWEEN,
) -> Graph:
    """Return the chains in time that are as good as the best, both for sure and if all goes well.

    If these would use a relation twice, others are needed: the whole graph is returned, if not too much.
    """
    start, goal = number_of(backend, source), number_of(backend, target)
    shunned = {number_of(backend, name) for name in avoid}
    closed = _closing(backend, shunned, avoid_kinds)
    rows = beside(backend, walk.filter, [start, goal, *shunned])
    found = []
    for clocked in _clocked(backend, walk):
        rounds = arrivals(backend, clocked, start, strict=strict, closed=closed, goal=goal, best=best)
        found.append((clocked, rounds))
        opened = [_open(labels, {start, goal}, closed) for labels in rounds]
        steps = _chains(backend, clocked, opened, goal, strict=strict)
        rows += [step.row for step in steps]
        if steps:  # whatever else there is between two actors of a chain, on whatever day, is counted
            here, there = {step.here for step in steps}, {step.there for step in steps}
            rows += [step.row for step in backend.between(here, there, clocked)]
    from graphkit.queries.temporal_search import best_arrival

    graph = of_rows(backend, rows, [start, goal, *shunned], walk.filter)
    for clock, rounds in _to_be_distinct(graph, walk, found, strict=strict):
        hops = max((hops for hops, labels in enumerate(rounds) if goal in labels), default=0)
        if hops:
            walked = _hops_in_time(graph, walk, source, avoid, avoid_kinds)
            arrival = best_arrival(walked, find_actor(graph, source), find_actor(graph, target), clock, best)
            if arrival is None or (arrival[0].day, arrival[0].hops) != (rounds[hops][goal], hops):
                return everything(backend)
    return graph


def _to_be_distinct(
    graph: Graph, walk: Walk, found: Sequence[tuple[Walk, list[Labels]]], *, strict: bool
) -> list[tuple[Clock, list[Labels]]]:
    """Return the rounds that may have used a relation twice, each with its clock.

    What was found is what is asked for only if the chains of distinct relations in the graph are as good.
    """
    if walk.directed or not index(graph).adjacency.shared:
        return []
    from graphkit.queries.temporal_search import clocks

    worst, best = clocks(walk.filter, strict=strict)
    return [(worst if way.certain else best, rounds) for way, rounds in found if way.about]


def _hops_in_time(
    graph: Graph, walk: Walk, source: str, avoid: Collection[str], avoid_kinds: Collection[str]
) -> TemporalHops:
    from graphkit.queries.temporal_search import TemporalHops

    return TemporalHops(
        index(graph).with_criteria(walk.filter),
        find_actor(graph, source),
        directed=False,
        direct=False,
        avoid={find_actor(graph, name) for name in avoid},
        avoid_kinds=avoid_kinds,
    )


def reached(
    backend: Backend,
    walk: Walk,
    source: str,
    *,
    strict: bool = False,
    avoid: Collection[str] = (),
    avoid_kinds: Collection[str] = NOT_BETWEEN,
) -> Graph:
    """Return for everyone whom a chain in time reaches one that does so first, for sure and at best.

    If such a chain would use a relation twice, the whole graph is returned, if that is not too much.
    """
    start = number_of(backend, source)
    shunned = {number_of(backend, name) for name in avoid}
    closed = _closing(backend, shunned, avoid_kinds)
    filter = walk.filter
    dated = filter if filter.as_of is not None else replace(filter, window=filter.window or ALWAYS)
    # Undated relations are never walked in time; they are counted.
    rows = beside(backend, dated, [start, *shunned])
    found = []
    for clocked in _clocked(backend, walk):
        rounds = arrivals(backend, clocked, start, strict=strict, closed=closed)
        found.append((clocked, rounds))
        for before, after in pairwise(rounds):
            turns = _turns(_open(before, {start}, closed), strict=strict)
            rows += [step.row for step in backend.into(turns, after, clocked, one=True)]
    from graphkit.queries.temporal_search import earliest_labels

    graph = of_rows(backend, rows, [start, *shunned], walk.filter)
    for clock, rounds in _to_be_distinct(graph, walk, found, strict=strict):
        # Whom a later round reaches it reaches earlier.
        earliest = {actor: (day, hops) for hops, labels in enumerate(rounds) for actor, day in labels.items()}
        first = {fields["id"]: earliest[actor] for actor, fields in backend.fields_of(earliest)}
        walked = _hops_in_time(graph, walk, source, avoid, avoid_kinds)
        labels = earliest_labels(walked, find_actor(graph, source), clock)
        if {actor: (label.day, label.hops) for actor, label in labels.items()} != first:
            return everything(backend)
    return graph


def _clocked(backend: Backend, walk: Walk) -> list[Walk]:
    """Return the walk for sure and at best, each without and with hops by what a relation is about."""
    ways = [walk]
    if not walk.directed and backend.has_about():
        ways = [walk._replace(direct=direct) for direct in (True, False)]
    return [way._replace(certain=certain) for way in ways for certain in (True, False)]


def arrivals(
    backend: Backend,
    walk: Walk,
    start: int,
    *,
    strict: bool = False,
    closed: Callable[[set[int]], set[int]] = lambda _: set(),
    goal: int | None = None,
    best: Best = "earliest",
) -> list[Labels]:
    """Return for each number of hops who is reached earlier than by fewer, and the first day.

    Where chains start counts as reached before the first hop; ``closed`` tells which of some actors none runs
    through. With a ``goal``, whatever cannot lead there earlier is left out; if the ``fewest`` hops are best,
    the first that reaches it is the last.
    """
    first = {start: shifted(walk.days.since, -int(strict))}
    known, rounds = dict(first), [first]
    while rounds[-1] and not (best == "fewest" and goal in known):
        turns = _turns(_open(rounds[-1], {start}, closed), strict=strict)
        if not turns:
            break
        met = backend.expand_time(turns, walk)
        most = FUTURE + 1 if goal is None else known.get(goal, FUTURE + 1)
        earlier = {actor: day for actor, day in met.items() if day < min(known.get(actor, FUTURE + 1), most)}
        known.update(earlier)
        rounds.append(earlier)
    return rounds if rounds[-1] else rounds[:-1]


def _chains(backend: Backend, walk: Walk, rounds: Sequence[Labels], goal: int, *, strict: bool) -> list[Step]:
    """Return the hops of all chains that reach a goal as early as the rounds say, in as few hops."""
    hops = max((hops for hops, labels in enumerate(rounds) if goal in labels), default=0)
    deadlines = {goal: rounds[hops][goal]} if hops else {}
    found: list[Step] = []
    for before in reversed(rounds[:hops]):
        steps = backend.into(_turns(before, strict=strict), deadlines, walk)
        found += steps
        by: Labels = {}
        for step in steps:
            day = shifted(min(step.last, deadlines[step.there]), -int(strict))
            by[step.here] = max(day, by.get(step.here, PAST))
        deadlines = by
    return found


def _open(labels: Labels, ends: set[int], closed: Callable[[set[int]], set[int]]) -> Labels:
    """Leave out whom no chain runs through; the ends of a chain may be such."""
    shut = closed(labels.keys() - ends)
    return {actor: day for actor, day in labels.items() if actor not in shut}


def _turns(labels: Mapping[int, Day], *, strict: bool) -> Labels:
    """Return the first day of the next hop from each actor."""
    return {actor: shifted(day, int(strict)) for actor, day in labels.items()}
