"""Measures engines on tables that outgrow memory, and writes SCALE_RESULTS.md.

The table is ICEWS05-15 (or one like it) in many copies, each with actors of its own; every tenth
relation ties two copies at random. Each library asks the same files in a process of its own, so that its
memory is its own; answers must agree. What is said of a billion rows is computed, and says so.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import perf_counter

from benchmarks import tables

HERE = Path(__file__).parent
LIMIT = 1024
"""Megabytes that graphkit's process may take; DuckDB gets what Python and its libraries leave."""

MEMORY = "640MB"
REPEATS = 5
MONTH = (date(2010, 6, 1).toordinal(), date(2010, 6, 30).toordinal())
YEAR = (date(2010, 1, 1).toordinal(), date(2010, 12, 31).toordinal())
ALL_TIME = (0, 4_000_000)
QUESTIONS = {
    "count": "relations in a month",
    "year": "neighbours over a year",
    "ever": "neighbours over all time",
    "path": "shortest path in a month",
    "arrival": "earliest arrival in a month",
    "timeline": "timeline of everything, by month",
}
NARROW = ("count", "year", "ever")
BILLION = 1_000_000_000


@dataclass(frozen=True)
class Asked:
    """Whom the questions are about, by number."""

    start: int
    goal: int


# --- the table ------------------------------------------------------------------------------------


def tiled(source: Path, copies: int, folder: Path) -> None:
    """Write a directory of many copies of the one of a table."""
    from graphkit.backends import manifest
    from graphkit.backends.duckdb import connect, scan
    from graphkit.backends.layout import division, lay
    from graphkit.backends.sql import text

    one = manifest.read(source)
    amount = one.description.amounts[0]
    folder.mkdir()
    with tempfile.TemporaryDirectory(dir=folder) as spare:
        connection = connect(spare, "6GB")
        connection.execute("SET partitioned_write_flush_threshold = 20000")
        staged = Path(spare) / "rows.parquet"
        events = scan([str(source / part.path) for part in one.events])
        tied = f"CASE WHEN hash(id, copy) % 10 = 0 THEN hash(copy, id) % {copies} ELSE copy END"
        target = f"CAST(target + {amount} * ({tied}) AS BIGINT)"
        connection.execute(
            f"COPY (SELECT e.* REPLACE (id || '-' || copy AS id, source + {amount} * copy AS source, "
            f"{target} AS target) FROM {events} e, range({copies}) c(copy)) "
            f"TO {text(str(staged))} (FORMAT parquet, COMPRESSION lz4)"
        )
        rows = scan([str(staged)])
        divided = division(connection, rows)
        laid = lay(connection, rows, folder, Path(spare), 1, divided)
        made = {
            "actors": f"number + {amount} * copy AS number, id || '-' || copy AS id, kind, "
            "replace(fields, '\"id\":\"' || id || '\"', '\"id\":\"' || id || '-' || copy || '\"') AS fields",
            "names": f"name || ' ' || copy AS name, number + {amount} * copy AS number",
        }
        files = {}
        for name in manifest.TABLES:
            (folder / name).mkdir()
            place = f"{name}/0001.parquet"
            found = scan([str(source / one.table(name).path)])
            query = f"SELECT * FROM {found}"
            if name in made:
                query = f"SELECT {made[name]} FROM {found} t, range({copies}) c(copy) ORDER BY 1"
            written = text(str(folder / place))
            connection.execute(f"COPY ({query}) TO {written} (FORMAT parquet, COMPRESSION zstd)")
            files[name] = manifest.File(place, manifest.checksum(folder / place))
        about = replace(one.description, amounts=(amount * copies, one.description.amounts[1] * copies, 0))
        connection.close()
        held = tuple(laid.events), laid.adjacency, manifest.Tables(**files)
        manifest.Manifest(about, 1, *divided, False, *held).write(folder)


# --- who answers ------------------------------------------------------------------------------------


Answers = dict[str, Callable[[], object]]


def ask_graphkit(folder: Path, asked: Asked) -> Answers:
    """Return graphkit's answers."""
    from graphkit.backends import counts, open_directory, subgraphs
    from graphkit.backends.protocol import Walk
    from graphkit.graph.filters import WHOLE, Filter
    from graphkit.temporal.calendar import Window

    engine = open_directory(folder, memory=MEMORY)
    month, year = (Filter(window=Window(*days)) for days in (MONTH, YEAR))

    def path() -> int:
        rings = subgraphs.shortest_chains(engine, Walk(month), asked.start, asked.goal, lambda _: set())
        return len(rings)

    def arrival() -> int:
        rounds = subgraphs.arrivals(engine, Walk(month), asked.start)
        return len({actor for labels in rounds for actor in labels})

    def timeline() -> int:
        found = counts.timeline(engine, WHOLE, unit="month")
        return sum(period.count for period in found.periods) + found.earlier + found.later

    return {
        "count": lambda: engine.count(month),
        "year": lambda: len(engine.expand([asked.start], Walk(year))),
        "ever": lambda: len(engine.expand([asked.start], Walk(WHOLE))),
        "path": path,
        "arrival": arrival,
        "timeline": timeline,
    }


def ask_duckdb(folder: Path, asked: Asked) -> Answers:
    """Return the answers of SQL as one writes it over the files by month."""
    import duckdb

    connection = duckdb.connect(config={"memory_limit": MEMORY})
    events = f"read_parquet('{folder}/events/*/*.parquet')"
    between = "earliest_start BETWEEN {} AND {}"

    def one(query: str) -> int:
        return int(connection.execute(query).fetchall()[0][0])

    def neighbors(days: tuple[int, int]) -> int:
        return one(
            f"SELECT count(DISTINCT CASE WHEN source = {asked.start} THEN target ELSE source END) "
            f"FROM {events} WHERE {between.format(*days)} AND source <> target "
            f"AND (source = {asked.start} OR target = {asked.start})"
        )

    def month() -> str:
        return (
            f"SELECT source AS here, target AS there, earliest_start AS day FROM {events} "
            f"WHERE {between.format(*MONTH)} UNION ALL "
            f"SELECT target, source, earliest_start FROM {events} WHERE {between.format(*MONTH)}"
        )

    def hops() -> Iterator[tuple[int, int, int]]:
        yield from connection.execute(month()).fetchall()

    return {
        "count": lambda: one(f"SELECT count(*) FROM {events} WHERE {between.format(*MONTH)}"),
        "year": lambda: neighbors(YEAR),
        "ever": lambda: neighbors(ALL_TIME),
        "path": lambda: one(
            f"WITH RECURSIVE hops AS MATERIALIZED ({month()}), "
            f"walk AS (SELECT {asked.start}::BIGINT AS here, 0 AS far UNION "
            "SELECT there, far + 1 FROM walk JOIN hops USING (here) WHERE far < 12 "
            f"AND NOT EXISTS (SELECT 1 FROM walk w WHERE w.here = {asked.goal})) "
            f"SELECT min(far) FROM walk WHERE here = {asked.goal}"
        ),
        "arrival": lambda: _arrivals(hops(), asked.start),
        "timeline": lambda: sum(
            amount
            for _, amount in connection.execute(
                f"SELECT date_trunc('month', DATE '0001-01-01' + (earliest_start - 1)::INT), count(*) "
                f"FROM {events} GROUP BY 1"
            ).fetchall()
        ),
    }


def _arrivals(hops: Iterator[tuple[int, int, int]], start: int) -> int:
    """Return how many are reached by hops of one day each, which may be walked in any order on their day."""
    by_day: dict[int, list[tuple[int, int]]] = {}
    for here, there, day in hops:
        by_day.setdefault(day, []).append((here, there))
    reached = {start}
    for day in sorted(by_day):
        fresh = True
        while fresh:
            fresh = {there for here, there in by_day[day] if here in reached} - reached
            reached |= fresh
    return len(reached)


def ask_polars(folder: Path, asked: Asked) -> Answers:
    """Return the answers of Polars, scanning the files lazily."""
    import polars as pl

    scan = pl.scan_parquet(f"{folder}/events/*/*.parquet", hive_partitioning=False)

    def within(days: tuple[int, int]) -> pl.LazyFrame:
        return scan.filter(pl.col("earliest_start").is_between(*days))

    def neighbors(days: tuple[int, int]) -> int:
        ends = within(days).filter(pl.col("source") != pl.col("target"))
        out = ends.filter(pl.col("source") == asked.start).select(there="target")
        back = ends.filter(pl.col("target") == asked.start).select(there="source")
        return pl.concat([out, back]).unique().select(pl.len()).collect().item()

    def month() -> pl.DataFrame:
        ends = within(MONTH).select(here="source", there="target", day="earliest_start").collect()
        return pl.concat([ends, ends.select(here="there", there="here", day="day")])

    def path() -> int:
        hops, ring, known = month(), pl.DataFrame({"here": [asked.start]}), {asked.start}
        for far in range(1, 13):
            found = set(hops.join(ring, on="here", how="semi")["there"].unique()) - known
            if asked.goal in found:
                return far
            known |= found
            ring = pl.DataFrame({"here": list(found)}, schema={"here": pl.Int64})
        return 0

    return {
        "count": lambda: within(MONTH).select(pl.len()).collect().item(),
        "year": lambda: neighbors(YEAR),
        "ever": lambda: neighbors(ALL_TIME),
        "path": path,
        "arrival": lambda: _arrivals(month().iter_rows(), asked.start),
        "timeline": lambda: (
            scan.group_by((pl.col("earliest_start") - 719163).cast(pl.Date).dt.truncate("1mo"))
            .len()
            .select(pl.col("len").sum())
            .collect()
            .item()
        ),
    }


def ask_pandas(folder: Path, asked: Asked) -> Answers:
    """Return the answers of pandas, which reads by pyarrow the columns and days that it is told to."""
    import pandas as pd

    def within(days: tuple[int, int], *columns: str) -> pd.DataFrame:
        first, last = (("earliest_start", sign, day) for sign, day in zip((">=", "<="), days, strict=True))
        return pd.read_parquet(folder / "events", columns=list(columns), filters=[first, last])

    def neighbors(days: tuple[int, int]) -> int:
        found = within(days, "source", "target")
        found = found[found.source != found.target]
        there = {*found.target[found.source == asked.start], *found.source[found.target == asked.start]}
        return len(there)

    def month() -> pd.DataFrame:
        names = ["here", "there", "day"]
        ends = within(MONTH, "source", "target", "earliest_start").set_axis(names, axis=1)
        return pd.concat([ends, ends.rename(columns={"here": "there", "there": "here"})[names]])

    def path() -> int:
        hops, ring, known = month(), {asked.start}, {asked.start}
        for far in range(1, 13):
            ring = set(hops.there[hops.here.isin(ring)]) - known
            if asked.goal in ring:
                return far
            known |= ring
        return 0

    return {
        "count": lambda: len(within(MONTH, "source")),
        "year": lambda: neighbors(YEAR),
        "ever": lambda: neighbors(ALL_TIME),
        "path": path,
        "arrival": lambda: _arrivals(month().itertuples(index=False, name=None), asked.start),
        "timeline": lambda: int(
            pd.to_datetime(within(ALL_TIME, "earliest_start").earliest_start - 719163, unit="D")
            .dt.to_period("M")
            .value_counts()
            .sum()
        ),
    }


WHO: dict[str, Callable[[Path, Asked], Answers]] = {
    "graphkit": ask_graphkit,
    "DuckDB SQL": ask_duckdb,
    "Polars": ask_polars,
    "pandas": ask_pandas,
}


def answer(who: str, folder: Path, asked: Asked, question: str) -> None:
    """Print, as JSON, an answer, how long it took the first time and after, and the memory it took."""
    asking = WHO[who](folder, asked)[question]
    seconds = []
    found: object = None
    for _ in range(REPEATS + 1):
        start = perf_counter()
        found = asking()
        seconds.append(perf_counter() - start)
        if sum(seconds) > 20:
            break
    warm = statistics.median(seconds[1:] or seconds)
    print(json.dumps({"answer": found, "cold": seconds[0], "warm": warm, "memory": _most_memory()}))


def _most_memory() -> float:
    """Return the most megabytes that this program had in memory; not what its parent had when it began."""
    lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


@dataclass(frozen=True)
class Measured:
    """What an answer took: seconds the first time and after, and megabytes at most."""

    answer: object
    cold: float
    warm: float
    memory: float


def measure(who: str, folder: Path, asked: Asked, question: str) -> Measured | None:
    """Ask in a process of its own; None where it fails or takes minutes."""
    told = [who, str(folder), str(asked.start), str(asked.goal), question]
    command = [sys.executable, "-m", "benchmarks.scale", "--answer", *told]
    try:
        found = subprocess.run(
            command, capture_output=True, text=True, timeout=120, cwd=HERE.parent, env=os.environ
        )
        return Measured(**json.loads(found.stdout.splitlines()[-1]))
    except (subprocess.TimeoutExpired, IndexError, ValueError):
        return None


# --- the report ---------------------------------------------------------------------------------------


def main() -> None:
    """Measure, compare and write the results."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--answer", nargs=5, help=argparse.SUPPRESS)
    options.add_argument("--data", help="the folder of the tables")
    options.add_argument("--copies", type=int, nargs="+", default=[7, 74], help="how many copies are tiled")
    options.add_argument("--spare", help="where the directories are made, and kept")
    options.add_argument("--out", default=str(HERE / "SCALE_RESULTS.md"))
    given = options.parse_args()
    if given.answer:
        who, folder, start, goal, question = given.answer
        answer(who, Path(folder), Asked(int(start), int(goal)), question)
        return
    spare = Path(given.spare or tempfile.mkdtemp(prefix="graphkit-scale-"))
    try:
        report(spare, given.data, given.copies, Path(given.out))
    finally:
        if not given.spare:
            shutil.rmtree(spare)


def report(spare: Path, data: str | None, copies: list[int], out: Path) -> None:
    """Make the directories, ask everybody, and write what came of it."""
    source, made_up = tables.find("icews0515", tables.folder(data), spare)
    one = spare / "one"
    shutil.rmtree(one, ignore_errors=True)
    imported = _import(source, one)
    sizes = []
    for amount in copies:
        folder = spare / f"tiled-{amount}"
        if not folder.is_dir():
            tiled(one, amount, folder)
        sizes.append(folder)
    asked = _whom(sizes[0])
    rows = {folder: _rows(folder) for folder in sizes}
    found = {
        (who, folder, question): measure(who, folder, asked, question)
        for folder in sizes
        for who in WHO
        for question in QUESTIONS
        if who == "graphkit" or folder == sizes[-1]
    }
    out.write_text(_text(sizes, rows, found, imported, made_up), "utf-8")
    print(out.read_text("utf-8"))


def _import(source: Path, folder: Path) -> str:
    start = perf_counter()
    program = [sys.executable, "-m", "graphkit", "import", str(source), "-o", str(folder)]
    subprocess.run(program, check=True, capture_output=True)
    seconds = perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    rows = _rows(folder)
    rate = f"{rows / seconds:,.0f} rows a second"
    return f"Import of {rows:,} rows: {seconds:.0f} s ({rate}), {memory:.0f} MB at most."


def _rows(folder: Path) -> int:
    from graphkit.backends import manifest

    return manifest.read(folder).description.amounts[1]


def _whom(folder: Path) -> Asked:
    """Return the busiest actor of a month in the first copy, and one three hops away."""
    from graphkit.backends import open_directory
    from graphkit.backends.protocol import Walk
    from graphkit.graph.filters import Filter
    from graphkit.temporal.calendar import Window

    with open_directory(folder) as engine:
        view = Filter(window=Window(*MONTH))
        degrees = engine.degrees(view, range(len(engine.description.types)))
        start = max(degrees, key=lambda actor: (degrees[actor], -actor))
        ring = known = {start}
        for _ in range(3):
            ring = engine.expand(ring, Walk(view)) - known
            known = known | ring
        return Asked(start, min(ring))


def _text(
    sizes: list[Path],
    rows: dict[Path, int],
    found: dict[tuple[str, Path, str], Measured | None],
    imported: str,
    made_up: bool,
) -> str:
    source = "a made-up table like ICEWS05-15" if made_up else "ICEWS05-15"
    small, large = sizes[0], sizes[-1]
    amounts = [f"{rows[size]:,}" for size in sizes]
    lines = [
        "# Scale: what was measured",
        "",
        f"`make bench-scale` writes this page. {os.cpu_count()} cores; {' and '.join(amounts)} relations, "
        f"tiled from {source}; DuckDB is given {MEMORY}, so that the process stays under {LIMIT} MB. "
        f"Warm seconds: the median of {REPEATS} after the first. {imported}",
        "",
        "## How graphkit grows",
        "",
        f"| question | {' | '.join(amounts)} | first time | MB at most | a billion (computed) |",
        f"|---|{'---:|' * (len(sizes) + 3)}",
    ]
    for question, words in QUESTIONS.items():
        each = [found["graphkit", size, question] for size in sizes]
        if None in each:
            lines.append(f"| {words} |{' failed |' * (len(sizes) + 3)}")
            continue
        warm = [one.warm for one in each if one]
        slope = max(warm[-1] - warm[0], 0) / (rows[large] - rows[small])
        told = [f"{seconds:.3f} s" for seconds in warm]
        last = each[-1]
        assert last is not None
        lines.append(
            f"| {words} | {' | '.join(told)} | {last.cold:.3f} s | {last.memory:.0f} "
            f"| {warm[-1] + slope * (BILLION - rows[large]):.1f} s |"
        )
    most = max(one.memory for (who, _, _), one in found.items() if one and who == "graphkit")
    lines += [
        "",
        f"The most that graphkit took: {most:.0f} MB, {'within' if most <= LIMIT else 'OVER'} {LIMIT} MB. "
        "What is said of a billion relations was not measured: it is drawn on from the two sizes.",
        "",
        f"## Beside others, on the same files ({rows[large]:,} relations)",
        "",
        f"| question | {' | '.join(WHO)} | agree |",
        f"|---|{'---:|' * len(WHO)}---|",
    ]
    for question, words in QUESTIONS.items():
        each = [found[who, large, question] for who in WHO]
        told = [f"{one.warm:.3f} s, {one.memory:,.0f} MB" if one else "over 2 min, or failed" for one in each]
        answers = {str(one.answer) for one in each if one}
        lines.append(f"| {words} | {' | '.join(told)} | {'yes' if len(answers) == 1 else 'NO'} |")
    lines += [
        "",
        "Others ask the copy by month alone; pandas and Polars take what memory they like.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
