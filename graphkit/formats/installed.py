"""Finds the formats of other installed packages: entry points of the group ``graphkit.formats``."""

from dataclasses import replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from graphkit.errors import UsageError, reason
from graphkit.formats.format import Format, PathLike, Reading, Written
from graphkit.graph.multigraph import Graph
from graphkit.libraries import Reader
from graphkit.model.entities import Dataset
from graphkit.storage.patch import validated

GROUP = "graphkit.formats"
"""An entry point of this group names a :class:`~graphkit.formats.format.Format`."""


@cache
def installed_formats() -> tuple[Format, ...]:
    """Return the formats of other packages, in the order of their names."""
    return tuple(map(_loaded, sorted(entry_points(group=GROUP), key=lambda point: point.name)))


def _loaded(point: EntryPoint) -> Format:
    package = point.dist.name if point.dist else "an installed package"
    mend = f"update or remove {package}"
    try:
        found = point.load()
    except Exception as error:
        why = f"{type(error).__name__}: {reason(error) if isinstance(error, OSError) else error}"
        raise UsageError(f"the format {point.name} of {package} cannot be loaded: {why}; {mend}") from None
    if not isinstance(found, Format) or not found.suffixes or not all(map(_is_suffix, found.suffixes)):
        raise UsageError(f"the format {point.name} of {package} is none of graphkit's formats; {mend}")
    return _guarded(found, package)


def _is_suffix(text: Any) -> bool:
    return isinstance(text, str) and text.startswith(".") and len(text) > 1 and text == text.casefold()


def _guarded(format: Format, package: str) -> Format:
    """Return a format whose exceptions become one line that names the file or the package."""
    reads, writes = format.read, format.write

    def read(path: PathLike, reading: Reading) -> Dataset:
        assert reads is not None
        with Reader(path, f"is no {format.name} that {package} reads"):
            found = reads(path, reading)
            if not isinstance(found, Dataset):
                raise TypeError("its reader returned no Dataset")
        return validated(found, str(path))

    def write(graph: Graph) -> Written:
        assert writes is not None
        with Reader(format.name, f"cannot be written by {package}"):
            return writes(graph)

    return replace(format, read=reads and read, write=writes and write)
