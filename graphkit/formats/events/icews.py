"""Reads the rows of ICEWS's coded event data, in the layouts that were published from 2015 to 2023."""

import re
from collections.abc import Sequence
from functools import cache, partial
from itertools import chain
from typing import Any

from graphkit.errors import shortened
from graphkit.formats.events import cameo
from graphkit.formats.events.columns import TABLES, folded
from graphkit.formats.events.event import (
    BadRowError,
    Cells,
    Document,
    Judge,
    Key,
    Making,
    Named,
    Party,
    Reader,
    Texts,
    Untaken,
    actor_named,
    told_in,
    type_of_words,
)
from graphkit.formats.format import Reading
from graphkit.formats.party_names import kind_in, said_by
from graphkit.model.foreign_dates import ORDERS, Meaning, read_column, told_order

_LACKS = "lacks an Event ID or an Event Date such as 2014-07-01 or 7/1/2014"
_MONTH_FIRST = "Dates such as 3/4/2014 are read with the month first, as ICEWS writes them"
_ICEWS_DAY = re.compile(r"(\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4})\b.*")
_COLUMNS = {
    "when": ("eventdate",),
    "type": ("cameocode", "eventtext"),
    "source": ("sourcename", "sourcesectors", "sourcecountry"),
    "target": ("targetname", "targetsectors", "targetcountry"),
    "document": ("eventdate", "storyid", "publisher"),
}
"""The columns of which each part of an event is made."""


def _reader(named: Named, meaning: Meaning | None, texts: Texts) -> Reader:
    cell = named.cell

    @cache
    def order() -> tuple[Meaning, str]:
        """Return which comes first, and why: the month, unless the dates allow only the other."""
        if meaning is not None:
            return meaning, ""
        matches = (_ICEWS_DAY.fullmatch(text.strip()) for text in texts(named.places["eventdate"]))
        days = dict.fromkeys(match[1] for match in matches if match)
        if [None not in read_column([*days], each) for each in ORDERS] == [True, False]:
            return ORDERS[0], f"{told_order(days)}; --columns dates=month-first reads them the other way."
        return ORDERS[1], f"{_MONTH_FIRST}; --columns dates=day-first reads them the other way."

    def end(side: str, cells: Cells, _notes: list[str], reading: Reading) -> dict[str, Any]:
        name, *others = _COLUMNS[side]
        told = (told_in(cell(cells, each), named.heading(each), reading) for each in others)
        return {side: party(reading, cell(cells, name), *told)}

    def party(reading: Reading, text: str, sectors: str, country: str) -> Party:
        name = actor_named(text, reading)
        said = said_by(name)
        each = [sector.strip() for sector in sectors.split(",")]
        kinds = (kind_in(TABLES["icews"]["kinds"].get(sector), name) for sector in each)
        kind = said.kind or next(filter(None, kinds), "")
        if name == country and not sectors:
            kind = "country"
        facts = {**dict(said.attributes), "country": country or dict(said.attributes).get("country", "")}
        facts["sector"] = sectors or facts.get("sector", "")
        return Party(name, kind, country, tuple((fact, text) for fact, text in facts.items() if text))

    def date(cells: Cells, _notes: list[str], reading: Reading) -> dict[str, Any]:
        text = cell(cells, "eventdate")
        date = _ICEWS_DAY.fullmatch(text)
        if date is None:
            raise BadRowError(_LACKS)
        way, why = order() if "/" in date[1] else (None, "")
        [when] = read_column([date[1]], way)
        if why and read_column([date[1]]) == [None]:
            reading.notes.append(why)
        if when is None:
            raise BadRowError(f"{shortened(text)} is not in the calendar; write a day or month that exists")
        return {"when": when}

    def event_type(cells: Cells, notes: list[str], _reading: Reading) -> dict[str, Any]:
        """Return the type of a code that may have lost its zero, or of an English name."""
        code, text = cell(cells, "cameocode"), cell(cells, "eventtext")
        named = cameo.code_of(text)
        whole = f"0{code}" if named == f"0{code}" else code
        type_ = cameo.event_type(whole) if code else cameo.type_of(named or "")
        if type_ is None and (code or not text):
            raise BadRowError(f"{shortened(code)} is no CAMEO code; mend the column CAMEO Code")
        notes.append(f"CAMEO {code}: {text}".removesuffix(": ") if code else text)
        return {"type": type_ or type_of_words(text)}

    def document(cells: Cells, notes: list[str], reading: Reading) -> dict[str, Any]:
        story, publisher = cell(cells, "storyid"), cell(cells, "publisher")
        if story:
            day = date(cells, notes, reading)["when"]
            return {"document": Document(f"icews-story-{story}", publisher or "ICEWS", day)}
        notes += [f"publisher: {publisher}"] if publisher else []
        return {}

    def key(id: str) -> str:
        if not id.strip():
            raise BadRowError(_LACKS)
        return f"icews-{id.strip():0>10}"

    judges: dict[str, Judge] = {
        "when": date,
        "type": event_type,
        "source": partial(end, "source"),
        "target": partial(end, "target"),
        "document": document,
    }
    parts = {name: named.part(columns, judges[name]) for name, columns in _COLUMNS.items()}
    return Reader(parts, Key(named.places["eventid"], "icews-", 10, key))


def reader_of(cells: Sequence[str], meaning: Meaning | None = None) -> tuple[Making, Untaken] | None:
    """Return what reads a table with this heading, and untaken columns; None if it is not ICEWS's."""
    names = {*map(folded, cells)}
    known = {"eventid", "eventdate", "sourcename", "targetname"} <= names
    if not known or not names & {"cameocode", "eventtext"}:
        return None
    named = Named(cells)
    taken = map(named.places.get, ("eventid", *chain(*_COLUMNS.values())))
    return partial(_reader, named, meaning), named.others({*taken})
