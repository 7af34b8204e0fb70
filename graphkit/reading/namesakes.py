"""Finds what an article says of when people were born, which tells apart those of one name."""

import re
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache

from graphkit.errors import DateError
from graphkit.reading.lexicon import pattern, word_set
from graphkit.reading.spelling import TITLES
from graphkit.temporal import phrases

_BEHIND = pattern("namesakes", "born_behind")
_LONGER = pattern("namesakes", "longer")
_GIVEN = word_set("discourse", "womens_names") | word_set("discourse", "mens_names")
_LONGEST = 60
"""In so many characters before a name stands all that may belong to it."""
_AHEAD = TITLES | word_set("discourse", "person_nouns")


def _is_longer(before: str) -> bool:
    """Return whether the words before a name belong to it: "Mary" before "Ann Lee", but no "Yesterday"."""
    longer = _LONGER.search(before)
    if longer is None or longer[1].casefold() in _AHEAD:
        return False
    opens = not before[: longer.start()].rstrip("\"'\u2018\u201c(\u2013\u2014 ").strip(".!?:;")
    opens |= before[: longer.start()].rstrip("\"'\u2018\u201c( ").endswith((".", "!", "?", ":", ";"))
    return not opens or longer[1].casefold() in _GIVEN


def births(text: str, name: str) -> list[str]:
    """Return the days or years of birth that stand beside a name in a text, each once, in EDTF.

    Examples
    --------
    >>> births("Ann Lee (born 9 August 1987) met Ann Lee, born on 30 January 1971, and Ann Lee.", "Ann Lee")
    ['1987-08-09', '1971-01-30']
    """
    return list(_births(text, name))


@lru_cache(maxsize=2000)  # an article is asked for each draft of whoever it names
def _births(text: str, name: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for match in re.finditer(rf"\b{re.escape(name)}\b", text):
        behind = _BEHIND.match(text, match.end())
        if behind and not _is_longer(text[max(0, match.start() - _LONGEST) : match.start()]):
            with suppress(DateError):
                found[phrases.read(behind["day"], None)] = None
    return tuple(found)


def birth(paragraphs: Sequence[str], paragraph: int, quote: str, name: str) -> tuple[str | None, list[str]]:
    """Return when somebody named in a quote was born, and every birth that the article tells of the name.

    What stands nearest decides: the quote, its paragraph, the article. Where it tells of two, none is.
    """
    every = list(dict.fromkeys(day for text in paragraphs for day in births(text, name)))
    if not every:
        return None, every
    for text in (quote, paragraphs[paragraph - 1]):
        if near := births(text, name):
            return (near[0] if len(near) == 1 else None), every
    return (every[0] if len(every) == 1 else None), every
