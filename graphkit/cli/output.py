"""Prints answers: tables fitted to the terminal, JSON, CSV, and nothing that a terminal would obey."""

import codecs
import csv
import io
import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graphkit.cli.answers import Answer
from graphkit.cli.printable import is_plain, printable
from graphkit.graph import Graph
from graphkit.index import index
from graphkit.models import UNNAMED
from graphkit.view import DatedRelation

_WIDE = 1000
_SOURCES_SHOWN = 2
_NARROWEST = 60
_FORMULA = ("=", "+", "-", "@")


def cell(text: str, style: str = "") -> Text:
    """Return a cell of a table; nothing in the text is taken for markup."""
    return Text(printable(text), style=style)


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


def marks(seen: DatedRelation) -> list[str]:
    """Return what a reader must know before believing a relation."""
    found = ["maybe"] if seen.certainty == "possible" else []
    if seen.status != "actual":
        found.append(seen.status.upper())
    if seen.claimed:
        found.append("CLAIMED")
    if seen.contested:
        found.append("CONTESTED")
    if seen.dates_differ:
        found.append("DATES DIFFER")
    return found


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


# --- tables ------------------------------------------------------------------------------------


def table(*headers: str) -> Table:
    """Return an empty table with one column a header; the last column takes what width is left."""
    made = Table(
        box=None, pad_edge=False, header_style="bold", show_header=any(headers), padding=(0, 2, 0, 0)
    )
    for header in headers:
        made.add_column(header, overflow="fold", no_wrap=header == "id", min_width=len(header))
    return made


def relation_table(graph: Graph, relations: Iterable[DatedRelation]) -> Table:
    """Return relations as a table: when, what, marks, who tells, id."""
    made = table("when", "relation", "", "told by", "id")
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

    ``before`` is a cell that goes first; ``about`` names the actor that the relation is about.
    """
    style = "dim" if seen.type.background else ""
    made.add_row(
        *([] if before is None else [cell(before, "bold")]),
        cell(seen.words, style),
        cell(hop(graph, seen, start) + (f" (about {about})" if about else ""), style),
        cell(" ".join(marks(seen)), style or "yellow"),
        cell(told_by(graph, seen), style),
        cell(seen.id, style or "cyan"),
    )


def show(*parts: Any) -> None:
    """Print tables and texts: fitted to a terminal, one line a row when piped, no blanks at line ends."""
    printed = io.StringIO()
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    console = Console(
        file=printed, force_terminal=on_terminal or None, highlight=False, markup=False, emoji=False
    )
    fitted = console.is_terminal or "COLUMNS" in os.environ
    console.width = max(console.width, _NARROWEST) if fitted else _WIDE
    for part in parts:
        if part != "":
            console.print(part)
    _echo("\n".join(line.rstrip() for line in printed.getvalue().split("\n")))


def _echo(text: str) -> None:
    """Print to whatever stdout can write; a letter that it cannot is shown as an escape."""
    encoding = _encoding()
    click.echo(text.encode(encoding, "backslashreplace").decode(encoding), nl=False)


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "utf-8"


# --- for programs ------------------------------------------------------------------------------


def print_json(query: Answer, answer: Answer) -> None:
    """Print an answer as JSON, with the query that it answers; what a terminal would obey is escaped."""
    everything = codecs.lookup(_encoding()).name.startswith("utf")
    text = json.dumps({"query": query, **answer}, ensure_ascii=not everything, indent=2) + "\n"
    _echo("".join(char if char == "\n" or is_plain(char) else json.dumps(char)[1:-1] for char in text))


_CSV_COLUMNS = (
    "id", "source", "type", "target", "when",
    "earliest_start", "latest_start", "earliest_end", "latest_end",
    "certainty", "standing", "status", "claimed", "contested", "dates_differ", "voices",
    "independent_sources", "about", "summary", "evidence",
)  # fmt: skip


def print_csv(answers: Sequence[Answer], extra: Sequence[str] = ()) -> None:
    """Print relations as CSV, one a row, after columns of the query's own.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, [*extra, *_CSV_COLUMNS], extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for answer in answers:
        bounds = answer["bounds"] or [None] * 4
        row = answer | dict(zip(_CSV_COLUMNS[5:9], bounds, strict=True))
        row["voices"], row["about"] = ";".join(answer["voices"]), ";".join(answer["about"])
        row["evidence"] = ";".join(
            f"{entry['source']}#{entry['paragraph']}" if entry["paragraph"] else entry["source"]
            for entry in answer["evidence"]
        )
        writer.writerow({column: _csv_cell(row.get(column)) for column in [*extra, *_CSV_COLUMNS]})
    _echo(out.getvalue())


def _csv_cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "" if value is None else printable(str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text
