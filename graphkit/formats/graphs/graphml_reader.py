"""Reads GraphML of other programs: igraph, networkx, Gephi, yEd, yEd Live, Cytoscape.

http://graphml.graphdrawing.org/specification.html. The XML is read here rather than by networkx, which
refuses edges that differ in direction, truths with blanks and undeclared data, and knows no groups.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from graphkit.errors import shortened
from graphkit.formats.foreign_identity import has_direction
from graphkit.formats.format import Reading
from graphkit.formats.graphs.foreign_graph import (
    DRAWN_BACK,
    Edge,
    ForeignGraph,
    Node,
    Value,
    check_defaults,
    direction_in,
    put,
    times_of,
)
from graphkit.formats.graphs.xml_text import children_of, local_name, number_or_text, text_in

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LABELS = ("NodeLabel", "EdgeLabel", "Label")
"""How yEd, and yEd Live (yFiles 3), call what stands on a node or edge."""
_YWORKS = "www.yworks.com/xml/"
_YFILES = f"{_YWORKS}yfiles"
_SHARED = "{y:GraphMLReference"
"""The start of what stands for a part that yFiles keeps elsewhere in the file."""
_ARROWS = {"standard", "delta", "white_delta", "plain", "short", "convex", "concave"}
"""What points somewhere among what yEd draws at the ends of an edge; diamonds and crow's feet do not."""
_HTML = re.compile("<html", re.IGNORECASE)
"""The start of a label that yEd draws as a page of HTML."""
_OF = {"node": "actor", "edge": "relation", "graph": "file"}


@dataclass(frozen=True, slots=True)
class _Key:
    """A declared attribute: its name, its type, what has it, and its value where an element has none.

    ``drawn`` is whether it is yFiles' own, for the drawing.
    """

    name: str
    kind: str
    of: str
    default: str
    drawn: bool = False


@dataclass(slots=True)
class _Found:
    """What the ``<data>`` of an element say: attributes, labels, and the ends at which yEd draws arrows.

    ``bare`` is whether it draws nothing there.
    """

    values: dict[str, Value] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    arrows: tuple[bool, bool] | None = None
    bare: bool = False


def read_graph(root: "Element", where: str, reading: Reading) -> ForeignGraph:
    """Return the nodes and edges of a GraphML, from its element ``<graphml>``."""
    return _File(root, where, reading).graph()


class _File:
    """A GraphML file; nodes of one id in several graphs are several."""

    def __init__(self, root: "Element", where: str, reading: Reading) -> None:
        self._root, self._reading = root, reading
        self._graph = ForeignGraph(where, reading)
        self._keys = _keys(root)
        self._defaults = [key for key in self._keys.values() if key.default and not key.drawn]
        elements = sum(local_name(each) in ("node", "edge") for each in root.iter())
        check_defaults(where, len(self._defaults), elements)

    def graph(self) -> ForeignGraph:
        """Return the nodes and edges of all graphs of the file."""
        graphs = children_of(self._root, "graph")
        if len(graphs) > 1:
            self._reading.notes.append(f"The file holds {len(graphs)} graphs; all of them were read.")
        for number, graph in enumerate(graphs, 1):
            header = self._data(graph, "graph").values
            put(header, "description", text_in(graph, "desc"))
            for name, value in header.items():
                put(self._graph.about, name, value)
            names = self._add_nodes(graph, number)
            self._add_edges(graph, names)
        for data in children_of(self._root, "data"):
            self._reading.leave_out(self._key(data, "graphml").name, "file")
        return self._graph

    def _add_nodes(self, graph: "Element", number: int) -> dict[str, str]:
        """Add the nodes of a graph and of the graphs nested in it; return their ids in the whole file."""
        names: dict[str, str] = {}
        for element, parent in _nodes(graph):
            id = element.get("id", "")
            other = id in self._graph.nodes and id not in names
            name = f"{graph.get('id') or f'graph{number}'}:{id}" if other else id
            found = self._data(element, "node")
            for label in found.labels:
                put(found.values, "label", label)
            for _ in children_of(element, "port"):
                self._reading.leave_out("a port", "actor")
            parents = [] if parent is None else [names.get(parent, parent)]
            self._graph.add_node(Node(name, found.values, parents))
            names.setdefault(id, name)
        return names

    def _add_edges(self, graph: "Element", names: dict[str, str]) -> None:
        for inner in graph.iter():
            directed = has_direction("directed", inner.get("edgedefault"))
            for element in children_of(inner, "edge") if local_name(inner) == "graph" else ():
                self._add_edge(element, names, directed)
            for _ in children_of(inner, "hyperedge"):
                self._reading.leave_out("hyperedges, which join more than two")

    def _add_edge(self, element: "Element", names: dict[str, str], directed: bool | None) -> None:
        found = self._data(element, "edge")
        own = has_direction("directed", element.get("directed"))
        own = direction_in(found.values) if own is None else own
        directed = directed if own is None else own
        for label in found.labels:
            put(found.values, "label", label)
        source, target = (
            names.get(element.get(end, ""), element.get(end, "")) for end in ("source", "target")
        )
        for name in element.attrib.keys() & {"sourceport", "targetport"}:
            self._reading.leave_out(f"the {name}")
        if found.arrows is not None and own is not False:
            at_source, at_target = found.arrows
            if at_source and not at_target:
                source, target = target, source
                self._reading.notes.append(DRAWN_BACK)
            if directed is not False or at_source != at_target:
                directed = at_source != at_target if at_source or at_target else own
                directed = False if found.bare and own is None else directed
        spans = times_of(found.values)
        self._graph.add_edge(Edge(element.get("id"), source, target, found.values, directed, "", spans))

    def _key(self, data: "Element", of: str) -> _Key:
        id = data.get("key", "").strip()
        return self._keys.get((of, id)) or self._keys.get(("all", id)) or _Key(id or "data", "string", of, "")

    def _data(self, element: "Element", of: str) -> _Found:
        """Return what an element says, and report of its drawing what is not read."""
        found, given = _Found(), set()
        for data in children_of(element, "data"):
            key = self._key(data, of)
            given.add(key)
            drawn = key.drawn or any(_YWORKS in part.tag for part in data)
            text = data.text or "" if drawn or not len(data) else " ".join(" ".join(data.itertext()).split())
            if drawn:
                self._take_drawing(data, key, of, found)
            if text.strip() and not key.drawn:
                put(found.values, key.name, number_or_text(text, key.kind))
        for key in self._defaults:
            if key.of in (of, "all") and key not in given:
                put(found.values, key.name, number_or_text(key.default, key.kind))
        if of != "graph":
            put(found.values, "description", text_in(element, "desc"))
        return found

    def _take_drawing(self, data: "Element", key: _Key, of: str, found: _Found) -> None:
        """Take the labels and arrows out of what yEd and yEd Live draw; the rest is reported by name."""
        rest = set()
        for part in _active(data):
            name = local_name(part)
            if name in _LABELS and (label := _text_of_label(part)):
                found.labels.append(label)
            elif name == "Arrows":
                ends = [part.get(end, "none").strip().casefold() for end in ("source", "target")]
                for end in ends:
                    if end not in ("none", "", *_ARROWS):
                        self._reading.leave_out(f"the end {shortened(end)} in the drawing, which is no arrow")
                found.arrows = ends[0] in _ARROWS, ends[1] in _ARROWS
                found.bare = {*ends} <= {"none", ""}
            elif name not in _LABELS:
                rest.add(name)
        if rest or (key.drawn and not len(data)):
            self._reading.leave_out(f"the drawing ({key.name})", _OF.get(of, of))


def _keys(root: "Element") -> dict[tuple[str, str], _Key]:
    keys = {}
    for key in children_of(root, "key"):
        id, of = key.get("id", ""), key.get("for", "all")
        other = next((text for name, text in key.attrib.items() if name.endswith("yfiles.type")), id)
        drawn = any(name.endswith("attr.uri") and _YFILES in uri for name, uri in key.attrib.items())
        kind, text = key.get("attr.type", "string"), text_in(key, "default")
        keys[of, id] = _Key(key.get("attr.name") or other, kind, of, text, drawn)
    return keys


def _nodes(graph: "Element") -> Iterator[tuple["Element", str | None]]:
    """Yield each node with the id of the node it is nested in, to any depth."""
    pending: list[tuple[Element, str | None]] = [(graph, None)]
    while pending:
        outer, parent = pending.pop()
        for node in children_of(outer, "node"):
            yield node, parent
            pending += [(inner, node.get("id", "")) for inner in children_of(node, "graph")]
        for edge in children_of(outer, "edge"):
            pending += [(inner, None) for inner in children_of(edge, "graph")]


def _active(data: "Element") -> Iterator["Element"]:
    """Yield the parts of a drawing; of a group that yEd draws open and closed, those of the one it shows."""
    pending = list(data)
    while pending:
        part = pending.pop(0)
        inner = list(part)
        if local_name(part) == "Realizers" and inner:
            shown = part.get("active", "0")
            pending.insert(
                0, inner[int(shown)] if shown.isdecimal() and int(shown) < len(inner) else inner[0]
            )
            continue
        yield part
        if local_name(part) not in _LABELS:
            pending[:0] = inner


def _text_of_label(label: "Element") -> str:
    """Return the text of a label: its own, or that of its ``Text`` as an attribute or element."""
    texts = [label.text or "", label.get("Text", "")]
    texts += [part.text or "" for part in label if local_name(part).endswith("Text")]
    text = next((text.strip() for text in texts if text.strip() and not text.startswith(_SHARED)), "")
    return unescape(re.sub("<[^>]*>", " ", text)).strip() if _HTML.match(text) else text
