"""Measures the desk under load: people who read and people who write at once; writes DESK_RESULTS.md.

The desk runs in a process of its own over a copy of the story. Each reader asks for the neighbours of an
actor, thinks, and asks for those of another; now and then for something else. Each writer sees the state,
thinks, and adds an actor; if somebody was faster, it is told so, looks again and tries again.
"""

import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Lock, Thread
from time import perf_counter, process_time
from typing import Any

HERE = Path(__file__).parent
STORY = HERE.parent / "data" / "graph.json"
THINKS, WRITER_THINKS = (0.5, 1.5), (2.0, 4.0)
"""Seconds, the least and the most, that a reader and a writer think between two requests."""
_OTHERS = ("/api/info", "/api/timeline", "/api/relations?since=2025-07&limit=20", "/api/drafts", "/api/state")


@dataclass
class Measured:
    """What a load did.

    Attributes
    ----------
    neighbors, others, changes : list of float
        Seconds of each answer.
    errors : list of str
        Answers that should not be.
    told : int
        How often a writer was told that somebody else was faster.
    acknowledged : set of str
        The names of the actors whose addition was acknowledged.
    lost : set of str
        Those of them that are not in the file.
    memory : list of float
        Megabytes of the server, once a second.
    processor : float
        Seconds of a processor that the server took.
    """

    neighbors: list[float] = field(default_factory=list)
    others: list[float] = field(default_factory=list)
    changes: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    told: int = 0
    acknowledged: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    memory: list[float] = field(default_factory=list)
    processor: float = 0.0


class Client:
    """Somebody who asks the desk over one connection."""

    def __init__(self, address: str, token: str) -> None:
        self._connection = HTTPConnection(address, timeout=60)
        self._headers = {"Authorization": f"Bearer {token}"}

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self._connection.close()

    def ask(self, path: str, body: Any = None, seen: str = "") -> tuple[int, bytes, float]:
        """Return the status, the body and the seconds of an answer."""
        start = perf_counter()
        headers = dict(self._headers)
        if body is not None:
            headers |= {"Content-Type": "application/json", "If-Match": seen}
            body = json.dumps(body)
        self._connection.request("GET" if body is None else "POST", path, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        return answer.status, content, perf_counter() - start


def measured(
    seconds: float,
    readers: int = 32,
    writers: int = 4,
    thinks: tuple[float, float] = THINKS,
    writer_thinks: tuple[float, float] = WRITER_THINKS,
) -> Measured:
    """Return what so many readers and writers met in so many seconds."""
    found, lock, over = Measured(), Lock(), Event()
    actors = [row["id"] for row in json.loads(STORY.read_text("utf-8"))["nodes"]]
    with tempfile.TemporaryDirectory() as folder:
        story = Path(folder) / "story.json"
        shutil.copy(STORY, story)
        command = [sys.executable, "-m", "graphkit", "--data", str(story), "serve", "--no-open"]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HERE.parent)
        assert server.stdout is not None
        told = re.search(r"http://(\S+)/\?token=(\S+)", server.stdout.readline())
        assert told is not None
        address, token = told[1], told[2]

        def read(number: int, client: Client) -> None:
            draw = random.Random(number)
            while not over.wait(draw.uniform(*thinks)):
                neighbors = draw.random() < 0.8
                path = f"/api/neighbors?actor={draw.choice(actors)}" if neighbors else draw.choice(_OTHERS)
                status, content, took = client.ask(path)
                with lock:
                    (found.neighbors if neighbors else found.others).append(took)
                    if status != 200:
                        found.errors.append(f"{path}: {status} {content[:200]!r}")

        def write(number: int, client: Client) -> None:
            draw, count = random.Random(-number - 1), 0
            while not over.is_set():
                state = json.loads(client.ask("/api/state")[1])["state"]
                if over.wait(draw.uniform(*writer_thinks)):
                    return
                name = f"Writer {number} {count}"
                asked = {"name": name, "kind": "person"}
                status, content, took = client.ask("/api/changes/add-actor", asked, state)
                with lock:
                    if status == 200:
                        found.changes.append(took)
                        found.acknowledged.add(name)
                        count += 1
                    elif status == 412:
                        found.told += 1
                    else:
                        found.errors.append(f"{name}: {status} {content[:200]!r}")

        def guarded(work: Any, number: int) -> None:
            try:
                with Client(address, token) as client:
                    work(number, client)
            except Exception as error:  # told with the others
                with lock:
                    found.errors.append(f"{work.__name__} {number}: {error!r}")

        threads = [Thread(target=guarded, args=(read, number)) for number in range(readers)]
        threads += [Thread(target=guarded, args=(write, number)) for number in range(writers)]
        for thread in threads:
            thread.start()
        end = perf_counter() + seconds
        while perf_counter() < end:
            over.wait(1)
            found.memory.append(_memory(server.pid))
        over.set()
        for thread in threads:
            thread.join()
        found.processor = _processor(server.pid)
        server.terminate()
        server.wait()
        server.stdout.close()
        names = {row["name"] for row in json.loads(story.read_text("utf-8"))["nodes"]}
        found.lost = found.acknowledged - names
    return found


PAGES = {
    "the first page again, which is kept": "",
    "an actor over all time": "?actor={actor}",
    "an actor in a year": "?actor={actor}&since=2010&until=2010",
    "another month": "?since=2010-{month:02}&until=2010-{month:02}",
}
"""What is asked of a directory, each by its address, of other actors and months each time."""


def of_directory(path: Path, word: str = "minister", repeats: int = 7) -> str:
    """Return in which time a directory shows actors whose names have a word, as lines of the page."""
    from graphkit.backends import manifest

    with subprocess.Popen(
        [sys.executable, "-m", "graphkit", "--data", str(path), "serve", "--no-open"],
        stdout=subprocess.PIPE, text=True, cwd=HERE.parent,
    ) as server:  # fmt: skip
        assert server.stdout is not None
        start = perf_counter()
        told = re.search(r"http://(\S+)/\?token=(\S+)", server.stdout.readline())
        assert told is not None
        with Client(told[1], told[2]) as client:
            client.ask("/page")
            opened, worked = perf_counter() - start, _processor(server.pid)
            path_of = f"/api/complete?what=actor&text={word}"
            actors = [each["id"] for each in json.loads(client.ask(path_of)[1])["found"]]
            lines = []
            for what, address in PAGES.items():
                before, times = _processor(server.pid), []
                for number in range(repeats):
                    asked = address.format(actor=actors[number], month=number + 1)
                    status, _, took = client.ask(f"/page{asked}")
                    assert status == 200
                    times.append(took)
                spent = (_processor(server.pid) - before) / repeats
                lines.append(f"| {what} | {statistics.median(times):.2f} | {spent:.2f} |")
            most = int(re.findall(r"VmHWM:\s+(\d+)", Path(f"/proc/{server.pid}/status").read_text())[0])
        server.terminate()
    count = manifest.read(path).description.amounts[1]
    return "\n".join(
        [
            f"## A directory of {count:,} relations",
            "",
            f"From the start of the command to the first page: {opened:.2f} s, {worked:.2f} s of a processor."
            f" Memory: {most / 1000:.0f} MB at most. Load: {Path('/proc/loadavg').read_text().split()[0]}.",
            "",
            "| page | median, s | of a processor, s |",
            "|---|---:|---:|",
            *lines,
            "",
        ]
    )


def _memory(pid: int) -> float:
    text = Path(f"/proc/{pid}/status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+)", text)[0]) / 1000


def _processor(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def _row(what: str, times: list[float]) -> str:
    cuts = statistics.quantiles(times, n=100)
    middle, most, longest = (f"{1000 * each:.0f}" for each in (cuts[49], cuts[94], max(times)))
    return f"| {what} | {len(times):,} | {middle} | {most} | {longest} |"


def report(found: Measured, seconds: float, readers: int, writers: int, busy: float) -> str:
    """Return the page of the figures."""
    quarter = max(1, len(found.memory) // 4)
    early = statistics.mean(found.memory[quarter : 2 * quarter])
    late = statistics.mean(found.memory[-quarter:])
    read, write = (f"{least:g}-{most:g} s" for least, most in (THINKS, WRITER_THINKS))
    first = f", which had a lower priority by {-os.nice(0)}" if os.nice(0) < 0 else ""
    return "\n".join(
        [
            "# The desk under load: what was measured",
            "",
            f"`make bench-desk` writes this page: {readers} readers, who think {read} between two questions,",
            f"and {writers} writers, who think {write} over what they see before they change it, for",
            f"{seconds:g} s, on the shipped story. Two processors, on which the clients run too; other work",
            f"kept on average {busy:.1f} further processes waiting for them{first}.",
            "",
            "| answer | how many | median, ms | 95 %, ms | longest, ms |",
            "|---|---:|---:|---:|---:|",
            _row("neighbours", found.neighbors),
            _row("other questions", found.others),
            _row("changes", found.changes),
            "",
            f"* Errors: {len(found.errors)}. Changes acknowledged: {len(found.acknowledged)}; lost: "
            f"{len(found.lost)}. Writers who were told that somebody was faster: {found.told}.",
            f"* The server took {found.processor:.0f} s of a processor in {seconds:g} s. Its memory was "
            f"{early:.0f} MB in the second quarter, {late:.0f} MB in the last.",
            "",
        ]
    )


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--readers", type=int, default=32)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--directory", type=Path, help="A large directory to measure too.")
    parser.add_argument("--output", type=Path, default=HERE / "DESK_RESULTS.md")
    asked = parser.parse_args()
    own = process_time()
    found = measured(asked.seconds, asked.readers, asked.writers)
    waiting = float(Path("/proc/loadavg").read_text().split()[1])
    busy = max(0.0, waiting - (found.processor + process_time() - own) / asked.seconds)
    text = report(found, asked.seconds, asked.readers, asked.writers, busy)
    if asked.directory is not None:
        text += f"\n{of_directory(asked.directory)}"
    asked.output.write_text(text, encoding="utf-8")
    print(text)
    for error in found.errors[:10]:
        print(error, file=sys.stderr)


if __name__ == "__main__":
    main()
