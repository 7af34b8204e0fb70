"""What is known of actors beyond their names is in every format, and comes back from those that are read."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasets import actor, evidence, graph_of, relation
from model.test_pictures import png

from graphkit.formats import read, write
from graphkit.formats.registry import formats
from graphkit.model.pictures import LONGEST, address_of

ATTRIBUTES: dict[str, str | int | float] = {
    "born": "1961-03",
    "country": "US",
    "staff": 36000,
    "share": 0.5,
    "motto": "Semper; always: 7",
    "year": "1993",
}
GRAPH = graph_of(
    relation("a", when="2020-01-02", evidence=[evidence()]),
    actors=[actor("alice", "person", attributes=ATTRIBUTES), actor("bob")],
)
TABLES = {".sqlite", ".db"}
FOREIGN = {".ftm", ".ftm.json", ".nested.json"}
"""Formats that have no picture."""
WRITTEN = sorted({suffix for each in formats() if each.write for suffix in each.suffixes})
READ_BACK = {suffix for each in formats() if each.write and each.read for suffix in each.suffixes}


def test_every_format_is_tried() -> None:
    assert set(WRITTEN) - READ_BACK == TABLES | {".jsonld", ".html"}, "the page is tried in tests/page"


@pytest.mark.parametrize("suffix", sorted(READ_BACK))
def test_attributes_of_actors_come_back_from_every_format(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"x{suffix}"
    write(GRAPH, path)
    found = {row.id: dict(row.attributes) for row in read(path).actors}
    assert found == {"alice": ATTRIBUTES, "bob": {}}


PICTURE = address_of(png(3, 3, b"\0" * 24_485))
"""A picture as large as may be."""


@pytest.mark.parametrize("suffix", WRITTEN)
def test_pictures_come_back_or_are_told_to_be_left_out(suffix: str, tmp_path: Path) -> None:
    actors = [actor("alice", "person", picture=PICTURE), actor("bob")]
    graph = graph_of(relation("a", when="2020-01-02", evidence=[evidence()]), actors=actors)
    path = tmp_path / f"x{suffix}"
    losses = {(loss.what, loss.count, loss.of) for loss in write(graph, path)}
    assert LONGEST - 8 < len(PICTURE) <= LONGEST
    if suffix in FOREIGN:
        assert ("the picture", 1, "actor") in losses
    elif suffix in READ_BACK:
        assert {row.id: row.picture for row in read(path).actors} == {"alice": PICTURE, "bob": None}
    elif suffix in TABLES:
        with closing(sqlite3.connect(path)) as database:
            assert database.execute("SELECT picture FROM actors ORDER BY id").fetchall() == [
                (PICTURE,),
                (None,),
            ]
    else:
        assert suffix == ".html" or PICTURE in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", sorted(TABLES))
def test_attributes_of_actors_are_a_table_of_a_database(suffix: str, tmp_path: Path) -> None:
    write(GRAPH, tmp_path / f"x{suffix}")
    with closing(sqlite3.connect(tmp_path / f"x{suffix}")) as database:
        told = database.execute("SELECT name, value FROM attributes WHERE actor = 'alice'")
        assert dict(told) == ATTRIBUTES


def test_attributes_of_actors_are_nodes_of_linked_data(tmp_path: Path) -> None:
    write(GRAPH, tmp_path / "x.jsonld")
    everything = json.loads((tmp_path / "x.jsonld").read_text())
    (told,) = [row["attribute"] for row in _objects(everything) if isinstance(row.get("attribute"), list)]
    assert {each["label"]: each["value"] for each in told} == ATTRIBUTES


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(each)


def test_follow_the_money_has_what_fits_a_property(tmp_path: Path) -> None:
    people = [
        actor("alice", "person", attributes={"Geburtsdatum": "1961-03", "country": "US", "died": "1990~"}),
        actor("acme", attributes={"founded": 1993, "country": "Utopia"}),
    ]
    write(graph_of(relation("a", target="acme"), actors=people), tmp_path / "x.ftm.json")
    entities = map(json.loads, (tmp_path / "x.ftm.json").read_text().splitlines())
    told = [each["properties"] for each in entities]
    said = {each["name"][0]: each for each in told if "name" in each}
    assert (said["Alice"]["birthDate"], said["Alice"]["country"]) == (["1961-03"], ["us"])
    assert "deathDate" not in said["Alice"], "FollowTheMoney knows no doubtful dates"
    assert said["Acme"]["incorporationDate"] == ["1993"]
    assert "country" not in said["Acme"]
