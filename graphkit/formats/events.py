"""Bulk tables of events, read row by row: GDELT 1.0 and 2.0, ICEWS, and plain tables of 4 or 5 columns.

Each row is a relation between two actors, dated by its day; its document, where it names one, is its
source. What a file holds is told by its first line, not by its name.

* GDELT events (https://www.gdeltproject.org/data.html): 57, 58 or 61 columns without a heading.
* ICEWS coded event data (https://dataverse.harvard.edu/dataverse/icews): columns by heading.
* Tables: source, relation, target and a date; or a start and an end, blank where unknown.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from graphkit.editing.edits import FreeIds, id_from
from graphkit.editing.merge_datasets import Known, Local, how
from graphkit.errors import DataError, Fault, shortened
from graphkit.formats import cameo
from graphkit.formats.format import Format, PathLike, Reading, Stored
from graphkit.formats.sorted_rows import SortedRows
from graphkit.formats.unpacked import lines
from graphkit.model.entities import FORMAT, Actor, Dataset
from graphkit.model.vocabulary import type_name, vocabulary
from graphkit.storage.json_file import dataset_of
from graphkit.temporal import dates

_KIND_ASSUMED = "organisation"


class Party(NamedTuple):
    """An actor as a row tells it; ``kind`` is empty where it does not tell."""

    name: str
    kind: str = ""
    code: str = ""


class Document(NamedTuple):
    """The source of a row: what it is, and the day it was published."""

    id: str
    publisher: str
    published: str
    url: str | None = None


class Event(NamedTuple):
    """A row of a table; ``type`` is the name of a relation type."""

    key: str
    source: Party
    type: str
    target: Party
    when: str | None
    note: str | None = None
    document: Document | None = None


class _BadRowError(ValueError):
    """What is wrong with a row, and how to mend it."""


class _NoRelationError(ValueError):
    """Why a sound row is no relation between two actors."""


Reader = Callable[[int, Sequence[str]], Event]
"""Returns the event that a line tells; it is given the line's number and its cells."""


# --- layouts ------------------------------------------------------------------------------------


def _layout(cells: Sequence[str], where: str) -> tuple[Reader, int]:
    """Return what reads the rows of a table, by its first line, and how many lines are heading."""
    if len(cells) in (57, 58, 61) and cells[0].isdigit() and re.fullmatch(r"\d{8}", cells[1]):
        return _gdelt(len(cells)), 0
    names = [re.sub(r"\s+", " ", cell.strip().strip('"').casefold()) for cell in cells]
    if {"event id", "event date", "source name", "target name", "cameo code"} <= set(names):
        return _icews({name: place for place, name in enumerate(names)}), 1
    if names in (["source", "relation", "target", "date"], ["source", "relation", "target", "start", "end"]):
        return _plain(), 1
    if len(cells) in (4, 5) and all(_DATE.fullmatch(cell) or not cell for cell in cells[3:]):
        return _plain(), 0
    message = (
        f"has {len(cells):,} columns, neither GDELT's (57, 58, 61), ICEWS's (by heading) nor a table's "
        "(source, relation, target, date; or start, end); is it the right file?"
    )
    raise DataError(where, [Fault("line 1", message, line=1)])


_DATE = re.compile(r"\d{1,4}|\d{4}-\d\d(?:-\d\d)?")


def type_of_words(words: str) -> str:
    """Return the name of the relation type that a plain table calls by some words."""
    return words if words in vocabulary() else type_name(words) or words


def _plain() -> Reader:
    names: dict[str, str] = {}

    def read(number: int, cells: Sequence[str]) -> Event:
        source, relation, target, *days = (cell.strip() for cell in cells)
        if not source or not relation or not target:
            raise _BadRowError("lacks a source, a relation or a target; fill it in")
        for day in days:
            if day and not _DATE.fullmatch(day):
                raise _BadRowError(f"{shortened(day)} is no date; write a day, a month or a year: 2014-07-01")
        told = [day.zfill(4) if day else "" for day in days]
        when = told[0] if len(told) == 1 else "/".join(told) if any(told) else ""
        type_ = names.get(relation)
        if type_ is None:
            type_ = names[relation] = type_of_words(relation)
        return Event(f"row-{number:09d}", Party(source), type_, Party(target), _checked(when) or None)

    return read


def _checked(when: str) -> str:
    if when:
        try:
            dates.parse(when)
        except ValueError as error:
            raise _BadRowError(str(error)) from None
    return when


_GDELT_KINDS = {
    "GOV": "government-body", "MIL": "government-body", "COP": "government-body", "JUD": "government-body",
    "LEG": "government-body", "SPY": "government-body", "BUS": "company", "MNC": "company", "MED": "media",
}  # fmt: skip


def _gdelt(columns: int) -> Reader:
    added, url = (59, 60) if columns == 61 else (56, 57)

    def party(cells: Sequence[str], at: int) -> Party:
        code, name, country, type_ = cells[at], cells[at + 1], cells[at + 2], cells[at + 7]
        if not name:
            raise _NoRelationError("rows that name one actor or none")
        kind = _GDELT_KINDS.get(type_) or ("country" if code == country and code else "")
        return Party(name.title() if name.isupper() else name, kind, code)

    def read(_number: int, cells: Sequence[str]) -> Event:
        day = _compact(cells[1])
        source, target = party(cells, 5), party(cells, 15)
        type_ = cameo.type_of(cells[26])
        if type_ is None:
            raise _BadRowError(f"{shortened(cells[26])} is no CAMEO code; mend the column EventCode")
        document = _web_document(cells[url] if columns > 57 else "", _compact(cells[added][:8]))
        if not cells[0].isdigit():
            raise _BadRowError(f"{shortened(cells[0])} is no GLOBALEVENTID; mend the first column")
        return Event(f"gdelt-{cells[0]:0>10}", source, type_, target, day, f"CAMEO {cells[26]}", document)

    return read


def _compact(text: str) -> str:
    """Return a day written as 20250714."""
    if not re.fullmatch(r"\d{8}", text):
        raise _BadRowError(f"{shortened(text)} is no day; write one such as 20250714")
    return _checked(f"{text[:4]}-{text[4:6]}-{text[6:]}")


def _web_document(url: str, day: str) -> Document | None:
    if not url:
        return None
    try:
        host = urlsplit(url).netloc.removeprefix("www.") if url.startswith(("http://", "https://")) else ""
    except ValueError:
        host = ""
    name = host or url
    id = f"{id_from(name)[:60]}-{sha256(url.encode()).hexdigest()}"
    return Document(id, name, day, url if host else None)


def _icews(place: Mapping[str, int]) -> Reader:
    def cell(cells: Sequence[str], name: str) -> str:
        at = place.get(name)
        return cells[at].strip().strip('"') if at is not None else ""

    def party(cells: Sequence[str], side: str) -> Party:
        name, country = cell(cells, f"{side} name"), cell(cells, f"{side} country")
        if not name:
            raise _NoRelationError("rows that name one actor or none")
        sectors = cell(cells, f"{side} sectors")
        kinds = {"Government": "government-body", "Business": "company", "Media": "media"}
        kind = next((kind for word, kind in kinds.items() if word in sectors), "")
        return Party(name, "country" if name == country and not sectors else kind, country)

    def read(_number: int, cells: Sequence[str]) -> Event:
        id, day, code = (cell(cells, name) for name in ("event id", "event date", "cameo code"))
        if not id or not re.fullmatch(r"\d{4}-\d\d-\d\d", day[:10]):
            raise _BadRowError("lacks an Event ID or an Event Date such as 2014-07-01")
        type_ = cameo.type_of(code)
        if type_ is None:
            raise _BadRowError(f"{shortened(code)} is no CAMEO code; mend the column CAMEO Code")
        source, target = party(cells, "source"), party(cells, "target")
        story, publisher = cell(cells, "story id"), cell(cells, "publisher")
        day = _checked(day[:10])
        document = Document(f"icews-story-{story}", publisher or "ICEWS", day) if story else None
        note = f"CAMEO {code}: {cell(cells, 'event text')}".removesuffix(": ")
        return Event(f"icews-{id:0>10}", source, type_, target, day, note, document)

    return read


def read_rows(path: PathLike, reading: Reading) -> Iterator[Event]:
    """Yield the events of a table; tell in the notes what is left out.

    Raises
    ------
    DataError
        At the first bad row, unless bad rows are skipped.
    """
    where = str(path)
    read: Reader | None = None
    width, bad, first = 0, 0, ""
    left_out: dict[str, int] = {}
    for number, line in lines(path, reading.progress):
        try:
            if line is None:
                raise _BadRowError("is not UTF-8; save the file as UTF-8")
            if "\0" in line:
                raise _BadRowError("holds a NUL byte; is it a table?")
            if not line:
                continue
            cells = line.split("\t")
            if read is None:
                width = len(cells)
                read, heading = _layout(cells, where)
                if heading:
                    continue
            if len(cells) != width:
                raise _BadRowError(f"has {len(cells):,} columns where the first line has {width}; mend it")
            yield read(number + reading.rows_before, cells)
        except _NoRelationError as error:
            left_out[str(error)] = left_out.get(str(error), 0) + 1
        except _BadRowError as error:
            bad += 1
            if not reading.skip_bad or read is None:
                mend = "; --skip-bad leaves such rows out" if read else ""
                raise DataError(where, [Fault(f"line {number}", f"{error}{mend}", line=number)]) from None
            first = first or f"line {number}: {error}"
    if read is None:
        raise DataError(where, [Fault("", "is empty; it holds no events")])
    if bad:
        reading.notes.append(f"{'1 row' if bad == 1 else f'{bad:,} rows'} skipped; the first: {first}.")
    for reason, count in left_out.items():
        reading.notes.append(f"Left out: {count:,} {reason}.")


# --- rows of the file ---------------------------------------------------------------------------


def actor_of(row: Mapping[str, Any]) -> Actor:
    """Return an actor of the plain data of a file that is known to be sound."""
    ids, aliases = row.get("ids", {}), row.get("aliases", ())
    told = {**row, "aliases": tuple(aliases), "ids": tuple(sorted(ids.items()))}
    return Actor.model_construct(**told)


def own_type(name: str) -> dict[str, Any]:
    """Return the row of a relation type that a dataset has of its own."""
    return cameo.own_type(name) or {"name": name, "kind": "either"}


class Cast:
    """Who and what is met in a table, each with an id of its own.

    Parameters
    ----------
    actors
        The actors that are known before, by id; those who are met are added to them.
    keep_apart
        Whether nobody who is met is one of them.

    Attributes
    ----------
    actors, sources, types
        The rows by id, and the names of the relation types.
    untold
        The ids of actors of whose kind no row tells.
    again
        The id of each known actor who was met again, and the name by which.
    how
        What that name is to them.
    apart
        What was met under a name that several known actors have, or one who was met already.
    """

    def __init__(self, actors: dict[str, dict[str, Any]] | None = None, *, keep_apart: bool = False) -> None:
        self.actors = {} if actors is None else actors
        self.sources: dict[str, dict[str, Any]] = {}
        self.types: set[str] = set()
        self.untold: set[str] = set()
        self.again: dict[str, str] = {}
        self.how: dict[str, str] = {}
        self.apart: list[str] = []
        self._ids: dict[tuple[str, str], str] = {}
        self._free = FreeIds(self.actors)
        self._known = Known(map(actor_of, self.actors.values()), keep_apart=keep_apart)

    def id_of(self, party: Party) -> str:
        """Return the id of an actor, who is told from others by name and code."""
        id = self._ids.get((party.name, party.code))
        if id is None:
            name = unicodedata.normalize("NFC", party.name)
            id = self._ids.get((name, party.code)) or self._met(party._replace(name=name))
            self._ids[party.name, party.code] = self._ids[name, party.code] = id
        return id

    def _met(self, party: Party) -> str:
        row: dict[str, Any] = {"id": "", "name": party.name, "kind": party.kind or _KIND_ASSUMED}
        row |= {"description": f"Code {party.code}."} if party.code else {}
        actor = actor_of(row)
        match = self._known.find(actor, Local({""}, kinds=set() if party.kind else {""}))
        if len(match.ids) == 1 and match.ids[0] not in self.again:
            self.again[match.ids[0]] = party.name
            self.how[match.ids[0]] = how(self._known.rows[match.ids[0]], actor)
            return match.ids[0]
        id = self._free.take(id_from(party.name))
        if match.ids:
            self.apart.append(f"{id} ({party.name}) may be {' or '.join(match.ids[:3])}")
        if not party.kind:
            self.untold.add(id)
        self.actors[id] = row | {"id": id}
        return id

    def row(self, event: Event) -> dict[str, Any]:
        """Return an event as a relation of the file, its keys in canonical order."""
        self.types.add(event.type)
        row: dict[str, Any] = {"source": self.id_of(event.source), "target": self.id_of(event.target)}
        row |= {"key": event.key, "type": event.type}
        if event.when:
            row["when"] = event.when
        if event.note:
            row["note"] = event.note
        if event.document:
            id, publisher, published, url = event.document
            held = self.sources.setdefault(id, {"id": id, "publisher": publisher, "published": published})
            if url:
                held["url"] = url
            held["published"] = min(held["published"], published)
            row["evidence"] = [{"source": id}]
        return row

    def header(self) -> dict[str, Any]:
        """Return the header of the file, its rows in canonical order."""
        own = [own_type(name) for name in sorted(self.types - set(vocabulary()))]
        header: dict[str, Any] = {"format": FORMAT, "title": "Untitled"}
        if self.sources:
            header["sources"] = [self.sources[id] for id in sorted(self.sources)]
        if own:
            header["relation_types"] = own
        return header

    def nodes(self) -> list[dict[str, Any]]:
        """Return the actors, in canonical order."""
        return [self.actors[id] for id in sorted(self.actors)]


_ROW = re.compile("row-([0-9]+)")


def is_numbered(id: str) -> bool:
    """Return whether a relation's id is but the number of its row."""
    return _ROW.fullmatch(id) is not None


def last_row(ids: Iterable[str]) -> int:
    """Return the highest number that a row of a table has among the ids of relations."""
    return max((int(found[1]) for found in map(_ROW.fullmatch, ids) if found), default=0)


def read(path: PathLike, reading: Reading) -> Dataset:
    """Read a table of events whole.

    Raises
    ------
    StorageError
        If the file cannot be read.
    DataError
        If it is no table of events, or a row is refused.
    """
    cast = Cast()
    reading.rows_before = last_row(row.key for row in reading.known.relations) if reading.known else 0
    edges = [cast.row(event) for event in read_rows(path, reading)]
    reading.local.actors |= set(cast.actors)
    reading.local.kinds |= cast.untold
    reading.local.relations |= {row["key"] for row in edges if is_numbered(row["key"])}
    raw = {"directed": True, "multigraph": True, "graph": cast.header()}
    return dataset_of({**raw, "nodes": cast.nodes(), "edges": edges}, str(path))


def store(path: PathLike, target: PathLike, reading: Reading) -> Stored:
    """Read a table of events of any size into a new ``graph.json``, in canonical form.

    In memory are the distinct actors and sources only; the relations wait in temporary files.

    Raises
    ------
    StorageError
        If a file cannot be read or written; nothing half-written is left.
    DataError
        If it is no table of events, a row is refused, or two rows have one id.
    """
    from graphkit.storage.atomic import written_atomically

    cast = Cast()
    with SortedRows() as rows:
        for event in read_rows(path, reading):
            row = cast.row(event)
            rows.add(row["key"], _text(row))
        with written_atomically(target) as file:
            head = {"directed": True, "multigraph": True, "graph": cast.header(), "nodes": cast.nodes()}
            opening = json.dumps(head, ensure_ascii=False, indent=2).removesuffix("\n}")
            file.write(f'{opening},\n  "edges": ['.encode())
            before, comma = None, "\n"
            for key, text in rows:
                if key == before:
                    message = f"two rows have the id {shortened(key)}; remove one"
                    raise DataError(str(path), [Fault("", message)])
                file.write(f"{comma}{text}".encode())
                before, comma = key, ",\n"
            file.write(b"\n  ]\n}\n" if before is not None else b"]\n}\n")
    return Stored(len(cast.actors), len(rows), len(cast.sources))


def _text(row: Mapping[str, Any]) -> str:
    """Return a relation as it stands in the file; several times faster than the json module indents."""
    fields = []
    for name, value in row.items():
        told = json.dumps(value, ensure_ascii=False)
        if name == "evidence":
            told = "[\n        {\n          " + told[2:-2] + "\n        }\n      ]"
        fields.append(f'      "{name}": {told}')
    return "    {\n" + ",\n".join(fields) + "\n    }"


EVENTS = Format(
    "tables of events",
    (".tsv", ".tsv.gz", ".tab", ".tab.zip", ".export.csv", ".csv.gz", ".csv.zip"),
    "GDELT 1.0 and 2.0, ICEWS, tables of 4 or 5 columns; packed ones too",
    read=read,
    store=store,
)
