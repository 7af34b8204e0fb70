"""Polars: data frames in Rust, asked column by column."""

from pathlib import Path
from typing import Any

import polars as pl

from benchmarks import tables
from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question
from benchmarks.tables import Table

_DAY_ONE = 719_163
"""The ordinal of 1 January 1970."""


class Polars(Adapter):
    """A frame in order of day, its day column flagged as sorted, its names as text.

    Comparing a sorted column costs two bisections, so that a window is a slice found in some
    15 us: a lazy query of the same takes 220 us (``is_between`` over ``lazy()``), ``search_sorted``
    60. ``count`` is the length of that slice; ``active`` the distinct names in both columns;
    ``neighbors`` and ``two_hops`` filter it by name; ``degrees`` is ``value_counts``. Paths are left
    out: Polars has no recursion. Text is read by ``read_csv``; binary is Parquet, which is
    read several times as fast as an Arrow file of the same.
    """

    name = "Polars"
    package = "polars"
    filters = frozenset({"types", "direction"})

    def read_text(self, path: Path) -> None:
        """Read the text and sort by day."""
        frame = pl.read_csv(path, separator="\t", quote_char=None, try_parse_dates=True)
        day = (pl.col("date").to_physical() + _DAY_ONE).cast(pl.Int32).alias("day")
        self._fill(frame.select("source", "relation", "target", day).sort("day"))

    def save(self, path: Path) -> None:
        """Write Parquet."""
        self.frame.write_parquet(path)

    def read_binary(self, path: Path) -> None:
        """Read Parquet."""
        self._fill(pl.read_parquet(path).with_columns(pl.col("day").set_sorted()))

    def build(self, table: Table) -> None:
        """Make the frame and sort by day."""
        columns = {"source": table.source, "relation": table.type, "target": table.target, "day": table.days}
        self._fill(pl.DataFrame(columns, schema_overrides={"day": pl.Int32}).sort("day"))

    def _fill(self, frame: pl.DataFrame) -> None:
        self.frame = frame
        self._day = frame["day"]
        self._source, self._target, self._relation = frame["source"], frame["target"], frame["relation"]

    def _ends(self, q: Question) -> tuple[pl.Series, pl.Series]:
        low = (self._day < q.since).sum()
        length = (self._day <= q.until).sum() - low
        source, target = self._source.slice(low, length), self._target.slice(low, length)
        if q.types is None:
            return source, target
        kept = self._relation.slice(low, length).is_in(q.types)
        return source.filter(kept), target.filter(kept)

    def _key(self, actor: str) -> Any:
        return actor

    def _names(self, actors: pl.Series) -> pl.Series:
        return actors

    def count(self, q: Question) -> int:
        """Find the slice; with types, count the rows of it."""
        low = (self._day < q.since).sum()
        high = (self._day <= q.until).sum()
        return high - low if q.types is None else self._relation.slice(low, high - low).is_in(q.types).sum()

    def active(self, q: Question) -> pl.Series:
        """Take the distinct names in both columns."""
        source, target = self._ends(q)
        return self._names(source.append(target).unique())

    def neighbors(self, q: Question) -> pl.Series:
        """Filter the slice by the actor, on either side."""
        (source, target), actor = self._ends(q), self._key(q.actor)
        met = target.filter(source == actor)
        return self._names(
            (met if q.direction == "out" else met.append(source.filter(target == actor))).unique()
        )

    def two_hops(self, q: Question) -> pl.Series:
        """Filter the slice by the actor, and by its neighbours."""
        (source, target), actor = self._ends(q), self._key(q.actor)
        near = target.filter(source == actor).append(source.filter(target == actor)).unique()
        known = near.implode()
        return self._names(
            near.append(target.filter(source.is_in(known)))
            .append(source.filter(target.is_in(known)))
            .unique()
        )

    def degrees(self, q: Question) -> tuple[pl.Series, pl.Series]:
        """Count the values of both columns; a relation of an actor with itself is one."""
        source, target = self._ends(q)
        found = source.append(target.filter(source != target)).rename("actor").value_counts()
        return self._names(found["actor"]), found["count"]

    def plain(self, kind: str, answer: Any, question: Question) -> Any:
        """Turn series into sets and dictionaries."""
        if kind == "degrees":
            return dict(zip(*answer, strict=True))
        return super().plain(kind, answer, question)


class PolarsNumbered(Polars):
    """The same with numbers for the actors and a column of their names: better at wide windows only."""

    name = "Polars, numbered"

    def read_text(self, path: Path) -> None:
        """Read the text, sort by day and number the actors."""
        super().read_text(path)
        self._number()

    def save(self, path: Path) -> None:
        """Write Parquet of the events, and of the names."""
        super().save(path)
        self._actors.to_frame().write_parquet(path.with_suffix(".names"))

    def read_binary(self, path: Path) -> None:
        """Read both files."""
        super().read_binary(path)
        self._named(pl.read_parquet(path.with_suffix(".names"))["source"])

    def build(self, table: Table) -> None:
        """Make the frame, sort by day and number the actors."""
        super().build(table)
        self._number()

    def _number(self) -> None:
        actors = pl.concat([self._source, self._target]).unique(maintain_order=True)
        numbered = pl.col("source", "target").cast(pl.Enum(actors)).to_physical().cast(pl.UInt32)
        kinds = pl.Enum(self._relation.unique(maintain_order=True))
        self._fill(self.frame.with_columns(numbered, pl.col("relation").cast(kinds)))
        self._named(actors)

    def _named(self, actors: pl.Series) -> None:
        self._actors = actors
        self._numbers = dict(zip(actors.to_list(), range(len(actors)), strict=True))

    def _key(self, actor: str) -> int:
        return self._numbers[actor]

    def _names(self, actors: pl.Series) -> pl.Series:
        return self._actors.gather(actors)


class PolarsIntervals(Adapter):
    """Relations that last, by earliest start: a slice up to the window's end, and a filter of the rest."""

    name = "Polars"
    package = "polars"
    filters = frozenset({"types", "direction", "certain", "statuses"})

    def build(self, table: Table) -> None:
        """Make the frame and sort it."""
        sides = ("earliest_start", "latest_start", "earliest_end", "latest_end")
        bounds = dict(zip(sides, map(list, zip(*table.bounds, strict=True)), strict=True))
        named = {"source": table.source, "target": table.target, "relation": table.type}
        status = {"status": [tables.STATUSES[place] for place in table.status]}
        frame = pl.DataFrame(named | bounds | status, schema_overrides=dict.fromkeys(sides, pl.Int32))
        self.frame = frame.sort("earliest_start")
        self._start = self.frame["earliest_start"]

    def _kept(self, q: Question) -> pl.DataFrame:
        part = self.frame.slice(0, (self._start <= q.until).sum())
        if q.certain:
            kept = (part["latest_start"] <= q.until) & (part["earliest_end"] >= q.since)
        else:
            kept = part["latest_end"] >= q.since
        status = part["status"]
        kept &= status == q.statuses[0] if len(q.statuses) == 1 else status.is_in(q.statuses)
        if q.types is not None:
            kept &= part["relation"].is_in(q.types)
        return part.select("source", "target").filter(kept)

    def count(self, q: Question) -> int:
        """Filter and count."""
        return self._kept(q).height

    def active(self, q: Question) -> pl.Series:
        """Filter and unite both columns."""
        kept = self._kept(q)
        return kept["source"].append(kept["target"]).unique()

    def neighbors(self, q: Question) -> pl.Series:
        """Filter and take the other ends."""
        kept = self._kept(q)
        met = kept["target"].filter(kept["source"] == q.actor)
        if q.direction == "out":
            return met.unique()
        return met.append(kept["source"].filter(kept["target"] == q.actor)).unique()
