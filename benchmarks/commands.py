"""Times commands on a table of text, beside programs of other libraries that load it and answer alike."""

import csv
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import report, tables
from benchmarks.adapters.by_hand import ByHand
from benchmarks.contest import Result
from benchmarks.questions import Question, Row, draw
from benchmarks.startup import GRAPHKIT, timed

TURNS = 3
_WHY = (
    "A third of the time is imports. graphkit also checks each date, gives every actor of the table an id and"
    " a kind, and evaluates each relation that it prints."
)
SEED = 2
"""Another than that of the questions after loading."""

_START = """
import json, sys
path, actor, other, since, until = sys.argv[1:]
def show(answer): print(json.dumps(answer))
"""
LOAD = {
    "networkx": """
import gzip, networkx as nx
graph = nx.MultiGraph()
with gzip.open(path, "rt", encoding="utf-8") as file:
    next(file)
    for line in file:
        source, relation, target, when = line.rstrip("\\n").split("\\t")
        graph.add_edge(source, target, relation=relation, when=when)
window = [edge for edge in graph.edges(data="when") if since <= edge[2] <= until]
""",
    "Polars": """
import polars as pl
frame = pl.read_csv(path, separator="\\t", quote_char=None)
window = frame.filter(pl.col("date").is_between(pl.lit(since), pl.lit(until)))
""",
    "DuckDB": """
import duckdb
duckdb.execute(f\"\"\"create view events as from read_csv('{path}', delim='\\t', quote='', header=true,
    columns={{'source': 'VARCHAR', 'relation': 'VARCHAR', 'target': 'VARCHAR', 'date': 'VARCHAR'}})\"\"\")
duckdb.execute("create table met as select source, target, date from events where date between $1 and $2",
               [since, until])
duckdb.execute("create table both_ways as select source, target, date from met union all "
               "select target, source, date from met")
def rows(query, **names): return duckdb.execute(query, names or None).fetchall()
""",
}
"""For each library what it takes to load the table and cut the window, which most questions are about."""


class Command(NamedTuple):
    """A command, and programs with the same answer.

    Attributes
    ----------
    words
        The command line; ``{actor}``, ``{other}``, ``{since}`` and ``{until}`` stand for the question.
    read
        Turns what the command prints into the answer, given the names of actors by id.
    right
        Returns the answer from the judge and the rows of the window.
    programs
        What other libraries do after :data:`LOAD`; they print the answer in JSON.
    """

    name: str
    words: str
    read: Callable[[str, dict[str, str]], Any]
    right: Callable[[ByHand, Question, list[tuple[str, str, str]]], Any]
    programs: dict[str, str]
    days: int = 30


def _rows(printed: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(printed)))


def _months(rows: list[dict[str, str]]) -> dict[str, int]:
    months: Counter[str] = Counter()
    for row in rows:
        months[row["since"][:7]] += int(row["certain"])
    return dict(months)


_WINDOW = "--since {since} --until {until}"
COMMANDS = (
    Command(
        "neighbours of an actor in a month",
        f"neighbors {{actor}} {_WINDOW} --format csv",
        lambda printed, names: sorted({names[row["neighbor"]] for row in _rows(printed)}),
        lambda judge, q, _: sorted({*judge.neighbors(q)} - {q.actor}),
        {
            "networkx": "show(sorted({a if b == actor else b for a, b, _ in window"
            " if actor in (a, b)} - {actor}))",
            "Polars": "mine = window.filter((pl.col('source') == actor) | (pl.col('target') == actor))\n"
            "show(sorted({*mine['source'], *mine['target']} - {actor}))",
            "DuckDB": "show(sorted(there for there, in rows('select distinct target from both_ways"
            " where source = $actor and target <> $actor', actor=actor)))",
        },
    ),
    Command(
        "shortest path between two in a month",
        f"path {{actor}} {{other}} {_WINDOW} --avoid-kind none --format json",
        lambda printed, _: json.loads(printed)["length"],
        lambda judge, q, _: len(judge.shortest_path(q) or [0]) - 1,
        {
            "networkx": "near = nx.Graph((a, b) for a, b, _ in window)\n"
            "print(len(nx.bidirectional_shortest_path(near, actor, other)) - 1)",
            "DuckDB": """
print(rows('''with recursive steps as materialized (select distinct source, target from both_ways),
    reached(actor, hops) using key (actor) as (
        select $actor, 0 union
        select s.target, any_value(r.hops) + 1 from reached r join steps s on s.source = r.actor
        where not exists (from recurring.reached old where old.actor = s.target) group by s.target)
    select hops from reached where actor = $other''', actor=actor, other=other)[0][0])""",
        },
    ),
    Command(
        "who is reached within a month, and when",
        f"reach {{actor}} {_WINDOW} --avoid-kind none --format csv",
        lambda printed, names: {names[row["actor"]]: row["earliest"] for row in _rows(printed)},
        lambda judge, q, _: {name: _iso(day) for name, day in judge.arrivals(q).items()},
        {
            "DuckDB": """
show(dict(rows('''with recursive
    reached(actor, date) using key (actor) as (
        select $actor, $since union
        select s.target, min(s.date)
        from reached r join both_ways s on s.source = r.actor and s.date >= r.date
        left join recurring.reached old on old.actor = s.target
        where old.date is null or s.date < old.date group by s.target)
    from reached where actor <> $actor''', actor=actor, since=since)))""",
        },
    ),
    Command(
        "all relations of a month, as CSV",
        f"relations {_WINDOW} --format csv",
        lambda printed, _: sorted(
            [row["source_name"], row["target_name"], row["when"]] for row in _rows(printed)
        ),
        lambda *given: sorted(map(list, given[2])),
        {
            "networkx": "show(sorted(sorted(edge[:2]) + [edge[2]] for edge in window))",
            "Polars": "show(sorted(map(list, window.select('source', 'target', 'date').rows())))",
            "DuckDB": "show(sorted(map(list, rows('from met'))))",
        },
    ),
    Command(
        "how much happened in each month of a year",
        f"timeline --unit month {_WINDOW} --format csv",
        lambda printed, _: _months(_rows(printed)),
        lambda *given: dict(Counter(when[:7] for *_, when in given[2])),
        {
            "networkx": "from collections import Counter\nshow(Counter(when[:7] for *_, when in window))",
            "Polars": "show(dict(window['date'].str.slice(0, 7).value_counts().rows()))",
            "DuckDB": "show(dict(rows('select date[:7], count(*) from met group by all')))",
        },
        days=365,
    ),
    Command(
        "the ten actors with most relations of a month",
        f"rank {_WINDOW} --limit 10 --format csv",
        lambda printed, _: [int(row["surely"]) for row in _rows(printed)][:10],
        lambda *given: _most(Counter(actor for here, there, _ in given[2] for actor in {here, there})),
        {
            "networkx": "from collections import Counter\n"
            "counts = Counter(actor for a, b, _ in window for actor in {a, b})\n"
            "show(sorted(counts.values(), reverse=True)[:10])",
            "Polars": "loops = pl.col('source') != pl.col('target')\n"
            "ends = window['source'].append(window.filter(loops)['target'])\n"
            "show(sorted(ends.value_counts()['count'], reverse=True)[:10])",
            "DuckDB": "show([count for count, in rows('select count(*) from (select source as actor"
            " from met union all select target from met where source <> target) group by actor"
            " order by 1 desc limit 10')])",
        },
    ),
)


def _most(counts: Counter[str]) -> list[int]:
    return sorted(counts.values(), reverse=True)[:10]


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def run(
    where: Path, *, turns: int = TURNS, commands: Sequence[Command] = COMMANDS
) -> dict[str, dict[str, Any]]:
    """Time commands in turn with the programs, compare all answers, and return a table of the report."""
    with tempfile.TemporaryDirectory(prefix="graphkit-bench-") as spare:
        path, made_up = tables.find(tables.EVENTS[0], where, Path(spare))
        table, judge = tables.read(path), ByHand()
        judge.build(table)
        listed = timed([*GRAPHKIT, "--data", str(path), "actors", "--limit", "0", "--format", "csv"])[1]
        names = {row["id"]: row["name"] for row in _rows(listed)}
        rows = [report.row_of(_measured(command, table, judge, names, turns)) for command in commands]
    facts = {"relations": len(table.source), "actors": len(table.actors), "made_up": made_up}
    return {f"{table.name}, at the command line": {**facts, "rows": rows}}


def _measured(
    command: Command, table: tables.Table, judge: ByHand, names: dict[str, str], turns: int
) -> Result:
    row = Row(command.name, "command", command.days, aim=1.0, why=_WHY)
    q = draw(table, row, 1, SEED)[0]
    given = {"actor": q.actor, "other": q.other, "since": _iso(q.since), "until": _iso(q.until)}
    events = zip(table.source, table.target, table.days, strict=True)
    window = [(here, there, _iso(day)) for here, there, day in events if q.since <= day <= q.until]
    right = command.right(judge, q, window)
    words = [word.format(**given) for word in command.words.split()]
    lines = {report.OURS: [*GRAPHKIT, "--data", str(table.path), *words]}
    for library, program in command.programs.items():
        code = f"{_START}{LOAD[library]}{program}"
        lines[library] = [sys.executable, "-c", code, str(table.path), *given.values()]
    result = Result(table.name, row)
    for turn in range(turns + 1):  # the first does not count
        libraries = [library for library in lines if library not in result.failed]
        first = turn % len(libraries)
        for library in libraries[first:] + libraries[:first]:
            try:
                seconds, printed = timed(lines[library])
            except subprocess.CalledProcessError as error:
                result.failed[library] = error.stderr.strip().splitlines()[-1]
                continue
            if turn:
                result.times.setdefault(library, {})[turn] = seconds * 1e9
                answer = command.read(printed, names) if library == report.OURS else json.loads(printed)
                wrong = _plain(answer) != _plain(right)
                result.wrong[library] = result.wrong.get(library, 0) + wrong
    return result


def _plain(answer: Any) -> Any:
    """Return an answer with tidy names, in an order that hangs on no direction of relations."""
    if isinstance(answer, dict):
        return {tables.tidy(name): value for name, value in answer.items()}
    if isinstance(answer, list) and answer and not isinstance(answer[0], int):
        rows = ([row] if isinstance(row, str) else row for row in answer)
        return sorted(sorted(map(tables.tidy, row)) for row in rows)
    return answer
