"""Indexes the rows of a table by time: a window is a few ranges of rows.

A *partition* holds the rows of one status whose dates are of one kind: of a single day, of a length between
two powers of two, open at one end or both, or undated. Within a partition the rows are sorted by day, so
that a window is one range, found by two bisections of the partition's distinct days. Rows that start before
the window may end before it too, so they are checked one by one, but only as far back as the longest row of
the partition reaches.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from graphkit.arguments import CallError, far_day, flag, is_whole, listed, unfit
from graphkit.errors import GraphkitError, TypeNotFoundError, UsageError, nearest
from graphkit.model.statuses import STATUSES
from graphkit.temporal import edtf
from graphkit.temporal.calendar import FUTURE, PAST, Day, iso
from graphkit.temporal.edtf import DayLike

ACTUAL = (0,)
_STATUS_NUMBERS = {name: number for number, name in enumerate(STATUSES)}

DAY, OPEN_END, OPEN_START, ALWAYS, UNDATED = 0, 64, 65, 66, 67
"""Kinds of dates; numbers between DAY and OPEN_END are the bit length of the row's days less one."""

KINDS = range(UNDATED + 1)

_MODERN, _FAR = 364_878, 3_652_059
"""Whole numbers between these are day ordinals, of the years 1000 to 9999."""

_ASKED_BY = ("since", "until", "certain", "types", "statuses")

_NEAR = 8_192
"""How many rows can be checked in the time that one more range takes."""

_FEW = 4
"""Up to this many types, comparing with each is faster than a lookup per row."""

Rows = NDArray[np.int32]
Numbers = NDArray[np.integer[Any]]
Days = NDArray[np.signedinteger[Any]]
Mask = NDArray[np.bool_]
Range = tuple[int, int, bool]
"""The first row, the row after the last, and whether the dates of each row must be checked (*doubtful*)."""


class Partition(NamedTuple):
    """Rows of one status and one kind of dates, sorted by earliest start or, if that is open, latest end.

    ``days`` are the distinct days of these, ``offsets`` the first row of each and the row after the last.
    """

    status: int
    kind: int
    days: list[Day]
    offsets: list[int]


class Selection(NamedTuple):
    """Ranges of rows, ascending, and the window of days that the rows of doubtful ranges must overlap.

    ``types`` are the numbers of the types that rows may have; None for any.
    """

    ranges: list[Range]
    since: Day
    until: Day
    certain: bool
    types: list[int] | None


class TimeIndex:
    """The bounds, status and type of each row of a table, sorted so that a window is a few ranges."""

    def __init__(
        self,
        partitions: Sequence[Partition],
        bounds: Sequence[Days],
        type: Numbers,
        types: Sequence[str],
    ) -> None:
        self.partitions = partitions
        self.bounds = bounds
        self.earliest_start, self.latest_start, self.earliest_end, self.latest_end = bounds
        self.type = type
        self.types = types
        self.past, self.future = infinities(self.earliest_start)
        self._actual = [partition for partition in partitions if partition.status == 0]
        self._types = {name: number for number, name in enumerate(types)}
        self._blocks = [
            partition.offsets[0]
            for before, partition in pairwise(partitions)
            if before.status != partition.status or partition.kind == UNDATED
        ]

    def select(
        self,
        since: DayLike | None = None,
        until: DayLike | None = None,
        *,
        certain: bool = False,
        types: Collection[int | str] | None = None,
        statuses: Collection[int | str] = ACTUAL,
        undated: bool = True,
        **unknown: object,
    ) -> Selection:
        """Return the rows that certainly or possibly overlap a window.

        Parameters
        ----------
        since, until
            The first and the last day, inclusive, as ordinals, dates or EDTF; None leaves that end open.
            With neither, undated rows are selected too.
        certain
            Whether rows must certainly overlap the window.
        types
            Types by name or number; None for all.
        statuses
            Statuses by name or number.
        undated
            Whether undated rows are selected if no window is given.

        Raises
        ------
        DateError
            If a day cannot be read, or the window ends before it starts.
        TypeNotFoundError, UsageError
            If there is no such type, status or filter.
        """
        if unknown:
            raise CallError(unfit(unknown, _ASKED_BY))
        if certain is not False:
            flag("certain", certain)
        first: Any = PAST if since is None else since
        last: Any = FUTURE if until is None else until
        if not (
            (since is None or (first.__class__ is int and _MODERN <= first <= _FAR))
            and (until is None or (last.__class__ is int and _MODERN <= last <= _FAR))
            and first <= last
        ):
            first, last = edtf.window(
                None if since is None else far_day("since", since),
                None if until is None else far_day("until", until),
            )
        whole = since is None and until is None
        return self.between(first, last, certain, types, statuses, whole=whole, undated=undated)

    def between(
        self,
        first: Day,
        last: Day,
        certain: bool = False,
        types: Collection[int | str] | None = None,
        statuses: Collection[int | str] = ACTUAL,
        *,
        whole: bool = False,
        undated: bool = True,
    ) -> Selection:
        """Return the rows that may overlap a window of days; ``whole`` if the window is all time."""
        partitions = self._actual if statuses is ACTUAL else self._of_statuses(statuses)
        ranges: list[Range] = []
        for _, kind, days, offsets in partitions:
            if kind == DAY:
                low = doubtful_end = offsets[bisect_left(days, first)]
                high = offsets[bisect_right(days, last)]
            elif kind < OPEN_END:
                low = offsets[bisect_right(days, first - (1 << kind))]
                doubtful_end = offsets[bisect_left(days, first)]
                high = offsets[bisect_right(days, last)]
            elif kind == OPEN_END:
                low = doubtful_end = offsets[0]
                high = offsets[bisect_right(days, last)]
            elif kind == OPEN_START:
                low = doubtful_end = offsets[bisect_left(days, first)]
                high = offsets[-1]
            elif kind == ALWAYS or (whole and undated):
                low, doubtful_end, high = offsets[0], offsets[0], offsets[-1]
            else:
                continue
            if (kind != DAY and certain and not whole) or doubtful_end > high:
                doubtful_end = high
            if low < doubtful_end:
                ranges.append((low, doubtful_end, True))
            if doubtful_end < high:
                ranges.append((doubtful_end, high, False))
        if len(ranges) > 1:
            ranges = self._joined(ranges)
        return Selection(ranges, first, last, certain, None if types is None else self._of_types(types))

    def _joined(self, ranges: Sequence[Range]) -> list[Range]:
        """Return the same rows in fewer ranges where checking the rows between is faster.

        The rows between are left out by their dates, so all must have one status and none may be undated.
        So the rows of a range that are of one day each are in order of time.
        """
        joined = [ranges[0]]
        for low, high, doubtful in ranges[1:]:
            start, end, before = joined[-1]
            checked = low - end
            if doubtful != before:
                checked += high - low if before else end - start
            near = checked <= _NEAR if doubtful or before else checked == 0
            if near and not any(end <= block <= low for block in self._blocks):
                joined[-1] = (start, high, doubtful or before)
            else:
                joined.append((low, high, doubtful))
        return joined

    def passes(self, rows: Rows | slice, selection: Selection, doubtful: bool) -> Mask:
        """Return a mask of those rows of a range that are in the selection."""
        if not doubtful and selection.types is not None:
            return self._is_of(self.type[rows], selection.types)
        first, last = self.earliest_start, self.latest_end
        if selection.certain:
            first, last = self.latest_start, self.earliest_end
        kept: Mask = first[rows] <= self.narrowed(selection.until)
        kept &= last[rows] >= self.narrowed(selection.since)
        if selection.types is not None:
            kept &= self._is_of(self.type[rows], selection.types)
        return kept

    def _is_of(self, type: Numbers, types: list[int]) -> Mask:
        """Return a mask of the rows whose type is one of ``types``."""
        if len(types) > _FEW:
            allowed: Mask = np.zeros(len(self.types), bool)
            allowed[types] = True
            mask: Mask = allowed[type]
            return mask
        if not types:
            return np.zeros(len(type), bool)
        chosen: Mask = type == types[0]
        for each in types[1:]:
            chosen |= type == each
        return chosen

    def picked(self, chosen: Range, selection: Selection) -> Rows | slice:
        """Return the rows of a range that are in the selection, ascending; a slice if all are."""
        low, high, doubtful = chosen
        if not doubtful and selection.types is None:
            return slice(low, high)
        kept = np.flatnonzero(self.passes(slice(low, high), selection, doubtful))
        return kept.astype(np.int32) + np.int32(low)

    def rows(self, selection: Selection) -> Rows:
        """Return the rows of a selection, ascending."""
        pieces = [numbered(self.picked(each, selection)) for each in selection.ranges]
        return pieces[0] if len(pieces) == 1 else np.concatenate(pieces) if pieces else np.empty(0, np.int32)

    def count(self, selection: Selection) -> int:
        """Return how many rows a selection has; only doubtful rows are checked."""
        return sum(
            int(np.count_nonzero(self.passes(slice(low, high), selection, doubtful)))
            if doubtful or selection.types is not None
            else high - low
            for low, high, doubtful in selection.ranges
        )

    def narrowed(self, day: Day) -> int:
        """Return a day in the range of the bounds' type, which has fewer bits."""
        return min(max(day, self.past), self.future)

    def widened(self, days: ArrayLike) -> list[Day]:
        """Return days of the bounds with the infinities that the rest of graphkit uses."""
        days = np.asarray(days, np.int64)
        if days.min(initial=0) == self.past or days.max(initial=0) == self.future:
            days = np.select([days == self.past, days == self.future], [PAST, FUTURE], days)
        wide: list[Day] = days.tolist()
        return wide

    def _of_statuses(self, statuses: Collection[int | str]) -> list[Partition]:
        wanted = set(numbers(listed("statuses", statuses), _STATUS_NUMBERS, _no_status))
        return [partition for partition in self.partitions if partition.status in wanted]

    def _of_types(self, types: Collection[int | str]) -> list[int] | None:
        wanted = numbers(listed("types", types), self._types, TypeNotFoundError)
        return wanted if len(wanted) < len(self.types) else None


def numbers_below(count: int) -> np.dtype[Any]:
    """Return the smallest type that holds all numbers below a count."""
    return np.min_scalar_type(max(count - 1, 0))


def numbered(rows: Rows | slice) -> Rows:
    """Return rows as an array."""
    return np.arange(rows.start, rows.stop, dtype=np.int32) if isinstance(rows, slice) else rows


def numbers(
    wanted: Iterable[int | str], names: Mapping[str, int], unknown: Callable[[str, list[str]], GraphkitError]
) -> list[int]:
    """Return the distinct numbers of things that are given by number or by name."""
    found: dict[int, None] = {}
    for each in wanted:
        number = names.get(each, -1) if isinstance(each, str) else each if is_whole(each) else -1
        if not 0 <= number < len(names):
            raise unknown(str(each), nearest(str(each), list(names)))
        found[int(number)] = None
    return list(found)


def _no_status(name: str, _near: list[str]) -> UsageError:
    return UsageError(f"statuses: {name!r} is not known; choose of {', '.join(STATUSES)}")


class Order(NamedTuple):
    """The order of rows in a time index, the partitions, and the bounds in that order."""

    order: NDArray[np.intp]
    partitions: list[Partition]
    bounds: list[Days]


def ordered(bounds: Sequence[NDArray[np.int64]], statuses: NDArray[np.int8], undated: Mask) -> Order:
    """Return the order of rows in a time index, given the four bounds of each, in days, and its status.

    ``undated`` are the rows that are in no window, whatever their bounds.
    """
    narrowed = _narrowed(bounds)
    kinds, days = _sorted_by(narrowed[0], narrowed[-1], undated)
    order = np.lexsort((days, kinds, statuses))
    sides = [side[order] for side in narrowed]
    return Order(
        order,
        list(_partitions(statuses[order], kinds[order], days[order])),
        sides if len(sides) > 1 else sides * 4,
    )


def infinities(days: Days) -> tuple[int, int]:
    """Return the days that stand for the infinities in an array: in 32 bits the least and the greatest."""
    limits = np.iinfo(np.int32)
    return (PAST, FUTURE) if days.dtype == np.int64 else (int(limits.min), int(limits.max))


def _narrowed(bounds: Sequence[NDArray[np.int64]]) -> list[Days]:
    """Return bounds in 32 bits if they fit; only one array if all four are equal."""
    if all(np.array_equal(side, bounds[0]) for side in bounds[1:]):
        bounds = bounds[:1]
    finite = [side[(side != PAST) & (side != FUTURE)] for side in bounds]
    short = np.iinfo(np.int32)  # a day next to an infinity would be taken for it a day later
    if any(len(days) and (days.min() <= short.min or days.max() >= short.max - 1) for days in finite):
        return list(bounds)
    return [np.clip(side, short.min, short.max).astype(np.int32) for side in bounds]


def _sorted_by(first: Days, last: Days, undated: Mask) -> tuple[NDArray[np.int8], Days]:
    """Return the kind of each row's dates, and the day by which the row is sorted within its partition."""
    past, future = infinities(first)
    started, ended = first != past, last != future
    days_but_one = np.where(started & ended, last - first.astype(np.float64), 0)
    kinds = np.frexp(days_but_one)[1].astype(np.int8)
    kinds[~ended] = OPEN_END
    kinds[~started] = OPEN_START
    kinds[~started & ~ended] = ALWAYS
    kinds[undated] = UNDATED
    days = np.where(started, first, last)
    days[kinds >= ALWAYS] = 0
    return kinds, days


def _partitions(statuses: NDArray[np.int8], kinds: NDArray[np.int8], days: Days) -> Iterator[Partition]:
    changed = (statuses[1:] != statuses[:-1]) | (kinds[1:] != kinds[:-1])
    edges = [0, *(np.flatnonzero(changed) + 1).tolist(), len(days)] if len(days) else []
    for low, high in pairwise(edges):
        new_days = np.flatnonzero(np.diff(days[low:high], prepend=days[low] - 1))
        offsets = [*(new_days + low).tolist(), high]
        yield Partition(int(statuses[low]), int(kinds[low]), days[low:high][new_days].tolist(), offsets)


def plain_days(partitions: Sequence[Partition]) -> tuple[NDArray[np.int64], list[str]]:
    """Return for each row the number of its day's text, and the texts; blank for rows of more than a day."""
    texts, pieces = [""], []
    for partition in partitions:
        if partition.kind == DAY:
            pieces.append(np.repeat(np.arange(len(partition.days)) + len(texts), np.diff(partition.offsets)))
            texts += [iso(day) or "" for day in partition.days]
        else:
            pieces.append(np.zeros(partition.offsets[-1] - partition.offsets[0], np.int64))
    return np.concatenate(pieces) if pieces else np.empty(0, np.int64), texts


def stable_order(numbers: NDArray[np.integer]) -> NDArray[np.intp]:
    """Return the order that sorts non-negative numbers stably.

    Radix sort by two digits of 16 bits: numpy sorts those by counting.
    """
    order = np.argsort(numbers.astype(np.uint16, copy=False), kind="stable")
    if len(numbers) and numbers.max() > np.iinfo(np.uint16).max:
        order = order[np.argsort((numbers >> 16).astype(np.uint16)[order], kind="stable")]
    return order
