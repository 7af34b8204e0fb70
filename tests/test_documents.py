"""Executes every command and every Python example of the documents and compares what they print.

Run as a script, it writes what the commands print now into them.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CONSOLE = re.compile(r"^```console\n\$ (?P<command>.+)\n(?P<output>(?:.*\n)*?)```$", re.MULTILINE)
PYTHON = re.compile(r"^```python\n(?P<code>(?:.*\n)*?)```$", re.MULTILINE)
COMMANDS = [
    (path.name, found["command"], found["output"])
    for path in DOCUMENTS
    for found in CONSOLE.finditer(path.read_text("utf-8"))
]


def printed_by(command: str) -> str:
    words = shlex.split(command)
    assert words[0] == "graphkit"
    result = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "110", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return result.stdout + result.stderr


@pytest.mark.parametrize(("name", "command", "output"), COMMANDS, ids=[row[1] for row in COMMANDS])
def test_command_prints_what_the_document_shows(name: str, command: str, output: str) -> None:
    assert printed_by(command) == output


@pytest.mark.parametrize("code", PYTHON.findall((ROOT / "README.md").read_text("utf-8")), ids=["example"])
def test_python_example_runs(
    code: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    exec(code, {})
    assert "nvidia" in capsys.readouterr().out


def test_the_readme_s_own_story_can_be_kept_as_it_says(tmp_path: Path) -> None:
    script = re.search(
        r"^```sh\n(graphkit new .*?)```$", (ROOT / "README.md").read_text("utf-8"), re.M | re.S
    )
    assert script
    called = f'graphkit() {{ "{sys.executable}" -m graphkit "$@"; }}\n'
    done = subprocess.run(["bash", "-ec", called + script[1]], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    story = json.loads((tmp_path / "story.json").read_text("utf-8"))
    assert [node["id"] for node in story["nodes"]][-1] == "mayor-a-lee"
    assert "ada-lee-visited-harbour-company" in {edge["key"] for edge in story["edges"]}


def test_the_documents_have_examples() -> None:
    assert len(COMMANDS) >= 8


def test_every_key_of_an_answer_is_documented() -> None:
    told = (ROOT / "docs" / "answers.md").read_text("utf-8")
    commands = {
        "relations": ["relations", "--on", "2025-07-14"],
        "snapshot D": ["snapshot", "2025-05-01"],
        "actors": ["actors", "Huang"],
        "neighbors A": ["neighbors", "He Lifeng"],
        "path A B": ["path", "Trump", "DeepSeek"],
        "path A B --chronological": ["path", "Trump", "Zakaria", "--chronological"],
        "path` without": ["path", "Trump", "Zakaria", "--on", "2025-06-01"],
        "reach A": ["reach", "Bessent"],
        "diff D1 D2": ["diff", "2025-03-01", "2025-05-01"],
        "timeline": ["timeline"],
        "voices A": ["voices", "nvidia"],
        "show ID --story": ["show", "h20-ban", "--story"],
        "check --sources": ["check", "--sources"],
    }
    for label, words in commands.items():
        row = next(line for line in told.splitlines() if line.startswith(f"| `{label}"))
        if label.startswith("path"):
            row = told
        answer = json.loads(printed_by(shlex.join(["graphkit", *words, "--format", "json"])))
        keys = set(answer) - {"query"}
        rows = [value[0] for value in answer.values() if isinstance(value, list) and value]
        inner = {key for row in rows if isinstance(row, dict) and "bounds" not in row for key in row}
        missing = [key for key in keys | inner if f"`{key}`" not in row]
        assert not missing, (label, missing)


if __name__ == "__main__":
    for document in DOCUMENTS:
        text = document.read_text("utf-8")
        new = CONSOLE.sub(lambda found: f"```console\n$ {found[1]}\n{printed_by(found[1])}```", text)
        document.write_text(new, "utf-8")
