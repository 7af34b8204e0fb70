"""What the desk answers late moves no button that is pressed, wipes nothing and takes nobody's place."""

from collections.abc import Callable

from page.conftest import IDLE
from playwright.sync_api import Locator, Page, Route, expect

from desk import test_desk_page
from desk.test_desk_page import Serve, graphkit, small, told, until

serve = test_desk_page.serve


def held_back(page: Page, path: str) -> list[Route]:
    """Hold back what the desk asks at a path, until it is let go."""
    waiting: list[Route] = []
    page.route(path, lambda route: waiting.append(route))
    return waiting


def let_go(page: Page, route: Route) -> None:
    """Let an answer come, and the desk do with it what it does."""
    with page.expect_response(route.request.url):
        route.continue_()
    page.evaluate(IDLE)


def adding(page: Page, **values: str) -> Locator:
    """Open the form for a relation, with something written in it."""
    page.click("#tab-add")
    form = page.locator("form[aria-label='add relation']")
    for name, value in values.items():
        form.locator(f"[data-name={name}]").fill(value)
    return form


def pressing(page: Page, button: Locator, meanwhile: Callable[[], None]) -> None:
    """Click a button, with something that happens between press and release."""
    button.evaluate("button => button.scrollIntoView({ block: 'end' })")
    box = button.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    meanwhile()
    assert button.bounding_box() == box
    page.mouse.up()


def near(form: Locator) -> Locator:
    """Write the day from which words count: its field is near the button."""
    form.locator("summary").click()
    day = form.locator("[data-name=asked_on]")
    day.fill("16 July 2025")
    return day


EMPTIED = "field => { field.value = ''; }"
"""Takes away what stands in a field, so that the desk has not looked yet when it is left."""


def test_a_field_that_is_left_moves_no_button_that_is_pressed(serve: Serve) -> None:
    page = serve(small()).open()
    form = adding(page, source="Lisa Su", type="met", target="AMD", article="paper", when="10 July 2025")
    day = near(form)
    understood = form.locator(".understood", has_text="16 July 2025")
    expect(understood).to_be_visible()
    day.evaluate(EMPTIED)
    pressing(page, form.locator("[type=submit]"), lambda: page.evaluate(IDLE))
    expect(page.locator(".preview")).to_contain_text("Lisa Su met AMD")
    expect(understood).to_have_count(0)


def test_a_date_is_understood_only_while_it_stands_there(serve: Serve) -> None:
    page = serve(small()).open()
    form = adding(page, source="Lisa Su", type="met", target="AMD", article="paper", when="10 July 2025")
    waiting = held_back(page, "**/api/date?text=16+July*")
    day = near(form)
    until(page, lambda: bool(waiting))
    day.evaluate(EMPTIED)
    let_go(page, waiting[0])
    expect(form.locator(".understood", has_text="16 July 2025")).to_have_count(0)
    # Nor is it forgotten once it stands there again.
    page.unroute("**/api/date?text=16+July*")
    day.evaluate("field => { field.value = '16 July 2025'; field.blur(); }")
    expect(form.locator(".understood", has_text="16 July 2025")).to_be_visible()


def test_no_answer_moves_a_button_that_is_pressed(serve: Serve) -> None:
    page = serve(small()).open()
    form = adding(page, source="Lisa Su", type="met", target="AMD", article="paper")
    waiting = held_back(page, "**/api/date?*")
    form.locator("[data-name=when]").fill("10 July 2025")
    until(page, lambda: len(waiting) == 1)
    pressing(page, form.locator("[type=submit]"), lambda: let_go(page, waiting[0]))
    page.unroute("**/api/date?*")
    expect(page.locator(".preview")).to_contain_text("Lisa Su met AMD")


def test_what_is_changed_elsewhere_is_told_once_no_button_is_pressed(serve: Serve) -> None:
    desk = serve(small())
    page = desk.open()
    page.click("#tab-ask")
    form = page.locator("#question-neighbors form")
    form.locator("[data-name=actor]").fill("AMD")
    waiting = held_back(page, "**/api/state")
    until(page, lambda: len(waiting) == 1)
    graphkit("--data", str(desk.path), "add", "actor", "Nova", "--kind", "company")
    pressing(page, form.locator("[type=submit]"), lambda: let_go(page, waiting[0]))
    page.unroute("**/api/state")
    expect(page.locator("#question-neighbors .answer")).to_be_visible()
    told(page, "Something was changed elsewhere")
