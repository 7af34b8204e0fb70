"""Maps CAMEO event codes and their English names to relation types, and other schemes' types to families.

P. A. Schrodt, *CAMEO: Conflict and Mediation Event Observations, Event and Actor Codebook*, 2012.
The codes and names are in ``cameo.toml``.
"""

from functools import cache
from typing import Any, Final

from graphkit.libraries import tables_beside
from graphkit.model.vocabulary import type_name, vocabulary

_TABLES: Final[dict[str, dict[str, Any]]] = tables_beside(__file__)
_FAMILIES: Final = {code: family for family, codes in _TABLES["families"].items() for code in codes.split()}
_OTHERS: Final = {name: family for family, names in _TABLES["others"].items() for name in names.split()}


@cache
def _codes() -> dict[str, str]:
    """Return the code of each English name, by the name of a relation type that it would be."""
    return {type_name(words): code for code, names in _TABLES["names"].items() for words in names}


def code_of(words: str) -> str | None:
    """Return the code of an English name such as ``Make a visit``; None if CAMEO has no such name."""
    return _codes().get(type_name(words))


def type_of(code: str) -> str | None:
    """Return the relation type of a code, of its base code or of its root; None if it is no code."""
    root = _TABLES["roots"].get(code[:2], (None,))[0] if code.isdecimal() and len(code) <= 4 else None
    return root and (_TABLES["same"].get(code) or _TABLES["same"].get(code[:3]) or root)


def root_type(code: str) -> str | None:
    """Return the relation type of a root, from ``01`` to ``20``, which may have lost its leading nought."""
    return type_of(f"{code:0>2}")


def event_type(code: str) -> str | None:
    """Return the relation type of the code of an event, which has three or four digits.

    One of two digits, and one that is none, may have lost its leading nought in another program.

    Examples
    --------
    >>> [event_type(code) for code in ("20", "020", "200", "42", "211", "2100")]
    ['appealed-to', 'appealed-to', 'used-mass-violence-on', 'visited', 'appealed-to', None]
    """
    return (type_of(code) if len(code) > 2 else None) or type_of(f"0{code}")


def own_type(name: str) -> dict[str, Any] | None:
    """Return the row of a type of one of these schemes; None if it is of none, or in the vocabulary."""
    if name in vocabulary():
        return None
    code = next((code for code, (root, *_) in _TABLES["roots"].items() if root == name), _codes().get(name))
    if code is None:
        family = _OTHERS.get(name)
        return {"name": name, "kind": "either", "family": family} if family else None
    _, family, meaning = _TABLES["roots"][code[:2]]
    family = _FAMILIES.get(code[:3], family)
    return {"name": name, "kind": "event", "meaning": meaning, "cameo": code, "family": family}
