"""Chooses the days on which the page opens and those of its time axis: most events, without outliers."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from graphkit.temporal.calendar import Day, calendar_date, day_number

FEWEST_NAMES, MOST_NAMES = 40, 120
"""How many names the first picture should show."""

_GAP_MONTHS = 2
_LONGEST_SPREAD = 62
_NEARLY_ALL = 0.9
_MOST = 0.75

Span = tuple[Day, Day]


class Told(NamedTuple):
    """When a relation began, at the earliest and at the latest, and which two actors it joins."""

    start: Span
    actors: tuple[str, str]


def opening_span(told: Iterable[Told], *, whole: bool) -> Span | None:
    """Return the days on which the page opens, or None if it opens on everything.

    Months with events belong to one group where fewer than two empty months lie between them. It opens on
    the group with most events, if that shows 40 names and half of what is dated, or nearly all. Else
    everything is shown where that is at most 120 names. Of more, longer gaps are bridged until there are 40
    names; where these are over 120, the part with most is shown.

    ``told`` are the relations that are certain; those that may have begun over more than two months do not
    count. ``whole`` says whether all names of a period are drawn, not only the most connected. Where what
    begins fills less than three quarters of the months, it opens on the days of what begins.
    """
    told = list(told)
    months = _by_month(told)
    if not months:
        return None
    everyone = _names(months, months)
    gap = _GAP_MONTHS
    group = _largest_group(months, gap)
    if len(everyone) <= MOST_NAMES:
        share = _count(months, group) / _count(months, months)
        shows = share >= 0.5 and len(_names(months, group)) >= FEWEST_NAMES
        return _days_filled(told, _days_of(group)) if shows or share >= _NEARLY_ALL else None
    while len(_names(months, group)) < FEWEST_NAMES and gap < max(months) - min(months):
        gap *= 2
        group = _largest_group(months, gap)
    if whole and len(_names(months, group)) > MOST_NAMES:
        group = _densest_part(months, group)
    return _days_filled(told, _days_of(group))


_Months = Mapping[int, Sequence[tuple[str, str]]]
"""The two actors of each event, by the number of its month."""


def _by_month(told: Iterable[Told]) -> _Months:
    months: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for (first, last), actors in told:
        if last - first <= _LONGEST_SPREAD:
            year, month, _ = calendar_date((first + last) // 2)
            months[year * 12 + month - 1].append(actors)
    return months


def _names(months: _Months, group: Iterable[int]) -> set[str]:
    return {name for month in group for actors in months[month] for name in actors}


def _count(months: _Months, group: Iterable[int]) -> int:
    return sum(len(months[month]) for month in group)


def _largest_group(months: _Months, gap: int) -> list[int]:
    """Return the months of the group with most events, without the few that are scattered at its ends."""
    groups: list[list[int]] = []
    for month in sorted(months):
        if groups and month - groups[-1][-1] <= gap:
            groups[-1].append(month)
        else:
            groups.append([month])
    best = max(groups, key=lambda group: (_count(months, group), group[-1]))
    core = [month for month in best if len(months[month]) > 1] or best
    core = [month for month in best if core[0] <= month <= core[-1]]
    return core if _count(months, core) >= _NEARLY_ALL * _count(months, best) else best


def _densest_part(months: _Months, group: list[int]) -> list[int]:
    """Return the months in a row with most events that name few enough; else the fullest month."""
    best, found = 0, [max(group, key=lambda month: (len(months[month]), month))]
    names: Counter[str] = Counter()
    first = count = 0
    for place, month in enumerate(group):
        names.update(name for actors in months[month] for name in actors)
        count += len(months[month])
        while len(names) > MOST_NAMES:
            left = months[group[first]]
            names -= Counter(name for actors in left for name in actors)
            count -= len(left)
            first += 1
        if count >= best and first <= place:
            best, found = count, group[first : place + 1]
    return found


def _days_filled(told: Iterable[Told], days: Span) -> Span:
    """Return the days on which what is told begins, or those of the months where it fills most of them."""
    close = [start for start, _ in told if start[1] - start[0] <= _LONGEST_SPREAD]
    within = [start for start in close if days[0] <= sum(start) // 2 <= days[1]]
    first = max(days[0], min(start[0] for start in within))
    last = min(days[1], max(start[1] for start in within))
    return (first, last) if last - first + 1 < _MOST * (days[1] - days[0] + 1) else days


def whole_axis(dated: Collection[Span]) -> Span | None:
    """Return the days that the time axis of the whole story covers at first, or None for all of them.

    ``dated`` are all its dated days: beginnings, ends, and the days of its steps and of its last source. The
    axis covers most of them, where these would have less than half of it.
    """
    axis = axis_span(dated, None)
    if axis is None:
        return None
    near = [days for days in dated if days[0] <= axis[1] and days[1] >= axis[0]]
    length = max(last for _, last in dated) - min(first for first, _ in dated)
    return axis if len(near) >= _MOST * len(dated) and axis[1] - axis[0] < length / 2 else None


def told_axis(
    starts: Collection[Span], ends: Collection[Span], days: Collection[Span], opening: Span | None
) -> Span | None:
    """Return the days that the time axis covers: of ``starts``, or of all ``days`` where much lasts beyond.

    That is so where the page opens on everything, and of more than a tenth of what starts the ``ends`` lie
    behind the axis of the starts: who sits on which board does so long after the last has begun to.
    """
    axis = axis_span(starts, opening)
    if axis is None or opening is not None:
        return axis
    lasting = sum(first > axis[1] for first, _ in ends)
    return axis if lasting <= (1 - _NEARLY_ALL) * len(starts) else axis_span(days, None)


def _days_of(months: Collection[int]) -> Span:
    return _first_day(min(months)), _first_day(max(months) + 1) - 1


def axis_span(starts: Collection[Span], opening: Span | None) -> Span | None:
    """Return the days that the time axis covers: those of the opening and the starts near it.

    It holds nine tenths of all starts, but at most the length of the opening on either side. Where the page
    opens on everything it holds all starts, but for outliers farther away than those nine tenths are long.
    There is a month more on either side, in whole months. Of up to two months that hold nearly all starts
    it is a quarter more, at least three days.
    """
    middles = sorted((first + last) // 2 for first, last in starts if last - first <= _LONGEST_SPREAD)
    if not middles:
        return opening
    low, high = _quantile(middles, 0.05), _quantile(middles, 0.95)
    if opening is None:
        reach = max(high - low, 45)
        inner = [middle for middle in middles if low - reach <= middle <= high + reach]
        opening = low, high = inner[0], inner[-1]
    else:
        reach = max(opening[1] - opening[0], 45)
        low, high = max(low, opening[0] - reach), min(high, opening[1] + reach)
    first, last = min(opening[0], low), max(opening[1], high)
    margin = max(3, (last - first) // 4)
    near = sum(first - margin <= since and until <= last + margin for since, until in starts)
    if last - first <= _LONGEST_SPREAD and near >= _NEARLY_ALL * len(starts):
        return first - margin, last + margin
    year, month, _ = calendar_date(first - 31)
    end_year, end_month, _ = calendar_date(last + 31)
    return _first_day(year * 12 + month - 1), _first_day(end_year * 12 + end_month) - 1


def _quantile(values: Sequence[Day], share: float) -> Day:
    return values[round(share * (len(values) - 1))]


def _first_day(months: int) -> Day:
    year, month = divmod(months, 12)
    return day_number(year, month + 1, 1)
