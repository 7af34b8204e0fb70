"""The SQLite database: every field is in it, its views read as people do, and sqlite-utils opens it."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
from datasets import actor, dataset, evidence, relation
from hypothesis import given
from shipped import in_each_story
from storage.test_json_file import datasets

import graphkit as gk
from graphkit.formats import sqlite
from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.model.entities import Amount
from graphkit.storage.json_file import file_of, loads

SHIPPED = Path(__file__).parents[2] / "data" / "graph.json"


_OPENED: list[sqlite3.Connection] = []


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close what a test has opened: Python 3.13 warns of what is left open."""
    yield
    while _OPENED:
        _OPENED.pop().close()


def opened(content: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    _OPENED.append(connection)
    connection.deserialize(content)
    connection.row_factory = sqlite3.Row
    return connection


def plain(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return ``graph.json`` as it follows from the database alone."""

    def rows(table: str) -> list[dict[str, Any]]:
        found = connection.execute(f"SELECT * FROM {table} ORDER BY rowid")
        return [
            {name: value for name, value in zip(row.keys(), row, strict=True) if value is not None}
            for row in found
        ]

    def of(table: str, key: str, id: str | int) -> list[dict[str, Any]]:
        return [row for row in rows(table) if row[key] == id]

    header: dict[str, Any] = {row["field"]: row["value"] for row in rows("dataset")}
    nodes = []
    for row in rows("actors"):
        kept = {
            "aliases": [each["alias"] for each in of("aliases", "actor", row["id"])],
            "ids": {each["scheme"]: each["identifier"] for each in of("identifiers", "actor", row["id"])},
            "attributes": {each["name"]: each["value"] for each in of("attributes", "actor", row["id"])},
        }
        nodes.append(row | {name: value for name, value in kept.items() if value})
    sources = [
        row
        | (
            {"derived_from": names}
            if (names := [e["original"] for e in of("derived_from", "source", row["id"])])
            else {}
        )
        for row in rows("sources")
    ]
    edges = []
    for row in rows("relations"):
        id = row.pop("id")
        edge = {"key": id, **row}
        if "amount" in row:
            value = edge["amount"]
            edge["amount"] = {
                "value": int(value) if isinstance(value, str) else value,
                "unit": edge.pop("unit"),
            }
        edge["about"] = [each["actor"] for each in of("about", "relation", id)]
        edge["links"] = [{"rel": e["rel"], "relation": e["other"]} for e in of("links", "relation", id)]
        edge["evidence"] = [
            {name: value for name, value in each.items() if name not in ("relation", "number")}
            | {"dated": bool(each["dated"])}
            | (
                {"attests": {"yes": True, "no": False}.get(each["attests"], each["attests"])}
                if "attests" in each
                else {}
            )
            for each in of("evidence", "relation", id)
        ]
        edges.append(edge)
    story = [json.loads(row["step"]) for row in rows("story")]
    types = [
        {name: value for name, value in row.items() if name not in ("label", "own")}
        | {"symmetric": bool(row["symmetric"]), "share": bool(row["share"])}
        | {"synonyms": json.loads(row["synonyms"])}
        for row in of("types", "own", 1)
    ]
    header |= {"sources": sources, "story": story, "relation_types": types}
    return {"directed": True, "multigraph": True, "graph": header, "nodes": nodes, "edges": edges}


@given(datasets())
def test_every_field_of_any_dataset_follows_from_the_database(raw: dict[str, Any]) -> None:
    made = loads(json.dumps(raw))
    found = plain(opened(sqlite.dumps(build_graph(made)).content))
    again = loads(json.dumps(found))
    assert as_kept(file_of(again)) == as_kept(file_of(made))


def test_own_types_keep_what_they_mean() -> None:
    own = [
        {"name": "kept", "kind": "event", "inverse": "kept by", "past": "kept", "share": True, "about": "of",
         "meaning": "Kept it.", "synonyms": ["held; had"], "plover": "X", "cameo": "01", "ftm": "Y"},
        {"name": "unused", "kind": "state", "symmetric": True, "family": "mine"},
    ]  # fmt: skip
    made = loads(json.dumps({"directed": True, "multigraph": True, "nodes": [], "edges": [],
                             "graph": {"format": "graphkit/1", "relation_types": own}}))  # fmt: skip
    found = plain(opened(sqlite.dumps(build_graph(made)).content))
    assert loads(json.dumps(found)).relation_types == made.relation_types


def as_kept(raw: dict[str, Any]) -> dict[str, Any]:
    for row in raw["nodes"]:
        for name, value in row.get("attributes", {}).items():
            if isinstance(value, int) and not -(2**63) <= value < 2**63:
                row["attributes"][name] = str(value)
    for row in (*raw["nodes"], *raw["edges"], *raw["graph"].get("sources", ())):
        for name in ("aliases", "about", "derived_from"):
            if name in row:
                row[name] = [*dict.fromkeys(row[name])]
    return raw


@in_each_story
def test_the_database_keeps_its_own_promises(shipped: Path) -> None:
    connection = opened(sqlite.dumps(gk.load(shipped)).content)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


@in_each_story
@pytest.mark.parametrize("part", ["window", "snapshot"])
def test_a_part_of_the_story_stands_alone(part: str, shipped: Path) -> None:
    graph = gk.load(shipped)
    first = "2018-11-19" if "danske-bank" in graph else "2025-07-14"
    cut = gk.window(graph, first, "2025-07-15") if part == "window" else gk.snapshot(graph, first)
    assert 0 < cut.number_of_edges() < graph.number_of_edges()
    connection = opened(sqlite.dumps(cut).content)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("SELECT count(*) FROM relations").fetchone()[0] == cut.number_of_edges()


@in_each_story
def test_the_views_read_as_the_command_line_does(shipped: Path) -> None:
    graph = gk.load(shipped)
    connection = opened(sqlite.dumps(graph).content)
    for relation_ in index(graph).relations():
        (row,) = connection.execute("SELECT * FROM who_did_what WHERE id = ?", [relation_.id])
        assert (row["source"], row["target"]) == tuple(
            graph.nodes[e]["name"] for e in (relation_.source, relation_.target)
        )
        assert row["words"] == relation_.words
        voices = connection.execute(
            "SELECT voice FROM who_says WHERE relation = ?", [relation_.id]
        ).fetchall()
        assert len(voices) == len(relation_.evidence)


def test_the_views_tell_apart_who_has_one_name() -> None:
    two = [actor("rusu", "person", name="Anton Rusu"), actor("rusu-jr", "person", name="Anton Rusu")]
    said = [evidence("paper"), evidence("paper", attribution="rusu-jr")]
    made = dataset(relation("r", "rusu", "acme", evidence=said, about=("rusu-jr",)), actors=two)
    connection = opened(sqlite.dumps(build_graph(made)).content)
    (row,) = connection.execute("SELECT * FROM who_did_what")
    assert (row["source"], row["target"]) == ("Anton Rusu (rusu)", "Acme")
    assert (row["source_id"], row["target_id"]) == ("rusu", "acme")
    assert row["about"] == "Anton Rusu (rusu-jr)"
    voices = [row["voice"] for row in connection.execute("SELECT voice FROM who_says")]
    assert voices == ["paper", "Anton Rusu (rusu-jr)"]


def test_a_number_beyond_64_bits_is_kept_as_a_text() -> None:
    amount = Amount(value=10**30, unit="USD")
    made = dataset(relation("r", amount=amount), actors=[actor("alice"), actor("bob")])
    written = sqlite.dumps(build_graph(made))
    assert [str(loss) for loss in written.losses] == ["whole numbers of more than 64 bits (1 number): texts"]
    connection = opened(written.content)
    assert connection.execute("SELECT amount FROM relations").fetchone()[0] == str(10**30)


def test_sqlite_utils_opens_it(tmp_path: Path) -> None:
    gk.export(gk.load(SHIPPED), tmp_path / "story.sqlite")
    base = sqlite_utils.Database(tmp_path / "story.sqlite")
    assert base["relations"].count == gk.load(SHIPPED).number_of_edges()
    assert set(base.view_names()) == {"who_did_what", "who_says"}
    assert {key.column for key in base["relations"].foreign_keys} == {"source", "target", "type"}
    base["relations"].enable_fts(["summary"])
    assert list(base["relations"].search("lobbied"))
    base.conn.close()
    base.close()


@in_each_story
def test_the_same_story_gives_the_same_bytes(shipped: Path) -> None:
    graph = gk.load(shipped)
    assert sqlite.dumps(graph).content == sqlite.dumps(graph).content


def test_a_database_is_not_read_back(tmp_path: Path) -> None:
    gk.export(gk.load(SHIPPED), tmp_path / "story.db")
    with pytest.raises(gk.GraphkitError, match="is an SQLite database, which is not read"):
        gk.read(tmp_path / "story.db")
