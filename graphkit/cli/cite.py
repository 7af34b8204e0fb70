"""The command ``cite``: a bibliography of the sources behind relations, actors or the whole graph."""

from typing import get_args

import click

from graphkit.cli.completion import complete_id
from graphkit.cli.directories import in_window
from graphkit.cli.filters import Narrowing
from graphkit.cli.grouping import command
from graphkit.cli.options import narrowing
from graphkit.cli.parameter_types import output_option
from graphkit.cli.reading import read_graph
from graphkit.cli.response import spare_dataset, suffix_in, write_bibliography
from graphkit.cli.show import find
from graphkit.cli.terminal import cell, echo, show
from graphkit.errors import UsageError
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.model.references import names_in_rows
from graphkit.queries.citations import SUFFIXES, Style, cite, cited


@command("cite")
@click.argument("ids", metavar="[ID]...", nargs=-1, shell_complete=complete_id)
@click.option(
    "--style", type=click.Choice(get_args(Style)), help="Format of the bibliography (default: bibtex)."
)
@output_option(f"Write the bibliography to FILE: {', '.join(SUFFIXES)}.")
@narrowing(formats=False)
@click.pass_context
def cite_command(
    ctx: click.Context, ids: tuple[str, ...], style: Style | None, output: str | None, filters: Narrowing
) -> int:
    """Cite sources for a reference manager: those behind relations or actors, or all.

    Any other answer is cited by -o FILE with the same suffixes: graphkit path A B -o path.bib.

    \b
    Examples:
      graphkit cite h20-ban
      graphkit cite --since 2025-07 --type permission -o permissions.bib
    """
    if output not in (None, "-"):
        suffix = suffix_in(output, SUFFIXES)
        if style not in (None, SUFFIXES[suffix]):
            raise UsageError(f"{output}: {suffix} is not the suffix of {style}; leave out --style")
        style = SUFFIXES[suffix]
        spare_dataset(output)
    graph = filters.window(read_graph(ctx, part=in_window(filters)))
    sources = {source for id in ids for source in _behind(graph, id)} if ids else cited(graph)
    if not sources:
        show(cell("No source is behind this."))
        return 1
    if output in (None, "-"):
        echo(cite(graph, sources=sources, style=style or "bibtex"))
    else:
        show(*map(cell, write_bibliography(graph, sources, output)))
    return 0


def _behind(graph: Graph, id: str) -> set[str]:
    """Return the sources behind a relation, or behind all relations of an actor; a source is its own."""
    relation, actor, source = find(graph, id)
    if source is not None:
        return {source.id}
    if relation is not None:
        return names_in_rows("relations", [relation.fields], "sources")
    relations = index(graph)
    places = relations.positions_of_actors([actor] if actor else [])
    return names_in_rows("relations", [relations.edge_list.fields[place] for place in places], "sources")
