"""networkx, which knows no time: every edge is looked at, or every edge of the actor that is asked about."""

import pickle
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx

from benchmarks import tables
from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question
from benchmarks.tables import STATUSES, Table


class Networkx(Adapter):
    """A ``MultiDiGraph``, its edges with ``type`` and ``when`` (ISO text, which sorts as days do).

    ``count``, ``active``, ``degrees`` and ``graph`` go through ``G.edges``; ``neighbors`` and
    ``two_hops`` through the adjacency of the actors concerned only. ``shortest_path`` builds the
    graph of the window and asks ``nx.bidirectional_shortest_path`` of it: a ``subgraph_view`` is
    twice as slow. ``arrivals`` and ``chronological_path`` expand the window in time, a node for
    each actor on each of its days, and search that breadth first. Text is read by lines, since
    networkx's own readers know neither types nor days; the binary form is a pickle.
    """

    name = "networkx"
    package = "networkx"
    filters = frozenset({"types", "direction"})

    def read_text(self, path: Path) -> None:
        """Read the lines and add the edges."""
        rows = tables.lines(path)
        self.whole: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self.whole.add_edges_from(
            (source, target, str(place), {"type": kind, "when": when})
            for place, (source, kind, target, when) in enumerate(rows)
        )

    def save(self, path: Path) -> None:
        """Write a pickle."""
        path.write_bytes(pickle.dumps(self.whole, protocol=pickle.HIGHEST_PROTOCOL))

    def read_binary(self, path: Path) -> None:
        """Read a pickle."""
        self.whole = pickle.loads(path.read_bytes())

    def build(self, table: Table) -> None:
        """Add the edges."""
        texts = {day: date.fromordinal(day).isoformat() for day in set(table.days)}
        self.whole = nx.MultiDiGraph()
        self.whole.add_edges_from(
            (source, target, str(place), {"type": kind, "when": texts[day]})
            for place, (source, target, kind, day) in enumerate(
                zip(table.source, table.target, table.type, table.days, strict=True)
            )
        )

    def _edges(self, q: Question) -> list[tuple[str, str, str, dict[str, str]]]:
        since, until = _iso(q.since), _iso(q.until)
        edges = self.whole.edges(keys=True, data=True)
        if q.types is None:
            return [edge for edge in edges if since <= edge[3]["when"] <= until]
        return [edge for edge in edges if since <= edge[3]["when"] <= until and edge[3]["type"] in q.types]

    def count(self, q: Question) -> int:
        """Go through all edges."""
        if q.types is not None:
            return len(self._edges(q))
        since, until = _iso(q.since), _iso(q.until)
        return sum(since <= when <= until for _, _, when in self.whole.edges(data="when"))

    def active(self, q: Question) -> set[str]:
        """Go through all edges."""
        return {actor for source, target, _, _ in self._edges(q) for actor in (source, target)}

    def neighbors(self, q: Question) -> set[str]:
        """Go through the edges of the actor."""
        return self._met(q.actor, q)

    def two_hops(self, q: Question) -> set[str]:
        """Go through the edges of the actor and of its neighbours."""
        near = self._met(q.actor, q)
        return near.union(*(self._met(there, q) for there in near))

    def _met(self, actor: str, q: Question) -> set[str]:
        since, until, types = _iso(q.since), _iso(q.until), q.types
        sides = (
            [self.whole.succ[actor]]
            if q.direction == "out"
            else [self.whole.succ[actor], self.whole.pred[actor]]
        )
        return {
            there
            for side in sides
            for there, edges in side.items()
            if any(
                since <= data["when"] <= until and (types is None or data["type"] in types)
                for data in edges.values()
            )
        }

    def shortest_path(self, q: Question) -> list[str] | None:
        """Build the graph of the window and search from both ends."""
        window: Any = nx.DiGraph() if q.direction == "out" else nx.Graph()
        window.add_edges_from((source, target) for source, target, _, _ in self._edges(q))
        try:
            return nx.bidirectional_shortest_path(window, q.actor, q.other)
        except (nx.NetworkXNoPath, nx.NodeNotFound):
            return None

    def _expanded(self, q: Question) -> "nx.DiGraph[Any]":
        """Return the window with a node for each actor on each day, and an edge from each to its next."""
        found: nx.DiGraph[Any] = nx.DiGraph()
        days: dict[str, set[str]] = {q.actor: {_iso(q.since)}}
        for source, target, _, data in self._edges(q):
            here, there = (source, data["when"]), (target, data["when"])
            found.add_edge(here, there)
            found.add_edge(there, here)
            days.setdefault(source, set()).add(data["when"])
            days.setdefault(target, set()).add(data["when"])
        for actor, dates in days.items():
            nx.add_path(found, [(actor, when) for when in sorted(dates)])
        return found

    def arrivals(self, q: Question) -> dict[str, str]:
        """Expand the window in time and take all descendants of the actor's first day."""
        first: dict[str, str] = {}
        for actor, when in nx.descendants(self._expanded(q), (q.actor, _iso(q.since))):
            if actor not in first or when < first[actor]:
                first[actor] = when
        first.pop(q.actor, None)
        return first

    def chronological_path(self, q: Question) -> tuple[list[str], list[str]] | None:
        """Expand the window in time; the path to the first day of the other actor that is reached."""
        paths = nx.single_source_shortest_path(self._expanded(q), (q.actor, _iso(q.since)))
        ends = [node for node in paths if node[0] == q.other]
        if not ends:
            return None
        chain = paths[min(ends, key=lambda node: node[1])]
        hops = [(here, there) for here, there in pairwise(chain) if here[0] != there[0]]
        return [q.actor, *(there[0] for _, there in hops)], [there[1] for _, there in hops]

    def degrees(self, q: Question) -> Counter[str]:
        """Count the ends of all edges of the window; an edge from an actor to itself is one."""
        found: Counter[str] = Counter()
        for source, target, _, _ in self._edges(q):
            found[source] += 1
            if source != target:
                found[target] += 1
        return found

    def graph(self, q: Question) -> "nx.MultiDiGraph[str]":
        """Build the graph of the window in one pass through all edges."""
        found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        found.add_edges_from(self._edges(q))
        return found

    def plain(self, kind: str, answer: Any, question: Question) -> Any:
        """Return days as ordinals."""
        if kind == "arrivals":
            return {actor: date.fromisoformat(when).toordinal() for actor, when in answer.items()}
        if kind == "chronological_path" and answer is not None:
            return answer[0], [date.fromisoformat(when).toordinal() for when in answer[1]]
        return super().plain(kind, answer, question)


class NetworkxOfGraph(Adapter):
    """Plain networkx asked of the very graph that graphkit's functions are asked of.

    ``graph`` goes through ``G.edges`` once, and gives the new graph the nodes' attributes and the
    graph's own, as :func:`graphkit.window` does.
    """

    name = "networkx, of a graph"
    package = "networkx"
    whole: "nx.MultiDiGraph[str]"

    def graph(self, q: Question) -> "nx.MultiDiGraph[str]":
        """Build the graph of the window in one pass through all edges."""
        since, until = _iso(q.since), _iso(q.until)
        kept = [edge for edge in self.whole.edges(keys=True, data=True) if since <= edge[3]["when"] <= until]
        found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        found.graph.update(self.whole.graph)
        actors = {actor for edge in kept for actor in edge[:2]}
        found.add_nodes_from((actor, self.whole.nodes[actor]) for actor in actors)
        found.add_edges_from(kept)
        return found


class NetworkxIntervals(Adapter):
    """A ``MultiDiGraph``, its edges with four bounds and a status, looked at one by one."""

    name = "networkx"
    package = "networkx"
    filters = frozenset({"types", "direction", "certain", "statuses"})

    def read_text(self, path: Path) -> None:
        """Read the lines and add the edges."""
        self.build(tables.read(path))

    def save(self, path: Path) -> None:
        """Write a pickle."""
        path.write_bytes(pickle.dumps(self.whole, protocol=pickle.HIGHEST_PROTOCOL))

    def read_binary(self, path: Path) -> None:
        """Read a pickle."""
        self.whole = pickle.loads(path.read_bytes())

    def build(self, table: Table) -> None:
        """Add the edges."""
        self.whole: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        columns = zip(table.source, table.target, table.type, table.status, table.bounds, strict=True)
        self.whole.add_edges_from(
            (
                source,
                target,
                place,
                {"type": kind, "status": STATUSES[status], "possible": (b[0], b[3]), "certain": b[1:3]},
            )
            for place, (source, target, kind, status, b) in enumerate(columns)
        )

    def _passes(self, data: dict[str, Any], q: Question) -> bool:
        start, end = data["certain" if q.certain else "possible"]
        return (
            start <= q.until
            and end >= q.since
            and data["status"] in q.statuses
            and (q.types is None or data["type"] in q.types)
        )

    def count(self, q: Question) -> int:
        """Go through all edges."""
        return sum(self._passes(data, q) for _, _, data in self.whole.edges(data=True))

    def active(self, q: Question) -> set[str]:
        """Go through all edges."""
        return {
            actor
            for source, target, data in self.whole.edges(data=True)
            if self._passes(data, q)
            for actor in (source, target)
        }

    def neighbors(self, q: Question) -> set[str]:
        """Go through the edges of the actor."""
        onward, back = self.whole.succ[q.actor], self.whole.pred[q.actor]
        return {
            there
            for side in ((onward,) if q.direction == "out" else (onward, back))
            for there, edges in side.items()
            if any(self._passes(data, q) for data in edges.values())
        }


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
