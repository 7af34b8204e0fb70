"""Why there is no path: each filter by itself, and the nearest window against brute force."""

from datetime import timedelta
from itertools import chain, combinations, pairwise, product

import networkx as nx
import pytest
from datasets import ENDLESS, TELLING, actor, day, evidence, graph_of, relation, source, touches, ways
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import ActorNotFoundError, UsageError
from graphkit.queries.nearest_window import MOST_TRIED, fewest_days
from graphkit.queries.path_diagnosis import why_no_path
from graphkit.queries.path_question import Question, find_paths
from graphkit.temporal.calendar import FUTURE, PAST, iso

CLAIM = [evidence(attribution="unnamed")]
CHAIN = [
    relation("ab", "a", "b", "told", when="2025-07-10"),
    relation("bc", "b", "c", "told", when="2025-07-20"),
]
COUNTRY = [actor("b", "country")]


def reasons(absence):
    return {reason.filter: reason.length for reason in absence.reasons}


def missing(absence):
    return absence.missing_hop and absence.missing_hop.id


def why(graph, source="a", target="c", **filters):
    question = Question(source, target, **filters)
    assert find_paths(graph, question).paths == ()
    return why_no_path(graph, question)


# --- each filter by itself -----------------------------------------------------------------------


DENIED = relation("no", "a", "c", "met", when="2025-07-15", status="denied")


@pytest.mark.parametrize(
    "filters",
    [
        {"types": ("met",)},
        {"chronological": True, "types": ("met",)},
        {"avoid": ("b",)},
        {"avoid": ("b",), "chronological": True, "strict": True},
        {"directed": True, "types": ("met",)},
        {"since": "2025-07-15", "until": "2025-07-15"},
        {"since": "2025-07-15", "certain": True},
        {"types": ("met",), "direct": True, "statuses": ("planned", "denied")},
    ],
    ids=str,
)
def test_a_denied_tie_is_named_under_every_filter(filters):
    found = why(graph_of(*CHAIN, DENIED), **filters)
    assert found.reasons
    assert [seen.id for seen in found.denied] == ["no"]


def test_no_path_of_denied_relations_is_searched_for_where_nothing_is_denied(monkeypatch):
    searched = []

    def search(graph, question, criteria, incomplete, walked=None):
        searched.append(walked)

    monkeypatch.setattr("graphkit.queries.path_diagnosis.best_path", search)
    for rows, walked in ((CHAIN, {None}), ([*CHAIN, DENIED], {None, frozenset({"actual", "denied"})})):
        searched.clear()
        why(graph_of(*rows), types=("banned",))
        assert set(searched) == walked


def test_a_denied_tie_that_a_filter_excludes_too_is_not_named():
    rows = [*CHAIN, DENIED, relation("aside", "a", "d", "met", when="2025-07-15", status="denied")]
    assert why(graph_of(*rows), types=("banned",)).denied == ()
    assert why(graph_of(*rows), since="2025-07-16").denied == ()


@pytest.mark.parametrize(
    ("rows", "actors", "filters", "expected", "hop"),
    [
        (CHAIN, [], {"since": "2025-07-15"}, {"dates": 2}, "ab"),
        (CHAIN, [], {"until": "2025-07-15"}, {"dates": 2}, "bc"),
        (
            [relation("ac", "a", "c", evidence=[evidence()])],
            [],
            {"until": "2025-07-31"},
            {"dates": 1, "undated": 1},
            "ac",
        ),
        (
            [relation("ac", "a", "c", when="2025-07")],
            [],
            {"since": "2025-07-10", "until": "2025-07-10", "certain": True},
            {"dates": 1, "certainty": 1},
            "ac",
        ),
        (CHAIN, [], {"types": ("met",)}, {"types": 2}, "ab"),
        (CHAIN, [], {"types": ("statement",), "directed": True}, {"types": 2}, "ab"),
        (CHAIN, [], {"kinds": ("person",)}, {"kinds": 2}, "ab"),
        (
            [relation("ac", "a", "c", status="planned", when="2025-07")],
            [],
            {},
            {"status": 1},
            "ac",
        ),
        ([relation("ac", "a", "c", evidence=CLAIM)], [], {"no_claims": True}, {"claims": 1}, "ac"),
        ([relation("ca", "c", "a", "told")], [], {"directed": True}, {"direction": 1}, None),
        (CHAIN, COUNTRY, {}, {"go-betweens": 2}, None),
        (CHAIN, [], {"avoid": ("b",)}, {"avoid": 2}, None),
        ([*CHAIN, relation("bd", "b", "d")], [], {"via": ("d",)}, {"via": 2}, None),
        ([relation("ac", "a", "c", "reported-on")], [], {}, {"newsroom": 1}, "ac"),
        (
            [relation("ab", "a", "b", when="2025-07-20"), relation("bc", "b", "c", when="2025-07-10")],
            [],
            {"chronological": True},
            {"chronology": 2},
            None,
        ),
        (
            [relation("ab", "a", "b", when="2025-07-10"), relation("bc", "b", "c", when="2025-07-10")],
            [],
            {"chronological": True, "strict": True},
            {"chronology": 2, "strictness": 2},
            None,
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) and value else "",
)
def test_a_filter_that_alone_stands_in_the_way_is_named(rows, actors, filters, expected, hop):
    found = why(graph_of(*rows, actors=actors), **filters)
    assert (reasons(found), missing(found)) == (expected, hop)


def test_a_filter_that_another_makes_pointless_is_not_named():
    found = why(graph_of(*CHAIN, actors=COUNTRY), since="2025-07-15", avoid_kinds=("place",), types=("told",))
    assert reasons(found) == {"dates": 2}


def test_two_filters_that_only_together_stand_in_the_way_are_each_enough_to_drop():
    rows = [
        relation("late", "a", "c", "told", when="2025-08"),
        relation("claim", "a", "c", when="2025-07", evidence=CLAIM),
    ]
    found = why(graph_of(*rows), until="2025-07-31", no_claims=True)
    assert reasons(found) == {"dates": 1, "claims": 1}


def test_filters_of_which_none_may_stay_are_named_all_together():
    rows = [relation("ca", "c", "a", "told", when="2025-08", status="planned")]
    found = why(graph_of(*rows), until="2025-07-31", directed=True)
    assert (reasons(found), found.nearest_window, missing(found)) == ({"all together": 1}, None, "ca")


def test_where_nothing_ties_the_two_nothing_is_named():
    found = why(graph_of(*CHAIN, actors=[actor("z")]), target="z", since="2025-07-15", certain=True)
    assert (found.reasons, found.nearest_window, found.missing_hop) == ((), None, None)
    denied = graph_of(relation("ac", "a", "c", status="denied"))
    assert why(denied).reasons == why(denied, statuses=("denied", "planned")).reasons == ()


def test_a_hop_that_only_direct_leaves_out_is_named_with_its_ends():
    sale = relation("sale", "a", "b", "told", when="2025-07-10", about=("chip",))
    graph = graph_of(sale, relation("no", "b", "d", status="denied", about=("e",)))
    found = why(graph, "b", "chip", direct=True)
    assert (reasons(found), missing(found), found.missing_ends) == ({"direct": 1}, "sale", ("b", "chip"))
    found = why(graph, "chip", "b", directed=True)
    assert (reasons(found), missing(found)) == ({"direction": 1}, None)
    found = why(graph, "chip", "b", direct=True, until="2025-07-09")
    assert (reasons(found), found.nearest_window) == ({"all together": 1}, None)
    found = why(graph, "chip", "b", until="2025-07-09")
    assert (reasons(found), found.nearest_window) == ({"dates": 1}, (PAST, day("2025-07-10")))
    found = why(graph, "e", "d")
    assert (found.reasons, [seen.id for seen in found.denied]) == ((), ["no"])
    assert why(graph, "e", "d", direct=True).denied == ()


def test_an_actor_that_a_filter_leaves_without_relations_is_no_error():
    graph = graph_of(*CHAIN)
    assert find_paths(graph, Question("a", "c", types=("met",), avoid=("b",))).paths == ()
    with pytest.raises(ActorNotFoundError):
        find_paths(graph, Question("a", "nobody at all", types=("met",)))
    with pytest.raises(ActorNotFoundError):
        find_paths(graph, Question("a", "c", avoid=("nobody at all",)))
    with pytest.raises(UsageError, match="same actor"):
        find_paths(graph, Question("a", "A"))
    with pytest.raises(UsageError, match="chronological"):
        find_paths(graph, Question("a", "c", chronological=True, via=("b",)))


# --- the nearest window --------------------------------------------------------------------------


def test_the_window_is_widened_only_where_it_must_be():
    def nearest(**asked):
        return why(graph_of(*CHAIN), **asked).nearest_window

    assert nearest(since="2025-07-12") == (day("2025-07-10"), FUTURE)
    assert nearest(until="2025-07-12") == (PAST, day("2025-07-20"))
    assert nearest(since="2025-07-12", until="2025-07-15") == (day("2025-07-10"), day("2025-07-20"))
    assert nearest(since="2025-07-01", until="2025-07-15") == (day("2025-07-01"), day("2025-07-20"))
    assert nearest(since="2025-08-01", until="2025-08-02") == (day("2025-07-10"), day("2025-08-02"))


def test_what_is_undated_needs_no_wider_window_where_it_was_asked_for():
    rows = [relation("ab", "a", "b", evidence=[evidence()]), CHAIN[1]]
    asked = {"since": "2025-07-01", "until": "2025-07-15"}
    assert why(graph_of(*rows), undated=True, **asked).nearest_window == (
        day("2025-07-01"),
        day("2025-07-20"),
    )
    assert why(graph_of(*rows), **asked).nearest_window is None


def test_the_nearest_window_keeps_every_other_filter():
    near = relation("near", "a", "c", "told", when="2025-07-14", evidence=CLAIM)
    asked = {"since": "2025-07-15", "until": "2025-07-16"}
    assert why(graph_of(*CHAIN, near), **asked).nearest_window[0] == day("2025-07-14")
    assert why(graph_of(*CHAIN, near), no_claims=True, **asked).nearest_window[0] == day("2025-07-10")
    assert why(graph_of(*CHAIN, near), via=("b",), **asked).nearest_window[0] == day("2025-07-10")
    assert why(graph_of(*CHAIN, near), avoid=("b",), no_claims=True, **asked).nearest_window is None


def test_the_nearest_window_is_one_that_reports_reach():
    rival = relation("rival", "a", "b", "competes-with", evidence=[evidence()])
    dated = relation("dated", "c", "d", when="2025-07-01")
    graph = graph_of(rival, dated, sources=[source("paper", "2025-07-10")])
    before = Question("a", "b", since="2025-06-01", until="2025-06-02")
    assert why_no_path(graph, before).nearest_window == (day("2025-06-01"), day("2025-07-01"))
    long_after = Question("a", "b", since="2025-07-20", until="2025-07-21", reported_within=3)
    found = why_no_path(graph, long_after)
    assert found.nearest_window == (day("2025-07-13"), day("2025-07-21"))
    assert ("reports", 1) in [(reason.filter, reason.length) for reason in found.reasons]


def on(day, ends, **fields):
    return relation(f"{ends}-{day}", *ends, "told", when=f"2025-07-{day:02}", **fields)


PLANNED = on(14, "ac", status="planned")
REPORTED_TWICE = [evidence(), evidence("later")]


@pytest.mark.parametrize(
    ("rows", "ends", "asked", "since", "until"),
    [
        ([on(10, "ab"), on(20, "bc")], "ca", {}, 10, 20),
        ([on(10, "ab"), on(20, "bc")], "ca", {"directed": True}, None, None),
        ([relation("ca", "c", "a", when="2025-07-10")], "ac", {"directed": True}, 10, 15),
        ([on(5, "ac"), on(27, "ac")], "ac", {}, 5, 15),
        ([on(12, "ac"), on(5, "ac"), on(27, "ac")], "ac", {}, 12, 15),
        ([on(27, "ac"), on(5, "ac"), on(12, "ac")], "ac", {}, 12, 15),
        ([on(14, "ab"), on(14, "bc"), on(20, "ad"), on(20, "dc")], "ac", {"avoid": ["b"]}, 15, 20),
        ([PLANNED, on(20, "ac")], "ac", {}, 15, 20),
        ([PLANNED, on(20, "ac")], "ac", {"statuses": ["planned"]}, 14, 15),
        ([on(14, "ac", summary="Odd."), on(20, "ac", summary="Even.")], "ac", {"text": "even"}, 15, 20),
        (
            [relation("ac", "a", "c", "banned", when="2025-06-01/", evidence=REPORTED_TWICE)],
            "ac",
            {"since": "2025-07-27", "until": "2025-07-28", "reported_within": 3},
            23,
            28,
        ),
    ],
)
def test_the_nearest_window_holds_what_the_question_walks(rows, ends, asked, since, until):
    graph = graph_of(*rows, sources=[source("paper", "2025-07-10"), source("later", "2025-07-20")])
    found = why(graph, *ends, **({"since": "2025-07-15", "until": "2025-07-15"} | asked)).nearest_window
    assert found == (since and (day(f"2025-07-{since:02}"), day(f"2025-07-{until}")))


def test_the_nearest_window_of_a_chain_in_time_keeps_time_running_forwards():
    rows = [
        relation("ab", "a", "b", when="2025-07-10"),
        relation("bc", "b", "c", when="2025-07-05"),
        relation("late", "b", "c", when="2025-07-20"),
    ]
    found = why(graph_of(*rows), since="2025-07-06", until="2025-07-12", chronological=True)
    assert found.nearest_window == (day("2025-07-06"), day("2025-07-20"))
    assert missing(found) == "late"


REPORTED = day("2025-07-13"), day("2025-07-16")
"""The days on one of which a paper says that everything was so."""


def in_window(text, since, until, first_stated, *, certain):
    told, (first, last) = TELLING[text], REPORTED
    every_way = ways([(told, last, first)], told.lasts)
    every = [touches(way, since, until) for way in every_way]
    if certain or all(every):
        return all(every)
    starts, ends = zip(*every_way, strict=True)
    is_first, is_last = told.start_unknown and first <= max(ends), told.end_unknown and last >= min(starts)
    covering = [(-ENDLESS if is_first else start, ENDLESS if is_last else end) for start, end in every_way]
    unreported = all(touches(way, since, until) for way in covering) and (
        (is_last and min(ends) < since and last < since)
        or (is_first and max(starts) > until and first > until)
    )
    return any(every) and not (unreported and until < first_stated)


def first_stated_day(text):
    """Return the first day that a date states as its own, or infinity."""
    told = TELLING[text]
    starts = [] if told.start_unknown else [start for start in told.starts if start != -ENDLESS]
    ends = [] if told.end_unknown else [end for end in told.ends if end != ENDLESS]
    return min(starts or ends, default=ENDLESS)


def has_path(rows, since, until, *, certain, directed, direct, via):
    graph = nx.DiGraph()
    graph.add_nodes_from("abcd")
    first = min((first_stated_day(text) for _, _, text, _ in rows), default=ENDLESS)
    if first == ENDLESS:
        first = PAST
    walked: dict[tuple[str, str], set[int]] = {}
    for place, (here, there, text, about) in enumerate(rows):
        if in_window(text, since, until, first, certain=certain):
            ways = [(here, there), *([] if directed else [(there, here)])] if here != there else []
            for actor in set(about) - {here, there} if not (directed or direct) else ():
                ways += [way for end in (here, there) for way in ((actor, end), (end, actor))]
            for way in ways:
                walked.setdefault(way, set()).add(place)
    graph.add_edges_from(walked)
    return any(
        any(len(set(chosen)) == len(chosen) for chosen in product(*(walked[way] for way in pairwise(path))))
        for path in nx.all_simple_paths(graph, "a", "b")
        if not via or "d" in path
    )


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcd"),
            st.sampled_from("abcd"),
            st.sampled_from(sorted(TELLING)),
            st.lists(st.sampled_from("abcd"), max_size=2).map(tuple),
        ),
        max_size=7,
    ),
    st.integers(day("2025-07-02"), day("2025-07-22")) | st.none(),
    st.integers(0, 6) | st.none(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_no_window_that_is_nearer_has_a_path(rows, first, length, certain, directed, direct, via):
    since = PAST if first is None else first
    until = FUTURE if length is None else (first or day("2025-07-10")) + length
    graph = graph_of(
        *[
            relation(f"r{n}", here, there, "told", when=text, about=about, evidence=[evidence(attests=True)])
            for n, (here, there, text, about) in enumerate(rows)
        ],
        actors=[actor(id) for id in "abcd"],
        sources=[source("paper", "[2025-07-13..2025-07-16]")],
    )
    ways_of = {"directed": directed, "direct": direct}
    filters = {"certain": certain, "via": ("d",) if via else (), **ways_of}
    question = Question(
        "a",
        "b",
        since=None if first is None else iso(since),
        until=None if length is None else iso(until),
        **filters,
    )

    def path_within(before, after):
        # Without any window there is no certainty either.
        sure = certain and (since, until) != (PAST, FUTURE)
        first_day = PAST if since == PAST else since - before
        last_day = FUTURE if until == FUTURE else until + after
        return has_path(rows, first_day, last_day, certain=sure, via=via, **ways_of)

    assert bool(find_paths(graph, question).paths) == path_within(0, 0)
    if path_within(0, 0):
        return
    nearest = why_no_path(graph, question).nearest_window
    if (since, until) == (PAST, FUTURE) or not path_within(60, 60):
        assert nearest is None
        return
    before = 0 if since == PAST else since - nearest.since
    after = 0 if until == FUTURE else nearest.until - until
    assert (nearest.since == PAST, nearest.until == FUTURE) == (since == PAST, until == FUTURE)
    assert path_within(before, after)
    assert before + after == fewest_in_all(path_within, 60)


def fewest_in_all(suffices, most):
    """Return the fewest days in all that are enough, by going down the whole staircase."""
    after, found = most, 2 * most
    for before in range(most + 1):
        while after and suffices(before, after - 1):
            after -= 1
        if suffices(before, after):
            found = min(found, before + after)
    return found


@pytest.mark.parametrize(("side", "most_corners", "most"), [(4, 3, 5), (4, 3, 2), (7, 2, 9)])
def test_the_fewest_days_in_all_are_found_whatever_the_staircase(side, most_corners, most):
    places = list(product(range(side), repeat=2))
    for corners in chain.from_iterable(combinations(places, n) for n in range(1, most_corners + 1)):

        def suffices(before, after, corners=corners):
            return any(before >= first and after >= second for first, second in corners)

        fewest = min((sum(each) for each in corners if max(each) <= most), default=None)
        found = fewest_days(suffices, most, most)
        assert (found is None) == (fewest is None), corners
        if found is not None:
            assert (sum(found[:2]), suffices(*found[:2]), found[2]) == (fewest, True, True), corners


@pytest.mark.parametrize(
    ("most", "steps", "windows"), [(10, 3, 15), (10, 5, 12), (100, 5, 65), (100, 8, 105), (1000, 4, 100)]
)
def test_no_more_windows_are_tried_than_can_tell(most, steps, windows):
    tried, corners = 0, [
        (place * most // steps + most // (2 * steps), most - place * most // steps - place**2 % 5)
        for place in range(steps)
    ]  # fmt: skip

    def suffices(before, after):
        nonlocal tried
        tried += 1
        return any(before >= first and after >= second for first, second in corners)

    *_, sure = fewest_days(suffices, most, most)
    assert sure
    assert tried <= windows


def test_where_too_many_periods_would_have_to_be_tried_it_is_not_called_the_nearest():
    tried = 0

    def suffices(before, after):
        nonlocal tried
        tried += 1
        return before + after >= 5_000 and (before % 7 or after > 4_000)

    *days, sure = fewest_days(suffices, 5_000, 5_000)
    assert not sure
    assert sum(days) >= 5_000
    assert tried < MOST_TRIED + 50


@given(
    st.lists(st.tuples(st.sampled_from(["ac", "cb", "ab"]), st.integers(0, 12)), min_size=1, max_size=5),
    st.integers(0, 12),
    st.booleans(),
)
def test_no_period_with_a_chain_in_time_is_nearer(rows, at, strict):
    first = day("2025-07-01")
    graph = graph_of(
        *[relation(f"r{n}", *ends, "told", when=iso(first + days)) for n, (ends, days) in enumerate(rows)],
        actors=[actor(id) for id in "abc"],
    )

    def path_within(before, after):
        asked = {"since": first + at - before, "until": first + at + after}
        return bool(find_paths(graph, Question("a", "b", chronological=True, strict=strict, **asked)).paths)

    if path_within(0, 0):
        return
    on = iso(first + at)
    found = why(graph, "a", "b", since=on, until=on, chronological=True, strict=strict)
    if not path_within(20, 20):
        assert found.nearest_window is None
        return
    days = found.nearest_window.until - found.nearest_window.since
    assert (days, found.nearest_is_sure) == (fewest_in_all(path_within, 20), True)


def test_a_strict_chain_of_standing_facts_may_need_days_on_which_nothing_is_dated():
    rows = (
        relation("ac", "a", "c", "banned", when="2025-07-10/.."),
        relation("cb", "c", "b", "banned", when="2025-07-10/.."),
    )
    found = why(
        graph_of(*rows), "a", "b", since="2025-07-01", until="2025-07-02", chronological=True, strict=True
    )
    assert found.nearest_window == (day("2025-07-01"), day("2025-07-11"))


def test_the_nearest_period_is_that_of_the_fewest_days_in_all_and_not_of_the_fewest_on_each_side():
    """Six days before and six after are no more than seven on each side; but eight before are fewer."""
    rows = (
        relation("ac", "a", "c", when="2025-07-04"), relation("cb", "c", "b", when="2025-07-16"),
        relation("ab", "a", "b", when="2025-07-02"),
    )  # fmt: skip
    found = why(graph_of(*rows), "a", "b", since="2025-07-10", until="2025-07-10")
    assert found.nearest_window == (day("2025-07-02"), day("2025-07-10"))


def test_the_story_s_days_need_the_days_between_them():
    """A chain of one-day steps: however the window lies, it must reach the farthest of them."""
    days = [day("2025-07-01") + 3 * step for step in range(5)]
    rows = [
        relation(f"{here}{there}", here, there, when=iso(at))
        for (here, there), at in zip(pairwise("abcde"), days, strict=False)
    ]
    for at in days[:4]:
        on = iso(at)
        found = why(graph_of(*rows), target="e", since=on, until=on)
        assert found.nearest_window == (days[0], days[3])
        assert timedelta(found.nearest_window.until - found.nearest_window.since).days == 9


def test_what_would_use_a_denied_relation_twice_is_no_path_of_denied_ones():
    meeting = relation("met", "merkel", "li", about=("a", "c"), status="denied")
    assert why(graph_of(meeting)).denied == ()
    [denied] = why(graph_of(meeting, relation("told", "merkel", "c", "told"))).denied
    assert denied.id == "met"


def test_the_nearest_window_is_one_with_a_path_of_distinct_relations():
    meeting = relation("met", "merkel", "li", when="2025-07-14", about=("a", "c"))
    rows = [meeting, relation("r1", "a", "d", when="2025-07-20"), relation("r2", "d", "c", when="2025-07-20")]
    found = why(graph_of(*rows), since="2025-07-10", until="2025-07-12")
    assert found.nearest_window == (day("2025-07-10"), day("2025-07-20"))
    assert why(graph_of(meeting), since="2025-07-10", until="2025-07-12").nearest_window is None


def test_a_denied_hop_of_a_longer_chain_is_named_though_a_filter_excludes_all():
    tied = on(10, "ab"), on(11, "ab", status="denied")
    graph = graph_of(*tied, on(10, "cb", status="denied"), on(10, "dc"))
    assert [seen.id for seen in why(graph, target="d", since="2025-08-01").denied] == ["cb-10"]


def test_a_denied_hop_is_named_where_what_is_not_denied_comes_too_late():
    graph = graph_of(on(20, "ab"), on(10, "ab", status="denied"), on(15, "bc"))
    assert [seen.id for seen in why(graph, chronological=True).denied] == ["ab-10"]


@pytest.mark.parametrize(("most", "is_sure"), [(1_000, True), (0, False)])
def test_what_a_search_that_stopped_early_tells_is_not_sure(monkeypatch, most, is_sure):
    monkeypatch.setattr("graphkit.queries.shortest_search.MOST_LABELS", most)
    twice = [relation("met", "e", "f", when="2025-07-14", about=("a", "c")), on(14, "ef")]
    asked = {"since": "2025-07-10", "until": "2025-07-12"}
    found = why(graph_of(*twice, on(20, "ad"), on(20, "dc")), **asked)
    assert (found.nearest_window, found.nearest_is_sure, found.is_sure) == (
        (day("2025-07-10"), day("2025-07-20")),
        is_sure,
        is_sure,
    )
    assert why(graph_of(*twice), **asked).is_sure == is_sure


def test_what_only_a_denied_relation_ties_is_not_said_to_be_tied_by_nothing():
    graph = graph_of(
        relation("sure", "ann", "bob"),
        relation("no", "bob", "cid", status="denied"),
        relation("no-too", "cid", "bob", status="denied"),
        relation("yes", "cid", "dora"),
        relation("apart", "eve", "fay"),
    )
    found = why_no_path(graph, Question("ann", "dora"))
    assert (found.reasons, {seen.id for seen in found.denied}) == ((), {"no", "no-too"})
    assert why_no_path(graph, Question("ann", "eve")).denied == ()
    planned = graph_of(relation("plan", "ann", "bob", status="planned"))
    (reason,) = (found := why_no_path(planned, Question("ann", "bob"))).reasons
    assert (reason.filter, found.denied) == ("status", ())
