"""Writes Atom feeds (RFC 4287): of a site, and of what changed in a list."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from graphkit.formats.graphs.xml_text import Texts


class Entry(NamedTuple):
    """An entry of a feed; ``name`` is what its id is made of, so that the same entry keeps its id."""

    title: str
    name: str
    updated: str
    summary: str
    link: str = ""
    category: str = ""


def feed(title: str, name: str, updated: str, author: str, entries: Iterable[Entry], link: str = "") -> str:
    """Return a feed; ``name`` is what its id is made of, and times are in UTC and ISO 8601."""
    root = Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _describe(root, title, name, updated, link)
    _add(SubElement(root, "author"), "name", author)
    for entry in entries:
        element = SubElement(root, "entry")
        _describe(element, entry.title, entry.name, entry.updated, entry.link)
        _add(element, "summary", entry.summary)
        if entry.category:
            SubElement(element, "category", term=entry.category)
    indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _describe(element: Element, title: str, name: str, updated: str, link: str) -> None:
    _add(element, "title", title)
    _add(element, "id", uuid5(NAMESPACE_URL, f"graphkit:{name}").urn)
    _add(element, "updated", updated)
    if link:
        SubElement(element, "link", rel="alternate", href=link)


def _add(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = Texts().fit(text)
