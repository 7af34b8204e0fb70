"""Finds the shortest chains of relations between two actors, the best vouched for first.

Breadth first from the target gives every actor its distance; the chains that lose a hop at every
step are the shortest ones, and are taken best first. Time plays no part in the order of a chain's
relations; a window given before is what keeps them to a period.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice, pairwise, product

import networkx as nx

from graphkit.errors import UsageError
from graphkit.graph import Graph, find_actor
from graphkit.index import shown, view_of
from graphkit.view import Certainty, DatedRelation

NOT_BETWEEN = ("country", "place", "media")
"""The kinds of actor that a path does not run through: nearly everyone is tied to a country."""

MOST_DETOURS = 2_000
"""How many chains are looked at for one that runs through given actors by a detour."""

_MOST_JOINED = 10_000
"""How many ways of joining the shortest legs between given actors are looked at."""

Cost = tuple[int, ...]
Chain = tuple[tuple[str, ...], tuple[DatedRelation, ...]]
Steps = dict[str, dict[str, DatedRelation]]


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of actors, and for each hop the relation best vouched for.

    ``certainty`` is ``certain`` where every relation is in the window for sure, ``possible``
    where one of them may not be, None where no window was asked for.
    """

    actors: tuple[str, ...]
    relations: tuple[DatedRelation, ...]
    certainty: Certainty | None

    @property
    def length(self) -> int:
        """How many hops it takes."""
        return len(self.relations)


@dataclass(frozen=True, slots=True)
class Skipped:
    """An actor that paths do not run through, and how many shorter paths would have."""

    actor: str
    paths: int


@dataclass(frozen=True, slots=True)
class Paths:
    """The shortest paths between two actors, best first; empty where there is none."""

    source: str
    target: str
    paths: tuple[Path, ...]
    skipped: tuple[Skipped, ...]

    @property
    def length(self) -> int | None:
        """How many hops the paths take, or None where there is none."""
        return self.paths[0].length if self.paths else None


def shortest_path(
    graph: Graph,
    source: str,
    target: str,
    *,
    directed: bool = False,
    avoid: Collection[str] = (),
    avoid_kinds: Collection[str] = NOT_BETWEEN,
    via: Sequence[str] = (),
) -> Path | None:
    """Return the best of the shortest paths, or None; see :func:`shortest_paths`."""
    found = shortest_paths(
        graph, source, target, directed=directed, avoid=avoid, avoid_kinds=avoid_kinds, via=via, limit=1
    )
    return found.paths[0] if found.paths else None


def shortest_paths(
    graph: Graph,
    source: str,
    target: str,
    *,
    directed: bool = False,
    avoid: Collection[str] = (),
    avoid_kinds: Collection[str] = NOT_BETWEEN,
    via: Sequence[str] = (),
    limit: int | None = None,
) -> Paths:
    """Return the paths of fewest hops between two actors, best vouched for first.

    Parameters
    ----------
    graph
        The graph, a window of it or a snapshot.
    source, target
        Two different actors, each by id, name or alias.
    directed
        Follow relations only from their source to their target (symmetric ones both ways).
    avoid
        Actors, by id, name or alias, that no path may run through.
    avoid_kinds
        Kinds of actor that no path runs through; shorter paths so lost are told as skipped.
    via
        Actors that the paths run through, in this order.
    limit
        How many paths at most; None for all.

    Returns
    -------
    Paths
        Ranked by the number of hops that are only possible, then that are only claimed, then
        by voices, then by how rare the go-betweens are. Denied relations are never walked,
        planned ones only in a graph whose view asked for them.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If a name is nobody's or several actors'.
    UsageError
        If both ends are the same actor.
    """
    start, goal = find_actor(graph, source), find_actor(graph, target)
    if start == goal:
        raise UsageError(f"{source!r} and {target!r} are the same actor; a path needs two")
    stops = (start, *(find_actor(graph, name) for name in via), goal)
    if len(set(stops)) < len(stops):
        raise UsageError("via: a path runs through each actor once; name others than its ends, and each once")
    steps = _steps(graph, directed=directed)
    shunned = {find_actor(graph, name) for name in avoid} - set(stops)
    closed = shunned | {actor for actor in graph if graph.nodes[actor]["kind"] in avoid_kinds}
    dated = view_of(graph).window is not None or view_of(graph).as_of is not None
    paths = tuple(
        Path(actors, relations, _certainty(relations) if dated else None)
        for actors, relations in islice(_chains(steps, stops, closed), limit)
    )
    if via:
        return Paths(start, goal, paths, ())
    open_distance = _distances(steps, goal, start, shunned)
    shorter = start in open_distance and not (paths and paths[0].length <= open_distance[start])
    skipped = _go_betweens(steps, open_distance, start, goal, closed) if shorter else ()
    return Paths(start, goal, paths, tuple(skipped))


def _chains(steps: Steps, stops: Sequence[str], closed: Collection[str]) -> Iterator[Chain]:
    """Yield the shortest chains that run through all stops in order and through no actor twice."""
    if len(stops) == 2:
        yield from _best_first(steps, _distances(steps, stops[1], stops[0], closed), *stops)
        return
    most = int(_MOST_JOINED ** (1 / (len(stops) - 1)))
    legs = [
        islice(_best_first(steps, _distances(steps, there, here, {*closed, *stops}), here, there), most)
        for here, there in pairwise(stops)
    ]
    joined = [_joined(combination) for combination in product(*legs)]
    simple = [chain for chain in joined if len(set(chain[0])) == len(chain[0])]
    if not simple and joined:
        simple = _detours(steps, stops, closed)
    yield from sorted(simple, key=lambda chain: (_total(steps, chain), chain[0]))


def _joined(legs: Sequence[Chain]) -> Chain:
    actors = [legs[0][0][0], *(actor for chain, _ in legs for actor in chain[1:])]
    return tuple(actors), tuple(relation for _, relations in legs for relation in relations)


def _total(steps: Steps, chain: Chain) -> Cost:
    actors, relations = chain
    costs = [_cost(steps, seen, there, actors[-1]) for seen, there in zip(relations, actors[1:], strict=True)]
    return tuple(map(sum, zip(*costs, strict=True)))


def _detours(steps: Steps, stops: Sequence[str], closed: Collection[str]) -> list[Chain]:
    """Return the shortest chains through all stops whose legs are not each the shortest.

    Chains are taken by length (Yen, 1971, as in networkx), :data:`MOST_DETOURS` of them at most:
    to find whether there is one at all can take for ever.
    """
    shut = set(closed) - set(stops)
    simple: nx.DiGraph[str] = nx.DiGraph()
    simple.add_edges_from(
        (here, there) for here, onward in steps.items() for there in onward if not {here, there} & shut
    )
    found: list[Chain] = []
    with suppress(nx.NetworkXNoPath, nx.NodeNotFound):
        for actors in islice(nx.shortest_simple_paths(simple, stops[0], stops[-1]), MOST_DETOURS):
            if found and len(actors) > len(found[0][0]):
                break
            if [actor for actor in actors if actor in stops] == list(stops):
                found.append((tuple(actors), tuple(steps[here][there] for here, there in pairwise(actors))))
    return found


def _steps(graph: Graph, *, directed: bool) -> Steps:
    """Return for each actor the actors one hop on, each with the relation best vouched for."""
    asked = view_of(graph).statuses or frozenset({"actual"})
    steps: Steps = defaultdict(dict)
    for relation in shown(graph):
        if relation.status == "denied" or relation.status not in asked or relation.source == relation.target:
            continue
        ends = [(relation.source, relation.target)]
        if not directed or relation.type.symmetric:
            ends.append((relation.target, relation.source))
        for here, there in ends:
            standing = steps[here].get(there)
            if standing is None or weakness(relation) < weakness(standing):
                steps[here][there] = relation
    return steps


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


def _distances(steps: Steps, goal: str, start: str, closed: Collection[str]) -> dict[str, int]:
    """Return the hops from each actor to the goal, running through no closed actor."""
    backwards: dict[str, list[str]] = defaultdict(list)
    for here, onward in steps.items():
        for there in onward:
            backwards[there].append(here)
    distance = {goal: 0}
    waiting = deque([goal])
    while waiting:
        there = waiting.popleft()
        for here in backwards[there]:
            if here not in distance and (here == start or here not in closed):
                distance[here] = distance[there] + 1
                if here != start:
                    waiting.append(here)
    return distance


def _onward(steps: Steps, distance: dict[str, int], here: str) -> list[tuple[str, DatedRelation]]:
    """Return the steps from an actor that come one hop nearer to the goal."""
    nearer = distance[here] - 1
    return [(there, relation) for there, relation in steps[here].items() if distance.get(there) == nearer]


def _best_first(steps: Steps, distance: dict[str, int], start: str, goal: str) -> Iterator[Chain]:
    """Yield the shortest paths by rising cost.

    The least cost that remains is known exactly for every actor, so that best-first search
    (A*: Hart, Nilsson and Raphael, 1968) finishes one path before it opens the next.
    """
    if start not in distance:
        return
    remaining: dict[str, Cost] = {goal: (0, 0, 0, 0)}
    for here in sorted(distance, key=distance.__getitem__):
        options = [
            _add(_cost(steps, relation, there, goal), remaining[there])
            for there, relation in _onward(steps, distance, here)
            if there in remaining
        ]
        if options:
            remaining[here] = min(options)
    heap: list[tuple[Cost, tuple[str, ...], Cost, tuple[DatedRelation, ...]]] = []
    heappush(heap, (remaining[start], (start,), (0, 0, 0, 0), ()))
    while heap:
        _, actors, spent, relations = heappop(heap)
        here = actors[-1]
        if here == goal:
            yield actors, relations
            continue
        for there, relation in _onward(steps, distance, here):
            cost = _add(spent, _cost(steps, relation, there, goal))
            heappush(heap, (_add(cost, remaining[there]), (*actors, there), cost, (*relations, relation)))


def _cost(steps: Steps, relation: DatedRelation, there: str, goal: str) -> Cost:
    degree = len(steps[there]) if there != goal else 0
    return int(relation.certainty == "possible"), int(relation.claimed), -len(relation.voices), degree


def _add(one: Cost, other: Cost) -> Cost:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _certainty(relations: Collection[DatedRelation]) -> Certainty:
    return "certain" if all(relation.certainty == "certain" for relation in relations) else "possible"


def _go_betweens(
    steps: Steps, distance: dict[str, int], start: str, goal: str, closed: Collection[str]
) -> list[Skipped]:
    """Count for each closed actor the shortest paths that would run through it."""
    order = sorted(
        (actor for actor in distance if distance[actor] <= distance[start]), key=distance.__getitem__
    )
    onwards: dict[str, int] = {goal: 1}
    for here in order[1:]:
        onwards[here] = sum(onwards.get(there, 0) for there, _ in _onward(steps, distance, here))
    arriving: dict[str, int] = defaultdict(int, {start: 1})
    for here in reversed(order):
        for there, _ in _onward(steps, distance, here):
            arriving[there] += arriving[here]
    found = [
        Skipped(actor, arriving[actor] * onwards[actor])
        for actor in order
        if actor in closed and actor not in (start, goal) and arriving[actor]
    ]
    return sorted(found, key=lambda skipped: (-skipped.paths, skipped.actor))
