"""Event tables, with plain Python that splits lines as the oracle."""

import gzip

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import graphkit
from graphkit import dates
from graphkit.columnar.columns import Columns
from graphkit.errors import DataError, StorageError
from graphkit.formats.delimited import Table, distinct
from graphkit.formats.event_table import open_table

HEADER = "source\trelation\ttarget\tdate\n"
EVENTS = "ann\tmet\tbob\t2014-07-01\nbob\ttold\tcal\t2014-07-03\nann\tmet\tbob\t2014-07-01\n"
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
    assert relations(columns) == [met, told, met]
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
        bounds = dates.parse(whens[place]).bounds if whens[place] else dates.UNBOUNDED
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
        ("", "line 1: has 1 of these fields: source, relation"),
        ("\n\n", "line 1: has 1 of these fields: source, relation"),
        ("ann\tmet\tbob\n", "line 1: has 3 of these fields"),
        (HEADER, "line 2: is missing: the table holds no relations"),
        (HEADER + EVENTS + "ann\tmet\n", "line 5: has another number of fields (2) than the first (4)"),
        (EVENTS + "\n" + EVENTS, "line 4: has another number of fields (1) than the first (4)"),
        (
            EVENTS + "ann\tmet\tbob\t2014-07-01\tx\n",
            "line 4: has another number of fields (5) than the first (4)",
        ),
        (EVENTS + "ann\tmet\tbob\t2014-02-30\n", "line 4: '2014-02-30' is not in the calendar"),
        (HEADER + EVENTS + "ann\tmet\tbob\t1 July\n", "line 5: '1 July' is no date; write a day, a month"),
        (EVENTS + "ann\tmet\tbob\t2014-07-01/2014-07-02\n", "line 4: '2014-07-01/2014-07-02' is no date"),
        (EVENTS + "ann\tmet\t\t2014-07-01\n", "line 4: lacks a source, a relation or a target"),
        (EVENTS + "\tmet\tbob\t2014-07-01\n", "line 4: lacks a source"),
        (EVENTS + "ann\t\tbob\t2014-07-01\n", "line 4: lacks a source"),
        (
            SPANS + "ann\tmet\tbob\t1950\t1946\n",
            "line 5: '1950/1946' ends before it starts; swap the two dates",
        ),
        (SPANS + "ann\tmet\tbob\t1950\tx\n", "line 5: 'x' is no date"),
        (EVENTS.encode() + b"ann\tmet\tb\xfcb\t2014-07-01\n", "line 4: is no text in UTF-8"),
        (EVENTS.encode() + b"ann\tmet\tb\x00b\n", "line 4: has another number of fields (3)"),
    ],
)
def test_what_is_no_such_table_is_refused_by_its_line(saved, content, message):
    path = saved(content)
    with pytest.raises(DataError) as refused:
        open_table(path)
    assert str(refused.value).startswith(f"{path}: {message}")
    assert "\n" not in str(refused.value)


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
        with pytest.raises(StorageError, match="cannot be read"):
            open_table(saved(content, "events.tsv.gz"))
    with pytest.raises(StorageError, match="no such file"):
        open_table(tmp_path / "nothing.tsv")
    with pytest.raises(StorageError, match="is a folder"):
        open_table(tmp_path)


def test_names_may_hold_anything_but_tabs_and_lines(saved):
    names = [
        "\x01\x02",
        "\u2028",
        "Ж" * 40,
        "a" * 7,
        "a" * 8,
        "a" * 9,
        "a" * 16,
        "a" * 17,
        " a ",
        "=1",
        "'",
        "\r",
    ]
    lines = [f"{name}\t{name[::-1]}\tbob {name}\t2014-07-01" for name in names]
    columns = open_table(saved("\n".join(lines)))
    wanted = [tuple(line.split("\t")) for line in lines]
    assert relations(columns) == wanted


def test_columns_that_were_saved_open_as_they_were(saved, tmp_path):
    columns = open_table(saved(SPANS + "ann\tmet\tbob\t1950\t1946\n"), skip_bad=True)
    columns.save(tmp_path / "spans.columns")
    again = graphkit.open(tmp_path / "spans.columns")
    assert isinstance(again, Columns)
    assert relations(again) == relations(columns)
    assert again.skipped == [5]


# --- numbering -----------------------------------------------------------------------------------

names = st.text(st.characters(exclude_characters="\t\n\r", exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.tuples(names, names, names), min_size=1, max_size=30), st.integers(0, 3))
@example([("a", "b", "c")], 1)
def test_texts_are_numbered_as_they_are_first_met(rows, first):
    content = "\n".join("\t".join(row) for row in rows)
    if content.endswith("\t"):
        content += "\n"
    table = Table(content.encode(), "names")
    assert len(table) == len(rows)
    assert table.fields == 3
    first = min(first, len(rows) - 1)
    kept = rows[first:]
    met = [row[0] for row in kept] + [row[2] for row in kept]
    texts, where, (source, target) = table.numbered([0, 2], first)
    assert texts == list(dict.fromkeys(met))
    assert [texts[number] for number in [*source.tolist(), *target.tolist()]] == met
    assert where.tolist() == [first + met.index(text) % len(kept) for text in texts]


@given(st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 3), max_size=300))
@example([0] * 5)
@example([number << 63 for number in range(2)] * 3)
def test_distinct_marks_are_numbered_as_they_are_first_met(marks):
    firsts, numbers = distinct(np.array(marks, np.uint64))
    order = list(dict.fromkeys(marks))
    assert numbers.tolist() == [order.index(mark) for mark in marks]
    assert firsts.tolist() == [marks.index(mark) for mark in order]


def test_marks_that_fall_on_one_place_are_told_apart():
    marks = np.arange(200_000, dtype=np.uint64) * np.uint64(3) % np.uint64(50_021)
    firsts, numbers = distinct(marks)
    assert np.array_equal(marks[firsts][numbers], marks)
    assert len(firsts) == 50_021
