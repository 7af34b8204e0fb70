"""The page opens on the days that matter: not on a third of a long story, nor on more names than fit."""

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from graphkit.graph.build import build_graph
from graphkit.page.opening import MOST_NAMES, Told, axis_span, opening_span, whole_axis
from graphkit.page.payload import build_payload
from graphkit.temporal.calendar import Day, calendar_date, day_number

from .conftest import dataset, relation


def on(day: Day, one: int, other: int = 0) -> Told:
    return Told((day, day), (f"actor {one}", f"actor {other}"))


def scattered(years: Sequence[int], count: int, actors: int, seed: int = 1) -> list[Told]:
    """So many events of so many actors, anywhere in some years."""
    chance = random.Random(seed)
    return [
        on(
            day_number(chance.choice(years), chance.randint(1, 12), chance.randint(1, 28)),
            1 + number % actors,
            chance.randint(0, actors),
        )
        for number in range(count)
    ]


def test_a_small_story_of_decades_opens_on_all_of_it() -> None:
    told = scattered(range(2000, 2024), 50, 30) + scattered([2019], 24, 20)
    assert opening_span(told, whole=True) is None
    first, last = axis_span([each.start for each in told], None) or (0, 0)
    assert first < day_number(2001, 1, 1)
    assert last > day_number(2023, 6, 1)


def test_the_axis_of_a_month_that_holds_everything_is_not_mostly_empty() -> None:
    march = [(day, day) for day in range(day_number(2014, 3, 1), day_number(2014, 3, 31) + 1)]
    whole = march[0][0], march[-1][1]
    assert axis_span(march, whole) == (whole[0] - 7, whole[1] + 7)
    vague = [(day_number(2014, 1, 1), day_number(2014, 12, 31))] * 5
    assert axis_span([*march, *vague], whole) == (
        day_number(2014, 1, 1),
        day_number(2014, 5, 31),
    )


def test_days_that_leave_much_of_their_months_empty_are_opened_alone() -> None:
    for first, last in ((6, 12), (3, 16), (9, 9)):
        told = [on(day_number(2014, 1, first + number % (last - first + 1)), number) for number in range(200)]
        opened = opening_span(told, whole=False)
        assert opened == (day_number(2014, 1, first), day_number(2014, 1, last))
        since, until = axis_span([each.start for each in told], opened) or (0, 0)
        assert until - since <= max(6, 1.9 * (last - first + 1))
    most = [on(day_number(2014, 1, 1 + number % 28), number) for number in range(200)]
    month = day_number(2014, 1, 1), day_number(2014, 1, 31)
    assert opening_span(most, whole=False) == month
    assert opening_span([*most, Told(month, ("one", "other"))], whole=False) == month


def test_a_whole_story_has_the_axis_of_most_of_it_where_the_rest_would_press_that_together() -> None:
    summer = [(day, day) for day in range(day_number(2025, 4, 1), day_number(2025, 7, 31), 3)]
    years = [(day_number(year, 1, 1), day_number(year, 12, 31)) for year in (2022, 2023, 2024)]
    assert whole_axis([*summer, *years]) == (day_number(2025, 3, 1), day_number(2025, 8, 31))
    assert whole_axis(summer) is None
    assert whole_axis([*summer, *years * 5]) is None, "what is only dated by the year is much of the story"
    assert whole_axis([each.start for each in scattered(range(1985, 2025), 60, 20)]) is None
    assert whole_axis([]) is None


def test_the_dense_years_of_a_long_story_are_opened_if_they_name_enough() -> None:
    told = scattered(range(1980, 2020, 3), 30, 100) + scattered([2021, 2022], 200, 60)
    first, last = opening_span(told, whole=True) or (0, 0)
    assert (first, last) == (day_number(2021, 1, 1), day_number(2022, 12, 31))


def test_an_outlier_does_not_open_decades() -> None:
    told = [*scattered([2021], 200, 30), on(day_number(1969, 7, 20), 7)]
    assert opening_span(told, whole=True) == (day_number(2021, 1, 1), day_number(2021, 12, 31))


def test_gaps_are_bridged_until_a_large_story_shows_enough_names() -> None:
    told = [on(day_number(1900 + number, 1, 1), number, number + 1) for number in range(0, 300, 2)]
    first, last = opening_span(told, whole=False) or (0, 0)
    assert len({name for each in told if first <= each.start[0] <= last for name in each.actors}) >= 40


@given(st.integers(121, 250), st.integers(1, 12))
def test_no_more_names_are_opened_than_fit(actors: int, months: int) -> None:
    told = [on(day_number(2020, 1 + number % months, 1), number, number + 1) for number in range(actors)]
    first, last = opening_span(told, whole=True) or (0, 0)
    shown = {name for each in told if first <= each.start[0] <= last for name in each.actors}
    assert shown
    assert len(shown) <= MOST_NAMES or calendar_date(first)[:2] == calendar_date(last)[:2]
    drawn_in_part = opening_span(told, whole=False) or (0, 0)
    assert drawn_in_part[0] <= told[0].start[0] <= told[-1].start[0] <= drawn_in_part[1]


def test_what_is_only_claimed_or_planned_does_not_open_the_page() -> None:
    sure = [relation(f"sure-{day}", when=f"2023-03-{day:02}") for day in range(1, 29)]
    plans = [
        relation(f"plan-{month}-{day}", when=f"2025-{month:02}-{day:02}", status="planned")
        for day in range(1, 29)
        for month in (5, 6)
    ]
    opening = build_payload(build_graph(dataset(*sure, *plans)))["opening"]
    assert opening["from"] == day_number(2023, 3, 1)
    assert opening["to"] == day_number(2023, 3, 31)
