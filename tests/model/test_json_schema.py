"""The JSON Schema: what graphkit reads is valid under it, and what it refuses for its shape is not."""

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import in_each_story
from storage.test_json_file import JUNK, STORY, changed, datasets, leaves

from graphkit.errors import DataError
from graphkit.model.json_schema import schema
from graphkit.model.vocabulary import vocabulary
from graphkit.storage.json_file import loads

SHIPPED = Path(__file__).parents[2] / "data" / "graph.json"
VALIDATOR = jsonschema.Draft202012Validator(schema())


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    VALIDATOR.validate(STORY)


@in_each_story
def test_the_shipped_file_is_valid(shipped: Path) -> None:
    VALIDATOR.validate(json.loads(shipped.read_text("utf-8")))


@pytest.mark.parametrize(
    "fields",
    [
        {"directed": False},
        {"graph__format": "graphkit/2"},
        {"nodes": {}},
        {"nodes__0__name": ...},
        {"nodes__0__name": " "},
        {"nodes__0__kind": "persn"},
        {"nodes__0__aliases": "x"},
        {"nodes__0__ids": {"q": 1}},
        {"nodes__0__attributes": {"q": []}},
        {"nodes__0__attributes": {"q": True}},
        {"nodes__1__id": "x" * 201},
        {"edges__0__key": ...},
        {"edges__0__sumary": "x"},
        {"edges__0__status": "maybe"},
        {"edges__0__type": 5},
        {"edges__0__amount": {"value": "5", "unit": "USD"}},
        {"edges__0__links": [{"rel": "ended", "relation": "meeting"}]},
        {"edges__0__evidence__0__paragraph": 0},
        {"edges__0__evidence__0__attests": "no"},
        {"graph__sources__0__published": ...},
        {"graph__sources__0__sha256": "ABC"},
        {"graph__relation_types__0__kind": "evnt"},
    ],
    ids=lambda fields: " ".join(fields),
)
def test_what_is_broken_is_not_valid(fields: dict[str, Any]) -> None:
    broken = changed(**fields)
    with pytest.raises(DataError):
        loads(broken)
    assert not VALIDATOR.is_valid(json.loads(broken))


@given(datasets())
def test_every_dataset_is_valid(raw: dict[str, Any]) -> None:
    VALIDATOR.validate(raw)


@given(st.sampled_from(list(leaves(STORY))[1:]), JUNK)
def test_it_refuses_nothing_that_is_read(path: tuple[Any, ...], junk: Any) -> None:
    story: Any = copy.deepcopy(STORY)
    place = story
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = junk
    try:
        loads(json.dumps(story))
    except DataError:
        return
    VALIDATOR.validate(story)


def test_keys_are_the_files_and_editors_complete_the_relation_types() -> None:
    parts = schema()["$defs"]
    assert list(parts["Relation"]["properties"])[:3] == ["source", "target", "key"]
    offered = [
        choice["const"] for choice in parts["Relation"]["properties"]["type"]["anyOf"] if "const" in choice
    ]
    assert offered == list(vocabulary())
    VALIDATOR.validate(json.loads(changed(edges__0__type="bribed")))
