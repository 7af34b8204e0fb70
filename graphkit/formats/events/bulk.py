"""Adds tables of events of any size to a directory: equal cells are judged once, and rows stay columns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from graphkit.backends.row_ids import row_ids
from graphkit.backends.rows import head_of, text_of
from graphkit.formats.events.columnar import Numbers, combined
from graphkit.formats.events.event import (
    PLAIN_HOST,
    Document,
    Party,
    Piece,
    Reader,
    digest_of,
    site_of,
    web_document,
)
from graphkit.formats.events.judged_rows import SIDES, Judged, JudgedRows, Sound
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

_Told = tuple[str, tuple[tuple[str, Any], ...]]
"""When a document was published, and the further fields of its evidence."""
_MOST_NOTED = 1000
"""How many notes on dates the claims of a block may hold; each is kept until the directory is written."""
_MORE = ("summary", "amount", "status")
"""The parts that say further fields of a relation."""


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
    def at(cls, addresses: pa.Array, published: Judged) -> "Documents":
        """Return the documents at web addresses, as :func:`web_document` does it one by one."""
        days, cells = published.said(lambda piece: piece.fields["published"]), addresses.dictionary_encode()
        each = (cells.indices.to_numpy(), len(cells.dictionary)), (published.codes, len(days))
        codes, (url, day) = combined(each)
        urls = pc.utf8_trim_whitespace(cells.dictionary).take(pa.array(url))
        days = _strings(days).take(pa.array(day))
        hosts = pc.struct_field(pc.extract_regex(urls, PLAIN_HOST), [0]).dictionary_encode()
        sites = list(map(site_of, hosts.dictionary.to_pylist()))
        starts, publishers = (_strings(site[at] for site in sites).take(hosts.indices) for at in (0, 1))
        odd = pc.fill_null(pc.equal(publishers, ""), True)
        digests = _strings(map(digest_of, urls.to_pylist()))
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


@building()
def add_table(path: PathLike, writer: "Writer", builder: RowBuilder, reading: Reading) -> None:
    """Add the relations of a table to a directory; the notes of the reading receive what is left out."""

    def number(named: Party | str, line: int) -> int:
        builder.line = line
        return writer.number(builder.id_of(rows.party(named)))

    rows = JudgedRows(path, reading, number)
    builder.expect(rows.parties())
    bulk = _Bulk(rows.reader, writer, builder, reading)
    for sound in rows.blocks():
        bulk.add(sound)


class _Bulk:
    """Adds the rows of a table, block by block."""

    def __init__(self, reader: Reader, writer: "Writer", builder: RowBuilder, reading: Reading) -> None:
        self._reader, self._writer, self._builder, self._reading = reader, writer, builder, reading
        self._types: dict[tuple[str, bool], int] = {}
        self._kinds: dict[int, KnownType] = {}
        self._claims: dict[tuple[Any, ...], int] = {}

    def add(self, sound: Sound) -> None:
        """Add some rows."""
        judged, documents = sound.judged, None
        if sound.addresses is not None:
            documents = Documents.at(sound.addresses, judged["published"])
        elif "document" in judged:
            documents = Documents.judged(judged["document"])
        lines = sound.lines + self._reading.rows_before
        named = judged["type"]
        types = named.numbered(lambda at: self._type_number(named.pieces[at]))
        statuses = named.said(lambda piece: piece.fields.get("status"))
        if any(statuses):
            judged["status"] = _with_types(statuses, judged)
        elif self._is_short(judged):
            claims = self._claims_of(types, judged, documents, is_short=True)
            self._writer.by_content = True
            self._writer.stage(lines, sound.ends, types.astype(np.int32), claims, None)
            return
        self._whole(judged, documents, lines, sound.keys, types, sound.ends)

    def _is_short(self, judged: Mapping[str, Judged]) -> bool:
        """Return whether the claims of rows can say all but their ends and types."""
        if not self._reader.short or any(judged["type"].said(lambda piece: piece.notes)):
            return False
        return len(judged["when"].few(lambda piece: piece.notes)[0]) <= _MOST_NOTED

    def _type_number(self, said: Piece) -> int:
        """Return the number of a type, as the cells of its part say it."""
        type_ = said.fields["type"], said.fields.get("undirected", False)
        if type_ not in self._types:
            name = self._builder.type_of(type_[0], undirected=type_[1])
            self._types[type_] = number = self._writer.type_number(name)
            self._kinds[number] = vocabulary().get(name) or RelationType(**own_type(name))
        return self._types[type_]

    def _claims_of(
        self,
        types: Numbers,
        judged: dict[str, Judged],
        documents: Documents | None,
        *,
        is_short: bool = False,
    ) -> NDArray[np.int32]:
        """Return the number of the claim of each row, which is of one date; if short, with its note."""
        nothing = np.zeros(len(types), np.int64)
        status = judged.get("status", Judged([()], [Piece({})], nothing))
        said = [
            judged["when"].few(
                lambda piece: (
                    tuple(map(piece.fields.get, DATES)),
                    "; ".join(piece.notes) if is_short else None,
                )
            ),
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
        dated: tuple[tuple[str | None, ...], str | None],
        told: _Told | None,
        status: str,
    ) -> int:
        key = type_.kind, dated, told, status
        if key not in self._claims:
            when, note = dated
            tail = None
            if note is not None:
                said = {name: text for name, text in (("when", when[0]), ("note", note)) if text}
                tail = f"{',' if said else ''}{text_of(said)[1:]}"
            known = _versions(type_, when, told, status)
            [self._claims[key]] = self._writer.claims(known, tail)
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
        each = part.said(lambda piece: (fields := fields_of(piece)) and f",{text_of(fields)[1:-1]}")
        if any(each):
            texts.append(_strings(text or None for text in each).take(pa.array(part.codes)))

    add(judged["when"], lambda piece: {name: text for name in DATES if (text := piece.fields.get(name))})
    beside = {name: part for name, part in judged.items() if name not in SIDES}
    for part in (judged.get("type" if name == "amount" and name not in beside else name) for name in _MORE):
        if part is not None:  # a type may tell a share: "shareholder (60%)"
            add(part, lambda piece: dict(piece.fields.get("more", ())))
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
