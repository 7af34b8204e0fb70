"""No library: sorted lists, bisection and loops, which judge all other answers."""

from bisect import bisect_left, bisect_right
from collections import deque
from datetime import date

import networkx as nx

from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question
from benchmarks.tables import Table, tidy


class ByHand(Adapter):
    """Lists in order of day: a window is a slice of them, found by bisection.

    ``neighbors`` and ``shortest_path`` bisect a list of (day, other actor) for each actor; ``arrivals``
    goes through the slice day by day, until nobody new is reached on that day.
    """

    name = "by hand"
    package = "networkx"
    judge = True

    def build(self, table: Table) -> None:
        source, target = map(tidy, table.source), map(tidy, table.target)
        rows = sorted(zip(table.days, source, target, strict=True), key=lambda row: row[0])
        self.days, self.source, self.target = ([row[side] for row in rows] for side in range(3))
        self.around: dict[str, tuple[list[int], list[str]]] = {}
        for day, here, there in rows:
            for start, end in ((here, there), (there, here)):
                mine = self.around.setdefault(start, ([], []))
                mine[0].append(day)
                mine[1].append(end)

    def met(self, actor: str, q: Question) -> list[str]:
        """Return whom an actor meets in a window, one for each relation."""
        days, others = self.around.get(actor, ([], []))
        return others[bisect_left(days, q.since) : bisect_right(days, q.until)]

    def neighbors(self, q: Question) -> set[str]:
        return set(self.met(q.actor, q))

    def shortest_path(self, q: Question) -> list[str] | None:
        before: dict[str, str | None] = {q.actor: None}
        queue = deque([q.actor])
        while queue and q.other not in before:
            here = queue.popleft()
            for there in self.met(here, q):
                if there not in before:
                    before[there] = here
                    queue.append(there)
        if q.other not in before:
            return None
        path = [q.other]
        while (actor := before[path[-1]]) is not None:
            path.append(actor)
        return path[::-1]

    def _sweep(self, q: Question, *, strict: bool = False) -> dict[str, tuple[int, str]]:
        """Return the day on which each actor is first reached, and from whom."""
        reached = {q.actor: (q.since, "")}
        low, stop = bisect_left(self.days, q.since), bisect_right(self.days, q.until)
        while low < stop:
            day = self.days[low]
            high = bisect_right(self.days, day, low)
            pairs = list(zip(self.source[low:high], self.target[low:high], strict=True))
            grows: object = True
            while grows:
                met = {}
                for here, there in pairs:
                    if (here in reached) != (there in reached):
                        old, new = (here, there) if here in reached else (there, here)
                        met[new] = (day, old)
                reached |= met
                grows = met and not strict
            low = high
        return reached

    def arrivals(self, q: Question, *, strict: bool = False) -> dict[str, int]:
        reached = self._sweep(q, strict=strict)
        return {actor: day for actor, (day, _) in reached.items() if actor != q.actor}

    def strict_arrivals(self, q: Question) -> dict[str, int]:
        return self.arrivals(q, strict=True)

    def chronological_path(self, q: Question) -> tuple[list[str], list[int]] | None:
        reached = self._sweep(q)
        if q.other not in reached:
            return None
        actors, days = [q.other], []
        while actors[-1] != q.actor:
            day, actor = reached[actors[-1]]
            actors.append(actor)
            days.append(day)
        return actors[::-1], days[::-1]


class ByHandGraph(Adapter):
    """Edges in order of day: a slice of them goes into a new graph, without nodes' attributes."""

    name = "by hand"
    package = "networkx"
    table = "graph"
    judge = True

    def build(self, table: Table) -> None:
        rows = sorted(
            enumerate(zip(table.days, table.source, table.target, strict=True)), key=lambda r: r[1][0]
        )
        self.days = [day for _, (day, _, _) in rows]
        self.edges = [
            (source, target, str(number), {"when": date.fromordinal(day).isoformat()})
            for number, (day, source, target) in rows
        ]

    def window(self, q: Question) -> "nx.MultiDiGraph[str]":
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_edges_from(self.edges[bisect_left(self.days, q.since) : bisect_right(self.days, q.until)])
        return graph
