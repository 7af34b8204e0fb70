"""The command ``timeline``: counts per period, drawn as bars."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import get_args

import click

from graphkit.answers import Column
from graphkit.cli.completion import complete_actor
from graphkit.cli.directories import (
    counted,
    counting_timeline,
    engine_of,
    hidden_from_timeline,
    sets_in_directory,
)
from graphkit.cli.filters import Narrowing
from graphkit.cli.grouping import command
from graphkit.cli.json_answers import timeline_answer
from graphkit.cli.options import narrowing
from graphkit.cli.reading import read_graph
from graphkit.cli.render import Rows
from graphkit.cli.response import Response
from graphkit.cli.terminal import Cell, Table, cell, table, takes_unicode
from graphkit.cli.words import beyond_sources, name
from graphkit.errors import UsageError
from graphkit.graph.names import find_actor
from graphkit.graph.validated import filter_of
from graphkit.queries.listing import Section
from graphkit.queries.timeline import By, Period, Timeline, timeline
from graphkit.temporal.calendar import Unit, span_words

_BAR = 30
_FOLDED = 6
"""More periods in a row in which nothing surely happened, and maybe the same, share a line."""


@command("timeline")
@click.argument("of", metavar="[ACTOR]", required=False, shell_complete=complete_actor)
@click.option(
    "--by",
    type=click.Choice(get_args(By)),
    default="family",
    show_default=True,
    help="Count by family or by kind of relation.",
)
@click.option(
    "--unit", type=click.Choice(get_args(Unit)), help="Length of a period (default: chosen to fit)."
)
@narrowing(concerning=True)
@click.pass_context
def timeline_command(
    ctx: click.Context, of: str | None, by: By, unit: Unit | None, filters: Narrowing
) -> Response:
    """Count what happened or began per day, week, month, quarter or year, drawn as bars.

    \b
    Examples:
      graphkit timeline
      graphkit timeline Huang --unit day --since 2025-07
    """
    if of is not None and filters.actors:
        raise UsageError("--actor: name one actor as ACTOR, or several with --actor")
    counting = replace(filters, undated=True)  # undated relations are counted, not shown
    kept: list[Timeline] = []
    output = ctx.params["output"]
    lists = output is not None and not output.lower().endswith((".csv", ".json", "-"))
    count = counting_timeline(counting, of, unit, by, kept)
    whole = graph = read_graph(ctx, part=counted(counting, of) if lists and engine_of(ctx) is None else count)
    actor_id = None if of is None else find_actor(whole, of)
    known = counting.known(whole)
    window = counting.window(known)
    if kept:
        (result,) = kept
    else:
        graph = window
        if actor_id is None or actor_id in graph:
            result = timeline(graph, actor_id, unit=unit, by=by)
        else:
            result = Timeline(unit or "month", (), (), 0, 0, 0, {})
    asked = filter_of(window)
    sets = sets_in_directory(ctx) if kept else ()
    return Response(
        graph=graph,
        query={"command": "timeline", "of": of, "by": by, "unit": unit, **filters.query()},
        answer=lambda: timeline_answer(result) | ({"exact": False} if sets else {}),
        heading=_heading(result, "" if actor_id is None else f"{name(whole, actor_id)}: ", filters.caveats()),
        tables=lambda: [Cell(), _bars(result)] if result.periods else [],
        tabled=True,
        sections=lambda: [Section("", result.relations)],
        rows=Rows(
            (Column("since", "day"), Column("until", "day"), *map(Column, (by, "certain", "possible"))),
            [
                {
                    "since": period.window.since,
                    "until": period.window.until,
                    by: label,
                    "certain": period.certain.get(label, 0),
                    "possible": period.possible.get(label, 0),
                }
                for period in result.periods
                for label in _counts(period)
            ],
        ),
        notes=(*_outside(result), *sets, *beyond_sources(known, asked)),
        left_out=result.left_out,
        hidden=hidden_from_timeline(ctx, known, window, counting, actor_id),
        found=any(period.count or period.maybe for period in result.periods),
    )


def _heading(result: Timeline, called: str, caveats: str) -> str:
    if result.periods:
        days = span_words(result.periods[0].window.since, result.periods[-1].window.until)
        heading = f"{called}what happened or began per {result.unit}, {days}{caveats}"
    else:
        heading = f"{called}nothing that has a date on which it happened or began."
    return heading[0].upper() + heading[1:]


def _outside(result: Timeline) -> tuple[str, ...]:
    background = f" ({result.background} of them background)" if result.background else ""
    parts = [
        f"{count} {where}"
        for count, where in (
            (result.earlier, "earlier"),
            (result.later, "later"),
            (result.undated + result.background, f"with no known beginning{background}"),
        )
        if count
    ]
    notes = [f"Not shown: {', '.join(parts)}."] if parts else []
    if result.partly:
        notes.append(f"Perhaps before or after these periods: {result.partly} of what is maybe in them.")
    return tuple(notes)


def _bars(result: Timeline) -> Table:
    """Return a bar for each period: full for certain relations, light for possible ones."""
    most = max(period.count + period.maybe for period in result.periods) or 1
    full, light = ("█", "░") if takes_unicode() else ("#", "-")
    rows = table("", "", "", "")
    rows.columns[1].right = True
    for column in rows.columns[:3]:
        column.no_wrap = True
    for period, last, number in _folded(result.periods):
        labels = ", ".join(f"{count} {label}" for label, count in _counts(period).items())
        label = period.label
        if number > 1:
            label = span_words(period.window.since, last.window.until)
            labels = f"in each of these {number:,} {result.unit}s: {labels or 'nothing'}"
        count = f"{period.count}" + (f" +{period.maybe}" if period.maybe else "")
        # Only zero has no bar.
        certain, possible = (n and max(1, round(n * _BAR / most)) for n in (period.count, period.maybe))
        rows.add_row(cell(label), count, Cell(full * certain + light * possible, "blue"), cell(labels, "dim"))
    return rows


def _folded(periods: Sequence[Period]) -> Iterator[tuple[Period, Period, int]]:
    """Yield the first and the last of the periods that share a line, and how many there are."""
    for (sure, _), same in groupby(periods, key=lambda period: (period.certain, period.possible)):
        run = list(same)
        if sure or len(run) <= _FOLDED:
            yield from ((period, period, 1) for period in run)
        else:
            yield run[0], run[-1], len(run)


def _counts(period: Period) -> dict[str, int]:
    labels = sorted({*period.certain, *period.possible})
    return {label: period.certain.get(label, 0) + period.possible.get(label, 0) for label in labels}
