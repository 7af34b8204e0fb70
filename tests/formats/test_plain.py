"""A plain copy is taken by networkx's writers, pandas and pyvis, and their readers give it back."""

import json
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import networkx as nx
import numpy
import pandas
import pytest
from datasets import actor, dataset, evidence, graph_of, relation, source
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyvis.network import Network
from shipped import STORIES, busy_day, hub
from storage.test_json_file import datasets

import graphkit as gk
from graphkit.formats import read
from graphkit.graph.build import build_graph
from graphkit.model.entities import Relation
from graphkit.storage.json_file import dumps, loads
from graphkit.temporal import edtf
from graphkit.temporal.calendar import iso


@pytest.fixture(scope="module", params=STORIES)
def story(request: pytest.FixtureRequest) -> Any:
    return gk.load(STORIES[request.param])


VIEWS = {
    "whole": lambda graph: graph,
    "window": lambda graph: gk.window(graph, busy_day(graph), types=["contact", "restriction"]),
    "snapshot": lambda graph: gk.snapshot(graph, busy_day(graph)),
    "known": lambda graph: gk.known_by(graph, busy_day(graph)),
    "part": lambda graph: gk.part(graph, [key for *_, key in graph.edges(keys=True)][:5]),
}


def everything(graph: Any) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """Return all actors and all relations of a graph, each with its attributes."""
    edges = {(source, target, key): data for source, target, key, data in graph.edges(keys=True, data=True)}
    return dict(graph.nodes(data=True)), edges


def multigraph(graph: Any) -> Any:
    """Return a graph as one with keys: readers give a plain one if no two edges run alike."""
    if graph.is_multigraph():
        return graph
    made: Any = nx.MultiDiGraph()
    made.add_nodes_from(graph.nodes(data=True))
    for one, other, data in graph.edges(data=True):
        bare = data["id"].removeprefix("relation:")
        made.add_edges_from([(one, other, bare if bare in graph else data["id"], data)])
    return made


def through_gexf(copy: Any, folder: Path) -> Any:
    nx.write_gexf(copy, folder / "x.gexf")
    return multigraph(nx.read_gexf(folder / "x.gexf"))


def through_graphml(copy: Any, folder: Path) -> Any:
    nx.write_graphml(copy, folder / "x.graphml")
    return nx.read_graphml(folder / "x.graphml", force_multigraph=True)


def through_gml(copy: Any, folder: Path) -> Any:
    nx.write_gml(copy, folder / "x.gml")
    return nx.read_gml(folder / "x.gml")


def through_node_link(copy: Any, _folder: Path) -> Any:
    return nx.node_link_graph(json.loads(json.dumps(nx.node_link_data(copy, edges="edges"))), edges="edges")


def through_adjacency(copy: Any, _folder: Path) -> Any:
    return nx.adjacency_graph(json.loads(json.dumps(nx.adjacency_data(copy))))


def through_cytoscape(copy: Any, _folder: Path) -> Any:
    return nx.cytoscape_graph(json.loads(json.dumps(nx.cytoscape_data(copy))))


WAYS = {
    way.__name__.removeprefix("through_"): way
    for way in (
        through_gexf, through_graphml, through_gml, through_node_link, through_adjacency, through_cytoscape
    )
}  # fmt: skip


def without(rows: dict[Any, Any], *names: str) -> dict[Any, Any]:
    return {key: {name: row[name] for name in row if name not in names} for key, row in rows.items()}


def within_32_bits(rows: dict[Any, Any]) -> dict[Any, Any]:
    """Return rows in which longer whole numbers are texts."""
    return {key: {name: _text_if_long(value) for name, value in row.items()} for key, row in rows.items()}


def _text_if_long(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not -(2**31) <= value < 2**31 else value


def assert_comes_back(way: str, copy: Any, folder: Path) -> None:
    actors, relations = everything(copy)
    found_actors, found_relations = everything(WAYS[way](copy, folder))
    if way == "cytoscape":  # it writes the id into every element
        assert all(row["id"] == row["value"] == id for id, row in found_actors.items())
        found_actors = without(found_actors, "id", "value")
        found_relations = without(found_relations, "source", "target", "key")
    if way == "gml":  # its label is the id, and its whole numbers have 32 bits
        actors = within_32_bits(without(actors, "label"))
        relations = within_32_bits(relations)
    if way == "adjacency":  # its id of an edge is that of the neighbour
        relations = without(relations, "id")
    assert found_actors == actors
    assert found_relations == relations


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("way", WAYS)
def test_networkx_writes_it_and_reads_it_back(way: str, view: str, story: Any, tmp_path: Path) -> None:
    copy = gk.plain(VIEWS[view](story))
    assert copy.number_of_edges() > 0
    assert_comes_back(way, copy, tmp_path)


LONG_NUMBERS = json.loads(
    dumps(
        dataset(actors=[actor("rich", attributes={"founded": -(2**31), "employees": 2**31, "worth": 2**60})])
    )
)


@given(raw=datasets())
@example(raw=LONG_NUMBERS)
@settings(max_examples=20)
def test_any_story_comes_back_of_every_writer(raw: dict[str, Any], tmp_path: Path) -> None:
    graph = build_graph(loads(json.dumps(raw)))
    copy = gk.plain(graph)
    assert (copy.number_of_nodes(), copy.number_of_edges()) == (
        graph.number_of_nodes(),
        graph.number_of_edges(),
    )
    names = {name for _, data in copy.nodes(data=True) for name in data}
    for way in WAYS:
        if way == "gml" and not all(re.fullmatch("[A-Za-z][0-9A-Za-z_]*", name) for name in names):
            with pytest.raises(nx.NetworkXError, match="is not a valid key"):
                through_gml(copy, tmp_path)
        else:
            assert_comes_back(way, copy, tmp_path)


@pytest.mark.parametrize("view", VIEWS)
def test_it_holds_texts_and_numbers_only(view: str, story: Any) -> None:
    copy = gk.plain(VIEWS[view](story))
    actors, relations = everything(copy)
    for row in (copy.graph, *actors.values(), *relations.values()):
        assert {type(value) for value in row.values()} <= {str, int, float}
        assert all(isinstance(name, str) for name in row)


def test_it_says_what_the_fields_say() -> None:
    made = dataset(
        relation(
            "r1",
            when="2025-07",
            status="denied",
            about=("carol",),
            evidence=[evidence(paragraph=3, attribution="bob")],
            summary="They met.",
        ),
        actors=[actor("alice", aliases=("Al", "A. Lee"), ids=(("wikidata", "Q1"),)), actor("carol")],
        sources=[source("paper")],
        title="T",
    )
    copy = gk.plain(build_graph(made))
    assert copy.nodes["alice"] == {
        "label": "Alice",
        "name": "Alice",
        "kind": "company",
        "aliases": "Al; A. Lee",
        "ids": "wikidata: Q1",
    }
    assert copy.edges["alice", "bob", "r1"] == {
        "id": "r1",
        "relation_type": "met",
        "when": "2025-07",
        "about": "carol",
        "status": "denied",
        "summary": "They met.",
        "evidence": "paper#3 (bob)",
        "label": "met (DENIED, CLAIMED)",
        "family": "contact",
        "date": "July 2025",
        "since": "2025-07-01",
        "until": "2025-07-31",
        "claimed": 1,
        "contested": 0,
        "dates_differ": 0,
        "voices": "Bob",
        "independent_sources": 1,
    }
    assert copy.graph["title"] == "T"
    assert json.loads(copy.graph["sources"]) == [
        {"id": "paper", "publisher": "paper", "published": "2025-07-15"}
    ]


def test_a_window_says_which_it_is_and_how_sure(story: Any) -> None:
    month = busy_day(story)[:7]
    copy = gk.plain(gk.window(story, month, month, types=["contact"]))
    view = json.loads(copy.graph["view"])
    first, last = edtf.window(month, month)
    assert (view["since"], view["until"]) == (iso(first), iso(last))
    assert "met" in view["types"]
    assert {row["certainty"] for row in everything(copy)[1].values()} <= {"certain", "possible"}
    assert json.loads(gk.plain(gk.snapshot(story, "2025-05-01")).graph["view"])["as_of"] == "2025-05-01"


def test_it_is_a_copy_that_may_be_changed(story: Any) -> None:
    most, other = hub(story), next(iter(story))
    before = story.nodes[most]["name"]
    copy = gk.plain(story)
    copy.nodes[most]["name"] = "N"
    copy.nodes[most]["size"] = 20
    copy.remove_node(other)
    assert story.nodes[most]["name"] == before
    assert "size" not in story.nodes[most]
    assert other in story
    assert type(copy) is nx.MultiDiGraph


def test_pyvis_draws_it_and_keeps_parallel_relations(story: Any, tmp_path: Path) -> None:
    network = Network(directed=True, cdn_resources="in_line")
    network.from_nx(gk.plain(story))
    network.write_html(str(tmp_path / "x.html"), notebook=False)
    assert {node["id"]: node["label"] for node in network.nodes} == {
        id: data["name"] for id, data in story.nodes(data=True)
    }
    assert {edge["id"] for edge in network.edges} == {key for *_, key in story.edges(keys=True)}
    assert story.nodes[hub(story)]["name"] in (tmp_path / "x.html").read_text()
    plain_network = Network(cdn_resources="in_line")
    plain_network.from_nx(gk.plain(story))
    plain_network.write_html(str(tmp_path / "y.html"), notebook=False)


def test_pandas_and_edge_lists_take_it(story: Any, tmp_path: Path) -> None:
    copy = gk.plain(story)
    table = nx.to_pandas_edgelist(copy, edge_key="key")
    assert len(table) == copy.number_of_edges()
    assert {"source", "target", "key", "relation_type", "since", "until"} <= set(table)
    assert pandas.api.types.is_integer_dtype(table["claimed"])
    nx.write_edgelist(copy, tmp_path / "x.edges", delimiter="\t")
    back = nx.read_edgelist(tmp_path / "x.edges", delimiter="\t", create_using=nx.MultiDiGraph, comments="\0")
    found = {data["id"]: (source, target, data) for source, target, data in back.edges(data=True)}
    assert found == {
        key: (source, target, data) for (source, target, key), data in everything(copy)[1].items()
    }


def test_what_people_added_is_kept_as_a_text_or_a_number(tmp_path: Path) -> None:
    graph = build_graph(dataset(relation("r1"), relation("r2", source="bob", target="alice")))
    graph.nodes["alice"].update(rank=0.5, tags=["a", "b"], group=1, nothing=None, label="Boss", id=7)
    graph.nodes["bob"].update(rank=2, group="west", big=2**60)
    graph.nodes["alice"]["big"] = 0.5
    graph.edges["alice", "bob", "r1"].update(weight=3, type_="x", key="own", good=True)
    graph.graph.update(made_by="me", node_default={"a": 1}, edge_default={})
    copy = gk.plain(graph)
    assert copy.nodes["alice"] == {
        "label": "Alice", "name": "Alice", "kind": "company", "rank": 0.5, "tags": '["a", "b"]', "group": "1",
        "label_": "Boss", "id_": 7, "big": "0.5",
    }  # fmt: skip
    assert copy.nodes["bob"]["rank"] == 2.0
    assert type(copy.nodes["bob"]["rank"]) is float
    assert copy.nodes["bob"]["group"] == "west"
    assert copy.nodes["bob"]["big"] == str(2**60)
    edge = copy.edges["alice", "bob", "r1"]
    assert (edge["weight"], edge["type_"], edge["key_"], edge["good"]) == (3, "x", "own", 1)
    assert copy.graph["made_by"] == "me"
    assert copy.graph["node_default_"] == '{"a": 1}'
    for way in set(WAYS) - {"gexf"}:  # GEXF makes a weight a number of its own kind
        assert_comes_back(way, copy, tmp_path)


MISSING = (
    None, float("nan"), numpy.float64("nan"), pandas.NaT, pandas.NA, numpy.datetime64("NaT"), Decimal("NaN"),
)  # fmt: skip


@pytest.mark.parametrize("missing", MISSING, ids=repr)
def test_what_is_missing_is_left_out(missing: Any) -> None:
    graph = build_graph(dataset(relation("r1")))
    graph.nodes["alice"].update(rank=missing, ranks=[1, missing], of={"a": missing})
    alice = gk.plain(graph).nodes["alice"]
    assert "rank" not in alice
    assert (alice["ranks"], alice["of"]) == ("[1, null]", '{"a": null}')


@pytest.mark.parametrize(
    ("value", "alone", "listed"),
    [
        (True, 1, "true"),
        (numpy.bool_(False), 0, "false"),
        (numpy.int64(3), 3, "3"),
        (numpy.float32(0.5), 0.5, "0.5"),
        (float("inf"), "inf", '"inf"'),
        (-numpy.float64("inf"), "-inf", '"-inf"'),
        (Fraction(1, 4), 0.25, "0.25"),
        (Decimal("1.50"), "1.50", '"1.50"'),
        (date(2024, 1, 5), "2024-01-05", '"2024-01-05"'),
        (pandas.Timestamp("2024-01-05 10:00"), "2024-01-05T10:00:00", '"2024-01-05T10:00:00"'),
        (numpy.datetime64("2024-01-05"), "2024-01-05", '"2024-01-05"'),
        (numpy.array([1, 2]), "[1, 2]", "[1, 2]"),
        (numpy.array(2), "2", '"2"'),
        (pandas.Series([1.0, None]), "[1.0, null]", "[1.0, null]"),
        ({3, 1}, "[1, 3]", "[1, 3]"),
    ],
    ids=repr,
)
def test_values_of_numpy_and_pandas_are_told_as_those_of_python(value: Any, alone: Any, listed: str) -> None:
    graph = build_graph(dataset(relation("r1")))
    graph.nodes["alice"].update(own=value, many=[value])
    alice = gk.plain(graph).nodes["alice"]
    assert (alice["own"], type(alice["own"]), alice["many"]) == (alone, type(alone), f"[{listed}]")
    json.dumps(alice, allow_nan=False)


def test_no_two_actors_become_one_by_a_character_that_xml_lacks(tmp_path: Path) -> None:
    odd = [actor("a\x01", name="One\r\nTwo"), actor("a\\x01"), actor("a\\x01-2")]
    graph = build_graph(dataset(relation("r\x02", source="a\x01", target="a\\x01"), actors=odd))
    copy = gk.plain(graph)
    assert set(copy) == {"a\\x01", "a\\x01-2", "a\\x01-3"}
    assert list(copy.edges(keys=True)) == [("a\\x01-3", "a\\x01", "r\\x02")]
    assert copy.nodes["a\\x01-3"]["name"] == "One\nTwo"
    for way in WAYS:
        assert_comes_back(way, copy, tmp_path)


def test_a_relation_and_an_actor_of_one_id_are_two_elements() -> None:
    copy = gk.plain(build_graph(dataset(relation("alice"))))
    assert copy.edges["alice", "bob", "alice"]["id"] == "relation:alice"


def test_attributes_of_other_programs_are_attributes_of_their_own(tmp_path: Path) -> None:
    foreign = (("country", "US"), ("employees", 36000), ("kind", "Ltd"), ("size", "large"), ("value", 5))
    made = dataset(
        relation("r1"),
        actors=[actor("alice", attributes=foreign), actor("bob", attributes=(("employees", "few"),))],
    )
    copy = gk.plain(build_graph(made))
    assert copy.nodes["alice"] == {
        "label": "Alice", "name": "Alice", "kind": "company", "country": "US", "employees": "36000",
        "kind_": "Ltd", "size_": "large", "value_": 5,
    }  # fmt: skip
    assert copy.nodes["bob"]["employees"] == "few"
    for way in WAYS:
        assert_comes_back(way, copy, tmp_path)
    network = Network(directed=True, cdn_resources="in_line")
    network.from_nx(copy)
    network.write_html(str(tmp_path / "x.html"), notebook=False)


TAKEN = (
    "until", "since", "id", "source", "target", "key", "label", "type", "start", "end", "name", "kind",
    "date", "value", "viz", "size", "ids", "aliases", "description", "attributes", "voices", "pid", "n_id",
)  # fmt: skip
attributes = st.dictionaries(
    st.builds(
        lambda name, more: name + "_" * more, st.sampled_from([*TAKEN, "ID", "Until"]), st.integers(0, 2)
    ),
    st.sampled_from(["1999", "2001-05", "x"]),
    max_size=5,
)


EVERY = {f"{name}{more}": "1999" for name in TAKEN for more in ("", "_")}


@given(one=attributes, other=attributes)
@example(one=EVERY, other=EVERY)
def test_an_attribute_of_a_name_that_is_taken_comes_back_of_every_writer(
    one: dict[str, str], other: dict[str, str], tmp_path: Path
) -> None:
    people = [actor("alice", attributes=one), actor("bob", attributes=other)]
    graph = graph_of(relation("r1", evidence=[evidence()]), actors=people)
    for way in ("gexf", "graphml", "node_link", "cytoscape"):
        found = read(_through(way, gk.plain(graph), tmp_path)).actors
        assert [dict(each.attributes) for each in found] == [one, other], way


def _through(way: str, copy: Any, folder: Path) -> Path:
    """Return the file that a writer of networkx makes of a plain copy, converted to GraphML if need be."""
    graphml, table, text = folder / "x.graphml", folder / "x.csv", folder / "x.json"
    if way == "gexf":
        nx.write_gexf(copy, folder / "x.gexf")
        return folder / "x.gexf"
    if way == "pandas":
        nx.to_pandas_edgelist(copy).to_csv(table, index=False)
        return table
    if way in ("node_link", "cytoscape"):
        write = {"node_link": nx.node_link_data, "cytoscape": nx.cytoscape_data}[way]
        text.write_text(json.dumps(write(copy)))
        return text
    if way == "gml":
        nx.write_gml(copy, folder / "x.gml")
        copy = nx.read_gml(folder / "x.gml")
    elif way == "edgelist":
        nx.write_edgelist(copy, folder / "x.edgelist")
        copy = nx.read_edgelist(folder / "x.edgelist", create_using=nx.MultiDiGraph)
    elif way == "adjacency":
        copy = nx.adjacency_graph(nx.adjacency_data(copy))
    nx.write_graphml(copy, graphml)
    return graphml


@pytest.mark.parametrize(
    "way", ["gexf", "graphml", "gml", "edgelist", "node_link", "cytoscape", "adjacency", "pandas"]
)
@pytest.mark.parametrize("status", ["actual", "planned", "denied"])
@pytest.mark.parametrize("type_", ["met", "paid", "owns"])
def test_a_claim_stays_one_through_every_writer(way: str, status: str, type_: str, tmp_path: Path) -> None:
    graph = graph_of(
        relation("claim", type=type_, when="2019", status=status, evidence=[evidence(attribution="carol")]),
        relation("fact", type=type_, when="2019", status=status, evidence=[evidence()]),
        actors=[actor("carol")],
    )
    claim, fact = read(_through(way, gk.plain(graph), tmp_path)).relations
    assert {claim.status, fact.status} == {status}
    assert _is_claim(claim)
    assert not _is_claim(fact)


def _is_claim(row: Relation) -> bool:
    """Return whether a relation tells that it is a claim; of one that is no fact, the note is enough."""
    told = bool(row.evidence) and row.evidence[0].attribution is not None
    noted = row.status != "actual" and re.search("claimed: (?:yes|1)", row.note or "") is not None
    return told or noted or row.type.startswith("allegedly-")
