"""The page on the architecture shows the layers that import-linter holds the imports to."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
LABELS = 14
"""How wide the column of labels is, beside the diagram."""


def test_the_diagram_shows_the_layers_of_the_imports() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    found = re.search(r"^```text\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert found
    rows = [line[LABELS:] for line in found[1].splitlines()]
    # A layer that goes on in a second line is indented there.
    drawn = "\n".join(rows).replace("\n  ", " ").splitlines()
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    assert drawn == contracts[0]["layers"]
    assert contracts[0]["exhaustive"]


def test_every_module_opens_with_one_sentence() -> None:
    for module in (ROOT / "graphkit").rglob("*.py"):
        text = module.read_text("utf-8")
        first = text.removeprefix('"""').partition('"""')[0].partition("\n\n")[0].strip()
        assert text.startswith('"""') or not text, module
        assert not text or first.endswith((".", "::", ":")), (module, first)
