"""Tables of other programs: edge lists of any heading and separator, others by their columns."""

import csv
import gzip
import io
import itertools
import json
import re
import shlex
import tempfile
import unicodedata
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from cli.conftest import Run, run
from hypothesis import example, given
from hypothesis import strategies as st

import graphkit as gk
from graphkit.editing.merge_datasets import merge_datasets
from graphkit.errors import DataError, UsageError
from graphkit.formats import read
from graphkit.formats.events import cameo, delimited
from graphkit.formats.events.columns import Asked
from graphkit.formats.events.event import actor_named
from graphkit.formats.events.open_table import plain_table
from graphkit.formats.format import Reading
from graphkit.formats.party_names import kind_in, said_by
from graphkit.graph.build import build_graph
from graphkit.model.absence import NO_CELL, is_absent
from graphkit.model.entities import Amount, Dataset, Relation
from graphkit.model.folding import in_one_form
from graphkit.model.vocabulary import families
from graphkit.storage.json_file import read_dataset

__all__ = ["run"]


def put(folder: Path, name: str, text: str | bytes) -> Path:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder / name


def told(path: Path, **settings: object) -> tuple[Dataset, list[str]]:
    """Return what a file holds, and what reading it tells."""
    reading = Reading(**settings)  # type: ignore[arg-type]
    return read(path, reading=reading), reading.told


def facts(dataset: Dataset) -> list[tuple[str, str, str, str | None]]:
    """Return each relation by the names of its actors."""
    names = {actor.id: actor.name for actor in dataset.actors}
    return sorted(
        (names[row.source], row.type, names[row.target], row.when) for row in dataset.relations
    )  # fmt: skip


MET = ("Ada Lee", "met", "Ben Ray", "2015-05-19")

# --- headings and separators ----------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("order", [*itertools.permutations(range(4))], ids=str)
def test_headings_may_come_in_any_order_with_any_separator(
    separator: str, order: tuple[int, ...], tmp_path: Path
) -> None:
    rows = [("Source", "Relation", "Target", "Date"), MET]
    text = "".join(separator.join(row[place] for place in order) + "\r\n" for row in rows)
    for name in ("x.csv", "x.txt", "x.tsv"):
        path = put(tmp_path, name, text)
        assert facts(read(path)) == [MET]
        table = gk.open(path)
        assert table.count("2015-05-19", "2015-05-19") == 1
        assert table.neighbors("Ada Lee") == {"Ben Ray"}


@pytest.mark.parametrize(
    "heading",
    [
        "from,to,type,when", "actor1,actor2,event_type,date", "subject,object,predicate,timestamp",
        "SourceName,TargetName,Label,Time", "Actor 1,Actor 2,Relationship,Event Date",
        "sender,receiver,action,day", "source,target,connection,year",
        "Quelle,Ziel,Beziehung,Datum", "Von,Nach,Typ,Datum", "Origen,Destino,Relación,Fecha",
        "Origem,Destino,Relação,Data", "Origine,Destinazione,Relazione,Data", "Source,Cible,Relation,Date",
        "Van,Naar,Relatie,Datum", "Vertex 1,Vertex 2,Relationship,Date", "source,target,interaction,date",
        ":START_ID,:END_ID,:TYPE,when:datetime", "source:string,target:string,relation:string,date:date",
    ],
)  # fmt: skip
def test_common_headings_are_known(heading: str, tmp_path: Path) -> None:
    source, type_, target, _ = MET
    day = "2015" if heading.endswith("year") else "2015-05-19 13:44:07"
    path = put(tmp_path, "x.csv", f"{heading}\n{source},{target},{type_},{day}\n")
    assert facts(read(path)) == [(*MET[:3], day[:10])]


@pytest.mark.parametrize(
    ("headings", "cells", "when"),
    [
        ("event_date,timestamp", "12 May 2015,1689710000", "2015-05-12"),
        ("when,event date", "2001,2015-05-12", "2015-05-12"),
        ("date,since,until", "2015-05-12,2001,2005", "2015-05-12"),
        ("since,until,year", "2001,2005,2015", "2001/2005"),
        ("from,to,date", "Paris,Rome,2015-05-12", "2015-05-12"),
        ("date from,date to", "2001,2005", "2001/2005"),
    ],
)
def test_the_date_of_an_event_counts_before_other_dates_which_are_named(
    headings: str, cells: str, when: str, tmp_path: Path
) -> None:
    text = f"sender,receiver,relation,{headings}\nAda Lee,Ben Ray,met,{cells}\n"
    dataset, notes = told(put(tmp_path, "a.csv", text))
    assert facts(dataset) == [("Ada Lee", "met", "Ben Ray", when)]
    assert any(note.startswith("Read 'sender' as the source") for note in notes) == (
        headings != "date from,date to"
    )
    with gk.open(put(tmp_path, "b.csv", text)) as table:
        assert [str(row.fields["when"]) for row in table.relations().relations] == [when]


@pytest.mark.parametrize(
    ("heading", "cell", "status"),
    [
        ("status", "geplant", "planned"), ("Status", "Démenti", "denied"), ("denied", "yes", "denied"),
        ("Negated", "TRUE", "denied"), ("planned", "1", "planned"), ("denied", "FALSE", "actual"),
        ("denied", "denied", "denied"), ("status", "rumoured", "actual"), ("status", "false", "denied"),
        ("status", "actual", "actual"), ("status", "Cancelled", "planned"), ("Status", "annulée", "planned"),
        ("cancelled", "yes", "planned"), ("postponed", "no", "actual"), ("denied", "x", "denied"),
        ("denied", "Ja", "denied"), ("denied", "nein", "actual"), ("denied", "by A Co", "denied"),
        ("denied", "\u2713", "denied"), ("Proposed by", "A Co", "actual"), ("planned", "by A Co", "actual"),
        ("Denied by", "A Co", "denied"), ("denied_by", "-", "actual"), ("denied", "Yes (by A Co)", "denied"),
        ("denied", "no - as it stands", "actual"), ("Alleged (yes/no)", "yes", "actual"),
        ("status", "declined", "actual"), ("status", "ETA", "planned"), ("status", "no-show", "planned"),
        ("status", "postponed to 2023-06-14", "planned"), ("status", "cancelled on 2 May", "planned"),
        ("status", "denied by A Co", "denied"), ("status", "Held", "actual"),
        ("status", "requested", "actual"),
        ("status", "Denied.", "denied"), ("status", "Never happened", "denied"),
        ("denied by", "N/A", "actual"), ("denied by", "null", "actual"), ("denied by", "nan", "actual"),
        ("denied by", "?", "actual"), ("Denied By", "none", "actual"), ("denied by", "n.a.", "actual"),
        ("denied by", "k.A.", "actual"), ("denied by", "Unknown", "actual"),
        ("denied by", "nobody", "actual"), ("denied by", "no one", "actual"),
        ("denied by", "not denied", "actual"),
        ("denied by", "nicht bestritten", "actual"), ("denied by", "No Name Ltd", "denied"),
        ("denied by", "unknown persons", "denied"), ("refuted_by", "-", "actual"),
        ("denied", "n/a", "actual"), ("denied", "by nobody", "actual"),
        ("status", "NULL", "actual"), ("status", "unknown", "actual"), ("is_current", "-", "actual"),
    ],
)  # fmt: skip
def test_a_column_may_be_called_as_what_it_says(heading: str, cell: str, status: str, tmp_path: Path) -> None:
    path = put(tmp_path, "x.csv", f"a,b,type,{heading}\nA Co,B Co,merger,{cell}\n")
    for columns in ("source=a,target=b,type=type", f"source=a,target=b,type=type,status={heading}"):
        found, notes = told(path, columns=columns)
        assert (found.relations[0].status, found.relations[0].note) == (status, f"{heading}: {cell}")
        unknown = any("tatus that is not known (1 relation): in the note" in note for note in notes)
        said_nothing_known = (
            ("status", "declined"), ("status", "requested"), ("denied", "no - as it stands"),
            ("Proposed by", "A Co"), ("planned", "by A Co"),
            ("status", "unknown"), ("denied", "by nobody"),
        )  # fmt: skip
        assert unknown == ((heading, cell) in said_nothing_known)
        claimed = any("tatus that is only a claim (1 relation): in the note" in note for note in notes)
        assert claimed == ((heading, cell) in (("status", "rumoured"), ("Alleged (yes/no)", "yes")))


@pytest.mark.parametrize("name", ["a.tsv", "a.csv"])
@pytest.mark.parametrize("with_status", [False, True])
def test_a_type_that_denies_another_is_that_type_denied(
    run: Run, name: str, with_status: bool, tmp_path: Path
) -> None:
    separator = "\t" if name == "a.tsv" else ","
    rows = [
        ("source", "relation", "target", "date", "status"),
        ("A Co", "did not pay", "B Co", "2019", "planned"),
        ("A Co", "paid", "C Co", "2019", ""), ("A Co", "Hasn't met", "D Co", "2019", ""),
        ("D Co", "never hugged", "A Co", "2019", ""), ("A Co", "has not hugged", "C Co", "2019", ""),
        ("A Co", "nunca pagó", "D Co", "2019", ""),
    ]  # fmt: skip
    path = put(tmp_path, name, "".join(f"{separator.join(row[: 4 + with_status])}\n" for row in rows))
    dataset, notes = told(path)
    assert [(row.type, row.status, row.note) for row in dataset.relations] == [
        ("paid", "denied", f"type: did not pay{'; status: planned' * with_status}"),
        ("paid", "actual", None),
        ("met", "denied", "type: Hasn't met"),
        ("never-hugged", "actual", None),
        ("hugged", "denied", "type: has not hugged"),
        ("pagó", "denied", "type: nunca pagó"),
    ]
    first = "the first: line 2: 'did not pay'."
    assert f"Type that denies another (1 relation): paid, which is denied; in the note; {first}" in notes
    told_of = "Type that may be no fact (1 relation): taken as it is; the first: line 5: 'never hugged'."
    assert told_of in notes
    assert not any("is planned" in note for note in notes)
    with gk.open(path) as table:
        assert table.neighbors("A Co") == {"C Co", "D Co"}
        assert "Relation that is denied (4 rows): left out." in table.notes
    run("import", str(path), "-o", str(tmp_path / "out"))
    texts = []
    for data in (path, tmp_path / "out"):
        run("--data", str(data), "export", str(tmp_path / "x.json"))
        texts.append((tmp_path / "x.json").read_text())
    assert texts[0] == texts[1]


@pytest.mark.parametrize("heading", ["Source", "Quelle", "reported by", "Newspaper"])
def test_a_column_that_may_name_who_tells_is_told_where_it_is_only_noted(
    heading: str, tmp_path: Path
) -> None:
    table = f"payer,payee,date,{heading}\nAlba,Brix,2019-03-04,Morning Post\n"
    dataset, lines = told(put(tmp_path, "paid.csv", table))
    assert dataset.relations[0].note == f"{heading}: Morning Post"
    [line] = [line for line in lines if "who tells" in line]
    assert line.startswith(
        f"Column {heading!r} may name who tells of each relation, which is only in the notes;"
    )
    assert line.endswith(f"with publisher={heading}.")
    _, lines = told(put(tmp_path, "ends.csv", "source,target,date,publisher\nAlba,Brix,2019-03-04,Post\n"))
    assert not any("who tells" in line for line in lines)


def test_an_incoming_row_goes_from_its_target_to_its_source(run: Run, tmp_path: Path) -> None:
    words = [
        "incoming", "Inbound", "in", "<-", "received from", "reverse", "out", "outgoing", "->", "both", "up",
    ]  # fmt: skip
    rows = (f"A Co,paid,B{number} Co,{word},Acme" for number, word in enumerate(words))
    path = put(tmp_path, "a.csv", "\n".join(["source,type,target,direction,source.owner", *rows]))
    dataset, notes = told(path)
    ends = [(row.source, row.type, row.target) for row in dataset.relations]
    assert ends[:6] == [(f"b{number}-co", "paid", "a-co") for number in range(6)]
    assert ends[6:9] == [("a-co", "paid", f"b{number}-co") for number in range(6, 9)]
    assert [type_ for _, type_, _ in ends[9:]] == ["paid-undirected"] * 2
    assert dict(dataset.actors[0].attributes) == {"owner": "Acme"}
    assert "Direction <- (1 relation): read from target to source; the first: line 5." in notes
    run("import", str(path), "-o", str(tmp_path / "out"))
    texts = []
    for data in (path, tmp_path / "out"):
        run("--data", str(data), "export", str(tmp_path / "x.json"))
        texts.append((tmp_path / "x.json").read_text())
    assert texts[0] == texts[1]


@pytest.mark.parametrize("columns", ["", "source=source,target=target,type=type,date=date,status=status"])
def test_what_was_denied_or_planned_is_no_fact(run: Run, columns: str, tmp_path: Path) -> None:
    text = "source,type,target,date,status\n" + "".join(
        f"A Co,merger,B Co,2019-04-0{day},{status}\n"
        for day, status in enumerate(("denied", "Planned", "settled", ""), 1)
    )
    path = put(tmp_path, "a.csv", text)
    dataset, notes = told(path, columns=columns)
    assert [row.status for row in dataset.relations] == ["denied", "planned", "actual", "actual"]
    assert [row.note for row in dataset.relations][:3] == [
        "status: denied", "status: Planned", "status: settled",
    ]  # fmt: skip
    assert any("the relation is denied" in note for note in notes)
    options = ["--columns", columns] if columns else []
    run("import", str(path), "-o", str(tmp_path / "out"), *options)
    for data in (path, tmp_path / "out"):
        shown = run("--data", str(data), *([] if data != path else options), "relations").out
        assert shown.count("DENIED") == shown.count("PLANNED") == 1


@pytest.mark.parametrize(
    ("text", "amount"), [("1.200", None), ("1.20", 1.2), ("0.125", 0.125), ("1200.500", 1200.5)]
)
def test_a_dot_that_may_part_thousands_makes_no_amount(
    text: str, amount: float | None, tmp_path: Path
) -> None:
    table = f"source,relation,target,amount\nA Co,paid,B Co,{text}\n"
    columns = "source=source,target=target,type=relation,amount=amount,unit='EUR'"
    dataset, notes = told(put(tmp_path, "a.csv", table), columns=columns)
    [relation] = dataset.relations
    assert (relation.amount and relation.amount.value) == amount
    if amount is None:
        assert relation.note == "amount: 1.200 EUR"
        assert any("in the note" in note for note in notes)


def test_starts_and_ends_are_read_and_one_that_is_missing_is_unknown(tmp_path: Path) -> None:
    rows = "source,target,type,since,until\nA,B,owns,2014,\nA,C,owns,,2015\nA,D,owns,2014,2014\nA,E,owns,,\n"
    found = read(put(tmp_path, "x.csv", rows))
    assert [row.when for row in found.relations] == ["2014/", "/2015", "2014/2014", None]
    with pytest.raises(DataError, match=r"line 2: .*ends before it starts"):
        read(put(tmp_path, "x.csv", "source,target,type,since,until\nA,B,owns,2015,2014\n"))
    about = "source,target,type,from,to\nA,B,owns,2014,2015\n"
    assert [row.when for row in read(put(tmp_path, "x.csv", about)).relations] == ["2014/2015"]
    with pytest.raises(DataError, match="from and to hold dates"):
        read(put(tmp_path, "x.csv", "person,body,from,to\nAda,Port,2014,2015\n"))


def test_words_are_read_as_sides_too_but_for_sets(tmp_path: Path) -> None:
    path = put(tmp_path, "e.csv", "source,target,type,start,end\nA,B,owns,since 2020,until Q2 2024\n"
               "A,C,owns,late May 2020,2021\n")  # fmt: skip
    dataset, notes = told(path)
    assert [row.when for row in dataset.relations] == ["2020/2024-34", "/2021"]
    assert "Unclear date in column start (1 relation)" in notes[0]
    assert "late May 2020" in str(dataset.relations[1].note)


@pytest.mark.parametrize("unclear", ["Q5 2024", "some good day in 2024", "last week", "31.2.2024"])
def test_a_date_that_is_not_read_makes_nothing_hold_on_any_day(
    unclear: str, run: Run, tmp_path: Path
) -> None:
    table = put(tmp_path, "t.csv", "A,B,T,When,Paper,Seen\nC,D,met,2022-03-03,Paper,2025-07-18\n"
                f"A,B,sanctioned,{unclear},Paper,2025-07-18\n")  # fmt: skip
    columns = "source=A,target=B,type=T,date=When,publisher=Paper,published=Seen"
    for way, kept in (("-o", tmp_path / "made"), ("--into", tmp_path / "made.json")):
        run("import", table, way, kept, "--columns", columns)
        for day in ("2023-06-01", "2025-07-18", "2026-01-01"):
            found = run("--data", kept, "snapshot", day, "--type", "sanctioned")
            assert (found.code, "-sanctioned->" in found.out) == (1, False)
            assert "1 undated (--undated)" in found.out


def test_what_a_document_of_an_unclear_day_says_is_not_of_another_day(tmp_path: Path) -> None:
    path = put(tmp_path, "t.csv", "A,B,T,When,Paper,Seen\nC,D,met,2022-03-03,Paper,soon\n")
    columns = "source=A,target=B,type=T,date=When,publisher=Paper,published=Seen"
    dataset, notes = told(path, columns=columns)
    assert not dataset.sources
    assert dataset.relations[0].note == "published: soon; publisher: Paper"
    assert any("has no date of publication" in note for note in notes)


def test_the_intervals_of_gephi_are_read_each_as_a_relation(tmp_path: Path) -> None:
    spans = "<[2016-02-03, 2016-02-04]; [2017-01-01, Infinity]>"
    rows = f'Source Target Type timeset\nA B Directed "{spans}"\nB A Directed ""\n'
    found, notes = told(put(tmp_path, "x.csv", rows))
    assert [row.when for row in found.relations] == ["2016-02-03/2016-02-04", "2017-01-01/", None]
    assert notes == ["The missing relation type (2 relations): it is linked-to; the first: line 2."]


@pytest.mark.parametrize(
    ("cells", "whens"),
    [
        (["<[2016-02-03, 2017-01-01)>"], ["2016-02-03/2016-12-31"]),
        (["<(2016-02-03, 2017)>"], ["2016-02-04/2016"]),
        (["<[2016-02-03, 2016-02-03)>"], [None]),
        (["<empty>"], [None]),
        # two moments look like a span, but no span is of one or of three
        (
            ["<[2016-02-03, 2017-01-01]>", "<[2016]>", "<[2001, 2002, 2003]>"],
            ["2016-02-03", "2017-01-01", "2016", "2001", "2002", "2003"],
        ),
        (["<[2016-02-03, 2017-01-01]>", "<[2016, 2017, soon]>"], ["2016-02-03", "2017-01-01", None]),
    ],
)
def test_gephis_open_sides_and_moments_are_read_as_meant(
    cells: list[str], whens: list[str | None], tmp_path: Path
) -> None:
    rows = "".join(f'A,B,met,"{cell}"\n' for cell in cells)
    found = read(put(tmp_path, "x.csv", f"Source,Target,Label,timeset\n{rows}"))
    assert [row.when for row in found.relations] == whens


def test_the_start_and_the_end_count_where_a_row_has_no_other_date(tmp_path: Path) -> None:
    rows = 'A,B,owns,2020,2021,,\nA,C,owns,2020,,2019,\nA,D,owns,2020,2021,,"<[1999,2000]>"\n'
    text = f"source,target,type,start,end,when,{{}}\n{rows}"
    found, notes = told(put(tmp_path, "x.csv", text.format("remark")))
    assert [(row.when, row.note) for row in found.relations] == [
        ("2020/2021", None), ("2019", "start: 2020"), ("2020/2021", "remark: <[1999,2000]>"),
    ]  # fmt: skip
    blank = "where 'when' is blank"
    assert f"'when' as the date, 'start' as the begins {blank}, 'end' as the ends {blank}" in notes[0]
    found = read(put(tmp_path, "x.csv", text.format("timeset")))
    assert [(row.when, row.note) for row in found.relations] == [
        (None, "start: 2020; end: 2021"), (None, "start: 2020; when: 2019"),
        ("1999/2000", "start: 2020; end: 2021"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "when"),
    [
        ("2020,2,29", "2020-02-29"), ("2020.0,5.0,1.0", "2020-05-01"), ("2020,5,0", "2020-05"),
        ("2020,0,0", "2020"), ("2020,,-9", "2020"), (",,", None), ("2019,2,29", "note"),
        ("2020,,5", "note"), (",5,1", "note"), ("98,5,1", "note"), ("-44,3,15", "note"),
        ("2020,Mar,1", "2020-03-01"), ("2020,Marz,1", "note"), ("0,0,0", "note"),
    ],
)  # fmt: skip
def test_a_date_may_fill_three_columns(cells: str, when: str | None, run: Run, tmp_path: Path) -> None:
    text = f"source,target,type,year,month,day\nA,B,met,{cells}\n"
    found, notes = told(put(tmp_path, "x.csv", text))
    parts = zip(("year", "month", "day"), cells.split(","), strict=True)
    note = "; ".join(f"{name}: {part}" for name, part in parts if part) if when == "note" else None
    assert (found.relations[0].when, found.relations[0].note) == (None if note else when, note)
    assert any("nclear date" in each for each in notes) == bool(note)
    run("import", tmp_path / "x.csv", "-o", tmp_path / "made")
    answer = run("--data", tmp_path / "made", "relations", "--undated", "--format", "json").out
    row = json.loads(answer)["relations"][0]
    assert (row.get("when"), row.get("note")) == (None if note else when, note)


def test_each_row_may_say_its_direction(tmp_path: Path) -> None:
    words = ("undirected", "Mutual", "directed", "upward", "Both", "->")
    ways = "".join(f"A,{number},owns,{word}\n" for number, word in enumerate(words))
    found, notes = told(put(tmp_path, "x.csv", f"From,To,Type,Direction\n{ways}"))
    both = "owns-undirected"
    assert [row.type for row in found.relations] == [both, both, "owns", both, both, "owns"]
    assert [row.note for row in found.relations] == [f"Direction: {word}" for word in words]
    told_of = "Direction that is not known (1 relation): read as both ways; in the note; the first: line 5"
    assert f"{told_of}: 'upward'." in notes


@pytest.mark.parametrize("columns", ["", "source=From,target=To,type=Type"])
@pytest.mark.parametrize(("heading", "words"), [
    ("Directed", "no yes 0 1.0 FALSE undirected mutual directed"),
    ("undirected", "yes no 1 0.0 TRUE x wahr false"),
])  # fmt: skip
def test_a_column_may_say_that_a_row_has_no_direction(
    heading: str, words: str, columns: str, tmp_path: Path
) -> None:
    rows = "".join(f"A,{number},owns,{word}\n" for number, word in enumerate(words.split()))
    found, _ = told(put(tmp_path, "x.csv", f"From,To,Type,{heading}\n{rows}"), columns=columns)
    both, one = "owns-undirected", "owns"
    last = {"Directed": [both, both, one], "undirected": [both, one, one]}
    assert [row.type for row in found.relations] == [both, one, both, one, both, *last[heading]]


@pytest.mark.parametrize(
    "heading",
    [
        "source,source_id,target,Target ID", "Actor1Name,actor1_id,Actor2Name,actor2_id",
        "a,source.id,b,target.id", "a,source.country,b,target.country",
    ],
)  # fmt: skip
def test_two_of_one_name_with_two_ids_or_countries_are_two(heading: str, run: Run, tmp_path: Path) -> None:
    text = f"{heading},type,date\nAda Lee,x1,Ben Ray,y,met,2020\nAda Lee,x2,Ben Ray,y,sued,2021\n"
    columns = ""
    if heading.startswith("a,"):
        names = heading.split(",")
        columns = f"source=a,target=b,type=type,date=date,{names[1]}={names[1]},{names[3]}={names[3]}"
    path = put(tmp_path, "x.csv", text)
    found, notes = told(path, columns=columns)
    assert sorted(actor.name for actor in found.actors) == ["Ada Lee", "Ada Lee", "Ben Ray"]
    assert found.relations[0].source != found.relations[1].source
    assert "Of one name, but not one actor, by kind, id or attributes: Ada Lee (line 3)." in notes
    for way in (("-o", tmp_path / "made"), ("--into", tmp_path / "made.json")):
        for _ in range(2):  # the second time all are there
            run("import", path, *way, *(("--columns", columns) if columns else ()))
        actors = json.loads(run("--data", way[1], "actors", "--format", "json").out)["actors"]
        assert sorted(actor["name"] for actor in actors) == ["Ada Lee", "Ada Lee", "Ben Ray"]


def test_gephis_direction_is_no_type_and_undirected_goes_both_ways(tmp_path: Path) -> None:
    rows = (
        "Source,Target,Type,Id,Label,Weight,Timestamp\n0,1,Undirected,0,,1.0,1861\n"
        "0,2,Directed,1,calls,2.0,1862\n0,2,Undirected,2,calls,2.0,1863\n1,2,Undirected,3,met,1.0,1864\n"
    )
    found = read(put(tmp_path, "x.csv", rows))
    kinds = {row.name: row.symmetric for row in found.relation_types}
    assert kinds == {"linked-with": True, "calls": False, "calls-undirected": True}
    assert [(row.type, row.when, row.note) for row in found.relations] == [
        ("linked-with", "1861", "Id: 0; Weight: 1.0"), ("calls", "1862", "Id: 1; Weight: 2.0"),
        ("calls-undirected", "1863", "Id: 2; Weight: 2.0"), ("met", "1864", "Id: 3; Weight: 1.0"),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_byte_order_marks_and_utf_16_are_read(encoding: str, tmp_path: Path) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    content = mark + "source\trelation\ttarget\tdate\nJos\u00e9\tmet\tZo\u00eb \U0001f600\t2020\n".encode(
        encoding
    )
    for name, packed in (("x.txt", content), ("x.txt.gz", gzip.compress(content))):
        path = put(tmp_path, name, packed)
        assert facts(read(path)) == [("Jos\u00e9", "met", "Zo\u00eb \U0001f600", "2020")]
        assert gk.open(path).count() == 1


@pytest.mark.parametrize(
    "content", [b"\xff\xfea\x00\x00\xd8b\x00", b"\xff\xfe" + "A\tmet\tB\t2020\n".encode("utf-16-le") + b"c"]
)
def test_broken_utf_16_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no sound UTF-16"):
        read(put(tmp_path, "x.txt", content))


def test_windows_1252_is_refused_with_the_mend(tmp_path: Path) -> None:
    path = put(tmp_path, "x.csv", "source,relation,target\nJos\u00e9,met,Ben\n".encode("cp1252"))
    with pytest.raises(DataError, match="line 2: is not UTF-8; in Excel save it as CSV UTF-8") as refused:
        read(path)
    for named in ("WINDOWS-1252", "WINDOWS-1251", "GB18030", "SHIFT_JIS", "look at the names"):
        assert named in str(refused.value)
    assert read(path, reading=Reading(skip_bad=True)).relations == ()


def test_what_names_no_two_actors_is_refused_with_the_way_to_name_them(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="--columns source=HEADING,target=HEADING"):
        read(put(tmp_path, "x.csv", "name,age\nAda,36\n"))
    with pytest.raises(DataError, match="line 3: has 2 columns where the first line has 3"):
        read(put(tmp_path, "x.csv", "source,target,type\nA,B,met\nA,B\n"))


def test_bad_rows_are_skipped_in_every_way_to_read(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path, "x.tsv", "A\tmet\tB\t2020\nA\tmet\nA\tmet\tC\t2020-02-30\nA\tmet\tD\t2021/2020\n")
    assert len(read(path, reading=Reading(skip_bad=True)).relations) == 1
    table = gk.open(path, skip_bad=True)
    assert table.count() == 1
    assert table.notes[1].startswith("3 rows skipped; the first: line 2: has 2 columns")
    assert "3 rows skipped" in run("import", path, "-o", tmp_path / "new", "--skip-bad").out
    assert run("--skip-bad", "--data", path, "info").code == 0
    with pytest.raises(DataError, match="line 2"):
        gk.open(path)


def test_a_publisher_is_a_source_without_being_asked_for(run: Run, tmp_path: Path) -> None:
    heads = "source,relation,target,date,publisher,published,title"
    table = put(tmp_path, "met.csv", f"{heads}\nAda,met,Ben,2015-05-19,The Post,2015-05-20,Lunch\n")
    dataset, notes = told(table)
    (source,) = dataset.sources
    assert (source.publisher, source.published, source.title) == ("The Post", "2015-05-20", "Lunch")
    assert dataset.relations[0].evidence[0].source == source.id
    assert dataset.relations[0].note is None
    assert any("'publisher' as the publisher" in note for note in notes)
    run("import", table, "-o", tmp_path / "met")
    for place in (table, tmp_path / "met"):
        shown = json.loads(run("--data", place, "show", "Ada", "--format", "json").out)
        assert shown["relations"][0]["voices"] == [source.id], place


def test_the_separator_that_excel_names_counts(tmp_path: Path) -> None:
    text = '"sep=;"\r\nsource;relation;target;date\r\n"Lee, Ada";met;Ben;2020\r\n'
    assert facts(read(put(tmp_path, "x.csv", text))) == [("Lee, Ada", "met", "Ben", "2020")]
    assert gk.open(tmp_path / "x.csv").count() == 1


def test_comments_and_blank_rows_are_no_rows(tmp_path: Path) -> None:
    path = put(tmp_path, "x.csv", "# made by hand\nsource,target,type\nA,B,met\n,,\n\n")
    found, notes = told(path)
    assert (len(found.relations), gk.open(path).count()) == (1, 1)
    assert notes == ["Comment '# made by hand' (1 line): left out."]
    snap = put(tmp_path, "y.txt", "# Directed graph\n# FromNodeId\tToNodeId\n1\t2\n")
    assert facts(read(snap)) == [("1", "linked-to", "2", None)]


# --- quotation marks ------------------------------------------------------------------------------


def test_tab_text_is_quoted_as_excel_quotes_it(tmp_path: Path) -> None:
    rows = '"Lee, Ada"\tmet\tBen "Bo" Ray\t2020-01-01\nLee, Ada\tmet\t"Ben ""Bo"" Ray"\t2020-01-02\n'
    path = put(tmp_path, "x.tsv", rows)
    found = read(path)
    assert {actor.name for actor in found.actors} == {"Lee, Ada", 'Ben "Bo" Ray'}
    assert len(found.relations) == 2
    assert gk.open(path).neighbors("Lee, Ada") == {'Ben "Bo" Ray'}


def test_a_quoted_cell_may_hold_line_ends_and_a_lone_mark_is_a_character(tmp_path: Path) -> None:
    rows = (
        'source\ttarget\tremark\n"Bo\tmet\tnobody\n"Ada\nLee"\t"Ben"\t"one\ntwo ""2"""\n'
        '"Weird Al" Yankovic\tCy\t5" wide\nDee\tEve\t"\n'
    )
    found = read(put(tmp_path, "x.tsv", rows))
    assert {actor.name for actor in found.actors} == {
        '"Bo', "met", "Ada Lee", "Ben", '"Weird Al" Yankovic', "Cy", "Dee", "Eve"
    }  # fmt: skip
    assert [row.note for row in found.relations] == [
        "remark: nobody", 'remark: one\ntwo "2"', 'remark: 5" wide', 'remark: "'
    ]  # fmt: skip


NOT_CLOSED = "Quotation mark that nothing closes"
MAY_BE_ROWS = "Quoted cell whose lines look like rows"


@pytest.mark.parametrize(
    ("second", "fourth", "count", "said"),
    [
        ('{s}"text', "{s}text", 5, f"{NOT_CLOSED} (1 row): kept; close it or take it away; the first: line"),
        ('{s}"text', '{s}"text', 5, f"{NOT_CLOSED} (2 rows)"),
        ('{s}"text', '{s}text"', 3, f"{MAY_BE_ROWS} (1 row): read as one cell; if they are rows, close its"),
        ('{s}"text"', '{s}"text ""two"""', 5, ""),
        ('{s}5" wide', '{s}"Bo" Ray', 5, ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["x.csv", "x.csv.gz", "semicolons.csv", "x.tsv"])
def test_a_mark_that_is_closed_too_late_or_never_is_told(
    run: Run, tmp_path: Path, name: str, second: str, fourth: str, count: int, said: str
) -> None:
    sign = "\t" if name == "x.tsv" else ";" if name == "semicolons.csv" else ","
    ends = {2: second.format(s=sign), 4: fourth.format(s=sign)}
    lines = [f"A{n},met,B{n},2020-01-0{n}".replace(",", sign) + ends.get(n, sign) for n in range(1, 6)]
    text = "\n".join(["source,type,target,date,note".replace(",", sign), *lines, ""]).encode()
    path = put(tmp_path, name, gzip.compress(text) if name.endswith(".gz") else text)
    found, notes = told(path)
    if name == "x.tsv" and count == 3:  # in tab text, whole lines are rows
        count, said = 5, f"{NOT_CLOSED} (1 row)"
    assert len(found.relations) == count
    assert [note for note in notes if "uot" in note] == [note for note in notes if said and said in note]
    assert bool(said) == any(said and said in note for note in notes)
    into = run("import", path, "-o", tmp_path / "new")
    assert said in " ".join(into.out.split())
    assert f"{count} relations in all" in " ".join(into.out.split())


def test_a_heading_may_stand_on_two_lines_in_quotation_marks(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path, "x.csv", '# made by hand\nsource,"relation",target,"event\ndate"\nA,met,B,2020\n')
    assert facts(read(path)) == [("A", "met", "B", "2020")]
    into = run("import", path, "-o", tmp_path / "new")
    assert "1 relation in all" in " ".join(into.out.split())


def test_a_row_too_long_by_a_mark_that_is_open_says_so(tmp_path: Path) -> None:
    path = put(tmp_path, "x.csv", 'source,type,target,date\nA,met,"B, Inc,2020\n')
    with pytest.raises(
        DataError, match="line 2: has 5 columns where the first line has 4; close its quotation mark"
    ):
        read(path)


cell = st.text(st.sampled_from(['"', "a", "b", " ", "\n", ",", "\t", ";", "'"]), max_size=8).map(str.strip)


@given(st.lists(st.lists(cell, min_size=3, max_size=3), min_size=1, max_size=6), st.sampled_from(",;|"))
def test_what_python_quotes_comes_back(rows: list[list[str]], separator: str) -> None:
    rows = [["x", "y", "z"], *rows]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    lines = enumerate(text.getvalue().removesuffix("\n").split("\n"), 1)
    assert [list(cells or ()) for _, cells in delimited.rows(lines, separator, Reading())] == rows


# --- rows that are there already -------------------------------------------------------------------

TWICE = "source,target,type,date\nA,B,met,2020\nA,B,met,2020\nA,C,met,2020\n"


def test_whole_rows_count_once_in_a_file_a_table_and_a_directory(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path, "x.csv", TWICE)
    found, notes = told(path)
    assert (len(found.relations), notes) == (2, [REPEATED])
    table = gk.open(path)
    assert (table.count(), list(table.notes)) == (2, [REPEATED])
    into = run("import", path, "-o", tmp_path / "new")
    assert REPEATED in " ".join(into.out.split())
    assert "2 new relations; 2 relations in all" in into.out
    more = put(tmp_path, "y.csv", f"{TWICE}A,D,met,2020\nA,D,met,2020\n")
    again = run("import", more, "-o", tmp_path / "new")
    assert all(
        f"2 rows {words}" in again.out for words in ("are there already", "repeat another of the file")
    )
    assert "1 new relation; 3 relations in all" in " ".join(again.out.split())


REPEATED = "1 row repeats another of the file, alike in actors, type, date and all else; each is taken once."


def test_a_second_table_is_added_to_the_first(run: Run, tmp_path: Path) -> None:
    one, two = (
        put(tmp_path, "1.tsv", "Ada\tmet\tBen\t2020\n"),
        put(tmp_path, "2.tsv", "Cy\tmet\tDee\t2021\nCy\tmet\tAda\t2021\n"),
    )
    for path in (one, two):
        assert run("import", path, "--into", tmp_path / "x.json").code == 0
        assert run("import", path, "-o", tmp_path / "x").code == 0
    assert len(read_dataset(tmp_path / "x.json").relations) == 3
    assert "3 relations" in run("--data", tmp_path / "x", "info").out


# --- dates -----------------------------------------------------------------------------------------


def test_a_column_decides_together_what_a_date_means(tmp_path: Path) -> None:
    head = "source,target,type,date\n"
    clear = read(put(tmp_path, "x.csv", f"{head}A,B,met,01.02.2020\nA,C,met,31.12.2019\n"))
    assert [row.when for row in clear.relations] == ["2020-02-01", "2019-12-31"]
    path = put(tmp_path, "x.csv", f"{head}A,B,met,01/02/2020\nA,C,met,soon\n")
    unclear, notes = told(path)
    assert [(row.when, row.note) for row in unclear.relations] == [
        (None, "date: 01/02/2020"),
        (None, "date: soon"),
    ]
    assert len(notes) == 2
    assert "dates=day-first" in " ".join(notes)
    chosen = "source=source,target=target,type=type,date=date,dates=month-first"
    assert read(path, reading=Reading(columns=chosen)).relations[0].when == "2020-01-02"
    plain = put(tmp_path, "y.csv", "source,relation,target,date\nA,met,B,01/02/2020\nA,met,C,2020\n")
    found, notes = told(plain)
    assert [(row.when, row.note) for row in found.relations] == [(None, "date: 01/02/2020"), ("2020", None)]
    assert gk.open(plain).count("2020", "2020") == 1
    seconds = read(put(tmp_path, "x.csv", f"{head}A,B,met,1131041626\nA,C,met,1131041627.5\n"))
    assert {row.when for row in seconds.relations} == {"2005-11-03"}


# --- columns that a person names --------------------------------------------------------------------

ACLED = (
    "event_id_cnty,event_date,time_precision,year,event_type,actor1,actor2,country,source,notes,fatalities\n"
    'KEN1,08 March 2024,1,2024,Protests,"Protesters (Kenya)",Police Forces of Kenya,Kenya,Daily Post,'
    '"Teachers, 2 days",0\n'
    "KEN2,09 March 2024,1,2024,Battles,Police Forces of Kenya,,Kenya,Daily Post,One side,3\n"
)
AS_ACLED = (
    "source=actor1,target=actor2,type=event_type,date=event_date,summary=notes,amount=fatalities,"
    "unit=fatalities,publisher=source,id=event_id_cnty,source.country=country"
)


def test_any_table_is_read_by_its_columns(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path, "acled.csv", ACLED)
    columns = AS_ACLED.replace("unit=fatalities,", "")
    done = run("import", path, "--into", tmp_path / "x.json", "--columns", columns)
    assert done.code == 0
    lines = " ".join(done.out.split())
    assert "Columns time_precision, year (1 row): left out." in lines
    assert "Left out: 1 row that names one actor or none; the first: line 3." in lines
    found = read_dataset(tmp_path / "x.json")
    (row,) = found.relations
    assert row == Relation(
        source="protesters-kenya",
        target="police-forces-of-kenya",
        key="eventidcnty-KEN1",
        type="protests",
        when="2024-03-08",
        summary="Teachers, 2 days",
        amount={"value": 0, "unit": "fatalities"},
        evidence=({"source": found.sources[0].id},),
    )
    assert [(each.publisher, each.published) for each in found.sources] == [("Daily Post", "2024-03-08")]
    assert dict(found.actors[1].attributes) == {"country": "Kenya"}
    into = run("import", path, "-o", tmp_path / "x", "--columns", columns)
    assert "2 new actors, 1 new relation" in into.out


def test_relations_may_go_both_ways_and_have_the_families_of_other_schemes(tmp_path: Path) -> None:
    path = put(tmp_path, "acled.csv", ACLED)
    columns = "source=actor1,target=actor2,type=event_type,date=event_date,direction=none"
    found = read(path, reading=Reading(columns=columns))
    assert [(row.name, row.family, row.symmetric) for row in found.relation_types] == [
        ("protests", "statement", True)
    ]
    plover = read(put(tmp_path, "x.tsv", "A\tSANCTION\tB\t2020\nA\tCONSULT\tB\t2020\n"))
    assert {row.name: row.family for row in plover.relation_types} == {
        "sanction": "restriction",
        "consult": "contact",
    }


def test_amounts_and_what_ends_are_stand_under_their_own_headings(tmp_path: Path) -> None:
    heading = "source,source.country,Source.Kind,type,target,target.kind,date,amount,unit\n"
    rows = (
        'Ada,France,person,paid,Port,harbour,2025,"4,500.5",EUR\n'
        "Ada,France,person,paid,Port,harbour,2025,lots,\n"
        "Ada,France,person,paid,Port,harbour,2026,7,\n"
    )
    found, notes = told(put(tmp_path, "x.csv", heading + rows))
    first, second, third = found.relations
    assert (third.amount, third.note) == (None, "amount: 7")
    assert first.amount is not None
    assert second.amount is None
    assert (first.amount.value, first.amount.unit, first.note) == (4500.5, "EUR", None)
    assert second.note == "amount: lots"
    assert "is no plain number; in the note" in " ".join(notes)
    assert "has no unit; in the note" in " ".join(notes)
    assert [(each.name, each.kind, dict(each.attributes)) for each in found.actors] == [
        ("Ada", "person", {"country": "France"}),
        ("Port", "unknown", {"kind": "harbour"}),
    ]
    alone, notes = told(
        put(tmp_path, "y.csv", "source,target,target.city,date,amount\nAda,Port,Oslo,2025,5\n")
    )
    assert "'target.city' as the city of the target; other columns are in the notes" in " ".join(notes)
    assert [(row.amount, row.note) for row in alone.relations] == [(None, "amount: 5")]


@pytest.mark.parametrize(
    "headings", ["amount;currency", "Value;Currency", "Betrag;Währung", "Montant;Devise"]
)
def test_an_amount_and_its_currency_are_known_by_their_headings(headings: str, tmp_path: Path) -> None:
    rows = 'Ada;paid;Port;2025;"4,500.5";EUR\nAda;paid;Port;2026;lots;USD\n'
    found = read(put(tmp_path, "x.csv", f"source;type;target;date;{headings}\n{rows}"))
    first, second = found.relations
    assert first.amount is not None
    assert (first.amount.value, first.amount.unit, first.note) == (4500.5, "EUR", None)
    amount, unit = headings.split(";")
    assert (second.amount, second.note) == (None, f"{amount}: lots; {unit}: USD")


@pytest.mark.parametrize("more", ["", ";status", ";remark"])
@pytest.mark.parametrize("year", ["2019", "2019-05", "2019-05-03"])
def test_what_lasts_has_an_end_also_in_the_year_of_its_start(more: str, year: str, tmp_path: Path) -> None:
    heading = f"source;target;relation;start;end{more}\n"
    rows = "".join(f"Ada;{type_};{type_};{year};{year}{';' if more else ''}\n" for type_ in ("owns", "met"))
    owns, met = read(put(tmp_path, "x.csv", heading + rows)).relations
    assert owns.when == f"{year}/{year}"
    assert met.when in (year, f"{year}/{year}")
    text = f"""<gexf version="1.3"><graph defaultedgetype="directed" timeformat="date"><nodes>
    <node id="a" label="Ada"/><node id="b" label="Port"/></nodes><edges>
    <edge id="x" source="a" target="b" kind="owns" start="{year}" end="{year}"/></edges></graph></gexf>"""
    (drawn,) = read(put(tmp_path, "x.gexf", text)).relations
    assert drawn.when == f"{year}/{year}"


def test_columns_may_be_fixed_earliest_and_of_any_kind(run: Run, tmp_path: Path) -> None:
    text = "id,side_a,side_b,date_start,date_end,who,best\n7,Ada,Port,2020-01-01,2020-01-05,person,about 5\n"
    columns = (
        "source=side_a,target=side_b,type='fought with',earliest=date_start,latest=date_end,id=id,"
        "source.kind=who,amount=best,target.kind='company',target.role='x'"
    )
    path = put(tmp_path, "x.csv", text)
    found, notes = told(path, columns=columns)
    (row,) = found.relations
    assert (row.type, row.when) == ("fought-with", "[2020-01-01..2020-01-05]")
    assert row.note == "id: 7; best: about 5"
    assert [(actor.kind, actor.attributes) for actor in found.actors] == [
        ("person", ()), ("company", (("role", "x"),)),
    ]  # fmt: skip
    run("import", path, "-o", tmp_path / "x", "--columns", columns)
    assert "company" in run("--data", tmp_path / "x", "actors", "--format", "csv").out
    lost = "is no plain number; in the note; the first: line 2: 'about 5'"
    assert notes == [f"Amount in column best (1 relation): {lost}."]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ("source=a", "the column of the target is missing"),
        ("source=a,target=b,dat=c", "did you mean date"),
        ("source=a,target=b,target=c", "given twice"),
        ("source=a,target", "names no column"),
        ("source='',target=b", "names no column"),
        ("source=a, b,target=c", "a heading with a comma stands in quotation marks: source='a, b'"),
        ("source=a,target=b,dates=soon", "day-first, month-first, year"),
        ("source=a,target=b,direction=both", "can only be none"),
        ("", "the column of the source is missing"),
    ],
)
def test_columns_that_say_nothing_are_refused(columns: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Asked.read(columns)


def test_a_column_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path, "x.csv", "a,b,c\n1,2,3\n")
    with pytest.raises(DataError, match="line 1: has no column 'd'; it has 'a', 'b', 'c'"):
        read(path, reading=Reading(columns="source=a,target=d"))
    refused = run("import", put(tmp_path, "x.gexf", ""), "--columns", "source=a,target=b")
    assert (refused.code, "--columns is for tables" in refused.err) == (2, True)


GDELT_HEAD = (
    "GLOBALEVENTID,SQLDATE,MonthYear,Actor1Code,Actor1Name,Actor1CountryCode,EventCode,Actor2Name,SOURCEURL\n"
)
GDELT_ROW = "1,20150218,201502,USA,UNITED STATES,USA,042,UNITED KINGDOM,http://www.news.example/a\n"
PUBLISHED = {
    "acled.csv": ACLED,
    "GEDEvent.csv": "id,year,type_of_violence,side_a,side_b,source_article,source_office,source_date,"
    "source_headline,date_prec,date_start,date_end,best\n7,2020,1,Government of A,B,x,"
    "Daily Post,2020-01-09,Clash,2,2020-01-01,2020-01-05,25\n",
    "ngecEvents.txt": "Event ID\tEvent Date\tEvent Type\tActor Name\tActor Country\tRecipient Name\t"
    "Recipient Country\tIntensity\nE1\t2023-02-01\tCONSULT\tAda Lee\tIND\tBen Ray\tIRN\t1\n",
    "bigquery.csv": GDELT_HEAD + GDELT_ROW,
}


def test_the_lines_in_the_documents_read_what_is_published(run: Run, tmp_path: Path) -> None:
    document = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")
    lines = [
        shlex.split(line) for line in document.splitlines() if "--columns " in line and "=HEADING" not in line
    ]
    commands = {words[2]: words[1:] for words in lines if words[:2] == ["graphkit", "import"]}
    assert commands.keys() == PUBLISHED.keys()
    for name, words in commands.items():
        put(tmp_path, name, PUBLISHED[name])
        done = run(
            *[str(tmp_path / word) if word.endswith((".csv", ".txt", ".json")) else word for word in words]
        )
        assert done.code == 0, done.err
        assert "2 actors, 1 relation" in done.out
    ged, polecat = read_dataset(tmp_path / "ged.json"), read_dataset(tmp_path / "polecat.json")
    assert [(row.type, row.when) for row in ged.relations] == [("fought", "[2020-01-01..2020-01-05]")]
    assert [(each.title, each.published) for each in ged.sources] == [("Clash", "2020-01-09")]
    assert {each.name: dict(each.attributes) for each in polecat.actors} == {
        "Ada Lee": {"country": "IND"}, "Ben Ray": {"country": "IRN"}
    }  # fmt: skip


# --- ICEWS and GDELT ---------------------------------------------------------------------------------


SECTORS = "General Population / Civilian / Social"


def icews(**changed: str) -> str:
    """Return a table of one row, its cells by heading; one that is None is not there."""
    cells: dict[str, str | None] = {
        "Event ID": "100", "Event Date": "2017-01-02", "Source Name": "Citizen (Iran)",
        "Source Sectors": SECTORS,
        "Source Country": "Iran", "Event Text": "Express intent to cooperate", "CAMEO Code": "030",
        "Intensity": "4", "Target Name": "Betania", "Target Sectors": "", "Target Country": "Betania",
        "Story ID": "77", "Sentence Number": "2", "Publisher": "Test Wire", "City": "", "Latitude": "",
    } | changed  # fmt: skip
    there = {name: text for name, text in cells.items() if text is not None}
    return "\t".join(there) + "\n" + "\t".join(there.values()) + "\n"


@pytest.mark.parametrize(
    ("changed", "note"),
    [
        ({}, "CAMEO 030: Express intent to cooperate"),
        ({"Event Date": "1/2/2017"}, "CAMEO 030: Express intent to cooperate"),
        ({"CAMEO Code": None}, "Express intent to cooperate"),
        ({"CAMEO Code": "30"}, "CAMEO 30: Express intent to cooperate"),
    ],
)
def test_every_published_layout_of_icews_is_read(changed: dict[str, str], note: str, tmp_path: Path) -> None:
    text = icews(**changed)
    comma = "".join('"' + line.replace("\t", '","') + '"\n' for line in text.splitlines())
    head = text.splitlines()[0]
    for name, content in (("x.tab", text), ("x.csv", comma), ("x.tab", f"{text}{head}\n")):
        found, notes = told(put(tmp_path, name, content))
        (row,) = found.relations
        assert (row.type, row.when, row.note) == ("intends-to-cooperate-with", "2017-01-02", note)
        assert {each.name: (each.kind, dict(each.attributes)) for each in found.actors} == {
            "Citizen (Iran)": ("unknown", {"country": "Iran", "sector": SECTORS}),
            "Betania": ("country", {"country": "Betania"}),
        }  # fmt: skip
        assert "Columns Intensity, Sentence Number (1 row): left out." in notes
    assert "Left out: 1 heading line." in notes


def test_what_a_directory_says_of_an_actor_stays(run: Run, tmp_path: Path) -> None:
    one = put(tmp_path, "1.tab", icews())
    two = put(tmp_path, "2.tab", icews(**{"Event ID": "101", "Source Sectors": "Dissident"}))
    both = put(tmp_path, "3.tab", one.read_text() + two.read_text().splitlines()[1] + "\n")
    assert dict(read(both).actors[1].attributes)["sector"] == f"{SECTORS}; Dissident"
    run("import", one, "-o", tmp_path / "x")
    told_then = run("import", two, "-o", tmp_path / "x").out
    assert "Attribute sector that differs from what is there (1 actor): left out." in " ".join(
        told_then.split()
    )


def test_a_person_of_a_government_is_no_government(tmp_path: Path) -> None:
    people = {"Source Name": "Ada Lee", "Source Sectors": "Elite,Executive,Government"}
    body = {
        "Target Name": "Ministry of Ports (Iran)",
        "Target Sectors": "Government",
        "Target Country": "Iran",
    }
    found = read(put(tmp_path, "x.tab", icews(**people, **body)))
    assert {actor.name: actor.kind for actor in found.actors} == {
        "Ada Lee": "unknown", "Ministry of Ports (Iran)": "government-body"
    }  # fmt: skip
    assert kind_in("media", "Daily Post") == "media"
    assert kind_in("media", "Ada Lee") == ""


def test_names_say_country_and_sector_and_stay_as_they_are(tmp_path: Path) -> None:
    assert dict(said_by("Police (India)").attributes) == {"country": "India", "sector": "Police"}
    assert dict(said_by("Ada Lee (India)").attributes) == {"country": "India"}
    assert said_by("Army (of Two)").attributes == said_by("India").attributes == ()
    rows = (
        "Police (India)\tMake statement\tPolice (Iran)\t2014\nIndia\tMake a visit\tNATO\t2014\n"
        "Citizen (Iran)\tAccuse\tMcDonald's\t2014\n"
    )
    path = put(tmp_path, "x.tsv", rows)
    found = read(path)
    assert {actor.name: actor.kind for actor in found.actors} == {
        "Police (India)": "government-body", "Police (Iran)": "government-body", "India": "country",
        "NATO": "unknown", "Citizen (Iran)": "unknown", "McDonald's": "unknown",
    }  # fmt: skip
    table = gk.open(path)
    actors = {row["name"]: row for row in table.backend._identity.actors}
    assert {name: row["kind"] for name, row in actors.items()} == {
        each.name: each.kind for each in found.actors
    }
    assert actors["Citizen (Iran)"]["attributes"] == {"country": "Iran", "sector": "Citizen"}
    assert actors["India"]["attributes"] == {"country": "India"}
    chad = read(put(tmp_path, "y.tsv", "Chad\tmet\tJordan\t2014\n"))  # of people, too
    assert {actor.kind for actor in chad.actors} == {"unknown"}


def test_cameos_names_have_the_families_of_the_vocabulary(tmp_path: Path) -> None:
    names = (
        "Make statement", "Express intent to cooperate", "Consult", "Impose embargo, boycott, or sanctions",
        "Yield", "fight with small arms and light weapons", "Cooperate economically",
    )  # fmt: skip
    rows = "".join(f"A\t{name}\tB\t2014-01-0{day}\n" for day, name in enumerate(names, 1))
    found = read(put(tmp_path, "x.tsv", rows))
    family = {row.name: row.family for row in found.relation_types}
    assert [family[row.type] for row in found.relations] == [
        "statement", "agreement", "contact", "restriction", "permission", "restriction", "trade"
    ]  # fmt: skip
    assert {row.kind for row in found.relation_types} == {"event"}
    known = {row.name for row in families()}
    for code, names_of_code in cameo._TABLES["names"].items():
        assert cameo.type_of(code) is not None
        assert all(cameo.code_of(words.capitalize()) is not None for words in names_of_code)
    assert {row["family"] for row in filter(None, map(cameo.own_type, cameo._codes()))} <= known


def test_an_export_of_some_columns_of_gdelt_is_read(tmp_path: Path) -> None:
    found, notes = told(put(tmp_path, "x.csv", GDELT_HEAD + GDELT_ROW + GDELT_HEAD))
    (row,) = found.relations
    assert (row.key, row.type, row.when) == ("gdelt-0000000001", "visited", "2015-02-18")
    assert {actor.name for actor in found.actors} == {"UNITED STATES", "UNITED KINGDOM"}
    assert notes == ["Column MonthYear (1 row): left out.", "Left out: 1 heading line."]
    columns = "source=Actor1Name,target=Actor2Name,type=EventCode,date=SQLDATE,id=GLOBALEVENTID"
    (chosen,) = read(tmp_path / "x.csv", reading=Reading(columns=columns, skip_bad=True)).relations
    assert (chosen.type, chosen.when, chosen.note) == ("visited", "2015-02-18", "CAMEO 042")
    day = GDELT_HEAD.replace("SQLDATE", "Day")
    assert len(read(put(tmp_path, "y.csv", day + GDELT_ROW)).relations) == 1


PLACE = ("Type", "Lat", "Long")


@pytest.mark.parametrize("heading", [True, False])
def test_the_reduced_files_of_gdelt_are_read(heading: bool, tmp_path: Path) -> None:
    names = "Date\tSource\tTarget\tCAMEOCode\tNumEvents\tNumArts\tQuadClass\tGoldstein"
    names += "".join(f"\t{what}Geo{each}" for what in ("Source", "Target", "Action") for each in PLACE) + "\n"
    row = "19790101\tUSAGOV\tIRN\t042\t3\t5\t1\t1.9\t" + "\t".join("" for _ in range(9)) + "\n"
    found = read(put(tmp_path, "x.txt", names * heading + row))
    assert [(each.type, each.when, each.note) for each in found.relations] == [
        ("visited", "1979-01-01", "CAMEO 042; NumEvents: 3; NumArts: 5; QuadClass: 1; Goldstein: 1.9")
    ]
    short = read(put(tmp_path, "y.txt", "19790101\tUSA\tIRN\t042\t1.9" + "\t" * 6 + "\n"))
    assert [each.note for each in short.relations] == ["CAMEO 042; column 5: 1.9"]


# --- one actor in two forms ------------------------------------------------------------------------


def test_one_name_in_two_unicode_forms_is_one_actor(run: Run, tmp_path: Path) -> None:
    composed, decomposed = "Jos\u00e9 Lee", unicodedata.normalize("NFD", "Jos\u00e9\u00a0Lee")
    path = put(tmp_path, "x.tsv", f"{composed}\tmet\tBen\t2020\n{decomposed}\tmet\tCy\t2021\n")
    assert len(read(path).actors) == 3
    assert gk.open(path).neighbors(composed) == {"Ben", "Cy"}
    one, two = (
        put(tmp_path, "1.tsv", f"{composed}\tmet\tBen\t2020\n"),
        put(tmp_path, "2.tsv", f"{decomposed}\tmet\tCy\t2021\n"),
    )
    for table in (one, two):
        run("import", table, "--into", tmp_path / "x.json")
        run("import", table, "-o", tmp_path / "x")
    assert len(read_dataset(tmp_path / "x.json").actors) == 3
    assert "3 actors" in run("--data", tmp_path / "x", "info").out


# --- nothing is lost -------------------------------------------------------------------------------

word = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8).filter(
    lambda text: unicodedata.is_normalized("NFC", text) and text not in NO_CELL
)
heading = st.sampled_from(
    [
        "weight", "Remark", "status", "about", "note", "amount", "unit", "evidence", "id", "kind", "x y",
        "source.country", "target.role",
    ]
)  # fmt: skip


texts = st.lists(word | st.just(""), min_size=4, max_size=4)
days = st.sampled_from(["2020-01-02", "2019", "soon", "1/2/2020"])


@given(
    more=st.lists(heading, max_size=4, unique=True),
    rows=st.lists(st.tuples(word, word, word, days, texts), min_size=1, max_size=5),
    separator=st.sampled_from([",", ";", "\t"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    random=st.randoms(use_true_random=False),
)
@example(["weight"], [("a", "b", "c", "2019", ['"', "", "", ""])], "\t", csv.QUOTE_MINIMAL, Random(1))
@example(["unit", "amount"], [("a", "b", "c", "2019", ["0", "00", "", ""])], ",", csv.QUOTE_ALL, Random(1))
@example(["unit", "amount"], [("a", "b", "c", "2019", ["0", ":", "", ""])], ",", csv.QUOTE_ALL, Random(1))
@example([], [("a", "b", "NIL", "2019", ["", "", "", ""])], ",", csv.QUOTE_ALL, Random(1))
def test_every_cell_is_in_the_graph_or_in_the_notes(
    more: list[str],
    rows: list[tuple[str, str, str, str, list[str]]],
    separator: str,
    quoting: int,
    random: Random,
) -> None:
    order = [*range(4 + len(more))]
    random.shuffle(order)
    table = [["source", "target", "type", "date", *more], *([*row[:4], *row[4][: len(more)]] for row in rows)]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, quoting=quoting, lineterminator="\n").writerows(
        [row[place] for place in order] for row in table
    )
    with tempfile.TemporaryDirectory() as folder:
        found, notes = told(put(Path(folder), "x.csv", text.getvalue()))
    names = {actor.id: actor.name for actor in found.actors}
    held = json.dumps(
        [
            [names[row.source], names[row.target], row.type, row.when, row.note]
            + ([f"amount: {row.amount.value}; unit: {row.amount.unit}"] if row.amount else [])
            for row in found.relations
        ]
        + [
            f"{side}.{name}: {part}"
            for each in found.actors
            for name, text in each.attributes
            for part in text.split("; ")
            for side in ("source", "target")
        ],
        ensure_ascii=False,
    ) + " ".join(notes)
    types = {"linked-to" if is_absent(row[2]) else cameo.type_name(row[2]) or row[2] for row in table[1:]}
    assert {row.type for row in found.relations} == types
    for row in table[1:]:
        cells = dict(zip(table[0], row, strict=True))
        for name, value in cells.items():
            shown = json.dumps(value, ensure_ascii=False)[1:-1]
            if name == "amount" and value.isdigit():
                shown = f"{float(value):g}"
            assert name == "type" or is_absent(value) or shown in held
            named = f"amount: {cells.get('amount')} {shown}" if name == "unit" else f"{name}: {shown}"
            plain = name in ("source", "target", "type", "date")
            assert plain or is_absent(value) or named in held or f"{name}: {shown}" in held


@pytest.mark.parametrize(
    ("heading", "ends"),
    [
        ("actor1,actor2,event_type,date,source", ("Ada", "Ben")),
        ("source,target,type,date,to", ("Ada", "Ben")),
        ("actor1,actor2,source,target,date", ("met", "2025-07-14")),
        ("subject,object,source,date,note", ("Ada", "Ben")),
    ],
)
def test_the_two_actors_are_a_pair_of_headings(heading: str, ends: tuple[str, str], tmp_path: Path) -> None:
    table = tmp_path / "edges.csv"
    table.write_text(f"{heading}\nAda,Ben,met,2025-07-14,The Paper\n")
    (row,) = read(table).relations
    names = {each.id: each.name for each in read(table).actors}
    assert (names[row.source], names[row.target]) == ends


def test_headings_that_make_no_pair_are_refused_with_the_mend(tmp_path: Path) -> None:
    table = tmp_path / "edges.csv"
    table.write_text("source,actor2,date,place\nAda,Ben,2025-07-14,Here\n")
    with pytest.raises(DataError, match="--columns"):
        read(table)


def test_python_may_say_what_the_columns_are(tmp_path: Path) -> None:
    path = tmp_path / "named.csv"
    path.write_text("source,WHO,WHOM\npaper,Ada,Ben\n")
    graph = gk.read(path, columns="source=WHO,target=WHOM").graph
    assert {data["name"] for _, data in graph.nodes(data=True)} == {"Ada", "Ben"}
    with pytest.raises(UsageError, match="is nothing that a column can be"):
        gk.read(path, columns="sauce=WHO")
    with pytest.raises(UsageError, match="--columns is for tables"):
        gk.read(tmp_path / "x.gexf", columns="source=WHO,target=WHOM")


# --- amounts, nobody and precision ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amounts", "values"),
    [
        (["1.200", "3,5"], [1200, 3.5]),
        (["1.200", "1.200.000", "1.200,50"], [1200, 1_200_000, 1200.5]),
        (["1,006", "12.5"], [1006, 12.5]),
        (["1.200", "1.300"], [None, None]),
        (["1.25", "3,5"], [1.25, 3.5]),
        (["1.25", "3,5", "1.200"], [1.25, 3.5, None]),
        (["7", "1.25"], [7, 1.25]),
        (["0.125", "1.200"], [0.125, 1.2]),
        (["3.5m", "12"], [3_500_000, 12]),
        (["3,5 Mio.", "1.200.000 EUR", "\u20ac7"], [3_500_000, 1_200_000, 7]),
        (["1.2.3", "1,2,3"], [None, None]),
    ],
)
def test_the_numbers_of_a_column_tell_which_sign_is_of_decimals(
    amounts: list[str], values: list[float | None], tmp_path: Path
) -> None:
    text = "source;relation;target;date;amount\n" + "".join(
        f"A;paid;B;2019-04-0{number};{amount}\n" for number, amount in enumerate(amounts, 1)
    )
    columns = "source=source,target=target,type=relation,date=date,amount=amount,unit='EUR'"
    found, notes = told(put(tmp_path, "x.csv", text), columns=columns)
    rows = sorted(found.relations, key=lambda row: str(row.when))
    assert [row.amount and row.amount.value for row in rows] == values
    unread = [amount for amount, value in zip(amounts, values, strict=True) if value is None]
    assert [row.note for row in rows if row.note] == [f"amount: {amount} EUR" for amount in unread]
    assert any("mount in column amount" in note for note in notes) == bool(unread)


def test_a_unit_beside_an_amount_that_is_told_too_is_read_once(tmp_path: Path) -> None:
    table = put(tmp_path, "x.csv", 'a,b,share\nA,B,"24,9 %"\nA,C,10 %\nA,D,\nA,E,a lot\n')
    found, _ = told(table, columns="source=a,target=b,amount=share,type='owns',unit='%'")
    rows = sorted(found.relations, key=lambda row: row.target)
    assert [row.amount and row.amount.value for row in rows] == [24.9, 10, None, None]
    assert [row.note for row in rows] == [None, None, None, "share: a lot"]


def test_a_source_of_an_imprecise_day_was_published_in_these_days(tmp_path: Path) -> None:
    text = "s,t,r,d,p,pub\nA,G,met,2019-03-15,2,SOHR\n"
    columns = "source=s,target=t,type=r,date=d,precision=p,publisher=pub"
    found, _ = told(put(tmp_path, "x.csv", text), columns=columns)
    assert [(row.publisher, row.published) for row in found.sources] == [("SOHR", "[2019-03-12..2019-03-18]")]
    assert len(found.relations[0].evidence) == 1


def test_a_status_counts_whatever_other_columns_are_named(tmp_path: Path) -> None:
    text = "Payer,Payee,relation,date,Status\nA,B,paid,2020-01-01,denied\n"
    columns = "source=Payer,target=Payee,type=relation,date=date"
    found, notes = told(put(tmp_path, "x.csv", text), columns=columns)
    assert (found.relations[0].status, found.relations[0].note) == ("denied", "Status: denied")
    assert any("denied" in note for note in notes)


@pytest.mark.parametrize(
    ("heading", "said", "attests", "status"),
    [("list status", "listing challenged", False, "actual"), ("visa status", "denied", None, "actual"),
     ("Entry Status", "terminated 2021", False, "actual"), ("sanction_status", "active", None, "actual"),
     ("listing status", "proposed", None, "planned")],
)  # fmt: skip
def test_the_status_of_an_entry_is_that_of_its_relation(
    heading: str, said: str, attests: bool | None, status: str, tmp_path: Path
) -> None:
    text = f"source,relation,target,start,end,{heading},publisher,published\n"
    found, notes = told(put(tmp_path, "x.csv", f"{text}EU,sanctioned,A,2014,,{said},L,2024-06-01\n"))
    [row] = found.relations
    assert (row.evidence[0].attests, row.status) == (attests, status)
    assert said in str(row.note)
    assert any(f"{heading}: {said}" in note for note in notes) == (said not in ("active", "denied"))


@pytest.mark.parametrize(
    ("heading", "cell", "status", "reported"),
    [
        ("Statut", "démenti", "denied", True), ("Statut", "De\u0301menti", "denied", True),
        ("Statut", "niée", "denied", True), ("Stato", "smentita", "denied", True),
        ("Estado", "planeado", "planned", True),
        ("Situação", "negado", "denied", True), ("Статус", "опровергнуто", "denied", True),
        ("Zustand", "bestritten", "denied", True), ("Stand", "geplant", "planned", True),
        ("État", "terminé", "actual", True), ("state", "denied", "denied", True),
        ("state", "Texas", "actual", False),
        ("Stand", "2021-05-04", "actual", False), ("Estado", "Oaxaca", "actual", False),
        ("Estado", "presunto", "actual", True), ("Zustand", "aktiv", "actual", False),
    ],
)  # fmt: skip
def test_a_column_of_statuses_may_have_a_heading_of_another_language(
    heading: str, cell: str, status: str, reported: bool, tmp_path: Path
) -> None:
    path = put(tmp_path, "x.csv", f"source,target,relation,date,{heading}\nA Co,B Co,paid,2021,{cell}\n")
    found, notes = told(path)
    [relation] = found.relations
    assert (relation.status, relation.note) == (status, f"{heading}: {cell}")
    assert any(cell in note for note in notes) is reported
    columns = f"source=source,target=target,type=relation,date=date,status={heading}"
    found, notes = told(path, columns=columns)
    assert found.relations[0].status == status
    assert any(cell in note for note in notes) is (cell != "aktiv")  # of a status that is named, all is told


@pytest.mark.parametrize(
    "name", ["Paul Noir", "Ministry", "May", "No Name Ltd", "ETA", "Ben Ray (confirmed)"]
)
@pytest.mark.parametrize(
    "heading",
    ["Denied by", "Bestritten von", "bestritten durch", "Dementiert von", "Démenti par", "nié par",
     "smentito da", "desmentido por", "negado_por", "rejected by", "disputed by", "contesté par"],
)  # fmt: skip
def test_who_denies_may_stand_under_a_heading_of_another_language(
    heading: str, name: str, tmp_path: Path
) -> None:
    text = f"source,target,relation,date,{heading}\nA Co,B Co,paid,2021,{name}\nA Co,C Co,paid,2021,\n"
    found, notes = told(put(tmp_path, "x.csv", text))
    assert [row.status for row in found.relations] == ["denied", "actual"]
    assert found.relations[0].note == f"{heading}: {name}"
    assert any("the relation is denied" in note for note in notes)


@pytest.mark.parametrize(
    ("type_", "cell", "status"),
    [
        ("applied-to", "the ministry", "actual"),
        ("offered shares to", "Ben", "actual"),
        ("paid", "Ben", "denied"),
    ],
)
def test_who_turned_down_what_was_asked_for_denies_nothing(
    type_: str, cell: str, status: str, tmp_path: Path
) -> None:
    text = f"source,target,relation,date,rejected by\nA Co,B Co,{type_},2021,{cell}\n"
    found, notes = told(put(tmp_path, "x.csv", text))
    assert found.relations[0].status == status
    assert any(f"rejected by: {cell}" in note for note in notes)


@pytest.mark.parametrize(
    ("heading", "cell", "status"),
    [
        *(("denied by", words, "actual") for words in (
            "no denial", "confirmed", "Declined to comment", "denial withdrawn", "keine", "personne",
            "No comment", "not confirmed", "undenied", "pending", "see note", "not yet confirmed",
            "kein Kommentar", "pas de commentaire", "by no one", "Nobody has denied it",
            "no denial so far", "no comment from Ben", "declined to comment when asked",
        )),
        ("Bestritten von", "niemandem", "actual"), ("denied", "by nobody", "actual"),
        ("status", "denied by nobody", "actual"), ("status", "Denied by no one", "actual"),
        ("status", "declined to comment", "actual"), ("status", "refused to comment", "actual"),
        ("denied by", "yes", "denied"), ("denied by", "denied", "denied"), ("denied by", "denial", "denied"),
        ("status", "denied by Ben", "denied"), ("status", "declined to meet", "planned"),
        ("status", "denied by unknown", "denied"), ("status", "postponed to tbd", "planned"),
    ],
)  # fmt: skip
def test_words_that_name_nobody_deny_nothing(heading: str, cell: str, status: str, tmp_path: Path) -> None:
    text = f"source,target,relation,date,{heading}\nA Co,B Co,met,2021,{cell}\n"
    found, notes = told(put(tmp_path, "x.csv", text))
    assert (found.relations[0].status, found.relations[0].note) == (status, f"{heading}: {cell}")
    assert any(cell in note for note in notes)


@pytest.mark.parametrize(
    ("type_", "said", "status"),
    [
        ("met", "declined", "planned"),
        ("visited", "Requested", "planned"),
        ("applied-to", "rejected", "actual"),
    ],
)
def test_a_meeting_that_was_turned_down_was_not_held(
    type_: str, said: str, status: str, tmp_path: Path
) -> None:
    text = f"source,target,type,date,status\nA,B,{type_},2023-02-01,{said}\n"
    found, _ = told(put(tmp_path, "x.csv", text))
    assert found.relations[0].status == status


@pytest.mark.parametrize(
    ("said", "attests"),
    [("delisted", False), ("delisted 2021-05-04", False), ("cancelled", False), ("former", False),
     ("active", None), ("", None), ("In force", None)],
)  # fmt: skip
def test_nobody_attests_what_a_status_may_say_is_over(
    said: str, attests: bool | None, run: Run, tmp_path: Path
) -> None:
    text = "source,relation,target,start,end,status,publisher,published\n"
    text += f"EU,sanctioned,A,2014-07-25,,{said},L,2024-06-01\n"
    path = put(tmp_path, "x.csv", text)
    found, _ = told(path)
    assert [entry.attests for entry in found.relations[0].evidence] == [attests]
    run("import", path, "-o", tmp_path / "directory")
    for data in (path, tmp_path / "directory"):
        certain = run("--data", data, "snapshot", "2024-06-01", "--certain")
        assert ("EU -sanctioned-> A" in certain.out) == (attests is None), certain.out


@pytest.mark.parametrize(
    ("start", "end", "attests"), [("", "", None), ("unclear", "", False), ("", "soon", False)]
)
@pytest.mark.parametrize(
    ("type_", "status", "begins"),
    [("owns shares of", "", "[..2023-06-15]"), ("funded", "", "[..2023-06-15]"), ("met", "", None),
     ("owns shares of", "planned", None), ("did not pay", "", None), ("director of", "", None)],
)  # fmt: skip
def test_what_lasts_never_happened_though_no_day_of_it_can_be_read(
    start: str, end: str, attests: bool | None, type_: str, status: str, begins: str | None, run: Run,
    tmp_path: Path,
) -> None:  # fmt: skip
    text = "source,relation,target,start,end,status,publisher,published\n"
    path = put(tmp_path, "x.csv", text + f"A,{type_},B,{start},{end},{status},L,2023-06-15\n")
    found, _ = told(path)
    [row] = found.relations
    assert (row.when, row.begins, row.evidence[0].attests) == (None, begins, attests)
    assert all(each in (row.note or "") for each in (start, end))
    run("import", path, "-o", tmp_path / "directory")
    for data in (path, tmp_path / "directory"):
        snapshot = run("--data", data, "snapshot", "2024-01-01")
        assert ("Happened" in snapshot.out) == (type_ == "met"), snapshot.out
        assert ("In force (" in snapshot.out) == (begins is not None), snapshot.out


def test_what_neither_column_dates_may_have_happened(tmp_path: Path) -> None:
    heading = "source,relation,target,date,start,end,publisher,published\n"
    found, _ = told(put(tmp_path, "x.csv", f"{heading}A,holds in,B,,,,L,2023\nA,holds in,C,,soon,,L,2023\n"))
    assert [row.begins for row in found.relations] == [None, "[..2023-12-31]"]


@pytest.mark.parametrize(
    ("day", "what"), [("2024-03-09 noon", "Unclear date"), ("2024-02-30 14:00 CET", "Date that is not in")]
)
def test_only_a_day_that_does_not_exist_is_not_in_the_calendar(day: str, what: str, tmp_path: Path) -> None:
    _, notes = told(put(tmp_path, "x.csv", f"source,type,target,date,x\nA,met,B,{day},1\n"))
    assert notes[0].startswith(what)
    assert notes[0].endswith(f"undated; the text is in the note; the first: line 2: {day!r}.")


@pytest.mark.parametrize(
    ("heading", "columns"),
    [("source,type,target,date,source.aliases", ""),
     ("a,t,b,d,aka", "source=a,type=t,target=b,date=d,source.aliases=aka")],
)  # fmt: skip
def test_a_column_of_other_names_gives_aliases(heading: str, columns: str, run: Run, tmp_path: Path) -> None:
    rows = "Ada Lee,met,Bo,2020,A. Lee; Mayor Lee\nAda Lee,met,Cy,2021,Mayor Lee|Ada Lee|Ada L.\n"
    rows += "Bo,met,Cy,2022,\n"
    table = put(tmp_path, "x.csv", f"{heading}\n{rows}")
    found, _ = told(table, columns=columns)
    names = ("A. Lee", "Mayor Lee", "Ada L.")
    assert {row.name: row.aliases for row in found.actors} == {"Ada Lee": names, "Bo": (), "Cy": ()}
    assert all(row.attributes == () for row in found.actors)
    run("import", table, "-o", tmp_path / "directory", "--columns", columns)
    shown = run("--data", tmp_path / "directory", "show", "Mayor Lee").out
    assert all(name in shown for name in names)


def test_a_type_of_ones_own_is_of_no_family_of_graphkit(run: Run, tmp_path: Path) -> None:
    table = put(tmp_path, "x.csv", "source,type,target,date\nA,holds in,B,2020\nA,criticised,B,2021\n")
    ranked = run("--data", table, "rank", "--per", "family", "--format", "json").answer
    assert {each["family"]: each["relations"] for each in ranked["ranks"]} == {"other": 1, "statement": 1}


def test_a_table_with_namesakes_is_known_again_and_the_mend_for_another_works(
    run: Run, tmp_path: Path
) -> None:
    heading = "source,relation,target,date,source.born\n"
    rows = "Ada,met,Bo,2020,1960\nAda,met,Bo,2021,1975\nAda,met,Bo,2022,\n"
    table, into = put(tmp_path, "x.csv", heading + rows), tmp_path / "story.json"
    assert run("import", table, "--into", into).code == 0
    first = into.read_bytes()
    again = run("import", table, "--into", into)
    assert "3 relations are there already" in again.out
    assert "refuses" not in again.out
    assert into.read_bytes() == first
    other = put(tmp_path, "y.csv", f"{heading}Ada,met,Bo,2023,\n")
    refused = run("import", other, "--into", into)
    assert (refused.code, into.read_bytes()) == (1, first)
    [mend] = re.findall(r"\(graphkit (edit ada aliases\+=)NAME\)", refused.out)
    assert run("--data", into, *f"{mend}Ada-60".split()).code == 0
    other = put(tmp_path, "y.csv", f"{heading}Ada-60,met,Bo,2023,\n")
    assert run("import", other, "--into", into).code == 0
    sources = [row.source for row in told(into)[0].relations]
    assert sorted(sources) == ["ada", "ada", "ada-2", "ada-3"]


def test_a_birthday_is_given_to_nobody_who_has_none(run: Run, tmp_path: Path) -> None:
    columns = "source=p,target=o,source.born=born,type='sued'"
    for number, row in enumerate(("Mary Poe,Acme,", "Mary Poe,Gamma,1990", "Mary Poe,Gamma,1990")):
        table = put(tmp_path, f"m{number}.csv", f"p,o,born\n{row}\n")
        run("import", table, "--into", tmp_path / "m.json", "--columns", columns)
    found = [
        actor.attributes for actor in read_dataset(tmp_path / "m.json").actors if actor.name == "Mary Poe"
    ]
    assert sorted(found) == [(), (("born", "1990"),)]


def test_two_of_one_name_in_a_table_are_told_apart(tmp_path: Path) -> None:
    text = "a,born,kind,b,land,rel,date\n" + "".join(
        f"{row},met,2019-04-0{number}\n"
        for number, row in enumerate(
            (
                "John Smith,1961,,Ann Roy,UK", "John Smith,1984,,Ann Roy,US",
                "John Smith,1961-03-02,,Ann Roy,UK", "Philip Morris,,person,Ann Roy,UK",
                "Philip Morris,,company,Ann Roy,UK",
            ),
            1,
        )
    )  # fmt: skip
    columns = "source=a,target=b,type=rel,date=date,source.born=born,source.kind=kind,target.land=land"
    found, notes = told(put(tmp_path, "x.csv", text), columns=columns)
    actors = [(actor.name, dict(actor.attributes).get("born"), actor.kind) for actor in found.actors]
    assert sorted(actors, key=str) == [
        ("Ann Roy", None, "unknown"), ("John Smith", "1961-03-02", "unknown"),
        ("John Smith", "1984", "unknown"), ("Philip Morris", None, "company"),
        ("Philip Morris", None, "person"),
    ]  # fmt: skip
    ends = {row.when: row.source for row in found.relations}
    assert ends["2019-04-01"] == ends["2019-04-03"] != ends["2019-04-02"]
    told_apart = "John Smith (line 3), Philip Morris (line 6)"
    assert f"Of one name, but not one actor, by kind, id or attributes: {told_apart}." in notes


def test_what_tells_namesakes_apart_may_stand_beside_each_side(tmp_path: Path) -> None:
    text = (
        "Source,Source born,Relation,Target,Target_Born,Date\n"
        "Klaus Weber,1961,met,Ann Roy,1970,2019-04-01\n"
        "Klaus Weber,1988,met,Ann Roy,1970,2019-04-02\n"
        "Klaus Weber,1961,paid,Ann Roy,,2019-04-03\n"
    )
    found, notes = told(put(tmp_path, "x.csv", text))
    born = {actor.id: dict(actor.attributes).get("born") for actor in found.actors}
    assert [born[row.source] for row in sorted(found.relations, key=lambda row: str(row.when))] == [
        "1961", "1988", "1961",
    ]  # fmt: skip
    assert sorted(map(str, born.values())) == ["1961", "1970", "1988"]
    assert notes == ["Of one name, but not one actor, by kind, id or attributes: Klaus Weber (line 3)."]


def test_where_thousands_are_grouped_three_digits_after_the_other_sign_may_be_thousands_too(
    tmp_path: Path,
) -> None:
    rows = ("1.000,50", "12,500", "30.000", "7,5")
    text = "".join(f'A{number},paid,B,2019-04-01,"{row}",EUR\n' for number, row in enumerate(rows))
    found, notes = told(put(tmp_path, "x.csv", f"source,relation,target,date,amount,unit\n{text}"))
    amounts = {row.source: row.amount and row.amount.value for row in found.relations}
    assert amounts == {"a0": 1000.5, "a1": None, "a2": 30000, "a3": 7.5}
    assert any("may have decimals or thousands" in note and "12,500" in note for note in notes)


def test_two_of_one_name_with_ids_of_their_own_are_two(tmp_path: Path) -> None:
    rows = ("n-cz,Jan Novak,Ann", "n-sk,Jan Novak,Bea", "n-cz,Jan Novak,Cid")
    text = "".join(f"{row},met,2019-04-0{number}\n" for number, row in enumerate(rows, 1))
    found, notes = told(put(tmp_path, "x.csv", f"source.id,source,target,type,date\n{text}"))
    ends = {row.when: row.source for row in found.relations}
    assert ends["2019-04-01"] == ends["2019-04-03"] != ends["2019-04-02"]
    assert "Of one name, but not one actor, by kind, id or attributes: Jan Novak (line 3)." in notes


def test_two_names_of_one_id_are_two_actors_and_it_is_told(tmp_path: Path) -> None:
    rows = ("7,Ada Lee,Ann", "7,Adele Leigh,Bea", "7,Ada Lee,Cid", "8,Dee,Eve")
    text = "".join(f"{row},met,2019-04-0{number}\n" for number, row in enumerate(rows, 1))
    found, notes = told(put(tmp_path, "x.csv", f"source.id,source,target,type,date\n{text}"))
    assert {actor.name for actor in found.actors} >= {"Ada Lee", "Adele Leigh"}
    assert "Of one id, but not one actor, by name: Ada Lee and Adele Leigh (7)." in notes


@pytest.mark.parametrize(
    "number",
    [
        "companyNumber",
        "registration number",
        "passport",
        "opencorporates",
        "ofac",
        "isin",
        "vat",
        "duns",
        "cik",
        "siren",
        "lei",
    ],
)
def test_two_actors_of_one_number_of_a_register_are_told_and_checked(tmp_path: Path, number: str) -> None:
    rows = "Ada,Beta Ltd,C1234,owns,2010\nAda,Acme Ltd,C1234,owns,2011\n"
    rows = f"source,target,target {number},relation,date\n{rows}"
    dataset, notes = told(put(tmp_path, "x.csv", rows))
    assert "Of one id, but not one actor, by name: Beta Ltd and Acme Ltd (C1234)." in notes
    findings, name = gk.check_sources(build_graph(dataset)), number.lower().replace(" ", "")
    found = [each.message for each in findings if each.rule == "same-name"]
    assert [message.split(";")[0] for message in found] == [
        f"Beta Ltd has the {name} C1234 of Acme Ltd (acme-ltd)"
    ]


@pytest.mark.parametrize("asked", [False, True])
def test_a_day_is_no_surer_than_its_precision(asked: bool, tmp_path: Path) -> None:
    text = "event_date,time_precision,event_type,actor1,actor2\n" + "".join(
        f"2019-03-0{number},{precision},Battles,A,B\n"
        for number, precision in enumerate(("1", "2.0", "3", "6", ""), 1)
    )
    columns = "source=actor1,target=actor2,type=event_type,date=event_date,precision=time_precision"
    found, notes = told(put(tmp_path, "x.csv", text), **({"columns": columns} if asked else {}))
    assert any("ate of precision 6" in note for note in notes)
    rows = sorted((str(row.when), row.note) for row in found.relations)
    assert rows == [
        ("2019-03", None), ("2019-03-01", None), ("2019-03-05", None),
        ("None", "date: 2019-03-04, precision 6"), ("[2019-02-27..2019-03-05]", None),
    ]  # fmt: skip


@pytest.mark.parametrize("asked", [False, True])
def test_each_date_is_no_surer_than_the_precision_beside_it(asked: bool, tmp_path: Path) -> None:
    text = "source,relation,target,start,startPrecision,end,endPrecision\n" + "".join(
        f"A,leads,B{number},{start}T00:00:00Z,{sure},2014-06-01T00:00:00Z,10\n"
        for number, (start, sure) in enumerate(
            [("2010-01-01", "9"), ("2010-03-12", "11"), ("2000-01-01", "8"), ("1900-01-01", "7")]
        )
    )
    columns = "source=source,target=target,type=relation,begins=start,ends=end"
    found, notes = told(put(tmp_path, "x.csv", text), **({"columns": columns} if asked else {}))
    whens = ["2010/2014-06", "2010-03-12/2014-06", "200X/2014-06", "/2014-06"]
    assert [row.when for row in found.relations] == whens
    assert found.relations[3].note == "begins: 1900-01-01, precision 7"
    assert any("ate of precision 7" in note for note in notes)
    assert not any("startPrecision" in note for note in notes)


@pytest.mark.parametrize("nobody", ["nan", "null", "N/A", ""])
def test_an_actor_without_a_name_is_no_actor(nobody: str, tmp_path: Path) -> None:
    rows = f"{nobody},B,ACCUSE,2023-01-01\nA,B,ACCUSE,2023-01-02\n"
    text = f"Actor Name,Recipient Name,Event Type,Event Date\n{rows}"
    columns = "source=Actor Name,target=Recipient Name,type=Event Type,date=Event Date"
    found, notes = told(put(tmp_path, "x.csv", text), columns=columns)
    assert [actor.name for actor in found.actors] == ["A", "B"]
    assert any("1 row that names one actor or none" in note for note in notes)


VAGUE = [
    "Anonyme", "unknown supplier(s)", "N.N.", "anonym", "Unbekannt", "desconocido", "N/a", "UNKNOWN", "n. n.",
    "Razem", "Celkem", "Total donations", "All donors", "Spenden gesamt",
    "fournisseur inconnu", "Donatore anonimo", "onbekend", "-", "?",
    "\u043d\u0435\u0438\u0437\u0432\u0435\u0441\u0442\u043d\u043e",
    "\u041d\u0435\u0438\u0437\u0432\u0435\u0441\u0442\u043d\u044b\u0439",
]  # fmt: skip
PLAIN = [
    "John V. Smith", "Doe", "Ann Doe", "Lee 7", "Acme Soci\u00e9t\u00e9 Anonyme", "Witness Films", "7",
    "Friends of the Unknown Soldier", "Nov vs", "Total Oil", "All Saints", "Suma Holdings", "Donations Trust",
]  # fmt: skip
CAPTIONS = ["Acme Corp. v. Delta Freight LLC", "Ada vs. Ben", "R v Lee", "Acme versus Ben", "Acme ./. Ben"]
AS_NOBODY = "{}: kept, though it may stand for nobody; the first: line 2{}."
AS_SEVERAL = (
    "Name that may be several, by its signs (1 relation): read as one actor; give each its own row; "
    "the first: line 2: '{}'."
)


@pytest.mark.parametrize(
    ("names", "line"),
    [
        (("John Doe 1", "John Doe 2"), AS_NOBODY.format("Actor named John Doe (2 rows)", ": 'John Doe 1'")),
        (("Individual-1", "Ada"), AS_NOBODY.format("Actor named Individual (1 row)", ": 'Individual-1'")),
        *(((name, "Ada"), AS_NOBODY.format(f"Actor named {name} (1 row)", "")) for name in VAGUE),
        *(((name, "Ada"), AS_SEVERAL.format(name)) for name in CAPTIONS),
        *(((name, "Ada"), "") for name in PLAIN),
    ],
)
def test_who_is_nobody_in_particular_or_several_is_told_and_kept(
    run: Run, names: tuple[str, str], line: str, tmp_path: Path
) -> None:
    rows = "".join(f"{name}\tmet\tBen\t2020-01-0{at}\n" for at, name in enumerate(names, 1))
    table = put(tmp_path, "x.tsv", f"source\trelation\ttarget\tdate\n{rows}")
    found, notes = told(table)
    assert {row.name for row in found.actors} == {*names, "Ben"}
    assert notes == [line] * bool(line)
    done = run("import", table, "-o", tmp_path / "all")
    assert (done.out + done.err).splitlines()[:-1] == notes


def test_a_blank_node_of_wikidata_is_told_and_a_deprecated_statement_left_out(
    run: Run, tmp_path: Path
) -> None:
    genid, entity = "http://www.wikidata.org/.well-known/genid/", "http://www.wikidata.org/entity/Q"
    rank = "http://wikiba.se/ontology#"
    rows = [
        f"{entity}1,Ada,spouse,{genid}5a3c,t1234567,{rank}Normal",
        f"{entity}1,Ada,spouse,{entity}2,Ben,{rank}Deprecated",
        f"{entity}1,Ada,employer,_:b0,_:b0,{rank}Preferred",
    ]
    text = "person,personLabel,prop,other,otherLabel,rank\n"
    text += "".join(f"{row}Rank\n" for row in rows)
    path = put(tmp_path, "x.csv", text)
    columns = "source=personLabel,target=otherLabel,type=prop,source.wikidata=person,target.wikidata=other"
    found, notes = told(path, columns=columns)
    assert [(row.type, row.status) for row in found.relations] == [
        ("spouse", "actual"), ("employer", "actual"),
    ]  # fmt: skip
    assert "Ben" not in {actor.name for actor in found.actors}
    for line in (
        f"Actor named {genid} (1 row): kept, though it may stand for nobody; the first: line 2: 't1234567'.",
        "Actor named _: (1 row): kept, though it may stand for nobody; the first: line 4: '_:b0'.",
        "Left out: 1 row that Wikidata ranks as deprecated; the first: line 3.",
    ):
        assert line in notes, notes
    done = run("import", path, "-o", tmp_path / "x", "--columns", columns)
    assert all(
        line in (done.out + done.err).splitlines() for line in notes if line.startswith(("Actor", "Left out"))
    )


@pytest.mark.parametrize(
    ("rank", "kept"),
    [("deprecated", 0), ("Deprecated rank", 0), ("General", 1), ("denied", 1), ("1", 1), ("", 1)],
)
def test_a_rank_says_only_what_wikidata_says_with_it(rank: str, kept: int, tmp_path: Path) -> None:
    found, _ = told(
        put(tmp_path, "x.csv", f"source,target,relation,date,Rank\nA,B,met,2014,{rank}\nA,C,met,2014,\n")
    )
    assert [row.status for row in found.relations] == ["actual"] * (kept + 1)


NOBODY = """\
source,target,relation,date
Null,Ada,met,2014-01-02
N/A,Ada,met,2014-01-03
nan,Ada,met,2014-01-04
Ada,Null,met,2014-01-05
None,Ada,met,2014-01-06
"""


@pytest.mark.parametrize("columns", ["", "source=source,target=target,type=relation,date=date"])
def test_people_are_called_null_and_nobody_is_called_na(run: Run, columns: str, tmp_path: Path) -> None:
    table, expected = put(tmp_path, "x.csv", NOBODY), [
        "Actor named Null (2 rows): kept, though it may stand for nobody; the first: line 2.",
        "Actor named None (1 row): kept, though it may stand for nobody; the first: line 6.",
        "Left out: 2 rows that name one actor or none; the first: line 3.",
    ]  # fmt: skip
    found, notes = told(table, columns=columns)
    assert notes == expected
    assert {actor.name for actor in found.actors} == {"Ada", "Null", "None"}
    done = run("import", table, "-o", tmp_path / "x", *(["--columns", columns] if columns else []))
    assert all(note in " ".join(done.out.split()) for note in expected)
    if not columns:
        opened = gk.open(table)
        assert type(plain_table(str(table))) is type(opened)
        assert (opened.neighbors("Null"), opened.notes) == ({"Ada"}, expected)
        assert [row.name for row in opened.questions.actors()] == ["Ada", "Null", "None"]


@pytest.mark.parametrize(
    "last", ["9999-12-31", "2999-12-31", "9999-12-31T23:59:59Z", "31.12.9999", "Infinity"]
)
@pytest.mark.parametrize("heading", ["source,relation,target,start,end", "source,target,type,start,end"])
def test_the_last_day_of_a_calendar_is_no_end(last: str, heading: str, run: Run, tmp_path: Path) -> None:
    names = ("A", "owns", "B") if "relation" in heading else ("A", "B", "owns")
    row = ",".join(names)
    table = put(tmp_path, "x.csv", f"{heading}\n{row},2001-01-01,{last}\n{row},0001-01-01,2002-03-04\n")
    found, notes = told(table)
    assert [row.when for row in found.relations] == ["2001-01-01/", "/2002-03-04"]
    assert [row.note for row in found.relations] == [f"end: {last}", "start: 0001-01-01"]
    assert any("stands for none in column end (1 relation): unknown" in note for note in notes)
    run("import", table, "-o", tmp_path / "x")
    for data in (table, tmp_path / "x"):
        assert "from 1 January 2001, end unknown" in run("--data", data, "relations").out


def test_a_row_that_is_put_out_of_use_is_no_relation(run: Run, tmp_path: Path) -> None:
    text = (
        "source,target,relation,date\n# Cy,Dee,met,2014-01-02\n#MeToo,Ada,met,2014-01-03\n# 1,Ada,met,2014\n"
    )
    table = put(tmp_path, "x.csv", text)
    found, notes = told(table)
    assert notes == ["Left out: 1 row that names one actor or none; the first: line 2."]
    names = ["# 1", "#MeToo", "Ada"]
    assert sorted(actor.name for actor in found.actors) == names
    assert sorted(row.name for row in gk.open(table).questions.actors()) == names
    assert notes[0] in run("import", table, "-o", tmp_path / "x").out


@pytest.mark.parametrize(
    ("dates", "what", "mend"),
    [
        (",dates=day-first", "Date that is not in the calendar", ""),
        ("", "Date that is not in the calendar", ""),
        (
            "",
            "Unclear date",
            ", as no date tells if its day or its month comes first: --columns dates=day-first",
        ),
    ],
)
def test_a_date_that_is_none_is_named_by_its_line(dates: str, what: str, mend: str, tmp_path: Path) -> None:
    text = "5/6/2001" if mend else "32/13/2001"
    rows = ["who,whom,day", "A,B,7/6/2001", f"A,C,{text}"][:: 1 if not mend else 2]
    table = put(tmp_path, "x.csv", "\n".join(rows))
    _, notes = told(table, columns=f"source=who,target=whom,date=day{dates}")
    end = f"undated; the text is in the note{mend}; the first: line {len(rows)}: {text!r}."
    assert f"{what} in column day (1 relation): {end}" in notes


@pytest.mark.parametrize("heading", ["source,relation,target,date", "source,relation,target,when,place"])
def test_a_year_centuries_before_the_others_is_told(heading: str, run: Run, tmp_path: Path) -> None:
    days = ["1999-05-01", "1441-09-01", "2020-03-04", "2019"]
    more = ",Riad" if heading.endswith("place") else ""
    rows = "".join(f"A,met,B{at},{day}{more}\n" for at, day in enumerate(days))
    path = put(tmp_path, "x.csv", f"{heading}\n{rows}")
    found, notes = told(path)
    name = "when" if more else "date"
    line = (
        f"Date centuries before the others in column {name} (1 relation): taken as it is, though it "
        "may be of another calendar; the first: line 3: '1441-09-01'."
    )
    assert line in notes
    assert "1441-09-01" in [row.when for row in found.relations]
    assert line in run("import", path, "-o", tmp_path / "x").out.splitlines()
    for years, strange in (
        (["1441", "1442", "1443"], "Date before 1500, like every other,"),
        (["1441"], "Date before 1500, like every other,"),
        (["2563-01-02", "2564", "2019"], "Date after 2100"),
        (["1441", "1650", "1890", "2020"], ""),
        (["1441", "1460", "2019"], ""),
        (["1650", "1651"], ""),
    ):
        rows = "".join(f"A,met,B{at},{year}{more}\n" for at, year in enumerate(years))
        path = put(tmp_path, "y.csv", f"{heading}\n{rows}")
        calendars = [note for note in told(path)[1] if "calendar" in note]
        assert [note.partition(" in column")[0] for note in calendars] == [strange] * bool(strange)
        with gk.open(path) as table:
            assert [note for note in table.notes if "calendar" in note] == calendars


def test_a_side_in_words_is_read_where_it_belongs_and_what_contradicts_itself_is_told(tmp_path: Path) -> None:
    rows = [("seit 2015", "bis 2019"), ("since 2015", "since 2019"), ("until 2015", "")]
    rows += [("2015", "hasta la fecha"), ("Di, 04.03.2019", "")]
    text = "source,relation,target,start,end,x\n"
    text += "".join(f'A,owns,B,"{start}","{end}",{at}\n' for at, (start, end) in enumerate(rows))
    found, notes = told(put(tmp_path, "x.csv", text))
    assert [row.when for row in found.relations] == ["2015/2019", "2015/", None, "2015/", None]
    assert "end: hasta la fecha" in (found.relations[3].note or "")
    unknown, kept = "(1 relation): this side is unknown", "the text is in the note; the first: line"
    for line in (
        f"Date of another day of the week in column start {unknown}; {kept} 6: 'Di, 04.03.2019'.",
        f"Date that stands for none in column end (1 relation): unknown; {kept} 5: 'hasta la fecha'.",
        f"Unclear date in column end {unknown}; {kept} 3: 'since 2019'.",
        f"Unclear date in column start {unknown}; {kept} 4: 'until 2015'.",
    ):
        assert line in notes, notes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("source,Source,target,date\nA,B,C,2020\n", "heading 'Source' stands twice; rename one of them"),
        ("source,target,type\rA,B,met\rA,C,met", "ends in CR alone; save the file with LF"),
        (
            "source,target,type\nA,Jos\xe9,met\n",
            "makes other letters of them, and no error; --skip-bad would lose all",
        ),
    ],
)
def test_what_is_refused_says_what_mends_it(text: str, message: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode("latin-1"))
    done = run("import", path, "--into", tmp_path / "x.json")
    assert done.code == 2
    assert message in done.err


def test_a_table_without_rows_makes_no_directory(run: Run, tmp_path: Path) -> None:
    done = run("import", put(tmp_path, "x.csv", "source,target,relation,date\n"), "-o", tmp_path / "x")
    assert (done.code, done.out) == (1, "Nothing saved: x.csv holds no relations.\n")
    assert not (tmp_path / "x").exists()


def test_a_later_table_with_another_id_of_one_name_has_another_actor(run: Run, tmp_path: Path) -> None:
    heading = "sourceid,sourcename,relation,targetid,targetname,date\n"
    first = put(tmp_path, "first.csv", heading + "1,Ada Lee,met,2,Ben Ray,2020-01-01\n")
    later = put(tmp_path, "later.csv", heading + "7,Ada Lee,met,2,Ben Ray,2020-02-01\n")
    for into in (("-o", str(tmp_path / "directory")), ("--into", str(tmp_path / "one.json"))):
        run("import", str(first), *into)
        done = run("import", str(later), *into)
        assert "has the id 1 here and 7 there" in done.out
        shown = run("--data", into[1], "actors")
        assert (shown.out.count("Ada Lee"), shown.out.count("Ben Ray")) == (2, 1)


def test_what_lasts_and_was_cancelled_may_have_been(tmp_path: Path) -> None:
    rows = "".join(f"A Co,{type_},B Co,2019-04-01,cancelled\n" for type_ in ("licensed", "owns", "met"))
    found, tells = told(put(tmp_path, "c.csv", "source,type,target,date,status\n" + rows))
    assert [row.status for row in found.relations] == ["actual", "actual", "planned"]
    assert any("Status that is not known (2 relations)" in line for line in tells)


@pytest.mark.parametrize("columns", ["", "source=source,target=target,type=type,date=date,id=nr"])
def test_every_column_that_says_a_status_is_heeded(columns: str, tmp_path: Path) -> None:
    rows = ("1,,yes", "2,final,no", "3,planned,yes", "4,denied,no", "5,planned,")
    text = "source,type,target,date,nr,status,denied\n"
    text += "".join(f"A Co,met,B Co,2019-04-0{row[0]},{row}\n" for row in rows)
    found, tells = told(put(tmp_path, "s.csv", text), columns=columns)
    assert [row.status for row in found.relations] == ["denied", "actual", "denied", "denied", "planned"]
    assert "status: planned; denied: yes" in (found.relations[2].note or "")
    assert not any("columns status" in line for line in tells)


@pytest.mark.parametrize(
    ("name", "doubtful"),
    [("Ben Ray; Cy Poe", True), ("ben|cy", True), ("Ben Ray;", False), ("a@x.org, b@x.org", True),
     ("Bo Ray and Cy Poe", True), ("Bo Ray & Cy Poe", True), ("Ray and Poe", False), ("Bo, Ray & Co", False)],
)  # fmt: skip
def test_a_cell_of_several_names_is_told_in_every_way_to_read(
    name: str, doubtful: bool, run: Run, tmp_path: Path
) -> None:
    path = put(tmp_path, "s.tsv", f"source\trelation\ttarget\tdate\nAda Lee\tmet\t{name}\t2020-01-01\n")
    words = "Name that may be several, by its signs (1 relation): read as one actor; give each"
    stored = run("import", str(path), "-o", str(tmp_path / "directory")).out
    for tells in (told(path)[1], gk.open(path).notes, [stored]):
        assert any(words in line and f"line 2: {name!r}" in line for line in tells) is doubtful


@pytest.mark.parametrize(
    "heading",
    ["source_type,source,target,target_type", "source kind,source,target,target kind",
     "subjecttype,subject,object,objecttype"],
)  # fmt: skip
def test_two_of_one_name_and_of_two_kinds_are_two(heading: str, run: Run, tmp_path: Path) -> None:
    text = f"{heading},type,date\nPerson,Ada,Ada,Organization,owns,2020\nperson,Ada,Ben,human,met,2020\n"
    path = put(tmp_path, "kinds.csv", text)
    kinds = sorted((actor.name, actor.kind) for actor in told(path)[0].actors)
    assert kinds == [("Ada", "organisation"), ("Ada", "person"), ("Ben", "person")]
    run("import", str(path), "-o", str(tmp_path / "directory"))
    assert run("--data", str(tmp_path / "directory"), "actors").out.count("Ada ") == 2


@pytest.mark.parametrize(
    "heading", ["source,target,source_name,target_name", "source,target,sourceLabel,targetLabel"]
)
def test_ids_beside_names_are_no_names(heading: str, tmp_path: Path) -> None:
    text = f"{heading},relation,date\nQ7747,Q159,Ada Lee,Harbour,owns,+2005-00-00T00:00:00Z\n"
    found, _ = told(put(tmp_path, "names.csv", text + "Q8,Q159,Ada Lee,Harbour,owns,2005-00-00\n"))
    assert facts(found) == [("Ada Lee", "owns", "Harbour", "2005")] * 2
    assert [actor.attributes for actor in found.actors if actor.name == "Ada Lee"] == [
        (("id", "Q7747"),), (("id", "Q8"),),
    ]  # fmt: skip


def test_what_excel_writes_for_an_error_is_nobody(tmp_path: Path) -> None:
    text = "source,target,type,date\n#REF!,B,met,2020\nA,#NAME?,met,2020\nTotal,B,met,2020\n"
    found, tells = told(put(tmp_path, "e.csv", text))
    assert facts(found) == [("Total", "met", "B", "2020")]
    assert any("2 rows that name one actor or none" in line for line in tells)
    assert any("Actor named Total (1 row): kept, though it may stand for nobody" in line for line in tells)


def test_whoever_has_no_id_is_not_one_of_those_who_have(run: Run, tmp_path: Path) -> None:
    rows = ("1", "", "3", "", "1")
    text = "".join(f"{id},Ada Lee,{10 + day},Bo,met,2020-01-0{day}\n" for day, id in enumerate(rows, 1))
    path = put(tmp_path, "i.csv", f"sourceid,sourcename,targetid,targetname,type,date\n{text}")
    heading, *lines = path.read_text().splitlines()
    for ordered in (path, put(tmp_path, "r.csv", "\n".join([heading, *reversed(lines)]))):
        found, tells = told(ordered)
        whose = {row.when: row.source for row in found.relations}
        assert whose["2020-01-01"] == whose["2020-01-05"]
        assert whose["2020-01-02"] == whose["2020-01-04"]
        assert len({*whose.values()}) == 3
        assert any(
            "Of one name, but not one actor, by kind, id or attributes: Ada Lee" in line for line in tells
        )
    run("import", str(path), "-o", str(tmp_path / "directory"))
    assert run("--data", str(tmp_path / "directory"), "actors").out.count("Ada Lee") == 3


def test_a_page_whose_day_is_not_told_tells_nothing_before_it_happened(tmp_path: Path, run: Run) -> None:
    rows = ["Ada Lee,Ben Ray,met,2020-01-01,Gazette,http://x.org/a"] * 2
    rows += ["Ada Lee,Ben Ray,paid,2020-03-01,Gazette,http://x.org/a"]
    path = put(tmp_path, "x.csv", "\n".join(["source,target,relation,date,publisher,source url", *rows]))
    assert [source.published for source in read(path).sources] == ["2020-01-01", "2020-03-01"]
    run("import", path, "--into", tmp_path / "x.json")
    assert "after-source" not in run("check", tmp_path / "x.json").out


# --- what is taken is said -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "of_actors"),
    [
        ("Von,Bis", False), ("De,À", True), ("Da,A", True), ("Desde,Hasta", False), ("Van,Tot", False),
        ("Dal,Al", False), ("Du,Au", False), ("Od,Do", False), ("\u0421,\u041f\u043e", False),
        ("From,To", True),
    ],
)  # fmt: skip
def test_from_and_to_of_any_language_are_actors_or_days_but_never_guessed(
    headings: str, of_actors: bool, tmp_path: Path
) -> None:
    dated = f"Quelle,Ziel,Beziehung,{headings}\nAda Lee,Ben Ray,met,2019-03-04,2019-05-06\n"
    assert facts(read(put(tmp_path, "a.csv", dated))) == [(*MET[:3], "2019-03-04/2019-05-06")]
    named = put(
        tmp_path, "b.csv", f"{headings},Relation,Date\n{','.join((MET[0], MET[2], MET[1], MET[3]))}\n"
    )
    nothing_else = put(tmp_path, "c.csv", f"{headings},Wer,Wen\n2019-03-04,2019-05-06,Ada,Port\n")
    if of_actors:
        assert facts(read(named)) == [MET]
        with pytest.raises(DataError, match="hold dates, so that no column names the two actors"):
            read(nothing_else)
        return
    for path in (named, nothing_else):
        with pytest.raises(DataError, match="say what they are"):
            read(path)


def test_a_start_in_another_language_is_not_lost_beside_its_end(tmp_path: Path) -> None:
    rows = "Quelle,Ziel,Beziehung,Datum,Von,Bis\nAda,Ben,met,2021-01-01,2019-03-04,2019-05-06\n"
    assert [row.when for row in read(put(tmp_path, "x.csv", rows)).relations] == ["2019-03-04/2019-05-06"]


@pytest.mark.parametrize("name", ["x.csv", "x.tsv"])
def test_which_of_several_dates_is_taken_is_said_with_the_reason(name: str, tmp_path: Path) -> None:
    separator = "\t" if name == "x.tsv" else ","

    def notes(*rows: str) -> str:
        text = "".join(f"{row.replace(',', separator)}\n" for row in rows)
        return " ".join(told(put(tmp_path, name, text))[1])

    twice = notes("source,target,type,when,Event Date", "Ada,Ben,met,2019-01-01,2019-02-02")
    assert "'Event Date' (column 5), which has the heading that graphkit looks for first" in twice
    assert "'when' (column 4) is in the notes" in twice
    icews = "Event ID,{},{},Source Name,Target Name,Event Text"
    row = "1,2014-07-01,2014-07-03,Ada,Ben,Make statement"
    of_one_heading = notes(icews.format("Event Date", "Event Date"), row)
    assert "'Event Date' (column 2), which is the first of this heading" in of_one_heading
    reported = notes(icews.format("Report Date", "Event Date"), row)
    assert "'Event Date' (column 3)" in reported
    assert "'Report Date' (column 2) is left out" in reported
    names = notes("Event ID,Event Date,Source Name,Source Name,Target Name,Event Text", row)
    assert "Heading 'Source Name' stands twice; the first of these columns is read." in names


def test_a_line_break_in_a_name_is_a_blank_and_is_said_once(tmp_path: Path) -> None:
    rows = 'source,target,type,date,publisher\n"Ada\nLee",Ben Ray,met,2015-05-19,"Port\r\nGazette"\n'
    rows += 'Ada Lee,"Cy\r\nPoe",met,2015-05-19,Port Gazette\n'
    dataset, notes = told(put(tmp_path, "x.csv", rows))
    assert {actor.name for actor in dataset.actors} == {"Ada Lee", "Ben Ray", "Cy Poe"}
    assert [source.publisher for source in dataset.sources] == ["Port Gazette"]
    assert [note for note in notes if "Line break" in note] == [
        "Line break in a name (3 rows): a blank stands there; if it names several, give each its own row; "
        "the first: line 2: 'Ada\\nLee'."
    ]
    with gk.open(put(tmp_path, "y.csv", 'source,relation,target,date\n"Ada\nLee",met,Ben,2015\n')) as table:
        assert table.neighbors("Ada Lee") == {"Ben"}
        assert any("Line break" in note for note in table.notes)


def test_that_something_is_over_is_said_where_no_day_says_when(tmp_path: Path) -> None:
    rows = "source,target,type,start,end,status\nA,B,leads,2019,,over\nA,C,leads,2019,2020,ended\n"
    dataset, notes = told(put(tmp_path, "x.csv", f"{rows}A,D,leads,,,ehemalig\nA,E,leads,,,zzz\n"))
    assert [row.status for row in dataset.relations] == ["actual"] * 4
    of_status = [note for note in notes if "tatus" in note and not note.startswith("Read")]
    day = Reading().day
    instead = (
        f"it ended by {day}, the day of the import; the status is in the note; the first: line 2: 'over'"
    )
    assert of_status == [
        "Status that is not known (1 relation): in the note; the first: line 5: 'zzz'.",
        f"Status that says it is over, without the day (2 relations): {instead}.",
    ]
    assert [(row.when, row.begins, row.ends) for row in dataset.relations] == [
        (None, "2019", f"[2019-01-01..{day}]"),
        ("2019/2020", None, None),
        (None, None, f"[..{day}]"),
        (None, None, None),
    ]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("status", "terminated"), ("is_current", "false"), ("active", "no"), ("ended", "true")],
)
def test_what_a_table_says_is_over_is_told_in_the_past_and_is_in_force_on_no_later_day(
    tmp_path: Path, heading: str, cell: str
) -> None:
    rows = f"source,target,relation,since,x,{heading}\nA,B,owns,,1,{cell}\nA,C,owns,2010,2,{cell}\n"
    path = put(tmp_path, "x.csv", rows)
    graph = build_graph(read(path))
    assert sorted(each.sentence for each in gk.relations(graph).relations) == ["A owned B.", "A owned C."]
    assert not gk.snapshot(graph, "2150-01-01").number_of_edges()


def test_what_is_over_is_not_added_again_on_another_day_of_import(tmp_path: Path) -> None:
    path = put(tmp_path, "x.csv", "source,target,relation,start,end,status\nA,B,leads,2001,,ended\n")
    first, again = Reading(day="2026-11-29"), Reading(day="2026-12-15")
    merged = merge_datasets(read(path, reading=first), read(path, reading=again), again.local)
    assert [row.ends for row in merged.dataset.relations] == ["[2001-01-01..2026-11-29]"]


def test_what_is_over_and_began_on_another_day_is_no_repetition(run: Run, tmp_path: Path) -> None:
    rows = "source,target,relation,start,end,status\nA,B,leads,2001,,ended\nA,B,leads,2005,,ended\n"
    path = put(tmp_path, "x.csv", rows)
    assert [row.begins for row in read(path).relations] == ["2001", "2005"]
    run("import", path, "-o", tmp_path / "dir")
    assert "of them 2" in run("--data", tmp_path / "dir", "snapshot", "2010").out


def test_a_column_that_says_what_is_over_is_not_told_to_be_left_out(tmp_path: Path) -> None:
    path = put(tmp_path, "x.csv", "n,s,t,rel,since,is_current,y\n7,A,B,owns,2010,false,1\n")
    dataset, notes = told(path, columns="source=s,target=t,type=rel,begins=since,id=n,note=y")
    assert "is_current: false" in str(dataset.relations[0].note)
    assert not any("is_current" in note and "left out" in note for note in notes)


@pytest.mark.parametrize(
    ("type_", "when"), [("paid", "2019-03-05"), ("met", "2019-03-05"), ("owns", "2019-03-05/")]
)
def test_what_only_happens_and_has_a_start_alone_happened_then(
    run: Run, tmp_path: Path, type_: str, when: str
) -> None:
    rows = f"source,target,relation,start,end,x\nA,B,{type_},2019-03-05,,1\nA,C,{type_},2019,2020,1\n"
    table = put(tmp_path, "x.csv", rows)
    assert [row.when for row in read(table).relations] == [when, "2019/2020"]
    gephi = put(tmp_path, "gephi.csv", rows.replace("relation,", "label,").replace("x\n", "type\n").replace(
        ",1\n", ",Directed\n"))  # fmt: skip
    assert [(row.type, row.when) for row in read(gephi).relations] == [(type_, when), (type_, "2019/2020")]
    fixed = f"source=source,target=target,type='{type_}',begins=start,ends=end"
    assert [row.when for row in told(table, columns=fixed)[0].relations] == [when, "2019/2020"]
    run("import", table, "-o", tmp_path / "dir", "--columns", fixed)
    assert f",{when}," in run("--data", tmp_path / "dir", "relations", "--undated", "--format", "csv").out
    links = [{"source": "a", "target": "b", "type": type_, "start": "2019-03-05"}]
    content = json.dumps({"nodes": [{"id": "a"}, {"id": "b"}], "links": links})
    assert [row.when for row in read(put(tmp_path, "x.json", content)).relations] == [when]


@pytest.mark.parametrize("relation", ["relation", "type"])
def test_the_order_of_day_and_month_is_said_with_the_date_that_decides(
    relation: str, run: Run, tmp_path: Path
) -> None:
    rows = f"source,{relation},target,date\nA,met,B,01.02.2020\nA,met,C,31.12.2019\n"
    path = put(tmp_path, "x.csv", rows)
    said = "Dates such as 01.02.2020 are read with the day first, as 31.12.2019 shows; "
    said += "--columns dates=month-first reads them the other way."
    assert told(path)[1] == [said]
    with gk.open(path) as table:
        assert [*table.notes] == [said]
    assert said in " ".join(run("import", path, "--into", tmp_path / "x.json").out.split())
    assert said in " ".join(run("import", path, "-o", tmp_path / "x").out.split())
    other, notes = told(path, columns="dates=month-first")
    assert [row.when for row in other.relations] == ["2020-01-02", None]
    assert "31.12.2019" in " ".join(notes)
    assert told(put(tmp_path, "y.csv", rows.replace("01.02.2020", "30.01.2020")))[1] == []
    one_way = told(path, columns="dates=day-first,direction=none")
    assert one_way[1] == []
    icews = "Event ID,Event Date,Source Name,Target Name,Event Text\n1,{},Ada,Ben,Make statement\n"
    month, notes = told(put(tmp_path, "i.csv", icews.format("3/4/2014")))
    assert [row.when for row in month.relations] == ["2014-03-04"]
    assert "month first, as ICEWS writes them; --columns dates=day-first" in " ".join(notes)
    day, notes = told(put(tmp_path, "i.csv", icews.format("3/4/2014")), columns="dates=day-first")
    assert ([row.when for row in day.relations], notes) == (["2014-04-03"], [])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ('"', "may stand for nobody"), ("\u3003", "may stand for nobody"), ("ditto", "may stand for nobody"),
        ("Summe", "may stand for nobody"), ("*", "may stand for nobody"), ("TBC", "may stand for nobody"),
        ("Port [1]", "mark as of a footnote"), ("Port*", "mark as of a footnote"), ("Port\u00b9", "footnote"),
        ("Jos\u00c3\u00a9", "broken letters"), ("Jos&eacute;", "broken letters"),
        ("Jos\ufffd", "broken letters"),
        ("Ada Lee / Ben Ray", "may be several"), ("Ada Lee, Ben Ray", "may be several"),
        ("Ada Lee und Ben Ray", "may be several"), ("Ada Lee et al.", "may be several"),
        ("Lee, Ada", ""), ("AT&T", ""), ("Jos\u00e9 \u00c4rztin", ""), ("C++", ""), ("Port (City)", ""),
        ("C*Base", ""),
    ],
)  # fmt: skip
def test_a_name_that_may_be_none_several_or_misread_is_kept_and_said(
    name: str, said: str, tmp_path: Path
) -> None:
    for relation in ("type", "relation"):
        path = put(tmp_path, "x.tsv", f"source\t{relation}\ttarget\tdate\n{name}\tmet\tBen\t2015\n")
        dataset, notes = told(path)
        assert name in {actor.name for actor in dataset.actors}
        assert said in " ".join(notes)
        assert bool(notes) == bool(said)
        with gk.open(path) as table:
            assert table.neighbors(name) == {"Ben"}
            assert [*table.notes] == notes


@pytest.mark.parametrize(
    ("heading", "cell", "said"),
    [
        ("verified", "no", True), ("Confirmed?", "FALSE", True), ("is_active", "0", True),
        ("best\u00e4tigt", "nein", True), ("verified", "yes", False), ("current", "Berlin", False),
        ("confirmed", "", False),
    ],
)  # fmt: skip
def test_that_something_is_not_confirmed_is_said(heading: str, cell: str, said: bool, tmp_path: Path) -> None:
    text = f"source,target,type,date,{heading},publisher\nA,B,met,2020-01-02,{cell},Gazette\n"
    dataset, notes = told(put(tmp_path, "x.csv", text))
    [relation] = dataset.relations
    assert any(note.startswith("Status that ") for note in notes) == said
    assert relation.evidence[0].attests is (False if said else None)


@pytest.mark.parametrize(
    "words", ["will acquire", "may have met", "allegedly paid", "planned to meet", "soll kaufen"]
)
def test_a_type_that_only_may_be_or_is_to_be_is_said(words: str, tmp_path: Path) -> None:
    _, notes = told(put(tmp_path, "x.csv", f"source,target,type,date\nA,B,{words},2020\n"))
    assert any(note.startswith("Type that may be no fact (1 relation)") for note in notes)


def test_one_cell_of_zero_or_of_words_takes_no_other_date_away(tmp_path: Path) -> None:
    rows = "source,target,type,since,until\nA,B,leads,2019,0\nA,C,leads,n/a,2020\nA,D,leads,2019,2020\n"
    whens = [row.when for row in read(put(tmp_path, "x.csv", rows)).relations]
    assert whens == ["2019/", "/2020", "2019/2020"]


def test_days_of_publication_are_read_as_a_column(tmp_path: Path) -> None:
    rows = "A,B,met,30/12/2020,Gazette,02/01/2021\nA,C,met,30/12/2020,Gazette,31/12/2020\n"
    dataset, notes = told(put(tmp_path, "x.csv", f"source,target,type,date,publisher,published\n{rows}"))
    assert sorted(source.published for source in dataset.sources) == ["2020-12-31", "2021-01-02"]
    assert any("02/01/2021 are read with the day first, as 31/12/2020 shows" in note for note in notes)


def test_seconds_since_1970_are_said(tmp_path: Path) -> None:
    rows = "source,{},target,date\nA,met,B,1617494400\n"
    said = "Numbers such as 1617494400 were read as a time since 1970, in UTC."
    assert said in told(put(tmp_path, "x.csv", rows.format("type")))[1]
    with gk.open(put(tmp_path, "y.csv", rows.format("relation"))) as table:
        assert said in table.notes


def test_one_identifier_of_two_names_and_one_actor_of_two_kinds_are_said(run: Run, tmp_path: Path) -> None:
    rows = (
        "source,source wikidata,target,type,date\nAda Lee,Q1,Port,leads,2001\nAda B. Lee,Q1,Port,leads,2002\n"
    )
    path = put(tmp_path, "x.csv", rows)
    assert "Of one id, but not one actor, by name: Ada Lee and Ada B. Lee (Q1)." in told(path)[1]
    assert "1 pair of actors may each be one" not in run("import", path, "--into", tmp_path / "x.json").out
    kinds = (
        "source,source type,target,target type,type\nPort,Company,Ada,Person,paid\nPort,City,Ada,Person,met\n"
    )
    said = "Of another kind than in a row before, which stays: Port (line 3)."
    assert said in told(put(tmp_path, "k.csv", kinds))[1]
    spelt = put(tmp_path, "s.csv", "source,target,type\nJos\u00e9 Pe\u00f1a,Port,met\nJose Pena,Port,met\n")
    out = " ".join(run("import", spelt, "--into", tmp_path / "s.json").out.split())
    assert "1 pair of actors may each be one, by their names, but stay apart: 'graphkit check" in out
    again = " ".join(run("import", spelt, "--into", tmp_path / "s.json").out.split())
    assert "may each be one" not in again


@pytest.mark.parametrize("name", ["a;", "*", "a ", "/ ", "a-", "1", "@"])
def test_a_name_of_any_length_is_looked_at_once(name: str) -> None:
    """Each is of 200,000 characters: what looked at every pair of them would take hours."""
    for whole in (name * 200_000, f"a{name[-1] * 200_000}", f"{name[-1] * 200_000}x"):
        assert actor_named(whole, Reading()) == in_one_form(whole)


# --- tables as strangers have them ----------------------------------------------------------------


def by_name(found: Dataset, name: str) -> list[dict[str, object]]:
    """Return what is said of each actor of a name."""
    return [dict(actor.attributes) for actor in found.actors if actor.name == name]


@pytest.mark.parametrize(
    "word",
    ["NULL", "n/a", "N/A", "NA", "NaN", "None", "unknown", "unbekannt", "k.A.", "-", "\u2013", "?", "..."],
)
def test_a_word_for_nothing_tells_no_two_actors_apart(word: str, tmp_path: Path) -> None:
    rows = f"Ada Lee,1961,X7,Cy,met,2019\nAda Lee,{word},X7,Cy,met,2020\nBen Ray,1970,{word},Cy,met,2021\n"
    rows += f"Di Fox,1980,{word},Cy,met,2022\n"
    table = put(tmp_path, "x.csv", f"source,source born,source lei,target,relation,date\n{rows}")
    found, notes = told(table)
    assert by_name(found, "Ada Lee") == [{"born": "1961", "lei": "X7"}]
    assert by_name(found, "Ben Ray") == [{"born": "1970"}]
    said = "read as an empty cell; the first"
    assert notes == [
        f"Word for nothing in column source born (1 row): {said}: line 3: '{word}'.",
        f"Word for nothing in column source lei (2 rows): {said}: line 4: '{word}'.",
    ]


def test_what_only_sounds_like_nothing_is_kept_beside_an_actor(tmp_path: Path) -> None:
    texts = ("divers", "Total", "0", "\u2640", "Unknown Pleasures", "nil desperandum")
    rows = "".join(f"A{number},{text},B,met,2019\n" for number, text in enumerate(texts))
    found, _ = told(put(tmp_path, "x.csv", f"source,source.gender,target,relation,date\n{rows}"))
    told_of = [dict(actor.attributes).get("gender") for actor in found.actors if actor.name != "B"]
    assert told_of == [*texts]


@pytest.mark.parametrize("more", ["", ",x"])
def test_a_word_for_nothing_is_no_relation_type(more: str, tmp_path: Path) -> None:
    words = ("NULL", "n/a", "-", "unknown")
    rows = "".join(f"A{number},B,{word},2019{more}\n" for number, word in enumerate(words))
    path = put(tmp_path, "x.csv", f"source,target,relation,date{more}\n{rows}")
    found, notes = told(path)
    assert {row.type for row in found.relations} == {"linked-to"}
    missing = "The missing relation type (4 relations): it is linked-to; the first: line 2: 'NULL'."
    assert missing in notes
    assert missing in gk.open(path).notes


def test_what_is_alleged_is_a_claim_of_somebody_unnamed_in_a_file_and_in_a_directory(
    run: Run, tmp_path: Path
) -> None:
    words = (
        "alleged",
        "Suspected",
        "unconfirmed",
        "rumoured",
        "disputed",
        "confirmed",
        "",
        "denied",
        "pending",
    )
    rows = "".join(
        f"A{number},paid,B,2019-05-02,{word},The Post,2019-05-03\n" for number, word in enumerate(words)
    )
    rows += "C,paid,B,2019-05-02,alleged,,\n"
    path = put(tmp_path, "x.csv", f"source,type,target,date,status,publisher,published\n{rows}")
    assert run("import", path, "-o", tmp_path / "d.graphkit").code == 0
    for data in (path, tmp_path / "d.graphkit"):
        answer = run(
            "--data", data, "relations", "--status", "actual", "--status", "denied", "--format", "json"
        )
        claimed = {row["source"]: row["claimed"] for row in answer.answer["relations"]}
        assert claimed == {f"a{number}": number < 5 for number in range(len(words))} | {"c": False}
    found, notes = told(path)
    voices = {row.source: [entry.attribution for entry in row.evidence] for row in found.relations}
    assert voices["a0"] == ["unnamed"]
    assert voices["a5"] == [None]
    assert {row.source: row.type for row in found.relations} == {
        **dict.fromkeys(voices, "paid"),
        "c": "allegedly-paid",
    }
    for start in ("5 relations): in the note; a source", "1 relation): in the note; no source"):
        assert any(note.startswith(f"Status that is only a claim ({start}") for note in notes)
    assert gk.open(path).count() == len(words)  # a table in memory has no denied ones


def test_an_amount_whose_cells_name_the_currency_needs_no_column_of_units(tmp_path: Path) -> None:
    cells = {
        "\u20ac1.2bn": (1_200_000_000, "EUR"), "USD 1,250,000": (1_250_000, "USD"), "\u00a37": (7, "GBP"),
        "$2.5 million": (2_500_000, "dollars"), "CHF 1'200'000": (1_200_000, "CHF"), "12 %": (12, "%"),
        "3 crore rupees": (30_000_000, "rupees"), "": None, "5 million": None, "100 barrels": None,
        "$3m-5m": None, "over $5m": None, "$5m + shares": None, "undisclosed": None,
        "EUR 5 USD": None, "1,234": None, "$1.234": None,
    }  # fmt: skip
    rows = "".join(f'A{number},B,paid,2019,"{cell}",\n' for number, cell in enumerate(cells))
    found, notes = told(put(tmp_path, "x.csv", f"source,target,type,date,Amount,memo\n{rows}"))
    by_actor = {row.source: row for row in found.relations}
    for number, (cell, expected) in enumerate(cells.items()):
        row = by_actor[f"a{number}"]
        assert (row.amount and (row.amount.value, row.amount.unit)) == expected, cell
        assert row.note == (f"Amount: {cell}" if cell and expected is None else None)
    assert any("'Amount' as the amount" in note for note in notes)
    assert any(
        note.startswith("Amount in column Amount (2 relations): has no unit; in the note") for note in notes
    )
    assert any(note.startswith("Amount in column Amount (1 relation): may have decimals") for note in notes)


@pytest.mark.parametrize(
    ("cells", "told_of"),
    [
        (("1.200", "12,5"), "1.200 in column amount have thousands behind the sign, as 12,5 shows."),
        (("1,200", "2500.5"), "1,200 in column amount have thousands behind the sign, as 2500.5 shows."),
        (("1.200", "12.5"), "1.200 in column amount have decimals behind the sign, as 12.5 shows."),
        (("1.2", "1.200", "1.300"), "1.200 in column amount have decimals behind the sign, as 1.2 shows."),
        (("1200", "12.5"), ""),
    ],
)  # fmt: skip
def test_an_amount_that_may_be_two_numbers_is_told_with_what_decides(
    cells: tuple[str, ...], told_of: str, tmp_path: Path
) -> None:
    rows = "".join(f"A{number};B;paid;2019;{cell};EUR\n" for number, cell in enumerate(cells))
    path = put(tmp_path, "x.csv", f"source;target;type;date;amount;currency\n{rows}")
    assert [note for note in told(path)[1] if note.startswith("Amounts")] == (
        [f"Amounts such as {told_of}"] if told_of else []
    )


def test_a_column_of_bare_numbers_without_a_unit_is_a_note(tmp_path: Path) -> None:
    found, notes = told(
        put(tmp_path, "x.csv", "source,target,type,date,value\nA,B,paid,2019,7\nA,C,paid,2019,7 x\n")
    )
    assert [(row.amount, row.note) for row in found.relations] == [(None, "value: 7"), (None, "value: 7 x")]
    assert not any("as the amount" in note or "has no unit" in note for note in notes)


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [
        ("5 m", "m", 5), ("5m", "m", 5), ("5 m", "metres", None), ("5 m", "EUR", 5_000_000),
        ("5 k", "men", None), ("5 million", "men", 5_000_000), ("5 million men", "men", 5_000_000),
        ("2 bn", "\u20ac", 2_000_000_000), ("5 tonnes", "tonnes", 5), ("5 tonnes", "barrels", None),
        ("5 USD", "euros", None), ("5 %", "%", 5),
    ],
)  # fmt: skip
def test_a_short_word_multiplies_money_only(cell: str, unit: str, value: int | None, tmp_path: Path) -> None:
    text = f"source,target,type,date,amount,unit\nA,B,paid,2019,{cell},{unit}\n"
    [row] = told(put(tmp_path, "x.csv", text))[0].relations
    assert row.amount == (None if value is None else Amount(value=value, unit=unit.replace("\u20ac", "EUR")))
    if value is None:
        assert cell in str(row.note)
        assert unit in str(row.note)


def test_what_is_measured_in_metres_is_not_multiplied(tmp_path: Path) -> None:
    text = "source,target,type,date,length\nA,B,built,2019,5 m\n"
    found, _ = told(
        put(tmp_path, "x.csv", text), columns="source=source,target=target,type=type,amount=length"
    )
    assert [row.amount for row in found.relations] == [None]


def test_an_amount_that_names_another_unit_than_its_column_is_a_note(tmp_path: Path) -> None:
    text = "source,target,type,date,amount,currency\nA,B,paid,2019,$7m,EUR\nA,C,paid,2019,\u20ac7m,EUR\n"
    found, notes = told(put(tmp_path, "x.csv", text))
    rows = sorted(found.relations, key=lambda row: row.target)
    assert [row.note for row in rows] == ["amount: $7m; currency: EUR", None]
    assert rows[1].amount == Amount(value=7_000_000, unit="EUR")
    assert any("names another unit than its row; in the note" in note for note in notes)


def test_only_a_number_gets_a_unit_in_a_note(tmp_path: Path) -> None:
    cells = {"n/a": "n/a", "-": "-", "k.A.": "k.A.", "ca. 3 \u20ac": "ca. 3 \u20ac", "1.200": "1.200 EUR"}
    rows = "".join(f'A{number},B,paid,2019,"{cell}"\n' for number, cell in enumerate(cells))
    asked = "source=a,target=b,type=t,date=d,amount=sum,unit='EUR'"
    found, _ = told(put(tmp_path, "x.csv", f"a,b,t,d,sum\n{rows}"), columns=asked)
    assert sorted(str(row.note) for row in found.relations) == sorted(
        f"sum: {text}" for text in cells.values()
    )


def test_what_says_nothing_is_no_source(tmp_path: Path) -> None:
    text = "source,target,relation,date,publisher,published,title\nA,B,met,2021,n/a,-,NULL\n"
    found, _ = told(put(tmp_path, "x.csv", text))
    assert found.sources == ()


NAMESAKES = ("John Smith,,Acme", "John Smith,1961,Beta", "John Smith,1975,Gamma", "John Smith,,Delta")


@pytest.mark.parametrize("order", [*itertools.permutations(range(4))], ids=str)
def test_the_order_of_rows_does_not_decide_who_is_whom(order: tuple[int, ...], tmp_path: Path) -> None:
    rows = "".join(f"{NAMESAKES[at]},met,2019\n" for at in order)
    found, notes = told(put(tmp_path, "x.csv", f"source,source born,target,relation,date\n{rows}"))
    ends = {row.target: row.source for row in found.relations}
    assert ends["acme"] == ends["delta"]
    assert len({*ends.values()}) == 3
    born = {actor.id: dict(actor.attributes).get("born") for actor in found.actors}
    assert [born[ends[each]] for each in ("acme", "beta", "gamma")] == [None, "1961", "1975"]
    line = 2 + min(order.index(0), order.index(3))
    said = "One more actor, as its row does not tell which of several of its name it means"
    assert f"{said}: John Smith (line {line})." in notes


@pytest.mark.parametrize("order", [*itertools.permutations(range(3))], ids=str)
def test_a_row_that_says_less_is_of_the_one_actor_that_is_known(
    order: tuple[int, ...], tmp_path: Path
) -> None:
    rows = ("Jo Ray,,,A,met,2019\n", "Jo Ray,1961,,A,met,2020\n", "Jo Ray,,UK,A,met,2021\n")
    text = "".join(rows[at] for at in order)
    found, _ = told(put(tmp_path, "x.csv", f"source,source born,source country,target,relation,date\n{text}"))
    assert by_name(found, "Jo Ray") == [{"born": "1961", "country": "UK"}]


SEVERAL = (
    "Ada Lee, Ben Ray", "Ada Lee and Ben Ray", "Ada Lee, Ben Ray and Cy Poe", "Ada Lee, Ben Ray, Cy Poe",
    "Ada Lee, Ben Ray, and Cy Poe", "Ada Lee / Ben Ray / Cy Poe", "Ada Lee & Ben Ray & Cy Poe",
    "Ada Lee + Ben Ray + Cy Poe", "Ada Lee and Ben Ray and Cy Poe", "Ada Lee (CEO), Ben Ray (CFO)",
    "Bayer AG, BASF SE, Verband der Chemie", "A / B / C", "Ada Lee; Ben Ray", "Lee | Ray",
    "Jean-Luc Roy und Ada Lee",
)  # fmt: skip
ONE = (
    "M\u00fcller GmbH & Co KG", "M\u00fcller GmbH & Co. KG", "Smith, John", "Smith, John, Jr.", "Acme, Inc.",
    "Ministry of Energy, Mines and Resources", "Department for Business, Energy and Industrial Strategy",
    "Smith Brown & Sons Ltd", "Procter & Gamble", "Trinidad and Tobago", "AC/DC", "Acme Corp, Inc.",
)  # fmt: skip


@pytest.mark.parametrize("name", [*SEVERAL, *ONE])
def test_a_cell_that_may_name_several_is_told(name: str, tmp_path: Path) -> None:
    path = put(tmp_path, "x.tsv", f"source\ttarget\trelation\tdate\n{name}\tDelta\tmet\t2019\n")
    whole, notes = told(path)
    assert name in {actor.name for actor in whole.actors}
    assert any("may be several" in note for note in notes) is (name in SEVERAL)
    assert any("may be several" in note for note in gk.open(path).notes) is (name in SEVERAL)
    graph = put(
        tmp_path,
        "x.gexf",
        '<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph><nodes><node id="a" label='
        f'"{name.replace("&", "&amp;")}"/><node id="b" label="n/a"/></nodes><edges>'
        '<edge source="a" target="b"/></edges></graph></gexf>',
    )
    _, notes = told(graph)
    assert any("may be several" in note for note in notes) is (name in SEVERAL)
    assert "Actor named n/a (1 actor): kept, though it may stand for nobody." in notes


def test_every_status_that_is_not_known_is_told_and_relations_are_counted(tmp_path: Path) -> None:
    words = ("under way", "pending", "not proven", "confirmed", "false", "pending")
    rows = "".join(f"A{number},B,paid,2019,{word}\n" for number, word in enumerate(words))
    found, notes = told(put(tmp_path, "x.csv", f"source,target,relation,date,status\n{rows}"))
    assert {row.source for row in found.relations if row.status == "denied"} == {"a4"}
    others = "others: 'not proven', 'pending'"
    first = "in the note; the first: line 2: 'under way'"
    assert f"Status that is not known (4 relations): {first}; {others}." in notes
    both = put(tmp_path, "y.csv", "source,target,relation,date,verified,proven\nA,B,paid,2019,no,no\n")
    words = "'verified: no; proven: no'"
    assert f"Status that is not known (1 relation): in the note; the first: line 2: {words}." in told(both)[1]


@pytest.mark.parametrize("end", ["present", "until now", "ongoing", "03/04/19", "soon"])
def test_a_table_of_five_columns_reads_the_dates_that_one_of_six_reads(end: str, tmp_path: Path) -> None:
    five = put(tmp_path, "5.csv", f"source,target,relation,start,end\nAda,Acme,director,2010,{end}\n")
    six = put(tmp_path, "6.csv", f"source,target,relation,start,end,x\nAda,Acme,director,2010,{end},\n")
    (few, said), (more, also) = told(five), told(six)
    assert few.relations == more.relations
    assert said == [note for note in also if not note.startswith("Read ")]
    assert gk.open(five).relations() == gk.open(six).relations()


@pytest.mark.parametrize("separator", [",", "\t"])
def test_a_table_without_headings_says_so(separator: str, tmp_path: Path) -> None:
    path = put(tmp_path, "x.csv", separator.join(("A", "B", "leads", "2019")) + "\n")
    said = (
        "The first line has a date and no headings, so each line is a row: 'A' as the source, 'B' as the "
        "relation, 'leads' as the target, '2019' as the date."
    )
    assert told(path)[1] == [said]
    assert said in gk.open(path).notes


def test_a_title_above_the_headings_is_named(tmp_path: Path) -> None:
    path = put(tmp_path, "x.csv", "Payments 2020,,,\n,,,\nsource,target,relation,date\nA,B,paid,2020\n")
    with pytest.raises(DataError, match="as a title has; take the lines above the headings away"):
        read(path)


def test_two_dates_that_contradict_each_other_are_named(tmp_path: Path) -> None:
    rows = "A,B,met,25/04/2019,\nA,B,met,04/25/2019,\nA,B,met,03/04/2019,\n"
    _, notes = told(put(tmp_path, "x.csv", f"source,target,relation,date,note\n{rows}"))
    assert any("as 25/04/2019 has its day first, but 04/25/2019 its month:" in note for note in notes)


@pytest.mark.parametrize("address", ["www.a.example/x", "ftp://a.example", "see p. 4", "javascript:alert(1)"])
def test_an_address_that_is_none_of_the_web_is_in_the_note(address: str, tmp_path: Path) -> None:
    head = "source,target,type,date,publisher,published,source url\n"
    dataset, notes = told(put(tmp_path, "x.csv", f"{head}A,B,met,2019,Le M,2020-01-02,{address}\n"))
    assert [(row.publisher, row.url) for row in dataset.sources] == [("Le M", None)]
    assert dataset.relations[0].note == f"source url: {address}"
    assert "Address in column source url (1 relation): begins with no http; in the note" in " ".join(notes)


def test_a_number_behind_a_year_is_a_year_too_where_one_cell_can_be_nothing_else(
    run: Run, tmp_path: Path
) -> None:
    def when(cells: str, head: str = "source,type,target,date,x\n") -> tuple[list[str | None], list[str]]:
        rows = (f"A,grant,B{number},{cell}\n" for number, cell in enumerate(cells.split()))
        more = ",1" if head.endswith("x\n") else ""
        text = head + "".join(row.replace("\n", f"{more}\n") for row in rows)
        dataset, notes = told(path := put(tmp_path, "x.csv", text))
        run("import", path, "-o", tmp_path / f"{len([*tmp_path.iterdir()])}")
        with gk.open(path) as table:
            assert Counter(row.fields.get("when") for row in table.relations().relations) == Counter(
                row.when for row in dataset.relations
            )
        return [row.when for row in dataset.relations], notes

    for head in ("source,type,target,date,x\n", "source,relation,target,date\n"):
        years, notes = when("1998-99 1999-00 2000-01 2010-11", head)
        assert years == ["[1998..1999]", "[1999..2000]", "[2000..2001]", "[2010..2011]"]
        assert "Dates such as 1998-99 are read as one of two years, not as months." in notes
    unclear, notes = when("2019-21 2001-05 2000-01 2004-05-06")
    assert unclear == [None, None, None, "2004-05-06"]
    assert "Unclear date in column date (3 relations): undated" in " ".join(notes)
    plain = put(tmp_path, "y.csv", "source,relation,target,date\nA,met,B,2001-05\nA,met,C,2019-21\n")
    with pytest.raises(DataError, match="line 3: '2019-21' is no date"):
        read(plain)
    assert [row.when for row in told(plain, skip_bad=True)[0].relations] == [None]
    assert when("2000-01 2010-11")[0] == ["2000-01", "2010-11"]
    assert when("2019-33 2019-22~ 2019-21 2020 2020-05")[0] == [
        "2019-33", "2019-22~", "2019-21", "2020", "2020-05",
    ]  # fmt: skip
    assert when("2019-33 2020")[0] == [None, "2020"]


@pytest.mark.parametrize("day", ["2019-02-30", "1999-13", "2019-13-01", "2019-00-05", "30.02.2019"])
def test_a_day_that_is_none_leaves_undated_however_it_is_written(day: str, tmp_path: Path) -> None:
    path = put(tmp_path, "x.csv", f"who,whom,act,day,x\nA,B,met,{day},1\nA,C,met,2019-01-01,1\n")
    dataset, notes = told(path, columns="source=who,target=whom,type=act,date=day")
    assert [(row.when, row.note) for row in dataset.relations] == [
        (None, f"day: {day}; x: 1"), ("2019-01-01", "x: 1"),
    ]  # fmt: skip
    assert "in column day (1 relation): undated; the text is in the note" in " ".join(notes)


def test_a_heading_with_a_comma_stands_in_quotation_marks(tmp_path: Path) -> None:
    rows = "Name, Vorname;Firma;Datum;Anteil, %;Art, genau\nGroß, Eva;Krumm AG;2019;5,5;owns\n"
    path = put(tmp_path, "x.csv", rows)
    columns = (
        "source='Name, Vorname',target=\"Firma\",type='Art, genau',date=Datum,amount='Anteil, %',unit='%'"
    )
    dataset, _ = told(path, columns=columns)
    assert facts(dataset) == [("Groß, Eva", "owns", "Krumm AG", "2019")]
    assert str(dataset.relations[0].amount).count("5.5")
    fixed, _ = told(path, columns="source='Name, Vorname',target=Firma,type='Firma',date=Datum")
    assert [row.type for row in fixed.relations] == ["firma"]
    with pytest.raises(DataError, match=r"has no column 'Name, V'; it has 'Name, Vorname'"):
        told(path, columns="source='Name, V',target=Firma")


def test_a_sharp_s_and_two_s_are_two_names_that_are_told(run: Run, tmp_path: Path) -> None:
    sharp = put(tmp_path, "a.csv", "source,type,target,date\nWolfgang Weiß,met,A,2019\n")
    other = put(tmp_path, "b.csv", "source,type,target,date\nWolfgang Weiss,met,B,2020\n")
    run("import", sharp, "--into", tmp_path / "x.json")
    said = run("import", other, "--into", tmp_path / "x.json").out
    assert "wolfgang-weiss (Wolfgang Weiß) is called almost the same" in said
    assert {"Wolfgang Weiß", "Wolfgang Weiss"} < {row.name for row in read(tmp_path / "x.json").actors}
    upper = put(tmp_path, "c.csv", "source,type,target,date\nWOLFGANG WEIẞ,met,C,2021\n")
    assert "same name" in run("import", upper, "--into", tmp_path / "x.json").out
    rows = "source,source.aliases,type,target\nWeiß AG,Weiss AG;WEIß AG;W. AG,met,B\n"
    [found] = [row for row in read(put(tmp_path, "d.csv", rows)).actors if row.name == "Weiß AG"]
    assert found.aliases == ("Weiss AG", "W. AG")


@pytest.mark.parametrize("first", [0, 1, 2])
def test_one_more_of_a_name_that_has_no_id_where_others_have_is_told(
    first: int, run: Run, tmp_path: Path
) -> None:
    rows = [
        "OOO Vektor,1,owns,Gaz,77,2015",
        "OOO Vektor,99,owns,Gaz,77,2015",
        "OOO Vektor,,owns,Neft,78,2016",
    ]
    rows = [*rows[first:], *rows[:first]]
    table = put(tmp_path, "x.csv", "\n".join(["source,source id,relation,target,target id,date", *rows]))
    said = "One more actor, as its row does not tell which of several of its name it means: OOO Vektor"
    assert f"{said} (line {4 - first})." in told(table)[1]
    run("import", table, "--into", tmp_path / "x.json")
    assert "OOO Vektor has the name of another" in run("check", tmp_path / "x.json").out


def test_what_a_float_cannot_hold_is_in_the_note(tmp_path: Path) -> None:
    rows = "Owner,Owned,Share,Date\nA,B,99.9999999999999999999,2019\nC,B,99.9,2019\nD,B,0.10,2019\n"
    columns = "source=Owner,target=Owned,type='owns',date=Date,amount=Share,unit='%'"
    dataset, notes = told(put(tmp_path, "x.csv", rows), columns=columns)
    amounts = {row.note: row.amount and row.amount.value for row in dataset.relations}
    assert amounts == {"Share: 99.9999999999999999999 %": None, None: 0.1}
    assert "Amount in column Share (1 relation): is no plain number; in the note" in " ".join(notes)


@pytest.mark.parametrize(
    "name", ["Não informado", "non renseigné", "keine Angabe", "not specified", "no one"]
)
def test_who_is_not_told_is_reported_as_nobody(name: str, tmp_path: Path) -> None:
    path = put(tmp_path, "x.csv", f"source,type,target,date\n{name},met,B,2019\n")
    assert f"Actor named {name} (1 row): kept, though it may stand for nobody" in " ".join(told(path)[1])


def test_of_several_addresses_in_a_cell_the_first_is_the_source_and_the_others_are_told(
    run: Run, tmp_path: Path
) -> None:
    rows = (
        "Ann,Ben,paid,2022-03-04,Daily Post,2022-05-05,https://c.org/1 ; https://d.org/3\n"
        "Ann,Cy,paid,2022-03-05,Daily Post; Evening News,2022-05-06,https://c.org/a;b?u=x;y\n"
    )
    table = put(tmp_path, "x.csv", f"source,target,relation,date,publisher,published,source url\n{rows}")
    assert run("import", table, "-o", tmp_path / "directory").code == 0
    run("--data", tmp_path / "directory", "export", tmp_path / "whole.json")
    found, notes = told(table)
    for dataset in (found, read_dataset(tmp_path / "whole.json")):
        assert sorted(str(source.url) for source in dataset.sources) == [
            "https://c.org/1",
            "https://c.org/a;b?u=x;y",
        ]
        assert [row.note for row in dataset.relations] == ["source url: https://d.org/3", None]
    assert any("Further addresses in column source url (1 relation)" in note for note in notes), notes
    assert any("Publisher that may be several (1 relation): read as one" in note for note in notes), notes


def test_a_source_whose_day_is_that_of_the_relation_says_so_and_its_citation_too(
    run: Run, tmp_path: Path
) -> None:
    rows = "Ann,Ben,paid,2022-03-04,BBC,\nAnn,Cy,paid,2022-03-05,CNN,2022-05-06\n"
    table = put(tmp_path, "x.csv", f"source,target,relation,date,publisher,published\n{rows}")
    assert run("import", table, "-o", tmp_path / "directory").code == 0
    for data in (table, tmp_path / "directory"):
        run("--data", data, "export", tmp_path / "whole.json")
        notes = {source.publisher: source.note for source in read_dataset(tmp_path / "whole.json").sources}
        said = "When it was published is not told; the day is that of the relation."
        assert notes == {"BBC": said, "CNN": None}
        assert run("--data", data, "cite").out.count(said) == 1


@pytest.mark.parametrize(
    "ends", [("payer", "payee"), ("Donor", "Recipient"), ("Zahler", "Empfänger"), ("Acquirer", "Target")]
)
def test_ends_may_be_called_by_who_gives_and_who_gets(ends: tuple[str, str], tmp_path: Path) -> None:
    giver, getter = ends
    found = read(put(tmp_path, "x.csv", f"date,{getter},relation,{giver}\n2020,Ben,paid,Ann\n"))
    assert [(row.source, row.target) for row in found.relations] == [("ann", "ben")]


def test_a_table_whose_headings_name_no_ends_is_told_with_its_headings(run: Run, tmp_path: Path) -> None:
    refused = run("--data", put(tmp_path, "x.csv", "Was,Wer,Wen,Wann\nx,y,z,1\n"), "info")
    assert refused.code == 2
    told = "has 4 columns ('Was', 'Wer', 'Wen', 'Wann'), and no two headings of the two actors, such as"
    assert (
        f"line 1: {told} source and target, from and to, person and company, director and company"
        in refused.err
    )
    assert "GDELT" not in refused.err


def test_a_part_of_gdelt_is_told_what_its_tables_have(run: Run, tmp_path: Path) -> None:
    for first in ("GLOBALEVENTID,SQLDATE,Actor1Code,Actor2Code", ",".join(["410", "20200101", *"x" * 20])):
        refused = run("--data", put(tmp_path, "x.csv", f"{first}\n1,2,3,4\n"), "info")
        assert "a table of GDELT has 57, 58 or 61, or the headings SQLDATE, EventCode" in refused.err


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("Person,Organisation,Position,From,To\nAda,Acme,Director,2019,2021", "ada director acme 2019/2021"),
        ("Company,Name,Role\nAcme,Ada,CFO", "ada cfo acme None"),
        ("Name;Company;Type;Title\nAda;Acme;NGO;Chair", "ada chair acme None"),
        ("Person,Company,Type\nAda,Acme,Bank", "ada linked-to acme None"),
        ("Director,Company,Date\nAda,Acme,2020", "ada director acme 2020"),
        ("Unternehmen,Gesellschafter,Anteil\nAcme,Ada,50%", "ada gesellschafter acme None"),
        ("Beneficiary,Payer,Relation\nAcme,Ada,paid", "ada paid acme None"),
        ("Name,Employer,From,To\nAda,Acme,2019,", "ada linked-to acme 2019/"),
    ],
)
def test_somebody_and_a_body_are_the_two_ends_and_a_role_the_type(
    table: str, told: str, tmp_path: Path
) -> None:
    [row] = read(put(tmp_path, "x.csv", f"{table}\n")).relations
    assert f"{row.source} {row.type} {row.target} {row.when}" == told


@pytest.mark.parametrize(
    "headings",
    ["Person,Name,Company", "Name,Company,Organisation", "Director,Person,Company", "Name,Country,Role"],
)
def test_headings_that_leave_open_who_the_two_are_are_refused(
    headings: str, run: Run, tmp_path: Path
) -> None:
    refused = run("--data", put(tmp_path, "x.csv", f"{headings}\nAda,Ben,Cy\n"), "info")
    assert (refused.code, "--columns" in refused.err) == (2, True)


def test_the_words_of_a_title_are_no_headings(run: Run, tmp_path: Path) -> None:
    titled = put(tmp_path, "x.csv", "Director of company\nsource,target,type\nAda,Ben,met\n")
    assert "director" not in run("--data", titled, "relations").out


def test_a_page_of_two_days_or_of_two_publishers_is_two_sources(run: Run, tmp_path: Path) -> None:
    rows = (
        "Ann,Ben,paid,2019-01-02,Register,2019-02-01,https://r.org/ben\n"
        "Cy,Ben,paid,2023-05-05,Register,2023-06-01,https://r.org/ben\n"
        "Dee,Ben,paid,2023-05-05,Reuters,2023-06-01,https://r.org/ben\n"
    )
    table = put(tmp_path, "x.csv", f"source,target,type,date,publisher,published,source url\n{rows}")
    assert run("import", table, "-o", tmp_path / "directory").code == 0
    for data in (table, tmp_path / "directory"):
        run("--data", data, "export", tmp_path / "whole.json")
        dataset = read_dataset(tmp_path / "whole.json")
        sources = {source.id: (source.publisher, source.published) for source in dataset.sources}
        told = {row.source: sources[row.evidence[0].source] for row in dataset.relations}
        assert told == {
            "ann": ("Register", "2019-02-01"),
            "cy": ("Register", "2023-06-01"),
            "dee": ("Reuters", "2023-06-01"),
        }
        assert "after-source" not in run("--data", data, "check").out


def test_an_id_of_one_end_alone_is_told_to_tell_nobody_apart_and_the_mend_works(
    run: Run, tmp_path: Path
) -> None:
    rows = "Jan Novak,P-7712,Bolt,owns,2015\nJan Novak,P-9034,Acme,owns,2016\n"
    table = put(tmp_path, "x.csv", f"source,source id,target,type,date\n{rows}")
    found, notes = told(table)
    assert len(found.actors) == 3
    [said] = [note for note in notes if "tells no two of one name apart" in note]
    assert said.endswith("name all columns by --columns, with source.id=source id.")
    columns = "source=source,target=target,type=type,date=date,source.id=source id"
    assert len(told(table, columns=columns)[0].actors) == 4


def test_a_title_that_only_addresses_somebody_is_no_type(tmp_path: Path) -> None:
    rows = "Ann Lee,Acme,Mrs\nBob Ray,Acme,Dr.\nCy Poe,Acme,Director\n"
    found, notes = told(put(tmp_path, "x.csv", f"Name,Company,Title\n{rows}"))
    types = {relation.source: (relation.type, relation.note) for relation in found.relations}
    assert [types["ann-lee"], types["bob-ray"]] == [("linked-to", "Title: Mrs"), ("linked-to", "Title: Dr.")]
    assert types["cy-poe"][0] == "director"
    assert any(note.startswith("The missing relation type (2 relations): it is linked-to") for note in notes)


@pytest.mark.parametrize(
    ("headings", "ann", "other"),
    [
        ("name,Date of birth,Company,Position,From", "1960-02-01", "1975-04-05"),
        ("Director,DOB,Company,Date", "1960-02-01", "1975-04-05"),
        ("name,Nationality,Organisation,Role,Start", "German", "Swiss"),
        ("person,passport no,company,role,date", "C01X", "D02Y"),
        ("Person,Geburtsdatum,Firma,Funktion,Beginn", "01.02.1960", "25.04.1975"),
    ],
)
def test_what_only_people_have_is_that_of_the_person_beside_a_body(
    headings: str, ann: str, other: str, tmp_path: Path
) -> None:
    rest = ",director,2010" if headings.count(",") == 4 else ",2010"
    rows = f"Ann Lee,{ann},Bank A{rest}\nAnn Lee,{other},Bank B{rest}\n"
    found, _ = told(put(tmp_path, "x.csv", f"{headings}\n{rows}"))
    assert [actor.name for actor in found.actors].count("Ann Lee") == 2


def test_what_only_people_have_is_told_where_nothing_says_whose_it_is(tmp_path: Path) -> None:
    rows = "Ann Lee,1960,Bolt,met,2010\nAnn Lee,1975,Acme,met,2011\n"
    table = put(tmp_path, "x.csv", f"source,birth_date,target,relation,date\n{rows}")
    found, notes = told(table)
    assert len(found.actors) == 3
    [said] = [note for note in notes if "tells no two of one name apart" in note]
    assert said.endswith("with source.born=birth_date.")
    columns = "source=source,target=target,type=relation,date=date,source.born=birth_date"
    assert len(told(table, columns=columns)[0].actors) == 4


def test_a_less_exact_day_of_a_life_is_told_where_another_row_has_the_day(tmp_path: Path) -> None:
    rows = "Ada,Bo,paid,2017,1961,c. 2018\nAda,Cy,paid,2017,1961-05-02,2018-11-30\nAda,Di,met,2017,1961,\n"
    found, notes = told(put(tmp_path, "x.csv", f"source,target,type,date,source born,source died\n{rows}"))
    [ada] = [actor for actor in found.actors if actor.name == "Ada"]
    assert dict(ada.attributes) == {"born": "1961-05-02", "died": "2018-11-30"}
    assert any(note.startswith("Born less exact than another of the same actor") for note in notes), notes
    assert any(note.startswith("Died less exact than another of the same actor") for note in notes), notes


def test_several_values_of_an_attribute_stand_once_each(tmp_path: Path) -> None:
    rows = "Ada,Bo,met,2017,DE\nAda,Cy,met,2018,DE; FR\nAda,Di,met,2019,FR; DE\n"
    columns = "source=s,target=t,type=type,date=date,source.country=land"
    found, _ = told(put(tmp_path, "x.csv", f"s,t,type,date,land\n{rows}"), columns=columns)
    assert [dict(actor.attributes) for actor in found.actors if actor.name == "Ada"] == [
        {"country": "DE; FR"}
    ]


@pytest.mark.parametrize(
    "pair", ["buyer,seller", "seller,buyer", "lender,borrower", "creditor,debtor", "employee,employer"]
)
def test_everyday_headings_name_the_two_actors(pair: str, tmp_path: Path) -> None:
    found, _ = told(put(tmp_path, "x.csv", f"{pair},date\nAda,Ben,2019-05-02\n"))
    [row] = found.relations
    source = "ben" if pair.startswith("seller") else "ada"
    assert (row.source, row.when) == (source, "2019-05-02")


@pytest.mark.parametrize(
    "heading", ["DOB", "Born", "Date of birth", "Nationality", "Person ID", "Geburtsdatum", "Passport No"]
)
@pytest.mark.parametrize("turned", [False, True])
def test_what_only_a_person_has_is_of_the_person_of_a_body(
    heading: str, turned: bool, tmp_path: Path
) -> None:
    """Two people of one name are two where a column says so, and the body has none of it."""
    one, two = ("FR", "DE") if heading == "Nationality" else ("1950", "1981")
    rows = [("Person", "Company"), ("Peter Stern", "Stern"), ("Peter Stern", "Tagblatt")]
    ends = [",".join(reversed(row) if turned else row) for row in rows]
    facts = [f"Role,From,{heading}", f"Partner,2009-01-01,{one}", f"Editor,2012-01-01,{two}"]
    (tmp_path / "x.csv").write_text("".join(f"{a},{b}\n" for a, b in zip(ends, facts, strict=True)), "utf-8")
    data = read(tmp_path / "x.csv")
    assert sorted(actor.name for actor in data.actors) == ["Peter Stern", "Peter Stern", "Stern", "Tagblatt"]
    bodies = [actor for actor in data.actors if actor.name != "Peter Stern"]
    assert not any(actor.attributes or actor.ids for actor in bodies)


@pytest.mark.parametrize(
    "holder", ["Director", "Lobbyist", "Owner", "Officer", "Shareholder", "Employee", "Partner"]
)
@pytest.mark.parametrize("heading", ["DOB", "Born", "Nationality", "{} ID", "Passport No"])
def test_what_only_a_person_has_is_of_who_is_something_of_a_body(
    holder: str, heading: str, tmp_path: Path
) -> None:
    heading = heading.format(holder)
    rows = f"{holder},Company,{heading}\nPeter Stern,Stern,FR1950\nPeter Stern,Tagblatt,DE1981\n"
    (tmp_path / "x.csv").write_text(rows, "utf-8")
    data = read(tmp_path / "x.csv")
    assert sorted(actor.name for actor in data.actors) == ["Peter Stern", "Peter Stern", "Stern", "Tagblatt"]


def test_what_only_people_have_is_told_where_a_person_names_the_columns(tmp_path: Path) -> None:
    rows = "Minister,Lobbyist,DOB,Date\nPeter Stern,Ann,1950,2019-05-01\nPeter Stern,Bob,1981,2019-05-02\n"
    (tmp_path / "x.csv").write_text(rows, "utf-8")
    reading = Reading(columns="source=Minister,target=Lobbyist,type='met',date=Date")
    assert len(read(tmp_path / "x.csv", reading=reading).actors) == 3
    [told] = [note for note in reading.told if "tells no two of one name apart" in note]
    assert told.endswith("if it is theirs, add source.born=DOB to --columns.")
    reading = Reading(columns="source=Minister,target=Lobbyist,type='met',date=Date,source.born=DOB")
    assert len(read(tmp_path / "x.csv", reading=reading).actors) == 4
    assert not [note for note in reading.told if "tells no two of one name apart" in note]
