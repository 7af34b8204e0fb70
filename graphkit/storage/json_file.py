"""Reads and writes ``graph.json`` in its canonical form."""

import gc
import json
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from graphkit.errors import DataError, Fault, StorageError, first_of
from graphkit.model.consistency import inconsistencies
from graphkit.model.entities import FORMAT, Dataset, File, Row
from graphkit.model.validation import faults_of
from graphkit.model.vocabulary import RelationType
from graphkit.storage.atomic import read_whole, reason, write_atomically
from graphkit.storage.strict_json import lines_of, read_json, text_of


def read_dataset(path: str | os.PathLike[str]) -> Dataset:
    """Read and validate a dataset.

    Parameters
    ----------
    path
        A ``graph.json`` file.

    Raises
    ------
    StorageError
        If the file cannot be read.
    DataError
        If it is larger than 256 MB, not JSON, or not a dataset; ``faults`` lists everything found.
    """
    return loads(content_of(path), where=str(path))


def content_of(path: str | os.PathLike[str]) -> bytes:
    """Return the content of a dataset's file.

    Raises
    ------
    StorageError
        If the file cannot be read.
    DataError
        If it is larger than 256 MB.
    """
    try:
        with Path(path).open("rb") as file:
            return read_whole(file, str(path))
    except FileNotFoundError:
        raise StorageError(
            f"{path}: no such file; name one with --data FILE, or see 'graphkit demo'"
        ) from None
    except IsADirectoryError:
        raise StorageError(f"{Path(path)}: is a folder; name the file in it") from None
    except (OSError, ValueError) as error:
        raise StorageError(f"{path}: cannot be read: {reason(error)}") from None


_HALVES = ("string_unicode", "half_character")
"""Faults of characters, which read_json tells of by their place."""


def loads(content: bytes | str, where: str = "graph.json") -> Dataset:
    """Read a dataset from the content of a file; ``where`` names it in errors.

    Raises
    ------
    DataError
        If it is not JSON, or not a dataset; ``faults`` lists everything found, each by its line.
    """
    text = text_of(content, where) if isinstance(content, bytes) else content
    with building():
        raw, flaws = read_json(text, where)
        return dataset_of(raw, where, flaws, partial(_by_line, text))


@contextmanager
def building() -> Iterator[None]:
    """Keep the garbage collector off while much is built of which nothing is thrown away.

    It would look through all that there is again and again as it grows, for half of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def dataset_of(
    raw: Any,
    where: str,
    flaws: Sequence[Fault] = (),
    located: Callable[[list[Fault]], list[Fault]] = list,
    unsure: Collection[str] = (),
) -> Dataset:
    """Return the dataset that plain data says, in the shape of the file.

    Parameters
    ----------
    raw
        What a JSON file says, or a table read into the same shape.
    where
        The file, for errors.
    flaws
        What was found wrong before.
    located
        Finds the line of each fault by its path.
    unsure
        What not all ids are known of, as :func:`graphkit.model.consistency.inconsistencies` takes it.

    Raises
    ------
    DataError
        If it is no dataset, or there are flaws.
    """
    try:
        file = File.model_validate(raw)
    except ValidationError as error:
        faults = located(faults_of(error, raw, skip=_HALVES if flaws else (), unsure=unsure))
        raise DataError(where, [*flaws, *faults]) from None
    header = file.graph
    dataset = Dataset.model_construct(
        title=header.title,
        description=header.description,
        sources=header.sources,
        relation_types=header.relation_types,
        story=header.story,
        actors=file.nodes,
        relations=file.edges,
    )
    if faults := [*flaws, *located(first_of(inconsistencies(dataset, unsure=unsure)))]:
        raise DataError(where, faults)
    return in_order(dataset)


def in_order(dataset: Dataset) -> Dataset:
    """Return a dataset with its rows in canonical order."""
    return dataset.model_copy(
        update={
            "sources": tuple(sorted(dataset.sources, key=attrgetter("id"))),
            "relation_types": tuple(sorted(dataset.relation_types, key=attrgetter("name"))),
            "actors": tuple(sorted(dataset.actors, key=attrgetter("id"))),
            "relations": tuple(sorted(dataset.relations, key=attrgetter("key"))),
        }
    )


def _by_line(text: str, faults: list[Fault]) -> list[Fault]:
    lines = lines_of(text, [fault.path for fault in faults]) if faults else []
    return [replace(fault, line=line) for fault, line in zip(faults, lines, strict=True)]


def dumps(dataset: Dataset) -> str:
    """Return a dataset in canonical form: sorted by id, keys in the format's order, two-space indent."""
    return json.dumps(file_of(dataset), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def file_of(dataset: Dataset) -> dict[str, Any]:
    """Return a dataset as plain data in the shape of the file, its rows and keys in canonical order."""
    header: dict[str, Any] = {"format": FORMAT, "title": dataset.title}
    if dataset.description is not None:
        header["description"] = dataset.description
    if dataset.sources:
        header["sources"] = [plain(row) for row in sorted(dataset.sources, key=lambda row: row.id)]
    if dataset.relation_types:
        header["relation_types"] = [
            plain(row) for row in sorted(dataset.relation_types, key=lambda row: row.name)
        ]
    if dataset.story:
        header["story"] = [plain(step) for step in dataset.story]
    return {
        "directed": True,
        "multigraph": True,
        "graph": header,
        "nodes": [plain(row) for row in sorted(dataset.actors, key=lambda row: row.id)],
        "edges": [plain(row) for row in sorted(dataset.relations, key=lambda row: row.key)],
    }


def plain(row: Row | RelationType) -> dict[str, Any]:
    """Return a row as it stands in the file, what is at its default left out."""
    return row.model_dump(mode="json", exclude_defaults=True)


def save_dataset(dataset: Dataset, path: str | os.PathLike[str], *, new: bool = False) -> None:
    """Write a dataset in canonical form, atomically and durably; ``new`` where it must not be there yet.

    Raises
    ------
    StorageError
        If the file cannot be written; what stood there before is left whole.
    """
    write_atomically(path, dumps(dataset).encode(), new=new)
