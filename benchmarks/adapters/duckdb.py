"""DuckDB: a database in the process, asked in SQL."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from benchmarks import tables
from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question
from benchmarks.tables import Table

_READ = """
    create table raw as
    select source, relation, target, ("date" - date '0001-01-01' + 1)::int as day
    from read_csv('{path}', delim='\t', quote='', header=true,
                  columns={{'source': 'VARCHAR', 'relation': 'VARCHAR', 'target': 'VARCHAR', 'date': 'DATE'}})
"""
_PREPARE = """
    create table actors as
    select (row_number() over () - 1)::int as id, name
    from (select source as name from raw union select target from raw);
    create table types as
    select (row_number() over () - 1)::int as id, name from (select distinct relation as name from raw);
    create table events as
    select a.id as source, b.id as target, t.id as type, day
    from raw
    join actors a on a.name = raw.source
    join actors b on b.name = raw.target
    join types t on t.name = raw.relation
    order by day;
    drop table raw;
"""
_BOTH_WAYS = """
    create temp table both_ways as
    select source, target, type, day from events where source <> target
    union all
    select target, source, type, day from events where source <> target
    order by day
"""


class Duckdb(Adapter):
    """Events in order of day, so that a window skips blocks by their least and greatest day.

    Actors and types are numbers in the events, which is faster than text or enumerations wherever
    many are united or joined, and have tables of names, of which a dictionary is kept. Relations
    walked in either direction lie in a second table, put both ways and in order of day, made on
    first use. An index on the day was slower; so were prepared statements and parameters than
    numbers written into the query. Every row is one query. ``shortest_path`` and ``arrivals`` are
    recursive queries that keep one row an actor (``using key``); ``chronological_path`` is
    ``arrivals`` with whom each comes from. Queries take single milliseconds, in which a second
    thread costs more than it brings: one thread, but for loading. Text is read by ``read_csv``;
    binary is DuckDB's own file.
    """

    name = "DuckDB"
    package = "duckdb"
    filters = frozenset({"types", "direction"})

    def read_text(self, path: Path) -> None:
        """Read the text, number the actors and types, sort by day."""
        self._connection = duckdb.connect()
        self._connection.execute(_READ.format(path=path))
        self._prepare()

    def save(self, path: Path) -> None:
        """Copy everything into a file."""
        self._connection.execute(f"attach '{path}' as file")
        for table in ("actors", "types", "events"):
            self._connection.execute(f"create table file.{table} as from {table}")
        self._connection.execute("detach file")

    def read_binary(self, path: Path) -> None:
        """Open the file."""
        self._connection = duckdb.connect(str(path), read_only=True)
        self._ready()

    def build(self, table: Table) -> None:
        """Number the actors and types, sort by day."""
        import pyarrow as pa

        raw = pa.table(
            {"source": table.source, "relation": table.type, "target": table.target, "day": table.days}
        )
        self._connection = duckdb.connect()
        self._connection.register("given", raw)
        self._connection.execute(
            "create table raw as select source, relation, target, day::int as day from given"
        )
        self._prepare()

    def _prepare(self) -> None:
        self._connection.execute(_PREPARE)
        self._ready()

    def _ready(self) -> None:
        self._connection.execute("set threads = 1")
        self._names = dict(self._connection.execute("from actors").fetchall())
        self._numbers = {name: number for number, name in self._names.items()}
        self._types = {name: number for number, name in self._connection.execute("from types").fetchall()}
        self._has_both_ways = False

    def _ask(self, query: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(query).fetchall()

    def _kept(self, q: Question) -> str:
        """Return the condition that a relation is in the window, and of the types."""
        kept = f"day between {q.since} and {q.until}"
        if q.types is not None:
            kept += f" and type in ({', '.join(str(self._types[name]) for name in q.types)})"
        return kept

    def _steps(self, q: Question) -> str:
        """Return the table of steps that a question may take."""
        if q.direction == "out":
            return "events"
        if not self._has_both_ways:
            self._connection.execute(_BOTH_WAYS)
            self._has_both_ways = True
        return "both_ways"

    def count(self, q: Question) -> int:
        """Count."""
        return self._ask(f"select count(*) from events where {self._kept(q)}")[0][0]

    def active(self, q: Question) -> list[str]:
        """Unite both columns."""
        found = self._ask(f"select distinct unnest([source, target]) from events where {self._kept(q)}")
        return [self._names[actor] for (actor,) in found]

    def neighbors(self, q: Question) -> list[str]:
        """Take the distinct targets of the actor's steps."""
        actor = self._numbers[q.actor]
        found = self._ask(
            f"select distinct target from {self._steps(q)} where {self._kept(q)} and source = {actor}"
        )
        return [self._names[there] for (there,) in found]

    def two_hops(self, q: Question) -> list[str]:
        """Join the window's steps with those of the actor."""
        found = self._ask(
            f"""with
            steps as materialized (select source, target from {self._steps(q)} where {self._kept(q)}),
            near as materialized (select distinct target from steps where source = {self._numbers[q.actor]})
            select target from near
            union select s.target from steps s semi join near on s.source = near.target"""
        )
        return [self._names[there] for (there,) in found]

    def shortest_path(self, q: Question) -> list[str] | None:
        """Search breadth first in a recursive query, until the other actor is met; then go back."""
        start, goal = self._numbers[q.actor], self._numbers[q.other]
        came = dict(
            self._ask(
                f"""with recursive
                steps as materialized
                    (select distinct source, target from {self._steps(q)} where {self._kept(q)}),
                met(actor, came) using key (actor) as (
                    select {start}, null::int
                    union
                    select s.target, any_value(s.source)
                    from met join steps s on s.source = met.actor
                    where not exists (from recurring.met known where known.actor = s.target)
                      and not exists (from recurring.met known where known.actor = {goal})
                    group by s.target)
                from met"""
            )
        )
        if goal not in came:
            return None
        path = [goal]
        while came[path[-1]] is not None:
            path.append(came[path[-1]])
        return [self._names[actor] for actor in reversed(path)]

    def _arrived(self, q: Question) -> list[tuple[int, int, int | None]]:
        return self._ask(
            f"""with recursive
            steps as materialized (select source, target, day from {self._steps(q)} where {self._kept(q)}),
            met(actor, day, came) using key (actor) as (
                select {self._numbers[q.actor]}, {q.since}, null::int
                union
                select s.target, min(s.day), arg_min(s.source, s.day)
                from met join steps s on s.source = met.actor and s.day >= met.day
                left join recurring.met known on known.actor = s.target
                where known.day is null or s.day < known.day
                group by s.target)
            from met"""
        )

    def arrivals(self, q: Question) -> dict[str, int]:
        """Take the least day of each actor in a recursive query."""
        return {self._names[actor]: day for actor, day, came in self._arrived(q) if came is not None}

    def chronological_path(self, q: Question) -> tuple[list[str], list[int]] | None:
        """Do the same, and go back from the other actor by whom each comes from."""
        came = {actor: (day, before) for actor, day, before in self._arrived(q)}
        start, goal = self._numbers[q.actor], self._numbers[q.other]
        if goal not in came:
            return None
        actors, days = [goal], []
        while actors[-1] != start:
            day, before = came[actors[-1]]
            actors.append(before)
            days.append(day)
        return [self._names[actor] for actor in reversed(actors)], days[::-1]

    def degrees(self, q: Question) -> list[tuple[int, int]]:
        """Count by actor; a relation of an actor with itself is one."""
        kept = self._kept(q)
        return self._ask(
            f"""select id, count(*) from
            (select source as id from events where {kept}
             union all select target from events where {kept} and source <> target)
            group by id"""
        )

    def plain(self, kind: str, answer: Any, question: Question) -> Any:
        """Name the degrees."""
        if kind == "degrees":
            answer = {self._names[actor]: many for actor, many in answer}
        return super().plain(kind, answer, question)


class DuckdbIntervals(Adapter):
    """Relations that last, in order of their earliest start, with four bounds, a type and a status each."""

    name = "DuckDB"
    package = "duckdb"
    filters = frozenset({"types", "direction", "certain", "statuses"})

    def build(self, table: Table) -> None:
        """Make the table."""
        import pyarrow as pa

        sides = [pa.array(side, pa.int32()) for side in zip(*table.bounds, strict=True)]
        columns = dict(
            zip(("earliest_start", "latest_start", "earliest_end", "latest_end"), sides, strict=True)
        )
        status = [tables.STATUSES[place] for place in table.status]
        given = {"source": table.source, "target": table.target, "relation": table.type, "status": status}
        self._connection = duckdb.connect()
        self._connection.register("given", pa.table(given | columns))
        self._connection.execute("create table relations as select * from given order by earliest_start")
        self._connection.execute("set threads = 1")

    def _ask(self, select: str, q: Question) -> list[tuple[Any, ...]]:
        start, end = ("latest_start", "earliest_end") if q.certain else ("earliest_start", "latest_end")
        kept = f"{start} <= {q.until} and {end} >= {q.since} and status in {_texts(q.statuses)}"
        if q.types is not None:
            kept += f" and relation in {_texts(q.types)}"
        return self._connection.execute(select.replace("KEPT", f"from relations where {kept}")).fetchall()

    def count(self, q: Question) -> int:
        """Count."""
        return self._ask("select count(*) KEPT", q)[0][0]

    def active(self, q: Question) -> list[tuple[str]]:
        """Unite both columns."""
        return self._ask("select distinct unnest([source, target]) KEPT", q)

    def neighbors(self, q: Question) -> list[tuple[str]]:
        """Take the other ends."""
        actor = _text(q.actor)
        if q.direction == "out":
            return self._ask(f"select distinct target KEPT and source = {actor}", q)
        return self._ask(
            f"""select distinct if(source = {actor}, target, source) KEPT
            and (source = {actor} or target = {actor})""",
            q,
        )

    def plain(self, kind: str, answer: Any, question: Question) -> Any:
        """Take names out of rows."""
        if kind in ("active", "neighbors"):
            answer = [name for (name,) in answer]
        return super().plain(kind, answer, question)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _texts(values: Sequence[str]) -> str:
    return f"({', '.join(map(_text, values))})"
