"""Explore who met, banned, licensed or lobbied whom, when, and who says so.

A story is a ``networkx.MultiDiGraph`` of actors and dated, sourced relations, and so is every
window, snapshot and part of it. The words are those of the command line::

    import graphkit as gk

    graph = gk.load("data/graph.json")
    july = gk.window(graph, since="2025-07", until="2025-07")

What is there
    ``load``, ``save``, ``read`` (a file of another program, and what it loses), ``info``,
    ``actors``, ``relations``, ``find_actor``, ``check_sources``

Cut it down, graph to graph
    ``window`` (a period), ``snapshot`` (as of a day), ``known_by`` (as it was known by a day),
    ``part`` (some relations), ``suppose`` (as it would be if a claim or a source fell)

Ask it
    ``neighbors`` and ``parts``, ``between`` (everything between two actors),
    ``common`` (shared neighbours), ``rank`` (who, which, when most), ``groups``,
    ``shortest_path`` and ``shortest_paths``, ``chronological_path``, ``chronological_paths`` and ``reach``;
    a ``Question`` holds a path and all its filters, for ``find_paths`` and ``why_no_path``;
    ``diff`` (what changed between two days), ``compare`` (two versions of a dataset or a list; and
    ``apply_changes`` takes the first to the second), ``timeline`` (how much in each week or month),
    ``story`` (what links tie together), ``voices`` (what rests on whose word)

Take it elsewhere
    ``show`` (the page, in a notebook), ``export`` (by suffix: .html, .gexf, .graphml ...; it returns what
    the format could not carry), ``plain`` (texts and numbers, for networkx's own writers and pyvis),
    ``cite`` (a bibliography for a reference manager),
    ``to_dataset`` and ``build_graph``

Answers are frozen; a relation in them tells its ``certainty`` in the window that was asked for, its
``words`` (the date), ``voices``, ``claimed``, ``contested`` and ``evidence``. Whatever graphkit
refuses is a ``GraphkitError`` of one line. Nothing is imported before it is used.
"""

TYPE_CHECKING = False  # checkers take it for that of typing, which takes longer to load than all of this
if TYPE_CHECKING:
    from graphkit.editing.edits import add, edit, remove
    from graphkit.editing.merge_rows import merge
    from graphkit.errors import GraphkitError
    from graphkit.formats.comparing import apply_changes, compare
    from graphkit.formats.events.open_table import open_table as open
    from graphkit.formats.graphs.node_link import save
    from graphkit.formats.graphs.plain import plain
    from graphkit.formats.registry import read_file as read
    from graphkit.formats.registry import write as export
    from graphkit.graph.build import build_graph, load, to_dataset
    from graphkit.graph.names import find_actor
    from graphkit.page.notebook import show
    from graphkit.queries.attribution import voices
    from graphkit.queries.between import between
    from graphkit.queries.citations import cite
    from graphkit.queries.common import common
    from graphkit.queries.diff import diff
    from graphkit.queries.groups import groups
    from graphkit.queries.linked_events import story
    from graphkit.queries.listing import actors, relations
    from graphkit.queries.neighbors import neighbors, parts
    from graphkit.queries.path_diagnosis import why_no_path
    from graphkit.queries.path_question import Question, find_paths
    from graphkit.queries.ranking import rank
    from graphkit.queries.records import records
    from graphkit.queries.shortest_paths import shortest_path, shortest_paths
    from graphkit.queries.source_audit import check_sources
    from graphkit.queries.summary import info
    from graphkit.queries.suppositions import suppose
    from graphkit.queries.temporal_paths import chronological_path, chronological_paths, reach
    from graphkit.queries.timeline import timeline
    from graphkit.queries.windows import known_by, part, snapshot, window

_MODULES = {
    "editing.edits": ("add", "edit", "remove"),
    "editing.merge_rows": ("merge",),
    "errors": ("GraphkitError",),
    "formats.comparing": ("apply_changes", "compare"),
    "formats.events.open_table": ("open",),
    "formats.graphs.node_link": ("save",),
    "formats.graphs.plain": ("plain",),
    "formats.registry": ("export", "read"),
    "graph.build": ("build_graph", "load", "to_dataset"),
    "graph.names": ("find_actor",),
    "page.notebook": ("show",),
    "queries.attribution": ("voices",),
    "queries.between": ("between",),
    "queries.citations": ("cite",),
    "queries.common": ("common",),
    "queries.diff": ("diff",),
    "queries.groups": ("groups",),
    "queries.linked_events": ("story",),
    "queries.listing": ("actors", "relations"),
    "queries.neighbors": ("neighbors", "parts"),
    "queries.path_diagnosis": ("why_no_path",),
    "queries.path_question": ("Question", "find_paths"),
    "queries.ranking": ("rank",),
    "queries.records": ("records",),
    "queries.shortest_paths": ("shortest_path", "shortest_paths"),
    "queries.source_audit": ("check_sources",),
    "queries.summary": ("info",),
    "queries.suppositions": ("suppose",),
    "queries.temporal_paths": ("chronological_path", "chronological_paths", "reach"),
    "queries.timeline": ("timeline",),
    "queries.windows": ("known_by", "part", "snapshot", "window"),
}
"""The names that each module defines; those of :data:`_OTHER_NAMES` have another name there."""

_OTHER_NAMES = {"export": "write", "open": "open_table", "read": "read_file"}

__all__ = [
    "GraphkitError", "Question", "actors", "add", "apply_changes", "between", "build_graph",
    "check_sources", "chronological_path", "chronological_paths", "cite", "common", "compare", "diff",
    "edit", "export", "find_actor", "find_paths", "groups", "info", "known_by", "load", "merge",
    "neighbors", "part", "parts", "plain", "rank", "reach", "read", "records", "relations", "remove",
    "save", "shortest_path", "shortest_paths", "show", "snapshot", "story", "suppose", "timeline",
    "to_dataset", "voices", "why_no_path", "window",
]  # fmt: skip
"""Every public name but ``open``: ``from graphkit import *`` must not replace Python's own."""
if TYPE_CHECKING:
    __all__ += ["open"]


def __getattr__(name: str) -> object:
    from importlib import import_module

    for module, names in _MODULES.items():
        if name in names:
            found: object = getattr(import_module(f"graphkit.{module}"), _OTHER_NAMES.get(name, name))
            return found
    raise AttributeError(f"module 'graphkit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted((*__all__, "open"))
