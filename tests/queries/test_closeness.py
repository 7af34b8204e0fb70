"""Closeness and betweenness, with networkx as the oracle."""

import random

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.queries import closeness as module
from graphkit.queries.closeness import betweenness, closeness

NUMBERS = st.integers(0, 13)
TIES = st.sets(st.tuples(NUMBERS, NUMBERS).filter(lambda pair: pair[0] < pair[1]), max_size=22)


JUDGES = {closeness: nx.closeness_centrality, betweenness: nx.betweenness_centrality}


def judged(count, ties, measure):
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(ties)
    found = JUDGES[measure](graph)
    return [found[number] for number in range(count)]


@pytest.mark.parametrize("measure", JUDGES)
@given(TIES)
def test_it_is_that_of_networkx(measure, ties):
    assert measure(14, sorted(ties)) == pytest.approx(judged(14, ties, measure))


@pytest.mark.parametrize("measure", JUDGES)
def test_trees_hang_from_several_cores(monkeypatch, measure):
    chance = random.Random(5)
    ties = {(chance.randrange(number), number) for number in range(1, 300)}
    ties |= {(chance.randrange(300, number), number) for number in range(301, 500)}
    ties |= {tuple(sorted(chance.sample(range(40), 2))) for _ in range(60)}
    ties |= {(300, 301), (301, 302), (300, 302)}
    monkeypatch.setattr(module, "_ROWS", 7)
    assert measure(503, sorted(ties)) == pytest.approx(judged(503, ties, measure))


def test_a_core_that_takes_too_much_memory_is_left_to_others(monkeypatch):
    monkeypatch.setattr(module, "MOST_IN_CORE", 2)
    assert closeness(5, [(0, 1), (1, 2), (2, 3), (3, 4)]) is not None
    assert closeness(5, [(0, 1), (1, 2), (0, 2), (3, 4)]) is None


@pytest.mark.parametrize("most", [124, 249])  # too many members, or too many steps between them
def test_a_core_that_takes_too_many_products_is_left_to_others(monkeypatch, most):
    ring = [(0, 1), (1, 2), (2, 3), (3, 4), (0, 4)]
    monkeypatch.setattr(module, "MOST_PRODUCTS", 250)
    assert betweenness(5, ring) is not None
    monkeypatch.setattr(module, "MOST_PRODUCTS", most)
    assert betweenness(4, [(0, 1), (1, 2), (2, 3)]) is not None
    assert betweenness(5, ring) is None
