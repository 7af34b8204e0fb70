"""Rows of tables at several times of one day: each is a relation of its own, and the note keeps the time."""

import csv
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

import graphkit as gk
from graphkit.backends import open_directory
from graphkit.backends.subgraphs import everything
from graphkit.backends.writer import writing
from graphkit.editing.merge_datasets import merge_datasets
from graphkit.formats import read
from graphkit.formats.events import bulk
from graphkit.formats.events.directory import store
from graphkit.formats.format import Reading
from graphkit.graph.build import build_graph, to_dataset

DAY = "2015-05-19"
TIMES = ("2015-05-19 13:44:07", "2015-05-19 15:00:00", "2015-05-19 13:44:07", DAY, "2015-05-19 00:00:00")
HEADED = ["source,target,relation,timestamp", *(f"Ada,Ben,calls,{time}" for time in TIMES)]
PLAIN = ["source\trelation\ttarget\tdate", *(f"Ada\tcalls\tBen\t{time}" for time in TIMES)]
SPANS = [
    "source,target,relation,start,end",
    *(f"Ada,Ben,calls,{time},{DAY}T23:00" for time in (*TIMES[:3], DAY, "2015-05-19T00:00:00Z")),
]
MOMENTS = ["source,target,relation,timeset", *(f'Ada,Ben,calls,"<[{time}, {DAY}]>"' for time in TIMES)]
REPORTED = [
    "source,target,relation,date,publisher,published",
    *(f"Ada,Ben,calls,{DAY},The Paper,{time}" for time in TIMES),
]
TABLES = pytest.mark.parametrize(
    ("lines", "column"),
    [
        (HEADED, "timestamp"),
        (PLAIN, "date"),
        (PLAIN[1:], "date"),
        (SPANS, "start"),
        (MOMENTS, "timeset"),
        (REPORTED, "published"),
    ],
)


def saved(folder: Path, lines: list[str], name: str = "calls") -> Path:
    path = folder / f"{name}{'.tsv' if chr(9) in lines[0] else '.csv'}"
    path.write_text("\n".join([*lines, ""]), "utf-8")
    return path


def told_of(reading: Reading, column: str) -> None:
    """Check that what reading a table tells of times and repeats is so."""
    told = "\n".join(reading.told)
    assert f"Time of day in column {column} (" in told
    assert "only the day is kept; the text is in the note; the first: line " in told
    assert "2 rows repeat another of the file" in told


@TABLES
def test_each_time_of_a_day_is_a_relation_of_its_own(lines: list[str], column: str, tmp_path: Path) -> None:
    reading = Reading()
    dataset = read(saved(tmp_path, lines), reading=reading)
    each = {row.key: row for row in dataset.relations if not row.key.endswith("-2")}
    assert [row.when and row.when[:10] for row in each.values()] == [DAY] * 3
    assert len({row.note for row in each.values()}) == 3
    told_of(reading, column)


@TABLES
@pytest.mark.parametrize("most", [0, 1000])
def test_a_directory_keeps_them_apart_too(
    lines: list[str], column: str, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "_MOST_NOTED", most)
    reading, path = Reading(), saved(tmp_path, lines)
    with writing(tmp_path / "made") as writer:
        store(path, writer, reading)
    with open_directory(tmp_path / "made") as engine:
        assert to_dataset(everything(engine)).relations == read(path).relations
    told_of(reading, column)


@TABLES
def test_a_table_that_is_only_asked_keeps_them_apart_too(
    lines: list[str], column: str, tmp_path: Path
) -> None:
    path = saved(tmp_path, lines)
    table, whole = gk.open(path), build_graph(read(path))
    assert len(table.number) == whole.number_of_edges()
    told = "\n".join(table.notes)
    assert f"Time of day in column {column} (" in told
    assert "2 rows repeat another of the file" in told
    assert "\nNote (" in told


@pytest.mark.parametrize("lines", [HEADED, PLAIN])
def test_another_table_adds_what_is_at_another_time(lines: list[str], tmp_path: Path) -> None:
    first = saved(tmp_path, lines[:2], "first")
    both = saved(tmp_path, lines[:3], "both")
    known = read(first)
    reading = Reading(known=known)
    joined = merge_datasets(known, read(both, reading=reading), reading.local, file="both")
    assert len(joined.dataset.relations) == 2
    for path in (first, both):
        with writing(tmp_path / "made") as writer:
            store(path, writer, Reading())
    with open_directory(tmp_path / "made") as engine:
        assert everything(engine).number_of_edges() == 2


@pytest.mark.parametrize(
    "time",
    ["2015-05-19T14", "19.05.2015, 13.44 Uhr", "5/19/2015 1:44 PM", "1432043047", "Tue May 19 13:44:07 2015"],
)
def test_a_time_is_kept_however_it_is_written(time: str, tmp_path: Path) -> None:
    path = saved(tmp_path, ["source;target;relation;date", f"Ada;Ben;calls;{time}"])
    reading = Reading()
    [relation] = read(path, reading=reading).relations
    assert (relation.when, relation.note) == (DAY, f"date: {time}")
    assert "Time of day in column date (1 relation)" in "\n".join(reading.told)


def test_cells_of_a_workbook_keep_their_times(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in csv.reader(HEADED):
        book.active.append([*row[:3], datetime.fromisoformat(row[3]) if row[3][:1] == "2" else row[3]])
    book.save(tmp_path / "calls.xlsx")
    reading = Reading()
    dataset = read(tmp_path / "calls.xlsx", reading=reading)
    assert [(row.when, row.note) for row in dataset.relations] == [
        (DAY, f"timestamp: {DAY} 13:44:07"),
        (DAY, f"timestamp: {DAY} 15:00:00"),
        (DAY, None),
    ]
    told_of(reading, "timestamp")
