"""Reads numbers as different countries write them; a column as a whole tells which sign is which."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from graphkit.formats.events.columns import TABLES

_OTHER = {".": ",", ",": "."}
_WRITTEN = re.compile(
    r"(?P<before>[^\d\s.,;'\u2019+-]{0,4})\s?(?P<number>-?\d[\d.,]*(?:['\u2019\s]\d{3}(?!\d))*(?:[.,]\d+)?)"
    r"\s?(?P<after>[^\d,;/()+-]{0,40})"
)
_GROUPING = re.compile(r"['\u2019\s]")


class Written(NamedTuple):
    """An amount as a cell writes it: its number, what multiplies it, its unit in words."""

    number: str
    scale: str
    unit: str


def written(text: str) -> Written | None:
    """Return the parts of an amount; None if a cell says more than a number, a scale and a unit.

    Examples
    --------
    >>> written("CHF 1'200'000"), written("3,5 Mio. EUR"), written("$5m + shares")
    (Written(number='1200000', scale='', unit='CHF'), Written(number='3,5', scale='mio', unit='EUR'), None)
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        return None
    unit = match["after"].strip()
    first, _, rest = unit.partition(" ")
    scale = first.rstrip(".").casefold()
    scale, unit = (scale, rest.strip()) if scale in TABLES["scales"] else ("", unit)
    number = _GROUPING.sub("", match["number"])
    return None if match["before"] and unit else Written(number, scale, match["before"] or unit)


def amount_of(
    text: str, sign: str | None, unit: str = "", *, grouped: bool = False
) -> tuple[int | float, str] | None:
    """Return the value and the unit that a cell writes, given the sign before decimals; None if none.

    ``unit`` is what another column names; the cell may repeat it. Of itself it names only money and shares,
    and only of these it may write a short word for what multiplies it: ``5 m`` may be metres.

    Examples
    --------
    >>> amount_of("\u20ac1.2bn", "."), amount_of("5 million", ".", "USD"), amount_of("5 tonnes", ".")
    ((1200000000, 'EUR'), (5000000, 'USD'), None)
    """
    told = written(text.removesuffix(unit))
    if told is None:
        return None
    value = number(told.number, sign or decimal_sign([told.number]), grouped=grouped and not told.scale)
    if value is None:
        return None
    named = told.unit or unit
    money = _money(named) if told.unit or told.scale else None
    if told.scale:
        if not money and len(told.scale) <= _SHORT:
            return None
        whole = Decimal(repr(value)).scaleb(TABLES["scales"][told.scale])
        value = int(whole) if whole == int(whole) else float(whole)
    if not told.unit:
        return value, unit
    return (value, unit or money) if money and (not unit or money == _money(unit)) else None


_SHORT = 3
"""Characters of a word such as ``bn`` that may mean something else."""


def _money(unit: str) -> str:
    from graphkit.reading.sums import unit_in

    return unit_in(unit)


def decimal_sign(texts: Iterable[str]) -> str | None:
    """Return the sign that stands before decimals in the numbers of a column; None if nothing tells.

    Where a number has both signs, the last is of decimals; where it has one sign twice, that groups
    thousands, and so may a sign before three digits. Numbers without a sign tell nothing.

    Examples
    --------
    >>> decimal_sign(["1.200", "3,5"]), decimal_sign(["1.25"]), decimal_sign(["1.200", "1.300"])
    (',', '.', None)
    """
    told: set[str] = set()
    unclear = False
    for text in texts:
        signs = re.findall(r"[.,]", text) if re.fullmatch(r"-?[0-9.,]+", text) else []
        if len({*signs}) == 2:
            told.add(signs[-1])
        elif len(signs) > 1:
            told.add(_OTHER[signs[0]])
        elif signs and re.fullmatch(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}", text):
            unclear = True
        elif signs:
            told.add(signs[0])
    if len(told) == 1:
        return told.pop()
    return None if told or unclear else "."


def number(text: str, sign: str | None, *, grouped: bool = False) -> int | float | None:
    """Return a number, given the sign before decimals; None if it is none or nothing tells what it is.

    None too if a float would be another number (``99.99999999999999999``). In a column that is ``grouped``,
    what has this sign before three digits may be thousands after all.
    """
    if re.fullmatch(r"-?[0-9]{1,15}", text):
        return int(text)
    if sign is None or (grouped and re.fullmatch(rf"-?[1-9][0-9]{{0,2}}{re.escape(sign)}[0-9]{{3}}", text)):
        return None
    thousands = rf"-?[0-9]{{1,3}}(?:{re.escape(_OTHER[sign])}[0-9]{{3}}){{1,4}}"
    if not re.fullmatch(rf"(?:-?[0-9]{{1,15}}|{thousands})(?:{re.escape(sign)}[0-9]+)?", text):
        return None
    plain = text.replace(_OTHER[sign], "").replace(sign, ".")
    if "." not in plain:
        return int(plain)
    value = float(plain)
    return value if Decimal(repr(value)) == Decimal(plain) else None
