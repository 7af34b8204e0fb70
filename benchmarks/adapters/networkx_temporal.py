"""networkx-temporal: a list of networkx graphs, one a day."""

import pickle
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import networkx_temporal as tx

from benchmarks import tables
from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question
from benchmarks.tables import Table


class NetworkxTemporal(Adapter):
    """A ``TemporalMultiDiGraph`` with a snapshot a day, each a graph of its own.

    ``slice`` of one big graph would give views, which are slower to ask. A window is a run of
    snapshots: ``count`` adds up their sizes, ``active`` and ``degrees`` what they hold;
    ``neighbors`` and ``two_hops`` look the actor up in each; ``shortest_path`` puts them together
    and searches from both ends. ``arrivals`` and ``chronological_path`` search the snapshots
    unrolled by ``to_unrolled``, with every relation put in both ways. ``graph`` puts them together.
    Text is read by lines; binary is a pickle of the snapshots.
    """

    name = "networkx-temporal"
    package = "networkx-temporal"
    filters = frozenset({"types", "direction"})

    def read_text(self, path: Path) -> None:
        """Read the lines and make the snapshots."""
        self.build(tables.read(path))

    def save(self, path: Path) -> None:
        """Write a pickle of the snapshots."""
        parts = self.first, list(self.whole.graphs)
        path.write_bytes(pickle.dumps(parts, protocol=pickle.HIGHEST_PROTOCOL))

    def read_binary(self, path: Path) -> None:
        """Read a pickle of the snapshots."""
        self.first, graphs = pickle.loads(path.read_bytes())
        self.whole = tx.TemporalMultiDiGraph()
        self.whole.graphs = graphs

    def build(self, table: Table) -> None:
        """Make a snapshot of every day, empty ones too."""
        texts = {day: date.fromordinal(day).isoformat() for day in set(table.days)}
        self.first = min(table.days)
        graphs: list[Any] = [nx.MultiDiGraph() for _ in range(self.first, max(table.days) + 1)]
        columns = zip(table.source, table.target, table.type, table.days, strict=True)
        for place, (source, target, kind, day) in enumerate(columns):
            graphs[day - self.first].add_edge(source, target, str(place), type=kind, when=texts[day])
        self.whole = tx.TemporalMultiDiGraph()
        self.whole.graphs = graphs

    def _snapshots(self, q: Question) -> list[Any]:
        return self.whole.graphs[max(q.since - self.first, 0) : max(q.until - self.first + 1, 0)]

    def _edges(self, q: Question) -> list[tuple[str, str]]:
        if q.types is None:
            return [edge for graph in self._snapshots(q) for edge in graph.edges()]
        return [
            (source, target)
            for graph in self._snapshots(q)
            for source, target, kind in graph.edges(data="type")
            if kind in q.types
        ]

    def count(self, q: Question) -> int:
        """Add up the sizes of the snapshots."""
        if q.types is not None:
            return len(self._edges(q))
        return sum(graph.number_of_edges() for graph in self._snapshots(q))

    def active(self, q: Question) -> set[str]:
        """Unite the nodes of the snapshots."""
        if q.types is not None:
            return {actor for edge in self._edges(q) for actor in edge}
        return set().union(*self._snapshots(q))

    def _met(self, actor: str, q: Question) -> set[str]:
        found: set[str] = set()
        for graph in self._snapshots(q):
            if actor in graph:
                sides = (
                    [graph.succ[actor]] if q.direction == "out" else [graph.succ[actor], graph.pred[actor]]
                )
                for side in sides:
                    if q.types is None:
                        found.update(side)
                    else:
                        found.update(
                            there
                            for there, edges in side.items()
                            if any(e["type"] in q.types for e in edges.values())
                        )
        return found

    def neighbors(self, q: Question) -> set[str]:
        """Look the actor up in every snapshot."""
        return self._met(q.actor, q)

    def two_hops(self, q: Question) -> set[str]:
        """Look the actor and its neighbours up in every snapshot."""
        near = self._met(q.actor, q)
        return near.union(*(self._met(there, q) for there in near))

    def shortest_path(self, q: Question) -> list[str] | None:
        """Put the snapshots together and search from both ends."""
        window: Any = nx.DiGraph() if q.direction == "out" else nx.Graph()
        window.add_edges_from(self._edges(q))
        try:
            return nx.bidirectional_shortest_path(window, q.actor, q.other)
        except (nx.NetworkXNoPath, nx.NodeNotFound):
            return None

    def _unrolled(self, q: Question) -> tuple[Any, str] | None:
        snapshots = self._snapshots(q)
        start = next((place for place, graph in enumerate(snapshots) if q.actor in graph), None)
        if start is None:
            return None
        part = tx.TemporalMultiDiGraph()
        part.graphs = snapshots
        found = part.to_unrolled()
        coupled = found.edges(data="coupling", default=False)
        found.add_edges_from([(there, here) for here, there, joins in coupled if not joins])
        return found, f"{q.actor}_{start}"

    def arrivals(self, q: Question) -> dict[str, int]:
        """Unroll the window and take all descendants of the actor's first day."""
        unrolled = self._unrolled(q)
        first: dict[str, int] = {}
        for node in nx.descendants(*unrolled) if unrolled else ():
            actor, place = node.rsplit("_", 1)
            first[actor] = min(int(place), first.get(actor, int(place)))
        first.pop(q.actor, None)
        return first

    def chronological_path(self, q: Question) -> tuple[list[str], list[int]] | None:
        """Unroll the window; the path to the first day of the other actor that is reached."""
        unrolled = self._unrolled(q)
        if unrolled is None:
            return None
        paths = nx.single_source_shortest_path(*unrolled)
        ends = [int(node.rsplit("_", 1)[1]) for node in paths if node.rsplit("_", 1)[0] == q.other]
        if not ends:
            return None
        chain = [node.rsplit("_", 1) for node in paths[f"{q.other}_{min(ends)}"]]
        hops = [there for here, there in pairwise(chain) if here[0] != there[0]]
        return [q.actor, *(actor for actor, _ in hops)], [int(place) for _, place in hops]

    def degrees(self, q: Question) -> Counter[str]:
        """Add up the degrees in all snapshots."""
        found: Counter[str] = Counter()
        for graph in self._snapshots(q):
            for actor, degree in graph.degree():
                found[actor] += degree
        return found

    def graph(self, q: Question) -> "nx.MultiDiGraph[str]":
        """Put the snapshots together."""
        found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for graph in self._snapshots(q):
            found.add_edges_from(graph.edges(keys=True, data=True))
        return found

    def plain(self, kind: str, answer: Any, question: Question) -> Any:
        """Return places among the snapshots as days; an edge from an actor to itself counts once."""
        first = max(question.since, self.first)
        if kind == "arrivals":
            return {actor: first + place for actor, place in answer.items()}
        if kind == "chronological_path" and answer is not None:
            return answer[0], [first + place for place in answer[1]]
        if kind == "degrees":
            for graph in self._snapshots(question):
                for loop in nx.selfloop_edges(graph):
                    answer[loop[0]] -= 1
        return super().plain(kind, answer, question)
