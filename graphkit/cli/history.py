"""Commands about time and testimony: ``diff``, ``timeline``, ``voices``."""

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

import click
import cloup

from graphkit.cli.answers import diff_answer, relation_answer, timeline_answer, voices_answer
from graphkit.cli.completion import complete_actor, complete_day
from graphkit.cli.directories import changed as what_changed
from graphkit.cli.directories import counted, counted_timeline, described, engine_of
from graphkit.cli.filters import Narrowing
from graphkit.cli.lists import beyond_sources
from graphkit.cli.options import narrowing, read_graph
from graphkit.cli.output import cell, name, plural, relation_table, table, takes_unicode
from graphkit.cli.printable import printable
from graphkit.cli.reply import Reply, give
from graphkit.cli.tables import Cell, Part, Table
from graphkit.formats.markdown import Section
from graphkit.graph.build import Graph, find_actor
from graphkit.graph.index import filter_of, index
from graphkit.queries.attribution import Vouching, told_by, voices
from graphkit.queries.diff import Diff, diff
from graphkit.queries.timeline import By, Period, Timeline, timeline
from graphkit.queries.windows import left_out_of
from graphkit.temporal import dates
from graphkit.temporal.dates import Unit

_BAR = 30


@cloup.command("diff")
@cloup.argument("first", metavar="D1", shell_complete=complete_day)
@cloup.argument("second", metavar="D2", shell_complete=complete_day)
@narrowing(period=False)
@click.pass_context
def diff_command(
    ctx: click.Context, first: str, second: str, asked: Narrowing, format_: str, output: str | None
) -> int:
    """Show what began, happened, ended, became known or contested after D1 and by D2.

    \b
    Examples:
      graphkit diff 2025-03-01 2025-05-01
      graphkit diff 2025-07-01 2025-07-16 --certain -o july.md
    """
    whole = read_graph(ctx, part=what_changed(asked, first, second))
    graph = asked.without_statuses().window(whole)
    found = diff(graph, first, second, statuses=asked.statuses, certain=asked.certain, undated=asked.undated)
    sections = _changes(found)
    counts = ", ".join(f"{len(part.relations)} {part.title.lower()}" for part in sections)
    between = f"after {dates.day_words(found.since)} and by {dates.day_words(found.until)}"
    reply = Reply(
        graph=graph,
        query={"command": "diff", "first": first, "second": second, **asked.query()},
        answer=lambda: diff_answer(found),
        heading=f"{counts or 'No change'} {between}",
        tables=lambda: _tables(graph, sections),
        sections=sections,
        rows=lambda: [
            {"change": change, **relation_answer(seen)}
            for change in ("began", "happened", "ended", "became_known", "became_contested")
            for seen in getattr(found, change)
        ],
        extra=("change",),
        left_out=found.left_out,
        notes=(*_causes(graph, found), *beyond_sources(asked.known(whole), found.until)),
        found=bool(sections),
    )
    return give(reply, format_, output)


def _changes(found: Diff) -> list[Section]:
    """Return the parts of a diff that hold anything, what is certain apart from what is maybe."""
    parts: list[Section] = []
    for title, changed in (("Began", found.began), ("Happened", found.happened), ("Ended", found.ended)):
        sure = tuple(seen for seen in changed if seen.certainty == "certain")
        maybe = tuple(seen for seen in changed if seen.certainty == "possible")
        parts += [Section(title, sure), Section(f"Maybe {title.lower()}", maybe)]
    parts.append(Section("Became known", found.became_known))
    parts.append(Section("Became contested", found.became_contested))
    return [part for part in parts if part.relations]


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


def _tables(graph: Graph, sections: Sequence[Section]) -> list[Part]:
    shown: list[Part] = []
    for part in sections:
        title = f"\n{part.title} ({len(part.relations)})"
        shown += [Cell(title, "bold"), relation_table(graph, part.relations)]
    return shown


def _left_out(whole: Graph, graph: Graph, who: str) -> dict[str, int]:
    """Return what was left out unasked of the relations that an actor tells of."""
    places = index(whole).places
    return left_out_of(whole, filter_of(graph), [places[id] for id in told_by(whole, who)])


@cloup.command("voices")
@cloup.argument("actor", metavar="ACTOR", shell_complete=complete_actor)
@narrowing()
@click.pass_context
def voices_command(ctx: click.Context, actor: str, asked: Narrowing, format_: str, output: str | None) -> int:
    """Show what rests on ACTOR's word alone, and what ACTOR says that others deny.

    \b
    Examples:
      graphkit voices nvidia
      graphkit voices "Jensen Huang" --format json
    """
    whole = read_graph(ctx)
    graph = asked.window(whole)
    who = find_actor(whole, actor)
    found = voices(graph, who) if who in graph else Vouching(who, (), (), (), ())
    called, window = name(whole, who), filter_of(graph).window
    sections = [
        Section(title, told)
        for title, told in (
            (f"On the word of {called} alone", found.alone),
            (f"Said by {called}, told otherwise by others", found.denied),
            (f"Denied by {called}", found.denies),
            (f"{called} is one voice of several", found.shared),
        )
        if told
    ]
    reply = Reply(
        graph=graph,
        query={"command": "voices", "actor": actor, **asked.query()},
        answer=lambda: voices_answer(found),
        heading=f"{called} {_vouches(found)}{f' {window}' if window else ''}",
        tables=lambda: _tables(graph, sections),
        sections=sections,
        rows=lambda: [
            {"voice": part, **relation_answer(seen)}
            for part in ("alone", "denied", "denies", "shared")
            for seen in getattr(found, part)
        ],
        extra=("voice",),
        left_out=_left_out(asked.known(whole), graph, who),
        found=bool(sections),
    )
    return give(reply, format_, output)


def _vouches(found: Vouching) -> str:
    told = [f"vouches for {plural(len(found.vouched), 'relation')}"] if found.vouched else []
    told += [f"denies {len(found.denies)}"] if found.denies else []
    return " and ".join(told) or "vouches for nothing"


@cloup.command("timeline")
@cloup.argument("actor", metavar="[ACTOR]", required=False, shell_complete=complete_actor)
@cloup.option(
    "--by",
    type=click.Choice(get_args(By)),
    default="family",
    show_default=True,
    help="Count by family or by kind of relation type.",
)
@cloup.option("--unit", type=click.Choice(get_args(Unit)), help="The length of a period; else it is chosen.")
@narrowing()
@click.pass_context
def timeline_command(
    ctx: click.Context,
    actor: str | None,
    by: By,
    unit: Unit | None,
    asked: Narrowing,
    format_: str,
    output: str | None,
) -> int:
    """Count what happened or began per day, week, month or quarter, drawn as bars.

    \b
    Examples:
      graphkit timeline
      graphkit timeline Huang --unit day --since 2025-07
    """
    engine = engine_of(ctx)
    counting = replace(asked, undated=True)  # undated relations are counted, not shown
    if engine is not None:
        whole = graph = described(engine, actor)
        who = None if actor is None else find_actor(whole, actor)
        found = counted_timeline(engine, counting, who, unit, by)
    else:
        whole = read_graph(ctx, part=counted(counting, actor))
        who = None if actor is None else find_actor(whole, actor)
        graph = counting.window(whole)
        if who is None or who in graph:
            found = timeline(graph, who, unit=unit, by=by)
        else:
            found = Timeline(unit or "month", (), (), 0, 0, 0, {})
    reply = Reply(
        graph=graph,
        query={"command": "timeline", "actor": actor, "by": by, "unit": unit, **asked.query()},
        answer=lambda: timeline_answer(found),
        heading=_heading(found, "" if who is None else f"{name(whole, who)}: ", asked.caveats()),
        tables=lambda: [Cell(), _bars(found)] if found.periods else [],
        sections=[Section("", found.relations)],
        rows=lambda: [
            {"since": row["since"], "until": row["until"], by: label, **counts}
            for row in timeline_answer(found)["periods"]
            for label, counts in _by_label(row).items()
        ],
        columns=("since", "until", by, "certain", "possible"),
        notes=_outside(found),
        left_out=found.left_out,
        found=any(period.count or period.maybe for period in found.periods),
    )
    return give(reply, format_, output)


def _by_label(row: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    labels = sorted({*row["certain"], *row["possible"]})
    return {
        label: {"certain": row["certain"].get(label, 0), "possible": row["possible"].get(label, 0)}
        for label in labels
    }


def _heading(found: Timeline, called: str, caveats: str) -> str:
    if found.periods:
        days = dates.span_words(found.periods[0].window.since, found.periods[-1].window.until)
        heading = f"{called}what happened or began per {found.unit}, {days}{caveats}"
    else:
        heading = f"{called}nothing that has a date on which it happened or began."
    return heading[0].upper() + heading[1:]


def _outside(found: Timeline) -> tuple[str, ...]:
    told = [
        f"{count} {where}"
        for count, where in (
            (found.earlier, "earlier"),
            (found.later, "later"),
            (found.undated, "without a date or a known beginning"),
        )
        if count
    ]
    return (f"Not shown: {', '.join(told)}.",) if told else ()


def _bars(found: Timeline) -> Table:
    """Return a bar a period: full for what surely lies in it, light for what may."""
    most = max(period.count + period.maybe for period in found.periods) or 1
    full, light = ("█", "░") if takes_unicode() else ("#", "-")
    rows = table("", "", "", "")
    rows.columns[0].no_wrap = True
    rows.columns[1].right, rows.columns[1].no_wrap = True, True
    rows.columns[2].no_wrap = True
    for period in found.periods:
        labels = ", ".join(f"{count} {label}" for label, count in _counts(period).items())
        count = f"{period.count}" + (f" +{period.maybe}" if period.maybe else "")
        bar = full * _length(period.count, most) + light * _length(period.maybe, most)
        rows.add_row(cell(period.label), count, Cell(bar, "blue"), cell(labels, "dim"))
    return rows


def _length(count: int, most: int) -> int:
    """Return how long a bar is: nothing for nothing only."""
    return count and max(1, round(count * _BAR / most))


def _counts(period: Period) -> dict[str, int]:
    labels = sorted({*period.certain, *period.possible})
    return {label: period.certain.get(label, 0) + period.possible.get(label, 0) for label in labels}
