"""The format ``graph.json``: networkx's node-link JSON in canonical form."""

import os

from graphkit import journal, storage
from graphkit.graph import Graph, to_dataset
from graphkit.models import Dataset


def dumps(graph: Graph) -> str:
    """Return the graph as a dataset in canonical form."""
    return storage.dumps(to_dataset(graph))


def read(path: str | os.PathLike[str], known: Dataset | None = None) -> Dataset:  # noqa: ARG001
    """Read a dataset; it stands alone, so that nothing ``known`` is needed.

    Raises
    ------
    StorageError
        If the file cannot be read.
    DataError
        If its content is refused.
    """
    return storage.read_dataset(path)


def save(graph: Graph, path: str | os.PathLike[str]) -> None:
    """Write a graph as a ``graph.json`` in canonical form, atomically.

    Where the file has a journal, what it held before can be brought back.

    Raises
    ------
    StorageError
        If the file cannot be written.
    """
    journal.save(to_dataset(graph), path)
