"""Cells of workbooks that people and programs make: texts of several fonts, large areas, empty results."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from graphkit.errors import DataError
from graphkit.formats import read
from graphkit.formats.format import Reading
from graphkit.formats.spreadsheet import areas
from graphkit.model.entities import Dataset

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADINGS = ["source", "type", "target", "date", "amount", "unit"]
RAISED, STRUCK = InlineFont(vertAlign="superscript"), InlineFont(strike=True)


def saved(folder: Path, *rows: list[Any]) -> Path:
    book = openpyxl.Workbook()
    for row in (HEADINGS, *rows):
        book.active.append(row)
    book.save(folder / "x.xlsx")
    return folder / "x.xlsx"


def changed(path: Path, change: Callable[[bytes], bytes]) -> Path:
    """Change the text of the first sheet of a workbook."""
    file = io.BytesIO()
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(file, "w") as copy:
        for name in book.namelist():
            text = book.read(name)
            copy.writestr(name, change(text) if name == "xl/worksheets/sheet1.xml" else text)
    path.write_bytes(file.getvalue())
    return path


def found(path: Path) -> tuple[Dataset, list[str]]:
    reading = Reading()
    return read(path, reading=reading), reading.told


def rich(*parts: str | tuple[InlineFont, str]) -> CellRichText:
    return CellRichText(*(part if isinstance(part, str) else TextBlock(*part) for part in parts))


def test_a_raised_mark_is_no_part_of_a_name_or_an_amount(tmp_path: Path) -> None:
    row = [rich("Acme", (RAISED, "1")), "paid", "Bolt", "2019", rich("1200", (RAISED, "2")), "EUR"]
    dataset, notes = found(saved(tmp_path, row, ["Acme", "paid", "Bolt", "2020", "7", "EUR"]))
    assert sorted(actor.name for actor in dataset.actors) == ["Acme", "Bolt"]
    assert [(row.amount.value, row.amount.unit) for row in dataset.relations if row.amount] == [
        (1200, "EUR"), (7, "EUR"),
    ]  # fmt: skip
    assert "Raised mark on the sheet Sheet (2 cells): left out; the first: line 2: '1 after Acme'." in notes


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Plot of 12 m", (RAISED, "2")), "Plot of 12 m2"),
        (("The 1", (RAISED, "st"), " Bank"), "The 1st Bank"),
        (((RAISED, "a"), "Acme"), "aAcme"),
        (("M", (RAISED, "c"), "Coy"), "McCoy"),
        (("Elisabeth", (RAISED, "II")), "ElisabethII"),
    ],
)
def test_raised_letters_that_are_a_part_of_a_word_stay(
    parts: tuple[str | tuple[InlineFont, str], ...], name: str, tmp_path: Path
) -> None:
    dataset, notes = found(saved(tmp_path, [rich(*parts), "owns", "Bolt", "2019"]))
    assert name in {actor.name for actor in dataset.actors}
    assert not any("Raised" in note for note in notes)


def test_a_power_of_ten_is_no_amount_of_ten(tmp_path: Path) -> None:
    dataset, notes = found(
        saved(tmp_path, ["Acme", "paid", "Bolt", "2019", rich("10", (RAISED, "6")), "EUR"])
    )
    (relation,) = dataset.relations
    assert relation.amount is None
    assert "10^6" in (relation.note or "")
    assert any("Amount in column amount" in note for note in notes)


def test_a_part_that_is_struck_through_is_left_out_and_told(tmp_path: Path) -> None:
    row = [rich((STRUCK, "Ben Ray "), "Cy Poe"), "paid", rich((STRUCK, "Bo"), (STRUCK, "lt")), "2019"]
    dataset, notes = found(saved(tmp_path, row))
    assert sorted(actor.name for actor in dataset.actors) == ["Bolt", "Cy Poe"]
    what = (
        "Struck-through part of a cell on the sheet Sheet (1 cell): left out; the first: line 2: 'Ben Ray '."
    )
    assert what in notes


def test_a_formula_that_comes_to_an_empty_text_is_a_blank_cell(tmp_path: Path) -> None:
    path = saved(tmp_path, ["Ann", "met", "Bo", '=IF(1=2,"2019","")'], ['=IF(1=2,"Ann","")', "met", "Bo"])
    with pytest.raises(DataError, match="holds a formula without its result"):
        read(path)
    changed(path, lambda text: re.sub(rb"<c ([^>]*)>(<f>.*?</f>)<v></v>", rb'<c \1 t="str">\2<v></v>', text))
    dataset, notes = found(path)
    assert [row.when for row in dataset.relations] == [None]
    assert any("1 row that names one actor or none" in note for note in notes)


@pytest.mark.parametrize("tag", ["mergeCell", "hyperlink"])
@pytest.mark.parametrize("form", ['<{tag} ref="{area}"/>', "<{tag} ref='{area}' ></{tag}>"])
def test_areas_end_with_the_table(form: str, tag: str, tmp_path: Path) -> None:
    places = [
        *("A2:XFD1048576" for _ in range(2)), *(f"H{row}:XFD{row + 9}" for row in range(5000)), "A9:A1048576",
    ]  # fmt: skip
    text = "".join(form.format(tag=tag, area=area) for area in places).encode()
    whole = b"<%ss>%s</%ss>" % (tag.encode(), text, tag.encode())
    after = rb"</sheetData>"
    path = changed(
        saved(tmp_path, ["Ann", "met", "Bo", "2019"]), lambda sheet: sheet.replace(after, after + whole)
    )
    book = openpyxl.load_workbook(io.BytesIO(areas.cut(path, path.read_bytes())))
    assert {str(area) for area in book.active.merged_cells.ranges} <= {"A2:F2"}
    assert book.active.max_row == 2
    assert found(path)[0].actors or tag == "mergeCell"


@pytest.mark.parametrize("location", [b"x!A1:XFD1048576", b"x' ref='A1:B1"])
def test_an_area_that_another_attribute_names_too_is_cut_at_its_own_place(
    location: bytes, tmp_path: Path
) -> None:
    area, after = b"A1:XFD1048576", rb"</sheetData>"
    link = b'<hyperlinks><hyperlink location="%s" ref="%s"/></hyperlinks>' % (location, area)
    path = changed(
        saved(tmp_path, ["Ann", "met", "Bo", "2019"]), lambda sheet: sheet.replace(after, after + link)
    )
    with zipfile.ZipFile(io.BytesIO(areas.cut(path, path.read_bytes()))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert b'location="%s" ref="A1:F2"' % location in sheet


@pytest.mark.parametrize("tag", ["mergeCell", "hyperlink", "x-y:hyperlink"])
@pytest.mark.parametrize(
    "area",
    [
        "$A$1:$XFD$1048576", "a1:xfd1048576", "A1:XFD99999999", "A1&#58;XFD1048576", "A0:XFD1048576",
        "A:XFD", "1:1048576",
    ],
)  # fmt: skip
def test_an_area_is_cut_however_it_is_written(area: str, tag: str, tmp_path: Path) -> None:
    after, name = rb"</sheetData>", tag.rpartition(":")[2]
    whole = f'<{name}s xmlns:x-y="{_MAIN}"><{tag} a-b="1" ref="{area}"/></{name}s>'.encode()
    path = changed(
        saved(tmp_path, ["Ann", "met", "Bo", "2019"]), lambda sheet: sheet.replace(after, after + whole)
    )
    with zipfile.ZipFile(io.BytesIO(areas.cut(path, path.read_bytes()))) as book:
        assert b'<%s a-b="1" ref="A1:F2"/>' % tag.encode() in book.read("xl/worksheets/sheet1.xml")


def test_an_area_of_a_sheet_that_lies_elsewhere_is_cut(tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("sheets/a.part", '<worksheet><mergeCell ref="A1:XFD1048576"/></worksheet>')
    with zipfile.ZipFile(io.BytesIO(areas.cut(file, file.read_bytes()))) as book:
        assert book.read("sheets/a.part") == b"<worksheet></worksheet>"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_an_area_is_cut_however_its_sheet_is_encoded(encoding: str, tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="%s"?>%s<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'

    def other(sheet: bytes) -> bytes:
        start, end = sheet.decode().split("</sheetData>")
        return (text % (encoding[:6].rstrip("-"), f"{start}</sheetData>") + end).encode(encoding)

    path = changed(saved(tmp_path, ["Ann", "met", "Bo", "2019"]), other)
    book = openpyxl.load_workbook(io.BytesIO(areas.cut(path, path.read_bytes())))
    assert [str(area) for area in book.active.merged_cells.ranges] == ["A1:F2"]


def test_more_merged_cells_than_can_be_read_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(areas, "_MOST", 5)
    path = saved(tmp_path, ["Ann", "met", "Bo", "2019"], ["Ann", "met", "Bo", "2020"])
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A1:C3")
    book.save(path)
    with pytest.raises(
        DataError, match=r"sheet1\.xml: has areas of more than 5 merged or linked cells; unmerge"
    ):
        read(path)


@pytest.mark.parametrize("places", ['min="3" max="3"', 'min="3"', 'min="3" max="999999999"'])
def test_hidden_columns_are_told_whatever_their_last_one_is_called(places: str, tmp_path: Path) -> None:
    before, columns = rb"<sheetData>", f'<cols><col {places} hidden="1"/></cols>'.encode()
    path = changed(
        saved(tmp_path, ["Ann", "met", "Bo"]), lambda sheet: sheet.replace(before, columns + before)
    )
    assert any("idden column" in note and "target" in note for note in found(path)[1])
