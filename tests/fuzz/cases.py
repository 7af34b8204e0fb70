"""One case of fuzzing: a spoilt file or a strange command, run here or in a process, and judged."""

import contextlib
import gzip
import io
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
import warnings
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from time import process_time
from types import FrameType

import click
import numpy as np

import graphkit as gk
from graphkit.cli.escaping import is_plain
from graphkit.cli.main import COMMANDS, LazyGroup, graphkit, main
from graphkit.editing import edits
from graphkit.editing.merge_rows import merge
from graphkit.formats import write
from graphkit.graph.build import load
from graphkit.model.entities import Actor
from graphkit.storage import journal
from graphkit.tables import arrow_file

from . import calls, lists, traps
from .shapes import shaped

SECONDS = 5
"""No case may take longer, in seconds of a processor, as others may be busy too."""
PATIENCE = 120
"""Nor may it wait so long for anything."""
BYTES = 1024**3
"""No case may take more memory."""

STORY = Path(__file__).with_name("story.json")
_ASK = (
    "info", "check", "relations", "actors", "snapshot", "neighbors", "path", "timeline", "export", "import",
    "show", "reach", "rank", "sums",
)  # fmt: skip


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
    call
        Whether Python is asked instead, the arguments being those of :func:`calls.call`.
    """

    name: str
    target: str
    arguments: tuple[str, ...]
    files: dict[str, bytes]
    stdin: bytes = b""
    call: bool = False


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
        languages = {".gexf": "xml", ".graphml": "xml", ".cyjs": "json", ".ftm": "lines", ".xlsx": "packed"}
        for suffix, language in languages.items():
            path = Path(folder, f"data{suffix}")
            write(graph, path)
            made[suffix] = language, {path.name: path.read_bytes()}
        for suffix in (".ftm.json", ".nested.json"):
            made[suffix] = "lines", {f"data{suffix}": made[".ftm"][1]["data.ftm"]}
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
    edges = (
        b"Target;Source;Type;Label;Weight;timeset\n"
        b'Ben;"Lee, Ada";Undirected;met;3;"<[2025-07-14, Infinity]>"\n'
        b'"Ben\n""Bo""";Ada;Directed;;;\n'
    )
    for suffix, table in ((".tsv", plain), (".export.csv", gdelt), (".tab", icews), (".txt", edges)):
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


def case(seed: int, number: int, kinds: Collection[str] = ()) -> Case:
    """Return a case, of some kinds or of any; the same for the same seed, number and kinds."""
    rng = random.Random(f"{seed}/{number}")
    weights, makers = zip(*(KINDS[kind] for kind in kinds or KINDS), strict=True)
    return rng.choices(makers, weights)[0](f"{seed}/{number}", rng)


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
    if command == "sums":
        by = ("--by", "amount")
        return (
            *rng.choice((("relations",), ("rank",), ("rank", "--per", "pair"), ("rank", "--per", "type"))),
            *by,
            *form,
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


@cache
def _directory() -> dict[str, bytes]:
    """Return the files of a sound directory that was imported into twice."""
    with _folder({"data.json": STORY.read_bytes(), **sound()[".tsv"][1]}) as folder:
        for file in ("data.json", "data.tsv"):
            code, out, err = _here(["import", file, "-o", "dir"], b"", main)
            assert code == 0, (out, err)
        return _held(folder / "dir")


def _of_directories(name: str, rng: random.Random) -> Case:
    """Spoil the manifest or a part of a directory, take one away, or put one in another's place."""
    files = {f"dir/{path}": content for path, content in _directory().items()}
    parts = sorted(path for path in files if path.endswith(".parquet"))
    pick, part = rng.random(), rng.choice(parts)
    manifest = next(path for path in files if path.endswith("manifest.json"))
    if pick < 0.5:
        language = traps.MUTATIONS["manifest"]
        files[manifest] = rng.choice(language)(rng, files[manifest])
    elif pick < 0.6:
        del files[rng.choice([part, manifest])]
    elif pick < 0.7:
        files[part] = files[rng.choice(parts)]
    else:
        files[part] = rng.choice(traps.MUTATIONS["part"])(rng, files[part])
    files |= {"sound.json": STORY.read_bytes(), **sound()[".tsv"][1]}
    command = rng.choice((*_ASK, "diff", "compact", "import"))
    if command == "compact":
        return Case(name, "directory", ("compact", "dir"), files)
    if command == "import":
        return Case(name, "directory", ("import", rng.choice(("sound.json", "data.tsv")), "-o", "dir"), files)
    return Case(name, "directory", ("--data", "dir", *_asked(command, rng)), files)


@cache
def _journal() -> dict[str, bytes]:
    """Return a dataset with a journal of some changes."""
    with _folder({"sound.json": STORY.read_bytes()}) as folder:
        for number in range(3):
            row = Actor(id=f"new-{number}", name=f"New {number}", kind="person")
            journal.change("sound.json", lambda before, row=row: edits.add(before, row), "add")  # type: ignore[misc]
        journal.change("sound.json", lambda before: merge(before, "twin-1", "twin-2"), "merge")
        journal.undo("sound.json")
        return _held(folder)


def _of_journals(name: str, rng: random.Random) -> Case:
    """Spoil a journal, most often so that its seals are good."""
    files = dict(_journal())
    log = "sound.json.journal"
    if rng.random() < 0.7:
        lines = files[log].splitlines()
        for _ in range(rng.choice((1, 1, 2))):
            place = rng.randrange(len(lines))
            body = lines[place].rpartition(b',"sum":')[0] + b"}"
            lines[place] = _sealed(rng.choice((traps.json_value, traps.json_raw, traps.renamed))(rng, body))
        if rng.random() < 0.1:
            rng.shuffle(lines)
        files[log] = b"\n".join(lines) + b"\n"
    else:
        files[log] = rng.choice((*traps.ANY, traps.noise))(rng, files[log])
    if rng.random() < 0.2:
        files["sound.json"] = rng.choice((*traps.ANY, traps.json_value))(rng, files["sound.json"])
    n = str(rng.choice((0, 1, 2, 3, 4, 5, 9)))
    asked = rng.choice((
        ("log",), ("log", "--format", "json"), ("log", "--show", n), ("log", "--state", n), ("undo",),
        ("undo", "--to", n), ("undo", "--to", n, "--dry-run"), ("undo", "--dry-run"),
        ("add", "actor", "X", "--kind", "person"), ("edit", "ann", "name=Other"), ("merge", "firm", "ann"),
        ("remove", "new-0"), ("import", "sound.json", "--into", "sound.json"), ("info",), ("check",),
    ))  # fmt: skip
    return Case(name, "journal", ("--data", "sound.json", *asked), files)


def _sealed(body: bytes) -> bytes:
    body = body.strip()[:-1].replace(b"\n", b" ")
    return body + b',"sum":"' + sha256(body).hexdigest()[:16].encode() + b'"}'


@cache
def _columns() -> bytes:
    with _folder(sound()[".tsv"][1]) as folder:
        gk.open("data.tsv").save("data.columns")
        return (folder / "data.columns").read_bytes()


def _of_tables(name: str, rng: random.Random) -> Case:
    """Spoil a table, or a file of its columns, and ask Python about it."""
    target = rng.choice(("gk.open", "gk.open, packed", "columns", "columns"))
    if target == "columns":
        path, content = "data.columns", _columns()
        spoil = _changed if rng.random() < 0.6 else rng.choice(traps.MUTATIONS["packed"])
        content = spoil(rng, content)
    else:
        suffix, language = (".tsv", "table") if target == "gk.open" else (".tsv.gz", "packed")
        path, content = next(iter(sound()[suffix][1].items()))
        content = rng.choice(traps.MUTATIONS[language])(rng, content)
    question = rng.choice(list(calls.QUESTIONS))
    day = rng.choice(traps.DATES) if rng.random() < 0.2 else rng.choice(("2025-07-14", "2025", "2025-07"))
    who = traps.text(rng) if rng.random() < 0.1 else rng.choice(("ann", "bob", "Ann"))
    asked = ("table", path, rng.choice(("skip", "")), question, day, who.replace("\0", ""))
    return Case(name, target, asked, {path: content}, call=True)


def _changed(rng: random.Random, content: bytes) -> bytes:
    """Return a file of columns that is whole, but says something else."""
    with _folder({"one": content}) as folder:
        columns = {key: values.copy() for key, values in arrow_file.read("one").items()}
        key = rng.choice(list(columns))
        values = columns[key]
        pick = rng.random()
        if pick < 0.2:
            del columns[key]
        elif pick < 0.4:
            columns[key] = values[: rng.randrange(len(values) + 1)]
        elif isinstance(values, list):
            columns[key] = [traps.text(rng) if rng.random() < 0.3 else each for each in values]
        elif len(values):
            new = rng.choice((0, 1, 2, -1, 127, 2**31 - 1, -(2**31), 2**62))
            values[rng.randrange(len(values))] = np.array(new).astype(values.dtype)
        arrow_file.write("two", columns)
        return (folder / "two").read_bytes()


def _of_queries(name: str, rng: random.Random) -> Case:
    """Ask a sound dataset a question with any of its options together, most of which suit it."""
    command = rng.choice(_QUERIES)
    arguments = [text for text in (command, *_random_arguments(command, rng, 0.35, 0.02)) if "\0" not in text]
    data = rng.choice(("sound.json", "sound.json", "tables", "dir"))
    files = {"sound.json": STORY.read_bytes(), **sound()["folder of tables"][1]}
    if data == "dir":
        files |= {f"dir/{path}": content for path, content in _directory().items()}
    return Case(name, "all options", ("--data", data, *arguments), files)


_UNENDING = {"serve", "mcp"}
"""Commands that go on until they are stopped; they have fuzzers of their own."""


def _of_commands(name: str, rng: random.Random) -> Case:
    command = rng.choice([each for each in COMMANDS if each not in _UNENDING])
    arguments = [text for text in (command, *_random_arguments(command, rng)) if "\0" not in text]
    if rng.random() < 0.1:
        rng.shuffle(arguments)
    data = rng.choice(("sound.json",) * 8 + ("missing.json", "tables", ""))
    files = {"sound.json": STORY.read_bytes(), **sound()["folder of tables"][1]}
    typed = traps.text(rng).encode() if rng.random() < 0.2 else b""
    return Case(name, "command line", ("--data", data, *arguments), files, typed)


def _random_arguments(
    name: str, rng: random.Random, often: float = 0.2, strange: float = 0.15
) -> Iterator[str]:
    """Yield arguments and options of a command, each with a value that suits it, or does not.

    ``often`` is how often an option is given, ``strange`` how often a value that suits nothing.
    """
    command = graphkit.get_command(click.Context(graphkit), name)
    assert command is not None
    if isinstance(command, click.Group) and not isinstance(command, LazyGroup):
        name, command = rng.choice(list(command.commands.items()))
        yield name
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            few = (1,) if strange < 0.1 and parameter.required else (1,) * 8 + (0, 2)
            for _ in range(rng.choice(few) if parameter.nargs == 1 else rng.randrange(4)):
                yield _value(parameter, rng, strange)
        elif isinstance(parameter, click.Option) and rng.random() < often:
            yield rng.choice(parameter.opts)
            if not parameter.is_flag:
                yield _value(parameter, rng, strange)


_IDS = (
    "ann", "Ann Example", "bob", "firm", "land", "meeting", "ban", "paper", "twin", "met", "banned", "other",
)  # fmt: skip
_PATHS = (
    "out.html", "out.md", "out.csv", "out.json", "OUT.GEXF", "out.graphml", "out.ftm", "out.jsonld",
    "new/", "missing/out.md", "sound.json", "tables", "tables/", ".", "-", "", "x" * 300 + ".json",
    "ünï \u202e.md", "out", "out.exe", "=1.csv",
)  # fmt: skip
_SOUND_FILES = ("out.html", "out.md", "out.csv", "out.json")
_SOUND_DAYS = ("2025", "2025-07", "2025-07-14", "2025-04-09", "2024-12-31", "2026-01-01", "2025-07~")
_DAYS = {"day", "first", "second", "since", "until", "on", "known_by", "when", "said", "published"}
_DAYS |= {"begins", "ends", "attests"}
_FILES = {"files", "file", "into", "output", "corpus", "name"}
_QUERIES = (
    "info", "actors", "relations", "show", "neighbors", "path", "path", "reach", "snapshot", "diff",
    "timeline", "voices", "check", "rank", "rank",
)  # fmt: skip


def _value(parameter: click.Parameter, rng: random.Random, strange: float) -> str:
    """Return a value for a parameter; a path never leads out of the folder."""
    suits = rng.random() >= strange
    if suits and strange < 0.1 and parameter.name in (_FILES | _DAYS):
        return rng.choice(_SOUND_FILES if parameter.name in _FILES else _SOUND_DAYS)
    if parameter.name in _FILES:
        return rng.choice((*_PATHS, traps.text(rng).replace("/", "_")[:500].replace("..", "_")))
    if not suits:
        return traps.text(rng)
    if isinstance(parameter.type, click.Choice):
        return str(rng.choice(parameter.type.choices))
    if isinstance(parameter.type, click.types.IntParamType):
        wrong = () if strange < 0.1 else (0, 10**9, 2**63 - 1, 10**30, -1)
        return str(rng.choice((1, 2, 5, 99, *wrong)))
    if parameter.name in _DAYS:
        return rng.choice(traps.DATES)
    if parameter.name == "assignments":
        entry = ("evidence.1.attests", "evidence.1.dated", "evidence.1.when")
        fields = ("name", "when", "begins", "ends", "links", "evidence", "about", "amount", "ids", "id")
        key = rng.choice((*fields, *entry, "kind", "x", ""))
        return f"{key}{rng.choice(('=', '+=', '-=', ''))}{traps.text(rng)}"
    return rng.choice(_IDS)


def _of_lists(name: str, rng: random.Random) -> Case:
    """Import a table of somebody else's headings, or ask it, or import two versions of it."""
    rows = lists.made(rng)
    if rng.random() < 0.4:
        path, content = "list.xlsx", lists.as_workbook(rng, rows)
    else:
        path, content = rng.choice(("list.tsv", "list.csv")), lists.as_text(rng, rows)
    files = {path: content, "sound.json": STORY.read_bytes()}
    pick, target = rng.random(), f"list{Path(path).suffix}"
    if pick < 0.2:
        other = [
            [cell if rng.random() < 0.9 else rng.choice(rng.choice(rows) or [""]) for cell in row]
            for row in rows
        ]
        files["later.tsv"] = lists.as_text(rng, other)
        return Case(name, f"versions of {target}", ("versions", path, "later.tsv"), files, call=True)
    columns = ["--columns", lists.chosen(rng, rows).replace("\0", "")] if rng.random() < 0.2 else []
    notes = ["--notes"] if rng.random() < 0.3 else []
    if pick < 0.7:
        flags = [flag for flag in ("--skip-bad", "--dry-run", "--diff") if rng.random() < 0.3]
        into = ("--into", rng.choice(("sound.json", "new.json")), *flags)
        into = rng.choice((into, into, ("-o", "new", "--skip-bad")))
        return Case(name, target, (*notes, "import", path, *into, *columns), files)
    if pick < 0.8 and not columns:
        question = rng.choice([*calls.QUESTIONS])
        return Case(name, target, ("table", path, "skip", question, "2019", "Ann Lee"), files, call=True)
    question = _asked(rng.choice(("info", "relations", "rank", "sums", "check")), rng)
    return Case(name, target, (*notes, "--data", path, *question), files)


def _of_versions(name: str, rng: random.Random) -> Case:
    """Import a list, then a later version of it, or a dataset and one of other dates."""
    if rng.random() < 0.5:
        first, second = (traps.published(day) for day in ("2024-05-01", "2024-06-01"))
        spoil = rng.choice((traps.dull, traps.json_lines, traps.json_lines, traps.redated, traps.renamed))
        files = {"a.ftm.json": first, "b.ftm.json": spoil(rng, second)}
    else:
        files = {"a.json": STORY.read_bytes(), "b.json": traps.redated(rng, STORY.read_bytes())}
        if rng.random() < 0.5:
            files["a.json"] = traps.redated(rng, files["a.json"])
    one, other = files
    if rng.random() < 0.2:
        return Case(name, "versions", ("compare", one, other, *rng.choice(([], ["--format", "json"]))), files)
    return Case(name, "versions", ("versions", *rng.choice(((one, other), (other, one)))), files, call=True)


def _of_records(name: str, rng: random.Random) -> Case:
    """Ask a dataset from Python for an answer, and make records of it."""
    content = STORY.read_bytes()
    for _ in range(rng.choice((0, 1, 1, 2))):
        content = rng.choice((traps.json_free, traps.redated, traps.valued, traps.valued))(rng, content)
    day, who = (
        rng.choice(("2025-07-14", "2024", rng.choice(traps.DATES))),
        rng.choice(("ann", "firm", "land", "nobody")),
    )
    asked = ("records", "sound.json", rng.choice([*calls.ANSWERS]), day, who)
    return Case(name, "gk.records", asked, {"sound.json": content}, call=True)


def _of_names(name: str, rng: random.Random) -> Case:
    """Ask a file that has no title and a strange name, which stands for it."""
    stem = re.sub(r"[/\0]", "_", traps.text(rng)).encode()[:200].decode(errors="surrogateescape")
    file = json.loads(STORY.read_bytes())
    file["graph"]["title"] = rng.choice(("Untitled", "Untitled", "Untitled", traps.text(rng)))
    path = f"{stem}.json"
    files = {path: json.dumps(file).encode()}
    asked = (
        ("info",), ("info", "--format", "json"), ("relations", "-o", "out.html"),
        ("relations", "-o", "out.md"), ("export", "out.jsonld"),
        ("export", "out/"), ("cite",), ("timeline",), ("edit", "ann", "name=Other"), ("log",),
        ("export", "out.gexf"),
    )  # fmt: skip
    if rng.random() < 0.2:
        return Case(name, "file names", ("site", "s", "-o", "public"), {f"s/{path}": files[path]})
    return Case(name, "file names", ("--data", f"./{path}", *rng.choice(asked)), files)


def _of_shapes(name: str, rng: random.Random) -> Case:
    return Case(name, *shaped(rng))


ARTICLES = STORY.parents[2] / "docs" / "articles"
_WORDS = (
    "Ann Example", "the Firm", "a spokesman", "banned", "met", "denied that", "last week", "on 31 February",
    "$ 4,000 million", "between 2 and 1 May", "“", "'s", "Mr", "not", ", which", "\n\n", "- ", "# ", "?",
    "1.", "removed it from its sanctions list", "was taken off the list of the Firm",
    "designated him as a terrorist",
    "revoked the licence that it had granted to Land", "put it on the entity list", "delisted",
    "was removed from Land's blacklist",
)  # fmt: skip
_MARKUP = (
    "<p>", "</p>", "<script>x</script>", "<meta charset='utf-16'>", "<time datetime='9999-99-99'>", "<table>",
)  # fmt: skip


@cache
def _coded() -> dict[str, bytes]:
    """Return a dataset, an article that was read into it, its drafts, and what a model answered."""
    files = {"sound.json": STORY.read_bytes()}
    files |= {name: (ARTICLES / name).read_bytes() for name in ("wire.txt", "court.txt", "answer.json")}
    with _folder(files) as folder:
        code, out, err = _here(["--data", "sound.json", "read", "wire.txt", "court.txt"], b"", main)
        assert code == 0, (out, err)
        return _held(folder)


def _of_articles(name: str, rng: random.Random) -> Case:
    """Spoil an article, the drafts or a model's answer, and read, decide or add."""
    files = dict(_coded())
    target = rng.choice(("article", "article", "web page", "drafts", "model's answer", "site"))
    data = ("--data", "sound.json")
    if target in ("article", "web page"):
        words = files["court.txt"].decode().split(" ")
        marks = _MARKUP if target == "web page" else ()
        for _ in range(rng.choice((1, 3, 30))):
            words.insert(rng.randrange(len(words)), rng.choice((*_WORDS, *marks, traps.text(rng))))
        content = " ".join(words).encode(errors="replace")
        for _ in range(rng.choice((0, 0, 1))):
            content = rng.choice(traps.ANY)(rng, content)
        path = rng.choice(("new.txt", "new.md")) if target == "article" else "new.html"
        if target == "web page":
            content = b"<html><body><article><p>" + content.replace(b"\n\n", b"<p>")
        flags = [flag for flag in ("--prompt", "--dry-run") if rng.random() < 0.2]
        day = rng.choice(traps.DATES) if rng.random() < 0.3 else "2025-07-16"
        asked = (*data, "read", path, "--publisher", "Paper", "--published", day, *flags)
        return Case(name, target, asked, files | {path: content})
    if target == "site":
        spoilt = rng.choice((*traps.ANY, traps.json_value, traps.renamed))(rng, STORY.read_bytes())
        stories = {"stories/one.json": STORY.read_bytes(), "stories/two.json": spoilt}
        return Case(name, target, ("site", "stories", "-o", "public"), stories)
    path = next(each for each in files if "drafts" in each) if target == "drafts" else "answer.json"
    spoil = (*traps.ANY, traps.json_value, traps.json_value, traps.json_raw, traps.renamed)
    files[path] = rng.choice(spoil)(rng, files[path])
    if target == "model's answer":
        return Case(name, target, (*data, "drafts", "add", path, "--format", "json"), files)
    draft = f"draft-{rng.randrange(9)}"
    field = rng.choice(("when", "type", "source", "voice"))
    change = "drafts", "change", draft, f"{field}={traps.text(rng)}".replace("\0", "")
    asked = rng.choice((
        ("drafts",), ("drafts", "--state", "all", "--format", "json"), ("drafts", "log"),
        ("drafts", "accept", draft),
        ("drafts", "refuse", draft), ("drafts", "reopen", draft), ("drafts", "postpone", draft), ("info",),
        change, ("read", "wire.txt"), ("undo",),
    ))  # fmt: skip
    return Case(name, target, (*data, *asked), files)


KINDS: dict[str, tuple[int, Callable[[str, random.Random], Case]]] = {
    "files": (22, _of_files),
    "lists": (16, _of_lists),
    "versions": (5, _of_versions),
    "records": (4, _of_records),
    "names": (2, _of_names),
    "shapes": (3, _of_shapes),
    "commands": (13, _of_commands),
    "options": (9, _of_queries),
    "directories": (8, _of_directories),
    "journals": (6, _of_journals),
    "tables": (5, _of_tables),
    "articles": (8, _of_articles),
}
"""The kinds of cases: how many in a hundred, and what makes one."""


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
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        os.chdir(folder)
        yield folder
    finally:
        os.chdir(before)
        shutil.rmtree(folder)


def _last(told: str) -> str:
    return "".join(told.splitlines(keepends=True)[-16:])


def _held(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _here(arguments: Sequence[str], stdin: bytes, run: Callable[[], object]) -> tuple[int | None, str, str]:
    """Run the command in this process; return the exit code and what it printed."""
    kept = sys.argv, sys.stdin, sys.stdout, sys.stderr
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    sys.argv, sys.stdin = ["graphkit", *arguments], io.TextIOWrapper(io.BytesIO(stdin))
    sys.stdout, sys.stderr = out, err
    code: int | None = None
    try:
        run()
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else -1
    finally:
        sys.argv, sys.stdin, sys.stdout, sys.stderr = kept
        for stream in (out, err):
            stream.flush()
    texts = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
    return code, *texts


def run_here(case: Case) -> Outcome:
    """Run a case in this process, where it takes a thousandth of the time."""
    code, out, err, kept = None, "", "", tempfile.tempdir
    started = process_time()
    with _folder(case.files) as folder:
        tempfile.tempdir = str(folder)
        handlers = [signal.signal(each, _stop) for each in (signal.SIGPROF, signal.SIGALRM)]
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
        try:
            with warnings.catch_warnings(action="always"):  # each time, as a process of its own would
                code, out, err = _here(case.arguments, case.stdin, partial(_run, case))
            wrong = "came back without an exit code" if code is None else ""
        except _TooSlowError:
            wrong = f"takes more than {SECONDS} seconds: " + _last(traceback.format_exc())
        except BaseException:
            wrong = _last(traceback.format_exc())
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)
            for each, handler in zip((signal.SIGPROF, signal.SIGALRM), handlers, strict=True):
                signal.signal(each, handler)
            tempfile.tempdir = kept
        seconds = process_time() - started
        wrong = wrong or judged(case, code, out, err) or changed(case, code, folder)
    return Outcome(code, seconds, wrong)


def _run(case: Case) -> None:
    if case.call:
        sys.exit(calls.call(case.arguments))
    main()


def changed(case: Case, code: int | None, folder: Path) -> str:
    """Say what a refused command has changed in its folder; nothing where it left all as it was."""
    if code != 2:
        return ""
    found = _held(folder)
    paths = sorted(found.keys() | case.files.keys())
    other = [path for path in paths if found.get(path) != case.files.get(path)]
    return f"was refused, but changed {other}" if other else ""


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
                [sys.executable, "-m", "fuzz.calls" if case.call else "graphkit", *case.arguments],
                input=case.stdin,
                capture_output=True,
                timeout=PATIENCE,
                env={
                    **os.environ,
                    "TMPDIR": str(folder),
                    "PYTHONUTF8": "1",
                    "OPENBLAS_NUM_THREADS": "1",
                    "PYTHONPATH": str(STORY.parents[1]),
                },
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
    as_it_is = {"csv", "--prompt"}.intersection(case.arguments)  # a cell, a paragraph
    if obeyed and not as_it_is:
        return f"printed what a terminal obeys: {obeyed!r}"
    if code in (0, 1) and case.arguments[-2:] == ("--format", "json"):
        try:
            json.loads(out)
        except ValueError as error:
            return f"printed no JSON: {error}: {out[:500]!r}"
    return ""
