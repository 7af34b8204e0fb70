"""Supposes that relations or sources fall, or that relations have another status."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, get_args

from graphkit.arguments import one_of
from graphkit.errors import NotFoundError, RelationNotFoundError, UsageError, nearest
from graphkit.graph.adjacency import Adjacency
from graphkit.graph.ancestry import Ancestry
from graphkit.graph.conversion import SUPPOSED
from graphkit.graph.filters import Filter
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph, watched_graph
from graphkit.graph.provenance import Assertion, as_told
from graphkit.graph.retelling import with_evidence
from graphkit.graph.validated import public
from graphkit.model.references import names_in
from graphkit.model.statuses import Status
from graphkit.model.vocabulary import KnownType


@public
def suppose(graph: Graph, *, without: Collection[str] = (), status: Mapping[str, str] | None = None) -> Graph:
    """Return the graph as it would be if relations or sources fell, or relations had another status.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph of a whole dataset; it is not changed. Take a window after this function.
    without : collection of str, optional
        Ids of relations, which are left out, and of sources, whose evidence is left out. What was rewritten
        from such a source falls with it where both report the same relation. A relation is left out if
        none of the evidence that vouched for it is left: the rest may only deny it, or tell it otherwise.
    status : mapping of str to {'actual', 'planned', 'denied'}, optional
        The supposed status of relations, by id. Their sources still say what they say: none of them vouches
        for another status, so the relation is contested.

    Returns
    -------
    networkx.MultiDiGraph
        A new graph with all actors and sources. One with a supposed status is written as a page only.

    Raises
    ------
    UsageError
        If the graph is a window or a snapshot, or a status is not one of the three.
    NotFoundError
        If an id is that of no relation or source; the message suggests the nearest.

    Examples
    --------
    >>> doubted = gk.suppose(graph, without=["cnn-2025-07-15"], status={"h20-ban": "denied"})
    >>> graph.number_of_edges() - doubted.number_of_edges()
    38
    """
    if isinstance(graph.graph.get("view"), Filter):
        raise UsageError("graph: this is a window or a snapshot; suppose first, then take the window")
    relations, sources, statuses = index(graph).positions, index(graph).sources, status or {}
    types = index(graph).vocabulary
    for id in without:
        if id not in relations and id not in sources:
            raise NotFoundError(id, nearest(id, [*relations, *sources]), what="relation or source")
    for id, supposed in statuses.items():
        if id not in relations:
            raise RelationNotFoundError(str(id), nearest(str(id), list(relations)))
        one_of(get_args(Status))(f"status of {id}", supposed)
    fallen = sources.keys() & set(without)
    edges = [
        (
            source,
            target,
            id,
            _with_status(fields, types[fields["type"]], statuses[id]) if id in statuses else fields,
        )
        for source, target, id, fields in _standing(graph, set(without), fallen)
    ]
    changed = (f"{id}={new}" for id, new in statuses.items() if new != _stated(graph, relations[id]))
    supposed = "; ".join(filter(None, [graph.graph.get(SUPPOSED), *changed]))
    standing = {id for _, _, id, _ in edges}
    names = standing | set(graph)
    story = tuple(step for step in graph.graph.get("story", ()) if set(names_in("story", step)) <= names)
    return watched_graph(
        {**graph.graph, "story": story, **({SUPPOSED: supposed} if supposed else {})},
        index(graph).adjacency.actors.items(),
        ((source, target, id, _linked(fields, standing)) for source, target, id, fields in edges),
    )


def _standing(
    graph: Graph, without: Collection[str], fallen: Collection[str]
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield what is left of each relation without some relations and sources.

    Nothing is left of one for which sources vouched, if none of them is: others may only deny it.
    """
    graph_index = index(graph)
    ancestry = Ancestry.of_sources(graph_index.sources)
    rows = zip(*Adjacency.of(graph).edge_list(), strict=True)  # without one source, another may vouch again
    for place, (source, target, id, fields) in enumerate(rows):
        evidence = fields.get("evidence", ())
        if id in without:
            continue
        falling = _falling({entry.source for entry in evidence}, fallen, ancestry)
        if not falling:
            yield source, target, id, dict(fields)
            continue
        kept = tuple(entry for entry in evidence if entry.source not in falling)
        relation = replace(graph_index.at(place), fields=fields)
        vouching = relation.vouching or evidence
        if any(entry.source not in falling for entry in vouching):
            yield source, target, id, with_evidence(relation, kept)


def _falling(cited: Collection[str], fallen: Collection[str], ancestry: Ancestry) -> set[str]:
    """Return which sources of a relation fall: those given, and what was rewritten from none but these."""
    falling = {source for source in cited if source in fallen}
    while falling:
        originals = {
            source: {each for each in cited if ancestry.has_ancestor(source, each)}
            for source in set(cited) - falling
        }
        further = {source for source, found in originals.items() if found and found <= falling}
        if not further:
            break
        falling |= further
    return falling


def _stated(graph: Graph, place: int) -> str:
    """Return the status that a relation has."""
    return str(Adjacency.of(graph).edge_list().fields[place].get("status", "actual"))


def _with_status(fields: dict[str, Any], type_: KnownType, supposed: str) -> dict[str, Any]:
    """Return the fields of a relation with another status, while its sources say what they said."""
    stated = fields.get("status", "actual")
    if supposed == stated:
        return fields
    claim = Assertion(type_, None, stated, tuple(fields.get("evidence", ())))
    evidence = as_told(claim, supposed, claim.evidence).evidence
    return {**fields, "status": supposed, **({"evidence": evidence} if evidence else {})}


def _linked(fields: dict[str, Any], standing: Collection[str]) -> dict[str, Any]:
    """Return the fields of a relation without links to what fell."""
    if not fields.get("links"):
        return fields
    links = tuple(link for link in fields["links"] if link.relation in standing)
    return {name: value for name, value in fields.items() if name != "links"} | (
        {"links": links} if links else {}
    )
