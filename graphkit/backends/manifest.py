"""The manifest of a directory: which of its files count, and what is said of the graph as a whole.

It is written last, and replaced at once, after everything that it names has reached the disk. It
holds a checksum of itself and one of every file: what is not as it was written is refused, since it
could give another answer. Files are checked when they are first read.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from graphkit.backends.protocol import Description
from graphkit.backends.sql import Given
from graphkit.errors import DataError, Fault, StorageError, reason
from graphkit.storage.atomic import inside, write_atomically
from graphkit.temporal.calendar import FUTURE, PAST, Day, Window

NAME = "manifest.json"
FORMAT = "graphkit-directory/6"

SPARE = ".importing-"
"""What the folders of imports that run begin with."""

Unit = Literal["month", "year"]
"""What a partition of events holds."""

_OURS = b'"graphkit-directory/'
_LITTLE = 4_000_000
"""Bytes that are checked before the threads that would check them are ready."""
_FOLDERS = "events/part=[0-9a-z-]+|adjacency/bucket=[0-9]+|actors|names|types|sources|namesakes|notes"
_PATH = rf"({_FOLDERS})/[0-9]{{4,}}\.parquet"
_CHECKSUM = re.compile("[0-9a-f]{64}")


class ReplacedError(StorageError):
    """A file is gone since somebody has written to the directory meanwhile; ask anew."""


class File(NamedTuple):
    """A file of a directory, such as one of ``rows`` between two days.

    Those ``aside`` (undated, planned, denied) touch any window. Columns of which all is known before are not
    in it: ``given`` says what.
    """

    path: str
    checksum: str
    rows: int = 0
    first: Day = PAST
    last: Day = FUTURE
    aside: bool = False
    given: Mapping[str, Given] = MappingProxyType({})

    def touches(self, window: Window) -> bool:
        """Whether a row may be in a window."""
        return self.aside or (self.first <= window.until and self.last >= window.since)


class Tables(NamedTuple):
    """The tables beside those of relations, each in one file; the last two only if they have rows."""

    actors: File
    names: File
    types: File
    sources: File
    namesakes: File | None = None
    notes: File | None = None


def alike(parts: Iterable[File]) -> list[tuple[Mapping[str, Given], list[str]]]:
    """Return the paths of files by what is given of their columns: those of one group have the same ones."""
    groups: dict[str, tuple[Mapping[str, Given], list[str]]] = {}
    for part in parts:
        groups.setdefault(repr(part.given), (part.given, []))[1].append(part.path)
    return list(groups.values())


class Manifest(NamedTuple):
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
    imported
        The SHA-256 of each table of events that was added: its rows have no ids of their own, by which
        they would be known again.
    """

    description: Description
    generation: int
    buckets: int
    unit: Unit
    told: bool
    events: tuple[File, ...]
    adjacency: dict[int, tuple[File, ...]]
    tables: Tables
    imported: tuple[str, ...] = ()

    def check(self) -> None:
        """See that it names what may be there, else raise a ValueError."""
        about, files = self.description, self._files()
        unknown = set(about.types) - about.vocabulary.keys()
        if unknown or not all(0 <= bucket < self.buckets for bucket in self.adjacency):
            raise ValueError("names a type or a bucket that is not there")
        if self.generation < 1 or not all(is_file_path(file.path) and file.rows >= 0 for file in files):
            raise ValueError("was never written, or names no file of a directory")
        if not all(map(_CHECKSUM.fullmatch, (*self.imported, *(file.checksum for file in files)))):
            raise ValueError("is of a table or a file without a checksum")
        if about.last_source is not None:
            from graphkit.model.entities import Source

            Source.model_validate_json(about.last_source)

    def within(self, window: Window) -> list[File]:
        """Return the files of events that may be in a window."""
        return [part for part in self.events if part.touches(window)]

    def beside(self, actors: Collection[int]) -> list[File]:
        """Return the files of what some actors take part in."""
        wanted = {actor % self.buckets for actor in actors}
        return [part for bucket in sorted(wanted) for part in self.adjacency.get(bucket, ())]

    @property
    def beside_relations(self) -> dict[str, File]:
        """The files of the tables beside those of relations, by name."""
        return {name: file for name, file in self.tables._asdict().items() if file is not None}

    def files(self) -> set[str]:
        """Return the paths of all files."""
        return {file.path for file in self._files()}

    def _files(self) -> list[File]:
        return [*self.events, *chain(*self.adjacency.values()), *self.beside_relations.values()]

    def write(self, directory: Path) -> None:
        """Write it to a directory, atomically and durably; its files must have reached the disk."""
        content = _plain(self)
        whole = {"format": FORMAT, "checksum": _sum_of(content), "content": content}
        write_atomically(directory / NAME, json.dumps(whole, ensure_ascii=False, indent=1).encode())


def _sum_of(content: object) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_file_path(path: str) -> bool:
    """Whether a file of a directory may lie there."""
    return re.fullmatch(_PATH, path) is not None


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check(directory: Path, files: Collection[File]) -> None:
    """See that files are as they were written, several at once where they are large."""
    paths = [directory / file.path for file in files]
    if len(files) < 2 or sum(path.stat().st_size for path in paths if path.is_file()) < _LITTLE:
        for file in files:
            _check(directory, file)
        return
    from concurrent.futures import ThreadPoolExecutor  # which takes longer to load than little to check

    pool = ThreadPoolExecutor(os.cpu_count())
    try:
        for done in [pool.submit(_check, directory, file) for file in files]:
            done.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _check(directory: Path, file: File) -> None:
    try:
        same = checksum(directory / file.path) == file.checksum
    except FileNotFoundError:
        raise ReplacedError(f"{directory}: is being rewritten all the time; try again") from None
    except OSError as error:
        raise StorageError(f"{directory / file.path}: cannot be read: {reason(error)}") from None
    if not same:
        raise _changed(directory, file.path)


def is_directory(path: str | Path) -> bool:
    """Whether a path is a directory that an import wrote: a folder may hold a manifest of others."""
    try:
        with inside(Path(path) / NAME).open("rb") as file:
            return _OURS in file.read(200)
    except OSError:
        return False


def read(path: str | Path) -> Manifest:
    """Return the manifest of a directory.

    Raises
    ------
    StorageError
        If it cannot be read.
    DataError
        If there is none, it is not as it was written, or a file is missing or lies behind a link.
    """
    folder = Path(path)
    before = b""
    while True:
        content = _bytes(folder)
        found = _read(content, folder)
        missing = sorted(each for each in found.files() if not (folder / each).is_file())
        if missing and content != before:  # somebody may have replaced it meanwhile
            before = content
            continue
        if missing:
            raise _damaged(folder, missing[0], "is missing")
        refuse_links(folder, (NAME, *found.files()))
        return found


def _bytes(folder: Path) -> bytes:
    try:
        return inside(folder / NAME).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        message = f"has no {NAME}, as after an import that was interrupted; import into a new directory"
        raise DataError(str(folder), [Fault("", message)]) from None
    except OSError as error:
        raise StorageError(f"{folder}: cannot be read: {reason(error)}") from None


def _read(text: bytes, folder: Path) -> Manifest:
    try:
        whole = json.loads(text)
        if whole["format"] != FORMAT:
            raise ValueError(whole["format"])
        content = whole["content"]
    except (KeyError, ValueError, TypeError, RecursionError):
        message = "is no manifest that this graphkit reads; import into a new directory"
        raise DataError(str(folder), [Fault(NAME, message)]) from None
    if whole.keys() != {"format", "checksum", "content"} or whole["checksum"] != _sum_of(content):
        raise _changed(folder, NAME)
    try:
        found: Manifest = _reader(Manifest)(content)
        found.check()
    except (AttributeError, KeyError, TypeError, ValueError):
        raise _changed(folder, NAME) from None
    return found


def _plain(value: Any) -> Any:
    """Return what is in a manifest as plain data, without what is as it is by default."""
    if usual := _fields(type(value)):
        held = {name: getattr(value, name) for name in usual}
        return {name: _plain(one) for name, one in held.items() if one != usual[name]}
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    return list(map(_plain, value)) if isinstance(value, tuple) else value


def _fields(kind: Any) -> dict[str, Any]:
    """Return the fields of a class, each with its default."""
    if is_dataclass(kind):
        return {each.name: each.default for each in fields(kind)}
    return dict.fromkeys(getattr(kind, "_fields", ()), MISSING) | getattr(kind, "_field_defaults", {})


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """Return what takes plain data for what is in a manifest; what is not exactly of its type raises."""
    outer, inner = get_origin(kind), get_args(kind)
    if _fields(kind):
        named = {name: _reader(each) for name, each in get_type_hints(kind).items()}
        return lambda value: kind(**{name: named[name](each) for name, each in value.items()})
    readers = [] if outer is Literal else [_reader(each) for each in inner if each is not ...]

    def one_of(value: Any) -> Any:
        if type(value) in inner:
            return value
        for read in reversed(readers):
            with suppress(TypeError, ValueError):
                return read(value)
        raise ValueError(value)

    def several(value: Any) -> Any:
        each = readers * len(value) if inner[1:] == (...,) else readers
        return tuple(read(item) for read, item in zip(each, exactly(value, list), strict=True))

    def exactly(value: Any, type_: Any = kind) -> Any:
        if type(value) is type_ or (outer is Literal and value in inner):
            return value
        raise ValueError(value)

    if outer in (dict, Mapping):
        return lambda value: {inner[0](name): readers[1](each) for name, each in value.items()}
    return {Union: one_of, UnionType: one_of, tuple: several}.get(outer, exactly)


def _changed(folder: Path, name: str) -> DataError:
    return _damaged(folder, name, "is not as graphkit wrote it")


def _damaged(folder: Path, name: str, what: str) -> DataError:
    return DataError(str(folder), [Fault(name, f"{what}; put its copy back, or import into a new directory")])


def refuse_links(folder: Path, files: Collection[str]) -> None:
    """Refuse a directory in which a file, or a folder of files, is a link."""
    paths = {file.rsplit("/", depth)[0] for file in files for depth in range(file.count("/") + 1)}
    for path in sorted(paths):
        if (folder / path).is_symlink():
            raise DataError(str(folder), [Fault(path, "is a link; put what it leads to in its place")])
