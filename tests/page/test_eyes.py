"""The page for anyone: forced colours, names from right to left, whole counts, zoom, a focus that stays."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Actor, Dataset, Evidence, Relation, Source

from .conftest import PATIENCE, Opened, Opener, open_file, page_of
from .test_accessibility import FOLDS

WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 320, "height": 640}
ENLARGED = {"width": 320, "height": 256}
"""A window of 1280 by 1024 pixels, enlarged four times."""


@pytest.fixture(scope="module")
def opened(
    browser: Browser, shipped_graph: Graph, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opened]:
    """The H20 story, open in one tab for all tests that need nothing else."""
    file: Path = tmp_path_factory.mktemp("eyes") / "page.html"
    file.write_text(page_of(shipped_graph), encoding="utf-8", newline="\n")
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    yield open_file(context.new_page(), file)
    context.close()


@pytest.fixture(autouse=True)
def fresh(request: pytest.FixtureRequest) -> None:
    """Open the shared page anew, in a wide window."""
    if "opened" in request.fixturenames:
        page = request.getfixturevalue("opened").page
        page.set_viewport_size(WIDE)
        address = page.url.partition("#")[0]
        page.goto("about:blank")
        page.goto(address)
        page.wait_for_selector("#stage", state="visible")


# --- forced colours --------------------------------------------------------------------------------

PAINTED = """() => ["#network canvas", "#histogram"].flatMap((selector) => {
    const canvas = document.querySelector(selector);
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const found = new Set();
    for (let at = 0; at < data.length; at += 4) {
        if (data[at + 3] === 255) found.add(data.slice(at, at + 3).join());
    }
    return [...found];
})"""
FAMILIES = """() => [1, 2, 3, 4, 5].map((family) => {
    const hue = getComputedStyle(document.documentElement).getPropertyValue(`--family-${family}`).trim();
    return [1, 3, 5].map((at) => parseInt(hue.slice(at, at + 2), 16)).join();
})"""
"""The colours of families that differ from all greys."""


def test_forced_colours_are_those_of_the_system_and_state_shows_without_others(opened: Opened) -> None:
    page = opened.page
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.evaluate("graphkit.select('h20-ban')")
    opened.rest()
    families = set(page.evaluate(FAMILIES))
    painted = set(page.evaluate(PAINTED))
    assert "0,0,0" in painted, "the system's text on its white"
    assert not families & painted
    looks = page.evaluate(
        """() => {
            const style = (selector, part) => getComputedStyle(document.querySelector(selector), part);
            const ground = (...which) => style(...which).backgroundColor;
            return {
                switches: [":checked", ":not(:checked)"].map((which) => ground(`[name=mode]${which} + span`)),
                dots: [".told", ":not(.told)"].map((which) => ground(`.story-dot${which}`, "::before")),
                borders: [style(".story .close").borderTopWidth, style("#bar-tip").borderTopWidth],
                theme: style("#theme-button").display,
            };
        }"""
    )
    assert looks["switches"][0] != looks["switches"][1]
    assert looks["dots"][0] != looks["dots"][1]
    assert (looks["borders"], looks["theme"]) == (["1px", "1px"], "none")
    page.emulate_media(forced_colors="none", reduced_motion="reduce")
    opened.rest()
    assert families & set(page.evaluate(PAINTED)), "and back, when the system no longer forces any"


CURVES = re.compile(r'<path d="[^"]*Q[^>]*stroke="([^"]*)" stroke-width="([^"]*)"')
GREY = """() => {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.color = "GrayText";
    return getComputedStyle(probe).color;
}"""


@pytest.mark.parametrize("seen", ["step=1", "step=7", "all=1&actor=nvidia"])
def test_in_forced_colours_faded_lines_are_thinner_than_any_other(
    seen: str, shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(shipped_graph, f"#single=1&{seen}", forced_colors="active").page
    curves, grey = CURVES.findall(page.evaluate("graphkit.svg()")), page.evaluate(GREY)
    faded, others = (
        {float(width) for colour, width in curves if (colour == grey) == is_faded}
        for is_faded in (True, False)
    )
    assert max(faded) < min(others)


# --- from right to left ----------------------------------------------------------------------------


NAME = "כהן דנה 12"
DIRECTION = "one => getComputedStyle(one).direction"


@pytest.fixture(scope="module")
def hebrew() -> Graph:
    source = Source(id="paper", publisher="הארץ", title="ספינות (חלק 2)", published="2024-02-01")
    evidence = (Evidence(source="paper", paragraph=3, quote="נפגשו 3 פעמים."),)
    return build_graph(
        Dataset(
            title="פרשת הנמל 2024",
            sources=(source,),
            actors=(
                Actor(id="dan", name=NAME, kind="person", aliases=("כהן (ד.)",)),
                Actor(id="ann", name="Ann Example", kind="person", attributes={"עיר": "חיפה 7"}),
            ),
            relations=(
                Relation(
                    key="first", type="met", source="dan", target="ann", when="2024-01-10", evidence=evidence
                ),
                Relation(
                    key="told",
                    type="met",
                    source="ann",
                    target="dan",
                    when="2024-01-15",
                    summary="דן פגש את Ann ב-10 בינואר.",
                    evidence=evidence,
                ),
            ),
        )
    )


ORDER = """([within, ...words]) => {
    const element = document.querySelector(within);
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walk.nextNode()) texts.push(walk.currentNode);
    return words.map((word) => {
        const node = texts.find((each) => each.data.includes(word));
        const range = document.createRange();
        range.setStart(node, node.data.indexOf(word));
        range.setEnd(node, node.data.indexOf(word) + word.length);
        return range.getBoundingClientRect().left;
    });
}"""


def test_names_from_right_to_left_scramble_nothing_around_them(hebrew: Graph, open_page: Opener) -> None:
    opened = open_page(hebrew)
    page = opened.page
    page.evaluate("graphkit.setAll(); graphkit.select('first')")
    # As it is read: the name from right to left, its number at its end, the sentence from left to right.
    number, name, verb = page.evaluate(ORDER, ["#details .headline", "12", "כהן", "met"])
    assert number < name < verb  # whoever follows may stand on the next line
    for selector in ("h1", "#details .name", "#details cite", "#details q"):
        assert page.locator(selector).first.evaluate("one => one.dir") == "auto", selector
    for selector in ("#search", "#credit-said"):
        assert page.get_attribute(selector, "dir") == "auto"
    assert page.locator(".headline").evaluate(DIRECTION) == "ltr"
    page.evaluate("graphkit.select('told')")
    assert page.locator(".headline").evaluate(DIRECTION) == "rtl"
    page.evaluate("graphkit.select('ann')")
    assert page.locator(".facts dd").first.get_attribute("dir") == "auto"
    # The drawing keeps the name whole; files have it as it is.
    assert f"\u2068{NAME}\u2069" in page.evaluate("graphkit.svg()")
    assert "\u2068" not in page.evaluate("graphkit.report() + graphkit.csv()")
    page.fill("#search", "כהן 12")
    assert page.locator("#search-results .option").first.inner_text().startswith(f"\u2068{NAME}")
    page.keyboard.press("Enter")
    page.keyboard.press("r")
    assert page.input_value("#finder-from") == NAME
    assert opened.complaints == []


# --- counts, narrow windows, zoom ------------------------------------------------------------------

BROKEN = """(counts) => {
    const skipped = "[hidden], noscript, script, style, svg, option, .unseen, .paper, .story-text, .lead";
    const isShown = (element) => !element.closest(skipped) && element.getClientRects().length > 0;
    const wanted = /(?<![\\p{L}\\d.,-])\\d+(?:,\\d{3})*(?: \\p{L}+)?/gu;
    const all = (selector) => [...document.querySelectorAll(selector)].filter(isShown);
    const linesOf = (range) => new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    const found = [];
    for (const count of counts) {
        for (const { firstChild } of all(".whole, .count")) {
            if (firstChild) firstChild.data = firstChild.data.replace(/\\d[\\d,]*/, count);
        }
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
            const node = walk.currentNode;
            if (!isShown(node.parentElement)) continue;
            for (const match of node.data.matchAll(wanted)) {
                const range = document.createRange();
                range.setStart(node, match.index);
                range.setEnd(node, match.index + match[0].length);
                if (linesOf(range) > 1) found.push(`${node.parentElement.className}: ${match[0]}`);
            }
        }
        for (const one of all(".whole, .count, button, select, input[type=date]")) {
            const { left, right, width } = one.getBoundingClientRect();
            const isCut = width > 1 && (left < -1 || right > innerWidth + 1);
            if (isCut) found.push(`${one.id || one.className} is cut at ${count}`);
        }
    }
    if (document.scrollingElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
    return found;
}"""
"""Puts made-up counts in the place of all, and returns which of them end a line or are cut."""
OPEN = """panel => {
    document.body.dataset.panel = panel;
    document.getElementById("timeline").classList.add("unfolded");
}"""
HAS_FOCUS = """part => {
    const one = document.activeElement;
    return one !== document.body && document.getElementById(part).contains(one);
}"""
COUNTS = ["1,000", "100,000"]


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_no_line_breaks_within_a_count_and_nothing_is_cut(width: int, opened: Opened) -> None:
    page = opened.page
    page.set_viewport_size({"width": width, "height": 800})
    for act in (
        "graphkit.select('nvidia')",
        "graphkit.setDiff(739342, 739447)",
        "graphkit.select(['nvidia', 'china'])",
        FOLDS,
    ):
        page.evaluate(act)
        for panel in ("timeline", "details", "filters") if width < 900 else ("timeline",):
            page.evaluate(OPEN, panel)
            assert page.evaluate(BROKEN, COUNTS) == [], (act, panel)


def test_enlarged_four_times_everything_is_reached_by_scrolling_down(opened: Opened) -> None:
    page = opened.page
    page.set_viewport_size(ENLARGED)
    page.click("#tab-timeline")
    page.click("#time-more-button")
    for last in ("#undated", "#zoom-in", "#date-to", "#search"):
        page.locator(last).scroll_into_view_if_needed()
        box = page.locator(last).bounding_box()
        assert box is not None
        assert 0 <= box["x"] <= box["x"] + box["width"] <= ENLARGED["width"] + 1, last
        assert 0 <= box["y"] <= box["y"] + box["height"] <= ENLARGED["height"] + 1, last
    assert page.evaluate("document.scrollingElement.scrollWidth") <= ENLARGED["width"]
    page.set_viewport_size(NARROW)
    page.click("#tab-story")
    page.click("#tools-more")
    box = page.locator("#tab-timeline").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= NARROW["height"] + 1, "the tabs stay in the window"
    page.set_viewport_size(WIDE)
    page.click("#table-button")
    for mode in ("diff", "span"):
        page.check(f'input[name="mode"][value="{mode}"]', force=True)
        assert page.locator("#table").evaluate("one => one.scrollWidth - one.clientWidth") <= 1, mode


# --- the focus and the keys --------------------------------------------------------------------------


def test_the_focus_stays_where_what_had_it_goes_away(opened: Opened) -> None:
    page = opened.page
    for selector, before, part in (
        (".story .close", "0", "story"),
        ("#details .item-button", "0", "details"),
        ("#details .close", "graphkit.select('nvidia')", "details"),
        (".facet .every:not([hidden])", "graphkit.setCertain(true)", "filters"),
        ("#earlier", "graphkit.setCertain(false)", "timeline"),
        (".story-turn:last-child", "graphkit.step(7)", "story"),
    ):
        page.evaluate(before)
        page.locator(selector).first.focus()
        page.keyboard.press("Enter")
        page.wait_for_function(HAS_FOCUS, arg=part)


def test_keys_move_an_actor_and_choose_several_rows(opened: Opened) -> None:
    page = opened.page
    page.evaluate("graphkit.select('nvidia')")
    before = page.evaluate("graphkit.place('nvidia')")
    page.focus("#network [tabindex]")
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_function("x => graphkit.place('nvidia').x > x + 5", arg=before["x"])
    page.focus("#reset-button")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.getAttribute('role') === 'application'")
    page.keyboard.press("Escape")
    page.keyboard.press("v")
    page.focus("#lanes-ground")
    for key in ("x", "ArrowDown", "x"):
        page.keyboard.press(key)
    assert "2 actors chosen." in page.inner_text("#announcer")


ARABIC = ("الشركة الأولى", "الشركة الثانية")


def test_who_did_it_stands_left_of_whom_also_before_a_summary_from_right_to_left(open_page: Opener) -> None:
    firms = tuple(Actor(id=id, name=name, kind="company") for id, name in zip("ab", ARABIC, strict=True))
    paid = Relation(key="paid", type="paid", source="a", target="b", when="2024-01-10", summary="دفعت مبلغا.")
    graph = build_graph(Dataset(title="Firms", actors=firms, relations=(paid,)))
    page = open_page(graph, "#all=1").page
    assert page.locator("#details .sentence").evaluate(DIRECTION) == "ltr"
    first, verb = page.evaluate(ORDER, ["#details .sentence", "الأولى", "paid"])
    assert first < verb


STORY_IN_SIGHT = """() => {
    const story = document.getElementById("story").getBoundingClientRect();
    const title = document.getElementById("story-title").getBoundingClientRect();
    const text = document.querySelector(".story-text");
    const line = parseFloat(getComputedStyle(text).lineHeight);
    const { top, height } = text.getBoundingClientRect();
    return [title.top >= story.top, top + Math.min(height, 3 * line) <= story.bottom + 1];
}"""


@pytest.mark.parametrize("size", [(320, 640), (360, 640), (390, 844)])
def test_the_title_of_a_step_and_three_lines_of_it_are_in_sight(
    size: tuple[int, int], opened: Opened
) -> None:
    page = opened.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    if page.get_attribute("#tools-more", "aria-expanded") == "true":
        page.click("#tools-more")
    page.evaluate("graphkit.step(0)")
    page.evaluate("document.body.dataset.panel = 'story'")
    assert page.evaluate(STORY_IN_SIGHT) == [True, True]
    page.set_viewport_size(WIDE)


def test_on_other_days_than_those_of_the_step_its_text_gives_way(opened: Opened) -> None:
    page = opened.page
    page.evaluate("graphkit.step(0)")
    assert page.is_visible("#story-title")
    page.evaluate("graphkit.setAll()")
    assert not page.is_visible("#story-title")
    page.click("text='Back to this step'")
    assert page.is_visible("#story-title")


def test_a_finger_is_told_what_a_finger_can_do(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph, "#all=1", width=390, height=844, has_touch=True, is_mobile=True).page
    page.click("#path-button")
    assert "tap actors" in page.inner_text("#details")
    page.keyboard.press("Escape")
    assert "lick" not in page.inner_text("#details")


def test_what_is_shown_is_dimmed_until_a_typed_day_counts(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph, "#day=2025-07-13").page
    dim = "getComputedStyle(document.getElementById('heading')).opacity < 1"
    seen = page.evaluate(
        """() => {
        const field = document.getElementById("date-to");
        field.value = "2025-05-01";
        field.dispatchEvent(new Event("change", { bubbles: true }));
        return [DIM, document.getElementById("heading").textContent];
    }""".replace("DIM", dim)
    )
    assert seen[0]
    assert "13 Jul 2025" in seen[1]
    expect(page.locator("#heading")).to_contain_text("1 May 2025", timeout=PATIENCE)
    assert not page.evaluate(dim)


def test_every_heading_of_a_filter_begins_with_a_capital(danske_graph: Graph, open_page: Opener) -> None:
    titles = open_page(danske_graph).page.locator("#filters .fold").all_inner_texts()
    assert "Country" in titles
    assert [title for title in titles if not title[:1].isupper()] == []
