"""The format GraphML, as networkx reads and writes it: igraph, yEd and Cytoscape open it.

http://graphml.graphdrawing.org. It has no time: the days of a relation are attributes.
"""

import io
from typing import TYPE_CHECKING, Any

import networkx as nx

from graphkit.formats.attributes import Flat, FlatRelation, flatten, losses, unflatten
from graphkit.formats.format import Format, PathLike, Reading, Written
from graphkit.formats.xml_text import Texts, parse, with_returns
from graphkit.graph.multigraph import Graph
from graphkit.libraries import Reader
from graphkit.model.entities import Dataset
from graphkit.storage.atomic import readable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MARK = b"<!-- written by graphkit -->"
"""Follows the XML declaration; other programs drop comments when they save a file."""

_NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"


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
    from xml.etree.ElementTree import tostring

    root = parse(path)  # refuses what is hostile, before networkx reads it
    _avoid_warnings(root)
    with Reader(path, "is no GraphML that networkx reads", "mend it where it was written"):
        drawn: Any = nx.read_graphml(io.BytesIO(with_returns(tostring(root))), force_multigraph=True)
    flat = Flat({name: str(value) for name, value in drawn.graph.items() if isinstance(value, str)})
    flat.ours = _is_ours(path)
    flat.actors = {str(id): dict(values) for id, values in drawn.nodes(data=True)}
    for source, target, key, values in drawn.edges(keys=True, data=True):
        # igraph keeps no ids of edges, but the attribute.
        id = values.pop("key", key if isinstance(key, str) else None)
        since, until = (values.get(name) for name in ("start", "end"))
        flat.relations.append(FlatRelation(id, str(source), str(target), dict(values), since, until))
    return unflatten(flat, str(path), reading)


def _avoid_warnings(root: "Element") -> None:
    """Change XML that networkx warns of: give each key a type, and remove ports."""
    for element in root.iter():
        if element.tag == f"{_NAMESPACE}key":
            element.attrib.setdefault("attr.type", "string")
        for port in element.findall(f"{_NAMESPACE}port"):
            element.remove(port)


def _is_ours(path: PathLike) -> bool:
    with readable(path), open(path, "rb") as file:
        return _MARK in file.read(200)


GRAPHML = Format("GraphML", (".graphml",), "igraph, yEd, Cytoscape, networkx", dumps, read)
