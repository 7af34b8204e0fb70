"""All that is wrong with a request is told at once, each at its field, and nothing else is."""

import pytest

from desk.conftest import printed


def wrong(answer):
    """Return the first words of each fault by its field."""
    told = answer.json()
    assert answer.status_code == 422
    assert told["faults"][0].get("field") == told.get("field")
    assert not any("--" in each["error"] or "\n" in each["error"] for each in told["faults"])
    return {each.get("field"): each["error"] for each in told["faults"]}


def posted(client, verb, **body):
    return client.post(f"/api/changes/{verb}", json={"dry_run": True, **body}, headers={"If-Match": "*"})


RELATION = {"source": "nvidia", "type": "met", "target": "amd", "when": "2025-07"}


@pytest.mark.parametrize(
    ("verb", "body", "fields"),
    [
        (
            "add-relation",
            {
                "source": "Nobody", "type": "mett", "target": "Nemo", "when": "soon", "said": "2025-13",
                "article": "nowhere",
                "paragraph": "three", "voice": "No one", "about": ["amd", "Noone"], "amount": "much",
                "link": ["after:x", "x"],
                "status": "perhaps",
            },
            "source type target when said article paragraph voice about amount link status",
        ),
        ("add-relation", {**RELATION, "article": "nowhere", "voice": "nvidia", "paragraph": 3}, "article"),
        ("add-relation", {**RELATION, "voice": "unnamed", "paragraph": 3}, "paragraph"),
        ("add-relation", {"type": "mett", "target": "Nemo", "when": "soon"}, "source type target when"),
        ("add-relation", {**RELATION, "target": "Nemo", "kind": ["person"], "when": "soon"}, "when"),
        ("add-evidence", {"relation": "h20", "source": "nowhere", "type": "mett"}, "relation source type"),
        ("add-source", {"publisher": "P", "published": "soon", "publisher_actor": "x", "derived_from": ["y"]},
         "published publisher_actor derived_from"),
        ("add-actor", {"name": "A", "kind": "firm", "ids": "x"}, "kind ids"),
        ("merge", {"names": ["Nobody", "amd"]}, "names"),
        (
            "edit",
            {"id": "h20-ban", "assignments": ["when=soon", "source=Nobody", "evidence.2.source=nowhere",
             "evidence.3.source=nowhere", "evidence.1.when=soon", "links+=ended-by: nothing"]},
            "when source evidence.2.source evidence.3.source evidence.1.when links",
        ),
        (
            "edit",
            {"id": "h20-ban", "assignments": ["amount=much", "evidence.2.paragraph=x", "type=mett",
            "summary=Fine."]},
            "amount evidence.2.paragraph type",
        ),
        # What is wrong only beside others, and words of links.
        ("add-relation", {**RELATION, "target": "Nemo", "begins": "2025-06", "link": ["foo:h20-ban"]},
         "target when link"),
        ("add-relation", {**RELATION, "when": "2025/", "begins": "2025-07", "link": ["foo:h20-ban"]},
         "when link"),
        ("add-relation", {**RELATION, "type": "mett", "begins": "soon", "link": ["foo:h20-ban"]},
         "type begins link"),
        (
            "edit",
            {"id": "h20-ban", "assignments": ["when=2025-04", "begins=2025-03", "links+=foo: h20-pause",
             "source=Nobody", "evidence.1.source=nowhere"]},
            "when links source evidence.1.source",
        ),
        ("edit", {"id": "h20-ban", "assignments": ["begins=2025-05", "ends=soon", "amount=much"]},
         "when ends amount"),
        ("add-relation", {**RELATION, "id": "a b", "link": ["foo:h20-ban"]}, "id link"),
        ("edit", {"id": "h20-ban", "assignments": ["id=a b", "when=soon"]}, "id when"),
        # The id says in which row; it is not what is wrong, unless there is no such row.
        ("edit", {"id": "h20-ban", "assignments": ["begins=2025-05"]}, "when"),
        ("edit", {"id": "h20-ban", "assignments": ["when=", "begins=2025-05", "ends=2025-04"]}, "begins"),
        ("edit", {"id": "h20-ba", "assignments": ["when=2025"]}, "id"),
    ],
)  # fmt: skip
def test_each_fault_of_a_change_has_its_field(verb, body, fields, client):
    found = wrong(posted(client, verb, **body))
    assert set(map(str, found)) == set(fields.split())


@pytest.mark.parametrize("odd", [5, {}, [], [[]], [{}], "=", "x", None, True, '[{"rel": []}]', "[1]", ["{}"]])
@pytest.mark.parametrize(
    ("verb", "name"),
    [
        ("edit", "assignments"), ("edit", "as"), ("edit", "id"), ("drafts-change", "assignments"),
        ("drafts-change", "id"), ("add-relation", "link"), ("add-relation", "about"),
        ("add-relation", "kind"),
    ],
)  # fmt: skip
def test_whatever_is_sent_is_refused_in_a_line_or_done(verb, name, odd, client):
    body = {"id": "h20-ban", "assignments": ["when=soon"], **(RELATION if verb == "add-relation" else {})}
    body = {each: value for each, value in body.items() if each != "assignments" or verb != "add-relation"}
    answer = client.post(f"/api/changes/{verb}", json=body | {name: odd}, headers={"If-Match": "*"})
    assert answer.status_code in (200, 422)


def test_what_is_told_of_a_field_is_what_the_command_tells_of_it_alone(client):
    body = {"source": "Nobody", "type": "met", "target": "Nemo", "article": "nowhere", "when": "2025"}
    together = wrong(posted(client, "add-relation", **body))
    for field, right in (("source", "nvidia"), ("target", "amd"), ("article", "cnn-2025-07-15")):
        alone = wrong(posted(client, "add-relation", **{**body, **RIGHT, field: body[field]}))
        assert alone == {field: together[field]}
        assert right == RIGHT[field]


RIGHT = {"source": "nvidia", "target": "amd", "article": "cnn-2025-07-15"}


@pytest.mark.parametrize("form", ["story", "table", "directory"])
def test_each_fault_of_a_question_has_its_field(form, opened, story, tmp_path):
    path = story
    if form != "story":
        path = tmp_path / "events.tsv"
        path.write_text("source\ttype\ttarget\tdate\nA\tmet\tB\t2020-01-01\n")
    if form == "directory":
        printed([], ["import", str(path), "-o", str(tmp_path / "events")])
        path = tmp_path / "events"
    client = opened(path)
    asked = {"source": "Nobody", "target": "Nemo", "since": "soon", "until": "later"}
    assert set(wrong(client.get("/api/path", params=asked))) == set(asked)
    assert set(wrong(client.get("/api/diff", params={"first": "soon", "second": "later"}))) == {
        "first",
        "second",
    }
    assert set(wrong(client.get("/api/neighbors", params={"actor": "Nobody", "until": "x"}))) == {
        "actor",
        "until",
    }
    found = wrong(client.get("/api/path", params={"target": "Nemo", "since": "soon"}))
    assert set(found) == {"source", "target", "since"}
    assert found["source"] == "source is missing; give it"
    assert set(wrong(client.get("/api/path", params={"until": "later"}))) == {"source", "target", "until"}
    assert set(wrong(client.get("/api/snapshot", params={"known_by": "soon"}))) == {"on", "known_by"}


def test_each_fault_of_a_draft_has_its_field(client):
    client.post("/api/articles", content=ARTICLE.encode(), headers={"Content-Type": "text/plain"})
    changed = ["when=soon", "type=mett", "amount=much", "status=perhaps", "summary=Fine."]
    found = wrong(posted_draft(client, changed))
    assert set(found) == {"when", "type", "amount", "status"}


ARTICLE = "---\npublisher: The Wire\ndate: 2025-03-05\n---\nNvidia sued AMD on Monday."


def posted_draft(client, assignments):
    body = {"id": "draft-1", "assignments": assignments}
    return client.post("/api/changes/drafts-change", json=body, headers={"If-Match": "*"})
