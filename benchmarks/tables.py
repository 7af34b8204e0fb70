"""Reads tables of dated relations, and generates those that are not there."""

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
PAST, FUTURE = -(10**7), 10**7
"""Days that stand for infinity in the tables of the peers."""

Bounds = tuple[int, int, int, int]


@dataclass
class Table:
    """Relations, as columns.

    Attributes
    ----------
    source, target, type
        Names.
    bounds
        Earliest and latest start, earliest and latest end, as day ordinals.
    skipped
        How many rows of the file end before they start.
    """

    name: str
    path: Path
    source: list[str] = field(default_factory=list)
    target: list[str] = field(default_factory=list)
    type: list[str] = field(default_factory=list)
    bounds: list[Bounds] = field(default_factory=list)
    skipped: int = 0

    @cached_property
    def days(self) -> list[int]:
        """The day of each event."""
        return [first for first, *_ in self.bounds]

    @cached_property
    def actors(self) -> list[str]:
        """All actors, in the order of their first relations."""
        return list(
            dict.fromkeys(name for pair in zip(self.source, self.target, strict=True) for name in pair)
        )

    @cached_property
    def span(self) -> tuple[int, int]:
        """The first and the last day that is not infinite."""
        starts = [first for first, *_ in self.bounds if first != PAST]
        ends = [last for *_, last in self.bounds if last != FUTURE]
        return min(starts), max(ends)


def folder(given: str | None = None) -> Path:
    """Return the folder of the tables: the given one, $GRAPHKIT_DATASETS, or the one beside the checkout."""
    return Path(given or os.environ.get("GRAPHKIT_DATASETS") or "../shared/datasets")


def find(name: str, where: Path, spare: Path) -> tuple[Path, bool]:
    """Return the file of a table, and whether it was generated into the spare folder."""
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
    """Return the rows of a table as text, without the header."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    return rows[1:] if rows[0][0] == "source" else rows


def read(path: Path) -> Table:
    """Read a table of events or of intervals of years."""
    table = Table(path.name.removesuffix(".tsv.gz"), path)
    cache: dict[tuple[str, ...], Bounds] = {}
    for row in lines(path):
        when = tuple(row[3:])
        bounds = cache.get(when)
        if bounds is None:
            bounds = cache[when] = of_day(*when) if len(when) == 1 else of_years(*when)
        if bounds[0] > bounds[3]:
            table.skipped += 1
            continue
        table.source.append(row[0])
        table.type.append(row[1])
        table.target.append(row[2])
        table.bounds.append(bounds)
    return table


def of_day(text: str) -> Bounds:
    """Return the bounds of an event."""
    day = date.fromisoformat(text).toordinal()
    return day, day, day, day


def of_years(start: str, end: str) -> Bounds:
    """Return the bounds of what lasts from some day of a year to some day of another.

    A blank year is unknown: the end lies anywhere from the start on, the start anywhere up to the end.
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
