"""Tells what changed between two days: what began, happened, ended, became known or contested."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from graphkit.answers import RELATION, Answer, Column
from graphkit.errors import UsageError
from graphkit.graph.build import Graph, public
from graphkit.graph.filters import Certainty, DatedRelation
from graphkit.graph.index import Index, Place, index
from graphkit.queries.listing import in_order
from graphkit.queries.windows import window
from graphkit.temporal import dates
from graphkit.temporal.dates import Day, DayLike, Window


@dataclass(frozen=True, slots=True)
class Diff(Answer):
    """What changed after one day, up to another.

    Attributes
    ----------
    since, until
        The two days: what is told came about after the first and by the second.
    began, ended
        What goes on, and began, or was for the last time, in between; ``certainty`` says how
        surely. A side that nobody states never begins or ends.
    happened
        The events in between.
    became_known, became_contested
        What was first said or published, or first disagreed on, in between, plans and denials too.
    left_out
        How many relations were left out unasked, by reason: events without a date, and what is
        told nowhere here although, were it not planned or denied, it would be.
    """

    columns: ClassVar = (Column("change", "group"), RELATION)
    shown: ClassVar = ("relation",)

    since: Day
    until: Day
    began: tuple[DatedRelation, ...]
    happened: tuple[DatedRelation, ...]
    ended: tuple[DatedRelation, ...]
    became_known: tuple[DatedRelation, ...]
    became_contested: tuple[DatedRelation, ...]
    left_out: dict[str, int]

    def display_fields(self) -> Mapping[str, object]:
        """Return what changed, by how, after the period that it changed in."""
        told = dict(Answer.display_fields(self))
        del told["since"], told["until"]
        return {"period": dates.span_words(self.since, self.until), **told}


@public
def diff(
    graph: Graph,
    first: DayLike,
    second: DayLike,
    *,
    types: Collection[str] = (),
    statuses: Collection[str] = (),
    certain: bool = False,
    undated: bool = False,
) -> Diff:
    """Return what changed between two days.

    Parameters
    ----------
    graph
        The graph, or the graph as known by a day.
    first, second
        The two days, the earlier one first.
    types
        Names of relation types or families to tell of; empty tells of all but the newsroom's.
        Background never counts as change.
    statuses
        Statuses to tell of; empty tells of what is ``actual``, and of all that became known or
        contested.
    certain
        Leave out what only may have begun, happened or ended in between.
    undated
        Tell of events without a date as possible, where they had not happened before.

    Raises
    ------
    DateError
        If a day cannot be read or is longer than a day.
    UsageError
        If the second day is not after the first.
    TypeNotFoundError
        If a type is not in the vocabulary.

    Examples
    --------
    >>> found = gk.diff(graph, "2025-06-30", "2025-07-13", certain=True)
    >>> [relation.id for relation in found.happened][:2]
    ['huang-assured-trump', 'huang-met-trump']
    """
    since, until = dates.one_day(first, "diff"), dates.one_day(second, "diff")
    if since >= until:
        raise UsageError(f"diff: {first} is not before {second}; write the earlier day first")
    if types:
        graph = window(graph, types=types)
    known = index(graph)
    by = until if known.view.known_by is None else min(until, known.view.known_by)
    became_known, became_contested = (
        [
            replace(seen, certainty=None, standing=None)
            for seen in _told(known, places)
            if (not statuses or seen.status in statuses)
            and not (known.view.no_claims and _was_claimed(known, seen, until))
        ]
        for places in (known.became_known(since, until), known.became_contested(since, by))
    )
    named = {seen.id for seen in (*became_known, *became_contested)}
    changes: dict[str, list[DatedRelation]] = {"began": [], "happened": [], "ended": []}
    left_out: Counter[str] = Counter()
    for seen in _told(known, known.touching(Window(since, until))):
        changed = {
            change: replace(seen, certainty=certainty, standing=None)
            for change, certainty in _changes(seen, since, until).items()
            if certainty == "certain" or not certain
        }
        asked_for = seen.status in (statuses or ("actual",))
        if changed and seen.undated and not undated:
            left_out["undated"] += asked_for
        elif changed and not asked_for:
            left_out[seen.status] += seen.id not in named and not statuses
        else:
            for change, relation in changed.items():
                changes[change].append(relation)
    return Diff(
        since,
        until,
        **{change: tuple(in_order(relations)) for change, relations in changes.items()},
        became_known=tuple(in_order(became_known)),
        became_contested=tuple(in_order(became_contested)),
        left_out={reason: count for reason, count in sorted(left_out.items()) if count},
    )


def _told(known: Index, places: Iterable[Place]) -> Iterator[DatedRelation]:
    """Yield the relations at some places of which a diff may tell."""
    for seen in map(known.at, places):
        if not seen.type.background and seen.type.name not in known.hidden:
            yield seen


def _was_claimed(known: Index, seen: DatedRelation, day: Day) -> bool:
    """Whether by a day nobody had reported a relation in their own voice, whoever has since."""
    return [version for version in known.versions[seen.id] if version.known_from <= day][-1].claimed


def _changes(seen: DatedRelation, since: Day, until: Day) -> dict[str, Certainty]:
    """Return what came of a relation after one day and by another, and how surely."""
    if seen.lasts:
        found = {"began": _began(seen, since, until), "ended": _ended(seen, since, until)}
    else:
        found = {"happened": _happened(seen, since, until)}
    return {change: certainty for change, certainty in found.items() if certainty is not None}


def _began(seen: DatedRelation, since: Day, until: Day) -> Certainty | None:
    """Return how surely it began after one day and by another."""
    bounds = seen.bounds
    if bounds is None or seen.version.start_unknown:
        return None
    return _between(bounds.earliest_start, bounds.latest_start, since + 1, until)


def _ended(seen: DatedRelation, since: Day, until: Day) -> Certainty | None:
    """Return how surely its last day lies on or after one day and before another."""
    bounds = seen.bounds
    if bounds is None or seen.version.end_unknown:
        return None
    return _between(bounds.earliest_end, bounds.latest_end, since, until - 1)


def _between(earliest: Day, latest: Day, first: Day, last: Day) -> Certainty | None:
    """Return how surely a day that may be any of a span lies in another."""
    if earliest > last or latest < first:
        return None
    return "certain" if earliest >= first and latest <= last else "possible"


def _happened(seen: DatedRelation, since: Day, until: Day) -> Certainty | None:
    """Return how surely an event lies after one day and by another; one without a date only may."""
    days = Window(since + 1, until)
    if seen.bounds is None:
        return "possible"
    if not seen.bounds.possibly_in(days):
        return None
    return "certain" if seen.bounds.certainly_in(days) else "possible"
