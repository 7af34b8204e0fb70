"""Commands whose help shows their options in groups."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])

_WIDEST = 30
"""Options of up to so many characters have their help beside them."""


class Command(click.Command):
    """A command whose help has a section for each group of options, all of the same width."""

    def __init__(self, *args: Any, aliases: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aliases = aliases

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage, and other names of the command."""
        super().format_usage(ctx, formatter)
        if self.aliases:
            formatter.write(f"Aliases: {', '.join(self.aliases)}\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options by group, those of no group last."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None and not isinstance(param, click.Argument):
                groups.setdefault(getattr(param, "group", ""), []).append(record)
        groups["Other options" if groups else "Options"] = groups.pop("")
        widths = [len(words) for rows in groups.values() for words, _ in rows]
        width = max(width for width in widths if width <= _WIDEST)
        for title, rows in groups.items():
            with formatter.section(title):
                formatter.write_dl([(words.ljust(width), help) for words, help in rows], col_max=width)


class Group(click.Group):
    """A group of such commands."""

    command_class = Command


def command(name: str, **settings: Any) -> Callable[[Callable[..., Any]], Command]:
    """Make a command of a function."""
    return click.command(name, cls=Command, **settings)


def with_options(*options: Any, group: str = "") -> Callable[[Function], Function]:
    """Add options to a command, in a group of its help."""

    def decorate(function: Function) -> Function:
        for option in reversed(options):
            function = option(function)
            function.__click_params__[-1].group = group  # type: ignore[attr-defined]
        return function

    return decorate
