"""Reads a workbook that has no sheet of graphkit's own: its one sheet is a table of relations."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import datetime, time
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from graphkit.errors import DataError, Fault, Mend, plural, shortened
from graphkit.formats.format import PathLike, Reading, content_of
from graphkit.formats.spreadsheet.number_formats import shown
from graphkit.formats.spreadsheet.workbook import (
    OR_A_TEXT,
    is_empty_text,
    is_filled,
    load,
    look_over,
    reach,
    rows_of,
    sound,
)
from graphkit.libraries import extra_module

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_BREAK = "a blank stands there; if it names several, give each its own row"
_FEWEST = 2
"""Columns of the narrowest table of relations."""
_MOST_ABOVE = 20
"""How many rows of one of several sheets are looked at for headings."""
_MOST_NAMED = 20
"""How many sheets are named of a workbook that is refused."""


_CHOOSE = Mend(
    "or choose one: graphkit import FILE --sheet NAME", "gk.read(FILE, sheet='NAME')", "or choose one sheet"
)


class Sheet(NamedTuple):
    """A sheet as the text of a table, a line a row, its name and the lines above, and what is not in it.

    ``numbers`` are the columns, from 0, and the texts of cells that are numbers, where no cell is that text.
    """

    text: bytes
    above: tuple[str, ...]
    heard: Reading
    numbers: frozenset[tuple[int, str]]


IsHeading = Callable[[Sequence[str]], bool]
"""Says whether the cells of a row are the headings of a table of relations."""


def one_sheet(path: PathLike, is_heading: IsHeading, name: str) -> Sheet:
    """Return the one sheet of a workbook that has rows, or of several the one that has headings of a table.

    If a ``name`` is given, it is the sheet of that name. A workbook that did not change is not read again.

    Raises
    ------
    DataError
        If several sheets may be meant, or none has rows or that name; or a formula has no result.
    """
    told = Path(path).stat()
    return _read(str(path), told.st_mtime_ns, told.st_size, is_heading, name.strip())


@lru_cache(maxsize=1)
def _read(path: str, _changed: int, _size: int, is_heading: IsHeading, name: str) -> Sheet:
    extra_module("openpyxl", "workbooks", "excel")
    content = sound(path, content_of(path))
    book = load(path, content, results=False)
    filled = [sheet for sheet in book.worksheets if is_filled(sheet)]
    has = ", ".join(map(_described, book.worksheets[:_MOST_NAMED]))
    if name:
        tables = [sheet for sheet in book.worksheets if sheet.title.strip().casefold() == name.casefold()]
        if not tables:
            raise DataError(path, [Fault("", f"has no sheet {shortened(name)}; its sheets: {has}")])
    else:
        tables = filled if len(filled) == 1 else [sheet for sheet in filled if _is_table(sheet, is_heading)]
    is_narrow = len(tables) == 1 and tables[0].max_column < _FEWEST
    if is_narrow and name:
        message = f"has no table on the sheet {shortened(name)}; its sheets: {has}"
        raise DataError(path, [Fault("", message)])
    if is_narrow or len(tables) != 1:
        message = (
            f"has neither a sheet 'actors' nor a sheet 'relations' (its sheets: {has}); name them so, or "
            "keep one sheet, with a column of sources, one of targets and others"
        )
        raise DataError(path, [Fault("", message, mend=_CHOOSE if len(filled) > 1 else None)])
    [sheet], heard, file = tables, Reading(), io.StringIO()
    for other in filled:
        if other is not sheet:
            hidden = "hidden " if other.sheet_state != "visible" else ""
            heard.leave_out(f"{hidden}sheet {shortened(other.title)}", "row", _rows(other))
    if sheet.sheet_state != "visible":
        heard.notes.append(f"The sheet {sheet.title}, which is read, is hidden.")
    results = load(path, content, results=True)[sheet.title] if look_over(sheet, path, heard) else None
    width = max(reach(row) for _, row in rows_of(sheet))
    writer, done, faults = csv.writer(file, dialect="excel-tab", lineterminator="\n"), 0, list[Fault]()
    above, of_numbers, of_texts = [sheet.title], set[tuple[int, str]](), set[tuple[int, str]]()
    for number, row in rows_of(sheet):
        texts = [""] * width
        for cell in row:
            result = results[cell.coordinate] if results and cell.data_type == "f" else cell
            value = result.value
            if value is not None:
                lines = [*filter(None, map(str.strip, _shown(value, cell.number_format).splitlines()))]
                place, text = cell.column - 1, " ".join(lines)
                texts[place] = text
                (of_numbers if isinstance(value, int | float) else of_texts).add((place, text))
                if len(lines) > 1:
                    what, instead = f"line break in column {cell.column_letter}", _BREAK
                    heard.leave_out(what, "cell", instead=instead, line=number, text=text)
            elif cell.data_type == "f" and not is_empty_text(result):
                place = f"sheet {sheet.title}, row {number}, column {cell.column_letter}"
                faults.append(Fault(place, f"holds a formula without its result; {OR_A_TEXT}"))
        told = list(filter(None, texts))
        if len(told) > 1 or (told and done):
            file.write("\n" * (number - done - 1))
            writer.writerow(texts)
            done = number
        elif told:  # such as a title
            above.append(told[0])
            heard.leave_out(f"line {number} above the headings", "cell", line=number, text=told[0])
    if faults:
        raise DataError(path, faults)
    content = file.getvalue().encode(errors="replace")
    return Sheet(content, tuple(above), heard, frozenset(of_numbers - of_texts))


def _shown(value: Any, number_format: str) -> str:
    """Return what a cell shows, with the time of a day that it holds."""
    text = shown(value, number_format)
    is_moment = isinstance(value, datetime) and value.time() != time.min
    return f"{text} {value.time().isoformat()}" if is_moment and text == value.date().isoformat() else text


def _is_table(sheet: "Worksheet", is_heading: IsHeading) -> bool:
    rows = islice(rows_of(sheet), _MOST_ABOVE)
    return any(is_heading([shown(cell.value, "General") for cell in row]) for _, row in rows)


def _rows(sheet: "Worksheet") -> int:
    return sum(1 for _, row in rows_of(sheet) if reach(row))


def _described(sheet: "Worksheet") -> str:
    hidden = ", hidden" if sheet.sheet_state != "visible" else ""
    return f"{shortened(sheet.title)} ({plural(_rows(sheet), 'row')}{hidden})"
