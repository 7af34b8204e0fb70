"""Chooses the relations of a graph that belong in a view.

What views cannot tell apart is judged once, as one case; the cases are sorted by their first day.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from graphkit.graph.adjacency import Place, Rows
from graphkit.graph.filters import Filter, matches
from graphkit.graph.provenance import Version
from graphkit.graph.relation import DatedRelation
from graphkit.graph.resolver import Resolver
from graphkit.temporal.calendar import FUTURE, PAST, Day, Window


@dataclass(frozen=True, slots=True)
class _Group:
    """Relations that a view tells apart by nothing but their types' names and their actors' kinds.

    Attributes
    ----------
    sample
        The first of them.
    first, last
        The days outside of which they are in no window. Infinite for what is undated, planned or
        denied: it is judged whatever the window, as it may have to be told that it was left out.
    places
        Where they stand, ascending.
    """

    sample: DatedRelation
    first: Day
    last: Day
    places: list[Place] = field(default_factory=list)


class IntervalIndex:
    """The relations of a graph case by case, by the first day on which they may be.

    Attributes
    ----------
    span
        From the first to the last day that bounds a relation, or None where there is no day.
    """

    def __init__(self, lens: Resolver, rows: Rows, weighed: Sequence[tuple[Version, ...]]) -> None:
        self._lens = lens
        self._rows = rows
        by_claim: dict[int, _Group] = {}
        found: dict[tuple[object, ...], _Group] = {}
        for place, versions in enumerate(weighed):
            case = by_claim.get(id(versions))
            if case is None:
                sample = lens.weigh(rows.fields[place], versions)
                told = sample.version
                alike = sample.type.kind, sample.status, told.bounds, told.lasts, told.undated, told.claimed
                case = by_claim[id(versions)] = found.setdefault(alike, _case(sample))
            case.places.append(place)
        self._cases = sorted(found.values(), key=attrgetter("first"))
        bounds = (case.sample.bounds or () for case in self._cases)
        days = [day for sides in bounds for day in sides if day not in (PAST, FUTURE)]
        self.span = Window(min(days), max(days)) if days else None

    def touching(self, window: Window) -> Collection[Place]:
        """Return where all relations stand that may be in a window, and some of the others."""
        return [place for case in self._touching(window) for place in case.places]

    def chosen(self, view: Filter) -> tuple[list[Place], Counter[str]]:
        """Return where the relations stand that belong in a view, and how many it leaves out unasked.

        Returns
        -------
        list of int
            Ascending places.
        Counter
            The numbers left out, by reason.
        """
        left_out: Counter[str] = Counter()
        places: list[Place] = []
        days = view.window or Window(until=FUTURE if view.as_of is None else view.as_of)
        untyped = replace(view, types=None)
        for case in self._touching(days):
            seen = matches(case.sample, untyped)
            if seen is None:
                continue
            asked = self._asked_for(case.places, view)
            if isinstance(seen, DatedRelation):
                places += asked
            else:
                left_out[seen] += len(asked)
        return sorted(places), left_out

    def _touching(self, window: Window) -> list[_Group]:
        """Return the cases that may be in a window, or have to be told as left out of it."""
        end = bisect_right(self._cases, window.until, key=attrgetter("first"))
        return [case for case in self._cases[:end] if case.last >= window.since]

    def _asked_for(self, places: list[Place], view: Filter) -> list[Place]:
        """Return which of some places have relations of the types, and of actors of the kinds, of a view."""
        sources, targets, _, fields = self._rows
        if view.types is not None:
            places = [place for place in places if fields[place]["type"] in view.types]
        if view.kinds:
            is_of = self._lens.is_of_kind
            places = [place for place in places if is_of(sources[place], targets[place], view.kinds)]
        return places


def _case(sample: DatedRelation) -> _Group:
    """Return the case of a relation, still without a place."""
    bounds = sample.bounds
    if bounds is None or sample.undated or sample.status != "actual":
        return _Group(sample, PAST, FUTURE)
    return _Group(sample, bounds.earliest_start, bounds.latest_end)
