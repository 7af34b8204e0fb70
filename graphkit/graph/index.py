"""The index behind the queries: the relations of a graph by position, by id, by actor and by day.

It is kept with the graph until the graph changes, in whatever way. Each table is built when it is first
needed, so that a query costs what its answer does: a walk from actor to actor needs no table, and only
the first window looks at every relation (:mod:`graphkit.graph.interval_index`).
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

from graphkit.graph.adjacency import Adjacency, Edge, EdgeList, Position
from graphkit.graph.filters import Filter
from graphkit.graph.interval_index import IntervalIndex
from graphkit.graph.multigraph import Graph
from graphkit.graph.provenance import Version, known_as_now
from graphkit.graph.relation import DatedRelation
from graphkit.graph.resolver import Resolver
from graphkit.graph.retelling import without_taken_back
from graphkit.graph.validated import cache_of, filter_of, validated, version_cache_of
from graphkit.graph.version_cache import VersionCache
from graphkit.libraries import building
from graphkit.model.vocabulary import Vocabulary, vocabulary
from graphkit.temporal.calendar import PAST, Day, Window

if TYPE_CHECKING:
    from graphkit.model.entities import Source

T = TypeVar("T")


def index(graph: Graph) -> "Index":
    """Return the index of a graph: a new one on the first call, and after each change."""
    graph = validated(graph)
    kept = cache_of(graph)
    if kept.index is None:
        attach(graph, version_cache_of(graph))
    found: Index = kept.index
    return found


def attach(graph: Graph, cache: VersionCache) -> None:
    """Give a newly built graph an index that uses a version cache that is at hand already."""
    adjacency = without_taken_back(Adjacency.of(graph), cache.sources, cache.vocabulary)
    cache_of(graph).index = Index(adjacency, cache, filter_of(graph), whole=True)


def attach_beside(graph: Graph, others: Graph, namesakes: Collection[str]) -> None:
    """Give a newly built graph an index that also knows what ended or began its relations, from another.

    ``namesakes`` are those of its actors who have one that is not in it.
    """
    adjacency = Adjacency.of(graph)
    own, beyond = adjacency.fields_by_id(), Adjacency.of(others).fields_by_id()
    rows = (*others.graph["sources"], *graph.graph["sources"])
    types = vocabulary(graph.graph["relation_types"])
    sources = {row.id: row for row in rows}
    actors = adjacency.actors
    rows_of = [adjacency.of_types, Adjacency.of(others).of_types]

    def of_types(names: Collection[str]) -> Iterator[Edge]:
        return (edge for each in rows_of for edge in each(names))

    cache = VersionCache(sources, types, lambda id: own(id) or beyond(id), actors, namesakes, of_types)
    attach(graph, cache)


def visible_relations(graph: Graph) -> list[DatedRelation]:
    """Return the relations that queries use: about the newsroom only if the filter names their types."""
    return list(index(graph).visible)


class Index(Resolver):
    """The relations of a graph under its own filter; :func:`index` returns it."""

    @property
    def sources(self) -> "Mapping[str, Source]":
        """The sources, by id."""
        return self.cache.sources

    @property
    def vocabulary(self) -> Vocabulary:
        """The relation types, by name."""
        return self.cache.vocabulary

    # --- by position and by id ----------------------------------------------------------------

    @cached_property
    def edge_list(self) -> EdgeList:
        """Every relation, in the order of the graph."""
        return self.adjacency.edge_list()

    @cached_property
    def positions(self) -> Mapping[str, Position]:
        """The position of each relation, by id."""
        return {id: position for position, id in enumerate(self.edge_list.ids)}

    def at(self, position: Position) -> DatedRelation:
        """Return the relation at a position."""
        sources, targets, ids, fields = self.edge_list
        relation = self.resolve(sources[position], targets[position], ids[position], fields[position])
        assert relation is not None  # every relation of a graph matches the graph's own filter
        return relation

    def at_all(self, positions: Collection[Position]) -> Iterable[DatedRelation]:
        """Return the relations at some positions; of many, all are resolved at once, which is quicker."""
        many = 2 * len(positions) > len(self.edge_list.ids)
        return map(self._relations.__getitem__ if many else self.at, positions)

    @property
    def by_id(self) -> Mapping[str, DatedRelation]:
        """Every relation by id, in the order of the graph."""
        return _ById(self.positions, self.at)

    def relations(self) -> Collection[DatedRelation]:
        """Return every relation, in the order of the graph."""
        return self._relations

    @cached_property
    def _relations(self) -> tuple[DatedRelation, ...]:
        return tuple(self._resolve_all(self.edge_list, self.versions_by_position))

    @cached_property
    def visible(self) -> tuple[DatedRelation, ...]:
        """The relations that queries use, in the order of the graph."""
        return tuple(relation for relation in self._relations if relation.type.name not in self.hidden)

    @cached_property
    def versions_by_position(self) -> list[tuple[Version, ...]]:
        """The versions of every relation; an identical tuple for relations that make the same assertion."""
        with building():
            sources, targets, _, fields = self.edge_list
            return list(map(self.versions_of, sources, targets, fields))

    def keep_versions(self, versions: list[tuple[Version, ...]]) -> None:
        """Keep the versions of all relations, in the order of the graph, which are at hand already."""
        rows, self.versions_by_position = self.edge_list.fields, versions
        self._versions.update(zip(map(id, rows), zip(rows, versions, strict=True), strict=True))

    @property
    def versions(self) -> Mapping[str, tuple[Version, ...]]:
        """The versions of every relation, by id."""
        return _ById(self.positions, self.versions_by_position.__getitem__)

    # --- by actor -----------------------------------------------------------------------------

    @cached_property
    def actor_positions(self) -> Mapping[str, int]:
        """The position of each actor in the order of the graph."""
        return {actor: position for position, actor in enumerate(self.adjacency.actors)}

    @cached_property
    def annotated(self) -> frozenset[Position]:
        """The positions of the relations that have evidence or are about further actors."""
        return frozenset(
            position
            for position, fields in enumerate(self.edge_list.fields)
            if "evidence" in fields or "about" in fields
        )

    @cached_property
    def positions_about(self) -> Mapping[str, Sequence[Position]]:
        """For each actor, the positions of the relations that are about it."""
        positions: dict[str, list[Position]] = defaultdict(list)
        for position in self.annotated:
            for actor in self.edge_list.fields[position].get("about", ()):
                positions[actor].append(position)
        return dict(positions)

    def positions_of_actors(self, actors: Iterable[str]) -> set[Position]:
        """Return the positions of the relations that some actors take part in, or that are about them."""
        wanted = self.adjacency.actors.keys() & actors
        if 8 * len(wanted) > len(self.adjacency.actors):  # then it is quicker to look at every relation
            ends = enumerate(zip(self.edge_list.sources, self.edge_list.targets, strict=True))
            positions = {place for place, pair in ends if not wanted.isdisjoint(pair)}
        else:
            incident = (edges for actor in wanted for _, _, edges in self.adjacency.incident(actor))
            positions = {self.positions[id] for edges in incident for id in edges}
        positions.update(*(self.positions_about.get(actor, ()) for actor in wanted))
        return positions

    # --- by day -------------------------------------------------------------------------------

    @cached_property
    def _interval_index(self) -> IntervalIndex:
        with building():
            return IntervalIndex(self, self.edge_list, self.versions_by_position)

    def overlapping(self, window: Window) -> Collection[Position]:
        """Return the positions of a superset of the relations that overlap the window."""
        return self._interval_index.overlapping(window)

    def select(self, criteria: Filter) -> tuple[list[Position], Counter[str]]:
        """Return the positions of the relations that match a filter, ascending.

        With them, by reason, how many are left out although nobody asked for that.
        """
        return self._interval_index.select(criteria)

    @property
    def span(self) -> Window | None:
        """From the first to the last day that bounds a relation; None if there is no such day."""
        return self._interval_index.span

    def first_stated(self) -> Day | None:
        """Return the first day that the dataset states, of which this graph may be a part."""
        whole = self.criteria.first_stated
        return whole() if whole else self._interval_index.first_stated

    @cached_property
    def _known_from(self) -> list[tuple[Day, Position]]:
        """The day on which each became known as what it is now, sorted, without those that always were."""
        versions = self.versions_by_position
        days = ((known_as_now(versions[position]), position) for position in self.annotated)
        return sorted((day, position) for day, position in days if day != PAST)

    @cached_property
    def _contested_from(self) -> list[tuple[Day, Position]]:
        """The day on which each relation became contested first, sorted by day."""
        versions = self.versions_by_position
        return sorted(
            (next(version.known_from for version in versions[position] if version.contested), position)
            for position in self.annotated
            if any(version.contested for version in versions[position])
        )

    @cached_property
    def _told_otherwise_from(self) -> list[tuple[Day, Position]]:
        """The days on which each was first told with another status than its own, sorted."""
        found = set[tuple[Day, Position]]()
        for position in self.annotated:
            versions = self.versions_by_position[position]
            first = {version.status: version.known_from for version in reversed(versions)}
            found.update((day, position) for status, day in first.items() if status != versions[-1].status)
        return sorted(found)

    def became_told_otherwise(self, since: Day, until: Day) -> list[Position]:
        """Return those first told with another status after one day and by another, perhaps twice."""
        return _between(self._told_otherwise_from, since, until)

    def became_known(self, since: Day, until: Day) -> list[Position]:
        """Return the positions of the relations that became known after one day and by another."""
        return _between(self._known_from, since, until)

    def became_contested(self, since: Day, until: Day) -> list[Position]:
        """Return the positions of the relations that became contested after one day and by another."""
        return _between(self._contested_from, since, until)


def _between(days: list[tuple[Day, Position]], since: Day, until: Day) -> list[Position]:
    first, last = (bisect_right(days, day, key=itemgetter(0)) for day in (since, until))
    return [position for _, position in days[first:last]]


class _ById(Mapping[str, T]):
    """A mapping by id of what is available by position."""

    def __init__(self, positions: Mapping[str, Position], at: Callable[[Position], T]) -> None:
        self._positions = positions
        self._at = at

    def __getitem__(self, id: str) -> T:
        return self._at(self._positions[id])

    def __iter__(self) -> Iterator[str]:
        return iter(self._positions)

    def __len__(self) -> int:
        return len(self._positions)
