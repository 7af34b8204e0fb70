"""The format of ``graph.json``: networkx's node-link JSON in canonical form."""

import os

from graphkit.formats.format import Format, PathLike, Reading, Written
from graphkit.graph.build import Graph, public, to_dataset
from graphkit.model.entities import Dataset
from graphkit.storage import journal, json_file


def dumps(graph: Graph) -> Written:
    """Return the graph as a dataset in canonical form; nothing is lost."""
    return Written(json_file.dumps(to_dataset(graph)).encode())


def read(path: PathLike, _reading: Reading) -> Dataset:
    """Read a dataset; it stands alone.

    Raises
    ------
    StorageError
        If the file cannot be read.
    DataError
        If its content is refused.
    """
    return json_file.read_dataset(path)


@public
def save(graph: Graph, path: str | os.PathLike[str]) -> None:
    """Write a graph as a ``graph.json`` in canonical form, atomically.

    Where the file has a journal, what it held before can be brought back.

    Raises
    ------
    DataError
        If :func:`load` would refuse the file: nothing is written then.
    StorageError
        If the file cannot be written.

    Examples
    --------
    >>> gk.save(graph, "copy.json")
    """
    journal.save(to_dataset(graph), path)


NODE_LINK = Format("graphkit", (".json",), "networkx's node-link JSON, graphkit's own file", dumps, read)
