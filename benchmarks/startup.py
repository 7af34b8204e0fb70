"""Measures how long graphkit takes to start and to load, against what it is made of, in turn."""

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

PAIRS = 25
LOADS = 5
RELATIONS = 100_000

Step = Callable[[str, float], None]

_OURS = """
import sys
from benchmarks.contest import Clock
from graphkit.storage.json_file import read_dataset
with Clock() as clock:
    read_dataset(sys.argv[1])
print(clock.taken / 1e9)
"""
_GRAPH = """
import sys
from benchmarks.contest import Clock
from graphkit.graph.build import load
with Clock() as clock:
    load(sys.argv[1])
print(clock.taken / 1e9)
"""
_THEIRS = """
import gc, json, sys
from benchmarks.contest import Clock
from graphkit.model.entities import File
if sys.argv[2:]:
    gc.disable()
with Clock() as clock:
    with open(sys.argv[1], encoding="utf-8") as file:
        raw = json.load(file)
    File.model_validate(raw)
print(clock.taken / 1e9)
"""


def wall(command: Sequence[str]) -> float:
    """Return how many seconds a command takes: by the wall, or of the processor where that is less."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    taken = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return min(taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def told(command: Sequence[str]) -> float:
    """Return how many seconds a command says that it took."""
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def in_turn(
    ours: Sequence[str], theirs: Sequence[str], many: int, clock: Callable[[Sequence[str]], float] = wall
) -> tuple[list[float], list[float]]:
    """Return the seconds of two commands, run in turn, after one run of each that does not count."""
    clock(ours), clock(theirs)
    pairs = []
    for turn in range(many):
        if turn % 2:
            second = clock(theirs)
            pairs.append((clock(ours), second))
        else:
            pairs.append((clock(ours), clock(theirs)))
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def row(what: str, against: str, times: tuple[list[float], list[float]], aim: float | None) -> dict[str, Any]:
    """Return what was measured as plain data; the ratio is the median of the pairs' ratios."""
    ours, theirs = times
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    return {
        "what": what,
        "against": against,
        "ours": statistics.median(ours),
        "theirs": statistics.median(theirs),
        "ratio": ratio,
        "aim": aim,
        "met": None if aim is None else ratio <= aim,
    }


def story(relations: int, seed: int = 3) -> dict[str, Any]:
    """Return a made-up story in the shape of ``graph.json``, each relation told by one or two sources."""
    chance = random.Random(seed)
    actors, sources = relations // 20, 2_000
    months = [f"{year}-{month:02d}" for year in range(2015, 2025) for month in range(1, 13)]
    published = [f"{chance.choice(months)}-{chance.randint(1, 28):02d}" for _ in range(sources)]
    types = (
        "met",
        "told",
        "criticised",
        "agreed",
        "banned",
        "licensed",
        "lobbied",
        "supplies",
        "leads",
        "makes",
    )
    edges = []
    for place in range(relations):
        told_by = chance.randrange(sources)
        entry: dict[str, Any] = {"source": f"source-{told_by:04d}", "paragraph": chance.randint(1, 40)}
        if chance.random() < 0.4:
            entry["attribution"] = f"actor-{chance.randrange(actors):05d}"
        evidence = [entry]
        if chance.random() < 0.3:
            evidence.append(
                {"source": f"source-{chance.randrange(sources):04d}", "paragraph": chance.randint(1, 40)}
            )
        day = f"{chance.choice(months)}-{chance.randint(1, 28):02d}"
        here, there = chance.sample(range(actors), 2)
        edges.append(
            {
                "source": f"actor-{here:05d}",
                "target": f"actor-{there:05d}",
                "key": f"relation-{place:06d}",
                "type": chance.choice(types),
                "when": chance.choice((day, day, day, day[:7], f"{day}/", f"[{day}..]")),
                "summary": f"What happened in case {place}, told in one sentence of our own.",
                "evidence": evidence,
            }
        )
    return {
        "directed": True,
        "multigraph": True,
        "graph": {
            "format": "graphkit/1",
            "title": "A made-up story",
            "sources": [
                {"id": f"source-{place:04d}", "publisher": f"Publisher {place % 40}", "published": day}
                for place, day in enumerate(published)
            ],
        },
        "nodes": [
            {"id": f"actor-{place:05d}", "name": f"Actor {place}", "kind": "organisation"}
            for place in range(actors)
        ],
        "edges": edges,
    }


def run(
    *, pairs: int = PAIRS, loads: int = LOADS, relations: int = RELATIONS, step: Step = lambda *_: None
) -> list[dict[str, Any]]:
    """Measure everything and return it as plain data, in seconds."""
    python = [sys.executable, "-c"]
    script = Path(sys.executable).with_name("graphkit")
    graphkit = [str(script)] if script.exists() else [sys.executable, "-m", "graphkit"]
    found = []
    for turn, (words, imports, aim) in enumerate(
        (
            (["neighbors", "nvidia"], "networkx, pydantic, click", 1.2),
            (["--help"], "click", None),
            (["path", "Trump", "DeepSeek"], "networkx, pydantic, click", None),
        )
    ):
        what = f"graphkit {' '.join(words)}"
        step(f"start-up: {what}", 0.15 * turn)
        times = in_turn([*graphkit, *words], [*python, f"import {imports}"], pairs)
        found.append(row(f"`{what}`", f"`import {imports}`", times, aim))
    with tempfile.TemporaryDirectory(prefix="graphkit-bench-") as folder:
        path = Path(folder) / "graph.json"
        step("start-up: a large graph.json", 0.45)
        path.write_text(json.dumps(story(relations), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        theirs = [*python, _THEIRS, str(path)]
        against = "json.load and model_validate"
        what = f"a graph.json of {relations:,} relations"
        times = in_turn([*python, _OURS, str(path)], theirs, loads, told)
        found.append(row(f"load and validate {what}", against, times, 1.3))
        few = max(loads - 2, 1)
        step("start-up: the same, without Python's collector of garbage", 0.65)
        times = in_turn([*python, _OURS, str(path)], [*theirs, "at rest"], few, told)
        rested = f"{against}, the collector of garbage at rest as in graphkit"
        found.append(row(f"load and validate {what}", rested, times, None))
        step("start-up: its graph", 0.8)
        times = in_turn([*python, _GRAPH, str(path)], theirs, few, told)
        found.append(row(f"gk.load (the same, and its networkx graph) of {what}", against, times, None))
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Run on the command line."""
    argparse.ArgumentParser(description=__doc__).parse_args(arguments)
    for measured in run(step=lambda what, _: print(what)):
        print(f"{measured['what']}: {measured['ratio']:.2f} times {measured['against']}", measured)


if __name__ == "__main__":
    main()
