"""Reads the rows of edge lists, and of any other table of which each column is known."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

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
    part_of_name,
    precision_of,
    told_date,
    whole_name,
    with_forms_of_address,
)
from graphkit.formats.events.date_columns import (
    DATED,
    PARTS,
    dates_in,
    dates_of,
    is_date,
    is_plain_day,
    moments_of,
    unread_dates,
    way_of,
)
from graphkit.formats.events.edge_details import (
    REPORTS,
    Details,
    passed_over,
    with_multipliers,
    with_own_units,
)
from graphkit.formats.events.event import (
    DEPRECATED,
    ONCE,
    BadRowError,
    Cells,
    NoRelationError,
    Part,
    Party,
    Reader,
    Texts,
    actor_named,
    told_in,
    type_of_words,
)
from graphkit.formats.events.exactness import untold_exactness, with_exactness
from graphkit.formats.events.offices import office_of
from graphkit.formats.foreign_identity import TURNED, UNDIRECTED_TYPE, UNNAMED_TYPE, has_direction, kind_of
from graphkit.formats.foreign_status import (
    BEFORE,
    OVER,
    OfType,
    Said,
    claims,
    denied_first,
    doubts,
    is_past_day,
    loses_signs,
    may_say_status,
    only_alleged,
    said_in,
    said_of_type,
    says_no_fact,
    says_over,
    says_status,
    status_of,
    tell_said,
)
from graphkit.formats.format import (
    CLAIMED,
    CLAIMED_TYPE,
    DENYING_TYPE,
    LISTED,
    PLANNED_TYPE,
    UNASKED,
    UNSURE_TYPE,
    Reading,
)
from graphkit.formats.party_names import COUNTRIES, is_of_state, said_by
from graphkit.formats.status_days import (
    StatusDay,
    contradicts,
    dated,
    day_under,
    is_note,
    tell_to_come,
    told_by,
)
from graphkit.formats.status_headings import is_of_case, is_score, says_other, tells_outcome
from graphkit.model.absence import is_absent
from graphkit.model.attribute_names import FIRST_SEEN, LAST_SEEN
from graphkit.model.attribute_values import only_addresses
from graphkit.model.foreign_dates import is_still, over_by, read_column, some_day
from graphkit.model.vocabulary import ALLEGEDLY, TypeKind, is_done, kind_named, vocabulary


def by_columns(columns: Columns, where: str, reading: Reading, texts: Texts) -> Reader:
    """Return the reader of a table of which each column is known; ``texts`` reads one from the first row."""
    for completed in (with_forms_of_address, with_own_units, with_multipliers, with_exactness):
        columns = completed(columns, texts)
    _tell_taken(columns, reading, texts)
    return _EdgeList(columns, where, reading, texts).reader()


def _tell_taken(columns: Columns, reading: Reading, texts: Texts) -> None:
    """Report what columns are taken for that nobody named, where that is not plain."""
    places = columns.places
    two_ways = {"date", "begins"} <= places.keys()
    if (columns.notes or two_ways or "publisher" in places) and not columns.chosen and not columns.plain:
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
    reading.notes.extend((*passed_over(columns, texts), *untold_exactness(columns, texts)))
    for heading, what in lone_facts(columns):
        mend = f"{what}={heading}"
        mend = f"add {mend} to --columns" if columns.chosen else f"name all columns by --columns, with {mend}"
        reading.notes.append(
            f"Column {heading!r} tells no two of one name apart, as there is one such column for two ends; "
            f"if it is theirs, {mend}."
        )


class _EdgeList:
    """Reads the rows of a table part by part: its actors, type, dates, status, notes and documents."""

    def __init__(self, columns: Columns, where: str, reading: Reading, texts: Texts) -> None:
        self._columns, self._where, self._reading = columns, where, reading
        self._places = places = columns.places
        self._ends = places["source"], places["target"]
        self._note_at = [(place, f"{heading_of(columns, place)}: ") for place in columns.notes]
        self._dates = dates_in(columns, texts)
        self._unread = unread_dates(columns)
        self._types = _Types(columns)
        # Whoever names other columns wants no denied fact either.
        self._beside = (*columns.notes, *columns.untaken)
        self._chosen = [places["status"]] if "status" in places else []
        also = (place for place in self._beside if self._may_say_status(place, texts))
        self._statuses = {place: self._asked(place, texts) for place in (*self._chosen, *also)}
        self._of_dates: dict[int, str] = {}
        may_come = False
        for name, place in ((name, places[name]) for name in _OF_DATES if name in places):
            for text in texts(place):
                if self._said_in_date(name, text.strip()):
                    self._of_dates[place] = name
                may_come = may_come or max(_YEARS.findall(text), default="") >= reading.day[:4]
        self._statuses |= dict.fromkeys(self._of_dates, "status")
        self._asked_of: Cells | None = None
        self._told: Sequence[Said] = ()
        self._tells_state = False
        headed = ((place, columns.headings[place]) for place in columns.notes if place not in self._statuses)
        self._remarks = tuple(
            place
            for place, heading in headed
            if is_note(heading)
            and any(day_under(heading, text, self._dates.order_of(text)) for text in texts(place))
        )
        self._details = Details(columns, texts, self._when_told, self._claimed)
        self._is_reported = is_reported = not {*places, *columns.fixed}.isdisjoint(REPORTS)
        starts = heading_of(columns, places["begins"]) if "begins" in places and not columns.chosen else ""
        self._is_dated = folded(starts) in TABLES["headings"]["date"]
        self._is_one_day = columns.plain and "date" in places
        self._is_sided = is_reported and not places.keys().isdisjoint(_SIDES)
        of_types = self._types.said_anywhere(texts) if is_reported or may_come else set()
        self._may_claim = is_reported and any(said.is_claim for said in of_types)
        is_over = is_reported and any(said.is_over for said in of_types)
        self._plans = may_come and any(said.status or said.is_unsure for said in of_types)
        self._types.may_be_over = bool(self._statuses) or "begins" in places or is_over
        self._claims = any(
            claims(self._words(place, text), name)
            for place, name in self._statuses.items()
            for text in texts(place)
        )

    def reader(self) -> Reader:
        """Return the reader: each part with the places of the columns that it is read from."""
        columns, places, types, statuses = self._columns, self._places, self._types, self._statuses
        names = (*DATED, *map(precision_of, DATED), *PARTS)
        precise = tuple(places[name] for name in names if name in places)
        reported = tuple(places[name] for name in REPORTS if name in places)
        claiming = (*precise, *statuses, *reported) if self._may_claim or self._claims else ()
        self._tells_state = tells_state = bool(
            types.may_be_over or self._may_claim or self._remarks or self._plans
        )
        states = (*statuses, *self._remarks, *types.places) if tells_state else ()
        said = self._details.parts((*precise, *states))
        told = (*said["document"].places, *types.places) if self._is_sided else ()
        parts = {
            "type": Part(tuple(dict.fromkeys((*types.places, *claiming))), self._type),
            "source": self._party(0),
            "target": self._party(1),
            "when": Part(tuple(dict.fromkeys((*precise, *told, *states))), self._when),
        }
        if columns.notes:
            parts["note"] = Part(columns.notes, self._noted)
        parts |= self._details.named() | said
        if statuses:
            parts["status"] = Part(tuple(dict.fromkeys((*precise, *states, *claiming))), self._status)
        if ranks := tuple(place for place in self._beside if "rank" in folded(columns.headings[place])):
            parts["rank"] = Part(ranks, partial(_not_deprecated, ranks))
        headings = [folded(columns.headings[place]) for place in self._ends]
        is_unsure = headings in TABLES["prepositions"] and not columns.chosen
        key = self._details.key
        is_short = len(parts) == len(_SHORT) and "spans" not in places and not types.noted and key is None
        check = self._check if is_unsure else None
        return Reader(parts, key, key_last=True, check=check, tells=types.tells, short=is_short)

    def _check(self, line: int, cells: Cells) -> None:
        """Refuse a table whose columns of actors hold dates."""
        named = [cells[place] for place in self._ends if cells[place].strip()]
        if named and None not in read_column(named):
            start, end = (heading_of(self._columns, place) for place in self._ends)
            message = f"{start} and {end} hold dates, so that no column names the two actors"
            mend = naming("say which do", f"source=HEADING,target=HEADING,begins={start},ends={end}")
            raise DataError(self._where, [Fault(f"line {line}", message, line=line, mend=mend)])

    def _party(self, side: int) -> Part:
        columns, end, plain = self._columns, self._ends[side], self._columns.plain
        headed = columns.kinds[side]
        name, facts = ("source", "target")[side], columns.attributes[side]
        of_name = [fact for fact in facts if part_of_name(fact[0])]
        headed_as = columns.headings[end] if columns.headings else ""
        fixed = [
            (what.removeprefix(f"{name}."), text)
            for what, text in columns.fixed.items()
            if what.startswith(f"{name}.")
        ]

        def judge(cells: Cells, _notes: list[str], reading: Reading) -> dict[str, Any]:
            text = cells[end].strip()
            if plain and not text:
                raise BadRowError(_BLANK)
            parts = ((attribute, cells[place].strip()) for attribute, place in of_name)
            text = whole_name(headed_as, text, [part for part in parts if not is_absent(part[1])])
            named = actor_named(text, reading, [cells[place].strip() for _, place in facts])
            told = [
                (attribute, told_in(cells[place], heading_of(columns, place), reading))
                for attribute, place in facts
            ]
            from_cameo = bool(self._types.from_cameo)
            return {name: party_of(named, [*told, *fixed], from_cameo=from_cameo, headed=headed)}

        return Part((end, *(place for _, place in facts)), judge)

    def _type(self, cells: Cells, notes: list[str], noted: Reading) -> dict[str, Any]:
        types, told = self._types, (self._may_claim or self._claims) and self._is_told(cells)
        is_claim = self._claims and not told and only_alleged(self._statuses_of(cells))
        is_alleged = is_claim and types.said(cells).status != "denied"
        return types.judge(cells, notes, noted, is_told=told, is_alleged=is_alleged)

    def _is_told(self, cells: Cells) -> bool:
        """Return whether a source tells a row."""
        when = self._when_told(cells, [])
        return self._is_reported and self._details.document([], when, cells, Reading()) is not None

    def _noted(self, cells: Cells, notes: list[str], reading: Reading) -> dict[str, Any]:
        noted = {place: f"{name}{text}" for place, name in self._note_at if (text := cells[place].strip())}
        if any(cells[place].strip().endswith(_DEPRECATED) for place in noted):
            raise NoRelationError(DEPRECATED)
        notes += noted.values()
        headings = self._columns.headings
        asked = (place for place in noted if place not in self._statuses)
        if doubts := [noted[place] for place in asked if says_no_fact(cells[place], headings[place])]:
            reading.leave_out(LISTED, "relation", instead=UNASKED, text="; ".join(doubts))
        for place, of_years in self._unread.items():
            if (text := cells[place].strip()) and is_date(text, of_years=of_years):
                heading = heading_of(self._columns, place)
                ways = f"date={heading}, begins={heading} or ends={heading}"
                mend = f"only in the note; to read it, name all columns by --columns, with {ways}"
                if heading in (*FIRST_SEEN, *LAST_SEEN):
                    mend = "only in the note: that a list had the row then says nothing of when it was so"
                reading.leave_out(f"date in column {heading}", instead=mend, text=text)
        return {}

    # --- dates ------------------------------------------------------------------------------------

    def _when(self, cells: Cells, notes: list[str], noted: Reading) -> dict[str, Any]:
        if self._is_one_day and is_plain_day(day := cells[self._places["date"]]):
            self._tell_to_come(day, cells, noted)
            return {"when": day, "also": (), "begins": None}
        unclear: list[str] = []
        date, also = dates_of(self._columns, cells, self._dates, unclear, noted, kind=self._kind(cells))
        notes += unclear
        if self._dates.moments:
            moments = moments_of(self._columns, cells, self._dates, noted)
            notes += (text for text in moments if text not in unclear)
        if date:
            self._tell_to_come(date, cells, noted)
        said = {"when": date or None, "also": also, "begins": None if date else self._begun(cells)}
        if date and self._is_once(cells):
            what, instead = ONCE
            if self._is_dated:
                heading = heading_of(self._columns, self._places["begins"])
                instead += f"; --columns begins={heading} reads it as a start"
            noted.leave_out(what, instead=instead, text=self._types.name(cells))
        may_tell = not also and (self._statuses or self._remarks)
        is_clear = all(note.partition(": ")[2] in self._said_in_dates(cells) for note in unclear)
        told = self._told_by_status(cells, date, noted, is_clear=is_clear) if may_tell else None
        if told is not None:
            return said | ({**dict.fromkeys(("when", "begins")), **told} if told else {})
        over = next((each.told for each in self._statuses_of(cells) if each.is_over), self._types.over(cells))
        if not over or also or self._not_so(cells):
            return said
        return said | self._ended(cells, date, over, noted)

    def _tell_to_come(self, date: str, cells: Cells, noted: Reading) -> None:
        """Report a date to come of a row that does not tell itself that it is, or may be, no fact."""
        if not (self._tells_state and (self._not_so(cells) or self._types.said(cells).is_unsure)):
            tell_to_come(date, self._reading.day, noted)

    def _told_by_status(
        self, cells: Cells, date: str, noted: Reading, *, is_clear: bool
    ) -> dict[str, str] | None:
        """Return the fields of a day that a status or a note tells; none if the dates of the row stand.

        What is over ended on its day also where only the start of the row is not clear.
        """
        for text, day, is_over in self._days_of(cells):
            if self._not_so(cells):
                return None
            may_be_told = is_clear or (
                is_over and not self._cell("ends", cells) and not self._cell("date", cells)
            )
            found = told_by(day, date) if may_be_told else None
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

    def _days_of(self, cells: Cells) -> Iterator[tuple[str, StatusDay, bool]]:
        """Yield the days that statuses and notes tell of what lasts, their texts, and if it ended."""
        for place, said in zip(self._statuses, self._statuses_of(cells), strict=True):
            if day := self._told_day(cells, place, said):
                yield said.told, day, said.is_over
        for place in self._remarks if self._remarks and self._types.kind(cells) != "event" else ():
            words, heading = cells[place].strip(), heading_of(self._columns, place)
            if day := day_under(heading, words, self._dates.order_of(words)):
                yield f"{heading}: {words}", day, says_over(words)

    def _cell(self, name: str, cells: Cells) -> str:
        place = self._places.get(name)
        return "" if place is None else cells[place].strip()

    def _kind(self, cells: Cells) -> TypeKind:
        known = self._types.kind(cells) if "begins" in self._places or self._statuses else "either"
        return "event" if known == "either" and self._is_once(cells) else known

    def _is_once(self, cells: Cells) -> bool:
        """Return whether a row that gives a start and no end may tell of what only happened.

        So may a type that may do either, beside a date, and an act of one's own words in the past.
        """
        if "begins" not in self._places or self._cell("ends", cells):
            return False
        if "begins" not in way_of(self._columns, cells) or self._types.kind(cells) != "either":
            return False
        return self._is_dated or is_done(self._types.name(cells))

    def _ended(self, cells: Cells, date: str, over: str, noted: Reading) -> dict[str, Any]:
        """Return when what is over had ended, of which a row does not give the day."""
        day = self._reading.day
        by = {} if self._types.kind(cells) == "event" else over_by(date, day)
        if by is None:
            return {}
        instead = f"it ended by {day}, the day of the import" if by else "its type only happens"
        instead += "; the status is in the note"
        noted.leave_out("status that says it is over, without the day", instead=instead, text=over)
        return {**dict.fromkeys(("when", "begins") if date and by else ()), **by}

    def _begun(self, cells: Cells) -> str | None:
        """Return when what lasts had begun, of which the columns of its start and end say nothing."""
        if not self._is_sided or "begins" not in way_of(self._columns, cells) or self._not_so(cells):
            return None
        if self._types.kind(cells) != "either" or self._is_once(cells):
            return None
        document = self._details.document([], "", cells, Reading())
        return some_day(None, document.published) if document else None

    def _when_told(self, cells: Cells, unclear: list[str]) -> str:
        """Return the date of a row; what of its dates and statuses is not clear is added."""
        unclear += [each.told for each in self._statuses_of(cells) if each.is_unclear]
        unclear += filter(None, [self._types.over(cells)])
        noted: list[str] = []
        date, _ = dates_of(self._columns, cells, self._dates, noted, Reading(), kind=self._kind(cells))
        still = self._still(cells)
        unclear += [note for note in noted if note != still]
        return date

    def _still(self, cells: Cells) -> str:
        """Return the note of an end such as "present", which says as much as a blank one: it was so then."""
        text = self._cell("ends", cells)
        return f"{heading_of(self._columns, self._places['ends'])}: {text}" if is_still(text) else ""

    # --- status -----------------------------------------------------------------------------------

    def _may_say_status(self, place: int, texts: Texts) -> bool:
        """Return whether a column may say a status: one of remarks does where some are no more than that."""
        heading = self._columns.headings[place]
        if not tells_outcome(heading):
            return may_say_status(heading) and not is_score(heading, texts(place))
        return any(doubts(text.strip(), heading) for text in texts(place))

    def _asked(self, place: int, texts: Texts) -> str:
        """Return what a column asks; one that is chosen asks the status, whatever it is called.

        So does one that may say something else, such as ``Estado``, where some cell is a known status.
        """
        heading = heading_of(self._columns, place)
        is_chosen = place in self._chosen
        of_statuses = says_other(heading) and (is_chosen or any(map(says_status, texts(place))))
        of_other = of_statuses or (is_chosen and is_of_case(heading))
        return "status" if of_other or not may_say_status(heading) else heading

    def _statuses_of(self, cells: Cells) -> Sequence[Said]:
        """Return what the statuses of a row say; each of its questions asks that of the same cells."""
        if cells is not self._asked_of:
            self._told = [self._status_in(cells, place, name) for place, name in self._statuses.items()]
            self._asked_of = cells
        return self._told

    def _status_in(self, cells: Cells, place: int, name: str) -> Said:
        words = self._words(place, cells[place])
        said = said_in(words, name, self._types.name(cells), lambda: self._day_of(cells))
        said = said._replace(told=cells[place].strip()) if place in self._of_dates else said
        return dated(said, self._told_day(cells, place, said))

    def _words(self, place: int, cell: str) -> str:
        """Return what a cell says of the status: one of a date no more than its words of one."""
        text = cell.strip()
        return self._said_in_date(self._of_dates[place], text) if place in self._of_dates else text

    def _said_in_dates(self, cells: Cells) -> set[str]:
        """Return the cells of a row that stand for a date and say a status."""
        texts = {place: cells[place].strip() for place in self._of_dates}
        return {text for place, text in texts.items() if self._words(place, text)}

    def _said_in_date(self, name: str, text: str) -> str:
        """Return the words of a status in a cell of a date, such as ``cancelled`` and ``2019 (denied)``.

        Those of a start may say that it was not so, and those of an end only that it is over: else they speak
        of the end.
        """
        if not any(map(str.isalpha, text)) or is_still(text) or text.endswith("?"):
            return ""
        if is_date(text, of_years=True):
            return ""
        if name == "ends":
            match = _HAS_ENDED.fullmatch(text)
            words = f"{match['over'] or 'ended'}{match['behind']}" if match else ""
            is_whole = match is not None and (
                is_past_day(match["behind"]) or _BY_NAME.fullmatch(match["behind"])
            )
            return words if is_whole and says_over(words) else ""
        words = next(filter(partial(says_status, no_fact=True), (text, *_beside_date(text))), "")
        beside = OfType(text) if words else said_of_type(text)
        if (beside.status or beside.is_claim) and is_date(beside.words, of_years=True):
            words = beside.status or "alleged"
        words = "denied" if text.casefold() in TABLES["never"] else words
        if name == "begins":  # it did not begin, of what lasts too
            words = status_of(words, type_="met") or words
        return words if name == "date" or not says_over(words) else ""

    def _day_of(self, cells: Cells) -> str:
        return dates_of(self._columns, cells, self._dates, [], Reading(), kind=self._kind(cells))[0]

    def _told_day(self, cells: Cells, place: int, said: Said) -> StatusDay | None:
        """Return the day that a status tells of what lasts."""
        if said.status or self._types.kind(cells) == "event":
            return None
        order, type_ = self._dates.order_of(said.words), self._types.name(cells)
        return day_under(self._statuses[place], said.words, order, type_)

    def _claimed(self, cells: Cells) -> bool:
        of_type = self._may_claim and self._types.said(cells).is_claim
        return of_type or any(each.is_claim for each in self._statuses_of(cells))

    def _not_so(self, cells: Cells) -> str | None:
        statuses = (each.status for each in self._statuses_of(cells))
        return denied_first((*statuses, self._types.said(cells).status))

    def _status(self, cells: Cells, notes: list[str], noted: Reading) -> dict[str, Any]:
        said = self._statuses_of(cells)
        apart = (
            (place, cells[place].strip())
            for place in self._statuses
            if place not in self._columns.notes and place not in self._of_dates
        )
        notes += [f"{heading_of(self._columns, place)}: {words}" for place, words in apart if words]
        found = self._not_so(cells)
        tell_said(said, noted, is_told=self._claims and self._is_told(cells), status=found)
        if not found:
            return {}
        for told in dict.fromkeys(each.told for each in said if each.status):
            heading, colon, _ = told.partition(": ")
            what, text = (f"column {heading}", told) if colon else (f"status {told}", "")
            noted.leave_out(what, instead=f"the relation is {found}", text=text)
        return {"more": (("status", found),)}


_DEPRECATED = ("#DeprecatedRank", "wikibase:DeprecatedRank")
"""How Wikidata names the rank itself, whatever its heading."""


def _not_deprecated(
    ranks: Sequence[int], cells: Cells, _notes: list[str], _reading: Reading
) -> dict[str, Any]:
    told = (re.split("[#:/]", cells[place].casefold())[-1].split("rank")[0].strip() for place in ranks)
    if "deprecated" in told:
        raise NoRelationError(DEPRECATED)  # the statement, or only its date, is known to be wrong
    return {}


_CODED = dict.fromkeys(("cameocode", "eventcode", "eventbasecode"), cameo.event_type) | {
    "eventrootcode": cameo.root_type
}
"""What reads the codes below a heading."""


class _Types:
    """Reads which relation type a row has, and whether it goes both ways, as Gephi's column Type says."""

    def __init__(self, columns: Columns) -> None:
        self._columns, self._plain = columns, columns.plain
        self._type, self._label = columns.places.get("type"), columns.places.get("label")
        self._direction = columns.places.get("direction")
        self._says = folded(columns.headings[self._direction]) if self._direction is not None else ""
        self._fixed, self._undirected = columns.fixed.get("type", ""), columns.undirected
        heading = folded(columns.headings[self._type]) if self._type is not None else ""
        self._coded = _CODED.get(heading)
        self._titled = heading == "title"
        self._is_office = heading in TABLES["offices"] and columns.of_bodies
        self._acts_of_other = columns.acts_of_other
        self._is_backwards = (
            not columns.chosen and columns.of_bodies and columns.places["target"] < columns.places["source"]
        )
        self.noted = self._coded is not None or self._titled or self._label is not None
        places = (self._type, self._label, self._direction)
        self.places = tuple(place for place in places if place is not None)
        self.from_cameo: bool | None = None
        self.may_be_over = False
        self._asked_of: Cells | None = None
        self._told = ""

    def _cell(self, place: int | None, cells: Cells) -> str:
        words = cells[place].strip() if place is not None else ""
        return "" if is_absent(words) else words

    def _says_direction(self, cells: Cells) -> bool:
        return not self._plain and is_direction(self._cell(self._type, cells))

    def _words(self, cells: Cells) -> str:
        if cells is not self._asked_of:
            place = self._label if self._says_direction(cells) else self._type
            told = self._fixed if self._type is None else self._cell(place, cells)
            self._told = "" if self._titled and only_addresses(told) else told
            self._asked_of = cells
        return self._told

    def name(self, cells: Cells) -> str:
        """Return the name of the type of a row; blank if it names none."""
        return self._named(self.said(cells).words)

    def kind(self, cells: Cells) -> TypeKind:
        """Return whether what the type of a row names happens or lasts."""
        return kind_named(self.name(cells))

    def said(self, cells: Cells) -> OfType:
        """Return what the words of the type of a row say; of what is over only if that can be told."""
        words = self._words(cells)
        is_code = self._coded and self._coded(words)
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
        office = office_of(words) if self._is_office else None
        named = office.type if office else self._coded(words) if self._coded else None
        return named or type_of_words(words)

    def tells(self, cells: Cells) -> bool:
        """Whether nothing told yet if types are CAMEO's, and these cells do."""
        return self.from_cameo is None and bool(self._words(cells))

    def judge(
        self, cells: Cells, notes: list[str], reading: Reading, *, is_told: bool, is_alleged: bool
    ) -> dict[str, Any]:
        """Return the name of the type of a row, and whether it goes both ways.

        One that is a claim keeps the words that say so, unless a source ``is_told`` whose claim it is; one of
        which a status says so, gets such a word.
        """
        words = self._words(cells)
        label = cells[self._label].strip() if self._label is not None else ""
        undirected = self._undirected
        way = cells[self._direction].strip() if self._direction is not None else ""
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
            told = f"{heading_of(self._columns, self._label or 0)}: {label}"
            notes.append(told)
            if says_no_fact(label, "label") or any(said_of_type(label)[1:]):
                reading.leave_out(LISTED, "relation", instead=UNASKED, text=told)
        if not words:
            named = UNDIRECTED_TYPE if undirected else UNNAMED_TYPE
            if self._type is not None or self._label is not None:
                cell = cells[self._type].strip() if self._type is not None else ""
                text = cell if is_absent(cell) or self._titled else ""
                if self._titled and cell:
                    notes.append(f"{heading_of(self._columns, self._type or 0)}: {cell}")
                reading.leave_out("the missing relation type", instead=f"it is {named}", text=text)
            else:
                reading.notes.append(f"No column names the type of the relations; it is {named}.")
            named = ALLEGEDLY + named if is_alleged else UNNAMED_TYPE
            return {"type": named, "undirected": undirected, **self._turned(UNNAMED_TYPE, way, reading)}
        if self._coded:
            notes.append(f"CAMEO {words}")
        if self.from_cameo is None:
            self.from_cameo = cameo.code_of(words) is not None
        said = self.said(cells)
        words_of_type = said.words if is_told or said.status or not said.is_claim else words
        named = self._named(words_of_type)
        is_alleged |= said.is_claim and said.status == "planned" and not is_told
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
        if is_alleged and not said_of_type(words_of_type).is_claim:
            undirected |= named in vocabulary() and vocabulary()[named].symmetric
            named = ALLEGEDLY + named
        turned = self._turned(named.removeprefix(ALLEGEDLY), way, reading)
        status = {"status": said.status} if said.status else {}
        office = office_of(words) if self._is_office else None
        if office:
            heading = heading_of(self._columns, self._type or 0)
            reading.leave_out(heading, "relation", instead=f"read as {named}; in the note", text=words)
            notes.append(f"{heading}: {words}")
        has_share = office and office.share is not None and "amount" not in self._columns.places
        share = {"more": (("amount", {"value": office.share, "unit": "%"}),)} if office and has_share else {}
        return {"type": named, "undirected": undirected, **status, **share, **turned}

    def _turned(self, named: str, way: str, reading: Reading) -> dict[str, bool]:
        """Return whether a row goes from its target to its source, as its direction or its headings say.

        The headings do where the other one does what a type tells; that it may is reported.
        """
        columns, what, known = self._columns, f"type {named}", vocabulary().get(named)
        source, target = (heading_of(columns, columns.places[side]) for side in ("source", "target"))
        is_reverse = self._says == "direction" and way.casefold() in TURNED
        is_of_other = bool(self._acts_of_other and self._acts_of_other.fullmatch(named))
        if is_reverse:
            again = f"read from {source} to {target}, as its type tells what {target} does"
            instead = again if is_of_other else "read from target to source"
            reading.leave_out(f"direction {way}", "relation", instead=instead)
        elif is_of_other:
            reading.leave_out(what, "relation", instead=f"read from {target}, who does it, to {source}")
        if is_of_other:
            return {} if is_reverse else {"turned": True}
        is_act = known.kind == "event" and not known.symmetric if known else is_done(named)
        if self._is_backwards and (is_act or named.endswith("-by")) and not _OWN_ACTS.fullmatch(named):
            mend = f"else name all columns by --columns, with source={target},target={source}"
            reading.leave_out(what, "relation", instead=f"read from {source} to {target}; {mend}")
        return {"turned": True} if is_reverse else {}


_OWN_ACTS = re.compile(
    "(?:joined|left|quit|resigned|retired|departed|stepped|stood|entered|attended|signed|bought|sold)(?:-.*)?"
)
"""What somebody does of a body, and no body of somebody."""
_BLANK = "lacks a source, a relation or a target; fill it in"
_SIDES = ("begins", "ends")
_OF_DATES = ("date", *_SIDES)
_HAS_ENDED = re.compile(
    rf"\(?(?:{'|'.join(map(re.escape, TABLES['has_ended']))}|(?P<over>{'|'.join(map(re.escape, OVER))}))"
    r"(?!\w)(?P<behind>.*?)[).!]?",
    re.IGNORECASE,
)
_BEFORE_DAY = re.compile(
    rf" (?:for|für|pour|para|per|voor|на|to|{'|'.join(re.escape(word) for word in BEFORE if word)})$"
)
_BY_NAME = re.compile(r" by(?: [A-Z][\w.'-]*)+")
_LONGEST, _MARKS = 60, " ,;:-\u2013\u2014"
"""Characters of the longest cell that may be a date and a status, and those between the two."""
_YEARS = re.compile(r"\d{4}")
_SHORT = ("type", "source", "target", "when")
"""The parts of a table of relations alone."""
_TAKEN = ("source", "target", "type", *DATED, *PARTS, "amount", "unit")


def _beside_date(text: str) -> Iterator[str]:
    """Yield what stands before or behind a date: ``scheduled`` of ``scheduled for 12 May 2019``."""
    words = text.split() if len(text) <= _LONGEST else []
    for at in range(1, len(words)):
        first, last = " ".join(words[:at]).rstrip(_MARKS), " ".join(words[at:]).lstrip(_MARKS)
        if is_date(last, of_years=True):
            yield _BEFORE_DAY.sub("", first)
        elif is_date(first, of_years=True):
            yield last


def party_of(name: str, facts: Iterable[tuple[str, str]], *, from_cameo: bool, headed: str = "") -> Party:
    """Return the actor of a name, with what the name and some facts (attribute, text) say of it.

    The heading of its column names its kind where nothing else does. A body of a state is none that only its
    heading calls a firm or a person: "Ministry of Trade" under ``Company``.
    """
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
    if "kind" not in attributes:
        contrary = headed in ("company", "person") and not kind and is_of_state(name)
        kind = kind or ("" if contrary else headed)
    return Party(name, kind, "", tuple(attributes.items()))
