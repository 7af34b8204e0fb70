"""What the tests of the page share: small graphs, a browser, and a page opened in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import Browser, Page
from shipped import STORIES

from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Actor, Dataset, Evidence, Relation, Source
from graphkit.page.html import render
from graphkit.storage.json_file import read_dataset

PATIENCE = 120_000
"""How many milliseconds a test waits for what must come: as many as a busy machine may need."""
IDLE = "new Promise((done) => requestIdleCallback(() => done(), { timeout: 2000 }))"
"""Waits until the browser has nothing to do; one that draws nothing may put that off for ever."""
RESTS = """() => {
    const ground = document.getElementById("network");
    const seen = JSON.stringify([
        graphkit.drawn().slice(0, 2).map(graphkit.place),
        ground.clientWidth, ground.clientHeight,
        ground.querySelector("canvas").clientWidth, ground.querySelector("canvas").clientHeight,
    ]);
    window.stood = window.seen === seen ? window.stood + 1 : 0;
    window.seen = seen;
    return window.stood >= 5;
}"""
"""Asked in each frame: whether nothing has moved for some frames."""
SHIPPED = STORIES["h20"]


def dataset(*relations: Relation, title: str = "A small story") -> Dataset:
    """Return a dataset of three actors and one source, with these relations."""
    return Dataset(
        title=title,
        sources=(Source(id="paper", publisher="The Paper", title="A title", published="2025-07-15"),),
        actors=(
            Actor(id="ann", name="Ann Example", kind="person", aliases=("Annie",)),
            Actor(id="bob", name="Bob Example", kind="person"),
            Actor(id="firm", name="The Firm", kind="company"),
        ),
        relations=relations,
    )


def relation(key: str, type: str = "met", source: str = "ann", target: str = "bob", **more: Any) -> Relation:
    """Return a relation between Ann and Bob, reported in the paper."""
    evidence = more.pop("evidence", (Evidence(source="paper", paragraph=3),))
    return Relation(key=key, type=type, source=source, target=target, evidence=evidence, **more)


@pytest.fixture(scope="session")
def shipped_graph() -> Graph:
    """The H20 story as it is shipped."""
    return build_graph(read_dataset(SHIPPED))


@pytest.fixture(scope="session")
def danske_graph() -> Graph:
    """The story of Danske Bank as it is shipped."""
    return build_graph(read_dataset(STORIES["danske"]))


@pytest.fixture(scope="session", params=["shipped_graph", "danske_graph"])
def each_story(request: pytest.FixtureRequest) -> Graph:
    """Each of the stories that are shipped, for what holds in all of them."""
    graph: Graph = request.getfixturevalue(request.param)
    return graph


@pytest.fixture(scope="session")
def graph_of_every_rule() -> Graph:
    """One relation for each case that the rules of time tell apart."""
    return build_graph(
        dataset(
            relation("event-day", when="2025-04-10"),
            relation("event-month", when="2025-05"),
            relation("event-one-of", when="[2025-07-14,2025-07-15]"),
            relation("event-interval", "visited", "ann", "firm", when="2025-06-02/2025-06-20"),
            relation("event-undated", "praised", "ann", "firm"),
            relation("event-planned", "visited", "ann", "firm", when="2025-08-10", status="planned"),
            relation("event-planned-undated", "visited", "ann", "firm", status="planned"),
            relation("state-open", "banned", "firm", "bob", when="2025-04/.."),
            relation("state-unknown-end", "banned", "firm", "bob", when="2025-04/"),
            relation("state-closed", "restricted", "firm", "bob", when="2023/2024"),
            relation("state-undated", "supplies", "firm", "bob"),
            relation("state-denied", "supplies", "firm", "bob", when="2025", status="denied"),
            relation("either-interval", "lobbied", "ann", "firm", when="2025-03/2025-05"),
            relation("either-day", "lobbied", "ann", "firm", when="2025-03-05"),
            relation("background", "leads", "ann", "firm"),
            relation("background-dated", "works-for", "bob", "firm", when="2025-02/2025-03"),
            relation("news", "reported-on", "bob", "ann", when="2025-07-15"),
        )
    )


@dataclass
class Opened:
    """A page in the browser, with everything it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    is_kept: bool = True
    _listeners: list[tuple[str, Callable[..., None]]] = field(default_factory=list)

    def listen(self, event: Any, act: Callable[..., None]) -> None:
        """Do something on every event of a kind, until the tab is left."""
        self.page.on(event, act)
        self._listeners.append((event, act))

    def leave(self) -> None:
        """Leave the tab as if nobody had been there."""
        for event, act in self._listeners:
            self.page.remove_listener(event, act)
        self.page.goto("about:blank")
        self.page.keyboard.up("Shift")
        self.page.mouse.up()
        self.page.mouse.move(0, 0)

    def stop_time(self) -> Callable[[int], None]:
        """Stop the page's clocks; what is returned lets so many milliseconds pass, with all that is due."""
        self.page.clock.install(time=0)
        self.page.clock.pause_at(1_000)
        self.is_kept = False
        return self.page.clock.run_for

    def idle(self) -> None:
        """Let the browser do all that it has to do, so that what has not happened by then does not."""
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate(IDLE)

    def rest(self) -> None:
        """Wait until the picture stands still in a frame that has its size."""
        self.page.evaluate("window.seen = null")
        self.page.wait_for_function(RESTS)

    def visible(self) -> set[str]:
        """Return the ids of the relations shown."""
        return set(self.page.evaluate("graphkit.visible()"))


def open_file(page: Page, file: Path, fragment: str = "", *, script: bool = True) -> Opened:
    """Open a file in a tab and wait until it is ready."""
    opened = Opened(page)
    page.set_default_timeout(PATIENCE)
    opened.listen("request", lambda request: opened.requests.append(request.url))
    opened.listen("console", lambda message: opened.complaints.append(message.text))
    opened.listen("pageerror", lambda error: opened.complaints.append(str(error)))
    page.goto(file.as_uri() + fragment)
    if script:
        page.wait_for_selector("#stage", state="visible")
    return opened


Opener = Callable[..., Opened]


_pages: WeakKeyDictionary[Graph, str] = WeakKeyDictionary()


def page_of(graph: Graph) -> str:
    """Return the page of a graph, which no test changes once it has one: made once for all that open it."""
    if graph not in _pages:
        _pages[graph] = render(graph)
    return _pages[graph]


@pytest.fixture(scope="session")
def idle_tabs() -> dict[str, list[Page]]:
    """Tabs that wait for another page, by what they were made with: making one takes longer than a page."""
    return {}


@pytest.fixture
def open_page(browser: Browser, idle_tabs: dict[str, list[Page]], tmp_path: Path) -> Iterator[Opener]:
    """A function that writes a graph's page to the disk and opens it from there."""
    left = []

    def opener(
        graph: Graph,
        fragment: str = "",
        *,
        width: int = 1400,
        height: int = 900,
        is_new: bool = False,
        **context: Any,
    ) -> Opened:
        """Open a page in a tab that waits, or in a new one, whose history is short."""
        file = tmp_path / "the page, 100 % #1 é.html"
        file.write_text(page_of(graph), encoding="utf-8", newline="\n")
        media = {
            "color_scheme": context.pop("color_scheme", "light"),
            "reduced_motion": context.pop("reduced_motion", "reduce"),
            "forced_colors": context.pop("forced_colors", "none"),
        }
        waiting = idle_tabs.setdefault(repr(sorted(context.items())), [])
        page = waiting.pop() if waiting and not is_new else browser.new_context(**context).new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(media="null", **media)
        opened = open_file(page, file, fragment, script=context.get("java_script_enabled", True))
        opened.is_kept = not is_new
        left.append((opened, waiting))
        return opened

    yield opener
    for opened, waiting in left:
        # Emptying what is kept may reach the next page late, and take what that one keeps.
        if not opened.is_kept or opened.page.evaluate("window.localStorage?.length"):
            opened.page.context.close()
            continue
        opened.leave()
        waiting.append(opened.page)
