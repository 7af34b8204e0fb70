"""The report of what is chosen, and the citation of a relation: in the words of the command line."""

import json
import re
import sys
from pathlib import Path

import bibtexparser
import pytest
from datasets import MARKED, MARKS_IN_REPORTS, doubts_told
from datasets import dataset as marked
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from graphkit.cli.main import main
from graphkit.formats.markdown import escaped, report
from graphkit.graph.build import build_graph
from graphkit.graph.index import visible_relations
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Evidence, Source
from graphkit.page.html import read_static
from graphkit.page.script import Module, modules_of, one_script
from graphkit.queries.citations import cite
from graphkit.queries.listing import Section

from .conftest import SHIPPED, Opener, dataset, open_file, page_of, relation
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


SPAN = ("--since", "2025-05-01", "--until", "2025-07-13")
BOTH: dict[str, tuple[str, ...]] = {
    "#all=1": ("relations",),
    "#span=2025-05-01/2025-07-13": ("relations", *SPAN),
    "#span=2025-05-01/2025-07-13&certain=1": ("relations", *SPAN, "--certain"),
    "#span=2025-07-01/2025-07-20&known-by=2025-07-15": (
        *("relations", "--since", "2025-07-01", "--until", "2025-07-20", "--known-by", "2025-07-15"),
    ),
    "#day=2025-07-20": ("snapshot", "2025-07-20"),
    "#diff=2025-05-01/2025-07-20": ("diff", "2025-05-01", "2025-07-20"),
    "#all=1&actor=amd": ("show", "amd"),
    "#span=2025-05-01/2025-07-13&actor=huawei": ("show", "huawei", *SPAN),
    "#all=1&relation=h20-ban": ("show", "h20-ban"),
    "#all=1&path=amd+jensen-huang": ("path", "amd", "jensen-huang"),
}
"""What the page is asked by its link, and the command line in words."""


def caveats(text: str) -> list[str]:
    """Return what a report says of itself, in one spelling: its options and the page's own lines apart."""
    lines = [line.strip("*") for line in text.splitlines() if re.fullmatch(r"\*[^*].*\*", line)]
    own = r"The view: |Only: |[\d,]+ relations?: "
    lines = [line for line in lines if not re.match(own, line)]
    for long, short in (
        (r"\b([A-Z][a-z]{2})[a-z]+ (?=2025)", r"\1 "),
        (r" \(--[^)]*\)", ""),
        (r"by --\w+", "by filters"),
    ):
        lines = [re.sub(long, short, line) for line in lines]
    return sorted(", ".join(sorted(re.split(r"(?<=:) |, ", line.rstrip(".")))) for line in lines)


@pytest.fixture(scope="module")
def shipped_page(browser: Browser, shipped_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The shipped story in a tab."""
    file = tmp_path_factory.mktemp("page") / "story.html"
    file.write_text(page_of(shipped_graph), encoding="utf-8")
    return open_file(browser.new_page(), file).page


def answer(command: tuple[str, ...], file: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what the command line writes into a file."""
    monkeypatch.setattr(sys, "argv", ["graphkit", "--data", str(SHIPPED), *command, "-o", str(file)])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 0
    return file.read_bytes().decode()


@pytest.mark.parametrize("link", BOTH)
def test_report_and_bibliography_are_those_of_the_command_line(
    link: str, shipped_page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped_page.evaluate("link => { location.hash = link }", link)
    shipped_page.wait_for_function("link => `#${graphkit.link()}` === link", arg=link)
    text = shipped_page.evaluate("graphkit.report()")
    whole = answer(BOTH[link], tmp_path / "report.md", monkeypatch)
    assert sorted(statements(text)) == sorted(statements(whole))
    assert caveats(text) == caveats(whole)
    if link.startswith("#day"):
        assert re.findall(r"^## .*", text, re.MULTILINE) == re.findall(r"^## .*", whole, re.MULTILINE)
    for suffix in ("ris", "csl.json", "bib"):
        bibliography = shipped_page.evaluate("suffix => graphkit.bibliography(suffix)", suffix)
        assert bibliography == answer(BOTH[link], tmp_path / f"cited.{suffix}", monkeypatch)
    assert len(bibtexparser.loads(bibliography).entries) == len(re.findall(r"^\d+\. ", whole, re.MULTILINE))


def test_sources_whose_keys_read_the_same_are_numbered_as_by_cite(open_page: Opener) -> None:
    ids = ("a b", "A-b", "a&b", "a{b}")
    sources = tuple(
        Source(id=id, publisher=f"{id} & \\ü", published="[2025-07-15,2025-08-01]", url="https://x.org/{a}")
        for id in ids
    )
    made = dataset(relation("one", when="2025-07", evidence=tuple(Evidence(source=id) for id in ids)))
    graph = build_graph(made.model_copy(update={"sources": (*made.sources, *sources)}))
    page = open_page(graph, "#all=1").page
    assert page.evaluate("graphkit.bibliography('bib')") == cite(graph)


def test_each_mark_is_in_the_report_the_table_and_the_list(open_page: Opener) -> None:
    graph = build_graph(marked(*MARKED.values()))
    page = open_page(graph, "#span=2025-07-01/2025-07-31").page
    assert doubts_told(page.evaluate("graphkit.report()")) == sorted(
        MARKS_IN_REPORTS.get(mark, mark) for mark in MARKED
    )
    assert page.evaluate("graphkit.csv()").count("dated 20 July 2025, after paper of 15 July 2025") == 1
    chosen(page, "alice")
    tags = [tag.lower() for tag in page.locator("#details .item .tag").all_inner_texts()]
    assert sorted(tags) == sorted(mark.lower() for mark in MARKED if mark != "maybe")
    assert "1 maybe" in page.inner_text("#details"), "folded away under its mark"


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


def test_what_was_taken_back_is_told_so_as_on_the_command_line(open_page: Opener) -> None:
    days = {"old": "2023-05-01", "new": "2023-06-01"}
    papers = tuple(Source(id=id, publisher="The Daily", published=day) for id, day in days.items())
    told = (Evidence(source="old"), Evidence(source="new", stance="contradicts"), Evidence(source="paper"))
    made = dataset(relation("one", when="2023-04-02", evidence=told))
    graph = build_graph(made.model_copy(update={"sources": (*made.sources, *papers)}))
    page = open_page(graph, "#all=1&relation=one").page
    says = "The Daily [1], taken back; The Daily [2], contradicts it; The Paper [3]"
    assert says in report(graph, "", [Section("", tuple(visible_relations(graph)))])
    assert says in page.evaluate("graphkit.report()")
    sides = {side.splitlines()[0]: side for side in page.locator("#details .side").all_inner_texts()}
    assert [*sides] == ["met", "taken back", "contradicts it"]
    assert "The Daily of 1 May 2023" not in sides["met"]
    assert "The Daily of 1 May 2023" in sides["taken back"]
    by_may = open_page(graph, "#all=1&known-by=2023-05-20&relation=one").page
    assert "taken back" not in by_may.inner_text("#details"), "not by then"


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
        "1. The Wire, “First”, 14 July 2025, archived at https://archive.example.org/1, reliability B2. "
        "A wire report.",
        "2. The Copy, 15 July 2025, rewritten from The Wire “First”, file:///home/me/copy.txt",
    ]
