"""Reads EDTF dates into four bounds in whole days, and knows what a period of days is.

Nothing else in graphkit says which days a date in the file may mean. A day is an ``int``: the
proleptic Gregorian ordinal of :meth:`datetime.date.toordinal` (1 January of year 1 is day 1),
continued backwards and forwards without end; :data:`PAST` and :data:`FUTURE` stand for the
infinities. Every period is closed at both ends.

The grammar is EDTF (Library of Congress, https://www.loc.gov/standards/datetime/), levels 0
and 1, and level 2's one-of sets. Plain days, months, seasons and years, and a qualifier behind one, are
read here; everything else that stands for one date is taken apart by the ``edtf`` library, which
is imported when the first such text is met. The bounds are always ours.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from graphkit.errors import DateError

Day = int

PAST: Day = -(1 << 62)
FUTURE: Day = 1 << 62

_DAYS_IN_400_YEARS = 146_097
_LONGEST_TEXT = 500
_FARTHEST: Day = 1 << 53  # a browser's numbers are exact up to here
_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}
_QUALIFIERS = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}


class Window(NamedTuple):
    """A closed span of days; :data:`PAST` or :data:`FUTURE` where an end is missing."""

    since: Day = PAST
    until: Day = FUTURE

    def __str__(self) -> str:
        """Return the window as the end of a sentence: ``on 14 July 2025``."""
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


class Bounds(NamedTuple):
    """When something starts and ends, each as the earliest and the latest day it may be.

    All four are days, inclusive, with ``earliest_start <= latest_start`` and
    ``earliest_end <= latest_end``; normalised so that no end comes before its start:
    ``latest_start <= latest_end`` and ``earliest_end >= earliest_start``.
    """

    earliest_start: Day
    latest_start: Day
    earliest_end: Day
    latest_end: Day

    def possibly_in(self, window: Window) -> bool:
        """Whether some way the dates can fall touches the window."""
        return self.earliest_start <= window.until and self.latest_end >= window.since

    def certainly_in(self, window: Window) -> bool:
        """Whether every way the dates can fall touches the window."""
        return self.latest_start <= window.until and self.earliest_end >= window.since

    def normalised(self) -> "Bounds":
        """Return the same bounds without the cases in which an end comes before its start."""
        return Bounds(
            self.earliest_start,
            min(self.latest_start, self.latest_end),
            max(self.earliest_end, self.earliest_start),
            self.latest_end,
        )


UNBOUNDED = Bounds(PAST, FUTURE, PAST, FUTURE)


class When(NamedTuple):
    """An EDTF text and what it says.

    Attributes
    ----------
    text
        The EDTF text as it was written.
    bounds
        Its four bounds, in days.
    lasts
        Whether it was written as an interval ``a/b``: something that goes on, not a day.
    start_unknown, end_unknown
        Whether that side of the interval was left blank (``/b``, ``a/``). An *open* side
        (``..``) is not unknown: it is at infinity for certain.
    words
        The same in words, such as ``7-13 July 2025``.
    """

    text: str
    bounds: Bounds
    lasts: bool
    start_unknown: bool
    end_unknown: bool
    words: str


class _Part(NamedTuple):
    """One date: its first and last day, and its precision in months (0 for a day)."""

    first: Day
    last: Day
    months: int
    words: str


# --- days and the calendar -----------------------------------------------------------------


def day_number(year: int, month: int, day: int) -> Day:
    """Return the ordinal of a proleptic Gregorian date of any year; year 0 is 1 BC.

    Raises
    ------
    ValueError
        If there is no such day.
    """
    cycles, year_in_cycle = divmod(year - 1, 400)
    return date(year_in_cycle + 1, month, day).toordinal() + cycles * _DAYS_IN_400_YEARS


def calendar_date(day: Day) -> tuple[int, int, int]:
    """Return the year, month and day of the month of an ordinal."""
    cycles, rest = divmod(day - 1, _DAYS_IN_400_YEARS)
    in_cycle = date.fromordinal(rest + 1)
    return in_cycle.year + cycles * 400, in_cycle.month, in_cycle.day


def iso(day: Day) -> str | None:
    """Return a day as ISO 8601, or None for an infinity; years outside 0-9999 carry a sign."""
    if day in (PAST, FUTURE):
        return None
    year, month, dom = calendar_date(day)
    sign = "-" if year < 0 else "+" if year > 9999 else ""
    return f"{sign}{abs(year):04d}-{month:02d}-{dom:02d}"


def day_words(day: Day) -> str:
    """Return a day as people write it: ``13 July 2025``."""
    year, month, dom = calendar_date(day)
    return f"{dom} {_MONTHS[month - 1]} {_year_words(year)}"


def span_words(first: Day, last: Day) -> str:
    """Return a span of days as people write it: ``7-13 July 2025``."""
    if first == last:
        return day_words(first)
    (year, month, dom), (last_year, last_month, _) = calendar_date(first), calendar_date(last)
    if year != last_year:
        return f"{day_words(first)} - {day_words(last)}"
    if month != last_month:
        return f"{dom} {_MONTHS[month - 1]} - {day_words(last)}"
    return f"{dom}-{day_words(last)}"


def range_words(first: Day, last: Day) -> str:
    """Return a side of something's bounds in words: one day, a span, or how far it is open."""
    if first == last and first in (PAST, FUTURE):
        return "never"
    if first == PAST:
        return "any day" if last == FUTURE else f"by {day_words(last)}"
    if last == FUTURE:
        return f"{day_words(first)} or later"
    return span_words(first, last)


def _year_words(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BC"


def _first_of_month(year: int, month: int) -> Day:
    """Return the first day of a month; ``month`` may run past 1-12 in either direction."""
    extra_years, month_from_zero = divmod(month - 1, 12)
    return day_number(year + extra_years, month_from_zero + 1, 1)


def _months_part(year: int, month: int, months: int, words: str) -> _Part:
    """Return the date that covers ``months`` whole months from a given one on."""
    last = _first_of_month(year, month + months) - 1
    return _Part(_first_of_month(year, month), last, months, words)


def _widened(part: _Part, qualifier: str) -> _Part:
    """Return a date one unit of its precision wider on both sides, for ``~``, ``?`` and ``%``."""
    words = _QUALIFIERS[qualifier] + part.words
    if part.months == 0:
        return _Part(part.first - 1, part.last + 1, 0, words)
    year, month, _ = calendar_date(part.first)
    next_year, next_month, _ = calendar_date(part.last + 1)
    return _Part(
        _first_of_month(year, month - part.months),
        _first_of_month(next_year, next_month + part.months) - 1,
        part.months,
        words,
    )


# --- reading one date ----------------------------------------------------------------------


def _plain_part(year: int, month: int | None, dom: int | None) -> _Part:
    """Return a day, a month or a year; raises ValueError where there is no such day."""
    if month is None:
        return _months_part(year, 1, 12, _year_words(year))
    if dom is None:
        if not 1 <= month <= 12:
            raise ValueError("month must be in 1..12")
        return _months_part(year, month, 1, f"{_MONTHS[month - 1]} {_year_words(year)}")
    day = day_number(year, month, dom)
    return _Part(day, day, 0, day_words(day))


def _part(text: str) -> _Part:
    """Read one date: a plain one, qualified or not, here; anything else through the library."""
    qualifier = text[-1:] if text[-1:] in _QUALIFIERS else ""
    plain = _PLAIN.fullmatch(text.removesuffix(qualifier))
    if plain is None:
        return _library_part(text)
    year, month, dom = (int(digits) if digits else None for digits in plain.groups())
    assert year is not None
    if month in range(25, 42) and dom is None:
        raise DateError(f"{text!r}: {_unsupported(_LEVEL_2['Level2Season'])}")
    try:
        season = month in _SEASONS and dom is None
        part = _season(year, month or 0) if season else _plain_part(year, month, dom)
    except ValueError:
        raise DateError(f"{text!r} is not in the calendar; write an existing day") from None
    return _widened(part, qualifier) if qualifier else part


def _season(year: int, code: int) -> _Part:
    """Return a season by the northern, meteorological reckoning; winter begins in December."""
    name, first_month = _SEASONS[code]
    return _months_part(year, first_month, 3, f"{name} {_year_words(year)}")


def _from_date(parsed: Any) -> _Part:
    if parsed.significant_digits is not None:
        raise _unsupported("significant digits")
    month = int(parsed.month) if parsed.month else None
    return _plain_part(int(parsed.year), month, int(parsed.day) if parsed.day else None)


def _from_unspecified(parsed: Any) -> _Part:
    """Return the year, decade, century, year or month that unspecified digits (X) leave open."""
    year, month = parsed.year, parsed.month
    if "X" not in year:
        if month in (None, "XX"):
            part = _plain_part(int(year), None, None)
        else:
            part = _plain_part(int(year), int(month), None)
    else:
        digits = year.count("X")
        if digits > 2 or month is not None:
            raise _unsupported("unspecified digits before known ones")
        first = int(year.replace("X", "0")) if not year.startswith("-") else int(year.replace("X", "9"))
        words = year if first <= 0 else f"{first}s" if digits == 1 else f"{first}-{first + 99}"
        part = _months_part(first, 1, 12 * 10**digits, words)
    return _widened(part, str(parsed.ua)) if parsed.ua else part


def _from_long_year(parsed: Any) -> _Part:
    if parsed.significant_digits is not None:
        raise _unsupported("significant digits")
    return _plain_part(int(parsed.year), None, None)


def _from_qualified(parsed: Any) -> _Part:
    part = _from_library(parsed.date)
    return _widened(part, str(parsed.ua)) if parsed.ua else part


_READERS: dict[str, Callable[[Any], _Part]] = {
    "Date": _from_date,
    "DateAndTime": lambda parsed: _from_library(parsed.date),
    "LongYear": _from_long_year,
    "Season": lambda parsed: _season(int(parsed.year), int(parsed.season)),
    "Unspecified": _from_unspecified,
    "UncertainOrApproximate": _from_qualified,
}
_LEVEL_2 = {
    "ExponentialYear": "an exponential year",
    "Level2Season": "a season beyond 21-24",
    "PartialUncertainOrApproximate": "a qualifier inside a date",
    "PartialUnspecified": "unspecified digits before known ones",
    "MultipleDates": "a set of all its dates, {...}",
}


def _unsupported(what: str) -> DateError:
    return DateError(f"{what} (EDTF level 2) is not supported; write a date of level 0 or 1")


def _from_library(parsed: Any) -> _Part:
    name = type(parsed).__name__
    if name not in _READERS:
        raise _unsupported(_LEVEL_2.get(name, name))
    return _READERS[name](parsed)


def _library_part(text: str) -> _Part:
    from edtf import parse_edtf  # loaded only where a text is more than a plain date
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        # The library's grammar overlooks blanks, and takes an interval for a date.
        parsed = None if " " in text or "/" in text else parse_edtf(text)
    except (EDTFParseException, ValueError, RecursionError):
        parsed = None
    if parsed is None:
        raise DateError(f"{text!r} is no EDTF date; write one such as 2025-07-14, 2025-07 or 2025-07~")
    try:
        part = _from_library(parsed)
    except DateError as error:
        raise DateError(f"{text!r}: {error}") from None
    except ValueError:
        raise DateError(f"{text!r} is not in the calendar; write an existing day") from None
    if max(abs(part.first), abs(part.last)) > _FARTHEST:
        raise DateError(f"{text!r} is too far off to count its days; write a nearer year")
    return part


# --- reading an EDTF text ------------------------------------------------------------------


@lru_cache(maxsize=65_536)
def parse(text: str) -> When:
    """Read an EDTF text.

    Parameters
    ----------
    text
        EDTF of level 0 or 1, or a one-of set such as ``[2025-07-14,2025-07-15]``.

    Returns
    -------
    When
        Its bounds in days, inclusive, normalised, and whether it is an interval.

    Raises
    ------
    DateError
        If the text is no such date, names a day that does not exist, or ends before it starts.
    """
    readable = text.isascii() and text.isprintable() and text == text.strip()
    if not text or not readable or len(text) > _LONGEST_TEXT:
        shown = text if len(text) <= 40 else text[:40] + "..."
        raise DateError(f"{shown!r} is no EDTF date; write one such as 2025-07-14, 2025-07 or 2025-04/")
    if text.startswith("{"):
        raise DateError(f"{text!r}: {_unsupported(_LEVEL_2['MultipleDates'])}")
    if text.startswith("["):
        first, last, words = _one_of(text)
        return When(text, Bounds(first, last, first, last), False, False, False, words)
    if "/" in text:
        return _interval(text)
    part = _part(text)
    return When(text, Bounds(part.first, part.last, part.first, part.last), False, False, False, part.words)


def _interval(text: str) -> When:
    start_text, _, end_text = text.partition("/")
    if "/" in end_text:
        raise DateError(f"{text!r} is no EDTF date; write the year first, with hyphens, such as 2025-07-14")
    if {start_text, end_text} <= {"", ".."}:
        raise DateError(f"{text!r} says nothing; give a date on one side, or leave the date out")
    start = None if start_text in ("", "..") else _part(start_text)
    end = None if end_text in ("", "..") else _part(end_text)
    if start and end and end.last < start.first:
        raise DateError(f"{text!r} ends before it starts; swap the two dates")
    earliest_start, latest_start = (start.first, start.last) if start else (PAST, PAST)
    earliest_end, latest_end = (end.first, end.last) if end else (FUTURE, FUTURE)
    if start_text == "":
        latest_start = latest_end
    if end_text == "":
        earliest_end = earliest_start
    if start and end:
        words = f"from {start.words} to {end.words}"
    elif start:
        words = f"from {start.words}, " + ("end unknown" if end_text == "" else "without end")
    else:
        assert end is not None
        words = f"until {end.words}, " + ("start unknown" if start_text == "" else "from the first")
    bounds = Bounds(earliest_start, latest_start, earliest_end, latest_end).normalised()
    return When(text, bounds, True, start_text == "", end_text == "", words)


def _one_of(text: str) -> tuple[Day, Day, str]:
    """Return the first and last day of a one-of set, and its words."""
    if not text.endswith("]"):
        raise DateError(f"{text!r} lacks its closing ]; write a set such as [2025-07-14,2025-07-15]")
    members = [_member(member.strip(), text) for member in text[1:-1].split(",")]
    first, last = min(m[0] for m in members), max(m[1] for m in members)
    return first, last, _alternatives([words for _, _, words in members])


def _member(member: str, text: str) -> tuple[Day, Day, str]:
    low, dots, high = member.partition("..")
    if not dots:
        part = _part(low)
        return part.first, part.last, part.words
    if not low and not high:
        raise DateError(f"{text!r} says nothing; give a date on one side of the two dots")
    first, last = (_part(low) if low else None), (_part(high) if high else None)
    if first and last:
        if last.last < first.first:
            raise DateError(f"{text!r} runs backwards; swap the dates on both sides of the two dots")
        plain_days = first.months == last.months == 0 and first.first == first.last
        words = span_words(first.first, last.last) if plain_days else f"{first.words} - {last.words}"
        return first.first, last.last, words
    if first:
        return first.first, FUTURE, f"{first.words} or later"
    assert last is not None
    return PAST, last.last, f"by {last.words}"


def _alternatives(words: Sequence[str]) -> str:
    """Join dates by "or", without repeating the month and year that they share."""
    tails = {text.partition(" ")[2] for text in words}
    if len(words) > 1 and len(tails) == 1 and "" not in tails:
        words = [text.partition(" ")[0] for text in words[:-1]] + [words[-1]]
    return " or ".join(words)


# --- what people ask with ------------------------------------------------------------------


DayLike = str | date | Day
"""How a day is asked for: as text (a day, month or year), as a date, or by its ordinal."""


def _asked(value: DayLike, what: str) -> _Part:
    """Read a plain day, month or year that someone asked with."""
    if isinstance(value, int):
        return _Part(value, value, 0, "")
    if isinstance(value, date):
        return _plain_part(value.year, value.month, value.day)
    if not _PLAIN.fullmatch(value):
        raise DateError(
            f"{what}: {value!r} is no date; write a day, month or year such as 2025-07-14, 2025-07 or 2025"
        )
    return _part(value)


def window(since: DayLike | None = None, until: DayLike | None = None) -> Window:
    """Return the closed window from the first day of ``since`` to the last day of ``until``.

    Parameters
    ----------
    since, until
        A day, month or year as text, a :class:`datetime.date` or an ordinal; None leaves that
        end open.

    Raises
    ------
    DateError
        If either is no date, or ``since`` comes after ``until``.
    """
    asked = Window(
        PAST if since is None else _asked(since, "since").first,
        FUTURE if until is None else _asked(until, "until").last,
    )
    if asked.since > asked.until:
        raise DateError(f"the window ends before it starts: since {since}, until {until}; swap the two")
    return asked


def one_day(value: DayLike, what: str = "day") -> Day:
    """Return the ordinal of one day, given as text, as a :class:`datetime.date` or by its ordinal.

    Raises
    ------
    DateError
        If it is no date, or longer than a day.
    """
    part = _asked(value, what)
    if part.months:
        raise DateError(f"{what}: {value!r} is longer than a day; write one day such as {iso(part.last)}")
    return part.first


# --- days, weeks, months and quarters ------------------------------------------------------

Unit = Literal["day", "week", "month", "quarter"]
_MONTHS_IN = {"month": 1, "quarter": 3}


def unit_of(day: Day, unit: Unit) -> Window:
    """Return the day, the week (Monday to Sunday), the month or the quarter that holds a day."""
    if unit == "day":
        return Window(day, day)
    if unit == "week":
        monday = day - (day - 1) % 7
        return Window(monday, monday + 6)
    year, month, _ = calendar_date(day)
    months = _MONTHS_IN[unit]
    first = month - (month - 1) % months
    return Window(_first_of_month(year, first), _first_of_month(year, first + months) - 1)


def units_in(window: Window, unit: Unit) -> int:
    """Return how many days, weeks, months or quarters a window touches."""
    first, last = unit_of(window.since, unit), unit_of(window.until, unit)
    if unit in ("day", "week"):
        return (last.since - first.since) // (7 if unit == "week" else 1) + 1
    (year, month, _), (last_year, last_month, _) = calendar_date(first.since), calendar_date(last.since)
    return ((last_year - year) * 12 + last_month - month) // _MONTHS_IN[unit] + 1


def unit_words(window: Window, unit: Unit) -> str:
    """Return a period as people write it: ``14 July 2025``, ``July 2025``, ``Q3 2025``."""
    year, month, _ = calendar_date(window.since)
    if unit == "month":
        return f"{_MONTHS[month - 1]} {_year_words(year)}"
    if unit == "quarter":
        return f"Q{(month + 2) // 3} {_year_words(year)}"
    return span_words(*window)


# --- weighing several dates of one thing ---------------------------------------------------


def combine(all_bounds: Sequence[Bounds]) -> tuple[Bounds, bool]:
    """Combine what several tell of one thing into its bounds, and say whether they differ.

    Each side by itself: where all tell of a day they share, their intersection; where they
    share none, their hull, and the dates differ.
    """
    earliest_start, latest_start, starts_differ = _combine_side([(b[0], b[1]) for b in all_bounds])
    earliest_end, latest_end, ends_differ = _combine_side([(b[2], b[3]) for b in all_bounds])
    bounds = Bounds(earliest_start, latest_start, earliest_end, latest_end)
    return bounds.normalised(), starts_differ or ends_differ


def _combine_side(ranges: Iterable[tuple[Day, Day]]) -> tuple[Day, Day, bool]:
    lows, highs = zip(*ranges, strict=True)
    low, high = max(lows), min(highs)
    if low <= high:
        return low, high, False
    return min(lows), max(highs), True


def attest(bounds: Bounds, days: Sequence[Bounds], *, start_unknown: bool, end_unknown: bool) -> Bounds:
    """Narrow the unknown sides of something that was seen to be so on certain days.

    Parameters
    ----------
    bounds
        The bounds so far.
    days
        One entry per attestation: the bounds of the day on which it was seen.
    start_unknown, end_unknown
        Which sides nobody states; a stated side is never moved.
    """
    earliest_start, latest_start, earliest_end, latest_end = bounds
    if start_unknown:
        latest_start = min([latest_start, *(day.latest_end for day in days)])
    if end_unknown:
        earliest_end = max([earliest_end, *(day.earliest_start for day in days)])
    return Bounds(earliest_start, latest_start, earliest_end, latest_end).normalised()
