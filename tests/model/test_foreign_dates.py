"""What a date in another program's file means, rule by rule."""

import datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import DateError
from graphkit.model import foreign_dates
from graphkit.temporal import edtf, phrases


def test_dates_of_tables_are_years_months_or_days() -> None:
    texts = ("", "987", "2014-07", "2014-07-01")
    assert [foreign_dates.from_table(text) for text in texts] == ["", "0987", "2014-07", "2014-07-01"]
    assert foreign_dates.from_compact("20250714") == "2025-07-14"
    for read, text in (
        (foreign_dates.from_table, "1 July"),
        (foreign_dates.from_table, "2014-02-30"),
        (foreign_dates.from_table, "2014-21"),
        (foreign_dates.from_compact, "2025-07-14"),
        (foreign_dates.from_compact, "20250231"),
    ):
        with pytest.raises(DateError):
            read(text)


@pytest.mark.parametrize(
    "text",
    [
        "9999-12-31", "9999-12-31 00:00:00", "12/31/9999", "9998-12-31", "31.12.4712",
        "2262-04-11", "2262-04-11 23:47:16.854775807", "4/11/2262", "2079-06-06 23:59:00",
        "2038-01-19T03:14:07Z", "1677-09-21 00:12:43.145224193", "31-12-2999", "0001-01-01T00:00:00Z", "inf",
        "1900-01-00", "1900-01-00 00:00:00", "1/0/1900", "00.01.1900", "1899-12-30", "30.12.1899",
        "12/31/1899 0:00",
    ],
)  # fmt: skip
def test_the_first_and_the_last_day_that_a_program_knows_are_no_dates(text: str) -> None:
    assert foreign_dates.is_endless(text)
    assert foreign_dates.read_column([text, "2001"]) == [None, "2001"]
    assert foreign_dates.from_entity(text) is None


def test_a_blank_side_is_unknown_and_so_is_a_missing_one() -> None:
    assert [foreign_dates.interval(*ends) for ends in (("1946", ""), ("", "1950"), ("", ""))] == [
        "1946/", "/1950", ""
    ]  # fmt: skip
    assert [foreign_dates.span(*ends) for ends in (("2025", "2025"), ("2025", None), (None, None))] == [
        "2025", "2025/", None
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "date"),
    [
        *(("2020-05-02T21:48:52", "2020-05-02"), ("2020-05-02 21:48:52.120+02:00", "2020-05-02")),
        *(("2020-05-02 14:00 CET", "2020-05-02"), ("2020-05-02 2:00 PM EST", "2020-05-02")),
        *(("31.05.2020 14.00 Uhr", "2020-05-31"), ("31.05.2020, 14 Uhr MESZ", "2020-05-31")),
        *(("2020-05-02 1400 hrs", "2020-05-02"), ("2020-05-02 14h30", "2020-05-02")),
        *(("2020-05-02 14:00 (Europe/Berlin)", "2020-05-02"), ("Sat 2 May 2020 14:00 BST", "2020-05-02")),
        *(("2020-05-02 14:00 +0200 CEST", "2020-05-02"), ("2020-05-02 14:00 TBC", None)),
        *(("2020-05-02T21", "2020-05-02"), ("2020/05/02", "2020-05-02"), ("20200502", "2020-05-02")),
        *(("2020", "2020"), (" 2020-05 ", "2020-05"), ("1960-00-00", "1960"), ("1960-05-00", "1960-05")),
        *(("circa 1960", "1960~"), ("c. 1960-05", "1960-05~"), ("Ca 1960", "1960~"), ("~1960", "1960~")),
        *(("1960?", "1960?"), ("about 1960", "1960~"), ("1960s", "196X")),
        *(("02.05.2020", None), ("02/05/2020", None), ("2020-02-31", None), ("2020-13", None)),
        *(("202005", None), ("2020T10", None), ("soon", None), ("", None), ("960", None)),
        ("1001-01-01", None),
    ],
)
def test_a_date_of_an_entity_is_read_only_where_it_is_sure(text: str, date: str | None) -> None:
    assert foreign_dates.from_entity(text) == date


def test_of_several_dates_it_is_one_of_them() -> None:
    assert foreign_dates.one_of(["2025-07-02T10:00", "2025-07-01", "soon"]) == "[2025-07-01,2025-07-02]"
    assert foreign_dates.one_of([f"2025-07-0{day}" for day in (3, 1, 2)]) == "[2025-07-01..2025-07-03]"
    assert foreign_dates.one_of(["2025", "2025-07-01", "2025-07"]) == "2025-07-01"
    assert foreign_dates.one_of(["circa 1960", "1990s"]) == "[1960~,199X]"
    assert foreign_dates.one_of([str(year) for year in range(1950, 1980)]) == "[1950-01-01..1979-12-31]"
    assert foreign_dates.one_of([]) is None
    assert foreign_dates.first_date(["soon", "circa 1960", 2020, "2021"]) == "2020"


def test_some_day_lies_from_the_first_to_the_last() -> None:
    assert foreign_dates.some_day("2020-05", "2023") == "[2020-05-01..2023-12-31]"
    assert foreign_dates.some_day("[2020,2022]", "2020-01-01") == "2020-01-01"
    assert foreign_dates.some_day(None, "[..2023-01-02]") == "[..2023-01-02]"
    assert foreign_dates.some_day("2020", None) == "[2020-01-01..]"
    assert foreign_dates.some_day("2024", "2023") is foreign_dates.some_day(None, None) is None


def test_two_sides_are_an_interval_or_begin_and_end() -> None:
    fields = foreign_dates.fields_of
    assert fields("2020", "2021-05", lasts=True) == {"when": "2020/2021-05"}
    assert fields("1960~", None, lasts=True) == {"when": "1960~/"}
    assert fields(None, "[2020,2022]", lasts=True) == {"ends": "[2020,2022]"}
    assert fields("2020", "2020", lasts=False) == {"when": "2020"}
    assert fields("2020", "2020", lasts=True) == {"when": "2020/2020"}
    assert fields("2022", "2021", lasts=True) is None
    assert fields(None, None, lasts=True) == {}


def test_a_part_of_a_year_is_no_month_of_another_program() -> None:
    assert foreign_dates.members("2025-33") == foreign_dates.members("[2025-21,2025-33]") == []
    assert foreign_dates.sides("2025-33/2025-34") is None
    assert foreign_dates.one_of(["2025-33"]) is None


@pytest.mark.parametrize("edtf", ["2025-07", "[2025,2027-01]", "[2025-07-01..2025-07-03]"])
def test_the_members_of_a_date_make_it_again(edtf: str) -> None:
    assert foreign_dates.one_of(foreign_dates.members(edtf)) == edtf


# --- columns ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "date"),
    [
        *(("Q2 2024", "2024-34"), ("1960s", "196X"), ("spring 2020", "2020-21")),
        *(("late March 2022", "[2022-03-16..2022-03-31]"), ("until March 2022", "/2022-03")),
        *(("since March 2022", "2022-03/"), ("since 2022", "2022/"), ("2021-2022", "2021/2022")),
        *(("2021-05/2022", "2021-05/2022"), ("[2024-09-01..2024-09-21]", "[2024-09-01..2024-09-21]")),
        *(("not March 2022", None), ("next week", None), ("May", None), ("Monday 1 March 2022", None)),
        *(("between 01/02/2020 and 03/04/2020", None), ("Q2 2024 or so", None), ("2024-34", None)),
    ],
)
def test_words_mean_in_a_table_what_they_mean_in_a_form(text: str, date: str | None) -> None:
    assert foreign_dates.read_column([text], whole=True) == [date]
    assert foreign_dates.read_column([text]) == [date if date and not {"[", "/"} & {*date} else None]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        *(
            (text, "2019-03-04")
            for text in (
                "Mo, 04.03.2019", "Mon 03/04/2019", "Montag, 4. März 2019", "lundi 4 mars 2019",
                "le lundi 4 mars 2019", "am Montag, den 4. März 2019", "lunes, 4 de marzo de 2019",
                "segunda-feira, 4 de março de 2019", "lunedì 4 marzo 2019", "пн, 4 марта 2019",
                "Mo 04.03.2019 14:30",
            )
        ),
        *((text, None) for text in ("Di, 04.03.2019", "mardi 4 mars 2019", "Montag, 31.02.2019", "Mo, 2019")),
        *(("Mar 2019", "2019-03"), ("mar 12 2019", "2019-03-12"), ("mar. 12 mars 2019", "2019-03-12")),
        *(
            (text, "2020/")
            for text in (
                "desde 2020", "seit 2020", "depuis 2020", "2020 bis heute", "de 2020 à ce jour",
                "2020 - present", "desde 2020 hasta la fecha", "dal 2020", "sinds 2020", "a partir de 2020",
            )
        ),
        *(
            ("seit Mai 2015", "2015-05/"),
            ("depuis le 4 mars 2015", "2015-03-04/"),
            ("seit ca. 2015", "2015~/"), ("seit Ende 2015", "2015-41/"), ("since late 2015", "2015-41/"),
        ),
        *(
            (text, "/2019")
            for text in ("hasta 2019", "bis 2019", "jusqu'en 2019", "até 2019", "tot en met 2019")
        ),
        *(
            (text, None)
            for text in ("bis heute", "hasta la fecha", "seit Ende Amt 2015", "seit 7", "desde luego")
        ),
    ],
)  # fmt: skip
def test_words_of_other_languages_say_day_of_week_start_and_end(text: str, date: str | None) -> None:
    assert foreign_dates.read_column([text], whole=True) == [date]


def test_a_date_tells_the_order_only_of_those_with_its_sign() -> None:
    mixed = ["12.03.2021", "03/12/2021", "31.12.2021"]
    assert foreign_dates.read_column(mixed) == ["2021-03-12", None, "2021-12-31"]
    assert (
        foreign_dates.told_order(mixed)
        == "Dates such as 12.03.2021 are read with the day first, as 31.12.2021 shows"
    )
    both = [*mixed, "12/31/2021"]
    assert foreign_dates.read_column(both) == ["2021-03-12", "2021-03-12", "2021-12-31", "2021-12-31"]
    assert foreign_dates.told_order(both) == (
        "Dates such as 03/12/2021 are read with the month first, as 12/31/2021 shows; "
        "dates such as 12.03.2021 are read with the day first, as 31.12.2021 shows"
    )
    assert foreign_dates.read_column(mixed, "day first") == ["2021-03-12", "2021-12-03", "2021-12-31"]


def test_days_of_the_week_tell_the_order_of_a_column() -> None:
    texts = ["Mo, 04.03.2019", "05.03.2019", "Di, 04.03.2019"]
    assert foreign_dates.read_column(texts[:2]) == ["2019-03-04", "2019-03-05"]
    assert foreign_dates.read_column(texts) == [None, None, None]
    assert foreign_dates.read_column([*texts, "31.12.2019"]) == [
        "2019-03-04",
        "2019-03-05",
        None,
        "2019-12-31",
    ]


def test_a_short_name_is_of_one_day_of_the_week() -> None:
    days = [line.split() for line in foreign_dates._TABLES["weekdays"]]
    names = [name for line in days for name in line]
    assert len(names) == len({*names})
    assert not {*names}.intersection(foreign_dates._months()).difference({"mar"})


@given(
    st.dates(), st.sampled_from(["late {:%B %Y}", "by {:%d %B %Y}", "from {:%Y} to {:%Y}", "{:%a %d %b %Y}"])
)
def test_words_of_a_table_are_those_of_phrases(day: datetime.date, words: str) -> None:
    text = words.format(day, day)
    try:
        date: str | None = phrases.read(text)
    except DateError:
        date = None
    found = foreign_dates.read_column([text], whole=True)
    assert found == [date] or (date is None and found == [day.isoformat()])


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1998", "1998"),
        ("1998.0", "1998"),
        (" 1998 ", "1998"),
        ("0987", "0987"),
        ("1998-03", "1998-03"),
        ("1998-3-1", "1998-03-01"),
        ("1998/03/01", "1998-03-01"),
        ("-0044-03-15", "-0044-03-15"),
        ("1998~", "1998~"),
        ("20200131", "2020-01-31"),
        ("1131041626.78", "2005-11-03"),
        ("1171036800000", "2007-02-09"),
        ("1589846400000000", "2020-05-19"),
        ("2020-05-19T00:00:00.000Z", "2020-05-19"),
        ("2020-05-19 23:59:59+02:00", "2020-05-19"),
        ("2020-05-19T24:00:00", "2020-05-19"),
        ("2020-05-19+02:00", "2020-05-19"),
        ("12 May 2004", "2004-05-12"),
        ("12-May-2004", "2004-05-12"),
        ("May 12, 2004", "2004-05-12"),
        ("May 2004", "2004-05"),
        ("1st Sept. 1999", "1999-09-01"),
        ("Wed, 12 May 2004 10:00:00 GMT", "2004-05-12"),
        ("Wed May 12 10:00:00 2004", "2004-05-12"),
        ("31/12/2019", "2019-12-31"),
        ("12/31/2019 10:00", "2019-12-31"),
        ("31.12.2019", "2019-12-31"),
        ("05/05/2020", "2020-05-05"),
        ("5/2020", "2020-05"),
        ("c. 1998", "1998~"),
        ("Circa May 2004", "2004-05~"),
        *(
            (text, None)
            for text in (
                "", " ", "soon", "c. soon", "13/2020", "about c. 5", "nan", "5", "0", "9999", "1998.5",
                "43831", "1e99",
            )
        ),
        *((text, None) for text in ("2020-02-30", "2020-13", "2020-33", "0000-00-00", "12-May-04", "Mon")),
        *((text, None) for text in ("01/02/2020", "01.02.2020", "01/02/20", "12 Mayhem 2004", "1998-2004")),
        *((text, None) for text in ("1998-01-01T25:61", "x" * 100_000, "1" * 5_000, "١٩٩٨", "31.02.2019")),
    ],
)  # fmt: skip
def test_one_value_has_one_reading_or_none(text: str, date: str | None) -> None:
    assert foreign_dates.read_column([text]) == [date]


@pytest.mark.parametrize(
    ("texts", "dates"),
    [
        (["31.12.2019", "01.02.2020"], ["2019-12-31", "2020-02-01"]),
        (["12/31/2019", "1/2/2020"], ["2019-12-31", "2020-01-02"]),
        (["01/02/2020", "03/04/2020"], [None, None]),
        (["13/01/2020", "01/13/2020", "01/02/2020"], ["2020-01-13", "2020-01-13", None]),
        (["1998", "2004.0", "9999"], ["1998", "2004", None]),
        (["1998", "2004", "5"], [None, None, None]),  # steps of a simulation
        (["0", "1000", "2000"], [None, None, None]),
        (["1998", "1589846400000", "12 May 2004"], ["1998", "2020-05-19", "2004-05-12"]),
        (["5", "2020-01-01"], [None, "2020-01-01"]),
    ],
)
def test_a_column_is_read_as_a_whole(texts: list[str], dates: list[str | None]) -> None:
    assert foreign_dates.read_column(texts) == dates


def test_a_meaning_that_is_known_decides() -> None:
    assert foreign_dates.read_column(["987", "5"], "year") == ["0987", "0005"]
    assert foreign_dates.read_column(["01/02/2020"], "day first") == ["2020-02-01"]
    assert foreign_dates.read_column(["01/02/2020"], "month first") == ["2020-01-02"]
    assert foreign_dates.read_column(["13/02/2020"], "month first") == [None]


def test_what_was_not_read_and_what_was_counted_since_1970_can_be_told() -> None:
    texts = ["soon", "", "1998", "1131041626.78", "soon"]
    dates = foreign_dates.read_column(texts)
    told = "Numbers such as 1131041626.78 were read as a time since 1970, in UTC."
    assert foreign_dates.since_1970(texts, dates) == told


@given(st.lists(st.text(max_size=30) | st.from_regex(r"[0-9 ./:TZ-]{4,20}", fullmatch=True), max_size=5))
def test_whatever_is_read_is_a_date_and_no_text_fails(texts: list[str]) -> None:
    dates = foreign_dates.read_column(texts)
    assert len(dates) == len(texts)
    for read in filter(None, dates):
        assert not edtf.parse(read).lasts


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%Y-%m-%dT%H:%M:%SZ", "%Y/%m/%d"]))
def test_a_clear_day_is_read_in_each_form(day: datetime.date, form: str) -> None:
    text = day.strftime(form.replace("%Y", f"{day.year:04d}"))
    assert foreign_dates.read_column([text]) == [day.isoformat()]


@pytest.mark.parametrize(
    ("text", "last", "first"),
    [
        ("2009-03-10", "2009-03-09", "2009-03-11"),
        ("2009-03-10T00:00:00Z", "2009-03-09", "2009-03-10"),
        ("2009-03-10T12:00:00Z", "2009-03-10", "2009-03-10"),
        ("1236643200", "2009-03-09", "2009-03-10"),
        ("1236643201.5", "2009-03-10", "2009-03-10"),
        ("2009-03", "2009-02", "2009-04"),
        ("2009", "2008", "2010"),
    ],
)
def test_an_open_side_does_not_hold_its_own_day(text: str, last: str, first: str) -> None:
    [date] = foreign_dates.read_column([text])
    assert date is not None
    assert (foreign_dates.last_before(text, date), foreign_dates.first_after(text, date)) == (last, first)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("12. März 2021", "2021-03-12"), ("am 12. Maerz 2021", "2021-03-12"), ("Dez. 2020", "2020-12"),
        ("5 février 2020", "2020-02-05"), ("1er août 2020", "2020-08-01"),
        ("le 5 févr. 2020 10:00", "2020-02-05"), ("12 de marzo de 2021", "2021-03-12"),
        ("el 3 de mayo del 2021", "2021-05-03"), ("3 maggio 2021", "2021-05-03"),
        ("1º de março de 2020", "2020-03-01"), ("3 mei 2021", "2021-05-03"),
        ("5 марта 2020 \u0433.", "2020-03-05"), ("Июнь 2020 года", "2020-06"), ("2021年3月5日", "2021-03-05"),
        ("2021년 3월 5일", "2021-03-05"), ("2021年3月", "2021-03"), ("12 Ma\u0308rz 2021", "2021-03-12"),
        ("bis 12. März 2021", None), ("31. Februar 2021", None), ("2021年13月5日", None),
        ("12 settembre", None), ("3 listopad 2020", None), ("3 listopada 2020", None),
        ("12. März 21", None), ("5 jui 2020", None),
    ],
)  # fmt: skip
def test_months_of_the_commonest_languages_are_read(text: str, date: str | None) -> None:
    assert foreign_dates.read_column([text]) == [date]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2010-00-00", "2010"), ("2010-05-00", "2010-05"), ("+2005-00-00T00:00:00Z", "2005"),
        ("+2005-03-04T00:00:00Z", "2005-03-04"), ("2010-00-05", None), ("0000-00-00", None),
        ("2010-00", "2010"),
    ],
)  # fmt: skip
def test_a_month_or_day_of_two_noughts_is_unknown(text: str, date: str | None) -> None:
    assert foreign_dates.read_column([text]) == [date]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020-W05", "[2020-01-27..2020-02-02]"), ("2020W05", "[2020-01-27..2020-02-02]"),
        ("2020-W53-7", "2021-01-03"), ("2021-W53", None), ("2020-W00", None), ("2020-W5", None),
        ("KW 12/2019", "[2019-03-18..2019-03-24]"), ("KW12 2019", "[2019-03-18..2019-03-24]"),
        ("12. KW 2019", "[2019-03-18..2019-03-24]"), ("2019 KW 12", "[2019-03-18..2019-03-24]"),
        ("semaine 12 2019", "[2019-03-18..2019-03-24]"),
        ("Kalenderwoche 1, 2020", "[2019-12-30..2020-01-05]"),
        ("KW 54/2019", None), ("KW 12", None), ("KW 12/19", None),
        ("week 12 2019", None),  # of another calendar, perhaps
    ],
)  # fmt: skip
def test_weeks_are_those_of_iso_8601(text: str, date: str | None) -> None:
    assert foreign_dates.read_column([text], whole=True) == [date]
    assert foreign_dates.read_column([text]) == [None if date and "[" in date else date]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1Q2014", "2014-33"), ("4Q 2014", "2014-36"), ("1H2014", "2014-40"), ("2. Halbjahr 2019", "2019-41"),
        ("1er semestre 2019", "2019-40"), ("3H2014", None), ("5Q2014", None),
        ("1Q14", None),  # a year of two digits is of any century
    ],
)  # fmt: skip
def test_a_quarter_or_half_may_have_its_number_first(text: str, date: str | None) -> None:
    assert foreign_dates.read_column([text], whole=True) == [date]


def test_the_word_in_before_a_year_says_nothing_more() -> None:
    read = partial(foreign_dates.read_column, whole=True)
    assert read(["in 2023/24", "2024/25"]) == ["[2023..2024]", "[2024..2025]"]
    assert read(["im Jahr 2019", "en 2020", "in 2021-03"]) == ["2019", "2020", "2021-03"]
    assert read(["in 12 days", "in 30"]) == [None, None]
