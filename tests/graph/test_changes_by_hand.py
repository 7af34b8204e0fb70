"""A graph in people's hands: however it is changed, an answer is of what it holds now, or is refused."""

import copy
import pickle
import re
from datetime import date
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from datasets import actor, dataset, evidence, graph_of, relation, source
from hypothesis import example, given, settings
from hypothesis import strategies as st

import graphkit as gk
from graphkit.errors import DataError, UsageError
from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.graph.multigraph import Unloaded, without_networkx
from graphkit.graph.validated import cache_of, describe, validated
from graphkit.model.entities import Actor, Amount, Evidence, Link, Relation, RelationType, Source, Step
from graphkit.model.statuses import Status

SHIPPED = Path(__file__).parents[2] / "data" / "graph.json"

TALK = "ada", "ben", "talk"


def made():
    return graph_of(
        relation("talk", "ada", "ben", when="2025-07-10", evidence=[evidence("paper")]),
        relation("ban", "court", "ben", "banned", when="2025-07-01/", about=("chip",)),
        relation(
            "visit",
            "ada",
            "court",
            "visited",
            when="2025-07-12",
            links=(Link(rel="part-of", relation="talk"),),
        ),
        actors=[actor(id) for id in ("ada", "ben", "chip", "court")],
        sources=[source("paper", "2025-07-15"), source("wire", "2025-07-20")],
        title="A story",
    )


def told(graph):
    """Return everything that queries say of a graph, or the refusal."""
    asks = (
        lambda: [
            (
                seen.id,
                seen.when,
                seen.words,
                seen.voices,
                seen.type.name,
                seen.status,
                seen.certainty,
                seen.summary,
            )
            for seen in gk.relations(graph).relations
        ],
        lambda: sorted(gk.window(graph, "2025-07", "2025-07").edges(keys=True)),
        lambda: sorted(gk.window(graph, "2019", "2019").edges(keys=True)),
        lambda: gk.relations(gk.snapshot(graph, "2025-07-31")).relations,
        lambda: gk.actors(graph),
        lambda: gk.find_actor(graph, "Ada"),
        lambda: gk.find_actor(graph, "Countess"),
        lambda: [(near.actor, [seen.id for seen in near.relations]) for near in gk.neighbors(graph, "ben")],
        lambda: gk.check_sources(graph),
        lambda: gk.info(graph),
        lambda: gk.timeline(graph).periods,
        lambda: [seen.id for seen in gk.story(graph, "talk").relations],
        lambda: gk.voices(graph, "ben"),
        lambda: gk.shortest_path(graph, "ada", "ben"),
        lambda: gk.diff(graph, "2025-07-01", "2025-07-31"),
        lambda: gk.to_dataset(graph),
    )
    return [answer(ask) for ask in asks]


def answer(ask):
    try:
        return ask()
    except gk.GraphkitError as error:
        refusal = f"{type(error).__name__}: {error}"
    assert "\n" not in refusal
    return refusal


def plain(graph):
    """Return a graph of networkx alone that holds the same, of which nothing was ever computed."""
    new = nx.MultiDiGraph()
    new.graph.update(graph.graph)
    new.add_nodes_from((node, dict(data)) for node, data in graph.nodes(data=True))
    new.add_edges_from((*edge, dict(data)) for *edge, data in graph.edges(keys=True, data=True))
    return new


def swapped(graph):
    graph._succ, graph._pred = graph._pred, graph._succ


def half_added(graph):
    with pytest.raises(ValueError, match="None"):
        graph.add_nodes_from([("dora", {"name": "Dora", "kind": "person"}), None])


CHANGES = {
    "an item of an edge": lambda g: g.edges[TALK].__setitem__("when", "2019-01-01"),
    "an item by the adjacency": lambda g: g["ada"]["ben"]["talk"].__setitem__("when", "2019-01-01"),
    "an update": lambda g: g["ada"]["ben"]["talk"].update(when="2019-01-01", summary="Moved."),
    "the operator of an update": lambda g: g["ada"]["ben"]["talk"].__ior__({"when": "2019-01-01"}),
    "an item set for the first time": lambda g: g.edges[TALK].setdefault("summary", "New."),
    "an item deleted": lambda g: g.edges[TALK].__delitem__("when"),
    "an item popped": lambda g: g.edges[TALK].pop("evidence"),
    "the last item popped": lambda g: g.edges[TALK].popitem(),
    "attributes cleared": lambda g: g.edges["court", "ben", "ban"].clear(),
    "set_edge_attributes": lambda g: nx.set_edge_attributes(g, {TALK: {"when": "2019-01-01"}}),
    "set_edge_attributes of all": lambda g: nx.set_edge_attributes(g, "planned", "status"),
    "set_node_attributes": lambda g: nx.set_node_attributes(g, {"ada": "Countess"}, "name"),
    "a name": lambda g: g.nodes["ada"].__setitem__("name", "Countess"),
    "aliases": lambda g: g.nodes["ada"].update(aliases=("Countess",)),
    "no name": lambda g: g.nodes["ada"].pop("name"),
    "a kind": lambda g: g.nodes["ada"].update(kind="person"),
    "evidence": lambda g: g.edges[TALK].update(evidence=(Evidence(source="wire", when="2019"),)),
    "no sources": lambda g: g.graph.update(sources=()),
    "other sources": lambda g: g.graph.update(
        sources=(Source(id="paper", publisher="Paper", published="2019-01-01"), *g.graph["sources"][1:])
    ),
    "a title": lambda g: g.graph.update(title="Another"),
    "no title": lambda g: g.graph.pop("title"),
    "a graph attribute deleted": lambda g: g.graph.clear(),
    "other graph attributes": lambda g: setattr(g, "graph", {"title": "Mine", "sources": g.graph["sources"]}),
    "an edge": lambda g: g.add_edge("ben", "court", key="new", type="met", when="2019"),
    "an edge without a key": lambda g: g.add_edge("ben", "court", type="met", when="2019"),
    "an edge again": lambda g: g.add_edge(*TALK, when="2019"),
    "an edge to nobody known": lambda g: g.add_edge("ben", "eve", key="new", type="met", when="2019"),
    "edges": lambda g: g.add_edges_from([("ben", "court", "new", {"type": "met"})]),
    "an edge removed": lambda g: g.remove_edge(*TALK),
    "all edges removed": lambda g: g.clear_edges(),
    "everything removed": lambda g: g.clear(),
    "a node": lambda g: g.add_node("dora", name="Countess", kind="person"),
    "half of some nodes": half_added,
    "a node removed": lambda g: g.remove_node("chip"),
    "an end removed": lambda g: g.remove_node("ada"),
    "a node renamed": lambda g: nx.relabel_nodes(g, {"ada": "countess"}, copy=False),
    "update": lambda g: g.update(edges=[("ben", "court", "new", {"type": "met"})]),
    "an item beneath": lambda g: g._adj["ada"]["ben"]["talk"].update(when="2019"),
    "attributes replaced beneath": lambda g: g._adj["ada"]["ben"].update(
        talk={"type": "told", "when": "2019"}
    ),
    "an edge deleted beneath": lambda g: g._adj["ada"]["ben"].clear(),
    "a pair deleted beneath": lambda g: (g._adj["ada"].pop("ben"), g._pred["ben"].pop("ada")),
    "a node replaced beneath": lambda g: g._node.update(ada={"name": "Countess", "kind": "person"}),
    "all replaced beneath": lambda g: (
        setattr(g, "_adj", {n: {} for n in g}),
        setattr(g, "_pred", {n: {} for n in g}),
    ),
    "every direction turned beneath": swapped,
    "an attribute of no meaning": lambda g: nx.set_node_attributes(g, 0.25, "pagerank"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_answer_is_of_the_graph_as_it_is_now(change):
    graph = made()
    before = told(graph)
    change(graph)
    after = told(graph)
    assert after == told(plain(graph)) == told(graph)
    assert after != before


FEW = (
    "an item of an edge", "a name", "other sources", "an edge", "an edge removed", "an end removed",
    "a node renamed", "a pair deleted beneath", "every direction turned beneath",
)  # fmt: skip


@pytest.mark.parametrize("change", FEW)
@pytest.mark.parametrize(
    "of",
    [
        lambda g: g.copy(),
        lambda g: g.copy(as_view=True),
        nx.MultiDiGraph,
        copy.copy,
        copy.deepcopy,
        lambda g: pickle.loads(pickle.dumps(g)),
        nx.freeze,
        lambda g: g.subgraph(list(g)),
        lambda g: g.edge_subgraph(list(g.edges(keys=True))),
        lambda g: gk.window(g, "2025-07", "2025-07"),
        lambda g: g.reverse(copy=False).reverse(copy=False),
    ],
    ids=[
        "copy", "view", "made of it", "shallow", "deep", "pickled", "frozen", "subgraph", "edges", "window",
        "reverse",
    ],
)  # fmt: skip
def test_so_is_one_of_what_was_made_of_it_in_whatever_way(of, change):
    graph, change = made(), CHANGES[change]
    told(graph)
    other = of(graph)
    told(other)
    for each in (graph, other):
        try:
            change(each)
        except (nx.NetworkXError, KeyError, AttributeError, TypeError):
            continue  # a view, or frozen; what it shows may have changed all the same
        assert told(graph) == told(plain(graph))
        assert told(other) == told(plain(other))


def _both_refuse(said, held):
    """Return whether a view is refused since its parts were replaced, and what it holds for its faults."""
    return "dictionaries do not fit together" in str(said) and re.match("[A-Z][A-Za-z]+Error: ", str(held))


@settings(max_examples=15)
@given(st.lists(st.sampled_from(sorted(CHANGES)), min_size=2, max_size=4))
@example(["all replaced beneath", "everything removed"])
def test_so_it_is_after_several_changes(names):
    graph = made()
    views = graph.subgraph(["ada", "ben"]), graph.reverse(copy=False), graph.copy()
    for name in names:
        try:
            CHANGES[name](graph)
        except (nx.NetworkXError, KeyError):
            continue
        for each in (graph, *views):
            for said, held in zip(told(each), told(plain(each)), strict=True):
                assert said == held or _both_refuse(said, held)


def test_a_list_in_an_attribute_is_read_anew_each_time():
    graph = made()
    names = ["Countess"]
    graph.nodes["ada"]["aliases"] = names
    assert gk.find_actor(graph, "Countess") == "ada"
    names[0] = "Lovelace"
    assert gk.find_actor(graph, "Lovelace") == "ada"
    with pytest.raises(gk.GraphkitError):
        gk.find_actor(graph, "Countess")
    graph.edges[TALK]["evidence"] = [{"source": "wire", "when": "2019"}]
    assert gk.window(graph, "2019", "2019").has_edge(*TALK)
    graph.edges[TALK]["evidence"][0]["when"] = "2020"
    assert not gk.window(graph, "2019", "2019").has_edge(*TALK)


def test_a_view_whose_filter_changes_is_read_anew():
    graph, shown = made(), {"ada", "ben"}
    view = nx.subgraph_view(graph, filter_node=shown.__contains__)
    assert told(view) == told(plain(view))
    shown.add("court")
    assert told(view) == told(plain(view))
    assert len(gk.relations(view).relations) == 3


def test_an_answer_stays_what_it_was():
    graph = made()
    before = gk.relations(graph).relations
    kept = [(seen.id, seen.when, seen.words) for seen in before]
    graph.edges[TALK]["when"] = "2019-01-01"
    assert [(seen.id, seen.when, seen.words) for seen in before] == kept
    with pytest.raises(TypeError, match="an answer does not change"):
        before[0].fields["when"] = "2020"
    with pytest.raises(TypeError):
        before[0].fields.update(when="2020")
    assert pickle.loads(pickle.dumps(before)) == copy.deepcopy(before) == before


def test_a_window_is_a_graph_of_its_own():
    graph = made()
    july = gk.window(graph, "2025-07", "2025-07")
    before = told(july)
    graph.edges[TALK]["when"] = "2019-01-01"
    graph.remove_node("court")
    assert told(july) == before


def test_what_is_none_of_the_format_s_stays_in_a_window_and_is_in_no_file(tmp_path):
    graph = made()
    nx.set_node_attributes(graph, nx.degree_centrality(graph), "centrality")
    nx.set_edge_attributes(graph, 2, "weight")
    july = gk.window(graph, "2025-07", "2025-07")
    assert july.nodes["ada"]["centrality"] == graph.nodes["ada"]["centrality"]
    assert july.edges[TALK]["weight"] == 2
    with pytest.raises(DataError, match="actor 'ada', 'centrality': is not a field of the format"):
        gk.save(graph, tmp_path / "graph.json")
    assert not list(tmp_path.iterdir())


# --- the view that networkx hands on ----------------------------------------------------------------


def story_of_two_years():
    return graph_of(
        relation("talk", "ada", "ben", when="2025-07-10", evidence=[evidence("paper")]),
        relation("late", "ben", "court", when="2025-08-10", evidence=[evidence("wire")]),
        relation("ban", "court", "ben", "banned", when="2025-07-01/"),
        relation("old", "ada", "court", when="2024-01-02"),
        relation("plan", "ada", "chip", when="2026-01-02", status="planned"),
        relation("rumour", "ada", "chip"),
        actors=[actor(id) for id in ("ada", "ben", "chip", "court")],
        sources=[source("paper", "2025-07-15"), source("wire", "2025-08-20")],
    )


VIEWS = {
    "window": lambda g: gk.window(g, "2025-07", "2025-07"),
    "certain": lambda g: gk.window(g, "2025-07", "2025-07", certain=True),
    "undated": lambda g: gk.window(g, "2025-07", "2025-07", undated=True),
    "types": lambda g: gk.window(g, types=["banned"]),
    "statuses": lambda g: gk.window(g, statuses=["planned"]),
    "kinds": lambda g: gk.window(g, "2025-07", kinds=["person"]),
    "snapshot": lambda g: gk.snapshot(g, "2025-07-12"),
    "known": lambda g: gk.known_by(g, "2025-07-20"),
    "window of what was known": lambda g: gk.window(gk.known_by(g, "2025-07-20"), "2025"),
}


def updated(graph, part):
    other = graph.copy()
    other.graph.update(part.graph)
    return other


def added(graph, part):
    other = nx.MultiDiGraph(part)
    other.add_nodes_from(graph.nodes(data=True))
    other.add_edges_from(graph.edges(keys=True, data=True))
    return other


def mended(graph, part):
    part.add_nodes_from(graph.nodes(data=True))
    part.add_edges_from(graph.edges(keys=True, data=True))
    return part


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("join", [nx.compose, updated, added, mended])
def test_what_is_composed_of_a_window_and_of_more_is_no_window(join, view, tmp_path):
    graph = story_of_two_years()
    other = join(graph, VIEWS[view](graph))
    assert other.graph["view"]
    other.graph["sources"] = graph.graph["sources"]  # networkx takes those of the window, too
    bare = plain(other)
    del bare.graph["view"]
    assert told(other) == told(bare)
    assert {seen.certainty for seen in gk.relations(other).relations} == {None}
    assert len(gk.relations(other).relations) == graph.number_of_edges()
    assert "ada" in gk.edit(other, "ada", {"description": "A countess."})
    gk.save(other, tmp_path / "graph.json")
    loaded = gk.load(tmp_path / "graph.json")
    asks = (gk.reach, gk.timeline, gk.info)
    assert [ask(loaded, *["ada"] * (ask is gk.reach)) for ask in asks] == [
        ask(other, *["ada"] * (ask is gk.reach)) for ask in asks
    ]


def test_two_windows_composed_are_no_window():
    graph = story_of_two_years()
    both = nx.compose(gk.window(graph, "2024", "2024"), gk.window(graph, "2025-07", "2025-07"))
    assert both.graph["view"]
    assert {seen.id: seen.certainty for seen in gk.relations(both).relations} == dict.fromkeys(
        ("old", "talk", "ban")
    )
    assert gk.window(both).number_of_edges() == 3


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    "of", [nx.MultiDiGraph, copy.deepcopy, lambda g: g.copy(), lambda g: g.subgraph([*g][:3]), nx.freeze]
)
def test_a_part_of_a_window_is_one_still(of, view):
    part = VIEWS[view](story_of_two_years())
    certainty = {seen.id: (seen.certainty, seen.standing) for seen in gk.relations(part).relations}
    other = of(part)
    found = {seen.id: (seen.certainty, seen.standing) for seen in gk.relations(other).relations}
    assert found.items() <= certainty.items()
    assert len(found) == other.number_of_edges()
    with pytest.raises(UsageError, match="edit the whole graph"):
        gk.edit(other, "ben", {"description": "A man."})


# --- what it costs ------------------------------------------------------------------------------


def test_a_graph_that_did_not_change_is_asked_itself():
    graph = made()
    assert validated(graph) is graph
    july = gk.window(graph, "2025-07", "2025-07")
    assert validated(july) is july
    assert index(july) is index(july)


@pytest.mark.parametrize("of", [lambda g: g.copy(), lambda g: g.subgraph(["ada", "ben"]), copy.deepcopy])
def test_what_did_not_change_is_read_once(of):
    graph = made()
    other = of(graph)
    first = validated(other)
    assert validated(other) is first
    assert index(other) is index(other)
    graph.nodes["ada"]["name"] = "Countess"
    other.nodes["ada"]["name"] = "Countess"
    assert validated(other) is not first
    assert validated(graph) is validated(graph)
    assert index(graph) is index(graph)


def test_nothing_computed_is_copied_or_pickled():
    graph = made()
    told(graph)
    for other in (copy.deepcopy(graph), pickle.loads(pickle.dumps(graph))):
        assert cache_of(other).index is None
        assert cache_of(other).twin is None
        assert told(other) == told(graph)
        assert nx.utils.graphs_equal(other, graph)


def test_networkx_s_own_cache_goes_with_a_change_beneath_its_views():
    graph = made()
    graph.__networkx_cache__["of a backend"] = "converted"
    graph.edges[TALK]["when"] = "2019"
    gk.info(graph)
    assert "of a backend" not in graph.__networkx_cache__


# --- saved ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda g: g.remove_node("chip"), "relation 'ban', about: there is no actor 'chip'"),
        (lambda g: nx.relabel_nodes(g, {"chip": "h20"}, copy=False), "there is no actor 'chip'"),
        (
            lambda g: g.graph.update(sources=()),
            "relation 'talk', evidence 1, source: there is no source 'paper'",
        ),
        (lambda g: g.edges[TALK].update(type="mett"), "there is no relation type 'mett'"),
        (lambda g: g.edges[TALK].update(when="soon"), "relation 'talk', when: "),
        (
            lambda g: g.edges[TALK].update(when=date(2025, 7, 1)),
            "relation 'talk', when: expected a text, got a date; write '2025-07-01'",
        ),
        (lambda g: g.edges[TALK].update(amount=float("nan")), "relation 'talk', amount"),
        (lambda g: g.nodes["ada"].update(kind="animal"), "actor 'ada', kind: 'animal' is not known here"),
        (lambda g: g.nodes["ada"].pop("kind"), "actor 'ada', kind: is missing"),
        (
            lambda g: g.add_edge("ben", "court", type="met"),
            "relation 0 from 'ben' to 'court': its key is not a text",
        ),
        (
            lambda g: g.add_edge("ben", "court", key="talk", type="met"),
            "relation 'talk': 2 of them share this id",
        ),
        (lambda g: g.add_edge("ben", "eve", key="x", type="met"), "actor 'eve', name: is missing"),
        (lambda g: g.add_node(5, name="Five", kind="person"), "actor 5: its id is not a text"),
        (lambda g: g.nodes["ada"].update(id="other"), "actor 'ada', 'id': is not a field"),
        (lambda g: g.graph.update(title=b"x"), "graph, title: expected a text in double quotes, got"),
        (
            lambda g: g.nodes["ada"].update(attributes={"n": 10**4300}),
            "attributes: a number of more than 4,300",
        ),
        (
            lambda g: g.edges[TALK].update(amount={"value": -(10**4300), "unit": "EUR"}),
            "value: a number of more",
        ),
        (
            lambda g: g.edges[TALK].update(evidence=[{"source": "wire", "paragraph": 10**4300}]),
            "paragraph: a num",
        ),
    ],
)
def test_what_no_file_can_hold_is_not_saved(tmp_path, change, refusal):
    path = tmp_path / "graph.json"
    graph = made()
    gk.save(graph, path)
    before = path.read_bytes()
    change(graph)
    with pytest.raises(DataError) as error:
        gk.save(graph, path)
    assert refusal in str(error.value)
    assert "\n" not in str(error.value)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["graph.json"]


TEXTS = ["x", "2025", "x\ud800", "", " ", b"x", bytearray(b"2025"), np.str_("x")]
FIGURES = [0, 1, True, 1.5, -0.0, 1e-7, 1e300, 10**400, 10**4299, 10**4300, -(10**9999)]
ODD = [float("nan"), float("inf"), None, np.int64(3), np.float64(2), date(2025, 1, 1), object(), Status]
SINGLE = st.sampled_from([*TEXTS, *FIGURES, *ODD])
TABLES = st.dictionaries(SINGLE.filter(lambda key: key.__hash__ and key != 0), SINGLE, max_size=2)
PAIRS = st.lists(st.tuples(SINGLE, SINGLE), max_size=2).map(tuple)
VALUES = SINGLE | TABLES | PAIRS | st.lists(SINGLE, max_size=2) | st.lists(SINGLE, max_size=2).map(tuple)


@st.composite
def rows(draw, model, **needed):
    """Return a row of a model with any value in a field, as a dict or as a row that was not validated."""
    row = needed | {draw(st.sampled_from([*model.model_fields])): draw(VALUES)}
    return row if draw(st.booleans()) else model.model_construct(**row)


@settings(max_examples=100)
@given(st.data())
def test_whatever_is_saved_is_loaded_as_it_was(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.unlink(missing_ok=True)
    graph = made()
    at, model = data.draw(st.sampled_from([(graph.nodes["ada"], Actor), (graph.edges[TALK], Relation)]))
    field = data.draw(st.sampled_from([*model.model_fields]))
    entry = rows(Evidence, source="wire")
    inside = {
        "evidence": entry.map(lambda row: [row]),
        "amount": rows(Amount, value=1, unit="EUR"),
        "links": rows(Link, rel="part-of", relation="visit").map(lambda row: [row]),
    }
    at[field] = data.draw(inside.get(field, VALUES) | VALUES)
    name, model, needed = data.draw(
        st.sampled_from(
            [
                ("title", None, {}),
                ("sources", Source, {"id": "wire", "publisher": "W", "published": "2025"}),
                ("relation_types", RelationType, {"name": "met", "kind": "event"}),
                ("story", Step, {"title": "One"}),
            ]
        )
    )
    kept = [each for each in graph.graph.get(name, ()) if model is Source and each.id != "wire"]
    graph.graph[name] = [*kept, data.draw(rows(model, **needed))] if model else data.draw(SINGLE)
    try:
        gk.save(graph, path)
    except gk.GraphkitError:
        assert not path.exists()
    else:
        assert gk.to_dataset(gk.load(path)) == gk.to_dataset(graph)


def test_a_change_that_a_file_can_hold_is_saved(tmp_path):
    graph = made()
    graph.edges[TALK]["when"] = "2019-01-01"
    graph.nodes["ada"]["aliases"] = ["Countess"]
    graph.edges[TALK]["evidence"] = [{"source": "wire"}]
    gk.save(graph, tmp_path / "graph.json")
    loaded = gk.load(tmp_path / "graph.json")
    assert loaded.edges[TALK] == {"type": "met", "when": "2019-01-01", "evidence": (Evidence(source="wire"),)}
    assert gk.find_actor(loaded, "countess") == "ada"


def test_a_dataset_that_is_none_makes_no_graph():
    rows = dataset(relation("a"), relation("b"))
    twice = rows.model_copy(update={"relations": (rows.relations[0],) * 2})
    with pytest.raises(DataError, match="this dataset: relation 'a': 2 of them share this id"):
        build_graph(twice)
    with pytest.raises(
        UsageError, match=r"dataset: expected a Dataset \(of .*\) or a mapping of rows, got a Graph"
    ):
        build_graph(nx.Graph())


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda g: g.nodes["nvidia"].update(aliases=iter(["H"])), "actor 'nvidia', aliases: a list_iterator"),
        (lambda g: g.edges[BAN].update(evidence=map(dict, [])), "relation 'h20-ban', evidence: a map"),
        (lambda g: g.edges[BAN].update(about={"nvidia": 1}.keys()), "relation 'h20-ban', about: a dict_keys"),
        (lambda g: g.graph.update(sources=(each for each in ())), "graph, sources: a generator"),
        (
            lambda g: g.graph.update(
                sources=[{"id": "x", "publisher": "X", "published": "2025", "derived_from": iter(())}]
            ),
            "graph, sources 1, derived_from: a tuple_iterator",
        ),
        (
            lambda g: g.edges[BAN].update(evidence=[{"source": iter("x")}]),
            "relation 'h20-ban', evidence 1, source: a str_",
        ),
    ],
)
def test_what_is_used_up_by_reading_is_refused_and_not_lost(change, place, tmp_path):
    graph = gk.load(SHIPPED)
    change(graph)
    for ask in (gk.info, gk.info, lambda g: gk.save(g, tmp_path / "graph.json")):
        with pytest.raises(DataError, match="write a list, a tuple or a set") as error:
            ask(graph)
        assert f"this graph: {place}" in str(error.value)
    assert not list(tmp_path.iterdir())


BAN = "trump-administration", "nvidia", "h20-ban"
NAN = float("nan")
FAULTS = {
    "a node without anything": (lambda g: g.add_node("zz"), "actor 'zz', name: is missing"),
    "a node that is no text": (lambda g: g.add_node(5), "actor 5: its id is not a text"),
    "a bad kind": (lambda g: g.nodes["nvidia"].update(kind="x"), "actor 'nvidia', kind: 'x' is not known"),
    "no kind": (lambda g: g.nodes["nvidia"].pop("kind"), "actor 'nvidia', kind: is missing"),
    "no name": (lambda g: g.nodes["nvidia"].pop("name"), "actor 'nvidia', name: is missing"),
    "a bad date": (
        lambda g: g.edges[BAN].update(when="bad"),
        "relation 'h20-ban', when: 'bad' is not an EDTF",
    ),
    "no type": (lambda g: g.edges[BAN].pop("type"), "relation 'h20-ban', type: is missing"),
    "an unknown type": (
        lambda g: g.edges[BAN].update(type="bannd"),
        "relation 'h20-ban', type: there is no relation type 'bannd'; did you mean 'banned'?",
    ),
    "an edge to nobody": (
        lambda g: g.add_edge("nvidia", "nobody", key="q", type="met"),
        "actor 'nobody', name: is missing",
    ),
    "no sources": (lambda g: g.graph.pop("sources"), "evidence 1, source: there is no source"),
    "a source's field": (
        lambda g: g.graph.update(sources=({"id": "x", "publisher": NAN, "published": "2025"},)),
        "source 'x', publisher: expected a text in double quotes, got NaN",
    ),
    "an empty id": (
        lambda g: g.add_node("", name="A", kind="person"),
        "nodes, actor 63, id: is empty; write something",
    ),
    "a number of many digits": (
        lambda g: g.nodes["nvidia"].update(name=10**5000),
        "actor 'nvidia', name: expected a text in double quotes, got a number of very many digits",
    ),
    "a list in itself": (
        lambda g: g.nodes["nvidia"].update(name=inside_itself()),
        "actor 'nvidia', name: expected a text in double quotes, got a list",
    ),
    "identifiers that are none": (
        lambda g: g.nodes["nvidia"].update(ids=NAN),
        "actor 'nvidia', ids: expected an object",
    ),
    **{
        f"{field} of an actor": (
            lambda g, field=field: g.nodes["nvidia"].update({field: NAN}),
            f"actor 'nvidia', {field}: ",
        )
        for field in set(Actor.model_fields) - {"id"}
    },
    **{
        f"{field} of a relation": (
            lambda g, field=field: g.edges[BAN].update({field: NAN}),
            f"relation 'h20-ban', {field}: ",
        )
        for field in set(Relation.model_fields) - {"source", "target", "key"}
    },
    **{
        f"{field} of the graph": (lambda g, field=field: g.graph.update({field: NAN}), f"graph, {field}: ")
        for field in ("title", "description", "sources", "relation_types", "story")
    },
}


def inside_itself():
    made = []
    made.append(made)
    return made


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_fault_is_told_by_its_place(name):
    change, place = FAULTS[name]
    graph = gk.load(SHIPPED)
    change(graph)
    with pytest.raises(DataError) as error:
        gk.info(graph)
    assert place in str(error.value)
    assert len(str(error.value)) < 500
    assert "\n" not in str(error.value)


def test_an_identifier_of_two_is_told_beside_another_fault():
    graph = gk.load(SHIPPED)
    ids = graph.nodes["nvidia"]["ids"]
    graph.nodes["amd"].update(ids=dict(ids), kind="x")
    with pytest.raises(DataError) as error:
        gk.info(graph)
    places = [fault.place for fault in error.value.faults]
    assert "actor 'amd', kind" in places
    assert any("has the same identifier" in fault.message for fault in error.value.faults)


def test_an_error_of_ours_is_not_called_a_torn_graph(monkeypatch):
    graph = made().copy()
    monkeypatch.setattr("graphkit.storage.json_file.dataset_of", lambda *_args, **_more: {}["ours"])
    with pytest.raises(KeyError, match="ours"):
        gk.info(graph)


def test_a_graph_attribute_that_no_file_can_keep_is_refused_by_name(tmp_path):
    graph = made()
    graph.graph["my"] = {"a": 1}
    assert gk.info(graph).title == "A story"
    assert gk.window(graph, "2025-07").graph["my"] == {"a": 1}
    for lose in (lambda: gk.save(graph, tmp_path / "graph.json"), lambda: gk.to_dataset(graph)):
        with pytest.raises(DataError, match="graph, 'my': is not a field of the format"):
            lose()
    assert not list(tmp_path.iterdir())
    del graph.graph["my"]
    graph.graph.update(node_default={}, edge_default={}, format="graphkit/1")
    gk.save(gk.window(graph, "2025-07"), tmp_path / "graph.json")
    for name in ("view", "format"):
        graph.graph[name] = "mine"
        with pytest.raises(DataError, match=f"graph, '{name}': is not a field"):
            gk.save(graph, tmp_path / "graph.json")
        del graph.graph[name]


# --- graphs that others made ----------------------------------------------------------------------


def others():
    bare = nx.MultiDiGraph()
    bare.add_edge("a", "b")
    nameless = nx.MultiDiGraph()
    nameless.add_edge("a", "b", key="r", type="met")
    unknown_type = nx.MultiDiGraph()
    unknown_type.add_nodes_from((n, {"name": n, "kind": "person"}) for n in "ab")
    unknown_type.add_edge("a", "b", key="r", type="hugged")
    default_keys = nx.MultiDiGraph()
    default_keys.add_nodes_from((n, {"name": n, "kind": "person"}) for n in "abc")
    default_keys.add_edges_from(
        [("a", "b", {"type": "met"}), ("a", "b", {"type": "met"}), ("b", "c", {"type": "met"})]
    )
    numbers = nx.relabel_nodes(unknown_type, {"a": 1, "b": (2, 3)})
    mapped = plain(made())
    mapped.graph["sources"] = [{"id": "paper", "publisher": "Paper", "published": "2025-07-15"}]
    mapped.edges[TALK]["evidence"] = [{"source": "paper"}]
    bad_evidence = plain(made())
    bad_evidence.edges[TALK]["evidence"] = {"source": "paper"}
    no_evidence = plain(made())
    no_evidence.edges[TALK]["evidence"] = None
    odd_view = plain(made())
    odd_view.graph["view"] = "last month"
    dated = plain(made())
    dated.edges[TALK]["when"] = date(2025, 7, 10)
    arrays = plain(made())
    arrays.nodes["ada"]["aliases"] = np.array(["Countess"])
    arrays.edges[TALK]["when"] = np.datetime64("2025-07-10")
    not_a_number = plain(made())
    not_a_number.edges[TALK]["amount"] = {"value": float("nan"), "unit": "USD"}
    not_a_number.nodes["ada"]["name"] = float("nan")
    broken = made()
    broken._adj["ada"]["ben"] = None
    lopsided = made()
    del lopsided._node["chip"], lopsided._node["ben"]
    ownless = made()
    ownless.graph = None
    cacheless = made().copy()
    cacheless.__networkx_cache__ = None
    odd_keys = plain(made())
    odd_keys.nodes["ada"][5] = odd_keys.edges[TALK][None] = "five"
    odd_lists = plain(made())
    odd_lists.edges[TALK].update(about={"chip"}, links=5, status=["planned"])
    return {
        "nothing": nx.MultiDiGraph(),
        "Graph": nx.path_graph(3),
        "DiGraph": nx.DiGraph(made()),
        "MultiGraph": made().to_undirected(),
        "no graph": {"nodes": []},
        "None": None,
        "a path": "data/graph.json",
        "bare": bare,
        "nameless": nameless,
        "of an unknown type": unknown_type,
        "networkx's keys": default_keys,
        "numbers": numbers,
        "mappings": mapped,
        "evidence that is one mapping": bad_evidence,
        "evidence that is None": no_evidence,
        "a view of another's": odd_view,
        "dates": dated,
        "arrays": arrays,
        "not a number": not_a_number,
        "broken": broken,
        "lopsided": lopsided,
        "without attributes": ownless,
        "without a cache": cacheless,
        "odd names of attributes": odd_keys,
        "odd values": odd_lists,
        "a subgraph": made().subgraph(["ada", "ben", "court"]),
        "node link": nx.node_link_graph(nx.node_link_data(plain(made()), edges="edges"), edges="edges"),
        "reversed": made().reverse(),
        "made of text": nx.parse_edgelist(["a b", "b c"], create_using=nx.MultiDiGraph),
    }


def asks(graph, path):
    question = gk.Question("ada", "ben", chronological=True)
    return {
        "actors": lambda: gk.actors(graph, "a"),
        "add": lambda: gk.add(graph, actor("zoe")),
        "apply_changes": lambda: gk.apply_changes(graph, gk.compare(graph, made())),
        "between": lambda: gk.between(graph, "ada", "ben"),
        "build_graph": lambda: gk.build_graph(graph),
        "check_sources": lambda: gk.check_sources(graph),
        "chronological_path": lambda: gk.chronological_path(graph, "ada", "ben"),
        "chronological_paths": lambda: gk.chronological_paths(graph, "ada", "ben"),
        "cite": lambda: gk.cite(graph),
        "common": lambda: gk.common(graph, ["ada", "ben"]),
        "compare": lambda: gk.compare(graph, made()),
        "diff": lambda: gk.diff(graph, "2025-07-01", "2025-07-31"),
        "edit": lambda: gk.edit(graph, "ada", {"name": "Countess"}),
        "export": lambda: [
            gk.export(graph, path / f"x{suffix}") for suffix in (".html", ".gexf", ".csv", "/")
        ],
        "find_actor": lambda: gk.find_actor(graph, "Ada"),
        "find_paths": lambda: gk.find_paths(graph, question),
        "groups": lambda: gk.groups(graph),
        "info": lambda: gk.info(graph),
        "known_by": lambda: gk.known_by(graph, "2025-07-31"),
        "merge": lambda: gk.merge(graph, "chip", "ben"),
        "neighbors": lambda: gk.neighbors(graph, "ada", hops=2),
        "part": lambda: gk.part(graph, ["talk"]),
        "parts": lambda: gk.parts(graph, "ada"),
        "plain": lambda: gk.plain(graph),
        "rank": lambda: gk.rank(graph),
        "reach": lambda: gk.reach(graph, "ada"),
        "records": lambda: gk.records(gk.relations(graph)),
        "relations": lambda: gk.relations(graph),
        "remove": lambda: gk.remove(graph, "talk"),
        "save": lambda: gk.save(graph, path / "graph.json"),
        "shortest_path": lambda: gk.shortest_path(graph, "ada", "ben"),
        "shortest_paths": lambda: gk.shortest_paths(graph, "ada", "ben"),
        "show": lambda: gk.show(graph),
        "snapshot": lambda: gk.snapshot(graph, "2025-07-12"),
        "story": lambda: gk.story(graph, "talk"),
        "suppose": lambda: gk.suppose(graph, without=["talk"]),
        "timeline": lambda: gk.timeline(graph),
        "to_dataset": lambda: gk.to_dataset(graph),
        "voices": lambda: gk.voices(graph, "ada"),
        "why_no_path": lambda: gk.why_no_path(graph, question),
        "window": lambda: gk.window(graph, "2025-07"),
    }


def test_every_public_function_of_a_graph_is_tried(tmp_path):
    asked = set(asks(made(), tmp_path))
    assert asked == set(dir(gk)) - {"GraphkitError", "Question", "load", "open", "read"}


@pytest.mark.parametrize("name", others())
def test_a_graph_that_others_made_is_answered_or_refused_in_a_line(name, tmp_path):
    for ask in asks(others()[name], tmp_path).values():
        answer(ask)  # anything but a refusal of ours would come through


@pytest.mark.parametrize(
    "name",
    ["mappings", "a view of another's", "odd names of attributes", "a subgraph", "node link", "reversed"],
)
def test_what_can_be_read_is_answered(name):
    graph = others()[name]
    assert {seen.id for seen in gk.relations(graph).relations} == {key for *_, key in graph.edges(keys=True)}
    assert gk.neighbors(graph, "ada")


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("Graph", "expected a networkx.MultiDiGraph, got a Graph"),
        ("DiGraph", "got a DiGraph"),
        ("MultiGraph", "got a MultiGraph"),
        ("None", "got a NoneType"),
        ("nameless", "actor 'a', name: is missing; add it"),
        ("of an unknown type", "there is no relation type 'hugged'"),
        (
            "networkx's keys",
            "relation 0 from 'a' to 'b': its key is not a text",
        ),
        ("numbers", "actor 1: its id is not a text"),
        ("dates", "relation 'talk', when"),
        ("broken", "do not fit together"),
        ("lopsided", "do not fit together"),
        ("without attributes", "do not fit together"),
        ("without a cache", "do not fit together"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_mend(name, refusal):
    with pytest.raises(gk.GraphkitError) as error:
        gk.relations(others()[name])
    assert refusal in str(error.value)


# --- without networkx -----------------------------------------------------------------------------


def test_a_graph_that_was_made_without_networkx_is_the_one_that_it_would_have_made():
    with without_networkx():
        bare = made()
        window = gk.window(bare, since="2025-07-10", until="2025-07-31")
    whole = made()
    for one, other in (bare, whole), (window, gk.window(whole, since="2025-07-10", until="2025-07-31")):
        assert isinstance(one, Unloaded)
        assert (list(one), len(one), "ada" in one) == (list(other), len(other), "ada" in other)
        assert one.number_of_nodes() == other.number_of_nodes()
        assert one.number_of_edges() == other.number_of_edges()
        assert list(one.nodes) == list(other.nodes)
        assert list(one.nodes(data=True)) == list(other.nodes(data=True))
        assert gk.relations(one) == gk.relations(other)
        assert gk.neighbors(one, "ada") == gk.neighbors(other, "ada")
        assert isinstance(one, Unloaded)
        assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))
        assert type(one) is nx.MultiDiGraph
        assert nx.utils.graphs_equal(one, other)
        assert validated(one) is one


@pytest.mark.parametrize(
    "ask",
    [
        lambda graph: graph["ada"]["ben"]["talk"],
        lambda graph: list(nx.to_edgelist(graph)),
        lambda graph: copy.deepcopy(graph).adj,
        lambda graph: pickle.loads(pickle.dumps(graph)).adj,
    ],
)
def test_a_graph_that_was_made_without_networkx_answers_as_networkx_does(ask):
    with without_networkx():
        bare = made()
    assert ask(bare) == ask(made())


def test_a_change_of_a_graph_that_was_made_without_networkx_counts():
    with without_networkx():
        bare = made()
    assert gk.neighbors(bare, "ada")
    bare.remove_edge("ada", "court", "visit")
    assert [near.actor for near in gk.neighbors(bare, "ada")] == ["ben"]


def test_another_title_leaves_a_valid_graph_valid_and_no_other():
    graph = made()
    kept = index(graph)
    describe(graph, title=" Another ", description="Told anew.")
    assert validated(graph) is graph
    assert index(graph) is kept
    assert gk.to_dataset(graph).title == graph.graph["title"]
    assert gk.to_dataset(graph).description == "Told anew."
    with pytest.raises(DataError, match="title"):
        describe(graph, title="a\ud800b")
    assert gk.to_dataset(graph).description == "Told anew."
    graph.add_edge("ada", "ben", "new", type="no-type")
    describe(graph, title="A third")
    with pytest.raises(DataError, match="no-type"):
        gk.relations(graph)
