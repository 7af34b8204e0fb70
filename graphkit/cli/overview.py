"""The command ``info``: what is in a dataset."""

from dataclasses import replace

import click

from graphkit.answers import Column
from graphkit.cli.directories import engine_of, overview
from graphkit.cli.escaping import printable
from graphkit.cli.grouping import command
from graphkit.cli.json_answers import overview_answer
from graphkit.cli.options import format_and_output
from graphkit.cli.reading import read_graph, tell, title
from graphkit.cli.render import Rows
from graphkit.cli.response import Response
from graphkit.cli.terminal import Cell, Part, cell, table
from graphkit.cli.words import amounts, relation_name
from graphkit.errors import first_few, plural
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.queries.listing import Section, in_order
from graphkit.queries.summary import Overview, info
from graphkit.temporal.calendar import span_words


@command("info")
@format_and_output
@click.pass_context
def info_command(ctx: click.Context) -> Response:
    """Show what is in the graph: how much of each kind, over which days, and how well supported.

    \b
    Examples:
      graphkit info
      graphkit --data story.json info --format json
    """
    engine = engine_of(ctx)
    if engine is not None:
        graph, summary, notes = overview(engine)
        tell(ctx, notes)
    else:
        graph = read_graph(ctx)
        summary = info(graph)
    summary = replace(summary, title=title(graph))
    only_counted = summary.voices is None
    return Response(
        graph=graph,
        query={"command": "info"},
        answer=lambda: overview_answer(
            summary, without=("voices", *_DOUBTS) if only_counted else ("counted",)
        ),
        heading=printable(f"{summary.title}: {amounts(summary)}"),
        tables=lambda: overview_tables(graph, summary),
        tabled=True,
        sections=lambda: [Section("", tuple(in_order(index(graph).relations())))],
        rows=Rows(
            (*map(Column, ("what", "label", "count")),),
            [
                {"what": what, "label": label, "count": count}
                for what in ("actors", "relations", "sources")
                for label, count in getattr(summary, what).items()
            ],
        ),
        found=True,
        notes=("With so many relations, none is named, and voices and dates that differ are not counted.",)
        * only_counted,
    )


_DOUBTS = ("contested", "dates_differ", "claimed", "planned", "denied", "undated", "on_one_source")
"""The fields of a summary that list relations."""


_MOST_LABELS = 20
"""How many kinds, types or publishers a person is told of; a table of events has thousands of publishers."""


def overview_tables(graph: Graph, summary: Overview) -> list[Part]:
    """Return the summary of a graph as a table; relations are shown with their caveats."""
    rows = table("", "", "")
    for what in ("actors", "relations", "sources"):
        counts = getattr(summary, what)
        labels = first_few([f"{count} {label}" for label, count in counts.items()], _MOST_LABELS)
        rows.add_row(what, str(sum(counts.values())), cell(labels))
    span = "nothing is dated"
    if summary.first is not None and summary.last is not None:
        span = span_words(summary.first, summary.last)
    rows.add_row("dated", "", cell(span))
    vouched = [plural(summary.independent_sources, "independent source")]
    vouched += [] if summary.voices is None else [plural(summary.voices, "voice")]
    rows.add_row("vouched for", "", cell(", ".join(vouched)))
    for name in _DOUBTS:
        ids = getattr(summary, name)
        if count := summary.counted.get(name, len(ids)):
            rows.add_row(name.replace("_", " "), str(count), cell(_some(graph, ids)))
    return [*([cell(summary.description)] if summary.description else []), Cell(), rows]


def _some(graph: Graph, ids: tuple[str, ...]) -> str:
    shown = ", ".join(relation_name(graph, id) for id in ids[:3])
    return f"{shown}, ..." if len(ids) > 3 else shown
