"""Shows a graph through a view, relation by relation as each is asked for.

Nothing is weighed before it is asked for; what claims the same is weighed, and judged, once.
"""

from collections.abc import Collection, Iterator

from graphkit.graph.adjacency import Adjacency, Between, Fields
from graphkit.graph.filters import Filter, matches
from graphkit.graph.provenance import Version, known_version
from graphkit.graph.relation import DatedRelation, FrozenFields
from graphkit.graph.version_cache import VersionCache


class Resolver:
    """A graph as a view shows it: each relation weighed and judged when it is first asked for.

    Attributes
    ----------
    net
        The actors and what is between them.
    scales
        What weighs the relations.
    view
        The question that they answer.
    hidden
        The names of the types that queries do not use: the newsroom's, unless they were asked for.
    """

    def __init__(self, net: Adjacency, scales: VersionCache, view: Filter, *, whole: bool = False) -> None:
        self.net = net
        self.scales = scales
        self.view = view
        self.hidden = scales.newsroom - (view.types or frozenset())
        self._whole = whole  # the graph answers the view already: all that it holds belongs
        self._weighed: dict[int, tuple[Fields, tuple[Version, ...]]] = {}
        self._judged: dict[object, DatedRelation | None] = {}
        self._seen: dict[str, tuple[Fields, DatedRelation]] = {}

    def through(self, view: Filter) -> "Resolver":
        """Return the same graph through another view, which shows only what belongs in it."""
        lens = Resolver(self.net, self.scales, view)
        lens._weighed = self._weighed
        return lens

    def versions_of(self, fields: Fields) -> tuple[Version, ...]:
        """Return the versions of a relation, looked up by its fields themselves once they are known."""
        found = self._weighed.get(id(fields))
        if found is None:
            found = self._weighed[id(fields)] = fields, self.scales.versions(fields)
        return found[1]

    def belongs(self, source: str, target: str, fields: Fields) -> bool:
        """Whether a relation belongs in the view."""
        return self._whole or self.alike(source, target, fields) is not None

    def shows(self, source: str, target: str, fields: Fields) -> bool:
        """Whether queries use a relation: it belongs in the view and its type is not hidden."""
        return fields["type"] not in self.hidden and self.belongs(source, target, fields)

    def seen(self, source: str, target: str, key: str, fields: Fields) -> DatedRelation | None:
        """Return a relation as the view shows it, or None where it does not belong in it."""
        known = self._seen.get(key)
        if known is not None and known[0] is fields:
            return known[1]
        alike = self.alike(source, target, fields)
        if alike is None:
            return None
        type_ = self.scales.vocabulary[fields["type"]]
        own = FrozenFields(fields)  # the answer stays as it is when the graph changes
        found = DatedRelation(key, source, target, type_, own, alike.version, alike.certainty, alike.standing)
        self._seen[key] = fields, found
        return found

    def used(self, source: str, target: str, between: Between) -> Iterator[DatedRelation]:
        """Yield those of the relations from one actor to another that queries use."""
        for key, fields in between.items():
            if fields["type"] not in self.hidden:
                seen = self.seen(source, target, key, fields)
                if seen is not None:
                    yield seen

    def is_of_kind(self, source: str, target: str, kinds: Collection[str]) -> bool:
        """Whether one of two actors is of one of some kinds."""
        actors = self.net.actors
        return actors[source]["kind"] in kinds or actors[target]["kind"] in kinds

    def alike(self, source: str, target: str, fields: Fields) -> DatedRelation | None:
        """Return a relation that claims the same as one, judged, without a name and of whatever type.

        None where it does not belong in the view.
        """
        kinds = self.view.kinds
        if kinds and not self._whole and not self.is_of_kind(source, target, kinds):
            return None
        versions = self.versions_of(fields)
        case = id(versions) if self.view.types is None else (id(versions), fields["type"])
        if case not in self._judged:
            first = self.weigh(fields, versions)
            seen = matches(first, self.view)
            self._judged[case] = seen if isinstance(seen, DatedRelation) else first if self._whole else None
        return self._judged[case]

    def weigh(self, fields: Fields, versions: tuple[Version, ...]) -> DatedRelation:
        """Return a nameless relation of these fields, not judged, as known by the day of the view."""
        version = known_version(versions, self.view.known_by) or versions[0]
        return DatedRelation("", "", "", self.scales.vocabulary[fields["type"]], fields, version)
