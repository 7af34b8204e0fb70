"""What a date in another program's file means, rule by rule."""

import pytest

from graphkit.errors import DateError
from graphkit.formats import foreign_dates


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
