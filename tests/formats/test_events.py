"""Bulk tables of events: every row arrives, bad ones are named, packed and hostile ones are bounded."""

import gzip
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from cli.conftest import Run, run
from hypothesis import given
from hypothesis import strategies as st

import graphkit as gk
from graphkit.errors import DataError, GraphkitError, StorageError
from graphkit.formats import read
from graphkit.formats.events import cameo, event_tables, unpacked
from graphkit.formats.foreign_identity import KIND_ASSUMED
from graphkit.formats.format import Reading
from graphkit.graph.build import build_graph
from graphkit.model.vocabulary import vocabulary
from graphkit.storage.json_file import read_dataset

__all__ = ["run"]

PLAIN = "source\trelation\ttarget\tdate\nCitizen (India)\tCriticize or denounce\tMinister\t2014-01-01\n"


def gdelt(columns: int = 61, **cells: str) -> str:
    """Return a row of GDELT, its cells by the names of the code book."""
    names = {"id": 0, "day": 1, "code1": 5, "name1": 6, "country1": 7, "type1": 12, "code2": 15, "name2": 16,
             "country2": 17, "type2": 22, "event": 26}  # fmt: skip
    names |= {"added": 59, "url": 60} if columns == 61 else {"added": 56, "url": 57}
    row = [""] * columns
    given = {
        "id": "410412347",
        "day": "20150218",
        "code1": "USAGOV",
        "name1": "WHITE HOUSE",
        "country1": "USA",
        "type1": "GOV",
        "code2": "CHN",
        "name2": "CHINA",
        "country2": "CHN",
        "event": "042",
        "added": "20150218230000" if columns == 61 else "20150218",
        "url": "https://www.news.example/a?b=c",
    } | cells
    for name, text in given.items():
        if names[name] < columns:
            row[names[name]] = text
    return "\t".join(row) + "\n"


ICEWS_HEAD = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\t"
    "Target Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\n"
)
ICEWS = (
    ICEWS_HEAD
    + "718965\t2014-01-02\tBarack Obama\tElite,Executive,Government\tUnited States\tMake a visit\t042\t1.9"
    "\tChina\t\tChina\t30715\t5\tReuters\n"
)


def put(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


# --- what arrives -------------------------------------------------------------------------------


def test_a_plain_table_becomes_dated_relations(tmp_path: Path) -> None:
    found = read(put(tmp_path, "x.tsv", PLAIN))
    assert [(row.id, row.name) for row in found.actors] == [
        ("citizen-india", "Citizen (India)"), ("minister", "Minister")
    ]  # fmt: skip
    assert [(row.key, row.source, row.type, row.target, row.when) for row in found.relations] == [
        ("row-000000002", "citizen-india", "criticize-or-denounce", "minister", "2014-01-01")
    ]


def test_start_and_end_may_be_unknown(tmp_path: Path) -> None:
    rows = [
        "a\tmet\tb\t1946\t1950",
        "a\tmet\tb\t\t1950",
        "a\tmet\tb\t1946\t",
        "a\tmet\tb\t\t",
        "a\tmet\tb\t46\t47",
        "a\tleads\tb\t1946\t",
    ]
    found = read(put(tmp_path, "x.tsv", "\n".join(rows)))
    assert [row.when for row in found.relations] == ["1946/1950", "/1950", "1946", None, "0046/0047", "1946/"]


def test_two_actors_whose_ids_would_be_one_get_two(tmp_path: Path) -> None:
    found = read(put(tmp_path, "x.tsv", "A (B)\tmet\tA B\t2014-01-01\n"))
    assert {row.name: row.id for row in found.actors} == {"A (B)": "a-b", "A B": "a-b-2"}


@pytest.mark.parametrize(
    ("columns", "decimals"),
    [("", ""), ("", ".0"), ("source=Actor1Name,target=Actor2Name,type=EventCode,date=SQLDATE", "")],
)
@pytest.mark.parametrize(
    ("code", "type_"),
    [("20", "appealed-to"), ("13", "stated-to"), ("42", "visited"), ("211", "appealed-to")],
)
def test_codes_that_lost_their_nought_in_another_program_are_those_of_events(
    code: str, type_: str, columns: str, decimals: str, tmp_path: Path
) -> None:
    head = "GLOBALEVENTID,SQLDATE,Actor1Name,Actor2Name,EventCode,EventRootCode"
    row = f"7{decimals},20150218{decimals},CHINA,PERU,{code}{decimals},{int(code) // 10 or 1}"
    reading = Reading(columns=columns or None)
    (event,) = read(put(tmp_path, "x.csv", f"{head}\n{row}\n"), reading=reading).relations
    assert (event.type, event.when) == (type_, "2015-02-18")
    if not columns:
        assert event.key == "gdelt-0000000007"
        assert ("leading nought" in "".join(reading.notes)) == (len(code) == 2)


def test_a_root_code_of_one_digit_is_a_root(tmp_path: Path) -> None:
    columns = "source=Actor1Name,target=Actor2Name,type=EventRootCode,date=SQLDATE"
    text = "SQLDATE,Actor1Name,Actor2Name,EventRootCode\n20150218,CHINA,PERU,2\n20150218,PERU,CHINA,20\n"
    found = read(put(tmp_path, "x.csv", text), reading=Reading(columns=columns))
    assert [event.type for event in found.relations] == ["appealed-to", "used-mass-violence-on"]


@pytest.mark.parametrize("columns", [57, 58, 61])
def test_gdelt_events_have_types_dates_and_sources(columns: int, tmp_path: Path) -> None:
    found = read(put(tmp_path, "20150218230000.export.CSV", gdelt(columns)))
    (row,) = found.relations
    assert (row.key, row.source, row.type, row.target) == (
        "gdelt-0410412347", "white-house", "visited", "china"
    )  # fmt: skip
    assert (row.when, row.note) == ("2015-02-18", "CAMEO 042")
    assert {actor.id: actor.kind for actor in found.actors} == {
        "white-house": "government-body", "china": "country"
    }  # fmt: skip
    assert [(each.publisher, each.published, each.url) for each in found.sources] == (
        [("news.example", "2015-02-18", "https://www.news.example/a?b=c")] if columns > 57 else []
    )
    assert len(row.evidence) == (columns > 57)


def test_gdelt_rows_without_two_actors_are_counted(tmp_path: Path) -> None:
    reading = Reading()
    text = gdelt() + gdelt(id="2", name2="", code2="") + gdelt(id="3", name1="")
    assert len(read(put(tmp_path, "x.export.csv", text), reading=reading).relations) == 1
    assert reading.notes == ["Left out: 2 rows that name one actor or none; the first: line 2."]


@pytest.mark.parametrize("word", ["NULL", "n/a", "-"])
def test_a_word_for_nothing_is_no_country_of_icews(word: str, tmp_path: Path) -> None:
    row = ICEWS.replace("China\t\tChina", f"China\t{word}\t{word}")
    reading = Reading()
    found = read(put(tmp_path, "x.tab", row), reading=reading)
    assert [dict(actor.attributes).get("sector") for actor in found.actors if actor.name == "China"] == [None]
    told = "Word for nothing in column Target Country (1 row): read as an empty cell"
    assert any(each.startswith(told) for each in reading.told)


def test_icews_rows_have_types_dates_and_stories(tmp_path: Path) -> None:
    found = read(put(tmp_path, "events.2014.tab", ICEWS))
    (row,) = found.relations
    assert (row.key, row.type, row.when, row.note) == (
        "icews-0000718965", "visited", "2014-01-02", "CAMEO 042: Make a visit"
    )  # fmt: skip
    assert [(each.id, each.publisher) for each in found.sources] == [("icews-story-30715", "Reuters")]
    assert {actor.id: actor.kind for actor in found.actors} == {
        "barack-obama": KIND_ASSUMED, "china": "country"
    }  # fmt: skip


def test_every_cameo_code_has_a_relation_type() -> None:
    for root in range(1, 21):
        for code in (f"{root:02}", f"{root:02}1", f"{root:02}99"):
            name = cameo.type_of(code)
            assert name is not None
            assert name in vocabulary() or cameo.own_type(name) is not None
    assert cameo.type_of("042") == "visited"
    assert cameo.type_of("21") is None
    assert cameo.type_of("") is None
    assert cameo.own_type("met") is None


# --- a large table ------------------------------------------------------------------------------


def test_a_table_too_large_for_one_file_is_refused_and_goes_into_a_directory(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = put(tmp_path, "x.tsv", PLAIN + "a\tmet\tb\t2014\na\tmet\tb\t2015\n")
    monkeypatch.setattr(event_tables, "MOST_ROWS", 3)
    assert len(read(table).relations) == 3
    monkeypatch.setattr(event_tables, "MOST_ROWS", 2)
    refused = run("import", table, "--into", tmp_path / "new.json")
    assert refused.code == 2
    assert refused.err == (
        f"graphkit: {table}: has more than 2 relations, too many for one file; "
        "import it into a directory: graphkit import FILE -o DIR\n"
    )
    assert not (tmp_path / "new.json").exists()
    assert run("import", table, "-o", tmp_path / "new").code == 0


def test_a_table_far_too_large_for_one_file_is_refused_by_its_first_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f"a{row}\tmet\tb\t2014\n" for row in range(6_000))
    table = put(tmp_path, "x.tsv", rows)
    monkeypatch.setattr(unpacked, "_FEW", 1_000)
    monkeypatch.setattr(event_tables, "_FIRST", 1_000)
    for most, line in (
        (1_600, "has more than 1,600 relations"),
        (1_300, "has, as its first 1,001 show, more than 1,300 relations, too many"),
    ):
        monkeypatch.setattr(event_tables, "MOST_ROWS", most)
        with pytest.raises(DataError, match=line):
            read(table)


def test_two_rows_of_one_id_are_refused_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    table = put(tmp_path, "x.export.csv", gdelt() + gdelt(event="043"))
    for place in (("--into", tmp_path / "new.json"), ("-o", tmp_path / "new")):
        refused = run("import", table, *place)
        assert refused.code == 2
        assert "gdelt-0410412347" in refused.err
        assert "--skip-bad" in refused.err
        assert [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")] == ["x.export.csv"]
    skipped = run("import", table, "--into", tmp_path / "new.json", "--skip-bad")
    assert "1 row skipped; the first: line 2: has the id" in skipped.out
    assert "2 actors, 1 relation, 1 source" in skipped.out
    assert "rows of one id" in run("import", table, "-o", tmp_path / "new", "--skip-bad").out.lower()


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    """Ten times the rows of the same actors take hardly more memory to read, as a directory reads them."""
    row = "actor {a}\tmade a statement\tactor {b}\t2014-{m:02}-{d:02}\n"
    for name, count in (("small", 6_000), ("large", 60_000)):
        with gzip.open(tmp_path / f"{name}.tsv.gz", "wt") as file:
            file.writelines(row.format(a=n % 97, b=n % 89, m=n % 12 + 1, d=n % 28 + 1) for n in range(count))
    script = """if True:
        import sys
        sys.path.insert(0, sys.argv[2])
        from memory import peak_memory
        from graphkit.formats.events.event_rows import read_rows
        from graphkit.formats.events.row_builder import RowBuilder
        from graphkit.formats.format import Reading
        builder = RowBuilder()
        rows = map(builder.relation, read_rows(sys.argv[1], Reading(), builder.expect))
        print(sum(1 for row in rows), peak_memory())
    """
    peaks = {}
    for name, count in (("small", 6_000), ("large", 60_000)):
        arguments = [tmp_path / f"{name}.tsv.gz", Path(__file__).parents[1]]
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments], capture_output=True, encoding="utf-8", check=True
        )
        relations, peaks[name] = map(int, done.stdout.split())
        assert relations == count
    assert peaks["large"] - peaks["small"] < 10_000  # kB


# --- packed -------------------------------------------------------------------------------------


def zipped(text: str, *names: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name in names or ("x.csv",):
            archive.writestr(name, text)
    return packed.getvalue()


@pytest.mark.parametrize("name", ["x.tsv.gz", "x.csv.zip", "x.export.CSV.zip", "x.tab.zip"])
def test_packed_tables_are_read(name: str, tmp_path: Path) -> None:
    content = gzip.compress(PLAIN.encode()) if name.endswith("gz") else zipped(PLAIN)
    (tmp_path / name).write_bytes(content)
    assert len(read(tmp_path / name).relations) == 1


BLANK = f"a\t{'m' * 1000}\tb\t2014-01-01\n" * 2**12
"""Four megabytes of hardly anything."""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (gzip.compress(BLANK.encode(), 9), "unpacks to far more"),
        (zipped(BLANK), "unpacks to far more"),
        (gzip.compress(PLAIN.encode())[:-9], "cannot be unpacked"),
        (b"\x1f\x8b\x08\x00nonsense", "cannot be unpacked"),
        (zipped(PLAIN)[:-30], "cannot be unpacked"),
        (b"PK\x03\x04nonsense", "cannot be unpacked"),
        (zipped(PLAIN, "a", "b"), "holds 2 files"),
        (gzip.compress(gzip.compress(PLAIN.encode())), "is packed twice; unpack it by hand"),
        (zipped(PLAIN, method=zipfile.ZIP_LZMA), "is packed in an unusual way"),
    ],
    ids=["gzip bomb", "zip bomb", "gzip cut", "no gzip", "zip cut", "no zip", "two files", "twice", "lzma"],
)
def test_what_cannot_honestly_be_unpacked_is_refused(
    content: bytes, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacked, "_UNSUSPICIOUS", 2**20)
    (tmp_path / "x.tsv.gz").write_bytes(content)
    with pytest.raises(DataError, match=message) as caught:
        read(tmp_path / "x.tsv.gz")
    assert len(str(caught.value).splitlines()) == 1


# --- bad rows -----------------------------------------------------------------------------------

BAD = {
    "a day that is none": "a\tmet\tb\t2014-02-30",
    "nearly a day": "a\tmet\tb\t2014-0X",
    "no actor": "\tmet\tb\t2014-01-01",
    "too few": "a\tmet\tb",
    "too many": "a\tmet\tb\t2014-01-01" + "\t" * 1_000_000,
    "nul": "a\0\tmet\tb\t2014-01-01",
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_row_is_named_by_its_number_or_skipped_and_counted(case: str, tmp_path: Path) -> None:
    table = put(tmp_path, "x.tsv", PLAIN + BAD[case] + "\n")
    with pytest.raises(DataError, match=r"x\.tsv: line 3: ") as caught:
        read(table)
    assert "--skip-bad" in str(caught.value)
    assert len(str(caught.value).replace(str(tmp_path), "")) < 400
    reading = Reading(skip_bad=True)
    assert len(read(table, reading=reading).relations) == 1
    assert reading.notes[0].startswith("1 row skipped; the first: line 3: ")


def test_rows_of_a_reversed_interval_are_bad(tmp_path: Path) -> None:
    reading = Reading(skip_bad=True)
    found = read(put(tmp_path, "x.tsv", "a\tmet\tb\t1958\t1956\na\tmet\tb\t1956\t1958\n"), reading=reading)
    assert [row.when for row in found.relations] == ["1956/1958"]
    assert reading.notes[1:] == [
        "1 row skipped; the first: line 1: '1958/1956' ends before it starts; mend the date that is wrong."
    ]


@pytest.mark.parametrize(
    "cells", [{"day": "2015"}, {"event": "99"}, {"event": ""}, {"added": "x"}, {"day": "20150231"}]
)
def test_bad_cells_of_gdelt_are_named(cells: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(DataError, match="line 2: "):
        read(put(tmp_path, "x.export.csv", gdelt() + gdelt(**cells)))


@pytest.mark.parametrize("row", ["\t".join(["x"] * 14), "1\tnever\t" + "\t".join(["x"] * 12)])
def test_bad_cells_of_icews_are_named(row: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="line 2: "):
        read(put(tmp_path, "x.tab", ICEWS_HEAD + row + "\n"))


@pytest.mark.parametrize(
    ("days", "read_as"),
    [
        (["7/1/2014"], ["2014-07-01"]),
        (["7/1/2014", "31/1/2014"], ["2014-01-07", "2014-01-31"]),
        (["7/1/2014", "1/31/2014 0:00"], ["2014-07-01", "2014-01-31"]),
        (["7/1/2014", "31/1/2014", "1/31/2014"], "line 3: '31/1/2014' is not in the calendar"),
        (["2/30/2014"], "line 2: '2/30/2014' is not in the calendar"),
    ],
)
def test_the_order_of_day_and_month_in_icews(
    days: list[str], read_as: list[str] | str, tmp_path: Path
) -> None:
    [row] = ICEWS.removeprefix(ICEWS_HEAD).splitlines()[:1]
    id, _, *rest = row.split("\t")
    rows = ["\t".join((f"{id}{place}", day, *rest)) for place, day in enumerate(days)]
    path = put(tmp_path, "x.tab", ICEWS_HEAD + "\n".join(rows) + "\n")
    if isinstance(read_as, str):
        with pytest.raises(DataError, match=read_as):
            read(path)
    else:
        assert [each.when for each in read(path).relations] == read_as


@pytest.mark.parametrize("bad", ["2004-0X", "2004-13", "-1984-1X", "2004S906-~01"])
@pytest.mark.parametrize("separator", ["\t", ","])
def test_a_date_that_is_none_is_named_without_headings(bad: str, separator: str, tmp_path: Path) -> None:
    lines = f"Ada,met,Ben,{bad}\nAda,met,Cy,199X\nAda,met,Dee,12 May 2004\n".replace(",", separator)
    path = put(tmp_path, "x.csv", lines)
    with pytest.raises(DataError, match=f"line 1: '{bad}' is n"):
        read(path)
    found = read(path, reading=Reading(skip_bad=True))
    assert [row.when for row in found.relations] == ["199X", "2004-05-12"]


@pytest.mark.parametrize("text", ["Ada,Firm,Share,2019 value\n", "a b 1.5\nb c 2\n", "a,b,c,0.255\n"])
def test_what_is_no_date_is_not_blamed(text: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no comma" if "," not in text else "has 4 columns"):
        read(put(tmp_path, "x.csv", text))


@pytest.mark.parametrize("text", ["", "\n\n", "one\n", "a,b,c,d\n", "\t" * 1_000_000, "a\tb\tc\tnever\n"])
def test_what_is_no_table_of_events_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read(put(tmp_path, "x.tsv", text))
    assert len(str(caught.value).replace(str(tmp_path), "")) < 400


def test_lines_are_bounded_and_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.tsv").write_bytes(PLAIN.encode() + b"\xff\tmet\tb\t2014\n")
    with pytest.raises(DataError, match="line 3: is not UTF-8"):
        read(tmp_path / "x.tsv")
    (tmp_path / "x.tsv").write_bytes(b"\xef\xbb\xbf" + PLAIN.replace("\n", "\r\n").encode())
    assert len(read(tmp_path / "x.tsv").relations) == 1
    monkeypatch.setattr(unpacked, "LONGEST", 2**16)
    put(tmp_path, "x.tsv", PLAIN + "x" * (2**16 + 1))
    with pytest.raises(DataError, match="line 3: is longer than"):
        read(tmp_path / "x.tsv")
    with pytest.raises(StorageError, match="no such file"):
        read(tmp_path / "none.tsv")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".tsv") as file:
        Path(file.name).write_bytes(content)
        with suppress(GraphkitError):
            read(file.name)


# --- on the command line ------------------------------------------------------------------------


def test_import_makes_a_new_dataset_of_a_table(tmp_path: Path) -> None:
    table = put(tmp_path, "x.export.csv", gdelt() + gdelt(id="2", event="x"))
    command = [sys.executable, "-m", "graphkit", "import", table, "--into", tmp_path / "new.json"]
    refused = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert refused.returncode == 2
    assert "line 2" in refused.stderr
    assert not (tmp_path / "new.json").exists()
    done = subprocess.run([*command, "--skip-bad"], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0
    assert "1 row skipped" in done.stdout
    assert "2 actors, 1 relation, 1 source" in " ".join(done.stdout.split())
    again = subprocess.run([*command, "--skip-bad"], capture_output=True, encoding="utf-8", check=False)
    assert again.returncode == 1
    assert "0 added" in again.stdout
    graph = build_graph(read_dataset(tmp_path / "new.json"))
    assert [seen.type.name for seen in gk.relations(graph).relations] == ["visited"]
    assert (
        json.loads((tmp_path / "new.json").read_text())["graph"]["sources"][0]["publisher"] == "news.example"
    )
