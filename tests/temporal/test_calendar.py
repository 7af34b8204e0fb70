"""Days, spans and periods: against the standard library, sets of days and tables worked by hand."""

from datetime import date
from itertools import pairwise

import pytest
from datasets import day
from hypothesis import example, given
from hypothesis import strategies as st

from graphkit.temporal import edtf
from graphkit.temporal.calendar import (
    FUTURE,
    PAST,
    Window,
    calendar_date,
    day_number,
    gaps_between,
    iso,
    overlaps,
    range_words,
    runs,
    span_words,
    unit_of,
    unit_words,
    units_in,
)

spans = st.tuples(st.integers(-5, 5), st.integers(0, 4)).map(lambda of: Window(of[0], of[0] + of[1]))
several = st.lists(spans, min_size=1, max_size=4)


def days_of(of: list[Window] | tuple[Window, ...]) -> set[int]:
    return {each for since, until in of for each in range(since, until + 1)}


@given(spans, st.lists(spans, max_size=4))
def test_runs_are_the_days_in_no_gap(window: Window, gaps: list[Window]) -> None:
    found = runs(window, gaps)
    assert days_of(found) == days_of([window]) - days_of(gaps)
    assert all(since <= until for since, until in found)
    assert all(one.until + 1 < other.since for one, other in pairwise(found))


@given(several)
def test_gaps_are_the_days_from_the_first_to_the_last_in_none_of_the_spans(of: list[Window]) -> None:
    assert days_of(gaps_between(of)) == set(range(min(days_of(of)), max(days_of(of)))) - days_of(of)


@given(several, several)
@example([Window(0, 2)], [Window(2, 4)])
@example([Window(0, 4), Window(6, 6)], [Window(1, 2)])
def test_overlaps_are_the_days_in_both(one: list[Window], other: list[Window]) -> None:
    found = overlaps(one, other)
    assert days_of(found) == days_of(one) & days_of(other)
    assert all(since <= until for since, until in found)


# --- the calendar -------------------------------------------------------------------------------


@given(st.dates())
def test_days_within_the_calendar_agree_with_the_standard_library(at):
    number = day_number(at.year, at.month, at.day)
    assert number == at.toordinal()
    assert calendar_date(number) == (at.year, at.month, at.day)
    assert iso(number) == at.isoformat()
    assert edtf.one_day(at) == edtf.one_day(at.isoformat()) == number


@given(st.integers(-(10**9), 10**9))
def test_days_far_beyond_the_calendar_come_back(number):
    assert day_number(*calendar_date(number)) == number
    year, month, dom = calendar_date(number + 1)
    assert day_number(year, month, dom) == number + 1
    assert calendar_date(number + 146_097) == (
        calendar_date(number)[0] + 400,
        *calendar_date(number)[1:],
    )


def test_the_year_before_1_is_a_leap_year_and_ends_the_day_before():
    assert day_number(1, 1, 1) == 1
    assert day_number(0, 12, 31) == 0
    assert day_number(0, 1, 1) == -365


def test_infinities_have_no_iso_day():
    assert iso(PAST) is None
    assert iso(FUTURE) is None
    assert iso(day_number(10000, 1, 1)) == "+10000-01-01"
    assert iso(day_number(-1, 1, 1)) == "-0001-01-01"


# --- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2025-07-14", "2025-07-14", "14 July 2025"),
        ("2025-07-07", "2025-07-13", "7-13 July 2025"),
        ("2025-06-30", "2025-07-13", "30 June - 13 July 2025"),
        ("2024-12-31", "2025-01-01", "31 December 2024 - 1 January 2025"),
        ("2019-06-01", "2019-06-30", "June 2019"),
        ("2019-01-01", "2019-12-31", "2019"),
        ("2019-01-01", "2019-06-30", "1 January - 30 June 2019"),
        ("2018-01-01", "2019-12-31", "1 January 2018 - 31 December 2019"),
        ("2024-02-01", "2024-02-28", "1-28 February 2024"),
    ],
)
def test_span_words(first, last, words):
    assert span_words(day(first), day(last)) == words
    assert range_words(day(first), day(last)) == words


def test_range_words_of_sides_without_end():
    assert range_words(PAST, day("2025-07-14")) == "by 14 July 2025"
    assert range_words(day("2025-07-14"), FUTURE) == "14 July 2025 or later"
    assert range_words(PAST, FUTURE) == "any day"
    assert range_words(FUTURE, FUTURE) == "no end"
    assert range_words(PAST, PAST) == "no beginning"


# --- days, weeks, months and quarters -------------------------------------------------------------

UNITS = ["day", "week", "month", "quarter", "year"]


@pytest.mark.parametrize(
    ("at", "unit", "since", "until", "words"),
    [
        ("2025-07-14", "day", "2025-07-14", "2025-07-14", "14 July 2025"),
        ("2025-07-14", "week", "2025-07-14", "2025-07-20", "14-20 July 2025"),
        ("2025-07-20", "week", "2025-07-14", "2025-07-20", "14-20 July 2025"),
        ("2025-07-13", "week", "2025-07-07", "2025-07-13", "7-13 July 2025"),
        ("2024-12-31", "week", "2024-12-30", "2025-01-05", "30 December 2024 - 5 January 2025"),
        ("2025-07-31", "month", "2025-07-01", "2025-07-31", "July 2025"),
        ("2024-02-10", "month", "2024-02-01", "2024-02-29", "February 2024"),
        ("2025-12-31", "month", "2025-12-01", "2025-12-31", "December 2025"),
        ("2025-01-01", "quarter", "2025-01-01", "2025-03-31", "Q1 2025"),
        ("2025-06-30", "quarter", "2025-04-01", "2025-06-30", "Q2 2025"),
        ("2025-07-01", "quarter", "2025-07-01", "2025-09-30", "Q3 2025"),
        ("2025-12-31", "quarter", "2025-10-01", "2025-12-31", "Q4 2025"),
        ("2025-12-31", "year", "2025-01-01", "2025-12-31", "2025"),
        ("2024-01-01", "year", "2024-01-01", "2024-12-31", "2024"),
    ],
)
def test_the_unit_that_holds_a_day(at, unit, since, until, words):
    window = unit_of(day(at), unit)
    assert window == Window(day(since), day(until))
    assert unit_words(window, unit) == words


def test_units_before_our_era():
    assert unit_words(unit_of(edtf.parse("-0001-05-05").bounds[0], "month"), "month") == "May 2 BC"
    assert unit_words(unit_of(edtf.parse("0000-05-05").bounds[0], "quarter"), "quarter") == "Q2 1 BC"


@given(st.integers(1, date.max.toordinal() - 400), st.sampled_from(UNITS))
def test_a_unit_holds_its_day_and_no_two_overlap(at, unit):
    since, until = window = unit_of(at, unit)
    assert since <= at <= until
    assert unit_of(since, unit) == unit_of(until, unit) == window
    assert unit_of(until + 1, unit).since == until + 1
    first = date.fromordinal(since) if since > 0 else None
    if unit == "week" and first:
        assert (first.weekday(), until - since) == (0, 6)
    if unit in ("month", "quarter", "year") and first:
        assert first.day == date.fromordinal(until + 1).day == 1


@given(st.integers(1, 800_000), st.integers(0, 400), st.sampled_from(UNITS))
def test_units_in_a_window_are_those_that_its_days_are_in(since, days, unit):
    each = {unit_of(at, unit) for at in range(since, since + days + 1)}
    assert units_in(Window(since, since + days), unit) == len(each)
