import os
import subprocess
import sys
from collections.abc import Sequence

import pytest

from graphkit.graph.multigraph import Graph
from graphkit.page import layout
from graphkit.page.columns import column, packed
from graphkit.page.html import render

from .conftest import SHIPPED
from .stories import story


def on_a_grid(boxes: Sequence[layout.Box], *_: object) -> list[tuple[int, int]]:
    """Positions as long as real ones, without the work."""
    return [(place % 90 * 160 - 7200, place // 90 * 160 - 4400) for place in range(len(boxes))]


@pytest.mark.parametrize(("relations", "kilobytes"), [(100, 650), (2_500, 1_600), (10_000, 5_000)])
def test_a_page_is_no_larger_than_promised(
    relations: int, kilobytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "place", on_a_grid)
    assert len(render(story(relations)).encode()) <= kilobytes * 1000


def test_the_shipped_page_is_as_small_as_one_of_a_hundred_relations_may_be(shipped_graph: Graph) -> None:
    assert len(render(shipped_graph).encode()) <= 650_000


def test_two_builds_in_two_processes_are_the_same_bytes() -> None:
    code = (
        "import sys; from graphkit.graph.build import build_graph; "
        "from graphkit.storage.json_file import read_dataset; "
        "from graphkit.page.html import render; from hashlib import sha256; "
        "print(sha256(render(build_graph(read_dataset(sys.argv[1]))).encode()).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code, str(SHIPPED)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


def unpacked(packed_column: list[object] | dict[str, list[object]], length: int) -> list[object]:
    """What data.js makes of a column."""
    if isinstance(packed_column, list):
        return packed_column
    if "of" in packed_column:
        return [packed_column["values"][place] for place in packed_column["of"]]
    values, row = [packed_column["rest"]] * length, 0
    for gap, value in zip(packed_column["gaps"], packed_column["hold"], strict=True):
        row += gap
        values[row] = value
    return values


@pytest.mark.parametrize(
    ("values", "form"),
    [
        ([1, 2, 3, 4], list),
        ([None] * 50 + [3] + [None] * 50 + [3], "rest"),
        (["the same long text", "another one"] * 20, "of"),
        ([3] + [None] * 60, "rest"),
        ([], list),
        ([[1, 2], [1, 2], None, [3]] * 20, "of"),
    ],
)
def test_a_column_takes_its_shortest_form_and_loses_nothing(values: list[object], form: object) -> None:
    found = column(values)
    assert isinstance(found, list) if form is list else form in found
    assert unpacked(found, len(values)) == values


def test_rows_become_columns() -> None:
    rows = [{"a": 1, "b": True, "gone": None}, {"a": 2}]
    assert packed(rows) == {"length": 2, "a": [1, 2], "b": [1, None]}
    assert packed([]) == {"length": 0}
