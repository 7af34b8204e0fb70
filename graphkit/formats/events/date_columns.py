"""Reads the dates of the rows of a table of which each column is known."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

from graphkit.errors import DateError
from graphkit.formats.events.columns import (
    TABLES,
    Columns,
    folded,
    heading_of,
    may_be_date,
    precision_of,
)
from graphkit.formats.events.event import Cells, Texts, told_in, without_mark
from graphkit.formats.events.exactness import as_exact, exactness, is_day
from graphkit.formats.foreign_status import may_say_status
from graphkit.formats.format import UNCLEAR_DATE, Reading
from graphkit.model.absence import is_absent
from graphkit.model.distinguishing import of_person
from graphkit.model.folding import searchable
from graphkit.model.foreign_dates import (
    ORDERS,
    Meaning,
    checked,
    clashing,
    contradicts_itself,
    ends_in_years,
    first_after,
    from_table,
    has_clock,
    in_order,
    interval,
    is_endless,
    is_single,
    is_still,
    last_before,
    may_be_table_date,
    may_end_in_year,
    read_column,
    since_1970,
    span,
    told_order,
)
from graphkit.model.vocabulary import TypeKind

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")
_PLAIN_DAY = re.compile(
    r"(?!2038-01-19|2079-06-06)(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
)
_TURNED = re.compile(r"([0-9]{1,2}[-/.] ?[0-9]{1,2}[-/.] ?[0-9]{4})\b.*")
_NUMBERED = re.compile(rf"([0-9]{{4}}[-/.][0-9]{{1,2}}[-/.] ?[0-9]{{1,2}})\b.*|{_TURNED.pattern}")
_SECONDS = re.compile(r"[0-9]{9,}(?:\.[0-9]*)?")
_NO_PART = re.compile(r"|0+(?:\.0)?|-.+")
_HAS_YEAR = re.compile("[1-9][0-9]{3}(?:-|$)")
_SPAN = re.compile(r"([\[(])\s*([^,;\[\]()]*?)\s*[,;]\s*([^,;\[\]()]*?)\s*([\])])")
_PARTING = re.compile(r"[<>\[\](),;]")
"""The signs between the times of spans and moments."""
_MOMENTS = re.compile(r"<\[([^\[\]();<>]*)\]>")
_MISSING = object()
_YEAR = re.compile("[0-9]{4}")
_CENTURIES = 300
"""Years between dates of one file, so long that those before may be of another calendar."""
_LONG_AGO = 1800
"""The last year that lies so long before another one."""
_OTHER_CALENDARS = 1500
"""Before this year are all dates of now by the Persian and the Islamic calendar."""
_LAST = 2100
"""After this year are those by the Buddhist calendar."""
_WAYS = (("date",), ("spans",), ("begins", "ends"), ("earliest", "latest"))
"""Ways to date a row; the first counts of which a cell is filled."""
_ORDER_SHOWN: Mapping[str, Meaning] = {"2000-02-01": "day first", "2000-01-02": "month first"}
"""What 01.02.2000 is in either order."""
_LONGEST = 60
"""Characters of the longest text that may be no more than a date or a time."""
_FIGURE = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]*)?")
_YEARS = frozenset(map(searchable, TABLES["years"]))
_SHORT_YEARS = re.compile(r"([12][0-9])([0-9]{2}) ?[-/\u2013\u2014] ?([0-9]{2})")
"""A time of some years, of which the last is shortened."""
_OPEN_YEAR = re.compile(r"([12][0-9]{3}) ?[-\u2013\u2014]")
DATED = tuple(chain(*_WAYS))
PARTS = ("month", "day")


def _year(when: str) -> int | None:
    """Return the year with which a date begins, if it does."""
    match = _YEAR.match(when)
    return int(match[0]) if match else None


class Dates:
    """Reads the dates of some columns; where one depends on the others, all of them first.

    Where these leave open if the day or the month comes first, the ``other`` dates of the file tell. Of those
    that were read, ``moments`` are at a time of day.
    """

    def __init__(
        self,
        every: Callable[[], Sequence[str]],
        meaning: Meaning | None,
        *,
        plain: bool,
        other: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        self._every, self._meaning, self.plain, self._other = every, meaning, plain, other
        self.of_moments = False
        self.moments: set[str] = set()
        self._known: dict[str, str | None] = {"": ""}
        self._marked: list[str] = []
        self._orders: dict[str, Meaning | None] = {}

    def read(self, text: str) -> str | None:
        """Return a date as EDTF, blank if it is; None if it is unclear."""
        when: Any = self._known.get(text, _MISSING)
        if when is _MISSING:
            when = self._look(text)
            bare = without_mark(text)
            if when is None and bare != text and not (may_end_in_year(bare) and self._of_years):
                when = read_column([bare], self._meaning, whole=True)[0]
                self._marked += [text] if when else []
            self._known[text] = when
            if when and when != text and has_clock(text):
                self.moments.add(text)
        return when  # type: ignore[no-any-return]

    def side(self, text: str, *, is_end: bool) -> str | None:
        """Return a date that begins or ends something, as :meth:`read` does: a start "since 2022" is 2022."""
        when = self.read(text)
        if when:
            when = when.removeprefix("/") if is_end else when.removesuffix("/")
        return when if when is None or is_single(when) else None

    def strange(self, when: str) -> str:
        """Return how a date lies so far off that it may count other years; blank if it does not."""
        if (year := _year(when)) is None or (_LONG_AGO < year <= _LAST):
            return ""
        if year > _LAST:
            return f"date after {_LAST}"
        early, last = self._far_back
        if year <= early:
            return "date centuries before the others"
        return f"date before {_OTHER_CALENDARS}, like every other," if last < _OTHER_CALENDARS else ""

    def told(self, text: str) -> str:
        """Return how a date is read, if only another one decides it, or if it is a number of seconds."""
        if text in self._marked:
            return f"Dates such as {self._marked[0]} are read without the mark beside them."
        if may_end_in_year(text) and self._of_years:
            return f"Dates such as {self._of_years} are read as one of two years, not as months."
        return self._told if _TURNED.fullmatch(text) else self._epoch if _SECONDS.fullmatch(text) else ""

    def order_of(self, text: str) -> Meaning | None:
        """Return whether the day or the month comes first in a text, as the dates of its sign have it."""
        if self._meaning or not (match := _TURNED.search(text)):
            return self._meaning
        sign = re.sub(r"[0-9 ]", "", match[1])[0]
        if sign not in self._orders:
            first = read_column([*self._telling, f"01{sign}02{sign}2000"])[-1]
            self._orders[sign] = _ORDER_SHOWN.get(first or "")
        return self._orders[sign]

    @cached_property
    def _of_years(self) -> str:
        return ends_in_years(self._every())

    @cached_property
    def _epoch(self) -> str:
        return since_1970(self._column.keys(), self._column.values())

    @cached_property
    def clash(self) -> str:
        """Which two dates contradict each other; blank if none do."""
        return clashing(self._telling)

    @cached_property
    def _told(self) -> str:
        said = told_order(self._telling, self._meaning)
        others = [f"dates={way.replace(' ', '-')}" for way in ORDERS if ORDERS[way == ORDERS[0]] in said]
        return f"{said}; --columns {' or '.join(others)} reads them the other way." if said else ""

    @cached_property
    def _column(self) -> dict[str, str | None]:
        texts = self._every()
        found = dict(zip(texts, read_column(texts, self._meaning, whole=True), strict=True))
        telling = self._telling
        told = (
            zip(telling, read_column(telling, self._meaning), strict=True)
            if len(telling) > len(texts)
            else ()
        )
        return found | {text: when for text, when in told if when and found.get(text, when) is None}

    @cached_property
    def _telling(self) -> list[str]:
        """The dates that tell if the day or the month comes first: of the columns, or of the whole file."""
        texts = list(self._every())
        turned = [text for text in texts if _TURNED.fullmatch(text)]
        if None not in read_column(turned, self._meaning):
            return texts
        return [
            *texts,
            *dict.fromkeys(text for each in self._other() if _TURNED.fullmatch(text := each.strip())),
        ]

    @cached_property
    def _far_back(self) -> tuple[int, int]:
        """The last of a few years that lie centuries before all others, 0 if there is none; and of all."""
        years = sorted(year for when in self._column.values() if (year := _year(when or "")) is not None)
        early = years[: max(0, (len(years) - 1) // 2)]
        parted = (one for one, after in zip(early, years[1:], strict=False) if after - one >= _CENTURIES)
        return max(parted, default=0), max(years, default=_LAST)

    def _look(self, text: str) -> str | None:
        failed: DateError | None = None
        if is_endless(text):
            return None
        if may_end_in_year(text) and self._of_years:
            if self.plain and self._column[text] is None:
                from_table(text)  # what can be no month is a bad row
            return self._column[text]
        if self.plain or (self._meaning is None and _ISO_DAY.fullmatch(text)):
            try:
                return from_table(text)
            except DateError as error:
                failed = error
        found = self._column.get(text)
        if (
            found is None
            and failed
            and self.plain
            and not _TURNED.fullmatch(text)
            and may_be_table_date(text)
        ):
            raise failed
        return found


def is_plain_day(text: str) -> bool:
    """Return whether a text is surely a day, as most of a table are, so that no other rule need look at it.

    Examples
    --------
    >>> [is_plain_day(text) for text in ("2014-03-01", "2014-02-30", "1899-12-31", "2014-03", "01.03.2014")]
    [True, False, False, False, False]
    """
    return _PLAIN_DAY.fullmatch(text) is not None


def unread_dates(columns: Columns) -> dict[int, bool]:
    """Return the places of columns of notes that may hold dates, and whether a number is a year there.

    Of the other dates beside that of the relation it is told otherwise, as of birthdays and of statuses.
    """
    others = may_be_date(columns.headings, columns.notes) if "date" in columns.places else ()
    headings = {place: columns.headings[place] for place in columns.notes if place not in others}
    return {
        place: not _YEARS.isdisjoint(re.findall(r"\w+", searchable(heading)))
        for place, heading in headings.items()
        if not columns.chosen and not of_person(heading) and not may_say_status(heading)
    }


@lru_cache(10_000)
def is_date(text: str, *, of_years: bool) -> bool:
    """Return whether a cell of another column is a date; a number is one if its column is of years."""
    if len(text) > _LONGEST or not any(map(str.isdigit, text)) or (_FIGURE.fullmatch(text) and not of_years):
        return False
    return _TURNED.fullmatch(text) is not None or read_column([text], whole=True) != [None]


def _told_date(columns: Columns, name: str, text: str) -> str:
    """Return the text of a date; of the years of a time, the last whole: ``2010-2012`` for ``2010-12``."""
    text = text.strip()
    if name != "date" or folded(columns.headings[columns.places[name]]) not in TABLES["tenures"]:
        return text
    if match := _OPEN_YEAR.fullmatch(text):
        return f"since {match[1]}"
    if match := _SHORT_YEARS.fullmatch(text):
        start, end = int(match[1] + match[2]), int(match[1] + match[3])
        end += 100 if end < start else 0
        return f"{start} to {end}" if start < end <= _LAST else text
    return text


def dates_in(columns: Columns, texts: Texts) -> Dates:
    """Return the reader of the dates of a table; ``texts`` reads the texts of a column."""
    places = columns.places
    dated = [(name, places[name]) for name in DATED if name in places]

    def every() -> list[str]:
        found = dict.fromkeys(
            text
            for name, place in dated
            for each in texts(place)
            if (text := _told_date(columns, name, each))
        )
        return _parts_of(found, of_moments=dates.of_moments) if "spans" in places else list(found)

    def other() -> Iterable[str]:
        return texts(places["published"]) if "published" in places else ()

    dates = Dates(every, columns.meaning, plain=columns.plain, other=other)
    dates.of_moments = "spans" in places and _of_moments(texts(places["spans"]))
    return dates


def _lasting(start: str | None, end: str | None, *, plain: bool) -> str:
    """Return the time from a start to an end; one that is blank or unclear is unknown."""
    start, end = start or "", end or ""
    when = interval(start, end) if plain or start != end else start
    return checked(when) if when else ""


def _unclear(columns: Columns, place: int, text: str, reading: Reading, dates: Dates | None = None) -> str:
    """Report a date that is not read; return what the note of its relation says of it."""
    heading, what = heading_of(columns, place), UNCLEAR_DATE
    sides = (columns.places.get(name) for name in ("begins", "ends", "earliest", "latest"))
    mend = f"{'this side is unknown' if place in sides else 'undated'}; the text is in the note"
    if is_absent(text):
        told_in(text, heading, reading)
        return f"{heading}: {text}"
    if is_endless(text) or is_still(text):
        what, mend = "date that stands for none", "unknown; the text is in the note"
    elif contradicts_itself(text):
        what = "date of another day of the week"
    elif match := _NUMBERED.fullmatch(text):
        if not any(read_column([match[1] or match[2]], columns.meaning or order)[0] for order in ORDERS):
            what = "date that is not in the calendar"
        elif why := of_two_readings(columns, text, dates):
            mend += f", as {why}"
    reading.leave_out(f"{what} in column {heading}", "relation", instead=mend, text=text)
    return f"{heading}: {text}"


def of_two_readings(columns: Columns, text: str, dates: Dates | None) -> str:
    """Return why a date is not read that may have its day or its month first, and the mend; else blank."""
    if columns.meaning or not any(read_column([text], order)[0] for order in ORDERS):
        return ""
    clash = dates.clash if dates else ""
    why = clash or "no date tells if its day or its month comes first"
    return f"{why}: --columns dates=day-first"


def way_of(columns: Columns, cells: Cells) -> tuple[str, ...]:
    """Return the way in which a row is dated; of one that is not, the first in which it can be."""
    ways = [way for way in _WAYS if not columns.places.keys().isdisjoint(way)]
    if len(ways) > 1:
        for way in ways:
            if any(cells[columns.places[name]].strip() for name in way if name in columns.places):
                return way
    return ways[0] if ways else ()


def dates_of(
    columns: Columns, cells: Cells, dates: Dates, notes: list[str], reading: Reading, *, kind: TypeKind
) -> tuple[str, tuple[str, ...]]:
    """Return the date of a row, and further ones; what is unclear goes into the notes.

    What by its ``kind`` only happens, and has no end, did so when it began. What lasts has an end also where
    that is in the month or year of its start.
    """
    places, used = columns.places, way_of(columns, cells)

    def day(name: str) -> str:
        place = places.get(name)
        if place is None:
            return ""
        text, cell = _told_date(columns, name, cells[place]), cells[place].strip()
        if text != cell:
            what = f"shortened time in column {heading_of(columns, place)}"
            reading.leave_out(what, instead="read from year to year", text=cell)
        when = dates.read(text) if name == "date" else dates.side(text, is_end=name in ("ends", "latest"))
        if when is None:
            notes.append(_unclear(columns, place, text, reading, dates))
        else:
            reading.notes += filter(None, [dates.told(text)])
        if when and (strange := dates.strange(when)):
            what = f"{strange} in column {heading_of(columns, place)}"
            reading.leave_out(what, instead="taken as it is, though it may be of another calendar", text=text)
        return exact(name, when or "")

    def exact(name: str, when: str) -> str:
        place = places.get(precision_of(name))
        if place is None or not (precision := cells[place].strip()):
            return when
        return _imprecise(when, precision, heading_of(columns, place), name, notes, reading)

    texts = {name: text for name in DATED if name in places and (text := cells[places[name]].strip())}
    for name in DATED:
        if name not in used:
            notes += [f"{heading_of(columns, places[name])}: {texts[name]}"] if name in texts else []
            exact(name, "")
    if "begins" in used:
        start, end = day("begins"), day("ends")
        if start and kind == "event" and "ends" not in texts:
            return start, ()
        return _lasting(start, end, plain=dates.plain or kind in ("state", "background")), ()
    if "earliest" in used:
        first, last = day("earliest"), day("latest")
        when = first if first == last else f"[{first}..{last}]"
        return (checked(when) if when else ""), ()
    if "month" in places:
        return exact("date", _joined(columns, cells, notes, reading)), ()
    if "spans" not in used:
        return day("date"), ()
    text = cells[places["spans"]].strip()
    if text == "<empty>":
        return "", ()
    if moments := _MOMENTS.fullmatch(text) if dates.of_moments else None:
        whens = [dates.side(each.strip(), is_end=False) for each in moments[1].split(",")]
    else:
        whens = [_span(match, dates) for match in _SPAN.finditer(text)]
    reading.notes += {told for side in _PARTING.split(text) if (told := dates.told(side.strip()))}
    if None in whens or (not moments and re.sub(r"[<>;\s]", "", _SPAN.sub("", text))):
        notes.append(_unclear(columns, places["spans"], text, reading))
        return "", ()
    dated = [checked(when) for when in whens if when]
    return (dated[0], tuple(dated[1:])) if dated else ("", ())


def moments_of(columns: Columns, cells: Cells, dates: Dates, reading: Reading) -> list[str]:
    """Return what the note of a row says of its times of day, since only the days are kept."""
    places = {name: columns.places[name] for name in way_of(columns, cells) if name in columns.places}
    texts = {name: cells[place].strip() for name, place in places.items()}
    found = {
        name: map(str.strip, _PARTING.split(text)) if name == "spans" else [text]
        for name, text in texts.items()
    }
    return [
        told_moment(texts[name], heading_of(columns, places[name]), reading)
        for name, times in found.items()
        if not dates.moments.isdisjoint(times)
    ]


def told_moment(text: str, heading: str, reading: Reading) -> str:
    """Report the time of day in a cell, and return what the note says of it."""
    instead = "only the day is kept; the text is in the note"
    reading.leave_out(f"time of day in column {heading}", instead=instead, text=text)
    return f"{heading}: {text}"


def _joined(columns: Columns, cells: Cells, notes: list[str], reading: Reading) -> str:
    """Return the date whose year, month and day have a column each; a blank, 0 or less is unknown."""
    places = [columns.places[name] for name in ("date", *PARTS) if name in columns.places]
    parts = {place: cells[place].strip() for place in places}
    given = [text.removesuffix(".0").zfill(2) for text in parts.values() if not _NO_PART.fullmatch(text)]
    known = [text for text in parts.values() if text]
    joined = "-".join(given)
    try:
        gap = any(map(_NO_PART.fullmatch, [*parts.values()][: len(given)]))
        if known and (gap or not _HAS_YEAR.match(joined)):
            raise DateError(joined)
        return from_table(joined)
    except DateError:
        if found := read_column([" ".join(reversed(given))])[0]:  # a month by its name
            return found
        notes += [f"{heading_of(columns, place)}: {text}" for place, text in parts.items() if text]
        _unclear(columns, places[0], " ".join(known), reading)
        return ""


def _imprecise(day: str, cell: str, heading: str, what: str, notes: list[str], reading: Reading) -> str:
    """Return a day as exact as another column says that it is; what it does not tell is in the note."""
    if not day:
        notes.append(f"{heading}: {cell}")
        return ""
    way = exactness(cell, heading)
    if way == "day":
        return day
    found = as_exact(day, way, is_side=what != "date")
    if found and way != "about":
        return found
    notes.append(f"{what}: {day}, {'precision' if way is None else heading} {cell}")
    if found:
        instead = "read as about its month; it is in the note" if found != f"{day}~" else "read as about so"
        reading.leave_out(f"date that column {heading} calls not exact", instead=instead, text=day)
        return found
    stands = way in (None, "week", "month", "year", "decade") and not is_day(day)
    instead = "taken as it is" if stands else "undated"
    reading.leave_out(f"date of precision {cell}", instead=f"{instead}; the text is in the note")
    return day if stands else ""


def _span(match: re.Match[str], dates: Dates) -> str | None:
    """Return an interval of Gephi's; None if it is unclear. Infinity stands for a side that is not given."""
    first, last = (
        "" if re.fullmatch("[+-]?Infinity", match[at]) else dates.side(match[at], is_end=at == 3)
        for at in (2, 3)
    )
    if match[1] == "(" and first:
        first = first_after(match[2], first)
    if match[4] == ")" and last:
        last = last_before(match[3], last)
    if first is None or last is None or (first and last and not in_order(first, last)):
        return None
    return span(first or None, last or None) or ""


def _of_moments(texts: Iterable[str]) -> bool:
    """Return whether cells are Gephi's sets of moments: two in brackets may be a span, one is none."""
    found = [_MOMENTS.fullmatch(text) for each in texts if (text := each.strip())]
    return None not in found and any(match[1].count(",") != 1 for match in found if match)


def _parts_of(texts: Iterable[str], *, of_moments: bool) -> list[str]:
    if of_moments:
        found = (match[1].split(",") for text in texts if (match := _MOMENTS.fullmatch(text)))
        return list(dict.fromkeys(map(str.strip, chain(*found))))
    sides = (side for text in texts for match in _SPAN.finditer(text) for side in (match[2], match[3]))
    return list(dict.fromkeys(side for side in sides if side and not side.endswith("Infinity")))
