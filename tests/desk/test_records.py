"""What the form that edits a record shows is all that the record holds, and it comes back as it was."""

import json

import pytest

from graphkit.desk.records import KINDS
from graphkit.editing import edits
from graphkit.model.entities import MODELS, Evidence, plain
from graphkit.model.references import TABLES
from graphkit.storage.json_file import read_dataset


@pytest.fixture(params=["h20", "danske"])
def shown(request, opened, tmp_path):
    """A story that is shipped, and the desk over it."""
    from shipped import STORIES

    path = tmp_path / "story.json"
    path.write_bytes(STORIES[request.param].read_bytes())
    return read_dataset(path), opened(path)


def names(model, place=""):
    return [f"{place}{name}" for name in model.model_fields if name != "evidence"]


def assignments(fields):
    """Return the assignments that clear each field that can be, and then give each its value anew."""
    for each in fields:
        if isinstance(each["value"], list):
            yield f"{each['name']}="
            yield from (f"{each['name']}+={item}" for item in each["value"])
        elif each["name"] not in ("id", "name"):
            yield from [] if each.get("needed") else [f"{each['name']}="]
            yield f"{each['name']}={each['value']}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_record_is_there_and_comes_back_as_it_was(kind, shown):
    from graphkit.editing.assignments import read_assignments

    dataset, client = shown
    table = KINDS[kind]
    key = TABLES[table].key
    for row in getattr(dataset, table):
        id = getattr(row, key)
        found = client.get("/api/record", params={"id": id, "as": kind}).json()
        assert (found["id"], found["as"]) == (id, kind)
        wanted = ["id" if name == key else name for name in names(MODELS[table])]
        assert [each["name"] for each in found["fields"]] == wanted
        fields = list(found["fields"])
        for number, entry in enumerate(found["evidence"], 1):
            assert [each["name"] for each in entry["fields"]] == names(Evidence, f"evidence.{number}.")
            fields += entry["fields"]
        new = read_assignments(dataset, table, id, assignments(fields))
        assert edits.edit(dataset, id, new, table=table) == dataset
        for entry in found["evidence"]:
            left = read_assignments(dataset, table, id, [f"evidence-={entry['text']}"])["evidence"]
            assert left == [each for each in plain(row)["evidence"] if [each] != json.loads(entry["text"])]


def test_what_is_edited_is_told_by_what_it_may_be(client):
    found = client.get("/api/record", params={"id": "h20-ban"}).json()
    fields = {each["name"]: each for part in (found, *found["evidence"]) for each in part["fields"]}
    assert fields["status"] == {
        "name": "status", "value": "actual", "choices": ["actual", "planned", "denied"], "needed": True,
    }  # fmt: skip
    assert fields["source"]["completes"] == fields["evidence.1.attribution"]["completes"] == "actor"
    assert fields["type"]["completes"] == fields["evidence.1.type"]["completes"] == "type"
    assert fields["evidence.1.source"]["completes"] == "source"
    assert (fields["evidence.1.dated"]["value"], fields["evidence.2.attests"]["value"]) == ("no", "no")
    assert "needed" not in fields["evidence.1.status"]
    assert found["heading"].startswith("Trump administration bans Nvidia")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, "id is missing"),
        ({"id": "nvidia", "as": "thing"}, "as is one of actor, relation, source, type"),
        ({"id": "nobody"}, "no relation, actor or source called 'nobody'"),
        ({"id": "nvidia", "as": "source"}, "no"),
        ({"id": ["nvidia", "amd"]}, "id is given 2 times"),
    ],
)
def test_what_is_no_record_is_refused(asked, words, client):
    answer = client.get("/api/record", params=asked)
    assert answer.status_code == 422
    assert words in answer.json()["error"]
