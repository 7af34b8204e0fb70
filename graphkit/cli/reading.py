"""Reads the dataset that a command names, and tells what of another program's file is not in it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from graphkit.backends import IN_A_FILE
from graphkit.cli.directories import (
    Part,
    ask_whole,
    engine_of,
    is_directory,
    lend,
    part_of_table,
    read_part,
)
from graphkit.cli.escaping import printable
from graphkit.cli.parameter_types import READ_AS
from graphkit.errors import Mend, StorageError, UsageError, reason
from graphkit.model.titles import UNTITLED, titled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.errors import Fault
    from graphkit.formats.format import Reading
    from graphkit.graph.multigraph import Graph
    from graphkit.model.entities import Dataset

_LONGEST = 200
"""So many characters of a note are printed under an answer, unless all notes are asked for."""
_ALL, _SKIP_BAD, _COLUMNS, _TOLD, _TO_PRINT, _SUPPOSED, _WHOLE, _THEIRS, _FILE, _LOADED = (
    f"graphkit.{name}"
    for name in (
        "all_notes",
        "skip_bad",
        "columns",
        "told",
        "to_print",
        "supposed",
        "whole",
        "theirs",
        "file",
        "loaded",
    )
)


def choose_reading(ctx: click.Context, *, all_notes: bool, skip_bad: bool, columns: str) -> None:
    """Note for the commands how to read a file, and what to tell of it."""
    ctx.meta[_ALL], ctx.meta[_SKIP_BAD], ctx.meta[_COLUMNS] = all_notes, skip_bad, columns


def reading_of(ctx: click.Context, file: str, *, skip_bad: bool = False, columns: str = "") -> Reading:
    """Return how to read a file, by the options of the command and those before it."""
    from graphkit.formats.format import Reading

    columns = columns or ctx.meta.get(_COLUMNS, "")
    if columns:
        from graphkit.formats.events.columns import Asked
        from graphkit.formats.registry import check_columns

        Asked.read(columns)
        check_columns(file, columns)
    return Reading(skip_bad=skip_bad or ctx.meta.get(_SKIP_BAD, False), columns=columns)


def choose_suppositions(ctx: click.Context, option: click.Parameter, value: Any) -> Any:
    """Note for :func:`read_graph` what to suppose: the values of ``--without`` or ``--suppose``."""
    if value:
        from pathlib import Path

        if is_directory(Path(ctx.obj)):
            why = f"is a directory, and {option.opts[0]} needs all relations"
            raise UsageError(f"{ctx.obj}: {why}; {IN_A_FILE} and ask that")
        if option.name == "supposed" and len(dict(value)) < len({*value}):
            raise UsageError(f"{option.opts[0]} gives one relation two statuses; keep one of them")
        ctx.meta.setdefault(_SUPPOSED, {})[option.name] = value
    return value


def told(ctx: click.Context | None = None) -> list[str]:
    """Return what reading the file of a command, by default that at hand, left out or assumed."""
    context = ctx or click.get_current_context(silent=True)
    notes: list[str] = context.meta.get(_TOLD, []) if context else []
    return notes


def title(graph: Graph) -> str:
    """Return the title of what a command read; where it has none, the name of the file."""
    from graphkit.storage.atomic import is_folder  # here, since help needs it not

    context, own = click.get_current_context(), graph.graph.get("title")
    file = context.meta.get(_FILE, context.obj)
    if titled(own, "") != UNTITLED or is_folder(file):
        return titled(own, os.path.basename(os.path.abspath(file)))  # noqa: PTH100, PTH119
    from graphkit.formats.registry import title_of

    return title_of(graph, file)


def is_held_whole(ctx: click.Context, file: str) -> bool:
    """Return whether all of the file at hand is in its dataset, so that this may stand in its place."""
    from graphkit.formats.registry import suffix_of
    from graphkit.formats.spreadsheet.folders import is_tables

    is_ours = is_tables(file) or (suffix_of(file) in (None, ".json", ".xlsx") and not ctx.meta.get(_THEIRS))
    return is_ours and not told(ctx)


def read_graph(
    ctx: click.Context, path: str | None = None, *, part: Part | None = None, quiet: bool = False
) -> Graph:
    """Return the graph of a file, by default that of ``--data``; ``-`` is standard input.

    A folder of CSV tables and a file of any other format that can be read do as well. Of a directory
    (:mod:`graphkit.backends`) and of a table of events it is the subgraph that the command asks for.

    What is not in the graph is told on standard error, unless ``quiet``; :func:`told` returns it. The graph
    is what it would be under ``--without`` and ``--suppose``.
    """
    supposed = ctx.meta.get(_SUPPOSED)
    ctx.meta[_FILE] = path or ctx.obj
    graph = _read(ctx, path, part=None if supposed else part, quiet=quiet)
    if supposed:
        ask_whole(ctx)
        from graphkit.queries.suppositions import suppose

        status = dict(supposed.get("supposed", ()))
        return suppose(graph, without=supposed.get("without", ()), status=status)
    return graph


def hold(ctx: click.Context) -> None:
    """Read the dataset of ``--data`` for all commands that :func:`hand_over` gives it.

    Of a directory and of a table of events that is its index, of every other file the graph.
    """
    if engine_of(ctx) is not None:
        return
    reading = reading_of(ctx, ctx.obj)
    whole = reading.skip_bad or reading.columns
    if whole or part_of_table(ctx, ctx.obj, lambda backend: backend.description.blank(), reading) is None:
        ctx.meta[_WHOLE] = _read(ctx, None, part=None, quiet=True), told(ctx)


def hand_over(held: click.Context, ctx: click.Context) -> bool:
    """Give a command what was read of its dataset; return whether it may be asked of by several at once."""
    if _WHOLE in held.meta:
        ctx.meta[_WHOLE] = held.meta[_WHOLE]
    lend(held, ctx)
    return _WHOLE in held.meta


def _read(ctx: click.Context, path: str | None, *, part: Part | None, quiet: bool) -> Graph:
    """Return the graph of a file, or the part of a directory or table that a command asks for."""
    file = path or ctx.obj
    if path is None and _WHOLE in ctx.meta:
        whole: Graph
        whole, ctx.meta[_TOLD] = ctx.meta[_WHOLE]
        return whole
    engine = engine_of(ctx, path)
    if engine is not None:
        _check_ours(ctx, file)
        return read_part(ctx, engine, part)
    if file == "-":
        from graphkit.graph.build import build_graph
        from graphkit.storage.json_file import loads

        _check_ours(ctx, "standard input")
        return build_graph(loads(_standard_input(), where="standard input"))
    if not file.lower().endswith(".json") or file.lower().endswith((".ftm.json", ".nested.json")):
        reading = reading_of(ctx, file)
        from graphkit.formats.registry import suffix_of
        from graphkit.formats.spreadsheet.folders import is_tables

        if is_tables(file) or suffix_of(file) not in (None, ".html"):
            in_parts = None if reading.columns else part
            if in_parts and (found := part_of_table(ctx, file, in_parts, reading)):
                graph, reading.notes[:] = found
                tell(ctx, reading.told, file, quiet=quiet)
                return graph
            from graphkit.formats import read  # here, since what is asked in parts needs no models
            from graphkit.graph.build import build_graph

            graph = build_graph(read(file, reading=reading))
            tell(ctx, reading.told, file, quiet=quiet)
            return graph
    return _load(ctx, file, quiet=quiet)


def _load(ctx: click.Context, file: str, *, quiet: bool) -> Graph:
    from graphkit.graph.build import load_any

    theirs: list[Reading] = []

    def foreign(raw: Any, flaws: Sequence[Fault]) -> Dataset | None:
        from graphkit.formats.graphs.node_link_reader import read_foreign

        theirs.append(reading_of(ctx, file))
        return read_foreign(raw, file, theirs[-1], flaws)

    ctx.meta[_LOADED] = graph = load_any(file, foreign)
    ctx.meta[_THEIRS] = bool(theirs)
    if not theirs:
        _check_ours(ctx, file)
    tell(ctx, theirs[-1].told if theirs else [], file, quiet=quiet)
    return graph


def _check_ours(ctx: click.Context, file: str) -> None:
    """Raise if an option before the command does not go with a dataset of graphkit's own."""
    if ctx.meta.get(_SKIP_BAD):
        mend = Mend("'graphkit check' lists faults", request="")
        raise UsageError(f"{file}: --skip-bad is for files of other programs", mend)
    if ctx.meta.get(_COLUMNS):
        raise UsageError(f"{file}: --columns is for tables of other programs, whose columns have other names")


def tell(ctx: click.Context, notes: list[str], file: str = "", *, quiet: bool = False) -> None:
    """Keep what reading told for the answer, and what of it is printed after that.

    That is all, or a line for each that may be no fact, or for the first.
    """
    ctx.meta[_TOLD] = notes
    if not notes or quiet:
        return
    printed = notes
    if not ctx.meta.get(_ALL):
        from graphkit.formats.format import tells_of_no_fact

        chosen = [*filter(tells_of_no_fact, notes)] or notes[:1]
        printed = [
            text if len(text) <= _LONGEST else f"{text[:_LONGEST].rpartition(' ')[0]} ..." for text in chosen
        ]
        left = len(notes) - len(chosen)
        rest = {0: [], 1: ["1 more note"]}.get(left, [f"{left:,} more notes"])
        if more := [*(["cut short"] if printed != chosen else []), *rest]:
            printed[-1] += f" ({', '.join(more)}; --notes before the command lists all)"
    from pathlib import Path

    begin = f"{Path(file).name}: " if file else ""
    ctx.meta[_TO_PRINT] = [printable(f"{begin}{note}") for note in printed]


def print_notes(ctx: click.Context) -> None:
    """Print under an answer what was left out of the file; an error stands alone."""
    for line in ctx.meta.get(READ_AS, ()):
        click.echo(line, err=True)
    for line in ctx.meta.get(_TO_PRINT, ()):
        click.secho(line, fg="yellow", err=True)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise StorageError("standard input: is closed; send a dataset there, or name a file with --data FILE")
    from graphkit.storage.atomic import read_whole

    try:
        return read_whole(sys.stdin.buffer, "standard input")
    except OSError as error:
        raise StorageError(f"standard input: cannot be read: {reason(error)}") from None
