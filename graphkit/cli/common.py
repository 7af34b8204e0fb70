"""The commands ``common`` and ``groups``: who has the same neighbours, and who belongs together."""

from collections.abc import Iterable

import click

from graphkit.answers import Column
from graphkit.cli.completion import complete_actor
from graphkit.cli.directories import around, hidden, in_window
from graphkit.cli.filters import Narrowing, given
from graphkit.cli.grouping import command
from graphkit.cli.json_answers import Answer, groups_answer, plain
from graphkit.cli.neighbors import not_yet_known
from graphkit.cli.options import NOT_ABOUT, beyond_limit, direction_option, first_option, narrowing
from graphkit.cli.parameter_types import Count
from graphkit.cli.reading import read_graph
from graphkit.cli.render import Rows
from graphkit.cli.response import Response
from graphkit.cli.terminal import Cell, Part, cell, table
from graphkit.cli.words import beyond_sources, first_of, left_out_at, name, not_tied_at, period
from graphkit.errors import plural
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.validated import filter_of
from graphkit.queries.common import Shared, common
from graphkit.queries.groups import Group, groups
from graphkit.queries.listing import Section
from graphkit.queries.neighbors import Direction

_SHOWN = 5
"""So many actors, types and pairs of a group are named in a table."""
_CAUTION = (
    "Modularity {:.2f}, seed {}: groups are a way to look at a graph; another seed may give others. "
    "Each tie weighs as many relations as it has, possible ones too."
)


@command("common")
@click.argument("actors", metavar="A B...", nargs=-1, required=True, shell_complete=complete_actor)
@direction_option(
    "Relations from the actors (out), towards them (in), or both, then also what they are about."
)
@NOT_ABOUT
@click.option(
    "--limit", metavar="N", type=Count(min=0), help="Show the first N neighbours; 0 for all, with every row."
)
@narrowing()
@click.pass_context
def common_command(
    ctx: click.Context,
    actors: tuple[str, ...],
    direction: Direction,
    direct: bool,
    limit: int | None,
    filters: Narrowing,
) -> Response:
    """List the neighbours that actors A, B ... share, with the relations to each.

    \b
    Examples:
      graphkit common "He Lifeng" "Donald Trump"
      graphkit common nvidia AMD "US government" --since 2025-07
    """
    whole = read_graph(ctx, part=around(filters, *actors))
    ids = list(dict.fromkeys(find_actor(whole, actor) for actor in actors))
    known = filters.known(whole)
    graph = filters.window(known)
    there = all(actor in graph for actor in ids)
    found = common(graph, ids, direction=direction, direct=direct) if there or len(ids) < 2 else ()
    whom = ", ".join(name(whole, actor) for actor in ids[:-1]) + f" and {name(whole, ids[-1])}"
    left_out = left_out_at(known, graph, ids) | not_tied_at(graph, set(ids), direct=direct)
    query: Answer = {"command": "common", "actors": list(actors), "direction": direction}
    shown = found[: limit or None]
    return Response(
        graph=graph,
        query={**query, **given(direct=direct, limit=limit), **filters.query()},
        answer=lambda: {
            "actors": ids,
            "common": [
                {"actor": each.actor, "ties": [{"with": one, **plain(near)} for one, near in each.ties]}
                for each in shown
            ],
            "left_out": left_out,
        },
        heading=f"{whom}: {plural(len(found), 'common neighbour')}{period(graph)}"
        if found
        else f"{whom} have no common neighbour{period(graph)}.",
        rows=_rows(whole, found),
        limit=len(_rows(whole, shown).rows) if limit else limit,
        left_out=left_out,
        hidden=hidden(ctx, known, filter_of(graph), ids),
        hidden_of=tuple(name(whole, actor) for actor in ids),
        notes=(
            *beyond_sources(known, filter_of(graph)),
            *(note for actor in ids for note in not_yet_known(ctx, whole, known, actor)),
        ),
    )


def _rows(graph: Graph, found: tuple[Shared, ...]) -> Rows:
    """Return the relations of each common neighbour, read from the actors that share it."""
    rows = []
    for shared in found:
        for row in shared.rows():
            ends = (row["relation"].source, row["relation"].target)
            missing = [actor for actor in (row["shared"], row["with"]) if actor not in ends]
            about = missing[0] if missing else None
            remark = f"about {name(graph, about)}" if about else ""
            rows.append({**row, "start": row["with"], "about": about, "remark": remark})
    return Rows(
        Shared.columns,
        rows,
        shown=("with", "relation"),
        group=lambda row: (row["shared"], name(graph, row["shared"])),
    )


@command("groups")
@click.option(
    "--seed",
    metavar="N",
    type=Count(min=0),
    default=0,
    show_default=True,
    help="Start of the random search; another may give other groups.",
)
@first_option(10)
@narrowing(concerning=True)
@click.pass_context
def groups_command(ctx: click.Context, seed: int, limit: int, filters: Narrowing) -> Response:
    """Divide the actors into groups that have more to do with each other than with others, and say why.

    Each group names its most central actors, the types of the relations that hold it together, and the
    pairs with most of them. The same seed gives the same groups.

    \b
    Examples:
      graphkit groups --since 2025-07
      graphkit groups --type contact -o groups.md
    """
    whole = read_graph(ctx, part=in_window(filters))
    known = filters.known(whole)
    graph = filters.window(known)
    every = groups(graph, seed=seed)
    shown = every.communities[: limit or None]
    more = len(every) - len(shown)
    return Response(
        graph=graph,
        query={"command": "groups", "seed": seed, "limit": limit, **filters.query()},
        answer=lambda: groups_answer(every, shown),
        heading=f"{plural(len(every), 'group')}{period(graph)}{filters.caveats()}"
        if shown
        else f"Nobody to group{period(graph)}.",
        rows=Rows(
            (Column("group", "number"), Column("actor", "actor")),
            [{"group": group.number, "actor": actor} for group in shown for actor in group.actors],
        ),
        tables=lambda: _group_tables(graph, shown),
        sections=lambda: [Section(_title(graph, group), group.relations) for group in shown],
        left_out=every.not_counted,
        hidden=hidden(ctx, known, filter_of(graph)),
        notes=(
            *((_CAUTION.format(every.modularity, every.seed),) if shown else ()),
            *(
                (f"In no group: {plural(every.without, 'relation')} with no two actors.",)
                if every.without
                else ()
            ),
            *beyond_limit(more),
            *beyond_sources(known, filter_of(graph)),
        ),
    )


def _title(graph: Graph, group: Group) -> str:
    return f"Group {group.number}: {_first(name(graph, actor) for actor in group.actors)}"


def _first(words: Iterable[str]) -> str:
    return ", ".join(first_of(words, _SHOWN))


def _group_tables(graph: Graph, found: tuple[Group, ...]) -> list[Part]:
    parts: list[Part] = []
    for group in found:
        least, most = group.surely, len(group.relations)
        held = f"{least} to {plural(most, 'relation')}" if least < most else plural(most, "relation")
        pairs = (
            f"{name(graph, here)} - {name(graph, there)} ({count})" for (here, there), count in group.pairs
        )
        drawn = table("", "")
        drawn.add_row("who", cell(_first(name(graph, actor) for actor in group.actors)))
        drawn.add_row(
            "held by", cell(f"{held}: {_first(f'{n} {type_}' for type_, n in group.types.items())}")
        )
        drawn.add_row("most", cell(_first(pairs)))
        drawn.add_row("to others", cell(plural(group.outside, "relation")))
        count = plural(len(group.actors), "actor")
        parts += [Cell(f"\nGroup {group.number}: {count}", "bold"), drawn]
    return parts
