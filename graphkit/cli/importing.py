"""The commands ``import``, ``compact``, ``formats`` and ``schema``."""

import json
import shlex
from collections.abc import Callable, Iterator, Set
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from graphkit.cli.directories import is_directory
from graphkit.cli.editing import show_patch
from graphkit.cli.escaping import printable
from graphkit.cli.grouping import command
from graphkit.cli.options import DRY_RUN, KEEP_APART, SKIP_BAD
from graphkit.cli.parameter_types import FILE
from graphkit.cli.reading import reading_of
from graphkit.cli.terminal import cell, echo, show, table
from graphkit.cli.words import relation_name
from graphkit.editing.merge_datasets import MergeResult, Outcome, already_present, merge_datasets
from graphkit.errors import StorageError, UsageError, plural
from graphkit.formats import read
from graphkit.formats.format import Reading
from graphkit.formats.registry import check_sheet, format_of, formats, suffix_of
from graphkit.formats.spreadsheet import csv_tables
from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph
from graphkit.libraries import extra_module
from graphkit.model.entities import Actor, Dataset
from graphkit.model.json_schema import schema
from graphkit.queries.look_alikes import look_alikes, namesakes, near_names, of_one_country
from graphkit.storage import journal
from graphkit.storage.json_file import read_dataset
from graphkit.storage.patch import Patch, patch_between

if TYPE_CHECKING:
    from graphkit.backends.writer import Writer


@command("import")
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--into", metavar="FILE", type=FILE, help="Dataset to import into (default: --data).")
@click.option(
    "-o",
    "directory",
    metavar="DIR",
    type=FILE,
    help="Add it to a dataset directory, for data larger than memory.",
)
@click.option(
    "--columns",
    metavar="NAME=HEADING,...",
    default="",
    help="What the columns of a table are, such as source=ACTOR1,target=ACTOR2,date=DAY.",
)
@click.option(
    "--sheet", metavar="NAME", default="", help="Which sheet of a workbook is the table, if several are."
)
@click.option("--diff", is_flag=True, help="Also show each field that changes.")
@SKIP_BAD
@KEEP_APART
@DRY_RUN
@click.pass_context
def import_command(
    ctx: click.Context,
    file: str,
    into: str | None,
    directory: str | None,
    columns: str,
    sheet: str,
    diff: bool,
    skip_bad: bool,
    keep_apart: bool,
    dry_run: bool,
) -> int:
    """Import FILE into a dataset. 'graphkit formats' lists the formats that can be read.

    It prints what it adds, joins and refuses. A table of more than 300,000 events goes into a directory.

    With -o, FILE is sorted into a directory of Parquet files, for data larger than memory. 'check' and
    'voices' work only on a file, and only a file can be edited.

    An actor is matched by an id from graphkit or from a shared scheme, or by its kind and a name if nothing
    contradicts that. Ids of other programs and counters (17, n1) are valid only in their own file. Existing
    entries stay as they are; evidence is added to them. The exit status is 1 if anything was refused.

    A table is read by its headings, such as source, target, relation and date. For other headings, --columns
    says what each column is: source, target, type, date, begins, ends, earliest, latest, summary, note,
    amount, unit, source_url, publisher, published, title, id, or an attribute of an actor (source.country).
    A word in quotation marks stands for every row: type="'fought'", target.kind="'company'"; unit, publisher,
    published, title and any attribute take one too. dates=day-first or month-first decides what 01/02/2020
    is; direction=none makes relations go both ways.

    \b
    Examples:
      graphkit import 20250714.export.CSV.zip --into july.json --skip-bad
      graphkit import huge.tsv.gz -o huge
    """

    def anew() -> Reading:
        found = reading_of(ctx, file, skip_bad=skip_bad, columns=columns)
        check_sheet(file, sheet)
        found.sheet = sheet
        return found

    reading = anew()
    if directory is not None:
        if into is not None or diff or dry_run:
            raise UsageError("-o only adds; leave out --into, --diff and --dry-run")
        if suffix_of(directory) and not Path(directory).exists():
            export = shlex.join(["graphkit", "--data", file, "export", directory])
            raise UsageError(f"{directory}: -o makes a directory; for a file write: {export}")
        return _into_directory(file, directory, reading, keep_apart=keep_apart)
    target = into or ctx.obj
    if is_directory(Path(target)):
        raise UsageError(f"{target}: is a directory; add to it with -o {target}")
    if csv_tables.is_tables(target):
        raise UsageError(f"{target}: is a folder of tables; name a file such as graph.json")
    if not target.lower().endswith(".json"):
        raise UsageError(f"{target}: is not a dataset to import into; name a file that ends in .json")
    is_new = not Path(target).exists()
    how = {"keep_apart": keep_apart, "diff": diff, "dry_run": dry_run}
    try:
        return _into_file(file, target, reading, **how)
    except StorageError:
        if not is_new or not Path(target).exists():
            raise
    return _into_file(file, target, anew(), **how)  # another import has made it meanwhile


def _into_file(
    file: str, target: str, reading: Reading, *, keep_apart: bool, diff: bool, dry_run: bool
) -> int:
    format = format_of(file)
    if format and format.streamed and not dry_run and not Path(target).exists():
        return _into_new_file(file, target, reading)
    results: list[MergeResult] = []

    def joined(dataset: Dataset) -> Dataset:
        other = read(file, dataset, reading)
        results.append(
            merge_datasets(dataset, other, reading.local, keep_apart=keep_apart, file=Path(file).name)
        )
        return results[-1].dataset

    new = not Path(target).exists()
    if new or dry_run:
        before = Dataset() if new else read_dataset(target)
        patch = patch_between(before, joined(before))
        if not dry_run:
            journal.start(target, results[-1].dataset)
    else:
        command = f"import {Path(file).name}"
        patch = journal.change(target, joined, command, by_name=lambda: results[-1].by_name)
    with _saying_saved("" if dry_run or not patch else target):
        return _tell_merged(results[-1], patch, target, reading, diff=diff, dry_run=dry_run)


@contextmanager
def _saying_saved(target: str) -> Iterator[None]:
    """Say what was saved already where its telling is stopped."""
    try:
        yield
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(f"{target} was saved before" if target else "") from stop


def _tell_merged(
    result: MergeResult, patch: Patch, target: str, reading: Reading, *, diff: bool, dry_run: bool
) -> int:
    """Print what an import adds, joins and refuses; return the exit code."""
    reading.notes += result.notes
    graph = build_graph(result.dataset)
    for sign, style, rows in (
        ("+", "green", result.added),
        ("~", "cyan", result.merged),
        ("?", "yellow", result.apart),
        ("!", "red", result.refused),
    ):
        _show_items(sign, style, rows, graph)
    if result.alike:
        show(cell(f"= {already_present(len(result.alike))}", "cyan"))
    if diff:
        show_patch(patch)
    _show_notes(reading)
    if not dry_run:
        _tell_alike(target, result.dataset.actors, {row.id for row in result.added if row.what == "actor"})
    counts = f"{len(result.added)} added, {len(result.merged)} joined, {len(result.refused)} refused"
    where = "Dry run, nothing saved" if dry_run else f"Saved {target}" if patch else "Nothing changes"
    show(cell(f"{where}: {counts}.", "dim"))
    return 1 if result.refused or not patch else 0


def _into_new_file(table: str, target: str, reading: Reading) -> int:
    with _progress(table) as reading.progress:
        dataset = read(table, reading=reading)
    journal.start(target, dataset)
    with _saying_saved(target):
        _show_notes(reading)
        _tell_alike(target, dataset.actors, {row.id for row in dataset.actors})
    rows = (dataset.actors, "actor"), (dataset.relations, "relation"), (dataset.sources, "source")
    show(cell(f"Saved {target}: {', '.join(plural(len(each), name) for each, name in rows)}.", "dim"))
    return 0 if dataset.relations else 1


def _tell_alike(target: str, actors: tuple[Actor, ...], new: Set[str]) -> None:
    """Tell that new actors may be others that are written otherwise."""
    graph = build_graph(Dataset(actors=actors))
    pairs = {frozenset((actor, other)) for actor, fuller in near_names(graph).items() for other in fuller}
    pairs |= {frozenset(pair) for pair in (*look_alikes(graph), *namesakes(graph))}
    pairs |= {frozenset(pair[:2]) for pair in of_one_country(graph)}
    if count := sum(not pair.isdisjoint(new) for pair in pairs):
        what = plural(count, "pair of actors", "pairs of actors")
        check = shlex.join(["graphkit", "check", target])
        show(cell(f"{what} may each be one, by their names, but stay apart: '{check}' names them.", "yellow"))


def _into_directory(file: str, directory: str, reading: Reading, *, keep_apart: bool) -> int:
    with _writing(directory) as writer:
        from graphkit.formats.events.directory import store

        with _progress(file) as reading.progress:
            writer.progress = reading.progress
            stored = store(file, writer, reading, keep_apart=keep_apart)
    with _saying_saved(directory):
        _show_notes(reading)
    if not is_directory(Path(directory)):
        show(cell(f"Nothing saved: {Path(file).name} holds no relations.", "dim"))
        return 1
    added = f"{plural(stored.actors, 'new actor')}, {plural(stored.relations, 'new relation')}"
    show(cell(f"Saved {directory}: {added}; {plural(writer.total, 'relation')} in all.", "dim"))
    return 1 if stored.refused or not stored.relations else 0


def _writing(directory: str) -> AbstractContextManager["Writer"]:
    writer: AbstractContextManager[Writer]
    writer = extra_module("graphkit.backends.writer", "directories", "scale").writing(directory)
    return writer


@command("compact")
@click.argument("directory", metavar="DIR", type=FILE)
def compact_command(directory: str) -> int:
    """Merge the small files of a directory, which many imports leave behind, so that reading is faster.

    \b
    Examples:
      graphkit compact huge
      graphkit compact gdelt
    """
    if not is_directory(Path(directory)):
        raise UsageError(f"{directory}: is not a directory written by 'import -o'; name one")
    with _writing(directory) as writer, _progress(directory) as writer.progress:
        before, after = writer.compact()
    files = f"{plural(before, 'file')} before, {after:,} now"
    show(cell(f"Compacted {directory}: {files}; {plural(writer.total, 'relation')}."))
    return 0


@contextmanager
def _progress(file: str) -> Iterator[Callable[[int, int, int], None]]:
    """Show a progress bar for reading a file, and then for sorting its rows, on a terminal only."""
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


def _show_notes(reading: Reading) -> None:
    show(*(cell(note, "yellow") for note in reading.told))


_EXPECTED = "+~"
"""The signs of rows that an import adds or joins."""
_MOST_LISTED = 50
"""How many of these are listed, so that what is kept apart or refused is seen."""


def _show_items(sign: str, style: str, rows: tuple[Outcome, ...], graph: Graph) -> None:
    words = {"+": "adds", "~": "joins", "?": "keeps apart", "!": "refuses"}[sign]
    most = _MOST_LISTED if sign in _EXPECTED else len(rows)
    for row in rows[:most]:
        detail = f": {row.words}" if row.words else ""
        id = relation_name(graph, row.id) if row.what == "relation" else row.id
        show(cell(f"{sign} {words} {row.who or f'{row.what} {id}'}{detail}", style))
    if len(rows) > most:
        show(cell(f"{sign} {words} {len(rows) - most:,} more; --diff lists each", style))


@command("formats")
def formats_command() -> int:
    """List the file formats by suffix, and whether each can be read and written.

    \b
    Examples:
      graphkit formats
      graphkit formats | grep gexf
    """
    rows = table("suffix", "read", "written", "format", "for")
    for format_ in formats():
        directions = ("yes" if format_.read else "-", "yes" if format_.write else "-")
        rows.add_row(*map(cell, (" ".join(format_.suffixes), *directions, format_.name, format_.meaning)))
    show(rows)
    return 0


@command("schema")
def schema_command() -> int:
    """Print the JSON Schema of the file, so that editors can complete and check it.

    \b
    Examples:
      graphkit schema > graph.schema.json
      graphkit schema
    """
    echo(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n")
    return 0
