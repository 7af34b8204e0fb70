"""What is asked of Python rather than of the command line: run and told as a command would be."""

import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

import graphkit as gk
from graphkit.editing.identity import is_counter_name
from graphkit.editing.merge_datasets import merge_datasets
from graphkit.errors import GraphkitError
from graphkit.formats import read
from graphkit.formats.format import Reading
from graphkit.model.entities import Dataset

Table = Any
Graph = Any
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
ANSWERS: dict[str, Callable[[Graph, str, str], Any]] = {
    "relations": lambda graph, *_: gk.relations(graph),
    "relations, by amount": lambda graph, *_: gk.relations(graph, by="amount"),
    "actors": lambda graph, *_: gk.actors(graph),
    "rank": lambda graph, *_: gk.rank(graph),
    "rank, by amount": lambda graph, *_: gk.rank(graph, by="amount"),
    "rank, by amount per pair": lambda graph, *_: gk.rank(graph, by="amount", per="pair", direction="out"),
    "rank, by amount per month": lambda graph, *_: gk.rank(graph, by="amount", per="month", limit=1),
    "rank, by silence": lambda graph, *_: gk.rank(graph, by="silence", per="pair"),
    "neighbors": lambda graph, _, who: gk.neighbors(graph, who, hops=2),
    "diff": lambda graph, day, _: gk.diff(graph, day, "2025-12-31"),
    "timeline": lambda graph, _, who: gk.timeline(graph, who),
    "voices": lambda graph, _, who: gk.voices(graph, who),
    "reach": lambda graph, _, who: gk.reach(graph, who),
    "groups": lambda graph, *_: gk.groups(graph),
    "between": lambda graph, _, who: gk.between(graph, who, "bob"),
    "common": lambda graph, _, who: gk.common(graph, [who, "bob"]),
    "shortest_paths": lambda graph, _, who: gk.shortest_paths(graph, who, "bob"),
    "chronological_path": lambda graph, _, who: gk.chronological_path(graph, who, "firm"),
    "check_sources": lambda graph, *_: gk.check_sources(graph),
    "info": lambda graph, *_: gk.info(graph),
}
"""What is asked of a graph, given a day and an actor, whose answer becomes records."""


def _table(path: str, skip_bad: str, question: str, day: str, who: str) -> None:
    QUESTIONS[question](gk.open(path, skip_bad=skip_bad == "skip"), day, who)


def _records(path: str, question: str, day: str, who: str) -> None:
    rows = gk.records(ANSWERS[question](gk.load(path), day, who))
    assert len({tuple(row) for row in rows}) <= 1, "records have other keys"
    json.dumps(rows, allow_nan=False)


def _versions(*paths: str) -> None:
    """Import files one after the other, then each once more, which changes nothing."""
    held = Dataset()
    for path in paths:
        held = _with(held, path)
    if any(is_counter_name(actor.name) for actor in held.actors):
        return  # of whom nobody knows whether they are the same again
    for path in paths:
        again = _with(held, path)
        assert again == held, f"{path} changes something when it is imported again"


def _with(held: Dataset, path: str) -> Dataset:
    reading = Reading()
    return merge_datasets(held, read(path, reading=reading), reading.local, file=path).dataset


CALLS: dict[str, Callable[..., None]] = {"table": _table, "records": _records, "versions": _versions}


def call(arguments: Sequence[str]) -> int:
    """Do what the first argument names with the others, return the exit code and tell a refusal in a line."""
    what, *others = arguments
    try:
        CALLS[what](*others)
    except GraphkitError as error:
        print("graphkit: " + str(error).encode("unicode_escape").decode(), file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(call(sys.argv[1:]))
