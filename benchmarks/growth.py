"""Measures how the time of a question grows with the graph, and with its answer."""

import argparse
import gc
import random
import statistics
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import tables
from benchmarks.contest import Clock

TIMES = (1, 10, 100)
ASKED = 60
YEAR = 365
SEED = 9

Step = Callable[[str, float], None]

WHAT = (
    "ICEWS14 laid end to end 1, 10 and 100 times, each copy shifted by a year, with the same actors: so"
    " a day or a month holds as much in each, and the whole up to a hundred times as much."
)


@dataclass(frozen=True)
class Kind:
    """A kind of question, and the size of its answer, each a function of columns, actor, since and until."""

    ask: Callable[..., Any]
    size: Callable[..., int]


NEIGHBORS = Kind(lambda columns, *q: columns.neighbors(*q), lambda columns, *q: len(columns.rows_of(*q)))
ACTIVE = Kind(
    lambda columns, _, *window: columns.active(*window),
    lambda columns, _, *window: len(columns.active(*window)),
)
GRAPH = Kind(
    lambda columns, _, *window: columns.graph(*window),
    lambda columns, _, *window: columns.count(*window),
)
QUESTIONS = {
    "neighbours, 30 days": (NEIGHBORS, 30),
    "active actors, 1 day": (ACTIVE, 1),
    "networkx graph of 1 day": (GRAPH, 1),
}
LENGTHS = {
    "neighbours (by relations of the actor)": (NEIGHBORS, (30, 100, 300, 1000, 3000, 10_000, 36_500)),
    "active actors (by actors)": (ACTIVE, (1, 2, 4, 8, 16, 32, 64)),
    "networkx graph (by relations)": (GRAPH, (1, 3, 10, 30, 100)),
}


def tiled(table: tables.Table, times: int) -> Any:
    """Return the columns of a table of events laid end to end, each copy shifted by a year of 365 days."""
    from graphkit.tables.table import EventTable

    actors, types = table.actors, list(dict.fromkeys(table.type))
    number, kind = ({name: place for place, name in enumerate(names)} for names in (actors, types))
    source = np.tile(np.array([number[name] for name in table.source], np.int32), times)
    target = np.tile(np.array([number[name] for name in table.target], np.int32), times)
    type = np.tile(np.array([kind[name] for name in table.type], np.int16), times)
    days = np.array(table.days, np.int64)
    day = (days + YEAR * np.arange(times)[:, None]).ravel()
    return EventTable.build(source, target, type, (day, day, day, day), actors=actors, types=types)


def timed(
    columns: Any, table: tables.Table, kind: Kind, length: int, copies: int, asked: int
) -> tuple[float, float]:
    """Return the median time, in nanoseconds, and size of answers about windows of so many days."""
    chance = random.Random(SEED)
    spent, sizes = [], []
    first, last = table.days[0], table.days[-1] + YEAR * (copies - 1)
    for turn in range(asked + 1):
        place = chance.randrange(len(table.source))
        since = table.days[place] + YEAR * chance.randrange(copies) - chance.randrange(length)
        since = max(min(since, last - length + 1), first)
        question = table.source[place], since, since + length - 1
        several = []
        for _ in range(3):
            with Clock() as clock:
                kind.ask(columns, *question)
            several.append(clock.taken)
        if turn:
            spent.append(statistics.median(several))
            sizes.append(kind.size(columns, *question))
    return statistics.median(spent), statistics.median(sizes)


def slope(x: Sequence[float], y: Sequence[float]) -> float:
    """Return the slope of a straight line through the logarithms: y grows as x to this power."""
    return float(np.polyfit(np.log10(x), np.log10(y), 1)[0])


def run(
    where: Path, *, times: Sequence[int] = TIMES, asked: int = ASKED, step: Step = lambda *_: None
) -> dict[str, Any]:
    """Measure the growth and return it as plain data."""
    with tempfile.TemporaryDirectory(prefix="graphkit-bench-") as spare:
        path, made_up = tables.find(tables.EVENTS[0], where, Path(spare))
        table = tables.read(path, made_up=made_up)
    by_size: dict[str, dict[str, Any]] = {name: {"medians": []} for name in QUESTIONS}
    by_answer: dict[str, dict[str, Any]] = {}
    sizes = [len(table.source) * many for many in times]
    for turn, many in enumerate(times):
        step(f"growth: {many} times", turn / (len(times) + 1))
        columns = tiled(table, many)
        gc.collect()
        gc.disable()
        try:
            for name, (kind, length) in QUESTIONS.items():
                by_size[name]["medians"].append(timed(columns, table, kind, length, many, asked)[0])
            if many != times[-1]:
                continue
            for place, (name, (kind, lengths)) in enumerate(LENGTHS.items()):
                step(f"growth: {name}", (len(times) + place / len(LENGTHS)) / (len(times) + 1))
                several = [length for length in lengths if length <= YEAR * many]
                points = [timed(columns, table, kind, length, many, max(asked // 3, 3)) for length in several]
                by_answer[name] = {
                    "medians": [time for time, _ in points],
                    "answers": [size for _, size in points],
                }
        finally:
            gc.enable()
    for line in by_size.values():
        line["slope"] = slope(sizes, line["medians"])
    for line in by_answer.values():
        line["slope"] = slope(line["answers"], line["medians"])
    return {
        "what": WHAT,
        "made_up": made_up,
        "sizes": sizes,
        "asked": asked,
        "by_size": by_size,
        "by_answer": by_answer,
    }


def plot(growth: dict[str, Any], path: Path, *, dark: bool = False) -> None:
    """Draw the growth as a picture: time against the graph's size, and against the answer's."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    ink, paper, faint = ("#e6edf3", "#0d1117", "#30363d") if dark else ("#1f2328", "#ffffff", "#d0d7de")
    colours = ("#58a6ff", "#f0883e", "#3fb950") if dark else ("#0969da", "#bc4c00", "#1a7f37")
    settings = {
        "text.color": ink,
        "axes.labelcolor": ink,
        "xtick.color": ink,
        "ytick.color": ink,
        "axes.edgecolor": faint,
    }
    with mpl.rc_context(
        {**settings, "font.size": 10.5, "axes.spines.top": False, "axes.spines.right": False}
    ):
        figure, (left, right) = plt.subplots(1, 2, figsize=(10.4, 4.9), sharey=True, facecolor=paper)
        for axes, lines, titles in (
            (left, growth["by_size"], ("Time against the size of the graph", "relations in the graph")),
            (
                right,
                growth["by_answer"],
                (
                    "Time against the size of the answer",
                    f"size of the answer, out of {growth['sizes'][-1]:,} relations",
                ),
            ),
        ):
            axes.set(xscale="log", yscale="log", xlabel=titles[1], facecolor=paper)
            axes.set_title(titles[0], loc="left", color=ink, fontsize=12)
            axes.grid(which="major", color=faint, linewidth=0.6)
            for colour, (name, line) in zip(colours, lines.items(), strict=True):
                x = line.get("answers", growth["sizes"])
                y = [median / 1000 for median in line["medians"]]
                axes.plot(x, y, "o", color=colour, markersize=5, label=f"{name}: slope {line['slope']:.2f}")
                fit = np.polyfit(np.log10(x), np.log10(y), 1)
                axes.plot(x, 10 ** np.polyval(fit, np.log10(x)), color=colour, linewidth=1.4, alpha=0.75)
            axes.legend(frameon=False, fontsize=9.5, loc="upper left", bbox_to_anchor=(-0.02, -0.17))
        left.set_ylabel("time, microseconds")
        figure.tight_layout()
        figure.savefig(path, dpi=150, facecolor=paper, bbox_inches="tight", metadata={"Software": None})
        plt.close(figure)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", help="folder of the tables (default: $GRAPHKIT_DATASETS, then ../shared/datasets)"
    )
    parser.add_argument("--picture", type=Path, default=Path("docs/growth.png"))
    given = parser.parse_args(arguments)
    found = run(tables.folder(given.data), step=lambda what, _: print(what))
    for name, line in {**found["by_size"], **found["by_answer"]}.items():
        print(
            f"{name}: slope {line['slope']:+.2f}", [f"{median / 1000:.1f} us" for median in line["medians"]]
        )
    plot(found, given.picture)


if __name__ == "__main__":
    main()
