"""Tells from its content what a file is, so that a refusal names the real mend and not its first odd byte."""

import codecs
import os
import re
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from graphkit.errors import DataError, Fault, GraphkitError, Mend, StorageError
from graphkit.libraries import Reader

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
_SAVE = "save each sheet as CSV UTF-8"
_RENAME = "rename it so that it ends in"
_CONVERT = "is {}, which is not read; convert it: networkx.write_graphml(networkx.read_{}(FILE), 'x.graphml')"
_WORDS = {
    "workbook": f"is a workbook; {_RENAME} .xlsx, or {_SAVE}",
    "ods": f"is a workbook of LibreOffice; save it as .xlsx, or {_SAVE}",
    "xls": f"is a document of an old Office; if it is a workbook, save it as .xlsx, or {_SAVE}",
    "document": "is a document of Word, not data; name a file of data",
    "zip": "is a ZIP archive; unpack it, and name the file in it",
    "gzip": "is packed by gzip; unpack it (gunzip)",
    "pdf": "is a PDF, not data; name a file of data",
    "picture": "is a picture, not data; name a file of data",
    "sqlite": "is an SQLite database, which is not read; import what it was made of, "
    "or its source, relation, target and date as CSV",
    "parquet": "is one Parquet file; name the directory that 'graphkit import -o' wrote, or export it as CSV",
    "html": "is a web page (HTML), not data; name the file that it was made of or links to",
    "gexf": f"is GEXF; {_RENAME} .gexf",
    "graphml": f"is GraphML; {_RENAME} .graphml",
    "xml": "is XML, but neither GEXF nor GraphML; export it as one of these, or its relations as CSV",
    "json": f"is JSON; {_RENAME} .json, of Cytoscape .cyjs, of FollowTheMoney .ftm.json",
    "node-link": f"is a graph in JSON; {_RENAME} .json",
    "cytoscape": f"is Cytoscape JSON; {_RENAME} .cyjs",
    "ftm": f"is FollowTheMoney; {_RENAME} .ftm.json",
    "json-ld": "is JSON-LD, which is written and not read; read what it was made of",
    "lines": "is JSON of one object a line, no FollowTheMoney; save source, relation, target and date as CSV",
    "neo4j": "is an export of Neo4j (APOC), which is not read; export it there by apoc.export.graphml.all",
    "cx": "is CX of Cytoscape, which is not read; export it there as Cytoscape.js JSON (.cyjs)",
    "rdf": "is RDF, which is not read; save source, relation, target and date as CSV, by SPARQL",
    "pickle": "is a pickle of Python, which may run what is in it and is not read; write GraphML",
    "gml": _CONVERT.format("GML", "gml"),
    "pajek": _CONVERT.format("Pajek's .net", "pajek"),
    "edgelist": _CONVERT.format("an edge list of networkx", "edgelist"),
    "adjlist": _CONVERT.format("an adjacency list of networkx", "adjlist"),
    "multiline": _CONVERT.format("a multi-line adjacency list of networkx", "multiline_adjlist"),
    "dot": "is DOT of Graphviz, which is not read; open it in Gephi, and export it as GEXF",
    "ucinet": "is DL of UCINET, which is not read; open it in Gephi, and export it as GEXF",
    "gdf": "is GDF, which is not read; open it in Gephi, and export it as GEXF",
    "table": f"is a table; {_RENAME} .csv or .tsv",
    "directory": "is a part of a dataset directory; name the directory",
    "journal": "is the journal of a dataset; name the dataset, whose name ends before .journal",
    "pointer": "is what Git LFS keeps in place of the file; fetch that: git lfs pull",
}
"""What a file is, and the mend."""

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
}
_ZIP = b"PK\x03\x04"
_GRAPHS = {
    "gml": r"(?:\s*(?:#|Creator\b|Version\b|comment\b).*\n)*\s*graph\s*\[\s*\n",
    "pajek": r"(?:\s*%.*\n)*\s*\*(?:vertices[ \t]+[0-9]|(arcs|edges)(list)?\s*\n|network\b[^\t\n]*\n\s*\*)",
    "dot": r"(?:\s*(?://|#).*\n)*\s*(?:strict\s+)?(?:di)?graph\b[^\n\t,;\[]*\{",
    "gdf": r"\s*nodedef\s*>",
    "ucinet": r"\s*dl\s+n[rcm]?\s*=",
    "rdf": r"(?:\s*#.*\n)*\s*(?:@(?:prefix|base)\s|prefix\s+\w*:|<[^<>\s]+>\s+<[^<>\s]+>\s.*\.\s*$)",
    "neo4j": r'"?_id"?[,;\t]"?_labels"?[,;\t]',
    "edgelist": r"(?:#.*\n)*\S+ \S+ \{.*\}\r?\n",
    "multiline": r"#.*\n# GMT .*\n#.*\n(?:\S+ [0-9]+\r?\n)+\S+ \{",
    "adjlist": r"#.*\n# GMT .*\n#.*\n\S",
    "pointer": r"version https://git-lfs\.github\.com/",
}
"""How the text of a graph in other formats begins, in any case."""
_ROOT = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>)*<(?:\w+:)?(\w+)", re.DOTALL | re.IGNORECASE)
_ROOTS = {"gexf": "gexf", "rdf": "rdf", "graphml": "graphml", "html": "html", "head": "html", "body": "html"}
_JSON = re.compile(r"\s*[\[{]\s*(?:[\"{\[\]}]|\Z)")
_JSON_SIGNS = {
    "directory": r'"format"\s*:\s*"graphkit-directory',
    "journal": r'\{"change":0,"time":',
    "cytoscape": r'"elements"\s*:|"target_cytoscapejs_version"|\[\s*\{\s*"(?:group|data)"\s*:',
    "json-ld": r'"@context"\s*:',
    "neo4j": r'(?:\{\s*"nodes"\s*:\s*)?\[?\s*\{\s*"type"\s*:\s*"node"\s*,\s*"id"\s*:',
    "cx": r'"(?:CXVersion|numberVerification)"\s*:',
    "node-link": r'"(?:nodes|links)"\s*:',
    "ftm": r'"schema"\s*:\s*"[A-Z]',
}
"""The first of these in a file tells which JSON it is."""


def words_for(path: PathLike) -> str | None:
    """Return what a file is, and the mend, as one phrase; None if it is not plain."""
    kind = kind_of(path)
    if kind == "json":
        kind = _kind_of_text(path) or kind
    suffix = Path(path).suffix[1:].casefold()
    if kind is None and suffix in ("gml", "dot", "gdf", "edgelist", "adjlist") and _start_of(path):
        kind = suffix
    return None if kind is None else _words(kind, path)


def _words(kind: str, path: PathLike) -> str:
    """Return what a file of a kind is, and the mend; a name that fits it is not to be changed."""
    what, _, suffix = _WORDS[kind].partition(f"; {_RENAME} ")
    name = os.fspath(path).casefold()
    if (
        suffix
        and name.endswith(tuple(suffix.partition(",")[0].split(" or ")))
        and (kind == "ftm" or not name.endswith(".ftm.json"))
    ):
        reads = "gk.load" if kind in ("json", "node-link") else "gk.read"
        return f"{what}; {reads} and 'graphkit import' read it"
    return _WORDS[kind]


def refused_folder(path: PathLike) -> StorageError:
    """Return the error of a folder that is no file: one of tables, a dataset directory, or neither."""
    there = {entry.name for entry in os.scandir(Path(path))}
    if {"manifest.json", "events"} <= there:
        mend = Mend("name it with --data", "gk.open reads it")
        return StorageError(f"{Path(path)}: is a dataset directory", mend)
    if not there.isdisjoint(("actors.csv", "relations.csv")):
        return StorageError(f"{Path(path)}: is a folder of tables; gk.read and 'graphkit import' read it")
    return StorageError(f"{Path(path)}: is a folder; name the file in it")


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
    return next(
        (kind for kind, sign in _GRAPHS.items() if re.match(sign, text, re.IGNORECASE | re.MULTILINE)), None
    )


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
        if takes is JSON and Path(path).suffix.lower() not in _READ and not tries_json:
            raise DataError(str(path), [Fault("", unread(path))]) from None
        raise


def _kind_of_text(path: PathLike) -> str | None:
    """Return which JSON a file is, or that it is a table; None if neither is plain."""
    text = _decoded(_start_of(path))
    if _JSON.match(text):
        found = {kind: re.search(sign, text) for kind, sign in _JSON_SIGNS.items()}
        places = {kind: match.start() for kind, match in found.items() if match}
        other = "lines" if re.match(r"\s*\{.*\}\s*\n\s*\{", text) else None
        return min(places, key=lambda kind: places[kind]) if places else other
    lines = text.splitlines()[:2]
    if len(lines) == 2 and text.lstrip()[:1] not in ("<", '"', ""):
        counts = [[line.count(each) for each in "\t,;"] for line in lines]
        if counts[0] == counts[1] and any(counts[0]):
            return "table"
    return None
