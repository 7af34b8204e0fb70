"""The browser's Back and Forward undo and redo what the reader did; the theme outlives the page."""

from datetime import date

from playwright.sync_api import Page

from graphkit.graph.multigraph import Graph

from .conftest import Opener

SHOWN = "() => JSON.stringify([graphkit.link().replace(/&?(look|axis)=[^&]*/g, ''), graphkit.visible()])"
FORBIDDEN = """Object.defineProperty(window, 'localStorage', {
    get() { throw new DOMException('forbidden', 'SecurityError'); },
})"""


def shown(page: Page) -> str:
    found: str = page.evaluate(SHOWN)
    return found


def wait_for(page: Page, wanted: str) -> None:
    page.wait_for_function(f"wanted => ({SHOWN})() === wanted", arg=wanted)


def test_back_undoes_days_facets_and_choices_one_by_one_and_forward_redoes_them(
    shipped_graph: Graph, open_page: Opener
) -> None:
    opened = open_page(shipped_graph)
    page = opened.page
    seen = [shown(page)]
    for act in (
        lambda: page.click("label:has([id='families-trade'])"),
        lambda: page.click("label:has([id='certainty-claimed'])"),
        lambda: page.click("label:has(input[value='all'])"),
        lambda: page.locator("#details .item-button").first.click(),
        lambda: page.locator("#details .parties .name").first.click(),
        lambda: page.keyboard.press("n"),
    ):
        act()
        assert shown(page) not in seen
        seen.append(shown(page))
    for before in reversed(seen[:-1]):
        page.go_back()
        wait_for(page, before)
    assert page.is_checked("#families-trade")
    for after in seen[1:]:
        page.go_forward()
        wait_for(page, after)
    assert not page.is_checked("#families-trade")
    assert opened.complaints == []


def test_what_is_dragged_or_typed_is_one_entry_however_long_it_takes(
    shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(shipped_graph, "#span=2025-04-01/2025-07-31", is_new=True).page
    start = shown(page)
    box = page.locator("#histogram").bounding_box()
    assert box
    entries = page.evaluate("history.length")
    page.mouse.move(box["x"] + 100, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 20, steps=5)
    # What is written once the hand rests changes the entry, and makes no other.
    page.wait_for_function("() => location.hash === `#${graphkit.link()}`")
    page.mouse.move(box["x"] + 300, box["y"] + 20, steps=5)
    page.mouse.up()
    dragged = shown(page)
    assert page.evaluate("history.length") == entries + 1
    page.focus("#range-to")
    for key in ("ArrowRight", "ArrowRight", "PageUp"):
        page.keyboard.press(key)
    assert shown(page) not in (start, dragged)
    page.go_back()
    wait_for(page, dragged)
    page.go_back()
    wait_for(page, start)


def test_back_brings_the_camera_back_too_and_moving_it_is_no_entry(
    shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(shipped_graph, "#all=1", is_new=True).page
    entries = page.evaluate("history.length")
    page.focus("#network .vis-network")
    for key in ("+", "+", "ArrowUp"):
        page.keyboard.press(key)
    page.wait_for_function("() => location.hash.includes('look=')")
    assert page.evaluate("history.length") == entries
    looked = page.evaluate("graphkit.place('nvidia')")
    page.click("label:has([id='families-trade'])")
    page.keyboard.press("0")
    page.wait_for_function("() => !location.hash.includes('look=')")
    page.go_back()
    page.wait_for_function(
        "was => Math.hypot(graphkit.place('nvidia').x - was.x, graphkit.place('nvidia').y - was.y) < 3",
        arg=looked,
    )


def test_the_drawing_is_moved_and_zoomed_by_keys_where_it_has_the_focus(
    shipped_graph: Graph, open_page: Opener
) -> None:
    opened = open_page(shipped_graph, "#day=2025-07-15")
    page = opened.page
    place = "['nvidia', 'china'].map(graphkit.place)"
    days, axis = (page.evaluate(f"graphkit.{name}()") for name in ("time", "axis"))

    def moved(key: str) -> tuple[float, float, float]:
        """How far an actor moves on the screen, and how much further apart two are."""
        before = page.evaluate(place)
        page.keyboard.press(key)
        after = page.evaluate(place)
        width = [abs(one["x"] - other["x"]) for one, other in (before, after)]
        return (after[0]["x"] - before[0]["x"], after[0]["y"] - before[0]["y"], width[1] / width[0])

    page.focus("#network .vis-network")
    for key, right, down in (("ArrowRight", -80, 0), ("ArrowUp", 0, 80), ("ArrowLeft", 80, 0)):
        x, y, ratio = moved(key)
        assert (round(x), round(y), round(ratio, 3)) == (right, down, 1), key
    assert round(moved("+")[2], 2) == 1.25
    assert round(moved("-")[2], 2) == 0.8
    assert (page.evaluate("graphkit.time()"), page.evaluate("graphkit.axis()")) == (days, axis)
    page.keyboard.press("?")
    assert "On the drawing: move it, zoom" in page.inner_text("#keys")
    page.keyboard.press("Escape")
    page.focus("#table-button")
    page.keyboard.press(".")
    assert page.evaluate("graphkit.time()")["last"] == date(2025, 7, 16).toordinal()
    assert opened.complaints == []


def test_the_theme_is_remembered_where_the_browser_allows_it(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph, color_scheme="light").page
    theme = "document.documentElement.dataset.theme"
    assert page.evaluate(theme) == "light"
    page.click("#theme-button")
    assert page.evaluate(theme) == "dark"
    page.reload()
    page.wait_for_selector("#stage", state="visible")
    assert page.evaluate(theme) == "dark"
    assert page.inner_text("#theme-button") == "Light"
    page.evaluate("localStorage.setItem('graphkit-theme', 'neon')")
    page.reload()
    page.wait_for_selector("#stage", state="visible")
    assert page.evaluate(theme) == "light"


def test_where_nothing_may_be_kept_the_theme_still_changes(shipped_graph: Graph, open_page: Opener) -> None:
    # A context of its own: what is forbidden in it stays so.
    opened = open_page(shipped_graph, color_scheme="light", locale="en-GB")
    page = opened.page
    page.add_init_script(FORBIDDEN)
    page.reload()
    page.wait_for_selector("#stage", state="visible")
    page.click("#theme-button")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert opened.complaints == []
    page.evaluate("delete window.localStorage")
