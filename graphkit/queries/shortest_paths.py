"""Finds the shortest chains of relations between two actors, the best vouched for first.

Breadth first from both ends, ring by ring, until the rings meet, finds the actors on the shortest
chains (Pohl, *Bi-directional search*, 1971); only the relations between those are weighed, and
the chains are taken best first. Time plays no part in the order of a chain's relations; a window
given before is what keeps them to a period.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice, pairwise, product
from operator import eq
from typing import ClassVar, NamedTuple, overload

import networkx as nx

from graphkit.answers import RELATION, Answer, Column, Row
from graphkit.errors import UsageError
from graphkit.graph.adjacency import EdgeData, ParallelEdges
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.relation import Certainty, DatedRelation
from graphkit.graph.resolver import Resolver
from graphkit.graph.validated import public

NOT_BETWEEN = ("country", "place", "media")
"""The kinds of actor that a path does not run through: nearly everyone is tied to a country."""

MOST_DETOURS = 2_000
"""How many chains are looked at for one that runs through given actors by a detour."""

_MOST_JOINED = 10_000
"""How many ways of joining the shortest legs between given actors are looked at."""

Cost = tuple[int, ...]
Chain = tuple[tuple[str, ...], tuple[DatedRelation, ...]]
Closed = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Path(Answer):
    """A chain of actors, and for each hop the relation best vouched for.

    ``certainty`` is ``certain`` where every relation is in the window for sure, ``possible``
    where one of them may not be, None where no window was asked for.
    """

    columns: ClassVar = (Column("hop", "number"), RELATION)

    actors: tuple[str, ...]
    relations: tuple[DatedRelation, ...]
    certainty: Certainty | None

    @property
    def length(self) -> int:
        """How many hops it takes."""
        return len(self.relations)

    def rows(self) -> Iterable[Row]:
        """Yield a row for each hop."""
        for hop, relation in enumerate(self.relations, 1):
            yield {"hop": hop, "relation": relation}


@dataclass(frozen=True, slots=True)
class Skipped(Answer):
    """An actor that paths do not run through, and how many shorter paths would have."""

    columns: ClassVar = (Column("actor", "actor"), Column("paths", "number", "shorter paths"))

    actor: str
    paths: int


class ManyPaths(Sequence[Path]):
    """Paths that are each found when they are asked for: there can be more than anyone could hold.

    The first so many are a slice of it. It is equal to a tuple of the same paths.
    """

    def __init__(self, paths: Iterator[Path], count: int) -> None:
        self._coming = paths
        self._found: list[Path] = []
        self._count = count

    def __len__(self) -> int:
        """Return how many there are; OverflowError beyond 2^63, which :attr:`Paths.count` still tells."""
        return self._count

    def __bool__(self) -> bool:
        return self._count > 0

    def __iter__(self) -> Iterator[Path]:
        for place in range(self._count):
            if not self._reaches(place + 1):
                return
            yield self._found[place]

    @overload
    def __getitem__(self, place: int) -> Path: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Path, ...]: ...
    def __getitem__(self, place: int | slice) -> Path | tuple[Path, ...]:
        if isinstance(place, slice):
            ends = (place.start, place.stop, place.step)
            from_start = place.stop is not None and all(end is None or end >= 0 for end in ends)
            self._reaches(place.stop if from_start else self._count)
            return tuple(self._found[place])
        self._reaches(place + 1 if place >= 0 else self._count)
        return self._found[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(other) == self._count and all(map(eq, self, other))

    def __hash__(self) -> int:
        return hash(self[:1])

    def __repr__(self) -> str:
        return f"<{self._count:,} paths, the first of them {self[0]!r}>"

    def _reaches(self, count: int) -> bool:
        self._found += islice(self._coming, max(0, count - len(self._found)))
        return len(self._found) >= count


MOST_HELD = 1_000
"""Up to so many paths are found at once, and held in a tuple."""


@dataclass(frozen=True, slots=True)
class Paths(Answer):
    """The shortest paths between two actors, best first; empty where there is none.

    Attributes
    ----------
    source, target
        The two, by id.
    paths
        As many as were asked for: a tuple, or, of more than :data:`MOST_HELD`, one that finds each
        when it is asked for.
    skipped
        Whom shorter paths would run through.
    count
        How many there are, however many were asked for.
    looked_at
        After how many chains through given actors the search was given up: there may be more paths than
        were found, or one where none was. None where it saw them all.
    """

    source: str
    target: str
    paths: Sequence[Path]
    skipped: tuple[Skipped, ...]
    count: int
    looked_at: int | None = None

    @property
    def length(self) -> int | None:
        """How many hops the paths take, or None where there is none."""
        return self.paths[0].length if self.paths else None


@public
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
    """Return the best of the shortest paths, or None; see :func:`shortest_paths`.

    Raises
    ------
    UsageError
        If none was found through given actors before the search was given up: there may be one.

    Examples
    --------
    >>> gk.shortest_path(graph, "Trump", "DeepSeek").actors
    ('donald-trump', 'trump-administration', 'nvidia', 'h20', 'deepseek')
    """
    found = shortest_paths(
        graph, source, target, directed=directed, avoid=avoid, avoid_kinds=avoid_kinds, via=via, limit=1
    )
    if not found.paths and found.looked_at is not None:
        raise UsageError(f"via: {none_among(found.looked_at)}; name fewer actors, or ask for each leg")
    return found.paths[0] if found.paths else None


def none_among(looked_at: int) -> str:
    """Say that no path was found before the search was given up, which is not that there is none."""
    return f"no path was found among the first {looked_at:,} chains; there may be one"


@public
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
        How many paths at most; None for all: where these are many, each is found when it is asked for.

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

    Examples
    --------
    >>> found = gk.shortest_paths(graph, "Trump", "DeepSeek")
    >>> len(found.paths), found.length
    (4, 4)
    >>> [(skipped.actor, skipped.paths) for skipped in found.skipped]
    [('china', 2)]
    """
    start, goal = find_actor(graph, source), find_actor(graph, target)
    if start == goal:
        raise UsageError(f"{source!r} and {target!r} are the same actor; a path needs two")
    stops = (start, *(find_actor(graph, name) for name in via), goal)
    shunned = {find_actor(graph, name) for name in avoid}
    return paths_through(
        index(graph), stops, directed=directed, avoid=shunned, avoid_kinds=avoid_kinds, limit=limit
    )


def paths_through(
    known: Resolver,
    stops: Sequence[str],
    *,
    directed: bool,
    avoid: Collection[str],
    avoid_kinds: Collection[str],
    limit: int | None,
) -> Paths:
    """Return the shortest paths from the first of some stops through the others to the last.

    The stops and what to avoid are ids; else as :func:`shortest_paths`, whose part this is.
    """
    if len(set(stops)) < len(stops):
        raise UsageError("via: a path runs through each actor once; name others than its ends, and each once")
    start, goal = stops[0], stops[-1]
    steps = _Steps(known, directed=directed)
    shunned = frozenset(avoid) - frozenset(stops)
    actors = known.adjacency.actors

    def closed(actor: str) -> bool:
        return actor in shunned or actors[actor]["kind"] in avoid_kinds

    dated = known.criteria.window is not None or known.criteria.as_of is not None
    if len(stops) > 2:
        joined, looked_at = _through_all(steps, stops, closed)
        chains, count = iter(joined), len(joined)
    else:
        looked_at = None
        ways = _shortest(steps, start, goal, closed)
        chains, count = _best_first(steps, ways), _onwards(ways)[start] if ways else 0
    found = (
        Path(actors, relations, _certainty(relations) if dated else None)
        for actors, relations in islice(chains, limit)
    )
    asked = count if limit is None else min(limit, count)
    paths = tuple(found) if asked <= MOST_HELD else ManyPaths(found, asked)
    if len(stops) > 2:
        return Paths(start, goal, paths, (), count, looked_at)
    open_ways = _shortest(steps, start, goal, shunned.__contains__)
    shorter = open_ways is not None and not (paths and paths[0].length <= open_ways.length)
    skipped = _go_betweens(open_ways, closed) if open_ways is not None and shorter else ()
    return Paths(start, goal, paths, tuple(skipped), count)


class _Steps:
    """The hops that paths may take through a graph, each found when a search comes to its actor."""

    def __init__(self, known: Resolver, *, directed: bool) -> None:
        self._known = known
        self._directed = directed
        self._statuses = (known.criteria.statuses or frozenset({"actual"})) - {"denied"}
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
        for source, onward in self._known.adjacency.successors.items():
            for target, between in onward.items():
                for here, there in ((source, target), (target, source)):
                    if source != target and self._is_walked(source, target, between, along=here == source):
                        found[here][there] = None
        return ((here, there) for here, onward in found.items() for there in onward)

    def best(self, here: str, there: str) -> DatedRelation:
        """Return the relation of a hop that is best vouched for."""
        if (here, there) not in self._best:
            adjacency = self._known.adjacency
            found = [
                seen
                for source, target in ((here, there), (there, here))
                for seen in self._known.visible_between(
                    source, target, adjacency.successors[source].get(target, {})
                )
                if self._is_usable(seen.fields, along=source == here)
            ]
            self._best[here, there] = min(found, key=weakness)
        return self._best[here, there]

    def _beside(self, actor: str, *, from_it: bool) -> list[str]:
        found: dict[str, None] = {}
        for source, target, between in self._known.adjacency.incident(actor):
            other = target if source == actor else source
            if other != actor and other not in found:
                along = (source == actor) == from_it
                if self._is_walked(source, target, between, along=along):
                    found[other] = None
        return list(found)

    def _is_walked(self, source: str, target: str, between: ParallelEdges, *, along: bool) -> bool:
        """Whether any relation from one actor to another may be walked, along its direction or against it."""
        for fields in between.values():
            if self._is_usable(fields, along=along) and self._known.is_visible(source, target, fields):
                return True
        return False

    def _is_usable(self, fields: EdgeData, *, along: bool) -> bool:
        if fields.get("status", "actual") not in self._statuses:
            return False
        return along or not self._directed or fields["type"] in self._known.cache.symmetric


Found = tuple[list[Chain], int | None]
"""Chains, and how many were looked at where the search was given up before it saw all."""


def _through_all(steps: _Steps, stops: Sequence[str], closed: Closed) -> Found:
    """Return the shortest chains that run through all stops in order and through no actor twice."""
    most = int(_MOST_JOINED ** (1 / (len(stops) - 1)))

    def closed_or_stop(actor: str) -> bool:
        return actor in stops or closed(actor)

    ways = [_shortest(steps, here, there, closed_or_stop) for here, there in pairwise(stops)]
    legs = [islice(_best_first(steps, each), most) for each in ways]
    joined = [_joined(combination) for combination in product(*legs)]
    simple = [chain for chain in joined if len(set(chain[0])) == len(chain[0])]
    cut = any(each is not None and _onwards(each)[each.rings[0][0]] > most for each in ways)
    looked_at = len(joined) if joined and cut else None
    if not simple and joined:
        simple, looked_at = _detours(steps, stops, closed)
    return sorted(simple, key=lambda chain: (_total(steps, chain), chain[0])), looked_at


def _joined(legs: Sequence[Chain]) -> Chain:
    actors = [legs[0][0][0], *(actor for chain, _ in legs for actor in chain[1:])]
    return tuple(actors), tuple(relation for _, relations in legs for relation in relations)


def _total(steps: _Steps, chain: Chain) -> Cost:
    actors, relations = chain
    costs = [_cost(steps, seen, there, actors[-1]) for seen, there in zip(relations, actors[1:], strict=True)]
    return tuple(map(sum, zip(*costs, strict=True)))


def _detours(steps: _Steps, stops: Sequence[str], closed: Closed) -> Found:
    """Return the shortest chains through all stops whose legs are not each the shortest.

    Chains are taken by length (Yen, 1971, as in networkx), :data:`MOST_DETOURS` of them at most:
    to find whether there is one at all can take for ever.
    """

    def shut(actor: str) -> bool:
        return actor not in stops and closed(actor)

    simple: nx.DiGraph[str] = nx.DiGraph()
    simple.add_edges_from((here, there) for here, there in steps.all() if not shut(here) and not shut(there))
    found: list[Chain] = []
    with suppress(nx.NetworkXNoPath, nx.NodeNotFound):
        for looked_at, actors in enumerate(nx.shortest_simple_paths(simple, stops[0], stops[-1])):
            if found and len(actors) > len(found[0][0]):
                break
            if looked_at == MOST_DETOURS:
                return found, looked_at
            if [actor for actor in actors if actor in stops] == list(stops):
                relations = tuple(steps.best(here, there) for here, there in pairwise(actors))
                found.append((tuple(actors), relations))
    return found, None


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


class _Ways(NamedTuple):
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


def _shortest(steps: _Steps, start: str, goal: str, closed: Closed) -> _Ways | None:
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


def _ways(steps: _Steps, met: list[str], from_start: dict[str, int], to_goal: dict[str, int]) -> _Ways:
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
    return _Ways([*reversed(behind), *beyond[1:]], onward)


def _best_first(steps: _Steps, ways: _Ways | None) -> Iterator[Chain]:
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
            hops[here] = [(there, seen, _cost(steps, seen, there, goal)) for there, seen in best]
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


def _cost(steps: _Steps, relation: DatedRelation, there: str, goal: str) -> Cost:
    degree = len(steps.onward(there)) if there != goal else 0
    return int(relation.certainty == "possible"), int(relation.claimed), -len(relation.voices), degree


def _add(one: Cost, other: Cost) -> Cost:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _certainty(relations: Collection[DatedRelation]) -> Certainty:
    return "certain" if all(relation.certainty == "certain" for relation in relations) else "possible"


def _onwards(ways: _Ways) -> dict[str, int]:
    """Count for each actor the shortest chains from it to the goal."""
    onwards = dict.fromkeys(ways.rings[-1], 1)
    for ring in reversed(ways.rings[:-1]):
        onwards.update({here: sum(onwards[there] for there in ways.onward[here]) for here in ring})
    return onwards


def _go_betweens(ways: _Ways, closed: Closed) -> list[Skipped]:
    """Count for each closed actor the shortest paths that would run through it."""
    onwards = _onwards(ways)
    arriving: dict[str, int] = defaultdict(int, dict.fromkeys(ways.rings[0], 1))
    for ring in ways.rings[:-1]:
        for here in ring:
            for there in ways.onward[here]:
                arriving[there] += arriving[here]
    found = [
        Skipped(actor, arriving[actor] * onwards[actor])
        for ring in ways.rings[1:-1]
        for actor in ring
        if closed(actor)
    ]
    return sorted(found, key=lambda skipped: (-skipped.paths, skipped.actor))
