"""A directory grows by imports, is whole or nothing, and is compacted without another answer."""

import json
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, repeat
from pathlib import Path
from threading import Event, Thread
from typing import Any

import datasets
import pyarrow.parquet as pq
import pytest
from cli.conftest import Run, run

from graphkit.backends import manifest, open_directory, subgraphs
from graphkit.backends.parquet import ParquetBackend
from graphkit.backends.protocol import Walk
from graphkit.backends.rows import _kept
from graphkit.backends.writer import writing
from graphkit.errors import DataError, UsageError
from graphkit.formats.events.directory import store
from graphkit.formats.format import Reading
from graphkit.graph.build import load
from graphkit.graph.filters import WHOLE, Filter
from graphkit.graph.index import index
from graphkit.model.entities import Actor, Dataset, Link, Relation, RelationType, Row, Step
from graphkit.storage.json_file import read_dataset, save_dataset

from .conftest import kept_in

__all__ = ["run"]

pytestmark = pytest.mark.local

STORY = Path(__file__).parents[2] / "data" / "graph.json"


MOST_DISTINCT = 5_000


def distinct(rows: Iterator[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    """Yield each row once."""
    seen: set[tuple[int, ...]] = set()
    for row in rows:
        if row not in seen:
            seen.add(row)
            yield row


def table(path: Path, rows: int, seed: int = 1) -> Path:
    draw = random.Random(seed)
    drawn = ((*draw.choices(range(30), k=2), draw.randrange(1, 13)) for _ in repeat(None))
    cells = islice(drawn if rows > MOST_DISTINCT else distinct(drawn), rows)
    day = f"{seed + 1:02}"  # so that no row of one table is one of another's
    lines = (f"Actor {here}\tMet\tActor {there}\t2014-{month:02}-{day}\n" for here, there, month in cells)
    path.write_text("".join(lines), "utf-8")
    return path


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def rows_of(folder: Path) -> list[tuple[object, ...]]:
    with open_directory(folder) as engine:
        actors = {number: json.loads(fields)["id"] for number, fields in engine.actors(None)}
        return sorted(
            (row.id, actors[row.source], actors[row.target], row.fields)
            for row in engine.relations(WHOLE, 100_000)
        )


def test_a_directory_holds_all_of_a_story(tmp_path: Path) -> None:
    from graphkit.backends.subgraphs import everything
    from graphkit.graph.build import to_dataset

    with open_directory(kept_in(tmp_path / "story", STORY)) as engine:
        found = to_dataset(everything(engine))
    assert found == read_dataset(STORY).model_copy(update={"story": ()})


def test_a_directory_says_what_was_set_aside_unless_that_act_was_too(tmp_path: Path) -> None:
    from graphkit.backends.subgraphs import of_rows

    def row(id: str, *acts: str) -> Relation:
        links = tuple(Link(rel="set-aside-by", relation=act) for act in acts)
        return Relation(key=id, source="ann", target="bob", type="told", when="2024-06-12", links=links)

    actors = tuple(Actor(id=id, name=id, kind="person") for id in ("ann", "bob"))
    long = [row(f"k{number}", *[f"k{number + 1}"][: number < 9]) for number in range(10)]
    rows = row("first", "second"), row("second", "third"), row("third"), row("other", "third"), *long
    save_dataset(Dataset(actors=actors, relations=rows), tmp_path / "x.json")
    with open_directory(kept_in(tmp_path / "x", tmp_path / "x.json")) as engine:
        told = {each.id: [each] for each in engine.relations(WHOLE, 99)}
        marks = {id: index(of_rows(engine, rows)).by_id[id].marks for id, rows in told.items()}
    aside = ("SET ASIDE on 12 June 2024",)
    every_other = {f"k{number}": () if number % 2 else aside for number in range(10)}
    assert marks == {"first": (), "second": aside, "third": (), "other": aside, **every_other}


def test_a_directory_tells_in_the_past_the_post_that_one_has_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graphkit.backends.subgraphs import of_rows

    actors = tuple(Actor(id=id, name=id.title(), kind="person") for id in ("ann", "bob", "carl", "dan"))
    rows = (
        Relation(key="anns", source="ann", target="bob", type="works-for", when="2015/"),
        Relation(key="bobs", source="bob", target="carl", type="leads", when="2015/"),
        Relation(key="carls", source="carl", target="bob", type="leads", when="2015/"),
        Relation(key="dans", source="dan", target="bob", type="leads", when="2015/"),
        Relation(key="dan-too", source="dan", target="bob", type="director-of", when="2015/"),
        Relation(key="dan-resigned", source="dan", target="bob", type="resigned-from", when="2018"),
        Relation(key="dismissed", source="carl", target="bob", type="dismissed", when="2018"),
        Relation(key="left", source="ann", target="bob", type="left", when="2020"),
        Relation(key="about", source="dan", target="ann", type="left", when="2020", about=("bob",)),
    )
    save_dataset(Dataset(actors=actors, relations=rows), tmp_path / "x.json")
    with open_directory(kept_in(tmp_path / "x", tmp_path / "x.json")) as engine:
        posts = frozenset({"works-for", "leads"})
        told = index(of_rows(engine, engine.relations(replace(WHOLE, types=posts), 99))).by_id
        sentences = [told[id].sentence for id in told]
        monkeypatch.setattr(subgraphs, "MOST", 2)
        pairs = [of_rows(engine, [row]) for row in engine.relations(replace(WHOLE, types=posts), 99)]
        assert [index(pair).by_id[row].sentence for pair, row in zip(pairs, told, strict=True)] == sentences
        monkeypatch.setattr(subgraphs, "MOST", 0)
        with pytest.raises(UsageError, match="more than 0 relations"):
            of_rows(engine, engine.by_id("anns"), most=9)
    assert sentences == ["Ann worked for Bob.", "Bob led Carl.", "Carl leads Bob.", "Dan leads Bob."]


def test_a_story_without_relations_is_kept_and_asked(tmp_path: Path) -> None:
    source = tmp_path / "actors.json"
    save_dataset(Dataset(actors=(Actor(id="ann", name="Ann", kind="person"),)), source)
    folder = kept_in(tmp_path / "actors", source)
    with open_directory(folder) as engine:
        assert (engine.count(WHOLE), engine.relations(WHOLE, 9), len(engine.actors(None))) == (0, [], 1)
    kept_in(folder, STORY)
    with open_directory(folder) as engine:
        assert engine.count(WHOLE) == len(read_dataset(STORY).relations)


def test_a_second_import_appends(tmp_path: Path) -> None:
    one, other = table(tmp_path / "one.tsv", 400, 1), table(tmp_path / "other.tsv", 300, 2)
    both = tmp_path / "both.tsv"
    both.write_text(one.read_text("utf-8") + other.read_text("utf-8"), "utf-8")
    folder = kept_in(tmp_path / "grown", one)
    kept_in(folder, other)
    assert len(rows_of(folder)) == 700
    assert rows_of(folder) == rows_of(kept_in(tmp_path / "at-once", both))
    assert files(folder) == manifest.read(folder).files() | {manifest.NAME}


def test_what_is_there_already_is_not_added_again(tmp_path: Path) -> None:
    folder = kept_in(tmp_path / "story", STORY)
    before = rows_of(folder)
    with writing(folder) as writer:
        stored = store(STORY, writer, Reading())
    assert (stored.relations, writer.repeated) == (0, len(before))
    assert rows_of(folder) == before


def test_compacting_merges_files_and_changes_no_answer(tmp_path: Path) -> None:
    folder = tmp_path / "grown"
    for seed in range(4):
        kept_in(folder, table(tmp_path / f"{seed}.tsv", 200, seed))
    before, amount = rows_of(folder), len(files(folder))
    with writing(folder) as writer:
        writer.compact()
    assert rows_of(folder) == before
    assert len(files(folder)) < amount
    assert files(folder) == manifest.read(folder).files() | {manifest.NAME}


@pytest.mark.parametrize(
    "ids", [["row-00000001x", "row-000000011"], ["row-000000021"], ["row-1000000001", "b"]]
)
@pytest.mark.parametrize("buckets", [1, 7])
@pytest.mark.parametrize("date", ["2014-06-02", None])
def test_compacting_sorts_whatever_the_ids_the_days_and_the_buckets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ids: list[str], buckets: int, date: str | None
) -> None:
    monkeypatch.setattr("graphkit.backends.layout._PER_BUCKET", -(-800 // buckets))
    folder = tmp_path / "grown"
    for seed in range(2):
        kept_in(folder, table(tmp_path / f"{seed}.tsv", 200, seed))
    ends = Actor(id="a", name="Ada", kind="person"), Actor(id="c", name="Cal", kind="person")
    more = [Relation(source="a", target="c", key=id, type="met", when=date) for id in ids]
    save_dataset(Dataset(actors=ends, relations=tuple(more)), tmp_path / "more.json")
    kept_in(folder, tmp_path / "more.json")
    before = rows_of(folder)
    with writing(folder) as writer:
        writer.compact()
    assert rows_of(folder) == before
    rows = 0
    for at in sorted(folder.glob("adjacency/*/*.parquet")):
        found = pq.read_table(at, partitioning=None)
        days = found["earliest_start"].to_pylist()
        ids_in_turn = found["id"].to_pylist()
        keys = list(zip(found["actor"].to_pylist(), days, ids_in_turn, strict=True))
        assert keys == sorted(keys)
        rows += len(keys)
    assert rows == 2 * len(before)


LACKING = {
    "events": "A\tmet\tB\t2014-06-01\nB\tmet\tC\t2014-06-02\nA\tmet\tA\t2015-01-01\n",
    "one day": "A\tmet\tB\t2014-06-01\nB\tsaid \\ 'so'\tC\t2014-06-01\n",
    "months": "A\tmet\tB\t2014-06\nB\tled\tC\t2014-06-02\n",
    "states": "A\tled\tB\t2014-06-01\nB\tbanned\tC\t2015-06-02\n",
    "without a date": "A\tmet\tB\t\nB\tmet\tC\t2014-06-02\nC\tmet\tA\t2014-06-03\n",
    "dates alone": "A\tmet\tB\t\nB\tmet\tC\t\n",
}


def columns_of(folder: Path) -> list[list[tuple[object, ...]]]:
    """Return all columns of both copies, whatever the files hold."""
    with open_directory(folder) as engine:
        found = {
            "events": engine.manifest.events,
            "adjacency": engine.manifest.beside(range(engine.manifest.buckets)),
        }
        return [sorted(engine._ask(f"SELECT * FROM {{{name}}}", found), key=repr) for name in found]


def with_all_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("layout", "writer"):
        monkeypatch.setattr(f"graphkit.backends.{module}.given_in", lambda *_: defaultdict(dict))


@pytest.mark.parametrize("name", [*LACKING, "story"])
def test_what_a_file_lacks_is_what_all_its_rows_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    source = STORY
    if name in LACKING:
        source = tmp_path / "rows.tsv"
        source.write_text(f"source\trelation\ttarget\tdate\n{LACKING[name]}", "utf-8")
    short = kept_in(tmp_path / "short", source)
    before = columns_of(short)
    with monkeypatch.context() as patch:
        with_all_columns(patch)
        assert columns_of(kept_in(tmp_path / "long", source)) == before
    with writing(short) as writer:
        writer.compact()
    assert columns_of(short) == before
    assert all(part.given for part in manifest.read(short).events)


def test_a_window_reads_its_own_files_only(tmp_path: Path) -> None:
    source = tmp_path / "years.tsv"
    rows = [f"A\tmet\tB\t{year}-06-01" for year in range(2001, 2011)] + ["A\tled\tB\t1990-01-01"]
    source.write_text("\n".join(rows) + "\n", "utf-8")
    found = manifest.read(kept_in(tmp_path / "years", source))
    day = 731_000  # in 2002
    assert [part.path for part in found.within(manifest.Window(day, day + 300))] == [
        "events/part=2002/0001.parquet"
    ]
    with open_directory(tmp_path / "years") as backend:
        walk = Walk(Filter(window=manifest.Window(day - 10_000, day - 9_000)))
        assert (backend.expand([0], walk), backend.expand_time({0: day}, walk)) == (set(), {})


def test_a_relation_that_would_be_written_out_too_often_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [f"2025-07-{day:02}" for day in range(1, 11)]
    sources = [datasets.source(day, day) for day in days]
    told = datasets.relation("r", evidence=[datasets.evidence(day) for day in days])
    save_dataset(datasets.dataset(told, sources=sources), tmp_path / "story.json")
    monkeypatch.setattr("graphkit.backends.writer._MOST_REPEATED", 2_000)
    with pytest.raises(
        DataError, match=r"made: relation 'r': is known in 10 versions, of .* characters each"
    ):
        kept_in(tmp_path / "made", tmp_path / "story.json")
    assert not (tmp_path / "made").exists()
    monkeypatch.setattr("graphkit.backends.writer._MOST_REPEATED", 20_000)
    with open_directory(kept_in(tmp_path / "made", tmp_path / "story.json")) as engine:
        assert engine.count(WHOLE) == 1


def test_an_import_that_fails_leaves_nothing(tmp_path: Path) -> None:
    bad = tmp_path / "bad.tsv"
    bad.write_text("A\tmet\tB\t2014-01-01\nA\tmet\tB\n", "utf-8")
    with pytest.raises(DataError, match="line 2"):
        kept_in(tmp_path / "new", bad)
    assert not (tmp_path / "new").exists()
    folder = kept_in(tmp_path / "there", table(tmp_path / "good.tsv", 50))
    before = files(folder)
    with pytest.raises(DataError, match="line 2"):
        kept_in(folder, bad)
    assert files(folder) == before


# Python leaves by the signal itself where that came while it ran code made of text, as a dataclass is
# made; a shell says 130 of either.
@pytest.mark.parametrize(("sent", "codes"), [(signal.SIGINT, {130, -2}), (signal.SIGKILL, {-9})])
def test_an_import_that_is_stopped_leaves_nothing_that_looks_whole(
    tmp_path: Path, sent: signal.Signals, codes: set[int]
) -> None:
    source, folder = table(tmp_path / "long.tsv", 400_000), tmp_path / "new"
    running = subprocess.Popen(
        [sys.executable, "-m", "graphkit", "import", str(source), "-o", str(folder)],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    until = time.monotonic() + 600
    while not list(folder.glob(".importing-*")) and time.monotonic() < until:
        time.sleep(0.05)
    running.send_signal(sent)
    out, err = running.communicate()
    assert (running.returncode in codes, out) == (True, "")
    if sent == signal.SIGINT:
        assert err.strip() == "stopped"
        assert not folder.exists()
    else:
        assert not manifest.is_directory(folder)
        assert manifest.read(kept_in(folder, STORY)).generation == 1
        assert files(folder) == manifest.read(folder).files() | {manifest.NAME}


def test_a_directory_without_a_manifest_is_refused(tmp_path: Path) -> None:
    folder = kept_in(tmp_path / "story", STORY)
    (folder / manifest.NAME).unlink()
    with pytest.raises(DataError, match="interrupted; import into a new directory"):
        open_directory(folder)
    with pytest.raises(DataError, match="interrupted"):
        kept_in(folder, STORY)


def test_a_directory_is_closed_while_another_thread_asks_it(tmp_path: Path) -> None:
    """A desk ends so, when a question takes longer than it waits."""
    backend: Any = open_directory(kept_in(tmp_path / "d", table(tmp_path / "t.tsv", 9)))
    ended: list[BaseException] = []
    begun = Event()

    def ask() -> None:
        begun.set()
        try:
            backend.run("SELECT sum(a.range * b.range) FROM range(3000000) a, range(3000000) b", {})
        except Exception as error:
            ended.append(error)

    asking = Thread(target=ask)
    asking.start()
    begun.wait()
    time.sleep(0.3)
    backend.__exit__(None, None, None)
    asking.join(60)
    assert not asking.is_alive()
    assert len(ended) == 1


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": "graphkit-directory/1"}', '{"format": 2}'])
def test_a_broken_manifest_is_refused_in_one_line(tmp_path: Path, content: str) -> None:
    folder = kept_in(tmp_path / "story", STORY)
    (folder / manifest.NAME).write_text(content, "utf-8")
    with pytest.raises(DataError, match=r"manifest.json: is no manifest"):
        open_directory(folder)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = kept_in(tmp_path / "story", STORY)
    lost = manifest.read(folder).events[0].path
    (folder / lost).unlink()
    with pytest.raises(DataError, match=f"{lost}: is missing"):
        open_directory(folder)


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="holds something else"):
        kept_in(tmp_path, STORY)
    assert files(tmp_path) - {".lock"} == {"notes.txt"}


# --- the command line ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(kept_in(tmp_path_factory.mktemp("story") / "directory", STORY))


@pytest.mark.parametrize(
    "question",
    [
        "info",
        "actors --since 2025-07",
        "relations --since 2025-07-01 --until 2025-07-14",
        "relations --type banned --status planned",
        "show h20-ban",
        "show nvidia --known-by 2025-07-15",
        "show h20-ban --known-by 2025-07-01",
        "show world-today-news-2025-07 --known-by 2025-07-01",
        "neighbors nvidia --hops 2 --since 2025-07",
        "neighbors h20",
        "path Trump DeepSeek --all",
        "path Trump Zakaria --chronological",
        "path Trump DeepSeek --on 2024 --certain",
        "path Trump DeepSeek --avoid H20 --known-by 2025-07-16",
        "path Trump Zakaria --chronological --strict --until 2025-07-11",
        "path Trump Zakaria --direct --type banned",
        "reach nvidia --strict",
        "snapshot 2025-07-16",
        "diff 2025-07-01 2025-07-16",
        "timeline huang --unit day",
        "neighbors nvida",
        "show Nvida",
    ],
)
def test_a_directory_answers_as_its_file_does(run: Run, story: str, question: str) -> None:
    from_file = run("--data", STORY, *question.split())
    # A directory does not say what was perhaps known: it reads only what was known for sure.
    said = [line for line in from_file.out.splitlines(keepends=True) if not line.startswith("Not counted: ")]
    found = run("--data", story, *question.split())
    assert (found.code, found.err) == (from_file.code, from_file.err)
    assert [*filter(str.strip, found.out.splitlines())] == [*filter(str.strip, "".join(said).splitlines())]


def test_a_directory_says_of_an_actor_that_nothing_was_known_of_it(run: Run, story: str) -> None:
    found = run("--data", story, "show", "deepseek", "--known-by", "2025-07-01")
    assert (found.code, found.out) == (2, "")
    assert "DeepSeek is in no relation known by 1 July 2025" in found.err


NOTED = """source,target,type,date,weight,Coder,country of source,Größe,summary
Ann,Bob,met,2020-01-01,0.5,AB,DE,groß,It has price: 3
Ann,Cid,paid,2020-01-02,3,CD,DE,,
Bob,Cid,met,2020-01-03,3,"A ""B"" C",US,,
Cid,Dan,met,2020-01-04,,,,,
"""


@pytest.mark.parametrize(
    "question",
    [
        "relations --where relation.weight>1",
        "relations --where relation.coder=ab",
        "relations --where relation.WEIGHT>=0.5 --where relation.weight!=3",
        "snapshot 2021 --where relation.weight=3",
        "neighbors Cid --where relation.weight>1 --limit 1",
        "show Cid --where relation.weight>1",
        "diff 2020-01-01 2020-01-03 --where relation.weight>1",
        "relations --where relation.GRÖSSE=groß",
        "relations --where relation.größe=GROSS",
        "relations --where relation.price=3",  # a summary says it, and no note
        "relations --where relation.wight>1",
        "relations --where weight>1",
        "actors --where relation.weight>1",
    ],
)
def test_a_directory_is_asked_for_notes_as_a_file_is(run: Run, tmp_path: Path, question: str) -> None:
    (tmp_path / "noted.csv").write_text(NOTED, "utf-8")
    assert run("import", str(tmp_path / "noted.csv"), "--into", str(tmp_path / "noted.json")).code == 0
    folder = kept_in(tmp_path / "directory", tmp_path / "noted.json")
    asked = question.split()
    of_file, found = (run("--data", str(path), *asked) for path in (tmp_path / "noted.json", folder))
    assert (found.code, found.out, found.err) == (of_file.code, of_file.out, of_file.err)


@pytest.mark.parametrize("question", ["rank", "timeline", "path Ann Cid", "path Ann Cid --chronological"])
def test_what_counts_or_walks_in_a_directory_refuses_to_look_into_notes(
    run: Run, tmp_path: Path, question: str
) -> None:
    (tmp_path / "noted.csv").write_text(NOTED, "utf-8")
    folder = kept_in(tmp_path / "directory", tmp_path / "noted.csv")
    refused = run("--data", str(folder), *question.split(), "--where", "relation.weight>1")
    assert refused.code == 2
    assert "--where relation.NAME: a directory is not searched for this" in refused.err


def test_where_too_much_is_tied_to_both_ends_the_reason_is_told_to_be_left(
    run: Run, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = ("path", "Trump", "DeepSeek", "--on", "2024", "--certain")
    telling = run("--data", story, *question).out
    monkeypatch.setattr("graphkit.backends.chains.EXPLAINED", 3)
    told = run("--data", story, *question).out
    assert told.splitlines()[0] == telling.splitlines()[0]
    assert "Why was not looked for: too much is tied to each of the two." in told
    answer = json.loads(run("--data", story, *question, "--format", "json").out)
    assert [why.partition(":")[0] for why in answer["why"]] == ["Why was not looked for"]


def test_why_there_is_no_path_is_found_in_what_is_tied_to_either_end(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"a{number} a{number + 1} met 2020-01-{number + 1:02}" for number in range(9)]
    table = ["source target type date", *rows, "b c met 2020-01-05", "c d met 2020-02-05"]
    file, folder = tmp_path / "events.csv", tmp_path / "directory"
    file.write_text("\n".join(table).replace(" ", ","), encoding="utf-8")
    kept_in(folder, file)
    monkeypatch.setattr("graphkit.backends.chains.EXPLAINED", 3)
    for question in ("b d --until 2020-01-20", "a0 b", "d a4 --certain"):
        asked = ("path", *question.split())
        assert run("--data", str(folder), *asked).out == run("--data", str(file), *asked).out
    assert "Why was not looked for" in run("--data", str(folder), "path", "a0", "a4", "--until", "2019").out


WORKS = {
    "open": "",
    "info": "",
    "mcp": "",
    "actors": "",
    "relations": "",
    "show": "h20-ban",
    "snapshot": "2025-07-16",
    "neighbors": "nvidia",
    "path": "Trump DeepSeek",
    "reach": "nvidia",
    "diff": "2025-07-01 2025-07-16",
    "timeline": "",
    "types": "bought",
    "between": "nvidia amd",
    "common": "nvidia amd",
    "rank": "",
    "groups": "",
    "cite": "h20-ban",
    "export": "FILE.gexf",
}
ASK_A_FILE = "write a window of it to a file (export july.json --since ...) and ask that"
CHANGE_A_FILE = (
    "is a directory, to which 'graphkit import FILE -o DIR' adds rows, and nothing changes them; "
    "write a window of it to a file (export july.json --since ...) and change that"
)
NO_CHANGES = (
    "is a directory, whose changes are not listed and cannot be taken back; "
    "import what shall stay into a new one"
)
FILE_ONLY = {
    "compare STORY DIR": "DIR: is a directory, which 'compare' does not take; name a file or a table",
    "compare --since 1": "DIR: is a directory, whose changes are not listed; compare two files",
    "path nvidia amd --without x": f"DIR: is a directory, and --without needs all relations; {ASK_A_FILE}",
    "check": f"'check' does not work on a directory; {ASK_A_FILE}",
    "voices nvidia": f"'voices' does not work on a directory; {ASK_A_FILE}",
    "show h20-ban --story": f"--story does not work on a directory; {ASK_A_FILE}",
    "path nvidia amd --via Trump": (
        "--via does not work on a directory; ask for the path there and the path on"
    ),
    "add actor ann --kind person": f"DIR: {CHANGE_A_FILE}",
    "add source Reuters --published 2025": f"DIR: {CHANGE_A_FILE}",
    "add relation nvidia met amd": f"DIR: {CHANGE_A_FILE}",
    "edit h20-ban note=x": f"DIR: {CHANGE_A_FILE}",
    "edit h20-ban note=x --dry-run": f"DIR: {CHANGE_A_FILE}",
    "remove h20-ban": f"DIR: {CHANGE_A_FILE}",
    "remove h20-ban --cascade": f"DIR: {CHANGE_A_FILE}",
    "merge nvidia into amd": f"DIR: {CHANGE_A_FILE}",
    "read STORY": f"DIR: {CHANGE_A_FILE}",
    "drafts": f"DIR: {CHANGE_A_FILE}",
    "drafts accept draft-1": f"DIR: {CHANGE_A_FILE}",
    "drafts refuse draft-1": f"DIR: {CHANGE_A_FILE}",
    "review": f"DIR: {CHANGE_A_FILE}",
    "undo": f"DIR: {NO_CHANGES}",
    "undo --dry-run": f"DIR: {NO_CHANGES}",
    "log": f"DIR: {NO_CHANGES}",
    "import STORY": "DIR: is a directory; add to it with -o DIR",
    "import STORY --dry-run": "DIR: is a directory; add to it with -o DIR",
}
OF_NO_DATASET = {"demo", "new", "compact", "formats", "schema", "completion", "serve", "site"}


def test_every_command_works_on_a_directory_or_says_that_it_does_not(
    run: Run, story: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graphkit.cli.main import COMMANDS

    refused = {asked.split()[0] for asked in FILE_ONLY}
    assert WORKS.keys() | refused | OF_NO_DATASET | {"serve"} == COMMANDS.keys()  # it does not end
    monkeypatch.chdir(tmp_path)
    (tmp_path / "exports").mkdir()
    monkeypatch.setattr("webbrowser.open", lambda *_: True)
    before = files(Path(story))
    for name, given in WORKS.items():
        words = [word.replace("FILE", str(tmp_path / name)) for word in given.split()]
        assert run("--data", story, name, *words).code == 0, name
    for asked, told in FILE_ONLY.items():
        result = run(
            "--data",
            story,
            *(word.replace("STORY", str(STORY)).replace("DIR", story) for word in asked.split()),
        )
        assert (result.code, result.err) == (2, f"graphkit: {told.replace('DIR', story)}\n"), asked
    told = run("import", "--help").out
    assert "every query" not in told
    assert all(f"'{name}'" in told for name in ("check", "voices"))
    assert files(Path(story)) == before


@pytest.mark.parametrize(
    "asked",
    ["neighbors {}", "show {}", "relations --actor {}", "relations --between nvidia {}", "path nvidia {}"],
)
def test_a_name_with_half_a_character_is_nobodys_in_a_directory_either(
    run: Run, story: str, asked: str
) -> None:
    words = asked.format("caf\udce9").split()
    whole, part = (run("--data", data, *words) for data in (str(STORY), story))
    assert (part.code, part.err) == (whole.code, whole.err)
    assert "called" in part.err


def test_sources_that_are_told_anew_are_counted_once(tmp_path: Path) -> None:
    from graphkit.backends import counts
    from graphkit.graph.build import build_graph
    from graphkit.model.entities import Source
    from graphkit.queries.summary import info

    days = {"published": "2025-07-01"}
    sources = (
        Source(id="a", publisher="A", derived_from=("b",), **days),
        Source(id="b", publisher="B", derived_from=("a",), **days),
        Source(id="c", publisher="C", derived_from=("a",), **days),
        Source(id="d", publisher="D", **days),
    )
    made = Dataset(sources=sources)
    save_dataset(made, tmp_path / "graph.json")
    with open_directory(kept_in(tmp_path / "directory", tmp_path / "graph.json")) as engine:
        found = counts.overview(engine).independent_sources
    assert found == info(build_graph(made)).independent_sources


def test_a_window_comes_back_as_an_ordinary_file(run: Run, story: str, tmp_path: Path) -> None:
    written = tmp_path / "july.json"
    assert run("--data", story, "export", written, "--since", "2025-07").code == 0
    expected = tmp_path / "expected.json"
    run("--data", STORY, "export", expected, "--since", "2025-07")
    assert set(load(written).edges(keys=True)) == set(load(expected).edges(keys=True))
    assert load(written).nodes == load(expected).nodes


@pytest.mark.parametrize("asked", ["check", "voices nvidia", "undo", "remove h20-ban"])
def test_what_does_not_work_on_a_directory_says_so(run: Run, story: str, asked: str) -> None:
    result = run("--data", story, *asked.split())
    assert result.code == 2
    assert len(result.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--engine", "duckdb", "info"], "--engine is for a directory"),
        (["--master", "spark://127.0.0.1:1", "info"], "add --engine spark"),
        (["--data", "DIR", "--memory", "lots", "info"], "no amount of memory"),
        (["--data", "DIR", "path", "Trump", "DeepSeek", "--via", "Nvidia"], "--via does not work"),
        (["import", "x.tsv", "-o", "y", "--dry-run"], "-o only adds"),
        (["import", "x.tsv", "-o", "new.json"], "for a file write: graphkit --data x.tsv export new.json"),
        (["compact", "nowhere"], "is not a directory"),
    ],
)
def test_a_wrong_question_is_answered_in_one_line(
    run: Run, story: str, arguments: list[str], told: str
) -> None:
    result = run(*[story if word == "DIR" else word for word in arguments])
    assert result.code == 2
    assert told in result.err
    assert len(result.err.splitlines()) == 1


def test_the_command_line_imports_and_compacts(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "grown"
    first = run("import", table(tmp_path / "one.tsv", 300, 1), "-o", folder)
    assert first.out.endswith("30 new actors, 300 new relations; 300 relations in all.\n")
    again = run("import", table(tmp_path / "two.tsv", 200, 2), "-o", folder)
    assert again.out.endswith("0 new actors, 200 new relations; 500 relations in all.\n")
    compacted = run("compact", folder).out
    assert compacted == f"Compacted {folder}: 9 files before, 7 now; 500 relations.\n"
    assert "500 relations" in run("--data", folder, "info").out


def test_a_terminal_gets_the_first_of_a_snapshot_that_is_too_much_at_once(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graphkit.backends import subgraphs

    folder = tmp_path / "many"
    run("import", table(tmp_path / "many.tsv", 300, 1), "-o", folder)
    whole = run("--data", folder, "snapshot", "9999-01-01").out
    monkeypatch.setattr(subgraphs, "FEW", 10)
    monkeypatch.setattr(subgraphs, "MOST", 250)
    for module in ("listing", "render"):
        monkeypatch.setattr(f"graphkit.cli.{module}.on_terminal", lambda: True)
    done = run("--data", folder, "snapshot", "9999-01-01")
    assert (done.code, done.err) == (0, "")
    assert "Shown: 200 of 300 rows" in done.out
    assert "\nHappened (300)\n" in whole
    assert "\nHappened\n" in done.out


def test_actors_in_memory_are_those_of_the_files(tmp_path: Path) -> None:
    folder = kept_in(tmp_path / "grown", table(tmp_path / "one.tsv", 300, 1))

    def asked(engine: ParquetBackend) -> list[Any]:
        numbers = engine.ids(["actor-1", "actor-2", "nobody"])
        return [numbers, engine.actors(None), engine.actors(numbers), engine.of_kinds(numbers, ["unknown"])]

    with open_directory(folder) as engine:
        before = asked(engine)
        engine.keep_actors()
        place = folder / engine.manifest.tables.actors.path
        content = place.read_bytes()
        place.write_bytes(b"")
        assert asked(engine) == before
        place.write_bytes(content)
        save_dataset(Dataset(actors=(Actor(id="new", name="New", kind="person"),)), tmp_path / "new.json")
        kept_in(folder, tmp_path / "new.json")
        assert engine.renew()
        assert len(engine.actors(None)) == len(before[1]) + 1


def test_too_much_for_one_answer_asks_for_a_narrower_window(
    story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graphkit.backends import subgraphs

    monkeypatch.setattr(subgraphs, "MOST", 20)
    with open_directory(story) as engine, pytest.raises(UsageError, match=r"more than 20 .* narrow it"):
        subgraphs.of_filter(engine, WHOLE)


def test_a_ranking_of_too_much_for_one_answer_is_counted(
    story: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graphkit.backends import subgraphs

    asked = [
        "rank",
        "rank --per type --since 2025-07",
        "rank --limit 3 --kind company --since 2025-07 --format json",
    ]
    from_file = [run("--data", STORY, *each.split()).out for each in asked]
    monkeypatch.setattr(subgraphs, "FEW", 10)
    monkeypatch.setattr(subgraphs, "MOST", 50)
    assert [run("--data", story, *each.split()).out for each in asked] == from_file
    assert "more than 50" in run("--data", story, "rank", "--by", "partners").err


def test_the_first_relations_and_a_file_of_them_may_be_of_more_than_one_answer(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graphkit.backends import subgraphs

    folder = tmp_path / "grown"
    run("import", table(tmp_path / "one.tsv", 300, 1), "-o", folder)
    files = [tmp_path / "all.csv", tmp_path / "all.json", tmp_path / "day.csv"]
    asked = [
        ["relations", "--limit", "7"],
        ["relations", "--limit", "7", "--format", "csv"],
        ["relations", "--limit", "7", "-o", str(tmp_path / "first.csv")],
        ["relations", "--limit", "5", "--type", "met", "--format", "json"],
        ["snapshot", "2030-01-01", "--limit", "3", "--format", "json"],
        ["relations", "-o", str(files[0])],
        ["relations", "-o", str(files[1])],
        ["snapshot", "2030-01-01", "-o", str(files[2])],
    ]

    def answers() -> list[object]:
        told = [run("--data", folder, *each) for each in asked]
        return [(each.code, each.out, each.err) for each in told] + [file.read_text() for file in files]

    whole = answers()
    monkeypatch.setattr(subgraphs, "FEW", 10)
    monkeypatch.setattr(subgraphs, "MOST", 50)
    assert answers() == whole
    assert "more than 50" in run("--data", folder, "relations").err


SLOW = """
import sys, tempfile
tempfile.tempdir = {spare!r}
from graphkit.backends.duckdb import DuckDBBackend
def count(self, view):
    print("asking", flush=True)
    return self.run("SELECT sum(sqrt(a.range + b.range)) FROM range(10000000) a, range(100000) b", {{}})
DuckDBBackend.count = count
sys.argv = ["graphkit", "--data", {story!r}, "actors"]
from graphkit.__main__ import run
run()
"""


def test_a_query_is_stopped_by_control_c(story: str, tmp_path: Path) -> None:
    script = SLOW.format(story=story, spare=str(tmp_path))
    running = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "asking\n"
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=600)
    assert (running.returncode in {130, -2}, err.strip()) == (True, "stopped")
    assert not list(tmp_path.iterdir())


WITHOUT = """
import sys
class Gone:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {gone!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Gone())
sys.argv = ["graphkit", *{arguments!r}]
from graphkit.__main__ import run
run()
"""


@pytest.mark.parametrize(
    ("gone", "arguments", "told"),
    [
        (["duckdb", "_duckdb"], ["--data", "DIR", "info"], "graphkit-explorer[scale]"),
        (["pyarrow"], ["import", str(STORY), "-o", "DIR/x"], "graphkit-explorer[scale]"),
        (["pyspark"], ["--data", "DIR", "--engine", "spark", "info"], "graphkit-explorer[spark]"),
    ],
)
def test_without_an_extra_one_line_says_how_to_install_it(
    story: str, gone: list[str], arguments: list[str], told: str
) -> None:
    given = [word.replace("DIR", story) for word in arguments]
    script = WITHOUT.format(gone=gone, arguments=given)
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8")
    assert result.returncode == 2
    assert f"pip install '{told}'" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("of", ["file", "small directory"])
def test_no_engine_is_imported_for_a_file_and_no_pool_of_threads_for_a_small_directory(
    of: str, story: str
) -> None:
    data, unwanted = {
        "file": (str(STORY), "duckdb _duckdb pyarrow pyspark"),
        "small directory": (story, "concurrent.futures"),
    }[of]
    script = (
        "import sys; from graphkit.cli.main import graphkit;"
        f"graphkit.main(['--data', {data!r}, 'info'], standalone_mode=False);"
        f"sys.exit(any(name in sys.modules for name in {unwanted.split()}))"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True).returncode == 0


HEAVY = "duckdb networkx numpy pandas pyarrow pydantic rich"
UNASKED = (
    "cli.checking formats.format model.distinguishing model.identifiers queries.attribution "
    "queries.citations queries.look_alikes queries.shortest_search queries.source_audit storage.articles"
)


@pytest.mark.parametrize("asked", ["info", "actors", "relations", "neighbors Ben", "snapshot 2025"])
def test_a_question_to_a_directory_loads_the_engine_and_no_package_or_module_for_other_questions(
    asked: str, tmp_path: Path
) -> None:
    table = tmp_path / "met.csv"
    table.write_text("source,relation,target,date,source_country\nAda,Met,Ben,2025-07-10,FR\n", "utf-8")
    folder = kept_in(tmp_path / "met", table)
    script = (
        "import os; os.environ.pop('COLUMNS', None)\n"  # which would have the answer folded by rich
        f"import sys; sys.argv = ['graphkit', '--data', {str(folder)!r}, *{asked.split()}]\n"
        "from graphkit.cli.main import main\n"
        "try: main()\n"
        "except SystemExit as left: assert left.code == 0\n"
        f"unasked = {{*{HEAVY.split()}, *('graphkit.' + name for name in {UNASKED.split()})}}\n"
        "unasked |= {'click.shell_completion', 'shlex'}\n"
        "if '_duckdb' not in sys.modules: unasked.remove('duckdb')  # where the engine has another name\n"
        "sys.exit(' '.join(unasked & sys.modules.keys()) or None)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_timeline_loads_nothing_that_only_other_questions_need(story: str) -> None:
    script = (
        "import sys; from graphkit.cli.main import graphkit;"
        f"graphkit.main(['--data', {story!r}, 'timeline', 'nvidia'], standalone_mode=False);"
        "queries = {'neighbors', 'ranking', 'shortest_paths', 'summary', 'temporal_search'};"
        "others = {f'graphkit.queries.{name}' for name in queries} | {'tomllib'};"
        "sys.exit(' '.join(others & sys.modules.keys()) or None)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")


WHOLE_ROWS: list[tuple[type[Row], dict[str, str], dict[str, Any]]] = [
    (
        Actor,
        {"id": "ada"},
        {
            "attributes": {"born": "1815", "age": 36, "weight": 50.5},
            "ids": {"wikidata": "Q7259", "viaf": "1"},
            "description": "She wrote notes.",
            "aliases": ["A. L.", "Countess"],
            "kind": "person",
            "name": "Ada",
        },
    ),
    (
        Relation,
        {"source": "ada", "target": "ben", "key": "met"},
        {
            "note": "By hand.",
            "summary": "They met.",
            "status": "planned",
            "about": ["cleo", "dora"],
            "ends": "2025-08",
            "begins": "2025-07",
            "type": "met",
        },
    ),
    (Relation, {"source": "ada", "target": "ben", "key": "met"}, {"type": "met", "when": "2025-07~"}),
    (
        Relation,
        {"source": "ada", "target": "ben", "key": "met"},
        {"type": "met", "amount": {"value": 1, "unit": "%"}},
    ),
]


@pytest.mark.parametrize(("model", "identity", "fields"), WHOLE_ROWS)
def test_what_a_graph_keeps_of_plain_data_is_what_the_models_make_of_it(
    model: type[Row], identity: dict[str, str], fields: dict[str, Any]
) -> None:
    made = model(**identity, **fields).fields()
    told = _kept(fields, **identity)
    assert [*told.items()] == [(name, value) for name, value in made.items() if name not in identity]


def test_no_model_is_loaded_for_a_directory_whose_rows_need_none(tmp_path: Path) -> None:
    table = tmp_path / "met.csv"
    table.write_text(
        "source,relation,target,date,source_country\nAda,Met,Ben,2025-07-10,FR\nBen,Hugged,Cleo,2025-07,DE\n",
        "utf-8",
    )
    folder = kept_in(tmp_path / "met", table)
    questions = (
        "info",
        "actors --columns country",
        "relations --limit 1",
        "relations --type hugged --format json",
        "show ben",
        "neighbors Ben",
        "between Ada Ben",
        "path Ada Cleo",
        "rank",
        "snapshot 2025-08",
        "diff 2025-01 2025-08",
        "timeline",
    )
    script = (
        "import sys; from graphkit.cli.main import graphkit\n"
        f"for asked in {questions}:\n"
        f"    code = graphkit.main(['--data', {str(folder)!r}, *asked.split()], standalone_mode=False)\n"
        "    if code or 'pydantic' in sys.modules: sys.exit(f'{asked}: {code}')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")


def test_an_engine_leaves_no_temporary_file(story: str) -> None:
    with open_directory(story) as engine:
        spare = Path(engine._spare.name)  # type: ignore[attr-defined]
        assert spare.is_dir()
    assert not spare.exists()


def test_what_imports_told_is_kept_and_said_by_info(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "told"
    headings = "source\trelation\ttarget\tdate\n"
    first = ["Left out: 1 row that names one actor or none; the first: line 3."]
    assert imported(folder, f"{headings}A\tmet\tB\t2014-01-01\nA\tmet\tn/a\t2014-01-02\n") == first
    second = imported(
        folder, f"{headings}A\tmet\tB\t2014-01-01\nA\tmet\tC\t2014-02-30\nA\tmet\tD\t2014-01-03\n"
    )
    assert any("skipped" in note for note in second)
    assert any("already" in note for note in second)
    told = [f"told.tsv: {note}" for note in (*first, *second)]
    with writing(folder) as writer:
        writer.compact()
    answer = run("--data", str(folder), "info", "--format", "json")
    assert json.loads(answer.out)["notes"] == told
    printed = run("--data", str(folder), "--notes", "info")
    assert printed.err.splitlines() == told


# --- identity ------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [["neighbors", "bob"], ["relations", "--type", "met"], ["show", "met"]])
def test_a_namesake_alone_in_an_answer_stands_with_its_id(run: Run, tmp_path: Path, asked: list[str]) -> None:
    actors = [Actor(id=id, name="Anton Rusu", kind="person") for id in ("rusu", "rusu-2")]
    actors += [Actor(id=id, name=id.title(), kind="person") for id in ("bob", "eve")]
    relations = tuple(
        Relation(source=source, target=target, key=key, type="met", when="2014-07-01")
        for source, target, key in (("rusu", "bob", "met"), ("rusu-2", "eve", "seen"))
    )
    source, folder = tmp_path / "story.json", tmp_path / "story"
    save_dataset(Dataset(actors=tuple(actors), relations=relations), source)
    kept_in(folder, source)
    told = run("--data", str(folder), *asked).out
    assert "Anton Rusu (rusu)" in told
    assert told == run("--data", str(source), *asked).out
    with writing(folder) as writer:
        writer.compact()
    assert run("--data", str(folder), *asked).out == told


def told(folder: Path) -> list[tuple[str, str, str]]:
    with open_directory(folder) as engine:
        actors = {number: json.loads(fields)["name"] for number, fields in engine.actors(None)}
        return [(row.id, actors[row.source], actors[row.target]) for row in engine.relations(WHOLE, 100)]


def imported(folder: Path, text: str) -> list[str]:
    reading = Reading(skip_bad=True)
    file = folder.with_suffix(".tsv")
    file.write_text(text, "utf-8")
    with writing(folder) as writer:
        store(file, writer, reading)
    return reading.notes


def test_a_row_that_is_there_is_told_and_no_row_is_lost_for_its_number(tmp_path: Path) -> None:
    folder = tmp_path / "rows"
    imported(folder, "A\tmet\tB\t2014-01-01\nA\tmet\n\nA\tmet\tC\t2014-01-02\n")
    notes = imported(folder, "A\tmet\tB\t2014-01-01\nA\tmet\tB\t2014-01-01\nA\tmet\tD\t2014-01-03\n")
    alike = "alike in actors, type, date and all else"
    assert f"1 row repeats another of the file, {alike}; each is taken once." in notes
    assert f"1 row is there already, {alike}; not added again." in notes
    imported(folder, "A\tmet\tE\t2014-01-04\n")
    assert sorted((there, id) for id, _, there in told(folder)) == [
        ("B", "row-000000001"), ("C", "row-000000004"), ("D", "row-000000007"), ("E", "row-000000008"),
    ]  # fmt: skip


def test_an_event_table_knows_an_actor_again_by_alias_and_guesses_between_no_two(tmp_path: Path) -> None:
    firms = (
        Actor(id="ann", name="Ann Example", kind="company", aliases=("Annie",)),
        Actor(id="one", name="John Smith", kind="company"),
        Actor(id="two", name="John Smith", kind="company"),
    )
    source, folder = tmp_path / "firms.json", tmp_path / "firms"
    save_dataset(Dataset(actors=firms), source)
    kept_in(folder, source)
    notes = imported(folder, "annie\tmet\tJohn Smith\t2014-01-01\n")
    assert [row[1:] for row in told(folder)] == [("Ann Example", "John Smith")]
    with open_directory(folder) as engine:
        ids = sorted(json.loads(fields)["id"] for _, fields in engine.actors(None))
    assert ids == ["ann", "john-smith", "one", "two"]
    assert "Joins annie with Ann Example (ann): the alias Annie." in notes
    assert "Kept apart: john-smith (John Smith) may be one or two." in notes
    assert any(note.startswith("A directory takes every row, and is not edited") for note in notes)


def test_an_event_table_that_gives_no_kind_names_no_person_there_and_says_so(tmp_path: Path) -> None:
    people = (Actor(id="ann", name="Ann Example", kind="person", aliases=("Annie",)),)
    source, folder = tmp_path / "people.json", tmp_path / "people"
    save_dataset(Dataset(actors=people), source)
    kept_in(folder, source)
    notes = imported(folder, "annie\tmet\tFirm\t2014-01-01\n")
    assert [row[1:] for row in told(folder)] == [("annie", "Firm")]
    apart = "annie (annie): ann is a person here and of unknown kind there."
    assert f"Kept apart: {apart}" in notes


def test_a_type_and_what_is_refused_stay_what_they_are(run: Run, tmp_path: Path) -> None:
    actors = tuple(Actor(id=id, name=id.title(), kind="person") for id in ("ann", "bob"))
    for name, kind, when in (("one", "event", "2014"), ("two", "state", "2015")):
        hit = Relation(key="r", source="ann", target="bob", type="hit", when=when)
        types = (RelationType(name="hit", kind=kind),)
        save_dataset(
            Dataset(actors=actors, relations=(hit,), relation_types=types), tmp_path / f"{name}.json"
        )
    assert run("import", tmp_path / "one.json", "-o", tmp_path / "all").code == 0
    found = run("import", tmp_path / "two.json", "-o", tmp_path / "all")
    assert found.code == 1
    assert "Refuses relation type hit: is another here; what it is here stays." in found.out
    assert "Refuses relation r: when is 2014 here and 2015 there" in found.out
    imported(tmp_path / "all", "Ann\thit\tBob\t2016\n")  # a table's own types may be either
    assert manifest.read(tmp_path / "all").description.own_types[0].kind == "event"


@pytest.mark.parametrize("form", ["directory", "table"])
@pytest.mark.parametrize("question", ["neighbors n-sk", "show n-sk", "neighbors beth", "path n-sk beth"])
def test_whoever_shares_a_name_is_told_apart_where_the_other_is_not_in_the_answer(
    run: Run, form: str, question: str, tmp_path: Path
) -> None:
    rows = "Jan Novak,1960,Ada,met,2020\nJan Novak,1990,Beth,sued,2021\n"
    table = tmp_path / "events.csv"
    table.write_text(f"source,source.born,target,type,date\n{rows}", "utf-8")
    place = table
    if form == "directory":
        place = tmp_path / "events"
        run("import", str(table), "-o", str(place))
    answer = run("--data", str(place), *question.replace("n-sk", "jan-novak-2").split()).out
    assert "Jan Novak (jan-novak-2)" in " ".join(answer.split())


def test_no_progress_is_drawn_where_python_is_typed_to() -> None:
    asked = "execute(connect('.'), \"SELECT current_setting('enable_progress_bar')\")"
    typed = f"from graphkit.backends.duckdb import connect, execute; print({asked})"
    found = subprocess.run([sys.executable, "-c", typed], capture_output=True, text=True, check=True)
    assert found.stdout == "[(False,)]\n"


def test_a_new_relation_may_link_to_one_that_is_there(run: Run, tmp_path: Path) -> None:
    actors = tuple(Actor(id=id, name=id.title(), kind="person") for id in ("ann", "bob"))
    owns = Relation(key="owns", source="ann", target="bob", type="owns", begins="2014")
    sells = Relation(key="sells", source="ann", target="bob", type="sells-to", when="2015-03")
    ended = owns.model_copy(update={"links": (Link(rel="ended-by", relation="sells"),)})
    met = Relation(key="met", source="bob", target="ann", type="met", when="2016")
    asked = met.model_copy(update={"links": (Link(rel="responds-to", relation="owns"),)})
    for name, relations in (("one", (ended, sells)), ("two", (ended, sells, asked))):
        save_dataset(Dataset(actors=actors, relations=relations), tmp_path / f"{name}.json")
        assert run("import", tmp_path / f"{name}.json", "-o", tmp_path / "all").code == 0
    assert "responds to  owns" in run("--data", tmp_path / "all", "show", "met").out
    again = run("import", tmp_path / "two.json", "-o", tmp_path / "all")
    assert "0 new relations" in again.out
    assert "left out" not in again.out


def test_what_was_over_by_the_day_of_an_earlier_import_is_there_already(tmp_path: Path) -> None:
    file, folder = tmp_path / "rows.csv", tmp_path / "rows"
    heading = "source,relation,target,start,status,note\n"
    row = "Ann,director of,Firm,2015,former,\n"
    notes = []
    for day, more in (("2026-11-29", ""), ("2026-12-09", "Bob,owns,Firm,2016,active,\n")):
        file.write_text(heading + row + more, "utf-8")
        reading = Reading(day=day)
        with writing(folder) as writer:
            store(file, writer, reading)
        notes = reading.notes
    assert "1 row is there already, alike in actors, type, date and all else; not added again." in notes
    assert sorted(row[1:] for row in told(folder)) == [("Ann", "Firm"), ("Bob", "Firm")]
    file.write_text(heading.replace("status", "end") + row.replace("former", "[2015..2020]"), "utf-8")
    with writing(folder) as writer:  # the list itself gives the day
        store(file, writer, Reading())
    assert len(told(folder)) == 3


def test_who_has_no_relation_and_what_nothing_cites_come_back_and_a_story_is_told_to_be_left_out(
    run: Run, tmp_path: Path
) -> None:
    story = datasets.dataset(
        datasets.relation("met", evidence=[datasets.evidence()]),
        actors=[datasets.actor("lone", "person"), *(datasets.actor(id) for id in ("alice", "bob"))],
        sources=[datasets.source("paper"), datasets.source("uncited")],
        story=(Step(title="All", text="They met."),),
    )
    save_dataset(story, tmp_path / "one.json")
    found = run("import", tmp_path / "one.json", "-o", tmp_path / "all")
    assert "The told story (1 step) is left out: a directory holds none; keep it in a file." in found.out
    assert run("--data", tmp_path / "all", "export", tmp_path / "two.json").code == 0
    assert read_dataset(tmp_path / "two.json") == story.model_copy(update={"story": ()})
