"""Finds the subgraph that answers a question, through the few questions that any backend answers.

A subgraph is an ordinary graph that holds everything that the query needs which then runs on it, so that
the answer, its ties and its certainty are those of the whole graph. The backend does the work that grows
with the relations; here is only the work that grows with the actors.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from graphkit.backends import IN_A_FILE
from graphkit.backends.manifest import ReplacedError
from graphkit.backends.protocol import Backend, Row, Walk
from graphkit.backends.rows import graph_of, head_of, text_of
from graphkit.errors import ActorNotFoundError, UsageError
from graphkit.graph.conditions import Condition, check_names, noted
from graphkit.graph.filters import WHOLE, Filter, FixedDay, hidden_by
from graphkit.graph.index import attach_beside
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.model.folding import folded
from graphkit.model.kinds import BOUNDING
from graphkit.model.references import names_in, names_in_rows
from graphkit.temporal.calendar import Day

if TYPE_CHECKING:
    from graphkit.backends.parquet import ParquetBackend
    from graphkit.queries.listing import Tally

MOST = 200_000
"""How many relations a subgraph may have: nobody reads an answer of more."""

FEW = 20_000
"""Up to so many relations are listed one by one; beyond that the backend counts them."""

_TRIES = 50
"""How often a directory that is rewritten meanwhile is asked anew."""

Answer = TypeVar("Answer")


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
    return graph_of(backend.description, (), dict(backend.fields_of(None)), ())


def judged(backend: Backend, filter: Filter) -> Filter:
    """Return a filter that knows its actors, and the first day that the graph states by the filter's day.

    What only a file can answer raises UsageError.
    """
    where = "a table" if backend.in_memory else "a directory"
    if filter.reliability:
        raise UsageError(f"--reliability does not work on {where}; {IN_A_FILE} and ask that")
    if backend.in_memory and any(each.noted for each in filter.where):
        raise UsageError(f"--where relation.NAME does not work on {where}; {IN_A_FILE} and ask that")
    if filter.where:
        check_conditions(backend, filter.where)
    return replace(
        filter,
        actors=_ids(backend, filter.actors),
        between=_ids(backend, filter.between),
        first_stated=FixedDay(backend.first_stated(filter.known_by)),
    )


def check_conditions(backend: Backend, conditions: Iterable[Condition]) -> None:
    """Refuse a condition that names what nothing has, as :func:`graphkit.graph.conditions.check_names`."""
    actors = (actor for _, actor in backend.fields_of(None))
    check_names(conditions, actors, lambda name: _is_noted(backend, name))


def _is_noted(backend: Backend, name: str) -> bool:
    """Return whether the note of a relation says something under a name, or there are too many to read.

    The few that mention the name so are read first. No engine folds names as a file does.
    """

    def says(row: Row) -> bool:
        return folded(name) in noted(json.loads(row.fields).get("note"))

    if any(map(says, backend.citing(f"{text_of(name)[1:-1]}: ", FEW))):
        return True
    annotated = backend.citing('"note":', MOST)
    return len(annotated) == MOST or any(map(says, annotated))


def _ids(backend: Backend, names: Collection[str] | None) -> frozenset[str] | None:
    """Return the ids of the actors of some names."""
    if names is None:
        return None
    found = backend.fields_of({number_of(backend, name) for name in names})
    return frozenset(actor["id"] for _, actor in found)


def _named(backend: Backend, filter: Filter) -> list[int]:
    """Return the actors whom a filter names, who must be in a part of the graph to be found there."""
    names = (filter.actors or frozenset()) | (filter.between or frozenset())
    return backend.ids(names) if names else []


def _is_before_all(filter: Filter) -> bool:
    """Whether all days of a filter are before the first day stated."""
    last = filter.as_of if filter.window is None else filter.window.until
    first = filter.first_stated() if filter.first_stated else None
    return last is not None and first is not None and last < first


def _unsearched(filter: Filter) -> Filter:
    """Return a filter without what only the texts of relations tell."""
    return replace(filter, text=(), where=tuple(each for each in filter.where if each.noted is None))


def _listed(backend: Backend, filter: Filter) -> Filter:
    """Return a filter that takes in what it leaves out as unreported before the first day stated.

    A directory does not search texts: whatever they are, they are judged in the subgraph.
    """
    if not backend.in_memory:
        filter = _unsearched(filter)
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

    What ended or began one of them bounds it though it is not in the graph, and so does who left it.
    What was known by a day has another first day stated than what is known by now. More than ``most``,
    :data:`MOST` by default, raise UsageError with the advice.
    """
    by_id = {row.id: row for row in rows}
    if len(by_id) > _limit(most):
        raise too_many(most, advice)
    graph = _of_rows(backend, by_id, [*also, *_named(backend, filter)], filter.known_by)
    beyond = _bounding(by_id.values()) - by_id.keys()
    bounding = {row.id: row for row in _partings(backend, by_id.values()) if row.id not in by_id}
    further = beyond | _bounding(bounding.values(), ("set-aside-by",))
    while further:  # an act that sets another aside may be set aside itself
        found = {row.id: row for row in backend.by_ids(further)}
        bounding |= found
        further = _bounding(found.values(), ("set-aside-by",)) - bounding.keys()
    others = _of_rows(backend, bounding) if bounding else graph
    namesakes = backend.namesakes(list(graph))
    if bounding or namesakes:
        attach_beside(graph, others, namesakes)
    return graph


def _partings(backend: Backend, rows: Iterable[Row]) -> list[Row]:
    """Return what tells that an actor left another, of those of whom some relations say that one has a post.

    Which post somebody gave up who did not leave for good, all posts between the two tell.
    """
    known = backend.description.vocabulary
    partings = frozenset(name for name in backend.description.types if known[name].parting)
    posts = frozenset(name for name in backend.description.types if known[name].is_post)
    heads = tuple(map(head_of, posts))
    pairs = {(row.source, row.target) for row in rows if heads and row.fields.startswith(heads)}
    found = _between_pairs(backend, sorted(pairs), partings)
    parted = {(row.source, row.target) for row in found} | {(row.target, row.source) for row in found}
    return [*found, *_between_pairs(backend, sorted(pairs & parted), posts)]


def _between_pairs(backend: Backend, pairs: Sequence[tuple[int, int]], types: frozenset[str]) -> list[Row]:
    """Return the relations of some types, in either direction, between the two of each of some pairs.

    The pairs are asked for together, unless too many others are between the ones and the others of them.
    """
    if not (pairs and types):
        return []
    ones, others = map(set, zip(*pairs, strict=True))
    rows = backend.of_actors(ones, replace(WHOLE, types=types), MOST + 1, others=others)
    if len(rows) <= MOST:
        wanted = {*pairs}
        return [
            row for row in rows if not wanted.isdisjoint(((row.source, row.target), (row.target, row.source)))
        ]
    if len(pairs) == 1:
        raise too_many()
    half = len(pairs) // 2
    return [each for part in (pairs[:half], pairs[half:]) for each in _between_pairs(backend, part, types)]


def _bounding(rows: Iterable[Row], rels: Collection[str] = BOUNDING) -> set[str]:
    """Return the ids of the relations that ended, began or set aside some relations."""
    texts = {row.fields for row in rows if '"links":' in row.fields}
    links = (link for text in texts for link in json.loads(text).get("links", ()))
    return {link["relation"] for link in links if link["rel"] in rels}


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
    found = [(row, fields[row.fields]) for row in by_id.values()]
    graph = graph_of(backend.description, found, dict(backend.fields_of(numbers)), sources.values())
    # Which days are before the first one stated is for the whole graph to say.
    first = FixedDay(backend.first_stated(known_by))
    dict.__setitem__(graph.graph, "view", Filter(first_stated=first))
    return graph


def everything(backend: Backend, most: int | None = None, advice: str = NARROWER) -> Graph:
    """Return the whole graph, sources that nothing cites and actors without a relation too."""
    rows = backend.relations(WHOLE, _limit(most) + 1)
    if len(rows) > _limit(most):
        raise too_many(most, advice)
    return graph_of(
        backend.description,
        [(row, json.loads(row.fields)) for row in rows],
        dict(backend.fields_of(None)),
        map(json.loads, backend.sources(None)),
    )


def beside(backend: Backend, filter: Filter, actors: Iterable[int]) -> list[Row]:
    """Return what a filter reports as left out, and relations by which some actors are known on its day."""
    listed = _listed(backend, filter)
    rows = backend.aside(listed, MOST)
    if _is_before_all(filter):
        rows += backend.of_actors(list(actors), listed, MOST)
    return rows + knowing(backend, filter, actors)


def knowing(backend: Backend, filter: Filter, actors: Iterable[int]) -> list[Row]:
    """Return relations by which some actors are known on the day of a filter."""
    if filter.known_by is None:
        return []
    known = replace(WHOLE, known_by=filter.known_by)
    found = (backend.of_actors([actor], known, 1) or _mentioning(backend, actor) for actor in actors)
    return [row for rows in found for row in rows]


def _mentioning(backend: Backend, actor: int) -> list[Row]:
    """Return relations that may name an actor elsewhere, such as in their evidence."""
    ((_, fields),) = backend.fields_of([actor])
    return backend.citing(fields["id"], FEW)


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
        return len({row.id for row in of_actors(backend, backend.ids(ids), looser)})

    return hidden_by(filter, count)


def of_actors(backend: Backend, actors: Collection[int], filter: Filter) -> list[Row]:
    """Return the relations of some actors that match a filter, unless they are too many."""
    rows = backend.of_actors(actors, filter, MOST + 1)
    if len(rows) > MOST:
        raise too_many()
    return rows


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
    if of_each or not isinstance(backend, ParquetBackend) or backend.description.amounts[1] <= FEW:
        return of_filter(backend, filter), None
    tally = backend.tally(filter)
    if tally.doubts.total() + tally.newsroom <= FEW:
        return of_filter(backend, filter), None
    rows = [*backend.first(filter, least), *backend.aside(filter, MOST + 1)]
    return of_rows(backend, rows, filter=filter), tally


def rows_in_order(backend: ParquetBackend, filter: Filter) -> Iterator[list[Row]]:
    """Yield the rows of :func:`of_filter`, however many, in lists, one after the other as it is listed."""
    return backend.in_order(_listed(backend, filter))


def of_change(backend: Backend, filter: Filter, since: Day, until: Day) -> Graph:
    """Return what began, happened, ended or became known after one day and by another, and what ended it."""
    rows = list(backend.changes(_listed(backend, filter), since, until, MOST + 1))
    beyond = _bounding(rows) - {row.id for row in rows}
    others = backend.by_ids(beyond) if beyond else ()
    return of_rows(backend, [*rows, *others], filter=filter, most=MOST + len(beyond))


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
    rows = beside(backend, filter, starts)
    near = {*starts}
    if with_parts:
        for start in starts:
            inside, steps = _inside(backend, start)
            near |= inside
            rows += steps
    ring, also = near, set(near)
    listed = _listed(backend, filter)
    walk = Walk(replace(_unsearched(filter), statuses=frozenset({"actual"})))
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
    rows = beside(backend, filter, ends)
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
