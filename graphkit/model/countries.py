"""Knows the countries by their names and their codes: ``Germany``, ``DE``, ``DEU``.

The table beside this module has for each code of ISO 3166 that of three letters, and the names in English.
"""

from typing import Final

from graphkit.libraries import tables_beside
from graphkit.model.folding import folded

_NAMES: Final[dict[str, list[str]]] = tables_beside(__file__, ".json")
_OF_CODE: Final = {each: code for code, (long, *_) in _NAMES.items() for each in (code, long)}
_OF_NAME: Final = {folded(name): code for code, (_, *names) in _NAMES.items() for name in names}
NAMES: Final = frozenset(
    name for _, *names in _NAMES.values() for name in names if not name.replace(".", "").isupper()
)
"""The names of all countries, without short forms such as ``UK``."""


def country_of(name: str) -> str:
    """Return the code of the country that a whole name is, or that it is a code of; else blank.

    Codes have capitals: ``It`` and ``no`` are words.

    Examples
    --------
    >>> [country_of(name) for name in ("Germany", "DE", "DEU", "germany", "De", "Deere")]
    ['DE', 'DE', 'DE', 'DE', '', '']
    """
    return _OF_CODE.get(name) or _OF_NAME.get(folded(name), "")


def is_code(name: str) -> bool:
    """Return whether a name is a code of a country."""
    return name in _OF_CODE
