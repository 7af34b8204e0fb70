"""Adds tables of events of any size to a directory: equal cells are judged once, and rows stay columns."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from graphkit.backends.row_ids import row_ids
from graphkit.backends.rows import head_of, text_of
from graphkit.formats.events.columnar import Rows, Table, combined
from graphkit.formats.events.event import (
    HEADINGS,
    BadRowError,
    LeftOut,
    NoRelationError,
    Piece,
    tell_piece,
    tried,
)
from graphkit.formats.events.event_rows import Refused, reader_of
from graphkit.formats.events.event_tables import RowBuilder, evidence_row, own_type, source_row
from graphkit.formats.format import PathLike, Reading
from graphkit.graph.provenance import Assertion, Version, versions
from graphkit.model.entities import Evidence, Source
from graphkit.model.vocabulary import RelationType, vocabulary
from graphkit.storage.json_file import building
from graphkit.temporal import edtf

if TYPE_CHECKING:
    from graphkit.backends.writer import Writer

_SIDES = ("source", "target")
_MOST_DATED = 50_000
_MORE = ("summary", "amount", "status")
"""The parts that say further fields of a relation."""


class Judged(NamedTuple):
    """The distinct cells of a part, what they say or why they cannot be read; and for each row their number.

    What the cells of an actor say is its number, once it has one; ``new`` are the places of the others.
    """

    values: Sequence[tuple[str, ...]]
    pieces: list[Any]
    codes: NDArray[np.int64]
    new: Sequence[int] = ()

    def found(self) -> list[int]:
        """Return the numbers of the cells that a row has, in the order in which they come."""
        firsts = self.firsts()
        return sorted(np.flatnonzero(firsts >= 0).tolist(), key=firsts.tolist().__getitem__)

    def firsts(self) -> NDArray[np.int64]:
        """Return for each of the distinct cells the first row that has them, or -1."""
        firsts = np.full(len(self.pieces), -1, np.int64)
        firsts[self.codes[::-1]] = np.arange(len(self.codes))[::-1]
        return firsts

    def faults(self) -> NDArray[np.bool_]:
        """Return whether each row cannot be read."""
        return np.array([isinstance(piece, Exception) for piece in self.pieces], bool)[self.codes]

    def kept(self, rows: NDArray[Any]) -> "Judged":
        """Return only some rows: by a mask, or by their places."""
        return self._replace(codes=self.codes[rows])

    def said(self, of: Callable[[Piece], Any]) -> list[Any]:
        """Return what each of the distinct cells says; None if they cannot be read."""
        return [of(piece) if type(piece) is Piece else None for piece in self.pieces]

    def texts(self, of: Callable[[Piece], str | None]) -> pa.Array | None:
        """Return a text of each row, or null; None if no row has one."""
        said = self.said(of)
        return pa.array(said, pa.string()).take(pa.array(self.codes)) if any(said) else None

    def few(self, of: Callable[[Piece], Any]) -> tuple[list[Any], NDArray[np.int64]]:
        """Return the distinct things that the cells say, and for each row the number of its own."""
        numbers: dict[Any, int] = {}
        places = [numbers.setdefault(each, len(numbers)) for each in self.said(of)]
        return list(numbers), np.array(places, np.int64)[self.codes]


def add_table(path: PathLike, writer: "Writer", builder: RowBuilder, reading: Reading) -> None:
    """Add the relations of a table to a directory; the notes of the reading receive what is left out."""
    table = Table(path, reading, reading.progress)
    bulk = _Bulk(table, str(path), writer, builder, reading)
    with building():
        for rows in table.rows(bulk.places):
            bulk.add(rows)
    bulk.tell(bool(table.layout.heading))


class _Bulk:
    """Adds the rows of a table, block by block."""

    def __init__(
        self, table: Table, where: str, writer: "Writer", builder: RowBuilder, reading: Reading
    ) -> None:
        self._writer, self._builder, self._reading = writer, builder, reading
        self._reader = reader_of(table.layout, where, reading, table.texts)
        self._rest, self._refused = LeftOut(table.layout.untaken), Refused(where, reading)
        self._needed = {place for part in self._reader.parts.values() for place in part.places}
        if self._reader.key is not None:
            self._needed.add(self._reader.key[0])
        self._untold = self._reader.tells is not None
        parts = self._reader.parts
        self._named_by_one = all(len(parts[side].places) == 1 for side in _SIDES)
        first: dict[Any, int] = {}
        self._actors = {"source": first, "target": first if self._named_by_one else {}}
        self._doubtful: dict[int, Piece] = {}
        self._types: dict[tuple[str, bool], int] = {}
        self._kinds: dict[int, RelationType] = {}
        self._claims: dict[tuple[Any, ...], int] = {}
        self._dated: dict[tuple[str, tuple[str, ...]], int] = {}

    def places(self) -> set[int]:
        """Return the places of the columns that are looked at."""
        return self._needed.union(self._rest.blank)

    def tell(self, headings: int) -> None:
        """Report what is left out."""
        self._refused.tell(headings)
        self._rest.tell(self._reading)

    def add(self, rows: Rows) -> None:
        """Add some rows."""
        reader, end = self._reader, len(rows.lines)
        if end and reader.check is not None:
            cells = {place: column[0].as_py() for place, column in rows.columns.items()}
            reader.check(int(rows.lines[0]), cells)
            reader.check = None
        if end and self._untold and (start := self._first_that_tells(rows)):
            self._add(rows.part(0, start))
            rows = rows.part(start, end)
        self._add(rows)

    def _first_that_tells(self, rows: Rows) -> int:
        """Return the first row whose type tells what the names are; 0 if none does."""
        part, tells = self._reader.parts["type"], self._reader.tells
        values, codes = rows.distinct(part.places)
        for number, cells in enumerate(values):  # in the order in which they come
            if tells is not None and tells(dict(zip(part.places, cells, strict=True))):
                self._untold = False
                return int((codes == number).argmax())
        return 0

    def _add(self, rows: Rows) -> None:
        ids, failed = self._keys(rows)
        late = self._reader.key_last
        wrong = {row: error for row, error in failed.items() if not (late and isinstance(error, BadRowError))}
        judged: dict[str, Judged] = {}
        for name, part in self._reader.parts.items():
            values, codes = rows.distinct(part.places)
            pieces: list[Any] = [None] * len(values)
            if (known := self._actors.get(name)) is not None:
                pieces = list(map(known.get, map(itemgetter(0), values) if self._named_by_one else values))
            new = [at for at, piece in enumerate(pieces) if piece is None]
            for at in new:
                pieces[at] = tried(self._reader.piece, name, values[at])
            judged[name] = Judged(values, pieces, codes, new)
            if any(isinstance(pieces[at], Exception) for at in new):
                for row in np.flatnonzero(judged[name].faults()).tolist():
                    wrong.setdefault(row, pieces[codes[row]])
        for row, error in failed.items():
            wrong.setdefault(row, error)
        lines = rows.lines.tolist()
        refused = [(lines[row], error) for row, error in wrong.items()]
        refused += [(line, BadRowError(message)) for line, message in rows.faults]
        for line, error in sorted(refused, key=itemgetter(0)):
            if isinstance(error, NoRelationError):
                self._refused.leave_out(error, line=line)
            else:
                self._refused.bad(line, error)
        self._refused.leave_out(HEADINGS, rows.headings)
        sound = np.ones(len(lines), bool)
        sound[list(wrong)] = False
        if not sound.any():
            return
        if not sound.all():
            judged = {name: each.kept(sound) for name, each in judged.items()}
        self._see(rows, sound)
        numbers = rows.lines[sound] + self._reading.rows_before
        self._store(judged, numbers, None if ids is None else ids.filter(pa.array(sound)))

    def _keys(self, rows: Rows) -> tuple[pa.Array | None, dict[int, Exception]]:
        """Return the ids that rows give their relations, None if none do; and why some rows give none."""
        if self._reader.key is None:
            return None, {}
        place, key = self._reader.key
        texts = rows.columns[place].to_pylist()
        try:
            return pa.array([key(text) for text in texts], pa.string()), {}
        except (BadRowError, NoRelationError):
            found = [tried(key, text) for text in texts]
        failed = {row: each for row, each in enumerate(found) if isinstance(each, Exception)}
        return pa.array(
            [None if row in failed else each for row, each in enumerate(found)], pa.string()
        ), failed

    def _see(self, rows: Rows, sound: NDArray[np.bool_]) -> None:
        """Note which of the columns that are not taken hold something."""
        kept = pa.array(sound)
        found = [
            place
            for place in self._rest.blank
            if any(text.strip() for text in rows.columns[place].filter(kept).unique().to_pylist())
        ]
        self._rest.see_rows(int(sound.sum()), found)

    def _store(self, judged: dict[str, Judged], lines: NDArray[np.int64], keys: pa.Array | None) -> None:
        at = lines - self._reading.rows_before
        for name, part in judged.items():
            if name not in _SIDES:
                self._tell(part, at)
        types = self._type_numbers(judged["type"])
        ends = self._ends(judged)
        for number, piece in self._doubtful.items():
            for end in ends:
                if len(rows := np.flatnonzero(end == number)):
                    tell_piece(piece, self._reading, len(rows), int(at[rows[0]]))
        if self._reader.short:
            claims = self._claims_of(types, judged["when"])
            self._writer.by_content = True
            self._writer.stage(lines, ends, types.astype(np.int32), claims, None)
            return
        self._whole(judged, lines, keys, types, ends)

    def _tell(self, part: Judged, lines: NDArray[np.int64]) -> None:
        said = [
            number
            for number, piece in enumerate(part.pieces)
            if not isinstance(piece, Exception) and (piece.left_out or piece.assumed)
        ]
        if said:
            counts, firsts = np.bincount(part.codes, minlength=len(part.pieces)), part.firsts()
            for number in said:
                if counts[number]:
                    line = int(lines[firsts[number]])
                    tell_piece(part.pieces[number], self._reading, int(counts[number]), line)

    def _type_numbers(self, part: Judged) -> NDArray[np.int64]:
        """Return the number of the type of each row."""
        numbers = np.zeros(len(part.pieces), np.int64)
        for at in part.found():
            fields = part.pieces[at].fields
            type_ = fields["type"], fields.get("undirected", False)
            if type_ not in self._types:
                name = self._builder.type_of(type_[0], undirected=type_[1])
                self._types[type_] = number = self._writer.type_number(name)
                self._kinds[number] = vocabulary().get(name) or RelationType(**own_type(name))
            numbers[at] = self._types[type_]
        return numbers[part.codes]

    def _ends(self, judged: dict[str, Judged]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the numbers of the source and of the target of each row; rows give new ones in turn."""
        new = []
        for side, name in enumerate(_SIDES):
            part = judged[name]
            if part.new:
                firsts = part.firsts().tolist()
                new += [(2 * firsts[at] + side, name, at) for at in part.new if firsts[at] >= 0]
        for _, name, at in sorted(new):
            part = judged[name]
            number = self._writer.number(self._builder.id_of(part.pieces[at].fields[name]))
            if part.pieces[at].left_out:
                self._doubtful.setdefault(number, part.pieces[at])
            cells = part.values[at]
            self._actors[name][cells[0] if self._named_by_one else cells] = part.pieces[at] = number
        for part in (judged[name] for name in _SIDES):
            for at in part.new:  # those of no row that is kept
                part.pieces[at] = part.pieces[at] if isinstance(part.pieces[at], int) else -1
        source, target = (np.array(judged[name].pieces, np.int64)[judged[name].codes] for name in _SIDES)
        return source, target

    def _claims_of(self, types: NDArray[np.int64], when: Judged) -> NDArray[np.int32]:
        """Return the number of the claim of each row that has a type and a date alone."""
        kinds = list(dict.fromkeys(known.kind for known in self._kinds.values()))
        kind_of = np.zeros(max(self._kinds) + 1, np.int64)
        for number, known in self._kinds.items():
            kind_of[number] = kinds.index(known.kind)
        codes, meanings = combined([(kind_of[types], len(kinds)), (when.codes, len(when.pieces))])
        one_of = {known.kind: number for number, known in self._kinds.items()}
        claims = []
        for kind, at in zip(*meanings, strict=True):
            key = kinds[kind], when.values[at]
            if key not in self._dated:
                if len(self._dated) > _MOST_DATED:
                    self._dated.clear()
                piece = when.pieces[at]
                told = {"when": piece.fields["when"], "note": "; ".join(piece.notes)}
                tail = text_of({name: text for name, text in told.items() if text})[1:]
                tail = f",{tail}" if tail != "}" else tail
                self._dated[key] = self._claim(one_of[key[0]], told["when"], None, "actual", tail)
            claims.append(self._dated[key])
        return np.array(claims, np.int32)[codes]

    def _claim(
        self, type_: int, when: str | None, told: tuple[str, bool] | None, status: str, tail: str | None
    ) -> int:
        known = self._kinds[type_]
        key = known.kind, when, told, status, tail
        if key not in self._claims:
            [self._claims[key]] = self._writer.claims(status, _versions(known, when, told, status), tail)
        return self._claims[key]

    def _whole(
        self,
        judged: dict[str, Judged],
        lines: NDArray[np.int64],
        keys: pa.Array | None,
        types: NDArray[np.int64],
        ends: tuple[NDArray[np.int64], NDArray[np.int64]],
    ) -> None:
        """Add rows that say more than their ends, their type and one date."""
        numbered = keys is None
        ids = row_ids(lines) if keys is None else keys
        judged["when"], rows, nth = _each_date(judged["when"])
        if nth.any():
            judged |= {name: part.kept(rows) for name, part in judged.items() if name != "when"}
            types, ends = types[rows], (ends[0][rows], ends[1][rows])
            texts = ids.take(pa.array(rows)).to_pylist()
            ids = pa.array(
                [f"{id}-{at + 1}" if at else id for id, at in zip(texts, nth.tolist(), strict=True)]
            )
        nobody = Judged([()], [Piece({})], np.zeros(len(types), np.int64))
        document, status = judged.get("document", nobody), judged.get("status", nobody)
        told, by = document.few(
            lambda piece: (found := piece.fields.get("document")) and (found.published, found.attests)
        )
        statuses, state = status.few(lambda piece: dict(piece.fields.get("more", ())).get("status", "actual"))
        whens, when = judged["when"].few(lambda piece: piece.fields["when"])
        codes, meanings = combined(
            [(types, len(self._kinds)), (when, len(whens)), (by, len(told)), (state, len(statuses))]
        )
        claims = [
            self._claim(type_, whens[at], told[which], statuses[is_], None)
            for type_, at, which, is_ in zip(*meanings, strict=True)
        ]
        for at in document.found():
            if found := document.pieces[at].fields.get("document"):
                self._writer.cite(source_row(found))
        self._writer.by_content = self._writer.by_content or numbered
        fields = _fields_of(list(map(head_of, self._writer.types)), types, judged)
        self._writer.stage(
            lines if numbered and not nth.any() else ids,
            ends,
            types.astype(np.int32),
            np.array(claims, np.int32)[codes],
            fields,
        )


def _evidence(piece: Piece) -> str | None:
    document = piece.fields.get("document")
    return document and f',"evidence":[{text_of(evidence_row(document))}]'


def _each_date(when: Judged) -> tuple[Judged, NDArray[np.int64], NDArray[np.int64]]:
    """Return rows of one date each; the row that each was; and which of its dates it has, counted from 0."""
    each = when.said(lambda piece: (piece.fields["when"], *piece.fields.get("also", ())))
    counts = np.array([len(dates or ()) for dates in each], np.int64)
    pieces = [
        piece._replace(fields={"when": date})
        for piece, dates in zip(when.pieces, each, strict=True)
        for date in dates or ()
    ]
    of_rows = counts[when.codes]
    rows = np.repeat(np.arange(len(of_rows)), of_rows)
    nth = np.arange(len(rows)) - np.repeat(np.cumsum(of_rows) - of_rows, of_rows)
    codes = (np.cumsum(counts) - counts)[when.codes[rows]] + nth
    return Judged([()] * len(pieces), pieces, codes), rows, nth


def _fields_of(heads: Sequence[str], types: NDArray[np.int64], judged: dict[str, Judged]) -> pa.Array:
    """Return the JSON text of the fields of each row, as :class:`RowBuilder` orders them."""
    texts: list[Any] = [pa.array(heads, pa.string()).take(pa.array(types))]

    def add(part: Judged, fields_of: Callable[[Piece], dict[str, Any]]) -> None:
        said = part.texts(lambda piece: f",{text_of(fields)[1:-1]}" if (fields := fields_of(piece)) else None)
        texts.extend([] if said is None else [said])

    add(judged["when"], lambda piece: {"when": when} if (when := piece.fields["when"]) else {})
    beside = {name: part for name, part in judged.items() if name not in _SIDES}
    for name in (name for name in _MORE if name in beside):
        add(beside[name], lambda piece: dict(piece.fields.get("more", ())))
    in_order = sorted(beside, key=lambda name: name != "id")
    told = (
        beside[name].texts(lambda piece: text_of("; ".join(piece.notes))[1:-1] if piece.notes else None)
        for name in in_order
    )
    note: Any = None
    for each in (pc.fill_null(each, "") for each in told if each is not None):
        # Not by one join that skips what is missing: pyarrow leaves out rows in which everything is.
        sign = None if note is None else pc.if_else(pc.or_(pc.equal(note, ""), pc.equal(each, "")), "", "; ")
        note = each if sign is None else pc.binary_join_element_wise(note, sign, each, "")
    if note is not None:
        texts += [pc.if_else(pc.equal(note, ""), "", pc.binary_join_element_wise(',"note":"', note, '"', ""))]
    if "document" in judged and (said := judged["document"].texts(_evidence)) is not None:
        texts.append(said)
    return pc.binary_join_element_wise(*texts, "}", "", null_handling="replace", null_replacement="")


def _versions(
    type_: RelationType, when: str | None, told: tuple[str, bool] | None, status: Any
) -> tuple[Version, ...]:
    """Return the versions of what one document, of a day, attests or only tells; or none."""
    date = edtf.parse(when) if when else None
    if told is None:
        return versions(Assertion(type_, date, status, ()), {})
    source = Source(id="document", publisher="document", published=told[0])
    evidence = Evidence(source=source.id, attests=told[1] and None)
    return versions(Assertion(type_, date, status, (evidence,)), {source.id: source})
