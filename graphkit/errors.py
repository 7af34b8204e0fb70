"""Defines the errors that graphkit raises, in one tree.

::

    GraphkitError                 any error that graphkit raises
     ├── DateError                a text that is no date, or a date that cannot exist
     ├── DataError                a file with invalid content; lists every fault by its place
     ├── StorageError             a file that cannot be read or written
     ├── UsageError               a wrong argument, or arguments that contradict each other
     ├── MissingExtraError        a feature whose package is not installed
     ├── ActorAmbiguousError      several actors with that name
     └── NotFoundError            a name that names nothing; it suggests the nearest
          ├── ActorNotFoundError
          │    └── ActorNotKnownError   an actor of whom nothing was known by the requested day
          ├── RelationNotFoundError
          └── TypeNotFoundError

Each message is one line that says what is wrong, where, and how to correct it. Where the command line, Python
and the desk correct it in other words, that part is a :class:`Mend`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, NamedTuple

Reader = Literal["terminal", "python", "request"]
"""Who reads an error: one who types commands, writes Python, or sends requests to the desk."""


class Mend(NamedTuple):
    """How to correct an error, in the words of each reader.

    Attributes
    ----------
    terminal
        The words that name commands and options.
    python
        The same in Python, if it differs; added in brackets where an error is read in Python.
    request
        The words where no command is typed: None for those of the terminal, empty for none.
    """

    terminal: str
    python: str = ""
    request: str | None = None

    def words(self, reader: Reader) -> str:
        """Return the words for a reader."""
        if reader == "request" and self.request is not None:
            return self.request
        python = f" (in Python: {self.python})" if self.python and reader == "python" else ""
        return f"{self.terminal}{python}"

    def after(self, message: str, reader: Reader) -> str:
        """Return a message with these words behind it, if there are any."""
        words = self.words(reader)
        return f"{message}; {words}" if words else message


class GraphkitError(Exception):
    """Any error that graphkit raises; its text is one line for people.

    Parameters
    ----------
    message : str, default ""
        What is wrong, and where; also how to correct it, if that is the same for every reader.
    mend : Mend, optional
        How to correct it, in the words of each reader.
    """

    def __init__(self, message: str = "", mend: Mend | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend

    def told(self, reader: Reader) -> str:
        """Return the line for a reader.

        Parameters
        ----------
        reader : {'terminal', 'python', 'request'}
            Who reads it: one who types commands, writes Python, or sends requests to the desk.

        Returns
        -------
        str
            What is wrong, where, and how to correct it.
        """
        return self.mend.after(self.message, reader) if self.mend else self.message

    def __str__(self) -> str:
        return self.told("python")


class DateError(GraphkitError, ValueError):
    """A text that is no date, or a date that cannot exist."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One error in a file.

    Attributes
    ----------
    place
        The place in words: ``relation 'h20-ban', when``.
    message
        What is wrong, and how to correct it.
    path
        The keys and positions that lead to the place from the top of the file.
    file
        The file, if a dataset is in several.
    line
        The line of the file, or the row of a table, from 1 on; None if unknown.
    more
        How many further faults it stands for, which are not listed.
    mend
        How to correct it, if ``message`` does not say so.
    home
        The table to which a row that it lacks would be added.
    """

    place: str
    message: str
    path: tuple[int | str, ...] = field(default=(), compare=False)
    file: str | None = field(default=None, compare=False)
    line: int | None = field(default=None, compare=False)
    more: int = field(default=0, compare=False)
    mend: Mend | None = field(default=None, compare=False)
    home: str = field(default="", compare=False)

    def told(self, reader: Reader) -> str:
        """Return the fault with its place for a reader."""
        message = f"{self.place}: {self.message}" if self.place else self.message
        return self.mend.after(message, reader) if self.mend else message

    def __str__(self) -> str:
        return self.told("python")


MOST_FAULTS = 1_000
"""At most this many faults of a file are listed; the rest is counted."""


def first_of(faults: Iterable[Fault]) -> list[Fault]:
    """Return the first :data:`MOST_FAULTS` faults, and one more that stands for all others."""
    kept: list[Fault] = []
    more = 0
    for fault in faults:
        if fault.more or len(kept) >= MOST_FAULTS:
            more += fault.more or 1
        else:
            kept.append(fault)
    if more:
        message = f"and {plural(more, 'more fault')}; mend these first"
        kept.append(Fault("", message, more=more))
    return kept


class DataError(GraphkitError):
    """A file with invalid content; ``faults`` lists the errors, see :func:`first_of`."""

    def __init__(self, where: str, faults: Sequence[Fault]) -> None:
        self.where = where
        self.faults = tuple(first_of(faults))
        super().__init__(where)

    def told(self, reader: Reader) -> str:
        """Return the first fault for a reader, and how many more there are."""
        more = sum(fault.more or 1 for fault in self.faults) - 1
        rest = f" (and {plural(more, 'more fault')})" if more else ""
        return f"{self.where}: {self.faults[0].told(reader)}{rest}"


class StorageError(GraphkitError):
    """A file that cannot be read or written."""


class NotFoundError(GraphkitError):
    """A name that names nothing; ``candidates`` are the nearest names that do, ``what`` says of what."""

    what = "thing"

    def __init__(self, name: str, candidates: Sequence[str] = (), *, what: str = "") -> None:
        self.name = name
        self.what = what or self.what
        self.candidates = tuple(candidates)
        mend = Mend(f"did you mean {' or '.join(map(_cut, candidates))}?") if candidates else None
        super().__init__(f"no {self.what} called {shortened(name)}", mend)


class ActorNotFoundError(NotFoundError):
    """No actor has this id, name or alias."""

    what = "actor"


class ActorNotKnownError(ActorNotFoundError):
    """An actor of whom nothing was known by the day of a graph; ``words`` are the message."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(name)
        self.message = words


class RelationNotFoundError(NotFoundError):
    """No relation has this id."""

    what = "relation"


class TypeNotFoundError(NotFoundError):
    """No relation type or family has this name; without near ones it names the ``families``."""

    what = "relation type"

    def __init__(self, name: str, candidates: Sequence[str] = (), families: Sequence[str] = ()) -> None:
        super().__init__(name, candidates)
        if families and not candidates:
            choose = f"choose a family ({', '.join(families)}) or a type"
            types = "gk.relations(graph).by('type') counts them"
            self.mend = Mend(f"{choose}: 'graphkit types' lists the types", types, choose)


class ActorAmbiguousError(GraphkitError):
    """Several actors have this name; ``candidates`` are their ids, ``parts`` what tells them apart."""

    def __init__(self, name: str, candidates: Sequence[str], parts: Mapping[str, str] | None = None) -> None:
        self.name = name
        self.candidates = tuple(candidates)
        told = [f"{id} ({text})" if (text := (parts or {}).get(id)) else id for id in self.candidates]
        super().__init__(f"{shortened(name)} may be {' or '.join(told)}; write the id")


class UsageError(GraphkitError):
    """A wrong argument, or arguments that contradict each other."""


class MissingExtraError(GraphkitError):
    """A feature whose package is not installed; the message says how to install it."""

    def __init__(self, what: str, extra: str) -> None:
        self.extra = extra
        super().__init__(
            f"{what} need a package that is not installed; pip install 'graphkit-explorer[{extra}]'"
        )


def nearest(name: str, known: Sequence[str], limit: int = 3, *, nearly: bool = False) -> list[str]:
    """Return up to ``limit`` of the known names most similar to ``name`` in any case, best first.

    ``nearly`` keeps only those that nearly equal it: a letter or two are wrong.
    """
    from difflib import get_close_matches  # here, since only errors need it

    by_folded: dict[str, str] = {}
    for each in known:
        by_folded.setdefault(each.casefold(), each)
    matches = get_close_matches(name.casefold(), by_folded, n=limit, cutoff=0.84 if nearly else 0.6)
    return [by_folded[folded] for folded in matches]


def likely(name: str, known: Sequence[str], limit: int = 3) -> list[str]:
    """Return up to ``limit`` known names that may be meant: those with it in them, then similar ones."""
    wanted = name.casefold()
    holding = (each for each in known if len(wanted) > 2 and wanted in each.casefold())
    return list(dict.fromkeys([*islice(holding, limit), *nearest(name, known, limit)]))[:limit]


_SAME = (
    ("types", "type"), ("kinds", "kind"), ("statuses", "status"), ("avoid_kinds", "avoid_kind"),
    ("actors", "actor", "named", "of"), ("on", "day", "as_of", "as-of", "at", "date"),
    ("first", "since", "from", "after", "start"), ("second", "until", "to", "before", "end", "till"),
    ("words", "text", "search", "query"), ("limit", "top", "max", "head"), ("output", "out", "to-file"),
)  # fmt: skip
"""Names that one question, one way of asking it or another program has for what another calls otherwise."""


def meant(name: str, known: Sequence[str]) -> str | None:
    """Return the parameter that a wrong name means: what another way calls so, else the nearest one.

    Examples
    --------
    >>> meant("day", ["on", "types"]), meant("type", ["on", "types"]), meant("x", ["on"])
    ('on', 'types', None)
    """
    same = (each for names in _SAME if name in names for each in names if each in known)
    return next(same, None) or next(iter(nearest(name, known, limit=1)), None)


class Suggestions:
    """Suggests the nearest known name for names that name nothing, as long as that is quick."""

    def __init__(self, most: int = 20_000) -> None:
        self._left = most
        self._nearest: dict[tuple[str, int], str | None] = {}

    def of(self, name: str, known: Collection[str]) -> str | None:
        """Return the nearest of some known names, always the same object; None if none is near."""
        key = name, id(known)
        if key not in self._nearest:
            self._left -= len(known)
            near = nearest(name, [each for each in known if each], limit=1) if self._left >= 0 else []
            self._nearest[key] = near[0] if near else None
        return self._nearest[key]


def reason(error: Exception) -> str:
    """Return in a few words why a file could not be read or written."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def plural(count: int, one: str, many: str = "") -> str:
    """Return a count with what it counts: ``1 row``, ``2,000 rows``; ``many`` where an s is not enough."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def with_article(noun: str) -> str:
    """Return a noun after its article: ``a company``, ``an actor``."""
    return f"{'an' if noun[0] in 'AEIOUaeiou' else 'a'} {noun}"


def first_few(words: Sequence[str], most: int = 5) -> str:
    """Return the first of some words in a list, and how many more there are: ``a, b and 2 more``."""
    more = f" and {len(words) - most:,} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more


_HALVES = range(0xD800, 0xE000)
HALF_A_CHARACTER = "holds half a character (a lone surrogate); write it whole"


def half_character(text: str) -> str:
    """Return what is wrong with a text that JSON cannot hold, and the mend; blank if nothing is."""
    return HALF_A_CHARACTER if not text.isascii() and any(map(_HALVES.__contains__, map(ord, text))) else ""


def shortened(name: str) -> str:
    """Return a name in quotes, cut to fit a line, with control characters escaped."""
    return repr(_cut(name))


def _cut(name: str) -> str:
    return name if len(name) <= 60 else f"{name[:57]}..."
