"""DuckDB: a database in the process, asked in SQL."""

from pathlib import Path
from typing import Any

import duckdb

from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question

_READ = """
    create table raw as
    select source, target, ("date" - date '0001-01-01' + 1)::int as day
    from read_csv('{path}', delim='\t', quote='', header=true,
                  columns={{'source': 'VARCHAR', 'relation': 'VARCHAR', 'target': 'VARCHAR', 'date': 'DATE'}})
"""
_PREPARE = """
    create table actors as
    select (row_number() over () - 1)::int as id, name
    from (select source as name from raw union select target from raw);
    create table events as
    select a.id as source, b.id as target, day
    from raw join actors a on a.name = raw.source join actors b on b.name = raw.target
    order by day;
    drop table raw;
"""
_BOTH_WAYS = """
    create temp table if not exists both_ways as
    select source, target, day from events where source <> target
    union all
    select target, source, day from events where source <> target
    order by day
"""


class Duckdb(Adapter):
    """Events in order of day, so that a window skips blocks by their least and greatest day.

    Actors are numbers in the events and have a table of names, of which a dictionary is kept. Relations
    lie both ways in a second table in order of day, made on first use. Paths are recursive queries that
    keep one row an actor (``using key``). An index on the day and prepared statements were slower.
    Queries take single milliseconds, in which a second thread costs more than it brings: one thread, but
    for loading. Text is read by ``read_csv``; the binary format is DuckDB's own file.
    """

    name = "DuckDB"
    package = "duckdb"

    def read_text(self, path: Path) -> None:
        self._connection = duckdb.connect()
        self._connection.execute(_READ.format(path=path))
        self._connection.execute(_PREPARE)
        self._ready()

    def save(self, path: Path) -> None:
        self._connection.execute(f"attach '{path}' as file")
        for table in ("actors", "events"):
            self._connection.execute(f"create table file.{table} as from {table}")
        self._connection.execute("detach file")

    def read_binary(self, path: Path) -> None:
        self._connection = duckdb.connect(str(path), read_only=True)
        self._ready()

    def _ready(self) -> None:
        self._connection.execute("set threads = 1")
        self._names = dict(self._connection.execute("from actors").fetchall())
        self._numbers = {name: number for number, name in self._names.items()}

    def _ask(self, query: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(query).fetchall()

    def neighbors(self, q: Question) -> list[str]:
        self._connection.execute(_BOTH_WAYS)
        actor = self._numbers[q.actor]
        rows = self._ask(f"select distinct target from both_ways where source = {actor} and {_inside(q)}")
        return [self._names[there] for (there,) in rows]

    def shortest_path(self, q: Question) -> list[str] | None:
        self._connection.execute(_BOTH_WAYS)
        start, goal = self._numbers[q.actor], self._numbers[q.other]
        before = dict(
            self._ask(
                f"""with recursive
                steps as materialized (select distinct source, target from both_ways where {_inside(q)}),
                met(actor, before) using key (actor) as (
                    select {start}, null::int
                    union
                    select s.target, any_value(s.source)
                    from met join steps s on s.source = met.actor
                    where not exists (from recurring.met old where old.actor = s.target)
                      and not exists (from recurring.met old where old.actor = {goal})
                    group by s.target)
                from met"""
            )
        )
        if goal not in before:
            return None
        path = [goal]
        while before[path[-1]] is not None:
            path.append(before[path[-1]])
        return [self._names[actor] for actor in reversed(path)]

    def _arrivals(self, q: Question, wait: int = 0) -> list[tuple[int, int, int | None]]:
        self._connection.execute(_BOTH_WAYS)
        return self._ask(
            f"""with recursive
            steps as materialized (select source, target, day from both_ways where {_inside(q)}),
            met(actor, day, before) using key (actor) as (
                select {self._numbers[q.actor]}, {q.since} - {wait}, null::int
                union
                select s.target, min(s.day), arg_min(s.source, s.day)
                from met join steps s on s.source = met.actor and s.day >= met.day + {wait}
                left join recurring.met old on old.actor = s.target
                where old.day is null or s.day < old.day
                group by s.target)
            from met"""
        )

    def arrivals(self, q: Question, wait: int = 0) -> dict[str, int]:
        rows = self._arrivals(q, wait)
        return {self._names[actor]: day for actor, day, before in rows if before is not None}

    def strict_arrivals(self, q: Question) -> dict[str, int]:
        return self.arrivals(q, 1)

    def chronological_path(self, q: Question) -> tuple[list[str], list[int]] | None:
        before = {actor: (day, previous) for actor, day, previous in self._arrivals(q)}
        start, goal = self._numbers[q.actor], self._numbers[q.other]
        if goal not in before:
            return None
        actors, days = [goal], []
        while actors[-1] != start:
            day, previous = before[actors[-1]]
            actors.append(previous)
            days.append(day)
        return [self._names[actor] for actor in reversed(actors)], days[::-1]


def _inside(q: Question) -> str:
    """Return the condition that a relation is in the window."""
    return f"day between {q.since} and {q.until}"
