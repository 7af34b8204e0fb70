"""Finds chains of relations in which time never runs backwards: time-respecting paths.

Each hop of a chain is walked on a day on which its relation holds, no earlier than the hop before
(*strict*: later). Chains are walked as early as possible: a hop waits until its relation starts, and
is missed if the relation has ended. The dates of different relations vary independently. In the
worst case every relation starts as late and ends as early as its bounds allow, in the best case the
reverse. A chain that can be walked in the worst case is *certain*, in the best case *possible*.

:func:`graphkit.chronological_paths` names the papers that define such chains. The search settles actors
in order of arrival, as Dijkstra's does. Fewer hops, or fewer of them by what a relation is *about*, may cost
a later arrival, so that an actor has one label for each pair of these numbers that is worth it (E. Q. V.
Martins, "On a multicriteria shortest path problem", European Journal of Operational Research 16(2), 1984).

One pass through the relations in order of time would be wrong: a state can be walked long after it
starts, and the hops of one day in any order. The search need not exclude repeated actors: a chain
that returns to an actor could omit the loop, and would arrive no later with fewer hops.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf
from operator import attrgetter
from typing import Literal, NamedTuple

from graphkit.graph.adjacency import EdgeData
from graphkit.graph.filters import Filter
from graphkit.graph.relation import DatedRelation
from graphkit.graph.resolver import Resolver
from graphkit.queries.shortest_search import walked_statuses
from graphkit.queries.telling import telling
from graphkit.temporal.bounds import Bounds
from graphkit.temporal.calendar import ALWAYS, FUTURE, PAST, Day, Window

Best = Literal["earliest", "fewest"]

_WORST: Callable[[Bounds], tuple[Day, Day]] = attrgetter("latest_start", "earliest_end")
_BEST: Callable[[Bounds], tuple[Day, Day]] = attrgetter("earliest_start", "latest_end")


class Hop(NamedTuple):
    """A relation that is walked from one of its actors to another."""

    here: str
    there: str
    relation: DatedRelation
    bounds: Bounds

    @property
    def about(self) -> bool:
        """Whether one of the two is no end of the relation, which is about it."""
        return self.relation.is_about(self.here, self.there)


class Label(NamedTuple):
    """The earliest day on which an actor is reached in a number of hops, some by what a relation is about."""

    day: Day
    hops: int
    about: int
    actor: str


# --- time -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clock:
    """The rules of time along a chain.

    Attributes
    ----------
    window
        The days on which hops may be walked.
    step
        The least number of days from one hop to the next: 1 if strict, otherwise 0.
    certain
        Whether to assume the worst case of every relation's dates, or the best.
    """

    window: Window
    step: int
    certain: bool

    @property
    def start(self) -> Day:
        """The day of an imaginary hop before the first, which may be walked as the window opens."""
        return shifted(self.window.since, -self.step)

    def walked(self, before: Day, bounds: Bounds) -> Day | None:
        """Return the day on which a hop is walked, given that of the hop before, or None if it is missed."""
        ready = shifted(before, self.step)
        start, end = self.sides(bounds)
        day = max(ready, start)
        return day if ready <= end and day <= self.window.until else None

    def deadline(self, bounds: Bounds, day: Day) -> Day:
        """Return the last day for the hop before, if a hop must be walked by a day."""
        _, end = self.sides(bounds)
        return shifted(min(end, day), -self.step)

    @property
    def sides(self) -> Callable[[Bounds], tuple[Day, Day]]:
        """The function that returns the assumed start and end of a relation."""
        return _WORST if self.certain else _BEST


def clocks(criteria: Filter, *, strict: bool) -> tuple[Clock, Clock]:
    """Return the clocks of the worst and the best case, within the window or until the day of a filter."""
    window = criteria.window or ALWAYS if criteria.as_of is None else Window(until=criteria.as_of)
    return Clock(window, int(strict), certain=True), Clock(window, int(strict), certain=False)


def shifted(day: Day, days: int) -> Day:
    """Return the day some days later; infinities stay what they are."""
    return day if day in (PAST, FUTURE) else day + days


# --- hops -------------------------------------------------------------------------------------


class TemporalHops:
    """The hops that chains from an actor may take, looked up when a search reaches their actor."""

    def __init__(
        self,
        resolver: Resolver,
        start: str,
        *,
        directed: bool,
        direct: bool,
        avoid: Collection[str],
        avoid_kinds: Collection[str],
    ) -> None:
        self._resolver = resolver
        self._start = start
        self._directed = directed
        self._beside = {} if direct or directed else resolver.adjacency.beside
        self._avoid = avoid
        self._avoid_kinds = avoid_kinds
        self._statuses = walked_statuses(resolver.criteria)
        self._onward: dict[str, list[tuple[str, int, Bounds]]] = {}

    @property
    def any_about(self) -> bool:
        """Whether any hop may go by what a relation is about."""
        return bool(self._beside)

    def onward(self, here: str) -> list[tuple[str, int, Bounds]]:
        """Return for each hop from an actor whom it reaches, 1 if it goes by what its relation is about,
        otherwise 0, and the bounds of its relation.
        """
        if here not in self._onward:
            self._onward[here] = list(self._leaving(here)) if self._is_open(here) else []
        return self._onward[here]

    def _leaving(self, here: str) -> Iterator[tuple[str, int, Bounds]]:
        resolver = self._resolver
        for source, target, between in resolver.adjacency.incident(here):
            if source != target:
                there = target if source == here else source
                for fields in between.values():
                    if fields["type"] not in resolver.hidden:
                        alike = resolver.evaluate(source, target, fields)
                        bounds = alike and self._bounds_if_walked(alike, fields, along=here == source)
                        if bounds:
                            yield there, 0, bounds
        for there, edges in self._beside.get(here, {}).items():
            for source, target, _, fields in edges:
                if fields["type"] not in resolver.hidden:
                    alike = resolver.evaluate(source, target, fields)
                    bounds = alike and self._bounds_if_walked(alike, fields, along=True)
                    if bounds:
                        yield there, 1, bounds

    def into(self, there: str) -> list[Hop]:
        """Return every hop to an actor, whatever its day."""
        hops = [
            Hop(here, there, relation, bounds)
            for source, target, between in self._resolver.adjacency.incident(there)
            for here in [target if source == there else source]
            if here != there and self._is_open(here)
            for relation in self._resolver.visible_between(source, target, between)
            if (bounds := self._bounds_if_walked(relation, relation.fields, along=here == source))
        ]
        hops += [
            Hop(here, there, relation, bounds)
            for here, edges in self._beside.get(there, {}).items()
            if self._is_open(here)
            for source, target, id, fields in edges
            for relation in self._resolver.visible_between(source, target, {id: fields})
            if (bounds := self._bounds_if_walked(relation, fields, along=True))
        ]
        return hops

    def _is_open(self, actor: str) -> bool:
        """Whether a chain may continue from an actor."""
        if actor == self._start:
            return True
        return (
            actor not in self._avoid
            and self._resolver.adjacency.actors[actor]["kind"] not in self._avoid_kinds
        )

    def _bounds_if_walked(self, relation: DatedRelation, fields: EdgeData, *, along: bool) -> Bounds | None:
        """Return the bounds of a relation if it can be walked along (or against) its direction, else None.

        Only what relations with the same claim share is read of ``relation``; ``fields`` are its own.
        """
        if relation.version.undated or relation.status not in self._statuses:
            return None
        if not along and self._directed and fields["type"] not in self._resolver.cache.symmetric:
            return None
        return relation.version.bounds


# --- search -----------------------------------------------------------------------------------


def arrival_labels(hops: TemporalHops, start: str, clock: Clock) -> Iterator[Label]:
    """Yield the labels of all reachable actors by day, then by hops, then by hops of them that are *about*.

    No label is as good as an earlier one of its actor in both numbers of hops.
    """
    sides, beyond = clock.sides, clock.window.until + 1
    fewest: dict[tuple[str, int], int] = {}
    soonest: dict[tuple[str, int], tuple[Day, int]] = {}
    heap = [(clock.start, 0, 0, start)]
    while heap:
        day, count, about, here = heappop(heap)
        if any(count >= fewest.get((here, fewer), inf) for fewer in range(about + 1)):
            continue
        fewest[here, about] = count
        yield Label(day, count, about, here)
        ready = shifted(day, clock.step)
        reached: dict[tuple[str, int], Day] = {}
        for there, more, bounds in hops.onward(here):
            start_day, end_day = sides(bounds)
            if ready <= end_day:
                day = start_day if start_day > ready else ready
                if day < reached.get((there, about + more), beyond):
                    reached[there, about + more] = day
        count += 1
        for place, day in reached.items():
            earliest, its_hops = soonest.get(place, (beyond, count))
            if count < fewest.get(place, inf) and (day < earliest or count < its_hops):
                soonest[place] = min((earliest, its_hops), (day, count))
                heappush(heap, (day, count, place[1], place[0]))


def earliest_labels(labels: Iterable[Label]) -> dict[str, Label]:
    """Return the first label of each actor."""
    first: dict[str, Label] = {}
    for label in labels:
        first.setdefault(label.actor, label)
    return first


def best_chain(hops: TemporalHops, start: str, goal: str, clock: Clock, best: Best) -> list[Hop] | None:
    """Return the best chain by a clock, or None if there is none.

    Of two as good by day and number of hops, the one of fewer hops by what a relation is about.
    """
    days: dict[tuple[str, int, int], Day] = {}
    arrivals: list[Label] = []
    for label in arrival_labels(hops, start, clock):
        days[label.actor, label.hops, label.about] = label.day
        if label.actor == goal:
            arrivals.append(label)
            if best == "earliest":  # the first label is the earliest
                break
    if not arrivals:
        return None
    arrival = min(arrivals, key=lambda label: (label.hops, label.day, label.about))
    return _most_telling(hops, days, arrival, clock)


def _most_telling(
    hops: TemporalHops, days: Mapping[tuple[str, int, int], Day], arrival: Label, clock: Clock
) -> list[Hop]:
    """Return the most telling chain with the day and the numbers of hops of a label.

    Each hop, from the last back, is chosen among those that keep the day. No chain of fewer hops, or of as
    many and fewer that are *about*, keeps it, so that every actor of the chain has a label with its place in
    it.
    """
    chain: list[Hop] = []
    deadline, place, about, there = arrival
    for place_before in reversed(range(place)):
        in_time = []
        for hop in hops.into(there):
            before = days.get((hop.here, place_before, about - hop.about))
            day = None if before is None else clock.walked(before, hop.bounds)
            if day is not None and day <= deadline:
                in_time.append(hop)
        chosen = min(in_time, key=lambda hop: (*telling(hop.relation, hop.here, hop.there), hop.here))
        chain.append(chosen)
        deadline, there, about = clock.deadline(chosen.bounds, deadline), chosen.here, about - chosen.about
    return chain[::-1]
