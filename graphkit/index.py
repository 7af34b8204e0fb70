"""The index behind the queries: every relation of a graph with what its evidence amounts to.

It is built once and hangs on the graph until the graph changes.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from graphkit import testimony
from graphkit.dates import Day
from graphkit.graph import Graph
from graphkit.models import Source
from graphkit.testimony import Claim, Version
from graphkit.view import WHOLE, DatedRelation, View, judge
from graphkit.vocabulary import Vocabulary, vocabulary

_CACHE_KEY = "graphkit"


@dataclass(frozen=True, slots=True)
class Index:
    """The relations of one graph, by id, as its view shows them; get it by :func:`index`."""

    by_id: Mapping[str, DatedRelation]
    versions: Mapping[str, tuple[Version, ...]]
    vocabulary: Vocabulary
    sources: Mapping[str, Source]

    def relations(self) -> Collection[DatedRelation]:
        """Return every relation, in the order of the graph."""
        return self.by_id.values()

    def restricted(self, kept: Mapping[str, DatedRelation]) -> "Index":
        """Return the index of a part of the graph, without weighing anything again."""
        return Index(kept, {key: self.versions[key] for key in kept}, self.vocabulary, self.sources)


def index(graph: Graph) -> Index:
    """Return the index of a graph; it is built on the first call and again after a change.

    networkx forgets it when nodes or edges are added or removed, or attributes set by its own
    ``set_*_attributes``.
    """
    cache = graph.__networkx_cache__
    found: Index | None = cache.get(_CACHE_KEY)
    if found is None:
        found = cache[_CACHE_KEY] = _build(graph)
    return found


def _build(graph: Graph) -> Index:
    """Weigh the evidence of every relation of a graph."""
    types = vocabulary(graph.graph.get("relation_types", ()))
    sources = {source.id: source for source in graph.graph.get("sources", ())}
    asked = view_of(graph)
    relations, versions = {}, {}
    for source, target, key, fields in graph.edges(keys=True, data=True):
        type_ = types[fields["type"]]
        claim = Claim(type_, fields.get("when"), fields.get("status", "actual"), fields.get("evidence", ()))
        versions[key] = testimony.versions(claim, sources)
        version = known_version(versions[key], asked.known_by) or versions[key][0]
        relation = DatedRelation(key, source, target, type_, fields, version)
        seen = judge(relation, asked)
        relations[key] = seen if isinstance(seen, DatedRelation) else relation
    return Index(relations, versions, types, sources)


def known_version(versions: tuple[Version, ...], day: Day | None) -> Version | None:
    """Return the version known by a day (None: by now), or None where nothing was known yet."""
    if day is None:
        return versions[-1]
    return next((version for version in versions if version.known_from <= day < version.known_until), None)


def attach(graph: Graph, ready: Index, asked: View) -> None:
    """Hang a ready index and the question it answers on a newly built graph."""
    graph.graph["view"] = asked
    graph.__networkx_cache__[_CACHE_KEY] = ready


def view_of(graph: Graph) -> View:
    """Return the question that a graph answers."""
    found: View = graph.graph.get("view", WHOLE)
    return found


def shown(graph: Graph) -> list[DatedRelation]:
    """Return the relations that queries use: the newsroom's only where its types were asked for."""
    asked = view_of(graph).types
    return [
        relation
        for relation in index(graph).relations()
        if not relation.type.newsroom or (asked is not None and relation.type.name in asked)
    ]
