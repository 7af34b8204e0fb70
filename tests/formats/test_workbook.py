"""The workbook: loss-free both ways, as people and LibreOffice write it, each fault by sheet and cell."""

import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from datetime import date, datetime
from itertools import islice, permutations
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli.conftest import Run, run
from datasets import actor, dataset
from hypothesis import given
from openpyxl.comments import Comment
from shipped import STORIES
from storage.test_json_file import datasets

from graphkit.errors import DataError, MissingExtraError, StorageError, UsageError
from graphkit.formats import read
from graphkit.formats.format import Reading
from graphkit.formats.spreadsheet import workbook
from graphkit.formats.spreadsheet.number_formats import shown
from graphkit.model.entities import Dataset
from graphkit.model.sample import example
from graphkit.storage.json_file import dumps, loads, read_dataset

from .test_csv_tables import dangerous

__all__ = ["run"]
SHIPPED = [read_dataset(file) for file in STORIES.values()]

SPREADSHEET = shutil.which("soffice") or shutil.which("libreoffice")


def written(path: Path, **sheets: list[list[Any]]) -> Path:
    """Write a workbook of these rows by sheet, as another program would."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


ACTORS = [["id", "name", "kind"], ["ann", "Ann Example", "person"], ["firm", "The Firm", "company"]]
RELATIONS = [["source", "type", "target", "when"], ["Ann Example", "met", "the firm", "2025-03-04"]]


def refused(path: Path) -> list[str]:
    with pytest.raises(DataError) as error:
        read(path)
    return [str(fault) for fault in error.value.faults]


# --- there and back -------------------------------------------------------------------------------


@given(datasets())
def test_any_dataset_comes_back_from_a_workbook(raw: dict[str, Any]) -> None:
    made = loads(json.dumps(raw))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.xlsx"
        path.write_bytes(workbook.write(made))
        assert dumps(read(path)) == dumps(made)


def test_a_row_that_begins_with_the_sign_of_comments_comes_back() -> None:
    steps = [{"title": title} for title in ("#", "# One", "'#", " # ", "Two")]
    raw = json.loads(dumps(dataset(actors=[actor("ann")])))
    raw["graph"]["story"] = steps
    made = loads(json.dumps(raw))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.xlsx"
        path.write_bytes(workbook.write(made))
        assert dumps(read(path)) == dumps(made)


TEXTS = ("a\x07b", "a\rb\r\nc", "_x000D_", "_x005F_x000d_", "\x85", "\ufffe", " pad ", "\t", "''", "'=1")


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_no_text_is_changed(text: str, tmp_path: Path) -> None:
    made = dataset(actors=[actor("ann", aliases=(f"x{text}", f"{text}x"))])
    (tmp_path / "a.xlsx").write_bytes(workbook.write(made))
    assert read(tmp_path / "a.xlsx") == made


@pytest.mark.parametrize("made", [*SHIPPED, dangerous(), example(), Dataset()])
def test_a_workbook_and_back(made: Dataset, tmp_path: Path) -> None:
    (tmp_path / "story.xlsx").write_bytes(workbook.write(made, explained=True))
    assert dumps(read(tmp_path / "story.xlsx")) == dumps(made)


def test_nothing_in_a_workbook_is_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook.write(dangerous())))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    assert all(
        cell.value is None for s in book for row in s.iter_rows() for cell in row if cell.data_type == "n"
    )


def test_columns_offer_their_choices_and_the_names_of_other_sheets() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook.write(example())))
    offered = {
        (sheet.title, sheet.cell(1, next(iter(rule.sqref.ranges)).min_col).value): rule.formula1
        for sheet in book
        for rule in sheet.data_validations.dataValidation
    }
    assert offered["relations", "source"] == offered["relations", "target"] == "='actors'!$B$2:$B$2000"
    lists = book["lists"]
    choices = {
        place: [cell.value for (cell,) in lists[formula.removeprefix("=lists!").replace("$", "")]]
        for place, formula in offered.items()
        if formula.startswith("=lists!")
    }
    assert choices["relations", "status"] == ["actual", "planned", "denied"]
    assert "government-body" in choices["actors", "kind"]
    assert "met" in choices["relations", "type"]


def test_a_text_that_no_cell_holds_is_refused_rather_than_cut() -> None:
    with pytest.raises(UsageError, match=r"actors, row 2: description has 40,000 characters.* CSV tables"):
        workbook.write(dataset(actors=[actor("ann", description="x" * 40_000)]))


# --- as people write it ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (datetime(2025, 3, 4), "yyyy-mm-dd", "2025-03-04"),
        (date(2025, 3, 4), "dd.mm.yyyy", "2025-03-04"),
        (datetime(2025, 3, 4, 15, 30), "m/d/yyyy h:mm", "2025-03-04"),
        (datetime(2025, 3, 1), "mmm yy", "2025-03"),
        (datetime(2025, 3, 1), '[$-409]mmm"day"\\d yyyy', "2025-03"),
        (datetime(2025, 1, 1), "yyyy", "2025"),
        (2025, "General", "2025"),
        (2025.0, "General", "2025"),
        (3, "0", "3"),
        (True, "General", "yes"),
        (False, "General", "no"),
        (None, "General", ""),
        ("  [..2025-03-04] ", "@", "  [..2025-03-04] "),
    ],
)
def test_a_date_is_as_precise_as_its_cell_shows_it(value: Any, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


@pytest.mark.parametrize("form", ["d-mmm", "dd/mm", "mmmm", "dddd", '"FY" d mmm', "[$-409]d-mmm;@"])
def test_a_date_that_shows_no_year_is_a_fault_of_its_cell(form: str, tmp_path: Path) -> None:
    path = written(
        tmp_path / "day.xlsx",
        actors=[["id", "name", "kind"], ["a", "Ann", "person"], ["b", "Bo", "person"]],
        relations=[["source", "type", "target", "when"], ["a", "met", "b", datetime(2026, 3, 6)]],
    )
    book = openpyxl.load_workbook(path)
    book["relations"]["D2"].number_format = form
    book.save(path)
    (fault,) = refused(path)
    assert "sheet relations, row 2, column D: holds a date but shows no year" in fault


def test_dates_of_a_spreadsheet_and_numbers_are_read(tmp_path: Path) -> None:
    rows = [
        *RELATIONS,
        ["Ann Example", "met", "The Firm", datetime(2025, 5, 6)],
        ["ann", "met", "firm", 2024],
    ]
    made = read(written(tmp_path / "a.xlsx", actors=ACTORS, relations=rows))
    assert sorted(str(row.when) for row in made.relations) == ["2024", "2025-03-04", "2025-05-06"]


def test_titles_of_sheets_and_headings_may_be_in_any_case_and_order(tmp_path: Path) -> None:
    heading = ["When", "TARGET", "Type", "Source"]
    path = written(
        tmp_path / "a.xlsx", Relations=[heading, ["2025", "The Firm", "met", "Ann Example"]], ACTORS=ACTORS
    )
    assert [row.key for row in read(path).relations] == ["ann-met-firm"]


@pytest.mark.parametrize("sheet", ["types", "relation_types"])
def test_own_types_stand_on_a_sheet_of_their_own(sheet: str, tmp_path: Path) -> None:
    rows = [RELATIONS[0], ["ann", "bribed", "firm", "2025"]]
    own = [["name", "kind"], ["bribed", "event"]]
    made = read(written(tmp_path / "a.xlsx", actors=ACTORS, relations=rows, **{sheet: own}))
    assert [type_.name for type_ in made.relation_types] == ["bribed"]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (["ann", "met", "firm", "2025-3-4"], "sheet relations, row 2, column D (when): "),
        (["ann", "meet", "firm", "2025"], "sheet relations, row 2, column B (type): "),
        (["ann", "met", "Nobody", "2025"], "sheet relations, row 2, column C (target): "),
        (["ann", "met", "firm", "=1+1"], "sheet relations, row 2, column D: holds a formula without"),
        (["ann", "met", "firm", "2025", "more"], "sheet relations, row 2, column E: 'more' stands in"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_sheet_row_and_column(cells: list[str], fault: str, tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", actors=ACTORS, relations=[RELATIONS[0], cells])
    assert any(each.startswith(fault) for each in refused(path)), refused(path)
    reading = Reading(skip_bad=True)
    good = written(tmp_path / "b.xlsx", actors=ACTORS, relations=[*RELATIONS, cells])
    assert [row.when for row in read(good, reading=reading).relations] == ["2025-03-04"]
    assert f"Bad rows of the sheet relations, the first: {fault.replace('row 2', 'row 3')}" in reading.told[0]


def test_faults_are_told_in_the_order_of_rows_and_the_first_that_is_skipped_is_the_first(
    tmp_path: Path,
) -> None:
    good = ("ann", "met", "firm", "2025")
    bad = [(*good, "more"), ("ann", "met", "Nobody", "2025"), ("ann", "meet", "firm", "2025")]
    bad += [("ann", "met", "firm", "2025-3-4"), ("ann", "met", "firm", "=1+1")]
    for number, order in enumerate(islice(permutations(bad), 0, 120, 7)):
        rows = [RELATIONS[0], *map(list, order), RELATIONS[1]]
        path = written(tmp_path / f"{number}.xlsx", actors=ACTORS, relations=rows)
        told = [int(re.findall("row ([0-9]+)", fault)[0]) for fault in refused(path)]
        assert told == sorted(told)
        assert {*told} == {2, 3, 4, 5, 6}
        reading = Reading(skip_bad=True)
        read(path, reading=reading)
        assert "the first: sheet relations, row 2," in reading.told[0]
        assert "(5 rows): skipped" in reading.told[0]


def test_a_missing_actor_is_to_be_added_to_the_sheet(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.xlsx", actors=ACTORS, relations=[RELATIONS[0], ["ann", "met", "Zoe", "2025"]]
    )
    assert any("add it to the sheet actors" in fault for fault in refused(path)), refused(path)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('<c r="D2"><f>2000+25</f><v>2025</v></c>', None),
        ('<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "column D: holds the error #DIV/0!"),
        ('<c r="D2" t="e"><v>#N/A</v></c>', "column D: holds the error #N/A"),
    ],
)
def test_the_result_of_a_formula_is_read_and_an_error_is_named(
    cell: str, said: str | None, tmp_path: Path
) -> None:
    rows = [RELATIONS[0], ["ann", "met", "firm", "=2000+25"]]
    path = written(tmp_path / "a.xlsx", actors=ACTORS, relations=rows)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(
                name, re.sub(r'<c r="D2"[^>]*>.*?</c>', cell, text) if "sheet2" in name else text
            )
    if said is None:
        assert read(path).relations[0].when == "2025"
    else:
        assert any(said in fault for fault in refused(path)), refused(path)


def test_what_the_tables_do_not_take_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", actors=ACTORS, relations=RELATIONS, Budget=[["a", 1], ["b", 2]])
    book = openpyxl.load_workbook(path)
    book["relations"]["D2"].comment = Comment("really?", "me")
    book.save(path)
    reading = Reading()
    read(path, reading=reading)
    assert reading.told == [
        "Comments on the sheet relations (1 cell): left out.",
        "Sheet 'Budget' (2 rows): left out.",
    ]


@pytest.mark.parametrize(
    ("content", "mend"),
    [
        (b"", "is no workbook; save it as .xlsx"),
        (b"id,name\n", "is no workbook; save it as .xlsx"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "is an old or an encrypted workbook; save it as .xlsx",
        ),
        (b"PK\x03\x04" + b"\0" * 50, "is no workbook that can be read"),
    ],
)
def test_what_is_no_workbook_is_refused_with_the_mend(content: bytes, mend: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    (fault,) = refused(path)
    assert fault.startswith(mend)


def test_a_workbook_without_our_sheets_is_told_what_to_call_them(tmp_path: Path) -> None:
    heading = ["source", "type", "target"]
    for sheets in ({"Sheet1": [["a"]]}, {"Sheet1": []}, {"Sheet1": [heading], "Sheet2": [heading]}):
        (fault,) = refused(written(tmp_path / "a.xlsx", **sheets))
        assert "'Sheet1'" in fault
        assert "name them so, or keep one sheet, with a column of sources" in fault


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "a.xlsx", actors=ACTORS)
    monkeypatch.setattr("graphkit.formats.spreadsheet.workbook.LARGEST", 1_000)
    (fault,) = refused(path)
    assert "unpacks to more than" in fault


@pytest.mark.parametrize(
    ("rows", "text", "fault"),
    [
        ([1_048_576], "x", "row 1048576, column XFD: 'x' stands in a column without a heading"),
        ([1_048_576], None, None),
        (range(3, 2_000), None, None),
        (range(3, 2_000), "x", "sheet relations: has cells far to the right of its table"),
    ],
)
def test_a_cell_far_away_fills_no_memory(
    rows: list[int], text: str | None, fault: str | None, tmp_path: Path
) -> None:
    path = written(
        tmp_path / "far.xlsx",
        actors=[["id", "name", "kind"], ["a", "Ann", "person"], ["b", "Bo", "person"]],
        relations=[["source", "type", "target"], ["a", "met", "b"]],
    )
    book = openpyxl.load_workbook(path)
    for row in rows:
        cell = book["relations"].cell(row, 16_384)
        cell.value, cell.number_format = text, "0.00"
    book.save(path)
    if fault is None:
        assert len(read(path).relations) == 1
    else:
        assert any(fault in each for each in refused(path))


def test_the_extra_is_named_where_it_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match=r"graphkit-explorer\[excel\]"):
        workbook.write(example())
    with pytest.raises(MissingExtraError, match=r"graphkit-explorer\[excel\]"):
        read(tmp_path / "a.xlsx")


# --- LibreOffice ----------------------------------------------------------------------------------


def in_libreoffice(path: Path, folder: Path, suffix: str = "xlsx") -> Path:
    """Return a workbook after LibreOffice has opened and saved it, in a format of its own if asked."""
    assert SPREADSHEET, "LibreOffice is missing: apt-get install libreoffice-calc"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SPREADSHEET, profile, "--headless", "--convert-to", suffix, "--outdir", folder / "saved", path]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return folder / "saved" / f"{path.stem}.{suffix}"


@pytest.mark.parametrize("made", [*SHIPPED, dangerous()], ids=[*STORIES, "dangerous"])
def test_libreoffice_opens_and_saves_a_workbook_without_loss(made: Dataset, tmp_path: Path) -> None:
    (tmp_path / "story.xlsx").write_bytes(workbook.write(made, explained=True))
    saved = in_libreoffice(tmp_path / "story.xlsx", tmp_path)
    assert _ends_unified(read(saved)) == _ends_unified(made)
    offered = openpyxl.load_workbook(saved)["relations"].data_validations.dataValidation
    assert any("actors" in rule.formula1 for rule in offered)


def _ends_unified(made: Dataset) -> str:
    return dumps(made).replace("\\r\\n", "\\n").replace("\\r", "\\n")


DATED = (
    '<number:date-style style:name="D1"><number:year number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
    "</number:date-style>"
    '<style:style style:name="dated" style:family="table-cell" style:data-style-name="D1"/>'
)


def test_what_is_edited_in_libreoffice_is_read(tmp_path: Path) -> None:
    (tmp_path / "story.xlsx").write_bytes(workbook.write(example(), explained=True))
    opened = in_libreoffice(tmp_path / "story.xlsx", tmp_path, "fods")
    text = opened.read_text(encoding="utf-8")
    dated = (
        '<table:table-cell table:style-name="dated" office:value-type="date" office:date-value="2025-03-09"/>'
    )
    was = r"<table:table-cell[^>]*>\s*<text:p>2025-03-04</text:p>\s*</table:table-cell>"
    text, changed = re.subn(was, dated, text)
    assert changed == 1
    text = re.sub("<office:automatic-styles>", lambda found: found[0] + DATED, text, count=1)
    opened.write_text(
        text.replace("Lee met the company about a new quay.", "They met again."), encoding="utf-8"
    )
    made = read(in_libreoffice(opened, tmp_path / "again", "xlsx"))
    (meeting,) = [row for row in made.relations if row.key == "lee-met-harbour"]
    assert (meeting.when, meeting.summary) == ("2025-03-09", "They met again.")
    assert len(made.relations) == len(example().relations)


# --- the command line -----------------------------------------------------------------------------


def test_a_story_kept_in_a_workbook(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = run("new", "story.xlsx")
    assert made.code == 0
    assert "the sheets actors, relations, sources, types" in made.out
    assert run("new", "story.xlsx").code == 2
    assert "story.xlsx is sound: 3 actors, 3 relations, 2 sources" in run("check", "story.xlsx").out
    book = openpyxl.load_workbook("story.xlsx")
    sheet = book["relations"]
    heading = [cell.value for cell in sheet[1]]
    cells = {"source": "City Council", "type": "warned", "target": "Harbour Co", "when": datetime(2025, 6, 7)}
    for name, value in cells.items():
        sheet.cell(sheet.max_row + (name == "source"), heading.index(name) + 1, value)
    book.save("story.xlsx")
    assert "7 June 2025" in run("--data", "story.xlsx", "relations", "--type", "warned").out
    assert run("import", "story.xlsx", "--into", "story.json").code == 0
    assert run("--data", "story.json", "export", "again.xlsx").code == 0
    assert dumps(read("again.xlsx")) == Path("story.json").read_text()
    refused = run("--data", "story.xlsx", "edit", "lee-met-harbour", "when=2024")
    assert refused.code == 2
    assert "graphkit import story.xlsx --into FILE.json" in refused.err


def test_a_full_folder_of_temporary_files_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise SyntaxError("IO_ENOSPC")  # as is what lxml raises

    monkeypatch.setattr(openpyxl.Workbook, "save", full)
    with pytest.raises(StorageError, match="has no room for a workbook: IO_ENOSPC; free some space there"):
        workbook.write(example())


# --- a sheet that is a table ------------------------------------------------------------------------


def sheet_of_deeds(path: Path) -> Path:
    """Write a workbook as people keep one: a title, typed days, sums by their formats, a formula."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Payments of the port"])
    sheet.append([])
    sheet.append(["Payer", "Type", "Payee", "Date", "Amount", "Note"])
    sheet.append(["Ann Lee", "paid", "Bo Ltd", date(2019, 5, 2), 1_200_000, "by\nhand"])
    sheet.append(["Cy Roe", "paid", "Bo Ltd", datetime(2019, 6, 1, 10, 0), 12.5, None])
    sheet.append(["Di Poe", "paid", "Bo Ltd", date(2019, 7, 1), 0.25, None])
    sheet.append(["Ed Foe", "paid", "Bo Ltd", "June 2019", "US$3m", "#N/A"])
    for place, form in {
        "E4": "_-[$\u20ac-407]* #,##0_-",
        "E5": '"$"#,##0.00',
        "E6": "0%",
        "D6": "mmm yyyy",
    }.items():
        sheet[place].number_format = form
    sheet["A4"].hyperlink = "https://port.example/1"
    book.save(path)
    return path


def test_a_sheet_of_other_columns_is_read_as_a_table(run: Run, tmp_path: Path) -> None:
    path = sheet_of_deeds(tmp_path / "deeds.xlsx")
    reading = Reading(columns="source=Payer,target=Payee,type=Type,date=Date,amount=Amount")
    rows = {row.source: row for row in read(path, reading=reading).relations}
    sums = {id: row.amount and (row.amount.value, row.amount.unit) for id, row in rows.items()}
    assert {id: (row.when, sums[id], row.note) for id, row in rows.items()} == {
        "ann-lee": ("2019-05-02", (1_200_000, "EUR"), "Note: by hand"),
        "cy-roe": ("2019-06-01", (12.5, "dollars"), "Date: 2019-06-01 10:00:00"),
        "di-poe": ("2019-07", (25, "%"), None),
        "ed-foe": ("2019-06", (3_000_000, "USD"), "Note: #N/A"),
    }  # fmt: skip
    assert any(note.startswith("Links behind the texts of the sheet Sheet (1 cell)") for note in reading.told)
    assert any("the first: line 1: 'Payments of the port'" in note for note in reading.told)
    columns = ("--columns", reading.columns)
    assert run("import", path, "-o", tmp_path / "d.graphkit", *columns).code == 0
    of_folder = run("--data", tmp_path / "d.graphkit", "relations", "--format", "json").answer["relations"]
    assert {row["source"]: row.get("amount", {}).get("value") for row in of_folder} == {
        id: row.amount and row.amount.value for id, row in rows.items()
    }


def test_a_sheet_that_changed_is_read_again(run: Run, tmp_path: Path) -> None:
    for name in ("Ann", "Bea"):
        path = written(
            tmp_path / "a.xlsx", Deeds=[["source", "type", "target", "date"], [name, "met", "Cy", "2020"]]
        )
        [row] = run("--data", path, "relations", "--format", "json").answer["relations"]
        assert row["source"] == name.casefold()


def test_a_formula_without_its_result_is_refused_in_a_table_too(tmp_path: Path) -> None:
    heading = ["source", "type", "target", "date"]
    (fault,) = refused(written(tmp_path / "a.xlsx", Deeds=[heading, ["Ann", "met", "Cy", "=1+1"]]))
    assert "sheet Deeds, row 2, column D: holds a formula without its result" in fault
