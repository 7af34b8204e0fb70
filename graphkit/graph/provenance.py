"""Derives from the evidence for a relation what is known of it on each day: bounds, voices, disagreement.

A relation has one :class:`Version` for each day on which something about it became known; the last
version takes all evidence into account.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard

from graphkit.graph.ancestry import Ancestry, Relayed
from graphkit.graph.speakers import DatedEvidence, LazyVoices, Sources, speaker_of, speakers_of
from graphkit.model.absence import is_absent
from graphkit.model.folding import folded
from graphkit.model.vocabulary import KnownType
from graphkit.temporal import edtf
from graphkit.temporal.bounds import NO_GAPS, UNBOUNDED, Bounds, Combination, Extremes, Gaps, reported
from graphkit.temporal.calendar import ALWAYS, FUTURE, PAST, Day, Window, gaps_between, runs
from graphkit.temporal.edtf import When

if TYPE_CHECKING:
    from graphkit.model.entities import Evidence

_KNOWN = attrgetter("known")


class Assertion(NamedTuple):
    """What a relation asserts: its type, date and status, with its evidence."""

    type: KnownType
    when: When | None
    status: str
    evidence: "tuple[Evidence, ...]"

    def date_of(self, entry: "Evidence") -> When | None:
        """Return the date that an entry vouches for: its own, else that of the relation.

        None where it gives no day, denies the relation, or supports another type and so says nothing of the
        date of this one.
        """
        if entry.when:
            return edtf.parse(entry.when)
        is_same = (entry.type or self.type.name) == self.type.name and not denies(self, entry)
        return self.when if entry.dated and is_same else None


class Version(NamedTuple):
    """A relation according to the evidence known in a span of days.

    Attributes
    ----------
    known_from, known_until
        The span, half open: ``known_from <= D < known_until``.
    bounds
        The four bounds in days; None if nothing says when.
    gaps
        The days between the bounds on which it cannot start, and end.
    lasts
        Whether it lasts (a state, a background fact, an interval) rather than happens.
    single_date
        Whether it lasts by its type, and a date that is no interval is all that is stated: it took place
        then, and neither a date nor a link says that it ended.
    start_unknown, end_unknown
        Whether nobody states the start or the end, and no relation that began or ended it bounds it.
        Reports alone bound an unknown side.
    first_attested, last_attested
        The days on one of which it was first, and last, said to be so; None if nobody says that of any day.
        See :attr:`first_reported` and :attr:`last_reported`.
    report_gaps
        The days between these on which nobody reports it: a source may be of one of a set of days.
    dates_differ
        Whether supporting entries share no day, or what began or ended it shares none with them.
    stated
        The first day that the evidence states as its own: of the start, else of the end. None if it states
        none: days of reports, and of other relations, are not stated.
    undated
        Whether no date is given. An undated event has happened by the first day on which it was said or
        published; its bounds end there.
    own_date
        Whether a supporting entry vouches for the date that the relation itself gives.
    contested
        Whether an entry contradicts the relation, or gives another type or status.
    claimed
        Whether no supporting entry is in its article's own voice: all are attributed to someone, or there is
        evidence and none of it supports it.
    lazy_voices
        The voices, computed when :attr:`voices` is first read.
    independent_sources
        How many sources support it; a source and its rewritings count once.
    status
        Its status by then: its own once an entry vouches for that; before, and where all who did took it
        back, what the newest entries say.
    set_aside
        The days on one of which a later act set it aside, as a court quashes a conviction; None if none did.
    aside_claimed
        Whether nobody reports that act in their own voice.
    over
        The day by which other relations had ended it, as known in this version, after it was last said to be
        so: a link says so, or one of its actors surely left the other. FUTURE if none had.
    """

    known_from: Day
    known_until: Day
    bounds: Bounds | None
    gaps: Gaps
    lasts: bool
    single_date: bool
    start_unknown: bool
    end_unknown: bool
    first_attested: Window | None
    last_attested: Window | None
    report_gaps: tuple[Window, ...]
    dates_differ: bool
    stated: Day | None
    undated: bool
    own_date: bool
    contested: bool
    claimed: bool
    lazy_voices: LazyVoices
    independent_sources: int
    status: str
    set_aside: Window | None = None
    aside_claimed: bool = False
    over: Day = FUTURE

    @property
    def voices(self) -> tuple[str, ...]:
        """The voices: ids of actors, ``unnamed``, or of the first source of a publisher that is no actor."""
        return self.lazy_voices.voices

    @property
    def of_a_set(self) -> bool:
        """Whether it happened on one of a set of days, which the days between are not of."""
        return bool(self.gaps.start) and not self.lasts

    @property
    def start(self) -> Window | None:
        """The days on one of which it happened or began, or None if nobody says."""
        bounds = self.bounds
        if bounds is None or self.undated or (self.lasts and self.start_unknown):
            return None
        if bounds.earliest_start == PAST or bounds.latest_start == FUTURE:
            return None
        return Window(bounds.earliest_start, bounds.latest_start)

    def skips(self, window: Window) -> bool:
        """Whether a window lies between the days on one of which it happened."""
        return not self.lasts and any(
            since <= window.since and window.until <= until for since, until in self.gaps.start
        )

    @property
    def first_reported(self) -> Window | None:
        """The days on one of which what lasts was first reported as so, if its start is unknown.

        None if it is not unknown, or if nobody says of a day that it was so. Only such a day tells that
        nobody reports it before; a stated day tells nothing of reports.
        """
        bounds, days = self.bounds, self.first_attested
        if not (self.lasts and self.start_unknown and bounds and days) or days.since > bounds.latest_end:
            return None
        return Window(days.since, min(days.until, bounds.latest_end))

    @property
    def last_reported(self) -> Window | None:
        """The days on one of which what lasts was last reported as so, if its end is unknown; else None."""
        bounds, days = self.bounds, self.last_attested
        if not (self.lasts and self.end_unknown and bounds and days) or days.until < bounds.earliest_start:
            return None
        return Window(max(days.since, bounds.earliest_start), days.until)


def versions(assertion: Assertion, sources: Sources, ancestry: Ancestry | None = None) -> tuple[Version, ...]:
    """Return the versions of a relation, in the order in which they became known.

    Those before the first entry that vouches have the status that was told by then: what is now a fact may
    first have been denied, or planned. If no entry ever vouches, the first version begins with the first
    entry. A relation without evidence has always been known.

    What its publisher took back counts no longer from that day on. Where nobody ever vouches else, the
    status is again the one that is told.
    """
    if not assertion.evidence and assertion.when and assertion.when.gaps == NO_GAPS:
        return (_of_date(assertion.type, assertion.when, assertion.status),)
    ancestry = ancestry or Ancestry.of_sources(sources)
    untils = taken_back(assertion, sources)
    if not untils:
        return _by_evidence(assertion, sources, ancestry)
    days = [PAST, *sorted({*untils.values()})]
    vouched = any(vouches(assertion, entry) for entry in assertion.evidence)
    found = []
    for since, until in zip(days, [*days[1:], FUTURE], strict=True):
        entries = enumerate(assertion.evidence)
        standing = tuple(entry for place, entry in entries if untils.get(place, FUTURE) > since)
        found += [
            each._replace(known_from=max(since, each.known_from), known_until=min(until, each.known_until))
            for each in _by_evidence(
                assertion._replace(evidence=standing), sources, ancestry, Window(since, until), vouched
            )
        ]
    return tuple(found)


class _Word(NamedTuple):
    """That an entry tells a relation, or denies it: for some days, or for any that there may be."""

    denies: bool
    place: int
    published: Bounds
    days: Window | None


def taken_back(assertion: Assertion, sources: Sources) -> dict[int, Day]:
    """Return the places of the entries that their publisher took back, each with the day from which it did.

    It did if a later article, in its own voice too, denies what it told so, or tells what it denied so. A
    denial that gives days denies only what was told of these days alone. What is told without an end is told
    up to the day of the article. Publishers whom nobody names are not one.
    """
    said = [status_by(assertion, entry) for entry in assertion.evidence]
    if "denied" not in said or not {*said} - {None, "denied"}:
        return {}
    words: dict[tuple[str | None, str], list[_Word]] = {}
    for place, (status, entry) in enumerate(zip(said, assertion.evidence, strict=True)):
        speaker = speaker_of(PAST, entry, sources)
        if status and speaker.own and (speaker.actor or not is_absent(speaker.publisher)):
            published = edtf.parse(sources[entry.source].published).bounds
            voice = speaker.actor, "" if speaker.actor else folded(speaker.publisher)
            days = _days_told(assertion.date_of(entry), published.latest_end)
            words.setdefault(voice, []).append(_Word(status == "denied", place, published, days))
    untils: dict[int, Day] = {}
    for own in words.values():
        for days in {each.days for each in own if each.denies}:
            about = [e for e in own if (e.days == days if e.denies else _is_within(e.days, days))]
            for denies in (True, False):
                later = sorted(each.published for each in about if each.denies is not denies)
                firsts = [each.earliest_start for each in later]
                lasts = [*accumulate((each.latest_end for each in reversed(later)), min)][::-1]
                for each in about:
                    at = bisect_right(firsts, each.published.latest_end)
                    if each.denies is denies and at < len(lasts):
                        untils[each.place] = min(lasts[at], untils.get(each.place, FUTURE))
    return untils


def _days_told(when: When | None, published: Day) -> Window | None:
    """Return the days of which an article tells something that it gives a date; None if it gives none."""
    if when is None:
        return None
    since, until = when.bounds.earliest_start, when.bounds.latest_end
    return Window(since, max(since, min(until, published)) if when.end_unknown else until)


def _is_within(days: Window | None, denied: Window | None) -> bool:
    """Return whether a denial of some days (None: of all) denies all that is told of some days."""
    if denied is None or days is None:
        return denied is None
    return denied.since <= days.since and days.until <= denied.until


def still_vouching(assertion: Assertion, sources: Sources) -> "list[Evidence]":
    """Return the entries that vouch for a relation, without those that their publishers took back."""
    untils = taken_back(assertion, sources)
    entries = enumerate(assertion.evidence)
    return [entry for place, entry in entries if place not in untils and vouches(assertion, entry)]


def _by_evidence(
    assertion: Assertion, sources: Sources, ancestry: Ancestry, asked: Window = ALWAYS, vouched: bool = False
) -> tuple[Version, ...]:
    """Return the versions of a relation, if nobody takes anything back, that share a day with a window.

    The last day of the window is not of it. More evidence than this may have ``vouched``.
    """
    evidence, support = _dated(assertion, sources)
    if vouched and not support:
        return tuple(_before(assertion, evidence, FUTURE, sources, ancestry, asked))
    first = min((day for day, _ in support or evidence), default=PAST)
    days = sorted({first, *(day for day, _ in evidence if day > first)})
    sweep = _EvidenceSweep(assertion, evidence, support, sources, ancestry)
    own = [sweep.version(*span) for span in _spans(days, FUTURE, asked)]
    early = [each for each in evidence if each[0] < first]
    return (*_before(assertion, early, first, sources, ancestry, asked), *own) if early else tuple(own)


def _spans(days: Sequence[Day], until: Day, asked: Window) -> Iterator[tuple[Day, Day]]:
    """Yield the spans from one day to the next, the last ``until`` a day, that share a day with a window."""
    for first, end in zip(days, [*days[1:], until], strict=False):
        if first < asked.until and end > asked.since:
            yield first, end


def _before(
    assertion: Assertion,
    early: DatedEvidence,
    first: Day,
    sources: Sources,
    ancestry: Ancestry,
    asked: Window,
) -> Iterator[Version]:
    """Yield the versions before the first day on which an entry vouches, by the entries of these days.

    The newest entry says the status; of several of one day, the one that claims least.
    """
    told: dict[Day, str] = {}
    for day, entry in early:
        if status := status_by(assertion, entry):
            told[day] = min(status, told.get(day, status), key=_LEAST.index)
    days = sorted({day for day, _ in early if day >= min(told, default=first)})
    status, sweeps = "", dict[str, _EvidenceSweep]()
    spans = {*_spans(days, first, asked)}
    for span in zip(days, [*days[1:], first], strict=False):
        status = told.get(span[0], status)
        if span not in spans:
            continue
        if status not in sweeps:
            claim = as_told(assertion, status, [entry for _, entry in early])
            evidence = [(known, entry) for (known, _), entry in zip(early, claim.evidence, strict=True)]
            support = [(known, entry) for known, entry in evidence if vouches(claim, entry)]
            sweeps[status] = _EvidenceSweep(claim, evidence, support, sources, ancestry)
        yield sweeps[status].version(*span)


_LEAST = "denied", "planned", "actual"
"""The statuses, that first which claims least."""


def as_told(assertion: Assertion, status: str, kept: "Iterable[Evidence]") -> Assertion:
    """Return what some of the evidence for a relation asserts, by which it has another status.

    Who contradicts what is so denied vouches for the denial, and for no day but its own. Who gives no status
    goes on giving that of the relation. A date for which only the rest of the evidence vouches is not told.
    """
    claim = assertion._replace(status=status, evidence=tuple(_as_told(assertion, status, e) for e in kept))
    dates, own = map(assertion.date_of, telling(assertion)), filter(partial(vouches, claim), claim.evidence)
    return claim if any(map(claim.date_of, own)) or not any(dates) else claim._replace(when=None)


def _as_told(assertion: Assertion, status: str, entry: "Evidence") -> "Evidence":
    """Return an entry of a relation as evidence for what has another status."""
    told: dict[str, Any] = {}
    if status == "denied" and denies(assertion, entry):
        told["dated"] = entry.dated and entry.when is not None
        if entry.stance == "contradicts":
            told |= {"stance": "supports", "type": None, "status": None}
    elif entry.status is None and entry.stance == "supports" and status != assertion.status:
        told["status"] = assertion.status
    return entry.model_copy(update=told) if told else entry


def telling(assertion: Assertion) -> "Sequence[Evidence]":
    """Return the entries by which a relation is known: those that give it a status.

    If none vouches for its own, it is known by all of them.
    """
    if not any(vouches(assertion, entry) for entry in assertion.evidence):
        return assertion.evidence
    return [entry for entry in assertion.evidence if status_by(assertion, entry)]


def _of_date(type_: KnownType, when: When, status: str) -> Version:
    """Return the version of what nobody but the coder tells, on a date without gaps.

    :class:`_EvidenceSweep` would find the same, in ten times as long.
    """
    lasts = type_.lasts(when.lasts)
    return Version(
        known_from=PAST,
        known_until=FUTURE,
        bounds=when.bounds,
        gaps=NO_GAPS,
        lasts=lasts,
        single_date=lasts and not when.lasts,
        start_unknown=when.start_unknown,
        end_unknown=when.end_unknown,
        first_attested=None,
        last_attested=None,
        report_gaps=(),
        dates_differ=False,
        stated=_first_stated(when.bounds, when.start_unknown, when.end_unknown),
        undated=False,
        own_date=True,
        contested=False,
        claimed=False,
        lazy_voices=LazyVoices((), PAST, Ancestry({})),
        independent_sources=0,
        status=status,
    )


def _first_stated(bounds: Bounds, start_unknown: bool, end_unknown: bool) -> Day | None:
    """Return the first day that dates state: of the start, else of the end."""
    sides = (bounds.earliest_start, start_unknown), (bounds.earliest_end, end_unknown)
    return next((day for day, unknown in sides if not unknown and day not in (PAST, FUTURE)), None)


def _dated(assertion: Assertion, sources: Sources) -> tuple[DatedEvidence, DatedEvidence]:
    """Return all evidence, and that which vouches, each entry with the day by which it is known."""
    evidence = [(known_day(entry, sources), entry) for entry in assertion.evidence]
    return evidence, [(day, entry) for day, entry in evidence if vouches(assertion, entry)]


class Sides(NamedTuple):
    """What one supporting entry, known by a day, says of the two sides of what lasts.

    It says by which day it had begun, and of which day first that it had not ended before; it says something
    else, and comes again, from the day ``until``.
    """

    known: Day
    begun_by: Day
    still_on: Day
    until: Day = FUTURE


def sides(assertion: Assertion, sources: Sources, ancestry: Ancestry) -> tuple[Sides, ...]:
    """Return what each entry that calls a relation a fact says of its sides, in the order of their days.

    What was taken back by now says nothing.
    """
    evidence, _ = _dated(assertion, sources)
    untils = taken_back(assertion, sources)
    support = [
        each
        for place, each in enumerate(evidence)
        if place not in untils and status_by(assertion, each[1]) == "actual"
    ]
    claim = assertion._replace(status="actual")
    return _EvidenceSweep(claim, evidence, support, sources, ancestry).sides()


def known_version(versions: tuple[Version, ...], day: Day | None) -> Version | None:
    """Return the version known by a day (None: the last), or None if nothing was known yet."""
    if day is None:
        return versions[-1]
    return next((version for version in versions if version.known_from <= day < version.known_until), None)


def known_as_now(versions: tuple[Version, ...]) -> Day:
    """Return the first day on which a relation was known with the status that it has now."""
    return next(version.known_from for version in versions if version.status == versions[-1].status)


def known_day(entry: "Evidence", sources: Sources) -> Day:
    """Return the day by which an entry is known: the latest day of ``said``, at most that of publication."""
    texts = (entry.said, sources[entry.source].published)
    return min(edtf.parse(text).bounds.latest_end for text in texts if text)


def known_days(entries: "Sequence[Evidence]", sources: Sources) -> Window:
    """Return the days on one of which the first of some entries, at least one, was said or published.

    The last of the days is the one from which it counts as known.
    """
    texts = [text for entry in entries for text in (entry.said, sources[entry.source].published) if text]
    days = [edtf.parse(text).bounds for text in texts]
    return Window(min(each.earliest_start for each in days), min(each.latest_end for each in days))


class _Report(NamedTuple):
    """What one supporting entry, known by a day, says of when a relation was so.

    It vouches for the date ``when``, or for none. What it reports had begun ``by`` a day; None if it reports
    no fact. It ``attested`` one of some days, expressly or ``presumed``, in that it does not say otherwise;
    from ``until`` it attests another: it is a rewriting, and its original becomes known. It says that what
    may last or happen ``lasts`` by an interval, or since it attests a day expressly.
    """

    known: Day
    when: When | None
    by: Day | None
    attested: Window | None
    lasts: bool
    presumed: bool = False
    until: Day = FUTURE


def _reports(
    assertion: Assertion, known: Day, entry: "Evidence", sources: Sources, original: Relayed | None
) -> Iterator[_Report]:
    """Yield what an entry says, and what else it says from the day on which its original becomes known.

    A rewriting reports on the day of the original that vouches too; its own news on its own day.
    """
    when = assertion.date_of(entry)
    lasts = when is not None and when.lasts
    if assertion.status != "actual" or entry.status not in (None, "actual"):
        yield _Report(known, when, None, None, lasts)
        return
    lasts = lasts or (bool(entry.attests) and assertion.type.kind == "either")
    if isinstance(entry.attests, str):
        span = edtf.parse(entry.attests).bounds
        by = min(known, span.latest_end)
        yield _Report(known, when, by, Window(min(known, span.earliest_start), by), lasts)
        return
    # What lasts is reported as still so, unless the entry says otherwise; the interval of an event is not.
    attests = assertion.type.kind != "event" if entry.attests is None else entry.attests
    if not attests:
        yield _Report(known, when, known, None, lasts)
        return
    presumed = entry.attests is None
    days = edtf.parse(entry.said or sources[entry.source].published).bounds
    own = Window(days.earliest_start, days.latest_end)
    phases = [(known, own)]
    if original and not entry.said:
        if original.day <= known:
            phases = []
        phases.append((max(known, original.day), original.published))
    untils = [*(day for day, _ in phases[1:]), FUTURE]
    for (day, (first, last)), until in zip(phases, untils, strict=True):
        attested: Window | None = Window(min(known, first), min(known, last))
        if presumed and when is not None and not when.end_unknown:
            attested = _up_to(attested, when.bounds.earliest_end)
        yield _Report(day, when, known, attested, lasts, presumed, until)


def _up_to(days: Window | None, end: Day) -> Window | None:
    """Return the days up to the first on which something may have ended; None if there are none.

    Who states an end says that it was so up to then, and by a later report nothing more.
    """
    return None if days is None or days.since > end else Window(days.since, min(days.until, end))


class _AttestedDays:
    """The days on one of which several entries first, and last, attest something."""

    def __init__(self) -> None:
        self._since, self._until = Extremes(), Extremes()

    def add(self, days: Window, until: Day) -> None:
        """Add days, which count until before another."""
        self._since.add(days.since, until)
        self._until.add(days.until, until)

    def forget(self, now: Day) -> None:
        """Forget what counts until a day or one before it."""
        self._since.forget(now)
        self._until.forget(now)

    @property
    def first(self) -> Window | None:
        """The days on one of which it is first attested."""
        return self._window(self._since.lowest, self._until.lowest)

    @property
    def last(self) -> Window | None:
        """The days on one of which it is last attested."""
        return self._window(self._since.highest, self._until.highest)

    def _window(self, since: Day, until: Day) -> Window | None:
        return Window(since, until) if self._since.lowest <= self._since.highest else None


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
        sources: Sources,
        ancestry: Ancestry,
    ) -> None:
        self._assertion = assertion
        cited: dict[str, Day] = {}
        for day, entry in support:
            cited[entry.source] = min(day, cited.get(entry.source, day))
        originals = ancestry.relayed(cited)
        self._speakers = speakers_of(support, sources, originals)
        self._ancestry = ancestry
        # The days on which an article begins to speak for itself, and to relay another instead.
        own = [each for each in self._speakers if each.own and each.speaks_on(each.day)]
        self._own_voice_from = sorted(each.day for each in own)
        self._own_voice_until = sorted(each.until for each in own if each.until is not None)
        # The first day on which each holds; once it does, it stays so.
        self._told_from = min((each.day for each in self._speakers), default=None)
        self._contested_from = min(
            (day for day, entry in evidence if not vouches(assertion, entry)), default=None
        )
        self._unsaid = bool(evidence) and not support
        # The days on which an independent source is added, and on which one turns out to be a rewriting.
        spans = list(ancestry.independent(cited))
        self._independent_from = sorted(day for day, _ in spans)
        self._independent_until = sorted(day for _, day in spans if day is not None)
        self._report_gaps = _report_gaps(support, sources)
        # The reports still to come, the next one last.
        reports = (
            report
            for day, entry in support
            for report in _reports(assertion, day, entry, sources, originals[entry.source])
        )
        self._next_reports = sorted(reports, key=_KNOWN, reverse=True)
        # What the reports so far amount to, for what happens (False) and for what lasts (True).
        self._stated = {False: Combination(), True: Combination()}
        self._told = Combination()  # the dates themselves
        self._any_stated = self._any_interval = self._own_date = False
        self._start_unknown = self._end_unknown = True
        # The first day by which those report it that vouch for no date, and by which all do.
        self._reported_by: Day | None = None
        self._begun_by: Day | None = None
        # The days that entries attest which vouch for a date; those that others attest expressly, and that
        # they do in that they do not say otherwise.
        self._attested = _AttestedDays(), _AttestedDays(), _AttestedDays()
        if assertion.when and not any(report.when for report in self._next_reports):
            self._add(
                _Report(PAST, assertion.when, None, None, assertion.when.lasts)
            )  # nobody vouches for the coder's own date

    def sides(self) -> tuple[Sides, ...]:
        """Return what the reports still to come say of the sides of what lasts."""
        told = []
        for known, when, by, attested, _, _, until in reversed(self._next_reports):
            bounds = when.bounds if when else UNBOUNDED
            if by is not None:
                bounds = reported(bounds, by, lasts=True, attested=attested and attested.since)
            told.append(Sides(known, bounds.latest_start, bounds.earliest_end, until))
        return tuple(told)

    def version(self, day: Day, until: Day) -> Version:
        """Return the version from a day until before another."""
        while self._next_reports and self._next_reports[-1].known <= day:
            self._add(self._next_reports.pop())
        for each in (self._stated[True], *self._attested):
            each.forget(day)
        lasts = self._assertion.type.lasts(self._any_interval)
        single_date = lasts and self._any_stated and not self._any_interval
        differ = self._any_stated and self._stated[lasts].differs
        bounds = self._bounds(lasts)
        independent = bisect_right(self._independent_from, day) - bisect_right(self._independent_until, day)
        stated = None
        if self._any_stated:
            stated = _first_stated(self._told.bounds, self._start_unknown, self._end_unknown)
        own_voices = bisect_right(self._own_voice_from, day) - bisect_right(self._own_voice_until, day)
        return Version(
            known_from=day,
            known_until=until,
            bounds=bounds,
            gaps=self._stated[lasts].gaps if self._any_stated else NO_GAPS,
            lasts=lasts,
            single_date=single_date,
            start_unknown=self._start_unknown,
            end_unknown=self._end_unknown,
            first_attested=self._first_reported(),
            last_attested=self._last_reported(),
            report_gaps=self._report_gaps,
            dates_differ=differ,
            stated=stated,
            undated=not self._any_stated and not (lasts and bounds),
            own_date=self._own_date,
            contested=_is_by(self._contested_from, day),
            claimed=self._unsaid or (_is_by(self._told_from, day) and not own_voices),
            lazy_voices=LazyVoices(self._speakers, day, self._ancestry),
            independent_sources=independent,
            status=self._assertion.status,
        )

    def _bounds(self, lasts: bool) -> Bounds | None:
        """Return the bounds by the reports so far; None if they give none."""
        told = self._attested[1:] if self._end_unknown else self._attested[1:2]
        days = [each.last for each in told]
        attested = max((each.since for each in days if each), default=None)
        if self._any_stated:
            bounds = self._stated[lasts].bounds
        elif self._reported_by is None or (lasts and attested is None):
            return None
        else:
            bounds = UNBOUNDED
        if self._reported_by is None:
            return bounds
        bounds = reported(bounds, self._reported_by, lasts=lasts, attested=attested)
        return self._stated[lasts].outside(bounds) if self._any_stated else bounds

    def _first_reported(self) -> Window | None:
        """Return the days on one of which it was first said to be so, or to have been so."""
        dated, expressly, presumed = (each.first for each in self._attested)
        if not self._end_unknown:
            presumed = _up_to(presumed, self._stated[True].bounds.earliest_end)
        days, by = [*filter(None, (dated, expressly, presumed))], self._begun_by
        if not days:
            return None
        days += [] if by is None else [Window(by, by)]
        return Window(min(each.since for each in days), min(each.until for each in days))

    def _last_reported(self) -> Window | None:
        """Return the days on one of which it was last said to be so."""
        days = [each.last for each in (self._attested if self._end_unknown else self._attested[:2])]
        told = [*filter(None, days)]
        return Window(max(each.since for each in told), max(each.until for each in told)) if told else None

    def _add(self, report: _Report) -> None:
        self._any_interval = self._any_interval or report.lasts
        self._begun_by = _least(self._begun_by, report.by)
        dated, expressly, presumed = self._attested
        if (days := report.attested) is not None:
            kind = dated if report.when else presumed if report.presumed else expressly
            kind.add(days, report.until)
        if report.when is None:
            self._reported_by = _least(self._reported_by, report.by)
            return
        for lasts, combination in self._stated.items():
            bounds = report.when.bounds
            if report.by is not None:
                bounds = reported(bounds, report.by, lasts=lasts, attested=days and days.since)
            combination.add(bounds, report.until if lasts else FUTURE, report.when.gaps)
        self._told.add(report.when.bounds, gaps=report.when.gaps)
        self._any_stated = True
        self._own_date = self._own_date or report.when == self._assertion.when
        self._start_unknown = self._start_unknown and report.when.start_unknown
        self._end_unknown = self._end_unknown and report.when.end_unknown


def _report_gaps(support: DatedEvidence, sources: Sources) -> tuple[Window, ...]:
    """Return the days between those of sets of days on which nobody reports anything."""
    texts = {entry.attests if isinstance(entry.attests, str) else entry.said for _, entry in support}
    texts |= {sources[entry.source].published for _, entry in support}
    dates = [edtf.parse(text) for text in texts if text]
    if not any(date.gaps.start for date in dates):
        return ()
    return gaps_between(
        span
        for date in dates
        for span in runs(Window(date.bounds.earliest_start, date.bounds.latest_end), date.gaps.start)
    )


def _least(first: Day | None, second: Day | None) -> Day | None:
    return min((day for day in (first, second) if day is not None), default=None)


def _is_by(first: Day | None, day: Day) -> TypeGuard[Day]:
    return first is not None and first <= day


def denies(assertion: Assertion, entry: "Evidence") -> bool:
    """Return whether an entry contradicts a relation, or says that it is denied."""
    return entry.stance == "contradicts" or status_by(assertion, entry) == "denied" != assertion.status


def status_by(assertion: Assertion, entry: "Evidence") -> str | None:
    """Return the status that an entry gives to what a relation asserts; None if it gives none.

    One of another type is about something else. Who contradicts a denial does not say what else is so.
    """
    if entry.stance == "contradicts":
        return "denied" if assertion.status != "denied" else None
    return (entry.status or assertion.status) if entry.type in (None, assertion.type.name) else None


def vouches(assertion: Assertion, entry: "Evidence") -> bool:
    """Return whether an entry says what a relation asserts.

    One that contradicts it, or gives another type or status, says something else: it vouches for no fact, no
    day and no type of it, and contests it.
    """
    return status_by(assertion, entry) == assertion.status
