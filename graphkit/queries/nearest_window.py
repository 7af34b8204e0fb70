"""Finds the window nearest to one without a path that has one."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from heapq import heappop, heappush

from graphkit.graph.build import Graph, find_actor
from graphkit.graph.filters import DatedRelation
from graphkit.graph.index import index
from graphkit.queries.path_question import Answer, Question, best_path, filter_of_question
from graphkit.temporal.dates import FUTURE, PAST, Window


def nearest_window(
    graph: Graph, question: Question, asked: Window, given_up: list[Question]
) -> tuple[Window, Answer, bool] | None:
    """Return the least widened window that has a path, that path, and whether none is nearer for sure."""
    span = index(graph).span
    if span is None:
        return None
    # Strict chains take a day for each hop, also where nothing else is dated.
    hops = len(graph) if question.chronological and question.strict else 0
    before = 0 if asked.since == PAST else max(0, asked.since - span.since) + hops
    after = 0 if asked.until == FUTURE else max(0, span.until - asked.until) + hops
    doubtful: list[Question] = []
    suffices: Suffices
    if question.chronological or question.via:
        suffices = partial(_has_path, graph, question, asked, doubtful)
    else:
        suffices = _Needs(graph, question, asked).suffice
    found = fewest_days(suffices, before, after)
    answer = found and _in_window(graph, question, asked, doubtful, *found[:2])
    given_up += doubtful
    if found is None or answer is None:
        return None
    return _widened(asked, *found[:2]), answer, found[2] and not doubtful


MOST_TRIED = 200
"""How many periods are tried at most to find the nearest that has a path."""


Suffices = Callable[[int, int], bool]
"""Whether so many days before and after a period are enough; with more days of either they stay so."""


def fewest_days(suffices: Suffices, most_before: int, most_after: int) -> tuple[int, int, bool] | None:
    """Return how many days before and after a period are enough, as few in all as can be.

    A least number of days before goes with each number of days after: a staircase, of which each search
    finds a corner. What is left on either side of it is searched only where it may hold a better one.

    Returns
    -------
    tuple or None
        The days before, the days after, and whether no fewer are enough, which is not known where
        :data:`MOST_TRIED` were tried; None where the most are not enough.
    """
    tried = 0

    def enough(before: int, after: int) -> bool:
        nonlocal tried
        tried += 1
        return suffices(before, after)

    if not enough(most_before, most_after):
        return None
    best = most_before, most_after
    boxes = [(0, 0, 0, most_before, most_after)]
    while boxes:
        least, low_before, low_after, high_before, high_after = heappop(boxes)
        if least >= sum(best):
            break
        if tried >= MOST_TRIED:
            return *best, False
        high_before = min(high_before, sum(best) - 1 - low_after)
        high_after = min(high_after, sum(best) - 1 - low_before)
        middle = (low_before + high_before) // 2
        after = _least(low_after, high_after, partial(enough, middle))
        if after is None:
            corners = [(middle + 1, low_after, high_before, high_after)]
        else:
            before = _least(low_before, middle, partial(_swapped, enough, after))
            assert before is not None
            best = min(best, (before, after), key=lambda days: (sum(days), days))
            corners = [
                (low_before, after + 1, before - 1, high_after),
                (middle + 1, low_after, high_before, after - 1),
            ]
        for first, second, last, other in corners:
            if first <= last and second <= other:
                heappush(boxes, (first + second, first, second, last, other))
    return *best, True


def _swapped(suffices: Suffices, after: int, before: int) -> bool:
    return suffices(before, after)


def _least(low: int, high: int, suffices: Callable[[int], bool]) -> int | None:
    """Return the least of low..high that suffices, where all greater ones do too; None where none does."""
    if not suffices(high):
        return None
    return low + bisect_left(range(low, high), True, key=suffices)


class _Needs:
    """How many days before and after a period each relation needs that a path may take, pair by pair.

    Of the relations between two actors only those count than which no other needs less on both sides.
    """

    def __init__(self, graph: Graph, question: Question, asked: Window) -> None:
        self._start, self._goal = find_actor(graph, question.source), find_actor(graph, question.target)
        self._avoid = {find_actor(graph, name) for name in question.avoid}
        self._kinds = question.avoid_kinds
        self._actors = index(graph).net.actors
        view = replace(filter_of_question(graph, question), window=None)
        lens = index(graph).through(view)
        statuses = (view.statuses or frozenset({"actual"})) - {"denied"}
        self._onward: dict[str, dict[str, set[tuple[int, int]]]] = defaultdict(lambda: defaultdict(set))
        for source, onward in lens.net.onward.items():
            for target, between in onward.items():
                for fields in between.values():
                    if fields.get("status", "actual") not in statuses or not lens.shows(
                        source, target, fields
                    ):
                        continue
                    need = _need(lens.alike(source, target, fields), question, asked)
                    if need is not None and source != target:
                        _keep(self._onward[source][target], need)
                        if not question.directed or fields["type"] in lens.scales.symmetric:
                            _keep(self._onward[target][source], need)

    def suffice(self, before: int, after: int) -> bool:
        """Whether there is a path that needs no more."""
        reached, waiting = {self._start}, [self._start]
        for here in waiting:
            for there, needs in self._onward[here].items():
                if there not in reached and any(b <= before and a <= after for b, a in needs):
                    if there == self._goal:
                        return True
                    reached.add(there)
                    if there not in self._avoid and self._actors[there]["kind"] not in self._kinds:
                        waiting.append(there)
        return False


def _need(seen: DatedRelation | None, question: Question, asked: Window) -> tuple[int, int] | None:
    """Return how many days a relation lies before and after a period, or None where it is in none."""
    if seen is None or seen.undated or seen.bounds is None:
        return (0, 0) if seen is not None and question.undated and not question.certain else None
    bounds = seen.bounds
    start = bounds.latest_start if question.certain else bounds.earliest_start
    end = bounds.earliest_end if question.certain else bounds.latest_end
    return max(0, asked.since - end), max(0, start - asked.until)


def _keep(needs: set[tuple[int, int]], need: tuple[int, int]) -> None:
    """Add what a relation needs, unless another needs no more; those that need no less are dropped."""
    before, after = need
    if not any(b <= before and a <= after for b, a in needs):
        needs.difference_update([(b, a) for b, a in needs if b >= before and a >= after])
        needs.add(need)


def _widened(asked: Window, before: int, after: int) -> Window:
    since = asked.since if asked.since == PAST else asked.since - before
    return Window(since, asked.until if asked.until == FUTURE else asked.until + after)


def _has_path(
    graph: Graph, question: Question, asked: Window, given_up: list[Question], before: int, after: int
) -> bool:
    return _in_window(graph, question, asked, given_up, before, after) is not None


def _in_window(
    graph: Graph, question: Question, asked: Window, given_up: list[Question], before: int, after: int
) -> Answer | None:
    view = replace(filter_of_question(graph, question), window=_widened(asked, before, after))
    return best_path(graph, question, view, given_up)
