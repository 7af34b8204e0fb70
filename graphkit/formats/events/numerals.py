"""Reads numbers as different countries write them; a column as a whole tells which sign is which."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from graphkit.formats.events.columns import TABLES, folded

_OTHER = {".": ",", ",": "."}
_WRITTEN = re.compile(
    r"(?P<before>(?:[^\d\s.,;'\u2019+-]{1,4}\.?(?:\s[^\W\d_]{1,4}\.?)?)?)\s?(?P<number>-?\d[\d.,]*(?:['\u2019\s]\d{3}(?!\d))*(?:[.,]\d+)?)"
    r"\s?(?P<after>[^\d,;/()+-]{0,40})"
)
_GROUPING = re.compile(r"['\u2019\s]")
_NO_CENTS = re.compile(r"(?<=\d)([.,])[-\u2012-\u2014]{1,2}(?!\d)")
"""What stands for cents that there are none of: 1'000.-"""
_EASTERN = re.compile(r"([\u4e07\u842c\ub9cc\u5104\u4ebf\uc5b5])\s?(.*)")
_INDIAN = re.compile(r"-?[0-9]{1,2}(?:,[0-9]{2}){1,5},[0-9]{3}(?:\.[0-9]+)?")
"""A number whose thousands and lakhs are parted, as in India: 1,23,45,678."""


_SCIENTIFIC = re.compile(r"(?<![\w.,])(\d)(?:[.,](\d+))?[eE]\+?(\d\d?)(?![\w.,])")


def _in_full(match: re.Match[str]) -> str:
    """Return a whole number in scientific form, such as ``1.2e+06``, with all its digits."""
    first, rest, power = match[1], match[2] or "", int(match[3])
    return f"{first}{rest}{'0' * (power - len(rest))}" if power >= len(rest) else match[0]


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
    match = _WRITTEN.fullmatch(_NO_CENTS.sub(r"\g<1>00", _SCIENTIFIC.sub(_in_full, text.strip())))
    if match is None:
        return None
    unit = match["after"].strip()
    first, _, rest = unit.partition(" ")
    if eastern := _EASTERN.fullmatch(unit):
        first, rest = eastern.groups()
    scale = first.rstrip(".").casefold()
    scale, unit = (scale, rest.strip()) if scale in TABLES["scales"] else ("", unit)
    number = _GROUPING.sub("", match["number"])
    if match["before"] and unit:
        return None
    unit = match["before"] or unit
    if not scale and (said := measure_of(unit)) and said.power and said.unit and not said.rest:
        scale, unit = said.word, said.unit
    elif " " in match["before"].rstrip():  # "about $"
        return None
    return Written(number, scale, unit)


class Measure(NamedTuple):
    """What words say of the amounts beside them: a power of ten that multiplies them, and their currency.

    The power is None if nothing tells which. ``word`` says it, ``rest`` is what else the words say, ``bare``
    is the text without ``word``. What ``may_be_other`` is a word without a currency beside it: m may be
    metres, and Mia a name.
    """

    power: int | None
    unit: str
    word: str
    rest: str
    may_be_other: bool = False
    bare: str = ""


_SCALES = "|".join(sorted({*TABLES["scales"], *TABLES["long_scale"]["unclear"]}, key=len, reverse=True))
_PARTS = (  # compiled when an amount is first read
    r"(?<![\d.,])(?P<number>10\^\d{1,2}|\d{1,3}(?:[.,'\u2019\s]\d{3})+|\d+)s?(?![.,]?\d)"
    rf"(?:(?<!(?<![\d.,])(?:1[89]|20)\d\d)[\s_-]?(?P<scale>{_SCALES})(?![^\W\d_])\.?)?"
    r"|[^\W\d_]*[$\u00a3\u00a5\u20a0-\u20cf%]|[^\W\d_]+\.?"
)
_CODE = re.compile("[A-Z]{3}|[^\\w\\s]")
_THOUSAND = 3
"""The power of ten of the least number that multiplies amounts for sure."""
_LONGEST_GLUED = max(map(len, TABLES["scales"])) + 3
"""Characters of the longest word that joins a scale and a currency."""
_NEAR = 40
"""How many characters before a word may say what it is."""
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_LEADS = re.compile(r"(?:\b[ie]n|\(|[x*\u00d7])[\s(]*$", re.IGNORECASE)
"""What stands before a number that multiplies all amounts, be a currency beside it or not."""
_PER = re.compile(r"(?:\b(?:per|pro|par|por)|/)\s*$", re.IGNORECASE)
_LIMIT_BEFORE = re.compile(rf"(?:[<>\u2264\u2265]=?|\b(?:{'|'.join(TABLES['limits'])}))\s*$", re.IGNORECASE)
_LIMIT_AFTER = re.compile(
    r"\s*(?:\+|(?:and|or|und|et|y) (?:above|greater|more|over|mehr|plus|m\u00e1s))", re.IGNORECASE
)


class _Word(NamedTuple):
    """A word of a heading, where it stands, its currency, or its number and what multiplies that."""

    text: str
    start: int
    end: int
    unit: str
    number: str = ""
    scale: str = ""


@lru_cache(1_000)
def measure_of(text: str) -> Measure:
    """Return what a heading, a unit or a title says of amounts.

    Examples
    --------
    >>> measure_of("amount in EUR m")[:4], measure_of("TEUR")[:2], measure_of("contracts over 5 million")[:2]
    ((6, 'EUR', 'm', 'amount'), (3, 'EUR'), (0, ''))
    >>> measure_of("kEUR p.a.").bare, measure_of("M\u20ac/an").bare
    ('EUR p.a.', 'EUR/an')
    """
    powers: dict[int | None, str] = {}
    units, rest, words = set[str](), list[str](), _words(text)
    bare = text
    for at, (word, start, end, unit, number, scale) in enumerate(words):
        told, kept = len(powers), ""
        if number:
            power = _multiplies(text, words, at)
            if power != 0:
                powers[power] = scale or word
        elif unit:
            units.add(unit)
        elif (name := word.rstrip(".").casefold()) in TABLES["scales"]:
            powers[None if _PER.search(text[max(start - _NEAR, 0) : start]) else TABLES["scales"][name]] = (
                name
            )
        elif name in TABLES["long_scale"]["unclear"]:
            powers[None] = name
        elif parted := _glued(word):
            name, unit = parted
            powers[TABLES["scales"][name]] = name
            units.add(kept := unit)
        elif name not in ("in", "en", "of") and not (name == "x" and any(each.number for each in words)):
            rest.append(word)
        if len(powers) > told:
            bare = _LEADS.sub(" ", text[:start].rstrip()) + (f" {kept}" if kept else "") + text[end:]
    power, word = next(iter(powers.items()), (0, ""))
    other = ("mia", *TABLES["long_scale"]["unclear"])
    may_be_other = word.isalpha() and not units and (len(word) < _SHORT or word in other)
    unit = units.pop() if len(units) == 1 else ""
    return Measure(
        power if len(powers) < 2 else None, unit, word, " ".join(rest), may_be_other, " ".join(bare.split())
    )


def power_in(cell: str, *, is_power: bool = False) -> int | None:
    """Return the power of ten by which a cell multiplies an amount beside it; None if it does not tell it.

    A number is what multiplies it, or, if it ``is_power``, the power itself, as statisticians write it.

    Examples
    --------
    >>> power_in("millions"), power_in("1,000"), power_in("6", is_power=True), power_in("6")
    (6, 3, 6, None)
    """
    text = cell.strip().casefold()
    plain = re.sub(r"[.,]0{1,2}$", "", text)
    if plain in TABLES["multipliers"]["ones"]:
        return 0
    if is_power and re.fullmatch("1?[0-9]", plain):
        return int(plain)
    if re.fullmatch(r"1(?:0{0,15}|0{0,2}(?:[,'\u2019\s]000)+|0{0,2}(?:\.000){2,})", plain):
        return plain.count("0")
    if match := re.fullmatch(r"1(?:\.0+)?e\+?(\d{1,2})|10\^(\d{1,2})", text):
        return int(match[1] or match[2])
    said = measure_of(cell.strip())
    return said.power if said.power and not (said.unit or said.rest) else None


def _words(text: str) -> list[_Word]:
    """Return the words of a text, those of a currency together, and a number with what multiplies it."""
    found = [*re.finditer(_PARTS, text, re.IGNORECASE)]
    words: list[_Word] = []
    for at, match in enumerate(found):
        if words and match.start() < words[-1].end:
            continue
        spans = (text[match.start() : each.end()] for each in reversed(found[at : at + 3]))
        whole = next((span for span in spans if not match["number"] and unit_of(span)), "")
        word = whole or match[0]
        start, number, scale = match.start(), match["number"] or "", (match["scale"] or "").casefold()
        words.append(_Word(word, start, start + len(word), unit_of(whole) if whole else "", number, scale))
    return words


def _multiplies(text: str, words: list[_Word], at: int) -> int | None:
    """Return the power of ten by which a number of a heading multiplies its amounts, None if it only may.

    A year, a count and a limit (``over 1,000 EUR``) multiply none.
    """
    word, before, after = words[at], words[max(at - 1, 0) : at], words[at + 1 : at + 2]
    is_part = any(each.end == word.start and not each.unit and each.text not in "xX" for each in before)
    start = min([word.start, *(each.start for each in before if each.unit)])
    is_limit = _LIMIT_BEFORE.search(text[max(start - _NEAR, 0) : start]) or _LIMIT_AFTER.match(text, word.end)
    if is_part or is_limit or _YEAR.fullmatch(word.number):
        return 0
    has_unit = any(each.unit for each in (*before, *after))
    leads = has_unit or _LEADS.search(text[max(word.start - _NEAR, 0) : word.start])
    digits = "".join(filter(str.isdigit, word.number))
    if "^" in word.number:
        own = int(digits[2:])
    elif not digits.strip("0"):
        own = len(digits) if len(digits) % _THOUSAND == 0 else 0
    elif digits.rstrip("0") == "1":
        own = len(digits) - 1
    else:
        return None if has_unit and (word.scale or len(digits) >= _THOUSAND) else 0
    if word.scale and word.scale not in TABLES["scales"]:
        return None if leads or own >= _THOUSAND else 0
    power = own + int(TABLES["scales"].get(word.scale, 0))
    sure = power >= _THOUSAND and not _PER.search(text[max(word.start - _NEAR, 0) : word.start])
    return power if not power or (sure and (leads or word.scale or digits[0] == "0")) else None


def _glued(word: str) -> tuple[str, str] | None:
    """Return the scale and the currency that a word such as TEUR, tkr or USDm joins."""
    if word in TABLES["coins"]["names"]:
        return None
    for at in range(1, len(word) if len(word) <= _LONGEST_GLUED else 0):
        for scale, code in ((word[:at], word[at:]), (word[at:], word[:at])):
            is_thousand = scale in ("T", "t") and code == word[at:]
            scale = "tsd" if is_thousand else scale.casefold()
            is_code = _CODE.fullmatch(code) or code in TABLES["money"]
            if scale in TABLES["scales"] and is_code and (unit := unit_of(code)):
                return scale, unit
    return None


def shows_long_scale(texts: Iterable[str], headings: Iterable[str]) -> str:
    """Return the word or heading by which a billion may be a million millions; blank if none does."""
    known = {name: set[str](TABLES["long_scale"][name]) for name in ("words", "headings")}
    words = (word for text in texts for word in re.findall(r"[^\W\d_]+", text))
    return next(
        chain(
            (word for word in words if word.casefold() in known["words"]),
            (heading for heading in headings if folded(heading) in known["headings"]),
        ),
        "",
    )


def amount_of(
    text: str, sign: str | None, unit: str = "", *, grouped: bool = False, power: int = 0
) -> tuple[int | float, str] | None:
    """Return the value and the unit that a cell writes, given the sign before decimals; None if none.

    What multiplies all amounts beside it, a ``power`` of ten, is what the cell itself says, or else it is
    not read.

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
    money = unit_of(named) if told.unit or told.scale else None
    if unit and unit == named and unit in _CODES:
        money = unit
    if told.scale:
        own = TABLES["scales"][told.scale]
        if (not money and len(told.scale) <= _SHORT) or power not in (0, own):
            return None
        power = own
    if power:
        whole = Decimal(repr(value)).scaleb(power)
        value = int(whole) if whole == int(whole) else float(whole)
    if not told.unit:
        return value, unit
    if not money or not unit:
        return (value, money) if money else None
    return (value, money if money in currencies_of(unit) else unit) if may_be_one(money, unit) else None


_CODES: Final = frozenset(TABLES["codes"]["alone"].split())
_SHORT = 3
"""Characters of a word such as ``bn`` that may mean something else."""


@lru_cache(1_000)
def unit_of(unit: str) -> str:
    """Return the currency that a unit names, or the sign of per cent; blank if it is another unit."""
    from graphkit.reading.sums import unit_in

    return TABLES["money"].get(unit) or unit_in(unit)


def currencies_of(unit: str) -> list[str]:
    """Return the currencies of which a unit may be any, as ``kr`` may; none if it names one."""
    from graphkit.reading.sums import currencies_called

    name = unit_of(unit)
    return (
        currencies_called(name)
        if name in TABLES["open_by_country"]["names"]
        else TABLES["open"].get(name, [])
    )


def may_be_one(money: str, other: str) -> bool:
    """Return whether a currency may be what another unit names, as ``kr`` may be ``SEK``."""
    one, two = unit_of(money), unit_of(other)
    return one == two or one in currencies_of(two) or two in currencies_of(one)


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
    if _INDIAN.fullmatch(text):
        text, sign = text.replace(",", ""), "."
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
