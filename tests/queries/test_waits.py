"""Who could have reached whom, longest waits, last departures and fewest days, judged by brute force."""

import random
from itertools import pairwise, product

import pytest
from chain_cases import (
    WALKING,
    WAYS,
    as_day,
    build,
    cut,
    dated,
    ends_of_windows,
    hop,
    ids,
    july,
    lasting,
    limited,
    rows,
    twice_about,
)
from datasets import actor, day, evidence, graph_of, relation
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.errors import UsageError
from graphkit.graph.filters import WHOLE
from graphkit.graph.index import index
from graphkit.model.kinds import NOT_BETWEEN
from graphkit.queries.listing import relations
from graphkit.queries.path_diagnosis import why_no_path
from graphkit.queries.path_question import Question
from graphkit.queries.temporal_paths import (
    _duration,
    chronological_path,
    chronological_paths,
    on_chains,
    reach,
)
from graphkit.queries.temporal_search import Clock, TemporalHops, clocks, days_between
from graphkit.queries.waiting_search import best_chain_by, by_labels, first_days
from graphkit.queries.windows import snapshot, window
from graphkit.temporal.bounds import Bounds
from graphkit.temporal.calendar import FUTURE, PAST, Window

# --- truth table ----------------------------------------------------------------------------------

EVENT = {
    "1": "2025-07-01",
    "2": "2025-07-02",
    "5": "2025-07-05",
    "6": "2025-07-06",
    "9": "2025-07-09",
    "1-5": "[2025-07-01..2025-07-05]",
    "4-6": "[2025-07-04..2025-07-06]",
    "7-9": "[2025-07-07..2025-07-09]",
}
STATE = {
    "s1-9": "2025-07-01/2025-07-09",
    "s4-6": "2025-07-04/2025-07-06",
    "s1-": "2025-07-01/..",
    "s1?": "2025-07-01/",
}
SURE, MAYBE, NONE = "certain", "possible", None

TABLE = [
    # the hops in order, the longest wait, whether strict, and what the chain is
    (["1", "5"], 4, False, SURE),
    (["1", "5"], 3, False, NONE),
    (["1", "1"], 0, False, SURE),
    (["1", "1"], 0, True, NONE),
    (["1", "2"], 0, True, NONE),
    (["1", "2"], 1, True, SURE),
    (["1", "2"], 2, False, SURE),
    (["1", "5"], 4, True, SURE),
    (["1", "5"], 3, True, NONE),
    (["5", "1"], 9, False, NONE),
    (["1", "5", "9"], 4, False, SURE),
    (["1", "5", "9"], 3, False, NONE),
    # vague dates: four days apart at most, none at least
    (["1-5", "5"], 4, False, SURE),
    (["1-5", "5"], 3, False, MAYBE),
    (["1-5", "9"], 8, False, SURE),
    (["1-5", "9"], 7, False, MAYBE),
    (["1-5", "9"], 4, False, MAYBE),
    (["1-5", "9"], 3, False, NONE),
    (["1-5", "7-9"], 8, False, SURE),
    (["1-5", "7-9"], 7, False, MAYBE),
    (["1-5", "7-9"], 2, False, MAYBE),
    (["1-5", "7-9"], 1, False, NONE),
    # a state is walked on a day that keeps the waits, if it has one
    (["1", "s1-9", "9"], 4, False, SURE),
    (["1", "s1-9", "9"], 3, False, NONE),
    (["1", "s1-9", "5"], 2, False, SURE),
    (["1", "s4-6", "9"], 4, False, SURE),
    (["1", "s4-6", "9"], 3, False, NONE),
    (["s1-9", "9"], 0, False, SURE),
    (["s1-9", "9"], 0, True, NONE),
    (["s1-9", "9"], 1, True, SURE),
    (["9", "s1-"], 0, False, SURE),
    (["s1-", "9"], 0, False, SURE),
    (["s1?", "9"], 0, False, MAYBE),
    (["s1?", "1"], 0, False, SURE),
    (["s1?", "5"], 4, False, SURE),
    # an event on one of some days between two others
    (["1", "4-6", "9"], 5, False, SURE),
    (["1", "4-6", "9"], 4, False, MAYBE),
    (["1", "4-6", "9"], 3, False, NONE),
]


@pytest.mark.parametrize(("hops", "within", "strict", "is_so"), TABLE, ids=str)
def test_a_chain_keeps_to_the_longest_wait_for_sure_perhaps_or_not(hops, within, strict, is_so):
    graph = graph_of(
        *[
            hop("".join(ends), STATE.get(when) or EVENT[when], "banned" if when in STATE else "told")
            for when, ends in zip(hops, pairwise("abcd"), strict=False)
        ]
    )
    goal = "abcd"[len(hops)]
    for best in ("earliest", "fewest", "latest", "fastest"):
        found = chronological_paths(graph, "a", goal, within=within, strict=strict, best=best).paths
        assert [path.certainty for path in found] == [is_so] * (is_so is not None)
    onward = {row.actor: row.certainty for row in reach(graph, "a", within=within, strict=strict)}
    back = {row.actor: row.certainty for row in reach(graph, to=goal, within=within, strict=strict)}
    assert (onward.get(goal), back.get("a")) == (is_so, is_so)


def test_who_could_have_reached_someone_and_until_when():
    graph = graph_of(
        hop("ab", "2025-07-01"), hop("bc", "2025-07-05"), hop("dc", "[2025-07-02..2025-07-09]"),
        hop("ce", "2025-07-06"), hop("bd", "2025-07-03"),
    )  # fmt: skip
    found = reach(graph, to="c")
    assert [(near.actor, near.latest, near.hops, near.certain_until, near.certainty) for near in found] == [
        ("d", day("2025-07-09"), 1, day("2025-07-03"), "certain"),
        ("e", day("2025-07-06"), 1, day("2025-07-06"), "certain"),
        ("b", day("2025-07-05"), 1, day("2025-07-05"), "certain"),
        ("a", day("2025-07-01"), 2, day("2025-07-01"), "certain"),
    ]
    assert [near.actor for near in reach(graph, to="c", within=1)] == ["d", "e", "b"]
    assert [near.actor for near in reach(graph, to="c", directed=True)] == ["d", "b", "a"]
    assert reach(graph, to="a", directed=True) == ()


def test_what_leads_to_someone_keeps_to_the_window_and_the_day_of_a_snapshot():
    graph = graph_of(hop("ab", "2025-07-01/2025-07-20", "banned"), hop("bc", "2025-07-01/..", "banned"))
    assert [(near.actor, near.latest) for near in reach(graph, to="c")] == [
        ("b", FUTURE),
        ("a", day("2025-07-20")),
    ]
    for part in (window(graph, "2025-07-05", "2025-07-10"), snapshot(graph, "2025-07-10")):
        assert {near.latest for near in reach(part, to="c")} == {day("2025-07-10")}
        assert [near.latest for near in reach(part, to="c", strict=True)] == list(july(10, 9))


def test_a_chain_backwards_starts_at_whom_none_runs_through():
    graph = graph_of(hop("ab", "2025-07-01"), hop("bc", "2025-07-02"), actors=[actor("b", "country")])
    assert [near.actor for near in reach(graph, to="c")] == ["b"]
    assert [near.actor for near in reach(graph, to="b")] == ["c", "a"]
    assert [near.actor for near in reach(graph, to="c", avoid_kinds=())] == ["b", "a"]


def test_the_latest_and_the_fastest_beside_the_earliest():
    graph = graph_of(
        hop("ab", "2025-07-01"), hop("bc", "2025-07-04"), hop("ad", "2025-07-05"),
        hop("dc", "2025-07-06"), hop("ac", "2025-07-03", key="direct"), hop("ae", "2025-07-08"),
        hop("ec", "2025-07-20"),
    )  # fmt: skip
    assert ids(chronological_path(graph, "a", "c")) == ["direct"]
    latest = chronological_path(graph, "a", "c", best="latest")
    assert (latest.actors, latest.days, latest.duration) == (tuple("aec"), (july(8, 8), july(20, 20)), None)
    fastest = chronological_path(graph, "a", "c", best="fastest")
    assert (fastest.actors, fastest.duration) == (tuple("ac"), (0, 0))
    assert chronological_path(graph, "a", "c", best="latest", within=5).actors == tuple("adc")


def test_the_fastest_leaves_what_lasts_as_late_as_it_can():
    graph = graph_of(hop("ab", "2025-07-01/2025-07-20", "banned"), hop("bc", "[2025-07-10..2025-07-12]"))
    path = chronological_path(graph, "a", "c", best="fastest")
    assert (path.duration, path.days) == ((0, 0), (july(10, 12), july(10, 12)))
    strict = chronological_path(graph, "a", "c", best="fastest", strict=True)
    assert (strict.duration, strict.days) == ((1, 1), (july(9, 11), july(10, 12)))
    vague = graph_of(hop("ab", "[2025-07-01..2025-07-05]"), hop("bc", "2025-07-07"))
    path = chronological_path(vague, "a", "c", best="fastest")
    assert (path.certainty, path.duration, path.departure) == ("certain", (2, 6), july(1, 5))


def test_the_latest_departs_late_for_sure_or_later_perhaps():
    graph = graph_of(hop("ac", "2025-07-05", key="sharp"), hop("ac", "[2025-07-01..2025-07-09]", key="vague"))
    found = chronological_paths(graph, "a", "c", best="latest").paths
    assert [(ids(path), path.departure) for path in found] == [
        (["sharp"], july(5, 5)),
        (["vague"], july(1, 9)),
    ]


def test_a_wait_limits_the_last_day_of_the_next_hop():
    graph = graph_of(hop("ab", EVENT["1"]), hop("bc", "[2025-07-01..2025-07-09]"))
    [path] = chronological_paths(graph, "a", "c", within=3).paths
    assert (path.certainty, path.days) == ("possible", (july(1, 1), july(1, 4)))
    assert [row["hop"] for row in path.rows()] == [1, 2]


def test_the_relations_on_chains_to_an_actor_are_those_of_the_last_sure_day_too():
    graph = graph_of(hop("ab", EVENT["1-5"], key="vague"), hop("ab", EVENT["2"], key="sure"))
    found = reach(graph, to="b")
    assert {each.id for each in on_chains(graph, found, "b", back=True)} == {"vague", "sure"}


def test_no_chain_returns_to_an_actor_to_save_a_wait():
    # b hears it on the 1st, and could be told again by d on the 5th, before c asks on the 8th.
    graph = graph_of(
        hop("ab", "2025-07-01"), hop("bd", "2025-07-04"), hop("bd", "2025-07-05", key="again"),
        hop("bc", "2025-07-08"),
    )  # fmt: skip
    assert chronological_paths(graph, "a", "c", within=4).paths == ()
    assert {near.actor for near in reach(graph, "a", within=4)} == {"b", "d"}
    assert chronological_path(graph, "a", "c", within=7).actors == tuple("abc")


def test_each_hop_is_the_most_telling_that_keeps_the_worth_of_the_chain():
    two = [evidence("paper"), evidence("wire")]
    graph = graph_of(
        hop("ab", EVENT["1"], key="1"), hop("ab", EVENT["1"], key="2", evidence=two),
        hop("bc", EVENT["2"], key="3"), hop("bc", EVENT["2"], key="4", evidence=two),
        hop("bc", "2025-07-03", key="5", evidence=[*two, evidence("web")]), hop("cd", EVENT["5"], key="6"),
    )  # fmt: skip
    assert ids(chronological_path(graph, "a", "c", within=4)) == ["2", "4"]
    assert ids(chronological_path(graph, "a", "d", within=4)) == ["2", "5", "6"]
    assert ids(chronological_path(graph, "a", "c", best="fastest")) == ["2", "4"]


def test_who_was_told_later_may_still_pass_it_on():
    # The first to reach b is too early to go on; what comes later is not.
    graph = graph_of(
        hop("ab", "2025-07-01"), hop("ad", "2025-07-05"), hop("db", "2025-07-06"), hop("bc", "2025-07-09")
    )
    assert chronological_path(graph, "a", "c", within=3).actors == tuple("adbc")
    assert [near.actor for near in reach(graph, "a", within=3)] == ["b", "d", "c"]


def test_the_longest_wait_is_a_reason_why_there_is_no_path():
    graph = graph_of(hop("ab", "2025-07-01"), hop("bc", "2025-07-20"))
    absence = why_no_path(graph, Question("a", "c", chronological=True, within=7))
    assert [(reason.filter, reason.length) for reason in absence.reasons] == [("chronology", 2), ("waits", 2)]


def test_a_reason_whose_search_is_too_large_is_none_and_said_to_be_unsure(monkeypatch):
    graph = graph_of(hop("ab", "2025-07-01"), hop("bc", "2025-07-20"), hop("ad", "2025-07-01", "met"))
    question = Question("a", "c", chronological=True, within=7, types=("met",), avoid=("d",))
    monkeypatch.setattr("graphkit.queries.waiting_search.MOST_STEPS", 1)
    absence = why_no_path(graph, question)
    assert not absence.is_sure


def test_refusals(monkeypatch):
    graph = graph_of(hop("ab", "2025-07-01"), hop("bc", "2025-07-01"))
    for ends in ({}, {"actor": "a", "to": "b"}):
        with pytest.raises(UsageError, match="to="):
            reach(graph, **ends)
    with pytest.raises(UsageError, match="0 or more"):
        reach(graph, "a", within=-1)
    monkeypatch.setattr("graphkit.queries.waiting_search.MOST_STEPS", 1)
    monkeypatch.setattr("graphkit.queries.waiting_days.MOST_STEPS", 1)
    for ask in (
        lambda: reach(graph, "a", within=3),
        lambda: reach(graph, to="c", within=3),
        lambda: chronological_paths(graph, "a", "c", best="fastest"),
    ):
        with pytest.raises(UsageError, match="too many chains"):
            ask()


# --- brute force ----------------------------------------------------------------------------------


def simple_chains(rows, kept, *, directed=False, direct=False):
    """Yield each chain of distinct actors over distinct relations: its actors, its relations, its hops by
    what these are about."""
    waiting = [((start,), (), 0) for start in "abcd"]
    while waiting:
        actors, order, about = waiting.pop()
        if order:
            yield actors, order, about
        here = actors[-1]
        for number in kept - set(order):
            source, target, _, concerned = rows[number]
            ways = {(source, target, 0)} | (set() if directed else {(target, source, 0)})
            if not (directed or direct):
                others = set(concerned) - {source, target}
                ways |= {way for end in (source, target) for other in others
                         for way in ((end, other, 1), (other, end, 1))}  # fmt: skip
            waiting += [
                ((*actors, there), (*order, number), about + more)
                for start, there, more in ways
                if start == here and there not in actors
            ]


def schedules(rows, order, ends, step, within):
    """Return for each way the dates of a chain can fall the last days of each first day; those alike once."""
    first, last = ends[0] or min(WALKING), ends[1] or max(WALKING)
    days = [each for each in WALKING if first <= each <= last]
    found = None
    for number in order:
        after = set()
        for start, end in rows[number][2][2]:
            open_days = [each for each in days if start <= each <= end]
            if found is None:
                after.add(frozenset((each, each) for each in open_days))
                continue
            for before in found:
                after.add(
                    frozenset(
                        (leave, each)
                        for leave, earlier in before
                        for each in open_days
                        if earlier + step <= each and (within is None or each - earlier <= within)
                    )
                )
        found = after
    return found


def shown(number):
    """Return a number of days; what is more than any two days here are apart is without limit."""
    return FUTURE if number > 20 else number


def judged(rows, ends, *, strict, within, ways):
    """Return by the ends of chains what the certain ones are worth at worst, the possible ones at best."""
    certain, possible = {}, {}
    kept = {int(id) for _, _, id in cut(build(rows), ends).edges(keys=True)}
    for actors, order, about in simple_chains(rows, kept, **ways):
        found = schedules(rows, order, ends, int(strict), within)
        walked = [each for each in found if each]
        if not walked:
            continue
        arrivals = [as_day(min(last for _, last in each)) for each in walked]
        departures = [as_day(max(leave for leave, _ in each)) for each in walked]
        lasts = [shown(min(last - leave for leave, last in each)) for each in walked]
        size, pair = len(order), (actors[0], actors[-1])
        possible.setdefault(pair, []).append(worth(min(arrivals), max(departures), min(lasts), size, about))
        if len(walked) == len(found):
            certain.setdefault(pair, []).append(
                worth(max(arrivals), min(departures), max(lasts), size, about)
            )
    return certain, possible


def worth(arrival, departure, lasts, hops, about):
    return {
        "earliest": (arrival, hops, about),
        "fewest": (hops, arrival, about),
        "latest": (-departure, hops, about),
        "fastest": (lasts, hops, arrival, about),
    }


def worth_of(path, best, *, surely):
    """Return what a path is worth at worst if it is to be sure, else at best, without its hops by about."""
    arrival, departure = path.arrival[surely], path.departure[not surely]
    lasts = shown(path.duration[surely]) if path.duration else None
    return worth(arrival, departure, lasts, path.length, 0)[best][:-1]


waits = st.none() | st.integers(0, 4)
few_rows = st.lists(st.tuples(*(st.sampled_from("abcd"),) * 2, dated, st.just(())).filter(
    lambda row: row[0] != row[1]), min_size=3, max_size=4)  # fmt: skip
cases = rows.map(lambda drawn: drawn[:4]) | few_rows | twice_about


@settings(max_examples=20)
@given(cases, ends_of_windows, st.booleans(), waits, st.sampled_from(WAYS))
def test_the_best_chains_are_those_of_brute_force(rows, ends, strict, within, ways):
    graph = cut(build(rows), ends)
    certain, possible = judged(rows, ends, strict=strict, within=within, ways=ways)
    for best in ("earliest", "fewest", "latest", "fastest"):
        asked = {"strict": strict, "within": within, "best": best, **ways}
        known = {"a", "b"} <= set(graph)
        found = chronological_paths(graph, "a", "b", **asked).paths if known else ()
        assert bool(found) == (("a", "b") in possible)
        assert any(path.certainty == "certain" for path in found) == (("a", "b") in certain)
        if found:
            expected = min(each[best] for each in possible["a", "b"])
            assert worth_of(found[-1], best, surely=False) == expected[:-1]
            if len(found) == 2 or found[-1].certainty == "possible":
                assert sum(found[-1].about) == expected[-1]
        if ("a", "b") in certain:
            expected = min(each[best] for each in certain["a", "b"])
            assert worth_of(found[0], best, surely=True) == expected[:-1]
            if len(found) == 2:
                assert sum(found[0].about) == expected[-1]
        for path in found:
            assert len(set(path.actors)) == len(path.actors) == path.length + 1
            assert len(set(ids(path))) == path.length


@settings(max_examples=20)
@given(cases, ends_of_windows, st.booleans(), waits, st.sampled_from(WAYS))
def test_whom_chains_reach_and_who_reaches_is_that_of_brute_force(rows, ends, strict, within, ways):
    graph = cut(build(rows), ends)
    certain, possible = judged(rows, ends, strict=strict, within=within, ways=ways)
    asked = {"strict": strict, "within": within, **ways}
    for actor_, best, side in (("a", "earliest", 0), ("b", "latest", 1)):
        sign = -1 if side else 1
        expected = {
            pair[1 - side]: (
                sign * min(each[best] for each in chains)[0],
                min(each[best][:2] for each in chains)[1],
                sign * min(each[best] for each in certain[pair])[0] if pair in certain else None,
                None if any(each[best][-1] == 0 for each in chains) else "about",
            )
            for pair, chains in possible.items()
            if pair[side] == actor_
        }
        found = reach(graph, **{"to" if side else "actor": actor_}, **asked) if actor_ in graph else ()
        rows_ = [tuple(getattr(each, name) for name in ("actor", *FIELDS[side], "tie")) for each in found]
        assert {name: (day_, hops, sure, tie) for name, day_, hops, sure, tie in rows_} == expected


FIELDS = (("earliest", "hops", "certain_by"), ("latest", "hops", "certain_until"))


def spans(rows, order, ends, step, within, best):
    """Return the first and the last day of each hop over every way the dates can fall, by whole schedules."""
    since, until = ends[0] or min(WALKING), ends[1] or max(WALKING)
    ways, lasts = [], []

    def go(chosen):
        if len(chosen) < len(order):
            for way in rows[order[len(chosen)]][2][2]:
                go([*chosen, way])
            return
        forward = []
        for start, end in chosen:
            days = {each for each in WALKING if max(start, since) <= each <= min(end, until)}
            if forward:
                days = {each for each in days if any(fits(other, each) for other in forward[-1])}
            forward.append(days)
        if not forward[-1]:
            return
        if best == "fastest":
            forward[-1] = {min(forward[-1])}
        for place in reversed(range(len(forward) - 1)):
            forward[place] = {
                each for each in forward[place] if any(fits(each, other) for other in forward[place + 1])
            }
        ways.append([(max if best in ("latest", "fastest") else min)(days) for days in forward])
        lasts.append(ways[-1][-1] - ways[-1][0])

    def fits(before, after):
        return before + step <= after and (within is None or after - before <= within)

    go([])
    days = tuple((as_day(min(each)), as_day(max(each))) for each in zip(*ways, strict=True))
    return days, (min(lasts), max(lasts))


sharp = limited | lasting
short = st.sampled_from([("ac", "cb"), ("ac", "cd", "db")]).flatmap(
    lambda hops: st.tuples(*(st.tuples(*map(st.just, ends), sharp, st.just(())) for ends in hops))
)


@settings(max_examples=20)
@given(short, ends_of_windows, st.booleans(), waits)
def test_the_days_and_the_duration_are_those_of_every_way_its_dates_can_fall(rows, ends, strict, within):
    graph = cut(build(rows), ends)
    for best in ("earliest", "fewest", "latest", "fastest"):
        if not {"a", "b"} <= set(graph):
            return
        for path in chronological_paths(graph, "a", "b", strict=strict, within=within, best=best).paths:
            order = [int(id) for id in ids(path)]
            days, lasts = spans(rows, order, ends, int(strict), within, best)
            assert path.days == days
            assert path.duration == (lasts if best == "fastest" else None)


@given(cases, ends_of_windows, st.booleans(), st.integers(0, 4), st.sampled_from(WAYS))
def test_more_patience_never_loses_anyone(rows, ends, strict, within, ways):
    graph = cut(build(rows), ends)
    if "a" not in graph:
        return
    for end in ({"actor": "a"}, {"to": "a"}):
        found = [
            {
                near.actor: near.certainty
                for near in reach(graph, **end, strict=strict, within=longest, **ways)
            }
            for longest in (within, within + 1, None)
        ]
        for fewer, more in pairwise(found):
            assert fewer.keys() <= more.keys()
            assert all(more[name] == "certain" for name in fewer if fewer[name] == "certain")


@given(cases, ends_of_windows, st.booleans(), waits, st.sampled_from(WAYS))
def test_whom_one_reaches_is_reached_by_one(rows, ends, strict, within, ways):
    graph = cut(build(rows), ends)
    asked = {"strict": strict, "within": within, **ways}
    onward = {(a, near.actor, near.certainty) for a in graph for near in reach(graph, a, **asked)}
    back = {(near.actor, b, near.certainty) for b in graph for near in reach(graph, to=b, **asked)}
    assert onward == back


@given(cases, st.booleans(), waits)
def test_the_order_in_which_relations_are_written_does_not_matter(rows, strict, within):
    graph = build(rows)
    backwards = graph_of(actors=[actor(id) for id in "dcba"])
    backwards.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    for best in ("earliest", "fewest", "latest", "fastest"):
        one, other = (
            chronological_paths(each, "a", "b", strict=strict, within=within, best=best).paths
            for each in (graph, backwards)
        )
        assert [ids(path) for path in one] == [ids(path) for path in other]


def test_a_relation_is_not_walked_twice_to_save_a_wait():
    # A meeting of a and b about c all month: a - c - b by it alone would wait half as long.
    graph = graph_of(
        relation("met", "a", "b", "banned", when="2025-07-01/2025-07-30", about=("c",)),
        hop("xa", "2025-07-01"), hop("by", "2025-07-30"),
    )  # fmt: skip
    assert chronological_paths(graph, "x", "y", within=10).paths == ()
    assert chronological_path(graph, "x", "y", within=15).actors == tuple("xaby")


def test_an_actor_passed_on_the_way_cannot_be_returned_to_for_the_sake_of_a_wait():
    # b can only go to c and back to wait for d, or, later, by way of e.
    detour = (
        hop("ab", "2025-07-01"),
        hop("bc", "2025-07-04"),
        hop("cb", "2025-07-07"),
        hop("bd", "2025-07-10"),
    )
    assert [near.actor for near in reach(graph_of(*detour), "a", within=3)] == ["b", "c"]
    way = hop("ce", "2025-07-07"), hop("eb", "2025-07-08"), hop("ef", "2025-07-09"), hop("fd", "2025-07-12")
    found = reach(graph_of(*detour, *way), "a", within=3)
    assert [(near.actor, near.hops) for near in found] == [("b", 1), ("c", 2), ("e", 3), ("f", 4), ("d", 5)]


def test_a_chain_that_has_been_to_an_actor_does_not_serve_one_that_has_not():
    # Both come to d on the 2nd, but only from c may the chain go on to b, which is too early at first.
    graph = graph_of(
        hop("ab", "2025-07-01"), hop("bd", "2025-07-02"), hop("ac", "2025-07-01"), hop("cd", "2025-07-02"),
        hop("db", "2025-07-04"), hop("be", "2025-07-06"),
    )  # fmt: skip
    assert chronological_path(graph, "a", "e", within=2, directed=True).actors == tuple("acdbe")


def test_a_chain_that_has_used_a_relation_does_not_serve_one_that_has_not():
    # Both are at p from the 1st to the 3rd, but one by the meeting that the hop to q needs.
    graph = graph_of(
        relation("met", "p", "q", "banned", when="2025-07-01/2025-07-10", about=("c",)),
        hop("ac", "2025-07-01"), hop("cp", "2025-07-01/2025-07-03", "banned", key="other"),
        hop("qe", "2025-07-07"),
    )  # fmt: skip
    hops = TemporalHops(index(graph), "a", directed=False, direct=False, avoid=(), avoid_kinds=())
    clock = clocks(WHOLE, strict=False, within=2)[0]
    for search in (first_days, by_labels):
        assert search(hops, "a", clock)["e"] == (day("2025-07-07"), 4)


def test_an_endless_past_and_days_after_the_last_relation_are_counted():
    graph = graph_of(
        relation("ab", "a", "b", "banned", when="../2025-07-09"),
        relation("bc", "b", "c", "banned", when="../2025-07-04"),
        relation("cd", "c", "d", "banned", when="2025-07-08/.."),
        relation("de", "d", "e", "banned", when="2025-07-01/.."),
    )
    assert [(near.actor, near.earliest, near.hops) for near in reach(graph, "a", within=4, strict=True)] == [
        ("b", PAST, 1), ("c", PAST, 2), ("d", day("2025-07-08"), 3), ("e", day("2025-07-09"), 4)
    ]  # fmt: skip


# --- more actors than every way of dating can be tried for ----------------------------------------

crowd = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.sampled_from("abcdef"),
        limited | lasting,
        st.sampled_from([(), (), (), ("c",), ("e",), ("a", "d"), ("b", "e", "f")]),
    ).filter(lambda row: row[0] != row[1]),
    min_size=5,
    max_size=9,
)
"""Relations enough that one chain serves for another only if it has been to nobody whom that may go to."""


@settings(max_examples=20)
@given(crowd, st.booleans(), waits, st.booleans())
def test_among_more_actors_the_best_chains_are_the_best_of_all(rows, strict, within, sure):
    graph = build(rows)
    clock = clocks(WHOLE, strict=strict, within=within)[not sure]
    bounds = {int(seen.id): seen.bounds for seen in relations(graph).relations}
    first, best = {}, {}
    for actors, order, about in simple_chains(rows, set(range(len(rows)))):
        if actors[0] != "a":
            continue
        walk = clock.walk(bounds[number] for number in order)
        if walk is not None:
            first[actors[-1]] = min(first.get(actors[-1], (FUTURE, 0)), (walk.day, walk.hops))
            if actors[-1] == "b":
                for name, key in (
                    ("earliest", (walk.day, walk.hops, about)),
                    ("fewest", (walk.hops, walk.day, about)),
                    ("fastest", (walk.lasts, walk.hops, walk.day, about)),
                ):
                    best[name] = min(best.get(name, key), key)
    hops = TemporalHops(index(graph), "a", directed=False, direct=False, avoid=(), avoid_kinds=NOT_BETWEEN)
    for search in (first_days, by_labels):
        if search is first_days or within is not None:
            assert {who: day for who, day in search(hops, "a", clock).items() if who != "a"} == first
    for name in ("earliest", "fewest", "fastest"):
        chain = best_chain_by(hops, "a", "b", clock, name)
        assert bool(chain) == (name in best)
        if chain:
            walk = clock.walk(each.bounds for each in chain)
            measure = {
                "earliest": (walk.day, walk.hops),
                "fewest": (walk.hops, walk.day),
                "fastest": (walk.lasts, walk.hops, walk.day),
            }[name]
            assert (*measure, sum(each.about for each in chain)) == best[name]


@pytest.mark.parametrize("ends", [("lone", "hub"), ("hub", "lone")])
@pytest.mark.parametrize("way", [{"best": "fastest"}, {"within": 30}])
def test_that_no_chain_leads_to_the_goal_is_found_out_at_the_end_with_fewer_ties(ends, way, monkeypatch):
    pairs = [("hub", f"leaf-{number}") for number in range(200)]
    pairs += [(f"leaf-{number}", f"leaf-{number + 1}") for number in range(199)] + [("lone", "alone")]
    graph = graph_of(*(relation(f"tie-{n}", *pair, when="2025-07-14") for n, pair in enumerate(pairs)))
    looked_up, onward = [], TemporalHops.onward

    def seen(hops, here):
        looked_up.append(here)
        return onward(hops, here)

    monkeypatch.setattr(TemporalHops, "onward", seen)
    assert chronological_paths(graph, *ends, **way).paths == ()
    assert len(looked_up) < 10


def test_chains_of_exact_dates_are_searched_for_once(monkeypatch):
    searched = []

    def search(*asked):
        searched.append(asked)
        return best_chain_by(*asked)

    monkeypatch.setattr("graphkit.queries.temporal_paths.best_chain_by", search)
    for last, times in (("2025-07-14", 1), ("2025-07", 2)):
        graph = graph_of(hop("ab", "2025-07-01"), hop("bc", last))
        for way in ({"best": "fastest"}, {"within": 90}, {"best": "latest"}, {}):
            searched.clear()
            assert chronological_paths(graph, "a", "c", **way).paths
            assert len(searched) == times


def test_days_between_are_without_limit_where_either_day_is():
    assert [days_between(*days) for days in ((3, 7), (7, 3), (3, 3))] == [4, 0, 0]
    assert {days_between(*days) for days in ((PAST, 3), (3, FUTURE), (PAST, FUTURE))} == {FUTURE}
    assert {days_between(day, day) for day in (PAST, FUTURE)} == {0}


def days_walked(dates, clock):
    """Return from how many days to the last the hops of a chain can be walked, each on a day of its dates."""
    within = FUTURE if clock.within is None else clock.within
    ways = [(day,) for day in dates[0] if day <= clock.window.until]
    for each in dates[1:]:
        ways = [
            (*way, day)
            for way in ways
            for day in each
            if way[-1] + clock.step <= day <= min(way[-1] + within, clock.window.until)
        ]
    return [way[-1] - way[0] for way in ways]


def test_the_fewest_days_are_from_the_best_dates_to_the_worst():
    chosen = random.Random(1)
    judged = 0
    for _ in range(1_500):
        waits = chosen.choice([None, None, 2, 3])
        clock = Clock(Window(0, chosen.choice([5, 7])), chosen.choice([0, 1]), certain=False, within=waits)
        starts = [sorted(chosen.choices(range(5), k=2)) for _ in range(chosen.choice([2, 3, 3]))]
        ends = [(chosen.randint(first, 6), last + chosen.randint(0, 2)) for first, last in starts]
        chain = [Bounds(a, b, min(c, d), max(b, c, d)) for (a, b), (c, d) in zip(starts, ends, strict=True)]
        every = [
            [range(start, end + 1) for start in range(a, b + 1) for end in range(max(start, c), d + 1)]
            for a, b, c, d in chain
        ]
        lasts = [min(days) for dates in product(*every) if (days := days_walked(dates, clock))]
        if lasts:
            judged += 1
            assert _duration(chain, clock) == (min(lasts), max(lasts)), (chain, clock)
    assert judged > 500


def every_chain(rows, start, step, within, *, directed):
    """Yield each chain that can be walked: its actors, its hops by about, and its first and last days."""
    waiting = [((start,), (), 0, None)]
    while waiting:
        actors, order, about, walked = waiting.pop()
        if order:
            yield actors, about, walked
        for number, (source, target, first, last, concerned) in enumerate(rows):
            ends, others = (source, target), () if directed else set(concerned) - {source, target}
            ways = [(source, target, 0)] if directed else [(source, target, 0), (target, source, 0)]
            ways += [way for end in ends for each in others for way in ((end, each, 1), (each, end, 1))]
            days = range(first, last + 1)
            for here, there, more in ways if number not in order else ():
                if here == actors[-1] and there not in actors:
                    now = {(day, day) for day in days}
                    if walked is not None:
                        now = {
                            (leave, day)
                            for leave, before in walked
                            for day in days
                            if step <= day - before <= within
                        }
                    if now:
                        waiting.append(((*actors, there), (*order, number), about + more, now))


def test_where_chains_are_in_each_others_way_the_best_are_those_of_every_chain():
    chosen = random.Random(1)
    for _ in range(200):
        directed, strict, within = chosen.random() < 0.6, chosen.random() < 0.3, chosen.randint(1, 3)
        rows = []
        for _ in range(24 if directed else 12):
            source, target = chosen.sample("abcdefgh", 2)
            first, lasts = chosen.randint(1, 14), chosen.choice([0, 0, 0, 2, 4])
            about = () if directed else chosen.choice([(), (), ("c",), ("b", "e"), ("d", "g")])
            rows.append((source, target, first, first + lasts, about))
        days = [tuple(f"2025-07-{each:02}" for each in row[2:4]) for row in rows]
        graph = graph_of(
            *[
                relation(str(number), row[0], row[1], "banned", when=f"{since}/{until}", about=row[4])
                for number, (row, (since, until)) in enumerate(zip(rows, days, strict=True))
            ],
            actors=[actor(id) for id in "abcdefgh"],
        )
        first, best = {}, {}
        for actors, about, walked in every_chain(rows, "a", int(strict), within, directed=directed):
            arrives, hops = min(day for _, day in walked), len(actors) - 1
            lasts = min(day - leave for leave, day in walked)
            first[actors[-1]] = min(first.get(actors[-1], (99, 0)), (arrives, hops))
            for name, key in (
                ("earliest", (arrives, hops, about)),
                ("fewest", (hops, arrives, about)),
                ("fastest", (lasts, hops, arrives, about)),
            ):
                best[name, actors[-1]] = min(best.get((name, actors[-1]), key), key)
        clock = clocks(WHOLE, strict=strict, within=within)[0]
        walking = {"directed": directed, "direct": False, "avoid": (), "avoid_kinds": ()}
        hops = TemporalHops(index(graph), "a", **walking)
        since = day("2025-06-30")
        for search in (first_days, by_labels):
            found = {who: (on - since, size) for who, (on, size) in search(hops, "a", clock).items()}
            found.pop("a", None)
            assert found == first
        for name in ("earliest", "fewest", "fastest"):
            for goal in "bg":
                chain = best_chain_by(TemporalHops(index(graph), "a", **walking), "a", goal, clock, name)
                assert bool(chain) == ((name, goal) in best)
                if chain:
                    walk = clock.walk(each.bounds for each in chain)
                    about, arrives = sum(each.about for each in chain), walk.day - since
                    assert {
                        "earliest": (arrives, walk.hops, about),
                        "fewest": (walk.hops, arrives, about),
                        "fastest": (walk.lasts, walk.hops, arrives, about),
                    }[name] == best[name, goal]


@pytest.mark.parametrize("directed", [False, True])
def test_an_actor_who_is_reached_again_for_nothing_keeps_no_other_from_going_on(directed):
    days = (("ab", 5), ("ab", 9), ("ac", 4), ("cb", 6), ("cd", 6), ("de", 7), ("ef", 8))
    graph = graph_of(*(hop(ends, f"2025-07-{on:02}", key=f"{ends}-{on}") for ends, on in days))
    found = [
        (each.actor, each.earliest, each.hops) for each in reach(graph, "a", within=3, directed=directed)
    ]
    spans = (("c", 4, 1), ("b", 5, 1), ("d", 6, 2), ("e", 7, 3), ("f", 8, 4))
    assert found == [(who, *july(on), size) for who, on, size in spans]
