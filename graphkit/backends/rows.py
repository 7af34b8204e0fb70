"""Turns relations into rows of a table, one for each version of what is known of them, and back."""

import json
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from graphkit.backends import sql
from graphkit.backends.protocol import Description, Row
from graphkit.graph.conversion import assemble
from graphkit.graph.multigraph import Graph
from graphkit.graph.provenance import Version
from graphkit.model.entities import Actor, Relation, Source
from graphkit.model.ids import row_id
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


_PLACES = 5
_MOST = 10**9
"""More lines have numbers of more digits."""


@cache
def _digits() -> NDArray[np.uint8]:
    """Return the last digits of each number below ``10 ** _PLACES``, as characters."""
    numbers = np.arange(10**_PLACES)[:, None] // 10 ** np.arange(_PLACES - 1, -1, -1)
    return (numbers % 10 + ord("0")).astype(np.uint8)


def row_ids(numbers: NDArray[np.int64]) -> pa.Array:
    """Return :func:`graphkit.model.ids.row_id` of each number."""
    if not len(numbers) or numbers.max() >= _MOST or numbers.min() < 0:
        return pa.array(map(row_id, numbers.tolist()), pa.string())
    prefix = row_id(0)[:-9].encode()
    width = len(prefix) + 9
    letters = np.empty((len(numbers), width), np.uint8)
    letters[:, : len(prefix)] = np.frombuffer(prefix, np.uint8)
    high, low = np.divmod(numbers, 10**_PLACES)
    letters[:, len(prefix) : -_PLACES] = _digits()[high, 1:]
    letters[:, -_PLACES:] = _digits()[low]
    places = np.arange(0, len(letters) * width + 1, width, dtype=np.int32)
    return pa.Array.from_buffers(
        pa.string(), len(numbers), [None, pa.py_buffer(places), pa.py_buffer(letters)]
    )


def text_of(fields: Mapping[str, Any] | str) -> str:
    """Return fields as the JSON text in which they are kept."""
    return _encode(fields)


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
