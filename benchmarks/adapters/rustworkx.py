"""rustworkx: graphs in Rust without time; edges in order of day, so that a window is a slice of them."""

from bisect import bisect_left, bisect_right

import rustworkx as rx

from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question
from benchmarks.tables import Table


class RustworkxGraph(Adapter):
    """A window is a new ``PyGraph`` of a slice of the edges, without parallels for betweenness."""

    name = "rustworkx"
    package = "rustworkx"
    table = "graph"

    def build(self, table: Table) -> None:
        number = {name: place for place, name in enumerate(table.actors)}
        rows = sorted(zip(table.days, table.source, table.target, strict=True), key=lambda row: row[0])
        self.names = table.actors
        self.days = [day for day, _, _ in rows]
        self.edges = [(number[here], number[there]) for _, here, there in rows]

    def _window(self, q: Question, *, multigraph: bool) -> rx.PyGraph:
        """Return the graph of a window; its nodes hold the numbers of the actors."""
        edges = self.edges[bisect_left(self.days, q.since) : bisect_right(self.days, q.until)]
        actors = sorted({end for edge in edges for end in edge})
        places = {actor: place for place, actor in enumerate(actors)}
        graph = rx.PyGraph(multigraph=multigraph)
        graph.add_nodes_from(actors)
        graph.add_edges_from_no_data([(places[here], places[there]) for here, there in edges])
        return graph

    def relations(self, q: Question) -> dict[str, int]:
        graph = self._window(q, multigraph=True)
        nodes = zip(graph.node_indices(), graph.nodes(), strict=True)
        return {self.names[actor]: len(graph.incident_edges(node)) for node, actor in nodes}

    def betweenness(self, q: Question) -> dict[str, float]:
        graph = self._window(q, multigraph=False)
        actors = graph.nodes()
        return {self.names[actors[node]]: share for node, share in rx.betweenness_centrality(graph).items()}
