"""The lists of the details: what is sure and narrow stands first, the rest folds, no plan is told as done."""

import csv
import io
from collections.abc import Callable
from itertools import pairwise

from playwright.sync_api import Page

from graphkit.graph.build import build_graph
from graphkit.graph.index import visible_relations
from graphkit.graph.multigraph import Graph
from graphkit.queries.listing import relations
from graphkit.queries.windows import snapshot
from graphkit.temporal import edtf

from .conftest import Opener, dataset, relation

NAMED = "#bar-tip li"


def day(text: str) -> int:
    return edtf.one_day(text)


def heads(page: Page) -> list[str]:
    """Return the headings and the lines of folds."""
    found = page.query_selector_all("#details h2, #details summary")
    return [each.inner_text().replace("\n", " ") for each in found]


def told(page: Page) -> list[str]:
    """Return what the list tells in order: summaries, or sentences, without the pair before them."""
    found = page.query_selector_all("#details .item .sentence")
    return [each.inner_text().split(": ")[-1] for each in found]


def test_on_the_day_of_the_announcement_it_stands_first(shipped_graph: Graph, open_page: Opener) -> None:
    announced = "Nvidia announced on its blog that it would sell the H20 to China again."
    page = open_page(shipped_graph, "#span=2025-07-14/2025-07-14").page
    assert told(page)[0] == announced
    assert heads(page)[0] == "In this period"
    assert heads(page)[1].startswith("38 more: 12 going on since before, ")
    page.evaluate("day => graphkit.setDay(day)", day("2025-07-14"))
    assert told(page)[0] == announced
    assert heads(page)[:2] == ["On this day", "In force on this day"]
    assert heads(page)[-1].startswith("In force as background ")


def test_what_folds_is_counted_by_its_reason_and_stays_as_it_was_left(open_page: Opener) -> None:
    page = open_page(
        build_graph(
            dataset(
                relation("met", when="2025-05-05", summary="The day."),
                relation("week", when="2025-04-28/2025-05-02", summary="The week."),
                relation("year", "praised", when="2025", summary="The year."),
                relation("ban", "banned", when="2024-03-01/..", summary="The ban."),
                relation("never", "praised", summary="No day."),
            )
        ),
        "#span=2025-04-15/2025-05-14&undated=1",
    ).page
    assert told(page) == ["The week.", "The day."]
    assert heads(page) == [
        "In this period",
        "3 more: 1 going on since before, 1 maybe, 1 undated but for reports",
    ]
    page.click("#fold-story")
    assert told(page) == ["The week.", "The day.", "The ban.", "The year.", "No day."]
    page.evaluate("([a, b]) => graphkit.setSpan(a, b)", [day("2025-04-14"), day("2025-05-15")])
    assert len(told(page)) == 5
    page.click("#fold-story")
    page.evaluate("graphkit.select('bob')")
    assert "The ban." in told(page), "what goes on is no side matter to an actor"


def test_a_denial_is_not_folded_beneath_what_it_denies(open_page: Opener) -> None:
    met = relation("met", when="2025-05-05", summary="They met.")
    for status, told_at_once in (("denied", ["They met.", "No."]), ("actual", ["They met."])):
        other = relation("other", summary="No.", status=status)
        page = open_page(build_graph(dataset(met, other)), "#all=1&actor=ann").page
        assert [text for text in told(page) if text in ("They met.", "No.")] == told_at_once


def opened(open_page: Opener) -> Callable[[str], Page]:
    graph = build_graph(
        dataset(
            relation("met", when="2025-03-05", summary="So."),
            relation(
                "visit", "visited", "ann", "firm", when="2025-03-06", status="planned", summary="A plan."
            ),
            relation(
                "supply", "supplies", "firm", "bob", when="2025-02/..", status="denied", summary="Denied."
            ),
        )
    )
    return lambda link: open_page(graph, link).page


def test_no_plan_and_no_denial_is_told_as_done(open_page: Opener) -> None:
    at = opened(open_page)
    page = at("#day=2025-03-20")
    page.evaluate("day => graphkit.ask({ mode: 'day', day, offStatuses: ['nothing'] })", day("2025-03-20"))
    assert heads(page) == [
        "In force on this day",
        "Happened by then",
        "Planned to have happened",
        "Denied to be in force",
    ]
    assert "0 in force, 1 happened, 1 planned, 1 denied" in page.inner_text("#heading")
    page.evaluate("graphkit.select('visit')")
    assert "planned to have happened" in page.inner_text("#details .facts")
    between = {"mode": "diff", "before": day("2025-01-31"), "after": day("2025-03-20")}
    page.evaluate("asked => graphkit.ask({ ...asked, offStatuses: ['nothing'], selection: null })", between)
    assert [title.split("\n")[0] for title in page.locator("#details .change-title").all_inner_texts()] == [
        "Denied to have begun",
        "Happened",
        "Planned to happen",
    ]
    heading = page.inner_text("#heading")
    assert "1 denied to have begun, 1 happened, 1 planned to happen" in heading


def test_no_list_of_a_period_opens_with_a_denial(open_page: Opener) -> None:
    statuses = enumerate(("denied", "planned", "actual"), 1)
    rows = [relation(status, when=f"2025-04-0{day}", status=status) for day, status in statuses]
    page = open_page(build_graph(dataset(*rows)), "#span=2025-04-01/2025-04-30").page
    dates = page.locator("#details .items >> nth=0").locator(".date").all_inner_texts()
    assert dates == ["3 April 2025", "1 April 2025", "2 April 2025"]


LISTED = (
    """[...document.querySelectorAll("#details h3, #details .item .date")].map((each) => each.textContent)"""
)


def test_what_is_planned_or_denied_stands_under_a_heading(open_page: Opener) -> None:
    early = relation("early", when="2025-04-01", status="denied")
    so = [relation("late", when="2025-04-03"), relation("mid", when="2025-04-02")]
    planned = relation("soon", when="2025-03-31", status="planned")
    dates = ["2 April 2025", "3 April 2025"]
    for rows, listed in (
        ([early, *so], [*dates, "Denied", "1 April 2025"]),
        ([early, *so, planned], [*dates, "Planned or denied", "31 March 2025", "1 April 2025"]),
        ([early], ["1 April 2025"]),
        (so, dates),
    ):
        page = open_page(build_graph(dataset(*rows)), "#all=1").page
        assert page.evaluate(LISTED) == listed


def test_no_plan_and_no_denial_makes_a_neighbour_unless_only_these_are_shown(open_page: Opener) -> None:
    page = opened(open_page)("#all=1&actor=firm&depth=1")
    assert page.evaluate("graphkit.visible().length") == 3
    assert page.evaluate("graphkit.lit().actors") == ["firm"]
    assert "0 actors within 1 hop" in page.inner_text("#details")
    page.evaluate("graphkit.ask({ mode: 'all', offStatuses: ['actual', 'denied'] })")
    assert "1 actor within 1 hop" in page.inner_text("#details")


ALIGNED = """([day, left]) => document.querySelector("#histogram").getBoundingClientRect().x > left + 99
  && [...document.querySelectorAll(".axis-event")].some((label) =>
    Math.abs(label.getBoundingClientRect()[label.matches(".to-left") ? "right" : "left"]
      - graphkit.dayAt(day)) < 2)"""
"""Whether an event stands over its day beside the names of the lanes."""


def test_bars_and_axis_name_their_events(open_page: Opener, shipped_graph: Graph) -> None:
    page = open_page(shipped_graph, "#span=2025-07-01/2025-07-31", width=1440, height=900).page
    labels = page.locator(".axis-event")
    assert (
        "Nvidia announced on its blog that it would sell the H20 to China again." in labels.all_inner_texts()
    )
    boxes = [label.bounding_box() for label in labels.all()]
    ends = [(box["x"], box["x"] + box["width"]) for box in boxes if box]
    assert all(left[1] < right[0] for left, right in pairwise(ends)), "none upon another"
    plot = page.locator("#histogram").bounding_box()
    assert plot
    assert plot["x"] <= ends[0][0]
    assert ends[-1][1] <= plot["x"] + plot["width"]
    page.mouse.move(page.evaluate("day => graphkit.dayAt(day)", day("2025-07-14")), plot["y"] + 60)
    tip = page.inner_text("#bar-tip")
    assert tip.startswith("14 Jul 2025")
    first, *_ = page.locator(NAMED).all_inner_texts()
    assert first == "Nvidia announced on its blog that it would sell the H20 to China again.maybe"
    assert "and 9 more" in tip
    page.keyboard.press("Tab")
    labels.filter(has_text="Nvidia announced on its blog").focus()
    assert page.locator(NAMED).first.inner_text() == first
    page.keyboard.press("Enter")
    assert page.inner_text("#details .headline") == first.removesuffix("maybe")
    page.focus("#range-to")
    page.keyboard.press("ArrowLeft")
    assert page.inner_text("#bar-tip").startswith("30 Jul 2025")
    page.fill("#date-to", "2025-07-15")
    page.keyboard.press("Enter")
    page.focus("#range-to")
    page.keyboard.press("ArrowLeft")
    assert page.locator(NAMED).first.inner_text() == first
    page.evaluate("graphkit.ask({ lanes: 'first' })")
    page.wait_for_function(ALIGNED, arg=[day("2025-07-14"), plot["x"]])


def test_background_with_a_single_date_has_happened_once_it_is_over(open_page: Opener) -> None:
    graph = build_graph(
        dataset(
            relation("led", type="leads", when="2014-03"),
            relation("leads", type="leads", when="2010/.."),
            relation("meeting", when="2014-05"),
        )
    )
    page = open_page(graph, "#day=2020-01-01").page
    on = snapshot(graph, "2020-01-01")
    standings = {row.id: row.standing for row in visible_relations(on)}
    assert standings == {"led": "happened", "leads": "background", "meeting": "happened"}
    rows = list(csv.DictReader(io.StringIO(page.evaluate("graphkit.csv()").removeprefix("\ufeff"))))
    assert {row["id"]: row["standing"] for row in rows} == standings
    assert "2 happened" in page.inner_text("#heading")
    assert "1 background" in page.inner_text("#heading")
    assert heads(page)[-1] == "In force as background 1"
    assert page.evaluate("graphkit.report()").count("## Happened") == 1
    assert page.evaluate("graphkit.report()").count("## In force as background") == 1
    page.evaluate("graphkit.setAll()")
    assert heads(page)[-1] == "Background 2"


def test_where_there_is_nothing_but_background_it_is_what_is_told(open_page: Opener) -> None:
    graph = build_graph(
        dataset(
            relation("first", "director-of", "ann", "firm", when="2010-03-01/2014-05-31"),
            relation("second", "director-of", "bob", "firm", when="2012-01-01/2019-12-31"),
            relation("owner", "owns", "ann", "firm"),
            relation("news", "reported-on", "ann", "firm", when="2013-01-01"),
        )
    )
    opened = open_page(graph)
    page = opened.page
    assert page.inner_text("#heading").startswith("Whole story · 3 relations")
    assert heads(page)[0] == "All that is told"
    assert not any(head.startswith("Background") for head in heads(page))
    assert "Ann Example was a director of " in page.inner_text("#details")
    assert not page.locator("#timeline :disabled:not(#undated)").count()
    page.evaluate("day => graphkit.setDay(day)", day("2013-01-01"))
    assert opened.visible() == {"first", "second", "owner"}
    assert "3 in force, 0 happened, of them 1 first reported later" in page.inner_text("#heading")
    rows = list(csv.DictReader(io.StringIO(page.evaluate("graphkit.csv()").removeprefix("\ufeff"))))
    listed = relations(snapshot(graph, "2013-01-01")).relations
    assert [(row["id"], row["standing"]) for row in rows] == [(row.id, row.standing) for row in listed]


def test_background_stays_behind_one_relation_that_is_none(open_page: Opener) -> None:
    board = relation("board", "director-of", "ann", "firm", when="2010-03-01/2014-05-31")
    page = open_page(build_graph(dataset(board, relation("met", when="2018-05")))).page
    assert "1 relation · 1 background" in page.inner_text("#heading")
    background = page.locator("#details details", has_text="Background 1")
    assert background.get_attribute("open") is None
    page.evaluate("graphkit.ask({ offFamilies: ['contact'] })")
    assert background.get_attribute("open") is not None
