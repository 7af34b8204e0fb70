"""The errors that graphkit raises on purpose, in one tree.

::

    GraphkitError                 anything graphkit refuses, in one line
     ├── DateError                a text that is no date graphkit reads, or a date that cannot be
     ├── DataError                a file whose content is refused; lists every fault by its place
     ├── StorageError             a file that cannot be read or written
     ├── UsageError               a question that cannot be asked as it was put
     ├── MissingExtraError        something that takes a package which is not installed
     ├── ActorAmbiguousError      more than one actor by that name
     └── NotFoundError            a name that names nothing; it tells the nearest that do
          ├── ActorNotFoundError
          │    └── ActorNotKnownError   an actor of whom nothing was known by the day asked for
          ├── RelationNotFoundError
          └── TypeNotFoundError

Each message is one line that says what is wrong, where, and how to mend it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field


class GraphkitError(Exception):
    """Anything graphkit refuses; its text is one line for people."""


class DateError(GraphkitError, ValueError):
    """A text that is no date graphkit reads, or a date that cannot be."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file: the place in it, and what to mend.

    Attributes
    ----------
    place
        The place as people know it: ``relation 'h20-ban', when``.
    message
        What is wrong, and the mend.
    path
        The keys and positions that lead there from the top of the file.
    file
        The file, where a dataset stands in several.
    line
        The line of the file, or the row of a table, counted from 1; None where nobody knows.
    more
        How many further faults it stands for, which are not told one by one.
    """

    place: str
    message: str
    path: tuple[int | str, ...] = field(default=(), compare=False)
    file: str | None = field(default=None, compare=False)
    line: int | None = field(default=None, compare=False)
    more: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


MOST_FAULTS = 1_000
"""So many faults of a file are told one by one; of the rest it is said how many there are."""


def first_of(faults: Iterable[Fault]) -> list[Fault]:
    """Return the first :data:`MOST_FAULTS` of some faults, and one more that stands for all others."""
    kept: list[Fault] = []
    more = 0
    for fault in faults:
        if fault.more or len(kept) >= MOST_FAULTS:
            more += fault.more or 1
        else:
            kept.append(fault)
    if more:
        message = f"and {more:,} more {'fault' if more == 1 else 'faults'}; mend these first"
        kept.append(Fault("", message, more=more))
    return kept


class DataError(GraphkitError):
    """A file whose content is refused; ``faults`` lists what was found, see :func:`first_of`."""

    def __init__(self, where: str, faults: Sequence[Fault]) -> None:
        self.where = where
        self.faults = tuple(first_of(faults))
        more = sum(fault.more or 1 for fault in self.faults) - 1
        rest = f" (and {more:,} more {'fault' if more == 1 else 'faults'})" if more else ""
        super().__init__(f"{where}: {self.faults[0]}{rest}")


class StorageError(GraphkitError):
    """A file that cannot be read or written."""


class NotFoundError(GraphkitError):
    """A name that names nothing; ``candidates`` are the nearest that do."""

    what = "thing"

    def __init__(self, name: str, candidates: Sequence[str] = ()) -> None:
        self.name = name
        self.candidates = tuple(candidates)
        hint = f"; did you mean {' or '.join(map(_cut, self.candidates))}?" if self.candidates else ""
        super().__init__(f"no {self.what} called {shortened(name)}{hint}")


class ActorNotFoundError(NotFoundError):
    """No actor by that id, name or alias."""

    what = "actor"


class ActorNotKnownError(ActorNotFoundError):
    """An actor of whom nothing was known by the day of a graph; ``words`` say so."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(name)
        self.args = (words,)


class RelationNotFoundError(NotFoundError):
    """No relation by that id."""

    what = "relation"


class TypeNotFoundError(NotFoundError):
    """No relation type or family by that name."""

    what = "relation type"


class ActorAmbiguousError(GraphkitError):
    """More than one actor by that name; ``candidates`` are their ids."""

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        self.name = name
        self.candidates = tuple(candidates)
        super().__init__(f"{shortened(name)} may be {' or '.join(self.candidates)}; write the id")


class UsageError(GraphkitError):
    """A question that cannot be asked as it was put."""


class MissingExtraError(GraphkitError):
    """Something that takes a package which is not installed; it says how to install it."""

    def __init__(self, what: str, extra: str) -> None:
        self.extra = extra
        super().__init__(f"{what} need a package that is not here; pip install 'graphkit-explorer[{extra}]'")


def nearest(name: str, known: Sequence[str], limit: int = 3) -> list[str]:
    """Return up to ``limit`` of the known names most like ``name`` in any case, best first."""
    from difflib import get_close_matches  # here, since only those who err need it

    by_folded: dict[str, str] = {}
    for each in known:
        by_folded.setdefault(each.casefold(), each)
    found = get_close_matches(name.casefold(), by_folded, n=limit, cutoff=0.6)
    return [by_folded[folded] for folded in found]


class Suggestions:
    """Finds the nearest known name for each that names nothing, of as many as can be compared in no time."""

    def __init__(self, most: int = 20_000) -> None:
        self._left = most
        self._found: dict[tuple[str, int], str | None] = {}

    def of(self, name: str, known: Collection[str]) -> str | None:
        """Return the nearest of some known names, the same ones each time; None where there is none."""
        asked = name, id(known)
        if asked not in self._found:
            self._left -= len(known)
            near = nearest(name, [each for each in known if each], limit=1) if self._left >= 0 else []
            self._found[asked] = near[0] if near else None
        return self._found[asked]


def shortened(name: str) -> str:
    """Return a name in quotes as it fits a line, what a terminal would obey shown as escapes."""
    return repr(_cut(name))


def _cut(name: str) -> str:
    return name if len(name) <= 60 else f"{name[:57]}..."
