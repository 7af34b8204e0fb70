"""Turns actors and relations into attributes (texts and numbers) for GEXF, GraphML and Cytoscape, and back.

A field is written as a person types it into a cell of a table. Attributes that follow from the fields (days,
certainty, voices) are written too, for other programs; they are not read back.
"""

import json
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from graphkit.errors import DataError, Fault, shortened
from graphkit.formats.foreign_dates import span
from graphkit.formats.foreign_identity import (
    KIND_ASSUMED,
    distinguishing,
    is_name,
    is_wikidata,
    wikidata_items,
)
from graphkit.formats.format import Loss, Reading
from graphkit.graph.build import to_dataset
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.model import cell_syntax
from graphkit.model.entities import Actor, Dataset, Kind, Relation
from graphkit.model.ids import FreeIds, id_from
from graphkit.model.vocabulary import type_name, vocabulary
from graphkit.storage.json_file import dataset_of, file_of, file_with
from graphkit.temporal.calendar import iso

Value = str | int | float | bool

DERIVED = (
    "label", "family", "certainty", "standing", "since", "until", "certainly_since", "certainly_until",
    "claimed", "contested", "dates_differ", "voices", "independent_sources", "date",
)  # fmt: skip
"""Attributes of a relation that follow from its fields and are not read back."""

_APART = "attributes."
"""Before the name of an actor's attribute that is written by itself too, for other programs."""
_COLUMN = re.compile(r"\w([\w .-]{0,58}\w)?")
"""A name of an attribute that every program takes as the heading of a column."""

_HEADER = ("title", "description", "sources", "relation_types", "story")
_TYPE_ASSUMED = "linked-to"


@dataclass(frozen=True, slots=True)
class FlatRelation:
    """A relation between two actors, by id, as attributes; ``since`` and ``until`` are ISO days."""

    id: str | None
    source: str
    target: str
    values: dict[str, Value]
    since: str | None = None
    until: str | None = None


@dataclass(slots=True)
class Flat:
    """A dataset as attributes: of the header, of actors by id, and of relations.

    ``ours`` is whether graphkit wrote the file: only then do its ids mean something outside it.
    """

    header: dict[str, str] = field(default_factory=dict)
    actors: dict[str, dict[str, Value]] = field(default_factory=dict)
    relations: list[FlatRelation] = field(default_factory=list)
    ours: bool = False


# --- writing ------------------------------------------------------------------------------------


def flatten(graph: Graph, dataset: Dataset | None = None) -> Flat:
    """Return a graph, or a window of it, as attributes; ``dataset`` is what the graph holds, if known."""
    raw = file_of(to_dataset(graph) if dataset is None else dataset)
    by_id = index(graph).by_id
    flat = Flat({name: _header_text(raw["graph"][name]) for name in _HEADER if name in raw["graph"]})
    for row in raw["nodes"]:
        flat.actors[row["id"]] = {
            name: cell_syntax.written(Actor, name, value) for name, value in row.items() if name != "id"
        }
    for id, name, value in _columns(raw["nodes"]):
        flat.actors[id][f"{_APART}{name}"] = value
    for row in raw["edges"]:
        values: dict[str, Value] = {
            name: cell_syntax.written(Relation, name, value)
            for name, value in row.items()
            if name not in ("source", "target", "key")
        }
        relation = by_id[row["key"]]
        since, until = _possible(relation)
        values |= _derived(graph, relation)
        flat.relations.append(FlatRelation(row["key"], row["source"], row["target"], values, since, until))
    return flat


def relation_id(relation: FlatRelation, actors: Container[str]) -> str | None:
    """Return the id of a relation where it must differ from the ids of all actors, as in Cytoscape."""
    return f"relation:{relation.id}" if relation.id in actors else relation.id


def _columns(rows: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str, Value]]:
    """Yield each attribute of actors as a column of one type has it: the actor, the name and the value."""
    cells = [(row["id"], name, value) for row in rows for name, value in row.get("attributes", {}).items()]
    types: dict[str, type[str | float | int]] = {}
    for _, name, value in cells:
        whole = isinstance(value, int) and abs(value) < 2**31
        type_: type[str | float | int] = str if isinstance(value, str) else int if whole else float
        types[name] = next(each for each in (str, float, int) if each in (type_, types.get(name, type_)))
    for id, name, value in cells:
        if _COLUMN.fullmatch(name):
            try:
                yield id, name, types[name](value)
            except OverflowError:  # a whole number beyond all floats
                continue


def _header_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _possible(relation: DatedRelation) -> tuple[str | None, str | None]:
    """Return the first and the last day on which a relation is possible; None if open or undated."""
    bounds = relation.bounds
    return (None, None) if bounds is None else (iso(bounds.earliest_start), iso(bounds.latest_end))


def _derived(graph: Graph, relation: DatedRelation) -> dict[str, Value]:
    since, until = _possible(relation)
    bounds = relation.bounds
    certain = bounds is not None and bounds.latest_start <= bounds.earliest_end
    sources = index(graph).sources

    def name(voice: str) -> str:
        if voice in graph:
            return str(graph.nodes[voice]["name"])
        return sources[voice].publisher if voice in sources else voice

    values: dict[str, Value | None] = {
        "label": relation.qualified(relation.type.label()),
        "family": relation.type.family,
        "date": relation.words,
        "since": since,
        "until": until,
        "certainly_since": iso(bounds.latest_start) if bounds and certain else None,
        "certainly_until": iso(bounds.earliest_end) if bounds and certain else None,
        "certainty": relation.certainty,
        "standing": relation.standing,
        "claimed": relation.claimed,
        "contested": relation.contested,
        "dates_differ": relation.dates_differ,
        "voices": "; ".join(map(name, relation.voices)),
        "independent_sources": relation.independent_sources,
    }
    return {key: value for key, value in values.items() if value is not None}


def losses(graph: Graph) -> Iterable[Loss]:
    """Yield what other programs cannot show on a timeline, or have as an attribute only and do not draw."""
    relations = index(graph).relations()
    vague = sum(relation.bounds is not None and not _exact(relation) for relation in relations)
    if vague:
        instead = "shown from the first to the last day possible; the sure days are attributes"
        yield Loss("certainty of dates", vague, instead=instead)
    undated = sum(relation.bounds is None for relation in relations)
    if undated:
        yield Loss("the lack of a date", undated, instead="shown at all times")
    counts = {
        "status": sum(relation.status != "actual" for relation in relations),
        "contradiction": sum(relation.contested or relation.dates_differ for relation in relations),
        "voices": sum(bool(relation.evidence) for relation in relations),
        "links to other relations": sum(bool(relation.links) for relation in relations),
        "further actors concerned": sum(bool(relation.about) for relation in relations),
    }
    for what, count in counts.items():
        if count:
            place = "a word of the label" if what == "status" else "an attribute"
            yield Loss(what, count, instead=f"{place}, not drawn")


def _exact(relation: DatedRelation) -> bool:
    bounds = relation.bounds
    return bounds is None or (
        bounds.earliest_start == bounds.latest_start and bounds.earliest_end == bounds.latest_end
    )


# --- reading ------------------------------------------------------------------------------------


def unflatten(flat: Flat, where: str, reading: Reading) -> Dataset:
    """Return the dataset that attributes say; another program's file is read as far as it says anything."""
    rows = _Rows()
    if flat.ours:
        flat.actors = {
            id: {name: value for name, value in values.items() if not name.startswith(_APART)}
            for id, values in flat.actors.items()
        }
    header: dict[str, Any] = {}
    for name, text in flat.header.items():
        if name in _HEADER:
            header[name] = text if name in ("title", "description") else _json(name, text, rows.faults)
    items = wikidata_items(flat.actors)
    nodes = [rows.actor(id, values, items.get(id)) for id, values in flat.actors.items()]
    rows.left_out -= {name for name in rows.left_out if items and is_wikidata(name)}
    own = {str(row.get("name")) for row in header.get("relation_types") or () if isinstance(row, dict)}
    edges, new_types = rows.relations(flat.relations, {*vocabulary(), *own})
    if new_types:
        header["relation_types"] = [*(header.get("relation_types") or ()), *new_types]
    _tell_local(flat, nodes, edges, items, reading)
    reading.local.kinds |= rows.kind_assumed
    reading.notes += rows.notes(new_types)
    if rows.faults:
        raise DataError(where, rows.faults)
    return dataset_of(file_with(header, nodes, edges), where)


def _json(name: str, text: str, faults: list[Fault]) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        faults.append(Fault(name, "is not the JSON that graphkit writes; leave it as it was written"))
    return []


def _tell_local(
    flat: Flat,
    nodes: list[dict[str, Any]],
    edges: list[dict[str, Any]],
    items: Mapping[str, str],
    reading: Reading,
) -> None:
    """Tell the reading which ids and names mean nothing outside the file, and what distinguishes actors."""
    for id, values in flat.actors.items():
        reading.local.add_details(id, distinguishing(values, has_item=id in items))
    pairs = zip(edges, flat.relations, strict=True)
    reading.local.relations |= {row["key"] for row, relation in pairs if not (flat.ours and relation.id)}
    if not flat.ours:
        reading.local.actors.update(flat.actors)
        unnamed = {row["id"] for row in nodes if row["name"] == row["id"]}
        reading.local.names |= {id for id in unnamed if not is_name(id)}


@dataclass(slots=True)
class _Rows:
    """Makes rows of ``graph.json`` from attributes."""

    faults: list[Fault] = field(default_factory=list)
    kind_assumed: set[str] = field(default_factory=set)
    left_out: set[str] = field(default_factory=set)

    def actor(self, id: str, values: Mapping[str, Value], wikidata: str | None) -> dict[str, Any]:
        """Return the row of an actor."""
        row = {"id": id, **self._fields(Actor, values, f"actor {shortened(id)}")}
        if wikidata:
            row["ids"] = {"wikidata": wikidata}
        label = str(values.get("label") or "").strip()
        row.setdefault("name", label or id)
        if row.get("kind") not in get_args(Kind):
            row["kind"] = KIND_ASSUMED
            self.kind_assumed.add(id)
        return row

    def relations(
        self, relations: Sequence[FlatRelation], types: set[str]
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Return the rows of relations, each with an id, and of the types that are not among ``types``."""
        edges: list[dict[str, Any]] = []
        new_types: dict[str, dict[str, Any]] = {}
        ids = FreeIds(relation.id for relation in relations if relation.id is not None)
        for relation in relations:
            values = relation.values
            fields = self._fields(Relation, values, f"relation {shortened(relation.id or '')}")
            name = str(fields.get("type") or values.get("label") or "")
            type_ = name if name in types else type_name(name) or _TYPE_ASSUMED
            fields["type"] = type_
            if type_ not in types:
                new_types.setdefault(type_, {"name": type_, "kind": "either"})
            dated = {"when", "begins", "ends"} & set(fields)
            undated = not dated and not {"date", "since", "until"} & set(values)
            if undated and (when := span(relation.since, relation.until)):
                fields["when"] = when
            source, target = relation.source, relation.target
            key = ids.take(id_from(source, type_, target)) if relation.id is None else relation.id
            edges.append({"source": source, "target": target, "key": key, **fields})
        return edges, [new_types[name] for name in sorted(new_types)]

    def _fields(
        self, model: type[Actor] | type[Relation], values: Mapping[str, Value], place: str
    ) -> dict[str, Any]:
        """Return the fields of a row that attributes hold."""
        row: dict[str, Any] = {}
        for name, value in values.items():
            if name not in model.model_fields or name in ("id", "key", "source", "target"):
                if name not in DERIVED:
                    self.left_out.add(name)
                continue
            text = str(value)
            if not text:
                continue
            try:
                row[name] = cell_syntax.read(model, name, text)
            except ValueError as error:
                self.faults.append(Fault(f"{place}, {name}", str(error)))
        return row

    def notes(self, new_types: Sequence[Mapping[str, Any]]) -> Iterable[str]:
        """Yield what people should know about the rows."""
        if new_types:
            names = ", ".join(type_["name"] for type_ in new_types)
            yield f"Relation types that graphkit does not know were added: {names}."
        if self.kind_assumed:
            one = len(self.kind_assumed) == 1
            who = "1 actor has" if one else f"{len(self.kind_assumed):,} actors have"
            yield f"{who} no kind that graphkit knows; the kind is unknown."
        if self.left_out:
            yield f"Attributes left out: {', '.join(sorted(self.left_out))}."
