"""Counts days and spans of days in the proleptic Gregorian calendar, and writes them in words.

A day is an ``int``: the ordinal of :meth:`datetime.date.toordinal` (1 January of year 1 is day 1),
continued backwards and forwards without end. :data:`PAST` and :data:`FUTURE` stand for the infinities.
Every span is closed at both ends.
"""

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

Day = int

PAST: Day = -(1 << 62)
FUTURE: Day = 1 << 62

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS_IN_400_YEARS = 146_097


class Window(NamedTuple):
    """A closed span of days; a missing end is :data:`PAST` or :data:`FUTURE`."""

    since: Day = PAST
    until: Day = FUTURE

    def mirrored(self) -> "Window":
        """Return the window as it is if time runs the other way."""
        return Window(-self.until, -self.since)

    def __str__(self) -> str:
        """Return the window in words that end a sentence: ``on 14 July 2025``."""
        if self == ALWAYS:
            return "at any time"
        if self.since == self.until:
            return f"on {day_words(self.since)}"
        if self.since == PAST:
            return f"up to {day_words(self.until)}"
        if self.until == FUTURE:
            return f"from {day_words(self.since)} on"
        return f"in {span_words(self.since, self.until)}"


ALWAYS = Window()


def shifted(day: Day, days: int) -> Day:
    """Return the day some days later; infinities stay what they are."""
    return day if day in (PAST, FUTURE) else day + days


def runs(days: Window, gaps: Collection[Window]) -> tuple[Window, ...]:
    """Return the spans of the days of a window that lie in no gap."""
    if not gaps:
        return (days,) if days.since <= days.until else ()
    found, first = list[Window](), days.since
    for since, until in sorted(gaps):
        if since > days.until:
            break
        if first < since:
            found.append(Window(first, since - 1))
        first = max(first, until + 1)
    return (*found, Window(first, days.until)) if first <= days.until else tuple(found)


def gaps_between(spans: Iterable[Window]) -> tuple[Window, ...]:
    """Return the spans of days that lie between some others."""
    ordered = sorted(spans)
    if len(ordered) == 1:
        return ()
    return runs(Window(ordered[0].since, max(until for _, until in ordered)), ordered)


def overlaps(one: Iterable[Window], other: Iterable[Window]) -> tuple[Window, ...]:
    """Return the spans of the days that each of two lists of spans holds; none in a list share a day."""
    found = list[Window]()
    # The spans still to come, the next one last.
    left, right = sorted(one, reverse=True), sorted(other, reverse=True)
    while left and right:
        until = min(left[-1].until, right[-1].until)
        found.append(Window(max(left[-1].since, right[-1].since), until))
        (left if left[-1].until == until else right).pop()
    return tuple(each for each in found if each.since <= each.until)


def day_number(year: int, month: int, day: int) -> Day:
    """Return the number of the day with a proleptic Gregorian date of any year; year 0 is 1 BC.

    A date that does not exist raises ValueError.
    """
    cycles, year_in_cycle = divmod(year - 1, 400)
    return date(year_in_cycle + 1, month, day).toordinal() + cycles * _DAYS_IN_400_YEARS


def calendar_date(day: Day) -> tuple[int, int, int]:
    """Return the year, month and day of the month of a day number."""
    cycles, rest = divmod(day - 1, _DAYS_IN_400_YEARS)
    in_cycle = date.fromordinal(rest + 1)
    return in_cycle.year + cycles * 400, in_cycle.month, in_cycle.day


@lru_cache(maxsize=1 << 14)  # the days of an answer recur
def iso(day: Day) -> str | None:
    """Return a day in ISO 8601, or None for an infinity; years outside 0-9999 have a sign."""
    if day in (PAST, FUTURE):
        return None
    year, month, dom = calendar_date(day)
    sign = "-" if year < 0 else "+" if year > 9999 else ""
    return f"{sign}{abs(year):04d}-{month:02d}-{dom:02d}"


def iso_range(first: Day, last: Day) -> str | None:
    """Return one of some days in EDTF: a day, or a one-of set; None for an infinity."""
    return iso(first) if first == last else f"[{iso(first) or ''}..{iso(last) or ''}]"


@lru_cache(maxsize=1 << 14)
def day_words(day: Day) -> str:
    """Return a day as people write it: ``13 July 2025``."""
    year, month, dom = calendar_date(day)
    return f"{dom} {MONTHS[month - 1]} {year_words(year)}"


def span_words(first: Day, last: Day) -> str:
    """Return a span of days as people write it: ``7-13 July 2025``, ``July 2025``, ``2025``."""
    if first == last:
        return day_words(first)
    (year, month, dom), (last_year, last_month, _) = calendar_date(first), calendar_date(last)
    if year != last_year:
        return f"{day_words(first)} - {day_words(last)}"
    if dom == 1 and calendar_date(last + 1)[2] == 1:
        if month == last_month:
            return f"{MONTHS[month - 1]} {year_words(year)}"
        if (month, last_month) == (1, 12):
            return year_words(year)
    if month != last_month:
        return f"{dom} {MONTHS[month - 1]} - {day_words(last)}"
    return f"{dom}-{day_words(last)}"


def range_words(first: Day, last: Day) -> str:
    """Return a range of days, such as one side of bounds, in words; either end may be infinite."""
    if first == last and first in (PAST, FUTURE):
        return "no end" if first == FUTURE else "no beginning"
    if first == PAST:
        return "any day" if last == FUTURE else f"by {day_words(last)}"
    if last == FUTURE:
        return f"{day_words(first)} or later"
    return span_words(first, last)


def year_words(year: int) -> str:
    """Return a year as people write it; year 0 is 1 BC."""
    return str(year) if year > 0 else f"{1 - year} BC"


def first_of_month(year: int, month: int) -> Day:
    """Return the first day of a month; ``month`` may run past 1-12 in either direction."""
    extra_years, month_from_zero = divmod(month - 1, 12)
    return day_number(year + extra_years, month_from_zero + 1, 1)


Unit = Literal["day", "week", "month", "quarter", "year"]
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


def unit_of(day: Day, unit: Unit) -> Window:
    """Return the day, week (Monday to Sunday), month, quarter or year that contains a day."""
    if unit == "day":
        return Window(day, day)
    if unit == "week":
        monday = day - (day - 1) % 7
        return Window(monday, monday + 6)
    year, month, _ = calendar_date(day)
    months = _MONTHS_IN[unit]
    first = month - (month - 1) % months
    return Window(first_of_month(year, first), first_of_month(year, first + months) - 1)


def units_in(window: Window, unit: Unit) -> int:
    """Return the number of days, weeks, months, quarters or years that a window overlaps."""
    first, last = unit_of(window.since, unit), unit_of(window.until, unit)
    if unit in ("day", "week"):
        return (last.since - first.since) // (7 if unit == "week" else 1) + 1
    (year, month, _), (last_year, last_month, _) = calendar_date(first.since), calendar_date(last.since)
    return ((last_year - year) * 12 + last_month - month) // _MONTHS_IN[unit] + 1


def unit_words(window: Window, unit: Unit) -> str:
    """Return a period as people write it: ``14 July 2025``, ``July 2025``, ``Q3 2025``."""
    year, month, _ = calendar_date(window.since)
    if unit == "month":
        return f"{MONTHS[month - 1]} {year_words(year)}"
    if unit == "quarter":
        return f"Q{(month + 2) // 3} {year_words(year)}"
    if unit == "year":
        return year_words(year)
    return span_words(*window)
