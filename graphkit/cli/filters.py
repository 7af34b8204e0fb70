"""The values of the filter options that commands share: period, types, actors, text, doubt."""

from dataclasses import dataclass, fields, replace
from typing import Any

from graphkit.cli.words import caveats
from graphkit.errors import UsageError
from graphkit.graph.filters import CAUTIONS
from graphkit.graph.multigraph import Graph
from graphkit.graph.validated import filter_of
from graphkit.queries.windows import known_by, snapshot, window
from graphkit.temporal import asked_days

_IN_QUERY = {
    "types": "type", "statuses": "status", "kinds": "kind", "actors": "actor", "supposed": "suppose",
}  # fmt: skip
"""The names of options in a JSON answer, where they differ."""


def given(**options: Any) -> dict[str, Any]:
    """Return the options that are set, as the query of a JSON answer has them."""
    return {name: value for name, value in options.items() if value is not None and value is not False}


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
    known_by: str | None = None
    certain: bool = False
    undated: bool = False
    without: tuple[str, ...] = ()
    supposed: tuple[tuple[str, str], ...] = ()
    reported_within: int | None = None

    def known(self, graph: Graph) -> Graph:
        """Return the graph as known by the day of ``--known-by``; as it is without that option, or if known.

        It takes as long as all windows of it together: a command makes it once.
        """
        if self.known_by is None:
            return graph
        day = asked_days.one_day(self.known_by, "--known-by")
        return graph if filter_of(graph).known_by == day else known_by(graph, day)

    def window(self, graph: Graph) -> Graph:
        """Return the window of the graph that the options select, or all of it without options."""
        graph = self.known(graph)
        if replace(self, known_by=None, without=(), supposed=()) == Narrowing():
            return graph
        return window(graph, *self.period(), **self.criteria())

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
        asked_days.window(self.on, self.on, "on")
        return self.on, self.on

    def cut(self, graph: Graph, day: str | None) -> Graph:
        """Return the snapshot of the graph that the options select on a day, or its window without one."""
        return self.window(graph) if day is None else snapshot(self.known(graph), day, **self.criteria())

    def criteria(self) -> dict[str, Any]:
        """Return all options but the days, as arguments of ``window`` and ``snapshot``."""
        others = ("since", "until", "on", "known_by", "without", "supposed")
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name not in others}

    def query(self) -> dict[str, Any]:
        """Return the options that are set, by their names in a JSON answer."""
        options = {_IN_QUERY.get(each.name, each.name): getattr(self, each.name) for each in fields(self)}
        options["suppose"] = tuple(map("=".join, self.supposed))
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in options.items()
            if value or (name == "reported_within" and value is not None)
        }
