"""Walks the relations of a table from actor to actor: neighbours of neighbours, shortest paths."""

from collections.abc import Collection, KeysView
from itertools import pairwise

from graphkit.tables.adjacency import Adjacency
from graphkit.tables.time_index import Selection


def within(ways: Adjacency, start: int, hops: int, selection: Selection) -> list[set[int]]:
    """Return the actors first met after each number of hops from an actor."""
    edge = {start}
    seen = {start}
    rings: list[set[int]] = []
    while edge and len(rings) < hops:
        edge = ways.around_all(edge, selection) - seen
        seen |= edge
        rings.append(edge)
    return rings


def shortest_path(
    onward: Adjacency, back: Adjacency, start: int, goal: int, selection: Selection, closed: Collection[int]
) -> tuple[list[int], list[int]] | None:
    """Return the actors and the rows of a path of fewest hops, or None.

    Breadth first from both ends, the smaller edge first (Pohl, *Bi-directional search*, 1971). Of
    parallel relations the first row is taken.

    Parameters
    ----------
    onward, back
        The ways from the start on, and those from the goal back.
    start, goal
        The ends.
    selection
        The rows that may be taken.
    closed
        Whom a path may not run through; its ends may be among them.
    """
    came: dict[int, int | None] = {start: None}
    goes: dict[int, int | None] = {goal: None}
    near, far = [start], [goal]
    near_first = onward.degree(start) <= back.degree(goal)
    meeting = start if start == goal else None
    while meeting is None and near and far:
        if len(near) < len(far) or (near_first and len(near) == len(far)):
            near, meeting = _grown(onward, near, came, goes.keys(), selection, closed)
        else:
            far, meeting = _grown(back, far, goes, came.keys(), selection, closed)
    if meeting is None:
        return None
    actors = [*reversed(_trail(came, meeting)), *_trail(goes, meeting)[1:]]
    return actors, [_first_row(onward, back, *hop, selection) for hop in pairwise(actors)]


def _grown(
    ways: Adjacency,
    edge: list[int],
    known: dict[int, int | None],
    beyond: KeysView[int],
    selection: Selection,
    closed: Collection[int],
) -> tuple[list[int], int | None]:
    """Return the actors one hop beyond an edge, noting whence each is met, or the first known beyond."""
    ring: list[int] = []
    for here in edge:
        met = ways.met(here, selection)
        if not beyond.isdisjoint(met):
            meeting = next(there for there in met if there in beyond)
            known[meeting] = here
            return ring, meeting
        fresh = [there for there in dict.fromkeys(met) if there not in known and there not in closed]
        known.update(dict.fromkeys(fresh, here))
        ring += fresh
    return ring, None


def _trail(known: dict[int, int | None], actor: int) -> list[int]:
    """Return an actor and those before it, back to an end."""
    trail = [actor]
    while (before := known[trail[-1]]) is not None:
        trail.append(before)
    return trail


def _first_row(onward: Adjacency, back: Adjacency, here: int, there: int, selection: Selection) -> int:
    """Return the first row that leads from one actor to another, looking where there are fewer."""
    if onward.degree(here) > back.degree(there):
        onward, here, there = back, there, here
    places = onward.entries(here, selection)
    return int(onward.rows[places][(onward.others[places] == there).argmax()])
