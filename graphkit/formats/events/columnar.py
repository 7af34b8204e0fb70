"""Reads the rows of a table of any size as columns, some megabytes at a time.

The rows are those of :mod:`graphkit.formats.events.event_rows`, which reads them one by one: lines without
quotation marks are parted by pyarrow, any other by the same rules as there.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from math import prod
from typing import Any, NamedTuple, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv

from graphkit.errors import DataError
from graphkit.formats.events import delimited
from graphkit.formats.events.columns import may_be_heading
from graphkit.formats.events.event import HEADINGS
from graphkit.formats.events.event_rows import Layout, sound, start_of
from graphkit.formats.events.unpacked import Block, Progress, blocks
from graphkit.formats.format import PathLike, Reading
from graphkit.libraries import Reader

BETWEEN = "\0"
"""What parts cells that are joined; a line with it is no row."""

Numbers = NDArray[np.integer[Any]]


class Coded(NamedTuple):
    """A column: its distinct texts, and for each row the number of its own."""

    texts: list[str]
    codes: Numbers

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Coded":
        """Return the column of the texts of rows."""
        numbers: dict[str, int] = {}
        codes = [numbers.setdefault(text, len(numbers)) for text in texts]
        return cls(list(numbers), np.array(codes, np.int32))

    def some(self, rows: NDArray[Any]) -> "Coded":
        """Return only some rows, and no other row's texts."""
        found, codes = in_order(self.codes[rows], len(self.texts))
        return Coded([self.texts[number] for number in found], codes)


class Distinct(NamedTuple):
    """The distinct cells in some columns, and for each row the number of its cells."""

    values: list[tuple[str, ...]]
    codes: Numbers


@dataclass
class Rows:
    """Rows of a table as columns by their places, with the number of the line of each row.

    ``texts`` are the columns in which nearly every row has a text of its own, which none of ``columns`` is.
    ``faults`` are the lines that are no rows, and why; so many lines repeat the ``headings``. What else is
    told of the rows has been ``heard``.
    """

    lines: Numbers
    columns: dict[int, Coded]
    texts: dict[int, pa.Array] = field(default_factory=dict)
    faults: list[tuple[int, str]] = field(default_factory=list)
    headings: int = 0
    heard: Reading = field(default_factory=Reading)

    def some(self, rows: NDArray[Any]) -> "Rows":
        """Return the rows of some places, without faults; no other row's cells are in their columns."""
        columns = {place: column.some(rows) for place, column in self.columns.items()}
        kept = pa.array(rows if rows.dtype == bool else rows.astype(np.int64))
        choose = pa.Array.filter if rows.dtype == bool else pa.Array.take
        return Rows(self.lines[rows], columns, {at: choose(texts, kept) for at, texts in self.texts.items()})

    def first(self) -> dict[int, str]:
        """Return the cells of the first row by their places."""
        cells = {place: column.texts[column.codes[0]] for place, column in self.columns.items()}
        return cells | {place: texts[0].as_py() for place, texts in self.texts.items()}

    def cells(self, place: int) -> pa.Array:
        """Return the cells in a place as texts of pyarrow's."""
        if place in self.texts:
            return self.texts[place]
        texts, codes = self.columns[place]
        return pa.array(texts, pa.string()).take(pa.array(codes))

    def alike(self, texts: Mapping[int, str]) -> Numbers:
        """Return the places of the rows that have these texts in all ``columns``."""
        if not self.columns:
            return np.arange(len(self.lines))
        columns = [(column, texts[place]) for place, column in self.columns.items()]
        if not all(text in column.texts for column, text in columns):
            return np.empty(0, np.int64)
        same = [column.codes == column.texts.index(text) for column, text in columns]
        return np.flatnonzero(np.logical_and.reduce(same))

    def joined(self, places: Sequence[int]) -> Coded:
        """Return the cells in some places as one text for each row: :data:`BETWEEN` them, which none has."""
        texts = pc.binary_join_element_wise(*map(self.cells, places), BETWEEN).dictionary_encode()
        return Coded(texts.dictionary.to_pylist(), _numbers(texts.indices))

    def distinct(self, places: Sequence[int]) -> Distinct:
        """Return the distinct cells of some columns, in the order in which they come."""
        if not places:
            return Distinct([()], np.zeros(len(self.lines), np.int64))
        each = [self.columns[place] for place in places]
        codes, numbers = combined([(column.codes, len(column.texts)) for column in each])
        texts = [
            map(column.texts.__getitem__, among.tolist()) for column, among in zip(each, numbers, strict=True)
        ]
        return Distinct(list(zip(*texts, strict=True)), codes)


def combined(columns: Sequence[tuple[Numbers, int]]) -> tuple[Numbers, Sequence[Numbers]]:
    """Return a number for each row, equal where all columns are equal, and what it stands for in each.

    A column is the numbers of its rows, and how many numbers there may be.
    """
    codes, sizes = zip(*columns, strict=True)
    if len(columns) == 1:
        return codes[0], [np.arange(sizes[0])]
    if (packed := _packed(columns)) is None:
        both, meanings = combined(columns[:2])
        rest, (among, *others) = combined([(both, len(meanings[0])), *columns[2:]])
        return rest, [*(meaning[among] for meaning in meanings), *others]
    # pyarrow finds equal numbers without sorting them.
    buffers = [None, pa.py_buffer(packed)]
    found = pa.Array.from_buffers(pa.int64(), len(packed), buffers).dictionary_encode()
    return _numbers(found.indices), np.unravel_index(_numbers(found.dictionary), sizes)


def _packed(columns: Sequence[tuple[Numbers, int]]) -> Numbers | None:
    """Return a number for each row, equal where all columns are equal; None if they are too many for that."""
    codes, sizes = zip(*columns, strict=True)
    return np.ravel_multi_index(codes, sizes) if prod(sizes) <= np.iinfo(np.int64).max else None


def repeats(columns: Sequence[tuple[Numbers, int]]) -> NDArray[np.intp]:
    """Return the rows that are alike in all columns to an earlier one; columns are as in :func:`combined`."""
    codes = combined(columns)[0] if (packed := _packed(columns)) is None else packed
    in_turn = np.sort(codes)
    alike = np.flatnonzero(np.isin(codes, in_turn[1:][in_turn[1:] == in_turn[:-1]]))
    return np.delete(alike, np.unique(codes[alike], return_index=True)[1])


def _numbers(column: pa.Array) -> Numbers:
    """Return a column of pyarrow's as one of numpy's; its own way to do so would load pandas."""
    return cast(Numbers, np.from_dlpack(column))


def firsts_of(numbers: Numbers, count: int) -> Numbers:
    """Return for each number below a count the first place that has it, or -1."""
    firsts = np.full(count, -1, np.int64)
    firsts[numbers[::-1]] = np.arange(len(numbers))[::-1]
    return firsts


def in_order(numbers: Numbers, count: int) -> tuple[list[int], Numbers]:
    """Return the distinct numbers, all below a count, as they come, and for each number its place there."""
    firsts, places = firsts_of(numbers, count), np.zeros(count, np.int32)
    found = np.flatnonzero(firsts >= 0)
    found = found[np.argsort(firsts[found])]
    places[found] = np.arange(len(found))
    return found.tolist(), places[numbers]


class Table:
    """A table that is read as columns, without its first row if that is one of headings."""

    def __init__(self, path: PathLike, reading: Reading, progress: Progress) -> None:
        self._path, self._reading = path, reading
        self._blocks = blocks(path, progress, sheet=reading.sheet, line_ends=_line_ends)
        read: list[Block] = []

        def numbered() -> Iterator[tuple[int, str | None]]:
            for block in self._blocks:
                read.append(block)
                yield from block.lines()

        self.layout: Layout
        self.layout, number, line = start_of(delimited.Lines(numbered()), str(path), reading)
        # A row of headings is none of the rows; it may go on over several lines.
        first = number + (line.count("\n") + 1 if self.layout.heading else 0)
        while len(read) > 1 and read[1].number <= first:
            del read[0]
        block, *more = read
        taken = first - block.number
        rest = block.content.split(b"\n", taken)[taken:]
        starts = [Block(first, content, block.length - taken) for content in rest if content]
        self._blocks = chain(starts, more, self._blocks)
        cells = [] if '"' in line else line.split(self.layout.separator)
        self._width = len(self.layout.heading) or (len(cells) if any(cells) else 0)

    def rows(self, places: Callable[[], Collection[int]], own: Collection[int] = ()) -> Iterator[Rows]:
        """Yield all rows, with the columns of some places; the next are read while these are looked at.

        Nearly every row has a text of its ``own`` in some further places.
        """
        from concurrent.futures import ThreadPoolExecutor  # here, since a table that is only asked needs none

        source = self._read(places, own)
        with ThreadPoolExecutor(1) as worker:
            ahead = worker.submit(next, source, None)
            while (rows := ahead.result()) is not None:
                ahead = worker.submit(next, source, None)
                self._reading.hear(rows.heard)
                yield rows

    def texts(self, place: int) -> Iterator[str]:
        """Yield the texts in a column of the same file, read anew; each at least once."""
        again = Table(self._path, self._reading.anew(), lambda *_: None)
        for rows in again.rows(lambda: [place]):
            yield from rows.columns[place].texts

    def sides(self, sides: Sequence[Sequence[int]]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield the distinct cells in several choices of columns, and of which they are, read anew."""
        again = Table(self._path, self._reading.anew(), lambda *_: None)
        for rows in again.rows(lambda: {*chain(*sides)}):
            for at, side in enumerate(sides):
                yield from ((at, cells) for cells in rows.distinct(side).values)

    def _read(self, places: Callable[[], Collection[int]], own: Collection[int]) -> Iterator[Rows]:
        for block in self._blocks:
            wanted = sorted(places())
            rows = _parted(block, self.layout.separator, self._width, wanted, own) if self._width else None
            if rows and self._may_be_of_headings(rows):
                rows = None
            yield self._without_headings(block, rows) if rows else self._one_by_one(block, wanted, own)

    def _may_be_of_headings(self, rows: Rows) -> bool:
        """Return whether some row may be one of headings, of this table or another."""
        columns = self.layout.columns
        if columns is None or not self.layout.heading:
            return False
        place = columns.places["source"]
        if place in rows.columns:
            return any(map(may_be_heading, rows.columns[place].texts))
        return place in rows.texts and any(map(may_be_heading, rows.texts[place].unique().to_pylist()))

    def _without_headings(self, block: Block, rows: Rows) -> Rows:
        """Return rows without those that repeat the headings."""
        heading = self.layout.heading
        if not heading or not len(maybe := rows.alike(dict(enumerate(heading)))):
            return rows
        lines = block.content.split(b"\n")
        found = [
            at for at in maybe.tolist()
            if tuple(lines[at].decode().rstrip("\r").split(self.layout.separator)) == heading
        ]  # fmt: skip
        kept = rows.some(np.delete(np.arange(len(rows.lines)), found))
        return replace(kept, headings=len(found))

    def _one_by_one(self, block: Block, places: Sequence[int], own: Collection[int]) -> Rows:
        """Return the rows of a block, and of the next ones where a row goes on in them."""
        lines = _Lines(block, self._blocks)
        kept: list[Sequence[str]] = []
        numbers: list[int] = []
        result = Rows(np.empty(0, np.int64), {})
        parted = delimited.rows(lines, self.layout.separator, result.heard, self._width, lambda: lines.at_end)
        for number, cells in sound(parted, self.layout.heading, self._width, str(self._path)):
            if cells == HEADINGS:
                result.headings += 1
            elif isinstance(cells, str):
                result.faults.append((number, cells))
            else:
                self._width = len(cells)
                kept.append(cells)
                numbers.append(number)
        result.lines = np.array(numbers, np.int64)
        result.columns = {place: Coded.of(cells[place] for cells in kept) for place in places}
        result.texts = {place: pa.array([cells[place] for cells in kept], pa.string()) for place in own}
        return result


class _Lines:
    """The lines of a block, and of those after it as long as more are asked for."""

    def __init__(self, block: Block, more: Iterator[Block]) -> None:
        self._block, self._more = block, more
        self.at_end = False

    def __iter__(self) -> Iterator[tuple[int, str | None]]:
        for block in chain([self._block], self._more):
            lines = list(block.lines())
            for number, line in lines:
                self.at_end = number == lines[-1][0]
                yield number, line


def _line_ends(content: bytes) -> int:
    """Return how many lines end in a block; Python takes four times as long."""
    return int(np.count_nonzero(np.frombuffer(content, np.uint8) == ord("\n")))


def _parted(
    block: Block, separator: str, width: int, places: Sequence[int], own: Collection[int] = ()
) -> Rows | None:
    """Return the rows of a block that is plain; None if only the rules of the slow way can tell."""
    content = block.content
    if b'"' in content or b"\0" in content or len(separator.encode()) > 1:
        return None
    if b"\r" in content and content.count(b"\r") != content.count(b"\r\n"):
        return None
    try:
        with Reader("", "", ""):
            text = [None, pa.py_buffer(np.array([0, len(content)], np.int32)), pa.py_buffer(content)]
            pa.Array.from_buffers(pa.string(), 1, text).validate(full=True)  # as UTF-8; Python is slower
            names = list(map(str, range(width)))
            table = csv.read_csv(
                pa.py_buffer(content),
                # One thread and one block, with one dictionary: another block is looked at meanwhile.
                csv.ReadOptions(column_names=names, block_size=len(content) + 1, use_threads=False),
                csv.ParseOptions(
                    delimiter=separator,
                    quote_char=False,
                    double_quote=False,
                    escape_char=False,
                    ignore_empty_lines=False,
                ),
                csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()),
                    strings_can_be_null=False,
                    check_utf8=False,
                    include_columns=list(map(str, (*places, *own))),
                ),
            )
    except DataError:
        return None
    # It takes longer to find equal texts while it reads.
    found = ((place, table[str(place)].combine_chunks().dictionary_encode()) for place in places)
    columns = {
        place: Coded(column.dictionary.to_pylist(), _numbers(column.indices)) for place, column in found
    }
    texts = {place: table[str(place)].combine_chunks() for place in own}
    rows = Rows(np.arange(block.number, block.number + block.length, dtype=np.int64), columns, texts)
    return None if len(table) != block.length or _may_part_others(rows) else rows


def _may_part_others(rows: Rows) -> bool:
    """Return whether all that is read of some row is blank or a rule, so that it may only part others."""
    may_be = np.ones(len(rows.lines), np.bool_)
    for texts, codes in sorted(rows.columns.values(), key=lambda column: len(column.texts)):
        may_be &= np.array([*map(delimited.parts_others, texts)], np.bool_)[codes]
        if not may_be.any():
            return False
    maybe = pa.array(may_be)
    cells = zip(*(texts.filter(maybe).to_pylist() for texts in rows.texts.values()), strict=True)
    return bool(len(may_be)) and (
        not rows.texts or any(all(map(delimited.parts_others, row)) for row in cells)
    )
