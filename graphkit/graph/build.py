"""Builds a ``networkx.MultiDiGraph`` of a dataset or a file, and a dataset of such a graph."""

import os
from collections.abc import Iterator
from itertools import chain

from graphkit.errors import (
    DataError,
    Fault,
)
from graphkit.graph.conversion import (
    ACTOR_FIELDS,
    GRAPH_FIELDS,
    RELATION_FIELDS,
    WHERE,
    built,
    extra_fields,
    quoted,
    whole,
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
        If the dataset repeats an id, or names what is not there.

    Examples
    --------
    >>> gk.build_graph(gk.to_dataset(graph)).number_of_edges() == graph.number_of_edges()
    True
    """
    if faults := dataset.faults():
        raise DataError("this dataset", faults)
    return built(dataset)


@public
def to_dataset(graph: Graph) -> Dataset:
    """Return the dataset that a graph holds.

    Of a window of a graph it is a whole dataset too: links and story steps that point to
    relations or actors outside the window are left out.

    Raises
    ------
    UsageError
        If it is no directed multigraph.
    DataError
        If the graph holds what no file may: a mention of an actor or source that is not there, an
        attribute that is none of the format's, a value of another kind.

    Examples
    --------
    >>> len(gk.to_dataset(graph).relations)
    133
    """
    if faults := list(_unknown(graph)):
        raise DataError(WHERE, faults)
    return whole(graph)


def _unknown(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each attribute that no file can keep."""
    actors = (
        (f"actor {quoted(id)}", extra_fields(data, ACTOR_FIELDS)) for id, data in graph.nodes(data=True)
    )
    relations = (
        (f"relation {quoted(key)}", extra_fields(data, RELATION_FIELDS))
        for *_, key, data in graph.edges(keys=True, data=True)
    )
    for place, others in chain(actors, relations):
        for name in others:
            yield Fault(f"{place}, {quoted(name)}", "is no field of the format; take this attribute out")
    for name, value in extra_fields(graph.graph, frozenset(GRAPH_FIELDS)).items():
        if not (name in _NETWORKX or (name == "format" and value == FORMAT) or isinstance(value, Filter)):
            yield Fault(f"graph, {quoted(name)}", "is no field of the format; take this attribute out")


_NETWORKX = ("node_default", "edge_default")
"""What networkx writes to a graph itself where it reads one."""


@public
def load(path: str | os.PathLike[str]) -> Graph:
    """Read a ``graph.json`` and return its graph.

    Raises
    ------
    StorageError
        If the file cannot be read.
    DataError
        If its content is refused.

    Examples
    --------
    >>> graph = gk.load("data/graph.json")
    >>> type(graph).__name__, graph.number_of_nodes()
    ('MultiDiGraph', 62)
    """
    with building():
        return built(read_dataset(path))
