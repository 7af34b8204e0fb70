"""Explains why there is no path: the filters that exclude it, the nearest window with one, a missing hop."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import ClassVar

from graphkit.answers import Answer, Column
from graphkit.graph.filters import WHOLE, walked_statuses
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import public
from graphkit.model.statuses import STATUSES
from graphkit.queries.nearest_window import nearest_window
from graphkit.queries.path_question import AnyPath, Question, best_path, filter_of_question
from graphkit.queries.shortest_paths import find_ends
from graphkit.queries.shortest_search import Hops, StoppedEarlyError, Walking, best_first, shortest_chains
from graphkit.temporal import asked_days
from graphkit.temporal.calendar import ALWAYS, Window, range_words


@dataclass(frozen=True, slots=True)
class Reason(Answer):
    """A filter without which there is a path, and the number of hops of that path."""

    columns: ClassVar = (Column("filter", heading="without"), Column("length", "number", "hops"))

    filter: str
    length: int


@dataclass(frozen=True, slots=True)
class Absence(Answer):
    """Why there is no path.

    Attributes
    ----------
    reasons
        The filters that each alone exclude all paths. ``all together`` if only dropping every filter
        gives a path; empty if there is no path even without filters.
    nearest_window
        The window asked for, widened by the fewest days, in sum, that give a path. None if the dates
        are not the reason, or no window gives a path.
    nearest_is_sure
        Whether the nearest window surely is the nearest: at most :data:`MOST_TRIED` windows are tried
        for chronological paths, and for paths through given actors.
    missing_hop
        A relation that a path would need and that a filter excludes.
    missing_ends
        The two actors that the missing hop would join, or None without one.
    is_sure
        Whether every search was complete. Searches through given actors may stop early; then a filter
        that is not among the reasons may be one.
    denied
        The denied relations with which there would be a path under the filters of the question; if there is
        no reason either, those that a chain of whatever relations between the two actors would need.
    """

    reasons: tuple[Reason, ...]
    nearest_window: Window | None
    missing_hop: DatedRelation | None
    nearest_is_sure: bool = True
    is_sure: bool = True
    denied: tuple[DatedRelation, ...] = ()
    missing_ends: tuple[str, str] | None = None

    def display_fields(self) -> Mapping[str, object]:
        """Return the fields by name, with the nearest window in words."""
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
    "attributes": {"where": ()},
    "text": {"text": None},
    "reliability": {"reliability": None},
    "status": {"statuses": ("planned",)},
    "claims": {"no_claims": False},
    "contested": {"no_contested": False},
    "reports": {"reported_within": None},
    "direction": {"directed": False},
    "direct": {"direct": False},
    "go-betweens": {"avoid_kinds": ()},
    "avoid": {"avoid": ()},
    "via": {"via": ()},
    "chronology": {"chronological": False, "strict": False, "within": None},
    "strictness": {"strict": False},
    "waits": {"within": None},
}
"""For each filter, the fields of a question without it."""


@public
def why_no_path(graph: Graph, question: Question) -> Absence:
    """Return the reasons why a question has no path.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The whole graph, or a window of it; the question's own filters are applied to it.
    question : Question
        A question for which :func:`find_paths` finds none.

    Returns
    -------
    Absence
        The filters that exclude all paths, found by dropping each by itself and then all together;
        the nearest window that has a path; and a relation that is missing.

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
    >>> question = gk.Question("Trump", "He Lifeng", chronological=True, types=("told", "met"))
    >>> [(reason.filter, reason.length) for reason in gk.why_no_path(graph, question).reasons]
    [('types', 4), ('chronology', 2)]
    """
    if _are_apart(graph, *find_ends(graph, question.source, question.target)):
        return Absence((), None, None)
    incomplete: list[Question] = []
    reasons, answers = _reasons(graph, question, incomplete)
    window = asked_days.window(question.since, question.until)
    nearest = nearest_window(graph, question, window, incomplete) if window != ALWAYS else None
    denied: tuple[DatedRelation, ...] = ()
    if any(row.get("status") == "denied" for row in index(graph).edge_list.fields):
        denied = _denied_under(graph, question)
        if not (nearest or denied or reasons):
            denied = _denied(graph, question)
    widened, answer, nearest_is_sure = nearest or (None, None, True)
    missing, ends = _missing_hop(graph, question, [answer, *answers] if answer else answers)
    return Absence(
        reasons,
        widened,
        missing,
        nearest_is_sure=nearest_is_sure,
        is_sure=not incomplete,
        denied=denied,
        missing_ends=ends,
    )


def _are_apart(graph: Graph, start: str, goal: str) -> bool:
    """Whether no chain of relations at all ties two actors, so that no filter is the reason."""
    adjacency = index(graph).adjacency
    ties = adjacency.successors, adjacency.predecessors, adjacency.beside
    rings, seen = [{start}, {goal}], [{start}, {goal}]
    while all(rings):
        side = len(rings[0]) > len(rings[1])
        ring = {other for actor in rings[side] for tie in ties for other in tie.get(actor, ())} - seen[side]
        if ring & seen[not side]:
            return False
        rings[side] = ring
        seen[side] |= ring
    return True


def _reasons(
    graph: Graph, question: Question, incomplete: list[Question]
) -> tuple[tuple[Reason, ...], list[AnyPath]]:
    """Return the filters without which there is a path, and these paths."""
    relaxations, graph_index = dict(_RELAXED), index(graph)
    if not question.types:
        relaxations["newsroom"] = {"types": tuple(graph_index.vocabulary)}
    fields, criteria = graph_index.edge_list.fields, filter_of_question(graph, question)
    void = {  # changes no answer, but each search that finds the same again takes as long as the first
        "undated": criteria.period is None,
        "status": not any(row.get("status") == "planned" for row in fields),
        "newsroom": not any(row["type"] in graph_index.cache.newsroom for row in fields),
        "go-betweens": not any(
            data["kind"] in question.avoid_kinds for data in graph_index.adjacency.actors.values()
        ),
    }
    relaxations = {name: relaxed for name, relaxed in relaxations.items() if not void.get(name)}
    answers = {
        name: answer
        for name, relaxed in relaxations.items()
        if (answer := _path_without(graph, question, [relaxed], incomplete)) is not None
    }
    if not answers:
        answer = _path_without(graph, question, relaxations.values(), incomplete)
        answers = {} if answer is None else {"all together": answer}
    return tuple(Reason(name, answer.length) for name, answer in answers.items()), [*answers.values()]


def _path_without(
    graph: Graph, question: Question, relaxed: Iterable[Relaxed], incomplete: list[Question]
) -> AnyPath | None:
    """Return the best path of a question without some of its filters, or None if it has none of them."""
    changes = {name: value for filter_ in relaxed for name, value in filter_.items()}
    looser = replace(question, **changes)  # type: ignore[arg-type]
    if looser == question:
        return None
    return best_path(graph, looser, filter_of_question(graph, looser), incomplete)


def _missing_hop(
    graph: Graph, question: Question, answers: Iterable[AnyPath]
) -> tuple[DatedRelation, tuple[str, str]] | tuple[None, None]:
    """Return the first relation of some paths that the filters of a question exclude, and whom it joins."""
    resolver = index(graph).with_criteria(filter_of_question(graph, question))
    statuses = {"actual", *question.statuses}
    return next(
        (
            (relation, ends)
            for path in answers
            for relation, ends, about in zip(path.relations, pairwise(path.actors), path.about, strict=True)
            if relation.status not in statuses
            or (about and question.direct)
            or not resolver.is_visible(relation.source, relation.target, relation.fields)
        ),
        (None, None),
    )


def _denied_under(graph: Graph, question: Question) -> tuple[DatedRelation, ...]:
    """Return the denied relations with which a question would have a path under its own filters."""
    criteria = filter_of_question(graph, question)
    walked = walked_statuses(criteria) | {"denied"}
    criteria = replace(criteria, statuses=walked)
    path = best_path(graph, question, criteria, [], walked)
    if path is None:
        return ()
    walking = Walking(question.directed, question.direct, statuses=walked)
    hops = Hops(index(graph).with_criteria(criteria), walking)
    found: dict[str, DatedRelation] = {}
    for relation, ends in zip(path.relations, pairwise(path.actors), strict=True):
        between = hops.between(*ends)
        if all(other.status == "denied" for other in between):
            found |= {other.id: other for other in sorted(between, key=lambda other: other.id)}
        elif relation.status == "denied" and question.chronological:  # the others are of other days
            found[relation.id] = relation
    return tuple(found.values())


def _denied(graph: Graph, question: Question) -> tuple[DatedRelation, ...]:
    """Return the denied relations that are alone between their actors on a shortest chain of all."""
    start, goal = find_actor(graph, question.source), find_actor(graph, question.target)
    everything = replace(WHOLE, types=frozenset(index(graph).vocabulary))
    walking = Walking(False, question.direct or question.directed, statuses=frozenset(STATUSES))
    hops = Hops(index(graph).with_criteria(everything), walking)
    try:
        chains = shortest_chains(hops, start, goal, lambda _: False)
    except StoppedEarlyError:
        return ()
    chain = next(best_first(hops, chains), None)
    between = [] if chain is None else [hops.between(*ends) for ends in pairwise(chain[0])]
    denied_hops = (
        relations for relations in between if all(relation.status == "denied" for relation in relations)
    )
    by_id = index(graph).by_id
    return tuple(
        by_id[id] for relations in denied_hops for id in sorted(relation.id for relation in relations)
    )
