"""Prints answers: tables fitted to the terminal, JSON, CSV, and nothing that a terminal would obey."""

import codecs
import json
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import click

from graphkit.cli.escaping import is_plain, printable
from graphkit.cli.json_answers import Answer
from graphkit.cli.terminal import Cell, Column, Part, Table, fitted, plain
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import filter_of
from graphkit.model import cell_syntax
from graphkit.model.entities import UNNAMED
from graphkit.queries.windows import left_out_of
from graphkit.temporal.calendar import ALWAYS

_WIDE = 1000
_SOURCES_SHOWN = 2
_NARROWEST = 60


def cell(text: str, style: str = "") -> Cell:
    """Return a cell of a table; what a terminal would obey is shown as escapes."""
    return Cell(printable(text), style)


# --- words -------------------------------------------------------------------------------------


def name(graph: Graph, actor: str) -> str:
    """Return what an actor is called, safe to print."""
    return printable(graph.nodes[actor]["name"])


def hop_parts(graph: Graph, seen: DatedRelation, start: str | None = None) -> tuple[str, str, str]:
    """Return a relation told from one of its ends: that end, the arrow, the other end."""
    here = seen.target if start == seen.target else seen.source
    there = seen.other(here)
    if seen.type.symmetric:
        arrow = f"-{seen.type.name}-"
    elif here == seen.source:
        arrow = f"-{seen.type.name}->"
    else:
        arrow = f"<-{seen.type.name}-"
    return name(graph, here), arrow, name(graph, there)


def hop(graph: Graph, seen: DatedRelation, start: str | None = None) -> str:
    """Return a relation as a line, told from one of its ends: ``H20 <-uses- DeepSeek``."""
    return " ".join(hop_parts(graph, seen, start))


def relation_name(graph: Graph, id: str) -> str:
    """Return the id of a relation with its caveats: ``huang-met-trump (DENIED)``."""
    known = index(graph).by_id
    return known[id].qualified(id) if id in known else id


def told_by(graph: Graph, seen: DatedRelation) -> str:
    """Return who tells of a relation and where, shortly: ``nobody named, CNN par. 8, 2 more``."""
    sources = index(graph).sources
    first: dict[str, str] = {}
    for entry in seen.evidence:
        publisher = sources[entry.source].publisher
        place = publisher if entry.paragraph is None else f"{publisher} par. {entry.paragraph}"
        first.setdefault(entry.source, place + (" (contradicts)" if entry.stance == "contradicts" else ""))
    told = [voice(graph, who) for who in seen.voices] if seen.claimed else []
    told += list(first.values())[:_SOURCES_SHOWN]
    more = len(first) - _SOURCES_SHOWN
    return ", ".join([*told, f"{more} more"] if more > 0 else told)


def vouched(seen: DatedRelation) -> str:
    """Return by how many a relation is vouched for: ``1 voice, 4 independent sources``."""
    sources = plural(seen.independent_sources, "independent source")
    return f"{plural(len(seen.voices), 'voice')}, {sources}"


def voice(graph: Graph, who: str) -> str:
    """Return a voice by name: an actor, a source's publisher, or nobody named."""
    if who == UNNAMED:
        return "nobody named"
    if who in graph:
        return name(graph, who)
    return printable(index(graph).sources[who].publisher)


def plural(count: int, noun: str, many: str | None = None) -> str:
    """Return a count with its noun: ``1 relation``, ``2 relations``."""
    return f"{count} {noun if count == 1 else many or noun + 's'}"


def left_out_words(left_out: dict[str, int]) -> str:
    """Say what was left out unasked and which option shows it; empty where nothing was."""
    options = {
        "undated": "--undated",
        "planned": "--status planned",
        "denied": "--status denied",
        "newsroom": "--type newsroom",
    }
    told = [f"{count} {reason} ({options[reason]})" for reason, count in left_out.items()]
    return f"Left out: {', '.join(told)}" if told else ""


def not_walked(whole: Graph, graph: Graph, ends: Sequence[str]) -> tuple[str, ...]:
    """Say how many relations of the ends of a chain in time it cannot use, for want of a date."""
    dated = replace(filter_of(graph), undated=False)
    dated = dated if dated.as_of is not None else replace(dated, window=dated.window or ALWAYS)
    undated = left_out_of(whole, dated, index(whole).positions_of_actors(ends)).get("undated", 0)
    if not undated:
        return ()
    called = " or ".join(name(whole, actor) for actor in ends)
    return (f"Never walked in time: {plural(undated, 'undated relation')} of {called}.",)


# --- tables ------------------------------------------------------------------------------------

_FROM_WIDTH = {"told by": 90, "also called": 100, "edtf": 150}
"""The columns that a narrow terminal does without, and the width from which on they are shown."""

_IDS_FROM_WIDTH = 130

_MOST_WIDTH = {"neighbour": 15, "when": 18, "marks": 10, "told by": 26}
"""How wide these columns are at most where ids stand below: the relation is what is read."""


def id_column() -> tuple[str, ...]:
    """Return the header of a column of ids, none where the terminal is too narrow for one."""
    return ("id",) if _width() >= _IDS_FROM_WIDTH else ()


def with_id(told: Cell, id: str) -> Cell:
    """Return a cell with an id in a line of its own below it, where there is no column for ids."""
    return told if id_column() else told._replace(id=printable(id))


def table(*headers: str) -> Table:
    """Return an empty table; columns for which the terminal is too narrow are left out."""
    width = _width()
    most = _MOST_WIDTH if width < _IDS_FROM_WIDTH else {}
    return Table(
        [
            Column(header, no_wrap=header == "id", max_width=most.get(header))
            for header in headers
            if width >= _FROM_WIDTH.get(header, 0)
        ]
    )


RELATION_HEADERS = ("when", "edtf", "relation", "marks", "told by")


def relation_table(graph: Graph, relations: Iterable[DatedRelation]) -> Table:
    """Return relations as a table: when, what, marks, who tells, id."""
    made = table(*RELATION_HEADERS, *id_column())
    for seen in relations:
        add_relation(made, graph, seen)
    return made


def add_relation(
    made: Table,
    graph: Graph,
    seen: DatedRelation,
    start: str | None = None,
    *,
    before: str | None = None,
    about: str | None = None,
) -> None:
    """Add a relation as a row, told from one of its ends; background is grey.

    ``before`` is what stands in a column of the query's own; ``about`` names the actor that the
    relation is about.
    """
    style = "dim" if seen.type.background else ""
    told = hop(graph, seen, start) + (f" (about {about})" if about else "")
    cells = {
        "when": lambda: cell(seen.words, style),
        "edtf": lambda: cell(seen.when or "", "dim"),
        "relation": lambda: with_id(cell(told, style), seen.id),
        "marks": lambda: cell(" ".join(seen.marks), style or "yellow"),
        "told by": lambda: cell(told_by(graph, seen), style),
        "id": lambda: cell(seen.id, style or "cyan"),
    }
    own = lambda: cell(before or "", "bold")  # noqa: E731
    made.add_row(*(cells.get(column.header, own)() for column in made.columns))


def show(*parts: Part) -> None:
    """Print tables and texts: fitted to a terminal, one line a row when piped, no blanks at line ends.

    What is longer than the terminal goes to a pager.
    """
    text = None if _coloured() else plain(parts, _width())
    if text is None:
        text = fitted(parts, _width(), terminal=_on_terminal())
    if _on_terminal() and text.count("\n") >= shutil.get_terminal_size().lines:
        os.environ.setdefault("LESS", "-FRX")
        click.echo_via_pager(text.removesuffix("\n"), color=not os.environ.get("NO_COLOR"))
    else:
        echo(text)


def _coloured() -> bool:
    """Return whether there may be colours: at a terminal, or where the environment asks rich for them."""
    return _on_terminal() or any(os.environ.get(name) for name in ("FORCE_COLOR", "TTY_COMPATIBLE"))


def _on_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _width() -> int:
    """Return how wide a line may be: the terminal's width or COLUMNS, or, when piped, as wide as it gets."""
    if _on_terminal() or "COLUMNS" in os.environ:
        return max(shutil.get_terminal_size().columns, _NARROWEST)
    return _WIDE


def echo(text: str) -> None:
    """Print to whatever stdout can write; a letter that it cannot is shown as an escape."""
    encoding = _encoding()
    click.echo(text.encode(encoding, "backslashreplace").decode(encoding), nl=False)


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "utf-8"


# --- for programs ------------------------------------------------------------------------------


def json_text(query: Answer, answer: Answer, *, ascii_only: bool = False) -> str:
    """Return an answer as JSON, with the query that it answers; what a terminal would obey is escaped."""
    text = json.dumps({"query": query, **answer}, ensure_ascii=ascii_only, indent=2) + "\n"
    return "\n".join(line if line.isprintable() else _escaped(line) for line in text.split("\n"))


def _escaped(line: str) -> str:
    return "".join(char if is_plain(char) else json.dumps(char)[1:-1] for char in line)


def takes_unicode() -> bool:
    """Return whether stdout can write every letter."""
    return codecs.lookup(_encoding()).name.startswith("utf")


RELATION_COLUMNS = (
    "id", "source", "type", "target", "when",
    "earliest_start", "latest_start", "earliest_end", "latest_end",
    "certainty", "standing", "status", "claimed", "contested", "dates_differ", "voices",
    "independent_sources", "about", "summary", "evidence",
)  # fmt: skip
"""The columns of a relation in CSV."""


def csv_text(rows: Sequence[Answer], columns: Sequence[str]) -> str:
    """Return rows as CSV; relations with their bounds in four columns and their lists joined by ``;``.

    A cell that a spreadsheet would take for a formula begins with an apostrophe, and so does a part of a
    cell that it would take for one where it parts cells at semicolons.
    """
    import csv  # here, with io, since few answers are asked for as CSV
    import io

    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        flat = row | _flat(row) if "bounds" in row else row
        writer.writerow({column: _csv_cell(flat.get(column)) for column in columns})
    return out.getvalue()


def _flat(answer: Answer) -> Answer:
    """Return the fields of a relation that take several columns, or several values in one."""
    evidence = (
        f"{entry['source']}#{entry['paragraph']}" if entry["paragraph"] else entry["source"]
        for entry in answer["evidence"]
    )
    return {
        **dict(zip(RELATION_COLUMNS[5:9], answer["bounds"] or [None] * 4, strict=True)),
        "voices": ";".join(answer["voices"]),
        "about": ";".join(answer["about"]),
        "evidence": ";".join(evidence),
    }


def _csv_cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "" if value is None else printable(str(value))
    text = cell_syntax.defused(text)
    return f"'{text}" if text.startswith(tuple(cell_syntax.FORMULA)) else text
