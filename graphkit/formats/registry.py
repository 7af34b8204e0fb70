"""The registry of formats: which suffix is read and written by what; a folder holds CSV tables."""

import os
from collections.abc import Callable
from pathlib import Path

from graphkit.errors import UsageError
from graphkit.files import write_atomically
from graphkit.formats import csv_tables, node_link, page
from graphkit.graph import Graph, to_dataset
from graphkit.models import Dataset

WRITERS: dict[str, Callable[[Graph], str]] = {".html": page.dumps, ".json": node_link.dumps}
READERS: dict[str, Callable[[str | os.PathLike[str], Dataset | None], Dataset]] = {
    ".json": node_link.read,
    ".csv": csv_tables.read,
    "": csv_tables.read,
}


def write(graph: Graph, path: str | os.PathLike[str]) -> None:
    """Write a graph, or a window of it, to a file whose suffix says the format.

    A folder (its name ends with a slash, or it is there) gets CSV tables.

    Raises
    ------
    UsageError
        If no format has that suffix.
    StorageError
        If the file cannot be written.
    """
    suffix = Path(path).suffix.lower()
    if os.fspath(path).endswith(("/", os.sep)) or (Path(path).is_dir() and suffix not in WRITERS):
        csv_tables.write(to_dataset(graph), path)
        return
    if suffix not in WRITERS:
        known = ", ".join([*sorted(WRITERS), "a folder/ of CSV tables"])
        raise UsageError(f"{os.fspath(path)}: no format has the suffix {suffix!r}; choose one of {known}")
    write_atomically(path, WRITERS[suffix](graph).encode())


def read(path: str | os.PathLike[str], known: Dataset | None = None) -> Dataset:
    """Read a dataset from a file whose suffix says the format, or from a folder of CSV tables.

    Parameters
    ----------
    path
        The file or folder.
    known
        A dataset that tables may refer to; none of its rows come back.

    Raises
    ------
    UsageError
        If no format has that suffix.
    StorageError
        If the file cannot be read.
    DataError
        If its content is refused.
    """
    suffix = "" if Path(path).is_dir() else Path(path).suffix.lower()
    if suffix not in READERS:
        known_suffixes = ", ".join(sorted(filter(None, READERS)))
        message = f"no format that can be read has the suffix {suffix!r}"
        raise UsageError(f"{os.fspath(path)}: {message}; choose one of {known_suffixes}")
    return READERS[suffix](path, known)
