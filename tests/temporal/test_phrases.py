"""Dates as people write them: phrases with their day of reference, and what is refused with both readings."""

import re
from datetime import date, timedelta

import pytest
from datasets import day, iso
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import DateError
from graphkit.temporal import edtf, phrases

WEDNESDAY = "2019-05-15"

PHRASES = [
    # days
    ("14 March 2019", None, "2019-03-14"),
    ("14th of March, 2019", None, "2019-03-14"),
    ("on the 14th of March 2019", None, "2019-03-14"),
    ("March 14, 2019", None, "2019-03-14"),
    ("Mar. 1st 2019", None, "2019-03-01"),
    ("14-Mar-2019", None, "2019-03-14"),
    ("Thursday, 14 March 2019", None, "2019-03-14"),
    ("thursday, march 14, 2019", None, "2019-03-14"),
    ("2 Sept 1999", None, "1999-09-02"),
    ("29 February 2020", None, "2020-02-29"),
    ("14/03/2019", None, "2019-03-14"),
    ("03/14/2019", None, "2019-03-14"),
    ("14.3.2019", None, "2019-03-14"),
    ("05/05/2019", None, "2019-05-05"),
    ("12/13/2019", None, "2019-12-13"),
    ("2019/03/14", None, "2019-03-14"),
    ("New Year's Eve 2019", None, "2019-12-31"),
    ("on Christmas Day 2018", None, "2018-12-25"),
    ("the first Monday in May 2019", None, "2019-05-06"),
    ("the second Tuesday of April 2019", None, "2019-04-09"),
    ("the last Friday in May 2019", None, "2019-05-31"),
    ("on or about 3 May 2019", None, "2019-05-03~"),
    ("since about 2015", None, "2015~/"),
    ("until around May 2019", None, "/2019-05~"),
    ("from circa 2015 on", None, "2015~/"),
    # months, years and their parts
    ("in or around May 2019", None, "2019-05~"),
    ("some time in 2018", None, "2018"),
    ("at some point in March 2018", None, "2018-03"),
    ("sometime last year", WEDNESDAY, "2018"),
    ("the early 1990s", None, "[1990..1994]"),
    ("the mid-1990s", None, "[1992..1997]"),
    ("the late 1990s", None, "[1995..1999]"),
    ("2015-present", None, "2015/"),
    ("from May 2015 to the present", None, "2015-05/"),
    ("May 2015 to date", None, "2015-05/"),
    # counted from the day on which it was said
    ("this morning", WEDNESDAY, "2019-05-15"),
    ("this weekend", WEDNESDAY, "[2019-05-18..2019-05-19]"),
    ("last weekend", WEDNESDAY, "[2019-05-11..2019-05-12]"),
    ("over the past weekend", WEDNESDAY, "[2019-05-11..2019-05-12]"),
    ("last weekend", "2019-05-19", "[2019-05-11..2019-05-12]"),
    ("more than two years ago", WEDNESDAY, "[..2017-05-31]"),
    ("at least two weeks ago", WEDNESDAY, "[..2019-05-05]"),
    ("over a year ago", WEDNESDAY, "[..2018-05-31]"),
    ("less than a year ago", WEDNESDAY, "[2018-05-01..2019-05-15]"),
    ("more than three weeks ago", WEDNESDAY, "[..2019-04-28]"),
    ("about two years ago", WEDNESDAY, "2017~"),
    ("nearly six months ago", WEDNESDAY, "2018-11~"),
    ("about three weeks ago", WEDNESDAY, "[2019-04-15..2019-05-05]"),
    ("March 2019", None, "2019-03"),
    ("in Sept. of 2019", None, "2019-09"),
    ("3/2019", None, "2019-03"),
    ("in 2019", None, "2019"),
    ("the 1990s", None, "199X"),
    ("Q2 2019", None, "2019-34"),
    ("2019 Q4", None, "2019-36"),
    ("the second quarter of 2019", None, "2019-34"),
    ("1st quarter of 2019", None, "2019-33"),
    ("2nd quarter of 2019", None, "2019-34"),
    ("third quarter of 2019", None, "2019-35"),
    ("3rd quarter of 2019", None, "2019-35"),
    ("fourth quarter of 2019", None, "2019-36"),
    ("4th quarter of 2019", None, "2019-36"),
    ("H1 2019", None, "2019-40"),
    ("the second half of 2019", None, "2019-41"),
    ("first half of February 2019", None, "[2019-02-01..2019-02-15]"),
    ("second half of May 2019", None, "[2019-05-16..2019-05-31]"),
    ("spring 2020", None, "2020-21"),
    ("in the summer of 2019", None, "2019-22"),
    ("Autumn 2019", None, "2019-23"),
    ("fall of 2019", None, "2019-23"),
    ("winter 2019/20", None, "2019-24"),
    ("the winter of 2019-2020", None, "2019-24"),
    ("early May 2019", None, "[2019-05-01..2019-05-15]"),
    ("mid-May 2019", None, "[2019-05-08..2019-05-23]"),
    ("late May 2019", None, "[2019-05-16..2019-05-31]"),
    ("Late February 2019", None, "[2019-02-16..2019-02-28]"),
    ("at the beginning of May 2019", None, "[2019-05-01..2019-05-15]"),
    ("the middle of May 2019", None, "[2019-05-08..2019-05-23]"),
    ("at the end of May 2019", None, "[2019-05-16..2019-05-31]"),
    ("early 2019", None, "2019-40"),
    ("mid-2019", None, "[2019-04..2019-09]"),
    ("late 2019", None, "2019-41"),
    ("the week of 15 May 2019", None, "[2019-05-13..2019-05-19]"),
    ("the weekend of 18 May 2019", None, "[2019-05-18..2019-05-19]"),
    ("the weekend of 18-19 May 2019", None, "[2019-05-18..2019-05-19]"),
    ("the night of 3-4 May 2019", None, "[2019-05-03..2019-05-04]"),
    ("before midnight on 3 May 2019", None, "2019-05-03"),
    ("end-May 2019", None, "[2019-05-16..2019-05-31]"),
    ("by end-May 2019", None, "[..2019-05-31]"),
    ("the final quarter of 2019", None, "2019-36"),
    ("the last three months of 2019", None, "2019-36"),
    ("the first six months of 2019", None, "2019-40"),
    ("the last half of 2019", None, "2019-41"),
    ("before the end of 2019", None, "[..2019-12-31]"),
    ("no earlier than 15 July 2019", None, "[2019-07-15..]"),
    # words around a date
    ("since 2019", None, "2019/"),
    ("since 14 March 2019", None, "2019-03-14/"),
    ("from May 2019 on", None, "2019-05/"),
    ("since the beginning of 2019", None, "2019-01-01/"),
    ("until June 2020", None, "/2020-06"),
    ("until the end of 2019", None, "/2019-12-31"),
    ("by 15 July 2019", None, "[..2019-07-15]"),
    ("by July 2019", None, "[..2019-07-31]"),
    ("by the end of May 2019", None, "[..2019-05-31]"),
    ("by mid-2019", None, "[..2019-09-30]"),
    ("on or after mid-2019", None, "[2019-04-01..]"),
    ("no later than 15 July 2019", None, "[..2019-07-15]"),
    ("before 15 July 2019", None, "[..2019-07-14]"),
    ("before 2019", None, "[..2018-12-31]"),
    ("two days before 5 May 2019", None, "2019-05-03"),
    ("the day after 5 May 2019", None, "2019-05-06"),
    ("three weeks before 5 May 2019", None, "[2019-04-08..2019-04-14]"),
    ("the week before 5 May 2019", None, "[2019-04-22..2019-05-05]"),
    ("the week after 5 May 2019", None, "[2019-05-05..2019-05-12]"),
    ("the fortnight before 5 May 2019", None, "[2019-04-15..2019-05-05]"),
    ("six months after May 2019", None, "2019-11~"),
    ("after May 2019", None, "[2019-06-01..]"),
    ("after late May 2019", None, "[2019-05-17..]"),
    ("before late May 2019", None, "[..2019-05-30]"),
    ("on or after 1 May 2019", None, "[2019-05-01..]"),
    ("about May 2019", None, "2019-05~"),
    ("c. 1850", None, "1850~"),
    ("perhaps 14 March 2019", None, "2019-03-14?"),
    # two dates
    ("between 3 and 5 May 2019", None, "[2019-05-03..2019-05-05]"),
    ("between March and May 2019", None, "[2019-03..2019-05]"),
    ("between early and late May 2019", None, "[2019-05-01..2019-05-31]"),
    ("between March 3 and 5, 2019", None, "[2019-03-03..2019-03-05]"),
    ("between 30 December 2018 and 2 January 2019", None, "[2018-12-30..2019-01-02]"),
    ("from 3 to 5 May 2019", None, "2019-05-03/2019-05-05"),
    ("3\u20135 May 2019", None, "2019-05-03/2019-05-05"),
    ("May 3-5, 2019", None, "2019-05-03/2019-05-05"),
    ("March to May 2019", None, "2019-03/2019-05"),
    ("3 March - 5 May 2019", None, "2019-03-03/2019-05-05"),
    ("2019-2021", None, "2019/2021"),
    ("from 2019 until 2021", None, "2019/2021"),
    ("14 or 15 July 2025", None, "[2025-07-14,2025-07-15]"),
    ("in May or June 2019", None, "[2019-05,2019-06]"),
    # counted from a day
    ("today", WEDNESDAY, "2019-05-15"),
    ("yesterday", "2019-03-01", "2019-02-28"),
    ("tomorrow", "2019-12-31", "2020-01-01"),
    ("the day before yesterday", WEDNESDAY, "2019-05-13"),
    ("the day after tomorrow", WEDNESDAY, "2019-05-17"),
    ("last night", WEDNESDAY, "2019-05-14"),
    ("tonight", WEDNESDAY, "2019-05-15"),
    ("the 15th of last month", WEDNESDAY, "2019-04-15"),
    ("the 15th of the previous month", WEDNESDAY, "2019-04-15"),
    ("the 31st of this month", WEDNESDAY, "2019-05-31"),
    ("the 3rd of next month", WEDNESDAY, "2019-06-03"),
    ("last week", WEDNESDAY, "[2019-05-06..2019-05-12]"),
    ("last week", "2019-05-13", "[2019-05-06..2019-05-12]"),
    ("last week", "2019-05-12", "[2019-04-29..2019-05-05]"),
    ("this week", "2019-05-19", "[2019-05-13..2019-05-19]"),
    ("next week", WEDNESDAY, "[2019-05-20..2019-05-26]"),
    ("earlier this week", WEDNESDAY, "[2019-05-13..2019-05-15]"),
    ("later this month", WEDNESDAY, "[2019-05-15..2019-05-31]"),
    ("last month", "2019-01-31", "2018-12"),
    ("the week before last", WEDNESDAY, "[2019-04-29..2019-05-05]"),
    ("the month before last", "2019-01-31", "2018-11"),
    ("the week after next", WEDNESDAY, "[2019-05-27..2019-06-02]"),
    ("by year-end", WEDNESDAY, "[..2019-12-31]"),
    ("next month", "2019-12-31", "2020-01"),
    ("late last month", WEDNESDAY, "[2019-04-16..2019-04-30]"),
    ("last quarter", "2019-02-01", "2018-36"),
    ("next quarter", "2019-03-01", "2019-34"),
    ("this year", WEDNESDAY, "2019"),
    ("early this year", WEDNESDAY, "2019-40"),
    ("since last year", WEDNESDAY, "2018/"),
    ("by the end of next year", WEDNESDAY, "[..2020-12-31]"),
    ("10 days ago", WEDNESDAY, "2019-05-05"),
    ("two weeks ago", WEDNESDAY, "[2019-04-29..2019-05-05]"),
    ("a fortnight ago", WEDNESDAY, "[2019-04-29..2019-05-05]"),
    ("three months ago", WEDNESDAY, "2019-02~"),
    ("a year ago", WEDNESDAY, "2018~"),
    ("last Friday", WEDNESDAY, "2019-05-10"),
    ("last Wednesday", WEDNESDAY, "2019-05-08"),
    ("next Monday", WEDNESDAY, "2019-05-20"),
    ("next Wednesday", WEDNESDAY, "2019-05-22"),
    ("this Friday", WEDNESDAY, "2019-05-17"),
    ("on Monday last week", WEDNESDAY, "2019-05-06"),
    ("next week's Friday", WEDNESDAY, "2019-05-24"),
    ("last May", "2019-03-01", "2018-05"),
    ("next May", WEDNESDAY, "2020-05"),
    ("next May", "2019-05-01", "2020-05"),
    ("last summer", WEDNESDAY, "2018-22"),
    ("since 30 July 2016 until January 2025", None, "2016-07-30/2025-01"),
    ("by 2019-06", None, "[..2019-06-30]"),
]


@pytest.mark.parametrize(
    "text",
    ["2019", "2019-06", "2019-06-05", "2019~", "2019?", "2019%", "2019-21", "2019-34", "2019/", "/2019",
     "2019/..", "../2019", "2019-05/2020-06", "2019-05-03/2019-05-09", "[..2019-06-30]",
     "[2019-06-15..]", "[2012,2013]", "[2019-05-03,2019-05-05]", "201X", "2019-05-03/", "../2019-05-03"],
)  # fmt: skip
def test_what_answers_print_of_a_date_is_read(text: str) -> None:
    assert phrases.read(edtf.parse(text).words) == text


@pytest.mark.parametrize(("phrase", "asked_on", "written"), PHRASES)
def test_a_phrase_is_read_as_it_is_meant(phrase: str, asked_on: str | None, written: str) -> None:
    assert phrases.read(phrase, asked_on and day(asked_on)) == written
    assert phrases.read(f"  {phrase.upper()}. ", asked_on and day(asked_on)) == written
    assert edtf.parse(written)


@pytest.mark.parametrize("text", ["2019", "2019-05/", "[2019-05-03..]", "2019-24", "2019-05-03T10:00:00Z"])
def test_edtf_stays_as_it_is(text: str) -> None:
    assert phrases.read(text) == text


@pytest.mark.parametrize(
    ("phrase", "asked_on", "readings"),
    [
        ("03/04/2019", None, ["3 April 2019", "4 March 2019"]),
        ("3.4.2019", None, ["3 April 2019", "4 March 2019"]),
        ("03/12/2019", None, ["3 December 2019", "12 March 2019"]),
        ("May", WEDNESDAY, ["May 2019", "May 2020"]),
        ("15 May", WEDNESDAY, ["15 May 2019", "15 May 2020"]),
        ("the 20th", WEDNESDAY, ["20 April 2019", "20 May 2019"]),
        ("the 30th", "2019-03-01", ["30 January 2019", "30 March 2019"]),
        ("14 March", WEDNESDAY, ["14 March 2019", "14 March 2020"]),
        ("29 February", WEDNESDAY, ["29 February 2016", "29 February 2020"]),
        ("Thursday 14 March", "2019-05-01", ["names no year"]),
        ("since late May", WEDNESDAY, ["names no year"]),
        ("from December to January", WEDNESDAY, ["names no year"]),
        (
            "3-6 March",
            "2019-01-01",
            ["from 3 March 2018 to 6 March 2018", "from 3 March 2019 to 6 March 2019"],
        ),
        ("late May", WEDNESDAY, ["16-31 May 2018", "16-31 May 2019"]),
        ("since Q2", WEDNESDAY, ["from Q2 2019, end unknown", "from Q2 2020, end unknown"]),
        ("on Monday", WEDNESDAY, ["13 May 2019", "20 May 2019"]),
        ("on Wednesday", WEDNESDAY, ["15 May 2019", "22 May 2019"]),
        ("last Monday", WEDNESDAY, ["6 May 2019", "13 May 2019"]),
        ("next Friday", WEDNESDAY, ["17 May 2019", "24 May 2019"]),
        ("next weekend", WEDNESDAY, ["18-19 May 2019", "25-26 May 2019"]),
        ("over the weekend", WEDNESDAY, ["11-12 May 2019", "18-19 May 2019"]),
        ("last May", "2019-05-01", ["May 2018", "May 2019"]),
        ("last May", "2019-11-01", ["May 2018", "May 2019"]),
        ("next May", "2019-03-01", ["May 2019", "May 2020"]),
        ("winter 2018", None, ["2017/18", "2018/19"]),
    ],
)
def test_what_may_be_read_in_two_ways_is_refused_with_both(
    phrase: str, asked_on: str | None, readings: list[str]
) -> None:
    with pytest.raises(phrases.UnclearDateError) as refused:
        phrases.read(phrase, asked_on and day(asked_on))
    assert all(reading in str(refused.value) for reading in readings)


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("May", "names no year"),
        ("between 3 and 5 May", "names no year"),
        ("since late May", "names no year"),
        ("Friday 14 March", "names no year"),
        ("29 February", "names no year"),
        ("14/3/19", "a year of two digits"),
        ("May '19", "a year of two digits"),
        ("Friday 14 March 2019", "2019-03-14 was a Thursday"),
        ("31 April 2019", "not in the calendar"),
        ("13/13/2019", "not in the calendar"),
        ("from May to March 2019", "ends before it starts"),
        ("since late May 2019", "write begins [2019-05-16..2019-05-31]"),
        (
            "from early May to late May 2019",
            "begins [2019-05-01..2019-05-15] and ends [2019-05-16..2019-05-31]",
        ),
        ("about late May 2019", "is twice imprecise"),
        ("since about late May 2019", "is twice imprecise"),
    ]
    + [
        (phrase, "counts from the day") for phrase in ("next week", "yesterday", "last Monday", "by next May")
    ],
)
def test_what_is_unclear_is_refused_with_its_reason(phrase: str, told: str) -> None:
    with pytest.raises(DateError, match=re.escape(told)):
        phrases.read(phrase)


@pytest.mark.parametrize(
    "text",
    ["", " ", "soon", "a few days ago", "the other day", "early spring 2020", "early 19th century",
     "winter 2019/22", "2019-20", "5 March 14 2019", "third half of 2019", "third half of May 2019",
     "week of May 2019", "3 to 5 2019", "the 31st of last month",
     "May 2019 to", "to May 2019", "since", "or", "-",
     "not from 2019 to 2021", "between May 2019", "1 2019", "may 2019 x", "x" * 600, "2019 " * 16,
     "\u0664 May 2019", "..", "of"],
)  # fmt: skip
def test_what_is_no_date_is_refused_as_edtf_is(text: str) -> None:
    with pytest.raises(DateError) as refused:
        phrases.read(text, day(WEDNESDAY))
    with pytest.raises(DateError) as meant:
        edtf.parse(text)
    assert str(refused.value) == str(meant.value)


@pytest.mark.parametrize(
    ("phrase", "asked_on", "past", "future"),
    [
        ("15 May", WEDNESDAY, "2019-05-15", "2019-05-15"),
        ("16 May", WEDNESDAY, "2018-05-16", "2019-05-16"),
        ("April", WEDNESDAY, "2019-04", "2020-04"),
        ("May", "2019-06-01", "2019-05", "2020-05"),
        ("May", "2019-04-30", "2018-05", "2019-05"),
        ("May", "2019-05-01", None, None),
        ("May", "2019-05-31", None, None),
        ("3-6 March", "2019-03-04", None, None),
        ("until May", WEDNESDAY, None, None),
        ("since May", WEDNESDAY, None, None),
        ("over the weekend", WEDNESDAY, "[2019-05-11..2019-05-12]", "[2019-05-18..2019-05-19]"),
        ("this weekend", "2019-05-18", "[2019-05-18..2019-05-19]", "[2019-05-18..2019-05-19]"),
        ("New Year's Eve", WEDNESDAY, "2018-12-31", "2019-12-31"),
        ("the first Monday in May", WEDNESDAY, "2019-05-06", "2020-05-04"),
        ("by May", WEDNESDAY, "[..2018-05-31]", "[..2019-05-31]"),
        ("after May", WEDNESDAY, "[2018-06-01..]", "[2019-06-01..]"),
    ],
)
def test_a_tense_tells_the_year_unless_it_may_be_this_one_or_another(
    phrase: str, asked_on: str, past: str | None, future: str | None
) -> None:
    def read(tense: phrases.Tense) -> str | None:
        try:
            return phrases.read(phrase, day(asked_on), tense=tense)
        except phrases.UnclearDateError:
            return None

    assert (read("past"), read("future")) == (past, future)


@pytest.mark.parametrize("told_before", [None, "2018/", "/2018"])
def test_nothing_counts_from_an_open_side(told_before: str | None) -> None:
    with pytest.raises(phrases.NoDayError):
        phrases.read("two days later", day(WEDNESDAY), told_before=told_before)


DAYS = st.dates(date(1700, 1, 1), date(2300, 12, 31))


@given(DAYS)
def test_a_day_is_read_back_from_every_way_of_writing_it(that: date) -> None:
    for form in ("%-d %B %Y", "%B %-d, %Y", "%A, %d %b %Y", "the %-dth of %B %Y", "%Y/%m/%d", "%d-%b-%Y"):
        assert phrases.read(that.strftime(form)) == that.isoformat()
    for form in ("%d/%m/%Y", "%m/%d/%Y"):
        try:
            assert phrases.read(that.strftime(form)) == that.isoformat()
        except phrases.UnclearDateError as two:
            assert f"{that.day} {that:%B %Y}" in str(two)  # noqa: PT017


WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@given(DAYS, st.sampled_from(WEEKDAYS), st.sampled_from(["last", "this", "next"]))
def test_weeks_and_weekdays_agree_with_the_calendar(today: date, weekday: str, which: str) -> None:
    monday = (
        today - timedelta(days=today.weekday()) + timedelta(weeks=["last", "this", "next"].index(which) - 1)
    )
    asked_on = today.toordinal()
    assert phrases.read(f"{which} week", asked_on) == f"[{monday}..{monday + timedelta(days=6)}]"
    that = monday + timedelta(days=WEEKDAYS.index(weekday))
    assert phrases.read(f"{weekday} {which} week", asked_on) == that.isoformat()
    try:
        found = date.fromisoformat(phrases.read(f"{which} {weekday}", asked_on))
    except phrases.UnclearDateError as two:
        assert f"{that.day} {that:%B %Y}" in str(two)  # noqa: PT017
        assert which != "this"
    else:
        assert found == that
        assert 0 < (today - found).days <= 7 or which != "last"
        assert 0 < (found - today).days <= 7 or which != "next"


WORDS = st.sampled_from(
    ["since", "until", "by", "before", "after", "between", "and", "from", "to", "or", "about", "early", "mid",
     "late", "the", "of", "in", "on", "end", "beginning", "half", "first", "quarter", "week", "month", "year",
     "last", "this", "next", "ago", "two", "a", "May", "March", "spring", "winter", "Monday", "3", "14", "31",
     "2019", "2020", "Q2", "-", "/"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=6), st.none() | DAYS)
def test_whatever_is_read_is_edtf_and_whatever_is_not_is_refused(
    words: list[str], today: date | None
) -> None:
    try:
        found = phrases.read(" ".join(words), today and today.toordinal())
    except DateError:
        return
    bounds = edtf.parse(found).bounds
    years = {int(word) for word in words if len(word) == 4 and word.isdigit()}
    if years and "ago" not in words and not {"last", "next"} & set(words):
        spanned = {iso(each)[:4] for each in bounds if abs(each) < 1 << 61}
        assert spanned & {str(year + shift) for year in years for shift in (-1, 0, 1)}


def test_a_date_is_told_with_its_days() -> None:
    told = {
        "2019-34": "Q2 2019, 1 April - 30 June 2019",
        "2019-05-14": "14 May 2019",
        "[..2019-05-14]": "by 14 May 2019",
        "[2019-05-14..]": "14 May 2019 or later",
        "[2019-05-16..2019-05-31]": "16-31 May 2019",
        "2019/": "from 2019, end unknown",
    }
    assert {text: phrases.in_words(text) for text in told} == told
