"""The command ``diff``: what changed between two days."""

from collections.abc import Hashable
from dataclasses import replace
from itertools import product

import click

from graphkit.answers import Row
from graphkit.cli.completion import complete_day
from graphkit.cli.directories import changed as what_changed
from graphkit.cli.directories import engine_of
from graphkit.cli.escaping import printable
from graphkit.cli.filters import Narrowing
from graphkit.cli.grouping import command
from graphkit.cli.json_answers import opened
from graphkit.cli.options import narrowing
from graphkit.cli.parameter_types import LAST_DAY
from graphkit.cli.reading import read_graph
from graphkit.cli.render import rows_of
from graphkit.cli.response import Response
from graphkit.cli.words import beyond_sources, last_day_words, perhaps_known
from graphkit.errors import UsageError
from graphkit.graph.filters import hidden_by
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import filter_of
from graphkit.model.statuses import STATUSES
from graphkit.queries.diff import Diff, change_status, change_words, diff
from graphkit.queries.first_known import known_as_now_on, known_early
from graphkit.temporal.calendar import Window, day_words, iso


@command("diff")
@click.argument("first", metavar="D1", type=LAST_DAY, shell_complete=complete_day)
@click.argument("second", metavar="D2", type=LAST_DAY, shell_complete=complete_day)
@narrowing(period=False, concerning=True)
@click.pass_context
def diff_command(ctx: click.Context, first: str, second: str, filters: Narrowing) -> Response:
    """Show what changed between two days: after D1, and up to and including D2.

    Lists what began, happened, ended, became known, became contested, or was first told otherwise than now:
    as planned, say. The last day of what ended is D1 or later, and before D2. A month or year stands for its
    last day. 'compare' compares two files.

    \b
    Examples:
      graphkit diff 2025-03-01 2025-05-01
      graphkit diff 2025-07-01 2025-07-16 --certain -o july.md
    """
    if filters.reported_within is not None:
        raise UsageError(
            "--reported-within speaks of what nobody reports, which neither begins nor ends; leave it out"
        )
    # What options hide is counted: the part of a directory has to hold it.
    whole = read_graph(ctx, part=what_changed(filters.without_cautions(), first, second))
    known = filters.known(whole)
    graph = filters.without_statuses().window(known)

    def changes_of(asked: Narrowing) -> Diff:
        part = graph if asked == filters else asked.without_statuses().window(known)
        return diff(
            part, first, second, statuses=asked.statuses, certain=asked.certain, undated=asked.undated
        )

    changes = changes_of(filters)
    order = list(product(changes.groups(), STATUSES, (False, True)))
    grouped = rows_of(Diff, [changes])._replace(group=_change, order=order)
    counts = ", ".join(f"{len(group.rows)} {group.title.lower()}" for group in grouped.groups())
    last_days = Window(changes.first, changes.second - 1)

    def titled(row: Row) -> tuple[Hashable, str]:
        key, title = _change(row)
        return key, f"{title}, last day {last_days}" if key[0] == "ended" else title

    rows = grouped._replace(group=titled)
    between = f"after {last_day_words(first, changes.first)} and by {last_day_words(second, changes.second)}"
    between_days = replace(filter_of(graph), window=Window(changes.first + 1, changes.second))
    return Response(
        graph=graph,
        query={"command": "diff", "first": first, "second": second, **filters.query()},
        answer=lambda: {**opened(changes), "first": iso(changes.first), "second": iso(changes.second)},
        heading=f"{counts or 'No change'} {between}",
        rows=rows,
        left_out=changes.left_out,
        hidden=hidden_by(
            filters, lambda looser: (changes if looser == filters else changes_of(looser)).number
        ),
        notes=(
            *_causes(graph, changes),
            *_without_end(changes),
            *_known_before(graph, changes),
            *(
                perhaps_known(
                    whole,
                    min(filter(None, (filter_of(graph).known_by, changes.second))),
                    lambda by: replace(filters.without_statuses(), known_by=iso(by)).window(whole),
                )
                if engine_of(ctx) is None  # of a directory only a part is at hand
                else ()
            ),
            *beyond_sources(known, between_days),
        ),
    )


def _change(row: Row) -> tuple[tuple[str, str, bool], str]:
    """Return the key and title of the group of a change; possible, planned and denied changes are apart."""
    change: str = row["change"]
    status = change_status(change, row["relation"])
    maybe = row["relation"].certainty == "possible" and not change.startswith("became")
    words = change_words(change, status)
    return (change, status, maybe), f"Maybe {words}" if maybe else words.capitalize()


def _known_before(graph: Graph, changes: Diff) -> tuple[str, ...]:
    """Return a sentence on what became known on an uncertain day, perhaps by the first of the two."""
    places = index(graph).positions
    known = {places[relation.id]: relation.id for relation in changes.became_known}
    early = known_early(graph, known, changes.first, known_as_now_on)
    if not early:
        return ()
    return (
        f"Perhaps known by {day_words(changes.first)} already, as the day of publication is uncertain: "
        f"{', '.join(printable(known[place]) for place in early)}.",
    )


def _without_end(changes: Diff) -> tuple[str, ...]:
    """Return a sentence on what lasts by its type and happened on a single date, which has no end."""
    lasting = [printable(relation.id) for relation in changes.happened if relation.lasts]
    if not lasting:
        return ()
    return (f"Dated by a single day, month or year, so no end is stated: {', '.join(lasting)}.",)


def _was(relation: DatedRelation) -> str:
    if relation.status != "actual":
        return f"is {relation.status} to {'be' if relation.status == 'planned' else 'have been'}"
    return "was" if relation.certainty == "certain" else "may have been"


def _causes(graph: Graph, changes: Diff) -> tuple[str, ...]:
    """Return sentences on what began or ended a relation, from its links."""
    relations = index(graph).by_id
    sentences = [
        f"{relation.qualified(relation.id)} {_was(relation)} {verb} by "
        f"{relations[link.relation].qualified(link.relation)}."
        for verb, group in (("begun", changes.began), ("ended", changes.ended))
        for relation in group
        for link in relation.links
        if link.rel == f"{verb}-by" and link.relation in relations
    ]
    return tuple(map(printable, sentences))
