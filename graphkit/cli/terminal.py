"""Prints tables and texts: as plain lines into a pipe, else folded and coloured by rich."""

import codecs
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from graphkit.cli.escaping import printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

_WIDE = 1000
_WIDEST_PADDED = 400
_BLOCK = 1000
"""Rows of a table that are fitted to one another before they are printed."""
_NARROWEST = 40
T = TypeVar("T")
_GAP = 2
"""Spaces between two columns."""


class Cell(NamedTuple):
    """A text with its style, and below it an id and more, each on a line. Markup in it has no effect."""

    text: str = ""
    style: str = ""
    id: str = ""
    more: tuple[str, ...] = ()

    @property
    def below(self) -> str:
        """What stands below the text."""
        return "".join(f"\n {line}" for line in (self.id, *self.more) if line)


@dataclass
class Column:
    """A column of a table; texts longer than ``max_width`` are folded."""

    header: str
    no_wrap: bool = False
    max_width: int | None = None
    right: bool = False


Row = tuple[Cell | str, ...]


class Table:
    """Rows of cells under headers; the header line is left out if it is empty.

    Rows are added, or ``made`` anew whenever they are looked at, so that many need no memory.
    """

    def __init__(self, columns: Sequence[Column], made: Callable[[], Iterable[Row]] | None = None) -> None:
        self.columns = columns
        self.show_header = any(column.header for column in columns)
        self.made = made
        self._added: list[Row] = []

    @property
    def rows(self) -> Iterable[Row]:
        """The rows."""
        return self._added if self.made is None else self.made()

    def add_row(self, *cells: Cell | str) -> None:
        """Add a row, a cell for each column."""
        self._added.append(cells)


Part = Cell | Table | str
"""A table, or a text on lines of its own."""


def streamed(parts: Iterable[Part]) -> Iterator[str]:
    """Yield parts as plain lines of any width; the columns of a long table grow as its rows need it.

    What is no longer than a block of rows, and no wider than is padded, equals what :func:`fitted` returns
    without colours. One very long text would fill every other row with blanks.
    """
    for part in parts:
        if not isinstance(part, Table):
            yield "".join(f"{printable(line).rstrip()}\n" for line in _text(part).split("\n"))
            continue
        widths = [0] * len(part.columns)
        header = [tuple(column.header for column in part.columns)] if part.show_header else []
        for block in batches(chain(header, part.rows), _BLOCK):
            texts = [[printable(_text(cell)) for cell in row] for row in block]
            widths = [
                max(width, *(min(each, _WIDEST_PADDED) for each in map(_text_width, column)))
                for width, column in zip(widths, zip(*texts, strict=True), strict=True)
            ]
            yield "".join(_line(part.columns, row, widths) for row in texts)


def batches(items: Iterable[T], size: int = 500) -> Iterator[list[T]]:
    """Yield items in lists of a size, so that what is made of them needs little memory at a time."""
    each = iter(items)
    while part := list(islice(each, size)):
        yield part


def _line(columns: Sequence[Column], texts: Sequence[str], widths: Sequence[int]) -> str:
    cells = []
    for text, width, column in zip(texts, widths, columns, strict=True):
        blanks = " " * (width - _text_width(text))
        cells.append(blanks + text if column.right else text + blanks)
    return f"{(' ' * _GAP).join(cells).rstrip()}\n"


def _text(part: Cell | str) -> str:
    if isinstance(part, str):
        return part
    return part.text + part.below


def _text_width(text: str) -> int:
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # knows the width of every character

    return cell_len(text)


def fitted(parts: Sequence[Part], width: int, *, terminal: bool) -> str:
    """Return parts fitted to a width, in colours if the terminal supports them."""
    # Not needed for most answers that are piped.
    from io import StringIO

    from rich.console import Console

    printed = StringIO()
    console = Console(
        file=printed, force_terminal=terminal or None, highlight=False, markup=False, emoji=False
    )
    console.width = width
    for part in parts:
        if isinstance(part, Table):
            console.print(_rich_table(part))
        else:
            for line in _hanging(_rich_text(part), console):
                console.print(line)
    return "\n".join(line.rstrip() for line in printed.getvalue().split("\n"))


def _hanging(text: "Text", console: "Console") -> Iterable["Text"]:
    """Return a text as lines: what an indented line has no room for is indented by two more."""
    indent = len(text.plain) - len(text.plain.lstrip(" "))
    if not indent or "\n" in text.plain or text.cell_len <= console.width:
        return text.wrap(console, console.width)
    first, *others = text.wrap(console, max(console.width - indent - 2, 1))
    for line in others:
        line.pad_left(indent + 2)
    return [first, *others]


def _rich_table(table: Table) -> "RichTable":
    from rich.table import Table as RichTable

    drawn = RichTable(
        box=None, pad_edge=False, header_style="bold", show_header=table.show_header, padding=(0, _GAP, 0, 0)
    )
    for column in table.columns:
        drawn.add_column(
            column.header,
            overflow="fold",
            no_wrap=column.no_wrap,
            min_width=len(column.header),
            max_width=column.max_width,
            justify="right" if column.right else "left",
        )
    for row in table.rows:
        drawn.add_row(*map(_rich_text, row))
    return drawn


def _rich_text(part: Cell | str) -> "Text":
    from graphkit.cli.folding import Escaped

    cell = Cell(part) if isinstance(part, str) else part
    text = Escaped(encodable(cell.text))
    text.stylize(cell.style)
    text.append(encodable(cell._replace(more=()).below), "cyan")
    return text.append(encodable(cell._replace(id="").below), "dim")


# --- fitted to the terminal ----------------------------------------------------------------------


def cell(text: str, style: str = "") -> Cell:
    """Return a cell of a table with control characters escaped."""
    return Cell(printable(text), style)


_FROM_WIDTH = {"marks": 60, "told by": 90, "also called": 100, "edtf": 150}
"""Columns that need a minimum width of the terminal; in a narrower one :func:`beneath` puts them in a row."""

_IDS_FROM_WIDTH = 130

_MOST_WIDTH = {"neighbour": 15, "with": 15, "when": 18, "marks": 10, "told by": 26, "edtf": 24}
"""Maximum widths of these columns: the relation needs the space. "Told by" grows in a wide terminal."""

_ROOMY = 250
"""From this width on, columns have the room that they ask for."""
_ROOM = 60
"""How many characters a relation needs before its id has a column."""


def id_column() -> tuple[str, ...]:
    """Return the header of a column of ids, or nothing if the terminal is too narrow for one."""
    return ("id",) if _line_width() >= _IDS_FROM_WIDTH else ()


def id_beside_relation(headers: Sequence[str], ids: Iterable[str]) -> tuple[str, ...]:
    """Return the header of a column of ids if the relations beside it still have the most room."""
    width = _line_width()
    if width >= _ROOMY or not id_column():
        return id_column()
    longest = max(map(len, ids), default=0)
    others = [most for header in headers if _fits(header, headers) and (most := _most_width(header, headers))]
    left = width - sum(others) - longest - _GAP * (len(others) + 1)
    return ("id",) if left >= max(_ROOM, longest) else ()


def _most_width(header: str, headers: Sequence[str]) -> int | None:
    width, most = _line_width(), _MOST_WIDTH.get(header)
    if most is None or width >= (_ROOMY if "relation" in headers else _IDS_FROM_WIDTH):
        return None
    return most + (max(0, width - _IDS_FROM_WIDTH) // 4 if header == "told by" else 0)


def _fits(header: str, headers: Sequence[str]) -> bool:
    """Return whether a terminal is wide enough for a column, beside those of whom a relation is shown for."""
    beside = sum(_MOST_WIDTH[each] + _GAP for each in ("neighbour", "with") if each in headers)
    return _line_width() >= _FROM_WIDTH.get(header, -beside) + beside


def crowded(headers: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the headers of columns that have no room of their own and stand :func:`beneath` another.

    Dates in EDTF are left out: they say what "when" says.
    """
    return tuple(header for header in _FROM_WIDTH if header != "edtf" and not _fits(header, headers))


def beneath(main: str, cells: dict[str, Cell], headers: Iterable[str]) -> Cell:
    """Return the cell of a column with those of some headers below it."""
    return cells[main]._replace(
        more=tuple(
            f"{header} {cells[header].text}" if header != "marks" else cells[header].text
            for header in headers
            if header in cells and cells[header].text
        )
    )


def table(*headers: str) -> Table:
    """Return an empty table, without columns for which the terminal is too narrow."""
    whole = _line_width() >= _FROM_WIDTH["marks"]
    return Table(
        [
            Column(header, no_wrap=header == "id" and whole, max_width=_most_width(header, headers))
            for header in headers
            if _fits(header, headers)
        ]
    )


def show(*parts: Part) -> None:
    """Print tables and texts: fitted to a terminal, or one line per row when piped.

    Output longer than the terminal goes to a pager.
    """
    if not _coloured() and _line_width() == _WIDE:
        echo_styled(streamed(parts))
        return
    text = fitted(parts, _line_width(), terminal=on_terminal())
    if on_terminal() and text.count("\n") >= _terminal_size().lines:
        os.environ.setdefault("LESS", "-FRX")
        click.echo_via_pager(text.removesuffix("\n"), color=not os.environ.get("NO_COLOR"))
    else:
        echo_styled([text])


def _coloured() -> bool:
    """Return whether to use colours: on a terminal, or if the environment asks for them."""
    if _captured() is not None:
        return False
    return on_terminal() or any(os.environ.get(name) for name in ("FORCE_COLOR", "TTY_COMPATIBLE"))


def on_terminal() -> bool:
    """Return whether what is printed goes to a terminal."""
    return _captured() is None and sys.stdout is not None and sys.stdout.isatty()


def _line_width() -> int:
    """Return the maximum width of a line: that of the terminal or COLUMNS, else practically none."""
    if on_terminal() or ("COLUMNS" in os.environ and _captured() is None):
        return max(_terminal_size().columns, _NARROWEST)
    return _WIDE


def _terminal_size() -> os.terminal_size:
    from shutil import get_terminal_size  # which loads every compression there is

    return get_terminal_size()


def echo(text: str | Iterable[str]) -> None:
    """Print a text, whole or part by part, with control characters escaped at a terminal."""
    parts = [text] if isinstance(text, str) else text
    echo_styled(map(_without_controls, parts) if on_terminal() else parts)


def _without_controls(text: str) -> str:
    return "\n".join(map(printable, text.split("\n")))


def echo_styled(parts: Iterable[str]) -> None:
    """Print a text part by part, as it is; characters that stdout cannot encode are escaped."""
    captured = _captured()
    if captured is not None:
        captured.append(parts)
        return
    for part in parts:
        click.echo(encodable(part), nl=False)


def encodable(text: str) -> str:
    """Return a text with the characters that stdout cannot encode escaped, as wide as it is printed."""
    if text.isascii():
        return text
    encoding = _encoding()
    return text.encode(encoding, "backslashreplace").decode(encoding)


_CAPTURED = "graphkit.captured"


@contextmanager
def capture(ctx: click.Context) -> Iterator[list[Iterable[str]]]:
    """Give the list that meanwhile takes the texts of a command, in parts, instead of standard output.

    The command answers as it does into a pipe that takes every character, and asks nobody.
    """
    before, texts = _captured(), list[Iterable[str]]()
    ctx.meta[_CAPTURED] = texts
    try:
        yield texts
    finally:
        ctx.meta[_CAPTURED] = before


def _captured() -> list[Iterable[str]] | None:
    context = click.get_current_context(silent=True)
    return context.meta.get(_CAPTURED) if context else None


def _encoding() -> str:
    return "utf-8" if _captured() is not None else getattr(sys.stdout, "encoding", None) or "utf-8"


def takes_unicode() -> bool:
    """Return whether stdout can encode every character."""
    return codecs.lookup(_encoding()).name.startswith("utf")
