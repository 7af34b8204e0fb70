"""Changes that are kept: the journal, undo, and what kills, full disks, crowds and power cuts leave."""

import errno
import json
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from datasets import actor, dataset, evidence, relation

from graphkit.editing import edits
from graphkit.errors import DataError, StorageError, UsageError
from graphkit.formats.graphs.node_link import save
from graphkit.graph.build import build_graph, load
from graphkit.model.entities import Dataset
from graphkit.storage import atomic, journal
from graphkit.storage.json_file import dumps, read_dataset, save_dataset
from graphkit.storage.patch import patch_between

STORY = dataset(
    relation("meeting", "ann", "bob", when="2025-07-14", evidence=[evidence(paragraph=3)]), title="A story"
)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.json"
    save_dataset(STORY, path)
    return path


def adding(id: str) -> Callable[[Dataset], Dataset]:
    return lambda before: edits.add(before, actor(id))


def ids(path: Path) -> list[str]:
    return [row.id for row in read_dataset(path).actors]


def commands(path: Path) -> list[tuple[int, str, int | None]]:
    return [(each.number, each.command, each.to) for each in journal.log(path)]


# --- changing and undoing ---------------------------------------------------------------------


def test_a_change_is_saved_in_canonical_form_and_told(story: Path) -> None:
    patch = journal.change(story, adding("carl"), "add carl")
    assert patch == {"actors": {"carl": [None, {"id": "carl", "name": "Carl", "kind": "company"}]}}
    assert story.read_text() == dumps(edits.add(STORY, actor("carl")))
    assert commands(story) == [(0, "begin", None), (1, "add carl", None)]
    assert journal.log(story)[1].patch == patch


def test_what_changes_nothing_is_not_written(story: Path) -> None:
    before = story.stat()
    assert journal.change(story, lambda same: same, "nothing") == {}
    assert story.stat().st_mtime_ns == before.st_mtime_ns
    assert journal.log(story) == []


def test_an_edit_that_is_refused_leaves_everything(story: Path) -> None:
    before = story.read_bytes()
    broken = STORY.model_copy(update={"actors": STORY.actors[:1]})
    with pytest.raises(DataError, match="there is no actor 'bob'"):
        journal.change(story, lambda _: broken, "break")
    assert story.read_bytes() == before
    assert journal.log(story) == []


def test_every_earlier_state_can_be_seen_and_brought_back(story: Path) -> None:
    states = [story.read_bytes()]
    for id in ("carl", "dora", "emil"):
        journal.change(story, adding(id), f"add {id}")
        states.append(story.read_bytes())
    assert [dumps(journal.state(story, number)).encode() for number in range(4)] == states
    journal.undo(story)
    assert story.read_bytes() == states[2]
    journal.undo(story)
    assert story.read_bytes() == states[1]
    journal.undo(story, to=3)
    assert story.read_bytes() == states[3]
    journal.undo(story, to=0)
    assert story.read_bytes() == states[0]
    assert commands(story)[4:] == [(4, "undo", 2), (5, "undo", 1), (6, "undo", 3), (7, "undo", 0)]
    with pytest.raises(UsageError, match="nothing to undo"):
        journal.undo(story)
    journal.change(story, adding("fred"), "add fred")
    journal.undo(story)
    assert story.read_bytes() == states[0]


def _not_asked_for(*_: object) -> Any:
    raise AssertionError("the beginning was read")


def test_an_earlier_state_is_found_from_the_file_as_from_the_beginning(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for id in ("carl", "dora"):
        journal.change(story, adding(id), f"add {id}")
    journal.change(story, lambda before: edits.edit(before, "meeting", {"when": "2025-07-15"}), "edit")
    journal.change(story, lambda before: before.model_copy(update={"title": "Another"}), "edit")
    journal.undo(story, to=1)
    states = [journal.state(story, number) for number in range(6)]
    with monkeypatch.context() as patched:
        patched.setattr(journal, "dataset_of", _not_asked_for)
        found = [journal.since(story, number) for number in range(6)]
    outside = edits.add(read_dataset(story), actor("zoe"))
    save_dataset(outside, story)
    found += [journal.since(story, number) for number in range(6)]
    for number, (then, now, digests) in enumerate(found):
        assert dumps(then) == dumps(states[number % 6])
        assert dumps(now) == dumps(states[-1] if number < 6 else outside)
        assert digests == tuple(sha256(dumps(each).encode()).hexdigest() for each in (then, now))


def test_there_is_no_such_change(story: Path) -> None:
    with pytest.raises(UsageError, match="nothing has been changed yet"):
        journal.state(story, 0)
    journal.change(story, adding("carl"), "add carl")
    with pytest.raises(UsageError, match="there is no change 2; choose one of 0 to 1"):
        journal.state(story, 2)
    with pytest.raises(UsageError, match="there is no change 2; choose one of 0 to 1"):
        journal.undo(story, to=2)


def test_what_was_changed_outside_is_told_and_undone_too(story: Path) -> None:
    journal.change(story, adding("carl"), "add carl")
    by_hand = edits.add(read_dataset(story), actor("hand"))
    save_dataset(by_hand, story)
    journal.change(story, adding("dora"), "add dora")
    assert [command for _, command, _ in commands(story)] == [
        "begin",
        "add carl",
        journal.OUTSIDE,
        "add dora",
    ]
    assert ids(story) == ["ann", "bob", "carl", "dora", "hand"]
    journal.undo(story)
    assert ids(story) == ["ann", "bob", "carl", "hand"]
    journal.undo(story)
    assert ids(story) == ["ann", "bob", "carl"]


def test_a_file_that_was_put_back_is_told_and_undo_goes_on_from_there(story: Path) -> None:
    journal.change(story, adding("carl"), "add carl")
    before = story.read_bytes()
    journal.change(story, adding("dora"), "add dora")
    story.write_bytes(before)
    journal.change(story, adding("emil"), "add emil")
    assert commands(story)[3] == (3, journal.UNFINISHED, 1)
    journal.undo(story)
    assert story.read_bytes() == before
    journal.undo(story)
    assert ids(story) == ["ann", "bob"]


@pytest.mark.parametrize("content", [None, b"{ half", b""])
def test_a_file_that_is_gone_or_broken_is_brought_back_and_what_it_held_is_kept(
    story: Path, content: bytes | None
) -> None:
    journal.change(story, adding("carl"), "add carl")
    journal.change(story, adding("dora"), "add dora")
    whole = story.read_bytes()
    story.unlink()
    if content is not None:
        story.write_bytes(content)
    journal.undo(story, to=2)
    assert story.read_bytes() == whole
    kept = story.with_name("story.json.damaged")
    assert (kept.read_bytes() if kept.exists() else None) == content


def test_two_names_of_one_file_share_its_journal(story: Path) -> None:
    link = story.with_name("link.json")
    link.symlink_to(story)
    journal.change(link, adding("carl"), "add carl")
    journal.change(story, adding("dora"), "add dora")
    assert [command for _, command, _ in commands(link)] == ["begin", "add carl", "add dora"]


def test_the_journal_is_no_more_open_than_the_file(story: Path) -> None:
    story.chmod(0o600)
    journal.change(story, adding("carl"), "add carl")
    assert journal.journal_of(story).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("before", [0o600, 0o640, 0o644])
@pytest.mark.parametrize("later", [0o600, 0o640, 0o644])
def test_nor_after_the_file_is_closed_to_others(story: Path, before: int, later: int) -> None:
    story.chmod(before)
    journal.change(story, adding("carl"), "add carl")
    story.chmod(later)
    journal.journal_of(story).chmod(0o666)
    journal.change(story, adding("dora"), "add dora")
    mode = journal.journal_of(story).stat().st_mode & 0o777
    assert mode & ~later == 0
    assert story.stat().st_mode & 0o777 == later
    journal.change(story, adding("emil"), "add emil")


def test_no_other_group_gets_to_read_the_file_or_its_journal(story: Path) -> None:
    user, group = (65534, 4242) if os.geteuid() == 0 else (os.geteuid(), min([os.getegid(), *os.getgroups()]))
    os.chown(story, user, group)
    story.chmod(0o640)
    journal.change(story, adding("carl"), "add carl")
    status, told = story.stat(), journal.journal_of(story).stat()
    assert (status.st_uid, status.st_gid, told.st_gid) == (user, group, group)
    assert status.st_mode & 0o777 == told.st_mode & 0o777 == 0o640


@pytest.mark.parametrize("suffix", [".journal", ".lock"])
@pytest.mark.parametrize("there", ["a file", "nothing", "a folder", "a pipe"])
def test_neither_journal_nor_lock_leads_elsewhere(story: Path, suffix: str, there: str) -> None:
    other = story.parent / "elsewhere" / "other"
    other.parent.mkdir()
    name = story.with_name(f"{'.' if suffix == '.lock' else ''}story.json{suffix}")
    if there == "a file":
        other.write_bytes(b"mine")
    if there in ("a file", "nothing"):
        name.symlink_to(other)
    elif suffix == ".lock":
        return
    elif there == "a folder":
        name.mkdir()
    else:
        os.mkfifo(name)
    before = story.read_bytes()
    with pytest.raises(
        StorageError, match=rf"story\.json{suffix}: (is|cannot be read: Is) (a link|no file|a d)"
    ):
        journal.change(story, adding("carl"), "add carl")
    assert story.read_bytes() == before
    assert [path.read_bytes() for path in other.parent.iterdir()] == ([b"mine"] if there == "a file" else [])
    assert {path.name for path in story.parent.iterdir()} == {"story.json", "elsewhere", name.name}


def test_a_file_that_is_no_journal_but_is_called_so_is_left_alone(story: Path) -> None:
    notes = journal.journal_of(story)
    notes.write_bytes(b"my notes\n")
    before = story.read_bytes()
    for call in (lambda: journal.change(story, adding("carl"), "add carl"), lambda: journal.log(story)):
        with pytest.raises(StorageError, match=r"journal:1: is not the line that graphkit wrote"):
            call()
    assert (notes.read_bytes(), story.read_bytes()) == (b"my notes\n", before)


# --- changed by something else meanwhile ----------------------------------------------------------


def in_place(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def by_rename(path: Path, content: bytes) -> None:
    path.with_name("saved").write_bytes(content)
    path.with_name("saved").rename(path)


def by_rename_with_the_time_of_before(path: Path, content: bytes) -> None:
    status = path.stat()
    by_rename(path, content)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def removed(path: Path, content: bytes) -> None:
    path.unlink()


OTHERS = [in_place, by_rename, by_rename_with_the_time_of_before, removed]


@pytest.mark.parametrize("known", [False, True], ids=["without a journal", "with one"])
@pytest.mark.parametrize("when", ["while it is edited", "when all is written"])
@pytest.mark.parametrize("save_by", OTHERS, ids=lambda each: each.__name__)
def test_what_something_else_saves_meanwhile_is_not_written_over(
    story: Path,
    monkeypatch: pytest.MonkeyPatch,
    save_by: Callable[[Path, bytes], None],
    when: str,
    known: bool,
) -> None:
    if known:
        journal.change(story, adding("zoe"), "add zoe")
    theirs = dumps(edits.add(read_dataset(story), actor("hand"))).encode()
    told = journal.journal_of(story).read_bytes() if known else None
    done: list[str] = []

    def once(at: str) -> None:
        if at == when and not done:
            done.append(at)
            save_by(story, theirs)

    def edit(before: Dataset) -> Dataset:
        once("while it is edited")
        return edits.add(before, actor("carl"))

    def chmod(path: str, mode: int) -> None:
        os_chmod(path, mode)
        once("when all is written")

    os_chmod = os.chmod
    monkeypatch.setattr(atomic.os, "chmod", chmod)
    with pytest.raises(StorageError) as caught:
        journal.change(story, edit, "add carl")
    monkeypatch.undo()
    assert str(caught.value).count("\n") == 0
    assert "something else has changed it meanwhile, and it is left so; try again" in str(caught.value)
    assert (story.read_bytes() if story.exists() else None) == (None if save_by is removed else theirs)
    found = journal.journal_of(story)
    assert (found.read_bytes() if found.exists() else None) == told
    assert {path.name for path in story.parent.iterdir()} <= {"story.json", "story.json.journal"}
    if save_by is not removed:
        journal.change(story, adding("carl"), "add carl")
        assert {"hand", "carl"} <= set(ids(story))


@pytest.mark.parametrize("call", ["undo", "save"])
def test_nor_by_an_undo_or_a_whole_save(story: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    journal.change(story, adding("carl"), "add carl")
    told = journal.journal_of(story).read_bytes()
    append = journal.append_durably

    def then_saved(*given: Any, **named: Any) -> None:
        append(*given, **named)
        story.write_bytes(b"theirs")

    monkeypatch.setattr(journal, "append_durably", then_saved)
    with pytest.raises(StorageError, match="something else has changed it meanwhile"):
        journal.undo(story) if call == "undo" else journal.save(STORY, story)
    assert story.read_bytes() == b"theirs"
    assert journal.journal_of(story).read_bytes() == told


def test_a_new_file_takes_nobodys_place(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("story.json", "made-meanwhile.json"):
        path = story.with_name(name)
        if name != story.name:
            fsync = os.fsync

            def then_made(handle: int, path: Path = path, fsync: Callable[[int], None] = fsync) -> None:
                fsync(handle)
                path.write_bytes(b"theirs")

            monkeypatch.setattr(atomic.os, "fsync", then_made)
        before = path.read_bytes() if path.exists() else b"theirs"
        with pytest.raises(StorageError, match=r"json: is there already; name another file"):
            journal.start(path, STORY)
        assert path.read_bytes() == before
    assert {path.name for path in story.parent.iterdir()} == {"story.json", "made-meanwhile.json"}


def test_a_graph_saved_over_a_file_with_a_journal_can_be_undone(story: Path) -> None:
    save(load(story), story)
    assert not journal.journal_of(story).exists()
    journal.change(story, adding("carl"), "add carl")
    save(build_graph(STORY), story)
    assert commands(story)[2] == (2, "saved whole", None)
    journal.undo(story)
    assert "carl" in ids(story)


@pytest.mark.parametrize("tail", [b'{"change":2,"time"', b'{"change":2}\n', b"\0\0\0\0", b"\n"])
def test_a_line_torn_off_at_the_end_is_left_out_and_written_over(story: Path, tail: bytes) -> None:
    journal.change(story, adding("carl"), "add carl")
    with journal.journal_of(story).open("ab") as file:
        file.write(tail)
    assert len(journal.log(story)) == 2
    journal.change(story, adding("dora"), "add dora")
    assert [command for _, command, _ in commands(story)] == ["begin", "add carl", "add dora"]


@pytest.mark.parametrize(("id", "line"), [("carl", 2), ("dora", 3)])
def test_a_damaged_line_is_named_and_nothing_is_done(story: Path, id: str, line: int) -> None:
    for each in ("carl", "dora"):
        journal.change(story, adding(each), f"add {each}")
    path = journal.journal_of(story)
    path.write_bytes(path.read_bytes().replace(f"add {id}".encode(), b"add karl"))
    before, told = story.read_bytes(), path.read_bytes()
    for call in (lambda: journal.log(story), lambda: journal.undo(story)):
        with pytest.raises(
            StorageError, match=rf"story\.json\.journal:{line}: is not the line that graphkit"
        ):
            call()
    assert (story.read_bytes(), path.read_bytes()) == (before, told)


# --- a journal that somebody else wrote -----------------------------------------------------------


def forged(path: Path, number: int, change: Callable[[Any], Any]) -> None:
    """Change a line of a journal, and seal it again."""
    lines = path.read_bytes().splitlines()
    said = json.loads(lines[number])
    del said["sum"]
    made = change(said)
    body = made if isinstance(made, bytes) else json.dumps(said if made is None else made).encode()[:-1]
    lines[number] = body + b',"sum":"' + sha256(body).hexdigest()[:16].encode() + b'"}'
    path.write_bytes(b"\n".join(lines) + b"\n")


def without(name: str) -> Callable[[Any], Any]:
    return lambda said: {key: value for key, value in said.items() if key != name}


def setting(name: str, value: Any) -> Callable[[Any], Any]:
    return lambda said: said | {name: value}


STRANGE = (None, True, -1, 1.5, 10**30, "x", "\ud800", [], [[]], {}, {"a": 1}, {"actors": 1}, [None, None])
PATCHES = (
    {"actors": {"carl": None}}, {"actors": {"carl": [None]}}, {"actors": {"carl": [None, None]}},
    {"actors": {"carl": [None, {"id": "other", "name": "x", "kind": "person"}]}},
    {"actors": {"carl": [None, {"id": "carl", "name": 1, "kind": "person"}]}},
    {"relations": {"meeting": [{"key": "meeting"}, None]}},
    {"relations": {"m": [None, {"key": "m", "source": "ann", "target": "bob", "type": "met", "amount": {}}]}},
    {"story": [None, [{"title": None}]]}, {"title": ["x", None]}, {"title": "xy"}, {"nobody": {}},
    {"title": ["A story", "Another story"]},
)  # fmt: skip
FORGED = [
    *((number, without(name)) for number in (0, 2) for name in ("change", "time", "command", "after")),
    *((2, without(name)) for name in ("patch", "before")),
    (0, without("dataset")),
    *(
        (number, setting(name, value))
        for number, names in ((0, ("time", "after", "dataset")), (2, ("change", "patch", "before", "to")))
        for name in names
        for value in STRANGE
        if (name, value) not in (("to", None), ("patch", {}))
    ),
    *((2, setting("patch", patch)) for patch in PATCHES),
    *((2, setting("to", value)) for value in (2, 3, 99)),
    *(
        (2, lambda _, body=body: body)
        for body in (b"", b"{", b"[", b'{"a":' * 9000, b"9" * 9000, b"\xff{", b'"')
    ),
    (2, lambda said: [said]),
]


@pytest.mark.parametrize("number", range(len(FORGED)))
def test_a_line_with_a_good_seal_that_says_what_no_change_says_is_refused(story: Path, number: int) -> None:
    for id in ("carl", "dora", "emil"):
        journal.change(story, adding(id), f"add {id}")
    place, change = FORGED[number]
    path = journal.journal_of(story)
    forged(path, place, change)
    before, told = story.read_bytes(), path.read_bytes()
    refused = 0
    for call in (
        lambda: journal.log(story),
        lambda: journal.undo(story),
        lambda: journal.undo(story, to=0),
        lambda: journal.state(story, 3),
    ):
        with suppress(StorageError):
            call()
            continue
        refused += 1
    assert refused, "and no other error than the one that names the line"
    if refused == 4:
        assert (story.read_bytes(), path.read_bytes()) == (before, told)


def test_a_long_chain_of_undone_undoings_ends(story: Path) -> None:
    journal.change(story, adding("carl"), "add carl")
    path = journal.journal_of(story)
    first, last = path.read_bytes().splitlines()
    said = without("sum")(json.loads(last))
    lines = [first]
    for number in range(1, 3000):
        body = json.dumps(said | {"change": number, "to": number - 1}).encode()[:-1]
        lines.append(body + b',"sum":"' + sha256(body).hexdigest()[:16].encode() + b'"}')
    path.write_bytes(b"\n".join(lines) + b"\n")
    assert journal.resolved(journal.log(story), 2999) == 0


# --- what can fail ----------------------------------------------------------------------------


@pytest.fixture
def unprivileged() -> Iterator[None]:
    """Work as somebody who is not root, to whom permissions apply."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield
    if root:
        os.seteuid(0)


def test_a_folder_that_nobody_may_write_to(story: Path, request: pytest.FixtureRequest) -> None:
    before = story.read_bytes()
    story.parent.chmod(0o555)
    try:
        request.getfixturevalue("unprivileged")
        with pytest.raises(StorageError, match=r"story\.json: cannot be changed: Permission denied"):
            journal.change(story, adding("carl"), "add carl")
    finally:
        os.seteuid(os.getuid())
        story.parent.chmod(0o755)
    assert story.read_bytes() == before
    assert [path.name for path in story.parent.iterdir()] == ["story.json"]


def test_who_waits_too_long_is_told_why(story: Path) -> None:
    before = story.read_bytes()
    with atomic.locked(story, 1), pytest.raises(StorageError) as caught:
        journal.change(story, adding("carl"), "add carl", patience=0.05)
    assert str(caught.value) == (f"{story}: somebody else has been changing it for 0.05 seconds; try again")
    assert story.read_bytes() == before


@pytest.mark.parametrize("call", ["write", "ftruncate", "fsync", "replace"])
def test_any_call_that_fails_leaves_the_file_and_the_journal_as_they_were(
    story: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    journal.change(story, adding("carl"), "add carl")
    before, told = story.read_bytes(), journal.journal_of(story).read_bytes()

    def fail(*given: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic.os, call, fail)
    with pytest.raises(StorageError, match="No space left on device"):
        journal.change(story, adding("dora"), "add dora")
    monkeypatch.undo()
    assert story.read_bytes() == before
    assert len(journal.log(story)) == 2
    journal.change(story, adding("emil"), "add emil")
    assert ids(story) == ["ann", "bob", "carl", "emil"]
    assert journal.journal_of(story).read_bytes().startswith(told)


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file system of its own with little room; without the right to mount one, a folder that acts so."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", folder], capture_output=True
    )
    if mounted and not mounted.returncode:
        yield folder
        subprocess.run(["umount", folder], check=True)
        return
    flush = os.fsync

    def flush_while_there_is_room(handle: int) -> None:
        if sum(file.stat().st_size for file in folder.iterdir()) > 96 * 1024:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        flush(handle)

    monkeypatch.setattr(os, "fsync", flush_while_there_is_room)
    yield folder


def test_a_full_disk_refuses_the_change_and_keeps_what_was_acknowledged(small_disk: Path) -> None:
    path = small_disk / "story.json"
    save_dataset(STORY, path)
    acknowledged: list[str] = []
    refused = 0
    for number in range(60):
        try:
            journal.change(
                path, lambda before, n=number: edits.add(before, actor(f"a{n}", description="x" * 900)), "add"
            )
            acknowledged.append(f"a{number}")
        except StorageError as error:
            refused += "No space left on device" in str(error)
        assert {"ann", "bob", *acknowledged} == set(ids(path))
    assert refused
    assert acknowledged
    assert len(journal.log(path)) == len(acknowledged) + 1
    shutil.copytree(small_disk, small_disk.parent / "larger", ignore=shutil.ignore_patterns(".*"))
    roomy = small_disk.parent / "larger" / "story.json"
    journal.undo(roomy)
    assert {"ann", "bob", *acknowledged[:-1]} == set(ids(roomy))


# --- killed, crowded, without power -----------------------------------------------------------

WORKER = textwrap.dedent(
    """
    import os, random, signal, sys, time
    from graphkit.editing import edits
    from graphkit.storage import journal
    from graphkit.model.entities import Actor
    from graphkit.storage.json_file import read_dataset

    def add(path, id):
        row = Actor(id=id, name=id, kind="person")
        journal.change(path, lambda before: edits.add(before, row), "add " + id, patience=600)

    def crowd(path, writers, changes):
        pids = []
        for writer in range(writers):
            pid = os.fork()
            if pid == 0:
                for number in range(changes):
                    add(path, f"w{writer}-{number}")
                os._exit(0)
            pids.append(pid)
        assert all(os.waitpid(pid, 0)[1] == 0 for pid in pids)

    def killed(path, times, seed):
        chance = random.Random(seed)
        for id in ("first", "second"):
            begun = time.monotonic()
            add(path, id)
        some = 4 * (time.monotonic() - begun)
        acknowledged, moments = {"first", "second"}, 0
        for turn in range(times):
            reader, writer = os.pipe()
            pid = os.fork()
            if pid == 0:
                for number in range(1000):
                    add(path, f"t{turn}-{number}")
                    os.write(writer, f"t{turn}-{number}\\n".encode())
            os.close(writer)
            time.sleep(chance.uniform(0, some))
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            with os.fdopen(reader) as said:
                new = set(said.read().split())
            acknowledged |= new
            found = {row.id for row in read_dataset(path).actors}
            assert acknowledged <= found, acknowledged - found
            extra = found - acknowledged - {"ann", "bob"}
            assert len(extra) <= 1, extra
            acknowledged |= extra
            moments += bool(extra)
        print(len(acknowledged), moments)
    """
)


def work(call: str, seconds: int = 600) -> str:
    """Run a function of the worker in a process of its own, so that no thread of this one is forked."""
    done = subprocess.run(
        [sys.executable, "-c", f"{WORKER}\n{call}"], capture_output=True, encoding="utf-8", timeout=seconds
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def assert_whole(path: Path) -> None:
    """Check that the file is canonical, and that the journal leads from the beginning to it."""
    assert path.read_text() == dumps(read_dataset(path))
    last = len(journal.log(path)) - 1
    made = journal.state(path, last)
    if made != read_dataset(path):
        assert journal.state(path, last - 1) == read_dataset(path)
    assert not patch_between(journal.state(path, 0), STORY)


def test_two_hundred_kills_at_random_moments_lose_nothing_acknowledged(story: Path) -> None:
    work(f"killed({str(story)!r}, 200, 7)")
    assert_whole(story)
    left = [path.name for path in story.parent.iterdir() if path.name.endswith(".tmp")]
    journal.change(story, adding("carl"), "add carl")
    assert "carl" in ids(story)
    assert len(left) <= 200


def test_eight_writers_at_once_all_get_their_four_hundred_changes_in(story: Path) -> None:
    work(f"crowd({str(story)!r}, 8, 50)")
    wanted = {f"w{writer}-{number}" for writer in range(8) for number in range(50)}
    assert set(ids(story)) == wanted | {"ann", "bob"}
    history = journal.log(story)
    assert sorted(each.command for each in history[1:]) == sorted(f"add {id}" for id in wanted)
    assert_whole(story)


def _shared(old: bytes, new: bytes) -> int:
    """Return how many bytes two contents begin with alike."""
    return next(
        (at for at, (one, two) in enumerate(zip(old, new, strict=False)) if one != two),
        min(len(old), len(new)),
    )


class Disk:
    """A folder with a memory of what a power cut would leave of it, step by step.

    What was flushed is there for sure. Of what was written since, there may be nothing, a part or all; a
    name that was changed since, and not flushed with its folder, may be the old or the new one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.flushed: dict[int, bytes] = {}
        self.names: dict[str, int] = {}
        self.cuts: list[tuple[dict[str, bytes], list[str]]] = []
        self.acknowledged: list[str] = []
        self.flush_folder()
        for path in self.files():
            self.flushed[path.stat().st_ino] = path.read_bytes()

    def files(self) -> list[Path]:
        return [path for path in self.folder.iterdir() if not path.name.endswith(".lock")]

    def flush_folder(self) -> None:
        self.names = {path.name: path.stat().st_ino for path in self.files()}

    def cut(self) -> None:
        """Note every state in which the power could fail now."""
        now = {path.stat().st_ino: path.read_bytes() for path in self.files()}
        current = {path.name: path.stat().st_ino for path in self.files()}
        for names in (self.names, current):
            for share in (0.0, 0.5, 1.0):
                state: dict[str, bytes] = {}
                for name, inode in names.items():
                    old, new = self.flushed.get(inode, b""), now.get(inode, self.flushed.get(inode, b""))
                    shared = _shared(old, new)
                    state[name] = (
                        old if share == 0 else new if share == 1 else new[: shared + (len(new) - shared) // 2]
                    )
                self.cuts.append((state, list(self.acknowledged)))

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Cut the power before and after each call that reaches the disk."""
        for name in ("write", "fsync", "replace", "ftruncate"):
            monkeypatch.setattr(atomic.os, name, self.watched(name, getattr(os, name)))

    def watched(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            self.cut()
            result = real(*given)
            if name == "fsync":
                status = os.fstat(given[0])
                if status.st_ino == self.folder.stat().st_ino:
                    self.flush_folder()
                else:
                    path = next((p for p in self.files() if p.stat().st_ino == status.st_ino), None)
                    if path is not None:
                        self.flushed[status.st_ino] = path.read_bytes()
            self.cut()
            return result

        return call


def test_a_power_cut_at_any_step_leaves_every_acknowledged_change_and_no_half_one(
    story: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(story.parent)
    wanted = ["carl", "dora", "emil"]
    with monkeypatch.context() as apply_patch:
        disk.watch(apply_patch)
        for id in wanted:
            journal.change(story, adding(id), f"add {id}")
            disk.acknowledged.append(id)
    disk.cut()
    assert len(disk.cuts) > 100
    for state, acknowledged in disk.cuts:
        folder = tmp_path_factory.mktemp("cut")
        for name, content in state.items():
            (folder / name).write_bytes(content)
        path = folder / "story.json"
        found = [id for id in ids(path) if id in wanted]
        assert found in (acknowledged, wanted[: len(acknowledged) + 1])
        told = [each.command for each in journal.log(path)]
        assert {f"add {id}" for id in found} <= set(told), "the file is never ahead of its journal"
        journal.change(path, adding("zoe"), "add zoe")
        assert [id for id in ids(path) if id in wanted] == found
        for number in range(len(journal.log(path))):
            journal.state(path, number)
        journal.undo(path)
        assert "zoe" not in ids(path)
        shutil.rmtree(folder)


def test_a_line_of_the_journal_is_json_with_its_digest_last(story: Path) -> None:
    journal.change(story, adding("carl"), "add carl")
    lines = [json.loads(line) for line in journal.journal_of(story).read_text("utf-8").splitlines()]
    assert list(lines[0]) == ["change", "time", "command", "after", "dataset", "sum"]
    assert list(lines[1]) == ["change", "time", "command", "patch", "before", "after", "sum"]
    assert lines[0]["after"] == lines[1]["before"]
