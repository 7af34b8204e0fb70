"""The format GEXF 1.3 of Gephi: a dynamic graph in which each relation has a span of days.

https://gexf.net/schema.html. The span of a relation is from the first to the last possible day, inclusive; an
open or unknown side is left open.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graphkit.errors import DataError, Fault, shortened
from graphkit.formats.attributes import Flat, FlatRelation, Value, flatten, losses, unflatten
from graphkit.formats.foreign_dates import day_of, xml_day
from graphkit.formats.format import Format, Loss, PathLike, Reading, Written
from graphkit.formats.xml_text import Texts, parse, with_returns
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
    if _local(root) != "gexf" or _child(root, "graph") is None:
        fault = Fault("", "is no GEXF; its first element is not <gexf> with a <graph> in it")
        raise DataError(str(path), [fault])
    drawn = _child(root, "graph")
    assert drawn is not None
    titles, ours = _titles(drawn), _creator(root)
    flat = Flat(_header(root), ours=ours)
    faults: list[Fault] = []
    carried = _Carried()
    for node in _each(drawn, "nodes", "node"):
        id = node.get("id", "")
        if id in flat.actors:
            faults.append(Fault(f"node {shortened(id)}", "stands twice; give each its own id"))
        flat.actors[id] = _attributes(node, titles["node"], ours=ours)
    for edge in _each(drawn, "edges", "edge"):
        values = _attributes(edge, titles["edge"], ours=ours)
        carried.take(values, faults)
        values.setdefault("type", edge.get("kind") or edge.get("label") or "")
        ends = edge.get("source", ""), edge.get("target", "")
        for number, (since, until) in enumerate(_spells(edge)):
            key = edge.get("id") if not number else None
            flat.relations.append(FlatRelation(key, *ends, values, since, until))
    if faults:
        raise DataError(str(path), faults)
    flat.header |= carried.header()
    return unflatten(flat, str(path), reading)


def _local(element: "Element") -> str:
    return str(element.tag).rpartition("}")[2]


def _child(element: "Element", name: str) -> "Element | None":
    return next((child for child in element if _local(child) == name), None)


def _each(element: "Element", group: str, name: str) -> Iterator["Element"]:
    """Yield the members of a group, each followed by the members of its own group, to any depth."""

    def members(of: "Element") -> Iterator["Element"]:
        inner_groups = (inner for inner in of if _local(inner) == group)
        return (child for inner in inner_groups for child in inner if _local(child) == name)

    groups = [members(element)]
    while groups:
        child = next(groups[-1], None)
        if child is None:
            groups.pop()
        else:
            yield child
            groups.append(members(child))


def _creator(root: "Element") -> bool:
    """Return whether graphkit wrote the file."""
    meta = _child(root, "meta")
    creator = _child(meta, "creator") if meta is not None else None
    return creator is not None and creator.text == _CREATOR


def _header(root: "Element") -> dict[str, str]:
    meta = _child(root, "meta")
    about = _child(meta, "description") if meta is not None else None
    text = (about.text or "").strip() if about is not None else ""
    title, _, description = text.partition("\n\n")
    return {name: part for name, part in (("title", title), ("description", description)) if part.strip()}


def _titles(drawn: "Element") -> dict[str, dict[str, str]]:
    """Return the name of each declared attribute of nodes and of edges, by id."""
    titles: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    for declared in drawn:
        if _local(declared) == "attributes" and declared.get("class") in titles:
            for attribute in declared:
                id = attribute.get("id", "")
                titles[str(declared.get("class"))][id] = attribute.get("title", id)
    return titles


def _attributes(element: "Element", titles: Mapping[str, str], *, ours: bool) -> dict[str, Value]:
    """Return the attributes of an element; of values that change with time, the last."""
    values: dict[str, Value] = {}
    for attribute in _each(element, "attvalues", "attvalue"):
        name = attribute.get("for") or attribute.get("id") or ""
        values[titles.get(name, name)] = attribute.get("value", "")
    if not ours and element.get("label"):
        values.setdefault("label", element.get("label", ""))
    return values


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


def _spells(edge: "Element") -> list[tuple[str | None, str | None]]:
    """Return the first and last day of each spell of an edge, or of the edge itself if it has no spells."""
    spells = [(spell.get("start"), spell.get("end")) for spell in _each(edge, "spells", "spell")]
    moment = edge.get("timestamp")
    return [
        (day_of(start), day_of(end))
        for start, end in spells or [(edge.get("start") or moment, edge.get("end") or moment)]
    ]


GEXF = Format("GEXF 1.3", (".gexf",), "Gephi, with its timeline", dumps, read)
