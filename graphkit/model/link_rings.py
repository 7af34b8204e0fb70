"""Follows the links between relations of which one bounds the next: over rings, and over acts set aside."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from graphkit.model.kinds import BOUNDING

if TYPE_CHECKING:
    from graphkit.model.entities import Link

_Links = Mapping[str, Collection[str]]


class Chains(NamedTuple):
    """What the links of all relations of a graph say together.

    ``ringed`` are, by the kind of link, the relations on a ring of them, and those between two rings.
    ``undone`` are those that an act set aside which is a fact, and was not set aside itself.
    """

    ringed: Mapping[str, Collection[str]]
    undone: Collection[str]


def chains_of(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> Chains:
    """Return what the links of relations, given by their ids and fields, say together."""
    links: dict[str, dict[str, list[str]]] = {rel: defaultdict(list) for rel in BOUNDING}
    not_so = set()
    for id, fields in rows:
        for link in fields.get("links", ()):
            if link.rel in links:
                links[link.rel][id].append(link.relation)
        if fields.get("status", "actual") != "actual":
            not_so.add(id)
    undone: set[str] = set()
    for id in _ordered(aside := links["set-aside-by"]):
        if any(act not in undone and act not in not_so for act in aside.get(id, ())):
            undone.add(id)
    return Chains({rel: _ringed(each) for rel, each in links.items()}, undone)


def _ordered(links: _Links) -> list[str]:
    """Return relations, each after all to which its links lead, without those that lead into a ring."""
    if not links:  # as in most graphs
        return []
    from graphlib import CycleError, TopologicalSorter

    order, found = TopologicalSorter(links), list[str]()
    with suppress(CycleError):  # what leads into no ring is in order nevertheless
        order.prepare()
    while ready := order.get_ready():
        found += ready
        order.done(*ready)
    return found


def _ringed(links: _Links) -> Collection[str]:
    """Return the relations that links lead into a ring and out of one."""
    into = links.keys() - _ordered(links)
    back: dict[str, list[str]] = defaultdict(list)
    for id in into:
        for other in into.intersection(links[id]):
            back[other].append(id)
    return into.difference(_ordered(back))


def ring_of(id: str, rel: str, links_of: "Callable[[str], Iterable[Link]]") -> list[str]:
    """Return the relations over which the links of a kind lead from one back to itself; empty if none do."""
    before: dict[str, str] = {}
    coming = [id]
    while coming:
        here = coming.pop()
        for link in links_of(here):
            if link.rel != rel or link.relation in before:
                continue
            before[link.relation] = here
            if link.relation == id:
                ring = [id]
                while ring[-1] != id or len(ring) == 1:
                    ring.append(before[ring[-1]])
                return ring[::-1]
            coming.append(link.relation)
    return []
