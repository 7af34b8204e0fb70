"""Validates graphs that people may have changed, so that queries see present content and every rule holds."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from operator import is_
from typing import TYPE_CHECKING, Any, get_args

from graphkit import arguments
from graphkit.errors import UsageError, with_article
from graphkit.graph.adjacency import Adjacency
from graphkit.graph.conditions import GRADES
from graphkit.graph.filters import WHOLE, Filter
from graphkit.graph.multigraph import (
    Graph,
    Stamp,
    confirm,
    is_multigraph,
    is_unchanged,
    is_watched,
    stamp_of,
)
from graphkit.graph.provenance import known_version
from graphkit.graph.resolver import Resolver
from graphkit.graph.version_cache import VersionCache
from graphkit.libraries import building
from graphkit.model.kinds import Kind
from graphkit.model.statuses import Status
from graphkit.model.vocabulary import vocabulary

if TYPE_CHECKING:
    from graphkit.model.entities import Dataset

_OUTSIDE = ("actors", "relations")
"""What a subgraph of a story may mention without containing it."""


class GraphCache:
    """What is kept with a graph, in networkx's own cache; a copy of the graph starts with an empty one.

    ``index`` and ``names`` are what queries have computed of a valid graph. ``twin`` is a
    valid graph with the same content as this one had at ``stamp`` or with ``content``; None if this graph
    holds values that can change unnoticed. ``on_missing_actor`` is called with a name that no actor has,
    before it is reported as not found: a graph of what was known by a day uses it to refuse actors that
    became known later.
    """

    __slots__ = ("content", "index", "names", "on_missing_actor", "stamp", "twin")

    def __init__(self) -> None:
        self.index: Any = None
        self.names: dict[str, list[str]] | None = None
        self.twin: Graph | None = None
        self.stamp: Stamp | None = None
        self.content: list[object] = []
        self.on_missing_actor: Callable[[str], None] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return GraphCache, ()


def cache_of(graph: Graph) -> GraphCache:
    """Return what is kept with a graph."""
    cache = graph.__networkx_cache__
    kept: GraphCache | None = cache.get("graphkit")
    # setdefault: of two threads that make one, both get the one kept first.
    return cache.setdefault("graphkit", GraphCache()) if kept is None else kept


def filter_of(graph: Graph) -> Filter:
    """Return the filter that a valid graph carries."""
    criteria = graph.graph.get("view")
    return criteria if isinstance(criteria, Filter) else WHOLE


def validated(graph: Graph) -> Graph:
    """Return a valid graph with the content that this one has now.

    It is the graph itself if graphkit made it and it has not changed since; otherwise a twin. Queries ask
    only valid graphs, so no answer predates a change.

    A subgraph may mention actors and relations that are not in it. Attributes that the format does not
    have stay as they are. What is no directed multigraph raises UsageError, and what breaks a rule of the
    format DataError.
    """
    if not is_multigraph(graph):
        raise UsageError(
            f"graph: expected a networkx.MultiDiGraph, got {with_article(type(graph).__name__)}; "
            "take one that gk.load or gk.build_graph made; what gk.open opened is asked as table.rank()"
        )
    with suppress(AttributeError, KeyError, TypeError, ValueError):  # told below
        if is_unchanged(graph):
            return graph
    with _readable():
        kept, stamp = cache_of(graph), stamp_of(graph)
        if kept.twin is not None and stamp is not None and kept.stamp == stamp:
            return kept.twin
    return _twin(graph, kept, stamp)


def describe(graph: Graph, **texts: str) -> None:
    """Give a graph another title or description; a valid graph stays one, and is not looked through again.

    What is no such text raises DataError.
    """
    from graphkit.graph.conversion import WHERE
    from graphkit.model.entities import Dataset
    from graphkit.storage.json_file import dataset_of, file_with

    header = {"title": Dataset().title, **texts}
    described, valid = dataset_of(file_with(header, [], []), WHERE), is_unchanged(graph)
    graph.graph.update({name: getattr(described, name) for name in texts})
    if valid:
        confirm(graph)


def _twin(graph: Graph, kept: GraphCache, stamp: Stamp | None) -> Graph:
    """Return a valid graph with the same content: the previous one if nothing has changed."""
    from graphkit.graph.conversion import WHERE, assemble, node_link
    from graphkit.storage.json_file import dataset_of

    with building():
        with _readable():
            content = [] if stamp is not None and is_watched(graph) else _content(graph)
            if kept.twin is not None and content and _is_same(content, kept.content):
                return kept.twin
            graph.__networkx_cache__.clear()  # networkx requires it after changes of its dictionaries
            raw = node_link(graph)
        dataset = dataset_of(raw, WHERE, unsure=_OUTSIDE)
        twin = assemble(dataset, graph)
        if not _matches_its_filter(twin):
            dict.pop(twin.graph, "view")  # does not count as a change
        if _is_immutable(raw, dataset):
            kept = cache_of(graph)
            kept.twin, kept.stamp, kept.content = twin, None if content else stamp, content
    return twin


@contextmanager
def _readable() -> Iterator[None]:
    """Raise UsageError if the dictionaries of a graph contradict each other."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UsageError(
            f"graph: its internal dictionaries do not fit together ({type(error).__name__}); "
            "change it by add_edge, remove_node and the like"
        ) from None


def version_cache_of(graph: Graph) -> VersionCache:
    """Return a new cache for the versions of a graph's relations."""
    sources = {source.id: source for source in graph.graph.get("sources", ())}
    types, adjacency = vocabulary(graph.graph.get("relation_types", ())), Adjacency.of(graph)
    by_id, actors = adjacency.fields_by_id(), adjacency.actors
    return VersionCache(sources, types, by_id, actors, of_types=adjacency.of_types)


def _matches_its_filter(graph: Graph) -> bool:
    """Whether every relation of a graph matches the filter that the graph carries.

    networkx copies the attributes of a graph to each graph made of it: what is composed of a window and
    of another graph carries the filter of the window, but is not that window.
    """
    criteria = filter_of(graph)
    if criteria == WHOLE:
        return True
    resolver = Resolver(Adjacency.of(graph), version_cache_of(graph), criteria)
    for source, target, fields in graph.edges(data=True):
        versions = resolver.versions_of(source, target, fields)
        if known_version(versions, criteria.known_by) is not versions[-1]:
            return False
        if not resolver.is_included(source, target, fields):
            return False
    return True


def _is_immutable(raw: Mapping[str, Any], dataset: "Dataset") -> bool:
    """Whether a graph holds the very values of its dataset, all of which are immutable."""
    actors = {actor.id: actor for actor in dataset.actors}
    relations = {relation.key: relation for relation in dataset.relations}
    pairs = [(raw["graph"], dataset), *((row, actors[row["id"]]) for row in raw["nodes"])]
    pairs += [(row, relations[row["key"]]) for row in raw["edges"]]
    return all(
        name == "format" or getattr(row, name) == value
        for values, row in pairs
        for name, value in values.items()
    )


def _content(graph: Graph) -> list[object]:
    """Return everything that a graph holds in one flat list, with the lengths that tell its parts apart."""
    content: list[object] = [len(graph.graph), *graph.graph, *graph.graph.values()]
    for id, data in graph.nodes(data=True):
        content += (id, len(data), *data, *data.values())
    content.append(...)
    for source, target, key, data in graph.edges(keys=True, data=True):
        content += (source, target, key, len(data), *data, *data.values())
    return content


def _is_same(content: list[object], before: list[object]) -> bool:
    return len(content) == len(before) and all(map(is_, content, before))


# --- arguments of public functions ----------------------------------------------------------------


def _data(data: Any) -> Any:
    """Return a dataset as it is, and of a graph a valid one."""
    from graphkit.model.entities import Dataset  # takes longer to load than most answers take

    return data if isinstance(data, Dataset) else validated(data)


CHECKS: Mapping[str, arguments.Check] = {
    **arguments.CHECKS,
    "graph": lambda _name, graph: validated(graph),
    "data": lambda _name, data: _data(data),
    "reliability": arguments.one_of(GRADES),
    "statuses": arguments.several_of(get_args(Status)),
    **dict.fromkeys(("kinds", "avoid_kinds"), arguments.several_of(get_args(Kind))),
}
"""The check of each argument of a public function, by the argument's name."""

public = arguments.checking(CHECKS)
"""Marks a public function: its arguments are checked, and the graph that it gets is a valid one."""
