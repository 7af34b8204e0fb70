"""Measures how the time of a question grows with the graph, and with its answer."""

import random
import statistics
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks import tables
from benchmarks.contest import Clock, at_rest

COPIES = (1, 10, 100)
ASKED = 60
YEAR = 365
SEED = 9
WHAT = (
    "ICEWS14 laid end to end 1, 10 and 100 times, each copy shifted by a year, with the same actors: a day or"
    " a month holds as much in each."
)


class Kind(NamedTuple):
    """A question and the size of its answer, as functions of the table, an actor, since and until.

    ``days`` is the length of the windows for the growth with the graph, ``lengths`` with the answer.
    """

    ask: Callable[..., Any]
    size: Callable[..., int]
    days: int
    lengths: tuple[int, ...]


KINDS = {
    "neighbours, 30 days": Kind(
        lambda table, *q: table.neighbors(*q),
        lambda table, *q: len(table.rows_of(*q)),
        30,
        (30, 100, 300, 1000, 3000, 10_000, 36_500),
    ),
    "active actors, 1 day": Kind(
        lambda table, _, *window: table.active(*window),
        lambda table, _, *window: len(table.active(*window)),
        1,
        (1, 2, 4, 8, 16, 32, 64),
    ),
    "networkx graph, 1 day": Kind(
        lambda table, _, *window: table.graph(*window),
        lambda table, _, *window: table.count(*window),
        1,
        (1, 3, 10, 30, 100),
    ),
}


def tiled(table: tables.Table, copies: int) -> Any:
    """Return copies of a table of events laid end to end, each shifted by a year of 365 days."""
    from graphkit.tables.table import EventTable

    actors = table.actors
    number = {name: place for place, name in enumerate(actors)}
    source, target = (
        np.tile(np.array([number[name] for name in names], np.int32), copies)
        for names in (table.source, table.target)
    )
    days = (np.array(table.days, np.int64) + YEAR * np.arange(copies)[:, None]).ravel()
    bounds = (days, days, days, days)
    return EventTable.build(source, target, np.zeros_like(source), bounds, actors=actors, types=["met"])


def timed(
    opened: Any, table: tables.Table, kind: Kind, length: int, copies: int, asked: int
) -> tuple[float, float]:
    """Return the median time in nanoseconds and the median size of the answers about windows of a length."""
    chance = random.Random(SEED)
    spent, sizes = [], []
    first, last = table.days[0], table.days[-1] + YEAR * (copies - 1)
    for turn in range(asked + 1):
        place = chance.randrange(len(table.source))
        since = table.days[place] + YEAR * chance.randrange(copies) - chance.randrange(length)
        since = max(min(since, last - length + 1), first)
        question = table.source[place], since, since + length - 1
        repeats = []
        for _ in range(3):
            with Clock() as clock:
                kind.ask(opened, *question)
            repeats.append(clock.taken)
        if turn:
            spent.append(statistics.median(repeats))
            sizes.append(kind.size(opened, *question))
    return statistics.median(spent), statistics.median(sizes)


def slope(x: Sequence[float], y: Sequence[float]) -> float:
    """Return the slope of a straight line through the logarithms: y grows as x to this power."""
    return float(np.polyfit(np.log10(x), np.log10(y), 1)[0])


def run(where: Path, *, copies: Sequence[int] = COPIES, asked: int = ASKED) -> dict[str, Any]:
    """Measure the growth and return it as plain data."""
    with tempfile.TemporaryDirectory(prefix="graphkit-bench-") as spare:
        table = tables.read(tables.find(tables.EVENTS[0], where, Path(spare))[0])
    medians: dict[str, list[float]] = {name: [] for name in KINDS}
    for many in copies:
        opened = tiled(table, many)
        with at_rest():
            for name, kind in KINDS.items():
                medians[name].append(timed(opened, table, kind, kind.days, many, asked)[0])
    sizes = [len(table.source) * many for many in copies]
    by_answer = {}
    with at_rest():
        for name, kind in KINDS.items():
            lengths = [length for length in kind.lengths if length <= YEAR * many]
            points = [timed(opened, table, kind, length, many, max(asked // 3, 3)) for length in lengths]
            spent, answers = ([point[side] for point in points] for side in (0, 1))
            by_answer[name] = {"medians": spent, "answers": answers, "slope": slope(answers, spent)}
    by_size = {name: {"medians": each, "slope": slope(sizes, each)} for name, each in medians.items()}
    return {"what": WHAT, "sizes": sizes, "by_size": by_size, "by_answer": by_answer}


def plot(growth: dict[str, Any], path: Path, *, dark: bool = False) -> None:
    """Draw time against the graph's size, and against the answer's."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    ink, paper, faint = ("#e6edf3", "#0d1117", "#30363d") if dark else ("#1f2328", "#ffffff", "#d0d7de")
    colours = ("#58a6ff", "#f0883e", "#3fb950") if dark else ("#0969da", "#bc4c00", "#1a7f37")
    inked = dict.fromkeys(("text.color", "axes.labelcolor", "xtick.color", "ytick.color"), ink)
    settings = inked | {"axes.edgecolor": faint, "font.size": 10.5}
    settings |= {"axes.spines.top": False, "axes.spines.right": False}
    with mpl.rc_context(settings):
        figure, (left, right) = plt.subplots(1, 2, figsize=(10.4, 4.9), sharey=True, facecolor=paper)
        answer = f"size of the answer, out of {growth['sizes'][-1]:,} relations"
        for axes, lines, title, label in (
            (left, growth["by_size"], "Time against the size of the graph", "relations in the graph"),
            (right, growth["by_answer"], "Time against the size of the answer", answer),
        ):
            axes.set(xscale="log", yscale="log", xlabel=label, facecolor=paper)
            axes.set_title(title, loc="left", color=ink, fontsize=12)
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
