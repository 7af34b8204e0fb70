"""Derives from the evidence for a relation what is known of it on each day: bounds, voices, disagreement.

A relation has one :class:`Version` for each day on which something about it became known; the last
version takes all evidence into account.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple, TypeGuard

from graphkit.graph.ancestry import Ancestry, Relayed
from graphkit.model.entities import Evidence, Source
from graphkit.model.folding import folded
from graphkit.model.vocabulary import RelationType
from graphkit.temporal import edtf
from graphkit.temporal.bounds import NO_GAPS, UNBOUNDED, Bounds, Combination, Extremes, Gaps, reported
from graphkit.temporal.calendar import FUTURE, PAST, Day, Window, day_words, gaps_between, overlaps, runs
from graphkit.temporal.edtf import When

Sources = Mapping[str, Source]

DatedEvidence = Sequence[tuple[Day, Evidence]]
"""Evidence entries, each with the day by which it is known."""

_KNOWN = attrgetter("known")


class Assertion(NamedTuple):
    """What a relation asserts: its type, date and status, with its evidence."""

    type: RelationType
    when: When | None
    status: str
    evidence: tuple[Evidence, ...]

    def date_of(self, entry: Evidence) -> When | None:
        """Return the date that an entry vouches for: its own, else that of the relation.

        None where it gives no day, or supports another type and so says nothing of the date of this one.
        """
        if entry.when:
            return edtf.parse(entry.when)
        vouches = entry.dated and (entry.type or self.type.name) == self.type.name
        return self.when if vouches else None


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
        Whether all supporting entries are attributed to someone.
    lazy_voices
        The voices, computed when :attr:`voices` is first read.
    independent_sources
        How many sources support it; a source and its rewritings count once.
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
    lazy_voices: "LazyVoices"
    independent_sources: int

    @property
    def voices(self) -> tuple[str, ...]:
        """The voices: ids of actors, ``unnamed``, or of the first source of a publisher that is no actor."""
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

    @property
    def starts(self) -> tuple[Window, ...]:
        """The spans of the days on one of which it happened or began; none if nobody says."""
        return () if self.start is None else runs(self.start, self.gaps.start)

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


class Speaker(NamedTuple):
    """Who speaks in one entry that vouches for a relation, and from which day until before which other.

    ``day`` is that by which the entry is known. ``actor`` is whom it is attributed to, or ``unnamed``; where
    the article speaks for itself (``own``), the actor that publishes it, or None. From ``until`` the article
    only relays one that it was rewritten from, which vouches too and speaks for itself or names who does;
    None if it never does. What is attributed has none.
    """

    day: Day
    source: str
    actor: str | None
    own: bool
    publisher: str
    until: Day | None = None

    def speaks_on(self, day: Day) -> bool:
        """Whether it has spoken by a day, as a voice of its own."""
        return self.day <= day and (self.until is None or day < self.until)


class LazyVoices:
    """The voices of a version, computed on first use: for all versions at once the cost would be quadratic.

    They come from those who speak in the entries that vouch, of which some became known after the version's
    first ``day``.
    """

    def __init__(self, speakers: Sequence[Speaker], day: Day, ancestry: Ancestry) -> None:
        self._speakers = speakers
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
        """The distinct voices, in the order of the evidence.

        A publisher is one voice in all its articles: as the actor that it is, else as the first of these.
        """
        speakers = [speaker for speaker in self._speakers if speaker.speaks_on(self._day)]
        if len(speakers) == 1:
            return (speakers[0].actor or speakers[0].source,)
        own = {speaker.source: speaker for speaker in speakers if speaker.own}
        origins = self._ancestry.origins(own)
        first: dict[str, str] = {}
        found: list[str] = []
        for speaker in speakers:
            origin = own[origins[speaker.source]] if speaker.own else speaker
            found.append(origin.actor or first.setdefault(folded(origin.publisher), origin.source))
        return tuple(dict.fromkeys(found))


def versions(assertion: Assertion, sources: Sources, ancestry: Ancestry | None = None) -> tuple[Version, ...]:
    """Return the versions of a relation, in the order in which they became known.

    The first version begins with the first entry that vouches, or, if none does, with the first entry. A
    relation without evidence has always been known.
    """
    if not assertion.evidence and assertion.when and assertion.when.gaps == NO_GAPS:
        return (_of_date(assertion.type, assertion.when),)
    evidence, support = _dated(assertion, sources)
    first = min((day for day, _ in support or evidence), default=PAST)
    days = sorted({first, *(day for day, _ in evidence if day > first)})
    sweep = _EvidenceSweep(assertion, evidence, support, sources, ancestry or Ancestry.of_sources(sources))
    return tuple(sweep.version(*span) for span in zip(days, [*days[1:], FUTURE], strict=True))


def _of_date(type_: RelationType, when: When) -> Version:
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
    """Return what each supporting entry says of the sides of a relation, in the order of their days."""
    return _EvidenceSweep(assertion, *_dated(assertion, sources), sources, ancestry).sides()


def known_version(versions: tuple[Version, ...], day: Day | None) -> Version | None:
    """Return the version known by a day (None: the last), or None if nothing was known yet."""
    if day is None:
        return versions[-1]
    return next((version for version in versions if version.known_from <= day < version.known_until), None)


def known_day(entry: Evidence, sources: Sources) -> Day:
    """Return the day by which an entry is known: the latest day of ``said``, at most that of publication."""
    texts = (entry.said, sources[entry.source].published)
    return min(edtf.parse(text).bounds.latest_end for text in texts if text)


def known_days(entries: Sequence[Evidence], sources: Sources) -> Window:
    """Return the days on one of which the first of some entries, at least one, was said or published.

    The last of the days is the one from which it counts as known.
    """
    texts = [text for entry in entries for text in (entry.said, sources[entry.source].published) if text]
    days = [edtf.parse(text).bounds for text in texts]
    return Window(min(each.earliest_start for each in days), min(each.latest_end for each in days))


def bounded_by(
    versions: tuple[Version, ...],
    ended_by: Sequence[tuple[Version, ...]],
    begun_by: Sequence[tuple[Version, ...]],
    told: Sequence[Sides],
) -> tuple[Version, ...]:
    """Return the versions of what lasts, its unknown sides bounded by other relations.

    What another relation ended had ended by the latest start of that; what another began did not begin
    before the earliest start of that. A single date states no end of what lasts, so its end is unknown where
    another relation ended it. A side that is so bounded counts as stated. Where the reports leave
    no such day, the two disagree: all days are possible that either side leaves, which are those that the
    reports agreed with the other relation leave, and the dates differ. Each version uses what was known of
    the others, so it is split where that changes. Stated ranges are never left.

    Of each of the others, the versions by its own evidence count; :func:`of_other_starts` of them suffices.
    ``told`` is what :func:`sides` returns of the relation.
    """
    days = sorted({other.known_from for others in (*ended_by, *begun_by) for other in others})
    bounded: list[Version] = []
    begun, still, coming = [FUTURE], [PAST], list(reversed(told))
    going = sorted((each for each in told if each.until != FUTURE), key=attrgetter("until"), reverse=True)
    for version in versions:
        while coming and coming[-1].known <= version.known_from:
            _, begun_by_then, still_on, _ = coming.pop()
            insort(begun, begun_by_then)
            insort(still, still_on)
        while going and going[-1].until <= version.known_from:
            del still[bisect_left(still, going.pop().still_on)]
        later = days[bisect_right(days, version.known_from) : bisect_left(days, version.known_until)]
        own = len(bounded)
        for day in (version.known_from, *later):
            enders, beginners = ([_known_by(other, day) for other in side] for side in (ended_by, begun_by))
            changed = _between_others(version, enders, beginners, begun, still)
            if len(bounded) == own or changed[_SIDES] != bounded[-1][_SIDES]:
                bounded.append(changed._replace(known_from=day))
    untils = [*(version.known_from for version in bounded[1:]), versions[-1].known_until]
    return tuple(version._replace(known_until=until) for version, until in zip(bounded, untils, strict=True))


_SIDES = slice(Version._fields.index("bounds"), Version._fields.index("stated"))


def of_other_starts(versions: tuple[Version, ...]) -> tuple[Version, ...]:
    """Return the first of each run of versions with the same bounds of the start."""
    starts = [version.bounds and version.bounds[:2] for version in versions]
    firsts = (place for place, start in enumerate(starts) if not place or start != starts[place - 1])
    return tuple(versions[place] for place in firsts)


def _known_by(versions: tuple[Version, ...], day: Day) -> Bounds | None:
    place = bisect_right(versions, day, key=attrgetter("known_from"))
    return versions[place - 1].bounds if place else None


def _between_others(
    version: Version,
    enders: Sequence[Bounds | None],
    beginners: Sequence[Bounds | None],
    begun: Sequence[Day],
    still: Sequence[Day],
) -> Version:
    """Return a version whose unknown sides the bounds of what ended and began it bound.

    Where the reports leave no day for a side, those that do agree with the others go on bounding it:
    ``begun`` and ``still`` are the days by which each report says that it had begun and not ended, ascending.
    """
    bounds = version.bounds
    if bounds is None or not version.lasts:
        return version
    by = min((other.latest_start for other in enders if other), default=FUTURE)
    since = max((other.earliest_start for other in beginners if other), default=PAST)
    end_unknown, start_unknown, gaps = version.end_unknown, version.start_unknown, version.gaps
    single_date, ends_differ, starts_differ = version.single_date, False, False
    if single_date and by != FUTURE:
        bounds = bounds._replace(earliest_end=max(bounds.earliest_end, still[-1]), latest_end=FUTURE)
        gaps = gaps._replace(end=())
        end_unknown, single_date = True, False
    if end_unknown and by != FUTURE:
        agreed = Window(still[bisect_right(still, by) - 1], by)
        ends, ends_differ = _shared(Window(*bounds[2:]), agreed)
        bounds = Bounds(*bounds[:2], *ends).normalised()
        end_unknown = False
    if start_unknown and since != PAST:
        agreed = Window(since, begun[bisect_left(begun, since)])
        starts, starts_differ = _shared(Window(*bounds[:2]), agreed)
        bounds = Bounds(*starts, *bounds[2:]).normalised()
        start_unknown = False
    return version._replace(
        bounds=bounds.outside(gaps),
        gaps=gaps,
        single_date=single_date,
        start_unknown=start_unknown,
        end_unknown=end_unknown,
        dates_differ=version.dates_differ or ends_differ or starts_differ,
    )


def _shared(own: Window, others: Window) -> tuple[Window, bool]:
    """Return the days that two spans share, and False; if they share no day, all from the first on, and True.

    What has always been so ended others before all days: that is no day.
    """
    shared = Window(max(own.since, others.since), min(own.until, others.until))
    if shared.since <= shared.until != PAST:
        return shared, False
    return Window(min(own.since, others.since), max(own.until, others.until)), True


def within_life(version: Version, life: Bounds) -> Version:
    """Return a version of what lasts whose unknown and open sides lie within the life of its actors.

    An unknown end lies no later than the last day of a life, an open one on that day, and a start
    likewise. Such a side stays unknown: nobody states it. What is stated or reported outside of a life is
    left as it is.
    """
    bounds = version.bounds
    if bounds is None or not version.lasts:
        return version
    first, latest_first, earliest_last, last = life
    attested = version.first_attested, version.last_attested
    earliest_start, latest_start, earliest_end, latest_end = bounds
    if (version.start_unknown or earliest_start == PAST) and first != PAST:
        told = latest_end if latest_start == PAST else latest_start
        if first <= min([told, *(days.until for days in attested if days)]):
            latest_start = latest_first if latest_start == PAST else latest_start
            earliest_start = max(earliest_start, first)
    if (version.end_unknown or latest_end == FUTURE) and last != FUTURE:
        told = bounds.earliest_start if earliest_end == FUTURE else earliest_end
        if last >= max([told, *(days.since for days in attested if days)]):
            earliest_end = earliest_last if earliest_end == FUTURE else earliest_end
            latest_end = min(latest_end, last)
    if earliest_start > latest_end:
        return version
    latest_start, earliest_end = max(earliest_start, latest_start), min(earliest_end, latest_end)
    within = Bounds(earliest_start, latest_start, earliest_end, latest_end)
    return version._replace(bounds=within.normalised().outside(version.gaps))


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
    assertion: Assertion, known: Day, entry: Evidence, sources: Sources, original: Relayed | None
) -> Iterator[_Report]:
    """Yield what an entry says, and what else it says from the day on which its original becomes known.

    A rewriting reports on the day of the original that vouches too; its own news on its own day.
    """
    when = assertion.date_of(entry)
    lasts = when is not None and when.lasts
    if not _is_actual(assertion, entry):
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
        self._speakers = _speakers(support, sources, originals)
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
            claimed=_is_by(self._told_from, day) and not own_voices,
            lazy_voices=LazyVoices(self._speakers, day, self._ancestry),
            independent_sources=independent,
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
        return bounds.outside(self._stated[lasts].gaps) if self._any_stated else bounds

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


def _is_actual(assertion: Assertion, entry: Evidence) -> bool:
    return assertion.status == (entry.status or assertion.status) == "actual"


def speaker_of(day: Day, entry: Evidence, sources: Sources) -> Speaker:
    """Return who speaks in an entry: an article that names its own publisher speaks for itself."""
    source = sources[entry.source]
    own = entry.attribution in (None, source.publisher_actor)
    return Speaker(
        day, entry.source, source.publisher_actor if own else entry.attribution, own, source.publisher
    )


def _speakers(
    support: DatedEvidence, sources: Sources, originals: Mapping[str, Relayed | None]
) -> list[Speaker]:
    """Return who speaks in the entries that vouch; an article that relays another is no voice of its own."""
    speakers = [speaker_of(day, entry, sources) for day, entry in support]
    return [
        each._replace(until=original.day) if each.own and (original := originals[each.source]) else each
        for each in speakers
    ]


def vouches(assertion: Assertion, entry: Evidence) -> bool:
    """Return whether an entry says what a relation asserts.

    One that contradicts it, or gives another type or status, says something else: it vouches for no fact, no
    day and no type of it, and contests it.
    """
    return (
        entry.stance == "supports"
        and (entry.type or assertion.type.name) == assertion.type.name
        and (entry.status or assertion.status) == assertion.status
    )


def words(date: When | None, version: Version) -> str:
    """Return in words when a relation is: the days that its bounds say.

    They are the words of the date that the relation itself gives, if those agree.
    """
    bounds = version.bounds
    if bounds is None or bounds == UNBOUNDED:
        return "no date"
    if date is not None and (date.bounds, date.gaps) == (bounds, version.gaps):
        return date.words
    starts, ends = Window(*bounds[:2]), Window(*bounds[2:])
    own = date.text if date and version.own_date and not version.dates_differ else ""
    if version.single_date or (not version.lasts and starts == ends):
        # Reports may narrow each side of what lasts, yet nobody states an end.
        return edtf.days_left(own, starts.since, ends.until, overlaps(*version.gaps))
    first, last = bounds.latest_start, version.last_reported
    if version.start_unknown and version.end_unknown:
        days = Window(*sorted((first, bounds.earliest_end)))
        return f"reported {_report_words(version, days)}{_over_by(bounds)}"
    if version.start_unknown:
        verb = "reported" if version.first_reported else "begun"
        start = f"{verb} by {day_words(first)}" if first < bounds.latest_end else ""
    elif starts == (PAST, PAST):
        start = "without beginning"
    elif starts[0] == PAST:
        disputed = "start disputed" if version.dates_differ else ""  # else it had begun by its end
        start = f"begun by {day_words(first)}" if first < bounds.latest_end else disputed
    else:
        start = "from " + (
            date.start_words
            if date and (date.bounds[:2], date.gaps.start) == (starts, version.gaps.start)
            else edtf.days_left(own.partition("/")[0], *starts, version.gaps.start)
        )
    if version.end_unknown:
        later = last is not None and last.until > bounds.earliest_start
        end = "end unknown"
        if last and later:
            end = f"last reported {report_words(version, last)}"
        end += _over_by(bounds)
    elif ends == (FUTURE, FUTURE):
        end = "without end"
    elif ends == (PAST, FUTURE):
        end = "end disputed"
    else:
        if date and ends.until > date.bounds.latest_end:
            own = ""  # a single date, which another relation ended later
        joint = "to " if start.startswith("from") else "until "
        end = joint + (
            date.end_words
            if date and (date.bounds[2:], date.gaps.end) == (ends, version.gaps.end)
            else edtf.some_day(edtf.days_left(own.rpartition("/")[2], *ends, version.gaps.end))
        )
    separator = " " if end.startswith("to ") else ", "
    return separator.join(filter(None, (start, end)))


def _over_by(bounds: Bounds) -> str:
    """Return by when what has an unknown end was over, by the life of its actors."""
    return "" if bounds.latest_end == FUTURE else f", over by {day_words(bounds.latest_end)}"


def _report_words(version: Version, days: Window) -> str:
    """Return when something of unknown start and end was reported: all through some days, or on one."""
    bounds, first, last = version.bounds, version.first_reported, version.last_reported
    assert bounds is not None
    if bounds.latest_start <= bounds.earliest_end or not (first and last):
        return report_words(version, days)
    if first != last:
        return f"first {report_words(version, first)}, last {report_words(version, last)}"
    told = report_words(version, days)
    return f"on a day of {told}" if first == days and " or " not in told else told


def report_words(version: Version, days: Window) -> str:
    """Return in words one of some days of reports, without those between the days of a set."""
    return edtf.days_left("", *days, version.report_gaps)
