"""The command ``voices``: what rests on an actor's word."""

from collections.abc import Iterable

import click

from graphkit.cli.completion import complete_actor
from graphkit.cli.filters import Narrowing
from graphkit.cli.grouping import command
from graphkit.cli.json_answers import opened
from graphkit.cli.options import narrowing
from graphkit.cli.reading import read_graph
from graphkit.cli.render import rows_of
from graphkit.cli.response import Response
from graphkit.cli.words import beyond_sources, name, period
from graphkit.errors import ActorNotFoundError, Mend, UsageError, plural
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor, names
from graphkit.graph.validated import filter_of
from graphkit.model.folding import folded
from graphkit.queries.attribution import Vouching, told_by, voices
from graphkit.queries.windows import hidden_in, left_out_of


@command("voices")
@click.argument("actor", metavar="ACTOR", shell_complete=complete_actor)
@narrowing()
@click.pass_context
def voices_command(ctx: click.Context, actor: str, filters: Narrowing) -> Response:
    """Show what rests on ACTOR's word alone, and what ACTOR says that others deny.

    \b
    Examples:
      graphkit voices nvidia
      graphkit voices "Jensen Huang" --format json
    """
    whole = read_graph(ctx)
    known = filters.known(whole)
    graph = filters.window(known)
    try:
        speaker = find_actor(whole, actor)
    except ActorNotFoundError as error:
        if published := _published_as(whole, [actor]):
            raise UsageError(
                str(error),
                Mend(
                    f"a publisher has that name: 'graphkit show {published[0]}' shows what it tells",
                    request="a publisher has that name",
                ),
            ) from None
        raise
    vouching = voices(graph, speaker) if speaker in graph else Vouching(speaker, (), (), (), (), ())
    speaker_name = name(whole, speaker)
    titles = {
        "alone": f"On the word of {speaker_name} alone",
        "denied": f"Said by {speaker_name}, told otherwise by others",
        "denies": f"Denied by {speaker_name}",
        "otherwise": f"Told otherwise by {speaker_name}",
        "shared": f"{speaker_name} is one voice of several",
    }
    rows = rows_of(Vouching, [vouching])
    said = {index(known).positions[id] for id in told_by(known, speaker)}
    return Response(
        graph=graph,
        query={"command": "voices", "actor": actor, **filters.query()},
        answer=lambda: opened(vouching),
        heading=f"{speaker_name} {_vouches(vouching)}{period(graph)}",
        rows=rows._replace(group=lambda row: (row["voice"], titles[row["voice"]])),
        left_out=left_out_of(known, filter_of(graph), said),
        hidden=hidden_in(known, filter_of(graph), said),
        notes=(
            *beyond_sources(known, filter_of(graph)),
            *_namesake(whole, speaker),
        ),
    )


def _published_as(graph: Graph, names: Iterable[str]) -> list[str]:
    """Return the sources whose publisher has one of these names, and is not said to be an actor."""
    wanted = set(map(folded, names))
    sources = index(graph).sources
    return [
        id for id, each in sources.items() if not each.publisher_actor and folded(each.publisher) in wanted
    ]


def _namesake(graph: Graph, actor: str) -> tuple[str, ...]:
    """Return a note if a publisher has a name of an actor, and is not said to be the actor."""
    published = _published_as(graph, names(graph, actor)[1:])
    if not published:
        return ()
    return (
        f"Not counted: {plural(len(published), 'source')} of a publisher of that name, which is not said to "
        f"be this actor; if it is: graphkit edit {published[0]} publisher_actor={actor}",
    )


def _vouches(vouching: Vouching) -> str:
    clauses = [f"vouches for {plural(len(vouching.vouched), 'relation')}"] if vouching.vouched else []
    clauses += [f"denies {len(vouching.denies)}"] if vouching.denies else []
    clauses += [f"tells {len(vouching.otherwise)} otherwise"] if vouching.otherwise else []
    return " and ".join(clauses) or "vouches for nothing"
