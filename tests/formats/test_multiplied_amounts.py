"""A column beside the amounts of a table may multiply them, turn them or take them back."""

from pathlib import Path
from typing import Any

import pytest
from cli.conftest import Run, run

from formats.test_amounts import read_both, table

__all__ = ["run"]


def amounts(run: Run, path: Path, columns: str = "") -> tuple[list[Any], str]:
    """Return the amounts of a table, which both readers find, and what is told."""
    found, told = read_both(run, path, columns)
    return [amount for amount, _ in found], "\n".join(told)


@pytest.mark.parametrize(
    ("heading", "cells", "powers"),
    [
        ("scale", ("millions", "thousands", "units"), (6, 3, 0)),
        ("Multiplier", ("1000000", "1,000", "1"), (6, 3, 0)),
        ("UNIT_MULT", ("6", "3", "0"), (6, 3, 0)),
        ("Unit multiplier", ("Million", "1e+03", "One"), (6, 3, 0)),
        ("PowerCode", ("Billions", "1'000", "1.0"), (9, 3, 0)),
        ("Faktor", ("1.000.000", "Tsd.", "Einheiten"), (6, 3, 0)),
    ],
)
def test_a_column_multiplies_the_amounts_beside_it(
    heading: str, cells: tuple[str, ...], powers: tuple[int, ...], run: Run, tmp_path: Path
) -> None:
    path = table(tmp_path, f"amount;currency;{heading}", *(f"5;EUR;{cell}" for cell in cells))
    found, told = amounts(run, path)
    assert found == [(5 * 10**power, "EUR") for power in powers]
    assert f"read times 1,000, as column {heading} says" in told


@pytest.mark.parametrize("columns", ["", "source=source,target=target,type=type,amount=amount,unit=currency"])
def test_it_does_so_whoever_names_the_columns(columns: str, run: Run, tmp_path: Path) -> None:
    path = table(tmp_path, "amount;currency;scale", "5;EUR;millions")
    assert amounts(run, path, columns)[0] == [(5_000_000, "EUR")]


def test_it_multiplies_once_what_the_heading_says_too(run: Run, tmp_path: Path) -> None:
    path = table(tmp_path, "amount in EUR m;scale", "5;millions", "5;thousands", "5;units")
    found, told = amounts(run, path)
    assert found == [(5_000_000, "EUR"), None, (5_000_000, "EUR")]
    assert "column scale multiplies it otherwise than its heading or its unit" in told


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("scale", ("lakh crore", "12", "")),
        ("factor", ("0.5", "2,5", "1.000")),
        ("sign", ("-", "neg", "\u2212")),
        ("D/C", ("D", "C", "debit")),
        ("Soll/Haben", ("S", "H", "Haben")),
        ("Credit Debit Indicator", ("CRDT", "DBIT", "x")),
    ],
)
def test_an_amount_is_in_the_note_where_a_column_may_make_it_another(
    heading: str, cells: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    path = table(tmp_path, f"amount;currency;{heading}", *(f"5;EUR;{cell}" for cell in cells))
    found, told = read_both(run, path)
    assert [amount for amount, _ in found] == [None] * 3
    assert all("amount: 5" in (note or "") and "EUR" in (note or "") for _, note in found)
    assert f"column {heading} " in "\n".join(told)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [("scale", ("national", "local")), ("sign", ("+", "")), ("D/C", ("", "")), ("units", ("police", "army"))],
)
def test_a_column_of_something_else_changes_no_amount(
    heading: str, cells: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    path = table(tmp_path, f"amount;currency;{heading}", *(f"5;EUR;{cell}" for cell in cells))
    assert amounts(run, path)[0] == [(5, "EUR")] * 2


@pytest.mark.parametrize(
    "heading",
    ["amount", "Betrag", "amount min", "Debit", "max_amount", "Montant", "Soll", "value", "net amount"],
)
def test_a_column_of_money_without_a_unit_is_told(heading: str, run: Run, tmp_path: Path) -> None:
    found, told = read_both(run, table(tmp_path, f"k;{heading}", "x;1200.00"))
    assert found == [(None, f"k: x; {heading}: 1200.00")]
    assert f"Column '{heading}' may hold amounts, which are only in the notes" in "\n".join(told)


@pytest.mark.parametrize("heading", ["reversal", "Storno", "chargeback"])
def test_what_was_taken_back_is_told(heading: str, run: Run, tmp_path: Path) -> None:
    told = "\n".join(read_both(run, table(tmp_path, f"amount;currency;{heading}", "5;EUR;yes"))[1])
    assert f"tatus that is not known (1 relation): in the note; the first: line 2: '{heading}: yes'" in told


def test_numbers_in_scientific_form_are_read(run: Run, tmp_path: Path) -> None:
    cells = ("1e+05", "1.2e+06", "1,5E6", "5e2", "1.2345e2")
    found, told = amounts(run, table(tmp_path, "amount;currency", *(f"{cell};EUR" for cell in cells)))
    assert found == [(value, "EUR") for value in (100_000, 1_200_000, 1_500_000, 500)] + [None]
    assert "'1.2345e2'" in told
