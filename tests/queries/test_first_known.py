"""Tests which relations may have been known by a day."""

from pathlib import Path

import pytest
from datasets import actor, day, evidence, graph_of, relation, source

from graphkit.graph.build import load
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.queries.first_known import known_early, known_on, maybe_known, not_known, relation_known_on
from graphkit.temporal.calendar import Window
from tests.shipped import in_each_story


@in_each_story
def test_those_known_early_are_those_whose_days_begin_by_then(shipped: Path) -> None:
    """On each day on which a relation may first have been known, and on the day before."""
    graph = load(shipped)
    places = range(len(index(graph).edge_list.ids))
    days = {place: relation_known_on(graph, place) for place in places}
    for since in {each.since for each in days.values()}:
        for by in (since - 1, since):
            early = {place: each for place, each in days.items() if each.since <= by}
            assert known_early(graph, places, by) == early


def told() -> Graph:
    """A graph of what was told on the 1st, on the 10th and on some day of July."""
    return graph_of(
        relation("early", "ann", "bob", evidence=[evidence("early"), evidence("late", attribution="joe")]),
        relation("late", "ann", "cid", evidence=[evidence("late")]),
        relation("vague", "cid", "dan", evidence=[evidence("vague")]),
        relation("vaguer", "ann", "kim", evidence=[evidence("vaguer")]),
        relation(
            "denied",
            "ann",
            "eve",
            evidence=[
                evidence("early", stance="contradicts", attribution="ida"),
                evidence("late", attribution="fay", said="2025-07-05"),
            ],
        ),
        relation("doubted", "ann", "gil", evidence=[evidence("late", stance="contradicts")]),
        actors=[actor("late-paper", kind="media"), actor("hal")],
        sources=[
            source("early", "2025-07-01"),
            source("late", "2025-07-10", publisher_actor="late-paper"),
            source("vague", "2025-07"),
            source("vaguer", "[2025-07-08..2025-07-20]"),
        ],
    )


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("bob", 1, 1),
        ("cid", 1, 10),  # some day of July, but surely the 10th
        ("dan", 1, 31),
        ("eve", 1, 1),  # denied on the 1st, before it was said on the 5th
        ("fay", 5, 5),
        ("ida", 1, 1),  # who denies it
        ("joe", 10, 10),
        ("gil", 10, 10),  # nobody else tells of it
        ("late-paper", 5, 5),
    ],
)
def test_an_actor_is_known_from_the_first_that_was_told_of_it(name: str, first: int, last: int) -> None:
    july = day("2025-07-01") - 1
    assert known_on(told(), name) == Window(july + first, july + last)


def test_nobody_knows_whom_nothing_mentions() -> None:
    assert known_on(told(), "hal") is None


def test_what_may_have_been_known_by_a_day_is_what_has_an_uncertain_day() -> None:
    assert maybe_known(told(), day("2025-07-09")) == ({"vague", "vaguer"}, day("2025-07-31"))
    assert maybe_known(told(), day("2025-07-31")) == (set(), day("2025-07-31"))
    assert maybe_known(told(), day("2025-06-30")) == (set(), day("2025-06-30"))


@pytest.mark.parametrize(
    ("at", "first", "last", "words"),
    [
        ("2025-07-09", "2025-07-10", "2025-07-10", "not known by 9 July 2025, only from 10 July 2025 on"),
        ("2025-07-09", "2025-07-10", "2025-07-12",
         "not known by 9 July 2025, at the latest from 12 July 2025 on"),
        ("2025-07-10", "2025-07-10", "2025-07-12",
         "not surely known by 10 July 2025, at the latest from 12 July 2025 on"),
    ],
)  # fmt: skip
def test_it_is_said_how_surely_somebody_was_not_known(at: str, first: str, last: str, words: str) -> None:
    assert not_known("Cid", day(at), Window(day(first), day(last))) == f"Cid is {words}"
