"""SECURITY.md names for each promise a test that is there; and no command reaches out."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "SECURITY.md").read_text("utf-8"))
ROWS = re.findall(r"^\| (?!---|promise)(.+) \|$", (ROOT / "SECURITY.md").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("file", "test"), NAMED, ids=[test for _, test in NAMED])
def test_each_test_that_holds_a_promise_is_there(file: str, test: str) -> None:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    (found,) = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == test)
    assert not re.search(r"\b(skip|skipif|xfail)\b", " ".join(map(ast.unparse, found.decorator_list)))


def test_every_promise_has_a_test() -> None:
    assert len(ROWS) > 20
    assert all("`tests/" in row for row in ROWS)


REACHING = """
import sys
WATCHED = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "os.system",
           "os.exec",
           "os.posix_spawn", "os.fork", "pty.spawn", "pickle.find_class", "urllib.Request", "webbrowser.open")
def watch(event, arguments):
    own = str(arguments[:1]).startswith("('babel.")  # that library's own tables of languages
    if event in WATCHED and not own:
        sys.__stderr__.write(f"REACHES OUT: {event} {arguments!r}\\n")
sys.addaudithook(watch)
from graphkit.cli.main import main
for command in sys.argv[2:]:
    sys.argv = ["graphkit", "--data", "story.json", *command.split()]
    try:
        main()
    except SystemExit as left:
        assert left.code in (0, 1), (command, left.code)
"""
COMMANDS = (
    "info", "check --sources", "actors", "relations", "show ban", "neighbors ann", "path ann firm",
    "between ann bob", "common ann bob", "groups", "rank", "reach ann", "snapshot 2025-07-15",
    "diff 2025-04-01 2025-07-16", "timeline", "voices ann", "open", "log", "formats", "schema",
    "export x.html x.gexf x.graphml x.cyjs x.jsonld x.ftm x.json tables/",
    "import x.gexf", "import x.ftm --dry-run", "import tables", "relations -o x.md", "edit ban note=x",
    "undo", "completion bash", "mcp",
)  # fmt: skip


def test_no_command_reaches_out(tmp_path: Path) -> None:
    (tmp_path / "story.json").write_bytes((ROOT / "tests" / "fuzz" / "story.json").read_bytes())
    done = subprocess.run(
        [sys.executable, "-c", REACHING, "", *COMMANDS], cwd=tmp_path, capture_output=True, encoding="utf-8",
        env={"PYTHONPATH": str(ROOT), "PATH": ""}, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "REACHES OUT" not in done.stderr
