"""The counts beside filters are what each of them would show, whatever the others hide."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from graphkit.graph.build import build_graph
from graphkit.graph.index import visible_relations
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Evidence
from graphkit.queries.windows import window

from .conftest import dataset, relation
from .scripts import DATA, evaluate, page_json
from .stories import story

FILTERS = (*DATA, "facets.js")

COUNTING = (Path(__file__).parent / "counting.js").read_text(encoding="utf-8")


def cases(count: int, seed: int) -> list[dict[str, Any]]:
    """Return views of chance: a time, a known-by day, and some names of each group of filters."""
    chance, among = random.Random(seed), random.Random(seed)
    first = 739310

    def names(most: int) -> list[int]:
        return [chance.randrange(50) for _ in range(chance.randrange(most + 1))]

    made = []
    for _ in range(count):
        since = chance.randrange(first, first + 200)
        made.append(
            {
                "mode": chance.choice(("all", "span", "span", "day")),
                "from": since,
                "to": chance.choice((None, since, since + 30)),
                "day": since,
                "knownBy": chance.choice((None, None, since + 40)),
                "certain": chance.random() < 0.3,
                "reported": chance.random() < 0.2,
                "undated": chance.random() < 0.3,
                "noClaims": chance.random() < 0.3,
                "noContested": chance.random() < 0.3,
                "mark": chance.choice((None, None, None, "claimed", "contested", "unreported", "maybe")),
                "hide": names(1),
                "only": names(3) if chance.random() < 0.2 else [],
                "pin": names(1),
                "reportedWithin": chance.choice((None, None, 0, 5, 30)),
                "offFamilies": names(3),
                "offTypes": names(3),
                "offKinds": names(2),
                "onlyKinds": [kind] if (kind := among.randrange(40)) < 8 else [],
                "offStatuses": names(1),
                "onlyVoices": names(2),
                "onlyPublishers": names(2),
                "onlyAgainst": [kind] if kind > 36 else [],
                "onlyAttributes": names(3),
            }
        )
    return made


def with_attributes(graph: Graph) -> Graph:
    """Return a graph whose actors have countries and sectors, but for some, and a name of their own each."""
    for place, (_, data) in enumerate(list(graph.nodes(data=True))):
        told: dict[str, str | int] = {"motto": "on" * (place + 1), "staff": place % 3 * 10}
        told["only"] = "x"
        if place % 4:
            told["country"] = ("DE", "US", "a, b")[place % 3]
        data["attributes"] = tuple(sorted(told.items()))
    return graph


@pytest.mark.parametrize("name", ["shipped", "danske", "of chance"])
def test_a_count_is_what_its_filter_would_show(name: str, shipped_graph: Graph, danske_graph: Graph) -> None:
    shipped = {"shipped": shipped_graph, "danske": danske_graph}
    graph = shipped.get(name) or with_attributes(story(60, actors=14, uncertain=True, seed=4))
    asked = cases(60, 3)
    expression = f"(() => {{ {COUNTING} return {json.dumps(asked)}.map(countsOf); }})()"
    some = 0
    for case, counts in zip(asked, evaluate(FILTERS, page_json(graph), expression), strict=True):
        for group, name, told, right in counts:
            assert told == right, (case, group, name)
            some += right
    assert some > 500


def test_only_a_kind_asks_for_one_end_as_the_command_line_does(each_story: Graph) -> None:
    for kind in sorted({data["kind"] for _, data in each_story.nodes(data=True)}):
        told = evaluate(
            FILTERS,
            page_json(each_story),
            f"""(() => {{
                Object.assign(view, {{ mode: "all" }}, onlyName("kinds", {json.dumps(kind)}));
                recompute();
                return relations.id.filter((id, row) => visible.verdict[row]);
            }})()""",
        )
        asked = window(each_story, kinds=[kind])
        assert told == sorted(seen.id for seen in visible_relations(asked)), kind


def test_the_whole_story_does_not_ask_how_sure_something_is(shipped_graph: Graph) -> None:
    asked = [
        {"mark": "maybe"},
        {"certain": True},
        {"reportedWithin": 7},
        {"mark": "contested"},
        {"noClaims": True},
    ]
    told = evaluate(
        FILTERS,
        page_json(shipped_graph),
        f"""{json.dumps(asked)}.map((some) => ["all", "span"].map((mode) =>
            atWorkIn("certainty", {{ ...openingView(), ...some, mode }})))""",
    )
    assert told == [[0, 1], [0, 1], [0, 1], [1, 1], [1, 1]]


def test_what_somebody_denies_is_found_by_who_contradicts() -> None:
    told = (
        Evidence(source="paper", paragraph=3),
        Evidence(source="paper", paragraph=4, attribution="ann", stance="contradicts"),
        Evidence(source="paper", paragraph=5, attribution="firm", status="denied"),
    )
    graph = build_graph(dataset(relation("dinner", evidence=told), relation("walk")))
    found = evaluate(
        FILTERS,
        page_json(graph),
        """againstNames.map((name) => {
            Object.assign(view, { mode: "all", onlyAgainst: new Set([name]) });
            recompute();
            return [name, relations.id.filter((id, row) => visible.verdict[row])];
        })""",
    )
    assert found == [["Ann Example", ["dinner"]], ["The Firm", ["dinner"]]]
