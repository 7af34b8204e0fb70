"""Reads the stories of a folder, and gives each a name that no other has."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from graphkit.editing.identity import LocalNames
from graphkit.errors import UsageError
from graphkit.formats.format import Reading
from graphkit.formats.registry import WHOLE, name_of, read, suffix_of, title_of
from graphkit.formats.spreadsheet.folders import is_tables
from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph
from graphkit.graph.validated import describe
from graphkit.model.ids import FreeIds, id_from
from graphkit.storage.atomic import inside

_NO_STORIES = (".drafts.json", ".html", ".journal", ".lock")
"""How files end that lie beside stories and are none."""
_TAKEN = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
"""Names that Windows gives no file."""


@dataclass(frozen=True, slots=True)
class Story:
    """A story of a site; ``name`` is that of its folder there.

    ``file`` is where it lies, ``local`` what has a meaning only there; ``notes`` tell what of that is not in
    the graph, or was assumed.
    """

    name: str
    file: Path
    graph: Graph
    local: LocalNames
    notes: tuple[str, ...]

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.graph.graph["title"])

    @property
    def has_sources(self) -> bool:
        """Whether it names any source."""
        return bool(self.graph.graph.get("sources"))


def read_stories(folder: str) -> tuple[list[Story], list[str]]:
    """Return the stories of a folder, in the order of their files, and the names of what is none of them.

    A story is a file of any format that is read, a folder of CSV tables, or a folder with a ``graph.json``.
    Hidden files, and those that graphkit keeps beside a story, are neither.
    """
    place = Path(folder)
    if not place.is_dir():
        raise UsageError(f"{folder}: is no folder; name one that holds stories, such as story.json")
    found = {each: _story_at(each) for each in sorted(place.iterdir()) if not each.name.startswith(".")}
    files = [file for file in found.values() if file is not None]
    others = [
        each.name
        for each, file in found.items()
        if file is None and not each.name.lower().endswith(_NO_STORIES)
    ]
    if not files:
        raise UsageError(f"{folder}: holds no story; put files such as story.json into it")
    names = FreeIds(["actors"])
    return [_read(file, names.take(file_name(name_of(file)))) for file in files], others


def file_name(text: str) -> str:
    """Return a name that every file system and every server takes, made from a text."""
    name = id_from(text)
    if name.isascii() and name not in _TAKEN:
        return name
    plain = name.encode("ascii", "ignore").decode().strip("-")
    return f"{plain or 'name'}-{sha256(name.encode()).hexdigest()[:8]}"


def _story_at(place: Path) -> Path | None:
    """Return the file or folder of a story; None if there is none."""
    if not place.is_dir():
        suffix = suffix_of(place)
        return inside(place) if suffix and not place.name.lower().endswith(_NO_STORIES) else None
    if inside(place / WHOLE).is_file():
        return place / WHOLE
    return place if is_tables(os.fspath(place)) else None


def _read(file: Path, name: str) -> Story:
    reading = Reading()
    graph = build_graph(read(file, reading=reading))
    describe(graph, title=title_of(graph, file))
    return Story(name, file, graph, reading.local, tuple(reading.told))
