"""Suppositions against edits of the dataset: what falls, and what a supposed status makes of a relation."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from datasets import dataset, evidence, graph_of, relation, source
from hypothesis import given
from hypothesis import strategies as st

import graphkit as gk
from graphkit.editing.edits import edit, remove
from graphkit.errors import NotFoundError, UsageError
from graphkit.graph.build import build_graph, to_dataset
from graphkit.graph.index import index
from graphkit.model.entities import Dataset, Link, Step
from graphkit.model.statuses import STATUSES
from graphkit.queries.suppositions import suppose
from graphkit.queries.windows import known_by, window
from graphkit.temporal.calendar import FUTURE

PARENTS: dict[str, tuple[str, ...]] = {
    "first": (), "copy": ("first",), "copied-copy": ("copy",), "other": (), "mixture": ("first", "other"),
}  # fmt: skip
SOURCES = [source(id, derived_from=parents) for id, parents in PARENTS.items()]


@st.composite
def stories(draw: st.DrawFn) -> Dataset:
    """Draw a dataset whose relations have evidence from sources that were rewritten, and links."""
    ids = [f"r{number}" for number in range(draw(st.integers(1, 5)))]
    cited = st.lists(st.sampled_from(sorted(PARENTS)), unique=True)
    return dataset(
        *(
            relation(
                id,
                type=draw(st.sampled_from(["met", "banned"])),
                when=draw(st.sampled_from([None, "2025-07-10", "2025-07/", "2025-06"])),
                status=draw(st.sampled_from(STATUSES)),
                evidence=[evidence(each) for each in draw(cited)],
                links=tuple(
                    Link(rel="ended-by", relation=other)
                    for other in draw(st.lists(st.sampled_from(ids), unique=True, max_size=2))
                    if other != id
                ),
            )
            for id in ids
        ),
        sources=SOURCES,
        story=(Step(title="The first", text="It begins.", selection="r0"),),
    )


def ancestors(source_id: str) -> set[str]:
    return {each for parent in PARENTS[source_id] for each in {parent, *ancestors(parent)}}


def standing(cited: Sequence[str], without: set[str]) -> list[str]:
    """Return the sources of a relation that stand, each judged by itself and by all that it comes from."""
    return [
        each
        for each in cited
        if each not in without
        and (not ancestors(each) & {*cited} or any(standing([up], without) for up in roots(each, cited)))
    ]


def roots(source_id: str, cited: Sequence[str]) -> list[str]:
    """Return the cited sources that a source was rewritten from and that have no cited source above."""
    above = ancestors(source_id) & {*cited}
    return [each for each in above if not ancestors(each) & {*cited}]


def seen(graph: Any) -> dict[str, tuple[Any, ...]]:
    return {
        id: (each.version, each.marks, each.evidence, each.words) for id, each in index(graph).by_id.items()
    }


@given(stories(), st.data())
def test_a_relation_left_out_is_one_that_was_removed(story: Dataset, data: st.DataObject) -> None:
    gone = data.draw(st.lists(st.sampled_from([each.key for each in story.relations]), unique=True))
    expected = story
    for id in gone:
        expected = remove(expected, id, cascade=True)
    supposed = suppose(build_graph(story), without=gone)
    assert to_dataset(supposed).relations == expected.relations
    assert seen(supposed) == seen(build_graph(expected))
    assert to_dataset(supposed).story == (() if "r0" in gone else story.story)


@given(stories(), st.sets(st.sampled_from(sorted(PARENTS)), min_size=1))
def test_the_evidence_of_a_source_left_out_falls_and_what_was_rewritten_from_it(
    story: Dataset, gone: set[str]
) -> None:
    supposed = suppose(build_graph(story), without=gone)
    expected = {}
    for each in story.relations:
        cited = [entry.source for entry in each.evidence]
        if left := standing(cited, gone):
            expected[each.key] = left
        elif not cited:
            expected[each.key] = []
    kept = {each.key: [entry.source for entry in each.evidence] for each in to_dataset(supposed).relations}
    assert kept == expected
    assert {each.id for each in to_dataset(supposed).sources} == set(PARENTS)


def test_a_rewriting_stands_where_its_original_does_not_report_the_relation() -> None:
    graph = build_graph(
        dataset(
            relation("both", evidence=[evidence("first"), evidence("copy")]),
            relation("own", evidence=[evidence("copy")]),
            sources=SOURCES,
        )
    )
    assert [*index(suppose(graph, without=["first"])).by_id] == ["own"]


@pytest.mark.parametrize("told", [{"stance": "contradicts"}, {"status": "planned"}, {"type": "banned"}])
def test_a_relation_falls_with_the_last_evidence_that_vouched_for_it(told: dict[str, Any]) -> None:
    both = relation("both", evidence=[evidence("first"), evidence("other", **told)])
    denied = relation("only-otherwise", evidence=[evidence("other", **told), evidence("copied-copy", **told)])
    graph = build_graph(dataset(both, denied, sources=SOURCES))
    assert [*index(suppose(graph, without=["first"])).by_id] == ["only-otherwise"]
    assert [*index(suppose(graph, without=["other"])).by_id] == ["both", "only-otherwise"]


@given(stories(), st.data())
def test_a_supposed_status_is_an_edit_that_leaves_the_sources_their_words(
    story: Dataset, data: st.DataObject
) -> None:
    chosen = data.draw(st.sampled_from(story.relations))
    status = data.draw(st.sampled_from(STATUSES))
    changed: dict[str, Any] = {"status": status}
    if chosen.evidence and status != chosen.status:
        changed["evidence"] = [{"source": entry.source, "status": chosen.status} for entry in chosen.evidence]
    expected = edit(story, chosen.key, changed)
    supposed = suppose(build_graph(story), status={chosen.key: status})
    assert to_dataset(supposed) == expected
    assert seen(supposed) == seen(build_graph(expected))


def test_nobody_vouches_for_what_is_only_supposed() -> None:
    graph = graph_of(relation("ban", type="banned", when="2025-04", evidence=[evidence()]))
    ban = index(suppose(graph, status={"ban": "denied"})).by_id["ban"]
    assert (ban.marks[:3], ban.voices, ban.independent_sources) == (("DENIED", "CLAIMED", "CONTESTED"), (), 0)
    assert ban.sentence.startswith("No source denies that ")
    assert index(graph).by_id["ban"].marks == ()


def test_what_is_supposed_is_written_as_a_page_only(tmp_path: Path) -> None:
    graph = graph_of(relation("ban", type="banned", when="2025-04", evidence=[evidence()]))
    supposed = suppose(graph, status={"ban": "denied"})
    for part in (
        supposed,
        gk.window(supposed, "2025"),
        gk.snapshot(supposed, "2025-05-01"),
        suppose(supposed),
    ):
        for name in (
            "x.json",
            "x.gexf",
            "x.graphml",
            "x.cyjs",
            "x.xlsx",
            "x.sqlite",
            "x.jsonld",
            "x.ftm.json",
            "x/",
        ):
            with pytest.raises(UsageError, match="would hold what no source says \\('ban=denied'\\)"):
                gk.export(part, f"{tmp_path}/{name}")
        with pytest.raises(UsageError, match="would hold what no source says"):
            gk.save(part, tmp_path / "x.json")
        assert gk.plain(part).graph["supposed"] == "ban=denied"
    assert list(tmp_path.iterdir()) == []
    gk.export(supposed, tmp_path / "x.html")
    gk.save(suppose(graph, status={"ban": "actual"}), tmp_path / "same.json")
    assert gk.load(tmp_path / "same.json").edges == graph.edges


def test_a_date_falls_with_the_evidence_that_gives_it() -> None:
    graph = build_graph(
        dataset(
            relation("ban", type="banned", when="2025-04/", evidence=[
                evidence("first"), evidence("other", dated=False)
            ]),
            sources=SOURCES,
        )
    )  # fmt: skip
    left = suppose(graph, without=["first"])
    assert "when" not in left.edges["alice", "bob", "ban"]
    assert index(left).by_id["ban"].date is None
    assert suppose(graph, without=["other"]).edges["alice", "bob", "ban"]["when"] == "2025-04/"


def test_what_ended_by_a_fallen_relation_ends_no_more() -> None:
    graph = graph_of(
        relation("ban", type="banned", when="2025-04/", links=(Link(rel="ended-by", relation="deal"),)),
        relation("deal", type="met", when="2025-07-01"),
    )
    assert index(graph).by_id["ban"].bounds.latest_end < FUTURE
    assert index(suppose(graph, without=["deal"])).by_id["ban"].bounds.latest_end == FUTURE


def test_links_and_steps_that_name_what_fell_fall_with_it() -> None:
    links = tuple(Link(rel="ended-by", relation=id) for id in ("deal", "truce"))
    rows = [relation(id, when="2025-07-01") for id in ("deal", "truce")]
    steps = [Step(title=id, text="So it was.", selection=id) for id in ("ban", "deal")]
    story = dataset(relation("ban", type="banned", links=links), *rows, story=tuple(steps))
    left = suppose(build_graph(story), without=["deal"])
    assert index(left).by_id["ban"].fields["links"] == links[1:]
    assert left.graph["story"] == (steps[0],)
    fields = index(suppose(build_graph(story), without=["deal", "truce"])).by_id["ban"].fields
    assert (fields["type"], "links" in fields) == ("banned", False)


def test_a_supposition_can_be_cut_down_like_any_graph() -> None:
    graph = graph_of(
        relation("early", when="2025-06-10", evidence=[evidence()]),
        relation("late", when="2025-07-10", evidence=[evidence()]),
    )
    supposed = suppose(graph, without=["early"])
    assert [*index(window(supposed, "2025")).by_id] == ["late"]
    assert [*index(known_by(supposed, "2025-07-20")).by_id] == ["late"]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"without": ["erly"]}, NotFoundError, "no relation or source called 'erly'; did you mean early?"),
        ({"status": {"paper": "denied"}}, NotFoundError, "no relation called 'paper'"),
        ({"status": {"early": "denyed"}}, UsageError, "status of early: 'denyed' is not known; did you mean"),
        ({"without": "early"}, UsageError, "without: expected a list, got the text 'early'"),
    ],
)
def test_what_cannot_be_supposed_is_refused(arguments: Any, error: Any, message: str) -> None:
    with pytest.raises(error, match=message.replace("?", r"\?")):
        suppose(graph_of(relation("early", evidence=[evidence()])), **arguments)


def test_a_window_is_refused() -> None:
    graph = graph_of(relation("early", when="2025-06-10"))
    with pytest.raises(UsageError, match="suppose first, then take the window"):
        suppose(window(graph, "2025"), without=["early"])


def test_what_is_told_again_without_the_denial_of_its_publisher() -> None:
    papers = [
        source(id, day, publisher="Paper") for id, day in (("then", "2025-05-01"), ("first", "2025-03-01"))
    ]
    told = [evidence("first"), evidence("then", stance="contradicts")]
    graph = graph_of(relation("meeting", when="2025-02-20", evidence=told), sources=papers)
    assert index(graph).by_id["meeting"].status == "denied"
    (seen,) = index(suppose(graph, without=["then"])).relations()
    assert (seen.status, seen.marks, seen.when) == ("actual", (), "2025-02-20")


@pytest.mark.parametrize("denial", [{"stance": "contradicts"}, {"status": "denied"}])
@pytest.mark.parametrize("said", ["actual", "planned"])
def test_who_denied_it_vouches_for_the_denial_that_an_edit_or_a_supposition_makes(
    denial: dict[str, Any], said: str
) -> None:
    told = [evidence("first"), evidence("other", **denial)]
    held = dataset(relation("meeting", status=said, when="2025-02-20", evidence=told), sources=SOURCES)
    for graph in (
        build_graph(edit(held, "meeting", {"status": "denied"})),
        suppose(build_graph(held), status={"meeting": "denied"}),
    ):
        (seen,) = index(graph).relations()
        assert (seen.status, seen.marks, seen.voices) == ("denied", ("DENIED", "CONTESTED"), ("other",))
        assert [(entry.stance, entry.dated) for entry in seen.evidence] == [
            ("supports", True),
            ("supports", False),
        ]
