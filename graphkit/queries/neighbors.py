"""Finds the actors around an actor, one hop or several, with the relations that lead to them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import ClassVar, Literal

from graphkit.answers import RELATION, Answer, Answers, Column, Row
from graphkit.errors import UsageError
from graphkit.graph.filters import WHOLE
from graphkit.graph.index import Index, index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import public
from graphkit.queries.listing import in_order

Direction = Literal["in", "out", "both"]


@dataclass(frozen=True, slots=True)
class Neighbor(Answer):
    """An actor some hops away, and the relations by which the last hop reaches it."""

    columns: ClassVar = (Column("neighbor", "actor", "neighbour"), Column("hops", "number"), RELATION)

    actor: str
    hops: int
    relations: tuple[DatedRelation, ...]

    def rows(self) -> Iterable[Row]:
        """Yield a row for each relation."""
        for relation in self.relations:
            yield {"neighbor": self.actor, "hops": self.hops, "relation": relation}


@public
def neighbors(
    graph: Graph, actor: str, *, hops: int = 1, direction: Direction = "both", parts: Collection[str] = ()
) -> tuple[Neighbor, ...]:
    """Return the actors within some hops of an actor, nearest first.

    Parameters
    ----------
    graph
        The graph, a window of it or a snapshot.
    actor
        An id, name or alias.
    hops
        How far to go, at least 1.
    direction
        ``out`` follows relations from the actor, ``in`` those towards it; symmetric ones are
        both. ``both`` also reaches the two ends of relations that are *about* the actor.
    parts
        Actors taken together with it, as :func:`parts` finds them; a window need not hold them all.

    Returns
    -------
    tuple of Neighbor
        By hops, then by how many relations lead there that are not background, most first.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If the name is nobody's or several actors'.
    UsageError
        If ``hops`` is less than 1.

    Examples
    --------
    >>> [near.actor for near in gk.neighbors(graph, "He Lifeng")]
    ['jensen-huang', 'chinese-government']
    """
    if hops < 1:
        raise UsageError(f"hops: {hops} is too few; ask for 1 or more")
    start = find_actor(graph, actor)
    known = index(graph)
    if known.criteria == WHOLE:
        parts = {find_actor(graph, part) for part in parts}
    together = [start, *sorted(set(parts) & set(graph) - {start})]
    distance = dict.fromkeys(together, 0)
    found: list[Neighbor] = []
    frontier = together
    for hop in range(1, hops + 1):
        if not frontier:
            break
        reached: dict[str, dict[str, DatedRelation]] = defaultdict(dict)
        for here in frontier:
            steps = _steps(known, here, direction, distance)
            if hop == 1 and direction == "both":
                steps = chain(steps, _about(known, here, distance))
            for there, relation in steps:
                reached[there][relation.id] = relation
        distance.update(dict.fromkeys(reached, hop))
        found += [Neighbor(there, hop, tuple(in_order(by_id.values()))) for there, by_id in reached.items()]
        # What is planned or denied leads to an actor, but not beyond it.
        frontier = [
            there
            for there, by_id in reached.items()
            if any(seen.status == "actual" for seen in by_id.values())
        ]
    return Answers(sorted(found, key=_rank))


@public
def parts(graph: Graph, actor: str) -> frozenset[str]:
    """Return all that is part of an actor, however many steps down: a government's departments.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If the name is nobody's or several actors'.

    Examples
    --------
    >>> sorted(gk.parts(graph, "US government"))[:2]
    ['biden-administration', 'commerce-department']
    """
    waiting = [find_actor(graph, actor)]
    found: set[str] = set(waiting)
    while waiting:
        for part, _, fields in graph.in_edges(waiting.pop(), data=True):
            if fields["type"] != "part-of" or fields.get("status", "actual") != "actual":
                continue
            if part not in found:
                found.add(part)
                waiting.append(part)
    return frozenset(found) - {find_actor(graph, actor)}


def _steps(
    known: Index, here: str, direction: Direction, nearer: Collection[str]
) -> Iterator[tuple[str, DatedRelation]]:
    """Yield the actors one hop on from one that are not nearer already, each with its relation."""
    for source, target, between in known.adjacency.incident(here):
        there = target if source == here else source
        if there in nearer:
            continue
        for relation in known.visible_between(source, target, between):
            if direction in ("both", "out" if source == here else "in") or relation.type.symmetric:
                yield there, relation


def _about(known: Index, start: str, nearer: Collection[str]) -> Iterator[tuple[str, DatedRelation]]:
    """Yield both ends of the relations that are about an actor, each with its relation."""
    for place in known.positions_about.get(start, ()):
        relation = known.at(place)
        if relation.type.name not in known.hidden and start not in (relation.source, relation.target):
            for end in (relation.source, relation.target):
                if end not in nearer:
                    yield end, relation


def _rank(neighbor: Neighbor) -> tuple[int, int, int, str]:
    told = sum(not relation.type.background for relation in neighbor.relations)
    return neighbor.hops, -told, -len(neighbor.relations), neighbor.actor
