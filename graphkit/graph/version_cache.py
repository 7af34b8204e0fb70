"""Computes the versions of relations, once for all relations that make the same assertion."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from graphkit.graph import provenance
from graphkit.graph.adjacency import EdgeData
from graphkit.graph.ancestry import Ancestry
from graphkit.graph.provenance import Assertion, LazyVoices, Version, speaker_of
from graphkit.model.entities import Source
from graphkit.model.vocabulary import Vocabulary
from graphkit.temporal import edtf
from graphkit.temporal.calendar import PAST
from graphkit.temporal.edtf import When

_DECISIVE = attrgetter(
    "source", "attribution", "said", "when", "type", "status", "stance", "dated", "attests"
)
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
            assertion = Assertion(type_, date_of(fields), fields.get("status", "actual"), evidence)
            compute = self._of_single_entry if len(evidence) == 1 else provenance.versions
            # setdefault: of two threads that compute the same, both return the one stored first.
            versions = self._versions.setdefault(key, compute(assertion, self.sources, self.ancestry))
        return versions

    def _key(self, fields: EdgeData) -> tuple[Any, ...]:
        """Return what affects the versions of a relation; without evidence, the kind of its type suffices."""
        type_, date, status = fields["type"], _date_texts(fields), fields.get("status", "actual")
        evidence = fields.get("evidence")
        if evidence:
            return type_, date, status, *map(_DECISIVE, evidence)
        return self._kinds[type_], date, status

    def _of_single_entry(
        self, assertion: Assertion, sources: Mapping[str, Source], ancestry: Ancestry
    ) -> tuple[Version, ...]:
        """Return the versions of a relation with one evidence entry.

        Entries that differ only in who speaks share their versions but for the voices.
        """
        (entry,) = assertion.evidence
        speaker = speaker_of(PAST, entry, sources)
        source, _, *rest = _DECISIVE(entry)
        published, original = sources[source].published, ancestry.original_day(source)
        key = *assertion[:3], published, original, speaker.actor is None, *rest
        versions = self._single_entry.get(key)
        if versions is None:
            versions = self._single_entry[key] = provenance.versions(assertion, sources, ancestry)
        speakers = [speaker] if entry.stance == "supports" else []
        return tuple(
            version._replace(lazy_voices=LazyVoices(speakers, version.known_from, ancestry))
            for version in versions
        )


def _date_texts(fields: EdgeData) -> tuple[str | None, str | None, str | None]:
    return fields.get("when"), fields.get("begins"), fields.get("ends")


def date_of(fields: EdgeData) -> When | None:
    """Return the date that a relation itself gives, or None."""
    return edtf.date_of(*_date_texts(fields))
