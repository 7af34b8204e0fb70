"""Reads graphs of other programs in JSON: networkx, d3, sigma, graphology, JSON Graph Format.

https://networkx.org/documentation/stable/reference/readwrite/json_graph.html, https://jsongraphformat.info.
Edges are called ``edges`` or ``links``; d3's links may name nodes by their place in the list.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from graphkit.errors import DataError, Fault
from graphkit.formats.format import Reading
from graphkit.formats.graphs.attributes import speaks_graphkit, unflatten
from graphkit.formats.graphs.foreign_graph import (
    Edge,
    ForeignGraph,
    Node,
    Value,
    direction_in,
    id_text,
    pairs_of,
    put,
    times_of,
)
from graphkit.formats.graphs.foreign_rows import dataset_from
from graphkit.model.entities import FORMAT, Dataset
from graphkit.storage.json_file import dataset_of

_NESTED = ("attributes", "metadata")
"""Objects in a node or an edge that hold its attributes."""
_READ = {"directed", "multigraph", "graph", "nodes", "edges", "links", "options", "attributes", "metadata"}


def read_foreign(raw: Any, where: str, reading: Reading) -> Dataset | None:
    """Return the dataset of another program's graph in JSON; None if the content is none that is known.

    Parameters
    ----------
    raw
        The content of the file.
    where
        The name of the file.
    reading
        Receives what is assumed and what is left out.

    Raises
    ------
    DataError
        If an element is bad, or the graph is in a form that is not read.
    """
    if isinstance(raw, list) and raw and all(isinstance(row, dict) and "data" in row for row in raw):
        return _cytoscape(raw, where, reading)
    if not isinstance(raw, dict):
        return None
    if "elements" in raw:
        return _cytoscape(raw, where, reading)
    inner = raw.get("graph")
    if isinstance(raw.get("graphs"), list) or (isinstance(inner, dict) and _has_nodes(inner)):
        return _json_graph(raw, where, reading)
    for key, words in (("adjacency", "adjacency_data"), ("children", "tree_data")):
        if isinstance(raw.get(key), list):
            message = (
                f"is what networkx's {words} writes, which is not read; write node_link_data in its place"
            )
            raise DataError(where, [Fault("", message)])
    if not _has_nodes(raw):
        return None
    return _unmarked(raw, where, reading) or _node_link(raw, where, reading)


def _has_nodes(raw: Mapping[str, Any]) -> bool:
    return isinstance(raw.get("nodes"), list | dict) and any(
        isinstance(raw.get(key), list) for key in ("edges", "links")
    )


def _cytoscape(raw: Any, where: str, reading: Reading) -> Dataset:
    from graphkit.formats.graphs.cyjs import dataset_of

    return dataset_of(raw, where, reading)


def _node_link(raw: dict[str, Any], where: str, reading: Reading) -> Dataset:
    options = raw.get("options")
    type_ = options.get("type") if isinstance(options, dict) else None
    directed = raw.get("directed", {"directed": True, "undirected": False}.get(str(type_)))
    graph = ForeignGraph(where, reading, directed if isinstance(directed, bool) else None)
    for about in (raw.get("graph"), raw.get("attributes"), raw.get("metadata")):
        for name, value in pairs_of(about):
            put(graph.about, name, value)
    for name in raw.keys() - _READ:
        put(graph.about, name, raw[name])
    links: Any = raw["links"] if isinstance(raw.get("links"), list) else raw["edges"]
    if links is not raw.get("edges") and (others := raw.get("edges")):
        reading.leave_out("edges beside the links", count=len(others) if isinstance(others, list) else 1)
    _add(graph, raw["nodes"], links, "links" if links is raw.get("links") else "edges")
    if speaks_graphkit(graph, ours=False):
        return unflatten(graph, ours=False)
    return dataset_from(graph)


def _unmarked(raw: Mapping[str, Any], where: str, reading: Reading) -> Dataset | None:
    """Return the dataset of a file that lacks nothing of graphkit's but the name of the format."""
    header, links = raw.get("graph"), raw.get("edges", raw.get("links"))
    rows = links if isinstance(links, list) else []
    if not isinstance(header, dict) or not all(isinstance(row, dict) and "key" in row for row in rows):
        return None
    raw = {name: value for name, value in raw.items() if name != "links"}
    try:
        made = dataset_of({**raw, "graph": {**header, "format": FORMAT}, "edges": links}, where)
    except DataError:
        return None
    reading.notes.append(
        f"The file does not name its format, but is in every way {FORMAT}, and read as such."
    )
    return made


def _json_graph(raw: dict[str, Any], where: str, reading: Reading) -> Dataset:
    """Return the dataset of the first graph of a file in the JSON Graph Format."""
    graphs = raw["graphs"] if isinstance(raw.get("graphs"), list) else [raw["graph"]]
    whole = [each for each in graphs if isinstance(each, dict) and _has_nodes(each)]
    if not whole:
        raise DataError(where, [Fault("graphs", "holds no graph with nodes and edges")])
    if len(graphs) > 1:
        reading.leave_out("further graphs of the file", "graph", len(graphs) - 1)
    return _node_link({"directed": True, **whole[0], "graph": _about(whole[0])}, where, reading)


def _about(graph: Mapping[str, Any]) -> dict[str, Any]:
    return {name: graph[name] for name in graph.keys() & {"label", "id", "type"}}


def _add(graph: ForeignGraph, nodes: Any, links: list[Any], called: str) -> None:
    """Add nodes and links."""
    if isinstance(nodes, dict):
        nodes = [
            {"id": id, **(row if isinstance(row, dict) else {"label": row})} for id, row in nodes.items()
        ]
    ids = [_id_of_node(row, number) for number, row in enumerate(nodes)]
    for id, row in zip(ids, nodes, strict=True):
        if not isinstance(row, dict | str | int | float):
            graph.bad("node", f"nodes, {len(graph.nodes) + 1}", "is no node; write an object with an id")
            continue
        values = _values(row, ("id",) if isinstance(row, dict) and "id" in row else ("key",))
        graph.add_node(Node(id, values))
    by_place = _by_place(ids, links)
    if by_place:
        graph.reading.notes.append("Links name actors by their place in the list, counted from 0.")
    for number, row in enumerate(links, 1):
        if not isinstance(row, dict):
            graph.bad("edge", f"{called}, {number}", "is no link; write an object with a source and a target")
            continue
        source, target = (_end(row.get(name), ids if by_place else None) for name in ("source", "target"))
        values = _values(row, ("source", "target", "id" if "id" in row else "key"))
        key = id_text(row.get("id", row.get("key"))) or None
        graph.add_edge(Edge(key, source, target, values, direction_in(values), spans=times_of(values)))


def _id_of_node(row: Any, number: int) -> str:
    """Return the id of a node: its own, d3's name of a node without one, or its place."""
    if not isinstance(row, dict):
        return id_text(row)
    for name in ("id", "key", "name"):
        if name in row:
            return id_text(row[name])
    return str(number)


def _by_place(ids: list[str], links: Iterable[Any]) -> bool:
    """Return whether links name nodes by number, and these are places in the list rather than ids."""
    ends = [_bare(row.get(name)) for row in links if isinstance(row, dict) for name in ("source", "target")]
    known = set(ids)
    numbers = all(isinstance(end, int) and 0 <= end < len(ids) for end in ends)
    return bool(ends) and numbers and not all(id_text(end) in known for end in ends)


def _bare(end: Any) -> Any:
    """Return an end of a link: d3 puts the whole node in its place once it has drawn it."""
    return end.get("id", end.get("name")) if isinstance(end, dict) else end


def _end(end: Any, places: list[str] | None) -> str:
    end = _bare(end)
    return places[end] if places is not None and isinstance(end, int) else id_text(end)


def _values(row: Any, without: Iterable[str]) -> dict[str, Value]:
    """Return the attributes of a node or link."""
    values: dict[str, Value] = {}
    for name, value in row.items() if isinstance(row, dict) else ():
        if name in _NESTED and isinstance(value, dict):
            for inner, each in value.items():
                put(values, inner, each)
        elif name not in without:
            put(values, name, value)
    return values
