"""Explore who met, banned, licensed or lobbied whom, when, and who says so.

A story is a ``networkx.MultiDiGraph`` of actors and dated, sourced relations::

    import graphkit as gk

    graph = gk.load("data/graph.json")
    july = gk.window(graph, since="2025-07", until="2025-07")
    gk.relations(july).relations
    gk.shortest_path(july, "Trump", "Nvidia")
    gk.neighbors(gk.snapshot(graph, "2025-05-01"), "Nvidia")
    gk.export(july, "july.html")

Nothing is imported before it is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphkit.errors import GraphkitError as GraphkitError
    from graphkit.formats.registry import write as export
    from graphkit.graph import build_graph, find_actor, load, save, to_dataset
    from graphkit.listing import relations
    from graphkit.neighborhood import neighbors
    from graphkit.paths import shortest_path, shortest_paths
    from graphkit.windows import snapshot, window

_HOMES = {
    "GraphkitError": ("graphkit.errors", "GraphkitError"),
    "build_graph": ("graphkit.graph", "build_graph"),
    "export": ("graphkit.formats.registry", "write"),
    "find_actor": ("graphkit.graph", "find_actor"),
    "load": ("graphkit.graph", "load"),
    "neighbors": ("graphkit.neighborhood", "neighbors"),
    "relations": ("graphkit.listing", "relations"),
    "save": ("graphkit.graph", "save"),
    "shortest_path": ("graphkit.paths", "shortest_path"),
    "shortest_paths": ("graphkit.paths", "shortest_paths"),
    "snapshot": ("graphkit.windows", "snapshot"),
    "to_dataset": ("graphkit.graph", "to_dataset"),
    "window": ("graphkit.windows", "window"),
}

__all__ = [
    "GraphkitError",
    "build_graph",
    "export",
    "find_actor",
    "load",
    "neighbors",
    "relations",
    "save",
    "shortest_path",
    "shortest_paths",
    "snapshot",
    "to_dataset",
    "window",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'graphkit' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return list(__all__)
