"""A file that is not what its name says is refused by what it is, and by what to do about it."""

import bz2
import codecs
import gzip
import io
import json
import lzma
import re
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import openpyxl
import pytest
from datasets import dataset, relation

import graphkit as gk
from graphkit.errors import DataError, GraphkitError, UsageError
from graphkit.formats import read
from graphkit.graph.build import build_graph
from graphkit.storage import journal
from graphkit.storage.content_kind import kind_of
from graphkit.storage.json_file import dumps

STORY = dataset(relation("r1", when="2025-07-14"))
TABLE = "Ada\tmet\tBen\t2025-07-14\nBen\tmet\tCid\t2025-07-15\n"
ACTORS = "id,name,kind\nada,Ada Lee,person\n"
ENTITIES = "".join(
    json.dumps({"id": id, "schema": "Person", "properties": {"name": [id]}}) + "\n" for id in ("ada", "ben")
)
HTML = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><table></table></body></html>\n"
JOURNAL = '{"change":0,"time":"2026-01-01T00:00:00Z","command":"begin"}\n{"change":1}\n'
MANIFEST = '{\n "format": "graphkit-directory/6",\n "checksum": "", "content": {}}'
SVG = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"></svg>\n'


def exported(suffix: str) -> Callable[[Path], bytes]:
    def made(folder: Path) -> bytes:
        file = folder / f"made{suffix}"
        gk.export(build_graph(STORY), file)
        return file.read_bytes()

    return made


def zipped(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return out.getvalue()


def workbook(_folder: Path) -> bytes:
    out = io.BytesIO()
    made = openpyxl.Workbook()
    made.active.append(["source", "target"])
    made.save(out)
    return out.getvalue()


def database(folder: Path) -> bytes:
    with sqlite3.connect(folder / "x.sqlite") as connection:
        connection.execute("create table actors (id text)")
    connection.close()
    return (folder / "x.sqlite").read_bytes()


Content = bytes | Callable[[Path], bytes]
CONTENTS: dict[str, Content] = {
    "workbook": workbook,
    "ods": zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_xml="<x/>"),
    "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "document": zipped(word__document_xml="<x/>"),
    "zip": zipped(one_csv=ACTORS, two_csv=ACTORS),
    "gzip": gzip.compress(TABLE.encode()),
    "xz": lzma.compress(TABLE.encode()),
    "bzip2": bz2.compress(TABLE.encode()),
    "zstd": b"\x28\xb5\x2f\xfd" + bytes(range(50)),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "picture": b"\x89PNG\r\n\x1a\n",
    "pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n",
    "sqlite": database,
    "parquet": b"PAR1" + bytes(50) + b"PAR1",
    "html": HTML.encode(),
    "gexf": exported(".gexf"),
    "graphml": exported(".graphml"),
    "xml": SVG.encode(),
    "cyjs": exported(".cyjs"),
    "json": dumps(STORY).encode(),
    "ftm": ENTITIES.encode(),
    "jsonld": exported(".jsonld"),
    "table": TABLE.encode(),
    "directory": MANIFEST.encode(),
    "journal": JOURNAL.encode(),
}

MEND = {
    "workbook": ".xlsx",
    "ods": "save each sheet as CSV UTF-8",
    "xls": "save each sheet as CSV UTF-8",
    "document": "name a file of data",
    "zip": "unpack it",
    "gzip": "unpack it (gunzip)",
    "xz": "is packed by xz; unpack it (xz -d)",
    "bzip2": "is packed by bzip2; unpack it (bunzip2)",
    "zstd": "is packed by zstd; unpack it (zstd -d)",
    "pdf": "name a file of data",
    "picture": "name a file of data",
    "pointer": "git lfs pull",
    "sqlite": "as CSV",
    "parquet": "as CSV",
    "html": "name the file that it was made of or links to",
    "gexf": "ends in .gexf",
    "graphml": "ends in .graphml",
    "xml": "is XML, but neither GEXF nor GraphML",
    "cyjs": "ends in .cyjs",
    "json": "ends in .json",
    "ftm": "ends in .ftm.json",
    "jsonld": "is JSON-LD, which is written and not read",
    "table": "ends in .csv or .tsv",
    "directory": "name the directory",
    "journal": "name the dataset, whose name ends before .journal",
}
SUFFIXES = (
    ".json", ".gexf", ".graphml", ".cyjs", ".ftm.json", ".tsv", ".tab", ".csv", ".xlsx", ".xml", ".jsonld",
    ".html", "",
)  # fmt: skip
OWN = {
    ".json": {"json"},
    ".gexf": {"gexf"},
    ".graphml": {"graphml"},
    ".cyjs": {"cyjs"},
    ".ftm.json": {"ftm"},
    ".tsv": {"table", "gzip"},
    ".tab": {"table", "gzip"},
    ".csv": {"table", "gzip", "zip"},
    ".xlsx": {"workbook"},
}
READ_ANYWAY = {(".json", "cyjs"), (".cyjs", "json"), (".gexf", "xml"), (".graphml", "xml")}
"""What a reader may read, or refuse in words of its own."""
CASES = [
    (suffix, content)
    for suffix in SUFFIXES
    for content in CONTENTS
    if content not in OWN.get(suffix, ())
    and (suffix, content) not in READ_ANYWAY
    and not (suffix == ".xlsx" and content in ("zip", "ods", "xls", "document", "table"))
    and not (suffix in (".gexf", ".graphml", ".xml", ".jsonld", ".html", "") and content == "table")
]


def content_of(content: str, folder: Path) -> bytes:
    made = CONTENTS[content]
    return made if isinstance(made, bytes) else made(folder)


@pytest.mark.parametrize(("suffix", "content"), CASES)
def test_the_refusal_says_what_it_is_and_what_to_do(suffix: str, content: str, tmp_path: Path) -> None:
    file = tmp_path / f"other{suffix}"
    file.write_bytes(content_of(content, tmp_path))
    with pytest.raises(GraphkitError) as refused:
        read(file)
    message = str(refused.value)
    assert MEND[content] in message
    assert "\n" not in message
    assert "line 1" not in message
    assert "UTF-8;" not in message


@pytest.mark.parametrize("content", CONTENTS)
def test_loading_and_opening_refuse_alike(content: str, tmp_path: Path) -> None:
    file = tmp_path / "other"
    file.write_bytes(content_of(content, tmp_path))
    if content != "json":
        with pytest.raises(DataError) as refused:
            gk.load(file)
        assert MEND[content] in str(refused.value)
    if content not in ("table", "gzip", "zip"):
        with pytest.raises(DataError) as refused:
            gk.open(file)
        assert " is " in str(refused.value)


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        ("gexf", ".gexf"),
        ("graphml", ".graphml"),
        ("cyjs", ".cyjs"),
        ("ftm", ".ftm.json"),
        ("workbook", ".xlsx"),
    ],
)
def test_a_file_with_the_right_name_is_read_by_another_function(
    content: str, suffix: str, tmp_path: Path
) -> None:
    file = tmp_path / f"right{suffix}"
    file.write_bytes(content_of(content, tmp_path))
    with pytest.raises(DataError, match=r"; gk\.read and 'graphkit import' read it"):
        gk.load(file)


def test_a_zip_of_several_tables_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_bytes(content_of("zip", tmp_path))
    with pytest.raises(DataError, match="holds 2 files; unpack it, and name one of them"):
        read(tmp_path / "x.tsv")


def test_a_table_of_a_folder_that_is_a_workbook_is_called_one(tmp_path: Path) -> None:
    (tmp_path / "relations.csv").write_text("source,type,target\nada,met,ada\n")
    (tmp_path / "actors.csv").write_bytes(workbook(tmp_path))
    with pytest.raises(DataError, match=r"actors\.csv: is a workbook"):
        read(tmp_path)


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF16_LE])
@pytest.mark.parametrize("suffix", [".json", ".cyjs"])
def test_json_in_utf_16_is_called_so(suffix: str, mark: bytes, tmp_path: Path) -> None:
    text = exported(suffix)(tmp_path).decode().replace("Alice", "Порт")
    (tmp_path / f"x{suffix}").write_bytes(mark + text.encode("utf-16-le"))
    with pytest.raises(DataError, match="is UTF-16; save the file as UTF-8"):
        read(tmp_path / f"x{suffix}")


def test_tables_in_utf_16_and_all_with_a_mark_are_read(tmp_path: Path) -> None:
    for name, text in (("actors.csv", ACTORS), ("relations.csv", "source,type,target\nada,met,ada\n")):
        (tmp_path / name).write_bytes(text.encode("utf-16"))
    assert len(read(tmp_path).relations) == 1
    for suffix in (".json", ".gexf", ".graphml", ".cyjs", ".tsv"):
        made = TABLE.encode() if suffix == ".tsv" else exported(suffix)(tmp_path)
        (tmp_path / f"marked{suffix}").write_bytes(codecs.BOM_UTF8 + made)
        assert read(tmp_path / f"marked{suffix}").relations


def test_a_name_in_angle_or_square_brackets_makes_no_table_a_web_page(tmp_path: Path) -> None:
    for number, name in enumerate(("<unknown>", "[a]", "{a}", "[2025]", "%", "PK")):
        file = tmp_path / f"x{number}.tsv"
        file.write_text(TABLE.replace("Ada", name))
        assert len(read(file).relations) == 2
        assert kind_of(file) is None


def test_what_has_no_format_is_told_the_formats(tmp_path: Path) -> None:
    (tmp_path / "x.doc").write_text("Dear Sir")
    with pytest.raises(UsageError, match=r"\.doc is no format that graphkit reads; it reads \.json"):
        read(tmp_path / "x.doc")
    with pytest.raises(GraphkitError, match="no such file"):
        read(tmp_path / "missing.json")


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999", "9" * 5_000])
@pytest.mark.parametrize("place", ['"type": "met"', '"when": "2025-07-14"'])
def test_a_number_that_is_none_is_one_fault(number: str, place: str, tmp_path: Path) -> None:
    text = dumps(STORY)
    assert place in text
    (tmp_path / "x.json").write_text(text.replace(place, f"{place.partition(':')[0]}: {number}"))
    with pytest.raises(DataError) as refused:
        read(tmp_path / "x.json")
    assert len(refused.value.faults) == 1
    assert refused.value.faults[0].line is not None


def test_other_faults_are_named_beside_such_a_number(tmp_path: Path) -> None:
    text = dumps(STORY).replace('"2025-07-14"', "NaN").replace('"met"', "5")
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(DataError) as refused:
        read(tmp_path / "x.json")
    assert [fault.message.partition(",")[0].partition(" is")[0] for fault in refused.value.faults] == [
        "NaN",
        "expected a text in double quotes",
    ]


def test_a_change_of_such_a_file_is_refused_alike(tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    file.write_bytes(content_of("gexf", tmp_path))
    with pytest.raises(DataError, match=r"is GEXF; rename it so that it ends in \.gexf"):
        journal.change(file, lambda made: made, "nothing")


# --- graphs in formats that are not read --------------------------------------------------------

THEIRS = nx.MultiDiGraph()
THEIRS.add_node("Ada", born="1815")
THEIRS.add_edge("Ada", "Ben", weight=2.0)


@pytest.mark.parametrize("suffix", ["{}", "txt", "tsv", "json"])
@pytest.mark.parametrize(
    ("kind", "write"),
    [
        ("gml", nx.write_gml),
        ("pajek", nx.write_pajek),
        ("edgelist", nx.write_edgelist),
        ("adjlist", nx.write_adjlist),
        ("multiline_adjlist", nx.write_multiline_adjlist),
    ],
)
def test_a_graph_that_is_not_read_names_the_call_that_converts_it(
    kind: str, write: Callable[..., None], suffix: str, tmp_path: Path
) -> None:
    file = tmp_path / f"theirs.{suffix.format(kind)}"
    write(THEIRS, file)
    with pytest.raises(GraphkitError) as refused:
        read(file)
    call = f"networkx.write_graphml(networkx.read_{kind}(FILE), 'x.graphml')"
    assert str(refused.value).endswith(call)
    eval(call.replace("'x.graphml'", "MADE"), {"networkx": nx, "FILE": file, "MADE": tmp_path / "x.graphml"})
    assert sorted(row.name for row in read(tmp_path / "x.graphml").actors) == ["Ada", "Ben"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('Creator "yFiles"\nVersion "2.16"\ngraph\n[\n\tdirected\t1\n]\n', "is GML"),
        ("% a comment\n*Vertices 9\n*Edges\n1 2\n", "is Pajek's .net"),
        ("*Network x\n*Vertices 2\n", "is Pajek's .net"),
        ("digraph G {\n  a -> b;\n}\n", "open it in Gephi, and export it as GEXF"),
        ("// made by hand\nstrict graph {\n  a -- b;\n}\n", "is DOT of Graphviz"),
        ("nodedef>name VARCHAR,label VARCHAR\na,Ann\n", "is GDF"),
        ("dl n=2 format=edgelist1\nlabels:\nada,ben\ndata:\n1 2\n", "is DL of UCINET"),
        ("# by hand\n@prefix : <http://x/> .\n:ada :met :ben .\n", "is RDF"),
        ("<http://x/ada> <http://x/met> <http://x/ben> .\n" * 2, "is RDF"),
        ('"_id","_labels","name","_start","_end","_type"\n"0",":A","Ada",,,\n', "apoc.export.graphml.all"),
        ("\x80\x04\x95", "is a pickle"),
    ],
)
@pytest.mark.parametrize("suffix", ["net", "txt", "csv"])
def test_other_graphs_are_told_by_their_beginning(text: str, words: str, suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"x.{suffix}").write_text(text, encoding="latin-1")
    with pytest.raises(DataError, match=words):
        read(tmp_path / f"x.{suffix}")


def test_a_table_that_begins_like_such_a_graph_is_a_table(tmp_path: Path) -> None:
    names = (
        "graph", "graph [", "*Vertices", "digraph", "nodedef", "strict graph", "dl n", "<a> <b>", "prefix a",
    )  # fmt: skip
    for number, name in enumerate(names):
        (tmp_path / f"x{number}.tsv").write_text(TABLE.replace("Ada", name))
        assert len(read(tmp_path / f"x{number}.tsv").relations) == 2


@pytest.mark.parametrize("suffix", ["json", "cyjs"])
def test_a_fault_in_cytoscape_data_of_networkx_is_named_as_it_is(suffix: str, tmp_path: Path) -> None:
    raw = nx.cytoscape_data(nx.DiGraph([("a", "b")]))
    raw["elements"]["edges"][0]["data"]["target"] = "zz"
    (tmp_path / f"x.{suffix}").write_text(json.dumps(raw))
    with pytest.raises(DataError, match="there is no node 'zz'; add it, or write another"):
        read(tmp_path / f"x.{suffix}")


_NODE, _LINK = (
    '{"type": "node", "id": "0", "labels": ["A"]}',
    '{"id": "0", "type": "relationship", "label": "MET"}',
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{_NODE}\n{_LINK}\n", "is an export of Neo4j (APOC), which is not read"),
        (f"[{_NODE}, {_LINK}]", "is an export of Neo4j (APOC), which is not read"),
        (f'{{"nodes": [{_NODE}], "rels": [{_LINK}]}}', "is an export of Neo4j (APOC), which is not read"),
        (
            '[{"CXVersion": "2.0"}, {"nodes": [{"id": 0}]}, {"edges": []}]',
            "is CX of Cytoscape, which is not read",
        ),
        ('[{"numberVerification": []}, {"nodes": [{"@id": 1}]}]', "is CX of Cytoscape, which is not read"),
        (
            '{"persons": [{"id": "p1", "name": "Ada"}], "memberships": []}',
            "is JSON that holds no graph of nodes",
        ),
        (
            '{"DATA_SOURCE": "x"}\n{"DATA_SOURCE": "y"}\n',
            "is JSON of one object a line, no FollowTheMoney",
        ),
        ('[{"name": "Ada"}]', "is JSON that holds no graph of nodes"),
    ],
)
def test_other_json_is_told_by_what_it_holds(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(DataError) as refused:
        read(tmp_path / "x.json")
    assert words in str(refused.value)
    assert len(refused.value.faults) == 1


PROSE = "Ann Lee met Bob Ray in Oslo on 4 May 2019.\n\nThey spoke of Acme."


@pytest.mark.parametrize(
    "text", [PROSE, PROSE * 60, PROSE.partition("\n")[0], TABLE, dumps(STORY), HTML, "x" * 300, "y " * 200]
)
def test_a_text_in_place_of_a_name_is_called_one(text: str) -> None:
    for reads in (gk.load, gk.read, gk.open):
        with pytest.raises(GraphkitError) as refused:
            reads(text)
        message = str(refused.value)
        assert "is a text, and no file of that name is there; save it to a file, and name that" in message
        assert "'graphkit read' reads an article" in message
        assert "\n" not in message
        assert len(message) < 200


def test_a_file_whose_name_is_a_sentence_is_read(tmp_path: Path) -> None:
    (tmp_path / "Who met whom? All of it.").write_text(dumps(STORY), "utf-8")
    assert gk.load(tmp_path / "Who met whom? All of it.")


@pytest.mark.parametrize("name", ["article.txt", "article.md", "article"])
def test_the_file_of_an_article_is_no_graph(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(PROSE, "utf-8")
    is_table = name.endswith(".txt")
    what = "is a text, and no graph.json" if is_table else r"is .*no format that graphkit reads; .*"
    mend = "; 'graphkit read' reads an article" + ", gk.read and 'graphkit import' a table" * is_table
    with pytest.raises(DataError, match=rf"{re.escape(name)}: (?:\.md )?{what}{mend}$"):
        gk.load(tmp_path / name)
    if name == "article.txt":
        with pytest.raises(DataError, match="read an article by 'graphkit read'"):
            gk.read(tmp_path / name)


@pytest.mark.parametrize("name", ["x.csv", "x.tsv", "x.txt", "x.csv.gz", "x.tsv.gz"])
@pytest.mark.parametrize("table", [TABLE, '"Lee, Ann",met,Bob,2019\n', "source;target\n"])
def test_a_table_is_not_loaded_but_read(name: str, table: str, tmp_path: Path) -> None:
    content = table.encode()
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    with pytest.raises(DataError, match=r"gk\.read and 'graphkit import'"):
        gk.load(tmp_path / name)
