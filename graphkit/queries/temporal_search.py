"""Finds chains of relations in which time never runs backwards."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf
from operator import attrgetter
from typing import Literal, NamedTuple

from graphkit.graph.filters import DatedRelation, Filter
from graphkit.graph.resolver import Fields, Resolver
from graphkit.queries.shortest_search import weakness
from graphkit.temporal.dates import ALWAYS, FUTURE, PAST, Bounds, Day, Window

Best = Literal["earliest", "fewest"]


class Hop(NamedTuple):
    """A relation as it is walked from one of its actors to the other."""

    here: str
    there: str
    relation: DatedRelation
    bounds: Bounds


class Label(NamedTuple):
    """The earliest day on which an actor is reached in a number of hops."""

    day: Day
    hops: int
    actor: str


@dataclass(frozen=True, slots=True)
class Clock:
    """How time passes along a chain: the window, the days from hop to hop, and the dates assumed."""

    window: Window
    step: int
    certain: bool

    @property
    def start(self) -> Day:
        """The day of a hop before the first, so that the first may be walked as the window opens."""
        return shifted(self.window.since, -self.step)

    def walked(self, before: Day, bounds: Bounds) -> Day | None:
        """Return the day on which a hop is walked after the one before it, or None where it is missed."""
        turn = shifted(before, self.step)
        start, end = self.sides(bounds)
        day = max(turn, start)
        return day if turn <= end and day <= self.window.until else None

    def deadline(self, bounds: Bounds, day: Day) -> Day:
        """Return the last day of the hop before, if a hop is to be walked by a certain day."""
        _, end = self.sides(bounds)
        return shifted(min(end, day), -self.step)

    @property
    def sides(self) -> Callable[[Bounds], tuple[Day, Day]]:
        """Return what gives the start and the end that are assumed of a relation."""
        return _WORST if self.certain else _BEST


_WORST: Callable[[Bounds], tuple[Day, Day]] = attrgetter("latest_start", "earliest_end")


_BEST: Callable[[Bounds], tuple[Day, Day]] = attrgetter("earliest_start", "latest_end")


class TemporalHops:
    """The hops that a chain from an actor may take, found when a search comes to their actor."""

    def __init__(
        self,
        known: Resolver,
        start: str,
        *,
        directed: bool,
        avoid: Collection[str],
        avoid_kinds: Collection[str],
    ) -> None:
        self._known = known
        self._start = start
        self._directed = directed
        self._avoid = avoid
        self._avoid_kinds = avoid_kinds
        self._statuses = (known.view.statuses or frozenset({"actual"})) - {"denied"}
        self._onward: dict[str, list[tuple[str, Bounds]]] = {}

    def onward(self, here: str) -> list[tuple[str, Bounds]]:
        """Return whom each hop from an actor leads to, whatever its day, and when it can be walked."""
        if here not in self._onward:
            self._onward[here] = list(self._leaving(here)) if self._is_open(here) else []
        return self._onward[here]

    def _leaving(self, here: str) -> Iterator[tuple[str, Bounds]]:
        known = self._known
        for source, target, between in known.net.beside(here):
            if source != target:
                there = target if source == here else source
                for fields in between.values():
                    if fields["type"] not in known.hidden:
                        alike = known.alike(source, target, fields)
                        bounds = alike and self._walked(alike, fields, along=here == source)
                        if bounds:
                            yield there, bounds

    def into(self, there: str) -> list[Hop]:
        """Return every hop to an actor, whatever its day."""
        return [
            Hop(here, there, seen, bounds)
            for source, target, between in self._known.net.beside(there)
            for here in [target if source == there else source]
            if here != there and self._is_open(here)
            for seen in self._known.used(source, target, between)
            if (bounds := self._walked(seen, seen.fields, along=here == source))
        ]

    def _is_open(self, actor: str) -> bool:
        """Whether a chain may go on from an actor."""
        if actor == self._start:
            return True
        return actor not in self._avoid and self._known.net.actors[actor]["kind"] not in self._avoid_kinds

    def _walked(self, seen: DatedRelation, fields: Fields, *, along: bool) -> Bounds | None:
        """Return the bounds of a relation that is walked along its direction, or against it, else None.

        Of what is ``seen`` only what those that claim the same have in common is looked at.
        """
        if seen.version.undated or seen.status not in self._statuses:
            return None
        if not along and self._directed and fields["type"] not in self._known.scales.symmetric:
            return None
        return seen.version.bounds


def worst_and_best_clock(asked: Filter, *, strict: bool) -> tuple[Clock, Clock]:
    """Return the clocks for the worst and for the best that the dates can do, in a view's window."""
    window = asked.window or ALWAYS if asked.as_of is None else Window(until=asked.as_of)
    return Clock(window, int(strict), certain=True), Clock(window, int(strict), certain=False)


def shifted(day: Day, days: int) -> Day:
    """Return a day so many days on; an infinity is as far off as ever."""
    return day if day in (PAST, FUTURE) else day + days


def arrival_labels(hops: TemporalHops, start: str, clock: Clock) -> Iterator[Label]:
    """Yield, by day and then by hops, the labels of each actor: every later one has fewer hops."""
    sides, beyond = clock.sides, clock.window.until + 1
    fewest: dict[str, int] = {}
    soonest: dict[str, tuple[Day, int]] = {}
    heap = [(clock.start, 0, start)]
    while heap:
        day, count, here = heappop(heap)
        if count >= fewest.get(here, inf):
            continue
        fewest[here] = count
        yield Label(day, count, here)
        turn = shifted(day, clock.step)
        reached: dict[str, Day] = {}
        for there, bounds in hops.onward(here):
            first, last = sides(bounds)
            if turn <= last:
                day = first if first > turn else turn
                if day < reached.get(there, beyond):
                    reached[there] = day
        count += 1
        for there, day in reached.items():
            before, fewer = soonest.get(there, (beyond, count))
            if count < fewest.get(there, inf) and (day < before or count < fewer):
                soonest[there] = min((before, fewer), (day, count))
                heappush(heap, (day, count, there))


def earliest_labels(labels: Iterable[Label]) -> dict[str, Label]:
    """Return the first label of each actor."""
    first: dict[str, Label] = {}
    for label in labels:
        first.setdefault(label.actor, label)
    return first


def best_chain(hops: TemporalHops, start: str, goal: str, clock: Clock, best: Best) -> list[Hop] | None:
    """Return the best chain by a clock, or None."""
    days: dict[tuple[str, int], Day] = {}
    arrived: Label | None = None
    for label in arrival_labels(hops, start, clock):
        days[label.actor, label.hops] = label.day
        if label.actor == goal:  # for the first time on the earliest day, for the last in the fewest hops
            arrived = label
            if best == "earliest":
                break
    return _best_vouched(hops, days, arrived, clock) if arrived else None


def _best_vouched(
    hops: TemporalHops, days: Mapping[tuple[str, int], Day], arrived: Label, clock: Clock
) -> list[Hop]:
    """Return the chain that reaches a label's actor by its day, in its hops, best vouched for.

    From the last hop back, each is chosen among all that still keep the day. No chain of fewer
    hops keeps it, so every actor on the way has a label for its place in the chain.
    """
    chain: list[Hop] = []
    by, place, there = arrived
    for before in reversed(range(place)):
        in_time = []
        for hop in hops.into(there):
            reached = days.get((hop.here, before))
            day = None if reached is None else clock.walked(reached, hop.bounds)
            if day is not None and day <= by:
                in_time.append(hop)
        chosen = min(in_time, key=lambda hop: weakness(hop.relation))
        chain.append(chosen)
        by, there = clock.deadline(chosen.bounds, by), chosen.here
    return chain[::-1]
