"""Sums up a graph: what is in it, over which days, and how well it is vouched for."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphkit.answers import Answer
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import public
from graphkit.temporal.calendar import FUTURE, PAST, Day, day_words


@dataclass(frozen=True, slots=True)
class Overview(Answer):
    """What is in a graph.

    Attributes
    ----------
    title, description
        Those of the dataset.
    actors, relations, sources
        How many there are by kind, by family, by publisher; most first.
    first, last
        The first and last day that a relation's own date names, or None.
    independent_sources
        How many sources there are, rewritten ones not counted again.
    voices
        How many vouch for something: actors, articles in their own voice, nobody named; None where
        they were not counted.
    contested, dates_differ, claimed, on_one_source, undated, planned, denied
        The ids of the relations of which that holds; background and newsroom never count as
        resting on one source.
    """

    title: str
    description: str | None
    actors: dict[str, int]
    relations: dict[str, int]
    sources: dict[str, int]
    first: Day | None
    last: Day | None
    independent_sources: int
    voices: int | None
    contested: tuple[str, ...]
    dates_differ: tuple[str, ...]
    claimed: tuple[str, ...]
    on_one_source: tuple[str, ...]
    undated: tuple[str, ...]
    planned: tuple[str, ...]
    denied: tuple[str, ...]

    def display_fields(self) -> Mapping[str, object]:
        """Return everything by name, the days as people write them."""
        days = {
            "first": self.first and day_words(self.first),
            "last": self.last and day_words(self.last),
        }
        return {**Answer.display_fields(self), **days}


@public
def info(graph: Graph) -> Overview:
    """Return what is in a graph, a window of it or a snapshot.

    Examples
    --------
    >>> gk.info(graph).relations["contact"]
    17
    """
    known = index(graph)
    relations = sorted(known.relations(), key=lambda seen: seen.id)
    sources = graph.graph.get("sources", ())
    origins = known.cache.ancestry.origins([source.id for source in sources])
    days = [
        day
        for seen in relations
        if seen.bounds and seen.when
        for day in seen.bounds
        if day not in (PAST, FUTURE)
    ]
    told = [seen for seen in relations if not seen.type.background and not seen.type.newsroom]
    return Overview(
        title=graph.graph["title"],
        description=graph.graph.get("description"),
        actors=_counted(data["kind"] for _, data in graph.nodes(data=True)),
        relations=_counted(seen.type.family for seen in relations),
        sources=_counted(source.publisher for source in sources),
        first=min(days, default=None),
        last=max(days, default=None),
        independent_sources=len({*origins.values()}),
        voices=len({voice for seen in relations for voice in seen.voices}),
        contested=_ids(seen for seen in relations if seen.contested),
        dates_differ=_ids(seen for seen in relations if seen.dates_differ),
        claimed=_ids(seen for seen in relations if seen.claimed),
        on_one_source=_ids(seen for seen in told if seen.independent_sources == 1),
        undated=_ids(seen for seen in relations if seen.undated),
        planned=_ids(seen for seen in relations if seen.status == "planned"),
        denied=_ids(seen for seen in relations if seen.status == "denied"),
    )


def _ids(relations: Iterable[DatedRelation]) -> tuple[str, ...]:
    return tuple(seen.id for seen in relations)


def _counted(labels: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(labels).items(), key=lambda item: (-item[1], item[0])))
