"""The rows of an answer as a terminal, CSV and a report draw them."""

import csv
import io
from unittest.mock import Mock, patch

import pytest
from datasets import actor, evidence, graph_of, relation, source
from hypothesis import example, given
from hypothesis import strategies as st

from graphkit.answers import RELATION, Column
from graphkit.cli import csv_answers
from graphkit.cli.csv_answers import csv_text
from graphkit.cli.json_answers import relation_answer
from graphkit.cli.render import Rows, relation_rows, tables
from graphkit.cli.terminal import Table
from graphkit.cli.words import reported_by
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Amount, Row
from graphkit.queries.attribution import voices
from graphkit.queries.listing import relations
from graphkit.queries.ranking import rank
from graphkit.temporal import edtf
from graphkit.temporal.calendar import PAST

GRAPH: Graph = graph_of(
    relation("one", "a", "b"),
    relation("two", "a", "c"),
    actors=[actor("b", name="Twin"), actor("c", name="Twin")],
)
LISTED = relations(GRAPH).relations
TEXTS = st.text(max_size=4) | st.sampled_from(
    ['a, "b"', "a;-1", "=1", "-2", "x\r\n", "'", "a\u200bb", "Ann (US)"]
)


def drawn(rows: Rows) -> list[list[list[str]]]:
    """Return the texts of each table, its headers first."""
    found = [part for part in tables(GRAPH, rows) if isinstance(part, Table)]
    texts = [[[getattr(cell, "text", cell) for cell in row] for row in table.rows] for table in found]
    return [
        [[column.header for column in table.columns], *rows] for table, rows in zip(found, texts, strict=True)
    ]


def test_every_kind_of_column_is_drawn() -> None:
    columns = (
        Column("actor", "actor"), Column("day", "day", "on"), Column("days", "days"),
        Column("names"), Column("hops", "number"),
    )  # fmt: skip
    day = edtf.one_day("2025-07-01")
    rows = [
        {"actor": "b", "day": day, "days": (day, day + 1), "names": ("x", "y"), "hops": 0},
        {"actor": "c", "day": PAST, "days": (PAST, day), "names": (), "hops": None},
    ]
    assert drawn(Rows(columns, rows)) == [[
        ["actor", "on", "days", "names", "hops", "id"],
        ["Twin (b)", "1 July 2025", "1-2 July 2025", "x, y", "0", "b"],
        ["Twin (c)", "at once", "by 1 July 2025", "", "", "c"],
    ]]  # fmt: skip
    assert "".join(csv_text(Rows(columns, rows))).splitlines() == [
        "actor,day,days,names,hops",
        "b,2025-07-01,2025-07-01;2025-07-02,x;y,0",
        "c,,;2025-07-01,,",
    ]


def test_a_relation_stands_beside_other_columns() -> None:
    columns = (Column("other", "actor"), RELATION)
    (table,) = drawn(Rows(columns, [{"other": "b", "relation": LISTED[0]}]))
    assert (table[0][:2], table[0][-1]) == (["other", "when"], "id")
    assert (table[1][0], table[1][-1]) == ("Twin (b)", LISTED[0].id)


def test_an_amount_and_a_note_are_in_every_form() -> None:
    graph = graph_of(
        relation("loan", "a", "b", amount=Amount(value=4_500_000.5, unit="EUR a year"), note="Two, parts."),
        relation("none", "a", "b"),
    )
    rows = relation_rows(relations(graph).relations)
    found = {row["id"]: row for row in csv.DictReader(io.StringIO("".join(csv_text(rows))))}
    assert [found["loan"][name] for name in ("amount", "unit", "note")] == [
        "4500000.5", "EUR a year", "Two, parts.",
    ]  # fmt: skip
    assert [found["none"][name] for name in ("amount", "unit", "note")] == ["", "", ""]
    answers = {row.id: relation_answer(row) for row in relations(graph).relations}
    assert answers["loan"]["amount"] == {"value": 4_500_000.5, "unit": "EUR a year"}
    assert (answers["loan"]["note"], answers["none"]["note"]) == ("Two, parts.", None)
    texts = [row[2] for row in drawn(rows)[0][1:]]
    assert sorted(texts) == ["A -met- Twin (b)", "A -met- Twin (b) (4,500,000.5 EUR a year)"]


def test_groups_of_one_title_are_kept_apart_and_in_order() -> None:
    rows = Rows(
        rows=relation_rows(LISTED).rows, group=lambda row: (row["relation"].id, "Twin"), order=("two", "one")
    )
    assert [section.relations[0].id for section in rows.sections()] == ["two", "one"]
    assert len(drawn(rows)) == 2


ANY = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS | st.lists(TEXTS)
COLUMNS = st.sampled_from([TEXTS, st.none() | TEXTS, st.integers(0, 1), ANY])


@given(st.lists(COLUMNS, min_size=1, max_size=3).flatmap(lambda each: st.lists(st.tuples(*each))))
@example([(0.0,), (-0.0,)])
@example([(1,), (True,)])
@example([("",), (None,)])
@example([("a;",), ("-1",), ("=1",), ("-2.5",)])
def test_a_column_is_written_as_cell_by_cell(drawn: list[tuple[object, ...]]) -> None:
    names = [f"c,{number}" for number in range(len(drawn[0]) if drawn else 1)]
    rows = [dict(zip(names, cells, strict=True)) for cells in drawn]
    expected = io.StringIO()
    with patch.object(csv_answers, "_PARTING", Mock(search=lambda _: None)):
        one_by_one = [[csv_answers._cell(cell) for cell in cells] for cells in drawn]
    csv.writer(expected, lineterminator="\n").writerows([names, *one_by_one])
    written = "".join(csv_text(Rows(tuple(map(Column, names)), rows)))
    assert written == expected.getvalue()


def test_no_rows_are_no_tables_and_a_header_of_csv() -> None:
    assert drawn(Rows()) == []
    assert "".join(csv_text(Rows((Column("a"), Column("b"))))) == "a,b\n"


def test_no_entry_of_evidence_is_compared_with_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    equal = Row.__eq__
    monkeypatch.setattr(Row, "__eq__", lambda one, other: compared.append(one) or equal(one, other))
    many = [evidence(f"s{number}") for number in range(50)]
    denial = evidence("s50", stance="contradicts")
    graph = graph_of(
        relation("r", when="2025-07-14", evidence=[*many, denial]),
        sources=[source(f"s{number}", "2025-07-15") for number in range(51)],
    )
    [row] = index(graph).relations()
    assert reported_by(graph, row) == "s0, s1, 48 more; denied by s50"
    compared.clear()
    reported_by(graph, row)
    voices(graph, "alice")
    assert compared == []


def test_sources_of_one_publisher_are_told_by_their_days() -> None:
    papers = [source("old", "2025-07-15", publisher="BBC"), source("new", "2025-07", publisher="BBC")]
    told = [evidence("old", paragraph=8), evidence("wire"), evidence("new", stance="contradicts")]
    graph = graph_of(relation("r", when="2025-07-14", evidence=told), sources=papers)
    [row] = index(graph).relations()
    assert reported_by(graph, row) == "BBC of 15 July 2025 par. 8, wire; denied by BBC of July 2025"


def test_two_sources_of_one_publisher_and_day_are_told_by_their_titles() -> None:
    titles = {"one": "Ann", "two": "Bob", "three": None, "four": None}
    papers = [
        source(id, "2025-07-15", publisher="BBC", **({"title": title} if title else {}))
        for id, title in titles.items()
    ]
    graph = graph_of(relation("r", when="2025-07-14", evidence=map(evidence, titles)), sources=papers)
    [row] = index(graph).relations()
    assert [*row.source_names.values()] == [
        f"BBC of 15 July 2025 ({words})" for words in ("Ann", "Bob", "three", "four")
    ]


def test_who_took_back_what_it_told_is_not_named_as_who_tells_it() -> None:
    papers = [
        source(id, day, publisher="Paper") for id, day in (("old", "2025-03-01"), ("new", "2025-05-01"))
    ]
    told = [evidence("old", paragraph=2), evidence("new", stance="contradicts"), evidence("other")]
    graph = graph_of(relation("r", evidence=told), sources=[*papers, source("other", "2025-04-01")])
    [row] = index(graph).relations()
    took_back = "taken back by Paper of 1 March 2025 par. 2; denied by Paper of 1 May 2025"
    assert reported_by(graph, row) == f"other; {took_back}"
    assert "old" not in str([*rank(graph, per="source")])


def test_a_denial_that_was_taken_back_is_told_so() -> None:
    papers = [source(id, day, publisher="Paper") for id, day in (("old", "2025-03"), ("new", "2025-05"))]
    told = [evidence("old", stance="contradicts"), evidence("new")]
    [row] = index(graph := graph_of(relation("r", evidence=told), sources=papers)).relations()
    assert reported_by(graph, row) == "Paper of May 2025; denied by Paper of March 2025 (taken back)"
