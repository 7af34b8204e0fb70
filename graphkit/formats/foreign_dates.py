"""Reads the dates of other programs' files as EDTF, and writes days as other formats have them.

Only this module says what a date in a foreign file means.
"""

import re
from collections.abc import Iterable

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
_MOST_MEMBERS = 20
"""Up to this many dates are told one by one; of more, the first and the last."""

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

_ABOUT = re.compile(r"(?:circa|approximately|approx\.?|about|around|ca?\.?|~)\s*(.+)", re.IGNORECASE)
_ENTITY_DATE = re.compile(
    rf"(?P<year>[1-9][0-9]{{3}})(?:(?P<mark>[-/])?(?P<month>{_MONTH}|00)(?:(?P=mark)?(?P<day>[0-9]{{2}}))?)?"
    r"(?P<time>[T ][0-9]{2}(?::?[0-9]{2}){0,2}(?:[.,][0-9]+)?\s*(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
    r"(?P<doubt>[~?%])?"
)
_DECADE = re.compile(r"([1-9][0-9]{2})0s")
_SENTINEL = "1001-01-01"
"""What FollowTheMoney writes for a day long ago that nobody knows."""


def from_entity(text: str) -> str | None:
    """Return a date of an entity as EDTF, without its time of day; None if it cannot be read for sure.

    Examples
    --------
    >>> from_entity("2020-05-02T21:48:52"), from_entity("circa 1960"), from_entity("1960-00-00")
    ('2020-05-02', '1960~', '1960')
    """
    text = text.strip()
    if decade := _DECADE.fullmatch(text):
        return f"{decade[1]}X"
    about = _ABOUT.fullmatch(text)
    match = _ENTITY_DATE.fullmatch(about[1] if about else text)
    if match is None or text == _SENTINEL or (match["time"] and not match["day"]):
        return None
    if match["month"] and not match["mark"] and not match["day"]:
        return None  # 196005 may be anything
    parts = [match["year"], match["month"], match["day"]]
    known = [part for part in parts[: parts.index("00") if "00" in parts else 3] if part]
    mark = match["doubt"] or ("~" if about else "")
    try:
        return checked("-".join(known) + mark)
    except DateError:
        return None


def first_date(texts: Iterable[object]) -> str | None:
    """Return the first of some texts that is a plain date, without a time of day."""
    return next((date for text in texts if (date := from_entity(str(text))) and _PLAIN.fullmatch(date)), None)


def one_of(texts: Iterable[str]) -> str | None:
    """Return the EDTF date that is one of several dates; None if none can be read.

    A date that another one says more exactly does not count: of ``2020`` and ``2020-05`` the second remains.
    """
    dates = sorted({date for text in texts if (date := from_entity(text))})
    kept = [date for date in dates if not any(other.startswith(f"{date}-") for other in dates)]
    if len(kept) < 2:
        return kept[0] if kept else None
    between = f"[{kept[0]}..{kept[-1]}]"
    if members(between) == kept:
        return between
    if len(kept) > _MOST_MEMBERS:
        return some_day(kept, kept)
    return f"[{','.join(kept)}]"


def some_day(since: str | Iterable[str] | None, until: str | Iterable[str] | None) -> str | None:
    """Return the date that is some day from the first day of some dates to the last day of others.

    None if it would end before it starts, or neither side is known.
    """
    lows = [edtf.parse(text).bounds.earliest_start for text in _texts(since)]
    highs = [edtf.parse(text).bounds.latest_end for text in _texts(until)]
    low, high = iso(min(lows)) if lows else None, iso(max(highs)) if highs else None
    if (not low and not high) or (lows and highs and max(highs) < min(lows)):
        return None
    return low if low == high else f"[{low or ''}..{high or ''}]"


def _texts(dates: str | Iterable[str] | None) -> list[str]:
    return [dates] if isinstance(dates, str) else list(dates or ())


def fields_of(start: str | None, end: str | None, *, lasts: bool) -> dict[str, str] | None:
    """Return the fields of a relation that says from when to when; None if it ends before it starts."""
    if not start and not end:
        return {}
    if start == end and not lasts:
        return {"when": str(start)}
    try:
        edtf.date_of(None, start, end)
    except DateError:
        return None
    if not any(side and side.startswith("[") for side in (start, end)):
        return {"when": interval(start or "", end or "")}
    return {name: side for name, side in (("begins", start), ("ends", end)) if side}


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
