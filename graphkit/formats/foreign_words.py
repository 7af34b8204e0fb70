"""Says what words of other programs' files mean: the tables of ``foreign_words.toml``."""

from typing import Any, Final

from graphkit.libraries import tables_beside

WORDS: Final[dict[str, Any]] = tables_beside(__file__)
_STATUSES = {word: status for status, words in WORDS["statuses"].items() for word in words}


def status_of(words: str) -> str | None:
    """Return the status of a relation that a plain word says is not a fact; else None."""
    return _STATUSES.get(words.strip().casefold())
