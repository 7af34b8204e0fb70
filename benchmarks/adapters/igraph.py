"""python-igraph: graphs in C without time; relations stand by day, so that a window is a slice of them."""

import pickle
from bisect import bisect_left, bisect_right
from pathlib import Path
from typing import Any

import igraph as ig
import numpy as np

from benchmarks import tables
from benchmarks.adapters.base import Adapter
from benchmarks.adapters.rustworkx import chain_of, expand, first_days
from benchmarks.questions import Question
from benchmarks.tables import Table


class Igraph(Adapter):
    """A list of edges in order of day; a window is bisected and its slice made into a new ``Graph``.

    That is ten times as fast as ``subgraph_edges`` of the graph of everything, which is used as it
    is where the window holds every day. ``count`` is left out: it would be the bisection alone,
    without igraph. ``active`` and ``degrees`` ask ``degree()``; ``neighbors`` asks ``neighbors``,
    ``two_hops`` ``neighborhood``, ``shortest_path`` ``get_shortest_path``. ``arrivals`` and
    ``chronological_path`` search the window expanded in time (see rustworkx) by ``subcomponent``
    and ``get_shortest_path``. Text is read by lines; binary is a pickle of the list.
    """

    name = "igraph"
    package = "igraph"
    filters = frozenset({"types", "direction"})

    def read_text(self, path: Path) -> None:
        """Read the lines, number the actors and make the graph of everything."""
        self.build(tables.read(path))

    def save(self, path: Path) -> None:
        """Write a pickle of names and edges."""
        parts = self.names, self.edges, self.types, self.days
        path.write_bytes(pickle.dumps(parts, protocol=pickle.HIGHEST_PROTOCOL))

    def read_binary(self, path: Path) -> None:
        """Read a pickle and make the graph of everything."""
        self._fill(*pickle.loads(path.read_bytes()))

    def build(self, table: Table) -> None:
        """Number the actors and make the graph of everything."""
        names = table.actors
        number = dict(zip(names, range(len(names)), strict=True))
        edges = [
            (number[here], number[there]) for here, there in zip(table.source, table.target, strict=True)
        ]
        order = sorted(range(len(edges)), key=table.days.__getitem__)
        lists = (edges, table.type, table.days)
        self._fill(names, *([column[place] for place in order] for column in lists))

    def _fill(
        self, names: list[str], edges: list[tuple[int, int]], types: list[str], days: list[int]
    ) -> None:
        self.names, self.edges, self.types, self.days = names, edges, types, days
        self.number = dict(zip(names, range(len(names)), strict=True))
        self._whole = {False: ig.Graph(n=len(names), edges=edges)}
        self._expansion: tuple[np.ndarray, ...] | None = None

    def _range(self, q: Question) -> tuple[int, int]:
        return bisect_left(self.days, q.since), bisect_right(self.days, q.until)

    def _window(self, q: Question) -> Any:
        low, high = self._range(q)
        edges, directed = self.edges[low:high], q.direction == "out"
        if q.types is not None:
            edges = [edge for edge, kind in zip(edges, self.types[low:high], strict=True) if kind in q.types]
        elif len(edges) == len(self.edges):
            if directed not in self._whole:
                self._whole[directed] = ig.Graph(n=len(self.names), edges=edges, directed=directed)
            return self._whole[directed]
        return ig.Graph(n=len(self.names), edges=edges, directed=directed)

    def active(self, q: Question) -> list[str]:
        """Make the graph and take its vertices with a degree."""
        degrees = self._window(q).degree()
        return [name for name, degree in zip(self.names, degrees, strict=True) if degree]

    def neighbors(self, q: Question) -> list[str]:
        """Make the graph and ask it."""
        near = self._window(q).neighbors(self.number[q.actor], mode="out" if q.direction == "out" else "all")
        return [self.names[there] for there in near]

    def two_hops(self, q: Question) -> list[str]:
        """Make the graph and ask it."""
        return [self.names[there] for there in self._window(q).neighborhood(self.number[q.actor], 2)]

    def shortest_path(self, q: Question) -> list[str] | None:
        """Make the graph and ask it."""
        path = self._window(q).get_shortest_path(self.number[q.actor], self.number[q.other])
        return [self.names[actor] for actor in path] if path else None

    def _expanded(self, q: Question) -> tuple[Any, int, np.ndarray, np.ndarray] | None:
        """Return the window expanded in time, the actor's first vertex, and each vertex's actor and day."""
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
        edges = list(zip(here, there, strict=True))
        edges += zip(there, here, strict=True)
        edges += zip(waiting.tolist(), (waits[waiting] - start).tolist(), strict=True)
        graph = ig.Graph(n=stop - start, edges=edges, directed=True)
        return graph, int(mine[0]), actors[start:stop], days[start:stop]

    def arrivals(self, q: Question) -> dict[str, int]:
        """Expand the window in time and take what the actor's first day leads to."""
        expanded = self._expanded(q)
        if expanded is None:
            return {}
        graph, start, actors, days = expanded
        return first_days(np.sort(graph.subcomponent(start, mode="out")), start, actors, days, self.names)

    def chronological_path(self, q: Question) -> tuple[list[str], list[int]] | None:
        """Expand the window in time; the path to the first day of the other actor that is reached."""
        expanded = self._expanded(q)
        if expanded is None:
            return None
        graph, start, actors, days = expanded
        reached = set(graph.subcomponent(start, mode="out"))
        ends = [node for node in np.flatnonzero(actors == self.number[q.other]).tolist() if node in reached]
        return chain_of(graph.get_shortest_path(start, ends[0]), actors, days, self.names) if ends else None

    def degrees(self, q: Question) -> list[int]:
        """Make the graph and ask for all degrees at once."""
        return self._window(q).degree()

    def plain(self, kind: str, answer: Any, question: Question) -> Any:
        """Name the degrees; a relation of an actor with itself counts once, not twice."""
        if kind == "degrees":
            low, high = self._range(question)
            answer = {name: many for name, many in zip(self.names, answer, strict=True) if many}
            for here, there in self.edges[low:high]:
                if here == there:
                    answer[self.names[here]] -= 1
        return super().plain(kind, answer, question)
