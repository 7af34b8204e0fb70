"""Finds relations that were tied to an actor by its name alone, where another of that name came later.

The journal tells it: what was recorded while nothing but a name said who an actor is, and what an import
joined by a name alone. An edit of such a relation, once there are two, says that somebody looked at it; one
of the description of the actor says so of all its relations.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from graphkit.editing.identity import normalized
from graphkit.graph.multigraph import Graph
from graphkit.model.distinguishing import facts_of
from graphkit.model.entities import Dataset, plain
from graphkit.storage import journal
from graphkit.storage.content_kind import PathLike


class ByName(NamedTuple):
    """A relation, its actor, and the ``others`` of that actor's name whose it may be."""

    relation: str
    actor: str
    others: tuple[str, ...]


def by_name_alone(path: PathLike, graph: Graph) -> list[ByName]:
    """Return the relations of a dataset in a file that may be of another actor of the same name.

    Of whom only the name is told at all, that is another doubt. Where the file has no journal, nothing is
    known of either.
    """
    named: dict[str, list[str]] = defaultdict(list)
    for actor, fields in graph.nodes(data=True):
        named[normalized(fields["name"])].append(actor)
    among = {
        actor: ids
        for ids in named.values()
        for actor in (ids if len(ids) > 1 else ())
        if _tells_more(graph.nodes[actor])
    }
    ties = [(id, {source, target} & among.keys()) for source, target, id in graph.edges(keys=True)]
    if not any(ends for _, ends in ties) or not (entries := journal.log(path)):
        return []
    history = _History(journal.state(path, 0))
    for entry in entries[1:]:
        history.change(entry)
    return [
        ByName(id, actor, tuple(other for other in among[actor] if other != actor))
        for id, ends in ties
        for actor in sorted(ends & history.alone.get(id, frozenset()))
    ]


def _tells_more(fields: Mapping[str, Any]) -> bool:
    """Return whether something of an actor says more than a name."""
    facts = facts_of(fields)
    return bool(facts.ids or facts.attributes)


class _History:
    """What the changes of a dataset, one after the other, say of how its relations were tied to actors."""

    def __init__(self, beginning: Dataset) -> None:
        self.alone: dict[str, frozenset[str]] = {}
        """By relation, its ends of which only a name told who they are."""
        self._names: dict[str, str] = {}
        self._count: Counter[str] = Counter()
        self._known: set[str] = set()
        """The actors of whom something tells more than a name."""
        self._read_actors({row.id: plain(row) for row in beginning.actors})
        for row in beginning.relations:
            self._tie(row.key, plain(row), by_hand=True, told=())
        self._states = [self.alone.copy()]

    def change(self, entry: journal.LogEntry) -> None:
        """Take a change: an import, an undo, or one that somebody made who knew who was there."""
        self._read_actors({id: after for id, (_, after) in entry.patch.get("actors", {}).items()})
        by_hand = not entry.command.startswith("import ")
        if entry.to is not None:
            self.alone = self._states[entry.to].copy()
        for id, (before, after) in entry.patch.get("relations", {}).items() if entry.to is None else ():
            if after is None:
                del self.alone[id]
            elif before is None:
                self._tie(id, after, by_hand=by_hand, told=entry.by_name.get(id, ()))
            elif by_hand:
                kept = self.alone[id] & {after["source"], after["target"]}
                self.alone[id] = frozenset(end for end in kept if not self._has_namesake(end))
        sure = {
            id
            for id, (before, after) in entry.patch.get("actors", {}).items()
            if by_hand and before and after and before.get("description") != after.get("description")
            if self._has_namesake(id)
        }
        if sure and entry.to is None:
            self.alone = {id: ends - sure for id, ends in self.alone.items()}
        self._states.append(self.alone.copy())

    def _read_actors(self, rows: Mapping[str, Any]) -> None:
        for id, row in rows.items():
            self._count[self._names.pop(id, "")] -= 1
            self._known.discard(id)
            if row is not None:
                self._names[id] = normalized(row["name"])
                self._count[self._names[id]] += 1
                self._known |= {id} if _tells_more(row) else set()

    def _tie(self, id: str, row: Mapping[str, Any], *, by_hand: bool, told: Sequence[str]) -> None:
        bare = {row["source"], row["target"]} - self._known
        self.alone[id] = frozenset(told).union(
            end for end in bare if not (by_hand and self._has_namesake(end))
        )

    def _has_namesake(self, actor: str) -> bool:
        return self._count[self._names[actor]] > 1
