"""Tells from its content what a file is, so that a refusal names the real mend and not its first odd byte."""

import codecs
import os
import re
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from graphkit.errors import DataError, Fault, GraphkitError, Mend, StorageError, shortened
from graphkit.libraries import Reader, tables_beside

PathLike = str | os.PathLike[str]

JSON = ("json",)
"""What a reader of JSON takes."""
TABLE = ("gzip", "zip")
"""What a reader of tables takes: any text, packed or not."""

TOO_DEEP = "is nested too deeply; no dataset needs more than eight levels of brackets"
"""What is wrong with what no reader can follow."""

_OWN_SHEETS = {"actors", "relations"}
_SHEET_NAMES = re.compile(rb'<(?:\w+:)?sheet\s[^>]*?\bname="([^"]*)"')
_LISTED = 1 << 20
"""Bytes of the list of the sheets of a workbook that are looked at."""

_START = 8192
_LONGEST_NAME = 255
"""Bytes that the name of a file can have."""
_ARTICLES = "'graphkit read' reads an article"
_RENAME = "rename it so that it ends in"
_READ = (".json", ".csv", ".tsv", ".txt", ".xlsx", ".gexf", ".graphml", ".cyjs", ".ftm.json")

_MAGIC = {
    b"\x1f\x8b": "gzip",
    b"\xd0\xcf\x11\xe0": "xls",
    b"%PDF": "pdf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"SQLite format 3\0": "sqlite",
    b"PAR1": "parquet",
    **{bytes([0x80, protocol]): "pickle" for protocol in range(2, 6)},
    b"\xfd7zXZ\0": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"\x04\x22\x4d\x18": "lz4",
    b"\x1f\x9d": "compress",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "rar",
    **{b"BZh%d1AY&SY" % level: "bzip2" for level in range(1, 10)},
}
_ZIP = b"PK\x03\x04"
_NO_TEXT = {*_MAGIC.values(), "zip", "workbook", "ods", "document"}
_PACKED_TABLE = re.compile(r"\.(?:csv|tsv|txt)\.(?:gz|zip)$")
_ROOT = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>)*<(?:\w+:)?(\w+)", re.DOTALL | re.IGNORECASE)
_ROOTS = {"gexf": "gexf", "rdf": "rdf", "graphml": "graphml", "html": "html", "head": "html", "body": "html"}
_JSON = re.compile(r"\s*[\[{]\s*(?:[\"{\[\]}]|\Z)")


@cache
def _tables() -> dict[str, dict[str, str]]:
    """Return what files of each kind are called and look like; most commands need none of it."""
    return tables_beside(__file__)


def words_for(path: PathLike) -> str | None:
    """Return what a file is, and the mend, as one phrase; None if it is not plain."""
    kind = kind_of(path)
    if kind == "json":
        kind = _kind_of_text(path) or kind
    suffix = Path(path).suffix[1:].casefold()
    if kind is None and suffix in ("gml", "dot", "gdf", "edgelist", "adjlist") and _start_of(path):
        kind = suffix
    return None if kind is None else _words(kind, path)


def told_kind(kind: str) -> tuple[str, str]:
    """Return what a text of a kind is, or blank if it is none; and how a file of it is unpacked, if it is."""
    what, _, mend = _tables()["words"][kind].partition("; ")
    is_text = kind not in _NO_TEXT
    return what.split(",")[0] if is_text else "", mend if mend.startswith("unpack") else ""


def _words(kind: str, path: PathLike) -> str:
    """Return what a file of a kind is, and the mend; a name that fits it is not to be changed."""
    what, _, suffix = _tables()["words"][kind].partition(f"; {_RENAME} ")
    name = os.fspath(path).casefold()
    if (kind == "table" and name.endswith(".txt")) or (kind in TABLE and _PACKED_TABLE.search(name)):
        return f"{what.partition(';')[0]}; gk.read and 'graphkit import' read it"
    if (
        suffix
        and name.endswith(tuple(suffix.partition(",")[0].split(" or ")))
        and (kind == "ftm" or not name.endswith(".ftm.json"))
    ):
        reads = "gk.load" if kind in ("json", "node-link") else "gk.read"
        return f"{what}; {reads} and 'graphkit import' read it"
    return _tables()["words"][kind]


def refused_folder(path: PathLike) -> StorageError:
    """Return the error of a folder that is no file: one of tables, a dataset directory, or neither."""
    there = {entry.name for entry in os.scandir(Path(path))}
    if {"manifest.json", "events"} <= there:
        mend = Mend("name it with --data", "gk.open reads it")
        return StorageError(f"{Path(path)}: is a dataset directory", mend)
    if not there.isdisjoint(("actors.csv", "relations.csv")):
        return StorageError(f"{Path(path)}: is a folder of tables; gk.read and 'graphkit import' read it")
    return StorageError(f"{Path(path)}: is a folder; name the file in it")


def refuse_text(path: PathLike) -> None:
    """Raise StorageError if what should name a file is the text of one: an article, a table or JSON."""
    text = os.fspath(path).strip()
    is_text = (
        "\n" in text
        or any(len(part.encode(errors="replace")) > _LONGEST_NAME for part in Path(text).parts)
        or (" " in text and text.endswith((".", "!", "?")))
        or (text[:1] + text[-1:]) in ("{}", "[]", "<>")
    )
    if is_text and not os.path.lexists(path):
        message = f"{shortened(text)} is a text, and no file of that name is there"
        raise StorageError(message, Mend(f"save it to a file, and name that; {_ARTICLES}"))


def unread(path: PathLike) -> str:
    """Return that a file is in no format that is read, and what is."""
    if os.fspath(path) == "-":
        return "standard input says no format by its name; save it to a file, such as rows.csv"
    suffix = Path(path).suffix.lower()
    what = f"{suffix} is no format" if suffix else "is in no format"
    return f"{what} that graphkit reads; it reads {', '.join(_READ)} and others ('graphkit formats')"


def kind_of(path: PathLike) -> str | None:
    """Return the kind of a file; None if it is not plain, or not a file that can be read twice."""
    start = _start_of(path)
    if start.startswith(_ZIP):
        return _kind_of_archive(path)
    for magic, kind in _MAGIC.items():
        if start.startswith(magic):
            return kind
    text = _decoded(start)
    root = _ROOT.match(text)
    if root and root[1].casefold() in _ROOTS:
        return _ROOTS[root[1].casefold()]
    if root and text.lstrip().startswith("<?xml"):
        return "html" if "<html" in text.casefold() else "xml"
    if _JSON.match(text):
        return "json"
    signs = _tables()["graphs"].items()
    return next((kind for kind, sign in signs if re.match(sign, text, re.IGNORECASE | re.MULTILINE)), None)


def _start_of(path: PathLike) -> bytes:
    with suppress(OSError, ValueError):  # the reader says it better
        if Path(path).is_file():
            with open(path, "rb") as file:
                return file.read(_START)
    return b""


def is_utf_16(start: bytes) -> bool:
    """Return whether a text that starts so is UTF-16, with or without a byte order mark."""
    marked = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return marked or (len(start) > 3 and 0 in start[:2] and any(start[:2]) and start.count(0, 0, 4) == 2)


def _decoded(start: bytes) -> str:
    if is_utf_16(start):
        marked = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return start.decode("utf-16" if marked else "utf-16-be" if start[0] == 0 else "utf-16-le", "ignore")
    return start.decode("utf-8-sig", "ignore")


def _kind_of_archive(path: PathLike) -> str:
    import zipfile  # rarely needed

    # Whatever is wrong with it, its reader says it better.
    with suppress(GraphkitError), Reader(path, "cannot be unpacked"), zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if any(name.startswith("xl/") for name in names):
            return "workbook"
        if any(name.startswith("word/") for name in names):
            return "document"
        if "mimetype" in names and b"spreadsheet" in archive.open("mimetype").read(200):
            return "ods"
    return "zip"


def is_sheet(path: PathLike) -> bool:
    """Return whether a file is a workbook without a sheet of graphkit's own: its one sheet is a table."""
    if not str(path).casefold().endswith(".xlsx"):
        return False
    import zipfile  # as above

    broken = OSError, EOFError, ValueError, KeyError, RuntimeError, zipfile.BadZipFile, zlib.error
    with suppress(*broken), zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as listed:
        names = _SHEET_NAMES.findall(listed.read(_LISTED))
        named = {name.decode(errors="replace").strip().casefold() for name in names}
        return bool(named) and named.isdisjoint(_OWN_SHEETS)
    return False


def refuse_other(path: PathLike, takes: Collection[str]) -> None:
    """Raise DataError if a file is plainly of another kind than those that a reader takes."""
    kind = kind_of(path)
    if kind is not None and kind not in takes:
        raise DataError(str(path), [Fault("", words_for(path) or _words(kind, path))])


@contextmanager
def read_as(path: PathLike, takes: Collection[str], json: Collection[str] = ()) -> Iterator[None]:
    """Refuse a file of another kind before it is read, or after JSON or XML turned out to be none.

    ``takes`` are the kinds that the reader takes; ``json``, what JSON: ``node-link``, ``cytoscape``, ``ftm``;
    none if it takes none. DataError says what the file is, and what to do.
    """
    refuse_other(path, takes)
    try:
        yield
    except RecursionError:
        raise DataError(str(path), [Fault("", TOO_DEEP)]) from None
    except DataError:
        kind = _kind_of_text(path) if takes is not TABLE else None
        if kind is not None and kind not in (*json, *takes) and (json or kind == "table"):
            raise DataError(str(path), [Fault("", _words(kind, path))]) from None
        tries_json = _decoded(_start_of(path)).lstrip()[:1] in ("", "{", "[")
        if takes is JSON and Path(path).suffix.lower() != ".json" and not tries_json:
            raise DataError(str(path), [Fault("", _no_json(path))]) from None
        raise


def _no_json(path: PathLike) -> str:
    """Return what a file is that is no JSON, by its name, and what reads it."""
    suffix = Path(path).suffix.lower()
    if suffix == ".txt":
        return f"is a text, and no graph.json; {_ARTICLES}, gk.read and 'graphkit import' a table"
    if suffix in _READ:
        return f"is no JSON; gk.read and 'graphkit import' read {suffix}"
    return f"{unread(path)}; {_ARTICLES}" if suffix in (".md", "") else unread(path)


def _kind_of_text(path: PathLike) -> str | None:
    """Return which JSON a file is, or that it is a table; None if neither is plain."""
    text = _decoded(_start_of(path))
    if _JSON.match(text):
        found = {kind: re.search(sign, text) for kind, sign in _tables()["json"].items()}
        places = {kind: match.start() for kind, match in found.items() if match}
        other = "lines" if re.match(r"\s*\{.*\}\s*\n\s*\{", text) else None
        return min(places, key=lambda kind: places[kind]) if places else other
    lines = text.splitlines()[:2]
    if len(lines) == 2 and text.lstrip()[:1] not in ("<", '"', ""):
        counts = [[line.count(each) for each in "\t,;"] for line in lines]
        if counts[0] == counts[1] and any(counts[0]):
            return "table"
    return None
