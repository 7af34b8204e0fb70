"""Takes the pictures of the desk, of made-up articles: `python docs/desk_pictures.py` writes them anew."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

DOCS = Path(__file__).parent
FOLDER = DOCS / "pictures"
BROWSER = DOCS.parent / "tests" / "browser.sh"
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu")
GRAPHKIT = (sys.executable, "-m", "graphkit")


@contextmanager
def served() -> Iterator[str]:
    """Serve a new dataset into which two articles were read; give the address."""
    with TemporaryDirectory() as folder:
        for name in ("wire.txt", "court.txt"):
            shutil.copy(DOCS / "articles" / name, folder)
        for words in (
            ("new", "--empty", "harbour.json"),
            ("--data", "harbour.json", "read", "court.txt", "wire.txt"),
        ):
            subprocess.run([*GRAPHKIT, *words], cwd=folder, check=True, capture_output=True)  # noqa: S603  its own
        words = ("--data", "harbour.json", "serve", "--no-open")
        with subprocess.Popen(  # noqa: S603  its own
            [*GRAPHKIT, *words], cwd=folder, stdout=subprocess.PIPE, encoding="utf-8"
        ) as server:
            assert server.stdout is not None
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found is not None
            try:
                yield found[0]
            finally:
                server.terminate()


def accept(page: Page, count: int) -> None:
    """Accept so many drafts, one after another."""
    for _ in range(count):
        waiting = page.inner_text("#review-counts")
        page.click("#review-card:not([aria-busy]) .decide >> text=Accept")  # nothing is decided meanwhile
        page.wait_for_function(
            "before => document.getElementById('review-counts').innerText !== before", arg=waiting
        )
    page.wait_for_function(
        "() => document.getElementById('graph').contentWindow.location.hash.includes('relation=')"
    )
    page.wait_for_timeout(1_500)  # the graph comes to rest


def review(page: Page) -> None:
    """The article, the draft at hand, and the graph after some were accepted."""
    page.select_option("#ask-target_kind", "company")
    accept(page, 3)
    page.keyboard.press("p")
    page.wait_for_timeout(600)


def change(page: Page) -> None:
    """What a relation that is added by hand would change."""
    page.click('[aria-label="Code a relation from paragraph 6"]')
    form = page.locator("form[aria-label='add relation']")
    for name, text in {
        "source": "Norden Lines",
        "type": "owns",
        "target": "port-vell-harbour",
        "when": "since February 2025",
    }.items():
        form.locator(f"[data-name={name}]").fill(text)
    form.locator("text=Show the change").click()
    page.wait_for_selector(".preview .primary")


def ask(page: Page) -> None:
    """What ties an actor to others, as a list."""
    page.click("#tab-ask")
    page.fill("#question-neighbors [data-name=actor]", "norden-lines")
    page.click("#question-neighbors [type=submit]")
    page.wait_for_selector("#question-neighbors .answer details")
    page.click("#question-neighbors .answer summary >> nth=0")


def main() -> None:
    """Write the pictures."""
    asked = subprocess.run(["sh", BROWSER], check=True, capture_output=True, encoding="utf-8")  # noqa: S603, S607
    found = asked.stdout.strip()
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
        page.goto(address)
        page.wait_for_selector("body[data-ready]")
        page.select_option("#article-list", "the-coast-wire-2025-03-05")
        page.wait_for_selector("text=The Coast Wire, 5 March 2025, paragraph 6")
        for name, act in (("desk-review", review), ("desk-change", change), ("desk-ask", ask)):
            act(page)
            page.screenshot(path=FOLDER / f"{name}.png")
        phone = browser.new_page(viewport={"width": 390, "height": 760}, reduced_motion="reduce")
        phone.goto(address)
        phone.wait_for_selector("body[data-ready]")
        phone.click("#pane-work")
        phone.screenshot(path=FOLDER / "desk-phone.png")
        browser.close()


if __name__ == "__main__":
    main()
