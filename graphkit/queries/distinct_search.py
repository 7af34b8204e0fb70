"""Finds chains of distinct relations where the shortest of all chains would use a relation twice.

The search may take time that grows exponentially with the number of relations about several actors that
chains could enter from one actor, and leave for another. It tells apart what a chain has entered only of the
relations that were found in its way, and stops beyond a number of labels rather than to answer wrongly.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from graphkit.graph.relation import DatedRelation

Closed = Callable[[str], bool]
"""Whether no chain may run through an actor."""

Left = frozenset[str]
"""Relations that hops leave for actors whom they are about."""

NOTHING: Left = frozenset()


class Way(NamedTuple):
    """A relation of a hop, and the relations that it enters or leaves: itself, if about several actors."""

    relation: DatedRelation
    enters: Left
    leaves: Left


Ways = tuple[Way, ...]


class Hops(Protocol):
    """The hops of :class:`graphkit.queries.shortest_search.Hops`."""

    def onward(self, actor: str) -> list[str]:
        """Return the actors to which a hop from an actor leads."""
        ...

    def back(self, actor: str) -> list[str]:
        """Return the actors from which a hop leads to an actor."""
        ...

    def best(self, here: str, there: str) -> DatedRelation:
        """Return the most telling relation of a hop."""
        ...

    def between(self, here: str, there: str) -> tuple[DatedRelation, ...]:
        """Return every relation that a hop may take, the most telling first."""
        ...

    def ways(self, here: str, there: str) -> Ways | None:
        """Return how each relation of a hop is walked; None if it enters or leaves none."""
        ...


Rings = tuple[list[list[str]], list[dict[str, list[str]]]]
"""The actors on chains, by hops from the start, and for each of them those of the next ring."""

MOST_LABELS = 100_000
"""How many ways of using relations are told apart at most before a search is stopped."""


class StoppedEarlyError(Exception):
    """A search for chains of distinct relations was stopped after it had looked at so many."""

    def __init__(self, looked_at: int) -> None:
        super().__init__(looked_at)
        self.looked_at = looked_at


def check_budget(labels: int) -> None:
    """Stop a search that has told too many ways apart."""
    if labels > MOST_LABELS:
        raise StoppedEarlyError(MOST_LABELS)


def longer_rings(hops: Hops, start: str, goal: str, closed: Closed) -> Rings | None:
    """Return the rings of the shortest chains whose relations can be distinct, or None if there are none.

    Other chains of their length may be among these. A search that was stopped raises StoppedEarlyError.
    """
    tracked = NOTHING
    while True:
        actors = _fewest_hops(hops, start, goal, closed, tracked)
        if actors is None:
            return None
        if distinct_relations(hops, actors) is not None:
            return _rings_of_length(hops, start, goal, closed, len(actors) - 1)
        tracked |= _used_twice(hops, actors)


def distinct_relations(hops: Hops, actors: Sequence[str]) -> tuple[DatedRelation, ...] | None:
    """Return different relations for the hops of a chain, or None if there are not enough.

    The most telling one for the first hop that leaves enough for the others, then for the second, and so on.
    """
    pairs = list(pairwise(actors))
    best = tuple(hops.best(here, there) for here, there in pairs)
    if len({relation.id for relation in best}) == len(best):
        return best
    options = [hops.between(here, there)[: len(pairs)] for here, there in pairs]
    taken: dict[str, int] = {}
    if not all(_match(options, place, taken, set()) for place in range(len(options))):
        return None
    for place, relations in enumerate(options):
        for relation in relations:
            narrowed = [*options[:place], (relation,), *options[place + 1 :]]
            taken = {}
            if all(_match(narrowed, other, taken, set()) for other in range(len(narrowed))):
                options = narrowed
                break
    return tuple(relations[0] for relations in options)


def _match(
    options: Sequence[Sequence[DatedRelation]], place: int, taken: dict[str, int], seen: set[str]
) -> bool:
    """Find a relation for a hop, by moving others if need be (augmenting paths, Kuhn 1955)."""
    for relation in options[place]:
        if relation.id not in seen:
            seen.add(relation.id)
            if relation.id not in taken or _match(options, taken[relation.id], taken, seen):
                taken[relation.id] = place
                return True
    return False


def _used_twice(hops: Hops, actors: Sequence[str]) -> Left:
    """Return the relations that one hop of a chain could enter and a later one leave."""
    entered, twice = set[str](), set[str]()
    for here, there in pairwise(actors):
        for way in hops.ways(here, there) or ():
            twice |= entered & way.leaves
        for way in hops.ways(here, there) or ():
            entered |= way.enters
    return frozenset(twice)


def _fewest_hops(hops: Hops, start: str, goal: str, closed: Closed, tracked: Left) -> tuple[str, ...] | None:
    """Return the actors of a shortest chain that leaves no tracked relation that it entered, or None."""
    kept: dict[str, list[Left]] = {start: [NOTHING]}
    ring: list[tuple[tuple[str, ...], Left]] = [((start,), NOTHING)]
    labels = 0
    while ring:
        reached: list[tuple[tuple[str, ...], Left]] = []
        for actors, entered in ring:
            here = actors[-1]
            for there in hops.onward(here):
                if there != goal and closed(there):
                    continue
                for now in _entered_after(hops.ways(here, there), entered, tracked):
                    if not any(other <= now for other in kept.get(there, ())):
                        kept.setdefault(there, []).append(now)
                        reached.append(((*actors, there), now))
                        labels += 1
                        check_budget(labels)
                        if there == goal:
                            return *actors, there
        ring = reached
    return None


def _entered_after(ways: Sequence[Way] | None, entered: Left, tracked: Left) -> set[Left]:
    """Return what a chain may have entered after a hop: nothing more, wherever that can be."""
    if ways is None:
        return {entered}
    found = {entered | (way.enters & tracked) for way in ways if way.leaves.isdisjoint(entered)}
    return {entered} if entered in found else found


def _rings_of_length(hops: Hops, start: str, goal: str, closed: Closed, length: int) -> Rings:
    """Return the rings of all chains of a length; those that return to an actor are among them."""
    distance, ring = {goal: 0}, [goal]
    for hop in range(1, length + 1):
        before = dict.fromkeys(here for there in ring for here in hops.back(there) if here not in distance)
        ring = [here for here in before if here == start or not closed(here)]
        distance.update(dict.fromkeys(ring, hop))
    rings, onward = [[start]], list[dict[str, list[str]]]()
    for left in reversed(range(length)):
        onward.append(
            {
                here: [
                    there
                    for there in hops.onward(here)
                    if distance.get(there, length) <= left and (there == goal) == (left == 0)
                ]
                for here in rings[-1]
            }
        )
        rings.append(list(dict.fromkeys(there for theres in onward[-1].values() for there in theres)))
    return rings, onward
