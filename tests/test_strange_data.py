"""Data that is strange but sound is kept as it is, whichever way it goes."""

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from datasets import actor, dataset, evidence, graph_of, relation, source

import graphkit as gk
from graphkit.errors import ActorAmbiguousError, ActorNotFoundError
from graphkit.formats import read
from graphkit.graph.build import build_graph, to_dataset
from graphkit.model.entities import Dataset, Link
from graphkit.storage.json_file import dumps, loads

WRITTEN = [".html", ".gexf", ".graphml", ".cyjs", ".jsonld", ".ftm"]
NAMES = (
    "undefined", "null", "NaN", "true", "0", "-1", "1e999", "__proto__", "constructor", "hasOwnProperty",
    "CON", "NUL", "'; DROP TABLE actors; --", "$(touch x)", "`id`", "%s%s%n", "{0.__class__}",
    "{{7*7}}", "${7*7}", "../../etc/passwd", "=cmd|' /C calc'!A0", "<b>bold</b>", "&lt;", "]]>", "<!--",
    "*bold* [link](javascript:x)", "[red]markup[/red]", ":smile:", "a\u0000b", "a\u0007b", "\u001b[2J",
    "\u009b2J", "\u202eabc", "\u2066abc", "\u200b", "a\u2028b", "\ufeffa", "\ufffe", "e\u0301", "é", "ﬁ",
    "ß", "ẞ", "İ", "Ǆ", "\U0001f469\u200d\U0001f467", "\U0010ffff", "漢字", "مرحبا", "हिन्दी",
    "Z\u0351\u036b\u0343a\u0311l\u0343g\u0351o", "x" * 100_000,
)  # fmt: skip


def strange(name: str) -> Dataset:
    """Return a dataset that says a name wherever one may."""
    return dataset(
        relation(
            "meeting", when="2025-07-14", summary=name, note=name, evidence=[evidence(quote=name, note=name)]
        ),
        actors=[actor("alice", name=name, aliases=(name,), description=name), actor("bob")],
        sources=[source("paper", publisher=name, title=name, author=name)],
        title=name,
        description=name,
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_name_may_be_anything_and_comes_back(name: str, tmp_path: Path) -> None:
    if not name.strip() or name == "\u200b":
        name = f"x{name}"
    made = strange(name)
    assert loads(dumps(made)) == made
    graph = build_graph(made)
    assert to_dataset(graph) == made
    for suffix in WRITTEN:
        gk.export(graph, tmp_path / f"x{suffix}")
    gk.export(graph, f"{tmp_path}/tables/")
    assert read(tmp_path / "tables") == made
    found = gk.find_actor(graph, name)
    assert found == "alice"
    assert [row.actor for row in gk.neighbors(graph, name)] == ["bob"]


@pytest.mark.parametrize("name", [each for each in NAMES if "/" in each or not each.isprintable()])
def test_errors_stay_one_printable_line(name: str) -> None:
    with pytest.raises(ActorNotFoundError) as caught:
        gk.find_actor(graph_of(relation("meeting")), name)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


ALIKE = [
    ("ann", "ANN"),
    ("é", unicodedata.normalize("NFD", "é")),
    ("ﬁ", "fi"),
    ("straße", "STRASSE"),
    ("ann", "ann\u200b"),
    ("a", "\u0430"),
    ("1", "\uff11"),
]


@pytest.mark.parametrize("ids", ALIKE, ids=ascii)
def test_ids_that_only_look_alike_are_told_apart_by_everything(ids: tuple[str, str], tmp_path: Path) -> None:
    one, other = ids
    made = dataset(
        relation(one, one, other, when="2025-07-14"),
        relation(other, other, one, "praised", when="2025-07-15"),
        actors=[actor(id, name=id) for id in ids],
    )
    assert loads(dumps(made)) == made
    graph = build_graph(made)
    assert [gk.find_actor(graph, id) for id in ids] == [one, other]
    (path,) = gk.shortest_paths(graph, one, other, directed=True).paths
    assert [seen.id for seen in path.relations] == [one]
    for suffix in (".gexf", ".graphml", ".cyjs"):
        gk.export(graph, tmp_path / f"x{suffix}")
        found = read(tmp_path / f"x{suffix}")
        assert {row.id for row in found.actors} == {one, other}, suffix
        assert {row.key for row in found.relations} == {one, other}, suffix
    gk.export(graph, tmp_path / "x.ftm")  # whose ids are ASCII
    assert len(read(tmp_path / "x.ftm").actors) == len(read(tmp_path / "x.ftm").relations) == 2
    gk.export(graph, f"{tmp_path}/tables/")
    assert read(tmp_path / "tables") == made


def test_a_name_that_fits_several_ids_is_refused_with_all_of_them() -> None:
    graph = graph_of(relation("meeting", "ann", "ANN"), actors=[actor("ann"), actor("ANN")])
    with pytest.raises(ActorAmbiguousError, match="may be ANN or ann; write the id"):
        gk.find_actor(graph, "Ann")


def circles() -> Dataset:
    """Return relations that end one another in a circle, told by sources rewritten from one another."""
    ring = ["a", "b", "c"]
    after = dict(zip(ring, [*ring[1:], ring[0]], strict=True))
    return dataset(
        *[
            relation(
                id, when="2025-07-14", evidence=[evidence(f"paper-{id}")],
                links=[Link(rel=rel, relation=to) for rel, to in (("ended-by", after[id]), ("part-of", id))],
            )
            for id in ring
        ],
        sources=[source(f"paper-{id}", derived_from=(f"paper-{after[id]}",)) for id in ring],
    )  # fmt: skip


QUESTIONS: list[Any] = [
    gk.info, gk.check_sources, gk.relations, gk.timeline, lambda graph: gk.story(graph, "a"),
    lambda graph: gk.diff(graph, "2025-07-01", "2025-07-31"), lambda graph: gk.snapshot(graph, "2025-07-20"),
    lambda graph: gk.known_by(graph, "2025-07-20"), lambda graph: gk.voices(graph, "alice"),
]  # fmt: skip


@pytest.mark.parametrize("ask", QUESTIONS)
def test_circles_of_links_and_of_rewritten_sources_end(ask: Any) -> None:
    assert ask(build_graph(circles())) is not None


@pytest.mark.parametrize("suffix", [*WRITTEN, ".json"])
def test_circles_are_written(suffix: str, tmp_path: Path) -> None:
    gk.export(build_graph(circles()), tmp_path / f"x{suffix}")
    assert (tmp_path / f"x{suffix}").stat().st_size


def test_sources_in_a_circle_are_one_voice_and_their_story_is_each_relation_once() -> None:
    graph = build_graph(circles())
    assert [seen.independent_sources for seen in gk.relations(graph).relations] == [1, 1, 1]
    assert sorted(seen.id for seen in gk.story(graph, "a").relations) == ["a", "b", "c"]


def test_a_relation_of_an_actor_with_itself_is_listed_and_never_walked() -> None:
    graph = graph_of(
        relation("self", "ann", "ann", when="2025-07-14"),
        relation("met", "ann", "bob", when="2025-07-15"),
        relation("ban", "bob", "bob", "banned", when="2025-07/"),
    )
    assert [seen.id for seen in gk.relations(graph).relations] == ["ban", "self", "met"]
    assert [row.actor for row in gk.neighbors(graph, "ann")] == ["bob"]
    found = gk.chronological_path(graph, "ann", "bob")
    assert found is not None
    assert [seen.id for seen in found.relations] == ["met"]
    assert [row.actor for row in gk.reach(graph, "ann")] == ["bob"]
    assert gk.window(graph, "2025-07-14", "2025-07-14").number_of_edges("ann", "ann") == 1
