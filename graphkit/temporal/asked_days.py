"""Reads the days and periods of questions: dates, day numbers, plain texts, and what people write instead.

The words are those of :mod:`graphkit.temporal.phrases`, whose grammar is loaded only where one is written.
"""

from typing import Literal

from graphkit.errors import DateError, shortened
from graphkit.temporal import edtf
from graphkit.temporal.bounds import NO_GAPS
from graphkit.temporal.calendar import FUTURE, PAST, Day, Window
from graphkit.temporal.edtf import DayLike

Side = Literal["first", "last"]


def window(since: DayLike | None = None, until: DayLike | None = None, what: str = "") -> Window:
    """Return the closed window from the first day of ``since`` to the last day of ``until``.

    Both may be one text for a period, such as "between 3 and 5 May 2025", also with an open end; ``what`` is
    what that is called in a message.

    Raises
    ------
    DateError
        If either is not a date or may be read in two ways, or ``since`` comes after ``until``.
    """
    is_one = isinstance(since, str) and since == until
    return edtf.window(
        _edge(since, what or "since", "first", may_be_open=is_one),
        _edge(until, what or "until", "last", may_be_open=is_one),
        what,
    )


def one_day(value: DayLike, what: str) -> Day:
    """Return the number of one day; raise DateError if it is longer or none."""
    first, last = (_edge(value, what, side) for side in ("first", "last"))
    if first == last and first is not None:
        return edtf.one_day(first, what)
    raise DateError(f"{what}: {shortened(str(value))} is longer than a day; write one day")


def last_day(value: DayLike, what: str) -> Day:
    """Return the number of a day, or of the last day of a period; raise DateError if it is none."""
    last = _edge(value, what, "last")
    assert last is not None
    return edtf.last_day(last, what)


def _edge(value: DayLike | None, what: str, side: Side, *, may_be_open: bool = False) -> DayLike | None:
    """Return the first or the last day of a value in words; any other value as it is."""
    if not isinstance(value, str) or edtf.is_plain(value):
        return value
    from graphkit.temporal import phrases

    try:
        found = phrases.read(value)
    except phrases.NoDayError as error:
        raise DateError(f"{what}: {error}; write the day or days themselves") from None
    except phrases.UnclearDateError as error:
        raise DateError(f"{what}: {error}") from None
    except DateError:
        return value  # which is then refused
    return edge(found, value, side, may_be_open=may_be_open)


def edge(found: str, written: str, side: Side, *, may_be_open: bool = False) -> DayLike | None:
    """Return the first or the last day of a period in EDTF; None if it is open, where it may be.

    A period that is about some days, or one of several, raises DateError.
    """
    if edtf.is_plain(found):
        return found
    date = edtf.parse(found)
    if date.gaps != NO_GAPS or any(mark in found for mark in "~?%X"):
        raise DateError(f"{shortened(written)} is {found}; write one day, month or year")
    day = date.bounds.earliest_start if side == "first" else date.bounds.latest_end
    if day not in (PAST, FUTURE):
        return day
    if may_be_open:
        return None
    raise DateError(f"{shortened(written)} is {found}, which has no {side} day; write one")
