"""Dates and publishers of tables as people write them: months by name, marks, words for nothing."""

from datetime import date, timedelta
from itertools import combinations_with_replacement, product
from pathlib import Path

import pytest

from graphkit.formats import read
from graphkit.formats.events import edge_lists
from graphkit.formats.events.columns import by_heading
from graphkit.formats.events.date_columns import is_plain_day
from graphkit.formats.events.event import Piece
from graphkit.formats.format import Reading


def made(folder: Path, text: str) -> tuple[list[str], str]:
    """Return the dates of a table, and what reading it tells."""
    (folder / "x.csv").write_text(text, "utf-8")
    reading = Reading()
    rows = sorted(read(folder / "x.csv", reading=reading).relations, key=lambda row: row.target)
    return [row.when or "" for row in rows], "\n".join(reading.told)


@pytest.mark.parametrize(
    ("parts", "when"),
    [
        ("2019,March,4", "2019-03-04"),
        ("2019,Mar,", "2019-03"),
        ("2019,März,4", "2019-03-04"),
        ("2019,3,4", "2019-03-04"),
        ("2019,,", "2019"),
        ("2019,Marches,4", ""),
        ("2019,,4", ""),
        ("2019,March,32", ""),
    ],
)
def test_a_month_in_its_own_column_may_have_its_name(parts: str, when: str, tmp_path: Path) -> None:
    found, told = made(tmp_path, f"source,relation,target,year,month,day\nA,met,B,{parts}\n")
    assert found == [when]
    assert ("Unclear date" in told) == (not when)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2020*", "2020"),
        ("2014 [1]", "2014"),
        ("2014\u00b9", "2014"),
        ("(2014)", "2014"),
        ("4 March 2019\u2020", "2019-03-04"),
        ("2020**x", ""),
        ("(soon)", ""),
    ],
)
def test_a_date_with_a_mark_of_a_footnote_is_read_and_told(text: str, when: str, tmp_path: Path) -> None:
    found, told = made(tmp_path, f"source,relation,target,date\nA,met,B,{text}\n")
    assert found == [when]
    assert (f"Dates such as {text} are read without the mark" in told) == bool(when)
    assert ("Unclear date" in told) == (not when)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Mitte 2019", "[2019-04..2019-09]"),
        ("mi-2019", "[2019-04..2019-09]"),
        ("Ende März 2019", "[2019-03-16..2019-03-31]"),
        ("fin mars 2019", "[2019-03-16..2019-03-31]"),
        ("finales de marzo de 2019", "[2019-03-16..2019-03-31]"),
        ("vor 2010", "[..2009-12-31]"),
        ("avant 2010", "[..2009-12-31]"),
        ("nach 2010", "[2011-01-01..]"),
        ("um 2014", "2014~"),
        ("около 2014", "2014~"),
        ("printemps 2019", "2019-21"),
        ("Herbst 2019", "2019-23"),
        ("3. Quartal 2019", "2019-35"),
        ("T3 2019", "2019-35"),
        ("1er trim. 2014", "2014-33"),
        ("I кв. 2014", "2014-33"),
        ("2019 \u0433.", "2019"),
        ("fin", ""),
        ("Ende der Amtszeit", ""),
        ("T5 2019", ""),
        ("до 2010", ""),
    ],
)
def test_words_of_time_are_read_in_each_language(text: str, when: str, tmp_path: Path) -> None:
    found, told = made(tmp_path, f"source,relation,target,date,ref\nA,met,B,{text},x\n")
    assert found == [when]
    assert ("Unclear date" in told) == (not when)


def test_a_word_for_nothing_hides_no_unclear_end(tmp_path: Path) -> None:
    ends = ("\u2013", "2012-05-31 (resigned)", "unknown", "not before 2016", "2020")
    rows = "".join(f"A,owns,B{n},2010,{end}\n" for n, end in enumerate(ends))
    found, told = made(tmp_path, f"source,relation,target,start,end\n{rows}")
    assert found == ["2010/", "2010/", "2010/", "2010/", "2010/2020"]
    unclear = "Unclear date in column end (2 relations): this side is unknown; the text is in the note"
    assert f"{unclear}; the first: line 3: '2012-05-31 (resigned)'; others: 'not before 2016'." in told
    assert "Word for nothing in column end (2 rows): read as an empty cell; the first: line 2" in told


@pytest.mark.parametrize(
    ("publishers", "what"),
    [
        (("BBC", "bbc"), "Publisher that is also spelt otherwise (2 relations)"),
        (("Süd", "SUD"), "Publisher that is also spelt otherwise (2 relations)"),
        (("BBC*", "FT"), "Publisher with a mark or a word of doubt (1 relation)"),
        (("BBC (unconfirmed)", "FT"), "Publisher with a mark or a word of doubt (1 relation)"),
        (("BBC / FT", "FT"), "Publisher that may be several (1 relation)"),
        (("BBC; FT", "FT"), "Publisher that may be several (1 relation)"),
        (("AC/DC News", "Simon & Schuster"), ""),
        (("BBC", "BBC"), ""),
    ],
)
def test_one_paper_written_in_two_ways_is_told(
    publishers: tuple[str, str], what: str, tmp_path: Path
) -> None:
    rows = "".join(f"A,met,B{n},2019-05-05,{name},2019-05-06\n" for n, name in enumerate(publishers))
    _, told = made(tmp_path, f"source,relation,target,date,publisher,published\n{rows}")
    assert what in told if what else "Publisher" not in told


@pytest.mark.parametrize("name", ["Nil Return", "An individual", "Fehlanzeige", "Néant", "none declared"])
def test_a_return_of_nothing_names_nobody(name: str, tmp_path: Path) -> None:
    _, told = made(tmp_path, f"source,relation,target,date\nA,met,{name},2019\n")
    assert f"Actor named {name} (1 row): kept, though it may stand for nobody" in told


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("Date appointed", "Date ceased"), ("Appointed on", "Ceased on"), ("appointed_on", "resigned_on"),
        ("Eintritt", "Austritt"), ("Joined", "Left"), ("Listed on", "Delisted on"), ("Joined on", "Left on"),
        ("Appointed", "Resigned"), ("Appointed", "Ceased"), ("Mandat du", "Mandat au"),
        ("In post since", "Left office"),
        ("Member since", "Date of resignation"), ("Amtsantritt", "Amtsende"), ("Bestellt am", "Abberufen am"),
        ("Fecha de nombramiento", "Fecha de cese"), ("Fecha de inicio", "Fecha fin"),
        ("Date de début", "Date de fin"),
        ("Elected on", "Term ended"), ("Effective from", "Effective to"), ("Entry date", "Exit date"),
        ("Début du mandat", "Fin du mandat"), ("Vertragsbeginn", "Vertragsende"),
        ("Commencement date", "Expiry date"), ("Took office", "Left office"), ("Data inizio", "Data fine"),
    ],
)  # fmt: skip
def test_a_start_and_an_end_are_read_under_the_headings_of_registers(
    start: str, end: str, tmp_path: Path
) -> None:
    head = f"source,relation,target,{start},{end}"
    found, told = made(tmp_path, f"{head}\nA,director,B,2010-05-01,2013-06-30\nA,director,C,2011-05-01,\n")
    assert found == ["2010-05-01/2013-06-30", "2011-05-01/"]
    assert "Date in column" not in told


@pytest.mark.parametrize("heading", ["As of", "as at", "Stichtag"])
def test_a_day_on_which_it_was_so_is_the_date_and_no_start(heading: str, tmp_path: Path) -> None:
    rows = "A,B,60%,31/12/2018,\nA,C,60%,31/12/2019,n/a\nA,D,20%,,2019\n"
    found, told = made(tmp_path, f"shareholder,company,stake,{heading},until\n{rows}")
    assert found == ["2018-12-31", "2019-12-31", "/2019"]
    assert f"{heading!r} as the date" in told


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2010-2012", "2010/2012"), ("2010\u20132012", "2010/2012"), ("2010 - 2012", "2010/2012"),
        ("2010-12", "2010/2012"),
        ("1998-03", "1998/2003"), ("2010\u201312", "2010/2012"), ("2010-", "2010/"), ("since 2010", "2010/"),
        ("2010-present", "2010/"), ("2010 bis 2012", "2010/2012"), ("von 2010 bis 2012", "2010/2012"),
        ("de 2010 à 2012", "2010/2012"), ("du 3 mai 2010 au 4 juin 2012", "2010-05-03/2012-06-04"),
        ("de 2010 a 2012", "2010/2012"), ("desde mayo de 2010 hasta 2012", "2010-05/2012"),
        ("since 30 July 2016 until January 2025", "2016-07-30/2025-01"),
        ("May 2010 - June 2012", "2010-05/2012-06"),
        ("31/12/2010 - 15/6/2012", "2010-12-31/2012-06-15"), ("2012-2010", ""), ("four years", ""),
        ("2010", "2010"), ("2015-03", "2015-03"),
        ("2010-2012, 2014-2015", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["Tenure", "Term of office", "Amtszeit"])
def test_a_time_in_office_is_read_from_one_column(heading: str, text: str, when: str, tmp_path: Path) -> None:
    found, told = made(tmp_path, f"name;company;role;{heading}\nA;B;director;{text}\n")
    assert found == [when]
    assert ("Unclear date" in told) == (not when)
    shortened = {"2010-12", "1998-03", "2010\u201312", "2010-"}
    line = f"Shortened time in column {heading} (1 relation): read from year to year"
    assert (line in told) == (text in shortened)


@pytest.mark.parametrize("heading", ["notified_on", "Whenever", "Dates held"])
@pytest.mark.parametrize("text", ["2016-04-06", "3/4/2019", "4 May 2019"])
def test_a_column_of_dates_that_is_not_read_is_told(heading: str, text: str, tmp_path: Path) -> None:
    found, told = made(tmp_path, f"source,relation,target,{heading}\nA,owns,B,\nA,owns,C,{text}\n")
    assert found == ["", ""]
    line = f"Date in column {heading} (1 relation): only in the note; to read it, name all columns by"
    ways = f" --columns, with date={heading}, begins={heading} or ends={heading}"
    assert f"{line}{ways}; the first: line 3: '{text}'" in told


@pytest.mark.parametrize(
    ("heading", "text"),
    [("weight", "2010"), ("remarks", "met in 2019"), ("votes", "1950"), ("id", "2019"),
     ("address", "1 May St"),
     ("terminated", "2019-04-03"), ("Comment", "until 2019")],
)  # fmt: skip
def test_other_columns_hold_no_dates(heading: str, text: str, tmp_path: Path) -> None:
    assert "Date in column" not in made(tmp_path, f"source,relation,target,{heading}\nA,owns,C,{text}\n")[1]


def test_a_column_of_years_is_told_where_its_heading_says_so(tmp_path: Path) -> None:
    _, told = made(tmp_path, "source,relation,target,first year,last year\nA,owns,C,2010,2012\n")
    assert all(f"Date in column {heading} (1 relation)" in told for heading in ("first year", "last year"))


def test_of_a_plain_day_no_rule_has_anything_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    first = date(1899, 12, 1)
    days = [(first + timedelta(days=13 * step)).isoformat() for step in range(5_700)]
    assert sum(map(is_plain_day, days)) > len(days) * 0.9
    columns = by_heading(["source", "relation", "target", "date"])
    assert columns is not None

    def said() -> list[Piece]:
        reader = edge_lists.by_columns(
            columns, "t.tsv", Reading(), lambda place: days if place == 3 else ["met"]
        )
        return [reader.judged("when", (day,)) for day in days]

    at_once = said()
    monkeypatch.setattr(edge_lists, "is_plain_day", lambda _text: False)
    assert at_once == said()


@pytest.mark.parametrize("type_", ["met", "paid", "owns", ""])
def test_a_blank_end_where_no_column_tells_a_start_says_nothing(type_: str, tmp_path: Path) -> None:
    rows = f"Ann,{type_},Bolt,\nBob,{type_},Cole,2019\n"
    assert made(tmp_path, f"source,type,target,end\n{rows}")[0] == ["", "/2019"]


_CELLS = {
    "type": ("paid", "former director"),
    "date": ("2019-03-04", "soon"),
    "start": ("2019", "yes"),
    "end": ("2020", "still"),
    "timeset": ("<[2019-01-01, 2020-01-01]>", "x"),
    "date precision": ("month", "about"),
    "circa": ("yes", "5"),
    "status": ("denied", "closed 2020"),
    "remarks": ("ended on 4 May 2020", "x"),
    "publisher": ("Paper", "Wire"),
    "amount": ("5", "EUR 5m"),
    "currency": ("EUR", "kr"),
    "scale": ("millions", "x"),
    "sign": ("-", "x"),
    "rank": ("deprecated", "x"),
    "label": ("met", "x"),
    "source first name": ("Ann", "x"),
}


@pytest.mark.parametrize("first", _CELLS)
def test_any_columns_are_read_together_blank_or_not(first: str, tmp_path: Path) -> None:
    others = [None, *list(_CELLS)[list(_CELLS).index(first) + 1 :]]
    for second, third in combinations_with_replacement(others, 2):
        headings = [*dict.fromkeys(filter(None, (first, second, third)))]
        cells = [("", *_CELLS[heading]) for heading in headings]
        rows = ["Lee;Bolt;" + ";".join(row) for row in product(*cells) if "deprecated" not in row]
        whens = made(tmp_path, "\n".join([f"source;target;{';'.join(headings)}", *rows, ""]))[0]
        assert 0 < len(whens) <= len(rows), headings
