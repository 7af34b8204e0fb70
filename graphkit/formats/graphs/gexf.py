"""The format GEXF 1.3 of Gephi: a dynamic graph in which each relation has a span of days.

https://gexf.net/schema.html. The span of a relation is from the first to the last possible day, inclusive; an
open or unknown side is left open.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graphkit.errors import DataError, Fault
from graphkit.formats.foreign_dates import xml_day
from graphkit.formats.format import Format, Loss, PathLike, Reading, Written
from graphkit.formats.graphs.attributes import Flat, FlatRelation, flatten, losses, speaks_graphkit, unflatten
from graphkit.formats.graphs.foreign_graph import Value
from graphkit.formats.graphs.foreign_rows import dataset_from
from graphkit.formats.graphs.gexf_reader import read_graph, tell_meta
from graphkit.formats.graphs.xml_text import Texts, child_of, children_of, local_name, parse, with_returns
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Dataset

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NAMESPACE = "http://gexf.net/1.3"
_CREATOR = "graphkit"
_TYPES: dict[type, str] = {str: "string", bool: "boolean", int: "integer", float: "double"}


def dumps(graph: Graph) -> Written:
    """Return a graph as GEXF, and what it loses."""
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    flat, texts = flatten(graph), Texts()
    carried = _with_sources(flat)
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
        spell = {"start": xml_day(row.since), "end": xml_day(row.until)}
        if any(spell.values()):
            spells = SubElement(edge, "spells")
            SubElement(spells, "spell", {name: day for name, day in spell.items() if day})
    indent(root)
    content = with_returns(tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"
    reshaped = []
    if _header(root) != about:
        reshaped = [Loss("the form of title and description", 1, of="dataset", instead="reshaped")]
    return Written(content, (*_losses(graph, flat, carried), *reshaped, *texts.losses()))


def _with_sources(flat: Flat) -> list[FlatRelation]:
    """Return relations with the sources and own types that they use, for which GEXF has no other place."""
    sources = {row["id"]: row for row in json.loads(flat.header.get("sources", "[]"))}
    types = {row["name"]: row for row in json.loads(flat.header.get("relation_types", "[]"))}
    carried = []
    for row in flat.relations:
        values = dict(row.values)
        cited = _cited(sources, str(values.get("evidence", "")))
        if cited:
            values["sources"] = json.dumps(cited, ensure_ascii=False)
        own = _types_named(types, row.values)
        if own:
            values["relation_types"] = json.dumps(own, ensure_ascii=False)
        carried.append(FlatRelation(row.id, row.source, row.target, values, row.since, row.until))
    return carried


def _entries(text: str) -> list[dict[str, Any]]:
    from graphkit.model import cell_syntax
    from graphkit.model.entities import Relation

    return list(cell_syntax.read(Relation, "evidence", text)) if text else []


def _cited(sources: Mapping[str, dict[str, Any]], evidence: str) -> list[dict[str, Any]]:
    """Return the sources that evidence cites, and those that they derive from."""
    pending = [entry["source"] for entry in _entries(evidence)]
    cited: dict[str, dict[str, Any]] = {}
    while pending:
        id = pending.pop()
        if id not in cited:
            cited[id] = sources[id]
            pending += sources[id].get("derived_from", ())
    return [cited[id] for id in sorted(cited)]


def _types_named(types: Mapping[str, dict[str, Any]], values: Mapping[str, Value]) -> list[dict[str, Any]]:
    names = [str(entry.get("type")) for entry in _entries(str(values.get("evidence", "")))]
    return [types[name] for name in sorted({str(values["type"]), *names} & set(types))]


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


def _losses(graph: Graph, flat: Flat, carried: list[FlatRelation]) -> Iterator[Loss]:
    yield from losses(graph)
    if parallel := len(carried) - len({(row.source, row.target, row.values["type"]) for row in carried}):
        instead = 'Gephi merges them unless you choose "Don\'t merge" as the edges merge strategy on opening'
        yield Loss("parallel relations of one type between the same two actors", parallel, instead=instead)
    cited = {row["id"] for each in carried for row in json.loads(str(each.values.get("sources", "[]")))}
    sources = [row["id"] for row in json.loads(flat.header.get("sources", "[]"))]
    if len(sources) > len(cited):
        yield Loss("sources that nothing cites", len(sources) - len(cited), of="source")
    used = {
        row["name"] for each in carried for row in json.loads(str(each.values.get("relation_types", "[]")))
    }
    types = json.loads(flat.header.get("relation_types", "[]"))
    if len(types) > len(used):
        yield Loss("relation types that nothing uses", len(types) - len(used), of="type")
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
    graph, ours = read_graph(root, drawn, str(path), reading), _creator(root)
    if not speaks_graphkit(graph, ours=ours):
        tell_meta(root, drawn, reading)
        return dataset_from(graph)
    carried, faults = _Carried(), list[Fault]()
    for edge in graph.edges:
        carried.take(edge.values, faults)
    if faults:
        raise DataError(str(path), faults)
    graph.about = {**_header(root), **carried.header()}
    return unflatten(graph, ours=ours)


def _creator(root: "Element") -> bool:
    """Return whether graphkit wrote the file."""
    meta = child_of(root, "meta")
    creator = child_of(meta, "creator") if meta is not None else None
    return creator is not None and creator.text == _CREATOR


def _header(root: "Element") -> dict[str, str]:
    meta = child_of(root, "meta")
    about = child_of(meta, "description") if meta is not None else None
    text = (about.text or "").strip() if about is not None else ""
    title, _, description = text.partition("\n\n")
    return {name: part for name, part in (("title", title), ("description", description)) if part.strip()}


class _Carried:
    """The sources and own types that relations hold for the header."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, Any]] = {"sources": {}, "relation_types": {}}
        self._texts: set[str] = set()

    def take(self, values: dict[str, Value], faults: list[Fault]) -> None:
        """Remove them from the attributes of a relation, and keep them."""
        for name, key in (("sources", "id"), ("relation_types", "name")):
            text = str(values.pop(name, ""))
            if text and text not in self._texts:
                self._texts.add(text)
                try:
                    self._rows[name] |= {row[key]: row for row in json.loads(text)}
                except (ValueError, TypeError, KeyError, RecursionError):
                    message = "is not the JSON that graphkit writes; leave it as it was written"
                    faults.append(Fault(name, message))

    def header(self) -> dict[str, str]:
        """Return them as texts of the header."""
        rows = {name: list(each.values()) for name, each in self._rows.items() if each}
        return {name: json.dumps(each, ensure_ascii=False) for name, each in rows.items()}


GEXF = Format("GEXF 1.3", (".gexf",), "Gephi, with its timeline", dumps, read)
