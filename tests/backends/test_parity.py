"""A directory answers as its file does, whatever kinds of actor, types, dates and goals are mixed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from datasets import TELLINGS, actor, dataset, evidence, relation, source
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graphkit.backends import open_directory
from graphkit.backends.memory import MemoryBackend
from graphkit.backends.protocol import Backend
from graphkit.cli import directories
from graphkit.cli.filters import Narrowing
from graphkit.errors import GraphkitError
from graphkit.graph.build import build_graph, load, to_dataset
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Kind
from graphkit.model.vocabulary import RelationType, vocabulary
from graphkit.queries.diff import diff
from graphkit.queries.neighbors import neighbors
from graphkit.queries.path_question import Question, find_paths
from graphkit.queries.temporal_paths import reach
from graphkit.storage.json_file import save_dataset

from .conftest import kept_in

pytestmark = pytest.mark.local

NAMES = [f"actor-{number}" for number in range(7)]
OWN = (
    RelationType(name="own-tie", family="kinship", kind="state", symmetric=True),
    RelationType(name="own-event", family="deals", kind="event"),
)
TYPES = [*sorted(vocabulary()), *(row.name for row in OWN)]
SOURCES = [source(f"paper-{number}", f"2025-07-{8 + 4 * number:02}") for number in range(3)]

kinds = st.lists(st.sampled_from(get_args(Kind)), min_size=len(NAMES), max_size=len(NAMES))
entries = st.builds(
    evidence,
    st.sampled_from([row.id for row in SOURCES]),
    attribution=st.sampled_from([None, "actor-6"]),
)
rows = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
    st.sampled_from(["met", "told", "leads", "own-tie", "own-event", *TYPES]),
    st.sampled_from([None, *(told.text for told in TELLINGS)]),
    st.sampled_from(["actual", "actual", "actual", "planned", "denied"]),
    st.lists(entries, max_size=2, unique_by=lambda entry: entry.source),
)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Return a small graph of every kind of actor, type, date and status."""
    relations = [
        relation(
            f"relation-{number:02}",
            here,
            there,
            type_,
            told,
            status=status,
            **({"when": when} if when else {}),
        )
        for number, (here, there, type_, when, status, told) in enumerate(
            draw(st.lists(rows, min_size=4, max_size=24))
        )
    ]
    actors = [actor(name, kind) for name, kind in zip(NAMES, draw(kinds), strict=True)]
    return build_graph(dataset(*relations, actors=actors, sources=SOURCES, relation_types=OWN))


days = st.sampled_from([None, None, "2025-07-04", "2025-07-09", "2025-07-12", "2025-07-16", "2025-07-21"])
some_kinds = st.lists(st.sampled_from(get_args(Kind)), max_size=3, unique=True).map(tuple)
askings = st.builds(
    Narrowing,
    since=days,
    types=st.sampled_from([(), (), ("met", "told"), ("own-tie",)]),
    statuses=st.sampled_from([(), (), ("planned",)]),
    kinds=st.one_of(st.just(()), some_kinds),
    no_claims=st.booleans(),
    known_by=days,
    certain=st.sampled_from([False, False, True]),
)


def question_of(asked: Narrowing, **fields: Any) -> Question:
    same = {
        name: getattr(asked, name) for name in ("since", "types", "kinds", "statuses", "no_claims", "certain")
    }
    return Question(**same, **fields)


questions = st.fixed_dictionaries(
    {
        "source": st.sampled_from(NAMES[:3]),
        "target": st.sampled_from(NAMES[3:]),
        "directed": st.booleans(),
        "avoid": st.lists(st.sampled_from(NAMES), max_size=2).map(tuple),
        "avoid_kinds": st.one_of(st.just(("country", "place", "media")), some_kinds),
        "chronological": st.sampled_from([True, True, False]),
        "strict": st.booleans(),
        "best": st.sampled_from(["earliest", "fewest"]),
    }
)


def answer(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except GraphkitError as error:
        words = str(error).partition("; did you mean")[0]  # a part has fewer to be meant,
        return words.partition(", only from ")[0]  # and does not hold what became known later


def same_paths(graph: Graph, engine: Backend, asked: Narrowing, fields: dict[str, Any]) -> None:
    if not fields["chronological"]:
        fields = fields | {"strict": False, "best": "earliest"}
    question = question_of(asked, **fields)
    from_file = answer(lambda: find_paths(asked.known(graph), question))
    part = directories.between(asked, question)
    assert answer(lambda: find_paths(asked.known(part(engine)), question)) == from_file


def chain(kind: str) -> Graph:
    """Return a chain to a goal of a kind, and somebody who is reached later than it."""
    rows = [
        relation("r1", "actor-0", "actor-1", when="2025-07-02"),
        relation("r2", "actor-1", "actor-4", when="2025-07-03"),
        relation("r3", "actor-4", "actor-5", when="2025-07-04"),
        relation("r4", "actor-5", "actor-6", when="2025-07-05"),
    ]
    actors = [actor(name, kind if name == "actor-4" else "person") for name in NAMES]
    return build_graph(dataset(*rows, actors=actors, sources=SOURCES, relation_types=OWN))


TO_GOAL = {
    "source": "actor-0",
    "target": "actor-4",
    "directed": False,
    "avoid": (),
    "avoid_kinds": ("country", "place", "media"),
    "chronological": True,
    "strict": False,
    "best": "earliest",
}


@given(graphs(), askings, questions)
@example(chain("country"), Narrowing(), TO_GOAL)
@example(chain("media"), Narrowing(), TO_GOAL | {"strict": True, "best": "fewest"})
@example(chain("person"), Narrowing(), TO_GOAL | {"avoid": ("actor-4",)})
@example(chain("place"), Narrowing(), TO_GOAL | {"target": "actor-6"})
@settings(max_examples=100)
def test_paths_are_the_same(graph: Graph, asked: Narrowing, fields: dict[str, Any]) -> None:
    same_paths(graph, MemoryBackend(graph), asked, fields)


@given(graphs(), askings, st.sampled_from(NAMES), st.booleans(), st.booleans())
def test_whom_chains_reach_is_the_same(
    graph: Graph, asked: Narrowing, start: str, strict: bool, directed: bool
) -> None:
    part = directories.reached(asked, start, strict=strict, directed=directed)

    def found(graph: Graph) -> object:
        window = asked.window(graph)
        return reach(window, start, strict=strict, directed=directed) if start in window else ()

    assert answer(lambda: found(part(MemoryBackend(graph)))) == answer(lambda: found(graph))


@given(graphs(), askings, st.sampled_from([("2025-07-04", "2025-07-10"), ("2025-07-09", "2025-07-18")]))
def test_a_diff_is_the_same(graph: Graph, asked: Narrowing, between: tuple[str, str]) -> None:
    asked = Narrowing(
        types=asked.types, kinds=asked.kinds, no_claims=asked.no_claims, known_by=asked.known_by
    )
    part = directories.changed(asked, *between)

    def found(graph: Graph) -> object:
        return diff(asked.without_statuses().window(graph), *between)

    assert answer(lambda: found(part(MemoryBackend(graph)))) == answer(lambda: found(graph))


def only_quoted() -> Graph:
    """Return a graph that somebody is in only by what he says."""
    told = [evidence("paper-0", attribution="actor-6"), evidence("paper-1")]
    actors = [actor(name, "person") for name in NAMES]
    rows = [relation("relation-00", "actor-0", "actor-1", when="2025-07-10", evidence=told)]
    return build_graph(dataset(*rows, actors=actors, sources=SOURCES, relation_types=OWN))


@given(graphs(), askings, st.sampled_from(NAMES), st.integers(1, 3))
@example(only_quoted(), Narrowing(no_claims=True), "actor-6", 1)
def test_neighbors_are_the_same(graph: Graph, asked: Narrowing, start: str, hops: int) -> None:
    part = directories.around(asked, start, hops, with_parts=False)

    def found(graph: Graph) -> object:
        window = asked.window(graph)
        return neighbors(window, start, hops=hops) if start in window else ()

    assert answer(lambda: found(part(MemoryBackend(graph)))) == answer(lambda: found(graph))


@given(graphs(), askings, questions)
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_paths_through_a_directory_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, graph: Graph, asked: Narrowing, fields: dict[str, Any]
) -> None:
    folder = tmp_path_factory.mktemp("graph")
    save_dataset(to_dataset(graph), folder / "graph.json")
    with open_directory(kept_in(folder / "directory", folder / "graph.json")) as engine:
        same_paths(load(Path(folder / "graph.json")), engine, asked, fields)


def test_a_diff_without_claims_heeds_what_was_known_by_its_second_day() -> None:
    rows = [
        relation(
            "later",
            when="2025-07-02",
            evidence=[evidence("paper-0", attribution="actor-6"), evidence("paper-2")],
        ),
        relation("at-once", when="2025-07-02", evidence=[evidence("paper-0")]),
    ]
    graph = build_graph(dataset(*rows, actors=[actor("actor-6")], sources=SOURCES))
    asked = Narrowing(no_claims=True)
    for last, known in (("2025-07-10", ["at-once"]), ("2025-07-16", ["at-once", "later"])):
        part = directories.changed(asked, "2025-07-05", last)(MemoryBackend(graph))
        for each in (graph, part):
            found = diff(asked.window(each), "2025-07-05", last)
            assert [seen.id for seen in found.became_known] == known
