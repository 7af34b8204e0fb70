"""How much of our articles is proposed; they are invented, and were coded before they were read."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import reading

FOLDER = Path(__file__).parent / "articles"
ARTICLES = sorted(FOLDER.glob("*.txt"))


@pytest.fixture(scope="module")
def counts() -> Counter[str]:
    return sum((reading.measure(text).counts for text in ARTICLES), Counter())


SHARES = [
    ("mentions", "coded mentions", 0.99), ("pairs", "coded pairs", 0.79), ("plain", "coded plain pairs", 0.9),
    ("types", "pairs", 0.82), ("phrases", "resolved", 0.98), ("whens", "dated", 0.88),
    ("statuses", "pairs", 0.96), ("voices", "pairs", 0.93),
]  # fmt: skip


@pytest.mark.parametrize(("key", "whole", "least"), SHARES)
def test_so_much_is_found(counts: Counter[str], key: str, whole: str, least: float) -> None:
    assert counts[key] >= least * counts[whole]


def test_few_proposals_are_wrong_and_hardly_any_without_a_doubt(counts: Counter[str]) -> None:
    assert counts["wrong without a doubt"] <= 0.052 * counts["right without a doubt"]
    assert counts["wrong"] <= 0.46 * counts["right"]


def test_the_measure_says_what_was_missed_and_prints_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for article in ARTICLES[:3]:
        for file in (article, article.with_suffix(".json")):
            shutil.copy(file, tmp_path)
    reading.main([str(tmp_path), "--why"])
    out = capsys.readouterr().out
    assert "missed" in out
    assert out.splitlines()[-1].startswith("| all | ")
