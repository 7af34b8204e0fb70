"""A format that another installed package adds: read, written, listed, and refused where it is broken."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

MODULE = """
from graphkit.formats.format import Format, Written
from graphkit.model.entities import Actor, Dataset, Relation

def read(path, reading):
    relations, names = [], {}
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        words = line.split()
        if not words:
            reading.leave_out("empty line", "line", line=number)
            continue
        source, type, target = words
        relations.append(Relation(key=f"r{number}", source=source, type=type, target=target))
        names.update({source: None, target: None})
    actors = [Actor(id=name, name=name.title(), kind="company") for name in names]
    return Dataset(actors=actors, relations=relations)

def write(graph):
    lines = [f"{source} {data['type']} {target}" for source, target, data in graph.edges(data=True)]
    return Written(("\\n".join(lines) + "\\n").encode())

TRIPLES = Format("triples", (".triples",), "three words a line", write, read)
NO_FORMAT = "triples"
"""


@pytest.fixture
def run(tmp_path: Path):
    package = tmp_path / "packages"
    info = package / "graphkit_triples-1.0.dist-info"
    info.mkdir(parents=True)
    (package / "graphkit_triples.py").write_text(MODULE)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: graphkit-triples\nVersion: 1.0\n")

    def run(*words, points="triples = graphkit_triples:TRIPLES"):
        (info / "entry_points.txt").write_text(f"[graphkit.formats]\n{points}\n")
        environment = {**os.environ, "PYTHONPATH": str(package)}
        command = [sys.executable, "-m", "graphkit", *words]
        ran = subprocess.run(
            command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False
        )
        return ran.returncode, ran.stdout, ran.stderr

    return run


def test_a_format_of_another_package_is_read_written_and_listed(run, tmp_path: Path):
    (tmp_path / "x.triples").write_text("amd acquired xilinx\n\namd met intel\n")
    code, out, err = run("--data", "x.triples", "path", "xilinx", "intel")
    assert code == 0, err
    assert "Amd" in out
    assert "Empty line (1 line)" in err
    assert run("import", "x.triples", "--into", "x.json")[0] == 0
    assert run("--data", "x.json", "export", "y.triples")[0] == 0
    assert sorted((tmp_path / "y.triples").read_text().split("\n")) == [
        "",
        "amd acquired xilinx",
        "amd met intel",
    ]
    listed = run("formats")[1]
    assert ".triples" in listed
    assert "three words a line" in listed


def test_what_its_reader_returns_is_checked_as_every_dataset_is(run, tmp_path: Path):
    (tmp_path / "x.triples").write_text("amd acquird xilinx\n")
    code, _, err = run("--data", "x.triples", "info")
    assert code == 2
    assert err.startswith("graphkit: x.triples: relation 'r1', type: there is no relation type 'acquird'")


def test_what_its_reader_raises_is_one_line(run, tmp_path: Path):
    (tmp_path / "x.triples").write_text("amd bought\n")
    code, out, err = run("--data", "x.triples", "info")
    assert (code, out) == (2, "")
    assert err.startswith("graphkit: x.triples: is no triples that graphkit-triples reads: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("points", "error"),
    [
        ("triples = graphkit_triples:NOTHING", "cannot be loaded: AttributeError"),
        ("triples = no_such_module:X", "cannot be loaded: ModuleNotFoundError"),
        ("triples = graphkit_triples:NO_FORMAT", "is none of graphkit's formats"),
    ],
)
def test_a_package_whose_format_cannot_be_loaded_is_named(run, tmp_path: Path, points: str, error: str):
    (tmp_path / "x.triples").write_text("amd acquired xilinx\n")
    code, _, err = run("--data", "x.triples", "info", points=points)
    assert code == 2
    assert f"the format triples of graphkit-triples {error}" in err
    assert "update or remove graphkit-triples" in err


def test_it_takes_no_suffix_of_ours(run, tmp_path: Path):
    module = tmp_path / "packages" / "graphkit_triples.py"
    module.write_text(module.read_text().replace('(".triples",)', '(".triples", ".gexf")'))
    (tmp_path / "x.triples").write_text("amd acquired xilinx\n")
    assert run("--data", "x.triples", "export", "x.gexf")[0] == 0
    assert "<gexf" in (tmp_path / "x.gexf").read_text()
