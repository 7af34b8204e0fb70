"""Finds actors and relations of a graph by id, name or alias."""

import unicodedata

from graphkit.errors import (
    ActorAmbiguousError,
    ActorNotFoundError,
    RelationNotFoundError,
    nearest,
)
from graphkit.graph.multigraph import Graph
from graphkit.graph.validated import memory_of, public


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
