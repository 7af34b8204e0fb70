"""Reads what a foreign file says of the status of a relation."""

from typing import Final

from graphkit.libraries import tables_beside

_STATUSES: Final = {word: status for status, words in tables_beside(__file__).items() for word in words}
_TRUTHS = ("true", "yes", "1", "1.0")


def status_of(words: str, name: str = "status") -> str | None:
    """Return the status of a relation that a plain word says is not a fact; else None.

    The word is the value of an attribute, or its ``name`` where the value says so: ``denied: yes``.
    """
    words, name = words.strip().casefold(), name.strip().casefold()
    return _STATUSES.get(words if name == "status" else name if words in _TRUTHS else "")


def may_say_status(name: str) -> bool:
    """Return whether an attribute of this name may say that a relation is not a fact."""
    return name.strip().casefold() in (*_STATUSES, "status")
