"""Cuts a graph down to a window of days, a snapshot of one day, or what was known by a day.

Each function returns a new ``networkx.MultiDiGraph`` with the relations that match and the actors
that they mention, so that every query, every writer and all of networkx work on it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graphkit.arguments import Duration
from graphkit.errors import ActorNotFoundError, RelationNotFoundError, UsageError, nearest
from graphkit.graph.adjacency import Adjacency, EdgeData, Position
from graphkit.graph.conditions import Condition, check_names, condition_of, noted
from graphkit.graph.filters import Filter, FixedDay, hidden_by
from graphkit.graph.index import attach, index
from graphkit.graph.multigraph import Graph, watched_graph
from graphkit.graph.names import find_actor
from graphkit.graph.provenance import known_day, known_version
from graphkit.graph.relation import Verdict
from graphkit.graph.retelling import with_evidence
from graphkit.graph.validated import cache_of, filter_of, public, validated
from graphkit.libraries import building
from graphkit.model.folding import folded, words_of
from graphkit.model.references import names_in, names_in_rows
from graphkit.model.vocabulary import types_named
from graphkit.queries.first_known import RefuseUntilKnown
from graphkit.temporal import asked_days
from graphkit.temporal.calendar import Day, Window
from graphkit.temporal.edtf import DayLike

if TYPE_CHECKING:
    from graphkit.model.entities import Source

_UNCHANGED: Mapping[Position, dict[str, Any]] = {}


@public
def window(
    graph: Graph,
    since: DayLike | None = None,
    until: DayLike | None = None,
    *,
    types: Collection[str] = (),
    statuses: Collection[str] = (),
    kinds: Collection[str] = (),
    where: Collection[str] = (),
    actors: Collection[str] = (),
    between: Collection[str] = (),
    text: str | None = None,
    reliability: str | None = None,
    no_claims: bool = False,
    no_contested: bool = False,
    certain: bool = False,
    undated: bool = False,
    reported_within: Duration | None = None,
) -> Graph:
    """Return the graph of the relations that are, or may be, in a window of days.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph; it is not changed.
    since, until : str, datetime.date or int, optional
        First and last day, both inclusive. A text may be a day, a month or a year; an int is a
        ``date.toordinal()``; None leaves that end open. Without both, the window is all of time
        and includes undated relations.
    types : collection of str, optional
        Relation types or families to keep; empty keeps all.
    statuses : collection of {'actual', 'planned', 'denied'}, optional
        Statuses to keep; empty keeps all.
    kinds : collection of str, optional
        Kinds of actor; keep a relation if either end is of one of them. Empty keeps all.
    where : collection of str, optional
        Conditions on the attributes of actors, such as ``country=DE``, ``country!=DE`` or ``born<1960``; keep
        a relation if either end meets all of them, and is of ``kinds``. Whoever lacks the attribute meets
        none. ``relation.weight>0.5`` is about the note of the relation, in which it stands as ``weight: 3``.
    actors : collection of str, optional
        Actors, each by id, name or alias; keep a relation if one of them is an end of it or it is about one.
    between : pair of str, optional
        Two actors; keep the relations of which both are members: at an end, or as what it is about.
    text : str, optional
        Words; keep a relation if each is in a name, an alias, the type, the summary, a note, a quote, a
        publisher or a title, in any case and with or without accents.
    reliability : {'A', 'B', 'C', 'D', 'E'}, optional
        Keep a relation if a source that vouches for it has this grade or a better one.
    no_claims : bool, default False
        Exclude relations that no source reports in its own voice.
    no_contested : bool, default False
        Exclude relations on whose type, status or truth sources disagree.
    certain : bool, default False
        Keep only relations that are certainly in the window; this speaks of their dates alone.
    undated : bool, default False
        Include undated relations, as possible.
    reported_within : int or str, optional
        Of relations that nobody reports for the window, keep those that were last reported at most so many
        days before it; a text is a duration such as ``90d``.

    Returns
    -------
    networkx.MultiDiGraph
        The relations kept, with the actors that they mention.

    Raises
    ------
    DateError
        If a date cannot be read, or the window ends before it starts.
    TypeNotFoundError
        If a type is not in the vocabulary.
    NotFoundError, ActorAmbiguousError
        If no actor or several have a name, or none has an attribute.

    Examples
    --------
    >>> july = gk.window(graph, since="2025-07-07", until="2025-07-15")
    >>> sorted({relation.certainty for relation in gk.relations(july).relations})
    ['certain', 'possible']
    """
    assert not isinstance(reported_within, str)  # it was read as days
    criteria = Filter(
        window=window_of(since, until),
        text=words_in(text),
        reliability=reliability,
        no_claims=no_claims,
        no_contested=no_contested,
        certain=certain,
        undated=undated,
        reported_within=reported_within,
    )
    return cut(graph, narrowed(graph, criteria, types, statuses, kinds, where, actors, between))


def window_of(since: DayLike | None, until: DayLike | None) -> Window | None:
    """Return the window of some days, or None if neither end is given."""
    return None if since is None and until is None else asked_days.window(since, until)


@public
def snapshot(
    graph: Graph,
    on: DayLike,
    *,
    types: Collection[str] = (),
    statuses: Collection[str] = (),
    kinds: Collection[str] = (),
    where: Collection[str] = (),
    actors: Collection[str] = (),
    between: Collection[str] = (),
    text: str | None = None,
    reliability: str | None = None,
    no_claims: bool = False,
    no_contested: bool = False,
    certain: bool = False,
    undated: bool = False,
    reported_within: Duration | None = None,
) -> Graph:
    """Return the graph as of a day: relations in force on it, background too, and what happened by it.

    What lasts by its type, but has a single date in place of an interval, happened by then: nobody says that
    it ended.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph; it is not changed.
    on : str, datetime.date or int
        The day; an int is a ``date.toordinal()``. A month or year stands for its last day.
    types : collection of str, optional
        Relation types or families to keep; empty keeps all.
    statuses : collection of {'actual', 'planned', 'denied'}, optional
        Statuses to keep; empty keeps only ``actual``.
    kinds, where, actors, between, text, reliability, no_claims, no_contested : optional
        What else a relation must have, as for :func:`window`.
    certain : bool, default False
        Keep only relations that certainly hold as of the day; this speaks of their dates alone.
    undated : bool, default False
        Include, as possible, undated relations that nobody had yet said to have happened.
    reported_within : int or str, optional
        How long before the day a relation may have been last reported, as for :func:`window`.

    Returns
    -------
    networkx.MultiDiGraph
        The relations kept, with the actors that they mention.

    Raises
    ------
    DateError
        If the day cannot be read.
    TypeNotFoundError, NotFoundError, ActorAmbiguousError
        If a type, an actor or an attribute is not found, as for :func:`window`.

    Examples
    --------
    >>> may = gk.snapshot(graph, "2025-05-01", types=["restriction"], certain=True)
    >>> [relation.id for relation in gk.relations(may).relations]
    ['us-export-controls', 'h20-ban']
    """
    day = asked_days.last_day(on, "on")
    assert not isinstance(reported_within, str)
    criteria = Filter(
        as_of=day,
        text=words_in(text),
        reliability=reliability,
        no_claims=no_claims,
        no_contested=no_contested,
        certain=certain,
        undated=undated,
        reported_within=reported_within,
    )
    return cut(graph, narrowed(graph, criteria, types, statuses, kinds, where, actors, between))


@public
def known_by(graph: Graph, day: DayLike) -> Graph:
    """Return the graph as it was known by a day, from what had been said or published by then.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph; it is not changed. If it is already limited to an earlier day, it stays limited
        to that. Take a window after this function, not before: a window drops relations that
        today's evidence places elsewhere, though earlier evidence placed them in the window.
    day : str, datetime.date or int
        The day, inclusive; an int is a ``date.toordinal()``.

    Returns
    -------
    networkx.MultiDiGraph
        The relations known by the day, each with the evidence known by then, and the actors that
        they mention.

    Raises
    ------
    DateError
        If the day cannot be read or is longer than a day.

    Examples
    --------
    >>> gk.known_by(graph, "2025-07-13").number_of_edges()
    9
    """
    return as_known(graph, asked_days.one_day(day, "day"))


def as_known(graph: Graph, day: Day) -> Graph:
    """Return the graph as :func:`known_by` does, given the ordinal of the day."""
    earlier_day = filter_of(graph).known_by
    day = day if earlier_day is None else min(day, earlier_day)
    criteria = replace(filter_of(graph), known_by=day)
    graph_index, sources = index(graph), index(graph).sources
    places: list[Position] = []
    changed: dict[Position, dict[str, Any]] = {}
    for place, versions in enumerate(graph_index.versions_by_position):
        version = known_version(versions, day)
        if version is None:
            continue
        if version is not versions[-1]:
            known = (entry for entry in graph_index.at(place).evidence if known_day(entry, sources) <= day)
            changed[place] = with_evidence(graph_index.at(place), tuple(known), version)
            if not isinstance(graph_index.judge(changed[place], (version,), criteria), Verdict):
                continue
        places.append(place)
    result = _subgraph(graph, places, criteria, changed)
    refusal = cache_of(graph).on_missing_actor
    original = refusal.graph if isinstance(refusal, RefuseUntilKnown) else graph
    cache_of(result).on_missing_actor = RefuseUntilKnown(original, day)
    return result


@public
def part(graph: Graph, relations: Collection[str]) -> Graph:
    """Return the graph of some of the relations, with the actors that they mention.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it or a snapshot; it is not changed.
    relations : collection of str
        Ids of the relations to keep.

    Returns
    -------
    networkx.MultiDiGraph
        These relations, with the actors that they mention.

    Raises
    ------
    RelationNotFoundError
        If an id is not in the graph; the message suggests the nearest.

    Examples
    --------
    >>> gk.part(graph, ["h20-ban"]).edges(keys=True)
    OutMultiEdgeView([('trump-administration', 'nvidia', 'h20-ban')])
    """
    place_of = index(graph).positions
    for id in relations:
        if id not in place_of:
            raise RelationNotFoundError(id, nearest(id, list(place_of)))
    places = sorted(place_of[id] for id in set(relations))
    return _subgraph(graph, places, filter_of(graph))


def narrowed(
    graph: Graph,
    criteria: Filter,
    types: Collection[str],
    statuses: Collection[str],
    kinds: Collection[str],
    where: Collection[str],
    actors: Collection[str] = (),
    between: Collection[str] = (),
) -> Filter:
    """Return a filter narrowed by what has names, and by the filter that the graph already has."""
    present = filter_of(graph)
    if criteria.period is None:
        undated = criteria.undated or present.undated
        criteria = replace(criteria, window=present.window, as_of=present.as_of, undated=undated)
    return replace(
        criteria,
        known_by=present.known_by,
        types=types_named(types, index(graph).vocabulary) if types else present.types,
        statuses=frozenset(statuses) if statuses else present.statuses,
        kinds=frozenset(kinds) if kinds else present.kinds,
        where=(*present.where, *conditions_in(graph, where)),
        actors=_ids(graph, actors) if actors else present.actors,
        between=_pair(graph, between) if between else present.between,
        text=tuple(dict.fromkeys((*present.text, *criteria.text))),
        reliability=min(filter(None, (criteria.reliability, present.reliability)), default=None),
        no_claims=criteria.no_claims or present.no_claims,
        no_contested=criteria.no_contested or present.no_contested,
        reported_within=_fewest(criteria.reported_within, present.reported_within),
        first_stated=present.first_stated or index(graph).first_stated,
        left_out=present.left_out,
    )


def _is_part(graph: Graph) -> bool:
    """Whether a graph may lack whom the whole has; a graph of nobody stands for one that is elsewhere."""
    return not graph or filter_of(graph).first_stated is not None


def conditions_in(graph: Graph, where: Collection[str]) -> tuple[Condition, ...]:
    """Return conditions as they are written; refuse a name that nothing in a whole graph has."""
    conditions = tuple(map(condition_of, where))
    if conditions and not _is_part(graph):
        refusal = cache_of(graph).on_missing_actor
        whole = refusal.graph if isinstance(refusal, RefuseUntilKnown) else graph
        rows = index(whole).edge_list.fields
        check_names(
            conditions,
            (actor for _, actor in whole.nodes(data=True)),
            lambda name: any(folded(name) in noted(row.get("note")) for row in rows),
        )
    return conditions


def words_in(text: str | None) -> tuple[str, ...]:
    """Return the folded words to look for; a text without any is refused."""
    words = () if text is None else words_of(text)
    if text is not None and not words:
        raise UsageError("text: holds no word to look for")
    return words


def _ids(graph: Graph, names: Collection[str]) -> frozenset[str]:
    """Return the ids of some actors; a name that a part of a graph lacks stays: nobody in it has it."""

    def id_of(name: str) -> str:
        try:
            return find_actor(graph, name)
        except ActorNotFoundError:
            if not _is_part(graph):
                raise
            return name

    return frozenset(map(id_of, names))


def _pair(graph: Graph, names: Collection[str]) -> frozenset[str]:
    pair = _ids(graph, names)
    if len(names) != 2 or len(pair) != 2:
        raise UsageError("between: expected two different actors")
    return pair


def _fewest(*days: int | None) -> int | None:
    return min((number for number in days if number is not None), default=None)


def cut(graph: Graph, criteria: Filter) -> Graph:
    """Return the graph of the relations that match a filter."""
    graph = validated(graph)
    places, left_out = index(graph).select(criteria)
    left_out += Counter(dict(criteria.left_out))
    first = FixedDay(index(graph).first_stated())
    return _subgraph(
        graph, places, replace(criteria, first_stated=first, left_out=tuple(sorted(left_out.items())))
    )


def left_out_of(graph: Graph, criteria: Filter, places: Iterable[Position]) -> dict[str, int]:
    """Return how many relations at some places are excluded by a default, not by choice, by reason.

    The reason ``newsroom`` counts relations that match the filter but that no query uses.
    """
    graph_index = index(graph)
    resolver, (sources, targets, _, fields) = graph_index.with_criteria(criteria), graph_index.edge_list
    counts: Counter[str] = Counter()
    # Without a period or a question about actors and sources, nothing but the newsroom's is left out.
    judging = criteria.period is not None or resolver.selection.asks
    for place in {*places}:
        row = fields[place]
        if not judging and row["type"] not in resolver.hidden:
            continue
        verdict = resolver.selection.judge(sources[place], targets[place], row)
        if verdict is False:
            continue
        versions = resolver.versions_of(sources[place], targets[place], row)
        match = resolver.judge(row, versions, criteria)
        if verdict == "ungraded":
            counts[verdict] += isinstance(match, Verdict) and row["type"] not in resolver.hidden
            continue
        if isinstance(match, str):
            counts[match] += 1
        elif match is not None and row["type"] in resolver.hidden:
            counts["newsroom"] += 1
    newsroom = counts.pop("newsroom", 0)
    return dict(sorted((+counts).items())) | ({"newsroom": newsroom} if newsroom else {})


def hidden_in(graph: Graph, criteria: Filter, places: Collection[Position] | None = None) -> dict[str, int]:
    """Return how many relations each caution of a filter hides, in a graph or at some places in it.

    Newsroom relations count only where their types are asked for.
    """
    graph_index = index(graph)
    hidden, fields = graph_index.with_criteria(criteria).hidden, graph_index.edge_list.fields

    def count(looser: Filter) -> int:
        found, _ = graph_index.select(looser)
        return sum(
            fields[place]["type"] not in hidden and (places is None or place in places) for place in found
        )

    return hidden_by(criteria, count)


def _subgraph(
    graph: Graph,
    places: Sequence[Position],
    criteria: Filter,
    changed: Mapping[Position, dict[str, Any]] = _UNCHANGED,
) -> Graph:
    """Build the graph of the relations at some places, with the actors that they mention.

    Fields in ``changed`` replace the relation's own.
    """
    graph_index = index(graph)
    sources, targets, ids, told = graph_index.edge_list
    rows = Adjacency.of(graph).successors  # what was taken back too, as its evidence says it
    fields = {
        place: changed[place] if place in changed else rows[sources[place]][targets[place]][ids[place]]
        for place in places
    }
    with_mentions = [fields[place] for place in graph_index.annotated.intersection(places)]
    cited = _cited(graph, with_mentions)
    mentioned = {
        *map(sources.__getitem__, places),
        *map(targets.__getitem__, places),
        *names_in_rows("relations", with_mentions, "actors"),
    }
    mentioned.update(name for source in cited for name in names_in("sources", source, "actors"))
    order = graph_index.actor_positions
    actors = sorted((actor for actor in mentioned if actor in order), key=order.__getitem__)
    columns = (map(column.__getitem__, places) for column in (sources, targets, ids, fields))
    with building():
        result = watched_graph(
            {**graph.graph, "sources": cited, "view": criteria},
            ((actor, graph_index.adjacency.actors[actor]) for actor in actors),
            zip(*columns, strict=True),
        )
    attach(result, graph_index.cache)
    # Now: what bounds a relation may not be in the part, or change before that is asked.
    of_own, of_changed = graph_index.versions_of, graph_index.cache.versions
    index(result).keep_versions(
        [
            of_changed(fields[place], sources[place], targets[place])
            if place in changed
            else of_own(sources[place], targets[place], told[place])
            for place in places
        ]
    )
    cache_of(result).on_missing_actor = cache_of(graph).on_missing_actor
    return result


def _cited(graph: Graph, rows: Sequence[EdgeData]) -> "tuple[Source, ...]":
    """Return the sources that relations cite, and those that they derive from, in the order of the graph."""
    sources = index(graph).sources
    cited: set[str] = set()
    waiting = list(names_in_rows("relations", rows, "sources"))
    while waiting:
        source = waiting.pop()
        if source not in cited:
            cited.add(source)
            waiting += names_in("sources", sources[source], "sources")
    return tuple(source for source in graph.graph.get("sources", ()) if source.id in cited)
