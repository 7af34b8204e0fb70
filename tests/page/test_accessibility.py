"""The page is for everyone: what axe-core finds, what the keyboard alone reaches, what is said aloud."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph

from .conftest import Opener, dataset, relation

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"

FOLDS = """document.querySelectorAll('.fold[aria-expanded="false"], .more[aria-expanded="false"]')
    .forEach(fold => fold.click())"""
"""Unfolds everything that folds."""

Act = Callable[[Page], Any]
TOLD = ["#details", "#timeline", "#story", ".masthead"]
"""The parts of the page that follow what is shown and chosen."""

SCENES: dict[str, tuple[Act, list[str]]] = {
    "first view": (lambda page: None, []),
    "whole story": (lambda page: page.evaluate("graphkit.setAll()"), TOLD),
    "known by a day": (lambda page: page.evaluate("graphkit.setKnownBy(739447)"), TOLD),
    "a day": (lambda page: page.evaluate("graphkit.setDay(739447)"), TOLD),
    "what changed": (lambda page: page.evaluate("graphkit.setDiff(739342, 739447)"), TOLD),
    "an actor": (lambda page: page.evaluate("graphkit.select('nvidia')"), TOLD),
    "a contested relation": (lambda page: page.evaluate("graphkit.select('h20-ban')"), TOLD),
    "several actors": (
        lambda page: page.evaluate("graphkit.select(['nvidia', 'china'])"),
        TOLD,
    ),
    "a path": (lambda page: page.evaluate("graphkit.path('donald-trump', 'deepseek')"), TOLD),
    "no path": (
        lambda page: page.evaluate(
            "graphkit.setSpan(739400, 739405); graphkit.path('donald-trump', 'fareed-zakaria')"
        ),
        TOLD,
    ),
    "all filters unfolded": (lambda page: page.evaluate(FOLDS), ["#filters"]),
    "filters at work": (
        lambda page: page.evaluate("graphkit.setCertain(true); graphkit.setNewsroom(true)"),
        ["#filters"],
    ),
    "a pinned actor": (
        lambda page: page.evaluate(
            """graphkit.select('nvidia');
            for (const id of ['act-pin', 'depth-1']) document.getElementById(id).click();"""
        ),
        ["#details", "#filters"],
    ),
    "looks of actors": (
        lambda page: page.evaluate(
            f"graphkit.ask({{ mode: 'all', colour: 'measure:group', size: 'measure:partners' }}); {FOLDS}"
        ),
        ["#filters"],
    ),
    "a search": (lambda page: page.locator("#search").press_sequentially("hua"), [".masthead"]),
    "the table": (
        lambda page: page.evaluate("document.getElementById('table-button').click()"),
        ["#table", ".masthead"],
    ),
    "what can be kept": (
        lambda page: page.evaluate("document.getElementById('keep').open = true"),
        [".masthead"],
    ),
    "the lanes": (
        lambda page: page.evaluate("graphkit.ask({ lanes: 'most', mode: 'all' })"),
        [".graph", ".masthead"],
    ),
    "the keys": (lambda page: page.keyboard.press("?"), ["dialog"]),
    "the list of actors": (lambda page: page.keyboard.press("l"), ["#filters"]),
}
"""How each scene is come to, and which parts of the page are others in it; none named: all of them.

Those first that only show something else, each come to from the one before by way of the story's first step.
"""


COLOURS: Mapping[str, Any] = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""For pages that differ in their colours only from one that was judged by all rules."""
BUT_COLOURS: Mapping[str, Any] = {"rules": {"color-contrast": {"enabled": False}}}
"""For pages that have the colours of one that was judged by all rules."""


def findings(page: Page, parts: list[str], rules: Mapping[str, Any] = {}) -> list[str]:
    """Return what axe-core finds in parts of the page, by all rules or some: which and where."""
    if not AXE.exists():
        pytest.fail("axe-core is not there: sh tests/install_programs.sh")
    # Colours glide: they are judged where they come to rest.
    page.wait_for_function("() => document.getAnimations().length === 0")
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    where = json.dumps([[part] for part in parts] or None)
    asked = json.dumps({"resultTypes": ["violations"], **rules})
    found = page.evaluate(f"axe.run({where} ?? document, {asked})")
    return [
        f"{each['id']} ({each['impact']}): {[node['target'] for node in each['nodes']][:4]}"
        for each in found["violations"]
    ]


@pytest.mark.parametrize(
    ("size", "scheme"),
    [((1440, 900), "light"), ((1440, 900), "dark"), ((390, 844), "light")],
    ids=["light", "dark", "phone"],
)
def test_axe_finds_nothing(
    size: tuple[int, int], scheme: str, shipped_graph: Graph, open_page: Opener
) -> None:
    opened = open_page(shipped_graph, width=size[0], height=size[1], color_scheme=scheme)
    page = opened.page
    rules = COLOURS if scheme == "dark" else BUT_COLOURS if size[0] < 760 else {}
    found = {}
    for name, (act, parts) in SCENES.items():
        if parts == TOLD:
            page.evaluate("graphkit.step(1)")
        else:
            page.reload()
            page.wait_for_selector("#stage", state="visible")
        act(page)
        found[name] = findings(page, parts, rules)
    assert {name: those for name, those in found.items() if those} == {}
    assert opened.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_steps_of_the_second_story(
    scheme: str, danske_graph: Graph, open_page: Opener
) -> None:
    opened = open_page(danske_graph, width=1440, height=900, color_scheme=scheme)
    rules = COLOURS if scheme == "dark" else {}
    assert findings(opened.page, [], rules) == []
    for number in range(1, 1 + len(danske_graph.graph["story"])):
        opened.page.evaluate("number => graphkit.step(number)", number)
        assert findings(opened.page, TOLD, rules) == [], number
    assert opened.complaints == []


# --- the keyboard alone ----------------------------------------------------------------------------


def focused(page: Page) -> str:
    found: str = page.evaluate("document.activeElement.id")
    return found


def tab_to(page: Page, wanted: str, key: str = "Tab", most: int = 80) -> None:
    """Go to an element by the Tab key; it has to be reached, and its focus to be seen."""
    for _ in range(most):
        page.keyboard.press(key)
        if focused(page) == wanted:
            return
    pytest.fail(f"{wanted} is not reached by {key}")


STOP = """() => {
    const one = document.activeElement;
    const isOutlined = (each) => {
        const style = getComputedStyle(each);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
    };
    (window.stops ??= []).push(one);
    const name = one.id || one.getAttribute('aria-label') || one.textContent.slice(0, 30);
    const isSeen = [one, one.closest("label"), one.nextElementSibling].some((it) => it && isOutlined(it));
    // The thumb of a slider is outlined, which no script can read.
    return [one === document.body ? null : name, isSeen || one.matches('input[type=range]')];
}"""
"""What has the focus, and whether that is to be seen."""

NAMELESS = """() => {
    axe.setup(document.body);
    const isNameless = (one) => !axe.commons.text.accessibleText(one).trim();
    const stops = window.stops.filter((one) => one !== document.body && one.checkVisibility());
    const found = stops.filter(isNameless).map((one) => one.outerHTML.slice(0, 90));
    axe.teardown();
    return found;
}"""
"""The stops that a screen reader has no name for; what has gone meanwhile, such as a hint, is none."""


def test_tab_reaches_every_part_and_the_focus_is_seen_everywhere(
    shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(shipped_graph).page
    page.evaluate(FOLDS)
    page.evaluate("document.activeElement.blur()")
    stops, unseen = [], []
    for _ in range(140):
        page.keyboard.press("Tab")
        stop, is_seen = page.evaluate(STOP)
        if stop is None:
            break
        stops.append(stop)
        if not is_seen:
            unseen.append(stop)
    assert unseen == []
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(NAMELESS) == []
    for wanted in (
        *("search", "path-button", "table-button", "families-contact", "certainty-unreported"),
        *(
            "statuses-actual",
            "kinds-commodity",
            "voices-CNN",
            "publishers-CNN",
            "roster",
            "range-from",
            "range-to",
            "play",
        ),
    ):
        assert wanted in stops, wanted
    # One stop for each group of filters, however many names it has.
    assert len([stop for stop in stops if stop.startswith(("families-", "kinds-", "voices-"))]) == 3


def test_arrows_walk_a_group_of_filters_and_space_ticks(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph)
    page = opened.page
    before = opened.visible()
    tab_to(page, "families-contact")
    page.keyboard.press("ArrowDown")
    assert focused(page) == "families-agreement"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert focused(page).startswith("types-")
    page.keyboard.press("End")
    assert focused(page) == "families-newsroom"
    page.keyboard.press("Space")
    assert opened.visible() > before
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    assert not opened.visible() >= before
    assert "Time" not in page.inner_text("#announcer")


def test_the_list_of_actors_reaches_each_of_them(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    page.evaluate("graphkit.setAll()")
    page.keyboard.press("l")
    assert focused(page) == "roster"
    names = page.locator("#roster [role=option]").all_inner_texts()
    assert sorted(names) == sorted(
        shipped_graph.nodes[id]["name"] for id in page.evaluate("graphkit.drawn()")
    )
    assert len(names) > 50
    assert page.inner_text("#roster-count") == str(len(names))
    walked = []
    for _ in names:
        page.keyboard.press("Enter")
        walked.append(page.inner_text("#details h2"))
        page.keyboard.press("ArrowDown")
    assert walked == names
    assert focused(page) == "roster"
    page.keyboard.press("Home")
    page.keyboard.press("Escape")
    page.keyboard.press("Space")
    assert f"Path from {names[0]}" in page.inner_text("#announcer")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    assert page.inner_text("#details h2") == f"{names[0]} to {names[1]}"
    before = page.evaluate("graphkit.place('nvidia')")
    page.keyboard.press("f")
    page.wait_for_function("before => graphkit.place('nvidia').x !== before.x", arg=before)


def test_every_relation_is_reached_in_the_table_and_tells_its_evidence(
    shipped_graph: Graph, open_page: Opener
) -> None:
    opened = open_page(shipped_graph)
    page = opened.page
    page.keyboard.press("t")
    assert page.locator("#table tbody tr").count() == len(opened.visible())
    page.locator("#table tbody tr button").last.focus()
    page.keyboard.press("Enter")
    assert "Evidence" in page.inner_text("#details")
    page.keyboard.press("Escape")
    assert page.is_hidden("#table")
    assert focused(page) == "table-button"


def test_what_a_question_found_is_said_aloud(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    region = page.locator("#announcer")
    assert region.get_attribute("aria-live") == "polite"
    page.keyboard.press("/")
    page.keyboard.type("huawei")
    assert region.inner_text() == "1 actor, 3 relations"
    page.keyboard.press("Enter")
    page.keyboard.press("2")
    assert "within 2 hops of Huawei" in region.inner_text()
    page.keyboard.press("Escape")
    page.focus("[id='families-trade']")
    page.keyboard.press("Enter")
    assert region.inner_text().startswith("Only Trade. ")
    tab_to(page, "clear-filters", "Shift+Tab")
    page.keyboard.press("Enter")
    assert region.inner_text().startswith("Filters cleared. ")


def test_keys_of_one_sign_are_turned_off_for_good(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    page.keyboard.press("?")
    page.get_by_label("Letters, digits and signs are keys").uncheck()
    page.keyboard.press("Escape")
    for _ in range(2):
        before = page.evaluate("graphkit.link()")
        for key in ("v", "t", "n", "+", "1", "/", "?", " "):
            page.keyboard.press(key)
        assert page.evaluate("graphkit.link()") == before
        assert not page.locator("dialog#keys").is_visible()
        assert page.evaluate("document.activeElement.id") != "search"
        page.reload()
        page.wait_for_function("() => window.graphkit")
    page.keyboard.press("Home")
    page.wait_for_function("before => graphkit.link() !== before", arg=before)
    page.click("#keys-button")
    page.get_by_label("Letters, digits and signs are keys").check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"


def test_the_keys_are_shown_and_every_one_of_them_is_obeyed(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    text = page.inner_text("dialog#keys")
    for says in (
        "Search names",
        "Fit what is visible",
        "List of the actors",
        "A day back",
        "step of the story",
    ):
        assert says in text
    page.keyboard.press("l")
    assert page.is_hidden("#roster"), "keys rest while the dialog is open"
    page.keyboard.press("Escape")
    assert not page.locator("dialog#keys").is_visible()
    page.focus("#search")
    page.keyboard.type("l?0")
    assert page.input_value("#search") == "l?0"
    assert page.is_hidden("#roster")


def test_nothing_of_a_small_story_is_missing_from_its_filters(open_page: Opener) -> None:
    opened = open_page(build_graph(dataset(relation("only", when="2025-04"))))
    assert opened.page.locator("#facet-voices .entry, #facet-publishers .entry").count() == 2
    assert opened.page.locator("#facet-families > .entry > label .entry-name").all_inner_texts() == [
        "Contact"
    ]
    assert findings(opened.page, []) == []
