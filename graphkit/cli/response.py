"""Gives an answer in the form that was asked for: printed, or written to a file by its suffix."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import click

from graphkit.cli.escaping import printable
from graphkit.cli.json_answers import Answer
from graphkit.cli.terminal import Cell, Part
from graphkit.cli.words import (
    RELATION_COLUMNS,
    cell,
    csv_text,
    echo,
    json_text,
    left_out_words,
    show,
    takes_unicode,
)
from graphkit.errors import UsageError
from graphkit.formats.markdown import Section
from graphkit.graph.multigraph import Graph


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, ready to be given in any form.

    Attributes
    ----------
    graph
        The graph that was asked; names are looked up in it.
    query
        The question as plain data.
    answer
        Returns the answer as plain data.
    heading
        The answer in one sentence.
    tables
        Returns what a terminal shows under the heading.
    sections
        The relations of the answer.
    rows
        Returns the rows of the CSV.
    extra, columns
        The columns of the query's own, which come first, and those after them: a relation's, where
        nothing else is said.
    left_out
        How many relations were left out unasked, by reason.
    notes
        What a reader must know besides.
    """

    graph: Graph
    query: Answer
    answer: Callable[[], Answer]
    heading: str
    tables: Callable[[], Sequence[Part]]
    sections: Sequence[Section] = ()
    rows: Callable[[], Sequence[Answer]] = tuple
    extra: tuple[str, ...] = ()
    columns: tuple[str, ...] = RELATION_COLUMNS
    left_out: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    found: bool = True


def give(reply: Reply, format_: str, output: str | None) -> int:
    """Print an answer, or write it to a file, and return the exit code: 0 found, 1 nothing found.

    Raises
    ------
    UsageError
        If no form of an answer has the suffix of the file.
    StorageError
        If the file cannot be written.
    """
    if output is None or output == "-":
        _print(reply, format_)
    else:
        suffix = Path(output).suffix.lower()
        if suffix not in _FORMS:
            wrong = f"no form of an answer has the suffix {suffix!r}" if suffix else "has no suffix"
            raise UsageError(f"{output}: {wrong}; choose one of {', '.join(_FORMS)}")
        spare_dataset(output)
        from graphkit.storage.atomic import write_atomically

        write_atomically(output, _FORMS[suffix](reply).encode(), follow=False)
        show(cell(f"Wrote {output}: {reply.heading}"), *([] if reply.found else map(Cell, reply.notes)))
    return 0 if reply.found else 1


def spare_dataset(output: str, *, whole: bool = False) -> None:
    """Refuse to write an answer over the dataset that was asked, or over a file of it.

    Parameters
    ----------
    output
        The file or folder to be written.
    whole
        Whether all of the dataset is written, which may take its place.

    Raises
    ------
    UsageError
        If it is that dataset, or part of it.
    """
    context = click.get_current_context()
    with suppress(ValueError):  # no file has such a name, as whoever writes it will say
        target = os.path.realpath(output)
        for path in filter(None, (context.obj, context.params.get("file"))):
            place = os.path.realpath(path)
            if target == place and not (whole and not _is_directory(place)):
                raise UsageError(f"{output}: is the dataset itself; name another file")
            if _is_part(target, place):
                raise UsageError(f"{output}: is part of the dataset itself; name another file")


def _is_directory(place: str) -> bool:
    """Return whether a folder is a directory of Parquet files."""
    return os.path.lexists(os.path.join(place, "manifest.json"))  # noqa: PTH118


def _is_part(target: str, place: str) -> bool:
    """Return whether a file belongs to a folder of tables, or lies anywhere in a directory."""
    folder, name = os.path.split(target)
    if _is_directory(place):
        return target.startswith(place + os.sep)
    if folder != place:
        return False
    from graphkit.formats.csv_tables import TABLES  # here, since few answers are written beside tables

    return name in TABLES


def _print(reply: Reply, format_: str) -> None:
    if format_ == "json":
        echo(json_text(reply.query, reply.answer(), ascii_only=not takes_unicode()))
        return
    if format_ == "csv":
        echo(_csv(reply))
        return
    notes = [Cell(f"\n{note}") for note in reply.notes]
    left_out = left_out_words(reply.left_out)
    last = [Cell(f"\n{left_out}", "dim")] if left_out else []
    show(*([cell(reply.heading)] if reply.heading else []), *reply.tables(), *notes, *last)


def _json(reply: Reply) -> str:
    return json_text(reply.query, reply.answer())


def _csv(reply: Reply) -> str:
    return csv_text(reply.rows(), (*reply.extra, *reply.columns))


def _markdown(reply: Reply) -> str:
    from graphkit.formats.markdown import report

    left_out = left_out_words(reply.left_out)
    notes = [*reply.notes, *([left_out] if left_out else [])]
    text = report(reply.graph, reply.heading, reply.sections, notes)
    return "".join(f"{printable(line)}\n" for line in text.splitlines())


def _page(reply: Reply) -> str:
    """Return a page of just the relations of the answer."""
    from graphkit.page.html import render
    from graphkit.queries.windows import part

    ids = {seen.id for section in reply.sections for seen in section.relations}
    graph = part(reply.graph, ids)
    graph.graph["description"] = reply.heading
    return render(graph)


_FORMS: dict[str, Callable[[Reply], str]] = {".html": _page, ".md": _markdown, ".csv": _csv, ".json": _json}
"""The forms of an answer by the suffix of a file."""
