"""The foremost pairs of a period and of actors, and names that hold a text, are those of brute force."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import graphkit as gk
from graphkit.backends import open_directory
from graphkit.backends.protocol import FOREMOST
from graphkit.cli.directories import view
from graphkit.cli.filters import Narrowing
from graphkit.cli.main import graphkit
from graphkit.formats.events.open_table import plain_table
from graphkit.graph.index import index

pytestmark = pytest.mark.local
_ROWS = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(["met", "visited"]), st.integers(0, 5), st.integers(1, 9)),
    min_size=2,
    max_size=40,
    unique=True,
)


def _written(folder: Path, rows):
    table = folder / "events.tsv"
    lines = [f"Actor {one}\t{type_}\tActor {two}\t2020-01-0{day}" for one, type_, two, day in rows]
    table.write_text("source\trelation\ttarget\tdate\n" + "\n".join(lines) + "\n")
    return table


def _expected(graph, since, named, most):
    """Return the pairs with most, each with the day of its latest, and how many relations there are."""
    relations = list(index(gk.window(graph, since=since)).by_id.values())
    ends = {actor for each in relations for actor in (each.source, each.target)}
    if named is not None:
        ends = set(named)
        relations = [each for each in relations if {each.source, each.target} & ends]
    assert len(ends) <= FOREMOST
    amounts, days = Counter(), {}
    for each in relations:
        pair = frozenset((each.source, each.target))
        amounts[pair] += 1
        days[pair] = max(days.get(pair, ""), each.fields["when"])
    return sorted(amounts.values(), reverse=True)[:most], days, amounts, len(relations)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=_ROWS, first=st.integers(1, 9), named=st.sampled_from([None, ["actor-0"], ["actor-1", "actor-2"]])
)
def test_the_foremost_pairs_are_those_of_brute_force(rows, first, named, tmp_path_factory):
    folder = tmp_path_factory.mktemp("foremost")
    table, since = _written(folder, rows), f"2020-01-0{first}"
    graph = gk.read(table).graph
    named = named and [actor for actor in named if actor in graph]
    if named == []:
        return
    graphkit.main(["import", str(table), "-o", str(folder / "directory")], standalone_mode=False)
    amounts, days, of_pair, whole = _expected(graph, since, named, 4)
    opened = plain_table(str(table))
    with open_directory(folder / "directory", "duckdb") as directory:
        for backend in (directory, opened.backend):
            filter = view(backend, Narrowing(since=since))
            numbers = None if named is None else backend.ids(named)
            found, count = backend.foremost(filter, numbers, 4)
            assert count == whole
            ids = {row.id for row in found}
            shown = [index(graph).by_id[id] for id in ids]
            pairs = {frozenset((each.source, each.target)): each for each in shown}
            assert len(pairs) == len(found) == len(amounts)
            assert sorted((of_pair[pair] for pair in pairs), reverse=True) == amounts
            assert all(each.fields["when"] == days[pair] for pair, each in pairs.items())


def test_names_that_hold_a_text_are_found_those_first_that_begin_with_it(tmp_path):
    table = tmp_path / "events.tsv"
    names = ["Ada", "Canada", "Adam Smith", "Bob", "Nevada"]
    rows = "".join(f"{name}\tmet\tBob\t2020\n" for name in names)
    table.write_text(f"source\trelation\ttarget\tdate\n{rows}")
    graphkit.main(["import", str(table), "-o", str(tmp_path / "directory")], standalone_mode=False)
    with open_directory(tmp_path / "directory", "duckdb") as directory:
        for backend in (directory, plain_table(str(table)).backend):
            fields = [text for _, text in backend.actors(backend.called("ada", 3))]
            assert len(fields) == 3
            found = {backend.actors([number])[0][1] for number in backend.called("ada", 2)}
            assert all('"name":"Ada' in text for text in found)
            assert backend.called("ada' OR 1=1", 9) == []
            assert len(backend.called("", 99)) == 5


@pytest.mark.parametrize("large", [False, True])
def test_only_a_large_directory_is_shown_from_a_day_on(large, tmp_path):
    table = _written(tmp_path, [(number % 3, "met", 4, number % 9 + 1) for number in range(60)])
    graphkit.main(["import", str(table), "-o", str(tmp_path / "directory")], standalone_mode=False)
    with open_directory(tmp_path / "directory", "duckdb") as backend:
        if large:
            amounts = (4, 2_000_000, 0)
            backend.description = replace(backend.description, amounts=amounts)
            assert backend.recent(5) == min(part.first for part in backend.manifest.events)
            assert backend.recent(10_000) is None
        else:
            assert backend.recent(10) is None
