"""Divides the actors of a period into groups that have more to do with each other than with others."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from graphkit.answers import Answer, Column, Listed, Row, most_first
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import public
from graphkit.queries.listing import in_order
from graphkit.queries.louvain import louvain
from graphkit.queries.ranking import counted_items, pairs_of

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Group(Answer):
    """Some actors that have more to do with each other than with others, and why.

    Attributes
    ----------
    number
        1 for the group with most relations inside.
    actors
        Ids of the actors, those with most relations inside the group first.
    relations
        The relations that tie two of them, which hold the group together.
    surely
        How many of these are certain.
    types
        How many of these are of each type, most first.
    pairs
        How many of these each pair has, most first.
    outside
        How many relations tie one of them to an actor of another group.
    """

    columns: ClassVar = (
        Column("group", "number"),
        Column("actors"),
        Column("surely", "number"),
        Column("at_most", "number", "at most"),
        Column("types"),
        Column("outside", "number"),
    )

    number: int
    actors: tuple[str, ...]
    relations: tuple[DatedRelation, ...]
    surely: int
    types: dict[str, int]
    pairs: tuple[tuple[Pair, int], ...]
    outside: int

    def rows(self) -> Iterable[Row]:
        """Yield the group as a row."""
        yield {
            "group": self.number,
            "actors": self.actors,
            "surely": self.surely,
            "at_most": len(self.relations),
            "types": tuple(f"{count} {name}" for name, count in self.types.items()),
            "outside": self.outside,
        }


@dataclass(frozen=True, slots=True, repr=False)
class Groups(Listed[Group]):
    """The groups of a graph; iterate it for them.

    Attributes
    ----------
    communities
        The groups, those with most relations inside first.
    modularity
        How much more there is inside the groups than chance would put there: from 0 to 1.
    seed
        The number from which chance was drawn: the same seed gives the same groups.
    counted, not_counted
        How many relations count, surely or possibly, and how many do not, by reason.
    without
        How many of those that count are in no group and between none: they have no two actors.
    """

    columns: ClassVar = Group.columns
    listed: ClassVar = "communities"

    communities: tuple[Group, ...]
    modularity: float
    seed: int
    counted: int
    not_counted: dict[str, int]
    without: int = 0


@public
def groups(graph: Graph, *, seed: int = 0) -> Groups:
    """Divide the actors of a graph into groups, and say what holds each together.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it or a snapshot.
    seed : int, default 0
        Groups are found by trying actors in a random order; the same seed gives the same groups.

    Returns
    -------
    Groups
        Every actor that a relation ties to another is in one group. Ties weigh as many relations as they
        have, possible ones too. Planned and denied relations count only in a window that asks for them.

    Notes
    -----
    The method of Louvain (Blondel et al. 2008), with exact gains. Other seeds may give other groups:
    they are a way to look at a graph, not a fact about those in it.

    References
    ----------
    * V. D. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre, "Fast unfolding of communities in large
      networks", Journal of Statistical Mechanics, 2008.

    Examples
    --------
    >>> found = gk.groups(gk.window(graph, until="2025-06"))
    >>> [group.actors[:2] for group in found][:2]
    [('china', 'nvidia'), ('us-government', 'chinese-government')]
    """
    graph_index = index(graph)
    items, not_counted = counted_items(graph_index)
    tied = [{*pairs_of(item, "both")} for item in items]
    weights = Counter(pair for pairs in tied for pair in pairs)
    actors = sorted({actor for pair in weights for actor in pair})
    numbers = {actor: number for number, actor in enumerate(actors)}
    ties = sorted((numbers[here], numbers[there], weight) for (here, there), weight in weights.items())
    found, modularity = louvain(len(actors), ties, seed)
    group_of = {actors[number]: group for group, members in enumerate(found) for number in members}
    inside: dict[int, list[int]] = defaultdict(list)
    outside: Counter[int] = Counter()
    degrees: Counter[str] = Counter()
    for place, pairs in enumerate(tied):
        within = [pair for pair in pairs if group_of[pair[0]] == group_of[pair[1]]]
        across = {actor for pair in pairs.difference(within) for actor in pair}
        degrees.update({actor for pair in within for actor in pair})
        outside.update({group_of[actor] for actor in across})
        for group in {group_of[here] for here, _ in within}:
            inside[group].append(place)
    pairs_in: dict[int, list[tuple[Pair, int]]] = defaultdict(list)
    for pair, weight in weights.items():
        if group_of[pair[0]] == group_of[pair[1]]:
            pairs_in[group_of[pair[0]]].append((pair, weight))
    members_of = {
        group: sorted((actors[number] for number in members), key=lambda actor: (-degrees[actor], actor))
        for group, members in enumerate(found)
    }
    relations = list(graph_index.at_all([graph_index.positions[item.id] for item in items]))
    order = sorted(members_of, key=lambda group: (-len(inside[group]), members_of[group]))
    made = tuple(
        Group(
            number,
            tuple(members_of[group]),
            tuple(in_order(map(relations.__getitem__, inside[group]))),
            surely=sum(items[place].sure for place in inside[group]),
            types=most_first(items[place].type.name for place in inside[group]),
            pairs=tuple(sorted(pairs_in[group], key=lambda pair: (-pair[1], pair[0]))),
            outside=outside[group],
        )
        for number, group in enumerate(order, start=1)
    )
    return Groups(made, modularity, seed, len(items), not_counted, without=sum(not pairs for pairs in tied))
