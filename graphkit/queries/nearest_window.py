"""Finds the window that is widened by as few days as possible so that it contains a path."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from heapq import heappop, heappush
from itertools import product

from graphkit.graph.adjacency import EdgeData
from graphkit.graph.filters import Filter, walked_statuses
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.provenance import Version
from graphkit.graph.relation import Verdict
from graphkit.graph.resolver import Resolver
from graphkit.queries.path_question import AnyPath, Question, best_path, filter_of_question
from graphkit.temporal.calendar import FUTURE, PAST, Window

MOST_TRIED = 200
"""The greatest number of windows tried to find the nearest."""

Need = tuple[int, int]
"""Numbers of days by which a window is widened before and after."""

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

    is_order_free = not question.chronological and not question.via
    suffices = has_path
    if is_order_free:
        pairs = _NeedsOfPairs(graph, question, window)
        # Between pairs a relation about several actors may be used twice; what they rule out is out anyway.
        suffices = pairs.suffice if pairs.exact else lambda *days: pairs.suffice(*days) and has_path(*days)
    fewest = fewest_days(suffices, most_before, most_after)
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


# --- what each pair of actors needs -----------------------------------------------------------


class _NeedsOfPairs:
    """The days by which a window must be widened to contain a relation between each pair of actors.

    Of the needs of a pair only the minimal ones are kept: no other is at most as great on both sides.
    """

    def __init__(self, graph: Graph, question: Question, window: Window) -> None:
        self._start, self._goal = find_actor(graph, question.source), find_actor(graph, question.target)
        self._avoid = {find_actor(graph, name) for name in question.avoid}
        self._avoid_kinds = question.avoid_kinds
        self._actors = index(graph).adjacency.actors
        criteria = replace(filter_of_question(graph, question), window=None)
        resolver = index(graph).with_criteria(criteria)
        statuses = walked_statuses(criteria)
        self._onward: dict[str, dict[str, set[Need]]] = defaultdict(lambda: defaultdict(set))
        needs: dict[tuple[int, str], set[Need]] = {}
        with_about = not (question.direct or question.directed)
        self.exact = not (with_about and index(graph).adjacency.shared)
        for source, target, _, fields in zip(*index(graph).edge_list, strict=True):
            if fields.get("status", "actual") not in statuses or not resolver.is_visible(
                source, target, fields
            ):
                continue
            ways = [(source, target)] if source != target else []
            if not question.directed or fields["type"] in resolver.cache.symmetric:
                ways += [way[::-1] for way in ways]
            for actor in fields.get("about", ()) if with_about else ():
                if actor not in (source, target):
                    ways += [way for end in (source, target) for way in ((end, actor), (actor, end))]
            versions = resolver.versions_of(source, target, fields)
            group = id(versions), fields["type"]
            if group not in needs:
                needs[group] = _needs(resolver, fields, versions, criteria, window)
            for here, there in ways:
                for need in needs[group]:
                    _keep_minimal(self._onward[here][there], need)

    def suffice(self, before: int, after: int) -> bool:
        """Whether a window widened by some days has a path."""
        reached, waiting = {self._start}, [self._start]
        for here in waiting:
            for there, needs in self._onward[here].items():
                if there not in reached and _are_enough(needs, before, after):
                    if there == self._goal:
                        return True
                    reached.add(there)
                    if there not in self._avoid and self._actors[there]["kind"] not in self._avoid_kinds:
                        waiting.append(there)
        return False


def _needs(
    resolver: Resolver, fields: EdgeData, versions: tuple[Version, ...], criteria: Filter, window: Window
) -> set[Need]:
    """Return the least numbers of days by which a window must be widened for a relation to match a filter.

    Each is reached where a side of the window comes to a day at which the rule of what matches changes: a
    bound of the relation, a day of its reports, the first day that the dataset states, or the last that a
    report is near to.
    """
    before, after = {0}, {0}
    version = resolver.version(versions)
    if (bounds := version.bounds) is not None:
        first = criteria.first_stated() if criteria.first_stated else None
        reports = version.first_reported, version.last_reported
        ends = [bounds.latest_end, bounds.earliest_end]
        ends += [reports[1].until] if reports[1] else []
        if criteria.reported_within is not None:
            ends += [end + criteria.reported_within for end in ends]
        starts = [bounds.earliest_start, bounds.latest_start]
        starts += [reports[0].since] if reports[0] else []
        starts += [] if first is None else [first]
        before |= {window.since - end for end in ends if end < window.since}
        after |= {start - window.until for start in starts if start > window.until}
    needs: set[Need] = set()
    for need in sorted(product(before, after), key=sum):
        if not _are_enough(needs, *need):
            widened = replace(criteria, window=_widened(window, *need))
            if isinstance(resolver.judge(fields, versions, widened), Verdict):
                needs.add(need)
    return needs


def _are_enough(needs: set[Need], before: int, after: int) -> bool:
    """Whether a window widened by some days before and after meets one of some needs."""
    return any(b <= before and a <= after for b, a in needs)


def _keep_minimal(needs: set[Need], need: Need) -> None:
    """Add a need unless another is at most as great, and drop those that are at least as great."""
    before, after = need
    if not _are_enough(needs, before, after):
        needs.difference_update([(b, a) for b, a in needs if b >= before and a >= after])
        needs.add(need)
