"""Reads EDTF texts into four bounds in whole days; nothing else says which days a date in the file may mean.

The grammar is EDTF (Library of Congress, https://www.loc.gov/standards/datetime/), levels 0 and 1, and
level 2's one-of sets and parts of a year (seasons by hemisphere, quarters, thirds, halves). It is read by
regular expressions of our own: a million dates that
all differ are read in seconds, and nothing but a :class:`DateError` comes of a text that is none. The
tests hold it against the ``edtf`` library, which takes 5 milliseconds and 0.3 MB for each.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from graphkit.errors import DateError, shortened
from graphkit.temporal.bounds import Bounds
from graphkit.temporal.calendar import (
    FUTURE,
    MONTHS,
    PAST,
    Day,
    Window,
    calendar_date,
    day_number,
    day_words,
    first_of_month,
    iso,
    span_words,
    year_words,
)

_LONGEST_TEXT = 500
_FARTHEST: Day = 1 << 53  # a browser's numbers are exact up to here
_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_PARTS_OF_YEAR = {
    21: ("spring", 3, 3), 22: ("summer", 6, 3), 23: ("autumn", 9, 3), 24: ("winter", 12, 3),
    25: ("northern spring", 3, 3), 26: ("northern summer", 6, 3),
    27: ("northern autumn", 9, 3), 28: ("northern winter", 12, 3),
    29: ("southern spring", 9, 3), 30: ("southern summer", 12, 3),
    31: ("southern autumn", 3, 3), 32: ("southern winter", 6, 3),
    33: ("Q1", 1, 3), 34: ("Q2", 4, 3), 35: ("Q3", 7, 3), 36: ("Q4", 10, 3),
    37: ("first third of", 1, 4), 38: ("second third of", 5, 4), 39: ("last third of", 9, 4),
    40: ("first half of", 1, 6), 41: ("second half of", 7, 6),
}  # fmt: skip
"""The codes of EDTF for parts of a year: the name, the first month and the number of months of each.

Seasons are meteorological; 21-24, which name no hemisphere, are read as northern. Winter of the north and
summer of the south begin in December and go on into the next year.
"""
_QUALIFIERS = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}


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
    start_words, end_words
        The words of each side; blank where it is unknown or open.
    """

    text: str
    bounds: Bounds
    lasts: bool
    start_unknown: bool
    end_unknown: bool
    words: str
    start_words: str
    end_words: str


class _Part(NamedTuple):
    """One date: its first and last day, and its precision in months (0 for a day)."""

    first: Day
    last: Day
    months: int
    words: str


def _months_part(year: int, month: int, months: int, words: str) -> _Part:
    """Return the date that covers ``months`` whole months from a given one on."""
    last = first_of_month(year, month + months) - 1
    return _Part(first_of_month(year, month), last, months, words)


def _widened(part: _Part, qualifier: str) -> _Part:
    """Return a date one unit of its precision wider on both sides, for ``~``, ``?`` and ``%``."""
    words = _QUALIFIERS[qualifier] + part.words
    if part.months == 0:
        return _Part(part.first - 1, part.last + 1, 0, words)
    year, month, _ = calendar_date(part.first)
    next_year, next_month, _ = calendar_date(part.last + 1)
    return _Part(
        first_of_month(year, month - part.months),
        first_of_month(next_year, next_month + part.months) - 1,
        part.months,
        words,
    )


# --- reading one date ----------------------------------------------------------------------

_TIME = re.compile(
    r"(?<=[0-9]{4}-[0-9]{2}-[0-9]{2})T(?:(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}|24:00:00)"
    r"(?:Z|[+-](?:0[0-9]|1[0-3])(?::[0-5][0-9])?|[+-]14(?::00)?)?\Z"
)
"""A time behind a day, which says nothing of the day."""
_DATE = re.compile(
    r"""
    (?: (?P<year> (?!-0000) -?[0-9]{4} )
        (?: - (?: (?P<no_month> XX (?:-XX)? ) | (?P<month> [0-9]{2} ) (?: - (?P<day> [0-9]{2} | XX ) )? ) )?
      | (?P<known> -?(?=[0-9X]{4}(?![0-9X])) [0-9]+ ) (?P<open> X+ )
    ) (?P<qualifier> [~?%] )?
    """,
    re.VERBOSE,
)
_FAR_YEAR = re.compile(r"Y(-?[1-9][0-9]{4,})")
_QUALIFIED = "[~?%]?[0-9X]{2}[~?%]?"
_LEVEL_2 = re.compile(
    rf"[~?%]?-?[0-9X]{{4}}(?:S[0-9]+)?[~?%]?(?:-{_QUALIFIED}){{0,2}}|Y-?[0-9]+(?:E[0-9]+)?(?:S[0-9]+)?"
)
"""Whatever may be a date of level 2, and the dates of the levels below."""


def _part(text: str) -> _Part:
    """Read one date."""
    found = _DATE.fullmatch(_TIME.sub("", text))
    far = None if found else _FAR_YEAR.fullmatch(text)
    if found is None and far is None:
        raise _refused(text)
    try:
        if far is not None:
            part = _plain_part(int(far[1]), None, None)
        else:
            assert found is not None
            part = _open_year(found["known"], found["open"]) if found["open"] else _dated(found)
    except ValueError:
        raise _refused(text) from None
    if max(abs(part.first), abs(part.last)) > _FARTHEST:
        raise DateError(f"{shortened(text)} is too far off to count its days; write a nearer year")
    return _widened(part, found["qualifier"]) if found and found["qualifier"] else part


def _dated(found: re.Match[str]) -> _Part:
    """Return the day, month, season or year of a date; raises ValueError where there is no such."""
    year, month, day = int(found["year"]), found["month"], found["day"]
    if day is None and month is not None and int(month) in _PARTS_OF_YEAR:
        return _part_of_year(year, int(month))
    return _plain_part(year, int(month) if month else None, int(day) if day not in (None, "XX") else None)


def _plain_part(year: int, month: int | None, dom: int | None) -> _Part:
    """Return a day, a month or a year; raises ValueError where there is no such day."""
    if month is None:
        return _months_part(year, 1, 12, year_words(year))
    if dom is None:
        if not 1 <= month <= 12:
            raise ValueError("month must be in 1..12")
        return _months_part(year, month, 1, f"{MONTHS[month - 1]} {year_words(year)}")
    day = day_number(year, month, dom)
    return _Part(day, day, 0, day_words(day))


def _part_of_year(year: int, code: int) -> _Part:
    """Return a season, a quarter, a third or a half of a year."""
    name, first_month, months = _PARTS_OF_YEAR[code]
    return _months_part(year, first_month, months, f"{name} {year_words(year)}")


def _open_year(known: str, unspecified: str) -> _Part:
    """Return the ten, hundred or thousand years that a year's last digits (X) leave open."""
    years = 10 ** len(unspecified)
    # Before year 0 the years count down: the digits stand for 9, not for 0, in the first of them.
    first = int(known + ("9" if known.startswith("-") else "0") * len(unspecified))
    decade = f"{first}s" if years == 10 else f"{first}-{first + years - 1}"
    return _months_part(first, 1, 12 * years, decade if first > 0 else known + unspecified)


def _refused(text: str) -> DateError:
    """Say why a text is no date that is read: by what it asks of level 2, or that it is none at all."""
    feature = _feature(text) if _LEVEL_2.fullmatch(text) else None
    if feature is not None:
        return DateError(f"{shortened(text)}: {_unsupported(feature)}")
    if _DATE.fullmatch(_TIME.sub("", text)):
        return DateError(f"{text!r} is not in the calendar; write an existing day")
    shown = shortened(text)
    return DateError(f"{shown} is no EDTF date; write one such as 2025-07-14, 2025-07 or 2025-07~")


def _feature(text: str) -> str | None:
    """Return what of level 2 a date asks for, or None."""
    if "E" in text:
        return "an exponential year"
    if "S" in text:
        return "significant digits"
    if any(qualifier in text[:-1] for qualifier in _QUALIFIERS):
        return "a qualifier inside a date"
    if re.search("-(?:X[0-9]|[0-9]X)(?![0-9X])", text):
        return "an X for one digit of a month or day"
    if "X" in text and not _DATE.fullmatch(text):
        return "unspecified digits before known ones"
    return None


def _unsupported(what: str) -> DateError:
    return DateError(f"{what} (EDTF level 2) is not supported; write a date of level 0 or 1")


# --- reading an EDTF text ------------------------------------------------------------------


@lru_cache(maxsize=65_536)
def parse(text: str) -> When:
    """Read an EDTF text.

    Parameters
    ----------
    text
        EDTF of level 0 or 1, a part of a year such as ``2025-33``, or a one-of set such as
        ``[2025-07-14,2025-07-15]``.

    Returns
    -------
    When
        Its bounds in days, inclusive, normalised, and whether it is an interval.

    Raises
    ------
    DateError
        If the text is no such date, names a day that does not exist, or ends before it starts.
    """
    if len(text) > _LONGEST_TEXT:
        mend = f"a date has at most {_LONGEST_TEXT}; write one such as 2025-07-14"
        raise DateError(f"{shortened(text)} has {len(text):,} characters, and {mend}")
    readable = text.isascii() and text.isprintable() and text == text.strip()
    if not text or not readable:
        shown = shortened(text)
        raise DateError(f"{shown} is no EDTF date; write one such as 2025-07-14, 2025-07 or 2025-04/")
    if text.startswith("{"):
        raise DateError(f"{shortened(text)}: {_unsupported('a set of all its dates, {...}')}")
    if text.startswith("["):
        first, last, words = _one_of(text)
        return When(text, Bounds(first, last, first, last), False, False, False, words, words, words)
    if "/" in text:
        return _interval(text)
    part = _part(text)
    bounds = Bounds(part.first, part.last, part.first, part.last)
    return When(text, bounds, False, False, False, part.words, part.words, part.words)


def _interval(text: str) -> When:
    start_text, _, end_text = text.partition("/")
    if "/" in end_text:
        raise DateError(
            f"{shortened(text)} is no EDTF date; write the year first, with hyphens, such as 2025-07-14"
        )
    if {start_text, end_text} <= {"", ".."}:
        raise DateError(f"{shortened(text)} says nothing; give a date on one side, or leave the date out")
    start = None if start_text in ("", "..") else _part(start_text)
    end = None if end_text in ("", "..") else _part(end_text)
    if start and end and end.last < start.first:
        raise DateError(f"{shortened(text)} ends before it starts; swap the two dates")
    return _between(
        text,
        start and (start.first, start.last, start.words),
        end and (end.first, end.last, end.words),
        start_text,
        end_text,
    )


@lru_cache(maxsize=65_536)
def date_of(when: str | None, begins: str | None, ends: str | None) -> When | None:
    """Read the date of a relation: ``when``, or ``begins`` and ``ends``.

    Parameters
    ----------
    when
        An EDTF text.
    begins, ends
        A date or set of dates each; ``..`` for no beginning or no end, None if unknown.

    Returns
    -------
    When or None
        The date; None if none of the three is given.

    Raises
    ------
    DateError
        If a text is no date, ``when`` is given beside another, or it ends before it begins.
    """
    if begins is None and ends is None:
        return None if when is None else parse(when)
    text = f"{begins or ''}/{ends or ''}"
    if when is not None:
        raise DateError(f"when {shortened(when)} is given beside begins or ends; keep one of them")
    if {begins, ends} <= {None, ".."}:
        raise DateError("begins and ends say nothing; give a date on one side, or leave both out")
    start, end = (None if side in (None, "..") else parse(side) for side in (begins, ends))
    if (start and start.lasts) or (end and end.lasts):
        raise DateError(f"{shortened(text)}: begins and ends take one date each, not an interval")
    if start and end and end.bounds.latest_end < start.bounds.earliest_start:
        raise DateError(
            f"ends {shortened(ends or '')} is before begins {shortened(begins or '')}; swap the two"
        )
    return _between(text, start and _as_side(start), end and _as_side(end), begins, ends)


def _as_side(date: When) -> tuple[Day, Day, str]:
    words = f"some day of {date.words}" if " - " in date.words or " or " in date.words else date.words
    return date.bounds.earliest_start, date.bounds.latest_start, words


def _between(
    text: str,
    start: tuple[Day, Day, str] | None,
    end: tuple[Day, Day, str] | None,
    start_text: str | None,
    end_text: str | None,
) -> When:
    """Return what lasts from a start to an end, each the first day, the last day and the words of a date.

    Without a date, a side whose text is ``..`` is at infinity and any other is unknown.
    """
    earliest_start, latest_start = start[:2] if start else (PAST, PAST)
    earliest_end, latest_end = end[:2] if end else (FUTURE, FUTURE)
    start_unknown, end_unknown = start is None and start_text != "..", end is None and end_text != ".."
    if start_unknown:
        latest_start = latest_end
    if end_unknown:
        earliest_end = earliest_start
    if start and end:
        words = f"from {start[2]} to {end[2]}"
    elif start:
        words = f"from {start[2]}, " + ("end unknown" if end_unknown else "without end")
    else:
        assert end is not None
        words = f"until {end[2]}, " + ("start unknown" if start_unknown else "from the first")
    bounds = Bounds(earliest_start, latest_start, earliest_end, latest_end).normalised()
    sides = start[2] if start else "", end[2] if end else ""
    return When(text, bounds, True, start_unknown, end_unknown, words, *sides)


def _one_of(text: str) -> tuple[Day, Day, str]:
    """Return the first and last day of a one-of set, and its words."""
    if not text.endswith("]"):
        raise DateError(f"{shortened(text)} lacks its closing ]; write a set such as [2025-07-14,2025-07-15]")
    members = [_member(member.strip(), text) for member in text[1:-1].split(",")]
    first, last = min(m[0] for m in members), max(m[1] for m in members)
    return first, last, _alternatives([words for _, _, words in members])


def _member(member: str, text: str) -> tuple[Day, Day, str]:
    low, dots, high = member.partition("..")
    if not dots:
        part = _part(low)
        return part.first, part.last, part.words
    if not low and not high:
        raise DateError(f"{shortened(text)} says nothing; give a date on one side of the two dots")
    first, last = (_part(low) if low else None), (_part(high) if high else None)
    if first and last:
        if last.last < first.first:
            raise DateError(f"{shortened(text)} runs backwards; swap the dates on both sides of the two dots")
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
        day = value.toordinal()
        return _Part(day, day, 0, "")
    if not isinstance(value, str):
        raise DateError(
            f"{what}: {str(value)[:60]} is no text; write a day, month or year such as '2025-07-14' or '2025'"
        )
    if not _PLAIN.fullmatch(value):
        mend = "write a day, month or year such as 2025-07-14, 2025-07 or 2025"
        raise DateError(f"{what}: {shortened(value)} is no date; {mend}")
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
