"""Selects the relations that match a filter.

Relations with equal kind, status and bounds form a group that is evaluated once. The groups are sorted by
their first day.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from graphkit.graph.adjacency import EdgeList, Position
from graphkit.graph.filters import Filter, matches
from graphkit.graph.provenance import Version
from graphkit.graph.relation import Verdict
from graphkit.graph.resolver import Resolver
from graphkit.model.vocabulary import KnownType
from graphkit.temporal.calendar import ALWAYS, FUTURE, PAST, Day, Window


class _Group(NamedTuple):
    """Relations that a filter can tell apart only by their types' names, actors, texts and sources.

    Outside of the days ``first`` to ``last`` they match no window. These are infinite for what is undated:
    it is evaluated for every window, since the filter may have to report that it left it out. The positions
    ascend.
    """

    type: KnownType
    status: str
    version: Version
    first: Day
    last: Day
    positions: list[Position]

    @classmethod
    def like(cls, type_: KnownType, status: str, version: Version) -> "_Group":
        """Return the group of a relation, still without positions."""
        bounds = version.bounds
        if bounds is None or version.undated:
            return cls(type_, status, version, PAST, FUTURE, [])
        return cls(type_, status, version, bounds.earliest_start, bounds.latest_end, [])


def _told(version: Version) -> tuple[Day, ...]:
    """Return the bounds of a relation but those that only the life of its actors sets."""
    bounds = version.bounds
    if bounds is None or not version.lasts:
        return bounds or ()
    return bounds[version.start_unknown : 3 if version.end_unknown else 4]


_DECISIVE = attrgetter(
    "bounds",
    "gaps",
    "lasts",
    "single_date",
    "undated",
    "claimed",
    "contested",
    "start_unknown",
    "end_unknown",
)
"""What of a version tells groups apart, beside its reports."""


class IntervalIndex:
    """The groups of the relations of a graph, sorted by their first day.

    ``versions`` are those of each relation, by position. ``span`` goes from the first to the last day that
    bounds a relation; None if there is no such day. ``first_stated`` is the first day that a relation states
    as its own, or None; the days of reports are not among them.
    """

    def __init__(
        self, resolver: Resolver, edge_list: EdgeList, versions: Sequence[tuple[Version, ...]]
    ) -> None:
        self._resolver = resolver
        self._edge_list = edge_list
        by_versions: dict[int, _Group] = {}
        by_key: dict[tuple[object, ...], _Group] = {}
        stated: set[Day] = set()
        for position, own in enumerate(versions):
            group = by_versions.get(id(own))
            if group is None:
                fields, version = edge_list.fields[position], resolver.version(own)
                type_, status = resolver.cache.vocabulary[fields["type"]], fields.get("status", "actual")
                reported = (version.first_reported, version.last_reported) if version.lasts else ()
                key = type_.kind, status, *_DECISIVE(version), *reported
                group = by_key.get(key)
                if group is None:
                    group = by_key[key] = _Group.like(type_, status, version)
                if version.stated is not None:
                    stated.add(version.stated)
                by_versions[id(own)] = group
            group.positions.append(position)
        self._groups = sorted(by_key.values(), key=attrgetter("first"))
        bounds = (_told(group.version) for group in self._groups)
        days = [day for sides in bounds for day in sides if day not in (PAST, FUTURE)]
        self.span = Window(min(days), max(days)) if days else None
        self.first_stated = min(stated, default=None)

    def overlapping(self, window: Window) -> Collection[Position]:
        """Return the positions of a superset of the relations that overlap the window."""
        return [position for group in self._overlapping(window) for position in group.positions]

    def select(self, criteria: Filter) -> tuple[list[Position], Counter[str]]:
        """Return the positions of the relations that match a filter, as :meth:`Index.select` does."""
        left_out: Counter[str] = Counter()
        positions: list[Position] = []
        days = criteria.period or ALWAYS
        any_type = replace(criteria, types=None)
        hidden = self._resolver.cache.newsroom - (criteria.types or frozenset())
        selection, (sources, targets, _, fields) = self._resolver.selection_of(criteria), self._edge_list
        for group in self._overlapping(days):
            result = matches(group.type, group.status, group.version, any_type)
            if result is None:
                continue
            matching = self._of_type(group.positions, criteria)
            if selection.asks:
                verdicts = [selection.judge(sources[p], targets[p], fields[p]) for p in matching]
                if isinstance(result, Verdict):
                    left_out["ungraded"] += sum(
                        verdict == "ungraded" and fields[p]["type"] not in hidden
                        for p, verdict in zip(matching, verdicts, strict=True)
                    )
                matching = [p for p, verdict in zip(matching, verdicts, strict=True) if verdict is True]
            if isinstance(result, Verdict):
                positions += matching
            else:
                left_out[result] += len(matching)
        return sorted(positions), +left_out

    def _overlapping(self, window: Window) -> list[_Group]:
        """Return the groups that may match a window, or may have to be reported as left out of it."""
        end = bisect_right(self._groups, window.until, key=attrgetter("first"))
        return [group for group in self._groups[:end] if group.last >= window.since]

    def _of_type(self, positions: list[Position], criteria: Filter) -> list[Position]:
        """Return the positions of the relations whose type the filter asks for."""
        if criteria.types is None:
            return positions
        fields = self._edge_list.fields
        return [position for position in positions if fields[position]["type"] in criteria.types]
