"""Computes the closeness of all that are tied, trees that hang from the rest by what they hang from.

Who is tied to one other alone is one step further from everybody than that other. So such leaves are taken
off, again and again, and only the distances in the core that is left are walked.

The leaves are those of A. E. Sariyüce, E. Saule, K. Kaya, Ü. V. Çatalyürek, "Shattering and compressing
networks for betweenness centrality", SIAM International Conference on Data Mining, 2013.
"""

from collections.abc import Sequence

MOST_IN_CORE = 6_000
"""The distances between more than these take too much memory at once."""

_ROWS = 500


def closeness(count: int, ties: Sequence[tuple[int, int]]) -> list[float] | None:
    """Return the closeness of some things, by the share of those within reach (Wasserman and Faust 1994).

    Parameters
    ----------
    count
        How many things there are; they are numbered from 0.
    ties
        The two ends of each tie, which differ; each pair once.

    Returns
    -------
    list of float or None
        None if the core is too large.
    """
    others: list[set[int]] = [set() for _ in range(count)]
    for here, there in ties:
        others[here].add(there)
        others[there].add(here)
    size, below = [1] * count, [0] * count  # of the tree that hangs from each, and how far it is away in sum
    hanging: list[tuple[int, int]] = []
    leaves = [number for number in range(count) if len(others[number]) == 1]
    for leaf in leaves:
        if others[leaf]:  # it is not the last of its tree
            (stem,) = others[leaf]
            others[stem].discard(leaf)
            others[leaf].clear()
            size[stem] += size[leaf]
            below[stem] += below[leaf] + size[leaf]
            hanging.append((leaf, stem))
            if len(others[stem]) == 1:
                leaves.append(stem)
    reached, away = list(size), list(below)
    core = [number for number in range(count) if others[number]]
    if len(core) > MOST_IN_CORE:
        return None
    if core:
        _walk(core, others, size, below, reached, away)
    for leaf, stem in reversed(hanging):
        reached[leaf], away[leaf] = reached[stem], away[stem] + reached[stem] - 2 * size[leaf]
    return [
        (reach - 1) ** 2 / (total * (count - 1)) if total else 0.0
        for reach, total in zip(reached, away, strict=True)
    ]


def _walk(
    core: Sequence[int],
    others: Sequence[set[int]],
    size: Sequence[int],
    below: Sequence[int],
    reached: list[int],
    away: list[int],
) -> None:
    """Set how many the members of the core reach, and how far these are away in sum."""
    import numpy as np
    import rustworkx

    place = {number: place for place, number in enumerate(core)}
    graph: rustworkx.PyGraph[int, None] = rustworkx.PyGraph()
    graph.add_nodes_from(core)
    graph.add_edges_from_no_data(
        [(place[here], place[there]) for here in core for there in others[here] if here < there]
    )
    apart = rustworkx.distance_matrix(graph, null_value=-1.0)
    sizes, sums = (np.asarray([column[number] for number in core]) for column in (size, below))
    for first in range(0, len(core), _ROWS):
        rows = apart[first : first + _ROWS]
        near = rows >= 0
        found, total = near @ sizes, np.where(near, rows, 0) @ sizes + near @ sums
        for number, reach, far in zip(core[first : first + _ROWS], found, total, strict=True):
            reached[number], away[number] = int(reach), int(far)
