"""Finds the shortest chains of relations between two actors, and yields them best first.

A breadth-first search from both ends, ring by ring, finds the actors on the shortest chains. Only
relations between these are evaluated. Best-first search then yields one chain after the other, ordered
by cost. :func:`graphkit.shortest_paths` names the papers. The dates of relations play no part here: a
window of the graph limits them.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from graphkit.graph.adjacency import EdgeData, ParallelEdges
from graphkit.graph.filters import Filter
from graphkit.graph.relation import DatedRelation
from graphkit.graph.resolver import Resolver
from graphkit.queries.telling import telling

Cost = tuple[int, ...]
"""The cost of a hop or chain: less is better, and the first number that differs decides."""

Chain = tuple[tuple[str, ...], tuple[DatedRelation, ...]]
"""The actors of a chain, and the relation of each hop."""

Closed = Callable[[str], bool]
"""Whether no chain may run through an actor."""

_NO_COST = (0, 0, 0, 0, 0)


def walked_statuses(criteria: Filter) -> frozenset[str]:
    """Return the statuses that paths walk: ``actual`` or those asked for, but never ``denied``."""
    return (criteria.statuses or frozenset({"actual"})) - {"denied"}


class Hops:
    """The hops that paths may take, looked up when a search reaches their actor.

    A hop may also lead from an end of a relation to an actor that the relation is about, and back, unless
    only ``direct`` or ``directed`` hops are asked for: such a hop has no direction.
    """

    def __init__(self, resolver: Resolver, *, directed: bool, direct: bool) -> None:
        self._resolver = resolver
        self._directed = directed
        self._beside = {} if direct or directed else resolver.adjacency.beside
        self._statuses = walked_statuses(resolver.criteria)
        self._onward: dict[str, list[str]] = {}
        self._back = self._onward if not directed else {}
        self._between: dict[tuple[str, str], tuple[DatedRelation, ...]] = {}

    def onward(self, actor: str) -> list[str]:
        """Return the actors to which a hop from an actor leads."""
        if actor not in self._onward:
            self._onward[actor] = self._adjacent(actor, onward=True)
        return self._onward[actor]

    def back(self, actor: str) -> list[str]:
        """Return the actors from which a hop leads to an actor."""
        if actor not in self._back:
            self._back[actor] = self._adjacent(actor, onward=False)
        return self._back[actor]

    def all(self) -> Iterator[tuple[str, str]]:
        """Yield every hop, those from one actor together."""
        return ((here, there) for here in self._resolver.adjacency.actors for there in self.onward(here))

    def best(self, here: str, there: str) -> DatedRelation:
        """Return the most telling relation of a hop, by :func:`graphkit.queries.telling.telling`."""
        return self.between(here, there)[0]

    def between(self, here: str, there: str) -> tuple[DatedRelation, ...]:
        """Return every relation that a hop may take, the most telling first."""
        if (here, there) not in self._between:
            resolver, onward = self._resolver, self._resolver.adjacency.successors
            relations = [
                relation
                for source, target in ((here, there), (there, here))
                for relation in resolver.visible_between(source, target, onward[source].get(target, {}))
                if self._is_usable(relation.fields, along=source == here)
            ]
            for source, target, id, fields in self._beside.get(here, {}).get(there, ()):
                if self._is_usable(fields, along=True):
                    relations += resolver.visible_between(source, target, {id: fields})
            relations.sort(key=lambda relation: telling(relation, here, there))
            self._between[here, there] = tuple(relations)
        return self._between[here, there]

    def more(self, actors: Sequence[str]) -> tuple[int, ...]:
        """Return for each hop of a chain how many relations it may take besides the one shown."""
        return tuple(len(self.between(here, there)) - 1 for here, there in pairwise(actors))

    def _adjacent(self, actor: str, *, onward: bool) -> list[str]:
        others: dict[str, None] = {}
        for source, target, between in self._resolver.adjacency.incident(actor):
            other = target if source == actor else source
            if other != actor and other not in others:
                along = (source == actor) == onward
                if self._is_walked(source, target, between, along=along):
                    others[other] = None
        for other, edges in self._beside.get(actor, {}).items():
            if other not in others and any(
                self._is_walked(source, target, {id: fields}, along=True)
                for source, target, id, fields in edges
            ):
                others[other] = None
        return list(others)

    def _is_walked(self, source: str, target: str, between: ParallelEdges, *, along: bool) -> bool:
        """Whether any relation between two actors can be walked, along its direction or against it."""
        for fields in between.values():
            if self._is_usable(fields, along=along) and self._resolver.is_visible(source, target, fields):
                return True
        return False

    def _is_usable(self, fields: EdgeData, *, along: bool) -> bool:
        if fields.get("status", "actual") not in self._statuses:
            return False
        return along or not self._directed or fields["type"] in self._resolver.cache.symmetric


class ShortestChains(NamedTuple):
    """All shortest chains from one actor to another.

    Attributes
    ----------
    rings
        The actors on the chains, by hops from the start: the start first, the goal last.
    onward
        For each actor the actors one hop nearer to the goal.
    """

    rings: list[list[str]]
    onward: dict[str, list[str]]

    @property
    def length(self) -> int:
        """Number of hops."""
        return len(self.rings) - 1

    def counts_to_goal(self) -> dict[str, int]:
        """Return for each actor the number of shortest chains from it to the goal."""
        counts = dict.fromkeys(self.rings[-1], 1)
        for ring in reversed(self.rings[:-1]):
            counts.update({here: sum(counts[there] for there in self.onward[here]) for here in ring})
        return counts

    @property
    def total(self) -> int:
        """Number of chains."""
        return self.counts_to_goal()[self.rings[0][0]]


def shortest_chains(hops: Hops, start: str, goal: str, closed: Closed) -> ShortestChains | None:
    """Return the shortest chains between two actors that run through no closed actor, or None."""
    from_start, to_goal = {start: 0}, {goal: 0}
    start_ring, goal_ring = [start], [goal]
    while start_ring and goal_ring:
        if len(start_ring) <= len(goal_ring):
            start_ring = _next_ring(
                hops.onward, start_ring, from_start, lambda actor: actor != goal and closed(actor)
            )
        else:
            goal_ring = _next_ring(
                hops.back, goal_ring, to_goal, lambda actor: actor != start and closed(actor)
            )
        meeting = [actor for actor in start_ring if actor in to_goal]
        if meeting:
            return _chains_through_ring(hops, meeting, from_start, to_goal)
    return None


def _next_ring(
    adjacent: Callable[[str], Collection[str]], ring: list[str], distance: dict[str, int], closed: Closed
) -> list[str]:
    """Return the actors one hop beyond a ring, and record their distance."""
    hops = distance[ring[0]] + 1
    next_ring: list[str] = []
    for here in ring:
        for there in adjacent(here):
            if there not in distance and not closed(there):
                distance[there] = hops
                next_ring.append(there)
    return next_ring


def _chains_through_ring(
    hops: Hops, meeting: list[str], from_start: dict[str, int], to_goal: dict[str, int]
) -> ShortestChains:
    """Return the shortest chains, given the actors at which the searches from both ends met."""
    beyond, behind, onward = [meeting], [meeting], dict[str, list[str]]()
    for distance in reversed(range(to_goal[meeting[0]])):
        for here in beyond[-1]:
            onward[here] = [there for there in hops.onward(here) if to_goal.get(there) == distance]
        beyond.append(list(dict.fromkeys(there for here in beyond[-1] for there in onward[here])))
    for distance in reversed(range(from_start[meeting[0]])):
        before: dict[str, list[str]] = {}
        for there in behind[-1]:
            for here in hops.back(there):
                if from_start.get(here) == distance:
                    before.setdefault(here, []).append(there)
        onward |= before
        behind.append(list(before))
    return ShortestChains([*reversed(behind), *beyond[1:]], onward)


def best_first(hops: Hops, chains: ShortestChains | None) -> Iterator[Chain]:
    """Yield the shortest chains by rising cost.

    A* with the exact remaining cost of each actor, so that one chain is finished before the next is
    started.
    """
    if chains is None:
        return
    start, goal = chains.rings[0][0], chains.rings[-1][0]
    steps, remaining = _costs(hops, chains)
    heap: list[tuple[Cost, tuple[str, ...], Cost, tuple[DatedRelation, ...]]] = []
    heappush(heap, (remaining[start], (start,), _NO_COST, ()))
    while heap:
        _, actors, spent, relations = heappop(heap)
        here, forced = actors[-1], list[tuple[str, DatedRelation]]()
        while here != goal and len(steps[here]) == 1:  # one choice only: copy a long chain once, not per hop
            ((here, relation, cost),) = steps[here]
            forced.append((here, relation))
            spent = _sum(spent, cost)
        actors = (*actors, *(there for there, _ in forced))
        relations = (*relations, *(relation for _, relation in forced))
        if here == goal:
            yield actors, relations
            continue
        for there, relation, cost in steps[here]:
            total = _sum(spent, cost)
            heappush(heap, (_sum(total, remaining[there]), (*actors, there), total, (*relations, relation)))


def _costs(
    hops: Hops, chains: ShortestChains
) -> tuple[dict[str, list[tuple[str, DatedRelation, Cost]]], dict[str, Cost]]:
    """Return the hops of each actor with their cost, and the least cost from each actor to the goal."""
    goal = chains.rings[-1][0]
    steps: dict[str, list[tuple[str, DatedRelation, Cost]]] = {}
    remaining: dict[str, Cost] = {goal: _NO_COST}
    for ring in reversed(chains.rings[:-1]):
        for here in ring:
            best = [(there, hops.best(here, there)) for there in chains.onward[here]]
            steps[here] = [
                (there, relation, _cost(hops, relation, here, there, goal)) for there, relation in best
            ]
            remaining[here] = min(_sum(cost, remaining[there]) for there, _, cost in steps[here])
    return steps, remaining


def cost_of(hops: Hops, chain: Chain) -> Cost:
    """Return the cost of a chain."""
    actors, relations = chain
    total: Cost = _NO_COST
    for relation, (here, there) in zip(relations, pairwise(actors), strict=True):
        total = _sum(total, _cost(hops, relation, here, there, actors[-1]))
    return total


def _cost(hops: Hops, relation: DatedRelation, here: str, there: str, goal: str) -> Cost:
    """Return the cost of a hop: about, possible, claimed, few voices, many neighbors of the actor reached."""
    return (
        int(relation.is_about(here, there)),
        int(relation.certainty == "possible"),
        int(relation.claimed),
        -len(relation.voices),
        len(hops.onward(there)) if there != goal else 0,
    )


def _sum(one: Cost, other: Cost) -> Cost:
    return tuple(a + b for a, b in zip(one, other, strict=True))
