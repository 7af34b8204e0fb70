"""Reads tables of events of any size, and any other dataset, into a directory of Parquet files."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.backends.manifest import checksum
from graphkit.editing.merge_datasets import Joined, join, there_already
from graphkit.formats import events
from graphkit.formats.format import PathLike, Reading, Stored
from graphkit.formats.registry import format_of, read
from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.graph.provenance import Claim, Version, versions
from graphkit.model.entities import Dataset, Evidence, Source
from graphkit.model.vocabulary import RelationType, vocabulary
from graphkit.storage.json_file import plain

if TYPE_CHECKING:
    from graphkit.backends.writer import Writer


def store(path: PathLike, writer: "Writer", reading: Reading, *, keep_apart: bool = False) -> Stored:
    """Add what a file holds to a directory.

    Parameters
    ----------
    path
        A table of events, which is streamed, or a file of any other format that can be read.
    writer
        Adds to the directory.
    reading
        How to read the file.
    keep_apart
        Whether a name alone joins nobody.

    Raises
    ------
    StorageError
        If a file cannot be read or written.
    DataError
        If the file is refused, or two relations have one id.
    """
    format = format_of(path)
    if format is not None and format.streamed:
        return _events(path, writer, reading, keep_apart=keep_apart)
    settings = {"keep_apart": keep_apart, "file": Path(path).name}
    return _dataset(read(path, reading=reading), writer, reading, settings)


def _events(path: PathLike, writer: "Writer", reading: Reading, *, keep_apart: bool) -> Stored:
    if Path(path).is_file():
        mark = checksum(Path(path))
        if mark in writer.imported:  # as where an import was killed once it was done, and is tried again
            reading.notes.append("Left out: all rows; they are there already from a file that is the same.")
            return Stored(0, 0, 0)
        writer.imported.append(mark)
    cast = events.Cast(writer.actors, keep_apart=keep_apart)
    before, cited = len(writer.actors), 0
    reading.rows_before = writer.last_row()
    known: dict[tuple[Any, ...], tuple[Version, ...]] = {}
    types = dict(vocabulary())
    for event in events.read_rows(path, reading):
        row = cast.row(event)
        writer.by_content = writer.by_content or events.is_numbered(event.key)
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
    _tell_again(cast, writer, reading)
    if writer.repeated:
        reading.notes.append(there_already(writer.repeated))
    return Stored(len(writer.actors) - before, writer.relations, manifest.description.amounts[2])


def _tell_again(cast: events.Cast, writer: "Writer", reading: Reading) -> None:
    """Tell who was known again by name: each who is written otherwise there, and how many are not."""
    exact = 0
    for id, name in cast.again.items():
        if name == writer.actors[id]["name"]:
            exact += 1
        else:
            reading.notes.append(f"Joins {name} with {writer.actors[id]['name']} ({id}): {cast.how[id]}.")
    if exact:
        were = "1 actor was" if exact == 1 else f"{exact:,} actors were"
        reading.notes.append(f"{were} known again by name.")
    reading.notes += [f"Kept apart: {each}; merge them if they are one." for each in cast.apart]


def _versions(type_: RelationType, when: str | None, published: str | None) -> tuple[Version, ...]:
    """Return the versions of what one document tells, or none."""
    if published is None:
        return versions(Claim(type_, when, "actual", ()), {})
    source = Source(id="document", publisher="document", published=published)
    return versions(Claim(type_, when, "actual", (Evidence(source=source.id),)), {source.id: source})


def _dataset(dataset: Dataset, writer: "Writer", reading: Reading, settings: dict[str, Any]) -> Stored:
    """Join a dataset with what the directory holds of the same rows, and add what is new."""
    before = len(writer.actors)
    here = Dataset.model_construct(
        actors=tuple(map(events.actor_of, writer.actors.values())),
        relation_types=writer.before.description.own_types if writer.before else (),
    )
    settings = {**settings, "whole": False}
    if writer.before is not None:
        alone = Dataset.model_construct(actors=dataset.actors)
        now = join(here, alone, reading.local, **settings).actors
        ends = {
            (now.get(row.source, row.source), now.get(row.target, row.target)) for row in dataset.relations
        }
        relations = writer.like({row.key for row in dataset.relations}, ends)
        cited = {entry.source for row in relations for entry in row.evidence}
        sources = writer.sources_of({*cited, *(row.id for row in dataset.sources)})
        here = here.model_copy(update={"relations": relations, "sources": sources})
    found = join(here, dataset, reading.local, **settings)
    unchanged = {id(actor) for actor in here.actors}
    changed = (actor for actor in found.dataset.actors if id(actor) not in unchanged)
    writer.actors.update((actor.id, plain(actor)) for actor in changed)
    added = {what: {told.id for told in found.added if told.what == what} for what in ("relation", "source")}
    new = tuple(row for row in found.dataset.relations if row.key in added["relation"])
    told = index(build_graph(found.dataset.model_copy(update={"relations": new, "story": ()}))).versions
    for relation in new:
        writer.add(plain(relation), told[relation.key])
    for source in found.dataset.sources:
        if source.id in added["source"]:
            writer.cite(plain(source))
    refused = sum(told.what == "relation" for told in found.refused)
    writer.repeated += len(dataset.relations) - len(new) - refused
    _tell_joined(found, reading)
    writer.finish(dataset.title, dataset.description, found.dataset.relation_types)
    counts = len(writer.actors) - before, writer.relations, len(added["source"])
    return Stored(*counts, refused=len(found.refused))


def _tell_joined(found: Joined, reading: Reading) -> None:
    for told in found.joined:
        if told.what == "actor":
            reading.notes.append(f"Joins {told.who}: {told.words}.")
        else:
            stays = f"{told.what.capitalize()} {told.id} stays as it is, since a directory is only added to"
            reading.notes.append(f"{stays}; left out: {told.words}.")
    for told in found.apart:
        reading.notes.append(f"Keeps apart {told.what} {told.id}: {told.words}.")
    for told in found.refused:
        reading.notes.append(f"Refuses {told.what} {told.id}: {told.words}.")
    if found.alike:
        reading.notes.append(there_already(len(found.alike)))
