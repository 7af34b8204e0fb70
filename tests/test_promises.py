"""SECURITY.md names for each promise a test that is there; and no command reaches out."""

import ast
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from graphkit.cli.main import COMMANDS

ROOT = Path(__file__).parents[1]
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "SECURITY.md").read_text("utf-8"))
ROWS = re.findall(r"^\| (?!---|promise)(.+) \|$", (ROOT / "SECURITY.md").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("file", "test"), NAMED, ids=[test for _, test in NAMED])
def test_each_test_that_holds_a_promise_is_there(file: str, test: str) -> None:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    (found,) = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == test)
    assert not re.search(r"\b(skip|skipif|xfail)\b", " ".join(map(ast.unparse, found.decorator_list)))


def test_every_promise_has_a_test() -> None:
    assert len(ROWS) > 60
    for row in ROWS:
        promise, done, tests = row.split(" | ")
        assert all([promise, done, tests.startswith("`tests/")]), row


REACHING = """
import shlex
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
    sys.argv = ["graphkit", "--data", "story.json", *shlex.split(command)]
    try:
        main()
    except SystemExit as left:
        assert left.code in (0, 1), (command, left.code)
"""
ASKED = (
    "info", "check --sources", "actors", "relations", "show ban", "neighbors ann", "path ann firm",
    "between ann bob", "common ann bob", "groups", "rank", "reach ann", "snapshot 2025-07-15",
    "diff 2025-04-01 2025-07-16", "timeline", "voices ann", "open", "log", "formats", "schema", "types met",
    "cite ban", "export x.html x.gexf x.graphml x.cyjs x.jsonld x.ftm x.json tables/",
    "compare story.json x.json", "import x.gexf", "import x.ftm --dry-run", "import tables",
    "relations -o x.md", "edit ban note=x", "undo",
    "add actor Eve --kind person", "add actor Eva --kind person", "merge eve into eva", "remove eva",
    "read page.html --publisher X --published 2025-07-16", "drafts", "new other.json", "demo -o demo.json",
    "site stories -o public", "import events.tsv -o many", "compact many", "completion bash", "mcp",
)  # fmt: skip
WITH_A_PERSON = {"review", "serve"}
"""What waits for a person, and has tests of its own."""

ARTICLE = "<p>Ann Example met Bob Example on Monday at The Firm, and both were glad of it, as they said.</p>"
PAGE = """<!DOCTYPE html SYSTEM "{away}/page.dtd">
<html><head><title>News</title><link rel="stylesheet" href="{away}/style.css">
<meta http-equiv="refresh" content="0; url={away}/next"><script src="{away}/script.js"></script></head>
<body><article>{text}<img src="{away}/picture.png"><iframe src="{away}/frame"></iframe></article></body>
</html>
"""


def test_no_command_reaches_out(tmp_path: Path) -> None:
    assert {command.split()[0] for command in ASKED} | WITH_A_PERSON == set(COMMANDS)
    story = (ROOT / "tests" / "fuzz" / "story.json").read_bytes()
    (tmp_path / "stories").mkdir()
    for name in ("story.json", "stories/story.json"):
        (tmp_path / name).write_bytes(story)
    (tmp_path / "events.tsv").write_text("source\trelation\ttarget\tdate\nAda\tmet\tBen\t2025-07-14\n")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0)
        away = f"http://127.0.0.1:{listener.getsockname()[1]}"
        (tmp_path / "page.html").write_text(PAGE.format(away=away, text=ARTICLE * 5))
        done = subprocess.run(
            [sys.executable, "-c", REACHING, "", *ASKED], cwd=tmp_path, capture_output=True, encoding="utf-8",
            env={"PYTHONPATH": str(ROOT), "PATH": ""}, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "REACHES OUT" not in done.stderr
        assert (tmp_path / "page.txt").read_text("utf-8").count("Ann Example met") == 1
        with pytest.raises(BlockingIOError):
            listener.accept()
