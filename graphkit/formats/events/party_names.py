"""Reads what the name of an actor in an event table says of it: ``Police (India)`` is police of India."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from graphkit.libraries import tables_beside
from graphkit.model.entities import Kind

_WORDS: Final = tables_beside(__file__)
_COUNTRIES: Final = frozenset(_WORDS["countries"])
_GROUPS: Final = frozenset(_WORDS["groups"])
_BODIES: Final[Mapping[str, Kind]] = {
    group: kind for kind, groups in _WORDS["bodies"].items() for group in groups
}
_WORDS_OF_KIND = {kind: re.compile(rf"\b(?:{'|'.join(words)})\b") for kind, words in _WORDS["words"].items()}
_MINISTRY = re.compile(r"\bMiniste?ry\b")
_COUNTRY = re.compile(r"(.*\S) \(([^()]+)\)")


class Said(NamedTuple):
    """What a name says: a kind, empty if none, and attributes."""

    kind: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


_NOTHING = Said()


def said_by(name: str) -> Said:
    """Return what a name such as ``Police (India)`` says of the actor.

    Only a known country in brackets is one, and only a known group before it is a sector.
    """
    match = _COUNTRY.fullmatch(name) if name.endswith(")") else None
    if match is None or match[2] not in _COUNTRIES:
        return _NOTHING
    group, country = match[1], match[2]
    sector = (("sector", group),) if group in _GROUPS else ()
    kind = _BODIES.get(group) or ("government-body" if sector and _MINISTRY.search(group) else "")
    return Said(kind, (("country", country), *sector))


def is_country(name: str) -> bool:
    """Return whether a name is that of a country."""
    return name in _COUNTRIES


def kind_in(sector: Kind | None, name: str) -> str:
    """Return a kind that a table gives for a sector, if the name is one of a body rather than of a person."""
    words = _WORDS_OF_KIND.get(sector or "")
    return sector if sector and words and words.search(name.casefold()) else ""
