"""Turns relations into rows of a table, one for each version of what is known of them, and back."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from graphkit.backends.protocol import Description, Row
from graphkit.graph.conversion import assemble
from graphkit.graph.multigraph import Graph
from graphkit.graph.provenance import Version
from graphkit.model.entities import Actor, Relation, Source
from graphkit.model.references import names_in_rows
from graphkit.model.statuses import STATUSES
from graphkit.temporal.calendar import FUTURE, PAST, Day

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Record(NamedTuple):
    """A version of a relation as the columns hold it; see :data:`graphkit.backends.sql.COLUMNS`."""

    id: str
    source: int
    target: int
    type: int
    status: int
    lasts: bool
    undated: bool
    claimed: bool
    contested: bool
    start_unknown: bool
    end_unknown: bool
    known_from: Day
    known_until: Day
    earliest_start: Day
    latest_start: Day
    earliest_end: Day
    latest_end: Day
    fields: str
    about: list[int]


def records(
    id: str,
    ends: tuple[int, int],
    type: int,
    status: str,
    versions: Iterable[Version],
    fields: str,
    about: list[int],
) -> Iterator[Record]:
    """Yield the rows of a relation, whose fields are JSON text and whose actors and type are numbers."""
    for version in versions:
        yield Record(
            id,
            *ends,
            type,
            STATUSES.index(status),
            version.lasts,
            version.undated,
            version.claimed,
            version.contested,
            version.start_unknown,
            version.end_unknown,
            version.known_from,
            version.known_until,
            *(version.bounds or (PAST, FUTURE, PAST, FUTURE)),
            fields,
            about,
        )


def text_of(fields: Mapping[str, Any]) -> str:
    """Return fields as the JSON text in which they are kept."""
    return _encode(fields)


def mentioned(fields: Iterable[dict[str, Any]]) -> set[str]:
    """Return the ids of the actors that relations are about, and of those who vouch for them."""
    return names_in_rows("relations", list(fields), "actors")


def cited(fields: Iterable[dict[str, Any]]) -> set[str]:
    """Return the ids of the sources that relations cite."""
    return names_in_rows("relations", list(fields), "sources")


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
