"""rustworkx: graphs in Rust without time; edges in order of day, so that a window is a slice of them."""

from bisect import bisect_left, bisect_right

import rustworkx as rx

from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question
from benchmarks.tables import Table


class Rustworkx(Adapter):
    """A window is a new ``PyGraph`` by ``extend_from_edge_list``; that of all days is kept.

    ``shortest_path`` asks ``graph_dijkstra_shortest_paths`` for one target; there is no search by breadth
    that gives a path.
    """

    name = "rustworkx"
    package = "rustworkx"

    def build(self, table: Table) -> None:
        number = {name: place for place, name in enumerate(table.actors)}
        rows = sorted(zip(table.days, table.source, table.target, strict=True), key=lambda row: row[0])
        self.names, self.number = table.actors, number
        self.days = [day for day, _, _ in rows]
        self.edges = [(number[here], number[there]) for _, here, there in rows]
        self.whole = _graph(self.edges)

    def shortest_path(self, q: Question) -> list[str] | None:
        edges = self.edges[bisect_left(self.days, q.since) : bisect_right(self.days, q.until)]
        graph = self.whole if len(edges) == len(self.edges) else _graph(edges)
        start, goal = self.number[q.actor], self.number[q.other]
        paths = rx.graph_dijkstra_shortest_paths(graph, start, goal)
        return [self.names[actor] for actor in paths[goal]] if goal in paths else None


def _graph(edges: list[tuple[int, int]]) -> rx.PyGraph:
    graph = rx.PyGraph()
    graph.extend_from_edge_list(edges)
    return graph
