"""python-igraph: graphs in C without time; edges in order of day, so that a window is a slice of them."""

import pickle
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import igraph as ig
import numpy as np

from benchmarks import tables
from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question


@dataclass
class Expanded:
    """A window with a node for each actor on each of its days, and an edge from each to its next.

    ``start`` is the node of the actor's first day; ``actors`` and ``days`` are by node, ``names`` by actor.
    """

    start: int
    actors: np.ndarray
    days: np.ndarray
    edges: list[tuple[int, int]]
    names: list[str]

    def first_days(self, reached: list[int]) -> dict[str, int]:
        """Return the first day of each actor among nodes in ascending order, without the first actor."""
        nodes = np.array(reached, int)
        actors, first = np.unique(self.actors[nodes], return_index=True)
        arrivals = zip(actors.tolist(), self.days[nodes[first]].tolist(), strict=True)
        return {self.names[actor]: day for actor, day in arrivals if actor != self.actors[self.start]}

    def first_of(self, name: str, reached: list[int]) -> int | None:
        """Return the first node of an actor that is reached."""
        nodes = np.intersect1d(np.flatnonzero(self.actors == self.names.index(name)), reached)
        return int(nodes[0]) if len(nodes) else None

    def chain(self, nodes: list[int]) -> tuple[list[str], list[int]]:
        """Return the actors along a path of nodes, and the day of each hop between two actors."""
        hops = [there for here, there in pairwise(nodes) if self.actors[here] != self.actors[there]]
        names = [self.names[self.actors[node]] for node in (nodes[0], *hops)]
        return names, [int(self.days[node]) for node in hops]


class Igraph(Adapter):
    """The slice of a window is made into a new ``Graph``, ten times as fast as ``subgraph_edges``.

    A window of all days uses the graph of everything as it is. ``neighbors`` asks ``neighbors``,
    ``shortest_path`` ``get_shortest_path``. ``arrivals`` and ``chronological_path`` search
    the window expanded in time by ``subcomponent`` and ``get_shortest_path``.
    """

    name = "igraph"
    package = "igraph"

    def read_text(self, path: Path) -> None:
        table = tables.read(path)
        number = {name: place for place, name in enumerate(table.actors)}
        rows = sorted(zip(table.days, table.source, table.target, strict=True), key=lambda row: row[0])
        edges = [(number[source], number[target]) for _, source, target in rows]
        self._fill(table.actors, edges, [row[0] for row in rows])

    def save(self, path: Path) -> None:
        path.write_bytes(pickle.dumps((self.names, self.edges, self.days), protocol=pickle.HIGHEST_PROTOCOL))

    def read_binary(self, path: Path) -> None:
        self._fill(*pickle.loads(path.read_bytes()))

    def _fill(self, names: list[str], edges: list[tuple[int, int]], days: list[int]) -> None:
        self.names, self.edges, self.days = names, edges, days
        self.number = {name: place for place, name in enumerate(names)}
        self._whole = ig.Graph(n=len(self.names), edges=edges)

    def _window(self, q: Question) -> Any:
        """Return the library's graph of a window."""
        edges = self.edges[bisect_left(self.days, q.since) : bisect_right(self.days, q.until)]
        return self._whole if len(edges) == len(self.edges) else ig.Graph(n=len(self.names), edges=edges)

    @cached_property
    def _expansion(self) -> tuple[np.ndarray, ...]:
        """Everything expanded in time, once: actor and day of each node by day, the two nodes of each
        relation, and the next node of the same actor, or one behind the last.
        """
        source, target = np.array(self.edges).T
        day, count = np.array(self.days), len(self.names)
        keys = np.concatenate([day * count + source, day * count + target])
        keys, places = np.unique(keys, return_inverse=True)
        actors = keys % count
        order = np.argsort(actors, kind="stable")
        following = np.full(len(keys), len(keys) + 1)
        same = actors[order[1:]] == actors[order[:-1]]
        following[order[:-1][same]] = order[1:][same]
        return actors, keys // count, places[: len(source)], places[len(source) :], following

    def _expanded(self, q: Question) -> Expanded | None:
        """Return a window expanded in time; None where the actor has no relation in it."""
        actors, days, first, second, following = self._expansion
        low, high = bisect_left(self.days, q.since), bisect_right(self.days, q.until)
        start, stop = np.searchsorted(days, [q.since, q.until + 1]).tolist()
        mine = np.flatnonzero(actors[start:stop] == self.number[q.actor])
        if not len(mine):
            return None
        here, there = (first[low:high] - start).tolist(), (second[low:high] - start).tolist()
        waiting = np.flatnonzero(following[start:stop] < stop)
        later = (following[start:stop][waiting] - start).tolist()
        edges = [
            *zip(here, there, strict=True),
            *zip(there, here, strict=True),
            *zip(waiting.tolist(), later, strict=True),
        ]
        return Expanded(int(mine[0]), actors[start:stop], days[start:stop], edges, self.names)

    def neighbors(self, q: Question) -> list[str]:
        return [self.names[there] for there in self._window(q).neighbors(self.number[q.actor])]

    def shortest_path(self, q: Question) -> list[str] | None:
        path = self._window(q).get_shortest_path(self.number[q.actor], self.number[q.other])
        return [self.names[actor] for actor in path] if path else None

    def _searched(self, q: Question) -> tuple[Expanded, Any, list[int]] | None:
        expanded = self._expanded(q)
        if expanded is None:
            return None
        graph = ig.Graph(n=len(expanded.days), edges=expanded.edges, directed=True)
        return expanded, graph, sorted(graph.subcomponent(expanded.start, mode="out"))

    def arrivals(self, q: Question) -> dict[str, int]:
        searched = self._searched(q)
        return searched[0].first_days(searched[2]) if searched else {}

    def chronological_path(self, q: Question) -> tuple[list[str], list[int]] | None:
        searched = self._searched(q)
        end = searched[0].first_of(q.other, searched[2]) if searched else None
        if searched is None or end is None:
            return None
        return searched[0].chain(searched[1].get_shortest_path(searched[0].start, end))
