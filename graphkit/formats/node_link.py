"""The format ``graph.json``: networkx's node-link JSON in canonical form."""

from graphkit import storage
from graphkit.graph import Graph, to_dataset


def dumps(graph: Graph) -> str:
    """Return the graph as a dataset in canonical form."""
    return storage.dumps(to_dataset(graph))
