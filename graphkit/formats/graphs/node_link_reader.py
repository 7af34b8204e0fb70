"""Reads graphs of other programs in JSON: networkx, d3, sigma, graphology, vis.js, JSON Graph Format.

https://networkx.org/documentation/stable/reference/readwrite/json_graph.html, https://jsongraphformat.info.
Edges are called ``edges`` or ``links``; d3's links may name nodes by their place in the list.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphkit.errors import DataError, Fault, shortened
from graphkit.formats.foreign_identity import has_direction
from graphkit.formats.format import Reading
from graphkit.formats.graphs import cyjs
from graphkit.formats.graphs.attributes import speaks_graphkit, unflatten
from graphkit.formats.graphs.foreign_graph import (
    DRAWN_BACK,
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
from graphkit.model.entities import FORMAT, Dataset
from graphkit.model.ids import FreeIds
from graphkit.storage.json_file import dataset_of
from graphkit.storage.strict_json import Flawed

_EDGES = ("edges", "links")
_NESTED = ("attributes", "metadata")
"""Objects in a node or an edge that hold its attributes."""
_READ = {"directed", "multigraph", "graph", "nodes", "edges", "links", "options", "attributes", "metadata"}
_OF_GRAPHOLOGY = {"type", "multi", "allowSelfLoops"}
"""Its options; vis.js, whose ``options`` say how to draw, has others."""
_ENDS, _OF_VIS = ("source", "target"), ("from", "to")


def read_foreign(raw: Any, where: str, reading: Reading, flaws: Sequence[Fault]) -> Dataset | None:
    """Return the dataset of another program's graph in JSON; None if the content is none that is known.

    A bad element, or a form that is not read, raises DataError.
    """
    rows = raw if isinstance(raw, list) else ()
    if any(isinstance(row, dict) and isinstance(row.get("data"), dict) for row in rows) or (
        isinstance(raw, dict) and "elements" in raw and not isinstance(raw.get("connections"), list)
    ):
        return cyjs.dataset_of(raw, where, reading, flaws)
    if not isinstance(raw, dict):
        return None
    if isinstance(raw.get("elements"), list):
        raw = _from_kumu(raw)
    refuse_flawed(raw, where, flaws, but=("nodes", "edges", "links"))
    inner = raw.get("graph")
    if isinstance(raw.get("graphs"), list) or (isinstance(inner, dict) and _has_nodes(inner)):
        return _json_graph(raw, where, reading, flaws)
    for key, words in (("adjacency", "adjacency_data"), ("children", "tree_data")):
        if isinstance(raw.get(key), list):
            message = (
                f"is what networkx's {words} writes, which is not read; write node_link_data in its place"
            )
            raise DataError(where, [Fault("", message)])
    if not _has_nodes(raw):
        for at, part in (("graph, ", inner), ("", raw)):
            says_format = isinstance(inner, dict) and "format" in inner
            if isinstance(part, dict) and part.keys() & {"nodes", *_EDGES} and not says_format:
                what = "edges" if isinstance(part.get("nodes"), list | dict) else "nodes"
                raise DataError(where, [Fault(at + what, "is no list; write one, [] if there are none")])
        return None
    made = None if flaws else _unmarked(raw, where, reading)
    return made or _node_link(raw, where, reading, flaws)


def _from_kumu(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return a blueprint of Kumu as nodes and links; its connections name elements by ``_id`` or label."""
    nodes = [
        {"id": row.get("_id", row.get("label")), **row} if isinstance(row, dict) else row
        for row in raw["elements"]
    ]
    rest = {name: value for name, value in raw.items() if name not in ("elements", "connections")}
    return {**rest, "nodes": nodes, "edges": raw["connections"]}


def _has_nodes(raw: Mapping[str, Any]) -> bool:
    return isinstance(raw.get("nodes"), list | dict) and any(isinstance(raw.get(key), list) for key in _EDGES)


def _node_link(raw: dict[str, Any], where: str, reading: Reading, flaws: Sequence[Fault]) -> Dataset:
    directed = has_direction("directed", raw.get("directed", _direction_of_graphology(raw)))
    graph = ForeignGraph(where, reading, directed, flaws)
    for about in (raw.get("graph"), raw.get("attributes"), raw.get("metadata")):
        for name, value in pairs_of(about):
            put(graph.about, name, value)
    for name in raw.keys() - _READ:
        put(graph.about, name, raw[name])
    links: Any = raw["links"] if isinstance(raw.get("links"), list) else raw["edges"]
    if links is not raw.get("edges") and (others := raw.get("edges")):
        reading.leave_out("edges beside the links", count=len(others) if isinstance(others, list) else 1)
    options = raw.get("options")
    options = options if isinstance(options, dict) else {}
    for name in options.keys() - _OF_GRAPHOLOGY:
        reading.leave_out(f"{name} of the options of the drawing", "file")
    edges = options.get("edges")
    arrows = edges.get("arrows") if isinstance(edges, dict) else None
    _add(graph, raw["nodes"], links, "links" if links is raw.get("links") else "edges", arrows)
    if speaks_graphkit(graph, ours=False):
        return unflatten(graph, ours=False)
    return dataset_from(graph)


def _direction_of_graphology(raw: Mapping[str, Any]) -> bool | None:
    """Return whether edges of graphology have a direction unless they say otherwise; None in other files.

    In a mixed graph, which is its default, only what is marked ``undirected`` has none.
    """
    options = raw.get("options")
    if isinstance(options, dict) and options.keys() & _OF_GRAPHOLOGY:
        return str(options.get("type", "mixed")) != "undirected"
    nodes = raw["nodes"] if isinstance(raw["nodes"], list) else []
    rows = [row for row in nodes if isinstance(row, dict)]
    return True if rows and all("key" in row and "id" not in row for row in rows) else None


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


def _json_graph(raw: dict[str, Any], where: str, reading: Reading, flaws: Sequence[Fault]) -> Dataset:
    """Return the dataset of the first graph of a file in the JSON Graph Format."""
    graphs = raw["graphs"] if isinstance(raw.get("graphs"), list) else [raw["graph"]]
    whole = [each for each in graphs if isinstance(each, dict) and _has_nodes(each)]
    if not whole:
        raise DataError(where, [Fault("graphs", "holds no graph with nodes and edges")])
    if len(graphs) > 1:
        reading.leave_out("further graphs of the file", "graph", len(graphs) - 1)
    about = {name: whole[0][name] for name in whole[0].keys() & {"label", "id", "type"}}
    return _node_link({"directed": True, **whole[0], "graph": about}, where, reading, flaws)


def _add(graph: ForeignGraph, nodes: Any, links: list[Any], called: str, arrows: Any) -> None:
    """Add nodes and links; ``arrows`` are those of vis.js where a link has none of its own."""
    written = list(nodes.values()) if isinstance(nodes, dict) else nodes
    if isinstance(nodes, dict):
        for name in getattr(nodes, "repeated", ()):
            graph.bad("node", f"node {shortened(name)}", "stands twice; give each its own id")
        nodes = [_with_id(id, row) for id, row in nodes.items()]
    start, end = _names_of_ends(links)
    known = _Nodes(nodes, [row.get(name) for row in links if isinstance(row, dict) for name in (start, end)])
    for number, (id, row) in enumerate(zip(known.ids, nodes, strict=True), 1):
        place = f"nodes, {number}"
        if not isinstance(row, dict | str | int | float) or isinstance(row, bool | Flawed):
            graph.bad("node", place, "is no node; write an object with an id")
        elif not graph.is_flawed("node", place, written[number - 1]):
            values = _values(row, ("id",) if isinstance(row, dict) and "id" in row else ("key",))
            graph.add_node(Node(id, values, place=place, named=not (known.by_place or known.have_ids)))
    if known.by_place:
        graph.reading.notes.append("Links name actors by their place in the list, counted from 0.")
    for number, row in enumerate(links, 1):
        place = f"{called}, {number}"
        if not isinstance(row, dict):
            graph.bad("edge", place, f"is no link; write an object with a {start} and a {end}")
        elif not graph.is_flawed("edge", place, row):
            own = "id" if "id" in row else "key"
            key = id_text(row.get(own)) or None
            values = _values(row, (start, end, *((own,) if key else ())))
            if arrows is not None and (start, end) == _OF_VIS and "arrows" not in values:
                put(values, "arrows", arrows)
            source, target = known.end(row.get(start)), known.end(row.get(end))
            directed = direction_in(values)
            if (start, end) == _OF_VIS and (drawn := _arrows(values, graph.reading)) is not None:
                directed = drawn != "both"
                source, target = (target, source) if drawn == "from" else (source, target)
            graph.add_edge(Edge(key, source, target, values, directed, spans=times_of(values), place=place))


def _with_id(id: str, row: Any) -> Any:
    """Return a node of an object of nodes, whose keys are the ids, as a row of a list."""
    if not isinstance(row, dict):
        return {"id": id, "label": row} if isinstance(row, str | int | float | None) else row
    return {**row, "id": id, **({} if row.get("id") in (None, id) else {"id 2": row["id"]})}


def _names_of_ends(links: Iterable[Any]) -> tuple[str, str]:
    """Return how links call their ends: ``source`` and ``target``, or vis.js's ``from`` and ``to``."""
    rows = [row for row in links if isinstance(row, dict)]
    of_vis = any(row.keys() >= {*_OF_VIS} for row in rows)
    return _OF_VIS if of_vis and not any(row.keys() & {"source", "target"} for row in rows) else _ENDS


def _arrows(values: dict[str, Value], reading: Reading) -> str | None:
    """Remove vis.js's arrows, and return the ends that have one: to, from, both; None if none has."""
    said = values.pop("arrows", "")
    try:
        parts = json.loads(str(said))
    except ValueError:
        parts = str(said)
    on = {
        name
        for name in ("to", "from")
        if (
            parts.get(name) and (not isinstance(parts[name], dict) or parts[name].get("enabled", True))
            if isinstance(parts, dict)
            else name in str(parts).replace(";", ",").replace(",", " ").split()
        )
    }
    if said and not on:
        reading.leave_out(f"arrows {shortened(str(said))}")
    if on == {"from"}:
        reading.notes.append(DRAWN_BACK)
    return None if not on else "both" if len(on) == 2 else on.pop()


class _Nodes:
    """What the links of a file call its nodes: by id, by name where no node has an id, or by place."""

    def __init__(self, rows: list[Any], ends: list[Any]) -> None:
        self._rows = rows
        ids = [_own_id(row) for row in rows]
        texts, numbered = (
            {id_text(id) for id in ids if isinstance(id, str) is as_text} for as_text in (True, False)
        )
        self._both = texts & numbered
        own = [self._text(id) for id in ids]
        self.have_ids = any(own)
        self.called = "name" if self.have_ids else _naming(rows, ends)
        names = [row.get(self.called) if isinstance(row, dict) else None for row in rows]
        # A number is the id of a node, or the name that stands in for it, before it is a place.
        known = {*own} if self.have_ids else {id_text(name) for name in names if not isinstance(name, str)}
        places = (
            end.get("index") if isinstance(end, dict) and not id_text(_own_id(end)) else end for end in ends
        )
        numbers = [end for end in map(_number, places) if end is not None]
        self.by_place = any(end < len(rows) for end in numbers) and not any(
            str(end) in known for end in numbers
        )
        if self.by_place:
            free = FreeIds()
            self.ids = [
                free.take(id or id_text(name) or str(place))
                for place, (id, name) in enumerate(zip(own, names, strict=True))
            ]
        else:
            self.ids = own if self.have_ids else [id_text(name) for name in names]

    def end(self, end: Any) -> str:
        """Return the id of the node that an end of a link names; what it says if there is none."""
        if isinstance(end, dict):  # d3 puts the whole node in its place once it has drawn it
            if own := self._text(_own_id(end)):
                return own
            same = [
                place
                for place, row in enumerate(self._rows)
                if isinstance(row, dict) and row.get(self.called) == end.get(self.called)
            ]
            index = end.get("index")
            place = same[0] if len(same) == 1 else index if index in same else None
            return id_text(end.get(self.called)) if place is None else self.ids[place]
        number = _number(end) if self.by_place else None
        return self._text(end) if number is None or number >= len(self.ids) else self.ids[number]

    def _text(self, id: Any) -> str:
        """Return an id as text, blank if it is none; 1 and "1" of one file are two."""
        text = id_text(id)
        return f"{text} (number)" if text in self._both and not isinstance(id, str) else text


def _naming(rows: Iterable[Any], ends: Iterable[Any]) -> str:
    """Return the attribute by which links name nodes without ids.

    That is ``name``, or if no node has one, the only attribute in which each end is the text of one node.
    """
    wanted = {end if isinstance(end, str) else "" for end in ends}
    values: dict[str, list[str]] = {}
    for row in rows:
        for name, value in row.items() if isinstance(row, dict) else ():
            values.setdefault(name, []).append(id_text(value))
    fits = [name for name, texts in values.items() if wanted <= {*texts} and len({*texts}) == len(texts)]
    return fits[0] if len(fits) == 1 and wanted and "" not in wanted and "name" not in values else "name"


def _own_id(row: Any) -> Any:
    """Return the id or key of a node as the file has it."""
    if not isinstance(row, dict):
        return row
    return row.get("id") if id_text(row.get("id")) else row.get("key")


def _number(end: Any) -> int | None:
    """Return an end of a link that may be a place in the list."""
    whole = isinstance(end, int) and not isinstance(end, bool | Flawed)
    whole |= isinstance(end, float) and end.is_integer()
    return int(end) if whole and end >= 0 else None


def _values(row: Any, without: Iterable[str]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for name, value in row.items() if isinstance(row, dict) else ():
        if name in _NESTED and isinstance(value, dict):
            for inner, each in value.items():
                put(values, inner, each)
        elif name not in without:
            put(values, name, value)
    return values
