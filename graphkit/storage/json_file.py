"""Reads and writes ``graph.json`` in its canonical form."""

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from graphkit.errors import DataError, Fault, Mend, first_of
from graphkit.libraries import building
from graphkit.model.consistency import inconsistencies
from graphkit.model.entities import FORMAT, Dataset, File, Header, plain
from graphkit.model.references import TABLES
from graphkit.model.validation import faults_of
from graphkit.storage.atomic import read_whole, readable, write_atomically
from graphkit.storage.content_kind import JSON, read_as
from graphkit.storage.strict_json import Flawed, json_of, lines_of, read_json, text_of

Foreign = Callable[[Any, Sequence[Fault]], Dataset | None]
"""Reads the content of a file that does not say that it is of graphkit, of which the text has some flaws;
None if it cannot."""


NAME_ONE = Mend("name one with --data FILE, or see 'graphkit demo'", request="put it back, or serve another")


def read_dataset(
    path: str | os.PathLike[str], foreign: Foreign | None = None, mend: Mend = NAME_ONE
) -> Dataset:
    """Read and validate a dataset; ``foreign`` is that of :func:`loads`, ``mend`` of :func:`content_of`."""
    with read_as(path, JSON, ("node-link", "cytoscape") if foreign else ("node-link",)):
        return loads(content_of(path, mend), str(path), foreign)


def content_of(path: str | os.PathLike[str], mend: Mend = NAME_ONE) -> bytes:
    """Return the content of a dataset's file; ``mend`` is what to do if there is none."""
    with readable(path, mend), Path(path).open("rb") as file:
        return read_whole(file, str(path))


_SURROGATES = ("string_unicode", "half_character")
"""Pydantic's errors about lone surrogates, which read_json reports with their lines."""


def loads(content: bytes | str, where: str = "graph.json", foreign: Foreign | None = None) -> Dataset:
    """Read a dataset from the content of a file, in UTF-8 if it is bytes.

    ``foreign`` reads what does not say that it is of graphkit; None if nothing does.
    """
    text = text_of(content, where) if isinstance(content, bytes) else content
    with building():
        raw, flaws = read_json(text, where)
        if not _says_graphkit(raw):
            if foreign and (found := foreign(raw, flaws)) is not None:
                return found
            if foreign and not (isinstance(raw, dict) and raw.keys() & _OF_GRAPHS):
                mend = "make a table of source, relation, target and date of it, as CSV"
                message = f"is JSON that holds no graph of nodes and edges; {mend}"
                raise DataError(where, [*flaws, Fault("", message)])
            keys = raw if isinstance(raw, dict) else {}
            if isinstance(keys.get("links"), list) or keys.get("multigraph") is False:
                message = "is a graph of another program; gk.read and 'graphkit import' read it"
                raise DataError(where, [Fault("", message)])
        return dataset_of(raw, where, flaws, partial(_by_line, text))


def _says_graphkit(raw: Any) -> bool:
    header = raw.get("graph") if isinstance(raw, dict) else None
    return isinstance(header, dict) and str(header.get("format", "")).startswith("graphkit/")


_OF_GRAPHS = {*File.model_fields, "links"}
"""Keys of which a graph in JSON has one."""


def dataset_of(
    raw: Any,
    where: str,
    flaws: Sequence[Fault] = (),
    located: Callable[[list[Fault]], list[Fault]] = list,
    unsure: Collection[str] = (),
) -> Dataset:
    """Return the dataset that plain data in the shape of the file describes: JSON, or a converted table.

    ``flaws`` are errors that were found before; ``located`` adds the line to each error by its path. Of the
    tables ``unsure`` not all ids are known. What is no valid dataset raises DataError, and so do flaws.
    """
    try:
        file = File.model_validate(raw)
    except ValidationError as error:
        found = faults_of(error, raw, skip=_SURROGATES if flaws else (), unsure=unsure)
        faults = located([fault for fault in found if not (flaws and _is_flawed(raw, fault.path))])
        raise DataError(where, [*flaws, *faults]) from None
    described = {name: getattr(file.graph, name) for name in Header.model_fields if name != "format"}
    dataset = Dataset.model_construct(actors=file.nodes, relations=file.edges, **described)
    return consistent(dataset, where, flaws, located, unsure)


def consistent(
    dataset: Dataset,
    where: str,
    flaws: Sequence[Fault] = (),
    located: Callable[[list[Fault]], list[Fault]] = list,
    unsure: Collection[str] = (),
) -> Dataset:
    """Return a dataset of rows that are valid one by one in canonical order, if they fit together.

    The arguments are those of :func:`dataset_of`, as is what is raised.
    """
    if faults := [*flaws, *located(first_of(inconsistencies(dataset, unsure=unsure)))]:
        raise DataError(where, faults)
    return in_order(dataset)


def _is_flawed(raw: Any, path: Sequence[int | str]) -> bool:
    """Return whether the value at a path is one that is refused already."""
    for step in path:
        try:
            raw = raw[step]
        except (KeyError, IndexError, TypeError):
            break
    return isinstance(raw, Flawed)


def rows_by_id(dataset: Dataset, table: str) -> dict[str, Any]:
    """Return the rows of a table of a dataset by their ids."""
    return {getattr(row, TABLES[table].key): row for row in getattr(dataset, table)}


def in_order(dataset: Dataset) -> Dataset:
    """Return a dataset with its rows in canonical order."""
    return dataset.model_copy(
        update={
            name: tuple(sorted(getattr(dataset, name), key=attrgetter(table.key)))
            for name, table in TABLES.items()
        }
    )


def _by_line(text: str, faults: list[Fault]) -> list[Fault]:
    lines = lines_of(text, [fault.path for fault in faults]) if faults else []
    return [replace(fault, line=line) for fault, line in zip(faults, lines, strict=True)]


def dumps(dataset: Dataset) -> str:
    """Return a dataset as JSON in canonical form: sorted by id, keys in fixed order, two-space indent."""
    return json_of(file_of(dataset)) + "\n"


def digest_of(dataset: Dataset) -> str:
    """Return the SHA-256 of the canonical form of a dataset."""
    return sha256(dumps(dataset).encode()).hexdigest()


def file_of(dataset: Dataset) -> dict[str, Any]:
    """Return a dataset as plain data in the shape of the file, its rows and keys in canonical order."""
    dataset = in_order(dataset)
    header: dict[str, Any] = {"title": dataset.title}
    if dataset.description is not None:
        header["description"] = dataset.description
    for name in ("sources", "relation_types", "story"):
        if rows := getattr(dataset, name):
            header[name] = list(map(plain, rows))
    nodes, edges = list(map(plain, dataset.actors)), list(map(plain, dataset.relations))
    return file_with(header, nodes, edges)


def file_with(header: dict[str, Any], nodes: list[Any], edges: list[Any]) -> dict[str, Any]:
    """Return plain data in the shape of the file."""
    graph = {"format": FORMAT, **header}
    return {"directed": True, "multigraph": True, "graph": graph, "nodes": nodes, "edges": edges}


def save_dataset(dataset: Dataset, path: str | os.PathLike[str], *, new: bool = False) -> None:
    """Write a dataset in canonical form, atomically and durably; if ``new``, the file must not exist yet."""
    write_atomically(path, dumps(dataset).encode(), new=new)
