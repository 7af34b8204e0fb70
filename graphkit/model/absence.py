"""Knows the words and signs that say that nothing is known: ``n/a``, ``unbekannt``, a dash."""

import re
from functools import lru_cache
from typing import Final

from graphkit.libraries import tables_beside
from graphkit.model.folding import searchable

_WORDS: Final = tables_beside(__file__, ".json")
ABSENT, VAGUE = (frozenset(map(searchable, _WORDS[name])) for name in ("absent", "vague"))
"""Words that say so in any cell, and those that say it beside the word for somebody, too."""
NO_CELL: Final = {"", "N/A", "n/a", "#N/A", "nan", "NaN", "null", "NULL", "\\N"} | {
    "#REF!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#DIV/0!", "#ERROR!",
}  # fmt: skip
"""What programs write, letter by letter, into a cell that holds nothing."""
_NO_LETTER = re.compile(r"[\s\-\u2010-\u2015\u2212.\u2026?/*_]+")
"""Signs that say nothing alone, unlike a ditto mark."""
_WORD = re.compile(r"[^\W_]+")
_MAY_BE_NAME = re.compile(r"[^\W\d_]+|(?:[^\W\d_]\. ?)+")
_LONGEST = 100
"""Characters of the longest text that may say that nothing is known."""


@lru_cache(maxsize=10_000)
def is_absent(cell: str) -> bool:
    """Return whether a cell that is no name is blank, or says only that nothing is known.

    Examples
    --------
    >>> [is_absent(cell) for cell in ("n/a", "NULL", "unknown", "k.A.", "?", "\u2013", "Total", "0", "1961")]
    [True, True, True, True, True, True, False, False, False]
    """
    if cell in NO_CELL or _NO_LETTER.fullmatch(cell):
        return True
    words = " ".join(_WORD.findall(searchable(cell))) if len(cell) <= _LONGEST else ""
    return words in ABSENT or words in VAGUE


def may_be_name(text: str) -> bool:
    """Return whether a word that says in most cells that nothing is known may be a name or a code: ``Nil``.

    Examples
    --------
    >>> [may_be_name(text) for text in ("Na", "NA", "N.A.", "NaN", "n/a", "Unknown", "not known", "?")]
    [True, True, True, False, False, False, False, False]
    """
    return _MAY_BE_NAME.fullmatch(text) is not None and text not in NO_CELL and searchable(text) not in VAGUE
