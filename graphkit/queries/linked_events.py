"""Follows the links between relations: a ban, its easing and the talks around them are one story."""

from collections import deque
from dataclasses import dataclass
from typing import ClassVar

from graphkit.answers import Answer, Column
from graphkit.errors import RelationNotFoundError, nearest
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import public
from graphkit.model.entities import LinkKind
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
    """The relations that links tie to one another, in order of time, and the links."""

    relations: tuple[DatedRelation, ...]
    ties: tuple[Tie, ...]


@public
def story(graph: Graph, relation: str) -> Thread:
    """Return everything that links tie to a relation, however many links away, in order of time.

    Raises
    ------
    RelationNotFoundError
        If there is no such relation; it names the nearest.

    Examples
    --------
    >>> [(tie.relation, tie.rel, tie.other) for tie in gk.story(graph, "h20-ban").ties][:2]
    [('h20-ban', 'begun-by', 'white-house-told-nvidia'), ('h20-ban', 'part-of', 'trade-talks')]
    """
    everything = index(graph)
    known = everything.by_id
    if relation not in everything.positions:
        raise RelationNotFoundError(relation, nearest(relation, list(known)))
    linked = zip(everything.edge_list.ids, everything.edge_list.fields, strict=True)
    ties = [
        Tie(id, link.rel, link.relation)
        for id, links in sorted((id, fields["links"]) for id, fields in linked if "links" in fields)
        for link in links
        if link.relation in everything.positions
    ]
    beside: dict[str, list[Tie]] = {}
    for tie in ties:
        beside.setdefault(tie.relation, []).append(tie)
        beside.setdefault(tie.other, []).append(tie)
    found = {relation}
    waiting = deque([relation])
    while waiting:
        for tie in beside.get(waiting.popleft(), []):
            for id in {tie.relation, tie.other} - found:
                found.add(id)
                waiting.append(id)
    return Thread(
        tuple(in_order(known[id] for id in found)),
        tuple(tie for tie in ties if tie.relation in found),
    )
