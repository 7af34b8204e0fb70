"""Searches hops that are in memory, as columns of numpy."""

from abc import abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphkit.backends.protocol import Row, Step, Walk
from graphkit.backends.sql import ROW
from graphkit.temporal.calendar import FUTURE, PAST, Day

Numbers = NDArray[np.integer[Any]]
Mask = NDArray[np.bool_]
LookUp = Callable[[str, str, Mapping[int, Sequence[int]]], list[tuple[Any, ...]]]

ROWS_OF_FILE = 1 << 32
"""More rows than a file has."""


def distinct(numbers: Numbers) -> Numbers:
    """Return the distinct numbers in ascending order; ``np.unique`` would load numpy's masked arrays."""
    return np.unique_counts(numbers).values


class Hops(NamedTuple):
    """Hops along relations, one per place of all arrays; days are inclusive ordinals."""

    row: Numbers
    here: Numbers
    there: Numbers
    first: Numbers
    last: Numbers

    def only(self, which: Mask | Numbers) -> "Hops":
        return Hops(*(column[which] for column in self))


class HopSearch:
    """What the chains of a backend ask (see :mod:`graphkit.backends.protocol`), of hops in memory."""

    actor_count: int
    """Actors have numbers below it."""

    @abstractmethod
    def _hops(self, actors: Collection[int], walk: Walk, *, back: bool = False, dated: bool = False) -> Hops:
        """Return the hops from some actors on, or to them back, or of them those with a date."""

    @abstractmethod
    def _rows(self, rows: Numbers) -> list[Row]:
        """Return the relations of some hops."""

    @abstractmethod
    def _ranks(self, rows: Numbers) -> Numbers:
        """Return numbers for some rows that are in the order of their ids."""

    def expand(self, actors: Collection[int], walk: Walk, *, back: bool = False) -> set[int]:
        return set(np.flatnonzero(self._mark(self._hops(actors, walk, back=back).there)).tolist())

    def between(self, here: Collection[int], there: Collection[int], walk: Walk) -> list[Step]:
        hops = self._hops(here, walk)
        return self._steps(hops.only(self._mark(there)[hops.there]))

    def one_each(self, actors: Collection[int], walk: Walk) -> list[Row]:
        hops = self._hops(actors, walk)
        return self._rows(self._least(hops, hops.here * np.int64(self.actor_count) + hops.there).row)

    def expand_time(self, turns: Mapping[int, Day], walk: Walk) -> dict[int, Day]:
        hops, days = self._in_time(turns, walk)
        first = self._labels({}, FUTURE + 1)
        np.minimum.at(first, hops.there, days)
        there = np.flatnonzero(first <= walk.days.until)
        return dict(zip(there.tolist(), first[there].tolist(), strict=True))

    def into(
        self, turns: Mapping[int, Day], deadlines: Mapping[int, Day], walk: Walk, *, one: bool = False
    ) -> list[Step]:
        hops, days = self._in_time(turns, walk)
        hops = hops.only(days <= self._labels(deadlines, PAST - 1)[hops.there])
        return self._steps(self._least(hops, hops.there) if one else hops)

    def _in_time(self, turns: Mapping[int, Day], walk: Walk) -> tuple[Hops, Numbers]:
        """Return the dated hops that can be walked from some actors in time, and the first day of each."""
        hops = self._hops(turns, walk, dated=True)
        turn = self._labels(turns, FUTURE + 1)
        hops = hops.only(turn[hops.here] <= hops.last)
        return hops, np.maximum(turn[hops.here], hops.first)

    def _mark(self, actors: Collection[int] | Numbers) -> Mask:
        """Return for every actor whether it is one of some."""
        marks = np.zeros(self.actor_count, bool)
        marks[actors if isinstance(actors, np.ndarray) else list(actors)] = True
        return marks

    def _labels(self, labels: Mapping[int, Day], others: Day) -> Numbers:
        """Return for every actor its label."""
        days = np.full(self.actor_count, others, np.int64)
        days[list(labels)] = list(labels.values())
        return days

    def _steps(self, hops: Hops) -> list[Step]:
        rest = (column.tolist() for column in hops[1:])
        return [Step(row, *days) for row, *days in zip(self._rows(hops.row), *rest, strict=True)]

    def _least(self, hops: Hops, key: Numbers) -> Hops:
        """Return of the hops that share a key the one whose relation has the least id."""
        order = np.lexsort((self._ranks(hops.row), key))
        return hops.only(order[np.unique(key[order], return_index=True)[1]])


class HeldHops(HopSearch):
    """The hops of a walk, read from files.

    Of their columns ``place`` says where a relation is: its file's number, times :data:`ROWS_OF_FILE`, and
    its own. Beside it are the ``actor``, the ``other``, the bounds and whether it is ``undated``. ``look_up``
    takes columns, the one they are ordered by, and the numbers of rows by file; it returns the relations.
    """

    def __init__(self, actor_count: int, columns: Mapping[str, NDArray[Any]], look_up: LookUp) -> None:
        self.actor_count = actor_count
        self._columns = columns
        self._look_up = look_up
        self._found: dict[int, Row] = {}

    def _hops(self, actors: Collection[int], walk: Walk, *, back: bool = False, dated: bool = False) -> Hops:
        here, there = ("other", "actor") if back else ("actor", "other")
        days = ("latest_start", "earliest_end") if walk.certain else ("earliest_start", "latest_end")
        found = self._mark(actors)[self._columns[here]]
        if dated:
            found &= ~self._columns["undated"]
        found = np.flatnonzero(found)
        return Hops(*(self._columns[name][found] for name in ("place", here, there, *days)))

    def _rows(self, rows: Numbers) -> list[Row]:
        new = np.array([place for place in rows.tolist() if place not in self._found], np.int64)
        self._found |= {place: Row(*row) for place, *row in self._at(new, f"place, {ROW}", "place")}
        return [self._found[place] for place in rows.tolist()]

    def _ranks(self, rows: Numbers) -> Numbers:
        by_id = np.array(self._at(rows, "place", "id"), np.int64).reshape(-1)
        by_place = np.argsort(by_id)
        return by_place[np.searchsorted(by_id, rows, sorter=by_place)]

    def _at(self, places: Numbers, columns: str, order: str) -> list[tuple[Any, ...]]:
        files, rows = np.divmod(distinct(places), ROWS_OF_FILE)
        by_file = {number: rows[files == number].tolist() for number in distinct(files).tolist()}
        return self._look_up(columns, order, by_file) if by_file else []
