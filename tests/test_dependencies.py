"""Each dependency is bounded, declared and has a reason; a missing extra is named."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PAGE = (ROOT / "docs" / "dependencies.md").read_text()
OF_IMPORT = {"_duckdb": "duckdb", "pydantic_core": "pydantic", "prompt_toolkit": "prompt-toolkit"}


def parted(requirement: str) -> tuple[str, str]:
    """Return the name of a package, and the versions of it."""
    found = re.fullmatch(r"([\w-]+)(?:\[[\w,]+\])?(.*)", requirement)
    assert found
    return found[1], found[2]


DEVELOPING = {"bench", "dev", "docs"}
"""The extras that only take part in development."""


ASKED_FOR = {"pandas", "lxml-html-clean"}
"""What is needed only because another package asks for it when it is used: PySpark and trafilatura do."""


def test_the_page_lists_what_is_needed_to_run_with_its_bounds_and_a_reason() -> None:
    rows = re.findall(r"^\| ([\w-]+) \| (>\S+) \| ([^|]+) \|$", PAGE, re.MULTILINE)
    listed = {name: versions for name, versions, _ in rows}
    assert listed == dict(map(parted, PROJECT["dependencies"]))
    assert list(listed) == sorted(listed)
    assert all(len(reason) > 20 for *_, reason in rows)


def test_the_page_lists_each_extra_that_users_may_ask_for() -> None:
    rows = re.findall(r"^\| ([\w-]+) \| ([\w-]+) \| (\S+) \| .{20,} \|$", PAGE, re.MULTILINE)
    listed = [(extra, name, versions) for extra, name, versions in rows if extra != "extra"]
    wanted = set(PROJECT["optional-dependencies"]) - DEVELOPING
    assert listed == [
        (extra, *parted(each)) for extra in sorted(wanted) for each in PROJECT["optional-dependencies"][extra]
    ]


@pytest.mark.parametrize("extra", sorted(DEVELOPING))
def test_the_page_names_what_takes_part_in_development(extra: str) -> None:
    said = re.search(rf"^`{extra}`: (.+?)\n\n", PAGE + "\n\n", re.MULTILINE | re.DOTALL)
    assert said
    words = set(re.findall(r"[\w-]+", said[1]))
    assert {parted(each)[0] for each in PROJECT["optional-dependencies"][extra]} <= words


def test_what_is_needed_to_run_is_bounded_on_both_sides() -> None:
    for requirement in (
        *PROJECT["dependencies"],
        *(
            each
            for extra in ("excel", "ftm", "mcp", "read", "serve")
            for each in PROJECT["optional-dependencies"][extra]
        ),
    ):
        assert re.fullmatch(r">=[\d.]+,<[\d.]+", parted(requirement)[1]), requirement


def test_what_is_imported_is_declared() -> None:
    imported = set()
    for path in (ROOT / "graphkit").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(node.module or "")
    tops = {name.partition(".")[0] for name in imported} - set(sys.stdlib_module_names) - {"graphkit"}
    extras = PROJECT["optional-dependencies"]
    users = [each for name in extras if name not in DEVELOPING for each in extras[name]]
    declared = {parted(each)[0] for each in (*PROJECT["dependencies"], *users)}
    assert {OF_IMPORT.get(name, name) for name in tops} == declared - ASKED_FOR


def test_a_missing_extra_is_named_in_a_line_with_its_install(tmp_path: Path) -> None:
    (tmp_path / "x.ftm").write_text('{"id": "ann", "schema": "Person", "properties": {"name": ["Ann"]}}\n')
    script = "import sys; sys.modules['followthemoney'] = None; from graphkit.__main__ import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", script, "--data", "x.ftm", "info"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith("pip install 'graphkit-explorer[ftm]'\n")


def test_python_3_11_and_newer_is_what_every_place_says() -> None:
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]
    assert PROJECT["requires-python"] == ">=3.11"
    assert configured["target-version"] == "py311"
    assert "S" in configured["lint"]["select"]
    assert "sys.version_info < (3, 11)" in (ROOT / "Makefile").read_text()
