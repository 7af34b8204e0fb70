"""Bounds the sides of a relation that evidence leaves open, by links and by the lives of its actors."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter, itemgetter

from graphkit.graph.provenance import Sides, Version
from graphkit.temporal.bounds import Bounds
from graphkit.temporal.calendar import ALWAYS, FUTURE, PAST, Day, Window


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
    the others, so it is split where that changes. Stated ranges are never left. What is planned or denied is
    not bounded and bounds nothing, nor does what is only claimed or contested.

    Of each of the others, the versions by its own evidence count; :func:`of_other_starts` of them suffices.
    ``told`` is what :func:`graphkit.graph.provenance.sides` returns of the relation.
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
    return _until_the_next(bounded, versions[-1].known_until)


def set_aside_by(versions: tuple[Version, ...], acts: Sequence[tuple[Version, ...]]) -> tuple[Version, ...]:
    """Return the versions of a relation that acts, of these versions, set aside.

    The first act counts, of those that somebody reports in their own voice if there are any; one that is no
    fact by then, or set aside itself, sets nothing aside. What is denied was never there.
    """
    if not acts:
        return versions
    days = sorted({act.known_from for told in acts for act in told})
    found: list[Version] = []
    for version in versions:
        later = days[bisect_right(days, version.known_from) : bisect_left(days, version.known_until)]
        for day in (version.known_from, *later):
            known = filter(None, (_version_by(act, day) for act in acts))
            standing = [act for act in known if act.status == "actual" and not act.set_aside]
            spans = [(act.claimed, Window(*act.bounds[:2]) if act.bounds else ALWAYS) for act in standing]
            first = min(spans, key=lambda each: (each[0], each[1].until, each[1].since), default=None)
            claimed, aside = (False, None) if version.status == "denied" or not first else first
            changed = version._replace(known_from=day, set_aside=aside, aside_claimed=claimed)
            if day == version.known_from or changed[_ASIDE] != found[-1][_ASIDE]:
                found.append(changed)
    return _until_the_next(found, versions[-1].known_until)


_ASIDE = slice(Version._fields.index("set_aside"), None)
_SIDES = slice(Version._fields.index("bounds"), Version._fields.index("stated"))


def of_other_starts(versions: tuple[Version, ...]) -> tuple[Version, ...]:
    """Return the first of each run of versions with the same bounds of the start, standing and voices."""
    starts = [
        (each.status, each.claimed, each.contested, each.set_aside, each.bounds and each.bounds[:2])
        for each in versions
    ]
    firsts = (place for place, start in enumerate(starts) if not place or start != starts[place - 1])
    return tuple(versions[place] for place in firsts)


def _known_by(versions: tuple[Version, ...], day: Day) -> Bounds | None:
    """Return the bounds of a relation that was surely known as a fact by a day, else None."""
    known = _version_by(versions, day)
    return known.bounds if known and is_sure(known) else None


def is_sure(act: Version) -> bool:
    """Whether an act is told as a fact, and not only claimed, contested or set aside: others end nothing."""
    return act.status == "actual" and not (act.claimed or act.contested or act.set_aside)


class Ends:
    """The acts that may have ended what lasts, each as known by each day.

    An act counts as after what was so up to the day that ``since`` returns of it; None if it may be before.
    """

    def __init__(self, acts: Iterable[tuple[Version, ...]], since: Callable[[Version], Day | None]) -> None:
        found: list[tuple[Day, Version, Day]] = []
        for told in acts:
            untils = [*(act.known_from for act in told[1:]), FUTURE]
            standing = [
                (since(act), act, until) for act, until in zip(told, untils, strict=True) if is_sure(act)
            ]
            found += [(day, act, until) for day, act, until in standing if day is not None]
        found.sort(key=itemgetter(0))
        self._since = [day for day, _, _ in found]
        self._steps: list[list[tuple[Day, Day]]] = [[]]
        for _, act, until in reversed(found):
            begun = act.bounds.latest_start if act.bounds else FUTURE
            own = [(act.known_from, PAST if begun == FUTURE else begun), (until, FUTURE)]
            self._steps.append(_earlier(own, self._steps[-1]))

    def after(self, day: Day) -> list[tuple[Day, Day]]:
        """Return by which day was over what was so up to a day, each with the day from which that is known.

        It is FUTURE while no act is known to have ended it, as before the first of these.
        """
        return self._steps[len(self._since) - bisect_left(self._since, day)]


def _earlier(one: Sequence[tuple[Day, Day]], other: Sequence[tuple[Day, Day]]) -> list[tuple[Day, Day]]:
    """Return the earlier of what two lists tell, from each day on."""
    found: list[tuple[Day, Day]] = []
    for day in sorted({day for day, _ in (*one, *other)}):
        over = min(_told_by(one, day), _told_by(other, day))
        if over != (found[-1][1] if found else FUTURE):
            found.append((day, over))
    return found


def _told_by(steps: Sequence[tuple[Day, Day]], day: Day) -> Day:
    place = bisect_right(steps, day, key=itemgetter(0))
    return steps[place - 1][1] if place else FUTURE


def over_by(versions: tuple[Version, ...], left: Ends | None, linked: Ends | None) -> tuple[Version, ...]:
    """Return the versions of what lasts with the day by which acts ended it, split where that changes.

    An act by which somebody ``left`` comes surely after the start and the last report; where neither is told,
    no act does. One that is ``linked`` comes, at the latest, not before them.
    """
    found: list[Version] = []
    for version in versions:
        attested, bounds = version.last_attested, version.bounds
        steps: list[tuple[Day, Day]] = []
        if linked:
            since = max(attested.since if attested else PAST, bounds.earliest_start if bounds else PAST)
            steps = linked.after(since)
        if left:
            start = bounds.latest_start if bounds and not version.start_unknown else PAST
            since = max(attested.until if attested else PAST, start)
            steps = _earlier(steps, left.after(FUTURE if since == PAST else since))
        later = [day for day, _ in steps if version.known_from < day < version.known_until]
        over = None
        for day in (version.known_from, *later):
            if (by := _told_by(steps, day)) != over:
                over = by
                found.append(version._replace(known_from=day, over=over))
    return _until_the_next(found, versions[-1].known_until)


def _until_the_next(versions: Sequence[Version], last: Day) -> tuple[Version, ...]:
    """Return versions each of which is known until the next, and the last until a day."""
    untils = [*(version.known_from for version in versions[1:]), last]
    return tuple(version._replace(known_until=until) for version, until in zip(versions, untils, strict=True))


def _version_by(versions: tuple[Version, ...], day: Day) -> Version | None:
    place = bisect_right(versions, day, key=attrgetter("known_from"))
    return versions[place - 1] if place else None


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
    if bounds is None or not version.lasts or version.status != "actual":
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
        bounds=bounds.outside(gaps, version.bounds),
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
    return version._replace(bounds=within.normalised().outside(version.gaps, bounds))
