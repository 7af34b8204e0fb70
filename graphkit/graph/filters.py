"""The filter that a graph answers, and the one rule that says which relations match it, and how certainly.

A graph that answers a narrower question than the whole story (a window, a snapshot) carries it as a
:class:`Filter`; :func:`matches` is the rule. docs/architecture.md says where the rule is written again,
for speed or in another language.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast

from graphkit.graph.conditions import Condition
from graphkit.graph.provenance import Version
from graphkit.graph.relation import Standing, Verdict
from graphkit.model.vocabulary import KnownType
from graphkit.temporal.calendar import FUTURE, PAST, Day, Window


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
    where
        Conditions on the attributes of actors, all of which one end of a relation must meet; the same end is
        of one of ``kinds``. And conditions on what the note of a relation says.
    actors
        The ids of actors of whom one must be an end of a relation, or whom it must be about; None for all.
    between
        The ids of two actors who must both be ends of a relation, or whom it must be about; None for all.
    text
        Folded words, each of which must be in a name, a text or a source of a relation.
    reliability
        The grade that a source which vouches for a relation must have, or a better one; None for any.
    no_claims
        Leave out what nobody reports in their own voice.
    no_contested
        Leave out what evidence disagrees on.
    certain
        Leave out what is only possible.
    undated
        Include what has no date, as possible.
    reported_within
        Of what is merely unreported in the period, keep what may have been last reported at most so many
        days before; None for all.
    first_stated
        Returns the first day that the dataset states, computed only if it is needed. What is merely
        unreported before it is left out.
    left_out
        How many relations were left out although nobody asked for that, by reason.
    """

    window: Window | None = None
    as_of: Day | None = None
    known_by: Day | None = None
    types: frozenset[str] | None = None
    statuses: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    where: tuple[Condition, ...] = ()
    actors: frozenset[str] | None = None
    between: frozenset[str] | None = None
    text: tuple[str, ...] = ()
    reliability: str | None = None
    no_claims: bool = False
    no_contested: bool = False
    certain: bool = False
    undated: bool = False
    reported_within: int | None = None
    first_stated: Callable[[], Day | None] | None = field(default=None, compare=False)
    left_out: tuple[tuple[str, int], ...] = ()

    @property
    def period(self) -> Window | None:
        """Its days: those of the window, or all up to that of the snapshot; None for all of time."""
        return self.window if self.as_of is None else Window(until=self.as_of)


WHOLE = Filter()

CAUTIONS: dict[str, Any] = {
    "no_claims": False,
    "no_contested": False,
    "reliability": None,
    "reported_within": None,
    "certain": False,
}
"""The criteria that leave out what was asked for and is doubtful, each with what it is where nobody asks."""

Asked = TypeVar("Asked")


def walked_statuses(criteria: Filter) -> frozenset[str]:
    """Return the statuses that paths walk: ``actual`` or those asked for, but never ``denied``."""
    return (criteria.statuses or frozenset({"actual"})) - {"denied"}


def hidden_by(criteria: Asked, count: Callable[[Asked], int]) -> dict[str, int]:
    """Return how many relations each caution hides; of several that hide one, the first counts it.

    ``criteria`` is the filter, or whatever else has fields of the names in :data:`CAUTIONS`; ``count``
    returns how many relations match one. The cautions have the order of :data:`CAUTIONS`.
    """
    asked = [name for name, default in CAUTIONS.items() if getattr(criteria, name) not in (default, None)]
    hidden: dict[str, int] = {}
    looser: Any = replace(cast(Any, criteria), **{name: CAUTIONS[name] for name in asked})
    before = count(looser) if asked else 0
    for name in asked:
        looser = replace(looser, **{name: getattr(criteria, name)})
        after = count(looser)
        hidden[name] = before - after
        before = after
    return hidden


@dataclass(frozen=True, slots=True)
class FixedDay:
    """Returns a day that is at hand: what a graph keeps as the first day that its dataset states."""

    day: Day | None

    def __call__(self) -> Day | None:
        """Return the day."""
        return self.day


def matches(type_: KnownType, status: str, version: Version, criteria: Filter) -> Verdict | str | None:
    """Apply a filter to a relation of a type and status, by one of its versions.

    The caller applies ``known_by``, by the version, and what concerns the actors of the relation, its texts
    and its sources (:mod:`graphkit.graph.selection`). A relation that matches has a verdict; a text is the
    reason why a default excludes it; None is what was not asked for.
    """
    if criteria.types is not None and type_.name not in criteria.types:
        return None
    if criteria.statuses is not None and status not in criteria.statuses:
        return None
    if (criteria.no_claims and version.claimed) or (criteria.no_contested and version.contested):
        return None
    undated = version.undated
    if criteria.as_of is not None:
        result = _as_of(type_, version, criteria.as_of)
        if criteria.statuses is None and status != "actual":
            fits = result is not None and (result.certainty == "certain" or not criteria.certain)
            return status if fits or undated else None
    elif criteria.window is not None:
        result = None if undated else _in_window(version, criteria.window)
    else:
        return Verdict(version)
    if result is None and undated:
        if not criteria.undated:
            return "undated"
        standing = None if criteria.as_of is None else _standing(type_, version)
        result = Verdict(version, "possible", standing, "imprecise")
    if result is None or (criteria.certain and result.certainty != "certain"):
        return None
    aside = version.set_aside
    if criteria.as_of is not None and aside is not None and aside.since > criteria.as_of:
        result = result._replace(version=version._replace(set_aside=None))  # on that day it still stood
    if result.doubt == "unreported":
        return _if_reported(result, criteria)
    return result


def _if_reported(verdict: Verdict, criteria: Filter) -> Verdict | str | None:
    """Return the verdict on what nobody reports in the period, unless its reports are too far from it."""
    since, until = criteria.window or (criteria.as_of, criteria.as_of)
    assert since is not None
    assert until is not None
    first_stated = criteria.first_stated() if criteria.first_stated else None
    if first_stated is not None and until < first_stated:
        return "unreported"
    within, last = criteria.reported_within, verdict.last_reported
    if within is not None and (last is None or since - last.until > within):
        return None
    return verdict


def _in_window(version: Version, window: Window, standing: Standing | None = None) -> Verdict | None:
    """Return the verdict on what may be in a window.

    What is only possible is merely unreported in the window if it would be certain, were a side that nobody
    states taken to cover the window, and if that side's reports surely lie outside of the window.
    """
    bounds = version.bounds
    if bounds is None or not bounds.possibly_in(window) or version.skips(window):
        return None
    if bounds.certainly_in(window):
        return Verdict(version, "certain", standing)
    first, last = version.first_reported, version.last_reported
    covering = bounds._replace(
        latest_start=PAST if first else bounds.latest_start,
        earliest_end=FUTURE if last else bounds.earliest_end,
    )
    if covering.certainly_in(window):
        if last and bounds.earliest_end < window.since and last.until < window.since:
            return Verdict(version, "possible", standing, "unreported", last_reported=last)
        if first and bounds.latest_start > window.until and first.since > window.until:
            return Verdict(version, "possible", standing, "unreported", first_reported=first)
    return Verdict(version, "possible", standing, "imprecise")


def _as_of(type_: KnownType, version: Version, day: Day) -> Verdict | None:
    """Return the verdict on what is in force on a day or has happened by it."""
    bounds = version.bounds
    if bounds is None:
        return None
    if version.lasts:
        in_force = _in_window(version, Window(day, day), _standing(type_, version))
        if in_force:
            return in_force
        if type_.kind != "event" and not (version.single_date and bounds.is_single):
            return None
    # An undated event counts as happened from the day on which it was first said; before, it may not have.
    if bounds.earliest_start > day or (version.undated and bounds.latest_end > day):
        return None
    if bounds.latest_end <= day:
        return Verdict(version, "certain", "happened")
    return Verdict(version, "possible", "happened", "imprecise")


def _standing(type_: KnownType, version: Version) -> Standing:
    if type_.background:
        return "background"
    return "in force" if version.lasts else "happened"
