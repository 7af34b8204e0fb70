"""Finds everything between two actors, in order of time: first, last, silence, what stands."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from graphkit.answers import RELATION, Listed, Row
from graphkit.graph.filters import WHOLE, Filter, matches
from graphkit.graph.index import Index, index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.relation import DatedRelation, Verdict
from graphkit.graph.validated import public
from graphkit.queries.listing import in_time, tying_statuses
from graphkit.queries.occurrences import (
    Silence,
    are_exact,
    extremes,
    hull,
    longest_of,
    start_of,
)
from graphkit.queries.shortest_paths import find_ends
from graphkit.queries.telling import ABOUT, TIE
from graphkit.temporal import asked_days, edtf
from graphkit.temporal.calendar import FUTURE, PAST, Day, Window, gaps_between
from graphkit.temporal.edtf import DayLike

ABOUT_BOTH = "about both"
"""What the column of ties says of a relation that has neither actor at an end: it ties other actors."""


@dataclass(frozen=True, slots=True, repr=False)
class Between(Listed[DatedRelation]):
    """Everything between two actors, in order of time; iterate it for the relations.

    Attributes
    ----------
    source, target
        Ids of the two actors.
    relations
        The relations of which both are members, what is undated last.
    about, about_both
        Ids of those that tie the two by what they are about, and of those that are about both and tie
        neither to the other.
    directions
        How many go ``out`` (from source to target), ``in``, ``both`` ways (symmetric ones), and how many
        tie the two by what they are ``about``: at most, as dates are open.
    directions_surely
        How many of these surely count.
    first, last
        The days on one of which the first and the last of them happened or began.
    first_of, last_of
        Ids of the relations that may be the first, and the last.
    silence
        The longest run of days in between in which nothing happened or began.
    never
        The days between them on which none can have happened or begun.
    exact
        Whether these days are exact; else so many dates are one-of sets that the days between theirs count.
    as_of
        The day of ``stands``. None if nothing between them lasts.
    stands
        What was in force on that day.
    without_start
        How many have no date or no known start: they are neither first nor last, and break no silence.
    not_counted
        How many are only listed, by status.

    Notes
    -----
    Denied and planned relations are listed, and count only in a window that asks for their status. Those
    that are about both do not count either.
    """

    columns: ClassVar = (RELATION, TIE)
    listed: ClassVar = "relations"

    source: str
    target: str
    relations: tuple[DatedRelation, ...]
    about: frozenset[str] = frozenset()
    about_both: frozenset[str] = frozenset()
    directions: tuple[tuple[str, int], ...] = ()
    directions_surely: tuple[tuple[str, int], ...] = ()
    first: Window | None = None
    last: Window | None = None
    first_of: tuple[str, ...] = ()
    last_of: tuple[str, ...] = ()
    silence: Silence | None = None
    never: tuple[Window, ...] = ()
    exact: bool = True
    as_of: Day | None = None
    stands: tuple[DatedRelation, ...] = ()
    without_start: int = 0
    not_counted: tuple[tuple[str, int], ...] = ()

    def tie(self, relation: DatedRelation) -> str | None:
        """Return ``about`` or ``about both`` if a relation does not join the two, otherwise None."""
        if relation.id in self.about_both:
            return ABOUT_BOTH
        return ABOUT if relation.id in self.about else None

    def rows(self) -> Iterator[Row]:
        """Yield a row for each relation."""
        for relation in self.relations:
            yield {"relation": relation, "tie": self.tie(relation)}


@public
def between(
    graph: Graph,
    source: str,
    target: str,
    *,
    parts: Collection[str] = (),
    other_parts: Collection[str] = (),
    on: DayLike | None = None,
) -> Between:
    """Return everything between two actors, in order of time.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it or a snapshot.
    source, target : str
        Two different actors, each by id, name or alias.
    parts, other_parts : collection of str, optional
        Actors to treat as one with the source and with the target, as :func:`parts` finds them. A window
        may lack some. What is part of both is left out; of an actor and its part, the part stands alone.
    on : str, datetime.date or int, optional
        The day of which to say what was in force: by default the last of the period of the graph, else the
        last on which a source was published, else the last that dates what lasts between them.

    Returns
    -------
    Between
        The relations of which both are members: at an end, or as what the relation is about. Newsroom
        relations only if the window asked for their types.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If no actor or several actors have a name.
    UsageError
        If both are the same actor.

    Examples
    --------
    >>> found = gk.between(graph, "Nvidia", "Trump administration")
    >>> [relation.id for relation in found], dict(found.directions)["in"]
    (['trump-administration-announced-ban', 'h20-ban', 'h20-licences'], 2)
    """
    start, goal = find_ends(graph, source, target)
    graph_index = index(graph)
    if graph_index.criteria == WHOLE:
        parts, other_parts = ({find_actor(graph, part) for part in each} for each in (parts, other_parts))
    near, far = sides(
        start, {start, *_present(graph_index, parts)}, goal, {goal, *_present(graph_index, other_parts)}
    )
    found = in_time(_relations(graph_index, near, far))
    ties = {relation.id: _tie(relation, near, far) for relation in found}
    tying = tying_statuses(graph_index.criteria)
    of_both = [relation for relation in found if ties[relation.id] != ABOUT_BOTH]
    counted = [relation for relation in of_both if relation.status in tying]
    period = graph_index.criteria.period
    starts = [
        (relation, days) for relation in counted if (days := start_of(relation.version, period)) is not None
    ]
    sure = [days for relation, days in starts if relation.certainty != "possible"]
    maybe = [days for relation, days in starts if relation.certainty == "possible"]
    first, last = extremes(list(map(hull, sure)), list(map(hull, maybe)))
    lasting = [relation for relation in counted if relation.lasts]
    as_of = None
    if lasting:
        asked = last_day(graph, graph_index.criteria) if on is None else asked_days.last_day(on, "on")
        as_of = _last_dated(lasting) if asked is None else asked
    not_counted = Counter(relation.status for relation in of_both if relation.status not in tying)
    return Between(
        start,
        goal,
        tuple(found),
        about=frozenset(id for id, tie in ties.items() if tie == ABOUT),
        about_both=frozenset(id for id, tie in ties.items() if tie == ABOUT_BOTH),
        directions=tuple(_directions(counted, ties, near).items()),
        directions_surely=tuple(
            _directions([row for row in counted if row.certainty != "possible"], ties, near).items()
        ),
        first=first,
        last=last,
        first_of=tuple(relation.id for relation, days in starts if first and days[0].since <= first.until),
        last_of=tuple(relation.id for relation, days in starts if last and days[-1].until >= last.since),
        silence=longest_of(sure, maybe),
        never=gaps_between(span for _, days in starts for span in days) if starts else (),
        exact=are_exact([*sure, *maybe]),
        as_of=as_of,
        stands=() if as_of is None else tuple(_standing(graph_index, lasting, as_of)),
        without_start=len(counted) - len(starts),
        not_counted=tuple(sorted(not_counted.items())),
    )


def _present(graph_index: Index, parts: Collection[str]) -> Collection[str]:
    """Return the parts that are in a graph."""
    return graph_index.adjacency.actors.keys() & parts


def sides(start: str, near: set[str], goal: str, far: set[str]) -> tuple[set[str], set[str]]:
    """Return each actor with its parts, nobody on both sides; a part is not on the side of its whole."""
    shared = near & far
    if start in far and goal not in near:
        return near | {start}, far - shared | {goal}
    near = near - shared | {start}
    return near, (far if goal in shared else far - shared) - near | {goal}


def _relations(graph_index: Index, near: set[str], far: set[str]) -> Iterator[DatedRelation]:
    """Yield every relation with a member on either side, each once."""
    adjacency, seen = graph_index.adjacency, set[str]()
    for here in near:
        for source, target, edges in (
            *((here, there, adjacency.successors[here].get(there)) for there in far),
            *((there, here, adjacency.predecessors[here].get(there)) for there in far),
        ):
            if edges:
                seen.update(edges)
                yield from graph_index.visible_between(source, target, edges)
        for edges_about in adjacency.beside.get(here, {}).values():
            for source, target, id, fields in edges_about:
                if id not in seen and not far.isdisjoint((source, target, *fields["about"])):
                    seen.add(id)
                    yield from graph_index.visible_between(source, target, {id: fields})


def _tie(relation: DatedRelation, near: set[str], far: set[str]) -> str | None:
    """Return how a relation has both sides as members: None if at both ends."""
    ends = {relation.source, relation.target}
    if ends & near and ends & far:
        return None
    return ABOUT if ends & (near | far) else ABOUT_BOTH


def _directions(
    relations: Sequence[DatedRelation], ties: dict[str, str | None], near: set[str]
) -> dict[str, int]:
    """Count relations by direction, as seen from the near side."""
    counts = Counter(
        "about"
        if ties[relation.id]
        else "both"
        if relation.type.symmetric
        else "out"
        if relation.source in near
        else "in"
        for relation in relations
    )
    return {way: counts[way] for way in ("out", "in", "both", "about")}


def last_day(graph: Graph, criteria: Filter) -> Day | None:
    """Return the last day of a filter's period or knowledge, else that on which a source was published."""
    if criteria.as_of is not None:
        return criteria.as_of
    asked = FUTURE if criteria.window is None else criteria.window.until
    asked = asked if criteria.known_by is None else min(asked, criteria.known_by)
    if asked != FUTURE:
        return asked
    published = (edtf.parse(source.published).bounds for source in index(graph).sources.values())
    return max((bounds.latest_end for bounds in published), default=None)


def _last_dated(relations: Sequence[DatedRelation]) -> Day | None:
    """Return the last day that bounds one of some relations."""
    days = (day for relation in relations for day in relation.bounds or () if day not in (PAST, FUTURE))
    return max(days, default=None)


def _standing(graph_index: Index, relations: Sequence[DatedRelation], day: Day) -> Iterator[DatedRelation]:
    """Yield what was in force on a day, as it was on that day."""
    criteria = replace(graph_index.criteria, window=None, as_of=day)
    for relation in relations:
        verdict = matches(relation.type, relation.status, relation.version, criteria)
        if isinstance(verdict, Verdict) and verdict.standing in ("in force", "background"):
            yield relation.judged(verdict)
