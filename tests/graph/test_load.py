"""Many queries in one process leak nothing; threads and processes on one graph get right answers."""

import json
import multiprocessing
import random
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from datasets import dataset, evidence, relation
from memory import peak_memory

import graphkit as gk
from graphkit.graph import provenance, version_cache
from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph
from graphkit.graph.version_cache import VersionCache
from graphkit.model.vocabulary import vocabulary

SHIPPED = Path(__file__).parents[2] / "data" / "graph.json"

QUESTIONS: dict[str, Callable[[Graph], Any]] = {
    "window": lambda graph: sorted(key for *_, key in gk.window(graph, "2025-07-10", "2025-07-15").edges),
    "certain": lambda graph: sorted(key for *_, key in gk.window(graph, "2025-04", certain=True).edges),
    "snapshot": lambda graph: sorted(
        (seen.id, seen.certainty, seen.standing)
        for seen in gk.relations(gk.snapshot(graph, "2025-07-16")).relations
    ),
    "known": lambda graph: [seen.id for seen in gk.relations(gk.known_by(graph, "2025-07-15")).relations],
    "relations": lambda graph: [(seen.id, seen.words, seen.voices) for seen in gk.relations(graph).relations],
    "neighbors": lambda graph: [
        (row.actor, row.hops, [seen.id for seen in row.relations])
        for row in gk.neighbors(graph, "nvidia", hops=2)
    ],
    "path": lambda graph: [
        [seen.id for seen in path.relations]
        for path in gk.shortest_paths(graph, "donald-trump", "deepseek").paths
    ],
    "in time": lambda graph: repr(gk.chronological_path(graph, "donald-trump", "fareed-zakaria")),
    "diff": lambda graph: repr(gk.diff(graph, "2025-04-01", "2025-07-16")),
    "timeline": lambda graph: repr(gk.timeline(graph)),
    "voices": lambda graph: repr(gk.voices(graph, "nvidia")),
    "audit": lambda graph: repr(gk.check_sources(graph)), "info": lambda graph: repr(gk.info(graph)),
}  # fmt: skip


def answers(graph: Graph, order: random.Random | None = None) -> dict[str, Any]:
    """Return the answer to each question, asked in the order of a shuffle."""
    names = list(QUESTIONS)
    if order is not None:
        order.shuffle(names)
    return {name: QUESTIONS[name](graph) for name in names}


def test_eight_threads_on_one_graph_get_the_answers_of_one() -> None:
    right = answers(gk.load(SHIPPED))
    switching = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            for turn in range(3):  # each graph is new: whatever is made on first use is made by all at once
                graph, start = gk.load(SHIPPED), Barrier(8)

                def ask(number: int, graph: Graph = graph, start: Barrier = start, turn: int = turn) -> Any:
                    start.wait()
                    return answers(graph, random.Random(10 * turn + number))

                for found in pool.map(ask, range(8)):
                    assert found == right
    finally:
        sys.setswitchinterval(switching)


def test_threads_that_compute_the_same_versions_get_one_tuple(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Results are kept by the identity of versions, so two equal tuples would be evaluated twice."""
    both, real = Barrier(2), provenance.versions

    def together(*given: Any) -> Any:
        both.wait()
        return real(*given)

    monkeypatch.setattr(version_cache.provenance, "versions", together)
    made = dataset(relation("meeting", when="2025-07-14", evidence=[evidence("a"), evidence("b")]))
    cache = VersionCache({row.id: row for row in made.sources}, vocabulary())
    ((_, _, fields),) = build_graph(made).edges(data=True)
    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(cache.versions, [fields, fields])
    assert one is other


def test_eight_threads_may_be_the_first_to_load_anything() -> None:
    script = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
start = Barrier(8)
def ask(number):
    import graphkit as gk
    start.wait()
    graph = gk.load(sys.argv[1])
    return [row.actor for row in gk.neighbors(graph, "nvidia")], len(gk.relations(graph).relations)
sys.setswitchinterval(1e-6)
with ThreadPoolExecutor(8) as pool:
    first, *others = pool.map(ask, range(8))
assert first[0] and all(other == first for other in others)
"""
    done = subprocess.run([sys.executable, "-c", script, SHIPPED], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


def test_four_processes_on_one_graph_get_the_answers_of_one() -> None:
    graph = gk.load(SHIPPED)
    right = answers(graph)  # and its index, which goes along or is made anew
    with ProcessPoolExecutor(4, multiprocessing.get_context("spawn")) as pool:
        for found in pool.map(answers, [graph] * 4):
            assert found == right


def test_ten_thousand_queries_leak_nothing(tmp_path: Path) -> None:
    script = """
import json, sys
import graphkit as gk
sys.path.insert(0, sys.argv[2])
from graph.test_load import leak
print(json.dumps(leak(sys.argv[1])))
"""
    story = Path(__file__).parents[1] / "fuzz" / "story.json"
    done = subprocess.run(
        [sys.executable, "-c", script, story, Path(__file__).parents[1]],
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    warm, afterwards = json.loads(done.stdout)
    assert afterwards < 1.05 * warm


def leak(path: str) -> tuple[int, int]:
    """Ask 2,000 questions, then 10,000 more; return the most memory that was held by then, each time."""
    graph = gk.load(path)
    names = list(graph)
    days = [f"2025-{month:02}-{day:02}" for month in range(4, 9) for day in range(1, 29)]
    rng = random.Random(7)

    def ask() -> None:
        day, later = sorted(rng.sample(days, 2))
        one, other = rng.sample(names, 2)
        match rng.randrange(8):
            case 0:
                gk.window(graph, day, later)
            case 1:
                gk.relations(gk.snapshot(graph, day))
            case 2:
                gk.neighbors(graph, one, hops=2)
            case 3:
                gk.shortest_path(graph, one, other)
            case 4:
                gk.chronological_path(graph, one, other)
            case 5:
                gk.diff(graph, day, later)
            case 6:
                gk.relations(gk.known_by(graph, day))
            case 7:
                gk.voices(graph, one)

    for _ in range(2_000):
        ask()
    warm = peak_memory()
    for _ in range(10_000):
        ask()
    return warm, peak_memory()
