"""Finds shortest paths in a table, breadth first."""

from collections.abc import Collection, KeysView
from itertools import pairwise

from graphkit.tables.adjacency import Adjacency
from graphkit.tables.time_index import Selection


def shortest_path(
    onward: Adjacency, back: Adjacency, start: int, goal: int, selection: Selection, closed: Collection[int]
) -> tuple[list[int], list[int]] | None:
    """Return the actors and the rows of a path of fewest hops, or None.

    Breadth first from both ends, the smaller frontier first (Pohl, *Bi-directional search*, 1971). Of
    parallel relations the first row is taken. ``onward`` and ``back`` are the adjacency in the direction of
    the path and against it; it does not pass through ``closed`` actors, but its ends may be among them.
    """
    from_start: dict[int, int | None] = {start: None}
    from_goal: dict[int, int | None] = {goal: None}
    near, far = [start], [goal]
    near_first = onward.degree(start) <= back.degree(goal)
    meeting = start if start == goal else None
    while meeting is None and near and far:
        if len(near) < len(far) or (near_first and len(near) == len(far)):
            near, meeting = _next(onward, near, from_start, from_goal.keys(), selection, closed)
        else:
            far, meeting = _next(back, far, from_goal, from_start.keys(), selection, closed)
    if meeting is None:
        return None
    actors = [*reversed(_trail(from_start, meeting)), *_trail(from_goal, meeting)[1:]]
    return actors, [_first_row(onward, back, *hop, selection) for hop in pairwise(actors)]


def _next(
    adjacency: Adjacency,
    frontier: list[int],
    parents: dict[int, int | None],
    other_side: KeysView[int],
    selection: Selection,
    closed: Collection[int],
) -> tuple[list[int], int | None]:
    """Return the next frontier, and an actor that the other side has reached too if there is one.

    The parent of each new actor is added to ``parents``.
    """
    ring: list[int] = []
    for actor in frontier:
        neighbors = adjacency.others[adjacency.entries(actor, selection)].tolist()
        if not other_side.isdisjoint(neighbors):
            meeting = next(neighbor for neighbor in neighbors if neighbor in other_side)
            parents[meeting] = actor
            return ring, meeting
        distinct = dict.fromkeys(neighbors)
        new = [neighbor for neighbor in distinct if neighbor not in parents and neighbor not in closed]
        parents.update(dict.fromkeys(new, actor))
        ring += new
    return ring, None


def _trail(parents: dict[int, int | None], actor: int) -> list[int]:
    """Return an actor, its parent, and so on, back to an end."""
    trail = [actor]
    while (parent := parents[trail[-1]]) is not None:
        trail.append(parent)
    return trail


def _first_row(onward: Adjacency, back: Adjacency, tail: int, head: int, selection: Selection) -> int:
    """Return the first row that leads from one actor to another, searched where there are fewer rows."""
    if onward.degree(tail) > back.degree(head):
        onward, tail, head = back, head, tail
    entries = onward.entries(tail, selection)
    return int(onward.rows[entries][(onward.others[entries] == head).argmax()])
