"""Turns what was measured into ratios, tables, RESULTS.md and JSON."""

import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.contest import Result

BYTES = ("loaded", "asked")
"""Kinds of rows whose numbers are bytes a relation."""

OF_OURS = ("graphkit", "graphkit, of a graph")
JUDGE = "by hand"


# --- arithmetic -----------------------------------------------------------------------------------


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lies, interpolated."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def ratio(theirs: Mapping[int, float], ours: Mapping[int, float]) -> float:
    """Return how many times as long they took as we did: medians over the questions that both were asked."""
    both = theirs.keys() & ours.keys()
    return statistics.median(theirs[place] for place in both) / statistics.median(
        ours[place] for place in both
    )


def row_of(result: Result) -> dict[str, Any]:
    """Return a row as plain data.

    The best peer is the one with the least ratio among those whose answers all agree with the
    judge's; where the row names whom it is against, it is that one.
    """
    name = next((name for name in OF_OURS if name in result.times), None)
    libraries = {
        library: {
            "median": statistics.median(times.values()),
            "p95": percentile(list(times.values()), 0.95),
            "first": statistics.median(result.first.get(library, times).values()),
            "asked": len(times),
            "wrong": result.wrong.get(library, 0),
        }
        for library, times in result.times.items()
        if times
    }
    found: dict[str, Any] = {
        "row": result.row.name,
        "kind": result.row.kind,
        "unit": "bytes" if result.row.kind in BYTES else "ns",
        "aim": result.row.aim,
        "ours": name,
        "libraries": libraries,
        "failed": result.failed,
        "why": result.why,
        "best": None,
        "ratio": None,
        "met": None,
    }
    if name is None or not libraries.get(name):
        return found
    peers = [
        library
        for library in libraries
        if library not in (*OF_OURS, JUDGE)
        and not libraries[library]["wrong"]
        and (result.row.against is None or library == result.row.against)
    ]
    if peers:
        ratios = {library: ratio(result.times[library], result.times[name]) for library in peers}
        best = min(ratios, key=ratios.__getitem__)
        found |= {
            "best": best,
            "ratio": ratios[best],
            "ratio_p95": libraries[best]["p95"] / libraries[name]["p95"],
            "ratio_first": ratio(
                result.first.get(best, result.times[best]), result.first.get(name, result.times[name])
            ),
        }
        found["met"] = None if result.row.aim is None else ratios[best] >= result.row.aim
    return found


def summary(
    results: Sequence[Result],
    tables: Mapping[str, Mapping[str, Any]],
    versions: Mapping[str, str],
    missing: Mapping[str, str],
) -> dict[str, Any]:
    """Return everything measured as plain data: machine, versions, tables and rows."""
    return {
        "machine": machine(),
        "versions": dict(versions),
        "missing": dict(missing),
        "tables": {
            name: {**facts, "rows": [row_of(result) for result in results if result.table == name]}
            for name, facts in tables.items()
        },
    }


def machine() -> dict[str, Any]:
    """Return what the figures were measured on."""
    model = platform.processor() or platform.machine()
    cpus = Path("/proc/cpuinfo")
    if cpus.is_file():
        lines = [line.split(":", 1) for line in cpus.read_text().splitlines() if ":" in line]
        model = next((value.strip() for name, value in lines if name.strip() == "model name"), model)
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "memory": f"{pages / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(),
        "load": f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown",
    }


# --- words ------------------------------------------------------------------------------------------


def shown(value: float | None, unit: str = "ns") -> str:
    """Return a time or a number of bytes in a unit that suits it."""
    if value is None:
        return ""
    steps = [("B", 1.0)] if unit == "bytes" else [("us", 1e3), ("ms", 1e6), ("s", 1e9)]
    name, size = steps[0]
    for bigger, many in steps:
        if value >= many:
            name, size = bigger, many
    scaled = value / size
    return f"{scaled:,.0f} {name}" if scaled >= 100 else f"{scaled:.3g} {name}"


def times(value: float | None) -> str:
    """Return a ratio as people write it."""
    if value is None:
        return ""
    return f"{value:,.0f}x" if value >= 100 else f"{value:.2g}x" if value < 10 else f"{value:.0f}x"


def verdict(row: Mapping[str, Any]) -> str:
    """Return whether a row met its aim."""
    if row["ours"] in row["failed"] or row["ours"] is None:
        return "failed"
    if row["libraries"][row["ours"]]["wrong"]:
        return "wrong"
    return "" if row["met"] is None else "met" if row["met"] else "missed"


@contextmanager
def progress() -> Iterator[Callable[[str, float], None]]:
    """Show a bar while something runs; what is yielded takes what is being done and the share done.

    Where there is no terminal each step is a line.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (
        TaskProgressColumn(),
        BarColumn(bar_width=30),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    if not Console().is_terminal:
        started = time.monotonic()
        yield lambda what, share: print(
            f"{share:4.0%} {time.monotonic() - started:4.0f} s  {what}", flush=True
        )
        return
    with Progress(*columns) as bar:
        task = bar.add_task("starting", total=1.0)
        yield lambda what, share: bar.update(task, description=what, completed=share)
        bar.update(task, description="done", completed=1.0)


def show(found: Mapping[str, Any]) -> None:
    """Print the rows of all tables."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    if not console.is_terminal:
        console.width = 150
    for name, table in found["tables"].items():
        made_up = " (made up: the real one is not there)" if table["made_up"] else ""
        sheet = Table(title=f"{name}: {table['relations']:,} relations{made_up}")
        for heading in ("", "graphkit", "95%", "best peer", "", "95%", "ratio", "aim", ""):
            sheet.add_column(heading, justify="left" if heading in ("", "best peer") else "right")
        for row in table["rows"]:
            sheet.add_row(*_cells(row))
        console.print(sheet)
    for line in differences(found):
        console.print(line)


def _cells(row: Mapping[str, Any]) -> list[str]:
    ours, best = (row["libraries"].get(row[who], {}) for who in ("ours", "best"))
    unit = row["unit"]
    return [
        row["row"],
        shown(ours.get("median"), unit),
        shown(ours.get("p95"), unit),
        row["best"] or "",
        shown(best.get("median"), unit),
        shown(best.get("p95"), unit),
        times(row["ratio"]),
        "" if row["aim"] is None else f"{row['aim']:g}x",
        verdict(row),
    ]


def differences(found: Mapping[str, Any]) -> list[str]:
    """Return a line for each row in which a library answered differently, or failed."""
    lines = []
    for name, table in found["tables"].items():
        asked = wrong = 0
        for row in table["rows"]:
            for library, facts in row["libraries"].items():
                asked += facts["asked"]
                wrong += facts["wrong"]
                if facts["wrong"]:
                    why = row["why"].get(library, "NOT EXPLAINED")
                    many = f"{facts['wrong']} of {facts['asked']} questions"
                    lines.append(f"{name}, {row['row']}: {library} answers {many} differently: {why}")
            lines += [
                f"{name}, {row['row']}: {library} fails: {why}" for library, why in row["failed"].items()
            ]
        lines.append(f"{name}: {wrong} of {asked:,} answers differ")
    return lines


# --- RESULTS.md -------------------------------------------------------------------------------------


def write(found: Mapping[str, Any], path: Path, reasons: Mapping[str, str]) -> None:
    """Write RESULTS.md: the machine, the versions, every row, and why an aim was missed.

    Parameters
    ----------
    found
        What :func:`summary` returned; with ``growth`` and ``startup`` where they were measured.
    path
        The file.
    reasons
        By row why it misses its aim, if it does.
    """
    facts = found["machine"]
    lines = [
        "# Results",
        "",
        "Written by `make bench`; what is measured, and how, is in [README.md](README.md).",
        "",
        f"{facts['processor']}, {facts['cores']} cores, {facts['memory']}, {facts['system']},"
        f" Python {facts['python']}; load {facts['load']} when the run began.",
        "",
        "Versions: " + ", ".join(f"{name} {version}" for name, version in found["versions"].items()) + ".",
    ]
    if found["missing"]:
        lines += [
            "",
            "Not installed: " + "; ".join(f"{name} ({why})" for name, why in found["missing"].items()) + ".",
        ]
    lines += ["", *_aims(found, reasons)]
    for name, table in found["tables"].items():
        lines += ["", *_section(name, table)]
    lines += ["", "## Where answers differ", "", *(f"- {line}" for line in differences(found))]
    if "growth" in found:
        lines += ["", *_growth(found["growth"])]
    if "startup" in found:
        lines += ["", *_startup(found["startup"])]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _aims(found: Mapping[str, Any], reasons: Mapping[str, str]) -> list[str]:
    rows = [
        (name, row)
        for name, table in found["tables"].items()
        for row in table["rows"]
        if row["aim"] is not None
    ]
    met = [row for _, row in rows if verdict(row) == "met"]
    lines = ["## Aims", "", f"{len(met)} of {len(rows)} rows meet their aim. The others:", ""]
    for name, row in rows:
        if verdict(row) != "met":
            told = (
                f"{times(row['ratio'])} {row['best']}, aim {row['aim']:g}x" if row["ratio"] else verdict(row)
            )
            why = reasons.get(row["row"].removesuffix(", from a networkx graph"), "")
            lines.append(f"- {name}, {row['row']}: {told}. {why}".rstrip())
    return lines


def _section(name: str, table: Mapping[str, Any]) -> list[str]:
    made_up = ", made up since the real table is not there" if table["made_up"] else ""
    skipped = f"; {table['skipped']} rows that end before they start are skipped" if table["skipped"] else ""
    lines = [
        f"## {name}",
        "",
        f"{table['relations']:,} relations of {table['actors']:,} actors{made_up}{skipped}.",
        "",
        "| | graphkit | 95 % | best peer | | 95 % | ratio | aim | |",
        "|---|--:|--:|---|--:|--:|--:|--:|---|",
        *(f"| {' | '.join(_cells(row))} |" for row in table["rows"]),
        "",
        "Every library's median (in brackets: how many of its answers differ):",
        "",
    ]
    libraries = list(dict.fromkeys(library for row in table["rows"] for library in row["libraries"]))
    lines += [f"| | {' | '.join(libraries)} |", "|---" + "|--:" * len(libraries) + "|"]
    for row in table["rows"]:
        cells = []
        for library in libraries:
            facts = row["libraries"].get(library)
            wrong = f" ({facts['wrong']})" if facts and facts["wrong"] else ""
            cells.append(shown(facts["median"], row["unit"]) + wrong if facts else "")
        lines.append(f"| {row['row']} | {' | '.join(cells)} |")
    return lines


def _growth(growth: Mapping[str, Any]) -> list[str]:
    sizes = growth["sizes"]
    lines = [
        "## Growth",
        "",
        '<picture><source media="(prefers-color-scheme: dark)" srcset="../docs/growth-dark.png">'
        '<img alt="Time against the size of graph and answer" src="../docs/growth.png"></picture>',
        "",
        f"{growth['what']} Medians of {growth['asked']} questions each:",
        "",
        f"| | {' | '.join(f'{size:,}' for size in sizes)} | slope |",
        "|---" + "|--:" * (len(sizes) + 1) + "|",
    ]
    for name, line in growth["by_size"].items():
        lines.append(f"| {name} | {' | '.join(map(shown, line['medians']))} | {line['slope']:+.2f} |")
    lines += [
        "",
        f"With the answer, at {sizes[-1]:,} relations (slope of the logarithms; 1 is in step with it):",
        "",
    ]
    lines += [f"- {name}: {line['slope']:.2f}" for name, line in growth["by_answer"].items()]
    return lines


def _startup(startup: Sequence[Mapping[str, Any]]) -> list[str]:
    lines = [
        "## Start-up",
        "",
        "Measured in turn, each in a process of its own.",
        "",
        "| | | against | | ratio | aim | |",
    ]
    lines.append("|---|--:|---|--:|--:|--:|---|")
    for row in startup:
        aim, met = ("", "") if row["aim"] is None else (f"{row['aim']:g}x", "met" if row["met"] else "missed")
        ours, theirs = shown(row["ours"] * 1e9), shown(row["theirs"] * 1e9)
        lines.append(
            f"| {row['what']} | {ours} | {row['against']} | {theirs} | {row['ratio']:.2f}x | {aim} | {met} |"
        )
    return lines
