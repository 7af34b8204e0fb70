"""Folds texts for comparing: as names, and for search."""

import unicodedata


def folded(name: str) -> str:
    """Return a name as names are compared: NFKC, case-folded, blanks collapsed."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


_UNMARKED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "\u0131": "i", "œ": "oe", "æ": "ae", "þ": "th"}
)
"""Letters with a stroke or the like, which Unicode does not decompose."""


def searchable(text: str) -> str:
    """Return a text as it is searched: without accents, case-folded, blanks collapsed."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(kept.translate(_UNMARKED).split())


def words_of(text: str) -> tuple[str, ...]:
    """Return the words to search for, each once."""
    return tuple(dict.fromkeys(searchable(text).split()))
