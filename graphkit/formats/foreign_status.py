"""Reads what a foreign file says of the status of a relation."""

from collections.abc import Iterable
from typing import Final

from graphkit.libraries import tables_beside
from graphkit.model.vocabulary import vocabulary

_STATUSES: Final = {word: status for status, words in tables_beside(__file__).items() for word in words}
_TRUTHS = ("true", "yes", "1", "1.0", "y", "t", "x", "\u2713", "\u2714", "ja", "oui", "sí", "si", "sim", "да")
_NO_TRUTHS = ("false", "no", "0", "0.0", "n", "f", "nein", "non", "não", "nee", "нет", "-")


def status_of(words: str, name: str = "status", type_: str | None = None) -> str | None:
    """Return the status of a relation that a plain word says is not a fact; else None.

    The word is the value of an attribute, or its ``name`` where the value says so: ``denied: yes``. What was
    called off was only planned, if ``type_``, the name of its relation type, is given and does not last.
    """
    words, name = words.strip(" .!\"'[]\n\t").casefold(), name.strip().casefold()
    is_so = words in (*_TRUTHS, name)
    status = _STATUSES.get(words if name == "status" else name if is_so else "")
    if status != "called-off":
        return status
    known = vocabulary().get(type_ or "")
    return None if type_ is None or (known and known.lasts(interval=False)) else "planned"


def says_nothing(words: str, name: str = "status") -> bool:
    """Return whether the value of an attribute that may say a status plainly says none: ``denied: no``."""
    words, name = words.strip().casefold(), name.strip().casefold()
    return words in ("", "actual") or (name != "status" and words in _NO_TRUTHS)


def denied_first(statuses: Iterable[str | None]) -> str | None:
    """Return the status of a relation of which several words say one: what is denied too is not planned."""
    return min(filter(None, statuses), default=None)


def may_say_status(name: str) -> bool:
    """Return whether an attribute of this name may say that a relation is not a fact."""
    return name.strip().casefold() in (*_STATUSES, "status")
