"""Neighbours, with networkx's distances as the oracle."""

import networkx as nx
import pytest
from datasets import actor, graph_of, relation
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import ActorNotFoundError, UsageError
from graphkit.queries.common import common
from graphkit.queries.neighbors import neighbors, parts
from graphkit.queries.windows import window

ACTORS = "abcdef"


def hops_of(found):
    return {neighbor.actor: neighbor.hops for neighbor in found}


def ids(neighbor):
    return [seen.id for seen in neighbor.relations]


CHAIN = [
    relation("ab", "a", "b", "told", when="2025-07-01"),
    relation("bc", "b", "c", "told", when="2025-07-02"),
    relation("cd", "c", "d", "met", when="2025-07-03"),
]


def test_neighbors_are_one_hop_away_unless_more_is_asked():
    graph = graph_of(*CHAIN)
    assert hops_of(neighbors(graph, "b")) == {"a": 1, "c": 1}
    assert hops_of(neighbors(graph, "b", hops=2)) == {"a": 1, "c": 1, "d": 2}
    assert hops_of(neighbors(graph, "a", hops=9)) == {"b": 1, "c": 2, "d": 3}


def test_direction_follows_relations_from_or_towards_the_actor():
    graph = graph_of(*CHAIN)
    assert hops_of(neighbors(graph, "b", direction="out")) == {"c": 1}
    assert hops_of(neighbors(graph, "b", direction="in")) == {"a": 1}


def test_a_symmetric_relation_goes_both_ways():
    graph = graph_of(*CHAIN)
    for direction in ("in", "out", "both"):
        assert "c" in hops_of(neighbors(graph, "d", direction=direction))


def test_relations_about_the_actor_lead_to_both_their_ends():
    graph = graph_of(relation("sale", "a", "b", "told", about=("chip",)), relation("bc", "b", "c"))
    assert hops_of(neighbors(graph, "chip", hops=2)) == {"a": 1, "b": 1, "c": 2}
    assert neighbors(graph, "chip", direct=True) == ()
    assert [ids(neighbor) for neighbor in neighbors(graph, "chip")] == [["sale"], ["sale"]]
    assert neighbors(graph, "chip", direction="out") == ()
    assert neighbors(graph, "chip", direction="in") == ()


def test_the_ends_of_a_relation_have_whom_it_is_about_as_neighbors_marked():
    graph = graph_of(
        relation("sale", "a", "b", "told", about=("chip",)),
        relation("made", "a", "chip", "makes", about=("b",)),
    )
    assert hops_of(neighbors(graph, "b")) == {"a": 1, "chip": 1}
    assert {near.actor: (ids(near), near.about) for near in neighbors(graph, "a")} == {
        "b": (["sale", "made"], {"made"}),
        "chip": (["sale", "made"], {"sale"}),
    }
    assert [row["tie"] for row in neighbors(graph, "b")[1].rows()] == ["about", "about"]
    assert hops_of(neighbors(graph, "b", direct=True, hops=2)) == {"a": 1, "chip": 2}
    assert hops_of(neighbors(graph, "b", direction="in")) == {"a": 1}


def test_one_goes_on_through_what_a_relation_is_about():
    graph = graph_of(relation("sale", "a", "b", about=("chip",)), relation("use", "d", "c", about=("chip",)))
    assert hops_of(neighbors(graph, "a", hops=2)) == {"b": 1, "chip": 1, "c": 2, "d": 2}
    plan = graph_of(
        relation("sale", "a", "b", about=("chip",), status="planned"), relation("use", "chip", "c")
    )
    asked = window(plan, statuses=["actual", "planned"])
    assert hops_of(neighbors(asked, "a", hops=2)) == {"b": 1, "chip": 1}


@pytest.mark.parametrize("status", ["planned", "denied"])
def test_what_is_planned_or_denied_ties_nobody_unless_it_was_asked_for(status):
    graph = graph_of(relation("sale", "a", "b", about=("chip",), status=status), relation("met", "a", "c"))
    assert hops_of(neighbors(graph, "a", hops=2)) == {"c": 1}
    assert neighbors(graph, "chip") == ()
    assert common(graph, ["b", "c"]) == ()
    asked = window(graph, statuses=["actual", status])
    assert hops_of(neighbors(asked, "a")) == {"b": 1, "c": 1, "chip": 1}
    assert [shared.actor for shared in common(asked, ["b", "c"])] == ["a"]


def test_what_is_denied_hides_no_other_tie():
    rows = [relation("1", "a", "b", status="denied"), relation("2", "a", "c"), relation("3", "a", "d")]
    beside = [relation("4", "e", "f", about=("a",), status="denied"), relation("5", "g", "h", about=("a",))]
    graph = graph_of(*rows, *beside)
    assert hops_of(neighbors(graph, "a")) == {"c": 1, "d": 1, "g": 1, "h": 1}


def test_one_goes_on_beyond_whom_a_plan_and_a_fact_lead_to():
    rows = [relation("1", "a", "b", status="planned"), relation("2", "a", "b"), relation("3", "b", "c")]
    graph = window(graph_of(*rows), statuses=["actual", "planned"])
    assert hops_of(neighbors(graph, "a", hops=2)) == {"b": 1, "c": 2}


def test_parts_stand_beside_what_is_none():
    rows = [relation(id, id, "whole", "told") for id in "ac"]
    graph = graph_of(*rows, *(relation(f"part-{id}", id, "whole", "part-of") for id in "abc"))
    assert parts(graph, "whole") == {"a", "b", "c"}


def test_those_tied_only_by_what_is_about_them_come_after_the_direct_ones():
    sales = [relation(f"sale-{n}", "a", "b", about=("chip",)) for n in range(3)]
    graph = graph_of(*sales, relation("one", "a", "zoe", "leads"))
    assert [near.actor for near in neighbors(graph, "a")] == ["b", "zoe", "chip"]


def test_every_relation_of_the_last_hop_is_given_in_order_of_time():
    graph = graph_of(relation("late", "a", "b", when="2025-08"), relation("early", "b", "a", when="2025-07"))
    (found,) = neighbors(graph, "a")
    assert ids(found) == ["early", "late"]


def test_the_nearest_come_first_then_those_with_most_that_is_no_background():
    graph = graph_of(
        *[relation(f"office-{n}", "a", "zoe", "leads") for n in range(3)],
        relation("one", "a", "bob"),
        relation("two", "a", "carol"),
        relation("three", "a", "carol"),
        relation("far", "bob", "dora"),
    )
    assert [neighbor.actor for neighbor in neighbors(graph, "a", hops=2)] == ["carol", "bob", "zoe", "dora"]


def test_a_window_has_the_neighbors_of_its_days():
    july = window(graph_of(*CHAIN), "2025-07-02", "2025-07-02")
    assert hops_of(neighbors(july, "b", hops=3)) == {"c": 1}
    assert [seen.certainty for neighbor in neighbors(july, "b") for seen in neighbor.relations] == ["certain"]


def test_the_newsroom_s_relations_are_not_followed():
    assert neighbors(graph_of(relation("report", "a", "b", "reported-on")), "a") == ()


def test_an_actor_is_no_neighbor_of_itself():
    assert neighbors(graph_of(relation("self", "a", "a")), "a", hops=3) == ()


def test_names_work_and_unknown_ones_are_refused():
    graph = graph_of(*CHAIN, actors=[actor("a", name="Alice", aliases=("Al",))])
    assert neighbors(graph, "al") == neighbors(graph, "ALICE") == neighbors(graph, "a")
    with pytest.raises(ActorNotFoundError):
        neighbors(graph, "nobody at all")


# --- an institution with what is part of it -------------------------------------------------------

STATE = [
    relation("1", "ministry", "state", "part-of"),
    relation("2", "office", "ministry", "part-of"),
    relation("3", "office", "firm", "banned", when="2025-07-10"),
    relation("4", "state", "land", "told", when="2025-07-11"),
    relation("5", "ministry", "office", "told", when="2025-07-12"),
    relation("6", "state", "union", "part-of"),
    relation("7", "land", "firm", "told", about=("office",)),
]


def test_parts_are_all_that_belongs_to_an_actor_however_many_steps_down():
    graph = graph_of(*STATE, actors=[actor("state", name="The State")])
    assert parts(graph, "the state") == {"ministry", "office"}
    assert parts(graph, "union") == {"state", "ministry", "office"}
    assert parts(graph, "office") == frozenset()
    circle = graph_of(relation("1", "a", "b", "part-of"), relation("2", "b", "a", "part-of"))
    assert (parts(circle, "a"), parts(circle, "b")) == ({"b"}, {"a"})
    with pytest.raises(ActorNotFoundError):
        parts(graph, "nobody at all")


def test_an_actor_and_its_parts_have_their_neighbors_together():
    graph = graph_of(*STATE)
    assert hops_of(neighbors(graph, "state")) == {"ministry": 1, "land": 1, "union": 1}
    together = neighbors(graph, "state", parts=parts(graph, "state"))
    assert hops_of(together) == {"firm": 1, "land": 1, "union": 1}
    assert {near.actor: ids(near) for near in together} == {
        "firm": ["3", "7"],
        "land": ["4", "7"],
        "union": ["6"],
    }
    out = neighbors(graph, "state", parts=parts(graph, "state"), direction="out")
    assert {near.actor: ids(near) for near in out} == {"firm": ["3"], "land": ["4"], "union": ["6"]}


def test_parts_that_the_window_has_not_are_no_matter():
    july = window(graph_of(*STATE), "2025-07-10", "2025-07-10", types=["banned"])
    assert hops_of(neighbors(july, "office", parts=["office", "ministry", "state"])) == {"firm": 1}


@pytest.mark.parametrize("hops", [0, -1])
def test_fewer_than_one_hop_is_refused(hops):
    with pytest.raises(UsageError, match="hops"):
        neighbors(graph_of(*CHAIN), "a", hops=hops)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(ACTORS),
            st.sampled_from(ACTORS),
            st.sampled_from(["met", "told", "leads", "reported-on"]),
            st.lists(st.sampled_from(ACTORS), max_size=1),
        ),
        max_size=10,
    ),
    st.sampled_from(["in", "out", "both", "both"]),
    st.booleans(),
    st.integers(1, 4),
)
def test_distances_are_those_of_networkx(rows, direction, direct, hops):
    graph = graph_of(
        *[relation(f"r{n}", *row[:3], about=tuple(row[3])) for n, row in enumerate(rows)],
        actors=[actor(id) for id in ACTORS],
    )
    walked = nx.MultiDiGraph()
    walked.add_nodes_from(ACTORS)
    for n, (here, there, type, about) in enumerate(rows):
        if type == "reported-on":
            continue
        if direction != "in" or type == "met":
            walked.add_edge(here, there, f"r{n}")
        if direction != "out" or type == "met":
            walked.add_edge(there, here, f"r{n}")
        for concerned in {*about} - {here, there} if direction == "both" and not direct else ():
            for end in (here, there):
                walked.add_edges_from([(concerned, end, f"r{n}"), (end, concerned, f"r{n}")])
    expected = nx.single_source_shortest_path_length(walked, "a", cutoff=hops)
    found = neighbors(graph, "a", hops=hops, direction=direction, direct=direct)
    assert hops_of(found) == {other: far for other, far in expected.items() if far}
    assert [neighbor.hops for neighbor in found] == sorted(neighbor.hops for neighbor in found)
    for neighbor in found:
        last_hop = {
            key
            for here, _, key in walked.in_edges(neighbor.actor, keys=True)
            if expected.get(here) == neighbor.hops - 1
        }
        assert sorted(ids(neighbor)) == sorted(last_hop)
        before = {other for other, far in expected.items() if far == neighbor.hops - 1}
        joins = {
            f"r{n}"
            for n, (here, there, *_) in enumerate(rows)
            if {here, there} in [{near, neighbor.actor} for near in before]
        }
        assert neighbor.about == last_hop - joins
