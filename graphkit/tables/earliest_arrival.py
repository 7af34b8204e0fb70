"""Finds earliest arrivals in a table: who is reached along chains in time, when, and by which chain.

Time never runs backwards along a chain, as in :mod:`graphkit.queries.temporal_paths`, which searches a graph.
The hops are searched in blocks, in order of their first day (Wu et al., *Path problems in temporal graphs*,
2014); those of a block all at once, until nobody is reached earlier (Bellman, *On a routing problem*, 1958).
"""

from collections.abc import Collection
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from graphkit.tables.adjacency import Adjacency
from graphkit.tables.time_index import Days, Numbers, Rows, Selection, numbered

_FIRST_BLOCK = 4096
"""How many rows are searched before the next, twice as many, are filtered for those that can still matter."""

_FEW_DAYS = 48
"""Up to this many days of a block are searched one after another."""

_MANY_ROUNDS = 16
"""After this many rounds, the days of a block that are not settled yet are put off to the next block."""

_NEVER, _UNREACHED = np.iinfo(np.int64).min, np.iinfo(np.int64).max


class Availability(NamedTuple):
    """The days on which each row can be traversed, and how long a hop takes.

    A chain can take a row if it gets to it no later than on the ``last`` day; it arrives on the ``first`` day
    or later. If the worst case of uncertain dates is assumed, the first day may be after the last: the chain
    then waits for it. If ``strict``, each hop is on a later day than the one before it. Adding days leaves
    the ``infinities`` as they are.
    """

    first: Days
    last: Days
    strict: bool
    infinities: tuple[int, int]

    def turns(self, days: Numbers) -> Numbers:
        """Return the first days on which a chain may go on after hops on some days."""
        return self._moved(days, 1)

    def days(self, turns: Numbers) -> Numbers:
        """Return the days of the hops after which a chain may go on from some days on."""
        return self._moved(turns, -1)

    def _moved(self, days: Numbers, by: int) -> Numbers:
        if not self.strict:
            return days
        if self.first is self.last:  # all are single days
            return days + by
        past, future = self.infinities
        return days + np.where((days == past) | (days == future), 0, by)

    def first_day(self, adjacency: Adjacency, actor: int, selection: Selection) -> int | None:
        """Return the first day on which chains from an actor can start; None if there is none."""
        rows = adjacency.rows[adjacency.entries(actor, selection)]
        return int(min(self.first[rows].min(), self.last[rows].min())) if len(rows) else None


class _Hops(NamedTuple):
    """Hops by the first day on which they can be taken; ``last`` is None where that is the only one."""

    tail: Numbers
    head: Numbers
    first: Days
    last: Days | None

    def only(self, which: Any) -> "_Hops":
        return _Hops._make(None if column is None else column[which] for column in self)

    def both_ways(self) -> "_Hops":
        """Return each hop in both directions."""
        ends, turned = np.empty((2, len(self.tail), 2), np.intp)
        ends[:, 0] = turned[:, 1] = self.tail
        ends[:, 1] = turned[:, 0] = self.head
        last = None if self.last is None else np.repeat(self.last, 2)
        return _Hops(ends.ravel(), turned.ravel(), np.repeat(self.first, 2), last)


class Search:
    """A search along chains in time from an actor, which counts as reached before the first hop.

    Infinite days of the selection are those of the availability; no chain passes through ``closed`` actors.
    """

    def __init__(
        self,
        adjacency: Adjacency,
        start: int,
        selection: Selection,
        availability: Availability,
        closed: Collection[int] = (),
    ) -> None:
        self._start = start
        self._selection = selection
        self._availability = availability
        self._turns = np.full(len(adjacency.actors), _UNREACHED)
        self._turns[start] = selection.since
        self._hops, self._rows = self._in_order(adjacency)
        self._two_way = adjacency.two_way
        self._closed = [actor for actor in closed if actor != start]

    def _in_order(self, adjacency: Adjacency) -> tuple[_Hops, Rows | slice]:
        """Return the hops by their first day, and their rows."""
        availability = self._availability
        plain = availability.first is availability.last
        pieces, numbers = [], []
        for rows, tail, head in adjacency.traversals(self._selection):
            last = None if plain else availability.last[rows]
            pieces.append(_Hops(tail, head, availability.first[rows], last))
            numbers.append(rows)
        if plain and len(pieces) == 1:
            return pieces[0], numbers[0]
        if not pieces:
            return _Hops(*[np.empty(0, np.int32)] * 4), slice(0)
        hops = _joined(pieces)
        hops = hops._replace(first=np.maximum(hops.first, hops.first.dtype.type(self._selection.since)))
        order = np.argsort(hops.first, kind="stable")
        return hops.only(order), np.concatenate([*map(numbered, numbers)])[order]

    def _from(self, hops: _Hops) -> _Hops:
        """Return hops in each direction in which they may be taken."""
        return hops.both_ways() if self._two_way else hops

    def arrivals(self) -> tuple[Numbers, Numbers]:
        """Return who is reached, and for each the first day."""
        self._sweep()
        reached = np.flatnonzero(self._turns != _UNREACHED)
        reached = reached[reached != self._start]
        return reached, self._availability.days(self._turns[reached])

    def _sweep(self, goal: int | None = None) -> None:
        """Search for all, or for all who are reached before a goal is."""
        turns, first, total = self._turns, self._hops.first, len(self._hops.first)
        low, size = 0, _FIRST_BLOCK
        waiting = None
        while low < total and (goal is None or turns[goal] == _UNREACHED):
            high = int(np.searchsorted(first, first[min(low + size, total) - 1], side="right"))
            end = int(first[high]) if high < total else self._selection.until + 1
            block = self._hops.only(slice(low, high))
            if low:
                unreached = turns == _UNREACHED
                useful = unreached.take(block.head)
                if self._two_way:
                    useful |= unreached.take(block.tail)
                block = block.only(np.flatnonzero(useful))
            block = self._from(block)
            if self._closed:
                block = block.only(~np.isin(block.tail, self._closed))
            if waiting is not None:
                block = _joined([waiting, block])
            settled = self._settle(block, int(first[low]), end, goal)
            if settled < end:
                turns[turns >= self._turn(settled)] = _UNREACHED
                high, size = int(np.searchsorted(first, first.dtype.type(settled))), _FIRST_BLOCK // 4
            if block.last is not None:
                lasts = (block.last >= settled) & (block.first < settled)
                waiting = block.only(lasts & (turns.take(block.head) == _UNREACHED))
            low, size = high, size * 2

    def _turn(self, day: int) -> int:
        return day + (self._availability.strict and day not in self._availability.infinities)

    def _settle(self, hops: _Hops, start: int, end: int, goal: int | None) -> int:
        """Search hops for all who are reached before the end; return the first day that is not settled."""
        if not len(hops.tail):
            return end
        if hops.last is None:
            edges = [0, *(np.flatnonzero(hops.first[1:] != hops.first[:-1]) + 1).tolist(), len(hops.first)]
            if len(edges) <= _FEW_DAYS and (self._availability.strict or goal is not None):
                self._day_by_day(hops, edges, goal)
                return end
        turns, take = self._turns, self._turns.take
        later = self._availability.turns(hops.first.astype(np.int64))
        rounds = 0
        while True:
            turn = take(hops.tail)
            if hops.last is None:
                usable = np.flatnonzero(turn <= hops.first)
                better = later[usable]
            else:
                day = np.maximum(turn, hops.first)
                usable = np.flatnonzero((turn <= hops.last) & (day < end))
                better = self._availability.turns(day[usable])
            heads = hops.head[usable]
            earlier = np.flatnonzero(better < take(heads))
            heads, better = heads[earlier], better[earlier]
            if not len(heads):
                return end
            np.minimum.at(turns, heads, better)
            rounds += 1
            if rounds >= _MANY_ROUNDS:
                settled = int(self._availability.days(better.min()))
                if start < settled <= hops.first.max():
                    return settled

    def _day_by_day(self, hops: _Hops, edges: list[int], goal: int | None) -> None:
        """Search hops of one day each."""
        turns, strict = self._turns, self._availability.strict
        ready = turns != _UNREACHED
        for day, (low, high) in zip(hops.first[edges[:-1]].tolist(), pairwise(edges), strict=True):
            tail, head = hops.tail[low:high], hops.head[low:high]
            found, before = head[ready.take(tail)], 0
            while not strict and len(found) > before:
                before = len(found)
                ready[found] = True
                found = head[ready.take(tail)]
            fresh = found[turns.take(found) == _UNREACHED]
            turns[fresh] = day + strict
            ready[fresh] = True
            if goal is not None and ready[goal]:
                return

    def chain(self, goal: int) -> tuple[list[int], list[int], list[int]] | None:
        """Return the actors, rows and days of a chain that arrives first, with the fewest hops.

        The last day by which each actor must be reached if *n* hops are left is computed for n = 0, 1, 2 ...,
        until the start is early enough. Then the chain is followed; of several rows the first is taken.
        """
        self._sweep(goal)
        turns, start, availability = self._turns, self._start, self._availability
        if turns[goal] == _UNREACHED:
            return None
        actors: list[int] = [start]
        rows: list[int] = []
        days: list[int] = []
        if goal == start:
            return actors, rows, days
        until = self._hops.first.dtype.type(availability.days(turns[goal]))
        count = int(np.searchsorted(self._hops.first, until, side="right"))
        hops = self._from(self._hops.only(slice(count)))
        last = hops.first if hops.last is None else np.minimum(hops.last, until)
        walked = turns.take(hops.tail) <= last
        if self._closed:
            walked &= ~np.isin(hops.tail, self._closed)
        places = np.flatnonzero(walked)
        tail, head, first, _ = hops.only(places)
        last = first if hops.last is None else last[places]
        turn, early = int(turns[start]), availability.days(turns[start])
        deadline = np.full(len(turns), _NEVER)
        deadline[goal] = until
        replaced = []
        while deadline[start] < early:
            by = deadline.take(head)
            usable = np.flatnonzero(first <= by)
            tails, latest = tail[usable], availability.days(np.minimum(last[usable], by[usable]))
            later = np.flatnonzero(latest > deadline.take(tails))
            tails = tails[later]
            replaced.append((tails, deadline.take(tails)))
            np.maximum.at(deadline, tails, latest[later])
        for tails, before in reversed(replaced):
            deadline[tails] = before
            onward = np.flatnonzero(tail == actors[-1])
            day = np.maximum(first[onward], turn)
            kept = onward[(last[onward] >= turn) & (day <= deadline.take(head[onward]))]
            there = places[kept] // (1 + self._two_way)
            numbers = there + self._rows.start if isinstance(self._rows, slice) else self._rows[there]
            place = kept[numbers.argmin()]
            actors.append(int(head[place]))
            rows.append(int(numbers.min()))
            days.append(max(int(first[place]), turn))
            turn = self._turn(days[-1])
        return actors, rows, days


def _joined(pieces: list[_Hops]) -> _Hops:
    columns = zip(*pieces, strict=True)
    return _Hops._make(None if column[0] is None else np.concatenate(column) for column in columns)
