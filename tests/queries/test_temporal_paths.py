"""Chronological paths, with a brute force as the oracle that tries every way the dates can fall."""

import pickle
import random
from copy import copy
from pathlib import Path

import pytest
from chain_cases import (
    WAYS,
    all_chains,
    as_day,
    build,
    cut,
    ends_of_windows,
    event,
    hop,
    ids,
    in_july,
    july,
    outcomes,
    rows,
    twice_about,
)
from datasets import actor, day, evidence, graph_of, iso, relation
from hypothesis import example, given
from hypothesis import strategies as st

from graphkit.errors import ActorNotFoundError, UsageError
from graphkit.graph.build import load
from graphkit.graph.index import index
from graphkit.queries import temporal_search
from graphkit.queries.temporal_paths import chronological_path, chronological_paths, on_chains, reach
from graphkit.queries.temporal_search import TemporalHops
from graphkit.queries.windows import snapshot, window
from graphkit.temporal.calendar import FUTURE, PAST


def told(graph, source="a", target="c", **asked):
    """Return the chains found, each as its letters, its certainty and the spans of its days."""
    found = chronological_paths(graph, source, target, **asked)
    return [("".join(path.actors), path.certainty, path.days) for path in found.paths]


def chains(graph, source="a", target="c", **asked):
    return [(actors, certainty) for actors, certainty, _ in told(graph, source, target, **asked)]


# --- the order of time ----------------------------------------------------------------------------


def test_time_never_runs_backwards():
    graph = graph_of(hop("ab", "2025-07-01"), hop("bc", "2025-07-02"))
    assert told(graph) == [("abc", "certain", (july(1, 1), july(2, 2)))]
    assert told(graph, "c", "a") == []
    assert chronological_path(graph, "c", "a") is None


def test_the_same_day_counts_unless_strict():
    graph = graph_of(hop("ab", "2025-07-01"), hop("bc", "2025-07-01"))
    assert chains(graph) == [("abc", "certain")]
    assert chains(graph, "c", "a") == [("cba", "certain")]
    assert chains(graph, strict=True) == []


def test_hops_of_one_day_are_walked_in_any_order():
    # A single pass in order of time, whichever comes first on one day, would miss one of the two.
    graph = graph_of(*[hop(ends, "2025-07-01") for ends in ("cd", "ab", "bc")])
    assert chains(graph, "a", "d") == [("abcd", "certain")]
    assert chains(graph, "d", "a") == [("dcba", "certain")]


def test_a_state_is_walked_long_after_it_started():
    graph = graph_of(hop("ab", "2025-07-10"), hop("bc", "2025-07-01/2025-07-20", "banned"))
    assert told(graph) == [("abc", "certain", (july(10, 10), july(10, 10)))]
    assert told(graph, strict=True) == [("abc", "certain", (july(10, 10), july(11, 11)))]
    # Backwards too: the ban goes on until after the day on which a was told.
    assert told(graph, "c", "a") == [("cba", "certain", (july(1, 1), july(10, 10)))]


def test_a_state_is_missed_once_it_is_over():
    graph = graph_of(hop("ab", "2025-07-20"), hop("bc", "2025-07-01/2025-07-20", "banned"))
    assert chains(graph) == [("abc", "certain")]
    assert chains(graph, strict=True) == []


def test_two_vague_months_are_each_before_the_other_perhaps():
    graph = graph_of(hop("ab", "2025-07"), hop("bc", "2025-07"))
    assert told(graph) == [("abc", "possible", (july(1, 31), july(1, 31)))]
    assert told(graph, strict=True) == [("abc", "possible", (july(1, 30), july(2, 31)))]


def test_each_pair_may_fit_in_time_and_the_chain_not():
    # a-b on the 5th at the latest fits c-d, b-c on a day of 1-9 fits either; together, they need not.
    graph = graph_of(hop("ab", "2025-07-05"), hop("bc", "2025-07-01/2025-07-09"), hop("cd", "2025-07-04"))
    assert chains(graph, "a", "d") == []
    assert chains(graph, "b", "d") == [("bcd", "certain")]


def test_the_days_after_a_late_hop_are_late_too():
    graph = graph_of(hop("ab", "[2025-07-03..2025-07-08]"), hop("bc", "2025-07-01/2025-07-20", "banned"))
    assert told(graph) == [("abc", "certain", (july(3, 8), july(3, 8)))]
    path = chronological_path(graph, "a", "c", strict=True)
    assert (path.departure, path.arrival, path.length) == (july(3, 8), july(4, 9), 2)


def test_days_count_only_what_lets_the_rest_be_walked():
    # Told on a day of July, but the 10th is the last that leaves time for the next hop.
    graph = graph_of(hop("ab", "2025-07"), hop("bc", "2025-07-10"))
    assert told(graph) == [("abc", "possible", (july(1, 10), july(10, 10)))]


# --- windows --------------------------------------------------------------------------------------


def test_every_hop_is_walked_within_the_window():
    graph = graph_of(
        hop("ab", "2025-07-01/2025-07-20", "banned"), hop("bc", "2025-07-01/2025-07-20", "banned")
    )
    assert told(window(graph, "2025-07-10")) == [("abc", "certain", (july(10, 10), july(10, 10)))]
    assert told(window(graph, "2025-07-10"), strict=True)[0][2] == (july(10, 10), july(11, 11))
    assert chains(window(graph, "2025-07-20"), strict=True) == []


def test_the_window_s_end_makes_a_vague_last_hop_only_possible():
    graph = graph_of(hop("ab", "2025-07-01"), hop("bc", "2025-07"))
    assert chains(window(graph, "2025-07", "2025-07")) == [("abc", "certain")]
    assert told(window(graph, "2025-07", "2025-07-15")) == [("abc", "possible", (july(1, 1), july(1, 15)))]


def test_a_snapshot_s_chains_end_by_its_day():
    graph = graph_of(hop("ab", "2025-07-01"), hop("bc", "2025-07-01/2025-07-20", "banned"))
    assert chains(snapshot(graph, "2025-07-01")) == [("abc", "certain")]
    assert chains(snapshot(graph, "2025-07-01"), strict=True) == []
    assert chains(snapshot(graph, "2025-07-02"), strict=True) == [("abc", "certain")]


def test_a_view_of_what_is_certain_has_certain_chains_alone():
    graph = graph_of(hop("ab", "2025-07"), hop("bc", "2025-07"), hop("ad", "2025-07-01"))
    assert chains(window(graph, "2025-07", "2025-07")) == [("abc", "possible")]
    sure = window(graph, "2025-07", "2025-07", certain=True)
    assert chains(sure) == []
    assert [reached.actor for reached in reach(sure, "a")] == ["b", "d"]


# --- no end in sight ------------------------------------------------------------------------------


def test_a_hop_after_one_that_always_was_is_no_finite_day():
    graph = graph_of(hop("ab", "../2025-07-20", "banned"), hop("bc", "../2025-07-20", "banned"))
    assert told(graph) == [("abc", "certain", ((PAST, PAST), (PAST, PAST)))]
    assert told(graph, strict=True) == told(graph)


def test_a_hop_at_an_unlimited_later_day_is_no_finite_day():
    graph = graph_of(hop("ab", "[2025-07-01..]"), hop("bc", "2025-07-01/..", "banned"))
    assert told(graph) == [("abc", "certain", ((*july(1), FUTURE), (*july(1), FUTURE)))]
    assert told(graph, strict=True) == [("abc", "certain", ((*july(1), FUTURE), (*july(2), FUTURE)))]
    assert told(window(graph, until="2025-07-31"))[0][1] == "possible"


def test_what_always_was_precedes_even_what_may_be_ever_so_long_ago():
    graph = graph_of(hop("ab", "../2025-07-20", "banned"), hop("bc", "[..2025-07-10]"))
    assert told(graph, strict=True) == [("abc", "certain", ((PAST, PAST), (PAST, *july(10))))]
    assert chains(graph, "c", "a", strict=True) == [("cba", "certain")]


# --- what is walked -------------------------------------------------------------------------------


def test_what_has_no_date_is_never_walked():
    seen = [evidence(), evidence("post")]
    for undated in (hop("bc"), hop("bc", evidence=seen), hop("bc", type="banned")):
        graph = graph_of(hop("ab", "2025-07-01"), undated)
        assert chains(graph) == []
        assert chains(window(graph, "2025-07", undated=True), target="b") == [("ab", "certain")]
        assert [reached.actor for reached in reach(graph, "a")] == ["b"]


def test_background_that_was_reported_is_walked_from_the_day_of_the_report():
    # Reported on July 15: it was so on that day; whether before and after, nobody says.
    graph = graph_of(hop("ab", "2025-07-10"), hop("bc", type="leads", evidence=[evidence()]))
    assert told(graph) == [("abc", "certain", (july(10, 10), july(10, 15)))]
    graph = graph_of(hop("ab", "2025-07-16"), hop("bc", type="leads", evidence=[evidence()]))
    assert told(graph) == [("abc", "possible", (july(16, 16), july(16, 16)))]


def test_denied_relations_are_never_walked_and_planned_ones_only_where_asked_for():
    graph = graph_of(hop("ab", "2025-07-01", status="planned"), hop("ac", "2025-07-01", status="denied"))
    assert chains(graph, target="b") == []
    assert chains(window(graph, statuses=["planned"]), target="b") == [("ab", "certain")]
    assert chains(window(graph, statuses=["denied"])) == []


def test_newsroom_relations_are_walked_only_where_asked_for():
    graph = graph_of(hop("ab", "2025-07-01", "reported-on"))
    assert chains(graph, target="b") == []
    assert chains(window(graph, types=["reported-on"]), target="b") == [("ab", "certain")]


def test_direction_is_ignored_unless_asked_for_and_symmetric_relations_go_both_ways():
    graph = graph_of(hop("ba", "2025-07-01"), hop("cb", "2025-07-02", "met"))
    assert chains(graph) == [("abc", "certain")]
    assert chains(graph, directed=True) == []
    assert chains(graph, "b", "c", directed=True) == [("bc", "certain")]


def test_paths_do_not_run_through_what_is_avoided():
    graph = graph_of(hop("ab", "2025-07-01"), hop("bc", "2025-07-02"), actors=[actor("b", "country")])
    assert chains(graph) == []
    assert chains(graph, avoid_kinds=()) == [("abc", "certain")]
    assert chains(graph, avoid_kinds=(), avoid=["B"]) == []
    assert chains(graph, target="b", avoid=["a", "b"]) == [("ab", "certain")]
    assert chains(graph, "b") == [("bc", "certain")]
    assert [reached.actor for reached in reach(graph, "a")] == ["b"]


def test_refusals():
    graph = graph_of(hop("ab", "2025-07-01"), actors=[actor("a", name="Alice")])
    with pytest.raises(UsageError, match="same actor"):
        chronological_paths(graph, "a", "alice")
    with pytest.raises(UsageError, match=r"best: 'longest'.*earliest, fewest"):
        chronological_paths(graph, "a", "b", best="longest")
    for ask in (
        lambda: chronological_path(graph, "a", "nobody at all"),
        lambda: reach(graph, "nobody at all"),
    ):
        with pytest.raises(ActorNotFoundError):
            ask()


# --- which is best --------------------------------------------------------------------------------


def test_the_earliest_or_the_fewest_hops():
    graph = graph_of(hop("ac", "2025-07-09"), hop("ab", "2025-07-01"), hop("bc", "2025-07-02"))
    assert chains(graph) == [("abc", "certain")]
    assert chains(graph, best="fewest") == [("ac", "certain")]


def test_of_the_earliest_the_one_of_fewest_hops_though_it_is_later_on_the_way():
    graph = graph_of(
        hop("ab", "2025-07-01"), hop("bc", "2025-07-02"), hop("ac", "2025-07-05"), hop("cd", "2025-07-09")
    )
    assert chains(graph, "a", "d") == [("acd", "certain")]


def test_of_the_fewest_hops_the_earliest():
    graph = graph_of(hop("ac", "2025-07-09", key="late"), hop("ac", "2025-07-08", key="early"))
    assert ids(chronological_path(graph, "a", "c", best="fewest")) == ["early"]


def test_a_possible_path_is_added_where_it_is_better():
    graph = graph_of(hop("ac", "2025-07-09"), hop("ab", "2025-07"), hop("bc", "2025-07-08"))
    assert chains(graph) == [("ac", "certain"), ("abc", "possible")]
    assert chains(graph, best="fewest") == [("ac", "certain")]
    longer = graph_of(hop("ab", "2025-07-09"), hop("bc", "2025-07-09"), hop("ac", "2025-07"))
    in_time = window(longer, until="2025-07-20")
    assert chains(in_time, best="fewest") == [("abc", "certain"), ("ac", "possible")]


def test_the_added_path_may_be_certain_too():
    # Surely by the 5th, or by the 9th for sure and perhaps on the 1st.
    graph = graph_of(hop("ac", "2025-07-05", key="sharp"), hop("ac", "[2025-07-01..2025-07-09]", key="vague"))
    found = chronological_paths(graph, "a", "c").paths
    assert [(ids(path), path.certainty, path.arrival) for path in found] == [
        (["sharp"], "certain", july(5, 5)),
        (["vague"], "certain", july(1, 9)),
    ]


def test_of_two_as_good_for_sure_the_one_that_may_be_better_is_the_answer():
    graph = graph_of(
        hop("ac", "2025-07-09", key="sharp", evidence=[evidence()]),
        hop("ac", "[2025-07-01..2025-07-09]", key="vague"),
    )
    (path,) = chronological_paths(graph, "a", "c").paths
    assert (ids(path), path.arrival) == (["vague"], july(1, 9))


def test_a_certain_path_stays_beside_a_possible_one_that_arrives_as_late():
    graph = graph_of(hop("ac", "2025-07-09", key="sharp"), hop("ac", "[2025-07-01..2025-07-20]", key="vague"))
    by_the_9th = window(graph, until="2025-07-09")
    found = chronological_paths(by_the_9th, "a", "c").paths
    assert [(ids(path), path.certainty, path.arrival) for path in found] == [
        (["sharp"], "certain", july(9, 9)),
        (["vague"], "possible", july(1, 9)),
    ]


def test_a_possible_path_that_is_no_better_is_left_out_though_better_vouched_for():
    graph = graph_of(
        hop("ac", "2025-07-05", key="sure"), hop("ac", "[2025-07-05..]", key="unsure", evidence=[evidence()])
    )
    found = chronological_paths(window(graph, until="2025-07-31"), "a", "c").paths
    assert [(ids(path), path.certainty) for path in found] == [(["sure"], "certain")]


def test_of_what_is_equally_good_each_hop_is_best_vouched_for():
    voices = [evidence("one"), evidence("two")]
    graph = graph_of(
        hop(
            "ab",
            "2025-07-01",
            key="claimed",
            evidence=[evidence(attribution="d"), evidence("post", attribution="e")],
        ),
        hop("ab", "2025-07-01/2025-07-05", "leads", key="background", evidence=voices),
        hop("ab", "2025-07-03", key="one-voice", evidence=[evidence()]),
        hop("ab", "2025-07-04", key="two-voices", evidence=voices),
        hop("ab", "2025-07-08", key="too-late", evidence=[*voices, evidence("three")]),
        hop("bc", "2025-07-06", key="b"),
        hop("bc", "2025-07-06", key="a"),
    )
    path = chronological_path(graph, "a", "c")
    assert (ids(path), path.more) == (["background", "a"], (4, 1))


def test_a_hop_keeps_the_relation_that_makes_the_chain_valid_however_telling_another_is():
    graph = graph_of(
        hop("ab", "2025-07-05", key="told"), hop("ab", "2025-07-20/..", "leads", key="leads"),
        hop("bc", "2025-07-06"), hop("bc", key="undated", type="leads"),
    )  # fmt: skip
    path = chronological_path(graph, "a", "c")
    assert (ids(path), path.more) == (["told", "bc"], (1, 1))


# --- what a relation is about ---------------------------------------------------------------------


def test_a_hop_keeps_the_days_of_a_hop_that_is_not_the_next_however_telling_another_is():
    graph = graph_of(
        hop("ab", "2025-07-01", key="early"), hop("ab", "2025-07-03", key="late", evidence=[evidence()]),
        hop("bc", "2025-07-01/2025-07-02", "banned"), hop("cd", "2025-07-05"),
    )  # fmt: skip
    assert ids(chronological_path(graph, "a", "d")) == ["early", "bc", "cd"]


@pytest.mark.parametrize("about", [(), ("b",)])
def test_a_chain_runs_through_no_country_however_telling_its_relations(about):
    two, end = [evidence("paper"), evidence("wire")], "x" if about else "b"
    graph = graph_of(
        hop("ac", "2025-07-01", evidence=two), hop("c" + end, "2025-07-02", evidence=two, about=about),
        hop("ad", "2025-07-01"), hop("d" + end, "2025-07-02", about=about),
        actors=[actor("c", "country")],
    )  # fmt: skip
    assert chronological_path(graph, "a", "b").actors == tuple("adb")
    assert chronological_path(graph, "a", "b", avoid_kinds=()).actors == tuple("acb")


def test_a_chain_in_time_walks_to_whom_a_relation_is_about_on_the_days_of_the_relation():
    graph = graph_of(hop("ab", "2025-07-05", about=("x",)), hop("xc", "2025-07-06"), hop("xd", "2025-07-04"))
    path = chronological_path(graph, "a", "c")
    assert (path.actors, path.about, path.days) == (tuple("axc"), (True, False), (july(5, 5), july(6, 6)))
    assert [row["tie"] for row in path.rows()] == ["about", None]
    assert chains(graph, "a", "d") == []
    assert chains(graph, "d", "b") == [("dxb", "certain")]
    for asked in ({"direct": True}, {"directed": True}):
        assert chains(graph, "a", "c", **asked) == []
    assert [(near.actor, near.tie) for near in reach(graph, "a")] == [
        ("b", None),
        ("x", "about"),
        ("c", "about"),
    ]
    assert [near.actor for near in reach(graph, "a", direct=True)] == ["b"]


def test_of_chains_as_early_and_as_short_the_direct_one_comes_first():
    graph = graph_of(
        hop("ab", "2025-07-05", about=("x",), evidence=[evidence()]),
        hop("xc", "2025-07-06", evidence=[evidence()]),
        hop("ad", "2025-07-05", evidence=[evidence(attribution="z")]),
        hop("dc", "2025-07-06"),
    )
    for best in ("earliest", "fewest"):
        path = chronological_path(graph, "a", "c", best=best)
        assert (path.actors, path.about) == (tuple("adc"), (False, False))


# --- reach ----------------------------------------------------------------------------------------


def test_reach_tells_for_everyone_the_earliest_day_and_the_sure_one():
    graph = graph_of(
        hop("ab", "[2025-07-01..2025-07-05]"),
        hop("bc", "2025-07-03"),
        hop("bd", "2025-07-09"),
        hop("ad", "2025-07-20"),
        hop("ef", "2025-07-01"),
        hop("eb", "2025-06-01"),
    )
    assert [
        (near.actor, near.earliest, near.hops, near.certain_by, near.certainty) for near in reach(graph, "a")
    ] == [
        ("b", *july(1), 1, *july(5), "certain"),
        ("c", *july(3), 2, None, "possible"),
        ("d", *july(9), 2, *july(9), "certain"),
    ]
    assert [near.actor for near in reach(graph, "a", directed=True)] == ["b", "c", "d"]
    assert reach(graph, "c", directed=True) == ()


# --- the H20 story --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def talks():
    """Return who met and interviewed whom in July: the meeting [07-07..07-13], the interview 07-13."""
    story = load(Path(__file__).parents[2] / "data" / "graph.json")
    return window(story, "2025-07", "2025-07", types=["met", "interviewed"])


@pytest.mark.parametrize("best", ["earliest", "fewest"])
def test_trump_to_zakaria_is_certain_when_the_same_day_counts_and_possible_when_strict(talks, best):
    (path,) = chronological_paths(talks, "Trump", "Zakaria", best=best).paths
    assert path.actors == ("donald-trump", "jensen-huang", "fareed-zakaria")
    assert ids(path) == ["huang-met-trump", "zakaria-interviewed-huang"]
    assert (path.certainty, path.days) == ("certain", (july(7, 13), july(13, 13)))
    (path,) = chronological_paths(talks, "Trump", "Zakaria", strict=True, best=best).paths
    assert (path.certainty, path.days) == ("possible", (july(7, 12), july(13, 13)))


@pytest.mark.parametrize("best", ["earliest", "fewest"])
def test_zakaria_to_trump_is_only_possible_and_strict_rules_it_out(talks, best):
    (path,) = chronological_paths(talks, "Zakaria", "Trump", best=best).paths
    assert (path.certainty, path.days) == ("possible", (july(13, 13), july(13, 13)))
    assert chronological_path(talks, "Zakaria", "Trump", strict=True, best=best) is None


# --- no relation twice ----------------------------------------------------------------------------


@pytest.mark.parametrize("strict", [False, True])
def test_a_chain_does_not_walk_into_a_relation_and_out_of_it_again(strict):
    # Merkel met Li about two firms: that is no chain from one to the other, and no two days in July.
    meeting = relation("met", "merkel", "li", "met", when="2025-07", about=("a", "c"))
    graph = graph_of(meeting, hop("ad", "2025-07-02"))
    assert told(graph, strict=strict) == []
    assert {near.actor for near in reach(graph, "a", strict=strict)} == {"merkel", "li", "d"}
    graph = graph_of(meeting, hop("ad", "2025-07-02"), hop("dc", "2025-07-30"))
    assert told(graph, strict=strict) == [("adc", "certain", (july(2, 2), july(30, 30)))]
    assert [(near.actor, near.hops) for near in reach(graph, "a", strict=strict) if near.actor == "c"] == [
        ("c", 2)
    ]


def test_a_chain_does_not_leave_later_what_it_entered():
    # Into the meeting to Merkel, on to Li by a call, and out of the same meeting.
    meeting = relation("met", "merkel", "li", "met", when="2025-07-01", about=("a", "c"))
    call = relation("call", "merkel", "li", "told", when="2025-07-01")
    assert told(graph_of(meeting, call)) == []
    graph = graph_of(meeting, call, relation("wire", "a", "li", "told", when="2025-07-01"))
    [path] = chronological_paths(graph, "a", "c").paths
    assert ids(path) == ["wire", "met"]
    assert "c" in {near.actor for near in reach(graph, "a")}


def test_a_search_among_too_many_ways_to_use_a_relation_twice_is_refused(monkeypatch):
    meeting = relation("met", "merkel", "li", "met", when="2025-07-01", about=("a", "c"))
    graph = graph_of(meeting, relation("call", "merkel", "li", "told", when="2025-07-01"))
    monkeypatch.setattr("graphkit.queries.temporal_search.MOST_LABELS", 2)
    with pytest.raises(UsageError, match="too many chains"):
        chronological_paths(graph, "a", "c")
    with pytest.raises(UsageError, match="too many chains"):
        reach(graph, "a")
    assert chronological_paths(graph, "a", "li").paths


def test_reach_finds_whom_no_chain_reaches_as_early_as_one_that_uses_a_relation_twice():
    # Of many such meetings the first few are told apart first, then the others.
    meetings = [
        relation(f"met{n}", f"m{n}", f"l{n}", "met", when=f"2025-07-{n:02}", about=("a", f"c{n}"))
        for n in range(1, 13)
    ]
    calls = [relation(f"call{n}", f"m{n}", f"l{n}", "told", when=f"2025-07-{n:02}") for n in range(1, 13)]
    late = [hop(("a", f"c{n}"), "2025-07-30", key=f"late{n}") for n in range(1, 13, 2)]
    near = {each.actor: each.earliest for each in reach(graph_of(*meetings, *calls, *late), "a")}
    assert {actor for actor in near if actor[0] == "c"} == {f"c{n}" for n in range(1, 13, 2)}
    assert {near[f"c{n}"] for n in range(1, 13, 2)} == {day("2025-07-30")}


# --- brute force ----------------------------------------------------------------------------------


def judged(rows, ends, *, strict, directed=False, direct=False):
    """Return the certain and the possible chains from a: by the actor reached, each as (day, hops, about).

    The day is the one by which a certain chain has arrived however the dates fall, and the first
    on which a possible one may. What is merely unreported before the first stated day is not in the window.
    """
    certain, possible = {}, {}
    kept = {int(id) for _, _, id in cut(build(rows), ends).edges(keys=True)}
    for there, order, about in all_chains(rows, kept, directed=directed, direct=direct):
        arrivals = [firsts and firsts[-1] for firsts in outcomes(rows, order, ends, int(strict))]
        walked = [each for each in arrivals if each is not None]
        if walked:
            possible.setdefault(there, []).append((as_day(min(walked)), len(order), about))
        if len(walked) == len(arrivals):
            certain.setdefault(there, []).append((as_day(max(walked)), len(order), about))
    return certain, possible


def found_in(graph, target="b", **asked):
    return chronological_paths(graph, "a", target, **asked).paths if {"a", target} <= set(graph) else ()


def by_hops(label):
    return label[1], label[0], *label[2:]


@given(rows | twice_about, ends_of_windows, st.booleans(), st.sampled_from(WAYS))
def test_paths_are_those_of_brute_force(rows, ends, strict, ways):
    graph = cut(build(rows), ends)
    certain, possible = judged(rows, ends, strict=strict, **ways)
    for best, key in (("earliest", None), ("fewest", by_hops)):
        found = found_in(graph, strict=strict, best=best, **ways)
        assert bool(found) == ("b" in possible)
        assert any(path.certainty == "certain" for path in found) == ("b" in certain)
        if found:
            last = found[-1]
            label = (last.arrival.earliest, last.length, sum(last.about))
            assert label[:2] == min(possible["b"], key=key)[:2]
            if len(found) == 2 or last.certainty == "possible":
                assert label == min(possible["b"], key=key)
        if "b" in certain:
            first = found[0]
            label = (first.arrival.latest, first.length, sum(first.about))
            assert label[:2] == min(certain["b"], key=key)[:2]
            if len(found) == 2:
                assert label == min(certain["b"], key=key)
        if len(found) == 2:
            labels = [(path.arrival.earliest, path.length) for path in found]
            assert labels[0] != labels[1] == min(labels, key=key)
        assert len(found) <= 2


@given(rows | twice_about, ends_of_windows, st.booleans())
def test_a_path_s_certainty_and_days_are_those_of_every_way_its_dates_can_fall(rows, ends, strict):
    graph = cut(build(rows), ends)
    for best in ("earliest", "fewest"):
        for path in found_in(graph, strict=strict, best=best):
            order = [int(seen.id) for seen in path.relations]
            ways = outcomes(rows, order, ends, int(strict))
            walked = [firsts for firsts in ways if firsts]
            assert path.certainty == ("certain" if len(walked) == len(ways) else "possible")
            assert path.days == tuple(
                (as_day(min(days)), as_day(max(days))) for days in zip(*walked, strict=True)
            )
            assert len(set(path.actors)) == len(path.actors) == path.length + 1
            for here, there, seen in zip(path.actors, path.actors[1:], path.relations, strict=False):
                assert {here, there} & {seen.source, seen.target}
                assert {here, there} <= {seen.source, seen.target, *seen.about}
            assert len(set(order)) == path.length


@given(rows | twice_about, ends_of_windows, st.booleans(), st.sampled_from(WAYS))
def test_reach_is_that_of_brute_force(rows, ends, strict, ways):
    graph = cut(build(rows), ends)
    certain, possible = judged(rows, ends, strict=strict, **ways)
    expected = {
        there: (
            *min(labels)[:2],
            min(certain[there])[0] if there in certain else None,
            None if any(about == 0 for *_, about in labels) else "about",
        )
        for there, labels in possible.items()
        if there != "a"
    }
    found = reach(graph, "a", strict=strict, **ways) if "a" in graph else ()
    assert {near.actor: (near.earliest, near.hops, near.certain_by, near.tie) for near in found} == expected
    if "a" in graph:
        on = {seen.id for seen in on_chains(graph, found, "a", strict=strict, **ways)}
        assert bool(on) == bool(found)
        assert {near.actor for near in found} <= {
            actor
            for seen in index(graph).relations()
            if seen.id in on
            for actor in (seen.source, seen.target, *seen.about)
        }


@given(rows, ends_of_windows, st.integers(0, 2), st.integers(0, 2), st.booleans())
def test_a_wider_window_never_loses_a_path(rows, ends, before, after, strict):
    since, until = ends
    wider = (
        None if since is None or since - before < 1 else since - before,
        None if until is None else until + after,
    )
    narrow_graph, wide_graph = cut(build(rows), ends), cut(build(rows), wider)
    narrow, wide = found_in(narrow_graph, strict=strict), found_in(wide_graph, strict=strict)
    if narrow:
        assert narrow[0].certainty == "possible" or wide[0].certainty == "certain"
        assert wide[-1].arrival.earliest <= narrow[-1].arrival.earliest
        assert found_in(wide_graph, strict=strict, best="fewest")[-1].length <= narrow[-1].length


@example([("a", "c", event(5, 5), ()), ("c", "b", event(1, 5), ())], (None, None), False)
@given(rows | twice_about, ends_of_windows, st.booleans())
def test_whom_the_start_meets_besides_changes_no_path(rows, ends, strict):
    def found(host):
        guests = [
            relation(f"to-{day}-{guest}", host, f"g{day}{guest}", when=in_july(day))
            for day in range(1, 6)
            for guest in "xyz"
        ]
        graph = build(rows, *guests)
        return [
            ids(path)
            for best in ("earliest", "fewest")
            for path in found_in(cut(graph, ends), strict=strict, best=best)
        ]

    assert found("a") == found("h")


@given(rows | twice_about, st.booleans())
def test_the_order_in_which_relations_are_written_does_not_matter(rows, strict):
    graph = build(rows)
    backwards = graph_of(actors=[actor(id) for id in "dcba"])
    backwards.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    for best in ("earliest", "fewest"):
        assert [ids(path) for path in found_in(graph, strict=strict, best=best)] == [
            ids(path) for path in found_in(backwards, strict=strict, best=best)
        ]


@pytest.mark.parametrize("names", [("bob", "ann"), ("ann", "bob")])
def test_of_the_two_ends_of_what_is_about_the_goal_the_one_of_lesser_id_is_walked(names):
    first, second = names
    graph = graph_of(
        relation("one", "start", first, when="2025-07-01"),
        relation("other", "start", second, when="2025-07-01"),
        relation("told", first, second, "told", when="2025-07-02", about=("goal",)),
    )
    [path] = chronological_paths(graph, "start", "goal").paths
    assert path.actors == ("start", "ann", "goal")


def test_what_is_forgotten_changes_no_answer_and_saves_labels(monkeypatch):
    """The search with and without forgetting relations that nobody is reached by leaving."""
    chosen, looked_at = random.Random(1), []
    rows = []
    for number in range(600):
        one, other, *about = chosen.sample(range(200), 5)
        on, lasts = iso(day("2025-01-01") + chosen.randrange(365)), chosen.random() < 0.33
        rows.append(
            relation(
                f"r{number}", f"a{one}", f"a{other}", "banned" if lasts else "met",
                when=f"{on}/" if lasts else on, about=tuple(f"a{each}" for each in about),
            )
        )  # fmt: skip
    graph, labels_of, concerned = graph_of(*rows), temporal_search.arrival_labels, TemporalHops.concerned

    def counted(*args, **kwargs):
        for label in labels_of(*args, **kwargs):
            looked_at[-1] += 1
            yield label

    def everybody(self, relation):
        return ("nobody yet",), concerned(self, relation)[1]._replace(earliest_end=FUTURE, latest_end=FUTURE)

    monkeypatch.setattr(temporal_search, "arrival_labels", counted)
    answers = []
    for keeps in (False, True):
        if keeps:
            monkeypatch.setattr(TemporalHops, "concerned", everybody)
        looked_at.append(0)
        answers.append(reach(graph, "a0"))
    assert answers[0] == answers[1]
    assert looked_at[0] < looked_at[1]


def test_what_happened_on_one_of_a_set_of_days_makes_an_answer_inexact_and_is_named():
    in_sets = [
        hop(ends, f"[2025-07-0{n},2025-07-1{n}]") for n, ends in enumerate(("ab", "bc", "cd", "de"), 1)
    ]
    graph = graph_of(*in_sets, hop("ef", "2025-07-20"), hop("fg", "2025-07-20"))
    note = "Not exact: chains count the days between those of a set of days too, of {}."
    for goal, names, words in (
        ("d", ("ab", "bc", "cd"), "ab, bc, cd"),
        ("e", ("ab", "bc", "cd", "de"), "ab, bc, cd and 1 more"),
        ("f", ("ab", "bc", "cd", "de"), "ab, bc, cd and 1 more"),
    ):
        [path] = chronological_paths(graph, "a", goal).paths
        assert (path.sets, path.exact, path.notes) == (names, False, (note.format(words),))
    for exact in (*chronological_paths(graph, "e", "g").paths, reach(graph, "e", directed=True)):
        assert (exact.sets, exact.exact, exact.notes) == ((), True, ())
    reached, reaching = reach(graph, "c", directed=True), reach(graph, to="c", directed=True)
    assert (reached.sets, reaching.sets) == (("cd", "de"), ("bc", "ab"))
    assert pickle.loads(pickle.dumps(reached)).sets == copy(reached).sets == reached.sets


def test_sets_of_days_that_no_chain_takes_as_early_as_it_can_are_not_named_unless_waits_are_limited():
    late, back = "[2025-07-11,2025-07-13]", "[2025-07-12,2025-07-14]"
    graph = graph_of(
        hop("ab", "[2025-07-01,2025-07-03]"),
        hop("ab", late, key="late"),
        hop("ba", back, key="back"),
        hop("bc", "2025-07-20"),
    )
    for within, names in ((None, ["ab"]), (30, ["ab", "late"])):
        assert sorted(reach(graph, "a", directed=True, within=within).sets) == names
