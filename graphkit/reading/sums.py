"""Finds sums of money and shares in per cent in a text: "12 million euros", "$2.5bn", "18 percent"."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from graphkit.model.entities import Amount
from graphkit.model.shares import PER_CENT
from graphkit.reading.lexicon import pattern, table, word_set

_UNITS = {
    **{name: name for name in sorted(word_set("sums", "shared"))},
    "USD": "US$|USD|U.S. dollars|US dollars",
    "EUR": "\u20ac|EUR|euros|euro",
    "GBP": "\u00a3|GBP|pounds sterling",
    "JPY": "JPY|yen",
    "CNY": "CNY|RMB|yuan|renminbi",
    "INR": "\u20b9|INR|Indian rupees",
    "AUD": "A$|AUD|Australian dollars",
    "CAD": "C$|CAD|Canadian dollars",
    "dollars": "$|dollars",
    "\u00a5": "\u00a5",
    "%": "|".join(PER_CENT),
    "rupees": "rupees|Rs.|Rs",
    "CFA francs": "CFA francs|francs CFA|FCFA|CFA",
    **{code: f"{code}|{names}".rstrip("|") for code, names in table("currencies").items()},
}
"""Units, and what a text calls each; what several currencies share, as "dollars", stays as it is."""
_NAMES = [name for names in _UNITS.values() for name in names.split("|")]
_UNIT_OF = {name.casefold(): unit for unit, names in _UNITS.items() for name in names.split("|")}
_CASED = {*table("currencies"), "CFA", "Rs", "Rs."}
"""Names that are other words where they are written small."""
_LONE = sorted({name for name in _NAMES if name[0].isupper()} - word_set("sums", "codes_and_names"))
_CURRENCY = re.compile(rf"\b(?:{'|'.join(map(re.escape, _LONE))})(?!\w)")
"""What is a currency where no number stands beside it, too."""
_SCALES = {"thousand": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "trillion": 12, "tn": 12}
_SMALL = {
    word: str(value)
    for value, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1
    )
}
_CONTINENTAL = r"\d{1,3}(?:\.\d{3}){2,}(?:,\d{1,2})?"
"""Can only mean thousands: "3.000.000 euros"."""
_NUMBER = rf"{_CONTINENTAL}|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|{'|'.join(_SMALL)}"
_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
"""What may mean thousands: "1.200 euros"."""
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_INEXACT_BEFORE = pattern("sums", "inexact_before")
_INEXACT_AFTER = pattern("sums", "inexact_after")
_PART_OF = pattern("sums", "part_of")
_NEAR = 80
"""In so many characters before a sum stands what tells of it."""


class Sum(NamedTuple):
    """A sum in a text: where it stands, its words, and the amount, None if it is no exact one."""

    start: int
    end: int
    text: str
    amount: Amount | None


def sums_in(text: str, unit: str | None = None) -> Iterator[Sum]:
    """Yield the sums of a text, in order; a conversion in brackets is none of its own.

    ``unit`` is what is counted, as the text calls it, where that is neither money nor per cent: "tonnes".

    Examples
    --------
    >>> [(each.text, each.amount) for each in sums_in("fined 12 million euros ($13 million)")]
    [('12 million euros', Amount(value=12000000, unit='EUR'))]
    >>> [each.amount for each in sums_in("paid more than $5m")]
    [None]
    >>> [each.amount for each in sums_in("paid 80,000 of the 350,000 euros")]
    [Amount(value=80000, unit='EUR')]
    """
    for match in _pattern(unit).finditer(text):
        name = match["sign"] or match["word"]
        if name is None or (match["sign"] and match["word"]) or text[: match.start()].endswith("("):
            continue
        near = max(0, match.start() - _NEAR)
        if part := _PART_OF.search(text, near, match.start()):
            scaled = match["scale"] is None or part["part"][-1].isalpha()
            own = next(sums_in(f"{part['part']} {name}"), None) if scaled else None  # "50 of the 100 million"
            yield Sum(part.start(), match.end(), text[part.start() : match.end()], own and own.amount)
            continue
        before = _INEXACT_BEFORE.search(text, near, match.start())
        unclear = not match["scale"] and unit_named(name) != "%" and _THOUSANDS.fullmatch(match["number"])
        inexact = before or unclear or _INEXACT_AFTER.match(text, match.end())
        amount = None if inexact else Amount(value=_value(match), unit=unit_named(name))
        start = before.start() if before and before[0][0].isalpha() else match.start()  # "about $5m"
        yield Sum(start, match.end(), text[start : match.end()], amount)


_LARGE = rf"(?:{_NUMBER})[\s-](?:{_SCALE})|\d{{1,3}}(?:,\d{{3}})+|\d{{3}}"
_OTHER = re.compile(rf"(?<![\w.,$\u20ac\u00a3\u00a5])(?:{_LARGE}) (?:[a-z]+ [a-z]+s|[a-z]+)\b")


def uncounted_in(text: str) -> Iterator[Sum]:
    """Yield the large numbers of a text whose unit is not known here, each without an amount.

    Examples
    --------
    >>> [each.text for each in uncounted_in("paid 30 million ducats, and $5m in 2024")]
    ['30 million ducats']
    """
    for match in _OTHER.finditer(text):
        if not any(True for _ in sums_in(match[0])):
            yield Sum(match.start(), match.end(), match[0], None)


_NAMED_BY = re.compile(r" [A-Z][a-z]")
"""Stands behind a currency that is a part of a name: "Rs Holding"."""


def currencies_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text names currencies with a capital letter, with their sums: no actor is named there."""
    yield from (match.span() for match in _CURRENCY.finditer(text) if not _NAMED_BY.match(text, match.end()))
    yield from ((each.start, each.end) for each in sums_in(text))


@lru_cache(maxsize=16)
def _pattern(unit: str | None) -> re.Pattern[str]:
    names = sorted([unit] if unit else _NAMES, key=len, reverse=True)
    name = "|".join(f"(?-i:{re.escape(each)})" if each in _CASED else re.escape(each) for each in names)
    return re.compile(
        rf"(?:(?<!\w)(?P<sign>{name})\s?|(?<![\w.,]))(?P<number>{_NUMBER})(?![.,]?\d)"
        rf"(?:[\s-]?(?P<scale>{_SCALE})\b)?(?:[\s-]?(?P<word>{name})(?!\w))?(?!\w)",
        re.IGNORECASE,
    )


def _value(match: re.Match[str]) -> int | float:
    number = match["number"].casefold()
    if re.fullmatch(_CONTINENTAL, number):
        number = number.replace(".", "").replace(",", ".")
    number = number.replace(",", "")
    value = Decimal(_SMALL.get(number, number)) * 10 ** _SCALES.get((match["scale"] or "").casefold(), 0)
    return int(value) if value == int(value) else float(value)


def unit_in(text: str) -> str:
    """Return the currency that a whole text names, or the sign of per cent; blank if it says anything else.

    Examples
    --------
    >>> unit_in("\u20ac"), unit_in("US dollars"), unit_in("m \u20ac"), unit_in("tonnes")
    ('EUR', 'USD', '', '')
    """
    found = (each.amount for each in sums_in(f"1 {text}") if each.amount and each.end == len(text) + 2)
    return next((amount.unit for amount in found if amount.value == 1), "")


def unit_named(name: str) -> str:
    """Return the unit that a name stands for; the name itself if it is none of those known here."""
    return _UNIT_OF.get(name.casefold(), name)


def currencies_called(name: str) -> list[str]:
    """Return the currencies of which each is called by a name and its country, in order.

    Examples
    --------
    >>> currencies_called("kroner")
    ['DKK', 'NOK']
    """
    ends = f" {name}"
    return sorted(
        unit for unit, names in _UNITS.items() if any(each.endswith(ends) for each in names.split("|"))
    )


def is_unit(given: str, told: str) -> bool:
    """Return whether a unit is the one that is told, or one of those called so: "USD" for "dollars"."""
    return given.casefold() == told.casefold() or given in currencies_called(told)
