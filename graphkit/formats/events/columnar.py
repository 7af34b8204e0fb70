"""Reads the rows of a table of any size as columns, some megabytes at a time.

The rows are those of :mod:`graphkit.formats.events.event_rows`, which reads them one by one: lines without
quotation marks are parted by pyarrow, any other by the same rules as there.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import reduce
from itertools import chain
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv

from graphkit.formats.events import delimited
from graphkit.formats.events.event_rows import NUL, Layout, start_of, width_fault
from graphkit.formats.events.unpacked import NOT_UTF_8, Block, Progress, blocks
from graphkit.formats.format import PathLike, Reading

Numbers = NDArray[np.int64]

_MARK = b"\xef\xbb\xbf"


class Distinct(NamedTuple):
    """The distinct cells in some columns, and for each row the number of its cells."""

    values: list[tuple[str, ...]]
    codes: NDArray[np.int64]


@dataclass
class Rows:
    """Rows of a table as columns.

    Attributes
    ----------
    lines
        The number of the line of each row.
    columns
        The cells, by the place of their column.
    faults
        The lines that are no rows, and why.
    headings
        How many lines repeat the headings.
    """

    lines: Numbers
    columns: dict[int, pa.Array]
    faults: list[tuple[int, str]] = field(default_factory=list)
    headings: int = 0

    def part(self, start: int, end: int) -> "Rows":
        """Return some of the rows; those from the first on have the faults."""
        columns = {place: column[start:end] for place, column in self.columns.items()}
        return Rows(self.lines[start:end], columns, *(() if start else (self.faults, self.headings)))

    def distinct(self, places: Sequence[int]) -> Distinct:
        """Return the distinct cells of some columns."""
        if not places:
            return Distinct([()], np.zeros(len(self.lines), np.int64))
        each = [self.columns[place].dictionary_encode() for place in places]
        texts = [column.dictionary.to_pylist() for column in each]
        if len(each) == 1:
            return Distinct(list(zip(*texts, strict=True)), each[0].indices.to_numpy().astype(np.int64))
        codes, places_of = combined([(column.indices.to_numpy(), len(column.dictionary)) for column in each])
        among = [
            [texts_[number] for number in numbers] for texts_, numbers in zip(texts, places_of, strict=True)
        ]
        return Distinct(list(zip(*among, strict=True)), codes)


def combined(
    columns: Sequence[tuple[NDArray[np.int64], int]],
) -> tuple[NDArray[np.int64], list[list[int]]]:
    """Return a number for each row, equal where all columns are equal, and what it stands for in each."""
    codes, size = columns[0]
    meanings = [list(range(size))]
    for more, count in columns[1:]:
        pairs = pa.array(codes.astype(np.int64) * count + more).dictionary_encode()
        firsts, seconds = np.divmod(pairs.dictionary.to_numpy(), count)
        meanings = [[each[number] for number in firsts.tolist()] for each in meanings]
        meanings.append(seconds.tolist())
        codes = pairs.indices.to_numpy()
    return codes.astype(np.int64), meanings


class Table:
    """A table that is read as columns."""

    def __init__(self, path: PathLike, reading: Reading, progress: Progress) -> None:
        self._path, self._reading = path, reading
        self._blocks = blocks(path, progress)
        read: list[Block] = []

        def numbered() -> Iterator[tuple[int, str | None]]:
            for block in self._blocks:
                first = block.number == 1
                read[:] = [Block(1, block.content.removeprefix(_MARK)) if first else block]
                yield from read[0].lines()

        self.layout: Layout
        self.layout, number, line = start_of(numbered(), str(path), reading)
        [block] = read
        content = block.content.split(b"\n", number - block.number)[-1]
        self._blocks = chain([Block(number, content)], self._blocks)
        cells = [] if '"' in line else line.split(self.layout.separator)
        self._width = len(self.layout.heading) or (len(cells) if any(cells) else 0)

    def rows(self, places: Callable[[], Collection[int]]) -> Iterator[Rows]:
        """Yield all rows, with the columns of some places; the next are read while these are looked at."""
        source = self._read(places)
        with ThreadPoolExecutor(1) as worker:
            ahead = worker.submit(next, source, None)
            while (rows := ahead.result()) is not None:
                ahead = worker.submit(next, source, None)
                yield rows

    def texts(self, place: int) -> Iterator[str]:
        """Yield the texts in a column of the same file, read anew; each at least once."""
        again = Table(self._path, Reading(columns=self._reading.columns), lambda *_: None)
        for rows in again.rows(lambda: [place]):
            yield from rows.columns[place].unique().to_pylist()

    def _read(self, places: Callable[[], Collection[int]]) -> Iterator[Rows]:
        for block in self._blocks:
            wanted = sorted(places())
            rows = _parted(block, self.layout.separator, self._width, wanted) if self._width else None
            yield self._without_headings(block, rows) if rows else self._one_by_one(block, wanted)

    def _without_headings(self, block: Block, rows: Rows) -> Rows:
        """Return rows without those that repeat the headings."""
        heading = self.layout.heading
        if not heading:
            return rows
        same = [pc.equal(column, heading[place]) for place, column in rows.columns.items()]
        maybe = np.flatnonzero(reduce(pc.and_, same).to_numpy(zero_copy_only=False))
        if not len(maybe):
            return rows
        lines = block.content.split(b"\n")
        found = [
            at for at in maybe.tolist()
            if tuple(lines[at].decode().rstrip("\r").split(self.layout.separator)) == heading
        ]  # fmt: skip
        kept = np.delete(np.arange(len(rows.lines)), found)
        columns = {place: column.take(pa.array(kept)) for place, column in rows.columns.items()}
        return Rows(rows.lines[kept], columns, headings=len(found))

    def _one_by_one(self, block: Block, places: Sequence[int]) -> Rows:
        """Return the rows of a block, and of the next ones where a row goes on in them."""
        lines = _Lines(block, self._blocks)
        heading, kept, numbers = self.layout.heading, [], []  # type: tuple[str, ...], list[Sequence[str]], list[int]
        result = Rows(np.empty(0, np.int64), {})
        parted = delimited.rows(lines, self.layout.separator, self._width, lambda: lines.at_end)
        for number, cells in parted:
            if not cells:
                result.faults.append((number, NOT_UTF_8 if cells is None else NUL))
            elif not any(cells):
                continue
            elif self._width and len(cells) != self._width:
                result.faults.append((number, width_fault(len(cells), self._width)))
            elif heading and tuple(cells) == heading:
                result.headings += 1
            else:
                self._width = len(cells)
                kept.append(cells)
                numbers.append(number)
        result.lines = np.array(numbers, np.int64)
        result.columns = {place: pa.array([cells[place] for cells in kept], pa.string()) for place in places}
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


def _parted(block: Block, separator: str, width: int, places: Sequence[int]) -> Rows | None:
    """Return the rows of a block that is plain; None if only the rules of the slow way can tell."""
    content = block.content
    if b'"' in content or b"\0" in content or len(separator.encode()) > 1:
        return None
    if b"\r" in content and content.count(b"\r") != content.count(b"\r\n"):
        return None
    try:
        if not content.isascii():
            content.decode()
        names = [str(place) for place in range(width)]
        table = csv.read_csv(
            pa.py_buffer(content),
            csv.ReadOptions(column_names=names, block_size=len(content) + 1),
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
                include_columns=[str(place) for place in places],
            ),
        )
    except (UnicodeDecodeError, pa.ArrowInvalid):
        return None
    columns = {place: table[str(place)].combine_chunks() for place in places}
    blank = [pc.equal(column, "") for column in columns.values()]
    count = content.count(b"\n") + (not content.endswith(b"\n"))
    if len(table) != count or pc.any(reduce(pc.and_, blank)).as_py():
        return None
    return Rows(np.arange(block.number, block.number + count, dtype=np.int64), columns)
