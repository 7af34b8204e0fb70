"""The commands ``actors``, ``relations`` and ``snapshot``."""

from collections import Counter
from dataclasses import replace

import click
import cloup

from graphkit.answers import Row
from graphkit.cli.completion import complete_day
from graphkit.cli.directories import as_of, counted_actors, engine_of, in_window
from graphkit.cli.filters import Narrowing
from graphkit.cli.json_answers import plain
from graphkit.cli.options import narrowing, read_graph
from graphkit.cli.render import relation_rows, rows_of
from graphkit.cli.response import Response, respond
from graphkit.cli.words import left_out_at, period, plural
from graphkit.formats.markdown import Section
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import filter_of
from graphkit.model.statuses import NOT_ACTUAL
from graphkit.queries.listing import ActorRow, Listing, actors, in_order, relations
from graphkit.temporal import edtf
from graphkit.temporal.calendar import day_words, iso


@cloup.command("actors")
@cloup.argument("text", metavar="[TEXT]", required=False)
@narrowing()
@click.pass_context
def actors_command(
    ctx: click.Context, text: str | None, filters: Narrowing, format_: str, output: str | None
) -> int:
    """List actors, or those whose name, alias or description contains TEXT.

    \b
    Examples:
      graphkit actors
      graphkit actors chip --kind product
    """
    # --kind selects actors here, also those without relations.
    of_any_kind = replace(filters, kinds=())
    engine = engine_of(ctx)
    if engine is None:
        whole = of_any_kind.known(read_graph(ctx))
        graph = of_any_kind.window(whole)
        found = actors(graph, text, kinds=filters.kinds)
    else:
        graph, found = counted_actors(engine, of_any_kind, text, filters.kinds)
    left_out = dict(filter_of(graph).left_out)
    if engine is None and (text or filters.kinds):
        left_out = left_out_at(whole, graph, [row.id for row in actors(whole, text, kinds=filters.kinds)])
    rows = rows_of(ActorRow, found)
    response = Response(
        graph=graph,
        query={"command": "actors", "text": text, **filters.query()},
        answer=lambda: {"actors": rows.plain()},
        heading=f"{plural(len(found), 'actor')}{period(graph)}",
        rows=rows,
        sections=[Section("", _among(graph, {actor.id for actor in found}))],
        left_out=left_out,
    )
    return respond(response, format_, output)


def _among(graph: Graph, ids: set[str]) -> tuple[DatedRelation, ...]:
    """Return the relations of some actors, for the page and the report."""
    return tuple(
        in_order(
            relation for relation in index(graph).relations() if {relation.source, relation.target} & ids
        )
    )


@cloup.command("relations")
@narrowing()
@click.pass_context
def relations_command(ctx: click.Context, filters: Narrowing, format_: str, output: str | None) -> int:
    """List relations in chronological order.

    \b
    Examples:
      graphkit relations --since 2025-07-07 --until 2025-07-15
      graphkit relations --type banned -o bans.md
    """
    # If no relation of the types is actual, the heading counts the others by status.
    whole = read_graph(ctx, part=in_window(replace(filters, statuses=()) if filters.types else filters))
    graph = filters.window(whole)
    listing = relations(graph)
    count = plural(len(listing.relations), "relation")
    if filters.types and not any(relation.status == "actual" for relation in listing.relations):
        count = _by_status(filters, whole)
    response = Response(
        graph=graph,
        query={"command": "relations", **filters.query()},
        answer=lambda: plain(listing),
        heading=f"{count}{period(graph)}{_maybes(listing)}",
        rows=relation_rows(listing.relations),
        left_out=listing.left_out,
    )
    return respond(response, format_, output)


def _by_status(filters: Narrowing, whole: Graph) -> str:
    """Return how many relations there are by status: ``0 actual; 1 planned``."""
    counts = Counter(
        relation.status for relation in relations(replace(filters, statuses=()).window(whole)).relations
    )
    others = [f"{counts[status]} {status}" for status in NOT_ACTUAL if counts[status]]
    return "; ".join([f"{counts['actual']} actual", *others])


@cloup.command("snapshot")
@cloup.argument("day", metavar="D", shell_complete=complete_day)
@narrowing(period=False)
@click.pass_context
def snapshot_command(
    ctx: click.Context, day: str, filters: Narrowing, format_: str, output: str | None
) -> int:
    """Show the graph as of a day D: what is in force, what has happened, and background.

    \b
    Examples:
      graphkit snapshot 2025-05-01
      graphkit snapshot 2025-07-16 --certain --type restriction
    """
    whole = read_graph(ctx, part=as_of(filters, day))
    graph = filters.snapshot(whole, day)
    listing = relations(graph)
    on = edtf.one_day(day)
    count = plural(len(listing.relations), "relation")
    response = Response(
        graph=graph,
        query={"command": "snapshot", "day": day, **filters.query()},
        answer=lambda: {"on": iso(on), **plain(listing)},
        heading=f"As of {day_words(on)}: {count}{_maybes(listing)}",
        rows=replace(relation_rows(listing.relations), group=_standing, order=_STANDINGS),
        left_out=listing.left_out,
        notes=beyond_sources(filters.known(whole), on),
    )
    return respond(response, format_, output)


_STANDINGS = ("in force", "happened", "background")


def _standing(row: Row) -> tuple[str, str]:
    standing: str = row["relation"].standing
    return standing, standing.capitalize()


def beyond_sources(graph: Graph, day: int) -> tuple[str, ...]:
    """Return a note if a day is later than the day of knowledge, or than the last source."""
    known_by = filter_of(graph).known_by
    if known_by is not None and day > known_by:
        return (f"Beyond what was known by {day_words(known_by)}.",)
    published = [edtf.parse(source.published) for source in index(graph).sources.values()]
    last = max(published, key=lambda when: when.bounds.latest_end, default=None)
    if last is None or day <= last.bounds.latest_end:
        return ()
    return (f"Beyond the sources: the last is of {last.words}.",)


def _maybes(listing: Listing) -> str:
    maybes = sum(relation.certainty == "possible" for relation in listing.relations)
    return f", {maybes} maybe" if maybes else ""
