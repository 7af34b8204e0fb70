"""Polars: data frames in Rust, asked column by column; it has no recursion, so no paths."""

from pathlib import Path

import polars as pl

from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question

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
