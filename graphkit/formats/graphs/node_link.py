"""The format of ``graph.json``: networkx's node-link JSON in canonical form."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graphkit.errors import Fault, UsageError
from graphkit.formats.format import Format, PathLike, Reading, Written
from graphkit.graph.build import to_dataset
from graphkit.graph.conversion import refuse_supposed
from graphkit.graph.multigraph import Graph
from graphkit.graph.validated import public
from graphkit.model.entities import Dataset
from graphkit.storage import journal, json_file
from graphkit.storage.atomic import NAME_ANOTHER

_OTHERS = (".cyjs", ".db", ".gexf", ".graphml", ".html", ".jsonld", ".sqlite", ".xlsx")
"""Suffixes of other formats, which :func:`save` does not write."""


def dumps(graph: Graph) -> Written:
    """Return the graph as a dataset in canonical form; nothing is lost."""
    return Written(json_file.dumps(to_dataset(graph)).encode())


def read(path: PathLike, reading: Reading) -> Dataset:
    """Read a dataset, which stands alone, or a graph that another program wrote as JSON."""
    where = str(path)

    def foreign(raw: Any, flaws: Sequence[Fault]) -> Dataset | None:
        from graphkit.formats.graphs.node_link_reader import read_foreign

        return read_foreign(raw, where, reading, flaws)

    return json_file.read_dataset(path, foreign, NAME_ANOTHER)


@public
def save(graph: Graph, path: str | os.PathLike[str]) -> None:
    """Write a graph as a ``graph.json`` in canonical form, atomically.

    If the file has a journal, its earlier content can be restored.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, or a window of it.
    path : str or os.PathLike
        The file.

    Raises
    ------
    DataError
        If :func:`load` would refuse the file; then nothing is written.
    UsageError
        If the graph has a supposed status, or the file is one of another format.
    StorageError
        If the file cannot be written.

    Examples
    --------
    >>> gk.save(graph, "copy.json")
    """
    refuse_supposed(graph, path)
    if (suffix := Path(path).suffix.casefold()) in _OTHERS:
        raise UsageError(
            f"{os.fspath(path)}: is JSON; name a file that ends in .json, or gk.export as {suffix}"
        )
    journal.save(to_dataset(graph), path)


NODE_LINK = Format("graphkit", (".json",), "networkx's node-link JSON, graphkit's own file", dumps, read)
