"""The desk answers what the command line prints, byte for byte, and says so in the terms of HTTP."""

import json
import os
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from openapi_spec_validator import validate

from desk.conftest import ROOT, printed
from desk.test_dataset import ASKED
from graphkit.desk import openapi, verbs
from graphkit.desk.changes import path_of
from graphkit.desk.completing import MOST
from graphkit.desk.dataset import OpenDataset


@pytest.mark.parametrize(("verb", "asked"), ASKED)
def test_every_reading_verb_answers_what_the_command_line_prints(verb, asked, client, story):
    answer = client.get(f"/api/{verb}", params=asked)
    code, text = printed(["--data", str(story)], verbs.arguments(verb, asked))
    assert answer.status_code == 200
    assert (int(answer.headers["X-Graphkit-Exit"]), answer.content) == (code, text)
    assert answer.headers["Content-Type"] == "application/json"


def test_nothing_found_is_an_answer_and_its_exit_code_says_so(client, story):
    answer = client.get("/api/relations", params={"type": "met", "on": "1990"})
    code, text = printed(["--data", str(story)], ["relations", "--type=met", "--on=1990", "--format=json"])
    assert (answer.status_code, answer.headers["X-Graphkit-Exit"], answer.content) == (200, "1", text)
    assert code == 1


def test_a_long_answer_comes_in_parts_and_is_the_same(opened, tmp_path):
    table = tmp_path / "events.tsv"
    rows = [f"A{number % 70}\tmet\tB{number % 50}\t2020-01-{number % 28 + 1:02}" for number in range(5_000)]
    table.write_text("source\trelation\ttarget\tdate\n" + "\n".join(rows) + "\n")
    answer = opened(table).get("/api/relations")
    _, text = printed(["--data", str(table)], ["relations", "--format=json"])
    assert "Content-Length" not in answer.headers
    assert answer.content == text


@pytest.mark.parametrize(
    ("address", "error"),
    [
        ("/api/path?source=Trump&target=Nobody", "no actor called 'Nobody'"),
        ("/api/path?source=Trump", "path: target is missing; give it"),
        ("/api/relations?since=2025-13", "'2025-13' is not in the calendar"),
        ("/api/relations?limit=x", "'x' is no whole number"),
        ("/api/relations?output=x.json", "relations has no parameter 'output'"),
        ("/api/show?id=a&id=b", "is of another type"),
        ("/page?limit=0", "limit is a number from 1 to"),
        ("/page?since=2025&since=2024", "since is given 2 times"),
        ("/page?actor=Nobody", "no actor called 'Nobody'"),
        ("/api/complete?text=x", "what is one of actor, type, source, relation"),
        ("/api/date?text=spring", "names no year"),
        ("/api/date", "text is missing"),
    ],
)
def test_what_is_refused_is_422_and_a_line(address, error, client):
    answer = client.get(address)
    assert answer.status_code == 422
    assert error in answer.json()["error"]
    assert "\n" not in answer.json()["error"]


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/nothing", 404), ("GET", "/static/app.py", 404), ("GET", "/static/..%2Fapp.py", 404),
        ("GET", "/api/articles/none", 404), ("POST", "/api/info", 405), ("PUT", "/", 405),
    ],
)  # fmt: skip
def test_what_is_not_there_says_so_in_a_line(method, address, status, client):
    answer = client.request(method, address)
    assert answer.status_code == status
    assert "\n" not in answer.json()["error"]


def test_what_is_unchanged_is_not_sent_again(client):
    for address in ("/api/info", "/page", "/api/neighbors?actor=nvidia"):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": f'"other", W/{first.headers["ETag"]}'})
        assert (again.status_code, again.content) == (304, b"")
        policy = "Content-Security-Policy"  # a browser obeys that of the second answer
        assert again.headers[policy] == first.headers[policy]
        assert client.get(address, headers={"If-None-Match": '"other"'}).content == first.content
    client.post("/api/changes/undo", json={}, headers={"If-Match": "*"})
    changes = {"name": "Lisa Su 2", "kind": "person"}
    client.post("/api/changes/add-actor", json=changes, headers={"If-Match": "*"})
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_page_is_of_the_dataset_as_it_is_now(client):
    before = client.get("/page").text
    assert client.get("/page").text == before
    changes = {"name": "Somebody New", "kind": "person"}
    client.post("/api/changes/add-actor", json=changes, headers={"If-Match": "*"})
    assert client.get("/page").text != before


def test_how_dates_and_types_were_understood_is_told(client):
    answer = client.get("/api/relations", params={"since": "spring 2025"})
    (note,) = json.loads(answer.headers["X-Graphkit-Notes"])
    assert note == "spring 2025 is read as 2025-21: spring 2025, 1 March - 31 May 2025"


def test_the_state_says_what_the_dataset_is(client, story, opened, tmp_path):
    told = client.get("/api/state").json()
    assert told["name"] == "story.json"
    assert (told["kind"], told["editable"]) == ("dataset", True)
    assert told["state"] == OpenDataset(["--data", str(story)]).state()
    table = tmp_path / "events.tsv"
    table.write_text("source\trelation\ttarget\tdate\nA\tmet\tB\t2020-01-01\n")
    told = opened(table).get("/api/state").json()
    assert (told["kind"], told["editable"]) == ("table", False)
    printed([], ["import", str(table), "-o", str(tmp_path / "events")])
    told = opened(tmp_path / "events").get("/api/state").json()
    assert (told["name"], told["kind"], told["editable"]) == ("events", "directory", False)
    assert "nothing changes them" in told["read_only"]


@contextmanager
def unprivileged(folder, mode):
    """Let a folder have a mode, and be somebody to whom that applies."""
    root = os.geteuid() == 0
    folder.chmod(mode)
    try:
        if root:
            os.seteuid(65534)
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


def test_a_folder_that_nobody_may_write_to_is_told_as_long_as_it_is_so(opened):
    with TemporaryDirectory() as folder:  # that of pytest lets nobody in
        story = Path(folder) / "story.json"
        story.write_bytes((ROOT / "data" / "graph.json").read_bytes())
        client = opened(story)
        assert client.get("/api/state").json()["editable"]
        with unprivileged(story.parent, 0o555):
            told = client.get("/api/state").json()
        with unprivileged(story.parent, 0o600):
            unread = client.get("/api/state")
        after = client.get("/api/state").json()
        story.chmod(0o444)
        protected = client.get("/api/state").json()
    assert not told["editable"]
    assert told["read_only"].startswith(f"{story}: nothing may be written in its folder")
    assert unread.status_code == 422
    assert unread.json()["error"] == f"{story}: Permission denied"
    assert (after["editable"], after["read_only"]) == (True, "")
    assert not protected["editable"]
    assert protected["read_only"].startswith(f"{story}: it is protected against writing")


@pytest.mark.parametrize(
    ("what", "text", "first"),
    [
        ("actor", "nvi", "nvidia"),
        ("actor", "HUANG", "jensen-huang"),
        ("type", "ban", "banned"),
        ("source", "cnn", "cnn-2025-07-15"),
        ("relation", "h20-b", "h20-ban"),
        ("link", "h20-b", "ended-by: h20-ban"),
        ("link", "part-of:h20-b", "part-of: h20-ban"),
    ],
)
def test_names_are_completed_best_first(what, text, first, client):
    found = client.get("/api/complete", params={"what": what, "text": text}).json()["found"]
    assert found[0]["id"] == first
    assert len(found) <= MOST
    name = text.rpartition(":")[2].casefold()
    assert all(name in each["found"].casefold() for each in found)


def test_a_date_is_understood_or_refused(client):
    answer = client.get("/api/date", params={"text": "last week", "asked_on": "2025-07-15"})
    assert answer.json() == {
        "edtf": "[2025-07-07..2025-07-13]",
        "words": "7-13 July 2025",
        "first": "2025-07-07",
        "last": "2025-07-13",
        "counted_from": "15 July 2025",
        "after": None,
    }


@pytest.mark.parametrize(
    ("text", "sources", "found"),
    [
        ("last week", ["cnn-2025-07-15"], ("[2025-07-07..2025-07-13]", "15 July 2025", None)),
        ("10 July 2025", ["cnn-2025-07-15"], ("2025-07-10", None, None)),
        ("July 2025", ["cnn-2025-07-15"], ("2025-07", None, None)),
        ("Q4 2025", ["cnn-2025-07-15"], ("2025-36", None, "CNN of 15 July 2025")),
        ("2025-08", ["nobody", "cnn-2025-07-15"], ("2025-08", None, "CNN of 15 July 2025")),
        (
            "last week",
            ["cnn-2025-07-15", "cnn-2025-07-15"],
            ("[2025-07-07..2025-07-13]", "15 July 2025", None),
        ),
        ("last week", ["cnn-2025-07-15", "early"], None),  # which of the two days?
        ("last week", ["nobody"], None),
        ("last week", ["some-day"], None),
        ("last week", ["read-only"], ("[2025-02-24..2025-03-02]", "5 March 2025", None)),
    ],
)
def test_a_date_counts_from_its_sources_and_may_be_after_them(text, sources, found, opened, story):
    for id, day in (("early", "2025-06-01"), ("some-day", "2025-06")):
        words = ["add", "source", "The Paper", f"--published={day}", "--id", id]
        assert printed(["--data", str(story)], words)[0] == 0
    article = ROOT / "docs" / "articles" / "wire.txt"
    assert printed(["--data", str(story)], ["read", str(article), "--id", "read-only"])[0] == 0
    answer = opened(story).get("/api/date", params={"text": text, "source": sources})
    if found is None:
        assert answer.status_code == 422
        assert "counts from the day" in answer.json()["error"]
    else:
        told = answer.json()
        assert (told["edtf"], told["counted_from"], told["after"]) == found


# --- the description ------------------------------------------------------------------------------------


def test_the_description_is_valid_and_has_every_command(client):
    described = client.get("/api/openapi.json").json()
    validate(described)
    assert described == openapi.description()
    for verb in verbs.READING:
        schema = verbs.schema(verb)
        parameters = described["paths"][f"/api/{verb}"]["get"]["parameters"]
        assert {each["name"]: each["required"] for each in parameters} == {
            name: name in schema["required"] for name in schema["properties"]
        }
        for each in parameters:
            told = {"description": each["description"]} if "description" in each else {}
            assert {**each["schema"], **told} == schema["properties"][each["name"]]
    for verb in verbs.CHANGING:
        body = described["paths"][f"/api/changes/{path_of(verb)}"]["post"]["requestBody"]["content"]
        assert body["application/json"]["schema"] == verbs.schema(verb)


def test_the_description_has_every_address(client):
    routes = client.app._app.routes
    there = {
        (route.path.replace(":path", ""), method) for route in routes for method in route.methods - {"HEAD"}
    }
    described = {
        (path, method.upper())
        for path, methods in openapi.description()["paths"].items()
        for method in methods
    }
    own = {"/", "/static/{name}", "/api", "/api/openapi.json"}
    assert {each for each in there if each[0] not in own} == described


def test_the_page_to_try_it_has_a_form_for_each_address(client):
    page = client.get("/api").text
    for path, methods in openapi.description()["paths"].items():
        for method in methods:
            if path.startswith("/api/"):
                assert f'data-method="{method.upper()}" data-path="{path}"' in page
    for name in ("api.js", "api.css"):
        assert f"/static/{name}" in page
        assert client.get(f"/static/{name}").status_code == 200
