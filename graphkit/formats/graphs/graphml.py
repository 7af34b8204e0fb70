"""The format GraphML, as networkx writes it: igraph, yEd and Cytoscape open it.

http://graphml.graphdrawing.org. It has no time: the days of a relation are attributes.
"""

import io
from typing import Any

import networkx as nx

from graphkit.errors import DataError, Fault
from graphkit.formats.format import Format, PathLike, Reading, Written
from graphkit.formats.graphs.attributes import flatten, losses, speaks_graphkit, unflatten
from graphkit.formats.graphs.foreign_graph import ForeignGraph
from graphkit.formats.graphs.foreign_rows import dataset_from
from graphkit.formats.graphs.graphml_reader import read_graph
from graphkit.formats.graphs.xml_text import Texts, children_of, local_name, parse, with_returns
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Dataset
from graphkit.storage.atomic import readable

_MARK = b"<!-- written by graphkit -->"
"""Follows the XML declaration; other programs drop comments when they save a file."""


def dumps(graph: Graph) -> Written:
    """Return a graph as GraphML, and what it loses."""
    flat, texts = flatten(graph), Texts()

    def fit(values: dict[str, Any]) -> dict[str, Any]:
        return {name: texts.fit(value) if isinstance(value, str) else value for name, value in values.items()}

    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph(**fit(flat.header))
    drawn.add_nodes_from((texts.fit(id), fit(values)) for id, values in flat.actors.items())
    for row in flat.relations:
        ends = texts.fit(row.source), texts.fit(row.target), texts.fit(row.id or "")
        drawn.add_edge(*ends)
        drawn.edges[ends].update(fit({"key": row.id, **row.values}))
    file = io.BytesIO()
    nx.write_graphml_xml(drawn, file, named_key_ids=True)
    declaration, _, rest = file.getvalue().partition(b"\n")
    content = b"\n".join([declaration, _MARK, with_returns(rest), b""])
    return Written(content, (*losses(graph), *texts.losses()))


def read(path: PathLike, reading: Reading) -> Dataset:
    """Read GraphML of graphkit or of another program."""
    root = parse(path)
    if local_name(root) != "graphml" or not children_of(root, "graph"):
        fault = Fault("", "is no GraphML; its first element is not <graphml> with a <graph> in it")
        raise DataError(str(path), [fault])
    graph, ours = read_graph(root, str(path), reading), _is_ours(path)
    if not speaks_graphkit(graph, ours=ours):
        return dataset_from(graph)
    _restore_ids(graph)
    return unflatten(graph, ours=ours)


def _restore_ids(graph: ForeignGraph) -> None:
    """Give nodes the ids that igraph, which counts its own, keeps as an attribute."""
    ids = {id: str(node.values.get("id", "")) for id, node in graph.nodes.items()}
    if "" in ids.values() or len(set(ids.values())) < len(ids):
        return
    for node in graph.nodes.values():
        node.id = ids[node.id]
        del node.values["id"]
    graph.nodes = {node.id: node for node in graph.nodes.values()}
    for edge in graph.edges:
        edge.source, edge.target = ids.get(edge.source, edge.source), ids.get(edge.target, edge.target)


def _is_ours(path: PathLike) -> bool:
    with readable(path), open(path, "rb") as file:
        return _MARK in file.read(200)


GRAPHML = Format("GraphML", (".graphml",), "igraph, yEd, Cytoscape, networkx", dumps, read)
