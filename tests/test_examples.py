"""Executes the examples in the docstrings of the public functions, on the shipped story."""

import doctest
import inspect
import shutil
from pathlib import Path

import pytest

import graphkit as gk

SHIPPED = Path(__file__).parent.parent / "data" / "graph.json"
FUNCTIONS = [name for name in dir(gk) if inspect.isfunction(getattr(gk, name))]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_examples_print_what_they_say(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(SHIPPED, tmp_path / "data")
    (tmp_path / "events.tsv").write_text("Ada\tmet\tBen\t2025-07-14\nBen\tmet\tCid\t2025-07-15\n")
    monkeypatch.chdir(tmp_path)
    known = {"gk": gk, "graph": gk.load("data/graph.json")}
    found = doctest.DocTestFinder(recurse=False).find(getattr(gk, name), name, globs=known)
    assert sum(len(test.examples) for test in found) > 0
    said: list[str] = []
    runner = doctest.DocTestRunner()
    for test in found:
        runner.run(test, out=said.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(said)
