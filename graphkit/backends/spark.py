"""Answers from a directory on a Spark cluster: the same text, run where many machines are."""

import os
import re
import socket
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
from pyspark.sql import SparkSession

from graphkit.backends.duckdb import DuckDBBackend
from graphkit.backends.parquet import Found, Table
from graphkit.backends.protocol import Walk

_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "16",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.execution.arrow.pyspark.fallback.enabled": "false",
    "spark.log.level": "ERROR",
    # A task whose worker is gone is run anew by another.
    "spark.task.maxFailures": "8",
}

_JOB = "graphkit"


class SparkBackend(DuckDBBackend):
    """A directory that a Spark cluster reads; every machine of it must find the files by the same path.

    ``master`` is the cluster (``spark://host:7077``); None runs Spark in this machine alone. The small tables
    beside those of relations are read here.
    """

    def __init__(self, path: str | os.PathLike[str], *, master: str | None = None) -> None:
        super().__init__(path)
        self._session = _session(master or "local[*]")
        self._views: dict[tuple[str, ...], str] = {}

    def __exit__(self, *_: object) -> None:
        """Cancel what runs, and leave the cluster."""
        self._session.stop()
        super().__exit__()

    def scan(self, paths: Sequence[str]) -> str:
        """Return the table of some files."""
        files = tuple(paths)
        if files not in self._views:
            view = self._views[files] = f"scan_{len(self._views)}"
            with self.reader():
                found = self._session.read.parquet(
                    *(f"file://{_escaped(self.path.absolute() / file)}" for file in files)
                )
                found.createOrReplaceTempView(view)
        return self._views[files]

    def given(self, name: str, table: Table) -> str:
        """Return a table that comes with a query."""
        columns = {
            column: pa.array(values, pa.string() if isinstance(next(iter(values), 0), str) else pa.int64())
            for column, values in table.items()
        }
        with self.reader():
            self._session.createDataFrame(pa.table(columns)).createOrReplaceTempView(f"given_{name}")
        return f"given_{name}"

    def picked(self, values: Sequence[int] | Sequence[str], column: str) -> str:
        return f"array({', '.join(map(_literal, values))})[{column}]"

    def hold(self, walk: Walk, found: Found) -> None:
        """Return nothing: the cluster searches."""

    def run(self, query: str, tables: Mapping[str, Table], fetch: str = "fetchall") -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with self.reader():
            found = self._session.sql(query).toArrow()
        return list(zip(*(column.to_pylist() for column in found.columns), strict=True))

    def stream(self, query: str, tables: Mapping[str, Table]) -> Iterator[list[tuple[Any, ...]]]:
        """Return the rows of a query, in one list."""
        return iter([self.run(query, tables)])


def _literal(value: int | str) -> str:
    """Return a value in Spark's SQL, in which a backslash escapes."""
    if isinstance(value, int):
        return str(value)
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _escaped(path: Path) -> str:
    """Return a path as Hadoop, which takes each for a pattern, reads it literally."""
    return re.sub(r"([][{}*?,\\])", r"\\\1", str(path))


def _session(master: str) -> SparkSession:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    here = _address(master)
    os.environ.setdefault("SPARK_LOCAL_IP", here)
    building = SparkSession.builder.master(master).appName(_JOB)
    settings = _SETTINGS | {"spark.driver.host": here, "spark.driver.bindAddress": here}
    for name, value in settings.items():
        building = building.config(name, value)
    with _silence():
        return building.getOrCreate()


@contextmanager
def _silence() -> Iterator[None]:
    """Let what is started meanwhile not write to standard error: Java's greetings are no answer."""
    sys.stderr.flush()
    kept = os.dup(2)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _address(master: str) -> str:
    """Return the address of this machine at which the machines of a cluster reach it."""
    host = urlsplit(master).hostname if master.startswith("spark://") else None
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect((host or "127.0.0.1", 9))  # nothing is sent: it only finds the way
        return str(probe.getsockname()[0])
