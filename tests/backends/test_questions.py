"""What ``gk.open`` returns answers every question as the graph does, of a table and of a directory."""

import inspect
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from cli.conftest import Run, run

import graphkit as gk
from graphkit.backends.questions import QUESTIONS, Questions
from graphkit.errors import GraphkitError, UsageError
from graphkit.formats.events.opened import Table
from graphkit.formats.registry import read
from graphkit.graph.multigraph import Graph
from graphkit.queries.timeline import Timeline
from graphkit.tables.table import EventTable

from .conftest import kept_in

__all__ = ["run"]

pytestmark = pytest.mark.local

NAMES = ["Ann Lee", "Ánn Lee", "ann lee", "Bob", "Cal", "Null", "Eve", "Fay\u00a0Fox"]
TYPES = ["met", "Met", "Make a visit", "threatened", "leads", "reported-on", "part-of"]
DATES = ["2014-07-01", "2014-07-02", "2014-07-05", "2014-07", "2014", "2014-06-30", ""]


def rows(seed: int, *, spans: bool = False, heading: bool = False) -> str:
    """Return a table in which names and types collide, and dates are of every kind."""
    draw = random.Random(seed)
    lines = ["source\trelation\ttarget\tstart\tend" if spans else "source\trelation\ttarget\tdate"] * heading
    for _ in range(60):
        first, last = sorted(draw.choice(DATES[:3]) for _ in range(2))
        days = [draw.choice([first, ""]), draw.choice([last, ""])] if spans else [draw.choice(DATES)]
        lines.append("\t".join([draw.choice(NAMES), draw.choice(TYPES), draw.choice(NAMES), *days]))
    nobody = ["N/A", "met", "Bob", *[DATES[0]] * (1 + spans)]
    return "\n".join([*lines, "\t".join(nobody)]) + "\n"


@pytest.fixture(scope="module", params=[(1, False, False), (2, True, True), (3, False, True)])
def table(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    seed, spans, heading = request.param
    path = tmp_path_factory.mktemp("table") / "events.tsv"
    path.write_text(rows(seed, spans=spans, heading=heading), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def graph(table: Path) -> Graph:
    return gk.build_graph(read(table))


@pytest.fixture(scope="module", params=["table", "directory"])
def opened(
    request: pytest.FixtureRequest, table: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    if request.param == "table":
        found = gk.open(table)
        assert isinstance(found, Table)
        yield found.questions
        return
    with gk.open(kept_in(tmp_path_factory.mktemp("directory") / "directory", table)) as found:
        assert type(found) is Questions
        yield found


def arguments(graph: Graph) -> dict[str, list[tuple[tuple[Any, ...], dict[str, Any]]]]:
    """Return some arguments of every question."""
    one, other = sorted(graph)[0], sorted(graph)[-1]
    id = next(iter(graph.edges(keys=True)))[2]
    question = gk.Question(one, other, since="2014-07-02")
    avoiding: dict[str, Any] = {"avoid": [sorted(graph)[2]], "avoid_kinds": ()}
    ends: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
        ((one, other), {}), ((one, other), {"directed": True}), ((one, other), avoiding),
        (("nobody", other), {}),
    ]  # fmt: skip
    return {
        "actors": [((), {}), (("ann",), {"kinds": ["organisation"]})],
        "between": [
            *((case, {}) for case in ((one, other), ("Bob", "Eve"), ("nobody", other), (one, one))),
            ((one, other), {"parts": ["Bob"], "on": "2014-07-02"}),
        ],
        "check_sources": [((), {})],
        "chronological_path": [*ends, ((one, other), {"strict": True})],
        "chronological_paths": [
            *ends,
            *(((one, other), {"best": best}) for best in ("fewest", "latest", "fastest")),
        ],
        "common": [((case,), {}) for case in ([one, other], ["Bob", "Eve", "Cal"], [one], ["nobody", one])],
        "diff": [(("2014-06-30", "2014-07-02"), {}), (("2014-07-01", "2014-07-05"), {"types": ["met"]})],
        "find_actor": [(("Bob",), {}), (("Ann Lee",), {}), (("nobody",), {})],
        "find_paths": [
            ((question,), {}),
            ((replace(question, chronological=True),), {}),
            ((replace(question, chronological=True, within=1),), {}),
        ],
        "groups": [((), {}), ((), {"seed": 3})],
        "info": [((), {})],
        "known_by": [(("2014-07-02",), {})],
        "neighbors": [((one,), {}), ((one,), {"hops": 2, "direction": "out"}), ((one,), {"parts": [other]})],
        "part": [(([id],), {}), ((["nothing"],), {})],
        "parts": [((one,), {})],
        "rank": [
            ((), {}), (("silence",), {"per": "pair"}), (("pagerank",), {"limit": 3}),
            (("openings",), {"lowest": True}), ((), {"per": "week"}), (("months",), {"direction": "out"}),
            ((), {"per": "family", "limit": 1}),
        ],
        "reach": [
            *(((one,), asked) for asked in ({}, {"strict": True, **avoiding}, {"within": 1})),
            *(((), {"to": other} | asked) for asked in ({}, {"within": 1})),
        ],
        "relations": [((), {})],
        "shortest_path": [*ends, ((one, other), {"via": ["Bob"]})],
        "shortest_paths": [*ends, ((one, other), {"limit": 1})],
        "snapshot": [(("2014-07-02",), {}), (("2014-07-02",), {"certain": True})],
        "story": [((id,), {})],
        "timeline": [((), {}), ((one,), {"unit": "day", "by": "status"})],
        "to_dataset": [((), {})],
        "voices": [((one,), {})],
        "why_no_path": [((replace(question, until="2014-07-02"),), {})],
        "window": [
            ((), {}),
            (("2014-07-02", "2014-07-05"), {}),
            ((None, "2014-07-01"), {"types": ["met"], "undated": True}),
        ],
    }  # fmt: skip


def answer(ask: Any, *given: Any, **options: Any) -> Any:
    try:
        return ask(*given, **options)
    except GraphkitError as error:
        return type(error), str(error)


def same(found: Any, expected: Any) -> bool:
    if isinstance(expected, nx.Graph):
        return nx.utils.graphs_equal(found, expected) and found.graph == expected.graph
    return bool(found == expected)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_is_answered_as_of_the_graph(name: str, opened: Any, graph: Graph) -> None:
    for given, options in arguments(graph)[name]:
        found = answer(getattr(opened, name), *given, **options)
        assert same(found, answer(getattr(gk, name), graph, *given, **options)), (given, options)


def test_no_question_of_a_graph_is_missing() -> None:
    asking = {
        name
        for name in dir(gk)
        if callable(function := getattr(gk, name))
        and not inspect.isclass(function)
        and next(iter(inspect.signature(function).parameters), "") == "graph"
    }
    assert asking - {"cite", "export", "plain", "save", "show", "suppose"} == set(QUESTIONS)


def test_a_method_takes_what_its_function_takes_but_for_the_graph() -> None:
    for name, asked in QUESTIONS.items():
        method = inspect.signature(getattr(Questions, name)).parameters
        assert [*method][1:] == [*inspect.signature(asked.function).parameters][1:]


def test_a_table_keeps_the_answers_of_its_arrays(table: Path, graph: Graph) -> None:
    with gk.open(table) as found:
        one = found.actors[0]
        assert found.neighbors(one) == EventTable.neighbors(found, one)
        assert found.shortest_path(one, one) == ([one], [])
        assert isinstance(found.timeline(), Timeline)
        near = found.questions.neighbors("Bob")
        assert {each.actor for each in near} == {each.actor for each in gk.neighbors(graph, "Bob")}


def test_a_table_that_was_saved_as_columns_answers_too(table: Path, graph: Graph, tmp_path: Path) -> None:
    gk.open(table).save(tmp_path / "events.columns")
    found = gk.open(tmp_path / "events.columns")
    assert [near.actor for near in found.questions.neighbors("Bob")] == [
        near.actor for near in gk.neighbors(graph, "Bob")
    ]


def test_a_large_table_counts_and_refuses_to_list(
    table: Path, graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphkit.backends.subgraphs.FEW", 20)
    monkeypatch.setattr("graphkit.backends.subgraphs.MOST", 30)
    found = gk.open(table)
    assert found.info().relations == gk.info(graph).relations
    assert found.timeline() == replace(gk.timeline(graph), relations=())
    assert found.questions.actors() == gk.actors(graph)
    with pytest.raises(GraphkitError, match="more than 30 relations answer this; narrow it"):
        found.window()


COMMANDS = (
    "common Bob Eve", "common Bob Ann-Lee Cal --since 2014-07-02 --direct", "common Bob nobody",
    "groups", "groups --until 2014-07-01 --seed 2 --limit 1", "rank", "rank --per pair --by last --limit 0",
    "rank --by closeness --since 2014-07-02 --certain", "rank --per month --undated", "rank --type nonesuch",
    "between Bob Eve", "between Bob Eve --since 2014-07-02 --certain", "between nobody Eve",
    "between Bob Ann-Lee --with-parts --until 2014-07-02 --undated",
    "neighbors Bob", "neighbors Bob --hops 2 --since 2014-07-02 --direction in", "neighbors nobody",
    "neighbors Bob --with-parts", "path Bob Eve", "path Bob Eve --chronological --since 2014-07-01 --strict",
    "path Bob Eve --on 2014-06-29", "path Bob Eve --via Cal", "path Bob Eve --all --directed --avoid Cal",
    "path Bob Eve --known-by 2014-07-01 --certain --until 2014-07-02", "timeline", "timeline Bob",
    "timeline Bob --since 2014-07-01 --unit day", "timeline --until 2014-07-01 --type met", "timeline nobody",
    "info", "actors ann", "relations", "relations --on 2014-07-02 --certain", "relations --type nonesuch",
    "relations --until 2014-07-01 --undated --kind organisation --no-claims", "snapshot 2014-07-02",
    "reach Bob", "reach Bob --strict --directed --since 2014-07-02", "diff 2014-06-30 2014-07-02",
    "show row-000000002", "show Bob", "show row-000000002 --story",
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_a_table_answers_as_from_its_whole_graph(
    command: str, table: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked() -> tuple[int, Any, str]:
        words = [table.name if word == "FILE" else word for word in command.split()]
        done = run("--data", table, *words, *([] if "--story" in words else ["--format", "json"]))
        return done.code, done.out, done.err

    narrow = asked()
    monkeypatch.setattr("graphkit.cli.reading.part_of_table", lambda *_: None)
    assert narrow == asked()
    if narrow[0] == 0 and narrow[1].startswith("{"):
        assert json.loads(narrow[1])


@pytest.mark.parametrize(
    "command",
    [
        "neighbors Bob", "between Bob Eve", "common Bob Eve", "groups --on 2014-07-02",
        "rank --on 2014-07-02", "path Bob Ann-Lee", "reach Bob", "relations --on 2014-07-02", "timeline Bob",
        "show Bob",
    ],
)  # fmt: skip
def test_a_narrow_question_does_not_read_the_whole_table(
    command: str, table: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphkit.formats.read", None)
    assert run("--data", table, *command.split()).code == 0


def test_a_narrow_question_that_skips_bad_rows_does_not_either(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphkit.formats.read", None)
    path = tmp_path / "spans.tsv"
    path.write_text("ann\tled\tbob\t2014\t2015\nann\tled\tcal\t2015\t2014\n", "utf-8")
    done = run("--notes", "--skip-bad", "--data", path, "neighbors", "ann")
    assert (done.code, "bob" in done.out, "cal" in done.out) == (0, True, False)
    assert "1 row skipped; the first: line 2: '2015/2014' ends before it starts" in done.err


@pytest.mark.parametrize(
    "text",
    [
        "ann\tmet\tbob\t2014-07-01\nann\tmet\tcal\n",
        "ann\tmet\tbob\t2014-13-01\n",
        "Date\tTarget\tsource\tRELATION\n2014-07-01\tbob\tann\tmet\n",
        "ann\tmet\tbob\t2014-07-01\n\nann\tmet\tcal\t2014-07-02\n",
        "ann\tmet\tbob\t2015\t2014\n",
        " ann \tmet\tbob\t2014-07-01\nann\tmet\tbob\t2014-07-01\n",
        "a\x01nn\tmet\tbob\t2014-07-01\n",
        "ann\t \tbob\t2014-07-01\n",
        "ann\tstatement\tbob\t2014-07-01\n",
        "N.N.\tmet\tbob\t2015\t2014\nann\tmet\tn/a\t2014\t\nM?ller\tmet\tann\t\t2014\nann\tled\tbob\t2016\t2014\n",
        "",
    ],
)
@pytest.mark.parametrize("before", [["--notes"], ["--notes", "--skip-bad"]])
def test_an_odd_table_is_read_or_refused_in_the_same_words(
    before: list[str], text: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "odd.tsv"
    path.write_bytes(text.encode())
    words = (*before, "--data", path, "neighbors", "ann", "--format", "json")
    narrow = run(*words)
    monkeypatch.setattr("graphkit.cli.reading.part_of_table", lambda *_: None)
    whole = run(*words)
    assert (narrow.code, narrow.out, narrow.err) == (whole.code, whole.out, whole.err)


def test_a_directory_knows_the_amounts_that_a_table_in_memory_refuses_to_add_up(
    tmp_path: Path, run: Run
) -> None:
    table, folder = tmp_path / "paid.csv", tmp_path / "paid"
    lines = ["source,relation,target,date,amount,unit", "Ann,paid,Bob,2025-07-01,5,EUR"]
    table.write_text(
        "\n".join([*lines, "Ann,paid,Bob,2025-07-02,7,EUR", "Ann,met,Bob,2025-07-02,,"]), "utf-8"
    )
    graph = gk.build_graph(read(table))
    assert [line.at_most for line in gk.rank(graph, "amount", per="pair")] == [12]
    asked: list[Any] = [("rank", ("amount",)), ("relations", ("amount",))]
    with gk.open(kept_in(folder, table)) as found:
        for name, arguments in asked:
            assert getattr(found, name)(*arguments) == getattr(gk, name)(graph, *arguments)
    for name, arguments in asked:
        with pytest.raises(UsageError, match="by: a table in memory holds no amounts; 'graphkit import"):
            getattr(gk.open(table), name)(*arguments)
    for form in ("json", "csv", "table"):
        for command in ("rank", "relations"):
            file, other = (
                run("--data", path, command, "--by", "amount", "--format", form) for path in (table, folder)
            )
            assert file.out == other.out
