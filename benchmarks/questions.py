"""The rows of the benchmark, and the questions of each, drawn from a table by a fixed seed."""

import random
from dataclasses import dataclass

from benchmarks.tables import Table

SEED = 6
ALL = None
"""The length of a window that holds every day of the table."""

DECADE = 3652


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
    certain
        Whether only relations count that were certainly in the window.
    aim
        How many times as fast as the best peer graphkit should be.
    why
        The reason, printed where the aim is missed.
    """

    name: str
    kind: str
    days: int | None
    certain: bool = False
    aim: float = 5.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A closed window in day ordinals, whom the question is about, and whether certainty is asked for."""

    since: int
    until: int
    actor: str = ""
    other: str = ""
    certain: bool = False


_EXPANDED = (
    "The peers search a graph that was expanded in time before the clock started, in which each relation"
    " has one day. graphkit goes through the days of the window in Python, because relations may last and"
    " their dates may be uncertain."
)
_LASTING = (
    "What lasts may have begun long before the window, so that rows are checked as far back as the longest"
    " one reaches; then the names are looked up one by one."
)

_JUDGED = (
    "graphkit cuts the window as a graph, judges each relation in it and gives two figures, in order; the"
    " peers have columns of numbers and give one."
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
    Row(
        "neighbours, all days",
        "neighbors",
        ALL,
        why="A network library looks up the actor in a dictionary; graphkit also checks every row's dates.",
    ),
    Row("shortest path, 30 days", "shortest_path", 30),
    Row(
        "shortest path, all days",
        "shortest_path",
        ALL,
        why="A window of all days is the whole graph, which igraph keeps in C.",
    ),
    Row("reach, 30 days", "arrivals", 30, why=_EXPANDED),
    Row("reach, all days", "arrivals", ALL, why=_EXPANDED),
    Row("chronological path, 30 days", "chronological_path", 30, why=_EXPANDED),
)
GRAPH_ROWS = (
    Row("snapshot of a day, as a graph", "window", 1),
    Row(
        "everything between two actors",
        "between",
        ALL,
        aim=0.03,
        why="networkx looks two names up in a dictionary; graphkit also judges each relation, puts them in"
        " order of time and sums them up.",
    ),
    Row(
        "relations of each actor, 30 days",
        "relations",
        30,
        aim=0.005,
        why=f"{_JUDGED} Polars counts a column of names.",
    ),
    Row("betweenness of each actor, 7 days", "betweenness", 7, aim=0.1, why=_JUDGED),
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
INTERVAL_ROWS = (
    Row("actors of a day, possible", "active", 1, why=_LASTING),
    Row("actors of ten years, certain", "active", DECADE, certain=True, why=_LASTING),
)


def draw(table: Table, row: Row, count: int, seed: int = SEED) -> list[Question]:
    """Return questions of a row, about actors that take part in the window, as often as they do.

    Each window lies around the day of a random relation and is about its source. The other actor is an
    end of another random relation in the window, if there is one.
    """
    chance = random.Random(f"{seed} {table.name} {row.name}")
    first, last = table.span
    dated = [place for place, bounds in enumerate(table.bounds) if bounds[0] >= first and bounds[3] <= last]
    questions = []
    for _ in range(count):
        place = chance.choice(dated)
        since, until = table.span
        if row.days is not ALL:
            since = table.bounds[place][0] - chance.randrange(row.days)
            until = since + row.days - 1
        candidates = (chance.choice(dated) for _ in range(200))
        others = (
            table.target[other]
            for other in candidates
            if since <= table.bounds[other][0] <= until and table.target[other] != table.source[place]
        )
        other = next(others, table.target[place])
        questions.append(Question(since, until, table.source[place], other, row.certain))
    return questions
