"""Resolves the relations of a graph under a filter, each when it is first asked for.

To resolve a relation is to compute its versions, take the one that was known, and apply the filter.
Relations that make the same assertion are evaluated once.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from graphkit.graph.adjacency import Adjacency, EdgeData, EdgeList, ParallelEdges
from graphkit.graph.filters import Filter, matches
from graphkit.graph.provenance import Version, known_version
from graphkit.graph.relation import DatedRelation, FrozenFields, Surroundings, Verdict
from graphkit.graph.selection import Selection
from graphkit.graph.version_cache import VersionCache


class Resolver:
    """The relations of a graph under a filter.

    The graph is ``whole`` if everything in it is known to match the filter already. ``hidden`` are the names
    of the types that queries skip: those about the newsroom, unless the filter names them.
    """

    def __init__(
        self, adjacency: Adjacency, cache: VersionCache, criteria: Filter, *, whole: bool = False
    ) -> None:
        self.adjacency = adjacency
        self.cache = cache
        self.criteria = criteria
        self.hidden = cache.newsroom - (criteria.types or frozenset())
        self._whole = whole
        self._versions: dict[int, tuple[EdgeData, tuple[Version, ...]]] = {}
        self._evaluated: dict[object, Verdict | None] = {}
        self._resolved: dict[str, tuple[EdgeData, DatedRelation]] = {}

    @cached_property
    def surroundings(self) -> Surroundings:
        """The names and sources of the graph."""
        cache, known_by = self.cache, self.criteria.known_by
        return Surroundings(self.adjacency.actors, cache.sources, cache.namesakes, known_by=known_by)

    def with_criteria(self, criteria: Filter) -> "Resolver":
        """Return a resolver of the same graph under a filter; it shares the versions."""
        if criteria == self.criteria:
            return self
        resolver = Resolver(self.adjacency, self.cache, criteria)
        resolver._versions = self._versions
        return resolver

    def resolve(self, source: str, target: str, key: str, fields: EdgeData) -> DatedRelation | None:
        """Return a relation as it matches the filter, or None if it does not match."""
        resolved = self._resolved.get(key)
        if resolved is not None and resolved[0] is fields:
            return resolved[1]
        verdict = self.evaluate(source, target, fields)
        if verdict is None:
            return None
        type_ = self.cache.vocabulary[fields["type"]]
        own = FrozenFields(fields)  # the answer must not change when the graph does
        relation = DatedRelation(key, source, target, type_, own, *verdict, within=self.surroundings)
        self._resolved[key] = fields, relation
        return relation

    @cached_property
    def _matches_all(self) -> bool:
        """Whether all relations match, and no period judges them."""
        return self._whole and (self.criteria.window, self.criteria.as_of) == (None, None)

    def _resolve_all(
        self, edges: EdgeList, versions: Sequence[tuple[Version, ...]]
    ) -> Sequence[DatedRelation]:
        """Return all relations of a graph that is whole, which takes less time than one by one."""
        types, within = self.cache.vocabulary, self.surroundings
        verdict: Any = self._verdict  # never None: all match
        found = [
            DatedRelation(
                id, source, target, types[row["type"]], FrozenFields(row), *verdict(row, own), within=within
            )
            for source, target, id, row, own in zip(*edges, versions, strict=True)
        ]
        self._resolved.update(zip(edges.ids, zip(edges.fields, found, strict=True), strict=True))
        return found

    def visible_between(self, source: str, target: str, edges: ParallelEdges) -> Iterator[DatedRelation]:
        """Yield the visible ones of the relations from one actor to another."""
        for key, fields in edges.items():
            if fields["type"] not in self.hidden:
                relation = self.resolve(source, target, key, fields)
                if relation is not None:
                    yield relation

    def is_visible(self, source: str, target: str, fields: EdgeData) -> bool:
        """Whether queries use a relation: it matches the filter, and its type is not hidden."""
        return fields["type"] not in self.hidden and self.is_included(source, target, fields)

    def is_included(self, source: str, target: str, fields: EdgeData) -> bool:
        """Whether a relation matches the filter."""
        return self._whole or self.evaluate(source, target, fields) is not None

    @cached_property
    def selection(self) -> Selection:
        """What judges relations by their actors, texts and sources."""
        return self.selection_of(self.criteria)

    def selection_of(self, criteria: Filter) -> Selection:
        """Return what judges the relations of the graph so under another filter."""
        return Selection(criteria, self.adjacency.actors, self.cache)

    def evaluate(self, source: str, target: str, fields: EdgeData) -> Verdict | None:
        """Return the verdict on a relation, or None if it does not match the filter.

        All relations that make the same assertion share it.
        """
        if (
            not self._whole
            and self.selection.asks
            and self.selection.judge(source, target, fields) is not True
        ):
            return None
        return self._verdict(fields, self.versions_of(source, target, fields))

    def _verdict(self, fields: EdgeData, versions: tuple[Version, ...]) -> Verdict | None:
        """Return the verdict on a relation by its versions, or None if its days do not match the filter."""
        every = self._matches_all
        group = id(versions) if every or self.criteria.types is None else (id(versions), fields["type"])
        if group not in self._evaluated:
            result = None if every else self.judge(fields, versions, self.criteria)
            if not isinstance(result, Verdict):
                result = Verdict(self.version(versions)) if self._whole else None
            self._evaluated[group] = result
        return self._evaluated[group]

    def judge(
        self, fields: EdgeData, versions: tuple[Version, ...], criteria: Filter
    ) -> Verdict | str | None:
        """Return what :func:`matches` does of the version known by the day of the resolver's own filter."""
        type_, status = self.cache.vocabulary[fields["type"]], fields.get("status", "actual")
        return matches(type_, status, self.version(versions), criteria)

    def version(self, versions: tuple[Version, ...]) -> Version:
        """Return the version of a relation known by the day of the filter."""
        day = self.criteria.known_by
        return versions[-1] if day is None else known_version(versions, day) or versions[0]

    def versions_of(self, source: str, target: str, fields: EdgeData) -> tuple[Version, ...]:
        """Return the versions of a relation, kept by the identity of its dictionary of fields."""
        entry = self._versions.get(id(fields))
        if entry is None:
            entry = self._versions[id(fields)] = fields, self.cache.versions(fields, source, target)
        return entry[1]
