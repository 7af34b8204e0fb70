"""What somebody is of a body, in a column such as Role, is a known type of relation where it means one."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphkit.cli.main import graphkit
from graphkit.formats import read
from graphkit.formats.format import Reading
from graphkit.model.entities import Amount

TABLE = """\
name,company,role,from
Ann Lee,Acme,managing director,2020-01-01
Ann Lee,Bolt,Shareholder (60%),2020-01-01
Bob Roe,Bolt,shareholder (12.5 per cent),2020-01-01
Bob Roe,Acme,board member,2020-01-01
Bob Roe,Cord,President,2020-01-01
Eva Day,Cord,witness (2%),2020-01-01
"""
COLUMNS = "source=name,target=company,type={},begins=from"


def test_a_directory_keeps_the_share_that_a_role_tells(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(TABLE)
    run = CliRunner()
    made = run.invoke(
        graphkit, ["import", str(path), "-o", str(tmp_path / "d"), "--columns", COLUMNS.format("role")]
    )
    assert made.exit_code == 0, made.output
    shown = run.invoke(graphkit, ["--data", str(tmp_path / "d"), "relations", "--format", "json"])
    amounts = [row.get("amount") for row in json.loads(shown.stdout)["relations"]]
    assert [each["value"] for each in amounts if each] == [60, 12.5]


def test_a_known_office_is_its_type_and_a_share_its_amount(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(TABLE)
    reading = Reading(columns=COLUMNS.format("role"))
    rows = {(row.source, row.target): row for row in read(path, reading=reading).relations}
    assert {ends: row.type for ends, row in rows.items()} == {
        ("ann-lee", "acme"): "leads", ("ann-lee", "bolt"): "shareholder-of",
        ("bob-roe", "bolt"): "shareholder-of", ("bob-roe", "acme"): "director-of",
        ("bob-roe", "cord"): "leads", ("eva-day", "cord"): "witness-2%",
    }  # fmt: skip
    amounts = {ends: row.amount for ends, row in rows.items() if row.amount}
    assert amounts == {
        ("ann-lee", "bolt"): Amount(value=60, unit="%"),
        ("bob-roe", "bolt"): Amount(value=12.5, unit="%"),
    }
    assert rows["ann-lee", "acme"].note == "role: managing director"  # what the file says is not lost
    told = " ".join(reading.told)
    assert "read as leads; in the note; the first: line 2: 'managing director'" in told


def test_the_type_of_any_other_column_stays_what_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    path.write_text(TABLE.replace("role", "relation"))
    types = {row.type for row in read(path, reading=Reading(columns=COLUMNS.format("relation"))).relations}
    assert "managing-director" in types


def test_more_than_the_whole_is_no_share(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(TABLE.replace("60%", "150%"))
    rows = read(path, reading=Reading(columns=COLUMNS.format("role"))).relations
    [row] = [row for row in rows if (row.source, row.target) == ("ann-lee", "bolt")]
    assert (row.type, row.amount, row.note) == ("shareholder-of", None, "role: Shareholder (150%)")


@pytest.mark.parametrize(
    ("headings", "types"),
    [
        ("company,person", ["president", "shareholder"]),
        ("source,target", ["president", "shareholder"]),
        ("company,director", ["president", "shareholder"]),
        ("person,company", ["leads", "shareholder-of"]),
        ("director name,organisation", ["leads", "shareholder-of"]),
        ("holder,issuer company name", ["president", "shareholder"]),
        ("holder,company name", ["leads", "shareholder-of"]),
        ("company,subsidiary", ["president", "shareholder"]),
    ],
)
def test_an_office_is_a_type_only_where_the_headings_say_who_has_it(
    headings: str, types: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "register.csv"
    path.write_text(
        f"{headings},function,from\nAcme,Ida,President,2020-01-01\nAcme,Per,Shareholder,2020-01-01\n"
    )
    source, target = headings.split(",")
    columns = f"source={source},target={target},type=function,begins=from"
    assert [row.type for row in read(path, reading=Reading(columns=columns)).relations] == types
