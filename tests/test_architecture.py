"""docs/architecture.md shows the packages, the layers and the files as they are."""

import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
DIAGRAM_LABELS = 14
"""The width of the column of labels beside the diagram."""

CHANGES = re.findall(r"^\| ([^|`]+) \| (\d+) \| (.+) \|$", PAGE, re.MULTILINE)


def test_the_diagram_shows_the_layers_that_import_linter_checks() -> None:
    diagram = re.search(r"^```text\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert diagram
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contract = settings["tool"]["importlinter"]["contracts"][0]
    assert [line[DIAGRAM_LABELS:] for line in diagram[1].splitlines()] == contract["layers"]
    assert contract["exhaustive"]


def test_the_page_lists_every_package_with_its_first_sentence() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", PAGE, re.MULTILINE)
    packages = {path.parent.name for path in (ROOT / "graphkit").glob("*/__init__.py")}
    assert {name for name, _ in rows} == packages
    for name, sentence in rows:
        text = import_module(f"graphkit.{name}").__doc__ or ""
        assert text.split("\n\n")[0].replace("\n", " ") == sentence


def test_the_page_names_every_module_beside_the_packages() -> None:
    modules = {path.stem for path in (ROOT / "graphkit").glob("*.py")} - {"__init__"}
    beside = PAGE.partition("Beside them:")[2].partition("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", beside)) == modules


@pytest.mark.parametrize(("change", "places", "files"), CHANGES, ids=[change for change, *_ in CHANGES])
def test_a_change_belongs_in_as_many_files_as_are_named(change: str, places: str, files: str) -> None:
    named = re.findall(r"`([\w./]+/[\w./]*)`", files)
    assert all((ROOT / name).exists() for name in named), files
    assert len(named) == int(places)


def test_a_query_and_a_command_touch_the_files_that_the_page_names() -> None:
    """`neighbors` is as good as any: its places are those that a new one needs."""
    for place in ("graphkit/__init__.py", "docs/python.md", "graphkit/cli/main.py", "docs/answers.md"):
        assert "neighbors" in (ROOT / place).read_text("utf-8")
        assert f"`{place}`" in PAGE


def test_every_module_opens_with_one_sentence() -> None:
    for module in (ROOT / "graphkit").rglob("*.py"):
        text = module.read_text("utf-8")
        first = text.removeprefix('"""').partition('"""')[0].partition("\n\n")[0].strip()
        assert text.startswith('"""') or not text, module
        assert not text or first.endswith((".", "::", ":")), (module, first)
