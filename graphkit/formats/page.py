"""The format ``.html``: the interactive page, one file that needs no network."""

from graphkit.graph import Graph
from graphkit.page.html import render


def dumps(graph: Graph) -> str:
    """Return the page of a graph."""
    return render(graph)
