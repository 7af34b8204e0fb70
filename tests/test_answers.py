"""Answers as a notebook displays them: every one a table, everything in them text."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest
from datasets import actor, evidence, graph_of, relation

import graphkit as gk
from graphkit.answers import Answer, Answers
from graphkit.graph.multigraph import Graph

SHIPPED = Path(__file__).parent.parent / "data" / "graph.json"


@pytest.fixture(scope="module")
def story() -> Graph:
    return gk.load(SHIPPED)


def parsed(answer: object) -> ElementTree.Element:
    """Return what a notebook is given, which must be whole HTML."""
    assert isinstance(answer, Answer)
    return ElementTree.fromstring(f"<div>{answer._repr_html_()}</div>")


def rows(answer: object) -> list[list[str]]:
    return [["".join(cell.itertext()) for cell in row] for row in parsed(answer).iter("tr")]


ASKED: dict[str, Callable[[Graph], object]] = {
    "actors": lambda graph: gk.actors(graph, "Huang"),
    "relations": gk.relations,
    "neighbors": lambda graph: gk.neighbors(graph, "nvidia"),
    "common": lambda graph: gk.common(graph, ["He Lifeng", "Trump"]),
    "groups": gk.groups,
    "rank": gk.rank,
    "rank of pairs": lambda graph: gk.rank(graph, "first", per="pair"),
    "between": lambda graph: gk.between(graph, "Trump", "nvidia"),
    "path": lambda graph: gk.shortest_path(graph, "Trump", "DeepSeek"),
    "paths": lambda graph: gk.shortest_paths(graph, "Trump", "DeepSeek"),
    "chronological": lambda graph: gk.chronological_paths(graph, "He Lifeng", "Trump"),
    "reach": lambda graph: gk.reach(graph, "He Lifeng"),
    "diff": lambda graph: gk.diff(graph, "2025-06-01", "2025-07-20"),
    "timeline": gk.timeline,
    "story": lambda graph: gk.story(graph, "h20-ban"),
    "voices": lambda graph: gk.voices(graph, "nvidia"),
    "info": gk.info,
    "check": gk.check_sources,
    "why not": lambda graph: gk.why_no_path(
        graph, gk.Question("Trump", "He Lifeng", chronological=True, types=("told", "met"))
    ),
}


@pytest.mark.parametrize("name", ASKED)
def test_every_answer_is_displayed_as_tables(story: Graph, name: str) -> None:
    shown = parsed(ASKED[name](story))
    assert shown.find("table") is not None
    for table in shown.iter("table"):
        headings = table.findall("thead/tr/th")
        assert all(len(row) == len(headings) for row in table.findall("tbody/tr"))


def test_a_diff_tells_its_period_and_a_table_for_each_change(story: Graph) -> None:
    found = gk.diff(story, "2025-06-01", "2025-07-20")
    shown = parsed(found)
    assert [line.text for line in shown.findall("p")] == ["Period: 1 June - 20 July 2025"]
    captions = [caption.text for caption in shown.iter("caption")]
    assert f"Happened ({len(found.happened)})" in captions
    assert f"Became known ({len(found.became_known)})" in captions


def test_a_chronological_path_tells_the_days_of_each_hop(story: Graph) -> None:
    path = gk.chronological_path(gk.window(story, types=["told", "met"]), "He Lifeng", "Trump")
    assert rows(path) == [
        ["hop", "walked", "when", "relation", "marks", "voices", "id", "more between them"],
        ["1", "April 2025", "April 2025",
         "According to Chinese state media, Jensen Huang told He Lifeng, about China, Nvidia, Beijing and "
         "United States.", "CLAIMED",
         "Chinese state media", "huang-told-he-lifeng", "0"],
        ["2", "7-13 July 2025", "7-13 July 2025", "Jensen Huang met Donald Trump, about White House.", "",
         "Nvidia, CNN", "huang-met-trump", "0"],
    ]  # fmt: skip


def test_nothing_in_an_answer_is_markup() -> None:
    attack = "<img src=x onerror=alert(1)>&\"'"
    graph = graph_of(relation("r", "a", "b", evidence=[evidence()]), actors=[actor("a", name=attack)])
    assert attack in [text for row in rows(gk.actors(graph)) for text in row]
    assert parsed(gk.actors(graph)).find(".//img") is None


def test_answers_are_the_tuples_they_were(story: Graph) -> None:
    near = gk.neighbors(story, "He Lifeng", direct=True)
    assert isinstance(near, Answers)
    assert near == tuple(near)
    assert [each.actor for each in near] == ["jensen-huang", "chinese-government"]


def test_a_listing_is_a_list_of_rows_with_what_to_be_careful_with() -> None:
    late = relation("late", "a", "b", when="2025-07-20", summary="Later than told.", evidence=[evidence()])
    graph = graph_of(late, relation("no", "a", "b", status="denied"), actors=[actor("a", name="Ann")])
    listing = gk.relations(gk.window(graph, statuses=["actual"]))
    assert len(listing) == 1
    assert listing[0] is next(iter(listing))
    assert listing[:1] == listing.relations
    assert repr(listing) == "<Listing: 1 relations>"
    (row,) = listing.rows()
    assert row["relation"].startswith("Ann ")
    shown = parsed(listing)
    assert [
        line.text for line in shown.findall("p") if "Error: late: dated 20 July 2025" in (line.text or "")
    ]
    left_out = gk.relations(gk.snapshot(graph, "2025-07-20"))
    assert any("denied" in note for note in left_out.notes)


def test_no_answer_says_so() -> None:
    assert Answers()._repr_html_() == "<p>Nothing.</p>"


def test_a_relation_tells_itself_in_a_line(story: Graph) -> None:
    (path,) = gk.shortest_paths(gk.window(story, types=["met"]), "Trump", "Jensen Huang").paths
    assert repr(path.relations[0]) == "<huang-met-trump: jensen-huang met donald-trump, 7-13 July 2025>"


@pytest.mark.parametrize("name", ASKED)
def test_a_row_has_a_value_for_every_column(story: Graph, name: str) -> None:
    answer = ASKED[name](story)
    for each in answer if isinstance(answer, Answers) else [answer]:
        assert isinstance(each, Answer)
        names = {column.name for column in each.columns}
        assert set(each.shown) <= names
        assert all(set(row) == names for row in each.rows())


def test_a_diff_gives_every_change_as_a_row(story: Graph) -> None:
    diff = gk.diff(story, "2025-06-01", "2025-07-20")
    rows = [(row["change"], row["relation"]) for row in diff.rows()]
    assert rows == [(name, relation) for name in diff.groups() for relation in getattr(diff, name)]
    assert diff.groups() == [
        "began",
        "happened",
        "ended",
        "became_known",
        "became_contested",
        "told_otherwise",
    ]
