"""Turns relations into rows of a table, one for each version of what is known of them, and back."""

import json
from collections.abc import Collection, Iterable, Mapping
from operator import attrgetter
from typing import Any

from graphkit.backends import sql
from graphkit.backends.protocol import Description, Row
from graphkit.graph.conversion import assemble
from graphkit.graph.multigraph import Graph
from graphkit.graph.provenance import Version
from graphkit.model.entities import Actor, Relation, Source
from graphkit.model.statuses import STATUSES
from graphkit.temporal.bounds import UNBOUNDED

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


_VERSION = attrgetter(*sql.COLUMNS[5:13])
"""Returns the columns that a version has as fields, in their order."""

CLAIM = sql.COLUMNS[4:20]
"""The columns that follow from the type, the date, the evidence and the status of a relation alone."""


def claim_of(status: str, version: Version) -> tuple[Any, ...]:
    """Return the values of the columns :data:`CLAIM`."""
    bounds = version.bounds or UNBOUNDED
    first, last = version.first_reported, version.last_reported
    reports = first and first.since, last and last.until, version.stated
    return (STATUSES.index(status), *_VERSION(version), *bounds, *reports)


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
    """Return rows, with their fields, as the graph of a dataset, everything in canonical order."""
    relations = (
        Relation(source=actors[row.source]["id"], target=actors[row.target]["id"], key=row.id, **fields)
        for row, fields in rows
    )
    dataset = about.dataset(
        actors=sorted((Actor(**fields) for fields in actors.values()), key=lambda row: row.id),
        relations=sorted(relations, key=lambda row: row.key),
        sources=tuple(sorted((Source(**fields) for fields in sources), key=lambda row: row.id)),
    )
    return assemble(dataset)
