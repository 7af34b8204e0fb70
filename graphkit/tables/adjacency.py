"""Keeps the rows of each actor in order, with whom each leads to: who met whom, in any window."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graphkit.tables.time_index import Mask, Rows, Selection, TimeIndex, numbered, stable_order

_HUB = 1500
"""From so many rows of one actor on, marks in an array are faster than a set."""

_PER_ACTOR, _PER_ENTRY, _PER_MARK, _PER_ROW, _MARKS = 2.5, 0.05, 0.003, 0.016, 30.0
"""What it takes, in microseconds: to look up an actor's rows, to put an actor into a set, to mark one
in an array, to look whether a row leads anywhere, to make an array of marks and read it."""


def texts_of(texts: Sequence[str]) -> NDArray[np.object_]:
    """Return texts as an array, so that many can be taken at once."""
    array = np.empty(len(texts), object)
    array[:] = texts
    return array


class Actors:
    """The actors of a table: their names by number and their numbers by name."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.array = texts_of(names)

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each name."""
        return dict(zip(self.names, range(len(self.names)), strict=True))

    def named(self, numbers: Iterable[int]) -> set[str]:
        """Return the names of some actors."""
        return set(map(self.names.__getitem__, numbers))


class Adjacency:
    """The rows of each actor in one direction, ascending, with whom each leads to.

    Attributes
    ----------
    actors
        The actors.
    start
        Where the entries of each actor begin, and the end of the last.
    rows, others
        The row and the other actor of each entry.
    two_way
        Whether every row is walked back as well.
    """

    def __init__(
        self,
        actors: Actors,
        timetable: TimeIndex,
        ends: tuple[Rows, Rows],
        back: Mask,
        entries: tuple[NDArray[np.int64], Rows, Rows] | None = None,
    ) -> None:
        """Put the rows in order.

        Parameters
        ----------
        actors, timetable
            Who the actors are, and when the rows.
        ends
            Where each row leads from and to.
        back
            For each type of relation, whether it is walked back as well.
        entries
            ``start``, ``rows`` and ``others``, where they are there from before.
        """
        start, self.rows, self.others = entries or _entries(ends, back[timetable.type], len(actors))
        self.actors = actors
        self.start: list[int] = start.tolist()
        self.two_way = bool(back.all())
        self._timetable = timetable
        self._here, self._there = ends
        self._back = back
        self._view = memoryview(self.rows.data)

    @property
    def nbytes(self) -> int:
        """The memory of the arrays, in bytes."""
        return self.rows.nbytes + self.others.nbytes

    def degree(self, actor: int) -> int:
        """Return how many entries an actor has at any time."""
        return self.start[actor + 1] - self.start[actor]

    def entries(self, actor: int, selection: Selection) -> slice | list[int] | NDArray[np.intp]:
        """Return the places of an actor's entries whose rows are in a selection, ascending."""
        view, ranges, exact = self._view, selection.ranges, selection.types is None
        first, last = self.start[actor], self.start[actor + 1]
        if len(ranges) == 1:
            low, high, doubtful = ranges[0]
            first = bisect_left(view, low, first, last)
            last = bisect_left(view, high, first, last)
            if exact and not doubtful:
                return slice(first, last)
            kept = self._timetable.passes(self.rows[first:last], selection, doubtful)
            return np.flatnonzero(kept) + first
        found: list[int] = []
        for low, high, doubtful in ranges:
            first = bisect_left(view, low, first, last)
            if first == last:
                break
            end = bisect_left(view, high, first, last)
            if first == end:
                continue
            if exact and not doubtful:
                found += range(first, end)
            else:
                kept = self._timetable.passes(self.rows[first:end], selection, doubtful)
                found += (np.flatnonzero(kept) + first).tolist()
            first = end
        return found

    def met(self, actor: int, selection: Selection) -> list[int]:
        """Return whom the rows of an actor in a selection lead to, row by row."""
        met: list[int] = self.others[self.entries(actor, selection)].tolist()
        return met

    def around(self, actor: int, selection: Selection) -> set[int]:
        """Return the actors that the rows of an actor in a selection lead to."""
        others = self.others[self.entries(actor, selection)]
        return set(others.tolist() if len(others) < _HUB else _marked(self._marks(others)))

    def around_all(self, edge: Collection[int], selection: Selection) -> set[int]:
        """Return the actors that the rows of some actors lead to, in whichever way takes least time."""
        size = selection.size
        entries = sum(map(self.degree, edge)) * size / (len(self._here) or 1)
        by_entry = len(edge) * _PER_ACTOR + entries * _PER_ENTRY
        by_mark = len(edge) * _PER_ACTOR + entries * _PER_MARK + _MARKS
        by_row = size * _PER_ROW + _MARKS
        if by_entry <= min(by_mark, by_row):
            return set().union(*(self.met(actor, selection) for actor in edge))
        met = self._marks([])
        if by_mark <= by_row:
            for actor in edge:
                met[self.others[self.entries(actor, selection)]] = True
        else:
            on_edge = self._marks(list(edge))
            for _, one, other in self.walks(selection):
                met[other[on_edge[one]]] = True
                if self.two_way:
                    met[one[on_edge[other]]] = True
        return set(_marked(met))

    def walks(self, selection: Selection) -> Iterator[tuple[Rows | slice, Rows, Rows]]:
        """Yield the rows of a selection with the actors from which and to which they are walked.

        Where :attr:`two_way`, each row stands for the way back too.
        """
        for each in selection.ranges:
            rows = self._timetable.picked(each, selection)
            yield rows, self._here[rows], self._there[rows]
            if not self.two_way and self._back.any():
                returning = numbered(rows)[self._back[self._timetable.type[rows]]]
                yield returning, self._there[returning], self._here[returning]

    def _marks(self, actors: Rows | list[int]) -> Mask:
        marks = np.zeros(len(self.actors), bool)
        marks[actors] = True
        return marks


def _marked(marks: Mask) -> list[int]:
    numbers: list[int] = np.flatnonzero(marks).tolist()
    return numbers


def _entries(ends: tuple[Rows, Rows], back: Mask, actors: int) -> tuple[NDArray[np.int64], Rows, Rows]:
    """Return where the entries of each actor start, and the row and the other actor of each entry."""
    here, there = ends
    rows, entries, others = np.arange(len(here), dtype=np.int32), here, there
    returning = np.flatnonzero(back & (here != there)).astype(np.int32)
    if len(returning):
        rows = np.concatenate([rows, returning])
        by_row = np.argsort(rows, kind="stable")  # two ascending halves: merged in one pass
        rows = rows[by_row]
        entries = np.concatenate([here, there[returning]])[by_row]
        others = np.concatenate([there, here[returning]])[by_row]
    order = stable_order(entries)
    start = np.zeros(actors + 1, np.int64)
    np.cumsum(np.bincount(entries, minlength=actors), out=start[1:])
    return start, rows[order], others[order]
