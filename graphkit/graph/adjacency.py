"""The edges of a graph by actor, as networkx keeps them, and as an edge list."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import repeat
from typing import Any, NamedTuple

from graphkit.graph.multigraph import Graph

EdgeData = Mapping[str, Any]
"""The attributes of one edge: the fields of a relation."""

ParallelEdges = Mapping[str, dict[str, Any]]
"""All relations from one actor to another: their fields, by id."""

Position = int
"""The position of a relation in the order of its graph."""


class EdgeList(NamedTuple):
    """All relations of a graph as parallel lists; a position is an index into each of them."""

    sources: list[str]
    targets: list[str]
    ids: list[str]
    fields: list[dict[str, Any]]


class Edge(NamedTuple):
    """A relation with its ends."""

    source: str
    target: str
    id: str
    fields: dict[str, Any]


@dataclass(frozen=True)
class Adjacency:
    """The dictionaries inside a networkx graph; its views would be slow to walk.

    For each actor they hold its attributes, and the actors that its relations go to or come from, each with
    the relations between the two.
    """

    actors: Mapping[str, dict[str, Any]]
    successors: Mapping[str, Mapping[str, ParallelEdges]]
    predecessors: Mapping[str, Mapping[str, ParallelEdges]]

    @classmethod
    def of(cls, graph: Graph) -> "Adjacency":
        """Return the adjacency of a valid graph; it must not be used after the graph changes."""
        return cls(graph._node, graph._succ, graph._pred)  # type: ignore[attr-defined]

    def incident(self, actor: str) -> Iterator[tuple[str, str, ParallelEdges]]:
        """Yield each ordered pair that includes an actor: source, target, and the relations between them."""
        for target, edges in self.successors[actor].items():
            yield actor, target, edges
        for source, edges in self.predecessors[actor].items():
            if source != actor:
                yield source, actor, edges

    def fields_by_id(self) -> Callable[[str], EdgeData | None]:
        """Return what finds the fields of a relation by its id; its table is made when it is first asked."""

        @cache
        def table() -> dict[str, EdgeData]:
            edge_list = self.edge_list()
            return dict(zip(edge_list.ids, edge_list.fields, strict=True))

        return lambda id: table().get(id)

    def of_types(self, names: Collection[str]) -> Iterator[Edge]:
        """Yield the relations of some types."""
        for source, targets in self.successors.items():
            for target, edges in targets.items():
                for id, fields in edges.items():
                    if fields["type"] in names:
                        yield Edge(source, target, id, fields)

    @cached_property
    def beside(self) -> Mapping[str, Mapping[str, list[Edge]]]:
        """For each actor, those whom a relation ties to it by what it is about, each with these relations.

        A relation about an actor ties it to both its ends. One that an actor is an end of does not tie it in
        this way, even if it is about the actor too.
        """
        beside: dict[str, dict[str, list[Edge]]] = defaultdict(lambda: defaultdict(list))
        for source, targets in self.successors.items():
            for target, edges in targets.items():
                for id, fields in edges.items():
                    for actor in dict.fromkeys(fields.get("about", ())):
                        if actor in self.actors and actor not in (source, target):
                            edge = Edge(source, target, id, fields)
                            for end in dict.fromkeys((source, target)):
                                beside[actor][end].append(edge)
                                beside[end][actor].append(edge)
        return {actor: dict(others) for actor, others in beside.items()}

    @cached_property
    def shared(self) -> frozenset[str]:
        """The relations that are about several actors besides their ends.

        Only these can tie an actor to an end, and that end to a third whom they do not tie to the first.
        """
        return frozenset(
            id
            for source, targets in self.successors.items()
            for target, edges in targets.items()
            for id, fields in edges.items()
            if len(fields.get("about", ())) > 1
            and len({*fields["about"]}.intersection(self.actors) - {source, target}) > 1
        )

    def edge_list(self) -> EdgeList:
        """Return every relation, in the order of the graph."""
        edge_list = EdgeList([], [], [], [])
        for source, targets in self.successors.items():
            for target, edges in targets.items():
                edge_list.sources.extend(repeat(source, len(edges)))
                edge_list.targets.extend(repeat(target, len(edges)))
                edge_list.ids.extend(edges)
                edge_list.fields.extend(edges.values())
        return edge_list
