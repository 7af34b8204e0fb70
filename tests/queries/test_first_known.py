"""Tests which relations may have been known by a day."""

from pathlib import Path

from graphkit.graph.build import load
from graphkit.graph.index import index
from graphkit.queries.first_known import known_early, relation_known_on
from tests.shipped import in_each_story


@in_each_story
def test_those_known_early_are_those_whose_days_begin_by_then(shipped: Path) -> None:
    """On each day on which a relation may first have been known, and on the day before."""
    graph = load(shipped)
    places = range(len(index(graph).edge_list.ids))
    days = {place: relation_known_on(graph, place) for place in places}
    for since in {each.since for each in days.values()}:
        for day in (since - 1, since):
            early = {place: each for place, each in days.items() if each.since <= day}
            assert known_early(graph, places, day) == early
