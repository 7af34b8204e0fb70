"""Keeps a graph valid while people change it: what queries ask holds what the graph holds now."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from operator import is_
from typing import Any, get_args

import networkx as nx

from graphkit import arguments
from graphkit.errors import UsageError
from graphkit.graph.adjacency import Adjacency
from graphkit.graph.conversion import WHERE, built, raw
from graphkit.graph.filters import WHOLE, Filter
from graphkit.graph.multigraph import Graph, Stamp, is_unchanged, is_watched, stamp_of
from graphkit.graph.provenance import known_version
from graphkit.graph.resolver import Resolver
from graphkit.graph.version_cache import VersionCache
from graphkit.model.entities import Dataset, Kind
from graphkit.model.statuses import Status
from graphkit.model.vocabulary import vocabulary
from graphkit.storage.json_file import building, dataset_of

_OUTSIDE = ("actor", "relation")
"""What a part of a story may mention that is not in it."""


class Memory:
    """What is remembered of a graph, in networkx's own cache; a copy of the graph remembers nothing.

    Attributes
    ----------
    index, names, relations
        What queries have computed of a sound graph.
    twin
        A sound graph that holds the same as this one did when its stamp, or else its content, was
        taken; None where it holds what may change unseen.
    beyond
        In a part of a graph that is what was known by a day: refuses the name of an actor who is known
        only later.
    """

    __slots__ = ("beyond", "content", "index", "names", "relations", "stamp", "twin")

    def __init__(self) -> None:
        self.index: Any = None
        self.names: dict[str, list[str]] | None = None
        self.relations: dict[str, tuple[str, str, str]] | None = None
        self.twin: Graph | None = None
        self.stamp: Stamp | None = None
        self.content: list[object] = []
        self.beyond: Callable[[str], None] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return Memory, ()


def memory_of(graph: Graph) -> Memory:
    """Return what is remembered of a graph."""
    cache = graph.__networkx_cache__
    found: Memory | None = cache.get("graphkit")
    if found is None:
        found = cache["graphkit"] = Memory()
    return found


def sound(graph: Graph) -> Graph:
    """Return a graph that holds what this one holds now, every rule of the file applied to it.

    It is the graph itself as long as it was made by graphkit and has not changed since; else a twin
    of it. Whoever asks a graph asks this one, so that no answer is from before a change.

    A part of a story may mention actors and relations that are not in it. Attributes that are none
    of the format's are left as they are.

    Raises
    ------
    UsageError
        If it is no directed multigraph.
    DataError
        If what it holds is refused.
    """
    if not isinstance(graph, nx.MultiDiGraph):
        raise UsageError(
            f"graph: a {type(graph).__name__} is asked, not a networkx.MultiDiGraph; "
            "take one that gk.load or gk.build_graph made"
        )
    with _readable():
        if is_unchanged(graph):
            return graph
        memory, stamp = memory_of(graph), stamp_of(graph)
        if memory.twin is not None and stamp is not None and memory.stamp == stamp:
            return memory.twin
    return _twin(graph, memory, stamp)


def _twin(graph: Graph, memory: Memory, stamp: Stamp | None) -> Graph:
    """Return a sound graph that holds what a graph holds: that of before where nothing has changed."""
    with building():
        with _readable():
            content = [] if stamp is not None and is_watched(graph) else _content(graph)
            if memory.twin is not None and content and _is_same(content, memory.content):
                return memory.twin
            graph.__networkx_cache__.clear()  # as networkx asks of whoever changes what is beneath its views
            held = raw(graph)
        dataset = dataset_of(held, WHERE, unsure=_OUTSIDE)
        twin = built(dataset, graph)
        if not _belongs_in_its_view(twin):
            dict.pop(twin.graph, "view")  # which is no change of the twin
        if _is_immutable(held, dataset):
            memory = memory_of(graph)
            memory.twin, memory.stamp, memory.content = twin, None if content else stamp, content
    return twin


@contextmanager
def _readable() -> Iterator[None]:
    """Say in one line where what is beneath the views of a graph does not fit together."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UsageError(
            f"graph: what is beneath its views does not fit together ({type(error).__name__}); "
            "change it by add_edge, remove_node and their like"
        ) from None


def filter_of(graph: Graph) -> Filter:
    """Return the question that a sound graph answers."""
    found = graph.graph.get("view")
    return found if isinstance(found, Filter) else WHOLE


def _belongs_in_its_view(graph: Graph) -> bool:
    """Whether all that a graph holds belongs in the view that it carries.

    networkx hands the attributes of a graph on to whatever is made of it: one composed of a window
    and of something else carries the view of the window, and is none.
    """
    view = filter_of(graph)
    if view == WHOLE:
        return True
    sources = {source.id: source for source in graph.graph["sources"]}
    scales = VersionCache(sources, vocabulary(graph.graph["relation_types"]))
    lens = Resolver(Adjacency.of(graph), scales, view)
    for source, target, fields in graph.edges(data=True):
        versions = lens.versions_of(fields)
        if known_version(versions, view.known_by) is not versions[-1]:
            return False
        if not lens.belongs(source, target, fields):
            return False
    return True


def _is_immutable(raw: Mapping[str, Any], dataset: Dataset) -> bool:
    """Whether a graph holds the very values of its dataset, none of which changes unseen."""
    rows = {actor.id: actor for actor in dataset.actors}
    relations = {relation.key: relation for relation in dataset.relations}
    pairs = [(raw["graph"], dataset), *((row, rows[row["id"]]) for row in raw["nodes"])]
    pairs += [(row, relations[row["key"]]) for row in raw["edges"]]
    return all(
        name == "format" or getattr(read, name) == value for row, read in pairs for name, value in row.items()
    )


def _content(graph: Graph) -> list[object]:
    """Return all that a graph holds, one after the other, and how much of it belongs together."""
    found: list[object] = [len(graph.graph), *graph.graph, *graph.graph.values()]
    for id, data in graph.nodes(data=True):
        found += (id, len(data), *data, *data.values())
    found.append(...)
    for source, target, key, data in graph.edges(keys=True, data=True):
        found += (source, target, key, len(data), *data, *data.values())
    return found


def _is_same(content: list[object], before: list[object]) -> bool:
    return len(content) == len(before) and all(map(is_, content, before))


# --- arguments --------------------------------------------------------------------------------


def _data(_name: str, value: Any) -> Any:
    return value if isinstance(value, Dataset) else sound(value)


CHECKS: Mapping[str, arguments.Check] = {
    **arguments.CHECKS,
    "graph": lambda _name, graph: sound(graph),
    "data": _data,
    "statuses": arguments.several_of(get_args(Status)),
    **dict.fromkeys(("kinds", "avoid_kinds"), arguments.several_of(get_args(Kind))),
}
"""The rule of each argument of a public function, by its name."""

public = arguments.checking(CHECKS)
"""Marks a public function: its arguments are checked first, and the graph that it gets is sound."""
