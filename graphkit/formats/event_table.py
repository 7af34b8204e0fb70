"""Reads a large table of dated relations, one a line, into an :class:`~graphkit.tables.table.EventTable`.

Fields are separated by tabs: source, relation, target and date; or source, relation, target, start and
end. The first line may name them, in any order. A date is a day, a month or a year; a blank one is unknown.
The file may be compressed by gzip.
"""

import os
from array import array
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphkit.arguments import CHECKS, checking
from graphkit.errors import DataError, DateError, Fault
from graphkit.formats.foreign_dates import from_table, interval
from graphkit.formats.opened import Table
from graphkit.formats.unpacked import content_of
from graphkit.libraries import Reader, extra_module
from graphkit.model.ids import id_from
from graphkit.model.vocabulary import vocabulary
from graphkit.tables.arrow_file import MAGIC, broken
from graphkit.temporal import edtf
from graphkit.temporal.bounds import UNBOUNDED

if TYPE_CHECKING:
    from graphkit.backends.questions import Questions

_LAYOUTS = (("source", "relation", "target", "date"), ("source", "relation", "target", "start", "end"))
_OLD_MAGIC = b"graphkit columns, version 1"
_MARK = b"\xef\xbb\xbf"

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
        A table of tab-separated text, a file that :meth:`graphkit.tables.table.EventTable.save` wrote,
        or a directory that ``graphkit import`` wrote.
    skip_bad : bool, default False
        Leave out the rows that end before they start; ``skipped`` then holds their lines.

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
    content = content_of(path, unless=MAGIC)
    if content == MAGIC:
        return Table.load(path)
    if content.startswith(_OLD_MAGIC):
        raise broken(where)
    content = content.removeprefix(_MARK).rstrip(b"\r\n")
    head, _, rest = content.partition(b"\n")
    layout, first = _layout(head, where)

    def fault(row: int, message: str) -> DataError:
        return _fault(where, first + row, message)

    rows = rest if first else content
    if not rows:
        raise fault(0, "is missing: the table holds no relations")
    columns = read_columns(rows, len(layout), fault)
    actors, (source, target) = _names([columns[layout["source"]], columns[layout["target"]]], fault)
    types, (type,) = _names([columns[layout["relation"]]], fault)
    dated = [columns[layout[name]] for name in ("date", "start", "end") if name in layout]
    whens, when = _whens(dated, fault)
    bounds, backwards = _bounds(whens)
    bad = np.flatnonzero(backwards[when])
    if len(bad) and not skip_bad:
        raise fault(int(bad[0]), f"{whens[when[bad[0]]]!r} ends before it starts; swap the two dates")
    kept = np.delete(np.arange(len(when)), bad) if len(bad) else slice(None)
    sides = [bounds[:, side][when[kept]] for side in range(4)]
    known = vocabulary()
    alike = {name: known.get(name) or known.get(id_from(name)) for name in types}
    table = Table.build(
        source[kept],
        target[kept],
        type[kept],
        (sides[0], sides[1], sides[2], sides[3]),
        actors=actors,
        types=types,
        places=np.arange(len(when))[kept],
        whens=(when[kept], whens),
        symmetric=[name for name, type_ in alike.items() if type_ and type_.symmetric],
        undated=None if all(whens) else ~np.array(whens, bool)[when[kept]],
        skipped=(bad + first + 1).tolist(),
    )
    table.first_line += first
    table.usual_order = list(layout) == sorted(layout, key=layout.__getitem__)
    return table


def _directory(path: str) -> "Questions | None":
    """Open a directory that ``graphkit import`` wrote; None if a folder is something else."""
    from graphkit.backends import open_directory
    from graphkit.backends.manifest import is_directory
    from graphkit.backends.questions import Questions

    return Questions(open_directory(path)) if is_directory(path) else None


def _fault(where: str, row: int, message: str) -> DataError:
    return DataError(where, [Fault(f"line {row + 1}", message, line=row + 1)])


def _layout(head: bytes, where: str) -> tuple[dict[str, int], int]:
    """Return the column of each field by name, and the number of heading lines."""
    fields = head.count(b"\t") + 1
    names = [cell.decode(errors="replace").strip().casefold() for cell in head.split(b"\t", 6)]
    for layout in _LAYOUTS:
        if sorted(names) == sorted(layout):
            return {name: names.index(name) for name in layout}, 1
        if len(names) == len(layout):
            return {name: column for column, name in enumerate(layout)}, 0
    message = "source, relation, target, date, or with start and end for the date; part them by tabs"
    raise _fault(where, 0, f"has {fields} of these fields: {message}")


def read_columns(content: bytes, fields: int, fault: Callable[[int, str], DataError]) -> list[Column]:
    """Return the columns of lines whose fields are separated by tabs.

    Raises
    ------
    MissingExtraError
        If pyarrow is not installed.
    DataError
        If a line has more or fewer fields, or is no UTF-8.
    """
    pa = extra_module("pyarrow", "tables that are asked as columns", "scale")
    from pyarrow import csv

    # pyarrow takes a single carriage return for the end of a line.
    if b"\r" in content and content.count(b"\r") != content.count(b"\r\n"):
        return split_columns(content, fields, fault)
    names = [str(number) for number in range(fields)]
    kind = pa.dictionary(pa.int32(), pa.string())
    try:
        with Reader("", "", ""):
            table = csv.read_csv(
                pa.py_buffer(content),
                csv.ReadOptions(column_names=names),
                csv.ParseOptions(
                    delimiter="\t",
                    quote_char=False,
                    double_quote=False,
                    escape_char=False,
                    ignore_empty_lines=False,
                ),
                csv.ConvertOptions(column_types=dict.fromkeys(names, kind), strings_can_be_null=False),
            ).unify_dictionaries()
    except DataError:  # pyarrow does not always say which line
        return split_columns(content, fields, fault)
    columns = [
        Column(
            column.chunk(0).dictionary.to_pylist(),
            np.concatenate([chunk.indices.to_numpy() for chunk in column.chunks]),
        )
        for column in table.columns
    ]
    # pyarrow reads a blank line as a line of blank fields.
    return split_columns(content, fields, fault) if "" in columns[0].texts else columns


def split_columns(content: bytes, fields: int, fault: Callable[[int, str], DataError]) -> list[Column]:
    """Return the columns as :func:`read_columns` does, line by line, so that a bad line is named."""
    texts: list[dict[str, int]] = [{} for _ in range(fields)]
    numbers = [array("i") for _ in range(fields)]
    for row, line in enumerate(BytesIO(content)):
        cells = line.removesuffix(b"\n").removesuffix(b"\r").split(b"\t")
        if len(cells) != fields:
            message = f"has another number of fields ({len(cells)}) than the first ({fields})"
            raise fault(row, message)
        try:
            for column, cell in enumerate(cells):
                text = cell.decode()
                numbers[column].append(texts[column].setdefault(text, len(texts[column])))
        except UnicodeDecodeError:
            raise fault(row, "is no text in UTF-8; save the file as UTF-8") from None
    return [
        Column(list(column), np.array(rows, np.int32)) for column, rows in zip(texts, numbers, strict=True)
    ]


def _joined(columns: Iterable[Column]) -> tuple[list[str], list[Numbers]]:
    """Return the distinct texts of some columns together, and for each column the numbers of its rows."""
    distinct: dict[str, int] = {}
    numbers = []
    for texts, rows in columns:
        places = [distinct.setdefault(text, len(distinct)) for text in texts]
        numbers.append(np.array(places, np.int32)[rows])
    return list(distinct), numbers


def _names(
    columns: Sequence[Column], fault: Callable[[int, str], DataError]
) -> tuple[list[str], list[Numbers]]:
    """Return the distinct names in some columns, and for each column the numbers of its rows."""
    for column in columns:
        if "" in column.texts:
            raise fault(_first(column, ""), "lacks a source, a relation or a target")
    return _joined(columns)


def _first(column: Column, text: str) -> int:
    """Return the first row that has a text."""
    return int((column.numbers == column.texts.index(text)).argmax())


def _whens(columns: Sequence[Column], fault: Callable[[int, str], DataError]) -> tuple[list[str], Numbers]:
    """Return the distinct dates as EDTF, blank if unknown, and for each row the number of its date."""
    edtf = []
    for column in columns:
        texts = []
        for text in column.texts:
            try:
                texts.append(from_table(text))
            except DateError as error:
                raise fault(_first(column, text), str(error)) from None
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
