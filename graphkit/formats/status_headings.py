"""Says what a heading of a foreign file asks: a status, that of a case, an outcome, or how sure it is."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from graphkit.libraries import tables_beside
from graphkit.model.folding import searchable, whole_words


def folded_words(table: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return the words of a table without case, by their names."""
    return {name: frozenset(map(str.casefold, words)) for name, words in table.items()}


_INNER_CAPITAL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")


def heading_words(heading: str) -> list[str]:
    """Return the words of a heading, without case and accents, also of one such as ``isActive``."""
    return words_in(searchable(_INNER_CAPITAL.sub(" ", heading)))


def words_in(text: str) -> list[str]:
    """Return the words of a text without case and signs."""
    return whole_words(unicodedata.normalize("NFC", text.casefold()))


ASKED: Final = folded_words(tables_beside(__file__))
"""The words of headings, by what they ask."""
_PLAIN = frozenset(" ".join(heading_words(each)) for each in ASKED["plain"])
_OF_WHAT = re.compile(rf"^(?:{'|'.join(ASKED['of-what'])}) (?=status$)")
_FOUND = re.compile(r" (?:status|level|score|results?|rating|verdict|outcome)$")
"""What may follow in a heading of truth: ``Fact check result``."""
_SCORE = re.compile(r"[0-9]*[.,]?[0-9]+ ?%?")
TRUTHS: Final = (
    "true", "yes", "1", "1.0", "y", "t", "x", "\u2713", "\u2714", "ja", "oui", "sí", "si", "sim", "да"
)  # fmt: skip
UNTRUTHS: Final = ("false", "no", "0", "0.0", "n", "f", "nein", "non", "não", "nee", "нет")
"""What says yes and no in a cell."""


def asks_for_doubt(what: str) -> bool:
    """Return whether a heading asks if a row is in doubt or void, or when it became so: ``Date returned``."""
    words = searchable(what).split()
    of_day = ASKED["of-day"] if words[1:] else ()
    return " ".join(word for word in words if word not in of_day) in ASKED["unsure"]


@lru_cache(maxsize=1000)
def _what_was_found(name: str) -> str:
    return _FOUND.sub("", " ".join(heading_words(name)))


def is_of_truth(name: str) -> bool:
    """Return whether an attribute of this name asks how true or sure it is: ``Fact check result``."""
    return _what_was_found(name) in ASKED["truth"] | ASKED["sureness"]


def is_score(name: str, texts: Iterable[str]) -> bool:
    """Return whether a column tells by several numbers how sure each row is, of which none is a status.

    Examples
    --------
    >>> is_score("confidence", ["0.36", "0.7", ""]), is_score("confidence", ["0", "1"])
    (True, False)
    """
    if not asks_how_sure(name):
        return False
    numbers = {*map(str.strip, texts)} - {""}
    return len(numbers - {*TRUTHS, *UNTRUTHS}) > 1 and all(map(_SCORE.fullmatch, numbers))


def asks_how_sure(name: str) -> bool:
    """Return whether an attribute of this name asks how sure it is: ``Confidence level``."""
    return _what_was_found(name) in ASKED["sureness"]


@lru_cache(maxsize=1000)
def is_of_case(name: str) -> bool:
    """Return whether an attribute of this name is the status of a case, which may be that of the relation.

    So is that of a licence, in each language that has a word for status, but not that of a visa.

    Examples
    --------
    >>> [is_of_case(name) for name in ("licence_status", "Lizenzstatus", "Visa status", "Final status")]
    [True, True, False, False]
    """
    words = heading_words(name)
    if " ".join(words) in ASKED["case"]:
        return True
    if not ASKED["of-person"].isdisjoint(words) or asked_by(name) == "status":
        return False
    return any(word in _PLAIN or word.endswith(("status", *ASKED["unspaced"])) for word in words)


@lru_cache(maxsize=1000)
def tells_outcome(name: str) -> bool:
    """Return whether an attribute of this name may tell how something ended: ``Decision``, ``Remarks``.

    Only words that say that it is no fact are of interest there.
    """
    words = heading_words(name)
    if asked_by(name) == "status" or is_of_case(name):
        return False
    of_state = len(words) > 1 and not ASKED["status"].isdisjoint(words)
    return of_state or not ASKED["outcome"].isdisjoint(words)


def says_other(name: str) -> bool:
    """Return whether an attribute of this name says a status only where its words are of one: ``Stand``."""
    return _bare(name) in ASKED["status"]


@lru_cache(maxsize=1000)
def _bare(name: str) -> str:
    """Return a heading without accents, signs, years and words such as "current"."""
    words = heading_words(name)
    return " ".join(word for word in words if not word.isdigit() and word not in ASKED["beside"])


def asked_by(name: str) -> str:
    """Return what a heading asks, without signs: ``status`` for ``List status``."""
    return asked_and_by(name)[0]


@lru_cache(maxsize=1000)
def asked_and_by(name: str) -> tuple[str, str]:
    """Return what a heading asks, without signs: ``denied`` for ``Denied by`` and for ``Denied (y/n)``.

    The status of an entry or a listing is that of the relation; that of an application or a visa is not.
    With it is the whole heading, if it asks by whom.
    """
    spaced = _INNER_CAPITAL.sub(" ", name).casefold()
    words = " ".join(words_in(spaced))
    if _bare(words) in ASKED["status"] | _PLAIN or is_of_truth(words):
        return "status", ""
    before, _, last = words.rpartition(" ")
    by = words if before and last in ASKED["by"] else ""
    if searchable(words) in ASKED["denied-by"]:
        return "denied", by
    plain = re.sub(r"^(?:is|was) | (?:yes no|y n|ja nein|oui non)$", "", before if by else words)
    return _OF_WHAT.sub("", plain), by
