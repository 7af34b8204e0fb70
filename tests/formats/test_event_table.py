"""Event tables, with plain Python that splits lines as the oracle."""

import gzip
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import graphkit
from graphkit.backends import subgraphs
from graphkit.errors import DataError, MissingExtraError, StorageError
from graphkit.formats import party_names, read
from graphkit.formats.events import columnar, opened, unpacked
from graphkit.formats.events.judged_rows import JudgedRows
from graphkit.formats.events.open_table import open_table, plain_table
from graphkit.formats.events.opened import Table
from graphkit.formats.format import Reading
from graphkit.graph.build import build_graph
from graphkit.tables.table import EventTable
from graphkit.temporal import edtf
from graphkit.temporal.bounds import UNBOUNDED

HEADER = "source\trelation\ttarget\tdate\n"
EVENTS = "ann\tmet\tbob\t2014-07-01\nbob\ttold\tcal\t2014-07-03\nann\tmet\tdee\t2014-07-01\n"
SPANS = "ann\towns\tbob\t1946\t\nann\towns\tcal\t1945\t1950\nbob\towns\tcal\t\t843\ncal\tmet\tbob\t\t\n"


@pytest.fixture
def saved(tmp_path):
    """Return a function that saves content under a name, and gives the path."""

    def save(content, name="events.tsv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return save


def relations(columns):
    """Return source, type, target and date of each row, by its place in the file."""
    return [
        (
            columns.actors[columns.source[row]],
            columns.types[columns.type[row]],
            columns.actors[columns.target[row]],
            columns.when(row),
        )
        for row in np.argsort(columns.number).tolist()
    ]


@pytest.mark.parametrize(
    "content", [HEADER + EVENTS, EVENTS, EVENTS.rstrip("\n"), EVENTS.replace("\n", "\r\n")]
)
@pytest.mark.parametrize("marked", [False, True])
@pytest.mark.parametrize("packed", [False, True])
def test_a_table_of_events(saved, content, marked, packed):
    content = b"\xef\xbb\xbf" * marked + content.encode()
    columns = graphkit.open(saved(gzip.compress(content) if packed else content, "events.tsv.gz"))
    met, told = ("ann", "met", "bob", "2014-07-01"), ("bob", "told", "cal", "2014-07-03")
    assert relations(columns) == [met, told, ("ann", "met", "dee", "2014-07-01")]
    assert columns.count("2014-07-01", "2014-07-02") == 2
    assert columns.neighbors("bob", "2014-07", "2014-07") == {"ann", "cal"}
    assert columns.number_of("cal") == 2
    assert list(columns.graph("2014-07-03").edges(keys=True, data=True)) == [
        ("bob", "cal", "1", {"type": "told", "when": "2014-07-03"})
    ]


def test_a_table_of_intervals_by_years(saved):
    columns = open_table(saved(SPANS))
    whens = ["1946/", "1945/1950", "/0843", None]
    assert [when for *_, when in relations(columns)] == whens
    for row, place in enumerate(columns.number.tolist()):
        sides = (columns.earliest_start, columns.latest_start, columns.earliest_end, columns.latest_end)
        bounds = edtf.parse(whens[place]).bounds if whens[place] else UNBOUNDED
        assert tuple(columns.timetable.widened([int(side[row]) for side in sides])) == bounds
    assert columns.count() == 4
    assert columns.count("1944", "1944") == columns.count("0800", "0842") - 1 == 0
    assert columns.count("1945", "1945") == 1
    assert columns.count("1946", "1946", certain=True) == 2
    assert columns.count("1990", "1990") == 1


def test_months_and_years_are_uncertain_days(saved):
    columns = open_table(saved("ann\tmet\tbob\t2014-07\nann\tmet\tcal\t2014\nann\tmet\tdee\t\n"))
    assert columns.neighbors("ann", "2014-07-05", "2014-07-06") == {"bob", "cal"}
    assert columns.neighbors("ann", "2014-07", "2014-07", certain=True) == {"bob"}
    assert columns.neighbors("ann") == {"bob", "cal", "dee"}


def test_the_first_line_may_name_the_fields_in_any_order(saved):
    columns = open_table(saved("Date\tTarget\tsource\tRELATION\n2014-07-01\tbob\tann\tmet\n"))
    assert relations(columns) == [("ann", "met", "bob", "2014-07-01")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty; it holds no events"),
        ("\n\n", "is empty; it holds no events"),
        ("ann\tmet\tbob\n", "line 1: has 3 columns ('ann', 'met', 'bob'), and no two headings"),
        (HEADER, "holds no relations"),
        (HEADER + EVENTS + "ann\tmet\n", "line 5: has 2 columns where the first line has 4"),
        (EVENTS + "ann\tmet\tbob\t2014-07-01\tx\n", "line 4: has 5 columns where the first line has 4"),
        (EVENTS + "ann\tmet\tbob\t2014-02-30\n", "line 4: '2014-02-30' is not in the calendar"),
        (EVENTS + "ann\tmet\t\t2014-07-01\n", "line 4: lacks a source, a relation or a target"),
        (EVENTS + "\tmet\tbob\t2014-07-01\n", "line 4: lacks a source"),
        (EVENTS + "ann\t\tbob\t2014-07-01\n", "line 4: lacks a source"),
        (
            SPANS + "ann\tmet\tbob\t1950\t1946\n",
            "line 5: '1950/1946' ends before it starts; mend the date that is wrong",
        ),
        (EVENTS.encode() + b"ann\tmet\tb\xfcb\t2014-07-01\n", "line 4: is not UTF-8"),
        (EVENTS.encode() + b"ann\tmet\tb\x00b\n", "line 4: holds a NUL byte"),
        (EVENTS.encode() + b"ann\tmet\tb\x00b\t2014-07-01\n", "line 4: holds a NUL byte"),
        (EVENTS + "ann\tmet\t\u2028\t2014-07-01\n", "line 4: lacks a source"),
    ],
)
def test_what_is_no_such_table_is_refused_by_its_line(saved, content, message):
    path = saved(content)
    with pytest.raises(DataError) as refused:
        open_table(path)
    assert str(refused.value).startswith(f"{path}: {message}")
    assert "\n" not in str(refused.value)


def test_a_blank_line_is_passed_over(saved):
    assert len(relations(open_table(saved(EVENTS + "\n" + "dee\tmet\tbob\t2014-07-02" + "\n" * 3)))) == 4


def test_rows_that_end_before_they_start_can_be_left_out(saved):
    path = saved("ann\tmet\tbob\t1950\t1946\n" + SPANS + "bob\tmet\tann\t2014-07\t2014-06-30\n")
    columns = open_table(path, skip_bad=True)
    assert columns.skipped == [1, 6]
    assert [columns.key(row) for row in np.argsort(columns.number).tolist()] == ["1", "2", "3", "4"]
    assert len(relations(columns)) == 4
    assert open_table(saved(EVENTS)).skipped == []


def test_what_cannot_be_read_is_told(saved, tmp_path):
    packed = gzip.compress(EVENTS.encode() * 100)
    for content in (packed[:40], packed[:-4], packed[:20] + b"\0\0\0\0" + packed[24:]):
        with pytest.raises(DataError, match="cannot be unpacked"):
            open_table(saved(content, "events.tsv.gz"))
    with pytest.raises(StorageError, match="no such file"):
        open_table(tmp_path / "nothing.tsv")
    with pytest.raises(StorageError, match="is a folder"):
        open_table(tmp_path)


def test_names_may_hold_anything_but_tabs_and_lines(saved):
    names = [
        "\x01\x02", "Ж" * 40, "a" * 7, "a" * 8, "a" * 9, "a" * 16, "a" * 17, "=1", "'",
    ]  # fmt: skip
    lines = [f"{name}\t{name[::-1]}\tbob {name}\t2014-07-01" for name in names]
    columns = open_table(saved("\n".join(lines)))
    wanted = [tuple(line.split("\t")) for line in lines]
    assert relations(columns) == wanted


def test_columns_that_were_saved_open_as_they_were(saved, tmp_path):
    columns = open_table(saved(SPANS + "ann\tmet\tbob\t1950\t1946\n"), skip_bad=True)
    columns.save(tmp_path / "spans.columns")
    again = graphkit.open(tmp_path / "spans.columns")
    assert isinstance(again, EventTable)
    assert relations(again) == relations(columns)
    assert again.skipped == [5]


words = st.text(st.characters(exclude_characters='\t\n\r"'), min_size=1, max_size=8)


@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=6))
@example([("Ada", "met", "Police (India)")])
@example([("\x1c", "met", "\ud800"), ("Ada", "...", "\u2060"), (" ", "made a visit", "\xa0")])
def test_names_that_are_taken_unchecked_are_those_that_the_models_accept(rows):
    sources, types, targets = map(list, zip(*rows, strict=True))
    number = list(range(len(rows)))
    day = [0] * len(rows)
    table = Table.build(
        number, [each + len(rows) for each in number], number, (day,) * 4,
        actors=[*sources, *targets], types=types, whens=([0] * len(rows), ["2014-07-01"]),
    )  # fmt: skip
    found = _identity(table)
    with mock.patch.object(opened, "_are_sound", return_value=False):
        assert _identity(table) == found


def _identity(table):
    """Return the ids and rows of a table; what is wrong with them, if anything is."""
    try:
        found = table._identity()
    except DataError as error:
        return str(error)
    return found.actors, found.actor_of.tolist(), found.types, list(map(vars, found.own_types))


@given(st.text(st.characters(categories=["L", "N", "P", "Z"]), max_size=8))
@example("John Doe \u0663")
@example("John Doe \u00b2")
def test_a_name_with_a_number_after_it_has_a_digit(name):
    assert party_names._DIGIT.search(name) or not party_names._NUMBER.search(name)


PEOPLE = (
    "Ada",
    "Ben Ray",
    "N.N.",
    "n/a",
    "Ada Lee and Ben Ray and Cleo Day",
    "Police (India)",
    "India",
    "M?ller",
)
TYPES = ("met", "hugged", "owns", "Make a visit", "is in charge of")
SIDES = ("", "1946", "1950-07", "1950-07-14")


@given(
    st.lists(st.tuples(*map(st.sampled_from, (PEOPLE, TYPES, PEOPLE, SIDES, SIDES))), min_size=1, max_size=6)
)
@example([("Ada", "hugged", "N.N.", "1950-07", "1946"), ("India", "met", "Ben Ray", "", "")])
def test_a_table_without_its_bad_rows_is_what_an_import_makes_of_it(rows):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "spans.tsv"
        path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
        reading = Reading(skip_bad=True)
        table = plain_table(str(path), skip_bad=True)
        if table is None:
            return
        whole = build_graph(read(path, reading=reading))
        part = subgraphs.everything(table.backend)
    assert dict(part.nodes(data=True)) == dict(whole.nodes(data=True))
    assert sorted(map(str, part.edges(keys=True, data=True))) == sorted(
        map(str, whole.edges(keys=True, data=True))
    )
    assert part.graph["relation_types"] == whole.graph["relation_types"]
    assert table.notes == reading.told


# --- columns -------------------------------------------------------------------------------------

names = st.text(st.characters(exclude_characters="\t\n\r", exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.tuples(names, names, names), min_size=1, max_size=30), st.sampled_from(["\n", "\r\n"]))
@example([("a\r", "\rb", "c\rd")], "\n")
@example([("", "\ufeff", "#")], "\n")
@example([("NULL", "NA", "\\t")], "\n")
@example([(f"Region{number} Court", "", "") for number in range(1000)], "\n")
def test_columns_hold_exactly_the_texts_of_the_lines(rows, end):
    content = end.join("\t".join(row) for row in rows).encode()
    found = columnar._parted(unpacked.Block(1, content, len(rows)), "\t", 3, range(3))
    if found is None:
        assert {*'\r"\0'}.intersection("".join(map("".join, rows))) or not all(map(any, rows))
        return
    assert found.lines.tolist() == list(range(1, len(rows) + 1))
    for column, cells in zip(found.columns.values(), map(list, zip(*rows, strict=True)), strict=True):
        assert column.texts == list(dict.fromkeys(cells))
        assert [column.texts[number] for number in column.codes.tolist()] == cells


def test_many_blocks_are_numbered_as_one(saved):
    rows = [
        (f"name {number % 7_001}", str(number % 7), f"name {number % 3}", "2014-07-01")
        for number in range(20_000)
    ]
    with mock.patch.object(unpacked, "_BLOCK", 2**16):
        columns = open_table(saved(HEADER + "\n".join("\t".join(row) for row in rows)))
    assert relations(columns) == list(dict.fromkeys(rows))
    sources, _, targets, _ = zip(*rows, strict=True)
    assert list(columns.actors) == list(dict.fromkeys((*sources, *targets)))


@pytest.mark.parametrize("size", [1, 20, 40, 60, 10_000])
def test_a_row_of_headings_on_several_lines_is_none_of_the_rows(size, saved):
    heading = '"source","target","relation","date","no\nte\nmore"\n'
    with mock.patch.object(unpacked, "_BLOCK", size):
        rows = JudgedRows(
            saved(f'# of 2014\n{heading}Ada,Ben,met,2014,\n{heading}Ben,Cy,met,2015,"x\ny"\n'),
            reading := Reading(),
            lambda named, line: line,
        )
        blocks = list(rows.blocks())
    assert [line for block in blocks for line in block.lines.tolist()] == [5, 9]
    assert "Left out: 1 heading line." in reading.notes


@pytest.mark.parametrize(
    "members",
    [
        ["Senator Benjamin Miller", "Senator Benjamina Miller"],
        [f"Region{number} Court" for number in range(1000)],
        [name for number in range(300) for name in (f"Region{number} Court", f"Region{number} Courts")],
        ["a", "A", "\u00e1", "a\x01", "a\x01\x01"],
    ],
)
def test_no_two_names_become_one(saved, members):
    lines = "".join(f"{name}\tmet\tchair\t2014-07-01\n" for name in members)
    columns = open_table(saved(lines))
    assert list(columns.actors) == [*members, "chair"]
    assert columns.neighbors("chair") == set(members)


def test_symmetric_types_are_walked_both_ways(saved):
    columns = open_table(saved("ann\tMet\tbob\t2014-07-01\nbob\ttold\tcal\t2014-07-01\n"))
    assert columns.neighbors("bob", direction="out") == {"ann", "cal"}
    assert columns.neighbors("cal", direction="out") == set()


def test_what_unpacks_to_far_too_much_is_refused_early(saved, monkeypatch):
    monkeypatch.setattr(unpacked, "_UNSUSPICIOUS", 2**20)
    read = []
    check = unpacked._check
    monkeypatch.setattr(unpacked, "_check", lambda *told: read.append(told[1]) or check(*told))
    with pytest.raises(DataError, match="unpacks to far more"):
        open_table(
            saved(gzip.compress((b"a\tmet\tb\t2014-07-01\n" + b"\n" * 2**20) * 64, 9), "events.tsv.gz")
        )
    assert max(read) < 24 * 2**20  # of what is packed a block of some kilobytes is read ahead


def test_a_first_line_of_nothing_but_tabs_is_refused(saved):
    with pytest.raises(DataError, match="is empty; it holds no events"):
        open_table(saved("\t" * 10**6))


def test_without_pyarrow_one_line_says_how_to_install_it(saved, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'graphkit-explorer\[scale\]'"):
        open_table(saved(EVENTS))
