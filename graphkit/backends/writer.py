"""Writes relations of any number into a directory: streamed to a file, then sorted by DuckDB.

In memory are the distinct actors only.
"""

import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from graphkit.backends import manifest as manifests
from graphkit.backends import sql
from graphkit.backends.duckdb import connect, execute, picked, scan, unpatterned
from graphkit.backends.layout import Division, Laid, Rows, division, given_in, lay, of_whole, parted
from graphkit.backends.manifest import File, Manifest, Tables
from graphkit.backends.protocol import Description
from graphkit.backends.row_ids import row_ids
from graphkit.backends.rows import CLAIM, claim_of, head_of, text_of
from graphkit.backends.spare import NOTED, spare_in, sweep
from graphkit.backends.sql import text
from graphkit.errors import DataError, Fault, StorageError, UsageError, reason, shortened
from graphkit.graph.bounding import within_life
from graphkit.graph.filters import Filter
from graphkit.graph.provenance import Version
from graphkit.graph.version_cache import namesakes_among
from graphkit.model.entities import Relation, Source
from graphkit.model.folding import folded
from graphkit.model.lives import common_life, lives_of
from graphkit.model.references import names_in
from graphkit.model.vocabulary import KnownType, vocabulary
from graphkit.storage.atomic import flush, followed, locked, write_atomically
from graphkit.temporal import edtf
from graphkit.temporal.bounds import NO_GAPS
from graphkit.temporal.calendar import FUTURE, PAST, Day

_MEMORY = "320MB"
"""What DuckDB takes for sorting; all of it takes less than 1 GB."""

_NUMBERED = "row-%09d"
"""The ids of rows without one, as :func:`graphkit.model.ids.row_id` makes them."""

_BY_A_DAY = r"""'("ends":"[^"]*)\.\.[-0-9]+]"', '\1]"'"""
"""Takes the day by which a relation had ended out of its text; it may be that of an import."""

_BATCH = 50_000

_PATIENCE = 10.0
"""How many seconds to wait for another writer."""

_MOST_REPEATED = 128 * 1024 * 1024
"""So many characters the rows of a relation may take, of which each version holds all of its fields."""

_STAGED = pa.schema(
    [
        ("row", pa.int64()),
        ("id", pa.string()),
        *((name, pa.int64()) for name in ("source", "target")),
        *((name, pa.int32()) for name in ("type", "claim")),
        ("fields", pa.string()),
        ("about", pa.list_(pa.int64())),
    ]
)
"""A row before it is sorted; one without an ``id`` has that of its number, one without ``fields`` those of
its type and its claim."""
_CLAIMS = pa.schema(
    [
        ("claim", pa.int32()),
        ("status", pa.int32()),
        *((name, pa.bool_()) for name in CLAIM[1:8]),
        *((name, pa.int64()) for name in CLAIM[8:]),
        ("tail", pa.string()),
    ]
)
_ACTORS = pa.schema([("number", pa.int64()), *((name, pa.string()) for name in ("id", "kind", "fields"))])
_NAMES = pa.schema([("name", pa.string()), ("number", pa.int64())])
_TYPES = pa.schema([("number", pa.int64()), ("name", pa.string())])
_NOTES = pa.schema([("number", pa.int64()), ("note", pa.string())])
_SOURCES = pa.schema(
    [("id", pa.string()), ("published", pa.int64()), ("fields", pa.string()), ("number", pa.int64())]
)


class Writer:
    """Adds relations to a directory, new or not; make one by :func:`writing`.

    Attributes
    ----------
    before
        What the directory held, None where it is new.
    actors
        The fields of each actor, by id, until they are written.
    relations, repeated, again, total
        How many relations were added, were there already, repeat another of the file, and are there now.
    by_content
        Whether relations are there already where one is alike in everything; else where one has the same id.
    day
        The day of the import: what a row says is over had ended by then.
    skip_bad
        Whether rows of one id that say different things are left out rather than refused.
    clashing
        The ids of these.
    imported
        The checksums of the tables of events that were added, this one among them.
    notes
        What imports left out or assumed, as sentences, this one's once it is finished.
    progress
        Hears while everything is sorted how many rows of how many are written, each relation being in three.
    """

    def __init__(self, folder: Path, before: Manifest | None, links: Path) -> None:
        self.before = before
        self._generation = 1 if before is None else before.generation + 1
        self._paths: dict[str, str] = {}
        self.actors: dict[str, dict[str, Any]] = {}
        self.relations = 0
        self.repeated = self.again = 0
        self.by_content = False
        self.day = ""
        self.skip_bad = False
        self.clashing: list[str] = []
        self.total = 0 if before is None else before.description.amounts[1]
        self.notes: list[str] = []
        self.imported = [] if before is None else list(before.imported)
        self.progress: Callable[[int, int, int], None] = lambda _done, _every, _relations: None
        self._folder = folder
        self._spare = spare_in(folder)
        self._new = self._spare / "new"
        self._new.mkdir()
        self._here = unpatterned(folder, links)
        self._connection = connect(str(self._here / self._spare.name), _MEMORY)
        self._types: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        if before is not None:
            manifests.check(folder, [*before.beside_relations.values(), *before.events])
            self._types = {name: number for number, name in enumerate(before.description.types)}
            query = f"SELECT number, fields FROM {self._table('actors')} ORDER BY number"
            if before.tables.notes is not None:
                in_order = f"SELECT note FROM {self._table('notes')} ORDER BY number"
                self.notes = [note for (note,) in self._asked(in_order)]
            for number, fields in self._asked(query):
                actor = json.loads(fields)
                self.actors[actor["id"]], self._numbers[actor["id"]] = actor, number
        self._told = bool(before and before.told)
        self._sets = before.description.sets if before else 0
        self._rows: list[tuple[Any, ...]] = []
        self._waiting = 0  # characters of the rows
        self._cited = 0
        self._claims: dict[tuple[Any, ...], int] = {}
        self._said: list[tuple[Version, str | None]] = []  # by the number of the claim
        self._named = self._held = self._concerns = False
        self._staged_rows = "rows.parquet"
        self._staged = _spare_file(self._read(self._staged_rows, spare=True), _STAGED)
        self._sources = _spare_file(self._read("sources.parquet", spare=True), _SOURCES)

    def add(self, row: Mapping[str, Any], versions: Iterable[Version]) -> None:
        """Add a relation: a row of a ``graph.json``, its versions, its actors added before or after."""
        fields = {name: value for name, value in row.items() if name not in ("source", "target", "key")}
        ends = self.number(row["source"]), self.number(row["target"])
        type_ = self.type_number(row["type"])
        about = [self.number(id) for id in row.get("about", ())]
        told, held = list(versions), text_of(fields)
        if len(told) * len(held) > _MOST_REPEATED:
            what = f"is known in {len(told):,} versions, of {len(held):,} characters each"
            mend = "part its evidence among several relations, or keep it in a file"
            raise DataError(str(self._folder), [Fault(f"relation {row['key']!r}", f"{what}; {mend}")])
        self._waiting += len(told) * len(held)
        claims = self.claims(told)
        self._rows.extend((None, row["key"], *ends, type_, claim, held, about) for claim in claims)
        self._named = self._held = True
        self._concerns = self._concerns or bool(about)
        self._sets += self._has_gaps(claims[-1])
        self.relations += 1
        if len(self._rows) >= _BATCH or self._waiting >= _MOST_REPEATED:
            self._flush()

    def claims(self, versions: Iterable[Version], tail: str | None = None) -> list[int]:
        """Return the number of what each version of a relation says.

        ``tail`` is the JSON text of its fields after the type, where the claim alone says what they are.
        """
        numbers = []
        for version in versions:
            number = self._claims.setdefault((*claim_of(version), tail), len(self._claims))
            if number == len(self._said):
                self._said.append((version, tail))
            numbers.append(number)
        self._told = self._told or version.known_from != PAST
        return numbers

    def _has_gaps(self, claim: int) -> bool:
        return self._said[claim][0].gaps != NO_GAPS

    def stage(
        self,
        ids: "NDArray[np.integer[Any]] | pa.Array",
        ends: tuple[NDArray[np.integer[Any]], NDArray[np.integer[Any]]],
        types: NDArray[np.int32],
        claims: NDArray[np.int32],
        fields: pa.Array | None,
    ) -> None:
        """Add relations of one version each, by the numbers of their actors, types and claims.

        ``ids`` are texts, or the numbers of rows that have none. Without ``fields``, they follow from the
        type and the tail of the claim.
        """
        named = isinstance(ids, pa.Array)
        size = len(claims)
        columns = {
            "row": pa.nulls(size, pa.int64()) if named else ids,
            "id": ids if named else pa.nulls(size, pa.string()),
            "source": ends[0],
            "target": ends[1],
            "type": types,
            "claim": claims,
            "fields": pa.nulls(size, pa.string()) if fields is None else fields,
            "about": pa.nulls(size, _STAGED.field("about").type),
        }
        self._staged.write_table(pa.table(columns, schema=_STAGED))
        self._named, self._held = self._named or named, self._held or fields is not None
        if (gaps := np.array([*map(self._has_gaps, range(len(self._said)))], bool)).any():
            self._sets += int(gaps[claims].sum())
        self.relations += size

    def cite(
        self,
        ids: Sequence[str] | pa.Array,
        published: Sequence[str] | pa.Array,
        fields: Sequence[str] | pa.Array,
    ) -> None:
        """Add sources, with the JSON texts of their fields; of those of one id the first published stays."""
        days = pa.array(published, pa.string()).dictionary_encode()
        ends = [edtf.parse(text).bounds.latest_end for text in days.dictionary.to_pylist()]
        columns = {"id": ids, "published": pa.array(ends, pa.int64()).take(days.indices)}
        columns |= {"fields": fields, "number": np.arange(len(days)) + self._cited}
        self._sources.write_table(pa.table(columns, schema=_SOURCES))
        self._cited += len(days)

    def number(self, actor: str) -> int:
        """Return the number of an actor."""
        return self._numbers.setdefault(actor, len(self._numbers))

    @property
    def types(self) -> list[str]:
        """The names of the relation types, by number."""
        return list(self._types)

    def type_number(self, name: str) -> int:
        """Return the number of a relation type."""
        return self._types.setdefault(name, len(self._types))

    def _flush(self) -> None:
        if self._rows:
            self._staged.write_table(_table_of(self._rows, _STAGED))
        self._rows.clear()
        self._waiting = 0

    def bound_by_lives(self, own_types: Sequence[KnownType]) -> None:
        """Bound what lasts by the lives of its actors, which are known only once all rows are added."""
        lives, types = lives_of(self.actors), vocabulary(own_types)
        lasting = [claim for claim, (version, _) in enumerate(self._said) if version.lasts]
        if not (lives and lasting):
            return
        self._flush()
        self._staged.close()
        distinct = [None, *dict.fromkeys(lives.values())]
        places = {life: place for place, life in enumerate(distinct)}
        lived = {"actor": [*map(self.number, lives)], "life": [places[life] for life in lives.values()]}
        newsroom = sql.any_of("type", (place for name, place in self._types.items() if types[name].newsroom))
        rows = scan([self._read(self._staged_rows, spare=True)])
        ends = (
            f"(SELECT r.*, coalesce(a.life, 0) AS one, coalesce(b.life, 0) AS other FROM {rows} r "
            f"LEFT JOIN lived a ON source = a.actor AND NOT ({newsroom}) "
            f"LEFT JOIN lived b ON target = b.actor AND NOT ({newsroom}))"
        )
        open_ = f"SELECT DISTINCT claim, one, other FROM {ends} WHERE {sql.any_of('claim', lasting)}"
        bounded = []
        for claim, one, other in self._asked(f"{open_} ORDER BY ALL", lived=pa.table(lived)):
            version, tail = self._said[claim]
            life = common_life(distinct[one], distinct[other])
            within = version if life is None else within_life(version, life)
            if within != version:
                bounded.append((claim, one, other, *self.claims([within], tail)))
        if bounded:
            names = "claim", "one", "other", "within"
            table = pa.table([*map(list, zip(*bounded, strict=True))], names=names)
            columns = "* EXCLUDE (one, other, within) REPLACE (coalesce(within, claim)::INTEGER AS claim)"
            query = f"SELECT {columns} FROM {ends} LEFT JOIN bounded USING (claim, one, other)"
            self._staged_rows = "bounded.parquet"
            place = text(self._read(self._staged_rows, spare=True))
            self._asked(f"COPY ({query}) TO {place} (FORMAT parquet, COMPRESSION lz4)", bounded=table)

    def finish(
        self,
        title: str,
        description: str | None,
        own_types: Sequence[KnownType],
        told: Callable[[], Iterable[str]] = tuple,
    ) -> Manifest:
        """Put everything in its place; only then does it count.

        ``told`` returns the notes on this import; it is asked when all rows have been looked at.
        """
        self._flush()
        self._staged.close()
        self._sources.close()
        before, amount_of_actors = self.before, len(self.actors)
        self._write_actors()  # first: what is let go of then need not fit beside what sorts
        self._name_claims()
        rows = self._new_ones(scan([self._read(self._staged_rows, spare=True)]))
        dated = f"(SELECT c.* FROM {rows} r JOIN claims c USING (claim))"
        divided = division(self._connection, dated)
        if before is not None:
            divided = Division(before.buckets, before.unit)
        events, adjacency = self._lay(self._short(rows, divided), divided)
        self.total += self.relations
        if before is not None:
            title, description = before.description.title, before.description.description
            known = {row.name: row for row in (*own_types, *before.description.own_types)}
            own_types = list(known.values())
            events = [*before.events, *events]
            adjacency = {
                bucket: (*before.adjacency.get(bucket, ()), *adjacency.get(bucket, ()))
                for bucket in range(divided.buckets)
            }
        self.notes += told()
        self._write_others()
        amount, last_source = self._of_sources()
        about = Description(
            title,
            description,
            tuple(self._types),
            tuple(own_types),
            (amount_of_actors, self.total, amount),
            last_source,
            self._first_stated(dated),
            self._sets,
        )
        paths, imported = self._paths.items(), tuple(self.imported)
        tables = Tables(**{name: File(path, manifests.checksum(self._new / path)) for name, path in paths})
        generation = self._generation
        made = Manifest(about, generation, *divided, self._told, tuple(events), adjacency, tables, imported)
        self._put_in_place(made)
        return made

    def _first_stated(self, rows: str) -> Day | None:
        """Return the first day that new rows, or those before them, state as their own."""
        query = sql.first_stated(Filter()).format_map({"events": rows})
        before = None if self.before is None else self.before.description.first_stated
        days = (before, self._asked(query)[0][0])
        return min((day for day in days if day is not None), default=None)

    def compact(self) -> tuple[int, int]:
        """Write everything anew in as few files as there are partitions; return how many were and are."""
        before = self.before
        if before is None:
            raise UsageError(f"{self._folder}: holds nothing to compact; import into it first")
        derived = all(part.given.get("fields") == "derived" for part in before.events)
        rows = relations_in(before, self._read, derived=derived)
        divided = division(self._connection, rows)
        whole = of_whole(self._connection, rows, divided.unit, derived=derived)
        events, adjacency = self._lay(whole, divided)
        after = before._replace(
            generation=self._generation,
            buckets=divided.buckets,
            unit=divided.unit,
            events=tuple(events),
            adjacency=adjacency,
        )
        self._put_in_place(after)
        return len(before.files()), len(after.files())

    def close(self) -> None:
        """Let go of the database and the files that are being written."""
        self._connection.close()
        for staged in (self._staged, self._sources):
            if staged.is_open:
                staged.close()

    def _read(self, path: str, *, spare: bool = False) -> str:
        """Return the path of a file of the directory, or of the spare folder, as DuckDB may have it."""
        return str((self._here / self._spare.name if spare else self._here) / path)

    def _put_in_place(self, made: Manifest) -> None:
        """Move new files to where a manifest says they are, flush them, then write it.

        The files that come and go are noted first, so that whatever stops this, the next who
        writes removes those that do not count: see :func:`sweep`.
        """
        before = set() if self.before is None else self.before.files()
        come = sorted(made.files() - before)
        for path in come:
            flush(self._new / path)
            if os.path.lexists(self._folder / path):
                raise StorageError(f"{self._folder / path}: is no file of graphkit's; move it elsewhere")
        manifests.refuse_links(self._folder, come)
        write_atomically(self._spare / NOTED, json.dumps(sorted(before.union(come))).encode())
        flush(self._folder)
        flush(followed(self._folder).parent)
        folders = {self._folder}
        for path in come:
            place = self._folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            (self._new / path).replace(place)
            folders |= {place.parent, place.parent.parent}
        for folder in sorted(folders, reverse=True):
            flush(folder)
        made.write(self._folder)

    # --- new rows -------------------------------------------------------------------------------

    def _name_claims(self) -> None:
        """Let SQL know the claims, and the start of the fields of each type."""
        numbers = np.arange(len(self._claims), dtype=np.int32)
        values = list(zip(*self._claims, strict=True)) or [()] * (len(_CLAIMS) - 1)
        kinds = _CLAIMS.types[1:]
        columns = [pa.array(column, kind) for column, kind in zip(values, kinds, strict=True)]
        table = pa.table([numbers, *columns], schema=_CLAIMS)
        self._of_claims = {name: table[name].combine_chunks() for name in table.column_names[1:]}
        self._heads = pa.array(map(head_of, self._types), pa.string())
        heads = pa.table({"type": np.arange(len(self._heads), dtype=np.int32), "head": self._heads})
        # As a table: of its columns DuckDB has statistics, by which it sorts shorter keys.
        self._asked("CREATE TEMP TABLE claims AS FROM made", made=table)
        self._connection.register("heads", heads)

    def _short(self, rows: str, divided: Division) -> Rows:
        """Return rows to sort, without what follows from the rest of them."""
        columns = ["row", "source", "target", "type", "claim"]
        chosen = {"id": self._named, "fields": self._held, "about": self._concerns}
        columns += [name for name, there in chosen.items() if there]
        named = ", ".join(f"r.{name}" for name in columns)
        claims = f"(SELECT claim, earliest_start, part FROM {parted('claims', divided.unit)} c)"
        table = f"(SELECT {named}, earliest_start, part FROM {rows} r JOIN {claims} c USING (claim))"
        also: dict[str, sql.Given] = {} if self._held else {"fields": "derived"}
        given = given_in(self._connection, parted("claims", divided.unit), str(not self._concerns), also)
        return Rows(
            table, tuple(columns), "row, id" if self._named else "row", given, self._whole, measured=True
        )

    def _whole(self, group: pa.Table, names: Sequence[str]) -> pa.Table:
        """Return sorted rows with some columns."""
        claims = group["claim"].combine_chunks()
        return pa.table({name: self._column(group, claims, name) for name in names})

    def _column(self, group: pa.Table, claims: pa.Array, name: str) -> pa.Array | pa.ChunkedArray:
        if name in self._of_claims:
            return self._of_claims[name].take(claims)
        column = group[name] if name in group.column_names else None
        if column is not None and not column.null_count:
            return column
        if name == "id":
            made = row_ids(group["row"].fill_null(0).to_numpy())
        elif name == "fields":
            made = self._fields_of(group["type"].to_numpy(), claims.to_numpy())
        else:  # about nobody
            return pa.ListArray.from_arrays(np.zeros(len(group) + 1, np.int32), pa.array([], pa.int64()))
        return made if column is None else pc.coalesce(column, made)

    def _fields_of(self, types: NDArray[np.int32], claims: NDArray[np.int32]) -> pa.Array:
        """Return the JSON text of the fields that types and claims alone say."""
        pairs = pa.array(types.astype(np.int64) * len(self._claims) + claims).dictionary_encode()
        type_, claim = np.divmod(pairs.dictionary.to_numpy(), len(self._claims))
        tails = self._of_claims["tail"].take(pa.array(claim))
        texts = pc.binary_join_element_wise(self._heads.take(pa.array(type_)), tails, "")
        return pa.DictionaryArray.from_arrays(pairs.indices, texts).cast(pa.string())

    def _view(self, rows: str) -> str:
        """Return staged rows with their ids, their fields and the day until which they are known."""
        return (
            f"(SELECT r.* REPLACE (coalesce(r.id, printf('{_NUMBERED}', r.row)) AS id, "
            "coalesce(r.fields, h.head || c.tail) AS fields), c.known_until "
            f"FROM {rows} r JOIN claims c USING (claim) JOIN heads h USING (type))"
        )

    def _new_ones(self, staged: str) -> str:
        """Return the rows that are not there already, of those wholly alike one; refuse others of one id."""
        now = f"known_until = {FUTURE}"
        rows = self._view(staged)
        events = self._events() if self.before is not None and self.before.events else None
        there, again = [], 0
        if self.by_content:
            plain = not (self._named or self._held)  # then nothing has to be made of the rows
            key, told = ("row", "source, target, type, claim") if plain else ("id", "source, target, fields")
            among = staged if plain else f"(SELECT * FROM {rows} WHERE {now})"
            alike = f"{told}, min({key}) AS first, count(*) - 1 AS more"
            several = f"SELECT {alike} FROM {among} GROUP BY {told} HAVING more > 0"
            self._asked(f"CREATE TEMP TABLE several AS {several}")
            again = int(self._asked("SELECT coalesce(sum(more), 0) FROM several")[0][0])
            if again:
                there.append(f"SELECT {key} FROM {among} JOIN several USING ({told}) WHERE {key} <> first")
            if events is not None:
                told = "source, target, fields"
                pairs = f"(source, target) IN (SELECT source, target FROM {staged})"
                said, today = "fields", f'..{self.day}]"'
                if self._held or any(today in (tail or "") for *_, tail in self._claims):
                    over = f"regexp_replace(fields, {_BY_A_DAY})"
                    new = f"CASE WHEN contains(fields, '{today}') THEN {over} ELSE fields END"
                    rows = f"(SELECT * REPLACE ({new} AS fields) FROM {rows})"
                    said = f"unnest([fields, {over}]) AS fields"
                held = f"SELECT DISTINCT source, target, {said} FROM {events} WHERE {now} AND {pairs}"
                there.append(f"SELECT {key} FROM {rows} JOIN ({held}) USING ({told}) WHERE {now}")
            new = staged
        else:
            key, new, among = "id", self._each_once(rows, now), rows
            if events is not None:
                there.append(f"SELECT id FROM {events}")
        if not there:
            return staged if new == rows else new
        found = f"SELECT DISTINCT {key} FROM ({' UNION ALL '.join(there)})"
        self._asked(f"CREATE TEMP TABLE there_already AS {found}")
        known = f"{key} IN (SELECT {key} FROM there_already)"
        source = rows if key == "id" and new == staged else new
        current = "1 = 1" if key == "row" else now
        repeated = self._asked(f"SELECT count(*) FROM {source} WHERE {current} AND {known}")[0][0]
        self._repeats(repeated - again, again)
        if not repeated:
            return staged if new in (rows, staged) else new
        return f"(SELECT * FROM {source} WHERE NOT {known})"

    def _each_once(self, rows: str, now: str) -> str:
        """Return rows without the repetitions of whole rows; two of one id that differ are refused."""
        counted = f"SELECT id FROM {rows} WHERE {now} GROUP BY id HAVING count(*) > 1"
        if not self._asked(f"{counted} LIMIT 1"):
            return rows
        self._asked(f"CREATE TEMP TABLE several AS {counted}")
        of_several = "id IN (SELECT id FROM several)"
        self._asked(f"CREATE TEMP TABLE once AS SELECT DISTINCT * FROM {rows} WHERE {of_several}")
        clashing = f"SELECT id FROM once WHERE {now} GROUP BY id HAVING count(*) > 1 ORDER BY id"
        self.clashing = [id for (id,) in self._asked(clashing)]
        if self.clashing and not self.skip_bad:
            first = shortened(self.clashing[0])
            message = f"two rows have the id {first} and say different things; remove one"
            raise DataError(str(self._folder), [Fault("", f"{message}; --skip-bad leaves both out")])
        count = f"SELECT count(*) FROM {rows} WHERE {now} AND id IN"
        [[before]], [[clashed]] = (self._asked(f"{count} ({ids})") for ids in ("FROM several", clashing))
        self._asked(f"DELETE FROM once WHERE id IN ({clashing})")
        [[after]] = self._asked(f"SELECT count(*) FROM once WHERE {now}")
        self.relations -= clashed
        self._repeats(0, before - clashed - after)
        return f"(SELECT * FROM {rows} WHERE NOT {of_several} UNION ALL SELECT * FROM once)"

    def _repeats(self, there: int, again: int) -> None:
        self.repeated += there
        self.again += again
        self.relations -= there + again

    # --- what is there --------------------------------------------------------------------------

    def last_row(self) -> int:
        """Return the highest number that a row of a table has among the ids of relations."""
        if self.before is None or not self.before.events:
            return 0
        number = "CAST(substr(id, 5) AS BIGINT)"
        query = f"SELECT max({number}) FROM {self._events()} WHERE regexp_full_match(id, 'row-[0-9]{{1,18}}')"
        return int(self._asked(query)[0][0] or 0)

    def like(self, keys: Collection[str], ends: Iterable[tuple[str, str]]) -> tuple[Relation, ...]:
        """Return the relations that have one of some ids, or some ends."""
        if self.before is None or not self.before.events:
            return ()
        numbers = self._numbers
        pairs = {(numbers[one], numbers[other]) for one, other in ends if one in numbers and other in numbers}
        by_id = pa.table({"id": pa.array(sorted(keys), pa.string())})
        sides = list(zip(*sorted(pairs), strict=True)) or [(), ()]
        by_ends = pa.table([pa.array(side, pa.int64()) for side in sides], names=["source", "target"])
        asked = (
            "id IN (SELECT id FROM asked_ids) OR (source, target) IN (SELECT source, target FROM asked_ends)"
        )
        names = list(numbers)
        return tuple(
            Relation(source=names[source], target=names[target], key=id, **json.loads(fields))
            for id, source, target, fields in self._asked(
                f"SELECT id, source, target, fields FROM {self._events()} "
                f"WHERE known_until = {FUTURE} AND ({asked}) ORDER BY id",
                asked_ids=by_id,
                asked_ends=by_ends,
            )
        )

    def sources_of(self, ids: Collection[str]) -> tuple[Source, ...]:
        """Return the sources of some ids, those that were rewritten, and what they were rewritten from."""
        found: dict[str, Source] = {}
        rewritten = "contains(fields, '\"derived_from\":')"
        wanted = set(ids)
        while self.before is not None and wanted:
            asked = f"id IN (SELECT id FROM asked) OR {rewritten}"
            query = f"SELECT fields FROM {self._table('sources')} WHERE {asked}"
            rows = self._asked(query, asked=pa.table({"id": pa.array(sorted(wanted), pa.string())}))
            more = (Source(**json.loads(fields)) for (fields,) in rows)
            found |= {source.id: source for source in more}
            rewritten = "false"
            wanted = {
                name for source in found.values() for name in names_in("sources", source, "sources")
            } - {*found, *wanted}
        return tuple(found.values())

    def _events(self) -> str:
        assert self.before is not None
        return relations_in(self.before, self._read)

    def _asked(self, query: str, **tables: pa.Table) -> list[tuple[Any, ...]]:
        for name, table in tables.items():
            self._connection.register(name, table)
        return execute(self._connection, query)

    # --- tables -----------------------------------------------------------------------------------

    def _lay(self, rows: Rows, divided: Division) -> Laid:
        every = 3 * (self.relations or self.total)

        def told(done: int) -> None:
            self.progress(min(done, every), every, min(done, every) // 3)

        folder = Path(self._read("new", spare=True))
        return lay(self._connection, rows, folder, self._generation, divided, told)

    def _write_actors(self) -> None:
        """Write the tables of actors, some thousands at a time, and let go of them."""
        for actor in self.actors:  # those without a relation too
            self.number(actor)
        with (
            pq.ParquetWriter(self._place("actors"), _ACTORS, compression="zstd") as actors,
            _spare_file(self._read("names.parquet", spare=True), _NAMES) as names,
        ):
            waiting = iter(self._numbers.items())
            while some := list(islice(waiting, _BATCH)):
                rows = [(number, self.actors[id]) for id, number in some]
                columns = [(number, row["id"], row["kind"], text_of(row)) for number, row in rows]
                actors.write_table(_table_of(columns, _ACTORS))
                called = (
                    (folded(name), number)
                    for number, row in rows
                    for name in (row["id"], row["name"], *row.get("aliases", ()))
                )
                names.write_table(_table_of(list(dict.fromkeys(called)), _NAMES))
        if namesakes := sorted(namesakes_among(self.actors)):
            pq.write_table(pa.table({"id": namesakes}), self._place("namesakes"), compression="zstd")
        self.actors.clear()
        self._numbers.clear()
        query = f"SELECT name, number FROM {scan([self._read('names.parquet', spare=True)])} ORDER BY ALL"
        self._write_sorted(query, "names")

    def _write_others(self) -> None:
        """Write the other tables beside those of relations."""
        for name, texts, kind in (("types", self._types, _TYPES), ("notes", self.notes, _NOTES)):
            if texts or name == "types":
                table = _table_of(list(enumerate(texts)), kind)
                pq.write_table(table, self._place(name), compression="zstd")
        rows = f"FROM {scan([self._read('sources.parquet', spare=True)])}"
        if self.before is not None:
            rows += f" UNION ALL SELECT *, -1 FROM {self._table('sources')}"
        # The number decides between those of one day, whichever thread reads them first.
        first = "arg_min(fields, (published::HUGEINT << 40) + number) AS fields"
        query = f"SELECT id, min(published) AS published, {first} FROM ({rows}) GROUP BY id ORDER BY id"
        self._write_sorted(query, "sources")

    def _write_sorted(self, query: str, name: str) -> None:
        options = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1"  # 3, the usual, is no smaller here
        self._asked(f"COPY ({query}) TO {text(self._place(name))} ({options})")

    def _place(self, name: str) -> str:
        """Return where a table beside those of relations is written, which is then one of the new ones."""
        self._paths[name] = path = f"{name}/{self._generation:04}.parquet"
        (self._new / name).mkdir()
        return self._read(f"new/{path}", spare=True)

    def _table(self, name: str) -> str:
        assert self.before is not None
        return scan([self._read(self.before.beside_relations[name].path)])

    def _of_sources(self) -> tuple[int, str | None]:
        """Return how many sources there are, and the one that was published last."""
        rows = scan([self._read(f"new/{self._paths['sources']}", spare=True)])
        amount = self._asked(f"SELECT count(*) FROM {rows}")[0][0]
        last = self._asked(f"SELECT fields FROM {rows} ORDER BY published DESC, id LIMIT 1")
        return int(amount), str(last[0][0]) if last else None


def _spare_file(path: str, schema: pa.Schema) -> pq.ParquetWriter:
    """Open a file that is read a few times and then removed, with statistics for what sorts it."""
    return pq.ParquetWriter(path, schema, compression="lz4", use_dictionary=False)


def _table_of(rows: Sequence[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, schema.types, strict=True)]
    return pa.table(arrays, schema=schema)


def relations_in(manifest: Manifest, read: Callable[[str], str], *, derived: bool = False) -> str:
    """Return the table of all relations of a directory, for DuckDB; ``read`` returns where a file is.

    It has ``tail`` for ``fields`` where these are ``derived`` in every file.
    """
    parts = ((scan([*map(read, paths)]), given) for given, paths in manifests.alike(manifest.events))
    heads = picked(list(map(head_of, manifest.description.types)), "type")
    columns = ("tail" if derived and name == "fields" else name for name in (*sql.COLUMNS, "about"))
    return sql.united(parts, columns, heads)


@contextmanager
def writing(path: str | os.PathLike[str]) -> Iterator[Writer]:
    """Open a directory, new or not, to add to it; what is added counts once :meth:`Writer.finish` ended."""
    folder = Path(path)
    try:
        with locked(followed(folder), _PATIENCE), TemporaryDirectory(prefix="graphkit-") as links:
            new = not folder.exists()
            before = None if new else _manifest_of(folder)
            folder.mkdir(exist_ok=True)
            writer = None
            try:
                writer = Writer(folder, before, Path(links))
                yield writer
            finally:
                if writer is not None:
                    writer.close()
                sweep(folder)
                if new and not any(folder.iterdir()):
                    folder.rmdir()
    except OSError as error:
        raise StorageError(f"{folder}: cannot be written: {reason(error)}") from None
    except duckdb.Error as error:
        raise StorageError(f"{folder}: cannot be written: {str(error).splitlines()[0]}") from None


def _manifest_of(folder: Path) -> Manifest | None:
    """Return the manifest of a directory, once it is swept; None where it is empty."""
    if not folder.is_dir():
        raise UsageError(f"{folder}: is a file; name a new directory")
    sweep(folder)
    if manifests.is_directory(folder) or (folder / "events").is_dir():
        return manifests.read(folder)
    if any(folder.iterdir()):
        raise UsageError(f"{folder}: holds something else; name a new directory")
    return None
