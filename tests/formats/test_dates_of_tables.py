"""Dates and publishers of tables as people write them: months by name, marks, words for nothing."""

from pathlib import Path

import pytest

from graphkit.formats import read
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
