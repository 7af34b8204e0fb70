"""Parts the lines of a table into cells, whatever its separator and whoever quoted it."""

import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from graphkit.formats.format import MAY_BE_ROWS, Reading, may_be_rows

SEPARATORS = ("\t", ",", ";", "|")
"""The separators of tables, those first that occur least within a cell."""

_MOST_LINES = 1_000
_LONGEST = 256 * 1024
"""The most lines, and characters, of one row, which has line ends in quoted cells."""

_NAMED = re.compile(r"sep=(.)", re.IGNORECASE)

csv.field_size_limit(2**31 - 1)


_RULE = re.compile(r"[-+|:=\s]*(?:--|==)[-+|:=\s]*")


def is_rule(line: str) -> bool:
    """Return whether a line only parts others, as in a table of Markdown or of a database's terminal.

    Examples
    --------
    >>> is_rule("|---|:--:|"), is_rule("-----+----"), is_rule("A | -- | B")
    (True, True, False)
    """
    return line[:1] in "-+|:= \t" and _RULE.fullmatch(line) is not None


def parts_others(cell: str) -> bool:
    """Return whether a cell is blank or a rule, as all are of a line that only parts others."""
    return not (text := cell.strip()) or is_rule(text)


def named_separator(line: str) -> str | None:
    """Return the separator that a first line such as ``sep=;`` names, as Excel understands it."""
    match = _NAMED.fullmatch(line.strip('\ufeff"\r\n'))
    return match[1] if match else None


def cells_of(line: str, separator: str) -> list[str]:
    """Return the cells of a row; a cell whose quotation marks are not those of a table keeps them."""
    return line.split(separator) if '"' not in line else _quoted(line, separator) or line.split(separator)


def _quoted(row: str, separator: str) -> list[str] | None:
    """Return the cells of a row with quotation marks; None if they are not as RFC 4180 has them."""
    try:
        rows = _parsed(row, separator)
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def _parsed(row: str, separator: str) -> list[list[str]]:
    return list(csv.reader([f"{line}\n" for line in row.split("\n")], delimiter=separator, strict=True))


def _is_open(row: str, separator: str) -> bool:
    """Return whether a row ends within a quoted cell."""
    if row.count('"') % 2 == 0:
        return False
    try:
        _parsed(row, separator)
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def rows(
    lines: Iterable[tuple[int, str | None]],
    separator: str,
    reading: Reading,
    width: int = 0,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[int, Sequence[str] | None]]:
    """Yield the cells of each row with the number of its first line.

    That is None for a line that is not UTF-8, and no cells for one with a NUL byte.

    A quoted cell may go on over several lines, if it is closed on a later one and the row then has as many
    cells as the first row; else its quotation mark is a part of it, as in ``"Bo" Ray``. In tab text, where
    such marks are common, two lines that each have that many cells are two rows. The reading hears of a mark
    that nothing closes, and of cells that :func:`~graphkit.formats.format.may_be_rows`.

    ``width`` is the number of cells of the first row, if it is known; ``stop`` says after a line whether no
    more are wanted, once all that were looked at are rows.
    """
    source = Lines(lines, stop)
    for number, line in source:
        cells: Sequence[str] | None = None
        if line is not None and "\0" in line:
            cells = ()
        elif line is not None:
            row = source.joined(line, separator, width)
            if row is None:
                what, instead = "quotation mark that nothing closes", "kept; close it or take it away"
                mark = line[line.rfind(f'{separator}"') + 1 :]
                reading.leave_out(what, "row", instead=instead, line=number, text=mark)
            cells = cells_of(row or line, separator)
            for cell in cells if row and "\n" in row else ():
                if may_be_rows(cell, separator, len(cells)):
                    what, instead = MAY_BE_ROWS
                    reading.leave_out(what, "row", instead=instead, line=number, text=cell)
            width = width or len(cells)
        yield number, cells


class Lines:
    """Lines that can be looked at before they are taken."""

    def __init__(
        self, lines: Iterable[tuple[int, str | None]], stop: Callable[[], bool] = lambda: False
    ) -> None:
        self._lines, self._stop = iter(lines), stop
        self._waiting: deque[tuple[int, str | None]] = deque()

    def __iter__(self) -> Iterator[tuple[int, str | None]]:
        while self._waiting or (not self._stop() and self._ahead()):
            yield self._waiting.popleft()

    def _ahead(self) -> bool:
        """Look at one more line; return whether there is one."""
        more = next(self._lines, None)
        if more is not None:
            self._waiting.append(more)
        return more is not None

    def next_ones(self, count: int) -> list[tuple[int, str]]:
        """Return so many of the next lines, without taking them; none that is not UTF-8."""
        while len(self._waiting) < count and self._ahead():
            pass
        return [(number, line) for number, line in islice(self._waiting, count) if line is not None]

    def joined(self, line: str, separator: str, width: int) -> str | None:
        """Return the row that begins with a line, and take its further lines; None if a mark stays open."""
        if '"' not in line or not _is_open(line, separator):
            return line
        parts, size = [line], len(line)
        whole = separator == "\t" and width > 1 and len(line.split(separator)) == width
        while len(parts) <= _MOST_LINES and size <= _LONGEST:
            if len(self._waiting) < len(parts) and not self._ahead():
                return None
            more = self._waiting[len(parts) - 1][1]
            if more is None or (whole and len(cells_of(more, separator)) == width):
                return None
            parts.append(more)
            size += len(more)
            if '"' in more and not _is_open(row := "\n".join(parts), separator):
                cells = _quoted(row, separator)
                if cells is None or (width and len(cells) != width):
                    return None
                for _ in parts[1:]:
                    self._waiting.popleft()
                return row
        return None
