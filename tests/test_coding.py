"""The pages on how the stories were coded say what the datasets hold: the first, paragraph by paragraph."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from shipped import STORIES

from graphkit.graph.build import load
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "coding.md").read_text("utf-8")
ARTICLE = re.compile(r"^File `.+`, source `(?P<id>.+)`, published .*\. (?P<count>\d+) paragraphs\.$", re.M)
ROW = re.compile(r"^\| (?P<paragraph>\d+) \| (?P<ids>.*?) \| (?P<why>.*?) ?\|$", re.M)
ID = re.compile(r"`([^`]+)`")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return load(STORIES["h20"])


def articles() -> dict[str, tuple[int, str]]:
    """Return for each source its number of paragraphs, and what the page says of it."""
    found = list(ARTICLE.finditer(PAGE))
    ends = [*(article.start() for article in found[1:]), len(PAGE)]
    return {
        article["id"]: (int(article["count"]), PAGE[article.end() : end])
        for article, end in zip(found, ends, strict=True)
    }


def test_each_source_has_its_table(graph: Graph) -> None:
    assert set(articles()) == {source.id for source in graph.graph["sources"]}


@pytest.mark.parametrize("source", articles())
def test_a_table_names_the_relations_of_each_paragraph(graph: Graph, source: str) -> None:
    count, text = articles()[source]
    rows = list(ROW.finditer(text))
    assert [int(row["paragraph"]) for row in rows] == [*range(1, count + 1)]
    coded: dict[int, set[str]] = defaultdict(set)
    for relation in index(graph).relations():
        for entry in relation.evidence:
            if entry.source == source:
                assert entry.paragraph is not None
                coded[entry.paragraph].add(relation.id)
    named = {int(row["paragraph"]): ID.findall(row["ids"]) for row in rows}
    assert {paragraph: ids for paragraph, ids in named.items() if ids} == {
        paragraph: sorted(ids) for paragraph, ids in coded.items()
    }
    assert all(row["why"] for row in rows if not named[int(row["paragraph"])])


@pytest.mark.parametrize(
    ("story", "page", "heading"),
    [
        ("h20", "coding.md", "## Where the articles differ"),
        ("danske", "stories.md", "Where the sources differ:"),
    ],
)
def test_where_the_sources_differ_names_all_that_is_disputed(story: str, page: str, heading: str) -> None:
    table = (ROOT / "docs" / page).read_text("utf-8").partition(heading)[2].partition("\n## ")[0]
    named = set(ID.findall(table))
    relations = {relation.id: relation for relation in index(load(STORIES[story])).relations()}
    assert named <= set(relations)
    assert {id for id, seen in relations.items() if seen.contested or seen.dates_differ} <= named
