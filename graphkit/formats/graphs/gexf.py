"""The format GEXF 1.3 of Gephi: a dynamic graph in which each relation has a span of days.

https://gexf.net/schema.html. The span of a relation is from the first to the last possible day, inclusive; an
open or unknown side is left open.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any

from graphkit.errors import DataError, Fault
from graphkit.formats.format import Format, Loss, PathLike, Reading, Written, encoded
from graphkit.formats.graphs.attributes import Flat, flatten, losses, relation_id, speaks_graphkit, unflatten
from graphkit.formats.graphs.foreign_graph import ForeignGraph, Value
from graphkit.formats.graphs.foreign_rows import dataset_from
from graphkit.formats.graphs.gexf_reader import read_graph, tell_meta
from graphkit.formats.graphs.xml_text import (
    Texts,
    child_of,
    children_of,
    grouped,
    kinds_of,
    local_name,
    parse,
    text_in,
)
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Dataset
from graphkit.model.foreign_dates import xml_day

_NAMESPACE = "http://gexf.net/1.3"
_CREATOR = "graphkit"
_CARRIED = {"sources": "id", "relation_types": "name"}
"""What of the header stands at each relation that uses it, as GEXF has no other place; its rows' key."""
_TYPES: dict[type, str] = {str: "string", bool: "boolean", int: "integer", float: "double"}


def dumps(graph: Graph) -> Written:
    """Return a graph as GEXF, and what it loses."""
    flat, texts = flatten(graph), Texts()
    unused = _add_header(graph, flat)
    about = {name: flat.header[name] for name in ("title", "description") if name in flat.header}
    description = texts.fit("\n\n".join(about.values()))

    def values_in(values: Mapping[str, Value]) -> Iterator[str]:
        lines = []
        for name, value in values.items():
            text = texts.quoted(str(value).lower() if isinstance(value, bool) else str(value))
            lines.append(f"          <attvalue for={names[name]} value={text} />")
        return grouped("        ", "attvalues", lines)

    names: dict[str, str] = {}

    def declared(of: str, rows: Iterable[Mapping[str, Value]]) -> Iterator[str]:
        kinds = kinds_of(rows, _TYPES)
        names.update({name: texts.quoted(name) for name in kinds})
        each = [f'      <attribute id={names[n]} title={names[n]} type="{kinds[n]}" />' for n in kinds]
        return grouped("    ", f'attributes class="{of}" mode="static"', each)

    def nodes() -> Iterator[str]:
        for id, values in flat.actors.items():
            start = f"node id={texts.quoted(id)} label={texts.quoted(str(values['name']))}"
            yield "\n".join(grouped("      ", start, values_in(values)))

    def edges() -> Iterator[str]:
        for row in flat.relations:
            ends = {"id": relation_id(row, ()), "source": row.source, "target": row.target}
            ends |= {"label": str(row.values["label"]), "kind": str(row.values["type"])}
            start = " ".join(["edge", *(f"{name}={texts.quoted(text)}" for name, text in ends.items())])
            inner = values_in(row.values)
            sides = {"start": row.values.get("since"), "end": row.values.get("until")}
            days = {name: day for name, text in sides.items() if (day := xml_day(str(text or "")))}
            if days:
                spell = " ".join([f'{name}="{day}"' for name, day in days.items()])
                inner = chain(inner, grouped("        ", "spells", [f"          <spell {spell} />"]))
            yield "\n".join(grouped("      ", start, inner))

    meta = [f"    <creator>{_CREATOR}</creator>", f"    {texts.element('description', description)}"]
    drawn = chain(
        declared("node", flat.actors.values()),
        declared("edge", (row.values for row in flat.relations)),
        grouped("    ", "nodes", nodes()),
        grouped("    ", "edges", edges()),
    )
    start = 'graph defaultedgetype="directed" mode="dynamic" timeformat="date"'
    inner = chain(grouped("  ", "meta", meta), grouped("  ", start, drawn))
    whole = grouped("", f'gexf xmlns="{_NAMESPACE}" version="1.3"', inner)
    content = encoded(chain(["<?xml version='1.0' encoding='UTF-8'?>"], whole))
    reshaped = []
    if _about(description.strip()) != about:
        reshaped = [Loss("the form of title and description", 1, of="dataset", instead="reshaped")]
    return Written(content, (*_losses(graph, flat, unused), *reshaped, *texts.losses()))


def _add_header(graph: Graph, flat: Flat) -> dict[str, int]:
    """Give relations the rows of the header that they use; return how many rows none of them uses."""
    by_id = index(graph).by_id
    rows = {
        name: {row[key]: row for row in json.loads(flat.header.get(name, "[]"))}
        for name, key in _CARRIED.items()
    }
    unused = {name: set(each) for name, each in rows.items()}

    @cache
    def text_of(name: str, ids: frozenset[str]) -> str:
        unused[name] -= ids
        kept = [rows[name][id] for id in sorted(ids & rows[name].keys())]
        return json.dumps(kept, ensure_ascii=False) if kept else ""

    for row in flat.relations:
        evidence = by_id[row.id or ""].evidence
        cited: set[str] = set()
        pending = [entry.source for entry in evidence]
        while pending:
            id = pending.pop()
            if id not in cited:
                cited.add(id)
                pending += rows["sources"][id].get("derived_from", ())
        types = {str(row.values["type"]), *(entry.type for entry in evidence if entry.type)}
        for name, ids in ("sources", cited), ("relation_types", types):
            if text := text_of(name, frozenset(ids)):
                row.values[name] = text
    return {name: len(each) for name, each in unused.items()}


def _losses(graph: Graph, flat: Flat, unused: Mapping[str, int]) -> Iterator[Loss]:
    yield from losses(graph)
    rows = flat.relations
    if parallel := len(rows) - len({(row.source, row.target, row.values["type"]) for row in rows}):
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
    graph.about = {**_about(text_in(root, "meta", "description")), **_take_header(graph)}
    return unflatten(graph, ours=ours)


def _about(text: str) -> dict[str, str]:
    title, _, description = text.partition("\n\n")
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
