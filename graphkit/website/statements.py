"""Tells the relations of a story: when, what, how sure, who takes part, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from graphkit.formats.markdown import said_in
from graphkit.graph.index import index
from graphkit.graph.relation import DatedRelation
from graphkit.model.entities import Evidence
from graphkit.page.payload import safe_url
from graphkit.queries.contradictions import marks
from graphkit.queries.listing import in_time
from graphkit.website.stories import Story


@dataclass(frozen=True, slots=True)
class Statement:
    """A relation as a page tells it; ``anchor`` is its place on the page of its story.

    ``marks`` are what a reader must know before believing it; ``actors``, the pages and names of those who
    take part, or whom it is about.
    """

    story: Story
    anchor: str
    when: str
    sentence: str
    marks: tuple[str, ...]
    summary: str | None
    actors: list[tuple[str, str]]
    evidence: list[dict[str, Any]]
    relation: DatedRelation

    @property
    def words(self) -> str:
        """What a search looks into."""
        publishers = dict.fromkeys(entry["publisher"] for entry in self.evidence)
        names = (name for _, name in self.actors)
        return " ".join(filter(None, (self.when, self.sentence, self.summary, *names, *publishers)))


def statements(story: Story, place: int, page_of: Mapping[tuple[int, str], str]) -> list[Statement]:
    """Return the relations of a story in order of time."""
    graph, sources = story.graph, story.graph.graph.get("sources", ())
    within = index(graph).surroundings
    numbers = {source.id: number for number, source in enumerate(sources, 1)}
    publishers = {source.id: source.publisher for source in sources}

    def evidence(entry: Evidence) -> dict[str, Any]:
        return {
            "number": numbers[entry.source],
            "publisher": publishers[entry.source],
            "paragraph": entry.paragraph,
            "said": list(said_in(within, entry)),
            "quote": entry.quote,
            "note": entry.note,
            "link": safe_url(entry.url) or safe_url(entry.archived_url),
        }

    return [
        Statement(
            story,
            f"r-{quote(relation.id, safe='')}",
            relation.words,
            relation.sentence,
            marks(relation),
            relation.summary,
            [
                (page_of[place, actor], index(graph).surroundings.name(actor))
                for actor in dict.fromkeys((relation.source, relation.target, *relation.about))
            ],
            list(map(evidence, relation.evidence)),
            relation,
        )
        for relation in in_time(index(graph).relations())
    ]
