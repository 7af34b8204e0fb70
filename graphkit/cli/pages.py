"""The commands that write pages and files: ``open``, ``demo``, ``export``."""

import os
import shlex
import shutil
import sys
import tempfile
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import resources
from pathlib import Path
from statistics import median_low

import click
from click.core import ParameterSource

from graphkit.cli.directories import hidden, in_window, whole_or_window
from graphkit.cli.escaping import printable
from graphkit.cli.filters import Narrowing
from graphkit.cli.grouping import command
from graphkit.cli.options import narrowing
from graphkit.cli.parameter_types import FILE, output_option
from graphkit.cli.reading import read_graph
from graphkit.cli.response import FEWER, MOST_ON_A_PAGE, refuse_large_page, spare_dataset, with_narrowing
from graphkit.cli.terminal import Cell, cell, show
from graphkit.cli.words import amounts, hidden_words, left_out_words, narrowed_words, period
from graphkit.errors import UsageError, plural
from graphkit.formats import write
from graphkit.formats.registry import check_writable, suffix_of, title_of
from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.validated import describe, filter_of
from graphkit.queries.contradictions import wrong_ids
from graphkit.queries.listing import actors
from graphkit.queries.summary import Overview, info
from graphkit.queries.windows import part
from graphkit.storage.atomic import followed, write_atomically
from graphkit.storage.json_file import loads
from graphkit.temporal import edtf
from graphkit.temporal.calendar import iso, span_words

_ALL_THERE_ARE = 10**9
_LEAST_BYTES = 40
"""No relation takes fewer in a file."""
_ADVICE = f"{FEWER}, or write it anyway by --any-size"
_STORIES = {"h20": "graph.json", "danske": "danske.json"}
"""The stories that come with graphkit, each with its file in a checkout's ``data``; the first by default."""


@command("open")
@narrowing(formats=False)
@click.pass_context
def open_command(ctx: click.Context, filters: Narrowing) -> int:
    """Build the page and open it in the browser. Without a display, print its location.

    The page is written to the folder exports/ if there is one, else to a temporary folder.

    \b
    Examples:
      graphkit open
      graphkit open --since 2025-07
    """
    if filters == Narrowing():
        _refuse_unread(ctx, Path(ctx.obj).name, refuse_large_page)
    whole = _titled(ctx, read_graph(ctx, part=in_window(filters)))
    known = filters.known(whole)
    graph = filters.window(known)
    refuse_large_page(graph.number_of_edges(), Path(ctx.obj).name)
    _open(_described(graph, filters), Path(ctx.obj).stem)
    _introduce(graph, _said_before(ctx))
    _say_what_is_missing(ctx, filters, known, graph)
    return 0


_LEAN = (".json", ".jsonld", ".sqlite", ".db", None)
"""The suffixes of files, and that of a folder, that take little more memory to write than the graph does."""


def _refuse_large(count: int, file: str, advice: str) -> None:
    """Refuse to write too many relations into a page, or into a file that takes much memory to write."""
    if suffix_of(file) == ".html":
        refuse_large_page(count, file, advice)
    elif count > MOST_ON_A_PAGE:
        lean = "write .json, .sqlite or a folder of tables"
        raise UsageError(f"{file}: {count:,} relations take gigabytes to write so; {lean}; or {advice}")


def _refuse_unread(ctx: click.Context, written: str, refuse: Callable[[int, str, str], None]) -> None:
    """Refuse to write all of a file that is too large for that, before reading takes long."""
    file, count = Path(ctx.obj), 0
    with suppress(OSError, ValueError):  # which reading reports
        if file.suffix.lower() == ".json" and file.stat().st_size > MOST_ON_A_PAGE * _LEAST_BYTES:
            content = file.read_bytes()
            count = min(
                map(content.count, (b'"target":', b'"key":'))
            )  # a text has its quotation marks escaped
    directory = f"graphkit import FILE -o DIR, then graphkit --data DIR {ctx.info_name} --since DAY"
    refuse(count, written, f"{FEWER}, soonest from a directory: {directory}")


def _titled(ctx: click.Context, graph: Graph) -> Graph:
    """Give the graph of a page the name of its file as title, where the file has none."""
    describe(graph, title=title_of(graph, ctx.obj))
    return graph


def _described(graph: Graph, filters: Narrowing) -> Graph:
    """Return the graph of a page, whose description says which options narrow it."""
    narrowed = narrowed_words(filters.query(), days=period(graph).strip())
    if not narrowed:
        return graph
    described = part(graph, list(index(graph).by_id))
    describe(described, description=with_narrowing(graph.graph.get("description") or "", narrowed))
    return described


def errors_words(graph: Graph) -> str:
    """Return which relations of a graph have errors; blank if none has."""
    wrong = [*map(printable, wrong_ids(graph))]
    if not wrong:
        return ""
    named = f"{', '.join(wrong[:3])}{', ...' * (len(wrong) > 3)}"
    return f"{plural(len(wrong), 'relation')} with an error that 'graphkit check' names: {named}."


def _say_what_is_missing(ctx: click.Context, filters: Narrowing, known: Graph, graph: Graph) -> None:
    """Say which options narrow a graph, what a default left out of it, and what options hid."""
    criteria = filter_of(graph)
    words = (
        errors_words(graph),
        narrowed_words(filters.query()),
        left_out_words(dict(criteria.left_out), criteria),
        hidden_words(hidden(ctx, known, criteria)),
    )
    show(*(cell(text, "dim") for text in words if text))


@command("demo")
@click.argument("name", type=click.Choice(list(_STORIES)), default="h20")
@output_option("Save the story's dataset to FILE, to explore it further.")
def demo_command(name: str, output: str | None) -> int:
    """Open a story that comes with graphkit.

    \b
    h20     Nvidia's H20 chip and China, July 2025 (if you name none)
    danske  Danske Bank and its branch in Estonia, 2006 to 2025

    \b
    Examples:
      graphkit demo
      graphkit demo danske -o danske.json
    """
    shipped = resources.files("graphkit") / "stories" / f"{name}.json"
    if not shipped.is_file():  # a checkout; only a wheel has the stories beside the modules
        shipped = Path(__file__).parents[2] / "data" / _STORIES[name]
    text = shipped.read_text("utf-8")
    if output is None:
        _open(build_graph(loads(text)), name)
        kept = f"graphkit demo{'' if name == 'h20' else f' {name}'} -o {name}.json"
        show(Cell("\nAsk it more:"), cell(f"  {kept}", "cyan"))
        return 0
    if Path(output).suffix.lower() != ".json":
        raise UsageError(f"{output}: the dataset is JSON; name a file that ends in .json")
    write_atomically(output, text.encode(), follow=False, new=True)
    show(cell(f"Wrote {output}."))
    _introduce(build_graph(loads(text)), ("--data", output))
    return 0


def _open(graph: Graph, stem: str) -> None:
    folder = Path("exports")
    if not folder.is_dir():
        folder = Path(tempfile.mkdtemp(prefix="graphkit-"))
    page = followed(folder) / f"{stem}.html"
    write(graph, page)
    opened = False
    with suppress(ValueError, OSError, webbrowser.Error):  # BROWSER may name no program
        opened = has_display() and webbrowser.open(page.as_uri())
    show(cell(f"{'Opened' if opened else 'The page is'} {page}"))


def _introduce(graph: Graph, options: Sequence[str]) -> None:
    """Print what is in the graph in three lines, and three commands to try next."""
    summary = info(graph)
    doubts = {"claimed": summary.claimed, "contested": summary.contested, "planned": summary.planned}
    doubtful = ", ".join(f"{len(ids)} {label}" for label, ids in doubts.items() if ids)
    dated = ""
    if summary.first is not None and summary.last is not None:
        dated = f"; dated {span_words(summary.first, summary.last)}"
    show(
        Cell(),
        cell(summary.title, "bold"),
        f"{amounts(summary)}{dated}",
        f"In doubt: {doubtful}" if doubtful else "Nothing in doubt",
    )
    suggestions = _suggestions(graph, summary)
    command = " ".join((_called(), *map(shlex.quote, options)))
    if suggestions:
        show(Cell("\nTry next:"), *(cell(f"  {command} {line}", "cyan") for line in suggestions))


def _said_before(ctx: click.Context) -> list[str]:
    """Return the options that the command line has before its command, such as ``--data FILE``."""
    root = ctx.find_root()
    return [
        word
        for param in root.command.params
        if isinstance(param, click.Option)
        and root.get_parameter_source(str(param.name)) is ParameterSource.COMMANDLINE
        for word in (param.opts[0], *(() if param.is_flag else (str(root.params[str(param.name)]),)))
    ]


def _called() -> str:
    """Return how to call graphkit: by name if the shell finds it, else by its path."""
    if shutil.which("graphkit"):
        return "graphkit"
    with suppress(ValueError):
        return shlex.quote(os.path.relpath(sys.argv[0]))
    return "graphkit"


def _suggestions(graph: Graph, summary: Overview) -> list[str]:
    """Return three commands for this graph: on its hub, a distant actor, and the middle of its sources."""
    hubs = [row.id for row in actors(graph)]
    if len(hubs) < 2 or summary.last is None:
        return []
    near = {hubs[0], *graph.successors(hubs[0]), *graph.predecessors(hubs[0])}
    far = next((actor for actor in hubs if actor not in near), hubs[1])
    shared = index(graph).cache.namesakes
    names = (id if id in shared else graph.nodes[id]["name"] for id in (hubs[0], far))
    hub, other = map(shlex.quote, names)
    published = [edtf.parse(source.published).bounds.latest_end for source in graph.graph["sources"]]
    day = iso(median_low(published or [summary.last])) or iso(summary.last)
    return [f"neighbors {hub}", f"path {hub} {other}", f"snapshot {day}"]


def has_display() -> bool:
    """Return whether a browser can be opened here."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@command("export")
@click.argument("files", metavar="OUT...", type=FILE, nargs=-1, required=True)
@click.option(
    "--any-size",
    is_flag=True,
    help="Write however many relations, even if a page opens slowly or a file takes gigabytes to write.",
)
@narrowing(formats=False, concerning=True)
@click.pass_context
def export_command(ctx: click.Context, files: tuple[str, ...], any_size: bool, filters: Narrowing) -> int:
    """Write the graph, or a window of it, to files.

    The suffix decides the format; 'graphkit formats' lists them. What a format cannot carry is listed under
    each file.

    \b
    Examples:
      graphkit export exports/h20.html
      graphkit export exports/july.html exports/july.gexf --since 2025-07 --until 2025-07
    """
    data = [file for file in files if suffix_of(file) != ".html"]
    if filters.supposed and data:
        raise UsageError(
            f"{data[0]}: would hold what no source says; leave out --suppose, or export a .html page"
        )
    large = [file for file in files if suffix_of(file) not in _LEAN and not any_size]
    if large and filters == Narrowing():
        _refuse_unread(ctx, large[0], _refuse_large)
    most = _ALL_THERE_ARE if any_size else MOST_ON_A_PAGE
    whole = read_graph(ctx, part=whole_or_window(filters, most=most, advice=_ADVICE))
    known = filters.known(whole)
    graph = filters.window(known)
    for file in large:
        _refuse_large(graph.number_of_edges(), file, _ADVICE)
    for file in files:
        spare_dataset(file, whole=filters == Narrowing())
        check_writable(file)
    for file in sorted(files, key=lambda file: file not in data):  # only pages are called by the file
        losses = write(graph if file in data else _described(_titled(ctx, graph), filters), file)
        counts = f"{plural(graph.number_of_nodes(), 'actor')}, {plural(graph.number_of_edges(), 'relation')}"
        show(cell(f"Wrote {file}: {counts}."))
        if losses:
            show(cell("What the file does not carry as it is:", "dim"))
            show(*(cell(f"  {loss}", "dim") for loss in losses))
    _say_what_is_missing(ctx, filters, known, graph)
    return 0
