"""networkx, which knows no time: every edge is looked at, or every edge of the actor in question."""

import pickle
from datetime import date
from pathlib import Path

import networkx as nx

from benchmarks import tables
from benchmarks.adapters.base import Adapter
from benchmarks.adapters.graphkit import story_graph
from benchmarks.questions import Question
from benchmarks.tables import Table


class Networkx(Adapter):
    """A ``MultiDiGraph`` whose edges have ``when``, an ISO text, which sorts as days do.

    ``neighbors`` goes through the adjacency of the actor only. ``shortest_path`` builds the graph of the
    window and asks ``nx.bidirectional_shortest_path``: a ``subgraph_view`` is twice as slow.
    Chronological paths are left out: a window expanded in time takes a hundred times as long as in
    igraph. Text is read by lines; the binary format is a pickle.
    """

    name = "networkx"
    package = "networkx"

    def read_text(self, path: Path) -> None:
        self.whole: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self.whole.add_edges_from(
            (source, target, str(number), {"when": when})
            for number, (source, _, target, when) in enumerate(tables.lines(path))
        )

    def save(self, path: Path) -> None:
        path.write_bytes(pickle.dumps(self.whole, protocol=pickle.HIGHEST_PROTOCOL))

    def read_binary(self, path: Path) -> None:
        self.whole = pickle.loads(path.read_bytes())

    def _edges(self, q: Question) -> list[tuple[str, str, str]]:
        since, until = _iso(q.since), _iso(q.until)
        return [edge for edge in self.whole.edges(data="when") if since <= edge[2] <= until]

    def neighbors(self, q: Question) -> set[str]:
        since, until = _iso(q.since), _iso(q.until)
        return {
            there
            for side in (self.whole.succ[q.actor], self.whole.pred[q.actor])
            for there, edges in side.items()
            if any(since <= data["when"] <= until for data in edges.values())
        }

    def shortest_path(self, q: Question) -> list[str] | None:
        window: nx.Graph[str] = nx.Graph()
        window.add_edges_from((source, target) for source, target, _ in self._edges(q))
        try:
            return nx.bidirectional_shortest_path(window, q.actor, q.other)
        except (nx.NetworkXNoPath, nx.NodeNotFound):
            return None


class NetworkxGraph(Adapter):
    """One pass through ``G.edges`` of a story's graph; the new graph keeps all attributes."""

    name = "networkx"
    package = "networkx"
    table = "graph"

    def build(self, table: Table) -> None:
        self.whole = story_graph(table)

    def window(self, q: Question) -> "nx.MultiDiGraph[str]":
        since, until = _iso(q.since), _iso(q.until)
        edges = [edge for edge in self.whole.edges(keys=True, data=True) if since <= edge[3]["when"] <= until]
        window: nx.MultiDiGraph[str] = nx.MultiDiGraph(**self.whole.graph)
        window.add_nodes_from(
            (actor, self.whole.nodes[actor]) for actor in {actor for edge in edges for actor in edge[:2]}
        )
        window.add_edges_from(edges)
        return window


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
