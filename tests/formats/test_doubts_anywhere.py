"""A cell or an attribute that is no more than a word of doubt is told, whatever its heading."""

import json
from pathlib import Path

import pytest
from cli.conftest import Run, run

from formats.test_amounts import read_both, table
from graphkit.formats import read
from graphkit.formats.foreign_status import leaves_open, may_say_status, says_no_fact, says_over
from graphkit.formats.format import Reading

__all__ = ["run"]

HEADINGS = [
    "tags",
    "classes",
    "category",
    "kind",
    "group",
    "flag",
    "assertion",
    "stage",
    "phase",
    "modality",
    "k",
]
PROSE = ["description", "desc", "details", "info", "context", "Beschreibung"]
DOUBTS = [
    "denied",
    "unconfirmed",
    "Alleged.",
    "planned",
    "proposed",
    "denied by Bolt",
    "refuted?",
    "widerrufen",
    "void",
]
SURE = [
    "confirmed",
    "false",
    "ETA",
    "2019",
    "denial of service",
    "alleged fraud",
    "planning",
    "no",
    "x",
    "rejected",
]


def told_of_graph(folder: Path, **attributes: object) -> str:
    """Return what is told of a graph with one edge that has some attributes."""
    edge = {"source": "a", "target": "b", "type": "met", **attributes}
    nodes = [{"id": id, "name": id} for id in ("a", "b")]
    path = folder / "x.json"
    path.write_text(json.dumps({"directed": True, "multigraph": False, "nodes": nodes, "links": [edge]}))
    reading = Reading()
    [relation] = read(path, reading=reading).relations
    assert relation.status == "actual"
    assert relation.type == "met"
    return "\n".join(reading.told)


@pytest.mark.parametrize("heading", HEADINGS + PROSE)
def test_a_cell_that_is_a_word_of_doubt_is_told(heading: str, run: Run, tmp_path: Path) -> None:
    found, told = read_both(run, table(tmp_path, heading, *DOUBTS))
    assert [note for _, note in found] == [f"{heading}: {cell}" for cell in DOUBTS]
    [line] = [each for each in told if each.startswith("Status that is not known")]
    assert line.startswith(f"Status that is not known ({len(DOUBTS)} relations)")
    for cell in DOUBTS:
        assert f"'{heading}: {cell}'" in line


@pytest.mark.parametrize("heading", HEADINGS)
def test_any_other_cell_is_not(heading: str, run: Run, tmp_path: Path) -> None:
    assert "not known" not in "\n".join(read_both(run, table(tmp_path, heading, *SURE))[1])


@pytest.mark.parametrize("name", [*HEADINGS, *PROSE, "title", "text", "summary"])
@pytest.mark.parametrize("word", ["denied", "unconfirmed", "planned"])
def test_an_attribute_that_is_one_is_told(name: str, word: str, tmp_path: Path) -> None:
    told = told_of_graph(tmp_path, **{name: word})
    assert "Status that is not known (1 relation)" in told
    assert f"'{name}: {word}'" in told


@pytest.mark.parametrize("label", ["allegedly met", "met (denied)", "A met B (denied)", "met?", "denied"])
def test_a_label_beside_the_type_that_says_so_is_told(label: str, run: Run, tmp_path: Path) -> None:
    line = "Status that is not known (1 relation): under a heading of something else; in the note"
    assert line in told_of_graph(tmp_path, label=label)
    path = tmp_path / "x.csv"
    path.write_text(f"source,target,relation,date,label\nA,B,met,2019-01-01,{label}\n", "utf-8")
    found, told = read_both(run, path)
    assert found == [(None, f"label: {label}")]
    assert line in "\n".join(told)


def test_prose_that_says_so_is_told(run: Run, tmp_path: Path) -> None:
    told = read_both(run, table(tmp_path, "description", "since 2010, denied by Bolt", "met over lunch"))[1]
    assert "Status that is not known (1 relation): in the note" in "\n".join(told)


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("isTrue", "false"), ("isConfirmed", "no"), ("fact", "no"), ("evidence", "none"), ("isActive", "no")],
)
def test_a_question_that_is_answered_by_no_is_told(heading: str, cell: str, tmp_path: Path) -> None:
    assert may_say_status(heading)
    assert leaves_open(cell, heading)
    assert says_over(cell, heading) == (heading == "isActive")


def test_words_are_as_those_of_a_status() -> None:
    assert all(says_no_fact(word, "flag") for word in DOUBTS)
    assert not any(says_no_fact(word, "flag") for word in SURE)
