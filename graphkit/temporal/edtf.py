"""Reads EDTF texts into bounds in whole days; no other module decides which days a date may mean.

The grammar is EDTF (Library of Congress, https://www.loc.gov/standards/datetime/), levels 0 and 1, and
of level 2 the one-of sets and the parts of a year (seasons by hemisphere, quarters, thirds, halves). The
regular expressions here read a million distinct dates in seconds and raise nothing but
:class:`DateError`. The tests compare them with the ``edtf`` library, which takes 5 milliseconds and 0.3
MB a date.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from graphkit.errors import DateError, shortened
from graphkit.temporal.bounds import NO_GAPS, Bounds, Gaps
from graphkit.temporal.calendar import (
    FUTURE,
    PAST,
    Day,
    Window,
    gaps_between,
    iso,
    range_words,
    runs,
    span_words,
)
from graphkit.temporal.single_date import SingleDate, read_date, unsupported

_LONGEST_TEXT = 500
_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class When(NamedTuple):
    """An EDTF text and its meaning.

    It ``lasts`` if it was written as an interval ``a/b``. A side of the interval is unknown if it is blank
    (``/b``, ``a/``); an *open* side (``..``) is not unknown: it is certainly at infinity. The words are such
    as ``7-13 July 2025``; those of a side are those of a day, and blank if it is unknown or open. The gaps of
    each side are the days between its bounds that a one-of set leaves out.
    """

    text: str
    bounds: Bounds
    lasts: bool
    start_unknown: bool
    end_unknown: bool
    words: str
    start_words: str
    end_words: str
    gaps: Gaps = NO_GAPS


@lru_cache(maxsize=65_536)
def parse(text: str) -> When:
    """Read an EDTF text of level 0 or 1, a part of a year such as ``2025-33``, or a one-of set ``[a,b]``.

    A text that is no such date, names a day that does not exist, or ends before it starts raises DateError.
    """
    if len(text) > _LONGEST_TEXT:
        mend = f"a date has at most {_LONGEST_TEXT}; write one such as 2025-07-14"
        raise DateError(f"{shortened(text)} has {len(text):,} characters, and {mend}")
    readable = text.isascii() and text.isprintable() and text == text.strip()
    if not text or not readable:
        shown = shortened(text)
        raise DateError(f"{shown} is not an EDTF date; write one such as 2025-07-14, 2025-07 or 2025-04/")
    if text.startswith("{"):
        raise DateError(f"{shortened(text)}: {unsupported('a set of all its dates, {...}')}")
    if text.startswith("["):
        first, last, words, gaps = _one_of(text)
        bounds = Bounds(first, last, first, last)
        side = some_day(words)
        return When(text, bounds, False, False, False, words, side, side, Gaps(gaps, gaps))
    if "/" in text:
        return _interval(text)
    single = read_date(text)
    bounds = Bounds(single.first, single.last, single.first, single.last)
    return When(text, bounds, False, False, False, single.words, single.words, single.words)


def _interval(text: str) -> When:
    """Read ``a/b``, where a blank side is unknown and ``..`` is open."""
    start_text, _, end_text = text.partition("/")
    if "/" in end_text:
        raise DateError(
            f"{shortened(text)} is not an EDTF date; write the year first, with hyphens, such as 2025-07-14"
        )
    if {start_text, end_text} <= {"", ".."}:
        raise DateError(f"{shortened(text)} says nothing; give a date on one side, or leave the date out")
    start = None if start_text in ("", "..") else read_date(start_text)
    end = None if end_text in ("", "..") else read_date(end_text)
    if start and end and end.last < start.first:
        raise DateError(f"{shortened(text)} ends before it starts; mend the date that is wrong")
    return _between(
        text,
        start and (start.first, start.last, start.words, ()),
        end and (end.first, end.last, end.words, ()),
        start_text,
        end_text,
    )


@lru_cache(maxsize=65_536)
def on_days(text: str) -> str:
    """Return a date in words, as it stands in a sentence: ``on 15 July 2025``, ``in 2023``."""
    date = parse(text)
    if date.words.startswith(("about ", "perhaps ", "by ", "from ", "until ")):
        return date.words
    is_day = date.bounds.earliest_start == date.bounds.latest_end
    if text.startswith("["):
        is_day = re.match("[0-9]{1,2}[ -]", date.words) is not None
    return f"{'on' if is_day else 'in'} {date.words}"


def date_of(when: str | None, begins: str | None, ends: str | None) -> When | None:
    """Read the date of a relation: ``when``, or ``begins`` and ``ends``; None if none of them is given.

    ``begins`` and ``ends`` are a date or set of dates each; ``..`` for no beginning or no end, None if
    unknown. A text that is no date, ``when`` beside another, and an end before the beginning raise DateError.
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
        raise DateError(f"{shortened(text)} ends before it begins; swap begins and ends")
    return _between(text, start and _as_side(start), end and _as_side(end), begins, ends)


_Side = tuple[Day, Day, str, Sequence[Window]]
"""The first day, the last day, the words and the gaps of one side."""


def _as_side(date: When) -> _Side:
    return date.bounds.earliest_start, date.bounds.latest_start, some_day(date.words), date.gaps.start


def some_day(words: str) -> str:
    """Return days as one side of what lasts: a range that is long to read is told as one of its days."""
    if words.startswith("by "):
        return f"a day up to {words.removeprefix('by ')}"
    return f"some day of {words}" if " - " in words and " or " not in words else words


def _between(
    text: str,
    start: _Side | None,
    end: _Side | None,
    start_text: str | None,
    end_text: str | None,
) -> When:
    """Return what lasts from a start to an end, each of a date.

    Without a date, a side whose text is ``..`` is at infinity; any other is unknown.
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
        words = f"until {end[2]}, " + ("start unknown" if start_unknown else "without beginning")
    gaps = Gaps(start[3] if start else (), end[3] if end else ())
    bounds = Bounds(earliest_start, latest_start, earliest_end, latest_end).normalised().outside(gaps)
    sides = start[2] if start else "", end[2] if end else ""
    return When(text, bounds, True, start_unknown, end_unknown, words, *sides, gaps)


def _one_of(text: str) -> _Side:
    """Return what a one-of set says of either side."""
    if not text.endswith("]"):
        raise DateError(f"{shortened(text)} lacks its closing ]; write a set such as [2025-07-14,2025-07-15]")
    members = _members(text)
    first, last = min(m[0] for m in members), max(m[1] for m in members)
    gaps = gaps_between(Window(low, high) for low, high, _ in members)
    return first, last, _alternatives([words for _, _, words in members]), gaps


def _members(text: str) -> list[tuple[Day, Day, str]]:
    return [_member(member.strip(), text) for member in text[1:-1].split(",")]


def begun_by(text: str, day: Day) -> str | None:
    """Return in words which dates of a one-of set begin by a day; None if all or none do, or it is no set.

    The text may be the side of an interval before the slash.
    """
    members = _members(text) if text.startswith("[") else []
    left = [words for first, _, words in members if first <= day]
    return _alternatives(left) if 0 < len(left) < len(members) else None


def days_left(text: str, first: Day, last: Day, gaps: Sequence[Window] = ()) -> str:
    """Return in words one of some days, without the gaps between the dates of a one-of set.

    None of the days is outside of the date, of which the text may be one side; it may be blank.
    """
    words = list[str]()
    every = _members(text) if text.startswith("[") else [(first, last, "")]
    for low, high, told in every:
        left = runs(Window(max(low, first), min(high, last)), gaps)
        words += [told if told and run == (low, high) else range_words(*run) for run in left]
    return _alternatives(words) if words else range_words(first, last)


def _member(member: str, text: str) -> tuple[Day, Day, str]:
    """Return the first and last day and the words of a member: ``a``, ``a..b``, ``a..`` or ``..b``."""
    low, dots, high = member.partition("..")
    if not dots:
        single = read_date(low)
        return single.first, single.last, single.words
    if not low and not high:
        raise DateError(f"{shortened(text)} says nothing; give a date on one side of the two dots")
    first, last = (read_date(low) if low else None), (read_date(high) if high else None)
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
    if len(tails) == 1 and "" not in tails:
        words = [text.partition(" ")[0] for text in words[:-1]] + [words[-1]]
    return " or ".join(words)


# --- days and windows in the arguments of queries ------------------------------------------------


DayLike = str | date | Day
"""A day as an argument: a text (a day, month or year), a date or a day number."""


def window(since: DayLike | None = None, until: DayLike | None = None, what: str = "") -> Window:
    """Return the closed window from the first day of ``since`` to the last day of ``until``.

    Parameters
    ----------
    since, until : str, datetime.date or int, optional
        A day, month or year as text, a date or a day number; None leaves that end open.
    what : str, optional
        What both are called in a message, if that is not ``since`` and ``until``.

    Raises
    ------
    DateError
        If either is not a date, or ``since`` comes after ``until``.
    """
    span = Window(
        PAST if since is None else _plain(since, what or "since").first,
        FUTURE if until is None else _plain(until, what or "until").last,
    )
    if span.since > span.until:
        raise DateError(f"the window ends before it starts: since {since}, until {until}; swap the two")
    return span


def one_day(value: DayLike, what: str = "day") -> Day:
    """Return the number of one day, which ``what`` names in errors; what is longer raises DateError."""
    single = _plain(value, what)
    if single.months:
        raise DateError(f"{what}: {value!r} is longer than a day; write one day such as {iso(single.last)}")
    return single.first


def last_day(value: DayLike, what: str = "day") -> Day:
    """Return the number of a day, or of the last day of a month or year, which ``what`` names in errors."""
    return _plain(value, what).last


def is_plain(text: str) -> bool:
    """Whether a text is written as a day, month or year, without EDTF's marks."""
    return _PLAIN.fullmatch(text) is not None


def _plain(value: DayLike, what: str) -> SingleDate:
    """Read an argument; a text must be a plain day, month or year, without EDTF's marks."""
    if isinstance(value, int):
        return SingleDate(value, value, 0, "")
    if isinstance(value, date):
        day = value.toordinal()
        return SingleDate(day, day, 0, "")
    if not isinstance(value, str):
        raise DateError(
            f"{what}: {shortened(str(value))} is not a text; "
            "write a day, month or year such as '2025-07-14' or '2025'"
        )
    if not is_plain(value):
        mend = "write a day, month or year such as 2025-07-14, 2025-07 or 2025"
        raise DateError(f"{what}: {shortened(value)} is not a date; {mend}")
    return read_date(value)
