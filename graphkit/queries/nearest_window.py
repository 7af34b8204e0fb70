"""Finds the window that is widened by as few days as possible so that it contains a path."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from heapq import heappop, heappush

from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.queries.path_question import AnyPath, Question, best_path, filter_of_question
from graphkit.temporal.calendar import FUTURE, PAST, Window

MOST_TRIED = 200
"""The greatest number of windows tried to find the nearest."""

Suffices = Callable[[int, int], bool]
"""Whether a window widened by some days before and after has a path; a wider one then has it too."""


def nearest_window(
    graph: Graph, question: Question, window: Window, incomplete: list[Question]
) -> tuple[Window, AnyPath, bool] | None:
    """Return the least widened window that has a path, the path, and whether no window is nearer.

    None if there is none. Questions whose search stopped early are added to ``incomplete``.
    """
    span = index(graph).span
    if span is None:
        return None
    # Strict chains take a day for each hop, even where nothing else is dated.
    most_hops = len(graph) if question.chronological and question.strict else 0
    most_before = 0 if window.since == PAST else max(0, window.since - span.since) + most_hops
    most_after = 0 if window.until == FUTURE else max(0, span.until - window.until) + most_hops
    stopped_early: list[Question] = []

    def path_within(before: int, after: int) -> AnyPath | None:
        criteria = replace(filter_of_question(graph, question), window=_widened(window, before, after))
        return best_path(graph, question, criteria, stopped_early)

    def has_path(before: int, after: int) -> bool:
        return path_within(before, after) is not None

    fewest = fewest_days(has_path, most_before, most_after)
    answer = fewest and path_within(*fewest[:2])
    incomplete += stopped_early
    if fewest is None or answer is None:
        return None
    return _widened(window, *fewest[:2]), answer, fewest[2] and not stopped_early


def _widened(window: Window, before: int, after: int) -> Window:
    return Window(window.since - before, window.until + after)


# --- fewest days ------------------------------------------------------------------------------


def fewest_days(suffices: Suffices, most_before: int, most_after: int) -> tuple[int, int, bool] | None:
    """Return the numbers of days before and after a window that suffice, with the least sum.

    With them comes whether no smaller sum suffices, which is unknown if :data:`MOST_TRIED` were tried; None
    if even the greatest numbers do not suffice. The least number of days before falls as the number of days
    after rises: a staircase. Each binary search finds one of its corners. The boxes on both sides of it are
    searched only if they may hold a better one.
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
        least_sum, low_before, low_after, high_before, high_after = heappop(boxes)
        if least_sum >= sum(best):
            break
        if tried >= MOST_TRIED:
            return *best, False
        high_before = min(high_before, sum(best) - 1 - low_after)
        high_after = min(high_after, sum(best) - 1 - low_before)
        middle = (low_before + high_before) // 2
        after = _least(low_after, high_after, partial(enough, middle))
        if after is None:
            rest = [(middle + 1, low_after, high_before, high_after)]
        else:
            before = _least(low_before, middle, partial(enough, after=after))
            assert before is not None
            best = min(best, (before, after), key=lambda days: (sum(days), days))
            rest = [
                (low_before, after + 1, before - 1, high_after),
                (middle + 1, low_after, high_before, after - 1),
            ]
        for box in rest:
            if box[0] <= box[2] and box[1] <= box[3]:
                heappush(boxes, (box[0] + box[1], *box))
    return *best, True


def _least(low: int, high: int, suffices: Callable[[int], bool]) -> int | None:
    """Return the least number in ``low .. high`` from which on all suffice, or None."""
    if not suffices(high):
        return None
    return low + bisect_left(range(low, high), True, key=suffices)
