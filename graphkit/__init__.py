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
    from graphkit.editing.edits import add, edit, merge, remove
    from graphkit.errors import GraphkitError
    from graphkit.formats.event_table import open_table as open
    from graphkit.formats.node_link import save
    from graphkit.formats.registry import write as export
    from graphkit.graph.build import build_graph, load, to_dataset
    from graphkit.graph.names import find_actor
    from graphkit.page.notebook import show
    from graphkit.queries.attribution import voices
    from graphkit.queries.diff import diff
    from graphkit.queries.linked_events import story
    from graphkit.queries.listing import actors, relations
    from graphkit.queries.neighbors import neighbors, parts
    from graphkit.queries.path_diagnosis import why_no_path
    from graphkit.queries.path_question import Question, find_paths
    from graphkit.queries.shortest_paths import shortest_path, shortest_paths
    from graphkit.queries.source_audit import check_sources
    from graphkit.queries.summary import info
    from graphkit.queries.temporal_paths import chronological_path, chronological_paths, reach
    from graphkit.queries.timeline import timeline
    from graphkit.queries.windows import known_by, part, snapshot, window

_HOMES = {
    "GraphkitError": ("graphkit.errors", "GraphkitError"),
    "Question": ("graphkit.queries.path_question", "Question"),
    "actors": ("graphkit.queries.listing", "actors"),
    "add": ("graphkit.editing.edits", "add"),
    "build_graph": ("graphkit.graph.build", "build_graph"),
    "check_sources": ("graphkit.queries.source_audit", "check_sources"),
    "chronological_path": ("graphkit.queries.temporal_paths", "chronological_path"),
    "chronological_paths": ("graphkit.queries.temporal_paths", "chronological_paths"),
    "diff": ("graphkit.queries.diff", "diff"),
    "edit": ("graphkit.editing.edits", "edit"),
    "export": ("graphkit.formats.registry", "write"),
    "find_actor": ("graphkit.graph.names", "find_actor"),
    "find_paths": ("graphkit.queries.path_question", "find_paths"),
    "info": ("graphkit.queries.summary", "info"),
    "known_by": ("graphkit.queries.windows", "known_by"),
    "load": ("graphkit.graph.build", "load"),
    "merge": ("graphkit.editing.edits", "merge"),
    "neighbors": ("graphkit.queries.neighbors", "neighbors"),
    "open": ("graphkit.formats.event_table", "open_table"),
    "part": ("graphkit.queries.windows", "part"),
    "parts": ("graphkit.queries.neighbors", "parts"),
    "reach": ("graphkit.queries.temporal_paths", "reach"),
    "relations": ("graphkit.queries.listing", "relations"),
    "remove": ("graphkit.editing.edits", "remove"),
    "save": ("graphkit.formats.node_link", "save"),
    "shortest_path": ("graphkit.queries.shortest_paths", "shortest_path"),
    "shortest_paths": ("graphkit.queries.shortest_paths", "shortest_paths"),
    "show": ("graphkit.page.notebook", "show"),
    "snapshot": ("graphkit.queries.windows", "snapshot"),
    "story": ("graphkit.queries.linked_events", "story"),
    "timeline": ("graphkit.queries.timeline", "timeline"),
    "to_dataset": ("graphkit.graph.build", "to_dataset"),
    "voices": ("graphkit.queries.attribution", "voices"),
    "why_no_path": ("graphkit.queries.path_diagnosis", "why_no_path"),
    "window": ("graphkit.queries.windows", "window"),
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
