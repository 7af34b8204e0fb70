"""What a cell of a spreadsheet shows by its number format, and what is read of it."""

from datetime import date, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graphkit.formats import read
from graphkit.formats.events.numerals import amount_of
from graphkit.formats.format import Reading
from graphkit.formats.spreadsheet.number_formats import shown

ACCOUNTS = '_("$"* #,##0_);_("$"* (#,##0);_("$"* "-"??_);_(@_)'
BY_SIZE = '[>=1000000]0.0,,"m \u20ac";[>=1000]0.0,"k \u20ac";0 "\u20ac"'


@pytest.mark.parametrize(
    ("value", "number_format", "text", "amount"),
    [
        (3_500_000, '0.0,,"m \u20ac"', "3.5m \u20ac", (3_500_000, "EUR")),
        (3_456_789, '"\u20ac"0.0,,"m"', "\u20ac3.456789m", (3_456_789, "EUR")),
        (3_500_000, '[$\u20ac-407] 0.0,, "Mio."', "\u20ac 3.5 Mio.", (3_500_000, "EUR")),
        (9000, '#,##0,"k \u20ac"', "9k \u20ac", (9000, "EUR")),
        (3_500_000, '#,##0.0,"k \u20ac"', "3500k \u20ac", (3_500_000, "EUR")),
        (3_500_000, '#,##0.0,,"bn \u20ac"', "3.5bn \u20ac", (3_500_000_000, "EUR")),
        (3_500_000, '#,##0,"EUR"', "3500 thousand EUR", (3_500_000, "EUR")),
        (3_500_000, "#,##0,,", "3.5 million", (3_500_000, "")),
        (3_500_000, BY_SIZE, "3.5m \u20ac", (3_500_000, "EUR")),
        (3500, BY_SIZE, "3.5k \u20ac", (3500, "EUR")),
        (35, BY_SIZE, "35 \u20ac", (35, "EUR")),
        (3.5, '0.0" m \u20ac"', "3.5 m \u20ac", (3_500_000, "EUR")),
        (3.5, '0.0" Mio. EUR"', "3.5 Mio. EUR", (3_500_000, "EUR")),
        (12, '"$"0" million"', "$12 million", (12_000_000, "dollars")),
        (12, '"\u20ac"0" bn"', "\u20ac12 bn", (12_000_000_000, "EUR")),
        (5, '0 "crore \u20b9"', "5 crore \u20b9", (50_000_000, "INR")),
        (5, '"\u20b9"0.0" Cr"', "\u20b95 Cr", None),
        (5, '0 "EUR" "per month"', "5 EUR per month", None),
        (5, '"approx. \u20ac"0', "approx. \u20ac5", None),
        (5, '0" shares"', "5 shares", None),
        (12, '0"%"', "12%", (12, "%")),
        (12, "0\\%", "12%", (12, "%")),
        (0.125, "0%", "12.5%", (12.5, "%")),
        (1234, ACCOUNTS, "$1234", (1234, "dollars")),
        (-1234, ACCOUNTS, "$ -1234", (-1234, "dollars")),
        (0, ACCOUNTS, "$0", (0, "dollars")),
        (-250, '0 "\u20ac";[Red]0 "\u20ac"', "-250 \u20ac", (-250, "EUR")),
        (-250, '0 "\u20ac";"refund" 0 "\u20ac"', "refund -250 \u20ac", None),
        (-3_500_000, '0.0,,"m \u20ac"', "-3.5m \u20ac", (-3_500_000, "EUR")),
        (250_000, '0.00E+00 "\u20ac"', "250000 \u20ac", (250_000, "EUR")),
        (1.5, '# ?/? "\u20ac"', "1.5 \u20ac", (1.5, "EUR")),
        (0, '0;-0;"none"', "none", None),
        (5, ";;;", "5", (5, "")),
        (12.345, '0.00 "\u20ac"', "12.3450 \u20ac", (12.345, "EUR")),
        (1234, "00000", "01234", (1234, "")),
        (20190504, "0000\\-00\\-00", "2019-05-04", None),
        ("Smith", '0;-0;0;"Mr "@', "Mr Smith", None),
        ("Smith", "General", "Smith", None),
        (time(0, 0), "yyyy-mm-dd", "1900-01-00", None),
        (time(14, 30), "hh:mm", "14:30:00", None),
    ],
)
def test_a_cell_says_what_it_shows(
    value: Any, number_format: str, text: str, amount: tuple[float, str] | None
) -> None:
    assert shown(value, number_format) == text
    assert amount_of(text, ".") == amount


@pytest.mark.parametrize(
    ("number_format", "text", "when"),
    [
        ('"c. "yyyy', "c. 2019", "2019~"),
        ('yyyy"?"', "2019?", "2019?"),
        ('"before "yyyy', "before 2019", "[..2018-12-31]"),
        ('"until "d mmm yyyy', "until 2019-05-04", "/2019-05-04"),
        ('"FY"yyyy', "FY2019", None),
        ('yyyy" (est.)"', "2019 (est.)", None),
        ('"("yyyy")"', "2019", "2019"),
        ("dddd\\, d. mmmm yyyy", "2019-05-04", "2019-05-04"),
        ('d" de "mmmm" de "yyyy', "2019-05-04", "2019-05-04"),
        ('yyyy"\u5e74"m"\u6708"d"\u65e5"', "2019-05-04", "2019-05-04"),
        ('dd.mm.yyyy hh:mm" Uhr"', "2019-05-04", "2019-05-04"),
        ("m/d/yyyy h:mm AM/PM", "2019-05-04", "2019-05-04"),
        ("yyyy\\-mm\\-dd;@", "2019-05-04", "2019-05-04"),
        ("d mmm", "04 May", None),
    ],
)
def test_a_date_is_read_with_the_words_around_it(
    number_format: str, text: str, when: str | None, tmp_path: Path
) -> None:
    day = date(2019, 5, 4)
    assert shown(day, number_format) == text
    path = sheet(tmp_path, [["source", "type", "target", "date"], ["Ann", "met", "Bo", day]])
    book = openpyxl.load_workbook(path)
    book.active["D2"].number_format = number_format
    book.save(path)
    reading = Reading()
    [row] = read(path, reading=reading).relations
    assert (row.when, row.note) == (when, None if when else f"date: {text}")
    assert bool(reading.told) == (when is None)


def test_a_number_with_three_decimals_is_not_read_as_thousands(tmp_path: Path) -> None:
    rows = [
        ["source", "type", "target", "amount"],
        ["Ann", "met", "Bo", 12.345],
        ["Ann", "met", "Cy", "3,5 EUR"],
    ]
    reading = Reading(columns="source=source,target=target,type=type,amount=amount,unit='EUR'")
    relations = read(sheet(tmp_path, rows), reading=reading).relations
    assert [row.amount and row.amount.value for row in relations] == [12.345, 3.5]


def test_the_zero_of_a_spreadsheet_is_no_date(tmp_path: Path) -> None:
    rows = [["source", "type", "target", "date"], ["Ann", "met", "Bo", 0], ["Ann", "met", "Cy", "1899-12-30"]]
    path = sheet(tmp_path, rows)
    book = openpyxl.load_workbook(path)
    book.active["D2"].number_format = "dd.mm.yyyy"
    book.save(path)
    reading = Reading()
    relations = read(path, reading=reading).relations
    assert [(row.when, row.note) for row in relations] == [
        (None, "date: 1900-01-00"),
        (None, "date: 1899-12-30"),
    ]
    assert any("Date that stands for none in column date (2 relations)" in note for note in reading.told)


def sheet(folder: Path, rows: list[list[Any]]) -> Path:
    """Write a workbook of one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "x.xlsx")
    return folder / "x.xlsx"
