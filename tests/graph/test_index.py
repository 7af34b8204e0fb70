"""An edited graph has an index of its own, and years are not mistaken for day numbers."""

import pytest
from datasets import day, graph_of, relation

from graphkit.editing.edits import add, edit, remove
from graphkit.graph.index import index
from graphkit.queries.neighbors import neighbors
from graphkit.queries.windows import snapshot, window


@pytest.fixture
def whole():
    return graph_of(
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


def test_an_edited_graph_answers_anew_and_the_one_before_as_before(whole):
    before = asked(whole)
    added = add(whole, relation("visit", "alice", "bob", when="2025-07-12"))
    assert july(added) == {"meeting", "call", "visit"}
    moved = edit(added, "call", {"when": "2025-08-11"})
    assert july(moved) == {"meeting", "visit"}
    assert july(remove(moved, "meeting")) == {"visit"}
    assert asked(whole) == before


@pytest.mark.parametrize("year", ["0000", "0001", "0005", "9999"])
def test_a_year_whose_days_have_numbers_like_years(year):
    asked = graph_of(relation("old", when=year), relation("new", when="2025"))
    assert ids(window(asked, year, year)) == {"old"}


def test_the_days_that_bound_relations_are_neither_the_first_nor_the_last_of_all_time():
    open_ones = [
        relation("since", when="2020-03-01/..", type="owns"),
        relation("until", when="../2019-02-03"),
    ]
    days = index(graph_of(*open_ones, relation("undated"))).span
    assert days == (day("2019-02-03"), day("2020-03-01"))
    assert index(graph_of(relation("undated"))).span is None
