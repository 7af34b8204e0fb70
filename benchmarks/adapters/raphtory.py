"""Raphtory: a temporal graph in Rust, whose windows are views."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import polars as pl
from raphtory import Graph, algorithms

from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question
from benchmarks.tables import Table

_DAY_ONE = 719_163
"""The ordinal of 1 January 1970."""

_ENDLESS = 10**9


class Raphtory(Adapter):
    """One ``Graph``, its updates at whole days, asked through ``window(since, until + 1)``.

    The relation is a property of the edges; where types are asked for, a second graph with a layer
    for each type answers, which is many times as fast as a filter on the property but slower at
    everything else (made on the first such question). ``count`` is ``count_temporal_edges``;
    ``active``, ``neighbors`` and ``two_hops`` collect names; ``degrees`` is ``edge_history_count``:
    ``degree`` would count distinct neighbours. ``shortest_path`` is
    ``dijkstra_single_source_shortest_paths`` with a target and weights of 1: as fast as
    ``single_source_shortest_path``, which has no target and no direction (version 0.17.0 cannot
    read out paths through more than 256 nodes: "Cannot unify types"). ``arrivals`` is
    ``temporally_reachable_nodes``, which walks along the direction of relations: so it is asked of
    a third graph that holds each relation both ways. Text is read by Polars, the fastest of the
    readers that ``load_edges`` takes; binary is ``save_to_file``.
    """

    name = "Raphtory"
    package = "raphtory"
    filters = frozenset({"types", "direction"})
    differs: ClassVar = {
        "arrivals": "its hops on one day follow the order of the rows, graphkit's come in any order",
    }

    def read_text(self, path: Path) -> None:
        """Read the text by Polars and load its frame."""
        self._source: Callable[[], pl.DataFrame] = lambda: _frame(path)
        self._fill(self._loaded(self._source(), properties=["relation", "weight"]))

    def save(self, path: Path) -> None:
        """Write Raphtory's own file."""
        self.whole.save_to_file(str(path))

    def read_binary(self, path: Path) -> None:
        """Read Raphtory's own file."""
        with _quiet():
            self._fill(Graph.load_from_file(str(path)))

    def build(self, table: Table) -> None:
        """Load a frame of the table."""
        columns = {"source": table.source, "relation": table.type, "target": table.target, "day": table.days}
        frame = pl.DataFrame(columns).with_columns(pl.lit(1.0).alias("weight"))
        self._source = lambda: frame
        self._fill(self._loaded(frame, properties=["relation", "weight"]))

    def _fill(self, whole: Any) -> None:
        self.whole = whole
        self._layered: Any = None
        self._both_ways: Any = None

    def _loaded(self, frame: pl.DataFrame, **columns: Any) -> Any:
        graph = Graph()
        with _quiet():
            graph.load_edges(frame, time="day", src="source", dst="target", **columns)
        return graph

    def _graph(self, q: Question) -> Any:
        if q.types is None:
            return self.whole
        if self._layered is None:
            self._layered = self._loaded(self._source(), layer_col="relation")
        return self._layered.layers(list(q.types))

    def _window(self, q: Question) -> Any:
        return self._graph(q).window(q.since, q.until + 1)

    def count(self, q: Question) -> int:
        """Count the updates of edges in the view."""
        return self._window(q).count_temporal_edges()

    def active(self, q: Question) -> list[str]:
        """Collect the names of the view's nodes."""
        return self._window(q).nodes.name.collect()

    def neighbors(self, q: Question) -> list[str]:
        """Collect the names of the neighbours of the actor's view."""
        node = self._graph(q).node(q.actor)
        if node is None:
            return []
        seen = node.window(q.since, q.until + 1)
        return (seen.out_neighbours if q.direction == "out" else seen.neighbours).name.collect()

    def two_hops(self, q: Question) -> set[str]:
        """Collect the names of the neighbours, and of theirs."""
        near = self._graph(q).node(q.actor).window(q.since, q.until + 1).neighbours
        return {*near.name.collect(), *near.neighbours.name.collect()}

    def shortest_path(self, q: Question) -> list[str] | None:
        """Search the view from the actor to the target."""
        direction = "out" if q.direction == "out" else "both"
        with _quiet():
            found = algorithms.dijkstra_single_source_shortest_paths(
                self._window(q), q.actor, [q.other], direction=direction, weight="weight"
            ).get(q.other)
        return [node.name for node in found["path"]] if found else None

    def _reached(self, q: Question) -> Any:
        if self._both_ways is None:
            frame = self._source()
            back = frame.rename({"source": "target", "target": "source"}).select(frame.columns)
            self._both_ways = self._loaded(pl.concat([frame, back]))
        window = self._both_ways.window(q.since, q.until + 1)
        return algorithms.temporally_reachable_nodes(window, _ENDLESS, q.since, [q.actor])

    def arrivals(self, q: Question) -> dict[str, int]:
        """Search the view of both ways from the actor."""
        return {
            node.name: min(step["0"] for step in steps["reachable_nodes"])
            for node, steps in self._reached(q).items()
            if steps["reachable_nodes"] and node.name != q.actor
        }

    def degrees(self, q: Question) -> tuple[list[str], list[int]]:
        """Count the updates of the edges of each node in the view."""
        nodes = self._window(q).nodes
        return nodes.name.collect(), nodes.edge_history_count().collect()

    def plain(self, kind: str, answer: Any, question: Question) -> Any:
        """Put names and degrees together."""
        if kind == "degrees":
            return dict(zip(*answer, strict=True))
        return super().plain(kind, answer, question)


def _frame(path: Path) -> pl.DataFrame:
    frame = pl.read_csv(path, separator="\t", quote_char=None, try_parse_dates=True)
    day = (pl.col("date").to_physical().cast(pl.Int64) + _DAY_ONE).alias("day")
    return frame.select("source", "relation", "target", day, pl.lit(1.0).alias("weight"))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what Raphtory writes past Python, progress bars and traces, off the screen."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
