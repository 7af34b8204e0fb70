"""Stores the adjacency of a table: the rows of each actor, ascending, so that a window of them is a range."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graphkit.tables.time_index import Mask, Numbers, Rows, Selection, TimeIndex, numbered, stable_order

_HUB = 1500
"""From this many rows of one actor on, marks in an array are faster than a set."""


def texts_of(texts: Sequence[str]) -> NDArray[np.object_]:
    """Return texts as an array, from which many can be taken at once."""
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
    """The rows of each actor in one direction and the actors that they lead to, as CSR arrays."""

    def __init__(
        self,
        actors: Actors,
        time_index: TimeIndex,
        ends: tuple[Numbers, Numbers],
        back: Mask,
        entries: tuple[NDArray[np.int64], Rows, Numbers] | None = None,
    ) -> None:
        """Sort the rows, of which ``ends`` are the tail and the head, by actor.

        ``back`` is for each relation type whether its rows are also traversed backwards; ``entries`` are
        ``start``, ``rows`` and ``others`` if they were sorted before.
        """
        start: NDArray[np.int64]
        self.rows: Rows
        self.others: Numbers
        start, self.rows, self.others = entries or _entries(ends, back[time_index.type], len(actors))
        self.actors = actors
        self.start: list[int] = start.tolist()
        self.two_way = bool(back.all())
        self._time_index = time_index
        self._tails, self._heads = ends
        self._back = back
        self._view = memoryview(self.rows.data)

    def degree(self, actor: int) -> int:
        """Return how many entries an actor has in all time."""
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
            kept = self._time_index.passes(self.rows[first:last], selection, doubtful)
            return np.flatnonzero(kept) + first
        places: list[int] = []
        for low, high, doubtful in ranges:
            first = bisect_left(view, low, first, last)
            if first == last:
                break
            end = bisect_left(view, high, first, last)
            if first == end:
                continue
            if exact and not doubtful:
                places += range(first, end)
            else:
                kept = self._time_index.passes(self.rows[first:end], selection, doubtful)
                places += (np.flatnonzero(kept) + first).tolist()
            first = end
        return places

    def neighbors(self, actor: int, selection: Selection) -> set[int]:
        """Return the neighbours of an actor in a selection."""
        others = self.others[self.entries(actor, selection)]
        if len(others) < _HUB:
            return set(others.tolist())
        marks = np.zeros(len(self.actors), bool)
        marks[others] = True
        return set(np.flatnonzero(marks).tolist())

    def traversals(self, selection: Selection) -> Iterator[tuple[Rows | slice, Numbers, Numbers]]:
        """Yield the rows of a selection with their tails and heads.

        If :attr:`two_way`, each row stands for the opposite direction too.
        """
        for each in selection.ranges:
            rows = self._time_index.picked(each, selection)
            yield rows, self._tails[rows], self._heads[rows]
            if not self.two_way and self._back.any():
                returning = numbered(rows)[self._back[self._time_index.type[rows]]]
                yield returning, self._heads[returning], self._tails[returning]


def _entries(
    ends: tuple[Numbers, Numbers], back: Mask, actors: int
) -> tuple[NDArray[np.int64], Rows, Numbers]:
    """Return the arrays ``start``, ``rows`` and ``others``; see :class:`Adjacency`."""
    there_and_back = np.stack(ends, axis=1)
    kept = np.ones(there_and_back.shape, bool)
    kept[:, 1] = back & (ends[0] != ends[1])
    places = np.flatnonzero(kept)
    entries = there_and_back.ravel()[places]
    places = places[stable_order(entries)]
    start = np.zeros(actors + 1, np.int64)
    np.cumsum(np.bincount(entries, minlength=actors), out=start[1:])
    return start, (places >> 1).astype(np.int32), there_and_back[:, ::-1].ravel()[places]
