"""Keeps the versions of relations, so that equal evidence is evaluated once."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from graphkit.graph import provenance
from graphkit.graph.adjacency import Fields
from graphkit.graph.ancestry import Ancestry
from graphkit.graph.provenance import Claim, Version, Vouchers
from graphkit.model.entities import Source
from graphkit.model.vocabulary import Vocabulary

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
