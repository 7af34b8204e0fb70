"""Keeps who takes part on each day, so that whoever takes part in a window is found day by day."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from graphkit.tables.adjacency import Actors, Adjacency
from graphkit.tables.time_index import Mask, Rows, Run, stable_order


class ActiveActors:
    """The actors of each day of each run, without repetition and by number: the day's cast.

    Parameters
    ----------
    edges
        The first row of each cast, and the row behind the last.
    offsets
        Where each cast begins, and the end of the last.
    numbers
        The actors.
    actors
        Their names.
    """

    def __init__(self, edges: list[int], offsets: list[int], numbers: Rows, actors: Actors) -> None:
        self._place = {row: place for place, row in enumerate(edges)}
        self._offsets = offsets
        self._numbers = numbers
        self._actors = actors

    @cached_property
    def _names(self) -> list[str]:
        """The names of all casts; made on the first use."""
        names: list[str] = self._actors.array[self._numbers].tolist()
        return names

    def of_one_day(self, low: int, high: int) -> list[str] | None:
        """Return the cast of the rows from one up to another where those are of one day, else None."""
        place = self._place[low]
        if self._place[high] != place + 1:
            return None
        return self._names[self._offsets[place] : self._offsets[place + 1]]

    def mark(self, marks: Mask, low: int, high: int) -> None:
        """Mark everyone in the casts of the rows from the first of a day up to that of another."""
        marks[self._numbers[self._offsets[self._place[low]] : self._offsets[self._place[high]]]] = True

    @property
    def nbytes(self) -> int:
        """The memory of the array, and of the list of names once it is made, in bytes."""
        return self._numbers.nbytes + 8 * len(vars(self).get("_names", ()))


def active_actors_of(runs: Sequence[Run], ways: Adjacency) -> ActiveActors:
    """Return the casts of some runs from the rows of each actor in both directions."""
    first_rows = [row for run in runs for row in run.offsets[:-1]]
    edges = [*first_rows, runs[-1].offsets[-1] if runs else 0]
    places = np.repeat(np.arange(len(first_rows), dtype=np.int32), np.diff(edges))[ways.rows]
    actors = np.repeat(np.arange(len(ways.actors), dtype=np.int32), np.diff(ways.start))
    new = np.ones(len(places), bool)
    new[1:] = (places[1:] != places[:-1]) | (actors[1:] != actors[:-1])
    places, actors = places[new], actors[new]
    numbers = actors[stable_order(places)]
    offsets = [0, *np.cumsum(np.bincount(places, minlength=len(first_rows))).tolist()]
    return ActiveActors(edges, offsets, numbers, ways.actors)
