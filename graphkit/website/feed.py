"""Writes the feed of a site: each source is an entry, with what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from graphkit.formats.graphs.xml_text import Texts
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
    """Return an Atom feed (RFC 4287), the newest source first; its days are those of publication.

    An entry has the same id however often the site is built.
    """
    entries: list[tuple[Day, str, Story, int, Source, list[Statement]]] = []
    for story, rows in zip(stories, told, strict=True):
        for number, source in enumerate(story.graph.graph.get("sources", ()), 1):
            of_source = [row for row in rows if any(entry["number"] == number for entry in row.evidence)]
            entries.append((published_by(source), source.id, story, number, source, of_source))
    entries.sort(key=lambda entry: (-entry[0], entry[2].name, entry[1]))
    root = Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _add(root, "title", title)
    _add(root, "id", uuid5(NAMESPACE_URL, f"graphkit:site:{title}").urn)
    _add(root, "updated", _time(entries[0][0] if entries else 0))
    SubElement(root, "link", rel="alternate", href="index.html")
    _add(SubElement(root, "author"), "name", title)
    for day, id, story, number, source, rows in entries[:MOST]:
        entry = SubElement(root, "entry")
        named = f"{source.publisher}: {source.title}" if source.title else source.publisher
        _add(entry, "title", f"{named} ({story.title})")
        _add(entry, "id", uuid5(NAMESPACE_URL, f"graphkit:site:{title}:{story.name}:{id}").urn)
        _add(entry, "updated", _time(day))
        SubElement(entry, "link", rel="alternate", href=f"{story.name}/index.html#source-{number}")
        lines = [f"{row.when}: {' '.join([row.sentence, *row.marks])}" for row in rows[:_SENTENCES]]
        more = len(rows) - len(lines)
        lines += [f"And {more} more."] if more else []
        _add(entry, "summary", "\n".join(lines) or "Nothing in the story rests on it.")
    indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'.encode()


def _add(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = Texts().fit(text)


def _time(day: Day) -> str:
    return f"{iso(day)}T00:00:00Z"
