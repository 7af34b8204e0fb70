"""Asks graphkit and its peers about every table."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import adapters, contest, questions, report, tables
from benchmarks.adapters.base import Adapter
from benchmarks.contest import Result
from benchmarks.questions import Row

ASKED = 20
"""Questions of each row."""

LOADS = 3
"""How often each table is loaded."""

Step = Callable[[str], None]


class Run:
    """A run on all tables.

    Parameters
    ----------
    asked
        Questions of each row.
    step
        Called before each step with a description.
    """

    def __init__(self, asked: int = ASKED, step: Step = lambda _: None) -> None:
        self.asked, self.step = asked, step
        self.results: list[Result] = []
        self.versions: dict[str, str] = {}
        self.missing: dict[str, str] = {}

    def on(self, where: Path, names: Sequence[str] = tables.EVENTS) -> dict[str, Any]:
        """Measure on the tables of a folder, and return everything as plain data.

        Tables that are not in the folder are generated.
        """
        spare = Path(tempfile.mkdtemp(prefix="graphkit-bench-"))
        facts: dict[str, dict[str, Any]] = {}
        try:
            for name in names:
                path, made_up = tables.find(name, where, spare)
                table = tables.read(path)
                facts[name] = {
                    "relations": len(table.source),
                    "actors": len(table.actors),
                    "made_up": made_up,
                }
                self._ask(table, "events", questions.EVENT_ROWS, self._loaded(table, spare))
                self._ask(table, "graph", questions.GRAPH_ROWS)
        finally:
            shutil.rmtree(spare, ignore_errors=True)
        return report.summary(self.results, facts, self.versions, self.missing)

    def _available(self, kind: str) -> list[type[Adapter]]:
        available, missing = adapters.available(kind)
        self.missing |= missing
        self.versions |= {adapter.package: adapter.version() for adapter in available}
        return available

    def _ask(
        self, table: tables.Table, kind: str, rows: Sequence[Row], loaded: Sequence[Adapter] = ()
    ) -> None:
        if not loaded:
            loaded = [adapter() for adapter in self._available(kind)]
            for adapter in loaded:
                adapter.build(table)
        for row in rows:
            self.step(f"{table.name}: {row.name}")
            several = questions.draw(table, row, self.asked + 1)
            self.results.append(contest.ask(loaded, table.name, row, several))

    def _loaded(self, table: tables.Table, spare: Path) -> list[Adapter]:
        """Load a table of events from text and from each library's own file, each answering a question."""
        available, loaded = [], {}
        for kind in self._available("events"):
            if kind.build is None:
                available.append(kind)
            else:
                loaded[kind] = kind()
                loaded[kind].build(table)
        files = {kind: spare / f"{table.name}-{kind.__name__}" for kind in available}
        first = questions.draw(table, Row("first answer", "neighbors", 30), 1)[0]
        for row in questions.LOADS:
            self.step(f"{table.name}: {row.name}")
            result = Result(table.name, row)
            for turn in range(LOADS):
                for kind in available[turn:] + available[:turn]:
                    adapter = kind()
                    with contest.at_rest(), contest.Clock() as clock:
                        getattr(adapter, row.kind)(table.path if row.kind == "read_text" else files[kind])
                        adapter.neighbors(first)
                    result.times.setdefault(kind.name, {})[turn] = clock.taken
                    if row.kind == "read_text" and not turn:
                        adapter.save(files[kind])
                        loaded[kind] = adapter
            self.results.append(result)
        return list(loaded.values())
