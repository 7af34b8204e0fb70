"""Builds networkx graphs: fast ones from columns of edges, and watched ones that count their changes.

People change a ``networkx.MultiDiGraph`` by its methods, by its attribute dictionaries and by the
dictionaries behind its views. In a watched graph all of these dictionaries count each change on one
clock, so that comparing two numbers shows whether the graph has changed since something was computed from
it.

networkx takes longer to load than most commands take to answer, so the command line gets graphs that load it
only when they are asked for what it alone knows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import networkx as nx

Graph: TypeAlias = "nx.MultiDiGraph[str]"
_Adjacency = dict[str, dict[str, dict[str, dict[str, Any]]]]

Stamp = tuple[int, int, int, int, int]
"""A state of a watched graph: the time on its clock, and the identities of its dictionaries."""


def multigraph(
    sources: Sequence[str], targets: Sequence[str], keys: Iterable[str], data: Iterable[dict[str, Any]]
) -> Graph:
    """Return the graph that ``add_edge`` would build from the same edges in the same order, only faster.

    Instead of merging dictionaries for every edge, it creates one dictionary per pair of actors, which both
    directions share. A key occurs once between the same two actors. ``data``, the attributes of each edge,
    are kept without a copy.
    """
    graph = _empty()
    for actor in dict.fromkeys(chain.from_iterable(zip(sources, targets, strict=True))):
        for dictionary in (graph._node, graph._succ, graph._pred):  # type: ignore[attr-defined]
            dictionary[actor] = {}
    successors: _Adjacency = graph._succ  # type: ignore[attr-defined]  # the dictionary behind a view
    predecessors: _Adjacency = graph._pred  # type: ignore[attr-defined]
    for source, target, key, attributes in zip(sources, targets, keys, data, strict=True):
        neighbors = successors[source]
        edges = neighbors.get(target)
        if edges is None:
            neighbors[target] = predecessors[target][source] = {key: attributes}
        else:
            edges[key] = attributes
    return graph


# --- graphs without networkx ----------------------------------------------------------------------


class _Nodes(Mapping[str, dict[str, Any]]):
    """The attributes of each node, asked as networkx's view is."""

    def __init__(self, nodes: Mapping[str, dict[str, Any]]) -> None:
        self._nodes = nodes

    def __getitem__(self, node: str) -> dict[str, Any]:
        return self._nodes[node]

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)

    def __call__(self, *, data: bool = False) -> Iterable[Any]:
        return self._nodes.items() if data else self


class Unloaded:
    """A ``networkx.MultiDiGraph`` that becomes one when it is asked for what it lacks."""

    def __init__(self) -> None:
        self.graph: dict[str, Any] = {}
        self._node: dict[str, Any] = {}
        self._succ: dict[str, Any] = {}
        self._pred: dict[str, Any] = {}
        self.__dict__["__networkx_cache__"] = {}

    def __contains__(self, actor: object) -> bool:
        return actor in self._node

    def __iter__(self) -> Iterator[str]:
        return iter(self._node)

    def __len__(self) -> int:
        return len(self._node)

    number_of_nodes = __len__

    def number_of_edges(self) -> int:
        """Return the number of edges."""
        return sum(len(edges) for row in self._succ.values() for edges in row.values())

    @property
    def nodes(self) -> _Nodes:
        """The attributes of each node."""
        return _Nodes(self._node)

    def __getitem__(self, actor: str) -> Any:
        return self.adj[actor]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and not name.startswith("__networkx"):
            raise AttributeError(name)  # as copy and pickle ask
        import networkx as nx

        loaded: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for own, value in self.__dict__.items():
            setattr(loaded, own, value)
        self.__class__, self.__dict__ = nx.MultiDiGraph, loaded.__dict__  # type: ignore[assignment]
        return getattr(self, name)


_is_unloaded = False


@contextmanager
def without_networkx() -> Iterator[None]:
    """Make graphs that load networkx only when they need it."""
    global _is_unloaded
    before, _is_unloaded = _is_unloaded, True
    try:
        yield
    finally:
        _is_unloaded = before


def with_networkx() -> None:
    """Make graphs that have networkx from the start, as several threads need them that ask one graph."""
    global _is_unloaded
    _is_unloaded = False


def _empty() -> Graph:
    if _is_unloaded:
        return Unloaded()  # type: ignore[return-value]
    import networkx as nx

    return nx.MultiDiGraph()


def is_multigraph(graph: object) -> bool:
    """Whether something is a ``networkx.MultiDiGraph``."""
    if isinstance(graph, Unloaded):
        return True
    import networkx as nx

    return isinstance(graph, nx.MultiDiGraph)


# --- watched graphs ------------------------------------------------------------------------------


class Clock:
    """Counts the changes of one graph.

    ``time`` is their number so far, ``checked`` the stamp of the graph when it was last known to be valid.
    """

    __slots__ = ("checked", "time")

    def __init__(self) -> None:
        self.time = 0
        self.checked: Stamp | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return Clock, ()  # a copied or unpickled graph is not checked yet

    def watched(self, content: Any = ()) -> "Watched":
        """Return a dictionary that counts its changes here; its creation counts as one."""
        self.time += 1
        dictionary = Watched(content)
        dictionary.clock = self
        return dictionary


def _counted(name: str) -> Callable[..., Any]:
    """Return a method of ``dict`` that counts a change before it makes it."""
    change = getattr(dict, name)

    def changing(self: "Watched", /, *args: Any, **kwargs: Any) -> Any:
        self.clock.time += 1
        return change(self, *args, **kwargs)

    changing.__name__, changing.__doc__ = name, change.__doc__
    return changing


class Watched(dict[Any, Any]):
    """A dictionary of a graph that counts its changes; copies are plain dictionaries."""

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
"""The source, target, key and attributes of an edge."""


def watched_graph(
    attributes: Mapping[str, Any], nodes: Iterable[tuple[str, Mapping[str, Any]]], edges: Iterable[Edge]
) -> Graph:
    """Return a watched graph; its initial content, which is copied, must be valid.

    A key occurs once between the same two actors.
    """
    graph = _empty()
    clock = Clock()
    watched, put = clock.watched, dict.__setitem__  # initial content does not count as a change
    node_data, successors, predecessors = watched(), watched(), watched()
    for node, data in nodes:
        put(node_data, node, watched(data))
        put(successors, node, watched())
        put(predecessors, node, watched())
    for source, target, key, data in edges:
        edge_data = Watched(data)
        edge_data.clock = clock
        edges_between = successors[source].get(target)
        if edges_between is None:
            edges_between = Watched({key: edge_data})
            edges_between.clock = clock
            put(successors[source], target, edges_between)
            put(predecessors[target], source, edges_between)
        else:
            put(edges_between, key, edge_data)
    graph.graph = watched(attributes)
    graph._node, graph._succ, graph._pred = node_data, successors, predecessors  # type: ignore[attr-defined]
    for kind in _DICTIONARIES:
        setattr(graph, f"{kind}_factory", watched)
    confirm(graph)
    return graph


def confirm(graph: Graph) -> None:
    """Take note that a watched graph is valid as it is now."""
    graph.graph.clock.checked = stamp_of(graph)  # type: ignore[attr-defined]


_DICTIONARIES = (
    "graph_attr_dict", "node_dict", "node_attr_dict", "adjlist_outer_dict", "adjlist_inner_dict",
    "edge_key_dict", "edge_attr_dict",
)  # fmt: skip
"""The names of networkx's factories for the dictionaries of a graph, without ``_factory``."""


def stamp_of(graph: Graph) -> Stamp | None:
    """Return the stamp of the present state of a watched graph; None for any other graph."""
    clock = getattr(graph.graph, "clock", None)
    if clock is None:
        return None
    return clock.time, id(graph.graph), id(graph._node), id(graph._succ), id(graph._pred)  # type: ignore[attr-defined]


def is_unchanged(graph: Graph) -> bool:
    """Whether a graph is watched and has not changed since it was known to be valid."""
    stamp = stamp_of(graph)
    return stamp is not None and stamp == graph.graph.clock.checked  # type: ignore[attr-defined]


def is_watched(graph: Graph) -> bool:
    """Whether every dictionary of a graph counts its changes on the graph's own clock."""
    clock = getattr(graph.graph, "clock", None)
    nodes, directions = graph._node, (graph._succ, graph._pred)  # type: ignore[attr-defined]
    pairs = (edges for direction in directions for row in direction.values() for edges in row.values())
    dictionaries = chain(
        (nodes, *directions),
        nodes.values(),
        (row for direction in directions for row in direction.values()),
        (dictionary for edges in pairs for dictionary in (edges, *edges.values())),
    )
    return clock is not None and all(getattr(each, "clock", None) is clock for each in dictionaries)
