"""Actors are found by any of their names, relations by their ids; near misses are named."""

import pytest
from datasets import actor, dataset, graph_of, relation

from graphkit.errors import ActorAmbiguousError, ActorNotFoundError
from graphkit.graph import names
from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.graph.names import find_actor
from graphkit.graph.validated import cache_of
from graphkit.queries.windows import window


@pytest.fixture
def named():
    return build_graph(
        dataset(
            actors=[
                actor("nvidia", name="Nvidia", aliases=("NVDA", "the chip maker")),
                actor("huang", name="Jensen Huang", aliases=("Jensen",)),
                actor("beijing-city", "place", name="Beijing"),
                actor("prc-government", "government", name="Chinese government", aliases=("Beijing",)),
                actor("societe", name="Soci\u00e9t\u00e9 G\u00e9n\u00e9rale"),
                actor("strasse", name="Stra\u00dfe"),
            ]
        )
    )


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("nvidia", "nvidia"),
        ("NVIDIA", "nvidia"),
        ("Nvidia", "nvidia"),
        ("nvda", "nvidia"),
        ("The Chip  Maker", "nvidia"),
        ("jensen huang", "huang"),
        (" JENSEN ", "huang"),
        ("HUANG", "huang"),
        ("soci\u00e9t\u00e9 g\u00e9n\u00e9rale", "societe"),
        ("Socie\u0301te\u0301 Ge\u0301ne\u0301rale", "societe"),
        ("STRASSE", "strasse"),
        ("Beijing-City", "beijing-city"),
    ],
)
def test_an_actor_is_found_by_id_name_or_alias_in_any_case(named, name, id):
    assert find_actor(named, name) == id


def test_a_name_of_several_is_refused_with_their_ids(named):
    with pytest.raises(ActorAmbiguousError) as refusal:
        find_actor(named, "BEIJING")
    assert refusal.value.candidates == ("beijing-city", "prc-government")


def test_who_shares_a_name_is_told_with_what_parts_him_from_the_others():
    people = [("a", {"born": "1961", "note": "tall"}), ("b", {"born": "1975"}), ("c", {})]
    graph = build_graph(
        dataset(actors=[actor(id, "person", name="Jo Lee", attributes=facts) for id, facts in people])
    )
    with pytest.raises(ActorAmbiguousError, match=r"may be a \(born 1961\) or b \(born 1975\) or c; write"):
        find_actor(graph, "Jo Lee")


def test_an_id_is_never_ambiguous():
    graph = build_graph(dataset(actors=[actor("beijing"), actor("prc", name="China", aliases=("beijing",))]))
    assert find_actor(graph, "beijing") == "beijing"


@pytest.mark.parametrize(
    ("name", "near"), [("Nvidai", "Nvidia"), ("Jensen Hwang", "Jensen Huang"), ("chip mak", "Nvidia")]
)
def test_a_near_miss_names_the_nearest(named, name, near):
    with pytest.raises(ActorNotFoundError) as refusal:
        find_actor(named, name)
    assert near in refusal.value.candidates
    assert near in str(refusal.value)
    assert len(refusal.value.candidates) <= 3


@pytest.mark.parametrize("name", ["", "  ", "zzzzzz"])
def test_a_name_like_nobody_s_names_nobody(named, name):
    with pytest.raises(ActorNotFoundError) as refusal:
        find_actor(named, name)
    assert refusal.value.candidates == ()


def test_a_name_of_two_actors_stands_with_the_id_in_each_part_of_their_graph():
    namesakes = [actor("ann", name="Ann"), actor("ann-2", name="Ann"), actor("bob", name="Bob")]
    graph = graph_of(relation("r", "ann-2", "bob", when="2025-07-14"), actors=namesakes)
    for part in (graph, window(graph, "2025-07"), window(window(graph, "2025-07"), types=["met"])):
        (found,) = index(part).relations()
        assert found.sentence == "Ann (ann-2) met Bob."
    graph.remove_node("ann")
    (found,) = index(graph).relations()
    assert found.sentence == "Ann met Bob.", "nobody else is called Ann any more"


def test_the_names_are_kept_when_all_are_there(named, monkeypatch):
    # Else one of several who ask at once is told that nobody has the name.
    kept, names_of = [], names.names
    monkeypatch.setattr(names, "names", lambda *of: kept.append(cache_of(named).names) or names_of(*of))
    assert find_actor(named, "Jensen") == "huang"
    assert kept == [None] * len(named)


def test_a_part_of_a_name_suggests_whose_it_is_first_and_namesakes_by_their_ids() -> None:
    rows = [
        actor("bo", name="Barack Obama"),
        actor("oman", name="Oman"),
        *(actor(id, name="Maria Silva") for id in ("silva-1", "silva-2")),
    ]
    graph = graph_of(relation("r", "bo", "oman"), actors=rows)
    with pytest.raises(ActorNotFoundError, match="did you mean Barack Obama or Oman"):
        find_actor(graph, "Obama")
    with pytest.raises(ActorNotFoundError, match=r"did you mean silva-1 or silva-2\?"):
        find_actor(graph, "Silva")
