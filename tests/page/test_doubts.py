"""What is sure, what was only last reported and what is maybe: told apart wherever the page shows it."""

import re

import pytest
from playwright.sync_api import Page

from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Actor, Dataset, Evidence, Source
from graphkit.queries.windows import window
from graphkit.temporal import edtf

from .conftest import Opener, dataset, relation

OLD = Source(id="old", publisher="Old Paper", published="2025-05-01")
LATE = Source(id="late", publisher="Late Paper", published="2025-09-01")
DAY = edtf.one_day("2025-08-01")
MARKS = {
    "sure": None,
    "last": "last reported 15 July 2025",
    "maybe": "maybe",
}


def told(*relations: object) -> Dataset:
    """Return a dataset with a second paper, and an actor that no relation ends at."""
    made = dataset(*relations)  # type: ignore[arg-type]
    return made.model_copy(
        update={
            "sources": (OLD, LATE, *made.sources),
            "actors": (*made.actors, Actor(id="cargo", name="The Cargo", kind="product")),
        }
    )


@pytest.fixture(scope="module")
def doubtful() -> Graph:
    return build_graph(
        told(
            relation("sure", "banned", "firm", "bob", when="2025-04/..", summary="The sure one."),
            relation("last", "banned", "firm", "ann", when="2025-04/", summary="The last one."),
            relation(
                "maybe",
                "met",
                "bob",
                "ann",
                when="2025-08",
                summary="The maybe one.",
                evidence=(Evidence(source="late"),),
            ),
            relation("first", "banned", "bob", "firm", when="/2025-12", summary="The first one."),
            relation("chief", "leads", "ann", "firm", when="2025-01/2025-07-20", summary="The chief."),
        )
    )


@pytest.fixture
def page(doubtful: Graph, open_page: Opener) -> Page:
    opened = open_page(doubtful, "#day=2025-08-01").page
    assert opened.evaluate("graphkit.visible().sort()") == ["first", "last", "maybe", "sure"]
    return opened


@pytest.mark.smoke
def test_lists_say_when_it_was_last_reported(page: Page) -> None:
    headings = [each.inner_text() for each in page.query_selector_all("#details h2, #details summary")]
    assert headings == [
        "In force on this day",
        "2 more: 1 less exactly dated, 1 only reported for other days",
        "Happened by then",
        "1 maybe",
    ]
    page.click("#fold-actual-0")
    tags = {
        item.inner_text().split("\n")[1].split(": ")[-1]: [
            tag.inner_text() for tag in item.query_selector_all(".tag")
        ]
        for item in page.query_selector_all("#details .item")
    }
    assert tags == {
        "The sure one.": [],
        "The last one.": ["last reported 15 July 2025"],
        "The first one.": [],
        "The maybe one.": ["maybe"],
    }


def test_before_its_first_report_the_page_says_first_reported(page: Page) -> None:
    page.evaluate("day => graphkit.setDay(day)", edtf.one_day("2025-04-30"))
    assert page.evaluate("graphkit.unreported()")["first"]["word"] == "first"
    page.click("#fold-actual-0")
    item = page.locator("#details .item", has_text="The first one.")
    assert item.locator(".tag").inner_text() == "first reported 15 July 2025"


def test_the_heading_counts_them_apart(page: Page) -> None:
    heading = page.inner_text("#heading")
    assert "3 in force, 1 happened, of them 1 last reported earlier, 1 maybe" in heading
    page.evaluate("day => graphkit.setDay(day)", edtf.one_day("1900-01-01"))
    assert page.inner_text("#heading").endswith("0 in force, 0 happened · left out: 1 only reported later")
    assert page.evaluate("graphkit.leftOut()") == ["first"]


@pytest.mark.parametrize("id", MARKS)
def test_details_search_table_and_hover_say_it(page: Page, id: str) -> None:
    page.evaluate("id => graphkit.select(id)", id)
    tags = page.inner_text("#details .tags") if MARKS[id] else ""
    assert tags == (MARKS[id] or "")
    page.fill("#search", f"The {id} one")
    found = page.locator("#search-results [role=option]", has_text=f"The {id} one.")
    assert [tag.inner_text() for tag in found.locator(".tag").all()] == ([MARKS[id]] if MARKS[id] else [])
    page.fill("#search", "")
    place = next(curve for curve in page.evaluate("graphkit.curves()") if curve["id"] == id)
    page.mouse.move(place["x"], place["y"])
    page.wait_for_selector("#tip:not([hidden])")
    assert [mark.inner_text() for mark in page.query_selector_all("#tip em")] == (
        [MARKS[id]] if MARKS[id] else []
    )
    page.click("#table-button")
    row = page.locator("#table tbody tr", has_text=f"The {id} one.")
    assert [tag.inner_text() for tag in row.locator(".tag").all()] == ([MARKS[id]] if MARKS[id] else [])


def test_it_is_drawn_solid_and_light_and_what_is_maybe_is_dashed(page: Page) -> None:
    drawing = page.evaluate("graphkit.svg()")
    assert "last reported" in drawing
    dashed = re.findall(r"<path[^>]*stroke-dasharray=[^>]*>", drawing)
    light = [path for path in re.findall(r"<path[^>]*>", drawing) if re.search(r'opacity="0\.4[0-9]*"', path)]
    assert dashed
    assert light
    assert not any("dasharray" in path for path in light)


def test_the_legend_explains_the_three(page: Page) -> None:
    lines = page.query_selector_all("#facet-certainty .entry")[:3]
    assert [" ".join(line.inner_text().split()) for line in lines] == [
        "for sure 2 only",
        "last reported so when last heard of 1 only",
        "maybe its dates are open 1 only",
    ]
    assert all(line.query_selector("[title]") or line.get_attribute("title") for line in lines)


def test_the_filter_shows_only_what_is_sure_or_what_was_last_reported_too(page: Page) -> None:
    def tick(name: str) -> set[str]:
        page.click(f"#facet-certainty .entry[data-name={name}] label")
        return set(page.evaluate("graphkit.visible()"))

    def hash_of() -> str:
        return str(page.evaluate("graphkit.link()"))

    assert tick("maybe") == {"sure", "last", "first"}
    assert hash_of() == "day=2025-08-01&reported=1"
    assert tick("unreported") == {"sure", "first"}
    assert hash_of() == "day=2025-08-01&certain=1"
    assert tick("unreported") == {"sure", "last", "first"}
    assert tick("maybe") == {"sure", "last", "first", "maybe"}
    assert hash_of() == "day=2025-08-01"
    tick("unreported")
    assert tick("maybe") == {"sure", "last", "first", "maybe"}


def test_what_was_last_reported_too_long_before_is_hidden_if_asked(
    doubtful: Graph, page: Page, open_page: Opener
) -> None:
    def asked(days: str) -> set[str]:
        page.select_option("#reported-within", days)
        return set(page.evaluate("graphkit.visible()"))

    def hides() -> str:
        return page.inner_text("#reported-within-hides")

    assert (hides(), page.is_hidden("#filters-at-work")) == ("", True)
    assert asked("7") == {"sure", "first", "maybe"}, "it was last reported 17 days before"
    assert (hides(), page.inner_text("#filters-at-work")) == ("hides 1", "1")
    assert page.evaluate("graphkit.link()") == "day=2025-08-01&reported-within=7"
    assert "0 last reported" not in page.inner_text("#heading")
    assert asked("30") == {"sure", "last", "first", "maybe"}
    assert hides() == ""
    page.focus("#reported-within")
    page.keyboard.press("ArrowUp")
    assert set(page.evaluate("graphkit.visible()")) == {"sure", "first", "maybe"}, "by the keyboard"
    page.click("#clear-filters")
    assert page.input_value("#reported-within") == ""
    assert page.evaluate("graphkit.link()") == "day=2025-08-01"
    other = open_page(doubtful, "#day=2025-08-01&reported-within=17")
    assert (other.visible(), other.page.input_value("#reported-within")) == (
        {"sure", "last", "first", "maybe"},
        "17",
    )
    assert open_page(doubtful, "#day=2025-08-01&reported-within=16").visible() == {"sure", "first", "maybe"}
    early = open_page(doubtful, "#day=2025-04-30&reported-within=999")
    assert early.visible() == {"last", "sure", "chief"}, "what is only reported later was not reported before"


def test_what_is_contested_is_hidden_if_asked(open_page: Opener) -> None:
    graph = build_graph(
        told(
            relation("plain"),
            relation(
                "argued", evidence=(Evidence(source="paper"), Evidence(source="late", stance="contradicts"))
            ),
        )
    )
    opened = open_page(graph, "#all=1")
    page = opened.page
    entry = page.locator("#facet-certainty .entry[data-name=contested]")
    page.focus("#certainty-contested")
    page.keyboard.press("Space")
    assert (opened.visible(), entry.locator(".count").inner_text()) == ({"plain"}, "1")
    assert (page.evaluate("graphkit.link()"), page.inner_text("#filters-at-work")) == (
        "all=1&no-contested=1",
        "1",
    )
    assert open_page(graph, "#all=1&no-contested=1").visible() == {"plain"}
    entry.locator("label").click()
    assert opened.visible() == {"plain", "argued"}


def test_a_page_of_a_cautious_graph_opens_so_that_the_rest_is_asked_for(
    doubtful: Graph, open_page: Opener
) -> None:
    cut = window(doubtful, "2025-08-01", "2025-08-01", no_contested=True, reported_within=30)
    page = open_page(cut).page
    assert page.input_value("#reported-within") == "30"
    assert not page.is_checked("#certainty-contested")


def test_on_a_phone_the_choice_of_reports_has_room_for_a_thumb(doubtful: Graph, open_page: Opener) -> None:
    page = open_page(doubtful, "#day=2025-08-01", width=360, height=740, has_touch=True, is_mobile=True).page
    page.evaluate("document.getElementById('reported-within').scrollIntoView()")
    box = page.locator("#reported-within").bounding_box()
    if box is None or not page.is_visible("#reported-within"):
        page.click("#tab-filters")
        box = page.locator("#reported-within").bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["x"] + box["width"] <= 360
    page.select_option("#reported-within", "7")
    assert "last" not in page.evaluate("graphkit.visible()")


@pytest.mark.parametrize(
    ("fragment", "shown"),
    [
        ("certain=1", {"sure", "first"}),
        ("reported=1", {"sure", "last", "first"}),
        ("certain=0", {"sure", "last", "first", "maybe"}),
    ],
)
def test_links_open_with_the_filter(
    doubtful: Graph, open_page: Opener, fragment: str, shown: set[str]
) -> None:
    assert open_page(doubtful, f"#day=2025-08-01&{fragment}").visible() == shown


def test_background_that_ended_is_in_what_changed_and_quiet(doubtful: Graph, open_page: Opener) -> None:
    page = open_page(doubtful, "#diff=2025-07-01/2025-08-01").page
    assert {"change": "ended", "maybe": False, "ids": ["chief"]} in page.evaluate("graphkit.changes()")
    assert "1 ended" in page.inner_text("#heading")
    assert "background" not in page.inner_text("#heading")
    assert "The chief." in page.inner_text("#details")
    assert "chief" not in page.evaluate("graphkit.inColour()")


def test_what_is_denied_is_counted_as_denied_in_the_background_too(open_page: Opener) -> None:
    relations = (
        relation("no-pay", "paid", "ann", "firm", status="denied"),
        relation("no-kin", "family-of", "ann", "bob", status="denied"),
        relation("to-lead", "leads", "bob", "firm", status="planned"),
        relation("kin", "family-of", "ann", "firm"),
    )
    page = open_page(build_graph(dataset(*relations)), "#all=1").page
    heading = page.inner_text("#heading")
    assert heading == "Whole story · 1 relation, of them 1 denied · 3 background (1 planned, 1 denied)"


# --- what entries of evidence say of days -----------------------------------------------------------------


@pytest.fixture(scope="module")
def witnessed() -> Graph:
    entries = (
        Evidence(source="paper", paragraph=1),
        Evidence(source="paper", paragraph=2, dated=False),
        Evidence(source="old", paragraph=3, when="2025-04-20"),
        Evidence(source="paper", paragraph=4, attests="2023"),
    )
    return build_graph(
        told(
            relation("met", when="2025-04-10", evidence=entries[:3]),
            relation("ban", "banned", "firm", "bob", when="2023/", evidence=(entries[1], entries[3])),
        )
    )


def test_an_entry_that_gives_no_day_says_so_and_stands_for_none(witnessed: Graph, open_page: Opener) -> None:
    page = open_page(witnessed, "#all=1&relation=met").page
    entries = [
        " ".join(each.inner_text().split()) for each in page.query_selector_all("#details .entries li")
    ]
    assert [("gives no day" in each, "20 April 2025" in each) for each in entries] == [
        (False, False),
        (True, False),
        (False, True),
    ]
    sides = {
        side.query_selector("h4").inner_text(): side.query_selector("ul").inner_text()  # type: ignore[union-attr]
        for side in page.query_selector_all("#details .side")
    }
    assert sides == {
        "10 April 2025": "The Paper of 15 July 2025 par. 1",
        "gives no day": "The Paper of 15 July 2025 par. 2",
        "20 April 2025": "Old Paper of 1 May 2025 par. 3",
    }
    assert page.inner_text("#details .facts dd span") == "10 or 20 April 2025"
    assert page.inner_text("#details .facts dd code") == "2025-04-10"


def test_an_entry_that_attests_a_date_says_which(witnessed: Graph, open_page: Opener) -> None:
    page = open_page(witnessed, "#all=1&relation=ban").page
    assert "says it was so in 2023" in page.inner_text("#details .entries")


def test_what_is_noted_of_a_source_is_in_the_details(open_page: Opener) -> None:
    paper = Source(
        id="old", publisher="Old Paper", published="2025-05-01", reliability="B2", note="Seen as a scan."
    )
    made = told(relation("met", evidence=(Evidence(source="old"),)))
    graph = build_graph(made.model_copy(update={"sources": (paper, *made.sources[1:])}))
    page = open_page(graph, "#all=1&relation=met").page
    evidence = page.inner_text("#details .evidence")
    assert "reliability: B2" in evidence
    assert "Seen as a scan." in evidence


def test_without_script_too(witnessed: Graph, open_page: Opener) -> None:
    page = open_page(witnessed, java_script_enabled=False).page
    rows = page.locator("tbody tr").all_inner_texts()
    assert any("(gives no day)" in row and "(was so in 2023)" in row for row in rows)


# --- whom relations are about ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def concerned() -> Graph:
    return build_graph(
        told(
            relation("asked", "lobbied", "ann", "bob", when="2025-06-01", about=("cargo",)),
            relation("made", "supplies", "firm", "ann", when="2025-04/"),
        )
    )


@pytest.mark.smoke
def test_an_actor_is_drawn_with_what_is_about_it(concerned: Graph, open_page: Opener) -> None:
    page = open_page(concerned, "#all=1&actor=cargo").page
    assert page.evaluate("graphkit.lit()") == {"actors": ["ann", "bob", "cargo"], "relations": ["asked"]}
    assert "About it" in page.inner_text("#details")
    assert "0 relations shown, 1 more about it" in page.inner_text("#details")
    assert ">about<" in page.evaluate("graphkit.svg()")
    page.evaluate("graphkit.select('ann')")
    assert page.evaluate("graphkit.lit().actors.sort()") == ["ann", "bob", "cargo", "firm"]


def test_a_path_walks_to_whom_a_relation_is_about_and_says_so(concerned: Graph, open_page: Opener) -> None:
    page = open_page(concerned, "#all=1").page
    assert page.evaluate("graphkit.path('firm', 'cargo')") == 2
    assert page.evaluate("graphkit.found().relations") == ["made", "asked"]
    assert page.locator("#details .hop-about").all_inner_texts() == ["about The Cargo"]
    assert page.evaluate("graphkit.lit().actors.sort()") == ["ann", "bob", "cargo", "firm"]
    page.check("#finder-direct")
    assert page.evaluate("graphkit.found()") is None
    assert "direct=1" in page.evaluate("graphkit.link()")
    page.wait_for_selector("#why-no-path .reasons")
    page.click("#why-no-path .reasons button")
    assert page.evaluate("graphkit.found().relations") == ["made", "asked"]


def test_an_actor_that_relations_are_only_about_is_shown_in_their_days(
    concerned: Graph, open_page: Opener
) -> None:
    page = open_page(concerned, "#day=2025-06-01").page
    assert "cargo" in [node["id"] for node in page.evaluate("graphkit.nodes()")]
    page.evaluate("day => graphkit.setDay(day)", edtf.one_day("2025-05-01"))
    assert "cargo" not in [node["id"] for node in page.evaluate("graphkit.nodes()")]


def test_background_is_told_for_what_it_is_before_its_first_report(open_page: Opener) -> None:
    vague = Source(id="vague", publisher="The Weekly", published="[2025-07-15,2025-07-16]")
    rows = [
        relation("chief", "leads", "ann", "firm", evidence=(Evidence(source="vague"),)),
        relation("met", when="2025-04-01"),
    ]
    made = dataset(*rows)
    graph = build_graph(made.model_copy(update={"sources": (*made.sources, vague)}))
    page = open_page(graph, "#day=2025-05-01").page
    told = {}
    for day in ("2025-05-01", "2025-07-15", "2025-07-16", "2025-07-17"):
        page.evaluate("day => graphkit.setDay(day)", edtf.one_day(day))
        page.evaluate("graphkit.select('firm')")
        told[day] = (
            page.inner_text("#heading").split(" · ")[2],
            page.locator("#details .item .tag").inner_text(),
        )
    assert told == {
        "2025-05-01": ("1 background (1 first reported later)", "first reported 15-16 July 2025"),
        "2025-07-15": ("1 background (1 maybe)", "maybe"),
        "2025-07-16": ("1 background (1 maybe)", "maybe"),
        "2025-07-17": ("1 background (1 last reported earlier)", "last reported 15-16 July 2025"),
    }
    assert "last reported" in page.evaluate("graphkit.svg()")
    assert "[2025-07-15..2025-07-16]" in page.evaluate("graphkit.csv()")
