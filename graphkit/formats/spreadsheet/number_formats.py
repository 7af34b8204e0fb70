"""Writes what a cell of a spreadsheet shows by its number format, as ECMA-376 (18.8.31) has it.

A number keeps all its digits where the cell rounds them, and groups none; three decimals get a nought, as
they may look like thousands. A date is as precise as the cell shows it, as EDTF, with the words around it.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from graphkit.reading.sums import unit_in

_TOKEN = re.compile(
    r'"(?P<text>[^"]*)"?|\\(?P<escaped>.)|\[\$(?P<currency>[^]-]*)[^]]*\]|\[(?P<rule>[^]]*)\]|(?P<blank>_.)'
    r"|\*.|(?P<end>;)|(?P<all>General|@)|(?P<power>E[+-])|(?P<clock>AM/PM|A/P)|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_RULE = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_RULES: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": Decimal.__lt__, "<=": Decimal.__le__, ">": Decimal.__gt__, ">=": Decimal.__ge__,
    "=": Decimal.__eq__, "<>": Decimal.__ne__,
}  # fmt: skip
_HIDDEN = re.compile("(?<=0),+(?![,0])")
"""The commas of a format behind its digits, each of which hides three of a number."""
_LARGE = ("", "thousand", "million", "billion", "trillion")
"""What multiplies a number of which a cell hides so many thousands, but does not say so."""
_THOUSANDS = 3
"""How many decimals may be taken for thousands."""
_SIGNS_AROUND = re.compile(r"^\s*[(\u2212-]+|[)\u2212-]+\s*$")
"""What a format writes around a number that is less than nothing."""
_SAYS = re.compile(r"[^\W_]|[?~<>\u2248\u00b1]")
"""What a text must have to say anything of a date."""
_PART_OF_DATE = re.compile(
    r"[\s.,]*(?:[\u5e74\u6708\u65e5\u53f7\u865f\ub144\uc6d4\uc77c]|\u0433\.?|\u0433\u043e\u0434\u0430|Uhr|hrs?|h|Z|UTC|GMT)?[\s.,]*"
)
"""What stands behind a date or a time of day as its part: a word for day, year or o'clock, and a zone."""


class Token(NamedTuple):
    """A part of a number format: what it is, and its text."""

    kind: str
    text: str


def shows_no_year(number_format: str) -> bool:
    """Return whether a format shows a day or a month, and no year."""
    shown = _parts_of_date(number_format)
    return bool({"d", "m"} & shown) and not {"y", "e", "b"} & shown


def shown(value: Any, number_format: str) -> str:
    """Return what a cell shows, blank if it is empty.

    Examples
    --------
    >>> shown(3_500_000, '0.0,,"m \u20ac"'), shown(0.25, "0%"), shown(-5, '0 "EUR";(0) "EUR"')
    ('3.5m \u20ac', '25%', '-5 EUR')
    >>> shown(date(2025, 3, 4), "mmm yy"), shown(date(2019, 1, 1), '"c. "yyyy')
    ('2025-03', 'c. 2019')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date):
        return _date(value, number_format)
    if isinstance(value, time):
        parts = _parts_of_date(number_format)
        return "1900-01-00" if "y" in parts and "h" not in parts else value.isoformat()
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, str):
        return _text(value, number_format)
    return str(value)


def plain(value: float) -> str:
    """Return a number with all its digits, and no point where it is whole."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return str(value)


@lru_cache(1_000)
def _sections(number_format: str) -> list[list[Token]]:
    """Return the sections of a format, of which one counts for each number, or for a text."""
    sections: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(number_format):
        kind = match.lastgroup
        if kind == "end":
            sections.append([])
        elif kind in ("text", "escaped", "currency"):
            sections[-1].append(Token("text", match[kind]))
        elif kind == "blank":
            sections[-1].append(Token("text", " "))
        elif kind is not None:
            sections[-1].append(Token(kind, match[kind]))
    return sections


def _parts_of_date(number_format: str) -> set[str]:
    """Return the letters of the parts of a date that a format shows."""
    section = _sections(number_format)[0]
    return {token.text[0].casefold() for token in section if token.kind in ("sign", "power")}


def _date(value: date, number_format: str) -> str:
    section, parts = _sections(number_format)[0], _parts_of_date(number_format)
    day = value.strftime("%Y-%m-%d").zfill(10)
    if shows_no_year(number_format):
        day = value.strftime("%d %b")
    elif "d" not in parts:
        day = day[:7] if "m" in parts else day[:4]
    at = [place for place, token in enumerate(section) if token.kind == "sign" and token.text.isalpha()]
    before, after = (
        "".join(token.text for token in among if token.kind in ("text", "sign"))
        for among in (section[: min(at, default=0)], section[max(at, default=len(section)) + 1 :])
    )
    before = before if _SAYS.search(before) else ""
    after = "" if _PART_OF_DATE.fullmatch(after) or not _SAYS.search(after) else after
    return " ".join(f"{before}{day}{after}".split())


def _text(value: str, number_format: str) -> str:
    sections = _sections(number_format)
    section = sections[3] if len(sections) > 3 else sections[-1]
    around = "".join(token.text for token in section if token.kind == "text").strip()
    if not around or not any(token.text == "@" for token in section):
        return value
    return "".join(value if token.kind == "all" else token.text for token in section if token.kind != "rule")


def _section(sections: Sequence[list[Token]], value: Decimal) -> tuple[list[Token], bool]:
    """Return the section of a number, and whether it is of negative ones alone, so that it has their sign."""
    rules = [
        next((rule for each in section if each.kind == "rule" and (rule := _RULE.match(each.text))), None)
        for section in sections[:3]
    ]
    if any(rules):
        for section, rule in zip(sections, rules, strict=False):
            if rule is None or _RULES[rule[1]](value, Decimal(rule[2])):
                return section, rule is not None and "<" in rule[1]
        return sections[-1], False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    return sections[2 if not value and len(sections) > 2 else 0], False


def _number(value: float, number_format: str) -> str:
    exact = Decimal(repr(value))
    if not exact.is_finite():
        return str(value)
    section, has_sign = _section(_sections(number_format), exact)
    marks = "".join(map(_mark, section))
    digits = [place for place, mark in enumerate(marks.partition(".")[0]) if mark in "0G"]
    digits = digits or [place for place, mark in enumerate(marks) if mark in "0G"][:1]
    texts = [token.text if mark in " %" else "" for token, mark in zip(section, marks, strict=True)]
    if not digits:
        return "".join(texts).strip() or plain(value)
    is_plain, hidden = not {"E", "/", "G"}.isdisjoint(marks), sum(map(len, _HIDDEN.findall(marks)))
    hidden = hidden if hidden < len(_LARGE) and not is_plain else 0
    whole, point, rest = f"{exact.copy_abs().scaleb(2 * marks.count('%') - 3 * hidden):f}".partition(".")
    rest = rest.rstrip("0")
    if len(rest) == _THOUSANDS:
        rest += "0"  # else 12.345 may be 12,345
    if exact < 0 and has_sign:
        texts = [_SIGNS_AROUND.sub(" ", text) for text in texts]
    elif not exact:
        texts = ["" if text.strip() in ("-", "\u2013") else text for text in texts]
    for place in reversed([] if is_plain else digits[1:]):
        whole, texts[place] = whole[:-1], whole[-1:] or _padding(section[place])
    texts[digits[0]] = ("-" if exact < 0 else "") + (whole or _padding(section[digits[0]]))
    texts[digits[0] if is_plain else digits[-1]] += f"{point}{rest}" if rest else ""
    said = (token.text.strip() for token in section if token.kind == "text" and token.text.strip())
    if hidden and all(map(unit_in, said)):
        texts[digits[-1]] += f" {_LARGE[hidden]} "
    return " ".join("".join(texts).split())


def _mark(token: Token) -> str:
    """Return what a token of a number is: 0 for a digit, G for all of it, itself, or a blank for a text."""
    if token.kind == "sign":
        return "0" if token.text in "0#?" else token.text if token.text in ",.%/" else " "
    return {"all": "G", "power": "E", "rule": "R"}.get(token.kind, " ")


def _padding(token: Token) -> str:
    return "0" if token.text == "0" else ""
