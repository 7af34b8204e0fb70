"""Whatever looks like a date stands in a file: it is read, or refused in one line that names its cell."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphkit.errors import DataError, Fault
from graphkit.formats import read
from graphkit.formats.spreadsheet.layout import DATES, TABLES
from graphkit.storage.json_file import loads

YEARS = st.one_of(
    st.sampled_from(
        ["1984", "2004", "-1984", "0000", "-0000", "9999", "Y170000002", "Y-17E7", "+1984", "19 84"]
    ),
    st.from_regex(r"-?[0-9X]{3,5}(S[0-9]{1,3})?", fullmatch=True),
)
PARTS = st.one_of(
    st.sampled_from(
        ["01", "00", "13", "21", "29", "31", "41", "XX", "1X", "X1", "0X", "X", "1", "\u0660\u0661"]
    ),
    st.from_regex("[0-9X]{1,2}", fullmatch=True),
)
MARKS = st.sampled_from(["", "", "", "~", "?", "%", "?~"])
TIMES = st.sampled_from(["", "", "", "T10:00:00Z", "T24:00:00", "T10:00", "T25:00:00+14:00"])


@st.composite
def dates(draw: Any) -> str:
    """Draw a text made of the pieces of EDTF dates, most of them no date."""
    parts = [draw(YEARS), *draw(st.lists(PARTS, max_size=3))]
    hyphen = draw(st.sampled_from(["-", "-", "-", "--", "/", "."]))
    marked = [draw(MARKS) + part + draw(MARKS) for part in parts]
    return hyphen.join(marked) + draw(TIMES)


SIDES = st.one_of(dates(), st.sampled_from(["", ".."]))
TEXTS = st.one_of(
    dates(),
    st.builds("{}/{}".format, SIDES, SIDES),
    st.builds(
        "[{}]".format, st.lists(st.one_of(dates(), st.builds("{}..{}".format, SIDES, SIDES))).map(",".join)
    ),
    st.builds("{{{}}}".format, dates()),
    st.text("0123456789X-~?%/.[]{},SEYT:Z+ ", min_size=1, max_size=20),
    st.text(min_size=1, max_size=12),
)

ROWS: dict[str, dict[str, str]] = {
    "actors.csv": {"id": "ada", "name": "Ada Lee", "kind": "person"},
    "relations.csv": {"id": "r", "source": "ada", "type": "met", "target": "ada"},
    "sources.csv": {"id": "g", "publisher": "Port Gazette", "published": "2025-03-06"},
    "evidence.csv": {"relation": "r", "source": "g"},
    "story.csv": {"title": "One"},
}
CELLS = [(name, field) for name in ROWS for field in TABLES[name].columns if field in DATES]


def test_every_field_that_takes_a_date_is_tried() -> None:
    assert len(CELLS) == 10


def faults_of(function: Callable[[Any], object], value: object) -> tuple[Fault, ...]:
    """Return the faults for which a reader refuses, in one line each; none if it reads."""
    try:
        function(value)
    except DataError as error:
        return error.faults if "\n" not in str(error) else pytest.fail(str(error))
    return ()


def write_tables(folder: Path, table: str, field: str, text: str) -> None:
    for name, row in ROWS.items():
        full = {**row, field: text} if name == table else row
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([full.keys(), full.values()])


@pytest.mark.parametrize(("table", "field"), CELLS)
@given(text=TEXTS)
@settings(max_examples=20)
@example(text="1984-1X")
@example(text="2004-0X")
@example(text="2001-X1")
@example(text="-1984-1X")
@example(text="2004S906-~01")
def test_a_cell_is_read_or_refused_by_its_name(
    table: str, field: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_tables(tmp_path, table, field, text)
    faults = faults_of(read, tmp_path)
    assert {(fault.file, fault.line) for fault in faults} <= {(str(tmp_path / table), 2)}
    assert capsys.readouterr() == ("", "")


JSON_PLACES = {
    "when": ("edges", 0, "when"),
    "begins": ("edges", 0, "begins"),
    "ends": ("edges", 0, "ends"),
    "published": ("graph", "sources", 0, "published"),
    "said": ("edges", 0, "evidence", 0, "said"),
    "evidence when": ("edges", 0, "evidence", 0, "when"),
    "attests": ("edges", 0, "evidence", 0, "attests"),
    "since": ("graph", "story", 0, "since"),
    "until": ("graph", "story", 0, "until"),
    "as_of": ("graph", "story", 0, "as_of"),
}


@pytest.mark.parametrize("place", JSON_PLACES)
@given(text=TEXTS)
@settings(max_examples=20)
@example(text="1984-1X")
def test_a_value_is_read_or_refused_by_its_place(
    place: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    evidence = {"source": "g"}
    edge = {"source": "a", "target": "a", "key": "r", "type": "met", "evidence": [evidence]}
    source = {"id": "g", "publisher": "P", "published": "2025-03-06"}
    raw: Any = {
        "directed": True,
        "multigraph": True,
        "graph": {"format": "graphkit/1", "sources": [source], "story": [{"title": "T"}]},
        "nodes": [{"id": "a", "name": "A", "kind": "person"}],
        "edges": [edge],
    }
    at = raw
    *steps, last = JSON_PLACES[place]
    for step in steps:
        at = at[step]
    at[last] = text
    assert len(faults_of(loads, json.dumps(raw))) <= 1
    assert capsys.readouterr() == ("", "")


FOREIGN = {
    "x.gexf": """<gexf xmlns="http://gexf.net/1.3" version="1.3">
<graph defaultedgetype="directed" mode="dynamic">
<nodes><node id="a" label="A"/><node id="b" label="B"/></nodes>
<edges><edge id="e" source="a" target="b" label="met" {name}="{text}"/></edges></graph></gexf>""",
    "x.graphml": """<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="k" for="edge" attr.name="{name}" attr.type="string"/>
<graph edgedefault="directed"><node id="a"/><node id="b"/>
<edge source="a" target="b"><data key="k">{text}</data></edge></graph></graphml>""",
    "x.tsv": "A\tmet\tB\t{text}\n",
}


@pytest.mark.parametrize("name", ["start", "end"])
@pytest.mark.parametrize("file", FOREIGN)
@given(text=st.one_of(dates(), st.builds("{}/{}".format, SIDES, SIDES)))
@settings(max_examples=20)
@example(text="1984-1X")
def test_another_programs_date_is_read_or_refused(
    file: str, name: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / file).write_text(FOREIGN[file].format(name=name, text=text), "utf-8")
    faults_of(read, tmp_path / file)
    assert capsys.readouterr() == ("", "")
