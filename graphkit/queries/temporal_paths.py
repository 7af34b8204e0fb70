"""Answers questions for chronological paths: chains of relations in which time never runs backwards.

:mod:`graphkit.queries.temporal_search` defines such chains and finds them.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from graphkit.answers import RELATION, Answer, Answers, Column, Row
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.relation import Certainty, DatedRelation
from graphkit.graph.resolver import Resolver
from graphkit.graph.validated import public
from graphkit.queries.shortest_paths import NOT_BETWEEN, about_hops, find_ends
from graphkit.queries.shortest_search import Hops
from graphkit.queries.telling import ABOUT, MORE, TIE
from graphkit.queries.temporal_search import (
    Best,
    Clock,
    Hop,
    TemporalHops,
    best_chain,
    clocks,
    earliest_labels,
    shifted,
)
from graphkit.temporal.calendar import Day, Window


class Span(NamedTuple):
    """The earliest and the latest possible day of something, inclusive."""

    earliest: Day
    latest: Day


@dataclass(frozen=True, slots=True)
class ChronologicalPath(Answer):
    """A chain of actors, with the relation and the days of each hop.

    Attributes
    ----------
    actors, relations
        The chain: one actor more than relations, none of them repeated.
    certainty
        ``certain`` if the chain can be walked whatever the true dates are, ``possible`` if it can be
        walked for some of them.
    days
        For each hop, walked as early as possible, the earliest and the latest day of it, over all
        dates for which the whole chain can be walked. ``PAST`` and ``FUTURE`` mean unlimited.
    more
        For each hop, how many more relations there are between its actors, whatever their day.
    """

    columns: ClassVar = (Column("hop", "number"), Column("walked", "days"), RELATION, TIE, MORE)

    actors: tuple[str, ...]
    relations: tuple[DatedRelation, ...]
    certainty: Certainty
    days: tuple[Span, ...]
    more: tuple[int, ...] = ()

    @property
    def about(self) -> tuple[bool, ...]:
        """For each hop, whether its relation does not join its two actors but is about one of them."""
        return about_hops(self.actors, self.relations)

    @property
    def length(self) -> int:
        """Number of hops."""
        return len(self.relations)

    @property
    def departure(self) -> Span:
        """The earliest and the latest day of the first hop."""
        return self.days[0]

    @property
    def arrival(self) -> Span:
        """The earliest and the latest day of the last hop; a certain path arrives by the latest."""
        return self.days[-1]

    def rows(self) -> Iterable[Row]:
        """Yield a row for each hop."""
        hops = zip(self.relations, self.days, self.about, self.more, strict=True)
        for hop, (relation, days, about, more) in enumerate(hops, 1):
            tie = ABOUT if about else None
            yield {"hop": hop, "walked": days, "relation": relation, "tie": tie, "more": more}


@dataclass(frozen=True, slots=True)
class ChronologicalPaths(Answer):
    """The best chronological paths between two actors, certain ones first.

    There are at most two: the best certain path, and the best possible one if it is better.
    """

    source: str
    target: str
    paths: tuple[ChronologicalPath, ...]


@dataclass(frozen=True, slots=True)
class Reached(Answer):
    """An actor that chronological paths reach.

    Attributes
    ----------
    actor
        The actor's id.
    earliest
        The earliest day on which it is possibly reached.
    hops
        The fewest hops that reach it on that day.
    certain_by
        The first day by which it is certainly reached, whatever the true dates are; None if it is not.
    tie
        ``about`` if it is reached only through hops by what a relation is about, otherwise None.
    """

    columns: ClassVar = (
        Column("actor", "actor"),
        Column("earliest", "day"),
        Column("certain_by", "day", "for sure by"),
        Column("certainty"),
        Column("hops", "number"),
        TIE,
    )
    shown: ClassVar = ("actor", "earliest", "certain_by", "hops", "tie")

    actor: str
    earliest: Day
    hops: int
    certain_by: Day | None
    tie: str | None = None

    @property
    def certainty(self) -> Certainty:
        """``certain`` if it is reached whatever the true dates are, otherwise ``possible``."""
        return "possible" if self.certain_by is None else "certain"


@public
def chronological_path(
    graph: Graph,
    source: str,
    target: str,
    *,
    strict: bool = False,
    best: Best = "earliest",
    directed: bool = False,
    direct: bool = False,
    avoid: Collection[str] = (),
    avoid_kinds: Collection[str] = NOT_BETWEEN,
) -> ChronologicalPath | None:
    """Return the best chronological path between two actors, a certain one if there is any, or None.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it (every hop is walked within the window) or a snapshot (by its day).
    source, target : str
        Two different actors, each by id, name or alias; the first hop starts at the source.
    strict : bool, default False
        Require each hop to take a later day than the one before; otherwise the same day is enough.
    best : {'earliest', 'fewest'}, default 'earliest'
        ``earliest`` prefers the first arrival, then fewer hops; ``fewest`` prefers fewer hops, then
        the first arrival. A certain path counts by its latest day of arrival, a possible one by its
        earliest.
    directed : bool, default False
        Follow relations only from source to target; symmetric ones both ways. No hop then goes by what a
        relation is about, which has no direction.
    direct : bool, default False
        Leave out hops between an end of a relation and an actor that the relation is about.
    avoid : collection of str, optional
        Actors, by id, name or alias, that no path may run through.
    avoid_kinds : collection of str, default ('country', 'place', 'media')
        Kinds of actor that no path may run through.

    Returns
    -------
    ChronologicalPath or None
        The first of :func:`chronological_paths`.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If no actor or several actors have a name.
    UsageError
        If both ends are the same actor, or if too many chains use relations twice.

    Examples
    --------
    >>> talks = gk.window(graph, types=["told", "met"])
    >>> path = gk.chronological_path(talks, "He Lifeng", "Trump")
    >>> path.actors
    ('he-lifeng', 'jensen-huang', 'donald-trump')
    >>> path.certainty
    'certain'
    """
    answer = chronological_paths(
        graph,
        source,
        target,
        strict=strict,
        best=best,
        directed=directed,
        direct=direct,
        avoid=avoid,
        avoid_kinds=avoid_kinds,
    )
    return answer.paths[0] if answer.paths else None


@public
def chronological_paths(
    graph: Graph,
    source: str,
    target: str,
    *,
    strict: bool = False,
    best: Best = "earliest",
    directed: bool = False,
    direct: bool = False,
    avoid: Collection[str] = (),
    avoid_kinds: Collection[str] = NOT_BETWEEN,
) -> ChronologicalPaths:
    """Return the best chains from one actor to another in which time never runs backwards.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it (every hop is walked within the window) or a snapshot (by its day).
    source, target : str
        Two different actors, each by id, name or alias; the first hop starts at the source.
    strict : bool, default False
        Require each hop to take a later day than the one before; otherwise the same day is enough.
    best : {'earliest', 'fewest'}, default 'earliest'
        ``earliest`` prefers the first arrival, then fewer hops; ``fewest`` prefers fewer hops, then
        the first arrival. A certain path counts by its latest day of arrival, a possible one by its
        earliest.
    directed : bool, default False
        Follow relations only from source to target; symmetric ones both ways. No hop then goes by what a
        relation is about, which has no direction.
    direct : bool, default False
        Leave out hops between an end of a relation and an actor that the relation is about.
    avoid : collection of str, optional
        Actors, by id, name or alias, that no path may run through.
    avoid_kinds : collection of str, default ('country', 'place', 'media')
        Kinds of actor that no path may run through.

    Returns
    -------
    ChronologicalPaths
        The best certain path, and the best possible path if there is no certain one or if it may
        arrive earlier (or take fewer hops). Of paths that are equally good, those of fewest hops by what a
        relation is about come first, and then each hop, from the last back, is the most telling one, as
        :func:`shortest_paths` has it. Paths never use denied or undated relations, and planned ones only
        if the window of the graph asked for them. A window with ``certain=True`` has certain paths only.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If no actor or several actors have a name.
    UsageError
        If both ends are the same actor, or if too many chains use relations twice.

    Notes
    -----
    The paths are the journeys of Bui-Xuan, Ferreira and Jarry (2003) and the temporal paths of Wu et al.
    (2014), extended to uncertain dates.
    The search takes O(L (V + E) log V) time for V actors and E relations. L is the greatest number of
    labels of an actor: one, and one more for each number of hops that a later arrival saves. The search is
    repeated, with more labels, while the best chain uses a relation twice; at worst its time is exponential
    in the number of such relations in its way.

    References
    ----------
    * B.-M. Bui-Xuan, A. Ferreira, A. Jarry, "Computing shortest, fastest, and foremost journeys in
      dynamic networks", International Journal of Foundations of Computer Science 14(2), 2003.
    * H. Wu, J. Cheng, S. Huang, Y. Ke, Y. Lu, Y. Xu, "Path problems in temporal graphs",
      Proceedings of the VLDB Endowment 7(9), 2014.

    Examples
    --------
    >>> talks = gk.window(graph, types=["told", "met"])
    >>> [path.length for path in gk.chronological_paths(talks, "He Lifeng", "Trump").paths]
    [2]
    """
    start, goal = find_ends(graph, source, target)
    return paths_in_time(
        index(graph),
        start,
        goal,
        strict=strict,
        best=best,
        directed=directed,
        direct=direct,
        avoid={find_actor(graph, name) for name in avoid},
        avoid_kinds=avoid_kinds,
    )


def paths_in_time(
    resolver: Resolver,
    start: str,
    goal: str,
    *,
    strict: bool,
    best: Best,
    directed: bool,
    direct: bool,
    avoid: Collection[str],
    avoid_kinds: Collection[str],
    walked: frozenset[str] | None = None,
) -> ChronologicalPaths:
    """Return the best chronological paths between two actors of a filtered graph.

    Actors are ids; ``walked`` are the statuses of what is walked, if not those of paths; the rest is as for
    :func:`chronological_paths`.
    """
    hops = TemporalHops(
        resolver,
        start,
        directed=directed,
        direct=direct,
        avoid=avoid,
        avoid_kinds=avoid_kinds,
        statuses=walked,
    )
    between = Hops(resolver, directed=directed, direct=direct, statuses=walked)
    worst, best_case = clocks(resolver.criteria, strict=strict)
    surely = best_chain(hops, start, goal, worst, best)
    maybe = surely if hops.is_exact else best_chain(hops, start, goal, best_case, best)
    certain, possible = (_path(chain, worst, between) if chain else None for chain in (surely, maybe))
    only_certain = resolver.criteria.certain
    paths = (
        path
        for path in _without_inferior(certain, possible, best)
        if path.certainty == "certain" or not only_certain
    )
    return ChronologicalPaths(start, goal, tuple(paths))


@public
def reach(
    graph: Graph,
    actor: str,
    *,
    strict: bool = False,
    directed: bool = False,
    direct: bool = False,
    avoid: Collection[str] = (),
    avoid_kinds: Collection[str] = NOT_BETWEEN,
) -> tuple[Reached, ...]:
    """Return all actors that chains from an actor reach without time running backwards.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it (every hop is walked within the window) or a snapshot (by its day).
    actor : str
        The actor from which the chains start, by id, name or alias.
    strict : bool, default False
        Require each hop to take a later day than the one before; otherwise the same day is enough.
    directed : bool, default False
        Follow relations only from source to target; symmetric ones both ways. No hop then goes by what a
        relation is about, which has no direction.
    direct : bool, default False
        Leave out hops between an end of a relation and an actor that the relation is about.
    avoid : collection of str, optional
        Actors, by id, name or alias, that no chain may run through; it may still reach them.
    avoid_kinds : collection of str, default ('country', 'place', 'media')
        Kinds of actor that no chain may run through; it may still reach them.

    Returns
    -------
    tuple of Reached
        Ordered by the earliest day, then by hops. In a window with ``certain=True`` only actors
        that are certainly reached.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If no actor or several actors have a name.
    UsageError
        If too many chains use relations twice.

    Notes
    -----
    Chains arrive as early as possible: the foremost journeys of Bui-Xuan, Ferreira and Jarry (2003), the
    earliest-arrival paths of Wu et al. (2014).

    References
    ----------
    * B.-M. Bui-Xuan, A. Ferreira, A. Jarry, "Computing shortest, fastest, and foremost journeys in
      dynamic networks", International Journal of Foundations of Computer Science 14(2), 2003.
    * H. Wu, J. Cheng, S. Huang, Y. Ke, Y. Lu, Y. Xu, "Path problems in temporal graphs",
      Proceedings of the VLDB Endowment 7(9), 2014.

    Examples
    --------
    >>> talks = gk.window(graph, types=["told", "met"])
    >>> [(found.actor, found.hops, found.certainty) for found in gk.reach(talks, "He Lifeng", direct=True)]
    [('jensen-huang', 1, 'certain'), ('donald-trump', 2, 'certain')]
    """
    start = find_actor(graph, actor)
    resolver = index(graph)
    avoided = {find_actor(graph, name) for name in avoid}
    hops = TemporalHops(
        resolver, start, directed=directed, direct=direct, avoid=avoided, avoid_kinds=avoid_kinds
    )
    worst, best = clocks(resolver.criteria, strict=strict)
    certain = earliest_labels(hops, start, worst)
    possible = certain if hops.is_exact else earliest_labels(hops, start, best)
    directly: Collection[str] = possible
    if hops.any_about:
        hops = TemporalHops(
            resolver, start, directed=directed, direct=True, avoid=avoided, avoid_kinds=avoid_kinds
        )
        directly = earliest_labels(hops, start, best)
    reached = [
        Reached(
            there,
            label.day,
            label.hops,
            certain[there].day if there in certain else None,
            None if there in directly else ABOUT,
        )
        for there, label in possible.items()
        if there != start and (there in certain or not resolver.criteria.certain)
    ]
    return Answers(sorted(reached, key=lambda each: (each.earliest, each.hops, each.actor)))


# --- the answer -------------------------------------------------------------------------------


def _path(chain: Sequence[Hop], worst: Clock, between: Hops) -> ChronologicalPath:
    actors = (chain[0].here, *(hop.there for hop in chain))
    return ChronologicalPath(
        actors=actors,
        relations=tuple(hop.relation for hop in chain),
        certainty="certain" if _is_walked(chain, worst) else "possible",
        days=_days(chain, worst.window, worst.step),
        more=between.more(actors),
    )


def _is_walked(chain: Iterable[Hop], clock: Clock) -> bool:
    day: Day | None = clock.start
    for hop in chain:
        day = None if day is None else clock.walked(day, hop.bounds)
    return day is not None


def _days(chain: Sequence[Hop], window: Window, step: int) -> tuple[Span, ...]:
    """Return the earliest and the latest day of each hop of a chain that can be walked.

    A hop is latest if it, or one before it, starts as late as it can without a later hop being
    missed: by the deadline that the ends of all later hops leave.
    """
    deadlines: list[Day] = []
    deadline = window.until
    for hop in reversed(chain):
        deadlines.append(min(hop.bounds.latest_end, deadline))
        deadline = shifted(deadlines[-1], -step)
    days: list[Span] = []
    earliest = latest = shifted(window.since, -step)
    for hop, deadline in zip(chain, reversed(deadlines), strict=True):
        earliest = max(shifted(earliest, step), hop.bounds.earliest_start)
        latest = max(shifted(latest, step), min(hop.bounds.latest_start, deadline))
        days.append(Span(earliest, latest))
    return tuple(days)


def _without_inferior(
    certain: ChronologicalPath | None, possible: ChronologicalPath | None, best: Best
) -> list[ChronologicalPath]:
    """Return the best path in the worst case, and that of the best case if it may be better.

    The latter may itself be certain; if it is also as good in the worst case, it is the only answer.
    """
    if certain is None or possible is None:
        return [path for path in (certain, possible) if path]
    (certain_best, certain_worst), (possible_best, possible_worst) = (
        _measures(path, best) for path in (certain, possible)
    )
    if possible_best >= certain_best:
        return [certain]
    is_as_good = possible.certainty == "certain" and possible_worst == certain_worst
    return [possible] if is_as_good else [certain, possible]


def _measures(path: ChronologicalPath, best: Best) -> list[tuple[int, int]]:
    """Return the measure of a path for its earliest and its latest day of arrival: less is better."""
    return [(day, path.length) if best == "earliest" else (path.length, day) for day in path.arrival]
