"""The command ``types``, and one's own types: listed, searched, added, changed, taken away."""

import csv
import io
import json
from pathlib import Path

import pytest

from cli.conftest import Run
from cli.test_main import assert_refused
from graphkit.model.vocabulary import vocabulary
from graphkit.storage.json_file import read_dataset


def test_types_are_listed_with_meaning_kind_and_example(run: Run, story: Path) -> None:
    done = run("types", "bought")
    assert done.code == 0
    assert "acquired  event  trade   Bought the target, or control of it.  A acquired B." in done.out
    rows = json.loads(run("types", "--format", "json").out)["types"]
    assert {row["name"] for row in rows} >= vocabulary().keys()
    assert next(row["example"] for row in rows if row["name"] == "owns") == "A owns B."
    table = list(csv.DictReader(io.StringIO(run("types", "owner", "--format", "csv").out)))
    assert "owns" in {row["name"] for row in table}
    assert "Wrote types.md" in run("types", "owner", "-o", "types.md").out
    assert run("types", "zzz").code == 1
    assert "'graphkit add type'" in run("types", "zzz").out


def test_types_are_listed_where_there_is_no_dataset(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRAPHKIT_DATA", raising=False)
    assert run("types", "bought").code == 0
    assert "no such file" in assert_refused(run("--data", "nowhere.json", "types"))


def test_a_type_of_ones_own_is_added_used_changed_and_removed(run: Run, story: Path) -> None:
    words = "--past", "paid off", "--present", "pays off", "--inverse", "paid off by", "--meaning", "Paid."
    added = run(
        "add", "type", "Paid off", "--kind", "event", *words, "--synonym", "bribed", "--family", "Graft"
    )
    assert added.out.splitlines()[0] == "+ relation type paid-off"
    row = next(row for row in read_dataset(story).relation_types if row.name == "paid-off")
    assert (row.family, row.synonyms, row.verb(past=False)) == ("graft", ("bribed",), "pays off")
    assert row.verb(past=True, forward=False) == "was paid off by"
    assert run("add", "relation", "annie", "paid-off", "the firm").code == 0
    by_synonym = run("add", "relation", "annie", "Bribed", "the firm", "--anyway", "--dry-run")
    assert "type: paid-off" in by_synonym.out
    assert by_synonym.err == "Bribed is read as the type paid-off\n"
    assert "no relation type" in assert_refused(run("add", "relation", "annie", "bribing", "the firm"))
    assert "paid-off" in run("types", "graft").out
    assert run("edit", "paid-off", "meaning=Gave money for a favour.").code == 0
    assert "Gave money for a favour." in run("types", "paid-off").out
    assert run("edit", "paid-off", "id=bribed", "--as", "type").code == 0
    assert read_dataset(story).relations[0].type == "bribed"
    assert_refused(run("remove", "bribed"))
    assert run("remove", "bribed", "--cascade", "--yes").code == 0
    assert run("undo").code == 0
    assert [row.type for row in read_dataset(story).relations].count("bribed") == 1


def test_no_type_is_added_twice_or_without_its_kind(run: Run, story: Path) -> None:
    assert "is a relation type 'met' already" in assert_refused(run("add", "type", "met", "--kind", "event"))
    assert "--kind is missing" in assert_refused(run("add", "type", "guards"))
    assert "--meaning is missing" in assert_refused(run("add", "type", "guards", "--kind", "state"))
    assert "no letter" in assert_refused(run("add", "type", "...", "--kind", "event"))
    refused = assert_refused(
        run("add", "type", "x", "--kind", "event", "--meaning", "X.", "--symmetric", "--inverse", "x by")
    )
    assert "symmetric" in refused


def test_a_relation_is_shown_with_its_sentence_and_how_reliable_its_sources_are(
    run: Run, story: Path
) -> None:
    assert run("edit", "paper", "reliability=B2").code == 0
    out = run("show", "meeting").out
    assert out.splitlines()[1] == "Ann Example met Bob Example, about The Firm."
    assert "(reliability B2)" in out
