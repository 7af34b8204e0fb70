"""Writes sources as bibliographies that reference managers read: BibTeX, CSL-JSON and RIS.

What a source does not say is left out, and no name is taken apart: an author is cited as it is written. Where
the day of publication is uncertain, a field holds no more of it than is sure, and a note says the days.
"""

import json
import re
from collections.abc import Collection
from itertools import takewhile
from operator import ne
from typing import TYPE_CHECKING, Any, Literal

from graphkit.errors import NotFoundError, nearest
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.validated import public
from graphkit.model.references import names_in_rows
from graphkit.temporal import edtf
from graphkit.temporal.calendar import FUTURE, PAST, calendar_date

if TYPE_CHECKING:
    from graphkit.model.entities import Source

Style = Literal["bibtex", "csl-json", "ris"]

SUFFIXES: dict[str, Style] = {".bib": "bibtex", ".csl.json": "csl-json", ".ris": "ris"}
"""The style of a bibliography by the suffix of its file."""


@public
def cite(graph: Graph, *, sources: Collection[str] | None = None, style: Style = "bibtex") -> str:
    """Return a bibliography of the sources behind a graph.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it or a snapshot.
    sources : collection of str, optional
        Ids of the sources to cite; by default those of the evidence of the graph's relations.
    style : {'bibtex', 'csl-json', 'ris'}, default 'bibtex'
        The format of the bibliography.

    Returns
    -------
    str
        The bibliography, in the order of the graph's sources.

    Raises
    ------
    NotFoundError
        If an id is that of no source; the message suggests the nearest.

    Examples
    --------
    >>> bibliography = gk.cite(graph, sources=["bbc-2025-07-15"], style="ris")
    >>> bibliography.splitlines()[4:7]
    ['T2  - BBC', 'PY  - 2025', 'DA  - 2025/07/15/']
    """
    return bibliography(graph, cited(graph) if sources is None else sources, style)[0]


def bibliography(graph: Graph, sources: Collection[str], style: Style) -> tuple[str, int]:
    """Return a bibliography, and how many sources have characters that it replaces; CSL-JSON keeps all."""
    known = index(graph).sources
    for id in sources:
        if id not in known:
            raise NotFoundError(id, nearest(id, list(known)), what="source")
    chosen = set(sources)
    items = [_csl(graph, source) for id, source in known.items() if id in chosen]
    if style == "csl-json":
        return json.dumps(items, ensure_ascii=False, indent=2) + "\n", 0
    taken: set[str] = set()
    raw = [_entry(item, taken) if style == "bibtex" else _record(item) for item in items]
    fit = list(map(_fit, raw))
    return "\n".join(fit), sum(map(ne, raw, fit))


def cited(graph: Graph) -> set[str]:
    """Return the sources of the evidence of a graph's relations."""
    return names_in_rows("relations", [data for *_, data in graph.edges(data=True)], "sources")


def entries(graph: Graph) -> dict[str, tuple[str, dict[str, Any], str]]:
    """Return each source, by its id, as a bibliography of it alone holds it: in BibTeX, CSL-JSON and RIS."""
    items = {id: _csl(graph, source) for id, source in index(graph).sources.items()}
    return {id: (_fit(_entry(item, set())), item, _fit(_record(item))) for id, item in items.items()}


def _fit(text: str) -> str:
    """Return a text with a replacement character for each that controls a terminal or turns text round."""
    return re.sub("[\0-\t\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "\N{REPLACEMENT CHARACTER}", text)


# --- CSL-JSON, from which the others are made -----------------------------------------------------


def _csl(graph: Graph, source: "Source") -> dict[str, Any]:
    """Return a source as an item of CSL-JSON 1.0."""
    publisher = graph.nodes.get(source.publisher_actor or "", {})
    press = publisher.get("kind") == "media"
    issued, sure = _issued(source.published)
    notes = [
        "" if sure else f"Published {edtf.parse(source.published).words}.",
        f"Archived at {source.archived_url}." if source.archived_url else "",
        f"Rewritten from {', '.join(source.derived_from)}." if source.derived_from else "",
        f"Reliability {source.reliability}." if source.reliability else "",
        source.note or "",
    ]
    item = {
        "id": source.id,
        "type": "article-newspaper" if press else "webpage" if source.url else "document",
        "title": source.title,
        "author": [{"literal": source.author}] if source.author else None,
        "container-title" if press or source.url else "publisher": source.publisher,
        "issued": issued,
        "URL": source.url,
        "note": " ".join(filter(None, notes)),
    }
    return {name: value for name, value in item.items() if value}


def _issued(published: str) -> tuple[dict[str, Any] | None, bool]:
    """Return a day of publication as a date of CSL-JSON, and whether that is one day, month or year."""
    bounds = edtf.parse(published).bounds
    first, last = bounds.earliest_start, bounds.latest_end
    if first == PAST or last == FUTURE:
        return None, False
    start, end, next_day = calendar_date(first), calendar_date(last), calendar_date(last + 1)
    if start == end:
        return {"date-parts": [list(start)]}, True
    if start[2] == next_day[2] == 1 and start[0] == end[0]:
        if start[1] == end[1]:
            return {"date-parts": [list(start[:2])]}, True
        if (start[1], next_day[1]) == (1, 1):
            return {"date-parts": [[start[0]]]}, True
    return {"date-parts": [list(start), list(end)], "circa": True}, False


def _shared(item: dict[str, Any]) -> list[int]:
    """Return what is sure of the date of an item: year, month and day, or fewer."""
    dates: list[list[int]] = item.get("issued", {}).get("date-parts", [[]])
    sure = takewhile(lambda numbers: len({*numbers}) == 1, zip(*dates, strict=True))
    return [numbers[0] for numbers in sure]


# --- BibTeX ---------------------------------------------------------------------------------------


_TEX = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
)
"""What TeX would take for more than a character. Braces by name: BibTeX counts escaped ones too."""
_BIBTEX_TYPES = {"article-newspaper": "article", "webpage": "online", "document": "misc"}


def _entry(item: dict[str, Any], taken: set[str]) -> str:
    """Return an entry that BibTeX and BibLaTeX read; the latter takes ``date``, the former the year."""
    type_ = _BIBTEX_TYPES[item["type"]]
    sure, dates = _shared(item), item.get("issued", {}).get("date-parts", [])
    publisher = _tex(item.get("container-title") or item.get("publisher", ""))
    fields = {
        "author": f"{{{_tex(item['author'][0]['literal'])}}}" if "author" in item else "",
        "title": f"{{{_tex(item['title'])}}}" if "title" in item else "",
        {"article": "journal", "online": "organization", "misc": "howpublished"}[type_]: publisher,
        "date": "/".join(_iso(date) for date in dates),
        "year": f"{sure[0]:04}" if sure else "",
        "month": f"{sure[1]}" if len(sure) > 1 else "",
        "url": re.sub(r"[\s{}\\]", lambda found: f"%{ord(found[0]):02X}", item.get("URL", "")),
        "note": _tex(item.get("note", "")),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join((f"@{type_}{{{_key(item['id'], taken)},", *lines, "}\n"))


def _iso(date: list[int]) -> str:
    return "-".join([f"{date[0]:04}", *(f"{number:02}" for number in date[1:])])


def _tex(text: str) -> str:
    return " ".join(text.split()).translate(_TEX)


def _key(id: str, taken: set[str]) -> str:
    """Return a key for an id that BibTeX can read and no other entry has."""
    key = base = re.sub(r"[^A-Za-z0-9:.+/-]+", "-", id).strip("-") or "source"
    number = 2
    while key.casefold() in taken:
        key, number = f"{base}-{number}", number + 1
    taken.add(key.casefold())
    return key


# --- RIS ------------------------------------------------------------------------------------------


_RIS_TYPES = {"article-newspaper": "NEWS", "webpage": "ELEC", "document": "GEN"}


def _record(item: dict[str, Any]) -> str:
    sure = _shared(item)
    numbers = [f"{number:0{width}}" for number, width in zip(sure, (4, 2, 2), strict=False)]
    values = (
        ("TY", _RIS_TYPES[item["type"]]),
        ("ID", item["id"]),
        ("AU", item["author"][0]["literal"] if "author" in item else ""),
        ("TI", item.get("title", "")),
        ("T2", item.get("container-title", "")),
        ("PB", item.get("publisher", "")),
        ("PY", numbers[0] if sure else ""),
        ("DA", "/".join((*numbers, *[""] * (4 - len(numbers)))) if sure else ""),
        ("UR", item.get("URL", "")),
        ("N1", item.get("note", "")),
    )
    lines = [f"{tag}  - {' '.join(value.split())}\n" for tag, value in values if value]
    return "".join(lines) + "ER  - \n"
