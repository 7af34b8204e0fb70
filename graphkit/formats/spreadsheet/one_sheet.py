"""Reads a workbook that has no sheet of graphkit's own: its one sheet is a table of relations."""

import csv
import io
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from graphkit.errors import DataError, Fault, shortened
from graphkit.formats.format import PathLike, Reading, content_of
from graphkit.formats.spreadsheet.number_formats import shown
from graphkit.formats.spreadsheet.workbook import (
    OR_A_TEXT,
    check_size,
    is_filled,
    load,
    look_over,
    reach,
    rows_of,
)
from graphkit.libraries import extra_module

_BREAK = "a blank stands there; if it names several, give each its own row"
_FEWEST = 2
"""Columns of the narrowest table of relations."""


class Sheet(NamedTuple):
    """A sheet as the text of a table, a line a row, the lines above that, and what is not in it."""

    text: bytes
    above: tuple[str, ...]
    heard: Reading


def one_sheet(path: PathLike) -> Sheet:
    """Return the one sheet of a workbook that has rows; one that did not change is not read again.

    Raises
    ------
    DataError
        If several sheets have rows, or none has; or a formula has no result.
    """
    told = Path(path).stat()
    return _read(str(path), told.st_mtime_ns, told.st_size)


@lru_cache(maxsize=1)
def _read(path: str, _changed: int, _size: int) -> Sheet:
    extra_module("openpyxl", "workbooks", "excel")
    content = content_of(path)
    check_size(path, content)
    book = load(path, content, results=False)
    filled = [sheet for sheet in book.worksheets if is_filled(sheet)]
    if len(filled) != 1 or filled[0].max_column < _FEWEST:
        has = ", ".join(shortened(sheet.title) for sheet in book.worksheets[:5])
        message = (
            f"has neither a sheet 'actors' nor a sheet 'relations' (its sheets: {has}); name them so, or "
            "keep one sheet, with a column of sources, one of targets and others"
        )
        raise DataError(path, [Fault("", message)])
    [sheet], heard, file = filled, Reading(), io.StringIO()
    results = load(path, content, results=True)[sheet.title] if look_over(sheet, path, heard) else None
    width = max(reach(row) for _, row in rows_of(sheet))
    writer, done, faults = csv.writer(file, dialect="excel-tab", lineterminator="\n"), 0, list[Fault]()
    above: list[str] = []
    for number, row in rows_of(sheet):
        texts = [""] * width
        for cell in row:
            value = results[cell.coordinate].value if results and cell.data_type == "f" else cell.value
            if value is not None:
                lines = [*filter(None, map(str.strip, shown(value, cell.number_format).splitlines()))]
                texts[cell.column - 1] = " ".join(lines)
                if len(lines) > 1:
                    what, instead = f"line break in column {cell.column_letter}", _BREAK
                    heard.leave_out(what, "cell", instead=instead, line=number, text=" ".join(lines))
            elif cell.data_type == "f":
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
    return Sheet(file.getvalue().encode(errors="replace"), tuple(above), heard)
