"""Reads numbers as different countries write them; a column as a whole tells which sign is which."""

import re
from collections.abc import Iterable
from decimal import Decimal

_OTHER = {".": ",", ",": "."}


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
