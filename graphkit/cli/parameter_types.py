"""The parameter types that commands share: the name of a file or folder, a count, and a duration."""

import os
import re
from typing import Any

import click

from graphkit.errors import UsageError, shortened
from graphkit.model.statuses import STATUSES
from graphkit.storage.atomic import reason

MOST = 1_000_000
"""The largest count that an option takes."""


class FileName(click.Path):
    """The name of a file or folder, which need not exist; impossible names are refused."""

    def __init__(self) -> None:
        super().__init__(allow_dash=True, readable=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the name."""
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
        """Return the number."""
        number = click.INT.convert(value, param, ctx)
        if number > MOST:
            self.fail(f"{shortened(str(value))} is too large; write {MOST:,} at most", param, ctx)
        return super().convert(number, param, ctx)


class Duration(click.ParamType[int]):
    """A number of days, also written in weeks, months of at most 31 days or years of at most 366."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number of days."""
        if isinstance(value, int):
            return value
        written = _DURATION.fullmatch(value)
        if written is None:
            self.fail(f"{shortened(value)} is no duration; write 90d, 12w, 6m or 2y", param, ctx)
        days = int(written["number"]) * _DAYS[written["unit"]]
        if days > MOST:
            self.fail(f"{shortened(value)} is too long; write {MOST:,}d at most", param, ctx)
        return days


_DURATION = re.compile(r"(?P<number>[0-9]{1,9})(?P<unit>[dwmy]?)")
_DAYS = {"": 1, "d": 1, "w": 7, "m": 31, "y": 366}
"""The days of each unit; the longest, so that nothing of the last six months is missed."""


class Supposition(click.ParamType[tuple[str, str]]):
    """The id of a relation and its supposed status: ``h20-ban=denied``."""

    name = "supposition"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Return the id and the status."""
        if isinstance(value, tuple):
            return value
        id, _, status = value.rpartition("=")
        if not id or status not in STATUSES:
            self.fail(f"{shortened(value)}: write ID=STATUS, such as h20-ban=denied", param, ctx)
        return id, status


FILE = FileName()
DURATION = Duration()
SUPPOSITION = Supposition()
