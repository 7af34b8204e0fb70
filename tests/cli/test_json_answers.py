"""The JSON answers, key by key as the design has them."""

from pathlib import Path

import pytest

from cli.conftest import Run

RELATION = [
    "id", "source", "target", "type", "when", "bounds", "certainty", "doubt", "last_reported",
    "first_reported", "status", "claimed", "contested", "dates_differ", "set_aside", "voices",
    "independent_sources", "summary", "sentence", "words", "about", "amount", "note", "evidence",
]  # fmt: skip


def test_a_relation_in_full(run: Run, story: Path) -> None:
    answer = run("relations", "--on", "2025-07", "--type", "met", "--format", "json").answer
    assert list(answer) == ["query", "relations", "left_out"]
    assert answer["query"] == {"command": "relations", "on": "2025-07", "type": ["met"]}
    (found,) = answer["relations"]
    assert list(found) == RELATION
    assert found == {
        "id": "meeting",
        "source": "ann",
        "target": "bob",
        "type": "met",
        "when": "2025-07-14",
        "bounds": ["2025-07-14"] * 4,
        "certainty": "certain",
        "doubt": None,
        "last_reported": None,
        "first_reported": None,
        "status": "actual",
        "claimed": False,
        "contested": False,
        "dates_differ": False,
        "set_aside": None,
        "voices": ["paper", "bob"],
        "independent_sources": 2,
        "summary": "They met.",
        "sentence": "Ann Example met Bob Example, about The Firm.",
        "words": "14 July 2025",
        "about": ["firm"],
        "amount": None,
        "note": None,
        "evidence": [
            {"source": "paper", "paragraph": 3, "attribution": None},
            {"source": "wire", "paragraph": None, "attribution": "bob", "note": "said so"},
        ],
    }


def test_relations_say_what_they_left_out_and_infinities_are_null(run: Run, story: Path) -> None:
    answer = run("relations", "--since", "2025-07", "--format", "json").answer
    by_id = {row["id"]: row for row in answer["relations"]}
    assert answer["left_out"] == {"undated": 1, "newsroom": 1}
    assert by_id["ban"]["bounds"] == ["2025-04-01", "2025-04-30", "2025-07-15", None]
    assert by_id["ban"]["certainty"] == "certain"
    assert by_id["visit"]["status"] == "planned"


def test_without_a_window_nothing_is_certain_or_possible(run: Run, story: Path) -> None:
    answer = run("relations", "--format", "json").answer
    assert {row["certainty"] for row in answer["relations"]} == {None}
    assert answer["query"] == {"command": "relations"}


def test_what_is_planned_has_no_bounds_without_a_date(run: Run, story: Path) -> None:
    story.write_text(story.read_text().replace('      "when": "2025-08",\n', ""))
    answer = run("relations", "--status", "planned", "--format", "json").answer
    assert [(row["id"], row["when"], row["bounds"]) for row in answer["relations"]] == [("visit", None, None)]


def test_snapshot(run: Run, story: Path) -> None:
    answer = run("snapshot", "2025-07-20", "--format", "json").answer
    assert list(answer) == ["query", "on", "relations", "left_out"]
    assert answer["on"] == "2025-07-20"
    assert all(list(row) == [*RELATION, "standing"] for row in answer["relations"])
    assert {row["id"]: row["standing"] for row in answer["relations"]} == {
        "ban": "in force",
        "trade": "in force",
        "rumour": "in force",
        "meeting": "happened",
        "hint": "happened",
        "job": "background",
    }
    assert answer["left_out"] == {"denied": 1, "newsroom": 1}, "the plan is for August"


def test_neighbors(run: Run, story: Path) -> None:
    answer = run("neighbors", "Annie", "--hops", "2", "--format", "json").answer
    assert list(answer) == ["query", "actor", "neighbors", "left_out"]
    assert answer["query"] == {"command": "neighbors", "actor": "Annie", "hops": 2, "direction": "both"}
    assert answer["actor"] == "ann"
    assert all(list(near) == ["actor", "hops", "relations", "about"] for near in answer["neighbors"])
    assert {near["actor"]: (near["hops"], near["about"]) for near in answer["neighbors"]} == {
        "bob": (1, []),
        "land": (1, []),
        "firm": (1, ["meeting"]),
        "other": (2, []),
    }
    answer = run("neighbors", "Annie", "--hops", "2", "--direct", "--format", "json").answer
    assert (answer["query"]["direct"], answer["left_out_by_direct"]) == (True, 1)
    assert ("firm", 2) in [(near["actor"], near["hops"]) for near in answer["neighbors"]]
    assert all(list(row) == RELATION for near in answer["neighbors"] for row in near["relations"])


def test_path(run: Run, story: Path) -> None:
    answer = run("path", "ann", "firm", "--direct", "--on", "2025-07", "--format", "json").answer
    keys = ["query", "source", "target", "length", "paths", "count", "skipped"]
    assert list(answer) == [*keys, "left_out_by_direct"]
    assert answer["left_out_by_direct"] == {"paths": 1, "length": 1}
    assert (answer["source"], answer["target"], answer["length"]) == ("ann", "firm", 2)
    (path,) = answer["paths"]
    assert list(path) == ["actors", "relations", "hops", "length", "certainty"]
    assert path["actors"] == ["ann", "bob", "firm"]
    assert [list(row) for row in path["relations"]] == [RELATION] * 2
    assert path["hops"] == [
        {"from": "ann", "to": "bob", "relation": "meeting", "about": False, "more": 0},
        {"from": "bob", "to": "firm", "relation": "job", "about": False, "more": 0},
    ]
    assert path["length"] == 2


def test_a_hop_by_what_a_relation_is_about_is_marked(run: Run, story: Path) -> None:
    answer = run("path", "ann", "firm", "--format", "json").answer
    assert list(answer) == ["query", "source", "target", "length", "paths", "count", "skipped"]
    assert answer["paths"][0]["hops"] == [
        {"from": "ann", "to": "firm", "relation": "meeting", "about": True, "more": 0}
    ]
    answer = run("path", "ann", "firm", "--type", "met", "--direct", "--format", "json").answer
    assert answer["reasons"] == [{"filter": "types", "length": 2}, {"filter": "direct", "length": 1}]
    assert (answer["missing_hop"]["id"], answer["left_out_by_direct"]) == ("job", {"paths": 1, "length": 1})
    answer = run("path", "ann", "firm", "--on", "1999", "--format", "json").answer
    assert (answer["missing_hop"]["id"], answer["missing_ends"]) == ("meeting", ["ann", "firm"])


def test_a_path_tells_whom_it_went_round(run: Run, story: Path) -> None:
    answer = run("path", "bob", "land", "--avoid-kind", "company", "--format", "json").answer
    assert answer["paths"][0]["actors"] == ["bob", "ann", "land"]
    answer = run("path", "ann", "other", "--avoid", "bob", "--direct", "--format", "json").answer
    assert answer["paths"] == []
    assert answer["length"] is None
    assert answer["skipped"] == [{"actor": "land", "paths": 1}]


@pytest.mark.parametrize(
    "arguments",
    [
        ["relations", "--on", "1999", "--certain"],
        ["snapshot", "1999-01-01", "--type", "met"],
        ["neighbors", "lone"],
        ["path", "ann", "lone"],
        ["neighbors", "ann", "--on", "1999"],
        ["path", "ann", "bob", "--on", "1999"],
    ],
    ids=" ".join,
)
def test_an_empty_answer_is_json_too(run: Run, story: Path, arguments: list[str]) -> None:
    done = run(*arguments, "--format", "json")
    assert (done.code, done.err) == (1, "")
    assert next(value for value in done.answer.values() if isinstance(value, list)) == []


def test_show_and_info(run: Run, story: Path) -> None:
    assert list(run("show", "meeting", "--format", "json").answer["relation"]) == RELATION
    actor = run("show", "annie", "--format", "json").answer
    assert list(actor) == ["query", "actor", "relations", "left_out"]
    assert actor["actor"] == {
        "id": "ann",
        "name": "Ann Example",
        "kind": "person",
        "aliases": ["Annie"],
        "description": None,
        "ids": {},
        "attributes": {},
        "picture": None,
    }
    run("edit", "ann", "attributes.born=1961-03", "attributes.seats=2")
    actor = run("show", "annie", "--format", "json").answer["actor"]
    assert actor["attributes"] == {"born": "1961-03", "seats": 2}
    assert "\nborn: 1961-03; seats: 2\n" in run("show", "annie").out
    cited = run("show", "wire", "--format", "json").answer
    assert [row["id"] for row in cited["relations"]] == ["meeting"]
    info = run("info", "--format", "json").answer
    assert (info["actors"]["count"], info["relations"]["count"], info["sources"]["count"]) == (9, 9, 2)
    assert info["dated"] == ["2025-01-01", "2025-08-31"]
