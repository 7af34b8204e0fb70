"""A workbook whose one sheet is a table of relations: what a person sees of it and what is told."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli.conftest import Run, run
from openpyxl.styles import Font

import graphkit as gk
from graphkit.errors import DataError
from graphkit.formats import read
from graphkit.formats.format import Reading
from graphkit.model.entities import Dataset

__all__ = ["run"]
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


def test_merged_cells_are_told_by_their_place_and_text(run: Run, tmp_path: Path) -> None:
    def merge(book: Any) -> None:
        for place in ("A1:D1", "A4:A5", "B4:B5", "C3:D3"):
            book.active.merge_cells(place)

    found, notes = told(tmp_path, [["Meetings"], HEADINGS, *ROWS], merge)
    assert len(found.relations) == len(ROWS) - 1
    said = (
        "only the first cell of each has its text; unmerge them, fill in each; the first: line 3: 'C3:D3: Bo'"
    )
    assert f"Merged cells on the sheet Sheet (3 ranges): {said}." in notes
    assert [note for note in notes if note.startswith("Left out: 1 row")]
    folder = tmp_path / "d.graphkit"
    made = run("--notes", "import", tmp_path / "x.xlsx", "-o", folder)
    assert f"Merged cells on the sheet Sheet (3 ranges): {said}." in made.out + made.err


def test_nothing_is_told_of_a_plain_sheet(tmp_path: Path) -> None:
    assert told(tmp_path, [HEADINGS, *ROWS])[1] == []


def test_every_line_above_the_headings_is_told(tmp_path: Path) -> None:
    rows = [["Payments"], [], ["Amounts in EUR thousand"], HEADINGS, *ROWS]
    notes = told(tmp_path, rows)[1]
    assert [note for note in notes if "above the headings" in note] == [
        "Line 1 above the headings (1 cell): left out; the first: line 1: 'Payments'.",
        "Line 3 above the headings (1 cell): left out; the first: line 3: 'Amounts in EUR thousand'.",
    ]


@pytest.mark.parametrize("title", [["Deals", None, "2019"], ["Actors", "of", "Deals"], ["Deals", 2019]])
@pytest.mark.parametrize("columns", ["", "source=source,target=target"])
def test_a_line_of_several_cells_above_the_headings_is_refused_with_where_they_are(
    title: list[Any], columns: str, tmp_path: Path
) -> None:
    said = "line 1: is such as a title has; take the lines above the headings away: these are in line 3"
    with pytest.raises(DataError, match=said):
        told(tmp_path, [title, [], HEADINGS, *ROWS], columns=columns)
    (tmp_path / "x.csv").write_text("Deals of 2019\n\nsource,type,target,date\nAnn,met,Bo,2019\n")
    with pytest.raises(DataError, match=said):
        read(tmp_path / "x.csv", reading=Reading(columns=columns))


GROUPS = ["Parties", None, None, "Period"]


@pytest.mark.parametrize("above", [[], [["Deals"], []]])
@pytest.mark.parametrize("columns", ["", "source=source,target=target,date=date,type=type"])
def test_headings_of_groups_right_above_the_headings_are_left_out_and_told(
    above: list[list[Any]], columns: str, tmp_path: Path
) -> None:
    def merge(book: Any) -> None:
        book.active.merge_cells(f"A{len(above) + 1}:C{len(above) + 1}")

    found, notes = told(tmp_path, [*above, GROUPS, HEADINGS, *ROWS], merge, columns=columns)
    assert len(found.relations) == len(ROWS)
    line = len(above) + 1
    said = f"Headings of groups (1 line): left out; the first: line {line}: 'Parties, Period'."
    assert said in notes
    (tmp_path / "x.csv").write_text("Parties;;;Period\nsource;type;target;date\nAnn;met;Bo;2019\n")
    reading = Reading(columns=columns)
    assert len(read(tmp_path / "x.csv", reading=reading).relations) == 1
    assert "Headings of groups (1 line): left out; the first: line 1: 'Parties, Period'." in reading.told


@pytest.mark.parametrize("line", ["Ann;;;2019", "Parties;of;the;Period"])
def test_a_line_right_above_the_headings_that_may_be_a_row_or_a_title_is_refused(
    line: str, tmp_path: Path
) -> None:
    (tmp_path / "x.csv").write_text(f"{line}\nsource;type;target;date\nAnn;met;Bo;2019\n")
    with pytest.raises(DataError, match="take the lines above the headings away: these are in line 2"):
        read(tmp_path / "x.csv", reading=Reading())


def add_sheets(book: Any, *, tables: int = 0) -> None:
    book.create_sheet("Read me").append(["What this is"])
    book["Read me"].append(["Source and target are companies", "see the report"])
    book.create_sheet("Empty")
    book.create_sheet("Notes").append(["x", "y"])
    book["Notes"].sheet_state = "hidden"
    for number in range(tables):
        book.create_sheet(f"More {number}").append(HEADINGS)


def test_of_several_sheets_the_one_with_headings_is_read(run: Run, tmp_path: Path) -> None:
    found, notes = told(tmp_path, [["Deals"], HEADINGS, *ROWS], add_sheets)
    assert len(found.relations) == len(ROWS)
    assert "Sheet 'Read me' (2 rows): left out." in notes
    assert "Hidden sheet 'Notes' (1 row): left out." in notes
    assert run("import", tmp_path / "x.xlsx", "-o", tmp_path / "d.graphkit").code == 0
    assert (
        len(run("--data", tmp_path / "d.graphkit", "relations", "--format", "json").answer["relations"]) == 3
    )


def test_several_tables_are_refused_with_all_sheets(tmp_path: Path) -> None:
    names = (
        "'Sheet' (4 rows), 'Read me' (2 rows), 'Empty' (0 rows), 'Notes' (1 row, hidden), 'More 0' (1 row)"
    )
    said = f"its sheets: {names}); name them so, or keep one sheet"
    with pytest.raises(DataError, match=re.escape(said)):
        told(tmp_path, [HEADINGS, *ROWS], lambda book: add_sheets(book, tables=1))


def test_a_hidden_sheet_that_is_read_is_told(tmp_path: Path) -> None:
    def hide(book: Any) -> None:
        book.active.sheet_state = "hidden"
        book.active = book.create_sheet("Empty")

    assert "The sheet Sheet, which is read, is hidden." in told(tmp_path, [HEADINGS, *ROWS], hide)[1]


def two_tables(folder: Path) -> Path:
    book = openpyxl.Workbook()
    for title, rows in (
        ("Deals", [HEADINGS, *ROWS]),
        ("Talks", [HEADINGS, ["Eve", "met", "Fay", "2022"]]),
        ("Own words", [["who", "whom", "day"], ["Gil", "Hal", "2023"]]),
    ):
        for row in rows:
            (book[title] if title in book.sheetnames else book.create_sheet(title)).append(row)
    book.remove(book["Sheet"])
    book.save(folder / "x.xlsx")
    return folder / "x.xlsx"


@pytest.mark.parametrize(
    ("sheet", "columns", "actors"),
    [
        ("Talks", "", {"Eve", "Fay"}),
        (" deals ", "", {"Ann", "Bo", "Cy", "Di"}),
        ("Own words", "source=who,target=whom,date=day,type='met'", {"Gil", "Hal"}),
    ],
)
def test_one_of_several_tables_is_chosen_by_the_name_of_its_sheet(
    sheet: str, columns: str, actors: set[str], run: Run, tmp_path: Path
) -> None:
    path = two_tables(tmp_path)
    asked = ("import", path, "--sheet", sheet, *(("--columns", columns) if columns else ()))
    made = run("--notes", *asked, "--into", tmp_path / "x.json")
    assert made.code == 0, made.err
    assert sum(f"Sheet {title!r}" in made.out for title in ("Deals", "Talks", "Own words")) == 2
    assert run(*asked, "-o", tmp_path / "d.graphkit").code == 0
    for data in (tmp_path / "x.json", tmp_path / "d.graphkit"):
        rows = run("--data", data, "actors", "--format", "json").answer["actors"]
        assert {row["name"] for row in rows} == actors
    graph = gk.read(path, sheet=sheet, columns=columns).graph
    assert {fields["name"] for _, fields in graph.nodes(data=True)} == actors


def test_what_names_no_sheet_of_a_workbook_is_refused_with_those_that_there_are(
    run: Run, tmp_path: Path
) -> None:
    path, target = two_tables(tmp_path), ("--into", tmp_path / "x.json")
    sheets = "'Deals' (4 rows), 'Talks' (2 rows), 'Own words' (2 rows)"
    several = run("import", path, *target)
    assert several.code == 2
    assert f"(its sheets: {sheets})" in several.err
    assert several.err.endswith("or choose one: graphkit import FILE --sheet NAME\n")
    unknown = run("import", path, "--sheet", "Deal", *target)
    assert unknown.err.endswith(f"has no sheet 'Deal'; its sheets: {sheets}\n")
    book = openpyxl.load_workbook(path)
    book.create_sheet("Why").append(["as told"])
    book.save(path)
    assert "has no table on the sheet 'Why'; its" in run("import", path, "--sheet", "Why", *target).err
    (tmp_path / "x.csv").write_text("source,type,target\na,met,b\n")
    assert "--sheet is for workbooks: .xlsx" in run("import", tmp_path / "x.csv", "--sheet", "a", *target).err
    assert run("export", tmp_path / "whole.xlsx").code == 0
    whole = run("import", tmp_path / "whole.xlsx", "--sheet", "actors", *target)
    assert "which are read together; leave out --sheet" in whole.err
    assert {each.code for each in (several, unknown, whole)} == {2}
    assert not (tmp_path / "x.json").exists()
    with pytest.raises(DataError, match=r"gk\.read\(FILE, sheet='NAME'\)"):
        gk.read(path)
