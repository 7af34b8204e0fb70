"""Answers from a directory in this process, by DuckDB."""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

import duckdb
import pyarrow as pa

from graphkit.engines.parquet import ParquetEngine
from graphkit.errors import StorageError, UsageError, shortened


class DuckDBEngine(ParquetEngine):
    """A directory that DuckDB reads.

    Parameters
    ----------
    path
        The directory.
    memory
        The most memory that queries may take (``1GB``); what takes more goes by temporary files.
    """

    def __init__(self, path: str | os.PathLike[str], *, memory: str | None = None) -> None:
        super().__init__(Path(path))
        self._spare = TemporaryDirectory(prefix="graphkit-")
        try:
            self._connection = connect(self._spare.name, memory)
        except UsageError:
            self._spare.cleanup()
            raise

    def __exit__(self, *_: object) -> None:
        """Stop what runs, and remove temporary files."""
        self._connection.close()
        self._spare.cleanup()

    def scan(self, paths: Sequence[str]) -> str:
        """Return the table of some files."""
        return scan(paths)

    def run(self, query: str, tables: Mapping[str, pa.Table]) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        for name, table in tables.items():
            self._connection.register(f"given_{name}", table)
            query = query.replace(f"{{{name}}}", f"given_{name}")
        try:
            return execute(self._connection, query)
        except (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.InvalidInputException) as error:
            raise StorageError(f"{self.path}: cannot be read: {str(error).splitlines()[0]}") from None


def connect(spare: str, memory: str | None = None) -> duckdb.DuckDBPyConnection:
    """Return a database of its own in memory, which puts what is too large into a folder.

    Raises
    ------
    UsageError
        If the memory is no amount such as ``1GB``.
    """
    connection = duckdb.connect(config={"temp_directory": spare, "preserve_insertion_order": False})
    if memory is not None:
        try:
            connection.execute(f"SET memory_limit = {text(memory)}")
        except duckdb.Error:
            raise UsageError(f"{shortened(memory)} is no amount of memory; write one such as 2GB") from None
    return connection


def execute(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query, which Ctrl-C stops: DuckDB heeds no signal while it works."""
    answer: Future[list[tuple[Any, ...]]] = Future()

    def work() -> None:
        try:
            answer.set_result(connection.execute(query).fetchall())
        except BaseException as error:  # told where the rows are awaited
            answer.set_exception(error)

    thread = Thread(target=work)
    try:
        thread.start()
        return answer.result()
    except KeyboardInterrupt:
        while thread.is_alive():  # over and over, as it heeds nothing before it has begun either
            connection.interrupt()
            thread.join(0.02)
        raise


def scan(paths: Sequence[str]) -> str:
    """Return the table of some Parquet files."""
    return f"read_parquet([{', '.join(map(text, paths))}], hive_partitioning = false)"


def text(words: str) -> str:
    """Return words as SQL writes them."""
    return "'" + words.replace("'", "''") + "'"
