"""Sorts rows into the two copies of a directory, within the memory that DuckDB is given.

The rows are parted once by month and once by bucket; then every partition is sorted by itself.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb

from graphkit.backends import sql
from graphkit.backends.duckdb import execute, scan
from graphkit.backends.manifest import Part, Unit, checksum
from graphkit.backends.protocol import ABOUT, SOURCE, TARGET
from graphkit.backends.sql import text

_PER_MONTH = 100_000
_PER_BUCKET = 2_000_000
_MOST_BUCKETS = 256
_LONGEST = 31
"""Days that a relation may last to lie in the partition in which it starts."""


class Division(NamedTuple):
    """The number of buckets of the adjacency, and whether events are divided by ``month`` or ``year``."""

    buckets: int
    unit: Unit


class Laid(NamedTuple):
    """The files of both copies, the adjacency's by bucket."""

    events: list[Part]
    adjacency: dict[int, tuple[Part, ...]]


def division(connection: duckdb.DuckDBPyConnection, rows: str) -> Division:
    """Return how rows, a table in SQL, are best parted: into files that are few, and none too large."""
    query = f"SELECT count(*), count(DISTINCT earliest_start // 30) FROM {rows}"
    amount, months = execute(connection, query)[0]
    buckets = min(max(-(-2 * amount // _PER_BUCKET), 1), _MOST_BUCKETS)
    return Division(buckets, "month" if amount >= _PER_MONTH * max(months, 1) else "year")


def lay(
    connection: duckdb.DuckDBPyConnection,
    rows: str,
    folder: Path,
    spare: Path,
    generation: int,
    divided: Division,
) -> Laid:
    """Write the files of both copies of some rows."""
    day = "DATE '0001-01-01' + CAST(earliest_start - 1 AS INTEGER)"
    part = (
        "CASE WHEN undated OR status <> 0 THEN 'aside' "
        f"WHEN latest_end > earliest_start + {_LONGEST} OR earliest_start NOT BETWEEN 1 AND 3652059 "
        f"THEN 'long' ELSE strftime({day}, '{'%Y-%m' if divided.unit == 'month' else '%Y'}') END"
    )
    columns = ", ".join(sql.COLUMNS)
    ends = " UNION ALL ".join(
        f"SELECT {actor} AS actor, {other} AS other, {role} AS role, {columns} FROM {rows} r"
        for actor, other, role in (
            ("source", "target", SOURCE),
            ("target", "source", TARGET),
            ("unnest(about)", "source", ABOUT),
        )
    )
    name = f"{generation:04}.parquet"

    def sorted_files(table: str, key: str, by: str, found: str, order: str) -> Iterator[tuple[str, Part]]:
        parted = spare / table
        _copy(
            connection,
            f"SELECT *, {by} AS {key} FROM {found} r",
            parted,
            f", PARTITION_BY ({key}), COMPRESSION lz4",
        )
        for each in sorted(parted.glob("*=*")):  # no folder where there are no rows
            path = folder / table / each.name / name
            path.parent.mkdir(parents=True, exist_ok=True)
            files = scan([str(file) for file in sorted(each.iterdir())])
            options = ", COMPRESSION zstd, ROW_GROUP_SIZE 40960"
            _copy(connection, f"SELECT * FROM {files} ORDER BY {order}", path, options)
            shutil.rmtree(each)
            value = each.name.partition("=")[2]
            yield value, _part(connection, path, folder, aside=value == "aside")

    events = sorted_files("events", "part", part, rows, "earliest_start, id")
    laid = [made for _, made in events]
    bucket = f"actor % {divided.buckets}"
    beside = sorted_files("adjacency", "bucket", bucket, f"({ends})", "actor, earliest_start, id")
    return Laid(laid, {int(value): (made,) for value, made in beside})


def _part(connection: duckdb.DuckDBPyConnection, path: Path, folder: Path, *, aside: bool) -> Part:
    query = f"SELECT count(*), min(earliest_start), max(latest_end) FROM {scan([str(path)])}"
    rows, first, last = execute(connection, query)[0]
    return Part(path.relative_to(folder).as_posix(), checksum(path), rows, first, last, aside)


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path, options: str) -> None:
    execute(connection, f"COPY ({query}) TO {text(str(path))} (FORMAT parquet{options})")
