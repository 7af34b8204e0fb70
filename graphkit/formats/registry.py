"""The registry of formats: which suffix is written by what."""

import os
from collections.abc import Callable
from pathlib import Path

from graphkit.errors import UsageError
from graphkit.files import write_atomically
from graphkit.formats import node_link, page
from graphkit.graph import Graph

WRITERS: dict[str, Callable[[Graph], str]] = {".html": page.dumps, ".json": node_link.dumps}


def write(graph: Graph, path: str | os.PathLike[str]) -> None:
    """Write a graph, or a window of it, to a file whose suffix says the format.

    Raises
    ------
    UsageError
        If no format has that suffix.
    StorageError
        If the file cannot be written.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in WRITERS:
        known = ", ".join(sorted(WRITERS))
        raise UsageError(f"{os.fspath(path)}: no format has the suffix {suffix!r}; choose one of {known}")
    write_atomically(path, WRITERS[suffix](graph).encode())
