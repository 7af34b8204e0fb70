"""Computes the versions of relations, once for all relations that make the same assertion."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from graphkit.graph import provenance
from graphkit.graph.adjacency import EdgeData
from graphkit.graph.ancestry import Ancestry
from graphkit.graph.provenance import Assertion, LazyVoices, Version
from graphkit.model.entities import Source
from graphkit.model.vocabulary import Vocabulary

_DECISIVE = attrgetter("source", "attribution", "said", "when", "type", "status", "stance", "attests")
"""The fields of an evidence entry that affect versions."""


class VersionCache:
    """The versions of relations under the sources and the vocabulary of a graph.

    Parameters
    ----------
    sources
        The sources, by id.
    vocabulary
        The relation types, by name.

    Attributes
    ----------
    ancestry
        Which source was rewritten from which.
    newsroom, symmetric
        The names of the types that are about the newsroom itself, and of those that hold both ways.
    """

    def __init__(self, sources: Mapping[str, Source], vocabulary: Vocabulary) -> None:
        self.sources = sources
        self.vocabulary = vocabulary
        self.ancestry = Ancestry.of_sources(sources)
        self.newsroom = frozenset(name for name, type_ in vocabulary.items() if type_.newsroom)
        self.symmetric = frozenset(name for name, type_ in vocabulary.items() if type_.symmetric)
        self._kinds = {name: type_.kind for name, type_ in vocabulary.items()}
        self._versions: dict[tuple[Any, ...], tuple[Version, ...]] = {}
        self._single_entry: dict[tuple[Any, ...], tuple[Version, ...]] = {}

    def versions(self, fields: EdgeData) -> tuple[Version, ...]:
        """Return the versions of a relation, in the order in which they became known.

        Relations that make the same assertion get the identical tuple.
        """
        key = self._key(fields)
        versions = self._versions.get(key)
        if versions is None:
            type_, evidence = self.vocabulary[fields["type"]], fields.get("evidence", ())
            assertion = Assertion(type_, fields.get("when"), fields.get("status", "actual"), evidence)
            compute = self._of_single_entry if len(evidence) == 1 else provenance.versions
            # setdefault: of two threads that compute the same, both return the one stored first.
            versions = self._versions.setdefault(key, compute(assertion, self.sources, self.ancestry))
        return versions

    def _key(self, fields: EdgeData) -> tuple[Any, ...]:
        """Return what affects the versions of a relation; without evidence, the kind of its type suffices."""
        type_, when, status = fields["type"], fields.get("when"), fields.get("status", "actual")
        evidence = fields.get("evidence")
        if evidence:
            return type_, when, status, *map(_DECISIVE, evidence)
        return self._kinds[type_], when, status

    def _of_single_entry(
        self, assertion: Assertion, sources: Mapping[str, Source], ancestry: Ancestry
    ) -> tuple[Version, ...]:
        """Return the versions of a relation with one evidence entry.

        Entries that differ only in who speaks share their versions but for the voices.
        """
        (entry,) = assertion.evidence
        source, attribution, *rest = _DECISIVE(entry)
        key = *assertion[:3], sources[source].published, attribution is None, *rest
        versions = self._single_entry.get(key)
        if versions is None:
            versions = self._single_entry[key] = provenance.versions(assertion, sources, ancestry)
        support = [(version.known_from, entry) for version in versions[:1] if entry.stance == "supports"]
        return tuple(
            version._replace(lazy_voices=LazyVoices(support, version.known_from, ancestry))
            for version in versions
        )
