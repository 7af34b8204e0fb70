"""Every field of an actor, a source, a relation and its evidence reaches whoever reads it.

A new field of the model fails these tests until it has a sample, and until each place shows it or is
excepted here.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from datasets import actor, dataset, evidence, relation, source
from pydantic import BaseModel

from cli.conftest import Run
from graphkit.formats import write
from graphkit.formats.markdown import report
from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.graph.provenance import Assertion, versions
from graphkit.model.entities import Actor, Amount, Dataset, Evidence, Link, Relation, Source
from graphkit.page.html import render
from graphkit.page.payload import build_payload
from graphkit.queries.listing import Section
from graphkit.storage.json_file import save_dataset

ENTITIES: dict[str, type[BaseModel]] = {
    "actors": Actor,
    "sources": Source,
    "relations": Relation,
    "evidence": Evidence,
}

PICTURE = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)
"""A picture of one pixel."""

SAMPLES: dict[str, dict[str, Any]] = {
    "actors": {
        "id": "someone-else",
        "name": "Another Name",
        "kind": "media",
        "aliases": ("Allie",),
        "description": "Somebody.",
        "ids": {"wikidata": "Q7"},
        "attributes": {"country": "Xanadu"},
        "picture": PICTURE,
    },
    "sources": {
        "id": "another-paper",
        "publisher": "Another Publisher",
        "publisher_actor": "carol",
        "title": "A Title",
        "author": "An Author",
        "published": "2025-07-16",
        "url": "https://a.example/",
        "archived_url": "https://b.example/",
        "file": "a-file.txt",
        "sha256": "0" * 64,
        "derived_from": ("wire",),
        "reliability": "B2",
        "note": "A note.",
    },
    "relations": {
        "source": "carol",
        "target": "carol",
        "key": "another-key",
        "type": "banned",
        "when": "2025-06-30",
        "begins": "2025-06-29",
        "ends": "2025-06-28",
        "about": ("carol",),
        "status": "planned",
        "summary": "A summary.",
        "amount": Amount(value=7, unit="barrels"),
        "note": "A note.",
        "links": (Link(rel="responds-to", relation="other"),),
        "evidence": (evidence(), evidence("wire")),
    },
    "evidence": {
        "source": "wire",
        "paragraph": 7,
        "attribution": "carol",
        "said": "2025-07-11",
        "when": "2025-06-27",
        "type": "banned",
        "status": "planned",
        "stance": "contradicts",
        "dated": False,
        "attests": "2025-06",
        "quote": "As they said.",
        "url": "https://c.example/",
        "archived_url": "https://d.example/",
        "note": "A note.",
    },
}
"""A value of each field that differs from what :func:`story` has there."""


DATES = ("when", "begins", "ends")


def story(what: str, field: str, *, sample: bool) -> Dataset:
    """Return a story of two relations in which one field has its sample, or its default."""
    fields: dict[str, dict[str, Any]] = {
        "actors": {"id": "alice", "name": "Alice", "kind": "person"},
        "sources": {"id": "paper", "publisher": "The Paper", "published": "2025-07-15"},
        "relations": {"key": "main", "source": "alice", "target": "bob", "type": "lobbied"},
        "evidence": {"source": "paper"},
    }
    if what != "relations" or field not in DATES:
        fields["relations"]["when"] = "2025-06/"
    if sample:
        fields[what][field] = SAMPLES[what][field]
    if (what, field) != ("relations", "source"):
        fields["relations"]["source"] = fields["actors"]["id"]
    if (what, field) != ("evidence", "source"):
        fields["evidence"]["source"] = fields["sources"]["id"]
    main = relation(**{"evidence": [evidence(**fields["evidence"])], **fields["relations"]})
    other = relation("other", "carol", "bob", "told", [evidence("wire")], when="2025-06-20")
    actors = [actor(**fields["actors"]), actor("carol")]
    return dataset(main, other, actors=actors, sources=[source(**fields["sources"])])


CASES = [(what, field) for what, fields in SAMPLES.items() for field in fields]


@pytest.mark.parametrize("what", ENTITIES)
def test_every_field_of_the_model_has_a_sample(what: str) -> None:
    assert list(SAMPLES[what]) == list(ENTITIES[what].model_fields), "add a sample, and show it everywhere"
    plain = {name: row.default for name, row in ENTITIES[what].model_fields.items() if not row.is_required()}
    assert not [name for name, value in plain.items() if SAMPLES[what][name] == value]


# --- where fields are written one by one -----------------------------------------------------------


def on_the_page(made: Dataset, _run: Run, _folder: Path) -> str:
    return json.dumps(build_payload(build_graph(made)), sort_keys=True)


def without_script(made: Dataset, _run: Run, _folder: Path) -> str:
    return render(build_graph(made)).partition("<noscript>")[2].partition("</noscript>")[0]


def as_json_ld(made: Dataset, _run: Run, folder: Path) -> str:
    write(build_graph(made), folder / "x.jsonld")
    return (folder / "x.jsonld").read_text()


def as_a_report(made: Dataset, _run: Run, _folder: Path) -> str:
    graph = build_graph(made)
    return report(graph, "All", [Section("", index(graph).relations())])


def shown(made: Dataset, run: Run, folder: Path, *options: str) -> str:
    path = folder / "story.json"
    save_dataset(made, path)
    rows = [*made.actors, *made.sources]
    ids = [*(row.key for row in made.relations if row.key != "other"), *(row.id for row in rows)]
    return "".join(run("--data", str(path), "show", id, *options).out for id in ids)


def shown_as_json(made: Dataset, run: Run, folder: Path) -> str:
    return shown(made, run, folder, "--format", "json")


Place = Callable[[Dataset, Run, Path], str]

ARCHIVING = {"sources.file", "sources.sha256"}
"""What belongs to the user's own copy of an article, which no reader has."""

COMPACT = {
    *(
        "actors.aliases", "actors.description", "actors.ids", "actors.attributes", "actors.picture",
        "relations.key", "relations.links",
    ),
    *("relations.amount", "relations.note", "relations.about", "evidence.quote", "actors.kind"),
    *("evidence.note", "evidence.url", "evidence.archived_url", "sources.id", "sources.publisher_actor"),
    *("sources.url", "sources.archived_url", "sources.reliability", "sources.note", "sources.derived_from"),
    *ARCHIVING,
}  # fmt: skip
"""What a list of relations with a line for each has no room for; the page and ``show`` tell it."""

REPORTED = COMPACT - {
    "sources.derived_from",
    *("relations.amount", "relations.about", "evidence.quote", "evidence.note", "evidence.url"),
    *("evidence.archived_url", "sources.url", "sources.archived_url", "sources.reliability", "sources.note"),
}
"""What a report leaves out; it cites in full."""

UNSCRIPTED = {"relations.amount", "relations.about", "sources.derived_from"}
"""What a reader without script is told besides."""

PLACES: dict[str, tuple[Place, set[str]]] = {
    "the page": (on_the_page, {"actors.ids", *ARCHIVING}),
    "the page without script": (without_script, {*COMPACT, "actors.id"} - UNSCRIPTED),
    "JSON-LD": (as_json_ld, set()),
    "a report": (as_a_report, REPORTED),
    "show": (shown, set()),
    "show as JSON": (shown_as_json, {"relations.links"}),
}
"""How each place tells a story, and the fields that it leaves out on purpose."""


@pytest.mark.parametrize("place", PLACES)
def test_every_field_is_told_or_left_out_on_purpose(place: str, run: Run, tmp_path: Path) -> None:
    tell, left_out = PLACES[place]

    def told(what: str, field: str, *, sample: bool) -> str:
        return tell(story(what, field, sample=sample), run, tmp_path)

    untold = {
        f"{what}.{field}"
        for what, field in CASES
        if told(what, field, sample=True) == told(what, field, sample=False)
    }
    assert untold == left_out


@pytest.mark.parametrize("field", SAMPLES["evidence"])
@pytest.mark.parametrize("more", [0, 1])
@pytest.mark.parametrize("lasts", [True, False])
def test_relations_that_evidence_tells_apart_share_no_versions(field: str, more: int, lasts: bool) -> None:
    """The cache of versions must know of a field that decides bounds, voices or disputes."""
    entries = [
        [evidence(**own), *[evidence("third")] * more] for own in ({}, {field: SAMPLES["evidence"][field]})
    ]
    rows = [
        relation(f"r{number}", type="lobbied", when="2025-06/" if lasts else "2025-06", evidence=told)
        for number, told in enumerate(entries)
    ]
    graph = build_graph(dataset(*rows, sources=[source("wire", "2025-07-12"), source("third", "2025-07-14")]))
    known = index(graph)
    for row in rows:
        found = known.by_id[row.key]
        assertion = Assertion(found.type, found.date, found.status, row.evidence)
        assert known.versions[row.key] == versions(assertion, known.sources)
