"""Folds texts for comparing: as names, and for search."""

import re
import unicodedata
from functools import cache
from itertools import dropwhile

from graphkit.libraries import tables_beside


def folded(name: str) -> str:
    """Return a name as names are compared: NFKC, case-folded, blanks collapsed."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@cache
def _titles() -> frozenset[str]:
    """Return words before the names of people, in English, German, French and Spanish."""
    return frozenset(tables_beside(__file__, ".json")["titles"])


def untitled(name: str) -> str:
    """Return a name, folded and without signs, without the titles before it.

    Examples
    --------
    >>> untitled("Prof. Dr. Ada Lee"), untitled("Prime Minister")
    ('ada lee', 'prime minister')
    """
    words = re.findall(r"[^\s.,]+", folded(name))
    bare = [*dropwhile(_titles().__contains__, words)]
    return " ".join(bare or words)


_BLANKS = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


def in_one_form(name: str) -> str:
    """Return a name in Unicode's composed form, with single and ordinary blanks, and none at its ends."""
    if name.isascii() and "  " not in name and name == name.strip(" "):
        return name
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", name)).strip(" ")


class _Bare(dict[int, int | str | None]):
    """What each character is without accents, as ``str.translate`` takes it; filled as characters are met."""

    def __missing__(self, code: int) -> int | None:
        self[code] = bare = None if unicodedata.combining(chr(code)) else code
        return bare


_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "\u0131": "i", "œ": "oe", "æ": "ae", "þ": "th"}
_BARE = _Bare((ord(letter), plain) for letter, plain in _LETTERS.items())
"""Letters with a stroke or the like, which Unicode does not decompose, are here from the start."""


def searchable(text: str) -> str:
    """Return a text as it is searched: case-folded and without accents."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_BARE)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words to search for, each once."""
    return tuple(dict.fromkeys(searchable(text).split()))
