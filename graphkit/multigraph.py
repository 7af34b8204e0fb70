"""Builds a graph of networkx from columns of edges, faster than edge by edge."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

_Adjacency = dict[str, dict[str, dict[str, dict[str, Any]]]]


def multigraph(
    sources: Sequence[str], targets: Sequence[str], keys: Iterable[str], data: Iterable[dict[str, Any]]
) -> "nx.MultiDiGraph[str]":
    """Return the graph that ``add_edge`` would build of the same edges in the same order.

    networkx looks up both ends and makes and merges dictionaries at every edge; here the
    dictionary that both of its directions share is made once for each pair of actors.

    Parameters
    ----------
    sources, targets, keys, data
        The ends, the key and the attributes of each edge; no key occurs twice between the same
        two, and each edge's attributes are its own from now on.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(dict.fromkeys(chain.from_iterable(zip(sources, targets, strict=True))))
    tie(graph, sources, targets, keys, data)
    return graph


def tie(
    graph: "nx.MultiDiGraph[str]",
    sources: Iterable[str],
    targets: Iterable[str],
    keys: Iterable[str],
    data: Iterable[dict[str, Any]],
) -> None:
    """Add edges to a graph that has none of them, but all of their ends, as :func:`multigraph` does."""
    onward: _Adjacency = graph._succ  # type: ignore[attr-defined]  # what its views show, to be written
    back: _Adjacency = graph._pred  # type: ignore[attr-defined]
    for source, target, key, attributes in zip(sources, targets, keys, data, strict=True):
        met = onward[source]
        between = met.get(target)
        if between is None:
            met[target] = back[target][source] = {key: attributes}
        else:
            between[key] = attributes
