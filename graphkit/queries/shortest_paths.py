"""Finds the shortest chains of relations between two actors, the best vouched for first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from operator import eq
from typing import ClassVar, overload

from graphkit.answers import RELATION, Answer, Column, Row
from graphkit.errors import UsageError
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.relation import Certainty, DatedRelation
from graphkit.graph.resolver import Resolver
from graphkit.graph.validated import public
from graphkit.model.kinds import NOT_BETWEEN
from graphkit.queries.paths_via import chains_through
from graphkit.queries.shortest_search import (
    Chain,
    Closed,
    Hops,
    Place,
    ShortestChains,
    StoppedEarlyError,
    Walking,
    best_first,
    shortest_chains,
)
from graphkit.queries.telling import ABOUT, MORE, TIE

MOST_HELD = 1_000
"""Up to this many paths are returned as a tuple; beyond that, each is computed on access."""


@dataclass(frozen=True, slots=True)
class Hopping(Answer):
    """A chain of actors, from source to target, and the relation of each hop."""

    actors: tuple[str, ...]
    relations: tuple[DatedRelation, ...]

    @property
    def length(self) -> int:
        """Number of hops."""
        return len(self.relations)

    @property
    def about(self) -> tuple[bool, ...]:
        """For each hop, whether its relation does not join its two actors but is about one of them."""
        hops = zip(self.relations, pairwise(self.actors), strict=True)
        return tuple(relation.is_about(*ends) for relation, ends in hops)


@dataclass(frozen=True, slots=True)
class Path(Hopping):
    """A chain of actors, and the most telling relation of each hop.

    Attributes
    ----------
    actors
        Ids, from source to target.
    relations
        The relation of each hop.
    certainty
        ``certain`` if every relation is certainly in the window, otherwise ``possible``; None if
        the graph has no window.
    more
        For each hop, how many more relations it could have taken.
    """

    columns: ClassVar = (Column("hop", "number"), RELATION, TIE, MORE)

    certainty: Certainty | None
    more: tuple[int, ...] = ()

    def rows(self) -> Iterable[Row]:
        """Yield a row for each hop."""
        hops = zip(self.relations, self.about, self.more, strict=True)
        for hop, (relation, about, more) in enumerate(hops, 1):
            yield {"hop": hop, "relation": relation, "tie": ABOUT if about else None, "more": more}


@dataclass(frozen=True, slots=True)
class Skipped(Answer):
    """An actor that paths may not run through, and the number of shorter paths that would have."""

    columns: ClassVar = (Column("actor", "actor"), Column("paths", "number", "shorter paths"))

    actor: str
    paths: int


class ManyPaths(Sequence[Path]):
    """A sequence of paths that computes each on first access: there can be too many to hold.

    It compares equal to a tuple of the same paths.
    """

    def __init__(self, paths: Iterator[Path], count: int) -> None:
        self._remaining = paths
        self._computed: list[Path] = []
        self._count = count

    def __len__(self) -> int:
        """Return the number of paths; OverflowError beyond 2^63, where :attr:`Paths.count` still works."""
        return self._count

    def __bool__(self) -> bool:
        return self._count > 0

    def __iter__(self) -> Iterator[Path]:
        for place in range(self._count):
            if not self._compute(place + 1):
                return
            yield self._computed[place]

    @overload
    def __getitem__(self, place: int) -> Path: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Path, ...]: ...
    def __getitem__(self, place: int | slice) -> Path | tuple[Path, ...]:
        if isinstance(place, slice):
            ends = (place.start, place.stop, place.step)
            from_start = place.stop is not None and all(end is None or end >= 0 for end in ends)
            self._compute(place.stop if from_start else self._count)
            return tuple(self._computed[place])
        self._compute(place + 1 if place >= 0 else self._count)
        return self._computed[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(other) == self._count and all(map(eq, self, other))

    def __hash__(self) -> int:
        return hash(self[:1])

    def __repr__(self) -> str:
        return f"<{self._count:,} paths, the first of them {self[0]!r}>"

    def _compute(self, count: int) -> bool:
        """Compute the first paths up to a count; return whether there are that many."""
        self._computed += islice(self._remaining, max(0, count - len(self._computed)))
        return len(self._computed) >= count


@dataclass(frozen=True, slots=True)
class Paths(Answer):
    """The shortest paths between two actors, best first.

    Attributes
    ----------
    source, target
        Ids of the two actors.
    paths
        The paths, at most as many as the limit: a tuple, or, beyond :data:`MOST_HELD`, a sequence
        that computes each path on access.
    skipped
        Actors of avoided kinds that shorter paths would run through.
    count
        Number of shortest paths, regardless of the limit.
    looked_at
        Number of chains examined if the search stopped early, so that there may be other paths, or a path
        where none was found: through given actors, or where very many chains would use one relation for
        two hops. None if the search was complete.
    """

    source: str
    target: str
    paths: Sequence[Path]
    skipped: tuple[Skipped, ...]
    count: int
    looked_at: int | None = None

    @property
    def length(self) -> int | None:
        """Number of hops of the paths, or None if there is no path."""
        return self.paths[0].length if self.paths else None


@public
def shortest_path(
    graph: Graph,
    source: str,
    target: str,
    *,
    directed: bool = False,
    direct: bool = False,
    avoid: Collection[str] = (),
    avoid_kinds: Collection[str] = NOT_BETWEEN,
    via: Sequence[str] = (),
) -> Path | None:
    """Return the best of the shortest paths between two actors, or None.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it or a snapshot.
    source, target : str
        Two different actors, each by id, name or alias.
    directed, direct, avoid, avoid_kinds, via : optional
        Which hops and actors the path may take, as for :func:`shortest_paths`.

    Returns
    -------
    Path or None
        The first of :func:`shortest_paths`.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If no actor or several actors have a name.
    UsageError
        If both ends are the same actor, or ``via`` repeats an actor. Also if the search stopped early without
        a path, as there may be one.

    Examples
    --------
    >>> gk.shortest_path(graph, "Trump", "DeepSeek", direct=True).actors
    ('donald-trump', 'jensen-huang', 'nvidia', 'h20', 'deepseek')
    """
    answer = shortest_paths(
        graph,
        source,
        target,
        directed=directed,
        direct=direct,
        avoid=avoid,
        avoid_kinds=avoid_kinds,
        via=via,
        limit=1,
    )
    if not answer.paths and answer.looked_at is not None:
        advice = "via: {}; name fewer actors, or ask for each leg" if via else "{}; ask for direct ones"
        raise UsageError(advice.format(none_among(answer.looked_at)))
    return answer.paths[0] if answer.paths else None


def none_among(looked_at: int) -> str:
    """Say that no path was found before the search stopped, which does not mean that there is none."""
    return f"no path was found among the first {looked_at:,} chains; there may be one"


@public
def shortest_paths(
    graph: Graph,
    source: str,
    target: str,
    *,
    directed: bool = False,
    direct: bool = False,
    avoid: Collection[str] = (),
    avoid_kinds: Collection[str] = NOT_BETWEEN,
    via: Sequence[str] = (),
    limit: int | None = None,
) -> Paths:
    """Return the paths of fewest hops between two actors, the best first.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it or a snapshot.
    source, target : str
        Two different actors, each by id, name or alias.
    directed : bool, default False
        Follow relations only from source to target; symmetric ones both ways. No hop then goes by what a
        relation is about, which has no direction.
    direct : bool, default False
        Leave out hops between an end of a relation and an actor that the relation is about.
    avoid : collection of str, optional
        Actors, by id, name or alias, that no path may run through.
    avoid_kinds : collection of str, default ('country', 'place', 'media')
        Kinds of actor that no path may run through. The answer's ``skipped`` counts the shorter
        paths that this excludes.
    via : sequence of str, optional
        Actors that all paths must run through, in this order.
    limit : int, optional
        The greatest number of paths to return; by default, and with 0, all. Beyond a thousand, each is
        computed on access.

    Returns
    -------
    Paths
        Ordered by the number of hops by what a relation is about, then of possible hops, then of claimed
        hops, then by voices (most first), then by the number of neighbours of the actors in between
        (fewest first). Each hop has its most telling relation: direct, certain, actual, reported, lasting
        rather than an event, an event rather than speech, with most voices, recent. No path uses a relation
        twice: the first of two hops keeps it if each then has one. Paths never use
        denied relations, and planned ones only if the window of the graph asked for them.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If no actor or several actors have a name.
    UsageError
        If both ends are the same actor, or ``via`` repeats an actor.

    Notes
    -----
    A breadth-first search from both ends (Pohl 1971) finds the actors on the shortest paths; A* (Hart,
    Nilsson and Raphael 1968) yields the paths in order. Through given actors, shortest legs are joined;
    if none join without repeating an actor or relation, simple paths are enumerated by length (Yen 1971).
    Where all chains of fewest hops use a relation twice, longer ones are searched for. To find paths of
    distinct colours is NP-hard in general; this search takes time that is exponential only in the number of
    relations about several actors that are in its way, and stops where these are too many (``looked_at``).

    References
    ----------
    * I. Pohl, "Bi-directional search", Machine Intelligence 6, 1971.
    * P. E. Hart, N. J. Nilsson, B. Raphael, "A formal basis for the heuristic determination of minimum
      cost paths", IEEE Transactions on Systems Science and Cybernetics 4(2), 1968.
    * J. Y. Yen, "Finding the k shortest loopless paths in a network", Management Science 17(11), 1971.

    Examples
    --------
    >>> found = gk.shortest_paths(graph, "Trump", "DeepSeek", direct=True)
    >>> len(found.paths), found.length
    (4, 4)
    >>> [(skipped.actor, skipped.paths) for skipped in found.skipped]
    [('china', 2)]
    """
    start, goal = find_ends(graph, source, target)
    return paths_through(
        index(graph),
        (start, *(find_actor(graph, name) for name in via), goal),
        Walking(directed, direct, {find_actor(graph, name) for name in avoid}, avoid_kinds),
        limit,
    )


def find_ends(graph: Graph, source: str, target: str) -> tuple[str, str]:
    """Return the ids of two different actors; the same one twice raises UsageError."""
    start, goal = find_actor(graph, source), find_actor(graph, target)
    if start == goal:
        raise UsageError(f"{source!r} and {target!r} are the same actor; name two")
    return start, goal


def paths_through(resolver: Resolver, stops: Sequence[str], walking: Walking, limit: int | None) -> Paths:
    """Return the shortest paths from the first stop, all of which are ids, through the others to the last."""
    if len(set(stops)) < len(stops):
        raise UsageError("via: a path runs through each actor once; name others than its ends, and each once")
    hops = Hops(resolver, walking)
    avoided = frozenset(walking.avoid) - frozenset(stops)
    actors = resolver.adjacency.actors

    def closed(actor: str) -> bool:
        return actor in avoided or actors[actor]["kind"] in walking.avoid_kinds

    if len(stops) > 2:
        joined, looked_at = chains_through(hops, stops, closed)
        paths = _paths(resolver, hops, iter(joined), len(joined), limit)
        return Paths(stops[0], stops[-1], paths, (), len(joined), looked_at)
    shortest, looked_at = _chains(hops, stops, closed)
    count = shortest.total if shortest is not None else 0
    paths = _paths(resolver, hops, best_first(hops, shortest), count, limit)
    unrestricted, _ = _chains(hops, stops, avoided.__contains__)
    skipped: list[Skipped] = []
    if unrestricted is not None and not (paths and paths[0].length <= unrestricted.length):
        skipped = _skipped(unrestricted, closed)
    return Paths(stops[0], stops[-1], paths, tuple(skipped), count, looked_at)


def _chains(hops: Hops, stops: Sequence[str], closed: Closed) -> tuple[ShortestChains | None, int | None]:
    """Return the shortest chains, and how many were looked at if the search was stopped."""
    try:
        return shortest_chains(hops, stops[0], stops[-1], closed), None
    except StoppedEarlyError as stopped:
        return None, stopped.looked_at


def _paths(
    resolver: Resolver, hops: Hops, chains: Iterator[Chain], count: int, limit: int | None
) -> Sequence[Path]:
    """Return the paths of as many chains as the limit allows, given the number of chains."""
    is_dated = resolver.criteria.period is not None
    paths = (
        Path(actors, relations, _certainty(relations) if is_dated else None, hops.more(actors))
        for actors, relations in islice(chains, limit or None)
    )
    length = min(limit, count) if limit else count
    return tuple(paths) if length <= MOST_HELD else ManyPaths(paths, length)


def _certainty(relations: Collection[DatedRelation]) -> Certainty:
    return "certain" if all(relation.certainty == "certain" for relation in relations) else "possible"


def _skipped(chains: ShortestChains, closed: Closed) -> list[Skipped]:
    """Return the closed actors on shortest chains, each with the number of chains through it."""
    to_goal = chains.counts_to_goal()
    from_start: dict[Place, int] = defaultdict(int, dict.fromkeys(chains.rings[0], 1))
    for ring in chains.rings[:-1]:
        for here in ring:
            for there in chains.onward[here]:
                from_start[there] += from_start[here]
    through: dict[str, int] = defaultdict(int)
    for ring in chains.rings[1:-1]:
        for place in ring:
            if closed(place.actor):
                through[place.actor] += from_start[place] * to_goal[place]
    skipped = [Skipped(actor, paths) for actor, paths in through.items() if paths]
    return sorted(skipped, key=lambda skip: (-skip.paths, skip.actor))
