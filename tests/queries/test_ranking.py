"""Rankings, with brute force over all dates and networkx's centralities as the oracles."""

from collections import Counter, defaultdict
from itertools import chain, pairwise, product

import networkx as nx
import pytest
from datasets import actor, dataset, day, evidence, graph_of, iso, relation, source
from hypothesis import given, settings
from hypothesis import strategies as st
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python  # the one without scipy

import graphkit as gk
from graphkit.errors import UsageError
from graphkit.graph.build import build_graph
from graphkit.queries.neighbors import neighbors
from graphkit.queries.ranking import placed, rank
from graphkit.queries.windows import window
from graphkit.temporal.calendar import FUTURE, PAST

DATES = (
    *({"when": when} for when in (
        "2025-07-02", "2025-07-05", "[2025-07-01..2025-07-03]", "[2025-07-04..2025-07-07]",
        "2025-07-03/2025-07-06", "[2025-06-29..2025-07-01]",
    )),
    {"when": "[2025-07-02,2025-07-07]"}, {"when": "[2025-06-29..2025-06-30,2025-07-05]"},
    {"begins": "[2025-07-01..2025-07-04]", "ends": "2025-07-06"},
    {"begins": "[2025-07-01,2025-07-04]", "ends": "2025-07-06"},
    {"begins": "2025-06-30", "ends": "[2025-07-01..2025-07-03]"},
)  # fmt: skip
SINCE, UNTIL = day("2025-07-02"), day("2025-07-06")
OPEN = (
    *({"when": when} for when in ("[..2025-07-03]", "[2025-07-04..]", "[..2025-07-06]")),
    {"begins": "[..2025-07-04]", "ends": "2025-07-06"},
)
"""Dates with an open side."""
EARLY, LATE = day("2025-03-01"), day("2025-11-01")
"""Days that stand for any so early, and so late."""
TYPES = ("told", "met", "restricted")
"""An event, a symmetric one, and a state."""


@st.composite
def stories(draw, dates=DATES):
    rows = []
    for number in range(draw(st.integers(1, 4))):
        ends = draw(st.sampled_from([("a", "b"), ("b", "a"), ("b", "c"), ("a", "c")]))
        about = draw(st.sampled_from([(), ("c",), ("d",)]))
        type_ = draw(st.sampled_from(TYPES))
        rows.append(relation(f"r{number}", *ends, type_, about=about, **draw(st.sampled_from(dates))))
    return graph_of(*rows)


def realisations(graph, cut):
    """Yield every way in which the dates can fall: for each relation that is in the window its start."""
    relations = gk.relations(graph).relations
    ways = []
    for row in relations:
        bounds = row.bounds
        starts, ends = (
            [day for day in range(low, high + 1) if not any(a <= day <= b for a, b in gaps)]
            for low, high, gaps in zip(bounds[::2], bounds[1::2], row.version.gaps, strict=True)
        )
        pairs = [(a, b) for a, b in product(starts, ends) if a <= b and (row.lasts or a == b)]
        ways.append(
            sorted({a if not cut or (a <= UNTIL and b >= SINCE) else None for a, b in pairs}, key=str)
        )
    for starts in product(*ways):
        yield [(row, start) for row, start in zip(relations, starts, strict=True) if start is not None]


def members(row, direction):
    if direction == "both":
        return {row.source, row.target, *row.about}
    if row.type.symmetric:
        return {row.source, row.target}
    return {row.source if direction == "out" else row.target}


def others(row, one, direction):
    if direction != "both" and one not in members(row, direction):
        return set()
    if one in (row.source, row.target):
        return {row.source, row.target, *(row.about if direction == "both" else ())} - {one}
    return {row.source, row.target} if direction == "both" and one in row.about else set()


def ties(row):
    ends = {row.source, row.target}
    pairs = [
        frozenset(ends),
        *(frozenset((end, one)) for one in row.about for end in ends if one not in ends),
    ]
    return {tuple(sorted(pair)) for pair in pairs if len(pair) == 2}


def counted(by, held, direction, since=None):
    """Return a figure of every key of one way in which the dates fall, by counting it out."""
    found = defaultdict(list)
    for row, start in held:
        for one in members(row, direction):
            found[one].append((row, start))
    figures = {}
    for one, rows in found.items():
        starts = sorted(start for _, start in rows)
        inside = {start for start in starts if since is None or start >= since}
        figures[one] = {
            "relations": len(rows),
            "partners": len(set().union(*(others(row, one, direction) for row, _ in rows))),
            "first": starts[0],
            "last": starts[-1],
            "silence": max((max(0, b - a - 1) for a, b in pairwise(starts)), default=None),
            "days": len(inside),
            "weeks": len({(start - 1) // 7 for start in inside}),
            "months": len({iso(start)[:7] for start in inside}),
        }[by]
    return figures


def figures_of(found, ways):
    """Yield both figures of each line, the least and greatest of all ways, and whether each way has one."""
    counted_out = {
        key: values
        for key in {*chain(*ways)}
        if (values := [way[key] for way in ways if way.get(key) is not None])
    }
    lines = {line.key: (line.surely, line.at_most) for line in found}
    assert lines.keys() == counted_out.keys()
    for key, told in lines.items():
        values = counted_out[key]
        yield told, min(values), max(values), len(values) == len(ways)


@pytest.mark.parametrize("direction", ["both", "out", "in"])
@pytest.mark.parametrize(
    "by", ["relations", "partners", "days", "weeks", "months", "first", "last", "silence"]
)
@given(graph=stories(), cut=st.booleans())
@settings(deadline=None)
def test_both_figures_of_actors_are_exact_over_all_dates(by, direction, graph, cut):
    found = rank(window(graph, SINCE, UNTIL) if cut else graph, by, direction=direction)
    ways = [counted(by, held, direction, SINCE if cut else None) for held in realisations(graph, cut)]
    for told, least, most, always in figures_of(found, ways):
        if by == "first":
            assert told == (least, most if always else None)
        elif by == "last":
            assert told == (least if always else None, most)
        else:
            assert told == (least if always else 0, most)


def samples(graph, cut):
    """Yield ways in which open dates can fall that hold each extreme: near, far, in months of their own."""
    relations = gk.relations(graph).relations
    ways = []
    for place, row in enumerate(relations):
        bounds = row.bounds
        early, late = bounds.earliest_start == PAST, bounds.latest_start == FUTURE
        first = EARLY + 31 * place if early else bounds.earliest_start
        last = LATE + 31 * place if late else bounds.latest_start
        near = {*range(max(first, SINCE - 4), min(last, UNTIL + 4) + 1)}
        far = ({first, EARLY - 999} if early else set()) | ({last, LATE + 999} if late else set())
        ends = range(max(bounds.earliest_end, SINCE - 4), min(bounds.latest_end, UNTIL + 4) + 1)
        ends = {*ends, min(bounds.latest_end, LATE + 9999)}
        starts = near | far
        pairs = (
            [(a, b) for a, b in product(starts, ends) if a <= b] if row.lasts else [(a, a) for a in starts]
        )
        ways.append(
            sorted({a if not cut or (a <= UNTIL and b >= SINCE) else None for a, b in pairs}, key=str)
        )
    for starts in product(*ways):
        yield [(row, start) for row, start in zip(relations, starts, strict=True) if start is not None]


@pytest.mark.parametrize("by", ["days", "weeks", "months", "first", "last", "silence"])
@given(graph=stories((*DATES[:4], *OPEN)).filter(lambda graph: graph.size() < 4), cut=st.booleans())
@settings(deadline=None)
def test_both_figures_are_exact_over_dates_with_an_open_side(by, graph, cut):
    found = rank(window(graph, SINCE, UNTIL) if cut else graph, by)
    ways = [counted(by, held, "both", SINCE if cut else None) for held in samples(graph, cut)]
    for told, least, most, always in figures_of(found, ways):
        if by == "first":
            least, most = (least if least > EARLY else None), (most if always and most < LATE else None)
        elif by == "last":
            least, most = (least if always and least > EARLY else None), (most if most < LATE else None)
        else:
            least, most = (least if always else 0), (None if by == "silence" and most > 99 else most)
        assert told == (least, most)


@pytest.fixture
def by_april():
    """Return a story in which Bob may have begun: his act has no first day."""
    return graph_of(
        relation("one", "ann", "bob", "told", when="2025-03-01"),
        relation("two", "bob", "ann", "told", when="[..2025-04-10]"),
        relation("three", "ann", "bob", "told", when="2025-05-01"),
    )


def test_who_acted_by_some_day_may_have_been_first(by_april):
    def lines(by):
        return [(line.key, line.surely, line.at_most) for line in rank(by_april, by)]

    assert lines("openings") == [("ann", 0, 1), ("bob", 0, 1)]
    assert lines("first") == [("ann", None, day("2025-03-01")), ("bob", None, day("2025-03-01"))]
    assert lines("silence") == [("ann", 30, None), ("bob", 30, None)]
    assert lines("days") == [("ann", 2, 3), ("bob", 2, 3)]
    assert (rank(by_april, "openings").unranked, rank(by_april, "first").without_start) == (0, 0)


def test_how_many_relations_a_figure_of_days_does_not_use_is_told():
    graph = graph_of(relation("r", "a", "b", "supplies"), relation("s", "a", "b", "told", when="2025"))
    assert rank(graph, "days").without_start == 1
    assert rank(graph).without_start == 0


def test_days_weeks_and_months_are_those_of_the_period():
    graph = graph_of(
        relation("r", "a", "b", "met", when="2024-05-05"),
        relation("s", "a", "b", "supplies", begins="2019-03"),
    )
    asked = window(graph, "2024-05", "2024-06")
    for by in ("days", "weeks", "months"):
        assert [(line.surely, line.at_most) for line in rank(asked, by)] == [(1, 1)] * 2
        assert rank(asked, by).before == 1
    assert (rank(asked, "first").before, rank(asked).before, rank(graph, "days").before) == (1, 0, 0)


def test_only_actors_of_the_kind_asked_for_are_ranked():
    graph = graph_of(
        relation("r", "firm", "land", "told", when="2025"),
        relation("s", "shop", "land", "told", when="2025"),
        actors=[actor("firm", "company"), actor("shop", "company"), actor("land", "country")],
    )
    asked = window(graph, kinds=["company"])
    for by in ("relations", "first", "openings", "pagerank"):
        assert {line.key for line in rank(asked, by)} == {"firm", "shop"}
    assert rank(asked, "openings").unranked == 0
    assert {line.key for line in rank(asked, per="pair")} == {("firm", "land"), ("land", "shop")}


def test_a_snapshot_counts_only_what_has_begun_by_its_day():
    graph = graph_of(
        relation("r", "a", "b", when="[2025-07-01..2025-07-09]"), relation("s", "a", "c", when="2025-07-02")
    )
    found = rank(gk.snapshot(graph, "2025-07-05"), "last")
    assert {line.key: (iso(line.surely) if line.surely else None, iso(line.at_most)) for line in found} == {
        "a": ("2025-07-02", "2025-07-05"), "b": (None, "2025-07-05"), "c": ("2025-07-02", "2025-07-02"),
    }  # fmt: skip


@given(graph=stories(), cut=st.booleans())
def test_both_figures_of_pairs_and_types_are_exact_over_all_dates(graph, cut):
    asked = window(graph, SINCE, UNTIL) if cut else graph
    for per, keys in (
        ("pair", ties),
        ("type", lambda row: {row.type.name}),
        ("family", lambda row: {row.type.family}),
    ):
        ways = [
            {
                key: sum(key in keys(row) for row, _ in held)
                for key in set().union(*(keys(r) for r, _ in held))
            }
            for held in realisations(graph, cut)
        ]
        lines = {line.key: (line.surely, line.at_most) for line in rank(asked, per=per)}
        every = {*chain(*ways)}
        assert lines == {
            key: (min(way.get(key, 0) for way in ways), max(way.get(key, 0) for way in ways)) for key in every
        }


@given(graph=stories(), cut=st.booleans())
def test_both_figures_of_periods_are_exact_over_all_dates(graph, cut):
    asked = window(graph, SINCE, UNTIL) if cut else graph
    units = {"day": iso, "week": week, "month": lambda day: iso(day)[:7], "year": lambda day: iso(day)[:4]}
    for per, key in units.items():
        ways = [
            Counter(key(start) for _, start in held if not cut or start >= SINCE)
            for held in realisations(graph, cut)
        ]
        lines = {line.key: (line.surely, line.at_most) for line in rank(asked, per=per)}
        assert lines == {
            key: (min(way.get(key, 0) for way in ways), max(way.get(key, 0) for way in ways))
            for key in {*chain(*ways)}
        }


@given(graph=stories((*DATES[:4], *OPEN)).filter(lambda graph: graph.size() < 4))
@settings(deadline=None)
def test_weeks_of_a_period_hold_what_has_an_open_side(graph):
    ways = [Counter(week(start) for _, start in held if start >= SINCE) for held in samples(graph, cut=True)]
    lines = {line.key: (line.surely, line.at_most) for line in rank(window(graph, SINCE, UNTIL), per="week")}
    keys = {*chain(*ways)}
    assert lines == {key: (min(way[key] for way in ways), max(way[key] for way in ways)) for key in keys}


def week(start):
    monday = start - (start - 1) % 7
    return f"{iso(monday)}/{iso(monday + 6)}"


@given(graph=stories(), cut=st.booleans())
def test_both_figures_of_openings_are_exact_over_all_dates(graph, cut):
    found = rank(window(graph, SINCE, UNTIL) if cut else graph, "openings")
    check_openings(found, realisations(graph, cut))


@given(graph=stories((*DATES[:4], *OPEN)).filter(lambda graph: graph.size() < 4), cut=st.booleans())
@settings(deadline=None)
def test_both_figures_of_openings_are_exact_over_dates_with_an_open_side(graph, cut):
    found = rank(window(graph, SINCE, UNTIL) if cut else graph, "openings")
    check_openings(found, samples(graph, cut))


def check_openings(found, all_held):
    ways = []
    for held in all_held:
        counts, acts = {}, defaultdict(list)
        for row, start in held:
            for one, other in ((row.source, row.target), (row.target, row.source)):
                acts[one, other] += [start] * (row.type.symmetric or row.source == one)
        for (one, other), starts in acts.items():
            if starts:
                opened = min(starts) <= min(acts.get((other, one)) or [10**9])
                counts[one] = counts.get(one, 0) + opened
        ways.append(counts)
    assert {line.key: (line.surely, line.at_most) for line in found} == {
        key: (min(way.get(key, 0) for way in ways), max(way.get(key, 0) for way in ways))
        for key in {*chain(*ways)}
    }


# --- centralities ---------------------------------------------------------------------------------


@pytest.mark.parametrize("direction", ["both", "out", "in"])
@pytest.mark.parametrize("by", ["betweenness", "closeness", "pagerank"])
def test_centralities_are_networkx_s_of_the_certain_and_of_the_possible_graph(by, direction, story):
    cut = window(story, "2025-07-01", "2025-07-16")
    found = {line.key: (line.surely, line.at_most) for line in rank(cut, by, direction=direction)}
    relations = [row for row in gk.relations(cut).relations if row.status == "actual"]
    actors = {one for row in relations for one in members(row, "both")}
    assert found.keys() == actors
    for place, rows in enumerate(([row for row in relations if row.certainty == "certain"], relations)):
        judge = nx.Graph() if direction == "both" else nx.DiGraph()
        judge.add_nodes_from(actors)
        for row in rows:
            if direction == "both":
                judge.add_edges_from(ties(row))
            elif row.source != row.target:
                ends = (row.source, row.target)
                judge.add_edges_from({ends if direction == "out" else ends[::-1]})
                judge.add_edges_from({ends, ends[::-1]} if row.type.symmetric else ())
        ask = {
            "betweenness": nx.betweenness_centrality,
            "closeness": lambda graph: nx.closeness_centrality(
                graph if direction == "both" else graph.reverse()
            ),
            "pagerank": lambda graph: _pagerank_python(graph.to_directed(), tol=1e-9),
        }[by]
        right = ask(judge)
        for one in actors:
            assert found[one][place] == pytest.approx(right[one], abs=1e-5), one


@pytest.fixture(scope="module")
def story():
    import random

    draw = random.Random(3)
    whens = ["2025-07-03", "[2025-06-20..2025-07-02]", "2025-07-10", "2025-07", "2025-07-01/2025-07-05"]
    rows = []
    for number in range(70):
        here, there = draw.sample("abcdefghijkl", 2)
        rows.append(
            relation(
                f"r{number:02}", here, there, draw.choice(TYPES), when=draw.choice(whens),
                about=tuple(draw.sample("abcdefghijkl", draw.choice([0, 0, 0, 1]))),
                status=draw.choices(["actual", "planned"], [8, 1])[0],
            )
        )  # fmt: skip
    return graph_of(*rows)


def test_partners_are_neighbors_and_pairs_what_is_between_them(story):
    for direction in ("both", "in", "out"):
        for line in rank(window(story, statuses=["actual"]), "partners", direction=direction):
            near = neighbors(window(story, statuses=["actual"]), line.key, direction=direction)
            assert line.at_most == len(near)
    for line in rank(story, per="pair"):
        found = gk.between(story, *line.key)
        assert line.at_most == sum(dict(found.directions).values())


# --- what counts, and what does not ---------------------------------------------------------------


def test_planned_denied_and_newsroom_relations_count_only_if_asked_for():
    graph = graph_of(
        relation("yes", "a", "b", when="2025-07-01"),
        relation("plan", "a", "c", when="2025-07-02", status="planned"),
        relation("no", "a", "d", when="2025-07-03", status="denied"),
        relation("news", "paper-inc", "a", "reported-on", when="2025-07-03"),
        actors=[actor("paper-inc", "media")],
    )
    found = rank(graph)
    assert {line.key: line.at_most for line in found} == {"a": 1, "b": 1}
    assert found.not_counted == {"denied": 1, "newsroom": 1, "planned": 1}
    asked = rank(window(graph, statuses=["denied", "planned"]))
    assert {line.key: line.at_most for line in asked} == {"a": 2, "c": 1, "d": 1}
    assert rank(window(graph, types=["newsroom"])).count == 2


def test_a_source_counts_what_it_vouches_for_and_an_attribute_each_of_its_values_once():
    rows = [
        relation(
            "one",
            "a",
            "b",
            "told",
            when="2025",
            evidence=[evidence("x"), evidence("y", stance="contradicts")],
        ),
        relation("two", "a", "c", "told", when="2025", evidence=[evidence("x"), evidence("x")]),
        relation("none", "b", "c", "told", when="2025"),
    ]
    land = {"a": {"country": "DE"}, "b": {"country": "DE", "size": 3}, "c": {"country": "FR"}}
    actors = [actor(id, attributes=tuple(fields.items())) for id, fields in land.items()]
    graph = build_graph(dataset(*rows, actors=actors, sources=[source("x"), source("y")]))
    found = rank(graph, per="source")
    assert [(line.key, line.at_most) for line in found] == [("x", 2)]
    assert found.without == 1
    found = rank(graph, per="attribute", attribute="country")
    assert {line.key: line.at_most for line in found} == {"DE": 3, "FR": 2}
    found = rank(graph, per="attribute", attribute="country", direction="in")
    assert {line.key: line.at_most for line in found} == {"DE": 1, "FR": 2}
    found = rank(graph, per="attribute", attribute="size")
    assert ([line.key for line in found], found.without) == (["3"], 1)
    with pytest.raises(UsageError, match="no actor has 'contry'; did you mean country"):
        rank(graph, per="attribute", attribute="contry")


def test_equals_share_a_place_and_the_lowest_may_come_first():
    graph = graph_of(*(relation(f"{pair}", *pair, when="2025") for pair in ("ab", "ac", "de", "af")))
    assert [(line.place, line.key) for line in rank(graph)] == [
        (1, "a"), (2, "b"), (2, "c"), (2, "d"), (2, "e"), (2, "f"),
    ]  # fmt: skip
    assert [line.key for line in rank(graph, lowest=True)] == ["b", "c", "d", "e", "f", "a"]
    cut = rank(graph, limit=2)
    assert (len(cut), cut.count, cut.ranks) == (2, 6, rank(graph).ranks[:2])


def test_what_has_no_bound_is_last_as_a_least_figure_and_first_as_a_greatest():
    ranked = [("x", 3, None), ("y", 3, 9), ("z", None, 9)]

    def order(by, *, lowest=False):
        return "".join(line.key for line in placed({}, ranked, {}, by, lowest=lowest))

    assert (order("silence"), order("silence", lowest=True)) == ("xyz", "zyx")
    assert (order("first"), order("first", lowest=True)) == ("zyx", "xyz")


def test_equals_come_by_their_relations_then_by_the_names_of_whom_they_are_about():
    ranked = [("ab", 1, 1), ("ba", 1, 1), (("ab", "ba"), 1, 1), (("ba", "ab"), 1, 1), ("most", 1, 1)]
    lines = placed({"ab": "Zoe", "ba": "Ann", "most": "Zz"}, ranked, {"most": 2}, "relations", lowest=False)
    assert [(line.place, line.key, line.relations) for line in lines] == [
        (1, "most", 2), (1, "ba", 0), (1, ("ba", "ab"), 0), (1, "ab", 0), (1, ("ab", "ba"), 0),
    ]  # fmt: skip


def test_what_may_have_begun_ever_so_late_is_in_no_period():
    months = rank(graph_of(relation("r", "a", "b", when="[2025-07-04..]")), per="month")
    assert (len(months), months.without) == (0, 1)


@pytest.mark.parametrize(("count", "too_many"), [(9, 0), (10, 2)])
def test_what_has_more_one_of_dates_than_are_tried_says_that_days_between_count_too(count, too_many):
    rows = [relation(f"r{n}", "a", "b", when="[2025-07-02,2025-07-07]") for n in range(count)]
    graph = graph_of(*rows, relation("s", "a", "c", when="2025-07-02"))
    for by, spanned in (("days", too_many), ("silence", too_many), ("first", 0), ("relations", 0)):
        found = rank(graph, by)
        assert (found.spanned, found.exact) == (spanned, not spanned), by


def test_who_only_ever_answered_opened_nothing():
    graph = graph_of(
        relation("q", "asker", "answerer", "told", when="2025-07-01"),
        relation("r", "answerer", "asker", "told", when="2025-07-02"),
        relation("s", "asker", "silent", "told", when="2025-07-02"),
    )
    found = rank(graph, "openings", lowest=True)
    assert [(line.key, line.surely, line.at_most) for line in found] == [("answerer", 0, 0), ("asker", 2, 2)]
    assert found.unranked == 1


def test_what_is_undated_is_counted_and_has_no_day():
    graph = graph_of(relation("r", "a", "b", "supplies"), relation("s", "a", "c", when="2025"))
    assert {line.key: line.surely for line in rank(graph)} == {"a": 2, "b": 1, "c": 1}
    months = rank(graph, per="month")
    assert (len(months), months.without) == (12, 1)
    assert {(line.surely, line.at_most) for line in months} == {(0, 1)}
    assert rank(graph, "first").unranked == 1
    asked = rank(window(graph, "2025", "2025", undated=True))
    assert {line.key: (line.surely, line.at_most) for line in asked} == {
        "a": (1, 2),
        "b": (0, 1),
        "c": (1, 1),
    }


def test_what_has_always_been_so_has_no_first_day():
    graph = graph_of(
        relation("r", "a", "b", "supplies", when="../2026"), relation("s", "a", "c", when="2025-07-02")
    )
    first = rank(graph, "first")
    assert {line.key: (line.surely, line.at_most) for line in first} == {
        "a": (day("2025-07-02"),) * 2,
        "c": (day("2025-07-02"),) * 2,
    }
    assert (first.unranked, first.without_start) == (1, 1)
    assert (len(rank(graph, "silence")), len(rank(graph, "last"))) == (0, 2)


def test_a_line_is_told_in_words():
    graph = graph_of(
        relation("r", "a", "b", when="2025-07-02"),
        relation("s", "a", "b", when="[2025-07-09..]"),
        relation("t", "b", "c", when="2025-07-01"),
    )
    told = {
        by: ([tuple(row.values()) for row in found.rows()], found.figures, found.exact)
        for by, per in (("relations", "pair"), ("first", "pair"), ("silence", "pair"), ("closeness", "actor"))
        for found in [rank(graph, by, per=per)]
    }
    assert told == {
        "relations": ([(1, "a - b", "2", "2", 2), (2, "b - c", "1", "1", 1)], ("surely", "at_most"), True),
        "first": (
            [(1, "b - c", "1 July 2025", "1 July 2025", 1), (2, "a - b", "2 July 2025", "2 July 2025", 2)],
            ("from", "to"),
            True,
        ),
        "silence": ([(1, "a - b", "6", "no limit", 2)], ("surely", "at_most"), True),
        "closeness": (
            [
                (1, "b", "1.0000", "1.0000", 3),
                (2, "a", "0.6667", "0.6667", 2),
                (2, "c", "0.6667", "0.6667", 1),
            ],
            ("certain", "possible"),
            False,
        ),
    }
    with pytest.raises(UsageError, match="no actor has 'age'; there is none"):
        rank(graph, per="attribute", attribute="age")


@pytest.mark.parametrize(
    ("by", "options", "words"),
    [
        ("betweenness", {"per": "pair"}, "betweenness is a figure of actors"),
        ("silence", {"per": "month"}, "a month has relations, partners and an amount, and no silence"),
        ("partners", {"per": "pair"}, "a pair has no partners"),
        ("relations", {"per": "type", "direction": "out"}, "a type has none"),
        ("openings", {"direction": "out"}, "openings has none"),
        ("relations", {"per": "attribute"}, "name one together"),
        ("relations", {"attribute": "country"}, "name one together"),
        ("relatives", {}, "did you mean 'relations'"),
        ("relations", {"per": "decade"}, "per: 'decade' is not known"),
    ],
)
def test_what_has_no_meaning_is_refused(by, options, words):
    with pytest.raises(UsageError, match=words):
        rank(graph_of(relation("r", "a", "b")), by, **options)
