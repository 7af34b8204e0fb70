"""One question by one set of names: Python, the command line and a request give the same answer."""

from pathlib import Path
from typing import Any

import pytest
from cli.conftest import run
from datasets import actor, dataset, evidence, relation, source
from starlette.testclient import TestClient

import graphkit as gk
from graphkit.cli.json_answers import plain
from graphkit.desk import verbs
from graphkit.desk.dataset import OpenDataset
from graphkit.desk.tools import Tools
from graphkit.storage.json_file import save_dataset
from graphkit.temporal.calendar import iso

__all__ = ["run"]
SET = "[2024-01-05,2024-01-10]"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    rows = [
        relation("either", "ann", "cy", "called", when=SET, evidence=[evidence()]),
        relation("later", "cy", "dan", "met", when="2024-01-07", evidence=[evidence()]),
        relation("last", "dan", "eve", "met", when="2024-02", evidence=[evidence()]),
        relation("other", "ann", "eve", "met", when="2024-03-01", evidence=[evidence()]),
    ]
    people = [actor(each, name=each.title(), kind="person") for each in ("ann", "cy", "dan", "eve")]
    save_dataset(dataset(*rows, actors=people, sources=[source("paper", "2024-06-01")]), tmp_path / "x.json")
    return tmp_path / "x.json"


def rows_of(answers: Any) -> list[dict[str, Any]]:
    rows = []
    for each in answers:
        kinds = {column.name: column.kind for column in each.columns}
        rows += [{name: plain(value, kinds[name]) for name, value in row.items()} for row in each.rows()]
    return rows


def reached(found: Any, asked: dict[str, Any]) -> dict[str, Any]:
    exact = {} if found.exact else {"exact": False}
    return {"reaching" if "to" in asked else "reached": rows_of(found), **exact}


def paths(found: Any, _: dict[str, Any]) -> dict[str, Any]:
    kept = [(list(path.actors), [each.id for each in path.relations], path.certainty) for path in found.paths]
    return {"paths": kept, **({} if found.exact else {"exact": False})}


def changes(found: Any, _: dict[str, Any]) -> dict[str, Any]:
    lists = ("began", "happened", "ended", "became_known", "became_contested", "told_otherwise")
    told = {name: [each.id for each in getattr(found, name)] for name in lists}
    return {"first": iso(found.first), "second": iso(found.second), **told}


def told(found: dict[str, Any], keys: Any) -> dict[str, Any]:
    """Return the parts of a JSON answer that Python's answer has, relations by their ids."""
    parts = {key: value for key, value in found.items() if key in keys or key == "exact"}
    if "paths" in parts:
        parts["paths"] = [
            (row["actors"], [each["id"] for each in row["relations"]], row["certainty"])
            for row in parts["paths"]
        ]
    return {
        key: [row["id"] for row in value] if key in ("began", "happened", "ended", "became_known") else value
        for key, value in parts.items()
    }


QUESTIONS = [
    ("reach", gk.reach, {"actor": "ann"}, reached),
    ("reach", gk.reach, {"actor": "ann", "strict": True}, reached),
    ("reach", gk.reach, {"actor": "ann", "within": "30d"}, reached),
    ("reach", gk.reach, {"to": "eve"}, reached),
    ("reach", gk.reach, {"actor": "dan", "directed": True}, reached),
    ("path", gk.chronological_paths, {"source": "ann", "target": "dan"}, paths),
    ("path", gk.chronological_paths, {"source": "ann", "target": "eve", "best": "fewest"}, paths),
    ("diff", gk.diff, {"first": "2024-01-06", "second": "2024-02-10"}, changes),
    ("common", gk.common, {"actors": ["ann", "dan"]}, lambda found, _: {
        "common": [{"actor": each.actor} for each in found]
    }),
]  # fmt: skip


@pytest.mark.parametrize(("verb", "function", "asked", "parts"), QUESTIONS)
def test_python_the_command_line_and_a_request_answer_alike(
    verb: str, function: Any, asked: dict[str, Any], parts: Any, path: Path, run: Any
) -> None:
    expected = parts(function(gk.load(path), **asked), asked)
    request = {**asked, **({"chronological": True} if verb == "path" else {})}
    tools = Tools(OpenDataset(["--data", str(path)]))
    words = [word for word in verbs.arguments(verb, request) if word != "--format=json"]
    at_the_terminal = run("--data", path, words[0], "--format", "json", *words[1:]).answer
    by_request = tools.call(verb, request).answer
    assert by_request is not None
    for answer in (at_the_terminal, by_request):
        found = told(answer, expected)
        if verb == "common":
            found["common"] = [{"actor": each["actor"]} for each in found["common"]]
        assert found == expected


def test_a_path_of_a_set_of_days_is_inexact_all_three_ways(path: Path) -> None:
    assert not gk.reach(gk.load(path), "ann").exact
    assert gk.reach(gk.window(gk.load(path), since="2024-02"), "dan").exact


@pytest.mark.parametrize(
    ("verb", "wrong", "right"),
    [
        ("snapshot", "day", "on"), ("common", "named", "actors"), ("rank", "top", "limit"),
        ("timeline", "actors", "actor"), ("diff", "since", "first"), ("types", "text", "words"),
        ("relations", "types", "type"), ("relations", "kinds", "kind"), ("path", "avoid_kinds", "avoid_kind"),
    ],
)  # fmt: skip
def test_a_name_of_another_way_is_answered_with_the_right_one(
    verb: str, wrong: str, right: str, path: Path, client: TestClient
) -> None:
    refused = Tools(OpenDataset(["--data", str(path)])).call(verb, {wrong: "x"})
    assert refused.error == f"{verb} has no parameter '{wrong}'; did you mean {right}?"
    assert refused.error in client.get(f"/api/{verb}", params={wrong: "x"}).text


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda graph: gk.snapshot(graph, day="2024"), "did you mean 'on'"),
        (lambda graph: gk.snapshot(graph, "soon"), "on: 'soon'"),
        (lambda graph: gk.known_by(graph, "2024-01"), "day: '2024-01'"),
        (lambda graph: gk.diff(graph, "soon", "2024"), "first: 'soon'"),
        (lambda graph: gk.rank(graph, top=1), "did you mean 'limit'"),
        (lambda graph: gk.window(graph, type=["met"]), "did you mean 'types'"),
        (lambda graph: gk.timeline(graph, actor="ann"), "did you mean 'of'"),
    ],
)
def test_python_names_what_the_caller_wrote(call: Any, said: str, path: Path) -> None:
    with pytest.raises(gk.GraphkitError, match=said):
        call(gk.load(path))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("relations", "--on", "soon"), "graphkit: on: 'soon'"),
        (("relations", "--known-by", "2024-01"), "graphkit: --known-by: '2024-01'"),
        (("rank", "--top", "1"), "No such option '--top'. Did you mean '--limit'?"),
        (("relations", "--types", "met"), "Did you mean '--type'?"),
    ],
)
def test_the_command_line_names_what_the_caller_wrote(
    words: tuple[str, ...], said: str, path: Path, run: Any
) -> None:
    done = run("--data", path, *words)
    assert (done.code, said in done.err) == (2, True), done.err


def test_no_limit_is_zero_everywhere(path: Path, run: Any) -> None:
    graph = gk.load(path)
    assert gk.rank(graph, limit=0) == gk.rank(graph)
    assert list(gk.shortest_paths(graph, "ann", "dan", limit=0).paths)
    for words in (("rank",), ("path", "ann", "dan"), ("relations",), ("groups",)):
        assert run("--data", path, *words, "--limit", "0").code == 0
