"""Measures the page in real Chromium: size, building, time to interactive, date changes, panning.

Run ``python -m benchmarks.page [RELATIONS ...] [-o FILE]`` from the project's folder. Every figure is
the median of five; nothing is asserted here. Panning and date changes are measured on what the page
opens on and, in the rows marked "whole", on the whole story with every actor drawn. Building is time by
the wall, or of the processor where that is less; the browser's figures suffer from whatever else runs.
"""

import argparse
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from graphkit.graph.multigraph import Graph
from graphkit.page.html import render
from tests.page.conftest import start
from tests.page.stories import story

ROUNDS = 5
SIZES = (100, 1_000, 2_000, 2_500, 10_000)


class Figure(NamedTuple):
    """What is measured: in which unit, and whether more of it is better."""

    label: str
    unit: str
    more_is_better: bool = False


FIGURES = {
    "size": Figure("size of the page", "kB"),
    "build": Figure("building it", "s"),
    "ready": Figure("time to interactive", "s"),
    "date": Figure("date change to painted frame", "ms"),
    "pan": Figure("panning", "frames a second", more_is_better=True),
    "date whole": Figure("date change, all drawn", "ms"),
    "pan whole": Figure("panning, all drawn", "frames a second", more_is_better=True),
}
AIMS: dict[int, dict[str, float]] = {
    100: {"size": 650, "ready": 0.5, "date": 50, "pan": 50},
    1_000: {"ready": 1.0, "date": 100, "pan": 20},
    2_000: {"build": 3.0},
    2_500: {"size": 1_600},
    10_000: {"size": 5_000, "build": 15.0, "ready": 2.5, "date": 200, "pan": 10},
}
"""What is aimed at, by the number of relations, of which there are two an actor."""

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
    opened = []
    for _ in range(ROUNDS):
        page = _open(browser, file)
        opened.append(page.evaluate("window.readyAfter"))
        if len(opened) < ROUNDS:
            page.close()
    figures = {
        "size": file.stat().st_size / 1000,
        "build": statistics.median(built),
        "ready": statistics.median(opened) / 1000,
        "date": _date_change(page),
        "pan": _panning(page),
    }
    page.evaluate("graphkit.setAll(); graphkit.drawAll(); graphkit.fit()")
    figures |= {"date whole": _date_change(page), "pan whole": _panning(page)}
    page.close()
    return figures


def _copy(graph: Graph) -> Graph:
    """Return the graph without what was worked out for it before."""
    fresh: Graph = graph.copy()
    return fresh


def _seconds(work: Callable[[], Any]) -> float:
    """Return how long some work takes by the wall, or of the processor where that is less."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return min(time.perf_counter() - wall, time.process_time() - processor)


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


def table(measured: dict[int, dict[str, float]]) -> str:
    """Return the figures beside what is aimed at, as a table in Markdown."""
    lines = ["| relations | actors | figure | measured | aim | met |", "|---:|---:|---|---:|---:|---|"]
    for relations, figures in measured.items():
        for name, value in figures.items():
            label, unit, more_is_better = FIGURES[name]
            aim = AIMS.get(relations, {}).get(name)
            met = "" if aim is None else "yes" if (value >= aim if more_is_better else value <= aim) else "no"
            bound = "" if aim is None else f"{'at least' if more_is_better else 'at most'} {aim:,g}"
            told = f"{value:,.0f}" if value >= 20 else f"{value:.2f}"
            lines.append(
                f"| {relations:,} | {relations // 2:,} | {label} | {told} {unit} | {bound} | {met} |"
            )
    return "\n".join(lines) + "\n"


def report(measured: dict[int, dict[str, float]], version: str) -> str:
    """Return the table under what it was measured on."""
    return (
        "# The page: what was measured\n\n"
        "Written by `make bench-page`: the median of five, of made-up stories, in a window of 1440 by 900.\n"
        f"Python {platform.python_version()}, Chromium {version} without a graphics card, "
        f"{os.cpu_count()} processors, on which {os.getloadavg()[2]:.1f} programs ran meanwhile.\n\n"
        f"{table(measured)}"
    )


def main() -> None:
    """Measure, print a table, and write it as a report where that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("relations", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("-o", "--output", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = start(playwright)
        version = browser.version
        measured = {relations: measure(relations, browser, Path(folder)) for relations in asked.relations}
        browser.close()
    print(table(measured), end="")
    if asked.output:
        asked.output.write_text(report(measured, version), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
