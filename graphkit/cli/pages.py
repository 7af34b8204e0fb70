"""Commands that write files: ``open``, ``export``."""

import os
import shlex
import sys
import tempfile
import webbrowser
from pathlib import Path

import click
import cloup
from rich.text import Text

from graphkit import dates
from graphkit.cli.options import Narrowing, narrowing, read_graph
from graphkit.cli.output import cell, plural, show
from graphkit.cli.overview import summary
from graphkit.formats import write
from graphkit.graph import Graph


@cloup.command("open")
@narrowing(formats=False)
@click.pass_context
def open_command(ctx: click.Context, asked: Narrowing) -> int:
    """Build the page and open it in the browser; without a display, print where it is.

    The page goes to the folder exports/ where there is one, else to a temporary folder.

    \b
    Examples:
      graphkit open
      graphkit open --since 2025-07
    """
    graph = asked.window(read_graph(ctx))
    folder = Path("exports")
    if not folder.is_dir():
        folder = Path(tempfile.mkdtemp(prefix="graphkit-"))
    page = (folder / f"{Path(ctx.obj).stem}.html").resolve()
    write(graph, page)
    opened = _has_display() and webbrowser.open(page.as_uri())
    show(cell(f"{'Opened' if opened else 'The page is'} {page}"))
    _introduce(graph)
    return 0


def _introduce(graph: Graph) -> None:
    """Say in three lines what is in the graph, and which three commands to try next."""
    counts = summary(graph)
    amounts = [
        plural(counts[what]["count"], what.removesuffix("s")) for what in ("actors", "relations", "sources")
    ]
    first, last = counts["dated"]
    doubts = ", ".join(
        f"{count} {label.replace('_', ' ')}" for label, count in counts["doubts"].items() if count
    )
    show(
        Text(),
        cell(counts["title"], "bold"),
        f"{', '.join(amounts)}; dated {first} to {last}" if first else f"{', '.join(amounts)}; none dated",
        f"In doubt: {doubts}" if doubts else "Nothing in doubt",
    )
    suggestions = _suggestions(graph, last)
    if suggestions:
        show(Text("\nTry next:"), *(cell(f"  graphkit {line}", "cyan") for line in suggestions))


def _suggestions(graph: Graph, last: str | None) -> list[str]:
    """Return three questions about this graph: on its hub, on somebody farther off, on its last day."""
    hubs = sorted(graph, key=lambda actor: (-graph.degree(actor), actor))
    if not graph.number_of_edges():
        return []
    hub = hubs[0]
    near = {hub, *graph.successors(hub), *graph.predecessors(hub)}
    far = next((actor for actor in hubs if actor not in near), hubs[1])
    on = graph.graph["sources"][0].published if graph.graph.get("sources") else last
    return [
        f"neighbors {shlex.quote(graph.nodes[hub]['name'])}",
        f"path {shlex.quote(graph.nodes[hub]['name'])} {shlex.quote(graph.nodes[far]['name'])}",
        f"snapshot {last}" if on is None else f"snapshot {dates.iso(dates.parse(on).bounds.latest_end)}",
    ]


def _has_display() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@cloup.command("export")
@cloup.argument("files", metavar="OUT...", nargs=-1, required=True)
@narrowing(formats=False)
@click.pass_context
def export_command(ctx: click.Context, files: tuple[str, ...], asked: Narrowing) -> int:
    """Write the graph, or a window of it, to files; the suffix says the format: .html or .json.

    \b
    Examples:
      graphkit export exports/h20.html
      graphkit export exports/july.html exports/july.json --since 2025-07 --until 2025-07
    """
    graph = asked.window(read_graph(ctx))
    for file in files:
        write(graph, file)
        actors, relations = graph.number_of_nodes(), graph.number_of_edges()
        show(cell(f"Wrote {file}: {plural(actors, 'actor')}, {plural(relations, 'relation')}."))
    return 0
