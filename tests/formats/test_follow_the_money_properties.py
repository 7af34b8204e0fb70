"""Attributes that are properties of FollowTheMoney are written as these, so that other programs find them."""

import json
from pathlib import Path
from typing import Any

import pytest
from datasets import actor, dataset, relation
from followthemoney import model

from graphkit.editing.compare import compare_datasets
from graphkit.formats import read, write
from graphkit.formats.follow_the_money.schemata import TABLES
from graphkit.formats.format import Reading
from graphkit.graph.build import build_graph, to_dataset
from graphkit.model.entities import Amount, Dataset

LIST: list[dict[str, Any]] = [
    {
        "id": "NK-1",
        "schema": "Person",
        "properties": {
            "name": ["Ann Example"],
            "weakAlias": ["Annie", "The Raven"],
            "birthDate": ["1961-03", "1961-03-14", "1962"],
            "nationality": ["cy", "eu"],
            "topics": ["sanction", "role.oligarch"],
            "gender": ["female"],
            "height": ["1.7"],
            "passportNumber": ["71 1234567"],
        },
    },
    {
        "id": "NK-2",
        "schema": "Company",
        "properties": {
            "name": ["The Firm"],
            "jurisdiction": ["cy"],
            "incorporationDate": ["2014"],
            "registrationNumber": ["HE 331122"],
            "leiCode": ["253400V1H6ART1UQ0N98"],
        },
    },
    {
        "id": "own-1",
        "schema": "Ownership",
        "properties": {
            "owner": ["NK-1"],
            "asset": ["NK-2"],
            "startDate": ["2015-02-01"],
            "percentage": ["51.2"],
        },
    },
]


def written(made: Dataset, folder: Path) -> dict[str, dict[str, list[str]]]:
    write(build_graph(made), folder / "x.ftm.json")
    rows = map(json.loads, (folder / "x.ftm.json").read_text().splitlines())
    return {row["id"]: row["properties"] for row in rows}


def test_what_a_list_says_is_written_as_it_says_it(tmp_path: Path) -> None:
    (tmp_path / "list.ftm.json").write_text("\n".join(map(json.dumps, LIST)))
    made = read(tmp_path / "list.ftm.json")
    found = written(made, tmp_path)
    for entity in LIST:
        told = found[entity["id"]]
        for name, values in entity["properties"].items():
            assert sorted(told[name]) == sorted(values), name
    assert not compare_datasets(made, read(tmp_path / "x.ftm.json")).changes


def test_the_properties_are_enough_where_the_rows_are_lost(tmp_path: Path) -> None:
    (tmp_path / "list.ftm.json").write_text("\n".join(map(json.dumps, LIST)))
    made = read(tmp_path / "list.ftm.json")
    written(made, tmp_path)
    rows = [json.loads(line) for line in (tmp_path / "x.ftm.json").read_text().splitlines()]
    for row in rows:
        del row["graphkit"]
    (tmp_path / "y.ftm.json").write_text("\n".join(map(json.dumps, rows)))
    again = read(tmp_path / "y.ftm.json")
    assert again.actors == made.actors
    assert again.relations[0].amount == Amount(value=51.2, unit="%")


def test_what_is_no_property_stays_a_line_of_the_notes_and_is_told(tmp_path: Path) -> None:
    told = {"born": "May 1961", "gender": "F", "nationality": "Germany", "size": 7, "topics": "sport"}
    made = dataset(
        relation("own", "ann", "firm", type="owns", amount=Amount(value=5, unit="EUR")),
        actors=[actor("ann", "person", attributes=told), actor("firm", "company")],
    )
    found = written(made, tmp_path)
    assert found["ann"]["topics"] == ["sport"]
    assert found["ann"]["notes"] == ["born: May 1961", "gender: F", "nationality: Germany", "size: 7"]
    assert "percentage" not in found["own"]
    assert to_dataset(build_graph(read(tmp_path / "x.ftm.json", reading=Reading()))).actors == made.actors


@pytest.mark.parametrize("schema", sorted({*TABLES["schema_of_kind"].values()}))
def test_the_model_has_each_property_in_this_form(schema: str) -> None:
    found = model.get(schema)
    assert found is not None
    named = {"country", "date", "email", "gender", "language", "number", "phone", "topic", "url"}
    for extended, forms in TABLES["attributes"].items():
        if found.is_a(extended):
            assert extended in ("Thing", schema, *TABLES["is_a"].get(schema, ()))
        for form, names in forms.items():
            for name in names if found.is_a(extended) else ():
                type_ = found.properties[name].type.name
                assert type_ == form if type_ in named else form == "text", name
