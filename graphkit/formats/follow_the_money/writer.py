"""Writes FollowTheMoney entities, one a line: actors as things, relations as links, sources as articles.

Beside its properties each entity has a field ``graphkit`` with the whole row, so that graphkit reads back
what FollowTheMoney cannot say. It counts only as long as no other program changes the properties.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from hashlib import sha1
from itertools import chain
from typing import Any

from graphkit.formats.follow_the_money.schemata import TABLES
from graphkit.formats.format import Loss, Written, encoded
from graphkit.graph.build import to_dataset
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.model.attribute_names import MERGED_IDS, ids_in, meaning_of
from graphkit.model.entities import Actor, Dataset, RelationType, Row, Source, plain
from graphkit.model.foreign_dates import members, sides
from graphkit.model.kinds import UNKNOWN
from graphkit.temporal.calendar import iso

Entity = dict[str, Any]

OURS = "graphkit"
"""The field of an entity in which graphkit keeps the row that it was written from."""

_QUOTED = re.compile("""["'](.*)["']""")
_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]{0,198}[0-9a-zA-Z])?")


_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_SORTED_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)

_KEPT = f"in the field {OURS}, which no other program reads"
"""What a file has of a loss that FollowTheMoney has no property for."""


def dumps(graph: Graph) -> Written:
    """Return a graph as FollowTheMoney entities, and what they lose."""
    dataset = to_dataset(graph)
    by_id = {relation.id: relation for relation in index(graph).relations()}
    ids = _ids(dataset)
    schemata = {actor.id: TABLES["schema_of_kind"][actor.kind] for actor in dataset.actors}
    own = {row.name: row for row in dataset.relation_types}
    entities = chain(
        (_kept(_article(source, ids), "source", source) for source in dataset.sources),
        (_kept(_thing(actor, ids), "actor", actor) for actor in dataset.actors),
        (
            _kept(_link(by_id[row.key], ids, schemata), "relation", row, own.get(row.type))
            for row in dataset.relations
        ),
    )
    return Written(encoded(map(_JSON.encode, entities)), tuple(_losses(dataset, by_id, ids)))


def _ids(dataset: Dataset) -> dict[tuple[str, str], str]:
    """Return the entity id of each row, by what it is and its id: its own id if FollowTheMoney accepts it."""
    ids: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    rows = [
        *(("actor", row.id) for row in dataset.actors),
        *(("source", row.id) for row in dataset.sources),
        *(("relation", row.key) for row in dataset.relations),
    ]
    for what, id in rows:
        fits = _ID.fullmatch(id) and id not in taken
        named = sha1(f"{what} {id}".encode(), usedforsecurity=False).hexdigest()
        ids[what, id] = id if fits else f"gk-{named}"
        taken.add(ids[what, id])
    return ids


def _entity(id: str, schema: str, properties: Mapping[str, Any]) -> Entity:
    """Return an entity with the properties that have a value."""
    filled: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = value if isinstance(value, list | tuple) else [value]
        texts = dict.fromkeys(_visible(text) for text in values if text is not None)
        filled[name] = [text for text in texts if text]
    filled = {name: texts for name, texts in filled.items() if texts}
    return {"id": id, "schema": schema, "properties": filled}


def _kept(entity: Entity, what: str, row: Row, type_: RelationType | None = None) -> Entity:
    """Return an entity with the row that it was written from, and with the row's own type."""
    kept = {"is": what, "digest": digest_of(entity["schema"], entity["properties"]), "row": plain(row)}
    return entity | {OURS: kept | ({"type": plain(type_)} if type_ else {})}


def digest_of(schema: str, properties: Mapping[str, Any]) -> str:
    """Return a digest of what an entity says; another one shows that a program changed it."""
    ordered = {name: sorted(map(str, values)) for name, values in properties.items() if values}
    text = _SORTED_JSON.encode([schema, ordered])
    return sha1(text.encode(), usedforsecurity=False).hexdigest()


def _visible(text: str) -> str:
    """Return a text as FollowTheMoney stores it: composed, with one blank for invisible characters."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = unicodedata.normalize("NFC", text)
    invisible = {character for character in set(text) if unicodedata.category(character)[0] in "CZ"}
    return " ".join("".join(" " if character in invisible else character for character in text).split())


def _named(text: str) -> str:
    """Return a name as FollowTheMoney stores it: without quotation marks around the whole."""
    text = _visible(text)
    while quoted := _QUOTED.fullmatch(text):
        text = quoted[1].strip()
    return text


def _thing(actor: Actor, ids: Mapping[tuple[str, str], str]) -> Entity:
    schema, own = TABLES["schema_of_kind"][actor.kind], dict(actor.ids)
    stated = _stated(actor)
    properties = {
        "name": _named(actor.name) or ids["actor", actor.id],
        "alias": list(map(_named, actor.aliases)),
        "description": actor.description,
        **{name: own.get(scheme) for scheme, name in _identifiers(schema).items()},
        "keywords": actor.kind,
        "notes": [f"{name}: {value}" for name, value in _unstated(actor)],
    }
    merged = ids_in(dict(actor.attributes).get(MERGED_IDS, ""))
    fitting = _fitting(actor, TABLES["life"].get(schema, {}))
    entity = _entity(ids["actor", actor.id], schema, properties | fitting | stated)
    return entity | ({MERGED_IDS: merged} if merged else {})


def _identifiers(schema: str) -> dict[str, str]:
    """Return the property of each identifier that a schema has."""
    return {"wikidata": "wikidataId"} | ({"lei": "leiCode"} if _extends(schema, "LegalEntity") else {})


def _stated(actor: Actor) -> dict[str, list[str]]:
    """Return the attributes of an actor that are properties of its schema, with their values."""
    forms = _forms(TABLES["schema_of_kind"][actor.kind])
    told = {name: str(value).split("; ") for name, value in actor.attributes if name in forms}
    return {name: values for name, values in told.items() if all(_fits(forms[name], text) for text in values)}


def _fits(form: re.Pattern[str], text: str) -> bool:
    return text == _visible(text) and form.fullmatch(text) is not None


def _unstated(actor: Actor) -> list[tuple[str, str | int | float]]:
    """Return the attributes of an actor that only lines of its notes can tell."""
    stated = _stated(actor)
    return [pair for pair in actor.attributes if pair[0] not in stated and pair[0] != MERGED_IDS]


@cache
def _forms(schema: str) -> dict[str, re.Pattern[str]]:
    """Return how the values of properties of a schema are written, by the name of the property."""
    return {
        name: re.compile(TABLES["forms"][form])
        for extended, forms in TABLES["attributes"].items()
        if _extends(schema, extended)
        for form, names in forms.items()
        for name in names
    }


def _extends(schema: str, other: str) -> bool:
    return other in ("Thing", schema, *TABLES["is_a"].get(schema, ()))


def _fitting(actor: Actor, dates: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the attributes of an actor that fit a property: dates of its life, and a code of a country."""
    found: dict[str, list[str]] = {}
    for name, value in actor.attributes:
        meaning, text = meaning_of(name) or "", str(value)
        if meaning in dates and re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", text):
            found.setdefault(dates[meaning], []).append(text)
        elif meaning == "country" and re.fullmatch("[A-Z]{2}", text):
            found.setdefault("country", []).append(text.lower())
    return found


def _article(source: Source, ids: Mapping[tuple[str, str], str]) -> Entity:
    properties = {
        "title": source.title,
        "author": source.author,
        "publisher": source.publisher,
        "publishedAt": members(source.published),
        "sourceUrl": _web(source.url),
        "notes": source.note,
    }
    return _entity(ids["source", source.id], "Article", properties)


def _web(url: str | None) -> str | None:
    return url if url and re.match("https?://[^/]", url) else None


def _link(relation: DatedRelation, ids: Mapping[tuple[str, str], str], schemata: Mapping[str, str]) -> Entity:
    schema = _schema_of(relation, schemata)
    source, _, target, _ = TABLES["links"][schema]
    properties = {
        source: ids["actor", relation.source],
        target: ids["actor", relation.target],
        "role": relation.type.name,
        "status": [caveat.lower() for caveat in relation.caveats] or None,
        **_days(relation),
        **_share(relation, schema),
        "summary": relation.summary,
        "description": relation.note,
        # An id that FollowTheMoney changes might become that of another relation.
        "recordId": relation.id if _visible(relation.id) == relation.id else None,
        "proof": sorted({ids["source", entry.source] for entry in relation.evidence}),
    }
    return _entity(ids["relation", relation.id], schema, properties)


def _schema_of(relation: DatedRelation, schemata: Mapping[str, str]) -> str:
    schema = relation.type.ftm or ""
    return schema if _accepts(schema, schemata[relation.source], schemata[relation.target]) else "UnknownLink"


def _share(relation: DatedRelation, schema: str) -> dict[str, str]:
    """Return the amount of a relation as a property of its schema; empty if it is none."""
    name = TABLES["shares"].get(relation.amount.unit) if relation.amount and schema == "Ownership" else None
    return {name: str(relation.amount.value)} if name and relation.amount else {}


def _accepts(schema: str, source: str, target: str) -> bool:
    if schema not in TABLES["links"]:
        return False
    _, first, _, second = TABLES["links"][schema]
    return all(_extends(schema, required) for schema, required in ((source, first), (target, second)))


def _days(relation: DatedRelation) -> dict[str, Any]:
    """Return the date of a relation, or if FollowTheMoney has no such date, the span of possible days."""
    if not _is_vague(relation.when):
        return _plain_days(relation.when)
    if relation.bounds is None:
        return {}
    first, last = iso(relation.bounds.earliest_start), iso(relation.bounds.latest_end)
    span = {"startDate": first, "endDate": last}
    return {name: day for name, day in span.items() if members(day)}


@lru_cache(maxsize=1 << 14)
def _plain_days(when: str | None) -> dict[str, Any]:
    """Return a date as FollowTheMoney has it; empty if it has no such date."""
    if days := members(when):
        return {"date": days}
    interval = sides(when)
    return {"startDate": interval[0], "endDate": interval[1]} if interval else {}


def _is_vague(when: str | None) -> bool:
    """Whether there is a date, but none that FollowTheMoney has."""
    return when is not None and not _plain_days(when)


def _losses(
    dataset: Dataset, by_id: Mapping[str, DatedRelation], ids: Mapping[tuple[str, str], str]
) -> Iterable[Loss]:
    losses = [*_losses_of_relations(dataset, by_id), *_losses_of_rows(dataset), *_losses_of_texts(dataset)]
    for what in ("actor", "source"):
        changed = sum(own != id for (row, own), id in ids.items() if row == what)
        losses.append(Loss("the id", changed, of=what, instead="one that FollowTheMoney takes"))
    for loss in losses:
        if loss.count:
            kept = loss.instead is None and loss.of not in ("step", "dataset", "unused type")
            yield replace(loss, instead=_KEPT) if kept else loss


def _losses_of_relations(dataset: Dataset, by_id: Mapping[str, DatedRelation]) -> Iterable[Loss]:
    rows = dataset.relations
    schemata = {actor.id: TABLES["schema_of_kind"][actor.kind] for actor in dataset.actors}

    def loss(what: str, lost: Iterable[object], instead: str | None = None) -> Loss:
        return Loss(what, sum(map(bool, lost)), instead=instead)

    vague = (_is_vague(by_id[row.key].when) for row in rows)
    yield loss("uncertain dates", vague, "the whole span in which it may be")
    detailed = (any(len(entry.fields()) > 1 for entry in row.evidence) for row in rows)
    yield loss("paragraphs, voices and what differs", detailed, "its documents only")
    yield loss("contradiction", (by_id[row.key].contested for row in rows))
    yield loss("further actors concerned", (row.about for row in rows))
    yield loss("links to other relations", (row.links for row in rows))
    yield loss(
        "amount",
        (row.amount and not _share(by_id[row.key], _schema_of(by_id[row.key], schemata)) for row in rows),
    )


def _losses_of_rows(dataset: Dataset) -> Iterable[Loss]:
    identifiers = sum(
        bool({*dict(row.ids)} - _identifiers(TABLES["schema_of_kind"][row.kind]).keys())
        for row in dataset.actors
    )
    yield Loss("further identifiers", identifiers, of="actor")
    attributes = sum(bool(_unstated(row)) for row in dataset.actors)
    yield Loss("attributes", attributes, of="actor", instead="lines of its notes")
    unknown = sum(row.kind == UNKNOWN for row in dataset.actors)
    yield Loss("the lack of a kind", unknown, of="actor", instead="a LegalEntity")
    undated = sum(not members(row.published) for row in dataset.sources)
    yield Loss("an uncertain date of publication", undated, of="source")
    rest = sum(map(_has_more, dataset.sources))
    yield Loss("the file, its origin and what else is known", rest, of="source")
    yield Loss("the picture", sum(row.picture is not None for row in dataset.actors), of="actor")
    yield Loss("the told story", len(dataset.story), of="step")
    used = {row.type for row in dataset.relations}
    unused = sum(row.name not in used for row in dataset.relation_types)
    yield Loss("what own relation types mean", len(dataset.relation_types) - unused, of="type")
    yield Loss("what they mean", unused, of="unused type")
    yield Loss("the title", 1, of="dataset")
    yield Loss("the description", int(dataset.description is not None), of="dataset")


def _has_more(source: Source) -> bool:
    """Return whether a source has fields that an article lacks."""
    fields = (source.derived_from, source.file, source.sha256, source.archived_url, source.reliability)
    return any(fields) or bool(source.publisher_actor) or source.url != _web(source.url)


def _losses_of_texts(dataset: Dataset) -> Iterable[Loss]:
    rows = (*dataset.actors, *dataset.sources, *dataset.relations)
    texts = [text for row in rows for text in vars(row).values() if isinstance(text, str)]
    texts += [alias for actor in dataset.actors for alias in actor.aliases]
    changed = sum(_visible(text) != text for text in texts)
    yield Loss("blanks, breaks and characters that are not seen", changed, of="text", instead="one blank")
    unquoted = sum(
        any(_named(name) != _visible(name) for name in (actor.name, *actor.aliases))
        for actor in dataset.actors
    )
    yield Loss("the quotation marks around a name", unquoted, of="actor")
