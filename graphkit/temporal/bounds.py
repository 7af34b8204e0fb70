"""The four bounds of something in time, and how several statements and reports of it combine."""

from dataclasses import dataclass
from typing import NamedTuple

from graphkit.temporal.calendar import FUTURE, PAST, Day, Window


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

    def possibly_in(self, window: Window) -> bool:
        """Whether some start and end within the bounds overlap the window."""
        return self.earliest_start <= window.until and self.latest_end >= window.since

    def certainly_in(self, window: Window) -> bool:
        """Whether every start and end within the bounds overlap the window."""
        return self.latest_start <= window.until and self.earliest_end >= window.since

    def normalised(self) -> "Bounds":
        """Return the same bounds without ends before their starts."""
        return Bounds(
            self.earliest_start,
            min(self.latest_start, self.latest_end),
            max(self.earliest_end, self.earliest_start),
            self.latest_end,
        )


UNBOUNDED = Bounds(PAST, FUTURE, PAST, FUTURE)


@dataclass(slots=True)
class _Side:
    """The extremes of several day ranges for one side, start or end."""

    lowest: Day = FUTURE
    highest_low: Day = PAST
    lowest_high: Day = FUTURE
    highest: Day = PAST

    def add(self, low: Day, high: Day) -> None:
        self.lowest, self.highest_low = min(self.lowest, low), max(self.highest_low, low)
        self.lowest_high, self.highest = min(self.lowest_high, high), max(self.highest, high)

    @property
    def differs(self) -> bool:
        return self.highest_low > self.lowest_high

    @property
    def combined(self) -> tuple[Day, Day]:
        return (self.lowest, self.highest) if self.differs else (self.highest_low, self.lowest_high)


class Combination:
    """Combines the dates that several statements give for one thing, added one after another.

    Start and end are combined separately: if all ranges share a day, into their intersection; otherwise
    into their hull, and the dates differ.
    """

    def __init__(self) -> None:
        self._start, self._end = _Side(), _Side()

    def add(self, bounds: Bounds) -> None:
        """Add the bounds of one more statement."""
        self._start.add(bounds.earliest_start, bounds.latest_start)
        self._end.add(bounds.earliest_end, bounds.latest_end)

    @property
    def bounds(self) -> Bounds:
        """The combined bounds of the statements so far, of which there must be one at least."""
        return Bounds(*self._start.combined, *self._end.combined).normalised()

    @property
    def differs(self) -> bool:
        """Whether the statements share no start, or share no end."""
        return self._start.differs or self._end.differs


def reported(bounds: Bounds, by: Day, *, lasts: bool, attested: Day | None = None) -> Bounds:
    """Narrow what is stated by the fact that it was reported as so: a report bounds what it reports.

    What was reported had begun by the day of the report; what only happens was over by then. Where a
    report says that something lasted on a day, it ended no earlier. Stated ranges are never left, so exact
    dates never change.

    Parameters
    ----------
    bounds
        The stated bounds.
    by
        The day by which the report was known.
    lasts
        Whether it lasts rather than happens.
    attested
        The day on which the report says that it was so; None if it does not say that.

    Returns
    -------
    Bounds
        The narrowed bounds, normalised.
    """
    earliest_start, latest_start, earliest_end, latest_end = bounds
    latest_start = min(latest_start, max(earliest_start, by))
    if not lasts:
        latest_end = min(latest_end, max(earliest_end, by))
    elif attested is not None:
        earliest_end = max(earliest_end, min(latest_end, attested))
    return Bounds(earliest_start, latest_start, earliest_end, latest_end).normalised()
