"""Raphtory: temporal graphs in Rust, whose windows are views."""

from pathlib import Path

import polars as pl
from raphtory import Graph

from benchmarks.adapters.base import Adapter
from benchmarks.adapters.polars import Polars
from benchmarks.questions import Question


class Raphtory(Adapter):
    """``load_edges`` takes the frame that Polars reads; the binary format is Raphtory's own file.

    Of 0.17.0 the chains in time (``temporally_reachable_nodes``) come as histories that take seconds to read,
    and a shortest path over ids of two sizes ends in a panic, so it is asked for neither. Later versions have
    no wheel.
    """

    name = "Raphtory"
    package = "raphtory"

    def read_text(self, path: Path) -> None:
        source = Polars()
        source.read_text(path)
        self.graph = Graph()
        self.graph.load_edges(source.frame.cast({"day": pl.Int64}), time="day", src="source", dst="target")

    def save(self, path: Path) -> None:
        self.graph.save_to_file(str(path))

    def read_binary(self, path: Path) -> None:
        self.graph = Graph.load_from_file(str(path))

    def neighbors(self, q: Question) -> list[str]:
        node = self.graph.window(q.since, q.until + 1).node(q.actor)
        return list(node.neighbours.name) if node else []
