"""Tells whether a folder holds CSV tables, without loading what reads them."""

import os
from pathlib import Path

from graphkit.storage.folder import waiting


def is_tables(path: str | os.PathLike[str]) -> bool:
    """Return whether a path is a folder of tables."""
    try:
        pair = ("actors.csv", "relations.csv")
        return any((Path(path) / name).is_file() for name in pair) or bool(waiting(Path(path)))
    except (OSError, ValueError):
        return False
