"""Builds the wheel, installs it into a clean environment, and runs every command there."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from shipped import STORIES

from graphkit.cli.main import COMMANDS

ROOT = Path(__file__).parent.parent


def done(*words: str | Path, cwd: Path) -> str:
    result = subprocess.run(words, cwd=cwd, capture_output=True, encoding="utf-8", env=_environment())
    assert result.returncode == 0, (words, result.stdout + result.stderr)
    return result.stdout


def _environment() -> dict[str, str]:
    """Return the environment without what could lead back to the checkout."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GRAPHKIT"))}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    done(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of a clean environment that holds the wheel and what it depends on."""
    clean = tmp_path_factory.mktemp("clean") / "environment"
    done(sys.executable, "-m", "venv", "--without-pip", clean, cwd=ROOT)
    programs = clean / "bin"
    install = (sys.executable, "-m", "pip", "--python", programs / "python", "install", "--no-compile")
    done(*install, "--quiet", "--constraint", ROOT / "constraints.txt", wheel, cwd=ROOT)
    return programs


def test_the_wheel_holds_the_stories_and_every_file_of_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
        stories = {f"graphkit/stories/{name}.json": file.read_bytes() for name, file in STORIES.items()}
        assert {name: packed.read(name) for name in stories} == stories
    package = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "graphkit").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert package <= names
    assert {name for name in names if ".dist-info/" not in name} == package | stories.keys()


CALLED = {
    "open": ["open"],
    "demo": ["demo"],
    "info": ["info"],
    "check": ["check"],
    "actors": ["actors"],
    "relations": ["relations"],
    "show": ["show", "h20-ban"],
    "snapshot": ["snapshot", "2025-05-01"],
    "neighbors": ["neighbors", "nvidia"],
    "common": ["common", "Trump", "nvidia"],
    "groups": ["groups"],
    "rank": ["rank", "--by", "betweenness"],
    "between": ["between", "Trump", "nvidia"],
    "path": ["path", "Trump", "DeepSeek"],
    "reach": ["reach", "Trump"],
    "diff": ["diff", "2025-03-01", "2025-08-01"],
    "timeline": ["timeline"],
    "voices": ["voices", "nvidia"],
    "types": ["types", "bought"],
    "compare": ["compare", "h20.json", "h20.json"],
    "site": ["site", "stories", "-o", "public"],
    "cite": ["cite", "h20-ban"],
    "new": ["new", "story.json"],
    "add": ["add", "actor", "New Actor", "--kind", "company"],
    "edit": ["edit", "new-actor", "description=Edited"],
    "merge": ["merge", "new-actor", "into", "nvidia"],
    "read": ["read", "article.md"],
    "drafts": ["drafts"],
    "undo": ["undo"],
    "remove": ["remove", "new-actor"],
    "log": ["log"],
    "import": ["import", "story.json"],
    "export": ["export", "out.html", "out.gexf", "out.graphml", "out.cyjs", "out.jsonld", "tables/"],
    "formats": ["formats"],
    "schema": ["schema"],
    "completion": ["completion", "bash"],
}


CALLING = """
import json, sys
from contextlib import redirect_stdout
from io import StringIO
from graphkit.cli.main import main
for words in json.loads(sys.argv[1]):
    sys.argv = ["graphkit", "--data", "h20.json", *words]
    with redirect_stdout(StringIO()) as printed:
        try:
            main()
        except SystemExit as left:
            assert left.code == 0, (words, left.code)
    assert printed.getvalue(), words
"""


def test_every_command_works_in_any_folder(installed: Path, tmp_path: Path) -> None:
    assert set(CALLED) == set(COMMANDS) - {
        "compact",
        "mcp",
        "review",
        "serve",
    }  # they take an extra, or a terminal
    folder = tmp_path / "a folder, elsewhere"
    folder.mkdir()
    for name, file in STORIES.items():
        done(installed / "graphkit", "demo", name, "-o", f"{name}.json", cwd=folder)
        assert (folder / f"{name}.json").read_bytes() == file.read_bytes()
    front = "---\npublisher: The Gazette\ndate: 2025-07-16\n---\n"
    (folder / "article.md").write_text(f"{front}\nNvidia sued AMD on Monday.\n")
    (folder / "stories").mkdir()
    (folder / "stories" / "h20.json").write_bytes(STORIES["h20"].read_bytes())
    done(installed / "python", "-I", "-c", CALLING, json.dumps([*CALLED.values()]), cwd=folder)
    assert "<html" in (folder / "out.html").read_text("utf-8")
    assert json.loads((folder / "h20.json").read_text("utf-8"))["multigraph"] is True


@pytest.mark.parametrize(
    ("words", "extra"),
    [
        (["--data", "list.ftm.json", "info"], "ftm"),
        (["new", "story.xlsx"], "excel"),
        (["import", "events.tsv", "-o", "directory"], "scale"),
        (["compact", "."], "scale"),
        (["--data", ".", "--engine", "spark", "info"], "spark"),
        (["serve"], "serve"),
        (["mcp"], "mcp"),
    ],
)
def test_an_extra_that_is_missing_is_named(
    installed: Path, tmp_path: Path, words: list[str], extra: str
) -> None:
    (tmp_path / "list.ftm.json").write_text(
        '{"id": "a", "schema": "Person", "properties": {"name": ["A"]}}\n'
    )
    (tmp_path / "events.tsv").write_text("Ada\tmet\tBen\t2025-07-14\n")
    (tmp_path / "manifest.json").write_text("{}")
    result = subprocess.run(
        [installed / "graphkit", *words],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env=_environment(),
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert f"pip install 'graphkit-explorer[{extra}]'" in result.stderr
    assert len(result.stderr.splitlines()) == 1
