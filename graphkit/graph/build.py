"""Builds a graph from a dataset or a file, and a dataset from a graph."""

import os
from collections.abc import Iterator

from graphkit.errors import DataError, Fault
from graphkit.graph.conversion import (
    ACTOR_FIELDS,
    GRAPH_FIELDS,
    RELATION_FIELDS,
    WHERE,
    assemble,
    extra_fields,
    quoted,
    self_contained,
)
from graphkit.graph.filters import Filter
from graphkit.graph.multigraph import Graph
from graphkit.graph.validated import public
from graphkit.model.entities import FORMAT, Dataset
from graphkit.storage.json_file import building, read_dataset


@public
def build_graph(dataset: Dataset) -> Graph:
    """Return the dataset as a directed multigraph; :func:`to_dataset` is its inverse.

    Raises
    ------
    DataError
        If the dataset repeats an id, or mentions an actor, source or relation that is missing.

    Examples
    --------
    >>> gk.build_graph(gk.to_dataset(graph)).number_of_edges() == graph.number_of_edges()
    True
    """
    if faults := dataset.faults():
        raise DataError("this dataset", faults)
    return assemble(dataset)


@public
def to_dataset(graph: Graph) -> Dataset:
    """Return the dataset that a graph holds.

    A window of a graph gives a complete dataset too: links and story steps that point to relations or
    actors outside the window are left out.

    Raises
    ------
    UsageError
        If it is not a directed multigraph.
    DataError
        If the graph breaks a rule of the format: it mentions an actor or source that is missing, has an
        attribute that the format does not have, or a value of a wrong type.

    Examples
    --------
    >>> len(gk.to_dataset(graph).relations)
    133
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
    for *_, key, data in graph.edges(keys=True, data=True):
        for name in extra_fields(data, RELATION_FIELDS):
            yield Fault(f"relation {quoted(key)}, {quoted(name)}", message)
    for name, value in extra_fields(graph.graph, frozenset(GRAPH_FIELDS)).items():
        if not (name in _NETWORKX or (name == "format" and value == FORMAT) or isinstance(value, Filter)):
            yield Fault(f"graph, {quoted(name)}", message)


_NETWORKX = ("node_default", "edge_default")
"""Attributes that networkx itself gives to a graph that it reads."""


@public
def load(path: str | os.PathLike[str]) -> Graph:
    """Read a ``graph.json`` and return its graph.

    Raises
    ------
    StorageError
        If the file cannot be read.
    DataError
        If its content breaks a rule of the format.

    Examples
    --------
    >>> graph = gk.load("data/graph.json")
    >>> type(graph).__name__, graph.number_of_nodes()
    ('MultiDiGraph', 62)
    """
    with building():
        return assemble(read_dataset(path))
