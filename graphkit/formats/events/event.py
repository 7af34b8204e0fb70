"""Defines an event: a row of a table of relations, as its reader gives it, whatever the table."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from graphkit.errors import DateError
from graphkit.formats.events.columns import folded
from graphkit.formats.foreign_status import is_name_in_doubt
from graphkit.formats.format import Reading
from graphkit.formats.party_names import blank_in, is_plain, nobody_in
from graphkit.model.absence import NO_CELL, is_absent
from graphkit.model.folding import in_one_form
from graphkit.model.ids import id_from, row_id
from graphkit.model.vocabulary import type_name, vocabulary


class Party(NamedTuple):
    """An actor of a row; ``kind`` is empty if the row does not give it."""

    name: str
    kind: str = ""
    code: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


class Document(NamedTuple):
    """The source of a row, and the day it was published; its fields in canonical order."""

    id: str
    publisher: str
    published: str
    title: str | None = None
    url: str | None = None
    note: str | None = None


class Event(NamedTuple):
    """A row of a table; ``type`` is the name of a relation type, ``line`` the number of its line.

    What lasts, and says not since when, ``begins`` by the day of its document; what is over, and says not
    since when, ``ends`` by the day of the import. ``more`` are further fields of
    the relation, ``also`` further dates, for each of which it is one more.
    The ``status`` is what the words of its type say; what is ``turned`` goes from the target to the source.
    ``told`` are further fields of the evidence of the document: it does not attest that it was so on its day
    if a date of the row is unclear, and who claims it is unnamed if its status says that it is a claim.
    The document is ``of_list`` if it is a list as of the last day on which it had the row.
    """

    key: str
    source: Party
    type: str
    target: Party
    when: str | None
    note: str | None = None
    document: Document | None = None
    told: tuple[tuple[str, Any], ...] = ()
    undirected: bool = False
    begins: str | None = None
    of_list: bool = False
    ends: str | None = None
    more: tuple[tuple[str, Any], ...] = ()
    also: tuple[str, ...] = ()
    status: str | None = None
    turned: bool = False
    line: int = 0


NO_PAIR = "rows that name one actor or none"
DEPRECATED = "rows that Wikidata ranks as deprecated"
HEADINGS = "heading lines"
"""What is left out of a table, in the plural."""


_COMMENT = re.compile(r"#\s+[^\W\d]")
"""How a row begins that someone has put out of use."""
_SEVERAL = re.compile(
    r"\w[^\w;|]*[;|]\W*\w|@.*@|\S (?:vs?\.?|versus|\./\.) \S"
    r"|\w,? (?:et al\.?|u\. ?a\.|and others|und andere|et autres|y otros)$",
    re.DOTALL,
)
"""What parts several names in a cell; V. is an initial."""
_PARTING = re.compile(r"(,)(?: (?:and|&|und|et|y|e|en))? | (and|&|\+|und|et|y|e|en|/) ")
"""What may part them; "and" stands in the names of many organisations."""
_IN_BRACKETS = re.compile(r" ?\([^()]*\)")
_FULL_NAME = re.compile(r"[^\W\d_][\w.'\u2019-]*(?: [\w.'\u2019-]+){1,2}")
"""Two or three words."""
_NO_NAME = re.compile(
    r"(?:co|company|cie|compagnie|inc|ltd|llc|llp|plc|corp|kg|ag|sa|gmbh|sons?|partners?|associates|brothers|fils"
    r"|s\u00f6hne|hijos|jr|sr|ii|iii|iv|phd|md|mp|esq)\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""How a part of a name begins that is nobody's alone: that of a form of companies, a title."""
_LISTED = re.compile(r"\{.*[^\W\d].*\}|\[\s*(['\"]).*\1\s*\]", re.DOTALL)
"""A list as a database, JSON or pandas writes it: ``{Ada Lee,Ben Ray}``."""
_NO_TEXT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].*)?|yes|no")
"""What a spreadsheet makes of a name that looks like a day, or of TRUE."""
_MAY_PART = re.compile(r"[;|@&+/,]| (?:(?:and|und|et|y|e|en|\./\.) |v|u\.)")
"""What is in every such cell."""


_BROKEN = re.compile(
    r"\ufffd|\w\?\w|&(?:#x?[0-9a-f]+|amp|quot|apos|lt|gt|nbsp|szlig|[a-z]+(?:acute|grave|uml|circ|tilde|cedil|ring));",
    re.IGNORECASE,
)
_MAY_BE_BROKEN = frozenset("\ufffd?&")
"""What is in every such name."""
_MARKED = re.compile(r"(?:\[[0-9]{1,3}\]|[*\u2020\u2021\u00b9\u00b2\u00b3\u2074-\u2079])$")
"""What ends as if it named a footnote."""
_LONGEST_MARK = 5
_MAY_BE_SEVERAL = "name that may be several, by its signs"
_BREAK = re.compile(r"[\n\r]")
"""What a spreadsheet has within a cell of several lines."""


class BadRowError(ValueError):
    """A row that cannot be read; the message says what is wrong and how to mend it."""


class NoRelationError(ValueError):
    """A sound row that is no relation between two actors."""


def _is_nobody(name: str) -> bool:
    return name in NO_CELL or _COMMENT.match(name) is not None


def is_marked(name: str) -> bool:
    """Return whether a name ends like a footnote: ``Acme [1]``."""
    return _MARKED.search(name[-_LONGEST_MARK:]) is not None


def without_mark(text: str) -> str:
    """Return a text without what ends it like a footnote, and without brackets around it.

    Examples
    --------
    >>> without_mark("2020*"), without_mark("2014 [1]"), without_mark("(2014)"), without_mark("2014")
    ('2020', '2014', '2014', '2014')
    """
    bare = _MARKED.sub("", text).rstrip()
    return bare[1:-1] if bare.startswith("(") and bare.endswith(")") else bare


def is_broken(name: str) -> bool:
    """Return whether a name was decoded as what it is not, or holds letters as HTML writes them.

    Examples
    --------
    >>> is_broken("Jos\u00c3\u00a9"), is_broken("Jos&eacute;"), is_broken("M?ller"), is_broken("Jos\u00e9")
    (True, True, True, False)
    """
    if not _MAY_BE_BROKEN.isdisjoint(name) and _BROKEN.search(name):
        return True
    try:
        return not name.isascii() and name.encode("cp1252").decode() != name
    except ValueError:
        return False


def _may_be_several(name: str) -> bool:
    if _LISTED.fullmatch(name):
        return True
    if not _MAY_PART.search(name):
        return False
    bare = _IN_BRACKETS.sub("", name)
    parts = [part for part in _PARTING.split(bare)[::3] if not _NO_NAME.fullmatch(part)]
    signs = {comma or word for comma, word in _PARTING.findall(bare)}
    full = len(parts) > 1 and all(_FULL_NAME.fullmatch(part) for part in parts)
    pair = len(parts) == 2 and any(part.count(" ") > 1 for part in parts)
    return (full and not pair) or (len(parts) > 2 and len(signs) == 1) or _SEVERAL.search(name) is not None


def says_name_alone(cell: str) -> bool:
    """Return whether a cell is one actor's name in one form, of which no rule has anything to tell.

    Examples
    --------
    >>> [says_name_alone(cell) for cell in ("Ada Lee", "Ada  Lee", "Lee & Sons, Ray & Co", "Lee?", "N.N.")]
    [True, False, True, False, False]
    """
    if is_plain(cell):
        return True
    return cell == in_one_form(cell) == cell.strip() and not _is_nobody(cell) and _doubt_of(cell) is None


def actor_named(cell: str, reading: Reading, ids: Iterable[str] = ()) -> str:
    """Return the name in a cell in one form; raises if it is none, and reports one that may be none.

    Beside the name may stand ``ids`` of the actor: ``t1234567`` is nobody's name if its id is a blank node.
    """
    if not ids and says_name_alone(cell):
        return cell
    name = in_one_form(cell)
    if _is_nobody(name):
        raise NoRelationError(NO_PAIR)
    blank = next(filter(None, map(blank_in, ids)), "")
    if _BREAK.search(cell.strip()) and not blank and not nobody_in(name):
        one_line(cell, reading)
    else:
        tell_doubt(name, reading, blank=blank)
    return name


def tell_doubt(name: str, reading: Reading, of: str = "row", *, blank: str = "") -> None:
    """Report a name, in one form, that may be none or several, or is not as it was written."""
    if (doubt := _doubt_of(name, blank)) is None:
        return
    what, instead, text = doubt
    if what == _MAY_BE_SEVERAL:
        mend, of = ("row", "relation") if of == "row" else ("element", of)
        instead += mend
    reading.leave_out(what, of, instead=instead, text=text)


def _doubt_of(name: str, blank: str = "") -> tuple[str, str, str] | None:
    """Return what is to be told of a name, what becomes of it, and its text; None if nothing."""
    if nobody := (name if name in NO_CELL else nobody_in(name)) or blank:
        return f"actor named {nobody}", "kept, though it may stand for nobody", name if name != nobody else ""
    if is_broken(name):
        return "name with broken letters", "kept as it is; save the file as UTF-8 again", name
    if is_marked(name):
        return "name with a mark as of a footnote", "kept as it is; take the mark away if it is one", name
    if is_name_in_doubt(name):
        instead = "kept as it is; a column status can say it of the relation"
        return "name with a word of doubt", instead, name
    if _NO_TEXT.fullmatch(name):
        return "name that is a day or an answer", "kept as it is; see what the file means by it", name
    if _may_be_several(name):
        return _MAY_BE_SEVERAL, "read as one actor; give each its own ", name
    return None


def told_in(cell: str, heading: str, reading: Reading) -> str:
    """Return what a cell that is no name says; blank, which is reported, if only that nothing is known."""
    text = cell.strip()
    if not is_absent(text):
        return text
    if text:
        what, instead = f"word for nothing in column {heading}", "read as an empty cell"
        reading.leave_out(what, "row", instead=instead, text=text)
    return ""


def one_line(cell: str, reading: Reading) -> str:
    """Return a name in a cell without its line breaks, which are reported."""
    if not _BREAK.search(text := cell.strip()):
        return text
    instead = "a blank stands there; if it names several, give each its own row"
    reading.leave_out("line break in a name", "row", instead=instead, text=text)
    return in_one_form(text)


Cells = Mapping[int, str] | Sequence[str]
"""The cells of a row by their places: all of them, or those that are asked for."""

Judge = Callable[[Cells, list[str], Reading], Mapping[str, Any]]
"""Returns the fields of an event that some cells say, and adds notes; the reading hears what is left out."""


class Part(NamedTuple):
    """The cells of a row that say something together, by their places, and what reads them."""

    places: tuple[int, ...]
    judge: Judge


class Named:
    """The columns of a table by their headings, folded; of equal ones the first."""

    def __init__(self, headings: Sequence[str]) -> None:
        self._headings = headings
        self.places = {folded(name): at for at, name in reversed([*enumerate(headings)])}

    def cell(self, cells: Cells, name: str) -> str:
        """Return the cell of a column; blank if the table has no such column."""
        place = self.places.get(name)
        return "" if place is None else cells[place].strip()

    def heading(self, name: str) -> str:
        """Return the heading of a column as its table writes it."""
        return self._headings[self.places[name]].strip() if name in self.places else name

    def part(self, names: Iterable[str], judge: Judge) -> Part:
        """Return a part of those of some columns that the table has."""
        return Part(tuple(self.places[name] for name in names if name in self.places), judge)

    def others(self, taken: Collection[int | None]) -> dict[int, str]:
        """Return the headings of the columns in other places than those taken, by their places."""
        return {place: name.strip() for place, name in enumerate(self._headings) if place not in taken}


class Piece(NamedTuple):
    """What some cells say: fields of the event, notes, and what of them is left out or assumed."""

    fields: Mapping[str, Any]
    notes: tuple[str, ...] = ()
    left_out: tuple[tuple[tuple[str, str, str | None], int, str], ...] = ()
    assumed: tuple[str, ...] = ()


_MOST_KNOWN = 20_000
"""How many cells of the parts of a table are remembered."""


class Key(NamedTuple):
    """What makes the id of a relation from the cell in a place.

    A number of no more than the ``longest`` follows the ``prefix``, with zeros before it to so many
    ``digits``; ``judge`` returns the id of any other cell, or raises.
    """

    place: int
    prefix: str
    digits: int
    judge: Callable[[str], str]
    longest: int = 20

    def of(self, cell: str) -> str:
        """Return the id; raises if the cell gives none."""
        if cell.isascii() and cell.isdigit() and len(cell) <= self.longest:
            return f"{self.prefix}{cell:0>{self.digits}}"
        return self.judge(cell)


class Reader:
    """Reads the rows of a table by their parts; equal cells say the same, so that each is judged once.

    The first part that refuses its cells names the fault of a row. Notes are in the order of the parts, but
    those of the part ``id`` come first. The ``key`` makes the id of a relation; None
    if rows are numbered. ``address`` is the place of the web address of the document of a row, of which a
    part says when it was ``published``. If ``key_last``, its faults count only where the parts have
    none, but for a heading. ``check`` looks at the first row, and raises if the table is not what it seems;
    ``tells`` says whether some cells are the first that tell what the names are, see ``from_cameo``. If
    ``short``, a relation is only its ends, its type and its one date, with what the date alone notes.
    """

    def __init__(
        self,
        parts: Mapping[str, Part],
        key: Key | None = None,
        *,
        address: int | None = None,
        key_last: bool = False,
        check: Callable[[int, Cells], None] | None = None,
        tells: Callable[[Cells], bool] | None = None,
        short: bool = False,
    ) -> None:
        self.parts, self.key, self.check, self.tells, self.short = parts, key, check, tells, short
        self.address, self.key_last = address, key_last
        self.piece = lru_cache(_MOST_KNOWN)(self.judged)
        self._heard = Reading()

    def judged(self, name: str, values: tuple[str, ...]) -> Piece:
        """Return what the cells of a part say; raises if they cannot be read. ``piece`` remembers it."""
        part, heard = self.parts[name], self._heard
        notes: list[str] = []
        try:
            fields = part.judge(dict(zip(part.places, values, strict=True)), notes, heard)
        except Exception:
            self._heard = Reading()  # what was heard of cells that are refused is not of the next ones
            raise
        if not heard.left_out and not heard.notes:
            return Piece(fields, tuple(notes))
        self._heard = Reading()
        left_out = tuple((key, n, heard.first[key][1]) for key, n in heard.left_out.items())
        return Piece(fields, tuple(notes), left_out, tuple(heard.notes))

    def read(self, number: int, cells: Sequence[str], reading: Reading) -> Event:
        """Return the event of a row, given the number of its line."""
        if self.check is not None:
            self.check(number - reading.rows_before, cells)
            self.check = None
        key = row_id(number) if self.key is None else tried(self.key.of, cells[self.key.place])
        failed = key if isinstance(key, Exception) else None
        late = self.key_last and isinstance(failed, BadRowError)
        if failed is not None and not late:
            raise failed
        if self.tells is not None and self.tells(cells):
            self.piece.cache_clear()
        pieces = [
            self.piece(name, tuple([cells[place] for place in part.places]))
            for name, part in self.parts.items()
        ]
        if failed is not None:
            raise failed
        fields: dict[str, Any] = {"key": key, "line": number}
        notes: list[str] = []
        for name, piece in zip(self.parts, pieces, strict=True):
            more = fields.get("more", ())
            fields.update(piece.fields)
            if more:
                fields["more"] = (*more, *piece.fields.get("more", ()))
            notes[:] = [*piece.notes, *notes] if name == "id" else [*notes, *piece.notes]
            tell_piece(piece, reading, 1, number - reading.rows_before)
        if self.address is not None:
            fields["document"] = web_document(cells[self.address].strip(), fields.pop("published"))
        return Event(**fields, note="; ".join(notes) or None)


def tried(judge: Callable[..., Any], *given: Any) -> Any:
    """Return what a rule says, or why it refuses."""
    try:
        return judge(*given)
    except (BadRowError, DateError, NoRelationError) as error:
        return error.with_traceback(None)  # which would hold the rows until they are collected as garbage


def tell_piece(piece: Piece, reading: Reading, count: int, line: int) -> None:
    """Report what so many rows of the same cells leave out, the first in a line."""
    for (what, of, instead), each, text in piece.left_out:
        reading.leave_out(what, of, each * count, instead, line=line, text=text)
    reading.notes += piece.assumed


ONCE = "start without an end, of what may only have happened", "read as a date alone"
"""What is told of a row that gives a start and no end, and may tell of an act; and what becomes of it."""


def type_of_words(words: str) -> str:
    """Return the name of the relation type that a plain table calls by some words."""
    return words if words in vocabulary() else type_name(words) or words


Untaken = Mapping[int, str]
"""The headings of columns that are not taken, by their places."""
Texts = Callable[[int], Iterable[str]]
"""Returns the texts in a column of a table, by its place; each at least once."""
Making = Callable[[Texts], Reader]
"""Makes the reader of a table, which may look at whole columns."""


class LeftOut:
    """Gathers which of the columns that are not taken hold anything, and reports them.

    A status that the ``reader`` finds among them is in the note.
    """

    def __init__(self, untaken: Untaken, reader: Reader) -> None:
        kept = reader.parts["status"].places if "status" in reader.parts else ()
        self._blank = {place: heading for place, heading in untaken.items() if place not in kept}
        self._headings: dict[int, str] = {}
        self._rows = 0

    def see(self, cells: Sequence[str]) -> None:
        """Look at the cells of a row."""
        self.see_rows(1, [place for place in self._blank if cells[place].strip()])

    @property
    def blank(self) -> list[int]:
        """The places of the columns in which nothing has been found yet."""
        return list(self._blank)

    def see_rows(self, count: int, found: Iterable[int]) -> None:
        """Note so many rows, and the places of the columns in which they hold something."""
        self._rows += count
        self._headings.update((place, self._blank.pop(place)) for place in found)

    def tell(self, reading: Reading) -> None:
        """Report the columns that hold anything, with the number of rows that were seen."""
        if self._headings:
            names = ", ".join(name for _, name in sorted(self._headings.items()))
            several = "columns" if len(self._headings) > 1 else "column"
            reading.leave_out(f"{several} {names}", "row", self._rows)


@lru_cache(_MOST_KNOWN)
def web_document(url: str, day: str) -> Document | None:
    """Return the document at an address; None if that is blank."""
    if not url:
        return None
    start, publisher = site_of(_host(url))
    id = f"{start if publisher else id_from(url)[:60]}-{digest_of(url)}"
    return Document(id, publisher or url, day, None, url if publisher else None)


def digest_of(url: str) -> str:
    """Return what tells the document at an address from the others of its site."""
    return sha256(url.encode()).hexdigest()


PLAIN_HOST = "^https?://(?P<host>[A-Za-z0-9.:@_-]+)(?:[/?#]|$)"
"""The addresses whose host is as it is taken apart in Python's library."""


def _host(url: str) -> str:
    """Return the host of a web address, and its port; blank if it is none."""
    if plain := re.match(PLAIN_HOST, url):
        return plain[1]
    try:
        return urlsplit(url).netloc if url.startswith(("http://", "https://")) else ""
    except ValueError:
        return ""


@lru_cache(10_000)
def site_of(host: str) -> tuple[str, str]:
    """Return how the ids of the documents of a host begin, and who publishes them, if it says that."""
    publisher = host.removeprefix("www.")
    return id_from(publisher)[:60], publisher
