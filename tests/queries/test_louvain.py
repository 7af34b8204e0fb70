"""The method of Louvain, with that of networkx, counting in fractions, as the oracle."""

import sys
from collections import defaultdict
from fractions import Fraction
from unittest import mock

import networkx as nx
from hypothesis import example, given
from hypothesis import strategies as st

from graphkit.queries.louvain import louvain

TIES = st.dictionaries(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(1, 5),
    min_size=1,
).map(lambda weights: sorted((*pair, weight) for pair, weight in weights.items()))


def judged(ties, seed):
    graph = nx.Graph()
    graph.add_nodes_from(range(12))
    graph.add_weighted_edges_from((here, there, Fraction(weight)) for here, there, weight in ties)
    exact = mock.Mock(side_effect=lambda _: defaultdict(Fraction))
    with mock.patch.object(sys.modules["networkx.algorithms.community.louvain"], "defaultdict", exact):
        return nx.community.louvain_communities(graph, seed=seed, threshold=0)


SQUARE = [(0, 1, 1), (0, 3, 1), (1, 2, 1), (2, 3, 1)]
"""Whoever moves gains as much by either neighbour."""


@example(SQUARE, 0)
@example(SQUARE, 1)
@given(TIES, st.integers(0, 3))
def test_the_groups_and_their_modularity_are_those_of_networkx(ties, seed):
    groups, modularity = louvain(12, ties, seed)
    found = judged(ties, seed)
    assert sorted(map(sorted, groups)) == sorted(map(sorted, found))
    graph = nx.Graph()
    graph.add_nodes_from(range(12))
    graph.add_weighted_edges_from(ties)
    assert abs(modularity - nx.community.modularity(graph, found)) < 1e-12


def test_where_nothing_is_tied_each_is_a_group():
    assert louvain(3, [], 0) == ([[0], [1], [2]], 0)
