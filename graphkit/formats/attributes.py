"""Says actors and relations in texts and numbers, for formats that know nothing else, and reads them back.

A field stands as a person types it into a cell of a table. Beside the fields of the file stands what
follows from them (days, certainty, voices): it is there for other programs, and not read back.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from graphkit.editing.edits import FreeIds, id_from
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
from graphkit.graph.build import Graph, to_dataset
from graphkit.graph.filters import DatedRelation
from graphkit.graph.index import index
from graphkit.model import cell_syntax
from graphkit.model.entities import FORMAT, Actor, Dataset, Kind, Relation
from graphkit.model.vocabulary import type_name, vocabulary
from graphkit.storage.json_file import dataset_of, file_of
from graphkit.temporal import dates

Value = str | int | float | bool

DERIVED = (
    "label", "family", "certainty", "standing", "since", "until", "certainly_since", "certainly_until",
    "claimed", "contested", "dates_differ", "voices", "independent_sources", "date",
)  # fmt: skip
"""The values of a relation that follow from its fields, and are not read back."""

_HEADER = ("title", "description", "sources", "relation_types", "story")
_TYPE_ASSUMED = "linked-to"


@dataclass(frozen=True, slots=True)
class FlatRelation:
    """A relation between two actors, by id, in plain values; ``since`` and ``until`` are ISO days."""

    id: str | None
    source: str
    target: str
    values: dict[str, Value]
    since: str | None = None
    until: str | None = None


@dataclass(slots=True)
class Flat:
    """A dataset in plain values: what its header says, its actors by id, its relations.

    ``ours`` is whether graphkit wrote the file: only then do its ids mean something outside of it.
    """

    header: dict[str, str] = field(default_factory=dict)
    actors: dict[str, dict[str, Value]] = field(default_factory=dict)
    relations: list[FlatRelation] = field(default_factory=list)
    ours: bool = False


# --- writing ------------------------------------------------------------------------------------


def flatten(graph: Graph) -> Flat:
    """Return a graph, or a window of it, in plain values."""
    raw = file_of(to_dataset(graph))
    by_id = index(graph).by_id
    flat = Flat({name: _header_text(raw["graph"][name]) for name in _HEADER if name in raw["graph"]})
    for row in raw["nodes"]:
        flat.actors[row["id"]] = {
            name: cell_syntax.written(Actor, name, value) for name, value in row.items() if name != "id"
        }
    for row in raw["edges"]:
        values: dict[str, Value] = {
            name: cell_syntax.written(Relation, name, value)
            for name, value in row.items()
            if name not in ("source", "target", "key")
        }
        seen = by_id[row["key"]]
        since, until = _possible(seen)
        values |= _derived(graph, seen)
        flat.relations.append(FlatRelation(row["key"], row["source"], row["target"], values, since, until))
    return flat


def _header_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _possible(seen: DatedRelation) -> tuple[str | None, str | None]:
    """Return the first and the last day on which a relation may go on; None for no end, or no date."""
    bounds = seen.bounds
    return (
        (None, None) if bounds is None else (dates.iso(bounds.earliest_start), dates.iso(bounds.latest_end))
    )


def _derived(graph: Graph, seen: DatedRelation) -> dict[str, Value]:
    since, until = _possible(seen)
    bounds = seen.bounds
    sure = bounds is not None and bounds.latest_start <= bounds.earliest_end
    sources = index(graph).sources

    def name(voice: str) -> str:
        if voice in graph:
            return str(graph.nodes[voice]["name"])
        return sources[voice].publisher if voice in sources else voice

    values: dict[str, Value | None] = {
        "label": seen.qualified(seen.type.label()),
        "family": seen.type.family,
        "date": seen.words,
        "since": since,
        "until": until,
        "certainly_since": dates.iso(bounds.latest_start) if bounds and sure else None,
        "certainly_until": dates.iso(bounds.earliest_end) if bounds and sure else None,
        "certainty": seen.certainty,
        "standing": seen.standing,
        "claimed": seen.claimed,
        "contested": seen.contested,
        "dates_differ": seen.dates_differ,
        "voices": "; ".join(map(name, seen.voices)),
        "independent_sources": seen.independent_sources,
    }
    return {key: value for key, value in values.items() if value is not None}


def timeline_losses(graph: Graph) -> Iterable[Loss]:
    """Return what another program's timeline cannot tell: what is maybe, and what is not dated."""
    relations = index(graph).relations()
    vague = sum(seen.bounds is not None and not _exact(seen) for seen in relations)
    if vague:
        instead = "shown from the first to the last day possible; the sure days are attributes"
        yield Loss("certainty of dates", vague, instead=instead)
    undated = sum(seen.bounds is None for seen in relations)
    if undated:
        yield Loss("the lack of a date", undated, instead="shown at all times")


def _exact(seen: DatedRelation) -> bool:
    bounds = seen.bounds
    return bounds is None or (
        bounds.earliest_start == bounds.latest_start and bounds.earliest_end == bounds.latest_end
    )


def drawing_losses(graph: Graph) -> Iterable[Loss]:
    """Return what other programs draw like all else, and have as an attribute only."""
    relations = index(graph).relations()
    counts = {
        "status": sum(seen.status != "actual" for seen in relations),
        "contradiction": sum(seen.contested or seen.dates_differ for seen in relations),
        "voices": sum(bool(seen.evidence) for seen in relations),
        "links to other relations": sum(bool(seen.links) for seen in relations),
        "further actors concerned": sum(bool(seen.about) for seen in relations),
    }
    for what, count in counts.items():
        if count:
            told = "a word of the label" if what == "status" else "an attribute"
            yield Loss(what, count, instead=f"{told}, not drawn")


# --- reading ------------------------------------------------------------------------------------


def unflatten(flat: Flat, where: str, reading: Reading) -> Dataset:
    """Return the dataset that plain values say; of another program's file, as much as they tell.

    Raises
    ------
    DataError
        If they are no dataset; ``faults`` lists everything found.
    """
    faults: list[Fault] = []
    header: dict[str, Any] = {"format": FORMAT}
    for name, text in flat.header.items():
        if name in _HEADER:
            header[name] = text if name in ("title", "description") else _json(name, text, faults)
    assumed: set[str] = set()
    left_out: set[str] = set()
    items = wikidata_items(flat.actors)
    nodes = [
        _actor(id, values, faults, assumed, left_out, items.get(id)) for id, values in flat.actors.items()
    ]
    left_out -= {name for name in left_out if items and is_wikidata(name)}
    for id, values in flat.actors.items():
        reading.local.tell(id, distinguishing(values, has_item=id in items))
    own = {str(row.get("name")) for row in header.get("relation_types") or () if isinstance(row, dict)}
    known = {*vocabulary(), *own}
    edges, made = _relations(flat.relations, known, faults, left_out)
    if made:
        header["relation_types"] = [*(header.get("relation_types") or ()), *made]
        names = ", ".join(row["name"] for row in made)
        reading.notes.append(f"Relation types that graphkit does not know were added: {names}.")
    reading.local.kinds |= assumed
    rows = zip(edges, flat.relations, strict=True)
    reading.local.relations |= {row["key"] for row, told in rows if not (flat.ours and told.id)}
    if not flat.ours:
        reading.local.actors.update(flat.actors)
        reading.local.names |= {
            row["id"] for row in nodes if row["name"] == row["id"] and not is_name(row["id"])
        }
    if assumed:
        one = len(assumed) == 1
        who = "1 actor" if one else f"{len(assumed):,} actors"
        taken = "was taken for an organisation" if one else "were taken for organisations"
        reading.notes.append(f"{who} without a kind that graphkit knows {taken}.")
    if left_out:
        reading.notes.append(f"Attributes left out: {', '.join(sorted(left_out))}.")
    raw = {"directed": True, "multigraph": True, "graph": header, "nodes": nodes, "edges": edges}
    if faults:
        raise DataError(where, faults)
    return dataset_of(raw, where)


def _json(name: str, text: str, faults: list[Fault]) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        faults.append(Fault(name, "is not the JSON that graphkit writes; leave it as it was written"))
    return []


def _actor(
    id: str,
    values: Mapping[str, Value],
    faults: list[Fault],
    assumed: set[str],
    left_out: set[str],
    item: str | None,
) -> dict[str, Any]:
    row = {"id": id, **_fields(Actor, values, f"actor {shortened(id)}", faults, left_out)}
    if item:
        row["ids"] = {"wikidata": item}
    label = str(values.get("label") or "").strip()
    row.setdefault("name", label or id)
    if row.get("kind") not in get_args(Kind):
        row["kind"] = KIND_ASSUMED
        assumed.add(id)
    return row


def _fields(
    model: type[Actor] | type[Relation],
    values: Mapping[str, Value],
    place: str,
    faults: list[Fault],
    left_out: set[str],
) -> dict[str, Any]:
    """Return the fields of a row that plain values say, and note what else they say."""
    row: dict[str, Any] = {}
    for name, value in values.items():
        if name not in model.model_fields or name in ("id", "key", "source", "target"):
            if name not in DERIVED:
                left_out.add(name)
            continue
        text = str(value)
        if not text:
            continue
        try:
            row[name] = cell_syntax.read(model, name, text)
        except ValueError as error:
            faults.append(Fault(f"{place}, {name}", str(error)))
    return row


def _relations(
    rows: Sequence[FlatRelation], known: set[str], faults: list[Fault], left_out: set[str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the relations, each with an id, and the relation types that had to be made for them."""
    edges: list[dict[str, Any]] = []
    made: dict[str, dict[str, Any]] = {}
    ids = FreeIds(row.id for row in rows if row.id is not None)
    for row in rows:
        fields = _fields(Relation, row.values, f"relation {shortened(row.id or '')}", faults, left_out)
        type_ = _type_of(str(fields.get("type") or row.values.get("label") or ""), known)
        fields["type"] = type_
        if type_ not in known:
            made.setdefault(type_, {"name": type_, "kind": "either"})
        undated = "when" not in fields and not {"date", "since", "until"} & set(row.values)
        if undated and (when := span(row.since, row.until)):
            fields["when"] = when
        key = ids.take(id_from(row.source, type_, row.target)) if row.id is None else row.id
        edges.append({"source": row.source, "target": row.target, "key": key, **fields})
    return edges, [made[name] for name in sorted(made)]


def _type_of(name: str, known: set[str]) -> str:
    return name if name in known else type_name(name) or _TYPE_ASSUMED
