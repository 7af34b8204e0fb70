"""Defines an event: a row of a table of relations, as its reader gives it, whatever the table."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from graphkit.formats.format import Reading
from graphkit.model.ids import id_from
from graphkit.model.vocabulary import type_name, vocabulary

UNNAMED_TYPE = "linked-to"
UNDIRECTED_TYPE = "linked-with"
"""The types of a relation that no column names, from one to the other and both ways."""


class Party(NamedTuple):
    """An actor of a row; ``kind`` is empty if the row does not give it."""

    name: str
    kind: str = ""
    code: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


class Document(NamedTuple):
    """The source of a row, and the day it was published."""

    id: str
    publisher: str
    published: str
    url: str | None = None
    title: str | None = None


class Event(NamedTuple):
    """A row of a table; ``type`` is the name of a relation type, ``line`` the number of its line.

    ``more`` are further fields of the relation, ``also`` further dates, for each of which it is one more.
    """

    key: str
    source: Party
    type: str
    target: Party
    when: str | None
    note: str | None = None
    document: Document | None = None
    undirected: bool = False
    more: tuple[tuple[str, Any], ...] = ()
    also: tuple[str, ...] = ()
    line: int = 0


NO_PAIR = "rows that name one actor or none"
HEADINGS = "heading lines"
"""What is left out of a table, in the plural."""


class BadRowError(ValueError):
    """A row that cannot be read; the message says what is wrong and how to mend it."""


class NoRelationError(ValueError):
    """A sound row that is no relation between two actors."""


Reader = Callable[[int, Sequence[str]], Event]
"""Takes the number and the cells of a line; returns the event."""


def type_of_words(words: str) -> str:
    """Return the name of the relation type that a plain table calls by some words."""
    return words if words in _shipped() else type_name(words) or words


@cache
def _shipped() -> frozenset[str]:
    return frozenset(vocabulary())


Untaken = Mapping[int, str]
"""The headings of columns that are not taken, by their places."""


class LeftOut:
    """Gathers which of the columns that are not taken hold anything, and reports them."""

    def __init__(self, untaken: Untaken) -> None:
        self._blank = dict(untaken)
        self._headings: dict[int, str] = {}
        self._rows = 0

    def see(self, cells: Sequence[str]) -> None:
        """Look at the cells of a row."""
        self._rows += 1
        if found := [place for place in self._blank if cells[place].strip()]:
            self._headings.update((place, self._blank.pop(place)) for place in found)

    def tell(self, reading: Reading) -> None:
        """Report the columns that hold anything, with the number of rows that were seen."""
        if self._headings:
            names = ", ".join(name for _, name in sorted(self._headings.items()))
            several = "columns" if len(self._headings) > 1 else "column"
            reading.leave_out(f"{several} {names}", "row", self._rows)


def web_document(url: str, day: str) -> Document | None:
    """Return the document at an address; None if that is blank."""
    if not url:
        return None
    try:
        host = urlsplit(url).netloc.removeprefix("www.") if url.startswith(("http://", "https://")) else ""
    except ValueError:
        host = ""
    name = host or url
    id = f"{id_from(name)[:60]}-{sha256(url.encode()).hexdigest()}"
    return Document(id, name, day, url if host else None)
