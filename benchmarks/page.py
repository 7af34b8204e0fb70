"""Measures the page in Chromium on events of ICEWS14, and takes its pictures for the documents.

``make bench-page`` writes PAGE_RESULTS.md, docs/page.png and docs/page-dark.png. Every figure is the median
of five. The browser's figures suffer from whatever else runs.
"""

import argparse
import os
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from benchmarks import tables
from benchmarks.adapters.graphkit import story_graph
from benchmarks.contest import Clock
from graphkit.graph.build import load
from graphkit.page.html import render
from tests.page.conftest import SHIPPED, open_file, start

HERE = Path(__file__).parent
ROUNDS = 5
VIEWPORT: ViewportSize = {"width": 1440, "height": 900}
FIGURES = ("size", "building", "first drawing", "date change", "panning", "date change, all drawn")
UNITS = ("kB", "s", "s", "ms", "frames a second", "ms")
AIMS: dict[int, tuple[str, ...]] = {
    250: ("", "", "0.5", "50", "at least 50", ""),
    2_500: ("1,600", "3", "1", "100", "at least 20", ""),
    10_000: ("5,000", "15", "2.5", "200", "at least 10", ""),
}
"""What is aimed at, by the number of relations; at most, if nothing else is said."""

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


def first_rows(table: tables.Table, count: int) -> tables.Table:
    """Return the first rows of a table."""
    columns = {name: getattr(table, name)[:count] for name in ("source", "target", "type", "bounds")}
    return replace(table, **columns)


def measure(table: tables.Table, browser: Browser, file: Path) -> list[float]:
    """Return the figures of the page of a table of events."""
    graph = story_graph(table)
    built, ready = [], []
    for _ in range(ROUNDS):
        with Clock() as clock:
            file.write_text(render(graph.copy()), encoding="utf-8")
        built.append(clock.taken / 1e9)
    for _ in range(ROUNDS):
        page = browser.new_page(viewport=VIEWPORT)
        page.add_init_script(_NOTE_WHEN_READY)
        page.goto(file.as_uri())
        page.wait_for_function("window.readyAfter")
        ready.append(page.evaluate("window.readyAfter") / 1000)
        if len(ready) < ROUNDS:
            page.close()
    size = file.stat().st_size / 1000
    figures = [size, statistics.median(built), statistics.median(ready)]
    figures += [_date_change(page, table.days[0]), _panning(page)]
    page.evaluate("graphkit.setAll(); graphkit.drawAll(); graphkit.fit()")
    figures.append(_date_change(page, table.days[0]))
    page.close()
    return figures


def _date_change(page: Page, first: int) -> float:
    return statistics.median(page.evaluate(_CHANGE_DATE, first + step) for step in range(ROUNDS * 3))


def _panning(page: Page) -> float:
    frame = page.locator("#network").bounding_box()
    assert frame
    x, y = frame["x"] + 6, frame["y"] + frame["height"] / 2
    rates = []
    for _ in range(ROUNDS):
        page.mouse.move(x, y)
        page.mouse.down()
        page.evaluate(_COUNT_FRAMES)
        began = time.perf_counter()
        step = 0
        while time.perf_counter() - began < 1.0:
            step += 1
            page.mouse.move(x + step % 60, y + step % 40)
        rates.append(page.evaluate(_FRAMES_A_SECOND))
        page.mouse.up()
    return statistics.median(rates)


def take_pictures(browser: Browser, file: Path) -> None:
    """Take pictures of the shipped story on the ban, in light and in dark."""
    file.write_text(render(load(SHIPPED)), encoding="utf-8")
    for scheme, name in (("light", "page.png"), ("dark", "page-dark.png")):
        context = browser.new_context(
            viewport=VIEWPORT, color_scheme=scheme, locale="en-GB", reduced_motion="reduce"
        )
        page = context.new_page()
        open_file(page, file, "#step=1&relation=h20-ban")
        page.evaluate("document.fonts.ready")
        page.screenshot(path=HERE.parent / "docs" / name)
        context.close()


def main() -> None:
    """Measure, write the results and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", help="folder of the tables")
    parser.add_argument("-o", "--output", type=Path, default=HERE / "PAGE_RESULTS.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        table = tables.read(tables.find("icews14", tables.folder(options.data), Path(folder))[0])
        browser = start(playwright)
        version, load = browser.version, os.getloadavg()[0]
        lines = [
            "# The page: what was measured",
            "",
            "`make bench-page` writes this page: the median of five, on the first events of ICEWS14, in a",
            f"window of 1440 by 900. Chromium {version} without a graphics card, {os.cpu_count()} cores,",
            f"load {load:.1f}.",
            "",
            f"| relations | {' | '.join(FIGURES)} |",
            "|--:" * (len(FIGURES) + 1) + "|",
        ]
        for count, aims in AIMS.items():
            figures = measure(first_rows(table, count), browser, Path(folder) / f"{count}.html")
            cells = [
                (f"{figure:,.0f}" if figure >= 20 else f"{figure:.2f}") + f" {unit}"
                for figure, unit in zip(figures, UNITS, strict=True)
            ]
            lines += [f"| {count:,} | {' | '.join(cells)} |", f"| aim | {' | '.join(aims)} |"]
        take_pictures(browser, Path(folder) / "story.html")
        browser.close()
    options.output.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
