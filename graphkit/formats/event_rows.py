"""Reads rows of bulk event tables: GDELT 1.0 and 2.0, ICEWS, and plain tables of 4 or 5 columns.

The first line decides which table it is, not the file's name.

* GDELT events (https://www.gdeltproject.org/data.html): 57, 58 or 61 columns without a heading.
* ICEWS coded event data (https://dataverse.harvard.edu/dataverse/icews): columns by heading.
* Plain tables: source, relation, target and a date; or a start and an end, blank if unknown.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import urlsplit

from graphkit.errors import DataError, DateError, Fault, shortened
from graphkit.formats import cameo
from graphkit.formats.foreign_dates import checked, from_compact, from_table, interval, is_table_date
from graphkit.formats.format import PathLike, Reading
from graphkit.formats.unpacked import lines
from graphkit.model.ids import id_from
from graphkit.model.vocabulary import type_name, vocabulary


class Party(NamedTuple):
    """An actor of a row; ``kind`` is empty if the row does not give it."""

    name: str
    kind: str = ""
    code: str = ""


class Document(NamedTuple):
    """The source of a row, and the day it was published."""

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
    """A row that cannot be read; the message says what is wrong and how to mend it."""


class _NoRelationError(ValueError):
    """A sound row that is no relation between two actors."""


Reader = Callable[[int, Sequence[str]], Event]
"""Takes the number and the cells of a line; returns the event."""


# --- layouts ------------------------------------------------------------------------------------


def _layout(cells: Sequence[str], where: str) -> tuple[Reader, int]:
    """Return the reader for a table with this first line, and how many lines are its heading."""
    if len(cells) in (57, 58, 61) and cells[0].isdigit() and re.fullmatch(r"\d{8}", cells[1]):
        return _gdelt(len(cells)), 0
    names = [re.sub(r"\s+", " ", cell.strip().strip('"').casefold()) for cell in cells]
    if {"event id", "event date", "source name", "target name", "cameo code"} <= set(names):
        return _icews({name: place for place, name in enumerate(names)}), 1
    if names in (["source", "relation", "target", "date"], ["source", "relation", "target", "start", "end"]):
        return _plain(), 1
    if len(cells) in (4, 5) and all(is_table_date(cell) or not cell for cell in cells[3:]):
        return _plain(), 0
    message = (
        f"has {len(cells):,} columns, neither GDELT's (57, 58, 61), ICEWS's (by heading) nor a table's "
        "(source, relation, target, date; or start, end); is it the right file?"
    )
    raise DataError(where, [Fault("line 1", message, line=1)])


def type_of_words(words: str) -> str:
    """Return the name of the relation type that a plain table calls by some words."""
    return words if words in vocabulary() else type_name(words) or words


def _plain() -> Reader:
    type_of: dict[str, str] = {}

    def read(number: int, cells: Sequence[str]) -> Event:
        source, relation, target, *days = (cell.strip() for cell in cells)
        if not source or not relation or not target:
            raise _BadRowError("lacks a source, a relation or a target; fill it in")
        when = from_table(days[0]) if len(days) == 1 else interval(*map(from_table, days))
        type_ = type_of.get(relation)
        if type_ is None:
            type_ = type_of[relation] = type_of_words(relation)
        return Event(
            f"row-{number:09d}", Party(source), type_, Party(target), checked(when) if when else None
        )

    return read


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
        day = from_compact(cells[1])
        source, target = party(cells, 5), party(cells, 15)
        type_ = cameo.type_of(cells[26])
        if type_ is None:
            raise _BadRowError(f"{shortened(cells[26])} is no CAMEO code; mend the column EventCode")
        document = _web_document(cells[url] if columns > 57 else "", from_compact(cells[added][:8]))
        if not cells[0].isdigit():
            raise _BadRowError(f"{shortened(cells[0])} is no GLOBALEVENTID; mend the first column")
        return Event(f"gdelt-{cells[0]:0>10}", source, type_, target, day, f"CAMEO {cells[26]}", document)

    return read


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
        day = checked(day[:10])
        document = Document(f"icews-story-{story}", publisher or "ICEWS", day) if story else None
        note = f"CAMEO {code}: {cell(cells, 'event text')}".removesuffix(": ")
        return Event(f"icews-{id:0>10}", source, type_, target, day, note, document)

    return read


def read_rows(path: PathLike, reading: Reading) -> Iterator[Event]:
    """Yield the events of a table; the notes of the reading receive what is left out.

    Raises
    ------
    DataError
        At the first bad row, unless bad rows are skipped.
    """
    where = str(path)
    read: Reader | None = None
    width, bad, first_bad = 0, 0, ""
    left_out: Counter[str] = Counter()
    for number, line in lines(path, reading.progress):
        try:
            if line == "":
                continue
            cells = _cells(line)
            if read is None:
                width = len(cells)
                read, heading = _layout(cells, where)
                if heading:
                    continue
            if len(cells) != width:
                raise _BadRowError(f"has {len(cells):,} columns where the first line has {width}; mend it")
            yield read(number + reading.rows_before, cells)
        except _NoRelationError as error:
            left_out[str(error)] += 1
        except (_BadRowError, DateError) as error:
            bad += 1
            if not reading.skip_bad or read is None:
                mend = "; --skip-bad leaves such rows out" if read else ""
                raise DataError(where, [Fault(f"line {number}", f"{error}{mend}", line=number)]) from None
            first_bad = first_bad or f"line {number}: {error}"
    if read is None:
        raise DataError(where, [Fault("", "is empty; it holds no events")])
    if bad:
        reading.notes.append(f"{'1 row' if bad == 1 else f'{bad:,} rows'} skipped; the first: {first_bad}.")
    for reason, count in left_out.items():
        reading.notes.append(f"Left out: {count:,} {reason}.")


def _cells(line: str | None) -> list[str]:
    if line is None:
        raise _BadRowError("is not UTF-8; save the file as UTF-8")
    if "\0" in line:
        raise _BadRowError("holds a NUL byte; is it a table?")
    return line.split("\t")
