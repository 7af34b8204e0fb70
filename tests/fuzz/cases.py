"""One case of fuzzing: a spoilt file or a strange command, run here or in a process, and judged."""

import contextlib
import gzip
import io
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import process_time
from types import FrameType

import click

from graphkit.cli.main import COMMANDS, LazyGroup, graphkit, main
from graphkit.cli.printable import is_plain
from graphkit.formats import write
from graphkit.graph import load

from . import traps
from .shapes import shaped

SECONDS = 5
"""No case may take longer, in seconds of a processor, as others may be busy too."""
PATIENCE = 120
"""Nor may it wait so long for anything."""
BYTES = 1024**3
"""No case may take more memory."""

STORY = Path(__file__).with_name("story.json")
_ASK = (
    "info",
    "check",
    "relations",
    "actors",
    "snapshot",
    "neighbors",
    "path",
    "timeline",
    "export",
    "import",
    "show",
    "reach",
)


@dataclass(frozen=True)
class Case:
    """A command with its input, made from a seed and a number alone.

    Attributes
    ----------
    name
        The seed and the number: ``7/1234``.
    target
        What is fuzzed: the suffix of a format, or ``command line``.
    arguments
        What stands behind ``graphkit``.
    files
        What lies in the folder, by name.
    stdin
        What is typed.
    """

    name: str
    target: str
    arguments: tuple[str, ...]
    files: dict[str, bytes]
    stdin: bytes = b""


@dataclass(frozen=True)
class Outcome:
    """How a case ended; ``wrong`` says what must not be, or is empty."""

    code: int | None
    seconds: float
    wrong: str = ""


# --- sound files ------------------------------------------------------------------------------


@cache
def sound() -> dict[str, tuple[str, dict[str, bytes]]]:
    """Return for each way to read a file: what it is written in, and sound files of it, by name."""
    with tempfile.TemporaryDirectory() as folder:
        made: dict[str, tuple[str, dict[str, bytes]]] = {".json": ("json", {"data.json": STORY.read_bytes()})}
        graph = load(STORY)
        for suffix, language in ((".gexf", "xml"), (".graphml", "xml"), (".cyjs", "json"), (".ftm", "lines")):
            path = Path(folder, f"data{suffix}")
            write(graph, path)
            made[suffix] = language, {path.name: path.read_bytes()}
        made[".ftm.json"] = "lines", {"data.ftm.json": made[".ftm"][1]["data.ftm"]}
        write(graph, f"{folder}/tables/")
        tables = {f"tables/{path.name}": path.read_bytes() for path in Path(folder, "tables").iterdir()}
    made["folder of tables"] = "table", tables
    plain = b"source\trelation\ttarget\tdate\nann\tmet\tbob\t2025-07-14\nbob\tpraised\tann\t2025-07\n"
    gdelt = "\t".join(_gdelt()).encode() + b"\n"
    icews = (
        b"Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\t"
        b"Intensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\n"
        b"1\t2014-01-01\tAnn\tGovernment\tLand\tMeet\t040\t1.0\tBob\tBusiness\tLand\t77\t1\tPaper\n"
    )
    for suffix, table in ((".tsv", plain), (".export.csv", gdelt), (".tab", icews)):
        made[suffix] = "table", {f"data{suffix}": table}
    made[".tsv.gz"] = "packed", {"data.tsv.gz": gzip.compress(plain, mtime=0)}
    for suffix, method in ((".tab.zip", zipfile.ZIP_LZMA), (".csv.zip", zipfile.ZIP_DEFLATED)):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", method) as archive:
            archive.writestr(zipfile.ZipInfo("data.tab"), icews if suffix == ".tab.zip" else gdelt, method)
        made[suffix] = "packed", {f"data{suffix}": packed.getvalue()}
    return made


def _gdelt() -> list[str]:
    row = [""] * 61
    said = {
        0: "410412347", 1: "20150218", 5: "USAGOV", 6: "WHITE HOUSE", 7: "USA", 12: "GOV", 15: "CHN",
        16: "CHINA", 17: "CHN", 26: "042", 59: "20150218230000", 60: "https://news.example/a",
    }  # fmt: skip
    for place, cell in said.items():
        row[place] = cell
    return row


# --- cases ------------------------------------------------------------------------------------


def case(seed: int, number: int) -> Case:
    """Return a case; the same for the same seed and number."""
    rng = random.Random(f"{seed}/{number}")
    pick = rng.random()
    if pick > _SHAPED:
        return Case(f"{seed}/{number}", *shaped(rng))
    return (_of_files if pick < 0.6 else _of_commands)(f"{seed}/{number}", rng)


_SHAPED = 0.97
"""Files of a strange shape are large, and few among the others."""


def _of_files(name: str, rng: random.Random) -> Case:
    suffix = rng.choice(list(sound()))
    language, files = sound()[suffix]
    spoilt = rng.choice(list(files))
    content = files[spoilt]
    for _ in range(rng.choice((1, 1, 1, 2))):
        content = rng.choice(traps.MUTATIONS[language])(rng, content)
    files = {**files, spoilt: content, "sound.json": STORY.read_bytes()}
    place = "tables" if "/" in spoilt else spoilt
    command = rng.choice(_ASK)
    if command == "import":
        into = rng.choice(("sound.json", "new.json"))
        extra = [flag for flag in ("--skip-bad", "--dry-run", "--diff") if rng.random() < 0.3]
        return Case(name, suffix, ("import", place, "--into", into, *extra), files)
    if suffix == ".json" and rng.random() < 0.3:
        return Case(name, suffix, ("--data", "-", *_asked(command, rng)), {}, content)
    return Case(name, suffix, ("--data", place, *_asked(command, rng)), files)


def _asked(command: str, rng: random.Random) -> Sequence[str]:
    """Return a sound question."""
    form = rng.choice(([], ["--format", "json"], ["--format", "csv"], ["-o", "out.md"], ["-o", "out.html"]))
    if command == "export":
        return (
            "export",
            f"out{rng.choice(('.html', '.gexf', '.graphml', '.cyjs', '.jsonld', '.ftm', '.json', '/'))}",
        )
    given = {
        "snapshot": ["2025-07-14"],
        "neighbors": ["ann"],
        "reach": ["ann"],
        "path": ["ann", "firm"],
        "show": ["meeting"],
    }
    chronological = ["--chronological"] if command == "path" and rng.random() < 0.5 else []
    return command, *given.get(command, []), *chronological, *form


def _of_commands(name: str, rng: random.Random) -> Case:
    command = rng.choice(list(COMMANDS))
    arguments = [text for text in (command, *_random_arguments(command, rng)) if "\0" not in text]
    if rng.random() < 0.1:
        rng.shuffle(arguments)
    data = rng.choice(("sound.json",) * 8 + ("missing.json", "tables", ""))
    files = {"sound.json": STORY.read_bytes(), **sound()["folder of tables"][1]}
    typed = traps.text(rng).encode() if rng.random() < 0.2 else b""
    return Case(name, "command line", ("--data", data, *arguments), files, typed)


def _random_arguments(name: str, rng: random.Random) -> Iterator[str]:
    """Yield arguments and options of a command, each with a value that suits it, or does not."""
    command = graphkit.get_command(click.Context(graphkit), name)
    assert command is not None
    if isinstance(command, click.Group) and not isinstance(command, LazyGroup):
        name, command = rng.choice(list(command.commands.items()))
        yield name
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            for _ in range(rng.choice((1,) * 8 + (0, 2)) if parameter.nargs == 1 else rng.randrange(4)):
                yield _value(parameter, rng)
        elif isinstance(parameter, click.Option) and rng.random() < 0.2:
            yield rng.choice(parameter.opts)
            if not parameter.is_flag:
                yield _value(parameter, rng)


_IDS = (
    "ann",
    "Ann Example",
    "bob",
    "firm",
    "land",
    "meeting",
    "ban",
    "paper",
    "twin",
    "met",
    "banned",
    "other",
)
_PATHS = (
    "out.html", "out.md", "out.csv", "out.json", "OUT.GEXF", "out.graphml", "out.ftm", "out.jsonld",
    "new/", "missing/out.md", "sound.json", "tables", "tables/", ".", "-", "", "x" * 300 + ".json",
    "ünï \u202e.md", "out", "out.exe", "=1.csv",
)  # fmt: skip
_DAYS = {"day", "first", "second", "since", "until", "on", "known_by", "when", "said", "published"}
_FILES = {"files", "file", "into", "output", "corpus", "name"}


def _value(parameter: click.Parameter, rng: random.Random) -> str:
    """Return a value for a parameter; a path never leads out of the folder."""
    if parameter.name in _FILES:
        return rng.choice((*_PATHS, traps.text(rng).replace("/", "_")[:500].replace("..", "_")))
    if rng.random() < 0.15:
        return traps.text(rng)
    if isinstance(parameter.type, click.Choice):
        return str(rng.choice(parameter.type.choices))
    if isinstance(parameter.type, click.types.IntParamType):
        return str(rng.choice((0, 1, 2, 5, 99, 10**9, 10**30, -1)))
    if parameter.name in _DAYS:
        return rng.choice(traps.DATES)
    if parameter.name == "assignments":
        key = rng.choice(
            ("name", "when", "links", "evidence", "about", "amount", "ids", "id", "kind", "x", "")
        )
        return f"{key}{rng.choice(('=', '+=', '-=', ''))}{traps.text(rng)}"
    return rng.choice(_IDS)


# --- running ----------------------------------------------------------------------------------


class _TooSlowError(BaseException):
    """Ends a case that takes too long; no handler of the program's own catches it."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _TooSlowError


@contextlib.contextmanager
def _folder(files: dict[str, bytes]) -> Iterator[Path]:
    """Work in a folder of the case's own, which is gone afterwards."""
    before = Path.cwd()
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    try:
        for name, content in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(content)
        os.chdir(folder)
        yield folder
    finally:
        os.chdir(before)
        shutil.rmtree(folder)


def _last(told: str) -> str:
    return "".join(told.splitlines(keepends=True)[-16:])


def run_here(case: Case) -> Outcome:
    """Run a case in this process, where it takes a thousandth of the time."""
    kept = sys.argv, sys.stdin, sys.stdout, sys.stderr, tempfile.tempdir
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    code: int | None = None
    started = process_time()
    with _folder(case.files) as folder:
        sys.argv, sys.stdin = ["graphkit", *case.arguments], io.TextIOWrapper(io.BytesIO(case.stdin))
        sys.stdout, sys.stderr, tempfile.tempdir = out, err, str(folder)
        handlers = [signal.signal(each, _stop) for each in (signal.SIGPROF, signal.SIGALRM)]
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
        try:
            with warnings.catch_warnings(action="always"):  # each time, as a process of its own would
                main()
            wrong = "came back without an exit code"
        except SystemExit as left:
            code, wrong = left.code if isinstance(left.code, int) else -1, ""
        except _TooSlowError:
            wrong = f"takes more than {SECONDS} seconds: " + _last(traceback.format_exc())
        except BaseException:
            wrong = _last(traceback.format_exc())
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)
            for each, handler in zip((signal.SIGPROF, signal.SIGALRM), handlers, strict=True):
                signal.signal(each, handler)
            sys.argv, sys.stdin, sys.stdout, sys.stderr, tempfile.tempdir = kept
    seconds = process_time() - started
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode())  # type: ignore[attr-defined]
    return Outcome(code, seconds, wrong or judged(case, code, *texts))


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (2 * SECONDS, 2 * SECONDS))  # it loads its libraries too


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run_apart(case: Case) -> Outcome:
    """Run a case in a process of its own that gets no more memory than it may have."""
    started = _of_children()
    with _folder(case.files) as folder:
        try:
            done = subprocess.run(
                [sys.executable, "-m", "graphkit", *case.arguments],
                input=case.stdin,
                capture_output=True,
                timeout=PATIENCE,
                env={**os.environ, "TMPDIR": str(folder), "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"},
                preexec_fn=_bounded,
            )
        except subprocess.TimeoutExpired:
            return Outcome(None, _of_children() - started, f"waits more than {PATIENCE} seconds")
    seconds = _of_children() - started
    out, err = (stream.decode(errors="replace") for stream in (done.stdout, done.stderr))
    return Outcome(done.returncode, seconds, judged(case, done.returncode, out, err))


def judged(case: Case, code: int | None, out: str, err: str) -> str:
    """Say what is wrong with an answer; nothing where it is as promised."""
    if code not in (0, 1, 2):
        return f"left with {code}: {err[-2000:]}"
    if "Traceback" in err:
        return err[-2000:]
    one = err.count("\n") == 1 and err.startswith("graphkit: ")
    if (
        code == 2 and not one and "check" not in case.arguments
    ):  # which tells every fault in a line of its own
        return f"told an error in {err.count(chr(10))} lines: {err[:500]!r}"
    obeyed = {char for char in out + err if char != "\n" and not is_plain(char)}
    as_csv = "csv" in case.arguments  # a cell may hold whatever it holds
    if obeyed and not as_csv:
        return f"printed what a terminal obeys: {obeyed!r}"
    if code in (0, 1) and case.arguments[-2:] == ("--format", "json"):
        try:
            json.loads(out)
        except ValueError as error:
            return f"printed no JSON: {error}: {out[:500]!r}"
    return ""


def peak() -> int:
    """Return the most memory in bytes that this process has ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
