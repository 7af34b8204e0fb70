"""The graph: a dataset as a ``networkx.MultiDiGraph``, and actors found in it by name.

A node is an actor's id and an edge's key a relation's id; their attributes are the file's own
fields (omitted ones left out) as immutable values, never anything computed. ``G.graph`` holds
the title, description, sources, relation types and story.
"""

import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from operator import is_
from typing import Any, TypeAlias, get_args

import networkx as nx

from graphkit import arguments
from graphkit.errors import (
    ActorAmbiguousError,
    ActorNotFoundError,
    DataError,
    Fault,
    RelationNotFoundError,
    UsageError,
    nearest,
    shortened,
)
from graphkit.graph.filters import WHOLE, Filter
from graphkit.graph.multigraph import Stamp, is_unchanged, is_watched, stamp_of, watched_graph
from graphkit.graph.resolver import Adjacency, Resolver, VersionCache, known_version
from graphkit.model.consistency import inconsistencies
from graphkit.model.entities import FORMAT, Actor, Dataset, Kind, Relation, Row
from graphkit.model.references import names_in
from graphkit.model.statuses import Status
from graphkit.model.vocabulary import RelationType, vocabulary
from graphkit.storage.json_file import building, dataset_of, read_dataset

Graph: TypeAlias = "nx.MultiDiGraph[str]"
_GRAPH_FIELDS = ("title", "description", "sources", "relation_types", "story")
_ACTOR_FIELDS = frozenset(Actor.model_fields) - {"id"}
_RELATION_FIELDS = frozenset(Relation.model_fields) - {"source", "target", "key"}
_WHERE = "this graph"
_OUTSIDE = ("actors", "relations")
"""What a part of a story may mention that is not in it."""


# --- what a graph holds -----------------------------------------------------------------------


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
            raw = _raw(graph)
        dataset = dataset_of(raw, _WHERE, unsure=_OUTSIDE)
        twin = built(dataset, graph)
        if not _belongs_in_its_view(twin):
            dict.pop(twin.graph, "view")  # which is no change of the twin
        if _is_immutable(raw, dataset):
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


def _raw(graph: Graph) -> dict[str, Any]:
    """Return what a graph holds in the shape of the file, without what is none of the format's.

    Raises
    ------
    DataError
        If an id is none, a relation ends nowhere, or what would be used up by reading stands for a list.
    """
    header = {name: graph.graph[name] for name in _GRAPH_FIELDS if name in graph.graph}
    faults = list(_unlisted("graph", header))
    nodes, edges = [], []
    for id, data in graph.nodes(data=True):
        if not isinstance(id, str):
            mend = "networkx.relabel_nodes gives it one"
            faults.append(Fault(f"actor {_shown(id)}", f"its id is no text; {mend}"))
        nodes.append(_row(data, _ACTOR_FIELDS, id=id))
        faults += _unlisted(f"actor {_shown(id)}", nodes[-1])
    for source, target, key, data in graph.edges(keys=True, data=True):
        if not isinstance(key, str):
            place = f"relation {_shown(key)} from {_shown(source)} to {_shown(target)}"
            mend = "add it with one of its own, add_edge(..., key='...')"
            faults.append(Fault(place, f"its key is no text, and networkx repeats its numbers; {mend}"))
        if source not in graph or target not in graph:
            raise KeyError(key)
        edges.append(_row(data, _RELATION_FIELDS, source=source, target=target, key=key))
        faults += _unlisted(f"relation {_shown(key)}", edges[-1])
    if faults:
        raise DataError(_WHERE, faults)
    return {
        "directed": True,
        "multigraph": True,
        "graph": {"format": FORMAT, **header},
        "nodes": nodes,
        "edges": edges,
    }


_WHOLE_VALUES = str, bytes, Row, RelationType
"""What is looked at as one thing, though it can be gone through."""
_DEEPEST = 6
"""What lies deeper in a value than any of the format's is not looked at: it is refused in any case."""


def _unlisted(place: str, value: Any, deep: int = _DEEPEST) -> Iterator[Fault]:
    """Yield a fault for each value that is read like a list and is none: reading may use it up."""
    if isinstance(value, _WHOLE_VALUES) or not deep:
        return
    if isinstance(value, dict):
        for name, each in value.items():
            if not isinstance(each, _WHOLE_VALUES):
                yield from _unlisted(
                    f"{place}, {name if isinstance(name, str) else _shown(name)}", each, deep - 1
                )
    elif isinstance(value, list | tuple | set | frozenset):
        for number, each in enumerate(value, 1):
            if not isinstance(each, _WHOLE_VALUES):
                yield from _unlisted(f"{place} {number}", each, deep - 1)
    elif isinstance(value, Iterable):
        yield Fault(place, f"a {type(value).__name__} is no list; write a list, a tuple or a set")


def _row(data: Mapping[str, Any], known: frozenset[str], **identity: object) -> dict[str, Any]:
    own = data if data.keys() <= known else {name: data[name] for name in data if name in known}
    return {**own, **identity}


def _others(data: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any]:
    return {} if data.keys() <= known else {name: data[name] for name in data if name not in known}


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


def _shown(value: object) -> str:
    return shortened(value) if isinstance(value, str) else " ".join(repr(value).split())[:60]


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


# --- dataset and graph ------------------------------------------------------------------------


@public
def build_graph(dataset: Dataset) -> Graph:
    """Return the dataset as a directed multigraph; :func:`to_dataset` is its inverse.

    Raises
    ------
    DataError
        If the dataset repeats an id, or names what is not there.

    Examples
    --------
    >>> gk.build_graph(gk.to_dataset(graph)).number_of_edges() == graph.number_of_edges()
    True
    """
    if faults := inconsistencies(dataset):
        raise DataError("this dataset", faults)
    return built(dataset)


def built(dataset: Dataset, beside: "Graph | None" = None) -> Graph:
    """Return the graph of a sound dataset, or part of one, with what another holds beside its fields."""
    attributes = {name: getattr(dataset, name) for name in _GRAPH_FIELDS}
    nodes = ((actor.id, _attributes(actor, "id")) for actor in dataset.actors)
    edges = (
        (relation.source, relation.target, relation.key, _attributes(relation, "source", "target", "key"))
        for relation in dataset.relations
    )
    if beside is None:
        return watched_graph(attributes, nodes, edges)
    return watched_graph(
        _others(beside.graph, frozenset(_GRAPH_FIELDS)) | attributes,
        ((id, _others(beside.nodes[id], _ACTOR_FIELDS) | data) for id, data in nodes),
        (
            (source, target, key, _others(beside.edges[source, target, key], _RELATION_FIELDS) | data)
            for source, target, key, data in edges
        ),
    )


def _attributes(row: Actor | Relation, *identity: str) -> dict[str, Any]:
    return {name: value for name, value in row.fields().items() if name not in identity}


@public
def to_dataset(graph: Graph) -> Dataset:
    """Return the dataset that a graph holds.

    Of a window of a graph it is a whole dataset too: links and story steps that point to
    relations or actors outside the window are left out.

    Raises
    ------
    UsageError
        If it is no directed multigraph.
    DataError
        If the graph holds what no file may: a mention of an actor or source that is not there, an
        attribute that is none of the format's, a value of another kind.

    Examples
    --------
    >>> len(gk.to_dataset(graph).relations)
    133
    """
    if faults := list(_unknown(graph)):
        raise DataError(_WHERE, faults)
    return whole(graph)


def whole(graph: Graph) -> Dataset:
    """Return the dataset of a sound graph without the attributes that are none of the format's.

    Raises
    ------
    DataError
        If it mentions an actor or a source that is not in it.
    """
    raw = _raw(graph)
    relations = {row["key"] for row in raw["edges"]}
    for row in raw["edges"]:
        if "links" in row:
            row["links"] = tuple(link for link in row["links"] if link.relation in relations)
    raw["graph"]["story"] = tuple(
        step
        for step in graph.graph.get("story", ())
        if set(names_in("story", step)) <= relations | set(graph)
    )
    return dataset_of(raw, _WHERE)


def _unknown(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each attribute that no file can keep."""
    actors = ((f"actor {_shown(id)}", _others(data, _ACTOR_FIELDS)) for id, data in graph.nodes(data=True))
    relations = (
        (f"relation {_shown(key)}", _others(data, _RELATION_FIELDS))
        for *_, key, data in graph.edges(keys=True, data=True)
    )
    for place, others in chain(actors, relations):
        for name in others:
            yield Fault(f"{place}, {_shown(name)}", "is no field of the format; take this attribute out")
    for name, value in _others(graph.graph, frozenset(_GRAPH_FIELDS)).items():
        if not (name in _NETWORKX or (name == "format" and value == FORMAT) or isinstance(value, Filter)):
            yield Fault(f"graph, {_shown(name)}", "is no field of the format; take this attribute out")


_NETWORKX = ("node_default", "edge_default")
"""What networkx writes to a graph itself where it reads one."""


@public
def load(path: str | os.PathLike[str]) -> Graph:
    """Read a ``graph.json`` and return its graph.

    Raises
    ------
    StorageError
        If the file cannot be read.
    DataError
        If its content is refused.

    Examples
    --------
    >>> graph = gk.load("data/graph.json")
    >>> type(graph).__name__, graph.number_of_nodes()
    ('MultiDiGraph', 62)
    """
    with building():
        return built(read_dataset(path))


# --- names ------------------------------------------------------------------------------------


def folded(name: str) -> str:
    """Return a name as it is compared: without regard to case, form of accents or blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def names(graph: Graph, actor: str) -> list[str]:
    """Return everything an actor is called: id, name, aliases."""
    data = graph.nodes[actor]
    return [actor, data["name"], *data.get("aliases", ())]


@public
def find_actor(graph: Graph, name: str) -> str:
    """Return the id of the actor with this id, name or alias, in any case.

    Raises
    ------
    ActorNotFoundError
        If there is none; it names the nearest.
    ActorNotKnownError
        If there is one, but the graph is what was known by an earlier day.
    ActorAmbiguousError
        If there are several; it names them.

    Examples
    --------
    >>> gk.find_actor(graph, "Jensen Huang")
    'jensen-huang'
    """
    if name in graph:
        return name
    wanted, known = folded(name), _actors_by_name(graph)
    found = sorted(known.get(wanted, ()))
    if len(found) == 1:
        return found[0]
    if found:
        raise ActorAmbiguousError(name, found)
    beyond = memory_of(graph).beyond
    if beyond is not None:
        beyond(name)
    called = {alias: graph.nodes[actors[-1]]["name"] for alias, actors in known.items()}
    partial = [called[alias] for alias in called if len(wanted) > 2 and wanted in alias]
    close = [called[alias] for alias in nearest(wanted, list(called), limit=6)]
    raise ActorNotFoundError(name, list(dict.fromkeys([*partial, *close]))[:3])


def _actors_by_name(graph: Graph) -> dict[str, list[str]]:
    """Return the actors of each folded name."""
    memory = memory_of(graph)
    if memory.names is None:
        memory.names = {}
        for actor in graph:
            for name in dict.fromkeys(map(folded, names(graph, actor))):
                memory.names.setdefault(name, []).append(actor)
    return memory.names


@public
def find_relation(graph: Graph, name: str) -> tuple[str, str, str]:
    """Return the source, target and id of the relation with this id.

    Raises
    ------
    RelationNotFoundError
        If there is none; it names the nearest.
    """
    memory = memory_of(graph)
    if memory.relations is None:
        memory.relations = {edge[2]: edge for edge in graph.edges(keys=True)}
    if name in memory.relations:
        return memory.relations[name]
    raise RelationNotFoundError(name, nearest(name, list(memory.relations)))
