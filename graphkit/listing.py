"""Lists the relations of a graph in the order in which they happened."""

from collections.abc import Iterable
from dataclasses import dataclass

from graphkit.dates import FUTURE, PAST
from graphkit.graph import Graph
from graphkit.index import index, shown, view_of
from graphkit.view import DatedRelation


@dataclass(frozen=True, slots=True)
class Listing:
    """Relations in order of time, and how many were left out unasked, by reason."""

    relations: tuple[DatedRelation, ...]
    left_out: dict[str, int]


def relations(graph: Graph) -> Listing:
    """Return the relations of a graph, a window or a snapshot, in order of time.

    Background facts come last; relations of the newsroom only where their types were asked for.
    """
    listed = shown(graph)
    left_out = dict(view_of(graph).left_out)
    newsroom = len(index(graph).relations()) - len(listed)
    if newsroom:
        left_out["newsroom"] = newsroom
    return Listing(tuple(in_order(listed)), left_out)


def in_order(listed: Iterable[DatedRelation]) -> list[DatedRelation]:
    """Return relations by standing, then by the first day on which they may begin."""
    standings = ("in force", "happened", None, "background")
    return sorted(
        listed, key=lambda seen: (standings.index(seen.standing), seen.type.background, *_time(seen))
    )


def _time(seen: DatedRelation) -> tuple[bool, int, int, str]:
    bounds = seen.bounds
    if bounds is None:
        return True, FUTURE, FUTURE, seen.id
    start = bounds.earliest_start if bounds.earliest_start != PAST else bounds.latest_start
    return seen.undated, start, bounds.latest_end, seen.id
