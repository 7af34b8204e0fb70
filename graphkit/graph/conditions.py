"""Reads and judges conditions on the attributes of actors, and the grades of sources."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne
from typing import Any, NamedTuple

from graphkit.errors import DateError, NotFoundError, UsageError, nearest, shortened
from graphkit.model.folding import folded
from graphkit.temporal import edtf
from graphkit.temporal.calendar import Window

_WRITTEN = re.compile(r"\s*(?P<name>.*?\S)\s*(?P<operator>!=|<=|>=|=|<|>)\s*(?P<value>.*?\S)\s*", re.DOTALL)


class Condition(NamedTuple):
    """What an attribute of an actor must be: its name, an operator, and a value as it is written."""

    name: str
    operator: str
    value: str

    def __str__(self) -> str:
        return f"{self.name}{self.operator}{self.value}"


class AttributeNotFoundError(NotFoundError):
    """No actor has this attribute."""

    what = "attribute of an actor"


def condition_of(text: str) -> Condition:
    """Return the condition that a text such as ``country=DE`` or ``born<1960`` writes.

    A text that is none, or that orders what is neither a number nor a date, raises UsageError.
    """
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise UsageError(
            f"where: {shortened(text)} is no condition; write NAME=VALUE, such as country=DE, country!=DE, "
            "born<1960 or employees>=500"
        )
    found = Condition(**written.groupdict())
    if found.operator not in ("=", "!=") and _number(found.value) is None and _days(found.value) is None:
        raise UsageError(f"where: {found.operator} compares numbers and dates; {found.value!r} is neither")
    return found


def check_names(conditions: Iterable[Condition], actors: Iterable[Mapping[str, Any]]) -> None:
    """Raise AttributeNotFoundError if a condition names an attribute that none of the actors has."""
    names = {name for actor in actors for name in dict(actor.get("attributes", ()))}
    known = set(map(folded, names))
    for each in conditions:
        if folded(each.name) not in known:
            raise AttributeNotFoundError(each.name, nearest(each.name, sorted(names)))


def meets(actor: Mapping[str, Any], conditions: Iterable[Condition]) -> bool:
    """Return whether an actor meets all conditions.

    Of an actor without the attribute nothing is known, so it meets none, ``!=`` included.
    """
    own = {folded(name): value for name, value in dict(actor.get("attributes", ())).items()}
    return all(
        (name := folded(each.name)) in own and holds(own[name], each.operator, each.value)
        for each in conditions
    )


_COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    "=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge,
}  # fmt: skip


def holds(value: str | float, operator: str, wanted: str) -> bool:
    """Return whether a value surely is as a condition wants it.

    Numbers are compared as numbers and dates by their days: ``born<1960`` holds for all of 1959, and for no
    date that may be in 1960. Texts are equal in any case, and have no order.
    """
    number = _number(wanted)
    if not isinstance(value, str):
        if number is not None:
            return _COMPARED[operator](value, number)
        value = str(value)
    if operator in ("=", "!=") and folded(value) == folded(wanted):
        return operator == "="
    own, days = _days(value), _days(wanted)
    if own is not None and days is not None:
        return _on_days(own, operator, days)
    if operator in ("=", "!="):
        return operator == "!="
    own_number = _number(value)
    return number is not None and own_number is not None and _COMPARED[operator](own_number, number)


def _on_days(own: Window, operator: str, wanted: Window) -> bool:
    return {
        "=": wanted.since <= own.since and own.until <= wanted.until,
        "!=": own.until < wanted.since or wanted.until < own.since,
        "<": own.until < wanted.since,
        "<=": own.until <= wanted.until,
        ">": own.since > wanted.until,
        ">=": own.since >= wanted.since,
    }[operator]


_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")


def _number(text: str) -> float | None:
    """Return the number that a text is; whole numbers stay exact."""
    if not _NUMBER.fullmatch(text) or len(text) > 300:
        return None
    return int(text) if text.lstrip("+-").isdecimal() else float(text)


@lru_cache(maxsize=10_000)
def _days(text: str) -> Window | None:
    """Return the days on which something of a date may be; None if a text is no date."""
    try:
        bounds = edtf.parse(text).bounds
    except DateError:
        return None
    return Window(bounds.earliest_start, bounds.latest_end)


GRADES = ("A", "B", "C", "D", "E")
"""How reliable a source is, the best first, as in the Admiralty system; F says that nobody can judge."""

_GRADE = re.compile(r"\s*(?P<letter>[A-Ea-e])\s*[1-6]?\s*(?:[:(].*)?", re.DOTALL)


def grade_of(reliability: str | None) -> str | None:
    """Return the grade of a source; None where its words say none.

    ``B``, ``b2`` and ``B (usually reliable)`` give the grade B; the number grades what is said, not who says
    it.
    """
    found = _GRADE.fullmatch(reliability or "")
    return found["letter"].upper() if found else None
