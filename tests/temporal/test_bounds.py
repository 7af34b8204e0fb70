"""Bounds of what starts and ends: single dates, windows, and their mirror."""

from hypothesis import example, given
from hypothesis import strategies as st

from graphkit.temporal.bounds import Bounds, Combination, Gaps, reported
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


told = st.tuples(spans, spans, gaps, gaps).map(lambda of: (Bounds(*of[0], *of[1]), Gaps(*of[2:])))


THREE_DAYS = Bounds(0, 2, 0, 2)


@example([((THREE_DAYS, Gaps((Window(1, 1),))), 3), ((THREE_DAYS, Gaps()), None)], 3)
@given(st.lists(st.tuples(told, st.none() | days), min_size=1), days)
def test_what_is_forgotten_was_never_told(
    statements: list[tuple[tuple[Bounds, Gaps], int | None]], now: int
) -> None:
    everything, left = Combination(), Combination()
    for (of, own), until in statements:
        everything.add(of, FUTURE if until is None else until, own)
        if until is None or until > now:
            left.add(of, gaps=own)
    everything.forget(now)
    assert everything.differs == left.differs
    if any(until is None or until > now for _, until in statements):
        assert (everything.bounds, everything.gaps) == (left.bounds, left.gaps)


@example(Window(0, 2), Window(0, 2), 0, False, None)
@example(Window(0, 2), Window(0, 2), 0, True, 1)
@given(spans, spans, days, st.booleans(), st.none() | days)
def test_a_report_leaves_the_days_that_fit_it_and_all_where_none_does(
    starts: Window, ends: Window, by: int, lasts: bool, attested: int | None
) -> None:
    first, last = range(starts.since, starts.until + 1), range(ends.since, ends.until + 1)
    begun = [each for each in first if each <= by] or first
    over = [each for each in last if (attested is None or each >= attested if lasts else each <= by)]
    over = over or (last[-1:] if lasts else last)
    expected = Bounds(begun[0], begun[-1], over[0], over[-1]).normalised()
    assert reported(Bounds(*starts, *ends), by, lasts=lasts, attested=attested) == expected


@given(st.lists(st.sets(days, min_size=1, max_size=4), min_size=1, max_size=4))
def test_statements_leave_the_days_that_all_share_or_else_those_of_any(statements: list[set[int]]) -> None:
    combination = Combination()
    for told in statements:
        first, last = min(told), max(told)
        between = tuple(Window(each, each) for each in range(first, last) if each not in told)
        combination.add(Bounds(first, last, first, last), gaps=Gaps(between, between))
    shared = set.intersection(*statements)
    assert combination.differs == (not shared)
    found = combination.bounds
    for (low, high), gaps in ((found[:2], combination.gaps.start), (found[2:], combination.gaps.end)):
        left = {each for each in range(low, high + 1) if not any(a <= each <= b for a, b in gaps)}
        assert left == (shared or set.union(*statements))


def left_by(statements: list[tuple[Bounds, Gaps]], side: int) -> set[int]:
    """Every day that all statements leave for the start (0) or the end (1), or else that any leaves."""
    each = []
    for of, own in statements:
        every = set(range(of[2 * side], of[2 * side + 1] + 1))
        each.append((every, {day for low, high in own[side] for day in range(low, high + 1)}))
    shared = set.intersection(*(every for every, _ in each)) - set.union(*(out for _, out in each))
    return shared or set.union(*(every - out or every for every, out in each))


@given(st.lists(st.tuples(told, st.none() | st.integers(1, 8)), min_size=1, max_size=8), bounds)
def test_gaps_stay_what_they_were_on_each_day_and_bounds_move_out_of_them(
    rows: list[tuple[tuple[Bounds, Gaps], int | None]], of: Bounds
) -> None:
    combination, lefts, seen = Combination(), [], []
    for day, ((row, own), longer) in enumerate(rows):
        combination.add(row, FUTURE if longer is None else day + longer, own)
        combination.forget(day)
        counting = [each for n, (each, more) in enumerate(rows[: day + 1]) if more is None or n + more > day]
        lefts.append([left_by(counting, side) for side in (0, 1)])
        seen.append(combination.gaps)
        assert combination.outside(of) == of.outside(combination.gaps)
    for left, gaps in zip(lefts, seen, strict=True):
        moved = of.outside(gaps)
        assert moved.outside(gaps) == moved
        for days_left, own, asked, found in zip(
            left, gaps, (of[:2], of[2:]), (moved[:2], moved[2:]), strict=True
        ):
            between = set(range(min(days_left), max(days_left))) - days_left
            assert {day for low, high in own for day in range(low, high + 1)} == between
            inside = [day for day in range(asked[0], asked[1] + 1) if day not in between]
            assert found == ((inside[0], inside[-1]) if inside else asked)
