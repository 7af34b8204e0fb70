"""Sums up a graph: what it contains, which days it covers, and how well it is supported."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graphkit.answers import Answer, most_first
from graphkit.graph.index import Index, index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import public
from graphkit.model.folding import folded
from graphkit.model.vocabulary import secondary_types
from graphkit.temporal.calendar import FUTURE, PAST, Day, day_words


@dataclass(frozen=True, slots=True)
class Overview(Answer):
    """What a graph contains.

    Attributes
    ----------
    title, description
        Those of the dataset.
    actors, relations, sources
        Counts of actors by kind, relations by family and sources by publisher, most first.
    first, last
        The first and last day that a relation's own date names, or None.
    independent_sources
        Number of sources; a source that was rewritten from another is not counted again.
    voices
        Number of voices: actors, articles in their own voice, and unnamed ones. None if they were
        not counted.
    contested, dates_differ, claimed, on_one_source, undated, planned, denied
        Ids of the relations of which this is true. Newsroom relations are never listed under
        ``on_one_source``, background only where there is nothing else.
    counted
        How many relations each of these is true of, of which single ones are not named; those that are
        missing were not counted.
    """

    title: str
    description: str | None
    actors: dict[str, int]
    relations: dict[str, int]
    sources: dict[str, int]
    first: Day | None
    last: Day | None
    independent_sources: int
    voices: int | None = None
    contested: tuple[str, ...] = ()
    dates_differ: tuple[str, ...] = ()
    claimed: tuple[str, ...] = ()
    on_one_source: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    counted: Mapping[str, int] = field(default_factory=dict)

    def display_fields(self) -> Mapping[str, object]:
        """Return everything by name, the days as people write them."""
        days = {name: day and day_words(day) for name, day in (("first", self.first), ("last", self.last))}
        return {**Answer.display_fields(self), **days}


@public
def info(graph: Graph) -> Overview:
    """Return what a graph, a window of it or a snapshot contains.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it or a snapshot.

    Returns
    -------
    Overview
        Counts, the days covered, and the relations that need care.

    Examples
    --------
    >>> gk.info(graph).relations["contact"]
    18
    """
    graph_index = index(graph)
    relations = sorted(graph_index.relations(), key=lambda relation: relation.id)
    sources = graph.graph.get("sources", ())
    origins = graph_index.cache.ancestry.origins([source.id for source in sources])
    days = [
        day
        for relation in relations
        if relation.bounds and relation.when
        for day in relation.bounds
        if day not in (PAST, FUTURE)
    ]
    secondary = secondary_types({relation.type.name: relation.type for relation in relations}.values())
    foreground = [relation for relation in relations if relation.type.name not in secondary]
    return Overview(
        title=graph.graph["title"],
        description=graph.graph.get("description"),
        actors=most_first(data["kind"] for _, data in graph.nodes(data=True)),
        relations=most_first(relation.type.family for relation in relations),
        sources=most_first(source.publisher for source in sources),
        first=min(days, default=None),
        last=max(days, default=None),
        independent_sources=len({*origins.values()}),
        voices=len({_voice(graph_index, voice) for relation in relations for voice in relation.voices}),
        contested=_ids(relation for relation in relations if relation.contested),
        dates_differ=_ids(relation for relation in relations if relation.dates_differ),
        claimed=_ids(relation for relation in relations if relation.claimed),
        on_one_source=_ids(relation for relation in foreground if relation.independent_sources == 1),
        undated=_ids(relation for relation in relations if relation.undated),
        planned=_ids(relation for relation in relations if relation.status == "planned"),
        denied=_ids(relation for relation in relations if relation.status == "denied"),
    )


def _ids(relations: Iterable[DatedRelation]) -> tuple[str, ...]:
    return tuple(relation.id for relation in relations)


def _voice(graph_index: Index, voice: str) -> tuple[str, str]:
    """Return what tells a voice apart: a publisher that is no actor stands under several sources."""
    source = graph_index.sources.get(voice)
    if source is None or source.publisher_actor:
        return "actor", voice
    return "publisher", folded(source.publisher)
