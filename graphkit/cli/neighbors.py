"""Commands that look around an actor: ``neighbors``, and ``reach`` in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import click
import cloup

from graphkit.cli.completion import complete_actor
from graphkit.cli.directories import around, reached
from graphkit.cli.filters import Narrowing
from graphkit.cli.json_answers import neighbors_answer, row_answers
from graphkit.cli.options import narrowing, read_graph
from graphkit.cli.parameter_types import Count
from graphkit.cli.render import Rows, rows_of
from graphkit.cli.response import Response, respond
from graphkit.cli.words import name, not_walked, plural
from graphkit.formats.markdown import Section
from graphkit.graph.build import Graph, find_actor
from graphkit.graph.index import filter_of, index
from graphkit.queries.listing import relations
from graphkit.queries.neighbors import Direction, Neighbor, neighbors, parts
from graphkit.queries.windows import left_out_of

if TYPE_CHECKING:
    pass


@cloup.command("neighbors", aliases=["neighbours"])
@cloup.argument("actor", metavar="ACTOR", shell_complete=complete_actor)
@cloup.option(
    "--hops", metavar="N", type=Count(min=1), default=1, show_default=True, help="How many hops to go."
)
@cloup.option(
    "--direction",
    type=click.Choice(["in", "out", "both"]),
    default="both",
    show_default=True,
    help="Follow relations from the actor (out), towards it (in), or both.",
)
@cloup.option("--with-parts", is_flag=True, help="Treat ACTOR and all its parts as one.")
@narrowing()
@click.pass_context
def neighbors_command(
    ctx: click.Context,
    actor: str,
    hops: int,
    direction: Direction,
    with_parts: bool,
    asked: Narrowing,
    format_: str,
    output: str | None,
) -> int:
    """List the neighbours of ACTOR, and their relations. ACTOR is an id, a name or an alias.

    \b
    Examples:
      graphkit neighbors nvidia --since 2025-04 --until 2025-06
      graphkit neighbors "US government" --with-parts
    """
    part = around(asked, actor, hops, with_parts=with_parts)
    whole = read_graph(ctx, part=part)
    start = find_actor(whole, actor)
    inside = parts(whole, start) if with_parts else frozenset()
    graph = asked.window(whole)
    first = next((each for each in (start, *sorted(inside)) if each in graph), None)
    found = (
        neighbors(graph, first, hops=hops, direction=direction, parts={start, *inside} & set(graph))
        if first is not None
        else ()
    )
    together = {start, *inside}
    passed = {near.actor for near in found if near.hops < hops}
    window = filter_of(graph).window
    period = f" {window}" if window else ""
    called = name(whole, start) + (f" with {plural(len(inside), 'part')}" if inside else "")
    count = plural(len(found), "neighbour")
    query = {"command": "neighbors", "actor": actor, "hops": hops, "direction": direction}
    query |= {"with_parts": True} if with_parts else {}
    response = Response(
        graph=graph,
        query={**query, **asked.query()},
        answer=lambda: neighbors_answer(start, found),
        heading=f"{called}: {count}{period}" if found else f"{called} has no neighbours{period}.",
        rows=_rows(whole, together, found),
        left_out=_left_out(asked.known(whole), graph, {*together, *passed}),
    )
    return respond(response, format_, output)


def _left_out(whole: Graph, graph: Graph, actors: Iterable[str]) -> dict[str, int]:
    """Return what was left out unasked of the relations of some actors."""
    return left_out_of(whole, filter_of(graph), index(whole).places_at(actors))


def _title(graph: Graph, near: Neighbor) -> str:
    return name(graph, near.actor) + (f" ({near.hops} hops)" if near.hops > 1 else "")


def _rows(graph: Graph, together: set[str], neighbors: Iterable[Neighbor]) -> Rows:
    """Return the relations that lead to neighbours, read from the other end."""
    titles = {neighbor.actor: _title(graph, neighbor) for neighbor in neighbors}
    rows = []
    for neighbor in neighbors:
        for row in neighbor.rows():
            relation = row["relation"]
            concerned = together & set(relation.about) if neighbor.hops == 1 else set()
            about = (
                min(concerned) if concerned and not together & {relation.source, relation.target} else None
            )
            rows.append({**row, "start": relation.other(neighbor.actor), "about": about})
    return Rows(
        Neighbor.columns,
        rows,
        shown=("relation",),
        group=lambda row: (row["neighbor"], titles[row["neighbor"]]),
        beside="neighbour",
    )


@cloup.command("reach")
@cloup.argument("actor", metavar="ACTOR", shell_complete=complete_actor)
@cloup.option("--strict", is_flag=True, help="Each hop must be on a later day than the one before.")
@cloup.option("--directed", is_flag=True, help="Follow relations only in their own direction.")
@narrowing()
@click.pass_context
def reach_command(
    ctx: click.Context,
    actor: str,
    strict: bool,
    directed: bool,
    asked: Narrowing,
    format_: str,
    output: str | None,
) -> int:
    """List every actor that a chronological path from ACTOR reaches, with the earliest day.

    \b
    Examples:
      graphkit reach "He Lifeng" --since 2025-04
      graphkit reach nvidia --strict --certain
    """
    from graphkit.queries.temporal_paths import Reached, reach  # neighbors does not need it

    whole = read_graph(ctx, part=reached(asked, actor, strict=strict, directed=directed))
    start = find_actor(whole, actor)
    graph = asked.window(whole)
    found = reach(graph, start, strict=strict, directed=directed) if start in graph else ()
    window = filter_of(graph).window
    period = f" {window}" if window else ""
    count = plural(len(found), "actor") if found else "nobody"
    query = {"command": "reach", "actor": actor, "strict": strict, "directed": directed, **asked.query()}
    met, walked = {start, *(row.actor for row in found)}, asked.statuses or ("actual",)
    among = tuple(
        seen
        for seen in relations(graph).relations
        if {seen.source, seen.target} <= met and not seen.undated and seen.status in walked
    )
    response = Response(
        graph=graph,
        query=query,
        answer=lambda: {"actor": start, "reached": row_answers(found, Reached.columns)},
        heading=f"{name(whole, start)} reaches {count} in time{period}{_caveats(asked)}",
        rows=rows_of(found, Reached.columns, Reached.shown),
        sections=[Section("", among)],
        notes=not_walked(asked.known(whole), graph, [start]),
    )
    return respond(response, format_, output)


def _caveats(asked: Narrowing) -> str:
    """Return which statuses chains go over; what is denied is never walked."""
    return replace(asked, statuses=tuple(status for status in asked.statuses if status != "denied")).caveats()
