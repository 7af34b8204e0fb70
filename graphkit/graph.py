"""The graph: a dataset as a ``networkx.MultiDiGraph``, and actors found in it by name.

A node is an actor's id and an edge's key a relation's id; their attributes are the file's own
fields (omitted ones left out) as immutable values, never anything computed. ``G.graph`` holds
the title, description, sources, relation types and story.
"""

import os
import unicodedata
from typing import Any, TypeAlias

import networkx as nx

from graphkit.errors import ActorAmbiguousError, ActorNotFoundError, RelationNotFoundError, nearest
from graphkit.models import Actor, Dataset, Relation
from graphkit.storage import building, read_dataset

Graph: TypeAlias = "nx.MultiDiGraph[str]"
_GRAPH_FIELDS = ("title", "description", "sources", "relation_types", "story")
_NAMES_KEY, _RELATIONS_KEY = "graphkit names", "graphkit relations"


def build_graph(dataset: Dataset) -> Graph:
    """Return the dataset as a directed multigraph; :func:`to_dataset` is its inverse.

    Examples
    --------
    >>> gk.build_graph(gk.to_dataset(graph)).number_of_edges() == graph.number_of_edges()
    True
    """
    graph: Graph = nx.MultiDiGraph()
    graph.graph.update({name: getattr(dataset, name) for name in _GRAPH_FIELDS})
    graph.add_nodes_from((actor.id, _attributes(actor, "id")) for actor in dataset.actors)
    for relation in dataset.relations:
        fields = _attributes(relation, "source", "target", "key")
        graph.add_edge(relation.source, relation.target, relation.key, **fields)
    return graph


def _attributes(row: Actor | Relation, *identity: str) -> dict[str, Any]:
    return {name: value for name, value in row.fields().items() if name not in identity}


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
        return build_graph(read_dataset(path))


def to_dataset(graph: Graph) -> Dataset:
    """Return the dataset that a graph holds.

    Of a window of a graph it is a whole dataset too: links and story steps that point to
    relations or actors outside the window are left out.

    Examples
    --------
    >>> len(gk.to_dataset(graph).relations)
    133
    """
    relations = {key for _, _, key in graph.edges(keys=True)}
    return Dataset(
        **{name: graph.graph[name] for name in _GRAPH_FIELDS if name in graph.graph and name != "story"},
        story=tuple(
            step
            for step in graph.graph.get("story", ())
            if {*step.focus, *filter(None, [step.selection])} <= relations | set(graph)
        ),
        actors=tuple(
            sorted((Actor(id=id, **data) for id, data in graph.nodes(data=True)), key=lambda row: row.id)
        ),
        relations=tuple(
            sorted(
                (
                    Relation(source=source, target=target, key=key, **_without_dangling(data, relations))
                    for source, target, key, data in graph.edges(keys=True, data=True)
                ),
                key=lambda row: row.key,
            )
        ),
    )


def _without_dangling(data: dict[str, Any], relations: set[str]) -> dict[str, Any]:
    links = data.get("links", ())
    kept = tuple(link for link in links if link.relation in relations)
    return data if len(kept) == len(links) else {**data, "links": kept}


# --- names ------------------------------------------------------------------------------------


def folded(name: str) -> str:
    """Return a name as it is compared: without regard to case, form of accents or blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def names(graph: Graph, actor: str) -> list[str]:
    """Return everything an actor is called: id, name, aliases."""
    data = graph.nodes[actor]
    return [actor, data["name"], *data.get("aliases", ())]


def find_actor(graph: Graph, name: str) -> str:
    """Return the id of the actor with this id, name or alias, in any case.

    Raises
    ------
    ActorNotFoundError
        If there is none; it names the nearest.
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
    called = {alias: graph.nodes[actors[-1]]["name"] for alias, actors in known.items()}
    partial = [called[alias] for alias in called if len(wanted) > 2 and wanted in alias]
    close = [called[alias] for alias in nearest(wanted, list(called), limit=6)]
    raise ActorNotFoundError(name, list(dict.fromkeys([*partial, *close]))[:3])


def _actors_by_name(graph: Graph) -> dict[str, list[str]]:
    """Return the actors of each folded name; networkx forgets it when the graph changes."""
    found: dict[str, list[str]] | None = graph.__networkx_cache__.get(_NAMES_KEY)
    if found is None:
        found = {}
        for actor in graph:
            for name in dict.fromkeys(map(folded, names(graph, actor))):
                found.setdefault(name, []).append(actor)
        graph.__networkx_cache__[_NAMES_KEY] = found
    return found


def find_relation(graph: Graph, name: str) -> tuple[str, str, str]:
    """Return the source, target and id of the relation with this id.

    Raises
    ------
    RelationNotFoundError
        If there is none; it names the nearest.
    """
    known: dict[str, tuple[str, str, str]] | None = graph.__networkx_cache__.get(_RELATIONS_KEY)
    if known is None:
        known = {edge[2]: edge for edge in graph.edges(keys=True)}
        graph.__networkx_cache__[_RELATIONS_KEY] = known
    if name in known:
        return known[name]
    raise RelationNotFoundError(name, nearest(name, list(known)))
