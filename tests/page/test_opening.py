"""The page opens on the days that matter: not on a third of a long story, nor on more names than fit."""

import random
from collections.abc import Sequence

from datasets import day, iso
from hypothesis import given
from hypothesis import strategies as st

from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph
from graphkit.page.opening import MOST_NAMES, Told, axis_span, opening_span, whole_axis
from graphkit.page.payload import build_payload
from graphkit.temporal.calendar import Day, calendar_date, day_number

from .conftest import Opener, dataset, relation
from .test_time import ends_of, take, time_of


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


def news(*whens: str, published: str = "2025-07-15") -> Graph:
    """Meetings on these days, and a visit that is planned, in a paper that was published on a day."""
    meetings = [relation(f"meeting-{place}", when=when) for place, when in enumerate(whens)]
    plan = relation("plan", "visited", "ann", "firm", when="2025-12-01", status="planned")
    told = dataset(*meetings, plan)
    paper = told.sources[0].model_copy(update={"published": published})
    return build_graph(told.model_copy(update={"sources": (paper,)}))


def test_a_day_and_the_news_open_on_the_last_that_the_sources_reach(open_page: Opener) -> None:
    page = open_page(news("2025-01-06", "2025-07-14")).page
    take(page, "day")
    assert time_of(page)["last"] == day("2025-07-15")
    assert "beyond" not in page.inner_text("#heading")
    assert page.evaluate("graphkit.axis()")["to"] >= day("2025-12-01"), "the slider reaches what is planned"
    take(page, "all")
    take(page, "diff")
    assert ends_of(page) == (day("2025-07-08"), day("2025-07-15"))
    page.evaluate("day => graphkit.setDay(day)", day("2025-12-01"))
    take(page, "all")
    take(page, "day")
    assert time_of(page)["last"] == day("2025-12-01"), "the day that the reader chose"


def test_known_by_a_day_the_sources_reach_no_farther(open_page: Opener) -> None:
    page = open_page(news("2025-01-06")).page
    page.evaluate("day => graphkit.setKnownBy(day)", day("2025-03-01"))
    take(page, "day")
    assert time_of(page)["last"] == day("2025-03-01")


def test_a_period_hands_over_the_last_of_its_days_that_the_sources_reach(open_page: Opener) -> None:
    page = open_page(news("2025-01-06", "2025-07-14")).page
    page.evaluate("([a, b]) => graphkit.setSpan(a, b)", [day("2025-06-01"), day("2025-12-31")])
    take(page, "day")
    assert time_of(page)["last"] == day("2025-07-15")
    page.evaluate("([a, b]) => graphkit.setSpan(a, b)", [day("2025-11-01"), day("2025-12-31")])
    take(page, "day")
    assert time_of(page)["last"] == day("2025-12-31"), "the sources reach none of them"


def test_without_sources_the_newest_is_what_began_last_and_no_plan(open_page: Opener) -> None:
    meetings = [
        relation(f"meeting-{week}", when=iso(day("2025-01-06") + 7 * week), evidence=()) for week in range(40)
    ]
    plan = relation("plan", "visited", "ann", "firm", when="2025-12-01", status="planned", evidence=())
    told = dataset(*meetings, plan).model_copy(update={"sources": ()})
    page = open_page(build_graph(told)).page
    last = day("2025-01-06") + 7 * 39
    take(page, "all")
    take(page, "day")
    assert time_of(page)["last"] == last
    take(page, "all")
    take(page, "diff")
    assert ends_of(page) == (last - 7, last)
