"""Answers from a directory in this process, by DuckDB."""

import os
import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from graphkit.backends import sql
from graphkit.backends.manifest import File
from graphkit.backends.parquet import Found, ParquetBackend, Table
from graphkit.backends.protocol import ABOUT, Walk
from graphkit.backends.sql import text
from graphkit.errors import GraphkitError, StorageError, UsageError, reason, shortened
from graphkit.libraries import Reader

if TYPE_CHECKING:  # numpy is for searches in memory alone, and pyarrow for writing
    import duckdb
    import pyarrow as pa

    from graphkit.backends.hops import HopSearch
else:
    try:
        import _duckdb as duckdb  # the engine alone: with what Python adds it takes three times as long
    except ModuleNotFoundError:  # other versions
        import duckdb

_Answer = TypeVar("_Answer")

_HEEDED = 0.1
"""Every so many seconds it is seen whether an answer is to be stopped."""

_TRIES = 500
"""So often a connection that works for another thread is interrupted, before it is left as it is."""

_KEPT = 2_000_000
"""So many actors take about 300 MB of memory."""

_FEW = 100
"""So many values stand in a query, and are looked through for each row; more are joined with the rows."""

_ROWS = 10_000
"""So many rows are streamed at a time."""


class DuckDBBackend(ParquetBackend):
    """A directory that DuckDB reads, with at most so much ``memory``, such as ``1GB``."""

    def __init__(self, path: str | os.PathLike[str], *, memory: str | None = None) -> None:
        super().__init__(Path(path))
        self._kept: dict[str, str] = {}
        self._spare = TemporaryDirectory(prefix="graphkit-")
        try:
            self._root = unpatterned(self.path, Path(self._spare.name))
            self._connection = connect(self._spare.name, memory)
        except GraphkitError:
            self._spare.cleanup()
            raise

    def __exit__(self, *_: object) -> None:
        """Stop what runs, also in another thread, and remove temporary files."""
        for _try in range(_TRIES):
            try:
                self._connection.close()
                break
            except duckdb.Error:  # it works for another thread
                self._connection.interrupt()
                time.sleep(_HEEDED / 5)
        self._spare.cleanup()

    def scan(self, paths: Sequence[str]) -> str:
        """Return the table of some files, or the one in memory."""
        kept = self._kept.get(paths[0]) if len(paths) == 1 else None
        return kept or scan([str(self._root / path) for path in paths])

    def keep_actors(self) -> None:
        """Keep the table of actors in memory, if it is not too large: a file is read whole for a few."""
        if self.description.amounts[0] <= _KEPT:
            file = self.manifest.tables.actors
            self._check([file])
            rows = DuckDBBackend.scan(self, [file.path])
            DuckDBBackend.run(self, f"CREATE OR REPLACE TABLE kept AS SELECT * FROM {rows}", {})
            self._kept[file.path] = "kept"

    def given(self, name: str, table: Table) -> str:
        """Return a table that comes with a query: its columns are parameters."""
        columns = []
        for column, values in table.items():
            kind = "VARCHAR" if isinstance(next(iter(values), 0), str) else "BIGINT"
            columns.append(f"unnest(${name}_{column}::{kind}[]) AS {column}")
        return f"(SELECT {', '.join(columns)})"

    def run(self, query: str, tables: Mapping[str, Table], fetch: str = "fetchall") -> Any:
        """Return the rows of a query, or its columns as numpy has them."""
        return fetched(self._connection, query, fetch, _parameters(tables), self.reader())

    def stream(self, query: str, tables: Mapping[str, Table]) -> Iterator[list[tuple[Any, ...]]]:
        """Return the rows of a query in lists, as they come."""
        connection = self._connection.cursor()
        found = fetched(connection, query, "fetchmany", _parameters(tables), self.reader(), _ROWS)

        def lists() -> Iterator[list[tuple[Any, ...]]]:
            rows = found
            while rows:
                yield rows
                rows = _awaited(connection, lambda: connection.fetchmany(_ROWS))

        return lists()

    def look_up(self, file: File, columns: str, /, **wanted: Collection[Any] | None) -> list[tuple[Any, ...]]:
        conditions, among = [], {}
        for column, values in wanted.items():
            if values is not None and len(values) <= _FEW:
                conditions.append(f"{column} IN ({_literals(values)})")
            elif values is not None:
                among[column] = {"value": list(values)}
                table = DuckDBBackend.given(self, column, among[column])
                conditions.append(f"{column} IN (SELECT value FROM {table})")
        rows = DuckDBBackend.scan(self, [file.path])
        query = f"SELECT {columns} FROM {rows} WHERE {sql.and_(conditions)}"
        return DuckDBBackend.run(self, query, among)  # type: ignore[no-any-return]

    def concerned(self, files: Sequence[File]) -> list[File]:
        """Return the files with actors that a relation is about; statistics spare reading the others."""
        if not files:
            return []
        rows = DuckDBBackend.scan(self, [file.path for file in files])
        query = f"SELECT DISTINCT file_index FROM {rows} WHERE role >= {ABOUT}"
        return [files[number] for (number,) in sorted(DuckDBBackend.run(self, query, {}))]

    def picked(self, values: Sequence[int] | Sequence[str], column: str) -> str:
        return picked(values, column)

    def hold(self, walk: Walk, found: Found) -> "HopSearch | None":
        """Return all hops of a walk, read into memory."""
        from graphkit.backends.hops import ROWS_OF_FILE, HeldHops

        paths_read: list[str] = []
        of_path = {file.path: file for each in found.values() for file in each}

        def scan(paths: Sequence[str]) -> str:
            """Return the table of some files, with the place of each row: its file's number and its own."""
            place = f"CAST((file_index + {len(paths_read)}) * {ROWS_OF_FILE} + file_row_number AS BIGINT)"
            paths_read.extend(paths)
            return f"(SELECT *, {place} AS place FROM {self.scan(paths)})"

        def look_up(columns: str, order: str, rows: Mapping[int, Sequence[int]]) -> list[tuple[Any, ...]]:
            parts = (
                f"SELECT {number * ROWS_OF_FILE} + file_row_number AS place, {sql.ROW} "
                f"FROM {{file_{number}}} WHERE file_row_number IN (SELECT row FROM {{rows_{number}}})"
                for number in rows
            )
            query = f"SELECT {columns} FROM ({' UNION ALL '.join(parts)}) ORDER BY {order}"
            asked = {f"rows_{number}": {"row": places} for number, places in rows.items()}
            files = {f"file_{number}": [of_path[paths_read[number]]] for number in rows}
            found: list[tuple[Any, ...]] = self.over(
                query, files, asked, self.scan, self.run, ["file_row_number"]
            )
            return found

        source = sql.hops(from_adjacency=False, about="concerned" in found, also=["place"])
        query = sql.held(source, sql.walked(walk, self._terms(walk.filter)))
        columns = self.over(query, found, {}, scan, partial(self.run, fetch="fetchnumpy"), ["place"])
        return HeldHops(self.description.amounts[0], columns, look_up)


def _parameters(tables: Mapping[str, Table]) -> dict[str, Sequence[Any]]:
    """Return the columns of tables that come with a query, as :meth:`DuckDBBackend.given` names them."""
    return {f"{name}_{column}": values for name, table in tables.items() for column, values in table.items()}


def connect(spare: str, memory: str | None = None) -> duckdb.DuckDBPyConnection:
    """Return a database of its own in memory, which puts what is too large into a folder."""
    if not spare.isascii() and _NO_UTF_8.search(spare):
        raise StorageError(
            f"{spare}: the path of this temporary folder is no UTF-8; set TMPDIR to one that is"
        )
    connection = duckdb.connect(config={"temp_directory": spare, "preserve_insertion_order": False})
    connection.execute("SET enable_progress_bar = false")  # which it draws where Python is typed to
    connection.execute("SET parquet_metadata_cache = true")
    if memory is not None:
        try:
            connection.execute(f"SET memory_limit = {text(memory)}")
        except duckdb.Error:
            raise UsageError(f"{shortened(memory)} is no amount of memory; write one such as 2GB") from None
    return connection


def execute(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query, which Ctrl-C stops."""
    rows: list[tuple[Any, ...]] = fetched(connection, query, "fetchall")
    return rows


def fetched(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    fetch: str,
    given: Mapping[str, Any] | None = None,
    reader: Reader | None = None,
    *size: int,
) -> Any:
    """Return what a query finds, which Ctrl-C stops."""

    def ask() -> Any:
        with reader or nullcontext():
            return getattr(connection.execute(query, given or None), fetch)(*size)

    return _awaited(connection, ask)


def stream(connection: duckdb.DuckDBPyConnection, query: str, size: int) -> "Iterator[pa.RecordBatch]":
    """Yield the rows of a query in batches as they come; meanwhile nothing else may be asked."""
    with _awaited(connection, lambda: connection.sql(query).to_arrow_reader(size)) as reader:
        while (batch := _awaited(connection, lambda: next(reader, None))) is not None:
            yield batch


def _awaited(connection: duckdb.DuckDBPyConnection, ask: Callable[[], _Answer]) -> _Answer:
    """Return an answer of DuckDB, which Ctrl-C stops: DuckDB heeds no signal while it works."""
    answers: list[_Answer] = []
    errors: list[BaseException] = []
    done = Event()

    def work() -> None:
        try:
            answers.append(ask())
        except BaseException as error:  # raised where the answer is awaited
            errors.append(error)
        done.set()

    thread = Thread(target=work)
    try:
        thread.start()
        while not done.wait(_HEEDED):  # an error that another thread raises here is not met while it waits
            pass
    except KeyboardInterrupt:
        while thread.is_alive() and not done.wait(
            0.02
        ):  # repeat: DuckDB ignores an interrupt until the query has started
            connection.interrupt()
        raise
    for error in errors:
        raise error
    return answers[0]


_NO_UTF_8 = re.compile(r"[\udc80-\udcff]")
_PATTERN = re.compile(r"[*?\[\udc80-\udcff]" if os.name == "nt" else r"[*?\[\\\udc80-\udcff]")
"""What DuckDB takes for a pattern in a path, and what is no UTF-8, which it cannot take."""


def unpatterned(folder: Path, spare: Path) -> Path:
    """Return a path of a folder in which DuckDB finds no pattern: where its own has one, a link in a spare.

    DuckDB takes every path for a pattern, and what it offers to escape one fails where there are two; a
    backslash is to it what parts folders. A path that is not from the root may be more to it and to pyarrow:
    the home of somebody behind ``~``, or an address.
    """
    folder = folder.absolute()
    if not _PATTERN.search(str(folder)):
        return folder
    link = spare / "directory"
    if _PATTERN.search(str(link)):
        message = "a temporary folder may have none of '*?[\\\\' in its path, which is UTF-8; set TMPDIR"
        raise StorageError(f"{spare}: {message}")
    try:
        link.symlink_to(folder.resolve(), target_is_directory=True)
    except OSError as error:
        mend = "rename it in UTF-8 without '*', '?', '[' and '\\\\'"
        raise StorageError(f"{folder}: {mend}: {reason(error)}") from None
    return link


def scan(paths: Sequence[str]) -> str:
    """Return the table of some Parquet files."""
    return f"read_parquet([{', '.join(map(text, paths))}], hive_partitioning = false)"


def picked(values: Sequence[int] | Sequence[str], column: str) -> str:
    """Return, in SQL, the one of some values whose place is in a column."""
    return f"[{_literals(values)}][{column} + 1]"


def _literals(values: Collection[Any]) -> str:
    return ", ".join(text(value) if isinstance(value, str) else str(value) for value in values)
