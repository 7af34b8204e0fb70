"""The parameter types that commands share (a file, a count, a duration, a date), and options of them."""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Literal, cast

import click

from graphkit.cli.escaping import printable
from graphkit.errors import DateError, UsageError, reason, shortened
from graphkit.model.statuses import STATUSES

MOST = 1_000_000
"""The largest count that an option takes."""


class FileName(click.Path):
    """The name of a file or folder, which need not exist; impossible names are refused."""

    def __init__(self) -> None:
        super().__init__(allow_dash=True, readable=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        option = f"{param.opts[0]}: " if isinstance(param, click.Option) else ""
        if not value:
            raise UsageError(f"{option}an empty text names no file; write its name")
        try:
            os.lstat(value)
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            pass
        except (OSError, ValueError) as error:
            raise UsageError(f"{option}{shortened(value)} names no file: {reason(error)}") from None
        return super().convert(value, param, ctx)


class Count(click.IntRange):
    """A whole number from ``min`` to a million."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            number = int(value)
        except ValueError:
            self.fail(f"{shortened(value)} is no whole number; write one such as 3", param, ctx)
        if number > MOST:
            self.fail(f"{shortened(str(value))} is too large; write {MOST:,} at most", param, ctx)
        if self.min is not None and number < self.min:
            self.fail(f"{shortened(str(value))} is too small; write {self.min} or more", param, ctx)
        return number


class Grade(click.Choice[str]):
    """One of some capital letters, in any case."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return super().convert(str(value).upper(), param, ctx)


class Duration(click.ParamType[int]):
    """A number of days, also written in weeks, months of at most 31 days or years of at most 366."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        from graphkit.arguments import NO_DURATION, duration  # here, since the list of commands needs neither

        days = duration(f"{value}d" if value.isdecimal() else value)
        if days is None:
            self.fail(f"{shortened(value)} {NO_DURATION}", param, ctx)
        if days > MOST:
            self.fail(f"{shortened(value)} is too long; write {MOST:,}d at most", param, ctx)
        return days


class Supposition(click.ParamType[tuple[str, str]]):
    """The id of a relation and its supposed status: ``h20-ban=denied``."""

    name = "supposition"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        id, _, status = value.rpartition("=")
        if not id or status not in STATUSES:
            self.fail(f"{shortened(value)}: write ID=STATUS, such as h20-ban=denied", param, ctx)
        return id, status


class WrittenDate(click.ParamType[str]):
    """A date in EDTF, or as people write it, which becomes EDTF and is told.

    What is neither passes as it is, for whoever knows its place in the file to refuse. An option that has
    only room for a plain date, as periods have, takes of several days that of one ``side``: the first or the
    last; "whole" if it takes none of them.
    """

    name = "date"

    def __init__(self, side: Literal["first", "last", "whole"] | None = None) -> None:
        self._side = side

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from graphkit.temporal import edtf

        with suppress(DateError):
            edtf.parse(value)
            return str(value)
        from graphkit.temporal import phrases  # its grammar takes a while to build

        option = f"{param.opts[0]}: " if isinstance(param, click.Option) else ""
        try:
            found = phrases.read(value, ctx.meta.get(ASKED_ON) if ctx else None)
            if self._side is not None and found != value:
                found = self._plain(option, value, found)
        except phrases.NoDayError as error:
            can_say = ctx is not None and any(each.name == "asked_on" for each in ctx.command.params)
            mend = "add that day: --asked-on 2025-07-14" if can_say else "write the day or days themselves"
            raise UsageError(f"{option}{error}; {mend}") from None
        except phrases.UnclearDateError as error:
            raise UsageError(f"{option}{error}") from None
        except DateError:
            return str(value)
        if ctx is None:
            tell(value, found)
        elif found != value:  # told with the other notes, since an error stands alone
            ctx.meta.setdefault(READ_AS, []).append(read_as(value, found))
        return found

    def _plain(self, option: str, value: str, found: str) -> str:
        """Return one plain date of a period, which the words for several days begin or end."""
        from graphkit.temporal.asked_days import edge
        from graphkit.temporal.calendar import iso

        try:
            if self._side == "whole":
                edge(found, value, "first", may_be_open=True)
                return found
            day = edge(found, value, "first" if self._side == "first" else "last")
        except DateError as error:
            raise UsageError(f"{option}{error}") from None
        return day if isinstance(day, str) else str(iso(cast(int, day)))


ASKED_ON = "graphkit.asked_on"
"""Where a context keeps the day from which "last week" counts."""
READ_AS = "graphkit.read_as"
"""Where a context keeps how dates were understood."""


def read_as(text: str, found: str) -> str:
    """Return how a date in other words was understood."""
    from graphkit.temporal import phrases

    return printable(" ".join(f"{text} is read as {found}: {phrases.in_words(found)}".split()))


def tell(text: str, found: str) -> None:
    """Tell on standard error how a date was understood, if it was written in other words."""
    if found != text:
        click.echo(read_as(text, found), err=True)


class AskedOn(click.ParamType[int]):
    """The day from which ``last week`` and the like count."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        from graphkit.temporal import edtf, phrases

        return value if isinstance(value, int) else edtf.one_day(phrases.read(value), "--asked-on")


FILE = FileName()
DATE, FIRST_DAY, LAST_DAY = WrittenDate(), WrittenDate("first"), WrittenDate("last")
WHOLE_PERIOD = WrittenDate("whole")
DURATION = Duration()
SUPPOSITION = Supposition()


ASKED_ON_OPTION = click.option(
    "--asked-on",
    metavar="DAY",
    type=AskedOn(),
    is_eager=True,
    expose_value=False,
    callback=lambda ctx, _option, day: ctx.meta.update({ASKED_ON: day}),
    help="Day from which words such as 'last week' count.",
)
"""The option of every command that takes dates."""


def format_option(*formats: str) -> Callable[..., Any]:
    """Return the option for how an answer is printed, by default in the first of some formats."""
    choice = click.Choice(formats)
    help_ = "Output format."
    return click.option("--format", "format_", type=choice, default=formats[0], show_default=True, help=help_)


def output_option(help: str, *, metavar: str = "FILE", required: bool = False) -> Callable[..., Any]:
    """Return the option for the file that an answer is written to."""
    return click.option("-o", "--output", metavar=metavar, type=FILE, required=required, help=help)
