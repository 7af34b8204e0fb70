"""Says why there is no path: which filter cut it, the nearest window that has one, the missing hop."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import networkx as nx

from graphkit.display import Displayed, Row
from graphkit.graph.build import Graph, find_actor, public
from graphkit.graph.filters import DatedRelation
from graphkit.graph.index import index
from graphkit.queries.nearest_window import nearest_window
from graphkit.queries.path_question import Answer, Question, best_path, filter_of_question
from graphkit.temporal import dates
from graphkit.temporal.dates import Window


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
            "nearest_period": nearest and dates.range_words(nearest.since, nearest.until),
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
    usable = index(graph).through(filter_of_question(graph, question))
    walked = {"actual", *question.statuses}
    reasons: list[Reason] = []
    found: list[Answer] = []
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
    asked = dates.window(question.since, question.until)
    nearest = nearest_window(graph, question, asked, given_up) if asked != dates.ALWAYS else None
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
) -> Answer | None:
    """Return the best path of a question with some of its filters dropped, where that differs."""
    changes = {name: value for filter_ in relaxed for name, value in filter_.items()}
    looser = replace(question, **changes)  # type: ignore[arg-type]
    if looser == question:
        return None
    return best_path(graph, looser, filter_of_question(graph, looser), given_up)
