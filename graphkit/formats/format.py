"""The types that all formats share: a format, what a file loses, what a reading tells."""

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from graphkit.editing.identity import LocalNames
from graphkit.errors import DataError, Fault, plural, shortened
from graphkit.graph.multigraph import Graph
from graphkit.storage.atomic import LARGEST, read_whole, readable
from graphkit.storage.content_kind import PathLike as PathLike

if TYPE_CHECKING:
    from graphkit.model.entities import Dataset

LONGEST = 16 * 1024 * 1024
"""Bytes of the longest line of a file that is read line by line."""

PACKED_TABLES = (
    ".tsv", ".tsv.gz", ".tab", ".tab.gz", ".tab.zip", ".export.csv", ".csv.gz", ".csv.zip", ".tsv.zip",
    ".txt", ".txt.gz", ".txt.zip",
)  # fmt: skip
"""The suffixes of tables of relations, packed or not."""


MAY_BE_ROWS = (
    "quoted cell whose lines look like rows",
    "read as one cell; if they are rows, close its quotation mark",
)
"""What is told of a cell that :func:`may_be_rows`."""


BELOW_NOUGHT = "amount below nought", "taken as it is; it may be paid back"
"""What an amount is that is less than nothing, and what becomes of it."""
LISTED = "status that is not known"
UNASKED = "under a heading of something else; in the note"
"""What becomes of a status that stands where none is asked for."""
UNSURE_TYPE, CLAIMED_TYPE = "type that may be no fact", "type that is only a claim"
CLAIMED_STATUS = "status that is only a claim"
DENYING_TYPE, PLANNED_TYPE = "type that denies another", "type that is not so yet"
_EACH_TOLD = (LISTED, UNSURE_TYPE, CLAIMED_TYPE, CLAIMED_STATUS, DENYING_TYPE, PLANNED_TYPE)
"""What is told with every text, as each may say something else of whether it is so."""
CLAIMED = "a source that is named tells it as a claim of somebody unnamed"
"""What becomes of what is only a claim."""
ALLEGED = "no source tells it, so its type says allegedly"
"""The same where no source is named."""
UNCLEAR_DATE = "unclear date"
"""How what is told of dates that were not read begins, with some of them."""
_MOST_LISTED, _FEW_LISTED = 100, 10


def tells_of_no_fact(note: str) -> bool:
    """Return whether a sentence of a reading says that something may be no fact, which no mark shows."""
    return f"{note[:1].lower()}{note[1:]}".startswith((LISTED, UNSURE_TYPE, CLAIMED_TYPE, CLAIMED_STATUS))


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a format cannot carry as it is.

    Attributes
    ----------
    what
        What is lost, such as ``certainty`` or ``links``.
    count
        The number of rows that lose it.
    of
        What the rows are: ``relation``, ``actor``, ``source``.
    instead
        What the file has in its place; None if nothing.
    first
        The line of the first row that loses it, and its text; empty if unknown.
    """

    what: str
    count: int
    of: str = "relation"
    instead: str | None = None
    first: str = ""

    def __str__(self) -> str:
        first = f"; the first: {self.first}" if self.first else ""
        return f"{self.what} ({plural(self.count, self.of)}): {self.instead or 'left out'}{first}"


@dataclass(frozen=True, slots=True)
class Written:
    """The content of a file, and what it loses."""

    content: bytes
    losses: tuple[Loss, ...] = ()


@dataclass(slots=True)
class Reading:
    """The settings of a reader, and what it reports.

    The file may refer to the rows of ``known``, none of which come back. Rows that cannot be read are
    skipped and counted if ``skip_bad``, else refused; those without an id are numbered on from
    ``rows_before``. ``columns`` is what a person says that the columns of a table are, such as
    ``source=ACTOR1,target=ACTOR2``; ``sheet``, which of several of a workbook is the table. ``day`` is the
    day of the import: by then what the file says is over had ended. ``progress`` receives from time to time
    the bytes read, the size of the file, and the number of rows.

    The reader reports in ``local`` the ids and names that mean nothing outside the file, in ``notes``
    sentences for people about what was assumed, and in ``left_out`` what of the file is not in the dataset:
    what it is, what it belongs to and what stands in its place, with a count; ``first`` is the line and the
    text of the first of them, where that is told; ``listed`` are all texts of what may be no fact.
    """

    known: "Dataset | None" = None
    skip_bad: bool = False
    rows_before: int = 0
    columns: str = ""
    sheet: str = ""
    day: str = field(default_factory=lambda: date.today().isoformat())
    local: LocalNames = field(default_factory=LocalNames)
    notes: list[str] = field(default_factory=list)
    left_out: Counter[tuple[str, str, str | None]] = field(default_factory=Counter)
    first: dict[tuple[str, str, str | None], tuple[int, str]] = field(default_factory=dict)
    progress: Callable[[int, int, int], None] = lambda _done, _size, _rows: None
    listed: dict[tuple[str, str, str | None], set[str]] = field(default_factory=dict)

    def leave_out(
        self,
        what: str,
        of: str = "relation",
        count: int = 1,
        instead: str | None = None,
        *,
        line: int = 0,
        text: str = "",
    ) -> None:
        """Report something of the file that is not in the dataset; equal reports are added up.

        ``what`` is its name in the file, such as ``attribute weight``; ``of``, what it belongs to, in the
        singular; ``count``, how many of these had it; ``instead``, what the dataset has in its place;
        ``line``, where the first of them is, and ``text``, what it says there.
        """
        key = what, of, instead
        self.left_out[key] += count
        if what in _EACH_TOLD or (what.startswith(UNCLEAR_DATE) and text):
            self.listed.setdefault(key, set()).add(text)
        self.first[key] = min(self.first.get(key, (line, text)), (line, text))

    def anew(self) -> "Reading":
        """Return a reading of the same table from its start, which reports on its own."""
        return Reading(columns=self.columns, sheet=self.sheet)

    def hear(self, other: "Reading") -> None:
        """Report what another reading does."""
        for key, texts in other.listed.items():
            self.listed.setdefault(key, set()).update(texts)
        for key, count in other.left_out.items():
            line, text = other.first[key]
            self.leave_out(*key[:2], count, key[2], line=line, text=text)
        self.notes += other.notes

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What of the file is not in the dataset."""
        return tuple(
            Loss(key[0], count, key[1], key[2], self._first(key)) for key, count in self.left_out.items()
        )

    def _first(self, key: tuple[str, str, str | None]) -> str:
        line, text = self.first.get(key, (0, ""))
        shown = shortened(text) if text and (line or key in self.listed) else ""
        first = ": ".join(filter(None, [f"line {line}" if line else "", shown]))
        others = sorted(self.listed.get(key, set()) - {text})
        if others:
            most = _MOST_LISTED if key[0] in _EACH_TOLD else _FEW_LISTED
            more = ", ..." if len(others) > most else ""
            first += f"; others: {', '.join(map(shortened, others[:most]))}{more}"
        return first

    @property
    def told(self) -> list[str]:
        """Every sentence for people: what may be no fact, what else was left out, what was assumed."""
        doubts = (CLAIMED, ALLEGED)
        first = sorted(
            self.losses, key=lambda loss: (loss.what not in _EACH_TOLD, loss.instead not in doubts)
        )
        left_out = map(str, first)
        return [*(f"{text[:1].upper()}{text[1:]}." for text in left_out), *dict.fromkeys(self.notes)]


@dataclass(frozen=True, slots=True)
class Stored:
    """How much was read into a directory, and how many rows were refused."""

    actors: int
    relations: int
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Format:
    """A file format; ``read`` or ``write`` is None where it goes one way only.

    A file of a ``streamed`` format may be larger than memory: a directory takes it row by row. Readers raise
    :class:`~graphkit.errors.StorageError` if a file cannot be read, and
    :class:`~graphkit.errors.DataError` with every fault if its content is refused.
    """

    name: str
    suffixes: tuple[str, ...]
    meaning: str
    write: Callable[[Graph], Written] | None = None
    read: "Callable[[PathLike, Reading], Dataset] | None" = None
    streamed: bool = False


def may_be_rows(cell: str, separator: str, width: int) -> bool:
    """Return whether each of a cell's lines has as many cells as a row, as where a mark is closed too late.

    Examples
    --------
    >>> may_be_rows("met\\nAda,met,Ben,met", ",", 4), may_be_rows("a,b,c,d", ",", 4)
    (True, False)
    """
    if "\n" not in cell:
        return False
    first, *inner, last = (line.count(separator) for line in cell.split("\n"))
    return all(count == width - 1 > 0 for count in (first + last, *inner))


def encoded(lines: Iterable[str]) -> bytes:
    """Return lines as UTF-8, of which no more than one is held twice."""
    file = io.BytesIO()
    file.writelines(f"{line}\n".encode() for line in lines)
    return file.getvalue()


def content_of(path: PathLike) -> bytes:
    """Return the whole content of a file."""
    with readable(path), open(path, "rb") as file:
        return read_whole(file, str(path), LARGEST)


def lines_of(path: PathLike, bad: list[Fault] | None = None) -> Iterator[tuple[int, str]]:
    """Yield the lines of a UTF-8 file of any size, each with its number from 1.

    Lines that cannot be read are added to ``bad`` and skipped; if it is None, they are refused.
    """
    with readable(path), open(path, "rb") as file:
        number = 0
        while line := file.readline(LONGEST + 1):
            number += 1
            try:
                if len(line) > LONGEST:
                    raise ValueError(f"is longer than {LONGEST // 2**20} MB; is this the right file?")
                yield number, line.decode("utf-8-sig" if number == 1 else "utf-8")
            except ValueError as error:
                not_text = isinstance(error, UnicodeDecodeError)
                message = "is not UTF-8; save the file as UTF-8" if not_text else str(error)
                fault = Fault(f"line {number}", message, line=number)
                if bad is None:
                    raise DataError(str(path), [fault]) from None
                bad.append(fault)
                while len(line) > LONGEST and not line.endswith(b"\n"):
                    line = file.readline(LONGEST + 1)
