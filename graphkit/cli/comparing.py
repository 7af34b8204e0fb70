"""The command ``compare``: what differs between two versions of a dataset or of somebody's list."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import click

from graphkit.answers import words
from graphkit.cli.csv_answers import csv_text
from graphkit.cli.directories import is_directory, refuse_directory
from graphkit.cli.escaping import printable
from graphkit.cli.grouping import command
from graphkit.cli.options import KEEP_APART, SKIP_BAD
from graphkit.cli.parameter_types import ASKED_ON_OPTION, FILE, LAST_DAY, format_option, output_option
from graphkit.cli.reading import reading_of
from graphkit.cli.render import rows_of
from graphkit.cli.response import json_text, spare_dataset, suffix_in
from graphkit.cli.terminal import Cell, cell, echo, show, table, takes_unicode
from graphkit.editing.compare import GONE, Change, Comparison, apply_changes, compare_datasets
from graphkit.errors import DataError, Fault, Mend, UsageError, plural
from graphkit.formats.comparing import atom, changed_on, markdown, read_version, refuse_same
from graphkit.storage import journal
from graphkit.storage.atomic import write_atomically
from graphkit.storage.json_file import content_of, dumps, read_dataset
from graphkit.storage.strict_json import sound_json

_STYLES = {"new": "green", "ended": "cyan", "changed": "", "gone": "yellow"}
_SUFFIXES = {".json": "json", ".md": "markdown", ".csv": "csv", ".atom": "atom", ".xml": "atom"}


@command("compare")
@click.argument("old", metavar="[OLD", type=FILE, required=False)
@click.argument("new", metavar="NEW]", type=FILE, required=False)
@click.option(
    "--since",
    metavar="N|DAY",
    type=LAST_DAY,
    help="Compare the dataset of --data with itself N changes ago, or at the end of a day (UTC).",
)
@ASKED_ON_OPTION
@click.option(
    "--apply",
    "changes",
    metavar="FILE",
    type=FILE,
    help="Apply the JSON of a comparison to OLD, and write -o.",
)
@KEEP_APART
@SKIP_BAD
@click.option(
    "--updated",
    metavar="DAY|now",
    help="The day that an Atom feed gives (default: when NEW was last written).",
)
@format_option("table", "json", "csv", "markdown", "atom")
@output_option("Write to FILE: .json, .md, .csv, or .atom; - prints it.")
@click.pass_context
def compare_command(
    ctx: click.Context,
    old: str | None,
    new: str | None,
    since: str | None,
    changes: str | None,
    keep_apart: bool,
    skip_bad: bool,
    updated: str | None,
    format_: str,
    output: str | None,
) -> int:
    """Show what differs between two files: new, ended, changed field by field, and gone.

    OLD and NEW may have any format that can be read. Entries are matched by ids from graphkit or a shared
    scheme. Without such ids, actors are matched by name, and relations by their actors, type and date. What
    is gone from the list has not ended by that. 'diff' compares two days of one dataset.

    The exit status is 1 if anything differs, 0 if nothing does. The JSON, applied to OLD, gives NEW.

    \b
    Examples:
      graphkit compare sanctions-may.csv sanctions-june.csv -o june.atom
      graphkit compare --apply changes.json old.json -o new.json
    """
    if changes is not None:
        if old is None or new is not None or since is not None or output is None:
            raise UsageError(
                "--apply takes OLD and -o: graphkit compare --apply changes.json OLD -o NEW.json"
            )
        return _apply(ctx, changes, old, output, skip_bad=skip_bad)
    stamp = _stamp(updated)
    if since is not None:
        if old is not None:
            raise UsageError("--since compares the dataset of --data with itself; leave out OLD and NEW")
        comparison, reading, heading = _compared_with_itself(ctx, since)
        old, new = ctx.obj, ctx.obj
    elif old is None or new is None:
        raise UsageError("name two files: graphkit compare OLD NEW; 'graphkit diff D1 D2' compares two days")
    else:
        comparison, reading, heading = _compared(ctx, old, new, keep_apart=keep_apart, skip_bad=skip_bad)
    if output not in (None, "-"):
        format_ = _SUFFIXES[suffix_in(output, _SUFFIXES)]
        refuse_same(output, old, new)
        spare_dataset(output)
    options = {"since": since, "keep_apart": keep_apart, "skip_bad": skip_bad}
    query = {"command": "compare", **({} if since else {"old": old, "new": new}), **options}
    counts = ", ".join(f"{count} {kind}" for kind, count in comparison.counts().items() if count)
    heading, notes = f"{heading}: {counts or 'no change'}", _notes(comparison, reading)
    if format_ == "table":
        _show(comparison, heading, notes)
        return 1 if comparison.changes else 0
    if format_ == "json":
        answer = comparison.plain() | {"notes": notes}
        asked = {name: value for name, value in query.items() if value}
        text = "".join(json_text(asked, answer, ascii_only=output is None and not takes_unicode()))
    elif format_ == "csv":
        text = "".join(csv_text(rows_of(Change, comparison.changes)))
    elif format_ == "markdown":
        text = "".join(f"{printable(line)}\n" for line in markdown(comparison, heading, notes).splitlines())
    else:
        text = atom(comparison, heading, Path(new).name, stamp or changed_on(new))
    if output in (None, "-"):
        echo(text)
    else:
        write_atomically(output, text.encode(), follow=False)
        show(cell(f"Wrote {output}: {heading}"))
    return 1 if comparison.changes else 0


def _compared(
    ctx: click.Context, old: str, new: str, *, keep_apart: bool, skip_bad: bool
) -> tuple[Comparison, list[str], str]:
    for path in (old, new):
        if is_directory(Path(path)):
            raise UsageError(f"{path}: is a directory, which 'compare' does not take; name a file or a table")
    readings = reading_of(ctx, old, skip_bad=skip_bad), reading_of(ctx, new, skip_bad=skip_bad)
    readings[1].local, readings[1].day = readings[0].local, readings[0].day
    before, after = read_version(old, readings[0]), read_version(new, readings[1])
    local, day = readings[0].local, readings[0].day
    compared = compare_datasets(before, after, local, day=day, keep_apart=keep_apart)
    told = [
        f"{Path(path).name}: {note}"
        for path, reading in zip((old, new), readings, strict=True)
        for note in reading.told
    ]
    return compared, told, f"From {Path(old).name} to {Path(new).name}"


def _compared_with_itself(ctx: click.Context, since: str) -> tuple[Comparison, list[str], str]:
    refuse_directory(ctx, "whose changes are not listed; compare two files")
    reading_of(ctx, ctx.obj)  # refuses what is only for tables
    changes = journal.log(ctx.obj, 1) or journal.log(ctx.obj)
    if not changes:
        read_dataset(ctx.obj)  # says what is wrong with it
        raise UsageError(f"{ctx.obj}: has not been changed by graphkit yet; there is nothing to compare with")
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", since):
        _stamp(since)
        changes = journal.log(ctx.obj)
        if since < changes[0].time[:10]:
            raise UsageError(
                f"{ctx.obj}: its changes begin on {changes[0].time[:10]}; ask for that day or later"
            )
        number, when = journal.number_on(changes, since), f"the end of {since}"
    elif re.fullmatch(r"[0-9]{1,9}", since):
        number, when = changes[-1].number - int(since), f"{plural(int(since), 'change')} ago"
        if number < 0:
            raise UsageError(f"{ctx.obj}: has {plural(changes[-1].number, 'change')}; choose at most as many")
    else:
        raise UsageError(f"--since: {since!r} is neither a number of changes nor a day such as 2025-07-14")
    then, now, digests = journal.since(ctx.obj, number)
    return compare_datasets(then, now, digests=digests), [], f"{Path(ctx.obj).name} since {when}"


def _stamp(day: str | None) -> datetime | None:
    if day is None:
        return None
    if day == "now":
        return datetime.now(UTC)
    try:
        return datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise UsageError(f"{day!r} is no day; write one such as 2025-07-14") from None


def _apply(ctx: click.Context, changes: str, old: str, output: str, *, skip_bad: bool) -> int:
    if Path(output).suffix.lower() != ".json":
        raise UsageError(f"{output}: the new version is a file that ends in .json")
    refuse_same(output, old, changes)
    spare_dataset(output)
    content = content_of(changes, Mend("name one that 'compare --format json' wrote"))
    try:
        plain = sound_json(content, changes)
    except DataError as error:
        message = f"is not JSON that 'graphkit compare' wrote ({error.faults[0]})"
        raise DataError(changes, [Fault("", message)]) from None
    new = apply_changes(read_version(old, reading_of(ctx, old, skip_bad=skip_bad)), plain)
    write_atomically(output, dumps(new).encode(), follow=False, new=not os.path.lexists(output))
    show(
        cell(f"Wrote {output}: {plural(len(new.actors), 'actor')}, {plural(len(new.relations), 'relation')}.")
    )
    return 0


def _notes(comparison: Comparison, told: list[str]) -> list[str]:
    notes = [GONE] if comparison.counts()["gone"] else []
    if comparison.by_name:
        some = ", ".join(comparison.by_name[:3]) + (", ..." if len(comparison.by_name) > 3 else "")
        count = plural(len(comparison.by_name), "actor")
        notes.append(f"{count} matched by name alone, not by an id: {some} (--keep-apart matches none).")
    if comparison.not_followed:
        notes.append(
            f"{plural(len(comparison.not_followed), 'actor')} of the old version cannot be followed: "
            f"an id such as {comparison.not_followed[0]} means nothing elsewhere, and they have no name."
        )
    notes += [f"Same id, another actor: {', '.join(comparison.same_id)}."] if comparison.same_id else []
    return [*notes, *told]


def _show(comparison: Comparison, heading: str, notes: list[str]) -> None:
    rows = table("change", "what", "which", "field", "old", "new")
    for each in comparison:
        texts = (each.change, each.what, each.name or each.id, each.field, each.before, each.after)
        rows.add_row(*(cell(words(text, "text"), _STYLES[each.change]) for text in texts))
    drawn = [rows] if comparison.changes else []
    show(cell(heading), *drawn, *(Cell(f"\n{printable(note)}") for note in notes))
