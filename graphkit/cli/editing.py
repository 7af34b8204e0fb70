"""The commands that change a dataset: ``new``, ``edit``, ``remove``, ``merge``, ``undo``, ``log``."""

import os
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from graphkit.backends import IN_A_FILE
from graphkit.cli.directories import refuse_directory
from graphkit.cli.grouping import command
from graphkit.cli.options import DRY_RUN
from graphkit.cli.parameter_types import FILE, Count, format_option
from graphkit.cli.prompting import is_interactive
from graphkit.cli.reading import read_graph
from graphkit.cli.response import json_text
from graphkit.cli.terminal import cell, echo, show, table
from graphkit.editing import edits
from graphkit.editing.assignments import read_assignments
from graphkit.editing.merge_rows import merge
from graphkit.errors import GraphkitError, Mend, UsageError, plural
from graphkit.formats.registry import suffix_of
from graphkit.formats.spreadsheet import csv_tables
from graphkit.model.entities import Dataset
from graphkit.model.kinds import UNKNOWN
from graphkit.model.sample import COMMENTS, example
from graphkit.queries.contradictions import Complaint, new_complaints, told_anew
from graphkit.reading import drafts
from graphkit.storage import journal
from graphkit.storage.atomic import named, write_atomically
from graphkit.storage.folder import write_together
from graphkit.storage.json_file import dumps, read_dataset
from graphkit.storage.patch import Patch, diff_lines, patch_between, summary

_STYLES = {"+": "green", "-": "red", " ": "bold"}
TABLE_OR_JSON = format_option("table", "json")
PATCH = "graphkit.patch"
"""Where a command notes what it changes, or would change."""
_AS = click.option(
    "--as",
    "what",
    type=click.Choice(["actor", "relation", "source", "type"]),
    help="Which one is meant, if several have this id.",
)


# --- new --------------------------------------------------------------------------------------


@command("new")
@click.argument("name", metavar="NAME", type=FILE)
@click.option("--empty", is_flag=True, help="Leave out the example.")
def new_command(name: str, empty: bool) -> int:
    """Start a dataset with a small example: a folder of CSV tables, a workbook, or one file.

    It is a workbook if NAME ends in .xlsx, and one file if it ends in .json.

    \b
    Examples:
      graphkit new story.xlsx
      graphkit new --empty story.json
    """
    path = named(name)
    suffix = path.suffix.lower()
    if suffix not in ("", ".json", ".xlsx"):
        raise UsageError(
            f"{name}: a new dataset is a folder of CSV tables, or a file that ends in .json or .xlsx"
        )
    if os.path.lexists(path):
        raise UsageError(f"{name}: already exists; choose another name")
    title = path.stem.encode("utf-8", "replace").decode().replace("-", " ").capitalize()
    dataset = (Dataset(title=title) if title.strip() else Dataset()) if empty else example()
    if suffix == ".json":
        journal.start(path, dataset)
        content = "nothing in it yet" if empty else "three actors, three relations, two sources to write over"
        show(cell(f"Made {name}: {content}."))
        show(cell(f"Try: graphkit --data {name} add {'source' if empty else 'relation'}"))
        return 0
    if suffix == ".xlsx":
        from graphkit.formats.spreadsheet import workbook

        write_atomically(path, workbook.write(dataset, explained=True), follow=False, new=True)
        tables = f"the sheets {', '.join(workbook.SHEETS[table] for table in workbook.ALWAYS)}"
    else:
        _new_folder(path, dataset)
        tables = ", ".join(COMMENTS)
    show(cell(f"Made {name}: {tables}, to be filled in with a spreadsheet."))
    show(cell(f"Then: graphkit check {name}"))
    return 0


def _new_folder(path: Path, dataset: Dataset) -> None:
    """Write a folder of tables with comments that explain how to fill them in."""
    contents = {}
    for name, text in csv_tables.tables(dataset).items():
        headings, *rows = text.splitlines(keepends=True)
        if name in COMMENTS:
            comments = [csv_tables.comment(line) for line in COMMENTS[name]]
            contents[name] = "".join([headings, *comments, *rows]).encode("utf-8-sig")
    write_together(path, contents)


# --- edit, remove, merge ------------------------------------------------------------------------


def _table(what: str | None) -> str | None:
    return "relation_types" if what == "type" else f"{what}s" if what else None


@command("edit")
@click.argument("id", metavar="ID")
@click.argument("assignments", metavar="FIELD=VALUE...", nargs=-1)
@_AS
@DRY_RUN
@click.pass_context
def edit_command(
    ctx: click.Context, id: str, assignments: tuple[str, ...], what: str | None, dry_run: bool
) -> int:
    """Change fields of one relation, actor, source or own relation type, given by its ID.

    FIELD= clears a field. FIELD+=VALUE and FIELD-=VALUE change a list, of which several are
    parted by semicolons, as in aliases="Ann; Annie". evidence.2.note=TEXT sets a field of
    the second evidence, attributes.country=US one attribute of an actor. Setting id renames it everywhere;
    the id of a relation that was made of its ends and its type follows them. The old name of an actor stays
    an alias if it is also a name of another; aliases= beside it forgets all of them. Another status leaves
    what the sources say as it was; evidence.1.status=VALUE changes that too. Without an ID, title=TEXT and
    description=TEXT are those of the dataset.

    \b
    Examples:
      graphkit edit h20-ban when=2025-04-09/ note=
      graphkit edit title="Chips and bans"
    """
    table_name = _table(what)
    of_dataset = id.startswith(("title=", "description="))
    if not assignments and not of_dataset:
        raise click.MissingParameter(ctx=ctx, param=ctx.command.params[1])

    def edited(dataset: Dataset) -> Dataset:
        if of_dataset:
            return edits.with_header(dataset, (id, *assignments))
        found, row = edits.find(dataset, id, table=table_name)
        fields = read_assignments(dataset, found, row, assignments)
        if found == "relations":
            fields |= edits.following_id(dataset, row, fields)
        return edits.edit(dataset, row, fields, table=found)

    return apply(ctx, edited, ("edit", id, *assignments), dry_run)


@command("remove")
@click.argument("id", metavar="ID")
@click.option(
    "--cascade",
    is_flag=True,
    help="Also remove what refers to it: relations of an actor, evidence from a source, and what is then "
    "left without evidence. All of it is shown first.",
)
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@_AS
@DRY_RUN
@click.pass_context
def remove_command(
    ctx: click.Context, id: str, cascade: bool, yes: bool, what: str | None, dry_run: bool
) -> int:
    """Remove one relation, actor, source or own relation type. This is refused while something refers to it.

    \b
    Examples:
      graphkit remove huang-met-trump
      graphkit remove "Tech Site" --cascade --dry-run
    """
    table_name = _table(what)

    def removed(dataset: Dataset) -> Dataset:
        return edits.remove(dataset, id, cascade=cascade, table=table_name)

    if cascade and not yes and not dry_run:
        before = read_editable(ctx)
        patch = patch_between(before, removed(before))
        show_patch(patch)
        if not is_interactive():
            raise UsageError(f"this would change: {summary(patch)}; add --yes, since nobody can be asked")
        if not click.confirm("Remove all this?"):
            show("Nothing was removed.")
            return 1
    return apply(ctx, removed, ("remove", id, *(["--cascade"] if cascade else [])), dry_run)


@command("merge")
@click.argument("names", metavar="ACTOR INTO ACTOR", nargs=-1, required=True)
@click.option("--source", "of_sources", is_flag=True, help="Merge two records of one document instead.")
@DRY_RUN
@click.pass_context
def merge_command(ctx: click.Context, names: tuple[str, ...], of_sources: bool, dry_run: bool) -> int:
    """Merge two actors, or two sources, into one.

    The second actor takes over the names and relations of the first. It keeps its id, its name, and its kind
    unless that is unknown; that they are of two kinds is said. Ids of relations that were made of that of the
    first follow. With --source the second source takes over the evidence of the first, and the fields that it
    lacks itself.

    \b
    Examples:
      graphkit merge "Jen-Hsun Huang" into "Jensen Huang"
      graphkit merge --source cnn-2 into cnn-2025-07-15
    """
    two = [
        name
        for number, name in enumerate(names)
        if number != 1 or len(names) != 3 or name.casefold() != "into"
    ]
    if len(two) != 2:
        what, option = ("SOURCE", "--source ") if of_sources else ("ACTOR", "")
        mend = Mend(f"write: graphkit merge {option}{what} into {what}", request="name two")
        raise UsageError(f"merge takes two {what.lower()}s", mend)
    removed, kept = two
    before: list[set[tuple[str, ...]]] = []
    after: list[set[tuple[str, ...]]] = []
    kinds: list[str] = []

    def merged(dataset: Dataset) -> Dataset:
        result = merge(dataset, removed, kept, table="sources" if of_sources else "actors")
        renamed: dict[str, str] = {}
        if not of_sources:
            rows = {row.id: row for row in dataset.actors}
            going, staying = (rows[edits.find_in(dataset, name)] for name in two)
            if UNKNOWN not in (going.kind, staying.kind) and going.kind != staying.kind:
                kinds.append(f"Of two kinds: {going.id} was {going.kind}, {staying.id} stays {staying.kind}.")
            result, renamed = edits.with_following_ids(dataset, result)
        before.append({tuple(renamed.get(id, id) for id in ids) for ids in edits.alike(dataset)})
        after.append(set(edits.alike(result)))
        return result

    code = apply(
        ctx, merged, ("merge", *(["--source"] if of_sources else []), removed, "into", kept), dry_run
    )
    show(*(cell(each, "yellow") for each in kinds[-1:]))
    for group in sorted(after[-1] - before[-1]):
        show(cell(f"Now alike, but kept apart: {', '.join(group)}.", "yellow"))
    return code


# --- undo, log --------------------------------------------------------------------------------

_NO_CHANGES = "whose changes are not listed and cannot be taken back; import what shall stay into a new one"


@command("undo")
@click.option(
    "--to", type=Count(min=0), metavar="N", help="Restore the state after change N; 0 is the beginning."
)
@DRY_RUN
@click.pass_context
def undo_command(ctx: click.Context, to: int | None, dry_run: bool) -> int:
    """Undo the last change, or restore the state after change N. Nothing is lost.

    \b
    Examples:
      graphkit undo
      graphkit undo --to 12
    """
    refuse_directory(ctx, _NO_CHANGES)
    refuse_uneditable(ctx)
    patch, last = journal.undo(ctx.obj, to, dry_run=dry_run)
    code = show_change(ctx, patch, dry_run, last.command if to is None else "undo")
    if to is None:
        text = f"{'It would take' if dry_run else 'Took'} back change {last.number}: {last.command}."
        show(cell(text, "dim"))
    if not dry_run and (waiting := _waiting_again(ctx, patch)):
        waits = "waits" if len(waiting) == 1 else "wait"
        show(cell(f"{plural(len(waiting), 'draft')} {waits} again: {', '.join(waiting)}.", "dim"))
    return code


def _waiting_again(ctx: click.Context, patch: Patch) -> list[str]:
    """Let the drafts wait again whose relations an undo took out of the dataset; return their ids."""
    touched = patch.get("relations", {})
    try:
        queue = drafts.load(ctx.obj)
        ids = [each.id for each in queue.drafts if each.state == "accepted" and each.relation in touched]
        if not ids:
            return []
        after = drafts.change(ctx.obj, lambda now: drafts.freed(now, read_dataset(ctx.obj), ids))
    except GraphkitError as error:  # what was undone stays so
        show(cell(f"The drafts are as they were: {error}", "yellow"))
        return []
    return [id for id in ids if after.draft(id).state == "open"]


@command("log")
@click.option("--show", "shown", type=Count(min=0), metavar="N", help="Show what change N did.")
@click.option(
    "--state", type=Count(min=0), metavar="N", help="Print the whole dataset as it was after change N."
)
@TABLE_OR_JSON
@click.pass_context
def log_command(ctx: click.Context, shown: int | None, state: int | None, format_: str) -> int:
    """List the changes, newest first. Every earlier state can be shown and restored.

    \b
    Examples:
      graphkit log
      graphkit log --show 3
    """
    refuse_directory(ctx, _NO_CHANGES)
    if state is not None:
        echo(dumps(journal.state(ctx.obj, state)))
        return 0
    changes = journal.log(ctx.obj)
    if not changes:
        read_graph(ctx, quiet=True)
    if shown is not None:
        if shown >= len(changes):
            mend = Mend("'graphkit log' lists them", request="Log lists them")
            raise UsageError(f"there is no change {shown}", mend)
        by = journal.made_by(changes, shown)
        changes = [changes[shown]]
    if format_ == "json":
        names = ("time", "command", "to", "patch")
        entries = [
            {"change": each.number} | {name: getattr(each, name) for name in names} for each in changes
        ]
        echo(json_text({"command": "log", "show": shown}, {"changes": entries}))
    elif not changes:
        show(cell(f"{ctx.obj} has not been changed by graphkit yet."))
    elif shown is not None:
        (change,) = changes
        show(cell(f"Change {shown}, {change.when} UTC: {_command(change)}", "bold"))
        show_patch(change.patch, by)
    else:
        now = journal.resolved(journal.log(ctx.obj), len(changes) - 1)
        rows = table("change", "when (UTC)", "command", "did")
        for change in reversed(changes):
            number = f"{change.number}{' (now)' if change.number == now else ''}"
            by = journal.made_by(changes, change.number)
            did = summary(change.patch, by) if change.number else "the dataset as it was"
            rows.add_row(*map(cell, (number, change.when, _command(change), did)))
        show(rows)
    return 0 if changes else 1


def _command(change: journal.LogEntry) -> str:
    return change.command if change.to is None else f"{change.command} to {change.to}"


# --- shared ---------------------------------------------------------------------------------------


def read_editable(ctx: click.Context) -> Dataset:
    """Return the dataset of ``--data``; raise if it cannot be edited."""
    refuse_uneditable(ctx)
    return read_dataset(ctx.obj)


def refuse_uneditable(ctx: click.Context) -> None:
    """Raise if ``--data`` names what graphkit does not change."""
    adds = f"to which 'graphkit import FILE -o {ctx.obj}' adds rows, and nothing changes them"
    refuse_directory(ctx, f"{adds}; {IN_A_FILE} and change that")
    if csv_tables.is_tables(ctx.obj):
        raise UsageError(
            f"{ctx.obj}: is a folder of tables", _elsewhere(ctx, "change them with a spreadsheet")
        )
    if suffix_of(ctx.obj) not in (None, ".json", ".html"):
        raise UsageError(
            f"{ctx.obj}: is no dataset that graphkit changes",
            _elsewhere(ctx, "change it in the program that made it"),
        )


def _elsewhere(ctx: click.Context, where: str) -> Mend:
    return Mend(f"{where}, or first 'graphkit import {ctx.obj} --into FILE.json'", request=where)


def apply(
    ctx: click.Context, edit: Callable[[Dataset], Dataset], command: Sequence[object], dry_run: bool
) -> int:
    """Change the dataset, or only show what would change; return the exit code."""
    complaints: list[Complaint] = []
    retold: list[str] = []

    def edited(dataset: Dataset) -> Dataset:
        result = edit(dataset)
        complaints[:] = new_complaints(dataset, result, _articles(ctx, result))
        retold[:] = told_anew(dataset, result)
        return result

    if dry_run:
        before = read_editable(ctx)
        patch = patch_between(before, edited(before))
    else:
        refuse_uneditable(ctx)
        patch = journal.change(ctx.obj, edited, shlex.join(map(str, command)))
    code = show_change(ctx, patch, dry_run, str(command[0]))
    checks = ((_CHECKED.get(each.rule, "the date"), each.message) for each in complaints)
    show(*(cell(f"Check {what}: {message}.", "yellow") for what, message in checks))
    show(*(cell(f"In its evidence {each}.", "yellow") for each in retold))
    return code


def _articles(ctx: click.Context, dataset: Dataset) -> dict[str, tuple[str, ...]]:
    """Return the paragraphs of each article that was read, by the id of its source in a dataset."""
    try:
        read = drafts.load(ctx.obj).articles
    except GraphkitError:  # drafts that cannot be read are told by what reads them
        return {}
    return {
        row.id: each.paragraphs
        for row in dataset.sources
        for each in read
        if drafts.same_document(row, each.source)
    }


_CHECKED = {"with-itself": "the actors", "same-name": "the actors", "same-document": "the source"}
_CHECKED |= {"no-link": "the address", "identifier": "the identifiers"}
_CHECKED |= {
    "no-paragraph": "the paragraph",
    "no-quote": "the quote",
    "no-evidence": "the evidence",
    "unsaid": "the status",
    "denied-apart": "the denial",
    "no-share": "the amount",
}
"""What to check in what was edited, by the rule that it breaks; else the date."""


def show_change(ctx: click.Context, patch: Patch, dry_run: bool, command: str) -> int:
    """Print what a command did, and whether it is saved; return the exit code: 1 if nothing changes."""
    ctx.meta[PATCH] = patch
    if not patch:
        show("Nothing changes.")
        return 1
    show_patch(patch, command)
    what = summary(patch, command)
    show(cell(f"Dry run, nothing saved: {what}." if dry_run else f"Saved {ctx.obj}: {what}.", "dim"))
    return 0


def show_patch(patch: Patch, command: str = "") -> None:
    """Print what a command did: added lines with a plus, removed lines with a minus."""
    show(*(cell(f"{sign} {text}", _STYLES[sign]) for sign, text in diff_lines(patch, command)))
