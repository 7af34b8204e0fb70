"""The format of a large table of dated relations, one a line, which is read into columns.

Its fields, parted by tabs, are source, relation, target and date, or source, relation, target,
start and end; a first line may name them, in any order. A date is a day, a month or a year; a
blank one is unknown. The file may be compressed by gzip.
"""

import gzip
import os
import re
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from graphkit import dates
from graphkit.arguments import CHECKS, checking
from graphkit.columnar.column_file import MAGIC
from graphkit.columnar.columns import Columns
from graphkit.dates import UNBOUNDED
from graphkit.errors import DateError, StorageError
from graphkit.files import reason
from graphkit.formats.delimited import Numbers, Table, distinct

_LAYOUTS = (("source", "relation", "target", "date"), ("source", "relation", "target", "start", "end"))
_PLAIN = re.compile(r"[0-9]{1,4}|[0-9]{4}-[0-9]{2}(-[0-9]{2})?", re.ASCII)
_GZIP = b"\x1f\x8b"


@checking(CHECKS)
def open_table(path: str | os.PathLike[str], *, skip_bad: bool = False) -> Columns:
    """Open a large table of dated relations, to ask it without making a graph of it.

    Parameters
    ----------
    path
        A table of tab-separated text, or a file that :meth:`graphkit.columnar.columns.Columns.save` wrote.
    skip_bad
        Leave out the rows that end before they start; ``skipped`` then holds their lines.

    Returns
    -------
    Columns
        The relations; an actor's number is its place among all sources and then all targets.

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
    content = _content(where)
    if content == MAGIC:
        return Columns.load(path)
    table = Table(content, where)
    layout, first = _layout(table)
    if first == len(table):
        raise table.fault(first, "is missing: the table holds no relations")
    actors, (source, target) = _names(table, [layout["source"], layout["target"]], first)
    types, (type,) = _names(table, [layout["relation"]], first)
    whens, when = _whens(table, [layout[name] for name in ("date", "start", "end") if name in layout], first)
    bounds, backwards = _bounds(whens)
    bad = np.flatnonzero(backwards[when])
    if len(bad) and not skip_bad:
        raise table.fault(
            first + int(bad[0]), f"{whens[when[bad[0]]]!r} ends before it starts; swap the two dates"
        )
    kept = np.delete(np.arange(len(when)), bad) if len(bad) else slice(None)
    sides = [bounds[:, side][when[kept]] for side in range(4)]
    return Columns.build(
        source[kept],
        target[kept],
        type[kept],
        (sides[0], sides[1], sides[2], sides[3]),
        actors=actors,
        types=types,
        places=np.arange(len(when))[kept],
        whens=(when[kept], whens),
        undated=None if all(whens) else ~np.array(whens, bool)[when[kept]],
        skipped=(bad + first + 1).tolist(),
    )


def _content(where: str) -> bytes:
    """Return the bytes of a file as text has them; of a file of columns only by what it is known."""
    try:
        with open(where, "rb") as file:
            content = file.read(len(MAGIC))
            content += b"" if content == MAGIC else file.read()
        return gzip.decompress(content) if content.startswith(_GZIP) else content
    except FileNotFoundError:
        raise StorageError(f"{where}: no such file; name a table of tab-separated text") from None
    except IsADirectoryError:
        raise StorageError(f"{where}: is a folder; name the file in it") from None
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise StorageError(f"{where}: cannot be read: {reason(error)}") from None


def _layout(table: Table) -> tuple[dict[str, int], int]:
    """Return the column of each field by name, and the first row that does not name them."""
    names = [table.text(0, column).strip().casefold() for column in range(table.fields)]
    for layout in _LAYOUTS:
        if sorted(names) == sorted(layout):
            return {name: names.index(name) for name in layout}, 1
        if len(names) == len(layout):
            return {name: column for column, name in enumerate(layout)}, 0
    message = "source, relation, target, date, or with start and end for the date; part them by tabs"
    raise table.fault(0, f"has {len(names)} of these fields: {message}")


def _names(table: Table, columns: Sequence[int], first: int) -> tuple[list[str], list[Numbers]]:
    """Return the distinct names in some columns, and the number of each row's."""
    names, rows, numbers = table.numbered(columns, first)
    if "" in names:
        raise table.fault(int(rows[names.index("")]), "lacks a source, a relation or a target")
    return names, numbers


def _whens(table: Table, columns: Sequence[int], first: int) -> tuple[list[str], Numbers]:
    """Return the distinct dates as EDTF texts, blank where unknown, and the number of each row's."""
    texts, rows, numbers = table.numbered(columns, first)
    for place, text in enumerate(texts):
        if text:
            texts[place] = _edtf(text, table, int(rows[place]))
    if len(columns) == 1:
        return texts, numbers[0]
    pairs = numbers[0].astype(np.uint64) * np.uint64(len(texts)) + numbers[1].astype(np.uint64)
    rows, number = distinct(pairs)
    start, end = (side[rows].tolist() for side in numbers)
    spans = (f"{texts[one]}/{texts[other]}" for one, other in zip(start, end, strict=True))
    return ["" if span == "/" else span for span in spans], number


def _edtf(text: str, table: Table, row: int) -> str:
    """Return a plain date as EDTF has it; raises DataError where it is none."""
    if not _PLAIN.fullmatch(text):
        raise table.fault(row, f"{text!r} is no date; write a day, a month or a year, such as 2014-07-01")
    edtf = text.zfill(4)
    try:
        dates.parse(edtf)
    except DateError as error:
        raise table.fault(row, str(error)) from None
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
