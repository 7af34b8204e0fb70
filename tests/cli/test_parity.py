"""Each answer of the command line equals what the same question gives in Python.

What JSON should hold is written out here once more, from the frozen results alone.
"""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import graphkit as gk
from cli.conftest import Run
from graphkit.temporal.calendar import FUTURE, PAST

SHIPPED = Path(__file__).parents[2] / "data" / "graph.json"


@pytest.fixture(scope="module")
def graph() -> Any:
    return gk.load(SHIPPED)


@pytest.fixture
def ask(run: Run) -> Any:
    """Return the answer to a question of the shipped story, its query taken off."""

    def ask(*arguments: str) -> dict[str, Any]:
        done = run("--data", SHIPPED, *arguments, "--format", "json")
        assert done.err == ""
        answer = done.answer
        assert answer.pop("query")["command"] == arguments[0]
        return answer

    return ask


def one_of(first: int, last: int) -> str | None:
    return day(first) if first == last else f"[{day(first)}..{day(last)}]"


def day(ordinal: int) -> str | None:
    return None if ordinal in (PAST, FUTURE) else date.fromordinal(ordinal).isoformat()


def told(seen: Any) -> dict[str, Any]:
    """Return a relation as JSON should have it."""
    evidence = []
    for entry in seen.evidence:
        row = {"source": entry.source, "paragraph": entry.paragraph, "attribution": entry.attribution}
        others = ("said", "attests", "when", "type", "status", "quote", "url", "archived_url", "note")
        row |= {name: getattr(entry, name) for name in others if getattr(entry, name) is not None}
        row |= {"stance": "contradicts"} if entry.stance == "contradicts" else {}
        row |= {} if entry.dated else {"dated": False}
        evidence.append(row)
    plain = {
        "id": seen.id,
        "source": seen.source,
        "target": seen.target,
        "type": seen.type.name,
        "when": seen.when,
        "bounds": seen.bounds and [day(bound) for bound in seen.bounds],
        "certainty": seen.certainty,
        **doubt(seen),
        "status": seen.status,
        "claimed": seen.claimed,
        "contested": seen.contested,
        "dates_differ": seen.dates_differ,
        "set_aside": seen.set_aside,
        "voices": list(seen.voices),
        "independent_sources": seen.independent_sources,
        "summary": seen.summary,
        "sentence": seen.sentence,
        "words": seen.words,
        "about": list(seen.about),
        "amount": seen.amount and {"value": seen.amount.value, "unit": seen.amount.unit},
        "note": seen.note,
        "evidence": evidence,
    }
    return plain | ({} if seen.standing is None else {"standing": seen.standing})


def doubt(seen: Any) -> dict[str, Any]:
    """Return why a relation is only possible, as JSON should have it."""
    if seen.certainty != "possible":
        return {"doubt": None, "last_reported": None, "first_reported": None}
    assert seen.doubt is not None
    reported = [days and one_of(*days) for days in (seen.last_reported, seen.first_reported)]
    return {"doubt": seen.doubt, "last_reported": reported[0], "first_reported": reported[1]}


def listed(graph: Any) -> dict[str, Any]:
    found = gk.relations(graph)
    return {"relations": [told(seen) for seen in found.relations], "left_out": found.left_out}


def hidden(whole: Any, cut: Any, **asked: Any) -> dict[str, Any]:
    """Return what the one cautious option among these hides, as JSON should have it."""
    for option in {"certain", "no_claims"} & asked.keys():
        looser = {name: value for name, value in asked.items() if name != option}
        more = [gk.relations(cut(whole, **each)).relations for each in (looser, asked)]
        return {"hidden": {option: len(more[0]) - len(more[1])}}
    return {}


JULY = ("--since", "2025-07-07", "--until", "2025-07-15")


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ([], {}),
        (JULY, {"since": "2025-07-07", "until": "2025-07-15"}),
        (["--on", "2025-04", "--certain"], {"since": "2025-04", "until": "2025-04", "certain": True}),
        (["--until", "2025-06", "--undated"], {"until": "2025-06", "undated": True}),
        (["--type", "contact", "--type", "banned"], {"types": ["contact", "banned"]}),
        (["--status", "planned"], {"statuses": ["planned"]}),
        (["--kind", "person", "--no-claims"], {"kinds": ["person"], "no_claims": True}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list | tuple) else "",
)
def test_relations(ask: Any, graph: Any, options: list[str], asked: dict[str, Any]) -> None:
    answer = ask("relations", *options)
    assert answer == {**listed(gk.window(graph, **asked)), **hidden(graph, gk.window, **asked)}
    assert answer["relations"]


@pytest.mark.parametrize("on", ["2025-03-01", "2025-05-01", "2025-07-01", "2025-07-16"])
def test_snapshot(ask: Any, graph: Any, on: str) -> None:
    assert ask("snapshot", on) == {"on": on, **listed(gk.snapshot(graph, on))}
    asked: dict[str, Any] = {"on": on, "types": ["restriction"], "certain": True}
    certain = listed(gk.snapshot(graph, **asked)) | hidden(graph, gk.snapshot, **asked)
    assert ask("snapshot", on, "--type", "restriction", "--certain") == {"on": on, **certain}


@pytest.mark.parametrize(
    ("options", "text", "kinds"),
    [([], None, []), (["chip"], "chip", []), (["--kind", "media"], None, ["media"])],
    ids=["all", "text", "kind"],
)
def test_actors(ask: Any, graph: Any, options: list[str], text: str | None, kinds: list[str]) -> None:
    rows = gk.actors(graph, text, kinds=kinds)
    assert rows
    answer = ask("actors", *options)
    of = {row.id for row in rows}
    others = Counter(
        relation.status
        for relation in gk.relations(graph).relations
        if relation.status != "actual"
        and not relation.type.newsroom
        and of & {relation.source, relation.target}
    )
    assert {status: answer["left_out"].get(status, 0) for status in others} == others
    assert answer.keys() == {"actors", "left_out"}
    assert {"actors": answer["actors"]} == {
        "actors": [
            {
                "id": row.id,
                "name": row.name,
                "kind": row.kind,
                "aliases": list(row.aliases),
                "description": row.description,
                "relations": row.relations,
                "attributes": dict(row.attributes),
            }
            for row in rows
        ]
    }


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ([], {}),
        (["--hops", "2"], {"hops": 2}),
        (["--direction", "out"], {"direction": "out"}),
        (["--direction", "in", "--hops", "3"], {"direction": "in", "hops": 3}),
        (["--direct", "--hops", "2"], {"direct": True, "hops": 2}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
@pytest.mark.parametrize("actor", ["Nvidia", "US government"])
def test_neighbors(ask: Any, graph: Any, actor: str, options: list[str], asked: dict[str, Any]) -> None:
    def expected(graph: Any, **fields: Any) -> dict[str, Any]:
        found = gk.neighbors(graph, actor, **fields)
        assert found
        loose = gk.neighbors(graph, actor, **{**fields, "direct": False})
        left_out = sum(len(near.about) for near in loose) if fields.get("direct") else 0
        return {
            "actor": gk.find_actor(graph, actor),
            "neighbors": [
                {
                    "actor": near.actor,
                    "hops": near.hops,
                    "relations": [told(seen) for seen in near.relations],
                    "about": sorted(near.about),
                }
                for near in found
            ],
            "left_out": not_tying(graph, fields),
            **({"left_out_by_direct": left_out} if left_out else {}),
        }

    def not_tying(graph: Any, fields: dict[str, Any]) -> dict[str, int]:
        near = {
            here.actor for here in gk.neighbors(graph, actor, **fields) if here.hops < fields.get("hops", 1)
        }
        near |= {gk.find_actor(graph, actor), *fields.get("parts", ())}
        about = not fields.get("direct")
        counts = Counter(
            seen.status
            for seen in gk.relations(graph).relations
            if near & {seen.source, seen.target, *(seen.about if about else ())}
        )
        return {status: counts[status] for status in ("planned", "denied") if counts[status]}

    def asked_of(*arguments: str) -> dict[str, Any]:
        answer: dict[str, Any] = ask("neighbors", actor, *options, *arguments)
        answer["left_out"] = {why: n for why, n in answer["left_out"].items() if why in ("planned", "denied")}
        return answer

    assert asked_of() == expected(graph, **asked)
    july = gk.window(graph, "2025-07-07", "2025-07-15")
    assert asked_of(*JULY) == expected(july, **asked)
    together = expected(graph, **asked, parts=gk.parts(graph, actor))
    assert asked_of("--with-parts") == together


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ([], {}),
        (["--avoid-kind", "none"], {"avoid_kinds": ()}),
        (["--via", "Huang"], {"via": ["Huang"]}),
        (["--avoid", "AI industry", "--avoid", "Huang"], {"avoid": ["AI industry", "Huang"]}),
        (["--directed", "--avoid-kind", "none"], {"directed": True, "avoid_kinds": ()}),
        (["--direct"], {"direct": True}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_path(ask: Any, graph: Any, options: list[str], asked: dict[str, Any]) -> None:
    for source, target in (("Trump", "DeepSeek"), ("Huawei", "Nvidia")):
        found = gk.shortest_paths(graph, source, target, **asked)
        answer = ask("path", source, target, "--all", *options)
        assert {name: answer[name] for name in ("source", "target", "length", "paths", "skipped")} == {
            "source": found.source,
            "target": found.target,
            "length": found.length,
            "paths": [
                {
                    "actors": list(path.actors),
                    "relations": [told(seen) for seen in path.relations],
                    "hops": [
                        {
                            "from": here,
                            "to": there,
                            "relation": seen.id,
                            "about": not {here, there} <= {seen.source, seen.target},
                            "more": more,
                        }
                        for here, there, seen, more in zip(
                            path.actors[:-1], path.actors[1:], path.relations, path.more, strict=True
                        )
                    ],
                    "length": path.length,
                    "certainty": path.certainty,
                }
                for path in found.paths
            ],
            "skipped": [{"actor": each.actor, "paths": each.paths} for each in found.skipped],
        }
        best = ask("path", source, target, *options)["paths"]
        assert best == answer["paths"][:1]
        assert ask("path", source, target, "--limit", "2", *options)["paths"] == answer["paths"][:2]


def test_why_there_is_no_path(ask: Any, graph: Any) -> None:
    for options, asked in (
        (["--on", "2024", "--certain"], {"since": "2024", "until": "2024", "certain": True}),
        (["--type", "banned"], {"types": ("banned",)}),
        (
            ["--on", "2025-07-14", "--certain"],
            {"since": "2025-07-14", "until": "2025-07-14", "certain": True},
        ),
        (["--avoid", "H20"], {"avoid": ("H20",)}),
        (["--no-claims", "--status", "planned"], {"no_claims": True, "statuses": ("planned",)}),
    ):
        question = gk.Question("Trump", "DeepSeek", **asked)
        assert gk.find_paths(graph, question).paths == ()
        found = gk.why_no_path(graph, question)
        nearest = found.nearest_window
        answer = ask("path", "Trump", "DeepSeek", *options)
        assert (answer["paths"], answer["length"]) == ([], None)
        assert {name: answer[name] for name in ("reasons", "nearest_window", "missing_hop")} == {
            "reasons": [{"filter": reason.filter, "length": reason.length} for reason in found.reasons],
            "nearest_window": nearest and [day(nearest.since), day(nearest.until)],
            "missing_hop": found.missing_hop and told(found.missing_hop),
        }
        assert found.reasons


def test_info(ask: Any, graph: Any) -> None:
    found = gk.info(graph)
    counted = {name: getattr(found, name) for name in ("actors", "relations", "sources")}
    named = ("contested", "dates_differ", "claimed", "on_one_source", "undated", "planned", "denied")
    assert ask("info") == {
        "title": found.title,
        "description": found.description,
        **{name: {"count": sum(by.values()), "by": by} for name, by in counted.items()},
        "dated": [day(found.first), day(found.last)],
        "independent_sources": found.independent_sources,
        "voices": found.voices,
        **{name: list(getattr(found, name)) for name in named},
    }
    assert counted["relations"]


def test_check(ask: Any, graph: Any, tmp_path: Path) -> None:
    def expected(*corpus: Path) -> dict[str, Any]:
        rows = gk.check_sources(graph, *corpus)
        assert rows
        keys = ("severity", "rule", "subject", "message")
        return {"findings": [{key: getattr(row, key) for key in keys} for row in rows]}

    assert ask("check", "--sources") == expected()
    assert ask("check", "--corpus", str(tmp_path)) == expected(tmp_path)
    assert ask("check") == {"findings": []}
