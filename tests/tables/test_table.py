"""EventTable, with a brute force over every relation as the oracle."""

import networkx as nx
import numpy as np
import pytest
from datasets import day
from drawn_tables import ACTORS, TYPES, Row, columns_of, directions, ends, filters, rows, symmetries
from hypothesis import given

import graphkit as gk
from graphkit.errors import (
    ActorNotFoundError,
    DataError,
    DateError,
    StorageError,
    TypeNotFoundError,
    UsageError,
)
from graphkit.tables import arrow_file
from graphkit.tables.table import EventTable
from graphkit.temporal import edtf
from graphkit.temporal.calendar import FUTURE, PAST


def places(columns, found):
    """Return the places in the input of some rows."""
    return sorted(columns.number[found].tolist())


def expected(rows, since, until, **asked):
    return [place for place, row in enumerate(rows) if row.seen(since, until, **asked)]


# --- windows ----------------------------------------------------------------------------------


@given(rows, ends, filters)
def test_a_window_holds_the_relations_that_belong_in_it(rows, ends, asked):
    columns = columns_of(rows)
    found = columns.rows(*ends, **asked)
    assert found.dtype == np.int32
    assert found.tolist() == sorted(found.tolist())
    assert places(columns, found) == expected(rows, *ends, **asked)
    assert columns.count(*ends, **asked) == len(found)


@given(rows, ends, filters)
def test_the_active_are_the_ends_of_what_is_in_the_window(rows, ends, asked):
    inside = [rows[place] for place in expected(rows, *ends, **asked)]
    wanted = {actor for row in inside for actor in (row.source, row.target)}
    assert columns_of(rows).active(*ends, **asked) == [actor for actor in ACTORS if actor in wanted]


@given(rows)
def test_the_columns_are_the_input_in_another_order(rows):
    columns = columns_of(rows, keys=[f"r{place}" for place in range(len(rows))])
    for at, place in enumerate(columns.number.tolist()):
        row = rows[place]
        assert ACTORS[columns.source[at]] == row.source
        assert ACTORS[columns.target[at]] == row.target
        assert TYPES[columns.type[at]] == row.type
        assert columns.status[at] == row.status
        sides = (columns.earliest_start, columns.latest_start, columns.earliest_end, columns.latest_end)
        assert tuple(columns.timetable.widened([int(side[at]) for side in sides])) == row.bounds
        assert columns.key(at) == f"r{place}"
        assert columns.when(at) == (row.when or None)


def test_every_kind_of_dates_is_found_on_both_sides_of_a_window():
    texts = ["2000-01-01", "1999", "1990/2010", "1900/2100", "1995-05/", "/2005-03", "../2001", "1998/.."]
    rows = [Row("ann", "bob", when=text) for text in texts]
    columns = columns_of(rows)
    for year in range(1890, 2120):
        on = day(f"{year}-06-15")
        assert places(columns, columns.rows(on, on)) == expected(rows, on, on)
        assert places(columns, columns.rows(on, None)) == expected(rows, on, None)
        assert places(columns, columns.rows(None, on, certain=True)) == expected(rows, None, on, certain=True)


def test_what_is_undated_is_only_in_the_whole():
    rows = [
        Row("ann", "bob", when="2025-07-01"),
        Row("bob", "cal"),
        Row("cal", "dee", undated=True, when="2025"),
    ]
    columns = columns_of(rows)
    assert columns.count() == columns.count(certain=True) == 3
    assert columns.count(PAST, FUTURE) == columns.count(None, day("2026-01-01")) == 1
    assert columns.active("2025-07-01", "2025-07-31") == ["ann", "bob"]


def test_days_may_be_numbers_of_numpy_dates_or_texts():
    columns = columns_of([Row("ann", "bob", when="2025-07-01"), Row("ann", "cal", when="2025-08-01")])
    on = columns.earliest_start[0]
    assert (
        columns.count(on, on) == columns.count("2025-07", "2025-07") == columns.count(None, "2025-07-31") == 1
    )


def test_dates_too_far_off_for_short_numbers_are_kept():
    far = "Y170000002"
    columns = columns_of([Row("ann", "bob", when=far), Row("ann", "cal", when="2025-07-01")])
    window = edtf.parse(far).bounds
    assert columns.active("2025", None, certain=True) == ["ann", "bob", "cal"]
    assert columns.active(window.earliest_start, window.latest_end) == ["ann", "bob"]
    assert columns.active(None, window.earliest_start - 1) == ["ann", "cal"]
    for beyond in (10**30, FUTURE + 1, PAST - 1):
        with pytest.raises(DateError, match="is a number"):
            columns.active(beyond)


def test_no_relations_at_all():
    columns = columns_of([])
    assert columns.rows().tolist() == columns.rows("2025", "2025").tolist() == []
    assert columns.count() == 0
    assert columns.active() == []
    assert columns.neighbors("ann") == set()
    assert columns.shortest_path("ann", "bob") is None
    assert columns.earliest_arrival("ann") == {}
    assert not columns.graph()


def test_a_window_that_ends_before_it_starts_is_refused():
    with pytest.raises(DateError, match="ends before it starts"):
        columns_of([]).rows(day("2025-07-02"), day("2025-07-01"))


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        ({"types": ["mett"]}, TypeNotFoundError, "did you mean met"),
        ({"types": [3]}, TypeNotFoundError, "'3'"),
        ({"statuses": ["dreamt"]}, UsageError, "choose of actual, planned, denied"),
    ],
)
def test_what_is_not_known_is_refused(asked, error, message):
    with pytest.raises(error, match=message):
        columns_of([]).rows(**asked)


def test_types_and_statuses_go_by_name_or_number():
    columns = columns_of([Row("ann", "bob", type) for type in TYPES] + [Row("ann", "cal", status=1)])
    assert columns.count(types=["met", 2]) == 2
    assert columns.count(statuses=["planned", 0]) == columns.count(statuses=(0, 1)) == 4
    assert columns.count(types=TYPES) == 3
    assert columns.count(types=[]) == 0


# --- one actor --------------------------------------------------------------------------------


@given(rows, ends, filters, directions, symmetries)
def test_an_actor_s_rows_and_neighbors(rows, ends, asked, direction, symmetric):
    columns = columns_of(rows, symmetric)
    for actor in ACTORS:
        met = {
            place: there
            for place in expected(rows, *ends, **asked)
            for here, there in rows[place].walks(direction, symmetric)
            if here == actor
        }
        found = columns.rows_of(actor, *ends, direction=direction, **asked)
        assert found.tolist() == sorted(found.tolist())
        assert places(columns, found) == sorted(met)
        neighbors = columns.neighbors(actor, *ends, direction=direction, **asked)
        assert neighbors == {there for there in met.values() if there != actor}


def test_an_actor_goes_by_name_or_number():
    columns = columns_of([Row("ann", "bob")])
    assert columns.neighbors(0) == columns.neighbors("ann") == columns.neighbors(np.int32(0)) == {"bob"}
    assert columns.number_of("bob") == 1
    for nobody in ("an", 5, -1):
        with pytest.raises(ActorNotFoundError):
            columns.neighbors(nobody)


# --- graphs -----------------------------------------------------------------------------------


def plain_graph(rows, kept):
    """Return the graph that networkx builds edge by edge."""
    graph = nx.MultiDiGraph()
    for place in kept:
        row = rows[place]
        data = {"type": row.type}
        if row.when:
            data["when"] = row.when
        if row.status:
            data["status"] = ("actual", "planned", "denied")[row.status]
        graph.add_edge(row.source, row.target, f"r{place}", **data)
    return graph


@given(rows, ends, filters)
def test_a_graph_is_one_that_networkx_would_build(rows, ends, asked):
    columns = columns_of(rows, keys=[f"r{place}" for place in range(len(rows))])
    found = columns.graph(*ends, **asked)
    plain = plain_graph(rows, columns.number[columns.rows(*ends, **asked)].tolist())
    assert type(found) is nx.MultiDiGraph
    assert nx.utils.graphs_equal(found, plain)
    assert list(found) == list(plain)
    assert list(found.edges(keys=True)) == list(plain.edges(keys=True))
    assert [list(found.pred[actor]) for actor in found] == [list(plain.pred[actor]) for actor in plain]


@given(rows)
def test_a_graph_stands_for_itself_however_it_is_changed(rows):
    columns = columns_of(rows, keys=[f"r{place}" for place in range(len(rows))])
    kept = columns.number[columns.rows()].tolist()
    found, plain = columns.graph(), plain_graph(rows, kept)
    for graph in (found, plain):
        for source, target, key in list(graph.edges(keys=True))[::2]:
            graph.edges[source, target, key]["seen"] = key
            graph.add_edge(target, source, f"back of {key}")
        for source, target, key in list(graph.edges(keys=True))[::3]:
            graph.remove_edge(source, target, key)
        for actor in list(graph)[:1]:
            graph.nodes[actor]["kind"] = "person"
            graph.remove_node(actor)
    assert nx.utils.graphs_equal(found, plain)
    assert nx.utils.graphs_equal(columns.graph(), plain_graph(rows, kept))


# --- files --------------------------------------------------------------------------------------


@given(rows, ends, filters, symmetries)
def test_columns_come_back_from_a_file_as_they_were(tmp_path_factory, rows, ends, asked, symmetric):
    path = tmp_path_factory.mktemp("columns") / "story.columns"
    columns = columns_of(rows, symmetric, keys=[f"r{place}" for place in range(len(rows))])
    columns.save(path)
    again = EventTable.load(path)
    assert again.actors == list(columns.actors)
    assert again.types == list(columns.types)
    assert again.rows(*ends, **asked).tolist() == columns.rows(*ends, **asked).tolist()
    assert again.active(*ends, **asked) == columns.active(*ends, **asked)
    for actor in ACTORS:
        for direction in ("both", "out", "in"):
            found = again.neighbors(actor, *ends, direction=direction, **asked)
            assert found == columns.neighbors(actor, *ends, direction=direction, **asked)
    assert nx.utils.graphs_equal(again.graph(), columns.graph())
    again.save(path.with_suffix(".again"))
    assert path.with_suffix(".again").read_bytes() == path.read_bytes()


def test_a_file_of_columns_that_is_not_whole_is_refused(tmp_path):
    columns_of([Row("ann", "bob", when="2025-07-01"), Row("bob", "cal", when="2025")]).save(
        tmp_path / "whole"
    )
    content = (tmp_path / "whole").read_bytes()
    for size in (0, 10, 40, 300, len(content) // 2, len(content) - 64):
        (tmp_path / "part").write_bytes(content[:size])
        with pytest.raises(
            (DataError, StorageError), match=r"part: (is no whole file of columns|cannot be read)"
        ):
            EventTable.load(tmp_path / "part")
    with pytest.raises(StorageError, match="no such file"):
        EventTable.load(tmp_path / "nothing")


def test_a_file_of_columns_that_was_damaged_is_refused(tmp_path):
    path = tmp_path / "damaged"
    columns_of([Row("ann", "bob", when="2025-07-01"), Row("bob", "cal", when="2025")]).save(path)
    content = path.read_bytes()
    for at in range(len(content)):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        with pytest.raises(DataError, match="is no whole file of columns"):
            EventTable.load(path)


@pytest.mark.parametrize(
    "changed",
    [
        {"source": [9, 0]}, {"others": [5, 0, 2, 1]}, {"rows": [0, 0, 1, 7]}, {"first_rows": [1, 0]},
        {"first_rows": [0]}, {"first_entries": [0, 1, 3, 4, 4, 5]}, {"first_entries": [0]}, {"type": [0, 3]},
        {"status": [0, 3]}, {"when": [0]}, {"latest_end": []}, {"symmetric": [True]},
        {"actors": np.array([1, 2, 3, 4, 5])}, {"actors": None}, {"latest_start": None},
        {"partition_kind": [99, 9]}, {"partition_status": [-1, 0]}, {"partition_size": [-1, 3]},
        {"partition_size": None}, {"whens": []}, {"keys": ["only one"]},
        {"keys": ["only one"], "number": None}, {"when": None},
    ],
)  # fmt: skip
def test_a_file_whose_columns_do_not_fit_together_is_refused(tmp_path, changed):
    path = tmp_path / "changed"
    rows = [Row("bob", "cal", when="2025", status=1), Row("ann", "bob", when="2025-07-01")]
    columns_of(rows).save(path)
    columns = arrow_file.read(path)
    for name, value in changed.items():
        old = columns.pop(name, None)
        if value is not None:
            columns[name] = np.array(value, old.dtype) if isinstance(old, np.ndarray) else value
    arrow_file.write(path, columns)
    with pytest.raises(DataError, match="is no whole file of columns"):
        EventTable.load(path)


def test_a_column_that_says_the_same_of_all_rows_takes_no_memory(tmp_path):
    days = [Row("ann", "bob", when="2025-07-01"), Row("bob", "cal", when="2025-07-02")]
    plain = columns_of(days)
    plain.save(tmp_path / "plain")
    for table in (plain, EventTable.load(tmp_path / "plain")):
        assert not {"status", "number", "when"} & table._arrays().keys()
        assert table.number.tolist() == [0, 1]
        assert [table.when(row) for row in (0, 1)] == ["2025-07-01", "2025-07-02"]
        assert [*table.graph().edges(data="when")] == [(each.source, each.target, each.when) for each in days]
    for other in (Row("bob", "cal", when="[2025-07-02]"), Row("bob", "cal", when="2025-07-02", status=1)):
        table = columns_of([other, days[0]])
        assert {"status" if other.status else "when", "number"} <= table._arrays().keys()
        assert sorted(map(table.when, (0, 1))) == sorted((other.when, "2025-07-01"))


@pytest.mark.parametrize("content", [b"graphkit columns, version 1    \n" + bytes(64), b"\xff" * 64])
def test_a_file_of_an_earlier_version_is_to_be_saved_again(tmp_path, content):
    (tmp_path / "old").write_bytes(content)
    for read in (EventTable.load, gk.open):
        with pytest.raises(DataError, match=r"old: is no whole file of columns; save them again"):
            read(tmp_path / "old")


def test_the_arrays_cannot_be_changed():
    columns = columns_of([Row("ann", "bob")])
    with pytest.raises(ValueError, match="read-only"):
        columns.source[0] = 3


def test_who_goes_nowhere_is_there_without_a_hop():
    table = EventTable.build(
        [0], [1], [0], tuple([day] for day in (735354,) * 4), actors=["a", "b"], types=["met"]
    )
    assert table.chronological_path("a", "a") == (["a"], [], [])
    assert table.chronological_path("a", "a", strict=True) == (["a"], [], [])
