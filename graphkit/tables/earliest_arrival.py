"""Finds who is reached in time along the relations of a table, and by which chain.

Such chains, in which time never runs backwards, are those of :mod:`graphkit.queries.temporal_paths`, which
searches a graph; here a table is swept in order of time, day by day (Wu et al., *Path problems
in temporal graphs*, 2014, for hops of a moment; what lasts waits here until it can be walked).
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
"""How many rows a sweep goes through before it looks which of the next can still matter."""

_UNREACHED = np.iinfo(np.int64).max


class Clock(NamedTuple):
    """How time passes along a chain.

    A row can be walked by whoever turns to it no later than its ``last`` day, as soon as its
    ``first`` has come. Where dates are uncertain and the worst is assumed, the first may be later
    than the last: the walk then waits for it.

    Attributes
    ----------
    first, last
        Those days of each row: when it starts and ends, in the best case or in the worst.
    strict
        Whether each hop takes a later day than the one before it.
    infinities
        The days that stand for the infinities, which are as far off however many days are added.
    """

    first: Days
    last: Days
    strict: bool
    infinities: tuple[int, int]

    def step(self, day: int) -> int:
        """Return how many days lie between a hop on a day and the next."""
        return int(self.strict and day not in self.infinities)

    def opening(self, ways: Adjacency, actor: int, selection: Selection) -> int | None:
        """Return the first day that matters to who starts from an actor; None if no day does."""
        rows = ways.rows[ways.entries(actor, selection)]
        return int(min(self.first[rows].min(), self.last[rows].min())) if len(rows) else None


class _Hops(NamedTuple):
    """Hops by the first day on which they can be walked; where ``two_way``, in both directions."""

    two_way: bool
    rows: Rows
    here: Rows
    there: Rows
    first: Days
    last: Days

    def only(self, which: Any) -> "_Hops":
        return _Hops(self.two_way, *(column[which] for column in self[1:]))

    def one_way(self) -> "_Hops":
        if not self.two_way:
            return self
        _, rows, here, there, first, last = self
        turned = (rows, rows), (here, there), (there, here), (first, first), (last, last)
        return _Hops(False, *map(np.concatenate, turned))


def _hops(ways: Adjacency, selection: Selection, clock: Clock, start: int, closed: Collection[int]) -> _Hops:
    """Return the hops that chains from an actor may take, whoever is closed taking none."""
    parts = []
    for rows, here, there in ways.walks(selection):
        first = np.maximum(clock.first[rows], clock.first.dtype.type(selection.since))
        parts.append((numbered(rows), here, there, first, clock.last[rows]))
    if not parts:
        return _Hops(ways.two_way, *[np.empty(0, np.int32)] * 5)
    joined = parts[0] if len(parts) == 1 else map(np.concatenate, zip(*parts, strict=True))
    hops = _Hops(ways.two_way, *joined)
    shut = [actor for actor in closed if actor != start]
    if shut:
        hops = hops.one_way()
        hops = hops.only(~np.isin(hops.here, shut))
    in_order = len(hops.first) < 2 or bool((hops.first[1:] >= hops.first[:-1]).all())
    return hops if in_order else hops.only(np.argsort(hops.first, kind="stable"))


def arrivals(
    ways: Adjacency,
    start: int,
    selection: Selection,
    clock: Clock,
    *,
    closed: Collection[int] = (),
    goal: int | None = None,
) -> dict[int, int]:
    """Return the first day on which each actor is reached.

    Parameters
    ----------
    ways
        The ways of walking.
    start
        Where the chains start; it is taken to be reached before the first hop.
    selection
        The rows that they may take; its days are those of the clock.
    clock
        How time passes.
    closed
        Whom no chain runs through.
    goal
        Whom to find: whoever is reached only after them is left out.
    """
    sweep = _Sweep(start, selection, clock, len(ways.actors))
    sweep.through(_hops(ways, selection, clock, start, closed), goal)
    return sweep.reached


class _Sweep:
    """A sweep through hops, day by day, that finds who is reached first on which day.

    A hop that can be walked longer than on its first day waits until one of its actors is
    reached. The hops of one day may be walked in any order: they are gone through again
    until nobody new is reached.
    """

    def __init__(self, start: int, selection: Selection, clock: Clock, actors: int) -> None:
        self.reached = {start: selection.since - clock.step(selection.since)}
        self.until = selection.until
        self.clock = clock
        self.ready = [False] * actors  # to walk on: who was reached by now, or where strict, before today
        self.ready[start] = True
        self.waiting: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        self.due: dict[int, list[int]] = {}

    def through(self, hops: _Hops, goal: int | None) -> None:
        """Sweep through hops in order of their first day, until a goal is reached if there is one."""
        low, size = 0, _FIRST_CHUNK
        while low < len(hops.first):
            high = min(low + size, len(hops.first))
            high = int(np.searchsorted(hops.first, hops.first[high - 1], side="right"))
            chunk = hops.only(slice(low, high))
            for day, group in _by_day(self._of_use(chunk) if low else chunk):
                self._days_before(day)
                self._day(day, group, two_way=hops.two_way)
                if goal in self.reached:
                    return
            low, size = high, size * 2
        self._days_before(self.until + 1)

    def _of_use(self, hops: _Hops) -> _Hops:
        """Return the hops that may lead to somebody who is not reached yet."""
        reached = np.zeros(len(self.ready), bool)
        reached[list(self.reached)] = True
        useless = reached[hops.there]
        if hops.two_way:
            useless &= reached[hops.here]
        return hops.only(np.flatnonzero(~useless))

    def _days_before(self, day: int) -> None:
        while self.due and (next_day := min(self.due)) < day:
            self._day(next_day, (), two_way=False)

    def _day(self, day: int, hops: Iterable[tuple[int, int, int]], *, two_way: bool) -> None:
        """Go through the hops that can first be walked on a day."""
        ready, waiting = self.ready, self.waiting
        step = self.clock.step(day)
        at_once = not step
        fresh = [actor for actor in self.due.pop(day, ()) if not ready[actor]]
        while True:
            rest = []
            for hop in hops:
                here, there, last = hop
                if ready[here]:
                    if not ready[there] and (last >= day or self._in_time(here, last)):
                        ready[there] = at_once
                        fresh.append(there)
                elif ready[there]:
                    if two_way and (last >= day or self._in_time(there, last)):
                        ready[here] = at_once
                        fresh.append(here)
                elif last == day:
                    rest.append(hop)
                elif last > day:
                    waiting[here].append((there, last))
                    if two_way:
                        waiting[there].append((here, last))
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
        """Walk the hops that waited for somebody newly reached."""
        for here in fresh:  # grows while it is gone through
            for there, last in self.waiting.pop(here, ()):
                if self.ready[there] or day + step > min(last, self.until):
                    continue
                if step:
                    self.due.setdefault(day + step, []).append(there)
                else:
                    self.ready[there] = True
                    fresh.append(there)

    def _in_time(self, actor: int, last: int) -> bool:
        """Return whether somebody was reached early enough to turn to a hop by its last, past day."""
        day = self.reached.get(actor)  # None where it was only today, which is too late
        return day is not None and day + self.clock.step(day) <= last


def _by_day(hops: _Hops) -> Iterator[tuple[int, Iterable[tuple[int, int, int]]]]:
    """Yield each day on which hops can first be walked, and the actors and the last day of each hop."""
    if not len(hops.first):
        return
    changes = np.flatnonzero(hops.first[1:] != hops.first[:-1]) + 1
    edges = [0, *changes.tolist(), len(hops.first)]
    days = hops.first[edges[:-1]].tolist()
    here, there = hops.here.tolist(), hops.there.tolist()
    last = None if np.array_equal(hops.first, hops.last) else hops.last.tolist()
    for day, (low, high) in zip(days, pairwise(edges), strict=True):
        yield day, zip(here[low:high], there[low:high], last[low:high] if last else repeat(day))  # noqa: B905


def chain(
    ways: Adjacency,
    start: int,
    selection: Selection,
    clock: Clock,
    *,
    closed: Collection[int],
    goal: int,
    reached: Mapping[int, int],
) -> tuple[list[int], list[int], list[int]]:
    """Return the actors, rows and days of a chain that arrives first, one of the fewest hops.

    The first day on which each actor can be reached in so many hops is found hop by hop (Bellman,
    *On a routing problem*, 1958), until the goal is reached as early as it can be. From the goal
    back, the first row is taken of those that keep the day.

    Parameters
    ----------
    ways, start, selection, clock, closed
        As for :func:`arrivals`; the selection need not go beyond the day on which the goal is reached.
    goal
        Where the chain ends.
    reached
        What :func:`arrivals` found.
    """
    until = reached[goal]
    first_of = np.full(len(ways.actors), _UNREACHED)
    first_of[list(reached)] = list(reached.values())
    hops = _hops(ways, selection, clock, start, closed).one_way()
    hops = hops.only(_turns(first_of[hops.here], clock) <= np.minimum(hops.last, until))
    labels = [np.full(len(ways.actors), _UNREACHED)]
    labels[0][start] = reached[start]
    while labels[-1][goal] > until:
        turns = _turns(labels[-1][hops.here], clock)
        walked = turns <= np.minimum(hops.last, until)
        label = labels[-1].copy()
        np.minimum.at(label, hops.there[walked], np.maximum(turns, hops.first)[walked])
        labels.append(label)
    taken = _taken(hops, labels[:-1], goal, until, clock)
    days, day = [], reached[start]
    for first in hops.first[taken].tolist():
        day = max(day + clock.step(day), first)
        days.append(day)
    return [start, *hops.there[taken].tolist()], hops.rows[taken].tolist(), days


def _taken(hops: _Hops, labels: list[NDArray[np.int64]], goal: int, until: int, clock: Clock) -> list[int]:
    """Return the places of the hops that lead to a goal by a day, each from a label of so many hops."""
    taken = []
    for label in reversed(labels):
        turns = _turns(label[hops.here], clock)
        kept = (hops.there == goal) & (turns <= hops.last) & (np.maximum(turns, hops.first) <= until)
        place = min(np.flatnonzero(kept).tolist(), key=hops.rows.__getitem__)
        taken.append(place)
        until = min(int(hops.last[place]), until)
        until -= clock.step(until)
        goal = int(hops.here[place])
    return taken[::-1]


def _turns(days: NDArray[np.int64], clock: Clock) -> NDArray[np.int64]:
    """Return the first day of the next hop for each of some days, or that it never comes."""
    if not clock.strict:
        return days
    return np.where(np.isin(days, [*clock.infinities, _UNREACHED]), days, days + 1)
