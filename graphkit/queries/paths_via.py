"""Finds the shortest chains of relations that run through given actors in a given order."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice, pairwise, product

from graphkit.queries.shortest_search import (
    Chain,
    Closed,
    Hops,
    StoppedEarlyError,
    best_first,
    cost_of,
    distinct_relations,
    shortest_chains,
)

MOST_DETOURS = 2_000
"""The greatest number of chains that are examined if the shortest legs do not join to a path."""

_MOST_JOINED = 10_000
"""The greatest number of combinations of shortest legs that are examined."""

SearchResult = tuple[list[Chain], int | None]
"""The chains, and the number of chains examined if the search stopped early, else None."""


def chains_through(hops: Hops, stops: Sequence[str], closed: Closed) -> SearchResult:
    """Return the shortest chains through all stops in order, best first, that repeat no actor or relation."""
    most_of_leg = int(_MOST_JOINED ** (1 / (len(stops) - 1)))
    try:
        legs = [
            shortest_chains(hops, here, there, lambda actor: actor in stops or closed(actor))
            for here, there in pairwise(stops)
        ]
    except StoppedEarlyError as stopped:
        return [], stopped.looked_at
    joined = [
        _join(chains) for chains in product(*(islice(best_first(hops, leg), most_of_leg) for leg in legs))
    ]
    simple = [
        (actors, relations)
        for actors in joined
        if len(set(actors)) == len(actors)
        for relations in [distinct_relations(hops, actors)]
        if relations is not None
    ]
    stopped_early = any(leg is not None and leg.total > most_of_leg for leg in legs)
    looked_at = len(joined) if joined and stopped_early else None
    if not simple and joined:
        simple, looked_at = _detours(hops, stops, closed)
    return sorted(simple, key=lambda chain: (cost_of(hops, chain), chain[0])), looked_at


def _join(legs: Sequence[Chain]) -> tuple[str, ...]:
    return (legs[0][0][0], *(actor for actors, _ in legs for actor in actors[1:]))


def _detours(hops: Hops, stops: Sequence[str], closed: Closed) -> SearchResult:
    """Return the shortest chains through all stops, some of whose legs are longer than the shortest.

    Examine simple paths by length (Yen's algorithm, as networkx has it), and stop after
    :data:`MOST_DETOURS`: to decide whether there is any such chain can take exponential time.
    """
    import networkx as nx  # here, because only a path through given actors needs it

    walked = [hop for hop in hops.all() if all(actor in stops or not closed(actor) for actor in hop)]
    between = _between(stops[0], stops[-1], walked)
    if not between.issuperset(stops):
        return [], None
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(filter(between.issuperset, walked))
    paths: Iterator[list[str]] = nx.shortest_simple_paths(graph, stops[0], stops[-1])
    chains: list[Chain] = []
    with suppress(nx.NetworkXNoPath):
        for looked_at, actors in enumerate(paths):
            if chains and len(actors) > len(chains[0][0]):
                break
            if looked_at == MOST_DETOURS:
                return chains, looked_at
            if [actor for actor in actors if actor in stops] == list(stops):
                relations = distinct_relations(hops, actors)
                if relations is not None:
                    chains.append((tuple(actors), relations))
    return chains, None


def _between(start: str, goal: str, walked: Iterable[tuple[str, str]]) -> set[str]:
    """Return the actors on simple paths from start to goal, were each hop walked both ways.

    These are in one part, that no one actor cuts in two, with a tie between start and goal (J. Hopcroft,
    R. Tarjan, "Algorithm 447: efficient algorithms for graph manipulation", Communications of the ACM 16(6),
    1973).
    """
    import rustworkx

    ties = {(min(hop), max(hop)) for hop in (*walked, (start, goal))}
    numbers = {actor: number for number, actor in enumerate({actor for tie in ties for actor in tie})}
    graph: rustworkx.PyGraph[str, None] = rustworkx.PyGraph()
    graph.add_nodes_from(list(numbers))
    graph.add_edges_from_no_data([(numbers[here], numbers[there]) for here, there in ties])
    actors, parts = list(numbers), rustworkx.biconnected_components(graph)
    ends = {numbers[start], numbers[goal]}
    part = next(part for pair, part in parts.items() if ends.issuperset(pair))
    return {actors[number] for pair, own in parts.items() if own == part for number in pair}
