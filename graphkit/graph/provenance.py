"""Derives from the evidence for a relation what is known of it on each day: bounds, voices, disagreement.

A relation has one :class:`Version` for each day on which something about it became known; the last
version takes all evidence into account.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import NamedTuple, TypeGuard

from graphkit.graph.ancestry import Ancestry
from graphkit.model.entities import Evidence, Source
from graphkit.model.vocabulary import RelationType
from graphkit.temporal import edtf
from graphkit.temporal.bounds import UNBOUNDED, Bounds, Combination, attest
from graphkit.temporal.calendar import FUTURE, PAST, Day, Window, range_words
from graphkit.temporal.edtf import When

Sources = Mapping[str, Source]

DatedEvidence = Sequence[tuple[Day, Evidence]]
"""Evidence entries, each with the day by which it is known."""

_LATEST = attrgetter("latest_end")
_DAY = itemgetter(0)


class Assertion(NamedTuple):
    """What a relation asserts: its type, date and status, with its evidence."""

    type: RelationType
    when: str | None
    status: str
    evidence: tuple[Evidence, ...]


class Version(NamedTuple):
    """A relation according to the evidence known in a span of days.

    Attributes
    ----------
    known_from, known_until
        The span, half open: ``known_from <= D < known_until``.
    bounds
        The four bounds in days; None if nothing says when.
    lasts
        Whether it lasts (a state, a background fact, an interval) rather than happens.
    start_unknown, end_unknown
        Whether no evidence states the start or the end. Only attestation bounds an unknown side.
    undated
        Whether no date is given. An undated event has happened by the first day on which it was said or
        published; its bounds end there.
    dates_differ
        Whether supporting entries share no day.
    contested
        Whether an entry contradicts the relation, or gives another type or status.
    claimed
        Whether all supporting entries are attributed to someone.
    lazy_voices
        The voices, computed when :attr:`voices` is first read.
    independent_sources
        How many sources support it; a source and its rewritings count once.
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
    lazy_voices: "LazyVoices"
    independent_sources: int

    @property
    def voices(self) -> tuple[str, ...]:
        """The voices: ids of actors, ``unnamed``, or ids of sources that report in their own voice."""
        return self.lazy_voices.voices

    @property
    def start(self) -> Window | None:
        """The days on one of which it happened or began, or None if nobody says."""
        bounds = self.bounds
        if bounds is None or self.undated or (self.lasts and self.start_unknown):
            return None
        if bounds.earliest_start == PAST or bounds.latest_start == FUTURE:
            return None
        return Window(bounds.earliest_start, bounds.latest_start)


class LazyVoices:
    """The voices of a version, computed on first use: for all versions at once the cost would be quadratic.

    Parameters
    ----------
    support
        The evidence that supports the relation, including what became known after the version.
    day
        The first day of the version.
    ancestry
        The ancestry of the sources.
    """

    def __init__(self, support: DatedEvidence, day: Day, ancestry: Ancestry) -> None:
        self._support = support
        self._day = day
        self._ancestry = ancestry

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LazyVoices) and self.voices == other.voices

    def __hash__(self) -> int:
        return hash(self.voices)

    def __repr__(self) -> str:
        return repr(self.voices)

    @cached_property
    def voices(self) -> tuple[str, ...]:
        """The distinct voices, in the order of the evidence."""
        entries = [entry for day, entry in self._support if day <= self._day]
        origins = self._ancestry.origins({entry.source for entry in entries})
        return tuple(dict.fromkeys(entry.attribution or origins[entry.source] for entry in entries))


def versions(assertion: Assertion, sources: Sources, ancestry: Ancestry | None = None) -> tuple[Version, ...]:
    """Return the versions of a relation, in the order in which they became known.

    The first version begins with the first supporting entry, or, if none supports, with the first entry. A
    relation without evidence has always been known.

    Parameters
    ----------
    assertion
        What the relation asserts.
    sources
        The sources, by id.
    ancestry
        The ancestry of these sources, if it is at hand.
    """
    evidence = [(known_day(entry, sources), entry) for entry in assertion.evidence]
    support = [(day, entry) for day, entry in evidence if entry.stance == "supports"]
    first = min((day for day, _ in support or evidence), default=PAST)
    attestations = sorted(
        (_published(entry, sources) for entry in _attesting(assertion, support)), key=_LATEST
    )
    later = (*(day for day, _ in evidence), *map(_LATEST, attestations))
    days = sorted({first, *(day for day in later if day > first)})
    sweep = _EvidenceSweep(
        assertion, evidence, support, attestations, ancestry or Ancestry.of_sources(sources)
    )
    return tuple(sweep.version(*span) for span in zip(days, [*days[1:], FUTURE], strict=True))


def known_version(versions: tuple[Version, ...], day: Day | None) -> Version | None:
    """Return the version known by a day (None: the last), or None if nothing was known yet."""
    if day is None:
        return versions[-1]
    return next((version for version in versions if version.known_from <= day < version.known_until), None)


def known_day(entry: Evidence, sources: Sources) -> Day:
    """Return the day by which an entry is known: the latest day of ``said``, at most that of publication."""
    texts = (entry.said, sources[entry.source].published)
    return min(edtf.parse(text).bounds.latest_end for text in texts if text)


class _EvidenceSweep:
    """Goes through the evidence of a relation once, day by day, and gives the version of each day.

    :meth:`version` must be asked for ascending days. The sweep keeps only what bounds the dates so far,
    and the days on which each count changes.
    """

    def __init__(
        self,
        assertion: Assertion,
        evidence: DatedEvidence,
        support: DatedEvidence,
        attestations: Sequence[Bounds],
        ancestry: Ancestry,
    ) -> None:
        self._assertion = assertion
        self._support = support
        self._ancestry = ancestry
        # The first day on which each holds; once it does, it stays so.
        self._own_voice_from = min((day for day, entry in support if entry.attribution is None), default=None)
        self._contested_from = min(
            (day for day, entry in evidence if _disagrees(assertion, entry)), default=None
        )
        self._happened_by = min((day for day, entry in support if _is_actual(assertion, entry)), default=None)
        # The days on which an independent source is added, and on which one turns out to be a rewriting.
        cited: dict[str, Day] = {}
        for day, entry in support:
            cited[entry.source] = min(day, cited.get(entry.source, day))
        spans = list(ancestry.independent(cited))
        self._independent_from = sorted(day for day, _ in spans)
        self._independent_until = sorted(day for _, day in spans if day is not None)
        # The stated dates and the attestations still to come, the next one last.
        texts = [(day, entry.when or assertion.when) for day, entry in support] or [(PAST, assertion.when)]
        first_stated: dict[str, Day] = {}
        for day, text in sorted(texts, key=_DAY):
            if text is not None:
                first_stated.setdefault(text, day)
        self._next_dates = [(day, edtf.parse(text)) for text, day in reversed(first_stated.items())]
        self._next_attestations = list(reversed(attestations))
        # What the dates and attestations so far amount to.
        self._stated = Combination()
        self._any_stated = self._any_interval = False
        self._start_unknown = self._end_unknown = True
        self._attested: list[Bounds] = []

    def version(self, day: Day, until: Day) -> Version:
        """Return the version from a day until before another."""
        while self._next_dates and self._next_dates[-1][0] <= day:
            self._add_date(self._next_dates.pop()[1])
        while self._next_attestations and self._next_attestations[-1].latest_end <= day:
            attested = [*self._attested, self._next_attestations.pop()]
            self._attested = [min(attested, key=_LATEST), max(attested, key=attrgetter("earliest_start"))]
        type_, interval = self._assertion.type, self._any_interval
        lasts = type_.lasts(interval)
        bounds = self._stated.bounds if self._any_stated else None
        undated = False
        if self._attested and _is_attestable(type_, interval):
            bounds = attest(
                bounds or UNBOUNDED,
                self._attested,
                start_unknown=self._start_unknown,
                end_unknown=self._end_unknown,
            )
        elif not self._any_stated:
            undated = True
            if _is_by(self._happened_by, day) and not lasts:
                bounds = Bounds(PAST, self._happened_by, PAST, self._happened_by)
        independent = bisect_right(self._independent_from, day) - bisect_right(self._independent_until, day)
        return Version(
            known_from=day,
            known_until=until,
            bounds=bounds,
            lasts=lasts,
            start_unknown=self._start_unknown,
            end_unknown=self._end_unknown,
            undated=undated,
            dates_differ=self._any_stated and self._stated.differs,
            contested=_is_by(self._contested_from, day),
            claimed=bool(self._support) and not _is_by(self._own_voice_from, day),
            lazy_voices=LazyVoices(self._support, day, self._ancestry),
            independent_sources=independent,
        )

    def _add_date(self, when: When) -> None:
        self._stated.add(when.bounds)
        self._any_stated = True
        self._any_interval = self._any_interval or when.lasts
        self._start_unknown = self._start_unknown and when.start_unknown
        self._end_unknown = self._end_unknown and when.end_unknown


def _is_by(first: Day | None, day: Day) -> TypeGuard[Day]:
    return first is not None and first <= day


def _is_attestable(type_: RelationType, interval: bool) -> bool:
    """Whether a report bounds the days on which it lasted; the interval of an event is not bounded so."""
    return type_.kind in ("state", "background") or (type_.kind == "either" and interval)


def _attesting(assertion: Assertion, support: DatedEvidence) -> list[Evidence]:
    """Return the entries that report the relation as a fact on the day of publication."""
    if assertion.type.kind == "event":
        return []
    return [entry for _, entry in support if entry.attests and _is_actual(assertion, entry)]


def _published(entry: Evidence, sources: Sources) -> Bounds:
    return edtf.parse(sources[entry.source].published).bounds


def _is_actual(assertion: Assertion, entry: Evidence) -> bool:
    return assertion.status == (entry.status or assertion.status) == "actual"


def _disagrees(assertion: Assertion, entry: Evidence) -> bool:
    return (
        entry.stance == "contradicts"
        or (entry.type or assertion.type.name) != assertion.type.name
        or (entry.status or assertion.status) != assertion.status
    )


def words(when: When | None, bounds: Bounds | None) -> str:
    """Return in words when a relation is: its own date if it has one, else what its evidence says."""
    if when is not None:
        return when.words
    if bounds is None or bounds == UNBOUNDED:
        return "no date"
    if bounds.earliest_start == PAST and bounds.latest_end == FUTURE:
        first, last = sorted((bounds.latest_start, bounds.earliest_end))
        return f"reported {range_words(first, last)}"
    start, end = bounds[:2], bounds[2:]
    if start == end:
        return range_words(*start)
    begins = "begun" if start[0] == PAST else "from"
    sides = [f"{begins} {range_words(*start)}"] if start[1] != PAST else []
    sides += [f"until {range_words(*end)}"] if end[0] != FUTURE else []
    return ", ".join(sides)
