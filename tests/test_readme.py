"""Executes every command and every Python example of the README and compares what they print.

Run as a script, it writes what they print now into the README.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parent.parent / "README.md"
TEXT = README.read_text("utf-8")
CONSOLE = re.compile(r"^```console\n\$ (?P<command>.+)\n(?P<output>(?:.*\n)*?)```$", re.MULTILINE)
PYTHON = re.compile(r"^```python\n(?P<code>(?:.*\n)*?)```$", re.MULTILINE)


def printed_by(command: str) -> str:
    words = shlex.split(command)
    assert words[0] == "graphkit"
    result = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=README.parent,
        env=os.environ | {"COLUMNS": "110", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return result.stdout + result.stderr


@pytest.mark.parametrize(
    "example", [*CONSOLE.finditer(README.read_text("utf-8"))], ids=lambda found: found["command"]
)
def test_command_prints_what_the_readme_shows(example: re.Match[str]) -> None:
    assert printed_by(example["command"]) == example["output"]


@pytest.mark.parametrize("example", [*PYTHON.finditer(TEXT)], ids=["example"])
def test_python_example_runs(
    example: re.Match[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(README.parent)
    exec(example["code"], {})
    assert "nvidia" in capsys.readouterr().out


def test_readme_has_examples() -> None:
    assert len(CONSOLE.findall(TEXT)) >= 5


if __name__ == "__main__":
    README.write_text(
        CONSOLE.sub(lambda found: f"```console\n$ {found[1]}\n{printed_by(found[1])}```", TEXT), "utf-8"
    )
