"""A word of a status that stands where a date does is one: ``cancelled`` is no meeting that was held."""

from pathlib import Path

import pytest

import graphkit as gk
from graphkit.backends import open_directory
from graphkit.backends.subgraphs import everything
from graphkit.backends.writer import writing
from graphkit.formats import read
from graphkit.formats.events.directory import store
from graphkit.formats.events.open_table import plain_table
from graphkit.formats.format import Reading
from graphkit.graph.build import to_dataset
from graphkit.model.entities import Relation


def relation_of(path: Path, headings: str, row: str) -> tuple[Relation, str]:
    """Return the relation of a table of one row, and what the reading reports."""
    path.write_text(f"{headings}\n{row}\n", encoding="utf-8")
    reading = Reading()
    [found] = read(path, reading=reading).relations
    return found, " ".join(reading.told)


@pytest.mark.parametrize("headings", ["source,target,relation,date", "source,target,relation,date,place"])
@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("cancelled", "planned"), ("Postponed", "planned"), ("planned for 2027", "planned"),
        ("expected 2027", "planned"), ("denied", "denied"), ("did not happen", "denied"),
        ("2019 (cancelled)", "planned"), ("12 May 2019 - denied", "denied"), ("abgesagt", "planned"),
        ("2019-05-12 scheduled", "planned"), ("scheduled for 12 May 2019", "planned"),
        ("2019-05-12 rejected", "planned"), ("2019-05-12 - cancelled", "planned"), ("never", "denied"),
        ("2019 denied", "denied"), ("geplant für 12.05.2019", "planned"), ("取消", "planned"),
        ("postponed to 12 May 2019", "planned"), ("12 May 2019 confirmed", "actual"),
        ("not cancelled 2019", "actual"), ("2019-05-12 not cancelled", "actual"), ("Mai", "actual"),
        ("TBC", "actual"), ("ongoing", "actual"), ("2019", "actual"), ("May 2019", "actual"),
        ("2019?", "actual"), ("confirmed", "actual"), ("late", "actual"),
    ],
)  # fmt: skip
def test_a_word_of_a_status_in_a_date_is_the_status(
    headings: str, cell: str, status: str, tmp_path: Path
) -> None:
    row = f"Ann Lee,Acme,met,{cell}{',Oslo' if 'place' in headings else ''}"
    found, told = relation_of(tmp_path / "t.csv", headings, row)
    assert found.status == status
    assert (f"the relation is {status}" in told) == (status != "actual")


@pytest.mark.parametrize(
    ("start", "end", "status", "is_over", "ends"),
    [
        ("2010", "resigned", "actual", True, None), ("2010", "ended", "actual", True, None),
        ("2010", "resigned 2015", "actual", True, "2015"),
        ("2010", "terminated 3 May 2019", "actual", True, "2019-05-03"),
        ("2010", "retired 2015", "actual", True, "2015"), ("2010", "(d. 2015)", "actual", True, "2015"),
        ("2010", "Left", "actual", True, None), ("2010", "yes", "actual", True, None),
        ("2010", "deceased", "actual", True, None), ("2010", "verstorben 2015", "actual", True, "2015"),
        ("2010", "stepped down in May 2015", "actual", True, "2015-05"),
        ("2010", "planned 2030", "actual", False, None), ("2010", "denied", "actual", False, None),
        ("2010", "present", "actual", False, None), ("2010", "no", "actual", False, None),
        ("2010", "left; rejoined 2016", "actual", False, None), ("2010", "not left", "actual", False, None),
        ("2010", "yes - still", "actual", False, None), ("2010", "ja - noch im Amt", "actual", False, None),
        ("2010", '"left 2015, returned 2016"', "actual", False, None),
        ("2010", "left 2015 (back since 2016)", "actual", False, None),
        ("2010", "resigned 2015 (withdrawn)", "actual", False, None),
        ("2010", "dismissed (overturned)", "actual", False, None),
        ("2010", "replaced (temporarily)", "actual", False, None),
        ("2010", "died (?)", "actual", False, None),
        ("2010", '"left, maybe 2015"', "actual", False, None), ("2010", "resigned?", "actual", False, None),
        ("2010", "died 2015 (wife)", "actual", False, None),
        ("2010", "left until 2030", "actual", False, None),
        ("2010", "terminated contract", "actual", False, None),
        ("2010", "resigned 2090", "actual", False, None),
        ("2010", "ended? 2015", "actual", False, None), ("2010", "left - not", "actual", False, None),
        ("2010", "replaced by Cy Poe", "actual", True, None),
        ("2010", "resigned since 2015", "actual", True, None),
        ("2010", "dismissed (2015)", "actual", True, "2015"),
        ("2010", "left 03/04/2019", "actual", True, None),
        ("2010", "Resigned.", "actual", True, None), ("2010", "dissolved 2015", "actual", True, None),
        ("planned 2030", "", "planned", False, None), ("denied", "", "denied", False, None),
        ("cancelled", "", "planned", False, None), ("never", "", "denied", False, None),
        ("rejected", "", "planned", False, None), ("cancelled 2019", "", "planned", False, None),
        ("2010", "never", "actual", False, None), ("2010", "2015 cancelled", "actual", False, None),
        ("ended", "", "actual", False, None), ("2010", "2012", "actual", True, "2012"),
    ],
)  # fmt: skip
def test_only_an_end_is_over_and_only_a_start_is_planned(
    start: str, end: str, status: str, is_over: bool, ends: str | None, tmp_path: Path
) -> None:
    row = f"Ann Lee,Acme,director-of,{start},{end}"
    found, _ = relation_of(tmp_path / "t.csv", "source,target,relation,start,end", row)
    last = found.ends or str(found.when or "").partition("/")[2]
    assert (found.status, bool(last)) == (status, is_over)
    assert ends is None or last == ends


def test_what_is_claimed_in_a_date_is_a_claim(tmp_path: Path) -> None:
    found, _ = relation_of(
        tmp_path / "t.csv", "source,target,relation,date,x", "Ann,Acme,paid,2019 (alleged),1"
    )
    assert found.type == "allegedly-paid"


def test_a_directory_and_columns_tell_the_same(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text(
        "source\trelation\ttarget\tstart\tend\nAnn Lee\tdirector-of\tAcme\t2010\tresigned\n"
        "Ben Ray\tdirector-of\tAcme\tplanned 2030\t\nCy Poe\tdirector-of\tAcme\t2010\t2012\n",
        encoding="utf-8",
    )
    with writing(tmp_path / "made") as writer:
        store(path, writer, Reading())
    with open_directory(tmp_path / "made") as engine:
        assert to_dataset(everything(engine)).relations == read(path).relations
    assert "Relation that is planned (1 row): left out." in gk.open(path).notes


def test_a_table_that_fits_into_no_file_is_asked_without_what_is_no_fact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "t.tsv"
    rows = ["Ann\tmet\tBen\t2019-05-04", "Ann\tmet\tCy\tcancelled", "Ann\tdid not meet\tDi\t2019-05-06"]
    path.write_text("\n".join([*rows, "Ann\tmet\tEd\t2019-05-07"]) + "\n", encoding="utf-8")
    assert plain_table(str(path)) is None
    monkeypatch.setattr("graphkit.formats.events.event_tables.MOST_ROWS", 3)
    table = plain_table(str(path))
    assert table is not None
    assert table.neighbors("Ann") == {"Ben", "Ed"}
    for status in ("planned", "denied"):
        assert f"Relation that is {status} (1 row): left out." in table.notes
    ends = ["source\ttype\ttarget\tstart\tend"]
    ends += ["A\towns\tB\t2010\tleft", "A\towns\tC\t2010\t", "A\towns\tD\tnever\t"]
    for told in ([*rows, "Ann\tpaid\tFi\t2019 (alleged)"], ends):  # a claim, and an end of no known day
        path.write_text("\n".join([*told, told[-1].replace("A", "E")]) + "\n", encoding="utf-8")
        assert plain_table(str(path)) is None
