"""Measures questions about directories that outgrow memory, and writes SCALE_RESULTS.md.

The table is ICEWS05-15 in many copies, each with actors of its own; every tenth relation ties two random
copies. Each library asks the same files in a process of its own, so that its memory is its own; the
answers must agree.
"""

import argparse
import gc
import gzip
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from benchmarks import tables

HERE = Path(__file__).parent
MEMORY = "640MB"
"""What DuckDB may take, so that the process stays under 1 GB."""

REPEATS = 5
MONTH = (date(2010, 6, 1).toordinal(), date(2010, 6, 30).toordinal())
QUESTIONS = {
    "neighbors": "neighbours over all time",
    "path": "shortest path in a month",
    "arrival": "reach in a month",
    "timeline": "timeline of everything, by month",
}
Answers = dict[str, Callable[[], object]]


@dataclass(frozen=True)
class Pair:
    """Whom the questions are about, by number."""

    start: int
    goal: int


def tiled(source: Path, copies: int, folder: Path) -> None:
    """Write a directory of many copies of another."""
    from graphkit.backends import manifest
    from graphkit.backends.duckdb import connect, scan
    from graphkit.backends.layout import division, lay, of_whole
    from graphkit.backends.sql import text
    from graphkit.backends.writer import relations_in

    one = manifest.read(source)
    amount = one.description.amounts[0]
    folder.mkdir()
    with tempfile.TemporaryDirectory(dir=folder) as spare:
        connection = connect(spare, "6GB")
        staged = Path(spare) / "rows.parquet"
        events = relations_in(one, lambda path: str(source / path))
        tied = f"CASE WHEN hash(id, copy) % 10 = 0 THEN hash(copy, id) % {copies} ELSE copy END"
        target = f"CAST(target + {amount} * ({tied}) AS BIGINT)"
        connection.execute(
            f"COPY (SELECT e.* REPLACE (id || '-' || copy AS id, source + {amount} * copy AS source, "
            f"{target} AS target) FROM {events} e, range({copies}) c(copy)) "
            f"TO {text(str(staged))} (FORMAT parquet, COMPRESSION lz4)"
        )
        rows = scan([str(staged)])
        divided = division(connection, rows)
        laid = lay(connection, of_whole(connection, rows, divided.unit, derived=False), folder, 1, divided)
        copied = {
            "actors": f"number + {amount} * copy AS number, id || '-' || copy AS id, kind, "
            "replace(fields, '\"id\":\"' || id || '\"', '\"id\":\"' || id || '-' || copy || '\"') AS fields",
            "names": f"name || copy AS name, number + {amount} * copy AS number",
            "namesakes": "id || '-' || copy AS id",
        }
        files = {}
        for name, table in one.beside_relations.items():
            (folder / name).mkdir()
            place = f"{name}/0001.parquet"
            rows_of = scan([str(source / table.path)])
            query = f"SELECT * FROM {rows_of}"
            if name == "names":  # an id is one of them
                ids = f"SELECT id || '-', number FROM {scan([str(source / one.tables.actors.path)])}"
                rows_of = f"(SELECT name || ' ' AS name, number FROM {rows_of} UNION {ids})"
            if name in copied:
                query = f"SELECT {copied[name]} FROM {rows_of} t, range({copies}) c(copy) ORDER BY 1"
            target_file = text(str(folder / place))
            connection.execute(f"COPY ({query}) TO {target_file} (FORMAT parquet, COMPRESSION zstd)")
            files[name] = manifest.File(place, manifest.checksum(folder / place))
        description = replace(
            one.description, amounts=(amount * copies, one.description.amounts[1] * copies, 0)
        )
        connection.close()
        contents = tuple(laid.events), laid.adjacency, manifest.Tables(**files)
        manifest.Manifest(description, 1, *divided, False, *contents).write(folder)


def text_of(table: Path, copies: int, to: Path) -> Path:
    """Write a table in many copies, each with actors of its own but for every tenth relation."""
    heading, *rows = gzip.decompress(table.read_bytes()).decode().splitlines()
    cells = [row.split("\t") for row in rows]
    draw = random.Random(1)
    with to.open("w", encoding="utf-8") as file:
        file.write(f"{heading}\n")
        for copy in range(copies):
            for source, relation, target, date in cells:
                other = copy if draw.random() < 0.9 else draw.randrange(copies)
                file.write(f"{source} {copy}\t{relation}\t{target} {other}\t{date}\n")
    return to


def import_pair(table: Path, repeats: int) -> dict[str, float]:
    """Return the seconds of an import and of DuckDB's own sorting of the same table, in turn, and the MB.

    ``work`` and ``own_work`` are seconds of processor time, which a busy machine changes less.
    """
    import duckdb

    from graphkit.backends.writer import writing
    from graphkit.formats.events.directory import store
    from graphkit.formats.format import Reading

    gc.disable()  # as the command does
    found: dict[str, list[float]] = {name: [] for name in ("seconds", "work", "own", "own_work")}
    memory = 0.0

    def timed(name: str, work: str, ask: Callable[[], Any]) -> Any:
        start, before = perf_counter(), process_time()
        answer = ask()
        found[name].append(perf_counter() - start)
        found[work].append(process_time() - before)
        return answer

    for _ in range(repeats):
        with tempfile.TemporaryDirectory(dir=table.parent) as spare:

            def ours(folder: str = f"{spare}/directory") -> int:
                with writing(folder) as writer:
                    return store(table, writer, Reading()).relations

            rows = timed("seconds", "work", ours)
            memory = memory or most_memory()
            query = (
                f"COPY (SELECT * FROM read_csv('{table}', delim = '\t', quote = '', all_varchar = true) "
                f"ORDER BY date) TO '{spare}/sorted.parquet' (FORMAT parquet, COMPRESSION zstd)"
            )
            with duckdb.connect(config={"memory_limit": "1GB", "temp_directory": spare}) as connection:
                timed("own", "own_work", partial(connection.execute, query))
    return {"rows": rows, "memory": memory, **{name: min(times) for name, times in found.items()}}


def words_of_import(table: Path, repeats: int) -> str:
    """Return a sentence about an import, measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.scale", "--import", str(table), "--repeats", str(repeats)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE.parent)
    pair = json.loads(done.stdout.splitlines()[-1])
    times = pair["work"] / pair["own_work"]
    return (
        f"Import of {pair['rows']:,.0f} rows of text: {pair['seconds']:.1f} s, "
        f"{pair['rows'] / pair['seconds']:,.0f} a second, {pair['memory']:,.0f} MB; DuckDB alone turns the "
        f"same file into one sorted Parquet file in {pair['own']:.1f} s. In processor time: "
        f"{pair['work']:.1f} s and {pair['own_work']:.1f} s, {times:.1f} times as much."
    )


def ask_graphkit(folder: Path, pair: Pair) -> Answers:
    """Return graphkit's answers."""
    from graphkit.backends import chains, counts, open_directory
    from graphkit.backends.protocol import Walk
    from graphkit.graph.filters import WHOLE, Filter
    from graphkit.temporal.calendar import Window

    engine = open_directory(folder, memory=MEMORY)
    month = Walk(Filter(window=Window(*MONTH)))

    def timeline() -> int:
        answer = counts.timeline(engine, WHOLE, unit="month")
        return sum(period.count for period in answer.periods) + answer.earlier + answer.later

    return {
        "neighbors": lambda: len(engine.expand([pair.start], Walk(WHOLE))),
        "path": lambda: len(chains.shortest_chains(engine, month, pair.start, pair.goal, lambda _: set())),
        "arrival": lambda: len({a for labels in chains.arrivals(engine, month, pair.start) for a in labels}),
        "timeline": timeline,
    }


def ask_duckdb(folder: Path, pair: Pair) -> Answers:
    """Return the answers of SQL over the files by month."""
    import duckdb

    connection = duckdb.connect(config={"memory_limit": MEMORY})
    events = f"read_parquet('{folder}/events/*/*.parquet')"
    inside = f"FROM {events} WHERE earliest_start BETWEEN {MONTH[0]} AND {MONTH[1]}"
    hops = (
        f"SELECT source AS here, target AS there, earliest_start AS day {inside} "
        f"UNION ALL SELECT target, source, earliest_start {inside}"
    )

    def one(query: str) -> int:
        return int(connection.execute(query).fetchall()[0][0])

    return {
        "neighbors": lambda: one(
            f"SELECT count(DISTINCT CASE WHEN source = {pair.start} THEN target ELSE source END) "
            f"FROM {events} WHERE source <> target AND {pair.start} IN (source, target)"
        ),
        "path": lambda: one(
            f"WITH RECURSIVE hops AS MATERIALIZED ({hops}), "
            f"walk AS (SELECT {pair.start}::BIGINT AS here, 0 AS far UNION "
            "SELECT there, far + 1 FROM walk JOIN hops USING (here) WHERE far < 12 "
            f"AND NOT EXISTS (SELECT 1 FROM walk w WHERE w.here = {pair.goal})) "
            f"SELECT min(far) FROM walk WHERE here = {pair.goal}"
        ),
        "arrival": lambda: _reached(connection.execute(hops).fetchall(), pair.start),
        "timeline": lambda: one(
            "SELECT sum(amount)::BIGINT FROM (SELECT count(*) AS amount "
            f"FROM {events} GROUP BY date_trunc('month', DATE '0001-01-01' + (earliest_start - 1)::INT))"
        ),
    }


def ask_polars(folder: Path, pair: Pair) -> Answers:
    """Return the answers of Polars, scanning the files lazily."""
    import polars as pl

    scan = pl.scan_parquet(f"{folder}/events/*/*.parquet", hive_partitioning=False)

    def neighbors() -> int:
        ends = scan.filter(pl.col("source") != pl.col("target"))
        out = ends.filter(pl.col("source") == pair.start).select(there="target")
        back = ends.filter(pl.col("target") == pair.start).select(there="source")
        return pl.concat([out, back]).unique().select(pl.len()).collect().item()

    def month() -> pl.DataFrame:
        rows = scan.filter(pl.col("earliest_start").is_between(*MONTH))
        ends = rows.select(here="source", there="target", day="earliest_start").collect()
        return pl.concat([ends, ends.select(here="there", there="here", day="day")])

    def path() -> int:
        hops, ring, reached = month(), {pair.start}, {pair.start}
        for far in range(1, 13):
            ring = set(hops.filter(pl.col("here").is_in(ring))["there"].unique()) - reached
            if pair.goal in ring:
                return far
            reached |= ring
        return 0

    def timeline() -> int:
        month_of = (pl.col("earliest_start") - 719163).cast(pl.Date).dt.truncate("1mo")
        return scan.group_by(month_of).len().select(pl.col("len").sum()).collect().item()

    return {
        "neighbors": neighbors,
        "path": path,
        "arrival": lambda: _reached(month().iter_rows(), pair.start),
        "timeline": timeline,
    }


def _reached(hops: Iterable[tuple[int, int, int]], start: int) -> int:
    """Return how many are reached by hops of one day each; those of one day may come in any order."""
    by_day: dict[int, list[tuple[int, int]]] = {}
    for here, there, day in hops:
        by_day.setdefault(day, []).append((here, there))
    reached = {start}
    for day in sorted(by_day):
        new = True
        while new:
            new = {there for here, there in by_day[day] if here in reached} - reached
            reached |= new
    return len(reached)


LIBRARIES: dict[str, Callable[[Path, Pair], Answers]] = {
    "graphkit": ask_graphkit,
    "DuckDB SQL": ask_duckdb,
    "Polars": ask_polars,
}


def answer(library: str, folder: Path, pair: Pair, question: str) -> None:
    """Print, as JSON, an answer, its seconds after the first time, and the most memory in MB."""
    ask = LIBRARIES[library](folder, pair)[question]
    seconds: list[float] = []
    while len(seconds) <= REPEATS and sum(seconds) < 20:
        start = perf_counter()
        result = ask()
        seconds.append(perf_counter() - start)
    warm = statistics.median(seconds[1:] or seconds)
    print(json.dumps({"answer": result, "warm": warm, "memory": most_memory()}))


def most_memory() -> float:
    """Return the most MB that this process has held; not ru_maxrss, which a parent hands down."""
    lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def measure(library: str, folder: Path, pair: Pair, question: str) -> dict[str, float] | None:
    """Ask in a process of its own; None if it fails or takes minutes."""
    options = [library, str(folder), str(pair.start), str(pair.goal), question]
    command = [sys.executable, "-m", "benchmarks.scale", "--answer", *options]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=HERE.parent)
        return dict(json.loads(done.stdout.splitlines()[-1]))
    except (subprocess.TimeoutExpired, IndexError, ValueError):
        return None


def pair_of(folder: Path) -> Pair:
    """Return the busiest actor of a month in the first copy, and one three hops away."""
    from graphkit.backends import open_directory
    from graphkit.backends.protocol import Walk
    from graphkit.graph.filters import Filter
    from graphkit.temporal.calendar import Window

    with open_directory(folder) as engine:
        month = Filter(window=Window(*MONTH))
        degrees = engine.degrees(month, range(len(engine.description.types)))
        start = max(degrees, key=lambda actor: (degrees[actor], -actor))
        ring = reached = {start}
        for _ in range(3):
            ring = engine.expand(ring, Walk(month)) - reached
            reached = reached | ring
        return Pair(start, min(ring))


def main() -> None:
    """Make the directories, ask all libraries, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answer", nargs=5, help=argparse.SUPPRESS)
    parser.add_argument("--import", dest="table", type=Path, help="only import this table, beside DuckDB")
    parser.add_argument("--repeats", type=int, default=3, help="how often a table is imported")
    parser.add_argument("--text", type=int, default=0, help="of how many copies a table of text is imported")
    parser.add_argument("--data", help="the folder of the tables")
    parser.add_argument("--copies", type=int, nargs="+", default=[7, 74], help="how many copies are tiled")
    parser.add_argument("--spare", help="where the directories are made, and kept")
    parser.add_argument("--out", type=Path, default=HERE / "SCALE_RESULTS.md")
    options = parser.parse_args()
    if options.answer:
        library, folder, start, goal, question = options.answer
        answer(library, Path(folder), Pair(int(start), int(goal)), question)
        return
    if options.table:
        print(json.dumps(import_pair(options.table, options.repeats)))
        return
    spare = Path(options.spare or tempfile.mkdtemp(prefix="graphkit-scale-"))
    try:
        options.out.write_text(report(spare, options.data, options.copies, options.text), encoding="utf-8")
    finally:
        if not options.spare:
            shutil.rmtree(spare)
    print(options.out.read_text(encoding="utf-8"))


def report(spare: Path, data: str | None, copies: list[int], text: int) -> str:
    """Measure, and return SCALE_RESULTS.md."""
    from graphkit.backends import manifest

    table, made_up = tables.find("icews0515", tables.folder(data), spare)
    one = spare / "one"
    shutil.rmtree(one, ignore_errors=True)
    command = [sys.executable, "-m", "graphkit", "import", str(table), "-o", str(one)]
    subprocess.run(command, check=True, capture_output=True)
    imports = [words_of_import(table, 3)]
    if text:
        imports.append(words_of_import(text_of(table, text, spare / "text.tsv"), 1))
    folders = [spare / f"tiled-{amount}" for amount in copies]
    for amount, folder in zip(copies, folders, strict=True):
        if not folder.is_dir():
            tiled(one, amount, folder)
    rows = [manifest.read(folder).description.amounts[1] for folder in folders]
    pair = pair_of(folders[0])
    others = [library for library in LIBRARIES if library != "graphkit"]
    lines = [
        "# Scale: what was measured",
        "",
        f"`make bench-scale` writes this page: {os.cpu_count()} cores, relations tiled from "
        f"{'a generated table like ' if made_up else ''}ICEWS05-15. DuckDB is given {MEMORY}. Seconds are the"
        f" median of {REPEATS} after the first; MB are the most that the process held. The others ask the"
        " largest directory, its copy by month.",
        "",
        *imports,
        "",
        "| question | " + " | ".join([*(f"{count:,} relations" for count in rows), *others, "agree |"]),
        f"|---|{'---:|' * (len(rows) + len(others))}---|",
    ]
    asked = [("graphkit", folder) for folder in folders] + [(library, folders[-1]) for library in others]
    for question, title in QUESTIONS.items():
        answers = [measure(library, folder, pair, question) for library, folder in asked]
        cells = [f"{each['warm']:.3f} s, {each['memory']:,.0f} MB" if each else "failed" for each in answers]
        agree = len({each["answer"] for each in answers[len(folders) - 1 :] if each}) == 1
        lines.append(f"| {title} | {' | '.join(cells)} | {'yes' if agree else 'NO'} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
