"""The command ``cite``, and the sources behind any other answer."""

import json
import re
from pathlib import Path

import pytest
import rispy
from datasets import dataset, evidence, relation, source

from cli.conftest import Run
from graphkit.editing.edits import edit
from graphkit.storage.json_file import read_dataset, save_dataset


@pytest.fixture
def story(tmp_path: Path) -> Path:
    made = dataset(
        relation("met", "alice", "bob", when="2025-07-01", evidence=[evidence("one"), evidence("two")]),
        relation("told", "bob", "cid", "told", when="2025-07-02", evidence=[evidence("two")]),
        relation("bare", "cid", "dora", when="2025-08-01"),
        sources=[source("one"), source("two"), source("three")],
    )
    path = tmp_path / "story.json"
    save_dataset(made, path)
    return path


def cited(text: str) -> list[str]:
    return [record["id"] for record in rispy.loads(text)]


@pytest.mark.parametrize(
    ("asked", "sources"),
    [
        ((), ["one", "two"]), (("told",), ["two"]), (("Alice",), ["one", "two"]), (("three",), ["three"]),
        (("three", "cid"), ["three", "two"]), (("--type", "told"), ["two"]),
        (("--on", "2025-07-01"), ["one", "two"]),
    ],
)  # fmt: skip
def test_it_cites_what_is_behind(run: Run, story: Path, asked: tuple[str, ...], sources: list[str]) -> None:
    assert cited(run("--data", story, "cite", *asked, "--style", "ris").out) == sources


def test_no_title_controls_a_terminal_or_turns_the_text_round(run: Run, story: Path) -> None:
    hostile = "T\x1b[31m\x9b2J\u202eevil\u2066 \x07אבג\u200f"
    save_dataset(edit(read_dataset(story), "one", {"title": hostile, "id": hostile[:9]}), story)
    for output, title in (("x.ris", "TI  - {}\n"), ("x.bib", "title = {{{{{}}}}},\n"), ("x.csl.json", None)):
        for command in (["cite"], ["relations"]):
            done = run("--data", story, *command, "-o", output)
            told = "control characters (1 source): replaced, as they are no part of a text.\n"
            assert (told in done.out) is bool(title), done.out
            text = Path(output).read_text("utf-8")
            if title:
                assert title.format("T\ufffd[31m\ufffd2J\ufffdevil\ufffd \ufffdאבג\u200f") in text
                assert not re.search("[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
            else:
                assert hostile in {row["title"] for row in json.loads(text) if "title" in row}


def test_the_suffix_decides_the_style(run: Run, story: Path) -> None:
    assert run("--data", story, "cite", "-o", "x.ris").out == "Wrote x.ris: 2 sources.\n"
    assert cited(Path("x.ris").read_text("utf-8")) == ["one", "two"]
    assert run("--data", story, "cite", "-o", "x.csl.json").code == 0
    assert len(json.loads(Path("x.csl.json").read_text("utf-8"))) == 2
    assert run("--data", story, "cite").out.startswith("@misc{one,\n")


@pytest.mark.parametrize(
    "question",
    [
        ("path", "alice", "cid"), ("neighbors", "bob"), ("relations",), ("snapshot", "2025-07-10"),
        ("show", "met"), ("diff", "2025-06-01", "2025-07-30"), ("timeline",), ("reach", "alice"),
    ],
    ids=lambda question: question[0],
)  # fmt: skip
def test_any_answer_cites_its_sources(run: Run, story: Path, question: tuple[str, ...]) -> None:
    result = run("--data", story, *question, "-o", "x.ris")
    assert result.code == 0, result.err
    assert cited(Path("x.ris").read_text("utf-8")) == ["one", "two"]
    assert run("--data", story, *question, "-o", "x.csl.json").code == 0
    assert json.loads(Path("x.csl.json").read_text("utf-8"))[0]["id"] == "one"
    assert run("--data", story, *question, "-o", "x.json").code == 0
    assert "query" in json.loads(Path("x.json").read_text("utf-8"))


def test_nothing_to_cite_is_said(run: Run, story: Path) -> None:
    result = run("--data", story, "cite", "bare")
    assert (result.code, result.out) == (1, "No source is behind this.\n")


def test_an_empty_bibliography_is_not_written(run: Run, story: Path) -> None:
    result = run("--data", story, "relations", "--actor", "dora", "-o", "x.bib")
    assert (result.code, result.out) == (1, "No source is behind this, so x.bib is not written: 1 relation\n")
    assert not Path("x.bib").exists()
    assert run("--data", story, "relations", "-o", "x.bib").out == "Wrote x.bib: 2 sources.\n3 relations\n"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("thre",), "no relation, actor or source called 'thre'; did you mean three?"),
        (
            ("-o", "x.txt"),
            "x.txt: no form of an answer has the suffix '.txt'; choose one of .bib, .csl.json, .ris",
        ),
        (("-o", "x.bib", "--style", "ris"), "x.bib: .bib is not the suffix of ris; leave out --style"),
    ],
)
def test_what_cannot_be_cited_is_told_in_one_line(
    run: Run, story: Path, asked: tuple[str, ...], message: str
) -> None:
    result = run("--data", story, "cite", *asked)
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert message in result.err


def test_a_directory_cites_as_well(run: Run, story: Path) -> None:
    run("import", story, "-o", "big")
    assert cited(run("--data", "big", "cite", "told", "--style", "ris").out) == ["two"]
