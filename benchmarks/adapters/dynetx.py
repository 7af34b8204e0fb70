"""DyNetx: networkx graphs whose edges hold the days on which they are there."""

import pickle
from pathlib import Path
from typing import Any, ClassVar

import dynetx as dn
import networkx as nx

from benchmarks import tables
from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question
from benchmarks.tables import Table

_PARALLEL = "relations of the same two actors on one day, and on days in a row, are merged into one"


class Dynetx(Adapter):
    """A ``DynDiGraph``, one interaction a relation; it holds no types.

    ``count`` adds up ``interactions_per_snapshots``; ``active`` goes through
    ``out_interactions_iter``, which is faster than ``time_slice`` or ``nodes(t)`` and loses
    nothing: a directed ``time_slice`` leaves out relations with actors that it has been through.
    ``neighbors`` and ``two_hops`` do the same for the actors concerned; ``shortest_path`` asks
    networkx of what is in the window.
    ``degrees`` is left out: parallel relations are gone. So are the rows on chains in time:
    ``time_respecting_paths`` lists every simple path and takes hops on one day for impossible.
    Text is read by lines; binary is a pickle.
    """

    name = "DyNetx"
    package = "dynetx"
    filters = frozenset({"direction"})
    differs: ClassVar = {"count": _PARALLEL}

    def read_text(self, path: Path) -> None:
        """Read the lines and add the interactions."""
        self.build(tables.read(path))

    def save(self, path: Path) -> None:
        """Write a pickle."""
        path.write_bytes(pickle.dumps(self.whole, protocol=pickle.HIGHEST_PROTOCOL))

    def read_binary(self, path: Path) -> None:
        """Read a pickle."""
        self.whole = pickle.loads(path.read_bytes())

    def build(self, table: Table) -> None:
        """Add the interactions by day, which it insists on."""
        self.whole = dn.DynDiGraph()
        rows = sorted(zip(table.days, table.source, table.target, strict=True), key=lambda row: row[0])
        for day, source, target in rows:
            self.whole.add_interaction(source, target, day)

    def _steps(
        self, q: Question, actors: list[str] | None = None, *, back: bool = False
    ) -> list[tuple[str, str]]:
        """Return the pairs with an interaction in a window, of some actors or of all."""
        since, until = q.since, q.until
        walk = self.whole.in_interactions_iter if back else self.whole.out_interactions_iter
        return [
            (here, there)
            for here, there, data in walk(actors)
            if any(first <= until and last >= since for first, last in data["t"])
        ]

    def count(self, q: Question) -> float:
        """Add up the interactions of each day."""
        return sum(map(self.whole.interactions_per_snapshots, q.days))

    def active(self, q: Question) -> set[str]:
        """Go through all interactions."""
        return {actor for pair in self._steps(q) for actor in pair}

    def _met(self, actor: str, q: Question) -> set[str]:
        out = {there for _, there in self._steps(q, [actor])}
        return (
            out if q.direction == "out" else out.union(here for here, _ in self._steps(q, [actor], back=True))
        )

    def neighbors(self, q: Question) -> set[str]:
        """Go through the interactions of the actor."""
        return self._met(q.actor, q)

    def two_hops(self, q: Question) -> set[str]:
        """Go through the interactions of the actor and of its neighbours."""
        near = self._met(q.actor, q)
        return near.union(*(self._met(there, q) for there in near))

    def shortest_path(self, q: Question) -> list[str] | None:
        """Go through all interactions and ask networkx."""
        window: Any = nx.DiGraph() if q.direction == "out" else nx.Graph()
        window.add_edges_from(self._steps(q))
        try:
            return nx.bidirectional_shortest_path(window, q.actor, q.other)
        except (nx.NetworkXNoPath, nx.NodeNotFound):
            return None
