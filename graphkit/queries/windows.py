"""Cuts a graph down to a window of days or to a snapshot of one day: graph to graph.

Each returns a new ``networkx.MultiDiGraph`` that holds the relations of the answer and the actors
they mention, so that every query, every writer and all of networkx work on it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graphkit.errors import (
    ActorAmbiguousError,
    ActorNotFoundError,
    ActorNotKnownError,
    RelationNotFoundError,
    nearest,
)
from graphkit.graph.build import Graph, find_actor, memory_of, public, sound
from graphkit.graph.filters import DatedRelation, Filter, matches
from graphkit.graph.index import Place, attach, filter_of, index, known_version
from graphkit.graph.multigraph import watched_graph
from graphkit.graph.provenance import known_day
from graphkit.graph.resolver import Fields
from graphkit.model.entities import Source
from graphkit.model.references import names_in, names_in_rows
from graphkit.model.vocabulary import types_named
from graphkit.storage.json_file import building
from graphkit.temporal import dates
from graphkit.temporal.dates import Day, DayLike

_AS_THEY_ARE: Mapping[Place, dict[str, Any]] = {}


@public
def window(
    graph: Graph,
    since: DayLike | None = None,
    until: DayLike | None = None,
    *,
    types: Collection[str] = (),
    statuses: Collection[str] = (),
    kinds: Collection[str] = (),
    no_claims: bool = False,
    certain: bool = False,
    undated: bool = False,
) -> Graph:
    """Return the graph of what is, or may be, in a closed window of days.

    Parameters
    ----------
    graph
        The graph; it is left as it is.
    since, until
        The first and last day, each a day, month or year in text, or a date; None leaves that
        end open. With neither, relations of all time are kept, undated ones included.
    types, statuses
        Names of relation types or families, and statuses, to keep; empty keeps all.
    kinds
        Kinds of actor, one of which an end of a relation must be; empty keeps all.
    no_claims
        Leave out what nobody reports in their own voice.
    certain
        Keep only what is in the window for sure.
    undated
        Keep what has no date as possible.

    Returns
    -------
    networkx.MultiDiGraph
        The relations kept, with the actors they mention.

    Raises
    ------
    DateError
        If a date cannot be read, or the window ends before it starts.
    TypeNotFoundError
        If a type is not in the vocabulary.

    Examples
    --------
    >>> july = gk.window(graph, since="2025-07-07", until="2025-07-15")
    >>> sorted({relation.certainty for relation in gk.relations(july).relations})
    ['certain', 'possible']
    """
    asked = window_view(
        graph,
        since,
        until,
        types=types,
        statuses=statuses,
        kinds=kinds,
        no_claims=no_claims,
        certain=certain,
        undated=undated,
    )
    return cut(graph, asked)


@public
def window_view(
    graph: Graph,
    since: DayLike | None = None,
    until: DayLike | None = None,
    *,
    types: Collection[str] = (),
    statuses: Collection[str] = (),
    kinds: Collection[str] = (),
    no_claims: bool = False,
    certain: bool = False,
    undated: bool = False,
) -> Filter:
    """Return the view to which :func:`window` cuts a graph down; its parameters are the same."""
    asked = None if since is None and until is None else dates.window(since, until)
    question = Filter(window=asked, no_claims=no_claims, certain=certain, undated=undated)
    return _asked(graph, question, types, statuses, kinds)


@public
def snapshot(
    graph: Graph,
    on: DayLike,
    *,
    types: Collection[str] = (),
    statuses: Collection[str] = (),
    kinds: Collection[str] = (),
    no_claims: bool = False,
    certain: bool = False,
    undated: bool = False,
) -> Graph:
    """Return the graph as of a day: what is in force on it, what has happened by it, background.

    Parameters
    ----------
    graph
        The graph; it is left as it is.
    on
        The day, as text or a date.
    types
        Names of relation types or families to keep; empty keeps all.
    statuses
        Statuses to keep; empty keeps ``actual`` alone: what is planned or denied is not so.
    kinds
        Kinds of actor, one of which an end of a relation must be; empty keeps all.
    no_claims
        Leave out what nobody reports in their own voice.
    certain
        Keep only what is so for sure.
    undated
        Keep as possible what has no date and was not yet said to have happened.

    Returns
    -------
    networkx.MultiDiGraph
        The relations kept, with the actors they mention.

    Raises
    ------
    DateError
        If the day cannot be read or is longer than a day.
    TypeNotFoundError
        If a type is not in the vocabulary.

    Examples
    --------
    >>> may = gk.snapshot(graph, "2025-05-01", types=["restriction"], certain=True)
    >>> [relation.id for relation in gk.relations(may).relations]
    ['h20-ban']
    """
    day = dates.one_day(on, "snapshot")
    question = Filter(as_of=day, no_claims=no_claims, certain=certain, undated=undated)
    return cut(graph, _asked(graph, question, types, statuses, kinds))


@public
def known_by(graph: Graph, day: DayLike) -> Graph:
    """Return the graph as it was known by a day: what had been said or published by then.

    Parameters
    ----------
    graph
        The graph; it is left as it is. One that is known by an earlier day knows no more for it. Of a
        window, what was not in it as far as is known now stays out: take the window afterwards.
    day
        The day, as text or a date.

    Returns
    -------
    networkx.MultiDiGraph
        The relations known by the day, each with the evidence known by it, and the actors they
        mention.

    Raises
    ------
    DateError
        If the day cannot be read or is longer than a day.

    Examples
    --------
    >>> gk.known_by(graph, "2025-07-13").number_of_edges()
    7
    """
    return as_known(graph, dates.one_day(day, "known by"))


def as_known(graph: Graph, by: Day) -> Graph:
    """Return the graph as :func:`known_by` does, by the ordinal of the day."""
    before = filter_of(graph).known_by
    by = by if before is None else min(by, before)
    asked = replace(filter_of(graph), known_by=by)
    everything = index(graph)
    places: list[Place] = []
    told: dict[Place, dict[str, Any]] = {}
    for place, versions in enumerate(everything.weighed):
        version = known_version(versions, by)
        if version is None:
            continue
        if version is not versions[-1]:
            told[place] = _known(everything.rows.fields[place], everything.sources, by)
            now = replace(everything.at(place), fields=told[place], version=version)
            if not isinstance(matches(now, asked), DatedRelation):
                continue
        places.append(place)
    made = _build(graph, places, asked, told)
    earlier = memory_of(graph).beyond
    memory_of(made).beyond = _Later(earlier.graph if isinstance(earlier, _Later) else graph, by)
    return made


@dataclass(frozen=True, slots=True)
class _Later:
    """Refuses the name of an actor of whom nothing was known by a day, as long as one goes by it later."""

    graph: Graph
    by: Day

    def __call__(self, name: str) -> None:
        try:
            actor = find_actor(self.graph, name)
        except (ActorNotFoundError, ActorAmbiguousError):
            return
        first = known_from(self.graph, actor)
        if first is None or first > self.by:
            called = self.graph.nodes[actor]["name"]
            raise ActorNotKnownError(name, not_known(called, self.by, first))


def not_known(called: str, by: Day, first: Day | None) -> str:
    """Say that nothing was known of somebody by a day, and the first on which something was."""
    later = "" if first is None else f", only from {dates.day_words(first)} on"
    return f"{called} is not known by {dates.day_words(by)}{later}"


def known_from(graph: Graph, actor: str) -> Day | None:
    """Return the first day on which anything is known that names an actor, or None where nothing does."""
    everything = index(graph)
    days = [everything.weighed[place][0].known_from for place in everything.places_at([actor])]
    own = {id for id, source in everything.sources.items() if source.publisher_actor == actor}
    for place in everything.telling:
        for entry in everything.rows.fields[place].get("evidence", ()):
            if entry.attribution == actor or entry.source in own:
                told = known_day(entry, everything.sources)
                days.append(max(told, everything.weighed[place][0].known_from))
    return min(days, default=None)


def _known(fields: Fields, sources: Mapping[str, Source], by: Day) -> dict[str, Any]:
    """Return the fields of a relation with the evidence known by a day."""
    known = tuple(entry for entry in fields["evidence"] if known_day(entry, sources) <= by)
    return {**fields, "evidence": known}


@public
def part(graph: Graph, relations: Collection[str]) -> Graph:
    """Return the graph of some of its relations, by id, with the actors they mention.

    Raises
    ------
    RelationNotFoundError
        If one of them is not in the graph; it names the nearest.

    Examples
    --------
    >>> gk.part(graph, ["h20-ban"]).edges(keys=True)
    OutMultiEdgeView([('trump-administration', 'nvidia', 'h20-ban')])
    """
    everything = index(graph)
    for id in relations:
        if id not in everything.places:
            raise RelationNotFoundError(id, nearest(id, list(everything.places)))
    places = sorted(everything.places[id] for id in set(relations))
    return _build(graph, places, filter_of(graph))


def _asked(
    graph: Graph, question: Filter, types: Collection[str], statuses: Collection[str], kinds: Collection[str]
) -> Filter:
    """Return the view of a graph that answers a question.

    What was asked of the graph before and is not asked anew still holds.
    """
    before = filter_of(graph)
    if question.window is None and question.as_of is None:
        undated = question.undated or before.undated
        question = replace(question, window=before.window, as_of=before.as_of, undated=undated)
    return replace(
        question,
        known_by=before.known_by,
        types=types_named(types, index(graph).vocabulary) if types else before.types,
        statuses=frozenset(statuses) if statuses else before.statuses,
        kinds=frozenset(kinds) if kinds else before.kinds,
        no_claims=question.no_claims or before.no_claims,
        left_out=before.left_out,
    )


def cut(graph: Graph, asked: Filter) -> Graph:
    """Return the graph of the relations that belong in a view."""
    graph = sound(graph)
    places, left_out = index(graph).chosen(asked)
    left_out += Counter(dict(asked.left_out))
    return _build(graph, places, replace(asked, left_out=tuple(sorted(left_out.items()))))


def left_out_of(graph: Graph, asked: Filter, places: Iterable[Place]) -> dict[str, int]:
    """Return how many of the relations at some places a view leaves out unasked, by reason.

    Those of the newsroom, which belong in it and which no query uses, are among them.
    """
    everything = index(graph)
    lens, (sources, targets, _, fields) = everything.through(asked), everything.rows
    found: Counter[str] = Counter()
    for place in {*places}:
        if asked.kinds and not lens.is_of_kind(sources[place], targets[place], asked.kinds):
            continue
        told = fields[place]
        seen = matches(lens.weigh(told, lens.versions_of(told)), asked)
        if isinstance(seen, str):
            found[seen] += 1
        elif seen is not None and told["type"] in lens.hidden:
            found["newsroom"] += 1
    newsroom = found.pop("newsroom", 0)
    return dict(sorted(found.items())) | ({"newsroom": newsroom} if newsroom else {})


def _build(
    graph: Graph, places: Sequence[Place], asked: Filter, told: Mapping[Place, dict[str, Any]] = _AS_THEY_ARE
) -> Graph:
    """Build the graph of the relations at some places, and of the actors that they mention.

    What is told of a relation takes the place of its own fields.
    """
    everything = index(graph)
    sources, targets, ids, fields = everything.rows
    if told:
        fields = [told.get(place, each) for place, each in enumerate(fields)]
    telling = [fields[place] for place in everything.telling.intersection(places)]
    cited = _cited(graph, telling)
    actors = {
        *map(sources.__getitem__, places),
        *map(targets.__getitem__, places),
        *names_in_rows("relations", telling, "actors"),
    }
    actors.update(name for source in cited for name in names_in("sources", source, "actors"))
    order = everything.actor_places
    known = sorted((actor for actor in actors if actor in order), key=order.__getitem__)
    columns = (map(column.__getitem__, places) for column in (sources, targets, ids, fields))
    with building():
        result = watched_graph(
            {**graph.graph, "sources": cited, "view": asked},
            ((actor, everything.net.actors[actor]) for actor in known),
            zip(*columns, strict=True),
        )
    attach(result, everything.scales)
    memory_of(result).beyond = memory_of(graph).beyond
    return result


def _cited(graph: Graph, telling: Sequence[Fields]) -> tuple[Source, ...]:
    """Return the sources that relations cite, and those they were rewritten from."""
    sources = index(graph).sources
    cited: set[str] = set()
    waiting = list(names_in_rows("relations", telling, "sources"))
    while waiting:
        source = waiting.pop()
        if source not in cited:
            cited.add(source)
            waiting += names_in("sources", sources[source], "sources")
    return tuple(source for source in graph.graph.get("sources", ()) if source.id in cited)
