"""Makes ids from names, and ids that no row has yet."""

import re
import unicodedata
from collections.abc import Iterable

from graphkit.errors import shortened
from graphkit.model.kinds import UNNAMED
from graphkit.model.vocabulary import whole


def id_from(*names: str) -> str:
    """Return an id made from names: ``Jensen Huang`` makes ``jensen-huang``.

    A Latin letter loses its accent, as in addresses; the marks of other scripts make other letters (``й``).
    """
    text = " ".join(names)
    if text.isascii():
        text = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
        text = unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed)).translate(_IN_WORDS)
    return _BETWEEN_WORDS.sub("-", text).strip("-")[:120].strip("-") or "new"


class _InWords(dict[int, str]):
    """What stands for each character: itself if it is a letter, a mark or a digit, otherwise a blank."""

    def __missing__(self, code: int) -> str:
        self[code] = found = chr(code) if unicodedata.category(chr(code))[0] in "LMN" else " "
        return found


_IN_WORDS = _InWords()
_LATIN = "a-z\u00df-\u02af\u1d00-\u1dbf\u1e00-\u1eff\u2c60-\u2c7f\ua722-\uab6f"
_ACCENTS = re.compile(f"(?<=[{_LATIN}])[\u0300-\u036f]+")
"""Marks after Latin letters."""


def chosen_id(text: str) -> str:
    """Return an id that somebody chose for a row: letters and digits of any script, and -, _ or . in it.

    With blanks or other signs it would have to be quoted at a command line, in a cell and in a link. A file
    that has such ids is read all the same. Any other raises ValueError, which says what id is right.

    Examples
    --------
    >>> chosen_id("h20_ban.2")
    'h20_ban.2'
    """
    inner = whole(text).translate(_IN_IDS)
    if text[:1] + text[-1:] != inner[:1] + inner[-1:] or any(
        unicodedata.category(char)[0] not in "LMN" for char in inner
    ):
        raise ValueError(
            f"{shortened(text)} is no id, which has letters and digits, and -, _ or . between them;"
            f" write {id_from(text)}"
        )
    return text


_IN_IDS = str.maketrans("", "", "-_.")
_BETWEEN_WORDS = re.compile(r"[\0-/:-@\[-`{-\x7f]+")


def row_id(number: int) -> str:
    """Return the id of a relation that has none of its own: the number of its line."""
    return f"row-{number:09d}"


class FreeIds:
    """Gives out ids that no row has yet: the wanted one, or it with a number.

    The total time is linear in the number of ids, even if all want the same one.

    Examples
    --------
    >>> ids = FreeIds(["met"])
    >>> ids.take("met"), ids.take("met"), ids.take("led")
    ('met-2', 'met-3', 'led')
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {UNNAMED, *taken}
        self._last: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """Return a free id, which is then taken."""
        number, id = self._last.get(wanted, 1), wanted
        while id in self._taken:
            number += 1
            id = f"{wanted}-{number}"
        if number > 1:
            self._last[wanted] = number
        self._taken.add(id)
        return id
