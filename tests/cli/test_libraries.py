"""Whatever a library raises or prints while it reads input becomes one line of ours."""

import csv
import gzip
import io
import logging
import sys
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import defusedxml.ElementTree
import followthemoney
import pyarrow.csv
import pytest

from graphkit.backends import duckdb as by_duckdb
from graphkit.errors import DataError, StorageError, UsageError
from graphkit.formats.events import open_table
from graphkit.libraries import Reader

ROWS = "ann\tmet\tbob\t2014-07-01\n"
ENTITY = '{"id": "ann", "schema": "Person", "properties": {"name": ["Ann"]}}\n'
GRAPHML = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed">'
    '<node id="ann"/></graph></graphml>'
)


class OddError(Exception):
    """An exception of which nobody ever heard."""


def odd(*_: Any, **__: Any) -> Any:
    print("greetings from a library")
    print("and more of them", file=sys.stderr)
    logging.getLogger("a.library").warning("beware")
    raise OddError("first line\n\x1b[31msecond line")


def zipped(text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("rows.tsv", text)
    return file.getvalue()


@pytest.mark.parametrize(
    ("owner", "function", "name", "content"),
    [
        (type(followthemoney.model), "get", "x.ftm", ENTITY.encode()),
        (defusedxml.ElementTree, "fromstring", "x.graphml", GRAPHML.encode()),
        (defusedxml.ElementTree, "fromstring", "x.gexf", b"<gexf/>"),
        (csv, "reader", "actors.csv", b"name\nAnn\n"),
        (gzip.GzipFile, "read", "x.tsv.gz", gzip.compress(ROWS.encode())),
        (zipfile, "ZipFile", "x.tab.zip", zipped(ROWS)),
        (zipfile.ZipFile, "open", "x.tab.zip", zipped(ROWS)),
        (zipfile.ZipExtFile, "read", "x.tab.zip", zipped(ROWS)),
    ],
    ids=["ftm", "graphml", "gexf", "csv", "gzip", "zip", "zip opened", "zip read"],
)
def test_what_a_library_raises_and_prints_is_one_line(
    owner: Any,
    function: str,
    name: str,
    content: bytes,
    run: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / name).write_bytes(content)
    monkeypatch.setattr(owner, function, odd)
    result = run("import", tmp_path / name, "-o", tmp_path / "made")
    assert (result.code, result.out) == (2, "")
    assert len(result.err.splitlines()) == 1
    assert "first line" in result.err
    assert name in result.err
    assert not (tmp_path / "made").exists()


def directory(run: Callable[..., Any], folder: Path) -> Path:
    (folder / "rows.tsv").write_text(ROWS)
    assert run("import", folder / "rows.tsv", "-o", folder / "made").code == 0
    return folder / "made"


def test_so_it_is_in_a_directory(
    run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = directory(run, tmp_path)
    monkeypatch.setattr(by_duckdb, "connect", lambda *_: Mock(execute=odd))
    result = run("--data", made, "relations")
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines() == [f"graphkit: {made}: cannot be read: first line"]


def test_a_table_that_pyarrow_does_not_read_is_read_line_by_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rows.tsv").write_text(ROWS)
    monkeypatch.setattr(pyarrow.csv, "read_csv", odd)
    assert open_table.open_table(tmp_path / "rows.tsv").count() == 1
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (RecursionError("deep"), "x: is odd: it is nested too deeply; mend it"),
        (MemoryError(), "x: is odd: it takes more memory than there is; mend it"),
        (OddError(), "x: is odd: OddError; mend it"),
        (OddError("\n a  line\nand another"), "x: is odd: a line; mend it"),
        (OddError("long" * 1000), f"x: is odd: {'long' * 74}l...; mend it"),
        (EOFError(), "x: is odd: it ends too early; mend it"),
    ],
)
def test_the_line_says_why(error: Exception, message: str) -> None:
    with pytest.raises(DataError) as caught, Reader("x", "is odd", "mend it"):
        raise error
    assert str(caught.value) == message
    with pytest.raises(StorageError), Reader("x", "is odd", "mend it", kept=True):
        raise error


def test_a_file_that_fails_underneath_is_told_as_such() -> None:
    with pytest.raises(StorageError, match=r"^x: cannot be read: Input/output error$"), Reader("x", "is odd"):
        raise OSError(5, "Input/output error")


@pytest.mark.parametrize("error", [UsageError("ours"), KeyboardInterrupt(), SystemExit(3), OddError("known")])
def test_what_is_told_elsewhere_passes(error: BaseException) -> None:
    with pytest.raises(type(error)) as caught, Reader("x", "is odd", but=(OddError,)):
        raise error
    assert caught.value is error


def test_pieces_before_an_error_are_not_lost() -> None:
    def pieces() -> Any:
        yield from range(2500)
        raise OddError

    found: list[int] = []
    with pytest.raises(DataError):
        found.extend(Reader("x", "is odd").each(pieces()))
    assert found == list(range(2500))
    assert list(Reader("x", "is odd").each(iter(range(2001)))) == list(range(2001))


def test_only_the_thread_that_reads_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    streams = sys.stdout, sys.stderr
    outer, inner = Reader("x", "is odd"), Reader("x", "is odd")
    with outer:
        with inner:
            print("unseen")
        print("unseen")
        other = threading.Thread(target=print, args=("seen",))
        other.start()
        other.join()
        print("unseen", file=sys.stderr)
    print("seen too")
    assert (sys.stdout, sys.stderr) == streams
    assert capsys.readouterr() == ("seen\nseen too\n", "")
