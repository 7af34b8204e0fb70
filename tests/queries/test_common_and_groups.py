"""Shared neighbours and groups, with neighbours, networkx and a plain scan as the oracles."""

import os
import subprocess
import sys

import networkx as nx
import pytest
from datasets import graph_of, relation
from shipped import STORIES, busy_day

import graphkit as gk
from graphkit.errors import ActorNotFoundError, UsageError
from graphkit.queries.common import common
from graphkit.queries.groups import groups
from graphkit.queries.neighbors import neighbors
from graphkit.queries.windows import window


@pytest.fixture(scope="module", params=STORIES)
def story(request):
    return gk.load(STORIES[request.param])


def test_what_actors_share_is_what_the_neighbours_of_all_have_in_common(story):
    first, *others = (each.id for each in gk.actors(story))
    for names in ([first, others[0]], [first, *others[1:3]], [others[-1], others[-2]]):
        for options in ({}, {"direction": "out"}, {"direct": True}):
            near = [{each.actor: each for each in neighbors(story, one, **options)} for one in names]
            found = common(story, names, **options)
            assert {each.actor for each in found} == set.intersection(*map(set, near)) - {*names}
            for each in found:
                assert each.ties == tuple((one, by[each.actor]) for one, by in zip(names, near, strict=True))
                assert {row.id for row in each.relations} == {
                    row.id for by in near for row in by[each.actor].relations
                }


def test_those_with_most_relations_to_each_come_first():
    graph = graph_of(
        *(relation(f"many-{n}", "a", "c") for n in range(5)),
        relation("one", "b", "c"),
        *(relation(f"two-{n}", one, "d") for n, one in enumerate("abab")),
        relation("direct", "a", "b"),
    )
    assert [each.actor for each in common(graph, ["A", "b"])] == ["d", "c"]


def test_two_different_actors_are_needed():
    graph = graph_of(relation("met", "a", "b"))
    with pytest.raises(UsageError, match="takes two different actors"):
        common(graph, ["a", "A"])
    with pytest.raises(ActorNotFoundError):
        common(graph, ["a", "nobody"])


# --- groups ---------------------------------------------------------------------------------------


def ties_of(row):
    pairs = {(row.source, row.target), *((end, one) for one in row.about for end in (row.source, row.target))}
    return {tuple(sorted(pair)) for pair in pairs if pair[0] != pair[1]}


def test_every_tied_actor_is_in_one_group_and_the_figures_are_those_of_a_plain_scan(story):
    cut = window(story, until=f"{busy_day(story)[:7]}-20")
    found = groups(cut)
    relations = [row for row in gk.relations(cut).relations if row.status == "actual"]
    tied = {one for row in relations for pair in ties_of(row) for one in pair}
    assert sorted(one for group in found for one in group.actors) == sorted(tied)
    assert [group.number for group in found] == list(range(1, len(found) + 1))
    for group in found:
        members = set(group.actors)
        inside = [row for row in relations if any(members.issuperset(pair) for pair in ties_of(row))]
        assert {row.id for row in group.relations} == {row.id for row in inside}
        assert group.surely == sum(row.certainty == "certain" for row in inside)
        assert sum(group.types.values()) == len(inside)
        across = [
            row for row in relations if any(len(members.intersection(pair)) == 1 for pair in ties_of(row))
        ]
        assert group.outside == len(across)
        for pair, count in group.pairs:
            assert count == sum(pair in ties_of(row) for row in inside)
    judge = nx.Graph()
    for row in relations:
        for here, there in ties_of(row):
            weight = judge.get_edge_data(here, there, {"weight": 0})["weight"]
            judge.add_edge(here, there, weight=weight + 1)
    right = nx.community.modularity(judge, [set(group.actors) for group in found])
    assert found.modularity == pytest.approx(right)
    assert found.modularity > 0.2


def test_two_cliques_with_a_bridge_are_two_groups():
    rows = [relation(f"{here}{there}", here, there) for here, there in ("ab", "ac", "bc", "de", "df", "ef")]
    found = groups(graph_of(*rows, relation("bridge", "c", "d"), relation("self", "z", "z")))
    assert sorted(sorted(group.actors) for group in found) == [["a", "b", "c"], ["d", "e", "f"]]
    assert [(len(group.relations), group.outside) for group in found] == [(3, 1), (3, 1)]
    assert (found.counted, found.without) == (8, 1)
    assert groups(graph_of()).communities == ()


def test_the_same_seed_gives_the_same_groups_in_every_process(story):
    file = str(STORIES["h20" if "h20" in story else "danske"])
    code = f"import graphkit as gk; print([g.actors for g in gk.groups(gk.load({file!r}), seed=4)])"
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert told == {f"{[group.actors for group in groups(story, seed=4)]}\n".encode()}
