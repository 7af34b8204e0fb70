"""What graphkit writes as FollowTheMoney comes back whole; what another program changed in it counts."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from shipped import in_each_story
from storage.test_json_file import datasets

from graphkit.errors import DataError
from graphkit.formats import read, write
from graphkit.formats.format import Reading
from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.model.entities import Dataset
from graphkit.storage.json_file import loads, read_dataset

ROWS = ("actors", "sources", "relations")


def again(made: Dataset, tmp_path: Path) -> Dataset:
    write(build_graph(made), tmp_path / "x.ftm.json")
    reading = Reading()
    found = read(tmp_path / "x.ftm.json", reading=reading)
    assert all("left out" not in line for line in reading.told)
    return found


@given(raw=datasets())
def test_every_row_of_any_dataset_comes_back(raw: dict[str, Any], tmp_path: Path) -> None:
    made = loads(json.dumps(raw))
    found = again(made, tmp_path)
    assert [getattr(found, name) for name in ROWS] == [getattr(made, name) for name in ROWS]
    used = {row.type for row in made.relations}
    own = [row for row in made.relation_types if row.name in used]
    assert sorted(found.relation_types, key=lambda row: row.name) == sorted(own, key=lambda row: row.name)


@in_each_story
def test_every_row_of_the_story_comes_back(shipped: Path, tmp_path: Path) -> None:
    made = read_dataset(shipped)
    found = again(made, tmp_path)
    assert [getattr(found, name) for name in ROWS] == [getattr(made, name) for name in ROWS]


RAW: dict[str, Any] = {
    "directed": True,
    "multigraph": True,
    "graph": {
        "format": "graphkit/1",
        "sources": [
            {"id": "a", "publisher": "A", "published": "2025-07-14"},
            {"id": "b", "publisher": "B", "published": "2025-07-15", "derived_from": ["a"]},
            {"id": "c", "publisher": "C", "published": "2025-07-15"},
        ],
    },
    "nodes": [
        {"id": "ann", "name": "Ann", "kind": "person", "attributes": {"born": "1961", "size": 7}},
        {"id": "firm", "name": "Firm", "kind": "unknown"},
    ],
    "edges": [
        {
            "source": "ann", "target": "firm", "key": "led", "type": "leads", "begins": "[2020,2022]",
            "amount": {"value": 5, "unit": "EUR"}, "links": [{"rel": "part-of", "relation": "met"}],
            "evidence": [
                {"source": "a", "paragraph": 3, "attribution": "ann", "attests": "2023", "said": "2025-07"},
                {"source": "b", "dated": False},
                {"source": "c", "stance": "contradicts", "quote": "No."},
            ],
        },
        {"source": "ann", "target": "firm", "key": "met", "type": "met", "when": "2025~"},
    ],
}  # fmt: skip


def test_rewritings_voices_and_what_evidence_attests_survive(tmp_path: Path) -> None:
    made = loads(json.dumps(RAW))
    found = again(made, tmp_path)
    assert [getattr(found, name) for name in ROWS] == [getattr(made, name) for name in ROWS]
    counts = [index(build_graph(each)).by_id["led"].independent_sources for each in (made, found)]
    assert counts == [1, 1]
    assert dict(found.actors[0].attributes) == {"born": "1961", "size": 7}


def test_what_only_graphkit_reads_is_told(tmp_path: Path) -> None:
    own = [{"name": "leads", "kind": "state"}, {"name": "unused", "kind": "event"}]
    raw = {**RAW, "graph": {**RAW["graph"], "relation_types": own, "description": "All of it is fiction."}}
    losses = {str(loss) for loss in write(build_graph(loads(json.dumps(raw))), tmp_path / "x.ftm")}
    kept = "in the field graphkit, which no other program reads"
    assert losses >= {
        f"amount (1 relation): {kept}",
        f"links to other relations (1 relation): {kept}",
        f"what own relation types mean (1 type): {kept}",
        "what they mean (1 unused type): left out",
        "the title (1 dataset): left out",
        "the description (1 dataset): left out",
    }


def changed(tmp_path: Path, change: Any) -> Path:
    """Write a dataset, let another program change its entities, and return the file."""
    write(build_graph(loads(json.dumps(RAW))), tmp_path / "x.ftm")
    entities = [json.loads(line) for line in (tmp_path / "x.ftm").read_text().splitlines()]
    rows = [row for entity in entities for row in [change(entity)] if row]
    (tmp_path / "y.ftm").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return tmp_path / "y.ftm"


def test_what_another_program_changed_counts(tmp_path: Path) -> None:
    def change(entity: dict[str, Any]) -> dict[str, Any]:
        if entity["id"] == "ann":
            entity["properties"]["name"] = ["Anna"]
        if entity["id"] == "met":
            entity["properties"]["description"] = ["Twice."]
        return entity

    found = read(changed(tmp_path, change))
    assert {row.id: row.name for row in found.actors} == {"ann": "Anna", "firm": "Firm"}
    led, met = found.relations
    assert (led.begins, len(led.evidence)) == ("[2020,2022]", 3)
    assert (met.key, met.type, met.note) == ("met", "met", "Twice.")


def test_an_entity_that_another_program_took_out_is_missed_by_name(tmp_path: Path) -> None:
    file = changed(tmp_path, lambda entity: None if entity["id"] in ("a", "met") else entity)
    reading = Reading()
    (relation,) = read(file, reading=reading).relations
    assert [entry.source for entry in relation.evidence] == ["b", "c"]
    assert relation.links == ()
    assert sorted(reading.told) == [
        "Derived_from that is not in the file (1 source): left out.",
        "Evidence that are not in the file (1 relation): left out.",
        "Links that are not in the file (1 relation): left out.",
    ]
    file = changed(tmp_path, lambda entity: None if entity["id"] == "firm" else entity)
    reading = Reading()
    assert read(file, reading=reading).relations == ()
    assert reading.told == ["An end that is not in the file (2 relations): left out."]


@pytest.mark.parametrize("row", [{}, {"id": "ann", "name": 5}, {"id": "ann", "name": "A", "kind": "x"}])
def test_a_row_that_is_none_is_refused_by_its_line(row: dict[str, Any], tmp_path: Path) -> None:
    def change(entity: dict[str, Any]) -> dict[str, Any]:
        if entity["id"] == "ann":
            entity["graphkit"]["row"] = row
        return entity

    file = changed(tmp_path, change)
    with pytest.raises(DataError, match="line 4: is no entity: what graphkit keeps in it is no actor"):
        read(file)
    reading = Reading(skip_bad=True)
    assert [each.id for each in read(file, reading=reading).actors] == ["firm"]
    assert reading.notes[0].startswith("1 line skipped; the first: line 4")


def test_links_of_others_to_our_actors_are_read_beside_ours(tmp_path: Path) -> None:
    link = {"id": "x", "schema": "Ownership", "properties": {"owner": ["ann"], "asset": ["firm"]}}
    file = changed(tmp_path, lambda entity: entity)
    file.write_text(file.read_text() + json.dumps(link) + "\n")
    assert [(row.key, row.type) for row in read(file).relations] == [
        ("led", "leads"), ("met", "met"), ("x", "owns"),
    ]  # fmt: skip


def test_a_link_that_an_early_graphkit_wrote_keeps_its_status_and_date(tmp_path: Path) -> None:
    people = [{"id": id, "schema": "Person", "properties": {"name": [id]}} for id in ("ann", "bob")]
    told = {"subject": ["ann"], "object": ["bob"], "role": ["leads"], "recordId": ["r"]}
    link = {
        "id": "r",
        "schema": "UnknownLink",
        "properties": {**told, "status": ["planned"], "date": ["2025"]},
    }
    file = tmp_path / "x.ftm"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in (*people, link)))
    (relation,) = read(file).relations
    assert (relation.key, relation.type, relation.status, relation.when) == ("r", "leads", "planned", "2025")
