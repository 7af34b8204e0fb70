"""Every backend answers as the graph does, whatever kinds of actor, types, dates and goals are mixed."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from datasets import actor, relation
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from parity_cases import (
    NAMES,
    TO_GOAL,
    asked_within,
    askings,
    bare,
    chain,
    claimed_first,
    days,
    graphs,
    met_about,
    only_quoted,
    question_of,
    questions,
    reported_apart,
    taken_back,
    within,
)

from graphkit.backends import chains, counts, open_directory, pieces, subgraphs
from graphkit.backends.parquet import ParquetBackend
from graphkit.backends.protocol import Backend, Walk
from graphkit.cli import directories
from graphkit.cli.filters import Narrowing
from graphkit.cli.listing import listed_first
from graphkit.errors import GraphkitError
from graphkit.graph.build import build_graph, to_dataset
from graphkit.graph.filters import CAUTIONS, WHOLE
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.validated import filter_of
from graphkit.model.kinds import NOT_BETWEEN
from graphkit.queries.between import between, last_day
from graphkit.queries.diff import diff
from graphkit.queries.listing import Tally, actors, doubt_of, not_tying, relations
from graphkit.queries.neighbors import neighbors
from graphkit.queries.path_diagnosis import why_no_path
from graphkit.queries.path_question import find_paths
from graphkit.queries.ranking import rank
from graphkit.queries.temporal_paths import reach
from graphkit.queries.timeline import places_counted, timeline
from graphkit.queries.windows import hidden_in, left_out_of
from graphkit.storage.json_file import save_dataset

from .conftest import in_arrays, kept_in

pytestmark = pytest.mark.local

Open = Callable[[Graph], Any]
Case = Callable[..., None]
Ask = Callable[[Case], None]

ONLY_WHOLE = "no path: only the whole graph tells why"
"""What a table in memory says for the whole graph to be asked instead."""


@pytest.fixture(params=["arrays", "duckdb"])
def ask(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Return what runs a case over a backend; each example of DuckDB's takes a directory of its own."""

    @contextmanager
    def in_directory(graph: Graph) -> Iterator[tuple[Graph, Backend]]:
        folder = tmp_path_factory.mktemp("graph")
        save_dataset(to_dataset(graph), folder / "graph.json")
        with open_directory(kept_in(folder / "directory", folder / "graph.json")) as backend:
            yield graph, backend

    @contextmanager
    def with_arrays(graph: Graph) -> Iterator[tuple[Graph, Backend]]:
        yield bare(graph), in_arrays(bare(graph))

    opened, share = (with_arrays, 1) if request.param == "arrays" else (in_directory, 10)

    def run(case: Case) -> None:
        settings(max_examples=max(1, settings.default.max_examples // share))(case)(opened)

    return run


def answer(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except GraphkitError as error:
        words = str(error).partition("; did you mean")[0]  # a part has fewer to be meant,
        words = words.partition(", at the latest from ")[0]
        return words.partition(", only from ")[0]  # and does not hold what became known later


def test_paths_are_the_same(ask: Ask) -> None:
    @given(graphs(), st.builds(asked_within, askings, within), questions)
    @example(chain("country"), Narrowing(), TO_GOAL)
    @example(chain("media"), Narrowing(), TO_GOAL | {"strict": True, "best": "fewest"})
    @example(chain("person"), Narrowing(), TO_GOAL | {"avoid": ("actor-4",)})
    @example(chain("place"), Narrowing(), TO_GOAL | {"target": "actor-6"})
    @example(reported_apart(), Narrowing(since="2025-07-09", reported_within=3), TO_GOAL)
    @example(reported_apart(), Narrowing(since="2025-02", until="2025-02"), TO_GOAL | {"target": "actor-2"})
    @example(reported_apart(), Narrowing(no_contested=True), TO_GOAL | {"target": "actor-6"})
    @example(met_about(), Narrowing(), TO_GOAL)
    @example(met_about("05", "56", "64"), Narrowing(), TO_GOAL)
    @example(met_about("12"), Narrowing(), TO_GOAL | {"strict": True, "best": "fewest"})
    @example(met_about("05", "56", "64"), Narrowing(), TO_GOAL | {"chronological": False})
    @example(met_about("05", "56", "64"), Narrowing(), TO_GOAL | {"chronological": False, "direct": True})
    @example(met_about("12", "02"), Narrowing(), TO_GOAL | {"chronological": False})
    def case(opened: Open, graph: Graph, asked: Narrowing, fields: dict[str, Any]) -> None:
        if not fields["chronological"]:
            fields = fields | {"strict": False, "best": "earliest"}
        question = question_of(asked, **fields)
        with opened(graph) as (whole, backend):
            from_graph = answer(lambda: find_paths(asked.known(whole), question))

            def found() -> object:
                return find_paths(asked.known(directories.between(asked, question)(backend)), question)

            from_backend = answer(found)
            if from_backend != ONLY_WHOLE:
                assert from_backend == from_graph
            else:
                assert not from_graph.paths  # type: ignore[attr-defined]

    ask(case)


def test_why_there_is_no_path_is_the_same(ask: Ask) -> None:
    @given(graphs(), st.builds(asked_within, askings, within), days, questions, st.booleans())
    @example(chain("country"), Narrowing(), "2025-07-03", TO_GOAL | {"target": "actor-6"}, True)
    @example(chain("person"), Narrowing(), None, TO_GOAL | {"avoid": ("actor-1",)}, True)
    @example(chain("person"), Narrowing(since="2025-07-05"), None, TO_GOAL | {"strict": True}, False)
    def case(
        opened: Open, graph: Graph, asked: Narrowing, until: str | None, fields: dict[str, Any], far: bool
    ) -> None:
        if not fields["chronological"]:
            fields = fields | {"strict": False, "best": "earliest", "within": None}
        assume(until is None or asked.since is None or asked.since <= until)
        question = question_of(asked, until=until, **fields)
        held = to_dataset(graph)
        alone = [actor("alone-0", "person"), actor("alone-1", "person")]
        one = relation("alone", "alone-0", "alone-1", when="2025-07-08")
        added = {"actors": (*held.actors, *alone), "relations": (*held.relations, one)}
        with opened(build_graph(held.model_copy(update=added))) as (whole, backend):
            if not {question.source, question.target} <= set(asked.known(whole)):
                return
            view = directories.view(backend, asked)
            most = backend.description.amounts[1] - int(far)
            part = chains.tied(backend, view, question, most)
            if part is None:
                assert far
                return

            def found(graph: Graph) -> object:
                known = asked.known(graph)
                return find_paths(known, question).paths or why_no_path(known, question)

            assert answer(lambda: found(part)) == answer(lambda: found(whole))

    ask(case)


def test_who_is_reached_is_the_same(ask: Ask) -> None:
    @given(
        graphs(),
        st.builds(asked_within, askings, within),
        st.sampled_from(NAMES),
        st.booleans(),
        st.sampled_from([{}, {"direct": True}, {"directed": True}]),
    )
    @example(reported_apart(), Narrowing(on="2025-07-17", reported_within=3), "actor-0", False, {})
    @example(met_about(), Narrowing(), "actor-0", False, {})
    @example(met_about("05", "56", "64"), Narrowing(), "actor-0", True, {})
    @example(met_about("05", "56", "64", "12"), Narrowing(), "actor-4", False, {"direct": True})
    def case(
        opened: Open, graph: Graph, asked: Narrowing, start: str, strict: bool, ways: dict[str, bool]
    ) -> None:
        part = directories.reached(
            asked, start, strict=strict, directed=bool(ways.get("directed")), avoid_kinds=NOT_BETWEEN
        )

        def found(graph: Graph) -> object:
            window = asked.window(graph)
            return reach(window, start, strict=strict, **ways) if start in window else ()

        with opened(graph) as (whole, backend):
            assert answer(lambda: found(part(backend))) == answer(lambda: found(whole))

    ask(case)


def test_a_diff_is_the_same(ask: Ask) -> None:
    @given(graphs(), askings, st.sampled_from([("2025-07-04", "2025-07-10"), ("2025-07-09", "2025-07-18")]))
    @example(claimed_first(), Narrowing(no_claims=True), ("2025-07-05", "2025-07-10"))
    @example(claimed_first(), Narrowing(no_claims=True), ("2025-07-05", "2025-07-16"))
    @example(taken_back(), Narrowing(), ("2025-07-09", "2025-07-25"))
    @example(taken_back(), Narrowing(known_by="2025-07-16"), ("2025-07-05", "2025-07-16"))
    def case(opened: Open, graph: Graph, asked: Narrowing, days: tuple[str, str]) -> None:
        asked = Narrowing(
            types=asked.types,
            kinds=asked.kinds,
            no_claims=asked.no_claims,
            no_contested=asked.no_contested,
            known_by=asked.known_by,
        )
        part = directories.changed(asked, *days)

        def found(graph: Graph) -> object:
            return diff(asked.without_statuses().window(graph), *days)

        with opened(graph) as (whole, backend):
            assert answer(lambda: found(part(backend))) == answer(lambda: found(whole))

    ask(case)


@pytest.mark.parametrize(
    ("last", "known"), [("2025-07-10", ["at-once"]), ("2025-07-16", ["at-once", "later"])]
)
def test_a_diff_without_claims_heeds_what_was_known_by_its_second_day(last: str, known: list[str]) -> None:
    graph = Narrowing(no_claims=True).window(claimed_first())
    assert [relation.id for relation in diff(graph, "2025-07-05", last).became_known] == known


def test_neighbors_are_the_same(ask: Ask) -> None:
    @given(
        graphs(),
        st.builds(asked_within, askings, within),
        st.sampled_from(NAMES),
        st.integers(1, 3),
        st.booleans(),
    )
    @example(reported_apart(), Narrowing(on="2025-07-17", reported_within=3), "actor-1", 2, False)
    @example(reported_apart(), Narrowing(on="2024"), "actor-1", 2, False)
    @example(only_quoted(), Narrowing(no_claims=True), "actor-6", 1, False)
    def case(opened: Open, graph: Graph, asked: Narrowing, start: str, hops: int, direct: bool) -> None:
        part = directories.around(asked, start, hops=hops)

        def found(graph: Graph) -> object:
            window = asked.window(graph)
            return neighbors(window, start, hops=hops, direct=direct) if start in window else ()

        with opened(graph) as (whole, backend):
            assert answer(lambda: found(part(backend))) == answer(lambda: found(whole))

    ask(case)


def test_what_is_between_two_actors_is_the_same(ask: Ask) -> None:
    @given(graphs(), st.builds(asked_within, askings, within), st.sampled_from(NAMES), st.sampled_from(NAMES))
    @example(reported_apart(), Narrowing(on="2025-07-17", reported_within=3), "actor-1", "actor-2")
    @example(reported_apart(), Narrowing(on="2024", certain=True), "actor-1", "actor-2")
    @example(met_about("05", "56", "64"), Narrowing(), "actor-0", "actor-5")
    def case(opened: Open, graph: Graph, asked: Narrowing, source: str, target: str) -> None:
        assume(source != target)
        part = directories.both(asked, source, target, with_parts=False)

        def found(graph: Graph) -> object:
            window, known = asked.window(graph), asked.known(graph)
            places = set.intersection(*(index(known).positions_of_actors([one]) for one in (source, target)))
            criteria = filter_of(window)
            aside = left_out_of(known, criteria, places), hidden_in(known, criteria, places)
            if source not in window or target not in window:
                return (), aside
            found = between(window, source, target, on=last_day(known, filter_of(window)))
            return found if found.relations else (), aside

        with opened(graph) as (whole, backend):
            assert answer(lambda: found(part(backend))) == answer(lambda: found(whole))

    ask(case)


def test_a_list_and_what_it_left_out_are_the_same(ask: Ask) -> None:
    @given(graphs(), st.builds(asked_within, askings, within), st.booleans(), st.booleans())
    @example(reported_apart(), Narrowing(on="2025-07-17", reported_within=3), False, False)
    @example(reported_apart(), Narrowing(on="2024"), False, False)
    @example(reported_apart(), Narrowing(until="2025-07-01", known_by="2025-07-09"), False, False)
    @example(reported_apart(), Narrowing(since="2025-07-10", no_contested=True), True, True)
    @example(taken_back(), Narrowing(known_by="2025-07-09"), False, True)
    @example(taken_back(), Narrowing(known_by="2025-07-14", statuses=("denied",)), False, True)
    @example(
        taken_back(), Narrowing(since="2025-07-01", until="2025-07-03", statuses=("actual",)), False, True
    )
    def case(opened: Open, graph: Graph, asked: Narrowing, up_to: bool, undated: bool) -> None:
        asked = replace(asked, undated=undated)
        if up_to and asked.since:
            asked = replace(asked, since=None, until=asked.since)
        with opened(graph) as (whole, backend):
            part = directories.in_window(asked)(backend)
            expected = relations(asked.window(whole))
            assert answer(lambda: relations(asked.window(part))) == expected
            view = directories.view(backend, asked)
            assert backend.count(view) == asked.window(whole).number_of_edges()

    ask(case)


def test_what_cautious_options_hide_is_the_same(ask: Ask) -> None:
    @given(graphs(), st.builds(asked_within, askings, within), st.booleans(), st.sampled_from(NAMES))
    @example(reported_apart(), Narrowing(on="2025-07-17", reported_within=3), False, "actor-1")
    @example(reported_apart(), Narrowing(on="2025-07-17", reported_within=3, certain=True), False, "actor-2")
    @example(reported_apart(), Narrowing(on="2024", certain=True), False, "actor-1")
    @example(claimed_first(), Narrowing(no_claims=True, no_contested=True), True, "actor-0")
    def case(opened: Open, graph: Graph, asked: Narrowing, undated: bool, actor: str) -> None:
        asked = replace(asked, undated=undated)
        with opened(graph) as (whole, backend):
            known = asked.known(whole)
            criteria, view = filter_of(asked.window(whole)), directories.view(backend, asked)
            assert (
                subgraphs.hidden(backend, view)
                == hidden_in(known, criteria)
                == hidden_one_by_one(whole, asked)
            )
            if actor in known:
                places = index(known).positions_of_actors([actor])
                of_actor = subgraphs.hidden(backend, view, [actor])
                assert of_actor == hidden_in(known, criteria, places)
            counting = replace(asked, undated=True)
            for number_in_backend, number in (
                (
                    counts.number_counted(backend, directories.view(backend, each)),
                    len(places_counted(window := each.window(whole), filter_of(window))),
                )
                for each in (counting, counting.without_cautions())
                if each.reported_within is None or each.since
            ):
                assert number_in_backend == number

    ask(case)


def hidden_one_by_one(graph: Graph, asked: Narrowing) -> dict[str, int]:
    """Return how many relations each option hides, each taken from what the options before it left."""

    def listed(options: set[str]) -> set[str]:
        dropped = {name: default for name, default in CAUTIONS.items() if name not in options}
        return {relation.id for relation in relations(replace(asked, **dropped).window(graph)).relations}

    given = [name for name, default in CAUTIONS.items() if getattr(asked, name) != default]
    hidden = Counter(
        next(name for place, name in enumerate(given) if id not in listed({*given[: place + 1]}))
        for id in listed(set()) - listed({*given})
    )
    return {name: hidden[name] for name in given}


@pytest.mark.parametrize("day", ["2025-02-01", "2025-07-01", "2025-07-11", "2025-07-17", "2025-08-30"])
def test_a_snapshot_is_the_same(ask: Ask, day: str) -> None:
    @given(
        graphs(),
        st.builds(lambda asked, days: replace(asked, since=None, reported_within=days), askings, within),
    )
    @example(reported_apart(), Narrowing(reported_within=3))
    @example(reported_apart(), Narrowing(statuses=("actual",), known_by="2025-07-09"))
    @example(taken_back(), Narrowing(known_by="2025-07-14"))
    @example(taken_back(), Narrowing())
    def case(opened: Open, graph: Graph, asked: Narrowing) -> None:
        with opened(graph) as (whole, backend):
            part = directories.first(asked, None, [], day)(backend)
            assert relations(asked.cut(part, day)) == relations(asked.cut(whole, day))

    ask(case)


@pytest.mark.parametrize("day", [None, "2025-07-11", "2025-08-30"])
def test_the_first_relations_and_how_many_there_are_are_the_same(
    ask: Ask, day: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subgraphs, "FEW", 0)

    @given(graphs(), st.builds(asked_within, askings, within), st.booleans(), st.integers(1, 6))
    @example(reported_apart(), Narrowing(on="2025-07-17", reported_within=3), False, 1)
    @example(reported_apart(), Narrowing(on="2025-07-17"), True, 2)
    @example(reported_apart(), Narrowing(on="2024"), False, 1)
    @example(met_about("05", "56", "64"), Narrowing(), False, 1)
    def case(opened: Open, graph: Graph, asked: Narrowing, undated: bool, limit: int) -> None:
        asked = replace(asked, undated=undated)
        if day is not None:
            asked = replace(asked, since=None, until=None, on=None)

        def cut(graph: Graph) -> Graph:
            return asked.cut(graph, day)

        with opened(graph) as (whole, backend):
            every, kept = relations(cut(whole)), list[Tally]()
            part = directories.first(asked, limit, kept, day)(backend)
            found, tally = listed_first(cut(part), kept, limit)
            assert (found.relations[:limit], found.left_out) == (every.relations[:limit], every.left_out)
            by_doubt = Counter(map(doubt_of, every.relations))
            assert tally is None or tally == (by_doubt, every.left_out.get("newsroom", 0))

    ask(case)


@pytest.mark.parametrize("day", [None, "2025-07-11"])
def test_relations_in_pieces_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, day: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphkit.backends.parquet._PIECE", 1)

    @given(graphs(), st.builds(asked_within, askings, within))
    @example(reported_apart(), Narrowing(on="2025-07-17", known_by="2025-07-16"))
    @example(reported_apart(), Narrowing(on="2024"))
    @settings(max_examples=max(1, settings.default.max_examples // 10))
    def case(graph: Graph, asked: Narrowing) -> None:
        if day is not None:
            asked = replace(asked, since=None, until=None, on=None)
        asked = replace(asked, where=())

        def cut(graph: Graph) -> Graph:
            return asked.cut(graph, day)

        folder = tmp_path_factory.mktemp("graph")
        save_dataset(to_dataset(graph), folder / "graph.json")
        with open_directory(kept_in(folder / "directory", folder / "graph.json")) as backend:
            every = relations(cut(graph))
            view = directories.view(backend, asked, day)
            listings = [piece.listing for piece in pieces.in_order(backend, view, cut)]
        assert tuple(row for each in listings for row in each.relations) == every.relations
        assert sum((Counter(each.left_out) for each in listings), Counter()) == Counter(every.left_out)

    case()


def test_who_takes_part_and_what_began_when_is_the_same(ask: Ask) -> None:
    @given(graphs(), st.builds(asked_within, askings, within))
    @example(reported_apart(), Narrowing(on="2025-07-17", reported_within=3))
    @example(reported_apart(), Narrowing(on="2025-02-01"))
    @example(reported_apart(), Narrowing(no_contested=True))
    def case(opened: Open, graph: Graph, asked: Narrowing) -> None:
        with opened(graph) as (whole, backend):
            cut, view = asked.window(whole), directories.view(backend, asked)
            told = {row.id: row.relations for row in actors(cut) if row.relations}
            assert {row.id: row.relations for row in counts.actors(backend, view) if row.relations} == told
            assert counts.not_tying(backend, view) == not_tying(cut)
            some = set(NAMES[:2]) & set(cut)
            assert counts.not_tying(backend, view, some) == not_tying(cut, some)
            counted = replace(asked, undated=True)
            begun = replace(timeline(counted.window(whole)), relations=())
            assert counts.timeline(backend, directories.view(backend, counted)) == begun

    ask(case)


def test_a_ranking_is_the_same(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subgraphs, "FEW", 0)
    ways = st.sampled_from(
        [("actor", "both"), ("actor", "in"), ("actor", "out"), ("type", "both"), ("family", "both")]
    )

    @given(
        graphs(), st.builds(asked_within, askings, within), ways, st.sampled_from([None, 2]), st.booleans()
    )
    @example(met_about("05", "56", "64"), Narrowing(undated=True), ("actor", "both"), 2, False)
    @example(reported_apart(), Narrowing(on="2025-07-17", reported_within=3), ("actor", "in"), None, True)
    @example(reported_apart(), Narrowing(on="2024"), ("type", "both"), None, False)
    def case(
        opened: Open, graph: Graph, asked: Narrowing, way: tuple[Any, Any], top: int | None, lowest: bool
    ) -> None:
        per, direction = way
        options: dict[str, Any] = {"direction": direction, "limit": top, "lowest": lowest}

        def found(backend: Backend) -> object:
            kept: list[Any] = []
            part = directories.ranked(asked, "relations", per, kept, **options)(backend)
            return kept[0] if kept else rank(asked.window(part), per=per, **options)

        with opened(graph) as (whole, backend):
            expected = answer(lambda: rank(asked.window(whole), per=per, **options))
            assert answer(lambda: found(backend)) == expected

    ask(case)


def test_hops_in_memory_are_those_of_the_engine(tmp_path_factory: pytest.TempPathFactory) -> None:
    days = st.integers(date(2025, 6, 25).toordinal(), date(2025, 7, 25).toordinal())
    some = st.sets(st.integers(0, len(NAMES) - 1), min_size=1)
    walks = st.builds(Walk, st.just(WHOLE), st.booleans(), st.booleans(), st.booleans())

    @given(graphs(), st.builds(asked_within, askings, within), walks, some, some, days, st.booleans())
    @example(met_about("05", "56", "64"), Narrowing(), Walk(WHOLE), {0, 5}, {6, 4}, 739441, True)
    @example(chain("place"), Narrowing(kinds=("person",)), Walk(WHOLE), {0, 1}, {1, 2}, 739441, False)
    @settings(max_examples=max(1, settings.default.max_examples // 10))
    def case(
        graph: Graph, asked: Narrowing, walk: Walk, here: set[int], there: set[int], day: int, one: bool
    ) -> None:
        folder = tmp_path_factory.mktemp("graph")
        save_dataset(to_dataset(graph), folder / "graph.json")
        with open_directory(kept_in(folder / "directory", folder / "graph.json")) as backend:
            walk = walk._replace(filter=directories.view(backend, asked))
            turns, deadlines = dict.fromkeys(here, day), dict.fromkeys(there, day + 5)
            for name, arguments, options in (
                ("expand", (here, walk), {"back": one}),
                ("between", (here, there, walk._replace(certain=False)), {}),
                ("one_each", (here, walk), {}),
                ("expand_time", (turns, walk), {}),
                ("into", (turns, deadlines, walk), {"one": one}),
            ):
                by_engine = getattr(ParquetBackend, name).__wrapped__(backend, *arguments, **options)
                found = getattr(backend, name)(*arguments, **options)
                if isinstance(found, list):
                    found, by_engine = sorted(found), sorted(by_engine)
                assert found == by_engine
            assert backend.held(here, walk) is not None

    case()
