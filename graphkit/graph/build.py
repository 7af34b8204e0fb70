"""Builds a graph from a dataset or a file, and a dataset from a graph."""

import os
from collections.abc import Iterator, Mapping
from typing import Any

from graphkit.errors import DataError, Fault, Mend, UsageError, with_article
from graphkit.graph.adjacency import Adjacency
from graphkit.graph.conversion import (
    ACTOR_FIELDS,
    GRAPH_FIELDS,
    RELATION_FIELDS,
    SUPPOSED,
    WHERE,
    assemble,
    extra_fields,
    quoted,
    self_contained,
)
from graphkit.graph.filters import Filter
from graphkit.graph.multigraph import Graph
from graphkit.graph.validated import public
from graphkit.libraries import building
from graphkit.model.consistency import inconsistencies
from graphkit.model.entities import FORMAT, Dataset
from graphkit.storage.atomic import NAME_ANOTHER
from graphkit.storage.json_file import NAME_ONE, Foreign, dataset_of, file_with, read_dataset


@public
def build_graph(dataset: Dataset | Mapping[str, Any]) -> Graph:
    """Return the dataset as a directed multigraph; :func:`to_dataset` is its inverse.

    Parameters
    ----------
    dataset : Dataset or mapping
        A validated dataset, or plain rows: ``actors``, ``relations`` and any other field of a dataset, each a
        list of mappings, of which None, NaN and pandas' other blanks are left out.

    Returns
    -------
    networkx.MultiDiGraph
        Actors by id as nodes, relations by id as edges. ``G.graph`` holds the title, description,
        sources, relation types and story.

    Raises
    ------
    DataError
        If a row is not valid, or the dataset repeats an id or mentions an actor, source or relation that is
        missing.
    UsageError
        If it is neither a dataset nor a mapping of lists.

    Examples
    --------
    >>> made = gk.build_graph({"actors": [{"id": "ada", "name": "Ada", "kind": "person"}]})
    >>> gk.build_graph(gk.to_dataset(graph)).number_of_edges() == graph.number_of_edges()
    True
    """
    if not isinstance(dataset, Dataset):
        dataset = _of_rows(dataset)
    if faults := inconsistencies(dataset):
        raise DataError(_WHERE, faults)
    return assemble(dataset)


_WHERE = "this dataset"


def _of_rows(tables: Mapping[str, Any]) -> Dataset:
    """Return the dataset of plain rows, without their blank cells."""
    if not isinstance(tables, Mapping):
        what = "a Dataset (of graphkit.model.entities) or a mapping of rows"
        raise UsageError(f"dataset: expected {what}, got {with_article(type(tables).__name__)}")
    for name in ("actors", "relations"):
        if not isinstance(tables.get(name, []), list):
            raise UsageError(f"dataset: {name} has to be a list of rows, got {quoted(tables[name])}")
    rows = {name: _filled(value) if isinstance(value, list) else value for name, value in tables.items()}
    actors, relations = (rows.pop(name, []) for name in ("actors", "relations"))
    return dataset_of(file_with(rows, actors, relations), _WHERE)


def _filled(rows: list[Any]) -> list[Any]:
    return [
        {name: value for name, value in row.items() if not is_blank(value)}
        if isinstance(row, Mapping)
        else row
        for row in rows
    ]


def is_blank(value: Any) -> bool:
    """Return whether a value is none: None, NaN, or what pandas has for that."""
    try:
        return value is None or bool(value != value)
    except TypeError:  # of pandas.NA
        return True
    except ValueError:  # of an array
        return False


@public
def to_dataset(graph: Graph) -> Dataset:
    """Return the dataset that a graph holds.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A graph or a window of it. Links and story steps that point outside a window are left out.

    Returns
    -------
    Dataset
        The validated dataset.

    Raises
    ------
    UsageError
        If the graph is not a ``networkx.MultiDiGraph``.
    DataError
        If a file may not hold what the graph holds: a mention of an actor or source that is not
        there, an attribute that the format does not have, or a value of another type.

    Examples
    --------
    >>> len(gk.to_dataset(graph).relations)
    141
    """
    if faults := list(_extra_attributes(graph)):
        raise DataError(WHERE, faults)
    return self_contained(graph)


def _extra_attributes(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each attribute that the format does not have."""
    message = "is not a field of the format; remove this attribute"
    for id, data in graph.nodes(data=True):
        for name in extra_fields(data, ACTOR_FIELDS):
            yield Fault(f"actor {quoted(id)}, {quoted(name)}", message)
    edges = Adjacency.of(graph).edge_list()
    for key, data in zip(edges.ids, edges.fields, strict=True):
        for name in extra_fields(data, RELATION_FIELDS):
            yield Fault(f"relation {quoted(key)}, {quoted(name)}", message)
    for name, value in extra_fields(graph.graph, frozenset(GRAPH_FIELDS)).items():
        if not (name in _BESIDE or (name == "format" and value == FORMAT) or isinstance(value, Filter)):
            yield Fault(f"graph, {quoted(name)}", message)


_BESIDE = ("node_default", "edge_default", SUPPOSED)
"""Attributes that networkx itself gives to a graph that it reads, and that of a graph that is supposed."""


@public
def load(path: str | os.PathLike[str]) -> Graph:
    """Read a ``graph.json`` and return its graph.

    Parameters
    ----------
    path : str or os.PathLike
        The file.

    Returns
    -------
    networkx.MultiDiGraph
        The graph, as :func:`build_graph` makes it.

    Raises
    ------
    StorageError
        If the file cannot be read.
    DataError
        If its content is not valid; the message names the place of each error.

    Examples
    --------
    >>> graph = gk.load("data/graph.json")
    >>> type(graph).__name__, graph.number_of_nodes()
    ('MultiDiGraph', 62)
    """
    return load_any(path, mend=NAME_ANOTHER)


def load_any(path: str | os.PathLike[str], foreign: Foreign | None = None, mend: Mend = NAME_ONE) -> Graph:
    """Read a JSON file; ``foreign`` and ``mend`` are those of ``read_dataset``."""
    with building():
        return assemble(read_dataset(path, foreign, mend))
