"""What sources were rewritten from: every way up enumerated, and shapes that take a slow search for ever."""

from time import process_time

import pytest
from datasets import source
from hypothesis import given
from hypothesis import strategies as st

from graphkit.graph.ancestry import Ancestry

SECONDS = 20
"""What takes a second is given that many; a search that is not linear would take hours."""


def rewritten(**derived_from):
    return {id: source(id, derived_from=tuple(above)) for id, above in derived_from.items()}


def all_behind(sources):
    """Return for each source itself and all behind it, by joining until nothing is added."""
    behind = {id: {id, *row.derived_from} for id, row in sources.items()}
    for _ in sources:
        behind = {id: names.union(*[behind[name] for name in names]) for id, names in behind.items()}
    return behind


def origin_of(id, cited, behind):
    """Return the first by id of the cited sources behind one that are behind all cited behind them."""
    found = behind[id] & cited
    return min(name for name in found if all(name in behind[other] for other in behind[name] & cited))


SOME = st.lists(st.frozensets(st.integers(0, 7), max_size=3), min_size=8, max_size=8).map(
    lambda above: rewritten(**{f"s{n}": [f"s{name}" for name in names] for n, names in enumerate(above)})
)
DAYS = st.dictionaries(st.integers(0, 7).map("s{}".format), st.integers(1, 6), min_size=1)


@given(SOME, DAYS)
def test_the_origin_is_the_first_cited_source_that_nothing_cited_lies_behind(sources, cited):
    behind = all_behind(sources)
    expected = {id: origin_of(id, {*cited}, behind) for id in cited}
    assert Ancestry.of_sources(sources).origins(cited) == expected


@given(SOME, DAYS)
def test_on_each_day_as_many_are_independent_as_there_are_origins(sources, cited):
    spans = list(Ancestry.of_sources(sources).independent(cited))
    for day in range(8):
        known = {id for id, first in cited.items() if first <= day}
        counted = sum(first <= day and (until is None or day < until) for first, until in spans)
        assert counted == len({*Ancestry.of_sources(sources).origins(known).values()})


def chain(count):
    return rewritten(**{f"s{n:06}": [f"s{n - 1:06}"] if n else [] for n in range(count)})


def comb(count):
    """Return a chain of every second source, from each of which one more was rewritten."""
    return rewritten(**{f"s{n:06}": [f"s{max(0, n - 2 + n % 2):06}"] if n else [] for n in range(count)})


def circle(count):
    return rewritten(**{f"s{n:06}": [f"s{(n + 1) % count:06}"] for n in range(count)})


def each_from_all(count):
    ids = [f"s{n:06}" for n in range(count)]
    return rewritten(**{id: [other for other in ids if other != id] for id in ids})


def ladder(count):
    """Return sources of which each two were rewritten from both of the two before: 2^n ways up."""
    pairs = [(f"s{n:06}a", f"s{n:06}b") for n in range(count)]
    return rewritten(**{id: pairs[n - 1] if n else () for n, pair in enumerate(pairs) for id in pair})


@pytest.mark.parametrize(
    ("sources", "origins"),
    [
        (lambda: chain(20_000), {"s000000"}),
        (lambda: comb(20_000), {"s000000"}),
        (lambda: circle(10_000), {"s000000"}),
        (lambda: each_from_all(200), {"s000000"}),
        (lambda: ladder(5_000), {"s000000a", "s000000b"}),
    ],
    ids=["chain", "comb", "circle", "each from all", "ladder"],
)
def test_shapes_that_take_a_slow_search_for_ever(sources, origins):
    sources, began = sources(), process_time()
    ancestry = Ancestry.of_sources(sources)
    assert {*ancestry.origins(sources).values()} == origins
    spans = list(ancestry.independent({id: day for day, id in enumerate(reversed(sources))}))
    assert len(spans) <= len(sources)
    assert process_time() - began < SECONDS


@pytest.mark.parametrize("shape", [chain, comb])
def test_many_relations_that_cite_both_ends_of_a_chain_walk_it_once(shape):
    began = process_time()
    ancestry = Ancestry.of_sources(shape(10_000))
    for n in range(2_000):
        cited = ["s000000", f"s{9_999 - n:06}", f"s{5_000 + n:06}"]
        assert {*ancestry.origins(cited).values()} == {"s000000"}
    assert process_time() - began < SECONDS


def test_where_nothing_cited_was_rewritten_each_is_its_own():
    sources = rewritten(first=[], second=[])
    assert Ancestry.of_sources(sources).origins(["second", "first"]) == {"first": "first", "second": "second"}
    assert list(Ancestry.of_sources(sources).independent({"first": 3, "second": 5})) == [(3, None), (5, None)]


@given(SOME, st.integers(0, 7), st.integers(0, 7))
def test_one_is_behind_another_where_some_way_up_leads_there(sources, one, other):
    above = {id: row.derived_from for id, row in sources.items()}
    expected = one != other and f"s{other}" in all_behind(sources)[f"s{one}"]
    assert Ancestry(above).has_ancestor(f"s{one}", f"s{other}") is expected
