"""Selects relations by whom they concern and by what is written of them: all of a filter but its days."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from graphkit.graph.conditions import grade_of, meets, meets_noted
from graphkit.graph.filters import Filter
from graphkit.graph.provenance import Assertion, still_vouching
from graphkit.graph.version_cache import VersionCache
from graphkit.model.folding import searchable

if TYPE_CHECKING:
    from graphkit.model.entities import Source

Fields = Mapping[str, Any]

Verdict = bool | Literal["ungraded"]
"""Whether a filter asks for a relation; ``ungraded`` if only the want of a grade speaks against it."""


class Selection:
    """Judges relations by the part of a filter that needs their actors, texts and sources.

    It ``asks`` if the filter asks for anything of this.
    """

    def __init__(self, criteria: Filter, actors: Mapping[str, Fields], versions: VersionCache) -> None:
        self._criteria = criteria
        self._cache = versions
        self._wanted = wanted = frozenset(criteria.text)
        sources, types = versions.sources, versions.vocabulary
        self._suits = cache(lambda actor: suits_filter(actors[actor], criteria))
        # The words that each has of those that are looked for.
        self._of_actor = cache(lambda actor: found(wanted, names(actors.get(actor, {"name": actor}))))
        self._of_type = cache(lambda name: found(wanted, types[name].words()))
        self._of_source = cache(lambda id: found(wanted, titles(sources[id]) if id in sources else ()))
        self.asks = bool(
            criteria.kinds
            or criteria.where
            or criteria.text
            or criteria.reliability
            or criteria.actors is not None
            or criteria.between is not None
        )

    def judge(self, source: str, target: str, fields: Fields) -> Verdict:
        """Return whether the filter asks for a relation."""
        criteria = self._criteria
        if (criteria.kinds or criteria.where) and not (self._suits(source) or self._suits(target)):
            return False
        if criteria.where and not meets_noted(fields, criteria.where):
            return False
        if criteria.actors is not None or criteria.between is not None:
            concerned = {source, target, *fields.get("about", ())}
            if criteria.actors is not None and concerned.isdisjoint(criteria.actors):
                return False
            if criteria.between is not None and not concerned.issuperset(criteria.between):
                return False
        if self._wanted and not self._mentions(source, target, fields):
            return False
        return criteria.reliability is None or self._is_reliable(fields, criteria.reliability)

    def _mentions(self, source: str, target: str, fields: Fields) -> bool:
        """Return whether each word is in a name of an actor, the type, a text or a source of a relation."""
        missing = self._wanted - self._of_actor(source) - self._of_actor(target)
        if missing:
            missing -= self._of_type(fields["type"])
        for actor in fields.get("about", ()) if missing else ():
            missing -= self._of_actor(actor)
        if missing and ("summary" in fields or "note" in fields or "evidence" in fields):
            missing -= found(missing, own_texts(fields))
            for entry in fields.get("evidence", ()) if missing else ():
                missing -= self._of_source(entry.source)
        return not missing

    def _is_reliable(self, fields: Fields, least: str) -> Verdict:
        """Return whether a source that vouches for a relation has a grade or a better one."""
        type_ = self._cache.vocabulary[fields["type"]]
        evidence = tuple(fields.get("evidence", ()))
        claim = Assertion(type_, None, fields.get("status", "actual"), evidence)  # whatever its date
        sources = self._cache.sources
        cited = (sources.get(entry.source) for entry in still_vouching(claim, sources))
        grades = [grade_of(source.reliability) for source in cited if source]
        if any(grade is not None and grade <= least for grade in grades):
            return True
        return "ungraded" if None in grades or not grades else False


def suits_filter(actor: Fields, criteria: Filter) -> bool:
    """Return whether an actor is of a kind and has the attributes that a filter asks for."""
    return (not criteria.kinds or actor["kind"] in criteria.kinds) and meets(actor, criteria.where)


def names(actor: Fields) -> Iterable[str]:
    """Return the name and the aliases of an actor."""
    return actor["name"], *actor.get("aliases", ())


def own_texts(fields: Fields) -> Iterable[str | None]:
    """Yield what is written of a relation: its summary, its notes and its quotes."""
    yield from (fields.get("summary"), fields.get("note"))
    for entry in fields.get("evidence", ()):
        yield from (entry.quote, entry.note)


def titles(source: "Source") -> Iterable[str | None]:
    """Return the publisher and the title of a source."""
    return source.publisher, source.title


def found(words: Collection[str], texts: Iterable[str | None]) -> frozenset[str]:
    """Return which of some words are in one of some texts, folded for case and accents."""
    folded = searchable("\n".join(filter(None, texts)))
    return frozenset(word for word in words if word in folded)
