"""Answers that are written part by part are those that are written whole, and leave nothing half-written."""

import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parity_cases import VIEWS, random_graph, reported_graph, spanned

from cli.conftest import Run
from cli.test_response import ASKED
from graphkit.backends import subgraphs
from graphkit.backends.writer import writing
from graphkit.cli import csv_answers, response, terminal
from graphkit.cli.response import json_text
from graphkit.formats.events.directory import store
from graphkit.formats.format import Reading
from graphkit.graph.build import to_dataset
from graphkit.storage.json_file import save_dataset

TEXTS = st.text(st.characters(codec=None), max_size=6) | st.sampled_from(
    ["1e-7", "e+16\n", "\x7f\u200b\u2028"]
)
VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)


def whole(query: Any, answer: Any, *, ascii_only: bool = False) -> str:
    """Return the JSON of an answer written at once, control characters escaped."""
    text = json.dumps({"query": query, **answer}, ensure_ascii=ascii_only, indent=2) + "\n"
    return "\n".join(response._escaped(line) for line in text.split("\n"))


@given(VALUES, st.dictionaries(TEXTS, VALUES, max_size=4), st.booleans(), st.integers(1, 3))
def test_json_in_parts_is_what_is_written_at_once(
    query: Any, answer: Any, ascii_only: bool, size: int
) -> None:
    answer.pop("query", None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(response, "batches", partial(terminal.batches, size=size))
        parts = list(json_text(query, answer, ascii_only=ascii_only))
    assert "".join(parts) == whole(query, answer, ascii_only=ascii_only)


@pytest.mark.parametrize("number", [1e16, 1e-5, 1.2e-05, -0.00001, 1e22, 1e-7, 0.1, 123456789.123, 5e-324])
def test_figures_are_written_as_ever(number: float) -> None:
    answer = {"rows": [{"figure": number}, number], "figure": number}
    assert "".join(json_text({}, answer)) == whole({}, answer)


@pytest.mark.parametrize("name", ASKED)
def test_every_answer_in_parts_is_the_whole(
    run: Run, story: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    printed = {form: run(name, *ASKED[name], "--format", form).out for form in ("json", "csv")}
    for module in (csv_answers, response):
        monkeypatch.setattr(module, "batches", partial(terminal.batches, size=1))
    assert {form: run(name, *ASKED[name], "--format", form).out for form in printed} == printed
    assert printed["json"] == json.dumps(json.loads(printed["json"]), ensure_ascii=False, indent=2) + "\n"


@pytest.fixture(scope="module", params=[2, 4, 5])
def both_ways(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A random graph as a file and as a directory; from the fourth on with reports of every kind."""
    graph = spanned((random_graph if request.param < 4 else reported_graph)(request.param))
    folder = tmp_path_factory.mktemp("both")
    save_dataset(to_dataset(graph), folder / "graph.json")
    with writing(folder / "directory") as writer:
        store(folder / "graph.json", writer, Reading())
    return folder / "graph.json", folder / "directory"


OPTIONS = {"types": "type", "kinds": "kind", "statuses": "status"}
SNAPSHOTS = (
    "2025-07-11",
    "2025-07-20 --certain",
    "2025-07-11 --undated --status actual --status planned",
    "2025-07-20 --reported-within 3 --no-contested",
    "2025-02-01 --undated",
    "2025-07 --type met --type background --undated --kind person",
)


def words_of(view: dict[str, object]) -> list[str]:
    """Return the options that ask for a window."""
    words = []
    for name, value in view.items():
        option = f"--{OPTIONS.get(name, name).replace('_', '-')}"
        for each in value if isinstance(value, list) else [value]:
            words += [option] if each is True else [option, str(each)]
    return words


@pytest.mark.parametrize("form", ["csv", "json"])
def test_relations_of_a_directory_come_piece_by_piece_as_from_a_file(
    run: Run, both_ways: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr("graphkit.backends.parquet._PIECE", 15)
    whole = Mock(side_effect=subgraphs.of_filter)
    monkeypatch.setattr(subgraphs, "of_filter", whole)
    questions = [["relations", *words_of(view)] for view in VIEWS]
    for question in questions + [["snapshot", *asked.split()] for asked in SNAPSHOTS]:
        from_file, from_directory = (run("--data", place, *question, "--format", form) for place in both_ways)
        assert from_directory == from_file
        assert from_file.code or not whole.called
        whole.reset_mock()


@pytest.mark.parametrize("suffix", ["json", "csv"])
def test_what_fails_after_its_first_rows_leaves_no_file(
    run: Run, story: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    monkeypatch.setattr(csv_answers, "batches", partial(terminal.batches, size=1))
    monkeypatch.setattr(response, "batches", partial(terminal.batches, size=1))
    Path(f"out.{suffix}").write_text("before", "utf-8")
    written = iter(range(100))

    def fails(*_: object) -> Any:
        if next(written) > 2:
            raise KeyboardInterrupt
        return {}

    monkeypatch.setattr(
        csv_answers if suffix == "csv" else response,
        "relation_columns" if suffix == "csv" else "plain",
        fails,
    )
    done = run("relations", "-o", f"out.{suffix}")
    assert (done.code, done.out, done.err) == (130, "", "stopped\n")
    assert Path(f"out.{suffix}").read_text("utf-8") == "before"
    assert not list(Path().glob(".graphkit-*"))


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_reader_that_leaves_ends_it_quietly(story: Path, form: str) -> None:
    command = [sys.executable, "-m", "graphkit", "relations", "--format", form]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.parametrize("name", ASKED)
def test_so_is_every_answer_in_a_pipe_but_for_its_blanks(
    run: Run, story: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    printed = run(name, *ASKED[name]).out
    monkeypatch.setattr(terminal, "_BLOCK", 1)
    in_blocks = run(name, *ASKED[name]).out
    assert [line.split() for line in in_blocks.splitlines()] == [
        line.split() for line in printed.splitlines()
    ]


def test_a_pipe_gets_what_a_wide_terminal_without_colour_gets() -> None:
    drawn = terminal.Table([terminal.Column("who"), terminal.Column("how many", right=True)])
    for row in (("Ann", "7"), ("B\xe9\u200d\u4e2d\u6587", "1,000"), ("no\xa0break", "")):
        drawn.add_row(*row)
    parts = ["Heading ", drawn, terminal.Cell("\nEnd", "dim")]
    assert "".join(terminal.streamed(parts)) == terminal.fitted(parts, 1000, terminal=False)


def test_one_long_text_does_not_fill_every_other_row_with_blanks() -> None:
    def size(longest: int) -> int:
        rows = terminal.Table([terminal.Column("a"), terminal.Column("b", right=True)])
        for name in ("x" * longest, *["y"] * 99):
            rows.add_row(name, "1")
        return len("".join(terminal.streamed([rows]))) - longest

    assert size(100_000) == size(10_000) < 100 * 500
