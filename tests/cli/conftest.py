"""What the tests of the command line share: small stories, and the command in this process or its own."""

import contextlib
import json
import os
import pty
import subprocess
import sys
import termios
import tty
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from datasets import actor, dataset, evidence, relation, source

from graphkit.cli.main import main
from graphkit.model.entities import Dataset, RelationType
from graphkit.storage.json_file import save_dataset


@dataclass(frozen=True)
class Result:
    """What a command printed, and how it left."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.out)
        return answer


Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def an_empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process, its own entry point included."""

    def run(*arguments: str | Path) -> Result:
        monkeypatch.setattr(sys, "argv", ["graphkit", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        printed = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Result(left.value.code, printed.out, printed.err)

    return run


@pytest.fixture
def shell() -> Run:
    """Run the command in a process of its own."""

    def run(*arguments: str | Path, **environment: str) -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "graphkit", *arguments],
            env=os.environ | environment,
            capture_output=True,
            encoding="utf-8",
        )
        return Result(done.returncode, done.stdout, done.stderr)

    return run


def on_a_terminal(*arguments: str) -> str:
    """Return what the command writes to a terminal, its line ends as they were."""
    ours, its = pty.openpty()
    tty.setraw(its, termios.TCSANOW)
    command = [sys.executable, "-m", "graphkit", *arguments]
    with subprocess.Popen(command, stdin=its, stdout=its, stderr=subprocess.PIPE) as process:
        os.close(its)
        printed = bytearray()
        with contextlib.suppress(OSError):  # Linux says so when the other end has closed
            while piece := os.read(ours, 65536):
                printed += piece
        assert process.stderr is not None
        assert process.stderr.read() == b""
    os.close(ours)
    return printed.decode()


Kept = Callable[[Dataset, str], Path]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Kept:
    """Save a dataset under a name, as the one that the command reads unless it is told otherwise."""

    def keep(made: Dataset, name: str) -> Path:
        save_dataset(made, tmp_path / name)
        monkeypatch.setenv("GRAPHKIT_DATA", str(tmp_path / name))
        return tmp_path / name

    return keep


@pytest.fixture
def story(kept: Kept) -> Path:
    """A small story that the command reads unless it is told otherwise."""
    firms = [
        actor("ann", "person", name="Ann Example", aliases=("Annie",)),
        actor("bob", "person", name="Bob Example"),
        actor("firm", name="The Firm"),
        actor("other", name="The Other Firm"),
        actor("land", "country", name="Land"),
        actor("lone", "person", name="Lone"),
        actor("twin-1", name="Twin", attributes={"country": "at"}),
        actor("twin-2", name="Twin", attributes={"country": "be"}),
        actor("paper-inc", "media", name="The Paper"),
    ]
    rows = [
        relation(
            "meeting", "ann", "bob", when="2025-07-14", about=("firm",), summary="They met.",
            evidence=[evidence(paragraph=3), evidence("wire", attribution="bob", note="said so")],
        ),
        relation("ban", "land", "firm", "banned", when="2025-04/", evidence=[evidence()]),
        relation("job", "bob", "firm", "leads", evidence=[evidence()]),
        relation("rumour", "firm", "other", "competes-with", evidence=[evidence(attribution="unnamed")]),
        relation("hint", "ann", "land", "praised", evidence=[evidence()]),
        relation("visit", "ann", "land", "visited", when="2025-08", status="planned", evidence=[evidence()]),
        relation("denial", "ann", "other", "threatened", when="2025-07-01", status="denied"),
        relation("article", "paper-inc", "firm", "reported-on", when="2025-07-15", evidence=[evidence()]),
        relation("trade", "other", "land", "sells-to", when="2025/", evidence=[evidence()]),
    ]  # fmt: skip
    sources = [source("paper", publisher="The Paper"), source("wire", publisher="The Wire", title="News")]
    return kept(dataset(*rows, actors=firms, sources=sources, title="A small story"), "story.json")


HOSTILE = "\x1b[31m[red]x[/red]\u202e\x9b2J\n\u2028:smile:"
SHOWN = r"\x1b[31m[red]x[/red]\u202e\x9b2J\n\u2028:smile:"


@pytest.fixture
def hostile(kept: Kept) -> Path:
    """A story in which every text of data's own would command a terminal or a spreadsheet."""
    made = dataset(
        relation(
            "=key", "ann", "=bob", f"=type{HOSTILE}", when="2025-07-14",
            summary=f"=1+1{HOSTILE}", note=HOSTILE, amount={"value": 5, "unit": HOSTILE}, about=("+eve",),
            evidence=[evidence("paper", attribution="=bob", note=HOSTILE)],
        ),
        relation("-plain", "+eve", "ann", "leads", evidence=[evidence("paper")]),
        actors=[
            actor("ann", "person", name=HOSTILE, aliases=(HOSTILE,), description=HOSTILE),
            actor("=bob", "person", name=f"=Bob{HOSTILE}"),
            actor("+eve", "person", name=f"+Eve{HOSTILE}"),
            actor("lone", "person", name=f"Lone{HOSTILE}"),
        ],
        sources=[source("paper", publisher=HOSTILE, title=HOSTILE, author=HOSTILE, note=HOSTILE)],
        relation_types=(RelationType(name=f"=type{HOSTILE}", kind="event", family=HOSTILE),),
        title=HOSTILE,
        description=HOSTILE,
    )  # fmt: skip
    return kept(made, "hostile.json")
