"""The timeline in the browser: bars, brush, fields, steps, play, both clocks, two days compared."""

import random
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from datasets import day, iso
from playwright.sync_api import Page

from graphkit.graph.build import build_graph
from graphkit.graph.index import index, visible_relations
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Actor, Dataset, Evidence, Relation, Source, Step
from graphkit.queries.diff import diff
from graphkit.queries.windows import known_by, snapshot, window
from graphkit.temporal.calendar import PAST

from .conftest import Opened, Opener, dataset, relation
from .stories import story

JULY_15 = date(2025, 7, 15).toordinal()


def told(graph: Graph) -> set[str]:
    return {seen.id for seen in visible_relations(graph)}


def time_of(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("graphkit.time()")
    return found


def ends_of(page: Page) -> tuple[int, int]:
    found = time_of(page)
    return found["first"], found["last"]


def take(page: Page, mode: str) -> None:
    """Choose a mode: span, day, diff or all."""
    page.locator(f"input[name=mode][value={mode}]").check()


def open_sheet(page: Page) -> None:
    """On a phone, open the sheet of time."""
    if page.is_hidden("#timeline"):
        page.click("#tab-timeline")


def place_of(page: Page, number: float) -> tuple[float, float]:
    """Return where a day lies on the bars, in pixels of the page."""
    box = page.locator("#histogram").bounding_box()
    assert box
    return page.evaluate("day => graphkit.dayAt(day)", number), box["y"] + box["height"] / 3


def drag(page: Page, start: float, end: float, *, shift: bool = False) -> None:
    """Drag over the bars from one day to another."""
    if shift:
        page.keyboard.down("Shift")
    page.mouse.move(*place_of(page, start))
    page.mouse.down()
    page.mouse.move(*place_of(page, end), steps=6)
    page.mouse.up()
    if shift:
        page.keyboard.up("Shift")


@pytest.fixture
def months(open_page: Opener) -> Opened:
    """A story of one meeting on each Monday of half a year, a ban, a plan, and one meeting long before."""
    first = day("2025-01-06")
    meetings = [relation(f"meeting-{week:02}", when=iso(first + 7 * week)) for week in range(26)]
    opened = open_page(
        build_graph(
            dataset(
                *meetings,
                relation("ban", "banned", "firm", "bob", when="2025-03-10/2025-05-20"),
                relation("vague", "praised", "ann", "firm", when="2025-04"),
                relation("plan", "visited", "ann", "firm", when="2025-04-09", status="planned"),
                relation("office", "leads", "ann", "firm"),
                relation("long-ago", when="1987-05-05"),
            )
        ),
        reduced_motion="no-preference",
    )
    opened.page.evaluate("graphkit.setSpan(null, null)")
    return opened


# --- what changed ------------------------------------------------------------------------------------


def test_what_changed_is_what_the_diff_prints(open_page: Opener, shipped_graph: Graph) -> None:
    chance = random.Random(4)
    for graph in (shipped_graph, story(80, uncertain=True, seed=9)):
        opened = open_page(graph)
        for _ in range(12):
            before, after = sorted(chance.sample(range(day("2025-03-01"), day("2025-10-01")), 2))
            certain = chance.random() < 0.5
            opened.page.evaluate(
                "([a, b, c]) => { graphkit.setCertain(c); graphkit.setDiff(a, b); }", [before, after, certain]
            )
            found = diff(graph, before, after, certain=certain)
            for name in ("began", "happened", "ended", "became_known", "became_contested", "told_otherwise"):
                parts = [
                    part
                    for part in opened.page.evaluate("graphkit.changes()")
                    if part["change"] == name.replace("_", " ")
                ]
                expected = {(seen.id, seen.certainty == "possible") for seen in getattr(found, name)}
                assert {(id, part["maybe"]) for part in parts for id in part["ids"]} == expected, (
                    name,
                    before,
                    after,
                )
            assert opened.complaints == []


def test_the_list_of_changes_is_grouped_counted_and_names_what_was_left_out(months: Opened) -> None:
    page = months.page
    page.evaluate("([a, b]) => graphkit.setDiff(a, b)", [day("2025-03-09"), day("2025-04-20")])
    titles = page.locator("#details .change-title").all_inner_texts()
    assert [title.split("\n")[0] for title in titles] == ["Began", "Happened", "Maybe happened"]
    assert [title.split()[-1] for title in titles] == ["1", "6", "1"]
    assert "Left out: 1 planned." in page.inner_text("#details")
    assert "After 9 Mar and by 20 Apr 2025" in page.inner_text("#heading")
    assert page.inner_text("#heading").split(" · ")[1] == "1 began, 6 happened, 1 maybe happened"
    assert "6, 1 maybe" in page.inner_text("#change-legend"), "as the list and the command line count"
    assert "ban" in months.visible()
    page.click("#table-button")
    changes = page.locator("#table tbody td:last-child").all_inner_texts()
    assert changes[0] == "began"
    assert sorted(changes[1:-1]) == [*["happened"] * 6, "maybe happened"]
    assert changes[-1] == "perhaps in force on both days"
    page.evaluate("([a, b]) => graphkit.setDiff(a, b)", [day("2025-03-12"), day("2025-03-15")])
    assert months.visible() == {"ban", "office"}, "in force on both days, drawn thin"
    changes = page.locator("#table tbody td:last-child").all_inner_texts()
    assert sorted(changes) == ["in force on both days", "perhaps in force on both days"]
    assert "Nothing changed." in page.inner_text("#details")


def test_the_legend_of_changes_is_there_only_between_two_days(months: Opened) -> None:
    page = months.page
    assert page.is_hidden("#change-legend")
    take(page, "diff")
    for words in ("began", "happened", "ended", "became known", "became contested", "in force on both days"):
        assert words in page.inner_text("#change-legend")
    take(page, "all")
    assert page.is_hidden("#change-legend")


def test_modes_hand_their_days_over(months: Opened) -> None:
    page = months.page
    page.evaluate("([a, b]) => graphkit.setSpan(a, b)", [day("2025-02-01"), day("2025-03-31")])
    take(page, "diff")
    assert ends_of(page) == (day("2025-01-31"), day("2025-03-31")), "what came about in the period"
    take(page, "span")
    assert ends_of(page) == (day("2025-02-01"), day("2025-03-31"))
    take(page, "day")
    assert time_of(page)["last"] == day("2025-03-31")
    take(page, "diff")
    assert ends_of(page) == (day("2025-03-24"), day("2025-03-31"))
    take(page, "span")
    assert ends_of(page) == (day("2025-02-01"), day("2025-03-31")), "the period is not forgotten"
    page.evaluate("day => graphkit.ask({ mode: 'all', before: day, after: day + 7 })", day("2099-01-01"))
    take(page, "diff")
    assert ends_of(page) == (day("2025-07-08"), day("2025-07-15")), "the last days with news"


# --- brush -------------------------------------------------------------------------------------------


@pytest.mark.smoke
def test_dragging_draws_a_period_moves_it_and_resizes_it(months: Opened) -> None:
    page = months.page
    page.evaluate("location.hash = '#all=1&axis=2024-12-01/2025-07-31'")
    page.wait_for_function("() => graphkit.time().mode === 'all'")
    drag(page, day("2025-02-10"), day("2025-03-10"))
    first, last = ends_of(page)
    assert time_of(page)["mode"] == "span"
    assert abs(first - day("2025-02-10")) <= 1
    assert abs(last - day("2025-03-10")) <= 1
    length = last - first
    drag(page, (first + last) / 2, (first + last) / 2 + 30)
    assert ends_of(page)[1] - ends_of(page)[0] == length
    assert abs(ends_of(page)[0] - first - 30) <= 1
    first, last = ends_of(page)
    drag(page, last + 0.5, last + 20)
    assert ends_of(page)[0] == first
    assert abs(ends_of(page)[1] - last - 20) <= 1
    last = ends_of(page)[1]
    drag(page, first - 0.5, last + 10)
    assert ends_of(page)[0] == last, "an edge that is dragged past the other takes its part"
    drag(page, day("2025-03-01"), day("2025-03-08"))
    assert abs(ends_of(page)[0] - day("2025-03-01")) <= 1
    assert months.complaints == []


def test_a_period_that_fills_the_axis_is_drawn_anew_from_within(months: Opened) -> None:
    page = months.page
    axis = page.evaluate("graphkit.axis()")
    page.evaluate("([a, b]) => graphkit.setSpan(a, b)", [axis["from"], axis["to"]])
    drag(page, day("2025-03-01"), day("2025-04-01"))
    assert abs(ends_of(page)[0] - day("2025-03-01")) <= 1
    drag(page, day("2025-03-10"), day("2025-03-20"), shift=True)
    assert abs(ends_of(page)[0] - day("2025-03-10")) <= 1, "with Shift also within a shorter one"


def test_two_days_and_one_day_are_dragged_too(months: Opened) -> None:
    page = months.page
    page.evaluate("([a, b]) => graphkit.setDiff(a, b)", [day("2025-02-01"), day("2025-02-10")])
    drag(page, day("2025-04-01"), day("2025-04-20"))
    before, after = ends_of(page)
    assert abs(before - day("2025-03-31")) <= 1
    assert abs(after - day("2025-04-20")) <= 1
    drag(page, before + 0.5, after + 5)
    assert ends_of(page)[0] < ends_of(page)[1], "the two days never meet"
    page.evaluate("day => graphkit.setDay(day)", day("2025-02-01"))
    drag(page, day("2025-04-01"), day("2025-05-01"))
    assert time_of(page)["mode"] == "day"
    assert abs(time_of(page)["last"] - day("2025-05-01")) <= 1


def test_a_finger_drags_as_a_mouse_does(open_page: Opener, shipped_graph: Graph) -> None:
    page = open_page(shipped_graph, width=390, height=844, has_touch=True).page
    open_sheet(page)
    page.evaluate("graphkit.setAll()")
    client = page.context.new_cdp_session(page)
    (x0, y), (x1, _) = place_of(page, day("2025-05-01")), place_of(page, day("2025-06-01"))
    client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x0, "y": y}]})
    for share in (0.3, 0.6, 1.0):
        point = {"x": x0 + (x1 - x0) * share, "y": y}
        client.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    first, last = ends_of(page)
    assert abs(first - day("2025-05-01")) <= 2
    assert abs(last - day("2025-06-01")) <= 2


# --- bars --------------------------------------------------------------------------------------------


def test_a_bar_names_itself_and_is_taken_by_a_click(months: Opened) -> None:
    page = months.page
    monday = day("2025-02-10")
    page.mouse.move(*place_of(page, monday))
    page.wait_for_selector("#bar-tip:not([hidden])")
    text = page.inner_text("#bar-tip")
    assert text.startswith("10 Feb")
    assert "1 contact" in text
    page.mouse.move(*place_of(page, day("2025-04-15")))
    assert "maybe 1 statement" in page.inner_text("#bar-tip")
    page.mouse.move(*place_of(page, monday))
    page.mouse.click(*place_of(page, monday))
    first, last = ends_of(page)
    assert first <= monday <= last
    assert months.visible() >= {"meeting-05"}
    assert len(months.visible() & {f"meeting-{week:02}" for week in range(26)}) == 1
    page.evaluate("([a, b]) => graphkit.setDiff(a, b)", [day("2025-05-01"), day("2025-05-10")])
    page.mouse.click(*place_of(page, monday))
    assert [part["ids"] for part in page.evaluate("graphkit.changes()")] == [["meeting-05"]]
    page.evaluate("day => graphkit.setDay(day)", day("2025-05-01"))
    page.mouse.click(*place_of(page, monday))
    assert time_of(page)["last"] == monday


def counted(page: Page) -> tuple[int, int]:
    """Return how many beginnings the bars count for sure, and in how many places some are maybe."""
    bars = page.evaluate("graphkit.bars()")
    return tuple(sum(sum(bar[sure].values()) for bar in bars) for sure in ("sure", "maybe"))  # type: ignore[return-value]


def test_the_bars_answer_to_every_filter(months: Opened) -> None:
    page = months.page
    everything = counted(page)
    assert everything[0] == 26 + 2, "each Monday, the ban and the plan"
    assert everything[1] > 1, "some day of April"
    page.evaluate("graphkit.setCertain(true)")
    assert counted(page) == (28, 0)
    page.evaluate("graphkit.setCertain(false)")
    page.evaluate("graphkit.setKnownBy(739000)")
    assert counted(page) == (0, 0), "nothing was known then"
    page.evaluate("graphkit.setKnownBy(null)")
    page.evaluate("day => graphkit.setDay(day)", day("2025-05-01"))
    assert counted(page) == (27, everything[1]), "what is planned does not count as of a day"
    page.evaluate("graphkit.setAll()")
    page.click("#earlier")
    page.locator("[id='families-contact']").uncheck(force=True)
    assert counted(page)[0] == 2, "the ban, and on so long an axis some day of April is one bar's for sure"
    assert months.complaints == []


def test_the_bars_are_stacked_in_the_order_of_the_legend(months: Opened) -> None:
    page = months.page
    legend = page.locator("#filters [id^=families-]").evaluate_all("all => all.map((box) => box.id.slice(9))")
    families = page.evaluate(
        "graphkit.bars().flatMap((bar) => [Object.keys(bar.sure), Object.keys(bar.maybe)])"
    )
    assert ["planned"] in families, "it did not happen"
    for names in families:
        assert names == [name for name in [*legend, "planned"] if name in names]


def test_outliers_wait_at_the_end_of_the_axis(months: Opened) -> None:
    page = months.page
    axis = page.evaluate("graphkit.axis()")
    assert axis["from"] > day("2024-10-01")
    assert page.inner_text("#earlier") == "◂ 1 earlier"
    assert page.is_hidden("#later")
    page.click("#earlier")
    assert page.evaluate("graphkit.axis()")["from"] <= day("1987-05-05")
    assert page.inner_text("#earlier") == "▸ fewer days"
    page.click("#earlier")
    assert page.evaluate("graphkit.axis()") == axis
    page.click("#earlier")
    page.locator("#histogram").dblclick(position={"x": 300, "y": 20})
    assert page.evaluate("graphkit.axis()") == axis
    assert ends_of(page) == (axis["from"], axis["to"])


@pytest.mark.parametrize("width", [1280, 390])
def test_what_lies_beyond_the_axis_is_told_beside_the_bars_and_the_period(
    width: int, each_story: Graph, open_page: Opener
) -> None:
    page = open_page(each_story, "#all=1", width=width, height=800).page
    page.evaluate("graphkit.ask({ mode: 'span', axis: null })")
    if page.is_hidden("#histogram"):
        page.click("#tab-timeline")
    page.wait_for_selector("#earlier", state="visible")
    boxes = """() => {
        const words = document.createRange();
        const box = ({ left, right, top, bottom }) => [left, right, top, bottom];
        const shown = (all) => [...document.querySelectorAll(all)].filter((each) => each.offsetParent);
        return {
            words: shown("#earlier, #later").map((each) => {
                words.selectNodeContents(each);
                return box(words.getBoundingClientRect());
            }),
            others: shown("#brush, .axis-event, .transport button, .time-controls .switch")
                .map((each) => box(each.getBoundingClientRect())),
        };
    }"""
    for side in ("#earlier", "#earlier", "#later"):
        found = page.evaluate(boxes)
        assert found["words"], "something lies beyond the axis"
        for left, right, top, bottom in found["words"]:
            for other in found["others"]:
                apart = left >= other[1] or right <= other[0] or top >= other[3] or bottom <= other[2]
                assert apart, (side, found)
        if page.is_visible(side):
            page.click(side)


@pytest.fixture
def long_after(open_page: Opener) -> Opened:
    """A story of one year, a ban that ends five years later, a step after that and then a source."""
    meetings = [relation(f"meeting-{month:02}", when=f"2018-{month:02}-05") for month in range(1, 13)]
    ban = relation("ban", "banned", "ann", "firm", when="2018-12-01/2024-03-31")
    step = Step(title="After it", as_of="2024-09-30", selection="ban")
    return open_page(
        build_graph(dataset(*meetings, ban).model_copy(update={"story": (step,)})),
        reduced_motion="reduce",
    )


def test_the_axis_of_the_whole_story_reaches_its_last_dated_day(long_after: Opened) -> None:
    page = long_after.page
    page.evaluate("graphkit.ask({ mode: 'span', axis: null })")
    home = page.evaluate("graphkit.axis()")
    assert home["to"] < day("2024-03-31")
    assert page.inner_text("#later") == "later ▸", "an end, a step and a source lie beyond"
    page.click("#later")
    reached = page.evaluate("graphkit.axis()")
    assert day("2025-07-15") <= reached["to"] < day("2025-09-01")
    assert page.inner_text("#later") == "fewer days ◂"
    page.click("#later")
    assert page.evaluate("graphkit.axis()") == home
    page.evaluate("graphkit.setAll()")
    assert page.evaluate("graphkit.axis()")["to"] == reached["to"]
    assert page.is_hidden("#later")
    let_pass = long_after.stop_time()
    page.select_option("#speed", "4")
    page.click("#play")
    let_pass(20_000)
    assert page.inner_text("#play") == "Play"
    assert time_of(page)["last"] >= day("2025-07-15")


def test_a_source_alone_is_nothing_later(open_page: Opener) -> None:
    meetings = [relation(f"meeting-{month:02}", when=f"2018-{month:02}-05") for month in range(1, 13)]
    graph = build_graph(dataset(*meetings))
    page = open_page(graph).page
    assert page.evaluate("graphkit.axis()")["to"] < day("2025-07-15")
    assert page.is_hidden("#later")
    page = open_page(graph, "#all=1&axis=2018-01-01/2018-10-31").page
    page.wait_for_selector("#later", state="visible")
    assert page.inner_text("#later") == "2 later ▸"


def test_an_end_far_after_everything_else_waits_at_the_end_of_the_axis(open_page: Opener) -> None:
    meetings = [relation(f"meeting-{number:02}", when=f"2025-06-{number:02}") for number in range(1, 31)]
    treaty = relation("treaty", "banned", "ann", "firm", when="2025-06-10/2060-12-31")
    page = open_page(build_graph(dataset(*meetings, treaty))).page
    page.evaluate("graphkit.setAll()")
    assert page.evaluate("graphkit.axis()")["to"] < day("2026-01-01")
    assert page.inner_text("#later") == "later ▸"
    page.click("#later")
    assert page.evaluate("graphkit.axis()")["to"] >= day("2060-12-31")


def test_a_day_after_the_axis_lengthens_it_no_farther_than_the_story(
    danske_graph: Graph, open_page: Opener
) -> None:
    page = open_page(danske_graph).page
    days = [day("2014-01-01"), day("2025-02-28")]
    page.evaluate("axis => graphkit.ask({ mode: 'span', axis })", days)
    home = page.evaluate("graphkit.axis()")
    last = day("2025-12-14")
    assert home["to"] < last
    page.evaluate("day => graphkit.setDay(day)", last)
    axis = page.evaluate("graphkit.axis()")
    assert axis["from"] == home["from"]
    assert last <= axis["to"] < day("2026-03-01")


def test_where_nothing_is_dated_the_axis_is_of_the_days_of_the_sources(open_page: Opener) -> None:
    page = open_page(build_graph(dataset(relation("some-day"), relation("another", "praised")))).page
    axis = page.evaluate("graphkit.axis()")
    assert axis["from"] < day("2024-07-20")
    assert day("2025-07-15") <= axis["to"] < day("2025-09-01")
    page.click("label:has(input[value='day'])")
    assert page.inner_text("#heading").startswith("As of 15 Jul 2025")


def test_where_nobody_says_a_day_nothing_offers_one(open_page: Opener) -> None:
    actors = (Actor(id="ann", name="Ann", kind="person"), Actor(id="bob", name="Bob", kind="person"))
    met = Relation(key="met", type="met", source="ann", target="bob")
    graph = build_graph(Dataset(title="No days", sources=(), actors=actors, relations=(met,)))
    page = open_page(graph).page
    page.evaluate(DRAWN)
    page.set_viewport_size({"width": 1000, "height": 700})
    page.wait_for_function("() => window.drawn.at(-1)?.length > 0")
    assert page.evaluate("window.drawn.at(-1).map(([, , text]) => text)") == ["nothing is dated"]
    # A period, a day or two would show nothing: the whole story alone is open, and nothing plays.
    offered = "#timeline :is(input, button, select):enabled"
    assert page.locator(offered).evaluate_all("all => all.map(({ value, id }) => value || id)") == (
        ["all", "time-more-button"]
    )
    page.click("#keep summary")
    page.wait_for_selector("#keep-play:enabled", state="attached")
    assert not page.is_visible("#keep-play")
    page.click("#keep summary")
    page.locator("#network canvas").focus()
    for key in (" ", ".", ",", "ArrowRight", "Home", "End"):
        page.keyboard.press(key)
    assert page.inner_text("#heading").startswith("Whole story")
    # A link may ask for a day all the same; the way back is open.
    page = open_page(graph, "#day=2025-07-01").page
    assert page.inner_text("#heading").startswith("As of 1 Jul 2025")
    page.click("label:has(input[value='all'])")
    assert page.inner_text("#heading").startswith("Whole story")


def length_of_axis(page: Page) -> int:
    axis = page.evaluate("graphkit.axis()")
    length: int = axis["to"] - axis["from"]
    return length


def test_the_axis_is_zoomed_by_wheel_buttons_and_keys(months: Opened) -> None:
    page = months.page
    axis = page.evaluate("graphkit.axis()")
    span = time_of(page)
    at = day("2025-03-20")
    page.mouse.move(*place_of(page, at))
    x, _ = place_of(page, at)
    for _ in range(3):
        page.mouse.wheel(0, -100)
    page.wait_for_function(
        "length => graphkit.axis().to - graphkit.axis().from < length", arg=axis["to"] - axis["from"]
    )
    assert abs(place_of(page, at)[0] - x) < 25, "the day under the pointer stays there"
    assert not page.is_hidden("#later")
    zoomed = page.evaluate("graphkit.axis()")
    page.click("#zoom-in")
    assert length_of_axis(page) <= (zoomed["to"] - zoomed["from"]) / 2 + 1
    for _ in range(12):
        page.click("#zoom-in")
    assert length_of_axis(page) == 7
    page.locator("#network canvas").focus()
    page.keyboard.press("-")
    assert length_of_axis(page) == 14
    for _ in range(30):
        page.click("#zoom-out")
    assert page.evaluate("graphkit.axis()")["from"] <= day("1987-05-05")
    assert time_of(page) == span, "looking closer changes no period"
    assert months.complaints == []


# --- fields, sliders, keys ---------------------------------------------------------------------------


@pytest.mark.parametrize("width", [900, 1024, 1100, 1280, 1400])
def test_the_buttons_of_the_axis_have_no_line_of_their_own(
    width: int, shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(shipped_graph, "#span=2025-04-01/2025-07-31", width=width, height=768).page
    beside, button = (page.locator(each).bounding_box() for each in ("#undated", "#zoom-in"))
    assert beside is not None
    assert button is not None
    assert button["y"] < beside["y"] + beside["height"] / 2 < button["y"] + button["height"]


def test_days_are_typed(months: Opened) -> None:
    page = months.page
    page.fill("#date-from", "2025-02-03")
    page.fill("#date-to", "2025-03-03")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "([a, b]) => graphkit.time().first === a && graphkit.time().last === b",
        arg=[day("2025-02-03"), day("2025-03-03")],
    )
    page.fill("#date-from", "")
    page.wait_for_function("() => graphkit.time().first === -Infinity")
    page.fill("#date-from", "1987-01-01")
    page.wait_for_function("day => graphkit.time().first === day", arg=day("1987-01-01"))
    assert page.evaluate("graphkit.axis()")["from"] <= day("1987-01-01"), "the axis comes along"
    take(page, "day")
    assert page.is_hidden("#date-from")
    page.fill("#date-to", "2025-04-09")
    page.wait_for_function("day => graphkit.time().last === day", arg=day("2025-04-09"))
    let_pass = months.stop_time()
    page.fill("#date-to", "")
    let_pass(2_000)
    assert time_of(page)["last"] == day("2025-04-09"), "as of a day there is a day"


def test_a_year_may_be_typed_digit_by_digit(months: Opened) -> None:
    page = months.page
    page.evaluate("([a, b]) => graphkit.setSpan(a, b)", [day("2025-02-01"), day("2025-03-01")])
    page.focus("#date-to")
    page.keyboard.type("05012025")
    page.keyboard.press("Enter")
    page.wait_for_function("day => graphkit.time().last === day", arg=day("2025-05-01"))
    assert time_of(page)["first"] == day("2025-02-01"), "the year 2 on the way to 2025 moved nothing"


def test_the_sliders_do_the_same_by_keyboard(months: Opened) -> None:
    page = months.page
    page.evaluate("([a, b]) => graphkit.setSpan(a, b)", [day("2025-02-01"), day("2025-03-01")])
    page.focus("#range-from")
    page.keyboard.press("ArrowRight")
    assert ends_of(page) == (day("2025-02-02"), day("2025-03-01"))
    page.keyboard.press("PageUp")
    assert ends_of(page)[0] == day("2025-02-09")
    page.focus("#range-to")
    page.keyboard.press("PageDown")
    page.keyboard.press("Home")
    assert ends_of(page)[0] == ends_of(page)[1] == page.evaluate("graphkit.axis()")["from"]
    assert page.get_attribute("#range-to", "aria-label") == "Last day of the period"
    assert page.inner_text("#heading").startswith(page.get_attribute("#range-to", "aria-valuetext") or "-")
    take(page, "diff")
    assert page.get_attribute("#range-to", "aria-label") == "Later day"


def test_keys_step_by_day_and_by_event(months: Opened) -> None:
    page = months.page
    page.evaluate("day => graphkit.setDay(day)", day("2025-02-10"))
    page.locator("#network canvas").focus()
    steps = {".": "2025-02-11", ",": "2025-02-10", "ArrowRight": "2025-02-17", "ArrowLeft": "2025-02-10"}
    for key, expected in steps.items():
        page.keyboard.press(key)
        assert iso(time_of(page)["last"]) == expected, key
    page.keyboard.press("End")
    assert time_of(page)["last"] == page.evaluate("graphkit.axis().to")
    page.keyboard.press("Home")
    assert time_of(page)["last"] == page.evaluate("graphkit.axis().from")
    page.evaluate("([a, b]) => graphkit.setSpan(a, b)", [day("2025-02-04"), day("2025-02-10")])
    page.click("#step-on")
    assert ends_of(page) == (day("2025-02-11"), day("2025-02-17")), "a period keeps its length"
    page.click("#day-back")
    assert ends_of(page) == (day("2025-02-10"), day("2025-02-16"))
    page.click("#step-back")
    assert ends_of(page) == (day("2025-02-04"), day("2025-02-10"))
    page.evaluate("day => graphkit.setDay(day)", day("2025-01-06"))
    page.click("#step-back")
    axis = page.evaluate("graphkit.axis()")
    assert axis["from"] <= day("1987-05-05") <= axis["to"], "an outlier is brought onto the axis"
    assert axis["to"] - axis["from"] < 400, "which stays as long as it was"
    page.evaluate("graphkit.setAll()")
    page.click("#earlier")
    page.click("#step-on")
    assert iso(time_of(page)["last"]) == "1987-05-05", "from the whole story the first event"
    axis = page.evaluate("graphkit.axis()")
    assert axis["from"] <= day("1987-05-05"), "the axis of the whole story stays"
    assert axis["to"] >= day("2025-06-30")
    page.evaluate("([a, b]) => graphkit.setSpan(a, b)", [day("2025-02-04"), day("2025-02-10")])
    page.keyboard.press("?")
    assert "To the event before, to the next" in page.inner_text("#keys")


# --- play --------------------------------------------------------------------------------------------


def test_play_moves_the_day_faster_or_slower_and_stops_by_esc(months: Opened) -> None:
    page = months.page
    let_pass = months.stop_time()
    gone = {}
    for speed in ("0.5", "4"):
        page.evaluate("day => graphkit.setDay(day)", day("2025-01-10"))
        page.select_option("#speed", speed)
        page.click("#play")
        assert page.inner_text("#play") == "Pause"
        let_pass(1_200)
        page.keyboard.press("Escape")
        assert page.inner_text("#play") == "Play"
        gone[speed] = time_of(page)["last"] - day("2025-01-10")
        let_pass(200)
        assert time_of(page)["last"] - day("2025-01-10") == gone[speed], "it stands still"
    assert gone["0.5"] > 0
    assert gone["4"] == pytest.approx(8 * gone["0.5"], abs=8)
    assert months.complaints == []


def newest_in_view(page: Page) -> bool:
    """Whether the last meeting of the list of relations can be read."""
    meetings = page.locator("#details .items >> nth=0").locator(".item", has_text=" met ")
    item = meetings.last.bounding_box()
    panel = page.locator("#details").bounding_box()
    assert item
    assert panel
    return panel["y"] <= item["y"] and item["y"] + item["height"] <= panel["y"] + panel["height"] + 1


def test_play_moves_a_period_and_grows_one_that_has_no_room(months: Opened) -> None:
    page = months.page
    page.evaluate("([a, b]) => graphkit.setSpan(a, b)", [day("2025-02-01"), day("2025-02-20")])
    let_pass = months.stop_time()
    page.select_option("#speed", "4")
    page.click("#play")
    let_pass(400)
    assert ends_of(page)[1] > day("2025-02-25")
    page.click("#play")
    first, last = ends_of(page)
    assert last - first == 19
    page.evaluate("([a, b]) => graphkit.setSpan(a, b)", [day("2025-01-05"), day("2025-06-30")])
    page.click("#play")
    assert ends_of(page)[1] < day("2025-05-01")
    let_pass(1_000)
    assert newest_in_view(page)
    let_pass(11_000)
    assert newest_in_view(page), "the list goes with it"
    assert page.evaluate("document.getElementById('details').scrollTop") > 0
    end = page.evaluate("graphkit.axis().to")
    assert end > day("2025-06-30")
    assert ends_of(page) == (day("2025-01-05"), end), "it grows to the end of the story"
    assert page.inner_text("#play") == "Play"


def test_play_runs_to_the_end_of_the_story_and_its_list_goes_with_it(months: Opened) -> None:
    page = months.page
    end = page.evaluate("graphkit.axis().to")
    page.evaluate("location.hash = '#day=2025-01-10&axis=2025-01-01/2025-03-01'")
    page.wait_for_function("() => graphkit.time().mode === 'day'")
    let_pass = months.stop_time()
    page.select_option("#speed", "4")
    page.click("#play")
    let_pass(1_500)
    halfway = page.locator("#details .item").count()
    assert 3 < halfway < 26, "the list is drawn while it plays"
    assert page.inner_text("#play") == "Pause"
    let_pass(20_000)
    assert page.inner_text("#play") == "Play"
    assert time_of(page)["last"] == end
    assert page.evaluate("graphkit.axis()")["to"] >= end
    assert page.locator("#details .item").count() > halfway


def test_play_begins_anew_where_nothing_begins_later(months: Opened) -> None:
    page = months.page
    last = day("2025-06-30")
    page.evaluate("day => graphkit.setDay(day)", last)
    assert last < page.evaluate("graphkit.axis().to"), "some of the axis is still to come"
    let_pass = months.stop_time()
    page.click("#play")
    let_pass(100)
    assert time_of(page)["last"] < last


def test_play_by_steps_where_motion_is_to_be_reduced(open_page: Opener) -> None:
    whole = build_graph(
        dataset(*(relation(f"m{month}", when=f"2025-{month:02}-15") for month in range(1, 7)))
    )
    opened = open_page(whole, reduced_motion="reduce")
    page = opened.page
    let_pass = opened.stop_time()
    page.evaluate("day => graphkit.setDay(day)", day("2025-01-15"))
    page.select_option("#speed", "4")
    page.click("#play")
    let_pass(190)
    seen = []
    for _ in range(6):
        seen.append(iso(time_of(page)["last"]))
        let_pass(375)
    last = iso(page.evaluate("graphkit.axis().to"))
    steps = [f"2025-{month:02}-15" for month in range(2, 7)]
    steps = [step for step in steps if step < last]
    assert len(steps) > 1
    assert seen == [*steps, *[last] * (6 - len(steps))]
    assert page.inner_text("#play") == "Play"


def test_what_is_read_out_is_not_every_frame(months: Opened) -> None:
    page = months.page
    # The page compares what it tells 400 ms after it opened; a later timer of its own comes after that.
    page.evaluate("() => new Promise((done) => setTimeout(done, 500))")
    page.evaluate("""() => {
        window.spoken = [];
        new MutationObserver(() => window.spoken.push(document.getElementById("announcer").textContent))
            .observe(document.getElementById("announcer"), { childList: true });
    }""")
    let_pass = months.stop_time()
    page.evaluate("day => graphkit.setDay(day)", day("2025-01-10"))
    page.click("#play")
    let_pass(1_500)
    assert page.evaluate("window.spoken") == []
    page.keyboard.press("Escape")
    let_pass(1_000)
    assert len(page.evaluate("window.spoken")) == 1
    assert page.evaluate("window.spoken[0]").startswith("As of ")
    page.evaluate("for (let day = 0; day < 20; day += 1) graphkit.setDay(739300 + day)")
    let_pass(2_000)
    assert len(page.evaluate("window.spoken")) == 2


# --- what was known ----------------------------------------------------------------------------------


def test_what_was_known_is_what_the_command_line_knows(open_page: Opener, shipped_graph: Graph) -> None:
    chance = random.Random(8)
    for graph in (shipped_graph, story(80, uncertain=True, seed=3)):
        opened = open_page(graph)
        versions = [version for told in index(graph).versions.values() for version in told]
        days = sorted({version.known_from for version in versions} - {PAST})
        for by in [days[0] - 1, days[0], days[-1], *chance.sample(days, min(6, len(days)))]:
            at = chance.randrange(day("2025-03-01"), day("2025-09-01"))
            opened.page.evaluate("([by, at]) => { graphkit.setKnownBy(by); graphkit.setDay(at); }", [by, at])
            assert opened.visible() == told(snapshot(known_by(graph, by), at)), (by, at)
            opened.page.evaluate("([a, b]) => graphkit.setSpan(a, b)", [at - 40, at])
            assert opened.visible() == told(window(known_by(graph, by), iso(at - 40), iso(at))), (by, at)


@pytest.mark.parametrize("said", [{"stance": "contradicts"}, {"status": "denied"}, {"status": "planned"}])
def test_what_was_denied_or_planned_first_was_so_by_then(open_page: Opener, said: dict[str, Any]) -> None:
    papers = [
        Source(id=id, publisher=id, published=on) for id, on in (("a", "2025-07-01"), ("b", "2025-07-09"))
    ]
    first = Evidence(source="a", attribution="bob", **said)
    row = relation("m", when="2025-06-01", evidence=(first, Evidence(source="b")))
    graph = build_graph(dataset(row).model_copy(update={"sources": tuple(papers)}))
    opened = open_page(graph)
    for by in (day("2025-07-01"), day("2025-07-09"), day("2025-07-05")):
        opened.page.evaluate(
            "by => { graphkit.setKnownBy(by); graphkit.setDay(by); graphkit.select('m') }", by
        )
        known = known_by(graph, by)
        assert opened.visible() == told(snapshot(known, by))
        assert opened.page.evaluate("graphkit.sentence('m')") == index(known).by_id["m"].sentence
        assert "contradicts it" not in opened.page.inner_text("#details") or by > day("2025-07-05")
        opened.page.evaluate("by => graphkit.setDiff(by - 1, by)", by)
        changes = diff(known, by - 1, by)
        expected = ["became known"] * len(changes.became_known)
        expected += ["became contested"] * len(changes.became_contested)
        assert [each["change"] for each in opened.page.evaluate("graphkit.changes()")] == expected
    assert opened.complaints == []


def test_both_clocks_are_in_the_heading_and_off_means_by_now(open_page: Opener, shipped_graph: Graph) -> None:
    page = open_page(shipped_graph).page
    page.evaluate("day => graphkit.setDay(day)", JULY_15)
    everything = page.inner_text("#heading")
    assert page.is_hidden("#range-known")
    page.check("#known-on")
    assert page.inner_text("#heading").startswith("As of 15 Jul 2025, as known by 15 Jul 2025")
    page.fill("#date-known", "2025-07-16")
    page.wait_for_function("day => graphkit.time().knownBy === day", arg=JULY_15 + 1)
    assert page.inner_text("#heading").startswith("As of 15 Jul 2025, as known by 16 Jul 2025")
    page.uncheck("#known-on")
    assert page.inner_text("#heading") == everything


def test_the_clock_of_what_was_known_has_its_slider_ticks_and_play(open_page: Opener) -> None:
    papers = [Source(id=f"paper-{n}", publisher="Paper", published=f"2025-07-{n:02}") for n in (1, 9, 21)]
    told_story = dataset(
        *(relation(f"m{n}", when="2025-06-01", evidence=(Evidence(source=f"paper-{n}"),)) for n in (1, 9, 21))
    ).model_copy(update={"sources": tuple(papers)})
    opened = open_page(build_graph(told_story))
    page = opened.page
    page.evaluate("graphkit.setAll()")
    page.check("#known-on")
    assert page.locator("#known-ticks i").count() == 3
    page.focus("#range-known")
    page.keyboard.press("PageDown")
    assert time_of(page)["knownBy"] == day("2025-07-09"), "from source to source"
    assert opened.visible() == {"m1", "m9"}
    page.keyboard.press("ArrowLeft")
    assert time_of(page)["knownBy"] == day("2025-07-08")
    assert opened.visible() == {"m1"}
    let_pass = opened.stop_time()
    page.select_option("#speed", "4")
    page.click("#play-known")
    let_pass(3_000)
    assert time_of(page)["knownBy"] == day("2025-07-21")
    assert page.inner_text("#play-known") == "Play"
    assert opened.visible() == {"m1", "m9", "m21"}
    assert opened.complaints == []


def test_a_page_made_as_known_by_a_day_knows_no_more(open_page: Opener, shipped_graph: Graph) -> None:
    by = day("2025-07-15")
    opened = open_page(known_by(shipped_graph, by))
    assert "as known by 15 Jul 2025" in opened.page.inner_text("#heading")
    opened.page.click("label:has(#known-on)")
    assert time_of(opened.page)["knownBy"] == by
    assert opened.page.is_checked("#known-on")


def test_days_beyond_the_sources_are_called_so(months: Opened) -> None:
    for act, words in (
        ("graphkit.setDay(DAY + 60)", "beyond the sources: the last is of 15 July 2025"),
        ("graphkit.setDiff(DAY - 9, DAY + 60)", "beyond the sources: the last is of 15 July 2025"),
        ("graphkit.setSpan(DAY + 1, null)", "beyond the sources: the last is of 15 July 2025"),
        ("graphkit.setDay(DAY)", ""),
        ("graphkit.setAll()", ""),
        ("graphkit.setKnownBy(DAY - 3); graphkit.setDay(DAY)", "beyond what was known by 12 Jul 2025"),
    ):
        months.page.evaluate(act.replace("DAY", str(JULY_15)))
        heading = months.page.inner_text("#heading")
        assert heading.endswith(f" · {words}") if words else "beyond" not in heading, act


# --- for everyone ------------------------------------------------------------------------------------


NAMELESS = """() => {
    const labels = ({ labels }) => [...(labels || [])].map((label) => label.innerText).join("").trim();
    return [...document.querySelectorAll("#timeline :is(button, input, select)")]
        .filter((element) => element.getClientRects().length)
        .filter((element) => !(element.ariaLabel || element.textContent.trim() || labels(element)))
        .map((element) => element.id || element.outerHTML);
}"""
"""The controls that nothing names."""


def test_every_control_has_a_name(months: Opened) -> None:
    page = months.page
    for mode in ("span", "day", "diff", "all"):
        take(page, mode)
        page.check("#known-on")
        nameless = page.evaluate(NAMELESS)
        assert nameless == [], mode


def test_the_tab_key_goes_through_and_out_of_the_timeline(months: Opened) -> None:
    page = months.page
    page.focus("#step-back")
    passed = []
    for _ in range(40):
        page.keyboard.press("Tab")
        passed.append(page.evaluate("document.activeElement.id"))
    for id in ("play", "range-from", "range-to", "date-from", "date-to", "known-on", "undated", "zoom-in"):
        assert id in passed
    assert page.evaluate("!document.activeElement.closest('#timeline')")


def test_on_a_phone_the_timeline_is_small_and_its_targets_large(
    open_page: Opener, shipped_graph: Graph
) -> None:
    page = open_page(shipped_graph, width=390, height=844, has_touch=True).page
    open_sheet(page)
    box = page.locator("#timeline").bounding_box()
    assert box
    assert box["height"] < 260
    for mode in ("diff", "span"):
        page.locator(f"input[name=mode][value={mode}]").check(force=True)
        page.evaluate("document.getElementById('timeline').classList.add('unfolded')")
        page.evaluate("graphkit.setKnownBy(739447)")
        small = page.evaluate("""() => {
            // A checkbox or radio is pressed by its label.
            const targets = "button, select, .switch label, .tick, input:is([type=date], [type=range])";
            return [...document.querySelectorAll(`#timeline :is(${targets})`)]
                .filter((element) => element.getClientRects().length)
                .filter((element) => element.offsetHeight < 44 || element.offsetWidth < 44)
                .map((element) => element.id || element.outerHTML);
        }""")
        assert small == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


DRAWN = """() => {
    const { fillText } = CanvasRenderingContext2D.prototype;
    const { getContext } = HTMLCanvasElement.prototype;
    window.drawn = [[]];
    HTMLCanvasElement.prototype.getContext = function (...kind) {
        if (this.id === "histogram") window.drawn.push([]); // each drawing begins by asking for it
        return getContext.apply(this, kind);
    };
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
        const right = x + this.measureText(text).width;
        if (this.canvas.id === "histogram") window.drawn.at(-1).push([x, right, text]);
        return fillText.call(this, text, x, y);
    };
}"""
"""Keeps where each drawing of the bars writes its texts."""


def test_the_dates_of_a_narrow_axis_do_not_overlap(months: Opened) -> None:
    page = months.page
    page.set_viewport_size({"width": 360, "height": 700})
    page.evaluate(DRAWN)
    first = day("2025-12-27")
    for days in (4, 6, 20, 60, 400):
        page.evaluate("window.drawn = [[]]")
        page.evaluate("(axis) => graphkit.ask({ mode: 'all', axis })", [first, first + days])
        page.wait_for_function("() => window.drawn.at(-1).length > 1")
        for written in page.evaluate("window.drawn"):
            assert all(right < left for (_, right, _), (left, *_) in pairwise(sorted(written))), days


def test_the_whole_story_has_what_is_undated_and_the_tick_says_so(
    graph_of_every_rule: Graph, open_page: Opener
) -> None:
    page = open_page(graph_of_every_rule).page
    tick = page.locator("#undated")
    page.evaluate("graphkit.setAll()")
    assert "event-undated" in page.evaluate("graphkit.visible()")
    assert (tick.is_checked(), tick.is_disabled()) == (True, True)
    page.evaluate("graphkit.setSpan(739342, 739480)")
    assert (tick.is_checked(), tick.is_disabled()) == (False, False)
    assert "event-undated" not in page.evaluate("graphkit.visible()")
