"""Names of people that stand in two columns of a table: the given name and the family name."""

from pathlib import Path

import networkx
import pytest
from cli.conftest import Run, run

import graphkit as gk
from graphkit.errors import DataError
from graphkit.formats import read
from graphkit.formats.format import Reading
from graphkit.model.distinguishing import Facts, facts_differ
from graphkit.storage.json_file import read_dataset

__all__ = ["run"]

BOTH = ["Anna Müller", "Bernd Müller"]


def names_of(path: Path, reading: Reading | None = None) -> list[str]:
    found = read(path, reading=reading or Reading())
    names = {actor.id: actor.name for actor in found.actors}
    return [names[row.source] for row in found.relations]


def put(folder: Path, headings: str, *rows: str) -> Path:
    path = folder / "x.csv"
    path.write_text("\n".join((headings, *rows, "")), "utf-8")
    return path


@pytest.mark.parametrize(
    "headings",
    [
        "Name;Vorname", "Nom;Prénom", "Name;First Name", "Last name;First name", "Surname;Forename",
        "Director;Forenames", "Apellidos;Nombre", "Cognome;Nome", "Фамилия;Имя", "Nazwisko;Imię",
        "Cognome;Nome di battesimo", "Příjmení;Křestní jméno", "Apellidos;Nombre de pila",
    ],
)  # fmt: skip
@pytest.mark.parametrize("turned", [False, True])
def test_two_of_one_family_name_are_two(headings: str, turned: bool, tmp_path: Path) -> None:
    order = slice(None, None, -1 if turned else 1)
    rows = [";".join([*row[order], "Bolt", "2010"]) for row in (("Müller", "Anna"), ("Müller", "Bernd"))]
    path = put(tmp_path, ";".join([*headings.split(";")[order], "Company", "Start"]), *rows)
    assert names_of(path) == BOTH
    table = gk.open(path)
    assert sorted(table.actors) == sorted([*BOTH, "Bolt"])


def test_a_name_beside_a_surname_is_the_given_one(tmp_path: Path) -> None:
    path = put(tmp_path, "Name,Surname,Company", "Anna,Müller,Bolt", "Bernd,Müller,Bolt")
    assert names_of(path) == BOTH


def test_a_side_may_have_its_own_given_names(tmp_path: Path) -> None:
    headings = "source,source first name,relation,target,target surname,date"
    path = put(
        tmp_path, headings, "Müller,Anna,met,Ada,Lee,2019-01-02", "Müller,Bernd,met,Ada,Poe,2019-01-03"
    )
    assert names_of(path) == BOTH
    assert {actor.name for actor in read(path).actors} >= {"Ada Lee", "Ada Poe"}


def test_a_whole_name_stays_as_it_is(tmp_path: Path) -> None:
    rows = '"Müller, Anna",Anna,Bolt', "Bolt Ltd,Ada,Acme", "Poe,n/a,Acme", "Bill Gates,William,Acme"
    path = put(tmp_path, "Name,First name,Company", *rows)
    assert names_of(path) == ["Müller, Anna", "Bolt Ltd", "Poe", "Bill Gates"]
    path = put(tmp_path, "Name,First name,Surname,Company", "A. Müller,Anna,Müller,Bolt")
    assert names_of(path) == ["A. Müller"]
    path = put(tmp_path, "source,source_nombre,relation,target,date", "A1,Ada Lee,met,B7,2019-01-02")
    assert names_of(path) == ["A1"]


def test_a_surname_alone_names_nobody(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="Surname"):
        read(put(tmp_path, "Surname,Company,Start", "Müller,Bolt,2010"))


def test_given_names_of_two_ends_are_told(run: Run, tmp_path: Path) -> None:
    headings = "source,relation,target,date,first name"
    path = put(tmp_path, headings, "Müller,met,Lee,2019-01-02,Anna", "Müller,met,Lee,2019-01-03,Bernd")
    reading = Reading()
    read(path, reading=reading)
    assert "source.first name=first name" in " ".join(reading.told)
    columns = "source=source,target=target,type=relation,date=date,source.first name=first name"
    assert names_of(path, Reading(columns=columns)) == BOTH
    done = run("import", path, "-o", tmp_path / "d", "--columns", columns)
    assert done.code == 0, done.err
    assert "Anna Müller" in run("--data", tmp_path / "d", "actors").out


@pytest.mark.parametrize(
    ("heading", "ours", "theirs", "differ"),
    [
        ("Vorname", "Anna", "Bernd", True),
        ("first name", "Anna", "A.", False),
        ("Prénom", "Anne", "Anne Marie", False),
        ("имя", "Анна", "Пётр", True),
        ("forename", "Ann", "Anna", True),
        ("first name", "José", "Jose", False),
        ("first name", "Jean-Luc", "Jean", False),
    ],
)
def test_given_names_tell_two_of_one_family_name_apart(
    heading: str, ours: str, theirs: str, differ: bool
) -> None:
    here, there = (Facts(attributes=((heading, given),)) for given in (ours, theirs))
    assert bool(facts_differ(here, there)) == differ


def test_given_names_tell_two_apart_between_files(run: Run, tmp_path: Path) -> None:
    for given, company in (("Anna", "Bolt"), ("Bernd", "Acme")):
        graph = networkx.MultiDiGraph()
        graph.add_node("m", label="Müller", kind="person", Vorname=given)
        graph.add_node("c", label=company)
        graph.add_edge("m", "c", relation="owns")
        networkx.write_graphml(graph, tmp_path / "x.graphml")
        assert run("import", tmp_path / "x.graphml", "--into", tmp_path / "x.json").code == 0
    names = [actor.name for actor in read_dataset(tmp_path / "x.json").actors]
    assert names.count("Müller") == 2


@pytest.mark.parametrize("family", ["Dupont-Martin", "O'Neil", "Al-Rashid", "van der Berg", "de la Cruz"])
def test_a_family_name_of_two_parts_keeps_its_given_name(family: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"Nom;Prénom;Société;Fonction\n{family};Marie;Acme;Gérante\n", encoding="utf-8")
    names = {actor.name for actor in read(path).actors}
    assert names == {f"Marie {family}", "Acme"}
