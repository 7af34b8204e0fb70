"""The format GraphML, as networkx writes it: igraph, yEd and Cytoscape open it.

http://graphml.graphdrawing.org. It has no time: the days of a relation are attributes.
"""

from collections.abc import Iterator, Mapping
from itertools import chain

from graphkit.errors import DataError, Fault
from graphkit.formats.format import Format, PathLike, Reading, Written, encoded
from graphkit.formats.graphs.attributes import flatten, losses, speaks_graphkit, unflatten
from graphkit.formats.graphs.foreign_graph import Edge, ForeignGraph, Value
from graphkit.formats.graphs.foreign_rows import dataset_from
from graphkit.formats.graphs.graphml_reader import read_graph
from graphkit.formats.graphs.xml_text import Texts, children_of, grouped, kinds_of, local_name, parse
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Dataset
from graphkit.storage.atomic import readable

_MARK = "<!-- written by graphkit -->"
"""Follows the XML declaration; other programs drop comments when they save a file."""
_HOME = "http://graphml.graphdrawing.org/xmlns"
_ROOT = (
    f'graphml xmlns="{_HOME}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{_HOME} {_HOME}/1.0/graphml.xsd"'
)


_TYPES: dict[type, str] = {str: "string", bool: "boolean", int: "long", float: "double"}


def dumps(graph: Graph) -> Written:
    """Return a graph as GraphML, and what it loses."""
    flat, texts = flatten(graph), Texts()

    def data(indent: str, values: Mapping[str, Value]) -> list[str]:
        return [f"{indent}{texts.element(starts[name], str(value))}" for name, value in values.items()]

    # As networkx orders them: by the source, then by the target that it met first.
    between: dict[str, dict[str, list[Edge]]] = {id: {} for id in flat.actors}
    for row in flat.relations:
        between[row.source].setdefault(row.target, []).append(row)
        row.values = {"key": row.id or "", **row.values}
    relations = [row for targets in between.values() for rows in targets.values() for row in rows]
    kinds = {
        "graph": kinds_of([flat.header], _TYPES),
        "node": kinds_of(flat.actors.values(), _TYPES),
        "edge": kinds_of((row.values for row in relations), _TYPES),
    }
    starts = {name: f"data key={texts.quoted(name)}" for of in kinds.values() for name in of}
    declared = [
        f'  <key id={texts.quoted(name)} for="{of}" attr.name={texts.quoted(name)} attr.type="{kind}" />'
        for of, found in kinds.items()
        for name, kind in found.items()
    ]

    def rows() -> Iterator[str]:
        for id, values in flat.actors.items():
            yield "\n".join(grouped("    ", f"node id={texts.quoted(id)}", data("      ", values)))
        for row in relations:
            start = f"edge source={texts.quoted(row.source)} target={texts.quoted(row.target)}"
            start += f" id={texts.quoted(row.id or '')}"
            yield "\n".join(grouped("    ", start, data("      ", row.values)))
        yield from data("    ", flat.header)

    inner = chain(reversed(declared), grouped("  ", 'graph edgedefault="directed"', rows()))
    whole = chain(["<?xml version='1.0' encoding='utf-8'?>", _MARK], grouped("", _ROOT, inner), [""])
    return Written(encoded(whole), (*losses(graph), *texts.losses()))


def read(path: PathLike, reading: Reading) -> Dataset:
    """Read GraphML of graphkit or of another program."""
    root = parse(path)
    if local_name(root) != "graphml" or not children_of(root, "graph"):
        fault = Fault("", "is no GraphML; its first element is not <graphml> with a <graph> in it")
        raise DataError(str(path), [fault])
    graph = read_graph(root, str(path), reading)
    with readable(path), open(path, "rb") as file:
        ours = _MARK.encode() in file.read(200)
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


GRAPHML = Format("GraphML", (".graphml",), "igraph, yEd, Cytoscape, networkx", dumps, read)
