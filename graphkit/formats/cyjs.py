"""The format Cytoscape JSON: what Cytoscape and cytoscape.js load as elements.

https://js.cytoscape.org/#notation/elements-json. It has no time: the days of a relation are data.
"""

import json
from typing import Any

from graphkit.errors import DataError, Fault, shortened
from graphkit.formats.attributes import Flat, FlatRelation, Value, flatten, losses, relation_id, unflatten
from graphkit.formats.format import Format, PathLike, Reading, Written, content_of
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Dataset
from graphkit.storage.strict_json import read_json, text_of

_MAKER = "graphkit"
_OWN = (
    "id", "key", "source", "target", "shared_name", "interaction", "shared_interaction", "SUID", "selected",
)  # fmt: skip
"""Data that are not attributes."""


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
        "data": {"name": flat.header.get("title", "Untitled"), **flat.header},
        "elements": {"nodes": nodes, "edges": edges},
    }
    content = (json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
    return Written(content, tuple(losses(graph)))


def read(path: PathLike, reading: Reading) -> Dataset:
    """Read Cytoscape JSON of graphkit or of another program; elements may be one list."""
    where = str(path)
    raw, faults = read_json(text_of(content_of(path), where), where)
    elements = raw.get("elements") if isinstance(raw, dict) else raw
    if isinstance(elements, list):
        nodes = [row for row in elements if not _is_edge(row)]
        elements = {"nodes": nodes, "edges": [row for row in elements if _is_edge(row)]}
    if not isinstance(elements, dict):
        raise DataError(where, [Fault("", "is no Cytoscape JSON; it has no elements with nodes and edges")])
    about = raw.get("data") if isinstance(raw, dict) else None
    flat = Flat(
        {name: text for name, text in about.items() if isinstance(text, str)}
        if isinstance(about, dict)
        else {},
        ours=isinstance(raw, dict) and raw.get("generated_by") == _MAKER,
    )
    if "title" not in flat.header and flat.header.get("name", "").strip():
        flat.header["title"] = flat.header["name"]
    for number, data in _data(elements, "nodes", faults):
        id = str(data.get("id", ""))
        if id in flat.actors:
            faults.append(Fault(f"node {number}", f"the id {shortened(id)} stands twice; give each its own"))
        flat.actors[id] = _values(data)
    for _, data in _data(elements, "edges", faults):
        values = _values(data)
        values.setdefault("type", str(data.get("interaction") or ""))
        key = data.get("key", data.get("id"))
        ends = str(data.get("source", "")), str(data.get("target", ""))
        days = (str(data[name]) if data.get(name) else None for name in ("start", "end"))
        flat.relations.append(FlatRelation(None if key is None else str(key), *ends, values, *days))
    if faults:
        raise DataError(where, faults)
    return unflatten(flat, where, reading)


def _is_edge(row: Any) -> bool:
    return isinstance(row, dict) and isinstance(row.get("data"), dict) and "source" in row["data"]


def _data(elements: dict[str, Any], group: str, faults: list[Fault]) -> list[tuple[int, dict[str, Any]]]:
    rows = elements.get(group, [])
    data = []
    for number, row in enumerate(rows if isinstance(rows, list) else [None], 1):
        if isinstance(row, dict) and isinstance(row.get("data"), dict):
            data.append((number, row["data"]))
        else:
            faults.append(
                Fault(f"{group}, {number}", 'is no element; write one such as {"data": {"id": "a"}}')
            )
    return data


def _values(data: dict[str, Any]) -> dict[str, Value]:
    """Return the attributes of an element; lists and objects as JSON."""
    values: dict[str, Value] = {}
    for name, value in data.items():
        if name in _OWN or value is None:
            continue
        plain = isinstance(value, str | int | float)
        values[name] = value if plain else json.dumps(value, ensure_ascii=False)
    return values


CYJS = Format("Cytoscape JSON", (".cyjs",), "Cytoscape and cytoscape.js", dumps, read)
