"""Tells who vouches for what: what rests on one actor's word alone, and what others deny."""

from collections.abc import Set
from dataclasses import dataclass
from typing import ClassVar

from graphkit.answers import RELATION, Answer, Column
from graphkit.graph.build import Graph, find_actor, public
from graphkit.graph.filters import DatedRelation
from graphkit.graph.index import index, shown
from graphkit.model.entities import Evidence
from graphkit.queries.listing import in_order


@dataclass(frozen=True, slots=True)
class Vouching(Answer):
    """What an actor vouches for.

    Attributes
    ----------
    actor
        The actor's id.
    alone
        What rests on the actor's word alone.
    denied
        What the actor says, alone or not, and others deny or tell otherwise.
    denies
        What the actor denies.
    shared
        Everything else for which the actor is one voice of several.
    """

    columns: ClassVar = (Column("voice", "group"), RELATION)
    shown: ClassVar = ("relation",)

    actor: str
    alone: tuple[DatedRelation, ...]
    denied: tuple[DatedRelation, ...]
    denies: tuple[DatedRelation, ...]
    shared: tuple[DatedRelation, ...]

    @property
    def vouched(self) -> tuple[DatedRelation, ...]:
        """Everything that the actor says, each once, in order of time."""
        return tuple(in_order({seen.id: seen for seen in (*self.alone, *self.denied, *self.shared)}.values()))


@public
def voices(graph: Graph, actor: str) -> Vouching:
    """Return what an actor vouches for, in a graph, a window of it or as known by a day.

    Where the actor publishes sources, what these tell in their own voice is the actor's word too.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If the name is nobody's or several actors'.

    Examples
    --------
    >>> [relation.id for relation in gk.voices(graph, "Chinese state media").alone]
    ['huang-told-he-lifeng']
    """
    who = find_actor(graph, actor)
    own = _own(graph, who)
    alone: list[DatedRelation] = []
    denied: list[DatedRelation] = []
    denies: list[DatedRelation] = []
    shared: list[DatedRelation] = []
    for seen in shown(graph):
        if any(entry.stance == "contradicts" and _is_by(entry, own) for entry in seen.evidence):
            denies.append(seen)
        if not own & set(seen.voices):
            continue
        if own >= set(seen.voices):
            alone.append(seen)
        if _is_denied(seen, own):
            denied.append(seen)
        elif not own >= set(seen.voices):
            shared.append(seen)
    return Vouching(who, *(tuple(in_order(found)) for found in (alone, denied, denies, shared)))


def told_by(graph: Graph, who: str) -> list[str]:
    """Return the ids of the relations of which there is evidence that is an actor's word."""
    own = _own(graph, who)
    return [
        key
        for _, _, key, fields in graph.edges(keys=True, data=True)
        if any(_is_by(entry, own) for entry in fields.get("evidence", ()))
    ]


def _own(graph: Graph, who: str) -> set[str]:
    """Return an actor, and the sources that it publishes."""
    return {who, *(id for id, source in index(graph).sources.items() if source.publisher_actor == who)}


def _is_by(entry: Evidence, own: Set[str]) -> bool:
    """Return whether evidence is somebody's word, who may speak in sources of their own."""
    return (entry.attribution or entry.source) in own


def _is_denied(seen: DatedRelation, own: Set[str]) -> bool:
    """Return whether somebody else contradicts it, or tells of another type or status than the actor."""
    told = {_told(seen, entry) for entry in seen.evidence if _is_by(entry, own)}
    others = {_told(seen, entry) for entry in seen.evidence if not _is_by(entry, own)}
    return bool(others - told)


def _told(seen: DatedRelation, entry: Evidence) -> tuple[str, str, str]:
    return entry.stance, entry.type or seen.type.name, entry.status or seen.status
