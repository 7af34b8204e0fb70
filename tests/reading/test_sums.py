"""Sums in a text: their value, their unit, and those that are no exact ones."""

import pytest

from graphkit.reading.sums import is_unit, sums_in

SUMS = [
    ("fined Halden 12 million euros ($13.4 million) on Wednesday", [(12_000_000, "EUR")]),
    ("accepted $2.5 million from it", [(2_500_000, "dollars")]),
    ("paid US$2,500,000.50 and left", [(2_500_000.5, "USD")]),
    ("3 million US dollars", [(3_000_000, "USD")]),
    ("a $100-million contract", [(100_000_000, "dollars")]),
    ("for \u20ac90m.", [(90_000_000, "EUR")]),
    ("\u00a34.2bn, of which", [(4_200_000_000, "GBP")]),
    ("\u00a54.2 billion", [(4_200_000_000, "\u00a5")]),
    ("two million yuan", [(2_000_000, "CNY")]),
    ("A$3m and C$4m", [(3_000_000, "AUD"), (4_000_000, "CAD")]),
    ("owns 18 percent, or 7.5 per cent, or 60%", [(18, "%"), (7.5, "%"), (60, "%")]),
    ("owns 18 pct, or 7.5 Prozent", [(18, "%"), (7.5, "%")]),
    ("an 18-percent stake", [(18, "%")]),
    ("more than \u20ac400,000", [None]),
    ("up to $5m", [None]),
    ("between 5 and 10 million euros", [None]),
    ("$5m-$10m", [None, None]),
    ("a 5% to 10% stake", [None, None]),
    ("$3 million or more", [None]),
    ("$2 a share", [None]),
    ("1.200 euros, or $1.200 million, or 12.345 percent", [None, (1_200_000, "dollars"), (12.345, "%")]),
    ("0.500 euros", [(0.5, "EUR")]),
    ("3,5 euros and 1.234.567 euros", [(1_234_567, "EUR")]),
    (
        "3.000.000 euros, \u20ac3.000.000,50 and 12.345.678 percent",
        [(3_000_000, "EUR"), (3_000_000.5, "EUR"), (12_345_678, "%")],
    ),
    ("version 1.2.345, 3.000.000.000 and 3.000.00 euros", []),
    ("3 million lari and 5 million lira", [(3_000_000, "GEL"), (5_000_000, "lira")]),
    (
        "5 million Turkish lira, TRY 5 million, 700 leva",
        [(5_000_000, "TRY"), (5_000_000, "TRY"), (700, "BGN")],
    ),
    ("2 million Moldovan lei, 2 million lei", [(2_000_000, "MDL"), (2_000_000, "lei")]),
    ("we try 5 times and TRY it", []),
    ("HK$5m, R$5m, X$5m and 500 won prizes", [(5_000_000, "HKD"), (5_000_000, "BRL")]),
    ("in the first quarter of 2024 for 12 million euros", [(12_000_000, "EUR")]),
    ("5 or 6 million euros, 5\u20136 million euros", [None, None]),
    ("in 2024 the 3rd of 500", []),
    ("90,000 pounds and 1.2 million soles", [(90_000, "pounds"), (1_200_000, "PEN")]),
    ("90,000 pounds of coffee", [None]),
]


@pytest.mark.parametrize(("text", "told"), SUMS)
def test_a_sum_is_read_as_it_is_told_or_not_at_all(text: str, told: list[tuple[float, str] | None]) -> None:
    found = [each.amount and (each.amount.value, each.amount.unit) for each in sums_in(text)]
    assert found == told


def test_a_sum_stands_where_it_says() -> None:
    text = "Acme paid Beta 12 million euros in May."
    (found,) = sums_in(text)
    assert text[found.start : found.end] == found.text == "12 million euros"


def test_what_is_counted_is_found_by_the_name_of_its_unit() -> None:
    (found,) = sums_in("sold 1,200 tonnes of copper for $5m", "tonnes")
    assert found.amount is not None
    assert (found.amount.value, found.amount.unit) == (1200, "tonnes")


@pytest.mark.parametrize("unit", ["dollars", "USD", "HKD", "SGD"])
def test_dollars_may_be_those_of_any_country(unit: str) -> None:
    assert is_unit(unit, "dollars")
    assert not is_unit("EUR", "dollars")
    assert not is_unit("dollars", "USD")
