"""Writes FollowTheMoney entities, one a line: what OpenSanctions and Aleph take in.

Actors become things, relations links with their dates, sources articles.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from hashlib import sha1
from typing import Any

from graphkit.formats.foreign_dates import members, sides
from graphkit.formats.format import Loss, Written
from graphkit.graph.build import Graph, to_dataset
from graphkit.graph.filters import DatedRelation
from graphkit.graph.index import index
from graphkit.model.entities import Actor, Dataset, Source
from graphkit.temporal import dates

Entity = dict[str, Any]

_SCHEMA_OF_KIND = {
    "person": "Person",
    "company": "Company",
    "government": "PublicBody",
    "government-body": "PublicBody",
    "country": "Territory",
    "place": "Territory",
    "organisation": "Organization",
    "media": "Organization",
    "product": "Asset",
    "commodity": "Asset",
    "sector": "Asset",
    "event": "Event",
}
_IS_A = {
    "Person": ("LegalEntity",),
    "Organization": ("LegalEntity",),
    "PublicBody": ("LegalEntity", "Organization"),
    "Company": ("LegalEntity", "Organization", "Asset"),
}
_LINKS = {
    "UnknownLink": ("subject", "Thing", "object", "Thing"),
    "Ownership": ("owner", "LegalEntity", "asset", "Asset"),
    "Directorship": ("director", "LegalEntity", "organization", "Organization"),
    "Employment": ("employee", "Person", "employer", "Organization"),
    "Membership": ("member", "LegalEntity", "organization", "Organization"),
    "Representation": ("agent", "LegalEntity", "client", "LegalEntity"),
}
"""The links that are written: the property of each end, and what may stand there."""

_QUOTED = re.compile("""["'](.*)["']""")
_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]{0,198}[0-9a-zA-Z])?")


def dumps(graph: Graph) -> Written:
    """Return a graph as FollowTheMoney entities, and what they do not say."""
    dataset = to_dataset(graph)
    known = index(graph)
    ids = _ids(dataset)
    schemata = {actor.id: _SCHEMA_OF_KIND[actor.kind] for actor in dataset.actors}
    entities = [
        *(_article(source, ids) for source in dataset.sources),
        *(_thing(actor, ids) for actor in dataset.actors),
        *(_link(known.by_id[row.key], ids, schemata) for row in dataset.relations),
    ]
    lines = (json.dumps(entity, ensure_ascii=False, allow_nan=False) for entity in entities)
    content = "".join(f"{line}\n" for line in lines).encode()
    return Written(content, tuple(_losses(dataset, known.by_id, ids)))


def _ids(dataset: Dataset) -> dict[tuple[str, str], str]:
    """Return the id of each entity, by what it is and its own id: its own, where FollowTheMoney takes it."""
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
    told = {}
    for name, value in properties.items():
        values = value if isinstance(value, list | tuple) else [value]
        texts = dict.fromkeys(_visible(each) for each in values if each is not None)
        told[name] = [text for text in texts if text]
    return {"id": id, "schema": schema, "properties": {name: texts for name, texts in told.items() if texts}}


def _visible(text: str) -> str:
    """Return a text as FollowTheMoney keeps it: composed, one blank for what is not seen."""
    text = unicodedata.normalize("NFC", text)
    return " ".join("".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in text).split())


def _named(text: str) -> str:
    """Return a name as FollowTheMoney keeps it: visible, and with no quotation marks around the whole."""
    text = _visible(text)
    while quoted := _QUOTED.fullmatch(text):
        text = quoted[1].strip()
    return text


def _thing(actor: Actor, ids: Mapping[tuple[str, str], str]) -> Entity:
    properties = {
        "name": _named(actor.name) or ids["actor", actor.id],
        "alias": list(map(_named, actor.aliases)),
        "description": actor.description,
        "wikidataId": dict(actor.ids).get("wikidata"),
        "keywords": actor.kind,
    }
    return _entity(ids["actor", actor.id], _SCHEMA_OF_KIND[actor.kind], properties)


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


def _link(seen: DatedRelation, ids: Mapping[tuple[str, str], str], schemata: Mapping[str, str]) -> Entity:
    schema = seen.type.ftm or ""
    if not _may_hold(schema, schemata[seen.source], schemata[seen.target]):
        schema = "UnknownLink"
    source, _, target, _ = _LINKS[schema]
    properties = {
        source: ids["actor", seen.source],
        target: ids["actor", seen.target],
        "role": seen.type.name,
        "status": [caveat.lower() for caveat in seen.caveats] or None,
        **_days(seen),
        "summary": seen.summary,
        "description": seen.note,
        "recordId": seen.id if _visible(seen.id) == seen.id else None,  # else it may become another's
        "proof": sorted({ids["source", entry.source] for entry in seen.evidence}),
    }
    return _entity(ids["relation", seen.id], schema, properties)


def _may_hold(schema: str, source: str, target: str) -> bool:
    if schema not in _LINKS:
        return False
    _, first, _, second = _LINKS[schema]
    return all(
        wanted in ("Thing", held, *_IS_A.get(held, ()))
        for held, wanted in ((source, first), (target, second))
    )


def _days(seen: DatedRelation) -> dict[str, Any]:
    """Return the date of a relation; where FollowTheMoney has none such, the span in which it may be."""
    if dates_ := members(seen.when):
        return {"date": dates_}
    if interval := sides(seen.when):
        return {"startDate": interval[0], "endDate": interval[1]}
    if seen.when is None or seen.bounds is None:
        return {}
    first, last = dates.iso(seen.bounds.earliest_start), dates.iso(seen.bounds.latest_end)
    days = {"startDate": first, "endDate": last}
    return {name: day for name, day in days.items() if members(day)}


def _losses(
    dataset: Dataset, by_id: Mapping[str, DatedRelation], ids: Mapping[tuple[str, str], str]
) -> Iterable[Loss]:
    def relations(what: str, lost: Iterable[Any], instead: str | None = None) -> Iterable[Loss]:
        count = sum(map(bool, lost))
        if count:
            yield Loss(what, count, instead=instead)

    rows = dataset.relations
    whole = "the whole span in which it may be"
    vague = [row.when and not (members(row.when) or sides(row.when)) for row in rows]
    yield from relations("uncertain dates", vague, whole)
    pointed = [any(set(entry.fields()) - {"source"} for entry in row.evidence) for row in rows]
    yield from relations("paragraphs, voices and what differs", pointed, "its documents only")
    yield from relations("contradiction", (by_id[row.key].contested for row in rows))
    yield from relations("further actors concerned", (row.about for row in rows))
    yield from relations("links to other relations", (row.links for row in rows))
    yield from relations("amount", (row.amount for row in rows))
    counts = {
        ("further identifiers", "actor"): sum(
            bool(set(dict(row.ids)) - {"wikidata"}) for row in dataset.actors
        ),
        ("an uncertain date of publication", "source"): sum(
            not members(row.published) for row in dataset.sources
        ),
        ("the file, its origin and what else is known", "source"): sum(
            bool(
                row.derived_from or row.file or row.sha256 or row.archived_url or row.reliability
                or row.publisher_actor or row.url != _web(row.url)
            )
            for row in dataset.sources
        ),
        ("the told story", "step"): len(dataset.story),
        ("what own relation types mean", "type"): len(dataset.relation_types),
        ("the title", "dataset"): 1,
    }  # fmt: skip
    for (what, of), count in counts.items():
        if count:
            yield Loss(what, count, of=of)
    texts = [
        *(
            text
            for row in (*dataset.actors, *dataset.sources, *rows)
            for _, text in row
            if isinstance(text, str)
        ),
        *(alias for actor in dataset.actors for alias in actor.aliases),
    ]
    broken = sum(_visible(text) != text for text in texts)
    if broken:
        yield Loss("blanks, breaks and characters that are not seen", broken, of="text", instead="one blank")
    unquoted = sum(
        any(_named(name) != _visible(name) for name in (actor.name, *actor.aliases))
        for actor in dataset.actors
    )
    if unquoted:
        yield Loss("the quotation marks around a name", unquoted, of="actor")
    for what in ("actor", "source"):
        changed = sum(own != id for (each, own), id in ids.items() if each == what)
        if changed:
            yield Loss("the id", changed, of=what, instead="one that FollowTheMoney takes")
