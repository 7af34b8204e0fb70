"""Judges the rows of a table of any size in blocks: equal cells are judged once, and rows stay columns."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, compress
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from graphkit.formats.events.columnar import BETWEEN, Coded, Numbers, Rows, Table, firsts_of, in_order
from graphkit.formats.events.event import (
    HEADINGS,
    BadRowError,
    LeftOut,
    NoRelationError,
    Party,
    Piece,
    says_name_alone,
    tell_piece,
    tried,
)
from graphkit.formats.events.event_rows import Refused, parties, reader_of
from graphkit.formats.format import PathLike, Reading

SIDES = ("source", "target")
Cells = tuple[str, ...] | str


class Judged(NamedTuple):
    """The distinct cells of a part, what they say or why they cannot be read; and for each row their number.

    The name of an actor stands for its cells where these are no more, else they are joined to one text. What
    the cells of an actor say is its number, once it has one; ``new`` are the places of the others. In the
    ``whole`` part rows have each of the cells, which are in the order in which they come.
    """

    values: Sequence[Cells]
    pieces: list[Any]
    codes: Numbers
    new: Sequence[int] = ()
    whole: bool = False

    def found(self) -> Sequence[int]:
        """Return the numbers of the cells that a row has, in the order in which they come."""
        return range(len(self.pieces)) if self.whole else in_order(self.codes, len(self.pieces))[0]

    def rows_of(self, some: NDArray[np.int64]) -> NDArray[np.intp]:
        """Return the rows that have some of the distinct cells."""
        wanted = np.zeros(len(self.pieces), bool)
        wanted[some] = True
        return np.flatnonzero(wanted[self.codes])

    def firsts(self, some: NDArray[np.int64]) -> Numbers:
        """Return for each of some of the distinct cells the first row that has them, or -1."""
        rows = self.rows_of(some)
        return np.append(rows, -1)[firsts_of(self.codes[rows], len(self.pieces))[some]]

    def numbered(self, number: Callable[[int], int]) -> Numbers:
        """Return for each row the number of its cells, given that of each of the distinct ones."""
        found = self.found()
        numbers = np.zeros(len(self.pieces), np.int64)
        numbers[found] = [number(at) for at in found]
        return numbers[self.codes]

    def kept(self, rows: NDArray[Any]) -> "Judged":
        """Return only some rows: by a mask, or by their places."""
        return self._replace(codes=self.codes[rows], whole=False)

    def said(self, of: Callable[[Piece], Any]) -> list[Any]:
        """Return what each of the distinct cells says; None if they cannot be read."""
        return [of(piece) if type(piece) is Piece else None for piece in self.pieces]

    def few(self, of: Callable[[Piece], Any]) -> tuple[list[Any], Numbers]:
        """Return the distinct things that the cells say, and for each row the number of its own."""
        numbers: dict[Any, int] = {}
        places = [numbers.setdefault(each, len(numbers)) for each in self.said(of)]
        return list(numbers), np.array(places, np.int64)[self.codes]


class Sound(NamedTuple):
    """The rows of a block that are relations.

    ``judged`` is what their parts say, ``ends`` the numbers of their sources and targets, ``lines`` those of
    their lines. ``keys`` are the ids that they give their relations, None if none, and ``addresses`` the
    cells of those of their documents.
    """

    judged: dict[str, Judged]
    ends: tuple[Numbers, Numbers]
    lines: Numbers
    keys: pa.Array | None
    addresses: pa.Array | None


class JudgedRows:
    """The rows of a table, judged; ``number`` gives each actor a number when its first row comes.

    It may get the name alone of an actor of whom the row says no more; :meth:`party` makes the actor of it.

    Attributes
    ----------
    heading
        Whether the first line of the table names its columns.
    reader
        The reader of its rows.
    first_type
        The cells of the first type that tells what the names are.
    bad
        The lines of the rows that cannot be read, some at a time.
    """

    def __init__(self, path: PathLike, reading: Reading, number: Callable[[Party | str, int], int]) -> None:
        self._table = table = Table(path, reading, reading.progress)
        self._reading, self._number = reading, number
        self.heading = bool(table.layout.heading)
        self.reader = reader_of(table.layout, str(path), reading, table.texts)
        self.first_type: tuple[str, ...] = ()
        self.bad: list[Numbers] = []
        self._rest, self._refused = LeftOut(table.layout.untaken, self.reader), Refused(str(path), reading)
        self._untold = self.reader.tells is not None
        columns = table.layout.columns
        self._by_name_alone = columns is not None and columns.by_name_alone
        places = {name: part.places for name, part in self.reader.parts.items()}
        several = {name for name in SIDES if len(places[name]) > 1}
        self._joined = set() if self._by_name_alone else several
        key, address = self.reader.key, self.reader.address
        own = {key and key.place, address}.union(*map(places.pop, self._joined))
        self._needed = set(chain(*places.values()))
        self._own = {place for place in own if place is not None} - self._needed
        first: dict[Any, int] = {}
        self._actors = {"source": first, "target": first if self._by_name_alone else {}}
        told: dict[Any, Piece] = {}
        self._doubtful = {"source": told, "target": told if self._by_name_alone else {}}
        self._judged_here: dict[Any, Any] = {}

    def parties(self) -> list[Party]:
        """Return whom the table names, as :func:`graphkit.formats.events.event_rows.parties` does."""
        return parties(self._table.layout, self.reader, self._table.sides)

    def party(self, named: Party | str) -> Party:
        """Return an actor that a row names, also by its name alone."""
        if isinstance(named, Party):
            return named
        party: Party = self.reader.judged("source", (named,)).fields["source"]
        return party

    def blocks(self) -> Iterator[Sound]:
        """Yield the rows that are relations; the reading hears what is left out."""
        for rows in self._table.rows(self._places, self._own):
            for told in self._told_apart(rows):
                if (sound := self._sound(told)) is not None:
                    yield sound
        self._refused.tell()
        self._rest.tell(self._reading)

    def _places(self) -> set[int]:
        """Return the places of the columns that are looked at."""
        return self._needed.union(self._rest.blank)

    def _told_apart(self, rows: Rows) -> Iterator[Rows]:
        """Yield some rows, those before the first that tells what the names are apart."""
        reader, end = self.reader, len(rows.lines)
        if end and reader.check is not None:
            reader.check(int(rows.lines[0]), rows.first())
            reader.check = None
        if end and self._untold:
            if start := self._first_that_tells(rows):
                early = rows.some(np.arange(start))
                early.faults = [fault for fault in rows.faults if fault[0] < rows.lines[start]]
                late = rows.some(np.arange(start, end))
                late.faults, late.headings = rows.faults[len(early.faults) :], rows.headings
                yield early
                rows = late
            if not self._untold:
                for known in self._actors.values():
                    known.clear()
        yield rows

    def _first_that_tells(self, rows: Rows) -> int:
        """Return the first row whose type tells what the names are; 0 if none does."""
        part, tells = self.reader.parts["type"], self.reader.tells
        values, codes = rows.distinct(part.places)
        for number, cells in enumerate(values):
            if tells is not None and tells(dict(zip(part.places, cells, strict=True))):
                self._untold, self.first_type = False, cells
                return int((codes == number).argmax())
        return 0

    def _sound(self, rows: Rows) -> Sound | None:
        """Return the rows that are relations; None if none is. What refuses the others is reported."""
        sound = np.ones(len(rows.lines), bool)
        refused: list[tuple[int, Exception, Numbers]]
        refused = [(line, BadRowError(message), np.array([line])) for line, message in rows.faults]

        def refuse(part: Judged, errors: type[Exception] = Exception) -> None:
            """Note the rows that no part before refuses, but this one."""
            if found := [at for at in part.new if isinstance(part.pieces[at], errors)]:
                faulty = np.zeros(len(part.pieces), bool)
                faulty[found] = True
                places = np.flatnonzero(faulty[part.codes] & sound)
                places = places[np.argsort(part.codes[places], kind="stable")]
                parted = np.split(places, np.flatnonzero(np.diff(part.codes[places])) + 1)
                for alike in parted if len(places) else ():
                    lines = rows.lines[alike]
                    refused.append((int(lines[0]), part.pieces[part.codes[alike[0]]], lines))
                sound[places] = False

        judged: dict[str, Judged] = {}
        if (keys := self._keys(rows)) is not None:
            refuse(keys.odd, NoRelationError if self.reader.key_last else Exception)
        self._judged_here.clear()
        for name, part in self.reader.parts.items():
            judged[name] = self._judged(name, *self._distinct(rows, name, part.places), sound)
            refuse(judged[name])
        if keys is not None:
            refuse(keys.odd)
        for line, error, lines in sorted(refused, key=itemgetter(0)):
            if isinstance(error, NoRelationError):
                self._refused.leave_out(error, len(lines), line)
            else:
                self._refused.bad(line, error, len(lines))
                self.bad.append(lines)
        self._refused.leave_out(HEADINGS, rows.headings)
        if not sound.any():
            return None
        if not sound.all():
            judged = {name: each.kept(sound) for name, each in judged.items()}
        self._see(rows, sound)
        lines = rows.lines[sound]
        ends = source, target = self._ends(judged, lines)
        self._tell(judged, lines)
        turned = judged["type"].said(lambda piece: piece.fields.get("turned", False))
        if any(turned):
            back = np.array(turned, bool)[judged["type"].codes]
            ends = np.where(back, target, source), np.where(back, source, target)
        buffers = [None, pa.py_buffer(np.packbits(sound, bitorder="little"))]  # `pa.array` would load pandas
        kept, address = pa.Array.from_buffers(pa.bool_(), len(sound), buffers), self.reader.address
        addresses = None if address is None else rows.cells(address).filter(kept)
        return Sound(judged, ends, lines, None if keys is None else keys.ids.filter(kept), addresses)

    def _distinct(self, rows: Rows, name: str, places: Sequence[int]) -> tuple[Sequence[Cells], Numbers]:
        """Return the distinct cells of a part, and for each row the number of its own."""
        if name in self._joined:
            return rows.joined(places)
        return rows.columns[places[0]] if self._by_name_alone and name in SIDES else rows.distinct(places)

    def _judged(self, name: str, values: Sequence[Cells], codes: Numbers, sound: NDArray[np.bool_]) -> Judged:
        """Return what a part of rows says, judged for those that are sound so far."""
        known = self._actors.get(name)
        pieces: list[Any] = [None] * len(values) if known is None else list(map(known.get, values))
        new = [at for at, piece in enumerate(pieces) if piece is None]
        if not sound.all():
            new = np.intersect1d(new, codes[sound]).tolist()
        # The numbers of actors are known by their cells.
        judge = self.reader.piece if known is None else self.reader.judged
        for at in new:
            if isinstance(cells := values[at], str) and name in self._joined:
                cells = tuple(cells.split(BETWEEN))
            if isinstance(cells, tuple):
                pieces[at] = tried(judge, name, cells)
                continue
            if (piece := self._judged_here.get(cells)) is None:
                is_alone = says_name_alone(cells)
                piece = self._judged_here[cells] = cells if is_alone else tried(judge, name, (cells,))
            pieces[at] = piece
        return Judged(values, pieces, codes, new, whole=True)

    def _keys(self, rows: Rows) -> "_Keys | None":
        """Return the ids that rows give their relations; None if they are numbered."""
        if (key := self.reader.key) is None:
            return None
        texts, pieces, codes = rows.cells(key.place), [None], np.zeros(len(rows.lines), np.int64)
        is_number = pc.and_(pc.ascii_is_decimal(texts), pc.less_equal(pc.binary_length(texts), key.longest))
        ids = pc.binary_join_element_wise(key.prefix, pc.ascii_lpad(texts, key.digits, "0"), "")
        if not pc.all(is_number, min_count=0).as_py():
            is_odd = pc.invert(is_number)
            others, places = Coded.of(texts.filter(is_odd).to_pylist())
            said = [tried(key.of, text) for text in others]
            made = pa.array([id if type(id) is str else "" for id in said], pa.string())
            ids = pc.replace_with_mask(ids, is_odd, made.take(pa.array(places)))
            pieces += [None if type(id) is str else id for id in said]
            codes[np.from_dlpack(is_odd.cast(pa.uint8())) > 0] = places + 1
        return _Keys(ids, Judged([()] * len(pieces), pieces, codes, range(len(pieces))))

    def _see(self, rows: Rows, sound: NDArray[np.bool_]) -> None:
        """Note which of the columns that are not taken hold something."""
        columns = ((place, rows.columns[place].some(sound)) for place in self._rest.blank)
        found = [place for place, column in columns if any(map(str.strip, column.texts))]
        self._rest.see_rows(int(sound.sum()), found)

    def _tell(self, judged: Mapping[str, Judged], lines: Numbers) -> None:
        """Report what the cells of rows leave out, in the order of the rows."""
        told = []
        for order, (name, part) in enumerate(judged.items()):
            if (known := self._doubtful.get(name)) is None:
                pieces = ((at, piece) for at, piece in enumerate(part.pieces) if type(piece) is Piece)
                said = {at: piece for at, piece in pieces if piece.left_out or piece.assumed}
            else:
                found = compress(enumerate(part.values), map(known.__contains__, part.values))
                said = {at: known[cells] for at, cells in found}
            if said:
                places, counts = np.array(list(said)), np.bincount(part.codes, minlength=len(part.pieces))
                each = zip(part.firsts(places).tolist(), counts[places].tolist(), said.values(), strict=True)
                told += [(first, order, count, piece) for first, count, piece in each if count]
        for first, _, count, piece in sorted(told, key=itemgetter(0, 1)):
            tell_piece(piece, self._reading, count, int(lines[first]))

    def _ends(self, judged: dict[str, Judged], lines: Numbers) -> tuple[Numbers, Numbers]:
        """Return the numbers of the source and of the target of each row; rows give new ones in turn."""
        parts = [judged[name] for name in SIDES]
        new = [np.array(part.new, np.int64) for part in parts]
        firsts = np.concatenate([part.firsts(each) for part, each in zip(parts, new, strict=True)])
        sides, places = np.repeat([0, 1], [len(each) for each in new]), np.concatenate(new)
        turns = np.lexsort((sides, firsts))
        turns = turns[firsts[turns] >= 0]
        first_lines = (lines[firsts[turns]] + self._reading.rows_before).tolist()
        for side, at, line in zip(sides[turns].tolist(), places[turns].tolist(), first_lines, strict=True):
            pieces, cells, known = parts[side].pieces, parts[side].values[at], self._actors[SIDES[side]]
            if (number := known.get(cells)) is None:
                named = pieces[at]
                if type(named) is Piece:
                    if named.left_out:
                        self._doubtful[SIDES[side]][cells] = named
                    [named] = named.fields.values()
                number = known[cells] = self._number(named, line)
            pieces[at] = number
        source, target = (
            np.array([each if type(each) is int else -1 for each in part.pieces])[part.codes]
            for part in parts
        )
        return source, target


class _Keys(NamedTuple):
    """The ids that rows give their relations, blank if none, and why there is none."""

    ids: pa.Array
    odd: Judged
