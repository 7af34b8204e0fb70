"""rustworkx: graphs in Rust without time; edges in order of day, so that a window is a slice of them."""

from typing import Any, ClassVar

import rustworkx as rx

from benchmarks.adapters.base import Adapter
from benchmarks.adapters.expanded import Edges, Expanded
from benchmarks.questions import Question


class Rustworkx(Edges, Adapter):
    """The slice of a window is made into a new ``PyGraph``: ``edge_subgraph`` would take a second.

    A window of all days uses the graph of everything as it is. ``shortest_path``
    is ``graph_dijkstra_shortest_paths`` with a target. ``arrivals`` and
    ``chronological_path`` search the window expanded in time by ``descendants`` and
    ``digraph_dijkstra_shortest_paths``.
    """

    name = "rustworkx"
    package = "rustworkx"
    differs: ClassVar = {"shortest_path": "it finds no path from an actor to itself"}

    def graph_of(self, edges: list[tuple[int, int]]) -> Any:
        graph = rx.PyGraph()
        graph.extend_from_edge_list(edges)
        return graph

    def neighbors(self, q: Question) -> list[str]:
        graph, actor = self.window_of(q), self.number[q.actor]
        return [self.names[there] for there in graph.neighbors(actor)] if graph.has_node(actor) else []

    def shortest_path(self, q: Question) -> list[str] | None:
        graph, start, goal = self.window_of(q), self.number[q.actor], self.number[q.other]
        if not (graph.has_node(start) and graph.has_node(goal)):
            return None
        paths = rx.graph_dijkstra_shortest_paths(graph, start, target=goal)
        return [self.names[actor] for actor in paths[goal]] if goal in paths else None

    def _searched(self, q: Question) -> tuple[Expanded, Any, list[int]] | None:
        expanded = self.expanded(q)
        if expanded is None:
            return None
        graph = rx.PyDiGraph()
        graph.add_nodes_from(range(len(expanded.days)))
        graph.add_edges_from_no_data(expanded.edges)
        return expanded, graph, sorted(rx.descendants(graph, expanded.start))

    def arrivals(self, q: Question) -> dict[str, int]:
        searched = self._searched(q)
        return searched[0].first_days(searched[2]) if searched else {}

    def chronological_path(self, q: Question) -> tuple[list[str], list[int]] | None:
        searched = self._searched(q)
        end = searched[0].first_of(q.other, searched[2]) if searched else None
        if searched is None or end is None:
            return None
        paths = rx.digraph_dijkstra_shortest_paths(searched[1], searched[0].start, target=end)
        return searched[0].chain(list(paths[end]))
