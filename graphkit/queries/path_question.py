"""Holds a question for paths with all its filters, and answers it."""

from dataclasses import dataclass
from datetime import date

from graphkit.arguments import check_fields
from graphkit.errors import UsageError
from graphkit.graph.build import CHECKS, Graph, find_actor, public
from graphkit.graph.filters import Filter
from graphkit.graph.index import index
from graphkit.queries.shortest_paths import NOT_BETWEEN, Path, Paths, paths_through
from graphkit.queries.temporal_paths import ChronologicalPath, ChronologicalPaths, paths_in_time
from graphkit.queries.temporal_search import Best
from graphkit.queries.windows import cut, window_filter
from graphkit.temporal.dates import Day


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


def graph_of_question(graph: Graph, question: Question) -> Graph:
    """Return the part of the graph in which a question may find its paths."""
    return cut(graph, filter_of_question(graph, question))


def filter_of_question(graph: Graph, question: Question) -> Filter:
    """Return the filter by which a question narrows a graph."""
    statuses = ("actual", *question.statuses) if question.statuses else ()
    return window_filter(
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
    return paths_through_filter(graph, question, filter_of_question(graph, question), limit)


def paths_through_filter(
    graph: Graph, question: Question, view: Filter, limit: int | None
) -> Paths | ChronologicalPaths:
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


Answer = Path | ChronologicalPath


def best_path(graph: Graph, question: Question, view: Filter, given_up: list[Question]) -> Answer | None:
    """Return the best path that answers a question, in time where the question is chronological.

    A question of which the search was given up before it found one is added to those given up.
    """
    found = paths_through_filter(graph, question, view, limit=1)
    if not found.paths and isinstance(found, Paths) and found.looked_at is not None:
        given_up.append(question)
    return found.paths[0] if found.paths else None
