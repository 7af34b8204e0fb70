"""The question that a graph answers, and what a relation is in its light.

A graph that answers a narrower question than the whole story (a window, a snapshot) carries it as
a :class:`Filter`; :func:`matches` is the rule of what belongs in a view, and how surely.
docs/architecture.md says where it is written again, for speed or another language.
"""

from dataclasses import dataclass, replace

from graphkit.graph.relation import Certainty, DatedRelation, Standing
from graphkit.temporal.calendar import Day, Window


@dataclass(frozen=True, slots=True)
class Filter:
    """The question that a graph answers: the whole story, a window of it, or a day.

    Attributes
    ----------
    window
        The closed window of days, or None for all of time, undated relations included.
    as_of
        The day of a snapshot, or None.
    known_by
        The day through whose knowledge all is seen, or None for everything there is.
    types, statuses
        The relation types and statuses asked for by name, or None for all.
    kinds
        The kinds of which an end of a relation must be, or None for all.
    no_claims
        Whether what nobody reports in their own voice was left out.
    certain
        Whether only what is so for sure was asked for.
    undated
        Whether what has no date was asked for too.
    left_out
        How many relations were left out without being asked to, by reason.
    """

    window: Window | None = None
    as_of: Day | None = None
    known_by: Day | None = None
    types: frozenset[str] | None = None
    statuses: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    no_claims: bool = False
    certain: bool = False
    undated: bool = False
    left_out: tuple[tuple[str, int], ...] = ()


WHOLE = Filter()


def matches(relation: DatedRelation, view: Filter) -> DatedRelation | str | None:
    """Return a relation as a view shows it, with its certainty and standing.

    Returns
    -------
    DatedRelation, str or None
        The relation where it belongs in the view; the reason where it is left out although nobody
        asked for that, so that it can be said aloud; None where it is not what was asked for.
    """
    if view.types is not None and relation.type.name not in view.types:
        return None
    if view.statuses is not None and relation.status not in view.statuses:
        return None
    if view.no_claims and relation.claimed:
        return None
    if view.as_of is not None:
        seen = _as_of(relation, view.as_of)
        if view.statuses is None and relation.status != "actual":
            fits = seen is not None and (seen.certainty == "certain" or not view.certain)
            return relation.status if fits or relation.undated else None
    elif view.window is not None:
        seen = None if relation.undated else _in_window(relation, view.window)
    else:
        return relation
    if seen is None and relation.undated:
        if not view.undated:
            return "undated"
        seen = replace(
            relation, certainty="possible", standing=None if view.as_of is None else _standing(relation)
        )
    if seen is None or (view.certain and seen.certainty != "certain"):
        return None
    return seen


def _in_window(relation: DatedRelation, window: Window) -> DatedRelation | None:
    bounds = relation.bounds
    if bounds is None or not bounds.possibly_in(window):
        return None
    certainty: Certainty = "certain" if bounds.certainly_in(window) else "possible"
    return replace(relation, certainty=certainty, standing=None)


def _as_of(relation: DatedRelation, day: Day) -> DatedRelation | None:
    """Return a relation that is in force on a day or has happened by it."""
    bounds = relation.bounds
    if bounds is None:
        return None
    if relation.lasts:
        seen = _in_window(relation, Window(day, day))
        if seen:
            return replace(seen, standing=_standing(relation))
        if relation.type.kind != "event":
            return None
    # What is undated is known to have happened only once it was said; before, it may not have.
    if bounds.earliest_start > day or (relation.undated and bounds.latest_end > day):
        return None
    return replace(
        relation, certainty="certain" if bounds.latest_end <= day else "possible", standing="happened"
    )


def _standing(relation: DatedRelation) -> Standing:
    if relation.type.background:
        return "background"
    return "in force" if relation.lasts else "happened"
