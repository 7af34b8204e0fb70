"""The page inside another: the graph and a line of credit; the scroll passes through to the page around."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, Frame, Page

from graphkit.graph.multigraph import Graph

from .conftest import PATIENCE, Opener, page_of
from .stories import story

OUTER = """<!DOCTYPE html><title>An article</title><body style="margin: 0">
<div style="height: 300px"></div>
<iframe src="story.html{query}" width="700" height="450" style="border: 0"></iframe>
<div style="height: 3000px"></div>"""
AT = (350, 500)
"""A place of the article that is over the graph."""


@pytest.fixture(params=["?embed", "#all=1&embed"])
def article(
    request: pytest.FixtureRequest, browser: Browser, shipped_graph: Graph, tmp_path: Path
) -> Iterator[tuple[Page, Frame]]:
    """An article of 700 pixels in which the page stands, and the page's frame."""
    (tmp_path / "story.html").write_text(page_of(shipped_graph), encoding="utf-8")
    (tmp_path / "article.html").write_text(OUTER.format(query=request.param), encoding="utf-8")
    context = browser.new_context(viewport={"width": 700, "height": 800}, has_touch=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto((tmp_path / "article.html").as_uri())
    frame = page.frames[1]
    frame.wait_for_selector("#credit", state="visible")
    frame.wait_for_function("() => window.graphkit")
    yield page, frame
    context.close()


def where(frame: Frame) -> list[float]:
    first, second = frame.evaluate("[graphkit.place('nvidia'), graphkit.place('china')]")
    return [first["x"], first["y"], second["x"], second["y"]]


def test_the_credit_tells_title_and_days_and_leads_to_the_whole_page(
    article: tuple[Page, Frame], shipped_graph: Graph
) -> None:
    page, frame = article
    title = shipped_graph.graph["title"]
    assert frame.inner_text("#credit-title") == title
    assert frame.locator("#credit").bounding_box()["height"] < 60  # type: ignore[index]
    for panel in ("#tools", "#filters", "#details", "#timeline", "#story"):
        assert not frame.is_visible(panel)
    frame.evaluate("graphkit.setDay(739447)")
    assert frame.inner_text("#credit-said").endswith("As of 15 Jul 2025")
    with page.context.expect_page() as opened:
        frame.click("#credit-link")
    whole = opened.value
    whole.wait_for_selector("#tools", state="visible")
    assert "embed" not in whole.url
    assert "day=2025-07-15" in whole.url


def test_the_wheel_scrolls_the_article_and_with_ctrl_zooms(article: tuple[Page, Frame]) -> None:
    page, frame = article
    stands = where(frame)
    page.mouse.move(*AT)
    page.mouse.wheel(0, 120)
    page.wait_for_function("() => scrollY > 0")
    assert where(frame) == pytest.approx(stands)
    assert "Ctrl" in frame.inner_text("#note")
    scrolled = page.evaluate("scrollY")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    frame.wait_for_function("x => graphkit.place('nvidia').x !== x", arg=stands[0])
    assert page.evaluate("scrollY") == scrolled
    frame.evaluate("graphkit.ask({ lanes: 'first' })")
    frame.wait_for_function("() => document.getElementById('lanes-room').clientHeight > 100")
    page.mouse.wheel(0, 60)
    page.wait_for_function("scrolled => scrollY > scrolled", arg=scrolled)
    assert frame.evaluate("document.getElementById('lanes-ground').scrollTop") == 0
    assert "Drag" in frame.inner_text("#note")
    rows = len(frame.evaluate("graphkit.lanes()")["rows"])
    assert f"{rows} rows" in frame.inner_text("#credit-said")


def test_a_large_story_says_that_part_of_it_is_drawn(open_page: Opener) -> None:
    page = open_page(story(20, actors=260), "#all=1&embed").page
    drawn, shown = (len(page.evaluate(f"graphkit.{what}()")) for what in ("drawn", "nodes"))
    said = f"{drawn} of {shown} actors drawn"
    assert drawn < shown
    assert page.inner_text("#credit-said").startswith(f"{said} · ")
    assert said in page.evaluate("graphkit.svg()")


def drag(session: CDPSession, *fingers: tuple[int, int]) -> None:
    """Move fingers up by 120 pixels."""
    for kind, moved in (
        ("touchStart", 0),
        ("touchMove", 30),
        ("touchMove", 80),
        ("touchMove", 120),
        ("touchEnd", 0),
    ):
        points = (
            []
            if kind == "touchEnd"
            else [{"x": x, "y": y - moved, "id": n} for n, (x, y) in enumerate(fingers)]
        )
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_one_finger_scrolls_the_article_and_two_move_the_graph(article: tuple[Page, Frame]) -> None:
    page, frame = article
    stands = where(frame)
    session = page.context.new_cdp_session(page)
    drag(session, (300, 550), (400, 550))
    frame.wait_for_function("y => graphkit.place('nvidia').y < y - 20", arg=stands[1])
    assert page.evaluate("scrollY") == 0
    stands = where(frame)
    drag(session, AT)
    page.wait_for_function("() => scrollY > 0")
    assert where(frame) == pytest.approx(stands)
