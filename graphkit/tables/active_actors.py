"""Stores the active actors of each day, from which the active actors of a window are gathered."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from graphkit.tables.adjacency import Actors, Adjacency
from graphkit.tables.time_index import Mask, Numbers, Partition, stable_order


class ActiveActors:
    """The distinct actors of each day of each partition, ascending by number."""

    def __init__(self, first_rows: list[int], offsets: list[int], numbers: Numbers, actors: Actors) -> None:
        self._place = {row: place for place, row in enumerate(first_rows)}
        self._offsets = offsets
        self._numbers = numbers
        self._actors = actors

    @cached_property
    def _names(self) -> list[str]:
        """The names of the actors of all days; made on first use."""
        names: list[str] = self._actors.array[self._numbers].tolist()
        return names

    def of_one_day(self, low: int, high: int) -> list[str] | None:
        """Return the active actors from row ``low`` up to ``high``; None unless they are one day's."""
        place = self._place[low]
        if self._place[high] != place + 1:
            return None
        return self._names[self._offsets[place] : self._offsets[place + 1]]

    def mark(self, active: Mask, low: int, high: int) -> None:
        """Mark the active actors of the rows from ``low`` up to ``high``, both the first rows of a day."""
        active[self._numbers[self._offsets[self._place[low]] : self._offsets[self._place[high]]]] = True


def active_actors_of(partitions: Sequence[Partition], adjacency: Adjacency) -> ActiveActors:
    """Return the active actors of each day; the adjacency must hold each row in both directions."""
    starts = [row for partition in partitions for row in partition.offsets[:-1]]
    first_rows = [*starts, partitions[-1].offsets[-1] if partitions else 0]
    days = np.repeat(np.arange(len(starts), dtype=np.int32), np.diff(first_rows))[adjacency.rows]
    actors = np.repeat(
        np.arange(len(adjacency.actors), dtype=adjacency.others.dtype), np.diff(adjacency.start)
    )
    new = np.ones(len(days), bool)
    new[1:] = (days[1:] != days[:-1]) | (actors[1:] != actors[:-1])
    days, actors = days[new], actors[new]
    numbers = actors[stable_order(days)]
    offsets = [0, *np.cumsum(np.bincount(days, minlength=len(starts))).tolist()]
    return ActiveActors(first_rows, offsets, numbers, adjacency.actors)
