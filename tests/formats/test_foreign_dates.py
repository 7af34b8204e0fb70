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


def test_of_several_dates_it_is_one_or_the_widest_interval() -> None:
    assert foreign_dates.one_of(["2025-07-02T10:00", "2025-07-01", "soon"]) == "[2025-07-01,2025-07-02]"
    assert foreign_dates.one_of([f"2025-07-0{day}" for day in (3, 1, 2)]) == "[2025-07-01..2025-07-03]"
    assert foreign_dates.one_of([]) is None
    assert foreign_dates.widest(["2025", "2024"], ["2026"]) == "2024/2026"
    assert foreign_dates.widest(["2025-07-09"], ["2025-07-01"]) == "[2025-07-01..2025-07-09]"


def test_a_part_of_a_year_is_no_month_of_another_program() -> None:
    assert foreign_dates.members("2025-33") == foreign_dates.members("[2025-21,2025-33]") == []
    assert foreign_dates.sides("2025-33/2025-34") is None
    assert foreign_dates.one_of(["2025-33"]) is None


@pytest.mark.parametrize("edtf", ["2025-07", "[2025,2027-01]", "[2025-07-01..2025-07-03]"])
def test_the_members_of_a_date_make_it_again(edtf: str) -> None:
    assert foreign_dates.one_of(foreign_dates.members(edtf)) == edtf
