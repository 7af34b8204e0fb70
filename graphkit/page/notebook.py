"""Shows a graph's page in a notebook, in a sandboxed frame."""

from dataclasses import dataclass, field

from graphkit.errors import UsageError
from graphkit.graph.multigraph import Graph
from graphkit.graph.validated import public
from graphkit.model.titles import UNTITLED
from graphkit.page.html import check_whole, render

_MAY = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that a notebook shows as the value of a cell."""

    title: str
    height: int
    page: str = field(repr=False)

    def _repr_html_(self) -> str:
        return (
            f'<iframe title="{_quoted(self.title)}" sandbox="{_MAY}" '
            f'style="width: 100%; height: {self.height}px; border: 0" srcdoc="{_quoted(self.page)}"></iframe>'
        )


@public
def show(graph: Graph, *, height: int = 760) -> Shown:
    """Return the page of a graph, or of a window of it, to show in a notebook.

    The page is the same that :func:`graphkit.export` writes. Its frame cannot access the notebook, its
    cookies or the network.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it or a snapshot; it is not changed.
    height : int, default 760
        The height of the frame in pixels; it is as wide as the notebook.

    Returns
    -------
    Shown
        The page, which a notebook shows as the value of a cell.

    Raises
    ------
    UsageError
        If the height is not above 0.
    DataError
        If the graph mentions an actor or a source that is not in it.

    Examples
    --------
    >>> gk.show(graph, height=600)
    Shown(title='Nvidia, the H20 and the US export controls', height=600)
    """
    if height <= 0:
        raise UsageError(f"show: a height of {height} pixels shows nothing; write one above 0")
    check_whole(graph)
    return Shown(graph.graph.get("title") or UNTITLED, height, render(graph))


def _quoted(text: str) -> str:
    """Escape a text for an attribute in double quotes."""
    return text.replace("&", "&amp;").replace('"', "&quot;")
