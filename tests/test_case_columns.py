"""A large graph answers as a small one does: columns and cases choose the same, whatever the view."""

from unittest.mock import patch

import networkx as nx
import pytest
from datasets import actor, day, evidence, graph_of, relation, source
from hypothesis import given
from hypothesis import strategies as st

from graphkit import index as index_module
from graphkit.absence import Question, why_no_path
from graphkit.case_columns import CaseColumns
from graphkit.cases import Cases
from graphkit.difference import diff
from graphkit.edits import add, edit, remove
from graphkit.index import index
from graphkit.neighborhood import neighbors
from graphkit.paths import shortest_paths
from graphkit.windows import known_by, snapshot, window

ACTORS = {"alice": "person", "bob": "company", "china": "country", "dee": "person"}
TYPES = ("met", "told", "banned", "lobbied", "leads", "reported-on")
WHENS = (
    None, "2025-07-02", "2025-07-10", "2025-07", "2025-07-12~", "[2025-07-07..2025-07-13]", "[..2025-07-08]",
    "2025-07-05/2025-07-12", "2025-07-03/", "/2025-07-09", "2025-07-08/..", "../2025-07-11", "2024",
)  # fmt: skip
SOURCES = (
    source("early", "2025-07-04"),
    source("late", "2025-07-14"),
    source("copied", "2025-07-15", derived_from=("early",)),
)
DAYS = st.integers(day("2025-06-29"), day("2025-07-18"))

entries = st.builds(
    evidence,
    st.sampled_from([each.id for each in SOURCES]),
    attribution=st.sampled_from((None, "unnamed", "dee")),
    when=st.sampled_from((None, None, "2025-07-06", "2025-07")),
    status=st.sampled_from((None, None, "planned")),
    stance=st.sampled_from(("supports", "supports", "supports", "contradicts")),
)
drawn = st.lists(
    st.tuples(
        st.sampled_from(tuple(ACTORS)),
        st.sampled_from(tuple(ACTORS)),
        st.sampled_from(TYPES),
        st.sampled_from(WHENS),
        st.sampled_from(("actual", "actual", "actual", "planned", "denied")),
        st.lists(entries, max_size=2, unique=True),
    ),
    max_size=12,
)
views = st.fixed_dictionaries(
    {},
    optional={
        "types": st.sets(st.sampled_from(TYPES), min_size=1, max_size=3).map(tuple),
        "statuses": st.sets(st.sampled_from(("actual", "planned", "denied")), min_size=1).map(tuple),
        "kinds": st.sets(st.sampled_from(("person", "country")), min_size=1).map(tuple),
        "no_claims": st.booleans(),
        "certain": st.booleans(),
        "undated": st.booleans(),
    },
)
windows = st.tuples(st.none() | DAYS, st.none() | DAYS).map(
    lambda ends: ends if None in ends else tuple(sorted(ends))
)


def graph(drawn):
    rows = [
        relation(f"r{place}", here, there, type, told, when=when, status=status)
        for place, (here, there, type, when, status, told) in enumerate(drawn)
    ]
    return graph_of(*rows, actors=[actor(id, kind) for id, kind in ACTORS.items()], sources=SOURCES)


def large():
    """Make every graph one that is large."""
    return patch.object(index_module, "LARGE", 0)


def told(graph):
    """Return all that a graph says: actors, relations in order and how sure they are, what is left out."""
    known = index(graph)
    seen = [(each.id, each.certainty, each.standing, each.fields) for each in known.relations()]
    return list(graph), seen, known.view, known.span, graph.graph["sources"]


def both(graph, ask):
    """Ask a graph and a copy of it, the copy as if it were large."""
    other = graph.copy()
    small = ask(graph)
    with large():
        return small, ask(other)


@given(drawn, windows, views)
def test_windows(drawn, days, view):
    small, large = both(graph(drawn), lambda graph: told(window(graph, *days, **view)))
    assert small == large


@pytest.mark.parametrize("year", ["0000", "0001", "0005", "9999"])
def test_a_year_whose_days_have_numbers_like_years(year):
    asked = graph_of(relation("old", when=year), relation("new", when="2025"))
    small, large = both(asked, lambda graph: told(window(graph, year, year)))
    assert small == large
    assert [id for id, *_ in small[1]] == ["old"]


@given(drawn, DAYS, views)
def test_snapshots(drawn, day, view):
    small, large = both(graph(drawn), lambda graph: told(snapshot(graph, day, **view)))
    assert small == large


@given(drawn, windows, views, DAYS)
def test_what_was_known_by_a_day(drawn, days, view, by):
    small, large = both(graph(drawn), lambda graph: told(window(known_by(graph, by), *days, **view)))
    assert small == large


@given(drawn, windows, views, DAYS, views)
def test_a_snapshot_of_a_window(drawn, days, view, on, narrower):
    def ask(graph):
        return told(snapshot(window(graph, *days, **view), on, **narrower))

    small, large = both(graph(drawn), ask)
    assert small == large


@given(drawn, st.tuples(DAYS, DAYS).filter(lambda days: days[0] < days[1]), st.booleans())
def test_differences(drawn, days, undated):
    small, large = both(graph(drawn), lambda graph: diff(graph, *days, undated=undated))
    assert small == large


@given(drawn, windows, views)
def test_neighbours_and_paths_in_a_window(drawn, days, view):
    def ask(graph):
        cut = window(graph, *days, **view)
        around = [neighbors(cut, each, hops=2) for each in cut]
        return around, [
            shortest_paths(cut, "alice", each) for each in cut if "alice" in cut and each != "alice"
        ]

    small, large = both(graph(drawn), ask)
    assert small == large


@given(drawn, st.tuples(DAYS, DAYS).map(sorted), st.booleans())
def test_why_there_is_no_path(drawn, days, chronological):
    question = Question(
        "alice", "bob", since=days[0], until=days[1], types=("met",), chronological=chronological
    )
    small, large = both(graph(drawn), lambda graph: why_no_path(graph, question))
    assert small == large


# --- which of the two, and freshness ------------------------------------------------------------


def chooser(graph):
    window(graph, "2025-07-01", "2025-07-02")
    return type(index(graph)._chooser)


def test_only_a_large_graph_is_chosen_from_by_columns():
    rows = [relation(f"r{place}") for place in range(5)]
    with patch.object(index_module, "LARGE", 5):
        assert chooser(graph_of(*rows[:4])) is Cases
        assert chooser(graph_of(*rows)) is CaseColumns


@pytest.fixture(params=["small", "large"])
def whole(request):
    with patch.object(index_module, "LARGE", 0 if request.param == "large" else index_module.LARGE):
        yield graph_of(
            relation("meeting", "alice", "bob", when="2025-07-10"),
            relation("call", "bob", "cal", when="2025-07-11"),
        )


def ids(graph):
    return {seen.id for seen in index(graph).relations()}


def july(graph):
    return ids(window(graph, "2025-07-01", "2025-07-31"))


def asked(graph):
    """Ask a graph everything whose answer it may keep."""
    return july(graph), {each.actor for each in neighbors(graph, "bob")}, ids(snapshot(graph, "2025-07-31"))


def test_an_edge_added_by_networkx_is_seen(whole):
    assert asked(whole) == ({"meeting", "call"}, {"alice", "cal"}, {"meeting", "call"})
    whole.add_edge("bob", "alice", "visit", type="told", when="2025-07-12")
    assert "visit" in july(whole)
    assert "visit" in ids(snapshot(whole, "2025-07-31"))
    whole.remove_edge("bob", "alice", "visit")
    assert asked(whole) == ({"meeting", "call"}, {"alice", "cal"}, {"meeting", "call"})


def test_a_node_removed_by_networkx_is_gone(whole):
    asked(whole)
    whole.remove_node("cal")
    assert asked(whole) == ({"meeting"}, {"alice"}, {"meeting"})


def test_attributes_set_by_networkx_are_seen(whole):
    asked(whole)
    nx.set_edge_attributes(whole, {("alice", "bob", "meeting"): "2025-08-10"}, "when")
    assert july(whole) == {"call"}


def test_an_edited_graph_answers_anew_and_the_one_before_as_before(whole):
    before = asked(whole)
    added = add(whole, relation("visit", "alice", "bob", when="2025-07-12"))
    assert july(added) == {"meeting", "call", "visit"}
    moved = edit(added, "call", {"when": "2025-08-11"})
    assert july(moved) == {"meeting", "visit"}
    assert july(remove(moved, "meeting")) == {"visit"}
    assert asked(whole) == before
