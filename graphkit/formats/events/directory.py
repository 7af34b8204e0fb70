"""Adds files to a directory of Parquet files: event tables of any size row by row, other formats whole."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.backends.manifest import checksum
from graphkit.backends.rows import text_of
from graphkit.editing.identity import IF_ONE
from graphkit.editing.merge_datasets import MergeResult, already_present, merge_datasets
from graphkit.errors import plural, shortened
from graphkit.formats.events.bulk import add_table
from graphkit.formats.events.event_rows import repeated_rows
from graphkit.formats.events.row_builder import RowBuilder, actor_of
from graphkit.formats.format import PathLike, Reading, Stored
from graphkit.formats.registry import format_of, read
from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.model.entities import Dataset, Relation, RelationType, plain
from graphkit.model.lives import Life, lives_of

if TYPE_CHECKING:
    from graphkit.backends.writer import Writer


def store(path: PathLike, writer: "Writer", reading: Reading, *, keep_apart: bool = False) -> Stored:
    """Add what a file holds to a directory."""
    format = format_of(path)
    if format is not None and format.streamed:
        return _events(path, writer, reading, keep_apart=keep_apart)
    settings = {"keep_apart": keep_apart, "file": Path(path).name}
    dataset = read(path, reading=reading)
    return _dataset(dataset, writer, reading, settings, lambda: _notes(path, reading))


def _events(path: PathLike, writer: "Writer", reading: Reading, *, keep_apart: bool) -> Stored:
    if Path(path).is_file():
        file = checksum(Path(path))
        if file in writer.imported:  # such as when an import was killed at its end and is tried again
            reading.notes.append("Left out: all rows; they are there already from a file that is the same.")
            return Stored(0, 0)
        writer.imported.append(file)
    actors_before, lived = len(writer.actors), _lives(writer)
    reading.rows_before = writer.last_row()
    writer.skip_bad, writer.day = reading.skip_bad, reading.day
    types_added = _rows(path, writer, reading, keep_apart=keep_apart)
    if writer.before is None and not writer.types:  # then there is nothing to make a directory of
        return Stored(0, 0)
    _tell_new_lives(lived, writer, reading)
    writer.bound_by_lives(types_added)

    def told() -> list[str]:
        if writer.clashing:
            first = shortened(writer.clashing[0])
            what = f"rows of one id that say different things, the first {first}"
            reading.leave_out(what, "id", len(writer.clashing))
        if writer.again:
            reading.notes.append(repeated_rows(writer.again))
        if writer.repeated:
            reading.notes.append(already_present(writer.repeated, "row"))
        return _notes(path, reading)

    actors, *_ = writer.finish(Dataset().title, None, types_added, told).description.amounts
    return Stored(actors - actors_before, writer.relations)


def _rows(path: PathLike, writer: "Writer", reading: Reading, *, keep_apart: bool) -> list[RelationType]:
    """Add the rows of a table; return the types that the vocabulary lacks."""
    own = writer.before.description.own_types if writer.before else ()
    symmetric = {row.name: row.symmetric for row in own}
    builder = RowBuilder(writer.actors, keep_apart=keep_apart, symmetric=symmetric)
    add_table(path, writer, builder, reading)
    _tell_matches(builder, writer, reading)
    builder.tell(reading)
    return [RelationType(**row) for row in builder.own_types()]


def _notes(path: PathLike, reading: Reading) -> list[str]:
    """Return what a directory keeps of what reading a file told."""
    return [f"{Path(path).name}: {note}" for note in reading.told]


def _tell_matches(builder: RowBuilder, writer: "Writer", reading: Reading) -> None:
    """Tell which actors were known again: by name if it differs, else only how many."""
    exact = 0
    for id, name in builder.matched.items():
        if name == writer.actors[id]["name"]:
            exact += 1
        else:
            known = f"{writer.actors[id]['name']} ({id})"
            reading.notes.append(f"Joins {name} with {known}: {builder.reasons[id]}.")
    if exact:
        reading.notes.append(f"{plural(exact, 'actor was', 'actors were')} known again by name.")
    reading.notes += [f"Kept apart: {actor.removesuffix(IF_ONE)}." for actor in builder.ambiguous]
    if builder.ambiguous:
        reading.notes.append(
            "A directory takes every row, and is not edited: if two are one, mend the files so that they "
            "agree, or give both one number of a register, and import all files into a new directory."
        )


def _dataset(
    dataset: Dataset,
    writer: "Writer",
    reading: Reading,
    settings: dict[str, Any],
    told: Callable[[], list[str]],
) -> Stored:
    """Join a dataset with the rows of the directory that may be the same, and add the new rows."""
    actors_before = len(writer.actors)
    settings = {**settings, "whole": False}
    stored = _stored(dataset, writer, reading, settings)
    joined = merge_datasets(stored, dataset, reading.local, **settings)
    unchanged = {id(actor) for actor in stored.actors}
    changed = [actor for actor in joined.dataset.actors if id(actor) not in unchanged]
    lived = _lives(writer)
    writer.actors.update((actor.id, plain(actor)) for actor in changed)
    _tell_new_lives(lived, writer, reading)
    added = {what: {row.id for row in joined.added if row.what == what} for what in ("relation", "source")}
    new = tuple(row for row in joined.dataset.relations if row.key in added["relation"])
    whole = joined.dataset.model_copy(update={"relations": _with_linked(new, joined.dataset), "story": ()})
    versions = index(build_graph(whole)).versions
    for relation in new:
        writer.add(plain(relation), versions[relation.key])
    sources = [source for source in joined.dataset.sources if source.id in added["source"]]
    ids, published = ([getattr(source, name) for source in sources] for name in ("id", "published"))
    writer.cite(ids, published, [text_of(plain(source)) for source in sources])
    refused = sum(row.what == "relation" for row in joined.refused)
    writer.repeated += len(dataset.relations) - len(new) - refused
    _tell_joined(joined, reading)
    made = writer.finish(dataset.title, dataset.description, joined.dataset.relation_types, told)
    if dataset.story:
        steps = plural(len(dataset.story), "step")
        reading.notes.append(
            f"The told story ({steps}) is left out: a directory holds none; keep it in a file."
        )
    actors, *_ = made.description.amounts
    return Stored(actors - actors_before, writer.relations, len(joined.refused))


def _lives(writer: "Writer") -> dict[str, Life | None]:
    """Return the life of each actor of a directory, None where nothing bounds it."""
    lives = lives_of(writer.actors)
    return {id: lives.get(id) for id in writer.actors}


def _tell_new_lives(before: Mapping[str, Life | None], writer: "Writer", reading: Reading) -> None:
    """Tell whose life, of the actors that were there, is another than before."""
    now = _lives(writer)
    reading.notes += [
        f"The life of {writer.actors[id]['name']} is new: relations that were there keep their days; "
        "import them into a new directory to bound them by it."
        for id, life in before.items()
        if now[id] != life
    ]


def _stored(dataset: Dataset, writer: "Writer", reading: Reading, settings: dict[str, Any]) -> Dataset:
    """Return the rows of the directory that rows of a dataset may be the same as."""
    types = writer.before.description.own_types if writer.before else ()
    stored = Dataset.model_construct(
        actors=tuple(map(actor_of, writer.actors.values())),
        relation_types=tuple(map(RelationType.model_validate, types)),
    )
    if writer.before is None:
        return stored
    actors_only = Dataset.model_construct(actors=dataset.actors)
    ids = merge_datasets(stored, actors_only, reading.local, **settings).actors
    ends = {(ids.get(row.source, row.source), ids.get(row.target, row.target)) for row in dataset.relations}
    relations = writer.like({row.key for row in dataset.relations}, ends)
    while linked := _linked(relations) - {row.key for row in relations}:
        relations += writer.like(linked, ())
    cited = {entry.source for row in relations for entry in row.evidence}
    sources = writer.sources_of({*cited, *(row.id for row in dataset.sources)})
    return stored.model_copy(update={"relations": relations, "sources": sources})


def _linked(rows: Iterable[Relation]) -> set[str]:
    """Return the ids of the relations that some link to."""
    return {link.relation for row in rows for link in row.links}


def _with_linked(rows: tuple[Relation, ...], dataset: Dataset) -> tuple[Relation, ...]:
    """Return relations with those of a dataset that their links, and the links of these, lead to."""
    found, every = {row.key: row for row in rows}, {row.key: row for row in dataset.relations}
    while linked := _linked(found.values()) - found.keys():
        found |= {id: every[id] for id in linked}
    return tuple(found.values())


def _tell_joined(joined: MergeResult, reading: Reading) -> None:
    reading.notes += joined.notes
    for row in joined.merged:
        if row.what == "actor":
            reading.notes.append(f"Joins {row.who}: {row.words}.")
        else:
            stays = f"{row.what.capitalize()} {row.id} stays as it is, since a directory is only added to"
            reading.notes.append(f"{stays}; left out: {row.words}.")
    for row in joined.apart:
        reading.notes.append(f"Keeps apart {row.what} {row.id}: {row.words}.")
    for row in joined.refused:
        reading.notes.append(f"Refuses {row.what} {row.id}: {row.words}.")
    if joined.alike:
        reading.notes.append(already_present(len(joined.alike)))
