"""Builds a graph from a dataset or a file, and a dataset from a graph."""

import os
from collections.abc import Iterator

from graphkit.errors import DataError, Fault, Mend
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
from graphkit.storage.json_file import NAME_ONE, Foreign, read_dataset


@public
def build_graph(dataset: Dataset) -> Graph:
    """Return the dataset as a directed multigraph; :func:`to_dataset` is its inverse.

    Parameters
    ----------
    dataset : Dataset
        A validated dataset.

    Returns
    -------
    networkx.MultiDiGraph
        Actors by id as nodes, relations by id as edges. ``G.graph`` holds the title, description,
        sources, relation types and story.

    Raises
    ------
    DataError
        If the dataset repeats an id, or mentions an actor, source or relation that is missing.

    Examples
    --------
    >>> gk.build_graph(gk.to_dataset(graph)).number_of_edges() == graph.number_of_edges()
    True
    """
    if faults := inconsistencies(dataset):
        raise DataError("this dataset", faults)
    return assemble(dataset)


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
