"""A workbook whose one sheet is a table of relations: what a person sees of it and what is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from graphkit.formats import read
from graphkit.formats.format import Reading
from graphkit.model.entities import Dataset

HEADINGS = ["source", "type", "target", "date"]
ROWS = [["Ann", "met", "Bo", "2019"], ["Cy", "met", "Bo", "2020"], ["Di", "met", "Bo", "2021"]]


def told(
    folder: Path, rows: list[list[Any]], change: Callable[[Any], object] = bool, columns: str = ""
) -> tuple[Dataset, list[str]]:
    """Return what is read of a workbook of one sheet, after a change of it, and what is told."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    change(book)
    book.save(folder / "x.xlsx")
    reading = Reading(columns=columns)
    return read(folder / "x.xlsx", reading=reading), reading.told


def test_a_line_break_in_a_cell_is_a_blank_which_is_told(tmp_path: Path) -> None:
    rows = [HEADINGS, *ROWS, ["Ann\nLee", "met", "Bo\r\nPoe", "2022"], ["Eve\nFay", "met", "Bo", "2023"]]
    found, notes = told(tmp_path, rows)
    assert {"Ann Lee", "Bo Poe", "Eve Fay"} < {actor.name for actor in found.actors}
    said = "a blank stands there; if it names several, give each its own row; the first: line 5"
    assert f"Line break in column A (2 cells): {said}: 'Ann Lee'." in notes
    assert f"Line break in column C (1 cell): {said}: 'Bo Poe'." in notes


def strike(book: Any) -> None:
    for place in ("A3", "B3", "C3", "A4"):
        book.active[place].font = Font(strike=True)


def hide_rows(book: Any) -> None:
    for row in (3, 4, 9):  # of which the last is blank
        book.active.row_dimensions[row].hidden = True


def hide_columns(book: Any) -> None:
    book.active.column_dimensions.group("C", "D", hidden=True)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (strike, "Struck-through text on the sheet Sheet (2 rows): taken as it is, though it may be no fact"),
        (hide_rows, "Hidden row of the sheet Sheet (2 rows): read like any other"),
        (hide_columns, "Hidden column of the sheet Sheet (2 columns): read like any other"),
    ],
)
def test_what_is_struck_through_or_hidden_is_kept_and_told(
    change: Callable[[Any], object], said: str, tmp_path: Path
) -> None:
    found, notes = told(tmp_path, [HEADINGS, *ROWS], change)
    assert len(found.relations) == len(ROWS)
    first = "line 1: 'target, date'" if "column" in said else "line 3: 'Cy'"
    assert [note for note in notes if "of the sheet" in note or "on the sheet" in note] == [
        f"{said}; the first: {first}."
    ]


def test_nothing_is_told_of_a_plain_sheet(tmp_path: Path) -> None:
    assert told(tmp_path, [HEADINGS, *ROWS])[1] == []
