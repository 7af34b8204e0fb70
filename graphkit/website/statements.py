"""Tells the relations of a story: when, what, how sure, who takes part, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from graphkit.formats.markdown import said_in
from graphkit.graph.index import index
from graphkit.graph.relation import DatedRelation
from graphkit.model.entities import Evidence
from graphkit.page.payload import safe_url
from graphkit.queries.contradictions import errors_in, marks
from graphkit.queries.listing import in_time
from graphkit.website.people import Member
from graphkit.website.stories import Story


@dataclass(frozen=True, slots=True)
class Statement:
    """A relation as a page tells it; ``anchor`` is its place on a ``page`` of its story.

    ``marks`` are what a reader must know before believing it, ``wrong`` is what cannot be as it says;
    ``actors``, the pages and names of those who take part, or whom it is about.
    """

    story: Story
    page: str
    anchor: str
    when: str
    sentence: str
    marks: tuple[str, ...]
    wrong: list[str]
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


FIRST_PAGE = "index.html"
_MOST_ON_PAGE = 500
"""So many relations are on a page of a story, which is as much as a reader scrolls through."""


def statements(story: Story, place: int, members: Mapping[tuple[int, str], Member]) -> list[Statement]:
    """Return the relations of a story in order of time."""
    graph, sources = story.graph, story.graph.graph.get("sources", ())
    within = index(graph).surroundings.in_words
    numbers = {source.id: number for number, source in enumerate(sources, 1)}
    publishers = {source.id: source.publisher for source in sources}
    rewritten = {
        source.id: [f"rewritten from {publishers[origin]}" for origin in source.derived_from]
        for source in sources
    }

    def evidence(entry: Evidence, names: Mapping[str, str], is_back: bool) -> dict[str, Any]:
        return {
            "number": numbers[entry.source],
            "publisher": names[entry.source],
            "paragraph": entry.paragraph,
            "said": [*said_in(within, entry, is_back), *rewritten.get(entry.source, ())],
            "quote": entry.quote,
            "note": entry.note,
            "link": safe_url(entry.url) or safe_url(entry.archived_url),
        }

    return [
        Statement(
            story,
            f"part-{number // _MOST_ON_PAGE + 1}.html" if number >= _MOST_ON_PAGE else FIRST_PAGE,
            f"r-{quote(relation.id, safe='')}",
            relation.words,
            relation.sentence,
            marks(relation),
            errors_in(relation),
            relation.summary,
            [
                (members[place, actor].page, within.name(actor))
                for actor in dict.fromkeys((relation.source, relation.target, *relation.about))
            ],
            [
                evidence(entry, names, place in back)
                for names, back in [(relation.source_names, relation.taken_back)]
                for place, entry in enumerate(relation.evidence)
            ],
            relation,
        )
        for number, relation in enumerate(
            replace(each, within=within) for each in in_time(index(graph).relations())
        )
    ]
