"""Changes of the desk are those of the command line: whole, journalled, and nobody's is lost."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from threading import Thread

import pytest

from desk.conftest import ROOT, Serving
from graphkit.reading import drafts
from graphkit.storage import journal
from graphkit.storage.json_file import read_dataset

ANY = {"If-Match": "*"}
SU = {"name": "Lisa Su 2", "kind": "person"}
ARTICLE = """Chip news

Reuters, 16 July 2025

Nvidia CEO Jensen Huang met Donald Trump in Washington on 10 July 2025.

AMD acquired Xilinx on 14 February 2022.
"""


def posted(client, verb, **asked):
    return client.post(f"/api/changes/{verb}", json=asked, headers=ANY)


def test_a_change_is_shown_before_it_is_saved_and_then_journalled(client, story):
    before = story.read_bytes()
    shown = posted(client, "add-actor", **SU, dry_run=True).json()
    assert story.read_bytes() == before
    assert (shown["saved"], shown["text"]) == (False, "Dry run, nothing saved: 1 actor added.")
    made = posted(client, "add-actor", **SU).json()
    assert made["lines"] == shown["lines"] == ["+ actor lisa-su-2", "+   name: Lisa Su 2", "+   kind: person"]
    assert made["saved"]
    assert made["state"] == client.get("/api/state").json()["state"] != shown["state"]
    assert journal.log(story)[-1].command == "add actor 'Lisa Su 2'"
    assert posted(client, "undo").json()["saved"]
    assert not posted(client, "edit", id="nvidia", assignments=["name=Nvidia"]).json()["saved"]


def test_a_row_that_is_edited_together_with_its_id_is_one(client, story):
    edit = {"id": "huang-assured-trump", "assignments": ["id=a-b", "type=banned", "when=2024/", "summary=x"]}
    shown = posted(client, "edit", **edit, dry_run=True).json()
    assert shown["lines"][:3] == ["  relation a-b", "-   id: huang-assured-trump", "+   id: a-b"]
    saved = posted(client, "edit", **edit).json()
    assert saved["lines"] == shown["lines"]


def test_every_kind_of_change_is_made(client, story):
    relation = {"source": "Huang", "type": "met", "target": "Trump", "when": "last week"}
    made = posted(client, "add-relation", **relation, asked_on="2025-09-15", id="met-again").json()
    assert made["notes"] == ["last week is read as [2025-09-08..2025-09-14]: 8-14 September 2025"]
    assert posted(client, "add-source", publisher="Reuters", published="2025-09-16").json()["saved"]
    assert posted(client, "add-evidence", relation="met-again", source="reuters-2025-09-16").json()["saved"]
    assert posted(client, "edit", id="met-again", assignments=["summary=They met."]).json()["saved"]
    assert posted(
        client,
        "add-type",
        name="adored",
        kind="event",
        family="contact",
        past="praised",
        present="praises",
        meaning="Praise.",
    ).json()["saved"]
    assert posted(client, "add-actor", **SU).json()["saved"]
    assert posted(client, "merge", names=["lisa-su-2", "into", "Jensen Huang"]).json()["saved"]
    refused = posted(client, "remove", id="met-again", cascade=True)
    assert (refused.status_code, "add yes" in refused.json()["error"]) == (422, True)
    assert posted(client, "remove", id="met-again").json()["saved"]
    assert "met-again" not in {row.key for row in read_dataset(story).relations}


def test_whoever_saw_an_older_state_is_told_what_changed(client, story):
    seen = client.get("/api/state").json()["state"]
    assert posted(client, "add-actor", **SU).json()["saved"]
    subprocess.run(
        [sys.executable, "-m", "graphkit", "--data", story, "add", "actor", "Other", "--kind", "person"],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    late = client.post("/api/changes/undo", json={}, headers={"If-Match": f'"{seen}"'})
    assert late.status_code == 412
    told = late.json()
    assert [each["command"] for each in told["changes"]] == [
        "begin",
        "add actor 'Lisa Su 2'",
        "add actor Other",
    ]
    assert told["state"] == client.get("/api/state").json()["state"]
    seen = told["state"]
    assert posted(client, "edit", id="nvidia", assignments=["description=Chips."]).json()["saved"]
    late = client.post("/api/changes/undo", json={}, headers={"If-Match": seen}).json()
    assert [each["change"] for each in late["changes"]] == [3]
    assert len(journal.log(story)) == 4


@pytest.mark.parametrize("state", ["", "nonsense", "x-99999999999999999999999", "x-\u0661", "-1", "x--1"])
def test_a_state_that_never_was_is_an_older_one(state, client):
    late = client.post("/api/changes/undo", json={}, headers={"If-Match": state.encode()})
    assert (late.status_code, late.json()["changes"]) == (412, [])


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{}", {"Content-Type": "application/json"}, 428),
        (b"{}", {**ANY, "Content-Type": "text/plain"}, 415),
        (b"{}", {**ANY, "Content-Type": "application/x-www-form-urlencoded"}, 415),
        (b"{", {**ANY, "Content-Type": "application/json"}, 422),
        (b"[]", {**ANY, "Content-Type": "application/json"}, 422),
        (b"[" * 100_000, {**ANY, "Content-Type": "application/json"}, 422),
        (
            b'{"name": "x", "kind": "person", "picture": "/etc/passwd"}',
            {**ANY, "Content-Type": "application/json"},
            422,
        ),
        (b'{"name": {"a": 1}, "kind": "person"}', {**ANY, "Content-Type": "application/json"}, 422),
        (b'{"name": "\\ud800", "kind": "person"}', {**ANY, "Content-Type": "application/json"}, 422),
        (b'{"name": "x"}', {**ANY, "Content-Type": "application/json"}, 422),
        (b'{"name": "x", "name": "y", "kind": "person"}', {**ANY, "Content-Type": "application/json"}, 422),
        (b'{"name": NaN, "kind": "person"}', {**ANY, "Content-Type": "application/json"}, 422),
        (b"x" * 1_000_001, {**ANY, "Content-Type": "application/json"}, 413),
    ],
)
def test_what_is_no_change_is_refused_and_changes_nothing(body, headers, status, client, story):
    before = story.read_bytes()
    answer = client.post("/api/changes/add-actor", content=body, headers=headers)
    assert answer.status_code == status
    assert "\n" not in answer.json()["error"]
    assert story.read_bytes() == before
    assert not journal.journal_of(story).exists()


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("add-actor", {"name": "x", "kind": "person", "picture": "/etc/hostname"}),
        ("edit", {"id": "nvidia", "assignments": ["picture=/etc/hostname"]}),
        ("edit", {"id": "nvidia", "assignments": ["picture+=/etc/hostname"]}),
    ],
)
def test_no_file_of_this_machine_is_named_as_a_picture(verb, body, client):
    answer = posted(client, verb, **body)
    assert answer.status_code == 422
    assert "'/etc/hostname' is no picture; send it whole" in answer.json()["error"]


def test_a_table_is_not_changed(opened, tmp_path):
    table = tmp_path / "events.tsv"
    table.write_text("source\ttype\ttarget\tdate\nA\tmet\tB\t2020-01-01\n")
    answer = posted(opened(table), "add-actor", **SU)
    assert answer.status_code == 422
    assert "is no dataset that graphkit changes" in answer.json()["error"]


# --- articles and drafts ------------------------------------------------------------------------------


def sent(client, text=ARTICLE, kind="text/plain", **told):
    return client.post("/api/articles", content=text.encode(), params=told, headers={"Content-Type": kind})


def test_an_article_is_kept_and_read_as_the_command_reads_it(client, story):
    made = sent(client).json()
    (kept,) = story.parent.glob("*.txt")
    assert kept.read_text() == ARTICLE
    assert made["articles"][0]["source"]["publisher"] == "Reuters"
    assert {"met", "acquired"} <= {draft["type"] for draft in made["drafts"]}
    listed = client.get("/api/articles").json()["articles"]
    assert [each["source"]["id"] for each in listed] == ["reuters-2025-07-16"]
    count = len(made["drafts"])
    assert listed[0]["drafts"] == {"open": count, "postponed": 0, "accepted": 0, "refused": 0}
    one = client.get("/api/articles/reuters-2025-07-16").json()
    assert [each["number"] for each in one["paragraphs"]] == [1, 2, 3, 4]
    third = one["paragraphs"][2]
    assert next(third["text"][each["start"] : each["end"]] for each in third["mentions"]) == "Nvidia"
    assert [third["text"][each["start"] : each["end"]] for each in third["dates"]] == ["on 10 July 2025"]
    assert one["drafts"] == client.get("/api/drafts").json()["drafts"]
    again = sent(client)
    assert again.status_code == 200
    assert (again.json()["drafts"], again.json()["articles"][0]["repeated"]) == ([], count)
    assert list(story.parent.glob("*.txt")) == [kept]


FRONT = "---\npublisher: The Wire\ntags: harbour\ndate: 2025-03-05\n---\n\n"


def test_front_matter_is_no_paragraph_and_a_name_that_many_have_is_known_once_it_is_accepted(client):
    sent(client, f"{FRONT}Parliament fined Kystbank on Monday.\nHeavy rain fell on Sunday.")
    (draft,) = client.get("/api/drafts").json()["drafts"]
    place = f"/api/articles/{draft['article']}"
    one = client.get(place).json()
    assert [each["number"] for each in one["paragraphs"]] == [6, 7]
    assert [each["actor"] for each in one["paragraphs"][0]["mentions"]] == [None, None]
    posted(client, "drafts-accept", ids=[draft["id"]], anyway=True)
    told = client.get(place).json()["paragraphs"][0]["mentions"]
    assert [(each["actor"], each["candidates"]) for each in told] == [("parliament", []), ("kystbank", [])]
    sent(client, f"{FRONT.replace('05', '06')}Parliament sued Kystbank on Tuesday.")
    other = client.get("/api/articles/the-wire-2025-03-06").json()["paragraphs"][0]["mentions"]
    assert [(each["actor"], each["candidates"]) for each in other] == [
        (None, ["parliament"]),
        ("kystbank", []),
    ]


def test_of_an_article_that_is_refused_nothing_is_kept(client, story):
    before = sorted(story.parent.iterdir())
    for text, kind, status in (
        ("No head and no date.", "text/plain", 422),
        (ARTICLE, "application/pdf", 415),
        ("\0\0", "text/plain", 422),
        ("<p>hm", "text/html", 422),
    ):
        answer = sent(client, text, kind)
        assert (answer.status_code, "\n" in answer.json()["error"]) == (status, False)
    assert sent(client, ARTICLE, nonsense="x").status_code == 422
    assert sorted(story.parent.iterdir()) == before


def test_a_refused_article_is_told_of_without_the_place_where_it_would_lie(client, story):
    error = sent(client, "Acme sued Beta.").json()["error"]
    assert error.startswith("the article: does not say who published it")
    assert str(story.parent) not in error


def test_what_is_said_of_an_article_names_no_other_file(client, story):
    for publisher in ("../../evil", "/etc/passwd", "..", "a\0b", "--help", "x" * 500):
        sent(client, f"{ARTICLE}{publisher}", publisher=publisher, published="2025-07-16")
    assert {path.parent for path in story.parent.rglob("*")} == {story.parent}
    assert all(len(path.name) < 200 for path in story.parent.iterdir())


def test_drafts_are_decided(client, story):
    sent(client)
    ids = {draft["type"]: draft["id"] for draft in client.get("/api/drafts").json()["drafts"]}
    shown = posted(client, "drafts-accept", ids=[ids["acquired"]], dry_run=True).json()
    assert not shown["saved"]
    assert any(line.startswith("+ relation ") for line in shown["lines"])
    assert not journal.journal_of(story).exists()
    made = posted(client, "drafts-accept", ids=[ids["acquired"]]).json()
    assert made["saved"]
    assert made["text"].startswith(f"Accepted {ids['acquired']}: a new relation, ")
    assert made["lines"] == shown["lines"]
    assert posted(client, "drafts-refuse", ids=[ids["met"]]).json()["saved"]
    states = {draft.id: draft.state for draft in drafts.load(story).drafts}
    assert (states[ids["met"]], states[ids["acquired"]]) == ("refused", "accepted")


# --- several at once, and power cuts --------------------------------------------------------------------


def test_of_eight_who_saw_the_same_state_one_is_heard(client, story):
    seen = client.get("/api/state").json()["state"]

    def change(number):
        asked = {"name": f"Person {number}", "kind": "person"}
        return client.post("/api/changes/add-actor", json=asked, headers={"If-Match": seen}).status_code

    with ThreadPoolExecutor(8) as pool:
        codes = sorted(pool.map(change, range(8)))
    assert codes == [200] + [412] * 7
    assert len(journal.log(story)) == 2


def test_the_desk_and_command_lines_at_once_lose_nothing(client, story):
    def by_command(number):
        words = ["add", "actor", f"By Command {number}", "--kind", "person"]
        subprocess.run(
            [sys.executable, "-m", "graphkit", "--data", story, *words],
            cwd=ROOT, check=True, capture_output=True,
        )  # fmt: skip

    threads = [Thread(target=by_command, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    made = [posted(client, "add-actor", name=f"By Desk {number}", kind="person") for number in range(20)]
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in made] == [200] * 20
    names = {actor.name for actor in read_dataset(story).actors}
    wanted = {f"By Desk {number}" for number in range(20)} | {f"By Command {number}" for number in range(4)}
    assert wanted <= names
    assert len(journal.log(story)) == 25


def test_a_kill_during_changes_loses_nothing_acknowledged(story, opened):
    acknowledged = []
    for round_ in range(4):
        with Serving(story) as serving:

            def write(serving=serving, round_=round_):
                for number in range(1_000):
                    body = {"name": f"Person {round_} {number}", "kind": "person"}
                    try:
                        assert serving.post("add-actor", body)["saved"]
                    except (OSError, HTTPException, ValueError):
                        return
                    acknowledged.append(body["name"])

            there = len(acknowledged)
            thread = Thread(target=write)
            thread.start()
            while thread.is_alive() and len(acknowledged) < there + 3 + 2 * round_:
                thread.join(0.003 * (round_ + 1))
            os.kill(serving.process.pid, signal.SIGKILL)
            thread.join()
    names = {actor.name for actor in read_dataset(story).actors}
    assert set(acknowledged) <= names
    assert len(acknowledged) >= 24
    posted(opened(story), "add-actor", **SU)
    assert journal.state(story, len(journal.log(story)) - 1) == read_dataset(story)
