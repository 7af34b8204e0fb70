"""Measures the memory of each library in a process of its own: after loading, and once asked."""

import gc
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks import adapters
from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question
from benchmarks.tables import Table

KINDS = ("count", "active", "neighbors", "two_hops", "shortest_path", "degrees")
"""What is asked before the second measurement, if the library can answer it."""


def measure(kind: type[Adapter], path: Path, questions: Sequence[Question]) -> dict[str, int]:
    """Return the bytes that a library holds of a table, measured in a new process.

    Parameters
    ----------
    kind
        The adapter.
    path
        A binary file that it wrote.
    questions
        What it is asked, each kind all of them.

    Returns
    -------
    dict
        ``loaded`` and ``asked``: by how much the memory resident grew since a first tiny table was
        loaded and asked, which brings in the library's code.
    """
    asked = [(q.since, q.until, q.actor, q.other) for q in questions]
    module = kind.__module__.rsplit(".", 1)[1]
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.memory", module, kind.__name__, str(path)]
    command.append(json.dumps(asked))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or ["no word"])[-1])
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _resident() -> int:
    """Return the memory resident, in bytes, after giving back what is free."""
    import ctypes

    import psutil

    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)
    return int(psutil.Process().memory_info().rss)


def _ask(adapter: Adapter, questions: Sequence[Question]) -> None:
    for kind in KINDS:
        for question in questions if adapter.answers(kind, ()) else ():
            try:
                getattr(adapter, kind)(question)
            except BaseException as error:
                if isinstance(error, (KeyboardInterrupt, SystemExit)):
                    raise


def _tiny(path: Path) -> Table:
    day = date(2014, 1, 1).toordinal()
    return Table(
        "tiny",
        path,
        source=["ann", "bob"],
        target=["bob", "cal"],
        type=["met", "told"],
        bounds=[(day, day, day, day), (day + 1,) * 4],
        status=[0, 0],
    )


def main(module: str, name: str, path: str, asked: str) -> dict[str, int]:
    """Measure in this process."""
    (found, *_), _ = adapters.available([(module, name)])
    with tempfile.TemporaryDirectory(prefix="graphkit-bench-") as folder:
        first, again = found(), found()
        first.build(_tiny(Path(path)))
        first.save(Path(folder) / "tiny")
        again.read_binary(Path(folder) / "tiny")
        day = date(2014, 1, 1).toordinal()
        _ask(again, [Question(day, day + 1, "ann", "cal")])
    questions = [Question(since, until, actor, other) for since, until, actor, other in json.loads(asked)]
    before = _resident()
    adapter = found()
    adapter.read_binary(Path(path))
    loaded = _resident()
    _ask(adapter, questions)
    return {"loaded": loaded - before, "asked": _resident() - before}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
