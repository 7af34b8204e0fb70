"""Finds the shortest chains of relations between two actors.

Breadth first from both ends, ring by ring, until the rings meet, finds the actors on the shortest
chains (Pohl, *Bi-directional search*, 1971); only the relations between those are weighed, and
the chains are taken best first. Time plays no part in the order of a chain's relations; a window
given before is what keeps them to a period.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from graphkit.graph.filters import DatedRelation
from graphkit.graph.resolver import Between, Fields, Resolver

Cost = tuple[int, ...]


Chain = tuple[tuple[str, ...], tuple[DatedRelation, ...]]


Closed = Callable[[str], bool]


class Hops:
    """The hops that paths may take through a graph, each found when a search comes to its actor."""

    def __init__(self, known: Resolver, *, directed: bool) -> None:
        self._known = known
        self._directed = directed
        self._statuses = (known.view.statuses or frozenset({"actual"})) - {"denied"}
        self._onward: dict[str, list[str]] = {}
        self._back = self._onward if not directed else {}
        self._best: dict[tuple[str, str], DatedRelation] = {}

    def onward(self, here: str) -> list[str]:
        """Return the actors one hop on."""
        if here not in self._onward:
            self._onward[here] = self._beside(here, from_it=True)
        return self._onward[here]

    def back(self, there: str) -> list[str]:
        """Return the actors one hop back."""
        if there not in self._back:
            self._back[there] = self._beside(there, from_it=False)
        return self._back[there]

    def all(self) -> Iterator[tuple[str, str]]:
        """Yield every hop there is, those of one actor together."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for source, onward in self._known.net.onward.items():
            for target, between in onward.items():
                for here, there in ((source, target), (target, source)):
                    if source != target and self._is_walked(source, target, between, along=here == source):
                        found[here][there] = None
        return ((here, there) for here, onward in found.items() for there in onward)

    def best(self, here: str, there: str) -> DatedRelation:
        """Return the relation of a hop that is best vouched for."""
        if (here, there) not in self._best:
            net = self._known.net
            found = [
                seen
                for source, target in ((here, there), (there, here))
                for seen in self._known.used(source, target, net.onward[source].get(target, {}))
                if self._is_usable(seen.fields, along=source == here)
            ]
            self._best[here, there] = min(found, key=weakness)
        return self._best[here, there]

    def _beside(self, actor: str, *, from_it: bool) -> list[str]:
        found: dict[str, None] = {}
        for source, target, between in self._known.net.beside(actor):
            other = target if source == actor else source
            if other != actor and other not in found:
                along = (source == actor) == from_it
                if self._is_walked(source, target, between, along=along):
                    found[other] = None
        return list(found)

    def _is_walked(self, source: str, target: str, between: Between, *, along: bool) -> bool:
        """Whether any relation from one actor to another may be walked, along its direction or against it."""
        for fields in between.values():
            if self._is_usable(fields, along=along) and self._known.shows(source, target, fields):
                return True
        return False

    def _is_usable(self, fields: Fields, *, along: bool) -> bool:
        if fields.get("status", "actual") not in self._statuses:
            return False
        return along or not self._directed or fields["type"] in self._known.scales.symmetric


def weakness(relation: DatedRelation) -> tuple[bool, bool, bool, int, int, str]:
    """Rank relations of one hop, the best vouched for first.

    Sure before maybe, reported before claimed, told before standing, more voices before fewer.
    """
    return (
        relation.certainty == "possible",
        relation.claimed,
        relation.type.background,
        -len(relation.voices),
        -relation.independent_sources,
        relation.id,
    )


class ShortestChains(NamedTuple):
    """All shortest chains from one actor to another.

    Attributes
    ----------
    rings
        The actors on them, by their hops from the start: it comes first, the goal last.
    onward
        For each actor those one hop nearer to the goal.
    """

    rings: list[list[str]]
    onward: dict[str, list[str]]

    @property
    def length(self) -> int:
        """How many hops they take."""
        return len(self.rings) - 1


def shortest_chains(steps: Hops, start: str, goal: str, closed: Closed) -> ShortestChains | None:
    """Return the shortest chains from one actor to another that run through no closed one, or None."""
    from_start, to_goal = {start: 0}, {goal: 0}
    near, far = [start], [goal]
    while near and far:
        if len(near) <= len(far):
            near = _next_ring(steps.onward, near, from_start, lambda actor: actor != goal and closed(actor))
        else:
            far = _next_ring(steps.back, far, to_goal, lambda actor: actor != start and closed(actor))
        met = [actor for actor in near if actor in to_goal]
        if met:
            return _ways(steps, met, from_start, to_goal)
    return None


def _next_ring(
    step: Callable[[str], Collection[str]], ring: list[str], distance: dict[str, int], closed: Closed
) -> list[str]:
    """Return the actors one hop beyond a ring, and set down their distance."""
    hops = distance[ring[0]] + 1
    found: list[str] = []
    for here in ring:
        for there in step(here):
            if there not in distance and not closed(there):
                distance[there] = hops
                found.append(there)
    return found


def _ways(steps: Hops, met: list[str], from_start: dict[str, int], to_goal: dict[str, int]) -> ShortestChains:
    """Return the chains that run through the actors where the rings of both ends met."""
    beyond, behind, onward = [met], [met], dict[str, list[str]]()
    for hops in reversed(range(to_goal[met[0]])):
        for here in beyond[-1]:
            onward[here] = [there for there in steps.onward(here) if to_goal.get(there) == hops]
        beyond.append(list(dict.fromkeys(there for here in beyond[-1] for there in onward[here])))
    for hops in reversed(range(from_start[met[0]])):
        before: dict[str, list[str]] = {}
        for there in behind[-1]:
            for here in steps.back(there):
                if from_start.get(here) == hops:
                    before.setdefault(here, []).append(there)
        onward |= before
        behind.append(list(before))
    return ShortestChains([*reversed(behind), *beyond[1:]], onward)


def best_first(steps: Hops, ways: ShortestChains | None) -> Iterator[Chain]:
    """Yield the shortest paths by rising cost.

    The least cost that remains is known exactly for every actor, so that best-first search
    (A*: Hart, Nilsson and Raphael, 1968) finishes one path before it opens the next.
    """
    if ways is None:
        return
    start, goal = ways.rings[0][0], ways.rings[-1][0]
    hops: dict[str, list[tuple[str, DatedRelation, Cost]]] = {}
    remaining: dict[str, Cost] = {goal: (0, 0, 0, 0)}
    for ring in reversed(ways.rings[:-1]):
        for here in ring:
            best = [(there, steps.best(here, there)) for there in ways.onward[here]]
            hops[here] = [(there, seen, cost_of_hop(steps, seen, there, goal)) for there, seen in best]
            remaining[here] = min(_add(cost, remaining[there]) for there, _, cost in hops[here])
    heap: list[tuple[Cost, tuple[str, ...], Cost, tuple[DatedRelation, ...]]] = []
    heappush(heap, (remaining[start], (start,), (0, 0, 0, 0), ()))
    while heap:
        _, actors, spent, relations = heappop(heap)
        here, straight = actors[-1], list[tuple[str, DatedRelation]]()
        while here != goal and len(hops[here]) == 1:  # nothing to choose: a long chain is copied once
            ((here, relation, cost),) = hops[here]
            straight.append((here, relation))
            spent = _add(spent, cost)
        actors = (*actors, *(there for there, _ in straight))
        relations = (*relations, *(relation for _, relation in straight))
        if here == goal:
            yield actors, relations
            continue
        for there, relation, cost in hops[here]:
            total = _add(spent, cost)
            heappush(heap, (_add(total, remaining[there]), (*actors, there), total, (*relations, relation)))


def cost_of_hop(steps: Hops, relation: DatedRelation, there: str, goal: str) -> Cost:
    """Return the cost of a hop: less is better, the first number that differs decides."""
    degree = len(steps.onward(there)) if there != goal else 0
    return int(relation.certainty == "possible"), int(relation.claimed), -len(relation.voices), degree


def _add(one: Cost, other: Cost) -> Cost:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def count_chains(ways: ShortestChains) -> dict[str, int]:
    """Count for each actor the shortest chains from it to the goal."""
    onwards = dict.fromkeys(ways.rings[-1], 1)
    for ring in reversed(ways.rings[:-1]):
        onwards.update({here: sum(onwards[there] for there in ways.onward[here]) for here in ring})
    return onwards
