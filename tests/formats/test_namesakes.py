"""Two of one name, between files and in one table: what is told beside the name tells them apart."""

import json
from pathlib import Path

import networkx
import pytest
from cli.conftest import Run, run

import graphkit as gk
from graphkit.formats import read
from graphkit.formats.format import Reading
from graphkit.storage.json_file import read_dataset

__all__ = ["run"]


def graphml(path: Path, name: str, kind: str, told: dict[str, str], other: str) -> Path:
    graph = networkx.MultiDiGraph()
    graph.add_node("m", label=name, kind=kind, **told)
    graph.add_node("c", label=other, kind="company")
    graph.add_edge("m", "c", relation="owns")
    networkx.write_graphml(graph, path)
    return path


def follow_the_money(path: Path, schema: str, told: dict[str, str], other: str) -> Path:
    ids = f"{schema}-{other}".casefold(), f"of-{other}".casefold()
    rows = [
        {
            "id": ids[0],
            "schema": schema,
            "properties": {"name": ["Delta"], **{name: [text] for name, text in told.items()}},
        },
        {"id": ids[1], "schema": "Company", "properties": {"name": [other]}},
        {"id": f"x-{other}", "schema": "Ownership", "properties": {"owner": [ids[0]], "asset": [ids[1]]}},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def called(path: Path, name: str) -> int:
    return [actor.name for actor in read_dataset(path).actors].count(name)


@pytest.mark.parametrize(
    ("kind", "told", "values", "count"),
    [
        ("person", "отчество", ("Петрович", "Сидорович"), 2),
        ("person", "Anrede", ("Herr", "Frau"), 2),
        ("person", "middle name", ("Quincy", "Q."), 1),
        ("person", "middle name", ("", "Quincy"), 1),
        ("person", "title", ("", "Dr"), 1),
        ("person", "middle name", ("Quincy", "unknown"), 1),
        ("person", "born", ("1960", "1975"), 2),
        ("person", "country", ("NA", "ZA"), 2),
        ("person", "title", ("Lord Mayor", "Lady Mayor"), 1),
        ("company", "Rechtsform", ("GmbH", "AG"), 1),
        ("company", "Rechtsform", ("GmbH", ""), 1),
        ("company", "Sitz", ("München", "Hamburg"), 1),
        ("company", "统一社会信用代码", ("91110000100000000A", "91110000200000000B"), 2),
    ],
)
def test_graphs_of_two_files(
    kind: str, told: str, values: tuple[str, str], count: int, run: Run, tmp_path: Path
) -> None:
    for value, other in zip(values, ("Acme", "Bolt"), strict=True):
        facts = {told: value} if value else {}
        path = graphml(tmp_path / "x.graphml", "Delta", kind, facts, other)
        assert run("import", path, "--into", tmp_path / "x.json").code == 0
    assert called(tmp_path / "x.json", "Delta") == count


@pytest.mark.parametrize(
    ("schema", "told", "values", "count"),
    [
        ("Person", "secondName", ("Quincy", "Adam"), 2),
        ("Person", "middleName", ("Quincy", "Adam"), 2),
        ("Person", "fatherName", ("Pyotr", "Sidor"), 2),
        ("Person", "motherName", ("Anna", "Olga"), 2),
        ("Person", "nameSuffix", ("Jr.", "Sr."), 2),
        ("Person", "title", ("Mr", "Mrs"), 2),
        ("Person", "title", ("Dr", "Prof"), 1),
        ("Person", "title", ("Lord Chancellor", "Lady President"), 1),
        ("Person", "nationality", ("na", "za"), 2),
        ("Company", "legalForm", ("GmbH", "AG"), 1),
        ("Company", "legalForm", ("Ltd", "Limited"), 1),
    ],
)
def test_follow_the_money_of_two_files(
    schema: str, told: str, values: tuple[str, str], count: int, run: Run, tmp_path: Path
) -> None:
    for value, other in zip(values, ("Acme", "Bolt"), strict=True):
        path = follow_the_money(tmp_path / "x.ftm.json", schema, {told: value}, other)
        assert run("import", path, "--into", tmp_path / "x.json").code == 0
    assert called(tmp_path / "x.json", "Delta") == count


def table(path: Path, *rows: str) -> tuple[list[str], list[str], list[str], str]:
    """Return the ids of the sources, of the targets, and the types of a table's rows, and what is told."""
    path = path / "x.csv"
    path.write_text("\n".join((*rows, "")), "utf-8")
    reading = Reading()
    relations = read(path, reading=reading).relations
    ends = [[getattr(row, side) for row in relations] for side in ("source", "target", "type")]
    assert len(gk.open(path).actors) == len({*ends[0], *ends[1]})
    return ends[0], ends[1], ends[2], " ".join(reading.told)


@pytest.mark.parametrize(
    "rows",
    [
        ("Фамилия,Имя,Отчество,Компания", "Иванов,Иван,Петрович,Акме", "Иванов,Иван,Сидорович,Болт"),
        ("Last name,First name,Middle name,Company", "Smith,John,Quincy,Acme", "Smith,John,Adam,Bolt"),
        ("Name,Suffix,Company", "John Smith,Jr.,Acme", "John Smith,Sr.,Bolt"),
        ("Name,Patronymic,Company", "Ivan Ivanov,Petrovich,Acme", "Ivan Ivanov,Sidorovich,Bolt"),
        ("Name,Nom de jeune fille,Société", "Anne Martin,Roux,Acme", "Anne Martin,Petit,Bolt"),
        ("Anrede,Name,Firma", "Herr,Müller,Acme", "Frau,Müller,Bolt"),
        ("Title,Name,Company", "Mr,J. Smith,Acme", "Mrs,J. Smith,Bolt"),
        ("Nombre,Primer apellido,Segundo apellido,Empresa", "Ana,García,López,Acme", "Ana,García,Ruiz,Bolt"),
        ("Nombre,Apellido paterno,Apellido materno,Empresa", "Ana,García,López,A", "Ana,García,Ruiz,B"),
        ("source,source title,relation,target", "J. Smith,Mr,owns,Acme", "J. Smith,Ms,owns,Bolt"),
        ("Person,Father,Company", "Ada Lee,Tom Lee,Acme", "Ada Lee,Ben Lee,Bolt"),
    ],
)
def test_a_column_of_the_name_tells_two_people_apart(rows: tuple[str, ...], tmp_path: Path) -> None:
    people, _, _, told = table(tmp_path, *rows)
    assert len({*people}) == 2
    assert "Of one name, but not one actor" in told


@pytest.mark.parametrize(
    "rows",
    [
        ("Name,Middle name,Company", "John Smith,Quincy,Acme", "John Smith,,Bolt"),
        ("Name,Middle name,Company", "John Smith,Q.,Acme", "John Smith,Quincy,Bolt"),
        ("Name,Suffix,Company", "John Smith,PhD,Acme", "John Smith,,Bolt"),
        ("Title,Name,Company", "Dr,J. Smith,Acme", "Mrs,J. Smith,Bolt"),
        ("Title,Name,Company", "Chair,J. Smith,Acme", "Director,J. Smith,Bolt"),
        ("person,company,title,from", "Ida Berg,A,Lord Chancellor,2001", "Ida Berg,B,Lady President,2002"),
    ],
)
def test_one_person_stays_one(rows: tuple[str, ...], tmp_path: Path) -> None:
    people, _, _, _ = table(tmp_path, *rows)
    assert len({*people}) == 1


def test_a_title_is_the_type_only_if_it_says_more_than_a_form_of_address(tmp_path: Path) -> None:
    assert table(tmp_path, "Title,Name,Company", "Chair,A. Smith,Acme", "Mr,B. Smith,Acme")[2][0] == "chair"
    people, _, types, _ = table(tmp_path, "Title,Director,Company", "Mr,J. Lee,Acme", "Mrs,J. Lee,Acme")
    assert types == ["director", "director"]
    assert len({*people}) == 2


@pytest.mark.parametrize(
    ("heading", "ours", "theirs"),
    [
        ("LEI", "5493001KJTIIGC8Y1R12", "549300MLUDYVRQOOXS22"),
        ("HRB", "123", "456"),
        ("SIREN", "123456789", "987654321"),
        ("Company number", "1", "2"),
        ("company no", "1", "2"),
        ("Registration number", "1", "2"),
        ("Reg. no.", "1", "2"),
        ("ISIN", "US0378331005", "US5949181045"),
        ("VAT number", "GB1", "GB2"),
        ("Incorporated", "1990", "2001"),
    ],
)
def test_what_only_bodies_have_is_that_of_the_body(
    heading: str, ours: str, theirs: str, tmp_path: Path
) -> None:
    rows = f"Ada Lee,Delta,{ours}", f"Ben Ray,Delta,{theirs}", f"Cem Oz,Delta,{theirs}"
    _, bodies, _, told = table(tmp_path, f"Director,Company,{heading}", *rows)
    assert bodies[0] != bodies[1] == bodies[2]
    assert "Of one name, but not one actor" in told


@pytest.mark.parametrize("heading", ["LEI", "Company registration number", "company number", "VAT number"])
def test_a_number_that_says_it_is_of_a_body_is_of_the_body(heading: str, tmp_path: Path) -> None:
    rows = "Ida Berg,Delta,1", "Per Lund,Delta,2"
    assert len({*table(tmp_path, f"Name,Organisation,{heading}", *rows)[1]}) == 2


@pytest.mark.parametrize(
    "headings",
    [
        "Shareholder,Company", "Lobbyist,Client", "source,target", "Donor,Recipient", "Name,Organisation",
        "Person,Company", "Politician,Firm", "Official,Agency",
    ],
)  # fmt: skip
def test_a_number_that_may_be_of_either_end_is_told(headings: str, tmp_path: Path) -> None:
    rows = "Big Talk,Delta,1,2001-01-02", "Big Talk,Delta,2,2001-01-03"
    _, bodies, _, told = table(tmp_path, f"{headings},Registration number,Date", *rows)
    assert len({*bodies}) == 1
    assert "Column 'Registration number' tells no two of one name apart" in told
    assert "target.registrationnumber=Registration number" in told


LETTERS = (
    "sender,recipient,date,sender_city,recipient_city",
    "Voltaire,Frederick,1750-05-04,Paris,Berlin",
    "Voltaire,Frederick,1760-05-04,Ferney,Potsdam",
)
GIFTS = (
    "contributor,recipient,amount,unit,date,contributor_city,contributor_state,contributor_zip",
    "Ida Berg,Bolt,100,USD,2020-01-01,Boston,MA,02139",
    "Ida Berg,Bolt,200,USD,2020-02-01,BOSTON,Mass.,2139-4307",
    "Ida Berg,Bolt,300,USD,2020-03-01,Cambridge,MA,02139",
)
FORMS = (
    "source,target,target legal form,target city,relation",
    "Ada Lee,Delta,GmbH,München,owns",
    "Ada Lee,Delta,AG,Hamburg,owns",
)
SEATS = ("Director,Company,Rechtsform,Sitz", "Ada Lee,Delta,GmbH,München", "Ada Lee,Delta,AG,Hamburg")


@pytest.mark.parametrize(
    ("rows", "noted"),
    [(LETTERS, "Potsdam"), (GIFTS, "Cambridge"), (FORMS, "Hamburg"), (SEATS, "Hamburg")],
)
def test_where_one_was_on_the_day_of_a_row_makes_nobody_two(
    rows: tuple[str, ...], noted: str, tmp_path: Path
) -> None:
    sources, targets, _, _ = table(tmp_path, *rows)
    assert (len({*sources}), len({*targets})) == (1, 1)
    assert noted in (read(tmp_path / "x.csv").relations[-1].note or "")


def test_a_change_is_told_beside_the_join(run: Run, tmp_path: Path) -> None:
    for name, value, other in (("Sitz", "Bern", "Acme"), ("seat", "Basel", "Bolt")):
        path = graphml(tmp_path / "x.graphml", "Delta", "company", {name: value}, other)
        told = run("import", path, "--into", tmp_path / "x.json").out
    assert "Sitz is Bern here and Basel there" in " ".join(told.split())


def test_of_several_of_a_name_it_is_the_one_of_the_same_seat(run: Run, tmp_path: Path) -> None:
    graph = networkx.MultiDiGraph()
    for at, (seat, other) in enumerate((("München", "Acme"), ("Hamburg", "Bolt"))):
        graph.add_node(f"m{at}", label="Delta", kind="company", Sitz=seat)
        graph.add_node(f"c{at}", label=other, kind="company")
        graph.add_edge(f"m{at}", f"c{at}", relation="owns")
    networkx.write_graphml(graph, tmp_path / "x.graphml")
    assert run("import", tmp_path / "x.graphml", "--into", tmp_path / "x.json").code == 0
    path = graphml(tmp_path / "y.graphml", "Delta", "company", {"seat": "Munich"}, "Cord")
    assert run("import", path, "--into", tmp_path / "x.json").code == 0
    owners = {row.target: row.source for row in read_dataset(tmp_path / "x.json").relations}
    assert owners["cord"] == owners["acme"] != owners["bolt"]


def test_a_rate_of_vat_is_no_number_of_a_body(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(
        "name,company,amount,currency,VAT,date\n"
        "Ida Berg,Acme Ltd,100,EUR,20%,2020-01-01\nIda Berg,Acme Ltd,200,EUR,10%,2021-01-01\n"
    )
    dataset = read(path)
    assert {actor.id for actor in dataset.actors} == {"ida-berg", "acme-ltd"}
    assert [row.note for row in dataset.relations] == ["VAT: 20%", "VAT: 10%"]
