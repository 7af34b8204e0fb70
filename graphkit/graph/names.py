"""Finds actors and relations of a graph by id, name or alias."""

from graphkit.errors import (
    ActorAmbiguousError,
    ActorNotFoundError,
    likely,
)
from graphkit.graph.multigraph import Graph
from graphkit.graph.validated import cache_of, public
from graphkit.model.folding import folded


def names(graph: Graph, actor: str) -> list[str]:
    """Return all names of an actor: id, name, aliases."""
    data = graph.nodes[actor]
    return [actor, data["name"], *data.get("aliases", ())]


@public
def find_actor(graph: Graph, name: str) -> str:
    """Return the id of the actor with this id, name or alias, in any case.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it or a snapshot.
    name : str
        An id, name or alias.

    Returns
    -------
    str
        The id.

    Raises
    ------
    ActorNotFoundError
        If no actor has this name; the message suggests the nearest names.
    ActorNotKnownError
        If the graph shows what was known by a day, and the actor became known only later.
    ActorAmbiguousError
        If several actors have this name; the message lists them.

    Examples
    --------
    >>> gk.find_actor(graph, "Jensen Huang")
    'jensen-huang'
    """
    if name in graph:
        return name
    wanted, ids_by_name = folded(name), _ids_by_name(graph)
    ids = sorted(ids_by_name.get(wanted, ()))
    if len(ids) == 1:
        return ids[0]
    if ids:
        from graphkit.model.distinguishing import told_apart_by  # few names are those of several

        rows = {id: graph.nodes[id] for id in ids}
        parts = {
            id: told_apart_by(row.get("attributes", ()), row.get("description")) for id, row in rows.items()
        }
        raise ActorAmbiguousError(name, ids, parts)
    on_missing_actor = cache_of(graph).on_missing_actor
    if on_missing_actor is not None:
        on_missing_actor(name)

    def shown(id: str) -> str:
        own: str = graph.nodes[id]["name"]
        return own if len(ids_by_name.get(folded(own), ())) == 1 else id

    near = [shown(id) for alias in likely(wanted, list(ids_by_name), limit=6) for id in ids_by_name[alias]]
    raise ActorNotFoundError(name, list(dict.fromkeys(near))[:3])


def _ids_by_name(graph: Graph) -> dict[str, list[str]]:
    """Return the ids of the actors of each folded name."""
    cache = cache_of(graph)
    found = cache.names
    if found is None:
        found = {}
        for actor in graph:
            for name in dict.fromkeys(map(folded, names(graph, actor))):
                found.setdefault(name, []).append(actor)
        cache.names = found  # whole: another thread may look meanwhile
    return found
