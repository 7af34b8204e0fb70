"""The folder of CSV tables: loss-free both ways, safe in a spreadsheet, and each fault by row and column."""

import csv
import io
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest
from datasets import actor, dataset, evidence, relation, source
from hypothesis import example, given
from hypothesis import strategies as st
from shipped import STORIES, in_each_story
from storage.test_json_file import datasets

from graphkit.cli.csv_answers import csv_text
from graphkit.cli.render import relation_rows
from graphkit.errors import DataError, StorageError
from graphkit.formats import read, write
from graphkit.formats.format import Reading
from graphkit.formats.spreadsheet import csv_tables
from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.model import cell_syntax
from graphkit.model.entities import (
    Actor,
    Amount,
    Dataset,
    Evidence,
    Link,
    Relation,
    RelationType,
    Source,
    Step,
)
from graphkit.storage import atomic
from graphkit.storage.json_file import dumps, loads, read_dataset

SPREADSHEET = shutil.which("soffice") or shutil.which("libreoffice")

DANGEROUS = (
    "=1+1", '=HYPERLINK("http://x";"y")', "+49", "-x", "@SUM(1)", "=cmd|' /C calc'!A0", "a;=1+1",
    "\t=1", "\r=1", "\uff1d1", "#no comment", "'tis", "''", "'", "'=1", " pad ", "x\ny", "x\r\ny", '"quoted"',
    "1/2", "2025-07", "007", "1E5", "TRUE", "3.0", "12345678901234567", "10:30", "50%", "1,5", "5. Mai",
    "[1]", '["a"]', "{}", "a: b", "上海 😀", "[", "x (y)", "x#3",
)  # fmt: skip


def dangerous() -> Dataset:
    """Return a dataset in which every text is one that a spreadsheet would spoil."""
    return loads(
        dumps(
            Dataset(
                title="=1+1",
                description="\t=1",
                actors=tuple(
                    Actor(id=f"a{number}", name=text, kind="person", aliases=(text, "x; y"), description=text)
                    for number, text in enumerate(DANGEROUS)
                ),
                sources=(
                    Source(id="s;1", publisher="=x", title="-1", published="2025-07", note="+1"),
                    Source(id="=s(2)#3", publisher="'", published="2025", derived_from=("s;1",)),
                ),
                relation_types=(RelationType(name="=sued", kind="event", cameo="036", inverse=""),),
                story=(Step(title="=1", text="a\nb", since="2025-07", focus=("a1", "a2"), selection="r1"),),
                relations=tuple(
                    Relation(
                        key=f"r{number}", source="a1", target="a2", type="=sued", when=when,
                        summary=DANGEROUS[number],
                        amount=Amount(value=value, unit=" =USD"), note="=1",
                        about=("a3", "a4"), status="planned", links=(Link(rel="part-of", relation="r1"),),
                        evidence=(
                            Evidence(source="s;1", paragraph=number + 1, attribution="unnamed"),
                            Evidence(source="=s(2)#3", said="2025-07", when=when, type="met", status="denied",
                                     stance="contradicts", attests=False, quote="=1", url="+1", note="@x"),
                        ),
                    )
                    for number, (when, value) in enumerate(
                        [("2025", 1), ("2025-07", 1.5), ("2025-07-14", 4500000000), ("2025-04/", 1e300),
                         ("[..2025-07-15]", 5), ("2025-07~", 5.0), ("-0044", -1), ("2025-04/2025-06", 10**30)]
                    )
                ),
            )
        )
    )  # fmt: skip


def there_and_back(made: Dataset, folder: Path) -> Dataset:
    csv_tables.write(made, folder)
    return csv_tables.read(folder)


def test_nothing_is_lost_either_way(tmp_path: Path) -> None:
    made = dangerous()
    assert there_and_back(made, tmp_path / "story") == made
    assert dumps(csv_tables.read(tmp_path / "story")) == dumps(made)


def test_dates_in_two_parts_and_what_is_attested_have_columns_of_their_own(tmp_path: Path) -> None:
    entry = Evidence(source="paper", attests="2025-06", dated=False)
    made = dataset(relation("r", begins="2025-04", ends="..", evidence=[entry]))
    assert there_and_back(made, tmp_path) == made
    (row,) = csv.DictReader((tmp_path / "relations.csv").read_text("utf-8-sig").splitlines())
    assert (row["when"], row["begins"], row["ends"]) == ("", "2025-04", "..")
    (row,) = csv.DictReader((tmp_path / "evidence.csv").read_text("utf-8-sig").splitlines())
    assert (row["dated"], row["attests"]) == ("no", "2025-06")


@given(datasets())
def test_nothing_of_any_dataset_is_lost(raw: dict[str, Any]) -> None:
    made = loads(json.dumps(raw))
    with tempfile.TemporaryDirectory() as folder:
        assert there_and_back(made, Path(folder) / "story") == made


@given(
    st.sampled_from(DANGEROUS)
    | st.text(st.characters(exclude_categories=("Cs",)), min_size=1).filter(str.strip)
)
def test_no_text_is_lost_and_none_is_run(text: str) -> None:
    made = dataset(relation("r", summary=text, note=text), actors=[actor("ann", name=text, aliases=(text,))])
    with tempfile.TemporaryDirectory() as folder:
        assert there_and_back(made, Path(folder) / "story") == made
    for table in csv_tables.tables(made).values():
        for row in csv.reader(io.StringIO(table, newline="")):
            assert not any(cell[:1] in tuple("=+-@\t\r") for cell in row if cell)


FORMULAS = tuple(
    f"{before}{blanks}{sign}1+41{after}"
    for before in ("", "Nothing;", "N:", "N ", "a_", "a|", "a\tb\t", "x\n", 'q;"', "p;'", ";;", "a,b;")
    for blanks in ("", " ")
    for sign in ("=", "+", "\uff1d")
    for after in ("", ";here", "|here", "\there", '"')
)
"""Texts that hold a formula where cells begin at one separator or another."""


@given(st.text(st.sampled_from("a1=+-@;|\t\n \"',\uff1d")) | st.sampled_from(FORMULAS))
@example("a;'=1")
@example("a;\n=1")
@example("a;\"'=1")
def test_no_part_of_a_cell_is_a_formula_and_it_comes_back(text: str) -> None:
    defused = cell_syntax.defused(text)
    assert cell_syntax.restored(defused) == text
    for separator in ";|\t\n":
        for part in defused.split(separator)[1:]:
            assert not part.lstrip(" \"'" if part[:1] in '" ' else " ").startswith(tuple("+-@"))
    for separator in {*defused} - {*"a1'"}:
        for part in defused.split(separator)[1:]:
            assert not part.lstrip(" ").startswith(("=", "\uff1d"))


@pytest.mark.parametrize("separator", [";", "\t", " "], ids=["semicolon", "tab", "blank"])
def test_libreoffice_computes_nothing_at_another_separator(separator: str, tmp_path: Path) -> None:
    rows = [relation(f"r{place}", summary=text, note=text) for place, text in enumerate(FORMULAS)]
    told = [Source(id=id, publisher=id, published="2025") for id in ("=2+40", "a-src")]
    entries = (Evidence(source="a-src"), Evidence(source="=2+40"))
    rows.append(relation("told", evidence=entries, about=("=1+41",)))
    made = dataset(*rows, sources=told, actors=[actor("=1+41", name="\uff1d1+41")])
    csv_tables.write(made, tmp_path / "story")
    assert csv_tables.read(tmp_path / "story") == made
    files = sorted((tmp_path / "story").glob("*.csv"))
    answer = tmp_path / "answer.csv"
    found = list(index(build_graph(made)).relations())
    answer.write_text("".join(csv_text(relation_rows(found))), encoding="utf-8", newline="")
    choice = f"Text - txt - csv (StarCalc):{ord(separator)},34,76,1,,0,false,true,false,false,false,-1,true"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SPREADSHEET), profile, "--headless", f"--infilter={choice}", "--convert-to", "fods"]
    subprocess.run(
        [*command, "--outdir", tmp_path / "opened", *files, answer],
        check=True,
        capture_output=True,
        timeout=600,
    )
    opened = sorted((tmp_path / "opened").glob("*.fods"))
    assert len(opened) == len(files) + 1
    for file in opened:
        assert "table:formula" not in file.read_text(encoding="utf-8"), file.name


@pytest.mark.parametrize(
    "made", [*map(read_dataset, STORIES.values()), dangerous()], ids=[*STORIES, "dangerous"]
)
def test_libreoffice_opens_and_saves_the_tables_without_loss(made: Dataset, tmp_path: Path) -> None:
    assert SPREADSHEET, "LibreOffice is missing: apt-get install libreoffice-calc"
    csv_tables.write(made, tmp_path / "story")
    saved = tmp_path / "saved"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    tables = sorted((tmp_path / "story").glob("*.csv"))
    command = [str(SPREADSHEET), profile, "--headless", "--convert-to", "csv", "--outdir", saved, *tables]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    back = csv_tables.read(saved)
    # A spreadsheet ends the lines inside a cell in one way.
    assert _ends_unified(back) == _ends_unified(made)


def _ends_unified(made: Dataset) -> str:
    return dumps(made).replace("\\r\\n", "\\n").replace("\\r", "\\n")


# --- as people and spreadsheets write them ------------------------------------------------------


def written(folder: Path, **tables: str | bytes) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in tables.items():
        (folder / f"{name}.csv").write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


ACTORS = "id,name,kind,aliases\nann,Ann Example,person,Annie\nfirm,The Firm,company,\n"
RELATIONS = "source,type,target,when,evidence\nAnnie,met,the firm,2025-03-04,paper-2025#3 (ANN); paper-2025\n"
SOURCES = "id,publisher,published\npaper-2025,The Paper,2025\n"


def test_a_pair_filled_in_by_hand(tmp_path: Path) -> None:
    made = csv_tables.read(written(tmp_path / "story", actors=ACTORS, relations=RELATIONS, sources=SOURCES))
    entries = (evidence("paper-2025", paragraph=3, attribution="ann"), evidence("paper-2025"))
    assert made.relations == (relation("ann-met-firm", "ann", "firm", when="2025-03-04", evidence=entries),)


def test_rows_within_a_quoted_cell_are_told(tmp_path: Path) -> None:
    rows = "id,source,type,target,note,when\na,Ann,met,firm,one,2020\nb,Ann,met,firm,{},2021\n"
    late = rows.format('"two,2021\nc,Ann,met,firm,three,2021\nd,Ann,met,firm,four"')
    reading = Reading()
    csv_tables.read(written(tmp_path / "x", actors=ACTORS, relations=late), reading)
    assert reading.told == [
        "Quoted cell whose lines look like rows, first in row 3 of relations.csv (1 row): read as one cell; "
        "if they are rows, close its quotation mark."
    ]
    reading = Reading()
    note = rows.format('"two, three,\nfour, five"')
    csv_tables.read(written(tmp_path / "y", actors=ACTORS, relations=note), reading)
    assert reading.told == []


def test_kinds_are_read_in_any_case_and_attributes_as_in_a_cell(tmp_path: Path) -> None:
    actors = "id,name,kind,attributes\na,Ann,Person,born: 1961-03\n"
    actors += "b,Acme,COMPANY,country: US; staff: 9\nc,C,Unknown,\n"
    made = csv_tables.read(written(tmp_path / "story", actors=actors, relations="source,type,target\n"))
    assert [(row.kind, dict(row.attributes)) for row in made.actors] == [
        ("person", {"born": "1961-03"}), ("company", {"country": "US", "staff": 9}), ("unknown", {}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace(";", "%").replace(",", ";").replace("%", ","),
        lambda text: text.replace(",", "\t"),
        lambda text: "sep=,\n" + text,
        lambda text: text + ",,,,\n\n  ,\n\n",
        lambda text: "\n".join(line + ",,," for line in text.splitlines()) + "\n",
        lambda text: "# a comment, and more\n" + text + "# another\n",
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("id,", " ID ,", 1).replace("source,", "Source,", 1),
        lambda text: text.encode("utf-16"),
    ],
    ids=[
        "bom", "crlf", "semicolons", "tabs", "sep", "blank rows", "blank columns", "comments", "no end",
        "case", "utf-16",
    ],
)  # fmt: skip
def test_what_spreadsheets_make_of_it_is_read(change: Any, tmp_path: Path) -> None:
    relations = RELATIONS.replace("; paper-2025", "")
    plain = csv_tables.read(written(tmp_path / "a", actors=ACTORS, relations=relations, sources=SOURCES))
    tables = {"actors": ACTORS, "relations": relations, "sources": SOURCES}
    other = written(tmp_path / "b", **{name: change(text) for name, text in tables.items()})
    assert csv_tables.read(other) == plain


def test_rows_without_an_id_get_one_each(tmp_path: Path) -> None:
    relations = RELATIONS.replace("ANN", "Annie")
    twice = relations + relations.splitlines()[1] + "\n"
    actors = ACTORS.replace("ann,", ",").replace("firm,", ",")
    made = csv_tables.read(
        written(
            tmp_path / "story", actors=actors, relations=twice, sources="publisher,published\nPaper,2025\n"
        )
    )
    assert [row.id for row in made.actors] == ["ann-example", "the-firm"]
    assert [row.id for row in made.sources] == ["paper-2025"]
    assert [row.key for row in made.relations] == ["ann-example-met-the-firm", "ann-example-met-the-firm-2"]


@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        ("actors", "person", "persn",
         "row 2, column C (kind): 'persn' is not known here; did you mean 'person'?"),
        ("actors", "Ann Example", "", "row 2, name: is missing; add it"),
        ("actors", "kind", "knd", "row 1, column C: 'knd' is no column of actors.csv; did you mean 'kind'?"),
        ("actors", "aliases", "name", "row 1, column D: the column 'name' stands twice; keep one"),
        ("actors", "Annie", "Annie,x",
         "row 2, column E: 'x' stands in a column without a heading; name it in row 1"),
        ("actors", "Annie", '"Annie', "row 2: is no CSV: unexpected end of data"),
        ("relations", "Annie", "Anna", "row 2, column A (source): there is no actor 'Anna'"),
        ("relations", "met", "meet",
         "row 2, column B (type): there is no relation type 'meet'; did you mean 'met'?"),
        ("relations", "2025-03-04", "4.3.2025", "row 2, column D (when): '4.3.2025' is not an EDTF date"),
        ("relations", "paper-2025#3", "papers#3",
         "row 2, column E (evidence), 1 source: there is no source 'papers'"),
        ("relations", "#3 (ANN)", "#3 (Bob)",
         "row 2, column E (evidence), 1 attribution: there is no actor 'Bob'"),
        ("sources", "2025\n", "2025/\n", "row 2, column C (published): '2025/' is an interval"),
        ("sources", "The Paper", "\udcff", "row 2: is not UTF-8; save the table as CSV UTF-8"),
    ],
)  # fmt: skip
def test_each_fault_is_named_by_row_and_column(
    table: str, old: str, new: str, fault: str, tmp_path: Path
) -> None:
    tables = {"actors": ACTORS, "relations": RELATIONS, "sources": SOURCES}
    tables[table] = tables[table].replace(old, new, 1)
    contents = {name: text.encode("utf-8", "surrogateescape") for name, text in tables.items()}
    with pytest.raises(DataError) as caught:
        csv_tables.read(written(tmp_path / "story", **contents))
    home = tmp_path / "story" / f"{table}.csv"
    found = [f"{each.file}:{each.line}: {each}" for each in caught.value.faults]
    row = fault.split(",")[0].split(":")[0].removeprefix("row ")
    assert any(each.startswith(f"{home}:{row}: {fault}") for each in found), found


def test_every_fault_of_every_table_is_named_at_once(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "story",
        actors=ACTORS.replace("person", "persn"),
        relations=RELATIONS.replace("met", "meet").replace("#3", "#0"),
        sources=SOURCES.replace("2025\n", "July\n"),
        evidence="relation,source,paragraph\nnowhere,paper-2025,3\n",
    )
    with pytest.raises(DataError) as caught:
        csv_tables.read(folder)
    assert [Path(str(fault.file)).name for fault in caught.value.faults] == [
        "actors.csv", "relations.csv", "relations.csv", "sources.csv", "evidence.csv",
    ]  # fmt: skip


def test_tables_may_refer_to_a_known_dataset(tmp_path: Path) -> None:
    known = dataset(actors=[actor("bob", name="Bob Example")], sources=[source("wire")])
    folder = written(
        tmp_path / "story", relations="source,type,target,evidence\nBob Example,met,bob,wire#2\n"
    )
    made = csv_tables.read(folder, Reading(known))
    assert made.actors == ()
    assert made.sources == ()
    assert made.relations == (
        relation("bob-met-bob", "bob", "bob", evidence=[evidence("wire", paragraph=2)]),
    )


def test_a_table_that_has_no_rows_any_more_is_emptied(tmp_path: Path) -> None:
    folder = tmp_path / "story"
    assert there_and_back(dangerous(), folder) == dangerous()
    assert there_and_back(Dataset(), folder) == Dataset()


@in_each_story
def test_a_folder_is_written_and_read_by_the_registry(shipped: Path, tmp_path: Path) -> None:
    made = read_dataset(shipped)
    write(build_graph(made), f"{tmp_path / 'story'}/")
    assert read(tmp_path / "story") == made
    assert read(tmp_path / "story" / "relations.csv") == made
    assert read(shipped) == made


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="neither actors"):
        csv_tables.read(tmp_path)


@pytest.mark.parametrize("moved", range(4))
def test_an_export_that_is_killed_between_two_tables_is_read_as_it_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    """The old tables and the new ones name other actors, so that no reader takes a mix of them."""
    old, new = dangerous(), dataset(relation("r", "ann", "bob"), title="Another")
    csv_tables.write(old, tmp_path / "story")
    replace, calls = os.replace, iter(range(99))

    def killed(*given: Any) -> None:
        if next(calls) == moved:
            raise KeyboardInterrupt
        replace(*given)

    monkeypatch.setattr(atomic.os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        csv_tables.write(new, tmp_path / "story")
    monkeypatch.undo()
    assert csv_tables.read(tmp_path / "story") == new
    assert csv_tables.is_tables(tmp_path / "story")
    csv_tables.write(old, tmp_path / "story")
    assert csv_tables.read(tmp_path / "story") == old
    assert not [path for path in (tmp_path / "story").iterdir() if path.name.startswith(".")]


def test_a_table_too_large_to_read_whole_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphkit.formats.spreadsheet.reader.LARGEST", 2**20)
    (tmp_path / "actors.csv").write_bytes(b"name\n" + b" " * 2**20)
    with pytest.raises(DataError, match=r"actors\.csv: is larger than 1 MB"):
        read(tmp_path)


SKIP_ACTORS = "id,name,kind,aliases\nann,Ann,person,A. E.\nfirm,The Firm,company,\n"


@pytest.mark.parametrize(
    ("contents", "kept", "told"),
    [
        pytest.param(
            {"relations": "id,source,type,target,when\na,Ann,met,firm,2020\nb,Ann,met,firm,soon\n"},
            ["a"],
            ["Bad rows of relations.csv, the first: row 3, column E (when): "],
            id="a date",
        ),
        pytest.param(
            {"relations": "id,source,type,target\na,Ann,met,firm\nb,Ann,met,Nobody\nc,Ann,met,Noone\n"},
            ["a"],
            ["Bad rows of relations.csv, the first: row 3, column D (target): ", "(2 rows): skipped"],
            id="nobody",
        ),
        pytest.param(
            {
                "actors": SKIP_ACTORS + "bob,Bob,persn,Robert\n",
                "relations": "id,source,type,target\na,Ann,met,firm\nb,Robert,met,firm\n",
            },
            ["a"],
            ["Bad rows of actors.csv, the first: row 4, ", "Bad rows of relations.csv, the first: row 3, "],
            id="an actor and her relations",
        ),
        pytest.param(
            {
                "actors": SKIP_ACTORS + "bob,Bob,person,\nbob,Bob Ray,company,\n",
                "relations": "id,source,type,target\na,Ann,met,firm\nb,bob,met,firm\n",
            },
            ["a"],
            ["Bad rows of actors.csv, the first: row 5, ", "(2 rows): skipped"],
            id="two of one id",
        ),
        pytest.param(
            {
                "actors": SKIP_ACTORS + "bob,Bob,person,\nbob,Bob,person,\n",
                "relations": "id,source,type,target\na,Ann,met,firm\nb,Bob,met,firm\n",
            },
            ["a", "b"],
            ["Bad rows of actors.csv, the first: row 5, ", "(1 row): skipped"],
            id="one row twice",
        ),
        pytest.param(
            {
                "relations": "id,source,type,target\na,Ann,met,firm\n",
                "sources": "id,publisher,published\np,Paper,2020\n",
                "evidence": "relation,source,paragraph\na,p,1\nz,p,1\na,p,one\n",
            },
            ["a"],
            ["Bad rows of evidence.csv, the first: row 3: ", "(2 rows): skipped"],
            id="evidence",
        ),
    ],
)
def test_bad_rows_are_skipped_counted_and_named(
    contents: dict[str, str], kept: list[str], told: list[str], tmp_path: Path
) -> None:
    folder = written(tmp_path / "story", **({"actors": SKIP_ACTORS} | contents))
    with pytest.raises(DataError):
        read(folder)
    reading = Reading(skip_bad=True)
    made = read(folder, reading=reading)
    assert [row.key for row in made.relations] == kept
    assert all(words in " ".join(reading.told) for words in told), reading.told


def test_nobody_stands_for_one_whose_row_was_skipped(tmp_path: Path) -> None:
    known = read(written(tmp_path / "known", actors="id,name,kind\nann,Ann,person\n", relations="id\n"))
    actors = "id,name,kind\nann,Ann,persn\nfirm,The Firm,company\nx,Bob,company\ny,Bob,persn\n"
    relations = "id,source,type,target\na,ann,met,firm\nb,Ann,met,firm\nc,Bob,met,firm\nd,x,met,firm\n"
    folder = written(tmp_path / "story", actors=actors, relations=relations)
    reading = Reading(skip_bad=True)
    made = read(folder, known, reading)
    assert [row.key for row in made.relations] == ["d"]
    assert [row.id for row in made.actors] == ["firm", "x"]
    assert sum(loss.count for loss in reading.losses) == 5


def test_a_bad_heading_is_no_row_to_skip(tmp_path: Path) -> None:
    relations = "id,source,type,target,wen\na,Ann,met,firm,2020\n"
    with pytest.raises(DataError, match="'wen' is no column"):
        read(written(tmp_path / "s", actors=SKIP_ACTORS, relations=relations), reading=Reading(skip_bad=True))


WHENS = st.sampled_from(["2020", "soon", ""])
CELLS = st.sampled_from(["ann", "Bob", "firm", "nobody", "", "A. E."])


@given(
    actors=st.lists(st.tuples(CELLS, CELLS, st.sampled_from(["person", "company", "persn", ""])), max_size=5),
    relations=st.lists(st.tuples(CELLS, CELLS, st.sampled_from(["met", "meet"]), CELLS, WHENS), max_size=5),
)
def test_every_row_is_read_or_counted(
    actors: list[tuple[str, ...]], relations: list[tuple[str, ...]]
) -> None:
    headings = {"actors": "id,name,kind", "relations": "id,source,type,target,when"}
    rows = {
        name: [",".join(row) for row in each if any(row)]
        for name, each in (("actors", actors), ("relations", relations))
    }
    with tempfile.TemporaryDirectory() as place:
        texts = {name: "\n".join([headings[name], *each, ""]) for name, each in rows.items()}
        reading = Reading(skip_bad=True)
        made = read(written(Path(place) / "story", **texts), reading=reading)
    counts = {loss.what.split(".csv")[0].split()[-1]: loss.count for loss in reading.losses}
    assert len(made.actors) + counts.get("actors", 0) == len(rows["actors"])
    assert len(made.relations) + counts.get("relations", 0) == len(rows["relations"])
