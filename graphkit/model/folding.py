"""Folds texts for comparing: as names, and for search."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import dropwhile

from graphkit.libraries import tables_beside


def folded(name: str) -> str:
    """Return a name as names are compared: NFKC, case-folded, blanks collapsed."""
    text = name if name.isascii() else unicodedata.normalize("NFKC", name)
    return " ".join(text.casefold().split())


@cache
def _titles() -> frozenset[str]:
    """Return words before the names of people, in English, German, French and Spanish."""
    return frozenset(tables_beside(__file__, ".json")["titles"])


def untitled(name: str) -> str:
    """Return a name, folded and without signs, without the titles before it.

    Examples
    --------
    >>> untitled("Prof. Dr. Ada Lee"), untitled("Prime Minister"), untitled("Governor (Angola)")
    ('ada lee', 'prime minister', 'governor (angola)')
    """
    words = re.findall(r"[^\s.,]+", folded(name))
    bare = [*dropwhile(_titles().__contains__, words)]
    return " ".join(words if not bare or bare[0].startswith("(") else bare)


_BLANKS = re.compile("[ \n\r\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


def in_one_form(name: str) -> str:
    """Return a name in Unicode's composed form, with single, ordinary blanks, also for line breaks."""
    if name.isascii() and name.isprintable() and "  " not in name and name == name.strip(" "):
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


def whole_words(text: str, ending: str = "") -> list[str]:
    """Return the words of a text, as they are; of signs only those of a pattern of an ``ending`` count.

    Examples
    --------
    >>> whole_words("Ada_Lee-Poe (born 1961)"), whole_words("C++, C", "[+#]*")
    (['Ada', 'Lee', 'Poe', 'born', '1961'], ['C++', 'C'])
    """
    marks = "" if text.isascii() else "".join(sorted({*filter(_is_mark, text)}))
    more = rf"(?:[^\W_]|[{marks}])*" if marks else r"[^\W_]*"
    return re.findall(rf"[^\W_]{more}{ending}", text)


def _is_mark(char: str) -> bool:
    """Return whether a character is a mark on a letter, as of Hindi, which ``\\w`` does not have."""
    return "\u0300" <= char < "\U00020000" and unicodedata.category(char) in ("Mn", "Mc")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words to search for, each once."""
    return tuple(dict.fromkeys(searchable(text).split()))


def words_of_name(name: str, *, person: bool) -> tuple[str, ...]:
    """Return the words of a name in their order, without accents, signs and, of a ``person``, titles."""
    words = whole_words(searchable(untitled(name) if person else name), "[+#]*")
    return tuple(words) or (folded(name),)


def keys_of_name(words: tuple[str, ...], *, person: bool) -> Iterator[tuple[str, ...]]:
    """Yield keys of which two names that :func:`written_alike` holds for one another share one.

    Of a ``person`` these are also each whole name and the initials of all.
    """
    yield _in_any_order(words)
    if person and len(words) > 1:
        initials = "".join(sorted(word[0] for word in words))
        yield from ((word, "", initials) for word in dict.fromkeys(words) if not _is_initial(word))


def written_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether two names have the same words in any order, or one has initials of the other's.

    Examples
    --------
    >>> written_alike(("j", "p", "lefevre"), ("lefevre", "jean", "pierre"))
    True
    >>> written_alike(("p", "j", "lefevre"), ("lefevre", "jean", "pierre"))
    False
    """
    if len(one) != len(other):
        return False
    return _in_any_order(one) == _in_any_order(other) or _abbreviates(one, other) or _abbreviates(other, one)


def has_initials(words: tuple[str, ...]) -> bool:
    """Return whether a name has a letter for a word; only such a name can be short for another."""
    return any(map(_is_initial, words))


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


def _in_any_order(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return words sorted, unless there are numbers, which say something else in another place."""
    return words if any(map(str.isdigit, "".join(words))) else tuple(sorted(words))


def _abbreviates(short: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    rest, initials = [*whole], []
    for word in short:
        if _is_initial(word):
            initials.append(word)
        elif word in rest:
            rest.remove(word)
        else:
            return False
    return 0 < len(initials) < len(short) and initials == [word[0] for word in rest]
