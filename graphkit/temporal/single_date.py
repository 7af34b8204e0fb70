"""Reads a single EDTF date, such as ``2025-07-14``, ``2025-07~`` or ``202X``, into its first and last day."""

import re
from typing import NamedTuple

from graphkit.errors import DateError, shortened
from graphkit.temporal.calendar import (
    MONTHS,
    Day,
    calendar_date,
    day_number,
    day_words,
    first_of_month,
    year_words,
)

_FARTHEST: Day = 1 << 53  # a browser's numbers are exact up to here
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

Seasons are meteorological; 21-24, which name no hemisphere, are read as northern. The winter of the north
and the summer of the south begin in December and go on into the next year.
"""
_QUALIFIERS = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}

_TIME = re.compile(
    r"(?<=[0-9]{4}-[0-9]{2}-[0-9]{2})T(?:(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}|24:00:00)"
    r"(?:Z|[+-](?:0[0-9]|1[0-3])(?::[0-5][0-9])?|[+-]14(?::00)?)?\Z"
)
"""A time of day after a date; it is ignored."""

_DATE = re.compile(
    r"""
    (?: (?P<year> (?!-0000) -?[0-9]{4} )
        (?: - (?: (?P<no_month> XX (?:-XX)? ) | (?P<month> [0-9]{2} ) (?: - (?P<day> [0-9]{2} | XX ) )? ) )?
      | (?P<digits> -?(?=[0-9X]{4}(?![0-9X])) [0-9]+ ) (?P<unspecified> X+ )
    ) (?P<qualifier> [~?%] )?
    """,
    re.VERBOSE,
)
_FAR_YEAR = re.compile(r"Y(-?[1-9][0-9]{4,})")
_QUALIFIED = "[~?%]?[0-9X]{2}[~?%]?"
_LEVEL_2 = re.compile(
    rf"[~?%]?-?[0-9X]{{4}}(?:S[0-9]+)?[~?%]?(?:-{_QUALIFIED}){{0,2}}|Y-?[0-9]+(?:E[0-9]+)?(?:S[0-9]+)?"
)
"""Matches all dates of levels 0 and 1, and whatever may be a date of level 2."""


class SingleDate(NamedTuple):
    """One date: its first and last day, its precision in months (0 for a day), and its words."""

    first: Day
    last: Day
    months: int
    words: str


# --- reading an EDTF text ------------------------------------------------------------------


def read_date(text: str) -> SingleDate:
    """Read one date; what is none of EDTF level 0 or 1, or not in the calendar, raises DateError."""
    match = _DATE.fullmatch(_TIME.sub("", text))
    far = None if match else _FAR_YEAR.fullmatch(text)
    try:
        if match is not None:
            single = _unspecified_years(match) if match["unspecified"] else _calendar_date(match)
        elif far is not None:
            single = _plain_date(int(far[1]), None, None)
        else:
            raise _refusal(text)
    except ValueError:
        raise _refusal(text) from None
    if max(abs(single.first), abs(single.last)) > _FARTHEST:
        raise DateError(f"{shortened(text)} is too far off to count its days; write a nearer year")
    return _widened(single, match["qualifier"]) if match and match["qualifier"] else single


def _calendar_date(match: re.Match[str]) -> SingleDate:
    """Return a day, a month, a part of a year or a year; raises ValueError if it does not exist."""
    year, month, day = int(match["year"]), match["month"], match["day"]
    if day is None and month is not None and int(month) in _PARTS_OF_YEAR:
        name, first_month, months = _PARTS_OF_YEAR[int(month)]
        return _whole_months(year, first_month, months, f"{name} {year_words(year)}")
    return _plain_date(year, int(month) if month else None, int(day) if day not in (None, "XX") else None)


def _plain_date(year: int, month: int | None, dom: int | None) -> SingleDate:
    """Return a day, month or year; raises ValueError if it does not exist."""
    if month is None:
        return _whole_months(year, 1, 12, year_words(year))
    if dom is None:
        if not 1 <= month <= 12:
            raise ValueError("month must be in 1..12")
        return _whole_months(year, month, 1, f"{MONTHS[month - 1]} {year_words(year)}")
    day = day_number(year, month, dom)
    return SingleDate(day, day, 0, day_words(day))


def _unspecified_years(match: re.Match[str]) -> SingleDate:
    """Return the ten, hundred or thousand years that the X of a year stand for."""
    digits, unspecified = match["digits"], match["unspecified"]
    years = 10 ** len(unspecified)
    # Before year 0 the years count down, so in the first of them each X stands for 9.
    first = int(digits + ("9" if digits.startswith("-") else "0") * len(unspecified))
    decade = f"{first}s" if years == 10 else f"{first}-{first + years - 1}"
    return _whole_months(first, 1, 12 * years, decade if first > 0 else digits + unspecified)


def _refusal(text: str) -> DateError:
    """Return the error for a text that cannot be read: level 2, not in the calendar, or not a date."""
    feature = _feature(text) if _LEVEL_2.fullmatch(text) else None
    if feature is not None:
        return DateError(f"{shortened(text)}: {unsupported(feature)}")
    if _DATE.fullmatch(_TIME.sub("", text)):
        return DateError(f"{text!r} is not in the calendar; write a day or month that exists")
    shown = shortened(text)
    return DateError(f"{shown} is not an EDTF date; write one such as 2025-07-14, 2025-07 or 2025-07~")


def _feature(text: str) -> str | None:
    """Return the feature of level 2 that a date uses, or None."""
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


def unsupported(what: str) -> DateError:
    """Return the error for a feature of EDTF that is not supported."""
    return DateError(f"{what} (EDTF level 2) is not supported; write a date of level 0 or 1")


def _whole_months(year: int, month: int, months: int, words: str) -> SingleDate:
    """Return the date that covers a number of months, from a given month on."""
    last = first_of_month(year, month + months) - 1
    return SingleDate(first_of_month(year, month), last, months, words)


def _widened(single: SingleDate, qualifier: str) -> SingleDate:
    """Return a date wider by one unit of its precision on both sides, for ``~``, ``?`` and ``%``."""
    words = _QUALIFIERS[qualifier] + single.words
    if single.months == 0:
        return SingleDate(single.first - 1, single.last + 1, 0, words)
    year, month, _ = calendar_date(single.first)
    next_year, next_month, _ = calendar_date(single.last + 1)
    return SingleDate(
        first_of_month(year, month - single.months),
        first_of_month(next_year, next_month + single.months) - 1,
        single.months,
        words,
    )
