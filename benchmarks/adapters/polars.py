"""Polars: data frames in Rust, asked column by column; it has no recursion, so no paths."""

from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question
from benchmarks.tables import Table

_DAY_ONE = 719_163
"""The ordinal of 1 January 1970."""


class Polars(Adapter):
    """A frame in order of day, its day column flagged as sorted, its names as text.

    Comparing a sorted column costs two bisections, so that a window is a slice found in some 15 us; a
    lazy query takes 220 us. Text is read by ``read_csv``; the binary format is Parquet, which is read
    several times as fast as an Arrow file.
    """

    name = "Polars"
    package = "polars"

    def read_text(self, path: Path) -> None:
        frame = pl.read_csv(path, separator="\t", quote_char=None, try_parse_dates=True)
        day = (pl.col("date").to_physical() + _DAY_ONE).cast(pl.Int32).alias("day")
        self.frame = frame.select("source", "target", day).sort("day")

    def save(self, path: Path) -> None:
        self.frame.write_parquet(path)

    def read_binary(self, path: Path) -> None:
        self.frame = pl.read_parquet(path).with_columns(pl.col("day").set_sorted())

    def _window(self, q: Question) -> pl.DataFrame:
        low = (self.frame["day"] < q.since).sum()
        return self.frame.slice(low, (self.frame["day"] <= q.until).sum() - low)

    def neighbors(self, q: Question) -> pl.Series:
        source, target = self._window(q).select("source", "target").get_columns()
        return target.filter(source == q.actor).append(source.filter(target == q.actor)).unique()


class PolarsGraph(Adapter):
    """The frame of ``Polars``: a window is a slice of it, counted by ``value_counts``; it has no paths."""

    name = "Polars"
    package = "polars"
    table = "graph"

    def build(self, table: Table) -> None:
        columns = {"source": table.source, "target": table.target, "day": table.days}
        self.frame = pl.DataFrame(columns).with_row_index("row").sort("day")

    _window = Polars._window

    def between(self, q: Question) -> pl.Series:
        here, there = pl.col("source"), pl.col("target")
        out, back = (here == q.actor) & (there == q.other), (here == q.other) & (there == q.actor)
        return self.frame.filter(out | back)["row"]

    def relations(self, q: Question) -> pl.DataFrame:
        rows = self._window(q)
        others = rows.filter(pl.col("source") != pl.col("target"))["target"]
        return rows["source"].append(others).value_counts()

    def plain(self, kind: str, answer: Any, question: Question) -> Any:
        return super().plain(kind, dict(answer.iter_rows()) if kind == "relations" else answer, question)


class PolarsIntervals(Adapter):
    """Relations that last, by earliest start: a slice up to the window's end, and a filter of the rest."""

    name = "Polars"
    package = "polars"
    table = "intervals"

    def build(self, table: Table) -> None:
        sides = ("earliest_start", "latest_start", "earliest_end", "latest_end")
        bounds = dict(zip(sides, map(list, zip(*table.bounds, strict=True)), strict=True))
        columns = {"source": table.source, "target": table.target, **bounds}
        frame = pl.DataFrame(columns, schema_overrides=dict.fromkeys(sides, pl.Int32))
        self.frame = frame.sort("earliest_start")

    def active(self, q: Question) -> pl.Series:
        rows = self.frame.slice(0, (self.frame["earliest_start"] <= q.until).sum())
        if q.certain:
            inside = (rows["latest_start"] <= q.until) & (rows["earliest_end"] >= q.since)
        else:
            inside = rows["latest_end"] >= q.since
        return rows["source"].filter(inside).append(rows["target"].filter(inside)).unique()
