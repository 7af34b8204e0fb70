"""The format JSON-LD with PROV-O: each relation is an RDF statement that derives from its sources.

https://www.w3.org/TR/json-ld11/ and https://www.w3.org/TR/prov-o/. A relation is an ``rdf:Statement`` and a
``prov:Entity``; each of its evidence entries is a qualified derivation with source, paragraph and voice. The
context is in the file, so that reading fetches nothing.
"""

import json
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from graphkit.formats.format import Format, Loss, Written, encoded
from graphkit.graph.build import to_dataset
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.model.entities import Actor, Evidence, Source, plain
from graphkit.model.foreign_dates import xml_day
from graphkit.model.kinds import UNNAMED
from graphkit.model.vocabulary import KnownType
from graphkit.temporal.calendar import iso

Node = dict[str, Any]

CONTEXT: Final[dict[str, Any]] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))

_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_KINDS = {
    "person": "schema:Person",
    "company": "schema:Corporation",
    "government": "schema:GovernmentOrganization",
    "government-body": "schema:GovernmentOrganization",
    "country": "schema:Country",
    "place": "schema:Place",
    "organisation": "schema:Organization",
    "media": "schema:NewsMediaOrganization",
    "product": "schema:Product",
    "event": "schema:Event",
    "unknown": "schema:Thing",
}
_LINKS = {
    "ended-by": "endedBy",
    "begun-by": "begunBy",
    "set-aside-by": "setAsideBy",
    "responds-to": "respondsTo",
    "part-of": "partOf",
}


def dumps(graph: Graph) -> Written:
    """Return a graph as JSON-LD, and what it loses."""
    dataset = to_dataset(graph)
    graph_index = index(graph)
    by_id = {relation.id: relation for relation in graph_index.relations()}
    used = {relation.type.name for relation in graph_index.relations()}
    used |= {entry.type for relation in graph_index.relations() for entry in relation.evidence if entry.type}
    whole: Node = {
        "@context": CONTEXT,
        "@id": "urn:graphkit:dataset",
        "@type": "schema:Dataset",
        "name": dataset.title,
        "description": dataset.description,
        "@included": [],
    }
    types = sorted(used | {row.name for row in dataset.relation_types})
    count = len(types) + len(dataset.actors) + len(dataset.sources) + len(dataset.relations)
    nodes = chain(
        (_type(graph_index.vocabulary[name]) for name in types),
        map(_actor, dataset.actors),
        map(_source, dataset.sources),
        (_relation(by_id[row.key]) for row in dataset.relations),
    )
    head = _JSON.encode({name: value for name, value in whole.items() if value is not None})
    rows = (f"{_JSON.encode(_filled(node))}{',' * (number < count)}" for number, node in enumerate(nodes, 1))
    content = encoded(chain([head.removesuffix("]}")], rows, ["]}"]))
    return Written(content, (Loss("the told story", len(dataset.story), of="step"),) if dataset.story else ())


def _filled(node: Node) -> Node:
    """Return a node without its fields that are None or empty lists; a blank text, False and 0 stay."""
    return {name: value for name, value in node.items() if value is not None and value != []}


@lru_cache(maxsize=1 << 16)
def _iri(what: str, id: str) -> str:
    return f"urn:graphkit:{what}:{quote(id, safe='')}"


def _type(type_: KnownType) -> Node:
    return {
        "@id": _iri("type", type_.name),
        "@type": ["rdf:Property", "gk:RelationType"],
        "label": type_.label(),
        "inverseLabel": None if type_.symmetric else type_.label(forward=False),
        "kind": type_.kind,
        "symmetric": type_.symmetric or None,
        "family": type_.family,
        "comment": type_.meaning,
        "plover": type_.plover,
        "cameo": type_.cameo,
        "ftm": type_.ftm,
    }


def _actor(actor: Actor) -> Node:
    ids = dict(actor.ids)
    wikidata = ids.get("wikidata")
    return {
        "@id": _iri("actor", actor.id),
        "@type": ["prov:Agent", *filter(None, [_KINDS.get(actor.kind)])],
        "name": actor.name,
        "kind": actor.kind,
        "alternateName": list(actor.aliases),
        "description": actor.description,
        "sameAs": f"http://www.wikidata.org/entity/{quote(wikidata, safe='')}" if wikidata else None,
        "identifier": [f"{scheme}: {id}" for scheme, id in ids.items()],
        "attribute": [{"label": name, "value": value} for name, value in actor.attributes],
        "image": actor.picture,
    }


def _source(source: Source) -> Node:
    row = plain(source)
    carried = ("title", "author", "url", "file", "sha256", "reliability")
    return {
        "@id": _iri("source", source.id),
        "@type": ["prov:Entity", "schema:CreativeWork"],
        **{name: row.get(name) for name in carried},
        "publisherName": source.publisher,
        "publisher": _iri("actor", source.publisher_actor) if source.publisher_actor else None,
        "published": source.published,
        "archivedUrl": source.archived_url,
        "derivedFrom": [_iri("source", origin) for origin in source.derived_from],
        "comment": source.note,
    }


def _relation(relation: DatedRelation) -> Node:
    bounds, fields = relation.bounds, relation.fields
    node: Node = {
        "@id": _iri("relation", relation.id),
        "@type": ["rdf:Statement", "prov:Entity"],
        "subject": _iri("actor", relation.source),
        "predicate": _iri("type", relation.type.name),
        "object": _iri("actor", relation.target),
        "about": [_iri("actor", actor) for actor in relation.about],
        "description": relation.summary,
        "edtf": fields.get("when"),
        "begins": fields.get("begins"),
        "ends": fields.get("ends"),
        "status": relation.status,
        "certainty": relation.certainty,
        "claimed": relation.claimed,
        "contested": relation.contested,
        "datesDiffer": relation.dates_differ,
        "setAside": relation.set_aside,
        "independentSources": relation.independent_sources,
        "amount": relation.amount.value if relation.amount else None,
        "unit": relation.amount.unit if relation.amount else None,
        "comment": relation.note,
        "derivedFrom": sorted({_iri("source", entry.source) for entry in relation.evidence}),
        "attributedTo": sorted(
            {
                _iri("actor", entry.attribution)
                for entry in relation.evidence
                if entry.attribution and entry.attribution != UNNAMED
            }
        ),
        "evidence": [_filled(_derivation(entry)) for entry in relation.evidence],
    }
    if bounds:
        names = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")
        node |= {name: xml_day(iso(day)) for name, day in zip(names, bounds, strict=True)}
    for link in relation.links:
        node.setdefault(_LINKS[link.rel], []).append(_iri("relation", link.relation))
    return node


def _derivation(entry: Evidence) -> Node:
    named = entry.attribution not in (None, UNNAMED)
    return {
        "@type": "prov:Derivation",
        "source": _iri("source", entry.source),
        "paragraph": entry.paragraph,
        "attributedTo": _iri("actor", str(entry.attribution)) if named else None,
        "unnamedVoice": True if entry.attribution == UNNAMED else None,
        "said": entry.said,
        "saysWhen": entry.when,
        "saysType": _iri("type", entry.type) if entry.type else None,
        "saysStatus": entry.status,
        "contradicts": True if entry.stance == "contradicts" else None,
        "givesDay": None if entry.dated else False,
        "attests": entry.attests,
        "quote": entry.quote,
        "url": entry.url,
        "archivedUrl": entry.archived_url,
        "comment": entry.note,
    }


JSON_LD = Format("JSON-LD with PROV-O", (".jsonld",), "triple stores, SPARQL", dumps)
