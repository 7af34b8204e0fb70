"""Finds chains of relations in which time never runs backwards: time-respecting paths.

Each hop of a chain is walked on a day on which its relation holds, no earlier than the hop before
(*strict*: later). Chains are walked as early as possible: a hop waits until its relation starts, and
is missed if the relation has ended. The dates of different relations vary independently. In the
worst case every relation starts as late and ends as early as its bounds allow, in the best case the
reverse. A chain that can be walked in the worst case is *certain*, in the best case *possible*.

:func:`graphkit.chronological_paths` names the papers that define such chains. The search settles actors
in order of arrival, as Dijkstra's does. Fewer hops, or fewer of them by what a relation is *about*, may cost
a later arrival, so that an actor has one label for each pair of these numbers that is worth it (E. Q. V.
Martins, "On a multicriteria shortest path problem", European Journal of Operational Research 16(2), 1984).

One pass through the relations in order of time would be wrong: a state can be walked long after it
starts, and the hops of one day in any order. The search need not exclude repeated actors: a chain
that returns to an actor could omit the loop, and would arrive no later with fewer hops.

The relations of a chain are distinct. Nearly all chains found are so by themselves: where one relation ties
the first of two hops' actors to the last, walking it once is as early and shorter. It does not where it is
about both, so that it is *entered* from one of them, and *left* for the other. So the best of all chains is
found first. Only if it uses a relation twice is the search repeated with labels that tell whether they
entered this relation, until the best chain is one of distinct relations; no label is then extended by leaving
what it has just entered. To find whom chains reach, labels without such chains are kept, and only the others
are searched for again. At worst this takes time that grows exponentially with the number of relations used
twice, and is stopped.

The problem is NP-hard. For a formula, let a chain first choose a value of each variable, by one of two ways
on which it enters a lasting relation for each place where the literal now false stands; then let it pass each
clause by leaving the relation of one of its places. It gets through if and only if the formula can be true,
if all other relations are events, so dated that nothing leads back.

What leads to an actor is found by the same search, with the direction of hops and of time turned round
(*mirrored*): a chain that arrives as early as possible there departs as late as possible here.
:mod:`graphkit.queries.waiting_search` searches where the day of arrival does not tell enough: if waits are
limited, and for the chain that takes the fewest days.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from math import inf
from operator import attrgetter
from typing import Literal, NamedTuple

from graphkit.errors import UsageError
from graphkit.graph.adjacency import Edge, EdgeData
from graphkit.graph.filters import Filter, walked_statuses
from graphkit.graph.provenance import Version
from graphkit.graph.relation import DatedRelation
from graphkit.graph.resolver import Resolver
from graphkit.queries.telling import telling
from graphkit.temporal.bounds import Bounds
from graphkit.temporal.calendar import ALWAYS, FUTURE, PAST, Day, Window, shifted

Best = Literal["earliest", "fewest", "latest", "fastest"]

_WORST: Callable[[Bounds], tuple[Day, Day]] = attrgetter("latest_start", "earliest_end")
_BEST: Callable[[Bounds], tuple[Day, Day]] = attrgetter("earliest_start", "latest_end")


class TooManyChainsError(UsageError):
    """A search for chains in time would have to tell too many of them apart."""

    def __init__(
        self, advice: str = "must be told apart; ask for a shorter period, for direct ones, or any wait"
    ) -> None:
        super().__init__(f"too many chains {advice}")


class Hop(NamedTuple):
    """A relation that is walked from one of its actors to another."""

    here: str
    there: str
    relation: DatedRelation
    bounds: Bounds

    @property
    def about(self) -> bool:
        """Whether one of the two is no end of the relation, which is about it."""
        return self.relation.is_about(self.here, self.there)


Entered = frozenset[str]
"""Relations that a chain has entered from actors whom they are about."""

_NONE: Entered = frozenset()


class Walk(NamedTuple):
    """What a clock tells of a chain.

    ``day`` is the first day on which the last hop may be walked; ``last`` the last one, if waits are limited;
    ``leaves`` the last day on which the first hop may be walked, as far as the ends of relations tell;
    ``lasts`` the fewest days from the first hop to the last.
    """

    day: Day
    hops: int
    last: Day
    leaves: Day
    lasts: int


class Label(NamedTuple):
    """The earliest day on which an actor is reached in a number of hops, some by what a relation is about.

    Its chain uses the relations ``twice`` twice. ``last`` is the relation that its last hop entered, if that
    is about several actors, else empty. ``entered`` is all that it entered, ``tracked`` the tracked of that.
    """

    day: Day
    hops: int
    about: int
    twice: Entered
    actor: str
    last: str = ""
    tracked: Entered = _NONE
    entered: Entered = _NONE


class AsideHop(NamedTuple):
    """A hop by a relation that is about several actors, from or to one of them."""

    there: str
    relation: str
    enters: bool
    bounds: Bounds


# --- time -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clock:
    """The rules of time along a chain.

    Hops are walked in a window of days, at least ``step`` (1 if strict, otherwise 0) and at most ``within``
    days apart. A ``certain`` clock assumes the worst case of every relation's dates, otherwise the best.
    """

    window: Window
    step: int
    certain: bool
    within: int | None = None

    @property
    def start(self) -> Day:
        """The day of an imaginary hop before the first, which may be walked as the window opens."""
        return shifted(self.window.since, -self.step)

    def walked(self, before: Day, bounds: Bounds) -> Day | None:
        """Return the day on which a hop is walked, given that of the hop before, or None if it is missed."""
        ready = shifted(before, self.step)
        start, end = self.sides(bounds)
        day = max(ready, start)
        return day if ready <= end and day <= self.window.until else None

    @property
    def at_start(self) -> Walk:
        """A chain of no hops yet."""
        return Walk(self.start, 0, FUTURE, FUTURE, -self.step)

    def after(self, walk: Walk, bounds: Bounds) -> Walk | None:
        """Return what a chain becomes by one hop more, or None if the hop is missed.

        A hop must start by the end of each earlier one and the waits since. As different relations vary
        independently, the worst case is again that each starts late and ends early.
        """
        day = self.walked(walk.day, bounds)
        if day is None:
            return None
        start, end = self.sides(bounds)
        end, last = min(end, self.window.until), FUTURE
        if self.within is not None:
            waited = shifted(walk.last, self.within)
            if start > waited or (walk.hops and self.within < self.step):
                return None
            last = min(end, waited)
        lasts = max(shifted(walk.lasts, self.step), days_between(walk.leaves, start))
        return Walk(day, walk.hops + 1, last, min(walk.leaves, shifted(end, -self.step * walk.hops)), lasts)

    def walk(self, chain: Iterable[Bounds]) -> Walk | None:
        """Return what a chain of relations becomes, by their bounds; None if it cannot be walked."""
        walk: Walk | None = self.at_start
        for bounds in chain:
            walk = walk and self.after(walk, bounds)
        return walk

    def deadline(self, bounds: Bounds, day: Day) -> Day:
        """Return the last day for the hop before, if a hop must be walked by a day."""
        _, end = self.sides(bounds)
        return shifted(min(end, day), -self.step)

    @property
    def sides(self) -> Callable[[Bounds], tuple[Day, Day]]:
        """The function that returns the assumed start and end of a relation."""
        return _WORST if self.certain else _BEST


def clocks(
    criteria: Filter, *, strict: bool, within: int | None = None, back: bool = False
) -> tuple[Clock, Clock]:
    """Return the clocks of the worst and the best case, within the window or until the day of a filter.

    If ``back``, they run backwards.
    """
    window = criteria.period or ALWAYS
    window = window.mirrored() if back else window
    worst = Clock(window, int(strict), certain=True, within=within)
    return worst, replace(worst, certain=False)


def days_between(before: Day, after: Day) -> int:
    """Return how many days later one day is than another, 0 if it is not; ``FUTURE`` if without limit."""
    if after <= before:
        return 0
    return FUTURE if before == PAST or after == FUTURE else after - before


# --- hops -------------------------------------------------------------------------------------


@dataclass(eq=False)
class TemporalHops:
    """The hops that chains from an actor may take, looked up when a search reaches their actor.

    If ``back``, the chains lead to the actor, and are walked backwards in time: direction and bounds are
    mirrored.
    """

    resolver: Resolver
    start: str
    directed: bool
    direct: bool
    avoid: Collection[str]
    avoid_kinds: Collection[str]
    statuses: frozenset[str] | None = None
    back: bool = False

    def __post_init__(self) -> None:
        self._beside = {} if self.direct or self.directed else self.resolver.adjacency.beside
        self._statuses = walked_statuses(self.resolver.criteria) if self.statuses is None else self.statuses
        self._shared = self.resolver.adjacency.shared if self._beside else frozenset()
        self._onward: dict[str, tuple[list[tuple[str, int, Bounds]], list[AsideHop]]] = {}
        self._named: dict[str, list[tuple[str, str, bool, int, Bounds]]] = {}
        self._concerned: dict[str, tuple[tuple[str, ...], Bounds]] = {}
        self._turned: dict[str, TemporalHops] = {}

    def concerned(self, relation: str) -> tuple[tuple[str, ...], Bounds]:
        """Return whom a relation is about that some actor looked up goes by, and the bounds of it."""
        return self._concerned[relation]

    def turned(self, goal: str) -> "TemporalHops":
        """Return the same hops, walked the other way: to where these start, from a goal."""
        if goal not in self._turned:
            self._turned[goal] = replace(self, start=goal, back=not self.back)
        return self._turned[goal]

    @property
    def any_about(self) -> bool:
        """Whether any hop may go by what a relation is about."""
        return bool(self._beside)

    def onward(self, here: str) -> tuple[list[tuple[str, int, Bounds]], list[AsideHop]]:
        """Return for each hop from an actor whom it reaches, 1 if it goes by what its relation is about,
        otherwise 0, and the bounds of its relation; apart from these, hops by relations about several actors.
        """
        if here not in self._onward:
            plain, aside = self._onward[here] = [], []
            if self._is_open(here):
                plain += [(there, 0, bounds) for there, _, _, bounds in self._between_ends(here)]
                for edge, there, bounds in self._edges_beside(here):
                    if edge.id in self._shared:
                        self._concerned[edge.id] = edge.fields["about"], bounds
                        aside.append(AsideHop(there, edge.id, here not in (edge.source, edge.target), bounds))
                    else:
                        plain.append((there, 1, bounds))
        return self._onward[here]

    def leaving(self, here: str) -> list[tuple[str, str, bool, int, Bounds]]:
        """Return for each hop from an actor whom it reaches, its relation, whether this is about somebody,
        so that it could be used twice, 1 if the hop goes by that, otherwise 0, and the bounds.
        """
        if here not in self._named:
            found = self._named[here] = []
            if self._is_open(here):
                found += [
                    (there, id, self.any_about and about, 0, bounds)
                    for there, id, about, bounds in self._between_ends(here)
                ]
                found += [
                    (there, edge.id, True, 1, bounds) for edge, there, bounds in self._edges_beside(here)
                ]
        return self._named[here]

    def _between_ends(self, here: str) -> Iterator[tuple[str, str, bool, Bounds]]:
        resolver = self.resolver
        for source, target, between in resolver.adjacency.incident(here):
            if source != target:
                there = target if source == here else source
                for id, fields in between.items():
                    if fields["type"] not in resolver.hidden:
                        verdict = resolver.evaluate(source, target, fields)
                        bounds = verdict and self._bounds_if_walked(
                            verdict.version, fields, along=here == source
                        )
                        if bounds:
                            yield there, id, bool(fields.get("about")), bounds

    def _edges_beside(self, here: str) -> Iterator[tuple[Edge, str, Bounds]]:
        for there, edges in self._beside.get(here, {}).items():
            for edge in edges:
                if edge.fields["type"] not in self.resolver.hidden:
                    verdict = self.resolver.evaluate(edge.source, edge.target, edge.fields)
                    bounds = verdict and self._bounds_if_walked(verdict.version, edge.fields, along=True)
                    if bounds:
                        yield edge, there, bounds

    def is_shared(self, relation: str) -> bool:
        """Whether a relation is about several actors, so that a chain could use it twice."""
        return relation in self._shared

    @property
    def is_exact(self) -> bool:
        """Whether all hops looked up so far, from either end, are exactly dated: by both clocks, their search
        is the same.
        """
        looked_up = [hops for each in self._onward.values() for hops in each]
        return all(
            _WORST(hop[-1]) == _BEST(hop[-1]) for hops in (*looked_up, *self._named.values()) for hop in hops
        ) and all(turned.is_exact for turned in self._turned.values())

    def into(self, there: str) -> list[Hop]:
        """Return every hop to an actor, whatever its day."""
        hops = [
            Hop(here, there, relation, bounds)
            for source, target, between in self.resolver.adjacency.incident(there)
            for here in [target if source == there else source]
            if here != there and self._is_open(here)
            for relation in self.resolver.visible_between(source, target, between)
            if (bounds := self._bounds_if_walked(relation.version, relation.fields, along=here == source))
        ]
        hops += [
            Hop(here, there, relation, bounds)
            for here, edges in self._beside.get(there, {}).items()
            if self._is_open(here)
            for source, target, id, fields in edges
            for relation in self.resolver.visible_between(source, target, {id: fields})
            if (bounds := self._bounds_if_walked(relation.version, fields, along=True))
        ]
        return hops

    def _is_open(self, actor: str) -> bool:
        """Whether a chain may continue from an actor."""
        if actor == self.start:
            return True
        return (
            actor not in self.avoid and self.resolver.adjacency.actors[actor]["kind"] not in self.avoid_kinds
        )

    def _bounds_if_walked(self, version: Version, fields: EdgeData, *, along: bool) -> Bounds | None:
        """Return the bounds of a relation if it can be walked along (or against) its direction, else None."""
        if version.undated or fields.get("status", "actual") not in self._statuses:
            return None
        if along == self.back and self.directed and fields["type"] not in self.resolver.cache.symmetric:
            return None
        bounds = version.bounds
        return bounds.mirrored() if bounds and self.back else bounds


# --- search -----------------------------------------------------------------------------------

MOST_LABELS = 100_000
"""How many labels a search that tells apart what was entered may have."""


def arrival_labels(
    hops: TemporalHops,
    start: str,
    clock: Clock,
    tracked: Entered | None,
    *,
    counting_about: bool = True,
) -> Iterator[Label]:
    """Yield the labels of all reachable actors by day, then by hops, then by hops of them that are *about*.

    No label is as good as earlier ones of its actor in both numbers of hops, and in what it may leave next.
    No chain leaves a relation that it has just entered, nor a tracked one that it entered earlier; if
    ``tracked`` is None, chains may do both. Without ``counting_about`` it makes no difference how many hops
    are *about*; then a label forgets that it entered what nobody is reached by leaving, in as few hops. Too
    many ways to have entered tracked relations raise UsageError.
    """
    one, is_any, tracked = int(counting_about), tracked is None, tracked or _NONE
    sides, beyond = clock.sides, clock.window.until + 1
    labels = 0
    free: dict[tuple[str, int], int] = {}  # the fewest hops of labels that may leave whatever they like
    bound: dict[str, list[Label]] = {}
    soonest: dict[tuple[str, int], tuple[Day, int]] = {}
    heap: list[tuple[Day, int, int, Entered, str, str, Entered, Entered]] = []
    heappush(heap, (clock.start, 0, 0, _NONE, start, "", _NONE, _NONE))

    def is_worth_leaving(relation: str, ready: Day, count: int) -> bool:
        """Whether leaving a relation reaches anybody whom no label reaches yet that serves as well."""
        concerned, bounds = hops.concerned(relation)
        return ready <= sides(bounds)[1] and any(count < free.get((each, 0), inf) for each in concerned)

    while heap:
        label = Label(*heappop(heap))
        day, count, about, twice, here, last, watched, entered = label
        if not counting_about and (last or watched):
            over = shifted(day, clock.step)
            watched = _NONE.union(id for id in watched if is_worth_leaving(id, over, count + 1))
            last = last if last and is_worth_leaving(last, over, count + 1) else ""
            label = label._replace(last=last, tracked=watched)
        if any(count >= free.get((here, fewer), inf) for fewer in range(about + 1)):
            continue
        if not last and not watched:
            free[here, about] = count
        if here in bound and _is_dominated(label, bound[here]):
            continue
        if entered:
            bound.setdefault(here, []).append(label)
        labels += 1
        if tracked and labels > MOST_LABELS:
            raise TooManyChainsError("use one relation for two hops; ask for direct ones")
        yield label
        ready = shifted(day, clock.step)
        reached: dict[tuple[str, int], Day] = {}
        plain, aside = hops.onward(here)
        for there, more, bounds in plain:
            start_day, end_day = sides(bounds)
            if ready <= end_day:
                day = start_day if start_day > ready else ready
                place = there, about + more * one
                if day < reached.get(place, beyond):
                    reached[place] = day
        count += 1
        entering: dict[str, list[tuple[Day, str]]] = {}
        for there, relation, enters, bounds in aside:
            start_day, end_day = sides(bounds)
            if ready > end_day:
                continue
            day = start_day if start_day > ready else ready
            if enters and not is_any:
                entering.setdefault(there, []).append((day, relation))
            elif relation in entered:
                if relation != last and relation not in watched and day < beyond:
                    again = twice | {relation}
                    heappush(heap, (day, count, about + one, again, there, "", watched, entered))
            elif day < reached.get((there, about + one), beyond):
                reached[there, about + one] = day
        for there, ways in entering.items():
            place = there, about + one
            if count >= free.get(place, inf):
                continue
            latest = min(beyond, reached.get(place, beyond))
            earliest, its_hops = soonest.get(place, (beyond, count))
            if count >= its_hops:
                latest = min(latest, earliest)
            ways = sorted(way for way in ways if way[0] < latest)
            watching = [way for way in ways if way[1] in tracked]
            others = [way for way in ways if way[1] not in tracked]
            for day, relation in watching + others[:2]:  # what one of two cannot leave next, the other can
                now = watched | {relation} if relation in tracked else watched
                heappush(heap, (day, count, place[1], twice, there, relation, now, entered | {relation}))
        for place, day in reached.items():
            earliest, its_hops = soonest.get(place, (beyond, count))
            if count < free.get(place, inf) and (day < earliest or count < its_hops):
                if not watched and not twice:
                    soonest[place] = min((earliest, its_hops), (day, count))
                heappush(heap, (day, count, place[1], twice, place[0], "", watched, entered))


def _is_dominated(label: Label, others: Iterable[Label]) -> bool:
    """Whether earlier labels of an actor serve every chain that may go on from a label.

    One that has just entered a relation cannot leave it next; two that entered different ones can, between
    them, leave whatever there is.
    """
    lasts: set[str] = set()
    for other in others:
        if other.hops <= label.hops and other.about <= label.about and other.tracked <= label.tracked:
            lasts.add(other.last)
    return "" in lasts or label.last in lasts or len(lasts) > 1


def earliest_labels(hops: TemporalHops, start: str, clock: Clock) -> dict[str, Label]:
    """Return the first label of each actor that a chain of distinct relations reaches.

    Whoever's first chain uses a relation twice is searched for again, with such relations tracked: first
    those of the earliest few, for these are often what the chains of others begin with, then of more. If too
    many chains use relations twice, this raises UsageError, as :func:`best_arrival` does.
    """
    found: dict[str, Label] = {}
    doubtful: list[Label] = []
    tracked, most = _NONE, 8
    while True:
        first: dict[str, Label] = {}
        waiting = {label.actor for label in doubtful}
        for label in arrival_labels(hops, start, clock, tracked, counting_about=False):
            if label.actor not in found:
                first.setdefault(label.actor, label)
                waiting.discard(label.actor)
                if doubtful and not waiting:
                    break
        found |= {actor: label for actor, label in first.items() if not label.twice}
        doubtful = [label for label in first.values() if label.twice]
        if not doubtful:
            return found
        tracked = tracked.union(*(label.twice for label in doubtful[:most]))
        most *= 2


def best_arrival(
    hops: TemporalHops, start: str, goal: str, clock: Clock, best: Best
) -> tuple[Label, list[Hop]] | None:
    """Return the label of the best chain by a clock, and the chain; None if there is none.

    Of two as good by day and number of hops, it is the one of fewer hops by what a relation is about.
    """
    tracked: Entered | None = None  # mostly the best of all chains uses no relation twice
    leading: Iterator[Label] | None = labels_back(hops, goal, clock)
    while True:
        labels: _Labels = {}
        arrivals: list[Label] = []
        for number, label in enumerate(arrival_labels(hops, start, clock, tracked)):
            if leading and number % _SELDOM == 0:
                nearer = next(leading, None)
                if nearer is None:  # all from whom chains lead to the goal
                    return None
                leading = None if nearer.actor == start else leading
            labels.setdefault((label.actor, label.hops, label.about), []).append(label)
            if label.actor == goal:
                arrivals.append(label)
                if best == "earliest":  # the first label is the earliest
                    break
        if not arrivals:
            return None
        arrival = min(arrivals, key=lambda label: (label.hops, label.day, label.about))
        chain = _most_telling(hops, labels, arrival, clock, tracked)
        used = [hop.relation.id for hop in chain]
        twice = frozenset(id for id in used if used.count(id) > 1) if len(set(used)) < len(used) else _NONE
        if not twice:
            return arrival, chain
        tracked = twice.union(tracked or ())


_SELDOM = 4
"""For so many labels on the way from the start, one on the way back from the goal is looked at.

Where few chains lead to the goal and none from the start, that is found soon.
"""


def labels_back(hops: TemporalHops, goal: str, clock: Clock) -> Iterator[Label]:
    """Yield the labels of whoever may come to a goal by chains of any waits, which are walked backwards."""
    patient = replace(clock, within=None, window=clock.window.mirrored())
    return arrival_labels(hops.turned(goal), goal, patient, None, counting_about=False)


_Labels = dict[tuple[str, int, int], list[Label]]
"""Labels by their actor, their number of hops, and how many of these are *about*."""


def _most_telling(
    hops: TemporalHops, labels: _Labels, arrival: Label, clock: Clock, tracked: Entered | None
) -> list[Hop]:
    """Return the most telling chain with the day and the numbers of hops of a label.

    Each hop, from the last back, is chosen among those that keep the day. No chain of fewer hops, or of as
    many and fewer that are *about*, keeps it, so that every actor of the chain has a label with its place in
    it.
    """
    chain: list[Hop] = []
    deadline, there, about = arrival.day, arrival.actor, arrival.about
    left = _NONE  # which of the tracked relations the hops after this one leave
    next_left = ""  # which relation the hop after this one leaves
    for place_before in reversed(range(arrival.hops)):
        in_time = []
        for hop in hops.into(there):
            id, is_about = hop.relation.id, hop.about
            before = labels.get((hop.here, place_before, about - is_about))
            if before is None:
                continue
            enters, leaves = (False, False) if tracked is None else _way(hops, hop)
            if enters and (id == next_left or id in left):
                continue
            out = left | {id}.intersection(tracked or ()) if leaves else left
            if any(
                not (out & label.tracked)
                and not (leaves and label.last == id)
                and (day := clock.walked(label.day, hop.bounds)) is not None
                and day <= deadline
                for label in before
            ):
                in_time.append(hop)
        chosen = min(in_time, key=lambda hop: (*telling(hop.relation, hop.here, hop.there), hop.here))
        chain.append(chosen)
        _, leaves = _way(hops, chosen)
        next_left = chosen.relation.id if leaves else ""
        left |= {next_left}.intersection(tracked or ())
        deadline, there, about = clock.deadline(chosen.bounds, deadline), chosen.here, about - chosen.about
    return chain[::-1]


def _way(hops: TemporalHops, hop: Hop) -> tuple[bool, bool]:
    """Return whether a hop enters, and whether it leaves, a relation that is about several actors."""
    if not (hop.about and hops.is_shared(hop.relation.id)):
        return False, False
    enters = hop.here not in (hop.relation.source, hop.relation.target)
    return enters, not enters
