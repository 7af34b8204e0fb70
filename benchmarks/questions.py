"""The rows of the benchmark, and the questions of each, drawn from a table by a fixed seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from benchmarks.tables import Table

SEED = 6
ALL = None
"""The length of a window that holds every day of the table."""

YEAR = 365
FROM_GRAPH = "from a networkx graph"


@dataclass(frozen=True)
class Row:
    """A row of the benchmark: one kind of question, asked many times.

    Attributes
    ----------
    name
        As it is printed.
    kind
        The method of an adapter that answers it.
    days
        How long the windows are; :data:`ALL` for all there is.
    filters
        What narrows the question beside the window: ``types``, ``direction``, ``certain``, ``statuses``.
    aim
        How many times as fast as the best peer graphkit is to be, if that was promised.
    against
        The peer that it is to be faster than, if not the best.
    """

    name: str
    kind: str
    days: int | None
    filters: tuple[str, ...] = ()
    aim: float | None = 5.0
    against: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question: a closed window in day ordinals, whom it is about, and what narrows it.

    ``named`` holds what narrows it as graphkit's own keywords; the fields say the same.
    """

    since: int
    until: int
    actor: str = ""
    other: str = ""
    types: tuple[str, ...] | None = None
    direction: Literal["both", "out"] = "both"
    certain: bool = False
    statuses: tuple[str, ...] = ("actual",)
    named: dict[str, Any] = field(default_factory=dict)

    @property
    def days(self) -> range:
        """Every day of the window."""
        return range(self.since, self.until + 1)


EVENT_ROWS = (
    Row("count, 1 day", "count", 1),
    Row("count, 30 days", "count", 30),
    Row("count, all", "count", ALL),
    Row("count, 30 days, of types", "count", 30, ("types",)),
    Row("active actors, 1 day", "active", 1),
    Row("active actors, 30 days", "active", 30),
    Row("active actors, all", "active", ALL),
    Row("active actors, 30 days, of types", "active", 30, ("types",)),
    Row("neighbours, 30 days", "neighbors", 30),
    Row("neighbours, 30 days, onward", "neighbors", 30, ("direction",)),
    Row("neighbours, 30 days, of types", "neighbors", 30, ("types",)),
    Row("two hops, 30 days", "two_hops", 30),
    Row("shortest path, 30 days", "shortest_path", 30),
    Row("shortest path, 30 days, directed", "shortest_path", 30, ("direction",)),
    Row("earliest arrival of all, 30 days", "arrivals", 30),
    Row("chronological path to one, 30 days", "chronological_path", 30),
    Row("degree of all, 30 days", "degrees", 30),
    Row("degree of all, all", "degrees", ALL),
)
GRAPH_ROWS = (
    Row("networkx graph of 1 day", "graph", 1, aim=5.0, against="networkx"),
    Row("networkx graph of 30 days", "graph", 30, aim=None, against="networkx"),
    Row("networkx graph of all", "graph", ALL, aim=1.3, against="networkx"),
)
INTERVAL_ROWS = (
    Row("count, a year, possible", "count", YEAR),
    Row("count, a year, certain", "count", YEAR, ("certain",)),
    Row("count, ten years, possible", "count", 10 * YEAR),
    Row("count, ten years, certain", "count", 10 * YEAR, ("certain",)),
    Row("count, ten years, planned too", "count", 10 * YEAR, ("statuses",)),
    Row("active actors, a year, possible", "active", YEAR),
    Row("active actors, a year, certain", "active", YEAR, ("certain",)),
    Row("active actors, ten years, of types, certain", "active", 10 * YEAR, ("types", "certain")),
    Row("active actors, ten years, planned too", "active", 10 * YEAR, ("statuses",)),
    Row("neighbours, ten years, possible", "neighbors", 10 * YEAR),
    Row("neighbours, ten years, certain, onward", "neighbors", 10 * YEAR, ("certain", "direction")),
    Row("neighbours, ten years, planned too", "neighbors", 10 * YEAR, ("statuses",)),
)


def draw(table: Table, row: Row, count: int, seed: int = SEED) -> list[Question]:
    """Return questions of a row: about actors that take part in the window, as often as they do.

    The window of each lies around the day of a relation drawn at random, and is about the source
    of it; the other actor is an end of another such relation, if it can be found in the window.
    """
    chance = random.Random(f"{seed} {table.name} {row.name}")
    first, last = table.span
    dated = [place for place, bounds in enumerate(table.bounds) if bounds[0] >= first and bounds[3] <= last]
    return [_one(table, row, dated, chance) for _ in range(count)]


def _one(table: Table, row: Row, dated: Sequence[int], chance: random.Random) -> Question:
    place = chance.choice(dated)
    since, until = table.span
    if row.days is not ALL:
        since = table.bounds[place][0] - chance.randrange(row.days)
        until = since + row.days - 1
    other = place
    for _ in range(200):
        drawn = chance.choice(dated)
        if since <= table.bounds[drawn][0] <= until and table.source[place] != table.target[drawn]:
            other = drawn
            break
    named: dict[str, Any] = {}
    if "types" in row.filters:
        named["types"] = tuple({table.type[place], table.type[chance.choice(dated)]})
    if "certain" in row.filters:
        named["certain"] = True
    if "statuses" in row.filters:
        named["statuses"] = ("actual", "planned")
    fields = dict(named)
    if "direction" in row.filters:
        named |= {"directed": True} if row.kind == "shortest_path" else {"direction": "out"}
        fields["direction"] = "out"
    return Question(since, until, table.source[place], table.target[other], named=named, **fields)
