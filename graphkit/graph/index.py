"""The index behind the queries: the relations of a graph by place, by id and by when they are.

It hangs on the graph until the graph changes, in whatever way. Each part is made when it is first
needed, so that a query costs what its answer does: whoever walks from actor to actor needs none, and
a window looks at each relation once for all, and from then on only at those of its days
(:mod:`graphkit.graph.interval_index`).
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import TypeVar

from graphkit.graph.adjacency import Adjacency, Place, Rows
from graphkit.graph.filters import Filter
from graphkit.graph.interval_index import IntervalIndex
from graphkit.graph.multigraph import Graph
from graphkit.graph.provenance import Version
from graphkit.graph.relation import DatedRelation
from graphkit.graph.resolver import Resolver
from graphkit.graph.validated import filter_of, memory_of, sound
from graphkit.graph.version_cache import VersionCache
from graphkit.model.entities import Source
from graphkit.model.vocabulary import Vocabulary, vocabulary
from graphkit.storage.json_file import building
from graphkit.temporal.calendar import PAST, Day, Window

T = TypeVar("T")


class Index(Resolver):
    """The relations of one graph as its view shows them; get it by :func:`index`."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources, by id."""
        return self.scales.sources

    @property
    def vocabulary(self) -> Vocabulary:
        """The relation types, by name."""
        return self.scales.vocabulary

    # --- by place and by id -------------------------------------------------------------------

    @cached_property
    def rows(self) -> Rows:
        """Every relation, in the order of the graph."""
        return self.net.rows()

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """The place of each relation, by id."""
        return {id: place for place, id in enumerate(self.rows.ids)}

    def at(self, place: Place) -> DatedRelation:
        """Return the relation at a place."""
        sources, targets, ids, fields = self.rows
        seen = self.seen(sources[place], targets[place], ids[place], fields[place])
        assert seen is not None  # all relations of a graph belong in its own view
        return seen

    @property
    def by_id(self) -> Mapping[str, DatedRelation]:
        """Every relation by id, in the order of the graph."""
        return _ById(self.places, self.at)

    @property
    def versions(self) -> Mapping[str, tuple[Version, ...]]:
        """The versions of every relation, by id."""
        return _ById(self.places, self.weighed.__getitem__)

    def relations(self) -> Collection[DatedRelation]:
        """Return every relation, in the order of the graph."""
        return self._relations

    @cached_property
    def _relations(self) -> tuple[DatedRelation, ...]:
        return tuple(map(self.at, range(len(self.rows.ids))))

    @cached_property
    def shown(self) -> tuple[DatedRelation, ...]:
        """The relations that queries use, in the order of the graph."""
        return tuple(seen for seen in self._relations if seen.type.name not in self.hidden)

    # --- by actor -----------------------------------------------------------------------------

    @cached_property
    def actor_places(self) -> Mapping[str, int]:
        """The place of each actor in the order of the graph."""
        return {actor: place for place, actor in enumerate(self.net.actors)}

    @cached_property
    def telling(self) -> frozenset[Place]:
        """Where the relations stand that have evidence, or are about further actors."""
        fields = enumerate(self.rows.fields)
        return frozenset(place for place, each in fields if "evidence" in each or "about" in each)

    @cached_property
    def about(self) -> Mapping[str, Sequence[Place]]:
        """Where the relations stand that are about an actor."""
        found: dict[str, list[Place]] = defaultdict(list)
        for place in self.telling:
            for actor in self.rows.fields[place].get("about", ()):
                found[actor].append(place)
        return dict(found)

    def places_at(self, actors: Iterable[str]) -> set[Place]:
        """Return where the relations stand that tie some actors to others, or are about one of them."""
        found: set[Place] = set()
        for actor in actors:
            if actor in self.net.actors:
                between = (ids for _, _, ids in self.net.beside(actor))
                found.update(self.places[id] for ids_ in between for id in ids_)
                found.update(self.about.get(actor, ()))
        return found

    # --- by day -------------------------------------------------------------------------------

    @cached_property
    def weighed(self) -> list[tuple[Version, ...]]:
        """The versions of every relation: the very same for those that claim the same."""
        with building():
            return list(map(self.versions_of, self.rows.fields))

    @cached_property
    def _cases(self) -> IntervalIndex:
        with building():
            return IntervalIndex(self, self.rows, self.weighed)

    def touching(self, window: Window) -> Collection[Place]:
        """Return where all relations stand that may be in a window, and some of the others."""
        return self._cases.touching(window)

    def chosen(self, view: Filter) -> tuple[list[Place], Counter[str]]:
        """Return where the relations stand that belong in a view, and how many it leaves out unasked.

        Returns
        -------
        list of int
            Ascending places.
        Counter
            The numbers left out, by reason.
        """
        return self._cases.chosen(view)

    @property
    def span(self) -> Window | None:
        """From the first to the last day that bounds a relation, or None where there is no day."""
        return self._cases.span

    @cached_property
    def _known_from(self) -> list[tuple[Day, Place]]:
        """The day on which each relation became known, by day; not of those that always were."""
        firsts = ((self.weighed[place][0].known_from, place) for place in self.telling)
        return sorted(first for first in firsts if first[0] != PAST)

    @cached_property
    def _contested_from(self) -> list[tuple[Day, Place]]:
        """The day on which each relation became contested, by day; once it is, it stays so."""
        return sorted(
            (next(version.known_from for version in self.weighed[place] if version.contested), place)
            for place in self.telling
            if self.weighed[place][-1].contested
        )

    def became_known(self, since: Day, until: Day) -> list[Place]:
        """Return where the relations stand that became known after one day and by another."""
        return _between(self._known_from, since, until)

    def became_contested(self, since: Day, until: Day) -> list[Place]:
        """Return where the relations stand that became contested after one day and by another."""
        return _between(self._contested_from, since, until)


def _between(days: list[tuple[Day, Place]], since: Day, until: Day) -> list[Place]:
    first, last = (bisect_right(days, day, key=itemgetter(0)) for day in (since, until))
    return [place for _, place in days[first:last]]


class _ById(Mapping[str, T]):
    """What is found by place, by id."""

    def __init__(self, places: Mapping[str, Place], at: Callable[[Place], T]) -> None:
        self._places = places
        self._at = at

    def __getitem__(self, id: str) -> T:
        return self._at(self._places[id])

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def index(graph: Graph) -> Index:
    """Return the index of a graph; it is new on the first call and again after a change."""
    graph = sound(graph)
    memory = memory_of(graph)
    if memory.index is None:
        sources = {source.id: source for source in graph.graph.get("sources", ())}
        scales = VersionCache(sources, vocabulary(graph.graph.get("relation_types", ())))
        memory.index = _index(graph, scales)
    found: Index = memory.index
    return found


def attach(graph: Graph, scales: VersionCache) -> None:
    """Hang on a newly built graph an index that weighs by given scales."""
    memory_of(graph).index = _index(graph, scales)


def _index(graph: Graph, scales: VersionCache) -> Index:
    return Index(Adjacency.of(graph), scales, filter_of(graph), whole=True)


def shown(graph: Graph) -> list[DatedRelation]:
    """Return the relations that queries use: the newsroom's only where its types were asked for."""
    return list(index(graph).shown)
