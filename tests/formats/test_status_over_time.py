"""A status of GEXF that held for a part of the time of an edge says nothing clear of the whole."""

from pathlib import Path

import pytest

from graphkit.formats import read
from graphkit.formats.format import Reading

EDGE = (
    '<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="directed" mode="dynamic" '
    'timeformat="date"><attributes class="edge" mode="dynamic">'
    '<attribute id="0" title="status" type="string"/></attributes>'
    '<nodes><node id="a" label="Alpha"/><node id="b" label="Beta"/></nodes><edges>'
    '<edge id="1" source="a" target="b" label="owns" start="2010" end="2014"><attvalues>{}</attvalues></edge>'
    "</edges></graph></gexf>"
)


def status(value: str, start: str = "", end: str = "") -> str:
    times = f' start="{start}" end="{end}"' if start else ""
    return f'<attvalue for="0" value="{value}"{times}/>'


@pytest.mark.parametrize(
    ("values", "expected", "is_told"),
    [
        (status("planned", "2010", "2011") + status("active", "2011", "2014"), "actual", True),
        (status("denied", "2010", "2011"), "actual", True),
        (status("alleged", "2010", "2011"), "actual", True),
        (status("denied", "2010", "2014"), "denied", False),
        (status("denied"), "denied", False),
        (status("active", "2010", "2011"), "actual", True),
    ],
)
def test_only_a_status_of_the_whole_time_is_that_of_the_relation(
    values: str, expected: str, is_told: bool, tmp_path: Path
) -> None:
    (tmp_path / "x.gexf").write_text(EDGE.format(values))
    reading = Reading()
    (row,) = read(tmp_path / "x.gexf", reading=reading).relations
    assert row.status == expected
    assert any("tatus that is not known" in line for line in reading.told) == is_told
    assert "status: " in str(row.note)


@pytest.mark.parametrize("value", ["ended", "revoked", "ended 2010", "until 2010"])
def test_what_was_over_for_a_time_ends_nothing(value: str, tmp_path: Path) -> None:
    values = status(value, "2010", "2011")
    (tmp_path / "x.gexf").write_text(EDGE.format(values).replace(' end="2014">', ">", 1))
    reading = Reading()
    (row,) = read(tmp_path / "x.gexf", reading=reading).relations
    assert (row.when, row.begins, row.ends) == ("2010/", None, None)
    assert any("tatus that is not known" in line for line in reading.told)
