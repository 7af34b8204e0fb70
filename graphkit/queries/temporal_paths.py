"""Finds chains of relations in which time never runs backwards.

A chain is walked hop by hop, each on a day on which its relation goes on, no day before the one
before it (*strict*: every day after it). In one way the dates can fall it is walked as soon as
its turns come: a hop waits until its relation starts, and is missed where that is over already.
The dates of different relations vary independently, so one way is worse than all others, every
relation starting as late and ending as early as it may, and one is better, the reverse. A chain
that can be walked in the worst is *certain*; in the best, *possible*.

Such chains are the journeys of Bui-Xuan, Ferreira and Jarry (*Computing shortest, fastest, and
foremost journeys in dynamic networks*, 2003) and the temporal paths of Wu et al. (*Path problems
in temporal graphs*, 2014). They are found as Dijkstra (1959) finds short ones: whoever is reached
first is settled first. As there may be fewer hops at the price of a later day, an actor has a
label for each number of hops that pays (Martins, *On a multicriteria shortest path problem*,
1984). The hops of an actor are looked up when it is settled.

A single pass through the relations in order of time would be wrong: a state may be walked long
after it started, and hops of one day in any order. Nor need the search watch that nothing is
walked twice: along a chain the day never falls, so that one which came back to an actor could
have left out the round, and would have arrived no later with fewer hops.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf
from operator import attrgetter
from typing import ClassVar, Literal, NamedTuple

from graphkit.answers import RELATION, Answer, Answers, Column, Row
from graphkit.errors import UsageError
from graphkit.graph.adjacency import EdgeData
from graphkit.graph.filters import Filter
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.relation import Certainty, DatedRelation
from graphkit.graph.resolver import Resolver
from graphkit.graph.validated import public
from graphkit.queries.shortest_paths import NOT_BETWEEN, weakness
from graphkit.temporal.bounds import Bounds
from graphkit.temporal.calendar import ALWAYS, FUTURE, PAST, Day, Window

Best = Literal["earliest", "fewest"]


class Span(NamedTuple):
    """The earliest and the latest day on which something may come about, inclusive."""

    earliest: Day
    latest: Day


@dataclass(frozen=True, slots=True)
class ChronologicalPath(Answer):
    """A chain of actors, the relation and the days of each hop.

    Attributes
    ----------
    actors, relations
        The chain: one actor more than relations, none of them twice.
    certainty
        ``certain`` where it can be walked however the dates fall, ``possible`` where it can for
        some way they fall.
    days
        For each hop the day on which it is walked where every hop is walked as soon as it can
        be: the earliest and the latest, over all ways the dates can fall that let the whole
        chain be walked. ``PAST`` and ``FUTURE`` where nothing limits it.
    """

    columns: ClassVar = (Column("hop", "number"), Column("walked", "days"), RELATION)

    actors: tuple[str, ...]
    relations: tuple[DatedRelation, ...]
    certainty: Certainty
    days: tuple[Span, ...]

    @property
    def length(self) -> int:
        """How many hops it takes."""
        return len(self.relations)

    @property
    def departure(self) -> Span:
        """The earliest and the latest day of the first hop, walked as soon as it can be."""
        return self.days[0]

    @property
    def arrival(self) -> Span:
        """The earliest and the latest day of the last hop; a certain path has arrived by the latest."""
        return self.days[-1]

    def rows(self) -> Iterable[Row]:
        """Yield a row for each hop."""
        for hop, (relation, days) in enumerate(zip(self.relations, self.days, strict=True), 1):
            yield {"hop": hop, "walked": days, "relation": relation}


@dataclass(frozen=True, slots=True)
class ChronologicalPaths(Answer):
    """The best chronological paths between two actors, certain ones first.

    At most two: the best of the certain ones, and the best possible one where it is better still.
    """

    source: str
    target: str
    paths: tuple[ChronologicalPath, ...]


@dataclass(frozen=True, slots=True)
class Reached(Answer):
    """An actor that can be reached in time.

    Attributes
    ----------
    actor
        Its id.
    earliest
        The earliest day on which it may be reached.
    hops
        The fewest hops that reach it on that day.
    certain_by
        The first day by which it is reached however the dates fall, None where it may not be.
    """

    columns: ClassVar = (
        Column("actor", "actor"),
        Column("earliest", "day"),
        Column("certain_by", "day", "for sure by"),
        Column("certainty"),
        Column("hops", "number"),
    )
    shown: ClassVar = ("actor", "earliest", "certain_by", "hops")

    actor: str
    earliest: Day
    hops: int
    certain_by: Day | None

    @property
    def certainty(self) -> Certainty:
        """``certain`` where some chain reaches it however the dates fall, else ``possible``."""
        return "possible" if self.certain_by is None else "certain"


class _Hop(NamedTuple):
    """A relation as it is walked from one of its actors to the other."""

    here: str
    there: str
    relation: DatedRelation
    bounds: Bounds


class _Label(NamedTuple):
    """The earliest day on which an actor is reached in a number of hops."""

    day: Day
    hops: int
    actor: str


@dataclass(frozen=True, slots=True)
class _Clock:
    """How time passes along a chain: the window, the days from hop to hop, and the dates assumed."""

    window: Window
    step: int
    certain: bool

    @property
    def start(self) -> Day:
        """The day of a hop before the first, so that the first may be walked as the window opens."""
        return _shifted(self.window.since, -self.step)

    def walked(self, before: Day, bounds: Bounds) -> Day | None:
        """Return the day on which a hop is walked after the one before it, or None where it is missed."""
        turn = _shifted(before, self.step)
        start, end = self.sides(bounds)
        day = max(turn, start)
        return day if turn <= end and day <= self.window.until else None

    def deadline(self, bounds: Bounds, day: Day) -> Day:
        """Return the last day of the hop before, if a hop is to be walked by a certain day."""
        _, end = self.sides(bounds)
        return _shifted(min(end, day), -self.step)

    @property
    def sides(self) -> Callable[[Bounds], tuple[Day, Day]]:
        """Return what gives the start and the end that are assumed of a relation."""
        return _WORST if self.certain else _BEST


_WORST: Callable[[Bounds], tuple[Day, Day]] = attrgetter("latest_start", "earliest_end")
_BEST: Callable[[Bounds], tuple[Day, Day]] = attrgetter("earliest_start", "latest_end")


@public
def chronological_path(
    graph: Graph,
    source: str,
    target: str,
    *,
    strict: bool = False,
    best: Best = "earliest",
    directed: bool = False,
    avoid: Collection[str] = (),
    avoid_kinds: Collection[str] = NOT_BETWEEN,
) -> ChronologicalPath | None:
    """Return the best path in time, a certain one if there is any, or None.

    See :func:`chronological_paths`.

    Examples
    --------
    >>> talks = gk.window(graph, types=["told", "met"])
    >>> path = gk.chronological_path(talks, "He Lifeng", "Trump")
    >>> path.actors
    ('he-lifeng', 'jensen-huang', 'donald-trump')
    >>> path.certainty
    'certain'
    """
    found = chronological_paths(
        graph,
        source,
        target,
        strict=strict,
        best=best,
        directed=directed,
        avoid=avoid,
        avoid_kinds=avoid_kinds,
    )
    return found.paths[0] if found.paths else None


@public
def chronological_paths(
    graph: Graph,
    source: str,
    target: str,
    *,
    strict: bool = False,
    best: Best = "earliest",
    directed: bool = False,
    avoid: Collection[str] = (),
    avoid_kinds: Collection[str] = NOT_BETWEEN,
) -> ChronologicalPaths:
    """Return the best chains from one actor to another in which time never runs backwards.

    Parameters
    ----------
    graph
        The graph, a window of it (every hop is walked within the window) or a snapshot (by its day).
    source, target
        Two different actors, each by id, name or alias; the first hop starts at the source.
    strict
        Whether each hop takes a later day than the one before it; otherwise the same day will do.
    best
        ``earliest``: the first to arrive, of those the one of fewest hops. ``fewest``: the one of
        fewest hops, of those the first to arrive. A certain path is judged by the day by which it
        has arrived for sure, a possible one by the day on which it may.
    directed
        Follow relations only from their source to their target (symmetric ones both ways).
    avoid
        Actors, by id, name or alias, that no path may run through.
    avoid_kinds
        Kinds of actor that no path runs through.

    Returns
    -------
    ChronologicalPaths
        The best certain path, then the best possible one where there is no certain one or where
        that may be better still: on its earliest day of arrival. Where several are equally good,
        each hop, from the last back, is the one best vouched for. What is denied or has no
        date is never walked, what is planned only in a graph whose view asked for it; a view of
        what is certain has certain paths alone.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If a name is nobody's or several actors'.
    UsageError
        If both ends are the same actor, or there is no such ``best``.

    Notes
    -----
    The search takes O(L (V + E) log V) time for V actors and E relations, where L is the largest
    number of labels of an actor: one, and another for every hop that an earlier arrival costs.

    Examples
    --------
    >>> talks = gk.window(graph, types=["told", "met"])
    >>> [path.length for path in gk.chronological_paths(talks, "He Lifeng", "Trump").paths]
    [2]
    """
    start, goal = find_actor(graph, source), find_actor(graph, target)
    if start == goal:
        raise UsageError(f"{source!r} and {target!r} are the same actor; a path needs two")
    shunned = {find_actor(graph, name) for name in avoid}
    return paths_in_time(
        index(graph),
        start,
        goal,
        strict=strict,
        best=best,
        directed=directed,
        avoid=shunned,
        avoid_kinds=avoid_kinds,
    )


def paths_in_time(
    known: Resolver,
    start: str,
    goal: str,
    *,
    strict: bool,
    best: Best,
    directed: bool,
    avoid: Collection[str],
    avoid_kinds: Collection[str],
) -> ChronologicalPaths:
    """Return the best chains between two actors through a view of a graph.

    All actors are ids; else as :func:`chronological_paths`, whose part this is.
    """
    hops = _Hops(known, start, directed=directed, avoid=avoid, avoid_kinds=avoid_kinds)
    sure, maybe = _clocks(known.criteria, strict=strict)
    chains = [_best_chain(hops, start, goal, clock, best) for clock in (sure, maybe)]
    certain, possible = (_path(chain, sure) if chain else None for chain in chains)
    only_certain = known.criteria.certain
    return ChronologicalPaths(
        start,
        goal,
        tuple(
            path
            for path in _worth_telling(certain, possible, best)
            if path.certainty == "certain" or not only_certain
        ),
    )


@public
def reach(
    graph: Graph,
    actor: str,
    *,
    strict: bool = False,
    directed: bool = False,
    avoid: Collection[str] = (),
    avoid_kinds: Collection[str] = NOT_BETWEEN,
) -> tuple[Reached, ...]:
    """Return everyone whom a chain reaches from an actor without time running backwards.

    Parameters
    ----------
    graph
        The graph, a window of it or a snapshot.
    actor
        Where the chains start: an id, name or alias.
    strict, directed, avoid, avoid_kinds
        As for :func:`chronological_paths`; whom a chain may not run through it may still reach.

    Returns
    -------
    tuple of Reached
        By the earliest day, then by hops; in a view of what is certain only those reached for sure.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If a name is nobody's or several actors'.

    Examples
    --------
    >>> talks = gk.window(graph, types=["told", "met"])
    >>> [(found.actor, found.hops, found.certainty) for found in gk.reach(talks, "He Lifeng")]
    [('jensen-huang', 1, 'certain'), ('donald-trump', 2, 'certain')]
    """
    start = find_actor(graph, actor)
    known = index(graph)
    shunned = {find_actor(graph, name) for name in avoid}
    hops = _Hops(known, start, directed=directed, avoid=shunned, avoid_kinds=avoid_kinds)
    sure, maybe = (
        _first_labels(_labels(hops, start, clock)) for clock in _clocks(known.criteria, strict=strict)
    )
    found = [
        Reached(there, label.day, label.hops, sure[there].day if there in sure else None)
        for there, label in maybe.items()
        if there != start and (there in sure or not known.criteria.certain)
    ]
    return Answers(sorted(found, key=lambda reached: (reached.earliest, reached.hops, reached.actor)))


# --- what is walked, and when -----------------------------------------------------------------


class _Hops:
    """The hops that a chain from an actor may take, found when a search comes to their actor."""

    def __init__(
        self,
        known: Resolver,
        start: str,
        *,
        directed: bool,
        avoid: Collection[str],
        avoid_kinds: Collection[str],
    ) -> None:
        self._known = known
        self._start = start
        self._directed = directed
        self._avoid = avoid
        self._avoid_kinds = avoid_kinds
        self._statuses = (known.criteria.statuses or frozenset({"actual"})) - {"denied"}
        self._onward: dict[str, list[tuple[str, Bounds]]] = {}

    def onward(self, here: str) -> list[tuple[str, Bounds]]:
        """Return whom each hop from an actor leads to, whatever its day, and when it can be walked."""
        if here not in self._onward:
            self._onward[here] = list(self._leaving(here)) if self._is_open(here) else []
        return self._onward[here]

    def _leaving(self, here: str) -> Iterator[tuple[str, Bounds]]:
        known = self._known
        for source, target, between in known.adjacency.incident(here):
            if source != target:
                there = target if source == here else source
                for fields in between.values():
                    if fields["type"] not in known.hidden:
                        alike = known.evaluate(source, target, fields)
                        bounds = alike and self._walked(alike, fields, along=here == source)
                        if bounds:
                            yield there, bounds

    def into(self, there: str) -> list[_Hop]:
        """Return every hop to an actor, whatever its day."""
        return [
            _Hop(here, there, seen, bounds)
            for source, target, between in self._known.adjacency.incident(there)
            for here in [target if source == there else source]
            if here != there and self._is_open(here)
            for seen in self._known.visible_between(source, target, between)
            if (bounds := self._walked(seen, seen.fields, along=here == source))
        ]

    def _is_open(self, actor: str) -> bool:
        """Whether a chain may go on from an actor."""
        if actor == self._start:
            return True
        return (
            actor not in self._avoid and self._known.adjacency.actors[actor]["kind"] not in self._avoid_kinds
        )

    def _walked(self, seen: DatedRelation, fields: EdgeData, *, along: bool) -> Bounds | None:
        """Return the bounds of a relation that is walked along its direction, or against it, else None.

        Of what is ``seen`` only what those that claim the same have in common is looked at.
        """
        if seen.version.undated or seen.status not in self._statuses:
            return None
        if not along and self._directed and fields["type"] not in self._known.cache.symmetric:
            return None
        return seen.version.bounds


def _clocks(asked: Filter, *, strict: bool) -> tuple[_Clock, _Clock]:
    """Return the clocks for the worst and for the best that the dates can do, in a view's window."""
    window = asked.window or ALWAYS if asked.as_of is None else Window(until=asked.as_of)
    return _Clock(window, int(strict), certain=True), _Clock(window, int(strict), certain=False)


def _shifted(day: Day, days: int) -> Day:
    """Return a day so many days on; an infinity is as far off as ever."""
    return day if day in (PAST, FUTURE) else day + days


# --- the search -------------------------------------------------------------------------------


def _labels(hops: _Hops, start: str, clock: _Clock) -> Iterator[_Label]:
    """Yield, by day and then by hops, the labels of each actor: every later one has fewer hops."""
    sides, beyond = clock.sides, clock.window.until + 1
    fewest: dict[str, int] = {}
    soonest: dict[str, tuple[Day, int]] = {}
    heap = [(clock.start, 0, start)]
    while heap:
        day, count, here = heappop(heap)
        if count >= fewest.get(here, inf):
            continue
        fewest[here] = count
        yield _Label(day, count, here)
        turn = _shifted(day, clock.step)
        reached: dict[str, Day] = {}
        for there, bounds in hops.onward(here):
            first, last = sides(bounds)
            if turn <= last:
                day = first if first > turn else turn
                if day < reached.get(there, beyond):
                    reached[there] = day
        count += 1
        for there, day in reached.items():
            before, fewer = soonest.get(there, (beyond, count))
            if count < fewest.get(there, inf) and (day < before or count < fewer):
                soonest[there] = min((before, fewer), (day, count))
                heappush(heap, (day, count, there))


def _first_labels(labels: Iterable[_Label]) -> dict[str, _Label]:
    first: dict[str, _Label] = {}
    for label in labels:
        first.setdefault(label.actor, label)
    return first


def _best_chain(hops: _Hops, start: str, goal: str, clock: _Clock, best: Best) -> list[_Hop] | None:
    """Return the best chain by a clock, or None."""
    days: dict[tuple[str, int], Day] = {}
    arrived: _Label | None = None
    for label in _labels(hops, start, clock):
        days[label.actor, label.hops] = label.day
        if label.actor == goal:  # for the first time on the earliest day, for the last in the fewest hops
            arrived = label
            if best == "earliest":
                break
    return _best_vouched(hops, days, arrived, clock) if arrived else None


def _best_vouched(
    hops: _Hops, days: Mapping[tuple[str, int], Day], arrived: _Label, clock: _Clock
) -> list[_Hop]:
    """Return the chain that reaches a label's actor by its day, in its hops, best vouched for.

    From the last hop back, each is chosen among all that still keep the day. No chain of fewer
    hops keeps it, so every actor on the way has a label for its place in the chain.
    """
    chain: list[_Hop] = []
    by, place, there = arrived
    for before in reversed(range(place)):
        in_time = []
        for hop in hops.into(there):
            reached = days.get((hop.here, before))
            day = None if reached is None else clock.walked(reached, hop.bounds)
            if day is not None and day <= by:
                in_time.append(hop)
        chosen = min(in_time, key=lambda hop: weakness(hop.relation))
        chain.append(chosen)
        by, there = clock.deadline(chosen.bounds, by), chosen.here
    return chain[::-1]


# --- the answer -------------------------------------------------------------------------------


def _path(chain: Sequence[_Hop], sure: _Clock) -> ChronologicalPath:
    return ChronologicalPath(
        actors=(chain[0].here, *(hop.there for hop in chain)),
        relations=tuple(hop.relation for hop in chain),
        certainty="certain" if _is_walked(chain, sure) else "possible",
        days=_days(chain, sure.window, sure.step),
    )


def _is_walked(chain: Iterable[_Hop], clock: _Clock) -> bool:
    day: Day | None = clock.start
    for hop in chain:
        day = None if day is None else clock.walked(day, hop.bounds)
    return day is not None


def _days(chain: Sequence[_Hop], window: Window, step: int) -> tuple[Span, ...]:
    """Return the earliest and the latest day of each hop of a chain that can be walked.

    A hop is latest where one before it, or itself, starts as late as it may without the rest
    being missed: by the day that the ends of all that follow leave it.
    """
    last: list[Day] = []
    by = window.until
    for hop in reversed(chain):
        last.append(min(hop.bounds.latest_end, by))
        by = _shifted(last[-1], -step)
    days: list[Span] = []
    earliest = latest = _shifted(window.since, -step)
    for hop, end in zip(chain, reversed(last), strict=True):
        earliest = max(_shifted(earliest, step), hop.bounds.earliest_start)
        latest = max(_shifted(latest, step), min(hop.bounds.latest_start, end))
        days.append(Span(earliest, latest))
    return tuple(days)


def _worth_telling(
    certain: ChronologicalPath | None, possible: ChronologicalPath | None, best: Best
) -> list[ChronologicalPath]:
    """Return the best for sure, and the best if all goes well where that one may be better still.

    The latter may itself be certain; where it is also no worse for sure, it is the only answer.
    """
    if certain is None or possible is None:
        return [path for path in (certain, possible) if path]
    (hoped, sure), (better, as_sure) = _measures(certain, best), _measures(possible, best)
    if better >= hoped:
        return [certain]
    return [possible] if possible.certainty == "certain" and as_sure == sure else [certain, possible]


def _measures(path: ChronologicalPath, best: Best) -> list[tuple[int, int]]:
    """Return what a better path has less of, on its earliest day of arrival and on its latest."""
    return [(day, path.length) if best == "earliest" else (path.length, day) for day in path.arrival]
