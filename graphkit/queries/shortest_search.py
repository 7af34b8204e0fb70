"""Finds the shortest chains of relations between two actors, and yields them best first.

A breadth-first search from both ends, ring by ring, finds the actors on the shortest chains. Only
relations between these are evaluated. Best-first search then yields one chain after the other, ordered
by cost. :func:`graphkit.shortest_paths` names the papers. The dates of relations play no part here: a
window of the graph limits them.

The relations of a chain are distinct. One could be used twice only where it is about both an actor from
whom a chain *enters* it and one for whom it *leaves* it: wherever else it ties the first of two hops' actors
to the last, there is a shorter chain. So each actor of the shortest chains is told apart by what the hops
from it to the goal must leave (:class:`Place`). Among the shortest of all chains these are always two hops in
a row, which takes no more time than without. Only if none of them has distinct relations, longer ones are
searched for. That may take time that grows exponentially with the number of relations about several actors
that chains could enter from one actor, and leave for another. It tells apart what a chain has entered only of
the relations that were found in its way, and stops beyond a number of labels rather than to answer wrongly.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from graphkit.graph.adjacency import EdgeData, ParallelEdges
from graphkit.graph.filters import walked_statuses
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


class Walking(NamedTuple):
    """Which hops paths take, and whom they avoid, by id and by kind, as :func:`graphkit.shortest_paths` says.

    ``statuses`` are those of what is walked, if not those of paths.
    """

    directed: bool
    direct: bool
    avoid: Collection[str] = ()
    avoid_kinds: Collection[str] = ()
    statuses: frozenset[str] | None = None


Left = frozenset[str]
"""Relations that hops leave for actors whom they are about."""

NOTHING: Left = frozenset()


class Way(NamedTuple):
    """A relation of a hop, and the relations that it enters or leaves: itself, if about several actors."""

    relation: DatedRelation
    enters: Left
    leaves: Left


Ways = tuple[Way, ...]


class Hops:
    """The hops that paths may take, looked up when a search reaches their actor.

    A hop may also lead from an end of a relation to an actor that the relation is about, and back, unless
    only ``direct`` or ``directed`` hops are asked for: such a hop has no direction.
    """

    def __init__(self, resolver: Resolver, walking: Walking) -> None:
        directed, direct, _, _, statuses = walking
        self._resolver = resolver
        self._directed = directed
        self._beside = {} if direct or directed else resolver.adjacency.beside
        self.shared = resolver.adjacency.shared if self._beside else frozenset()
        self._ways: dict[tuple[str, str], Ways] = {}
        self._statuses = walked_statuses(resolver.criteria) if statuses is None else statuses
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

    def ways(self, here: str, there: str) -> Ways | None:
        """Return how each relation of a hop is walked, the most telling first; None if it never matters."""
        if not self.shared or there not in self._beside.get(here, {}):
            return None
        if (here, there) not in self._ways:
            self._ways[here, there] = tuple(
                Way(relation, NOTHING, NOTHING)
                if relation.id not in self.shared or not relation.is_about(here, there)
                else Way(relation, NOTHING, frozenset({relation.id}))
                if here in (relation.source, relation.target)
                else Way(relation, frozenset({relation.id}), NOTHING)
                for relation in self.between(here, there)
            )
        ways = self._ways[here, there]
        return ways if any(way.enters or way.leaves for way in ways) else None

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


_FREE: frozenset[Left] = frozenset({NOTHING})


class Place(NamedTuple):
    """An actor of a shortest chain, so many hops from the goal.

    ``left`` is what the hops to the goal leave, in each way of choosing their relations that leaves no more
    than another. A chain can go on in one of these ways if it has entered nothing of that.
    """

    actor: str
    hops: int
    left: frozenset[Left]


class ShortestChains(NamedTuple):
    """All shortest chains from one actor to another.

    ``rings`` are the places on the chains, by hops from the start: those of the start first, that of the goal
    last; ``onward``, for each place those one hop nearer to the goal. A relation that is ``tracked`` may be
    entered by one hop and left by another; ``in_a_row`` if only by the hop right after.
    """

    rings: list[list[Place]]
    onward: dict[Place, list[Place]]
    tracked: Left = NOTHING
    in_a_row: bool = True

    @property
    def length(self) -> int:
        """Number of hops."""
        return len(self.rings) - 1

    def counts_to_goal(self) -> dict[Place, int]:
        """Return for each place the number of shortest chains from it to the goal."""
        counts = dict.fromkeys(self.rings[-1], 1)
        for ring in reversed(self.rings[:-1]):
            counts.update({here: sum(counts[there] for there in self.onward[here]) for here in ring})
        return counts

    @property
    def total(self) -> int:
        """Number of chains."""
        counts = self.counts_to_goal()
        return sum(counts[start] for start in self.rings[0])


def shortest_chains(hops: Hops, start: str, goal: str, closed: Closed) -> ShortestChains | None:
    """Return the shortest chains between two actors that run through no closed actor, or None.

    Raises StoppedEarlyError if the search for longer chains was stopped, because relations would be used
    twice in too many ways.
    """
    rings = _shortest_rings(hops, start, goal, closed)
    if rings is None:
        return None
    chains = distinct_chains(hops, rings, in_a_row=True)
    if chains is None:
        rings = longer_rings(hops, start, goal, closed)
        chains = rings and distinct_chains(hops, rings, in_a_row=False)
    return chains


def distinct_chains(hops: Hops, rings: Rings, *, in_a_row: bool) -> ShortestChains | None:
    """Return those of the chains along rings whose relations can be distinct, or None."""
    actors, onward = rings
    tracked = _tracked(hops, onward)
    [goal] = actors[-1]
    places: dict[str, list[Place]] = {goal: [Place(goal, 0, _FREE)]}
    found, nexts = [places[goal]], dict[Place, list[Place]]()
    for place, ring in enumerate(reversed(onward), 1):
        before: dict[str, list[Place]] = {}
        for here, theres in ring.items():
            by_left: dict[frozenset[Left], list[Place]] = {}
            for there in theres:
                ways = hops.ways(here, there) if tracked else None
                for to in places.get(there, ()):
                    left = _FREE if in_a_row else to.left
                    if ways is not None:
                        left = _left_before(ways, to.left, tracked, in_a_row=in_a_row)
                    if left:
                        by_left.setdefault(left, []).append(to)
            before[here] = [Place(here, place, left) for left in by_left]
            nexts.update(zip(before[here], by_left.values(), strict=True))
        places = before
        found.append([place for each in places.values() for place in each])
        if not in_a_row:
            check_budget(len(nexts))
    return ShortestChains(found[::-1], nexts, tracked, in_a_row) if found[-1] else None


def _tracked(hops: Hops, onward: list[dict[str, list[str]]]) -> Left:
    """Return the relations that some of the hops may enter and others leave."""
    if not hops.shared:
        return NOTHING
    pairs = ((here, there) for ring in onward for here, theres in ring.items() for there in theres)
    ways = [way for here, there in pairs for way in hops.ways(here, there) or ()]
    return NOTHING.union(*(way.enters for way in ways)) & NOTHING.union(*(way.leaves for way in ways))


def _left_before(ways: Ways, left: frozenset[Left], tracked: Left, *, in_a_row: bool) -> frozenset[Left]:
    """Return what a hop and the hops after it leave at least, given what these do."""
    found = {
        (NOTHING if in_a_row else after) | (way.leaves & tracked)
        for after in left
        for way in ways
        if way.enters.isdisjoint(after)
    }
    return frozenset(each for each in found if not any(other < each for other in found))


def _shortest_rings(hops: Hops, start: str, goal: str, closed: Closed) -> Rings | None:
    """Return the rings of the shortest chains, whether or not their relations are distinct, or None."""
    from_start, to_goal = {start: 0}, {goal: 0}
    start_ring, goal_ring = [start], [goal]
    while start_ring and goal_ring:
        if len(start_ring) <= len(goal_ring):
            start_ring = _next_ring(
                hops.onward, start_ring, from_start, lambda actor: actor != goal and closed(actor)
            )
            newest, others = start_ring, to_goal
        else:
            goal_ring = _next_ring(hops.back, goal_ring, to_goal, closed)  # the rings meet before the start
            newest, others = goal_ring, from_start
        if any(actor in others for actor in newest):
            meeting = [actor for actor in start_ring if actor in to_goal]
            return _rings_through(hops, meeting, from_start, to_goal)
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


def _rings_through(
    hops: Hops, meeting: list[str], from_start: dict[str, int], to_goal: dict[str, int]
) -> Rings:
    """Return the rings of the shortest chains, given the actors at which the searches from both ends met."""
    beyond, behind, onward = [meeting], [meeting], list[dict[str, list[str]]]()
    for distance in reversed(range(to_goal[meeting[0]])):
        after = {
            here: [there for there in hops.onward(here) if to_goal.get(there) == distance]
            for here in beyond[-1]
        }
        onward.append(after)
        beyond.append(list(dict.fromkeys(there for theres in after.values() for there in theres)))
    for distance in reversed(range(from_start[meeting[0]])):
        before: dict[str, list[str]] = {}
        for there in behind[-1]:
            for here in hops.back(there):
                if from_start.get(here) == distance:
                    before.setdefault(here, []).append(there)
        onward.insert(0, before)
        behind.append(list(before))
    return [*reversed(behind), *beyond[1:]], onward


_Node = tuple[Place, Left]
"""A place, and what a chain to it has entered that may matter on the way to the goal."""

_Step = tuple[_Node, DatedRelation, Cost]


def best_first(hops: Hops, chains: ShortestChains | None) -> Iterator[Chain]:
    """Yield the shortest chains by rising cost.

    Of the ways to choose distinct relations for the hops of a chain, the one is taken that has the most
    telling relation for the first hop, then for the second and so on.

    A* with the exact remaining cost of each place, so that one chain is finished before the next is
    started.
    """
    if chains is None:
        return
    [goal] = chains.rings[-1]
    steps, remaining = _costs(hops, chains)
    heap: list[tuple[Cost, tuple[str, ...], Cost, _Node, tuple[DatedRelation, ...]]] = []
    for start in chains.rings[0]:
        node = start, NOTHING
        heappush(heap, (remaining[node], (start.actor,), _NO_COST, node, ()))
    while heap:
        _, actors, spent, node, relations = heappop(heap)
        forced = list[tuple[str, DatedRelation]]()
        while node[0] != goal and len(steps[node]) == 1:  # copy a long chain once, not per hop
            ((node, relation, cost),) = steps[node]
            forced.append((node[0].actor, relation))
            spent = _sum(spent, cost)
        if forced:  # another chain that costs as much may come before it by its actors
            actors = (*actors, *(there for there, _ in forced))
            relations = (*relations, *(relation for _, relation in forced))
            heappush(heap, (_sum(spent, remaining[node]), actors, spent, node, relations))
            continue
        if node[0] == goal:
            yield actors, relations
            continue
        for there, relation, cost in steps[node]:
            total = _sum(spent, cost)
            least = _sum(total, remaining[there])
            heappush(heap, (least, (*actors, there[0].actor), total, there, (*relations, relation)))


def _costs(hops: Hops, chains: ShortestChains) -> tuple[dict[_Node, list[_Step]], dict[_Node, Cost]]:
    """Return the hops of each node with their cost, and the least cost from each node to the goal."""
    [goal] = chains.rings[-1]
    steps: dict[_Node, list[_Step]] = {}
    rings = [[(start, NOTHING) for start in chains.rings[0]]]
    for _ in range(chains.length):
        ring: dict[_Node, None] = {}
        for here, entered in rings[-1]:
            steps[here, entered] = choices = []
            for there in chains.onward[here]:
                relation, now = _chosen(hops, chains, here, there, entered)
                cost = _cost(hops, relation, here.actor, there.actor, goal.actor)
                choices.append(((there, now), relation, cost))
                ring[there, now] = None
        rings.append(list(ring))
    remaining: dict[_Node, Cost] = dict.fromkeys(rings[-1], _NO_COST)
    for nodes in reversed(rings[:-1]):
        for node in nodes:
            remaining[node] = min(_sum(cost, remaining[there]) for there, _, cost in steps[node])
    return steps, remaining


def _chosen(
    hops: Hops, chains: ShortestChains, here: Place, there: Place, entered: Left
) -> tuple[DatedRelation, Left]:
    """Return the most telling relation with which a chain can go on, and what the chain has then entered."""
    ways = hops.ways(here.actor, there.actor) if chains.tracked else None
    if ways is None:
        return hops.best(here.actor, there.actor), NOTHING if chains.in_a_row else entered
    return next(
        (way.relation, now)
        for way in ways
        if way.leaves.isdisjoint(entered)
        for now in [way.enters & chains.tracked | (NOTHING if chains.in_a_row else entered)]
        if any(now.isdisjoint(left) for left in there.left)
    )


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


# --- where the shortest of all chains would use a relation twice -----------------------------------


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
