"""Reads the rows of edge lists, and of any other table of which each column is known."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from graphkit.errors import DataError, Fault
from graphkit.formats.events import cameo
from graphkit.formats.events.columns import (
    TABLES,
    Columns,
    folded,
    heading_of,
    is_direction,
    lone_facts,
    naming,
    precision_of,
    told_date,
)
from graphkit.formats.events.date_columns import DATED, PARTS, dates_in, dates_of, way_of
from graphkit.formats.events.edge_details import REPORTS, Details, with_own_units
from graphkit.formats.events.event import (
    DEPRECATED,
    BadRowError,
    Cells,
    NoRelationError,
    Part,
    Party,
    Reader,
    Texts,
    actor_named,
    kind_of_type,
    told_in,
    type_of_words,
)
from graphkit.formats.foreign_identity import TURNED, UNDIRECTED_TYPE, UNNAMED_TYPE, has_direction, kind_of
from graphkit.formats.foreign_status import (
    OfType,
    denied_first,
    doubts,
    is_of_case,
    leaves_open,
    loses_signs,
    may_say_status,
    only_claimed,
    said_of_type,
    says_other,
    says_over,
    status_of,
)
from graphkit.formats.format import (
    CLAIMED,
    CLAIMED_STATUS,
    CLAIMED_TYPE,
    DENYING_TYPE,
    LISTED,
    PLANNED_TYPE,
    UNSURE_TYPE,
    Reading,
)
from graphkit.formats.party_names import COUNTRIES, is_absent, said_by
from graphkit.formats.status_days import StatusDay, contradicts, day_under, is_note, told_by
from graphkit.model.foreign_dates import is_still, over_by, read_column, some_day
from graphkit.model.vocabulary import TypeKind, vocabulary


class _Status(NamedTuple):
    """What the cell in a ``place`` says of the status of its row; ``told`` is how it is reported.

    It may say that it is over, that it is a claim, or something that is not clear; what is only ``doubted``
    is reported and changes nothing. It may tell the ``day`` of its start or its end.
    """

    place: int
    words: str
    told: str
    status: str | None
    is_unclear: bool
    is_over: bool
    is_claim: bool
    is_doubted: bool
    day: StatusDay | None

    @property
    def is_unknown(self) -> bool:
        """Whether it may say that it is no fact, or over, in words that are not known."""
        is_known = self.is_over or self.is_claim or self.day is not None
        return self.is_doubted or (self.is_unclear and not is_known)


def by_columns(columns: Columns, where: str, reading: Reading, texts: Texts) -> Reader:
    """Return the reader of a table of which each column is known; ``texts`` reads one from the first row."""
    columns = with_own_units(columns, texts)
    places, plain = columns.places, columns.plain
    dated = tuple(places[name] for name in DATED if name in places)
    dates = dates_in(columns, texts)
    two_ways = {"date", "begins"} <= places.keys()
    if (columns.notes or two_ways or "publisher" in places) and not columns.chosen and not plain:
        named = [(name, heading_of(columns, places[name])) for name in (*_TAKEN, *REPORTS) if name in places]
        if "type" in places and all(map(is_direction, filter(None, map(str.strip, texts(places["type"]))))):
            typed = [("type", heading_of(columns, places["label"]))] if "label" in places else []
            named = [(("direction", way) if name == "type" else (name, way)) for name, way in named] + typed
        for side, facts in zip(("source", "target"), columns.attributes, strict=True):
            named += [(f"{name} of the {side}", heading_of(columns, place)) for name, place in facts]
        blank = f" where {heading_of(columns, places['date'])!r} is blank" if two_ways else ""
        sides = dict.fromkeys(("begins", "ends"), blank)
        taken = ", ".join(f"{heading!r} as the {name}{sides.get(name, '')}" for name, heading in named)
        others = "; other columns are in the notes of the relations" if columns.notes else ""
        reading.notes.append(f"Read {taken}{others}.")
        if "date" in places and (
            dated_by := told_date(columns.headings, places["date"], columns.notes, "in the notes")
        ):
            reading.notes.append(dated_by)
    for heading, what in lone_facts(columns):
        reading.notes.append(
            f"Column {heading!r} tells no two of one name apart, as only one end has such a column; "
            f"if it is theirs, name all columns by --columns, with {what}={heading}."
        )
    ends = places["source"], places["target"]
    types = _Types(columns)
    note_at = [(place, f"{heading_of(columns, place)}: ") for place in columns.notes]
    precise = (*dated, *(places[name] for name in (*map(precision_of, DATED), *PARTS) if name in places))

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
        unclear: list[str] = []
        date, also = dates_of(columns, cells, dates, unclear, noted, kind=kind(cells))
        notes += unclear
        said = {"when": date or None, "also": also, "begins": None if date else begun(cells)}
        if not also and (told := told_day(cells, date, noted, is_clear=not unclear)) is not None:
            return said | ({**dict.fromkeys(("when", "begins")), **told} if told else {})
        if over := next((each.told for each in statuses_of(cells) if each.is_over), types.over(cells)):
            return said if also or not_so(cells) else said | ended(cells, date, over, noted)
        return said

    def told_day(cells: Cells, date: str, noted: Reading, *, is_clear: bool) -> dict[str, str] | None:
        """Return the fields of a day that a status or a note tells; none if the dates of the row stand."""
        for text, day in days_of(cells):
            if not_so(cells):
                return None
            found = told_by(day, date) if is_clear else None
            if found is None and is_clear and not contradicts(day, date):
                continue
            side = "start" if day.side == "begins" else "end"
            instead = f"it is taken as the {side}, of which no column tells"
            if found is None:
                why = "it contradicts the dates of its row" if is_clear else "a date of its row is not clear"
                instead = f"{why}, which stand{'' if is_clear else 's'}"
            noted.leave_out("status with a day", instead=f"{instead}; the status is in the note", text=text)
            return found or ({} if is_clear else None)
        return None

    def days_of(cells: Cells) -> Iterator[tuple[str, StatusDay]]:
        """Yield the days that statuses and notes tell of what lasts, with their texts."""
        yield from ((each.told, each.day) for each in statuses_of(cells) if each.day)
        for place in remarks if remarks and types.kind(cells) != "event" else ():
            words, heading = cells[place].strip(), heading_of(columns, place)
            if day := day_under(heading, words, columns.meaning):
                yield f"{heading}: {words}", day

    def kind(cells: Cells) -> TypeKind:
        return types.kind(cells) if "begins" in places or statuses else "either"

    def ended(cells: Cells, date: str, over: str, noted: Reading) -> dict[str, Any]:
        """Return when what is over had ended, of which a row does not give the day."""
        by = {} if types.kind(cells) == "event" else over_by(date, reading.day)
        if by is None:
            return {}
        instead = f"it ended by {reading.day}, the day of the import" if by else "its type only happens"
        instead += "; the status is in the note"
        noted.leave_out("status that says it is over, without the day", instead=instead, text=over)
        return {**dict.fromkeys(("when", "begins") if date and by else ()), **by}

    def begun(cells: Cells) -> str | None:
        """Return when what lasts had begun, of which the columns of its start and end say nothing."""
        if not told or "begins" not in way_of(columns, cells) or not_so(cells):
            return None
        if (type_ := vocabulary().get(types.name(cells))) and type_.kind != "either":
            return None
        document = rest.document([], "", cells, Reading())
        return some_day(None, document.published) if document else None

    def kept(cells: Cells, notes: list[str], _reading: Reading) -> dict[str, Any]:
        notes += [f"{name}{text}" for place, name in note_at if (text := cells[place].strip())]
        return {}

    def statuses_of(cells: Cells) -> Iterator[_Status]:
        for place in statuses:
            words, heading = cells[place].strip(), heading_of(columns, place)
            is_other = not may_say_status(heading)
            is_other = is_other or (place in chosen and (says_other(heading) or is_of_case(heading)))
            named = "status" if is_other else heading
            status = status_of(words, named, types.name(cells))
            if status == "planned":
                date, _ = dates_of(columns, cells, dates, [], Reading(), kind=kind(cells))
                status = status_of(words, named, types.name(cells), date)
            told = words if named.casefold() == "status" else f"{heading}: {words}"
            may_tell = not status and types.kind(cells) != "event"
            day = day_under(named, words, columns.meaning) if may_tell else None
            goes_on = day is not None and day.side == "begins"
            is_unclear = not status and not goes_on and leaves_open(words, named)
            is_over, is_claim = is_unclear and says_over(words, named), only_claimed(words, named)
            is_doubted = not status and doubts(words, named)
            yield _Status(place, words, told, status, is_unclear, is_over, is_claim, is_doubted, day)

    def claimed(cells: Cells) -> bool:
        of_type = may_claim and types.said(cells).is_claim
        return of_type or any(each.is_claim for each in statuses_of(cells))

    def not_so(cells: Cells) -> str | None:
        return denied_first((*(each.status for each in statuses_of(cells)), types.said(cells).status))

    def status(cells: Cells, notes: list[str], noted: Reading) -> dict[str, Any]:
        said = [*statuses_of(cells)]
        for each in said:
            if each.words and each.place not in columns.notes:
                notes.append(f"{heading_of(columns, each.place)}: {each.words}")
            if each.is_claim:
                what, instead = CLAIMED_STATUS, f"in the note; {CLAIMED}"
                noted.leave_out(what, "relation", instead=instead, text=each.told)
        unknown = [each.told for each in said if each.is_unknown]
        if unknown:
            noted.leave_out(LISTED, "relation", instead="in the note", text="; ".join(unknown))
        if not (found := not_so(cells)):
            return {}
        for told in dict.fromkeys(each.told for each in said if each.status):
            heading, colon, _ = told.partition(": ")
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
    headed = ((place, columns.headings[place]) for place in columns.notes if place not in statuses)
    remarks = tuple(
        place
        for place, heading in headed
        if is_note(heading) and any(day_under(heading, text) for text in texts(place))
    )

    def when_told(cells: Cells, unclear: list[str]) -> str:
        """Return the date of a row; what of its dates and statuses is not clear is added."""
        unclear += [each.told for each in statuses_of(cells) if each.is_unclear]
        unclear += filter(None, [types.over(cells)])
        noted: list[str] = []
        date, _ = dates_of(columns, cells, dates, noted, Reading(), kind=kind(cells))
        unclear += [note for note in noted if note != still(cells)]
        return date

    def still(cells: Cells) -> str:
        """Return the note of an end such as "present", which says as much as a blank one: it was so then."""
        text = cells[places["ends"]].strip() if "ends" in places else ""
        return f"{heading_of(columns, places['ends'])}: {text}" if is_still(text) else ""

    def type_of(cells: Cells, notes: list[str], noted: Reading) -> dict[str, Any]:
        is_told = bool(may_claim and rest.document([], "", cells, Reading()))
        return types.judge(cells, notes, noted, is_told=is_told)

    rest = Details(columns, texts, when_told, claimed)
    is_reported = not {*places, *columns.fixed}.isdisjoint(REPORTS)
    of_types = types.said_anywhere(texts) if is_reported else set()
    may_claim = any(said.is_claim for said in of_types)
    is_over = any(said.is_over for said in of_types)
    types.may_be_over = bool(statuses) or "begins" in places or is_over
    reported = tuple(places[name] for name in REPORTS if name in places) if may_claim else ()
    parts = {"type": Part((*types.places, *reported), type_of), "source": party(0), "target": party(1)}
    states = (*statuses, *remarks, *types.places) if types.may_be_over or may_claim or remarks else ()
    said = rest.parts((*precise, *states))
    is_sided = "document" in said and not {"begins", "ends"}.isdisjoint(places)
    told = (*said["document"].places, *types.places) if is_sided else ()
    parts["when"] = Part(tuple(dict.fromkeys((*precise, *told, *states))), when)
    if columns.notes:
        parts["note"] = Part(columns.notes, kept)
    parts |= rest.named() | said
    if statuses:
        parts["status"] = Part(tuple(dict.fromkeys((*precise, *states))), status)
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
        self.may_be_over = False

    def _cell(self, place: int | None, cells: Cells) -> str:
        words = cells[place].strip() if place is not None else ""
        return "" if is_absent(words) else words

    def _says_direction(self, cells: Cells) -> bool:
        return not self._plain and is_direction(self._cell(self._type, cells))

    def _words(self, cells: Cells) -> str:
        if self._type is None:
            return self._fixed
        return self._cell(self._label if self._says_direction(cells) else self._type, cells)

    def name(self, cells: Cells) -> str:
        """Return the name of the type of a row; blank if it names none."""
        return self._named(self.said(cells).words)

    def kind(self, cells: Cells) -> TypeKind:
        """Return whether what the type of a row names happens or lasts."""
        return kind_of_type(self.name(cells))

    def said(self, cells: Cells) -> OfType:
        """Return what the words of the type of a row say; of what is over only if that can be told."""
        words = self._words(cells)
        is_code = self._coded and cameo.type_of(words)
        said = OfType(words) if is_code else said_of_type(words)
        return OfType(words, is_unsure=True) if said.is_over and not self.may_be_over else said

    def over(self, cells: Cells) -> str:
        """Return the words of a type that say that it is over; blank if they do not."""
        is_over = self.may_be_over and self.said(cells).is_over
        return f"type: {self._words(cells)}" if is_over else ""

    def said_anywhere(self, texts: Texts) -> set[OfType]:
        """Return what the types of all rows say."""
        columns = [place for place in (self._type, self._label) if place is not None]
        words = {self._fixed} | {text.strip() for place in columns for text in texts(place)}
        return set(map(said_of_type, words))

    def _named(self, words: str) -> str:
        return (cameo.type_of(words) if self._coded else None) or type_of_words(words)

    def tells(self, cells: Cells) -> bool:
        """Whether nothing told yet if types are CAMEO's, and these cells do."""
        return self.from_cameo is None and bool(self._words(cells))

    def judge(self, cells: Cells, notes: list[str], reading: Reading, *, is_told: bool) -> dict[str, Any]:
        """Return the name of the type of a row, and whether it goes both ways.

        One that is a claim keeps the words that say so, unless a source ``is_told`` whose claim it is.
        """
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
        if self._says_direction(cells):
            undirected, label = self._cell(self._type, cells).casefold() != "directed", ""
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
        said = self.said(cells)
        named = self._named(said.words if is_told or said.status or not said.is_claim else words)
        if said.status or said.is_over or said.is_claim or (said.is_unsure and loses_signs(words)):
            notes.append(f"type: {words}")
        if said.status == "denied":
            what, instead = DENYING_TYPE, f"{named}, which is denied; in the note"
        elif said.status:
            what, instead = PLANNED_TYPE, f"{named}, which is {said.status}; in the note"
        elif said.is_claim and is_told:
            what, instead = CLAIMED_TYPE, f"{named}; {CLAIMED}; in the note"
        else:
            what, instead = UNSURE_TYPE if said.is_unsure or said.is_claim else "", "taken as it is"
        if what:
            reading.leave_out(what, "relation", instead=instead, text=words)
        status = {"status": said.status} if said.status else {}
        return {"type": named, "undirected": undirected, **status, **turned}


_BLANK = "lacks a source, a relation or a target; fill it in"
_SHORT = ("type", "source", "target", "when")
"""The parts of a table of relations alone."""
_TAKEN = ("source", "target", "type", *DATED, *PARTS, "amount", "unit")


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
