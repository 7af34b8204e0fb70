"""Finds the actors within some hops of an actor, with the relations that lead to them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from graphkit.answers import RELATION, Answer, Answers, Column, Row
from graphkit.errors import UsageError
from graphkit.graph.filters import WHOLE
from graphkit.graph.index import Index, index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import public
from graphkit.queries.listing import in_order, tying_statuses
from graphkit.queries.telling import ABOUT, TIE

Direction = Literal["in", "out", "both"]


@dataclass(frozen=True, slots=True)
class Neighbor(Answer):
    """An actor some hops away, and the relations of the last hop to it.

    Attributes
    ----------
    actor
        The actor's id.
    hops
        How far away it is.
    relations
        The relations of the last hop, in order of time.
    about
        Ids of those that lead to it only because they are about it, or about the actor before it.
    """

    columns: ClassVar = (Column("neighbor", "actor", "neighbour"), Column("hops", "number"), RELATION, TIE)

    actor: str
    hops: int
    relations: tuple[DatedRelation, ...]
    about: frozenset[str] = frozenset()

    def tie(self, relation: DatedRelation) -> str | None:
        """Return ``about`` if a relation leads to the actor only by what it is about, otherwise None."""
        return ABOUT if relation.id in self.about else None

    def rows(self) -> Iterable[Row]:
        """Yield a row for each relation."""
        for relation in self.relations:
            yield {
                "neighbor": self.actor,
                "hops": self.hops,
                "relation": relation,
                "tie": self.tie(relation),
            }


@public
def neighbors(
    graph: Graph,
    actor: str,
    *,
    hops: int = 1,
    direction: Direction = "both",
    direct: bool = False,
    parts: Collection[str] = (),
) -> tuple[Neighbor, ...]:
    """Return the actors within some hops of an actor, nearest first.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it or a snapshot.
    actor : str
        An id, name or alias.
    hops : int, default 1
        The greatest distance, at least 1.
    direction : {'both', 'in', 'out'}, default 'both'
        ``out`` follows relations from source to target, ``in`` from target to source; symmetric
        relations count as both. Only ``both`` goes by what a relation is *about*, which has no direction:
        from either end to the actors that it is about, and from these to both ends.
    direct : bool, default False
        Leave out what leads to a neighbour only because a relation is about it, or about the actor before.
    parts : collection of str, optional
        Actors to treat as one with the actor, as :func:`parts` finds them. A window may lack some.

    Returns
    -------
    tuple of Neighbor
        Planned and denied relations tie nobody; they count only in a window that asks for them.
        Ordered by hops, those tied only by what relations are about last, then by the number of relations
        that lead there, most first; background relations count last.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If no actor or several actors have the name.
    UsageError
        If ``hops`` is less than 1.

    Examples
    --------
    >>> [near.actor for near in gk.neighbors(graph, "He Lifeng", direct=True)]
    ['jensen-huang', 'chinese-government']
    """
    if hops < 1:
        raise UsageError(f"hops: {hops} is too few; ask for 1 or more")
    start = find_actor(graph, actor)
    graph_index = index(graph)
    if graph_index.criteria == WHOLE:
        parts = {find_actor(graph, part) for part in parts}
    tying = tying_statuses(graph_index.criteria)
    frontier = [start, *sorted(set(parts) & set(graph) - {start})]
    visited = set(frontier)
    result: list[Neighbor] = []
    for hop in range(1, hops + 1):
        reached: dict[str, dict[str, DatedRelation]] = defaultdict(dict)
        directly: dict[str, set[str]] = defaultdict(set)
        for here in frontier:
            for there, relation in _steps(graph_index, here, direction, visited):
                if relation.status in tying:
                    reached[there][relation.id] = relation
                    directly[there].add(relation.id)
            if direction == "both" and not direct:
                for there, relation in _beside(graph_index, here, visited):
                    if relation.status in tying:
                        reached[there][relation.id] = relation
        visited.update(reached)
        result += [
            Neighbor(there, hop, tuple(in_order(by_id.values())), frozenset(by_id.keys() - directly[there]))
            for there, by_id in reached.items()
        ]
        # A planned or denied relation leads to an actor, but not beyond it.
        frontier = [
            there
            for there, by_id in reached.items()
            if any(relation.status == "actual" for relation in by_id.values())
        ]
        if not frontier:
            break
    return Answers(sorted(result, key=_rank))


@public
def parts(graph: Graph, actor: str) -> frozenset[str]:
    """Return the actors that are part of an actor, at any depth, such as a government's departments.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it or a snapshot.
    actor : str
        An id, name or alias.

    Returns
    -------
    frozenset of str
        Ids of the parts, without the actor itself.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If no actor or several actors have the name.

    Examples
    --------
    >>> sorted(gk.parts(graph, "US government"))[:2]
    ['biden-administration', 'commerce-department']
    """
    whole = find_actor(graph, actor)
    waiting, visited = [whole], {whole}
    while waiting:
        for part, _, fields in graph.in_edges(waiting.pop(), data=True):
            is_so = fields["type"] == "part-of" and fields.get("status", "actual") == "actual"
            if is_so and part not in visited:
                visited.add(part)
                waiting.append(part)
    return frozenset(visited - {whole})


def _steps(
    graph_index: Index, here: str, direction: Direction, visited: Collection[str]
) -> Iterator[tuple[str, DatedRelation]]:
    """Yield the unvisited actors one hop from an actor, each with its relation."""
    for source, target, between in graph_index.adjacency.incident(here):
        there = target if source == here else source
        if there in visited:
            continue
        for relation in graph_index.visible_between(source, target, between):
            if direction in ("both", "out" if source == here else "in") or relation.type.symmetric:
                yield there, relation


def _beside(graph_index: Index, here: str, visited: Collection[str]) -> Iterator[tuple[str, DatedRelation]]:
    """Yield the unvisited actors one hop away by what a relation is about, each with the relation."""
    for there, edges in graph_index.adjacency.beside.get(here, {}).items():
        if there not in visited:
            for source, target, id, fields in edges:
                for relation in graph_index.visible_between(source, target, {id: fields}):
                    yield there, relation


def _rank(neighbor: Neighbor) -> tuple[int, bool, int, int, str]:
    foreground = sum(not relation.type.background for relation in neighbor.relations)
    only_about = len(neighbor.about) == len(neighbor.relations)
    return neighbor.hops, only_about, -foreground, -len(neighbor.relations), neighbor.actor
