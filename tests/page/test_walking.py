"""The page's paths, chains and neighbours are the command line's: hundreds of questions, asked in node."""

import json
import random
from collections.abc import Iterator
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from datasets import day, graph_of, iso, relation
from hypothesis import given
from hypothesis import strategies as st
from parity_cases import graphs, random_graph

from graphkit.graph.build import build_graph
from graphkit.graph.index import visible_relations
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Actor, Dataset, Evidence, Relation, Source
from graphkit.model.kinds import NOT_BETWEEN
from graphkit.queries.neighbors import neighbors
from graphkit.queries.path_diagnosis import Absence, why_no_path
from graphkit.queries.path_question import Question, find_paths
from graphkit.queries.shortest_paths import Paths, shortest_paths
from graphkit.queries.temporal_paths import ChronologicalPaths, chronological_paths
from graphkit.queries.windows import known_by, snapshot, window
from graphkit.temporal.calendar import FUTURE, PAST, Day

from .scripts import DATA, evaluate, page_json
from .stories import story

SCRIPTS = ("path_diagnosis.js", "neighborhood.js")
ASKING = (Path(__file__).parent / "walking.js").read_text(encoding="utf-8")
FIRST, LAST = date(2025, 1, 1).toordinal(), date(2025, 10, 31).toordinal()

Filter = dict[str, Any]
Case = dict[str, Any]


def meetings(seed: int = 3) -> Graph:
    """Return a graph of meetings of two about several others, of which one would often do for two hops."""
    chance = random.Random(seed)
    names = [f"a{number}" for number in range(14)]
    rows = []
    for number in range(22):
        one, other, *about = chance.sample(names, 2 + chance.choice((0, 2, 2, 3, 3)))
        day = date.fromordinal(chance.randrange(FIRST, LAST - 100))
        rows.append(
            Relation(
                key=f"r{number:02}",
                source=one,
                target=other,
                type=chance.choice(("met", "told", "leads")),
                when=chance.choice((day.isoformat(), day.isoformat()[:7], f"{day.isoformat()}/")),
                about=tuple(about),
            )
        )
    actors = tuple(
        Actor(id=id, name=id, kind="country" if place > 11 else "person") for place, id in enumerate(names)
    )
    return build_graph(Dataset(title="Meetings", actors=actors, relations=tuple(rows)))


@pytest.fixture(
    scope="module", params=["shipped", "danske", "thin", "middling", "dense", "mixed", "meetings"]
)
def graph(request: pytest.FixtureRequest, shipped_graph: Graph, danske_graph: Graph) -> Graph:
    if request.param in ("shipped", "danske"):
        return shipped_graph if request.param == "shipped" else danske_graph
    if request.param == "mixed":
        return random_graph(1)
    if request.param == "meetings":
        return meetings()
    actors, relations = {"thin": (18, 34), "middling": (14, 50), "dense": (8, 110)}[request.param]
    return story(relations, actors=actors, uncertain=True, seed=relations)


def views(graph: Graph, chance: random.Random) -> Iterator[tuple[Filter, Graph]]:
    """Yield what a reader may look at, with the graph that the command line makes of it."""
    day: Day = chance.randrange(FIRST - 20, LAST + 30)
    since = chance.randrange(FIRST - 20, LAST)
    until = since + chance.choice((0, 3, 10, 40, 90))
    known = chance.randrange(FIRST, LAST + 60)
    switches = {"certain": chance.random() < 0.25, "undated": chance.random() < 0.25}
    now = known_by(graph, known)
    yield {"mode": "all"}, graph
    yield {"mode": "all", "knownBy": known}, now
    yield {"mode": "span", "from": since, "to": until, **switches}, window(graph, since, until, **switches)
    yield {"mode": "span", "from": since, "to": None, **switches}, window(graph, since, None, **switches)
    yield (
        {"mode": "span", "from": since, "to": until, "knownBy": known, **switches},
        window(now, since, until, **switches),
    )
    yield {"mode": "day", "day": day, **switches}, snapshot(graph, day, **switches)
    yield {"mode": "day", "day": day, "knownBy": known}, snapshot(now, day)
    yield (
        {"mode": "span", "from": since, "to": until, "offStatuses": ["actual", "denied"]},
        window(graph, since, until, statuses=("planned",)),
    )


def questions(graph: Graph, count: int, seed: int = 5) -> Iterator[tuple[Case, Graph]]:
    """Yield questions for paths in views of a graph; both ends are in the view."""
    chance = random.Random(seed)
    while count > 0:
        for view, narrowed in views(graph, chance):
            ends = sorted(set(narrowed))
            if len(ends) < 2:
                continue
            source, target = chance.sample(ends, 2)
            yield {"view": view, "from": source, "to": target, "through": chance.random() < 0.2}, narrowed
            count -= 1


def ask(graph: Graph, cases: list[Case], function: str) -> list[Any]:
    """Return what the page answers to each case by a function of walking.js."""
    expression = f"(() => {{ {ASKING} return {json.dumps(cases)}.map({function}); }})()"
    found: list[Any] = evaluate((*DATA, *SCRIPTS), page_json(graph), expression)
    return found


def test_the_shortest_paths_are_the_command_lines(graph: Graph) -> None:
    asked = list(questions(graph, 300))
    answers = ask(graph, [case for case, _ in asked], "pathsOf")
    lengths = set()
    for (case, narrowed), answer in zip(asked, answers, strict=True):
        kinds = {"avoid_kinds": ()} if case["through"] else {}
        expected: Paths = shortest_paths(narrowed, case["from"], case["to"], **kinds)
        assert answer["count"] == len(expected.paths), case
        assert answer["skipped"] == [[each.actor, each.paths] for each in expected.skipped], case
        for path, wanted in zip(answer["paths"], expected.paths, strict=False):
            assert path["actors"] == list(wanted.actors), case
            assert path["relations"] == [seen.id for seen in wanted.relations], case
            assert path["more"] == list(wanted.more), case
            if wanted.certainty is not None:
                assert path["sure"] == (wanted.certainty == "certain"), case
        lengths.add(expected.length)
    assert len(lengths) > 3
    assert None in lengths


def test_equally_good_paths_come_in_the_order_of_their_actors() -> None:
    between = [f"b{number}" for number in range(9)]
    graph = build_graph(
        Dataset(
            title="A fan",
            actors=tuple(Actor(id=id, name=id, kind="person") for id in ("a", *between, "c")),
            relations=tuple(
                Relation(key=f"{one}-{other}", source=one, target=other, type="met")
                # The relations' ids are in another order than the actors of the paths.
                for id in between
                for one, other in ((id, "a"), ("c", id))
            ),
        )
    )
    [answer] = ask(graph, [{"view": {"mode": "all"}, "from": "c", "to": "a"}], "pathsOf")
    paths = answer["paths"]
    assert [path["actors"] for path in paths] == [["c", id, "a"] for id in between]
    assert [path["actors"] for path in paths] == [
        list(path.actors) for path in shortest_paths(graph, "c", "a").paths
    ]


@pytest.mark.parametrize("seed", range(4))
def test_no_path_and_no_chain_in_time_uses_a_relation_twice(seed: int) -> None:
    graph = meetings(seed)
    pairs = [(one, other) for one in sorted(graph) for other in sorted(graph) if one != other]
    cases = [{"view": {"mode": "all"}, "from": one, "to": other, "through": True} for one, other in pairs]
    for answer, (one, other) in zip(ask(graph, cases, "pathsOf"), pairs, strict=True):
        paths = shortest_paths(graph, one, other, avoid_kinds=())
        assert answer["count"] == paths.count
        assert [path["relations"] for path in answer["paths"]] == [
            [seen.id for seen in path.relations] for path in paths.paths[: len(answer["paths"])]
        ]
        assert all(len(set(path["relations"])) == len(path["relations"]) for path in answer["paths"])
    in_time = [{**case, "inTime": True, "strict": strict} for case in cases for strict in (False, True)]
    for answer, case in zip(ask(graph, in_time, "pathsOf"), in_time, strict=True):
        found = chronological_paths(
            graph, str(case["from"]), str(case["to"]), strict=bool(case["strict"]), avoid_kinds=()
        )
        assert [path["relations"] for path in answer["paths"]] == [
            [seen.id for seen in path.relations] for path in found.paths
        ], case


def test_of_parallel_relations_the_most_telling_is_walked() -> None:
    def says(*sources: str) -> tuple[Evidence, ...]:
        return tuple(Evidence(source=source, attribution="c") for source in sources)

    graph = build_graph(
        Dataset(
            title="Twice told",
            sources=tuple(Source(id=id, publisher=id, published="2025-07-15") for id in ("one", "two")),
            actors=tuple(Actor(id=id, name=id, kind="person") for id in ("a", "b", "c")),
            relations=(
                Relation(key="r1", source="a", target="b", type="praised", evidence=says("one", "two")),
                Relation(key="r2", source="a", target="b", type="met", evidence=says("one")),
                Relation(key="r3", source="a", target="b", type="leads", evidence=says("one")),
                Relation(key="r4", source="a", target="c", type="leads", about=("b",)),
            ),
        )
    )
    [answer] = ask(graph, [{"view": {"mode": "all"}, "from": "a", "to": "b"}], "pathsOf")
    assert [path["relations"] for path in answer["paths"]] == [["r3"]]


@pytest.mark.parametrize("strict", [False, True])
def test_the_chains_in_time_are_the_command_lines(graph: Graph, strict: bool) -> None:
    asked = list(questions(graph, 150, seed=6 + strict))
    answers = ask(graph, [{**case, "inTime": True, "strict": strict} for case, _ in asked], "pathsOf")
    found = 0
    for (case, narrowed), answer in zip(asked, answers, strict=True):
        kinds = {"avoid_kinds": ()} if case["through"] else {}
        expected: ChronologicalPaths = chronological_paths(
            narrowed, case["from"], case["to"], strict=strict, **kinds
        )
        assert answer["count"] == len(expected.paths), case
        for path, wanted in zip(answer["paths"], expected.paths, strict=True):
            assert path["actors"] == list(wanted.actors), case
            assert path["relations"] == [seen.id for seen in wanted.relations], case
            assert path["more"] == list(wanted.more), case
            assert path["sure"] == (wanted.certainty == "certain"), case
            assert path["days"] == [[in_words(day) for day in span] for span in wanted.days], case
            found += 1
    assert found > 20


def in_words(day: Day) -> Day | str:
    return {PAST: "-Infinity", FUTURE: "Infinity"}.get(day, day)


@pytest.mark.parametrize("hops", [1, 2, 3])
def test_the_neighbours_are_the_command_lines(graph: Graph, hops: int) -> None:
    asked = list(questions(graph, 60, seed=hops))
    answers = ask(graph, [{**case, "hops": hops} for case, _ in asked], "around")
    for (case, narrowed), answer in zip(asked, answers, strict=True):
        expected = neighbors(narrowed, case["from"], hops=hops)
        assert answer["actors"] == {each.actor: each.hops for each in expected}, case
        assert answer["relations"] == sorted({seen.id for each in expected for seen in each.relations}), case


# --- why there is no path ------------------------------------------------------------------------

BOTH_NAME = (
    *("dates", "certainty", "undated", "claims", "contested", "reports"),
    *("go-betweens", "direct", "chronology", "strictness"),
)
"""What stands in the way, as the command line names it."""


def absences(graph: Graph, cases: list[Case]) -> list[Absence]:
    """Return why some questions have no path, which the page must answer as the command line does."""
    found = []
    for case, answer in zip(cases, ask(graph, cases, "absence"), strict=True):
        asked = question_of(case)
        known = known_by(graph, case["view"]["knownBy"]) if "knownBy" in case["view"] else graph
        if not {case["from"], case["to"]} <= set(known):
            continue
        assert (answer is None) == bool(find_paths(known, asked).paths), case
        if answer is None:
            continue
        expected = why_no_path(known, asked)
        nearest = expected.nearest_window
        assert answer["nearest"] == (nearest and [finite(nearest.since), finite(nearest.until)]), case
        lengths = {each.filter: each.length for each in expected.reasons}
        for name in BOTH_NAME:
            assert answer["reasons"].get(name) == lengths.get(name), (case, name)
        # Without a reason the command line looks at all there ever was.
        if answer["denied"] or expected.reasons or nearest:
            assert answer["denied"] == sorted(seen.id for seen in expected.denied), case
        # The page never proposes to walk what is planned or newsroom relations.
        if nearest and expected.missing_hop and lengths.keys() <= set(BOTH_NAME):
            assert answer["missing"] == expected.missing_hop.id, case
        found.append(expected)
    return found


def question_of(case: Case) -> Question:
    """Return the command line's question that a case is."""
    view = case["view"]
    return Question(
        case["from"],
        case["to"],
        since=view.get("from"),
        until=view.get("to"),
        certain=view.get("certain", False),
        undated=view.get("undated", False),
        no_claims=view.get("noClaims", False),
        no_contested=view.get("noContested", False),
        reported_within=view.get("reportedWithin"),
        chronological=case.get("inTime", False),
        strict=case.get("strict", False),
        direct=case.get("direct", False),
        avoid_kinds=() if case.get("through") else NOT_BETWEEN,
    )


def finite(day: Day) -> Day | None:
    return None if day in (PAST, FUTURE) else day


def test_where_there_is_no_path_the_nearest_period_is_the_command_lines(graph: Graph) -> None:
    chance = random.Random(11)
    cases: list[Case] = []
    everyone = sorted(graph)
    for _ in range(80):
        since = chance.randrange(FIRST - 30, LAST)
        source, target = chance.sample(everyone, 2)
        in_time = chance.random() < 0.5
        cases.append(
            {
                "view": {
                    "mode": "span",
                    "from": since,
                    "to": since + chance.choice((0, 5, 30)),
                    "certain": chance.random() < 0.2,
                },
                "from": source,
                "to": target,
                "inTime": in_time,
                "strict": in_time and chance.random() < 0.5,
            }
        )
    assert sum(found.nearest_window is not None for found in absences(graph, cases)) > 5


some_day = st.integers(day("2025-06-25"), day("2025-08-05"))
spans = some_day.flatmap(
    lambda since: st.sampled_from(
        [(since, None), (None, since), *((since, since + days) for days in (0, 5, 30))]
    )
)
views_of_spans = st.builds(
    lambda days, known, **switches: {"mode": "span", "from": days[0], "to": days[1], **known, **switches},
    spans,
    st.just({}) | st.integers(day("2025-07-05"), day("2025-07-20")).map(lambda day: {"knownBy": day}),
    certain=st.sampled_from([False, False, True]),
    undated=st.sampled_from([False, False, True]),
    noClaims=st.sampled_from([False, False, True]),
    noContested=st.sampled_from([False, False, True]),
    reportedWithin=st.sampled_from([None, None, 0, 3]),
)
ways = st.sampled_from([{}, {"inTime": True}, {"inTime": True, "strict": True}])
cases_of_absence = st.builds(
    lambda way, **rest: {**way, **rest},
    ways,
    ends=st.tuples(st.integers(0, 20), st.integers(0, 20)),
    view=views_of_spans,
    direct=st.booleans(),
    through=st.booleans(),
)


@given(
    graphs() | st.integers(0, 10**6).map(random_graph),
    st.lists(cases_of_absence, min_size=20, max_size=20),
)
def test_why_there_is_no_path_is_the_command_lines_of_whatever_dates(graph: Graph, cases: list[Case]) -> None:
    names = sorted(graph)
    for case in cases:
        case["from"], case["to"] = (names[place % len(names)] for place in case.pop("ends"))
    absences(graph, [case for case in cases if case["from"] != case["to"]])


def test_the_denied_relations_that_would_tie_two_are_the_command_lines() -> None:
    """Between all pairs of a story in which every third relation is denied."""
    chance = random.Random(5)
    graph = graph_of(
        *[
            relation(
                f"r{number}",
                *chance.sample("abcdefgh", 2),
                when=iso(FIRST + chance.randrange(10)),
                status="denied" if number % 3 == 0 else "actual",
                about=chance.sample("abcdefgh", 1) if number % 4 == 0 else (),
            )
            for number in range(12)
        ]
    )
    cases: list[Case] = [
        {
            "view": {"mode": "span", "from": FIRST + first, "to": FIRST + first + 4},
            "from": source,
            "to": target,
            "inTime": in_time,
            "direct": direct,
        }
        for source, target in permutations(sorted(graph), 2)
        for first in (0, 5)
        for in_time in (False, True)
        for direct in (False, True)
    ]
    assert sum(bool(found.denied) for found in absences(graph, cases)) > 20


def test_as_of_a_day_without_a_path_the_next_day_with_one_is_named() -> None:
    first_days = set()
    for seed in range(8):
        graph = story(22, actors=9, uncertain=True, seed=seed)
        days = turns(graph)
        chance = random.Random(seed)
        cases: list[Case] = []
        for _ in range(10):
            source, target = chance.sample(sorted(graph), 2)
            in_time = chance.random() < 0.6
            cases.append(
                {
                    "view": {
                        "mode": "day",
                        "day": chance.randrange(FIRST, LAST),
                        "certain": chance.random() < 0.3,
                    },
                    "from": source,
                    "to": target,
                    "inTime": in_time,
                    "strict": in_time and chance.random() < 0.5,
                }
            )
        answers = ask(graph, cases, "nextDay")
        for case, (answered, nearest) in zip(cases, answers, strict=True):
            assert answered == has_path(graph, case, case["view"]["day"]), case
            if answered:
                continue
            day = case["view"]["day"]
            later = (at for at in days if at > day and has_path(graph, case, at))
            earlier = (at for at in reversed(days) if at < day and has_path(graph, case, at))
            assert nearest == next(later, next(earlier, None)), case
            first_days.add(nearest)
    assert len(first_days) > 5


def turns(graph: Graph) -> list[Day]:
    """Return the days on which a snapshot can gain or lose a path: about each bound, a hop a day from it."""
    bounds = {
        day
        for relation in visible_relations(graph)
        for day in relation.bounds or ()
        if day not in (PAST, FUTURE)
    }
    return sorted({day + off for day in bounds for off in range(-1, 6)})


def has_path(graph: Graph, case: Case, day: Day) -> bool:
    """Whether the command line's snapshot of a day has a path that answers a case."""
    taken = snapshot(graph, day, certain=case["view"]["certain"])
    if not {case["from"], case["to"]} <= set(taken):
        return False
    found: Paths | ChronologicalPaths
    if case["inTime"]:
        found = chronological_paths(taken, case["from"], case["to"], strict=case["strict"])
    else:
        found = shortest_paths(taken, case["from"], case["to"])
    return bool(found.paths)


def test_newsroom_relations_are_not_walked_unless_they_are_shown(graph: Graph) -> None:
    [found] = ask(graph, [{"view": {"mode": "all"}}], "shownIn")
    assert set(found) == {relation.id for relation in visible_relations(graph)}
