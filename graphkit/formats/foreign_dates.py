"""Reads the dates of other programs' files as EDTF, and writes days as other formats have them.

Only this module says what a date in a foreign file means.
"""

import re
from collections.abc import Iterable, Sequence

from graphkit.errors import DateError, shortened
from graphkit.temporal import edtf
from graphkit.temporal.calendar import iso

_MONTH = "(?:0[1-9]|1[0-2])"
"""A month; EDTF counts on with seasons and quarters, which other programs do not know."""
_TABLE_DATE = re.compile(r"[0-9]{1,4}|[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
_MONTH_OF_TABLE = re.compile(rf"[0-9]{{4}}-{_MONTH}.*")
_COMPACT = re.compile(r"[0-9]{8}")

_DATE = rf"[1-9][0-9]{{3}}(?:-{_MONTH}(?:-[0-9]{{2}})?)?"
_DAY = rf"[1-9][0-9]{{3}}-{_MONTH}-[0-9]{{2}}"
_PLAIN = re.compile(_DATE)
_ONE_OF = re.compile(rf"\[({_DATE}(?:,{_DATE})+)\]")
_BETWEEN = re.compile(rf"\[({_DAY})\.\.({_DAY})\]")
_INTERVAL = re.compile(rf"({_DATE})?/({_DATE})?")

_MOST_DAYS = 31
"""Up to this many consecutive days are written as separate dates."""

# --- tables of events ---------------------------------------------------------------------------


def is_table_date(text: str) -> bool:
    """Return whether a text looks like a date of a table: a year, a month or a day."""
    return _TABLE_DATE.fullmatch(text) is not None


def from_table(text: str) -> str:
    """Return a date of a table (``987``, ``2014-07``, ``2014-07-01``) as EDTF; blank stays blank."""
    if not text:
        return ""
    if not is_table_date(text) or ("-" in text and not _MONTH_OF_TABLE.fullmatch(text)):
        raise DateError(f"{shortened(text)} is no date; write a day, a month or a year, such as 2014-07-01")
    return checked(text.zfill(4))


def from_compact(text: str) -> str:
    """Return a day such as 20250714 as EDTF."""
    if not _COMPACT.fullmatch(text):
        raise DateError(f"{shortened(text)} is no day; write one such as 20250714")
    return checked(f"{text[:4]}-{text[4:6]}-{text[6:]}")


def checked(text: str) -> str:
    """Return an EDTF text."""
    edtf.parse(text)
    return text


def interval(start: str, end: str) -> str:
    """Return an interval of two EDTF dates; a blank one is unknown, and two blank ones are no date."""
    return f"{start}/{end}" if start or end else ""


# --- graphs of other programs -------------------------------------------------------------------


def day_of(text: str | None) -> str | None:
    """Return the day of a date with or without a time; None for anything else, such as a number."""
    return text[:10] if text and len(text) >= 10 and text[4] == text[7] == "-" else None


def span(first: str | None, last: str | None) -> str | None:
    """Return the days from a first to a last as EDTF; a side that is None is unknown."""
    if first is None and last is None:
        return None
    return str(first) if first == last else interval(first or "", last or "")


def xml_day(day: str | None) -> str | None:
    """Return an ISO day as xs:date has it, without a plus sign."""
    return day.lstrip("+") if day else None


# --- FollowTheMoney -----------------------------------------------------------------------------


def plain_dates(texts: Iterable[str]) -> list[str]:
    """Return the dates among texts, sorted, distinct and without a time of day."""
    return sorted({text[:10] for text in texts if _PLAIN.fullmatch(text[:10])})


def first_date(texts: Iterable[object]) -> str | None:
    """Return the first of some texts that is a date, without a time of day."""
    return next((str(text)[:10] for text in texts if _PLAIN.fullmatch(str(text)[:10])), None)


def one_of(texts: Iterable[str]) -> str | None:
    """Return the EDTF date that is one of several dates; None if there are none."""
    days = plain_dates(texts)
    if len(days) < 2:
        return days[0] if days else None
    between = f"[{days[0]}..{days[-1]}]"
    return between if members(between) == days else f"[{','.join(days)}]"


def widest(starts: Sequence[str], ends: Sequence[str]) -> str | None:
    """Return the interval from the earliest start to the latest end; either side may be unknown.

    If it ends before it starts, the two were swapped: the date is some day between them.
    """
    starts, ends = plain_dates(starts), plain_dates(ends)
    first, last = starts[0] if starts else "", ends[-1] if ends else ""
    if first and last and last < first[: len(last)]:
        return f"[{last}..{first}]"
    return interval(first, last) or None


def members(text: str | None) -> list[str]:
    """Return the plain dates that an EDTF date is one of; none if it is not that simple."""
    if not text:
        return []
    if several := _ONE_OF.fullmatch(text):
        return several[1].split(",")
    if between := _BETWEEN.fullmatch(text):
        first, last = (edtf.parse(day).bounds.earliest_start for day in between.groups())
        return [str(iso(day)) for day in range(first, last + 1)] if 1 < last - first < _MOST_DAYS else []
    return [text] if _PLAIN.fullmatch(text) else []


def sides(edtf: str | None) -> tuple[str | None, str | None] | None:
    """Return the start and the end of an interval of plain dates, None if unknown; None for other dates."""
    match = _INTERVAL.fullmatch(edtf or "")
    return (match[1], match[2]) if match else None
