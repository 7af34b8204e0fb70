"""Divides numbered things that are tied into groups, by the method of Louvain."""

from collections.abc import Iterable, Sequence
from random import Random

Weights = dict[int, int]
"""To whom one is tied, and how strongly; to itself by what is within."""


def louvain(count: int, ties: Iterable[tuple[int, int, int]], seed: int) -> tuple[list[list[int]], float]:
    """Return the groups of some things, ascending, and the modularity.

    Weights and gains are whole numbers: equal gains are equal. With rounded ones things that gain nothing
    change groups for hundreds of rounds.

    The things are numbered from 0. A tie is its two ends, which differ, and its weight; each pair is there
    once. From the seed the order is drawn in which things are moved.

    References
    ----------
    * V. D. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre, "Fast unfolding of communities in large
      networks", Journal of Statistical Mechanics, 2008.
    """
    chance = Random(seed)  # noqa: S311  # no secret
    graph: list[Weights] = [{} for _ in range(count)]
    for here, there, weight in ties:
        graph[here][there] = graph[there][here] = weight
    groups = [[number] for number in range(count)]
    while True:
        degrees = [sum(weights.values()) + weights.get(here, 0) for here, weights in enumerate(graph)]
        moved = _moved(graph, degrees, chance)
        number = {group: place for place, group in enumerate(sorted({*moved}))}
        if len(number) == len(graph):
            return groups, _modularity(graph, degrees)
        together: list[list[int]] = [[] for _ in number]
        for members, group in zip(groups, moved, strict=True):
            together[number[group]] += members
        groups = together
        graph = _joined(graph, [number[group] for group in moved], len(number))


def _moved(graph: Sequence[Weights], degrees: Sequence[int], chance: Random) -> list[int]:
    """Return the group of each, after all were moved in one order to where it gains most, until none did."""
    order = list(range(len(graph)))
    chance.shuffle(order)
    group_of, sums, total = list(range(len(graph))), list(degrees), sum(degrees)
    others = [
        [(there, total * weight) for there, weight in weights.items() if there != here]
        for here, weights in enumerate(graph)
    ]
    moves = True
    while moves:
        moves = False
        for here in order:
            to: Weights = {}
            for there, weight in others[here]:
                group = group_of[there]
                to[group] = to.get(group, 0) + weight
            best = own = group_of[here]
            degree = degrees[here]
            sums[own] -= degree
            most = to.get(own, 0) - sums[own] * degree
            for group, weight in to.items():
                gain = weight - sums[group] * degree
                if gain > most:
                    best, most = group, gain
            sums[best] += degree
            if best != own:
                group_of[here] = best
                moves = True
    return group_of


def _joined(graph: Sequence[Weights], group_of: Sequence[int], count: int) -> list[Weights]:
    """Return the graph of groups: tied to others by what their members are, and to themselves within."""
    joined: list[Weights] = [{} for _ in range(count)]
    for here, weights in enumerate(graph):
        for there, weight in weights.items():
            if there >= here:
                one, other = group_of[here], group_of[there]
                joined[one][other] = joined[other][one] = joined[one].get(other, 0) + weight
    return joined


def _modularity(graph: Sequence[Weights], degrees: Sequence[int]) -> float:
    """Return how much more there is inside each of a graph of groups than chance would put there."""
    total = sum(degrees)
    inside = sum(2 * weights.get(here, 0) for here, weights in enumerate(graph))
    return (inside * total - sum(degree * degree for degree in degrees)) / total**2 if total else 0.0
