"""Finds earliest arrivals in a table: who is reached along chains in time, when, and by which chain.

Time never runs backwards along a chain, as in :mod:`graphkit.queries.temporal_paths`, which searches a graph.
A table is swept day by day (Wu et al., *Path problems in temporal graphs*, 2014, for hops of one moment; a
hop that lasts waits until one of its actors is reached).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise, repeat
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphkit.tables.adjacency import Adjacency
from graphkit.tables.time_index import Days, Rows, Selection, numbered

_FIRST_CHUNK = 2048
"""How many rows are swept before the next are filtered for those that can still matter."""

_UNREACHED = np.iinfo(np.int64).max


class Availability(NamedTuple):
    """The days on which each row can be traversed, and how long a hop takes.

    A chain can take a row if it gets to it no later than on the ``last`` day; it arrives on the ``first`` day
    or later. If the worst case of uncertain dates is assumed, the first day may be after the last: the chain
    then waits for it.

    Attributes
    ----------
    first, last
        The first and last day of each row, in the best case or in the worst.
    strict
        Whether each hop is on a later day than the one before it.
    infinities
        The days that stand for the infinities; adding days leaves them as they are.
    """

    first: Days
    last: Days
    strict: bool
    infinities: tuple[int, int]

    def traversal_time(self, day: int) -> int:
        """Return the days between a hop on a day and the next hop."""
        return int(self.strict and day not in self.infinities)

    def first_day(self, adjacency: Adjacency, actor: int, selection: Selection) -> int | None:
        """Return the first day on which chains from an actor can start; None if there is none."""
        rows = adjacency.rows[adjacency.entries(actor, selection)]
        return int(min(self.first[rows].min(), self.last[rows].min())) if len(rows) else None


class _Hops(NamedTuple):
    """Hops by the first day on which they can be taken; if ``two_way``, in both directions."""

    two_way: bool
    rows: Rows
    tail: Rows
    head: Rows
    first: Days
    last: Days

    def only(self, which: Any) -> "_Hops":
        return _Hops(self.two_way, *(column[which] for column in self[1:]))

    def one_way(self) -> "_Hops":
        if not self.two_way:
            return self
        _, rows, tail, head, first, last = self
        turned = (rows, rows), (tail, head), (head, tail), (first, first), (last, last)
        return _Hops(False, *map(np.concatenate, turned))


def _hops(
    adjacency: Adjacency,
    selection: Selection,
    availability: Availability,
    start: int,
    closed: Collection[int],
) -> _Hops:
    """Return the hops that chains from an actor may take; none leaves a closed actor."""
    pieces = []
    for rows, tail, head in adjacency.traversals(selection):
        first = np.maximum(availability.first[rows], availability.first.dtype.type(selection.since))
        pieces.append((numbered(rows), tail, head, first, availability.last[rows]))
    if not pieces:
        return _Hops(adjacency.two_way, *[np.empty(0, np.int32)] * 5)
    columns = pieces[0] if len(pieces) == 1 else map(np.concatenate, zip(*pieces, strict=True))
    hops = _Hops(adjacency.two_way, *columns)
    blocked = [actor for actor in closed if actor != start]
    if blocked:
        hops = hops.one_way()
        hops = hops.only(~np.isin(hops.tail, blocked))
    in_order = len(hops.first) < 2 or bool((hops.first[1:] >= hops.first[:-1]).all())
    return hops if in_order else hops.only(np.argsort(hops.first, kind="stable"))


def arrivals(
    adjacency: Adjacency,
    start: int,
    selection: Selection,
    availability: Availability,
    *,
    closed: Collection[int] = (),
    goal: int | None = None,
) -> dict[int, int]:
    """Return the first day on which each actor is reached, by actor.

    Parameters
    ----------
    adjacency
        The adjacency of walking.
    start
        The actor at which the chains start; it counts as reached before the first hop.
    selection
        The rows that chains may take; infinite days are those of the availability.
    availability
        The days on which rows can be traversed.
    closed
        Actors that no chain passes through.
    goal
        The actor to find; actors that are reached after it are left out.
    """
    sweep = _Sweep(start, selection, availability, len(adjacency.actors))
    sweep.through(_hops(adjacency, selection, availability, start, closed), goal)
    return sweep.reached


class _Sweep:
    """A sweep through hops, day by day, that finds the first day on which each actor is reached.

    A hop that lasts beyond its first day waits until one of its actors is reached. The hops of one day may be
    taken in any order: they are repeated until no new actor is reached.
    """

    def __init__(self, start: int, selection: Selection, availability: Availability, actors: int) -> None:
        self.reached = {start: selection.since - availability.traversal_time(selection.since)}
        self.until = selection.until
        self.availability = availability
        self.ready = [False] * actors  # reached by now or, if strict, before today
        self.ready[start] = True
        self.waiting: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        self.due: dict[int, list[int]] = {}

    def through(self, hops: _Hops, goal: int | None) -> None:
        """Sweep through hops in order of their first day, until the goal is reached, if there is one."""
        low, size = 0, _FIRST_CHUNK
        while low < len(hops.first):
            high = min(low + size, len(hops.first))
            high = int(np.searchsorted(hops.first, hops.first[high - 1], side="right"))
            chunk = hops.only(slice(low, high))
            for day, group in _by_day(self._useful(chunk) if low else chunk):
                self._days_before(day)
                self._day(day, group, two_way=hops.two_way)
                if goal in self.reached:
                    return
            low, size = high, size * 2
        self._days_before(self.until + 1)

    def _useful(self, hops: _Hops) -> _Hops:
        """Return the hops that may lead to an actor who is not reached yet."""
        reached = np.zeros(len(self.ready), bool)
        reached[list(self.reached)] = True
        useless = reached[hops.head]
        if hops.two_way:
            useless &= reached[hops.tail]
        return hops.only(np.flatnonzero(~useless))

    def _days_before(self, day: int) -> None:
        while self.due and (next_day := min(self.due)) < day:
            self._day(next_day, (), two_way=False)

    def _day(self, day: int, hops: Iterable[tuple[int, int, int]], *, two_way: bool) -> None:
        """Take the hops that can first be taken on a day."""
        ready, waiting = self.ready, self.waiting
        step = self.availability.traversal_time(day)
        at_once = not step
        fresh = [actor for actor in self.due.pop(day, ()) if not ready[actor]]
        while True:
            rest = []
            for hop in hops:
                tail, head, last = hop
                if ready[tail]:
                    if not ready[head] and (last >= day or self._in_time(tail, last)):
                        ready[head] = at_once
                        fresh.append(head)
                elif ready[head]:
                    if two_way and (last >= day or self._in_time(head, last)):
                        ready[tail] = at_once
                        fresh.append(tail)
                elif last == day:
                    rest.append(hop)
                elif last > day:
                    waiting[tail].append((head, last))
                    if two_way:
                        waiting[head].append((tail, last))
            if waiting:
                self._wake(day, step, fresh)
            for actor in fresh:
                self.reached.setdefault(actor, day)
            if step or not fresh or not rest:
                break
            hops, fresh = rest, []
        for actor in fresh:
            ready[actor] = True

    def _wake(self, day: int, step: int, fresh: list[int]) -> None:
        """Take the hops that waited for a newly reached actor."""
        for tail in fresh:  # grows during the loop
            for head, last in self.waiting.pop(tail, ()):
                if self.ready[head] or day + step > min(last, self.until):
                    continue
                if step:
                    self.due.setdefault(day + step, []).append(head)
                else:
                    self.ready[head] = True
                    fresh.append(head)

    def _in_time(self, actor: int, last: int) -> bool:
        """Return whether an actor was reached early enough for a hop whose last day is past."""
        day = self.reached.get(actor)  # None if it is reached only today: too late
        return day is not None and day + self.availability.traversal_time(day) <= last


def _by_day(hops: _Hops) -> Iterator[tuple[int, Iterable[tuple[int, int, int]]]]:
    """Yield each day on which hops can first be taken, with the tail, head and last day of each hop."""
    if not len(hops.first):
        return
    changes = np.flatnonzero(hops.first[1:] != hops.first[:-1]) + 1
    edges = [0, *changes.tolist(), len(hops.first)]
    days = hops.first[edges[:-1]].tolist()
    tail, head = hops.tail.tolist(), hops.head.tolist()
    last = None if np.array_equal(hops.first, hops.last) else hops.last.tolist()
    for day, (low, high) in zip(days, pairwise(edges), strict=True):
        yield day, zip(tail[low:high], head[low:high], last[low:high] if last else repeat(day))  # noqa: B905


def chain(
    adjacency: Adjacency,
    start: int,
    selection: Selection,
    availability: Availability,
    *,
    closed: Collection[int],
    goal: int,
    reached: Mapping[int, int],
) -> tuple[list[int], list[int], list[int]]:
    """Return the actors, rows and days of a chain that arrives first, with the fewest hops.

    The first day on which each actor can be reached in *n* hops is computed for n = 0, 1, 2 ... (Bellman, *On
    a routing problem*, 1958), until the goal is reached on its earliest day. Then the chain is traced back
    from the goal; of several rows that keep the day, the first is taken.

    Parameters
    ----------
    adjacency, start, selection, availability, closed
        As for :func:`arrivals`; the selection may end on the day on which the goal is reached.
    goal
        The actor at which the chain ends.
    reached
        The result of :func:`arrivals`.
    """
    until = reached[goal]
    first_of = np.full(len(adjacency.actors), _UNREACHED)
    first_of[list(reached)] = list(reached.values())
    hops = _hops(adjacency, selection, availability, start, closed).one_way()
    hops = hops.only(_next_days(first_of[hops.tail], availability) <= np.minimum(hops.last, until))
    labels = [np.full(len(adjacency.actors), _UNREACHED)]
    labels[0][start] = reached[start]
    while labels[-1][goal] > until:
        departures = _next_days(labels[-1][hops.tail], availability)
        usable = departures <= np.minimum(hops.last, until)
        label = labels[-1].copy()
        np.minimum.at(label, hops.head[usable], np.maximum(departures, hops.first)[usable])
        labels.append(label)
    taken = _taken(hops, labels[:-1], goal, until, availability)
    days, day = [], reached[start]
    for first in hops.first[taken].tolist():
        day = max(day + availability.traversal_time(day), first)
        days.append(day)
    return [start, *hops.head[taken].tolist()], hops.rows[taken].tolist(), days


def _taken(
    hops: _Hops, labels: list[NDArray[np.int64]], goal: int, until: int, availability: Availability
) -> list[int]:
    """Return the places of the hops of a chain that reaches a goal by a day; labels are by number of hops."""
    taken = []
    for label in reversed(labels):
        departures = _next_days(label[hops.tail], availability)
        kept = (hops.head == goal) & (departures <= hops.last) & (np.maximum(departures, hops.first) <= until)
        place = min(np.flatnonzero(kept).tolist(), key=hops.rows.__getitem__)
        taken.append(place)
        until = min(int(hops.last[place]), until)
        until -= availability.traversal_time(until)
        goal = int(hops.tail[place])
    return taken[::-1]


def _next_days(days: NDArray[np.int64], availability: Availability) -> NDArray[np.int64]:
    """Return the first possible day of the next hop after each day."""
    if not availability.strict:
        return days
    return np.where(np.isin(days, [*availability.infinities, _UNREACHED]), days, days + 1)
