"""Measures how long graphkit takes to start and to load, against what it is built on, in turn."""

import compileall
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import graphkit
from benchmarks import tables
from benchmarks.adapters.graphkit import story_graph
from graphkit.graph.build import to_dataset
from graphkit.storage.json_file import save_dataset

PAIRS = 15
LOADS = 3

_TIMED = """
import gc, json, sys
from benchmarks.contest import Clock
{imports}
gc.disable()
with Clock() as clock:
    {work}
print(clock.taken / 1e9)
"""
OURS = _TIMED.format(
    imports="from graphkit.storage.json_file import read_dataset", work="read_dataset(sys.argv[1])"
)
THEIRS = _TIMED.format(
    imports="from graphkit.model.entities import File",
    work='File.model_validate(json.load(open(sys.argv[1], encoding="utf-8")))',
)
"""The garbage collector rests for both: graphkit lets it rest while it reads."""


_SCRIPT = Path(sys.executable).with_name("graphkit")
GRAPHKIT = [str(_SCRIPT)] if _SCRIPT.exists() else [sys.executable, "-m", "graphkit"]


def timed(command: Sequence[str]) -> tuple[float, str]:
    """Return how many seconds a process takes, and what it prints.

    They are wall-clock time, or processor time where that is less.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    taken = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return min(taken, processor), done.stdout


def process_time(command: Sequence[str]) -> float:
    """Return how many seconds a process takes."""
    return timed(command)[0]


def printed_time(command: Sequence[str]) -> float:
    """Return the seconds that a process prints."""
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def in_turn(
    ours: Sequence[str], theirs: Sequence[str], pairs: int, clock: Callable[[Sequence[str]], float]
) -> tuple[list[float], list[float]]:
    """Return the seconds of two commands that run in turn, after one run of each that does not count."""
    commands = (ours, theirs)
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(pairs + 1):
        for which in (turn % 2, 1 - turn % 2):
            times[which].append(clock(commands[which]))
    return times[0][1:], times[1][1:]


def row(what: str, against: str, times: tuple[list[float], list[float]], aim: float) -> dict[str, Any]:
    """Return a row as plain data; the ratio is the median of the pairs' ratios."""
    ours, theirs = times
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    return {
        "what": what,
        "against": against,
        "ours": statistics.median(ours),
        "theirs": statistics.median(theirs),
        "ratio": ratio,
        "aim": aim,
        "met": ratio <= aim,
    }


def run(where: Path, *, pairs: int = PAIRS, loads: int = LOADS) -> list[dict[str, Any]]:
    """Measure everything and return it as plain data, in seconds; the tables lie in a folder."""
    python = [sys.executable, "-c"]
    # As pip leaves it: without bytecode each start would compile graphkit, and no library beside it.
    compileall.compile_dir(Path(graphkit.__file__).parent, quiet=1)
    rows = []
    for words, imports, aim in (
        (["--help"], "click", 1.1),
        (["neighbors", "nvidia"], "networkx, pydantic, click", 1.0),
        (["path", "Trump", "DeepSeek"], "networkx, pydantic, click", 1.0),
    ):
        times = in_turn([*GRAPHKIT, *words], [*python, f"import {imports}"], pairs, process_time)
        rows.append(row(f"`graphkit {' '.join(words)}`", f"`import {imports}`", times, aim))
    with tempfile.TemporaryDirectory(prefix="graphkit-bench-") as folder:
        path = Path(folder) / "graph.json"
        events, _ = tables.find(tables.EVENTS[0], where, Path(folder))
        if find_spec("duckdb"):  # a peer that cannot be installed is left out
            directory = Path(folder) / "directory"
            subprocess.run([*GRAPHKIT, "import", str(events), "-o", str(directory)], check=True)
            words = "neighbors Iran --since 2014-03-01 --until 2014-03-31"
            asked = [*GRAPHKIT, "--data", str(directory), *words.split()]
            times = in_turn(asked, [*python, "import duckdb"], pairs, process_time)
            rows.append(row(f"`graphkit --data DIR {words}`", "`import duckdb`", times, 1.3))
        table = tables.read(events)
        save_dataset(to_dataset(story_graph(table)), path)
        ours, theirs = ([*python, code, str(path)] for code in (OURS, THEIRS))
        what = f"load and validate a graph.json of {len(table.source):,} relations"
        times = in_turn(ours, theirs, loads, printed_time)
        rows.append(row(what, "json.load and model_validate", times, 2.0))
    return rows
