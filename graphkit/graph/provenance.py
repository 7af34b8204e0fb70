"""What the evidence for a relation amounts to, as it became known: its bounds, voices, disagreement.

A relation has one :class:`Version` for each day on which something about it became known; the
last of them weighs everything there is.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import NamedTuple, TypeGuard

from graphkit.graph.ancestry import Ancestry
from graphkit.model.entities import Evidence, Source
from graphkit.model.vocabulary import RelationType
from graphkit.temporal import dates
from graphkit.temporal.dates import FUTURE, PAST, Bounds, Day, When, Window

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
    vouchers
        Who vouches; :attr:`voices` names them.
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
    vouchers: "Vouchers"
    independent_sources: int

    @property
    def voices(self) -> tuple[str, ...]:
        """Who vouches: ids of actors, ``unnamed``, or ids of sources that speak for themselves."""
        return self.vouchers.voices

    @property
    def start(self) -> Window | None:
        """The days on one of which it happened or began, or None if nobody says."""
        bounds = self.bounds
        if bounds is None or self.undated or (self.lasts and self.start_unknown):
            return None
        if bounds.earliest_start == PAST or bounds.latest_start == FUTURE:
            return None
        return Window(bounds.earliest_start, bounds.latest_start)


class Vouchers:
    """Who vouches for a version, found when it is asked for: for all versions it takes the evidence squared.

    Parameters
    ----------
    support
        The evidence that supports the relation, known by the day of the version or not.
    day
        The day of the version.
    ancestry
        That of the sources.
    """

    def __init__(self, support: "Known", day: Day, ancestry: Ancestry) -> None:
        self._support = support
        self._day = day
        self._ancestry = ancestry

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vouchers) and self.voices == other.voices

    def __hash__(self) -> int:
        return hash(self.voices)

    def __repr__(self) -> str:
        return repr(self.voices)

    @cached_property
    def voices(self) -> tuple[str, ...]:
        """Them, each once, in the order of the evidence."""
        known = [entry for day, entry in self._support if day <= self._day]
        origins = self._ancestry.origins({entry.source for entry in known})
        return tuple(dict.fromkeys(entry.attribution or origins[entry.source] for entry in known))


def versions(claim: Claim, sources: Sources, ancestry: Ancestry | None = None) -> tuple[Version, ...]:
    """Return the versions of a relation in the order in which they became known.

    The first begins with the first supporting evidence (or, where none supports, with the first
    there is; without any evidence the relation has always been known). The evidence is gone
    through once, in the order in which it became known.

    Parameters
    ----------
    claim
        The relation.
    sources
        The sources, by id.
    ancestry
        That of these sources, where it is at hand already.
    """
    known = [(known_day(entry, sources), entry) for entry in claim.evidence]
    support = [(day, entry) for day, entry in known if entry.stance == "supports"]
    first = min((day for day, _ in support or known), default=PAST)
    attested = sorted((_published(entry, sources) for entry in _attesting(claim, support)), key=_LATEST)
    later = (*(day for day, _ in known), *map(_LATEST, attested))
    days = sorted({first, *(day for day in later if day > first)})
    weighing = _Weighing(claim, known, support, attested, sources, ancestry or Ancestry.of_sources(sources))
    return tuple(weighing.version(*span) for span in zip(days, [*days[1:], FUTURE], strict=True))


def known_day(entry: Evidence, sources: Sources) -> Day:
    """Return the day by which an entry is known: the latest on which it was said, at most published."""
    told = (entry.said, sources[entry.source].published)
    return min(dates.parse(text).bounds.latest_end for text in told if text)


Known = Sequence[tuple[Day, Evidence]]
"""Evidence, each entry with the day by which it is known."""

_LATEST = attrgetter("latest_end")
_DAY = itemgetter(0)


class _Weighing:
    """Weighs a claim as of one day after another, each later than the one before.

    Of the dates told so far only what bounds them is kept, and of each count when it changes.
    """

    def __init__(
        self,
        claim: Claim,
        known: Known,
        support: Known,
        attested: Sequence[Bounds],
        sources: Sources,
        ancestry: Ancestry,
    ) -> None:
        self._claim = claim
        self._support = support
        self._ancestry = ancestry
        own_voice = (day for day, entry in support if entry.attribution is None)
        self._in_own_voice = min(own_voice, default=None)
        self._contested = min((day for day, entry in known if _disagrees(claim, entry)), default=None)
        self._happened = min((day for day, entry in support if _is_actual(claim, entry)), default=None)
        cited: dict[str, Day] = {}
        for day, entry in support:
            cited[entry.source] = min(day, cited.get(entry.source, day))
        spans = list(ancestry.independent(cited))
        self._begin = sorted(day for day, _ in spans)
        self._end = sorted(day for _, day in spans if day is not None)
        texts = [(day, entry.when or claim.when) for day, entry in support] or [(PAST, claim.when)]
        first_told: dict[str, Day] = {}
        for day, text in sorted(texts, key=_DAY):
            if text is not None:
                first_told.setdefault(text, day)
        self._to_tell = [(day, dates.parse(text)) for text, day in reversed(first_told.items())]
        self._told = dates.Combination()
        self._any_told = self._any_interval = False
        self._start_unknown = self._end_unknown = True
        self._to_see = list(reversed(attested))
        self._seen: list[Bounds] = []

    def version(self, day: Day, until: Day) -> Version:
        """Return what is known from a day until another."""
        while self._to_tell and self._to_tell[-1][0] <= day:
            self._tell(self._to_tell.pop()[1])
        while self._to_see and self._to_see[-1].latest_end <= day:
            seen = [*self._seen, self._to_see.pop()]
            self._seen = [min(seen, key=_LATEST), max(seen, key=attrgetter("earliest_start"))]
        claim, interval = self._claim, self._any_interval
        lasts = claim.type.lasts(interval)
        bounds = self._told.bounds if self._any_told else None
        undated = False
        if self._seen and _is_attested(claim.type, interval):
            bounds = dates.attest(
                bounds or dates.UNBOUNDED,
                self._seen,
                start_unknown=self._start_unknown,
                end_unknown=self._end_unknown,
            )
        elif not self._any_told:
            undated = True
            if _is_by(self._happened, day) and not lasts:
                bounds = Bounds(PAST, self._happened, PAST, self._happened)
        return Version(
            known_from=day,
            known_until=until,
            bounds=bounds,
            lasts=lasts,
            start_unknown=self._start_unknown,
            end_unknown=self._end_unknown,
            undated=undated,
            dates_differ=self._any_told and self._told.differs,
            contested=_is_by(self._contested, day),
            claimed=bool(self._support) and not _is_by(self._in_own_voice, day),
            vouchers=Vouchers(self._support, day, self._ancestry),
            independent_sources=bisect_right(self._begin, day) - bisect_right(self._end, day),
        )

    def _tell(self, when: When) -> None:
        self._told.add(when.bounds)
        self._any_told = True
        self._any_interval = self._any_interval or when.lasts
        self._start_unknown = self._start_unknown and when.start_unknown
        self._end_unknown = self._end_unknown and when.end_unknown


def _is_by(first: Day | None, day: Day) -> TypeGuard[Day]:
    return first is not None and first <= day


def _is_attested(kind: RelationType, interval: bool) -> bool:
    """Whether seeing it so on a day says that it lasted on that day; an event's interval does not."""
    return kind.kind in ("state", "background") or (kind.kind == "either" and interval)


def _attesting(claim: Claim, support: Known) -> list[Evidence]:
    """Return what reports it to be so on the day of publication; what is planned or denied is not seen."""
    if claim.type.kind == "event":
        return []
    return [entry for _, entry in support if entry.attests and _is_actual(claim, entry)]


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
