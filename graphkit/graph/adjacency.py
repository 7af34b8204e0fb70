"""The edges of a graph by actor, and as lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple

from graphkit.graph.multigraph import Graph

Fields = Mapping[str, Any]
Between = Mapping[str, dict[str, Any]]
"""All relations from one actor to another: their fields, by id."""

Place = int
"""The place of a relation in the order in which a graph has them."""


class Rows(NamedTuple):
    """All relations of a graph, each by its place in these lists."""

    sources: list[str]
    targets: list[str]
    ids: list[str]
    fields: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Adjacency:
    """The actors of a graph and what is between them, as networkx keeps it: its views are slow to walk.

    Attributes
    ----------
    actors
        The attributes of each actor.
    onward, back
        For each actor the others that its relations go to, and come from, with all between the two.
    """

    actors: Mapping[str, dict[str, Any]]
    onward: Mapping[str, Mapping[str, Between]]
    back: Mapping[str, Mapping[str, Between]]

    @classmethod
    def of(cls, graph: Graph) -> "Adjacency":
        """Return the net of a sound graph; once that changes, it is no longer asked."""
        return cls(graph._node, graph._succ, graph._pred)  # type: ignore[attr-defined]

    def beside(self, actor: str) -> Iterator[tuple[str, str, Between]]:
        """Yield a source, a target and all between them for each pair of which an actor is one."""
        for target, between in self.onward[actor].items():
            yield actor, target, between
        for source, between in self.back[actor].items():
            if source != actor:
                yield source, actor, between

    def rows(self) -> Rows:
        """Return every relation, in the order of the graph."""
        rows = Rows([], [], [], [])
        for source, onward in self.onward.items():
            for target, between in onward.items():
                rows.sources.extend(repeat(source, len(between)))
                rows.targets.extend(repeat(target, len(between)))
                rows.ids.extend(between)
                rows.fields.extend(between.values())
        return rows
