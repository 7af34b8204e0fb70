"""Reads and judges conditions on attributes of actors and notes of relations, and the grades of sources."""

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
    """What an attribute of an actor must be: its name, an operator, and a value as it is written.

    Or, with ``relation.`` before the name, what the note of a relation must say.
    """

    name: str
    operator: str
    value: str

    @property
    def noted(self) -> str | None:
        """The name under which the note of a relation says it; None if it is of an actor."""
        return self.name.removeprefix(_OF_RELATION) if self.name.startswith(_OF_RELATION) else None

    def __str__(self) -> str:
        return f"{self.name}{self.operator}{self.value}"


_OF_RELATION = "relation."


class AttributeNotFoundError(NotFoundError):
    """No actor has this attribute."""

    what = "attribute of an actor"


class NoteNotFoundError(NotFoundError):
    """The note of no relation says anything under this name."""

    what = "value in the notes of relations"


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


def check_names(
    conditions: Iterable[Condition],
    actors: Iterable[Mapping[str, Any]],
    is_noted: Callable[[str], bool],
) -> None:
    """Raise NotFoundError if a condition names what none of the actors has, or no note of a relation says.

    ``is_noted`` returns whether the note of a relation says something under a name.
    """
    names = {name for actor in actors for name in dict(actor.get("attributes", ()))}
    known = set(map(folded, names))
    for each in conditions:
        if each.noted is not None:
            if not is_noted(each.noted):
                raise NoteNotFoundError(each.noted)
        elif folded(each.name) not in known:
            other = [f"{_OF_RELATION}{each.name}"] if is_noted(each.name) else []
            raise AttributeNotFoundError(each.name, other or nearest(each.name, sorted(names)))


def on_actors(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """Return conditions for a list of actors; refuse one on relations."""
    for each in conditions:
        if each.noted is not None:
            raise UsageError(
                f"where: {each} is about relations, and actors have none of their own; list these"
            )
    return conditions


def meets(actor: Mapping[str, Any], conditions: Iterable[Condition]) -> bool:
    """Return whether an actor meets all conditions on actors.

    Of an actor without the attribute nothing is known, so it meets none, ``!=`` included.
    """
    own = {folded(name): value for name, value in dict(actor.get("attributes", ())).items()}
    return all(
        (name := folded(each.name)) in own and holds(own[name], each.operator, each.value)
        for each in conditions
        if each.noted is None
    )


def noted(note: str | None) -> dict[str, list[str]]:
    """Return what a note says by name: ``weight: 3; coder: A``, as the readers write further columns."""
    said: dict[str, list[str]] = {}
    for part in _PARTS.split(note or ""):
        name, colon, value = part.partition(": ")
        if colon:
            said.setdefault(folded(name), []).append(value.strip())
    return said


_PARTS = re.compile(r"; |\n")


def meets_noted(relation: Mapping[str, Any], conditions: Iterable[Condition]) -> bool:
    """Return whether the note of a relation meets all conditions on relations.

    One that it does not say it meets none of; of several values each must be as the condition wants it.
    """
    asked = [(folded(each.noted), each) for each in conditions if each.noted is not None]
    own = noted(relation.get("note")) if asked else {}
    return all(
        name in own and all(holds(value, each.operator, each.value) for value in own[name])
        for name, each in asked
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
