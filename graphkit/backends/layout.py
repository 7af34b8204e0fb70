"""Sorts rows into the two copies of a directory, within the memory that DuckDB is given.

DuckDB sorts; what it sorts may be short, since each row group is only made whole when it is written.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from graphkit.backends import sql
from graphkit.backends.duckdb import execute, stream
from graphkit.backends.manifest import File, Unit, checksum
from graphkit.backends.protocol import ABOUT, SOURCE, TARGET
from graphkit.backends.row_ids import NUMBERED, row_ids
from graphkit.backends.rows import CLAIM
from graphkit.backends.sql import Given

_PER_MONTH = 100_000
_PER_BUCKET = 2_000_000
_MOST_BUCKETS = 256
_LONGEST = 31
"""Days that a relation may last to lie in the partition in which it starts."""
_ASIDE, _LONG = -2, -1
_NAMED = {_ASIDE: "aside", _LONG: "long"}
_GROUP = 40_960
"""Rows of a row group."""
_IN_ORDER = {"actor", "role", "earliest_start"}
"""Columns in which a value is mostly near the one before."""


class Division(NamedTuple):
    """The number of buckets of the adjacency, and whether events are divided by ``month`` or ``year``."""

    buckets: int
    unit: Unit


class Laid(NamedTuple):
    """The files of both copies, the adjacency's by bucket."""

    events: list[File]
    adjacency: dict[int, tuple[File, ...]]


class Rows(NamedTuple):
    """Rows to sort.

    ``table`` is one in SQL, with ``source``, ``target``, ``about``, ``earliest_start`` and, as :func:`parted`
    says it, ``part``; ``columns`` are sorted along, and ``order`` decides between rows of the same day.
    ``given`` is what is known of columns before, by partition, and by None for all rows. ``whole`` returns
    rows of these columns with some of :data:`graphkit.backends.sql.COLUMNS`, ``about`` and ``tail``. If they
    are ``measured``, DuckDB has statistics of them, by which it makes the keys short that it sorts by.
    """

    table: str
    columns: tuple[str, ...]
    order: str
    given: Mapping[int | None, Mapping[str, Given]]
    whole: Callable[[pa.Table, Sequence[str]], pa.Table]
    measured: bool = False


def of_whole(connection: duckdb.DuckDBPyConnection, rows: str, unit: Unit, *, derived: bool) -> Rows:
    """Return rows of a table in SQL that has all columns, ``tail`` for ``fields`` where these are derived."""
    also: dict[str, Given] = {"fields": "derived"} if derived else {}
    given = given_in(connection, parted(rows, unit), "coalesce(sum(len(about)), 0) = 0", also)
    columns = (*sql.COLUMNS, "about", *(["tail"] if derived else []))
    sorted_along = tuple(name for name in columns if name not in given[None])
    numbered = f"SELECT coalesce(bool_and(regexp_full_match(id, '{NUMBERED}')), false) FROM {rows}"
    if not execute(connection, numbered)[0][0]:
        return Rows(parted(rows, unit), sorted_along, "id", given, lambda group, names: group.select(names))

    def whole(group: pa.Table, names: Sequence[str]) -> pa.Table:
        ids = row_ids(group["row"].to_numpy())
        return pa.table({name: ids if name == "id" else group[name] for name in names})

    short = parted(f"(SELECT * EXCLUDE (id), CAST(substr(id, 5) AS INTEGER) AS row FROM {rows})", unit)
    return Rows(short, ("row", *(name for name in sorted_along if name != "id")), "row", given, whole)


_SAME = (
    ("latest_start", "earliest_start"),
    ("earliest_end", "earliest_start"),
    ("latest_end", "earliest_start"),
    ("latest_end", "latest_start"),
    ("stated", "earliest_start"),
)
"""Which days may be the same in all rows."""


def given_in(
    connection: duckdb.DuckDBPyConnection, rows: str, about_nobody: str, also: Mapping[str, Given]
) -> Mapping[int | None, Mapping[str, Given]]:
    """Return what is known before of the columns of rows in each partition, and by None in all.

    The rows are a table in SQL, with ``part`` and the columns :data:`graphkit.backends.rows.CLAIM`.
    ``about_nobody`` says in SQL whether no relation of some rows is about further actors; ``also`` is what is
    known of further columns.
    """
    names = [name for name in CLAIM if name != "earliest_start"]
    columns = [about_nobody, *(f"bool_and({one} IS NOT DISTINCT FROM {other})" for one, other in _SAME)]
    columns += ["count(*)", *(f"{asked}({name})" for name in names for asked in ("count", "min", "max"))]
    # Of each partition alone: what holds of all rows follows, and DuckDB would take long to plan both.
    parts = execute(connection, f"SELECT part, {', '.join(columns)} FROM {rows} GROUP BY part")
    found: dict[int | None, dict[str, Given]] = {}
    for part, group in ((None, parts), *((row[0], [row]) for row in parts)):
        flags = [all(row[place] for row in group) for place in range(1, len(_SAME) + 2)]
        given: dict[str, Given] = {**also, **({"about": None} if flags[0] else {})}
        for place, name in enumerate(names):
            held = [row[len(_SAME) + 2 :] for row in group]
            values = [row[1 + 3 * place : 4 + 3 * place] for row in held]
            one = {value for count, *ends in values for value in (ends if count else [None])}
            filled = all(count in (0, row[0]) for (count, *_), row in zip(values, held, strict=True))
            if filled and len(one) <= 1:
                given[name] = next(iter(one), None)
        for (name, other), is_same in zip(_SAME, flags[1:], strict=True):
            if is_same and name not in given and other not in given:
                given[name] = other  # type: ignore[assignment]
        found[part] = given
    return found


def division(connection: duckdb.DuckDBPyConnection, rows: str) -> Division:
    """Return how rows, a table in SQL, are best parted: into files that are few, and none too large."""
    query = f"SELECT count(*), count(DISTINCT earliest_start // 30) FROM {rows}"
    amount, months = execute(connection, query)[0]
    buckets = min(max(-(-2 * amount // _PER_BUCKET), 1), _MOST_BUCKETS)
    return Division(buckets, "month" if amount >= _PER_MONTH * max(months, 1) else "year")


def parted(rows: str, unit: Unit) -> str:
    """Return a table in SQL with the column ``part``: the number of the partition in which a row lies."""
    day = "(DATE '0001-01-01' + CAST(earliest_start - 1 AS INTEGER))"
    inside = f"100 * year({day}) + month({day})" if unit == "month" else f"year({day})"
    part = (
        f"CASE WHEN undated OR status <> 0 THEN {_ASIDE} "
        f"WHEN latest_end > earliest_start + {_LONGEST} OR earliest_start NOT BETWEEN 1 AND 3652059 "
        f"THEN {_LONG} ELSE {inside} END"
    )
    return f"(SELECT *, CAST({part} AS INTEGER) AS part FROM {rows} p)"


def _name_of(part: int, unit: Unit) -> str:
    """Return how a partition is called."""
    if part in _NAMED:
        return _NAMED[part]
    return f"{part // 100:04}-{part % 100:02}" if unit == "month" else f"{part:04}"


def _short_keys(connection: duckdb.DuckDBPyConnection, rows: Rows, buckets: int) -> tuple[str, str]:
    """Return keys that sort the actors of rows by bucket, and days: as few and short as they can be."""
    about = "max(list_max(about))" if "about" in rows.columns else "0"
    asked = f"min(earliest_start), max(earliest_start), max(greatest(source, target)), {about}"
    [ends] = execute(connection, f"SELECT {asked} FROM {rows.table} r")
    first, last, *most = (value or 0 for value in ends)
    each = max(most) // buckets + 1
    place = f"actor % {buckets} * {each} + actor // {buckets}"
    return _cast(place, each * buckets), _cast("earliest_start", first, last)


def _cast(key: str, *ends: int) -> str:
    return f"CAST({key} AS INTEGER)" if all(abs(end) < 2**31 for end in ends) else key


def lay(
    connection: duckdb.DuckDBPyConnection,
    rows: Rows,
    folder: Path,
    generation: int,
    divided: Division,
    progress: Callable[[int], None] = lambda _: None,
) -> Laid:
    """Write the files of both copies of some rows; ``progress`` hears how many rows were written."""
    columns = ", ".join(rows.columns)
    of_all = rows.given[None]
    roles = [("source", "target", SOURCE), ("target", "source", TARGET)]
    if "about" in of_all:
        of_all = {**of_all, "source": "derived", "target": "derived"}
    elif "about" in rows.columns:
        roles.append(("unnest(about)", "source", ABOUT))
    beside = ", ".join(name for name in rows.columns if name != "about" and of_all.get(name) != "derived")
    with_day = beside if "earliest_start" in beside else f"{beside}, earliest_start"
    ends = " UNION ALL ".join(
        f"SELECT {actor} AS actor, {other} AS other, {role}::INTEGER AS role, {with_day} FROM {rows.table} r"
        for actor, other, role in roles
    )
    place, day = "bucket, actor", "earliest_start"
    if not rows.measured:
        place, day = _short_keys(connection, rows, divided.buckets)
    by_day = f"SELECT part, {columns} FROM {rows.table} r ORDER BY part, {day}, {rows.order}"
    bucket = f"CAST(actor % {divided.buckets} AS INTEGER)"
    by_actor = (
        f"SELECT {bucket} AS bucket, actor, other, role, {beside} FROM ({ends}) e "
        f"ORDER BY {place}, {day}, {rows.order}"
    )
    name = f"{generation:04}.parquet"
    done = 0

    def files(
        table: str,
        key: str,
        query: str,
        names: tuple[str, ...],
        named: Callable[[int], object],
        given_of: Callable[[int], Mapping[str, Given]],
    ) -> Iterator[tuple[int, File]]:
        nonlocal done
        with ThreadPoolExecutor(1) as worker:
            for value, groups in _by_key(stream(connection, query, _GROUP)):
                given = given_of(value)
                written = [each for each in names if each not in given]
                written += ["tail"] if given.get("fields") == "derived" else []
                path = folder / table / f"{key}={named(value)}" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                with closing(_File(path, worker, given)) as file:
                    for group in groups:
                        file.write(rows.whole(group, written))
                        done += len(group)
                        progress(done)
                yield value, file.part(folder, aside=key == "part" and value == _ASIDE)

    of_events = files(
        "events",
        "part",
        by_day,
        (*sql.COLUMNS, "about"),
        lambda part: _name_of(part, divided.unit),
        rows.given.__getitem__,
    )
    laid = [made for _, made in of_events]
    of_actors = files("adjacency", "bucket", by_actor, (*sql.ENDS, *sql.COLUMNS), str, lambda _: of_all)
    return Laid(laid, {bucket: (made,) for bucket, made in of_actors})


class _File:
    """A file of rows, which one other thread writes while the next rows are made."""

    def __init__(self, path: Path, worker: ThreadPoolExecutor, given: Mapping[str, Given]) -> None:
        self._path, self._worker, self._given = path, worker, given
        self._file: pq.ParquetWriter | None = None
        self._waiting: Future[None] | None = None
        self._rows, self._first, self._last = 0, 0, 0

    def write(self, group: pa.Table) -> None:
        first, end = pc.min(group["earliest_start"]).as_py(), self._given.get("latest_end", "latest_end")
        last = end if isinstance(end, int) else pc.max(group[end]).as_py()
        self._first, self._last = (
            (min(first, self._first), max(last, self._last)) if self._rows else (first, last)
        )
        self._rows += len(group)
        self._wait()
        self._waiting = self._worker.submit(self._write, group)

    def _write(self, group: pa.Table) -> None:
        if self._file is None:
            in_order = dict.fromkeys(_IN_ORDER.intersection(group.column_names), "DELTA_BINARY_PACKED")
            named = [name for name in group.column_names if name not in {"id", *in_order}]
            self._file = pq.ParquetWriter(
                self._path, group.schema, compression="zstd", use_dictionary=named, column_encoding=in_order
            )
        self._file.write_table(group)

    def _wait(self) -> None:
        if self._waiting is not None:
            self._waiting.result()

    def close(self) -> None:
        try:
            self._wait()
        finally:
            if self._file is not None:
                self._file.close()

    def part(self, folder: Path, *, aside: bool) -> File:
        path = self._path.relative_to(folder).as_posix()
        given = dict(self._given)
        return File(path, checksum(self._path), self._rows, self._first, self._last, aside, given)


def _by_key(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[int, Iterator[pa.Table]]]:
    """Yield the row groups of each value of the first column; that column goes."""
    waiting: list[pa.Table] = []

    def runs() -> Iterator[tuple[int, pa.Table]]:
        for batch in batches:
            table = pa.Table.from_batches([batch])
            encoded = pc.run_end_encode(table.column(0).combine_chunks())
            start = 0
            for value, end in zip(encoded.values.to_pylist(), encoded.run_ends.to_pylist(), strict=True):
                yield value, table.slice(start, end - start).remove_column(0)
                start = end

    source = runs()
    ahead = next(source, None)

    def groups(key: int) -> Iterator[pa.Table]:
        nonlocal ahead
        size = 0
        while ahead is not None and ahead[0] == key:
            waiting.append(ahead[1])
            size += len(ahead[1])
            ahead = next(source, None)
            if size >= _GROUP:
                whole = pa.concat_tables(waiting)
                yield whole.slice(0, _GROUP)
                waiting[:] = [whole.slice(_GROUP)] if size > _GROUP else []
                size -= _GROUP
        if size:
            yield pa.concat_tables(waiting)
        waiting.clear()

    while ahead is not None:
        key = ahead[0]
        yield key, groups(key)
