"""What is between two actors, with a plain scan and brute force over all dates as the oracles."""

import random
from itertools import combinations, pairwise, product

import pytest
from datasets import actor, day, evidence, graph_of, relation, source
from hypothesis import given
from hypothesis import strategies as st
from shipped import hub, in_each_story

import graphkit as gk
from graphkit.errors import ActorNotFoundError, UsageError
from graphkit.queries.between import between, extremes
from graphkit.queries.neighbors import neighbors, parts
from graphkit.queries.occurrences import longest_of, longest_silence
from graphkit.queries.shortest_paths import shortest_path
from graphkit.queries.windows import window
from graphkit.temporal.calendar import PAST, Window


def scanned(graph, one, other):
    """Return the ids of everything of which two actors are members, by reading every relation."""
    return {
        row.id
        for row in gk.relations(graph).relations
        if {one, other} <= {row.source, row.target, *row.about}
    }


def ids(found):
    return [row.id for row in found]


@in_each_story
def test_every_pair_of_the_story_has_what_a_plain_scan_finds(shipped):
    graph = gk.load(shipped)
    some = 0
    for one, other in combinations(sorted(graph), 2):
        found = between(graph, one, other)
        assert set(ids(found)) == scanned(graph, one, other), (one, other)
        assert len(found) == len(set(ids(found)))
        assert ids(between(graph, other, one)) == ids(found)
        some += bool(found)
    assert some > 80


def test_random_pairs_have_what_a_plain_scan_finds():
    draw = random.Random(14)
    names = [f"actor-{number}" for number in range(12)]
    rows = []
    for number in range(150):
        source, target = draw.sample(names, 2)
        about = draw.sample(names, draw.choice([0, 0, 1, 2]))
        day = f"2014-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        rows.append(
            relation(f"row-{number}", source, target, draw.choice(["met", "told"]), when=day, about=about)
        )
    graph = graph_of(*rows)
    for cut in (graph, window(graph, "2014-03", "2014-08")):
        for one, other in combinations(sorted(cut), 2):
            found = between(cut, one, other)
            assert set(ids(found)) == scanned(cut, one, other)
            assert [row.when for row in found] == sorted(row.when for row in found)


@in_each_story
def test_the_ties_are_those_of_neighbors_and_as_many_as_a_path_counts(shipped):
    graph = gk.load(shipped)
    most = hub(graph)
    for near in neighbors(graph, most):
        found = between(graph, most, near.actor)
        ties = set(ids(found)) - found.about_both - {row.id for row in found if row.status != "actual"}
        assert ties == {row.id for row in near.relations}
        assert found.about & ties == near.about
        path = shortest_path(graph, most, near.actor, avoid_kinds=())
        if path and path.length == 1:
            assert 1 + path.more[0] == len(ties)


def test_it_tells_joining_from_about_one_and_about_both_and_counts_directions():
    graph = graph_of(
        relation("sale", "a", "b", "told", when="2025-07-01"),
        relation("back", "b", "a", "told", when="2025-07-02"),
        relation("meeting", "a", "b", "met", when="2025-07-03"),
        relation("praise", "a", "c", "praised", when="2025-07-04", about=("b",)),
        relation("talk", "c", "d", "met", when="2025-07-05", about=("a", "b")),
    )
    found = between(graph, "a", "b")
    assert [(row.id, found.tie(row)) for row in found] == [
        ("sale", None), ("back", None), ("meeting", None), ("praise", "about"), ("talk", "about both"),
    ]  # fmt: skip
    assert dict(found.directions) == {"out": 1, "in": 1, "both": 1, "about": 1}
    assert dict(between(graph, "b", "a").directions) == {"out": 1, "in": 1, "both": 1, "about": 1}
    assert (found.first_of, found.last_of) == (("sale",), ("praise",)), "what is about both is only listed"


def test_denied_and_planned_relations_are_listed_and_count_only_if_asked_for():
    graph = graph_of(
        relation("no", "a", "b", "told", when="2025-07-01", status="denied"),
        relation("yes", "a", "b", "told", when="2025-07-05"),
        relation("plan", "a", "b", "told", when="2025-07-09", status="planned"),
    )
    found = between(graph, "a", "b")
    assert ids(found) == ["no", "yes", "plan"]
    assert (found.first_of, found.last_of) == (("yes",), ("yes",))
    assert dict(found.not_counted) == {"denied": 1, "planned": 1}
    asked = between(window(graph, statuses=["denied", "actual", "planned"]), "a", "b")
    assert (asked.first_of, asked.last_of, asked.silence) == (("no",), ("plan",), (3, 3, asked.silence.days))


def test_what_stands_is_as_of_the_end_of_the_period_or_of_the_last_source():
    graph = graph_of(
        relation("ban", "a", "b", "banned", when="2025-04/", evidence=[evidence()]),
        relation("over", "a", "b", "restricted", when="2024/2025-01", evidence=[evidence()]),
        relation("talk", "a", "b", "told", when="2025-05-01"),
    )
    found = between(graph, "a", "b")
    assert [(row.id, row.certainty, row.standing) for row in found.stands] == [("ban", "certain", "in force")]
    assert found.as_of == gk.between(graph, "a", "b", on="2025-07-15").as_of
    assert ids(between(window(graph, until="2024-12"), "a", "b").stands) == ["over"]
    (later,) = between(graph, "a", "b", on="2026-01-01").stands
    assert later.doubt_words == "last reported 15 July 2025"
    assert between(graph_of(relation("met", "a", "b", when="2025")), "a", "b").as_of is None


def test_the_day_is_the_earliest_asked_for_else_the_last_of_all_sources_else_of_what_lasts():
    ban, other = (
        relation(key, "a", "b", "banned", when=when) for key, when in (("x", "2025-04/"), ("y", "2024/"))
    )
    assert between(graph_of(ban, other), "a", "b").as_of == day("2025-04-30")
    sources = [source("late", "2025-08-01"), source("early", "2025-07-01")]
    graph = graph_of(ban, other, sources=sources)
    assert between(graph, "a", "b").as_of == day("2025-08-01")
    assert between(gk.snapshot(graph, "2025-06-01"), "a", "b").as_of == day("2025-06-01")
    both = gk.known_by(window(graph, until="2025-06-30"), "2025-05-31")
    assert between(both, "a", "b").as_of == day("2025-05-31")


def test_undated_relations_come_last_background_after_the_others():
    graph = graph_of(
        relation("leads", "a", "b", "leads"),
        relation("sells", "a", "b", "supplies"),
        relation("told", "a", "b", "told", when="2025"),
        relation("part", "a", "b", "part-of", when="2026/"),
    )
    found = between(graph, "a", "b")
    assert ids(found) == ["told", "part", "sells", "leads"]
    assert found.without_start == 2


def test_parts_count_with_their_whole_and_never_for_both():
    graph = graph_of(
        relation("p", "office", "state", "part-of"),
        relation("q", "desk", "office", "part-of"),
        relation("one", "office", "firm", "told", when="2025-07-01"),
        relation("two", "desk", "shop", "told", when="2025-07-02", about=("firm",)),
        relation("three", "state", "office", "told", when="2025-07-03"),
        relation("four", "desk", "state", "told", when="2025-07-04"),
        relation("r", "shop", "firm", "part-of"),
    )
    of_state, of_firm = parts(graph, "state"), parts(graph, "firm")
    found = between(graph, "state", "firm", parts=of_state, other_parts=of_firm)
    assert ids(found) == ["one", "two"]
    assert found.about == frozenset()
    assert ids(between(graph, "state", "firm")) == []
    assert ids(between(graph, "state", "firm", parts=["OFFICE"])) == ["one"]
    of_office = parts(graph, "office")
    inner = between(graph, "state", "office", parts=of_state, other_parts=of_office)
    outer = between(graph, "office", "state", parts=of_office, other_parts=of_state)
    assert ids(inner) == ids(outer) == ["three", "four", "p"]
    assert (dict(inner.directions)["in"], dict(outer.directions)["in"]) == (2, 1)


def test_newsroom_relations_are_there_only_if_asked_for():
    graph = graph_of(
        relation("story", "paper-inc", "a", "reported-on", when="2025"), actors=[actor("paper-inc", "media")]
    )
    assert ids(between(graph, "paper-inc", "a")) == []
    assert ids(between(window(graph, types=["newsroom"]), "a", "paper-inc")) == ["story"]


def test_two_different_actors_are_needed():
    graph = graph_of(relation("met", "a", "b"))
    with pytest.raises(UsageError, match="'a' and 'A' are the same actor; name two"):
        between(graph, "a", "A")
    with pytest.raises(ActorNotFoundError):
        between(graph, "a", "nobody")


def test_what_has_an_open_beginning_may_be_the_first():
    graph = graph_of(
        relation("one", "a", "b", "told", when="2025-03-01"),
        relation("two", "b", "a", "told", when="[..2025-04-10]"),
        relation("three", "a", "b", "told", when="2025-05-01"),
    )
    found = between(graph, "a", "b")
    assert (found.first, found.first_of) == (Window(PAST, day("2025-03-01")), ("one", "two"))
    assert (found.last_of, found.silence, found.without_start) == (("three",), (30, None, None), 0)
    march = between(window(graph, until="2025-03-31"), "a", "b")
    assert (dict(march.directions)["in"], dict(march.directions_surely)["in"]) == (1, 0)


# --- brute force over all dates -------------------------------------------------------------------

DAYS = st.tuples(st.integers(1, 9), st.integers(0, 4)).map(lambda pair: Window(pair[0], sum(pair)))


def silences(starts):
    """Return the longest silence of every way in which the dates can fall."""
    for days in product(*(range(since, until + 1) for since, until in starts)):
        yield max(there - here - 1 for here, there in pairwise(sorted(days))), sorted(days)


@given(st.lists(DAYS, min_size=2, max_size=5))
def test_the_longest_silence_is_exact_in_both_figures(starts):
    found = longest_silence(starts)
    all_ways = [max(0, longest) for longest, _ in silences(starts)]
    assert (found.at_least, found.at_most) == (min(all_ways), max(all_ways))
    if found.days is None:
        assert found.at_most == 0
        return
    assert found.days.until - found.days.since + 1 == found.at_most
    assert any((found.days.since - 1, found.days.until + 1) in pairwise(days) for _, days in silences(starts))


SETS = st.lists(st.tuples(st.integers(1, 12), st.integers(0, 1)), min_size=1, max_size=3).map(
    lambda pairs: tuple(Window(first, first + more) for first, more in sorted(pairs))
)


@given(st.lists(SETS, min_size=2, max_size=4))
def test_the_longest_silence_counts_no_day_between_those_of_a_set(starts):
    every = product(
        *([day for span in spans for day in range(span.since, span.until + 1)] for spans in starts)
    )
    all_ways = [max(0, *(there - here - 1 for here, there in pairwise(sorted(days)))) for days in every]
    found = longest_of(starts)
    assert (found.at_least, found.at_most) == (min(all_ways), max(all_ways))


def test_a_set_of_days_leaves_the_days_between_out_of_first_last_and_silence():
    graph = graph_of(
        relation("one", "a", "b", "told", when="[2025-03-01,2025-03-11]"),
        relation("two", "a", "b", "told", when="2025-03-06"),
    )
    found = between(graph, "a", "b")
    assert found.silence[:2] == (4, 4)
    assert (found.first, found.last) == (
        (day("2025-03-01"), day("2025-03-06")),
        (day("2025-03-06"), day("2025-03-11")),
    )
    assert [span.since for span in found.never] == [day("2025-03-02"), day("2025-03-07")]
    many = [relation(f"r{n}", "a", "b", "told", when="[2025-03-01,2025-03-11]") for n in range(10)]
    assert not between(graph_of(*many), "a", "b").exact


@given(st.lists(DAYS, min_size=1, max_size=5))
def test_the_first_and_the_last_are_exact(starts):
    first, last = extremes(starts)
    ways = list(product(*(range(since, until + 1) for since, until in starts)))
    assert first == (min(map(min, ways)), max(map(min, ways)))
    assert last == (min(map(max, ways)), max(map(max, ways)))


def test_what_may_have_happened_is_surely_neither_the_first_nor_the_last():
    graph = graph_of(
        relation("one", "a", "b", "told", when="2025-03-10"),
        relation("two", "a", "b", "told", when="[2025-03-20..2025-04-10]"),
    )
    march = between(window(graph, until="2025-03-31"), "a", "b")
    assert march.last == Window(day("2025-03-10"), day("2025-03-31"))


def test_there_is_no_silence_and_no_extreme_of_nothing():
    assert longest_silence([Window(1, 2)]) is None
    assert extremes([]) == (None, None)
