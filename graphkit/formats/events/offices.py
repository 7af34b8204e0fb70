"""Reads what somebody is of a body, as a column such as Role says: the type, and a share in brackets."""

import re
from typing import NamedTuple

from graphkit.formats.events.columns import TABLES

_TYPES = {word: type_ for type_, words in TABLES["of_office"].items() for word in words}
_SHARE = re.compile(
    r"(?P<office>.*\S)\s*\((?P<share>\d{1,3}(?:[.,]\d{1,4})?)\s*(?:%|per ?cent)\)", re.IGNORECASE
)

_WHOLE = 100


class Office(NamedTuple):
    """The relation type of an office, and the share that is held of the body in per cent, if it is told."""

    type: str
    share: float | None = None


def office_of(words: str) -> Office | None:
    """Return what an office is as a relation; None if it is not known, or has a share without being one.

    More than the whole is no share.

    Examples
    --------
    >>> office_of("Managing director"), office_of("shareholder (60%)"), office_of("witness")
    (Office(type='leads', share=None), Office(type='shareholder-of', share=60.0), None)
    """
    match = _SHARE.fullmatch(words.strip())
    type_ = _TYPES.get(" ".join((match["office"] if match else words).casefold().split()))
    if type_ is None or (match and type_ != "shareholder-of"):
        return None
    share = float(match["share"].replace(",", ".")) if match else None
    return Office(type_, None if share is None or share > _WHOLE else share)
