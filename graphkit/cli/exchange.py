"""Commands that bring a story in and tell of formats: ``import``, ``formats``, ``schema``."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click
import cloup

from graphkit.cli.directories import is_directory, waiting
from graphkit.cli.given import FILE
from graphkit.cli.keeping import show_patch
from graphkit.cli.output import cell, echo, plural, relation_name, show, table
from graphkit.cli.printable import printable
from graphkit.editing.merge_datasets import Item, Joined, join, there_already
from graphkit.errors import MissingExtraError, UsageError
from graphkit.formats import csv_tables, formats, read
from graphkit.formats.format import Reading
from graphkit.formats.registry import format_of
from graphkit.graph.build import Graph, build_graph
from graphkit.model.entities import Dataset
from graphkit.model.json_schema import schema
from graphkit.storage import journal
from graphkit.storage.json_file import read_dataset
from graphkit.storage.patch import difference

if TYPE_CHECKING:
    from graphkit.backends.writer import Writer


@cloup.command("import")
@cloup.argument("file", metavar="FILE", type=FILE)
@cloup.option(
    "--into", metavar="FILE", type=FILE, help="The dataset to join it into; --data where not given."
)
@cloup.option(
    "-o",
    "directory",
    metavar="DIR",
    type=FILE,
    help="Add it to a directory, for what outgrows memory.",
)
@cloup.option("--diff", is_flag=True, help="Show each field that changes, too.")
@cloup.option("--skip-bad", is_flag=True, help="Skip rows that cannot be read, and count them.")
@cloup.option("--keep-apart", is_flag=True, help="Take nobody for an actor that is there by a name alone.")
@cloup.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.pass_context
def import_command(
    ctx: click.Context,
    file: str,
    into: str | None,
    directory: str | None,
    diff: bool,
    skip_bad: bool,
    keep_apart: bool,
    dry_run: bool,
) -> int:
    """Join FILE, of any format that can be read (graphkit formats), into a dataset.

    It tells what it adds, joins and refuses. A table of more than 300,000 events goes into a directory.

    With -o it goes, sorted, into a directory of Parquet files, for what outgrows memory. 'check' and
    'voices' are asked of a file only, and only a file can be edited.

    An actor is known again by an id that graphkit or a shared scheme gave, or by its kind and a name that
    nothing speaks against; ids of other programs and counters (17, n1) count in their own file only. What
    is there stays as it is; evidence is added to it. Leaves with 1 where something was refused.

    \b
    Examples:
      graphkit import 20250714.export.CSV.zip --into july.json --skip-bad
      graphkit import huge.tsv.gz -o huge
    """
    if directory is not None:
        if into is not None or diff or dry_run:
            raise UsageError("-o only adds; leave out --into, --diff and --dry-run")
        return _into_directory(file, directory, Reading(skip_bad=skip_bad), keep_apart=keep_apart)
    target = into or ctx.obj
    if is_directory(Path(target)):
        raise UsageError(f"{target}: is a directory; add to it with -o {target}")
    if csv_tables.is_tables(target):
        raise UsageError(f"{target}: is a folder of tables; name a file such as graph.json")
    if not target.lower().endswith(".json"):
        raise UsageError(f"{target}: is no place to import into; name a file that ends in .json")
    reading = Reading(skip_bad=skip_bad)
    format = format_of(file)
    if format and format.streamed and not dry_run and not Path(target).exists():
        return _into_new_file(file, target, reading)
    found: list[Joined] = []

    def joined(dataset: Dataset) -> Dataset:
        other = read(file, dataset, reading)
        found.append(join(dataset, other, reading.local, keep_apart=keep_apart, file=Path(file).name))
        return found[-1].dataset

    new = not Path(target).exists()
    if new or dry_run:
        before = Dataset() if new else read_dataset(target)
        patch = difference(before, joined(before))
        if not dry_run:
            journal.start(target, found[-1].dataset)
    else:
        patch = journal.change(target, joined, f"import {Path(file).name}")
    told = found[-1]
    graph = build_graph(told.dataset)
    for sign, style, rows in (
        ("+", "green", told.added),
        ("~", "cyan", told.joined),
        ("?", "yellow", told.apart),
        ("!", "red", told.refused),
    ):
        _tell(sign, style, rows, graph)
    if told.alike:
        show(cell(f"= {there_already(len(told.alike))}", "cyan"))
    if diff:
        show_patch(patch)
    _tell_notes(reading)
    counts = f"{len(told.added)} added, {len(told.joined)} joined, {len(told.refused)} refused"
    where = "Dry run, nothing saved" if dry_run else f"Saved {target}" if patch else "Nothing changes"
    show(cell(f"{where}: {counts}.", "dim"))
    return 1 if told.refused or not patch else 0


def _into_new_file(table: str, target: str, reading: Reading) -> int:
    with _progress(table) as reading.progress:
        dataset = read(table, reading=reading)
    journal.start(target, dataset)
    _tell_notes(reading)
    rows = (dataset.actors, "actor"), (dataset.relations, "relation"), (dataset.sources, "source")
    show(cell(f"Saved {target}: {', '.join(plural(len(each), name) for each, name in rows)}.", "dim"))
    return 0 if dataset.relations else 1


def _into_directory(file: str, directory: str, reading: Reading, *, keep_apart: bool) -> int:
    with _writing(directory) as writer:
        from graphkit.formats.directory import store

        with _progress(file) as reading.progress:
            stored = store(file, writer, reading, keep_apart=keep_apart)
    _tell_notes(reading)
    added = f"{plural(stored.actors, 'new actor')}, {plural(stored.relations, 'new relation')}"
    show(cell(f"Saved {directory}: {added}; {plural(writer.total, 'relation')} in all.", "dim"))
    return 1 if stored.refused or not stored.relations else 0


@contextmanager
def _writing(directory: str) -> Iterator["Writer"]:
    try:
        from graphkit.backends.writer import writing
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("graphkit"):
            raise
        raise MissingExtraError("directories", "scale") from None
    with writing(directory) as writer:
        yield writer


@cloup.command("compact")
@cloup.argument("directory", metavar="DIR", type=FILE)
def compact_command(directory: str) -> int:
    """Merge the small files of a directory, which many imports leave, so that it is read faster.

    \b
    Examples:
      graphkit compact huge
      graphkit compact gdelt
    """
    if not Path(directory).is_dir():
        raise UsageError(f"{directory}: is no directory that 'import -o' wrote")
    with _writing(directory) as writer, waiting("compacting"):
        before, after = writer.compact()
    show(cell(f"Compacted {directory}: {plural(before, 'file')} before, {after:,} now."))
    return 0


@contextmanager
def _progress(file: str) -> Iterator[Callable[[int, int, int], None]]:
    """Show how far a file has been read, how fast, and how long it will take; on a terminal only."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(printable(Path(file).name), markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rows]:,} rows, {task.fields[rate]:,.0f} a second"),
        TimeRemainingColumn(),
    )
    started, console = monotonic(), Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None, rows=0, rate=0.0)

        def tell(done: int, size: int, rows: int) -> None:
            rate = rows / max(monotonic() - started, 1e-9)
            bar.update(task, completed=done, total=size, rows=rows, rate=rate)

        yield tell


def _tell_notes(reading: Reading) -> None:
    notes = list(dict.fromkeys(reading.notes))
    if notes:
        show(*(cell(note, "yellow") for note in notes))


def _tell(sign: str, style: str, rows: tuple[Item, ...], graph: Graph) -> None:
    words = {"+": "adds", "~": "joins", "?": "keeps apart", "!": "refuses"}[sign]
    for row in rows:
        said = f": {row.words}" if row.words else ""
        id = relation_name(graph, row.id) if row.what == "relation" else row.id
        show(cell(f"{sign} {words} {row.who or f'{row.what} {id}'}{said}", style))


@cloup.command("formats")
def formats_command() -> int:
    """List the formats by the suffix of a file, and which way each goes.

    \b
    Examples:
      graphkit formats
      graphkit formats | grep gexf
    """
    made = table("suffix", "read", "written", "format", "for")
    for each in formats():
        ways = ("yes" if each.read else "-", "yes" if each.write else "-")
        made.add_row(*map(cell, (" ".join(each.suffixes), *ways, each.name, each.meaning)))
    show(made)
    return 0


@cloup.command("schema")
def schema_command() -> int:
    """Print the JSON Schema of the file, so that editors complete and check it.

    \b
    Examples:
      graphkit schema > graph.schema.json
      graphkit schema
    """
    echo(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n")
    return 0
