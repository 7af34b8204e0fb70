"""Follows the links between relations, such as those between a ban, its easing and the talks about it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graphkit.display import Displayed, Row
from graphkit.errors import RelationNotFoundError, nearest
from graphkit.graph.build import Graph, public
from graphkit.graph.filters import DatedRelation
from graphkit.graph.index import index
from graphkit.model.entities import LinkKind
from graphkit.queries.listing import in_order


@dataclass(frozen=True, slots=True)
class Tie(Displayed):
    """A link from one relation to another."""

    relation: str
    rel: LinkKind
    other: str

    def display_rows(self) -> Iterable[Row]:
        """Yield it as a row of a table."""
        yield {"relation": self.relation, "is": self.rel, "other": self.other}


@dataclass(frozen=True, slots=True)
class Thread(Displayed):
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
    [('h20-ban', 'begun-by', 'white-house-told-nvidia'), ('h20-ban', 'part-of', 'trade-talks')]
    """
    graph_index = index(graph)
    if relation not in graph_index.places:
        raise RelationNotFoundError(relation, nearest(relation, list(graph_index.places)))
    rows = zip(graph_index.rows.ids, graph_index.rows.fields, strict=True)
    ties = [
        Tie(id, link.rel, link.relation)
        for id, links in sorted((id, fields["links"]) for id, fields in rows if "links" in fields)
        for link in links
        if link.relation in graph_index.places
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
