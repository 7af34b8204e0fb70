"""Holds a question for paths together with all its filters, and answers it."""

from dataclasses import dataclass
from datetime import date

from graphkit.arguments import Duration, check_fields
from graphkit.errors import UsageError
from graphkit.graph.filters import Filter
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.validated import CHECKS, filter_of, public
from graphkit.model.kinds import NOT_BETWEEN
from graphkit.queries.shortest_paths import Path, Paths, find_ends, paths_through
from graphkit.queries.shortest_search import Walking
from graphkit.queries.temporal_paths import ChronologicalPath, ChronologicalPaths, paths_in_time
from graphkit.queries.temporal_search import Best, TooManyChainsError
from graphkit.queries.windows import cut, narrowed, window_of, words_in
from graphkit.temporal.calendar import Day

AnyPath = Path | ChronologicalPath


@dataclass(frozen=True, slots=True)
class Question:
    """A question for paths between two actors, with all its filters.

    Parameters
    ----------
    source, target : str
        Two different actors, each by id, name or alias.
    since, until : str, datetime.date or int, optional
        First and last day of the window, both inclusive; None leaves that end open.
    types : tuple of str, optional
        Relation types or families to keep; empty keeps all.
    kinds : tuple of str, optional
        Kinds of actor; keep a relation if either end is of one of them. Empty keeps all.
    statuses : tuple of {'actual', 'planned', 'denied'}, optional
        Statuses to keep besides ``actual``. Paths never use denied relations.
    no_claims : bool, default False
        Exclude relations that no source reports in its own voice.
    certain : bool, default False
        Keep only relations that are certainly in the window; this speaks of their dates alone.
    undated : bool, default False
        Include undated relations, as possible.
    directed, direct, avoid, avoid_kinds, via : optional
        Which hops and actors the paths may take, as for :func:`shortest_paths`; no ``via`` for chronological
        paths.
    chronological : bool, default False
        Ask for paths in which time never runs backwards, as :func:`chronological_paths` does,
        otherwise for :func:`shortest_paths`.
    strict, best : optional
        How the hops of chronological paths follow each other, as for :func:`chronological_paths`.
    no_contested, reported_within, where, text, reliability : optional
        What else a relation must have, as for :func:`window`.
    within : int or str, optional
        The longest wait of a chronological path, as for :func:`chronological_paths`.

    Raises
    ------
    UsageError
        If a field is not valid.
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
    direct: bool = False
    avoid: tuple[str, ...] = ()
    avoid_kinds: tuple[str, ...] = NOT_BETWEEN
    via: tuple[str, ...] = ()
    chronological: bool = False
    strict: bool = False
    best: Best = "earliest"
    no_contested: bool = False
    reported_within: Duration | None = None
    where: tuple[str, ...] = ()
    text: str | None = None
    reliability: str | None = None
    within: Duration | None = None

    def __post_init__(self) -> None:
        check_fields(self, CHECKS)


def filter_of_question(graph: Graph, question: Question) -> Filter:
    """Return the filter that a question applies to a graph."""
    statuses = ("actual", *question.statuses) if question.statuses else ()
    assert not isinstance(question.reported_within, str)  # it was read as days
    criteria = Filter(
        window=window_of(question.since, question.until),
        text=words_in(question.text),
        reliability=question.reliability,
        no_claims=question.no_claims,
        no_contested=question.no_contested,
        certain=question.certain,
        undated=question.undated,
        reported_within=question.reported_within,
    )
    return narrowed(graph, criteria, question.types, statuses, question.kinds, question.where)


def graph_of_question(graph: Graph, question: Question) -> Graph:
    """Return the graph of the relations that match a question's filter."""
    criteria = filter_of_question(graph, question)
    return graph if criteria == filter_of(graph) else cut(graph, criteria)


@public
def find_paths(graph: Graph, question: Question, limit: int | None = None) -> Paths | ChronologicalPaths:
    """Return the paths that answer a question.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The whole graph, or a window of it; the question's own filters are applied to it.
    question : Question
        The question.
    limit : int, optional
        The greatest number of shortest paths to return; by default, and with 0, all.

    Returns
    -------
    Paths or ChronologicalPaths
        The latter if the question is chronological. Empty if there is no path, even if the filters
        leave an end without relations.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If no actor or several actors of the graph have a name.
    DateError
        If a date cannot be read, or the window ends before it starts.
    TypeNotFoundError
        If a type is not in the vocabulary.
    UsageError
        If both ends are the same actor, or a chronological question has ``via``.

    Examples
    --------
    >>> question = gk.Question("Trump", "Zakaria", since="2025-07", types=("met", "interviewed"))
    >>> gk.find_paths(graph, question).paths[0].actors
    ('donald-trump', 'jensen-huang', 'fareed-zakaria')
    """
    return _paths_within(graph, question, filter_of_question(graph, question), limit)


def best_path(
    graph: Graph,
    question: Question,
    criteria: Filter,
    incomplete: list[Question],
    walked: frozenset[str] | None = None,
) -> AnyPath | None:
    """Return the best path that answers a question within a filter, or None.

    If the search stopped early without a path, the question is added to ``incomplete``. ``walked`` are the
    statuses of what is walked, if not those of paths.
    """
    try:
        answer = _paths_within(graph, question, criteria, limit=1, walked=walked)
    except TooManyChainsError:
        incomplete.append(question)
        return None
    if not answer.paths and isinstance(answer, Paths) and answer.looked_at is not None:
        incomplete.append(question)
    return answer.paths[0] if answer.paths else None


def _paths_within(
    graph: Graph,
    question: Question,
    criteria: Filter,
    limit: int | None,
    walked: frozenset[str] | None = None,
) -> Paths | ChronologicalPaths:
    """Return the paths that answer a question, with a filter in place of its own."""
    start, goal = find_ends(graph, question.source, question.target)
    via = [find_actor(graph, name) for name in question.via]
    avoid = [find_actor(graph, name) for name in question.avoid]
    walking = Walking(question.directed, question.direct, avoid, question.avoid_kinds, walked)
    resolver = index(graph).with_criteria(criteria)
    if not question.chronological:
        return paths_through(resolver, (start, *via, goal), walking, limit)
    if via:
        raise UsageError("via: a chronological path cannot be led through an actor; ask for two paths")
    assert not isinstance(question.within, str)
    return paths_in_time(
        resolver,
        start,
        goal,
        walking,
        strict=question.strict,
        best=question.best,
        within=question.within,
    )
