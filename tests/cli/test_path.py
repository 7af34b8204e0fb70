"""The command ``path`` where the answer is more than one chain, or none."""

from pathlib import Path

import pytest
from datasets import dataset, relation

from graphkit.storage import save_dataset

from .conftest import Run


@pytest.fixture
def diamonds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> int:
    """Make a chain of diamonds the dataset, and return how many shortest paths there are along it."""
    count = 12
    rows = [
        relation(f"{before}-{after}", before, after)
        for n in range(count)
        for side in (f"u{n}", f"v{n}")
        for before, after in ((f"s{n}", side), (side, f"s{n + 1}"))
    ]
    save_dataset(dataset(*rows), tmp_path / "diamonds.json")
    monkeypatch.setenv("GRAPHKIT_DATA", str(tmp_path / "diamonds.json"))
    return 2**count


def test_all_stops_at_a_thousand_and_says_how_many_there_are(run: Run, diamonds: int) -> None:
    printed = run("path", "s0", "s12", "--all").out
    assert "Path 1000\n" in printed
    assert "Path 1001\n" not in printed
    assert printed.endswith("\n3,096 more paths of the same length, 4,096 in all (--limit N)\n")
    answer = run("path", "s0", "s12", "--all", "--format", "json").answer
    assert (answer["count"], len(answer["paths"])) == (diamonds, 1_000)


def test_a_limit_says_how_many_are_printed(run: Run, diamonds: int) -> None:
    printed = run("path", "s0", "s12", "--all", "--limit", "1500").out
    assert "Path 1500\n" in printed
    assert "2,596 more paths of the same length, 4,096 in all" in printed
    assert "4,095 more paths of the same length (--all)" in run("path", "s0", "s12").out
    assert run("path", "s0", "s12", "--limit", "2", "--format", "json").answer["count"] == diamonds
