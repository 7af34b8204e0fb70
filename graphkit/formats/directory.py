"""Reads tables of events of any size, and any other dataset, into a directory of Parquet files."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.engines.manifest import checksum
from graphkit.formats import events
from graphkit.formats.format import PathLike, Reading, Stored
from graphkit.formats.registry import format_of, read
from graphkit.graph import build_graph
from graphkit.index import index
from graphkit.models import Dataset, Evidence, Source
from graphkit.storage import plain
from graphkit.testimony import Claim, Version, versions
from graphkit.vocabulary import RelationType, vocabulary

if TYPE_CHECKING:
    from graphkit.engines.writing import Writer


def store(path: PathLike, writer: "Writer", reading: Reading) -> Stored:
    """Add what a file holds to a directory.

    Parameters
    ----------
    path
        A table of events, which is streamed, or a file of any other format that can be read.
    writer
        Adds to the directory.
    reading
        How to read the file.

    Raises
    ------
    StorageError
        If a file cannot be read or written.
    DataError
        If the file is refused, or two relations have one id.
    """
    bulk = format_of(path)
    if bulk is not None and bulk.store is not None:
        return _events(path, writer, reading)
    return _dataset(read(path, reading=reading), writer)


def _events(path: PathLike, writer: "Writer", reading: Reading) -> Stored:
    if Path(path).is_file():
        mark = checksum(Path(path))
        if mark in writer.imported:  # as where an import was killed once it was done, and is tried again
            reading.notes.append("Left out: all rows; they are there already from a file that is the same.")
            return Stored(0, 0, 0)
        writer.imported.append(mark)
    cast = events.Cast.of(writer.actors)
    before, cited = len(writer.actors), 0
    if writer.before is not None:
        reading.rows_before = writer.before.description.amounts[1]
    known: dict[tuple[Any, ...], tuple[Version, ...]] = {}
    types = dict(vocabulary())
    for event in events.read_rows(path, reading):
        row = cast.row(event)
        published = event.document.published if event.document else None
        type_ = types.get(event.type)
        if type_ is None:
            type_ = types[event.type] = RelationType(**events.own_type(event.type))
        claim = type_.kind, event.when, published  # alike but for the name of the type
        if claim not in known:
            known[claim] = _versions(type_, event.when, published)
        writer.add(row, known[claim])
        for source in cast.sources.values():
            writer.cite(source)
            cited += 1
        cast.sources.clear()
    header = cast.header()
    manifest = writer.finish(
        header["title"], None, [RelationType(**row) for row in header.get("relation_types", ())]
    )
    if writer.repeated:
        reading.notes.append(f"Left out: {writer.repeated:,} rows that are there already.")
    return Stored(len(writer.actors) - before, writer.relations, manifest.description.amounts[2])


def _versions(type_: RelationType, when: str | None, published: str | None) -> tuple[Version, ...]:
    """Return the versions of what one document tells, or none."""
    if published is None:
        return versions(Claim(type_, when, "actual", ()), {})
    source = Source(id="document", publisher="document", published=published)
    return versions(Claim(type_, when, "actual", (Evidence(source=source.id),)), {source.id: source})


def _dataset(dataset: Dataset, writer: "Writer") -> Stored:
    before = len(writer.actors)
    writer.actors.update((actor.id, plain(actor)) for actor in dataset.actors)
    told = index(build_graph(dataset)).versions
    for relation in dataset.relations:
        writer.add(plain(relation), told[relation.key])
    for source in dataset.sources:
        writer.cite(plain(source))
    writer.finish(dataset.title, dataset.description, dataset.relation_types)
    return Stored(len(writer.actors) - before, writer.relations, len(dataset.sources))
