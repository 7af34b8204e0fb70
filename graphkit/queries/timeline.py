"""Counts what happened or began per day, week, month or quarter."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal, NamedTuple

from graphkit.display import Displayed, Row
from graphkit.errors import UsageError
from graphkit.graph.build import Graph, find_actor, public
from graphkit.graph.filters import DatedRelation
from graphkit.graph.index import Index, index
from graphkit.model.vocabulary import RelationType
from graphkit.queries.listing import in_order
from graphkit.temporal import dates
from graphkit.temporal.dates import FUTURE, PAST, Unit, Window

By = Literal["family", "kind"]

_MOST_PERIODS = 26
_MOST_PRINTED = 5_000
_OUTLYING = 0.05
_WELL_KNOWN = 62


@dataclass(frozen=True, slots=True)
class Period(Displayed):
    """A span of days, and how many relations surely or maybe happened or began in it.

    ``certain`` and ``possible`` count by family, or by kind of relation type.
    """

    window: Window
    label: str
    certain: dict[str, int]
    possible: dict[str, int]

    @property
    def count(self) -> int:
        """How many surely did."""
        return sum(self.certain.values())

    @property
    def maybe(self) -> int:
        """How many may have."""
        return sum(self.possible.values())

    def display_rows(self) -> Iterable[Row]:
        """Yield it as a row of a table."""
        yield {
            "period": self.label,
            "surely": str(self.count),
            "maybe": f"+{self.maybe}" if self.maybe else "",
        }


class Begun(NamedTuple):
    """How many relations of a type happened or began on one of some days."""

    type: RelationType
    start: Window
    amount: int = 1


@dataclass(frozen=True, slots=True)
class Timeline(Displayed):
    """Counts period by period.

    Attributes
    ----------
    unit
        ``day``, ``week`` (Monday to Sunday), ``month`` or ``quarter``.
    periods
        Every period from the first to the last, empty ones included.
    relations
        What is counted in the periods, in order of time.
    earlier, later
        How many lie wholly before or after the periods.
    undated
        How many have no date, or no known beginning.
    left_out
        How many were left out because they are planned or denied, by status.
    """

    unit: Unit
    periods: tuple[Period, ...]
    relations: tuple[DatedRelation, ...]
    earlier: int
    later: int
    undated: int
    left_out: dict[str, int]

    def display_rows(self) -> Iterable[Row]:
        """Yield its periods as rows."""
        for period in self.periods:
            yield from period.display_rows()


@public
def timeline(
    graph: Graph, actor: str | None = None, *, unit: Unit | None = None, by: By = "family"
) -> Timeline:
    """Return how many relations happened or began in each period.

    An event counts in each period in which it may have happened, what goes on in each in which it
    may have begun; it is certain where it cannot lie in another. Background does not count, nor the
    newsroom's or what is planned or denied unless the graph was cut down to it.

    Parameters
    ----------
    graph
        The graph, a window of it or as known by a day; the periods are those of its window, or
        those that hold all but the outlying tenth of what is dated to about two months. The first
        and the last period end with the window.
    actor
        Count only relations at one end of which is this actor, by id, name or alias.
    unit
        The length of a period; None chooses the shortest in which half of what is counted surely
        lies, and which gives at most 26 periods, or else the quarter.
    by
        Count by ``family`` or by ``kind`` of relation type.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If the name is nobody's or several actors'.
    UsageError
        If there would be more than 5,000 periods.

    Examples
    --------
    >>> for period in gk.timeline(graph).periods:
    ...     print(period.label, period.count, period.maybe)
    April 2025 8 6
    May 2025 3 8
    June 2025 1 8
    July 2025 12 8
    """
    known = index(graph)
    asked = known.view
    found = known.shown if actor is None else _around(known, find_actor(graph, actor))
    told = [seen for seen in found if not seen.type.background]
    statuses = asked.statuses or ("actual",)
    so = [seen for seen in told if seen.status in statuses]
    left_out = dict(sorted(Counter(seen.status for seen in told if seen.status not in statuses).items()))
    starts = [(seen, start) for seen in so if (start := seen.version.start) is not None]
    undated = len(so) - len(starts)
    begun = [Begun(seen.type, start) for seen, start in starts]
    found_in = counted(begun, asked.window, unit=unit, by=by, undated=undated, left_out=left_out)
    if not found_in.periods:
        return found_in
    first, last = found_in.periods[0].window.since, found_in.periods[-1].window.until
    listed = in_order(seen for seen, start in starts if start.since <= last and start.until >= first)
    return replace(found_in, relations=tuple(listed))


def counted(
    begun: Sequence[Begun],
    asked: Window | None,
    *,
    unit: Unit | None,
    by: By,
    undated: int,
    left_out: dict[str, int],
) -> Timeline:
    """Return the timeline of what happened or began, without a list of the relations themselves.

    Parameters
    ----------
    begun
        What is counted.
    asked
        The window of the periods, or None.
    unit, by
        As for :func:`timeline`.
    undated, left_out
        What the timeline tells besides.
    """
    if not begun:
        return Timeline(unit or "month", (), (), 0, 0, undated, left_out)
    span = _span(asked, begun)
    unit = unit or _unit_for(span, begun)
    windows = _periods(span, unit, asked or dates.ALWAYS)
    first, last = windows[0].since, windows[-1].until
    return Timeline(
        unit,
        _count(windows, unit, begun, by),
        (),
        earlier=sum(each.amount for each in begun if each.start.until < first),
        later=sum(each.amount for each in begun if each.start.since > last),
        undated=undated,
        left_out=left_out,
    )


def _around(known: Index, actor: str) -> list[DatedRelation]:
    """Return the relations at one end of which is an actor, in the order of the graph."""
    found = [seen for pair in known.net.beside(actor) for seen in known.used(*pair)]
    return sorted(found, key=lambda seen: known.actor_places[seen.source])


def _span(asked: Window | None, begun: Sequence[Begun]) -> Window:
    """Return the days that the periods cover: those asked for, an open end by all but outlying starts."""
    well_known = [each for each in begun if each.start.until - each.start.since <= _WELL_KNOWN] or begun
    outlying = int(sum(each.amount for each in well_known) * _OUTLYING)
    middles = [((each.start.since + each.start.until) // 2, each.amount) for each in well_known]
    first, last = _ranked(middles, [outlying, -1 - outlying])
    since, until = asked or dates.ALWAYS
    if since == PAST:
        since = first if until == FUTURE else min(first, until)
    return Window(since, max(last, since) if until == FUTURE else until)


def _ranked(numbers: Iterable[tuple[int, int]], places: Iterable[int]) -> list[int]:
    """Return the numbers at some places of all, sorted; each is given with how often it is there."""
    ranked = sorted(numbers)
    behind = list(accumulate(count for _, count in ranked))
    return [ranked[bisect_right(behind, place % behind[-1])][0] for place in places]


def _unit_for(span: Window, begun: Sequence[Begun]) -> Unit:
    """Return the shortest unit that gives few periods and in which half of all starts surely fit."""
    total = sum(each.amount for each in begun)
    days = ((each.start.until - each.start.since + 1, each.amount) for each in begun)
    usual = sum(_ranked(days, [(total - 1) // 2, total // 2])) / 2  # the median
    lengths: dict[Unit, int] = {"day": 1, "week": 7, "month": 31}
    for unit, length in lengths.items():
        if usual <= length and dates.units_in(span, unit) <= _MOST_PERIODS:
            return unit
    return "quarter"


def _periods(span: Window, unit: Unit, asked: Window) -> list[Window]:
    """Return the periods that hold a span of days, cut off where what was asked for ends."""
    if dates.units_in(span, unit) > _MOST_PRINTED:
        raise UsageError(
            f"timeline: more than {_MOST_PRINTED:,} periods of a {unit} {span}; "
            "choose a longer unit or a shorter period"
        )
    periods = [dates.unit_of(span.since, unit)]
    while periods[-1].until < span.until:
        periods.append(dates.unit_of(periods[-1].until + 1, unit))
    return [Window(max(since, asked.since), min(until, asked.until)) for since, until in periods]


def _count(windows: Sequence[Window], unit: Unit, begun: Iterable[Begun], by: By) -> tuple[Period, ...]:
    """Count in each of some windows, each beginning where the one before it ends, what may start in it."""
    firsts, lasts = zip(*windows, strict=True)
    certain: list[Counter[str]] = [Counter() for _ in windows]
    possible: list[Counter[str]] = [Counter() for _ in windows]
    for type_, (since, until), amount in begun:
        for place in range(bisect_left(lasts, since), bisect_right(firsts, until)):
            label = type_.family if by == "family" else type_.kind
            sure = since >= firsts[place] and until <= lasts[place]
            (certain if sure else possible)[place][label] += amount
    return tuple(
        Period(window, _label(window, unit), dict(sorted(sure.items())), dict(sorted(maybe.items())))
        for window, sure, maybe in zip(windows, certain, possible, strict=True)
    )


def _label(window: Window, unit: Unit) -> str:
    whole = window == dates.unit_of(window.since, unit)
    return dates.unit_words(window, unit) if whole else dates.span_words(*window)
