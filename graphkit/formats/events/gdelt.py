"""Reads the rows of GDELT's event tables: 1.0, 2.0, the reduced files, exports of some columns."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from graphkit.errors import shortened
from graphkit.formats.events import cameo
from graphkit.formats.events.columns import TABLES, folded
from graphkit.formats.events.event import (
    HEADINGS,
    BadRowError,
    Cells,
    Key,
    Making,
    Named,
    NoRelationError,
    Part,
    Party,
    Reader,
    Untaken,
    actor_named,
)
from graphkit.formats.format import Reading
from graphkit.formats.party_names import kind_in
from graphkit.model.foreign_dates import from_compact

_TABLES = TABLES["gdelt"]
_GDELT_2 = _TABLES["columns"]
_GDELT_1 = [name for name in _GDELT_2 if "ADM2" not in name]
_GDELT_COLUMNS: Mapping[int, Sequence[str]] = {57: _GDELT_1, 58: _GDELT_1, 61: _GDELT_2}
_REDUCED_WIDTHS = (11, 12, 17)
_ACTOR_CODE = re.compile(r"[A-Za-z]{3,30}|")
_FLOAT = ".0"
"""What other programs write behind the numbers of a column that has gaps."""
_NOUGHT = "EventCodes of two digits have lost their leading nought: 20 is read as 020, an appeal."


def is_row(cells: Sequence[str]) -> bool:
    """Return whether cells are a row of GDELT without a heading."""
    if len(cells) in _GDELT_COLUMNS:
        return cells[0].isdigit() and re.fullmatch(r"\d{8}", cells[1]) is not None
    return (
        len(cells) in _REDUCED_WIDTHS
        and re.fullmatch(r"\d{8}", cells[0]) is not None
        and all(_ACTOR_CODE.fullmatch(cell) for cell in cells[1:3])
        and cameo.type_of(cells[3].strip()) is not None
    )


WANTED = "a table of GDELT has 57, 58 or 61, or the headings SQLDATE, EventCode, Actor1Name and Actor2Name"


def may_be(cells: Sequence[str]) -> bool:
    """Return whether a first line that is not read as GDELT's looks like a part of its table."""
    names = {*map(folded, cells)} & {*map(folded, _GDELT_2)}
    numbered = len(cells) > max(_REDUCED_WIDTHS) and re.fullmatch(r"\d{8}", cells[1]) is not None
    return len(names) >= _FEW_NAMES or (numbered and cells[0].isdigit())


_FEW_NAMES = 3
"""So many headings of GDELT are no chance."""

_OF_ACTORS = ("code", "name", "countrycode", "type1code", "type2code", "type3code")


def _reader(names: Sequence[str]) -> tuple[Making, Untaken]:
    """Return what makes the reader of a table of GDELT's with these columns, and those that are not taken."""
    named = Named(names)
    cell, id_at, url_at = named.cell, *map(named.places.get, ("globaleventid", "sourceurl"))

    def party(cells: Cells, number: int, reading: Reading) -> Party:
        code, name, country, *types = (cell(cells, f"actor{number}{each}") for each in _OF_ACTORS)
        name = actor_named(name if "actor1name" in named.places else code, reading)
        kind = kind_in(_TABLES["kinds"].get(types[0]), name)
        if code == country and code:
            kind = "country"
        facts = {"country": country, "sector": ", ".join(filter(None, types))}
        return Party(name, kind, code, tuple((k, v) for k, v in facts.items() if v))

    def end(side: str, number: int) -> Part:
        columns = (f"actor{number}{name}" for name in _OF_ACTORS)
        return named.part(columns, lambda cells, _notes, reading: {side: party(cells, number, reading)})

    def heading(cells: Cells, _notes: list[str], _reading: Reading) -> dict[str, Any]:
        if cells[0].casefold() == "globaleventid":
            raise NoRelationError(HEADINGS)
        return {}

    def date(cells: Cells, _notes: list[str], _reading: Reading) -> dict[str, Any]:
        return {"when": from_compact(cell(cells, "sqldate").removesuffix(_FLOAT))}

    def type_(cells: Cells, notes: list[str], reading: Reading) -> dict[str, Any]:
        code = cell(cells, "eventcode").removesuffix(_FLOAT)
        found = cameo.event_type(code)
        if found is None:
            raise BadRowError(f"{shortened(code)} is no CAMEO code; mend the column EventCode")
        if len(code) == len("20"):
            reading.notes.append(_NOUGHT)
        notes.append(f"CAMEO {code}")
        return {"type": found}

    def published(cells: Cells, _notes: list[str], _reading: Reading) -> dict[str, Any]:
        stated = cell(cells, reported)
        day = from_compact(stated.removesuffix(_FLOAT) if reported == "sqldate" else stated[:8])
        return {"published": day} if url_at is not None else {}

    def key(id: str) -> str:
        if id.casefold() == "globaleventid":
            raise NoRelationError(HEADINGS)
        if (number := id.strip().removesuffix(_FLOAT)).isdecimal():
            return f"gdelt-{number:0>10}"
        raise BadRowError(f"{shortened(id)} is no GLOBALEVENTID; mend the first column")

    def others(cells: Cells, notes: list[str], _reading: Reading) -> dict[str, Any]:
        notes += [f"{name}: {text}" for at, name in rest.items() if (text := cells[at].strip())]
        return {}

    reported = "dateadded" if "dateadded" in named.places else "sqldate"
    parts = {
        "when": named.part(["sqldate"], date),
        "source": end("source", 1),
        "target": end("target", 2),
        "type": named.part(["eventcode"], type_),
        "published": named.part([reported], published),
    }
    rest = named.others({id_at, url_at, *(place for part in parts.values() for place in part.places)})
    if id_at != 0:
        parts = {"heading": Part((0,), heading), **parts}
    if id_at is None:
        return (lambda _: Reader(parts | {"note": Part(tuple(rest), others)}, address=url_at)), {}
    return (lambda _: Reader(parts, Key(id_at, "gdelt-", 10, key), address=url_at, key_last=True)), rest


def reader_of(cells: Sequence[str]) -> tuple[Making, Untaken] | None:
    """Return what reads a table with this first line, and untaken columns; None if it is not GDELT's."""
    reduced = _TABLES["reduced"]
    if is_row(cells):
        count = len(cells)
        numbered = [f"column {place}" for place in range(5, count + 1)]
        return _reader(
            _GDELT_COLUMNS.get(count, reduced if count == len(reduced) else reduced[:4] + numbered)[:count]
        )
    names = ["sqldate" if name == "day" else name for name in map(folded, cells)]
    if {"sqldate", "eventcode", "actor1name", "actor2name"} <= {*names}:
        return _reader(
            ["SQLDATE" if name == "sqldate" else cell for name, cell in zip(names, cells, strict=True)]
        )
    if len(cells) in _GDELT_COLUMNS and names[0] == "globaleventid":
        return _reader(_GDELT_COLUMNS[len(cells)][: len(cells)])
    if names[:4] in _TABLES["reduced_headings"]:
        return _reader([*reduced[:4], *cells[4:]])
    return None
