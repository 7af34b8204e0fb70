"""Measures the page in real Chromium: size, building, time to interactive, date changes, panning.

Run ``python -m benchmarks.page [RELATIONS ...] [--json FILE]`` from the project's folder. Every figure
is the median of five; nothing is asserted here. Panning and date changes are measured on what the
page opens on and, in the columns marked "whole", on the whole story with every actor drawn.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from graphkit.graph import Graph
from graphkit.page.html import render
from tests.page.conftest import ARGUMENTS, CHROMIUM
from tests.page.stories import story

ROUNDS = 5
SIZES = (100, 1_000, 2_500, 10_000)
AIMS = defaultdict(
    lambda: (None, None, None, None),
    {
        # relations: page KB, s to interactive, ms from date change to frame, frames a second when panning
        100: (650, 0.5, 50, 50),
        1_000: (None, 1.0, 100, 20),
        2_500: (1_600, None, None, None),
        10_000: (5_000, 2.5, 200, 10),
    },
)

_NOTE_WHEN_READY = """
let api;
Object.defineProperty(window, "graphkit", {
    get: () => api,
    set: (given) => {
        api = given;
        requestAnimationFrame(() => setTimeout(() => { window.readyAfter = performance.now(); }));
    },
});
"""
_CHANGE_DATE = """async (day) => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    await painted();
    const began = performance.now();
    graphkit.setDay(day);
    await painted();
    return performance.now() - began;
}"""
_COUNT_FRAMES = """() => {
    const counted = (window.counted = { began: performance.now(), frames: 0, over: false });
    const count = () => { counted.frames += 1; counted.over || requestAnimationFrame(count); };
    requestAnimationFrame(count);
}"""
_FRAMES_A_SECOND = """() => {
    counted.over = true;
    return (counted.frames * 1000) / (performance.now() - counted.began);
}"""


def measure(relations: int, browser: Browser, folder: Path) -> dict[str, float]:
    """Return the figures of a made-up story of so many relations."""
    graph = story(relations)
    file = folder / f"{relations}.html"
    built = [_seconds(lambda: file.write_text(render(_copy(graph)), encoding="utf-8")) for _ in range(ROUNDS)]
    opened = [_open(browser, file) for _ in range(ROUNDS)]
    page = opened[-1]
    figures = {
        "actors": graph.number_of_nodes(),
        "relations": relations,
        "page KB": file.stat().st_size / 1000,
        "build s": statistics.median(built),
        "interactive s": statistics.median(one.evaluate("window.readyAfter") for one in opened) / 1000,
        "date ms": _date_change(page),
        "pan fps": _panning(page),
    }
    page.evaluate("graphkit.setAll(); graphkit.drawAll(); graphkit.fit()")
    figures["pan fps whole"] = _panning(page)
    figures["date ms whole"] = _date_change(page)
    for one in opened:
        one.close()
    return {name: round(value, 3) for name, value in figures.items()}


def _copy(graph: Graph) -> Graph:
    """Return the graph without what was worked out for it before."""
    fresh: Graph = graph.copy()
    return fresh


def _seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _open(browser: Browser, file: Path) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script(_NOTE_WHEN_READY)
    page.goto(file.as_uri())
    while not page.evaluate("window.readyAfter"):
        page.wait_for_timeout(20)
    return page


def _date_change(page: Page) -> float:
    return statistics.median(page.evaluate(_CHANGE_DATE, 739_300 + 23 * step) for step in range(ROUNDS * 3))


def _panning(page: Page) -> float:
    frame = page.locator("#network").bounding_box()
    assert frame
    found = []
    for _ in range(ROUNDS):
        x, y = frame["x"] + 6, frame["y"] + frame["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.evaluate(_COUNT_FRAMES)
        began = time.perf_counter()
        step = 0
        while time.perf_counter() - began < 1.0:
            step += 1
            page.mouse.move(x + step % 60, y + step % 40)
        found.append(page.evaluate(_FRAMES_A_SECOND))
        page.mouse.up()
    return statistics.median(found)


def main() -> None:
    """Measure, print a table, and write JSON where that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("relations", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        rows = [measure(relations, browser, Path(folder)) for relations in asked.relations]
        browser.close()
    print(*(f"{name:>15}" for name in rows[0]))
    for row in rows:
        print(*(f"{value:15,.2f}" for value in row.values()))
        size, ready, change, pan = ("-" if aim is None else aim for aim in AIMS[int(row["relations"])])
        print(*(f"{aim:>15}" for aim in ("aims", "", size, "", ready, change, pan)))
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
