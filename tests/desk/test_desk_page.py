"""The desk in a real browser: an article becomes a graph by mouse and by keyboard, and no change is lost."""

import asyncio
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
import uvicorn
from datasets import actor, dataset, relation
from page.conftest import PATIENCE
from page.test_accessibility import BUT_COLOURS, findings
from page.test_attacks import ATTACKS, STRAY
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from graphkit.desk.app import Desk as Routes
from graphkit.desk.app import app
from graphkit.desk.dataset import OpenDataset
from graphkit.desk.safety import Address
from graphkit.desk.served_files import served
from graphkit.model.entities import Actor, Amount, Dataset, Evidence, Link, Relation, Source
from graphkit.reading.drafts import load
from graphkit.storage.json_file import dumps, read_dataset

ROOT = Path(__file__).parents[2]
ARTICLE = (ROOT / "docs" / "articles" / "wire.txt").read_text("utf-8")
EMPTY = dumps(Dataset(title="A small story"))
expect.set_options(timeout=PATIENCE)
SOONER = """{
    const wait = window.setTimeout;
    window.setTimeout = (act, pause, ...more) => wait(act, pause === 2000 ? 250 : pause, ...more);
}"""
"""Lets the desk look for changes eight times as often: most tests of changes made elsewhere only wait."""


class Desk:
    """A desk that is served, and the tabs that show it."""

    def __init__(self, browser: Browser, path: Path) -> None:
        self.path = path
        self.complaints: list[str] = []
        self._is_changed_elsewhere = False
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        place = Address("127.0.0.1", self._listener.getsockname()[1])
        self.address = f"{place.origin}/?token=secret"
        self._dataset = OpenDataset(["--data", str(path)])
        self._routes = Routes(self._dataset)
        self._application: Any = app(self._routes, "secret", place)
        self.changes: list[str] = []
        self.answers = Event()
        self.answers.set()
        config = uvicorn.Config(
            self._answer, interface="asgi3", ws="none", lifespan="off", log_level="error",
            timeout_graceful_shutdown=PATIENCE // 1000,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._thread = Thread(target=self._server.run, args=([self._listener],))
        self._thread.start()

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer the browser, and keep which changes it sends: these wait while ``answers`` is not set."""
        if scope["path"].startswith("/api/changes/"):
            self.changes.append(scope["path"])
            while not self.answers.is_set():
                await asyncio.sleep(0.02)
        await self._application(scope, receive, send)

    def open(self, width: int = 1440, height: int = 900, *, ready: bool = True, **context: Any) -> Page:
        """Open the desk in a tab of its own, and wait until it is ready."""
        context.setdefault("reduced_motion", "reduce")
        made = self._browser.new_context(viewport={"width": width, "height": height}, **context)
        self._contexts.append(made)
        page = made.new_page()
        page.set_default_timeout(PATIENCE)
        page.add_init_script(SOONER)
        page.on("console", lambda message: self._heard(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(self.address)
        if ready:
            page.wait_for_selector("body[data-ready]")
        return page

    def elsewhere(self, *words: str) -> None:
        """Change the dataset by a command line, as somebody else would.

        From here on the tab may have seen it in the middle of such a change, and what it sends before it
        looks again may come too late: it does look, and the browser complains of the refusal (412).
        """
        self._is_changed_elsewhere = True
        graphkit("--data", str(self.path), *words)

    def _heard(self, complaint: str) -> None:
        if not (self._is_changed_elsewhere and "status of 412" in complaint):
            self.complaints.append(complaint)

    def saved(self) -> Any:
        """Return the dataset as it is on the disk."""
        return read_dataset(self.path)

    def close(self) -> None:
        """Close the tabs and end the server."""
        for context in self._contexts:
            context.close()
        self._server.should_exit = True
        self._thread.join(2 * PATIENCE / 1000)
        assert not self._thread.is_alive(), "the server does not end"
        self._routes.close()
        self._dataset.__exit__()


Serve = Callable[..., Desk]


@pytest.fixture
def serve(browser: Browser, tmp_path: Path) -> Iterator[Serve]:
    """A function that serves a dataset, an empty one if none is given, or what lies at another place."""
    open_ones = []

    def serving(content: str = EMPTY, path: Path = tmp_path / "story.json") -> Desk:
        if not path.exists():
            path.write_text(content, encoding="utf-8", newline="\n")
        open_ones.append(Desk(browser, path))
        return open_ones[-1]

    yield serving
    for desk in open_ones:
        desk.close()


def graphkit(*words: str) -> None:
    """Run a command line."""
    command = [sys.executable, "-m", "graphkit", *words]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE / 1000)


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Let the browser go on until something holds."""
    for _ in range(PATIENCE // 20):
        if holds():
            return
        page.wait_for_timeout(20)
    pytest.fail("it has not come")


def in_graph(page: Page, wanted: str) -> None:
    """Wait until the graph beside the article has drawn a relation, and has it selected."""
    graph = page.frame_locator("#graph")
    expect(graph.locator("#stage")).to_be_visible()
    page.wait_for_function(
        """id => {
            const inside = document.getElementById("graph").contentWindow;
            return inside.graphkit?.visible().includes(id) && inside.location.hash.includes(`relation=${id}`);
        }""",
        arg=wanted,
    )


def told(page: Page, words: str) -> None:
    """Wait until something is said, to the eye and to those who listen: not what was heard before."""
    heard = json.dumps(words)
    expect(page.locator(f"#told p:not([data-heard={heard}])")).to_contain_text(words)
    page.evaluate("words => document.querySelector('#told p')?.setAttribute('data-heard', words)", words)
    expect(page.locator("#announcer")).to_contain_text(words)


def test_an_article_becomes_a_sourced_graph_by_mouse(serve: Serve) -> None:
    desk = serve()
    page = desk.open()
    expect(page.locator("#article-none")).to_be_visible()
    page.click("#read-more summary")
    page.fill("#article-text", ARTICLE)
    page.click("#read-form >> text=Read it")
    told(page, "5 drafts to decide")
    # Names and dates of the article are lit; what is understood of a date is told where it stands.
    new = page.locator(".mention-new", has_text="Ida Berg")
    expect(new).to_be_visible()
    page.hover(".phrase >> text=last week")
    expect(page.locator("#tip")).to_contain_text("[2025-02-24..2025-03-02]")
    expect(page.locator("mark.quote")).to_have_text(re.compile("Norden Lines.* acquired .*in February"))
    # The kind of a new actor, then the draft itself.
    expect(page.locator("#review-heading")).to_contain_text("Norden Lines (new company) acquired")
    page.select_option("#ask-target_kind", "company")
    expect(page.locator("#review-heading")).to_contain_text("Port Vell Harbour (new company)")
    page.click(".decide >> text=Accept")
    told(page, "Accepted draft-1")
    in_graph(page, "norden-lines-acquired-port-vell-harbour")
    expect(page.locator(".mention:not(.mention-new)", has_text="Norden Lines").first).to_have_attribute(
        "data-kind", "company"
    )
    # Change, postpone, refuse, undo.
    page.click(".decide >> text=Change")
    expect(page.locator("#review-card").get_by_label("Who", exact=True)).to_have_value("Ida Berg")
    page.fill("#review-card [data-name=when]", "25 February 2025")
    expect(page.locator(".understood", has_text="25 February 2025")).to_be_visible()
    page.click("text=Save the draft")
    expect(page.locator("#review-heading")).to_contain_text(re.compile(r"met Tom Quay .*: 25 February 2025"))
    page.click(".decide >> text=Postpone")
    expect(page.locator("#review-heading")).to_contain_text("leads Norden Lines")
    page.click(".decide >> text=Refuse")
    expect(page.locator("#review-counts")).to_contain_text("1 refused")
    page.click(".decide >> text=Undo")
    told(page, "draft-3 waits again")
    page.click(".decide >> text=Accept")
    told(page, "ida-berg-leads-norden-lines")
    # What the rules did not see is added by hand, from a paragraph; its date counts from the article.
    page.click('[aria-label="Code a relation from paragraph 9"]')
    form = page.locator("form[aria-label='add relation']")
    form.locator("[data-name=source]").fill("Norden Lines")
    form.locator("[data-name=type]").fill("met")
    form.locator("[data-name=target]").fill("Ida Berg")
    form.locator("[data-name=when]").fill("last week")
    expect(form.locator(".understood", has_text="24 February")).to_be_visible()
    expect(form.locator("[data-name=article]")).to_have_value("the-coast-wire-2025-03-05")
    form.locator("text=Show the change").click()
    expect(page.locator(".reads")).to_contain_text("Norden Lines met Ida Berg.")
    expect(page.locator(".reads")).to_contain_text("2 March 2025")
    expect(page.locator(".reads")).to_contain_text("The Coast Wire (1 independent source)")
    expect(page.locator(".diff")).to_contain_text("when: [2025-02-24..2025-03-02]")
    assert len(desk.saved().relations) == 2
    page.click(".preview >> text=Back")
    expect(form.locator("[data-name=when]")).to_have_value("last week")
    form.locator("text=Show the change").click()
    page.click(".preview .primary")
    told(page, "Saved")
    in_graph(page, "norden-lines-met-ida-berg")
    relation = desk.saved().relations[-1]
    assert (relation.evidence[0].paragraph, relation.evidence[0].source) == (9, "the-coast-wire-2025-03-05")
    assert relation.evidence[0].quote == "The Coast Union criticised Norden Lines on Monday."
    # The change that was saved last can be taken back where it is told, and the log shows both.
    page.click("#told >> text=Undo")
    told(page, "Took back change 3: Added: ")
    assert len(desk.saved().relations) == 2
    page.click("#tab-log")
    expect(page.locator(".log-list li").first).to_contain_text("undo")
    assert desk.complaints == []


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, selector: str, key: str = "Tab", most: int = 60) -> None:
    """Go to an element by the Tab key."""
    for _ in range(most):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press(key)
    pytest.fail(f"{selector} is not reached by {key}")


def test_an_article_becomes_a_sourced_graph_by_keyboard_alone(serve: Serve) -> None:
    desk = serve()
    page = desk.open()
    tab_to(page, "#read-more summary")
    press(page, "Enter")
    tab_to(page, "#article-text")
    page.keyboard.insert_text(ARTICLE)
    tab_to(page, "#read-form [type=submit]")
    press(page, "Enter")
    told(page, "5 drafts to decide")
    expect(page.locator("#review-heading")).to_be_focused()
    press(page, "a")
    told(page, "Accepted draft-1")
    press(page, "p")
    told(page, "Postponed")
    press(page, "r")
    told(page, "Refused")
    press(page, "u")
    told(page, "draft-3 waits again")
    press(page, "c")
    expect(page.locator("form[aria-label='Change the draft'] input").first).to_be_focused()
    tab_to(page, "[data-name=summary]")
    page.keyboard.type("Berg runs the line.")  # its letters decide nothing
    tab_to(page, "form[aria-label='Change the draft'] [type=submit]")
    press(page, "Enter")
    told(page, "draft-3")
    expect(page.locator("#review-heading")).to_be_focused()
    press(page, "a")
    told(page, "Accepted draft-3")
    # A name that is outlined opens the form for an actor: arrows walk the names and dates of the article.
    tab_to(page, ".mention", "Shift+Tab")
    for _ in range(20):
        if page.evaluate("document.activeElement.textContent").startswith("Ministry of Trade"):
            break
        press(page, "ArrowDown")
    press(page, "Enter")
    expect(page.locator("form[aria-label='add actor'] [data-name=name]")).to_have_value("Ministry of Trade")
    tab_to(page, "form[aria-label='add actor'] [type=submit]")
    press(page, "Enter")
    expect(page.locator(".diff")).to_contain_text("name: Ministry of Trade")
    tab_to(page, ".preview .primary")
    press(page, "Enter")
    told(page, "Saved")
    # Tabs by arrows; then the last change is taken back by the log.
    tab_to(page, "#tab-add", "Shift+Tab")
    press(page, "ArrowRight", "ArrowRight", "ArrowRight")
    expect(page.locator("#panel-log")).to_be_visible()
    tab_to(page, ".log-list button")
    press(page, "Enter")
    expect(page.locator(".diff")).to_contain_text("ministry-of-trade")
    tab_to(page, ".preview .primary")
    press(page, "Enter")
    told(page, "1 actor removed")
    saved = desk.saved()
    assert {relation.key for relation in saved.relations} == {
        "norden-lines-acquired-port-vell-harbour",
        "ida-berg-leads-norden-lines",
    }
    assert {entry.paragraph for relation in saved.relations for entry in relation.evidence} == {6, 7}
    assert "ministry-of-trade" not in {actor.id for actor in saved.actors}
    assert desk.complaints == []


def read(page: Page, article: str = ARTICLE) -> None:
    """Read an article, that of the tests if no other."""
    page.click("#read-more summary")
    page.fill("#article-text", article)
    page.click("#read-form >> text=Read it")
    told(page, "to decide")


def test_what_of_an_article_is_left_out_is_told(serve: Serve) -> None:
    page = serve().open()
    article = f"{ARTICLE}\nNorden Lines may have met Ida Berg in January.\n"
    for words in (
        r"drafts to decide\. Left out: what only may be \(par\. \d+\)\.$",
        r"\. 5 proposed or coded already\. Left out: ",
    ):
        page.locator("#read-more").evaluate("more => { more.open = true; }")
        page.fill("#article-text", article)
        page.locator("#read-form >> text=Read it").click()
        expect(page.locator("#told p")).to_have_text(re.compile(words))


def test_a_draft_with_a_doubt_is_accepted_by_another_key(serve: Serve) -> None:
    desk = serve()
    page = desk.open()
    read(page, "---\npublisher: P\ndate: 2025-03-05\n---\n\nIda Berg will sue Norden Lines in March 2019.\n")
    expect(page.locator(".decide >> text=Accept")).to_have_text("Accept all the samey")
    press(page, "a", "a")
    told(page, "Look: its date March 2019 comes before the article")
    expect(page.locator("#review-counts")).to_contain_text("1 waiting · 0 accepted")
    press(page, "y")
    told(page, "Accepted draft-1")
    assert desk.complaints == []


def test_the_key_for_doubts_tells_the_key_of_a_draft_without_one(serve: Serve) -> None:
    desk = serve()
    page = desk.open()
    read(page)
    press(page, "y")
    told(page, "There is nothing to look at. Key a accepts it.")
    assert (desk.changes, desk.complaints) == ([], [])


@pytest.mark.parametrize(("key", "said"), [("r", "Refused"), ("p", "Postponed"), ("a", "Accepted")])
def test_keys_pressed_while_a_decision_is_on_its_way_decide_nothing(
    key: str, said: str, serve: Serve
) -> None:
    desk = serve()
    page = desk.open()
    read(page)
    desk.answers.clear()
    press(page, key, key, "c", key)
    expect(page.locator("#review-card[aria-busy]")).to_have_count(1)
    until(page, lambda: bool(desk.changes))
    desk.answers.set()
    told(page, said)
    assert len(desk.changes) == 1
    expect(page.locator("#review-counts")).to_contain_text(f"1 {said.lower()}")
    expect(page.locator("#review-card form")).to_have_count(0)
    expect(page.locator("#review-card[aria-busy]")).to_have_count(0)
    # The next key decides on the draft that is now seen.
    page.locator("#told").evaluate("told => told.replaceChildren()")
    press(page, "r")
    told(page, "Refused")
    assert desk.complaints == []


def through(page: Page, form: str, **values: str) -> None:
    """Fill a form, look at what it would change, and save that."""
    place = page.locator(f"form[aria-label='{form}']:visible")
    for more in place.locator("summary").all():
        more.click()
    for name, value in values.items():
        field = place.locator(f"[data-name={name}]")
        if value == "yes":
            field.first.check()
        elif field.first.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            for number, text in enumerate(value.split("|")):
                field.nth(number).fill(text)
    page.locator("#told").evaluate("told => told.replaceChildren()")
    place.locator("[type=submit]").click()
    expect(page.locator(".diff li").first).to_be_visible()
    page.click(".preview .primary")
    told(page, "Saved")


def test_every_form_saves_what_its_command_does(serve: Serve) -> None:
    paper = Source(id="paper", publisher="The Paper", published="2025-07-15")
    entry = Evidence(source="paper", paragraph=1)
    ban = Relation(key="ban", source="beijing", target="amd", type="banned", when="2025", evidence=(entry,))
    actors = (Actor(id="amd", name="AMD", kind="company"), Actor(id="beijing", name="Beijing", kind="place"))
    desk = serve(dumps(Dataset(title="Small", actors=actors, sources=(paper,), relations=(ban,))))
    page = desk.open()
    page.click("#tab-add")
    page.check("#panel-add input[value=source]")
    through(
        page, "add source", publisher="The Coast Wire", published="5 August 2025", title="Licences", id="wire"
    )
    page.check("#panel-add input[value=type]")
    through(page, "add type", name="toasted", kind="event", meaning="Raised a glass to.", past="toasted")
    page.check("#panel-add input[value=actor]")
    through(page, "add actor", name="Lisa Su", kind="person", alias="Su")
    page.check("#panel-add input[value=relation]")
    page.fill("form[aria-label='add relation'] [data-name=source]", "Su")
    offered = page.locator("form[aria-label='add relation'] option[value=lisa-su]").first
    expect(offered).to_have_attribute("label", re.compile("Lisa Su.*person"))
    through(page, "add relation", source="Su", type="toasted", target="AMD", when="2025-08", article="wire")
    page.check("#panel-add input[value=evidence]")
    through(page, "add evidence", relation="ban", source="wire", paragraph="3", contradicts="yes")
    page.click("#tab-edit")
    page.fill("#panel-edit-edit [data-name=id]", "lisa-su-toasted-amd")
    page.click("text=Show its fields")
    expect(page.get_by_label("Who", exact=True).locator("visible=true")).to_have_value("lisa-su")
    expect(page.get_by_label("Whom or what", exact=True).locator("visible=true")).to_have_value("amd")
    through(page, "edit relation", when="1 August 2025", status="denied", summary="It is said that she did.")
    saved = desk.saved()
    toast = next(relation for relation in saved.relations if relation.key == "lisa-su-toasted-amd")
    assert (toast.when, toast.status, toast.evidence[0].source) == ("2025-08-01", "denied", "wire")
    assert saved.relation_types[-1].meaning == "Raised a glass to."
    ban = next(relation for relation in saved.relations if relation.key == "ban")
    against = next(entry for entry in ban.evidence if entry.source == "wire")
    assert (against.paragraph, against.stance) == (3, "contradicts")
    # What refers to it is shown before it is removed with it; two actors become one.
    page.check("#panel-edit input[value=remove]")
    page.fill("#panel-edit-remove [data-name=id]", "lisa-su")
    page.click("#panel-edit-remove [type=submit]")
    told(page, "1 field is to be put right")
    expect(page.locator("#panel-edit-remove .field-error")).to_contain_text("lisa-su-toasted-amd")
    through(page, "remove", id="lisa-su", cascade="yes")
    page.click("#tab-add")
    page.check("#panel-add input[value=actor]")
    through(page, "add actor", name="The Peking", kind="place")
    page.click("#tab-edit")
    page.check("#panel-edit input[value=merge]")
    form = page.locator("form[aria-label=merge]")
    for name, label in (
        ("the-peking", "This one"),
        ("beijing", "is really this one, whose id and name stay"),
    ):
        form.get_by_label(label, exact=True).fill(name)
    expect(form.locator("text=One more")).to_be_hidden()
    through(page, "merge", names="the-peking|beijing")
    left = desk.saved()
    assert "lisa-su-toasted-amd" not in {relation.key for relation in left.relations}
    assert {actor.id for actor in saved.actors} - {actor.id for actor in left.actors} == {"lisa-su"}
    assert "The Peking" in next(actor.aliases for actor in left.actors if actor.id == "beijing")
    assert {complaint for complaint in desk.complaints if "422" not in complaint} == set()


def fill_actor(page: Page, name: str) -> None:
    page.click("#tab-add")
    page.check("#panel-add input[value=actor]")
    form = page.locator("form[aria-label='add actor']")
    form.locator("[data-name=name]").fill(name)
    form.locator("[data-name=kind]").select_option("company")
    form.locator("text=Show the change").click()
    expect(page.locator(".preview .primary")).to_be_visible()


def test_what_is_typed_stays_when_something_else_is_chosen_in_the_article(serve: Serve) -> None:
    desk = serve()
    page = desk.open()
    read(page)
    press(page, "a")
    told(page, "Accepted")
    page.click('[aria-label="Code a relation from paragraph 9"]')
    form = page.locator("form[aria-label='add relation']")
    form.locator("[data-name=source]").fill("Ida Berg")
    form.locator("[data-name=summary]").fill("She said it twice.")
    page.click('[aria-label="Code a relation from paragraph 7"]')
    expect(form.locator("[data-name=paragraph]")).to_have_value("7")
    expect(form.locator("[data-name=quote]")).to_have_value(re.compile("Ida Berg"))
    expect(form.locator("[data-name=source]")).to_have_value("Ida Berg")
    expect(form.locator("[data-name=summary]")).to_have_value("She said it twice.")
    # A place that was typed is no other's: it stays as a whole, and the other is offered.
    form.locator("[data-name=quote]").fill("My own words")
    page.click('[aria-label="Code a relation from paragraph 9"]')
    told(page, "stay as you typed them")
    expect(form.locator("[data-name=quote]")).to_have_value("My own words")
    expect(form.locator("[data-name=paragraph]")).to_have_value("7")
    page.click("#told >> text=Take paragraph 9 instead")
    expect(form.locator("[data-name=quote]")).to_have_value(re.compile("Coast Union"))
    expect(form.locator("[data-name=paragraph]")).to_have_value("9")
    expect(form.locator("[data-name=source]")).to_have_value("Ida Berg")
    # What is typed of one actor is no description of another.
    page.click(".mention-new >> text=Ministry of Trade")
    actor = page.locator("form[aria-label='add actor']")
    actor.locator("[data-name=description]").fill("It licenses ships.")
    page.click(".mention-new >> text=Coast Union")
    told(page, "What you were typing is still there")
    expect(actor.locator("[data-name=name]")).to_have_value("Ministry of Trade")
    page.click("#told >> text=Drop it")
    expect(actor.locator("[data-name=name]")).to_have_value(re.compile("Coast Union"))
    expect(actor.locator("[data-name=description]")).to_have_value("")
    # Nor does another draft take the place of one that is being changed.
    page.click("#tab-review")
    press(page, "c")
    page.fill("#review-card [data-name=summary]", "They met twice.")
    page.click("#queue summary")
    page.click("#queue-list button >> nth=1")
    told(page, "What you were typing is still there")
    expect(page.locator("#review-card [data-name=summary]")).to_have_value("They met twice.")
    page.click("#review-card >> text=Back")
    told(page, "What you were typing is still there")
    expect(page.locator("#review-card [data-name=summary]")).to_have_value("They met twice.")
    page.click("#told >> text=Drop it")
    expect(page.locator("#review-card form")).to_have_count(0)
    expect(page.locator("#review-heading")).to_be_focused()
    # Nor a file the place of a text that is typed.
    page.click("#read-more summary")
    page.fill("#article-text", "Typed by hand.")
    chosen = {"name": "wire.txt", "mimeType": "text/plain", "buffer": b"From a file."}
    page.set_input_files("#article-file", chosen)  # type: ignore[arg-type]
    told(page, "The text that you typed is still there")
    expect(page.locator("#article-text")).to_have_value("Typed by hand.")
    page.click("#told >> text=Take the file instead")
    expect(page.locator("#article-text")).to_have_value("From a file.")


def test_a_draft_is_given_a_sum_and_further_actors(serve: Serve) -> None:
    desk = serve()
    page = desk.open()
    read(page)
    press(page, "c")
    page.fill("#review-card [data-name=amount]", "2.5 EUR")
    page.fill("#review-card [data-name=about]", "Ida Berg; Coast Union")
    expect(page.locator("#review-card [data-name=attests]")).to_have_value("no")
    page.select_option("#review-card [data-name=attests]", "yes")
    page.fill("#review-card [data-name=on]", "new")
    page.click("#review-card >> text=Save the draft")
    told(page, "draft-1: ")
    changed = load(desk.path).draft("draft-1")
    assert (changed.attests, changed.on) == (None, "new")
    assert changed.amount == Amount(value=2.5, unit="EUR")
    assert [party.name for party in changed.about] == ["Ida Berg", "Coast Union"]
    expect(page.locator("#review-card .facts")).to_contain_text("Amount2.5 EURAboutIda Berg; Coast Union")
    press(page, "c")
    expect(page.locator("#review-card [data-name=about]")).to_have_value("Ida Berg; Coast Union")
    page.keyboard.press("Escape")


def test_leaving_the_page_asks_while_something_is_typed(serve: Serve) -> None:
    page = serve().open()
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", answer)
    page.click("#tab-edit")
    page.fill("#panel-edit-edit [data-name=id]", "somebody")  # which is asked again at once
    page.reload()
    page.wait_for_selector("body[data-ready]")
    expect(page.frame_locator("#graph").locator("#stage")).to_be_visible()  # though it is unchanged
    page.wait_for_function("() => document.getElementById('graph').contentWindow.graphkit")
    assert asked == []
    page.click("#tab-add")
    page.fill("form[aria-label='add relation'] [data-name=summary]", "She said it twice.")
    page.evaluate("setTimeout(() => location.reload())")  # what is evaluated ends before it is asked
    until(page, lambda: bool(asked))
    assert asked == ["beforeunload"]
    expect(page.locator("form[aria-label='add relation'] [data-name=summary]")).to_have_value(
        "She said it twice."
    )


def test_a_decision_of_another_on_the_draft_that_is_changed_is_told(serve: Serve) -> None:
    desk = serve()
    page = desk.open()
    read(page)
    press(page, "a")
    told(page, "Accepted draft-1")
    press(page, "c")
    page.fill("#review-card [data-name=summary]", "They met twice.")
    desk.elsewhere("drafts", "refuse", "draft-2")
    told(page, "changed elsewhere; this is how it is now. draft-2 is refused.")  # not one's own last change
    save = page.locator("#review-card >> text=Save the draft")
    save.click()
    told(page, "Nothing was saved: somebody decided on draft-2 meanwhile: it is refused")
    expect(page.locator("#review-card [data-name=summary]")).to_have_value("They met twice.")
    page.click("#told >> text=Reopen it")
    told(page, "Reopened 1 draft")
    save.click()
    told(page, "draft-2: ")
    expect(page.locator("#review-card form")).to_have_count(0)
    assert load(desk.path).draft("draft-2").summary == "They met twice."
    desk.elsewhere("drafts", "refuse", "draft-2")
    told(page, "draft-2 is refused")
    page.keyboard.press("u")
    told(page, "Taken back, but somebody decided on draft-2 meanwhile: it is refused")
    # What the command refuses is said, and what was typed stays.
    page.click("#told >> text=Reopen it")
    told(page, "Reopened 1 draft")
    press(page, "c")
    page.fill("#review-card [data-name=when]", "the day before never")
    save.click()
    expect(page.locator("#told.told-error")).to_have_count(1)
    expect(page.locator("#review-card [data-name=when]")).to_have_value("the day before never")


def test_of_two_sessions_none_loses_a_change(serve: Serve) -> None:
    desk = serve()
    one, other = desk.open(), desk.open()
    # Both look at a change; the one saves first.
    fill_actor(other, "Other Ltd")
    fill_actor(one, "One Ltd")
    one.click(".preview .primary")
    told(one, "Saved")
    # The other is told, either by looking or by trying, keeps what was typed, and then saves it.
    told(other, "changed elsewhere")
    expect(other.locator("form[aria-label='add actor'] [data-name=name]")).to_have_value("Other Ltd")
    other.click(".preview .primary")
    told(other, "Nothing was saved: the dataset was changed elsewhere meanwhile (Added actor: One Ltd)")
    other.click(".preview .primary")
    told(other, "Saved")
    told(one, "changed elsewhere")
    told(one, "Added actor: Other Ltd")
    assert [actor.name for actor in desk.saved().actors] == ["One Ltd", "Other Ltd"]
    # The command line counts as another session; what is being typed stays.
    one.check("#panel-add input[value=source]")
    one.fill("form[aria-label='add source'] [data-name=publisher]", "The Paper")
    desk.elsewhere("add", "actor", "Third Ltd", "--kind", "company")
    told(one, "Added actor: Third Ltd")
    expect(one.locator("#heading")).to_contain_text("3 actors")
    expect(one.locator("form[aria-label='add source'] [data-name=publisher]")).to_have_value("The Paper")
    assert [each for each in desk.complaints if "412" not in each] == []


def test_a_change_that_comes_too_late_is_refused_told_and_shown_again(serve: Serve) -> None:
    desk = serve()
    page = desk.open()
    # It does not see the change of another before it saves its own.
    stale = [page.evaluate("fetch('/api/state').then((answer) => answer.json())")]
    page.on("response", lambda answer: stale.clear() if answer.status == 412 else None)
    page.route("**/api/state", lambda route: route.fulfill(json=stale[0]) if stale else route.continue_())
    fill_actor(page, "Late Ltd")
    early = ["Early Ltd", "Early Two", "Early Three", "Early Four"]
    for name in early:
        desk.elsewhere("add", "actor", name, "--kind", "company")
    page.click(".preview .primary")
    words = "; ".join(f"Added actor: {name}" for name in early[:3])
    told(page, f"Nothing was saved: the dataset was changed elsewhere meanwhile ({words}; and 1 more)")
    expect(page.locator(".diff")).to_contain_text("name: Late Ltd")
    page.unroute_all(behavior="wait")
    page.click(".preview .primary")
    told(page, "Saved")
    assert {actor.name for actor in desk.saved().actors} == {*early, "Late Ltd"}


def test_nothing_is_removed_that_came_after_it_was_shown_what_will_be(serve: Serve) -> None:
    desk = serve(small())
    page = desk.open()
    page.click("#tab-edit")
    page.check("#panel-edit input[value=remove]")
    form = page.locator("form[aria-label=remove]")
    form.locator("[data-name=id]").fill("Beijing")
    # Without what refers to it the actor stays; what is wrong is told below the whole of the tick.
    form.locator("[type=submit]").click()
    expect(form.locator(".field-error")).to_contain_text("is named by")
    tick = form.locator(".field-tick")
    label = tick.locator("label").bounding_box()
    assert label is not None
    assert label["width"] > 80
    assert page.locator("#work").evaluate("pane => pane.scrollWidth <= pane.clientWidth")
    form.locator("[data-name=cascade]").check()
    form.locator("[type=submit]").click()
    expect(page.locator(".diff")).to_contain_text("relation ban")
    command = ("add", "relation", "beijing", "warned", "amd", "--when", "2025-07-14", "--source", "paper")
    desk.elsewhere(*command)
    told(page, "changed elsewhere")
    page.click(".preview .primary")
    told(page, "Nothing was saved")
    expect(page.locator(".diff")).to_contain_text("relation beijing-warned-amd")
    assert len(desk.saved().relations) == 2
    page.click(".preview .primary")
    told(page, "Saved")
    assert desk.saved().relations == ()


def test_who_decides_elsewhere_takes_the_article_along(serve: Serve, tmp_path: Path) -> None:
    desk = serve()
    for name, publisher in (("wire", "The Wire"), ("post", "The Post")):
        text = f"---\npublisher: {publisher}\ndate: 2025-03-05\n---\n{publisher[4:]} Ltd sued Alba Ltd."
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
        desk.elsewhere("read", str(tmp_path / f"{name}.txt"))
    page = desk.open()
    page.select_option("#article-list", "the-post-2025-03-05")
    expect(page.locator("#review-card .kicker")).to_contain_text("The Post")
    desk.elsewhere("drafts", "refuse", "draft-2")
    told(page, "draft-2 is refused")
    expect(page.locator("#review-card .kicker")).to_contain_text("The Wire")
    expect(page.locator("#article-title")).to_contain_text("The Wire")
    expect(page.locator("#told")).not_to_contain_text("typing")


def test_a_date_that_lacks_a_day_counts_from_the_article_else_the_field_for_it_is_opened(
    serve: Serve,
) -> None:
    page = serve(small()).open()
    page.click("#tab-add")
    form = page.locator("form[aria-label='add relation']")
    for name, value in (("source", "Lisa Su"), ("type", "met"), ("target", "AMD"), ("when", "last Monday")):
        form.locator(f"[data-name={name}]").fill(value)
    form.locator("[type=submit]").click()
    expect(form.locator("[data-name=asked_on]")).to_be_focused()
    expect(form.locator(".field-error")).to_contain_text("write that day under Asked on")
    form.locator("[data-name=asked_on]").fill("16 July 2025")
    form.locator("[data-name=article]").fill("paper")
    form.locator("[data-name=asked_on]").fill("")
    expect(form.locator(".understood")).to_contain_text(["may be 7 July 2025 or 14 July 2025"])
    form.locator("[type=submit]").click()
    expect(form.locator("[data-name=when]")).to_be_focused()
    expect(form.locator(".field-error")).to_contain_text("may be 7 July 2025 or 14 July 2025")
    # Saved, the form is empty, and the focus goes on in it.
    form.locator("[data-name=when]").fill("10 July 2025")
    form.locator("[type=submit]").click()
    expect(page.locator(".preview")).not_to_contain_text("Dry run")
    page.click(".preview .primary")
    told(page, "Saved")
    expect(form.locator("[data-name=source]")).to_be_focused()
    in_graph(page, "lisa-su-met-amd")
    page.click("#told >> text=Undo")
    told(page, "Took back change 1: Added: Lisa Su met AMD.")
    expect(page.locator("#told .told-shut")).to_be_focused()
    # What goes back to a state of the log is taken back where it is told as well.
    page.click("#tab-log")
    page.locator(".log-list button").first.click()
    page.locator(".preview .primary").dblclick()
    told(page, "Saved")
    expect(page.locator("#tab-log")).to_be_focused()
    page.click("#told >> text=Undo")
    told(page, "Took back change 3: ")
    page.click("#tab-add")
    expect(page.locator("#drawing")).to_be_hidden()
    expect(page.frame_locator("#graph").locator("body")).not_to_contain_text("The link asks")


def test_of_two_of_one_name_the_draft_asks_which_by_what_tells_them_apart(serve: Serve) -> None:
    boats = Actor(id="ida-berg-2", name="Ida Berg", kind="person", description="Builds boats.")
    born = Actor(id="ida-berg", name="Ida Berg", kind="person", attributes={"born": "1961"})
    desk = serve(dumps(Dataset(actors=(born, boats))))
    page = desk.open()
    read(page)
    page.click("#queue summary")
    page.click("#queue-list button >> text=met Tom Quay")
    which = page.get_by_label("Who is Ida Berg?")
    expect(which.locator("option")).to_have_text(
        [
            "choose",
            "Ida Berg (ida-berg): born 1961, 0 relations",
            "Ida Berg (ida-berg-2): Builds boats., 0 relations",
        ]
    )
    page.locator("#review-heading").focus()
    press(page, "a")
    expect(which).to_be_focused()
    expect(page.locator("#review-card .field-error")).to_have_text("Say which is meant, then accept it.")
    which.select_option("ida-berg-2")
    expect(which).to_have_count(0)
    expect(page.locator("#review-heading")).to_be_focused()
    press(page, "a")
    told(page, "Accepted")
    assert desk.saved().relations[0].source == "ida-berg-2"


def test_a_name_of_several_is_none_of_nobody_and_days_read_as_at_the_command_line(
    serve: Serve, tmp_path: Path
) -> None:
    desk = serve()
    text = "---\npublisher: The Wire\ndate: 2025-03-05\n---\nVik Tarco sued Alba Ltd. Tarco leads Cyra Ltd."
    (tmp_path / "wire.txt").write_text(text, "utf-8")
    for words in (
        ("add", "actor", "Vik Tarco", "--kind", "person"), ("add", "actor", "Vik Tarco", "--kind", "person"),
        ("add", "actor", "Jan Tarco", "--kind", "person"), ("add", "actor", "Fed", "--kind", "organisation"),
        ("add", "source", "The Wire", "--published", "2025-03-05", "--id", "wire"),
        ("add", "relation", "Fed", "banned", "jan-tarco", "--when", "2023-03-03/", "--source", "wire"),
        ("add", "relation", "jan-tarco", "leads", "Fed", "--source", "wire"),
        ("add", "relation", "jan-tarco", "advised", "Fed", "--when", "/2024-23", "--source", "wire"),
        ("read", str(tmp_path / "wire.txt")),
    ):  # fmt: skip
        desk.elsewhere(*words)
    page = desk.open()
    expect(page.locator(".mention-new", has_text="Vik Tarco").first).to_have_attribute(
        "data-tip", "may be Vik Tarco (vik-tarco) or Vik Tarco (vik-tarco-2)"
    )
    page.locator(".mention-new", has_text="Vik Tarco").first.click()
    told(page, "Vik Tarco may be one of several")
    expect(page.locator("#told button:not(.told-shut)")).to_have_text(
        ["Vik Tarco (vik-tarco)", "Vik Tarco (vik-tarco-2)"]
    )
    page.click("#tab-ask")
    page.check("#panel-ask input[value=between]")
    page.fill("#question-between [data-name=source]", "jan-tarco")
    page.fill("#question-between [data-name=target]", "Fed")
    page.click("#question-between [type=submit]")
    expect(page.locator("#question-between .answer-relation .date").first).to_be_visible()
    assert sorted(page.locator("#question-between .date").all_text_contents()) == [
        "from 3 March 2023, last reported 5 March 2025",
        "reported 5 March 2025",
        "until autumn 2024, start unknown",
    ]
    # What is asked of nobody leaves no answer of another.
    page.fill("#question-between [data-name=source]", "Vik Tarco")
    page.click("#question-between [type=submit]")
    expect(page.locator("#question-between .field-error")).to_contain_text("write the id")
    expect(page.locator("#question-between .answer")).to_have_count(0)


def attacked() -> str:
    """A dataset whose names, titles and summaries are attacks."""
    names = [" ".join(attack.replace("\u2028", "").split()) for attack in ATTACKS]
    entries = [(Evidence(source="s", paragraph=1, quote=name),) for name in names]
    return dumps(
        Dataset(
            title=ATTACKS[0],
            actors=tuple(
                Actor(id=f"a{place}", name=name, kind="person") for place, name in enumerate(names)
            ),
            sources=(Source(id="s", publisher=names[1], title=names[0], published="2025-03-05"),),
            relations=tuple(
                Relation(
                    key=f"r{place}", source=f"a{place}", target=f"a{place - 1}", type="met",
                    when="2025-03", summary=name, evidence=entries[place],
                )
                for place, name in enumerate(names)
                if place
            ),
        )
    )  # fmt: skip


def test_no_text_from_data_or_articles_runs(serve: Serve) -> None:
    desk = serve(attacked())
    page = desk.open()
    page.click("#read-more summary")
    attacks = "\n\n".join(f"Ann Example met Bob Example on Monday. {attack}" for attack in ATTACKS)
    page.fill("#article-text", f"{attacks}\n\n{ARTICLE.split('---')[-1]}")
    form = page.locator("#read-form")
    form.locator("[data-name=publisher]").fill(ATTACKS[1])
    form.locator("[data-name=published]").fill("2025-03-05")
    form.locator("[data-name=title]").fill(ATTACKS[0])
    form.locator("[type=submit]").click()
    told(page, "to decide")
    expect(page.locator("#article-title")).to_contain_text("<script>")
    for _ in range(3):
        page.click(".decide >> text=Accept")
        told(page, "Accepted")
        page.locator("#told").evaluate("told => told.replaceChildren()")
    page.click("#tab-ask")
    page.fill("#question-neighbors [data-name=actor]", "a1")
    page.click("#question-neighbors >> text=Ask")
    expect(page.locator("#question-neighbors .answer")).to_contain_text("shown")
    page.fill("#question-neighbors [data-name=actor]", ATTACKS[2])
    page.click("#question-neighbors >> text=Ask")
    page.click("#tab-edit")
    page.fill("#panel-edit-edit [data-name=id]", "a2")
    page.click("text=Show its fields")
    expect(page.locator("form[aria-label='edit actor'] h3")).to_have_text(ATTACKS[2].strip())
    page.click("#tab-log")
    expect(page.locator(".log-list li").first).to_be_visible()
    fill_actor(page, ATTACKS[3])
    expect(page.locator(".diff")).to_contain_text("iframe")
    page.click(".preview .primary")
    told(page, "Saved")
    for frame in (page, page.frames[1]):
        assert frame.evaluate("window.ran") is None
    # Of the document itself, only its own script, style sheet and frame lead anywhere.
    assert {stray.partition("=")[0] for stray in page.evaluate(STRAY)} <= {"href", "src"}
    own = ("/static/", "data:,", "about:")
    leads = [stray.partition("=")[2] for stray in page.evaluate(STRAY)]
    assert all(lead.startswith(own) for lead in leads), leads
    page.evaluate("""() => {
        const script = document.createElement('script');
        script.textContent = 'window.ran = 1';
        document.body.append(script);
    }""")
    assert page.evaluate("window.ran") is None


def test_nothing_of_the_desk_is_inline() -> None:
    document = served("desk.html")
    assert document
    scripts = re.findall(r"<script([^>]*)>", document)
    assert [kind.split()[0] for kind in scripts] == ["defer", 'type="application/json"']
    assert not re.search(r"<style|\sstyle=|\son\w+=", document)


WAYS: dict[str, Callable[[Page], Any]] = {
    "review": lambda page: None,
    "change": lambda page: page.keyboard.press("c"),
    "add": lambda page: page.click("#tab-add"),
    "preview": lambda page: fill_actor(page, "A New Firm"),
    "edit": lambda page: (
        page.click("#tab-edit"),
        page.fill("#panel-edit-edit [data-name=id]", "norden-lines"),
        page.click("text=Show its fields"),
        page.wait_for_selector("form[aria-label='edit actor']"),
    ),
    "ask": lambda page: (
        page.click("#tab-ask"),
        page.fill("#question-neighbors [data-name=actor]", "norden-lines"),
        page.click("#question-neighbors >> text=Ask"),
        page.wait_for_selector("#question-neighbors .answer"),
    ),
    "log": lambda page: (page.click("#tab-log"), page.wait_for_selector(".log-list li")),
    "keys": lambda page: page.keyboard.press("?"),
}


@pytest.fixture(scope="module")
def coded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a dataset with an article, of which one draft was accepted."""
    folder = tmp_path_factory.mktemp("coded")
    path = folder / "story.json"
    (folder / "wire.txt").write_text(ARTICLE, "utf-8")
    path.write_text(EMPTY, "utf-8")
    for words in (("read", str(folder / "wire.txt")), ("drafts", "accept", "draft-1")):
        graphkit("--data", str(path), *words)
    return folder


@pytest.fixture
def coded(coded_once: Path, serve: Serve, tmp_path: Path) -> Desk:
    """A desk over a dataset with an article, of which one draft was accepted."""
    shutil.copytree(coded_once, tmp_path, dirs_exist_ok=True)
    return serve(path=tmp_path / "story.json")


@pytest.mark.parametrize(
    ("size", "scheme"),
    [((1440, 900), "light"), ((1024, 768), "dark"), ((390, 844), "light")],
    ids=["wide, light", "tablet, dark", "phone"],
)
def test_axe_finds_nothing_and_nothing_is_wider_than_its_window(
    size: tuple[int, int], scheme: Any, coded: Desk
) -> None:
    page = coded.open(*size, color_scheme=scheme)
    rules = BUT_COLOURS if size[0] < 760 else {}
    found = {"article": findings(page, ["main", "header"], rules)}
    if size[0] < 760:
        page.click("#pane-work")
    seldom = ("edit", "ask", "log", "keys") if size[0] == 1024 else ()
    for name, act in WAYS.items():
        if name in seldom:  # they look as on wide screens
            continue
        act(page)
        found[name] = findings(page, ["#work", "#told", "#panes"] if name != "keys" else ["dialog"], rules)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        for pane in ("#left", "#work"):
            assert page.locator(pane).evaluate("pane => pane.scrollWidth <= pane.clientWidth"), (name, pane)
    assert {name: those for name, those in found.items() if those} == {}
    if size[0] < 760:
        page.keyboard.press("Escape")
        page.click("#pane-graph")
        expect(page.frame_locator("#graph").locator("#stage")).to_be_visible()
        box = page.locator("#graph").bounding_box()
        assert box is not None
        assert box["width"] == size[0]
    assert coded.complaints == []


@pytest.mark.parametrize("form", ["table", "directory"])
def test_a_table_or_directory_is_explored_and_cannot_be_changed(
    form: str, serve: Serve, tmp_path: Path
) -> None:
    rows = [
        f"Actor {number % 7}\tmet\tFirm {number % 5}\t2020-{number % 12 + 1:02}-05" for number in range(120)
    ]
    table = tmp_path / "events.tsv"
    table.write_text("\n".join(["source\ttype\ttarget\tdate", *rows, ""]), "utf-8")
    place = table
    if form == "directory":
        place = tmp_path / "events"
        graphkit("import", str(table), "-o", str(place))
    desk = serve(path=place)
    page = desk.open()
    expect(page.locator("#tab-review, #tab-add, #tab-edit, #tab-log")).to_have_count(4)
    for tab in ("#tab-review", "#tab-add", "#tab-edit", "#tab-log"):
        expect(page.locator(tab)).to_be_hidden()
    expect(page.locator("#top-actors li")).to_have_count(12)
    page.click("#top-actors .name >> nth=0")
    expect(page.locator("#question-neighbors .answer")).to_contain_text("shown")
    page.click("#question-neighbors summary >> nth=0")
    page.click("#question-neighbors [data-around] >> nth=0")
    expect(page.locator("#question-neighbors [data-name=actor]")).to_have_value(re.compile("actor-"))
    page.fill("#explore [data-name=since]", "June 2020")
    page.fill("#explore [data-name=until]", "2020-08")
    page.click("#explore [type=submit]")
    told(page, "about the days from June 2020 to 2020-08")
    page.check("#panel-ask input[value=between]")
    page.fill("#question-between [data-name=source]", "Actor 5")
    page.fill("#question-between [data-name=target]", "Firm 0")
    page.click("#question-between [type=submit]")
    answer = page.locator("#question-between .answer")
    expect(answer.locator(".shown-of")).to_contain_text("shown")
    days = answer.locator(".date").all_text_contents()
    assert days
    assert all(re.search("June|July|August", day) for day in days)
    # Nobody is called so: the graph, and what it shows, stay; the last answer goes.
    before = page.frame_locator("#graph").locator("#stage")
    page.fill("#explore [data-name=actor]", "Nobody")
    page.click("#explore [type=submit]")
    expect(page.locator("#explore .field-error")).to_contain_text("no actor called 'Nobody'")
    expect(page.locator("#question-neighbors .answer")).to_have_count(0)
    expect(before).to_be_visible()
    assert [each.split("(")[0] for each in desk.complaints] == [
        "Failed to load resource: the server responded with a status of 422 "
    ]


@pytest.mark.parametrize("suffix", [".csv", ""])
def test_of_many_relations_what_surely_holds_comes_first_in_names_and_there_is_more(
    suffix: str, serve: Serve, tmp_path: Path
) -> None:
    rows = [
        f"Actor {number},sanctioned,Firm {number},2020-01-01,{'' if number < 40 else '2030-01-01'},"
        f"Lloyd's Echo,2021-01-01,No {number}"
        for number in range(70)
    ]
    table = tmp_path / "events.csv"
    table.write_text(
        "\n".join(["source,type,target,start,end,publisher,published,title", *rows, ""]), "utf-8"
    )
    if not suffix:
        graphkit("import", str(table), "-o", str(tmp_path / "events"))
    desk = serve(path=tmp_path / f"events{suffix}")
    page = desk.open()
    expect(page.locator("#drawing")).to_be_hidden()
    page.check("#panel-ask input[value=snapshot]")
    page.fill("#question-snapshot [data-name=on]", "2024-06-01")
    page.click("#question-snapshot [type=submit]")
    answer = page.locator("#question-snapshot")
    expect(answer.locator(".shown-of")).to_contain_text("50 relations of 70 shown")
    doubts = [row.locator(".tag-maybe").count() for row in answer.locator(".answer-relation").all()]
    assert doubts == [0] * 30 + [1] * 20
    expect(answer.locator(".said-by").first).to_have_text("Lloyd's Echo (1 independent source)")
    answer.locator("text=More").click()
    expect(answer.locator(".shown-of")).to_contain_text("All 70 relations shown")
    expect(answer.locator("text=More")).to_have_count(0)
    expect(answer.locator(".answer-relation button").nth(50)).to_be_focused()
    expect(answer.locator(".said-by").last).to_have_text("Lloyd's Echo (1 independent source)")
    assert desk.complaints == []


def small() -> str:
    """A dataset of one relation with a source, a voice and a quote."""
    actors = tuple(
        Actor(id=id, name=name, kind=kind)
        for id, name, kind in (
            ("amd", "AMD", "company"), ("beijing", "Beijing", "place"), ("lisa-su", "Lisa Su", "person"),
        )
    )  # fmt: skip
    paper = Source(id="paper", publisher="The Paper", published="2025-07-15")
    entry = Evidence(source="paper", paragraph=1, attribution="beijing", quote="It is bnned.")
    ban = Relation(key="ban", source="beijing", target="amd", type="banned", when="2025", evidence=(entry,))
    return dumps(Dataset(title="Small", actors=actors, sources=(paper,), relations=(ban,)))


def edit_row(page: Page, id: str) -> None:
    """Open the fields of a row."""
    page.click("#tab-edit")
    page.fill("#panel-edit-edit [data-name=id]", id)
    page.click("text=Show its fields")
    expect(page.locator("#panel-edit-edit form").nth(1)).to_be_visible()


def test_evidence_is_edited_and_a_change_is_seen_as_it_will_read(serve: Serve) -> None:
    desk = serve(small())
    page = desk.open()
    edit_row(page, "ban")
    form = page.locator("form[aria-label='edit relation']")
    form.locator("summary", has_text="Evidence 1: paper, paragraph 1").click()
    for name, value in (("paragraph", "3"), ("attribution", "lisa-su"), ("quote", "It is banned.")):
        form.locator(f'[data-name="evidence.1.{name}"]').fill(value)
    form.locator("[type=submit]").click()
    reads = page.locator(".reads")
    expect(reads).to_contain_text("Beijing banned AMD")
    expect(reads).to_contain_text("Lisa Su (1 independent source)")
    expect(reads.locator(".tag")).to_have_text(["claimed"])
    expect(page.locator(".diff .diff-text")).to_have_text(
        ["relation ban", "  evidence 1, paragraph: 1", "  evidence 1, paragraph: 3",
         "  evidence 1, attribution: beijing", "  evidence 1, attribution: lisa-su",
         "  evidence 1, quote: It is bnned.", "  evidence 1, quote: It is banned."]
    )  # fmt: skip
    page.click(".preview .primary")
    told(page, "Saved")
    (entry,) = desk.saved().relations[0].evidence
    assert (entry.paragraph, entry.attribution, entry.quote) == (3, "lisa-su", "It is banned.")
    # Evidence that is added shows what becomes of the relation: who says so, and what they differ in.
    page.click("#tab-add")
    page.check("#panel-add input[value=evidence]")
    form = page.locator("form[aria-label='add evidence']")
    form.locator("[data-name=relation]").fill("ban")
    form.locator("[data-name=source]").fill("paper")
    form.locator("summary").click()
    form.locator("[data-name=status]").select_option("denied")
    form.locator("[type=submit]").click()
    expect(reads.locator(".tag")).to_have_text(["claimed", "contested"])
    expect(reads).to_contain_text("which is contested")
    assert desk.complaints == []


def test_words_for_days_count_from_the_source_that_the_form_names(serve: Serve) -> None:
    desk = serve(small())
    for id, day in (("early", "2025-05-14"), ("other", "2025-06-20")):
        desk.elsewhere("add", "source", id.title(), "--published", day, "--id", id)
    page = desk.open()
    read(page)  # an article of 5 March is on screen
    page.click("#tab-add")
    form = page.locator("form[aria-label='add relation']")
    for name, value in (("source", "Lisa Su"), ("type", "met"), ("target", "AMD"), ("when", "last week")):
        form.locator(f"[data-name={name}]").fill(value)
    when = form.locator(".field", has=page.locator("[data-name=when]")).locator(".understood")
    expect(when).to_contain_text("counted from 5 March 2025")
    form.locator("[data-name=article]").fill("early")
    expect(when).to_contain_text("5-11 May 2025; not to the day; counted from 14 May 2025")
    # What the source cannot know is told at once, whoever is named first.
    form.locator("[data-name=when]").fill("1 June 2025")
    early = "After Early of 14 May 2025, which can know it as a plan at most."
    expect(when.locator(".too-early")).to_have_text(early)
    form.locator("[data-name=article]").fill("other")
    expect(when.locator(".too-early")).to_have_count(0)
    form.locator("[data-name=article]").fill("early")
    expect(when.locator(".too-early")).to_have_text(early)
    form.locator("[data-name=when]").fill("last week")
    form.locator("[type=submit]").click()  # without waiting for what is understood
    expect(page.locator(".diff")).to_contain_text("when: [2025-05-05..2025-05-11]")
    page.click(".preview .primary")
    told(page, "Saved")
    # So when it is edited: each evidence counts from its own source, the relation from that of all of them.
    edit_row(page, "lisa-su-met-amd")
    edit = page.locator("form[aria-label='edit relation']")
    edit.locator("summary").click()
    edit.locator("[data-name=when]").fill("yesterday")
    edit.locator('[data-name="evidence.1.said"]').fill("yesterday")
    counted = edit.locator(".understood", has_text="13 May 2025; to the day; counted from 14 May 2025")
    expect(counted).to_have_count(2)
    edit.locator('[data-name="evidence.1.source"]').fill("other")
    moved = edit.locator(".understood", has_text="19 June 2025; to the day; counted from 20 June 2025")
    expect(moved).to_have_count(2)
    edit.locator("[type=submit]").click()
    page.click(".preview .primary")
    expect(edit).to_have_count(0)
    relation = desk.saved().relations[-1]
    assert (relation.when, relation.evidence[0].source, relation.evidence[0].said) == (
        "2025-06-19",
        "other",
        "2025-06-19",
    )
    assert desk.complaints == []


def test_what_is_to_be_checked_is_told_before_it_is_saved(serve: Serve) -> None:
    desk = serve(small())
    page = desk.open()
    read(page)

    def told_of(form: Any, *words: str) -> None:
        form.locator("[type=submit]").click()
        for each in words:
            expect(page.locator(".preview:visible .doubts li", has_text=re.compile(each))).to_have_count(1)
        page.locator(".preview:visible >> text=Back").click()

    page.click("#tab-add")
    form = page.locator("form[aria-label='add relation']")
    form.locator("summary").click()
    for name, value in (("source", "AMD"), ("type", "met"), ("target", "Beijing")):
        form.locator(f"[data-name={name}]").fill(value)
    for name, value in (("article", "paper"), ("paragraph", "99"), ("url", "a.example")):
        form.locator(f"[data-name={name}]").fill(value)
    told_of(form, "Check the address: evidence 1: 'a.example' is no http or https address")
    page.check("#panel-add input[value=actor]")
    form = page.locator("form[aria-label='add actor']")
    form.locator("summary").click()
    for name, value in (("name", "Advanced"), ("alias", "amd"), ("ids", "wikidata=QXYZ")):
        form.locator(f"[data-name={name}]").first.fill(value)
    form.locator("[data-name=kind]").select_option("company")
    told_of(
        form,
        "Check the identifiers: 'wikidata: QXYZ' is no identifier of wikidata; write Q and a number",
        "Check the actors: amd is also a name of amd; merge those that are one",
    )
    edit_row(page, "ban")
    form = page.locator("form[aria-label='edit relation']")
    form.locator("summary", has_text="Evidence 1").click()
    form.locator("[data-name='evidence.1']").check()
    told_of(form, "Check the evidence: names no source; add its evidence")
    form.locator("[data-name='evidence.1']").uncheck()
    # Of an article that was read it is known which paragraphs it has.
    page.click("#tab-review")
    page.locator("#review-heading").focus()
    page.keyboard.press("a")
    told(page, "Accepted draft-1")
    edit_row(page, desk.saved().relations[-1].key)
    form.locator("summary", has_text="Evidence 1").click()
    form.locator("[data-name='evidence.1.paragraph']").fill("99")
    told_of(form, "Check the paragraph: points to paragraph 99 of .*, which has 9")
    assert desk.complaints == []


def test_an_entry_is_edited_from_its_details(serve: Serve) -> None:
    desk = serve(small())
    page = desk.open()
    graph = page.frame_locator("#graph")
    expect(graph.locator("#stage")).to_be_visible()
    for id, form in (("ban", "edit relation"), ("lisa-su", "edit actor")):
        page.locator("#graph").evaluate("(frame, id) => frame.contentWindow.graphkit.select(id)", id)
        graph.locator("#edit-this").click()
        expect(page.locator(f"form[aria-label='{form}']")).to_be_visible()
        assert page.locator("#panel-edit-edit [data-name=id]").first.input_value() == id
    assert desk.complaints == []


def test_fields_are_seen_beside_the_name_of_their_own_record_alone(serve: Serve) -> None:
    desk = serve(small())
    page = desk.open()
    page.click("#tab-edit")
    which = page.locator("#panel-edit-edit [data-name=id]").first
    which.fill("ban")
    page.click("text=Show its fields")
    form = page.locator("form[aria-label='edit relation']")
    form.locator("[data-name=summary]").fill("Typed of the ban.")
    which.fill("lisa-su")
    expect(form).to_be_hidden()
    which.fill("ban")
    expect(form.locator("[data-name=summary]")).to_have_value("Typed of the ban.")
    graph = page.frame_locator("#graph")
    expect(graph.locator("#stage")).to_be_visible()
    page.locator("#graph").evaluate("frame => frame.contentWindow.graphkit.select('lisa-su')")
    graph.locator("#edit-this").click()
    told(page, "What you were typing is still there")
    expect(which).to_have_value("ban")
    expect(form).to_be_visible()
    page.click("text=Drop it and begin anew")
    expect(page.locator("form[aria-label='edit actor']")).to_be_visible()
    expect(which).to_have_value("lisa-su")
    assert desk.complaints == []


def test_a_path_in_time_tells_when_each_step_is_and_questions_ask_what_was_known(serve: Serve) -> None:
    desk = serve((ROOT / "data" / "graph.json").read_text("utf-8"))
    page = desk.open()
    page.click("#tab-ask")
    page.check("#panel-ask input[value=path]")
    form = page.locator("#question-path form")
    for name, value in (("source", "Donald Trump"), ("target", "Zakaria")):
        form.locator(f"[data-name={name}]").fill(value)
    form.locator("[data-name=chronological]").check()
    form.locator("[type=submit]").click()
    way = page.locator("#question-path .way")
    expect(way.locator("> p.quiet")).to_contain_text("departs 7-13 July 2025, arrives 13 July 2025")
    expect(way.locator("li .said-by", has_text="step: ")).to_have_text(
        ["step: 7-13 July 2025", "step: 13 July 2025"]
    )
    form.locator("[data-name=known_by]").fill("2025-07-10")
    form.locator("[type=submit]").click()
    expect(page.locator("#question-path h3")).to_contain_text("as known on 10 July 2025")
    expect(page.locator("#question-path .answer")).to_contain_text(
        "Fareed Zakaria was not known by then, but from 13 July 2025 on."
    )
    assert desk.complaints == []


SILENT = """---
publisher: P
date: 2025-03-05
---

Ida Berg will sue Norden Lines in March 2019. Tom Quay met Ida Berg on Tuesday.
Detectives arrested Ida Berg and Tom Quay.
"""


def test_review_marks_doubts_reads_days_and_lists_what_gave_no_draft(serve: Serve) -> None:
    desk = serve()
    page = desk.open()
    read(page, SILENT)
    page.click("#queue summary")
    expect(page.locator("#queue-list .tag")).to_have_text(["Look"])
    page.locator("#queue-list button", has_text="met").click()
    page.click(".decide >> text=Change")
    hint = page.locator("#review-card .field", has=page.locator("[data-name=when]"))
    expect(hint).to_contain_text("The article is of 5 March 2025.")
    expect(hint).to_contain_text("“on Tuesday” in its quote is 4 March 2025 (2025-03-04).")
    page.click("#review-card form >> text=Back")
    page.click("#silent summary")
    # It is coded by hand, once its article is a source; then it is listed no longer.
    page.locator("#review-heading").focus()
    page.keyboard.press("a")
    told(page, "Accepted draft-2")
    sentence = "Detectives arrested Ida Berg and Tom Quay."
    lit = page.locator("#paragraphs mark")
    page.locator("#silent-list button", has_text=sentence).click()
    form = page.locator("form[aria-label='add relation']")
    expect(form.locator("[data-name=quote]")).to_have_value(sentence)
    expect(lit).to_contain_text("Detectives arrested Ida Berg")
    page.click("#tab-review")
    expect(lit).to_contain_text("sue Norden Lines")
    page.locator("#silent-list button", has_text=sentence).click()
    for name, value in (("source", "Tom Quay"), ("type", "sued"), ("target", "Ida Berg")):
        form.locator(f"[data-name={name}]").fill(value)
    form.locator("[type=submit]").click()
    page.click(".preview .primary")
    told(page, "Saved")
    expect(page.locator("#silent-list button", has_text=sentence)).to_have_count(0)
    assert desk.complaints == []


def test_who_denies_is_seen_and_edited(serve: Serve) -> None:
    desk = serve(small())
    desk.elsewhere("add", "evidence", "ban", "--source", "paper", "--status", "denied")
    page = desk.open()
    edit_row(page, "ban")
    form = page.locator("form[aria-label='edit relation']")
    form.locator("summary", has_text="Evidence 2: paper, denied").click()
    form.locator("summary", has_text="Evidence 1: paper, paragraph 1").click()
    expect(form.locator('[data-name="evidence.2.status"]')).to_have_value("denied")
    form.locator('[data-name="evidence.2.status"]').select_option("")
    form.locator('[data-name="evidence.1.status"]').select_option("planned")
    form.locator('[data-name="evidence.1.stance"]').select_option("contradicts")
    form.locator("[type=submit]").click()
    expect(page.locator(".reads .tag")).to_have_text(["contested"])
    added = page.locator(".diff .diff-added")
    expect(added).to_contain_text(["evidence 1, status: planned", "evidence 1, stance: contradicts"])
    page.click(".preview .primary")
    told(page, "Saved")
    one, other = desk.saved().relations[0].evidence
    assert (one.status, one.stance, other.status) == ("planned", "contradicts", None)
    assert desk.complaints == []


def full() -> str:
    """A dataset in which one relation, actor and source hold something in every field."""
    whole = Evidence(
        source="paper", paragraph=1, attribution="beijing", said="2025-07-14", when="2025-01",
        type="restricted", status="planned", stance="contradicts", dated=False, attests="2023",
        quote="Two\nlines", url="https://a.example", archived_url="https://b.example", note="A note.",
    )  # fmt: skip
    entry = (Evidence(source="paper"),)
    first, second = (
        Relation(key=key, source="beijing", target="amd", type="banned", when=when, evidence=entry)
        for key, when in (("first", "2024"), ("second", "2025"))
    )
    ban = Relation(
        key="ban", source="beijing", target="amd", type="banned", begins="2025-02", ends="..",
        about=("lisa-su", "firm"), status="planned", summary="A summary.",
        amount=Amount(value=2.5, unit="EUR"), note="Two\nlines",
        links=(Link(rel="ended-by", relation="first"), Link(rel="part-of", relation="second")),
        evidence=(whole, Evidence(source="paper", paragraph=2, attests=True), *entry),
    )  # fmt: skip
    actors = (
        Actor(
            id="amd", name="AMD", kind="company", aliases=("Advanced Micro Devices", "A; B"),
            description="Chips.", ids={"wikidata": "Q128896"}, attributes={"country": "US", "born": 1969},
            picture=PIXEL,
        ),
        Actor(id="beijing", name="Beijing", kind="place"),
        Actor(id="lisa-su", name="Lisa Su", kind="person"),
        Actor(id="firm", name="The Firm", kind="company"),
    )  # fmt: skip
    paper = Source(
        id="paper", publisher="The Paper", publisher_actor="firm", title="A title", author="Somebody",
        published="2025-07-15", url="https://a.example", archived_url="https://b.example", file="a.txt",
        sha256="0" * 64, derived_from=("post", "wire"), reliability="Good.", note="A note.",
    )  # fmt: skip
    others = tuple(Source(id=id, publisher=id.title(), published="2025-07-14") for id in ("post", "wire"))
    return dumps(
        Dataset(title="Full", actors=actors, sources=(paper, *others), relations=(ban, first, second))
    )


PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)


def typed_in(form: Any) -> dict[str, str | list[str]]:
    """Return what the fields of a form hold, by name."""
    found: dict[str, Any] = form.evaluate("""form => {
        const found = {};
        for (const field of form.querySelectorAll('[data-name]')) {
            const { name } = field.dataset;
            found[name] = [...(found[name] ?? []), field.type === 'checkbox' ? field.checked : field.value];
        }
        return found;
    }""")
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def test_all_that_a_record_holds_is_seen_and_what_is_not_touched_stays(serve: Serve) -> None:
    desk = serve(full())
    page = desk.open()
    before = desk.saved()
    edit_row(page, "ban")
    form = page.locator("form[aria-label='edit relation']")
    held = typed_in(form)
    assert {name: held[name] for name in ("begins", "ends", "amount", "note", "about", "links", "id")} == {
        "begins": "2025-02", "ends": "..", "amount": "2.5 EUR", "note": "Two\nlines", "about": ["lisa-su",
        "firm"],
        "links": ["ended-by: first", "part-of: second"], "id": "ban",
    }  # fmt: skip
    cited = [name for name in held if name.startswith("evidence.1.")]
    assert {name.removeprefix("evidence.1."): held[name] for name in cited} == {
        "source": "paper", "paragraph": "1", "attribution": "beijing", "said": "2025-07-14",
        "when": "2025-01",
        "type": "restricted", "status": "planned", "stance": "contradicts", "dated": "no", "attests": "2023",
        "quote": "Two\nlines", "url": "https://a.example", "archived_url": "https://b.example",
        "note": "A note.",
    }  # fmt: skip
    assert (held["evidence.2.attests"], held["evidence.3.attests"]) == ("yes", "")
    # A link, further actors and what sources say of days are changed, each alone.
    offered = form.locator("option[value='responds-to: second']").first
    form.locator("[data-name=links]").nth(0).fill("responds-to: ")
    expect(offered).to_have_count(1)
    form.locator("[data-name=links]").nth(0).fill("begun-by: first")
    about = form.locator("fieldset", has=page.locator("[data-name=about]"))
    about.locator("text=One more").click()
    about.locator("[data-name=about]").nth(2).fill("AMD")
    about.locator("[data-name=about]").nth(0).fill("")
    for more in form.locator("summary").all():
        more.click()
    form.locator('[data-name="evidence.1.dated"]').select_option("yes")
    form.locator('[data-name="evidence.2.attests"]').fill("June 2023")
    form.locator('[data-name="evidence.3"]').check()
    form.locator("[type=submit]").click()
    page.click(".preview .primary")
    expect(form).to_have_count(0)
    ban, old = desk.saved().relations[0], before.relations[0]
    assert ban == old.model_copy(
        update={
            "about": ("firm", "amd"),
            "links": (old.links[1], Link(rel="begun-by", relation="first")),
            "evidence": (
                old.evidence[0].model_copy(update={"dated": True}),
                old.evidence[1].model_copy(update={"attests": "2023-06"}),
            ),
        }
    )
    # So an actor, its picture too, and a source.
    edit_row(page, "amd")
    form = page.locator("form[aria-label='edit actor']")
    assert form.locator("img").get_attribute("src") == PIXEL
    assert typed_in(form)["attributes"] == ["born: 1969", "country: US"]
    form.locator("[data-name=aliases]").nth(0).fill("Micro Devices")
    form.locator("[data-name=attributes]").nth(1).fill("country: CA")
    form.locator("[type=submit]").click()
    page.click(".preview .primary")
    expect(form).to_have_count(0)
    amd = desk.saved().actors[0]
    assert amd == before.actors[0].model_copy(
        update={"aliases": ("A; B", "Micro Devices"), "attributes": (("born", 1969), ("country", "CA"))}
    )
    edit_row(page, "amd")
    form.locator("text=Remove the picture").click()
    form.locator("[type=submit]").click()
    page.click(".preview .primary")
    expect(form).to_have_count(0)
    assert desk.saved().actors[0] == amd.model_copy(update={"picture": None})
    edit_row(page, "paper")
    form = page.locator("form[aria-label='edit source']")
    held = typed_in(form)
    assert held == {
        "id": "paper", "publisher": "The Paper", "publisher_actor": "firm", "title": "A title",
        "author": "Somebody", "published": "2025-07-15", "url": "https://a.example",
        "archived_url": "https://b.example", "file": "a.txt",
        "sha256": "0" * 64, "derived_from": ["post", "wire"], "reliability": "Good.", "note": "A note.",
    }  # fmt: skip
    form.locator("[data-name=derived_from]").nth(1).fill("")
    form.locator("[type=submit]").click()
    page.click(".preview .primary")
    told(page, "1 source changed")
    source = next(each for each in desk.saved().sources if each.id == "paper")
    wanted = next(each for each in before.sources if each.id == "paper")
    assert source == wanted.model_copy(update={"derived_from": ("post",)})
    assert desk.complaints == []


def test_a_picture_is_chosen_and_a_type_of_one_s_own_is_edited(serve: Serve, tmp_path: Path) -> None:
    desk = serve(small())
    kind = ("add", "type", "toasted", "--kind", "event", "--meaning", "Raised a glass to.")
    desk.elsewhere(*kind)
    page = desk.open()
    edit_row(page, "toasted")
    form = page.locator("form[aria-label='edit type']")
    form.locator("[data-name=meaning]").fill("Drank to.")
    form.locator("[type=submit]").click()
    page.click(".preview .primary")
    told(page, "Saved")
    assert desk.saved().relation_types[0].meaning == "Drank to."
    edit_row(page, "lisa-su")
    form = page.locator("form[aria-label='edit actor']")
    form.locator("summary").click()
    picture = {"name": "a.png", "mimeType": "image/png", "buffer": b64decode(PIXEL.partition(",")[2])}
    form.locator("[data-name=picture]").set_input_files(picture)  # type: ignore[arg-type]
    expect(form.locator("img")).to_be_visible()
    form.locator("[type=submit]").click()
    page.click(".preview .primary")
    told(page, "1 actor changed")
    assert desk.saved().actors[-1].picture == PIXEL
    assert desk.complaints == []


def test_what_is_wrong_is_told_beside_its_field_which_has_the_focus(serve: Serve) -> None:
    page = serve(small()).open()
    page.click("#tab-add")
    form = page.locator("form[aria-label='add relation']")

    def wrong(name: str, words: str, place: Any = form) -> None:
        field = place.locator(f'[data-name="{name}"]')
        error = place.locator(".field-error")
        expect(error).to_have_count(1)
        expect(error).to_contain_text(words)
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-describedby", re.compile(f"^{error.get_attribute('id')}"))
        assert "--" not in str(error.text_content())

    form.locator("[type=submit]").click()
    expect(form.locator(".field-error")).to_have_text(["This is needed."] * 3)
    expect(form.locator("[data-name=source]")).to_be_focused()
    for name, value in (("source", "Lisa Su"), ("type", "met"), ("target", "Nobody")):
        form.locator(f"[data-name={name}]").fill(value)
    form.locator("[type=submit]").click()
    wrong("target", "no actor called 'Nobody'")
    form.locator("[data-name=target]").fill("AMD")
    expect(form.locator(".field-error")).to_have_count(0)
    form.locator("[data-name=when]").fill("last week")
    form.locator("[type=submit]").click()
    wrong("asked_on", "write that day under Asked on")
    # The day from which it counts is a field, too.
    form.locator("[data-name=asked_on]").fill("15 July 2025")
    form.locator("[data-name=when]").press("Tab")
    expect(form.locator(".understood", has_text="7-13 July 2025")).to_be_visible()
    form.locator("[data-name=paragraph]").fill("3")
    form.locator("[type=submit]").click()
    wrong("paragraph", "name it with “Source”")
    form.locator("[data-name=paragraph]").fill("")
    form.locator("[type=submit]").click()
    expect(page.locator(".reads")).to_contain_text("Lisa Su met AMD")
    # A field that is folded away is opened; questions and the form that edits do the same.
    edit_row(page, "ban")
    edit = page.locator("form[aria-label='edit relation']")
    number = edit.locator('[data-name="evidence.1.paragraph"]')
    number.evaluate("field => { field.value = 'three'; }")
    edit.locator("[type=submit]").click()
    wrong("evidence.1.paragraph", "whole number", edit)
    which = page.locator("form[aria-label='edit']")
    which.locator("[data-name=id]").fill("bann")
    which.locator("[type=submit]").click()
    wrong("id", "did you mean ban?", which)
    page.click("#tab-ask")
    ask = page.locator("#question-neighbors form")
    ask.locator("[data-name=actor]").fill("Nobody")
    ask.locator("[type=submit]").click()
    wrong("actor", "no actor called 'Nobody'", ask)
    # What is told beside its field is not told above too.
    expect(page.locator("#told p")).to_have_text(re.compile("1 field is to be put right"))


def faults_in(form: Any) -> dict[str, str]:
    """Return what is told beside the fields of a form, by their names."""
    found: dict[str, str] = form.evaluate(
        """form => Object.fromEntries([...form.querySelectorAll('.field-error')].map(
        ({ id, textContent }) =>
            [form.querySelector(`[aria-describedby~="${id}"]`).dataset.name, textContent]))"""
    )
    return found


def test_all_that_is_wrong_with_a_form_is_told_at_once_each_at_its_field(serve: Serve) -> None:
    desk = serve(small())
    page = desk.open()

    page.click("#tab-add")
    form = page.locator("form[aria-label='add relation']")
    form.locator("summary").click()
    for name, value in {
        "type": "mett",
        "target": "Nemo",
        "when": "soon",
        "said": "2025-13",
        "article": "nowhere",
        "paragraph": "three",
        "about": "Noone",
        "amount": "much",
        "link": "after: x",
    }.items():
        form.locator(f"[data-name={name}]").first.fill(value)
    form.locator("[type=submit]").click()
    told(page, "10 fields are to be put right")
    found = faults_in(form)
    assert " ".join(found) == "source type target when article paragraph about said amount link"
    assert found["source"] == "This is needed."
    assert "no actor called 'Nemo'" in found["target"]
    expect(form.locator("[data-name=source]")).to_be_focused()
    # What is put right is told no longer, and nothing that is right ever was.
    for name, value in {"source": "AMD", "target": "Beijing", "type": "met", "article": "paper"}.items():
        form.locator(f"[data-name={name}]").fill(value)
    form.locator("[type=submit]").click()
    told(page, "6 fields are to be put right")
    assert list(faults_in(form)) == ["when", "paragraph", "new_kind", "said", "amount", "link"]
    # So it is where a record is edited, where something is asked, and where a draft is decided on.
    edit_row(page, "ban")
    form = page.locator("form[aria-label='edit relation']")
    for more in form.locator("summary").all():
        more.click()
    for name, value in {
        "source": "",
        "type": "mett",
        "when": "soon",
        "amount": "much",
        "evidence.1.source": "nowhere",
        "evidence.1.paragraph": "x",
        "evidence.1.said": "later",
    }.items():
        form.locator(f'[data-name="{name}"]').fill(value)
    form.locator("[type=submit]").click()
    told(page, "7 fields are to be put right")
    assert list(faults_in(form)) == (
        ["source", "type", "when", "amount", "evidence.1.source", "evidence.1.paragraph", "evidence.1.said"]
    )
    page.click("#tab-ask")
    page.check("#panel-ask input[value=path]")
    ask = page.locator("#question-path form")
    ask.locator("[data-name=source]").fill("Nobody")
    ask.locator("[data-name=target]").fill("Nemo")
    ask.locator("[type=submit]").click()
    told(page, "2 fields are to be put right")
    assert list(faults_in(ask)) == ["source", "target"]
    assert [each for each in desk.complaints if "422" not in each] == []


def test_all_that_is_wrong_with_a_question_is_told_at_once_and_no_old_answer_stays(serve: Serve) -> None:
    page = serve(small()).open()
    page.click("#tab-ask")
    page.check("#panel-ask input[value=path]")
    ask = page.locator("#question-path form")
    answer = page.locator("#question-path .answer")
    ask.locator("[data-name=source]").fill("Lisa Su")
    ask.locator("[data-name=target]").fill("Beijing")
    ask.locator("[type=submit]").click()
    expect(answer).to_be_visible()
    ask.locator("[data-name=source]").fill("")
    ask.locator("[data-name=target]").fill("Nemo")
    ask.locator("[data-name=known_by]").fill("soon")
    ask.locator("[type=submit]").click()
    told(page, "3 fields are to be put right")
    found = faults_in(ask)
    assert list(found) == ["source", "target", "known_by"]
    assert found["source"] == "This is needed."
    assert "no actor called 'Nemo'" in found["target"]
    assert found["known_by"].startswith("'soon' is not")
    expect(answer).to_have_count(0)
    # What is wrong is told while one is there: another question has faults of its own.
    for leave in ("#panel-ask input[value=between]", "#panel-ask input[value=path]"):
        page.check(leave)
    assert faults_in(ask) == {}
    expect(ask.locator("[aria-invalid=true]")).to_have_count(0)
    expect(page.locator("#told p")).to_have_count(0)
    ask.locator("[type=submit]").click()
    told(page, "3 fields are to be put right")
    page.locator("#tab-ask").press("ArrowLeft")
    page.click("#tab-ask")
    assert faults_in(ask) == {}
    expect(page.locator("#told p")).to_have_count(0)
    page.click("#tab-add")
    page.locator("form[aria-label='add relation'] [type=submit]").click()
    expect(page.locator("form[aria-label='add relation'] .field-error")).to_have_count(3)
    page.check("#panel-add input[value=actor]")
    expect(page.locator(".field-error")).to_have_count(0)
    expect(page.locator("#told p")).to_have_count(0)


def test_the_log_tells_sentences_and_names(serve: Serve) -> None:
    desk = serve(small())
    for words in (
        ("edit", "ban", "evidence.1.paragraph=2"),
        ("edit", "amd", "name=Advanced Micro Devices"),
        ("add", "relation", "Lisa Su", "met", "Beijing", "--when", "2025-03"),
        ("remove", "lisa-su", "--cascade", "--yes"),
        ("undo",),
    ):
        desk.elsewhere(*words)
    page = desk.open()
    page.click("#tab-log")
    rows = page.locator(".log-list > li")
    expect(rows.locator(".log-rows")).to_have_text(
        [
            re.compile("^Added actor: Lisa SuAdded: Lisa Su met Beijing.*"),
            re.compile("^Removed actor: Lisa SuRemoved: Lisa Su met Beijing.*"),
            re.compile("^Added: Lisa Su met Beijing"),
            "Changed actor: Advanced Micro Devices (name)",
            "Changed: According to Beijing, Beijing banned Advanced Micro Devices (evidence)",
            "The beginning",
        ]
    )
    expect(rows.first.locator(".log-command")).to_have_text("undo, to what was after change 3")
    expect(rows.locator(".date")).to_have_text(
        [
            re.compile(rf"^Change {re.escape(told)}, \d")
            for told in ("5 (now)", "4", "3 (the same as now)", "2", "1", "0")
        ]
    )


def test_the_log_tells_namesakes_apart(serve: Serve) -> None:
    desk = serve(small())
    for id in ("anton-rusu", "anton-rusu-2"):
        desk.elsewhere("add", "actor", "Anton Rusu", "--kind", "person", "--id", id)
    page = desk.open()
    page.click("#tab-log")
    expect(page.locator(".log-rows").filter(has_text="Rusu")).to_have_text(
        ["Added actor: Anton Rusu (anton-rusu-2)", "Added actor: Anton Rusu (anton-rusu)"]
    )


def test_an_empty_story_says_what_to_do_first(serve: Serve) -> None:
    desk = serve()
    page = desk.open()
    expect(page.locator("#begin h2")).to_be_visible()
    page.click("#begin >> text=Read an article")
    expect(page.locator("#article-text")).to_be_focused()
    page.click("#begin >> text=Add an actor")
    through(page, "add actor", name="Lisa Su", kind="person")
    expect(page.locator("#begin")).to_be_hidden()
    # An actor alone has no days: no axis is drawn for it.
    graph = page.frame_locator("#graph")
    expect(graph.locator("#empty-text")).to_have_text("There is no relation in this story yet.")
    expect(graph.locator("#timeline")).to_be_hidden()
    assert desk.complaints == []


def test_a_figure_is_the_same_everywhere_and_answers_name_their_days(serve: Serve, tmp_path: Path) -> None:
    rows = [f"Actor {number % 3}\tmet\tFirm {number % 4}\t2020-{number % 12 + 1:02}" for number in range(48)]
    table = tmp_path / "events.tsv"
    table.write_text("\n".join(["source\ttype\ttarget\tdate", *rows, ""]), "utf-8")
    page = serve(path=table).open()
    page.fill("#explore [data-name=since]", "soon")
    page.click("#explore [type=submit]")
    expect(page.locator("#explore .field-error")).to_contain_text("soon")
    expect(page.locator("#explore [data-name=since]")).to_be_focused()
    page.fill("#explore [data-name=since]", "2020-06-15")
    page.click("#explore [type=submit]")
    told(page, "about the days from 2020-06-15")
    page.check("#panel-ask input[value=rank]")
    page.select_option("#question-rank [data-name=by]", "relations")
    page.click("#question-rank [type=submit]")
    expect(page.locator("#question-rank h3")).to_have_text("Rank by relations, from 15 June 2020")

    for since, until, days in (
        ("Q2 2020", "2020", "from 1 April 2020 to 31 December 2020"),
        ("Q1 2020", "summer 2020", "from 1 January 2020 to 31 August 2020"),
        ("2020-06-15", "", "from 15 June 2020"),
    ):
        page.fill("#explore [data-name=since]", since)
        page.fill("#explore [data-name=until]", until)
        page.click("#explore [type=submit]")
        told(page, f"about the days from {since}")
        page.click("#question-rank [type=submit]")
        expect(page.locator("#question-rank h3")).to_have_text(f"Rank by relations, {days}")

    def figures(place: str) -> list[list[str]]:
        names = page.locator(f"{place} .ranks li .name").all_text_contents()
        return [
            list(pair)
            for pair in zip(
                names, page.locator(f"{place} .ranks li > :last-child").all_text_contents(), strict=True
            )
        ]

    assert figures("#explore") == figures("#question-rank")
    assert re.fullmatch(r"\d+ to \d+", figures("#explore")[0][1])
    page.click("#top-actors .name >> nth=0")
    expect(page.locator("#question-neighbors h3")).to_have_text(
        re.compile("^Around: Actor [012], from 15 June 2020$")
    )
    page.check("#panel-ask input[value=snapshot]")
    page.fill("#question-snapshot [data-name=on]", "June 2020")
    page.click("#question-snapshot [type=submit]")
    expect(page.locator("#question-snapshot h3")).to_have_text("Day, 30 June 2020")


def test_a_server_that_is_gone_or_another_is_told_and_what_is_typed_stays(serve: Serve) -> None:
    page = serve(small()).open()
    page.click("#tab-add")
    summary = page.locator("form[aria-label='add relation'] [data-name=summary]")
    summary.fill("She said it twice.")
    page.route("**/api/state", lambda route: route.abort())
    told(page, "The server does not answer")
    page.unroute("**/api/state")
    page.route("**/api/state", lambda route: route.fulfill(status=401, json={"error": "the token is wrong"}))
    told(page, "was started anew, at another address")
    page.unroute("**/api/state")
    told(page, "The server answers again")
    expect(summary).to_have_value("She said it twice.")


def test_single_keys_are_turned_off_for_good_and_on_again(serve: Serve) -> None:
    desk = serve()
    page = desk.open()
    read(page)
    accept = page.locator(".decide >> text=Accept")
    expect(accept).to_have_attribute("aria-keyshortcuts", "a")
    press(page, "?")
    page.get_by_label("Letters, digits and signs are keys").uncheck()
    press(page, "Escape")
    for _ in range(2):
        expect(accept).to_have_text("Accept")
        assert accept.get_attribute("aria-keyshortcuts") is None
        press(page, "a", "r", "p", "c", "u", "?")
        expect(page.locator("#keys")).to_be_hidden()
        expect(page.locator("#review-card form")).to_have_count(0)
        page.reload()
        page.wait_for_selector("body[data-ready]")
    expect(page.locator("#review-counts")).to_contain_text("5 waiting · 0 accepted · 0 refused · 0 postponed")
    page.click("#keys-button")
    page.get_by_label("Letters, digits and signs are keys").check()
    press(page, "Escape")
    expect(accept).to_have_attribute("aria-keyshortcuts", "a")
    press(page, "r")
    told(page, "Refused")
    assert desk.complaints == []


def test_what_the_view_of_the_graph_named_and_is_gone_is_told_once_by_the_desk(serve: Serve) -> None:
    desk = serve(small())
    page = desk.open()
    graph = page.frame_locator("#graph")
    expect(graph.locator("#stage")).to_be_visible()
    frame = page.frames[1]
    frame.wait_for_function("() => window.graphkit")
    frame.evaluate("graphkit.select('ban')")
    frame.wait_for_function("() => location.hash.includes('relation=ban')")
    desk.elsewhere("remove", "ban")
    told(page, "this is how it is now")
    told(page, "The graph no longer has what its view named: relation=ban.")
    expect(graph.locator("#note")).to_be_empty()
    desk.elsewhere("add", "actor", "The Firm", "--kind", "company")
    told(page, "Added actor: The Firm")
    frame.wait_for_function("() => window.graphkit?.link && Object.hasOwn(graphkit.positions(), 'the-firm')")
    expect(page.locator("#drawing")).to_be_hidden()
    expect(page.locator("#told")).not_to_contain_text("no longer")
    # A link that is broken is told by the page; what the desk draws anew is no link.
    frame.evaluate("location.hash = '#all=1&relation=nope'")
    expect(graph.locator("#note")).to_contain_text("relation=nope")
    page.route("**/page*", lambda route: route.fulfill(status=422, json={"error": "it is too large"}))
    desk.elsewhere("add", "actor", "The Shop", "--kind", "company")
    expect(page.locator("#drawing")).to_have_text("it is too large")
    expect(page.locator("#graph")).to_be_hidden()
    page.unroute("**/page*")
    desk.elsewhere("add", "actor", "The Yard", "--kind", "company")
    expect(graph.locator("#stage")).to_be_visible()
    expect(page.locator("#drawing")).to_be_hidden()
    expect(graph.locator("#note")).to_be_empty()
    assert [each for each in desk.complaints if "422" not in each] == []


def test_a_desk_opened_on_a_broken_file_says_what_is_wrong_and_goes_on_once_it_is_mended(
    serve: Serve,
) -> None:
    desk = serve(small())
    whole = desk.path.read_bytes()
    desk.path.write_bytes(whole.replace(b'"type": "banned"', b'"type": "baned"'))
    page = desk.open(ready=False)
    told(page, "baned")
    expect(page.locator("#told p")).not_to_contain_text("graphkit ")
    for place in ("main", "#panes"):
        expect(page.locator(place)).to_be_hidden()
    desk.path.write_bytes(whole)
    told(page, "The dataset can be read.")
    page.wait_for_selector("body[data-ready]")
    expect(page.locator("#tab-review")).to_be_visible()
    expect(page.frame_locator("#graph").locator("#stage")).to_be_visible()
    # So does one whose drafts are broken, and one whose file breaks while it is open.
    page.click("#tab-add")
    summary = page.locator("form[aria-label='add relation'] [data-name=summary]")
    summary.fill("She said it twice.")
    desk.path.write_bytes(b"{")
    told(page, "story.json")
    desk.path.write_bytes(whole)
    told(page, "this is how it is now")
    expect(summary).to_have_value("She said it twice.")
    drafts = desk.path.with_suffix(".drafts.json")
    drafts.write_bytes(b"{")
    told(page, "story.drafts.json")
    other = desk.open(ready=False)
    told(other, "story.drafts.json")
    drafts.unlink()
    told(page, "this is how it is now")
    other.wait_for_selector("body[data-ready]")
    expect(other.locator("#review-heading")).to_have_text("Nothing to decide")
    expect(summary).to_have_value("She said it twice.")


def test_what_can_only_be_read_is_announced_and_offers_nothing_that_cannot_work(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tables"
    graphkit("new", "--empty", str(folder))
    page = serve(path=folder).open()
    expect(page.locator("#read-only")).to_contain_text("Read only: ")
    expect(page.locator("#read-only")).to_contain_text(
        "is a folder of tables; change them with a spreadsheet"
    )
    expect(page.locator("#begin")).to_be_hidden()
    expect(page.locator(".skip")).to_have_text("Skip to the questions")
    expect(page.locator("#work")).to_have_attribute("aria-label", "Questions")
    buttons = page.locator("button:visible").all_text_contents()
    assert {text.strip() for text in buttons} <= {"Dark", "?", "Ask", "Show"}
    # A dataset in a folder that nobody may write to is read until that is changed.
    why = ["nothing may be written in its folder"]
    monkeypatch.setattr("graphkit.desk.dataset_page.why_unwritable", lambda _: why[0])
    page = serve(small()).open()
    expect(page.locator("#read-only")).to_contain_text("nothing may be written in its folder")
    expect(page.locator("#tab-edit")).to_be_hidden()
    expect(page.locator("#top-actors li")).to_have_count(2)
    why[0] = ""
    expect(page.locator("#tab-edit")).to_be_visible()
    expect(page.locator("#read-only")).to_be_hidden()


def test_a_question_without_a_path_says_why_as_the_terminal_does(serve: Serve) -> None:
    there = dataset(
        relation("fine", "board", "firm", "fined", when="2024-02-01"),
        relation("talk", "ann", "firm", when="2024-03-05"),
        actors=[actor("ann", "person"), actor("board"), actor("firm")],
    )
    page = serve(dumps(there)).open()
    page.click("#tab-ask")
    page.check("#panel-ask input[value=path]")
    form = page.locator("#question-path form")
    form.locator("[data-name=source]").fill("ann")
    form.locator("[data-name=target]").fill("board")
    form.locator("[data-name=chronological]").check()
    form.locator("[type=submit]").click()
    answer = page.locator("#question-path .answer")
    expect(answer).to_contain_text("No path found.")
    expect(answer).to_contain_text("Without “chronological” there is one of 2 hops.")
    page.check("#panel-ask input[value=neighbors]")
    page.fill("#question-neighbors [data-name=actor]", "ann")
    page.click("#question-neighbors [type=submit]")
    page.click("#question-neighbors .answer summary")
    expect(page.locator("#question-neighbors .answer")).to_contain_text("Told by nobody: no source is given.")


def test_new_actors_are_asked_for_their_kinds_beside_their_names(serve: Serve) -> None:
    desk = serve(small())
    page = desk.open()
    page.click("#tab-add")
    form = page.locator("form[aria-label='add relation']")
    for name, value in (("source", "Nova"), ("type", "met"), ("target", "AMD"), ("about", "Liza Su")):
        form.locator(f"[data-name={name}]").first.fill(value)
    form.locator("[type=submit]").click()
    nova, newco = (form.get_by_label(re.compile(f"^{name} is new. Its kind")) for name in ("Nova", "Liza Su"))
    nova.select_option("person")
    for _ in range(2):  # whom it may be is told as long as nobody says what it is
        form.locator("[type=submit]").click()
        found = form.locator(".field-error", has_text="did you mean Lisa Su? Or give its kind to add it")
        expect(found).to_have_count(1)
    newco.select_option("company")
    form.locator("text=One more").last.scroll_into_view_if_needed()
    form.locator("[data-name=voice]").fill("Somebody")
    form.locator("[data-name=article]").fill("paper")
    form.locator("[type=submit]").click()
    form.get_by_label(re.compile("^Somebody is new. Its kind")).select_option("person")
    expect(nova).to_have_value("person")
    form.locator("[type=submit]").click()
    expect(page.locator(".preview")).to_contain_text("Once you save it: ")
    page.click(".preview .primary")
    told(page, "Saved")
    kinds = {actor.name: actor.kind for actor in desk.saved().actors}
    assert (kinds["Nova"], kinds["Liza Su"], kinds["Somebody"]) == ("person", "company", "person")


def test_whom_a_draft_is_about_is_asked_for_the_kind(serve: Serve) -> None:
    desk = serve()
    page = desk.open()
    read(page)
    press(page, "c")
    page.locator("#review-card [data-name=about]").fill("Nova; Newco")
    page.click("text=Save the draft")
    page.get_by_label("Newco is new. Its kind").select_option("company")
    expect(page.locator("#review-heading")).to_contain_text("Newco (new company)")
    expect(page.get_by_label("Newco is new. Its kind")).to_be_focused()
    page.get_by_label("Nova is new. Its kind").select_option("person")
    expect(page.locator("#review-heading")).to_contain_text("Nova (new person)")
    assert [party.kind for party in load(desk.path).drafts[0].about] == ["person", "company"]


def test_on_a_phone_the_graph_has_the_room(serve: Serve) -> None:
    page = serve(small()).open(390, 844)
    page.click("#pane-graph")
    graph = page.frame_locator("#graph")
    expect(graph.locator(".sheet-tabs [aria-expanded=true]")).to_have_count(0)
    box = graph.locator("#network").bounding_box()
    assert box is not None
    assert box["height"] > 844 / 2
    graph.locator("#tab-details").click()
    expect(graph.locator("#details")).to_be_visible()


def test_the_log_tells_a_command_without_the_values_that_were_given(serve: Serve) -> None:
    desk = serve((ROOT / "data" / "graph.json").read_text("utf-8"))
    row = json.dumps([{"source": "cnn-2025-07-15", "paragraph": 1}])
    desk.elsewhere("edit", "h20-ban", f"evidence+={row}")
    page = desk.open()
    page.click("#tab-log")
    expect(page.locator(".log-command").first).to_have_text("edit h20-ban")
    expect(page.locator(".log-list")).not_to_contain_text("{")


def test_what_may_be_an_event_of_another_day_is_asked_before_key_a_accepts_it(serve: Serve) -> None:
    there = dataset(
        relation("talk", "ida-berg", "tom-quay", when="2025-03-01"),
        actors=[actor("ida-berg", "person", name="Ida Berg"), actor("tom-quay", "person", name="Tom Quay")],
    )
    desk = serve(dumps(there))
    page = desk.open()
    read(page, "---\npublisher: P\ndate: 2025-03-05\n---\n\nTom Quay met Ida Berg on Monday.")
    press(page, "a")
    told(page, "Look: talk is the same, but of 1 March 2025")
    page.get_by_label("Is it the same event?").select_option("talk")
    expect(page.locator(".doubts")).to_have_count(0)
    expect(page.locator("#review-card[aria-busy]")).to_have_count(0)
    press(page, "a")
    told(page, "evidence on talk")
    assert [len(row.evidence) for row in desk.saved().relations] == [1]


def test_a_message_calls_a_field_as_the_form_does(serve: Serve) -> None:
    page = serve(small()).open()
    page.click("#tab-edit")
    page.check("#panel-edit input[value=remove]")
    form = page.locator("form[aria-label=remove]")
    form.locator("[data-name=id]").fill("amd")
    form.locator("[type=submit]").click()
    expect(form.locator(".field-error")).to_contain_text("remove them too with “Also what refers to it”")


@pytest.mark.parametrize(("held", "tab"), [("state", "log"), ("drafts*", "add")])
def test_a_tab_chosen_while_the_dataset_comes_stays(held: str, tab: str, serve: Serve) -> None:
    desk = serve(small())
    page = desk.open()
    waiting: list[Any] = []
    page.route(f"**/api/{held}", lambda route: waiting.append(route))
    page.reload()
    page.click(f"#tab-{tab}")
    until(page, lambda: bool(waiting))
    typed = page.locator("#panel-add [data-name=when]").first
    if tab == "add":
        typed.fill("2025-07")
    page.unroute(f"**/api/{held}")  # which lets go what waits
    page.wait_for_selector("body[data-ready]")
    expect(page.locator(f"#tab-{tab}")).to_have_attribute("aria-selected", "true")
    if tab == "add":
        expect(typed).to_be_visible()
        expect(typed).to_have_value("2025-07")
    else:
        expect(page.locator("#log")).to_contain_text("Nothing was changed yet")
    assert desk.complaints == []


def test_what_is_not_known_yet_is_not_told_as_none(serve: Serve) -> None:
    desk = serve()
    page = desk.open()
    page.click("#read-more summary")
    page.fill("#article-text", ARTICLE)
    page.click("#read-form >> text=Read it")
    told(page, "5 drafts to decide")
    waiting: list[Any] = []
    page.route("**/api/articles", lambda route: waiting.append(route))
    page.reload()
    until(page, lambda: bool(waiting))
    page.click("#tab-add")
    page.click("#tab-review")
    page.keyboard.press("?")
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    assert page.inner_text("#reading") == "Read an article"
    assert page.inner_text("#panel-review").strip() == ""
    page.unroute("**/api/articles")
    expect(page.locator("#review-heading")).to_contain_text("acquired")
    expect(page.locator("#article")).to_be_visible()
    assert desk.complaints == []


def asked(page: Page, question: str, **fields: str) -> Any:
    """Ask a question at the desk, and return the answer."""
    page.click("#tab-ask")
    page.check(f"#panel-ask input[value={question}]")
    for name, value in fields.items():
        page.fill(f"#question-{question} [data-name={name}]", value)
    page.click(f"#question-{question} [type=submit]")
    return page.locator(f"#question-{question}")


def test_of_paths_and_ranks_there_is_more_as_of_relations(serve: Serve) -> None:
    between = [f"firm-{number:02}" for number in range(30)]
    ends = [relation(f"{end}-{each}", end, each, when="2025") for each in between for end in ("ann", "zoe")]
    desk = serve(dumps(dataset(*ends)))
    page = desk.open()
    answer = asked(page, "path", source="ann", target="zoe")
    expect(answer.locator(".shown-of")).to_have_text("1 path of 30 shown.")
    answer.locator("text=More").click()
    expect(answer.locator(".shown-of")).to_have_text("All 30 paths shown.")
    expect(answer.locator(".way")).to_have_count(30)
    expect(answer.locator(".way").nth(1).locator("button").first).to_be_focused()
    expect(answer.locator("text=More")).to_have_count(0)
    answer = asked(page, "rank")
    expect(answer.locator(".shown-of")).to_have_text("20 actors of 32 shown.")
    answer.locator("text=More").click()
    expect(answer.locator(".shown-of")).to_have_text("All 32 actors shown.")
    expect(answer.locator(".ranks li").nth(20).locator("button")).to_be_focused()
    assert desk.complaints == []


def test_amounts_are_ranked_unit_by_unit_and_what_is_in_no_sum_is_told(serve: Serve) -> None:
    amounts = [(1_000_000.5, "EUR"), (7, "USD"), (20, "%"), None]
    paid = [
        relation(
            f"r{number}",
            "ann",
            "bob",
            "paid",
            when="2025",
            amount=each and Amount(value=each[0], unit=each[1]),
        )
        for number, each in enumerate(amounts)
    ]
    desk = serve(dumps(dataset(*paid)))
    page = desk.open()
    page.click("#tab-ask")
    page.check("#panel-ask input[value=rank]")
    page.select_option("#question-rank [data-name=by]", "amount")
    page.click("#question-rank [type=submit]")
    answer = page.locator("#question-rank")
    expect(answer.locator(".ranks li")).to_have_text(
        ["1.Ann1,000,000.5 EUR", "1.Bob1,000,000.5 EUR", "1.Ann7 USD", "1.Bob7 USD"]
    )
    expect(answer.locator(".shown-of")).to_have_text("All 4 sums shown.")
    notes = "Added up: 2 paid. Not added up: 1 with a share, as shares have no sum, 1 without an amount."
    expect(answer).to_contain_text(f"{notes} Who gave it to whom, or whether it was only owed")
    assert desk.complaints == []


def test_what_one_took_away_oneself_is_not_told_as_gone_and_a_message_goes_with_its_tab(
    serve: Serve,
) -> None:
    desk = serve(small())
    page = desk.open()
    page.click("#tab-add")
    through(page, "add relation", source="amd", type="met", target="lisa-su", when="2025-03")
    in_graph(page, "amd-met-lisa-su")
    page.click("#told >> text=Undo")
    told(page, "Took back change 1")
    frame = page.frames[1]
    frame.wait_for_function("() => !window.graphkit?.visible().includes('amd-met-lisa-su')")
    expect(page.locator("#drawing")).to_be_hidden()
    expect(page.locator("#told p")).not_to_contain_text("no longer")
    # What others take away is told, until another tab is chosen.
    frame.evaluate("graphkit.select('ban')")
    frame.wait_for_function("() => location.hash.includes('relation=ban')")
    desk.elsewhere("remove", "ban")
    told(page, "The graph no longer has what its view named: relation=ban.")
    page.click("#tab-log")
    expect(page.locator("#told")).to_be_empty()
    # What one can do something about stays.
    page.click("#tab-add")
    page.check("#panel-add input[value=actor]")
    through(page, "add actor", name="The Yard", kind="company")
    page.click("#tab-log")
    expect(page.locator("#told button:not(.told-shut)")).to_have_text("Undo")
    assert desk.complaints == []


def test_the_log_goes_back_only_to_what_is_another_dataset(serve: Serve) -> None:
    desk = serve(small())
    for words in (
        ("edit", "amd", "name=Advanced Micro Devices"),
        ("edit", "amd", "description=It makes chips."),
        ("undo", "--to", "1"),
        ("edit", "amd", "description=It draws chips."),
        ("undo", "--to", "1"),
    ):
        desk.elsewhere(*words)
    page = desk.open()
    page.click("#tab-log")
    rows = page.locator(".log-list > li")
    expect(rows).to_have_count(6)
    dates = [row.locator(".date").inner_text().split(",")[0] for row in rows.all()]
    same = "Change 3 (the same as now)", "Change 2", "Change 1 (the same as now)"
    assert dates == ["Change 5 (now)", "Change 4", *same, "Change 0"]
    assert [row.locator("button").count() for row in rows.all()] == [0, 1, 0, 1, 0, 1]
    assert desk.complaints == []


def test_no_switch_stands_alone_in_a_row(serve: Serve) -> None:
    page = serve(small()).open()
    for width in (1280, 1230, 1180, 390, 320):  # with bars to scroll by there is less room
        page.set_viewport_size({"width": width, "height": 800})
        if width < 760:
            page.click("#pane-work")
        for tab, panel in (("add", "panel-add"), ("edit", "panel-edit"), ("ask", "panel-ask")):
            page.click(f"#tab-{tab}")
            tops = page.locator(f"#{panel} > .switch label").evaluate_all(
                "all => all.map((each) => Math.round(each.getBoundingClientRect().top))"
            )
            rows = [tops.count(top) for top in sorted(set(tops))]
            assert min(rows) > 1, (width, tab, rows)


def test_one_thing_has_one_name_in_all_forms_and_one_wording_in_all_answers(serve: Serve) -> None:
    lent = relation("lent", when="2020/", type="supplies", evidence=[Evidence(source="paper")])
    vague = relation("vague", when="2030~", type="met", evidence=[Evidence(source="paper")])
    denied = relation("denied", type="supplies", status="denied", evidence=[Evidence(source="paper")])
    planned = relation("planned", when="2030", status="planned", evidence=[Evidence(source="paper")])
    desk = serve(dumps(dataset(lent, vague, denied, planned)))
    page = desk.open()
    page.click("#tab-add")
    for kind, name in (("relation", "article"), ("evidence", "source")):
        page.check(f"#panel-add input[value={kind}]")
        field = page.locator(f"#panel-add-{kind} .field", has=page.locator(f"[data-name={name}]"))
        expect(field.locator(".field-label")).to_contain_text(re.compile("^Source"))
    answer = asked(page, "snapshot", on="2030-06-01")
    expect(answer.locator(".tag-maybe")).to_have_text(["last reported 15 July 2025", "maybe"])
    words = subprocess.run(
        [sys.executable, "-m", "graphkit", "--data", str(desk.path), "snapshot", "2030-06-01"],
        capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "300"},
    ).stdout  # fmt: skip
    assert "last reported 15 July 2025" in words
    left = re.search("Left out: (.*)", words)
    assert left
    plain = re.sub(r" \(--[^)]*\)", "", left[1])
    assert "1 denied without a date" in plain
    expect(answer.locator(".shown-of")).to_contain_text(f"left out: {plain}")


def test_who_is_meant_by_an_id_is_told_by_name_and_an_article_without_a_title_by_its_publisher(
    serve: Serve,
) -> None:
    desk = serve(small())
    page = desk.open()
    edit_row(page, "ban")
    form = page.locator("form[aria-label='edit relation']")
    who = form.locator(".field", has=page.locator("[data-name=source]"))
    expect(who).to_contain_text("Beijing")
    expect(who.locator("input")).to_have_value("beijing")
    expect(who.locator("input")).to_have_accessible_description("Beijing")
    who.locator("input").fill("lisa-su")
    expect(who).to_contain_text("Lisa Su")
    who.locator("input").fill("Lisa Su")
    expect(who).not_to_contain_text("Lisa")
    form.locator("[type=submit]").click()
    page.click(".preview .primary")
    told(page, "Saved")
    assert desk.saved().relations[0].source == "lisa-su"
    # Of a draft, each that it is about is named.
    read(page, "---\npublisher: The Wire\ndate: 2025-03-05\n---\nBeijing banned AMD.")
    expect(page.locator("#article-title")).to_have_text("The Wire, 5 March 2025")
    page.click(".decide >> text=Change")
    about = page.locator("#review-card .field", has=page.locator("[data-name=about]"))
    about.locator("input").fill("lisa-su; beijing")
    expect(about).to_contain_text("Lisa Su; Beijing")
    assert desk.complaints == []
