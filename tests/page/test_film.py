"""Films of the story and of play: what is in the file, and that the page is afterwards as it was before."""

import base64
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Step

from .conftest import PATIENCE, Opener, dataset, relation
from .test_pictures import kept

STORY = (
    Step(title="They meet", text="Ann meets Bob.", as_of="2025-04-10", focus=("ann", "bob")),
    Step(
        title="A ban", text="The firm bans Bob.", as_of="2025-05-20", focus=("firm", "bob"), selection="ban"
    ),
)
SHOWN = """() => JSON.stringify([
    graphkit.time(), graphkit.axis(), graphkit.link(), location.hash, history.length,
    ...graphkit.drawn().map(graphkit.place), document.getElementById("story").innerText,
])"""
SLOW = """() => {
    const Frame = window.VideoFrame;
    window.frames = 0;
    window.VideoFrame = function (...given) {
        const begun = performance.now();
        while (performance.now() - begun < 60);
        window.frames += 1;
        return new Frame(...given);
    };
}"""
"""Let each frame take longer to paint."""
HELD = """() => {
    const get = () => (window.frames > 7 ? 99 : 0);
    Object.defineProperty(VideoEncoder.prototype, "encodeQueueSize", { get });
}"""
"""Let the encoder never be done with the first frame of the second step."""
OPEN = """async (text) => {
    const video = document.createElement("video");
    window.shown = () => new Promise((done) => video.requestVideoFrameCallback(done));
    const first = shown();
    const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    video.src = URL.createObjectURL(new Blob([bytes], { type: "video/webm" }));
    await new Promise((done, fail) => {
        video.onloadeddata = done;
        video.onerror = () => fail(video.error.message);
    });
    await first;
    window.video = video;
    return [video.videoWidth, video.videoHeight, video.duration];
}"""
"""Opens a film, and waits until its first frame is on the screen: the next that comes is that of a seek."""
INK = """async ([time, left, top, width, height]) => {
    if (video.currentTime !== time) {
        const sought = new Promise((done) => video.addEventListener("seeked", done, { once: true }));
        const next = shown();
        video.currentTime = time;
        await Promise.all([sought, next]);
    }
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const ctx = canvas.getContext("2d");
    ctx.drawImage(video, -left, -top);
    const { data } = ctx.getImageData(0, 0, width, height);
    const ink = [];
    for (let at = 0; at < data.length; at += 4) if (Math.abs(data[at] - data[0]) > 60) ink.push(at / 4);
    return ink;
}"""
"""Which pixels of a part of a frame are not of the colour of its corner."""
TEXTS = (0, 0, 350, 300)
DRAWING = (365, 4, 900, 500)
LEGEND = (0, 600, 1280, 118)


@pytest.fixture
def told() -> Graph:
    """A told story of two steps."""
    relations = (
        relation("met", when="2025-04-10"),
        relation("ban", "banned", "firm", "bob", when="2025-05-20"),
    )
    return build_graph(dataset(*relations).model_copy(update={"story": STORY}))


@pytest.fixture
def projector(browser: Browser) -> Any:
    """Two functions: one opens a film in a tab of its own, one tells where ink is in a part of a frame."""
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)

    def show(file: Path) -> list[float]:
        said: list[float] = page.evaluate(OPEN, base64.b64encode(file.read_bytes()).decode())
        return said

    def ink(time: float, part: tuple[int, ...]) -> set[int]:
        return set(page.evaluate(INK, [time, *part]))

    yield show, ink
    page.close()


def record(page: Page, what: str, folder: Path) -> Path:
    """Record a film, and wait until the page is the reader's again."""
    file = kept(page, what, folder)
    page.wait_for_selector("dialog.film", state="detached")
    return file


def alike(one: set[int], other: set[int]) -> float:
    """Return how much of two drawings is the same, from 0 to 1."""
    return len(one & other) / len(one | other)


def test_a_film_of_the_story_holds_each_step_however_slowly_it_is_made(
    told: Graph, open_page: Opener, projector: Any, tmp_path: Path
) -> None:
    opened = open_page(told, "#span=2025-04-01/2025-06-01&actor=ann")
    page = opened.page
    page.evaluate(SLOW)
    opened.rest()
    before = page.evaluate(SHOWN)
    file = record(page, "keep-film", tmp_path)
    opened.rest()
    assert page.evaluate(SHOWN) == before
    assert page.evaluate("document.activeElement.innerText") == "Keep"
    assert file.name == "A-small-story.webm"
    show, ink = projector
    width, height, duration = show(file)
    assert (width, height) == (1280, 720)
    assert duration == pytest.approx(8.6, abs=0.01), (
        "two stills of four seconds, each with what leads over to it"
    )
    assert page.evaluate("window.frames") == 14
    assert page.inner_text("#note") == "A film of 9 seconds was saved."
    for part in (TEXTS, DRAWING, LEGEND):
        first, second = ink(2, part), ink(7, part)
        assert min(len(first), len(second)) > 300, part
        assert alike(first, ink(3, part)) > 0.9, part
        assert alike(first, second) < 0.9, part
    assert opened.complaints == []


def test_a_film_of_play_ends_where_play_does_with_its_dates_on_the_frames(
    told: Graph, open_page: Opener, projector: Any, tmp_path: Path
) -> None:
    opened = open_page(told, "#span=2025-04-01/2025-04-20")
    page = opened.page
    page.select_option("#speed", "4")
    opened.rest()
    before = page.evaluate(SHOWN)
    file = record(page, "keep-play", tmp_path)
    opened.rest()
    assert page.evaluate(SHOWN) == before
    show, ink = projector
    _, _, duration = show(file)
    assert 3 < duration < 8
    first, last = 0.5, duration - 0.5
    assert alike(ink(first, TEXTS), ink(last, TEXTS)) < 0.95
    assert alike(ink(first, DRAWING), ink(last, DRAWING)) < 0.9
    assert opened.complaints == []


def test_a_film_that_is_cancelled_leaves_nothing(told: Graph, open_page: Opener) -> None:
    opened = open_page(told, "#step=2")
    page = opened.page
    downloads: list[Any] = []
    opened.listen("download", lambda download: downloads.append(download))
    page.evaluate(SLOW)
    page.evaluate(HELD)
    opened.rest()
    before = page.evaluate(SHOWN)
    page.click("#keep summary")
    page.click("#keep-film")
    page.wait_for_function("() => document.querySelector('.film progress')?.value === 0.5")
    page.wait_for_selector(".film [role=status] >> text=/About [0-9]+ seconds left/")
    page.keyboard.press("n")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog.film", state="detached")
    assert page.inner_text("#note") == "No film was saved."
    opened.rest()
    assert page.evaluate(SHOWN) == before
    assert downloads == []
    assert opened.complaints == []


def test_films_are_offered_only_where_they_can_be_made(told: Graph, open_page: Opener) -> None:
    untold = build_graph(dataset(relation("met", when="2025-04-10")))
    page = open_page(untold).page
    page.click("#keep summary")
    page.wait_for_selector("#keep-play:enabled")
    assert not page.is_visible("#keep-film")
    page = open_page(told).page
    page.evaluate("delete window.VideoEncoder")
    page.click("#keep summary")
    page.wait_for_selector("#film-none", state="visible")
    assert not page.is_visible("#keep-film")
    assert not page.is_visible("#keep-play")
