"""Measures what each command costs on 100,000 relations, and writes COSTS_RESULTS.md."""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import tables

PAGE = Path(__file__).parent / "COSTS_RESULTS.md"
MOST_SECONDS, MOST_MEMORY = 2.0, 2000
"""Beyond loading, up to the first row; MB at the peak."""
LONGEST = 60
"""Seconds of processor after which a command is stopped."""
_REFUSED = 2
"""The exit code of a command that cannot be answered."""

_START = "from graphkit.__main__ import run; run()"
_BOUNDED = (
    "import resource as r; r.setrlimit(r.RLIMIT_CPU, (LONGEST,) * 2); "
    "r.setrlimit(r.RLIMIT_AS, (6 << 30,) * 2); "
)
_LOADING = "import gc, sys; gc.disable(); from graphkit.graph.build import load; load(sys.argv[2])"

ASKED = """
info|actors|actors --columns country|types|relations|relations --format csv|relations --format json
relations --group actor|relations --group source|relations --text visit|relations --actor {hub}
relations --between {hub} {near}|relations --known-by 2014-06-01
relations --certain --no-claims --no-contested|relations --undated --status planned --status denied
relations -o {out}.csv|relations -o {out}.json|relations -o {out}.md
relations --since {middle} --reported-within 90d
relations --where country=DE|show {hub}|show {relation}|show {hub} --format json|neighbors {hub}
neighbors {hub} --hops 3|neighbors {hub} --hops 6|neighbors {hub} --hops 6 --format json
between {hub} {near}|between {hub} {near} --format json|common {hub} {near}|groups
groups --limit 0 --format json|rank|rank --per pair|rank --per type|rank --per source|rank --per day
rank --by partners|rank --by pagerank|rank --by closeness|rank --by betweenness|rank --by silence
rank --by openings|rank --per actor --by last --limit 0|path {hub} {far}|path {hub} {far} --all
path {far} {near} --via {hub}|path {hub} {near} --via {via} --via {far}
path {hub} {far} --all --format json|path {far} {hub} --chronological
path {far} {hub} --chronological --strict|path {far} {hub} --chronological --best fastest
path {far} {hub} --chronological --best latest|path {hub} {far} --chronological --all
path {hub} {far} --chronological --within 30d|path {hub} {lone}|path {hub} {lone} --chronological
path {hub} {far} --type {type}|path {hub} {far} --avoid-kind person|path {hub} {lone} --via {near}
reach {hub}|reach {hub} --strict|reach --to {hub}|reach {hub} --within 30d|reach --to {hub} --within 30d
reach {hub} --format json|snapshot {middle}|snapshot {middle} --format csv
snapshot {middle} --format json|snapshot {middle} --certain|diff {first} {last}
diff {first} {last} --format csv|diff {first} {last} --format json|diff {first} {last} --no-claims
timeline|timeline {hub}|timeline --unit day|timeline --by family|timeline --format json
timeline --no-claims --certain|voices {hub}|voices {hub} --format json|check|check --sources
check --sources --format json|cite|relations --without {relation}|path {hub} {far} --without {relation}
compare --since 1|compare {data} {data}|export {out}.html|export {out}/|export {out}.json
export {out}.graphml|export {out}.gexf|export {out}.xlsx|export {out}.cyjs|export {out}.ftm.json
export {out}.sqlite|export {out}.jsonld|open|log
"""
"""The commands that read, with their costly options; a bar or a line end between two."""


class Story(NamedTuple):
    """A dataset, and the names that the commands ask for."""

    name: str
    path: Path
    names: dict[str, str]


class Cost(NamedTuple):
    """Seconds of processor up to the first row and in all, MB at the peak, lines printed, the exit code."""

    first: float
    whole: float
    memory: float
    lines: int
    code: int


def dense(path: Path) -> None:
    """Write a story of 100,000 relations: an actor with 20,000, 300 actors all tied, chains of 1,000."""
    chance, first = random.Random(4), date(2010, 1, 1)
    pairs = [("hub", f"leaf-{n:05}") for n in range(20_000)]
    pairs += [(f"tied-{a:03}", f"tied-{b:03}") for a in range(300) for b in range(a)]
    pairs += [
        (f"chain-{n:02}-{m:03}", f"chain-{n:02}-{m + 1:03}" if m < 999 else "hub")
        for n in range(35)
        for m in range(1000)
    ]
    pairs += [("hub", "tied-000"), ("lone-1", "lone-2")]
    sources = [f"source-{n:04}" for n in range(1000)]
    types = ("met", "visited", "banned", "invested", "criticised", "part-of", "leads", "threatened")
    edges = []
    for number, (source, target) in enumerate(pairs):
        day = first + timedelta(chance.randrange(4380))
        if source.startswith("chain"):
            day = first + timedelta(int(source[-3:]) * 4)
        type_ = chance.choice(types)
        edge: dict[str, Any] = {"source": source, "target": target, "key": f"relation-{number:06}"}
        edge |= {"type": type_, "when": f"{day}/" if type_ in ("banned", "leads") else str(day)}
        if not source.startswith("chain") and chance.random() < 0.02:
            edge["status"] = chance.choice(("planned", "denied"))
        edge["summary"] = f"{source} and {target}, told in {chance.randrange(1000)} words of a visit."
        voice = chance.choice((None, None, "tied-001", "tied-002", "unnamed"))
        told = sorted(chance.sample(range(1000), chance.choice((1, 1, 2))))
        edge["evidence"] = [
            {"source": sources[n], "paragraph": chance.randrange(1, 30), "attribution": voice} for n in told
        ]
        edges.append(edge)
    names = dict.fromkeys(name for pair in pairs for name in pair)
    content = {
        "directed": True,
        "multigraph": True,
        "graph": {
            "format": "graphkit/1",
            "title": "Dense",
            "sources": [
                {
                    "id": id,
                    "publisher": f"Paper {n % 40}",
                    "title": f"Story {n}",
                    "published": str(first + timedelta(n * 4)),
                }
                for n, id in enumerate(sources)
            ],
        },
        "nodes": [
            {
                "id": name,
                "name": name.title(),
                "kind": "person" if n % 3 else "company",
                "attributes": {"country": ("DE", "FR", "US")[n % 3]},
            }
            for n, name in enumerate(names)
        ],
        "edges": edges,
    }
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def stories(data: Path, spare: Path) -> Iterator[Story]:
    """Yield the datasets, which are written to a folder."""
    table, _ = tables.find("icews14", data, spare)
    real, made = spare / "icews14.json", spare / "dense.json"
    if not real.is_file():
        _graphkit("import", str(table), "--into", str(real))
        _graphkit("--data", str(real), "edit", "row-000000002", "note=For a journal.")
    if not made.is_file():
        dense(made)
        _graphkit("--data", str(made), "edit", "relation-000001", "note=For a journal.")
    years = {"first": "2014-01-31", "middle": "2014-06-30", "last": "2014-12-31"}
    actors = {
        "hub": "China",
        "near": "Iran",
        "via": "Japan",
        "far": "State Media (Algeria)",
        "lone": "Police (Macedonia)",
    }
    yield Story("ICEWS14", real, years | actors | {"relation": "row-000000002", "type": "consult"})
    years = {"first": "2010-01-31", "middle": "2016-06-30", "last": "2022-01-31"}
    actors = {"hub": "hub", "near": "tied-000", "via": "leaf-00001", "far": "chain-00-000", "lone": "lone-1"}
    yield Story("dense", made, years | actors | {"relation": "relation-000001", "type": "met"})


def _graphkit(*words: str) -> None:
    subprocess.run([sys.executable, "-c", _START, *words], check=True, stdout=subprocess.DEVNULL)


def cost(words: Sequence[str]) -> Cost:
    """Return what a process costs."""
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0) as process:
        assert process.stdout is not None
        start = process.stdout.read(1)
        first, lines = _spent(process.pid), int(start == b"\n")
        while chunk := process.stdout.read(1 << 20):
            lines += chunk.count(b"\n")
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    whole = usage.ru_utime + usage.ru_stime
    return Cost(first if start else whole, whole, usage.ru_maxrss / 1000, lines, process.returncode)


def _spent(pid: int) -> float:
    """Return the seconds of processor that a running process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(story: Story, only: str, folder: str) -> Iterator[tuple[str, Cost]]:
    """Yield each command with what it costs beyond loading, and print it."""
    loads = [cost([sys.executable, "-c", _LOADING, "", str(story.path)]) for _ in range(3)]
    loading = min(each.whole for each in loads)
    print(f"{story.name}: loading {loading:.1f} s, {loads[0].memory:.0f} MB")
    names = story.names | {"out": f"{folder}/out", "data": str(story.path)}
    start = _BOUNDED.replace("LONGEST", str(LONGEST)) + _START
    for line in ASKED.strip().replace("\n", "|").split("|"):
        if only in line:
            words = [word.format(**names) for word in line.split()]
            found = cost([sys.executable, "-c", start, "--data", str(story.path), *words])
            found = found._replace(first=found.first - loading, whole=found.whole - loading)
            if found.code == _REFUSED:
                raise RuntimeError(f"{story.name} refuses {line!r}, so that nothing is measured")
            bad = found.first > MOST_SECONDS or found.memory > MOST_MEMORY
            figures = f"{found.first:7.2f} {found.whole:7.2f} {found.memory:6.0f} {found.lines:8}"
            print(f"{figures} {found.code:3}  {line}{'  <<<' * bad}", flush=True)
            yield line, found


def page(costs: dict[str, dict[str, Cost]]) -> str:
    """Return the page of what each command costs, by story."""
    heads = "".join(f" {name}: first row | all | MB | lines |" for name in costs)
    lines = [
        "# What a command costs",
        "",
        "Seconds of processor beyond loading the file, up to the first row and in all, and MB at the peak;",
        "`make bench-costs` measures them. *dense* is made up: an actor with 20,000 relations, 300 actors",
        "that are all tied, chains of 1,000 relations, and 1,000 sources; ICEWS14 is real.",
        f"A command is stopped after {LONGEST} seconds.",
        "",
        f"| command |{heads}",
        f"|---|{'--:|' * 4 * len(costs)}",
    ]
    for command in next(iter(costs.values())):
        cells = (
            f" {each.first:.1f} | {each.whole:.1f} | {each.memory:,.0f} | {each.lines:,} |"
            for each in (found[command] for found in costs.values())
        )
        lines.append(f"| `{command}` |{''.join(cells)}")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the commands, print a line for each, and write the page if all were measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", help="the folder of the tables")
    parser.add_argument("--spare", type=Path, help="a folder that keeps the datasets")
    parser.add_argument("--only", default="", help="only commands with these words; no page is written")
    parser.add_argument("--story", default="", help="only this story; no page is written")
    given = parser.parse_args(arguments)
    os.environ |= {"BROWSER": "true", "DISPLAY": ""}
    with tempfile.TemporaryDirectory() as folder:
        spare = given.spare or Path(folder)
        spare.mkdir(parents=True, exist_ok=True)
        chosen = [story for story in stories(tables.folder(given.data), spare) if given.story in story.name]
        costs = {story.name: dict(measured(story, given.only, folder)) for story in chosen}
    if not given.only and not given.story:
        PAGE.write_text(page(costs), encoding="utf-8")


if __name__ == "__main__":
    main()
