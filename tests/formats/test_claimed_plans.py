"""What is both planned and only a claim is told as both, whichever file says so."""

import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from cli.conftest import Run, run

from graphkit.formats import read
from graphkit.formats.format import Reading
from graphkit.graph.build import build_graph
from graphkit.graph.index import index

__all__ = ["run"]

ALLEGED = "It is allegedly planned that Ann owns Acme."
CLAIMED = "According to unnamed sources, it is planned that Ann owns Acme."
BOTH = [
    {"planned": "1", "claimed": "1"},
    {"planned": "yes", "alleged": "yes"},
    {"status": "planned", "claimed": "1"},
    {"status": "alleged", "planned": "1"},
    {"status": "planned; alleged"},
    {"status": "allegedly planned"},
    {"status": "angeblich geplant"},
]
by_what_is_said = pytest.mark.parametrize(
    "said", BOTH, ids=lambda said: ", ".join(map(": ".join, said.items()))
)


def sentences(path: Path) -> tuple[list[str], str]:
    """Return the sentences of a file, and what reading it tells."""
    reading = Reading()
    graph = build_graph(read(path, reading=reading))
    return [row.sentence for row in index(graph).relations()], "\n".join(reading.told)


def table(path: Path, said: dict[str, str], *, told: bool, type: str = "owns") -> Path:
    row = {"source": "Ann", "target": "Acme", "type": type, "start": "2030-05", **said}
    row |= {"publisher": "News", "published": "2024-01-02"} if told else {}
    (path / "x.csv").write_text(f"{','.join(row)}\n{','.join(row.values())}\n", "utf-8")
    return path / "x.csv"


@by_what_is_said
def test_a_table_says_both(said: dict[str, str], run: Run, tmp_path: Path) -> None:
    for told, sentence in ((False, ALLEGED), (True, CLAIMED)):
        path = table(tmp_path, said, told=told)
        found, notes = sentences(path)
        assert found == [sentence]
        assert ("its type says allegedly" in notes) is not told
        folder = tmp_path / f"all-{told}"
        assert run("import", path, "-o", folder).code == 0
        rows = run("--data", folder, "relations", "--format", "json").answer["relations"]
        assert [row["sentence"] for row in rows] == [sentence]


@pytest.mark.parametrize("type", ["owns (allegedly planned)", "owns (planned; alleged)"])
def test_so_do_the_words_of_a_type(type: str, tmp_path: Path) -> None:
    assert sentences(table(tmp_path, {}, told=False, type=type))[0] == [ALLEGED]
    assert sentences(table(tmp_path, {}, told=True, type=type))[0] == [CLAIMED]
    assert sentences(table(tmp_path, {"claimed": "1"}, told=False, type="owns (planned)"))[0] == [ALLEGED]
    assert sentences(graph_file(tmp_path, {}, type))[0] == [ALLEGED]


def graph_file(path: Path, said: dict[str, Any], type: str = "owns") -> Path:
    nodes = [{"id": "Ann"}, {"id": "Acme"}]
    links = [{"source": "Ann", "target": "Acme", "key": 0, "type": type, **said}]
    graph = {"directed": True, "multigraph": True, "graph": {}, "nodes": nodes, "links": links}
    (path / "x.json").write_text(json.dumps(graph), "utf-8")
    return path / "x.json"


@by_what_is_said
def test_a_graph_says_both(said: dict[str, str], tmp_path: Path) -> None:
    assert sentences(graph_file(tmp_path, said))[0] == [ALLEGED]
    keys = "".join(
        f'<key id="{name}" for="edge" attr.name="{name}" attr.type="string"/>' for name in ("type", *said)
    )
    values = "".join(f'<data key="{name}">{text}</data>' for name, text in {"type": "owns", **said}.items())
    edge = f'<edge source="Ann" target="Acme">{values}</edge>'
    (tmp_path / "x.graphml").write_text(
        f'<graphml xmlns="http://graphml.graphdrawing.org/xmlns">{keys}<graph edgedefault="directed">'
        f'<node id="Ann"/><node id="Acme"/>{edge}</graph></graphml>',
        "utf-8",
    )
    assert sentences(tmp_path / "x.graphml")[0] == [ALLEGED]


@pytest.mark.parametrize("status", [["planned", "alleged"], ["allegedly planned"]])
def test_an_entity_says_both(status: list[str], tmp_path: Path) -> None:
    link = {"owner": ["a"], "asset": ["b"], "status": status}
    entities: list[dict[str, Any]] = [
        {"id": "a", "schema": "Person", "properties": {"name": ["Ann"]}},
        {"id": "b", "schema": "Company", "properties": {"name": ["Acme"]}},
        {"id": "own", "schema": "Ownership", "properties": link},
    ]
    (tmp_path / "x.ftm.json").write_text("\n".join(map(json.dumps, entities)), "utf-8")
    found, notes = sentences(tmp_path / "x.ftm.json")
    assert found == [ALLEGED]
    assert "the relation is planned; no source tells it, so its type says allegedly" in notes


def test_what_is_denied_too_is_not_said_to_have_such_a_type(tmp_path: Path) -> None:
    found, notes = sentences(table(tmp_path, {"denied": "1", "claimed": "1"}, told=False))
    assert found == ["It is denied that Ann owns Acme."]
    assert "in the note; the relation is denied" in notes
    assert "allegedly" not in notes


def test_nor_is_what_its_type_denies(tmp_path: Path) -> None:
    found, notes = sentences(table(tmp_path, {"status": "alleged"}, told=False, type="did not pay"))
    assert found == ["It is denied that Ann pays Acme."]
    assert "in the note; the relation is denied" in notes
    assert "allegedly" not in notes


def test_nor_is_what_the_type_of_a_copy_denies(tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("ann", label="Ann")
    graph.add_node("acme", label="Acme")
    said = {"relation_type": "did not pay", "claimed": 1, "evidence": "paper-2024#8 (Ann)", "date": "2024"}
    graph.add_edge("ann", "acme", key="r1", id="r1", **said)
    nx.write_gexf(graph, tmp_path / "x.gexf")
    found, notes = sentences(tmp_path / "x.gexf")
    assert found == ["It is denied that Ann paid Acme."]
    assert "allegedly" not in notes
