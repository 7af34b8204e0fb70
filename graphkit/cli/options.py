"""The options that commands share, each defined once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import update_wrapper
from typing import Any, TypeVar, cast

import click
import cloup

from graphkit.errors import UsageError
from graphkit.graph import Graph, load
from graphkit.windows import snapshot, window

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the shared options ask for: a period, types, statuses, how sure."""

    since: str | None = None
    until: str | None = None
    on: str | None = None
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    certain: bool = False
    undated: bool = False

    def window(self, graph: Graph) -> Graph:
        """Return the part of the graph that was asked for; all of it where nothing was."""
        if self == Narrowing():
            return graph
        since, until = self.since, self.until
        if self.on is not None:
            if since is not None or until is not None:
                raise UsageError("--on names the whole period; leave out --since and --until")
            since = until = self.on
        return window(
            graph,
            since,
            until,
            types=self.types,
            statuses=self.statuses,
            certain=self.certain,
            undated=self.undated,
        )

    def snapshot(self, graph: Graph, day: str) -> Graph:
        """Return the graph as of a day, of the types and statuses that were asked for."""
        return snapshot(
            graph,
            day,
            types=self.types,
            statuses=self.statuses,
            certain=self.certain,
            undated=self.undated,
        )

    def walking_planned(self) -> "Narrowing":
        """Return the same for paths, where naming a status adds it to what is actual."""
        return replace(self, statuses=("actual", *self.statuses)) if self.statuses else self

    def query(self) -> dict[str, Any]:
        """Return what was asked for as it stands in a JSON answer."""
        asked = {
            "since": self.since,
            "until": self.until,
            "on": self.on,
            "type": list(self.types),
            "status": list(self.statuses),
            "certain": self.certain,
            "undated": self.undated,
        }
        return {name: value for name, value in asked.items() if value}


_PERIOD = [
    cloup.option("--since", metavar="D", help="First day of the period: 2025-07-14, 2025-07 or 2025."),
    cloup.option("--until", metavar="D", help="Last day of the period."),
    cloup.option("--on", metavar="D", help="A period of one day, month or year."),
]
_TYPE = cloup.option(
    "--type",
    "types",
    metavar="T",
    multiple=True,
    help="Only this type or family of relations; may be repeated.",
)
_FORMAT = cloup.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="How to print the answer.",
)
_FURTHER = [
    cloup.option("--certain", is_flag=True, help="Only what is in the period for sure."),
    cloup.option(
        "--status",
        "statuses",
        type=click.Choice(["actual", "planned", "denied"]),
        multiple=True,
        help="Only relations of this status; may be repeated.",
    ),
    cloup.option("--undated", is_flag=True, help="Show what has no date too, as maybe."),
]


def narrowing(*, period: bool = True, formats: bool = True) -> Callable[[Command], Command]:
    """Add the shared options to a command, which receives them as one :class:`Narrowing`.

    It stands below the command's own options and arguments.
    """
    common = [*(_PERIOD if period else []), _TYPE, *([_FORMAT] if formats else [])]

    def decorate(command: Command) -> Command:
        def collect(**given: Any) -> Any:
            names = {"since", "until", "on", "types", "statuses", "certain", "undated"} & set(given)
            asked = Narrowing(**{name: given.pop(name) for name in names})
            return command(asked=asked, **given)

        update_wrapper(collect, command)
        further = cloup.option_group("Further options", *_FURTHER)
        return cast(Command, cloup.option_group("Common options", *common)(further(collect)))

    return decorate


def read_graph(ctx: click.Context) -> Graph:
    """Return the graph that ``--data`` names."""
    return load(ctx.obj)
