"""Answers as records: plain values by column, the same as CSV has."""

import csv
import io
from datetime import date
from typing import Any

import pandas
import pytest

import graphkit as gk
from graphkit.cli.csv_answers import csv_text
from graphkit.cli.render import relation_rows
from graphkit.errors import UsageError
from graphkit.graph.multigraph import Graph
from graphkit.queries.records import RELATION_FIELDS


@pytest.fixture(scope="module", params=["data/graph.json", "data/danske.json"])
def graph(request: pytest.FixtureRequest) -> Graph:
    return gk.load(request.param)


def as_csv(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ";".join(value) if isinstance(value, list) else "" if value is None else str(value)


def test_relations_have_the_columns_of_csv(graph: Graph) -> None:
    listing = gk.relations(graph)
    found = gk.records(listing)
    rows = list(csv.DictReader(io.StringIO("".join(csv_text(relation_rows(listing))))))
    assert [tuple(row) for row in found] == [RELATION_FIELDS] * len(listing)
    assert [[as_csv(value) for value in row.values()] for row in found] == [
        [text.replace("'", "", 1) if text.startswith("'") else text for text in row.values()] for row in rows
    ]


def test_pandas_sums_amounts_and_sorts_days(graph: Graph) -> None:
    table = pandas.DataFrame(gk.records(gk.relations(graph)))
    amounts = [row.amount for row in gk.relations(graph) if row.amount is not None]
    for unit, total in table.groupby("unit")["amount"].sum().items():
        assert total == pytest.approx(sum(each.value for each in amounts if each.unit == unit))
    starts = table["earliest_start"].dropna()
    assert starts.sort_values().iloc[0] == min(starts)
    assert date.fromisoformat(starts.iloc[0])


@pytest.mark.parametrize("by", ["relations", "closeness", "silence", "first"])
def test_figures_are_numbers_or_days_under_their_names(graph: Graph, by: Any) -> None:
    ranking = gk.rank(graph, by)
    rows = gk.records(ranking)
    assert len(rows) == len(ranking.ranks)
    assert set(ranking.figures) < set(rows[0])
    for row, rank in zip(rows, ranking, strict=True):
        figures = [row[name] for name in ranking.figures]
        if by == "first":
            assert [figure and date.fromisoformat(figure).toordinal() for figure in figures] == [
                figure if figure and 0 < figure < date.max.toordinal() else None
                for figure in (rank.surely, rank.at_most)
            ]
        else:
            assert figures == [rank.surely, rank.at_most]


def test_periods_have_their_days_and_numbers(graph: Graph) -> None:
    timeline = gk.timeline(graph, unit="year")
    rows = gk.records(timeline)
    assert [(row["surely"], row["maybe"]) for row in rows] == [(each.count, each.maybe) for each in timeline]
    assert all(row["first"][:4] == row["last"][:4] == row["period"] for row in rows[1:-1])


def test_what_is_beside_a_relation_stays_beside_it(graph: Graph) -> None:
    first, second = [rank.key for rank in gk.rank(graph).ranks[:2]]
    assert isinstance(first, str)
    assert isinstance(second, str)
    around = gk.records(gk.neighbors(graph, first))
    assert {"neighbor", "hops", "tie", *RELATION_FIELDS} == set(around[0])
    between = gk.records(gk.between(graph, first, second))
    assert {"tie", *RELATION_FIELDS} <= set(between[0])
    changed = gk.records(gk.diff(graph, "2007-01-01", "2025-07-13"))
    assert {"change", *RELATION_FIELDS} == set(changed[0])
    assert gk.records(gk.relations(gk.window(graph, "1900", "1901", certain=True))) == []


def test_an_answer_without_rows_is_refused(graph: Graph) -> None:
    with pytest.raises(UsageError, match="records: Overview has no rows; give an answer"):
        gk.records(gk.info(graph))


@pytest.mark.parametrize(
    ("by", "headings"), [("closeness", ("certain", "possible")), ("relations", ("surely", "at most"))]
)
def test_a_notebook_calls_figures_what_they_are(graph: Graph, by: Any, headings: tuple[str, str]) -> None:
    shown = gk.rank(graph, by)._repr_html_()
    assert all(f"<th>{heading}</th>" in shown for heading in headings)
