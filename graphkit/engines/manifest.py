"""The manifest of a directory: which of its files count, and what is said of the graph as a whole.

It is written last, and replaced at once: a directory without one is an import that was stopped.
"""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graphkit.dates import FUTURE, PAST, Day, Window
from graphkit.engines.base import Description
from graphkit.errors import DataError, Fault, StorageError
from graphkit.files import locked, reason, write_atomically
from graphkit.storage import plain
from graphkit.vocabulary import RelationType

NAME = "manifest.json"
FORMAT = "graphkit-directory/1"

TABLES = ("actors", "names", "types", "sources")
"""The tables beside those of relations, each in one file."""

_PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Part:
    """A file of rows.

    Attributes
    ----------
    path
        Where it is in the directory.
    rows
        How many there are.
    first, last
        The days outside of which none of them is.
    aside
        Whether they are undated, planned or denied, and so may have to be told of beside any window.
    """

    path: str
    rows: int
    first: Day = PAST
    last: Day = FUTURE
    aside: bool = False

    def touches(self, window: Window) -> bool:
        """Whether a row may be in a window."""
        return self.aside or (self.first <= window.until and self.last >= window.since)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a directory.

    Attributes
    ----------
    description
        What is said of the graph.
    generation
        How often it was written; the names of files hold it.
    buckets
        Into how many the adjacency is parted, by the number of the actor.
    unit
        What a partition of events holds: ``month`` or ``year``.
    told
        Whether anything became known on some day, so that changes lie outside their own days too.
    events, adjacency
        The files of relations; those of each bucket.
    tables
        The file of each other table.
    """

    description: Description
    generation: int
    buckets: int
    unit: str
    told: bool
    events: tuple[Part, ...]
    adjacency: dict[int, tuple[Part, ...]]
    tables: dict[str, str]

    def within(self, window: Window) -> list[Part]:
        """Return the files of events that may be in a window."""
        return [part for part in self.events if part.touches(window)]

    def beside(self, actors: Collection[int]) -> list[Part]:
        """Return the files of what some actors take part in."""
        wanted = {actor % self.buckets for actor in actors}
        return [part for bucket in sorted(wanted) for part in self.adjacency.get(bucket, ())]

    def files(self) -> set[str]:
        """Return the paths of all files."""
        parts = [*self.events, *(part for parts in self.adjacency.values() for part in parts)]
        return {part.path for part in parts} | set(self.tables.values())

    def write(self, directory: Path) -> None:
        """Write it to a directory, atomically."""
        about = self.description
        content: dict[str, Any] = {
            "format": FORMAT,
            "title": about.title,
            "description": about.description,
            "types": about.types,
            "relation_types": [plain(row) for row in about.own_types],
            "amounts": about.amounts,
            "last_source": about.last_source,
            "generation": self.generation,
            "buckets": self.buckets,
            "unit": self.unit,
            "told": self.told,
            "events": [asdict(part) for part in self.events],
            "adjacency": {
                bucket: [asdict(part) for part in parts] for bucket, parts in self.adjacency.items()
            },
            "tables": self.tables,
        }
        write_atomically(directory / NAME, json.dumps(content, ensure_ascii=False, indent=1).encode())


def is_directory(path: str | Path) -> bool:
    """Whether a path is a directory that an import wrote, or began to."""
    folder = Path(path)
    return folder.is_dir() and ((folder / NAME).is_file() or (folder / "events").is_dir())


def read(path: str | Path) -> Manifest:
    """Return the manifest of a directory.

    Raises
    ------
    StorageError
        If it cannot be read.
    DataError
        If there is none, it is broken, or a file is missing.
    """
    folder = Path(path)
    where = str(folder)
    try:
        content = json.loads((folder / NAME).read_bytes())
    except FileNotFoundError:
        raise DataError(
            where, [Fault("", "is an import that was interrupted; delete it and import again")]
        ) from None
    except OSError as error:
        raise StorageError(f"{where}: cannot be read: {reason(error)}") from None
    except ValueError:
        raise _broken(where) from None
    try:
        if content["format"] != FORMAT:
            raise ValueError(content["format"])
        found = _read(content)
    except (KeyError, ValueError, TypeError, AttributeError):
        raise _broken(where) from None
    missing = sorted(each for each in found.files() if not (folder / each).is_file())
    if missing:
        raise DataError(where, [Fault(missing[0], "is missing; delete the directory and import again")])
    return found


def _read(content: dict[str, Any]) -> Manifest:
    actors, relations, sources = map(int, content["amounts"])
    return Manifest(
        Description(
            content["title"],
            content["description"],
            tuple(content["types"]),
            tuple(RelationType(**row) for row in content["relation_types"]),
            (actors, relations, sources),
            content["last_source"],
        ),
        int(content["generation"]),
        int(content["buckets"]),
        str(content["unit"]),
        bool(content["told"]),
        tuple(Part(**part) for part in content["events"]),
        {
            int(bucket): tuple(Part(**part) for part in parts)
            for bucket, parts in content["adjacency"].items()
        },
        {name: content["tables"][name] for name in TABLES},
    )


def _broken(where: str) -> DataError:
    return DataError(where, [Fault(NAME, "is no manifest; delete the directory and import again")])


@contextmanager
def changing(directory: Path) -> Iterator[None]:
    """Keep every other writer of a directory out."""
    with locked(directory.resolve(), _PATIENCE):
        yield
