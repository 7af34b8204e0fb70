"""Figures of days that rankings alone do not reach: of years apart, and of silences as long as others."""

from datasets import day

from graphkit.queries.occurrences import distinct_units, longest_silence
from graphkit.temporal.calendar import Window


def on(*texts):
    return [(Window(day(since), day(until)),) for since, until in texts]


def test_months_of_different_years_are_different_and_there_is_none_between_december_and_january():
    months = on(("2024-12-05", "2024-12-05"), ("2025-11-05", "2025-11-05"), ("2025-12-05", "2025-12-05"))
    assert distinct_units(months, [], "month") == (3, 3)
    turn = on(*[("2024-12-01", "2025-01-31")] * 3)
    assert distinct_units(turn, [], "month") == (1, 2)


def test_of_silences_that_are_as_long_the_first_is_given():
    days = [Window(at, at) for at in (1, 5, 9, 10)]
    assert longest_silence(days) == (3, 3, Window(2, 4))
