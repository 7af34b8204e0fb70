"""Finds the shortest chains of relations between two actors, the best vouched for first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import eq
from typing import overload

from graphkit.display import Displayed, Row
from graphkit.errors import UsageError
from graphkit.graph.build import Graph, find_actor, public
from graphkit.graph.filters import Certainty, DatedRelation
from graphkit.graph.index import index
from graphkit.graph.resolver import Resolver
from graphkit.queries.paths_via import chains_through
from graphkit.queries.shortest_search import (
    Closed,
    Hops,
    ShortestChains,
    best_first,
    count_chains,
    shortest_chains,
)

NOT_BETWEEN = ("country", "place", "media")
"""The kinds of actor that a path does not run through: nearly everyone is tied to a country."""


@dataclass(frozen=True, slots=True)
class Path(Displayed):
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

    def display_rows(self) -> Iterable[Row]:
        """Yield its relations as rows, each with its hop."""
        for hop, relation in enumerate(self.relations, 1):
            yield from ({"hop": str(hop), **row} for row in relation.display_rows())


@dataclass(frozen=True, slots=True)
class Skipped(Displayed):
    """An actor that paths do not run through, and how many shorter paths would have."""

    actor: str
    paths: int

    def display_rows(self) -> Iterable[Row]:
        """Yield it as a row of a table."""
        yield {"actor": self.actor, "shorter paths": str(self.paths)}


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
class Paths(Displayed):
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
    steps = Hops(known, directed=directed)
    shunned = frozenset(avoid) - frozenset(stops)
    actors = known.net.actors

    def closed(actor: str) -> bool:
        return actor in shunned or actors[actor]["kind"] in avoid_kinds

    dated = known.view.window is not None or known.view.as_of is not None
    if len(stops) > 2:
        joined, looked_at = chains_through(steps, stops, closed)
        chains, count = iter(joined), len(joined)
    else:
        looked_at = None
        ways = shortest_chains(steps, start, goal, closed)
        chains, count = best_first(steps, ways), count_chains(ways)[start] if ways else 0
    found = (
        Path(actors, relations, _certainty(relations) if dated else None)
        for actors, relations in islice(chains, limit)
    )
    asked = count if limit is None else min(limit, count)
    paths = tuple(found) if asked <= MOST_HELD else ManyPaths(found, asked)
    if len(stops) > 2:
        return Paths(start, goal, paths, (), count, looked_at)
    open_ways = shortest_chains(steps, start, goal, shunned.__contains__)
    shorter = open_ways is not None and not (paths and paths[0].length <= open_ways.length)
    skipped = _go_betweens(open_ways, closed) if open_ways is not None and shorter else ()
    return Paths(start, goal, paths, tuple(skipped), count)


def _certainty(relations: Collection[DatedRelation]) -> Certainty:
    return "certain" if all(relation.certainty == "certain" for relation in relations) else "possible"


def _go_betweens(ways: ShortestChains, closed: Closed) -> list[Skipped]:
    """Count for each closed actor the shortest paths that would run through it."""
    onwards = count_chains(ways)
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
