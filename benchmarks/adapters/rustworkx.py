"""rustworkx: graphs in Rust without time; the relations stand by day, so that a window is a slice of them."""

import pickle
from bisect import bisect_left, bisect_right
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import rustworkx as rx

from benchmarks import tables
from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question
from benchmarks.tables import Table

_BOTH, _ONWARD = 0, 1


class Rustworkx(Adapter):
    """A list of edges in order of day; a window is bisected and its slice made into a new graph.

    Where the window holds every day, the graph of everything is used as it is. ``edge_subgraph``
    would take a second, and going through the edges of a hub longer than making a month's graph.
    ``count`` is left out: it would be the bisection alone, without rustworkx. ``active`` and
    ``degrees`` ask ``degree`` of the window's nodes. ``shortest_path`` is
    ``dijkstra_shortest_paths`` with a target. ``arrivals`` and ``chronological_path`` use the
    window's days expanded in time: the nodes (an actor on a day) and edges of the whole are
    numbered by day when loading, so that a window's are slices of two arrays; it is searched by
    ``descendants`` and ``digraph_dijkstra_shortest_paths``. Text is read by lines; binary is a
    pickle of the list.
    """

    name = "rustworkx"
    package = "rustworkx"
    filters = frozenset({"types", "direction"})
    differs: ClassVar = {"shortest_path": "it finds no path from an actor to itself"}

    def read_text(self, path: Path) -> None:
        """Read the lines, number the actors and make the graph of everything."""
        self.build(tables.read(path))

    def save(self, path: Path) -> None:
        """Write a pickle of names and edges."""
        path.write_bytes(pickle.dumps((self.names, self.edges, self.days), protocol=pickle.HIGHEST_PROTOCOL))

    def read_binary(self, path: Path) -> None:
        """Read a pickle and make the graph of everything."""
        self._fill(*pickle.loads(path.read_bytes()))

    def build(self, table: Table) -> None:
        """Number the actors and make the graph of everything."""
        names = table.actors
        number = dict(zip(names, range(len(names)), strict=True))
        edges = [
            (number[source], number[target], kind)
            for source, target, kind in zip(table.source, table.target, table.type, strict=True)
        ]
        order = sorted(range(len(edges)), key=table.days.__getitem__)
        self._fill(names, [edges[place] for place in order], [table.days[place] for place in order])

    def _fill(self, names: list[str], edges: list[tuple[int, int, str]], days: list[int]) -> None:
        self.names, self.edges, self.days = names, edges, days
        self.number = dict(zip(names, range(len(names)), strict=True))
        self._whole: dict[int, Any] = {}
        self._whole[_BOTH] = self._made(self.edges, rx.PyGraph)
        self._expansion: tuple[np.ndarray, ...] | None = None

    def _made(self, edges: list[tuple[int, int, str]], kind: Any) -> Any:
        graph = kind()
        graph.extend_from_weighted_edge_list(edges)
        return graph

    def _range(self, q: Question) -> tuple[int, int]:
        return bisect_left(self.days, q.since), bisect_right(self.days, q.until)

    def _window(self, q: Question) -> Any:
        low, high = self._range(q)
        way, kind = (_ONWARD, rx.PyDiGraph) if q.direction == "out" else (_BOTH, rx.PyGraph)
        edges = self.edges[low:high]
        if q.types is not None:
            edges = [edge for edge in edges if edge[2] in q.types]
        elif len(edges) == len(self.edges):
            if way not in self._whole:
                self._whole[way] = self._made(edges, kind)
            return self._whole[way]
        return self._made(edges, kind)

    def active(self, q: Question) -> list[str]:
        """Make the graph and take its nodes with a degree."""
        graph, names = self._window(q), self.names
        without = set(rx.isolates(graph))
        return [names[node] for node in graph.node_indices() if node not in without]

    def neighbors(self, q: Question) -> list[str]:
        """Make the graph and ask it."""
        graph, actor = self._window(q), self.number[q.actor]
        if not graph.has_node(actor):
            return []
        near = graph.successor_indices(actor) if q.direction == "out" else graph.neighbors(actor)
        return [self.names[there] for there in near]

    def two_hops(self, q: Question) -> set[str]:
        """Make the graph, ask it, and ask it for each neighbour."""
        graph, actor, names = self._window(q), self.number[q.actor], self.names
        if not graph.has_node(actor):
            return set()
        near = set(graph.neighbors(actor))
        return {names[there] for there in near.union(*map(graph.neighbors, near))}

    def shortest_path(self, q: Question) -> list[str] | None:
        """Make the graph and ask for the path to the target."""
        graph, start, goal = self._window(q), self.number[q.actor], self.number[q.other]
        if not (graph.has_node(start) and graph.has_node(goal)):
            return None
        search = (
            rx.digraph_dijkstra_shortest_paths if q.direction == "out" else rx.graph_dijkstra_shortest_paths
        )
        found = search(graph, start, target=goal)
        return [self.names[actor] for actor in found[goal]] if goal in found else None

    def _expanded(self, q: Question) -> tuple[Any, int, np.ndarray, np.ndarray] | None:
        """Return the window expanded in time, the actor's first node, and each node's actor and day."""
        if self._expansion is None:
            self._expansion = expand(self.edges, self.days, len(self.names))
        actors, days, first, second, onward = self._expansion
        low, high = self._range(q)
        start, stop = np.searchsorted(days, [q.since, q.until + 1]).tolist()
        mine = np.flatnonzero(actors[start:stop] == self.number[q.actor])
        if not len(mine):
            return None
        here, there = (first[low:high] - start).tolist(), (second[low:high] - start).tolist()
        waits = onward[start:stop]
        waiting = np.flatnonzero(waits < stop)
        graph = rx.PyDiGraph()
        graph.add_nodes_from(range(stop - start))
        graph.add_edges_from_no_data(list(zip(here, there, strict=True)))
        graph.add_edges_from_no_data(list(zip(there, here, strict=True)))
        later = (waits[waiting] - start).tolist()
        graph.add_edges_from_no_data(list(zip(waiting.tolist(), later, strict=True)))
        return graph, int(mine[0]), actors[start:stop], days[start:stop]

    def arrivals(self, q: Question) -> dict[str, int]:
        """Expand the window in time and take all descendants of the actor's first day."""
        expanded = self._expanded(q)
        if expanded is None:
            return {}
        graph, start, actors, days = expanded
        return first_days(
            np.array(sorted(rx.descendants(graph, start)), int), start, actors, days, self.names
        )

    def chronological_path(self, q: Question) -> tuple[list[str], list[int]] | None:
        """Expand the window in time; the path to the first day of the other actor that is reached."""
        expanded = self._expanded(q)
        if expanded is None:
            return None
        graph, start, actors, days = expanded
        reached = rx.descendants(graph, start)
        ends = [node for node in np.flatnonzero(actors == self.number[q.other]).tolist() if node in reached]
        if not ends:
            return None
        chain = rx.digraph_dijkstra_shortest_paths(graph, start, target=ends[0])[ends[0]]
        return chain_of(list(chain), actors, days, self.names)

    def degrees(self, q: Question) -> list[tuple[str, int]]:
        """Make the graph and ask each of its nodes."""
        graph, names = self._window(q), self.names
        return [(names[node], graph.degree(node)) for node in graph.node_indices()]

    def plain(self, kind: str, answer: Any, question: Question) -> Any:
        """Leave out actors without a relation; a relation of an actor with itself counts once, not twice."""
        if kind == "degrees":
            low, high = self._range(question)
            answer = {name: many for name, many in answer if many}
            for here, there, _ in self.edges[low:high]:
                if here == there:
                    answer[self.names[here]] -= 1
        return super().plain(kind, answer, question)


def expand(edges: list[tuple[Any, ...]], days: list[int], count: int) -> tuple[np.ndarray, ...]:
    """Expand relations by day in time: a node for each actor on each day on which it has one.

    Returns
    -------
    tuple of arrays
        Actor and day of each node, by day; for each relation the nodes of its two actors; for each
        node the next of the same actor, or one behind the last.
    """
    source, target = (np.array([edge[side] for edge in edges]) for side in (0, 1))
    day = np.array(days)
    keys, places = np.unique(
        np.concatenate([day * count + source, day * count + target]), return_inverse=True
    )
    actors = keys % count
    order = np.argsort(actors, kind="stable")
    onward = np.full(len(keys), len(keys) + 1)
    same = actors[order[1:]] == actors[order[:-1]]
    onward[order[:-1][same]] = order[1:][same]
    return actors, keys // count, places[: len(edges)], places[len(edges) :], onward


def first_days(
    reached: np.ndarray, start: int, actors: np.ndarray, days: np.ndarray, names: list[str]
) -> dict[str, int]:
    """Return the first day of each actor among the nodes reached, ascending; without the one at the start."""
    found, first = np.unique(actors[reached], return_index=True)
    arrived = zip(found.tolist(), days[reached[first]].tolist(), strict=True)
    return {names[actor]: day for actor, day in arrived if actor != actors[start]}


def chain_of(
    chain: list[int], actors: np.ndarray, days: np.ndarray, names: list[str]
) -> tuple[list[str], list[int]]:
    """Return the actors along a chain of nodes, and the day of each hop between two actors."""
    hops = [there for here, there in pairwise(chain) if actors[here] != actors[there]]
    return [names[actors[chain[0]]], *(names[actors[node]] for node in hops)], [
        int(days[node]) for node in hops
    ]
