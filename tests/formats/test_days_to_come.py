"""What is told as a fact and begins after the day of the import is reported: it may only be planned."""

import json
from datetime import date
from pathlib import Path

import pytest

from graphkit.formats import read
from graphkit.formats.format import Reading

NEXT = date.today().year + 1
TOLD = "Date that has not come yet (1 relation): taken as it is, though it may only be planned"


def told_of(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    reading = Reading()
    read(path, reading=reading)
    return " ".join(reading.told)


@pytest.mark.parametrize("headings", ["source,target,relation,date", "source,target,relation,date,place,x"])
@pytest.mark.parametrize(
    ("when", "is_told"),
    [
        (f"{NEXT}-05-01", True), (f"{NEXT}", True), (f"May {NEXT}", True), (f"{NEXT - 2}-05-01", False),
        (f"{NEXT - 1}", False), ("", False), (f"planned for {NEXT}", False),
    ],
)  # fmt: skip
def test_a_day_to_come_in_a_table_is_told(headings: str, when: str, is_told: bool, tmp_path: Path) -> None:
    more = ",Oslo," if "place" in headings else ""
    assert (TOLD in told_of(tmp_path / "t.csv", f"{headings}\nAnn,Acme,met,{when}{more}\n")) == is_told


def test_an_end_to_come_and_what_is_planned_are_not_told(tmp_path: Path) -> None:
    ends = f"source,target,relation,start,end\nAnn,Acme,director-of,2010,{NEXT}\n"
    assert "has not come" not in told_of(tmp_path / "t.csv", ends)
    planned = f"source,target,relation,date,status\nAnn,Acme,met,{NEXT}-05-01,planned\n"
    assert "has not come" not in told_of(tmp_path / "t.csv", planned)
    for type_ in ("did not meet", "planned to meet", "met (cancelled)"):
        for more in ("", ",place,x"):
            row = f"Ann,Acme,{type_},{NEXT}-05-01{',Oslo,' if more else ''}"
            rows = f"source,target,relation,date{more}\n{row}\n"
            assert "has not come" not in told_of(tmp_path / "t.csv", rows)
            assert TOLD in told_of(tmp_path / "t.csv", rows + row.replace(type_, "met") + "\n")
    starts = f"source,target,relation,start,end\nAnn,Acme,director-of,{NEXT},\n"
    assert TOLD in told_of(tmp_path / "t.csv", starts)


@pytest.mark.parametrize(("year", "status", "is_told"), [(NEXT, "", 1), (NEXT, "planned", 0), (2010, "", 0)])
def test_a_day_to_come_in_a_graph_and_in_follow_the_money_is_told(
    year: int, status: str, is_told: int, tmp_path: Path
) -> None:
    link = {"source": "a", "target": "b", "type": "owns", "start": f"{year}-05-01", "status": status}
    nodes = [{"id": "a"}, {"id": "b"}]
    assert told_of(tmp_path / "g.json", json.dumps({"nodes": nodes, "edges": [link]})).count(TOLD) == is_told
    rows = [
        {"id": "a", "schema": "Person", "properties": {"name": ["Ann"]}},
        {"id": "b", "schema": "Company", "properties": {"name": ["Acme"]}},
        {
            "id": "o",
            "schema": "Ownership",
            "properties": {
                "owner": ["a"],
                "asset": ["b"],
                "startDate": [link["start"]],
                "status": [status],
            },
        },
    ]
    assert told_of(tmp_path / "x.ftm.json", "\n".join(map(json.dumps, rows))).count(TOLD) == is_told
