"""Says which rows of a table of relations are in a window, where the rows stand in runs sorted by day.

A *run* holds the rows of one status whose dates are of one kind: of a single day, of a length
between two powers of two, open at one end or both, or none. Within a run the rows are sorted by
day, so that a window is one range of them, found by two bisections of the run's distinct days.
Of rows that last, those that started before the window may have ended before it too: so they are
looked at one by one, but only as far back as the longest of the run reaches.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphkit.arguments import CallError, far_day, flag, is_whole, listed, unfit
from graphkit.errors import GraphkitError, TypeNotFoundError, UsageError, nearest
from graphkit.model.statuses import STATUSES
from graphkit.temporal import edtf
from graphkit.temporal.calendar import FUTURE, PAST, Day, iso
from graphkit.temporal.edtf import DayLike

ACTUAL = (0,)
_STATUS_NUMBERS = {name: number for number, name in enumerate(STATUSES)}

DAY, OPEN_END, OPEN_START, ALWAYS, UNDATED = 0, 64, 65, 66, 67
"""Kinds of dates; between the first two, for rows that last, the bit length of their days but one."""

KINDS = range(UNDATED + 1)

_MODERN, _FAR = 364_878, 3_652_059
"""The days that surely are ordinals: from 1000 to 9999."""

_ASKED_BY = ("since", "until", "certain", "types", "statuses")

_NEAR = 8_192
"""How many rows can be looked at in the time that one more range takes."""

_FEW = 4
"""For so many types, to compare with each is faster than to look each row's up."""

Rows = NDArray[np.int32]
Days = NDArray[np.signedinteger[Any]]
Mask = NDArray[np.bool_]
Range = tuple[int, int, bool]
"""Rows from one up to, and without, another, and whether the dates of each have to be looked at."""


class Run(NamedTuple):
    """Rows of one status and one kind of dates, sorted by day.

    Attributes
    ----------
    status
        The number of the status.
    kind
        The kind of dates.
    days
        The distinct days by which the rows are sorted: their earliest start, or where that is open
        their latest end.
    offsets
        The first row of each day, and the row behind the last.
    """

    status: int
    kind: int
    days: list[Day]
    offsets: list[int]


class Selection(NamedTuple):
    """The rows that answer a question.

    Attributes
    ----------
    ranges
        Ranges that hold them all, ascending.
    since, until, certain
        The window in which the rows of doubtful ranges must be, and whether for sure.
    types
        The numbers of the types of which all rows must be; None for any.
    """

    ranges: list[Range]
    since: Day
    until: Day
    certain: bool
    types: list[int] | None

    @property
    def size(self) -> int:
        """How many rows the ranges have."""
        return sum(high - low for low, high, _ in self.ranges)


class TimeIndex:
    """When each row of a table is, and of which status and type."""

    def __init__(
        self,
        runs: Sequence[Run],
        bounds: Sequence[Days],
        type: NDArray[np.integer[Any]],
        types: Sequence[str],
    ) -> None:
        self.runs = runs
        self.bounds = bounds
        self.earliest_start, self.latest_start, self.earliest_end, self.latest_end = bounds
        self.type = type
        self.types = types
        limits = np.iinfo(self.earliest_start.dtype)
        self.past, self.future = int(limits.min), int(limits.max)
        self._actual = [run for run in runs if run.status == 0]
        self._types = {name: number for number, name in enumerate(types)}
        self._blocks = [
            run.offsets[0]
            for before, run in pairwise(runs)
            if before.status != run.status or run.kind == UNDATED
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
        """Return which rows are, or may be, in a window.

        Parameters
        ----------
        since, until
            The first and the last day, as ordinals, dates or texts; None leaves that end open.
            With neither, undated rows are selected too.
        certain
            Whether rows must be in the window for sure.
        types
            Types by name or number, or None for all.
        statuses
            Statuses by name or number.
        undated
            Whether undated rows are selected where no window is given.

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
        """Return which rows are, or may be, in a window of days, or of all time where that is ``whole``."""
        runs = self._actual if statuses is ACTUAL else self._of_statuses(statuses)
        ranges: list[Range] = []
        for _, kind, days, offsets in runs:
            if kind == DAY:
                low = seen = offsets[bisect_left(days, first)]
                high = offsets[bisect_right(days, last)]
            elif kind < OPEN_END:
                low = offsets[bisect_right(days, first - (1 << kind))]
                seen = offsets[bisect_left(days, first)]
                high = offsets[bisect_right(days, last)]
            elif kind == OPEN_END:
                low = seen = offsets[0]
                high = offsets[bisect_right(days, last)]
            elif kind == OPEN_START:
                low = seen = offsets[bisect_left(days, first)]
                high = offsets[-1]
            elif kind == ALWAYS or (whole and undated):
                low, seen, high = offsets[0], offsets[0], offsets[-1]
            else:
                continue
            if (kind != DAY and certain and not whole) or seen > high:
                seen = high
            if low < seen:
                ranges.append((low, seen, True))
            if seen < high:
                ranges.append((seen, high, False))
        if len(ranges) > 1:
            ranges = self._joined(ranges)
        return Selection(ranges, first, last, certain, None if types is None else self._of_types(types))

    def _joined(self, ranges: Sequence[Range]) -> list[Range]:
        """Return the same ranges, those joined that are faster looked at as one.

        What lies between is looked at then, and lets itself be left out by its dates; so it must
        be of one status, and none of it undated.
        """
        joined = [ranges[0]]
        for low, high, doubtful in ranges[1:]:
            start, end, before = joined[-1]
            if doubtful == before:
                looked_at = low - end
            else:
                looked_at = low - end + (high - low if before else end - start)
            near = looked_at <= _NEAR if doubtful or before else looked_at == 0
            if near and not any(end <= block < low for block in self._blocks):
                joined[-1] = (start, high, doubtful or before)
            else:
                joined.append((low, high, doubtful))
        return joined

    def passes(self, rows: Rows | slice, selection: Selection, doubtful: bool) -> Mask:
        """Return which of some rows from a range of a selection, doubtful or not, are in it."""
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

    def _is_of(self, type: NDArray[np.integer[Any]], types: list[int]) -> Mask:
        """Return which numbers of types are among some."""
        if len(types) > _FEW:
            allowed: Mask = np.zeros(len(self.types), bool)
            allowed[types] = True
            chosen: Mask = allowed[type]
            return chosen
        if not types:
            return np.zeros(len(type), bool)
        found: Mask = type == types[0]
        for each in types[1:]:
            found |= type == each
        return found

    def picked(self, chosen: Range, selection: Selection) -> Rows | slice:
        """Return the rows of a range of a selection that are in it, ascending; all as a slice."""
        low, high, doubtful = chosen
        if not doubtful and selection.types is None:
            return slice(low, high)
        kept = np.flatnonzero(self.passes(slice(low, high), selection, doubtful))
        return kept.astype(np.int32) + np.int32(low)

    def rows(self, selection: Selection) -> Rows:
        """Return the rows of a selection, ascending."""
        parts = [numbered(self.picked(each, selection)) for each in selection.ranges]
        return parts[0] if len(parts) == 1 else np.concatenate(parts) if parts else np.empty(0, np.int32)

    def count(self, selection: Selection) -> int:
        """Return how many rows a selection has; only those that need it are looked at."""
        return sum(
            int(np.count_nonzero(self.passes(slice(low, high), selection, doubtful)))
            if doubtful or selection.types is not None
            else high - low
            for low, high, doubtful in selection.ranges
        )

    def certain(self, rows: Rows, since: DayLike | None = None, until: DayLike | None = None) -> Mask:
        """Return which of some rows, not undated, are in a window for sure."""
        window = edtf.window(
            None if since is None else far_day("since", since),
            None if until is None else far_day("until", until),
        )
        low, high = self.narrowed(window.since), self.narrowed(window.until)
        return (self.latest_start[rows] <= high) & (self.earliest_end[rows] >= low)

    def narrowed(self, day: Day) -> int:
        """Return a day as the bounds have it: they are of fewer bits."""
        return min(max(day, self.past), self.future)

    def widened(self, days: Collection[int]) -> Collection[Day]:
        """Return days of the bounds as the rest of graphkit has them."""
        if self.past not in days and self.future not in days:
            return days
        infinite = {self.past: PAST, self.future: FUTURE}
        return [infinite.get(day, day) for day in days]

    def _of_statuses(self, statuses: Collection[int | str]) -> list[Run]:
        wanted = set(numbers(listed("statuses", statuses), _STATUS_NUMBERS, _no_status))
        return [run for run in self.runs if run.status in wanted]

    def _of_types(self, types: Collection[int | str]) -> list[int] | None:
        wanted = numbers(listed("types", types), self._types, TypeNotFoundError)
        return wanted if len(wanted) < len(self.types) else None


def numbered(rows: Rows | slice) -> Rows:
    """Return rows one by one."""
    return np.arange(rows.start, rows.stop, dtype=np.int32) if isinstance(rows, slice) else rows


def numbers(
    wanted: Iterable[int | str],
    names: Mapping[str, int],
    unknown: Callable[[str, list[str]], GraphkitError],
) -> list[int]:
    """Return the numbers of some things, each given by number or by name, none twice.

    Raises
    ------
    GraphkitError
        What ``unknown`` makes of a name, or a number, that is nobody's, and of the nearest names.
    """
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
    """How rows stand in a timetable: their order, the runs they make up, and their bounds in that order."""

    order: NDArray[np.intp]
    runs: list[Run]
    bounds: list[Days]


def ordered(bounds: Sequence[NDArray[np.int64]], statuses: NDArray[np.int8], undated: Mask) -> Order:
    """Return how rows stand in a timetable.

    Parameters
    ----------
    bounds
        The four bounds of each row, in days; :data:`~graphkit.temporal.PAST` and ``FUTURE`` where open.
    statuses
        The number of the status of each.
    undated
        Which rows are in no window, whatever their bounds.
    """
    narrowed = _narrowed(bounds)
    kinds, days = _sorted_by(narrowed[0], narrowed[-1], undated)
    order = np.lexsort((days, kinds, statuses))
    sides = [side[order] for side in narrowed]
    return Order(
        order, list(_runs(statuses[order], kinds[order], days[order])), sides if len(sides) > 1 else sides * 4
    )


def _narrowed(bounds: Sequence[NDArray[np.int64]]) -> list[Days]:
    """Return bounds in as few bits as hold them; only one where all four are the same.

    Their infinities become the least and the greatest number of those bits.
    """
    if all(np.array_equal(side, bounds[0]) for side in bounds[1:]):
        bounds = bounds[:1]
    finite = [side[(side != PAST) & (side != FUTURE)] for side in bounds]
    short = np.iinfo(np.int32)
    fits = all(not len(days) or (days.min() > short.min and days.max() < short.max) for days in finite)
    limits = short if fits else np.iinfo(np.int64)
    return [
        np.where(side == PAST, limits.min, np.where(side == FUTURE, limits.max, side)).astype(limits.dtype)
        for side in bounds
    ]


def _sorted_by(first: Days, last: Days, undated: Mask) -> tuple[NDArray[np.int8], Days]:
    """Return the kind of each row's dates, and the day by which it is sorted within its run."""
    limits = np.iinfo(first.dtype)
    started, ended = first != limits.min, last != limits.max
    days_but_one = np.where(started & ended, last - first.astype(np.float64), 0)
    kinds = np.frexp(days_but_one)[1].astype(np.int8)
    kinds[~ended] = OPEN_END
    kinds[~started] = OPEN_START
    kinds[~started & ~ended] = ALWAYS
    kinds[undated] = UNDATED
    days = np.where(started, first, last)
    days[kinds >= ALWAYS] = 0
    return kinds, days


def _runs(statuses: NDArray[np.int8], kinds: NDArray[np.int8], days: Days) -> Iterator[Run]:
    changed = (statuses[1:] != statuses[:-1]) | (kinds[1:] != kinds[:-1])
    edges = [0, *(np.flatnonzero(changed) + 1).tolist(), len(days)] if len(days) else []
    for low, high in pairwise(edges):
        new_days = np.flatnonzero(np.diff(days[low:high], prepend=days[low] - 1))
        offsets = [*(new_days + low).tolist(), high]
        yield Run(int(statuses[low]), int(kinds[low]), days[low:high][new_days].tolist(), offsets)


def plain_days(runs: Sequence[Run]) -> tuple[NDArray[np.int64], list[str]]:
    """Return for each row of some runs the number of its day's text, and the texts.

    The text is blank where a row is not of one day.
    """
    texts, parts = [""], []
    for run in runs:
        if run.kind == DAY:
            parts.append(np.repeat(np.arange(len(run.days)) + len(texts), np.diff(run.offsets)))
            texts += [iso(day) or "" for day in run.days]
        else:
            parts.append(np.zeros(run.offsets[-1] - run.offsets[0], np.int64))
    return np.concatenate(parts) if parts else np.empty(0, np.int64), texts


def stable_order(numbers: NDArray[np.integer]) -> NDArray[np.intp]:
    """Return the order that sorts numbers, none below zero, and leaves equal ones as they stand.

    Two digits of 16 bits are sorted by in turn, which numpy does by counting.
    """
    order = np.argsort(numbers.astype(np.uint16), kind="stable")
    if len(numbers) and numbers.max() > np.iinfo(np.uint16).max:
        order = order[np.argsort((numbers >> 16).astype(np.uint16)[order], kind="stable")]
    return order
