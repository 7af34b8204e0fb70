"""Bounds of what starts and ends: single dates, windows, and their mirror."""

from hypothesis import given
from hypothesis import strategies as st

from graphkit.temporal.bounds import Bounds, Gaps
from graphkit.temporal.calendar import FUTURE, PAST, Window

days = st.integers(-5, 5)
bounds = st.tuples(days, days, days, days).map(lambda of: Bounds(*of).normalised())
spans = st.tuples(days, st.integers(0, 4)).map(lambda of: Window(of[0], of[0] + of[1]))
gaps = st.lists(spans, max_size=3).map(tuple)


def realisations(of: Bounds) -> list[tuple[int, int]]:
    """Every start and end within the bounds, the end not before the start."""
    starts = range(of.earliest_start, of.latest_start + 1)
    return [(one, end) for one in starts for end in range(max(one, of.earliest_end), of.latest_end + 1)]


def test_a_single_date_starts_and_ends_on_the_same_days() -> None:
    assert Bounds(1, 3, 1, 3).is_single
    assert not Bounds(1, 3, 1, 4).is_single
    assert not Bounds(1, 3, 2, 3).is_single
    assert not Bounds(1, 1, 1, FUTURE).is_single
    assert not Bounds(PAST, 3, PAST, 3).is_single


@given(bounds, days, st.integers(0, 4))
def test_what_is_in_a_window_is_what_every_start_and_end_says(of: Bounds, since: int, length: int) -> None:
    window = Window(since, since + length)
    made = realisations(of)
    overlap = [start <= window.until and end >= window.since for start, end in made]
    if made:
        assert of.possibly_in(window) == any(overlap)
        assert of.certainly_in(window) == all(overlap)


@given(bounds)
def test_time_that_runs_backwards_twice_runs_as_before(of: Bounds) -> None:
    assert of.mirrored().mirrored() == of
    assert {(-end, -start) for start, end in realisations(of)} == set(realisations(of.mirrored()))


@given(spans, spans, gaps, gaps)
def test_bounds_outside_of_gaps_are_the_first_and_the_last_day_that_no_gap_holds(
    starts: Window, ends: Window, start_gaps: tuple[Window, ...], end_gaps: tuple[Window, ...]
) -> None:
    found = Bounds(*starts, *ends).outside(Gaps(start_gaps, end_gaps))
    for side, own, told in ((starts, start_gaps, found[:2]), (ends, end_gaps, found[2:])):
        every = range(side.since, side.until + 1)
        left = [each for each in every if not any(low <= each <= high for low, high in own)] or every
        assert told == (left[0], left[-1])
