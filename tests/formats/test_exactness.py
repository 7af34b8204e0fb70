"""How exact a date is, as another column of its table says."""

from pathlib import Path

import pytest
from cli.conftest import Run, run

from graphkit.formats import read
from graphkit.formats.format import Reading

__all__ = ["run"]


def whens(run: Run, folder: Path, heading: str, *cells: str, dates: str = "date") -> tuple[list[str], str]:
    """Return the date of each row as both readers find it, and what is told."""
    day = ",".join(["2019-03-04", "2021-05-06"][: dates.count(",") + 1])
    rows = "".join(f"A,B{number},met,{day},{cell}\n" for number, cell in enumerate(cells))
    path = folder / "x.csv"
    path.write_text(f"source,target,relation,{dates},{heading}\n{rows}", "utf-8")
    reading = Reading()
    found = [
        str(row.when) for row in sorted(read(path, reading=reading).relations, key=lambda row: row.target)
    ]
    run("import", path, "-o", folder / "d.graphkit")
    stored = run("--data", folder / "d.graphkit", "relations", "--undated", "--format", "json").answer
    rows_of = sorted(stored["relations"], key=lambda row: row["target"])
    assert [str(row["when"]) for row in rows_of] == found
    return found, "\n".join(reading.told)


@pytest.mark.parametrize(
    ("heading", "cell", "when"),
    [
        ("precision", "month", "2019-03"), ("precision", "year only", "2019"), ("precision", "day",
        "2019-03-04"),
        ("date_precision", "9", "2019"), ("datePrecision", "year", "2019"), ("date accuracy", "Monat",
        "2019-03"),
        ("date_prec", "5", "2019"), ("date_prec", "4", "2019-03"), ("date_prec", "2",
        "[2019-03-01..2019-03-07]"),
        ("date_prec", "1", "2019-03-04"), ("time_precision", "3", "2019-03"), ("granularity", "decade",
        "201X"),
        ("approximate", "yes", "2019-03~"), ("circa", "x", "2019-03~"), ("date_estimated", "1", "2019-03~"),
        ("date uncertain", "yes", "2019-03~"), ("date uncertain", "no", "2019-03-04"), ("circa", "",
        "2019-03-04"),
        ("date exact", "no", "2019-03~"), ("exact date", "yes", "2019-03-04"), ("day known", "no",
        "2019-03"),
        ("month known", "no", "2019"), ("date_qualifier", "before", "[..2019-03-03]"),
        ("date_is", "by", "[..2019-03-04]"), ("qualifier", "after", "[2019-03-05..]"),
        ("qualifier", "circa", "2019-03~"), ("date type", "estimated", "2019-03~"), ("genauigkeit",
        "Jahr", "2019"),
    ],
)  # fmt: skip
def test_a_day_is_as_exact_as_another_column_says(
    heading: str, cell: str, when: str, run: Run, tmp_path: Path
) -> None:
    found, told = whens(run, tmp_path, heading, cell, "")
    assert found == [when, "2019-03-04"]
    assert ("calls not exact" in told) == when.endswith("~")


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("precision", ("2", "month")), ("precision", ("0.87",)), ("accuracy", ("high",)), ("qualifier",
        ("major",)),
        ("date type", ("reported",)), ("circa", ("1000 people",)), ("granularity", ("city", "year")),
    ],
)  # fmt: skip
def test_a_column_that_may_say_something_else_is_told(
    heading: str, cells: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    found, told = whens(run, tmp_path, heading, *cells)
    assert {*found} == {"2019-03-04"}
    line = f"Column '{heading}' may say how exact the dates are, which is only in the notes; if so, name all "
    assert f"{line}columns by --columns, with precision={heading}." in told


def test_what_a_column_of_dates_says_and_is_not_known_leaves_them_undated(run: Run, tmp_path: Path) -> None:
    found, told = whens(run, tmp_path, "date_accuracy", "fortnight", "month")
    assert found == ["None", "2019-03"]
    assert "Date of precision fortnight (1 relation): undated; the text is in the note" in told


@pytest.mark.parametrize(
    ("heading", "cell", "when"),
    [
        ("start_precision", "year", "2019/2021-05-06"), ("end_precision", "month", "2019-03-04/2021-05"),
        ("precision", "year", "2019/2021"), ("circa", "yes", "2019-03~/2021-05~"),
        ("start accuracy", "before", "/2021-05-06"),
    ],
)  # fmt: skip
def test_a_start_and_an_end_are_too(heading: str, cell: str, when: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"source,target,relation,start,end,{heading}\nA,B,owns,2019-03-04,2021-05-06,{cell}\n")
    reading = Reading()
    [row] = read(path, reading=reading).relations
    assert row.when == when
    assert ("precision before" in "\n".join(reading.told)) == (cell == "before")


@pytest.mark.parametrize(
    ("cell", "when", "is_told"),
    [
        ("year", "2019", False), ("decade", "201X", False), ("month", "2019-03", False),
        ("week", "2019-03", False), ("day", "2019-03", False), ("doubtful", "2019-03", True),
    ],
)  # fmt: skip
def test_so_is_a_month(cell: str, when: str, is_told: bool, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"source,target,relation,date,date precision\nA,B,met,2019-03,{cell}\n")
    reading = Reading()
    [row] = read(path, reading=reading).relations
    run("import", path, "-o", tmp_path / "d.graphkit")
    stored = run("--data", tmp_path / "d.graphkit", "relations", "--format", "json").answer["relations"]
    assert (row.when, [each["when"] for each in stored]) == (when, [when])
    assert (f"precision {cell}" in str(row.note)) == is_told
    told = f"Date of precision {cell} (1 relation): taken as it is; the text is in the note"
    assert (told in "\n".join(reading.told)) == is_told


@pytest.mark.parametrize("when", ["2019-03/2019-05", "2019~"])
def test_what_cannot_be_cut_keeps_its_exactness_in_the_note(when: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(f"source,target,relation,date,date precision\nA,B,met,{when},year\n")
    [row] = read(tmp_path / "x.csv", reading=Reading()).relations
    assert (row.when, "precision year" in str(row.note)) == (when, True)


@pytest.mark.parametrize(
    ("headings", "cells", "when", "note"),
    [
        ("date,circa", "04/03/2019,yes", None, "date: 04/03/2019; circa: yes"),
        ("date,date precision", ",month", None, "date precision: month"),
        (
            "date,start,start precision", "2019-03-04,2018-01-02,month", "2019-03-04",
            "start: 2018-01-02; start precision: month",
        ),
        ("start,end,end precision", "2019-03-04,,month", "2019-03-04/", "end precision: month"),
        ("year,month,day,date precision", "2019,3,4,month", "2019-03", None),
        (
            "year,month,day,date precision", "2019,3,4,about", "2019-03~",
            "date: 2019-03-04, date precision about",
        ),
        (
            "year,month,day,date precision", "2019,3,x,month", None,
            "year: 2019; month: 3; day: x; date precision: month",
        ),
    ],
)  # fmt: skip
def test_no_word_about_a_date_is_lost(
    headings: str, cells: str, when: str | None, note: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"source,target,relation,{headings}\nA,B,owns,{cells}\n", "utf-8")
    [row] = read(path).relations
    assert (row.when, row.note) == (when, note)
