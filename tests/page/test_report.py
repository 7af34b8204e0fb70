"""The report of what is chosen, and the citation of a relation: in the words of the command line."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from graphkit.formats.markdown import Section, escaped, report
from graphkit.graph.build import build_graph
from graphkit.graph.index import visible_relations
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Evidence, Source
from graphkit.page.html import read_static
from graphkit.page.script import Module, modules_of, one_script
from graphkit.queries.listing import in_order
from graphkit.queries.windows import snapshot, window

from .conftest import Opener, dataset, relation
from .scripts import node

HARD = st.text(st.sampled_from("ab1.*_`#@/:-+=()[]<&~|$ \\wGHé“”\n"), max_size=24)


@settings(max_examples=20, deadline=None)
@example(["- a", "1. b", "http://x.org/(a)", "`a.bc`", "*a.bc*", "GH-12", "#12", "ab12cd3", "@me"])
@given(st.lists(HARD, min_size=30, max_size=30))
def test_markdown_is_escaped_as_on_the_command_line(texts: list[str]) -> None:
    modules = modules_of("texts.js", read_static)
    asking = Module(
        "asking.js",
        {"texts.js": modules[-1].exports},
        (),
        f"console.log(JSON.stringify({json.dumps(texts)}.map(markdown)));",
    )
    assert json.loads(node(one_script([*modules, asking]))) == [escaped(text) for text in texts]


def statements(text: str) -> list[str]:
    """Return what a report tells below its heading: statements, what is quoted below them, sources."""
    return [line for line in text.splitlines() if line.startswith(("- ", "  - ", "1. ", "2. ", "3. "))]


@pytest.mark.parametrize("link", ["#all=1", "#span=2025-05-01/2025-07-13&certain=1", "#day=2025-07-20"])
def test_a_report_tells_what_the_command_line_tells(
    link: str, shipped_graph: Graph, open_page: Opener
) -> None:
    graphs = {
        "#a": lambda: window(shipped_graph),
        "#s": lambda: window(shipped_graph, "2025-05-01", "2025-07-13", certain=True),
        "#d": lambda: snapshot(shipped_graph, "2025-07-20", certain=True),
    }
    page = open_page(shipped_graph, link + ("&certain=1" if link.startswith("#d") else "")).page
    graph = graphs[link[:2]]()
    listed = tuple(in_order(visible_relations(graph)))
    wanted = statements(report(graph, "", [Section("", listed)]))
    text = page.evaluate("graphkit.report()")
    assert statements(text) == wanted
    assert len(wanted) > 40
    assert text.startswith("# Nvidia, the H20 and the US export controls\n\n")
    assert f"{len(listed)} relations: all that is shown" in text
    parts = [line for line in text.splitlines() if line.startswith("## ")]
    of_day = ["## In force", "## Happened", "## Background"] if link.startswith("#d") else []
    assert parts == [*of_day, "## Sources"], "the parts of a snapshot, as on the command line"


def chosen(page: Page, id: str) -> list[str]:
    page.evaluate("id => graphkit.select(id)", id)
    return page.evaluate("graphkit.report()").splitlines()  # type: ignore[no-any-return]


def test_a_report_is_of_what_is_chosen_and_the_menu_says_so(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph, "#all=1").page
    lines = chosen(page, "amd")
    assert "## AMD" in lines
    of_amd = [line for line in lines if line.startswith("- ")]
    page.click("#keep summary")
    page.wait_for_function("() => document.getElementById('keep-scope').textContent.endsWith(': AMD')")
    assert page.inner_text("#keep-scope") == f"{len(of_amd)} relations: AMD"
    with page.expect_download() as saved:
        page.click("#keep-chosen")
    rows = Path(saved.value.path()).read_text("utf-8").splitlines()
    assert saved.value.suggested_filename.endswith(".csv")
    assert len(rows) == 1 + len(of_amd)
    page.click("#keep summary")
    with page.expect_download() as saved:
        page.click("#keep-report")
    assert Path(saved.value.path()).read_text("utf-8") == page.evaluate("graphkit.report()")
    page.evaluate("graphkit.path('amd', 'jensen-huang')")
    assert "## AMD - Nvidia" in page.evaluate("graphkit.report()").splitlines()


def test_the_details_say_who_says_it_whole(open_page: Opener) -> None:
    sources = (
        Source(
            id="wire", publisher="The Wire", title="First", published="2025-07-14",
            archived_url="https://archive.example.org/1", reliability="B2", note="A wire report.",
        ),
        Source(
            id="copy", publisher="The Copy", published="2025-07-15", url="file:///home/me/copy.txt",
            derived_from=("wire",),
        ),
    )  # fmt: skip
    evidence = (
        Evidence(source="wire", paragraph=2, quote="They met.", url="https://example.org/2"),
        Evidence(source="copy", note="Adds nothing."),
    )
    made = dataset(relation("one", when="2025-07-10", evidence=evidence))
    graph = build_graph(made.model_copy(update={"sources": (*made.sources, *sources)}))
    page = open_page(graph, "#all=1&relation=one", permissions=["clipboard-read", "clipboard-write"]).page
    details = page.inner_text("#details .evidence")
    for words in (
        "reliability: B2", "A wire report.", "archived at https://archive.example.org/1",
        "https://example.org/2", "Rewritten from The Wire, “First”, 14 July 2025.",
        "file:///home/me/copy.txt", "They met.", "Adds nothing.",
    ):  # fmt: skip
        assert words in details
    assert page.locator("#details .evidence a").evaluate_all("links => links.map(({ href }) => href)") == [
        "https://example.org/2",
        "https://archive.example.org/1",
        "https://example.org/2",
    ]
    assert "rewritten from The Wire “First”" in report(
        graph, "", [Section("", tuple(visible_relations(graph)))]
    )
    page.click("#copy-citation")
    page.wait_for_selector("#note >> text='Citation copied'")
    assert page.evaluate("navigator.clipboard.readText()").splitlines() == [
        "10 July 2025: Ann Example met Bob Example. — The Wire par. 2 [1]; The Copy [2]",
        "  - The Wire par. 2 [1]: “They met.”; https://example.org/2",
        "  - The Copy [2]: Adds nothing.",
        "",
        "1. The Wire, “First”, 14 July 2025, archived at https://archive.example.org/1, reliability B2, "
        "A wire report.",
        "2. The Copy, 15 July 2025, rewritten from The Wire “First”, file:///home/me/copy.txt",
    ]
