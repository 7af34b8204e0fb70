"""The public names are those that are promised, explained, and imported only when they are used."""

import subprocess
import sys
from itertools import chain

import pytest

import graphkit

NAMES = [
    "GraphkitError", "Question", "actors", "add", "apply_changes", "between", "build_graph",
    "check_sources", "chronological_path", "chronological_paths", "cite", "common", "compare", "diff",
    "edit", "export", "find_actor", "find_paths", "groups", "info", "known_by", "load", "merge",
    "neighbors", "open", "part", "parts", "plain", "rank", "reach", "read", "records", "relations", "remove",
    "save", "shortest_path", "shortest_paths", "show", "snapshot", "story", "suppose", "timeline",
    "to_dataset", "voices", "why_no_path", "window",
]  # fmt: skip
HEAVY = {"networkx", "pydantic", "numpy", "pyvis", "rich", "edtf", "click"}


def test_the_public_names_are_these() -> None:
    assert [*graphkit.__all__, "open"] == [*(name for name in NAMES if name != "open"), "open"]
    assert dir(graphkit) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_resolves_and_is_explained(name: str) -> None:
    found = getattr(graphkit, name)
    assert callable(found)
    assert found.__doc__


def test_the_type_checkers_imports_are_the_lazy_ones() -> None:
    assert sorted(chain(*graphkit._MODULES.values())) == NAMES


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'graphkit' has no attribute 'nodes'"):
        graphkit.nodes  # noqa: B018


def test_star_import_gives_the_public_names_but_leaves_python_its_open() -> None:
    scope: dict[str, object] = {}
    exec("from graphkit import *", scope)
    assert {*NAMES} - {"open"} <= set(scope)
    assert "open" not in scope


def test_importing_graphkit_loads_nothing_heavy() -> None:
    code = "import sys, graphkit; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    loaded = set(done.stdout.split())
    assert "graphkit" in loaded
    assert not loaded & HEAVY
