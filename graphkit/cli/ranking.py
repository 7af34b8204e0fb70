"""The command ``rank``: who, which and when most, each figure as what it surely is and what it is at most."""

from itertools import chain
from typing import Any, get_args

import click

from graphkit.answers import Column, Kind
from graphkit.cli.directories import hidden, in_window, ranked
from graphkit.cli.filters import Narrowing, given
from graphkit.cli.grouping import command
from graphkit.cli.json_answers import ranking_answer
from graphkit.cli.options import beyond_limit, direction_option, first_option, narrowing
from graphkit.cli.reading import read_graph
from graphkit.cli.render import Rows
from graphkit.cli.response import Response
from graphkit.cli.terminal import Cell, Part, cell, id_column, table
from graphkit.cli.words import beyond_sources, name, period
from graphkit.errors import plural
from graphkit.graph.index import index, visible_relations
from graphkit.graph.multigraph import Graph
from graphkit.graph.validated import filter_of
from graphkit.queries.listing import Section
from graphkit.queries.neighbors import Direction
from graphkit.queries.ranking import (
    CENTRALITIES,
    COUNTED,
    By,
    Per,
    Rank,
    Ranking,
    is_period,
    period_words,
    rank,
)

_ONCE = {
    "actor": "each once for every actor that takes part, at an end or as what it is about",
    "pair": "each once for every pair that it ties: its two ends, or an end and whom it is about",
    "source": "each once for every source that vouches for it",
    "attribute": "each once for every value of those who take part, at an end or as what it is about",
}
"""How relations count, by what is ranked, if not by periods."""

_OF_ENDS = {
    "actor": "each once for its source and its target",
    "pair": "each for its source and its target",
    "attribute": "each once for every value of its source and its target",
}
"""How amounts count, which are of the two ends of a relation alone."""

_TOWARDS = {
    "out": "each for its source, a symmetric one for both",
    "in": "each for its target, a symmetric one for both",
}

_MEANS = {
    "partners": "Partners: the different actors that they tie to it, or that take part.",
    "betweenness": "Betweenness: the share of all shortest paths between two others that run through it.",
    "closeness": "Closeness: the share of actors within reach, by how near they are.",
    "pagerank": "PageRank: how often a random walk along the ties comes by; all shares add up to 1.",
    "first": "First: the day on which the first of them happened or began.",
    "last": "Last: the day on which the last of them happened or began.",
    "silence": "Silence: the most days in a row between them on which none happened or began.",
    "days": "Days: on how many different days one happened or began.",
    "weeks": "Weeks: in how many different weeks one happened or began.",
    "months": "Months: in how many different months one happened or began.",
    "openings": "Openings: the partners towards whom it acted first, or on the same day as they; symmetric "
    "relations are acts of both. Whoever has few and yet acts has answered.",
    "amount": "Amount: the sum of what they name, unit by unit. Who gave it to whom, or whether it was only "
    "owed or threatened, their types say (--type).",
}
"""What figures mean, if it is not how many relations."""


@command("rank")
@click.argument("attribute", metavar="[NAME]", required=False)
@click.option(
    "--by", type=click.Choice(get_args(By)), default="relations", show_default=True, help="The figure."
)
@click.option(
    "--per",
    type=click.Choice(get_args(Per)),
    default="actor",
    show_default=True,
    help="What is ranked; after 'attribute' comes its NAME.",
)
@direction_option("Count a relation for its source (out), its target (in), or for all who take part.")
@first_option(20)
@click.option("--lowest", is_flag=True, help="The lowest figures first.")
@narrowing(concerning=True)
@click.pass_context
def rank_command(
    ctx: click.Context,
    attribute: str | None,
    by: By,
    per: Per,
    direction: Direction,
    limit: int,
    lowest: bool,
    filters: Narrowing,
) -> Response:
    """Rank actors, pairs, types, families, sources, periods, or the values of the attribute NAME.

    Where dates are open there are two figures: the least and the most that they allow. By amount each unit is
    ranked for itself, and --limit is of each.

    \b
    Examples:
      graphkit rank --direction out --since 2025-07 --until 2025-07
      graphkit rank --per pair --by silence
    """
    ways: dict[str, Any] = {"direction": direction, "limit": limit or None, "lowest": lowest}
    counted = list[Ranking]()
    output = ctx.params["output"]
    drawn = output is not None and not output.lower().endswith((".csv", ".json", ".md"))
    part = in_window(filters) if drawn or attribute else ranked(filters, by, per, counted, **ways)
    whole = read_graph(ctx, part=part)
    known = filters.known(whole)
    graph = filters.window(known)
    if by in ("betweenness", "closeness"):
        _say_what_narrows(graph, by)
    found = counted[0] if counted else rank(graph, by, per=per, attribute=attribute, **ways)
    query = {"command": "rank", "by": by, "per": per, "direction": direction, "limit": limit}
    return Response(
        graph=graph,
        query={**query, **given(attribute=attribute or None, lowest=lowest), **filters.query()},
        answer=lambda: ranking_answer(found),
        heading=_heading(found, graph, filters, lowest=lowest),
        rows=_rows(found),
        tables=lambda: _tables(whole if counted else graph, found),
        sections=lambda: _relations(graph, output),
        left_out=found.not_counted,
        hidden=hidden(ctx, known, filter_of(graph)),
        notes=(
            *_notes(found, chosen=bool(filters.kinds or filters.where)),
            *beyond_sources(known, filter_of(graph)),
        ),
    )


_QUICK = 10**8
"""Up to so many actors times relations a walk from each actor to all takes some seconds at most."""


def _say_what_narrows(graph: Graph, by: By) -> None:
    """Say before a figure that takes long what it takes less of."""
    actors, relations = graph.number_of_nodes(), graph.number_of_edges()
    if actors * relations > _QUICK:
        amount = f"{actors:,} actors and {relations:,} relations"
        advice = "--since and --until, --actor or --type choose fewer"
        click.echo(f"{by} of {amount} may take minutes; {advice}; Ctrl-C stops", err=True)


def _relations(graph: Graph, output: str | None) -> list[Section]:
    """Return what a page draws and whose sources are cited: everything; a report tells the ranking alone."""
    if output is None or output.lower().endswith(".md"):
        return []
    return [Section("", tuple(visible_relations(graph)))]


def _named(found: Ranking, count: int) -> str:
    noun = "value" if found.per == "attribute" else found.per
    return plural(count, noun, "families" if noun == "family" else "")


def _heading(found: Ranking, graph: Graph, filters: Narrowing, *, lowest: bool) -> str:
    if not found.ranks:
        return f"Nothing to rank{period(graph)}."
    what = _named(found, 2).partition(" ")[2]
    what = f"{what} of {found.attribute}" if found.attribute else what
    way = {"out": ", outgoing", "in": ", incoming", "both": ""}[found.direction]
    order = ", the lowest first" if lowest else ""
    return f"{what[0].upper()}{what[1:]} by {found.by}{way}{order}{period(graph)}{filters.caveats()}"


def _key_columns(found: Ranking) -> tuple[Column, ...]:
    if found.per == "pair":
        return Column("actor", "actor"), Column("other", "actor")
    return (Column(found.per, "actor" if found.per == "actor" else "text"),)


def _rows(found: Ranking) -> Rows:
    keys = _key_columns(found)
    kind: Kind = "day" if found.is_day else "number"
    figures = tuple(Column(figure, kind) for figure in found.figures)
    columns = [Column("place", "number"), *keys, *figures, Column("relations", "number")]
    columns += [Column("unit")] if found.by == "amount" else []
    columns += [Column(f"{way}_{figure}", kind) for way in found.ways for figure in found.figures]
    names = [column.name for column in columns]
    return Rows(tuple(columns), [dict(zip(names, _values(found, line), strict=True)) for line in found])


def _values(found: Ranking, line: Rank) -> tuple[Any, ...]:
    """Return the values of a row, in the order of the columns."""
    unit = (line.unit,) if found.by == "amount" else ()
    ways = chain.from_iterable(getattr(line, way) for way in found.ways)
    return (line.place, *_parts(line), line.surely, line.at_most, line.relations, *unit, *ways)


def _parts(line: Rank) -> tuple[str, ...]:
    return (line.key,) if isinstance(line.key, str) else line.key


def _tables(graph: Graph, found: Ranking) -> list[Part]:
    """Return the table for a terminal: one column of figures if the two are always equal."""
    if not found.ranks:
        return []
    two = any(line.surely != line.at_most for line in found)
    names = [figure.replace("_", " ") for figure in found.figures]
    headers = ["", *(column.name for column in _key_columns(found)), *(names if two else (found.by,))]
    ways = [way.replace("_", " ") for way in found.ways]
    with_relations = found.by != "relations"
    headers += [*ways, *(["relations"] if with_relations else [])]
    with_ids = id_column() if found.per in ("actor", "pair", "source") else []
    drawn = table(*headers, *with_ids)
    for column in drawn.columns:
        column.right = column.header in ("", *names, found.by, *ways, "relations") and not found.is_day
    for line in found:
        figures = [line.surely, *([line.at_most] if two else [])]
        cells = [f"{line.place}.", *_called(graph, found, line)]
        cells += [found.words(figure, line.unit) for figure in figures]
        cells += [" to ".join(dict.fromkeys(map(found.words, getattr(line, way)))) for way in found.ways]
        cells += [f"{line.relations:,}"] if with_relations else []
        drawn.add_row(*map(cell, cells), *([cell(", ".join(_parts(line)), "cyan")] if with_ids else []))
    return [Cell(), drawn]


def _called(graph: Graph, found: Ranking, line: Rank) -> list[str]:
    if found.per in ("actor", "pair"):
        return [name(graph, actor) for actor in _parts(line)]
    (key,) = _parts(line)
    if is_period(found.per):
        return [period_words(key, found.per)]
    if found.per == "source":
        source = index(graph).sources[key]
        return [", ".join(filter(None, (source.publisher, source.title)))]
    return [key]


def _once(found: Ranking) -> str:
    if is_period(found.per):
        on = "on" if found.per == "day" else "in"
        where = f"{on} which it happened or began, or {on} every one {on} which it may have"
        return f"each {on} the {found.per} {where}"
    if found.direction != "both":
        return _TOWARDS[found.direction]
    return (_ONCE | _OF_ENDS if found.by == "amount" else _ONCE).get(found.per, "")


def _notes(found: Ranking, *, chosen: bool) -> list[str]:
    once = _once(found)
    lines = [f"Counted: {plural(found.counted, 'relation')}{f', {once}' if once else ''}."]
    if chosen and found.per == "actor":
        lines.append("Ranked: only actors of that kind or with those attributes, by what they have with all.")
    if found.by in _MEANS:
        lines.append(_MEANS[found.by])
    if any(line.surely != line.at_most for line in found):
        if found.by not in CENTRALITIES:
            lines.append("Two figures: the least and the most that open dates allow.")
        else:
            lines.append(
                "Two figures: in the graph of what is certain, and in the graph of all that is possible; "
                "the true one may lie outside of them."
            )
    if found.is_day and any(None in (line.surely, line.at_most) for line in found):
        lines.append("Where 'from' or 'to' is empty, the dates set no such bound.")
    if found.spanned:
        lines.append(
            f"Not exact of {_named(found, found.spanned)}: so many dates are sets of days that the days "
            "between those of a set count too."
        )
    lines += found.notes
    if found.by in CENTRALITIES:
        lines.append("Two actors are tied once, however many relations they have.")
    if found.without:
        lacking = {"source": "no source", "attribute": f"no {found.attribute}"}.get(
            found.per, "no known beginning, or an open one" if is_period(found.per) else "no two actors"
        )
        lines.append(f"In no line: {plural(found.without, 'relation')} with {lacking}.")
    if found.without_start:
        lines.append(
            f"Not used in these figures: {plural(found.without_start, 'relation')} with no known beginning."
        )
    if found.before:
        where = "counted only within it" if found.by in COUNTED else "counted on that earlier day"
        lines.append(f"Before the period, {plural(found.before, 'relation')} began or may have: {where}.")
    if found.unranked:
        needed = {"silence": "fewer than two relations", "openings": "no act of their own"}
        lacking = needed.get(found.by, "no relation")
        lines.append(f"Not ranked: {_named(found, found.unranked)} with {lacking} with a known beginning.")
    return ["\n".join(lines), *beyond_limit(found.count - len(found.ranks))]
