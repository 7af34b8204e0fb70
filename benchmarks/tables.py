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


@dataclass
class Table:
    """Relations, as columns.

    Attributes
    ----------
    source, target, type
        Names.
    days
        The day of each event, as an ordinal.
    """

    name: str
    path: Path
    source: list[str] = field(default_factory=list)
    target: list[str] = field(default_factory=list)
    type: list[str] = field(default_factory=list)
    days: list[int] = field(default_factory=list)

    @cached_property
    def actors(self) -> list[str]:
        """All actors, in the order of their first relations."""
        return list(
            dict.fromkeys(name for pair in zip(self.source, self.target, strict=True) for name in pair)
        )

    @cached_property
    def span(self) -> tuple[int, int]:
        """The first and the last day."""
        return min(self.days), max(self.days)


def tidy(name: str) -> str:
    """Return a name with one ordinary blank between words, as graphkit reads it."""
    return " ".join(name.split())


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
        file.write("source\trelation\ttarget\tdate\n")
        file.writelines("\t".join(row) + "\n" for row in rows)


def lines(path: Path) -> list[list[str]]:
    """Return the rows of a table as text, without the header."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    return rows[1:]


def read(path: Path) -> Table:
    """Read a table of events."""
    source, type, target, dates = map(list, zip(*lines(path), strict=True))
    ordinals = {text: date.fromisoformat(text).toordinal() for text in set(dates)}
    days = [ordinals[text] for text in dates]
    return Table(path.name.removesuffix(".tsv.gz"), path, source, target, type, days)
