"""What multiplies the amounts of a table, and in which unit they are: by cells, headings and titles."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli.conftest import Run, run
from growth import grows_linearly

from graphkit.formats import read
from graphkit.formats.events.numerals import amount_of, measure_of
from graphkit.formats.format import Reading

__all__ = ["run"]

COLUMNS = "source=source,target=target,type=type"


def read_both(run: Run, path: Path, columns: str = "") -> tuple[list[tuple[Any, str | None]], list[str]]:
    """Return the amount and the note of each row, which both readers of tables find, and what is told."""
    reading = Reading(columns=columns)
    relations = read(path, reading=reading).relations
    found = [
        (row.amount and (row.amount.value, row.amount.unit), row.note)
        for row in sorted(relations, key=lambda row: row.target)
    ]
    folder = path.parent / "d.graphkit"
    made = run("import", path, "-o", folder, *(("--columns", columns) if columns else ()))
    assert made.code == 0, made.err
    rows = run("--data", folder, "relations", "--format", "json").answer["relations"]
    of_folder = [
        ((amount["value"], amount["unit"]) if (amount := row["amount"]) else None, row["note"])
        for row in sorted(rows, key=lambda row: row["target"])
    ]
    assert of_folder == found
    for note in reading.told:
        assert note in made.out + made.err
    return found, reading.told


def table(folder: Path, heading: str, *rows: str, above: str = "") -> Path:
    lines = [f"b{number};paid;{row}" for number, row in enumerate(rows)]
    text = "\n".join([*filter(None, [above]), f"target;type;{heading};source", *(f"{x};a" for x in lines)])
    (folder / "x.csv").write_text(text + "\n", "utf-8")
    return folder / "x.csv"


@pytest.mark.parametrize(
    ("heading", "power", "unit"),
    [
        ("amount in EUR m", 6, "EUR"),
        ("Betrag (Mio. EUR)", 6, "EUR"),
        ("value (USD thousand)", 3, "USD"),
        ("in $bn", 9, "dollars"),
        ("TEUR", 3, "EUR"),
        ("k\u20ac", 3, "EUR"),
        ("T\u20ac", 3, "EUR"),
        ("\u00a3000", 3, "GBP"),
        ("EUR '000s", 3, "EUR"),
        ("amount in 1,000 EUR", 3, "EUR"),
        ("US dollars (millions)", 6, "USD"),
        ("Montant en millions d'euros", 6, "EUR"),
        ("crore INR", 7, "INR"),
        ("amount_usd", 0, "USD"),
        ("amount (USD/EUR)", 0, ""),
        ("deals over $5 million", 0, "dollars"),
        ("total of 1,000,000 EUR", 0, "EUR"),
        ("valor (mil millones EUR)", None, "EUR"),
        ("amount in EUR cents", None, "EUR"),
        ("amount ($B)", None, "dollars"),
        ("fatalities", 0, ""),
        ("amount in EUR 1000", 3, "EUR"),
        ("\u0442\u044b\u0441. \u0440\u0443\u0431.", 3, "roubles"),
        ("mln z\u0142", 6, "PLN"),
        ("amount (\u20ba)", 0, "TRY"),
        ("Value (NOK 1000)", 3, "NOK"),
        ("Amount (EUR 1,000)", 3, "EUR"),
        ("Value (EUR 1.000)", 3, "EUR"),
        ("Amount 1000 EUR", 3, "EUR"),
        ("Amount (EUR 10000)", 4, "EUR"),
        ("amount in 10 000 EUR", 4, "EUR"),
        ("Amount USD1000", 3, "USD"),
        ("amount_1000_usd", 3, "USD"),
        ("(NOK 1 000)", 3, "NOK"),
        ("EUR 1000s", 3, "EUR"),
        ("amount EUR x 1000", 3, "EUR"),
        ("amount EUR 10^6", 6, "EUR"),
        ("amount in 100 million yen", 8, "JPY"),
        ("amount in EUR 1000 million", 9, "EUR"),
        ("amount in 5 million EUR", None, "EUR"),
        ("amount in 100 EUR", None, "EUR"),
        ("amount (EUR 500)", None, "EUR"),
        ("amount EUR/1000", None, "EUR"),
        ("fee per 1000 EUR", None, "EUR"),
        ("amount 1000", None, ""),
        ("amount in EUR 2020", 0, "EUR"),
        ("amount (EUR m 2020)", 6, "EUR"),
        ("FY2024/25 (EUR)", 0, "EUR"),
        ("31.12.2024 EUR", 0, "EUR"),
        ("amount 1 (EUR)", 0, "EUR"),
        ("account A1000 EUR", 0, "EUR"),
        ("spend over \u00a325,000", 0, "GBP"),
        ("spend \u00a31,000+", 0, "GBP"),
        ("Spenden ab 1.000 EUR", 0, "EUR"),
    ],
)
def test_a_heading_says_what_its_amounts_count(heading: str, power: int | None, unit: str) -> None:
    assert measure_of(heading)[:2] == (power, unit)


@pytest.mark.parametrize(
    ("heading", "unit", "expected"),
    [
        ("amount in EUR m", ",unit='EUR'", (5_000_000, "EUR")),
        ("amount in EUR m", "", (5_000_000, "EUR")),
        ("amount (EUR)", "", (5, "EUR")),
        ("TEUR", "", (5000, "EUR")),
        ("people (thousand)", ",unit='people'", (5000, "people")),
        ("people in thousand", "", (5, "people in thousand")),
        ("amount in EUR cents", "", (5, "amount in EUR cents")),
        ("rent in EUR per month", "", (5, "rent in EUR per month")),
        ("height (m)", "", (5, "height (m)")),
        ("height (m)", ",unit='m'", (5, "m")),
        ("best", ",unit='EUR m'", (5_000_000, "EUR")),
        ("best", ",unit='EUR/year'", (5, "EUR/year")),
        ("amount (m)", ",unit='EUR'", (5_000_000, "EUR")),
        ("amount in EUR cents", ",unit='EUR'", None),
        ("amount (m)", ",unit='metres'", None),
        ("amount in EUR m", ",unit='USD'", None),
        ("amount in EUR 1000", "", (5000, "EUR")),
        ("amount in EUR 1000", ",unit='EUR'", (5000, "EUR")),
        ("amount", ",unit='1000 EUR'", (5000, "EUR")),
        ("amount", ",unit='US$ 1000'", (5000, "USD")),
        ("amount", ",unit='x1000 EUR'", (5000, "EUR")),
        ("amount", ",unit='EUR 500'", None),
        ("amount", ",unit='US$ million (nominal)'", (5_000_000, "US$ (nominal)")),
        ("amount", ",unit='thousand EUR per year'", (5000, "EUR per year")),
        ("amount", ",unit='EUR 1000 per year'", (5000, "EUR per year")),
        ("amount", ",unit='thousand tonnes'", (5000, "tonnes")),
        ("amount", ",unit='1000 tonnes'", None),
        ("amount", ",unit='deaths per million'", (5, "deaths per million")),
        ("amount", ",unit='EUR, 2015 prices'", (5, "EUR, 2015 prices")),
        ("deaths per million", ",unit='people'", None),
        ("deaths per million", "", (5, "deaths per million")),
        ("amount in EUR 500", ",unit='EUR'", None),
        ("amount (thousand)", ",unit='US$ million (nominal)'", None),
        ("amount in EUR m", ",unit='EUR thousand'", None),
    ],
)
def test_a_heading_or_a_unit_multiplies_the_amounts(
    heading: str, unit: str, expected: Any, run: Run, tmp_path: Path
) -> None:
    path = table(tmp_path, heading, "5")
    [(amount, note)], told = read_both(run, path, f"{COLUMNS},amount='{heading}'{unit}")
    assert amount == expected
    assert bool(note) == (expected is None)
    if expected is None:
        assert any("do not tell what it counts; in the note" in each for each in told)


def test_a_cell_that_says_what_its_heading_says_is_multiplied_once(run: Run, tmp_path: Path) -> None:
    path = table(tmp_path, "amount in EUR m", "5 m", "5 million EUR", "5k", "\u20ac7.5", "$5")
    found, _ = read_both(run, path, f"{COLUMNS},amount=amount in EUR m,unit='EUR'")
    assert [amount for amount, _ in found] == [
        (5_000_000, "EUR"), (5_000_000, "EUR"), None, (7_500_000, "EUR"), None
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "rows", "expected"),
    [
        ("Betrag (Mio. EUR)", ["5", "7,5"], [(5_000_000, "EUR"), (7_500_000, "EUR")]),
        ("amount (EUR)", ["5"], [(5, "EUR")]),
        ("amount (thousand);currency", ["5;USD", "6;"], [(5000, "USD"), None]),
        ("amount;currency", ["5;EUR m", "5;TEUR", "5;EUR"], [(5_000_000, "EUR"), (5000, "EUR"), (5, "EUR")]),
        ("amount;currency", ["5;EUR/year"], [(5, "EUR/year")]),
        ("Value (NOK 1000)", ["5", "NOK 7"], [(5000, "NOK"), (7000, "NOK")]),
        ("Amount (EUR 1,000)", ["5"], [(5000, "EUR")]),
        ("Amount USD1000", ["5"], [(5000, "USD")]),
        ("amount 1000;currency", ["5;EUR"], [None]),
        ("amount;currency", ["5;1000 EUR", "5;US$ 1000"], [(5000, "EUR"), (5000, "USD")]),
        ("amount (m)", ["5"], [None]),
    ],
)
def test_such_headings_are_known_as_those_of_amounts(
    heading: str, rows: list[str], expected: Any, run: Run, tmp_path: Path
) -> None:
    found, _ = read_both(run, table(tmp_path, heading, *rows))
    assert [amount for amount, _ in found] == expected
    assert all(note for amount, note in found if amount is None)


@pytest.mark.parametrize("unit", ["thousand", "1000 t"])
def test_a_unit_that_names_a_number_alone_is_in_the_note(unit: str, run: Run, tmp_path: Path) -> None:
    [(amount, note)], told = read_both(run, table(tmp_path, "amount;currency", f"5;{unit}"))
    assert amount is None
    assert note is not None
    assert unit in note
    assert any("in the note" in each for each in told)


@pytest.mark.parametrize(
    ("heading", "cell", "why"),
    [
        ("amount in EUR m", "1300 thousand", "is multiplied otherwise than its heading or unit says"),
        ("amount (EUR)", "5 000 Ft", "names another unit than its row"),
        ("amount (EUR)", "5 000 kn", "has a word beside it that is no known unit"),
        ("amount (EUR)", "5 tonnes", "has a word beside it that is no known unit"),
        ("amount (EUR)", "1.200", "may have decimals or thousands"),
        ("amount (EUR)", "about 5", "is no plain number"),
        ("amount (EUR)", "$5", "names another unit than its row"),
        ("amount (EUR)", "5 + shares", "is no plain number"),
    ],
)
def test_an_amount_that_is_not_read_is_told_with_the_reason(
    heading: str, cell: str, why: str, run: Run, tmp_path: Path
) -> None:
    [(amount, note)], told = read_both(run, table(tmp_path, heading, cell))
    assert (amount, note and note.startswith(f"{heading}: {cell}")) == (None, True)
    assert (
        f"Amount in column {heading} (1 relation): {why}; in the note; the first: line 2: '{cell}'." in told
    )


@pytest.mark.parametrize(
    ("heading", "rows", "expected", "shows"),
    [
        ("Betrag", ["1 Billion Euro", "2 Milliarden \u20ac"], [None, (2 * 10**9, "EUR")], "Milliarden"),
        ("Betrag", ["1 Billion Euro", "3 \u20ac"], [None, (3, "EUR")], "Betrag"),
        ("amount", ["2 Trillion \u20ac", "3 mrd \u20ac"], [None, (3 * 10**9, "EUR")], "mrd"),
        ("amount", ["2 billion \u20ac", "mil millones"], [None, None], "millones"),
        ("Betrag", ["1,5 Billionen Euro"], [(1_500_000_000_000, "EUR")], ""),
        ("amount", ["1 billion EUR", "2bn EUR"], [(10**9, "EUR"), (2 * 10**9, "EUR")], ""),
    ],
)
def test_a_billion_beside_words_of_the_long_scale_is_not_decided(
    heading: str, rows: list[str], expected: Any, shows: str, run: Run, tmp_path: Path
) -> None:
    found, told = read_both(run, table(tmp_path, heading, *rows))
    assert [amount for amount, _ in found] == expected
    assert any(
        f"may be a thousand times more, as {shows} shows; in the note" in note for note in told
    ) == bool(shows)


def test_a_billion_in_a_heading_is_not_decided_beside_others_of_the_long_scale(
    run: Run, tmp_path: Path
) -> None:
    path = table(tmp_path, "Betrag in billion EUR", "5")
    [(amount, note)], _ = read_both(run, path, f"{COLUMNS},amount=Betrag in billion EUR,unit='EUR'")
    assert (amount, note) == ((5 * 10**9, "EUR"), None)
    path.write_text("target;type;Betrag in billion EUR;source;Quelle\nb;paid;5;a;x\n")
    (tmp_path / "other").mkdir()
    path = path.rename(tmp_path / "other" / "x.csv")
    [(amount, note)], _ = read_both(run, path, f"{COLUMNS},amount=Betrag in billion EUR,unit='EUR'")
    assert (amount, note) == (None, "Quelle: x; Betrag in billion EUR: 5 EUR")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Rs 1,23,45,678", (12_345_678, "rupees")),
        ("Rs. 1,23,45,678.50", (12_345_678.5, "rupees")),
        ("1,23,456 INR", (123_456, "INR")),
        ("5\u5104\u5186", (500_000_000, "JPY")),
        ("5\u5104\u5143", None),
        ("CHF 1'000.-", (1000, "CHF")),
        ("1.200,- EUR", (1200, "EUR")),
        ("DKK 2,5 mia.", (2_500_000_000, "DKK")),
        ("TEUR 5", (5000, "EUR")),
        ("5 k\u20ac", (5000, "EUR")),
        ("5 EUR m", (5_000_000, "EUR")),
        ("5 mil millones EUR", None),
        ("12,34 EUR", (12.34, "EUR")),
        ("5 z\u0142", (5, "PLN")),
        ("2 mln z\u0142", (2_000_000, "PLN")),
        ("1 200,50 K\u010d", (1200.5, "CZK")),
        ("\u20ba5", (5, "TRY")),
        ("5 kr.", (5, "kr")),
        ("kr 5", (5, "kr")),
        ("2 \u043c\u043b\u043d \u0440\u0443\u0431.", (2_000_000, "roubles")),
        ("5 000 Ft", (5000, "HUF")),
        ("5 000 kn", None),
    ],
)
def test_an_amount_as_other_countries_write_it(text: str, amount: tuple[float, str] | None) -> None:
    assert amount_of(text, None) == amount


@pytest.mark.parametrize(
    ("line", "heading", "cell", "expected"),
    [
        ("Amounts in EUR thousand", "amount", "5", None),
        ("in Mio.", "amount", "5", None),
        ("All amounts in EUR", "amount", "5", None),
        ("All amounts in EUR", "amount", "\u20ac5", (5, "EUR")),
        ("Amounts in EUR thousand", "amount", "\u20ac5", None),
        ("Amounts in EUR thousand", "amount", "\u20ac5m", (5_000_000, "EUR")),
        ("Amounts in EUR thousand", "amount (EUR thousand)", "5", (5000, "EUR")),
        ("Amounts in EUR thousand", "amount", "12 %", (12, "%")),
        ("Amounts in EUR 1000", "amount", "\u20ac5", None),
        ("Deals over $5 million", "amount", "\u20ac5", (5, "EUR")),
        ("Payments of the port, plan B", "amount", "\u20ac5", (5, "EUR")),
    ],
)
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_a_line_above_the_headings_may_say_what_amounts_count(
    line: str, heading: str, cell: str, expected: Any, suffix: str, run: Run, tmp_path: Path
) -> None:
    path = table(tmp_path, heading, cell, above=f"# {line}")
    if suffix == "xlsx":
        book = openpyxl.Workbook()
        for each in path.read_text("utf-8").splitlines():
            book.active.append(each.removeprefix("# ").split(";"))
        book.save(path := tmp_path / "x.xlsx")
    columns = f"{COLUMNS},amount='{heading}'"
    [(amount, note)], told = read_both(run, path, columns)
    assert amount == expected
    if expected is None:
        assert note == f"{heading}: {cell}"
        assert any("may count what stands above the headings" in each for each in told)


def test_the_name_of_a_sheet_may_say_what_amounts_count(run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "TEUR"
    for row in (["source", "type", "target", "amount", "unit"], ["a", "paid", "b", 5, "EUR"]):
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    [(amount, note)], told = read_both(run, tmp_path / "x.xlsx")
    assert (amount, note) == (None, "amount: 5 EUR")
    assert any("may count what stands above the headings ('TEUR'); in the note" in each for each in told)


@pytest.mark.parametrize("text", ["x", "1 ", "EUR ", "m ", "over 1,000 "])
def test_a_long_heading_is_measured_in_proportion_to_its_length(text: str) -> None:
    assert grows_linearly(lambda size: measure_of.__wrapped__(text * size), 4_000)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1.200", 1.5], [None, 1.5]),
        (["1.200", "3,5", 1.5], [1200, 3.5, 1.5]),
        (["1.200", "12.5", 1.5], [1.2, 12.5, 1.5]),
        (["1,200", 1.25, 1000], [None, 1.25, 1000]),
        (["1.200", "1.5", 1.5], [1.2, 1.5, 1.5]),
        (["1.250.000", "1.200", 0.125, 2.5], [1_250_000, 1200, 0.125, 2.5]),
        ([1.5, 2.25, "3"], [1.5, 2.25, 3]),
    ],
)
@pytest.mark.parametrize("number_format", ["General", '#,##0.00" EUR"'])
def test_numbers_of_a_sheet_do_not_show_how_its_texts_are_written(
    cells: list[str | float], expected: list[float | None], number_format: str, run: Run, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["source", "type", "target", "amount", "unit"])
    for row, cell in enumerate(cells, 2):
        book.active.append(["a", "paid", f"b{row}", cell, "EUR"])
        book.active.cell(row, 4).number_format = number_format if isinstance(cell, float) else "General"
    book.save(tmp_path / "x.xlsx")
    found, told = read_both(run, tmp_path / "x.xlsx")
    assert [amount and amount[0] for amount, _ in found] == expected
    for cell, (amount, note) in zip(cells, found, strict=True):
        assert amount or note == f"amount: {cell} EUR"
    assert ("may have decimals or thousands" in " ".join(told)) == (None in expected)


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("500 Ft", 500, "HUF"),
        ("5 ezer Ft", 5_000, "HUF"),
        ("1 200 MFt", 1_200_000_000, "HUF"),
        ("5 millió Ft", 5_000_000, "HUF"),
        ("5 tis. Kč", 5_000, "CZK"),
        ("5 tys. zł", 5_000, "PLN"),
        ("2,5 mln zl", 2_500_000, "PLN"),
        ("5 lei", 5, "lei"),
        ("5 TL", 5, "TRY"),
        ("5 лв.", 5, "BGN"),
        ("EUR ths 500", 500_000, "EUR"),
        ("500 ths EUR", 500_000, "EUR"),
        ("EUR 500 thsd", 500_000, "EUR"),
        ("EUR m 12.5", 12_500_000, "EUR"),
        ("SEK m 5", 5_000_000, "SEK"),
        ("500 tEUR", 500_000, "EUR"),
        ("500 T\u20ac", 500_000, "EUR"),
        ("5 Mio. CHF", 5_000_000, "CHF"),
        ("Rs. lakh 5", 500_000, "rupees"),
        ("5 mkr", 5_000_000, "kr"),
        ("500 Tkr", 500_000, "kr"),
        ("500 kkr", 500_000, "kr"),
        ("5 mdkr", 5_000_000_000, "kr"),
        ("5 mill. kr.", 5_000_000, "kr."),
        ("5 milj. kr", 5_000_000, "kr"),
    ],
)
def test_currencies_and_scales_are_known_by_their_words(cell: str, value: float, unit: str) -> None:
    found = amount_of(cell, ",") or amount_of(cell, ".")
    assert found == (value, "kr" if unit == "kr." else unit)


def test_a_column_of_units_names_codes_that_are_words_too(run: Run, tmp_path: Path) -> None:
    codes = "TRY", "ALL", "MAD", "TOP", "CUP", "AMD", "BAM"
    rows = "".join(f"A,paid,B{code},2017-01-01,5m,{code}\n" for code in codes)
    (tmp_path / "x.csv").write_text(f"source,relation,target,date,amount,currency\n{rows}")
    made = run("--data", tmp_path / "x.csv", "relations")
    assert all(f"(5,000,000 {code})" in made.out for code in codes)
    assert amount_of("5m TOP", ".") is None


@pytest.mark.parametrize(
    "cell",
    [
        "5 USDT",
        "5 TUSD",
        "EURT 5",
        "500 T EUR",
        "5 t kr",
        "5 mil. EUR",
        "R$ 5 mil",
        "500 ft",
        "5 kn",
        "Nr. A 5",
        "5 Cr",
    ],
)
def test_words_of_several_meanings_are_no_currency_or_scale(cell: str) -> None:
    assert amount_of(cell, ".", "") is None
    assert amount_of(cell, ".", "EUR") is None


def test_a_currency_of_several_countries_is_kept_and_told(run: Run, tmp_path: Path) -> None:
    path = table(tmp_path, "amount", "500 kr", "2 mkr", "$5", "7 EUR")
    found, told = read_both(run, path)
    assert [amount for amount, _ in found] == [(500, "kr"), (2_000_000, "kr"), (5, "dollars"), (7, "EUR")]
    which = "which may be DKK, ISK, NOK, SEK; a heading or a column of units may say which."
    assert told.count(f"Amounts in column amount are in kr, {which}") == 1
    assert any("are in dollars, which may be AUD, CAD" in each for each in told)


@pytest.mark.parametrize(
    ("heading", "cell", "amount"),
    [
        ("amount;unit", "500 kr;SEK", (500, "SEK")),
        ("amount;unit", "500 SEK;kr", (500, "SEK")),
        ("amount;unit", "500;kr", (500, "kr")),
        ("amount;unit", "5 USD;dollars", (5, "USD")),
        ("amount;unit", "$5;CAD", (5, "CAD")),
        ("amount;unit", "500 kr;EUR", None),
        ("amount;unit", "\u20b95;rupees", (5, "INR")),
        ("amount in NOK", "5 mkr", (5_000_000, "NOK")),
        ("amount in kr", "500 DKK", (500, "DKK")),
        ("amount in kr;unit", "500;NOK", (500, "NOK")),
        ("amount in NOK;unit", "500;kr", (500, "NOK")),
        ("amount in SEK;unit", "500;NOK", None),
        ("Belopp (svenska kronor)", "500 kr", (500, "SEK")),
        ("Belopp (tkr)", "500", (500_000, "kr")),
    ],
)
def test_a_heading_or_a_unit_says_which_country_a_currency_is_of(
    heading: str, cell: str, amount: tuple[float, str] | None, run: Run, tmp_path: Path
) -> None:
    [(found, note)], told = read_both(run, table(tmp_path, heading, cell))
    assert found == amount
    assert bool(note) == (amount is None)
    assert any("a heading or a column of units may say which" in each for each in told) == (
        amount is not None and amount[1] == "kr"
    )


@pytest.mark.parametrize(
    ("unit", "value", "named"),
    [
        ("kEUR p.a.", 3000, "EUR p.a."),
        ("kEUR/year", 3000, "EUR/year"),
        ("TEUR netto", 3000, "EUR netto"),
        ("MEUR brutto", 3_000_000, "EUR brutto"),
        ("M\u20ac/an", 3_000_000, "EUR/an"),
        ("k\u20ac per month", 3000, "EUR per month"),
        ("kGBP approx.", 3000, "GBP approx."),
        ("kEUR (gross)", 3000, "EUR (gross)"),
        ("EUR p.a.", 3, "EUR p.a."),
        ("Mio. EUR p.a.", 3_000_000, "EUR p.a."),
        ("kUSD", 3000, "USD"),
    ],
)
def test_a_unit_with_words_behind_it_keeps_its_currency(
    unit: str, value: int, named: str, run: Run, tmp_path: Path
) -> None:
    [(amount, note)], _ = read_both(run, table(tmp_path, "amount;currency", f"3;{unit}"))
    assert (amount, note) == ((value, named), None)


def test_a_word_of_the_long_scale_in_a_unit_makes_a_billion_unclear(run: Run, tmp_path: Path) -> None:
    rows = ("3;Mio. EUR", "3;billion EUR", "3;Mrd. EUR")
    found, told = read_both(run, table(tmp_path, "amount;currency", *rows))
    assert [amount for amount, _ in found] == [(3_000_000, "EUR"), None, (3_000_000_000, "EUR")]
    assert any("billion may be a thousand times more, as Mio shows" in line for line in told)
    assert any("(1 relation): read times 1,000,000, as its unit says; the first: line 2" in x for x in told)


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("amount (2015 USD)", "USD of 2015"),
        ("value USD 2015", "USD of 2015"),
        ("amount (constant USD)", "constant USD"),
        ("Amount (Constant 2015 USD)", "Constant USD of 2015"),
        ("amount in constant 2015 prices, USD", "constant USD"),
        ("amount 2019 (USD)", "USD"),
        ("amount (USD)", "USD"),
    ],
)
def test_money_of_the_prices_of_a_year_says_so(heading: str, unit: str, run: Run, tmp_path: Path) -> None:
    [(amount, _)], _ = read_both(run, table(tmp_path, heading, "12"))
    assert amount == (12, unit)


@pytest.mark.parametrize(
    "heading",
    ["importe (miles de euros)", "montant (milliers d'euros)", "Wert in Mio \u20ac", "Volume USD bn",
     "Net value kGBP",
     "EUR (thousands)", "share", "stake (%)", "Anteil in %", "percentage", "доля"],
)  # fmt: skip
def test_a_column_of_money_or_shares_that_is_passed_over_is_told(
    heading: str, run: Run, tmp_path: Path
) -> None:
    [(amount, note)], told = read_both(run, table(tmp_path, heading, "12"))
    assert (amount, note) == (None, f"{heading}: 12")
    [line] = [line for line in told if "may hold amounts" in line]
    assert line.startswith(f"Column {heading!r} may hold amounts, which are only in the notes; if so, name ")


@pytest.mark.parametrize("heading", ["weight", "share class", "count", "score", "remarks"])
def test_a_column_of_other_numbers_is_not_told(heading: str, run: Run, tmp_path: Path) -> None:
    _, told = read_both(run, table(tmp_path, heading, "12"))
    assert not any("may hold amounts" in line for line in told)


def test_a_second_column_of_amounts_is_told(run: Run, tmp_path: Path) -> None:
    _, told = read_both(run, table(tmp_path, "amount EUR;amount USD", "12;13", ";14"))
    assert any(line.startswith("Column 'amount USD' may hold amounts") for line in told)


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("amount in millions", "5 EUR", (5_000_000, "EUR")),
        ("amount (1,000)", "\u20ac5", (5_000, "EUR")),
        ("amount (m)", "5 USD", (5_000_000, "USD")),
        ("amount (thousands)", "EUR 5k", (5_000, "EUR")),
        ("amount (thousands)", "EUR 5m", None),
        ("amount (b)", "5 EUR", None),
        ("amount", "5 EUR", (5, "EUR")),
    ],
)
def test_a_heading_multiplies_also_what_tells_its_own_currency(
    heading: str, cell: str, expected: tuple[int, str] | None, run: Run, tmp_path: Path
) -> None:
    found, told = read_both(run, table(tmp_path, heading, cell))
    assert [amount for amount, _ in found] == [expected]
    many = expected is not None and heading != "amount"
    assert any("are read times" in each for each in told) is many


@pytest.mark.parametrize(
    ("cell", "is_told"), [("-3000 EUR", True), ("-3 000,50 €", True), ("3000 EUR", False)]
)
def test_an_amount_below_nought_is_told(cell: str, is_told: bool, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f'source,type,target,amount\nAnn,paid,Acme,"{cell}"\n', encoding="utf-8")
    [(amount, _)], told = read_both(run, path)
    assert (amount[0] < 0 if amount else "in the note" in " ".join(told)) or not is_told
    assert ("below nought" in " ".join(told)) == (is_told and amount is not None)


def test_one_currency_of_several_spellings_is_one_unit(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = (f"Ann,paid,A{number},1,{unit}" for number, unit in enumerate(("€", "EUR", "eur", "Euro")))
    path.write_text("\n".join(["source,type,target,amount,currency", *rows, ""]), encoding="utf-8")
    found, _ = read_both(run, path)
    assert {amount[1] for amount, _ in found} == {"EUR"}
