"""Finds the shortest chains of relations that run through given actors."""

from collections.abc import Sequence
from contextlib import suppress
from itertools import islice, pairwise, product

import networkx as nx

from graphkit.queries.shortest_search import (
    Chain,
    Closed,
    Cost,
    Hops,
    best_first,
    cost_of_hop,
    count_chains,
    shortest_chains,
)

MOST_DETOURS = 2_000
"""How many chains are looked at for one that runs through given actors by a detour."""


_MOST_JOINED = 10_000
"""How many ways of joining the shortest legs between given actors are looked at."""


Found = tuple[list[Chain], int | None]
"""Chains, and how many were looked at where the search was given up before it saw all."""


def chains_through(steps: Hops, stops: Sequence[str], closed: Closed) -> Found:
    """Return the shortest chains that run through all stops in order and through no actor twice."""
    most = int(_MOST_JOINED ** (1 / (len(stops) - 1)))

    def closed_or_stop(actor: str) -> bool:
        return actor in stops or closed(actor)

    ways = [shortest_chains(steps, here, there, closed_or_stop) for here, there in pairwise(stops)]
    legs = [islice(best_first(steps, each), most) for each in ways]
    joined = [_joined(combination) for combination in product(*legs)]
    simple = [chain for chain in joined if len(set(chain[0])) == len(chain[0])]
    cut = any(each is not None and count_chains(each)[each.rings[0][0]] > most for each in ways)
    looked_at = len(joined) if joined and cut else None
    if not simple and joined:
        simple, looked_at = _detours(steps, stops, closed)
    return sorted(simple, key=lambda chain: (_total(steps, chain), chain[0])), looked_at


def _joined(legs: Sequence[Chain]) -> Chain:
    actors = [legs[0][0][0], *(actor for chain, _ in legs for actor in chain[1:])]
    return tuple(actors), tuple(relation for _, relations in legs for relation in relations)


def _total(steps: Hops, chain: Chain) -> Cost:
    actors, relations = chain
    costs = [
        cost_of_hop(steps, seen, there, actors[-1]) for seen, there in zip(relations, actors[1:], strict=True)
    ]
    return tuple(map(sum, zip(*costs, strict=True)))


def _detours(steps: Hops, stops: Sequence[str], closed: Closed) -> Found:
    """Return the shortest chains through all stops whose legs are not each the shortest.

    Chains are taken by length (Yen, 1971, as in networkx), :data:`MOST_DETOURS` of them at most:
    to find whether there is one at all can take for ever.
    """

    def shut(actor: str) -> bool:
        return actor not in stops and closed(actor)

    simple: nx.DiGraph[str] = nx.DiGraph()
    simple.add_edges_from((here, there) for here, there in steps.all() if not shut(here) and not shut(there))
    found: list[Chain] = []
    with suppress(nx.NetworkXNoPath, nx.NodeNotFound):
        for looked_at, actors in enumerate(nx.shortest_simple_paths(simple, stops[0], stops[-1])):
            if found and len(actors) > len(found[0][0]):
                break
            if looked_at == MOST_DETOURS:
                return found, looked_at
            if [actor for actor in actors if actor in stops] == list(stops):
                relations = tuple(steps.best(here, there) for here, there in pairwise(actors))
                found.append((tuple(actors), relations))
    return found, None
