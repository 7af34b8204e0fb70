"""The format GEXF 1.3 of Gephi: a dynamic graph in which each relation has a span of days.

https://gexf.net/schema.html. The span of a relation is from the first to the last possible day, inclusive; an
open or unknown side is left open.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graphkit.errors import DataError, Fault
from graphkit.formats.foreign_dates import xml_day
from graphkit.formats.format import Format, Loss, PathLike, Reading, Written
from graphkit.formats.graphs.attributes import Flat, flatten, losses, speaks_graphkit, unflatten
from graphkit.formats.graphs.foreign_graph import Edge, ForeignGraph, Value
from graphkit.formats.graphs.foreign_rows import dataset_from
from graphkit.formats.graphs.gexf_reader import read_graph, tell_meta
from graphkit.formats.graphs.xml_text import (
    Texts,
    child_of,
    children_of,
    local_name,
    parse,
    text_in,
    with_returns,
)
from graphkit.graph.multigraph import Graph
from graphkit.model import cell_syntax
from graphkit.model.entities import Dataset, Relation

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NAMESPACE = "http://gexf.net/1.3"
_CREATOR = "graphkit"
_CARRIED = {"sources": "id", "relation_types": "name"}
"""What of the header stands at each relation that uses it, as GEXF has no other place; its rows' key."""
_TYPES: dict[type, str] = {str: "string", bool: "boolean", int: "integer", float: "double"}


def dumps(graph: Graph) -> Written:
    """Return a graph as GEXF, and what it loses."""
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    flat, texts = flatten(graph), Texts()
    carried, unused = _with_header(flat)
    root = Element("gexf", {"xmlns": _NAMESPACE, "version": "1.3"})
    meta = SubElement(root, "meta")
    SubElement(meta, "creator").text = _CREATOR
    about = {name: flat.header[name] for name in ("title", "description") if name in flat.header}
    SubElement(meta, "description").text = texts.fit("\n\n".join(about.values()))
    drawn = SubElement(
        root, "graph", {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"}
    )
    _declare(drawn, "node", flat.actors.values())
    _declare(drawn, "edge", (row.values for row in carried))
    nodes = SubElement(drawn, "nodes")
    for id, values in flat.actors.items():
        node = SubElement(nodes, "node", {"id": texts.fit(id), "label": texts.fit(str(values["name"]))})
        _add_values(node, values, texts)
    edges = SubElement(drawn, "edges")
    for row in carried:
        ends = {"id": row.id or "", "source": row.source, "target": row.target}
        ends |= {"label": str(row.values["label"]), "kind": str(row.values["type"])}
        edge = SubElement(edges, "edge", {name: texts.fit(text) for name, text in ends.items()})
        _add_values(edge, row.values, texts)
        sides = {"start": row.values.get("since"), "end": row.values.get("until")}
        if spell := {name: day for name, text in sides.items() if (day := xml_day(str(text or "")))}:
            SubElement(SubElement(edge, "spells"), "spell", spell)
    indent(root)
    content = with_returns(tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"
    reshaped = []
    if _header(root) != about:
        reshaped = [Loss("the form of title and description", 1, of="dataset", instead="reshaped")]
    return Written(content, (*_losses(graph, flat, carried, unused), *reshaped, *texts.losses()))


def _with_header(flat: Flat) -> tuple[list[Edge], dict[str, int]]:
    """Return relations with the rows of the header that they use, and how many rows none of them uses."""
    rows = {
        name: {row[key]: row for row in json.loads(flat.header.get(name, "[]"))}
        for name, key in _CARRIED.items()
    }
    carried, unused = [], {name: set(each) for name, each in rows.items()}
    for row in flat.relations:
        evidence = cell_syntax.read(Relation, "evidence", str(row.values.get("evidence", ""))) or ()
        cited: set[str] = set()
        pending = [entry["source"] for entry in evidence]
        while pending:
            id = pending.pop()
            if id not in cited:
                cited.add(id)
                pending += rows["sources"][id].get("derived_from", ())
        used = {"sources": cited, "relation_types": {row.values["type"], *(e.get("type") for e in evidence)}}
        values = dict(row.values)
        for name, ids in used.items():
            unused[name] -= ids
            if kept := [rows[name][id] for id in sorted(ids & rows[name].keys())]:
                values[name] = json.dumps(kept, ensure_ascii=False)
        carried.append(replace(row, values=values))
    return carried, {name: len(each) for name, each in unused.items()}


def _declare(drawn: "Element", of: str, rows: Iterable[Mapping[str, Value]]) -> None:
    """Declare the attributes of rows; the id of each is its name."""
    from xml.etree.ElementTree import SubElement

    kinds: dict[str, str] = {}
    for row in rows:
        for name, value in row.items():
            kinds.setdefault(name, _TYPES[type(value)])
    declared = SubElement(drawn, "attributes", {"class": of, "mode": "static"})
    for name, kind in kinds.items():
        SubElement(declared, "attribute", {"id": name, "title": name, "type": kind})


def _add_values(element: "Element", values: Mapping[str, Value], texts: Texts) -> None:
    from xml.etree.ElementTree import SubElement

    attributes = SubElement(element, "attvalues")
    for name, value in values.items():
        text = str(value).lower() if isinstance(value, bool) else texts.fit(str(value))
        SubElement(attributes, "attvalue", {"for": name, "value": text})


def _losses(graph: Graph, flat: Flat, carried: list[Edge], unused: Mapping[str, int]) -> Iterator[Loss]:
    yield from losses(graph)
    if parallel := len(carried) - len({(row.source, row.target, row.values["type"]) for row in carried}):
        instead = 'Gephi merges them unless you choose "Don\'t merge" as the edges merge strategy on opening'
        yield Loss("parallel relations of one type between the same two actors", parallel, instead=instead)
    if unused["sources"]:
        yield Loss("sources that nothing cites", unused["sources"], of="source")
    if unused["relation_types"]:
        yield Loss("relation types that nothing uses", unused["relation_types"], of="type")
    if "story" in flat.header:
        yield Loss("the told story", len(json.loads(flat.header["story"])), of="step")


# --- reading ------------------------------------------------------------------------------------


def read(path: PathLike, reading: Reading) -> Dataset:
    """Read GEXF of graphkit or of another program, version 1.1 to 1.3."""
    root = parse(path)
    drawn = child_of(root, "graph") if local_name(root) == "gexf" else None
    if drawn is None:
        fault = Fault("", "is no GEXF; its first element is not <gexf> with a <graph> in it")
        raise DataError(str(path), [fault])
    if further := len(children_of(root, "graph")) - 1:
        reading.leave_out("further graphs of the file", "graph", further)
    graph, ours = read_graph(root, drawn, str(path), reading), text_in(root, "meta", "creator") == _CREATOR
    if not speaks_graphkit(graph, ours=ours):
        tell_meta(root, drawn, reading)
        return dataset_from(graph)
    graph.about = {**_header(root), **_take_header(graph)}
    return unflatten(graph, ours=ours)


def _header(root: "Element") -> dict[str, str]:
    title, _, description = text_in(root, "meta", "description").partition("\n\n")
    return {name: part for name, part in (("title", title), ("description", description)) if part.strip()}


def _take_header(graph: ForeignGraph) -> dict[str, str]:
    """Remove the rows of the header from the attributes of relations, and return them as its texts."""
    rows: dict[str, dict[str, Any]] = {name: {} for name in _CARRIED}
    known, faults = set[str](), list[Fault]()
    for edge in graph.edges:
        for name, key in _CARRIED.items():
            text = str(edge.values.pop(name, ""))
            if text and text not in known:
                known.add(text)
                try:
                    rows[name] |= {row[key]: row for row in json.loads(text)}
                except (ValueError, TypeError, KeyError, RecursionError):
                    message = "is not the JSON that graphkit writes; leave it as it was written"
                    faults.append(Fault(name, message))
    if faults:
        raise DataError(graph.where, faults)
    texts = {name: json.dumps([*each.values()], ensure_ascii=False) for name, each in rows.items()}
    return {name: text for name, text in texts.items() if rows[name]}


GEXF = Format("GEXF 1.3", (".gexf",), "Gephi, with its timeline", dumps, read)
