"""Reads the rows of ICEWS's coded event data, in the layouts that were published from 2015 to 2023."""

import re
from collections.abc import Mapping, Sequence

from graphkit.errors import shortened
from graphkit.formats.events import cameo
from graphkit.formats.events.columns import folded
from graphkit.formats.events.event import (
    NO_PAIR,
    BadRowError,
    Document,
    Event,
    NoRelationError,
    Party,
    Reader,
    Untaken,
    type_of_words,
)
from graphkit.formats.events.party_names import kind_in, said_by
from graphkit.formats.foreign_dates import checked
from graphkit.model.entities import Kind

# --- ICEWS ----------------------------------------------------------------------------------------

_ICEWS_TAKEN = (
    "eventid", "eventdate", "eventtext", "cameocode", "storyid", "publisher",
    *(f"{side}{name}" for side in ("source", "target") for name in ("name", "sectors", "country")),
)  # fmt: skip
_ICEWS_SECTORS: Mapping[str, Kind] = {
    "Government": "government-body", "Military": "government-body", "Police": "government-body",
    "Legislative": "government-body", "Judicial": "government-body", "Business": "company", "Media": "media",
}  # fmt: skip
_ICEWS_DAY = re.compile(r"(\d{4}-\d\d-\d\d)\b.*|(\d{1,2})/(\d{1,2})/(\d{4})\b.*")


def _reader(names: Sequence[str]) -> tuple[Reader, Untaken]:
    place = {folded(name): at for at, name in reversed([*enumerate(names)])}
    wanted = [place.get(name) for name in _ICEWS_TAKEN]
    parties: dict[tuple[str, ...], Party] = {}
    types: dict[tuple[str, str], str] = {}

    def party(name: str, sectors: str, country: str) -> Party:
        found = parties.get((name, sectors, country))
        if found is None:
            if not name:
                raise NoRelationError(NO_PAIR)
            said = said_by(name)
            each = [sector.strip() for sector in sectors.split(",")]
            kinds = (kind_in(_ICEWS_SECTORS.get(sector), name) for sector in each)
            kind = said.kind or next(filter(None, kinds), "")
            if name == country and not sectors:
                kind = "country"
            facts = {**dict(said.attributes), "country": country or dict(said.attributes).get("country", "")}
            facts["sector"] = sectors or facts.get("sector", "")
            attributes = tuple((fact, text) for fact, text in facts.items() if text)
            found = parties[name, sectors, country] = Party(name, kind, country, attributes)
        return found

    def event_type(code: str, text: str) -> str:
        """Return the type of a code that may have lost its zero, or of an English name."""
        named = cameo.code_of(text)
        type_ = cameo.type_of(f"0{code}" if len(code) == 2 or named == f"0{code}" else code)
        type_ = type_ or cameo.type_of(f"0{code}") if code else cameo.type_of(named or "")
        if type_ is None and (code or not text):
            raise BadRowError(f"{shortened(code)} is no CAMEO code; mend the column CAMEO Code")
        return type_ or type_of_words(text)

    def read(number: int, cells: Sequence[str]) -> Event:
        id, day, text, code, story, publisher, *ends = [
            cells[at].strip() if at is not None else "" for at in wanted
        ]
        date = _ICEWS_DAY.fullmatch(day)
        if not id or date is None:
            raise BadRowError("lacks an Event ID or an Event Date such as 2014-07-01 or 7/1/2014")
        day = checked(date[1] or f"{date[4]}-{date[2]:0>2}-{date[3]:0>2}")
        type_ = types.get((code, text))
        if type_ is None:
            type_ = types[code, text] = event_type(code, text)
        source, target = party(*ends[:3]), party(*ends[3:])
        document = Document(f"icews-story-{story}", publisher or "ICEWS", day) if story else None
        note = f"CAMEO {code}: {text}".removesuffix(": ") if code else text
        if publisher and not story:
            note = f"{note}; publisher: {publisher}"
        return Event(f"icews-{id:0>10}", source, type_, target, day, note, document, line=number)

    untaken = {at: name.strip() for at, name in enumerate(names) if folded(name) not in _ICEWS_TAKEN}
    return read, untaken


def reader_of(cells: Sequence[str]) -> tuple[Reader, Untaken] | None:
    """Return the reader of a table with this heading, and untaken columns; None if it is not ICEWS's."""
    names = {*map(folded, cells)}
    known = {"eventid", "eventdate", "sourcename", "targetname"} <= names
    return _reader(cells) if known and names & {"cameocode", "eventtext"} else None
