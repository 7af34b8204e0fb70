"""Amounts are added up as by brute force over all dates and by pandas, and listed in order, unit by unit."""

from collections import defaultdict
from fractions import Fraction
from itertools import chain, groupby, product

import pandas
import pytest
from datasets import actor, day, evidence, graph_of, iso, relation, source
from hypothesis import given, settings
from hypothesis import strategies as st

import graphkit as gk
from graphkit.errors import UsageError
from graphkit.model.entities import Amount, Link
from graphkit.model.shares import is_part
from graphkit.queries.amounts import sums

from .test_ranking import DATES, SINCE, TYPES, UNTIL, members, realisations

AMOUNTS = [None, *(
    Amount(value=value, unit=unit) for value, unit in [
        (5, "EUR"), (0.1, "EUR"), (0.2, "EUR"), (-3, "EUR"), (7, "USD"), (7.5, "USD"), (20, "%"),
        (3, "% of sales"),
    ]
)]  # fmt: skip
SHARES = ("%", "% of sales")


@st.composite
def payments(draw, most=4):
    rows = []
    for number in range(draw(st.integers(1, most))):
        ends = draw(st.sampled_from([("a", "b"), ("b", "a"), ("b", "c"), ("a", "c"), ("a", "a")]))
        fields = {"about": draw(st.sampled_from([(), ("c",), ("d",)])), **draw(st.sampled_from(DATES))}
        fields |= {"status": draw(st.sampled_from(["actual", "actual", "planned", "denied"]))}
        fields |= {"evidence": [evidence(source) for source in draw(st.sampled_from(["", "x", "xy"]))]}
        fields["amount"] = draw(st.sampled_from(AMOUNTS))
        rows.append(relation(f"r{number}", *ends, draw(st.sampled_from(TYPES)), **fields))
    country = {"a": "DE", "b": "FR", "c": "DE"}
    actors = [actor(id, attributes=(("country", land),)) for id, land in country.items()]
    return graph_of(*rows, actors=actors, sources=[source("x", "2026"), source("y", "2026")])


def written(value):
    return Fraction(str(value))


def ends(row, direction):
    """Return the ends for which the amount of a relation counts: what it is about has none of it."""
    return {row.source, row.target} if direction == "both" else members(row, direction)


def pairs(row, direction):
    here, there = row.source, row.target
    ways = {(here, there), (there, here)} if row.type.symmetric else {(here, there)}
    found = {(min(here, there), max(here, there))} if direction == "both" else ways
    found = {pair[::-1] for pair in found} if direction == "in" else found
    return {pair for pair in found if pair[0] != pair[1]}


def periods(unit):
    return lambda row, start: {iso(start)[:7] if unit == "month" else iso(start)}


def added(held, keys):
    """Return the sums of one way in which the dates fall, of each key in each unit, by adding them up."""
    found = defaultdict(Fraction)
    for row, start in held:
        if row.status == "actual" and row.amount and row.amount.unit not in SHARES:
            for key in keys(row, start):
                found[key, row.amount.unit] += written(row.amount.value)
    return found


@pytest.mark.parametrize(
    ("per", "direction"),
    [
        *product(["actor", "pair"], ["both", "out", "in"]),
        *product(["type", "source", "day", "month"], ["both"]),
    ],
)
@given(graph=payments(), cut=st.booleans())
@settings(deadline=None)
def test_both_sums_are_exact_over_all_dates_in_each_unit(per, direction, graph, cut):
    keys = {
        "actor": lambda row, _: ends(row, direction),
        "pair": lambda row, _: pairs(row, direction),
        "type": lambda row, _: {row.type.name},
        "source": lambda row, _: {entry.source for entry in row.evidence},
        "day": periods("day"),
        "month": periods("month"),
    }[per]
    if per in ("day", "month") and cut:
        held_in = lambda row, start: keys(row, start) if start >= SINCE else ()  # noqa: E731
    else:
        held_in = keys
    ways = [added(held, held_in) for held in realisations(graph, cut)]
    asked = gk.window(graph, SINCE, UNTIL) if cut else graph
    found = gk.rank(asked, "amount", per=per, direction=direction)
    lines = {(line.key, line.unit): (line.surely, line.at_most) for line in found}
    assert len(lines) == len(found)
    assert {key: tuple(map(written, two)) for key, two in lines.items()} == {
        key: (min(way.get(key, 0) for way in ways), max(way.get(key, 0) for way in ways))
        for key in {*chain(*ways)}
    }


@given(graph=payments(6))
@settings(deadline=None)
def test_sums_are_those_of_pandas_and_nothing_is_lost(graph):
    rows = [
        (row.id, end, row.amount and row.amount.unit, row.amount and row.amount.value, way)
        for row in gk.relations(graph)
        if row.status == "actual"
        for way, direction in (("as_source", "out"), ("as_target", "in"))
        for end in sorted(members(row, direction))
    ]
    table = pandas.DataFrame(rows, columns=["id", "actor", "unit", "value", "way"])
    told = table.drop_duplicates("id")
    shares = told.unit.isin(SHARES)
    money = table[table.unit.notna() & ~table.unit.isin(SHARES)]
    found = gk.rank(graph, "amount")
    assert found.not_added == {
        reason: count
        for reason, count in (("share", shares.sum()), ("without", told.unit.isna().sum()))
        if count
    }
    assert found.counted + sum(found.not_added.values()) + sum(found.not_counted.values()) == graph.size()
    assert found.counted == sum(found.added.values()) == money.id.nunique()
    whole = money.drop_duplicates(["id", "actor"]).groupby(["actor", "unit"]).value.sum()
    ways = money.groupby(["actor", "unit", "way"]).value.sum()
    assert {(line.key, line.unit): line.at_most for line in found} == pytest.approx(whole.to_dict())
    for line in found:
        for way in ("as_source", "as_target"):
            assert getattr(line, way)[1] == pytest.approx(ways.get((line.key, line.unit, way), 0))


@given(graph=payments(6))
@settings(deadline=None)
def test_each_unit_has_places_and_lines_of_its_own(graph):
    found = gk.rank(graph, "amount")
    units = [unit for unit, _ in groupby(line.unit for line in found)]
    assert len({*units}) == len(units)
    for unit in units:
        own = [line for line in found if line.unit == unit]
        figures = [line.at_most for line in own]
        assert figures == sorted(figures, reverse=True)
        assert [line.place for line in own] == [1 + sum(more > one for more in figures) for one in figures]
        cut = [line for line in gk.rank(graph, "amount", limit=2) if line.unit == unit]
        assert cut == own[:2]
        lowest = [line.at_most for line in gk.rank(graph, "amount", lowest=True) if line.unit == unit]
        assert lowest == sorted(figures)
    assert gk.rank(graph, "amount", limit=1).count == len(found)


@given(graph=payments(6))
@settings(deadline=None)
def test_relations_are_listed_by_amount_unit_by_unit_and_those_without_last(graph):
    plain = list(gk.relations(graph))
    found = list(gk.relations(graph, by="amount"))
    assert sorted(row.id for row in found) == sorted(row.id for row in plain)
    units = [unit for unit, _ in groupby(row.amount and row.amount.unit for row in found)]
    counts = {unit: sum((row.amount and row.amount.unit) == unit for row in found) for unit in units}
    assert len(counts) == len(units)
    with_unit = [unit for unit in units if unit is not None]
    assert units in (with_unit, [*with_unit, None])
    assert with_unit == sorted(with_unit, key=lambda unit: (-counts[unit], unit))
    place = {row.id: number for number, row in enumerate(plain)}
    for unit in units:
        own = [row for row in found if (row.amount and row.amount.unit) == unit]
        order = [(-row.amount.value if row.amount else 0, place[row.id]) for row in own]
        assert order == sorted(order)


@pytest.mark.parametrize(
    "unit", ["%", "% of sales", "percent", "per cent of the shares", "Percent", "pct", "Prozent"]
)
def test_a_share_is_in_no_sum(unit):
    graph = graph_of(
        relation("r", "a", "b", "owns", when="2025", amount=Amount(value=20, unit=unit)),
        relation("s", "a", "c", "owns", when="2025", amount=Amount(value=30, unit=unit)),
    )
    found = gk.rank(graph, "amount")
    assert is_part(unit)
    assert (len(found), found.count, found.counted, found.not_added) == (0, 0, 0, {"share": 2})
    assert not any(map(is_part, ["EUR", "shares", "USD a day", "pence"]))


def test_a_payment_told_by_two_sources_counts_once_and_a_planned_or_denied_one_is_not_money_that_flowed():
    amount = Amount(value=100, unit="EUR")
    fields = {"when": "2025-07-01", "amount": amount}
    graph = graph_of(
        relation("paid", "a", "b", "paid", [evidence("x"), evidence("y")], **fields),
        relation("plan", "a", "b", "paid", status="planned", **fields),
        relation("no", "a", "b", "paid", status="denied", **fields),
    )
    (line,) = gk.rank(graph, "amount", direction="out")
    assert (line.key, line.surely, line.at_most, line.relations) == ("a", 100, 100, 1)
    assert gk.rank(graph, "amount").not_counted == {"denied": 1, "planned": 1}
    (line,) = gk.rank(gk.window(graph, statuses=["planned"]), "amount", direction="in")
    assert (line.key, line.at_most) == ("b", 100)


def test_how_much_of_a_sum_is_only_claimed_or_contested_is_told():
    fields = {"when": "2025-07-01", "amount": Amount(value=100, unit="EUR")}
    graph = graph_of(
        relation("fact", "a", "b", "paid", [evidence("x")], **fields),
        relation("claim", "a", "b", "paid", [evidence("x", attribution="c")], **fields),
        relation("denied", "a", "b", "paid", [evidence("x"), evidence("y", stance="contradicts")], **fields),
    )
    found = gk.rank(graph, "amount")
    assert (found.counted, found.claimed, found.contested) == (3, 1, 1)
    assert found.notes[1] == "Of what is added up: 1 only claimed and 1 contested."
    assert gk.rank(gk.window(graph, no_claims=True, no_contested=True), "amount").notes == (
        "Added up: 1 paid.",
    )


def test_whom_a_payment_is_about_neither_gives_nor_gets_it():
    graph = graph_of(
        relation("r", "a", "b", "paid", when="2025", about=("c",), amount=Amount(value=1, unit="EUR"))
    )
    lines = {line.key: (line.as_source, line.as_target) for line in gk.rank(graph, "amount")}
    assert lines == {"a": ((1, 1), (0, 0)), "b": ((0, 0), (1, 1))}
    assert [line.key for line in gk.rank(graph, "amount", per="pair")] == [("a", "b")]


def test_what_lasts_beyond_the_period_counts_whole_and_is_told():
    amount = Amount(value=8, unit="EUR")
    rows = [
        relation("long", "a", "b", "supplies", when="2024-01-01/2025-12-31", amount=amount),
        relation("open", "a", "b", "supplies", begins="2025-03-02", amount=amount),
        relation("inside", "a", "b", "supplies", when="2025-03-02/2025-03-05", amount=amount),
        relation("day", "a", "b", "paid", when="2025-03-02", amount=amount),
        relation("none", "a", "b", "supplies", when="2024-01-01/2025-12-31"),
    ]
    march = gk.rank(gk.window(graph_of(*rows), "2025-03", "2025-03"), "amount", direction="out")
    assert ([line.at_most for line in march], march.outlasting) == ([32], 2)
    assert gk.rank(graph_of(*rows), "amount").outlasting == 0
    assert gk.rank(gk.snapshot(graph_of(*rows), "2025-03-03"), "amount").outlasting == 3


def test_only_actors_of_the_kind_asked_for_have_lines():
    amount = Amount(value=8, unit="EUR")
    graph = graph_of(
        relation("r", "ann", "firm", "paid", when="2025", amount=amount), actors=[actor("ann", "person")]
    )
    assert [line.key for line in gk.rank(gk.window(graph, kinds=["person"]), "amount")] == ["ann"]


def test_a_line_is_told_with_its_unit():
    amount = Amount(value=1234567.5, unit="EUR")
    found = gk.rank(graph_of(relation("r", "a", "b", "paid", when="2025", amount=amount)), "amount")
    assert [tuple(row.values()) for row in found.rows()] == [
        (1, "a", "1,234,567.5 EUR", "1,234,567.5 EUR", 1), (1, "b", "1,234,567.5 EUR", "1,234,567.5 EUR", 1),
    ]  # fmt: skip
    assert found.exact
    assert found.notes == ("Added up: 1 paid.",)
    assert found.notes[0] in found._repr_html_()
    assert gk.rank(graph_of(relation("r", "a", "b"))).notes == ()


def test_sums_are_those_of_the_numbers_as_they_are_written():
    assert sums([0.1, 0.2], []) == (0.3, 0.3)
    assert [type(one) for one in sums([0.5, 0.5], [2])] == [int, int]
    assert sums([10**400, 0.5], []) == (10**400, 10**400)
    assert sums([1], [5, -2]) == (-1, 6)
    assert sums([], []) == (0, 0)
    with pytest.raises(UsageError, match="more than 4,300 digits; leave some out by --type"):
        sums([9 * 10**4299, 9 * 10**4299], [])


def test_an_order_that_is_none_is_refused():
    with pytest.raises(UsageError, match="by: 'amounts' is not known; did you mean 'amount'"):
        gk.relations(graph_of(relation("r", "a", "b")), by="amounts")


def test_a_day_of_the_window_alone_counts():
    amount = Amount(value=8, unit="EUR")
    graph = graph_of(
        relation("in", "a", "b", "paid", when="2025-07-03", amount=amount),
        relation("out", "a", "b", "paid", when="2025-08-03", amount=amount),
        relation("perhaps", "a", "b", "paid", when="[2025-07-30..2025-08-03]", amount=amount),
    )
    july = gk.window(graph, day("2025-07-01"), day("2025-07-31"))
    assert [(line.surely, line.at_most) for line in gk.rank(july, "amount", direction="out")] == [(8, 16)]


def test_what_a_later_act_set_aside_is_not_added_up_and_counted():
    quashed = Link(rel="set-aside-by", relation="quashed")
    rows = [
        relation(id, "a", "b", "fined", when="2020-03-01", amount=Amount(value=5, unit="EUR"), links=links)
        for id, links in (("stands", ()), ("undone", [quashed]))
    ]
    graph = graph_of(*rows, relation("quashed", "c", "a", "rejected", when="2022-05-06"))
    found = gk.rank(graph, "amount")
    assert {(line.key, line.at_most) for line in found} == {("a", 5), ("b", 5)}
    assert (found.not_added, found.added) == ({"set_aside": 1, "without": 1}, {"fined": 1})
    assert found.notes[-1] == "Not added up: 1 set aside, 1 without an amount."
    before = gk.rank(gk.snapshot(graph, "2021-01-01"), "amount")
    assert (before.ranks[0].at_most, before.not_added) == (10, {})
    assert gk.rank(gk.window(graph, until="2021"), "amount").not_added == {"set_aside": 1}
