"""Builds graphs of networkx: from columns of edges faster than edge by edge, and such as notice every change.

People change a ``networkx.MultiDiGraph`` in many ways: by its methods, by the dictionaries of its
attributes, by those beneath its views. In a watched graph all of these are dictionaries that
count each change on the graph's one clock, so that what was computed from the graph is known to hold
or not by comparing two numbers.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import networkx as nx

Graph: TypeAlias = "nx.MultiDiGraph[str]"
_Adjacency = dict[str, dict[str, dict[str, dict[str, Any]]]]

Stamp = tuple[int, int, int, int, int]
"""The time on a graph's clock, and which dictionaries the graph consists of."""


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
    onward: _Adjacency = graph._succ  # type: ignore[attr-defined]  # what its views show, to be written
    back: _Adjacency = graph._pred  # type: ignore[attr-defined]
    for source, target, key, attributes in zip(sources, targets, keys, data, strict=True):
        met = onward[source]
        between = met.get(target)
        if between is None:
            met[target] = back[target][source] = {key: attributes}
        else:
            between[key] = attributes
    return graph


# --- graphs that notice changes -----------------------------------------------------------------


class Clock:
    """Counts the changes of one graph.

    Attributes
    ----------
    time
        How many changes there were.
    checked
        The stamp of the graph when what it holds was last known to be sound; None if it never was.
    """

    __slots__ = ("checked", "time")

    def __init__(self) -> None:
        self.time = 0
        self.checked: Stamp | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return Clock, ()  # a copy, or what is read from a file, is yet to be checked

    def watched(self, content: Any = ()) -> "Watched":
        """Return a dictionary with this content whose changes are counted here, as its making is."""
        self.time += 1
        made = Watched(content)
        made.clock = self
        return made


def _counted(name: str) -> Callable[..., Any]:
    """Return a method of dictionaries that counts a change, then makes it."""
    change = getattr(dict, name)

    def changing(self: "Watched", /, *args: Any, **kwargs: Any) -> Any:
        self.clock.time += 1
        return change(self, *args, **kwargs)

    changing.__name__, changing.__doc__ = name, change.__doc__
    return changing


class Watched(dict[Any, Any]):
    """A dictionary of a graph that counts its changes; its copies are plain ones."""

    __slots__ = ("clock",)
    clock: Clock

    __setitem__ = _counted("__setitem__")
    __delitem__ = _counted("__delitem__")
    __ior__ = _counted("__ior__")
    clear = _counted("clear")
    pop = _counted("pop")
    popitem = _counted("popitem")
    setdefault = _counted("setdefault")
    update = _counted("update")

    def __copy__(self) -> dict[Any, Any]:
        return dict(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return Clock.watched, (self.clock, dict(self))


Edge = tuple[str, str, str, Mapping[str, Any]]
"""An edge's source, target, key and attributes."""


def watched_graph(
    attributes: Mapping[str, Any], nodes: Iterable[tuple[str, Mapping[str, Any]]], edges: Iterable[Edge]
) -> "nx.MultiDiGraph[str]":
    """Return a graph that notices every change; what it holds at first is sound.

    Parameters
    ----------
    attributes
        Those of the graph itself.
    nodes, edges
        The nodes with their attributes, which are copied, and the edges between them; no key occurs
        twice between the same two.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    clock = Clock()
    watched, put = clock.watched, dict.__setitem__  # what is put in at first is no change
    known, onward, back = watched(), watched(), watched()
    for node, data in nodes:
        put(known, node, watched(data))
        put(onward, node, watched())
        put(back, node, watched())
    for source, target, key, data in edges:
        told = Watched(data)
        told.clock = clock
        between = onward[source].get(target)
        if between is None:
            between = Watched({key: told})
            between.clock = clock
            put(onward[source], target, between)
            put(back[target], source, between)
        else:
            put(between, key, told)
    graph.graph = watched(attributes)
    graph._node, graph._succ, graph._pred = known, onward, back  # type: ignore[attr-defined]
    for kind in _DICTIONARIES:
        setattr(graph, f"{kind}_factory", watched)
    clock.checked = stamp_of(graph)
    return graph


_DICTIONARIES = (
    "graph_attr_dict",
    "node_dict",
    "node_attr_dict",
    "adjlist_outer_dict",
    "adjlist_inner_dict",
    "edge_key_dict",
    "edge_attr_dict",
)
"""What networkx calls the dictionaries of a graph, and makes by a factory of each name."""


def stamp_of(graph: "nx.MultiDiGraph[str]") -> Stamp | None:
    """Return what tells a state of a watched graph from all others, None of a graph that is not watched."""
    clock = getattr(graph.graph, "clock", None)
    if clock is None:
        return None
    return clock.time, id(graph.graph), id(graph._node), id(graph._succ), id(graph._pred)  # type: ignore[attr-defined]


def is_unchanged(graph: "nx.MultiDiGraph[str]") -> bool:
    """Whether a graph is watched, and has not changed since it was known to be sound."""
    stamp = stamp_of(graph)
    return stamp is not None and stamp == graph.graph.clock.checked  # type: ignore[attr-defined]


def is_watched(graph: "nx.MultiDiGraph[str]") -> bool:
    """Whether every dictionary of a graph counts its changes on the graph's own clock."""
    clock = getattr(graph.graph, "clock", None)
    nodes, ways = graph._node, (graph._succ, graph._pred)  # type: ignore[attr-defined]
    pairs = (between for way in ways for met in way.values() for between in met.values())
    parts = chain(
        (nodes, *ways),
        nodes.values(),
        (met for way in ways for met in way.values()),
        (part for between in pairs for part in (between, *between.values())),
    )
    return clock is not None and all(getattr(part, "clock", None) is clock for part in parts)
