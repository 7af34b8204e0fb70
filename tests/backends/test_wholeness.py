"""Nothing that is not graphkit's is deleted, nothing is lost to a power cut, and nothing damaged answers."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cli.conftest import Result, Run, run

from graphkit.backends import manifest, open_directory, subgraphs, writer
from graphkit.backends.parquet import ParquetBackend
from graphkit.backends.spare import MARK, NOTED
from graphkit.errors import DataError, GraphkitError, StorageError
from graphkit.graph.filters import WHOLE

from .conftest import kept_in

__all__ = ["run"]

pytestmark = pytest.mark.local


def table(path: Path, *rows: str) -> Path:
    path.write_text("".join(f"{row}\n".replace(" ", "\t") for row in rows), "utf-8")
    return path


def compact(folder: Path) -> None:
    with writer.writing(folder) as begun:
        begun.compact()


def rows_of(folder: Path) -> list[str]:
    with open_directory(folder) as engine:
        return sorted(row.id for row in engine.relations(WHOLE, 1000))


def all_files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def grown_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two tables, and a directory that both were imported into."""
    folder = tmp_path_factory.mktemp("once")
    for number in (1, 2):
        rows = f"a met b{number} 2020-01-01", f"a led c 20{number}0-05-01"
        kept_in(folder / "grown", table(folder / f"{number}.tsv", *rows))
    return folder


@pytest.fixture
def grown(grown_once: Path, tmp_path: Path) -> Path:
    """A directory of two imports, beside their tables."""
    shutil.copytree(grown_once, tmp_path, dirs_exist_ok=True)
    return tmp_path / "grown"


# --- what is deleted ----------------------------------------------------------------------------


def test_only_files_that_graphkit_wrote_are_deleted(grown: Path, tmp_path: Path) -> None:
    own = ["sources/article.pdf", "events/notes/a.txt", "events/part=2020/mine.parquet", ".importing-mine/a"]
    for path in own:
        (grown / path).parent.mkdir(parents=True, exist_ok=True)
        (grown / path).write_text("mine", "utf-8")
    kept_in(grown, table(tmp_path / "3.tsv", "x met y 2021-01-01"))
    compact(grown)
    assert set(all_files(grown)) == manifest.read(grown).files() | {manifest.NAME, *own}


def test_a_linked_manifest_is_not_written_over(grown: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(grown, mine)
    (mine / manifest.NAME).unlink()
    (mine / manifest.NAME).symlink_to(grown / manifest.NAME)
    before = all_files(grown)
    for change in (compact, lambda folder: kept_in(folder, table(tmp_path / "3.tsv", "x met y 2021-01-01"))):
        with pytest.raises(DataError, match=f"{re.escape(manifest.NAME)}: is a link"):
            change(mine)
        assert all_files(grown) == before


@pytest.mark.parametrize("table_name", ["sources", "events", "adjacency", "names"])
def test_what_lies_behind_a_link_is_left_alone(grown: Path, tmp_path: Path, table_name: str) -> None:
    home = tmp_path / "home"
    shutil.move(grown / table_name, home)
    (home / "thesis.docx").write_text("mine", "utf-8")
    (grown / table_name).symlink_to(home)
    before = all_files(home)
    for change in (compact, lambda folder: kept_in(folder, table(tmp_path / "3.tsv", "x met y 2021-01-01"))):
        with pytest.raises(DataError, match=f"{table_name}: is a link"):
            change(grown)
        assert all_files(home) == before
    with pytest.raises(DataError, match="is a link"):
        open_directory(grown)


def test_a_spare_folder_that_is_a_link_is_left_alone(grown: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / MARK).touch()
    (grown / ".importing-abc").symlink_to(home)
    compact(grown)
    assert list(home.iterdir())


def test_a_list_of_files_that_was_forged_deletes_nothing_else(grown: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.parquet").write_text("mine", "utf-8")
    spare = grown / ".importing-abc"
    spare.mkdir()
    (spare / MARK).touch()
    noted = ["../thesis.parquet", "/etc/passwd", manifest.NAME, 7, *manifest.read(grown).files()]
    (spare / NOTED).write_text(json.dumps(noted), "utf-8")
    before = rows_of(grown)
    compact(grown)
    assert rows_of(grown) == before
    assert (tmp_path / "thesis.parquet").is_file()


def test_a_file_in_the_way_is_not_written_over(grown: Path) -> None:
    mine = grown / "adjacency" / "bucket=0" / "0003.parquet"
    mine.write_text("mine", "utf-8")
    with pytest.raises(StorageError, match="is no file of graphkit's"):
        compact(grown)
    assert mine.read_text("utf-8") == "mine"
    assert len(rows_of(grown)) == 4


@pytest.mark.parametrize("name", ["events/mine.txt", "manifest.json"])
def test_what_is_not_graphkits_is_left_to_whose_it_is(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "home" / name).parent.mkdir(parents=True)
    (tmp_path / "home" / name).write_text('{"name": "mine"}', "utf-8")
    source = table(tmp_path / "1.tsv", "a met b 2020-01-01")
    for asked in (["--data", "home", "info"], ["import", source, "-o", "home"], ["compact", "home"]):
        result = run(*[tmp_path / word if word == "home" else word for word in asked])
        assert (result.code, len(result.err.splitlines())) == (2, 1), result.err
        assert "delete" not in result.err
    assert list(all_files(tmp_path / "home")) == [name]


def test_tables_beside_a_manifest_of_others_are_read_as_tables(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "actors.csv").write_text("id,name,kind\nann,Ann,person\n", "utf-8")
    (tmp_path / "tables" / "manifest.json").write_text('{"name": "mine"}', "utf-8")
    (tmp_path / "tables" / "events").mkdir()
    assert run("--data", tmp_path / "tables", "info").code == 0


# --- power cuts, and kills ----------------------------------------------------------------------


class Disk:
    """What of a folder has reached the disk: replays every moment of what is written to it.

    Of a file only what was flushed has, and what a folder holds only when the folder was flushed. An
    *eager* disk keeps what a folder holds at once.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, *, eager: bool) -> None:
        self._folder, self._eager = folder, eager
        self._open = ExitStack()
        self._contents: dict[int, bytes] = {}
        self._held: dict[int, dict[str, int]] = {}
        self.moments: list[dict[str, bytes]] = []
        for path in [folder, *folder.rglob("*")]:
            self._keep(path)
        for module, name in ((os, "replace"), (os, "rename"), (os, "unlink"), (os, "rmdir"), (os, "fsync")):
            monkeypatch.setattr(module, name, self._noting(getattr(module, name)))

    def close(self) -> None:
        """Let go of all files."""
        self._open.close()

    def _keep(self, path: Path) -> None:
        inode = path.stat().st_ino
        if inode not in self._held and inode not in self._contents:
            self._open.callback(os.close, os.open(path, os.O_RDONLY))  # so that no other gets its number
        if path.is_dir():
            self._held[inode] = {each.name: each.stat().st_ino for each in path.iterdir()}
        else:
            self._contents[inode] = path.read_bytes()

    def _noting(self, work: Callable[..., object]) -> Callable[..., object]:
        def noted(*given: object, **options: object) -> object:
            done = work(*given, **options)
            if work.__name__ == "fsync":
                self._keep(Path(f"/proc/self/fd/{given[0]}").readlink())
            if self._eager:
                for path in [self._folder, *self._folder.rglob("*")]:
                    if path.is_dir():
                        self._keep(path)
            self.moments.append(dict(self._whole(self._folder.stat().st_ino, "")))
            return done

        return noted

    def _whole(self, inode: int, path: str) -> list[tuple[str, bytes]]:
        if inode in self._held:
            return [
                each
                for name, inside in self._held[inode].items()
                for each in self._whole(inside, f"{path}/{name}")
            ]
        return [(path.lstrip("/"), self._contents.get(inode, b"garbage"))]


@pytest.mark.parametrize("eager", [False, True])
@pytest.mark.parametrize("change", ["import", "compact"])
def test_a_power_cut_at_any_moment_leaves_the_old_or_the_new(
    grown: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, eager: bool, change: str
) -> None:
    more = table(tmp_path / "3.tsv", "x met y 2021-01-01")
    old = rows_of(grown)
    with monkeypatch.context() as patched:
        disk = Disk(grown, patched, eager=eager)
        if change == "import":
            kept_in(grown, more)
        else:
            compact(grown)
    disk.close()
    new = rows_of(grown)
    moments = {
        tuple(
            sorted(each for each in moment.items() if not each[0].startswith(".") or "files" in each[0])
        ): moment
        for moment in disk.moments
    }
    assert len(moments) > 3
    found = set()
    for number, moment in enumerate(moments.values()):
        after = tmp_path / f"after-{number}"
        for path, content in moment.items():
            (after / path).parent.mkdir(parents=True, exist_ok=True)
            (after / path).write_bytes(content)
        found.add(tuple(rows_of(after)))
        with writer.writing(after):
            pass  # whoever writes next clears up
        left = {
            path for path in all_files(after) if not path.startswith(".graphkit-")
        }  # of the manifest itself
        assert left == manifest.read(after).files() | {manifest.NAME}
    assert found == {tuple(old), tuple(new)}


def test_a_retry_after_a_kill_leaves_no_file_behind(
    grown: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = table(tmp_path / "3.tsv", "x met y 2021-01-01", "x met y 2021-01-02")
    whole = kept_in(shutil.copytree(grown, tmp_path / "whole"), more)
    for step, first in (("flush", 5), ("write_atomically", 0)):
        calls = first
        while True:
            killed = shutil.copytree(grown, tmp_path / f"killed-{step}-{calls}")
            with monkeypatch.context() as patched:
                _kill_at(calls, step, patched)
                try:
                    kept_in(killed, more)
                    break
                except KeyboardInterrupt:
                    pass
            calls += 2
            kept_in(killed, more)
            assert rows_of(killed) == rows_of(whole)
            assert set(all_files(killed)) == manifest.read(killed).files() | {manifest.NAME}
        assert calls > first


def _kill_at(call: int, step: str, patched: pytest.MonkeyPatch) -> None:
    """Stop a writer at a call as a kill does: nothing is swept afterwards."""
    work, count = getattr(writer, step), 0

    def counted(*given: object, **options: object) -> object:
        nonlocal count
        count += 1
        if count > call:
            patched.setattr(writer, "sweep", lambda _: None)
            raise KeyboardInterrupt
        return work(*given, **options)

    patched.setattr(writer, step, counted)


def test_rows_are_not_doubled_where_a_finished_import_is_tried_again(run: Run, grown: Path) -> None:
    before = rows_of(grown)
    result = run("import", grown.parent / "2.tsv", "-o", grown)
    assert "there already" in result.out
    assert (result.code, rows_of(grown)) == (1, before)


# --- damage -------------------------------------------------------------------------------------


ASKED = ("info", "path b1 b2", "timeline", "show a")


@pytest.mark.filterwarnings("error::ResourceWarning")
def test_an_import_that_is_refused_leaves_no_temporary_folder(
    grown: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "spare").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "spare"))
    (grown / manifest.read(grown).tables.actors.path).write_bytes(b"")
    with pytest.raises(DataError, match="is not as graphkit wrote it"):
        kept_in(grown, tmp_path / "1.tsv")
    assert not list((tmp_path / "spare").iterdir())


def ask_of_all(folder: Path) -> None:
    with open_directory(folder) as engine:
        subgraphs.everything(engine)
        subgraphs.around(engine, WHOLE, ["a"], 1)
        engine.named("a")
        engine.namesakes(["a"])
        engine.notes()
        list(engine._look_up("types", ["name"]))


@pytest.mark.parametrize("little", [manifest._LITTLE, 0], ids=["in turn", "at once"])
def test_a_damaged_part_never_answers(
    little: int, run: Run, grown: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest, "_LITTLE", little)
    draw = random.Random(1)
    sound = {asked: run("--data", grown, *asked.split()) for asked in ASKED}
    for path in sorted(manifest.read(grown).files()):
        copy = shutil.copytree(grown, tmp_path / "copy" / grown.name, dirs_exist_ok=True)
        content = bytearray((copy / path).read_bytes())
        at = draw.randrange(len(content))
        content[at] ^= 1 << draw.randrange(8)
        (copy / path).write_bytes(draw.choice([content, content[:at], content + b"x", b""]))
        for asked in ASKED:
            result = run("--data", copy, *asked.split())
            if result.code == 2:
                assert (len(result.err.splitlines()), result.out) == (1, "")
            else:  # a part that the question does not read
                assert result == sound[asked]
        with pytest.raises(DataError, match="is not as graphkit wrote it"):
            ask_of_all(copy)
    assert {asked: run("--data", grown, *asked.split()) for asked in ASKED} == sound


def read_or_error(folder: Path) -> manifest.Manifest | DataError:
    try:
        return manifest.read(folder)
    except DataError as error:
        return error


def test_an_altered_manifest_never_answers(grown: Path) -> None:
    place = grown / manifest.NAME
    whole, sound = place.read_text("utf-8"), manifest.read(grown)
    draw = random.Random(2)
    for _ in range(300):
        at, char = draw.randrange(len(whole)), chr(draw.randrange(32, 127))
        place.write_text(
            draw.choice([whole[:at] + char + whole[at + 1 :], whole[:at], whole[:at] + whole[at + 1 :]]),
            "utf-8",
        )
        told = read_or_error(grown)
        if isinstance(told, DataError):
            assert "\n" not in str(told)
        else:  # a blank, or a letter that was there before
            assert told == sound


FORGED: list[tuple[str, object]] = [
    ("buckets", 0),
    ("buckets", "1"),
    ("unit", "day"),
    ("generation", None),
    ("told", 1),
    ("adjacency", {"7": []}),
    ("adjacency", {"a": []}),
    ("events", [{"path": "../../etc/passwd", "checksum": "0" * 64, "rows": 1}]),
    ("events", [{"path": "events/part=*/0001.parquet", "checksum": "0" * 64, "rows": 1}]),
    ("events", [{"path": "events/part=2020/0001.parquet\n", "checksum": "0" * 64, "rows": 1}]),
    ("events", [{"path": "events/part=2020/0001.parquet", "checksum": "0" * 64, "rows": -1}]),
    ("events", {}),
    ("tables", {}),
    ("tables", None),
    ("tables", []),
    ("description", None),
    ("told", None),
    ("generation", 0),
    ("generation", True),
    ("generation", 1.0),
    ("unit", ["month"]),
    ("imported", "x"),
    ("imported", {}),
    ("events", [{"path": "events/part=2020/0001.parquet", "checksum": "0" * 63, "rows": 1}]),
    ("events", [{"path": "events/part=2020/0001.parquet", "checksum": None, "rows": 1}]),
    ("events", [{"path": "events/part=2020/0001.parquet", "checksum": "0" * 64, "rows": 1, "more": 1}]),
    ("events", [["events/part=2020/0001.parquet", "0" * 64, 1]]),
    ("description", {"title": "x"}),
    ("imported", ["x"]),
    ("more", 1),
]


def assert_refused_once_forged(folder: Path, forge: Callable[[dict[str, Any]], None]) -> None:
    raw = json.loads((folder / manifest.NAME).read_text("utf-8"))
    forge(raw["content"])
    raw["checksum"] = manifest._sum_of(raw["content"])
    (folder / manifest.NAME).write_text(json.dumps(raw), "utf-8")
    with pytest.raises(DataError, match=r"manifest.json: is not as graphkit wrote it"):
        open_directory(folder)


@pytest.mark.parametrize(("field", "value"), FORGED)
def test_a_manifest_that_was_forged_is_refused_in_one_line(grown: Path, field: str, value: object) -> None:
    assert_refused_once_forged(grown, lambda content: content.update({field: value}))


@pytest.mark.parametrize(
    "forged",
    [
        {"types": "met"},
        {"types": [1]},
        {"types": ["hugged"]},
        {"amounts": [1, 2]},
        {"amounts": [1, 2, "3"]},
        {"own_types": [{"name": "hugged"}]},
        {"own_types": [{"name": "hugged", "kind": "hug"}]},
        {"own_types": [{"name": "hugged", "kind": "event", "synonyms": "x"}]},
        {"own_types": [{"name": "hugged", "kind": "event", "more": 1}]},
        {"last_source": "{}"},
        {"first_stated": "2025"},
        {"title": None},
    ],
    ids=str,
)
def test_what_a_manifest_says_of_the_graph_is_refused_once_forged(
    grown: Path, forged: dict[str, object]
) -> None:
    assert_refused_once_forged(grown, lambda content: content["description"].update(forged))


@pytest.mark.parametrize("value", ["0 AS status FROM x; --", "fields", 1.5, ["x"], {"x": 1}])
def test_what_a_manifest_says_of_a_column_is_a_value_or_one_of_few_words(grown: Path, value: object) -> None:
    assert_refused_once_forged(grown, lambda content: content["events"][0]["given"].update(status=value))


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        '{"format": "graphkit-directory/4"}',
        '{"format": "graphkit-directory/1", "checksum": "", "content": {}}',
        "\udc80",
        "1e999",
        "null",
    ],
)
def test_a_manifest_that_is_none_is_refused(run: Run, grown: Path, content: str) -> None:
    (grown / manifest.NAME).write_text(content, "utf-8", errors="surrogateescape")
    result = run("--data", grown, "info")
    assert (result.code, len(result.err.splitlines())) == (2, 1)
    with pytest.raises(GraphkitError):
        compact(grown)


# --- several at once ----------------------------------------------------------------------------


def test_first_imports_at_once_wait_for_each_other(tmp_path: Path) -> None:
    sources = [table(tmp_path / f"{number}.tsv", f"a met b{number} 2020-01-01") for number in range(6)]
    errors = []

    def add(source: Path) -> None:
        try:
            kept_in(tmp_path / "all", source)
        except GraphkitError as error:
            errors.append(str(error))

    threads = [threading.Thread(target=add, args=[source]) for source in sources]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(rows_of(tmp_path / "all")) + len(errors) == 6
    assert all("somebody else has been changing it" in error for error in errors)


@pytest.mark.parametrize("asked", ["info", "path b1 b2", "actors", "timeline", "relations", "show a"])
def test_a_query_whose_files_are_replaced_meanwhile_starts_over(
    run: Run, grown: Path, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    expected = run("--data", grown, *asked.split())
    look = ParquetBackend._check
    turns = []

    def replaced(engine: ParquetBackend, files: list[manifest.File]) -> None:
        look(engine, files)
        turns.append(1)
        if len(turns) in (1, 3):
            compact(grown)

    monkeypatch.setattr(ParquetBackend, "_check", replaced)
    assert run("--data", grown, *asked.split()) == expected
    assert len(turns) > 1


# --- names --------------------------------------------------------------------------------------

NAMES = ["q?x", "july[1]", "[a]*?[b]", "{events}{turns}", "a'b", "a\\b"]


QUESTIONS = ("info", "relations --on 2012-05 --kind organisation", "path a e --chronological")


def called_plain(done: Result, folder: Path) -> Result:
    """Return an answer as of a directory that is called "plain": ``info`` says what it is called."""
    return replace(done, out=re.sub(f"^{re.escape(folder.name)}: ", "plain: ", done.out))


def written(folder: Path, spare: Path) -> Path:
    """Return a directory of two imports that was compacted."""
    source = table(spare / "one.tsv", "a met b 2012-05-01", "b met c 2012-05-02", "c told d 2012-05-03")
    kept_in(folder, source)
    kept_in(folder, table(spare / "two.tsv", "d met e 2012-05-04"))
    compact(folder)
    return folder


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory of a plain name."""
    spare = tmp_path_factory.mktemp("plain")
    return written(spare / "plain", spare)


@pytest.mark.parametrize("name", NAMES)
def test_a_directory_may_have_any_name(run: Run, tmp_path: Path, plain: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    if name == "q?x":
        kept_in(tmp_path / "in" / "qax", table(tmp_path / "near.tsv", "SECRET met OTHER 2012-05-01"))
    folder = written(tmp_path / "in" / name, tmp_path)
    for asked in QUESTIONS:
        assert called_plain(run("--data", folder, *asked.split()), folder) == run(
            "--data", plain, *asked.split()
        )


def test_a_directory_has_a_name_that_is_no_utf_8(run: Run, tmp_path: Path, plain: Path) -> None:
    try:
        (tmp_path / "in\udcff").mkdir()
    except OSError:  # as on macOS, whose names are all UTF-8
        return
    folder = written(tmp_path / "in\udcff" / "x", tmp_path)
    assert called_plain(run("--data", folder, "info"), folder) == run("--data", plain, "info")
    environment = {**os.environ, "TMPDIR": str(tmp_path / "in\udcff")}
    asked = [sys.executable, "-m", "graphkit", "--data", plain, "path", "a", "e"]
    done = subprocess.run(asked, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
    assert b"the path of this temporary folder is no UTF-8; set TMPDIR" in done.stderr


@pytest.mark.parametrize("name", ["~", "~/in", "~root/in", "$HOME/in", "file:/in", "s3:/in", "{a,b}"])
def test_a_directory_may_have_any_name_from_where_one_stands(
    run: Run, tmp_path: Path, plain: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(tmp_path)
    Path(name).parent.mkdir(exist_ok=True)
    folder = written(Path(name), tmp_path)
    assert not any(home.iterdir())
    assert manifest.is_directory(tmp_path / name)
    for asked in QUESTIONS:
        assert called_plain(run("--data", folder, *asked.split()), folder) == run(
            "--data", plain, *asked.split()
        )
