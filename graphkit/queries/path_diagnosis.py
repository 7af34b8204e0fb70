"""Says why there is no path: which filter cut it, the nearest window that has one, the missing hop."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from heapq import heappop, heappush
from itertools import pairwise
from typing import ClassVar

import networkx as nx

from graphkit.answers import Answer, Column
from graphkit.arguments import check_fields
from graphkit.errors import UsageError
from graphkit.graph.filters import Filter
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import CHECKS, public
from graphkit.queries.shortest_paths import NOT_BETWEEN, Path, Paths, paths_through
from graphkit.queries.temporal_paths import Best, ChronologicalPath, ChronologicalPaths, paths_in_time
from graphkit.queries.windows import cut, window_view
from graphkit.temporal import edtf
from graphkit.temporal.calendar import ALWAYS, FUTURE, PAST, Day, Window, range_words


@dataclass(frozen=True, slots=True)
class Question:
    """A question for paths between two actors, with everything that narrows it.

    The fields are those of :func:`graphkit.queries.windows.window`, of
    :func:`graphkit.queries.shortest_paths.shortest_paths` and, where it is ``chronological``, of
    :func:`graphkit.queries.temporal_paths.chronological_paths`; ``statuses`` are walked beside
    what is actual.
    """

    source: str
    target: str
    since: str | date | Day | None = None
    until: str | date | Day | None = None
    types: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    no_claims: bool = False
    certain: bool = False
    undated: bool = False
    directed: bool = False
    avoid: tuple[str, ...] = ()
    avoid_kinds: tuple[str, ...] = NOT_BETWEEN
    via: tuple[str, ...] = ()
    chronological: bool = False
    strict: bool = False
    best: Best = "earliest"

    def __post_init__(self) -> None:
        check_fields(self, CHECKS)


AnyPath = Path | ChronologicalPath


@dataclass(frozen=True, slots=True)
class Reason(Answer):
    """A filter without which there is a path, and how many hops that takes."""

    columns: ClassVar = (Column("filter", heading="without"), Column("length", "number", "hops"))

    filter: str
    length: int


@dataclass(frozen=True, slots=True)
class Absence(Answer):
    """Why there is no path.

    Attributes
    ----------
    reasons
        Each filter that alone stands in the way; ``all together`` where only dropping every
        filter gives a path; empty where nothing at all ties the two.
    nearest_window
        The window asked for, widened by as few days in all as give a path; None where it was not
        the dates, or no widening helps.
    nearest_is_sure
        Whether no other widening gives a path with fewer days: of paths in time, or through given
        actors, at most :data:`MOST_TRIED` are tried.
    missing_hop
        A relation that a path would need and that a filter leaves out.
    is_sure
        Whether every search saw all chains there are; of those through given actors some are given up,
        and what is not named here as a reason may be one.
    denied
        What a chain between the two would need although it is denied, which no path walks; empty where
        there is a reason, or no such chain either.
    """

    reasons: tuple[Reason, ...]
    nearest_window: Window | None
    missing_hop: DatedRelation | None
    nearest_is_sure: bool = True
    is_sure: bool = True
    denied: tuple[DatedRelation, ...] = ()

    def display_fields(self) -> Mapping[str, object]:
        """Return the reasons, the nearest period in words, and the missing hop as a row."""
        nearest = self.nearest_window
        return {
            "reasons": self.reasons,
            "nearest_period": nearest and range_words(nearest.since, nearest.until),
            "missing_hop": self.missing_hop and (self.missing_hop,),
            "denied": self.denied or None,
        }


Relaxed = dict[str, object]

_RELAXED: dict[str, Relaxed] = {
    "dates": {"since": None, "until": None},
    "undated": {"undated": True},
    "certainty": {"certain": False},
    "types": {"types": ()},
    "kinds": {"kinds": ()},
    "status": {"statuses": ("planned",)},
    "claims": {"no_claims": False},
    "direction": {"directed": False},
    "go-betweens": {"avoid_kinds": ()},
    "avoid": {"avoid": ()},
    "via": {"via": ()},
    "chronology": {"chronological": False, "strict": False},
    "strictness": {"strict": False},
}
"""Every filter, and what a question without it says in its place."""


def view_of_question(graph: Graph, question: Question) -> Graph:
    """Return the part of the graph in which a question may find its paths."""
    return cut(graph, _view(graph, question))


def _view(graph: Graph, question: Question) -> Filter:
    statuses = ("actual", *question.statuses) if question.statuses else ()
    return window_view(
        graph,
        question.since,
        question.until,
        types=question.types,
        statuses=statuses,
        kinds=question.kinds,
        no_claims=question.no_claims,
        certain=question.certain,
        undated=question.undated,
    )


@public
def find_paths(graph: Graph, question: Question, limit: int | None = None) -> Paths | ChronologicalPaths:
    """Return the shortest paths that answer a question; none where an end has no relation left.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If a name is nobody's or several actors' in the whole graph.
    DateError, TypeNotFoundError, UsageError
        If the question cannot be asked as it was put.

    Examples
    --------
    >>> question = gk.Question("Trump", "Zakaria", since="2025-07", types=("met", "interviewed"))
    >>> gk.find_paths(graph, question).paths[0].actors
    ('donald-trump', 'jensen-huang', 'fareed-zakaria')
    """
    return _find(graph, question, _view(graph, question), limit)


def _find(graph: Graph, question: Question, view: Filter, limit: int | None) -> Paths | ChronologicalPaths:
    """Return the shortest paths that answer a question in the light of a view."""
    start, goal = find_actor(graph, question.source), find_actor(graph, question.target)
    if start == goal:
        raise UsageError(f"{question.source!r} and {question.target!r} are the same actor; a path needs two")
    via = [find_actor(graph, name) for name in question.via]
    avoid = [find_actor(graph, name) for name in question.avoid]
    known = index(graph).with_criteria(view)
    if not question.chronological:
        return paths_through(
            known,
            (start, *via, goal),
            directed=question.directed,
            avoid=avoid,
            avoid_kinds=question.avoid_kinds,
            limit=limit,
        )
    if via:
        raise UsageError("via: a chronological path cannot be led through an actor; ask for two paths")
    return paths_in_time(
        known,
        start,
        goal,
        strict=question.strict,
        best=question.best,
        directed=question.directed,
        avoid=avoid,
        avoid_kinds=question.avoid_kinds,
    )


@public
def why_no_path(graph: Graph, question: Question) -> Absence:
    """Return why a question has no path for an answer.

    Each filter is dropped by itself, then all together.

    Examples
    --------
    >>> question = gk.Question("Trump", "He Lifeng", chronological=True, types=("told", "met"))
    >>> [(reason.filter, reason.length) for reason in gk.why_no_path(graph, question).reasons]
    [('types', 3), ('chronology', 2)]
    """
    usable = index(graph).with_criteria(_view(graph, question))
    walked = {"actual", *question.statuses}
    reasons: list[Reason] = []
    found: list[AnyPath] = []
    given_up: list[Question] = []
    relaxations = dict(_RELAXED)
    if not question.types:
        relaxations["newsroom"] = {"types": tuple(index(graph).vocabulary)}
    for name, relaxed in relaxations.items():
        answer = _without(graph, question, [relaxed], given_up)
        if answer is not None:
            reasons.append(Reason(name, answer.length))
            found.append(answer)
    if not reasons:
        answer = _without(graph, question, relaxations.values(), given_up)
        if answer is not None:
            reasons.append(Reason("all together", answer.length))
            found.append(answer)
    asked = edtf.window(question.since, question.until)
    nearest = _nearest(graph, question, asked, given_up) if asked != ALWAYS else None
    if nearest is not None:
        found.insert(0, nearest[1])
    missing = next(
        (
            seen
            for path in found
            for seen in path.relations
            if seen.status not in walked or not usable.is_visible(seen.source, seen.target, seen.fields)
        ),
        None,
    )
    is_sure = not given_up
    if nearest is None:
        denied = () if reasons else _denied(graph, question)
        return Absence(tuple(reasons), None, missing, is_sure=is_sure, denied=denied)
    return Absence(tuple(reasons), nearest[0], missing, nearest_is_sure=nearest[2], is_sure=is_sure)


def _denied(graph: Graph, question: Question) -> tuple[DatedRelation, ...]:
    """Return what is denied on the shortest chain of any relations at all, where nothing else ties a pair."""
    ends = find_actor(graph, question.source), find_actor(graph, question.target)
    anyhow = graph.to_undirected(as_view=True)
    if not nx.has_path(anyhow, *ends):
        return ()
    by_id = index(graph).by_id
    hops = (sorted(anyhow[here][there]) for here, there in pairwise(nx.shortest_path(anyhow, *ends)))
    only = (each for each in hops if all(by_id[id].status == "denied" for id in each))
    return tuple(by_id[id] for each in only for id in each)


def _without(
    graph: Graph, question: Question, relaxed: Iterable[Relaxed], given_up: list[Question]
) -> AnyPath | None:
    """Return the best path of a question with some of its filters dropped, where that differs."""
    changes = {name: value for filter_ in relaxed for name, value in filter_.items()}
    looser = replace(question, **changes)  # type: ignore[arg-type]
    return None if looser == question else _best(graph, looser, _view(graph, looser), given_up)


def _best(graph: Graph, question: Question, view: Filter, given_up: list[Question]) -> AnyPath | None:
    """Return the best path that answers a question, in time where the question is chronological.

    A question of which the search was given up before it found one is added to those given up.
    """
    found = _find(graph, question, view, limit=1)
    if not found.paths and isinstance(found, Paths) and found.looked_at is not None:
        given_up.append(question)
    return found.paths[0] if found.paths else None


def _nearest(
    graph: Graph, question: Question, asked: Window, given_up: list[Question]
) -> tuple[Window, AnyPath, bool] | None:
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
        self._actors = index(graph).adjacency.actors
        view = replace(_view(graph, question), window=None)
        resolver = index(graph).with_criteria(view)
        statuses = (view.statuses or frozenset({"actual"})) - {"denied"}
        self._onward: dict[str, dict[str, set[tuple[int, int]]]] = defaultdict(lambda: defaultdict(set))
        for source, onward in resolver.adjacency.successors.items():
            for target, between in onward.items():
                for fields in between.values():
                    if fields.get("status", "actual") not in statuses or not resolver.is_visible(
                        source, target, fields
                    ):
                        continue
                    need = _need(resolver.evaluate(source, target, fields), question, asked)
                    if need is not None and source != target:
                        _keep(self._onward[source][target], need)
                        if not question.directed or fields["type"] in resolver.cache.symmetric:
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
) -> AnyPath | None:
    view = replace(_view(graph, question), window=_widened(asked, before, after))
    return _best(graph, question, view, given_up)
