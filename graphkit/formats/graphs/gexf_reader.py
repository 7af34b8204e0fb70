"""Reads GEXF 1.1 to 1.3 of other programs.

https://gexf.net/schema.html. Times are attributes of a node or edge, spells, slices (1.1), or Gephi's sets
``<[2020-02-01, 2020-03-01]>``; a side that is missing is unknown.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.formats.foreign_identity import DIRECTIONS, has_direction
from graphkit.formats.format import Reading
from graphkit.formats.graphs.foreign_graph import (
    Edge,
    ForeignGraph,
    Many,
    Node,
    Span,
    Timed,
    Value,
    check_defaults,
    direction_in,
    put,
    times_of,
)
from graphkit.formats.graphs.foreign_rows import KINDS, NAMES, TYPES
from graphkit.formats.graphs.xml_text import child_of, children_of, local_name, number_or_text, text_in

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TIMES = ("start", "end", "startopen", "endopen", "timestamp", "timestamps", "intervals")
_KNOWN = {
    "node": ("id", "pid", *_TIMES),
    "edge": ("id", "source", "target", "type", "kind", *_TIMES),
    "graph": ("defaultedgetype", "mode", "timeformat", "timerepresentation", "idtype", "variable", "name"),
}
"""The attributes of XML elements that are not attributes of the node or edge."""
_OF_ALL = ("title", "description")
_READ_INSIDE = ("attvalues", "spells", "slices", "nodes", "edges", "parents", "")
"""The elements inside a node or an edge that are read; others say how it is drawn."""
_TRUTHS = ("true", "false", "1", "0")
_INTERVAL = re.compile(r"([\[\]()])([^,;\[\]()]*),([^,;\[\]()]*)(?:,[^;\[\]()]*)?([\[\]()])")
_MOMENTS = re.compile(r"[^\s,;<>\[\]][^,;<>\[\]]*")


def read_graph(root: "Element", drawn: "Element", where: str, reading: Reading) -> ForeignGraph:
    """Return the nodes and edges of a GEXF, from its elements ``<gexf>`` and ``<graph>``."""
    graph = ForeignGraph(where, reading, has_direction("directed", drawn.get("defaultedgetype")))
    graph.counts_time = drawn.get("timeformat", "").strip().casefold() not in ("date", "datetime")
    put(graph.about, "title", drawn.get("name"))
    meta = child_of(root, "meta")
    for child in meta if meta is not None else ():
        if local_name(child) in _OF_ALL:
            put(graph.about, local_name(child), child.text)
    columns = _columns(drawn)
    defaults = {of: [id for id, column in own.items() if column.default] for of, own in columns.items()}
    elements = sum(local_name(each) in columns for each in drawn.iter())
    check_defaults(where, sum(map(len, defaults.values())), elements)
    for element, parents in _nodes(drawn):
        values = _values(element, columns["node"], defaults["node"], "node", reading)
        graph.add_node(Node(element.get("id", ""), values, parents, _spans(element, values)))
    for element in (edge for group in drawn.iter() if local_name(group) == "edges" for edge in group):
        if local_name(element) == "edge":
            values = _values(element, columns["edge"], defaults["edge"], "edge", reading)
            spans = _spans(element, values) or times_of(values)
            ends = element.get("source", ""), element.get("target", "")
            type_ = element.get("type", "").strip()
            if type_ not in DIRECTIONS:
                put(values, "type", type_)
            directed = DIRECTIONS[type_] if type_ in DIRECTIONS else direction_in(values)
            graph.add_edge(Edge(element.get("id"), *ends, values, directed, element.get("kind", ""), spans))
    return graph


@dataclass(frozen=True, slots=True)
class _Column:
    """A declared attribute: its place among them, name, type, and value where an element has none."""

    place: int
    name: str
    kind: str
    default: str


def _columns(drawn: "Element") -> dict[str, dict[str, _Column]]:
    columns: dict[str, dict[str, _Column]] = {"node": {}, "edge": {}}
    for declared in children_of(drawn, "attributes"):
        of = columns.setdefault(declared.get("class", ""), {})
        for attribute in children_of(declared, "attribute"):
            id, kind = attribute.get("id", ""), attribute.get("type", "string")
            of[id] = _Column(len(of), attribute.get("title") or id, kind, text_in(attribute, "default"))
    return columns


def _nodes(drawn: "Element") -> Iterator[tuple["Element", list[str]]]:
    """Yield each node, to any depth of nesting, with the ids of the nodes that it lies in."""
    pending: list[tuple[Element, list[str]]] = [(drawn, [])]
    while pending:
        outer, around = pending.pop()
        for group in children_of(outer, "nodes"):
            for node in children_of(group, "node"):
                further = [each.get("for", "") for of in children_of(node, "parents") for each in of]
                yield node, [*around, *filter(None, [node.get("pid"), *further])]
                pending.append((node, [node.get("id", "")]))


def _values(
    element: "Element", columns: Mapping[str, _Column], defaults: list[str], of: str, reading: Reading
) -> dict[str, Value]:
    """Return the attributes of a node or edge; several values of one at different times as one text."""
    found: dict[str, list[tuple[str, str]]] = {}
    for group in children_of(element, "attvalues"):
        for attribute in children_of(group, "attvalue"):
            id = attribute.get("for") or attribute.get("id") or ""
            text = attribute.get("value", attribute.text or "")
            times = "; ".join(map(str, _own_spans(attribute)))
            found.setdefault(id, []).append((text, times))
    values: dict[str, Value] = {}
    for name, text in element.attrib.items():
        if name.rpartition("}")[2] not in _KNOWN[of]:
            put(values, name.rpartition("}")[2], number_or_text(text) if name == "weight" else text)
    given = dict.fromkeys([*defaults, *found])
    for id in sorted(given, key=lambda id: columns[id].place if id in columns else len(columns)):
        column = columns.get(id) or _Column(0, id or "attribute", "string", "")
        if id in found and (len(found[id]) > 1 or found[id][0][1]):
            [*others] = {text for text, _ in found[id]}
            whole = {times for _, times in found[id]} <= {"", "; ".join(map(str, _own_spans(element)))}
            kind = Many if whole else Timed
            timed = kind("; ".join(f"{text} ({times})" if times else text for text, times in found[id]))
            if len(others) == 1 and column.name.casefold() in (*NAMES, *TYPES, *KINDS):
                put(values, column.name, others[0])
                put(values, f"{column.name} over time", timed)
            else:
                put(values, column.name, timed)
        elif id in found and column.kind.casefold().startswith("list"):
            put(values, column.name, Many(found[id][0][0]))
        else:
            text = found[id][0][0] if id in found else column.default
            put(values, column.name, number_or_text(text, column.kind))
    for child in element:
        if (name := local_name(child)) not in _READ_INSIDE:
            reading.leave_out(f"{name} in the drawing", "actor" if of == "node" else "relation")
    return values


def _spans(element: "Element", values: dict[str, Value]) -> list[Span]:
    """Return the times of a node or edge: its spells or slices, else its own."""
    own = _own_spans(element)
    groups = [*children_of(element, "spells"), *children_of(element, "slices")]
    spells = [
        span
        for group in groups
        for spell in (*children_of(group, "spell"), *children_of(group, "slice"))
        for span in _own_spans(spell)
    ]
    if spells and own:
        sides = {text for span in spells for text in span[:2]}
        for name, text in (("start", own[0].start), ("end", own[-1].end)):
            if text not in sides:
                put(values, name, text)
    return spells or own


def _own_spans(element: "Element") -> list[Span]:
    """Return the times in the attributes of an element: moments, intervals, one moment, or one span."""
    spans: list[Span] = []
    if moments := element.get("timestamps"):
        spans += [Span(text.strip(), text.strip()) for text in _MOMENTS.findall(moments)]
    if intervals := element.get("intervals"):
        found = [
            Span(start.strip(), end.strip(), opening in "](", closing in "[)")
            for opening, start, end, closing in _INTERVAL.findall(intervals)
        ]
        spans += [span for span in found if span[:2] != ("", "")] or [Span(intervals)]
    if not spans and (moment := element.get("timestamp", "").strip()):
        spans.append(Span(moment, moment))
    if not spans:
        start, start_open = _open_side(element, "start")
        end, end_open = _open_side(element, "end")
        if start or end:
            spans.append(Span(start, end, start_open, end_open))
    return spans


def _open_side(element: "Element", side: str) -> tuple[str, bool]:
    """Return the start or end of an element, and whether it is not itself meant.

    ``startopen`` holds the date in its place (1.2), or says whether ``start`` is open.
    """
    text, opened = element.get(side, "").strip(), element.get(f"{side}open", "").strip()
    if opened.casefold() in _TRUTHS and text:
        return text, opened.casefold() in ("true", "1")
    return (text, False) if text or not opened else (opened, True)


def tell_meta(root: "Element", drawn: "Element", reading: Reading) -> None:
    """Report what a GEXF says of itself and of the whole graph, and graphkit does not keep."""
    for name, text in drawn.attrib.items():
        if name not in _KNOWN["graph"]:
            reading.leave_out(f"{name} {text} of the whole graph", "file")
    meta = child_of(root, "meta")
    for name, text in meta.attrib.items() if meta is not None else ():
        reading.leave_out(f"{name} {text}", "file")
    for child in meta if meta is not None else ():
        if local_name(child) not in _OF_ALL and (child.text or "").strip():
            reading.leave_out(f"{local_name(child)} {' '.join((child.text or '').split())}", "file")
