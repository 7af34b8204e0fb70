"""The format ``.html``: the interactive page, one file that needs no network."""

from graphkit.formats.format import Format, Written
from graphkit.graph.multigraph import Graph
from graphkit.page.html import check_whole, render


def dumps(graph: Graph) -> Written:
    """Return the page of a graph; nothing is lost, but nothing can be read back either."""
    check_whole(graph)
    return Written(render(graph).encode())


PAGE = Format("page", (".html",), "a page for any browser, offline", dumps)
