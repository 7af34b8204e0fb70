"""Reads dates as people write them, such as "late May 2019" or "last week", and gives them in EDTF.

The grammar is small and reads a phrase whole: a point ("14 March 2019", "spring 2020", "last Monday"), or
words around one or two of them ("since", "by", "between ... and ..."). What may be read in two ways is
refused with both readings; nothing is guessed.

* Weeks run from Monday to Sunday. "Last week" is one day of seven, ``[2019-05-06..2019-05-12]``.
* "Early", "mid" and "late" are the first, the middle and the last half of a month or year, and overlap. EDTF
  has no such part of a month, and ``~`` would widen it by a whole month, so it becomes one of its days: "late
  May 2019" is ``[2019-05-16..2019-05-31]``. Thirds would be narrower, but some call the 18th late; the halves
  hold every day that a writer may mean, so that what follows from them for certain is so.
* "Since" leaves the end unknown, "until" the beginning.
* Seasons are EDTF's 21-23, of the north. "Winter 2020" may be two winters; "winter 2019/20" is one.
* Prose has a tense: where something *happened* "on Monday" or "in April", it is the last one before the day
  of the article, and where it *will* happen the next one. "Two days later" counts from the date told before.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeVar, cast

from graphkit.errors import DateError, shortened
from graphkit.temporal import edtf
from graphkit.temporal.calendar import (
    FUTURE,
    MONTHS,
    PAST,
    Day,
    Unit,
    Window,
    calendar_date,
    day_number,
    first_of_month,
    iso,
    iso_range,
    span_words,
    unit_of,
)

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNTED = (
    "a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
NUMBERS = {word: number for number, words in enumerate(_COUNTED, 1) for word in words.split()}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23}
_SHIFTS = {"before last": -2, "last": -1, "previous": -1, "this": 0, "next": 1, "after next": 2}
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_MONTH_NUMBERS = {
    name.casefold()[:length]: number for number, name in enumerate(MONTHS, 1) for length in (3, 9)
}
_MONTH_NUMBERS["sept"] = 9

_M = rf"(?P<month>{'|'.join(_MONTH_NUMBERS)})\.?"
_Y = r"(?P<year>[12][0-9]{3})"
_D = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_W = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})"
_S = rf"(?P<season>{'|'.join(_SEASONS)})"
_N = rf"(?P<number>[0-9]{{1,3}}|{'|'.join(NUMBERS)})"
_O = rf"(?P<ordinal>{'|'.join(_ORDINALS)})"
_UNIT = "(?P<unit>week|month|quarter|year)"
_PARTS = {"early": "early", "mid": "mid", "late": "late", "beginning of": "early", "start of": "early"}
_PARTS |= {"middle of": "mid", "end of": "late", "end": "late"}

_HOURS = "morning|afternoon|evening|night"
_HOLIDAYS = {
    "christmas eve": "12-24", "christmas day": "12-25", "boxing day": "12-26", "new year's eve": "12-31",
    "new year's day": "01-01",
}  # fmt: skip

_ABOUT = r"(?:in or |on or |at or )?(?:about|around)|circa|c\.?|ca\.?|approximately|roughly"
_MORE = ("more than", "over", "least")
_LESS = ("less than", "under")

_LONGEST = 80
_HAS_YEAR = re.compile("[0-9]{3}")
_PART_OF_YEAR = re.compile(rf"\b(?:{_M}|{_S}|q[1-4]|h[12]|quarter|half|{'|'.join(_HOLIDAYS)})(?![a-z])")
_LEADING = re.compile(r"(?:(?:in|on|during|at|the|some ?time|some point)\b ?)+")


class UnclearDateError(DateError):
    """A date in words that may be read in two ways, or cannot be so, for a reason that the message says."""


class NoDayError(UnclearDateError):
    """A date in words that counts from a day that is not given."""


class _TwoReadingsError(Exception):
    """Says what follows the phrase in the message of an error."""


class _NoDayError(Exception):
    """A phrase counts from a day that is not given."""


class _Point(NamedTuple):
    """A date without words around it: its EDTF text, and its first and last day."""

    text: str
    first: Day
    last: Day

    @property
    def members(self) -> str:
        """The text as a member of a one-of set."""
        return self.text.removeprefix("[").removesuffix("]")

    @property
    def is_plain(self) -> bool:
        """Whether it is no set."""
        return not self.text.startswith("[")


Tense = Literal["past", "future"]


def read(
    text: str, asked_on: Day | None = None, *, tense: Tense | None = None, told_before: str | None = None
) -> str:
    """Return the EDTF text of a date as people write it; EDTF stays as it is.

    Parameters
    ----------
    text : str
        A date in EDTF or in English words.
    asked_on : int, optional
        The day from which "last week" and the like count: that of the article, or of the words.
    tense : {"past", "future"}, optional
        Whether what is dated had happened by then, or was still to come.
    told_before : str, optional
        The date in EDTF from which "two days later" counts.

    Returns
    -------
    str
        A text that :func:`graphkit.temporal.edtf.parse` reads.

    Raises
    ------
    UnclearDateError
        If it may be read in two ways.
    NoDayError
        If it counts from a day that is not given.
    DateError
        If it is no date.

    Examples
    --------
    >>> read("14 March 2019"), read("late May 2019"), read("Q2 2019"), read("since 2019")
    ('2019-03-14', '[2019-05-16..2019-05-31]', '2019-34', '2019/')
    >>> read("last week", day_number(2019, 5, 15))
    '[2019-05-06..2019-05-12]'
    """
    try:
        edtf.parse(text)
    except DateError as error:
        phrase = _tidy(text)
        if not phrase:
            raise
        try:
            found = _Reader(asked_on, tense, told_before).phrase(phrase)
            if found is not None:
                edtf.parse(found)
        except DateError as wrong:
            raise UnclearDateError(str(wrong)) from None
        except _NoDayError:
            raise NoDayError(f"{shortened(text)} counts from the day on which it was said") from None
        except _TwoReadingsError as two:
            raise UnclearDateError(f"{shortened(text)} {two}") from None
        if found is None:
            raise error from None
        return found
    return text


def in_words(text: str) -> str:
    """Return an EDTF text in words, with its days: ``Q2 2019, 1 April - 30 June 2019``."""
    date = edtf.parse(text)
    if date.lasts or "[" in text:
        return date.words
    days = span_words(date.bounds.earliest_start, date.bounds.latest_end)
    return date.words if days == date.words else f"{date.words}, {days}"


def _two(first: str | None, second: str | None) -> _TwoReadingsError:
    one, other = (edtf.parse(text or "").words for text in (first, second))
    return _TwoReadingsError(f"may be {one} or {other}; write the one that is meant")


def _tidy(text: str) -> str:
    """Return a phrase in small letters, with plain signs and single blanks; blank if it is too long."""
    if len(text) > _LONGEST:
        return ""
    plain = re.sub("[\u2010-\u2015\u2212]", "-", text).replace("\u2019", "'").casefold()
    plain = re.sub(r"\byear-end\b(?! [0-9])", "end of the year", plain)
    return " ".join(plain.replace(",", " ").split()).rstrip(".")


class _Reader:
    """Reads phrases that count from one day."""

    def __init__(self, asked_on: Day | None, tense: Tense | None, told_before: str | None) -> None:
        self._asked_on = asked_on
        self._tense = tense
        self._told_before = told_before

    @property
    def _today(self) -> Day:
        if self._asked_on is None:
            raise _NoDayError
        return self._asked_on

    def phrase(self, text: str) -> str | None:
        """Return the EDTF text of a whole phrase; None if it is none."""
        found = self._with_words(text)
        if found is None and _PART_OF_YEAR.search(text) and not _HAS_YEAR.search(text):
            return self._without_year(text)
        return found

    def _without_year(self, text: str) -> str | None:
        """Return a phrase that lacks its year in the year that its tense tells; raise if it tells none."""
        now = 2000 if self._asked_on is None else calendar_date(self._asked_on)[0]
        readings = [self._in_year(text, year) for year in range(now - 4, now + 5)]
        known = [reading for reading in readings if reading]
        if known and self._tense is not None:
            chosen = _nearest([(each, *_named_days(each)) for each in known], self._today, self._tense)
            if chosen is not None:
                return chosen
        past = [each for each in known if edtf.parse(each).bounds.earliest_start <= (self._asked_on or 0)]
        if past and len(known) > len(past):
            raise _two(past[-1], known[len(past)])
        if any(reading is not None for reading in readings):
            raise _TwoReadingsError("names no year; add it, since it may be this year's or the last")
        return None

    def _in_year(self, text: str, year: int) -> str | None:
        """Return a phrase in a year; blank if it is not in that year, None if it is none."""
        two = next((match for pattern, _ in _AROUND_TWO if (match := pattern.fullmatch(text))), None)
        if two and self._tense and (months := _months_of(two)) and months[0] > months[1]:
            text = f"{text[: two.end('first')]} {year - 1}{text[two.end('first') :]}"  # over the new year
        try:
            found = self._with_words(f"{text} {year}")
            if found is not None:
                edtf.parse(found)
        except (DateError, _TwoReadingsError):  # 29 February, or another weekday
            return ""
        return found

    # --- words around points ----------------------------------------------------------------------

    def _with_words(self, text: str) -> str | None:
        point = self._point(text)
        if point is not None:
            return point.text
        for pattern, rule in _AROUND_ONE:
            match = pattern.fullmatch(text)
            point = self._bounded(match["of"], match["word"]) if match else None
            if point is not None:
                return rule(point)
        for first, second, word in self._splits(text):
            if word == "to" and second in _STILL and (point := self._point(first)):
                return _lasting(point, None)
            pair = self._pair(first, second)
            if pair is not None:
                return _joined(*pair, word)
        return None

    def _bounded(self, text: str, word: str) -> _Point | None:
        """Return a point beside a word; the end of May is its last day if something lasts until then."""
        side = (
            _END_OF.fullmatch(text)
            if word in _UP_TO
            else _START_OF.fullmatch(text)
            if word in _FROM
            else None
        )
        about = re.fullmatch(f"(?:{_ABOUT}) (?P<of>.+)", text) if word in _OPEN else None
        point = self._whole(side["of"]) if side else self._point(about["of"] if about else text)
        if point is not None and about:
            return point._replace(text=_qualified("~")(point))
        if point is None or side is None:
            return point
        return _span(point.last, point.last) if word in _UP_TO else _span(point.first, point.first)

    def _splits(self, text: str) -> Iterator[tuple[str, str, str]]:
        """Yield the ways in which a phrase is two points with a word before and between."""
        for pattern, word in _AROUND_TWO:
            for match in pattern.finditer(text):
                if match.span() == (0, len(text)):
                    yield match["first"], match["second"], word
        for place in (place for place, sign in enumerate(text) if sign == "-"):
            yield text[:place].rstrip(), text[place + 1 :].lstrip(), "to"

    def _pair(self, first: str, second: str) -> tuple[_Point, _Point] | None:
        """Return two points, of which the first may lack the month or year that the second has."""
        end = self._point(second)
        if end is None:
            # The American order: March 3 to 5, 2019
            head = re.fullmatch(rf"{_M} {_D}", first)
            tail = re.fullmatch(rf"{_D} {_Y}", second)
            if head is None or tail is None:
                return None
            end = self._point(f"{head['month']} {second}")
        start = self._point(first)
        for tail in [re.search(rf"\b{_M} {_Y}$", second), re.search(rf"{_Y}$", second)]:
            if start is None and tail is not None:
                start = self._point(f"{first} {tail[0]}")
        return None if start is None or end is None else (start, end)

    # --- points -------------------------------------------------------------------------------------

    def _point(self, text: str) -> _Point | None:
        bare = text[match.end() :] if (match := _LEADING.match(text)) else text
        for pattern, rule in _POINTS:
            found = pattern.fullmatch(bare)
            point = rule(self, found) if found is not None else None
            if point is not None:
                return point
        return None

    def _edtf(self, match: re.Match[str]) -> _Point | None:
        try:
            return _plain(match[0])
        except DateError:
            return None

    def _day(self, match: re.Match[str]) -> _Point:
        year, month, day = int(match["year"]), _MONTH_NUMBERS[match["month"]], int(match["day"])
        point = _plain(f"{year}-{month:02d}-{day:02d}")
        weekday = match.groupdict().get("weekday")
        if weekday and _WEEKDAYS.index(weekday) != (point.first - 1) % 7:
            real = _WEEKDAYS[(point.first - 1) % 7].capitalize()
            raise _TwoReadingsError(
                f"is not what the calendar says: {point.text} was a {real}; mend the day or the date"
            )
        return point

    def _numbers(self, match: re.Match[str]) -> _Point:
        one, other, year = int(match["one"]), int(match["other"]), match["year"]
        day_first, month_first = f"{year}-{other:02d}-{one:02d}", f"{year}-{one:02d}-{other:02d}"
        if one <= 12 and other <= 12 and one != other:
            raise _two(day_first, month_first)
        return _plain(day_first if one > 12 else month_first)

    def _short_year(self, _match: re.Match[str]) -> _Point:
        raise _TwoReadingsError("has a year of two digits, which may be of two centuries; write four")

    def _month_of(self, match: re.Match[str]) -> _Point:
        number = _MONTH_NUMBERS.get(match["month"]) or int(match["month"])
        return _plain(f"{match['year']}-{number:02d}")

    def _part_of_year(self, match: re.Match[str]) -> _Point | None:
        """Return a quarter or half of a year, which its months may name: "the last six months of 2019"."""
        number, is_half = match["number"], match["part"] in ("h", "half", "six months")
        place = (2 if is_half else 4) if number in ("final", "last") else _ORDINALS.get(number) or int(number)
        return None if is_half and place > 2 else _plain(f"{match['year']}-{(39 if is_half else 32) + place}")

    def _half_month(self, match: re.Match[str]) -> _Point | None:
        month = self._month_of(match)
        number = _ORDINALS[match["ordinal"]]
        if number > 2:
            return None
        return _span(month.first, month.first + 14) if number == 1 else _span(month.first + 15, month.last)

    def _winter(self, match: re.Match[str]) -> _Point | None:
        year = int(match["year"])
        if not match["next"]:
            raise _TwoReadingsError(
                f"may be the winter of {year - 1}/{year % 100:02d} or of {year}/{(year + 1) % 100:02d}; "
                "write both years"
            )
        return _plain(f"{year}-24") if str(year + 1).endswith(match["next"]) else None

    def _part(self, match: re.Match[str]) -> _Point | None:
        """Return a half of a month, year or decade: the first, the middle or the last."""
        whole = self._whole(match["of"])
        part = _PARTS[match["part"]]
        if whole is None or not re.fullmatch("[0-9]{3}X|[0-9]{4}(-(0[1-9]|1[0-2]))?", whole.text):
            return None
        year, month, _ = calendar_date(whole.first)
        if whole.text.endswith("X"):
            first, last = {
                "early": (year, year + 4),
                "mid": (year + 2, year + 7),
                "late": (year + 5, year + 9),
            }[part]
            return _Point(f"[{first}..{last}]", day_number(first, 1, 1), day_number(last, 12, 31))
        if len(whole.text) == 4:
            if part == "mid":
                return _Point(f"[{year}-04..{year}-09]", day_number(year, 4, 1), day_number(year, 9, 30))
            return _plain(f"{year}-{40 if part == 'early' else 41}")
        first = first_of_month(year, month)
        spans = {
            "early": (first, first + 14),
            "mid": (first + 7, first + 22),
            "late": (first + 15, whole.last),
        }
        return _span(*spans[part])

    def _week_of(self, match: re.Match[str]) -> _Point | None:
        day = self._point(match["of"])
        return _span(*unit_of(day.first, "week")) if day is not None and day.first == day.last else None

    def _weekend_of(self, match: re.Match[str]) -> _Point | None:
        """Return a Saturday or Sunday of a weekend that a day of it names, or both its days."""
        day = self._point(re.sub(r"^([0-9]{1,2})(?:-|/| and | to )[0-9]{1,2}", r"\1", match["of"]))
        if day is None or day.first != day.last:
            return None
        if (day.first - 1) % 7 < 4:
            real = _WEEKDAYS[(day.first - 1) % 7].capitalize()
            raise _TwoReadingsError(f"names no weekend: {day.text} was a {real}; mend the date")
        saturday = unit_of(day.first, "week").since + 5
        return _span(saturday, saturday + 1)

    def _night_of(self, match: re.Match[str]) -> _Point | None:
        """Return one of the two days on which a night falls: "the night of 3-4 May"."""
        day = self._point(f"{match['first']} {match['rest']}")
        is_next = int(match["second"]) == int(match["first"]) + 1
        return _span(day.first, day.first + 1) if day and is_next else None

    def _weekday_of_month(self, match: re.Match[str]) -> _Point:
        month = self._month_of(match)
        first = month.first + (_WEEKDAYS.index(match["weekday"]) - month.first + 1) % 7
        place = match["ordinal"]
        day = range(first, month.last + 1, 7)[_ORDINALS[place] - 1 if place else -1]
        return _span(day, day)

    # --- points that count from a day ---------------------------------------------------------------

    def _near_day(self, match: re.Match[str]) -> _Point:
        day = self._today + _NEAR_DAYS[match[0]]
        return _span(day, day)

    def _near_unit(self, match: re.Match[str]) -> _Point:
        """Return "last week" or "the month after next"."""
        return _unit_point(_shifted(self._today, match["unit"], _SHIFTS[match["which"]]), match["unit"])

    def _within_unit(self, match: re.Match[str]) -> _Point:
        whole = _shifted(self._today, match["unit"], 0)
        if match["side"] == "earlier":
            return _span(whole.since, self._today)
        return _span(self._today, whole.until)

    def _weekend(self, match: re.Match[str]) -> _Point:
        """Return a Saturday or Sunday: of last or this week, or of that which the tense tells."""
        today, which = self._today, match["which"]
        monday = unit_of(today, "week").since
        if which == "next" or (which is None and self._tense is None):
            weeks = (0, 7) if which else (-7, 0)
            raise _two(*(str(iso_range(monday + week + 5, monday + week + 6)) for week in weeks))
        past = which in ("last", "past") or (self._tense == "past" and today < monday + 5)
        return _span(monday - 2, monday - 1) if past else _span(monday + 5, monday + 6)

    def _ago(self, match: re.Match[str]) -> _Point | None:
        (number, unit), about = _counted(match), match["about"]
        if unit == "day":
            return None if about else _span(self._today - number, self._today - number)
        if about in _MORE or about in _LESS:
            unit, number = ("month", 12 * number) if unit == "year" else (unit, number)
            since, until = _shifted(self._today, unit, -number)
            return _Point(f"[..{iso(until)}]", PAST, until) if about in _MORE else _span(since, self._today)
        point = _unit_point(_shifted(self._today, unit, -number), unit)
        if unit == "week":
            return _span(point.first - 7, point.last + 7) if about else point
        return _plain(f"{point.text}~")

    def _weekday(self, match: re.Match[str]) -> _Point:
        """Return a weekday of last, this or next week; one that is not said to be of which may be of two."""
        today = self._today
        day = unit_of(today, "week").since + _WEEKDAYS.index(match["weekday"])
        which, week = match.groupdict().get("which"), match.groupdict().get("week")
        if week:
            chosen = {day + 7 * _SHIFTS[week]}
        elif which == "last":
            chosen = {day - 7, day if day < today else day - 7}
        elif which == "next":
            chosen = {day + 7, day if day > today else day + 7}
        else:
            chosen = {day if day <= today else day - 7, day if day > today else day + 7}
            if which == "this":
                chosen = {day}
            elif self._tense == "past":
                chosen = {min(chosen)}
            elif self._tense == "future" and day != today:
                chosen = {max(chosen)}
        if len(chosen) > 1:
            raise _two(*(iso(each) for each in sorted(chosen)))
        return _span(*chosen, *chosen)

    def _day_of_month(self, match: re.Match[str]) -> _Point | None:
        """Return "the 15th": of a month named by its place, else of the nearest as the tense tells."""
        number = int(match["day"])
        year, month, _ = calendar_date(self._today)
        which = match["which"]
        days = []
        for shift in range(-2, 3) if which is None else [_SHIFTS[which]]:
            first, last = unit_of(first_of_month(year, month + shift), "month")
            if first + number - 1 <= last:
                days.append(first + number - 1)
        if which is not None:
            return _span(days[0], days[0]) if days else None
        chosen = _nearest([(day, day, day) for day in days], self._today, self._tense)
        if chosen is None:
            before, after = (list(filter(test, days)) for test in (self._today.__ge__, self._today.__lt__))
            raise _two(iso(before[-1]), iso(after[0]))
        return _span(chosen, chosen)

    def _after_told(self, match: re.Match[str]) -> _Point | None:
        """Return "two days later" or "the following week", from the date told before."""
        return self._after(match, *self._told_days())

    def _after_point(self, match: re.Match[str]) -> _Point | None:
        """Return "two days before 5 May 2024"."""
        point = self._point(match["of"])
        (number, unit), before = _counted(match), match["side"] == "before"
        if point is None or match["number"] or unit == "day" or point.first != point.last:
            return None if point is None else self._after(match, point.first, point.last)
        near = _shifted(point.first, unit, -number if before else number)
        # "the week before 5 May" is that of the calendar, or seven days
        return _span(near.since, point.first) if before else _span(point.last, near.until)

    def _after(self, match: re.Match[str], first: Day, last: Day) -> _Point | None:
        number, unit = _counted(match)
        number *= -1 if match["side"] in ("earlier", "before", "previous", "preceding") else 1
        if unit == "day":
            return _span(first + number, last + number)
        first, last = _shifted(first, unit, number)[0], _shifted(last, unit, number)[1]
        if _shifted(first, unit, 0) == (first, last) and unit != "week":
            point = _unit_point(Window(first, last), unit)
            return _plain(f"{point.text}~") if "number" in match.groupdict() else point
        return _span(first, last)

    def _weekday_after_told(self, match: re.Match[str]) -> _Point:
        """Return "the following Monday", from the date told before."""
        first, last = self._told_days()
        weekday = _WEEKDAYS.index(match["weekday"]) + 1
        day = last + 1 + (weekday - last - 1) % 7
        if match["side"] != "following":
            day = first - 1 - (first - 1 - weekday) % 7
        return _span(day, day)

    def _of_told_year(self, match: re.Match[str]) -> _Point | None:
        """Return "May of that year", from the date told before."""
        first, last = (calendar_date(day)[0] for day in self._told_days())
        if first != last:
            raise _NoDayError
        return self._point(f"{match['of']} {first}")

    def _told_days(self) -> tuple[Day, Day]:
        """Return the first and the last day of the date told before."""
        if self._told_before is None:
            raise _NoDayError
        bounds = edtf.parse(self._told_before).bounds
        if PAST in bounds or FUTURE in bounds:
            raise _NoDayError
        return bounds.earliest_start, bounds.latest_end

    def _at_hour(self, match: re.Match[str]) -> _Point | None:
        """Return a day whose time of day is told too."""
        point = self._point(match["of"])
        return point if point is not None and point.first == point.last else None

    def _whole(self, text: str) -> _Point | None:
        """Return a point of which a part is told; it may be "the month" or "the year" of the day itself."""
        unit = re.fullmatch(_UNIT, text)
        return _unit_point(_shifted(self._today, unit[0], 0), unit[0]) if unit else self._point(text)

    def _of_year(self, match: re.Match[str]) -> _Point | None:
        """Return what is told of last, this or next year: "April last year"."""
        year = calendar_date(self._today)[0] + _SHIFTS[match["which"]]
        return self._point(f"{match['of']} {year}")

    def _named_before(self, match: re.Match[str]) -> _Point:
        """Return a month or season of this or another year: ``last May``, if that is one only."""
        year = calendar_date(self._today)[0]
        points = {each: self._point(f"{match['name']} {each}") for each in (year - 1, year, year + 1)}
        this, other = points[year], points[year + (_SHIFTS[match["which"]] or 1)]
        assert this is not None
        assert other is not None
        if match["which"] == "this":
            return this
        if (match["which"] == "last") == (self._today < this.first):
            return other
        raise _two(*sorted((other.text, this.text)))


# --- the grammar ----------------------------------------------------------------------------------

_Rule = Callable[[_Reader, re.Match[str]], _Point | None]
_WEEKDAY_BEFORE = rf"(?:{_W} )?(?:the )?"
_POINTS: list[tuple[re.Pattern[str], _Rule]] = [
    (re.compile(pattern), rule)
    for pattern, rule in (
        (r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?", _Reader._edtf),
        (rf"{_WEEKDAY_BEFORE}{_D}(?: of)?[ -]{_M}[ -]{_Y}", _Reader._day),
        (rf"{_WEEKDAY_BEFORE}{_M} (?:the )?{_D} {_Y}", _Reader._day),
        (rf"(?P<one>[0-9]{{1,2}})(?P<sep>[-/.])(?P<other>[0-9]{{1,2}})(?P=sep){_Y}", _Reader._numbers),
        (r"[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{2}", _Reader._short_year),
        (rf"(?:{_D} )?{_M} '[0-9]{{2}}", _Reader._short_year),
        (
            rf"{_Y}([/.])(?P<number>[0-9]{{1,2}})\2(?P<day>[0-9]{{1,2}})",
            lambda _, match: _plain(f"{match['year']}-{match['number']:0>2}-{match['day']:0>2}"),
        ),
        (rf"{_M}(?: of)?[ -]{_Y}", _Reader._month_of),
        (rf"(?P<month>0?[1-9]|1[0-2])/{_Y}", _Reader._month_of),
        (r"(?P<decade>[12][0-9]{2})0'?s", lambda _, match: _plain(f"{match['decade']}X")),
        (
            rf"(?P<holiday>{'|'.join(_HOLIDAYS)}) {_Y}",
            lambda _, match: _plain(f"{match['year']}-{_HOLIDAYS[match['holiday']]}"),
        ),
        (rf"(?:{_O}|last) {_W} (?:in|of) {_M}(?: of)? {_Y}", _Reader._weekday_of_month),
        (rf"(?P<part>[hq])(?P<number>[1-4])(?: of)?[ /-]?{_Y}", _Reader._part_of_year),
        (rf"{_Y}[ -]?(?P<part>q)(?P<number>[1-4])", _Reader._part_of_year),
        (
            rf"(?P<number>{'|'.join(_ORDINALS)}|final|last) (?P<part>quarter|half)(?: of)? {_Y}",
            _Reader._part_of_year,
        ),
        (rf"(?P<number>first|final|last) (?P<part>six months|three months) of {_Y}", _Reader._part_of_year),
        (rf"{_O} half(?: of)? {_M}(?: of)? {_Y}", _Reader._half_month),
        (rf"{_S}(?: of)? {_Y}", lambda _, match: _plain(f"{match['year']}-{_SEASONS[match['season']]}")),
        (rf"winter(?: of)? {_Y}(?:[/-](?P<next>[0-9]{{2}}|[0-9]{{4}}))?", _Reader._winter),
        (rf"(?P<part>{'|'.join(_PARTS)})[ -](?:the )?(?P<of>.+)", _Reader._part),
        (r"week of (?P<of>.+)", _Reader._week_of),
        (r"weekend of (?P<of>.+)", _Reader._weekend_of),
        (
            r"night (?:of|from) (?P<first>[0-9]{1,2})(?:-|/| to )(?P<second>[0-9]{1,2}) (?P<rest>.+)",
            _Reader._night_of,
        ),
        (
            r"today|this (?:morning|afternoon|evening)|tonight|yesterday|last night|tomorrow"
            r"|day before yesterday|day after tomorrow",
            _Reader._near_day,
        ),
        (rf"(?P<which>last|previous|this|next) {_UNIT}", _Reader._near_unit),
        (rf"(?P<side>earlier|later) this {_UNIT}", _Reader._within_unit),
        (rf"{_UNIT} (?P<which>before last|after next)", _Reader._near_unit),
        (r"(?:over )?(?:the )?(?:(?P<which>last|past|this|next) )?weekend", _Reader._weekend),
        (
            rf"(?:(?P<about>{_ABOUT}|{'|'.join((*_MORE, *_LESS))}|some|nearly|almost) )?"
            rf"{_N} (?P<unit>day|week|fortnight|month|year)s? ago",
            _Reader._ago,
        ),
        (rf"{_W}(?: of)? (?P<week>last|this|next) week", _Reader._weekday),
        (rf"(?P<week>last|this|next) week(?:'s)?(?: on)? {_W}", _Reader._weekday),
        (rf"(?:(?P<which>last|this|next) )?{_W}", _Reader._weekday),
        (rf"(?P<which>last|this|next) (?P<name>{_M}|{_S})", _Reader._named_before),
        (
            rf"(?P<of>.*(?:{_M}|{_S}|quarter|half|q[1-4]|h[12])) (?:of )?(?P<which>last|this|next) year",
            _Reader._of_year,
        ),
        (rf"(?P<of>.*(?:{_M}|{_S}|quarter|half)) (?:of )?(?:that|the same) year", _Reader._of_told_year),
        (rf"(?P<side>following|preceding|previous) {_W}", _Reader._weekday_after_told),
        (
            r"(?P<day>[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)"
            r"(?: (?:of )?(?:the )?(?P<which>last|previous|this|next) month)?",
            _Reader._day_of_month,
        ),
        (
            rf"{_N} (?P<unit>day|week|fortnight|month|year)s? (?P<side>later|earlier|before|after)(?: that)?",
            _Reader._after_told,
        ),
        (
            rf"(?:{_N} )?(?P<unit>day|week|fortnight|month|year)(?(number)s?) (?P<side>before|after) "
            "(?P<of>.+)",
            _Reader._after_point,
        ),
        (r"(?P<side>following|next|previous|preceding) (?P<unit>day)", _Reader._after_told),
        (r"(?P<side>following|preceding) (?P<unit>week|month|year)", _Reader._after_told),
        (r"(?P<unit>day) (?P<side>before|after|earlier|later)", _Reader._after_told),
        (rf"(?P<of>.+) (?:{_HOURS})", _Reader._at_hour),
        (
            rf"(?:(?:(?:before|after|at|around) )?(?:{_HOURS}|noon|midnight|dawn|dusk) (?:of|on)"
            r"|late|early|earlier|later)(?: on)? (?P<of>.+)",
            _Reader._at_hour,
        ),
    )
]
_NEAR_DAYS = {
    "this morning": 0, "this afternoon": 0, "this evening": 0, "tonight": 0, "last night": -1,
    "today": 0, "yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2,
}  # fmt: skip

_STILL = ("present", "the present", "now", "date")
_UP_TO = ("before", "until", "till", "by", "no later than", "on or before", "at the latest by")
_FROM = ("since", "from", "starting", "on or after", "not before", "no earlier than")
_OPEN = ("since", "starting", "from", "until", "till")
_END_OF = re.compile(r"(?:the )?end(?: of(?: the)?|-| ) ?(?P<of>.+)")
_START_OF = re.compile(r"(?:the )?(?:beginning|start) of (?:the )?(?P<of>.+)")


def _lasting(start: _Point | None, end: _Point | None) -> str:
    """Return what lasts from a point to another; EDTF has plain dates there, and no sets."""
    sets = [point for point in (start, end) if point is not None and not point.is_plain]
    if sets:
        sides = [f"{name} {each.text}" for name, each in (("begins", start), ("ends", end)) if each]
        raise _TwoReadingsError(
            f"lasts from or until one day of several, which is no single date; write {' and '.join(sides)}"
        )
    return f"{start.text if start else ''}/{end.text if end else ''}"


def _qualified(sign: str) -> Callable[[_Point], str]:
    def qualified(point: _Point) -> str:
        if not re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", point.text):
            raise _TwoReadingsError("is twice imprecise; write the days between which it was")
        return f"{point.text}{sign}"

    return qualified


_AROUND_ONE: list[tuple[re.Pattern[str], Callable[[_Point], str]]] = [
    (re.compile(rf"(?P<word>{words}){' ' if words else ''}(?P<of>.+?){after}"), rule)
    for words, after, rule in (
        ("since|starting", "", lambda point: _lasting(point, None)),
        ("from", " (?:on|onwards?)", lambda point: _lasting(point, None)),
        ("from", " end unknown", lambda point: _lasting(point, None)),
        ("from", " without end", lambda point: f"{_lasting(point, None)}.."),
        ("until", " start unknown", lambda point: _lasting(None, point)),
        ("until", " without beginning", lambda point: f"..{_lasting(None, point)}"),
        ("until|till", "", lambda point: _lasting(None, point)),
        (
            "by|no later than|on or before|before(?= (?:the )?end\\b)",
            "",
            lambda point: f"[..{iso(point.last)}]",
        ),
        ("before", "", lambda point: f"[..{iso((point.first if point.is_plain else point.last) - 1)}]"),
        ("after", "", lambda point: f"[{iso((point.last if point.is_plain else point.first) + 1)}..]"),
        ("on or after|not before|no earlier than", "", lambda point: f"[{iso(point.first)}..]"),
        ("", " or later", lambda point: f"[{iso(point.first)}..]"),
        (_ABOUT, "", _qualified("~")),
        ("perhaps about", "", _qualified("%")),
        ("perhaps|possibly|probably", "", _qualified("?")),
    )
]
_AROUND_TWO = [
    (re.compile(r"(?:some day )?between (?P<first>.+?) and (?P<second>.+)"), "between"),
    (re.compile(r"(?:from|since) (?P<first>.+?) (?:to|until|till|through) (?P<second>.+)"), "to"),
    (re.compile(r"(?P<first>.+?) (?:to|until|through) (?P<second>.+)"), "to"),
    (re.compile(r"(?:either )?(?P<first>.+?) or (?P<second>.+)"), "or"),
]


def _months_of(two: re.Match[str]) -> tuple[int, int] | None:
    """Return the months of two points that have no year: "November", "4 January"."""
    named = [re.search(rf"\b{_M}\b", two[side]) for side in ("first", "second")]
    first, second = (match and _MONTH_NUMBERS[match["month"]] for match in named)
    return (first, second) if first and second else None


def _joined(first: _Point, second: _Point, word: str) -> str:
    if word == "to":
        return _lasting(first, second)
    if word == "or":
        return f"[{first.members},{second.members}]"
    if first.is_plain and second.is_plain and len(first.text) == len(second.text):
        return f"[{first.text}..{second.text}]"
    return f"[{iso(first.first)}..{iso(second.last)}]"


# --- days -----------------------------------------------------------------------------------------

_Reading = TypeVar("_Reading")


def _named_days(text: str) -> tuple[Day, Day]:
    """Return the first and last day that an EDTF text names, whichever side of it is open."""
    bounds = edtf.parse(text).bounds
    first = bounds.earliest_start if bounds.earliest_start > PAST else bounds.earliest_end
    last = bounds.latest_end if bounds.latest_end < FUTURE else bounds.latest_start
    return (first if first > PAST else last), (last if last < FUTURE else first)


def _nearest(
    readings: Sequence[tuple[_Reading, Day, Day]], today: Day, tense: Tense | None
) -> _Reading | None:
    """Return the last reading before a day, or the first after it; None if one may be either.

    A month in which the day lies may be over or to come, and the one of another year may be meant.
    """
    if tense is None or any(first <= today <= last and first < last for _, first, last in readings):
        return None
    past = [each for each, _, last in readings if last <= today]
    future = [each for each, first, _ in readings if first >= today]
    return (past[-1] if past else None) if tense == "past" else (future[0] if future else None)


def _plain(text: str) -> _Point:
    bounds = edtf.parse(text).bounds
    return _Point(text, bounds.earliest_start, bounds.latest_end)


def _span(first: Day, last: Day) -> _Point:
    return _Point(str(iso_range(first, last)), first, last)


def _counted(match: re.Match[str]) -> tuple[int, str]:
    """Return how many of which unit are counted: one where no number is told, two weeks for a fortnight."""
    word = match.groupdict().get("number") or "one"
    number = NUMBERS.get(word) or int(word)
    return (2 * number, "week") if match["unit"] == "fortnight" else (number, match["unit"])


def _shifted(day: Day, unit: str, by: int) -> Window:
    """Return the week, month, quarter or year that lies some of them after that of a day."""
    year, month, _ = calendar_date(day)
    months = {"week": 0, "month": 1, "quarter": 3, "year": 12}[unit]
    start = first_of_month(year, month + by * months) if months else day + 7 * by
    return unit_of(start, cast(Unit, unit))


def _unit_point(window: Window, unit: str) -> _Point:
    """Return a week as one of its days; a month, quarter or year as EDTF has it."""
    if unit == "week":
        return _span(*window)
    year, month, _ = calendar_date(window.since)
    text = {"year": f"{year}", "month": f"{year}-{month:02d}", "quarter": f"{year}-{33 + month // 3}"}[unit]
    return _Point(text, *window)
