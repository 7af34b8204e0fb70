"""Finds the subgraph that answers a question, through the few questions that any backend answers.

A subgraph is an ordinary graph that holds everything that the query needs which then runs on it, so that
the answer, its ties and its certainty are those of the whole graph. Chains are searched here: breadth first
from both ends where time plays no part, and in rounds, hop by hop, where it does (Bellman, *On a routing
problem*, 1958); of each actor only the first day is kept. The backend does the work that grows with the
relations; here is only the work that grows with the actors.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from graphkit.backends import IN_A_FILE
from graphkit.backends.manifest import ReplacedError
from graphkit.backends.protocol import Backend, Row, Step, Walk
from graphkit.backends.rows import graph_of
from graphkit.errors import ActorNotFoundError, UsageError
from graphkit.graph.conditions import check_names
from graphkit.graph.filters import WHOLE, Filter, FixedDay, hidden_by
from graphkit.graph.index import attach_beside, index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.model.folding import folded
from graphkit.model.references import names_in, names_in_rows
from graphkit.queries.shortest_search import NOT_BETWEEN
from graphkit.temporal.calendar import ALWAYS, FUTURE, PAST, Day, shifted

if TYPE_CHECKING:
    from graphkit.backends.parquet import ParquetBackend
    from graphkit.queries.listing import Tally
    from graphkit.queries.path_question import Question
    from graphkit.queries.temporal_search import Best, Clock, TemporalHops

MOST = 200_000
"""How many relations a subgraph may have: nobody reads an answer of more."""

FEW = 20_000
"""Up to so many relations are listed one by one; beyond that the backend counts them."""

_TRIES = 50
"""How often a directory that is rewritten meanwhile is asked anew."""

WITHOUT_SUBGRAPH = ("latest", "fastest")
"""The best of chains in time for which no subgraph is sought."""

Answer = TypeVar("Answer")
Labels = dict[int, Day]
"""The first day on which each actor is reached."""


def asked_anew(backend: Backend, ask: Callable[[Backend], Answer]) -> Answer:
    """Return what a backend answers; ask again where an import has replaced its files meanwhile."""
    for _ in range(_TRIES):
        try:
            return ask(backend)
        except ReplacedError:
            if not backend.renew():
                raise
    return ask(backend)


def number_of(backend: Backend, name: str) -> int:
    """Return the actor that is meant by an id, a name or an alias."""
    found = backend.named(folded(name))  # among whom is the actor of that id
    if len(found) != 1:
        found = backend.ids([name]) or found
    if len(found) == 1:
        return found[0]
    everyone = everybody(backend)  # to name the nearest, or all who are called so
    return backend.ids([find_actor(everyone, name)])[0]


NARROWER = "narrow it with --since, --until or --type"


def _limit(most: int | None) -> int:
    """Return how many relations an answer may have: those given, else :data:`MOST`."""
    return MOST if most is None else most


def too_many(most: int | None = None, advice: str = NARROWER) -> UsageError:
    """Return the error that an answer has more relations than it may have, :data:`MOST` by default."""
    return UsageError(f"more than {_limit(most):,} relations answer this; {advice}")


def everybody(backend: Backend) -> Graph:
    """Return all actors, without their relations."""
    actors = {number: json.loads(fields) for number, fields in backend.actors(None)}
    return graph_of(backend.description, (), actors, ())


def judged(backend: Backend, filter: Filter) -> Filter:
    """Return a filter that knows its actors, and the first day that the graph states by the filter's day.

    Raises
    ------
    UsageError
        If only a file can answer it.
    NotFoundError, ActorAmbiguousError
        If no actor or several have a name, or none has an attribute.
    """
    where = "a table" if backend.in_memory else "a directory"
    if filter.reliability:
        raise UsageError(f"--reliability does not work on {where}; {IN_A_FILE} and ask that")
    if filter.where:
        check_names(filter.where, (json.loads(fields) for _, fields in backend.actors(None)))
    return replace(
        filter,
        actors=_ids(backend, filter.actors),
        between=_ids(backend, filter.between),
        first_stated=FixedDay(backend.first_stated(filter.known_by)),
    )


def _ids(backend: Backend, names: Collection[str] | None) -> frozenset[str] | None:
    """Return the ids of the actors of some names."""
    if names is None:
        return None
    found = backend.actors({number_of(backend, name) for name in names})
    return frozenset(json.loads(fields)["id"] for _, fields in found)


def _named(backend: Backend, filter: Filter) -> list[int]:
    """Return the actors whom a filter names, who must be in a part of the graph to be found there."""
    names = (filter.actors or frozenset()) | (filter.between or frozenset())
    return backend.ids(names) if names else []


def _is_before_all(filter: Filter) -> bool:
    """Whether all days of a filter are before the first day stated."""
    last = filter.as_of if filter.window is None else filter.window.until
    first = filter.first_stated() if filter.first_stated else None
    return last is not None and first is not None and last < first


def _listed(backend: Backend, filter: Filter) -> Filter:
    """Return a filter that takes in what it leaves out as unreported before the first day stated.

    A directory does not search texts: whatever they are, they are judged in the subgraph.
    """
    if not backend.in_memory:
        filter = replace(filter, text=())
    return replace(filter, first_stated=None, reported_within=None) if _is_before_all(filter) else filter


def of_actor(backend: Backend, name: str | None) -> Graph:
    """Return the graph of nothing but an actor, or of nobody."""
    return of_rows(backend, (), [] if name is None else [number_of(backend, name)])


def of_rows(
    backend: Backend,
    rows: Iterable[Row],
    also: Collection[int] = (),
    filter: Filter = WHOLE,
    most: int | None = None,
    advice: str = NARROWER,
) -> Graph:
    """Return the graph of some relations, and of actors who must be in it too, as those whom a filter names.

    What ended or began one of them bounds it though it is not in the graph.
    What was known by a day has another first day stated than what is known by now.

    Raises
    ------
    UsageError
        If there are more than ``most``, :data:`MOST` by default; it gives the advice.
    """
    by_id = {row.id: row for row in rows}
    if len(by_id) > _limit(most):
        raise too_many(most, advice)
    graph = _of_rows(backend, by_id, [*also, *_named(backend, filter)], filter.known_by)
    beyond = _bounding(by_id.values()) - by_id.keys()
    others = _of_rows(backend, {row.id: row for row in backend.by_ids(beyond)}) if beyond else graph
    namesakes = backend.namesakes(list(graph))
    if beyond or namesakes:
        attach_beside(graph, others, namesakes)
    return graph


def _bounding(rows: Iterable[Row]) -> set[str]:
    """Return the ids of the relations that ended or began some relations."""
    texts = {row.fields for row in rows if '"links":' in row.fields}
    links = (link for text in texts for link in json.loads(text).get("links", ()))
    return {link["relation"] for link in links if link["rel"] in ("ended-by", "begun-by")}


def _of_rows(
    backend: Backend, by_id: Mapping[str, Row], also: Collection[int] = (), known_by: Day | None = None
) -> Graph:
    """Return the graph of some relations, whatever may bound them."""
    fields = {text: json.loads(text) for text in {row.fields for row in by_id.values()}}
    sources, rows_of_file = dict[str, dict[str, Any]](), list(fields.values())
    waiting = names_in_rows("relations", rows_of_file, "sources")
    if backend.description.last_source is not None:
        last = json.loads(backend.description.last_source)
        sources[last["id"]] = last
        waiting.update(names_in("sources", last, "sources"))
    while waiting := waiting - sources.keys():
        for source in map(json.loads, backend.sources(waiting)):
            sources[source["id"]] = source
            waiting = waiting | set(names_in("sources", source, "sources"))
    ids = names_in_rows("relations", rows_of_file, "actors")
    ids.update(name for source in sources.values() for name in names_in("sources", source, "actors"))
    numbers = {*also, *backend.ids(ids)}.union(*((row.source, row.target) for row in by_id.values()))
    actors = {number: json.loads(fields) for number, fields in backend.actors(numbers)}
    found = [(row, fields[row.fields]) for row in by_id.values()]
    graph = graph_of(backend.description, found, actors, sources.values())
    # Which days are before the first one stated is for the whole graph to say.
    first = FixedDay(backend.first_stated(known_by))
    dict.__setitem__(graph.graph, "view", Filter(first_stated=first))
    return graph


def everything(backend: Backend) -> Graph:
    """Return the whole graph, sources that nothing cites and actors without a relation too."""
    rows = backend.relations(WHOLE, MOST + 1)
    if len(rows) > MOST:
        raise too_many()
    return graph_of(
        backend.description,
        [(row, json.loads(row.fields)) for row in rows],
        {number: json.loads(fields) for number, fields in backend.actors(None)},
        map(json.loads, backend.sources(None)),
    )


def _beside(backend: Backend, filter: Filter, actors: Iterable[int]) -> list[Row]:
    """Return what a filter reports as left out, and relations by which some actors are known on its day."""
    known = replace(WHOLE, known_by=filter.known_by)
    listed = _listed(backend, filter)
    rows = backend.aside(listed, MOST)
    if _is_before_all(filter):
        rows += backend.of_actors(list(actors), listed, MOST)
    if filter.known_by is not None:
        for actor in actors:
            rows += backend.of_actors([actor], known, 1) or _mentioning(backend, actor)
    return rows


def _mentioning(backend: Backend, actor: int) -> list[Row]:
    """Return relations that may name an actor elsewhere, such as in their evidence."""
    ((_, fields),) = backend.actors([actor])
    return backend.citing(json.loads(fields)["id"], FEW)


# --- what options hide ----------------------------------------------------------------------------


def hidden(backend: Backend, filter: Filter, actors: Iterable[str] | None = None) -> dict[str, int]:
    """Return how many relations each caution of a filter hides, of all or of some actors.

    Newsroom relations count only where their types are asked for.
    """
    about = backend.description
    if filter.types is None and any(about.vocabulary[name].newsroom for name in about.types):
        others = (name for name in about.types if not about.vocabulary[name].newsroom)
        filter = replace(filter, types=frozenset(others))
    ids = None if actors is None else list(actors)

    def count(looser: Filter) -> int:
        if ids is None:
            return backend.count(looser)
        rows = backend.of_actors(backend.ids(ids), looser, MOST + 1)
        if len(rows) > MOST:
            raise too_many()
        return len({row.id for row in rows})

    return hidden_by(filter, count)


# --- windows, and what changed ------------------------------------------------------------------


def of_filter(backend: Backend, filter: Filter, most: int | None = None, advice: str = NARROWER) -> Graph:
    """Return the relations that match a filter, and those it reports as left out; no more than ``most``."""
    rows = backend.relations(_listed(backend, filter), _limit(most) + 1)
    return of_rows(backend, rows, filter=filter, most=most, advice=advice)


def first(backend: Backend, filter: Filter, least: int) -> tuple[Graph, Tally | None]:
    """Return at least so many relations of a filter, those that are listed first, and how many there are.

    It is None where the graph holds them all: if they are few, or if of each has to be judged what concerns
    the graph as a whole (attributes of its actors, what was known of them), a text or the days of a set.
    """
    from graphkit.backends.parquet import ParquetBackend

    of_each = filter.where or filter.text or filter.known_by is not None or backend.description.sets
    of_each = of_each or _is_before_all(filter)
    if of_each or not isinstance(backend, ParquetBackend) or backend.count(filter) <= FEW:
        return of_filter(backend, filter), None
    rows = [*backend.first(filter, least), *backend.aside(filter, MOST + 1)]
    return of_rows(backend, rows, filter=filter), backend.tally(filter)


def in_order(backend: ParquetBackend, filter: Filter) -> Iterator[Graph]:
    """Yield the graph of :func:`of_filter` in pieces, one after the other as it is listed, of any size."""
    pieces = backend.in_order(_listed(backend, filter))
    return (of_rows(backend, rows, filter=filter, most=len(rows)) for rows in pieces)


def of_change(backend: Backend, filter: Filter, since: Day, until: Day) -> Graph:
    """Return what began, happened, ended or became known after one day and by another."""
    rows = backend.changes(_listed(backend, filter), since, until, MOST + 1)
    return of_rows(backend, rows, filter=filter)


def of_id(backend: Backend, filter: Filter, id: str) -> Graph:
    """Return the relation of an id, else all that cite a source, else all of an actor."""
    relation = backend.by_id(id)
    if relation:
        linked = [link["relation"] for link in json.loads(relation[0].fields).get("links", ())]
        rows = [*relation, *(row for other in linked for row in backend.by_id(other))]
        return of_rows(backend, rows, filter=filter)
    if backend.sources([id]):
        return of_rows(backend, backend.citing(id, MOST + 1), filter=filter)
    try:
        actor = number_of(backend, id)
    except ActorNotFoundError:
        return everybody(backend)  # among whom the nearest is found
    return of_rows(backend, backend.of_actors([actor], filter, MOST + 1), [actor], filter)


# --- around an actor ----------------------------------------------------------------------------


def around(
    backend: Backend, filter: Filter, actors: Sequence[str], hops: int, *, with_parts: bool = False
) -> Graph:
    """Return all relations of everybody nearer to some actors than so many hops."""
    starts = [number_of(backend, actor) for actor in actors]
    rows = _beside(backend, filter, starts)
    near = {*starts}
    if with_parts:
        for start in starts:
            inside, steps = _inside(backend, start)
            near |= inside
            rows += steps
    ring, also = near, set(near)
    listed = _listed(backend, filter)
    walk = Walk(replace(filter, text=(), statuses=frozenset({"actual"})))
    for hop in range(hops):
        rows += backend.of_actors(ring, listed, MOST + 1 - len(rows))
        if len(rows) > MOST:
            break
        if hop + 1 < hops:
            ring = backend.expand(ring, walk) - near
            near |= ring
    return of_rows(backend, rows, also, filter)


def between_two(
    backend: Backend, filter: Filter, actor: str, other: str, *, with_parts: bool = False
) -> Graph:
    """Return all relations of which two actors are members, or parts of them."""
    ends = [number_of(backend, name) for name in (actor, other)]
    rows = _beside(backend, filter, ends)
    sides = [{end} for end in ends]
    if with_parts:
        for side, end in zip(sides, ends, strict=True):
            inside, steps = _inside(backend, end)
            side |= inside
            rows += steps
    near, far = sides
    rows += backend.of_actors(near, _listed(backend, filter), MOST + 1, others=far)
    return of_rows(backend, rows, near | far, filter)


def _inside(backend: Backend, start: int) -> tuple[set[int], list[Row]]:
    """Return all that is part of an actor, however many steps down, and the relations that say so."""
    walk = Walk(replace(WHOLE, types=frozenset({"part-of"})), directed=True)
    found, ring, rows = {start}, {start}, list[Row]()
    while ring:
        below = backend.expand(ring, walk, back=True)
        rows += [step.row for step in backend.between(below, ring, walk)]
        ring = below - found
        found |= ring
    return found, rows


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
    rings = shortest_chains(backend, walk, start, goal, closed)
    searched = [rings]
    steps = [step for ring in rings for step in ring]
    between = {step.there for step in steps} - {goal}
    rows = [step.row for step in steps]
    if avoid_kinds:
        shorter = shortest_chains(backend, walk, start, goal, _closing(backend, passed, ()))
        searched.append(shorter)
        rows += [step.row for ring in shorter for step in ring]
    if between:
        rows += backend.one_each(between, walk)
    if walk.direct and not walk.directed and backend.has_about():
        others = shortest_chains(backend, replace(walk, direct=False), start, goal, closed)
        searched.append(others)
        rows += [step.row for ring in others for step in ring]
    if not all(map(_are_distinct, searched)):
        return everything(backend)
    rows += _beside(backend, walk.filter, [start, goal, *shunned])
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
    rows = _beside(backend, walk.filter, [start, goal, *shunned])
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
    rows = _beside(backend, dated, [start, *shunned])
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
        first = {json.loads(fields)["id"]: earliest[actor] for actor, fields in backend.actors(earliest)}
        walked = _hops_in_time(graph, walk, source, avoid, avoid_kinds)
        labels = earliest_labels(walked, find_actor(graph, source), clock)
        if {actor: (label.day, label.hops) for actor, label in labels.items()} != first:
            return everything(backend)
    return graph


def _clocked(backend: Backend, walk: Walk) -> list[Walk]:
    """Return the walk for sure and at best, each without and with hops by what a relation is about."""
    ways = [walk]
    if not walk.directed and backend.has_about():
        ways = [replace(walk, direct=direct) for direct in (True, False)]
    return [replace(way, certain=certain) for way in ways for certain in (True, False)]


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

    Parameters
    ----------
    backend, walk
        Whom to ask, and which hops chains may take: how dates fall is the walk's.
    start
        Where chains start; it counts as reached before the first hop.
    strict
        Whether each hop takes a later day than the one before it.
    closed
        Tells which of some actors no chain runs through.
    goal
        Whom to find: whatever cannot lead there earlier is left out.
    best
        ``fewest``: end with the first hop that reaches the goal.
    """
    first = {start: shifted(walk.since, -int(strict))}
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
