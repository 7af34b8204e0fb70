"""JSON-LD with PROV-O: rdflib parses it, and SPARQL finds relations by who says so, and when."""

import json
from pathlib import Path
from typing import Any

import pytest
from datasets import actor, dataset, evidence, relation, source
from hypothesis import given, settings
from rdflib import PROV, RDF, XSD, Graph, Literal, Namespace, URIRef
from shipped import in_each_story
from storage.test_json_file import datasets

import graphkit as gk
from graphkit.formats import read, write
from graphkit.formats.json_ld import CONTEXT
from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.model.entities import Amount, Link, Step
from graphkit.storage.json_file import loads

SHIPPED = Path(__file__).parents[2] / "data" / "graph.json"
GK = Namespace(CONTEXT["gk"])


def triples(made: Any, folder: Path) -> Graph:
    write(made, folder / "x.jsonld")
    return Graph().parse(folder / "x.jsonld", format="json-ld")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return triples(gk.load(SHIPPED), tmp_path_factory.mktemp("ld"))


@in_each_story
def test_every_relation_is_a_statement_with_its_sources(shipped: Path, tmp_path: Path) -> None:
    graph = gk.load(shipped)
    story = triples(graph, tmp_path)
    found = {
        (str(id), str(subject), str(object))
        for id, subject, object in story.query(
            "SELECT ?id ?s ?o { ?id a rdf:Statement; rdf:subject ?s; rdf:object ?o }"
        )
    }
    expected = {
        (f"urn:graphkit:relation:{key}", f"urn:graphkit:actor:{source}", f"urn:graphkit:actor:{target}")
        for source, target, key in graph.edges(keys=True)
    }
    assert found == expected
    cited = list(story.query("SELECT ?r ?e { ?r a rdf:Statement; prov:qualifiedDerivation ?e }"))
    assert len(cited) == sum(len(fields.get("evidence", ())) for *_, fields in graph.edges(data=True))


def test_a_query_returns_a_relation_with_its_source_and_date(story: Graph) -> None:
    rows = story.query(
        """
        SELECT ?publisher ?published ?paragraph ?start {
          ?relation rdf:subject <urn:graphkit:actor:trump-administration>;
                    rdf:predicate <urn:graphkit:type:banned>;
                    gk:earliestStart ?start; prov:qualifiedDerivation ?evidence.
          ?evidence prov:entity ?source; gk:paragraph ?paragraph.
          ?source gk:publisherName ?publisher; schema:datePublished ?published.
        } ORDER BY ?publisher ?paragraph
        """,
        initNs={"gk": GK, "schema": Namespace("https://schema.org/")},
    )
    told = [
        (str(row.publisher), str(row.published), row.paragraph.toPython(), str(row.start)) for row in rows
    ]
    assert ("BBC", "2025-07-15", 13, "2025-04-01") in told


def test_the_voices_of_a_relation_are_agents(story: Graph) -> None:
    rows = story.query(
        """SELECT DISTINCT ?relation { ?relation a rdf:Statement; prov:wasAttributedTo
           <urn:graphkit:actor:nvidia> }"""
    )
    graph = gk.load(SHIPPED)
    expected = {
        f"urn:graphkit:relation:{seen.id}"
        for seen in index(graph).relations()
        if any(entry.attribution == "nvidia" for entry in seen.evidence)
    }
    assert {str(row.relation) for row in rows} == expected
    assert (URIRef("urn:graphkit:actor:nvidia"), RDF.type, PROV.Agent) in story


FULL = evidence(
    paragraph=3,
    attribution="carol",
    said="2025-07-14",
    when="2025-04",
    type="told",
    status="denied",
    stance="contradicts",
    attests=False,
    quote="Q",
    url="https://a.example/",
    archived_url="https://b.example/",
    note="E",
)
TOLD = (
    "2025-04/", "S", "N", "planned", "4.5", "USD", "3", "2025-07-14", "2025-04", "denied", "Q", "E",
    "https://a.example/", "https://b.example/", "C", "D", "lei: X", "T", "A", "B", "SN", "f", "0" * 64,
    "Title", "Description", "http://www.wikidata.org/entity/Q1", "urn:graphkit:type:told",
    "https://c.example/", "https://d.example/", "[2025-04-01..2025-04-09]", "..", "2023",
    "born", "1961",
)  # fmt: skip


def test_every_field_is_told(tmp_path: Path) -> None:
    made = dataset(
        relation(
            "r1",
            when="2025-04/",
            about=("carol",),
            summary="S",
            note="N",
            status="planned",
            amount=Amount(value=4.5, unit="USD"),
            links=(Link(rel="ended-by", relation="r2"),),
            evidence=[FULL, evidence(attribution="unnamed")],
        ),
        relation("r2", begins="[2025-04-01..2025-04-09]", ends="..", evidence=[evidence(attests="2023")]),
        actors=[
            actor(
                "carol",
                "person",
                aliases=("C",),
                description="D",
                ids={"wikidata": "Q1", "lei": "X"},
                attributes={"born": "1961"},
            )
        ],
        sources=[
            source(
                "paper",
                title="T",
                author="A",
                url="https://c.example/",
                archived_url="https://d.example/",
                file="f",
                sha256="0" * 64,
                reliability="B",
                note="SN",
                publisher_actor="carol",
            )
        ],
        title="Title",
        description="Description",
        story=(Step(title="One"),),
    )
    losses = write(build_graph(made), tmp_path / "x.jsonld")
    assert [str(loss) for loss in losses] == ["the told story (1 step): left out"]
    text = (tmp_path / "x.jsonld").read_text()
    told = {str(term) for triple in triples(build_graph(made), tmp_path) for term in triple}
    assert set(TOLD) <= told
    assert json.loads(text)["@context"] == CONTEXT


def test_what_a_source_attests_is_told_and_that_it_gives_no_day(tmp_path: Path) -> None:
    entries = [evidence(), evidence(attests=True), evidence(attests=False), evidence(dated=False)]
    found = triples(build_graph(dataset(relation("r1", evidence=entries))), tmp_path)
    assert sorted(attested.toPython() for attested in found.objects(None, GK.attests)) == [False, True]
    assert [given.toPython() for given in found.objects(None, GK.givesDay)] == [False]


def test_days_are_dates_and_infinities_are_not_told(tmp_path: Path) -> None:
    found = triples(build_graph(dataset(relation("r1", type="banned", when="2025-04-09/.."))), tmp_path)
    relation_ = URIRef("urn:graphkit:relation:r1")
    assert found.value(relation_, GK.earliestStart) == Literal("2025-04-09", datatype=XSD.date)
    assert found.value(relation_, GK.latestEnd) is None


@given(raw=datasets())
@settings(max_examples=30)
def test_any_dataset_is_rdf(raw: dict[str, Any], tmp_path: Path) -> None:
    made = loads(json.dumps(raw))
    found = triples(build_graph(made), tmp_path)
    assert len(set(found.subjects(RDF.type, RDF.Statement))) == len(made.relations)
    assert len(set(found.subjects(RDF.type, PROV.Agent))) == len(made.actors)


def test_it_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(gk.GraphkitError, match="is no format that graphkit reads"):
        read(tmp_path / "x.jsonld")
