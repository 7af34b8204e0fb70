"""The filters that commands share, as a value: a period, types, statuses, kinds, how certain."""

from dataclasses import dataclass, replace
from typing import Any

from graphkit.errors import UsageError
from graphkit.graph.build import Graph
from graphkit.queries.windows import known_by, snapshot, window


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the shared options ask for: a period, types, statuses, how sure."""

    since: str | None = None
    until: str | None = None
    on: str | None = None
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    no_claims: bool = False
    certain: bool = False
    known_by: str | None = None
    undated: bool = False

    def known(self, graph: Graph) -> Graph:
        """Return the graph as known by the day that was asked for; as it is where none was."""
        return graph if self.known_by is None else known_by(graph, self.known_by)

    def window(self, graph: Graph) -> Graph:
        """Return the part of the graph that was asked for; all of it where nothing was."""
        graph = self.known(graph)
        if replace(self, known_by=None) == Narrowing():
            return graph
        return window(graph, *self.period(), **self._filters())

    def without_statuses(self) -> "Narrowing":
        """Return the same for commands that choose statuses, and how sure, themselves."""
        return replace(self, statuses=(), certain=False)

    def caveats(self) -> str:
        """Say which statuses besides what is so are counted: `` (PLANNED and DENIED too)``."""
        others = [status.upper() for status in ("planned", "denied") if status in self.statuses]
        too = " too" if "actual" in self.statuses else " only"
        return f" ({' and '.join(others)}{too})" if others else ""

    def period(self) -> tuple[str | None, str | None]:
        """Return the first and the last day asked for, each as it was written."""
        if self.on is None:
            return self.since, self.until
        if self.since is not None or self.until is not None:
            raise UsageError("--on names the whole period; leave out --since and --until")
        return self.on, self.on

    def snapshot(self, graph: Graph, day: str) -> Graph:
        """Return the graph as of a day, of the types and statuses that were asked for."""
        return snapshot(self.known(graph), day, **self._filters())

    def _filters(self) -> dict[str, Any]:
        """Return everything but the days, as windows and snapshots take it."""
        names = ("types", "statuses", "kinds", "no_claims", "certain", "undated")
        return {name: getattr(self, name) for name in names}

    def query(self) -> dict[str, Any]:
        """Return what was asked for as it stands in a JSON answer."""
        options = {
            "since": self.since,
            "until": self.until,
            "on": self.on,
            "type": list(self.types),
            "status": list(self.statuses),
            "kind": list(self.kinds),
            "no_claims": self.no_claims,
            "known_by": self.known_by,
            "certain": self.certain,
            "undated": self.undated,
        }
        return {name: value for name, value in options.items() if value}
