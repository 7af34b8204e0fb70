"""Tables of dated relations: where they lie, how they are read, and those made up where they lack."""

import gzip
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from benchmarks import generated

EVENTS = ("icews14", "icews0515")
INTERVALS = "wikidata_intervals"
STATUSES = ("actual", "planned", "denied")
PAST, FUTURE = -(10**7), 10**7
"""Days that stand for the infinities in the tables of the peers."""

Bounds = tuple[int, int, int, int]


@dataclass
class Table:
    """Relations, one in each place of all lists.

    Attributes
    ----------
    source, target, type
        Names.
    bounds
        Earliest and latest start, earliest and latest end, in days of the proleptic calendar.
    status
        Places in :data:`STATUSES`.
    skipped
        Lines of the file that end before they start.
    made_up
        Whether the table was generated because the real one is not there.
    """

    name: str
    path: Path
    source: list[str] = field(default_factory=list)
    target: list[str] = field(default_factory=list)
    type: list[str] = field(default_factory=list)
    bounds: list[Bounds] = field(default_factory=list)
    status: list[int] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    made_up: bool = False

    @cached_property
    def days(self) -> list[int]:
        """The day of each event."""
        return [first for first, *_ in self.bounds]

    @cached_property
    def actors(self) -> list[str]:
        """Everybody, in the order in which they come up."""
        return list(
            dict.fromkeys(name for pair in zip(self.source, self.target, strict=True) for name in pair)
        )

    @cached_property
    def span(self) -> tuple[int, int]:
        """Return the first and the last day that is known."""
        starts = [first for first, *_ in self.bounds if first != PAST]
        ends = [last for *_, last in self.bounds if last != FUTURE]
        return min(starts), max(ends)


def folder(given: str | None = None) -> Path:
    """Return where the tables lie: as given, as $GRAPHKIT_DATASETS says, or beside the checkout."""
    return Path(given or os.environ.get("GRAPHKIT_DATASETS") or "../shared/datasets")


def find(name: str, where: Path, spare: Path) -> tuple[Path, bool]:
    """Return the file of a table, and whether it had to be made up, in a spare folder."""
    path = where / f"{name}.tsv.gz"
    if path.is_file():
        return path, False
    path = spare / path.name
    if not path.is_file():
        write(path, generated.like(name))
    return path, True


def write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Write rows of text as a table."""
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=6) as file:
        if rows and len(rows[0]) == 4:
            file.write("source\trelation\ttarget\tdate\n")
        file.writelines("\t".join(row) + "\n" for row in rows)


def lines(path: Path) -> list[list[str]]:
    """Return the rows of a table as text, without the line that names its fields."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    return rows[1:] if rows[0][0] == "source" else rows


def read(path: Path, *, made_up: bool = False) -> Table:
    """Read a table of events or of intervals of years."""
    table = Table(path.name.removesuffix(".tsv.gz"), path, made_up=made_up)
    known: dict[tuple[str, ...], Bounds] = {}
    for place, row in enumerate(lines(path)):
        when = tuple(row[3:])
        bounds = known.get(when)
        if bounds is None:
            bounds = known[when] = of_day(*when) if len(when) == 1 else of_years(*when)
        if bounds[0] > bounds[3]:
            table.skipped.append(place)
            continue
        table.source.append(row[0])
        table.type.append(row[1])
        table.target.append(row[2])
        table.bounds.append(bounds)
    table.status = [0] * len(table.source)
    return table


def of_day(text: str) -> Bounds:
    """Return the bounds of an event."""
    day = date.fromisoformat(text).toordinal()
    return day, day, day, day


def of_years(start: str, end: str) -> Bounds:
    """Return the bounds of what lasts from some day of a year to some day of another; blank is unknown.

    An unknown end lies anywhere from the start on, an unknown start anywhere up to the end.
    """
    first, last_start = (_first(start), _last(start)) if start else (PAST, FUTURE)
    first_end, last = (_first(end), _last(end)) if end else (PAST, FUTURE)
    if first > last:
        return first, last_start, first_end, last
    return first, min(last_start, last), max(first_end, first), last


def _first(year: str) -> int:
    return date(int(year), 1, 1).toordinal()


def _last(year: str) -> int:
    return date(int(year), 12, 31).toordinal()
