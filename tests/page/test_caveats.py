"""A relation that is denied, planned or only claimed is marked so wherever the page names it."""

import csv
import io
import re

import pytest
from playwright.sync_api import Page

from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Evidence, Link, Relation

from .conftest import Opener, dataset, relation

CLAIM = (Evidence(source="paper", attribution="bob"),)
PLAIN = (Evidence(source="paper"),)
CAVEATS = {
    "held": (),
    "denied": ("DENIED",),
    "planned": ("PLANNED",),
    "claimed": ("CLAIMED",),
    "denied-claim": ("DENIED", "CLAIMED"),
}


@pytest.fixture(scope="module")
def doubtful() -> Graph:
    def told(id: str, summary: str | None) -> Relation:
        status = "denied" if id.startswith("denied") else "planned" if id.startswith("planned") else "actual"
        evidence = CLAIM if "claim" in id else PLAIN
        return relation(
            id, "met", "ann", "firm", when="2025-07-10", status=status, evidence=evidence, summary=summary
        )

    rows = [told(id, None) for id in CAVEATS]
    rows += [told(f"{id}-told", f"Ann spent July with the firm, case {id}.") for id in CAVEATS]
    return build_graph(dataset(*rows))


def caveats(id: str) -> tuple[str, ...]:
    return CAVEATS[id.removesuffix("-told")]


def assert_marked(text: str, id: str, where: str) -> None:
    for caveat in ("DENIED", "PLANNED", "CLAIMED"):
        assert (caveat in text) == (caveat in caveats(id)), (where, id, text)


IDS = [*CAVEATS, *(f"{id}-told" for id in CAVEATS)]


@pytest.fixture
def page(doubtful: Graph, open_page: Opener) -> Page:
    page = open_page(doubtful).page
    page.evaluate("graphkit.setAll()")
    return page


def test_in_its_details(page: Page) -> None:
    for id in IDS:
        page.evaluate("id => graphkit.select(id)", id)
        assert_marked(page.inner_text("#details .kicker"), id, "kicker")
        sentence = page.inner_text("#details .parties").casefold()
        for caveat, words in (
            ("DENIED", "den(y|ies|ied) that"),
            ("PLANNED", "planned that"),
            ("CLAIMED", "according to|den(y|ies) that"),
        ):
            assert bool(re.search(words, sentence)) == (caveat in caveats(id)), (id, sentence)
        shown = page.inner_text("#details .tags") if caveats(id) else ""
        assert_marked(shown, id, "tags under the headline")


def test_in_every_list(page: Page) -> None:
    for chosen in (None, "ann"):
        page.evaluate("id => graphkit.select(id)", chosen)
        items = [item.inner_text() for item in page.query_selector_all("#details .item")]
        assert len(items) == len(IDS)
        for id in CAVEATS:
            told = next(item for item in items if f"case {id}." in item)
            assert_marked(told, id, "list")
        for caveat in ("DENIED", "PLANNED", "CLAIMED"):
            wanted = sum(caveat in caveats(id) for id in IDS)
            assert sum(caveat in item for item in items) == wanted, (
                "those without a sentence of their own too"
            )


def test_in_what_the_search_finds(page: Page) -> None:
    for id in CAVEATS:
        page.fill("#search", f"case {id}.")
        found = page.locator("#search-results [role=option]", has_text=f"case {id}.")
        assert_marked(found.inner_text(), id, "search")


def test_on_its_line_and_in_the_picture(page: Page) -> None:
    for id in IDS:
        page.evaluate("id => graphkit.select(id)", id)
        page.wait_for_function("id => graphkit.labels().some((label) => label.id === id)", arg=id)
        wanted = "met" + (f" ({', '.join(caveats(id))})" if caveats(id) else "")
        assert re.search(f">{re.escape(wanted)}(?: · [^<]*)?<", page.evaluate("graphkit.svg()")), id


def test_in_its_tool_tip(page: Page) -> None:
    page.evaluate("graphkit.ask({ single: true })")
    for place in page.evaluate("graphkit.curves()"):
        page.mouse.move(0, 0)
        page.wait_for_selector("#tip", state="hidden")
        page.mouse.move(place["x"], place["y"])
        page.wait_for_selector("#tip:not([hidden])")
        assert_marked(page.inner_text("#tip"), place["id"], "tool tip")
    assert {curve["id"] for curve in page.evaluate("graphkit.curves()")} == {*IDS}


def test_in_the_tool_tip_of_the_line_that_all_of_them_are(page: Page) -> None:
    line = next(pair for pair in page.evaluate("graphkit.pairs()") if pair["folded"])
    page.mouse.move(line["x"], line["y"])
    page.wait_for_selector("#tip:not([hidden])")
    for caveat in ("DENIED", "PLANNED", "CLAIMED"):
        wanted = sum(caveat in caveats(id) for id in IDS)
        assert f"{wanted} {caveat}" in page.inner_text("#tip")


def test_in_the_table_and_the_csv(page: Page) -> None:
    page.click("#table-button")
    rows = [row.inner_text() for row in page.query_selector_all("#table tbody tr")]
    for id in CAVEATS:
        assert_marked(next(row for row in rows if f"case {id}." in row), id, "table")
    told = {
        row["id"]: row
        for row in csv.DictReader(io.StringIO(page.evaluate("graphkit.csv()").lstrip("\ufeff")))
    }
    for id in IDS:
        status = next((caveat.lower() for caveat in caveats(id) if caveat != "CLAIMED"), "actual")
        assert told[id]["status"] == status
        assert (told[id]["claimed"] == "yes") == ("CLAIMED" in caveats(id))


def test_on_a_path(page: Page) -> None:
    page.evaluate("graphkit.path('ann', 'firm')")
    (found,) = page.evaluate("graphkit.found().relations")
    item = page.query_selector("#details .item")
    assert item
    assert_marked(item.inner_text(), found, "path")


def test_where_script_is_off(doubtful: Graph, open_page: Opener) -> None:
    page = open_page(doubtful, java_script_enabled=False).page
    rows = [row.inner_text() for row in page.query_selector_all("tr")]
    for id in CAVEATS:
        assert_marked(next(row for row in rows if f"case {id}." in row), id, "table without script")


@pytest.mark.parametrize("lanes", [False, True])
def test_on_the_line_of_background_too(open_page: Opener, lanes: bool) -> None:
    contested = (*PLAIN, Evidence(source="paper", paragraph=9, stance="contradicts"))
    marked = {}
    for name, evidence in (("held", PLAIN), ("claimed", CLAIM), ("contested", contested)):
        office = relation("office", "leads", "ann", "firm", evidence=evidence)
        page = open_page(build_graph(dataset(office))).page
        page.evaluate("lanes => graphkit.ask({ mode: 'all', lanes })", lanes)
        marked[name] = page.evaluate("graphkit.svg()").partition("</g>")[0].count("<path")
    assert marked["claimed"] > marked["held"] < marked["contested"]


ON_CROSSES = """() => {
    const held = graphkit.positions();
    const [one, other] = graphkit.pairs()[0].ids;
    const scale = (graphkit.place(one).x - graphkit.place(other).x) / (held[one].x - held[other].x);
    const { x: left, y: top } = graphkit.place(one);
    const denied = ({ ids }) => ids.includes("estonian-prosecutor") && ids.includes("aivar-rehe");
    const crosses = graphkit.pairs().filter(denied).map(({ x, y }) => [
        held[one].x + (x - left) / scale, held[one].y + (y - top) / scale,
    ]);
    const names = graphkit.labels().filter(({ left, right, top, bottom }) =>
        crosses.some(([x, y]) => left < x && x < right && top < y && y < bottom));
    return [crosses.length, names.map(({ id }) => id)];
}"""


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)])
def test_no_name_hides_the_cross_of_what_is_denied(
    size: tuple[int, int], danske_graph: Graph, open_page: Opener
) -> None:
    opened = open_page(danske_graph, "#all=1", width=size[0], height=size[1])
    opened.rest()
    assert opened.page.evaluate(ON_CROSSES) == [1, []]


def test_what_was_set_aside_has_the_day_in_marks_sentences_and_csv_but_not_as_of_earlier_days(
    open_page: Opener,
) -> None:
    links = (Link(rel="set-aside-by", relation="act"),)
    rows = (
        relation("first", "banned", "ann", "firm", when="2025-07-01", links=links, evidence=PLAIN),
        relation("act", "eased", "bob", "firm", when="2025-07-10", evidence=PLAIN),
    )
    page = open_page(build_graph(dataset(*rows))).page
    page.evaluate("graphkit.setAll()")
    page.evaluate("graphkit.select('first')")
    assert "SET ASIDE on 10 July 2025" in page.inner_text("#details")
    assert "which was set aside on 10 July 2025" in page.inner_text("#details")
    (row, _) = csv.DictReader(io.StringIO(page.evaluate("graphkit.csv()")))
    assert (row["id"], row["set_aside"]) == ("first", "2025-07-10")
    page.evaluate("graphkit.setDay('2025-07-09')")
    page.evaluate("graphkit.select('first')")
    assert "aside on" not in page.inner_text("#details").casefold()
