"""Spans of days against sets of days."""

from hypothesis import example, given
from hypothesis import strategies as st

from graphkit.temporal.calendar import Window, gaps_between, overlaps, runs

spans = st.tuples(st.integers(-5, 5), st.integers(0, 4)).map(lambda of: Window(of[0], of[0] + of[1]))
several = st.lists(spans, min_size=1, max_size=4)


def days(of: list[Window] | tuple[Window, ...]) -> set[int]:
    return {day for since, until in of for day in range(since, until + 1)}


@given(spans, st.lists(spans, max_size=4))
def test_runs_are_the_days_in_no_gap(window: Window, gaps: list[Window]) -> None:
    found = runs(window, gaps)
    assert days(found) == days([window]) - days(gaps)
    assert all(one.until + 1 < other.since for one, other in zip(found, found[1:], strict=False))


@given(several)
def test_gaps_are_the_days_from_the_first_to_the_last_in_none_of_the_spans(of: list[Window]) -> None:
    assert days(gaps_between(of)) == set(range(min(days(of)), max(days(of)))) - days(of)


@given(several, several)
@example([Window(0, 2)], [Window(2, 4)])
@example([Window(0, 4), Window(6, 6)], [Window(1, 2)])
def test_overlaps_are_the_days_in_both(one: list[Window], other: list[Window]) -> None:
    found = overlaps(one, other)
    assert days(found) == days(one) & days(other)
    assert all(since <= until for since, until in found)
