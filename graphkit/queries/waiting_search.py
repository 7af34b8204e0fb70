"""Finds chains in time where the day of arrival does not tell enough: of short waits, or of the fewest days.

If waits are limited, a chain that arrives early may arrive too early to go on, so that an actor has a label
for each pair of the first and the last day that is worth it. Nor may a chain omit a loop then, as the loop
may have saved it a wait. No chain returns to an actor here: a label tells whom it has been to, and one serves
for another only if it has been to nobody else. Whom it could still wait at for whatever comes is left out of
that, as chains could omit the loop.

To find such chains is NP-hard (A. Casteigts, A.-S. Himmel, H. Molter, P. Zschoche, "Finding temporal paths
under waiting time constraints", Algorithmica 83, 2021). The search stops beyond a number of steps rather than
to answer wrongly. :mod:`graphkit.queries.waiting_days` is faster where no relation may start after it ends.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from graphkit.queries.telling import Telling, telling
from graphkit.queries.temporal_search import (
    Best,
    Clock,
    Entered,
    Hop,
    TemporalHops,
    TooManyChainsError,
    Walk,
    arrival_labels,
    best_arrival,
    earliest_labels,
    labels_back,
)
from graphkit.queries.waiting_days import WaitingDays, spans
from graphkit.temporal.calendar import FUTURE, PAST, Day

Key = tuple[int, ...]
"""What makes a chain better than another: less is better."""

_KEYS: dict[Best, Callable[[Walk, int], Key]] = {
    "earliest": lambda walk, about: (walk.day, walk.hops, about),
    "fewest": lambda walk, about: (walk.hops, walk.day, about),
    "fastest": lambda walk, about: (walk.lasts, walk.hops, walk.day, about),
}

MOST_STEPS = 1_000_000
"""How many hops are looked at, and chains compared, at most."""

_NOTHING: Entered = frozenset()


class _Label(NamedTuple):
    """A chain, and what makes it better than another: a lesser ``key``.

    ``about`` of its hops go by what a relation is about. Of its relations, it could not have spared those
    ``used`` for a later hop: where it took them it could not wait for whatever comes, or it entered them from
    one of several whom they are about. ``seen`` and ``barred`` are the bits of its actors, and of those at
    whom it could not have waited for whatever comes.
    """

    key: Key
    actors: tuple[str, ...]
    relations: tuple[str, ...]
    walk: Walk
    about: int
    used: Entered
    seen: int
    barred: int


def first_days(hops: TemporalHops, start: str, clock: Clock) -> dict[str, tuple[Day, int]]:
    """Return the first day on which chains reach each actor, and in how many hops.

    Raises UsageError if too many chains use relations twice, or must be told apart because waits are limited.
    """
    if clock.within is None:
        labels = earliest_labels(hops, start, clock)
        return {actor: (label.day, label.hops) for actor, label in labels.items()}
    walked = spans(hops, start, clock)
    return by_labels(hops, start, clock) if walked is None else WaitingDays(walked, start, clock).first_days()


def by_labels(hops: TemporalHops, start: str, clock: Clock) -> dict[str, tuple[Day, int]]:
    """Return what :func:`first_days` does for limited waits, whatever the dates."""
    patient = replace(clock, within=None)
    waiting = {label.actor for label in arrival_labels(hops, start, patient, None, counting_about=False)}
    found: dict[str, tuple[Day, int]] = {}
    for label in _labels(hops, start, clock, "earliest", counting_about=False):
        here = label.actors[-1]
        if here in waiting:
            waiting.discard(here)
            found[here] = label.walk.day, label.walk.hops
            if not waiting:
                break
    return found


def best_chain_by(hops: TemporalHops, start: str, goal: str, clock: Clock, best: Best) -> list[Hop] | None:
    """Return the best chain by a clock, as it is walked, or None if there is none.

    Of two that are as good, the one of fewer hops by what a relation is about; its hops are the most telling.
    It raises what :func:`first_days` does.
    """
    sought: Best = "earliest" if best == "latest" else best
    if hops.back:
        start, goal = goal, start
    if clock.within is None and sought != "fastest":
        found = best_arrival(hops, start, goal, clock, sought)
        return found and found[1]
    deadlines = _deadlines(hops, start, goal, clock)
    if start not in deadlines:
        return None
    labels = _labels(hops, start, clock, sought, deadlines=deadlines)
    label = next((each for each in labels if each.actors[-1] == goal), None)
    return label and _most_telling(hops, label, clock, sought)


def _deadlines(hops: TemporalHops, start: str, goal: str, clock: Clock) -> dict[str, Day]:
    """Return the last day on which chains may be at each actor and still come to a goal, whatever waits.

    It is searched for from both ends in turn, so that if none comes there, what the start reaches may tell.
    """
    deadlines: dict[str, Day] = {}
    onward = arrival_labels(hops, start, replace(clock, within=None), None, counting_about=False)
    here: str | None = start
    for label in labels_back(hops, goal, clock):
        deadlines.setdefault(label.actor, -label.day)
        if here != goal:
            here = next((label.actor for label in onward), None)
            if here is None:
                return {}
    return deadlines


def _labels(
    hops: TemporalHops,
    start: str,
    clock: Clock,
    best: Best,
    *,
    counting_about: bool = True,
    deadlines: Mapping[str, Day] | None = None,
) -> Iterator[_Label]:
    """Yield the labels of all reachable actors, the best first; those too late for ``deadlines`` left out."""
    key_of, limited = _KEYS[best], clock.within is not None
    enough = _last_start(hops, start, clock) if limited else FUTURE
    kept: dict[str, list[_Label]] = {}
    bits = {start: 1}
    heap = [_Label(key_of(clock.at_start, 0), (start,), (), clock.at_start, 0, _NOTHING, 1, 0)]
    steps = 0
    while heap:
        label = heappop(heap)
        _, actors, relations, walk, about, used, seen, barred = label
        here = actors[-1]
        others = kept.setdefault(here, [])
        if _is_served(label, others) or (others and not hops.leaving(here)):
            continue
        others.append(label)
        steps += len(others) + len(hops.leaving(here))
        if steps > MOST_STEPS:
            raise TooManyChainsError
        yield label
        binds = limited and walk.last < enough
        if binds:
            barred |= bits[here]
        for there, id, is_about, by_about, bounds in hops.leaving(here):
            bit = bits.get(there) or bits.setdefault(there, 1 << len(bits))
            after = None if seen & bit or id in relations else clock.after(walk, bounds)
            if after is None or (deadlines is not None and after.day > deadlines.get(there, PAST - 1)):
                continue
            if enough < after.last < FUTURE:
                after = after._replace(last=enough)  # no hop starts later
            if best != "fastest":
                after = after._replace(leaves=0, lasts=0)
            onward = _Label(
                key_of(after, about + by_about * counting_about),
                (*actors, there),
                (*relations, id),
                after,
                about + by_about * counting_about,
                used | {id} if is_about and (binds or (by_about and hops.is_shared(id))) else used,
                seen | bit,
                barred,
            )
            others = kept.get(there, [])
            steps += len(others)
            if not _is_served(onward, others):
                heappush(heap, onward)


def _is_served(label: _Label, others: Iterable[_Label]) -> bool:
    """Whether one of some labels of its actor serves every chain that may go on from a label."""
    (day, hops, last, leaves, lasts), about, unseen = label.walk, label.about, ~label.seen
    relations = label.relations
    for other in others:
        walk = other.walk
        if (
            walk.day <= day
            and walk.last >= last
            and walk.hops <= hops
            and other.about <= about
            and walk.leaves >= leaves
            and walk.lasts <= lasts
            and not other.barred & unseen
            and other.used.issubset(relations)
        ):
            return True
    return False


def _last_start(hops: TemporalHops, start: str, clock: Clock) -> Day:
    """Return the last day on which any relation starts that chains may come to."""
    waiting, known, latest = [start], {start}, clock.window.since
    for here in waiting:
        for there, *_, bounds in hops.leaving(here):
            latest = max(latest, clock.sides(bounds)[0])
            if there not in known:
                known.add(there)
                waiting.append(there)
    return latest


def _most_telling(hops: TemporalHops, label: _Label, clock: Clock, best: Best) -> list[Hop]:
    """Return the chain of a label; each hop, from the last back, is the most telling that keeps its worth."""
    ways = [
        {hop.relation.id: hop for hop in hops.into(there) if hop.here == here}
        for here, there in pairwise(label.actors)
    ]
    chain = [way[id] for way, id in zip(ways, label.relations, strict=True)]
    for place in reversed(range(len(chain))):
        if len(ways[place]) == 1:
            continue
        others = {hop.relation.id for hop in chain[:place] + chain[place + 1 :]}
        for hop in sorted(ways[place].values(), key=_tells):
            tried = [*chain[:place], hop, *chain[place + 1 :]]
            walk = None if hop.relation.id in others else clock.walk(each.bounds for each in tried)
            if walk and _KEYS[best](walk, sum(each.about for each in tried)) <= label.key:
                chain = tried
                break
    return chain


def _tells(hop: Hop) -> Telling:
    return telling(hop.relation, hop.here, hop.there)
