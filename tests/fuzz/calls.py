"""What is asked of Python rather than of the command line: run and told as a command would be."""

import sys
from collections.abc import Callable, Sequence
from typing import Any

import graphkit as gk
from graphkit.errors import GraphkitError

Table = Any
QUESTIONS: dict[str, Callable[[Table, str, str], object]] = {
    "count": lambda table, day, _: table.count(day, day),
    "neighbors": lambda table, day, who: table.neighbors(who, day, "2025-12-31"),
    "shortest_path": lambda table, _, who: table.shortest_path(who, "bob"),
    "chronological_path": lambda table, _, who: table.chronological_path("ann", who),
    "earliest_arrival": lambda table, _, who: table.earliest_arrival(who),
    "active": lambda table, day, _: table.active(None, day),
    "graph": lambda table, day, _: table.graph(day, None),
    "rows": lambda table, _, who: [(table.key(row), table.when(row)) for row in table.rows_of(who)],
}
"""What a table is asked, given a day and an actor."""


def call(arguments: Sequence[str]) -> int:
    """Open a table, ask it, and return the exit code; a refusal is told in a line."""
    path, skip_bad, question, day, who = arguments
    try:
        table = gk.open(path, skip_bad=skip_bad == "skip")
        QUESTIONS[question](table, day, who)
    except GraphkitError as error:
        print("graphkit: " + str(error).encode("unicode_escape").decode(), file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(call(sys.argv[1:]))
