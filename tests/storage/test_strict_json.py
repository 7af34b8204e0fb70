"""JSON whose shape is the trouble: deep, large, and wrong a hundred thousand times."""

import json
import shlex
import subprocess
import sys
import tracemalloc
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import MOST_FAULTS, DataError, Fault, first_of
from graphkit.storage.atomic import LARGEST
from graphkit.storage.json_file import loads, read_dataset
from graphkit.storage.strict_json import lines_of, read_json

FILE: dict[str, Any] = {"directed": True, "multigraph": True, "graph": {"format": "graphkit/1"}}


@given(st.lists(st.sampled_from(["NaN,", "1,", "\n", " ", '"é\\"",', "{},", "\r\n"])))
def test_each_flaw_has_the_line_and_column_that_an_editor_shows(pieces: list[str]) -> None:
    text = f"[{''.join(pieces)}0]"
    _, flaws = read_json(text, "x")
    expected = []
    for place, _ in enumerate(text):
        if text.startswith("NaN", place):
            rows = text[:place].split("\n")
            expected.append(f"line {len(rows)}, column {len(rows[-1]) + 1}")
    assert [flaw.place for flaw in flaws] == expected


@pytest.mark.parametrize(
    ("text", "count"), [("NaN", 200_000), ('{"a":1,"a":2}', 5_000), ('"\\ud800"', 5_000), ("1e999", 5_000)]
)
def test_thousands_of_flaws_in_one_line_are_found_in_one_pass(text: str, count: int) -> None:
    began = process_time()
    with pytest.raises(DataError) as caught:
        loads("[" + ",".join([text] * count) + "]")
    assert len(caught.value.faults) == MOST_FAULTS + 1
    assert process_time() - began < 30, "to count the lines anew for each takes minutes"
    assert f"(and {count:,} more faults)" in str(caught.value), "that it is a list is one more"


def test_where_there_are_many_faults_the_first_are_told_and_the_others_counted() -> None:
    edges = [
        {"source": "a", "target": "b", "key": f"r{n}", "type": "met", "statu": "actual"} for n in range(3_000)
    ]
    nodes = [{"id": id, "name": id, "kind": "person"} for id in "ab"]
    with pytest.raises(DataError) as caught:
        loads(json.dumps({**FILE, "nodes": nodes, "edges": edges}, indent=0))
    *told, last = caught.value.faults
    assert len(told) == MOST_FAULTS
    assert {fault.message for fault in told} == {"is no key of the format; did you mean 'status'?"}
    assert (str(last), last.more) == ("and 2,000 more faults; mend these first", 2_000)
    assert str(caught.value).endswith("(and 2,999 more faults)")


def test_references_to_nothing_are_counted_too() -> None:
    edges = [{"source": "a", "target": f"x{n}", "key": f"r{n}", "type": "met"} for n in range(3_000)]
    with pytest.raises(DataError, match=r"\(and 2,999 more faults\)"):
        loads(json.dumps({**FILE, "nodes": [{"id": "a", "name": "a", "kind": "person"}], "edges": edges}))


def test_a_count_that_is_counted_again_is_added_up() -> None:
    many = first_of(Fault(str(n), "x") for n in range(2_500))
    assert first_of([*many, *many])[-1].more == 4_000
    assert first_of(many[:3]) == many[:3]


def test_only_the_lines_that_are_asked_for_are_kept() -> None:
    """Of each of 20,000 numbers 900 levels down the whole path was kept, which took hundreds of megabytes."""
    text = '{"x":' + "[" * 900 + ",".join(["1"] * 20_000) + "]" * 900 + ',\n"y": 2}'
    tracemalloc.start()
    try:
        assert lines_of(text, [("y",), ("x", 0, 0), ("z",), ()]) == [2, 1, 1, 1]
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_a_file_larger_than_can_be_read_whole_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    with path.open("wb") as file:
        file.truncate(50 * 2**30)
    with pytest.raises(DataError, match=rf"is larger than {LARGEST // 2**20} MB; take a part of it"):
        read_dataset(path)


def asked_with(stdin: str) -> subprocess.CompletedProcess[str]:
    program = f"{shlex.quote(sys.executable)} -m graphkit --data - info {stdin}"
    return subprocess.run(["/bin/sh", "-c", program], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("stdin", "told"),
    [
        ("<&-", "standard input: is closed; send a dataset there, or name a file with --data FILE"),
        ("</dev/zero", "standard input: is larger than 256 MB; take a part of it, or an event table"),
        ("</dev/null", "standard input: is empty; a dataset is a JSON object, {...}"),
    ],
)
def test_whatever_standard_input_is_gets_a_line(stdin: str, told: str) -> None:
    done = asked_with(stdin)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"graphkit: {told}\n")
