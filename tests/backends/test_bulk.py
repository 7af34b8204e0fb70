"""A table that goes into a directory as columns says what it says where it is read row by row."""

import json
from collections.abc import Callable, Sequence
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.backends import open_directory
from graphkit.backends.row_ids import row_ids
from graphkit.backends.rows import claim_of, text_of
from graphkit.backends.subgraphs import everything
from graphkit.backends.writer import writing
from graphkit.errors import DataError
from graphkit.formats import read
from graphkit.formats.events import bulk, unpacked
from graphkit.formats.events.bulk import Documents, Judged, _versions, add_table
from graphkit.formats.events.columnar import combined, repeats
from graphkit.formats.events.directory import store
from graphkit.formats.events.event import Document, NoRelationError, Piece, actor_named, tried, web_document
from graphkit.formats.events.event_rows import read_rows
from graphkit.formats.events.event_tables import is_numbered
from graphkit.formats.events.row_builder import RowBuilder, own_type, source_row
from graphkit.formats.format import Reading
from graphkit.graph.build import to_dataset
from graphkit.graph.provenance import Version
from graphkit.model.entities import RelationType
from graphkit.model.ids import row_id
from graphkit.model.vocabulary import vocabulary

pytestmark = pytest.mark.local

POOLS = {
    "name": 'Ann|ann| Ann |Ann  B|\u00c9va|E\u0301va|Police (India)|India|Bo;Cy|| |n/a|"Bo" Ray|B"o|"'
    '|"Bo, Ray"|ДОМ|x\u00a0y|x  y|#1|\\N|NULL|Null|None|none|nan|-|Police\u00a0(India)',
    "type": 'met|n/a|did not pay|Met|Make a visit|Consult|directed|Undirected|owns|| |hé|"met"|040',
    "day": "2014-07-01|2014-07|2014|987|2014-13-01|2014-02-30|| 2014-07-01 |soon|01/02/2020|13/02/2020"
    '|20140701|2014-07-01T10:00|2014-07-01 15:00|1404172800|"2014-07-01"|2014-07~|Q2 2014|since 2014'
    "|late March 2014|2014-07-01/2014-08|[2014-07-01..2014-07-09]",
    "spans": "<[2014,2015]>||<[2014,2015];[2017,2018]>|[2014-07-01T10:00, 2015]|[soon]|<[2014, Infinity)>",
    "precision": "1||2|3|9|1.0",
    "status": "|planned|denied|odd|over|alleged",
    "country": "USA||India|n/a|UK",
    "way": "in|out|both||odd",
    "sector": "GOV||Media,Business|MED",
    "number": "1|2|3|4||x|GLOBALEVENTID|007| 5 |123456789012|\u0663|999999999999999999999",
    "code": "040|42||042|999|x",
    "usual": "2014-07-01|7/2/2014|soon",
    "compact": "20140701|20140702|x",
    "link": "https://a.example/1|https://www.a.example/2|BBC||http://b.example:80?q|https://www.|https:///x"
    "|https://\u00fc.example/1|ftp://a.example|https://A.example#\u00e9|https://[::1]/x|https://[x",
    "amount": "1.5|2|1,200|many|n/a|3 EUR|",
    "rest": "|Paper|He did.",
}
"""What may stand in a cell, the usual first."""
MADE = {
    "plain": "source:name relation:type target:name date:day",
    "lasting": "target:name source:name start:day relation:type end:day",
    "bare": "",
    "noted": "Actor1:name Type:type Actor2:name Label:type Date:day Place:name status:status "
    "Direction:way "
    "source.country:country",
    "timesets": "Source:name Target:name timeset:spans",
    "sensed": "from:name to:name day:day time_precision:precision",
    "icews": "Event_ID:number Event_Date:usual Source_Name:name Source_Sectors:sector Source_Country:country "
    "Event_Text:type CAMEO_Code:code Target_Name:name Story_ID:rest Publisher:rest City:rest",
    "gdelt": "GLOBALEVENTID:number SQLDATE:compact Actor1Code:country Actor1Name:name "
    "Actor1CountryCode:country Actor1Type1Code:sector Actor2Name:name EventCode:code AvgTone:rest "
    "DATEADDED:compact SOURCEURL:link",
    "reduced": "Date:compact Source:country Target:country CAMEOCode:code NumEvents:rest",
    "reports": "A:name B:name Nr:number T:type When:day Link:link Paper:rest Head:rest Seen:day Sum:amount "
    "Of:rest What:rest",
    "own ids": "A:name B:name Nr:number T:type First:day Last:day Rest:rest",
    "registers": "source:name target:name type:type start:day end:day status:status publisher:rest "
    "published:day",
    "both ways": "A:name B:name T:type",
}
CHOSEN = {
    "reports": "source=A,target=B,type=T,date=When,source_url=Link,publisher=Paper,title=Head,published=Seen,"
    "amount=Sum,unit=Of,summary=What",
    "own ids": "source=A,target=B,id=Nr,type=T,earliest=First,latest=Last,dates=day-first",
    "both ways": "source=A,target=B,type='knows',direction=none",
}
"""What a person says that the columns of a table are."""
ENDS = ["\n", "\n", "\n", "\r\n", "\r\r\n", "\n\n", "\t\t\t\n", "\r"]


def cell(pool: str) -> st.SearchStrategy[str]:
    texts = POOLS[pool].split("|")
    return st.one_of(*[st.sampled_from(texts[:2])] * 4, st.sampled_from(texts))


@st.composite
def tables(draw: st.DrawFn, name: str) -> bytes:
    pairs = [pair.split(":") for pair in (MADE[name] or MADE["plain"]).split()]
    rows = st.tuples(*(cell(pool) for _, pool in pairs)).map(list)
    separator = draw(st.sampled_from(["\t", "\t", ",", ";"]))
    lines = [[heading for heading, _ in pairs]] if MADE[name] else [["Ann", "met", "Bo", "2014-07-01"]]
    lines += draw(st.lists(rows, min_size=1, max_size=12))
    for place in draw(st.lists(st.integers(0, len(lines) - 1), max_size=2)):
        lines.append(lines[place])
    if draw(st.integers(0, 5)) == 0:
        lines.insert(1, [*lines[-1], "more"])
    text = "".join(separator.join(cells) + draw(st.sampled_from(ENDS)) for cells in lines).encode()
    if draw(st.integers(0, 9)) == 0:
        text += separator.join(["Zo\xe9"] * len(lines[0])).encode("latin-1") + b"\n"
    if draw(st.integers(0, 9)) == 0:
        text += b"a\0b\n"
    return draw(st.sampled_from([b"", b"", b"\xef\xbb\xbf", b"\n"])) + text


class Kept:
    """Stands for a directory: keeps what is added to it."""

    def __init__(self) -> None:
        self.by_content = False
        self.numbers: dict[str, int] = {}
        self.names: dict[str, int] = {}
        self.told: list[tuple[tuple[object, ...], str | None]] = []
        self.rows: list[tuple[object, ...]] = []
        self.cited: dict[str, dict[str, str]] = {}

    @property
    def types(self) -> list[str]:
        return list(self.names)

    def number(self, actor: str) -> int:
        return self.numbers.setdefault(actor, len(self.numbers))

    def type_number(self, name: str) -> int:
        return self.names.setdefault(name, len(self.names))

    def claims(self, versions: Sequence[Version], tail: str | None) -> list[int]:
        self.told.append((claim_of(versions[-1]), tail))
        return [len(self.told) - 1]

    def cite(self, ids: pa.Array, published: pa.Array, fields: pa.Array) -> None:
        for id, day, text in zip(*(each.to_pylist() for each in (ids, published, fields)), strict=True):
            source = json.loads(text)
            assert (source["id"], source["published"]) == (id, day)
            assert text == text_of(source)
            if day < self.cited.get(id, {"published": "~"})["published"]:
                self.cited[id] = source

    def stage(self, ids: Any, ends: Any, types: Any, claims: Any, fields: Any) -> None:
        actors, types = list(self.numbers), [self.types[number] for number in types]
        keys = ids.to_pylist() if isinstance(ids, pa.Array) else [row_id(number) for number in ids]
        said = [self.told[number] for number in claims]
        if fields is None:
            texts = [
                text_of({"type": type_})[:-1] + tail for type_, (_, tail) in zip(types, said, strict=True)
            ]
        else:
            texts = fields.to_pylist()
        for key, source, target, text, (claim, _) in zip(keys, *ends, texts, said, strict=True):
            self.rows.append((key, actors[source], actors[target], text, claim))


Result = tuple[Any, ...]


def as_rows(path: Path, reading: Reading) -> Result:
    """Return what a table says, read row by row."""
    builder = RowBuilder()
    rows: list[tuple[object, ...]] = []
    cited: dict[str, dict[str, str]] = {}
    for event in read_rows(path, reading, builder.expect):
        row = builder.relation(event)
        told = (event.document.published, event.told) if event.document else None
        type_ = vocabulary().get(row["type"]) or RelationType(**own_type(row["type"]))
        status = row.get("status", "actual")
        [version] = _versions(type_, (event.when, event.begins, event.ends), told, status)
        ends = row.pop("source"), row.pop("target")
        rows.append((row.pop("key"), *ends, text_of(row), claim_of(version)))
        if event.document:
            before = cited.get(event.document.id, {"published": "~"})
            cited[event.document.id] = min(before, source_row(event.document), key=itemgetter("published"))
    return told_by(rows, cited, builder, reading)


def as_columns(path: Path, reading: Reading) -> Result:
    """Return what a table says, read as columns."""
    builder, kept = RowBuilder(), Kept()
    add_table(path, kept, builder, reading)  # type: ignore[arg-type]
    assert kept.by_content == any(is_numbered(row[0]) for row in kept.rows)
    assert kept.numbers.keys() == {end for row in kept.rows for end in row[1:3]}
    return told_by(kept.rows, kept.cited, builder, reading)


def told_by(
    rows: list[Any], cited: dict[str, dict[str, str]], builder: RowBuilder, reading: Reading
) -> Result:
    builder.tell(reading)
    actors, types = list(builder.actors.items()), builder.own_types()
    return rows, cited, actors, list(builder.types.items()), types, sorted(reading.told), reading.left_out


def outcome(read: Callable[[Path, Reading], Result], path: Path, reading: Reading) -> Result | str:
    """Return what a table says, or why it is refused."""
    try:
        return read(path, reading)
    except DataError as error:
        return str(error)


@pytest.mark.parametrize("name", list(MADE))
@given(data=st.data(), block=st.sampled_from([64, 300, 10_000]), noted=st.sampled_from([1, 1000]))
def test_columns_say_what_rows_do(name: str, data: st.DataObject, block: int, noted: int) -> None:
    content, skip_bad = data.draw(tables(name)), data.draw(st.sampled_from([True, True, False]))
    with TemporaryDirectory() as spare, pytest.MonkeyPatch.context() as patch:
        path = Path(spare) / "made.tsv"
        path.write_bytes(content)
        patch.setattr(unpacked, "_BLOCK", block)
        patch.setattr(bulk, "_MOST_NOTED", noted)
        rows, columns = (
            outcome(read, path, Reading(skip_bad=skip_bad, columns=CHOSEN.get(name, ""), rows_before=before))
            for read in (as_rows, as_columns)
            for before in (7,)
        )
    assert columns == rows


@pytest.mark.parametrize("block", [64, 10_000])
def test_what_is_said_of_a_row_that_is_skipped_is_not_said_of_the_next(
    block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacked, "_BLOCK", block)
    rows = [("2014-07-01", "2014-07-01")] * 9 + [("01/02/2020", "2021-07-01")]
    rows[7] = ("01/02/2020", "2014-13-01")
    lines = [f"Ann\tBo\t{start}\tmet\t{end}\n" for start, end in rows]
    path = tmp_path / "made.tsv"
    path.write_text("target\tsource\tstart\trelation\tend\n" + "".join(lines), encoding="utf-8")
    for way in (as_rows, as_columns):
        told = outcome(way, path, Reading(skip_bad=True))[-2]
        skipped, unclear = map(str, told)
        assert skipped.startswith("1 row skipped; the first: line 9: ")
        assert unclear.startswith("Unclear date in column start (1 relation): ")
        assert unclear.endswith("; the first: line 11: '01/02/2020'.")


@pytest.mark.parametrize("block", [64, 10_000])
def test_what_a_name_is_does_not_depend_on_the_rows_before_the_first_type(
    block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacked, "_BLOCK", block)
    path = tmp_path / "made.tsv"
    rows = ["Ann\tIndia\tdirected", *["Ann\tAnn\tdirected"] * 9, "Ann\tAnn\tMake a visit", "Ann\tIndia\tmet"]
    path.write_text("\n".join(["source\ttarget\trelation", *rows, ""]), encoding="utf-8")
    for way in (as_rows, as_columns):
        actors = dict(outcome(way, path, Reading())[2])
        assert (actors["ann"]["kind"], actors["india"]["kind"]) == ("unknown", "country")


ADDRESSES = st.tuples(
    st.sampled_from(["https://", "http://", "https://www.", "HTTPS://", "ftp://", ""]),
    st.text("aw.W:@[]\u00fc- \n_9", max_size=8),
    st.sampled_from(["", "/x", "?q", "#", "/\u00fc", "\n"]),
).map("".join)


@settings(max_examples=100)
@given(st.lists(st.tuples(ADDRESSES, st.integers(0, 2)), min_size=1))
def test_documents_of_many_addresses_are_those_of_each(rows: list[tuple[str, int]]) -> None:
    days = ["2014-07-01", "2014-07-02", "2014-06-30"]
    urls, numbers = zip(*rows, strict=True)
    published = Judged([()] * 3, [Piece({"published": day}) for day in days], np.array(numbers))
    made = Documents.at(pa.array(urls, pa.string()), published)
    columns = [made.columns[name].to_pylist() for name in Document._fields]
    none = (None,) * len(columns)
    found = [tuple(column[code] for column in columns) for code in made.codes.tolist()]
    assert found == [tuple(web_document(url.strip(), days[day]) or none) for url, day in rows]
    among, told = made.claims()
    assert [among[number] for number in told] == [
        (days[day], ()) if url.strip() else None for url, day in rows
    ]


PLAIN = [
    "source\trelation\ttarget\tdate",
    "A\tmet\tB\t2014-07-01",
    "A\tmet\tB\t2014-07-02",
    "A\tmet\tB\t2014-07-01",
]
NOTED = [
    "source\ttarget\tdate\tplace",
    "A\tB\t2014-07-01\tRome",
    "A\tB\t2014-07-01\tOslo",
    "A\tB\t2014-07-01\tRome",
]
WITH_IDS = ["Event ID\tEvent Date\tSource Name\tTarget Name\tCAMEO Code", "1\t2014-07-01\tA\tB\t040",
            "2\t2014-07-01\tA\tB\t040", "1\t2014-07-01\tA\tB\t040"]  # fmt: skip


@pytest.mark.parametrize("lines", [PLAIN, NOTED, WITH_IDS])
def test_rows_that_are_alike_are_kept_once_as_in_a_file(tmp_path: Path, lines: list[str]) -> None:
    table, more, folder = (tmp_path / name for name in ("made.tsv", "more.tsv", "made"))
    table.write_text("\n".join(lines), "utf-8")
    reading = Reading()
    expected = read(table, reading=reading)
    assert stored(table, folder) == (expected.relations, expected.actors, reading.told)
    more.write_text("\n".join([*lines, lines[1].replace("1", "3")]), "utf-8")
    relations, _, told = stored(more, folder)
    assert (len(relations), sum("already" in note for note in told)) == (3, 1)


def stored(table: Path, folder: Path) -> tuple[object, object, list[str]]:
    reading = Reading()
    with writing(folder) as writer:
        store(table, writer, reading)
    with open_directory(folder) as engine:
        found = to_dataset(everything(engine))
    return found.relations, found.actors, reading.told


@given(st.lists(st.integers(0, 2 * 10**9)))
def test_ids_of_rows_are_made_at_once_as_one_by_one(numbers: list[int]) -> None:
    assert row_ids(np.array(numbers, np.int64)).to_pylist() == list(map(row_id, numbers))


def test_a_table_of_notes_joins_a_directory_of_many_types(tmp_path: Path) -> None:
    table, more, folder = (tmp_path / name for name in ("plain.tsv", "noted.tsv", "made"))
    rows = [f"A\t{name}\tB\t2014-07-0{day}" for day, name in enumerate(("met", "banned", "sued"), 1)]
    table.write_text("\n".join([PLAIN[0], *rows]), "utf-8")
    more.write_text("source\ttarget\trelation\tdate\tplace\nA\tB\tsued\t2015-01-01\tRome\n", "utf-8")
    stored(table, folder)
    relations, _, _ = stored(more, folder)
    assert [(row.type, row.when, row.note) for row in relations][-1] == ("sued", "2015-01-01", "place: Rome")  # type: ignore[attr-defined]


def test_of_sources_of_one_id_and_day_the_first_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacked, "_BLOCK", 400)
    table, folder = tmp_path / "reports.tsv", tmp_path / "made"
    days = ["", *["2014-07-01"] * 199]  # the first row tells no day of publication, and is of the same one
    lines = [f"A\tB\tmet\t2014-07-01\thttps://a.example/1\tHead\t{day}" for day in days]
    table.write_text("\n".join(["A\tB\tT\tWhen\tLink\tHead\tSeen", *lines]), "utf-8")
    chosen = "source=A,target=B,type=T,date=When,source_url=Link,title=Head,published=Seen"
    with writing(folder) as writer:
        store(table, writer, Reading(columns=chosen))
    with open_directory(folder) as engine:
        [source] = to_dataset(everything(engine)).sources
    assert str(source.note).startswith("When it was published is not told")


def test_columns_of_any_sizes_are_combined() -> None:
    draw = np.random.default_rng(1)
    columns = [(draw.integers(0, size, 500), size) for size in (3, 10**9, 10**9, 7, 10**9, 2)]
    columns = [(np.concatenate([codes, codes[:50]]), size) for codes, size in columns]
    codes, meanings = combined(columns)
    rows = list(zip(*(numbers.tolist() for numbers, _ in columns), strict=True))
    assert [tuple(int(each[code]) for each in meanings) for code in codes] == rows
    assert len(meanings[0]) == len(set(rows))


@given(st.lists(st.tuples(*[st.integers(0, 2)] * 3), min_size=1), st.sampled_from([3, 2**31]))
def test_rows_that_repeat_an_earlier_one_are_found_in_columns_of_any_sizes(
    rows: list[tuple[int, int, int]], size: int
) -> None:
    columns = [(np.array(column), size) for column in zip(*rows, strict=True)]
    assert repeats(columns).tolist() == [at for at, row in enumerate(rows) if row in rows[:at]]


def test_what_is_refused_holds_no_rows() -> None:
    # Import pauses the garbage collector, and a traceback would hold all the cells of the rows beside it.
    refused = tried(actor_named, "", Reading())
    assert isinstance(refused, NoRelationError)
    assert refused.__traceback__ is None


@pytest.mark.parametrize("first", [0, 1])
def test_who_may_be_one_of_two_is_neither_of_them_nor_somebody_known(first: int, tmp_path: Path) -> None:
    rows = ["John Smith,,met,Acme,2018\n", "John Smith,1961,met,Beta,2019\nJohn Smith,1975,met,Acme,2020\n"]
    text = "".join(["source,source born,relation,target,date\n", rows[first], rows[1 - first]])
    (tmp_path / "a.csv").write_text("source,relation,target,date\nJohn Smith,met,Delta,2017\n")
    (tmp_path / "b.csv").write_text(text)
    stored(tmp_path / "a.csv", tmp_path / "kept")
    relations, _, notes = stored(tmp_path / "b.csv", tmp_path / "kept")
    ends = {row.when: row.source for row in relations}  # type: ignore[attr-defined]
    assert len({ends["2018"], ends["2019"], ends["2020"]}) == 3
    assert ends["2018"] != ends["2017"]
    assert any("One more actor" in note for note in notes)


@pytest.mark.parametrize("block", [24, 10_000])
def test_a_name_of_two_kinds_is_two_actors_in_a_directory_too(
    block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacked, "_BLOCK", block)
    path = tmp_path / "made.csv"
    path.write_text("A,B,T,When\nAcme,Ann,met,2014\nBen,Acme,met,2015\nAcme,Ben,met,2016\n", encoding="utf-8")
    columns = "source=A,target=B,type=T,date=When,source.kind='company',target.kind='person'"
    rows, kept = (way(path, Reading(columns=columns)) for way in (as_rows, as_columns))
    assert len(rows[2]) == 5
    assert kept == rows
