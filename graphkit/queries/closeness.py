"""Computes closeness and betweenness, trees that hang from the rest by what they hang from.

Who is tied to one other alone is one step further from everybody than that other. So such leaves are taken
off, again and again, and only the distances in the core that is left are walked. Each member of the core
stands for its tree: a way between two trees counts as often as there are pairs of their members.

The leaves are those of A. E. Sariyüce, E. Saule, K. Kaya, Ü. V. Çatalyürek, "Shattering and compressing
networks for betweenness centrality", SIAM International Conference on Data Mining, 2013, and M. Baglioni,
F. Geraci, M. Pellegrini, E. Lastres, "Fast exact computation of betweenness centrality in social networks",
IEEE/ACM International Conference on Advances in Social Networks Analysis and Mining, 2012; the shares of the
core are those of U. Brandes (2001), from all of its members at once.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

MOST_IN_CORE = 6_000
"""The distances between more than these take too much memory at once."""

MOST_PRODUCTS = 4_000_000_000
"""So many products of two numbers take about a second."""

_ROWS = 500


class _Trees(NamedTuple):
    """The core, the size of each tree and how far it is away in sum, the ties left, who hung from whom."""

    core: list[int]
    size: list[int]
    below: list[int]
    others: list[set[int]]
    hanging: list[tuple[int, int]]


def _trees(count: int, ties: Sequence[tuple[int, int]]) -> _Trees:
    """Take off who is tied to one other alone, again and again."""
    others: list[set[int]] = [set() for _ in range(count)]
    for here, there in ties:
        others[here].add(there)
        others[there].add(here)
    size, below = [1] * count, [0] * count
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
    return _Trees([number for number in range(count) if others[number]], size, below, others, hanging)


def _distances(core: Sequence[int], others: Sequence[set[int]]) -> Any:
    """Return the distances between the members of the core, -1 where there is no way."""
    import rustworkx

    place = {number: place for place, number in enumerate(core)}
    graph: rustworkx.PyGraph[int, None] = rustworkx.PyGraph()
    graph.add_nodes_from(core)
    graph.add_edges_from_no_data(
        [(place[here], place[there]) for here in core for there in others[here] if here < there]
    )
    return rustworkx.distance_matrix(graph, null_value=-1.0)


def closeness(count: int, ties: Sequence[tuple[int, int]]) -> list[float] | None:
    """Return the closeness of some things, by the share of those within reach (Wasserman and Faust 1994).

    They are numbered from 0. The two ends of a tie differ, and each pair is there once. None if the core is
    too large.
    """
    import numpy as np

    core, size, below, others, hanging = _trees(count, ties)
    if len(core) > MOST_IN_CORE:
        return None
    reached, away = list(size), list(below)
    apart = _distances(core, others)
    sizes, sums = (np.asarray([column[number] for number in core]) for column in (size, below))
    for first in range(0, len(core), _ROWS):
        rows = apart[first : first + _ROWS]
        near = rows >= 0
        found, total = near @ sizes, np.where(near, rows, 0) @ sizes + near @ sums
        for number, reach, far in zip(core[first : first + _ROWS], found, total, strict=True):
            reached[number], away[number] = int(reach), int(far)
    for leaf, stem in reversed(hanging):
        reached[leaf], away[leaf] = reached[stem], away[stem] + reached[stem] - 2 * size[leaf]
    return [
        (reach - 1) ** 2 / (total * (count - 1)) if total else 0.0
        for reach, total in zip(reached, away, strict=True)
    ]


def betweenness(count: int, ties: Sequence[tuple[int, int]]) -> list[float] | None:
    """Return on what share of the ways of two others each lies (Brandes 2001), or None as closeness."""
    import numpy as np

    core, size, _, others, hanging = _trees(count, ties)
    if len(core) ** 3 > MOST_PRODUCTS:
        return None
    passed, whole = [0.0] * count, list(size)
    if core:
        apart, sizes = _distances(core, others), np.array([float(size[number]) for number in core])
        if len(core) ** 3 * apart.max() > MOST_PRODUCTS:
            return None
        for number, share, reach in zip(
            core, sizes @ _shares(apart, sizes), (apart >= 0) @ sizes, strict=True
        ):
            passed[number], whole[number] = float(share), int(reach)
    for leaf, stem in reversed(hanging):
        whole[leaf] = whole[stem]
    # On each way between two of its trees, or from one to the rest, lies who they hang from.
    for leaf, stem in hanging:
        passed[stem] -= size[leaf] ** 2
    ways = max(1, (count - 1) * (count - 2))
    return [
        (own + (all_ - 1) ** 2 - (all_ - tree) ** 2) / ways
        for own, all_, tree in zip(passed, whole, size, strict=True)
    ]


def _shares(apart: Any, sizes: Any) -> Any:
    """Return on how many of the shortest ways from one (row) to all others a third (column) lies in sum."""
    import numpy as np

    tied, ways, shares = (apart == 1).astype(float), np.eye(len(apart)), np.zeros(apart.shape)
    steps = int(apart.max())
    for step in range(1, steps + 1):
        ways += np.where(apart == step, np.where(apart == step - 1, ways, 0) @ tied, 0)
    for step in range(steps, 1, -1):
        each = np.divide(sizes + shares, ways, out=np.zeros(apart.shape), where=apart == step)
        shares += np.where(apart == step - 1, each @ tied * ways, 0)
    return shares
