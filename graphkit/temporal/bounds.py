"""The four bounds of something in time, and how several statements and reports of it combine."""

from collections.abc import Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from graphkit.temporal.calendar import FUTURE, PAST, Day, Window, gaps_between, runs


class Gaps(NamedTuple):
    """The days between two bounds on which something cannot start, and end: a one-of set has such."""

    start: tuple[Window, ...] = ()
    end: tuple[Window, ...] = ()


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
        """Whether it starts and ends on the same days, as what a single date dates: no end is stated.

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

    def outside(self, gaps: Gaps) -> "Bounds":
        """Return the same bounds, each of which that lies in a gap moved to the nearest day inside."""
        if gaps == NO_GAPS:
            return self
        sides = Window(*self[:2]), Window(*self[2:])
        start, end = (runs(side, own) or (side,) for side, own in zip(sides, gaps, strict=True))
        return Bounds(start[0].since, start[-1].until, end[0].since, end[-1].until)


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


class _Side:
    """The days that several statements leave for one side, start or end."""

    __slots__ = ("_gaps", "_highs", "_lows", "_now", "_spans")

    def __init__(self) -> None:
        self._lows, self._highs = Extremes(), Extremes()
        self._now = PAST
        # Each span of days, and each gap, with the day until which some statement has it.
        self._spans, self._gaps = dict[Window, Day](), dict[Window, Day]()

    def add(self, low: Day, high: Day, until: Day, gaps: Sequence[Window]) -> None:
        self._lows.add(low, until)
        self._highs.add(high, until)
        span = Window(low, high)
        for found, windows in ((self._spans, runs(span, gaps) or (span,)), (self._gaps, gaps)):
            for each in windows:
                found[each] = max(until, found.get(each, PAST))

    def forget(self, now: Day) -> None:
        self._now = now
        self._lows.forget(now)
        self._highs.forget(now)

    def _counting(self, windows: dict[Window, Day]) -> list[Window]:
        return [each for each, until in windows.items() if until > self._now]

    @property
    def differs(self) -> bool:
        return not self._shared

    @property
    def _shared(self) -> tuple[Window, ...]:
        return runs(Window(self._lows.highest, self._highs.lowest), self._counting(self._gaps))

    @property
    def combined(self) -> tuple[Window, tuple[Window, ...]]:
        """The first and the last day that are left, and the gaps between."""
        if shared := self._shared:
            return Window(shared[0].since, shared[-1].until), gaps_between(shared)
        gaps = gaps_between(self._counting(self._spans))
        # Nothing is left out beside what was always so, or never ends.
        inner = tuple(gap for gap in gaps if gap.since - 1 > PAST and gap.until + 1 < FUTURE)
        return Window(self._lows.lowest, self._highs.highest), inner


class Combination:
    """Combines the dates that several statements give for one thing, added one after another.

    Start and end are combined separately: if all share a day, into the days that they share; otherwise into
    the days of any of them, and the dates differ.
    """

    def __init__(self) -> None:
        self._start, self._end = _Side(), _Side()
        self._found: tuple[Bounds, Gaps] | None = None

    def add(self, bounds: Bounds, until: Day = FUTURE, gaps: Gaps = NO_GAPS) -> None:
        """Add the bounds of one more statement, which counts until :meth:`forget` is told of a day."""
        self._found = None
        self._start.add(bounds.earliest_start, bounds.latest_start, until, gaps.start)
        self._end.add(bounds.earliest_end, bounds.latest_end, until, gaps.end)

    def forget(self, now: Day) -> None:
        """Forget what counts until a day or one before it; the days asked for ascend."""
        self._found = None
        self._start.forget(now)
        self._end.forget(now)

    @property
    def bounds(self) -> Bounds:
        """The combined bounds of the statements so far, of which there must be one at least."""
        return self._combined[0]

    @property
    def gaps(self) -> Gaps:
        """The days between the combined bounds that no statement leaves."""
        return self._combined[1]

    @property
    def _combined(self) -> tuple[Bounds, Gaps]:
        if self._found is None:
            (start, start_gaps), (end, end_gaps) = self._start.combined, self._end.combined
            gaps = Gaps(start_gaps, end_gaps)
            self._found = Bounds(*start, *end).normalised().outside(gaps), gaps
        return self._found

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
