"""Reads and writes ``graph.json`` in its canonical form."""

import json
import os
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from graphkit.errors import DataError, StorageError
from graphkit.faults import faults_of
from graphkit.files import reason, write_atomically
from graphkit.models import FORMAT, Dataset, File, Row
from graphkit.strict_json import read_json


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
        If it is not JSON, or not a dataset; ``faults`` lists everything found.
    """
    try:
        content = Path(path).read_bytes()
    except FileNotFoundError:
        raise StorageError(f"{path}: no such file; name one with --data FILE") from None
    except IsADirectoryError:
        raise StorageError(f"{Path(path)}: is a folder; name the file in it") from None
    except (OSError, ValueError) as error:
        raise StorageError(f"{path}: cannot be read: {reason(error)}") from None
    return loads(content, where=str(path))


def loads(content: bytes | str, where: str = "graph.json") -> Dataset:
    """Read a dataset from the content of a file; ``where`` names it in errors.

    Raises
    ------
    DataError
        If it is not JSON, or not a dataset.
    """
    raw = read_json(content, where)
    try:
        file = File.model_validate(raw)
    except ValidationError as error:
        raise DataError(where, faults_of(error, raw)) from None
    header = file.graph
    dataset = Dataset.model_construct(
        title=header.title,
        description=header.description,
        sources=tuple(sorted(header.sources, key=lambda row: row.id)),
        relation_types=tuple(sorted(header.relation_types, key=lambda row: row.name)),
        story=header.story,
        actors=tuple(sorted(file.nodes, key=lambda row: row.id)),
        relations=tuple(sorted(file.edges, key=lambda row: row.key)),
    )
    if faults := dataset.faults():
        raise DataError(where, faults)
    return dataset


def dumps(dataset: Dataset) -> str:
    """Return a dataset in canonical form: sorted by id, keys in the format's order, two-space indent."""
    header: dict[str, Any] = {"format": FORMAT, "title": dataset.title}
    if dataset.description is not None:
        header["description"] = dataset.description
    if dataset.sources:
        header["sources"] = [_plain(row) for row in sorted(dataset.sources, key=lambda row: row.id)]
    if dataset.relation_types:
        header["relation_types"] = [
            row.model_dump(exclude_defaults=True)
            for row in sorted(dataset.relation_types, key=lambda row: row.name)
        ]
    if dataset.story:
        header["story"] = [_plain(step) for step in dataset.story]
    content = {
        "directed": True,
        "multigraph": True,
        "graph": header,
        "nodes": [_plain(row) for row in sorted(dataset.actors, key=lambda row: row.id)],
        "edges": [_plain(row) for row in sorted(dataset.relations, key=lambda row: row.key)],
    }
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _plain(row: Row) -> dict[str, Any]:
    return row.model_dump(mode="json", exclude_defaults=True)


def save_dataset(dataset: Dataset, path: str | os.PathLike[str]) -> None:
    """Write a dataset in canonical form, atomically and durably.

    Raises
    ------
    StorageError
        If the file cannot be written; what stood there before is left whole.
    """
    write_atomically(path, dumps(dataset).encode())
