"""Answers every question of graphkit from a backend: gets the subgraph that holds the answer, and asks that.

:data:`QUESTIONS` lists them all, each with its function and with the subgraph in which that finds what it
finds in the whole graph.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial, wraps
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from graphkit.backends import chains, counts, subgraphs
from graphkit.backends.protocol import Backend, Walk
from graphkit.errors import Mend, UsageError
from graphkit.graph.build import to_dataset
from graphkit.graph.filters import WHOLE
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.validated import filter_of
from graphkit.queries import windows
from graphkit.queries.attribution import voices
from graphkit.queries.between import between
from graphkit.queries.common import common
from graphkit.queries.diff import diff
from graphkit.queries.groups import groups
from graphkit.queries.linked_events import story
from graphkit.queries.listing import actors, relations
from graphkit.queries.neighbors import neighbors, parts
from graphkit.queries.path_diagnosis import why_no_path
from graphkit.queries.path_question import Question, find_paths, graph_of_question
from graphkit.queries.ranking import rank
from graphkit.queries.shortest_paths import shortest_path, shortest_paths
from graphkit.queries.source_audit import check_sources
from graphkit.queries.summary import info
from graphkit.queries.temporal_paths import chronological_path, chronological_paths, reach
from graphkit.queries.timeline import timeline
from graphkit.temporal import asked_days
from graphkit.temporal.edtf import DayLike

# --- subgraphs ------------------------------------------------------------------------------------


def _cut(cut: Callable[..., Graph], backend: Backend, *arguments: Any, **options: Any) -> Graph:
    """Return what a window or snapshot holds; the filter is that of the same cut of an empty graph."""
    filter = filter_of(cut(backend.description.blank(), *arguments, **options))
    return subgraphs.of_filter(backend, subgraphs.judged(backend, filter))


def _everything(backend: Backend, *_: Any, **__: Any) -> Graph:
    return subgraphs.everything(backend)


def _in_order(backend: Backend, by: str = "", **_: Any) -> Graph:
    """Return everything, which of a table in memory has no amounts."""
    if by == "amount" and backend.in_memory:
        mend = Mend("'graphkit import FILE -o DIR' makes a directory, which does", request="")
        raise UsageError("by: a table in memory holds no amounts", mend)
    return subgraphs.everything(backend)


def _of_ids(backend: Backend, relations: Collection[str]) -> Graph:
    rows = [row for id in relations for row in backend.by_id(id)]
    return subgraphs.of_rows(backend, rows) if len(rows) == len(relations) else subgraphs.everything(backend)


def _around(backend: Backend, actor: str, *, hops: int = 1, parts: Collection[str] = (), **_: Any) -> Graph:
    if parts:
        return subgraphs.everything(backend)
    return subgraphs.around(backend, WHOLE, [actor], hops)


def _shared(backend: Backend, actors: Collection[str], **_: Any) -> Graph:
    return subgraphs.around(backend, WHOLE, list(actors), 1)


def _between(
    backend: Backend,
    source: str,
    target: str,
    *,
    parts: Collection[str] = (),
    other_parts: Collection[str] = (),
    **_: Any,
) -> Graph:
    if parts or other_parts:
        return subgraphs.everything(backend)
    return subgraphs.between_two(backend, WHOLE, source, target)


def _walked(
    find: Callable[..., Graph],
    backend: Backend,
    *ends: str,
    directed: bool = False,
    direct: bool = False,
    **options: Any,
) -> Graph:
    """Return the subgraph that holds the chains from or between some ends.

    What is asked for ``via`` an actor, backwards in time or of waits takes the whole graph.
    """
    options.pop("limit", None)
    backwards, within = options.pop("to", None) is not None, options.pop("within", None) is not None
    if options.pop("via", ()) or backwards or within or options.get("best") in chains.WITHOUT_SUBGRAPH:
        return subgraphs.everything(backend)
    return find(backend, Walk(WHOLE, directed, direct=direct), *ends, **options)


def _changed(backend: Backend, first: DayLike, second: DayLike, **_: Any) -> Graph:
    since, until = asked_days.last_day(first, "first"), asked_days.last_day(second, "second")
    return subgraphs.of_change(backend, WHOLE, since, until)


def _paths(backend: Backend, question: Question, _limit: int | None = None) -> Graph:
    blank = graph_of_question(backend.description.blank(), question)
    filter = subgraphs.judged(backend, replace(filter_of(blank), left_out=()))
    return chains.paths_of(backend, filter, question)


def _telling_why(backend: Backend, question: Question) -> Graph:
    """Return the graph that tells why a question has no path; the whole, unless that is too much."""
    return chains.tied(backend, WHOLE, question, subgraphs.MOST) or subgraphs.everything(backend)


# --- counts ---------------------------------------------------------------------------------------


def _of_whole(count: Callable[..., Any]) -> Callable[..., Any]:
    """Return a count of the whole graph; it takes no filter."""
    return lambda backend, *arguments, **options: count(backend, WHOLE, *arguments, **options)


# --- all questions --------------------------------------------------------------------------------


class _Asked(NamedTuple):
    """A question: its function, the subgraph that holds its answer, or what counts if there is too much."""

    function: Callable[..., Any]
    subgraph: Callable[..., Graph] = _everything
    counted: Callable[..., Any] | None = None


QUESTIONS: Mapping[str, _Asked] = {
    "actors": _Asked(actors, counted=_of_whole(counts.actors)),
    "between": _Asked(between, _between),
    "check_sources": _Asked(check_sources),
    "chronological_path": _Asked(chronological_path, partial(_walked, chains.in_time)),
    "chronological_paths": _Asked(chronological_paths, partial(_walked, chains.in_time)),
    "common": _Asked(common, _shared),
    "diff": _Asked(diff, _changed),
    "find_actor": _Asked(find_actor, subgraphs.of_actor),
    "find_paths": _Asked(find_paths, _paths),
    "groups": _Asked(groups),
    "info": _Asked(info, counted=counts.overview),
    "known_by": _Asked(windows.known_by, partial(_cut, windows.known_by)),
    "neighbors": _Asked(neighbors, _around),
    "part": _Asked(windows.part, _of_ids),
    "parts": _Asked(parts),
    "rank": _Asked(rank, _in_order),
    "reach": _Asked(reach, partial(_walked, chains.reached)),
    "relations": _Asked(relations, _in_order),
    "shortest_path": _Asked(shortest_path, partial(_walked, chains.shortest)),
    "shortest_paths": _Asked(shortest_paths, partial(_walked, chains.shortest)),
    "snapshot": _Asked(windows.snapshot, partial(_cut, windows.snapshot)),
    "story": _Asked(story),
    "timeline": _Asked(timeline, counted=_of_whole(counts.timeline)),
    "to_dataset": _Asked(to_dataset),
    "voices": _Asked(voices),
    "why_no_path": _Asked(why_no_path, _telling_why),
    "window": _Asked(windows.window, partial(_cut, windows.window)),
}
"""Every function of graphkit that asks something of a graph, by name."""


class Questions:
    """A graph behind a backend; it has every function of :data:`QUESTIONS` as a method without the graph."""

    backend: Backend

    def __init__(self, backend: Backend) -> None:
        self.backend = backend

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the backend."""
        self.backend.__exit__()

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...


def _method(asked: _Asked) -> Callable[..., Any]:
    """Return a question as a method, which takes what its function takes but for the graph."""
    _graph, *others = signature(asked.function).parameters.values()
    own = Parameter("self", Parameter.POSITIONAL_OR_KEYWORD)

    @wraps(asked.function)
    def method(self: Questions, *arguments: Any, **options: Any) -> Any:
        def answer(backend: Backend) -> Any:
            if asked.counted is not None and backend.description.amounts[1] > subgraphs.FEW:
                return asked.counted(backend, *arguments, **options)
            return asked.function(asked.subgraph(backend, *arguments, **options), *arguments, **options)

        return subgraphs.asked_anew(self.backend, answer)

    method.__signature__ = signature(asked.function).replace(parameters=[own, *others])  # type: ignore[attr-defined]
    return method


for _name, _asked in QUESTIONS.items():
    setattr(Questions, _name, _method(_asked))
