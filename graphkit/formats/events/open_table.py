"""Reads a large table of relations into an :class:`~graphkit.tables.table.EventTable`.

Plain tables are read as columns: source, relation, target and a date, or a start and an end, parted by one
separator, without quotation marks. The first line may name the fields, in any order. Any other table that
:mod:`graphkit.formats.events.event_rows` reads is read row by row.
"""

import os
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from graphkit.arguments import CHECKS, checking
from graphkit.errors import DataError, DateError, Fault
from graphkit.formats.events.columns import by_heading, folded
from graphkit.formats.events.date_columns import Dates
from graphkit.formats.events.delimited import named_separator
from graphkit.formats.events.event import (
    NO_PAIR,
    ONCE,
    actor_named,
    is_doubtful,
    tried,
    type_of_words,
)
from graphkit.formats.events.event_rows import Refused, layout_of, repeated_rows, without_headings
from graphkit.formats.events.opened import Table
from graphkit.formats.events.unpacked import content_of
from graphkit.formats.foreign_status import said_of_type
from graphkit.formats.format import Reading
from graphkit.formats.party_names import is_absent
from graphkit.libraries import Reader, extra_module
from graphkit.model.folding import in_one_form
from graphkit.model.foreign_dates import interval
from graphkit.model.ids import id_from
from graphkit.model.lives import lives_of
from graphkit.model.vocabulary import is_done, kind_named, vocabulary
from graphkit.tables.arrow_file import MAGIC, broken
from graphkit.temporal import edtf
from graphkit.temporal.bounds import UNBOUNDED

if TYPE_CHECKING:
    from graphkit.backends.questions import Questions

_LAYOUTS = (("source", "relation", "target", "date"), ("source", "relation", "target", "start", "end"))
_OLD_MAGIC = b"graphkit columns, version 1"
_BLOCK = 8 * 1024 * 1024
"""Bytes that pyarrow parses at a time: each block has dictionaries of its own, which are joined."""

Numbers = NDArray[np.int32]


class Column(NamedTuple):
    """A dictionary-encoded column: its distinct texts, and for each row the number of its text."""

    texts: list[str]
    numbers: Numbers


@checking(CHECKS)
def open_table(path: str | os.PathLike[str], *, skip_bad: bool = False) -> "Table | Questions":
    """Open a large table of dated relations, or a directory, to ask it without making a graph of it.

    Every function that asks something of a graph is a method of what is returned, without the graph.

    Parameters
    ----------
    path : str or os.PathLike
        A table of any kind that ``graphkit import`` reads, a file that
        :meth:`graphkit.tables.table.EventTable.save` wrote, or a directory that ``graphkit import`` wrote.
    skip_bad : bool, default False
        Leave out the rows that cannot be read; ``notes`` then counts them. Of a plain table in which some
        end before they start and nothing else is wrong, ``skipped`` holds their lines.

    Returns
    -------
    Table or Questions
        The relations of a table, with the methods of :class:`~graphkit.tables.table.EventTable` too; an
        actor's number is its place among all sources and then all targets. Of a directory the questions
        alone; a ``with`` statement closes it.

    Raises
    ------
    StorageError
        If the file cannot be read.
    DataError
        If it is no such table, or a row ends before it starts; the line is named.

    Examples
    --------
    A line of the table is such as ``Ada<TAB>met<TAB>Ben<TAB>2025-07-14``.

    >>> table = gk.open("events.tsv")
    >>> table.count("2025-07-14", "2025-07-14")
    1
    >>> table.neighbors("Ada")
    {'Ben'}
    """
    where = os.fspath(path)
    if Path(where).is_dir() and (found := _directory(where)):
        return found
    return plain_table(where, skip_bad=skip_bad) or _by_rows(where, skip_bad=skip_bad)


def plain_table(path: str, *, skip_bad: bool = False) -> Table | None:
    """Open a table that is read as columns; None if it is another, or has a fault: its rows tell which."""
    content = content_of(path, unless=MAGIC)
    if content == MAGIC:
        return Table.load(path)
    if content.startswith(_OLD_MAGIC):
        raise broken(path)
    head = _first_line(content.lstrip(b"\r\n"))
    if named_separator(head.decode(errors="replace")):
        return None
    layout = _layout(_first_line(content), path)
    if layout is None:
        return None
    begins = b"(?:\\A|[\\n" + re.escape(layout.separator.encode()) + b'])"'  # a cell, with a quotation mark
    if b'"' in content and re.search(begins, content):
        return None
    return _by_columns(content, layout, path, skip_bad=skip_bad)


def _first_line(content: bytes) -> bytes:
    end = content.find(b"\n")
    return content if end < 0 else content[:end]


def _by_columns(content: bytes, layout: "_Plain", where: str, *, skip_bad: bool) -> Table | None:
    """Return a plain table; None if it has a fault, a date in it is unclear, or all names are none."""
    first, places = layout.first, layout.places
    start, end = content.find(b"\n") + 1 if first else 0, len(content)
    while end > start and content[end - 1] in b"\r\n":
        end -= 1
    if end <= start or (first and not start):
        return None
    columns = read_columns(content, len(places), layout.separator, start, end)
    if columns is None or any("" in columns[places[name]].texts for name in ("source", "target", "relation")):
        return None
    actors, (source, target) = _joined([columns[places[name]] for name in ("source", "target")])
    reading = Reading(skip_bad=skip_bad)
    if not first:
        head = _first_line(content).decode(errors="replace").rstrip("\r")
        reading.notes.append(without_headings(head.removeprefix("\ufeff").split(layout.separator)))
    heard, nobody = _doubts(actors)
    unnamed = np.flatnonzero(np.isin(source, nobody) | np.isin(target, nobody))
    types, (type,) = _joined([columns[places["relation"]]])
    first_type = types[type[0]]
    if (
        "" in actors
        or len(unnamed) == len(source)
        or any(words.strip() and is_absent(words.strip()) for words in types)
        or any(any(said_of_type(words)[1:]) for words in types)
    ):
        return None
    dated = [columns[places[name]] for name in ("date", "start", "end") if name in places]
    read = _whens(dated, reading)
    if read is None:
        return None
    whens, when = read
    names = list(map(type_of_words, types))
    endless = np.array([text.endswith("/") for text in whens])[when]
    done = np.flatnonzero(np.array(list(map(is_done, names)))[type] & endless)
    happens = np.array([kind_named(name) == "event" for name in names])[type] & endless
    happens[done] = True
    if happens.any():  # what only happens did so when it began
        found, codes = np.unique(when + len(whens) * happens, return_inverse=True)
        either = [*whens, *(text.removesuffix("/") for text in whens)]
        whens, when = [either[place] for place in found], codes.astype(np.int32)
    bounds, backwards = _bounds(whens)
    bad = _without(np.flatnonzero(backwards[when]), unnamed)
    left_out = np.concatenate([bad, unnamed])
    if (len(bad) and not skip_bad) or len(left_out) == len(source):
        return None
    refused = Refused(where, reading)
    if len(bad):
        refused.bad(int(bad[0]) + first + 1, tried(edtf.parse, whens[when[bad[0]]]), len(bad))
    if len(unnamed):
        refused.leave_out(NO_PAIR, len(unnamed), int(unnamed[0]) + first + 1)
    doubted = [
        (int(rows[0]), at, len(rows), key, text)
        for number, doubt in heard.items()
        for key, (_, text) in doubt.first.items()
        for at, side in enumerate((source, target))
        if len(rows := _without(np.flatnonzero(side == number), left_out))
    ]
    if len(rows := _without(done, left_out)):
        doubted.append((int(rows[0]), 2, len(rows), (ONCE[0], "relation", ONCE[1]), names[type[rows[0]]]))
    for row, _, count, (what, of, instead), text in sorted(doubted, key=itemgetter(0, 1)):
        reading.leave_out(what, of, count, instead, line=row + first + 1, text=text)
    refused.tell(0)
    one_type, one_when = _alike(map(type_of_words, types)), _alike(whens)
    repeated = _repeated([source, target, one_type[type], one_when[when]])
    places_kept = None
    if len(left_out) or len(repeated):
        places_kept = np.delete(np.arange(len(when)), np.concatenate([left_out, repeated]))
        source, target, type, when = (column[places_kept] for column in (source, target, type, when))
    if len(left_out):
        met, ends = np.unique(np.concatenate([source, target]), return_inverse=True)
        actors, (source, target) = [actors[number] for number in met], np.split(ends.astype(np.int32), 2)
        met, of_type = np.unique(type, return_inverse=True)
        types, type = [types[number] for number in met], of_type.astype(np.int32)
    table = Table.build(
        source,
        target,
        type,
        _sides(bounds, when),
        actors=actors,
        types=types,
        places=places_kept,
        whens=(when, whens),
        symmetric=_symmetric(types),
        undated=None if all(whens) else ~np.array(whens, bool)[when],
        skipped=(bad + first + 1).tolist(),
    )
    table.first_line, table.first_type = table.first_line + first, first_type
    count = len(_without(repeated, left_out))
    table.notes = [*reading.told, *([repeated_rows(count)] if count else [])]
    return table


def _doubts(actors: Sequence[str]) -> tuple[dict[int, Reading], list[int]]:
    """Return what is told of names that may be none, by number, and the numbers of those that are none."""
    heard = {number: Reading() for number, name in enumerate(actors) if is_doubtful(name)}
    named = {number: tried(actor_named, actors[number], each) for number, each in heard.items()}
    nobody = [number for number, name in named.items() if not isinstance(name, str)]
    return {number: heard[number] for number in heard if number not in nobody}, nobody


def _without(rows: NDArray[np.intp], others: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the rows that are not among others, each of which is in either once.

    Told that, numpy looks for none that is there twice, and loads no masked arrays for it.
    """
    return np.setdiff1d(rows, others, assume_unique=True)


def _symmetric(types: Iterable[str]) -> list[str]:
    known = vocabulary()
    alike = {name: known.get(name) or known.get(id_from(name)) for name in types}
    return [name for name, type_ in alike.items() if type_ and type_.symmetric]


def _alike(texts: Iterable[str]) -> Numbers:
    """Return a number for each text, the same for those that are equal."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(text, len(numbers)) for text in texts], np.int32)


def _repeated(columns: Sequence[Numbers]) -> NDArray[np.intp]:
    """Return the rows that are alike in everything to an earlier one."""
    source, target, type, when = columns
    actors = max(int(source.max()), int(target.max())) + 1
    types, whens = int(type.max()) + 1, int(when.max()) + 1
    if actors * actors * types * whens < np.iinfo(np.int64).max:
        codes = ((source.astype(np.int64) * actors + target) * types + type) * whens + when
        in_order = np.sort(codes)
        if not (in_order[1:] == in_order[:-1]).any():
            return np.empty(0, np.intp)
        first = np.unique(codes, return_index=True)[1]
    else:
        first = np.unique(np.stack(columns, axis=1), axis=0, return_index=True)[1]
    again = np.ones(len(source), bool)
    again[first] = False
    return np.flatnonzero(again)


def _by_rows(path: str, *, skip_bad: bool) -> Table:
    """Return a table that is read row by row; what it says beside actors, types and dates is told."""
    from graphkit.formats.events.event_tables import rows_of
    from graphkit.formats.events.row_builder import RowBuilder

    reading = Reading(skip_bad=skip_bad)
    builder = RowBuilder()
    distinct: list[dict[str, int]] = [{}, {}, {}]
    columns = [array("q") for _ in range(4)]
    keys: list[str] = []
    beside: Counter[str] = Counter()
    for row in rows_of(path, reading, builder):
        if "status" in row:
            reading.leave_out(f"relation that is {row['status']}", "row")
            continue
        texts = row["source"], row["target"], row["type"], row.get("when", "")
        for column, text, among in zip(columns, texts, (0, 0, 1, 2), strict=True):
            column.append(distinct[among].setdefault(text, len(distinct[among])))
        keys.append(row["key"])
        beside.update(row.keys() - {"source", "target", "key", "type", "when"})
    if not keys:
        raise DataError(path, [Fault("", "holds no relations")])
    for name, count in beside.items():
        reading.leave_out(name, "relation", count)
    actors, types, whens = map(list, distinct)
    source, target, type_, when = (np.array(column, np.int32) for column in columns)
    bounds, _ = _bounds(whens)
    names = Counter(builder.actors[id]["name"] for id in actors)
    shown = [name if names[name := builder.actors[id]["name"]] == 1 else id for id in actors]
    own = builder.own_types()
    both_ways = [row["name"] for row in own if row.get("symmetric")]
    rows_of_actors = [builder.actors[id] for id in actors]

    def built(sides: tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike]) -> Table:
        table = Table.build(
            source,
            target,
            type_,
            sides,
            actors=shown,
            types=types,
            keys=keys,
            whens=(when, whens),
            symmetric=[*_symmetric(types), *both_ways],
            undated=None if all(whens) else ~np.array(whens, bool)[when],
        )
        table.rows_of_actors, table.own_types = rows_of_actors, own
        return table

    table = built(_sides(bounds, when))
    if lives_of({row["id"]: row for row in rows_of_actors}):
        table = built(table.backend.sides())
    table.usual_order = False
    table.notes = reading.told
    return table


def _directory(path: str) -> "Questions | None":
    """Open a directory that ``graphkit import`` wrote; None if a folder is something else."""
    from graphkit.backends import open_directory
    from graphkit.backends.manifest import is_directory
    from graphkit.backends.questions import Questions

    return Questions(open_directory(path)) if is_directory(path) else None


class _Plain(NamedTuple):
    """How a plain table is read: the column of each field by name, the heading lines, the separator."""

    places: dict[str, int]
    first: int
    separator: str


def _layout(head: bytes, where: str) -> _Plain | None:
    """Return how a plain table with this first line is read; None if it is another that can be read."""
    text = head.decode(errors="replace").rstrip("\r")
    cells = text.split("\t", 6)
    named = by_heading(cells)
    plain = named is not None and named.plain
    if len(cells) in (4, 5) and (plain or named is None) and '"' not in text:
        names = [folded(cell) for cell in cells] if plain else _LAYOUTS[len(cells) - 4]
        return _plain(names, int(plain), "\t")
    try:
        found = layout_of(text, where, Reading())
    except DataError:
        if text.startswith("#"):
            return None
        fields = head.count(b"\t") + 1
        message = "source, relation, target, date, or with start and end for the date; part them by tabs"
        said = f"has {fields} of these fields: {message}"
        raise DataError(where, [Fault("line 1", said, line=1)]) from None
    if found.columns is None or not found.columns.plain or len(found.separator.encode()) > 1:
        return None
    names = [folded(name) for name in found.columns.headings]
    return _plain(names, int(bool(found.heading)), found.separator)


def _plain(names: Sequence[str], first: int, separator: str) -> _Plain | None:
    """Return how a table with columns of these names is read; None if they are not those of a plain one."""
    places = {name: place for place, name in enumerate(names)}
    is_plain = any(sorted(places) == sorted(layout) for layout in _LAYOUTS)
    return _Plain(places, first, separator) if is_plain else None


def read_columns(
    content: bytes,
    fields: int,
    separator: str = "\t",
    start: int = 0,
    end: int | None = None,
) -> list[Column] | None:
    """Return the columns of lines, a part of some content, whose fields are parted by a separator.

    None if a line has more or fewer fields, is no UTF-8, or may be blank.
    """
    extra_module("pyarrow", "tables that are asked as columns", "scale")
    from graphkit.formats.events.columnar import unquoted

    # pyarrow takes a single carriage return for the end of a line, and a blank line for one of blank fields.
    if b"\r" in content and content.count(b"\r") != content.count(b"\r\n"):
        return None
    try:
        with Reader("", "", ""):
            lines = memoryview(content)[start:end]
            table = unquoted(lines, separator, fields, _BLOCK).unify_dictionaries()
    except DataError:
        return None
    columns = [
        Column(
            column.chunk(0).dictionary.to_pylist(),
            # to_numpy would load pandas where that is installed, which takes longer than the reading.
            np.concatenate([np.from_dlpack(chunk.indices) for chunk in column.chunks]),
        )
        for column in table.columns
    ]
    return None if all("" in column.texts for column in columns) else columns


def _joined(columns: Iterable[Column]) -> tuple[list[str], list[Numbers]]:
    """Return the distinct texts of some columns together, and for each column the numbers of its rows."""
    distinct: dict[str, int] = {}
    numbers = []
    for texts, rows in columns:
        places = [distinct.setdefault(text, len(distinct)) for text in map(in_one_form, texts)]
        numbers.append(np.array(places, np.int32)[rows])
    return list(distinct), numbers


def _whens(columns: Sequence[Column], reading: Reading) -> tuple[list[str], Numbers] | None:
    """Return the distinct dates as EDTF, blank if unknown, and that of each row; None if one is unclear."""
    dates = Dates(lambda: [text for column in columns for text in column.texts], None, plain=True)
    edtf = []
    for column in columns:
        texts = []
        for text in column.texts:
            when = tried(dates.read, text.strip())
            if not isinstance(when, str) or dates.strange(when):
                return None
            reading.notes += filter(None, [dates.told(text.strip())])
            texts.append(when)
        edtf.append(texts)
    if len(columns) == 1:
        return edtf[0], columns[0].numbers
    starts, ends = edtf
    pairs = columns[0].numbers.astype(np.int64) * len(ends) + columns[1].numbers
    distinct, number = np.unique(pairs, return_inverse=True)
    whens = [interval(starts[pair // len(ends)], ends[pair % len(ends)]) for pair in distinct.tolist()]
    return whens, number.astype(np.int32)


def _bounds(whens: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the bounds of dates, and a mask of those that end before they start."""
    bounds, backwards = [], []
    for when in whens:
        try:
            bounds.append(edtf.parse(when).bounds if when else UNBOUNDED)
            backwards.append(False)
        except DateError:  # each side is valid: they are in the wrong order
            bounds.append(UNBOUNDED)
            backwards.append(True)
    return np.array(bounds, np.int64), np.array(backwards, bool)


def _sides(bounds: NDArray[np.int64], when: Numbers) -> tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike]:
    """Return the bounds of each row; one array four times where all dates are single days."""
    first = bounds[:, 0].take(when)
    if (bounds == bounds[:, :1]).all():
        return first, first, first, first
    return first, bounds[:, 1].take(when), bounds[:, 2].take(when), bounds[:, 3].take(when)
