"""What the desk answers late moves no button that is pressed, wipes nothing and takes nobody's place."""

from collections.abc import Callable
from pathlib import Path

import pytest
from model.test_pictures import png
from page.conftest import IDLE
from playwright.sync_api import Locator, Page, Route, expect

from desk import test_desk_page
from desk.test_desk_page import Serve, read, small, told, until

serve = test_desk_page.serve


def held_back(page: Page, path: str, most: int = 100) -> list[Route]:
    """Hold back what the desk asks at a path, so often at most, until it is let go."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        if len(waiting) < most:
            waiting.append(route)
        else:
            route.continue_()

    page.route(path, hold)
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
    desk.elsewhere("add", "actor", "Nova", "--kind", "company")
    pressing(page, form.locator("[type=submit]"), lambda: let_go(page, waiting[0]))
    page.unroute("**/api/state")
    expect(page.locator("#question-neighbors .answer")).to_be_visible()
    told(page, "Something was changed elsewhere")


def test_an_error_that_is_told_is_not_wiped_by_what_was_asked_before_it(serve: Serve) -> None:
    page = serve(small()).open()
    form = adding(page, source="Lisa Su", type="met", target="AMD", article="paper")
    refusal = {"error": "no such day", "field": "when"}
    page.route("**/api/changes/add-relation", lambda route: route.fulfill(status=422, json=refusal))
    waiting = held_back(page, "**/api/date?*")
    form.locator("[data-name=when]").fill("10 July 2025")
    until(page, lambda: len(waiting) == 1)
    form.locator("[data-name=when]").press("Enter")
    until(page, lambda: len(waiting) == 2)
    let_go(page, waiting[1])
    expect(form.locator(".field-error")).to_have_text("no such day")
    let_go(page, waiting[0])
    expect(form.locator(".field-error")).to_have_text("no such day")
    expect(form.locator("[data-name=when]")).to_be_focused()


def test_what_is_typed_while_a_change_is_asked_for_is_neither_lost_nor_left_out(serve: Serve) -> None:
    page = serve(small()).open()
    form = adding(page, source="Lisa Su", type="met", target="AMD")
    for answer in ({"json": {"error": "nobody", "field": "source"}, "status": 422}, None):
        waiting = held_back(page, "**/api/changes/add-relation", 1)
        form.locator("[type=submit]").click()
        until(page, lambda waiting=waiting: bool(waiting))
        form.locator("[data-name=target]").press_sequentially("!")
        if answer:
            waiting[0].fulfill(**answer)
        else:
            let_go(page, waiting[0])
        told(page, "What you asked has changed meanwhile: ask again.")
        page.click("#told .told-shut")
        expect(page.locator(".preview, .field-error")).to_have_count(0)
        page.unroute("**/api/changes/add-relation")
    expect(form.locator("[data-name=target]")).to_have_value("!!AMD")
    form.locator("[data-name=target]").fill("AMD")
    form.locator("[data-name=target]").press("Enter")
    expect(page.locator(".preview")).to_contain_text("Lisa Su met AMD")


def test_of_two_questions_the_one_asked_last_is_answered(serve: Serve) -> None:
    page = serve(small()).open()
    page.click("#tab-ask")
    form = page.locator("#question-neighbors form")
    waiting = held_back(page, "**/api/neighbors?*", 2)
    for place, name in enumerate(("Beijing", "AMD")):
        form.locator("[data-name=actor]").fill(name)
        form.locator("[type=submit]").click()
        until(page, lambda place=place: len(waiting) == place + 1)
    let_go(page, waiting[1])
    heading = page.locator("#question-neighbors h3")
    expect(heading).to_have_text("Around: AMD")
    form.locator("[data-name=actor]").fill("Bei")
    let_go(page, waiting[0])
    expect(heading).to_have_text("Around: AMD")
    expect(form.locator("[data-name=actor]")).to_be_focused()


def test_of_two_records_the_one_asked_for_last_is_shown(serve: Serve) -> None:
    page = serve(small()).open()
    page.click("#tab-edit")
    which = page.locator("form[aria-label='edit'] [data-name=id]")
    waiting = held_back(page, "**/api/record?*", 2)
    for place, name in enumerate(("Beijing", "AMD")):
        which.fill(name)
        which.press("Enter")
        until(page, lambda place=place: len(waiting) == place + 1)
    let_go(page, waiting[1])
    fields = page.locator("form[aria-label='edit actor'] [data-name=name]")
    expect(fields).to_have_value("AMD")
    let_go(page, waiting[0])
    expect(fields).to_have_value("AMD")
    expect(which).to_have_value("AMD")


def test_names_are_offered_for_what_stands_there(serve: Serve) -> None:
    page = serve(small()).open()
    form = adding(page)
    field = form.locator("[data-name=source]")
    field.focus()
    offered = form.locator("datalist").first.locator("option")
    expect(offered).to_have_count(3)
    waiting = held_back(page, "**/api/complete?*")
    for place, name in enumerate(("Bei", "AMD")):
        field.fill(name)
        until(page, lambda place=place: len(waiting) == place + 1)
    let_go(page, waiting[1])
    expect(offered).to_have_count(1)
    let_go(page, waiting[0])
    expect(offered).to_have_attribute("value", "amd")


OTHER = "---\npublisher: P\ndate: 2025-03-05\n---\n\nIda Berg sued Norden Lines.\n"


def test_whoever_went_on_to_type_elsewhere_stays_there(serve: Serve) -> None:
    desk = serve()
    page = desk.open()
    read(page)
    page.click("#read-more summary")
    text = page.locator("#article-text")
    desk.answers.clear()
    page.locator("#review-heading").focus()
    page.keyboard.press("a")
    until(page, lambda: bool(desk.changes))
    text.focus()
    desk.answers.set()
    told(page, "Accepted draft-1")
    page.keyboard.type("rare")
    expect(text).to_have_value("rare")
    expect(page.locator("#review-counts")).to_contain_text("0 refused")
    # The same while an article is read: the tab that is open stays, and what is typed is kept.
    text.fill(OTHER)
    waiting = held_back(page, "**/api/articles?*", 1)
    page.click("#read-form [type=submit]")
    until(page, lambda: bool(waiting))
    form = adding(page, source="Ida")
    let_go(page, waiting[0])
    told(page, "1 draft to decide")
    page.keyboard.type(" Berg")
    expect(form.locator("[data-name=source]")).to_have_value("Ida Berg")


def test_the_article_that_was_chosen_last_is_shown(serve: Serve) -> None:
    page = serve().open()
    read(page)
    page.locator("#read-more").evaluate("more => { more.open = true; }")
    page.fill("#article-text", OTHER)
    page.locator("#read-form >> text=Read it").click()
    title = page.locator("#article-title")
    expect(title).to_have_text("P, 5 March 2025")
    expect(page.locator("#article-list option")).to_have_count(2)
    waiting = held_back(page, "**/api/articles/*", 2)
    first, second = page.locator("#article-list option").evaluate_all("all => all.map(one => one.value)")
    for place, id in enumerate((first, second)):
        page.select_option("#article-list", id)
        until(page, lambda place=place: len(waiting) == place + 1)
    let_go(page, waiting[1])
    let_go(page, waiting[0])
    expect(title).to_have_text("P, 5 March 2025")
    expect(page.locator("#article-list")).to_have_value(second)


def test_what_is_looked_at_in_the_log_stays_when_the_log_comes_late(serve: Serve) -> None:
    desk = serve(small())
    desk.elsewhere("add", "actor", "Nova", "--kind", "company")
    page = desk.open()
    page.click("#tab-log")
    expect(page.locator(".log-list li button")).to_have_count(1)
    waiting = held_back(page, "**/api/changes", 1)
    page.click("#tab-log")
    until(page, lambda: bool(waiting))
    page.click(".log-list li button")
    expect(page.locator(".preview")).to_be_visible()
    let_go(page, waiting[0])
    expect(page.locator(".preview")).to_be_visible()


@pytest.mark.parametrize("panel", ["add", "edit"])
def test_a_picture_is_sent_although_it_was_chosen_just_now(panel: str, serve: Serve, tmp_path: Path) -> None:
    desk = serve(small())
    page = desk.open()
    page.click(f"#tab-{panel}")
    form = page.locator(f"form[aria-label='{panel} actor']")
    if panel == "add":
        page.check("#panel-add input[value=actor]")
        form.locator("[data-name=name]").fill("Nova")
        form.locator("[data-name=kind]").select_option("company")
    else:
        page.locator("form[aria-label='edit'] [data-name=id]").fill("AMD")
        page.locator("form[aria-label='edit'] [type=submit]").click()
    form.locator("summary").last.click()
    picture = tmp_path / "nova.png"
    picture.write_bytes(png(4, 4))
    # Files come when the test says so.
    page.evaluate("""() => {
        const { readAsDataURL } = FileReader.prototype;
        FileReader.prototype.readAsDataURL = function (file) {
            window.comes = () => readAsDataURL.call(this, file);
        };
    }""")
    form.locator("[data-name=picture]").set_input_files(picture)
    form.locator("[type=submit]").click()
    page.evaluate("comes()")
    page.click(".preview .primary")
    told(page, "Saved")
    changed = {"add": "Nova", "edit": "AMD"}[panel]
    assert next(actor for actor in desk.saved().actors if actor.name == changed).picture


def test_what_could_not_be_read_for_a_moment_is_read_again(serve: Serve) -> None:
    desk = serve(small())
    page = desk.open()
    broken = [True]

    def refuse(route: Route) -> None:
        if broken:
            route.fulfill(status=400, json={"error": "the drafts are broken"})
        else:
            route.continue_()

    page.route("**/api/articles", refuse)
    desk.elsewhere("edit", "beijing", "description=A capital.")
    told(page, "the drafts are broken")
    with page.expect_response(lambda answer: answer.url.endswith("/api/articles") and answer.ok):
        broken.clear()  # nothing else changes
    told(page, "this is how it is now")
