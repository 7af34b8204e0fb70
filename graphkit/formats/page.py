"""The format ``.html``: the interactive page, one file that needs no network."""

from graphkit.formats.format import Format, Written
from graphkit.graph.conversion import self_contained
from graphkit.graph.multigraph import Graph
from graphkit.page.html import render


def dumps(graph: Graph) -> Written:
    """Return the page of a graph; nothing is lost, but nothing can be read back either."""
    self_contained(graph)  # raises if an actor is missing
    return Written(render(graph).encode())


PAGE = Format("page", (".html",), "a page for any browser, offline", dumps)
