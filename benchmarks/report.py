"""Turns measurements into ratios, RESULTS.md and JSON."""

import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.contest import Result

OURS, JUDGE = "graphkit", "by hand"


def ratio(theirs: Mapping[int, float], ours: Mapping[int, float]) -> float:
    """Return how many times as long they took: the medians over the questions that both were asked."""
    both = theirs.keys() & ours.keys()
    return statistics.median(theirs[place] for place in both) / statistics.median(
        ours[place] for place in both
    )


def row_of(result: Result) -> dict[str, Any]:
    """Return a row as plain data; the best peer has the least ratio among those with no wrong answer."""
    ours = result.times.get(OURS, {})
    ratios = {
        library: ratio(times, ours)
        for library, times in result.times.items()
        if ours and library not in (OURS, JUDGE) and not result.wrong.get(library)
    }
    best = min(ratios, key=ratios.__getitem__, default=None)
    return {
        "row": result.row.name,
        "aim": result.row.aim,
        "reason": result.row.why,
        "best": best,
        "ratio": best and ratios[best],
        "met": bool(best and ratios[best] >= result.row.aim and not result.wrong.get(OURS)),
        "medians": {library: statistics.median(times.values()) for library, times in result.times.items()},
        "asked": {library: len(times) for library, times in result.times.items()},
        "wrong": {library: count for library, count in result.wrong.items() if count},
        "failed": result.failed,
        "why": result.why,
    }


def summary(
    results: Sequence[Result],
    tables: Mapping[str, Mapping[str, Any]],
    versions: Mapping[str, str],
    missing: Mapping[str, str],
) -> dict[str, Any]:
    """Return everything as plain data: machine, versions, tables and rows."""
    return {
        "machine": machine(),
        "versions": dict(versions),
        "missing": dict(missing),
        "tables": {
            name: {**facts, "rows": [row_of(result) for result in results if result.table == name]}
            for name, facts in tables.items()
        },
    }


def machine() -> str:
    """Return a line about the machine."""
    model = platform.processor() or platform.machine()
    cpus = Path("/proc/cpuinfo")
    if cpus.is_file():
        lines = [line.split(":", 1) for line in cpus.read_text().splitlines() if ":" in line]
        model = next((value.strip() for name, value in lines if name.strip() == "model name"), model)
    load = f"; load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    system = f"{platform.system()} {platform.release().split('-')[0]}"
    return f"{model}, {os.cpu_count()} cores, {system}, Python {platform.python_version()}{load}"


def shown(nanoseconds: float | None) -> str:
    """Return a time in a suitable unit."""
    if nanoseconds is None:
        return ""
    name, size = next((unit for unit in (("s", 1e9), ("ms", 1e6)) if nanoseconds >= unit[1]), ("us", 1e3))
    scaled = nanoseconds / size
    return f"{scaled:,.0f} {name}" if scaled >= 100 else f"{scaled:.3g} {name}"


def times(value: float | None) -> str:
    """Return a ratio."""
    if value is None:
        return ""
    return f"{value:.2g}x" if value < 10 else f"{value:,.0f}x"


def write(results: Mapping[str, Any], path: Path) -> None:
    """Write RESULTS.md from what :func:`summary` returned, with ``growth`` and ``startup``."""
    rows = [row for table in results["tables"].values() for row in table["rows"]]
    lines = [
        "# Results",
        "",
        f"`make bench` writes this page; [README.md](README.md) says how it measures. {results['machine']}.",
        "",
        "Versions: " + ", ".join(f"{name} {version}" for name, version in results["versions"].items()) + ".",
    ]
    if results["missing"]:
        lines += [
            "",
            "Not installed: " + "; ".join(f"{n} ({w})" for n, w in results["missing"].items()) + ".",
        ]
    lines += [
        "",
        f"graphkit meets its aim in {sum(row['met'] for row in rows)} of {len(rows)} rows. The ratio is how"
        " many times as long the best peer takes, in bold; *by hand* judges the answers.",
    ]
    for name, table in results["tables"].items():
        lines += ["", *_section(name, table)]
    lines += ["", *_startup(results["startup"]), "", *_growth(results["growth"])]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _section(name: str, table: Mapping[str, Any]) -> list[str]:
    rows = table["rows"]
    libraries = list(dict.fromkeys([OURS, *(library for row in rows for library in row["medians"])]))
    made_up = ", generated because the real table is not there" if table["made_up"] else ""
    lines = [
        f"## {name}",
        "",
        f"{table['relations']:,} relations of {table['actors']:,} actors{made_up}.",
        "",
        f"| | {' | '.join(libraries)} | ratio | aim |",
        "|---" + "|--:" * (len(libraries) + 2) + "|",
    ]
    for row in rows:
        cells = [shown(row["medians"].get(library)) for library in libraries]
        cells = [
            f"**{cell}**" if library == row["best"] else cell
            for library, cell in zip(libraries, cells, strict=True)
        ]
        aim = f"{row['aim']:g}x" + ("" if row["met"] else ", missed")
        lines.append(f"| {row['row']} | {' | '.join(cells)} | {times(row['ratio'])} | {aim} |")
    missed = {row["reason"]: [] for row in rows if not row["met"] and row["reason"]}
    for row in rows:
        if not row["met"] and row["reason"]:
            missed[row["reason"]].append(row["row"])
    lines += ["", *(f"- Missed: {'; '.join(names)}. {reason}" for reason, names in missed.items())]
    return lines + [f"- {line}" for line in differences(rows)]


def differences(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return a line for each library that answered differently or failed, and one for their number."""
    lines = []
    for row in rows:
        for library, count in row["wrong"].items():
            why = row["why"].get(library, "NOT EXPLAINED")
            share = f"{count} of {row['asked'][library]} questions"
            lines.append(f"{row['row']}: {library} answers {share} differently: {why}.")
        lines += [f"{row['row']}: {library} has no answer: {why}." for library, why in row["failed"].items()]
    wrong, asked = (sum(sum(row[what].values()) for row in rows) for what in ("wrong", "asked"))
    return [*lines, f"{wrong} of {asked:,} answers differ."]


def _growth(growth: Mapping[str, Any]) -> list[str]:
    sizes = growth["sizes"]
    lines = [
        "## Growth",
        "",
        '<picture><source media="(prefers-color-scheme: dark)" srcset="../docs/growth-dark.png">'
        '<img alt="Time against the size of graph and answer" src="../docs/growth.png"></picture>',
        "",
        f"{growth['what']} The slope is that of the logarithms: 0 is no growth, 1 is in proportion.",
        "",
        f"| | {' | '.join(f'{size:,}' for size in sizes)} | slope with the graph | slope with the answer |",
        "|---" + "|--:" * (len(sizes) + 2) + "|",
    ]
    for name, line in growth["by_size"].items():
        cells = " | ".join(map(shown, line["medians"]))
        slope = growth["by_answer"][name]["slope"]
        lines.append(f"| {name} | {cells} | {line['slope']:.2f} | {slope:.2f} |")
    return lines


def _startup(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    lines = [
        "## Start-up",
        "",
        "Pairs of processes in turn, with bytecode in place, as pip leaves it.",
        "",
        "| | | against | | ratio | at most |",
    ]
    lines.append("|---|--:|---|--:|--:|--:|")
    for row in rows:
        most = f"{row['aim']:g}x" + ("" if row["met"] else ", missed")
        ours, theirs = shown(row["ours"] * 1e9), shown(row["theirs"] * 1e9)
        lines.append(
            f"| {row['what']} | {ours} | {row['against']} | {theirs} | {row['ratio']:.2f}x | {most} |"
        )
    return lines
