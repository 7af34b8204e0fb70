"""The filter that a graph answers, and the one rule that says which relations match it, and how certainly.

A graph that answers a narrower question than the whole story (a window, a snapshot) carries it as a
:class:`Filter`; :func:`matches` is the rule. docs/architecture.md says where the rule is written again,
for speed or in another language.
"""

from dataclasses import dataclass, replace

from graphkit.graph.relation import Certainty, DatedRelation, Standing
from graphkit.temporal.calendar import Day, Window


@dataclass(frozen=True, slots=True)
class Filter:
    """Criteria for relations: a period or a day, and further conditions.

    Attributes
    ----------
    window
        The closed window of days; None for all of time, undated relations included.
    as_of
        The day of a snapshot, or None.
    known_by
        Use only what was known by this day; None for everything.
    types, statuses
        The relation types and statuses asked for by name; None for all.
    kinds
        The kinds of actors of which one end of a relation must be; None for all.
    no_claims
        Leave out what nobody reports in their own voice.
    certain
        Leave out what is only possible.
    undated
        Include what has no date, as possible.
    left_out
        How many relations were left out although nobody asked for that, by reason.
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


def matches(relation: DatedRelation, criteria: Filter) -> DatedRelation | str | None:
    """Apply a filter to a relation.

    The caller applies ``known_by``, by the version of the relation, and ``kinds``, which concern the
    actors.

    Returns
    -------
    DatedRelation, str or None
        The relation with its certainty and standing, if it matches. `str`: excluded by a default (the
        reason is reported). None: not what was asked for.
    """
    if criteria.types is not None and relation.type.name not in criteria.types:
        return None
    if criteria.statuses is not None and relation.status not in criteria.statuses:
        return None
    if criteria.no_claims and relation.claimed:
        return None
    if criteria.as_of is not None:
        result = _as_of(relation, criteria.as_of)
        if criteria.statuses is None and relation.status != "actual":
            fits = result is not None and (result.certainty == "certain" or not criteria.certain)
            return relation.status if fits or relation.undated else None
    elif criteria.window is not None:
        result = None if relation.undated else _in_window(relation, criteria.window)
    else:
        return relation
    if result is None and relation.undated:
        if not criteria.undated:
            return "undated"
        standing = None if criteria.as_of is None else _standing(relation)
        result = replace(relation, certainty="possible", standing=standing)
    if result is None or (criteria.certain and result.certainty != "certain"):
        return None
    return result


def _in_window(relation: DatedRelation, window: Window) -> DatedRelation | None:
    bounds = relation.bounds
    if bounds is None or not bounds.possibly_in(window):
        return None
    certainty: Certainty = "certain" if bounds.certainly_in(window) else "possible"
    return replace(relation, certainty=certainty, standing=None)


def _as_of(relation: DatedRelation, day: Day) -> DatedRelation | None:
    """Return a relation if it is in force on a day or has happened by it."""
    bounds = relation.bounds
    if bounds is None:
        return None
    if relation.lasts:
        in_force = _in_window(relation, Window(day, day))
        if in_force:
            return replace(in_force, standing=_standing(relation))
        if relation.type.kind != "event":
            return None
    # An undated event counts as happened from the day on which it was first said; before, it may not have.
    if bounds.earliest_start > day or (relation.undated and bounds.latest_end > day):
        return None
    certainty: Certainty = "certain" if bounds.latest_end <= day else "possible"
    return replace(relation, certainty=certainty, standing="happened")


def _standing(relation: DatedRelation) -> Standing:
    if relation.type.background:
        return "background"
    return "in force" if relation.lasts else "happened"
