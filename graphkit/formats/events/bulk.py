"""Adds tables of events of any size to a directory: equal cells are judged once, and rows stay columns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from graphkit.backends.row_ids import row_ids
from graphkit.backends.rows import head_of, text_of
from graphkit.formats.events.columnar import Numbers, Rows, Table, combined
from graphkit.formats.events.event import (
    HEADINGS,
    NUMBER,
    PLAIN_HOST,
    BadRowError,
    Document,
    LeftOut,
    NoRelationError,
    Piece,
    digest_of,
    site_of,
    tell_piece,
    tried,
    web_document,
)
from graphkit.formats.events.event_rows import Refused, parties, reader_of
from graphkit.formats.events.row_builder import RowBuilder, own_type
from graphkit.formats.foreign_status import denied_first
from graphkit.formats.format import PathLike, Reading
from graphkit.graph.provenance import Assertion, Version, versions
from graphkit.libraries import building
from graphkit.model.entities import Evidence, RelationType, Source
from graphkit.model.references import DATES
from graphkit.model.vocabulary import KnownType, vocabulary
from graphkit.temporal import edtf

if TYPE_CHECKING:
    from graphkit.backends.writer import Writer

_SIDES = ("source", "target")
_Told = tuple[str, tuple[tuple[str, Any], ...]]
"""When a document was published, and the further fields of its evidence."""
_MORE = ("summary", "amount", "status")
"""The parts that say further fields of a relation."""


class Judged(NamedTuple):
    """The distinct cells of a part, what they say or why they cannot be read; and for each row their number.

    What the cells of an actor say is its number, once it has one; ``new`` are the places of the others.
    """

    values: Sequence[tuple[str, ...]]
    pieces: list[Any]
    codes: Numbers
    new: Sequence[int] = ()

    def found(self) -> list[int]:
        """Return the numbers of the cells that a row has, in the order in which they come."""
        firsts = self.firsts()
        return sorted(np.flatnonzero(firsts >= 0).tolist(), key=firsts.tolist().__getitem__)

    def firsts(self) -> Numbers:
        """Return for each of the distinct cells the first row that has them, or -1."""
        firsts = np.full(len(self.pieces), -1, np.int64)
        firsts[self.codes[::-1]] = np.arange(len(self.codes))[::-1]
        return firsts

    def kept(self, rows: NDArray[Any]) -> "Judged":
        """Return only some rows: by a mask, or by their places."""
        return self._replace(codes=self.codes[rows])

    def said(self, of: Callable[[Piece], Any]) -> list[Any]:
        """Return what each of the distinct cells says; None if they cannot be read."""
        return [of(piece) if type(piece) is Piece else None for piece in self.pieces]

    def texts(self, of: Callable[[Piece], str | None]) -> pa.Array | None:
        """Return a text of each row, or null; None if no row has one."""
        said = self.said(of)
        return self.taken(said) if any(said) else None

    def taken(self, texts: Sequence[Any]) -> pa.Array:
        """Return for each row the text of its cells; null where there is none."""
        column = pa.array([each if type(each) is str else None for each in texts], pa.string())
        return column.take(pa.array(self.codes))

    def few(self, of: Callable[[Piece], Any]) -> tuple[list[Any], Numbers]:
        """Return the distinct things that the cells say, and for each row the number of its own."""
        numbers: dict[Any, int] = {}
        places = [numbers.setdefault(each, len(numbers)) for each in self.said(of)]
        return list(numbers), np.array(places, np.int64)[self.codes]


class Documents(NamedTuple):
    """The distinct documents that rows name, and for each row the number of its own; none has no id.

    ``told`` are the further fields that evidence has, and ``telling`` says which those of each document are.
    """

    columns: Mapping[str, pa.Array]
    told: Sequence[tuple[tuple[str, Any], ...]]
    telling: Numbers
    codes: Numbers

    @classmethod
    def judged(cls, part: Judged) -> "Documents":
        """Return the documents that the cells of a part say."""
        found = part.found()
        number = np.zeros(len(part.pieces), np.int64)
        number[found] = np.arange(len(found))
        fields = [part.pieces[at].fields for at in found]
        places: dict[tuple[tuple[str, Any], ...], int] = {}
        telling = [places.setdefault(each.get("told", ()), len(places)) for each in fields]
        columns = _columns(each.get("document") for each in fields)
        return cls(columns, list(places), np.array(telling, np.int64), number[part.codes])

    @classmethod
    def at(cls, addresses: pa.DictionaryArray, published: Judged) -> "Documents":
        """Return the documents at web addresses, as :func:`web_document` does it one by one."""
        days = published.said(lambda piece: piece.fields["published"])
        each = (addresses.indices.to_numpy(), len(addresses.dictionary)), (published.codes, len(days))
        codes, (url, day) = combined(each)
        texts = [text.strip() for text in addresses.dictionary.take(pa.array(url)).to_pylist()]
        urls, days = _strings(texts), _strings(days).take(pa.array(day))
        hosts = pc.struct_field(pc.extract_regex(urls, PLAIN_HOST), [0]).dictionary_encode()
        sites = list(map(site_of, hosts.dictionary.to_pylist()))
        starts, publishers = (_strings(site[at] for site in sites).take(hosts.indices) for at in (0, 1))
        odd = pc.fill_null(pc.equal(publishers, ""), True)
        digests = _strings(map(digest_of, texts))
        ids = pc.binary_join_element_wise(starts, digests, "-")
        nothing = pa.nulls(len(ids), pa.string())
        usual = ids, publishers, days, nothing, urls, nothing
        some = zip(urls.filter(odd).to_pylist(), days.filter(odd).to_pylist(), strict=True)
        others = _columns(web_document(*each) for each in some)
        columns = {
            name: pc.replace_with_mask(column, odd, others[name])
            for name, column in zip(others, usual, strict=True)
        }
        return cls(columns, [()], np.zeros(len(ids), np.int64), codes)

    def claims(self) -> tuple[list[_Told | None], Numbers]:
        """Return when documents were published and what else their evidence says, and each row's number."""
        days = self.columns["published"].dictionary_encode("encode")
        among = [day and (day, told) for day in days.dictionary.to_pylist() for told in self.told]
        return among, (len(self.told) * days.indices.to_numpy() + self.telling)[self.codes]

    def evidence(self) -> pa.Array:
        """Return for each row the JSON text of its evidence, null where it has none."""
        ends = _strings([f"{',' if told else ''}{text_of(dict(told))[1:]}]" for told in self.told])
        member = _member("source", self.columns["id"])
        texts = pc.binary_join_element_wise(',"evidence":[{', member, ends.take(pa.array(self.telling)), "")
        return texts.take(pa.array(self.codes))

    def cite(self, writer: "Writer") -> None:
        """Add the documents as sources."""
        found = pa.table(dict(self.columns)).filter(self.columns["id"].is_valid()).combine_chunks()
        columns = {name: found[name].combine_chunks() for name in found.column_names}
        members = (_member(name, texts) for name, texts in columns.items())
        fields = _joined("{", pc.binary_join_element_wise(*members, ",", null_handling="skip"), "}")
        writer.cite(columns["id"], columns["published"], fields)


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
        builder.expect(parties(table.layout, self._reader, table.sides))
        self._rest, self._refused = LeftOut(table.layout.untaken, self._reader), Refused(where, reading)
        self._needed = {place for part in self._reader.parts.values() for place in part.places}
        key, address = self._reader.key, self._reader.address
        self._needed |= {place for place in (key and key.place, address) if place is not None}
        self._untold = self._reader.tells is not None
        parts = self._reader.parts
        self._named_by_one = all(len(parts[side].places) == 1 for side in _SIDES)
        first: dict[Any, int] = {}
        self._actors = {"source": first, "target": first if self._named_by_one else {}}
        told: dict[Any, Piece] = {}
        self._doubtful = {"source": told, "target": told if self._named_by_one else {}}
        self._types: dict[tuple[str, bool], int] = {}
        self._kinds: dict[int, KnownType] = {}
        self._claims: dict[tuple[Any, ...], int] = {}

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
        if end and self._untold:
            if start := self._first_that_tells(rows):
                early = rows.some(np.arange(start))
                early.faults = [fault for fault in rows.faults if fault[0] < rows.lines[start]]
                late = rows.some(np.arange(start, end))
                late.faults, late.headings = rows.faults[len(early.faults) :], rows.headings
                self._add(early)
                rows = late
            if not self._untold:
                for known in self._actors.values():
                    known.clear()
        self._add(rows)

    def _first_that_tells(self, rows: Rows) -> int:
        """Return the first row whose type tells what the names are; 0 if none does."""
        part, tells = self._reader.parts["type"], self._reader.tells
        values, codes = rows.distinct(part.places)
        for number, cells in enumerate(values):
            if tells is not None and tells(dict(zip(part.places, cells, strict=True))):
                self._untold = False
                return int((codes == number).argmax())
        return 0

    def _add(self, rows: Rows) -> None:
        sound = np.ones(len(rows.lines), bool)
        refused: list[tuple[int, Exception, int]]
        refused = [(line, BadRowError(message), 1) for line, message in rows.faults]

        def refuse(part: Judged, errors: type[Exception] = Exception) -> None:
            """Note the rows that no part before refuses, but this one."""
            faulty = np.array([isinstance(piece, errors) for piece in part.pieces], bool)
            if faulty.any():
                places = np.flatnonzero(faulty[part.codes] & sound)
                found = np.unique(part.codes[places], return_index=True, return_counts=True)
                for number, first, count in np.transpose(found).tolist():
                    refused.append((int(rows.lines[places[first]]), part.pieces[number], count))
                sound[places] = False

        judged: dict[str, Judged] = {}
        if (keys := self._keys(rows)) is not None:
            refuse(keys.odd, NoRelationError if self._reader.key_last else Exception)
        for name, part in self._reader.parts.items():
            judged[name] = self._judged(name, *rows.distinct(part.places), sound)
            refuse(judged[name])
        if keys is not None:
            refuse(keys.odd)
        for line, error, count in sorted(refused, key=itemgetter(0)):
            if isinstance(error, NoRelationError):
                self._refused.leave_out(error, count, line)
            else:
                self._refused.bad(line, error, count)
        self._refused.leave_out(HEADINGS, rows.headings)
        if not sound.any():
            return
        if not sound.all():
            judged = {name: each.kept(sound) for name, each in judged.items()}
        self._see(rows, sound)
        documents = None
        if (address := self._reader.address) is not None:
            documents = Documents.at(rows.columns[address].filter(pa.array(sound)), judged["published"])
        elif "document" in judged:
            documents = Documents.judged(judged["document"])
        numbers = rows.lines[sound] + self._reading.rows_before
        self._store(judged, documents, numbers, None if keys is None else keys.ids.filter(pa.array(sound)))

    def _judged(
        self, name: str, values: Sequence[tuple[str, ...]], codes: Numbers, sound: NDArray[np.bool_]
    ) -> Judged:
        """Return what a part of rows says, judged for those that are sound so far."""
        pieces: list[Any] = [None] * len(values)
        if (known := self._actors.get(name)) is not None:
            pieces = list(map(known.get, self._cells(values)))
        wanted = np.zeros(len(values), bool)
        wanted[codes[sound]] = True
        new = [at for at in np.flatnonzero(wanted).tolist() if pieces[at] is None]
        for at in new:
            pieces[at] = tried(self._reader.judged, name, values[at])
        return Judged(values, pieces, codes, new)

    def _cells(self, values: Sequence[tuple[str, ...]]) -> Iterable[Any]:
        """Return by what the actors of a side are known."""
        return map(itemgetter(0), values) if self._named_by_one else values

    def _keys(self, rows: Rows) -> "_Keys | None":
        """Return the ids that rows give their relations; None if they are numbered."""
        if (key := self._reader.key) is None:
            return None
        cells = rows.columns[key.place]
        texts, rows_ = cells.dictionary, cells.indices
        odd = pc.invert(pc.match_substring_regex(texts, NUMBER))
        ids = pc.binary_join_element_wise(key.prefix, pc.utf8_lpad(texts, key.digits, "0"), "")
        values = texts.filter(odd).to_pylist()
        said = [tried(key.judge, text) for text in values]
        ids = pc.replace_with_mask(ids, odd, _strings([each if type(each) is str else None for each in said]))
        number = np.zeros(len(texts), np.int64)
        number[odd.to_numpy(zero_copy_only=False)] = np.arange(1, len(said) + 1)
        return _Keys(ids.take(rows_), Judged([(), *zip(values)], [None, *said], number[rows_.to_numpy()]))

    def _see(self, rows: Rows, sound: NDArray[np.bool_]) -> None:
        """Note which of the columns that are not taken hold something."""
        found = []
        for place in self._rest.blank:
            column = rows.columns[place]
            numbers = np.unique(column.indices.to_numpy()[sound])
            if any(map(str.strip, column.dictionary.take(pa.array(numbers)).to_pylist())):
                found.append(place)
        self._rest.see_rows(int(sound.sum()), found)

    def _store(
        self, judged: dict[str, Judged], documents: Documents | None, lines: Numbers, keys: pa.Array | None
    ) -> None:
        at = lines - self._reading.rows_before
        for name, part in judged.items():
            if name not in _SIDES:
                self._tell(part, at)
        types = self._type_numbers(judged["type"])
        ends = source, target = self._ends(judged, lines)
        for side in _SIDES:
            told = map(self._doubtful[side].get, self._cells(judged[side].values))
            self._tell(judged[side]._replace(pieces=list(told)), at)
        turned = judged["type"].said(lambda piece: piece.fields.get("turned", False))
        if any(turned):
            back = np.array(turned, bool)[judged["type"].codes]
            ends = np.where(back, target, source), np.where(back, source, target)
        statuses = judged["type"].said(lambda piece: piece.fields.get("status"))
        if any(statuses):
            judged["status"] = _with_types(statuses, judged)
        elif self._reader.short and not any(judged["type"].said(lambda piece: piece.notes)):
            claims = self._claims_of(types, judged, documents)
            self._writer.by_content = True
            self._writer.stage(lines, ends, types.astype(np.int32), claims, None)
            return
        self._whole(judged, documents, lines, keys, types, ends)

    def _tell(self, part: Judged, lines: Numbers) -> None:
        said = [
            number
            for number, piece in enumerate(part.pieces)
            if type(piece) is Piece and (piece.left_out or piece.assumed)
        ]
        if said:
            counts, firsts = np.bincount(part.codes, minlength=len(part.pieces)), part.firsts()
            for number in said:
                if counts[number]:
                    line = int(lines[firsts[number]])
                    tell_piece(part.pieces[number], self._reading, int(counts[number]), line)

    def _type_numbers(self, part: Judged) -> Numbers:
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

    def _ends(self, judged: dict[str, Judged], lines: Numbers) -> tuple[Numbers, Numbers]:
        """Return the numbers of the source and of the target of each row; rows give new ones in turn."""
        new = []
        for side, name in enumerate(_SIDES):
            part = judged[name]
            if part.new:
                firsts = part.firsts().tolist()
                new += [(2 * firsts[at] + side, name, at) for at in part.new if firsts[at] >= 0]
        for first, name, at in sorted(new):
            part, self._builder.line = judged[name], int(lines[first // 2])
            number = self._writer.number(self._builder.id_of(part.pieces[at].fields[name]))
            cells = part.values[at][0] if self._named_by_one else part.values[at]
            if part.pieces[at].left_out:
                self._doubtful[name][cells] = part.pieces[at]
            self._actors[name][cells] = part.pieces[at] = number
        numbers = ([each if type(each) is int else -1 for each in judged[name].pieces] for name in _SIDES)
        source, target = (
            np.array(each)[judged[name].codes] for name, each in zip(_SIDES, numbers, strict=True)
        )
        return source, target

    def _claims_of(
        self, types: Numbers, judged: dict[str, Judged], documents: Documents | None
    ) -> NDArray[np.int32]:
        """Return the number of the claim of each row, which is of one date."""
        nothing = np.zeros(len(types), np.int64)
        status = judged.get("status", Judged([()], [Piece({})], nothing))
        said = [
            judged["when"].few(lambda piece: (tuple(map(piece.fields.get, DATES)), "; ".join(piece.notes))),
            ([None], nothing) if documents is None else documents.claims(),
            status.few(lambda piece: dict(piece.fields.get("more", ())).get("status", "actual")),
        ]
        kinds = {known.kind: known for known in self._kinds.values()}
        kind_of = np.zeros(max(self._kinds) + 1, np.int64)
        kind_of[list(self._kinds)] = [list(kinds).index(known.kind) for known in self._kinds.values()]
        claimed, codes = _distinct([(list(kinds.values()), kind_of[types]), *said])
        return np.array([self._claim(*each) for each in claimed], np.int32)[codes]

    def _claim(
        self,
        type_: KnownType,
        dated: tuple[tuple[str | None, ...], str],
        told: _Told | None,
        status: str,
    ) -> int:
        key = type_.kind, dated, told, status
        if key not in self._claims:
            tail = None
            if self._reader.short:
                said = {name: text for name, text in (("when", dated[0][0]), ("note", dated[1])) if text}
                tail = f"{',' if said else ''}{text_of(said)[1:]}"
            known = _versions(type_, dated[0], told, status)
            [self._claims[key]] = self._writer.claims(status, known, tail)
        return self._claims[key]

    def _whole(
        self,
        judged: dict[str, Judged],
        documents: Documents | None,
        lines: Numbers,
        keys: pa.Array | None,
        types: Numbers,
        ends: tuple[Numbers, Numbers],
    ) -> None:
        """Add rows that say more than their ends, their type and one date."""
        numbered = keys is None
        ids = row_ids(lines) if keys is None else keys
        judged["when"], rows, nth = _each_date(judged["when"])
        if nth.any():
            judged |= {name: part.kept(rows) for name, part in judged.items() if name != "when"}
            documents = documents and documents._replace(codes=documents.codes[rows])
            types, ends = types[rows], (ends[0][rows], ends[1][rows])
            texts = ids.take(pa.array(rows)).to_pylist()
            ids = pa.array(
                [f"{id}-{at + 1}" if at else id for id, at in zip(texts, nth.tolist(), strict=True)]
            )
        if documents is not None:
            documents.cite(self._writer)
        self._writer.by_content = self._writer.by_content or numbered
        fields = _fields_of(list(map(head_of, self._writer.types)), types, judged, documents)
        self._writer.stage(
            lines if numbered and not nth.any() else ids,
            ends,
            types.astype(np.int32),
            self._claims_of(types, judged, documents),
            fields,
        )


def _with_types(statuses: list[str | None], judged: Mapping[str, Judged]) -> Judged:
    """Return the statuses of rows, of some of which the words of their types say one too."""
    codes = judged["type"].codes
    others = judged.get("status", Judged([], [Piece({})], np.zeros_like(codes)))
    said, codes = _distinct([(statuses, codes), (others.pieces, others.codes)])
    pieces = []
    for of_type, piece in said:
        status = denied_first((of_type, dict(piece.fields.get("more", ())).get("status")))
        pieces.append(piece._replace(fields={"more": (("status", status),)}) if status else piece)
    return Judged([], pieces, codes)


def _distinct(columns: Sequence[tuple[list[Any], Numbers]]) -> tuple[list[tuple[Any, ...]], Numbers]:
    """Return the distinct rows of columns, and for each row its number; a column is as :meth:`Judged.few`."""
    codes, meanings = combined([(numbers, len(among)) for among, numbers in columns])
    each = ([among[at] for at in places] for (among, _), places in zip(columns, meanings, strict=True))
    return list(zip(*each, strict=True)), codes


class _Keys(NamedTuple):
    """The ids that rows give their relations, null if none, and what those say that are no number."""

    ids: pa.Array
    odd: Judged


def _strings(texts: Iterable[str | None]) -> pa.Array:
    return pa.array(texts, pa.string())


def _columns(documents: Iterable[Document | None]) -> dict[str, pa.Array]:
    """Return the fields of documents as columns; null where there is none."""
    none = (None,) * len(Document._fields)
    rows = [document or none for document in documents]
    return {name: _strings(row[at] for row in rows) for at, name in enumerate(Document._fields)}


def _joined(*texts: pa.Array | str) -> pa.Array:
    """Return texts joined row by row; what is missing is blank."""
    return pc.binary_join_element_wise(*texts, "", null_handling="replace", null_replacement="")


def _member(name: str, texts: pa.Array) -> pa.Array:
    """Return a member of a JSON object for each row; null where its text is."""
    letters = np.frombuffer(texts.buffers()[2] or b"", np.uint8)
    if ((letters < ord(" ")) | (letters == ord('"')) | (letters == ord("\\"))).any():
        told = _strings([None if text is None else text_of(text) for text in texts.to_pylist()])
        return pc.binary_join_element_wise(f'"{name}":', told, "")
    return pc.binary_join_element_wise(f'"{name}":"', texts, '"', "")


def _each_date(when: Judged) -> tuple[Judged, Numbers, Numbers]:
    """Return rows of one date each; the row that each was; and which of its dates it has, counted from 0."""
    each = when.said(lambda piece: (piece.fields["when"], *piece.fields.get("also", ())))
    counts = np.array([len(dates or ()) for dates in each], np.int64)
    pieces = [
        piece._replace(fields={**piece.fields, "when": date})
        for piece, dates in zip(when.pieces, each, strict=True)
        for date in dates or ()
    ]
    of_rows = counts[when.codes]
    rows = np.repeat(np.arange(len(of_rows)), of_rows)
    nth = np.arange(len(rows)) - np.repeat(np.cumsum(of_rows) - of_rows, of_rows)
    codes = (np.cumsum(counts) - counts)[when.codes[rows]] + nth
    return Judged([()] * len(pieces), pieces, codes), rows, nth


def _fields_of(
    heads: Sequence[str], types: Numbers, judged: dict[str, Judged], documents: Documents | None
) -> pa.Array:
    """Return the JSON text of the fields of each row, as :class:`RowBuilder` orders them."""
    texts: list[Any] = [pa.array(heads, pa.string()).take(pa.array(types))]

    def add(part: Judged, fields_of: Callable[[Piece], dict[str, Any]]) -> None:
        said = part.texts(lambda piece: f",{text_of(fields)[1:-1]}" if (fields := fields_of(piece)) else None)
        texts.extend([] if said is None else [said])

    add(judged["when"], lambda piece: {name: text for name in DATES if (text := piece.fields.get(name))})
    beside = {name: part for name, part in judged.items() if name not in _SIDES}
    for name in (name for name in _MORE if name in beside):
        add(beside[name], lambda piece: dict(piece.fields.get("more", ())))
    in_order = (beside[name] for name in sorted(beside, key=lambda name: name != "id"))
    noted, codes = _distinct([part.few(lambda piece: piece.notes) for part in in_order])
    notes = ["; ".join(chain(*filter(None, each))) for each in noted]
    said = [f',"note":{text_of(note)}' if note else "" for note in notes]
    texts.append(_strings(said).take(pa.array(codes)))
    if documents is not None:
        texts.append(documents.evidence())
    return _joined(*texts, "}")


def _versions(
    type_: KnownType, dated: tuple[str | None, ...], told: _Told | None, status: Any
) -> tuple[Version, ...]:
    """Return the versions of what one document of a day tells, or none."""
    date = edtf.date_of(*dated)
    if told is None:
        return versions(Assertion(type_, date, status, ()), {})
    source = Source(id="document", publisher="document", published=told[0])
    evidence = Evidence(source=source.id, **dict(told[1]))
    return versions(Assertion(type_, date, status, (evidence,)), {source.id: source})
