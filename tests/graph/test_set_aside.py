"""What a later act set aside is marked so from its day on, and on no day before."""

from datetime import date

import pytest
from datasets import actor, dataset, evidence, relation, source
from hypothesis import given
from hypothesis import strategies as st

import graphkit as gk
from graphkit.graph.build import build_graph
from graphkit.model.entities import Link
from graphkit.queries.windows import known_by

SOURCES = (
    source("verdict", "2023-11-25"),
    source("appeal", "2024-06-13"),
    source("supreme", "2025-02-01"),
)


def aside(*ids):
    return [Link(rel="set-aside-by", relation=id) for id in ids]


def convicted(*acts, **fields):
    fields = {"when": "2023-11-24", "evidence": [evidence("verdict")], "links": aside(*acts)} | fields
    return relation("conviction", "court", "halas", "convicted", **fields)


def ruling(key="ruling", *acts, **fields):
    fields = {"when": "2024-06-12", "evidence": [evidence("appeal")], "links": aside(*acts)} | fields
    return relation(key, "appeal-court", "halas", "acquitted", **fields)


REVERSAL = relation(
    "reversal", "supreme-court", "halas", "told", when="2025-01-31", evidence=[evidence("supreme")]
)


def graph_of(*rows):
    return build_graph(dataset(*rows, sources=SOURCES, actors=[actor("halas")]))


def marks(graph, id="conviction"):
    return next(row for row in gk.relations(graph).relations if row.id == id).marks


def test_it_is_marked_with_the_day_in_lists_and_sentences():
    graph = graph_of(convicted("ruling"), ruling())
    (row,) = (row for row in gk.relations(graph).relations if row.id == "conviction")
    assert row.marks == row.caveats == ("SET ASIDE on 12 June 2024",)
    assert row.sentence == "Court convicted Halas, which was set aside on 12 June 2024."
    assert marks(gk.snapshot(graph, "2024-12-31")) == row.marks


def test_it_is_not_marked_as_of_earlier_days_nor_before_the_act_was_known():
    graph = graph_of(convicted("ruling"), ruling())
    assert marks(gk.snapshot(graph, "2024-06-11")) == ()
    assert marks(gk.snapshot(graph, "2024-06-12")) == ("SET ASIDE on 12 June 2024",)
    assert marks(known_by(graph, "2024-06-12")) == ()
    assert marks(known_by(graph, "2024-06-13")) == ("SET ASIDE on 12 June 2024",)


@pytest.mark.parametrize("status", ["planned", "denied"])
def test_an_act_that_is_no_fact_sets_nothing_aside(status):
    assert marks(graph_of(convicted("ruling"), ruling(status=status))) == ()


def test_an_act_without_a_day_is_told_by_that_of_its_report():
    assert marks(graph_of(convicted("ruling"), ruling(when=None))) == ("SET ASIDE by 13 June 2024",)
    assert marks(graph_of(convicted("ruling"), ruling(when=None, evidence=[]))) == ("SET ASIDE",)


def test_what_sets_an_act_aside_lets_the_first_stand():
    graph = graph_of(convicted("ruling"), ruling("ruling", "reversal"), REVERSAL)
    assert marks(graph) == ()
    assert marks(graph, "ruling") == ("SET ASIDE on 31 January 2025",)
    assert marks(known_by(graph, "2025-01-31")) == ("SET ASIDE on 12 June 2024",)


def test_what_lasts_ends_with_the_act_unless_that_is_set_aside():
    licence = relation(
        "licence",
        "court",
        "halas",
        "leads",
        begins="2020",
        evidence=[evidence("verdict")],
        links=aside("ruling"),
    )
    graph = graph_of(licence, ruling())
    assert [row.id for row in gk.relations(gk.snapshot(graph, "2024-06-11")).relations] == ["licence"]
    assert "licence" not in [row.id for row in gk.relations(gk.snapshot(graph, "2024-07-01")).relations]
    again = graph_of(licence, ruling("ruling", "reversal"), REVERSAL)
    assert "licence" in [row.id for row in gk.relations(gk.snapshot(again, "2024-07-01")).relations]


@pytest.mark.parametrize(
    ("more", "between"), [([], "possible"), ([evidence("supreme", dated=False)], "certain")]
)
def test_an_office_whose_dismissal_was_annulled_is_told_as_if_it_had_not_ended(more, between):
    """It had ended as known by a day before the annulment was known."""
    office = relation(
        "office",
        "halas",
        "firm",
        "leads",
        when="2020-01-01/",
        evidence=[evidence("verdict"), *more],
        links=[Link(rel="ended-by", relation="ruling")],
    )
    graph = graph_of(office, ruling("ruling", "reversal"), REVERSAL)

    def standing(known, on):
        rows = gk.relations(gk.snapshot(known, on)).relations
        return next((row.certainty for row in rows if row.id == "office"), None)

    before = known_by(graph, "2025-01-31")
    assert [standing(before, on) for on in ("2023-11-25", "2024-07-01")] == ["certain", None]
    assert [standing(graph, on) for on in ("2023-11-25", "2024-07-01")] == ["certain", between]


def test_an_act_that_is_merely_claimed_is_told_as_claimed():
    claimed = ruling(evidence=[evidence("appeal", attribution="halas")])
    graph = graph_of(convicted("ruling"), claimed)
    assert marks(graph) == ("SET ASIDE on 12 June 2024, as is claimed",)
    (row,) = (row for row in gk.relations(graph).relations if row.id == "conviction")
    assert row.sentence == "Court convicted Halas, which was set aside on 12 June 2024, as is claimed."
    both = graph_of(convicted("ruling", "reversal"), claimed, REVERSAL)
    assert marks(both) == ("SET ASIDE on 31 January 2025",)


@pytest.mark.parametrize("acts", [2, 7, 8, 2000])
def test_of_a_chain_of_acts_every_other_stands(acts):
    ids = [f"k{number:04}" for number in range(acts)]
    rows = [
        relation(id, "court", "halas", "told", links=aside(*ids[number + 1 : number + 2]))
        for number, id in enumerate(ids)
    ]
    for row in (rows, rows[::-1]):
        graph = graph_of(*row)
        stand = [not each.version.set_aside for each in gk.relations(graph).relations]
        assert stand == [number % 2 == 0 for number in range(acts)][::-1]


def test_acts_in_a_ring_are_answered():
    graph = graph_of(convicted("ruling"), ruling("ruling", "conviction"))
    assert marks(graph) is not None


days = st.dates(date(2024, 1, 1), date(2024, 1, 20)).map(str)


@given(
    st.lists(st.tuples(days, days, st.sampled_from(["actual", "planned", "denied"])), min_size=1, max_size=4),
    days,
    days,
)
def test_it_is_what_the_first_known_act_says(acts, by, on):
    papers = [source(f"p{n}", published) for n, (_, published, _) in enumerate(acts)]
    rows = [
        relation(f"act{n}", "x", "y", "told", when=when, status=status, evidence=[evidence(f"p{n}")])
        for n, (when, _, status) in enumerate(acts)
    ]
    first = relation("first", "a", "b", "met", when="2023", links=aside(*(row.key for row in rows)))
    graph = known_by(build_graph(dataset(first, *rows, sources=papers)), by)
    known = [min(when, day) for when, day, status in acts if status == "actual" and day <= by]
    told = [when for when, day, status in acts if status == "actual" and day <= by and when <= day]
    whole, then = gk.relations(graph).relations, gk.relations(gk.snapshot(graph, on)).relations
    seen = next(row for row in whole if row.id == "first").version.set_aside
    assert (seen is None) == (not known)
    if seen and len(told) == len(known):
        assert str(date.fromordinal(seen.until)) == min(told)
        as_of = next(row for row in then if row.id == "first").version.set_aside
        assert (as_of is not None) == (min(told) <= on)
