"""The format of a large table of dated relations, one a line, which is read into columns.

Its fields, parted by tabs, are source, relation, target and date, or source, relation, target,
start and end; a first line may name them, in any order. A date is a day, a month or a year; a
blank one is unknown. The file may be compressed by gzip.
"""

import os
import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphkit.arguments import CHECKS, checking
from graphkit.editing.edits import id_from
from graphkit.errors import DataError, DateError, Fault, MissingExtraError, shortened
from graphkit.formats.opened import Table
from graphkit.formats.unpacked import content_of
from graphkit.libraries import Reader
from graphkit.model.vocabulary import vocabulary
from graphkit.tables.column_file import MAGIC
from graphkit.temporal import dates
from graphkit.temporal.dates import UNBOUNDED

if TYPE_CHECKING:
    from graphkit.backends.questions import Questions

_LAYOUTS = (("source", "relation", "target", "date"), ("source", "relation", "target", "start", "end"))
_PLAIN = re.compile(r"[0-9]{1,4}|[0-9]{4}-[0-9]{2}(-[0-9]{2})?", re.ASCII)
_MARK = b"\xef\xbb\xbf"

Numbers = NDArray[np.int32]


class Column(NamedTuple):
    """The distinct texts of a column, as they are first met, and the number of each row's."""

    texts: list[str]
    numbers: Numbers


@checking(CHECKS)
def open_table(path: str | os.PathLike[str], *, skip_bad: bool = False) -> "Table | Questions":
    """Open a large table of dated relations, or a directory, to ask it without making a graph of it.

    Every function that asks something of a graph is a method of what is returned, without the graph.

    Parameters
    ----------
    path
        A table of tab-separated text, a file that :meth:`graphkit.tables.table.EventTable.save` wrote,
        or a directory that ``graphkit import`` wrote.
    skip_bad
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
    """Return the column of each field by name, and the first row that does not name them."""
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
    """Return the columns of lines whose fields are parted by tabs.

    Parameters
    ----------
    content
        Lines of UTF-8.
    fields
        How many each line has.
    fault
        Makes the error that something is wrong with a line, counted from 0.

    Raises
    ------
    MissingExtraError
        If pyarrow is not installed.
    DataError
        If a line has more or fewer fields, or is no UTF-8.
    """
    try:
        import pyarrow as pa
        from pyarrow import csv
    except ModuleNotFoundError:
        raise MissingExtraError("tables that are asked as columns", "scale") from None
    if b"\r" in content and content.count(b"\r") != content.count(b"\r\n"):  # pyarrow would end a line at it
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
    except DataError:  # which line it is, pyarrow does not always say
        return split_columns(content, fields, fault)
    found = [
        Column(
            column.chunk(0).dictionary.to_pylist(),
            np.concatenate([chunk.indices.to_numpy() for chunk in column.chunks]),
        )
        for column in table.columns
    ]
    # A blank line is to pyarrow a line of blank fields.
    return split_columns(content, fields, fault) if "" in found[0].texts else found


def split_columns(content: bytes, fields: int, fault: Callable[[int, str], DataError]) -> list[Column]:
    """Return the columns as :func:`read_columns` does, line by line; it says which line is at fault."""
    known: list[dict[str, int]] = [{} for _ in range(fields)]
    numbers = [array("i") for _ in range(fields)]
    for row, line in enumerate(BytesIO(content)):
        cells = line.removesuffix(b"\n").removesuffix(b"\r").split(b"\t")
        if len(cells) != fields:
            message = f"has another number of fields ({len(cells)}) than the first ({fields})"
            raise fault(row, message)
        try:
            for column, cell in enumerate(cells):
                text = cell.decode()
                numbers[column].append(known[column].setdefault(text, len(known[column])))
        except UnicodeDecodeError:
            raise fault(row, "is no text in UTF-8; save the file as UTF-8") from None
    return [
        Column(list(texts), np.array(found, np.int32)) for texts, found in zip(known, numbers, strict=True)
    ]


def _joined(columns: Iterable[Column]) -> tuple[list[str], list[Numbers]]:
    """Number the distinct texts of some columns, all columns alike, as they are first met."""
    known: dict[str, int] = {}
    numbers = []
    for texts, rows in columns:
        places = [known.setdefault(text, len(known)) for text in texts]
        numbers.append(np.array(places, np.int32)[rows])
    return list(known), numbers


def _names(
    columns: Sequence[Column], fault: Callable[[int, str], DataError]
) -> tuple[list[str], list[Numbers]]:
    """Return the distinct names in some columns, and the number of each row's."""
    for column in columns:
        if "" in column.texts:
            raise fault(_first(column, ""), "lacks a source, a relation or a target")
    return _joined(columns)


def _first(column: Column, text: str) -> int:
    """Return the row in which a text is first met."""
    return int((column.numbers == column.texts.index(text)).argmax())


def _whens(columns: Sequence[Column], fault: Callable[[int, str], DataError]) -> tuple[list[str], Numbers]:
    """Return the distinct dates as EDTF texts, blank where unknown, and the number of each row's."""
    read = []
    for column in columns:
        texts = []
        for text in column.texts:
            try:
                texts.append(_edtf(text) if text else "")
            except DateError as error:
                raise fault(_first(column, text), str(error)) from None
        read.append(texts)
    if len(columns) == 1:
        return read[0], columns[0].numbers
    begins, ends = read
    pairs = columns[0].numbers.astype(np.int64) * len(ends) + columns[1].numbers
    met, number = np.unique(pairs, return_inverse=True)
    spans = (f"{begins[pair // len(ends)]}/{ends[pair % len(ends)]}" for pair in met.tolist())
    return ["" if span == "/" else span for span in spans], number.astype(np.int32)


def _edtf(text: str) -> str:
    """Return a plain date as EDTF has it; raises DateError where it is none."""
    if not _PLAIN.fullmatch(text):
        raise DateError(f"{shortened(text)} is no date; write a day, a month or a year, such as 2014-07-01")
    edtf = text.zfill(4)
    dates.parse(edtf)
    return edtf


def _bounds(whens: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the bounds of some dates, and which of them end before they start."""
    bounds, backwards = [], []
    for when in whens:
        try:
            bounds.append(dates.parse(when).bounds if when else UNBOUNDED)
            backwards.append(False)
        except DateError:  # each side was read before
            bounds.append(UNBOUNDED)
            backwards.append(True)
    return np.array(bounds, np.int64), np.array(backwards, bool)
