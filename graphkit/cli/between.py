"""The command ``between``: everything between two actors, in order of time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import click

from graphkit.cli.completion import complete_actor
from graphkit.cli.directories import both
from graphkit.cli.filters import Narrowing, given
from graphkit.cli.grouping import command
from graphkit.cli.json_answers import between_answer
from graphkit.cli.neighbors import not_yet_known
from graphkit.cli.options import LIMIT, narrowing
from graphkit.cli.reading import read_graph
from graphkit.cli.render import Rows
from graphkit.cli.response import Response
from graphkit.cli.words import beyond_sources, doubt_words, hop, name, period
from graphkit.errors import plural
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import filter_of
from graphkit.queries.between import ABOUT_BOTH, Between, between, last_day, sides
from graphkit.queries.contradictions import marks
from graphkit.queries.listing import doubt_of
from graphkit.queries.neighbors import parts
from graphkit.queries.shortest_paths import find_ends
from graphkit.queries.windows import hidden_in, left_out_of
from graphkit.temporal.calendar import Day, Window, day_words, range_words
from graphkit.temporal.edtf import days_left

_NAMED = 3
"""So many relations are named where any of them may have been the first or the last."""


@command("between")
@click.argument("source", metavar="A", shell_complete=complete_actor)
@click.argument("target", metavar="B", shell_complete=complete_actor)
@click.option("--with-parts", is_flag=True, help="Treat A and B each as one with all its parts.")
@LIMIT
@narrowing()
@click.pass_context
def between_command(
    ctx: click.Context, source: str, target: str, with_parts: bool, limit: int | None, filters: Narrowing
) -> Response:
    """List everything between two actors in order of time: what joins them, and what is about one or both.

    Under the list: the first and the last, the longest silence, the directions, and what was in force.

    \b
    Examples:
      graphkit between Trump "Jensen Huang"
      graphkit between "US government" China --with-parts --since 2025-04
    """
    whole = read_graph(ctx, part=both(filters, source, target, with_parts=with_parts))
    ends = find_ends(whole, source, target)
    inside = [parts(whole, end) if with_parts else frozenset() for end in ends]
    known = filters.known(whole)
    graph = filters.window(known)
    found = _found(graph, ends, inside, last_day(known, filter_of(graph)))
    one, other = ({end, *others} for end, others in zip(ends, inside, strict=True))
    near_far = sides(ends[0], one, ends[1], other)
    places = set[int].intersection(*map(index(known).positions_of_actors, near_far))
    left_out = left_out_of(known, filter_of(graph), places)
    titles = [
        name(whole, end) + (f" with {plural(len(others), 'part')}" if others else "")
        for end, others in zip(ends, inside, strict=True)
    ]
    query = {"command": "between", "source": source, "target": target}
    first = replace(found, relations=found.relations[: limit or None])
    return Response(
        graph=graph,
        query={**query, **given(with_parts=with_parts, limit=limit), **filters.query()},
        answer=lambda: {**between_answer(first), "left_out": left_out},
        heading=_heading(titles, found, graph),
        rows=_rows(whole, found, near_far),
        limit=limit,
        left_out=left_out,
        hidden=hidden_in(known, filter_of(graph), places),
        hidden_of=(f"what is between {titles[0]} and {titles[1]}",),
        notes=(
            *_facts(whole, found, titles, filter_of(graph).period),
            *beyond_sources(known, filter_of(graph)),
            *(note for end in ends for note in not_yet_known(ctx, whole, known, end)),
        ),
    )


def _found(graph: Graph, ends: tuple[str, str], inside: Sequence[frozenset[str]], on: Day | None) -> Between:
    """Return what is between two actors; one that is not in the graph is stood for by a part that is."""
    present = [
        next((member for member in (end, *sorted(others)) if member in graph), None)
        for end, others in zip(ends, inside, strict=True)
    ]
    start, goal = present
    if start is None or goal is None or start == goal:
        return Between(*ends, ())
    one, other = ({end, *others} & set(graph) for end, others in zip(ends, inside, strict=True))
    found = between(graph, start, goal, parts=one, other_parts=other, on=on)
    return replace(found, source=ends[0], target=ends[1])


def _heading(titles: Sequence[str], found: Between, graph: Graph) -> str:
    whom = f"{titles[0]} and {titles[1]}"
    if not found.relations:
        return f"Nothing between {whom}{period(graph)}."
    apart = len(found.about_both)
    ties = [relation for relation in found if relation.id not in found.about_both]
    more = f"{', and ' if ties else ''}{apart} about both" if apart else ""
    count = f"{plural(len(ties), 'relation')}{doubt_words(Counter(map(doubt_of, ties)))}" if ties else ""
    return f"{whom}: {count}{more}{period(graph)}"


def _rows(graph: Graph, found: Between, sides: Sequence[set[str]]) -> Rows:
    near, far = sides
    rows = []
    for row in found.rows():
        relation: DatedRelation = row["relation"]
        ends = {relation.source, relation.target}
        about = None
        if row["tie"] not in (None, ABOUT_BOTH):
            missing = near if not ends & near else far
            about = next(actor for actor in relation.about if actor in missing)
        start = relation.target if relation.target in near - {relation.source} else relation.source
        remark = f"about {name(graph, about)}" if about else row["tie"] or ""
        rows.append({**row, "start": start, "about": about, "remark": remark})
    titles = {True: "About both", False: ""}
    return Rows(
        Between.columns,
        rows,
        shown=("relation",),
        group=lambda row: (row["tie"] == ABOUT_BOTH, titles[row["tie"] == ABOUT_BOTH]),
        order=(False, True),
    )


def _facts(graph: Graph, found: Between, titles: Sequence[str], asked: Window | None) -> list[str]:
    """Return as sentences what sums up the relations: first, last, silence, directions, what is in force."""
    of = " with a known beginning" if found.without_start else ""
    facts = _extreme(graph, found, f"First{of}", found.first, found.first_of)
    if found.first_of != found.last_of:
        facts += _extreme(graph, found, f"Last{of}", found.last, found.last_of)
    least, most, days = found.silence or (0, 0, None)
    if most is None:
        amount = f"at least {plural(least, 'day')}" if least else "any number of days"
        facts.append(f"Longest silence: {amount}; a date with an open side sets no limit.")
    elif days is not None:
        amount = plural(most, "day") if least == most else f"{least:,} to {plural(most, 'day')}"
        starts = [start for each in found if (start := each.version.start)]
        is_known = all(start.since == start.until for start in starts)
        which = "" if is_known else "such as " if least == most else "at the longest "
        longest = f"{which}{range_words(*days)}"
        facts.append(f"Longest silence: {amount}, {longest}.")
    if asked and found.first and found.first.since < asked.since:
        facts.append("What began before the period counts on that earlier day.")
    if found.silence and not found.exact:
        facts.append("Its dates are so many sets of days that the days between those of a set count too.")
    ways, surely = dict(found.directions), dict(found.directions_surely)
    words = [
        f"{_count(surely[way], ways[way])} {what}"
        for way, what in (
            ("out", f"from {titles[0]}"),
            ("in", f"from {titles[1]}"),
            ("both", "in both directions"),
            ("about", "about one of them"),
        )
        if ways.get(way)
    ]
    facts += [f"Direction: {', '.join(words)}."] if words else []
    if found.as_of is not None:
        stands = (f"{', '.join((each.type.name, *marks(each)))} ({each.id})" for each in found.stands)
        standing = "; ".join(stands) or "nothing"
        facts.append(f"In force on {day_words(found.as_of)}: {standing}.")
    apart = [f"{count} {status}" for status, count in found.not_counted]
    apart += [f"{len(found.about_both)} about both"] if found.about_both else []
    last = [f"Listed, but in none of these figures: {', '.join(apart)}."] if apart else []
    if found.without_start:
        without = plural(found.without_start, "relation")
        last.insert(0, f"Without a known beginning, so in no first, last or silence: {without}.")
    return [*(["\n".join(facts)] if facts else []), *(["\n".join(last)] if last else [])]


def _count(surely: int, at_most: int) -> str:
    if surely == at_most:
        return str(at_most)
    return f"{surely} to {at_most}" if surely else f"perhaps {at_most}"


def _extreme(graph: Graph, found: Between, word: str, days: Window | None, ids: Sequence[str]) -> list[str]:
    """Return when the first or the last happened or began, and which it was if that is sure."""
    if days is None:
        return []
    which = [relation for relation in found if relation.id in ids]
    named = f" ({', '.join(relation.id for relation in which)})" if len(which) <= _NAMED else ""
    what = f"one of {len(which)} relations{named}"
    if len(which) == 1:
        what = f"{hop(graph, which[0])} ({which[0].id})"
    elif days.since == days.until and all(each.version.start == days for each in which):
        what = plural(len(which), "relation") + named
    return [f"{word}: {days_left('', *days, found.never)}, {what}."]
