"""Which days the page opens on, and which its time axis covers: where the events are, not the outliers."""

from collections import Counter
from collections.abc import Iterable, Sequence

from graphkit.temporal.calendar import Day, calendar_date, day_number

_GAP_MONTHS = 2
_LONGEST_SPREAD = 62

Span = tuple[Day, Day]


def opening_span(starts: Iterable[Span]) -> Span | None:
    """Return the first day of the first month that matters and the last day of the last.

    Months that hold events are put together where fewer than two empty ones lie between; the
    group with most events wins, and months with a single event are cut from its ends.

    Parameters
    ----------
    starts
        For each event or state, the first and last day on which it may have begun; those known
        less well than to about two months are not counted.
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
    """Return the days that the time axis covers: the opening and what lies near, outliers left out.

    Nine tenths of all starts decide, but no more than the opening's own length on either side of it.
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
