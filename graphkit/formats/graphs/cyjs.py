"""The format Cytoscape JSON: what Cytoscape and cytoscape.js load as elements.

https://js.cytoscape.org/#notation/elements-json. It has no time: the days of a relation are data.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from graphkit.errors import DataError, Fault
from graphkit.formats.foreign_identity import has_direction
from graphkit.formats.format import Format, PathLike, Reading, Written, content_of
from graphkit.formats.graphs.attributes import flatten, losses, relation_id, speaks_graphkit, unflatten
from graphkit.formats.graphs.foreign_graph import (
    Edge,
    ForeignGraph,
    Node,
    Value,
    direction_in,
    id_text,
    pairs_of,
    put,
    refuse_flawed,
    times_of,
)
from graphkit.formats.graphs.foreign_rows import dataset_from
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Dataset
from graphkit.model.titles import UNTITLED
from graphkit.storage.strict_json import json_of, read_json, text_of

_MAKER = "graphkit"
_DRAWING = ("SUID", "position", "selected")
"""What Cytoscape keeps for itself of the network, nodes and edges."""
_ABOUT_THE_FILE = ("format_version", "generated_by", "target_cytoscapejs_version")
"""Keys that say which program wrote a file, and how."""


def dumps(graph: Graph) -> Written:
    """Return a graph as Cytoscape JSON, and what it loses."""
    flat = flatten(graph)
    nodes = [{"data": {"id": id, "label": values["name"], **values}} for id, values in flat.actors.items()]
    edges = [
        {
            "data": {
                "id": relation_id(row, flat.actors),
                "key": row.id,
                "source": row.source,
                "target": row.target,
                "interaction": row.values["type"],
                **row.values,
            }
        }
        for row in flat.relations
    ]
    whole = {
        "format_version": "1.0",
        "generated_by": _MAKER,
        "data": {"name": flat.header.get("title", UNTITLED), **flat.header},
        "elements": {"nodes": nodes, "edges": edges},
    }
    return Written(f"{json_of(whole, indent=1)}\n".encode(), tuple(losses(graph)))


def read(path: PathLike, reading: Reading) -> Dataset:
    """Read Cytoscape JSON of graphkit or of another program."""
    where = str(path)
    raw, flaws = read_json(text_of(content_of(path), where), where)
    return dataset_of(raw, where, reading, flaws)


def dataset_of(raw: Any, where: str, reading: Reading, flaws: Sequence[Fault] = ()) -> Dataset:
    """Return the dataset that the content of a file says; elements may be one list, or two by group.

    The content is an object with ``elements``, or a list of elements. ``flaws`` is what is wrong with its
    text.
    """
    elements = raw.get("elements") if isinstance(raw, dict) else raw
    if isinstance(elements, list):
        nodes = [row for row in elements if not _is_edge(row)]
        elements = {"nodes": nodes, "edges": [row for row in elements if _is_edge(row)]}
    if not isinstance(elements, dict):
        raise DataError(where, [Fault("", "is no Cytoscape JSON; it has no elements with nodes and edges")])
    top = raw if isinstance(raw, dict) else {}
    refuse_flawed([top, elements], where, flaws, but=("elements", "nodes", "edges"))
    ours = top.get("generated_by") == _MAKER
    graph = ForeignGraph(where, reading, has_direction("directed", top.get("directed")), flaws)
    about = dict(pairs_of(top.get("data")))
    for name, value in about.items():
        if name not in _DRAWING and (name != "shared_name" or value != about.get("name")):
            put(graph.about, name, value)
    for place, data, values in _elements(elements, "nodes", graph):
        parent = id_text(data.get("parent"))
        if parent:
            values.pop("parent", None)
        graph.add_node(Node(id_text(data.get("id")), values, [parent] if parent else [], place=place))
    for place, data, values in _elements(elements, "edges", graph):
        ends = id_text(data.get("source")), id_text(data.get("target"))
        own = "id" if "id" in data else "key"
        key = id_text(data.get(own)) or None
        if not key:
            put(values, "id", data.get("id"))
        elif own == "key":
            del values["key"]
        graph.add_edge(Edge(key, *ends, values, direction_in(values), spans=times_of(values), place=place))
    if speaks_graphkit(graph, ours=ours):
        for edge in graph.edges:
            for name in ("interaction", "name", "shared_name", "shared_interaction"):
                edge.values.pop(name, None)
        graph.about.setdefault("title", graph.about.get("name", ""))
        return unflatten(graph, ours=ours)
    _forget_composed_names(graph)
    for name in top.keys() - {"elements", "data", "directed", "multigraph", *_ABOUT_THE_FILE}:
        reading.leave_out(f"{name} of the drawing", "file")
    return dataset_from(graph)


def _is_edge(row: Any) -> bool:
    return isinstance(row, dict) and (
        row.get("group") == "edges"
        or (isinstance(row.get("data"), dict) and bool(row["data"].keys() & {"source", "target"}))
    )


def _elements(
    elements: dict[str, Any], group: str, graph: ForeignGraph
) -> Iterator[tuple[str, dict[str, Any], dict[str, Value]]]:
    """Yield the place and the data of each element, as they are and as attributes."""
    of, what = ("actor", "node") if group == "nodes" else ("relation", "edge")
    rows = elements.get(group, [])
    for number, row in enumerate(rows if isinstance(rows, list) else [None], 1):
        data, place = row.get("data") if isinstance(row, dict) else None, f"{group}, {number}"
        if graph.is_flawed(what, place, row):
            continue
        if not isinstance(data, dict):
            graph.bad(what, place, 'is no element; write one such as {"data": {"id": "a"}}')
            continue
        values: dict[str, Value] = {}
        for name, value in data.items():
            if name not in ("id", "source", "target", *_DRAWING):
                put(values, name, value)
        for name, same in (("shared_name", "name"), ("shared_interaction", "interaction"), ("value", "id")):
            if str(data.get(name, "")) == str(data.get(same)):
                values.pop(name, None)
        if group == "nodes" and data.get("name") == data.get("id") and data.get("label"):
            values.pop("name", None)  # networkx writes the id where a node has no name
        put(values, "classes", row.get("classes"))
        drawing = [name for name in _DRAWING if name in row or name in data]
        drawing += sorted(row.keys() - {"data", "group", "classes", *_DRAWING})
        if drawing:
            graph.reading.leave_out(f"what Cytoscape draws ({', '.join(drawing)})", of)
        yield place, data, values


def _forget_composed_names(graph: ForeignGraph) -> None:
    """Remove the names that Cytoscape makes of edges from their ends: ``Alpha (pp) Beta``."""
    names = {id: str(node.values.get("name", id)) for id, node in graph.nodes.items()}
    for edge in graph.edges:
        ends = names.get(edge.source), names.get(edge.target)
        if edge.values.get("name") == f"{ends[0]} ({edge.values.get('interaction')}) {ends[1]}":
            del edge.values["name"]


CYJS = Format("Cytoscape JSON", (".cyjs",), "Cytoscape and cytoscape.js", dumps, read)
