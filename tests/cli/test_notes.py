"""Tests what commands tell of a file of another program: what the graph lacks, once and in every form."""

import json
from pathlib import Path

import pytest

import graphkit as gk
from graphkit.formats.format import Reading
from graphkit.storage.json_file import read_dataset

from .conftest import Run

GRAPHML = """<?xml version="1.0"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="w" for="edge" attr.name="weight" attr.type="double"/>
<key id="p" for="edge" attr.name="platform" attr.type="string"/>
<graph edgedefault="directed"><node id="Ada Lee"/><node id="Ben Ray"/>
<edge source="Ada Lee" target="Ben Ray"><data key="w">7.5</data>
<data key="p">x</data></edge></graph></graphml>
"""
READING = (
    ("relations",), ("actors",), ("info",), ("neighbors", "Ada Lee"), ("path", "Ada Lee", "Ben Ray"),
    ("reach", "Ada Lee"), ("snapshot", "2025-01-01"), ("diff", "2024-01-01", "2025-01-01"), ("timeline",),
    ("voices", "Ada Lee"), ("show", "Ada Lee"), ("export", "out.json"), ("open",),
)  # fmt: skip
"""Every command that reads the dataset and does not change it, but ``check``."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "talks.graphml"
    path.write_text(GRAPHML)
    return path


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
def test_every_command_tells_in_one_line_what_the_graph_lacks(
    run: Run, file: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    notes = gk.read(file).notes
    printed = run("--data", file, *command).err
    assert (
        printed
        == f"talks.graphml: {notes[0]} ({len(notes) - 1} more notes; --notes before the command lists all)\n"
    )
    assert run("--data", file, "--notes", *command).err == "".join(
        f"talks.graphml: {note}\n" for note in notes
    )


@pytest.mark.parametrize("command", READING[:-2], ids=lambda command: command[0])
def test_json_carries_what_the_graph_lacks(run: Run, file: Path, command: tuple[str, ...]) -> None:
    assert run("--data", file, *command, "--format", "json").answer["notes"] == list(gk.read(file).notes)


def test_a_report_carries_what_the_graph_lacks(run: Run, file: Path) -> None:
    run("--data", file, "relations", "-o", "report.md")
    assert all(note in Path("report.md").read_text() for note in gk.read(file).notes)


def test_check_calls_nothing_sound_of_which_the_graph_lacks_a_part(run: Run, file: Path) -> None:
    checked = run("check", file)
    assert checked.code == 0
    assert "is sound" not in checked.out
    assert all(note in checked.out for note in gk.read(file).notes)
    assert run("check", file, "--format", "json").answer["notes"] == list(gk.read(file).notes)


def test_our_own_file_has_nothing_to_tell(run: Run, file: Path) -> None:
    run("--data", file, "export", "ours.json")
    assert run("--data", "ours.json", "relations").err == ""
    assert "notes" not in run("--data", "ours.json", "relations", "--format", "json").answer
    assert "ours.json is sound" in run("check", "ours.json").out


def test_bad_elements_are_skipped_and_counted_where_asked(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "events.tsv"
    table.write_text("Ada\tmet\tBen\t2025-07-14\nAda\tmet\tBen\t2025-02-30\n")
    refused = run("--data", table, "relations")
    assert refused.code == 2
    assert "line 2" in refused.err
    skipped = run("--data", table, "--skip-bad", "relations", "--format", "json")
    assert skipped.code == 0
    assert len(skipped.answer["relations"]) == 1
    assert any("1 row skipped" in note and "line 2" in note for note in skipped.answer["notes"])


@pytest.mark.parametrize("option", ["--notes", "--skip-bad"])
def test_an_option_in_the_wrong_place_is_put_right(run: Run, file: Path, option: str) -> None:
    refused = run("--data", file, "relations", option)
    assert refused.code == 2
    assert f"graphkit --data FILE {option} COMMAND" in refused.err


def test_skipping_is_refused_for_our_own_files(run: Run, file: Path) -> None:
    run("--data", file, "export", "ours.json")
    refused = run("--data", "ours.json", "--skip-bad", "relations")
    assert (refused.code, refused.out) == (2, "")
    assert "graphkit check" in refused.err


def test_losses_add_up_by_name() -> None:
    reading = Reading()
    reading.leave_out("attribute weight")
    reading.leave_out("attribute weight", count=2)
    reading.leave_out("date", instead="no date")
    reading.notes += ["Said twice.", "Said twice."]
    assert reading.told == [
        "Attribute weight (3 relations): left out.",
        "Date (1 relation): no date.",
        "Said twice.",
    ]
    assert json.dumps([loss.count for loss in reading.losses]) == "[3, 1]"


def test_options_before_the_command_count_for_an_import_too(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "events.tsv"
    table.write_text("Ada\tmet\tBen\t2025-07-14\nAda\tmet\tBen\t2025-02-30\n")
    assert run("import", table, "--into", "new.json").code == 2
    done = run("--skip-bad", "--notes", "import", table, "--into", "new.json")
    assert done.code == 0
    assert "1 row skipped" in done.out
    named = tmp_path / "named.csv"
    named.write_text("source,WHO,WHOM\npaper,Ada,Ben\n")
    assert run("--columns", "source=WHO,target=WHOM", "import", named, "--into", "named.json").code == 0
    assert {row.name for row in read_dataset("named.json").actors} == {"Ada", "Ben"}


@pytest.mark.parametrize("command", [("relations",), ("neighbors", "Ada"), ("check",)])
def test_a_table_with_headings_of_its_own_is_asked_directly(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    table = tmp_path / "events.csv"
    table.write_text("source,target,WHO,WHOM,DAY\npaper,x,Ada,Ben,2025-07-14\n")
    columns = ("--columns", "source=WHO,target=WHOM,type='met',date=DAY")
    told = run("--data", table, *columns, *command)
    assert (told.code, "no column" in told.err) == (0, False)
    if command != ("check",):
        assert "met" in told.out
        assert "paper" not in told.out
    assert "WHOM" in run("--data", table, "--columns", "source=WHO,target=WHAT", *command).err


def test_columns_are_for_tables(run: Run, file: Path) -> None:
    run("--data", file, "export", "ours.json")
    for data in ("ours.json", file):
        refused = run("--data", data, "--columns", "source=a,target=b", "relations")
        assert (refused.code, refused.out) == (2, "")
        assert "--columns is for tables" in refused.err
    assert "is nothing that a column can be" in run("--data", file, "--columns", "sourc=a", "relations").err
