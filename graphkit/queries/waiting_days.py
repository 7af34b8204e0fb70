"""Finds whom chains of limited waits reach, on which day and in how few hops.

The days on which chains come to an actor are the bits of a number. They are first spread from hop to hop as
if chains might return to actors, which is soon done (A.-S. Himmel, M. Bentert, A. Nichterlein,
R. Niedermeier, "Efficient computation of optimal temporal walks under waiting-time constraints", Complex
Networks, 2019). No chain is earlier or shorter, so that they guide a search back from each actor for chains
that return to nobody, which allows one hop more at a time (R. E. Korf, "Depth-first iterative-deepening",
Artificial Intelligence 27, 1985). What was in vain because of some actors of a chain is not tried again
behind these.
"""

from collections import defaultdict

from graphkit.queries.temporal_search import Clock, TemporalHops, TooManyChainsError
from graphkit.temporal.calendar import FUTURE, PAST, Day

Days = int
"""A set of days by its bits; the lowest stands for all days before the others."""

Spans = dict[str, list[tuple[str, str, Day, Day]]]
"""Of each actor its hops: to whom, by which relation if it could be used twice, first and last day."""

MOST_STEPS = 15_000_000
"""How many hops may be looked at."""

_MOST_DAYS, _LONGEST = 100_000, 300


def spans(hops: TemporalHops, start: str, clock: Clock) -> Spans | None:
    """Return the hops of whoever may be reached; None if one may start after it ends or days are many."""
    assert clock.within is not None
    found: Spans = {start: []}
    for here in (waiting := [start]):
        for there, id, is_about, _, bounds in hops.leaving(here):
            first, last = clock.sides(bounds)
            if first > last:
                return None
            first, last = max(first, clock.window.since), min(last, clock.window.until)
            if first <= last:
                found[here].append((there, id if is_about else "", first, last))
                if there not in found:
                    found[there] = []
                    waiting.append(there)
        if clock.within < clock.step:  # no second hop is near enough
            break
    first, last = _extent(found)
    return found if last - first < _MOST_DAYS else None


def _extent(found: Spans) -> tuple[Day, Day]:
    """Return the first and the last day that is an end of a span."""
    days = {day for ways in found.values() for way in ways for day in way[2:]} - {PAST, FUTURE}
    return min(days, default=0), max(days, default=0)


def _inward(found: Spans) -> set[tuple[str, str]]:
    """Return from whom to whom hops only lead back to where a chain has been.

    Into a part that no one actor cuts in two, all ways come by one of its actors (J. Hopcroft, R. Tarjan,
    "Algorithm 447: efficient algorithms for graph manipulation", Communications of the ACM 16(6), 1973).
    """
    import rustworkx  # takes a while to load

    actors = list(found)  # whoever lies on every way to another comes before it
    numbers = {actor: number for number, actor in enumerate(actors)}
    ties = set[tuple[int, int]]()
    for number, ways in enumerate(found.values()):
        others = {numbers[way[0]] for way in ways}
        ties.update([(number, other) if number < other else (other, number) for other in others])
    graph: rustworkx.PyGraph[str, None] = rustworkx.PyGraph()
    graph.add_nodes_from(actors)
    graph.add_edges_from_no_data(list(ties))
    parts = rustworkx.biconnected_components(graph)
    entry: dict[int, int] = {}
    for pair, part in parts.items():
        entry[part] = min(*pair, entry.get(part, len(actors)))
    return {
        (actors[max(pair)], actors[min(pair)]) for pair, part in parts.items() if min(pair) == entry[part]
    }


class WaitingDays:
    """The first days on which chains of limited waits from a start reach actors, by the spans of hops."""

    def __init__(self, found: Spans, start: str, clock: Clock) -> None:
        assert clock.within is not None
        first, last = _extent(found)
        self._start, self._step = start, clock.step
        self._shifts, left, shift = list[int](), clock.within - clock.step, 1
        while left > 0:  # these, one after the other, add up to any wait
            self._shifts.append(min(shift, left))
            left, shift = left - shift, 2 * shift
        self._before = first - clock.within - 1  # the day of the lowest bit
        self._end = last - self._before + 1  # by this bit every relation has started
        self._last = self._end + clock.step * len(found)
        self._dated: dict[str, dict[int, list[str]]] = {actor: {} for actor in found}
        self._lasting: dict[str, dict[str, Days]] = {actor: {} for actor in found}
        self._into: dict[str, dict[tuple[str, str], Days]] = {actor: {} for actor in found}
        self._days: dict[str, Days] = defaultdict(int)
        self._hops: dict[str, list[tuple[int, Days]]] = defaultdict(list)
        self._chains: dict[str, tuple[Days, int, list[str]]] = {}
        self._vain: dict[str, list[tuple[Days, set[str]]]] = defaultdict(list)
        self._steps = 0
        self._sort(found)
        self._spread()

    def first_days(self) -> dict[str, tuple[Day, int]]:
        """Return the first day on which chains reach each actor, and in how many hops.

        Raises TooManyChainsError if that takes too many steps.
        """
        firsts = ((days & -days, actor) for actor, days in self._days.items())
        for *_, actor in sorted((first, self._fewest(actor, first), actor) for first, actor in firsts):
            self._search(actor)
        return {
            actor: (self._before + day.bit_length() - 1 if day > 1 else PAST, hops)
            for actor, (day, hops, _) in self._chains.items()
        }

    def _sort(self, found: Spans) -> None:
        """Set who is tied to whom on which days, on a single one or on several."""
        inward = _inward(found)
        for here, ways in found.items():
            dated, lasting = self._dated[here], self._lasting[here]
            for there, relation, first, last in ways:
                if (here, there) in inward:
                    continue
                bit = 0 if first == PAST else first - self._before
                if first == last:
                    days = 1 << bit
                    dated.setdefault(bit, []).append(there)
                else:
                    days = -1 << bit
                    if last < FUTURE:
                        days &= (1 << (last - self._before + 1)) - 1
                    lasting[there] = lasting.get(there, 0) | days
                into = self._into[there]
                into[here, relation] = into.get((here, relation), 0) | days

    def _spread(self) -> None:
        """Find the days on which chains may be at each actor, and the fewest hops of each day."""
        tried: dict[str, Days] = defaultdict(int)
        dated_days = {here: sum(1 << bit for bit in dated) for here, dated in self._dated.items()}
        new, hops = {self._start: -1}, 0
        while new:
            hops += 1
            reached: dict[str, Days] = defaultdict(int)
            for here, days in new.items():
                ready = (-1 if here == self._start else self._waited(days)) & ~tried[here]
                if not ready:
                    continue
                tried[here] |= ready
                self._count(1 + len(self._lasting[here]))
                for there, lasting in self._lasting[here].items():
                    if walked := lasting & ready:
                        reached[there] |= walked
                ready &= dated_days[here]
                while ready:
                    day = ready & -ready
                    ready ^= day
                    for there in self._dated[here][day.bit_length() - 1]:
                        reached[there] |= day
            new = {}
            for there, days in reached.items():
                if late := days >> self._end:  # nobody waits for anything then: any later day may do
                    days |= -(late & -late) << self._end
                if days := days & ~self._days[there]:
                    new[there] = days
                    self._days[there] |= days
                    self._hops[there].append((hops, days))

    def _waited(self, days: Days, *, back: bool = False) -> Days:
        """Return the days to which chains may wait from some days, or if ``back`` from which to them."""
        found = days
        for shift in self._shifts:
            found |= found >> shift if back else found << shift
        return (found >> self._step if back else found << self._step) | days & 1

    def _fewest(self, actor: str, days: Days) -> int:
        return next(hops for hops, known in self._hops[actor] if known & days)

    def _search(self, actor: str) -> None:
        """Find the chain that reaches an actor on the first day, in the fewest hops."""
        left = self._days[actor]
        while left and (day := left & -left).bit_length() <= self._last:
            left ^= day
            hops, vain = self._fewest(actor, day), True
            while vain:
                tail: list[str] = []
                in_vain = self._in_vain(actor, day, hops, {actor}, tail)
                if in_vain is None:
                    self._chains[actor] = day, hops, tail
                    return
                hops, (_, vain) = hops + 1, in_vain

    def _in_vain(
        self, there: str, days: Days, hops: int, chain: set[str], tail: list[str]
    ) -> tuple[set[str], bool] | None:
        """Return None if a chain of so many hops leads to an actor on some days; ``tail`` is then its end.

        Otherwise return which actors and relations of the rest of the ``chain`` are in its way, and whether
        there may be one of more hops.
        """
        self._count(len(self._into[there]) + len(self._vain[there]))
        for known_days, known in self._vain[there]:
            if not days & ~known_days and known <= chain:
                return known, False
        if len(chain) > _LONGEST:
            raise TooManyChainsError
        because, longer, ways = set[str](), False, list[tuple[int, str, str, Days]]()
        for (here, relation), walked in self._into[there].items():
            if not walked & days:
                continue
            if relation in chain or here in chain:
                because.add(relation if relation in chain else here)
            elif here == self._start:
                tail += [relation, here]
                return None
            elif before := self._waited(walked & days, back=True) & self._days[here]:
                fewest = self._fewest(here, before)
                longer = longer or fewest >= hops
                if fewest < hops:
                    ways.append((fewest, here, relation, before))
        ways.sort()
        for _, here, relation, before in ways:
            day, most, _ = self._chains.get(here, (0, 0, ()))
            if day & before and most < hops and self._is_apart(here, relation, chain):
                tail += [relation, here]
                return None
        for _, here, relation, before in ways:
            added = {here, relation} - {""}
            in_vain = self._in_vain(here, before, hops - 1, chain | added, tail)
            if in_vain is None:
                tail[:0] = [relation, here]
                return None
            because |= in_vain[0] - added
            longer = longer or in_vain[1]
        if not longer:
            self._vain[there].append((days, because))
        return because, longer

    def _is_apart(self, here: str, relation: str, chain: set[str]) -> bool:
        """Whether the chain found to an actor has nothing of the rest of a chain, nor a relation.

        If the rest is the actor that is sought alone, it has not: that was not to be reached as soon.
        """
        if len(chain) == 1 and not relation:
            return True
        while here != self._start:
            tail = self._chains[here][2]
            if (relation and relation in tail) or not chain.isdisjoint(tail):
                return False
            here = tail[-1]
        return True

    def _count(self, steps: int) -> None:
        self._steps += steps
        if self._steps > MOST_STEPS:
            raise TooManyChainsError
