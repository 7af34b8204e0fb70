"""Days and periods of questions in words: each is the days of what the words mean, or is refused."""

from collections.abc import Callable

import pytest
from datasets import day, graph_of

import graphkit as gk
from graphkit.errors import DateError
from graphkit.graph.validated import filter_of
from graphkit.temporal.asked_days import edge, last_day, one_day, window
from graphkit.temporal.calendar import FUTURE, PAST


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        (("late May 2025", "between 3 and 5 June 2025"), "2025-05-16", "2025-06-05"),
        (("since 2019", "until 2020"), "2019-01-01", "2020-12-31"),
        (("between 3 and 5 May 2025",) * 2, "2025-05-03", "2025-05-05"),
        (("spring 2020",) * 2, "2020-03-01", "2020-05-31"),
        (("since 2019",) * 2, "2019-01-01", None),
        (("until 2020",) * 2, None, "2020-12-31"),
        (("2025-07", "2025-07-15"), "2025-07-01", "2025-07-15"),
    ],
)
def test_a_period_in_words_has_its_first_and_last_day(
    asked: tuple[str, str], first: str | None, last: str | None
) -> None:
    expected = (day(first) if first else PAST, day(last) if last else FUTURE)
    assert window(*asked) == expected
    assert filter_of(gk.window(graph_of(), *asked)).window == expected


@pytest.mark.parametrize(
    ("ask", "text", "why"),
    [
        (window, "last week", "counts from the day on which it was said; write the day or days themselves"),
        (window, "03/04/2019", "may be 3 April 2019 or 4 March 2019"),
        (window, "until 2020", "has no first day"),
        (window, "about May 2020", "is 2020-05~; write one day"),
        (window, "3 or 5 May 2020", "write one day, month or year"),
        (window, "2020-05~", "write one day, month or year"),
        (window, "rubbish", "'rubbish' is not a date; write a day, month or year"),
        (lambda text: last_day(text, "snapshot"), "since 2019", "has no last day"),
        (lambda text: one_day(text, "known by"), "late May 2020", "is longer than a day"),
    ],
)
def test_what_is_no_plain_period_is_refused(ask: Callable[[str], object], text: str, why: str) -> None:
    with pytest.raises(DateError) as refused:
        ask(text)
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("ends", "what", "named"), [((0,), "", "since"), ((1,), "", "until"), ((0, 1), "period", "period")]
)
@pytest.mark.parametrize("text", ["rubbish", "last week"])
def test_an_end_that_is_no_date_is_called_as_it_was_asked_for(
    ends: tuple[int, ...], what: str, named: str, text: str
) -> None:
    since, until = (text if end in ends else None for end in range(2))
    with pytest.raises(DateError) as refused:
        window(since, until, what)
    assert str(refused.value).startswith(f"{named}: {text!r}")


def test_a_period_without_a_first_day_has_none_only_where_it_may_be_open() -> None:
    assert edge("../2020", "until 2020", "first", may_be_open=True) is None
    with pytest.raises(DateError, match="which has no first day; write one"):
        edge("../2020", "until 2020", "first")
