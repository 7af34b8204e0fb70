"""Finds who speaks in the evidence for a relation: articles for themselves, and those whom they quote."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from graphkit.graph.ancestry import Ancestry, Relayed
from graphkit.model.folding import folded
from graphkit.temporal.calendar import Day

if TYPE_CHECKING:
    from graphkit.model.entities import Evidence, Source

Sources = Mapping[str, "Source"]

DatedEvidence = Sequence[tuple[Day, "Evidence"]]
"""Evidence entries, each with the day by which it is known."""


class Speaker(NamedTuple):
    """Who speaks in one entry that vouches for a relation, and from which day until before which other.

    ``day`` is that by which the entry is known. ``actor`` is whom it is attributed to, or ``unnamed``; where
    the article speaks for itself (``own``), the actor that publishes it, or None. From ``until`` the article
    only relays one that it was rewritten from, which vouches too and speaks for itself or names who does;
    None if it never does. What is attributed has none.
    """

    day: Day
    source: str
    actor: str | None
    own: bool
    publisher: str
    until: Day | None = None

    def speaks_on(self, day: Day) -> bool:
        """Whether it has spoken by a day, as a voice of its own."""
        return self.day <= day and (self.until is None or day < self.until)


class LazyVoices:
    """The voices of a version, computed on first use: for all versions at once the cost would be quadratic.

    They come from those who speak in the entries that vouch, of which some became known after the version's
    first ``day``.
    """

    def __init__(self, speakers: Sequence[Speaker], day: Day, ancestry: Ancestry) -> None:
        self._speakers = speakers
        self._day = day
        self._ancestry = ancestry

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LazyVoices) and self.voices == other.voices

    def __hash__(self) -> int:
        return hash(self.voices)

    def __repr__(self) -> str:
        return repr(self.voices)

    @cached_property
    def voices(self) -> tuple[str, ...]:
        """The distinct voices, in the order of the evidence.

        A publisher is one voice in all its articles: as the actor that it is, else as the first of these.
        """
        speakers = [speaker for speaker in self._speakers if speaker.speaks_on(self._day)]
        if len(speakers) == 1:
            return (speakers[0].actor or speakers[0].source,)
        own = {speaker.source: speaker for speaker in speakers if speaker.own}
        origins = self._ancestry.origins(own)
        first: dict[str, str] = {}
        found: list[str] = []
        for speaker in speakers:
            origin = own[origins[speaker.source]] if speaker.own else speaker
            found.append(origin.actor or first.setdefault(folded(origin.publisher), origin.source))
        return tuple(dict.fromkeys(found))


def speaker_of(day: Day, entry: "Evidence", sources: Sources) -> Speaker:
    """Return who speaks in an entry: an article that names its own publisher speaks for itself."""
    source = sources[entry.source]
    own = entry.attribution in (None, source.publisher_actor)
    return Speaker(
        day, entry.source, source.publisher_actor if own else entry.attribution, own, source.publisher
    )


def speakers_of(
    support: DatedEvidence, sources: Sources, originals: Mapping[str, Relayed | None]
) -> list[Speaker]:
    """Return who speaks in the entries that vouch; an article that relays another is no voice of its own."""
    speakers = [speaker_of(day, entry, sources) for day, entry in support]
    return [
        each._replace(until=original.day) if each.own and (original := originals[each.source]) else each
        for each in speakers
    ]
