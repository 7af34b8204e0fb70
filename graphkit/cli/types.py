"""The command ``types``: lists and searches the relation types."""

from dataclasses import asdict

import click

from graphkit.answers import Column
from graphkit.cli.directories import described, engine_of
from graphkit.cli.grouping import command
from graphkit.cli.options import format_and_output
from graphkit.cli.reading import read_graph
from graphkit.cli.render import Rows
from graphkit.cli.response import Response
from graphkit.errors import StorageError, plural
from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Dataset
from graphkit.model.vocabulary import KnownType, matching, vocabulary

_COLUMNS = (
    *map(Column, ("name", "kind", "family", "meaning", "example", "inverse")),
    *map(Column, ("symmetric", "synonyms", "plover", "cameo", "ftm", "own")),
)


@command("types")
@click.argument("words", metavar="[TEXT]", required=False)
@format_and_output
@click.pass_context
def types_command(ctx: click.Context, words: str | None) -> Response:
    """List the relation types, or those that mean TEXT.

    Each word of TEXT must begin a word of the name, the meaning or a synonym.

    \b
    Examples:
      graphkit types
      graphkit types bought
    """
    graph = _graph(ctx)
    own = {row.name for row in graph.graph["relation_types"]}
    found = matching(words or "", vocabulary(graph.graph["relation_types"]))
    rows = Rows(
        _COLUMNS,
        [_row(type_) | {"own": type_.name in own} for type_ in found],
        shown=("name", "kind", "family", "meaning", "example"),
    )
    return Response(
        graph=graph,
        query={"command": "types", "words": words},
        answer=lambda: {"types": rows.plain()},
        heading=plural(len(found), "relation type"),
        rows=rows,
        sections=lambda: (),
        notes=() if found else ("'graphkit add type' makes one of your own.",),
    )


def _graph(ctx: click.Context) -> Graph:
    """Return the graph of the dataset; an empty one if there is none, since the shipped types need none."""
    engine = engine_of(ctx)
    if engine is not None:
        return described(engine, None)
    try:
        return read_graph(ctx)
    except StorageError:
        if ctx.find_root().get_parameter_source("data") is not click.core.ParameterSource.DEFAULT:
            raise
        return build_graph(Dataset())


def _row(type_: KnownType) -> dict[str, object]:
    inverse = None if type_.symmetric else type_.label(forward=False)
    return asdict(type_) | {"example": example(type_), "inverse": inverse}


def example(type_: KnownType) -> str:
    """Return a sentence with a type: what lasts in the present, else in the past."""
    return f"A {type_.verb(past=not type_.goes_on)} B."
