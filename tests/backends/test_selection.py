"""Tables and directories find the same as the graph by actors and attributes, or say that they do not."""

from dataclasses import replace
from typing import Any

import pytest
from datasets import actor
from hypothesis import given, settings
from hypothesis import strategies as st
from parity_cases import NAMES, asked_within, askings, bare, graphs, question_of, questions, within

from graphkit.backends import counts, open_directory, subgraphs
from graphkit.cli import directories
from graphkit.cli.filters import Narrowing
from graphkit.errors import ActorNotFoundError, NotFoundError, UsageError
from graphkit.graph.build import build_graph, to_dataset
from graphkit.graph.multigraph import Graph
from graphkit.graph.validated import filter_of
from graphkit.queries.diff import diff
from graphkit.queries.listing import Tally, actors, relations
from graphkit.queries.neighbors import neighbors
from graphkit.queries.path_question import find_paths
from graphkit.queries.summary import info
from graphkit.queries.timeline import timeline
from graphkit.queries.windows import hidden_in
from graphkit.storage.json_file import save_dataset

from .conftest import in_arrays, kept_in
from .test_parity import Ask, Open, answer, ask

__all__ = ["ask"]
pytestmark = pytest.mark.local

ATTRIBUTES = ({"country": "DE", "born": 1960}, {"country": "FR", "born": "1971-05"}, {"born": "1980"}, {})
WHERE = [(), ("country=de",), ("country!=DE",), ("born<1975",), ("country=FR", "born>=1971")]


def described(graph: Graph) -> Graph:
    """Return a graph whose actors have attributes."""
    whole = to_dataset(graph)
    everyone = tuple(
        row.model_copy(update={"attributes": actor("a", attributes=own).attributes})
        for row, own in zip(whole.actors, ATTRIBUTES * len(whole.actors), strict=False)
    )
    return build_graph(whole.model_copy(update={"actors": everyone}))


choices = st.fixed_dictionaries(
    {
        "actors": st.lists(st.sampled_from(NAMES), max_size=2).map(tuple),
        "between": st.just(())
        | st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True).map(tuple),
        "where": st.sampled_from(WHERE),
    }
)


def test_a_list_a_snapshot_a_diff_neighbors_and_counts_are_the_same(ask: Ask) -> None:
    @given(graphs(), st.builds(asked_within, askings, within), choices, st.booleans())
    def case(opened: Open, graph: Graph, asked: Narrowing, chosen: dict[str, Any], undated: bool) -> None:
        asked = replace(asked, undated=undated, known_by=None, **chosen)
        with opened(described(graph)) as (whole, backend):
            cut, view = asked.window(whole), directories.view(backend, asked)
            assert relations(asked.window(directories.in_window(asked)(backend))) == relations(cut)
            assert backend.count(view) == cut.number_of_edges()
            assert subgraphs.hidden(backend, view) == hidden_in(whole, filter_of(cut))
            always = replace(asked, since=None, reported_within=None)
            day = directories.first(always, None, [], "2025-07-11")(backend)
            as_of = always.cut(whole, "2025-07-11")
            assert relations(always.cut(day, "2025-07-11")) == relations(as_of)
            days = "2025-07-04", "2025-07-10"
            plain = replace(always, statuses=(), certain=False, undated=False)
            changed = directories.changed(plain, *days)(backend)
            assert diff(plain.window(changed), *days) == diff(plain.window(whole), *days)
            near = asked.window(directories.around(asked, NAMES[0], hops=2)(backend))
            of_part = neighbors(near, NAMES[0], hops=2) if NAMES[0] in near else ()
            assert of_part == (neighbors(cut, NAMES[0], hops=2) if NAMES[0] in cut else ())
            counted = replace(asked, undated=True)
            begun = replace(timeline(counted.window(whole)), relations=())
            assert counts.timeline(backend, directories.view(backend, counted)) == begun
            told = {row.id: row.relations for row in actors(cut, where=chosen["where"]) if row.relations}
            rows = counts.actors(backend, view, where=chosen["where"])
            assert {row.id: row.relations for row in rows if row.relations} == told

    ask(case)


def test_what_needs_care_is_counted_the_same(ask: Ask) -> None:
    @given(graphs())
    def case(opened: Open, graph: Graph) -> None:
        with opened(described(graph)) as (whole, backend):
            found, told = counts.overview(backend), info(whole)
            assert (found.actors, found.relations) == (told.actors, told.relations)
            assert found.counted == {name: len(getattr(told, name)) for name in found.counted}
            if not backend.description.sets:
                assert (found.first, found.last) == (told.first, told.last)

    ask(case)


def test_paths_are_the_same(ask: Ask) -> None:
    @given(graphs(), askings, st.sampled_from(WHERE), questions)
    def case(
        opened: Open, graph: Graph, asked: Narrowing, where: tuple[str, ...], fields: dict[str, Any]
    ) -> None:
        if not fields["chronological"]:
            fields = fields | {"strict": False, "best": "earliest"}
        asked = replace(asked, where=where, known_by=None)
        question = question_of(asked, where=where, **fields)
        with opened(described(graph)) as (whole, backend):
            of_graph = answer(lambda: find_paths(whole, question))
            of_part = answer(lambda: find_paths(directories.between(asked, question)(backend), question))
            assert of_part == of_graph or not of_graph.paths  # type: ignore[attr-defined]

    ask(case)


@given(graphs(), askings, st.sampled_from(["actor", "ACTOR-1", "actor 1", "0 actor", "none"]))
def test_a_table_finds_words_in_names(graph: Graph, asked: Narrowing, text: str) -> None:
    graph, asked = bare(graph), replace(asked, known_by=None, text=text)
    part = directories.in_window(asked)(in_arrays(graph))
    assert relations(asked.window(part)) == relations(asked.window(graph))


def test_words_are_searched_in_a_directory_as_in_a_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    words = st.sampled_from(["actor", "ACTOR-1", "0 actor", "none", "chip", "deal", "met", "paper", "a"])
    days = "2025-07-04", "2025-07-10"

    @given(graphs(), askings, words)
    @settings(max_examples=max(1, settings.default.max_examples // 10))
    def case(graph: Graph, asked: Narrowing, text: str) -> None:
        asked = replace(asked, text=text)
        always = replace(asked, since=None, statuses=(), certain=False)
        whole, folder = described(graph), tmp_path_factory.mktemp("graph")
        save_dataset(to_dataset(whole), folder / "graph.json")
        with open_directory(kept_in(folder / "directory", folder / "graph.json")) as backend:
            kept = list[Tally]()
            part = directories.first(asked, 2, kept)(backend)
            assert not kept
            assert relations(asked.window(part)) == relations(asked.window(whole))
            day = directories.first(always, None, kept, "2025-07-11")(backend)
            as_of = always.cut(whole, "2025-07-11")
            assert relations(always.cut(day, "2025-07-11")) == relations(as_of)
            changed = directories.changed(always, *days)(backend)
            assert diff(always.window(changed), *days) == diff(always.window(whole), *days)
            near = asked.window(directories.around(asked, NAMES[0], hops=2)(backend))
            cut = asked.window(whole)
            of_part = neighbors(near, NAMES[0], hops=2) if NAMES[0] in near else ()
            assert of_part == (neighbors(cut, NAMES[0], hops=2) if NAMES[0] in cut else ())

    case()


def test_what_only_a_file_answers_is_refused_by_name(ask: Ask) -> None:
    @given(graphs())
    def case(opened: Open, graph: Graph) -> None:
        with opened(graph) as (_, backend):
            with pytest.raises(UsageError, match="--reliability does not work on a"):
                directories.in_window(Narrowing(reliability="B"))(backend)
            if not backend.in_memory:
                with pytest.raises(UsageError, match="--text: a directory is not searched for this"):
                    backend.count(directories.view(backend, Narrowing(text="chip")))
            with pytest.raises(NotFoundError, match="no attribute of an actor called 'contry'"):
                directories.in_window(Narrowing(where=("contry=DE",)))(backend)
            with pytest.raises(ActorNotFoundError, match="no actor called 'nobody'"):
                directories.in_window(Narrowing(actors=("nobody",)))(backend)

    ask(case)
