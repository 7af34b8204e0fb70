"""A command that is refused says why in a line, and leaves every file, and the list of them, as it was."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import Run
from cli.test_main import assert_refused
from graphkit.storage import journal

LONG = "x" * 5000
PATHS = ("", LONG, f"{LONG}/{LONG}", "\0", "a\0b.json")
"""What can name no file."""

REFUSED = [
    "--data / log", "--data / undo --dry-run", "--data circle log", "--data circle undo",
    "--data circle serve --port 0", "import story.json -o circle", "import story.json --into circle",
    "undo", "undo --to 9", "undo --to 1000001", "undo --dry-run",
    "log --show 9", "log --state 9",
    "--data kept.json undo --to 9", "--data tables undo", "--data missing.json undo",
    "--data no/where.json add actor X --kind person", "--data missing.json add actor X --kind person",
    "--data broken.json add actor X --kind person", "--data broken.json undo",
    "--data broken.json log --show 0", "--data tables add actor X --kind person",
    "--data tables edit ann name=x", "--data . edit ann name=x", "--data pipe edit ann name=x",
    "--data forged.json undo", "--data forged.json edit ann name=x", "--data forged.json log",
    "--data linked.json edit ann name=x",
    "add actor Ann --kind person --id ann", "add actor X --kind person --ids x",
    "add relation ann mett bob", "add relation ann met bob --source nobody",
    "add source X --published 2025-13",
    "edit ann kind=x", "edit nobody name=x", "edit ann name", "edit ann name=", "edit ann id=bob",
    "edit ann aliases-=nobody", "edit ann ids+=[1]", "edit ann ids+=x", "edit meeting evidence+={}",
    "edit meeting evidence.1.note+=x", "edit meeting evidence.1.note-=x",
    "edit meeting evidence.9.note=x", "edit meeting when+=2025", "edit meeting amount={",
    "edit meeting amount=[1]",
    "remove ann", "remove nobody",
    "merge ann ann", "merge ann nobody", "merge ann",
    "import broken.json", "import missing.json", "import notes.txt", "import story.json --into tables",
    "import story.json --into notes.txt", "import story.json --into no/where.json",
    "import . --into new.json", "import broken.json --into new.json", "import story.json -o notes.txt",
    "import broken.json -o new", "import story.json -o mine", "import story.json -o new --diff",
    "import bad.tsv --into new.json", "import bad.tsv -o new",
    "compact mine", "compact missing", "compact tables", "compact notes.txt",
    "export out.xyz", "export no/out.json", "export out.html out.xyz", "export tables/ no/out.json",
    "export new.json no/where/", "export new/ linked/", "export new.gexf notes.txt/",
    "export link.html", "export notes.txt/", "export mine/actors.csv", "export linked/",
    "export pipe.html", "export story.json --on 2025", "export out",
    "info -o story.json", "info -o link.html", "info -o out.xyz", "info -o no/out.md", "info -o mine",
    "info -o story.json.journal",
    "new story.json", "new tables", "new mine", "new link.html", "new x.csv", "new no/where",
    "new no/where.json",
    "demo -o story.json", "demo -o notes.txt", "demo -o no/where.json", "demo -o link.json",
    "check broken.txt", "check --corpus notes.txt", "check missing.json",
    "open --on 2025-13",
    "--data odd.json open",
    "path ann bob --limit 9223372036854775807", "path ann bob --limit 1000001",
    "neighbors ann --hops 99999999999999999999",
    "add relation ann met bob --paragraph 99999999999",
    "log --show 9223372036854775807", "log --state -1",
    f"edit meeting evidence.{'9' * 5000}.note=x",
    f"path ann bob --limit {'9' * 5000}",
]  # fmt: skip
PLACES = ["--data {} info", "--data {} add actor X --kind person", "export {}", "info -o {}", "import {}",
          "import story.json --into {}", "import story.json -o {}", "compact {}", "new {}", "demo -o {}",
          "check {}", "check --corpus {}"]  # fmt: skip


@pytest.fixture
def place(story: Path, run: Run, tmp_path: Path) -> Path:
    """A folder with one of everything that a command may meet."""
    sound = story.read_bytes()
    for name in ("kept.json", "forged.json", "linked.json", "odd.json"):
        Path(name).write_bytes(sound)
    journal.change("kept.json", lambda each: each.model_copy(update={"title": "Another"}), "edit")
    Path("forged.json.journal").write_text('{"change":0,"sum":"0000000000000000"}\n{}\n')
    Path("linked.json.journal").symlink_to("elsewhere")
    Path("broken.json").write_text("{ half")
    Path("bad.tsv").write_text("a\tmet\tb\t2025-07-14\na\tmet\tb\t2025-13-99\n")
    Path("notes.txt").write_text("mine")
    Path("link.html").symlink_to("notes.txt")
    Path("circle").symlink_to("circle")
    Path("link.json").symlink_to("missing")
    Path("mine").mkdir()
    Path("mine/notes.txt").write_text("mine")
    Path("exports").mkdir()
    Path("exports/odd.html").symlink_to("../notes.txt")
    Path("linked").mkdir()
    Path("linked/actors.csv").symlink_to("../notes.txt")
    os.mkfifo("pipe")
    os.mkfifo("pipe.html")
    run("export", "tables/")
    return tmp_path


def seen(folder: Path) -> dict[str, tuple[int, bytes | str | None]]:
    """Return everything in a folder: what it is, how open, and what it holds."""
    found: dict[str, tuple[int, bytes | str | None]] = {}
    for path in sorted(folder.rglob("*")):
        held: bytes | str | None = None
        if path.is_symlink():
            held = str(path.readlink())
        elif path.is_file():
            held = path.read_bytes()
        found[str(path.relative_to(folder))] = path.lstat().st_mode, held
    return found


def test_every_refused_command_leaves_everything_as_it_was(place: Path, run: Run) -> None:
    before = seen(place)
    for command in REFUSED:
        line = assert_refused(run(*shlex.split(command)))
        assert line, command
        assert seen(place) == before, command


@pytest.mark.parametrize("command", PLACES)
def test_what_can_name_no_file_is_refused_wherever_one_is_named(place: Path, run: Run, command: str) -> None:
    before = seen(place)
    for path in PATHS:
        line = assert_refused(run(*(path if word == "{}" else word for word in command.split())))
        assert "names no file" in line, (command, line)
        assert len(line) < 300
        assert seen(place) == before, command


@pytest.mark.parametrize(
    ("pipe", "command"),
    [
        ("tables/actors.csv", "--data tables info"),
        ("tables/sources.csv", "export tables/"),
        ("tables/.graphkit-waiting/before.json", "--data tables info"),
        ("directory/manifest.json", "--data directory info"),
        ("directory/manifest.json", "import story.json -o directory"),
        ("stories/b.json", "site stories -o pages"),
        ("stories/c/graph.json", "site stories -o pages"),
    ],
)
def test_for_a_pipe_in_a_folder_nobody_waits(place: Path, pipe: str, command: str) -> None:
    Path("directory").mkdir()
    Path("stories").mkdir()
    shutil.copy("kept.json", "stories/a.json")
    Path(pipe).parent.mkdir(exist_ok=True)
    Path(pipe).unlink(missing_ok=True)
    os.mkfifo(pipe)
    before = seen(place)
    done = subprocess.run(
        [sys.executable, "-m", "graphkit", *command.split()], capture_output=True, text=True, timeout=100
    )
    mend = "; move it elsewhere, or name another folder" if "export" in command else "; move it elsewhere"
    assert done.stderr == f"graphkit: {pipe}: is no file{mend}\n"
    assert (done.returncode, done.stdout, seen(place)) == (2, "", before)


def test_open_writes_through_no_link(place: Path, run: Run) -> None:
    assert "odd.html: is a link to" in assert_refused(run("--data", "odd.json", "open"))
    assert Path("notes.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("assignment", "line"),
    [
        ('aliases+={"a":1}', "aliases holds a list; '{\"a\":1}' is none"),
        ("ids-=[1]", "ids holds an object; '[1]' is none"),
    ],
)
def test_a_list_is_no_object(place: Path, run: Run, assignment: str, line: str) -> None:
    assert assert_refused(run("edit", "ann", assignment, "--dry-run")) == line


@pytest.mark.parametrize("arguments", [("compact", "/"), ("import", "rows.tsv", "-o", "/")])
def test_the_root_of_the_file_system_is_no_directory(
    run: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "rows.tsv").write_text("a\tmet\tb\t2020-01-01\n")
    before = sorted(Path("/").iterdir())
    done = run(*arguments)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert sorted(Path("/").iterdir()) == before
