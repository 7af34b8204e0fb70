"""The ``graphkit`` command: finds and runs a subcommand, and reports errors in one line."""

import os
import re
import sys
from contextlib import suppress
from importlib import import_module
from typing import TextIO

import click

from graphkit.cli.directories import choose_engine
from graphkit.cli.escaping import printable
from graphkit.cli.parameter_types import FILE
from graphkit.cli.reading import choose_reading, print_notes
from graphkit.cli.stopping import Stopping
from graphkit.errors import DataError, GraphkitError, Mend, Reader, UsageError, meant, nearest

SECTIONS = {
    "Look": {
        "open": ("pages", "Build the page and open it in the browser."),
        "demo": ("pages", "Open a story that comes with graphkit."),
        "serve": ("desk.serve", "Open the desk: explore and change the dataset."),
        "info": ("overview", "Show what is in the graph."),
        "actors": ("listing", "List actors, or those with all words of TEXT."),
        "relations": ("listing", "List relations in chronological order, or by amount."),
        "show": ("show", "Show one relation, actor or source in full."),
        "types": ("types", "List the relation types, or those that mean TEXT."),
    },
    "Ask": {
        "neighbors": ("neighbors", "List the neighbours of an actor, and their relations."),
        "between": ("between", "List everything between two actors in order of time."),
        "common": ("common", "List the neighbours that actors share."),
        "groups": ("common", "Divide the actors into groups, and say why."),
        "rank": ("ranking", "Rank actors, pairs, types, sources or periods."),
        "path": ("path", "Find the shortest paths between two actors."),
        "reach": ("neighbors", "List every actor that a chronological path reaches."),
        "snapshot": ("listing", "Show the graph as of a day."),
        "diff": ("diff", "Show what changed between two days."),
        "compare": ("comparing", "Show what differs between two files."),
        "timeline": ("timeline", "Count what happened or began, drawn as bars."),
        "voices": ("voices", "Show what rests on ACTOR's word alone."),
    },
    "Keep your own story": {
        "new": ("editing", "Start a dataset with a small example."),
        "read": ("articles", "Read articles, and propose what they may tell as drafts."),
        "drafts": ("articles", "List the drafts that wait for a decision."),
        "review": ("review", "Walk the drafts at a terminal."),
        "add": ("adding", "Add an actor, a relation, evidence, a source or a type."),
        "edit": ("editing", "Change fields of one relation, actor or source."),
        "remove": ("editing", "Remove one relation, actor or source."),
        "merge": ("editing", "Merge two actors, or two sources, into one."),
        "undo": ("editing", "Undo the last change."),
        "log": ("editing", "List the changes, newest first."),
        "check": ("checking", "Validate the file and list every error."),
    },
    "In and out": {
        "import": ("importing", "Import FILE into a dataset."),
        "export": ("pages", "Write the graph, or a window of it, to files."),
        "site": ("site", "Make a static site of the stories in DIR."),
        "cite": ("cite", "Cite sources for a reference manager."),
        "compact": ("importing", "Merge the small files of a directory."),
        "formats": ("importing", "List the file formats by suffix."),
        "schema": ("importing", "Print the JSON Schema of the file."),
        "mcp": ("desk.mcp", "Hand the dataset to a model, as tools."),
        "completion": ("completion", "Print a shell script that completes commands."),
    },
}
"""The sections of the help; for each command its module in this package and its line."""

COMMANDS = {name: command for section in SECTIONS.values() for name, command in section.items()}
"""All commands by name."""

ALIASES = {"neighbours": "neighbors"}
MEANT = {
    "desk": "serve", "web": "serve", "gui": "serve", "page": "open", "view": "open", "list": "relations",
    "search": "actors", "find": "actors", "create": "new", "init": "new", "delete": "remove",
    "history": "log", "validate": "check", "convert": "export", "load": "import",
}  # fmt: skip
"""Other words for commands, which are suggested."""
_COMPLETE = "_GRAPHKIT_COMPLETE"
"""The environment variable by which a shell requests completions."""


class LazyGroup(click.Group):
    """A group whose commands are imported only when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        name = ALIASES.get(cmd_name, cmd_name)
        if name not in COMMANDS:
            return None
        module = COMMANDS[name][0]
        place = module if "." in module else f"cli.{module}"
        command: click.Command = getattr(import_module(f"graphkit.{place}"), f"{name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command by its name; suggest similar names if there is none."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            near = [*filter(None, [MEANT.get(name)])] or nearest(name, [*COMMANDS, *ALIASES])
            hint = f"did you mean {' or '.join(near)}?" if near else "'graphkit --help' lists them"
            raise UsageError(f"no command called {name!r}; {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        for title, names in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name, COMMANDS[name][1]) for name in names])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data",
    metavar="FILE",
    type=FILE,
    envvar="GRAPHKIT_DATA",
    default="data/graph.json",
    show_default=True,
    show_envvar=True,
    help="Dataset to read: a file, or a directory written by 'import -o'.",
)
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    help="Query engine for a dataset directory (default: duckdb).",
)
@click.option(
    "--master", metavar="URL", help="Spark cluster, such as spark://host:7077 (default: this machine)."
)
@click.option("--memory", metavar="SIZE", help="Memory limit for DuckDB, such as 1GB.")
@click.option(
    "--notes",
    "all_notes",
    is_flag=True,
    help="List everything that a file of another program has and the graph does not.",
)
@click.option(
    "--skip-bad",
    is_flag=True,
    help="Skip what cannot be read in tables or in another program's file, and count it.",
)
@click.option(
    "--columns",
    metavar="NAME=HEADING,...",
    default="",
    help="What the columns of a table are, as in 'import --help'.",
)
@click.version_option(package_name="graphkit-explorer", prog_name="graphkit", message="%(prog)s %(version)s")
@click.pass_context
def graphkit(
    ctx: click.Context,
    data: str,
    engine: str | None,
    master: str | None,
    memory: str | None,
    all_notes: bool,
    skip_bad: bool,
    columns: str,
) -> None:
    """Explore who met, banned, licensed or lobbied whom, when, and who says so.

    \b
    Examples:
      graphkit open
      graphkit relations --since 2025-07 --type met
      graphkit path Trump DeepSeek

    Run 'graphkit COMMAND --help' for help on one command.
    """
    ctx.obj = data
    choose_engine(ctx, engine, master, memory)
    choose_reading(ctx, all_notes=all_notes, skip_bad=skip_bad, columns=columns)


_BEFORE = {
    "--data": "--data FILE COMMAND",
    "--notes": "--data FILE --notes COMMAND",
    "--skip-bad": "--data FILE --skip-bad COMMAND",
    "--columns": "--data FILE --columns NAME=HEADING,... COMMAND",
}
"""Options that belong to the group: how a command line has them."""


def _wrong_option(error: click.NoSuchOption) -> str:
    """Return what is wrong with an option, and which is meant; blank if none is near."""
    if error.option_name in _BEFORE:
        return f"{error.option_name} goes before the command: graphkit {_BEFORE[error.option_name]}"
    options = [option for each in (error.ctx.command.params if error.ctx else ()) for option in each.opts]
    by_name = {option.lstrip("-"): option for option in options if option.startswith("--")}
    near = by_name.get(meant(error.option_name.lstrip("-"), list(by_name)) or "")
    return f"No such option {error.option_name!r}. Did you mean {near!r}?" if near else ""


def _where_data_goes(error: click.UsageError) -> str:
    """Return how a dataset is named, if a command was given a file as an argument too many; else blank."""
    extra = re.fullmatch(r"Got unexpected extra argument \((.+)\)", error.format_message(), re.DOTALL)
    if not extra or error.ctx is None or not os.path.exists(extra[1]):  # noqa: PTH110
        return ""
    import shlex

    command = error.ctx.command_path.removeprefix("graphkit ")
    before = f"a dataset goes before the command: graphkit --data {shlex.quote(extra[1])} {command}"
    return f"{error.format_message()}; {before}"


def main() -> None:
    """Run the command line and exit with 0 (found), 1 (nothing found) or 2 (bad usage or input)."""
    stopping, complaint = Stopping(), ""
    try:
        with stopping:
            code, complaint = _answered()
    except BaseException:
        if stopping.code is None:  # otherwise a library has turned the interrupt into this error
            raise
        code, complaint = stopping.code, "stopped\n"
    if complaint and stopping.code is not None:
        code, complaint = stopping.code, "stopped\n"
    try:
        click.echo(complaint, err=True, nl=False)
    except OSError:  # stderr is closed
        _close(sys.stderr)
    sys.exit(code)


def _answered() -> tuple[int, str]:
    try:
        code = _invoked()
        if sys.stdout is not None:
            sys.stdout.flush()
        return code, ""
    except click.exceptions.NoArgsIsHelpError as error:
        return 2, f"{error.format_message()}\n"
    except (click.Abort, KeyboardInterrupt) as error:
        why = str(error) or str(error.__cause__ or "")
        return 130, f"stopped; {why}\n" if why else "stopped\n"
    except BrokenPipeError:  # the reader has gone, as in | head
        _close(sys.stdout)
        return 0, ""
    except (click.ClickException, GraphkitError, MemoryError, OSError) as error:
        if isinstance(error, OSError) and error.filename is None:
            _close(sys.stdout)
        return 2, f"graphkit: {refusal(error)}\n"


def refusal(
    error: click.ClickException | GraphkitError | MemoryError | OSError, reader: Reader = "terminal"
) -> str:
    """Return in one line what a command that raised an error says."""
    if isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx else "graphkit"
        help_ = Mend(f"see '{command} --help'", request="")
        mended = _wrong_option(error) if isinstance(error, click.NoSuchOption) else _where_data_goes(error)
        message = mended or help_.after(error.format_message().rstrip("."), reader)
    elif isinstance(error, click.ClickException):
        message = error.format_message()
    elif isinstance(error, GraphkitError):
        message = error.told(reader)
        if isinstance(error, DataError) and len(error.faults) > 1 and os.path.exists(error.where):  # noqa: PTH110
            message = Mend("'graphkit check' lists them all", request="").after(message, reader)
    elif isinstance(error, MemoryError):
        message = "there is not enough memory for that; ask for less, or of a part of the file"
    elif error.filename is not None:
        message = f"{os.fsdecode(error.filename)}: {error.strerror}"
    else:
        message = f"the answer cannot be written: {error.strerror or error}"
    return printable(" ".join(message.split()))


def _invoked() -> int:
    completing = os.environ.get(_COMPLETE)
    if completing:
        from click.shell_completion import shell_complete

        with suppress(LookupError, ValueError):  # the shell left variables unset
            return shell_complete(graphkit, {}, "graphkit", _COMPLETE, completing)
        return 1
    try:
        made = graphkit.make_context("graphkit", sys.argv[1:], terminal_width=_help_width())
        from graphkit.graph.multigraph import without_networkx  # here, since help needs no graph

        with without_networkx(), made as context:
            code: int = graphkit.invoke(context) or 0
            print_notes(context)
            _last[:] = [context]
            return code
    except click.exceptions.Exit as left:
        return left.exit_code


_last: list[click.Context] = []
"""The context, with what was read, until the process ends: then the system frees all at once."""


def _help_width() -> int:
    """Return how wide help is, as click has it from shutil, which takes longer to load than help to print."""
    columns = 0
    with suppress(ValueError):
        columns = int(os.environ.get("COLUMNS", ""))
    if columns <= 0:
        with suppress(AttributeError, ValueError, OSError):  # no terminal
            columns = os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]
    return max(min(columns if columns > 0 else 80, 80) - 2, 50)


def _close(stream: TextIO | None) -> None:
    """Redirect a broken stream to the null device; else Python fails again when it flushes it at exit."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[union-attr]
