import os
import subprocess
import sys
from collections.abc import Sequence

import pytest

from graphkit.graph.multigraph import Graph
from graphkit.page import layout
from graphkit.page.html import render

from .conftest import SHIPPED
from .stories import story


def on_a_grid(boxes: Sequence[layout.Box], *_: object) -> list[tuple[int, int]]:
    """Positions as long as real ones, without the work."""
    return [(place % 90 * 160 - 7200, place // 90 * 160 - 4400) for place in range(len(boxes))]


@pytest.mark.parametrize(("relations", "kilobytes"), [(100, 420), (2_500, 1_250), (10_000, 1_700)])
def test_a_page_is_no_larger_than_promised(
    relations: int, kilobytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "place", on_a_grid)
    assert len(render(story(relations)).encode()) <= kilobytes * 1000


def test_the_shipped_pages_are_about_as_small_as_one_of_a_hundred_relations(each_story: Graph) -> None:
    assert len(render(each_story).encode()) <= 470_000


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
