"""The kinds of actors and of links, and the names of what nobody names."""

import re
from functools import lru_cache
from typing import Literal, get_args

UNNAMED = "unnamed"

Kind = Literal[
    "person", "company", "government", "government-body", "country", "place", "organisation", "media",
    "product", "commodity", "sector", "event", "unknown",
]  # fmt: skip
UNKNOWN: Kind = "unknown"
"""The kind of an actor of which nobody says what it is."""
NOT_BETWEEN = ("country", "place", "media")
"""Kinds of actor that paths do not run through by default: nearly everyone is tied to a country."""
LinkKind = Literal["ended-by", "begun-by", "set-aside-by", "responds-to", "part-of"]
BOUNDING: tuple[LinkKind, ...] = ("ended-by", "begun-by", "set-aside-by")
"""The links to what bounds a relation, or sets it aside."""


@lru_cache(maxsize=1 << 10)
def kind_named(words: str) -> str:
    """Return the kind that words name, in any case; the words themselves if they name none.

    Examples
    --------
    >>> kind_named("Government_Body "), kind_named("ORGANIZATION"), kind_named("Dog")
    ('government-body', 'organisation', 'Dog')
    """
    name = "-".join(re.split(r"[\W_]+", words.strip().casefold())).replace("organization", "organisation")
    return name if name in get_args(Kind) else words
