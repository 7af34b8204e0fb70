"""Cuts a graph down to a window of days or to a snapshot of one day: graph to graph.

Each returns a new ``networkx.MultiDiGraph`` that holds the relations of the answer and the actors
they mention, so that every query, every writer and all of networkx work on it.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from graphkit import dates
from graphkit.graph import Graph
from graphkit.index import attach, index, view_of
from graphkit.models import UNNAMED, Source
from graphkit.view import DatedRelation, View, judge
from graphkit.vocabulary import types_named

DayLike = str | date


def window(
    graph: Graph,
    since: DayLike | None = None,
    until: DayLike | None = None,
    *,
    types: Collection[str] = (),
    statuses: Collection[str] = (),
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
    return _select(graph, View(window=asked, certain=certain, undated=undated), types, statuses)


def snapshot(
    graph: Graph,
    on: DayLike,
    *,
    types: Collection[str] = (),
    statuses: Collection[str] = (),
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
    return _select(graph, View(as_of=day, certain=certain, undated=undated), types, statuses)


def _select(graph: Graph, asked: View, types: Collection[str], statuses: Collection[str]) -> Graph:
    """Build the graph of the relations that belong in a view, in one pass.

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
    )
    kept: dict[str, DatedRelation] = {}
    left_out = Counter(dict(before.left_out))
    for relation in everything.relations():
        seen = judge(relation, asked)
        if isinstance(seen, DatedRelation):
            kept[relation.id] = seen
        elif seen is not None:
            left_out[seen] += 1
    result = type(graph)()
    result.graph.update(graph.graph)
    result.graph["sources"] = _cited(graph, kept.values())
    actors = {actor for relation in kept.values() for actor in _mentioned(relation)}
    actors |= {source.publisher_actor for source in result.graph["sources"]}
    result.add_nodes_from((actor, graph.nodes[actor]) for actor in graph if actor in actors)
    for seen in kept.values():
        result.add_edge(seen.source, seen.target, seen.id, **seen.fields)
    attach(result, everything.restricted(kept), replace(asked, left_out=tuple(sorted(left_out.items()))))
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
