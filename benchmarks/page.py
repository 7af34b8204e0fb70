"""Measures the page in Chromium, beside sigma.js on the same data, and takes its pictures for the documents.

``make bench-page`` writes PAGE_RESULTS.md, docs/page.png and docs/page-dark.png. The stories are the first
events of ICEWS14, the story that comes with graphkit, a star and many groups. Without the file of ICEWS14 its
rows are left out. ``--only`` measures some of the stories, ``--no-pictures`` leaves the pictures alone.
"""

import argparse
import csv
import io
import json
import math
import os
import platform
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from benchmarks import tables
from graphkit.graph.build import load
from graphkit.page.html import render
from tests.conftest import launched
from tests.page.conftest import SHIPPED, open_file

HERE = Path(__file__).parent
ROUNDS = 3
POSITIONS = 60
"""At how many positions of a window days change, beside the one in which most happens."""
VIEWPORT: ViewportSize = {"width": 1440, "height": 900}
SOFTWARE_GL = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader")
"""sigma.js draws with WebGL, which has no card here either."""

AIMS = {
    "size, kB": "4,000",
    "building, s of processor": "15",
    "building, MB": "500",
    "opening, s": "2",
    "day, worst ms": "100",
    "window, worst ms": "100",
    "lanes, worst ms": "100",
    "panning, frames a second": "30",
}

_READY = """
let api;
Object.defineProperty(window, "graphkit", {
    get: () => api,
    set: (given) => {
        api = given;
        requestAnimationFrame(() => setTimeout(() => { window.readyAfter = performance.now(); }));
    },
});
"""
_CHANGE = """async ([from, to]) => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    await painted();
    const began = performance.now();
    if (from === null) graphkit.setDay(to);
    else graphkit.setSpan(from, to);
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

_SIGMA_PAGE = """<!doctype html><meta charset="utf-8"><body style="margin: 0">
<div id="network" style="width: 1440px; height: 900px"></div>
<script type="application/json" id="data">%s</script><script>%s</script><script>%s</script><script>
const { actors, pairs } = JSON.parse(document.getElementById("data").textContent);
const graph = new graphology.UndirectedGraph();
for (const [label, x, y, size] of actors) graph.addNode(graph.order, { label, x, y: -y, size: size / 3 });
for (const [one, other, days] of pairs) graph.addEdge(one, other, { size: 0.5, days });
let [from, to] = [-Infinity, Infinity];
// The days of a pair are in order: the first from the window on is in it, or none is.
const isHidden = (days) => {
    let [low, high] = [0, days.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (days[middle] < from) low = middle + 1;
        else high = middle;
    }
    return low === days.length || days[low] > to;
};
const sigma = new Sigma(graph, document.getElementById("network"), {
    edgeReducer: (edge, data) => (isHidden(data.days) ? { ...data, hidden: true } : data),
});
window.graphkit = { setSpan: (first, last) => { [from, to] = [first, last]; sigma.refresh(); } };
</script>"""


@dataclass
class Story:
    """A story to measure, and how its data file is written."""

    name: str
    write: Callable[[Path], Path]


@dataclass
class Measured:
    """The figures of a story by their names, on the page and on that of sigma.js, and the load meanwhile."""

    name: str
    ours: dict[str, float] = field(default_factory=dict)
    theirs: dict[str, float] = field(default_factory=dict)
    load: float = 0.0


# --- stories --------------------------------------------------------------------------------------


def _events(table: Path, count: int) -> Story:
    def write(folder: Path) -> Path:
        file = folder / f"icews{count}.tsv"
        rows = islice(tables.lines(table), count)
        lines = ["source\trelation\ttarget\tdate", *map("\t".join, rows)]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return file

    return Story(f"ICEWS14, {count:,}", write)


def _made(name: str, sizes: list[int]) -> Story:
    """Return a story of stars of such sizes, whose relations are spread over the days of a year."""

    def write(folder: Path) -> Path:
        file = folder / f"{len(sizes)}.tsv"
        rows = [
            f"Hub {star}\tmet\tActor {star}.{leaf}\t2024-{1 + leaf % 12:02}-{1 + (7 * leaf + star) % 28:02}"
            for star, size in enumerate(sizes)
            for leaf in range(size)
        ]
        file.write_text("source\trelation\ttarget\tdate\n" + "\n".join(rows) + "\n", encoding="utf-8")
        return file

    return Story(name, write)


def stories(table: Path | None) -> list[Story]:
    """Return what is measured; without the table of ICEWS14 its rows are left out."""
    found = [] if table is None else [_events(table, count) for count in (1_000, 5_000, 50_000, 90_730)]
    return [
        Story("H20", lambda _: SHIPPED),
        _made("star of 2,000", [2_000]),
        _made("30 groups", [2 + group % 8 for group in range(30)]),
        *found,
    ]


# --- graphkit -------------------------------------------------------------------------------------


def _build(data: Path, page: Path) -> tuple[float, float]:
    """Write the page of a file by the command line; return the seconds of a processor, and megabytes."""
    command = [sys.executable, "-m", "graphkit", "--data", str(data), "export", "--any-size", str(page)]
    process = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(process, 0)
    if status:
        raise SystemExit(f"{data}: the page could not be built")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def _open(browser: Browser, file: Path) -> tuple[Page, float]:
    """Open a page; return it with the seconds until its first complete frame."""
    page = browser.new_page(viewport=VIEWPORT)
    page.set_default_timeout(300_000)
    page.add_init_script(_READY)
    page.goto(file.as_uri())
    while not (ready := page.evaluate("window.readyAfter ?? 0")):
        time.sleep(0.05)
    return page, ready / 1000


def _opening(browser: Browser, file: Path) -> tuple[Page, float]:
    """Return a page that is open, and how long that takes at least."""
    taken = []
    for _ in range(ROUNDS - 1):
        page, ready = _open(browser, file)
        taken.append(ready)
        page.close()
    page, ready = _open(browser, file)
    return page, min([*taken, ready])


def _changes(page: Page, what: str, days: list[tuple[int | None, int]]) -> Iterator[tuple[str, float]]:
    """Yield how long it takes until changed days are painted, each time the least of a few."""
    tab = page.context.new_cdp_session(page)
    tab.send("Performance.enable", {"timeDomain": "threadTicks"})

    def processor() -> float:
        metrics = {each["name"]: each["value"] for each in tab.send("Performance.getMetrics")["metrics"]}
        return float(metrics["ThreadTime"]) * 1000

    best = [(math.inf, math.inf)] * len(days)
    for _ in range(ROUNDS):
        for place, day in enumerate(days):
            before = processor()
            taken = page.evaluate(_CHANGE, day)
            best[place] = min(best[place][0], taken), min(best[place][1], processor() - before)
    waited, worked = zip(*best, strict=True)
    yield f"{what}, ms", statistics.median(waited)
    yield f"{what}, worst ms", max(waited)
    yield f"{what}, worst ms of processor", max(worked)


def _windows(days: list[int]) -> list[tuple[int | None, int]]:
    """Return windows of 30 days all along the days of a story, and that in which most happens."""
    first, last = min(days), max(days)
    step = max(1, (last - first - 30) // POSITIONS)
    counts = Counter(days)
    densest = max(counts, key=lambda start: sum(counts[start + more] for more in range(30)))
    return [(start, start + 29) for start in [*range(first, max(first + 1, last - 28), step), densest]]


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
    return max(rates)


def _ours(browser: Browser, file: Path, windows: list[tuple[int | None, int]]) -> Iterator[tuple[str, float]]:
    page, opening = _opening(browser, file)
    yield "opening, s", opening
    yield "actors drawn", page.evaluate("graphkit.drawn().length")
    for name, days in (("window", windows), ("day", [(None, last) for _, last in windows])):
        yield from _changes(page, name, days)
    page.evaluate("graphkit.ask({ mode: 'all', lanes: 'first' })")
    yield from _changes(page, "lanes", windows)
    page.evaluate(
        "([from, to]) => { graphkit.ask({ lanes: null }); graphkit.setSpan(from, to); }", windows[-1]
    )
    yield "panning, frames a second", _panning(page)
    page.evaluate("graphkit.setAll(); graphkit.drawAll(); graphkit.fit()")
    yield "panning, all drawn", _panning(page)
    page.close()


# --- sigma.js -------------------------------------------------------------------------------------


def _sigma_page(actors: list[Any], days: list[list[int]], file: Path) -> None:
    """Write a page on which sigma.js draws the same actors at the same places, and one line a pair."""
    pairs: dict[tuple[int, int], list[int]] = defaultdict(list)
    for source, target, day in days:
        if source != target:
            pairs[min(source, target), max(source, target)].append(day)
    rows = [[*pair, sorted(all_days)] for pair, all_days in pairs.items()]
    data = {"actors": actors, "pairs": rows}
    modules = HERE / "node_modules"
    scripts = [modules / "graphology/dist/graphology.umd.min.js", modules / "sigma/dist/sigma.min.js"]
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    file.write_text(_SIGMA_PAGE % (text, *(each.read_text(encoding="utf-8") for each in scripts)), "utf-8")


def _theirs(
    browser: Browser, file: Path, windows: list[tuple[int | None, int]]
) -> Iterator[tuple[str, float]]:
    page, opening = _opening(browser, file)
    yield "opening, s", opening
    yield "panning, all drawn", _panning(page)
    # One takes seconds where very many are drawn.
    yield from _changes(page, "window", [*windows[:-1:10], windows[-1]])
    page.close()


# --- together -------------------------------------------------------------------------------------

_PLACES = """() => {
    const places = graphkit.positions();
    return graphkit.nodes().map(({ id, size }) => [id, places[id].x, places[id].y, size]);
}"""


def measure(story: Story, browser: Browser, folder: Path) -> Measured:
    """Return the figures of a story on the page, and on that of sigma.js."""
    print(story.name, flush=True)
    found = Measured(story.name, load=os.getloadavg()[0])
    data, file, other = story.write(folder), folder / "page.html", folder / "sigma.html"
    processor, memory = _build(data, file)
    size = file.stat().st_size / 1000
    found.ours |= {"size, kB": size, "building, s of processor": processor, "building, MB": memory}
    page, _ = _open(browser, file)
    page.evaluate("graphkit.setAll()")
    actors, rows = page.evaluate(_PLACES), page.evaluate("graphkit.csv()")
    page.close()
    days = list(_days_of(rows, {actor: place for place, (actor, *_) in enumerate(actors)}))
    windows = _windows([day for *_, day in days])
    found.ours |= dict(_ours(browser, file, windows))
    if (HERE / "node_modules" / "sigma").is_dir():
        _sigma_page(actors, days, other)
        found.theirs |= dict(_theirs(browser, other, windows))
    found.load = max(found.load, os.getloadavg()[0])
    return found


def _days_of(rows: str, places: dict[str, int]) -> Iterator[list[int]]:
    """Return the two places and the day of each relation with a day, from the page's own CSV."""
    for row in csv.DictReader(io.StringIO(rows)):
        if day := row["latest_start"] or row["earliest_start"]:
            yield [places[row["source"]], places[row["target"]], date.fromisoformat(day).toordinal()]


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}" if value >= 20 else f"{value:.2f}"


def _table(
    results: list[Measured], figures: Callable[[Measured], dict[str, float]], aims: dict[str, str]
) -> list[str]:
    """Return a table: a row a figure, a column a story."""
    rows = [["", *(each.name for each in results)], ["---", *["--:"] * len(results)]]
    names = dict.fromkeys(name for each in results for name in figures(each))
    rows += [[name, *(_cell(figures(each).get(name)) for each in results)] for name in names]
    if aims:
        for row, more in zip(
            rows, ["aim", "--:", *(aims.get(name, "") for name, *_ in rows[2:])], strict=True
        ):
            row.append(more)
    return [f"| {' | '.join(row)} |" for row in rows]


def report(results: list[Measured], version: str, notes: list[str]) -> str:
    """Return the page of results."""
    load = sorted(each.load for each in results)
    lines = [
        "# The page: what was measured",
        "",
        f"`make bench-page` writes this page: Chromium {version} without a graphics card, a window",
        f"of 1440 by 900, Python {platform.python_version()}, {os.cpu_count()} cores, on which",
        f"{load[0]:.0f} to {load[-1]:.0f} programs ran meanwhile (the load). Each figure is the best of",
        f"{ROUNDS}, as others' work is no part of it; *worst* is the worst of {POSITIONS + 1} days, or",
        "windows of 30 days, along the story, among them the window in which most happens; *of processor* is",
        "what the page's own thread worked. The aims are those for all of ICEWS14.",
        *notes,
        "",
        *_table(results, lambda each: each.ours, AIMS),
        "",
        "## sigma.js beside it",
        "",
        "sigma.js 3 in the same browser, which draws WebGL by software: all actors at the same places,",
        "one line a pair; days change by a reducer that hides what is not in the window (every tenth of",
        "those above, and that in which most happens). It has no lists, counts, words on lines or time axis",
        "to bring along; the page draws the most connected actors, and all of them in *all drawn*. What its",
        "pictures cost is not in its thread, but in the browser's.",
        "",
        *_table(results, lambda each: each.theirs, {}),
    ]
    return "\n".join(lines) + "\n"


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
    parser.add_argument("--only", action="append", help="a story by its name; may be repeated")
    parser.add_argument("--no-pictures", action="store_true")
    parser.add_argument("-o", "--output", type=Path, default=HERE / "PAGE_RESULTS.md")
    options = parser.parse_args()
    notes = []
    table: Path | None = tables.folder(options.data) / "icews14.tsv.gz"
    if table is not None and not table.is_file():
        notes.append("The events of ICEWS14 were left out: `--data` names the folder of icews14.tsv.gz.")
        table = None
    if not (HERE / "node_modules" / "sigma").is_dir():
        notes.append("sigma.js was left out: `npm ci --prefix benchmarks` brings it.")
    print(*notes, sep="\n")
    chosen = [story for story in stories(table) if not options.only or story.name in options.only]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launched(playwright, *SOFTWARE_GL)
        results: list[Measured] = []
        for story in chosen:
            results.append(measure(story, browser, Path(folder)))
            options.output.write_text(report(results, browser.version, notes), "utf-8", newline="\n")
        if not options.no_pictures:
            take_pictures(browser, Path(folder) / "story.html")
        browser.close()


if __name__ == "__main__":
    main()
