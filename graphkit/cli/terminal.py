"""Prints tables and texts: as plain lines where they fit, else folded and coloured by rich."""

import codecs
import os
import shutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from graphkit.cli.escaping import printable

if TYPE_CHECKING:
    from rich.table import Table as RichTable
    from rich.text import Text

_WIDE = 1000
_NARROWEST = 60
_GAP = 2
"""How many blanks stand between two columns."""


class Cell(NamedTuple):
    """A text and its style; ``id`` is an id in a line of its own below it. Nothing in it is markup."""

    text: str = ""
    style: str = ""
    id: str = ""


class Column:
    """A column of a table; a text that is longer than ``max_width`` is folded."""

    def __init__(self, header: str, *, no_wrap: bool = False, max_width: int | None = None) -> None:
        self.header = header
        self.no_wrap = no_wrap
        self.max_width = max_width
        self.right = False


class Table:
    """Rows of cells under headers; where no column has a header, none are shown."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.rows: list[tuple[Cell | str, ...]] = []
        self.show_header = any(column.header for column in columns)

    def add_row(self, *cells: Cell | str) -> None:
        """Add a row, a cell for each column."""
        self.rows.append(cells)


Part = Cell | Table | str
"""What is printed: a table, or a text in lines of its own."""


def plain(parts: Sequence[Part], width: int) -> str | None:
    """Return parts as plain lines, or None where a text has to be folded to fit: then rich must.

    It says the same as :func:`fitted` without colours, and spares loading rich.
    """
    lines: list[str] = []
    for part in parts:
        drawn = _grid(part) if isinstance(part, Table) else _text(part).split("\n")
        if drawn is None or not all(line.isprintable() and _text_width(line) <= width for line in drawn):
            return None
        lines += drawn
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _grid(table: Table) -> list[str] | None:
    """Return the lines of a table in which nothing is folded, or None where something has to be."""
    rows = [[_text(cell) for cell in row] for row in table.rows]
    if table.show_header:
        rows.insert(0, [column.header for column in table.columns])
    if not rows or any(len(row) != len(table.columns) or "\n" in "".join(row) for row in rows):
        return None
    widths = []
    for position, column in enumerate(table.columns):
        widest = max(_text_width(row[position]) for row in rows)
        if column.max_width is not None and widest > column.max_width:
            return None
        widths.append(max(widest, len(column.header)))
    return [
        (" " * _GAP).join(
            _padded(text, width, right=column.right)
            for text, width, column in zip(row, widths, table.columns, strict=True)
        )
        for row in rows
    ]


def _text(part: Cell | str) -> str:
    if isinstance(part, str):
        return part
    return f"{part.text}\n {part.id}" if part.id else part.text


def _padded(text: str, width: int, *, right: bool) -> str:
    blanks = " " * (width - _text_width(text))
    return blanks + text if right else text + blanks


def _text_width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # knows how wide every letter of every script is

    return cell_len(text)


def fitted(parts: Sequence[Part], width: int, *, terminal: bool) -> str:
    """Return parts fitted to a width, in colours where a terminal takes them."""
    # Here, since most answers that are piped need none of it.
    from io import StringIO

    from rich.console import Console

    printed = StringIO()
    console = Console(
        file=printed, force_terminal=terminal or None, highlight=False, markup=False, emoji=False
    )
    console.width = width
    for part in parts:
        console.print(_rich_table(part) if isinstance(part, Table) else _rich_text(part))
    return "\n".join(line.rstrip() for line in printed.getvalue().split("\n"))


def _rich_table(table: Table) -> "RichTable":
    from rich.table import Table as RichTable

    drawn = RichTable(
        box=None,
        pad_edge=False,
        header_style="bold",
        show_header=table.show_header,
        padding=(0, _GAP, 0, 0),
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
    from rich.text import Text

    if isinstance(part, str):
        return Text(part)
    text = Text(part.text, style=part.style)
    return Text.assemble(text, "\n ", Text(part.id, style="cyan")) if part.id else text


# --- fitted to the terminal ----------------------------------------------------------------------


def cell(text: str, style: str = "") -> Cell:
    """Return a cell of a table; what a terminal would obey is shown as escapes."""
    return Cell(printable(text), style)


_FROM_WIDTH = {"told by": 90, "also called": 100, "edtf": 150}
"""The columns that a narrow terminal does without, and the width from which on they are shown."""

_IDS_FROM_WIDTH = 130

_MOST_WIDTH = {"neighbour": 15, "when": 18, "marks": 10, "told by": 26}
"""How wide these columns are at most where ids stand below: the relation is what is read."""


def id_column() -> tuple[str, ...]:
    """Return the header of a column of ids, none where the terminal is too narrow for one."""
    return ("id",) if _line_width() >= _IDS_FROM_WIDTH else ()


def with_id(text: Cell, id: str) -> Cell:
    """Return a cell with an id in a line of its own below it, where there is no column for ids."""
    return text if id_column() else text._replace(id=printable(id))


def table(*headers: str) -> Table:
    """Return an empty table; columns for which the terminal is too narrow are left out."""
    width = _line_width()
    most = _MOST_WIDTH if width < _IDS_FROM_WIDTH else {}
    return Table(
        [
            Column(header, no_wrap=header == "id", max_width=most.get(header))
            for header in headers
            if width >= _FROM_WIDTH.get(header, 0)
        ]
    )


def show(*parts: Part) -> None:
    """Print tables and texts: fitted to a terminal, one line a row when piped, no blanks at line ends.

    What is longer than the terminal goes to a pager.
    """
    text = None if _coloured() else plain(parts, _line_width())
    if text is None:
        text = fitted(parts, _line_width(), terminal=_on_terminal())
    if _on_terminal() and text.count("\n") >= shutil.get_terminal_size().lines:
        os.environ.setdefault("LESS", "-FRX")
        click.echo_via_pager(text.removesuffix("\n"), color=not os.environ.get("NO_COLOR"))
    else:
        echo(text)


def _coloured() -> bool:
    """Return whether there may be colours: at a terminal, or where the environment asks rich for them."""
    return _on_terminal() or any(os.environ.get(name) for name in ("FORCE_COLOR", "TTY_COMPATIBLE"))


def _on_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _line_width() -> int:
    """Return how wide a line may be: the terminal's width or COLUMNS, or, when piped, as wide as it gets."""
    if _on_terminal() or "COLUMNS" in os.environ:
        return max(shutil.get_terminal_size().columns, _NARROWEST)
    return _WIDE


def echo(text: str) -> None:
    """Print to whatever stdout can write; a letter that it cannot is shown as an escape."""
    encoding = _encoding()
    click.echo(text.encode(encoding, "backslashreplace").decode(encoding), nl=False)


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def takes_unicode() -> bool:
    """Return whether stdout can write every letter."""
    return codecs.lookup(_encoding()).name.startswith("utf")
