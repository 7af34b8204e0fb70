"""The four bounds of something in time, and how several statements and reports of it combine."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from heapq import heappop, heappush
from operator import attrgetter
from typing import Any, NamedTuple

from graphkit.temporal.calendar import FUTURE, PAST, Day, Window, gaps_between, runs


class Gaps(NamedTuple):
    """The days between two bounds on which something cannot start, and end: a one-of set has such."""

    start: Sequence[Window] = ()
    end: Sequence[Window] = ()


NO_GAPS = Gaps()


class Bounds(NamedTuple):
    """The earliest and the latest day on which something may start, and may end.

    All days are inclusive. Always ``earliest_start <= latest_start`` and ``earliest_end <= latest_end``.
    Normalised bounds, such as :func:`graphkit.temporal.edtf.parse` returns, exclude an end before its
    start: ``latest_start <= latest_end`` and ``earliest_end >= earliest_start``.
    """

    earliest_start: Day
    latest_start: Day
    earliest_end: Day
    latest_end: Day

    @property
    def is_single(self) -> bool:
        """Whether it starts and ends on the same days, as what a single date dates.

        What has no known first day is not: all that is known of it may be that it is over.
        """
        return self[:2] == self[2:] and self.earliest_start > PAST

    def possibly_in(self, window: Window) -> bool:
        """Whether some start and end within the bounds overlap the window."""
        return self.earliest_start <= window.until and self.latest_end >= window.since

    def certainly_in(self, window: Window) -> bool:
        """Whether every start and end within the bounds overlap the window."""
        return self.latest_start <= window.until and self.earliest_end >= window.since

    def mirrored(self) -> "Bounds":
        """Return the bounds as they are if time runs the other way."""
        return Bounds(-self.latest_end, -self.earliest_end, -self.latest_start, -self.earliest_start)

    def normalised(self) -> "Bounds":
        """Return the same bounds without ends before their starts."""
        return Bounds(
            self.earliest_start,
            min(self.latest_start, self.latest_end),
            max(self.earliest_end, self.earliest_start),
            self.latest_end,
        )

    def outside(self, gaps: Gaps, former: "Bounds | None" = None) -> "Bounds":
        """Return the same bounds, each of which that lies in a gap moved to the nearest day inside.

        A side of ``former`` bounds lies in none: its gaps, which may be many, are not looked for.
        """
        sides = [Window(*self[:2]), Window(*self[2:])]
        for place, own in enumerate(gaps):
            if former is None or sides[place] != (former[:2], former[2:])[place]:
                left = runs(sides[place], own) or (sides[place],)
                sides[place] = Window(left[0].since, left[-1].until)
        return Bounds(*sides[0], *sides[1])


UNBOUNDED = Bounds(PAST, FUTURE, PAST, FUTURE)


class Extremes:
    """The lowest and the highest of several days, of which some count only for a time."""

    __slots__ = ("_highest", "_highest_for_now", "_lowest", "_lowest_for_now")

    def __init__(self) -> None:
        self._lowest, self._highest = FUTURE, PAST
        self._lowest_for_now: list[tuple[Day, Day]] = []
        self._highest_for_now: list[tuple[Day, Day]] = []

    def add(self, day: Day, until: Day = FUTURE) -> None:
        """Add a day, which counts until :meth:`forget` is told of another."""
        if until == FUTURE:
            self._lowest, self._highest = min(self._lowest, day), max(self._highest, day)
        else:
            heappush(self._lowest_for_now, (day, until))
            heappush(self._highest_for_now, (-day, until))

    def forget(self, now: Day) -> None:
        """Forget what counts until a day or one before it; the days asked for ascend."""
        for heap in (self._lowest_for_now, self._highest_for_now):
            while heap and heap[0][1] <= now:
                heappop(heap)

    @property
    def lowest(self) -> Day:
        """The lowest; the end of time if there is none."""
        return min(self._lowest, self._lowest_for_now[0][0]) if self._lowest_for_now else self._lowest

    @property
    def highest(self) -> Day:
        """The highest; the beginning of time if there is none."""
        return max(self._highest, -self._highest_for_now[0][0]) if self._highest_for_now else self._highest


class _Days:
    """The days of several spans, of which some count only for a time."""

    __slots__ = ("_for_now", "_untils", "spans")

    def __init__(self) -> None:
        self.spans = list[Window]()  # in order, with a day at least between two
        self._untils = dict[Window, Day]()
        self._for_now = list[tuple[Day, Window]]()

    def add(self, span: Window, until: Day) -> None:
        """Add the days of a span, which count until :meth:`forget` is told of a day."""
        self._untils[span] = max(until, self._untils.get(span, PAST))
        if until != FUTURE:
            heappush(self._for_now, (until, span))
        self._join(span)

    def forget(self, now: Day) -> None:
        """Forget what counts until a day or one before it."""
        count = len(self._untils)
        while self._for_now and self._for_now[0][0] <= now:
            _, span = heappop(self._for_now)
            if self._untils.get(span, FUTURE) <= now:
                del self._untils[span]
        if len(self._untils) < count:
            self.spans.clear()
            for span in sorted(self._untils):
                self._join(span)

    def _join(self, span: Window) -> None:
        first = bisect_left(self.spans, span.since - 1, key=_UNTIL)
        last = bisect_right(self.spans, span.until + 1, key=_SINCE)
        if touching := self.spans[first:last]:
            span = Window(min(span.since, touching[0].since), max(span.until, touching[-1].until))
        self.spans[first:last] = [span]

    def around(self, day: Day) -> Window | None:
        """Return the span that holds a day."""
        place = bisect_left(self.spans, day, key=_UNTIL)
        return self.spans[place] if place < len(self.spans) and self.spans[place].since <= day else None

    def between(self, day: Day) -> Window | None:
        """Return the days between two spans, of which a day is one."""
        place = bisect_left(self.spans, day, key=_UNTIL)
        if not 0 < place < len(self.spans) or self.spans[place].since <= day:
            return None
        (_, before), (after, _) = self.spans[place - 1 : place + 1]
        return Window(before + 1, after - 1) if before > PAST else None


_SINCE, _UNTIL = attrgetter("since"), attrgetter("until")


class _Side:
    """The days that several statements leave for one side, start or end."""

    __slots__ = ("_gaps", "_highs", "_lows", "_now", "_spans", "_statements")

    def __init__(self) -> None:
        self._lows, self._highs = Extremes(), Extremes()
        self._spans, self._gaps = _Days(), _Days()
        self._statements, self._now = list[_Statement](), PAST

    def add(self, days: Window, until: Day, gaps: Sequence[Window]) -> None:
        self._statements.append((days, until, gaps))
        self._lows.add(days.since, until)
        self._highs.add(days.until, until)
        for span in runs(days, gaps) or (days,):
            self._spans.add(span, until)
        for gap in gaps:
            self._gaps.add(gap, until)

    def forget(self, now: Day) -> None:
        self._now = now
        for each in (self._lows, self._highs, self._spans, self._gaps):
            each.forget(now)

    @property
    def _shared(self) -> Window:
        """The first and the last day that all statements leave; they end before they begin if none is."""
        days = Window(self._lows.highest, self._highs.lowest)
        return _without(days, self._gaps.around) if self._gaps.spans else days

    @property
    def differs(self) -> bool:
        first, last = self._shared
        return first > last

    @property
    def days(self) -> Window:
        """The first and the last day that are left."""
        first, last = shared = self._shared
        return Window(self._lows.lowest, self._highs.highest) if first > last else shared

    @property
    def _may_have_gaps(self) -> bool:
        return len(self._spans.spans) > 1 or bool(self._gaps.spans)

    def outside(self, days: Window) -> Window:
        """Return a window whose ends are moved out of gaps, or the same if no day of it is left."""
        if not self._may_have_gaps:
            return days
        first, last = self._shared

        def gap_at(day: Day) -> Window | None:
            if first > last:
                return self._spans.between(day)
            return self._gaps.around(day) if first < day < last else None

        left = _without(days, gap_at)
        return left if left.since <= left.until else days

    @property
    def gaps(self) -> Sequence[Window]:
        """The gaps as they are now, found on first use if there may be any."""
        if not self._may_have_gaps:
            return ()
        return _LazyGaps(self._statements, len(self._statements), self._now)


_Statement = tuple[Window, Day, Sequence[Window]]
"""The days that a statement leaves for one side, the day until which it counts, and gaps in the days."""


def _without(days: Window, gap_at: Callable[[Day], Window | None]) -> Window:
    """Return a window whose first and last day are moved inwards, out of the gap that holds them."""
    first, last = gap_at(days.since), gap_at(days.until)
    return Window(first.until + 1 if first else days.since, last.since - 1 if last else days.until)


class _LazyGaps(Sequence[Window]):
    """The gaps that the first statements leave on a day, found on first use: all would be too many."""

    def __init__(self, statements: Sequence[_Statement], count: int, now: Day) -> None:
        self._statements, self._count, self._now = statements, count, now

    @cached_property
    def _found(self) -> tuple[Window, ...]:
        told = [each for each in self._statements[: self._count] if each[1] > self._now]
        whole = Window(max(days.since for days, _, _ in told), min(days.until for days, _, _ in told))
        shared = runs(whole, [gap for _, _, gaps in told for gap in gaps])
        spans = shared or [span for days, _, gaps in told for span in runs(days, gaps) or (days,)]
        # What was always so begins on no day, so it parts none from the next.
        return tuple(gap for gap in gaps_between(spans) if gap.since > PAST + 1)

    def __getitem__(self, place: Any) -> Any:
        return self._found[place]

    def __len__(self) -> int:
        return len(self._found)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, tuple | _LazyGaps) and self._found == tuple(other)

    def __hash__(self) -> int:
        return hash(self._found)

    def __repr__(self) -> str:
        return repr(self._found)


class Combination:
    """Combines the dates that several statements give for one thing, added one after another.

    Start and end are combined separately: if all share a day, into the days that they share; otherwise into
    the days of any of them, and the dates differ.
    """

    def __init__(self) -> None:
        self._start, self._end = _Side(), _Side()

    def add(self, bounds: Bounds, until: Day = FUTURE, gaps: Gaps = NO_GAPS) -> None:
        """Add the bounds of one more statement, which counts until :meth:`forget` is told of a day."""
        self._start.add(Window(*bounds[:2]), until, gaps.start)
        self._end.add(Window(*bounds[2:]), until, gaps.end)

    def forget(self, now: Day) -> None:
        """Forget what counts until a day or one before it; the days asked for ascend."""
        self._start.forget(now)
        self._end.forget(now)

    @property
    def bounds(self) -> Bounds:
        """The combined bounds of the statements so far, of which there must be one at least."""
        return self.outside(Bounds(*self._start.days, *self._end.days).normalised())

    def outside(self, bounds: Bounds) -> Bounds:
        """Return bounds, each of which that lies in a gap moved to the nearest day inside."""
        return Bounds(*self._start.outside(Window(*bounds[:2])), *self._end.outside(Window(*bounds[2:])))

    @property
    def gaps(self) -> Gaps:
        """The days between the combined bounds that no statement leaves."""
        return Gaps(self._start.gaps, self._end.gaps)

    @property
    def differs(self) -> bool:
        """Whether the statements share no start, or share no end."""
        return self._start.differs or self._end.differs


def reported(bounds: Bounds, by: Day, *, lasts: bool, attested: Day | None = None) -> Bounds:
    """Narrow what is stated by the fact that it was reported as so: a report bounds what it reports.

    What was reported had begun ``by`` the day by which the report was known; what only happens was over by
    then. What lasts ended no earlier than the day on which a report ``attested`` it. Stated ranges are never
    left, so exact dates never change; one that begins after ``by`` contradicts the report and stays as it is.
    The result is normalised.
    """
    earliest_start, latest_start, earliest_end, latest_end = bounds
    if earliest_start <= by:
        latest_start = min(latest_start, by)
    if not lasts and earliest_end <= by:
        latest_end = min(latest_end, by)
    elif lasts and attested is not None:
        earliest_end = max(earliest_end, min(latest_end, attested))
    return Bounds(earliest_start, latest_start, earliest_end, latest_end).normalised()
