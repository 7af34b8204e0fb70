"""Converts between a dataset and its graph, without checking: the fields of each side and their order.

A node is an actor's id and an edge's key a relation's id; their attributes are the file's own
fields (omitted ones left out) as immutable values, never anything computed. ``G.graph`` holds
the title, description, sources, relation types and story.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphkit.errors import DataError, Fault, shortened
from graphkit.graph.multigraph import Graph, watched_graph
from graphkit.model.entities import FORMAT, Actor, Dataset, Relation, Row
from graphkit.model.vocabulary import RelationType
from graphkit.storage.json_file import dataset_of

GRAPH_FIELDS = ("title", "description", "sources", "relation_types", "story")
ACTOR_FIELDS = frozenset(Actor.model_fields) - {"id"}
RELATION_FIELDS = frozenset(Relation.model_fields) - {"source", "target", "key"}
WHERE = "this graph"


def built(dataset: Dataset, beside: "Graph | None" = None) -> Graph:
    """Return the graph of a sound dataset, or part of one, with what another holds beside its fields."""
    attributes = {name: getattr(dataset, name) for name in GRAPH_FIELDS}
    nodes = ((actor.id, _attributes(actor, "id")) for actor in dataset.actors)
    edges = (
        (relation.source, relation.target, relation.key, _attributes(relation, "source", "target", "key"))
        for relation in dataset.relations
    )
    if beside is None:
        return watched_graph(attributes, nodes, edges)
    return watched_graph(
        extra_fields(beside.graph, frozenset(GRAPH_FIELDS)) | attributes,
        ((id, extra_fields(beside.nodes[id], ACTOR_FIELDS) | data) for id, data in nodes),
        (
            (source, target, key, extra_fields(beside.edges[source, target, key], RELATION_FIELDS) | data)
            for source, target, key, data in edges
        ),
    )


def _attributes(row: Actor | Relation, *identity: str) -> dict[str, Any]:
    return {name: value for name, value in row.fields().items() if name not in identity}


def whole(graph: Graph) -> Dataset:
    """Return the dataset of a sound graph without the attributes that are none of the format's.

    Raises
    ------
    DataError
        If it mentions an actor or a source that is not in it.
    """
    held = raw(graph)
    relations = {row["key"] for row in held["edges"]}
    for row in held["edges"]:
        if "links" in row:
            row["links"] = tuple(link for link in row["links"] if link.relation in relations)
    held["graph"]["story"] = tuple(
        step
        for step in graph.graph.get("story", ())
        if {*step.focus, *filter(None, [step.selection])} <= relations | set(graph)
    )
    return dataset_of(held, WHERE)


def raw(graph: Graph) -> dict[str, Any]:
    """Return what a graph holds in the shape of the file, without what is none of the format's.

    Raises
    ------
    DataError
        If an id is none, a relation ends nowhere, or what would be used up by reading stands for a list.
    """
    header = {name: graph.graph[name] for name in GRAPH_FIELDS if name in graph.graph}
    faults = list(_unlisted("graph", header))
    nodes, edges = [], []
    for id, data in graph.nodes(data=True):
        if not isinstance(id, str):
            mend = "networkx.relabel_nodes gives it one"
            faults.append(Fault(f"actor {quoted(id)}", f"its id is no text; {mend}"))
        nodes.append(_row(data, ACTOR_FIELDS, id=id))
        faults += _unlisted(f"actor {quoted(id)}", nodes[-1])
    for source, target, key, data in graph.edges(keys=True, data=True):
        if not isinstance(key, str):
            place = f"relation {quoted(key)} from {quoted(source)} to {quoted(target)}"
            mend = "add it with one of its own, add_edge(..., key='...')"
            faults.append(Fault(place, f"its key is no text, and networkx repeats its numbers; {mend}"))
        if source not in graph or target not in graph:
            raise KeyError(key)
        edges.append(_row(data, RELATION_FIELDS, source=source, target=target, key=key))
        faults += _unlisted(f"relation {quoted(key)}", edges[-1])
    if faults:
        raise DataError(WHERE, faults)
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
                    f"{place}, {name if isinstance(name, str) else quoted(name)}", each, deep - 1
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


def extra_fields(data: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """Return the attributes that are not among some fields."""
    return {} if data.keys() <= known else {name: data[name] for name in data if name not in known}


def quoted(value: object) -> str:
    """Return a value as a message quotes it, on one line."""
    return shortened(value) if isinstance(value, str) else " ".join(repr(value).split())[:60]
