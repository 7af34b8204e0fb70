"""Copies a graph as texts and numbers only, which networkx's own writers and pyvis take."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from math import isfinite
from numbers import Integral, Real
from typing import Any

import networkx as nx

from graphkit.formats.graphs.attributes import RELATION_TYPE, flatten, free_name, relation_id
from graphkit.formats.graphs.foreign_graph import Value
from graphkit.graph.build import is_blank
from graphkit.graph.conversion import (
    ACTOR_FIELDS,
    GRAPH_FIELDS,
    RELATION_FIELDS,
    extra_fields,
    self_contained,
)
from graphkit.graph.filters import Filter
from graphkit.graph.multigraph import Graph
from graphkit.graph.validated import public
from graphkit.model.ids import FreeIds
from graphkit.temporal.calendar import Window, iso

_FOREIGN = ("attributes",)
"""Fields that hold attributes of other programs, which become attributes of their own."""

_OVERWRITTEN = {
    "graph": ("directed", "multigraph", "node_default", "edge_default", "node", "edge"),
    "relation": ("type", "key", "source", "target", "to"),
}
"""Names for which networkx or pyvis write something else, or that they take for something else.

Those of actors are in :func:`graphkit.formats.graphs.attributes.free_name`.
"""

_UNFIT = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EXACT = 1 << 53
"""Whole numbers up to here are exact as floating-point numbers too."""


@public
def plain(graph: Graph) -> Graph:
    """Return a copy of a graph that holds texts and numbers only, for networkx's writers and pyvis.

    You may change the copy. It is no story any more: ask graphkit's questions of the graph itself.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it or a snapshot. Links and story steps that point outside a window are
        left out.

    Returns
    -------
    networkx.MultiDiGraph
        Actors by id as nodes, each with its name as ``label``; relations by id as edges, each with its type
        as ``relation_type`` and its days as ISO texts in ``since`` and ``until``. ``docs/python.md`` says
        what becomes of everything else.

    Raises
    ------
    DataError
        If the graph mentions an actor or a source that is not in it.

    Examples
    --------
    >>> import networkx
    >>> copy = gk.plain(gk.window(graph, "2025-07", "2025-07"))
    >>> copy.nodes["nvidia"]["label"]
    'Nvidia'
    >>> networkx.write_gexf(copy, "july.gexf")
    """
    flat = flatten(graph, self_contained(graph))
    actors = [_actor(values, graph.nodes[id]) for id, values in flat.actors.items()]
    relations = []
    for row in flat.relations:
        ours = {RELATION_TYPE if name == "type" else name: value for name, value in row.values.items()}
        others = extra_fields(graph.edges[row.source, row.target, row.id], RELATION_FIELDS)
        id = {"id": relation_id(row, flat.actors)}
        relations.append(_joined({**id, **ours}, others, _OVERWRITTEN["relation"]))
    others = extra_fields(graph.graph, frozenset(GRAPH_FIELDS))
    ids, keys = _fit_ids(flat.actors), _fit_ids(row.id or "" for row in flat.relations)
    copy: Graph = nx.MultiDiGraph()
    copy.graph.update(_alike([_joined(flat.header, others, _OVERWRITTEN["graph"])])[0])
    copy.add_nodes_from(zip(ids.values(), _alike(actors), strict=True))
    for row, values in zip(flat.relations, _alike(relations), strict=True):
        ends = ids[row.source], ids[row.target], keys[row.id or ""]
        copy.add_edge(*ends)
        copy.edges[ends].update(values)
    return copy


def _actor(values: Mapping[str, Value], data: Mapping[str, Any]) -> dict[str, Any]:
    ours = {name: value for name, value in values.items() if name in ACTOR_FIELDS and name not in _FOREIGN}
    foreign = ((free_name(key), value) for name in _FOREIGN for key, value in data.get(name, ()))
    added = ((free_name(str(key)), value) for key, value in extra_fields(data, ACTOR_FIELDS).items())
    return _joined(_joined({"label": values["name"], **ours}, dict(foreign), ()), dict(added), ())


def _joined(ours: Mapping[str, Any], others: Mapping[str, Any], taken: Iterable[str]) -> dict[str, Any]:
    """Return attributes and others, whose names get an underscore where they are taken."""
    row, taken = dict(ours), set(taken)
    for name, value in others.items():
        free = _fit(str(name))
        while free in row or free in taken:
            free += "_"
        row[free] = value
    return row


def _fit_ids(ids: Iterable[str]) -> dict[str, str]:
    """Return for each id the text that stands for it, no two the same."""
    texts = {id: _fit(id) for id in ids}
    free = FreeIds(id for id, text in texts.items() if id == text)
    return {id: text if id == text else free.take(text) for id, text in texts.items()}


def _alike(rows: list[dict[str, Any]]) -> list[dict[str, Value]]:
    """Return rows of texts and numbers in which an attribute is of one type in all of them."""
    plain = [
        {
            name: _text_or_number(value)
            for name, each in row.items()
            if (value := _simple(each)) not in (None, {}, [])
        }
        for row in rows
    ]
    columns = defaultdict(list)
    for row in plain:
        for name, value in row.items():
            columns[name].append(value)
    types = {name: _type_of(values) for name, values in columns.items()}
    return [{name: types[name](value) for name, value in row.items()} for row in plain]


def _type_of(values: Iterable[Value]) -> type[str | int | float]:
    """Return the type in which all values are what they are: their own if they have one."""
    [first, *others] = {*map(type, values)}
    exact = all(not isinstance(value, int) or abs(value) <= _EXACT for value in values)
    return first if not others else float if exact and str not in (first, *others) else str


def _text_or_number(value: Any) -> Value:
    """Return what :func:`_simple` gives as a text or a number; yes is 1, and lists are JSON."""
    if isinstance(value, (str, int, float)):
        return _fit(value) if isinstance(value, str) else int(value) if isinstance(value, bool) else value
    return _fit(json.dumps(value, ensure_ascii=False, allow_nan=False))


def _simple(value: Any) -> Any:
    """Return a value, of numpy or pandas too, as JSON has it: what is missing is None, a moment an ISO text.

    An infinite number, which JSON lacks, is a text.
    """
    if isinstance(value, (str, bytes)):
        return str(value)
    if is_blank(value):
        return None
    if isinstance(value, Filter):
        return _simple(_filter(value))
    if isinstance(value, Mapping):
        return {str(name): _simple(each) for name, each in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(map(_simple, value), key=str)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if getattr(value, "ndim", None) == 0 and value.dtype.kind == "b":
        return bool(value)
    if isinstance(value, Integral):
        return value if isinstance(value, bool) else int(value)
    if isinstance(value, Real):
        return float(value) if isfinite(value) else str(float(value))
    if isinstance(value, Iterable) and getattr(value, "ndim", None) != 0:
        return list(map(_simple, value))
    return str(value)


def _filter(criteria: Filter) -> dict[str, Any]:
    """Return what a window or snapshot was asked for, with days in ISO 8601."""
    found: dict[str, Any] = {}
    for each in fields(criteria):
        value = getattr(criteria, each.name)
        if not each.compare or value == each.default:
            continue
        if isinstance(value, Window):
            found |= {name: iso(day) for name, day in value._asdict().items() if iso(day)}
        else:
            found[each.name] = iso(value) if each.name in ("as_of", "known_by") else value
    return found


def _fit(text: str) -> str:
    """Return a text whose line ends are line feeds, and whose other control characters are escaped."""
    lines = str(text).replace("\r\n", "\n").replace("\r", "\n")
    return _UNFIT.sub(lambda char: char.group().encode("unicode_escape").decode(), lines)
