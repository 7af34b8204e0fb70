"""Turns actors and relations into attributes (texts and numbers) for GEXF, GraphML and Cytoscape, and back.

A field is written as a person types it into a cell of a table. Attributes that follow from the fields (days,
certainty, voices) are written too, for other programs; they are not read back.
"""

import json
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphkit.errors import DataError, Fault, shortened
from graphkit.formats.foreign_identity import KIND_ASSUMED, UNNAMED_TYPE
from graphkit.formats.foreign_status import OfType, denied_first, said_of_type
from graphkit.formats.format import ALLEGED, DENYING_TYPE, PLANNED_TYPE, UNSURE_TYPE, Loss, Reading
from graphkit.formats.graphs.foreign_graph import (
    Edge,
    ForeignGraph,
    Node,
    Span,
    Value,
    id_text,
    in_words,
    sifted,
    tell_skipped,
    told_kinds,
    told_types,
)
from graphkit.formats.status_headings import TRUTHS
from graphkit.graph.build import to_dataset
from graphkit.graph.conversion import GRAPH_FIELDS
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.model import cell_syntax
from graphkit.model.entities import Actor, Dataset, Relation
from graphkit.model.foreign_dates import read_column, span
from graphkit.model.ids import FreeIds, id_from
from graphkit.model.vocabulary import ALLEGEDLY, own_row, type_name, vocabulary
from graphkit.storage.json_file import file_of, file_with
from graphkit.temporal.calendar import iso

DERIVED = (
    "label", "family", "certainty", "standing", "since", "until", "certainly_since", "certainly_until",
    "claimed", "contested", "dates_differ", "set_aside", "voices", "independent_sources", "date",
)  # fmt: skip
"""Attributes of a relation that follow from its fields and are not read back."""

_OF_RELATION = "relation:"
"""Before the id of a relation where an actor has the same, or where it begins so itself."""

_OF_EVIDENCE = ("claimed", "contested", "dates_differ")
_SIGNATURE = {*_OF_EVIDENCE, "independent_sources"}
_OF_ACTOR = {"name", "kind"}
"""Attributes that every relation, and every actor, has in a file of graphkit; hardly ever one in another."""

RELATION_TYPE = "relation_type"
"""The name of the type of a relation where ``type`` means something else, as in networkx's GEXF."""

_DATES = {"when", "begins", "ends", "date", "since", "until"}

_APART = "attributes."
"""Before the name of an actor's attribute that is written by itself too, for other programs."""
_COLUMN = re.compile(r"\w([\w .-]{0,58}\w)?")
"""A name of an attribute that every program takes as the heading of a column."""

_TAKEN = {
    *Actor.model_fields, "label", "value", "n_id", "key", "source", "target",
    "pid", "start", "end", "parents", "slices", "spells", "viz", "size", "shape", "color",
}  # fmt: skip
"""Names of an actor's own fields, and those for which networkx or pyvis write or draw something else."""

_MISSING = ("nan", "none")
"""What igraph and networkx write into a column where an actor has nothing."""


@dataclass(slots=True)
class Flat:
    """A dataset as attributes: of the header, of actors by id, and of relations."""

    header: dict[str, str] = field(default_factory=dict)
    actors: dict[str, dict[str, Value]] = field(default_factory=dict)
    relations: list[Edge] = field(default_factory=list)


# --- writing ------------------------------------------------------------------------------------


def flatten(graph: Graph, dataset: Dataset | None = None) -> Flat:
    """Return a graph, or a window of it, as attributes; ``dataset`` is what the graph holds, if known."""
    raw = file_of(to_dataset(graph) if dataset is None else dataset)
    by_id = {each.id: each for each in index(graph).relations()}
    flat = Flat({name: _header_text(raw["graph"][name]) for name in GRAPH_FIELDS if name in raw["graph"]})
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
        values |= _derived(by_id[row["key"]])
        flat.relations.append(Edge(row["key"], row["source"], row["target"], values))
    return flat


def free_name(name: str) -> str:
    """Return the name under which networkx may write an attribute of an actor.

    A name that is taken gets an underscore, and so does one that such a name may have become.
    """
    return f"{name}_" if name.rstrip("_") in _TAKEN else name


def _bare_name(name: str) -> str:
    return name[:-1] if name.endswith("_") and name.rstrip("_") in _TAKEN else name


def relation_id(relation: Edge, actors: Container[str]) -> str:
    """Return the id of a relation where it must differ from the ids of all actors, as in Cytoscape."""
    id = str(relation.id)
    return f"{_OF_RELATION}{id}" if id in actors or id.startswith(_OF_RELATION) else id


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


def _derived(relation: DatedRelation) -> dict[str, Value]:
    bounds = relation.bounds
    certain = bounds is not None and bounds.latest_start <= bounds.earliest_end
    values: dict[str, Value | None] = {
        "label": relation.qualified(relation.type.label()),
        "family": relation.type.family,
        "date": relation.words,
        "since": iso(bounds.earliest_start) if bounds else None,
        "until": iso(bounds.latest_end) if bounds else None,
        "certainly_since": iso(bounds.latest_start) if bounds and certain else None,
        "certainly_until": iso(bounds.earliest_end) if bounds and certain else None,
        "certainty": relation.certainty,
        "standing": relation.standing,
        "claimed": relation.claimed,
        "contested": relation.contested,
        "dates_differ": relation.dates_differ,
        "set_aside": relation.set_aside,
        "voices": "; ".join(map(relation.within.name, relation.voices)),
        "independent_sources": relation.independent_sources,
    }
    return {key: value for key, value in values.items() if value is not None}


def losses(graph: Graph) -> Iterable[Loss]:
    """Yield what other programs cannot show on a timeline, or have as an attribute only and do not draw."""
    relations = index(graph).relations()
    dated = [relation.bounds for relation in relations if relation.bounds is not None]
    vague = sum(each[::2] != each[1::2] for each in dated)
    if vague:
        instead = "shown from the first to the last day possible; the sure days are attributes"
        yield Loss("certainty of dates", vague, instead=instead)
    if undated := len(relations) - len(dated):
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


# --- reading ------------------------------------------------------------------------------------


def speaks_graphkit(graph: ForeignGraph, *, ours: bool) -> bool:
    """Return whether the attributes of a file are graphkit's fields.

    They are if graphkit wrote it (``ours``), or another program saved what graphkit wrote: its relations have
    what only graphkit computes.
    """
    return ours or any(map(_is_ours, graph.edges))


def _is_ours(edge: Edge) -> bool:
    return edge.values.keys() >= _SIGNATURE


def unflatten(graph: ForeignGraph, *, ours: bool) -> Dataset:
    """Return the dataset of a file whose attributes are graphkit's fields.

    ``ours`` is whether nothing but graphkit wrote it. Else only the ids of actors and relations that have
    what graphkit writes of each mean something outside the file; another program may have added others.
    """
    header: dict[str, Any] = {}
    faults = list(graph.flaws)
    for name, value in graph.about.items():
        if name in GRAPH_FIELDS:
            text = str(value)
            header[name] = text if name in ("title", "description") else _json(name, text, faults)
    if faults:
        raise DataError(graph.where, faults)
    for edge in graph.edges:
        edge.id = _own_id(edge, graph.nodes)
    if not ours:
        graph.forget_shared_ids(lambda edge: not _is_ours(edge))
    own, listed = (
        [row for row in _listed(header.get(name)) if isinstance(row, dict)]
        for name in ("relation_types", "sources")
    )
    types = {name: known.symmetric for name, known in vocabulary().items()}
    types |= {str(row.get("name")): row.get("symmetric") is True for row in own}
    rows = _Rows(graph.reading, types, {str(row.get("id")) for row in listed}, ours)
    edges = rows.relations(graph.whole_edges())
    nodes = rows.actors(graph.nodes.values())
    if rows.new_types:
        new = [rows.new_types[name] for name in sorted(rows.new_types)]
        header["relation_types"] = [*_listed(header.get("relation_types")), *new]
    rows.tell(graph.where)
    return sifted(file_with(header, nodes, edges), graph.where, graph.reading)


def _own_id(edge: Edge, actors: Container[str]) -> str | None:
    """Return the id that graphkit gave a relation; other programs keep it as an attribute."""
    key, id = (id_text(edge.values.pop(name, "")) for name in ("key", "id"))
    if key:
        return key
    id = edge.id or id
    bare = id.removeprefix(_OF_RELATION)
    return (bare if bare in actors or bare.startswith(_OF_RELATION) else id) or None


def _listed(value: Any) -> list[Any]:
    """Return a list of the header; empty if it is something else, which is refused where it is validated."""
    return value if isinstance(value, list) else []


def _json(name: str, text: str, faults: list[Fault]) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        faults.append(Fault(name, "is not the JSON that graphkit writes; leave it as it was written"))
    return []


def _alike(one: Value, other: Value) -> bool:
    """Return whether two values are the same number or text, in whatever form."""
    try:
        return in_words(one) == in_words(other) or float(one) == float(other)
    except (ValueError, OverflowError):
        return False


@dataclass(slots=True)
class _Rows:
    """Makes rows of ``graph.json`` from attributes that graphkit writes.

    ``types`` are the names of those that are known, and whether each goes both ways; ``sources`` are ids.
    """

    reading: Reading
    types: Mapping[str, bool]
    sources: set[str]
    ours: bool
    new_types: dict[str, dict[str, Any]] = field(default_factory=dict)
    _faults: dict[str, list[Fault]] = field(default_factory=dict)
    _of_no_kind: int = 0

    def actors(self, nodes: Iterable[Node]) -> list[dict[str, Any]]:
        """Return the rows of actors; attributes that another program added are attributes of theirs."""
        rows = []
        for node in nodes:
            fields = self._fields(Actor, node.values, "actor", node.id)
            if fields is None:
                continue
            row, others = {"id": node.id, **fields[0]}, fields[1]
            row.setdefault("name", in_words(others.get("label", "")).strip() or node.id)
            if in_words(others.get("label", "")).strip() == row["name"].strip():
                del others["label"]
            if attributes := self._attributes(row.get("attributes", {}), others):
                row["attributes"] = attributes
            if "kind" not in row:
                row["kind"] = KIND_ASSUMED
                self._of_no_kind += 1
                self.reading.local.kinds.add(node.id)
            if not (self.ours or fields[0].keys() >= _OF_ACTOR):
                self.reading.local.actors.add(node.id)
            rows.append(row)
        return rows

    def _attributes(self, kept: Mapping[str, Any], others: Mapping[str, Value]) -> dict[str, Any]:
        """Return the attributes of an actor: those in its field, and those that another program added.

        A column of one attribute repeats the field; if another program changed it, it stays beside it.
        """
        attributes = dict(kept)
        for name, value in others.items():
            own = name.removeprefix(_APART) if name.startswith(_APART) else _bare_name(name)
            if own != name and in_words(value).casefold() in _MISSING:
                continue
            if own not in kept:
                attributes[own] = in_words(value) if isinstance(value, bool) else value
            elif not self.ours and not _alike(kept[own], value):
                attributes[name if own != name else f"{name} 2"] = value
        return attributes

    def relations(self, edges: Sequence[Edge]) -> list[dict[str, Any]]:
        """Return the rows of relations, each with an id; what another program added is in their notes."""
        rows = []
        ids = FreeIds(edge.id for edge in edges if edge.id is not None)
        spans = [edge.spans[0] if edge.spans else Span() for edge in edges]
        days = read_column([text for each in spans for text in each[:2]])
        for edge, since, until in zip(edges, days[::2], days[1::2], strict=True):
            found = self._fields(Relation, edge.values, "relation", edge.id or "")
            if found is None:
                continue
            fields, others = found
            if RELATION_TYPE in others:
                fields.setdefault("type", in_words(others.pop(RELATION_TYPE)))
            label = others.pop("label", "")
            name = str(fields.get("type") or edge.type or label)
            type_ = name if name in self.types else type_name(name) or UNNAMED_TYPE
            said = said_of_type(name) if type_ not in self.types else OfType(name)
            is_claim = symmetric = False
            evidence = [entry for entry in fields.get("evidence", ()) if isinstance(entry, dict)]
            cited = {str(entry.get("source")) for entry in evidence}
            if not self.ours and not cited <= self.sources:
                del fields["evidence"]
                others["evidence"] = edge.values["evidence"]
                self.reading.leave_out("evidence of sources that the file lacks", instead="kept in its note")
                is_denied = "denied" in (fields.get("status"), said.status)
                is_claim = self._tell_computed(edge, others, is_denied=is_denied)
            if said.status:
                others["type"], type_ = name, type_name(said.words)
                fields["status"] = denied_first((fields.get("status"), said.status))
                what = DENYING_TYPE if said.status == "denied" else PLANNED_TYPE
                self.reading.leave_out(what, instead=f"{type_}, which is {said.status}", text=name)
            elif any(said[1:]):
                self.reading.leave_out(UNSURE_TYPE, instead="taken as it is", text=name)
            if is_claim and not type_.startswith(ALLEGEDLY):
                type_, symmetric = ALLEGEDLY + type_, self.types.get(type_, False)
            fields["type"] = type_
            if type_ not in self.types:
                self.new_types.setdefault(type_, own_row(type_, symmetric=symmetric))
            if not _DATES & edge.values.keys() and (when := span(since, until)):
                fields["when"] = when
            if others:
                added = "; ".join(f"{name}: {in_words(each)}" for name, each in others.items())
                fields["note"] = "; ".join(filter(None, [fields.get("note"), added]))
            key = ids.take(id_from(edge.source, type_, edge.target)) if edge.id is None else edge.id
            if edge.id is None or not (self.ours or _is_ours(edge)):
                self.reading.local.relations.add(key)
            rows.append({"source": edge.source, "target": edge.target, "key": key, **fields})
        return rows

    def _tell_computed(self, edge: Edge, others: dict[str, Value], *, is_denied: bool) -> bool:
        """Report what evidence that is not kept said, and note it; return whether the type is to say it.

        That is so of a claim; a denial is told as what somebody says.
        """
        found = [name for name in _OF_EVIDENCE if in_words(edge.values.get(name, "")).casefold() in TRUTHS]
        is_claim = "claimed" in found and not is_denied
        for name in found:
            in_type = name == "claimed" and is_claim
            others |= {} if in_type else {name: "yes"}
            instead = ALLEGED if in_type else "in the note"
            self.reading.leave_out(name.replace("_", " "), instead=instead, text=edge.id or "")
        return is_claim

    def _fields(
        self, model: type[Actor] | type[Relation], values: Mapping[str, Value], what: str, id: str
    ) -> tuple[dict[str, Any], dict[str, Value]] | None:
        """Return the fields of a row that attributes hold, and the others; None if one cannot be read."""
        row: dict[str, Any] = {}
        others: dict[str, Value] = {}
        faults = []
        for name, value in values.items():
            if name not in model.model_fields or name in ("id", "key", "source", "target"):
                if name not in DERIVED or name == "label" or model is Actor:
                    others[name] = value
                continue
            try:
                row[name] = cell_syntax.read(model, name, in_words(value))
            except ValueError as error:
                faults.append(Fault(f"{what} {shortened(id)}, {name}", str(error)))
        self._faults.setdefault(what, []).extend(faults)
        return None if faults else (row, others)

    def tell(self, where: str) -> None:
        """Tell what was assumed; refuse the file for bad rows, or report them."""
        faults = [fault for each in self._faults.values() for fault in each]
        if faults and not self.reading.skip_bad:
            raise DataError(where, faults)
        for what, each in self._faults.items():
            if each:
                tell_skipped(what, each, self.reading)
        if self.new_types:
            self.reading.notes.append(told_types(self.new_types))
        if self._of_no_kind:
            self.reading.notes.append(told_kinds(self._of_no_kind))
