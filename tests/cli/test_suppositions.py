"""``--without`` and ``--suppose`` work on every question, and an answer says what it supposes."""

import json
from pathlib import Path

import pytest
from datasets import actor, dataset, evidence, relation, source

from cli.conftest import Run
from graphkit.storage.json_file import save_dataset


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    """Alice met Bob, whom Cid met too; both are in one paper, and a second one has Alice and Cid."""
    made = dataset(
        relation("first", "alice", "bob", when="2025-07-01", evidence=[evidence("paper")]),
        relation(
            "second", "bob", "cid", when="2025-07-02", evidence=[evidence("paper"), evidence("gazette")]
        ),
        relation("plan", "alice", "cid", when="2025-08-01", status="planned", evidence=[evidence("gazette")]),
        actors=[actor(id, "person") for id in ("alice", "bob", "cid")],
        sources=[source("paper"), source("gazette")],
    )
    path = tmp_path / "chain.json"
    save_dataset(made, path)
    return path


QUESTIONS = [
    ("relations",), ("snapshot", "2025-07-20"), ("actors",), ("neighbors", "bob"), ("path", "bob", "cid"),
    ("reach", "bob"), ("diff", "2025-06-01", "2025-07-30"), ("timeline",), ("voices", "bob"),
    ("show", "second"),
]  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question[0])
def test_every_question_can_be_asked_without_a_relation(
    run: Run, chain: Path, question: tuple[str, ...]
) -> None:
    result = run("--data", chain, *question, "--without", "first", "--suppose", "second=planned")
    assert result.code in (0, 1), result.err
    assert result.out.splitlines()[1] == "Supposed: without first, second planned"
    answer = run("--data", chain, *question, "--without", "first", "--format", "json")
    assert answer.answer["query"]["without"] == ["first"]
    assert '"id": "first"' not in answer.out
    assert "Supposed" not in run("--data", chain, *question).out


def test_a_chain_falls_with_its_claim_or_its_source(run: Run, chain: Path) -> None:
    path = ("--data", chain, "path", "alice", "cid")
    assert run(*path).code == 0
    assert run(*path, "--without", "second").code == 1
    assert run(*path, "--without", "gazette").code == 0
    assert run(*path, "--without", "paper").code == 1
    assert run(*path, "--suppose", "first=denied").code == 1
    twice = run(*path, "--suppose", "first=denied", "--suppose", "first=actual")
    assert (twice.code, "two statuses" in twice.err) == (2, True)
    direct = run(*path, "--suppose", "plan=actual", "--format", "json").answer
    assert [hop["id"] for hop in direct["paths"][0]["relations"]] == ["plan"]


def test_a_page_says_what_it_supposes_and_a_file_of_data_is_refused(run: Run, chain: Path) -> None:
    refused = run("--data", chain, "export", "x.html", "x.json", "--suppose", "plan=actual")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "x.json: would hold what no source says; leave out --suppose" in refused.err
    assert not Path("x.html").exists()
    assert run("--data", chain, "export", "x.json", "--without", "paper").code == 0
    assert [edge["key"] for edge in json.loads(Path("x.json").read_text("utf-8"))["edges"]] == [
        "plan", "second"
    ]  # fmt: skip
    wrote = run("--data", chain, "export", "x.html", "--suppose", "plan=actual", "--on", "2025-08-01")
    assert "Supposed: plan actual" in wrote.out


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (("--without", "frist"), "no relation or source called 'frist'; did you mean first?"),
        (("--suppose", "first"), "'first': write ID=STATUS, such as h20-ban=denied"),
        (("--suppose", "first=gone"), "'first=gone': write ID=STATUS"),
        (("--suppose", "paper=denied"), "no relation called 'paper'"),
    ],
)
def test_what_cannot_be_supposed_is_told_in_one_line(
    run: Run, chain: Path, option: tuple[str, str], message: str
) -> None:
    result = run("--data", chain, "path", "alice", "cid", *option)
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert message in result.err


def test_a_directory_says_that_it_cannot(run: Run, chain: Path) -> None:
    assert run("import", chain, "-o", "big").code == 0
    result = run("--data", "big", "path", "alice", "cid", "--without", "first")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "big: is a directory, and --without needs all relations; write a window of it" in result.err


def test_to_show_what_is_left_out_is_told_so(run: Run, chain: Path) -> None:
    result = run("--data", chain, "show", "first", "--without", "first")
    assert (result.code, result.out) == (2, "")
    assert "'first' is what --without leaves out; show it without that option" in result.err
