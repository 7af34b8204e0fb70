"""Commands that say what is in a file: ``info``, ``check``."""

from collections import Counter
from collections.abc import Iterable

import click
import cloup

from graphkit import dates
from graphkit.cli.answers import Answer
from graphkit.cli.options import read_graph
from graphkit.cli.output import cell, plural, print_json, show, table
from graphkit.cli.printable import printable
from graphkit.errors import DataError
from graphkit.graph import Graph
from graphkit.index import index
from graphkit.storage import read_dataset


@cloup.command("info")
@cloup.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print.",
)
@click.pass_context
def info_command(ctx: click.Context, format_: str) -> int:
    """Say what is in the graph: how much of what kind, over which days, from which sources.

    \b
    Examples:
      graphkit info
      graphkit --data story.json info --format json
    """
    graph = read_graph(ctx)
    answer = summary(graph)
    if format_ == "json":
        print_json({"command": "info"}, answer)
        return 0
    show(cell(answer["title"], "bold"), cell(answer["description"] or ""))
    rows = table("", "", "")
    for what in ("actors", "relations", "sources"):
        counts = ", ".join(f"{count} {label}" for label, count in answer[what]["by"].items())
        rows.add_row(cell(what), cell(str(answer[what]["count"])), cell(counts))
    first, last = answer["dated"]
    rows.add_row("dated", "", cell(f"{first} to {last}" if first else "nothing"))
    doubts = answer["doubts"]
    rows.add_row(
        "doubts", "", cell(", ".join(f"{count} {label.replace('_', ' ')}" for label, count in doubts.items()))
    )
    show("", rows)
    return 0


def summary(graph: Graph) -> Answer:
    """Return the counts of a graph and the days from the first to the last that a relation names."""
    relations = index(graph).relations()
    days = [
        day
        for seen in relations
        if seen.bounds and seen.when
        for day in seen.bounds
        if day not in (dates.PAST, dates.FUTURE)
    ]
    sources = graph.graph.get("sources", ())
    return {
        "title": graph.graph["title"],
        "description": graph.graph.get("description"),
        "actors": _counted(data["kind"] for _, data in graph.nodes(data=True)),
        "relations": _counted(seen.type.family for seen in relations),
        "sources": _counted(source.publisher for source in sources),
        "dated": [dates.iso(min(days)), dates.iso(max(days))] if days else [None, None],
        "doubts": {
            "claimed": sum(seen.claimed for seen in relations),
            "contested": sum(seen.contested for seen in relations),
            "dates_differ": sum(seen.dates_differ for seen in relations),
            "planned": sum(seen.status == "planned" for seen in relations),
            "denied": sum(seen.status == "denied" for seen in relations),
            "undated": sum(seen.undated for seen in relations),
        },
    }


def _counted(labels: Iterable[str]) -> Answer:
    by = Counter(labels)
    return {"count": by.total(), "by": dict(sorted(by.items(), key=lambda item: (-item[1], item[0])))}


@cloup.command("check")
@cloup.argument("file", metavar="[FILE]", required=False)
@click.pass_context
def check_command(ctx: click.Context, file: str | None) -> int:
    """Validate FILE (or the dataset of --data) and name every fault by its place.

    \b
    Examples:
      graphkit check
      graphkit check story.json
    """
    path = file or ctx.obj
    try:
        dataset = read_dataset(path)
    except DataError as error:
        for fault in error.faults:
            click.echo(printable(" ".join(f"{path}: {fault}".split())), err=True)
        return 2
    counts = f"{plural(len(dataset.actors), 'actor')}, {plural(len(dataset.relations), 'relation')}"
    show(cell(f"{path} is sound: {counts}, {plural(len(dataset.sources), 'source')}."))
    return 0
