"""Two of one name, between files and in one table: what is told beside the name tells them apart."""

import json
from pathlib import Path

import networkx
import pytest
from cli.conftest import Run, run

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
        ("company", "Rechtsform", ("GmbH", "AG"), 2),
        ("company", "Rechtsform", ("GmbH", ""), 1),
        ("company", "Sitz", ("München", "Hamburg"), 2),
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
        ("Company", "legalForm", ("GmbH", "AG"), 2),
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
