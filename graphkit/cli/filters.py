"""The values of the filter options that commands share: period, types, actors, text, doubt."""

from dataclasses import dataclass, replace
from typing import Any

from graphkit.cli.words import caveats
from graphkit.errors import UsageError
from graphkit.graph.filters import CAUTIONS
from graphkit.graph.multigraph import Graph
from graphkit.queries.windows import known_by, snapshot, window


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The values of the shared filter options."""

    since: str | None = None
    until: str | None = None
    on: str | None = None
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    text: str | None = None
    reliability: str | None = None
    no_claims: bool = False
    no_contested: bool = False
    certain: bool = False
    known_by: str | None = None
    undated: bool = False
    reported_within: int | None = None
    without: tuple[str, ...] = ()
    supposed: tuple[tuple[str, str], ...] = ()

    def known(self, graph: Graph) -> Graph:
        """Return the graph as known by the day of ``--known-by``, or unchanged without that option."""
        return graph if self.known_by is None else known_by(graph, self.known_by)

    def window(self, graph: Graph) -> Graph:
        """Return the window of the graph that the options select, or all of it without options."""
        graph = self.known(graph)
        if replace(self, known_by=None, without=(), supposed=()) == Narrowing():
            return graph
        return window(graph, *self.period(), **self._filters())

    def without_statuses(self) -> "Narrowing":
        """Return the options without those that a command applies itself: statuses and certainty."""
        return replace(self, statuses=(), certain=False)

    def without_cautions(self) -> "Narrowing":
        """Return the options without those that leave out what is doubtful."""
        return replace(self, **CAUTIONS)

    def caveats(self) -> str:
        """Return which other statuses are included: `` (PLANNED and DENIED too)``."""
        return caveats(self.statuses)

    def period(self) -> tuple[str | None, str | None]:
        """Return the first and the last day of the period, as the user wrote them."""
        if self.reported_within is not None and (self.since, self.until, self.on) == (None, None, None):
            raise UsageError("--reported-within speaks of a period; add --on, --since or --until")
        if self.on is None:
            return self.since, self.until
        if self.since is not None or self.until is not None:
            raise UsageError("--on names the whole period; leave out --since and --until")
        return self.on, self.on

    def snapshot(self, graph: Graph, day: str) -> Graph:
        """Return the snapshot of the graph that the options select on a day."""
        return snapshot(self.known(graph), day, **self._filters())

    def _filters(self) -> dict[str, Any]:
        """Return all options but the days, as arguments of ``window`` and ``snapshot``."""
        names = (
            *("types", "statuses", "kinds", "where", "actors", "between", "text", "reliability"),
            *("no_claims", "no_contested", "certain", "undated", "reported_within"),
        )
        return {name: getattr(self, name) for name in names}

    def query(self) -> dict[str, Any]:
        """Return the options that are set, by their names in a JSON answer."""
        options = {
            "since": self.since,
            "until": self.until,
            "on": self.on,
            "type": list(self.types),
            "status": list(self.statuses),
            "kind": list(self.kinds),
            "where": list(self.where),
            "actor": list(self.actors),
            "between": list(self.between),
            "text": self.text,
            "reliability": self.reliability,
            "no_claims": self.no_claims,
            "no_contested": self.no_contested,
            "known_by": self.known_by,
            "certain": self.certain,
            "undated": self.undated,
            "without": list(self.without),
            "suppose": list(map("=".join, self.supposed)),
        }
        found = {name: value for name, value in options.items() if value}
        return found if self.reported_within is None else {**found, "reported_within": self.reported_within}
