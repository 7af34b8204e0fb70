"""Finds the relations that began, happened, ended, became known or became contested between two days."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from graphkit.answers import RELATION, Answer, Column
from graphkit.errors import UsageError
from graphkit.graph.adjacency import Position
from graphkit.graph.index import Index, index
from graphkit.graph.multigraph import Graph
from graphkit.graph.provenance import Version
from graphkit.graph.relation import Certainty, DatedRelation, Standing, Verdict
from graphkit.graph.validated import public
from graphkit.model.statuses import STATUSES
from graphkit.queries.listing import in_order
from graphkit.queries.windows import window
from graphkit.temporal import asked_days
from graphkit.temporal.calendar import Day, Window, runs, span_words
from graphkit.temporal.edtf import DayLike


@dataclass(frozen=True, slots=True)
class Diff(Answer):
    """What changed after one day and by another.

    Attributes
    ----------
    first, second
        The two days: changes after the first and by the second (inclusive) are listed.
    began, ended
        Lasting relations that began after the first day and by the second, or that held for the last time
        on the first day or later and before the second; ``certainty`` tells whether they certainly did. A
        start or end that nobody states is not listed. Background comes last, and its ``standing`` says so.
    happened
        Events in between, and what lasts but has a single date in place of an interval: nobody says that
        it ended.
    became_known, became_contested
        Relations first said or published, or first disagreed on, in between, whatever their status;
        background last, too.
    told_otherwise
        Relations first told in between with another status than theirs: planned or denied, mostly.
    left_out
        Number of relations that a default excluded and that no list contains, by reason: undated events,
        and planned or denied relations.
    """

    columns: ClassVar = (Column("change", "group"), RELATION)
    shown: ClassVar = ("relation",)

    first: Day
    second: Day
    began: tuple[DatedRelation, ...]
    happened: tuple[DatedRelation, ...]
    ended: tuple[DatedRelation, ...]
    became_known: tuple[DatedRelation, ...]
    became_contested: tuple[DatedRelation, ...]
    told_otherwise: tuple[DatedRelation, ...]
    left_out: dict[str, int]

    @property
    def number(self) -> int:
        """How many changes there are; a relation may be in several lists."""
        came_about = (self.began, self.happened, self.ended)
        return sum(map(len, (*came_about, self.became_known, self.became_contested, self.told_otherwise)))

    def display_fields(self) -> Mapping[str, object]:
        """Return the fields by name, with the two days as a period in words."""
        fields: dict[str, object] = {"period": span_words(self.first, self.second)}
        for name, value in Answer.display_fields(self).items():
            if isinstance(value, tuple):
                for status in STATUSES:
                    of_status = tuple(each for each in value if change_status(name, each) == status)
                    if of_status or status == "actual":
                        fields[change_words(name, status)] = of_status
            elif name not in ("first", "second"):
                fields[name] = value
        return fields


_NOT_SO = {
    "began": {"planned": "planned to begin", "denied": "denied to have begun"},
    "happened": {"planned": "planned to happen", "denied": "denied to have happened"},
    "ended": {"planned": "planned to end", "denied": "denied to have ended"},
}


def change_status(change: str, relation: DatedRelation) -> str:
    """Return the status of a change of a relation: that a plan became known is as actual as any news."""
    return relation.status if change in _NOT_SO else "actual"


def change_words(change: str, status: str) -> str:
    """Return a change in words: ``happened``, or ``planned to happen`` of what is planned."""
    return change.replace("_", " ") if status == "actual" else _NOT_SO[change][status]


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
    graph : networkx.MultiDiGraph
        The graph, or the graph as known by a day.
    first, second : str, datetime.date or int
        The two days, the earlier one first; an int is a ``date.toordinal()``, and a month or year stands
        for its last day. Changes on the second day are included, those on the first are not.
    types : collection of str, optional
        Relation types or families to include; empty includes all but the newsroom's.
    statuses : collection of {'actual', 'planned', 'denied'}, optional
        Statuses to include. Empty includes ``actual``, and any status among the relations that
        became known or contested.
    certain : bool, default False
        Exclude relations that only possibly began, happened or ended in between.
    undated : bool, default False
        Include undated events, as possible, unless they had happened before.

    Returns
    -------
    Diff
        The changes by kind, each in order of time.

    Raises
    ------
    DateError
        If a day cannot be read.
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
    since, until = asked_days.last_day(first, "first"), asked_days.last_day(second, "second")
    if since >= until:
        raise UsageError(f"diff: {first} is not before {second}; write the earlier day first")
    if types:
        graph = window(graph, types=types)
    graph_index = index(graph)
    known, contested, otherwise = _became(graph_index, since, until, statuses)
    listed = {relation.id for relation in (*known, *contested, *otherwise)}
    changes: dict[str, list[DatedRelation]] = {"began": [], "happened": [], "ended": []}
    left_out: Counter[str] = Counter()
    for relation in _reportable(graph_index, graph_index.overlapping(Window(since, until))):
        changed = _changes(relation, since, until)
        if certain:
            changed = {change: certainty for change, certainty in changed.items() if certainty == "certain"}
        is_wanted = relation.status in (statuses or ("actual",))
        if changed and relation.undated and not undated:
            left_out["undated"] += is_wanted and relation.id not in listed
        elif changed and not is_wanted:
            left_out[relation.status] += relation.id not in listed and not statuses
        else:
            for change, certainty in changed.items():
                changes[change].append(_as_changed(relation, certainty))
    return Diff(
        since,
        until,
        **{change: tuple(in_order(relations)) for change, relations in changes.items()},
        became_known=known,
        became_contested=contested,
        told_otherwise=otherwise,
        left_out={reason: count for reason, count in sorted(left_out.items()) if count},
    )


def _reportable(graph_index: Index, places: Collection[Position]) -> Iterator[DatedRelation]:
    """Yield the relations at some places, without hidden types."""
    for relation in graph_index.at_all(places):
        if relation.type.name not in graph_index.hidden:
            yield relation


def _became(
    graph_index: Index, since: Day, until: Day, statuses: Collection[str]
) -> tuple[tuple[DatedRelation, ...], ...]:
    """Return the relations that became known, contested, and told otherwise, each in order of time."""
    criteria = graph_index.criteria
    became = graph_index.became_known, graph_index.became_contested, graph_index.became_told_otherwise
    return tuple(
        tuple(
            in_order(
                _as_changed(relation, None)
                for relation in _reportable(graph_index, dict.fromkeys(places(since, until)))
                if (not statuses or relation.status in statuses)
                and not (criteria.no_claims and _was_claimed(graph_index, relation, until))
            )
        )
        for places in became
    )


def _as_changed(relation: DatedRelation, certainty: Certainty | None) -> DatedRelation:
    """Return a relation that changed so certainly, or whatever a period says of it; background says so."""
    standing: Standing | None = "background" if relation.type.background else None
    if (relation.certainty, relation.standing) == (certainty, standing):
        return relation
    reports = relation.last_reported, relation.first_reported
    return relation.judged(Verdict(relation.version, certainty, standing, relation.doubt, *reports))


def _was_claimed(graph_index: Index, relation: DatedRelation, day: Day) -> bool:
    """Whether nobody had reported a relation in their own voice by a day."""
    versions = graph_index.versions[relation.id]
    return [version for version in versions if version.known_from <= day][-1].claimed


def _changes(relation: DatedRelation, since: Day, until: Day) -> dict[str, Certainty]:
    """Return how a relation changed after one day and by another, each change with its certainty."""
    version = relation.version
    if not version.lasts:
        happened = _happened(version, since, until)
        return {} if happened is None else {"happened": happened}
    began = _began(version, since, until)
    changes: dict[str, Certainty] = {}
    if began is not None:
        changes["happened" if version.single_date else "began"] = began
    if not version.single_date and (ended := _ended(version, since, until)) is not None:
        changes["ended"] = ended
    return changes


def _began(version: Version, since: Day, until: Day) -> Certainty | None:
    """Return whether a relation certainly or possibly began after one day and by another, else None."""
    bounds = version.bounds
    if bounds is None or version.start_unknown:
        return None
    return _certainty(runs(Window(*bounds[:2]), version.gaps.start), Window(since + 1, until))


def _ended(version: Version, since: Day, until: Day) -> Certainty | None:
    """Return whether the last day of a relation is certainly or possibly in ``since .. until - 1``."""
    bounds = version.bounds
    if bounds is None or version.end_unknown:
        return None
    return _certainty(runs(Window(*bounds[2:]), version.gaps.end), Window(since, until - 1))


def _happened(version: Version, since: Day, until: Day) -> Certainty | None:
    """Return whether an event certainly or possibly happened after one day and by another, else None."""
    bounds, days = version.bounds, Window(since + 1, until)
    if bounds is None:
        return "possible"
    if not bounds.possibly_in(days) or version.skips(days):
        return None
    return "certain" if bounds.certainly_in(days) else "possible"


def _certainty(days: Sequence[Window], window: Window) -> Certainty | None:
    """Return whether one of some days is certainly or possibly in a window."""
    inside = [window.since <= since and until <= window.until for since, until in days]
    if all(inside):
        return "certain"
    touched = any(since <= window.until and until >= window.since for since, until in days)
    return "possible" if touched else None
