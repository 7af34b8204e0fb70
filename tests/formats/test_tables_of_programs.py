"""Tables as databases, Wikidata and Markdown write them."""

from pathlib import Path

import pytest
from cli.conftest import Run, run

from formats.test_amounts import read_both
from graphkit.formats import read
from graphkit.formats.format import Reading
from graphkit.model.entities import Dataset

__all__ = ["run"]

ITEM = "http://www.wikidata.org/entity/Q"


def put(folder: Path, text: str) -> Path:
    path = folder / "x.csv"
    path.write_text(text, "utf-8")
    return path


def both(run: Run, path: Path) -> tuple[Dataset, str]:
    """Return what both readers of tables make of one, and what is told."""
    return read(path, reading=Reading()), "\n".join(read_both(run, path)[1])


@pytest.mark.parametrize(
    ("headings", "type_"),
    [
        ("person,personLabel,employer,employerLabel,positionLabel,startTime", "chairs"),
        ("director,directorLabel,company,companyLabel,role,from", "chairs"),
        ("source,source label,target,target label,relationLabel,start", "chairs"),
        ("director,directorLabel,company,companyLabel,x,from", "director"),
    ],
)
def test_a_label_is_the_name_of_its_id(headings: str, type_: str, run: Run, tmp_path: Path) -> None:
    rows = (f"{ITEM}{number},John Smith,{ITEM}20,Bolt,chairs,2010-01-01\n" for number in (1, 2))
    dataset, told = both(run, put(tmp_path, f"{headings}\n{''.join(rows)}"))
    assert sorted(actor.name for actor in dataset.actors) == ["Bolt", "John Smith", "John Smith"]
    assert {dict(actor.attributes)["id"] for actor in dataset.actors} == {f"{ITEM}{x}" for x in (1, 2, 20)}
    assert [row.type for row in dataset.relations] == [type_] * 2
    assert "Of one name, but not one actor" in told


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("statementRank", "http://wikiba.se/ontology#DeprecatedRank"), ("rankLabel", "deprecated rank"),
        ("r", "http://wikiba.se/ontology#DeprecatedRank"), ("k", "wikibase:DeprecatedRank"),
        ("rank", "deprecated"),
    ],
)  # fmt: skip
def test_a_deprecated_statement_is_left_out_whatever_its_heading(
    heading: str, cell: str, run: Run, tmp_path: Path
) -> None:
    normal = cell.replace("Deprecated", "Normal").replace("deprecated", "normal")
    rows = f"A,B,met,2019-01-01,{cell}\nA,C,met,2019-01-01,{normal}\n"
    dataset, told = both(run, put(tmp_path, f"source,target,relation,date,{heading}\n{rows}"))
    assert [row.target for row in dataset.relations] == ["c"]
    assert "Left out: 1 row that Wikidata ranks as deprecated; the first: line 2." in told


@pytest.mark.parametrize(
    "text",
    [
        "| source | target | relation | date |\n|:---|:--:|---:|---|\n| A | B | paid | 2019-01-01 |\n",
        "source | target | relation | date\n--------+--------+----+-----\nA | B | paid | 2019-01-01\n",
        "+---+---+---+---+\n| source | target | relation | date |\n+---+---+---+---+\n"
        "| A | B | paid | 2019-01-01 |\n+---+---+---+---+\n",
    ],
)
def test_a_line_that_parts_others_is_no_row(text: str, run: Run, tmp_path: Path) -> None:
    dataset, told = both(run, put(tmp_path, text))
    assert [(row.source, row.type, row.target, row.when) for row in dataset.relations] == [
        ("a", "paid", "b", "2019-01-01")
    ]
    assert "Left out" not in told


@pytest.mark.parametrize("name", ["{Ada Lee,Ben Ray}", "{Ada}", '"[""Cy Poe""]"', "\"['Di Roe', 'Ed Soe']\""])
def test_a_list_in_a_cell_is_told(name: str, run: Run, tmp_path: Path) -> None:
    told = both(run, put(tmp_path, f"source;target;relation;date\n{name};B;met;2019-01-01\n"))[1]
    assert "Name that may be several, by its signs (1 relation)" in told


@pytest.mark.parametrize("name", ["2019-03-01", "yes", "2019-03-01 00:00:00"])
def test_a_name_that_a_spreadsheet_may_have_turned_is_told(name: str, run: Run, tmp_path: Path) -> None:
    told = both(run, put(tmp_path, f"source,target,relation,date\n{name},B,met,2019-01-01\n"))[1]
    assert (
        "Name that is a day or an answer (1 row): kept as it is; see what the file means by it; the first: "
        in told
    )


@pytest.mark.parametrize("name", ["{1}", "[Acme]", "Yes Bank", "--"])
def test_other_names_are_not(name: str, run: Run, tmp_path: Path) -> None:
    told = both(run, put(tmp_path, f"source;target;relation;date\n{name};B;met;2019-01-01\n"))[1]
    assert "by its signs" not in told
    assert "day or an answer" not in told
