"""pathpy (the package pathpy2): lists of edges by day, and by day and actor."""

import pickle
from collections import Counter
from pathlib import Path
from typing import Any

import pathpy

from benchmarks import tables
from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question
from benchmarks.tables import Table


class Pathpy(Adapter):
    """A ``TemporalNetwork``, asked through the look-ups that it keeps in public; it holds no types.

    ``time`` lists the edges of a day, ``sources`` and ``targets`` those of a day and an actor. So
    ``count`` adds up lengths, ``active`` unites keys, ``neighbors`` and ``two_hops`` look the
    actors up on every day, ``degrees`` counts the ends of edges. ``shortest_path`` is left out
    since its own search (``shortest_paths``) finds those between all pairs; chains in time because
    its ``temporal_paths`` count paths for statistics rather than find the first to arrive. Text is
    read by lines, as its own reader splits names at every separator; binary is a pickle of the edges.
    """

    name = "pathpy"
    package = "pathpy2"
    filters = frozenset({"direction"})

    def read_text(self, path: Path) -> None:
        """Read the lines and make the network."""
        self.build(tables.read(path))

    def save(self, path: Path) -> None:
        """Write a pickle of the edges: the network's own dictionaries cannot be pickled."""
        path.write_bytes(pickle.dumps(self.whole.tedges, protocol=pickle.HIGHEST_PROTOCOL))

    def read_binary(self, path: Path) -> None:
        """Read a pickle of the edges and make the network."""
        self._fill(pickle.loads(path.read_bytes()))

    def build(self, table: Table) -> None:
        """Make the network from all edges at once."""
        self._fill(list(zip(table.source, table.target, table.days, strict=True)))

    def _fill(self, edges: list[tuple[str, str, int]]) -> None:
        pathpy.utils.Log.set_min_severity(pathpy.utils.Severity.ERROR)
        self.whole = pathpy.TemporalNetwork(edges)

    def count(self, q: Question) -> int:
        """Add up the lengths of the days' lists."""
        time = self.whole.time
        return sum(len(time[day]) for day in q.days if day in time)

    def active(self, q: Question) -> set[str]:
        """Unite those whom the days' look-ups hold."""
        sources, targets = self.whole.sources, self.whole.targets
        days = [day for day in q.days if day in sources]
        return set().union(*(sources[day] for day in days), *(targets[day] for day in days))

    def _met(self, actor: str, q: Question) -> set[str]:
        sources, targets = self.whole.sources, self.whole.targets
        days = [day for day in q.days if day in sources]
        found = {edge[1] for day in days if actor in sources[day] for edge in sources[day][actor]}
        if q.direction == "both":
            found.update([edge[0] for day in days if actor in targets[day] for edge in targets[day][actor]])
        return found

    def neighbors(self, q: Question) -> set[str]:
        """Look the actor up on every day."""
        return self._met(q.actor, q)

    def two_hops(self, q: Question) -> set[str]:
        """Look the actor and its neighbours up on every day."""
        near = self._met(q.actor, q)
        return near.union(*(self._met(there, q) for there in near))

    def degrees(self, q: Question) -> Counter[str]:
        """Count the ends of the days' edges."""
        time = self.whole.time
        edges = [edge for day in q.days if day in time for edge in time[day]]
        found = Counter([edge[0] for edge in edges])
        found.update([edge[1] for edge in edges if edge[0] != edge[1]])
        return found

    def plain(self, kind: str, answer: Any, question: Question) -> Any:
        """Return an answer as it is."""
        return super().plain(kind, answer, question)
