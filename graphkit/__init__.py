"""Explore who met, banned, licensed or lobbied whom, when, and who says so.

A story is a ``networkx.MultiDiGraph`` of actors and dated, sourced relations, and so is every
window, snapshot and part of it. The words are those of the command line::

    import graphkit as gk

    graph = gk.load("data/graph.json")
    july = gk.window(graph, since="2025-07", until="2025-07")

What is there
    ``load``, ``save``, ``info``, ``actors``, ``relations``, ``find_actor``, ``check_sources``

Cut it down, graph to graph
    ``window`` (a period), ``snapshot`` (as of a day), ``known_by`` (as it was known by a day),
    ``part`` (some relations)

Ask it
    ``neighbors`` and ``parts``, ``shortest_path`` and ``shortest_paths``,
    ``chronological_path``, ``chronological_paths`` and ``reach``;
    a ``Question`` holds a path and all its filters, for ``find_paths`` and ``why_no_path``;
    ``diff`` (what changed between two days), ``timeline`` (how much in each week or month),
    ``story`` (what links tie together), ``voices`` (what rests on whose word)

Take it elsewhere
    ``show`` (the page, in a notebook), ``export`` (by suffix: .html, .gexf, .graphml ...; it returns what
    the format could not carry), ``to_dataset`` and ``build_graph``

Answers are frozen; a relation in them tells its ``certainty`` in the window that was asked for, its
``words`` (the date), ``voices``, ``claimed``, ``contested`` and ``evidence``. Whatever graphkit
refuses is a ``GraphkitError`` of one line. Nothing is imported before it is used.
"""

TYPE_CHECKING = False  # checkers take it for that of typing, which takes longer to load than all of this
if TYPE_CHECKING:
    from graphkit.absence import Question, find_paths, why_no_path
    from graphkit.audit import check_sources
    from graphkit.chronology import chronological_path, chronological_paths, reach
    from graphkit.difference import diff
    from graphkit.edits import add, edit, merge, remove
    from graphkit.errors import GraphkitError
    from graphkit.formats.event_table import open_table as open
    from graphkit.formats.node_link import save
    from graphkit.formats.registry import write as export
    from graphkit.graph import build_graph, find_actor, load, to_dataset
    from graphkit.listing import actors, relations
    from graphkit.neighborhood import neighbors, parts
    from graphkit.overview import info
    from graphkit.page.notebook import show
    from graphkit.paths import shortest_path, shortest_paths
    from graphkit.threads import story
    from graphkit.timelines import timeline
    from graphkit.vouching import voices
    from graphkit.windows import known_by, part, snapshot, window

_HOMES = {
    "GraphkitError": ("graphkit.errors", "GraphkitError"),
    "Question": ("graphkit.absence", "Question"),
    "actors": ("graphkit.listing", "actors"),
    "add": ("graphkit.edits", "add"),
    "build_graph": ("graphkit.graph", "build_graph"),
    "check_sources": ("graphkit.audit", "check_sources"),
    "chronological_path": ("graphkit.chronology", "chronological_path"),
    "chronological_paths": ("graphkit.chronology", "chronological_paths"),
    "diff": ("graphkit.difference", "diff"),
    "edit": ("graphkit.edits", "edit"),
    "export": ("graphkit.formats.registry", "write"),
    "find_actor": ("graphkit.graph", "find_actor"),
    "find_paths": ("graphkit.absence", "find_paths"),
    "info": ("graphkit.overview", "info"),
    "known_by": ("graphkit.windows", "known_by"),
    "load": ("graphkit.graph", "load"),
    "merge": ("graphkit.edits", "merge"),
    "neighbors": ("graphkit.neighborhood", "neighbors"),
    "open": ("graphkit.formats.event_table", "open_table"),
    "part": ("graphkit.windows", "part"),
    "parts": ("graphkit.neighborhood", "parts"),
    "reach": ("graphkit.chronology", "reach"),
    "relations": ("graphkit.listing", "relations"),
    "remove": ("graphkit.edits", "remove"),
    "save": ("graphkit.formats.node_link", "save"),
    "shortest_path": ("graphkit.paths", "shortest_path"),
    "shortest_paths": ("graphkit.paths", "shortest_paths"),
    "show": ("graphkit.page.notebook", "show"),
    "snapshot": ("graphkit.windows", "snapshot"),
    "story": ("graphkit.threads", "story"),
    "timeline": ("graphkit.timelines", "timeline"),
    "to_dataset": ("graphkit.graph", "to_dataset"),
    "voices": ("graphkit.vouching", "voices"),
    "why_no_path": ("graphkit.absence", "why_no_path"),
    "window": ("graphkit.windows", "window"),
}

__all__ = [
    "GraphkitError",
    "Question",
    "actors",
    "add",
    "build_graph",
    "check_sources",
    "chronological_path",
    "chronological_paths",
    "diff",
    "edit",
    "export",
    "find_actor",
    "find_paths",
    "info",
    "known_by",
    "load",
    "merge",
    "neighbors",
    "open",
    "part",
    "parts",
    "reach",
    "relations",
    "remove",
    "save",
    "shortest_path",
    "shortest_paths",
    "show",
    "snapshot",
    "story",
    "timeline",
    "to_dataset",
    "voices",
    "why_no_path",
    "window",
]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'graphkit' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    found: object = getattr(import_module(module), attribute)
    return found


def __dir__() -> list[str]:
    return list(__all__)
