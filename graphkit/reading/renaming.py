"""Finds the other names that a sentence gives an actor: "Acme, formerly Bolt Works"."""

import itertools
from collections.abc import Sequence

from graphkit.reading.lexicon import Patterns
from graphkit.reading.mentions import Mention
from graphkit.reading.telling import signed

_PATTERNS = Patterns("renaming")


def other_names(sentence: str, named: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """Return who is given another name, and that name, where a sentence names both.

    The other name is no other actor: that one leads, sues or pays what bears it is told of the first alone.
    """
    text = signed(sentence, named)
    found = []
    for one, other in itertools.pairwise(named):
        beside = _PATTERNS.beside.fullmatch(text, one.end, other.start)
        called = _PATTERNS.called.fullmatch(text, one.end, other.start)
        ends = (beside and _PATTERNS.closed.match(text, other.end)) or (
            called and _PATTERNS.alone.match(text, other.end)
        )
        if one.name != other.name and ends:
            found.append((one, other))
    return found
