"""What is published: archives that are built alike each time and are sound, and a check for others."""

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
YAML_ENTRY = re.compile(r"^\s+(\w+): (.+)$", re.MULTILINE)


def _ran(*words: str | Path, cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, env=environment | more, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two folders, each with the archives of a clone of its own."""
    folders = []
    for name in ("one", "another with a longer name"):
        folder = tmp_path_factory.mktemp("build") / name
        assert _ran("git", "clone", "--quiet", ROOT, folder).returncode == 0
        for path in _ran(
            "git", "ls-files", "--modified", "--others", "--exclude-standard"
        ).stdout.splitlines():
            if (ROOT / path).is_file():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes((ROOT / path).read_bytes())
        result = _ran(sys.executable, "-m", "hatchling", "build", cwd=folder)
        assert result.returncode == 0, result.stdout + result.stderr
        folders.append(folder / "dist")
    return folders


def test_the_archives_are_the_same_bytes_wherever_and_whenever_they_are_built(built: list[Path]) -> None:
    digests = [
        {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
        for folder in built
    ]
    assert len(digests[0]) == 2
    assert digests[0] == digests[1]


def test_twine_finds_nothing_wrong(built: list[Path]) -> None:
    result = _ran(sys.executable, "-m", "twine", "check", "--strict", *sorted(built[0].iterdir()))
    assert result.returncode == 0, result.stdout
    assert result.stdout.count("PASSED") == 2


def test_the_source_archive_holds_what_builds_and_tests_it(built: list[Path]) -> None:
    (archive,) = built[0].glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    for name in (
        "pyproject.toml",
        "Makefile",
        "data/graph.json",
        "data/danske.json",
        "graphkit/__main__.py",
        "tests/conftest.py",
    ):
        assert name in names


def test_the_check_of_other_repositories_takes_several_files(tmp_path: Path) -> None:
    hook = dict(YAML_ENTRY.findall((ROOT / ".pre-commit-hooks.yaml").read_text()))
    assert re.search(hook["files"], "stories/graph.json")
    (tmp_path / "good.json").write_bytes((ROOT / "data" / "graph.json").read_bytes())
    (tmp_path / "bad.json").write_text('{"graphkit": 1, "nodes": 3}')
    entry = [sys.executable, "-m", *shlex.split(hook["entry"])]
    good = _ran(*entry, "good.json", "good.json", cwd=tmp_path)
    assert good.returncode == 0
    assert good.stdout.count("good.json is sound") == 2
    mixed = _ran(*entry, "bad.json", "missing.json", "good.json", cwd=tmp_path)
    assert mixed.returncode == 2
    assert "good.json is sound" in mixed.stdout
    assert [line.partition(":")[0] for line in mixed.stderr.splitlines()] == ["bad.json", "missing.json"]
    one = _ran(*entry, "--format", "json", "good.json", "bad.json", cwd=tmp_path)
    assert (one.returncode, one.stdout) == (2, "")


def test_the_container_installs_what_is_there(tmp_path: Path) -> None:
    lines = (ROOT / "Containerfile").read_text().splitlines()
    for *names, target in (line.split()[1:] for line in lines if line.startswith("COPY ")):
        for name in names:
            place = tmp_path / target.lstrip("/")
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, place)
            else:
                place.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, place)
    result = _ran(sys.executable, "-m", "hatchling", "build", "--target", "wheel", cwd=tmp_path / "src")
    assert result.returncode == 0, result.stderr
    extras = re.search(r"/src\[([\w,]+)\]", "\n".join(lines))
    assert extras
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert set(extras[1].split(",")) <= set(project["optional-dependencies"])


def test_the_version_is_one_everywhere_and_dated() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    newest = re.search(r"^## (\S+) - (\d{4}-\d\d-\d\d)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest
    cited = dict(
        re.findall(r"^(version|date-released): (\S+)$", (ROOT / "CITATION.cff").read_text(), re.MULTILINE)
    )
    assert (newest[1], newest[2]) == (version, cited["date-released"]) == (cited["version"], newest[2])
