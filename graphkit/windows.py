"""Cuts a graph down to a window of days or to a snapshot of one day: graph to graph.

Each returns a new ``networkx.MultiDiGraph`` that holds the relations of the answer and the actors
they mention, so that every query, every writer and all of networkx work on it.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

from graphkit import dates
from graphkit.dates import DayLike
from graphkit.graph import Graph
from graphkit.index import attach, index, known_version, view_of
from graphkit.models import UNNAMED, Source
from graphkit.testimony import known_day
from graphkit.view import DatedRelation, View, judge
from graphkit.vocabulary import types_named


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
    """
    asked = None if since is None and until is None else dates.window(since, until)
    question = View(window=asked, no_claims=no_claims, certain=certain, undated=undated)
    return _select(graph, question, types, statuses, kinds)


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
    """
    day = dates.one_day(on, "snapshot")
    question = View(as_of=day, no_claims=no_claims, certain=certain, undated=undated)
    return _select(graph, question, types, statuses, kinds)


def known_by(graph: Graph, day: DayLike) -> Graph:
    """Return the graph as it was known by a day: what had been said or published by then.

    Parameters
    ----------
    graph
        The graph; it is left as it is. One that is known by an earlier day knows no more for it. Of a
        window, what was not in it as far as is known now stays out: take the window afterwards.
    day
        The day, as text, a date or an ordinal.

    Returns
    -------
    networkx.MultiDiGraph
        The relations known by the day, each with the evidence known by it, and the actors they
        mention.

    Raises
    ------
    DateError
        If the day cannot be read or is longer than a day.
    """
    by = dates.one_day(day, "known by")
    before = view_of(graph).known_by
    by = by if before is None else min(by, before)
    everything = index(graph)
    known: dict[str, DatedRelation] = {}
    for seen in everything.relations():
        version = known_version(everything.versions[seen.id], by)
        if version is not None:
            evidence = tuple(entry for entry in seen.evidence if known_day(entry, everything.sources) <= by)
            fields = {**seen.fields, "evidence": evidence} if seen.evidence else seen.fields
            known[seen.id] = replace(seen, version=version, fields=fields)
    asked = replace(view_of(graph), known_by=by)
    judged = {id: judge(seen, asked) for id, seen in known.items()}
    return _build(graph, {id: seen for id, seen in judged.items() if isinstance(seen, DatedRelation)}, asked)


def part(graph: Graph, relations: Collection[str]) -> Graph:
    """Return the graph of some of its relations, by id, with the actors they mention."""
    known = index(graph).by_id
    return _build(graph, {id: known[id] for id in known if id in relations}, view_of(graph))


def _select(
    graph: Graph, asked: View, types: Collection[str], statuses: Collection[str], kinds: Collection[str]
) -> Graph:
    """Return the graph of the relations that belong in a view.

    What was asked of the graph before and is not asked anew still holds.
    """
    everything, before = index(graph), view_of(graph)
    if asked.window is None and asked.as_of is None:
        asked = replace(
            asked, window=before.window, as_of=before.as_of, undated=asked.undated or before.undated
        )
    asked = replace(
        asked,
        known_by=before.known_by,
        types=types_named(types, everything.vocabulary) if types else before.types,
        statuses=frozenset(statuses) if statuses else before.statuses,
        kinds=frozenset(kinds) if kinds else before.kinds,
        no_claims=asked.no_claims or before.no_claims,
    )
    kept: dict[str, DatedRelation] = {}
    left_out = Counter(dict(before.left_out))
    for relation in everything.relations():
        if asked.kinds and not _is_of(graph, relation, asked.kinds):
            continue
        seen = judge(relation, asked)
        if isinstance(seen, DatedRelation):
            kept[relation.id] = seen
        elif seen is not None:
            left_out[seen] += 1
    return _build(graph, kept, replace(asked, left_out=tuple(sorted(left_out.items()))))


def _is_of(graph: Graph, relation: DatedRelation, kinds: Collection[str]) -> bool:
    return any(graph.nodes[actor]["kind"] in kinds for actor in (relation.source, relation.target))


def _build(graph: Graph, kept: Mapping[str, DatedRelation], asked: View) -> Graph:
    """Build the graph of the relations kept and of the actors they mention, in one pass."""
    result = type(graph)()
    result.graph.update(graph.graph)
    result.graph["sources"] = _cited(graph, kept.values())
    actors = {actor for relation in kept.values() for actor in _mentioned(relation)}
    actors |= {source.publisher_actor for source in result.graph["sources"]}
    result.add_nodes_from((actor, graph.nodes[actor]) for actor in graph if actor in actors)
    for seen in kept.values():
        result.add_edge(seen.source, seen.target, seen.id, **seen.fields)
    attach(result, index(graph).restricted(kept), asked)
    return result


def _mentioned(relation: DatedRelation) -> list[str]:
    voices = [entry.attribution for entry in relation.evidence]
    return [relation.source, relation.target, *relation.about, *(v for v in voices if v and v != UNNAMED)]


def _cited(graph: Graph, kept: Collection[DatedRelation]) -> tuple[Source, ...]:
    """Return the sources that relations cite, and those they were rewritten from."""
    sources = index(graph).sources
    cited: set[str] = set()
    waiting = [entry.source for relation in kept for entry in relation.evidence]
    while waiting:
        source = waiting.pop()
        if source not in cited:
            cited.add(source)
            waiting += sources[source].derived_from
    return tuple(source for source in graph.graph.get("sources", ()) if source.id in cited)
