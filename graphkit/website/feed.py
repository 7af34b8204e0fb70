"""Makes the feed of a site: each source is an entry, with what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graphkit.formats import atom
from graphkit.page.payload import published_by
from graphkit.temporal.calendar import Day, iso

if TYPE_CHECKING:
    from graphkit.model.entities import Source
    from graphkit.website.statements import Statement
    from graphkit.website.stories import Story

MOST = 100
"""The newest sources, so many, are entries."""
_SENTENCES = 20
"""So many sentences of a source are in its entry."""


def feed(title: str, stories: Sequence[Story], told: Sequence[Sequence[Statement]]) -> bytes:
    """Return an Atom feed, the newest source first; its days are those of publication.

    An entry has the same id however often the site is built.
    """
    sources: list[tuple[Day, str, Story, int, Source, list[Statement]]] = []
    for story, rows in zip(stories, told, strict=True):
        for number, source in enumerate(story.graph.graph.get("sources", ()), 1):
            of_source = [row for row in rows if any(entry["number"] == number for entry in row.evidence)]
            sources.append((published_by(source), source.id, story, number, source, of_source))
    sources.sort(key=lambda each: (-each[0], each[2].name, each[1]))
    entries = []
    for day, id, story, number, source, rows in sources[:MOST]:
        named = f"{source.publisher}: {source.title}" if source.title else source.publisher
        name, link = f"site:{title}:{story.name}:{id}", f"{story.name}/index.html#source-{number}"
        entries.append(atom.Entry(f"{named} ({story.title})", name, _time(day), _summary(rows), link))
    updated = _time(sources[0][0] if sources else 0)
    return atom.feed(title, f"site:{title}", updated, title, entries, "index.html").encode()


def _summary(rows: Sequence[Statement]) -> str:
    """Return what the story says by a source, as lines."""
    lines = [f"{row.when}: {' '.join([row.sentence, *row.marks])}" for row in rows[:_SENTENCES]]
    more = len(rows) - len(lines)
    return (
        "\n".join([*lines, *([f"And {more} more."] if more else [])]) or "Nothing in the story rests on it."
    )


def _time(day: Day) -> str:
    return f"{iso(day)}T00:00:00Z"
