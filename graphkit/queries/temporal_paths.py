"""Answers questions for chronological paths: chains of relations in which time never runs backwards.

:mod:`graphkit.queries.temporal_search` defines such chains and finds them.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple, Self, TypeVar

from graphkit.answers import RELATION, Answer, Answers, Column, Row
from graphkit.arguments import Duration
from graphkit.errors import UsageError, first_few
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.relation import Certainty, DatedRelation
from graphkit.graph.resolver import Resolver
from graphkit.graph.validated import public
from graphkit.model.kinds import NOT_BETWEEN
from graphkit.queries.shortest_paths import Hopping, find_ends
from graphkit.queries.shortest_search import Hops, Walking
from graphkit.queries.telling import ABOUT, MORE, TIE
from graphkit.queries.temporal_search import (
    Best,
    Clock,
    Hop,
    TemporalHops,
    clocks,
    days_between,
)
from graphkit.queries.waiting_search import best_chain_by, first_days
from graphkit.temporal.bounds import Bounds
from graphkit.temporal.calendar import FUTURE, Day, shifted


class Span(NamedTuple):
    """The earliest and the latest possible day of something, inclusive."""

    earliest: Day
    latest: Day


_SETS_NAMED = 3
"""So many relations dated by a set of days are named."""


class Chained(Answer):
    """An answer of chains in time, which count the days between those of a set of days too."""

    __slots__ = ()

    @property
    def sets(self) -> tuple[str, ...]:
        """The ids of relations on its chains that happened on one of a set of days."""
        raise NotImplementedError

    @property
    def exact(self) -> bool:
        """Whether no day counts that lies between those of a set of days."""
        return not self.sets

    @property
    def notes(self) -> tuple[str, ...]:
        """What is not exact, in a sentence."""
        if self.exact:
            return ()
        named = first_few(self.sets, _SETS_NAMED)
        return (f"Not exact: chains count the days between those of a set of days too, of {named}.",)


def _of_sets(relations: Iterable[DatedRelation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.id for each in relations if each.version.of_a_set))


@dataclass(frozen=True, slots=True)
class ChronologicalPath(Hopping, Chained):
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
        dates for which the whole chain can be walked. ``PAST`` and ``FUTURE`` mean unlimited. A path of the
        latest departure is walked as late as possible; the fastest arrives as early as possible, and its
        hops are walked as late as that allows.
    more
        For each hop, how many more relations there are between its actors, whatever their day.
    duration
        Of the fastest path, the fewest days from the first hop to the last for the best dates, and for the
        worst of those for which the whole chain can be walked; None of others.
    exact
        False if its days count those between the days of a set of days, of the relations ``sets``.
    """

    columns: ClassVar = (Column("hop", "number"), Column("walked", "days"), RELATION, TIE, MORE)

    certainty: Certainty
    days: tuple[Span, ...]
    more: tuple[int, ...] = ()
    duration: Span | None = None

    @property
    def departure(self) -> Span:
        """The earliest and the latest day of the first hop."""
        return self.days[0]

    @property
    def arrival(self) -> Span:
        """The earliest and the latest day of the last hop; a certain path arrives by the latest."""
        return self.days[-1]

    @property
    def sets(self) -> tuple[str, ...]:
        """The ids of its relations that happened on one of a set of days."""
        return _of_sets(self.relations)

    def rows(self) -> Iterable[Row]:
        """Yield a row for each hop."""
        hops = zip(self.relations, self.days, self.about, self.more, strict=True)
        for hop, (relation, days, about, more) in enumerate(hops, 1):
            tie = ABOUT if about else None
            yield {"hop": hop, "walked": days, "relation": relation, "tie": tie, "more": more}


@dataclass(frozen=True, slots=True)
class ChronologicalPaths(Chained):
    """The best chronological paths between two actors, certain ones first.

    There are at most two: the best certain path, and the best possible one if it is better. ``exact`` is
    False if the days of one of them count those between the days of a set of days.
    """

    source: str
    target: str
    paths: tuple[ChronologicalPath, ...]

    @property
    def sets(self) -> tuple[str, ...]:
        """The ids of relations of the paths that happened on one of a set of days."""
        return _of_sets(relation for path in self.paths for relation in path.relations)


@dataclass(frozen=True, slots=True)
class Reaching(Answer):
    """An actor from whom chronological paths reach another.

    Attributes
    ----------
    actor
        The actor's id.
    latest
        The latest day on which such a path possibly starts; ``FUTURE`` for any.
    hops
        The fewest hops of a path that starts on that day.
    certain_until
        The last day on which such a path can start whatever the true dates are; None if there is none.
    tie
        ``about`` if all of them have hops by what a relation is about, otherwise None.
    """

    columns: ClassVar = (
        Column("actor", "actor"),
        Column("latest", "last day"),
        Column("certain_until", "last day", "for sure until"),
        Column("certainty"),
        Column("hops", "number"),
        TIE,
    )
    shown: ClassVar = ("actor", "latest", "certain_until", "hops", "tie")

    actor: str
    latest: Day
    hops: int
    certain_until: Day | None
    tie: str | None = None

    @property
    def certainty(self) -> Certainty:
        """``certain`` if a path leads from the actor whatever the true dates are, otherwise ``possible``."""
        return "possible" if self.certain_until is None else "certain"


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


R = TypeVar("R", bound=Reached | Reaching)


class Reach(Chained, Answers[R]):
    """Whom chains in time reach, or who reaches somebody: a tuple.

    Attributes
    ----------
    exact
        False if its days count those between the days of a set of days, of the relations ``sets``.
    """

    _sets: tuple[str, ...]

    def __new__(cls, rows: Iterable[R], sets: tuple[str, ...]) -> Self:
        """Make the answer of its rows."""
        found = super().__new__(cls, rows)
        found._sets = sets
        return found

    def __getnewargs__(self) -> tuple[tuple[R, ...], tuple[str, ...]]:
        """Return what a copy is made of."""
        return tuple(self), self._sets

    @property
    def sets(self) -> tuple[str, ...]:
        """The ids of relations on the chains that happened on one of a set of days."""
        return self._sets


@public
def chronological_path(
    graph: Graph,
    source: str,
    target: str,
    *,
    strict: bool = False,
    best: Best = "earliest",
    within: Duration | None = None,
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
    strict, best, within, directed, direct, avoid, avoid_kinds : optional
        Which path is best, and which hops and actors it may take, as for :func:`chronological_paths`.

    Returns
    -------
    ChronologicalPath or None
        The first of :func:`chronological_paths`.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If no actor or several actors have a name.
    UsageError
        If both ends are the same actor, or if too many chains use relations twice or wait too long.

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
        within=within,
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
    within: Duration | None = None,
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
    best : {'earliest', 'fewest', 'latest', 'fastest'}, default 'earliest'
        ``earliest`` prefers the first arrival, then fewer hops; ``fewest`` prefers fewer hops, then the
        first arrival; ``latest`` prefers the last departure, then fewer hops; ``fastest`` prefers the fewest
        days from the first hop to the last, then fewer hops, then the first arrival. A certain path counts
        by the worst of its days or durations, a possible one by the best.
    within : int or str, optional
        The longest wait: the greatest number of days from the day of one hop to that of the next, or a text
        such as ``30d``. A certain path keeps to it whatever the true dates are, a possible one for some.
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
        If both ends are the same actor, or if too many chains use relations twice or wait too long.

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
    assert not isinstance(within, str)  # it was read as days
    start, goal = find_ends(graph, source, target)
    return paths_in_time(
        index(graph),
        start,
        goal,
        Walking(directed, direct, {find_actor(graph, name) for name in avoid}, avoid_kinds),
        strict=strict,
        best=best,
        within=within,
    )


def paths_in_time(
    resolver: Resolver,
    start: str,
    goal: str,
    walking: Walking,
    *,
    strict: bool,
    best: Best,
    within: int | None,
) -> ChronologicalPaths:
    """Return the best chronological paths between two actors, which are ids, of a filtered graph."""
    back = best == "latest"
    hops = TemporalHops(resolver, goal if back else start, *walking, back=back)
    between = Hops(resolver, walking)
    worst, best_case = clocks(resolver.criteria, strict=strict, within=within, back=back)
    maybe = best_chain_by(hops, start, goal, best_case, best)
    # What is certain is possible too, and of exact dates both clocks look up the same hops.
    same = maybe is None or hops.is_exact
    surely = maybe if same else best_chain_by(hops, start, goal, worst, best)
    certain, possible = (_path(chain, worst, between, best) if chain else None for chain in (surely, maybe))
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
    actor: str | None = None,
    *,
    to: str | None = None,
    strict: bool = False,
    within: Duration | None = None,
    directed: bool = False,
    direct: bool = False,
    avoid: Collection[str] = (),
    avoid_kinds: Collection[str] = NOT_BETWEEN,
) -> Reach[Reached] | Reach[Reaching]:
    """Return all actors that chains reach from an actor, or from whom they reach one, in order of time.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it (every hop is walked within the window) or a snapshot (by its day).
    actor : str, optional
        The actor from which the chains start, by id, name or alias.
    to : str, optional
        The actor at whom the chains end instead.
    strict, within, directed, direct : optional
        Which hops the chains may take, as for :func:`chronological_paths`.
    avoid : collection of str, optional
        Actors, by id, name or alias, that no chain may run through; it may still start or end there.
    avoid_kinds : collection of str, default ('country', 'place', 'media')
        Kinds of actor that no chain may run through; it may still start or end there.

    Returns
    -------
    Reach
        A tuple of Reached or Reaching: whom ``actor`` reaches, by the earliest day of arrival, then by hops;
        or who reaches ``to``, by the latest day of departure, then by hops. In a window with
        ``certain=True`` only actors that are certainly reached, or certainly reach. Its ``exact`` is False
        where chains count the days between those of a set of days, such as ``[2024-01-05,2024-01-10]``, of
        the relations ``sets``.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If no actor or several actors have a name.
    UsageError
        If not just one of ``actor`` and ``to`` is given, or if too many chains use relations twice or wait
        too long.

    Notes
    -----
    Chains arrive as early as possible: the foremost journeys and earliest-arrival paths of the papers that
    :func:`chronological_paths` names. Those that lead to an actor depart as late as possible: its
    latest-departure paths.

    Examples
    --------
    >>> talks = gk.window(graph, types=["told", "met"])
    >>> [(found.actor, found.hops, found.certainty) for found in gk.reach(talks, "He Lifeng", direct=True)]
    [('jensen-huang', 1, 'certain'), ('donald-trump', 2, 'certain')]
    >>> [found.actor for found in gk.reach(talks, to="He Lifeng", direct=True)]
    ['jensen-huang']
    """
    name = to if actor is None else actor
    if name is None or (actor is not None and to is not None):
        raise UsageError("reach: give the actor from whom chains start, or to=, the actor at whom they end")
    end, back = find_actor(graph, name), actor is None
    resolver = index(graph)
    avoided = {find_actor(graph, each) for each in avoid}
    hops = TemporalHops(resolver, end, directed, direct, avoided, avoid_kinds, back=back)
    assert not isinstance(within, str)  # it was read as days
    worst, best = clocks(resolver.criteria, strict=strict, within=within, back=back)
    certain = first_days(hops, end, worst)
    possible = certain if hops.is_exact else first_days(hops, end, best)
    directly = first_days(replace(hops, direct=True), end, best) if hops.any_about else possible
    surely = {actor: day for actor, (day, _) in certain.items()}
    rows = [
        (actor, day, hops, surely.get(actor), None if actor in directly else ABOUT)
        for day, hops, actor in sorted((*found, actor) for actor, found in possible.items())
        if actor != end and (actor in certain or not resolver.criteria.certain)
    ]
    any_sets = any(version.of_a_set for each in resolver.versions_by_position for version in each)

    def sets(found: Collection[Reached | Reaching]) -> tuple[str, ...]:
        return _of_sets(_on_chains(hops, found, strict=strict, within=within)) if found and any_sets else ()

    if back:
        turned = [
            Reaching(actor, -day, hops, None if sure is None else -sure, tie)
            for actor, day, hops, sure, tie in rows
        ]
        return Reach(turned, sets(turned))
    forward = [Reached(*row) for row in rows]
    return Reach(forward, sets(forward))


def on_chains(
    graph: Graph,
    found: Iterable[Reached | Reaching],
    end: str,
    *,
    back: bool = False,
    strict: bool = False,
    within: int | None = None,
    directed: bool = False,
    direct: bool = False,
    avoid_kinds: Collection[str] = NOT_BETWEEN,
) -> tuple[DatedRelation, ...]:
    """Return the relations on the chains of an answer of :func:`reach` that arrive as early as it says.

    If waits are limited, return all that chains may walk between those whom they reach: the day of an actor
    does not tell then which of them it took. The chains start from ``end``, or if ``back`` end at it; the
    rest is as for :func:`reach`.
    """
    hops = TemporalHops(index(graph), end, directed, direct, (), avoid_kinds, back=back)
    return _on_chains(hops, found, strict=strict, within=within)


def _on_chains(
    hops: TemporalHops, found: Iterable[Reached | Reaching], *, strict: bool, within: int | None
) -> tuple[DatedRelation, ...]:
    resolver, end, back = hops.resolver, hops.start, hops.back
    on: dict[str, DatedRelation] = {}
    for clock, days in zip(
        clocks(resolver.criteria, strict=strict, back=back), _days_of(found, back=back), strict=True
    ):
        days[end] = clock.start
        for there in [actor for actor in days if actor != end]:
            for hop in hops.into(there):
                if hop.here in days and (
                    within is not None or clock.walked(days[hop.here], hop.bounds) == days[there]
                ):
                    on[hop.relation.id] = hop.relation
    return tuple(on.values())


def _days_of(found: Iterable[Reached | Reaching], *, back: bool) -> tuple[dict[str, Day], dict[str, Day]]:
    """Return the day of each actor found for sure, and at best; mirrored if ``back``."""
    surely: dict[str, Day] = {}
    at_best: dict[str, Day] = {}
    for row in found:
        best, sure = (
            (row.latest, row.certain_until) if isinstance(row, Reaching) else (row.earliest, row.certain_by)
        )
        at_best[row.actor] = -best if back else best
        if sure is not None:
            surely[row.actor] = -sure if back else sure
    return surely, at_best


# --- the answer -------------------------------------------------------------------------------


def _path(chain: Sequence[Hop], worst: Clock, between: Hops, best: Best) -> ChronologicalPath:
    """Return the path of a chain, as its clock has walked it: backwards if its last departure was sought."""
    bounds = [hop.bounds for hop in chain]
    days = _days(bounds, worst, fastest=best == "fastest")
    relations, actors = [hop.relation for hop in chain], [chain[0].here, *(hop.there for hop in chain)]
    if best == "latest":
        days = [Span(-day.latest, -day.earliest) for day in reversed(days)]
        relations, actors = relations[::-1], actors[::-1]
    return ChronologicalPath(
        actors=tuple(actors),
        relations=tuple(relations),
        certainty="certain" if worst.walk(bounds) else "possible",
        days=tuple(days),
        more=between.more(actors),
        duration=_duration(bounds, worst) if best == "fastest" else None,
    )


def _days(chain: Sequence[Bounds], clock: Clock, *, fastest: bool) -> list[Span]:
    """Return the earliest and the latest day of each hop of a chain that can be walked.

    Hops are walked as early as possible; for the fewest days, as late as the first arrival allows. A hop is
    latest if relations start as late as they can without another hop being missed.
    """
    earliest = _soonest(chain, clock)
    latest = _soonest(_narrowed(chain, clock), clock, late=True)
    if fastest:
        earliest = _deadlines(_narrowed(chain, clock), clock, by=earliest[-1], early=True)
        latest = _deadlines(chain, clock, by=latest[-1])
    return [Span(*days) for days in zip(earliest, latest, strict=True)]


def _duration(chain: Sequence[Bounds], clock: Clock) -> Span:
    """Return the fewest days from the first hop to the last for the best dates that let a chain be walked,
    and for the worst: two relations of it start as late, and end as early, as they can."""
    shortest = replace(clock, certain=False).walk(chain)
    assert shortest is not None
    longest, hops, step = shortest.lasts, len(chain), clock.step
    narrowed = _narrowed(chain, clock)
    soonest = FUTURE
    for first, each in enumerate(narrowed):
        end = shifted(each.earliest_end, -first * step)
        if end >= soonest:
            continue  # from an earlier hop it is as long to any later one
        soonest = end
        for last in range(first + 1, hops):
            apart = days_between(each.earliest_end, narrowed[last].latest_start)
            if clock.within is not None:
                apart = min(apart, (last - first) * clock.within)
            longest = max(longest, shifted(apart, (first + hops - 1 - last) * step))
    return Span(shortest.lasts, longest)


def _narrowed(chain: Sequence[Bounds], clock: Clock) -> list[Bounds]:
    """Return the bounds of a chain's relations for those dates alone for which it can be walked."""
    return [
        bounds._replace(latest_start=min(bounds.latest_start, by), earliest_end=max(bounds.earliest_end, day))
        for bounds, day, by in zip(chain, _soonest(chain, clock), _deadlines(chain, clock), strict=True)
    ]


def _soonest(chain: Sequence[Bounds], clock: Clock, *, late: bool = False) -> list[Day]:
    """Return the first day of each hop, if relations start as early, or as late, as they can."""
    day, days = clock.start, list[Day]()
    for bounds in chain:
        day = max(shifted(day, clock.step), bounds.latest_start if late else bounds.earliest_start)
        days.append(day)
    if clock.within is not None:
        for place in reversed(range(len(days) - 1)):
            days[place] = max(days[place], shifted(days[place + 1], -clock.within))
    return days


def _deadlines(chain: Sequence[Bounds], clock: Clock, *, by: Day = FUTURE, early: bool = False) -> list[Day]:
    """Return the last day of each hop, the last one by a day, if relations end as late or early as can be."""
    day, days = shifted(min(clock.window.until, by), clock.step), list[Day]()
    for bounds in reversed(chain):
        day = min(shifted(day, -clock.step), bounds.earliest_end if early else bounds.latest_end)
        days.insert(0, day)
    if clock.within is not None:
        for place in range(1, len(days)):
            days[place] = min(days[place], shifted(days[place - 1], clock.within))
    return days


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


def _measures(path: ChronologicalPath, best: Best) -> list[tuple[int, ...]]:
    """Return the measure of a path in the best and in the worst case: less is better."""
    hops, arrival = path.length, path.arrival
    if best == "latest":
        return [(-day, hops) for day in reversed(path.departure)]
    if best == "fastest":
        assert path.duration is not None
        return [(days, hops, day) for days, day in zip(path.duration, arrival, strict=True)]
    return [(day, hops) if best == "earliest" else (hops, day) for day in arrival]
