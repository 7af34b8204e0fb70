"""Computes exact figures of things of which each happened on one of some days, and some perhaps not at all.

Each function takes the days of what surely happened, and of what may have. A day stands for a *start*: when
something happened or began. Different things' days are taken to vary independently. A side may be open.
"""

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, product
from math import prod
from operator import itemgetter
from typing import Literal, NamedTuple

from graphkit.graph.provenance import Version
from graphkit.temporal.calendar import ALWAYS, FUTURE, PAST, Day, Window, calendar_date, runs

CountedUnit = Literal["day", "week", "month"]

Days = Sequence[Window]
"""The days on one of which each of some things happened."""

Spans = tuple[Window, ...]
"""The days on one of which a thing happened, as spans in order of time: of a one-of set there are several."""

_MOST_WAYS = 512
"""So many ways of choosing a span of each thing are tried; of more, the days between the spans count too."""


class Silence(NamedTuple):
    """The longest run of days in which nothing happened or began.

    Attributes
    ----------
    at_least, at_most
        Its number of days: the least and the greatest that the dates allow; no greatest if a date is open.
    days
        The first and the last day of the longest one that the dates allow; None if there is none.
    """

    at_least: int
    at_most: int | None
    days: Window | None


def start_of(version: Version, window: Window | None) -> Spans | None:
    """Return the days on one of which a relation happened or began, by a version, if it is in a window.

    None if that is unknown, or if it has always been so. One of two sides may be open: by 10 April, on
    1 March or later.
    """
    bounds = version.bounds
    if bounds is None or version.undated or (version.lasts and version.start_unknown):
        return None
    start = Window(bounds.earliest_start, bounds.latest_start)
    if start == ALWAYS or start.until == PAST:
        return None
    if window is not None:
        since = start.since if version.lasts else max(start.since, window.since)
        start = Window(since, min(start.until, window.until))
    return runs(start, version.gaps.start)


def hull(spans: Spans) -> Window:
    """Return the days from the first to the last of some spans."""
    return Window(spans[0].since, spans[-1].until)


def are_exact(starts: Iterable[Spans]) -> bool:
    """Whether figures of some things are exact: there are not too many ways of choosing a span of each."""
    return prod(map(len, starts)) <= _MOST_WAYS


def ways(sure: Sequence[Spans], maybe: Sequence[Spans]) -> Iterator[tuple[Days, Days]]:
    """Yield every way of choosing a span of each thing; if too many, all from its first day to its last."""
    every = [*sure, *maybe]
    chosen = product(*every) if are_exact(every) else [tuple(map(hull, every))]
    return ((way[: len(sure)], way[len(sure) :]) for way in chosen)


def extremes(sure: Days, maybe: Days = ()) -> tuple[Window | None, Window | None]:
    """Return the days on one of which the first, and the last, thing happened; None if there may be none.

    An end is infinite where nothing is sure to have happened.
    """
    every = [*sure, *maybe]
    if not every:
        return None, None
    first = Window(min(since for since, _ in every), min((until for _, until in sure), default=FUTURE))
    return first, Window(max((since for since, _ in sure), default=PAST), max(until for _, until in every))


def _closed(sure: Days, maybe: Days) -> tuple[Days, Days]:
    """Return the days with each open side closed, so far out that each thing can have a month of its own."""
    every = [*sure, *maybe]
    ends = [day for days in every for day in days if day not in (PAST, FUTURE)]
    if len(ends) == 2 * len(every):
        return sure, maybe
    room = 31 * (len(every) + 1)
    first, last = min(ends, default=0) - room, max(ends, default=0) + room
    closed = [Window(max(since, first), min(until, last)) for since, until in every]
    return closed[: len(sure)], closed[len(sure) :]


def longest_of(sure: Sequence[Spans], maybe: Sequence[Spans] = ()) -> Silence | None:
    """Return the longest run of days between two things; None if there cannot be two."""
    found = [silence for way in ways(sure, maybe) if (silence := longest_silence(*way))]
    if not found:
        return None
    longest = max(found, key=lambda silence: FUTURE if silence.at_most is None else silence.at_most)
    return longest._replace(at_least=min(silence.at_least for silence in found))


def longest_silence(sure: Days, maybe: Days = ()) -> Silence | None:
    """Return the longest run of days between two things of one span each; None if there cannot be two."""
    if len(sure) + len(maybe) < 2:
        return None
    closed = _closed(sure, maybe)
    if closed != (sure, maybe):  # what may be ever so early or late is ever so far from the next
        silence = longest_silence(*closed)
        return silence and Silence(silence.at_least, None, None)
    every = [*sure, *maybe]
    days = _widest(sure, every)
    at_most = 0 if days is None else _days_in(days)
    if not maybe and all(since == until for since, until in sure):
        return Silence(at_most, at_most, days)
    ordered = sorted([*((days, True) for days in sure), *((days, False) for days in maybe)])
    at_least = bisect_left(range(at_most), True, key=lambda most: _fits(ordered, len(sure), most + 1))
    return Silence(at_least, at_most, days)


def _widest(sure: Days, every: Days) -> Window | None:
    """Return the first and the last day of the longest silence that the dates allow.

    Where one thing ends the days before a silence, what cannot be so early is after it, as late as it can be.
    """
    best: Window | None = None
    latest = heapq.nlargest(2, (until for _, until in every))
    must, after = sorted(sure), FUTURE
    for since, together in groupby(sorted(every, reverse=True), key=itemgetter(0)):
        while must and must[-1].since > since:
            after = min(after, must.pop().until)
        others = latest[1] if [until for _, until in together] == latest[:1] else latest[0]
        end = others if after == FUTURE else after  # where nothing must be after it, one thing can be
        silent = Window(since + 1, end - 1)
        if silent.since <= silent.until and (best is None or _days_in(silent) >= _days_in(best)):
            best = silent
    return best


def _days_in(days: Window) -> int:
    return days.until - days.since + 1


def _fits(ordered: Sequence[tuple[Window, bool]], sure: int, most: int) -> bool:
    """Whether the days can be chosen so that no two in a row are more than ``most`` days apart.

    From each day the next is the one that must come first, and as late as it can be. What may not have
    happened is used where it helps.
    """
    if not sure:
        return True
    day = min(days.until for days, is_sure in ordered if is_sure)
    waiting: list[tuple[Day, bool]] = []
    place, left = 0, sure
    while left:
        while place < len(ordered) and ordered[place][0].since <= day + most:
            heapq.heappush(waiting, (ordered[place][0].until, ordered[place][1]))
            place += 1
        if not waiting:
            return False
        until, is_sure = heapq.heappop(waiting)
        left -= is_sure
        day = max(day, min(until, day + most))
    return True


def distinct_units(sure: Sequence[Spans], maybe: Sequence[Spans], unit: CountedUnit) -> tuple[int, int]:
    """Return in how many different days, weeks or months something happened: at least, and at most."""
    least, most = zip(*(_distinct_units(*way, unit) for way in ways(sure, maybe)), strict=True)
    return min(least), max(most)


def _distinct_units(sure: Days, maybe: Days, unit: CountedUnit) -> tuple[int, int]:
    sure, maybe = _closed(sure, maybe)
    needed = sorted((_number(until, unit), _number(since, unit)) for since, until in sure)
    least, hit = 0, PAST
    for last, first in needed:  # each is hit by the last unit of the one that ends first
        if first > hit:
            least, hit = least + 1, last
    return least, sum(
        1 for _ in _spread(sorted((_number(a, unit), _number(b, unit)) for a, b in [*sure, *maybe]))
    )


def _spread(ranges: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield different numbers, as many as can be: one in each range, the one that ends first going first."""
    waiting: list[int] = []
    place, number = 0, PAST
    while waiting or place < len(ranges):
        if not waiting:
            number = max(number, ranges[place][0])
        while place < len(ranges) and ranges[place][0] <= number:
            heapq.heappush(waiting, ranges[place][1])
            place += 1
        if heapq.heappop(waiting) >= number:
            yield number
            number += 1


def _number(day: Day, unit: CountedUnit) -> int:
    """Return the number of the day, week or month that contains a day, in order of time."""
    if unit == "day":
        return day
    if unit == "week":
        return (day - 1) // 7
    year, month, _ = calendar_date(day)
    return 12 * year + month
