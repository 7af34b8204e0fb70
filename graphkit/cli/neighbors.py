"""The commands ``neighbors`` and ``reach``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

import click

from graphkit.answers import Answer
from graphkit.cli.completion import complete_actor
from graphkit.cli.directories import around, asked_in_parts, counted_not_tying, hidden, reached
from graphkit.cli.filters import Narrowing, given
from graphkit.cli.grouping import command
from graphkit.cli.options import NOT_ABOUT, WITHIN, direction_option, narrowing
from graphkit.cli.parameter_types import Count
from graphkit.cli.reading import read_graph
from graphkit.cli.render import Rows, rows_of
from graphkit.cli.response import Response
from graphkit.cli.words import (
    beyond_sources,
    caveats,
    left_out_at,
    name,
    not_passed,
    not_tied_at,
    not_walked,
    of_walks,
    period,
)
from graphkit.errors import UsageError, plural
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import filter_of
from graphkit.model.kinds import NOT_BETWEEN, Kind
from graphkit.queries.first_known import known_on, not_known
from graphkit.queries.listing import Section, in_order, not_tying, tying_statuses
from graphkit.queries.neighbors import Direction, Neighbor, neighbors, parts

DIRECTED = click.option(
    "--directed",
    is_flag=True,
    help="Follow relations only from source to target, and not to or from what they are about.",
)
DIRECT = click.option(
    "--direct", is_flag=True, help="No hops between an end of a relation and an actor that it is about."
)
AVOID_KINDS = click.option(
    "--avoid-kind",
    "avoid_kinds",
    metavar="KIND",
    type=click.Choice([*get_args(Kind), "none"]),
    multiple=True,
    default=NOT_BETWEEN,
    show_default=True,
    callback=lambda _ctx, _option, kinds: tuple(kind for kind in kinds if kind != "none"),
    help="Do not pass through actors of this kind; 'none' allows all kinds.",
)
"""The options of every query that walks from actor to actor."""


@command("neighbors", aliases=["neighbours"])
@click.argument("actor", metavar="ACTOR", shell_complete=complete_actor)
@click.option(
    "--hops", metavar="N", type=Count(min=1), default=1, show_default=True, help="How many hops to go."
)
@direction_option(
    "Follow relations from the actor (out), towards it (in), or both, then also to what they are about."
)
@NOT_ABOUT
@click.option("--with-parts", is_flag=True, help="Treat ACTOR and all its parts as one.")
@narrowing()
@click.pass_context
def neighbors_command(
    ctx: click.Context,
    actor: str,
    hops: int,
    direction: Direction,
    direct: bool,
    with_parts: bool,
    filters: Narrowing,
) -> Response:
    """List the neighbours of ACTOR, and their relations. ACTOR is an id, a name or an alias.

    \b
    Examples:
      graphkit neighbors nvidia --since 2025-04 --until 2025-06
      graphkit neighbors "US government" --with-parts
    """
    whole = read_graph(ctx, part=around(filters, actor, hops=hops, with_parts=with_parts))
    start = find_actor(whole, actor)
    actor_parts = parts(whole, start) if with_parts else frozenset()
    known = filters.known(whole)
    graph = filters.window(known)
    present = next((member for member in (start, *sorted(actor_parts)) if member in graph), None)
    members = {start, *actor_parts}

    def near(*, direct: bool) -> tuple[Neighbor, ...]:
        if present is None:
            return ()
        parts = members & set(graph)
        return neighbors(graph, present, hops=hops, direction=direction, direct=direct, parts=parts)

    near_actors = near(direct=direct)
    left_out_by_direct = sum(len(neighbor.about) for neighbor in near(direct=False)) if direct else 0
    crossed = {neighbor.actor for neighbor in near_actors if neighbor.hops < hops}
    title = name(whole, start) + (f" with {plural(len(actor_parts), 'part')}" if actor_parts else "")
    count = plural(len(near_actors), "neighbour")
    query = {"command": "neighbors", "actor": actor, "hops": hops, "direction": direction}
    by_direct = {"left_out_by_direct": left_out_by_direct} if left_out_by_direct else {}
    centres = {*members, *crossed}
    left_out = left_out_at(known, graph, centres) | not_tied_at(graph, centres, direct=direct)
    hops_left = plural(left_out_by_direct, "hop")
    own = _with_itself(graph, members)
    more = by_direct | ({"with_itself": own} if own else {})
    return Response(
        graph=graph,
        query={**query, **given(direct=direct, with_parts=with_parts), **filters.query()},
        answer=lambda: {"actor": start, "neighbors": near_actors, "left_out": left_out, **more},
        heading=f"{title}: {count}{period(graph)}"
        if near_actors
        else f"{title} has no neighbours{period(graph)}.",
        rows=_rows(whole, members, near_actors),
        left_out=left_out,
        hidden=hidden(ctx, known, filter_of(graph), centres),
        notes=(
            *((f"--direct leaves out {hops_left} by what a relation is about.",) if by_direct else ()),
            *((f"Not listed: {plural(own, 'relation')} of {title} with itself.",) if own else ()),
            *beyond_sources(known, filter_of(graph)),
            *not_yet_known(ctx, whole, known, start),
        ),
    )


def _with_itself(graph: Graph, actors: set[str]) -> int:
    """Count the relations of some actors with themselves, which lead to no neighbour."""
    graph_index = index(graph)
    tying = tying_statuses(graph_index.criteria)
    loops = {
        relation.id
        for actor in actors.intersection(graph)
        for source, target, between in graph_index.adjacency.incident(actor)
        if source == target
        for relation in graph_index.visible_between(source, target, between)
        if relation.status in tying
    }
    return len(loops)


def not_yet_known(ctx: click.Context, whole: Graph, known: Graph, actor: str) -> tuple[str, ...]:
    """Say that an actor is not known by the day that was asked for, and from when it is."""
    day = filter_of(known).known_by
    if day is None or actor in known:
        return ()
    first = None if asked_in_parts(ctx) else known_on(whole, actor)
    return (f"{not_known(name(whole, actor), day, first)}.",)


def _title(graph: Graph, neighbor: Neighbor) -> str:
    return name(graph, neighbor.actor) + (f" ({neighbor.hops} hops)" if neighbor.hops > 1 else "")


def _rows(graph: Graph, members: set[str], neighbors: Iterable[Neighbor]) -> Rows:
    neighbors = tuple(neighbors)
    titles = {neighbor.actor: _title(graph, neighbor) for neighbor in neighbors}
    rows = []
    near_before = {neighbor.actor: neighbor.hops for neighbor in neighbors}
    for neighbor in neighbors:
        for row in neighbor.rows():
            relation = row["relation"]
            about = _concerned(neighbor, relation, members, near_before) if row["tie"] else None
            remark = f"about {name(graph, about)}" if about else ""
            rows.append({**row, "start": relation.other(neighbor.actor), "about": about, "remark": remark})
    return Rows(
        Neighbor.columns,
        rows,
        shown=("relation",),
        group=lambda row: (row["neighbor"], titles[row["neighbor"]]),
        beside="neighbour",
    )


def _concerned(
    neighbor: Neighbor, relation: DatedRelation, members: set[str], hops: Mapping[str, int]
) -> str:
    """Return whom a relation is about that leads to a neighbour by that: it, or who is before it."""
    if neighbor.actor not in (relation.source, relation.target):
        return neighbor.actor
    before = [actor for actor in relation.about if hops.get(actor) == neighbor.hops - 1 or actor in members]
    return min(before)


@command("reach")
@click.argument("actor", metavar="[ACTOR]", required=False, shell_complete=complete_actor)
@click.option(
    "--to",
    metavar="ACTOR",
    shell_complete=complete_actor,
    help="List who reaches this actor, and until when.",
)
@click.option("--strict", is_flag=True, help="Each hop must be on a later day than the one before.")
@WITHIN
@DIRECTED
@DIRECT
@AVOID_KINDS
@narrowing()
@click.pass_context
def reach_command(
    ctx: click.Context,
    /,
    actor: str | None,
    to: str | None,
    direct: bool,
    avoid_kinds: tuple[str, ...],
    filters: Narrowing,
    **how: Any,
) -> Response:
    """List every actor that a chronological path from ACTOR reaches, with the earliest day; with --to, every
    actor from whom such a path leads to one, with the latest day on which it can start.

    \b
    Examples:
      graphkit reach "He Lifeng" --since 2025-04
      graphkit reach --to Zakaria --within 30d
    """
    # 'neighbors' does not need it.
    from graphkit.queries.temporal_paths import Reach, Reached, Reaching, on_chains, reach

    asked = actor or to
    if asked is None or (actor and to):
        raise UsageError("reach: name the ACTOR who reaches others, or with --to the one whom others reach")
    back = to is not None

    def read(avoid_kinds: tuple[str, ...]) -> Graph:
        part = reached(filters, asked, backwards=back, avoid_kinds=avoid_kinds, **how)
        return read_graph(ctx, part=part)

    whole = read(avoid_kinds)
    start = find_actor(whole, asked)
    known = filters.known(whole)
    graph = filters.window(known)
    end: dict[str, Any] = {"to" if back else "actor": start}

    def reach_by(
        graph: Graph, *, direct: bool, kinds: tuple[str, ...] = avoid_kinds
    ) -> Reach[Reached] | Reach[Reaching]:
        if start not in graph:
            return Reach[Reached]((), ())
        return reach(graph, direct=direct, avoid_kinds=kinds, **end, **how)

    reached_actors = reach_by(graph, direct=direct)
    left_out_by_direct = len(reach_by(graph, direct=False)) - len(reached_actors) if direct else 0
    # A part of a directory or a table does not hold what is through these kinds.
    wide = filters.window(read(())) if avoid_kinds and asked_in_parts(ctx) else graph
    avoids = any(data["kind"] in avoid_kinds for _, data in wide.nodes(data=True))
    through = reach_by(wide, direct=direct, kinds=()) if avoids else reached_actors
    more, better = _through(reached_actors, through)
    count = plural(len(reached_actors), "actor") if reached_actors else "nobody"
    within, way = how["within"], {name: how[name] for name in ("strict", "directed")}
    query: dict[str, Any] = {"command": "reach", "to" if back else "actor": asked, **way}
    query |= {"avoid_kind": list(avoid_kinds), **given(within=within, direct=direct), **filters.query()}
    left_out = {"left_out_by_direct": left_out_by_direct} if left_out_by_direct else {}
    left_out |= {"left_out_by_kind": more} if more else {}
    left_out |= {"better_by_kind": better} if better else {}
    reaching = "who reach it" if back else "reached"
    actors_left = f"{plural(left_out_by_direct, 'actor')} {reaching} only by what a relation is about."
    ends = {start, *(row.actor for row in reached_actors)}
    kept = {"within": within, "direct": direct, "avoid_kinds": avoid_kinds, **way}

    def walked() -> tuple[DatedRelation, ...]:
        """Return the relations on the chains."""
        if not reached_actors:
            return ()
        return tuple(in_order(on_chains(graph, reached_actors, start, back=back, **kept)))

    rows = rows_of(Reaching if back else Reached, reached_actors)
    left_out |= {} if reached_actors.exact else {"exact": False}
    patience = "" if within is None else f" with waits of {plural(within, 'day')} at most"
    subject, verb, whom = name(whole, start), "reaches", count
    if back:
        subject, verb, whom = count, "reaches" if len(reached_actors) < 2 else "reach", name(whole, start)
    return Response(
        graph=graph,
        query=query,
        answer=lambda: {**end, "reaching" if back else "reached": rows.plain(), **left_out},
        heading=f"{subject[0].upper()}{subject[1:]} {verb} {whom} in time{patience}{period(graph)}"
        f"{caveats(set(filters.statuses) - {'denied'})}",  # denied relations are never used
        rows=rows,
        tabled=True,
        sections=lambda: [Section("", walked())],
        left_out=_planned(ctx, filters, known, graph, ends),
        hidden=hidden(ctx, known, of_walks(filter_of(graph)), [start]),
        hidden_of=(name(whole, start),),
        notes=(
            *((f"--direct leaves out {actors_left}",) if left_out_by_direct else ()),
            *_by_kinds(avoid_kinds, more, better, back=back),
            *reached_actors.notes,
            *beyond_sources(known, filter_of(graph)),
            *not_yet_known(ctx, whole, known, start),
            *not_walked(known, graph, [start]),
        ),
    )


def _through(found: Iterable[Answer], wider: Iterable[Answer]) -> tuple[int, int]:
    """Return how many more actors are found through all kinds, and how many sooner, or until later."""
    if wider is found:
        return 0, 0
    rows, others = (
        {row["actor"]: [row.get(name) for name in _DAYS] for answer in answers for row in answer.rows()}
        for answers in (found, wider)
    )
    more = len(others.keys() - rows.keys())
    return more, sum(days != others.get(actor, days) for actor, days in rows.items())


_DAYS = ("earliest", "certain_by", "latest", "certain_until")


def _by_kinds(kinds: tuple[str, ...], more: int, better: int, *, back: bool) -> tuple[str, ...]:
    """Say which kinds chains did not pass through, if that changes the answer."""
    if not more and not better:
        return ()
    verb = ("reaches it", "reach it") if back else ("is reached", "are reached")
    day = "until a later day" if back else "on an earlier day"
    words = [f"{plural(more, 'more actor')} {verb[more != 1]}"] if more else []
    words += [f"{better} {verb[better != 1]} {day}"] if better else []
    return (not_passed(kinds, " and ".join(words)),)


def _planned(
    ctx: click.Context, filters: Narrowing, known: Graph, graph: Graph, actors: set[str]
) -> dict[str, int]:
    """Count the planned relations of some actors, which chains do not use unless asked to."""
    backend = asked_in_parts(ctx)
    if backend is None:
        found = left_out_at(known, graph, actors) | not_tying(graph, actors)
    else:
        found = counted_not_tying(backend, filters, actors)
    return {status: count for status, count in found.items() if status == "planned"}
