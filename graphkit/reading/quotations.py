"""Says whose words stand between quotation marks, where these hold several sentences."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graphkit.reading.mentions import Mention

_MARKS = re.compile('[\u201c\u201d"]')
_NEW_SENTENCE = re.compile(r"[.!?][\u201d\"]?\s")


class Speaker(NamedTuple):
    """Who speaks, and where in a paragraph it says so."""

    place: int
    who: Mention


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each quotation of a paragraph starts and ends; one without a closing mark goes on.

    Examples
    --------
    >>> list(quotations('"No," she said. "Not'))
    [(0, 4), (16, 20)]
    """
    opened: int | None = None
    for mark in _MARKS.finditer(text):
        if opened is None and mark[0] != "\u201d":
            opened = mark.start()
        elif opened is not None and mark[0] != "\u201c":
            yield opened, mark.start()
            opened = None
    if opened is not None:
        yield opened, len(text)


def speaker_of(text: str, place: int, speakers: Sequence[Speaker]) -> tuple[Mention | None, bool] | None:
    """Return who says what stands at a place, and whether that is sure; None if it is in no quotation.

    It is who is named behind the quotation, in the same sentence, else who was named last before it: surely
    if no other sentence stands between.
    """
    for start, end in quotations(text):
        if start < place < end:
            break
    else:
        return None
    quoted = list(quotations(text))
    speakers = [each for each in speakers if not any(first < each.place < last for first, last in quoted)]
    behind = (each for each in speakers if each.place >= end)
    after = next((each for each in behind if not _NEW_SENTENCE.search(text, end, each.place)), None)
    if after is not None:
        return after.who, not after.who.guessed
    before = [each for each in speakers if each.place < start]
    if not before:
        return None, False
    between = _NEW_SENTENCE.findall(text, before[-1].place, start)
    return before[-1].who, len(between) < 2 and not before[-1].who.guessed
