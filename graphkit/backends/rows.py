"""Turns relations into rows of a table, one for each version of what is known of them, and back."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

from graphkit.backends import sql
from graphkit.backends.protocol import Description, Row
from graphkit.graph.multigraph import Graph, watched_graph
from graphkit.graph.provenance import Version
from graphkit.model.statuses import STATUSES
from graphkit.temporal.bounds import UNBOUNDED

if TYPE_CHECKING:
    from graphkit.model.entities import Source

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


_VERSION = attrgetter(*sql.COLUMNS[5:14])
"""Returns the columns that a version has as fields, in their order."""

CLAIM = sql.COLUMNS[4:21]
"""The columns that follow from the type, the date, the evidence and the status of a relation alone."""


def claim_of(version: Version) -> tuple[Any, ...]:
    """Return the values of the columns :data:`CLAIM`."""
    bounds = version.bounds or UNBOUNDED
    first, last = version.first_reported, version.last_reported
    reports = first and first.since, last and last.until, version.stated
    return (STATUSES.index(version.status), *_VERSION(version), *bounds, *reports)


def text_of(fields: Mapping[str, Any] | str) -> str:
    """Return fields as the JSON text in which they are kept."""
    return _encode(fields)


def head_of(type: str) -> str:
    """Return how the JSON text of the fields of a relation of a type begins."""
    return text_of({"type": type})[:-1]


def graph_of(
    about: Description,
    rows: Collection[tuple[Row, dict[str, Any]]],
    actors: Mapping[int, dict[str, Any]],
    sources: Iterable[dict[str, Any]],
) -> Graph:
    """Return rows, with their fields, as the graph of a dataset, everything in canonical order.

    They are known to be sound.
    """
    ids = {number: fields["id"] for number, fields in actors.items()}
    nodes = ((fields["id"], _kept(fields, id=fields["id"])) for fields in actors.values())
    distinct = {id(fields): fields for _, fields in rows}
    shared = {key: _plain(fields) for key, fields in distinct.items()}
    edges = (
        (
            source,
            target,
            row.id,
            shared[id(fields)] or _kept(fields, source=source, target=target, key=row.id),
        )
        for row, fields in rows
        for source, target in [(ids[row.source], ids[row.target])]
    )
    cited = sorted(sources, key=itemgetter("id"))
    header = about.header(_sources(cited) if cited else ())
    return watched_graph(header, sorted(nodes, key=itemgetter(0)), sorted(edges, key=itemgetter(2)))


def _pairs(fields: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted(fields.items()))


_KEPT: Mapping[str, Callable[[Any], Any]] = {
    "name": str, "kind": str, "aliases": tuple, "description": str, "ids": _pairs, "attributes": _pairs,
    "type": str, "when": str, "begins": str, "ends": str, "about": tuple, "status": str, "summary": str,
    "note": str,
}  # fmt: skip
"""What makes of the plain data of a field what a graph keeps, in the order of the format."""


def _kept(fields: Mapping[str, Any], **identity: Any) -> dict[str, Any]:
    """Return the attributes of an actor or a relation in a graph, without its identity.

    Most rows have only fields of :data:`_KEPT`. To load the models for the others takes longer than most
    answers.
    """
    own = {name: value for name, value in fields.items() if name not in identity}
    plain = _plain(own)
    if plain is not None:
        return plain
    from graphkit.model.entities import Actor, Relation

    row = Relation(**identity, **own) if "key" in identity else Actor(**identity, **own)
    return {name: value for name, value in row.fields().items() if name not in identity}


def _plain(fields: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the attributes that fields make if all are of :data:`_KEPT`, else None."""
    if not fields.keys() <= _KEPT.keys():
        return None
    return {name: make(fields[name]) for name, make in _KEPT.items() if name in fields}


def _sources(rows: Iterable[dict[str, Any]]) -> "list[Source]":
    from graphkit.model.entities import Source

    return [Source(**fields) for fields in rows]
