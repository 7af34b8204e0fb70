"""Runs graphkit and its peers on every table, and says what came of it, as a table and as JSON."""

import argparse
import gc
import json
import random
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks import adapters, contest, memory, questions, report, tables
from benchmarks.adapters.base import Adapter
from benchmarks.contest import Result
from benchmarks.questions import ALL, FROM_GRAPH, Question, Row

ASKED = 30
"""Questions of each row."""

FAST = 1.0
"""Seconds within which a library has to load a table to be timed again, three times in all."""

LOADS = (
    Row("load from text", "read_text", ALL, aim=1.0),
    Row("load from text, and first answers", "read_text", ALL, aim=1.0),
    Row("load from its own binary file", "read_binary", ALL, aim=1.0),
    Row("load from its own binary file, and first answers", "read_binary", ALL, aim=1.0),
)
MEMORY = (
    Row("memory a relation, loaded", "loaded", ALL, aim=1.0),
    Row("memory a relation, once asked", "asked", ALL, aim=1.0),
)
OF_GRAPH = (("graphkit", "GraphkitGraph"), ("networkx", "NetworkxOfGraph"))

Step = Callable[[str, float], None]


@dataclass
class Run:
    """A run of the benchmark.

    Attributes
    ----------
    asked
        How many questions of each row.
    budget
        Seconds that a library may take on a row before it is asked no more.
    libraries
        Modules and classes of :mod:`benchmarks.adapters` that are asked about events.
    memories
        Whether memory is measured too, each library in a process of its own.
    step
        Called before each step with what it is and the share of everything that is done.
    """

    asked: int = ASKED
    budget: float = 0.5
    libraries: Sequence[tuple[str, str]] = adapters.EVENTS
    memories: bool = True
    step: Step = lambda *_: None
    results: list[Result] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def on(
        self,
        where: Path,
        events: Sequence[str] = tables.EVENTS,
        intervals: Sequence[str] = (tables.INTERVALS,),
    ) -> dict[str, Any]:
        """Run on tables in a folder; those that are not there are made up.

        Returns
        -------
        dict
            Everything measured as plain data, see :func:`benchmarks.report.summary`.
        """
        spare = Path(tempfile.mkdtemp(prefix="graphkit-bench-"))
        facts: dict[str, dict[str, Any]] = {}
        weights = {name: 8.0 if name == "icews0515" else 3.0 for name in events} | dict.fromkeys(
            intervals, 1.0
        )
        whole, done = self.step, 0.0
        try:
            for name, weight in weights.items():
                self.step = _part(whole, name, done / sum(weights.values()), weight / sum(weights.values()))
                path, made_up = tables.find(name, where, spare)
                table = tables.read(path, made_up=made_up)
                facts[name] = {
                    "relations": len(table.source),
                    "actors": len(table.actors),
                    "skipped": len(table.skipped),
                    "made_up": made_up,
                }
                if name in events:
                    self._of_events(table, spare)
                else:
                    self._of_intervals(table)
                done += weight
        finally:
            self.step = whole
            shutil.rmtree(spare, ignore_errors=True)
        return report.summary(self.results, facts, self.versions, self.missing)

    def _available(self, wanted: Sequence[tuple[str, str]]) -> list[type[Adapter]]:
        found, missing = adapters.available(wanted)
        self.missing |= missing
        self.versions |= {kind.package: kind.version() for kind in found}
        return found

    def _ask(
        self,
        loaded: Sequence[Adapter],
        table: tables.Table,
        rows: Sequence[Row],
        start: float,
        length: float,
    ) -> None:
        for place, row in enumerate(rows):
            self.step(row.name, start + length * place / len(rows))
            many = self.asked if row.kind != "graph" or row.days == 1 else contest.LEAST
            several = questions.draw(table, row, many + 1)
            self.results.append(contest.ask(loaded, table.name, row, several, budget=self.budget))

    def _of_events(self, table: tables.Table, spare: Path) -> None:
        found = self._available(self.libraries)
        first = questions.draw(table, Row("first answers", "neighbors", 30), 3)
        files = {kind: spare / f"{table.name}-{kind.__name__}" for kind in found}
        texts = dict.fromkeys(found, table.path)
        loaded = self._load(table, texts, "read_text", first[0], 0.0)
        for adapter in loaded:
            adapter.save(files[type(adapter)])
        self._load(table, {type(each): files[type(each)] for each in loaded}, "read_binary", first[0], 0.15)
        if self.memories:
            self._memory(table, loaded, files, first)
        self._ask(loaded, table, questions.EVENT_ROWS, 0.4, 0.45)
        graphs = [adapter for adapter in loaded if adapter.graph is not None]
        self._ask(graphs, table, questions.GRAPH_ROWS, 0.85, 0.07)
        self.step("a networkx graph of a story", 0.92)
        ours, plain = (kind() for kind in self._available(OF_GRAPH))
        ours.build(table)
        plain.whole = ours.whole
        judge = next(adapter for adapter in loaded if adapter.oracle)
        rows = [replace(row, name=f"{row.name}, {FROM_GRAPH}", against=None) for row in questions.GRAPH_ROWS]
        self._ask([ours, plain, judge], table, rows, 0.94, 0.06)

    def _of_intervals(self, table: tables.Table) -> None:
        """Ask about what lasts; the statuses, which the table lacks, are drawn at random."""
        chance = random.Random(questions.SEED)
        table.status = chance.choices((0, 1, 2), (90, 7, 3), k=len(table.source))
        loaded = [kind() for kind in self._available(adapters.INTERVALS)]
        for adapter in loaded:
            adapter.build(table)
        self._ask(loaded, table, questions.INTERVAL_ROWS, 0.0, 1.0)

    def _load(
        self, table: tables.Table, files: dict[type[Adapter], Path], how: str, first: Question, start: float
    ) -> list[Adapter]:
        """Load a table by every library in turn, three times where that is quick, and ask two questions."""
        bare, answered = (Result(table.name, row) for row in LOADS if row.kind == how)
        loaded: dict[type[Adapter], Adapter] = {}
        found = list(files)
        for turn in range(3):
            for kind in found[turn % len(found) :] + found[: turn % len(found)]:
                slow = turn and bare.times.get(kind.name, {0: 0})[0] > FAST * 1e9
                if slow or kind.name in bare.failed:
                    continue
                self.step(f"{how.replace('_', ' ')}, {kind.name}", start + 0.04 * turn)
                adapter = kind()
                gc.freeze()  # what the others hold is not gone through again and again
                gc.disable()
                try:
                    with contest.Clock() as reading:
                        getattr(adapter, how)(files[kind])
                    with contest.Clock() as answering:
                        adapter.active(first)
                        adapter.neighbors(first)
                except Exception as error:
                    bare.failed[kind.name] = contest.one_line(error)
                    continue
                finally:
                    gc.enable()
                    gc.unfreeze()
                bare.add(kind.name, turn, [reading.taken])
                answered.add(kind.name, turn, [reading.taken + answering.taken])
                loaded[kind] = adapter
        self.results += [bare, answered]
        return [loaded[kind] for kind in found if kind in loaded]

    def _memory(
        self,
        table: tables.Table,
        loaded: Sequence[Adapter],
        files: dict[type[Adapter], Path],
        asked: Sequence[Question],
    ) -> None:
        """Measure the memory of each library; the numbers are bytes a relation, not nanoseconds."""
        results = [Result(table.name, row) for row in MEMORY]
        for place, adapter in enumerate(loaded):
            self.step(f"memory, {adapter.name}", 0.25 + 0.15 * place / len(loaded))
            try:
                found = memory.measure(type(adapter), files[type(adapter)], asked)
            except RuntimeError as error:
                results[0].failed[adapter.name] = str(error)
                continue
            for result in results:
                result.add(adapter.name, 0, [max(found[result.row.kind], 0) / len(table.source)])
        self.results += results


def _part(step: Step, name: str, start: float, length: float) -> Step:
    return lambda what, share: step(f"{name}: {what}", start + share * length)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", help="folder of the tables (default: $GRAPHKIT_DATASETS, then ../shared/datasets)"
    )
    parser.add_argument("--asked", type=int, default=ASKED, help="questions of each row")
    parser.add_argument("--json", type=Path, help="write everything to this file too")
    given = parser.parse_args(arguments)
    with report.progress() as step:
        found = Run(asked=given.asked, step=step).on(tables.folder(given.data))
    report.show(found)
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
