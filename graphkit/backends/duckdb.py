"""Answers from a directory in this process, by DuckDB."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from graphkit.backends.parquet import ParquetBackend
from graphkit.backends.sql import text
from graphkit.errors import GraphkitError, StorageError, UsageError, shortened
from graphkit.libraries import Reader
from graphkit.storage.atomic import reason

_Answer = TypeVar("_Answer")


class DuckDBBackend(ParquetBackend):
    """A directory that DuckDB reads, with at most so much ``memory``, such as ``1GB``."""

    def __init__(self, path: str | os.PathLike[str], *, memory: str | None = None) -> None:
        super().__init__(Path(path))
        self._spare = TemporaryDirectory(prefix="graphkit-")
        try:
            self._root = unpatterned(self.path, Path(self._spare.name))
            self._connection = connect(self._spare.name, memory)
        except GraphkitError:
            self._spare.cleanup()
            raise

    def __exit__(self, *_: object) -> None:
        """Stop what runs, and remove temporary files."""
        self._connection.close()
        self._spare.cleanup()

    def scan(self, paths: Sequence[str]) -> str:
        """Return the table of some files."""
        return scan([str(self._root / path) for path in paths])

    def run(self, query: str, tables: Mapping[str, pa.Table]) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        reader = self.reader()
        for name, table in tables.items():
            with reader:
                self._connection.register(name, table)
        return execute(self._connection, query, reader)


def connect(spare: str, memory: str | None = None) -> duckdb.DuckDBPyConnection:
    """Return a database of its own in memory, which puts what is too large into a folder."""
    connection = duckdb.connect(config={"temp_directory": spare, "preserve_insertion_order": False})
    connection.execute("SET enable_progress_bar = false")  # which it draws where Python is typed to
    if memory is not None:
        try:
            connection.execute(f"SET memory_limit = {text(memory)}")
        except duckdb.Error:
            raise UsageError(f"{shortened(memory)} is no amount of memory; write one such as 2GB") from None
    return connection


def execute(
    connection: duckdb.DuckDBPyConnection, query: str, reader: Reader | None = None
) -> list[tuple[Any, ...]]:
    """Return the rows of a query, which Ctrl-C stops."""

    def work() -> list[tuple[Any, ...]]:
        with reader or nullcontext():
            return connection.execute(query).fetchall()

    return _awaited(connection, work)


def stream(connection: duckdb.DuckDBPyConnection, query: str, size: int) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a query in batches as they come; meanwhile nothing else may be asked."""
    with _awaited(connection, lambda: connection.sql(query).to_arrow_reader(size)) as reader:
        while (batch := _awaited(connection, lambda: next(reader, None))) is not None:
            yield batch


def _awaited(connection: duckdb.DuckDBPyConnection, ask: Callable[[], _Answer]) -> _Answer:
    """Return an answer of DuckDB, which Ctrl-C stops: DuckDB heeds no signal while it works."""
    answer: Future[_Answer] = Future()

    def work() -> None:
        try:
            answer.set_result(ask())
        except BaseException as error:  # told where the answer is awaited
            answer.set_exception(error)

    thread = Thread(target=work)
    try:
        thread.start()
        return answer.result()
    except KeyboardInterrupt:
        while thread.is_alive():  # repeat: DuckDB ignores an interrupt until the query has started
            connection.interrupt()
            thread.join(0.02)
        raise


_PATTERN = re.compile(r"[*?\[]" if os.name == "nt" else r"[*?\[\\]")


def unpatterned(folder: Path, spare: Path) -> Path:
    """Return a path of a folder in which DuckDB finds no pattern: where its own has one, a link in a spare.

    DuckDB takes every path for a pattern, and what it offers to escape one fails where there are two; a
    backslash is to it what parts folders.
    """
    if not _PATTERN.search(str(folder)):
        return folder
    link = spare / "directory"
    if _PATTERN.search(str(link)):
        raise StorageError(f"{spare}: a temporary folder may have none of '*?[\\\\' in its path; set TMPDIR")
    try:
        link.symlink_to(folder.resolve(), target_is_directory=True)
    except OSError as error:
        raise StorageError(f"{folder}: rename it without '*', '?', '[' and '\\\\': {reason(error)}") from None
    return link


def scan(paths: Sequence[str]) -> str:
    """Return the table of some Parquet files."""
    return f"read_parquet([{', '.join(map(text, paths))}], hive_partitioning = false)"
