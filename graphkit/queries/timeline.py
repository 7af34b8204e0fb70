"""Counts the relations that happened or began per day, week, month, quarter or year."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import ClassVar, Literal, NamedTuple

from graphkit.answers import Answer, Column, Listed, Row
from graphkit.errors import UsageError
from graphkit.graph.adjacency import Position
from graphkit.graph.filters import Filter
from graphkit.graph.index import Index, index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import public
from graphkit.model.vocabulary import KnownType
from graphkit.queries.listing import in_order, tying_statuses
from graphkit.temporal.calendar import (
    ALWAYS,
    FUTURE,
    PAST,
    Unit,
    Window,
    span_words,
    unit_of,
    unit_words,
    units_in,
)

By = Literal["family", "kind"]

_MOST_CHOSEN = 26
"""The greatest number of periods for which a unit is chosen automatically."""

_MOST_PERIODS = 5_000

_OUTLYING = 0.05
"""The share of starts, at either end, by which no unit is chosen."""

_WELL_DATED = 62
"""A start known to within this many days counts when the periods are chosen."""


@dataclass(frozen=True, slots=True)
class Period(Answer):
    """A span of days, and how many relations certainly or possibly happened or began in it.

    Attributes
    ----------
    window
        The first and last day, inclusive.
    label
        The span in words.
    certain, possible
        Counts by family, or by kind of relation type.
    """

    columns: ClassVar = (Column("period"), Column("surely", "number"), Column("maybe"))

    window: Window
    label: str
    certain: dict[str, int]
    possible: dict[str, int]

    @property
    def count(self) -> int:
        """Number of relations that certainly happened or began in it."""
        return sum(self.certain.values())

    @property
    def maybe(self) -> int:
        """Number of relations that possibly happened or began in it."""
        return sum(self.possible.values())

    def rows(self) -> Iterable[Row]:
        """Yield the period as a row."""
        maybe = f"+{self.maybe}" if self.maybe else None
        yield {"period": self.label, "surely": self.count, "maybe": maybe}


class Begun(NamedTuple):
    """Number of relations of a type that happened or began on one of the days of a window but for gaps."""

    type: KnownType
    days: Window
    amount: int = 1
    gaps: Sequence[Window] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Timeline(Listed[Period]):
    """Counts of relations by period.

    Attributes
    ----------
    unit
        ``day``, ``week`` (Monday to Sunday), ``month``, ``quarter`` or ``year``.
    periods
        All periods from the first to the last, empty ones included.
    relations
        The relations counted in the periods, in order of time; background last.
    earlier, later
        Number of relations that lie wholly before or after the periods.
    undated
        Number of relations without a date or without a known start, but for background.
    left_out
        Number of planned and denied relations that a default excluded, by status, and of the newsroom's.
    partly
        Number of relations counted in the periods that may have happened or begun on days before or after
        them that no window cuts off.
    background
        Number of background relations without a known start.
    """

    columns: ClassVar = Period.columns
    listed: ClassVar = "periods"

    unit: Unit
    periods: tuple[Period, ...]
    relations: tuple[DatedRelation, ...]
    earlier: int
    later: int
    undated: int
    left_out: dict[str, int]
    partly: int = 0
    background: int = 0

    @property
    def plain_columns(self) -> tuple[Column, ...]:
        """The columns of :meth:`plain_rows`."""
        days = Column("first", "day"), Column("last", "last day")
        return (Column("period"), *days, Column("surely", "number"), Column("maybe", "number"))

    def plain_rows(self) -> Iterable[Row]:
        """Yield a row for each period, with its days and numbers."""
        for each in self.periods:
            days = {"first": each.window.since, "last": each.window.until}
            yield {"period": each.label, **days, "surely": each.count, "maybe": each.maybe}


@public
def timeline(graph: Graph, of: str | None = None, *, unit: Unit | None = None, by: By = "family") -> Timeline:
    """Return how many relations happened or began in each period.

    A relation counts in each period in which it possibly happened or began; it is certain if there
    is only one. Background relations count only if their start is stated; newsroom, planned and denied
    ones only if the window of the graph asked for them.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it or as known by a day. The periods cover its window and are cut off
        at its ends. Without a window they cover all days of the starts known to within about two months,
        and of those that lie wholly before or after these; background does not widen them.
    of : str, optional
        Count only relations that have this actor, by id, name or alias, at one end.
    unit : {'day', 'week', 'month', 'quarter', 'year'}, optional
        The length of a period. By default the shortest in which at least half of the starts
        certainly fit and which gives at most 26 periods, without the earliest and latest twentieth of
        the starts, otherwise the quarter; a longer one if there would be more than 5,000 periods.
    by : {'family', 'kind'}, default 'family'
        Count by family or by kind of relation type.

    Returns
    -------
    Timeline
        The counts, and the relations counted.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If no actor or several actors have the name.
    UsageError
        If there would be more than 5,000 periods.

    Examples
    --------
    >>> for period in gk.timeline(gk.window(graph, "2025-04", "2025-07")).periods:
    ...     print(period.label, period.count, period.maybe)
    April 2025 6 8
    May 2025 2 10
    June 2025 2 6
    July 2025 12 6
    """
    criteria = index(graph).criteria
    wanted, left_out = _wanted(graph, of)
    starts = [(relation, start) for relation in wanted if (start := relation.version.start) is not None]
    background = sum(relation.type.background and not relation.version.start for relation in wanted)
    types = {relation.type.name: relation.type for relation in wanted}
    alike = Counter((relation.type.name, start, relation.version.gaps.start) for relation, start in starts)
    answer = counted(
        [Begun(types[name], start, amount, gaps) for (name, start, gaps), amount in alike.items()],
        criteria.window,
        unit=unit,
        by=by,
        undated=len(wanted) - len(starts) - background,
        background=background,
        left_out=dict(sorted(left_out.items())),
    )
    if not answer.periods:
        return answer
    first, last = answer.periods[0].window.since, answer.periods[-1].window.until
    listed = in_order(relation for relation, start in starts if start.since <= last and start.until >= first)
    return replace(answer, relations=tuple(listed))


def _wanted(graph: Graph, actor: str | None) -> tuple[list[DatedRelation], Counter[str]]:
    """Return the relations that a timeline counts, if only as undated, and how many it leaves out."""
    graph_index, id = index(graph), None if actor is None else find_actor(graph, actor)
    candidates = graph_index.visible if id is None else _of_actor(graph_index, id)
    statuses = tying_statuses(graph_index.criteria)
    wanted = [relation for relation in candidates if relation.status in statuses]
    left_out = Counter(relation.status for relation in candidates if relation.status not in statuses)
    if graph_index.hidden:
        sources, targets, _, fields = graph_index.edge_list
        left_out["newsroom"] = sum(
            row["type"] in graph_index.hidden and id in (None, source, target)
            for source, target, row in zip(sources, targets, fields, strict=True)
        )
    return wanted, +left_out


def places_counted(graph: Graph, criteria: Filter, actor: str | None = None) -> set[Position]:
    """Return the positions of what a timeline counts, if only as undated, where it matches a filter."""
    graph_index, statuses = index(graph), tying_statuses(criteria)
    hidden, (sources, targets, _, fields) = graph_index.with_criteria(criteria).hidden, graph_index.edge_list
    return {
        place
        for place, row in enumerate(fields)
        if row.get("status", "actual") in statuses and row["type"] not in hidden
        if actor in (None, sources[place], targets[place])
    }


def counted(
    begun: Sequence[Begun],
    window: Window | None,
    *,
    unit: Unit | None,
    by: By,
    undated: int,
    left_out: dict[str, int],
    background: int = 0,
) -> Timeline:
    """Return a timeline without the list of relations, of the starts ``begun`` and the window that it covers.

    ``undated``, ``left_out`` and ``background`` are what it reports beside its periods.
    """
    if not begun:
        return Timeline(unit or "month", (), (), 0, 0, undated, left_out, background=background)
    telling = [start for start in begun if not start.type.background] or begun
    span = _span(window, telling)
    unit = unit or _unit_for(_span(window, telling, _OUTLYING), span, telling)
    windows = _periods(span, unit, window or ALWAYS)
    first, last = windows[0].since, windows[-1].until
    since, until = window or ALWAYS
    low, high = (first if since == PAST else PAST), (last if until == FUTURE else FUTURE)
    inside = [start for start in begun if start.days.since <= last and start.days.until >= first]
    return Timeline(
        unit,
        _count(windows, unit, begun, by),
        (),
        earlier=sum(start.amount for start in begun if start.days.until < first),
        later=sum(start.amount for start in begun if start.days.since > last),
        undated=undated,
        left_out=left_out,
        background=background,
        partly=sum(start.amount for start in inside if start.days.since < low or start.days.until > high),
    )


def _of_actor(graph_index: Index, actor: str) -> list[DatedRelation]:
    """Return the relations that have an actor at one end, in the order of the graph."""
    relations = [
        relation
        for pair in graph_index.adjacency.incident(actor)
        for relation in graph_index.visible_between(*pair)
    ]
    return sorted(relations, key=lambda relation: graph_index.actor_positions[relation.source])


def _span(window: Window | None, begun: Sequence[Begun], outlying_share: float = 0) -> Window:
    """Return the days that starts cover: the window, with an open end set by all but outlying starts."""
    well_dated = [start for start in begun if start.days.until - start.days.since <= _WELL_DATED] or begun
    if outlying_share:
        outlying = int(sum(start.amount for start in well_dated) * outlying_share)
        (first,) = _ranked([(start.days.since, start.amount) for start in well_dated], [outlying])
        (last,) = _ranked([(start.days.until, start.amount) for start in well_dated], [-1 - outlying])
    else:
        days = [start.days for start in well_dated]
        first, last = min(days).since, max(until for _, until in days)
        if len(well_dated) < len(begun):  # what is dated vaguely widens the span only where it would be lost
            first = min([first, *(start.days.since for start in begun if start.days.until < first)])
            last = max([last, *(start.days.until for start in begun if start.days.since > last)])
    since, until = window or ALWAYS
    since = first if since == PAST else since
    return Window(since, max(last, since) if until == FUTURE else until)


def _ranked(amounts: Iterable[tuple[int, int]], ranks: Iterable[int]) -> list[int]:
    """Return the numbers at some ranks (from 0, negative from the end); each number comes with its amount."""
    ascending = sorted(amounts)
    totals = list(accumulate(amount for _, amount in ascending))
    return [ascending[bisect_right(totals, rank % totals[-1])][0] for rank in ranks]


def _unit_for(core: Window, span: Window, begun: Sequence[Begun]) -> Unit:
    """Return the shortest unit in which at least half of the starts fit and that gives few periods."""
    total = sum(start.amount for start in begun)
    lengths = ((start.days.until - start.days.since + 1, start.amount) for start in begun)
    median = sum(_ranked(lengths, [(total - 1) // 2, total // 2])) / 2
    days_in: dict[Unit, int] = {"day": 1, "week": 7, "month": 31}
    for unit, days in days_in.items():
        if median <= days and units_in(core, unit) <= _MOST_CHOSEN and units_in(span, unit) <= _MOST_PERIODS:
            return unit
    return "quarter" if units_in(span, "quarter") <= _MOST_PERIODS else "year"


def _periods(span: Window, unit: Unit, window: Window) -> list[Window]:
    """Return the periods that cover a span of days, cut off at the ends of a window."""
    if units_in(span, unit) > _MOST_PERIODS:
        raise UsageError(
            f"timeline: more than {_MOST_PERIODS:,} periods of a {unit} {span}; "
            "choose a longer unit or a shorter period"
        )
    periods = [unit_of(span.since, unit)]
    while periods[-1].until < span.until:
        periods.append(unit_of(periods[-1].until + 1, unit))
    return [Window(max(since, window.since), min(until, window.until)) for since, until in periods]


def _count(windows: Sequence[Window], unit: Unit, begun: Iterable[Begun], by: By) -> tuple[Period, ...]:
    """Return the counts of starts in adjacent windows, which are given in order of time."""
    firsts, lasts = zip(*windows, strict=True)
    certain: list[Counter[str]] = [Counter() for _ in windows]
    possible: list[Counter[str]] = [Counter() for _ in windows]
    for type_, (since, until), amount, gaps in begun:
        for place in range(bisect_left(lasts, since), bisect_right(firsts, until)):
            if gaps and any(low <= firsts[place] and lasts[place] <= high for low, high in gaps):
                continue
            label = type_.family if by == "family" else type_.kind
            is_certain = since >= firsts[place] and until <= lasts[place]
            (certain if is_certain else possible)[place][label] += amount
    return tuple(
        Period(window, _label(window, unit), dict(sorted(sure.items())), dict(sorted(maybe.items())))
        for window, sure, maybe in zip(windows, certain, possible, strict=True)
    )


def _label(window: Window, unit: Unit) -> str:
    is_whole = window == unit_of(window.since, unit)
    return unit_words(window, unit) if is_whole else span_words(*window)
