"""Shortest paths, with networkx as the oracle for which there are, and brute force for their order."""

import random
from collections import Counter
from itertools import pairwise, product
from time import process_time
from types import SimpleNamespace

import networkx as nx
import pytest
from datasets import actor, evidence, graph_of, relation, source
from hypothesis import example, given
from hypothesis import strategies as st

from graphkit.errors import ActorNotFoundError, UsageError
from graphkit.graph.index import index
from graphkit.model.kinds import NOT_BETWEEN
from graphkit.queries.shortest_paths import ManyPaths, shortest_path, shortest_paths
from graphkit.queries.shortest_search import Hops, Walking, distinct_relations
from graphkit.queries.windows import snapshot, window

ACTORS = "abcdefg"
COUNTRY = actor("china", "country")


def chains(found):
    return ["".join(path.actors) for path in found.paths]


def skips(found):
    return {skipped.actor: skipped.paths for skipped in found.skipped}


def hop(ends, type="told", **fields):
    """Return a relation between two actors of one letter each, named after them."""
    return relation(fields.pop("key", ends), ends[0], ends[1], type, **fields)


def sourced(count, attribution=None):
    return [evidence(f"paper-{n}", attribution=attribution) for n in range(count)]


# --- which relations are walked -------------------------------------------------------------------


def test_direction_is_ignored_unless_asked_for():
    graph = graph_of(hop("ab"), hop("cb"))
    assert chains(shortest_paths(graph, "a", "c")) == ["abc"]
    assert chains(shortest_paths(graph, "a", "c", directed=True)) == []


def test_symmetric_relations_go_both_ways_even_when_directed():
    graph = graph_of(hop("ab"), hop("cb", "met"))
    assert chains(shortest_paths(graph, "a", "c", directed=True)) == ["abc"]
    assert chains(shortest_paths(graph, "b", "a", directed=True)) == []


def test_denied_relations_are_never_walked():
    graph = graph_of(hop("ab", status="denied"))
    assert chains(shortest_paths(graph, "a", "b")) == []
    assert chains(shortest_paths(window(graph, statuses=["denied"]), "a", "b")) == []


def test_planned_relations_are_walked_only_where_asked_for():
    graph = graph_of(hop("ab", status="planned", when="2025-07"))
    assert chains(shortest_paths(graph, "a", "b")) == []
    assert chains(shortest_paths(window(graph, "2025-07"), "a", "b")) == []
    for statuses in (["planned"], ["planned", "actual"]):
        assert chains(shortest_paths(window(graph, "2025-07", statuses=statuses), "a", "b")) == ["ab"]


def test_newsroom_relations_are_walked_only_where_asked_for():
    graph = graph_of(hop("ab", "reported-on"))
    assert chains(shortest_paths(graph, "a", "b")) == []
    assert chains(shortest_paths(window(graph, types=["reported-on"]), "a", "b")) == ["ab"]


def test_a_path_keeps_to_its_window_but_not_to_the_order_of_time():
    graph = graph_of(hop("ab", when="2025-07-10"), hop("bc", when="2025-07-01"))
    assert chains(shortest_paths(window(graph, "2025-07"), "a", "c")) == ["abc"]
    assert chains(shortest_paths(window(graph, "2025-07-05"), "b", "a")) == ["ba"]
    assert "c" not in window(graph, "2025-07-05")


# --- actors that are not run through --------------------------------------------------------------


def test_a_path_does_not_run_through_countries_places_and_media_and_says_so():
    for kind in ("country", "place", "media"):
        graph = graph_of(
            relation("1", "a", "x"),
            relation("2", "x", "c"),
            hop("ab"),
            hop("bd"),
            hop("dc"),
            actors=[actor("x", kind)],
        )
        found = shortest_paths(graph, "a", "c")
        assert (chains(found), found.length, skips(found)) == (["abdc"], 3, {"x": 1})
        assert chains(shortest_paths(graph, "a", "c", avoid_kinds=())) == ["axc"]
        assert shortest_paths(graph, "a", "c", avoid_kinds=()).skipped == ()


def test_a_country_may_stand_at_either_end():
    graph = graph_of(relation("1", "china", "a"), relation("2", "a", "b"), actors=[COUNTRY])
    assert shortest_path(graph, "china", "b").actors == ("china", "a", "b")
    assert shortest_path(graph, "b", "china").actors == ("b", "a", "china")


def test_every_shorter_path_through_a_skipped_actor_is_counted():
    """Two ways lead to China and three on from it."""
    ways = [hop(ends) for ends in ("ab", "ac", "dz", "ez", "fz")]
    ways += [relation(f"{here}-china", here, "china") for here in "bcdef"]
    found = shortest_paths(graph_of(*ways, actors=[COUNTRY]), "a", "z")
    assert (found.paths, skips(found)) == ((), {"china": 6})


def test_what_is_no_shorter_is_not_skipped():
    graph = graph_of(
        relation("1", "a", "china"), relation("2", "china", "c"), hop("ab"), hop("bc"), actors=[COUNTRY]
    )
    found = shortest_paths(graph, "a", "c")
    assert (chains(found), skips(found)) == (["abc"], {})


def test_where_only_a_skipped_actor_connects_them_there_is_no_path():
    graph = graph_of(relation("1", "a", "china"), relation("2", "china", "c"), actors=[COUNTRY])
    found = shortest_paths(graph, "a", "c")
    assert (found.paths, found.length, skips(found)) == ((), None, {"china": 1})
    assert shortest_path(graph, "a", "c") is None


def test_actors_to_avoid_are_avoided_by_any_of_their_names_and_not_told_as_skipped():
    graph = graph_of(hop("ab"), hop("bd"), hop("ac"), hop("cd"), actors=[actor("b", name="Bob")])
    found = shortest_paths(graph, "a", "d", avoid=["BOB"])
    assert (chains(found), skips(found)) == (["acd"], {})
    assert chains(shortest_paths(graph, "a", "d", avoid=["b", "c"])) == []
    assert chains(shortest_paths(graph, "a", "d", avoid=["a", "d"])) == chains(
        shortest_paths(graph, "a", "d")
    )


# --- the best first -----------------------------------------------------------------------------


def two_ways(first, second, *more):
    """Return a graph in which a reaches d through b (first) or c (second)."""
    return graph_of(hop("ab", **first), hop("bd"), hop("ac", **second), hop("cd"), *more)


def test_fewest_hops_come_before_all_else():
    graph = graph_of(
        hop("ab", evidence=sourced(1, "unnamed")),
        hop("ac", evidence=sourced(9)),
        hop("cb", evidence=sourced(9)),
    )
    assert chains(shortest_paths(graph, "a", "b")) == ["ab"]


def test_sure_ones_come_before_possible_ones():
    graph = graph_of(
        hop("ab", when="2025-07", evidence=sourced(9)),
        hop("bd", when="2025-07-10"),
        hop("ac", when="2025-07-10", evidence=sourced(1, "unnamed")),
        hop("cd", when="2025-07-10"),
    )
    found = shortest_paths(window(graph, "2025-07-10", "2025-07-10"), "a", "d")
    assert chains(found) == ["acd", "abd"]
    assert [path.certainty for path in found.paths] == ["certain", "possible"]


def test_reported_ones_come_before_claimed_ones():
    assert (
        chains(shortest_paths(two_ways({"evidence": sourced(9, "e")}, {"evidence": sourced(1)}), "a", "d"))[0]
        == "acd"
    )
    claimed = two_ways({"evidence": [evidence(attribution=x) for x in ("e", "f")]}, {"evidence": sourced(1)})
    assert chains(shortest_paths(claimed, "a", "d")) == ["acd", "abd"]


def test_more_voices_come_before_fewer():
    assert chains(shortest_paths(two_ways({"evidence": sourced(1)}, {"evidence": sourced(2)}), "a", "d")) == [
        "acd",
        "abd",
    ]


def test_rare_go_betweens_come_before_those_whom_everybody_knows():
    graph = two_ways({}, {}, hop("be"), hop("bf"))
    assert chains(shortest_paths(graph, "a", "d")) == ["acd", "abd"]


TELLING_FIRST = [
    hop("ab", "leads", key="leads", evidence=sourced(1)),
    hop("ba", "banned", key="banned-no-source"),
    hop("ab", "met", key="met-now", when="2025-07-10", evidence=sourced(2)),
    hop("ab", "met", key="met-before", when="2025-07-09", evidence=sourced(2)),
    hop("ab", "met", key="met-one-voice", when="2025-07-10", evidence=sourced(1)),
    hop("ba", "forecast", key="forecast", evidence=sourced(9), when="2025-07-10"),
    hop("ab", "told", key="told-a", evidence=sourced(1), when="2025-07-10"),
    hop("ab", "told", key="told-b", evidence=sourced(1), when="2025-07-10"),
    hop("ab", "leads", key="claimed", evidence=[evidence(attribution=voice) for voice in "cdefg"]),
    hop("ab", "leads", key="planned", status="planned", evidence=sourced(5)),
    hop("ac", "leads", key="about", about=("b",), evidence=sourced(5)),
]
"""Relations between two actors, the most telling first."""


def test_each_hop_shows_its_most_telling_relation_and_counts_the_others():
    denied = hop("ab", "leads", key="denied", status="denied", evidence=sourced(9))
    for first, relation_first in enumerate(TELLING_FIRST):
        graph = graph_of(*TELLING_FIRST[first:], denied, actors=[actor(voice) for voice in "cdefg"])
        asked = window(graph, statuses=["actual", "planned"])
        (path, *_) = shortest_paths(asked, "a", "b").paths
        assert [seen.id for seen in path.relations] == [relation_first.key]
        assert path.more == (len(TELLING_FIRST) - first - 1,)
        assert path.about == (relation_first.key == "about",)


def test_a_hop_shows_what_is_sure_then_what_is_unreported_then_what_may_be():
    sure = hop("ab", "told", key="sure", when="2025-07-10", evidence=sourced(1))
    unreported = hop("ab", "banned", key="unreported", when="2025-07-01/", evidence=[evidence("old")])
    vague = hop("ab", "leads", key="vague", when="2025-07/2025-08", evidence=sourced(3))
    plan = hop("ab", "leads", key="plan", status="planned", when="2025-07-01/2025-08-31", evidence=sourced(3))

    def shown(*rows):
        whole = graph_of(*rows, sources=[source("old", "2025-07-05")])
        asked = window(whole, "2025-07-10", "2025-07-10", statuses=["actual", "planned"])
        return shortest_path(asked, "a", "b").relations[0].id

    assert shown(vague, unreported, sure) == "sure"
    assert shown(vague, unreported) == "unreported"
    assert shown(vague, plan) == "plan"
    assert shown(sure, plan) == "sure"


# --- what a relation is about ---------------------------------------------------------------------


def about(path):
    return ["about" if each else None for each in path.about]


def test_a_path_walks_from_an_end_to_whom_a_relation_is_about_and_back():
    graph = graph_of(hop("ab", about=("c",)), hop("de", about=("c",)))
    for ends, found in (("ac", ["ac"]), ("cb", ["cb"]), ("ae", ["ace"]), ("ea", ["eca"])):
        paths = shortest_paths(graph, *ends).paths
        assert ["".join(path.actors) for path in paths] == found
        assert all(about(path) == ["about"] * path.length for path in paths)
        for asked in ({"direct": True}, {"directed": True}):
            assert chains(shortest_paths(graph, *ends, **asked)) == []
    assert chains(shortest_paths(graph, "a", "e", avoid=["c"])) == []
    assert [row["tie"] for row in shortest_path(graph, "a", "e").rows()] == ["about", "about"]


def test_direct_paths_come_before_those_of_the_same_length_and_after_shorter_ones():
    graph = two_ways({"evidence": sourced(1, "e")}, {"evidence": sourced(3), "about": ("x",)})
    longer = graph_of(hop("ab"), hop("bd"), hop("ax", about=("d",), evidence=sourced(4)))
    assert chains(shortest_paths(longer, "a", "d")) == ["ad"]
    equal = graph_of(
        hop("ab", evidence=sourced(1, "e")), hop("bd"), hop("ac", evidence=sourced(9)),
        hop("ex", about=("c",)),        hop("dz", about=("c",), evidence=sourced(9)),
    )  # fmt: skip
    found = shortest_paths(equal, "a", "d")
    assert [("".join(path.actors), about(path)) for path in found.paths] == [
        ("abd", [None, None]),
        ("acd", [None, "about"]),
    ]
    assert chains(shortest_paths(equal, "a", "d", direct=True)) == ["abd"]
    assert chains(shortest_paths(graph, "a", "d"))[0] == "acd"


def test_what_is_about_its_own_end_is_only_direct():
    graph = graph_of(hop("ab", about=("a", "b")), hop("cc", about=("d",)))
    assert shortest_path(graph, "a", "b").about == (False,)
    assert shortest_path(graph, "c", "d").about == (True,)
    assert shortest_path(graph, "a", "b").more == (0,)


def test_denied_planned_and_newsroom_relations_are_walked_to_whom_they_are_about_as_directly():
    for fields, asked in (
        ({"status": "denied"}, None),
        ({"status": "planned"}, {"statuses": ["planned"]}),
        ({"type": "reported-on"}, {"types": ["reported-on"]}),
    ):
        graph = graph_of(hop("ab", about=("c",), **fields))
        assert chains(shortest_paths(graph, "a", "c")) == []
        if asked:
            assert chains(shortest_paths(window(graph, **asked), "a", "c")) == ["ac"]


def test_no_path_uses_one_relation_for_two_hops():
    # Merkel met Li about two firms: that ties neither firm to the other.
    meeting = relation("met", "merkel", "li", "met", about=("a", "b"))
    assert chains(shortest_paths(graph_of(meeting), "a", "b")) == []
    # Nor does a call between the two whom the meeting joins, but one about a firm does.
    call = relation("call", "merkel", "li", "told")
    assert chains(shortest_paths(graph_of(meeting, call), "a", "b")) == []
    told = relation("told", "merkel", "li", "told", about=("a",))
    found = shortest_paths(graph_of(meeting, told), "a", "b")
    assert [[seen.id for seen in path.relations] for path in found.paths] == [["told", "met"]] * 2
    assert {path.actors for path in found.paths} == {("a", "merkel", "b"), ("a", "li", "b")}


def test_a_longer_path_is_found_where_every_shorter_one_uses_a_relation_twice():
    meeting = relation("met", "merkel", "li", "met", about=("a", "b"))
    graph = graph_of(meeting, *[hop(ends) for ends in ("ac", "cd", "db")])
    found = shortest_paths(graph, "a", "b")
    assert (chains(found), found.count, found.length) == (["acdb"], 1, 3)
    assert chains(shortest_paths(graph_of(meeting, hop("ac"), hop("cb")), "a", "b")) == ["acb"]


def test_a_longer_path_runs_through_no_country_either_but_may_start_or_end_at_one():
    meeting = relation("met", "merkel", "li", "met", about=("a", "b"))
    hops = [hop(ends) for ends in ("ac", "cd", "db", "ae", "ef", "fg", "gb", "eh", "hg")]
    for others in ("", "a", "b"):
        countries = [actor(id, "country") for id in ("c", "h", *others)]
        assert chains(shortest_paths(graph_of(meeting, *hops, actors=countries), "a", "b")) == ["aefgb"]


def test_a_path_through_an_actor_uses_no_relation_on_both_sides_of_it():
    meeting = relation("met", "merkel", "li", "met", about=("a", "b"))
    assert chains(shortest_paths(graph_of(meeting), "a", "b", via=["merkel"])) == []
    wire = relation("wire", "merkel", "c", "told")
    found = shortest_paths(graph_of(meeting, wire, hop("cb")), "a", "b", via=["merkel"])
    assert [path.actors for path in found.paths] == [("a", "merkel", "c", "b")]


def test_a_search_among_too_many_ways_to_use_a_relation_twice_stops_and_says_so(monkeypatch):
    meeting = relation("met", "merkel", "li", "met", about=("a", "b"))
    graph = graph_of(meeting, *[hop(ends) for ends in ("ac", "cd", "db")])
    monkeypatch.setattr("graphkit.queries.shortest_search.MOST_LABELS", 3)
    found = shortest_paths(graph, "a", "b")
    assert (chains(found), found.looked_at) == ([], 3)
    with pytest.raises(UsageError, match="there may be one"):
        shortest_path(graph, "a", "b")


def test_a_limit_gives_the_best():
    graph = two_ways({"evidence": sourced(1)}, {"evidence": sourced(2)})
    assert chains(shortest_paths(graph, "a", "d", limit=1)) == ["acd"]
    assert shortest_path(graph, "a", "d") == shortest_paths(graph, "a", "d").paths[0]


# --- certainty ------------------------------------------------------------------------------------


def test_a_path_has_a_certainty_only_where_a_time_was_asked_for():
    graph = graph_of(hop("ab", when="2025-07"), hop("bc", when="2025-07-10"))
    assert shortest_path(graph, "a", "c").certainty is None
    assert shortest_path(window(graph, "2025-07", "2025-07"), "a", "c").certainty == "certain"
    assert shortest_path(window(graph, "2025-07-10", "2025-07-10"), "a", "c").certainty == "possible"
    assert shortest_path(snapshot(graph, "2025-07-31"), "a", "c").certainty == "certain"
    assert shortest_path(snapshot(graph, "2025-07-10"), "a", "c").certainty == "possible"


# --- through given actors -------------------------------------------------------------------------


def test_a_path_runs_through_the_actors_it_is_led_through_in_their_order():
    square = graph_of(
        hop("ab"), hop("bc"), hop("cd"), hop("ad"), hop("bd"), actors=[actor("c", name="Carol")]
    )
    assert chains(shortest_paths(square, "a", "d", via=["CAROL"])) == ["abcd"]
    assert chains(shortest_paths(square, "a", "d", via=["b", "c"])) == ["abcd"]
    assert chains(shortest_paths(square, "a", "d", via=["c", "b"])) == []
    assert chains(shortest_paths(square, "a", "d")) == ["ad"]


def test_who_is_led_through_may_be_of_a_kind_or_a_name_otherwise_avoided():
    graph = graph_of(hop("ab"), hop("bc"), actors=[actor("b", "country")])
    found = shortest_paths(graph, "a", "c", via=["b"])
    assert (chains(found), skips(found)) == (["abc"], {})
    assert chains(shortest_paths(graph, "a", "c", via=["b"], avoid=["b"])) == ["abc"]


def test_a_detour_is_taken_where_the_shortest_legs_meet_twice():
    """The shortest ways from a to d and from d to b both run through c; one must go round."""
    graph = graph_of(hop("ac"), hop("cd"), hop("cb"), hop("de"), hop("ef"), hop("fb"))
    assert chains(shortest_paths(graph, "a", "b", via=["d"])) == ["acdefb"]
    assert chains(shortest_paths(graph, "a", "b", via=["d"], avoid=["e"])) == []


def test_a_path_through_an_actor_comes_back_to_nobody():
    graph = graph_of(hop("ax"), hop("xb"), hop("xb", key="other"), hop("xc"))
    assert chains(shortest_paths(graph, "a", "c", via=["b"])) == []


def test_nobody_is_led_through_twice_or_through_an_end():
    graph = graph_of(hop("ab"), hop("bc"))
    for via in (["a"], ["c"], ["b", "B"]):
        with pytest.raises(UsageError, match="via"):
            shortest_paths(graph, "a", "c", via=via)
    with pytest.raises(ActorNotFoundError):
        shortest_paths(graph, "a", "c", via=["nobody at all"])


# --- refusals -------------------------------------------------------------------------------------


def test_both_ends_must_be_known_and_different():
    graph = graph_of(hop("ab"), actors=[actor("a", name="Alice")])
    with pytest.raises(UsageError, match="same actor"):
        shortest_paths(graph, "a", "alice")
    with pytest.raises(ActorNotFoundError):
        shortest_paths(graph, "a", "nobody at all")
    with pytest.raises(ActorNotFoundError):
        shortest_paths(graph, "a", "b", avoid=["nobody at all"])


# --- networkx and brute force ---------------------------------------------------------------------

rows = st.lists(
    st.tuples(
        st.sampled_from(ACTORS),
        st.sampled_from(ACTORS),
        st.sampled_from(["met", "told", "told", "leads"]),
        st.sampled_from(["actual", "actual", "actual", "planned", "denied"]),
        st.sampled_from([0, 1, 2]),
        st.booleans(),
        st.lists(st.sampled_from(ACTORS), max_size=1).map(tuple) | st.just(()),
    ),
    max_size=12,
)
few_about_many = st.lists(
    st.tuples(
        st.sampled_from(ACTORS),
        st.sampled_from(ACTORS),
        st.sampled_from(["met", "told"]),
        st.just("actual"),
        st.sampled_from([0, 1, 2]),
        st.booleans(),
        st.lists(st.sampled_from(ACTORS), max_size=4).map(tuple),
    ),
    min_size=1,
    max_size=6,
)
"""Relations of which one would often do for two hops of a chain."""
kinds = st.lists(
    st.sampled_from(["person", "person", "country", "media"]), min_size=len(ACTORS), max_size=len(ACTORS)
)


def build(rows, kinds):
    return graph_of(
        *[
            relation(
                f"r{n:02}",
                here,
                there,
                type,
                status=status,
                when="2025-07-10" if count else "2025-07",
                evidence=sourced(count, "unnamed" if claimed else None),
                about=about,
            )
            for n, (here, there, type, status, count, claimed, about) in enumerate(rows)
        ],
        actors=[actor(id, kind) for id, kind in zip(ACTORS, kinds, strict=True)],
    )


def walkable(rows, *, directed, direct=False, statuses=("actual",)):
    """Return the graph of all hops; an edge has ``about`` if nothing joins its actors directly."""
    graph = nx.DiGraph()
    graph.add_nodes_from(ACTORS)
    for here, there, type, status, *_, about in rows:
        if status in statuses:
            if here != there:
                graph.add_edge(here, there, about=0)
                if not directed or type == "met":
                    graph.add_edge(there, here, about=0)
            for actor in {*about} - {here, there} if not (directed or direct) else ():
                for way in ((actor, here), (here, actor), (actor, there), (there, actor)):
                    if not graph.has_edge(*way):
                        graph.add_edge(*way, about=1)
    return graph


def usable(rows, way, *, directed, direct=False, statuses=("actual",)):
    """Return the places of the rows by which a hop can be walked."""
    return [
        place
        for place, row in enumerate(rows)
        if walkable([row], directed=directed, direct=direct, statuses=statuses).has_edge(*way)
    ]


def is_distinct(rows, path, **asked):
    """Whether each hop of a path can have a relation of its own, by trying them all."""
    options = [usable(rows, way, **asked) for way in pairwise(path)]
    return any(len(set(chosen)) == len(chosen) for chosen in product(*options))


def all_shortest(rows, closed, **asked):
    graph = walkable(rows, **asked)
    graph = graph.subgraph(set(graph) - (closed - {"a", "b"}))
    simple = sorted("".join(path) for path in nx.all_simple_paths(graph, "a", "b"))
    found = [path for path in simple if is_distinct(rows, path, **asked)]
    fewest = min(map(len, found), default=0)
    return [path for path in found if len(path) == fewest]


def most_telling(graph, path, **asked):
    """Return the most telling relation for the first hop with which each hop has its own, and so on."""
    hops = Hops(index(graph), Walking(**asked))
    options = [[seen.id for seen in hops.between(*way)] for way in pairwise(path)]
    return next(list(chosen) for chosen in product(*options) if len(set(chosen)) == len(chosen))


def shared(*rows):
    """Return an example of relations: the ends of each, how many voices it has, and whom it is about."""
    drawn = [
        (here, there, "told", "actual", int(count), False, tuple(about))
        for here, there, count, *about in rows
    ]
    return example(drawn, ["person"] * len(ACTORS), False, False, frozenset(), True)


@shared("fc2gab", "fg2bac", "ae1eg")
@shared("fd0fba", "df2be", "bg1")
@shared("ca1e", "df1eg", "gd0dba")
@given(
    rows | few_about_many,
    kinds,
    st.booleans(),
    st.booleans(),
    st.frozensets(st.sampled_from("cdefg"), max_size=2),
    st.booleans(),
)
def test_the_shortest_paths_and_what_they_skip_are_those_of_networkx(
    rows, kinds, directed, direct, avoid, avoiding_kinds
):
    found = shortest_paths(
        build(rows, kinds),
        "a",
        "b",
        directed=directed,
        direct=direct,
        avoid=avoid,
        avoid_kinds=NOT_BETWEEN if avoiding_kinds else (),
    )
    asked = {"directed": directed, "direct": direct}
    closed = {id for id, kind in zip(ACTORS, kinds, strict=True) if avoiding_kinds and kind in NOT_BETWEEN}
    expected = all_shortest(rows, closed | avoid, **asked)
    assert sorted(chains(found)) == expected
    assert found.count == len(expected)
    assert [sum(path.about) for path in found.paths] == sorted(sum(path.about) for path in found.paths)
    for path in found.paths:
        assert [seen.id for seen in path.relations] == most_telling(build(rows, kinds), path.actors, **asked)
    assert found.length == (len(expected[0]) - 1 if expected else None)
    shorter = all_shortest(rows, set(avoid), **asked)
    if expected and shorter and len(shorter[0]) == len(expected[0]):
        shorter = []
    counts = {id: sum(id in path[1:-1] for path in shorter) for id in closed - avoid}
    assert skips(found) == {id: count for id, count in counts.items() if count}


def assert_joins(seen, here, there):
    """Fail unless a relation joins two actors, or is about one of them and the other is its end."""
    if seen.is_about(here, there):
        assert {here, there} & {seen.source, seen.target}
        assert ({here, there} - {seen.source, seen.target}) <= set(seen.about)
    else:
        assert {seen.source, seen.target} == {here, there}


@given(rows | few_about_many, kinds)
def test_every_hop_is_a_relation_between_its_actors_and_paths_come_best_first(rows, kinds):
    july_10 = window(build(rows, kinds), "2025-07-10", "2025-07-10")
    if not {"a", "b"} <= set(july_10):
        return
    found = shortest_paths(july_10, "a", "b", avoid_kinds=())
    costs = []
    for path in found.paths:
        assert path.length == len(path.relations) == len(path.actors) - 1
        for here, there, seen in zip(path.actors, path.actors[1:], path.relations, strict=False):
            assert_joins(seen, here, there)
            assert seen.status == "actual"
        maybe = sum(seen.certainty == "possible" for seen in path.relations)
        assert path.certainty == ("possible" if maybe else "certain")
        costs.append(
            (
                sum(path.about),
                maybe,
                sum(seen.claimed for seen in path.relations),
                -sum(len(seen.voices) for seen in path.relations),
            )
        )
    assert costs == sorted(costs)
    for limit in (1, 2):
        assert shortest_paths(july_10, "a", "b", avoid_kinds=(), limit=limit).paths == found.paths[:limit]


@given(rows, kinds)
def test_planned_relations_are_walked_with_actual_ones_where_both_are_asked_for(rows, kinds):
    asked = window(build(rows, kinds), statuses=["actual", "planned"])
    if not {"a", "b"} <= set(asked):
        return
    found = shortest_paths(asked, "a", "b", avoid_kinds=())
    assert sorted(chains(found)) == all_shortest(rows, set(), directed=False, statuses=("actual", "planned"))


@given(
    rows | few_about_many,
    kinds,
    st.booleans(),
    st.lists(st.sampled_from("cdefg"), min_size=1, max_size=2, unique=True),
    st.frozensets(st.sampled_from("cdefg"), max_size=1),
)
def test_paths_through_given_actors_are_the_shortest_of_all_simple_ones(rows, kinds, directed, via, avoid):
    found = shortest_paths(build(rows, kinds), "a", "b", directed=directed, via=via, avoid=avoid)
    closed = {id for id, kind in zip(ACTORS, kinds, strict=True) if kind in NOT_BETWEEN} | avoid
    walked = walkable(rows, directed=directed)
    walked.remove_nodes_from(closed - {"a", "b", *via})
    led = [
        "".join(path)
        for path in nx.all_simple_paths(walked, "a", "b")
        if [actor for actor in path if actor in via] == via and is_distinct(rows, path, directed=directed)
    ]
    fewest = min(map(len, led), default=0)
    assert sorted(chains(found)) == sorted({path for path in led if len(path) == fewest})
    assert found.skipped == ()
    for path in found.paths:
        assert [seen.id for seen in path.relations] == most_telling(
            build(rows, kinds), path.actors, directed=directed, direct=False
        )
        for here, there, seen in zip(path.actors, path.actors[1:], path.relations, strict=False):
            assert_joins(seen, here, there)
    assert [sum(path.about) for path in found.paths] == sorted(sum(path.about) for path in found.paths)


DETOUR = [hop("ac"), hop("cd"), hop("cb"), hop("de"), hop("ef"), hop("fb")]
"""From a through d to b there is one chain, the second that the search for detours comes to."""


def test_a_search_that_is_given_up_does_not_say_that_there_is_no_path(monkeypatch):
    graph = graph_of(*DETOUR)
    assert shortest_paths(graph, "a", "b", via=["d"]).looked_at is None
    monkeypatch.setattr("graphkit.queries.paths_via.MOST_DETOURS", 1)
    found = shortest_paths(graph, "a", "b", via=["d"])
    assert (chains(found), found.looked_at) == ([], 1)
    with pytest.raises(UsageError, match=r"via: .*there may be one"):
        shortest_path(graph, "a", "b", via=["d"])
    monkeypatch.setattr("graphkit.queries.paths_via.MOST_DETOURS", 2)
    found = shortest_paths(graph, "a", "b", via=["d"])
    assert (chains(found), found.looked_at) == (["acdefb"], None)


def test_a_search_that_sees_every_detour_is_sure_that_there_is_none(monkeypatch):
    monkeypatch.setattr("graphkit.queries.paths_via.MOST_DETOURS", 1)
    found = shortest_paths(graph_of(*DETOUR), "a", "b", via=["d"], avoid=["e"])
    assert (chains(found), found.looked_at) == ([], None)


def test_that_an_actor_lies_between_no_others_is_sure_without_a_look_at_every_detour(monkeypatch):
    monkeypatch.setattr("graphkit.queries.paths_via.MOST_DETOURS", 1)
    beyond = [hop("dx"), hop("dy"), hop("xy")]  # whoever comes there comes back by d
    for via in (["x"], ["d", "x"], ["c", "y"]):
        found = shortest_paths(graph_of(*DETOUR, *beyond), "a", "b", via=via)
        assert (chains(found), found.looked_at) == ([], None)


def test_a_detour_is_found_whatever_hangs_on_its_actors():
    hanging = [hop(pair) for pair in ("ag", "gh", "hi", "gi", "bj", "jk", "dl", "lm", "mn", "ln", "co")]
    apart = [hop(pair) for pair in ("pq", "qr", "pr")]
    for some in (apart, hanging[:4], hanging[4:], hanging):
        assert chains(shortest_paths(graph_of(*some, *DETOUR), "a", "b", via=["d"])) == ["acdefb"]


def test_legs_of_which_not_all_are_joined_say_so(monkeypatch):
    hops = [hop(pair) for pair in ("ac", "cb", "ad", "db", "be")]
    assert shortest_paths(graph_of(*hops), "a", "e", via=["b"]).looked_at is None
    monkeypatch.setattr("graphkit.queries.paths_via._MOST_JOINED", 1)
    found = shortest_paths(graph_of(*hops), "a", "e", via=["b"])
    assert (chains(found), found.looked_at) == (["acbe"], 1)


def test_detours_of_one_length_are_all_given():
    hops = ["a-x", "x-s", "x-b", "s-y", "y-z", "z-b", "s-v", "v-w", "w-b", "s-k", "k-l", "l-m", "m-b"]
    graph = graph_of(*[relation(hop, *hop.split("-"), when="2025-07-14") for hop in hops])
    found = shortest_paths(graph, "a", "b", via=["s"])
    assert {path.actors for path in found.paths} == {tuple("axsvwb"), tuple("axsyzb")}


def test_the_relations_of_a_chain_are_the_most_telling_ones_that_differ():
    chance = random.Random(1)
    for _ in range(500):
        options = [chance.sample("abcde", chance.randint(1, 4)) for _ in range(chance.randint(1, 5))]
        ways = [tuple(SimpleNamespace(id=id) for id in ids) for ids in options]
        hops = SimpleNamespace(
            between=lambda here, _, ways=ways: ways[here], best=lambda here, _, ways=ways: ways[here][0]
        )
        found = distinct_relations(hops, range(len(ways) + 1))
        expected = next((ids for ids in product(*options) if len({*ids}) == len(ids)), None)
        assert (found and tuple(relation.id for relation in found)) == expected


# --- more paths than anyone could hold ------------------------------------------------------------


def diamonds(count):
    """Return a chain of diamonds, through each of which there are two ways."""
    return graph_of(
        *[
            relation(f"{before}-{after}-{n}", before, after)
            for n in range(count)
            for side in (f"u{n:03}", f"v{n:03}")
            for before, after in ((f"s{n:03}", side), (side, f"s{n + 1:03}"))
        ]
    )


@pytest.mark.parametrize("count", [3, 20, 100])
def test_paths_are_counted_without_being_found(count):
    found = shortest_paths(diamonds(count), "s000", f"s{count:03}")
    assert found.count == 2**count
    assert (found.length, bool(found.paths)) == (2 * count, True)
    assert [path.actors[1] for path in found.paths[:2]] == ["u000", "u000"]
    assert shortest_paths(diamonds(count), "s000", f"s{count:03}", limit=3).count == 2**count


def test_many_paths_are_found_one_by_one_and_are_the_same_as_all_at_once():
    graph = diamonds(11)
    many = shortest_paths(graph, "s000", "s011").paths
    assert not isinstance(many, tuple)
    first = many[:700]
    assert first == shortest_paths(graph, "s000", "s011", limit=700).paths
    assert (many[3], many[-1], len(many)) == (first[3], tuple(many)[-1], 2**11)
    assert many == tuple(many)
    assert many != first
    assert len({path.actors for path in many}) == 2**11
    assert repr(many).startswith("<2,048 paths, the first of them Path(")


@pytest.mark.parametrize("size", [0, 1, 5])
def test_many_paths_are_cut_as_a_tuple_is_and_no_more_of_them_are_found_than_that_takes(size):
    ends = (None, -7, -2, -1, 0, 1, 3, 9)
    for first, last, step in product(ends, ends, (None, -2, -1, 1, 2)):
        remaining = iter(range(size))
        assert ManyPaths(remaining, size)[first:last:step] == tuple(range(size))[first:last:step]
        if all(end is None or end >= 0 for end in (first, step)) and last is not None and last >= 0:
            assert list(remaining) == list(range(size))[last:]
    for place in range(-size, size):
        remaining = iter(range(size))
        assert ManyPaths(remaining, size)[place] == range(size)[place]
        assert list(remaining) == (list(range(size))[place + 1 :] if place >= 0 else [])
    many = ManyPaths(iter(range(size)), size)
    assert (bool(many), hash(many)) == (size > 0, hash(ManyPaths(iter(range(size)), size)))
    assert tuple(ManyPaths(iter(range(size)), size)) == tuple(range(size))
    assert (ManyPaths(iter(range(size)), size) == (*range(size)[:-1], -1)[:size]) is (size == 0)


def test_a_chain_of_thousands_of_hops_is_found_at_once():
    count, began = 5_000, process_time()
    graph = graph_of(*[relation(f"r{n}", f"x{n:05}", f"x{n + 1:05}") for n in range(count)])
    assert shortest_paths(graph, "x00000", f"x{count:05}").length == count
    assert process_time() - began < 20


def test_long_paths_among_many_actors_are_all_found_and_come_best_first():
    chosen, actors, lengths = random.Random(1), [f"x{n:02}" for n in range(16)], Counter()
    for _ in range(150):
        directed = chosen.random() < 0.5
        near = [chosen.sample(actors[at : at + 4], 2) for at in range(13) for _ in range(4)]
        ties = set(map(tuple, near))
        rows = [(f"r{number:02}", *tie, chosen.choice([0, 1, 2])) for number, tie in enumerate(sorted(ties))]
        graph = graph_of(
            *[relation(*row[:3], "told", evidence=sourced(row[3])) for row in rows],
            actors=[actor(id, "country" if id in ("x00", "x15") else "company") for id in actors],
        )
        walked = nx.DiGraph(ties) if directed else nx.Graph(ties)
        walked.add_nodes_from(actors)
        found = shortest_paths(graph, "x00", "x15", directed=directed)
        connected = nx.has_path(walked, "x00", "x15")
        expected = list(nx.all_shortest_paths(walked, "x00", "x15")) if connected else []
        assert sorted(path.actors for path in found.paths) == sorted(map(tuple, expected))
        voices = [-sum(len(seen.voices) for seen in path.relations) for path in found.paths]
        known = [sum(len(walked[here]) for here in path.actors[1:-1]) for path in found.paths]
        order = list(zip(voices, known, [path.actors for path in found.paths], strict=True))
        assert order == sorted(order)
        lengths[found.length] += 1
    assert sum(count for length, count in lengths.items() if length and length > 4) > 60, lengths
