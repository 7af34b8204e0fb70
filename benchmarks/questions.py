"""The rows of the benchmark, and the questions of each, drawn from a table by a fixed seed."""

import random
from dataclasses import dataclass

from benchmarks.tables import Table, tidy

SEED = 6
ALL = None
"""The length of a window that holds every day of the table."""


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
        The length of the windows in days; :data:`ALL` for all there is.
    aim
        How many times as fast as the best peer graphkit should be.
    why
        The reason, printed where the aim is missed.
    """

    name: str
    kind: str
    days: int | None
    aim: float = 5.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A closed window in day ordinals, and whom the question is about."""

    since: int
    until: int
    actor: str = ""
    other: str = ""


_EXPANDED = (
    "The peers search a graph that was expanded in time before the clock started, in which each relation"
    " has one day. graphkit goes through the days of the window in Python, because relations may last and"
    " their dates may be uncertain."
)
_PREPARED = (
    "TGLib goes once through a stream of numbers that lies ready in order of time, and hands over numbers;"
    " graphkit hands over names."
)

LOADS = (
    Row(
        "open the text, first answer",
        "read_text",
        ALL,
        aim=1.0,
        why="Polars reads with all cores and stops at a data frame; graphkit also numbers every name,"
        " reads every date as EDTF and sorts by day, on one core.",
    ),
    Row(
        "open its own file, first answer",
        "read_binary",
        ALL,
        aim=1.0,
        why="The first question about an actor sorts the rows by actor, which Polars never does.",
    ),
)
EVENT_ROWS = (
    Row("shortest path, 30 days", "shortest_path", 30),
    Row(
        "shortest path, all days",
        "shortest_path",
        ALL,
        why="A window of all days is the whole graph, which igraph keeps in C.",
    ),
    Row("reach, 30 days", "arrivals", 30, aim=1.0, why=_EXPANDED),
    Row("reach, all days", "arrivals", ALL, why=_EXPANDED),
    Row("reach, 30 days, strict", "strict_arrivals", 30, aim=1.0, why=_PREPARED),
    Row("reach, all days, strict", "strict_arrivals", ALL, aim=1.0, why=_PREPARED),
    Row("chronological path, 30 days", "chronological_path", 30, aim=1.0, why=_EXPANDED),
)
GRAPH_ROWS = (
    Row("window of 30 days, as a graph", "window", 30, aim=1.0),
    Row(
        "window of all days, as a graph",
        "window",
        ALL,
        aim=1.3,
        why="Both copy every edge; graphkit also evaluates every relation, keeps the sources that are cited"
        " and counts what is left out.",
    ),
)


def draw(table: Table, row: Row, count: int, seed: int = SEED) -> list[Question]:
    """Return questions of a row, about actors that take part in the window, as often as they do.

    They are not about actors whose names have blanks that graphkit tidies.

    Each window lies around the day of a random relation and is about its source. The other actor is an
    end of another random relation in the window, if there is one.
    """
    chance = random.Random(f"{seed} {table.name} {row.name}")
    ends = zip(table.source, table.target, strict=True)
    places = [place for place, names in enumerate(ends) if all(tidy(name) == name for name in names)]
    questions = []
    for _ in range(count):
        place = chance.choice(places)
        since, until = table.span
        if row.days is not ALL:
            since = table.days[place] - chance.randrange(row.days)
            until = since + row.days - 1
        candidates = (chance.choice(places) for _ in range(200))
        others = (
            table.target[other]
            for other in candidates
            if since <= table.days[other] <= until and table.target[other] != table.source[place]
        )
        other = next(others, table.target[place])
        questions.append(Question(since, until, table.source[place], other))
    return questions
