"""The command ``diff``: what changed between two days."""

from dataclasses import replace

import click
import cloup

from graphkit.answers import Row
from graphkit.cli.completion import complete_day
from graphkit.cli.directories import changed as what_changed
from graphkit.cli.escaping import printable
from graphkit.cli.filters import Narrowing
from graphkit.cli.json_answers import diff_answer
from graphkit.cli.listing import beyond_sources
from graphkit.cli.options import narrowing, read_graph
from graphkit.cli.render import rows_of
from graphkit.cli.response import Response, respond
from graphkit.graph.build import Graph
from graphkit.graph.index import index
from graphkit.queries.diff import Diff, diff
from graphkit.temporal import dates


@cloup.command("diff")
@cloup.argument("first", metavar="D1", shell_complete=complete_day)
@cloup.argument("second", metavar="D2", shell_complete=complete_day)
@narrowing(period=False)
@click.pass_context
def diff_command(
    ctx: click.Context, first: str, second: str, asked: Narrowing, format_: str, output: str | None
) -> int:
    """Show what changed between two days: after D1, and up to and including D2.

    Lists what began, happened, ended, became known and became contested.

    \b
    Examples:
      graphkit diff 2025-03-01 2025-05-01
      graphkit diff 2025-07-01 2025-07-16 --certain -o july.md
    """
    whole = read_graph(ctx, part=what_changed(asked, first, second))
    graph = asked.without_statuses().window(whole)
    found = diff(graph, first, second, statuses=asked.statuses, certain=asked.certain, undated=asked.undated)
    order = [(change, maybe) for change in found.groups() for maybe in (False, True)]
    rows = replace(rows_of([found], Diff.columns, ("relation",)), group=_change, order=order)
    counts = ", ".join(f"{len(group.rows)} {group.title.lower()}" for group in rows.groups())
    between = f"after {dates.day_words(found.since)} and by {dates.day_words(found.until)}"
    response = Response(
        graph=graph,
        query={"command": "diff", "first": first, "second": second, **asked.query()},
        answer=lambda: diff_answer(found),
        heading=f"{counts or 'No change'} {between}",
        rows=rows,
        left_out=found.left_out,
        notes=(*_causes(graph, found), *beyond_sources(asked.known(whole), found.until)),
    )
    return respond(response, format_, output)


def _change(row: Row) -> tuple[tuple[str, bool], str]:
    """Return the group of a change: what is certain apart from what is maybe."""
    change: str = row["change"]
    maybe = row["relation"].certainty == "possible" and not change.startswith("became")
    words = change.replace("_", " ")
    return (change, maybe), f"Maybe {words}" if maybe else words.capitalize()


def _causes(graph: Graph, found: Diff) -> tuple[str, ...]:
    """Say what began and ended what, where a link tells."""
    known = index(graph).by_id
    told = [
        f"{seen.qualified(seen.id)} {'was' if seen.certainty == 'certain' else 'may have been'} {verb} by "
        f"{known[link.relation].qualified(link.relation)}."
        for verb, changed in (("begun", found.began), ("ended", found.ended))
        for seen in changed
        for link in seen.links
        if link.rel == f"{verb}-by" and link.relation in known
    ]
    return tuple(map(printable, told))
