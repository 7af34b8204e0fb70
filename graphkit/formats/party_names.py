"""Reads what the name of an actor in a table says of it: ``Police (India)`` is police, ``N.N.`` nobody."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from graphkit.libraries import tables_beside
from graphkit.model import countries
from graphkit.model.absence import ABSENT, NO_CELL, VAGUE
from graphkit.model.folding import searchable
from graphkit.model.kinds import Kind

_WORDS: Final = tables_beside(__file__)
COUNTRIES: Final = countries.NAMES | {"Abkhazia"}  # which ICEWS has
_GROUPS: Final = frozenset(_WORDS["groups"])
_BODIES: Final[Mapping[str, Kind]] = {
    group: kind for kind, groups in _WORDS["bodies"].items() for group in groups
}
_WORDS_OF_KIND = {kind: rf"\b(?:{'|'.join(words)})\b" for kind, words in _WORDS["words"].items()}
_MINISTRY = re.compile(r"\bMiniste?ry\b")
_OF_STATE = re.compile(rf"(?:the )?(?:{'|'.join(_WORDS['of_state'])})(?: |$)")
_OF_FIRM = re.compile(rf"\b(?!bank\b)(?:{'|'.join(_WORDS['words']['company'])})\b")


_NOBODY, _NUMBERED, _TOTALS, _COUNTED = (
    frozenset(map(searchable, _WORDS[name])) for name in ("nobody", "numbered", "totals", "counted")
)
_BLANK: Final = re.compile("|".join(_WORDS["blank"]))
_NUMBER = re.compile(r"[\W_]*\d+\W*$")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 100
"""Characters of the longest name that may say that there is none."""
_MOST_VAGUE = 3
"""The most words of such a name as ``unknown supplier(s)``."""
_IN_FORM = re.compile(r"\bsoci(?:ete|edade?|eta) anon[iy]m")
"""A form of companies: ``Acme Soci\u00e9t\u00e9 Anonyme``."""
_PLAIN = re.compile(
    r"([A-Z][A-Za-z]*)(?:(?:\. ?|[ '-])(?:of|for|the|al|bin|de|del|di|da|do|van|von|der|s|([A-Z][A-Za-z]*)))*"
    r"(?: \(([^()]+)\))?"
)
"""A name of English letters in words with a capital: the first, the last, and what stands in brackets."""
_AT_ENDS = VAGUE | _TOTALS
_ALONE = {
    (words[0], words[-1])
    for name in (*_NOBODY, *ABSENT, *map(searchable, NO_CELL))
    if (words := _WORD.findall(name))
}
"""The first and the last words of names that say that there is none."""
_LAST_OF_PLACE = {name: _WORD.findall(searchable(name))[-1] for name in COUNTRIES}


class Said(NamedTuple):
    """What a name says: a kind, empty if none, and attributes."""

    kind: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


_NOTHING = Said()


def said_by(name: str) -> Said:
    """Return what a name such as ``Police (India)`` says of the actor.

    Only a known country in brackets is one, and only a known group before it is a sector.
    """
    group, _, country = name[:-1].rpartition(" (") if name.endswith(")") else ("", "", "")
    if country not in COUNTRIES or not group.rstrip():
        return _NOTHING
    sector = (("sector", group),) if group in _GROUPS else ()
    kind = _BODIES.get(group) or ("government-body" if sector and _MINISTRY.search(group) else "")
    return Said(kind, (("country", country), *sector))


def is_plain(name: str) -> bool:
    """Return whether a name is surely that of one actor, as most are, so that no other rule need look at it.

    Examples
    --------
    >>> [is_plain(name) for name in ("Police (India)", "Ada Lee", "Unknown Buyer", "Lee (sic)", "Lee & Sons")]
    [True, True, False, False, False]
    """
    if (match := _PLAIN.fullmatch(name)) is None:
        return False
    first, last, place = match.groups()
    first, last = first.lower(), _LAST_OF_PLACE.get(place) if place else (last or first).lower()
    doubtful = last is None or first in _AT_ENDS or last in _AT_ENDS or (first, last) in _ALONE
    return not doubtful and len(name) <= _LONGEST


def nobody_in(name: str) -> str:
    """Return a name that may say that there is none, without the number after it; blank if it says one.

    There are people called Null.

    Examples
    --------
    >>> nobody_in("John Doe 2"), nobody_in("unknown supplier(s)"), nobody_in("\u3003"), nobody_in("Ada Lee")
    ('John Doe', 'unknown supplier(s)', '\u3003', '')
    """
    if blank := blank_in(name):
        return blank
    if len(name) > _LONGEST:
        return ""
    bare = (_NUMBER.sub("", name) if _DIGIT.search(name) else name) or name
    if not (words := _WORD.findall(searchable(bare))):
        return name  # signs alone, such as a ditto mark
    text, vague = " ".join(words), not VAGUE.isdisjoint((words[0], words[-1]))
    if text in _NOBODY or text in ABSENT or (bare != name and text in _NUMBERED):
        return bare
    first, last = (words[0] in _TOTALS, words[-1] in _TOTALS) if len(words) > 1 else (False, False)
    if (first and _COUNTED.issuperset(words[1:])) or (last and _COUNTED.issuperset(words[:-1])):
        return bare
    return bare if vague and len(words) <= _MOST_VAGUE and not _IN_FORM.search(text) else ""


def blank_in(id: str) -> str:
    """Return how the id of a blank node begins, which is an actor that nobody knows; blank for other ids."""
    match = _BLANK.match(id)
    return match[0] if match else ""


def kind_in(sector: Kind | None, name: str) -> str:
    """Return a kind that a table gives for a sector, if the name is one of a body rather than of a person."""
    words = _WORDS_OF_KIND.get(sector or "")
    return sector if sector and words and re.search(words, name.casefold()) else ""


def is_of_state(name: str) -> bool:
    """Return whether a name is that of a body of a state, unless a firm is called so.

    Examples
    --------
    >>> [is_of_state(name) for name in ("Ministry of Trade", "Central Bank of Oman", "Ministère de la Santé")]
    [True, True, True]
    >>> [is_of_state(name) for name in ("Ministry of Sound Group", "Bank of Oman", "High Court Hotels Ltd")]
    [False, False, False]
    """
    words = " ".join(_WORD.findall(searchable(name)))
    return bool(_OF_STATE.match(words)) and not _OF_FIRM.search(words)
