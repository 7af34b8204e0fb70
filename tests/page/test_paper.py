"""What comes out of a printer: picture, legend, relations with evidence, sources; light, nothing cut."""

import re

import pytest
from playwright.sync_api import Page

from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph

from .conftest import Opener, dataset, relation
from .stories import story

LINES = """() => [...document.querySelectorAll('#paper .printed')].map(
    item => ({ said: item.querySelector('b').textContent, entries: item.querySelectorAll('li').length }))"""
CUT = """() => [...document.querySelectorAll('#paper, #paper *:not(svg *)')].filter(each => {
    const { left, right } = each.getBoundingClientRect();
    const isCut = each.scrollWidth > each.clientWidth + 1 && each.clientWidth;
    return left < 0 || Math.round(right) > innerWidth || isCut;
}).map(each => each.textContent.slice(0, 60))"""
RUN_TOGETHER = """() => {
    const box = (node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return range.getBoundingClientRect();
    };
    const isOver = (one, other) => box(one).bottom <= box(other).top + 1;
    const dates = [...document.querySelectorAll('#paper .printed:not(.brief) .printed-when')];
    const titles = [...document.querySelectorAll('#paper .lead > b')];
    return [
        ...dates.filter(each => !isOver(each, each.nextElementSibling)),
        ...titles.filter(each => !isOver(each, each.nextSibling)),
        ...[...document.querySelectorAll('#paper .tag')].filter(each => each.getClientRects().length > 1),
    ].map(each => each.parentElement.textContent);
}"""
"""Dates and titles on one line with what follows them, and marks that are broken over two."""
SHEETS = """() => [...document.body.children].filter(each => getComputedStyle(each).visibility === 'visible'
    && getComputedStyle(each).display !== 'none').map(each => each.id)"""
WIDTHS = {"portrait": 703, "landscape": 1032}
"""What A4 has between its margins, in pixels."""


def lay(page: Page) -> None:
    """See the page as a printer does."""
    page.emulate_media(media="print")
    page.wait_for_selector("#paper figure svg", state="attached")


def clear(page: Page) -> None:
    """See it as on the screen again, as the next test expects it."""
    page.emulate_media(media="screen")
    page.wait_for_function("() => !document.querySelector('#paper *')")


def test_the_sheets_hold_all_that_is_shown_in_light_colours(each_story: Graph, open_page: Opener) -> None:
    opened = open_page(each_story, color_scheme="dark")
    page = opened.page
    page.evaluate("graphkit.setAll(); graphkit.step(null)")
    shown = len(opened.visible())
    lay(page)
    assert page.get_attribute("html", "data-theme") == "light"
    assert page.evaluate(SHEETS) == ["paper"]
    assert page.inner_text("#paper h1") == each_story.graph["title"]
    texts = page.locator("#paper figure text").all_text_contents()
    large = ("Nvidia", "China") if "nvidia" in each_story else ("Danske Bank", "Deutsche Bank")
    assert {*large, "planned"} <= set(texts)
    assert any(text.startswith("Restriction ") for text in texts)
    lines = page.evaluate(LINES)
    assert len(lines) == shown
    told = [data for *_, key, data in each_story.edges(keys=True, data=True) if key in opened.visible()]
    cited = [entry.source for data in told for entry in data["evidence"]]
    assert sum(line["entries"] for line in lines) == len(cited)
    sources = page.locator("#paper > ul:last-child li").all_inner_texts()
    numbered = enumerate(each_story.graph["sources"], start=1)
    expected = [f"[{number}" for number, source in numbered if source.id in cited]
    assert [text.split("]")[0] for text in sources] == expected
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(CUT) == []
    page.set_viewport_size({"width": 1400, "height": 900})
    clear(page)
    assert page.get_attribute("html", "data-theme") == "dark"
    assert opened.complaints == []


def test_a_pdf_is_of_a4_both_ways(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    stands = page.evaluate("graphkit.place('nvidia')")
    page.evaluate("addEventListener('beforeprint', () => (window.laid = paper.innerHTML.length))")
    for landscape, box in ((False, (595, 842)), (True, (842, 595))):
        content = page.pdf(format="A4", landscape=landscape)
        boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)
        assert {(int(float(width)), int(float(height))) for width, height in boxes} == {box}
        assert len(boxes) >= 3
        assert page.evaluate("window.laid") > 10_000
        page.evaluate("delete window.laid")
        assert page.evaluate("graphkit.place('nvidia')") == pytest.approx(stands)
    assert page.evaluate("paper.innerHTML") == ""


SHEETS_OF_LANES = """way => [...document.querySelectorAll(`#paper .${way} svg`)].map(svg => {
    const { width, height } = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].map(each => each.textContent);
    return { width, height, scale: width / svg.viewBox.baseVal.width, texts };
})"""


def test_lanes_go_on_over_sheets_each_with_its_names_and_days(
    shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(shipped_graph, "#all=1&axis=2022-12-20/2025-08-31&lanes=first").page
    names = [shipped_graph.nodes[row["id"]]["name"] for row in page.evaluate("graphkit.lanes()")["rows"]]
    lay(page)
    for width, (way, other, height) in zip(
        WIDTHS.values(), (("tall", "broad", 1032), ("broad", "tall", 703)), strict=True
    ):
        page.set_viewport_size({"width": width, "height": height})
        sheets = page.evaluate(SHEETS_OF_LANES, way)
        assert len(sheets) > 1
        assert all(sheet["scale"] >= 1 and sheet["height"] <= height for sheet in sheets)
        assert all({"2024", "2025"} <= set(sheet["texts"]) for sheet in sheets)
        written = [text for sheet in sheets for text in sheet["texts"]]
        cut = tuple(text.removesuffix("…") for text in written if text.endswith("…"))
        assert [name for name in names if name not in written and not name.startswith(cut)] == []
        assert not any(sheet["width"] for sheet in page.evaluate(SHEETS_OF_LANES, other))
    page.set_viewport_size({"width": 1400, "height": 900})
    clear(page)


def test_what_is_chosen_comes_first_and_what_fades_is_counted(
    shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(shipped_graph).page
    page.evaluate("graphkit.step(1); graphkit.select('h20-ban')")
    lay(page)
    heads = page.locator("#paper h2").all_inner_texts()
    assert heads[0].startswith("Chosen")
    assert [head.split("\u00a0")[0].rsplit(" ", 1)[0] for head in heads[1:3]] == [
        "Everything else that is shown",
        "Background",
    ]
    assert "faded at this step of the story, are not listed" in page.inner_text("#paper")
    assert page.inner_text("#paper .lead").startswith(shipped_graph.graph["story"][0].title)
    clear(page)


def test_a_relation_with_a_summary_is_told_once(open_page: Opener) -> None:
    told = relation("met", when="2025-07-10", summary="They met in a restaurant.")
    page = open_page(build_graph(dataset(told, relation("left", "resigned-from", "ann", "firm")))).page
    page.evaluate("graphkit.setAll()")
    lay(page)
    said = [item.locator("> p").all_inner_texts() for item in page.locator("#paper .printed").all()]
    assert [text.strip().split("\n") for text in said[0]] == [
        ["10 July 2025", "They met in a restaurant."],
        ["Ann Example met Bob Example."],
    ]
    assert page.inner_text("#paper").count("Ann Example met Bob Example") == 1
    assert page.inner_text("#paper").count("Ann Example resigned from The Firm") == 1
    clear(page)


def test_no_date_or_title_runs_into_what_follows_and_no_mark_is_broken(
    each_story: Graph, open_page: Opener
) -> None:
    page = open_page(each_story).page
    page.evaluate("graphkit.step(2)")
    lay(page)
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(RUN_TOGETHER) == []
    page.set_viewport_size({"width": 1400, "height": 900})
    clear(page)


def test_a_long_list_is_cut_and_says_so(open_page: Opener) -> None:
    page = open_page(story(500)).page
    page.evaluate("graphkit.setAll()")
    shown = len(page.evaluate("graphkit.visible()"))
    lay(page)
    assert page.locator("#paper .printed").count() == 400
    assert re.fullmatch(r"Background \d+ of \d+", page.inner_text("#paper h2 >> nth=1"))
    assert f"{shown - 400} more relations are shown and not printed" in page.inner_text("#paper")
    clear(page)


def test_the_reader_who_zoomed_prints_the_same_place(open_page: Opener) -> None:
    opened = open_page(build_graph(dataset(relation("one", when="2025-04-10"))), "#all=1&look=0,0,3")
    lay(opened.page)
    clear(opened.page)
    assert "look=0,0,3" in opened.page.evaluate("graphkit.link()")
    assert opened.complaints == []
