"""Shows a graph through a view, relation by relation as each is asked for.

Nothing is weighed before it is asked for; what claims the same is weighed, and judged, once.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from graphkit.graph import provenance
from graphkit.graph.ancestry import Ancestry
from graphkit.graph.filters import DatedRelation, Filter, FrozenFields, matches
from graphkit.graph.provenance import Claim, Version, Vouchers
from graphkit.model.entities import Source
from graphkit.model.vocabulary import Vocabulary
from graphkit.temporal.calendar import Day

if TYPE_CHECKING:
    import networkx as nx

Fields = Mapping[str, Any]
Between = Mapping[str, dict[str, Any]]
"""All relations from one actor to another: their fields, by id."""

Place = int
"""The place of a relation in the order in which a graph has them."""

_TOLD = attrgetter("source", "attribution", "said", "when", "type", "status", "stance", "attests")


class VersionCache:
    """Weighs what relations claim by the sources and the vocabulary of a graph, the same only once.

    Attributes
    ----------
    sources, vocabulary
        The sources, by id, and the relation types, by name.
    ancestry
        What each source was rewritten from.
    newsroom, symmetric
        The names of the types that are the newsroom's, and of those that hold both ways.
    """

    def __init__(self, sources: Mapping[str, Source], vocabulary: Vocabulary) -> None:
        self.sources = sources
        self.vocabulary = vocabulary
        self.ancestry = Ancestry.of_sources(sources)
        self.newsroom = frozenset(name for name, type_ in vocabulary.items() if type_.newsroom)
        self.symmetric = frozenset(name for name, type_ in vocabulary.items() if type_.symmetric)
        self._kinds = {name: type_.kind for name, type_ in vocabulary.items()}
        self._weighed: dict[tuple[Any, ...], tuple[Version, ...]] = {}
        self._told_alone: dict[tuple[Any, ...], tuple[Version, ...]] = {}

    def claim(self, fields: Fields) -> tuple[Any, ...]:
        """Return all of a relation that decides how it is weighed and, but for its type's name, judged.

        Where nobody tells of it otherwise, types of one kind are weighed alike.
        """
        type_, when, status = fields["type"], fields.get("when"), fields.get("status", "actual")
        evidence = fields.get("evidence")
        if evidence:
            return type_, when, status, *map(_TOLD, evidence)
        return self._kinds[type_], when, status

    def versions(self, fields: Fields) -> tuple[Version, ...]:
        """Return the versions of a relation in the order in which they became known.

        Those that claim the same get the very same ones.
        """
        claim = self.claim(fields)
        found = self._weighed.get(claim)
        if found is None:
            type_, evidence = self.vocabulary[fields["type"]], fields.get("evidence", ())
            told = Claim(type_, fields.get("when"), fields.get("status", "actual"), evidence)
            weigh = self._weigh_alone if len(evidence) == 1 else provenance.versions
            found = self._weighed.setdefault(claim, weigh(told, self.sources, self.ancestry))
        return found

    def _weigh_alone(
        self, claim: Claim, sources: Mapping[str, Source], ancestry: Ancestry
    ) -> tuple[Version, ...]:
        """Return the versions of what one alone tells of: for whoever it is they are the same but in name."""
        (entry,) = claim.evidence
        source, attribution, *told = _TOLD(entry)
        alike = *claim[:3], sources[source].published, attribution is None, *told
        found = self._told_alone.get(alike)
        if found is None:
            found = self._told_alone[alike] = provenance.versions(claim, sources, ancestry)
        support = [(version.known_from, entry) for version in found[:1] if entry.stance == "supports"]
        return tuple(
            version._replace(vouchers=Vouchers(support, version.known_from, ancestry)) for version in found
        )


def known_version(versions: tuple[Version, ...], day: Day | None) -> Version | None:
    """Return the version known by a day (None: by now), or None where nothing was known yet."""
    if day is None:
        return versions[-1]
    return next((version for version in versions if version.known_from <= day < version.known_until), None)


class Rows(NamedTuple):
    """All relations of a graph, each by its place in these lists."""

    sources: list[str]
    targets: list[str]
    ids: list[str]
    fields: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Adjacency:
    """The actors of a graph and what is between them, as networkx keeps it: its views are slow to walk.

    Attributes
    ----------
    actors
        The attributes of each actor.
    onward, back
        For each actor the others that its relations go to, and come from, with all between the two.
    """

    actors: Mapping[str, dict[str, Any]]
    onward: Mapping[str, Mapping[str, Between]]
    back: Mapping[str, Mapping[str, Between]]

    @classmethod
    def of(cls, graph: "nx.MultiDiGraph[str]") -> "Adjacency":
        """Return the net of a sound graph; once that changes, it is no longer asked."""
        return cls(graph._node, graph._succ, graph._pred)  # type: ignore[attr-defined]

    def beside(self, actor: str) -> Iterator[tuple[str, str, Between]]:
        """Yield a source, a target and all between them for each pair of which an actor is one."""
        for target, between in self.onward[actor].items():
            yield actor, target, between
        for source, between in self.back[actor].items():
            if source != actor:
                yield source, actor, between

    def rows(self) -> Rows:
        """Return every relation, in the order of the graph."""
        rows = Rows([], [], [], [])
        for source, onward in self.onward.items():
            for target, between in onward.items():
                rows.sources.extend(repeat(source, len(between)))
                rows.targets.extend(repeat(target, len(between)))
                rows.ids.extend(between)
                rows.fields.extend(between.values())
        return rows


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
