"""The format of bulk event tables: each row becomes a relation, each document that it names a source.

:mod:`graphkit.formats.events.event_rows` says which tables are read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphkit.errors import DataError, Fault, Mend, plural, shortened
from graphkit.formats.events.event import Document
from graphkit.formats.events.event_rows import read_rows, repeated_rows
from graphkit.formats.events.row_builder import RowBuilder
from graphkit.formats.format import PACKED_TABLES, Format, PathLike, Reading
from graphkit.libraries import building
from graphkit.model.distinguishing import tells_who
from graphkit.model.entities import Dataset
from graphkit.model.references import DATES
from graphkit.storage.json_file import dataset_of, file_with

MOST_ROWS = 300_000
"""The most relations of a table that fit into one ``graph.json``, which must stay under 256 MB to be read."""


_ROW = re.compile("row-([0-9]+)(?:-[0-9]+)?")


def is_numbered(id: str) -> bool:
    """Return whether a relation's id is only the number of its row."""
    return _ROW.fullmatch(id) is not None


def last_row(ids: Iterable[str]) -> int:
    """Return the highest row number among the ids of relations."""
    return max((int(match[1]) for match in map(_ROW.fullmatch, ids) if match), default=0)


_FIRST = 20_000
"""Relations of a table from which is concluded that it has far more than fit into one file."""
_INTO_A_DIRECTORY = Mend(
    "import it into a directory: graphkit import FILE -o DIR", "gk.open(FILE)", "import it into a directory"
)


def rows_of(path: PathLike, reading: Reading, builder: RowBuilder) -> Iterator[dict[str, Any]]:
    """Yield the rows of relations; of those that are wholly alike the first, and of one id the first."""
    present = _Present()
    repeated, clashing, first = 0, 0, ""
    for event in read_rows(path, reading, builder.expect):
        row = builder.relation(event)
        alike = present.add(row, event.document)
        if alike is None:
            yield row
        elif alike:
            repeated += 1
        else:
            line = event.line - reading.rows_before
            message = f"has the id {shortened(row['key'])} of another row, and says something else"
            if not reading.skip_bad:
                mend = f"{message}; give it its own id; --skip-bad leaves such rows out"
                raise DataError(str(path), [Fault(f"line {line}", mend, line=line)])
            clashing, first = clashing + 1, first or f"line {line}: {message}"
    if repeated:
        reading.notes.append(repeated_rows(repeated))
    if clashing:
        reading.notes.append(f"{plural(clashing, 'row')} skipped; the first: {first}.")
    builder.tell(reading)


@building()
def read(path: PathLike, reading: Reading) -> Dataset:
    """Read a table of events into memory."""
    builder = RowBuilder()
    reading.rows_before = last_row(row.key for row in reading.known.relations) if reading.known else 0
    edges: list[dict[str, Any]] = []
    told, expected = reading.progress, 0

    def progress(done: int, size: int, rows: int) -> None:
        nonlocal expected
        expected = len(edges) * size // done if done else 0
        told(done, size, rows)

    reading.progress = progress
    for row in rows_of(path, reading, builder):
        if len(edges) == MOST_ROWS or (len(edges) > _FIRST and expected > 4 * MOST_ROWS):
            so_far = "" if len(edges) == MOST_ROWS else f", as its first {len(edges):,} show,"
            message = f"has{so_far} more than {MOST_ROWS:,} relations, too many for one file"
            raise DataError(str(path), [Fault("", message, mend=_INTO_A_DIRECTORY)])
        edges.append(row)
    reading.local.actors |= set(builder.actors)
    for id, row in builder.actors.items():
        facts = row.get("attributes", {}).items()
        reading.local.add_details(id, ((name, text) for name, text in facts if tells_who(name)))
    reading.local.kinds |= builder.without_kind
    reading.local.sources |= builder.lists
    reading.local.relations |= {row["key"] for row in edges if is_numbered(row["key"])}
    header = {"sources": list(builder.sources.values()), "relation_types": builder.own_types()}
    return dataset_of(file_with(header, list(builder.actors.values()), edges), str(path))


class _Present:
    """What the rows before say, by their id, or alone where the id is only the number of a line."""

    def __init__(self) -> None:
        self._by_id: dict[str, tuple[Any, ...]] = {}
        self._contents: set[tuple[Any, ...]] = set()

    def add(self, row: Mapping[str, Any], document: Document | None) -> bool | None:
        """Add a row; return True if it was there before, False if one of its id says something else."""
        content = tuple(map(row.get, ("source", "target", "type", "note", *DATES)))
        if document is not None or "summary" in row or "amount" in row:
            amount = row.get("amount", {})
            content += document and document.id, row.get("summary"), amount.get("value"), amount.get("unit")
        if row["key"].startswith("row-"):
            count = len(self._contents)
            self._contents.add(content)
            return True if len(self._contents) == count else None
        before = self._by_id.setdefault(row["key"], content)
        return None if before is content else before == content


EVENTS = Format(
    "tables of events",
    PACKED_TABLES,
    "edge lists, GDELT, ICEWS and any other table of relations; .csv files and packed ones too",
    read=read,
    streamed=True,
)
