"""Reads the rows of GDELT's event tables: 1.0, 2.0, the reduced files, exports of some columns."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from graphkit.errors import shortened
from graphkit.formats.events import cameo
from graphkit.formats.events.columns import folded
from graphkit.formats.events.event import (
    HEADINGS,
    BadRowError,
    Cells,
    Key,
    NoRelationError,
    Part,
    Party,
    Reader,
    Untaken,
    actor_named,
)
from graphkit.formats.events.party_names import kind_in
from graphkit.formats.foreign_dates import from_compact
from graphkit.formats.format import Reading
from graphkit.model.entities import Kind

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
    "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_PLACE = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
_GDELT_2 = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{side}{name}" for side in (1, 2) for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{what}Geo_{name}" for what in ("Actor1", "Actor2", "Action") for name in _PLACE),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
_GDELT_1 = tuple(name for name in _GDELT_2 if "ADM2" not in name)
_GDELT_COLUMNS: Mapping[int, Sequence[str]] = {57: _GDELT_1, 58: _GDELT_1, 61: _GDELT_2}
_GDELT_REDUCED = (
    "SQLDATE", "Actor1Code", "Actor2Code", "EventCode", "NumEvents", "NumArts", "QuadClass", "Goldstein",
    *(f"{what}Geo{name}" for what in ("Source", "Target", "Action") for name in ("Type", "Lat", "Long")),
)  # fmt: skip
_REDUCED_WIDTHS = (11, 12, 17)
_REDUCED_HEADINGS = (
    ("date", "source", "target", "cameocode"),
    ("day", "actor1code", "actor2code", "eventcode"),
    ("date", "actor1code", "actor2code", "eventcode"),
)
_GDELT_KINDS: Mapping[str, Kind] = {
    "GOV": "government-body", "MIL": "government-body", "COP": "government-body", "JUD": "government-body",
    "LEG": "government-body", "SPY": "government-body", "BUS": "company", "MNC": "company", "MED": "media",
}  # fmt: skip
_ACTOR_CODE = re.compile(r"[A-Za-z]{3,30}|")


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


_GDELT_TAKEN = {
    "globaleventid", "sqldate", "eventcode", "dateadded", "sourceurl",
    *(f"actor{side}{name}" for side in (1, 2) for name in (
        "code", "name", "countrycode", "type1code", "type2code", "type3code",
    )),
}  # fmt: skip


def _reader(names: Sequence[str]) -> tuple[Reader, Untaken]:
    """Return the reader of a table of GDELT's with these columns, and those that are not taken."""
    place = {folded(name): at for at, name in reversed([*enumerate(names)])}
    id_at, day_at, event_at = place.get("globaleventid"), place["sqldate"], place["eventcode"]
    added_at, url_at = place.get("dateadded"), place.get("sourceurl")
    named = "actor1name" in place
    rest = [(at, name) for at, name in enumerate(names) if folded(name) not in _GDELT_TAKEN]
    sides = [
        [
            place.get(f"actor{side}{name}")
            for name in ("code", "name", "countrycode", "type1code", "type2code", "type3code")
        ]
        for side in (1, 2)
    ]

    def party(cells: Cells, side: int, reading: Reading) -> Party:
        key = tuple([cells[column] if column is not None else "" for column in sides[side]])
        code, name, country, *types = (cell.strip() for cell in key)
        name = actor_named(name if named else code, reading)
        kind = kind_in(_GDELT_KINDS.get(types[0]), name)
        if code == country and code:
            kind = "country"
        facts = {"country": country, "sector": ", ".join(filter(None, types))}
        return Party(name, kind, code, tuple((k, v) for k, v in facts.items() if v))

    def end(side: int) -> Part:
        places = tuple(dict.fromkeys(column for column in sides[side] if column is not None))
        name = ("source", "target")[side]
        return Part(places, lambda cells, _notes, reading: {name: party(cells, side, reading)})

    def heading(cells: Cells, _notes: list[str], _reading: Reading) -> dict[str, Any]:
        if cells[0].casefold() == "globaleventid":
            raise NoRelationError(HEADINGS)
        return {}

    def date(cells: Cells, _notes: list[str], _reading: Reading) -> dict[str, Any]:
        return {"when": from_compact(cells[day_at].strip())}

    def type_(cells: Cells, notes: list[str], _reading: Reading) -> dict[str, Any]:
        code = cells[event_at].strip()
        found = cameo.type_of(code) or cameo.type_of(f"0{code}")
        if found is None:
            raise BadRowError(f"{shortened(code)} is no CAMEO code; mend the column EventCode")
        notes.append(f"CAMEO {code}")
        return {"type": found}

    reported_at = day_at if added_at is None else added_at

    def published(cells: Cells, _notes: list[str], _reading: Reading) -> dict[str, Any]:
        stated = cells[reported_at].strip()
        day = from_compact(stated if added_at is None else stated[:8])
        return {"published": day} if url_at is not None else {}

    def key(id: str) -> str:
        if id.casefold() == "globaleventid":
            raise NoRelationError(HEADINGS)
        raise BadRowError(f"{shortened(id)} is no GLOBALEVENTID; mend the first column")

    def others(cells: Cells, notes: list[str], _reading: Reading) -> dict[str, Any]:
        notes += [f"{name}: {text}" for at, name in rest if (text := cells[at].strip())]
        return {}

    parts = {} if id_at == 0 else {"heading": Part((0,), heading)}
    parts |= {
        "when": Part((day_at,), date),
        "source": end(0),
        "target": end(1),
        "type": Part((event_at,), type_),
    }
    parts["published"] = Part((reported_at,), published)
    if id_at is None:
        parts["note"] = Part(tuple(at for at, _ in rest), others)
        return Reader(parts, address=url_at), {}
    return Reader(parts, Key(id_at, "gdelt-", 10, key), address=url_at, key_last=True), dict(rest)


def reader_of(cells: Sequence[str]) -> tuple[Reader, Untaken] | None:
    """Return the reader of a table with this first line, and untaken columns; None if it is not GDELT's."""
    if is_row(cells):
        count = len(cells)
        numbered = tuple(f"column {place}" for place in range(5, count + 1))
        reduced = _GDELT_REDUCED if count == len(_GDELT_REDUCED) else (*_GDELT_REDUCED[:4], *numbered)
        return _reader(_GDELT_COLUMNS.get(count, reduced)[:count])
    names = tuple("sqldate" if name == "day" else name for name in map(folded, cells))
    if {"sqldate", "eventcode", "actor1name", "actor2name"} <= {*names}:
        return _reader(
            ["SQLDATE" if name == "sqldate" else cell for name, cell in zip(names, cells, strict=True)]
        )
    if len(cells) in _GDELT_COLUMNS and names[0] == "globaleventid":
        return _reader(_GDELT_COLUMNS[len(cells)][: len(cells)])
    if names[:4] in _REDUCED_HEADINGS:
        return _reader((*_GDELT_REDUCED[:4], *cells[4:]))
    return None
