"""Lists the relations of a graph in the order in which they happened."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import ClassVar

from graphkit.answers import Answer, Answers, Column
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import folded, names
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import public
from graphkit.temporal.calendar import FUTURE, PAST

_STANDINGS = {"in force": 0, "happened": 1, None: 2, "background": 3}


@dataclass(frozen=True, slots=True)
class Listing(Answer):
    """Relations in order of time, and how many were left out unasked, by reason."""

    relations: tuple[DatedRelation, ...]
    left_out: dict[str, int]


@public
def relations(graph: Graph) -> Listing:
    """Return the relations of a graph, a window or a snapshot, in order of time.

    Background facts come last; relations of the newsroom only where their types were asked for.

    Examples
    --------
    >>> talks = gk.window(graph, since="2025-07-13", types=["contact"], certain=True)
    >>> gk.relations(talks).relations[-1]
    <huang-attends-expo: jensen-huang attended supply-chain-expo, 16 July 2025, PLANNED>
    """
    known = index(graph)
    listed = known.visible
    left_out = dict(known.criteria.left_out)
    newsroom = len(known.relations()) - len(listed)
    if newsroom:
        left_out["newsroom"] = newsroom
    return Listing(tuple(in_order(listed)), left_out)


def in_order(listed: Iterable[DatedRelation]) -> list[DatedRelation]:
    """Return relations by standing, then by the first day on which they may begin."""
    return sorted(listed, key=lambda seen: (_STANDINGS[seen.standing], seen.type.background, *_time(seen)))


def _time(seen: DatedRelation) -> tuple[bool, int, int, str]:
    bounds = seen.bounds
    if bounds is None:
        return True, FUTURE, FUTURE, seen.id
    start = bounds.earliest_start if bounds.earliest_start != PAST else bounds.latest_start
    return seen.undated, start, bounds.latest_end, seen.id


@dataclass(frozen=True, slots=True)
class ActorRow(Answer):
    """An actor, and in how many relations it takes part, background and newsroom not counted."""

    columns: ClassVar = (
        Column("id", "id"),
        Column("name", heading="actor"),
        Column("kind"),
        Column("aliases", heading="also called"),
        Column("description"),
        Column("relations", "number"),
    )
    shown: ClassVar = ("name", "kind", "relations", "aliases", "id")

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    description: str | None
    relations: int


@public
def actors(graph: Graph, text: str | None = None, *, kinds: Collection[str] = ()) -> tuple[ActorRow, ...]:
    """Return the actors of a graph, those with most relations first.

    Parameters
    ----------
    graph
        The graph, a window of it or a snapshot.
    text
        Keep those whose id, name, alias or description holds this text, in any case.
    kinds
        Keep those of these kinds; empty keeps all.

    Examples
    --------
    >>> [row.name for row in gk.actors(graph, "huang", kinds=["person"])]
    ['Jensen Huang']
    """
    degrees: Counter[str] = Counter()
    known = index(graph)
    quiet = {name for name, type_ in known.vocabulary.items() if type_.background or type_.newsroom}
    for source, target, _, fields in zip(*known.edge_list, strict=True):
        if fields["type"] not in quiet:
            degrees.update({source, target})
    wanted = folded(text) if text else ""
    rows = [
        ActorRow(
            actor,
            data["name"],
            data["kind"],
            tuple(data.get("aliases", ())),
            data.get("description"),
            degrees[actor],
        )
        for actor, data in graph.nodes(data=True)
        if (not kinds or data["kind"] in kinds)
        and any(wanted in folded(name) for name in (*names(graph, actor), data.get("description", "")))
    ]
    return Answers(sorted(rows, key=lambda row: (-row.relations, row.name, row.id)))
