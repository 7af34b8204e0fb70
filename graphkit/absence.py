"""Says why there is no path: which filter cut it, the nearest window that has one, the missing hop."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from graphkit import dates
from graphkit.arguments import check_fields
from graphkit.chronology import Best, ChronologicalPath, ChronologicalPaths, paths_in_time
from graphkit.dates import FUTURE, PAST, Day, Window
from graphkit.display import Displayed, Row
from graphkit.errors import UsageError
from graphkit.graph import CHECKS, Graph, find_actor, public
from graphkit.index import index
from graphkit.paths import NOT_BETWEEN, Path, Paths, paths_through
from graphkit.view import DatedRelation, View
from graphkit.windows import cut, window_view


@dataclass(frozen=True, slots=True)
class Question:
    """A question for paths between two actors, with everything that narrows it.

    The fields are those of :func:`graphkit.windows.window`, of
    :func:`graphkit.paths.shortest_paths` and, where it is ``chronological``, of
    :func:`graphkit.chronology.chronological_paths`; ``statuses`` are walked beside what is actual.
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


Answer = Path | ChronologicalPath


@dataclass(frozen=True, slots=True)
class Reason(Displayed):
    """A filter without which there is a path, and how many hops that takes."""

    filter: str
    length: int

    def display_rows(self) -> Iterable[Row]:
        """Yield it as a row of a table."""
        yield {"without": self.filter, "hops": str(self.length)}


@dataclass(frozen=True, slots=True)
class Absence(Displayed):
    """Why there is no path.

    Attributes
    ----------
    reasons
        Each filter that alone stands in the way; ``all together`` where only dropping every
        filter gives a path; empty where nothing at all ties the two.
    nearest_window
        The window asked for, widened by as few days as give a path; None where it was not the
        dates, or no widening helps.
    missing_hop
        A relation that a path would need and that a filter leaves out.
    """

    reasons: tuple[Reason, ...]
    nearest_window: Window | None
    missing_hop: DatedRelation | None

    def display_fields(self) -> Mapping[str, object]:
        """Return the reasons, the nearest period in words, and the missing hop as a row."""
        nearest = self.nearest_window
        return {
            "reasons": self.reasons,
            "nearest_period": nearest and dates.range_words(nearest.since, nearest.until),
            "missing_hop": self.missing_hop and (self.missing_hop,),
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


def _view(graph: Graph, question: Question) -> View:
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


def _find(graph: Graph, question: Question, view: View, limit: int | None) -> Paths | ChronologicalPaths:
    """Return the shortest paths that answer a question in the light of a view."""
    start, goal = find_actor(graph, question.source), find_actor(graph, question.target)
    if start == goal:
        raise UsageError(f"{question.source!r} and {question.target!r} are the same actor; a path needs two")
    via = [find_actor(graph, name) for name in question.via]
    avoid = [find_actor(graph, name) for name in question.avoid]
    known = index(graph).through(view)
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
    usable = index(graph).through(_view(graph, question))
    walked = {"actual", *question.statuses}
    reasons: list[Reason] = []
    found: list[Answer] = []
    relaxations = dict(_RELAXED)
    if not question.types:
        relaxations["newsroom"] = {"types": tuple(index(graph).vocabulary)}
    for name, relaxed in relaxations.items():
        answer = _without(graph, question, [relaxed])
        if answer is not None:
            reasons.append(Reason(name, answer.length))
            found.append(answer)
    if not reasons:
        answer = _without(graph, question, relaxations.values())
        if answer is not None:
            reasons.append(Reason("all together", answer.length))
            found.append(answer)
    asked = dates.window(question.since, question.until)
    nearest = _nearest(graph, question, asked) if asked != dates.ALWAYS else None
    if nearest is not None:
        found.insert(0, nearest[1])
    missing = next(
        (
            seen
            for path in found
            for seen in path.relations
            if seen.status not in walked or not usable.shows(seen.source, seen.target, seen.fields)
        ),
        None,
    )
    return Absence(tuple(reasons), nearest[0] if nearest else None, missing)


def _without(graph: Graph, question: Question, relaxed: Iterable[Relaxed]) -> Answer | None:
    """Return the best path of a question with some of its filters dropped, where that differs."""
    changes = {name: value for filter_ in relaxed for name, value in filter_.items()}
    looser = replace(question, **changes)  # type: ignore[arg-type]
    return None if looser == question else _best(graph, looser, _view(graph, looser))


def _best(graph: Graph, question: Question, view: View) -> Answer | None:
    """Return the best path that answers a question, in time where the question is chronological."""
    paths = _find(graph, question, view, limit=1).paths
    return paths[0] if paths else None


def _nearest(graph: Graph, question: Question, asked: Window) -> tuple[Window, Answer] | None:
    """Return the least widened window that has a path, and that path.

    A wider window never loses a path, so that bisection finds the fewest days to add on both sides,
    then how many of them each side needs.
    """
    span = index(graph).span
    if span is None:
        return None
    most = max(asked.since - span.since, span.until - asked.until, 0)
    days_around = _fewest(most, lambda added: _in_window(graph, question, asked, added, added) is not None)
    if days_around is None:
        return None
    before = _fewest(
        days_around, lambda added: _in_window(graph, question, asked, added, days_around) is not None
    )
    assert before is not None
    after = _fewest(days_around, lambda added: _in_window(graph, question, asked, before, added) is not None)
    assert after is not None
    found = _in_window(graph, question, asked, before, after)
    assert found is not None
    return _widened(asked, before, after), found


def _fewest(most: int, suffices: Callable[[int], bool]) -> int | None:
    """Return the smallest of 0..most that suffices, where all larger ones do too; None where none does."""
    if not suffices(most):
        return None
    return bisect_left(range(most), True, key=suffices)


def _widened(asked: Window, before: int, after: int) -> Window:
    since = asked.since if asked.since == PAST else asked.since - before
    return Window(since, asked.until if asked.until == FUTURE else asked.until + after)


def _in_window(graph: Graph, question: Question, asked: Window, before: int, after: int) -> Answer | None:
    view = replace(_view(graph, question), window=_widened(asked, before, after))
    return _best(graph, question, view)
