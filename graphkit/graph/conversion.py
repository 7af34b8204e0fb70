"""Converts between a dataset and its graph, field by field; :mod:`graphkit.graph.build` is the public face.

A node is an actor's id and an edge's key a relation's id; their attributes are the file's own
fields (omitted ones left out) as immutable values, never anything computed. ``G.graph`` holds
the title, description, sources, relation types and story.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from graphkit.errors import DataError, Fault, UsageError, shortened, with_article
from graphkit.graph.adjacency import Adjacency
from graphkit.graph.multigraph import Graph, watched_graph
from graphkit.model.entities import Actor, Dataset, Relation, RelationType, Row
from graphkit.model.kinds import BOUNDING
from graphkit.model.references import names_in
from graphkit.model.vocabulary import KnownType
from graphkit.storage.json_file import consistent, file_with

SUPPOSED = "supposed"
"""The attribute of a graph that says which statuses no source says, as ``id=status; ...``."""
GRAPH_FIELDS = ("title", "description", "sources", "relation_types", "story")
ACTOR_FIELDS = frozenset(Actor.model_fields) - {"id"}
RELATION_FIELDS = frozenset(Relation.model_fields) - {"source", "target", "key"}
WHERE = "this graph"


def assemble(dataset: Dataset, beside: "Graph | None" = None) -> Graph:
    """Return the graph of a valid dataset, or of a subset of one.

    ``beside`` is a graph of the same actors and relations, whose attributes outside the format are copied.
    """
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
    fields = row.fields()
    for name in identity:
        del fields[name]
    return fields


def self_contained(graph: Graph) -> Dataset:
    """Return the dataset of a valid graph, without attributes that the format does not have.

    Links and story steps that point outside the graph are left out. A relation of an actor or a source that
    is not in it raises DataError.
    """
    sources, targets, ids, fields = Adjacency.of(graph).edge_list()
    relations = {*ids}
    edges = []
    for source, target, id, data in zip(sources, targets, ids, fields, strict=True):
        row = _row(data, RELATION_FIELDS, source=source, target=target, key=id)
        if "links" in row:
            row["links"] = tuple(link for link in row["links"] if link.relation in relations)
        edges.append(Relation.of_valid(row))
    nodes = graph.nodes(data=True)
    steps = graph.graph["story"]
    rows = {
        "actors": tuple([Actor.of_valid(_row(data, ACTOR_FIELDS, id=id)) for id, data in nodes]),
        "relations": tuple(edges),
        "relation_types": tuple(map(RelationType.model_validate, graph.graph["relation_types"])),
        "story": tuple(step for step in steps if set(names_in("story", step)) <= relations | set(graph)),
    }
    return consistent(Dataset.of_valid({name: graph.graph[name] for name in GRAPH_FIELDS} | rows), WHERE)


class LeadingOut(NamedTuple):
    """How much of a graph names relations or actors that are not in it, so that a file of it lacks that.

    ``bounded`` counts relations that another one outside ended or began, as far as a link says so;
    ``linked``, those with any other link that leads out; ``steps``, of the told story; ``rewritten``, sources
    that were rewritten from one outside.
    """

    bounded: int
    linked: int
    steps: int
    rewritten: int


def leading_out(graph: Graph) -> LeadingOut:
    """Return how much of a graph :func:`self_contained` leaves out, as it leads out of it."""
    edges = Adjacency.of(graph).edge_list()
    relations = {*edges.ids}
    out = [
        {link.rel for link in data["links"] if link.relation not in relations}
        for data in edges.fields
        if data.get("links")
    ]
    sources = graph.graph.get("sources", ())
    ids = {source.id for source in sources}
    return LeadingOut(
        bounded=sum(not rels.isdisjoint(BOUNDING) for rels in out),
        linked=sum(not rels <= {*BOUNDING} for rels in out),
        steps=sum(
            not set(names_in("story", step)) <= relations | set(graph)
            for step in graph.graph.get("story", ())
        ),
        rewritten=sum(not ids.issuperset(source.derived_from) for source in sources),
    )


def node_link(graph: Graph) -> dict[str, Any]:
    """Return the content of a graph in the shape of the file, without attributes that the format does not
    have.

    An id that is no text, or an iterator in the place of a list, which reading would use up, raises
    DataError; a relation whose end is not in the graph, KeyError.
    """
    header = {name: graph.graph[name] for name in GRAPH_FIELDS if name in graph.graph}
    faults = list(_iterators("graph", header))
    nodes, edges = [], []
    for id, data in graph.nodes(data=True):
        if not isinstance(id, str):
            mend = "networkx.relabel_nodes gives it one"
            faults.append(Fault(f"actor {quoted(id)}", f"its id is not a text; {mend}"))
        nodes.append(_row(data, ACTOR_FIELDS, id=id))
        faults += _iterators(f"actor {quoted(id)}", nodes[-1])
    for source, target, key, data in graph.edges(keys=True, data=True):
        if not isinstance(key, str):
            place = f"relation {quoted(key)} from {quoted(source)} to {quoted(target)}"
            mend = "add it with one of its own, add_edge(..., key='...')"
            faults.append(Fault(place, f"its key is not a text, and networkx repeats its numbers; {mend}"))
        if source not in graph or target not in graph:
            raise KeyError(key)
        edges.append(_row(data, RELATION_FIELDS, source=source, target=target, key=key))
        faults += _iterators(f"relation {quoted(key)}", edges[-1])
    if faults:
        raise DataError(WHERE, faults)
    return file_with(header, nodes, edges)


_ATOMIC = str, bytes, Row, KnownType
"""Types that are iterable, but count as one value."""

_DEEPEST = 6
"""The format nests no deeper; what does is refused anyway."""


def _iterators(place: str, value: Any, levels: int = _DEEPEST) -> Iterator[Fault]:
    """Yield a fault for each iterator that stands where a list belongs."""
    if isinstance(value, _ATOMIC) or not levels:
        return
    if isinstance(value, dict):
        for name, item in value.items():
            if not isinstance(item, _ATOMIC):
                yield from _iterators(
                    f"{place}, {name if isinstance(name, str) else quoted(name)}", item, levels - 1
                )
    elif isinstance(value, list | tuple | set | frozenset):
        for number, item in enumerate(value, 1):
            if not isinstance(item, _ATOMIC):
                yield from _iterators(f"{place} {number}", item, levels - 1)
    elif isinstance(value, Iterable):
        yield Fault(
            place, f"{with_article(type(value).__name__)} is not a list; write a list, a tuple or a set"
        )


def _row(data: Mapping[str, Any], names: frozenset[str], **identity: object) -> dict[str, Any]:
    fields = data if data.keys() <= names else {name: data[name] for name in data if name in names}
    return {**fields, **identity}


def refuse_supposed(graph: Graph, path: object) -> None:
    """Raise UsageError if a graph has a supposed status, which is not for files of data."""
    if supposed := graph.graph.get(SUPPOSED):
        what = f"would hold what no source says ({shortened(str(supposed))})"
        raise UsageError(f"{path}: {what}; leave out --suppose, or export a .html page")


def extra_fields(data: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    """Return the attributes whose names are not among some names."""
    return {} if data.keys() <= names else {name: data[name] for name in data if name not in names}


def quoted(value: object) -> str:
    """Return a value as a message quotes it, on one line."""
    return shortened(value) if isinstance(value, str) else " ".join(repr(value).split())[:60]
