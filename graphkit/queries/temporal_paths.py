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

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graphkit.display import Answers, Displayed, Row
from graphkit.errors import UsageError
from graphkit.graph.build import Graph, find_actor, public
from graphkit.graph.filters import Certainty, DatedRelation
from graphkit.graph.index import index
from graphkit.graph.resolver import Resolver
from graphkit.queries.shortest_paths import NOT_BETWEEN
from graphkit.queries.temporal_search import (
    Best,
    Clock,
    Hop,
    TemporalHops,
    arrival_labels,
    best_chain,
    earliest_labels,
    shifted,
    worst_and_best_clock,
)
from graphkit.temporal import dates
from graphkit.temporal.dates import Day, Window


class Span(NamedTuple):
    """The earliest and the latest day on which something may come about, inclusive."""

    earliest: Day
    latest: Day


@dataclass(frozen=True, slots=True)
class ChronologicalPath(Displayed):
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

    def display_rows(self) -> Iterable[Row]:
        """Yield its relations as rows, each with its hop and the days on which that is walked."""
        for hop, (relation, days) in enumerate(zip(self.relations, self.days, strict=True), 1):
            for row in relation.display_rows():
                yield {"hop": str(hop), "walked": dates.range_words(*days), **row}


@dataclass(frozen=True, slots=True)
class ChronologicalPaths(Displayed):
    """The best chronological paths between two actors, certain ones first.

    At most two: the best of the certain ones, and the best possible one where it is better still.
    """

    source: str
    target: str
    paths: tuple[ChronologicalPath, ...]


@dataclass(frozen=True, slots=True)
class Reached(Displayed):
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

    actor: str
    earliest: Day
    hops: int
    certain_by: Day | None

    @property
    def certainty(self) -> Certainty:
        """``certain`` where some chain reaches it however the dates fall, else ``possible``."""
        return "possible" if self.certain_by is None else "certain"

    def display_rows(self) -> Iterable[Row]:
        """Yield it as a row of a table."""
        yield {
            "actor": self.actor,
            "earliest": dates.iso(self.earliest) or "at any time",
            "surely by": "never surely"
            if self.certain_by is None
            else dates.iso(self.certain_by) or "at any time",
            "hops": str(self.hops),
        }


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
    hops = TemporalHops(known, start, directed=directed, avoid=avoid, avoid_kinds=avoid_kinds)
    sure, maybe = worst_and_best_clock(known.view, strict=strict)
    chains = [best_chain(hops, start, goal, clock, best) for clock in (sure, maybe)]
    certain, possible = (_path(chain, sure) if chain else None for chain in chains)
    only_certain = known.view.certain
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
    hops = TemporalHops(known, start, directed=directed, avoid=shunned, avoid_kinds=avoid_kinds)
    sure, maybe = (
        earliest_labels(arrival_labels(hops, start, clock))
        for clock in worst_and_best_clock(known.view, strict=strict)
    )
    found = [
        Reached(there, label.day, label.hops, sure[there].day if there in sure else None)
        for there, label in maybe.items()
        if there != start and (there in sure or not known.view.certain)
    ]
    return Answers(sorted(found, key=lambda reached: (reached.earliest, reached.hops, reached.actor)))


# --- the answer -------------------------------------------------------------------------------


def _path(chain: Sequence[Hop], sure: Clock) -> ChronologicalPath:
    return ChronologicalPath(
        actors=(chain[0].here, *(hop.there for hop in chain)),
        relations=tuple(hop.relation for hop in chain),
        certainty="certain" if _is_walked(chain, sure) else "possible",
        days=_days(chain, sure.window, sure.step),
    )


def _is_walked(chain: Iterable[Hop], clock: Clock) -> bool:
    day: Day | None = clock.start
    for hop in chain:
        day = None if day is None else clock.walked(day, hop.bounds)
    return day is not None


def _days(chain: Sequence[Hop], window: Window, step: int) -> tuple[Span, ...]:
    """Return the earliest and the latest day of each hop of a chain that can be walked.

    A hop is latest where one before it, or itself, starts as late as it may without the rest
    being missed: by the day that the ends of all that follow leave it.
    """
    last: list[Day] = []
    by = window.until
    for hop in reversed(chain):
        last.append(min(hop.bounds.latest_end, by))
        by = shifted(last[-1], -step)
    days: list[Span] = []
    earliest = latest = shifted(window.since, -step)
    for hop, end in zip(chain, reversed(last), strict=True):
        earliest = max(shifted(earliest, step), hop.bounds.earliest_start)
        latest = max(shifted(latest, step), min(hop.bounds.latest_start, end))
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
