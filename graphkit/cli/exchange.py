"""Commands that bring a story in and tell its format: ``import``, ``schema``."""

import json
from pathlib import Path

import click
import cloup

from graphkit import journal
from graphkit.changes import difference
from graphkit.cli.keeping import show_patch
from graphkit.cli.output import cell, echo, show
from graphkit.errors import UsageError
from graphkit.formats import csv_tables, read
from graphkit.joining import Joined, Told, join
from graphkit.models import Dataset
from graphkit.schema import schema
from graphkit.storage import read_dataset


@cloup.command("import")
@cloup.argument("file", metavar="FILE")
@cloup.option("--into", metavar="FILE", help="The dataset to join it into; --data where not given.")
@cloup.option("--diff", is_flag=True, help="Show each field that changes, too.")
@cloup.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.pass_context
def import_command(ctx: click.Context, file: str, into: str | None, diff: bool, dry_run: bool) -> int:
    """Join FILE, a folder of CSV tables or another dataset, into one: tell what it adds, joins and refuses.

    An actor is known again by id, or by a name or alias and its kind. What is there stays as it is;
    evidence is added to it. Leaves with 1 where something was refused.

    \b
    Examples:
      graphkit import story --into data/graph.json --dry-run
      graphkit import theirs.json --into ours.json
    """
    target = into or ctx.obj
    if csv_tables.is_tables(target):
        raise UsageError(f"{target}: is a folder of tables; name a file such as graph.json")
    if not target.lower().endswith(".json"):
        raise UsageError(f"{target}: is no place to import into; name a file that ends in .json")
    found: list[Joined] = []

    def joined(dataset: Dataset) -> Dataset:
        found.append(join(dataset, read(file, dataset)))
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
    for sign, style, rows in (
        ("+", "green", told.added),
        ("~", "cyan", told.joined),
        ("!", "red", told.refused),
    ):
        _tell(sign, style, rows)
    if diff:
        show_patch(patch)
    counts = f"{len(told.added)} added, {len(told.joined)} joined, {len(told.refused)} refused"
    where = "Dry run, nothing saved" if dry_run else f"Saved {target}" if patch else "Nothing changes"
    show(cell(f"{where}: {counts}.", "dim"))
    return 1 if told.refused or not patch else 0


def _tell(sign: str, style: str, rows: tuple[Told, ...]) -> None:
    words = {"+": "adds", "~": "joins", "!": "refuses"}[sign]
    for row in rows:
        said = f": {row.words}" if row.words else ""
        show(cell(f"{sign} {words} {row.what} {row.id}{said}", style))


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
