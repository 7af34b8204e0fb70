"""The kind of an actor that the heading of its column names."""

from pathlib import Path

import pytest
from cli.conftest import Run, run

import graphkit as gk
from graphkit.formats import read
from graphkit.formats.format import Reading

__all__ = ["run"]


def _kinds(path: Path, text: str, **how: str) -> dict[str, str]:
    """Return the kinds of the actors of a table, by their names."""
    path = path / "a.csv"
    path.write_text(text, encoding="utf-8")
    return {actor.name: actor.kind for actor in read(path, reading=Reading(**how)).actors}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("headings", "person", "body"),
    [
        ("Person;Company", "person", "company"),
        ("PERSON;COMPANY NAME", "person", "company"),
        ("Person name;Organisation", "person", "organisation"),
        ("Politician;Organization", "person", "organisation"),
        ("Individual;Firm", "person", "company"),
        ("Personne;Société", "person", "company"),
        ("Persona;Empresa", "person", "company"),
        ("Persona;Azienda", "person", "company"),
        ("Person;Unternehmen", "person", "company"),
        ("ФИО;Компания", "person", "company"),
        ("Персона;Организация", "person", "organisation"),
        ("Director;Company", "unknown", "company"),
        ("Name;Company", "unknown", "company"),
        ("Person;Client", "person", "unknown"),
        ("Person;Agency", "person", "unknown"),  # of news, or of a state
        ("Source;Target", "unknown", "unknown"),
    ],
)
def test_a_heading_that_is_a_kind_gives_it(tmp_path: Path, headings: str, person: str, body: str) -> None:
    assert _kinds(tmp_path, f"{headings};Date\nAda Lee;Acme;2019\n") == {"Ada Lee": person, "Acme": body}


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ("Person", "Bank", "person company"),
        ("Banco", "Person or company", "company unknown"),
        ("Ministry", "Country", "government-body country"),
        ("Ministère", "Pays", "government-body country"),
        ("Ministerio", "País", "government-body country"),
        ("Ministerium", "Staat", "government-body country"),
        ("Person", "Party", "person organisation"),
        ("Political party", "Person 1", "organisation person"),
        ("Party", "Company", "unknown company"),  # who signs a contract, perhaps a person
        ("Party A", "Party B", "unknown unknown"),
        ("Person/Company", "Person, company", "unknown unknown"),
        ("Unknown", "Companies", "unknown company"),
    ],
)
def test_so_does_one_that_a_user_names(tmp_path: Path, one: str, other: str, kinds: str) -> None:
    found = _kinds(
        tmp_path,
        f"{one};{other};Date\nOne;Other;2019\n",
        columns=f"source='{one}',target='{other}',date=Date",
    )
    assert " ".join(found.values()) == kinds


def test_a_kind_of_a_row_says_more_than_the_heading(tmp_path: Path) -> None:
    rows = (
        "Person;Person type;Company;Company type;Date",
        "Ada Lee;;Acme;;2019",
        "Beta Ltd;company;Ministry of Trade;ministry;2019",
        "Ben Ray;person;Old Trust;trust;2019",
        "Cy Low;person;Police (India);;2019",
    )
    assert _kinds(tmp_path, "\n".join(rows)) == {
        "Ada Lee": "person", "Acme": "company", "Beta Ltd": "company", "Ministry of Trade": "government-body",
        "Ben Ray": "person", "Old Trust": "unknown", "Cy Low": "person", "Police (India)": "government-body",
    }  # fmt: skip


def test_a_kind_for_every_row_says_more_than_the_heading(tmp_path: Path) -> None:
    how = "source=Person,target=Company,date=Date,target.kind='government body'"
    assert _kinds(tmp_path, "Person;Company;Date\nAda;Acme;2019\n", columns=how) == {
        "Ada": "person",
        "Acme": "government-body",
    }


_TWO_CALLED_FORD = "Person,Company,Date\nFord,Acme,2019\nAda Lee,Ford,2019\n"


def test_a_person_and_a_company_of_one_name_are_two(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(_TWO_CALLED_FORD, encoding="utf-8")
    reading = Reading()
    found = read(tmp_path / "a.csv", reading=reading)
    called = [(each.name, each.kind) for each in found.actors if each.name == "Ford"]
    assert sorted(called) == [("Ford", "company"), ("Ford", "person")]
    assert any("Ford" in note for note in reading.told)


def test_a_large_table_says_the_same(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "a.csv"
    path.write_text(_TWO_CALLED_FORD, encoding="utf-8")
    table = gk.open(path)
    assert sorted(row["kind"] for row in table.rows_of_actors) == ["company", "company", "person", "person"]
    run("import", path, "-o", tmp_path / "all")
    kinds = run("--data", tmp_path / "all", "actors", "--format", "json").answer
    assert sorted(row["kind"] for row in kinds["actors"]) == ["company", "company", "person", "person"]


def test_people_of_one_name_are_not_joined_by_a_heading(tmp_path: Path) -> None:
    rows = ("Person,Person born,Company,Date", "Ada,1961,Acme,2019", "Ada,1980,Beta,2019", "Ada,,Coro,2020")
    (tmp_path / "a.csv").write_text("\n".join(rows), encoding="utf-8")
    found = read(tmp_path / "a.csv")
    assert [each.kind for each in found.actors if each.name == "Ada"] == ["person"] * 3


@pytest.mark.parametrize(
    "name",
    [
        "Ministry of Trade", "The Ministry for Foreign Affairs", "Central Bank of Oman",
        "Ministère de la Santé", "Ministerio de Hacienda", "Bundesministerium der Justiz",
        "Министерство обороны", "Supreme Court of Ghana", "European Central Bank", "Department of Justice",
        "Government of Norway",
    ],
)  # fmt: skip
def test_a_body_of_a_state_under_the_heading_of_firms_or_people_is_not_one(tmp_path: Path, name: str) -> None:
    assert _kinds(tmp_path, f"Person;Company;Date\nAda Lee;{name};2019\n")[name] == "unknown"
    assert _kinds(tmp_path, f"Person;Company;Date\n{name};Acme;2019\n")[name] == "unknown"
    assert _kinds(tmp_path, f"Person;Organisation;Date\nAda Lee;{name};2019\n")[name] == "organisation"
    how = "source=Company,target=Ministry,date=Date"
    table = f"Company;Ministry;Date\nAcme;{name};2019\n"
    assert _kinds(tmp_path, table, columns=how)[name] == "government-body"


@pytest.mark.parametrize(
    "name",
    ["Ministry of Sound Group Ltd", "Bank of Oman", "National Bank of Canada", "Police Supplies Co"],
)
def test_a_firm_that_is_called_as_a_body_of_a_state_is_one(tmp_path: Path, name: str) -> None:
    assert _kinds(tmp_path, f"Person;Company;Date\nAda Lee;{name};2019\n")[name] == "company"
