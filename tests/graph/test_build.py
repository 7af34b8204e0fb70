"""A dataset and its graph hold the same."""

import json
import re

import networkx as nx
import pandas
import pytest
from datasets import actor, dataset, evidence, relation, source
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import STORIES, in_each_story

from graphkit.errors import DataError, UsageError
from graphkit.formats.graphs.node_link import save
from graphkit.graph.build import build_graph, load, to_dataset
from graphkit.model.entities import TIDY, Amount, Dataset, Link, RelationType, Step
from graphkit.storage.json_file import read_dataset

FULL = dataset(
    relation(
        "ban",
        "government",
        "nvidia",
        "banned",
        when="2025-04/",
        about=("h20",),
        status="planned",
        summary="A ban.",
        amount=Amount(value=5.5, unit="USD"),
        note="Sic.",
        links=(Link(rel="ended-by", relation="talk"),),
        evidence=[
            evidence(
                paragraph=3,
                attribution="huang",
                said="2025-07-14",
                when="2025-04-09",
                type="eased",
                status="actual",
                stance="contradicts",
                attests=False,
                quote="No.",
                note="Odd.",
            )
        ],
    ),
    relation("talk", "huang", "nvidia", "gossiped"),
    actors=[actor("huang", "person", name="Jensen Huang", aliases=("Jensen",), description="Of Nvidia.")],
    sources=[source("paper", title="Title", author="Someone", derived_from=("wire",)), source("wire")],
    relation_types=(RelationType(name="gossiped", kind="event"),),
    story=(Step(title="First", text="Then.", since="2025-04", focus=("huang",), selection="ban"),),
    title="A story",
    description="Told twice.",
)


# --- there and back -----------------------------------------------------------------------------


def test_every_field_comes_back():
    assert to_dataset(build_graph(FULL)) == FULL


def test_nothing_comes_back_as_nothing():
    assert to_dataset(build_graph(Dataset())) == Dataset()


@in_each_story
def test_the_shipped_dataset_comes_back(shipped):
    whole = read_dataset(shipped)
    assert to_dataset(build_graph(whole)) == whole
    assert to_dataset(load(shipped)) == whole


def test_a_graph_that_was_saved_loads_as_it_was(tmp_path):
    graph = build_graph(FULL)
    save(graph, tmp_path / "graph.json")
    loaded = load(tmp_path / "graph.json")
    assert nx.utils.graphs_equal(loaded, graph)
    assert loaded.graph == graph.graph


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=6).filter(
    str.strip
)
tidy = texts.filter(lambda text: re.fullmatch(TIDY, text))
ids = st.lists(st.text("abcdé-0", min_size=1, max_size=4), min_size=2, max_size=5, unique=True)
edtf = st.sampled_from(["2025-07-14", "2025-04/", "[2025-07-14,2025-07-15]", "202X"])
days = st.sampled_from(["2025-07-14", "2025-07-14~", "[..2025-07-15]"])


@st.composite
def datasets(draw):
    names, keys = draw(ids), draw(ids)
    statuses = st.sampled_from(["actual", "planned", "denied"])
    types = st.sampled_from(["met", "banned", "leads", "lobbied"])
    entries = st.builds(
        evidence,
        st.sampled_from(["src-1", "src-2"]),
        paragraph=st.none() | st.integers(1, 99),
        attribution=st.none() | st.sampled_from([*names, "unnamed"]),
        said=st.none() | days,
        when=st.none() | edtf,
        type=st.none() | types,
        status=st.none() | statuses,
        stance=st.sampled_from(["supports", "contradicts"]),
        attests=st.booleans(),
        note=st.none() | texts,
    )
    return dataset(
        *[
            relation(
                key,
                draw(st.sampled_from(names)),
                draw(st.sampled_from(names)),
                draw(types),
                when=draw(st.none() | edtf),
                status=draw(statuses),
                summary=draw(st.none() | texts),
                about=tuple(draw(st.lists(st.sampled_from(names), max_size=2))),
                links=tuple(
                    Link(rel="responds-to", relation=other)
                    for other in draw(st.lists(st.sampled_from(keys), max_size=2))
                ),
                amount=draw(st.none() | st.builds(Amount, value=st.integers(0, 9), unit=texts)),
                evidence=draw(st.lists(entries, max_size=2)),
            )
            for key in keys
        ],
        actors=[
            actor(
                id,
                draw(st.sampled_from(["person", "country"])),
                name=draw(texts),
                aliases=tuple(draw(st.lists(texts, max_size=2))),
                attributes=draw(st.dictionaries(tidy, texts | st.integers() | st.floats(-9, 9), max_size=2)),
                ids=draw(st.dictionaries(texts, texts.map(lambda text, id=id: f"{id} {text}"), max_size=2)),
            )
            for id in names
        ],
        sources=[source("src-1", draw(days)), source("src-2", draw(days), derived_from=("src-1",))],
        story=tuple(
            Step(title=title, selection=draw(st.sampled_from(keys)))
            for title in draw(st.lists(texts, max_size=2))
        ),
        title=draw(texts),
        description=draw(st.none() | texts),
    )


@given(datasets())
@settings(max_examples=30)
def test_any_dataset_comes_back(made):
    assert to_dataset(build_graph(made)) == made


# --- what a graph holds ---------------------------------------------------------------------------


def test_a_node_is_an_actor_s_id_and_a_key_a_relation_s():
    graph = build_graph(FULL)
    assert type(graph) is nx.MultiDiGraph
    assert set(graph) == {"government", "huang", "h20", "nvidia"}
    assert set(graph.edges(keys=True)) == {("government", "nvidia", "ban"), ("huang", "nvidia", "talk")}


def test_attributes_are_the_file_s_own_fields_and_omitted_ones_are_left_out():
    graph = build_graph(FULL)
    assert graph.nodes["nvidia"] == {"name": "Nvidia", "kind": "company"}
    assert graph.edges["huang", "nvidia", "talk"] == {"type": "gossiped"}


@in_each_story
def test_so_are_those_of_a_story(shipped):
    file = json.loads(shipped.read_text(encoding="utf-8"))
    graph = load(shipped)
    assert {id: set(data) for id, data in graph.nodes(data=True)} == {
        row["id"]: set(row) - {"id"} for row in file["nodes"]
    }
    assert {key: set(data) for _, _, key, data in graph.edges(keys=True, data=True)} == {
        row["key"]: set(row) - {"source", "target", "key"} for row in file["edges"]
    }


def values(graph):
    for _, data in graph.nodes(data=True):
        yield from data.values()
    for *_, data in graph.edges(data=True):
        yield from data.values()
    yield from graph.graph.values()


@pytest.mark.parametrize(
    "graph", [build_graph(FULL), *map(load, STORIES.values())], ids=["every field", *STORIES]
)
def test_attributes_are_immutable(graph):
    for value in values(graph):
        hash(value)


def test_the_ids_of_an_actor_are_immutable():
    graph = build_graph(dataset(actors=[actor("nvidia", ids={"wikidata": "Q182477"})]))
    with pytest.raises((TypeError, AttributeError)):
        graph.nodes["nvidia"]["ids"]["wikidata"] = "Q1"


@in_each_story
def test_plain_networkx_reads_the_shipped_file(shipped):
    plain = nx.node_link_graph(json.loads(shipped.read_text(encoding="utf-8")), edges="edges")
    graph = load(shipped)
    assert type(plain) is nx.MultiDiGraph
    assert set(plain) == set(graph)
    assert set(plain.edges(keys=True)) == set(graph.edges(keys=True))
    assert all(plain.nodes[id]["name"] == graph.nodes[id]["name"] for id in graph)


# --- from plain rows ------------------------------------------------------------------------------

PEOPLE = [{"id": id, "name": id.title(), "kind": "person"} for id in ("ada", "ben")]
MET = {"key": "x", "source": "ada", "target": "ben", "type": "met"}


def test_plain_rows_make_a_graph_without_their_blank_cells():
    blank = [float("nan"), None, pandas.NaT, pandas.NA]
    rows = [{**MET, "key": f"r{number}", "when": value} for number, value in enumerate([*blank, "2024"])]
    graph = build_graph({"title": "T", "actors": PEOPLE, "relations": rows})
    assert [data.get("when") for *_, data in graph.edges(data=True)] == [None] * len(blank) + ["2024"]
    assert graph.graph["title"] == "T"
    assert build_graph({}).number_of_nodes() == 0


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ({"relations": [{**MET, "when": pandas.Timestamp("2024-01-02")}]}, "a text, got a Timestamp"),
        ({"relations": [{**MET, "target": float("nan")}]}, "relation 'x', target: is missing; add it"),
        ({"relations": [{**MET, "source": "eve"}]}, "there is no actor 'eve'"),
        ({"relations": [3]}, "expected an object"),
        ({"actors": 3}, "actors has to be a list of rows, got 3"),
        ({"actor": []}, "actor: is no key of the format"),
        ([], "or a mapping of rows, got a list"),
        (None, "or a mapping of rows, got a NoneType"),
    ],
)  # fmt: skip
def test_rows_that_are_none_are_refused_in_a_line(tables, message):
    rows = {"actors": PEOPLE, **tables} if isinstance(tables, dict) else tables
    with pytest.raises((DataError, UsageError), match=re.escape(message)) as error:
        build_graph(rows)
    assert len(str(error.value).splitlines()) == 1
