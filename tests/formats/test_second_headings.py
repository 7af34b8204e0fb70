"""A second line of headings is no relation, and the headings of another table below are refused."""

from pathlib import Path

import openpyxl
import pytest
from cli.conftest import Run, run

from formats.test_amounts import read_both
from graphkit.errors import DataError
from graphkit.formats import read
from graphkit.formats.format import Reading

__all__ = ["run"]


def put(folder: Path, *lines: str) -> Path:
    path = folder / "x.csv"
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


GROUPS = ("Payer;;Payee;;Payment;", "Name;Country;Name;Country;Date;Amount (EUR)")


def test_headings_below_those_of_groups_name_the_columns(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path, *GROUPS, "Ada Lee;DE;Bolt;FR;2019-03-04;1200", "Ben Ray;DE;Acme;FR;2019-03-05;300")
    found, told = read_both(run, path)
    assert [amount for amount, _ in found] == [(300, "EUR"), (1200, "EUR")]
    dataset = read(path, reading=Reading())
    assert {actor.name: dict(actor.attributes).get("country") for actor in dataset.actors} == {
        "Ada Lee": "DE", "Ben Ray": "DE", "Bolt": "FR", "Acme": "FR",
    }  # fmt: skip
    assert [row.when for row in dataset.relations] == ["2019-03-04", "2019-03-05"]
    assert any(
        "eadings of groups (1 line): left out; the first: line 1: 'Payer, Payee, Payment'" in each
        for each in told
    )


@pytest.mark.parametrize(
    ("groups", "names"),
    [
        ("Payer; ;Payee; ;Amount", "Name; Country;Name; Country;"),
        ("Payer;;Payee;;Amount", "Name;E-Mail;Name;E-Mail;"),
        ("Payer;;Payee;;Amount", "Name;D/C;Name;Country;"),
        ("Payer;;Payee;;Amount", "Name;Scale;Name;Circa;"),
        ("Payer;;Payee;;Amount", " Name;Country:;_Name_;*Country;"),
    ],
)
def test_blanks_and_signs_in_headings_hide_none(groups: str, names: str, run: Run, tmp_path: Path) -> None:
    path = put(tmp_path, groups, names, "Ada Lee;x;Bolt;y;5 EUR", "Ben Ray;x;Acme;y;6 EUR")
    read_both(run, path)
    actors = read(path, reading=Reading()).actors
    assert {actor.name for actor in actors} == {"Ada Lee", "Ben Ray", "Bolt", "Acme"}


def test_so_they_do_in_a_workbook(run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (*(line.split(";") for line in GROUPS), ("Ada Lee", "DE", "Bolt", "FR", "2019-03-04", 1200)):
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    assert read_both(run, tmp_path / "x.xlsx")[0] == [((1200, "EUR"), None)]


def test_names_in_two_columns_below_groups_are_whole(run: Run, tmp_path: Path) -> None:
    lines = ("Donor;;Recipient;;", "Surname;First name;Company;City;Date", "Lee;Ada;Bolt;Bonn;2019-03-04")
    read_both(run, path := put(tmp_path, *lines))
    assert [actor.name for actor in read(path, reading=Reading()).actors] == ["Ada Lee", "Bolt"]


@pytest.mark.parametrize(
    ("lines", "amount"),
    [
        (
            ("Donor;Recipient;Date;Amount;Currency", "(name);(name);(dd/mm/yyyy);;", "A;B;2019-03-04;12;EUR"),
            12,
        ),
        (("Spender;Empfänger;Datum;Betrag", ";;;in Tsd. EUR", "A;B;2019-03-04;12"), 12_000),
        (("Donor;Recipient;Date;Amount", ";;;EUR", "A;B;2019-03-04;12"), 12),
    ],
)
def test_a_line_that_explains_the_headings_is_no_row(
    lines: tuple[str, ...], amount: int, run: Run, tmp_path: Path
) -> None:
    found, told = read_both(run, path := put(tmp_path, *lines))
    assert found == [((amount, "EUR"), None)]
    [row] = read(path, reading=Reading()).relations
    assert row.when == "2019-03-04"
    assert any(each.startswith("Line that explains the headings (1 line)") for each in told)


@pytest.mark.parametrize(
    "names", ["(unknown);(unknown);;", "[redacted];[redacted];;", "Ada;Bolt;;", "Payer 1;Payee;;"]
)
def test_any_other_line_below_the_headings_is_a_row(names: str, run: Run, tmp_path: Path) -> None:
    found, _ = read_both(run, put(tmp_path, "Donor;Recipient;Date;Amount", names, "A;B;2019-03-04;12"))
    assert len(found) == 2


TWO = (
    "source;target;relation;date",
    "Ada;Bolt;paid;2019-03-04",
    "Director;Company;From;To",
    "Ben;Acme;2010;2012",
)


@pytest.mark.parametrize("more", [(), ("--skip-bad",)])
def test_the_headings_of_another_table_below_are_refused(
    more: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    path = put(tmp_path, *TWO)
    message = "line 3: has other headings (Director, Company, From, To), as of another table; give each table"
    for to in (("--into", tmp_path / "g.json"), ("-o", tmp_path / "d.graphkit")):
        done = run("import", path, *to, *more)
        assert done.code == 2
        assert message in done.err
    with pytest.raises(DataError, match="other headings"):
        read(path, reading=Reading(skip_bad=bool(more)))


def test_the_headings_of_the_table_itself_may_stand_again_in_another_case(run: Run, tmp_path: Path) -> None:
    lines = (
        "source;target;relation;date",
        "A;B;paid;2019-03-04",
        "SOURCE;TARGET;RELATION;DATE",
        "A;C;paid;2019-03-05",
    )
    assert len(read_both(run, put(tmp_path, *lines))[0]) == 2


def test_actors_may_be_called_as_columns_are(run: Run, tmp_path: Path) -> None:
    lines = (
        "source;target;relation;date",
        "Person;Company;owns;2019-03-04",
        "Employee;Employer;sued;2019-03-05",
    )
    assert len(read_both(run, put(tmp_path, *lines))[0]) == 2


@pytest.mark.parametrize(
    "lines",
    [
        ("Ada Lee|paid|Bolt|2020-03-01", "---|---|---|---", "Ben Ray|paid|Acme|2020-03-02"),
        ("date;source;relation;target", "2020;Ada Lee;paid;Bolt", "----;;---;---", "2020;Ben Ray;paid;Acme"),
        ("source;relation;target", "Ada Lee;paid;Bolt", " ;;", "==;==;==", "Ben Ray;paid;Acme"),
        ("source;relation;target;who", "Ada Lee;paid;Bolt;x", ";;;--", "Ben Ray;paid;Acme;--"),
    ],
)
def test_a_line_that_only_parts_others_is_no_row(lines: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    path = put(tmp_path, *lines)
    found, told = read_both(run, path)
    assert len(found) == 2
    assert not any("names one actor or none" in each for each in told)
    actors = run("--data", tmp_path / "d.graphkit", "actors", "--format", "json").answer["actors"]
    assert {actor["name"] for actor in actors} == {"Ada Lee", "Ben Ray", "Bolt", "Acme"}
