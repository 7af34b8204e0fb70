"""Finds the neighbours that several actors share, with the relations that tie them to each."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import ClassVar

from graphkit.answers import RELATION, Answer, Answers, Column, Row
from graphkit.errors import UsageError
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import public
from graphkit.queries.neighbors import Direction, Neighbor, neighbors
from graphkit.queries.telling import TIE


@dataclass(frozen=True, slots=True)
class Shared(Answer):
    """A neighbour that several actors share.

    Attributes
    ----------
    actor
        The neighbour's id.
    ties
        For each of the actors that share it, in their order: its id, and the neighbour as seen from it, with
        the relations that tie the two.
    """

    columns: ClassVar = (Column("shared", "actor"), Column("with", "actor"), RELATION, TIE)

    actor: str
    ties: tuple[tuple[str, Neighbor], ...]

    @property
    def relations(self) -> tuple[DatedRelation, ...]:
        """The relations that tie it to the actors, each once."""
        by_id = {relation.id: relation for _, near in self.ties for relation in near.relations}
        return tuple(by_id.values())

    def rows(self) -> Iterable[Row]:
        """Yield a row for each relation with each of the actors."""
        for one, near in self.ties:
            for relation in near.relations:
                yield {"shared": self.actor, "with": one, "relation": relation, "tie": near.tie(relation)}


@public
def common(
    graph: Graph, actors: Collection[str], *, direction: Direction = "both", direct: bool = False
) -> tuple[Shared, ...]:
    """Return the neighbours that several actors share, those with most relations to each first.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it or a snapshot.
    actors : collection of str
        At least two different actors, each by id, name or alias.
    direction : {'both', 'in', 'out'}, default 'both'
        The direction of the relations as seen from the actors, as in :func:`neighbors`.
    direct : bool, default False
        Leave out what ties a neighbour only because a relation is about it, or about one of the actors.

    Returns
    -------
    tuple of Shared
        Planned and denied relations tie nobody; they count only in a window that asks for them.
        Ordered by the number of relations with the actor that has fewest, then by their number in all.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If no actor or several actors have a name.
    UsageError
        If fewer than two different actors are named.

    Examples
    --------
    >>> [shared.actor for shared in gk.common(graph, ["He Lifeng", "Donald Trump"], direct=True)]
    ['jensen-huang']
    """
    ids = list(dict.fromkeys(find_actor(graph, name) for name in actors))
    if len(ids) < 2:
        raise UsageError("actors: to have something in common takes two different actors; name another")
    near = [
        {each.actor: each for each in neighbors(graph, id, direction=direction, direct=direct)} for id in ids
    ]
    others = set.intersection(*(set(each) for each in near)) - {*ids}
    shared = [
        Shared(actor, tuple((id, each[actor]) for id, each in zip(ids, near, strict=True)))
        for actor in others
    ]
    return Answers(sorted(shared, key=_rank))


def _rank(shared: Shared) -> tuple[int, int, str]:
    counts = [len(near.relations) for _, near in shared.ties]
    return -min(counts), -sum(counts), shared.actor
