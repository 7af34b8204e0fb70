"""Commands that follow relations from actor to actor: ``neighbors``, ``path``."""

from typing import get_args

import click
import cloup
from rich.table import Table
from rich.text import Text

from graphkit.cli.answers import neighbors_answer, paths_answer, relation_answer
from graphkit.cli.options import Narrowing, narrowing, read_graph
from graphkit.cli.output import (
    add_relation,
    cell,
    hop_parts,
    left_out_words,
    marks,
    name,
    plural,
    print_csv,
    print_json,
    show,
    table,
    told_by,
)
from graphkit.errors import UsageError, nearest
from graphkit.graph import Graph, find_actor
from graphkit.index import view_of
from graphkit.models import Kind
from graphkit.neighborhood import Direction, Neighbor, neighbors
from graphkit.paths import NOT_BETWEEN, Path, Paths, shortest_paths

_NUMBERS = ("No hops", "One hop", "Two hops", "Three hops", "Four hops", "Five hops", "Six hops")


@cloup.command("neighbors", aliases=["neighbours"])
@cloup.argument("actor", metavar="ACTOR")
@cloup.option("--hops", type=click.IntRange(min=1), default=1, show_default=True, help="How far to go.")
@cloup.option(
    "--direction",
    type=click.Choice(["in", "out", "both"]),
    default="both",
    show_default=True,
    help="Follow relations from the actor (out), towards it (in), or both.",
)
@narrowing()
@click.pass_context
def neighbors_command(
    ctx: click.Context, actor: str, hops: int, direction: Direction, asked: Narrowing, format_: str
) -> int:
    """List who is tied to ACTOR, and how; ACTOR is an id, a name or an alias.

    \b
    Examples:
      graphkit neighbors nvidia --since 2025-04 --until 2025-06
      graphkit neighbors "Jensen Huang" --hops 2 --direction out
    """
    whole = read_graph(ctx)
    start = find_actor(whole, actor)
    graph = asked.window(whole)
    found = neighbors(graph, start, hops=hops, direction=direction) if start in graph else ()
    query = {"command": "neighbors", "actor": actor, "hops": hops, "direction": direction, **asked.query()}
    if format_ == "json":
        print_json(query, neighbors_answer(start, found))
    elif format_ == "csv":
        rows = [
            {"neighbor": near.actor, "hops": near.hops, **relation_answer(seen)}
            for near in found
            for seen in near.relations
        ]
        print_csv(rows, extra=("neighbor", "hops"))
    else:
        _print_neighbors(whole, graph, start, found)
    return 0 if found else 1


def _print_neighbors(whole: Graph, graph: Graph, start: str, found: tuple[Neighbor, ...]) -> None:
    window = view_of(graph).window
    period = f" {window}" if window else ""
    if not found:
        show(f"{name(whole, start)} has no neighbours{period}.")
    else:
        show(f"{name(whole, start)}: {plural(len(found), 'neighbour')}{period}", Text())
        rows = table("neighbour", "when", "relation", "", "told by", "id")
        for near in found:
            _add_neighbor(rows, whole, start, near)
        show(rows)
    left_out = left_out_words(dict(view_of(graph).left_out))
    if left_out:
        show(Text(f"\n{left_out}", style="dim"))


def _add_neighbor(rows: Table, graph: Graph, start: str, near: Neighbor) -> None:
    """Add a neighbour's relations, its name at the first; those only about the actor are marked."""
    label = name(graph, near.actor) + (f" ({near.hops} hops)" if near.hops > 1 else "")
    for seen in near.relations:
        about = near.hops == 1 and start not in (seen.source, seen.target)
        end = seen.other(near.actor)
        add_relation(rows, graph, seen, end, before=label, about=name(graph, start) if about else None)
        label = ""


@cloup.command("path")
@cloup.argument("source", metavar="A")
@cloup.argument("target", metavar="B")
@cloup.option("--all", "all_", is_flag=True, help="Print every shortest path, not just the best.")
@cloup.option("--limit", type=click.IntRange(min=1), default=None, help="Print this many paths at most.")
@cloup.option(
    "--avoid", metavar="ACTOR", multiple=True, help="Do not run through this actor; may be repeated."
)
@cloup.option(
    "--avoid-kind",
    "avoid_kinds",
    metavar="KIND",
    multiple=True,
    default=NOT_BETWEEN,
    show_default=True,
    help="Do not run through actors of this kind; 'none' lets a path run through any.",
)
@cloup.option("--directed", is_flag=True, help="Follow relations only in their own direction.")
@narrowing()
@click.pass_context
def path_command(
    ctx: click.Context,
    source: str,
    target: str,
    all_: bool,
    limit: int | None,
    avoid: tuple[str, ...],
    avoid_kinds: tuple[str, ...],
    directed: bool,
    asked: Narrowing,
    format_: str,
) -> int:
    """Find the shortest chains of relations between actors A and B, best vouched for first.

    \b
    Examples:
      graphkit path Trump DeepSeek
      graphkit path huawei nvidia --since 2025-07 --all --avoid-kind none
    """
    whole = read_graph(ctx)
    start, goal = find_actor(whole, source), find_actor(whole, target)
    kinds = _kinds(avoid_kinds)
    graph = asked.walking_planned().window(whole)
    shunned = [find_actor(whole, name) for name in avoid]
    if start in graph and goal in graph:
        inside = [actor for actor in shunned if actor in graph]
        found = shortest_paths(graph, start, goal, directed=directed, avoid=inside, avoid_kinds=kinds)
    else:
        found = Paths(start, goal, (), ())
    wanted = found.paths if all_ and limit is None else found.paths[: limit or 1]
    query = {
        "command": "path",
        "source": source,
        "target": target,
        "avoid": list(avoid),
        "avoid_kind": list(kinds),
        "directed": directed,
        **asked.query(),
    }
    if format_ == "json":
        print_json(query, paths_answer(Paths(start, goal, wanted, found.skipped)))
    elif format_ == "csv":
        rows = [
            {"path": number, "hop": step, **relation_answer(seen)}
            for number, path in enumerate(wanted, start=1)
            for step, seen in enumerate(path.relations, start=1)
        ]
        print_csv(rows, extra=("path", "hop"))
    else:
        _print_paths(whole, graph, found, wanted)
    return 0 if found.paths else 1


def _kinds(given: tuple[str, ...]) -> tuple[str, ...]:
    known = get_args(Kind)
    for kind in given:
        if kind not in (*known, "none"):
            near = nearest(kind, [*known, "none"], limit=1)
            hint = f"did you mean {near[0]!r}? It is" if near else "it is"
            raise UsageError(f"--avoid-kind: {kind!r} is no kind; {hint} one of {', '.join(known)} or none")
    return tuple(kind for kind in given if kind != "none")


def _print_paths(whole: Graph, graph: Graph, found: Paths, wanted: tuple[Path, ...]) -> None:
    window = view_of(graph).window
    period = f" {window}" if window else ""
    if found.length is None:
        heading = f"No path from {name(whole, found.source)} to {name(whole, found.target)}{period}."
    else:
        hops = _NUMBERS[found.length] if found.length < len(_NUMBERS) else f"{found.length} hops"
        heading = f"{hops}{period}."
    if found.skipped:
        skipped = ", ".join(
            f"{name(whole, each.actor)} ({plural(each.paths, 'shorter path')})" for each in found.skipped
        )
        heading += f" Skipped as go-betweens: {skipped}; --avoid-kind none lets them in."
    show(heading)
    for number, path in enumerate(wanted, start=1):
        rows = table("", "", "", "", "", "")
        rows.columns[1].no_wrap = rows.columns[5].no_wrap = True
        for here, seen in zip(path.actors, path.relations, strict=False):
            when = "background" if seen.type.background and not seen.when else seen.words
            told = ", ".join([*marks(seen), told_by(whole, seen)])
            texts = (*hop_parts(whole, seen, here), when, told, seen.id)
            rows.add_row(*(cell(text, "dim" if seen.type.background else "") for text in texts))
        show(Text(f"\nPath {number}" if len(wanted) > 1 else ""), rows)
    more = len(found.paths) - len(wanted)
    if more:
        show(Text(f"\n{plural(more, 'more path')} of the same length (--all)", style="dim"))
