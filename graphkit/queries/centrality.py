"""Measures how central actors are in the graph of their ties, by the measure that is asked for."""

from collections.abc import Sequence
from typing import Any

from graphkit.queries.closeness import betweenness, closeness


def centrality(
    count: int, ties: Sequence[tuple[int, int]], by: str, *, is_directed: bool = False
) -> list[float]:
    """Return the betweenness, closeness or pagerank of so many actors by their ties, given by number.

    One thread adds up the shares of betweenness, in one order, so that the answer is the same each time.
    """
    import rustworkx  # takes a while to load

    one_way = is_directed or by == "pagerank"
    if not one_way:
        own = (closeness if by == "closeness" else betweenness)(count, ties)
        if own is not None:
            return own
    edges = list(ties)
    if one_way and not is_directed:
        edges += [(there, here) for here, there in ties]
    elif one_way and by == "closeness":  # which measures the ways to an actor, as in networkx
        edges = [(there, here) for here, there in ties]
    graph: Any = rustworkx.PyDiGraph() if one_way else rustworkx.PyGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from_no_data(edges)
    if by == "pagerank":
        found = rustworkx.pagerank(graph, alpha=0.85)
    elif by == "betweenness":
        found = rustworkx.betweenness_centrality(graph, parallel_threshold=count + 1)
    else:
        found = rustworkx.closeness_centrality(graph)
    return [found[number] for number in range(count)]
