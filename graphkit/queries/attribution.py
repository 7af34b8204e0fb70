"""Tells which relations rest on an actor's word alone, and what others deny of it."""

from collections.abc import Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from graphkit.answers import RELATION, Answer, Column
from graphkit.graph.index import index, visible_relations
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import public
from graphkit.queries.listing import in_order

if TYPE_CHECKING:
    from graphkit.model.entities import Evidence


@dataclass(frozen=True, slots=True)
class Vouching(Answer):
    """The relations for which an actor is a voice, and those that it denies.

    Attributes
    ----------
    actor
        The actor's id.
    alone
        Relations that rest on the actor's word alone.
    denied
        Relations that the actor reports, alone or not, and that others deny or report differently.
    denies
        Relations that the actor denies, whose own status is another.
    otherwise
        Relations of which the actor only tells another type or status.
    shared
        All other relations for which the actor is one voice of several.
    """

    columns: ClassVar = (Column("voice", "group"), RELATION)
    shown: ClassVar = ("relation",)

    actor: str
    alone: tuple[DatedRelation, ...]
    denied: tuple[DatedRelation, ...]
    denies: tuple[DatedRelation, ...]
    otherwise: tuple[DatedRelation, ...]
    shared: tuple[DatedRelation, ...]

    @property
    def vouched(self) -> tuple[DatedRelation, ...]:
        """All relations that the actor reports, each once, in order of time."""
        by_id = {relation.id: relation for relation in (*self.alone, *self.denied, *self.shared)}
        return tuple(in_order(by_id.values()))


@public
def voices(graph: Graph, actor: str) -> Vouching:
    """Return the relations that rest on an actor's word.

    What a source says in its own voice also counts as the word of the actor that publishes it.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it or as known by a day.
    actor : str
        An id, name or alias.

    Returns
    -------
    Vouching
        The relations, by how far others support or deny them.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If no actor or several actors have the name.

    Examples
    --------
    >>> [relation.id for relation in gk.voices(graph, "Chinese state media").alone]
    ['huang-told-he-lifeng']
    """
    voice = find_actor(graph, actor)
    own = _own_voices(graph, voice)
    groups: tuple[list[DatedRelation], ...] = ([], [], [], [], [])
    alone, denied, denied_by_actor, otherwise, shared = groups
    for relation in visible_relations(graph):
        words = [entry for entry in relation.evidence if _is_word_of(own, entry)]
        if any(map(relation.is_denied_by, words)):
            denied_by_actor.append(relation)
        elif words and not any(map(relation.is_vouched_by, words)):
            otherwise.append(relation)
        voices_of_relation = set(relation.voices)
        if not own & voices_of_relation:
            continue
        is_alone, is_denied = voices_of_relation <= own, _is_denied(relation, own)
        if is_alone:
            alone.append(relation)
        if is_denied:
            denied.append(relation)
        if not is_alone and not is_denied:
            shared.append(relation)
    return Vouching(voice, *(tuple(in_order(group)) for group in groups))


def told_by(graph: Graph, actor: str) -> list[str]:
    """Return the ids of the relations with evidence that is an actor's word."""
    own = _own_voices(graph, actor)
    return [
        key
        for _, _, key, fields in graph.edges(keys=True, data=True)
        if any(_is_word_of(own, entry) for entry in fields.get("evidence", ()))
    ]


def _own_voices(graph: Graph, actor: str) -> set[str]:
    """Return the id of an actor, and those of the sources that it publishes."""
    return {actor, *(id for id, source in index(graph).sources.items() if source.publisher_actor == actor)}


def _is_word_of(own: Set[str], entry: "Evidence") -> bool:
    return (entry.attribution or entry.source) in own


def _is_denied(relation: DatedRelation, own: Set[str]) -> bool:
    """Whether somebody else contradicts a relation, or reports another type or status than the actor."""
    by_actor = {_statement(relation, entry) for entry in relation.evidence if _is_word_of(own, entry)}
    return any(_statement(relation, entry) not in by_actor for entry in relation.evidence)


def _statement(relation: DatedRelation, entry: "Evidence") -> tuple[str, str, str]:
    return entry.stance, entry.type or relation.type.name, entry.status or relation.status
