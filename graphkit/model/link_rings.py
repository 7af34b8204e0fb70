"""Finds links between relations that lead back to where they began."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphkit.model.entities import Link


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
