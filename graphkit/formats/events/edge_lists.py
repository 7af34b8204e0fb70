"""Reads the rows of edge lists, and of any other table of which each column is known."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import sha256
from itertools import chain
from typing import Any

from graphkit.errors import DataError, DateError, Fault
from graphkit.formats.events import cameo
from graphkit.formats.events.columns import (
    TABLES,
    Columns,
    folded,
    heading_of,
    is_direction,
    naming,
    precision_of,
    told_date,
)
from graphkit.formats.events.event import (
    DEPRECATED,
    BadRowError,
    Cells,
    Document,
    Key,
    NoRelationError,
    Part,
    Party,
    Reader,
    Texts,
    actor_named,
    one_line,
    only_happens,
    told_in,
    type_of_words,
    web_document,
)
from graphkit.formats.events.numerals import decimal_sign, number
from graphkit.formats.events.party_names import COUNTRIES, is_absent, said_by
from graphkit.formats.foreign_identity import TURNED, UNDIRECTED_TYPE, UNNAMED_TYPE, has_direction, kind_of
from graphkit.formats.foreign_status import (
    denied_first,
    leaves_open,
    may_be_no_fact,
    may_say_status,
    says_over,
    status_of,
)
from graphkit.formats.format import LISTED, Reading
from graphkit.model.foreign_dates import (
    ORDERS,
    Meaning,
    checked,
    clashing,
    contradicts_itself,
    first_after,
    from_table,
    in_order,
    interval,
    is_endless,
    is_single,
    is_still,
    last_before,
    may_be_table_date,
    over_by,
    read_column,
    since_1970,
    some_day,
    span,
    told_order,
)
from graphkit.model.ids import id_from
from graphkit.model.vocabulary import denied_by, vocabulary
from graphkit.temporal import edtf
from graphkit.temporal.calendar import iso

# --- edge lists, and tables of which a person says the columns ------------------------------------

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")
_TURNED = re.compile(r"([0-9]{1,2}[-/.] ?[0-9]{1,2}[-/.] ?[0-9]{4})\b.*")
_NUMBERED = re.compile(rf"([0-9]{{4}}[-/.][0-9]{{1,2}}[-/.] ?[0-9]{{1,2}})\b.*|{_TURNED.pattern}")
_SECONDS = re.compile(r"[0-9]{9,}(?:\.[0-9]*)?")
_NO_PART = re.compile(r"|0+(?:\.0)?|-.+")
_HAS_YEAR = re.compile("[1-9][0-9]{3}(?:-|$)")
_SPAN = re.compile(r"([\[(])\s*([^,;\[\]()]*?)\s*[,;]\s*([^,;\[\]()]*?)\s*([\])])")
_BARE_NUMBER = re.compile(
    r"[.,'\u2019\s+-]*\d[\d.,'\u2019\s+-]*(?:[mk]|[bm]n|mio\.?|mrd\.?|tsd\.?|thousand|million|billion)?",
    re.IGNORECASE,
)
_MOMENTS = re.compile(r"<\[([^\[\]();<>]*)\]>")
_MISSING = object()
_CENTURIES = 300
"""Years between dates of one file, so long that those before may be of another calendar."""
_LONG_AGO = 1800
"""The last year that lies so long before another one."""
_OTHER_CALENDARS = 1500
"""Before this year are all dates of now by the Persian and the Islamic calendar."""
_LAST = 2100
"""After this year are those by the Buddhist calendar."""


def _year(when: str) -> int | None:
    """Return the year with which a date begins, if it does."""
    match = re.match("[0-9]{4}", when)
    return int(match[0]) if match else None


class Dates:
    """Reads the dates of some columns; where one depends on the others, all of them first."""

    def __init__(self, every: Callable[[], Sequence[str]], meaning: Meaning | None, *, plain: bool) -> None:
        self._every, self._meaning, self.plain = every, meaning, plain
        self.of_moments = False
        self._known: dict[str, str | None] = {"": ""}

    def read(self, text: str) -> str | None:
        """Return a date as EDTF, blank if it is; None if it is unclear."""
        when: Any = self._known.get(text, _MISSING)
        if when is _MISSING:
            when = self._known[text] = self._look(text)
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
        return self._told if _TURNED.fullmatch(text) else self._epoch if _SECONDS.fullmatch(text) else ""

    @cached_property
    def _epoch(self) -> str:
        return since_1970(self._column.keys(), self._column.values())

    @cached_property
    def clash(self) -> str:
        """Which two dates contradict each other; blank if none do."""
        return clashing(self._column)

    @cached_property
    def _told(self) -> str:
        said = told_order(self._every(), self._meaning)
        others = [f"dates={way.replace(' ', '-')}" for way in ORDERS if ORDERS[way == ORDERS[0]] in said]
        return f"{said}; --columns {' or '.join(others)} reads them the other way." if said else ""

    @cached_property
    def _column(self) -> dict[str, str | None]:
        texts = self._every()
        return dict(zip(texts, read_column(texts, self._meaning, whole=True), strict=True))

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
        if self.plain or (self._meaning is None and _ISO_DAY.fullmatch(text)):
            try:
                return from_table(text)
            except DateError as error:
                failed = error
        found = self._column.get(text)
        if found is None and failed is not None and not _TURNED.fullmatch(text) and may_be_table_date(text):
            raise failed
        return found


def by_columns(columns: Columns, where: str, reading: Reading, texts: Texts) -> Reader:
    """Return the reader of a table of which each column is known; ``texts`` reads one from the first row."""
    places, plain = columns.places, columns.plain
    dated = tuple(places[name] for name in _DATED if name in places)

    def every() -> list[str]:
        found = dict.fromkeys(text for place in dated for each in texts(place) if (text := each.strip()))
        return _parts_of(found, of_moments=dates.of_moments) if "spans" in places else list(found)

    dates = Dates(every, columns.meaning, plain=plain)
    dates.of_moments = "spans" in places and _of_moments(texts(places["spans"]))
    two_ways = {"date", "begins"} <= places.keys()
    if (columns.notes or two_ways or "publisher" in places) and not columns.chosen and not plain:
        named = [(name, heading_of(columns, places[name])) for name in (*_TAKEN, *_REPORTS) if name in places]
        if "type" in places and all(map(is_direction, filter(None, map(str.strip, texts(places["type"]))))):
            typed = [("type", heading_of(columns, places["label"]))] if "label" in places else []
            named = [(("direction", way) if name == "type" else (name, way)) for name, way in named] + typed
        for side, facts in zip(("source", "target"), columns.attributes, strict=True):
            named += [(f"{name} of the {side}", heading_of(columns, place)) for name, place in facts]
        taken = ", ".join(f"{heading!r} as the {name}" for name, heading in named)
        others = "; other columns are in the notes of the relations" if columns.notes else ""
        reading.notes.append(f"Read {taken}{others}.")
        if "date" in places and (
            dated_by := told_date(columns.headings, places["date"], columns.notes, "in the notes")
        ):
            reading.notes.append(dated_by)
    ends = places["source"], places["target"]
    types = _Types(columns)
    note_at = [(place, f"{heading_of(columns, place)}: ") for place in columns.notes]
    precise = (
        *dated,
        *(places[name] for name in (*map(precision_of, _DATED), *_PARTS) if name in places),
    )

    def party(side: int) -> Part:
        name, facts = ("source", "target")[side], columns.attributes[side]
        fixed = [
            (what.removeprefix(f"{name}."), text)
            for what, text in columns.fixed.items()
            if what.startswith(f"{name}.")
        ]

        def judge(cells: Cells, _notes: list[str], reading: Reading) -> dict[str, Any]:
            text = cells[ends[side]].strip()
            if plain and not text:
                raise BadRowError(_BLANK)
            named = actor_named(text, reading, (cells[place].strip() for _, place in facts))
            told = [
                (attribute, told_in(cells[place], heading_of(columns, place), reading))
                for attribute, place in facts
            ]
            return {name: party_of(named, [*told, *fixed], from_cameo=bool(types.from_cameo))}

        return Part((ends[side], *(place for _, place in facts)), judge)

    def when(cells: Cells, notes: list[str], noted: Reading) -> dict[str, Any]:
        date, also = _dates_of(columns, cells, dates, notes, noted, happens=happens(cells))
        said = {"when": date or None, "also": also, "begins": None if date else begun(cells)}
        if over := next((told for _, words, told, *_, is_over in statuses_of(cells) if is_over), ""):
            return said if also or not_so(cells) else said | ended(cells, date, over, noted)
        return said

    def happens(cells: Cells) -> bool:
        return bool(states) and types.happens(cells)

    def ended(cells: Cells, date: str, over: str, noted: Reading) -> dict[str, Any]:
        """Return when what is over had ended, of which a row does not give the day."""
        by = {} if types.happens(cells) else over_by(date, reading.day)
        if by is None:
            return {}
        instead = f"it ended by {reading.day}, the day of the import" if by else "its type only happens"
        instead += "; the status is in the note"
        noted.leave_out("status that says it is over, without the day", instead=instead, text=over)
        return {**dict.fromkeys(("when", "begins") if date and by else ()), **by}

    def begun(cells: Cells) -> str | None:
        """Return when what lasts had begun, of which the columns of its start and end say nothing."""
        if not told or "begins" not in _way(columns, cells) or not_so(cells):
            return None
        if (type_ := vocabulary().get(types.name(cells))) and type_.kind != "either":
            return None
        document = rest.document([], "", cells, Reading())
        return some_day(None, document.published) if document else None

    def kept(cells: Cells, notes: list[str], _reading: Reading) -> dict[str, Any]:
        notes += [f"{name}{text}" for place, name in note_at if (text := cells[place].strip())]
        return {}

    def statuses_of(cells: Cells) -> Iterator[tuple[int, str, str, str | None, bool, bool]]:
        for place in statuses:
            words, heading = cells[place].strip(), heading_of(columns, place)
            named = heading if may_say_status(heading) else "status"
            status = status_of(words, named, types.name(cells))
            told = words if named.casefold() == "status" else f"{heading}: {words}"
            is_unclear = not status and leaves_open(words, named)
            yield place, words, told, status, is_unclear, is_unclear and says_over(words, named)

    def not_so(cells: Cells) -> str | None:
        return denied_first((*(status for _, _, _, status, *_ in statuses_of(cells)), types.denied(cells)))

    def status(cells: Cells, notes: list[str], noted: Reading) -> dict[str, Any]:
        said: dict[str, str | None] = {}
        unknown: list[str] = []
        for place, words, told, said[told], is_unclear, is_over in statuses_of(cells):
            if words and place not in columns.notes:
                notes.append(f"{heading_of(columns, place)}: {words}")
            if is_unclear and not is_over:
                unknown.append(told)
        if unknown:
            noted.leave_out(LISTED, "relation", instead="in the note", text="; ".join(unknown))
        if not (found := not_so(cells)):
            return {}
        for told, status in said.items():
            heading, colon, _ = told.partition(": ")
            if status:
                what, text = (f"column {heading}", told) if colon else (f"status {told}", "")
                noted.leave_out(what, instead=f"the relation is {found}", text=text)
        return {"more": (("status", found),)}

    def not_deprecated(cells: Cells, _notes: list[str], _reading: Reading) -> dict[str, Any]:
        told = (cells[place].rpartition("#")[2].casefold().split("rank")[0].strip() for place in ranks)
        if "deprecated" in told:
            raise NoRelationError(DEPRECATED)  # the statement, or only its date, is known to be wrong
        return {}

    def check(line: int, cells: Cells) -> None:
        named = [cells[place] for place in ends if cells[place].strip()]
        if named and None not in read_column(named):
            start, end = (heading_of(columns, place) for place in ends)
            message = f"{start} and {end} hold dates, so that no column names the two actors"
            mend = naming("say which do", f"source=HEADING,target=HEADING,begins={start},ends={end}")
            raise DataError(where, [Fault(f"line {line}", message, line=line, mend=mend)])

    # Whoever names other columns wants no denied fact either.
    beside = (
        place for place in (*columns.notes, *columns.untaken) if may_say_status(columns.headings[place])
    )
    chosen = [places["status"]] if "status" in places else []
    statuses = tuple(dict.fromkeys([*chosen, *beside]))

    def when_told(cells: Cells, unclear: list[str]) -> str:
        """Return the date of a row; what of its dates and statuses is not clear is added."""
        unclear += [told for _, _, told, _, is_unclear, _ in statuses_of(cells) if is_unclear]
        return _dates_of(columns, cells, dates, unclear, Reading(), happens=happens(cells))[0]

    rest = _Rest(columns, texts, when_told)
    parts = {"type": Part(types.places, types.judge), "source": party(0), "target": party(1)}
    states = (*statuses, *types.places) if statuses or "begins" in places else ()
    said = rest.parts((*precise, *states))
    is_sided = "document" in said and not {"begins", "ends"}.isdisjoint(places)
    told = (*said["document"].places, *types.places) if is_sided else ()
    parts["when"] = Part(tuple(dict.fromkeys((*precise, *told, *states))), when)
    if columns.notes:
        parts["note"] = Part(columns.notes, kept)
    parts |= rest.named() | said
    if statuses:
        parts["status"] = Part(states, status)
    if ranks := tuple(
        at for at in (*columns.notes, *columns.untaken) if folded(columns.headings[at]) == "rank"
    ):
        parts["rank"] = Part(ranks, not_deprecated)
    unsure = [folded(columns.headings[place]) for place in ends] in TABLES[
        "prepositions"
    ] and not columns.chosen
    return Reader(
        parts,
        rest.key,
        key_last=True,
        check=check if unsure else None,
        tells=types.tells,
        short=len(parts) == len(_SHORT) and "spans" not in places and not types.noted and rest.key is None,
    )


class _Types:
    """Reads which relation type a row has, and whether it goes both ways, as Gephi's column Type says."""

    def __init__(self, columns: Columns) -> None:
        self._columns, self._plain = columns, columns.plain
        self._type, self._label = columns.places.get("type"), columns.places.get("label")
        self._direction = columns.places.get("direction")
        self._says = folded(columns.headings[self._direction]) if self._direction is not None else ""
        self._fixed, self._undirected = columns.fixed.get("type", ""), columns.undirected
        heading = folded(columns.headings[self._type]) if self._type is not None else ""
        self._coded = heading in ("cameocode", "eventcode", "eventbasecode", "eventrootcode")
        self.noted = self._coded or self._label is not None
        places = (self._type, self._label, self._direction)
        self.places = tuple(place for place in places if place is not None)
        self.from_cameo: bool | None = None

    def _words(self, cells: Cells) -> str:
        if self._type is None:
            return self._fixed
        words = cells[self._type].strip()
        return "" if is_absent(words) else words

    def name(self, cells: Cells) -> str:
        """Return the name of the type of a row; blank if it names none."""
        return self._named(self._words(cells))

    def happens(self, cells: Cells) -> bool:
        """Whether the type of a row is known, and only happens."""
        return only_happens(denied_by(self._words(cells), vocabulary()) or self.name(cells))

    def denied(self, cells: Cells) -> str | None:
        """Return the status of a row whose type says that it was not so; else None."""
        return "denied" if denied_by(self._words(cells), vocabulary()) else None

    def _named(self, words: str) -> str:
        return (cameo.type_of(words) if self._coded else None) or type_of_words(words)

    def tells(self, cells: Cells) -> bool:
        """Whether nothing told yet if types are CAMEO's, and these cells do."""
        words = self._words(cells)
        return self.from_cameo is None and bool(words) and not is_direction(words)

    def judge(self, cells: Cells, notes: list[str], reading: Reading) -> dict[str, Any]:
        """Return the name of the type of a row, and whether it goes both ways."""
        words = self._words(cells)
        label = cells[self._label].strip() if self._label is not None else ""
        undirected = self._undirected
        way = cells[self._direction].strip() if self._direction is not None else ""
        turned = {"turned": True} if self._says == "direction" and way.casefold() in TURNED else {}
        if turned:
            reading.leave_out(f"direction {way}", "relation", instead="read from target to source")
        directed = has_direction(self._says, way)
        if directed is not None:
            undirected = not directed
        elif way and self._says == "direction":
            undirected = True
            what, instead = "direction that is not known", "read as both ways; in the note"
            reading.leave_out(what, "relation", instead=instead, text=way)
        if self._plain and self._type is not None and not cells[self._type].strip():
            raise BadRowError(_BLANK)
        if words and is_direction(words) and not self._plain:
            undirected, words, label = words.casefold() != "directed", label, ""
        if label:
            notes.append(f"{heading_of(self._columns, self._label or 0)}: {label}")
        if not words:
            named = UNDIRECTED_TYPE if undirected else UNNAMED_TYPE
            if self._type is not None or self._label is not None:
                cell = cells[self._type].strip() if self._type is not None else ""
                text = cell if is_absent(cell) else ""
                reading.leave_out("the missing relation type", instead=f"it is {named}", text=text)
            else:
                reading.notes.append(f"No column names the type of the relations; it is {named}.")
            return {"type": UNNAMED_TYPE, "undirected": undirected, **turned}
        if self._coded:
            notes.append(f"CAMEO {words}")
        if self.from_cameo is None:
            self.from_cameo = cameo.code_of(words) is not None
        if (denied := denied_by(words, vocabulary())) is None:
            if may_be_no_fact(words):
                reading.leave_out(
                    "type that may be no fact", "relation", instead="taken as it is", text=words
                )
            return {"type": self._named(words), "undirected": undirected, **turned}
        notes.append(f"type: {words}")
        what, instead = "type that denies another", f"{denied}, which is denied; in the note"
        reading.leave_out(what, "relation", instead=instead, text=words)
        return {"type": denied, "undirected": undirected, "denied": True, **turned}


_BLANK = "lacks a source, a relation or a target; fill it in"
_WAYS = (("date",), ("spans",), ("begins", "ends"), ("earliest", "latest"))
"""Ways to date a row; the first counts of which a cell is filled."""
_DATED = tuple(chain(*_WAYS))
_PARTS = ("month", "day")
_SHORT = ("type", "source", "target", "when")
"""The parts of a table of relations alone."""
_TAKEN = ("source", "target", "type", *_DATED, *_PARTS, "amount", "unit")
_REPORTS = ("source_url", "publisher", "title", "published")


def _lasting(start: str | None, end: str | None, *, plain: bool) -> str:
    """Return the time from a start to an end; one that is blank or unclear is unknown."""
    start, end = start or "", end or ""
    when = interval(start, end) if plain or start != end else start
    return checked(when) if when else ""


def _unclear(columns: Columns, place: int, text: str, reading: Reading, dates: Dates | None = None) -> str:
    """Report a date that is not read; return what the note of its relation says of it."""
    heading, what = heading_of(columns, place), "unclear date"
    sides = (columns.places.get(name) for name in ("begins", "ends", "earliest", "latest"))
    mend = f"{'this side is unknown' if place in sides else 'undated'}; the text is in the note"
    if is_endless(text) or is_still(text):
        what, mend = "date that stands for none", "unknown; the text is in the note"
    elif contradicts_itself(text):
        what = "date of another day of the week"
    elif match := _NUMBERED.fullmatch(text):
        day, whole = (
            any(read_column([each], columns.meaning or order)[0] for order in ORDERS)
            for each in (match[1] or match[2], text)
        )
        if not day:
            what = "date that is not in the calendar"
        elif whole and columns.meaning is None:
            clash = dates.clash if dates else ""
            why = clash or "no date tells if its day or its month comes first"
            mend += f", as {why}: --columns dates=day-first"
    reading.leave_out(f"{what} in column {heading}", "relation", instead=mend, text=text)
    return f"{heading}: {text}"


def _way(columns: Columns, cells: Cells) -> tuple[str, ...]:
    """Return the way in which a row is dated; of one that is not, the first in which it can be."""
    ways = [[columns.places[name] for name in way if name in columns.places] for way in _WAYS]
    filled = (way for way, at in zip(_WAYS, ways, strict=True) if any(cells[place].strip() for place in at))
    return next(chain(filled, (way for way, at in zip(_WAYS, ways, strict=True) if at)), ())


def _dates_of(
    columns: Columns, cells: Cells, dates: Dates, notes: list[str], reading: Reading, *, happens: bool
) -> tuple[str, tuple[str, ...]]:
    """Return the date of a row, and further ones; what is unclear goes into the notes.

    What only ``happens`` and has no end did so when it began.
    """
    places, used = columns.places, _way(columns, cells)

    def day(name: str) -> str:
        place = places.get(name)
        if place is None:
            return ""
        text = cells[place].strip()
        when = dates.read(text) if name == "date" else dates.side(text, is_end=name in ("ends", "latest"))
        reading.notes += filter(None, [dates.told(text)])
        if when is None:
            notes.append(_unclear(columns, place, text, reading, dates))
        elif strange := dates.strange(when):
            what = f"{strange} in column {heading_of(columns, place)}"
            reading.leave_out(what, instead="taken as it is, though it may be of another calendar", text=text)
        sure = places.get(precision_of(name))
        precision = cells[sure].strip() if sure is not None else ""
        return _imprecise(when or "", precision, name, notes, reading)

    texts = {name: text for name in _DATED if name in places and (text := cells[places[name]].strip())}
    notes += [f"{heading_of(columns, places[name])}: {texts[name]}" for name in texts if name not in used]
    if "begins" in used:
        start, end = day("begins"), day("ends")
        if start and happens and "ends" not in texts:
            return start, ()
        return _lasting(start, end, plain=dates.plain), ()
    if "earliest" in used:
        first, last = day("earliest"), day("latest")
        when = first if first == last else f"[{first}..{last}]"
        return (checked(when) if when else ""), ()
    if "month" in places:
        return _joined(columns, cells, notes, reading), ()
    if "spans" not in used:
        return day("date"), ()
    text = cells[places["spans"]].strip()
    if text == "<empty>":
        return "", ()
    if moments := _MOMENTS.fullmatch(text) if dates.of_moments else None:
        whens = [dates.side(each.strip(), is_end=False) for each in moments[1].split(",")]
    else:
        whens = [_span(match, dates) for match in _SPAN.finditer(text)]
    reading.notes += {told for side in re.split(r"[<>\[\](),;]", text) if (told := dates.told(side.strip()))}
    if None in whens or (not moments and re.sub(r"[<>;\s]", "", _SPAN.sub("", text))):
        notes.append(_unclear(columns, places["spans"], text, reading))
        return "", ()
    dated = [checked(when) for when in whens if when]
    return (dated[0], tuple(dated[1:])) if dated else ("", ())


def _joined(columns: Columns, cells: Cells, notes: list[str], reading: Reading) -> str:
    """Return the date whose year, month and day have a column each; a blank, 0 or less is unknown."""
    places = [columns.places[name] for name in ("date", *_PARTS) if name in columns.places]
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
        notes += [f"{heading_of(columns, place)}: {text}" for place, text in parts.items() if text]
        _unclear(columns, places[0], " ".join(known), reading)
        return ""


_SURE = {"1": "day", "2": "week", "3": "month", "8": "decade", "9": "year", "10": "month"}
_SURE |= dict.fromkeys(("", "11", "12", "13", "14"), "day")
"""What a precision says of a day: 1 to 3 is ACLED's, 6 to 14 Wikibase's."""


def _imprecise(day: str, precision: str, what: str, notes: list[str], reading: Reading) -> str:
    """Return a day as ACLED or Wikibase is sure of it; a week has the day in its middle."""
    sure = _SURE.get(precision.removesuffix(".0"))
    if not day or sure == "day" or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
        return day
    if sure == "week" and what == "date":
        middle = edtf.one_day(day, "date")
        return f"[{iso(middle - 3)}..{iso(middle + 3)}]"
    if sure in ("month", "year", "decade"):
        return {"month": day[:7], "year": day[:4], "decade": f"{day[:3]}X"}[sure]
    notes.append(f"{what}: {day}, precision {precision}")
    reading.leave_out(f"date of precision {precision}", instead="undated; the text is in the note")
    return ""


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


def party_of(name: str, facts: Iterable[tuple[str, str]], *, from_cameo: bool) -> Party:
    """Return the actor of a name, with what the name and some facts (attribute, text) say of it."""
    said = said_by(name)
    attributes = dict(said.attributes)
    kind = said.kind
    if from_cameo and name in COUNTRIES:
        kind, attributes = "country", {"country": name}
    for attribute, text in facts:
        if attribute == "kind" and (word := kind_of(text)):
            kind = word
        elif text or attribute == "id":  # one without an id is not one of those that have one
            attributes[attribute] = text
    return Party(name, kind, "", tuple(attributes.items()))


def _without(unit: str, amount: str) -> str:
    """Return an amount without its unit, which a column or the call names too: ``24,9 %``."""
    return amount.removesuffix(unit).rstrip() or amount


class _Rest:
    """Reads what a row of a table says beside actors, type and date."""

    def __init__(self, columns: Columns, texts: Texts, when: Callable[[Cells, list[str]], str]) -> None:
        self._columns, self._texts, self._when = columns, texts, when
        self._places, self._fixed = columns.places, columns.fixed
        self.key: Key | None = None
        self._id_heading = ""
        if "id" in self._places:
            heading = folded(columns.headings[self._places["id"]])
            self._id_heading = "" if heading in ("id", "key", "nr", "no", "row") else heading
            if self._id_heading:
                prefix = f"{self._id_heading[:150]}-"
                self.key = Key(self._places["id"], prefix, 0, lambda id: f"{prefix}{self._id(id)}"[:200])

    def named(self) -> dict[str, Part]:
        """Return the part of an id that is only a number, which the note begins with."""
        if "id" not in self._places or self._id_heading:
            return {}
        place = self._places["id"]

        def judge(cells: Cells, notes: list[str], _reading: Reading) -> dict[str, Any]:
            notes.append(f"id: {self._id(cells[place])}")
            return {}

        return {"id": Part((place,), judge)}

    def parts(self, dated: tuple[int, ...]) -> dict[str, Part]:
        """Return the other parts."""
        there = {*self._places, *self._fixed}
        found = {
            "summary": (("summary",), (), self._summary),
            "amount": (("amount", "unit"), (), self._amount),
            "document": (_REPORTS, dated, self._reported),
        }
        return {
            name: Part((*(self._places[each] for each in names if each in self._places), *more), judge)
            for name, (names, more, judge) in found.items()
            if there.intersection(names)
        }

    def _id(self, text: str) -> str:
        if not (id := text.strip()):
            raise BadRowError(f"lacks its {heading_of(self._columns, self._places['id'])}; fill it in")
        return id

    def _cell(self, name: str, cells: Cells) -> str:
        place = self._places.get(name)
        return cells[place].strip() if place is not None else self._fixed.get(name, "")

    def _summary(self, cells: Cells, _notes: list[str], reading: Reading) -> dict[str, Any]:
        summary = told_in(self._cell("summary", cells), self._heading("summary"), reading)
        return {"more": (("summary", summary),)} if summary else {}

    def _amount(self, cells: Cells, notes: list[str], reading: Reading) -> dict[str, Any]:
        cell, unit = self._cell("amount", cells), self._cell("unit", cells)
        unit = "" if is_absent(unit) else unit
        beside = [f"{self._heading('unit')}: {unit}"] if unit and "unit" in self._places else []
        if not cell:
            notes += beside
            return {}
        amount = _without(unit, cell)
        heading = self._heading("amount")
        value = number(amount, self._decimal_sign, grouped=self._groups_thousands)
        if value is not None and not unit and "unit" in self._places:
            notes.append(f"{heading}: {amount}")
            instead = "has no unit; in the note"
            reading.leave_out(f"amount in column {heading}", instead=instead, text=amount)
        elif value is not None:
            return {"more": (("amount", {"value": value, "unit": unit or heading}),)}
        else:
            lacks_unit = amount == cell and _BARE_NUMBER.fullmatch(cell)
            notes += [f"{heading}: {cell} {unit}".strip()] if lacks_unit else [f"{heading}: {cell}", *beside]
            unclear = any(number(amount, sign) is not None for sign in ".,")
            why = "may have decimals or thousands" if unclear else "is no plain number"
            reading.leave_out(f"amount in column {heading}", instead=f"{why}; in the note", text=amount)
        return {}

    def _reported(self, cells: Cells, notes: list[str], reading: Reading) -> dict[str, Any]:
        unclear: list[str] = []
        document = self.document(notes, self._when(cells, unclear), cells, reading)
        return {"document": document, "attests": not unclear}

    @cached_property
    def _published(self) -> Dates:
        place, fixed = self._places.get("published"), self._fixed.get("published", "")

        def texts() -> list[str]:
            return [fixed] if place is None else [*dict.fromkeys(map(str.strip, self._texts(place)))]

        return Dates(texts, self._columns.meaning, plain=False)

    @cached_property
    def _decimal_sign(self) -> str | None:
        return decimal_sign(self._amounts())

    @cached_property
    def _groups_thousands(self) -> bool:
        """Whether some number of the column has signs between its thousands, as people write them."""
        return any(re.fullmatch(r"-?[0-9]+[.,][0-9.,]*[.,][0-9]+", text) for text in self._amounts())

    def _amounts(self) -> Iterator[str]:
        unit = self._fixed.get("unit", "")
        return (_without(unit, text.strip()) for text in self._texts(self._places["amount"]))

    def _heading(self, name: str) -> str:
        return heading_of(self._columns, self._places[name]) if name in self._places else name

    def document(self, notes: list[str], when: str | None, cells: Cells, reading: Reading) -> Document | None:
        """Return the document that tells a row; None if none does."""
        url, publisher, title = (
            told_in(one_line(self._cell(name, cells), reading), self._heading(name), reading)
            for name in ("source_url", "publisher", "title")
        )
        stated = told_in(self._cell("published", cells), self._heading("published"), reading)
        if not url and not publisher and not title:
            if stated:
                notes.append(f"published: {stated}")
            return None
        read = self._published.read(stated)
        published = read if read and is_single(read) else ""
        reading.notes += filter(None, [self._published.told(stated)])
        if stated and not published:
            notes.append(f"published: {stated}")
        day = published or ("" if stated else _last_day(when))
        if not day:
            told = {"source_url": url, "publisher": publisher, "title": title}
            notes += [f"{name}: {text}" for name, text in told.items() if text]
            reading.leave_out("source", instead="has no date of publication; in the note")
            return None
        if not published and "published" in self._places:
            what, text = "blank day of publication", title or publisher or url
            reading.leave_out(what, instead="the day of the relation is taken for it", text=text)
        elif not published:
            reading.notes.append(
                "No column tells when the sources were published; the day of the relation is taken for it."
            )
        document = web_document(url, day) if url else None
        if document and not published:  # a relation of a later day is not told before it happened
            document = document._replace(id=f"{document.id}-{id_from(day)}")
        if document is None:
            id = id_from(publisher or title)[:60]
            digest = sha256("\t".join((publisher, title, day)).encode()).hexdigest()[:16]
            document = Document(f"{id}-{digest}", publisher or title, day)
        return document._replace(publisher=publisher or document.publisher, title=title or None)


def _last_day(when: str | None) -> str:
    """Return the end of a date, or its start, as the day of a report."""
    if not when or when.startswith(("[..", "[/")) or when.endswith("..]"):
        return ""
    if when.startswith("["):
        return when
    first, _, last = when.partition("/")
    return last or first
