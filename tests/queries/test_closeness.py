"""Closeness, with networkx as the oracle."""

import random

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.queries import closeness as module
from graphkit.queries.closeness import closeness

NUMBERS = st.integers(0, 13)
TIES = st.sets(st.tuples(NUMBERS, NUMBERS).filter(lambda pair: pair[0] < pair[1]), max_size=22)


def judged(count, ties):
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(ties)
    found = nx.closeness_centrality(graph)
    return [found[number] for number in range(count)]


@given(TIES)
def test_it_is_that_of_networkx(ties):
    assert closeness(14, sorted(ties)) == pytest.approx(judged(14, ties))


def test_trees_hang_from_several_cores(monkeypatch):
    chance = random.Random(5)
    ties = {(chance.randrange(number), number) for number in range(1, 300)}
    ties |= {(chance.randrange(300, number), number) for number in range(301, 500)}
    ties |= {tuple(sorted(chance.sample(range(40), 2))) for _ in range(60)}
    ties |= {(300, 301), (301, 302), (300, 302)}
    monkeypatch.setattr(module, "_ROWS", 7)
    assert closeness(503, sorted(ties)) == pytest.approx(judged(503, ties))


def test_a_core_that_takes_too_much_memory_is_left_to_others(monkeypatch):
    monkeypatch.setattr(module, "MOST_IN_CORE", 2)
    assert closeness(5, [(0, 1), (1, 2), (2, 3), (3, 4)]) is not None
    assert closeness(5, [(0, 1), (1, 2), (0, 2), (3, 4)]) is None
