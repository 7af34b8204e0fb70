"""Answers the questions of graphkit from tables in memory and from directories that outgrow it.

A *directory* of Parquet files holds a graph in two sorted copies, so that a query reads few of them::

    DIR/
      events/part=2014-01/0001.parquet     one row a version of a relation, sorted by its first day;
      events/part=long/0001.parquet        what may last over a month, and what is undated, planned or
      events/part=aside/0001.parquet       denied, lies apart, so that a window reads its own months
      adjacency/bucket=7/0001.parquet      the same rows for either end, sorted by (actor, first day)
      actors/0001.parquet  names/0001.parquet  types/0001.parquet  sources/0001.parquet
      namesakes/0001.parquet               those of whose name there are several actors, if any;
      notes/0001.parquet                   what imports left out or assumed, if anything
      manifest.json                        which files count, their checksums, rows and days; written last

What is not in the manifest is not there: an import adds files, flushes them and then replaces the
manifest, at once, so that one that was stopped leaves nothing that looks whole. It holds a checksum
of every file; what is not as it was written is refused. A file lacks the columns of which all is
known before; the manifest says what. Partitions are months, or years where there is little in a
month; buckets hold a few million rows each.

A :class:`~graphkit.backends.protocol.Backend` answers a handful of questions over relations and actors.
:mod:`~graphkit.backends.subgraphs` asks it for the *subgraph* that holds an answer (a window,
the neighbourhood of an actor, all shortest paths between two, the changes between two days), as an
ordinary networkx graph; :mod:`~graphkit.backends.chains` searches the paths. Every query then runs on
that graph, so that answers, ties and output are the same as those of a ``graph.json``.
:mod:`~graphkit.backends.questions` lists them. Counts (:mod:`~graphkit.backends.counts`) are summed
where the rows are.

* :mod:`~graphkit.backends.arrays` answers from the arrays of a table in memory,
* :mod:`~graphkit.backends.hops` searches what is in memory: a table, or a window read from a directory,
* :mod:`~graphkit.backends.duckdb` from a directory, in this process,
* :mod:`~graphkit.backends.spark` from the same directory, on a Spark cluster;
  both run the same text (:mod:`~graphkit.backends.sql`), which is plain SQL over integer days.
"""

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.backends.parquet import ParquetBackend

Name = Literal["duckdb", "spark"]

_ENGINES = {"duckdb": ("DuckDBBackend", "scale"), "spark": ("SparkBackend", "spark")}


IN_A_FILE = "write a window of it to a file (export july.json --since ...)"
"""What to do where a directory will not do."""


def open_directory(path: "str | Path", engine: Name = "duckdb", **options: str | None) -> "ParquetBackend":
    """Open a directory with an engine, which is imported on this call."""
    from graphkit.libraries import extra_module

    name, extra = _ENGINES[engine]
    what = f"directories asked through {name.removesuffix('Backend')}"
    made = getattr(extra_module(f"graphkit.backends.{engine}", what, extra), name)
    opened: ParquetBackend = made(path, **options)
    return opened
