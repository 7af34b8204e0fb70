"""Bibliographies, read back by citeproc-js, bibtexparser and rispy."""

import json
import re
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from datasets import actor, dataset, evidence, relation, source
from hypothesis import given
from hypothesis import strategies as st

from formats.client import run_client
from graphkit.errors import NotFoundError, UsageError
from graphkit.graph.build import build_graph
from graphkit.queries.citations import cite
from graphkit.queries.windows import window
from graphkit.temporal import edtf
from graphkit.temporal.calendar import calendar_date

SOURCES = (
    source(
        "post-1", "2025-07-15", publisher="The Post", publisher_actor="post",
        title="A deal & its {price}: 50 %", author="Jane van Doe", url="https://post.example/a_b?c={d}&e=%20",
        reliability="B", archived_url="https://archive.example/1",
    ),
    source("site", "2025-07-14", publisher="A site", url="https://site.example/"),
    source("month", "2025-07", publisher="Ministry", title="Report", derived_from=("post-1",)),
    source("one of", "[2025-07-14..2025-08-02]", publisher="Wire, Inc."),
    source("year", "2024", publisher="Court", note="Undated; the year is on the cover."),
    source("by then", "[..2025-07-15]", publisher="Nobody"),
    source("uncited", publisher="Nobody"),
)  # fmt: skip


@pytest.fixture
def graph() -> Any:
    cited = [evidence(each.id) for each in SOURCES if each.id != "uncited"]
    return build_graph(
        dataset(
            relation("deal", when="2025-07-10", evidence=cited),
            relation("later", when="2026", evidence=[evidence("year")]),
            actors=[actor("post", "media")],
            sources=SOURCES,
        )
    )


def read_bibtex(text: str) -> dict[str, dict[str, str]]:
    parser = BibTexParser(ignore_nonstandard_types=False, interpolate_strings=False)
    found: dict[str, dict[str, str]] = bibtexparser.loads(text, parser).entries_dict
    return found


def test_citeproc_cites_what_we_write(graph: Any, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(cite(graph, style="csl-json"), "utf-8")
    assert run_client("read_csl.cjs", tmp_path / "x.json") == {
        "post-1": "Jane van Doe | A deal & its {price}: 50 % | The Post | 2025-07-15 | "
        "https://post.example/a_b?c={d}&e=%20 | Archived at https://archive.example/1. Reliability B.",
        "site": "A site | 2025-07-14 | https://site.example/",
        "month": "Report | Ministry | 2025-07 | Rewritten from post-1.",
        "one of": "Wire, Inc. | 2025-07-14\u201308-02 | Published 14 July - 2 August 2025.",
        "year": "Court | 2024 | Undated; the year is on the cover.",
        "by then": "Nobody | Published by 15 July 2025.",
    }


def test_bibtexparser_reads_what_we_write(graph: Any) -> None:
    found = read_bibtex(cite(graph))
    assert found["post-1"] == {
        "ENTRYTYPE": "article",
        "ID": "post-1",
        "author": "{Jane van Doe}",
        "title": r"{A deal \& its \textbraceleft{}price\textbraceright{}: 50 \%}",
        "journal": "The Post",
        "date": "2025-07-15",
        "year": "2025",
        "month": "7",
        "url": "https://post.example/a_b?c=%7Bd%7D&e=%20",
        "note": "Archived at https://archive.example/1. Reliability B.",
    }
    assert found["site"]["ENTRYTYPE"] == "online"
    assert found["one-of"] == {
        "ENTRYTYPE": "misc",
        "ID": "one-of",
        "howpublished": "Wire, Inc.",
        "date": "2025-07-14/2025-08-02",
        "year": "2025",
        "note": "Published 14 July - 2 August 2025.",
    }
    assert "year" not in found["by-then"]


def test_rispy_reads_what_we_write(graph: Any) -> None:
    found = {each["id"]: each for each in rispy.loads(cite(graph, style="ris"))}
    assert found["post-1"] == {
        "type_of_reference": "NEWS",
        "id": "post-1",
        "authors": ["Jane van Doe"],
        "title": "A deal & its {price}: 50 %",
        "secondary_title": "The Post",
        "year": "2025",
        "date": "2025/07/15/",
        "urls": ["https://post.example/a_b?c={d}&e=%20"],
        "notes": ["Archived at https://archive.example/1. Reliability B."],
    }
    assert (found["month"]["date"], found["one of"]["date"]) == ("2025/07//", "2025///")
    assert found["year"]["publisher"] == "Court"


def test_a_window_cites_the_sources_of_its_relations_and_a_list_those_asked_for(graph: Any) -> None:
    def ids(text: str) -> list[str]:
        return [item["id"] for item in json.loads(text)]

    assert ids(cite(window(graph, "2026", "2026"), style="csl-json")) == ["year"]
    assert ids(cite(graph, sources=["uncited", "site"], style="csl-json")) == ["site", "uncited"]
    with pytest.raises(NotFoundError, match=r"no source called 'sitte'; did you mean site\?"):
        cite(graph, sources=["sitte"])
    with pytest.raises(UsageError, match="style: 'bib' is not known; did you mean 'bibtex'"):
        cite(graph, style="bib")  # type: ignore[arg-type]


TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1).filter(str.strip)
DAY = st.sampled_from(["2025-07-15", "2025-07", "2025", "2025-07-14~", "[2024-12-30..2025-01-02]", "2025-21"])


@st.composite
def bibliographies(draw: st.DrawFn) -> Any:
    ids = draw(
        st.lists(TEXT.map(str.strip).filter(lambda id: len(id) < 200), unique=True, min_size=1, max_size=4)
    )
    told = [
        source(id, draw(DAY), publisher=draw(TEXT), title=draw(TEXT), author=draw(TEXT), url=draw(TEXT),
               note=draw(TEXT))
        for id in ids
    ]  # fmt: skip
    return build_graph(dataset(relation("one", evidence=[evidence(id) for id in ids]), sources=told))


@given(bibliographies())
def test_no_text_breaks_a_bibliography(graph: Any) -> None:
    told = graph.graph["sources"]
    items = json.loads(cite(graph, style="csl-json"))
    assert [(item["id"], item["title"]) for item in items] == [(each.id, each.title) for each in told]
    entries = read_bibtex(cite(graph))
    assert len(entries) == len(told)
    for each, entry in zip(told, entries.values(), strict=True):
        assert untex(entry["title"]) == f"{{{' '.join(each.title.split())}}}"
    records = rispy.loads(cite(graph, style="ris"))
    assert [record["title"] for record in records] == [" ".join(each.title.split()) for each in told]


def untex(text: str) -> str:
    """Return what TeX would print of a text."""
    named = {
        "backslash": "\\", "asciitilde": "~", "asciicircum": "^", "braceleft": "{", "braceright": "}"
    }  # fmt: skip
    text = re.sub(r"\\text(\w+)\{\}", lambda found: f"\\{named[found[1]]}", text)
    return re.sub(r"\\(.)", r"\1", text)


def test_what_the_press_or_the_web_has_is_contained_in_it(graph: Any) -> None:
    items = json.loads(cite(graph, style="csl-json"))
    assert {item["id"] for item in items if "container-title" in item} == {"post-1", "site"}


def test_ids_that_bibtex_cannot_tell_apart_are_numbered() -> None:
    cited = [evidence(id) for id in ("a b", "a,b", "a-b")]
    keys = re.findall(r"@\w+\{(.*),", cite(build_graph(dataset(relation("r", evidence=cited)))))
    assert keys == ["a-b", "a-b-2", "a-b-3"]


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        ("2025-07-14", {"date-parts": [[2025, 7, 14]]}),
        ("2025-07", {"date-parts": [[2025, 7]]}),
        ("2025", {"date-parts": [[2025]]}),
        ("2025-40", {"date-parts": [[2025, 1, 1], [2025, 6, 30]], "circa": True}),
        ("2025-41", {"date-parts": [[2025, 7, 1], [2025, 12, 31]], "circa": True}),
        ("[2025-07-05..2025-07-20]", {"date-parts": [[2025, 7, 5], [2025, 7, 20]], "circa": True}),
        ("[..2025-07-14]", None),
        ("[2025-07-14..]", None),
    ],
)
def test_a_day_of_publication_is_a_day_a_month_a_year_or_a_range(published: str, issued: Any) -> None:
    graph = build_graph(dataset(relation("r", evidence=[evidence()]), sources=[source("paper", published)]))
    [item] = json.loads(cite(graph, style="csl-json"))
    assert item.get("issued") == issued


@given(bibliographies())
def test_no_more_of_a_date_is_given_than_is_sure(graph: Any) -> None:
    for each, entry in zip(graph.graph["sources"], read_bibtex(cite(graph)).values(), strict=True):
        bounds = edtf.parse(each.published).bounds
        first, last = (calendar_date(day) for day in (bounds.earliest_start, bounds.latest_end))
        assert ("year" in entry) == (first[0] == last[0])
        assert ("month" in entry) == (first[:2] == last[:2])
