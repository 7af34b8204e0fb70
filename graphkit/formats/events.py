"""The format of bulk event tables: each row becomes a relation, each document that it names a source.

:mod:`graphkit.formats.event_rows` says which tables are read.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from graphkit.editing.identity import ActorIndex, LocalNames, match_reason, names_of, normalized
from graphkit.errors import DataError, Fault
from graphkit.formats import cameo
from graphkit.formats.event_rows import Event, Party, read_rows
from graphkit.formats.foreign_identity import KIND_ASSUMED
from graphkit.formats.format import Format, PathLike, Reading
from graphkit.model.entities import Actor, Dataset
from graphkit.model.ids import FreeIds, id_from
from graphkit.model.vocabulary import vocabulary
from graphkit.storage.json_file import dataset_of, file_with

MOST_ROWS = 300_000
"""The most relations of a table that fit into one ``graph.json``, which must stay under 256 MB to be read."""


def actor_of(row: Mapping[str, Any]) -> Actor:
    """Return the actor of a row of ``graph.json`` that is known to be valid."""
    pairs = {name: tuple(sorted(row.get(name, {}).items())) for name in ("ids", "attributes")}
    fields = {**row, "aliases": tuple(row.get("aliases", ())), **pairs}
    return Actor.model_construct(**fields)


def own_type(name: str) -> dict[str, Any]:
    """Return the row of a relation type that the vocabulary lacks."""
    return cameo.own_type(name) or {"name": name, "kind": "either"}


class RowBuilder:
    """Builds the rows of ``graph.json`` from events, and gives each actor an id.

    Parameters
    ----------
    actors
        The rows of actors that are known before, by id; new actors are added to them.
    keep_apart
        Whether no actor of the table is taken for a known one.

    Attributes
    ----------
    actors, sources
        Rows by id.
    types
        The names of the relation types.
    without_kind
        The ids of new actors whose kind no row gives.
    matched
        For each known actor that the table names: the name.
    reasons
        For each of them: why it is taken for the same.
    ambiguous
        Actors whose name fits several known actors, or one that is matched already, or that of another
        kind: one text each.
    """

    def __init__(self, actors: dict[str, dict[str, Any]] | None = None, *, keep_apart: bool = False) -> None:
        self.actors = {} if actors is None else actors
        self.sources: dict[str, dict[str, Any]] = {}
        self.types: set[str] = set()
        self.without_kind: set[str] = set()
        self.matched: dict[str, str] = {}
        self.reasons: dict[str, str] = {}
        self.ambiguous: list[str] = []
        self._ids: dict[tuple[str, str], str] = {}
        self._free = FreeIds(self.actors)
        self._known = ActorIndex(map(actor_of, self.actors.values()), keep_apart=keep_apart)

    def relation(self, event: Event) -> dict[str, Any]:
        """Return the row of an event's relation, its keys in canonical order."""
        self.types.add(event.type)
        row: dict[str, Any] = {"source": self.id_of(event.source), "target": self.id_of(event.target)}
        row |= {"key": event.key, "type": event.type}
        if event.when:
            row["when"] = event.when
        if event.note:
            row["note"] = event.note
        if event.document:
            id, publisher, published, url = event.document
            source = self.sources.setdefault(id, {"id": id, "publisher": publisher, "published": published})
            if url:
                source["url"] = url
            source["published"] = min(source["published"], published)
            row["evidence"] = [{"source": id}]
        return row

    def id_of(self, party: Party) -> str:
        """Return the id of an actor; name and code together distinguish actors."""
        id = self._ids.get((party.name, party.code))
        if id is None:
            name = unicodedata.normalize("NFC", party.name)
            id = self._ids.get((name, party.code)) or self._new_id(party._replace(name=name))
            self._ids[party.name, party.code] = self._ids[name, party.code] = id
        return id

    def _new_id(self, party: Party) -> str:
        """Return the id of the known actor of this name, or else add the actor."""
        row: dict[str, Any] = {"id": "", "name": party.name, "kind": party.kind or KIND_ASSUMED}
        row |= {"description": f"Code {party.code}."} if party.code else {}
        actor = actor_of(row)
        match = self._known.find(actor, LocalNames({""}, kinds=set() if party.kind else {""}))
        if len(match.ids) == 1 and match.ids[0] not in self.matched:
            self.matched[match.ids[0]] = party.name
            self.reasons[match.ids[0]] = match_reason(self._known.rows[match.ids[0]], actor)
            return match.ids[0]
        id = self._free.take(id_from(party.name))
        if match.ids:
            self.ambiguous.append(f"{id} ({party.name}) may be {' or '.join(match.ids[:3])}")
        for other, reason in match.near:
            if normalized(party.name) in names_of(self._known.rows[other]):
                self.ambiguous.append(f"{id} ({party.name}): {other} {reason}")
        if not party.kind:
            self.without_kind.add(id)
        self.actors[id] = row | {"id": id}
        return id

    def own_types(self) -> list[dict[str, Any]]:
        """Return the rows of the relation types that the vocabulary lacks."""
        return [own_type(name) for name in sorted(self.types - set(vocabulary()))]


_ROW = re.compile("row-([0-9]+)")


def is_numbered(id: str) -> bool:
    """Return whether a relation's id is only the number of its row."""
    return _ROW.fullmatch(id) is not None


def last_row(ids: Iterable[str]) -> int:
    """Return the highest row number among the ids of relations."""
    return max((int(match[1]) for match in map(_ROW.fullmatch, ids) if match), default=0)


_TOO_MANY = "too many for one file; import it into a directory: graphkit import FILE -o DIR"


def read(path: PathLike, reading: Reading) -> Dataset:
    """Read a table of events into memory."""
    builder = RowBuilder()
    reading.rows_before = last_row(row.key for row in reading.known.relations) if reading.known else 0
    edges: list[dict[str, Any]] = []
    for event in read_rows(path, reading):
        if len(edges) == MOST_ROWS:
            raise DataError(str(path), [Fault("", f"has more than {MOST_ROWS:,} relations, {_TOO_MANY}")])
        edges.append(builder.relation(event))
    reading.local.actors |= set(builder.actors)
    reading.local.kinds |= builder.without_kind
    reading.local.relations |= {row["key"] for row in edges if is_numbered(row["key"])}
    header = {"sources": list(builder.sources.values()), "relation_types": builder.own_types()}
    return dataset_of(file_with(header, list(builder.actors.values()), edges), str(path))


EVENTS = Format(
    "tables of events",
    (".tsv", ".tsv.gz", ".tab", ".tab.zip", ".export.csv", ".csv.gz", ".csv.zip"),
    "GDELT 1.0 and 2.0, ICEWS, tables of 4 or 5 columns; packed ones too",
    read=read,
    streamed=True,
)
