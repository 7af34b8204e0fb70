"""The format of a workbook (.xlsx): the tables of a dataset, one a sheet, for Excel and LibreOffice.

The sheets ``actors``, ``relations``, ``sources`` and ``types`` are always there; ``evidence``, ``story`` and
``dataset`` where they are needed, as in a folder of CSV tables. Columns with a fixed choice offer it as a
list, and columns that name actors, types or sources offer those of the other sheets. Texts stay texts: a date
is typed as EDTF, and a date that a spreadsheet has made of it is read by what its cell shows, a month where
it shows no day.
"""

import io
import re
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from graphkit.errors import DataError, Fault, UsageError, shortened
from graphkit.formats.format import Format, PathLike, Reading, Written, content_of
from graphkit.formats.spreadsheet.areas import cut
from graphkit.formats.spreadsheet.csv_tables import cells
from graphkit.formats.spreadsheet.layout import TABLES
from graphkit.formats.spreadsheet.number_formats import plain, shown, shows_no_year
from graphkit.formats.spreadsheet.reader import Source, assemble
from graphkit.graph.build import to_dataset
from graphkit.graph.multigraph import Graph
from graphkit.libraries import Reader, extra_module
from graphkit.model.cell_syntax import FORMULA
from graphkit.model.entities import Dataset
from graphkit.model.kinds import Kind
from graphkit.model.sample import COMMENTS
from graphkit.model.statuses import STATUSES
from graphkit.model.vocabulary import vocabulary
from graphkit.storage.atomic import LARGEST

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

SHEETS = {name: "types" if name == "relation_types.csv" else name.removesuffix(".csv") for name in TABLES}
"""The sheet of each table."""
ALWAYS = ("actors.csv", "relations.csv", "sources.csv", "relation_types.csv")
"""Tables that have a sheet even without a row."""

LONGEST = 32_767
"""Characters of the longest text that a cell of a workbook holds."""
MOST_ROWS = 1_048_576
"""Rows of the longest sheet, its heading included."""

_NAMED = {
    ("relations.csv", "source"): ("actors.csv", "name"),
    ("relations.csv", "target"): ("actors.csv", "name"),
    ("evidence.csv", "relation"): ("relations.csv", "id"),
    ("evidence.csv", "source"): ("sources.csv", "id"),
    ("evidence.csv", "attribution"): ("actors.csv", "id"),
    ("sources.csv", "publisher_actor"): ("actors.csv", "id"),
}
"""Columns that name a row of another table, and by which of its columns."""
_CHOICES: dict[tuple[str, str], Sequence[str]] = {
    ("actors.csv", "kind"): get_args(Kind),
    ("relations.csv", "status"): STATUSES,
    ("evidence.csv", "status"): STATUSES,
    ("evidence.csv", "stance"): ("supports", "contradicts"),
    ("evidence.csv", "dated"): ("yes", "no"),
    ("relation_types.csv", "symmetric"): ("yes", "no"),
    ("relation_types.csv", "kind"): ("event", "state", "either"),
}
"""Columns with a fixed choice."""
_WIDTHS = {"name": 28, "title": 40, "description": 40, "summary": 60, "evidence": 40, "note": 30, "text": 60}
_OFFERED = 2_000
"""The rows for which a new sheet offers choices, and the rows whose names it offers."""

# --- writing --------------------------------------------------------------------------------------


def dumps(graph: Graph) -> Written:
    """Return a graph as a workbook; nothing is lost."""
    return Written(write(to_dataset(graph)))


def write(dataset: Dataset, *, explained: bool = False) -> bytes:
    """Return a dataset as a workbook; nothing is lost.

    If ``explained``, headings carry a comment that tells how the column is filled in. A text or a table
    longer than a workbook can hold raises UsageError.
    """
    openpyxl = extra_module("openpyxl", "workbooks", "excel")
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.creator = "graphkit"
    tables, file, room = cells(dataset), io.BytesIO(), tempfile.gettempdir()
    for name, sheet in SHEETS.items():
        rows = tables.get(name, [])
        if rows or name in ALWAYS:
            _fill(book.create_sheet(sheet), name, rows)
    _offer(book, [type_.name for type_ in dataset.relation_types])
    if explained:
        _explain(book)
    # openpyxl writes each sheet into a temporary file first; what fails there may be an error of lxml.
    with Reader(
        room, "has no room for a workbook", "free some space there", but=(MemoryError, OSError), kept=True
    ):
        book.save(file)
    return file.getvalue()


def _fill(sheet: "Worksheet", name: str, rows: Sequence[Sequence[str | None]]) -> None:
    """Write the heading and the rows of a table; every cell is a text, so nothing is computed or changed."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    columns = TABLES[name].columns
    if len(rows) >= MOST_ROWS:
        count = f"{SHEETS[name]}: {len(rows):,} rows"
        raise UsageError(f"{count} are more than a sheet holds; export a folder of CSV tables")
    for row, values in enumerate([columns, *rows], 1):
        for position, value in enumerate(values, 1):
            if value is None:
                continue
            if len(value) * 7 >= LONGEST and len(_escaped(value)) >= LONGEST:
                raise UsageError(
                    f"{SHEETS[name]}, row {row}: {columns[position - 1]} has {len(value):,} characters, more "
                    f"than a cell of a workbook holds ({LONGEST:,}); export a folder of CSV tables"
                )
            _write(sheet.cell(row, position), value)
    for position, column in enumerate(columns, 1):
        letter = get_column_letter(position)
        sheet.cell(1, position).font = Font(bold=True)
        sheet.column_dimensions[letter].width = _WIDTHS.get(column, max(12, len(column) + 4))
        sheet.column_dimensions[letter].number_format = "@"  # what is typed stays as it was typed
    sheet.freeze_panes = "A2"


def _write(cell: "Cell", text: str) -> None:
    """Write a text that nothing computes; an apostrophe keeps its blanks, and a first apostrophe or ``#``."""
    cell.value = _escaped(f"'{text}" if text != text.strip() or text[:1] in ("", "'", "#") else text)
    cell.data_type = "s"
    cell.number_format = "@"
    if text and text[0] in FORMULA:
        cell.quotePrefix = True


_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_TO_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _escaped(text: str) -> str:
    """Return a text with what XML cannot hold as ``_x000D_``, as ECMA-376 (22.9.2.19) has it."""
    return _TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _offer(book: Any, own_types: Sequence[str]) -> None:
    """Let columns offer their choices; anything else may still be typed."""
    from openpyxl.utils import get_column_letter, quote_sheetname
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = book.create_sheet("lists")
    lists.sheet_state = "hidden"
    types = sorted({*vocabulary(), *own_types})
    offered: dict[Sequence[str], str] = {}

    def listed(values: Sequence[str]) -> str:
        if tuple(values) not in offered:
            letter = get_column_letter(len(offered) + 1)
            for row, value in enumerate(values, 1):
                _write(lists[f"{letter}{row}"], value)
            offered[tuple(values)] = f"lists!${letter}$1:${letter}${len(values)}"
        return offered[tuple(values)]

    def column_of(name: str, column: str) -> str:
        letter = get_column_letter(TABLES[name].columns.index(column) + 1)
        return f"{quote_sheetname(SHEETS[name])}!${letter}$2:${letter}${_OFFERED}"

    for name, sheet in SHEETS.items():
        if sheet not in book.sheetnames:
            continue
        for position, column in enumerate(TABLES[name].columns, 1):
            choice: str | None = None
            if (name, column) in _CHOICES:
                choice = listed(_CHOICES[name, column])
            elif column == "type":
                choice = listed(types)
            elif (name, column) in _NAMED:
                choice = column_of(*_NAMED[name, column])
            if choice:
                rule = DataValidation("list", formula1=f"={choice}", allow_blank=True)
                letter = get_column_letter(position)
                rule.add(f"{letter}2:{letter}{_OFFERED}")
                book[sheet].add_data_validation(rule)


def _explain(book: Any) -> None:
    """Write on the first heading of a sheet how its rows are filled in."""
    from openpyxl.comments import Comment

    for name, lines in COMMENTS.items():
        text = "\n".join(line.removeprefix("# ") for line in lines)
        book[SHEETS[name]]["A1"].comment = Comment(text, "graphkit", height=120, width=420)


# --- reading --------------------------------------------------------------------------------------


@dataclass
class Workbook(Source):
    """The sheets of a workbook as tables; ``results`` has the results of formulas, if there are any."""

    sheets: dict[str, Any]
    results: dict[str, Any]

    def title(self, name: str) -> str:
        return f"the sheet {SHEETS[name]}"

    def fault(self, name: str, row: int, place: str, message: str) -> Fault:
        where = f"sheet {SHEETS[name]}, row {row}"
        return Fault(f"{where}, {place}" if place else where, message)

    def order(self, fault: Fault) -> int:
        starts = (f"sheet {sheet}," for sheet in SHEETS.values())
        return next((at for at, start in enumerate(starts) if fault.place.startswith(start)), -1)

    def records(self, name: str) -> Iterator[tuple[int, list[str | None]]]:
        sheet = self.sheets.get(name)
        if sheet is None:
            return
        width = 0
        for number, row in rows_of(sheet):
            texts: list[str | None] = [None] * max(width, reach(row))
            for cell in row:
                if cell.value is not None:
                    texts[cell.column - 1] = self._text(name, cell)
            width = width or len(texts)
            first = next((cell.value for cell in row if cell.column == 1), None)
            if any(texts) and not str(first or "").lstrip().startswith("#"):
                yield number, texts

    def _text(self, name: str, cell: "Cell") -> str | None:
        """Return what a cell says; None if it is empty."""
        value: Any = cell.value
        if cell.data_type == "f":
            result = self.results[name][cell.coordinate]
            value = result.value
            if value is None and is_empty_text(result):
                return None
            if value is None:
                self._refuse(name, cell, f"holds a formula without its result; {OR_A_TEXT}")
                return None
        if cell.data_type == "e" or (isinstance(value, str) and value in _ERRORS and cell.data_type == "f"):
            self._refuse(name, cell, f"holds the error {value}; mend it, or clear the cell")
            return None
        if isinstance(value, date) and shows_no_year(cell.number_format):
            mend = "format it as yyyy-mm-dd, mend the year if it is wrong, or write the date as a text"
            self._refuse(name, cell, f"holds a date but shows no year; {mend}")
            return None
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        text = plain(value) if is_number else shown(value, cell.number_format)
        if cell.data_type == "s":
            text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
        return text[1:] if text.startswith("'") else text.strip() or None

    def _refuse(self, name: str, cell: "Cell", message: str) -> None:
        self.faults.append(self.fault(name, cell.row, f"column {cell.column_letter}", message))


OR_A_TEXT = "save the workbook in a spreadsheet, or write the text"
_MOST_CELLS = 30_000_000
"""The most cells of a sheet, counted in each row up to the last that is filled."""
_ERRORS = ("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!")


def read(path: PathLike, reading: Reading) -> Dataset:
    """Read a workbook."""
    return assemble(_opened(path, reading), reading)


def _opened(path: PathLike, reading: Reading) -> Workbook:
    extra_module("openpyxl", "workbooks", "excel")
    content = sound(path, content_of(path))
    book = load(path, content, results=False)
    names = {sheet: name for name, sheet in SHEETS.items()} | {
        name.removesuffix(".csv"): name for name in TABLES
    }
    sheets = {
        names[key]: sheet for sheet in book.worksheets if (key := sheet.title.strip().casefold()) in names
    }
    if not {"actors.csv", "relations.csv"} & sheets.keys():
        has = ", ".join(shortened(sheet.title) for sheet in book.worksheets[:5]) or "none"
        message = (
            f"has neither a sheet 'actors' nor a sheet 'relations' (its sheets: {has}); name them so, "
            "or save a sheet of other columns as CSV"
        )
        raise DataError(str(path), [Fault("", message)])
    formulas = False
    for sheet in book.worksheets:
        known = sheet in sheets.values()
        if not known and is_filled(sheet) and not (sheet.title == "lists" and sheet.sheet_state == "hidden"):
            reading.leave_out(f"sheet {shortened(sheet.title)}", "row", sheet.max_row)
        if known:
            formulas = look_over(sheet, str(path), reading) or formulas
    results: dict[str, Any] = {}
    if formulas:
        with_results = load(path, content, results=True)
        results = {name: with_results[sheet.title] for name, sheet in sheets.items()}
    return Workbook(Path(path), sheets, results)


def rows_of(sheet: "Worksheet") -> Iterator[tuple[int, list["Cell"]]]:
    """Yield the cells that are there, row by row; ``iter_rows`` makes all those between them too."""
    for number, row in groupby(sorted(sheet._cells.items()), key=lambda each: each[0][0]):
        yield number, [cell for _, cell in row]


def is_filled(sheet: "Worksheet") -> bool:
    """Return whether a sheet has more than an empty cell."""
    return bool(sheet.max_row > 1 or sheet.max_column > 1 or sheet["A1"].value is not None)


def reach(row: Sequence["Cell"]) -> int:
    """Return the column of the last cell that is filled, counted from 1; 0 if none is."""
    return next((cell.column for cell in reversed(row) if cell.value is not None), 0)


def is_empty_text(result: "Cell") -> bool:
    """Return whether a formula came to a text without a character, and not to nothing that was saved."""
    return result.value is None and result.data_type == "str"


_MERGED = "only the first cell of each has its text; unmerge them, fill in each"


def look_over(sheet: "Worksheet", where: str, reading: Reading) -> bool:
    """Tell of comments, pictures, merged cells and what is hidden or struck through.

    Return whether a sheet has formulas.

    Raises DataError if the rows reach so far to the right that reading them would fill the memory.
    """
    formulas, cells_reached, hidden = False, 0, _hidden_columns(sheet)
    merged = {(place.min_row, place.min_col): place for place in sheet.merged_cells.ranges}
    found: dict[int, tuple[int, str]] = {}
    for number, row in rows_of(sheet):
        cells_reached += reach(row)
        filled = [cell for cell in row if cell.value is not None]
        for cell in filled:
            if isinstance(cell.value, list):
                cell.value, cell.data_type = _in_one_font(cell, sheet.title, reading), "s"
        first, place = str(filled[0].value if filled else ""), sheet.row_dimensions.get(number)
        if filled and place is not None and place.hidden:
            what = f"hidden row of the sheet {sheet.title}"
            reading.leave_out(what, "row", instead="read like any other", line=number, text=first)
        if any(cell.has_style and cell.font.strike for cell in filled):
            what, instead = "struck-through text on", "taken as it is, though it may be no fact"
            reading.leave_out(
                f"{what} the sheet {sheet.title}", "row", instead=instead, line=number, text=first
            )
        for cell in filled if hidden else ():
            if cell.column in hidden:
                found.setdefault(cell.column, (number, str(cell.value)))
        for cell in filled if merged else ():
            area = merged.get((cell.row, cell.column))
            if area is not None and (area.max_row > area.min_row or len(filled) > 1):  # else it is a title
                what, text = f"merged cells on the sheet {sheet.title}", f"{area.coord}: {cell.value}"
                reading.leave_out(what, "range", instead=_MERGED, line=number, text=text)
        for cell in row:
            formulas = formulas or cell.data_type == "f"
            if cell.comment is not None and cell.row > 1:
                reading.leave_out(f"comments on the sheet {sheet.title}", "cell")
            if cell.hyperlink is not None and cell.hyperlink.target and cell.hyperlink.target != cell.value:
                reading.leave_out(f"links behind the texts of the sheet {sheet.title}", "cell")
    if found:
        what, (number, _) = f"hidden column of the sheet {sheet.title}", min(found.values())
        headings = ", ".join(text for _, text in found.values())
        reading.leave_out(what, "column", len(found), "read like any other", line=number, text=headings)
    if cells_reached > _MOST_CELLS:
        message = "has cells far to the right of its table; delete those columns"
        raise DataError(where, [Fault(f"sheet {sheet.title}", message)])
    pictures = len(getattr(sheet, "_images", ())) + len(getattr(sheet, "_charts", ()))
    if pictures:
        reading.leave_out(f"pictures on the sheet {sheet.title}", "picture", pictures)
    return formulas


_RAISED_UNIT = re.compile(r"\b[cdkm]?m$")
_MARK = re.compile(r"[0-9]{1,2}(?:[,; ]+[0-9]{1,2})*|[a-z*†‡§]{1,2}|\([0-9a-z]\)")
_ENDING = re.compile(r"(?:st|nd|rd|th|er|re|e|o|a|ère|ème|ter)", re.IGNORECASE)
_POWER = re.compile(r"(?:^|[^0-9.,])10$")


def _in_one_font(cell: "Cell", title: str, reading: Reading) -> str:
    """Return a text of several fonts without footnote marks and without a part that is struck through.

    A mark stands raised at the end. What else is raised stays: a power of a metre (``m²``) or of ten, which
    is told by ``^``, the ending of a number (``1st``), and letters within a name.
    """
    text = ""
    parts = [(str(part), getattr(part, "font", None)) for part in cell.value]
    whole = all(font is not None and font.strike for part, font in parts if part.strip())
    for place, (part, font) in enumerate(parts):
        is_last = not any(other.strip() for other, _ in parts[place + 1 :])
        is_raised = font is not None and font.vertAlign == "superscript" and bool(text)
        stays = _RAISED_UNIT.search(text) or (text[-1:].isdigit() and _ENDING.fullmatch(part.strip()))
        if is_raised and _POWER.search(text) and part.strip().isdigit():
            text += f"^{part}"
            continue
        if is_raised and is_last and not stays and _MARK.fullmatch(part.strip()):
            what, told = f"raised mark on the sheet {title}", f"{part} after {text}"
        elif font is not None and font.strike and not whole:
            what, told = f"struck-through part of a cell on the sheet {title}", part
        else:
            text += part
            continue
        reading.leave_out(what, "cell", line=cell.row, text=told)
    return text.strip()


def _hidden_columns(sheet: "Worksheet") -> set[int]:
    places = (place for place in sheet.column_dimensions.values() if place.hidden)
    ends = [(place.min, min(place.max or place.min, sheet.max_column)) for place in places]
    return {column for first, last in ends for column in range(first, last + 1)}


def load(path: PathLike, content: bytes, *, results: bool) -> Any:
    """Return a workbook of openpyxl; with ``results``, cells of formulas have what they came to."""
    import warnings

    import openpyxl

    with (
        warnings.catch_warnings(),
        Reader(path, "is no workbook that can be read", "save it as .xlsx in a spreadsheet"),
    ):
        warnings.simplefilter("ignore")  # of extensions of Excel that have no cells
        return openpyxl.load_workbook(
            io.BytesIO(content), data_only=results, rich_text=not results and _has_runs(content)
        )


def _has_runs(content: bytes) -> bool:
    """Return whether a text of a workbook has a part that is raised or struck through.

    openpyxl reads such texts otherwise than plain ones, and changes some of those.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        texts = (name for name in book.namelist() if _TEXTS.fullmatch(name))
        return any(_RUN.search(book.read(name)) for name in texts)


_TEXTS = re.compile(r"xl/(?:sharedStrings|worksheets/[^/]+)\.xml", re.IGNORECASE)
_RUN = re.compile(rb"<(?:\w+:)?(?:vertAlign|strike)\b")


def sound(path: PathLike, content: bytes) -> bytes:
    """Return a workbook that can be read; raise if it is no archive, or unpacks to more than may be read."""
    old = content.startswith(b"\xd0\xcf\x11\xe0")
    if not content.startswith(b"PK"):
        what = "is an old or an encrypted workbook" if old else "is no workbook"
        raise DataError(str(path), [Fault("", f"{what}; save it as .xlsx without a password")])
    with Reader(path, "is no workbook that can be read", "save it as .xlsx in a spreadsheet"):
        size = sum(member.file_size for member in zipfile.ZipFile(io.BytesIO(content)).infolist())
    if size > LARGEST:
        message = f"unpacks to more than {LARGEST // 2**20:,} MB; export CSV tables from it"
        raise DataError(str(path), [Fault("", message)])
    with Reader(path, "is no workbook that can be read", "save it as .xlsx in a spreadsheet"):
        return cut(path, content)


WORKBOOK = Format("workbook", (".xlsx",), "Excel and LibreOffice: a sheet for each table", dumps, read)
