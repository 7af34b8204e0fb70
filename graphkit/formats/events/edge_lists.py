"""Reads the rows of edge lists, and of any other table of which each column is known."""

from collections.abc import Iterable, Iterator
from typing import Any

from graphkit.errors import DataError, Fault
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
    denied_first,
    leaves_open,
    may_be_no_fact,
    may_say_status,
    only_claimed,
    says_other,
    says_over,
    status_of,
)
from graphkit.formats.format import LISTED, Reading
from graphkit.formats.party_names import COUNTRIES, is_absent, said_by
from graphkit.model.foreign_dates import over_by, read_column, some_day
from graphkit.model.vocabulary import TypeKind, denied_by, vocabulary


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
        date, also = dates_of(columns, cells, dates, notes, noted, kind=kind(cells))
        said = {"when": date or None, "also": also, "begins": None if date else begun(cells)}
        if over := next((told for _, _, told, *_, is_over, _ in statuses_of(cells) if is_over), ""):
            return said if also or not_so(cells) else said | ended(cells, date, over, noted)
        return said

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

    def statuses_of(cells: Cells) -> Iterator[tuple[int, str, str, str | None, bool, bool, bool]]:
        for place in statuses:
            words, heading = cells[place].strip(), heading_of(columns, place)
            is_other = not may_say_status(heading) or (place in chosen and says_other(heading))
            named = "status" if is_other else heading
            status = status_of(words, named, types.name(cells))
            told = words if named.casefold() == "status" else f"{heading}: {words}"
            is_unclear = not status and leaves_open(words, named)
            is_over, is_claim = is_unclear and says_over(words, named), only_claimed(words, named)
            yield place, words, told, status, is_unclear, is_over, is_claim

    def claimed(cells: Cells) -> bool:
        return any(is_claim for *_, is_claim in statuses_of(cells))

    def not_so(cells: Cells) -> str | None:
        return denied_first((*(status for _, _, _, status, *_ in statuses_of(cells)), types.denied(cells)))

    def status(cells: Cells, notes: list[str], noted: Reading) -> dict[str, Any]:
        said: dict[str, str | None] = {}
        unknown: list[str] = []
        for place, words, told, said[told], is_unclear, is_over, is_claim in statuses_of(cells):
            if words and place not in columns.notes:
                notes.append(f"{heading_of(columns, place)}: {words}")
            if is_claim:
                instead = "in the note; a source that is named tells it as a claim of somebody unnamed"
                noted.leave_out("status that is only a claim", "relation", instead=instead, text=told)
            elif is_unclear and not is_over:
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
        unclear += [told for _, _, told, _, is_unclear, *_ in statuses_of(cells) if is_unclear]
        return dates_of(columns, cells, dates, unclear, Reading(), kind=kind(cells))[0]

    rest = Details(columns, texts, when_told, claimed)
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
        return self._named(self._words(cells))

    def kind(self, cells: Cells) -> TypeKind:
        """Return whether what the type of a row names happens or lasts."""
        return kind_of_type(denied_by(self._words(cells), vocabulary()) or self.name(cells))

    def denied(self, cells: Cells) -> str | None:
        """Return the status of a row whose type says that it was not so; else None."""
        return "denied" if denied_by(self._words(cells), vocabulary()) else None

    def _named(self, words: str) -> str:
        return (cameo.type_of(words) if self._coded else None) or type_of_words(words)

    def tells(self, cells: Cells) -> bool:
        """Whether nothing told yet if types are CAMEO's, and these cells do."""
        return self.from_cameo is None and bool(self._words(cells))

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
