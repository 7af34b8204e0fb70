"""Defines the options that commands share."""

from collections.abc import Callable
from dataclasses import fields
from functools import update_wrapper
from typing import Any, TypeVar, cast, get_args

import click

from graphkit.cli.completion import complete_actor, complete_day, complete_id, complete_type
from graphkit.cli.filters import Narrowing
from graphkit.cli.grouping import with_options
from graphkit.cli.parameter_types import (
    ASKED_ON_OPTION,
    DURATION,
    FIRST_DAY,
    LAST_DAY,
    SUPPOSITION,
    WHOLE_PERIOD,
    Count,
    Grade,
    format_option,
    output_option,
)
from graphkit.cli.reading import choose_suppositions
from graphkit.cli.response import respond
from graphkit.graph.conditions import GRADES
from graphkit.model.kinds import Kind
from graphkit.model.statuses import STATUSES

Command = TypeVar("Command", bound=Callable[..., Any])


_NARROWING_FIELDS = {field.name for field in fields(Narrowing)}

PERIOD = [
    click.option(
        "--since",
        metavar="D",
        type=FIRST_DAY,
        shell_complete=complete_day,
        help="First day of the period, such as 2025-07-14, 2025-07 or 2025.",
    ),
    click.option(
        "--until", metavar="D", type=LAST_DAY, shell_complete=complete_day, help="Last day of the period."
    ),
    click.option(
        "--on",
        metavar="D",
        type=WHOLE_PERIOD,
        shell_complete=complete_day,
        help="Period of one day, month or year.",
    ),
]
"""The options of a period."""


_TYPE = click.option(
    "--type",
    "types",
    metavar="T",
    multiple=True,
    shell_complete=complete_type,
    help="Only relations of this type or family; may be repeated.",
)
_FORMAT = format_option("table", "json", "csv")
KNOWN_BY = click.option(
    "--known-by",
    metavar="D",
    type=LAST_DAY,
    shell_complete=complete_day,
    help="Use only what had been said or published by day D.",
)
"""The option of every query that can be limited to what was known by a day."""
WHAT_IF = (
    click.option(
        "--without",
        metavar="ID",
        multiple=True,
        shell_complete=complete_id,
        callback=choose_suppositions,
        help="Answer as if there were no such relation, or no such source; may be repeated.",
    ),
    click.option(
        "--suppose",
        "supposed",
        metavar="ID=STATUS",
        multiple=True,
        type=SUPPOSITION,
        callback=choose_suppositions,
        help="Answer as if a relation were actual, planned or denied; may be repeated.",
    ),
)
"""The options of every query that ask whether an answer still stands if a claim falls."""
_TEXT = click.option(
    "--text",
    metavar="WORDS",
    help="Only relations with all these words in names, aliases, type, summary, notes, quotes, publishers or "
    "titles, in any case, with or without accents.",
)
_CONCERNING = [
    click.option(
        "--actor",
        "actors",
        metavar="ACTOR",
        multiple=True,
        shell_complete=complete_actor,
        help="Only relations of this actor, or about it; if repeated, of or about any of them.",
    ),
    click.option(
        "--between",
        metavar="A B",
        nargs=2,
        callback=lambda _ctx, _option, pair: pair or (),
        shell_complete=complete_actor,
        help="Only relations in which both actors take part, at an end or as what it is about.",
    ),
]
LIMIT = click.option(
    "--limit",
    metavar="N",
    type=Count(min=0),
    help="Show the first N rows; 0 for all. By default all, and at a terminal the first 200.",
)
"""The option of lists that may be long."""
_FURTHER = [
    click.option(
        "--certain",
        is_flag=True,
        help="Only what is certain by its dates. For doubts about sources: --no-claims, --no-contested.",
    ),
    KNOWN_BY,
    ASKED_ON_OPTION,
    click.option(
        "--status",
        "statuses",
        type=click.Choice(STATUSES),
        multiple=True,
        help="Only relations of this status; may be repeated.",
    ),
    click.option(
        "--kind",
        "kinds",
        metavar="K",
        type=click.Choice(get_args(Kind)),
        multiple=True,
        help="Only relations with an actor of this kind; may be repeated.",
    ),
    click.option(
        "--where",
        metavar="NAME=VALUE",
        multiple=True,
        help="Only relations with an actor of this attribute, such as country=DE; also !=, <, <=, > and >=, "
        "which compare numbers and dates. May be repeated: one actor must match all, and the --kind. "
        "relation.weight>0.5 asks what the note of the relation says ('weight: 3; coder: AB').",
    ),
    _TEXT,
    click.option(
        "--reliability",
        metavar="GRADE",
        type=Grade(GRADES),
        help="Only relations that a source of this grade or a better one vouches for: A (best) to E. "
        "A source without a grade does not count.",
    ),
    click.option(
        "--no-claims", is_flag=True, help="Leave out relations that no source reports in its own voice."
    ),
    click.option(
        "--no-contested",
        is_flag=True,
        help="Leave out relations whose evidence disagrees on the type, the status or the fact.",
    ),
    click.option(
        "--reported-within",
        metavar="DURATION",
        type=DURATION,
        help="If nobody reports a relation for the period, it must have been last reported at most so long "
        "before: 90d, 12w, 6m or 2y; a number alone is days.",
    ),
    click.option("--undated", is_flag=True, help='Include undated relations, marked "maybe".'),
    *WHAT_IF,
]
DRY_RUN = click.option("--dry-run", is_flag=True, help="Only show what would change.")
SKIP_BAD = click.option("--skip-bad", is_flag=True, help="Skip rows that cannot be read, and count them.")
KEEP_APART = click.option("--keep-apart", is_flag=True, help="Never match actors by name alone.")
"""The options of commands that change a dataset, or read files of other programs."""
NOT_ABOUT = click.option(
    "--direct", is_flag=True, help="Leave out actors tied only by what a relation is about."
)
WITHIN = click.option(
    "--within",
    metavar="DURATION",
    type=DURATION,
    help="The longest wait of a chronological path between the days of two hops: 30d, 12w, 6m or 2y; "
    "a number alone is days.",
)
"""The option of every query for chains in time."""


def direction_option(help: str) -> Callable[..., Any]:
    """Return the option for which way relations are followed or counted."""
    choice = click.Choice(["in", "out", "both"])
    return click.option("--direction", type=choice, default="both", show_default=True, help=help)


def beyond_limit(more: int) -> tuple[str, ...]:
    """Return a note on how many more there are than ``--limit`` shows."""
    return (f"{more:,} more (--limit 0 lists all).",) if more else ()


def first_option(default: int) -> Callable[..., Any]:
    """Return the option for how many of what is ordered by a figure are shown."""
    count, help_ = Count(min=0), "How many; 0 for all."
    return click.option("--limit", metavar="N", type=count, default=default, show_default=True, help=help_)


_OUTPUT = output_option(
    "Write the answer to FILE: .html (a page), .md (a report), .csv, .json, or its sources as "
    ".bib, .ris or .csl.json; - prints it."
)
FORMAT_AND_OUTPUT = with_options(_FORMAT, _OUTPUT, group="Common options")


def narrowing(
    *, period: bool = True, formats: bool = True, concerning: bool = False
) -> Callable[[Command], Command]:
    """Add the shared options to a command, which receives them as ``filters``, a :class:`Narrowing`.

    With ``formats`` it returns a :class:`~graphkit.cli.response.Response`, which is printed or written.

    The decorator goes below the command's own options and arguments. ``concerning`` adds the options for
    whom a relation concerns, to commands that do not name their actors otherwise.
    """
    whom = _CONCERNING if concerning else []
    own = set() if period else {"since", "until", "on"}  # these the command has itself, if at all
    filtered = _NARROWING_FIELDS - own - (set() if concerning else {"actors", "between"})
    common: list[Any] = [*(PERIOD if period else []), _TYPE, *([_FORMAT] if formats else []), *whom]
    further: list[Any] = [*_FURTHER, *([_OUTPUT] if formats else [])]

    def decorate(command: Command) -> Command:
        def collect(**options: Any) -> Any:
            filters = Narrowing(**{name: options.pop(name) for name in filtered & set(options)})
            return command(filters=filters, **options)

        update_wrapper(collect, command)
        collected = cast(Command, collect)
        grouped = with_options(*further, group="Further options")(
            _responding(collected) if formats else collected
        )
        return with_options(*common, group="Common options")(grouped)

    return decorate


period_options = with_options(*PERIOD, ASKED_ON_OPTION)
"""Only the options of a period."""


def format_and_output(command: Command) -> Command:
    """Add only ``--format`` and ``--output`` to a command, which returns the response."""
    return FORMAT_AND_OUTPUT(_responding(command))


def _responding(command: Command) -> Command:
    """Print the response that a command returns, or write it to a file, as its options say."""

    def response_of(format_: str, output: str | None, **options: Any) -> int:
        return respond(command(**options), format_, output)

    return cast(Command, update_wrapper(response_of, command))
