"""No library: lists sorted by day, bisection and loops; the judge of all answers."""

import pickle
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from itertools import compress
from pathlib import Path
from typing import Any

import networkx as nx

from benchmarks import tables
from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question
from benchmarks.tables import STATUSES, Table


class ByHand(Adapter):
    """What a programmer writes in an afternoon, for events of a day each.

    All columns are lists in order of day, so that a window is a slice of them. ``count`` is a
    bisection; ``active`` and ``degrees`` go through the slice; ``neighbors`` and ``two_hops``
    bisect a list of (day, other actor) for each actor; paths are searched breadth first over these
    lists; ``arrivals`` sweeps the slice day by day until nobody new is reached on that day;
    ``graph`` puts a slice of ready edges into a new graph.
    """

    name = "by hand"
    package = "networkx"
    oracle = True
    filters = frozenset({"types", "direction"})

    def read_text(self, path: Path) -> None:
        """Read the lines and split them."""
        self.build(tables.read(path))

    def save(self, path: Path) -> None:
        """Write a pickle."""
        path.write_bytes(pickle.dumps((self.source, self.target, self.type, self.days)))

    def read_binary(self, path: Path) -> None:
        """Read a pickle."""
        self._fill(*pickle.loads(path.read_bytes()))

    def build(self, table: Table) -> None:
        """Sort the lists."""
        order = sorted(range(len(table.source)), key=table.days.__getitem__)
        lists = (table.source, table.target, table.type, table.days)
        self._fill(*([column[place] for place in order] for column in lists))

    def _fill(self, source: list[str], target: list[str], type: list[str], days: list[int]) -> None:
        self.source, self.target, self.type, self.days = source, target, type, days
        self.onward: dict[str, tuple[list[int], list[str], list[str]]] = {}
        self.around: dict[str, tuple[list[int], list[str], list[str]]] = {}
        for here, there, kind, day in zip(source, target, type, days, strict=True):
            for steps, start, end in (
                (self.onward, here, there),
                (self.around, here, there),
                (self.around, there, here),
            ):
                if start not in steps:
                    steps[start] = ([], [], [])
                for column, value in zip(steps[start], (day, end, kind), strict=True):
                    column.append(value)
        self._edges: list[tuple[str, str, str, dict[str, str]]] | None = None

    def _slice(self, q: Question) -> slice:
        return slice(bisect_left(self.days, q.since), bisect_right(self.days, q.until))

    def met(self, actor: str, q: Question) -> list[str]:
        """Return whom an actor meets in a window, one for each relation."""
        steps = (self.onward if q.direction == "out" else self.around).get(actor)
        if steps is None:
            return []
        days, others, types = steps
        low, high = bisect_left(days, q.since), bisect_right(days, q.until)
        if q.types is None:
            return others[low:high]
        return [
            other for other, kind in zip(others[low:high], types[low:high], strict=True) if kind in q.types
        ]

    def meets(self, here: str, there: str, day: int) -> bool:
        """Tell whether two actors have a relation on a day."""
        return there in self.met(here, Question(day, day))

    def count(self, q: Question) -> int:
        """Bisect; with types, go through the slice."""
        part = self._slice(q)
        if q.types is None:
            return part.stop - part.start
        return sum(kind in q.types for kind in self.type[part])

    def active(self, q: Question) -> set[str]:
        """Make a set of two slices."""
        part = self._slice(q)
        if q.types is None:
            return set(self.source[part]).union(self.target[part])
        kept = [kind in q.types for kind in self.type[part]]
        return set(compress(self.source[part], kept)).union(compress(self.target[part], kept))

    def neighbors(self, q: Question) -> set[str]:
        """Make a set of a slice of the actor's own list."""
        return set(self.met(q.actor, q))

    def two_hops(self, q: Question) -> set[str]:
        """Do the same for each neighbour."""
        near = set(self.met(q.actor, q))
        return near.union(*(self.met(there, q) for there in near))

    def shortest_path(self, q: Question) -> list[str] | None:
        """Search breadth first."""
        came: dict[str, str | None] = {q.actor: None}
        waiting = deque([q.actor])
        while waiting and q.other not in came:
            here = waiting.popleft()
            for there in self.met(here, q):
                if there not in came:
                    came[there] = here
                    waiting.append(there)
        if q.other not in came:
            return None
        path = [q.other]
        while (before := came[path[-1]]) is not None:
            path.append(before)
        return path[::-1]

    def _sweep(self, q: Question) -> dict[str, tuple[int, str]]:
        """Return for each actor reached the first day, and from whom it is reached."""
        reached = {q.actor: (q.since, "")}
        low = self._slice(q).start
        while low < len(self.days) and self.days[low] <= q.until:
            day = self.days[low]
            high = bisect_right(self.days, day, low)
            pairs = list(zip(self.source[low:high], self.target[low:high], strict=True))
            fresh = True
            while fresh:
                fresh = False
                for here, there in pairs:
                    if (here in reached) != (there in reached):
                        known, new = (here, there) if here in reached else (there, here)
                        reached[new] = (day, known)
                        fresh = True
            low = high
        return reached

    def arrivals(self, q: Question) -> dict[str, int]:
        """Sweep the window once."""
        reached = self._sweep(q)
        del reached[q.actor]
        return {actor: day for actor, (day, _) in reached.items()}

    def chronological_path(self, q: Question) -> tuple[list[str], list[int]] | None:
        """Sweep the window and go back from the other actor."""
        reached = self._sweep(q)
        if q.other not in reached:
            return None
        actors, days = [q.other], []
        while actors[-1] != q.actor:
            day, before = reached[actors[-1]]
            actors.append(before)
            days.append(day)
        return actors[::-1], days[::-1]

    def degrees(self, q: Question) -> dict[str, int]:
        """Count both slices; a relation of an actor with itself is one."""
        part = self._slice(q)
        source, target = self.source[part], self.target[part]
        found = Counter(source)
        found.update(target)
        found.subtract(here for here, there in zip(source, target, strict=True) if here == there)
        return found

    def graph(self, q: Question) -> "nx.MultiDiGraph[str]":
        """Put a slice of edges, made ready on the first call, into a new graph."""
        if self._edges is None:
            from datetime import date

            columns = zip(self.source, self.target, self.type, self.days, strict=True)
            self._edges = [
                (here, there, str(place), {"type": kind, "when": date.fromordinal(day).isoformat()})
                for place, (here, there, kind, day) in enumerate(columns)
            ]
        found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        found.add_edges_from(self._edges[self._slice(q)])
        return found


class ByHandIntervals(Adapter):
    """The same for relations that last, with bounds and statuses: every relation is looked at."""

    name = "by hand"
    package = "networkx"
    oracle = True
    filters = frozenset({"types", "direction", "certain", "statuses"})

    def read_text(self, path: Path) -> None:
        """Read the lines and split them."""
        self.build(tables.read(path))

    def build(self, table: Table) -> None:
        """Keep all columns side by side."""
        columns = (table.source, table.target, table.type, table.status, table.bounds)
        self.rows = list(zip(*columns, strict=True))

    def _kept(self, q: Question) -> list[tuple[str, str]]:
        statuses = {STATUSES.index(status) for status in q.statuses}
        start, end = (1, 2) if q.certain else (0, 3)
        return [
            (source, target)
            for source, target, kind, status, bounds in self.rows
            if bounds[start] <= q.until
            and bounds[end] >= q.since
            and status in statuses
            and (q.types is None or kind in q.types)
        ]

    def count(self, q: Question) -> int:
        """Go through all relations."""
        return len(self._kept(q))

    def active(self, q: Question) -> set[str]:
        """Go through all relations."""
        return {actor for pair in self._kept(q) for actor in pair}

    def neighbors(self, q: Question) -> set[str]:
        """Go through all relations."""
        kept = self._kept(q)
        found = {there for here, there in kept if here == q.actor}
        return found if q.direction == "out" else found | {here for here, there in kept if there == q.actor}

    def plain(self, kind: str, answer: Any, question: Question) -> Any:
        """Return an answer as it is."""
        return super().plain(kind, answer, question)
