"""The measures and groups of the page, in node, are those of ``graphkit rank`` and ``graphkit groups``."""

import json
import random
from collections import Counter
from typing import Any, get_args

import pytest
from parity_cases import random_graph, reported_graph

from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.model.statuses import STATUSES
from graphkit.queries.groups import groups
from graphkit.queries.ranking import CENTRALITIES, By, Rank, rank
from graphkit.queries.windows import known_by, snapshot, window

from .scripts import DATA, evaluate, page_json
from .stories import story
from .test_facets import with_attributes
from .test_time_rules import edges_of, random_pairs

PERIODS = 14
ASKING = """.map((asked) => {
    Object.assign(view, {
        ...asked, from: asked.from ?? -Infinity, to: asked.to ?? Infinity, knownBy: asked.knownBy ?? Infinity,
        offStatuses: new Set(asked.offStatuses), onlyAttributes: new Set(asked.onlyAttributes),
    });
    recompute();
    const finite = (figure) => (Number.isFinite(figure) ? figure : null);
    return {
        figures: Object.fromEntries(Object.keys(MEASURES).map((name) => {
            const found = measure(name);
            return [name, inOrder(name, found).map(({ actor, place }) => [
                place, actors.id[actor], finite(found.sure[actor]), finite(found.most[actor]),
                found.counts[actor],
            ])];
        })),
        groups: groupsShown().map((group) => group.map((actor) => actors.id[actor])),
    };
})"""


def periods(graph: Graph, seed: int) -> list[tuple[dict[str, Any], Graph]]:
    """Return what a reader may look at, each with the graph that the command line makes of it."""
    chance = random.Random(seed)
    asked: list[tuple[dict[str, Any], Graph]] = [({"mode": "all"}, graph)]
    for since, until in random_pairs(graph, PERIODS, seed):
        off = chance.choice([[], [], ["denied"], ["actual"]])
        statuses = tuple(status for status in STATUSES if status not in off) if off else ()
        options: dict[str, Any] = {"certain": chance.random() < 0.2, "undated": chance.random() < 0.3}
        where = chance.choice([[], [], ["country=DE"]]) if graph.graph["title"].startswith("A story") else []
        same = {**options, "offStatuses": off, "onlyAttributes": where}
        options |= {"statuses": statuses, "where": where}
        by = chance.choice((None, None, chance.choice(edges_of(graph))))
        now = graph if by is None else known_by(graph, by)
        spans = [
            ({"mode": "span", "from": since, "to": end}, window(now, since, end, **options))
            for end in (until, None)
        ]
        asked += [
            ({**times, "knownBy": by, **same}, cut)
            for times, cut in [*spans, ({"mode": "day", "day": until}, snapshot(now, until, **options))]
        ]
    return asked


def lines(ranks: list[list[Any]] | tuple[Rank, ...], by: str) -> list[list[Any]]:
    """Return the lines of a ranking; centralities differ by roundings, and have no places."""
    names = ("place", "key", "surely", "at_most", "relations")
    rows = [rank if isinstance(rank, list) else [getattr(rank, name) for name in names] for rank in ranks]
    if by not in CENTRALITIES:
        return rows
    return sorted([key, *(round(figure, 9) for figure in two), count] for _, key, *two, count in rows)


def test_a_page_of_a_window_measures_that_window(shipped_graph: Graph) -> None:
    cut = window(shipped_graph, "2025-07-10", "2025-07-14", certain=True, statuses=("actual", "planned"))
    opening = "[{ ...openingView(), offStatuses: [], onlyAttributes: [] }]"
    scripts = (*DATA, "look_names.js", "measures.js", "groups.js")
    (answer,) = evaluate(scripts, page_json(cut), opening + ASKING)
    for by, ranks in answer["figures"].items():
        assert lines(ranks, by) == lines(rank(cut, by).ranks, by), by
    assert answer["groups"] == [list(group.actors) for group in groups(cut)]


@pytest.mark.parametrize("name", ["shipped", "danske", "made up", "mixed", "reported"])
def test_measures_and_groups_are_those_of_the_command_line(
    name: str, shipped_graph: Graph, danske_graph: Graph
) -> None:
    made = {
        "shipped": lambda: shipped_graph,
        "danske": lambda: danske_graph,
        "made up": lambda: with_attributes(story(220, actors=30, uncertain=True, seed=3)),
        "mixed": lambda: random_graph(2),
        "reported": lambda: reported_graph(3),
    }
    graph = made[name]()
    asked = periods(graph, 7)
    scripts = (*DATA, "look_names.js", "measures.js", "groups.js")
    measures = set(evaluate(scripts, page_json(graph), "MEASURES"))
    assert measures < set(get_args(By))
    answers = evaluate(scripts, page_json(graph), json.dumps([view for view, _ in asked]) + ASKING)
    seen = Counter[str]()
    for (view, cut), answer in zip(asked, answers, strict=True):
        for by in measures:
            expected = rank(cut, by)  # type: ignore[arg-type]
            assert lines(answer["figures"][by], by) == lines(expected.ranks, by), (view, by)
            seen[by] += len(expected.ranks)
        assert answer["groups"] == [list(group.actors) for group in groups(cut)], view
        seen["groups"] += len(answer["groups"])
    assert min(seen.values()) > 30, seen
    assert index(graph).relations()
