"""Chooses the days on which the page opens and those of its time axis: most events, without outliers."""

from collections import Counter
from collections.abc import Iterable, Sequence

from graphkit.temporal.calendar import Day, calendar_date, day_number

_GAP_MONTHS = 2
_LONGEST_SPREAD = 62

Span = tuple[Day, Day]


def opening_span(starts: Iterable[Span]) -> Span | None:
    """Return the first and the last day of the group of months with most events.

    Months with events belong to one group where fewer than two empty months lie between them.
    Months with a single event are cut from both ends of the group.

    Parameters
    ----------
    starts
        For each event or state, the first and last day on which it may have begun; spans longer
        than about two months are not counted.
    """
    months: Counter[int] = Counter()
    for first, last in starts:
        if last - first <= _LONGEST_SPREAD:
            year, month, _ = calendar_date((first + last) // 2)
            months[year * 12 + month - 1] += 1
    if not months:
        return None
    groups: list[list[int]] = []
    for month in sorted(months):
        if groups and month - groups[-1][-1] <= _GAP_MONTHS:
            groups[-1].append(month)
        else:
            groups.append([month])
    best = max(groups, key=lambda group: (sum(months[month] for month in group), group[-1]))
    while len(best) > 1 and months[best[0]] < 2:
        best = best[1:]
    while len(best) > 1 and months[best[-1]] < 2:
        best = best[:-1]
    return _first_day(best[0]), _first_day(best[-1] + 1) - 1


def axis_span(starts: Iterable[Span], opening: Span | None) -> Span | None:
    """Return the days that the time axis covers: the opening and the starts near it.

    It holds nine tenths of all starts, but at most the length of the opening on either side.
    """
    middles = sorted((first + last) // 2 for first, last in starts if last - first <= _LONGEST_SPREAD)
    if not middles or opening is None:
        return opening
    reach = max(opening[1] - opening[0], 45)
    low = max(_quantile(middles, 0.05), opening[0] - reach)
    high = min(_quantile(middles, 0.95), opening[1] + reach)
    year, month, _ = calendar_date(min(opening[0], low) - 31)
    end_year, end_month, _ = calendar_date(max(opening[1], high) + 31)
    return _first_day(year * 12 + month - 1), _first_day(end_year * 12 + end_month) - 1


def _quantile(values: Sequence[Day], share: float) -> Day:
    return values[round(share * (len(values) - 1))]


def _first_day(months: int) -> Day:
    year, month = divmod(months, 12)
    return day_number(year, month + 1, 1)
