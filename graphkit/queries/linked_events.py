"""Follows the links between relations, such as those between a ban, its easing and the talks about it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import ClassVar

from graphkit.answers import Answer, Column
from graphkit.errors import RelationNotFoundError, nearest
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import public
from graphkit.model.kinds import LinkKind
from graphkit.queries.listing import in_order


@dataclass(frozen=True, slots=True)
class Tie(Answer):
    """A link from one relation to another."""

    columns: ClassVar = (Column("relation", "id"), Column("rel", heading="is"), Column("other", "id"))

    relation: str
    rel: LinkKind
    other: str


@dataclass(frozen=True, slots=True)
class Thread(Answer):
    """Relations that are linked to one another, in order of time, and their links."""

    relations: tuple[DatedRelation, ...]
    ties: tuple[Tie, ...]


@public
def story(graph: Graph, relation: str) -> Thread:
    """Return all relations that are linked to a relation, directly or through others.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it or a snapshot.
    relation : str
        Id of the relation.

    Returns
    -------
    Thread
        The relations, the given one included, in order of time, and the links between them.

    Raises
    ------
    RelationNotFoundError
        If there is no such relation; the message suggests the nearest.

    Examples
    --------
    >>> [(tie.relation, tie.rel, tie.other) for tie in gk.story(graph, "h20-ban").ties][:2]
    [('h20-ban', 'begun-by', 'white-house-told-nvidia'), ('h20-licences', 'responds-to', 'us-assured-nvidia')]
    """
    graph_index = index(graph)
    if relation not in graph_index.positions:
        raise RelationNotFoundError(relation, nearest(relation, list(graph_index.positions)))
    rows = zip(graph_index.edge_list.ids, graph_index.edge_list.fields, strict=True)
    ties = [
        Tie(id, link.rel, link.relation)
        for id, links in sorted((id, fields["links"]) for id, fields in rows if "links" in fields)
        for link in links
        if link.relation in graph_index.positions
    ]
    linked: dict[str, set[str]] = defaultdict(set)
    for tie in ties:
        linked[tie.relation].add(tie.other)
        linked[tie.other].add(tie.relation)
    visited, waiting = {relation}, [relation]
    while waiting:
        new = linked[waiting.pop()] - visited
        visited |= new
        waiting += new
    return Thread(
        tuple(in_order(graph_index.by_id[id] for id in visited)),
        tuple(tie for tie in ties if tie.relation in visited),
    )
