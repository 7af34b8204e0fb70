"""What the evidence for a relation amounts to, as it became known: its bounds, voices, disagreement.

A relation has one :class:`Version` for each day on which something about it became known; the
last of them weighs everything there is.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from graphkit import dates
from graphkit.dates import FUTURE, PAST, Bounds, Day, When
from graphkit.models import Evidence, Source
from graphkit.vocabulary import RelationType

Sources = Mapping[str, Source]


class Claim(NamedTuple):
    """What a relation says of itself, before its evidence is weighed."""

    type: RelationType
    when: str | None
    status: str
    evidence: tuple[Evidence, ...]


class Version(NamedTuple):
    """A relation as the evidence known in some span of days tells it.

    Attributes
    ----------
    known_from, known_until
        The days, half open, in which this is what is known: ``known_from <= D < known_until``.
    bounds
        The four bounds in days, or None where nothing at all says when.
    lasts
        Whether it goes on (a state, a background fact, an interval) rather than happens.
    start_unknown, end_unknown
        Whether nobody says when it began or ended; such a side is bounded only by attestation.
    undated
        Whether no date is given for it. An undated event has happened by the first day on
        which it was said or published; its bounds end there.
    dates_differ
        Whether supporting evidence shares no day.
    contested
        Whether evidence contradicts it, or tells of another type or status.
    claimed
        Whether all supporting evidence is attributed to someone.
    voices
        Who vouches: ids of actors, ``unnamed``, or ids of sources that speak for themselves.
    independent_sources
        How many sources support it, rewritten ones counted with what they were rewritten from.
    """

    known_from: Day
    known_until: Day
    bounds: Bounds | None
    lasts: bool
    start_unknown: bool
    end_unknown: bool
    undated: bool
    dates_differ: bool
    contested: bool
    claimed: bool
    voices: tuple[str, ...]
    independent_sources: int


def versions(claim: Claim, sources: Sources) -> tuple[Version, ...]:
    """Return the versions of a relation in the order in which they became known.

    The first begins with the first supporting evidence (or, where none supports, with the first
    there is; without any evidence the relation has always been known).
    """
    known = {entry: known_day(entry, sources) for entry in claim.evidence}
    first = min(
        (known[entry] for entry in _supporting(claim.evidence)),
        default=min(known.values(), default=PAST),
    )
    seen = [_published(entry, sources).latest_end for entry in _attesting(claim, claim.evidence)]
    days = sorted({first, *(day for day in (*known.values(), *seen) if day > first)})
    return tuple(
        _weigh(claim, [entry for entry in claim.evidence if known[entry] <= day], sources, day, until)
        for day, until in zip(days, [*days[1:], FUTURE], strict=True)
    )


def known_day(entry: Evidence, sources: Sources) -> Day:
    """Return the day by which an entry is known: the latest on which it was said, at most published."""
    told = (entry.said, sources[entry.source].published)
    return min(dates.parse(text).bounds.latest_end for text in told if text)


def _supporting(evidence: Iterable[Evidence]) -> list[Evidence]:
    return [entry for entry in evidence if entry.stance == "supports"]


def _weigh(claim: Claim, evidence: Sequence[Evidence], sources: Sources, day: Day, until: Day) -> Version:
    support = _supporting(evidence)
    told = [dates.parse(text) for text in _told(claim, support)]
    interval = any(when.lasts for when in told)
    lasts = claim.type.lasts(interval)
    bounds, differ = dates.combine([when.bounds for when in told]) if told else (None, False)
    published = [_published(entry, sources) for entry in _attesting(claim, support)]
    seen = [bounds for bounds in published if bounds.latest_end <= day]
    seen = seen if _is_attested(claim.type, interval) else []
    start_unknown = all(when.start_unknown for when in told)
    end_unknown = all(when.end_unknown for when in told)
    undated = False
    if seen:
        bounds = dates.attest(
            bounds or dates.UNBOUNDED, seen, start_unknown=start_unknown, end_unknown=end_unknown
        )
    elif not told:
        undated = True
        happened = [known_day(entry, sources) for entry in support if _is_actual(claim, entry)]
        if happened and not lasts:
            first = min(happened)
            bounds = Bounds(PAST, first, PAST, first)
    origins = {entry.source: origin(entry.source, {e.source for e in support}, sources) for entry in support}
    return Version(
        known_from=day,
        known_until=until,
        bounds=bounds,
        lasts=lasts,
        start_unknown=start_unknown,
        end_unknown=end_unknown,
        undated=undated,
        dates_differ=differ,
        contested=any(_disagrees(claim, entry) for entry in evidence),
        claimed=bool(support) and all(entry.attribution is not None for entry in support),
        voices=tuple(dict.fromkeys(entry.attribution or origins[entry.source] for entry in support)),
        independent_sources=len(set(origins.values())),
    )


def _told(claim: Claim, support: Sequence[Evidence]) -> list[str]:
    """Return every date that is told: an entry's own, else the relation's."""
    told = [entry.when or claim.when for entry in support] or [claim.when]
    return list(dict.fromkeys(text for text in told if text is not None))


def _is_attested(kind: RelationType, interval: bool) -> bool:
    """Whether seeing it so on a day says that it lasted on that day; an event's interval does not."""
    return kind.kind in ("state", "background") or (kind.kind == "either" and interval)


def _attesting(claim: Claim, evidence: Iterable[Evidence]) -> list[Evidence]:
    """Return what reports it to be so on the day of publication; what is planned or denied is not seen."""
    if claim.type.kind == "event":
        return []
    return [entry for entry in _supporting(evidence) if entry.attests and _is_actual(claim, entry)]


def _published(entry: Evidence, sources: Sources) -> Bounds:
    return dates.parse(sources[entry.source].published).bounds


def _is_actual(claim: Claim, entry: Evidence) -> bool:
    return claim.status == (entry.status or claim.status) == "actual"


def _disagrees(claim: Claim, entry: Evidence) -> bool:
    return (
        entry.stance == "contradicts"
        or (entry.type or claim.type.name) != claim.type.name
        or (entry.status or claim.status) != claim.status
    )


def origin(source: str, citing: set[str], sources: Sources) -> str:
    """Return the source it was rewritten from, where that one tells of the relation too; else itself.

    Of a chain of rewritings that is the first; of sources rewritten from one another, the first by id.
    """
    if not sources[source].derived_from:
        return source
    ancestry = {name: _ancestry(name, sources) & citing for name in _ancestry(source, sources) & citing}
    return min(name for name, above in ancestry.items() if all(name in ancestry[other] for other in above))


def _ancestry(source: str, sources: Sources) -> set[str]:
    """Return a source and every source it was rewritten from, at however many removes."""
    found: set[str] = set()
    waiting = [source]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += sources[name].derived_from
    return found


def words(told: When | None, bounds: Bounds | None) -> str:
    """Return in words when a relation is: its own date, or what its evidence says of it."""
    if told is not None:
        return told.words
    if bounds is None or bounds == dates.UNBOUNDED:
        return "no date"
    if bounds.earliest_start == PAST and bounds.latest_end == FUTURE:
        first, last = sorted((bounds.latest_start, bounds.earliest_end))
        return f"attested {dates.range_words(first, last)}"
    start, end = bounds[:2], bounds[2:]
    if start == end:
        return dates.range_words(*start)
    begins = "begun" if start[0] == PAST else "from"
    sides = [f"{begins} {dates.range_words(*start)}"] if start[1] != PAST else []
    sides += [f"until {dates.range_words(*end)}"] if end[0] != FUTURE else []
    return ", ".join(sides)
