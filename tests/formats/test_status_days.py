"""The day that a status or a note has behind it, and what becomes of it."""

import json
from pathlib import Path

import pytest
from cli.conftest import Run, run

from graphkit.formats import read
from graphkit.formats.format import Reading
from graphkit.formats.status_days import status_day

__all__ = ["run"]
DAY = Reading().day


def table(folder: Path, *rows: str, heading: str = "status") -> Path:
    head = f"source,type,target,start,end,{heading}"
    (folder / "x.csv").write_text("\n".join([head, *rows]) + "\n", "utf-8")
    return folder / "x.csv"


def read_both(run: Run, path: Path) -> tuple[list[tuple[str | None, str]], list[str]]:
    """Return the date and the status of each row, which both readers of tables find, and what is told."""
    reading = Reading()
    relations = read(path, reading=reading).relations
    found = [
        (row.when or (f"{row.begins or ''}/{row.ends}" if row.ends else None), row.status)
        for row in relations
    ]
    folder = path.parent / "d.graphkit"
    assert run("import", path, "-o", folder).code == 0
    rows = run("--data", folder, "relations", "--format", "json").answer["relations"]
    assert {(row["when"], row["status"]) for row in rows} == {*found}
    return found, reading.told


@pytest.mark.parametrize("heading", ["status", "notes", "Bemerkung"])
@pytest.mark.parametrize(
    ("start", "text", "when"),
    [
        ("2010", "ended 2019", "2010/2019"),
        ("2010", "Terminated in March 2021", "2010/2021-03"),
        ("2010", "until 2019", "2010/2019"),
        ("2010", "resigned (2019-05-04).", "2010/2019-05-04"),
        ("2010", "beendet zum 31.12.2019", "2010/2019-12-31"),
        ("2010", "jusqu\u2019en 2019", "2010/2019"),
        ("", "since 2015", "2015/"),
        ("", "ended 2019", "/2019"),
        ("2010", "aufgehoben am 14.03.2022", "2010/2022-03-14"),
        ("2010", "widerrufen am 4. Mai 2018", "2010/2018-05-04"),
        ("2010", "zurückgetreten 2019", "2010/2019"),
        ("2010", "révoquée le 4 mars 2022", "2010/2022-03-04"),
        ("2010", "revocada en 2018", "2010/2018"),
        ("", "seit Mai 2015", "2015-05/"),
    ],
)
def test_the_day_of_a_status_or_a_note_is_taken_where_the_row_has_none(
    heading: str, start: str, text: str, when: str, run: Run, tmp_path: Path
) -> None:
    [row], told = read_both(run, table(tmp_path, f"a,member-of,b,{start},,{text}", heading=heading))
    assert row == (when, "actual")
    side = "start" if when.endswith("/") else "end"
    assert any(
        f"with a day (1 relation): it is taken as the {side}, of which no column" in each for each in told
    )
    assert not any("not known" in each or "without the day" in each for each in told)


@pytest.mark.parametrize(
    ("cells", "when", "said"),
    [
        (
            "2010,2018,ended 2019",
            "2010/2018",
            "it contradicts the dates of its row, which stand",
        ),
        ("2020,,ended 2019", "2020/", "it contradicts the dates of its row, which stand"),
        ("2010,,since 2015", "2010/", "it contradicts the dates of its row, which stand"),
        ("2010,present,until 2019", "2010/", "a date of its row is not clear, which stands"),
        ("x-y,,until 2099", None, "a date of its row is not clear, which stands"),
        ("x-y,,since 2015", None, "a date of its row is not clear, which stands"),
        ("2010,,active since 2005", "2010/", "it contradicts the dates of its row, which stand"),
        ("2010,2019-05,ended 2019", "2010/2019-05", ""),
        ("2010,,dissolved in 2019", "2010/[2010-01-01..2019-12-31]", "taken as the end"),
        ("2010,,inactive since 2019", "2010/[2010-01-01..2019-12-31]", "taken as the end"),
        ("2010,,former (2015)", f"2010/[2010-01-01..{DAY}]", "without the day"),
        ("2010,,ended 03/04/2019", f"2010/[2010-01-01..{DAY}]", "without the day"),
        ('2010,,"ended 2019, renewed"', "2010/", "not known"),
        ("2010,,not ended 2019", "2010/", "not known"),
        ("2010,,cancelled 3 May 2020", "2010/", "not known"),
        ("2010,,2019", "2010/", "not known"),
    ],
)
def test_a_day_of_a_status_never_stands_against_its_row_or_for_more_than_it_says(
    cells: str, when: str | None, said: str, run: Run, tmp_path: Path
) -> None:
    [row], told = read_both(run, table(tmp_path, f"a,member-of,b,{cells}"))
    assert row == (when, "actual")
    of_status = [each for each in told if "tatus" in each and not each.startswith("Read")]
    assert bool(of_status) == bool(said)
    assert all(said in each for each in of_status)


@pytest.mark.parametrize(
    ("type_", "text", "when", "status"),
    [
        ("met", "ended 2019", "2010", "actual"),
        ("met", "until 2019", "2010", "actual"),
        ("met", "cancelled 3 May 2020", "2010", "planned"),
        ("met", "cancelled (May 2020)", "2010", "planned"),
        ("paid", "denied 3 May 2020", "2010", "denied"),
        ("paid", '"denied 3 May 2020, later admitted"', "2010", "actual"),
        ("member-of", "denied until 2019", "2010/", "actual"),
        ("member-of", "planned in 2019", "2010/", "planned"),
    ],
)
def test_what_only_happens_or_is_no_fact_takes_no_end_of_its_status(
    type_: str, text: str, when: str, status: str, run: Run, tmp_path: Path
) -> None:
    [row], _ = read_both(run, table(tmp_path, f"a,{type_},b,2010,,{text}"))
    assert row == (when, status)


@pytest.mark.parametrize(
    ("heading", "text", "when"),
    [
        ("terminated", "2021-03", "2010/2021-03"),
        ("resigned", "in 2019", "2010/2019"),
        ("active", "until 2019", "2010/2019"),
        ("denied", "until 2019", "2010/"),
        ("verified", "until 2019", "2010/"),
        ("country", "until 2019", "2010/"),
        ("notes", "since 2009", "2010/"),
        ("notes", "active until 2019", "2010/"),  # maybe the company
        ("notes", "dissolved 2019", "2010/"),
    ],
)
def test_a_heading_may_say_what_is_of_the_day(
    heading: str, text: str, when: str, run: Run, tmp_path: Path
) -> None:
    rows = f"a,member-of,b,2010,,{text}", "a,member-of,c,2010,,"
    found, _ = read_both(run, table(tmp_path, *rows, heading=heading))
    assert found[0] == (when, "actual")


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("withdrawn 2021-05-01", "2010/2021-05-01"), ("Suspended on 1 May 2021", "2010/2021-05-01"),
        ("ausgesetzt am 04.03.2022", "2010/2022-03-04"), ("retirée le 4 mars 2022", "2010/2022-03-04"),
        ("no longer in force since 2019", "2010/[2010-01-01..2019-12-31]"),
        ("nicht mehr in Kraft seit 2019", "2010/[2010-01-01..2019-12-31]"),
        ("not in force (2019)", "2010/[2010-01-01..2019-12-31]"), ("suspended until 2021", "2010/"),
    ],
)  # fmt: skip
def test_the_day_on_which_something_was_set_aside_is_its_end(
    text: str, when: str, run: Run, tmp_path: Path
) -> None:
    [row], told = read_both(run, table(tmp_path, f"a,sanctioned,b,2010,,{text}"))
    assert row == (when, "actual")
    assert not any("without the day" in each for each in told)
    [other] = read(table(tmp_path, f"a,works-for,b,2010,,{text}"), reading=Reading()).relations
    assert (other.when, other.status) == ("2010/", "actual")


def test_what_was_so_on_a_day_and_since_another_keeps_both(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("source,type,target,date,status\na,employs,b,2018,since 2015\n")
    [row] = read(tmp_path / "x.csv").relations
    assert (row.when, row.begins, row.ends) == (None, "2015", "[2018-01-01..]")


@pytest.mark.parametrize("when", ["2010/..", "2010/2020", "../2020"])
@pytest.mark.parametrize("status", ["ended 2019", "since 2015", "inactive since 2019"])
def test_dates_of_every_form_stand_beside_a_status_with_a_day(when: str, status: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(f"source,type,target,date,status\na,employs,b,{when},{status}\n")
    [row] = read(tmp_path / "x.csv").relations
    assert (row.when or f"{row.begins}/{row.ends}").startswith(when.split("/")[0].strip("."))


@pytest.mark.parametrize(
    ("status", "dates"),
    [
        ("ended 2019", ("2010/2019", None)),
        ("until 2005", ("2010/", None)),
        ("former", (None, f"[2010-01-01..{DAY}]")),
    ],
)
def test_the_status_of_an_edge_tells_its_end(
    status: str, dates: tuple[str | None, ...], tmp_path: Path
) -> None:
    edge = {"source": "a", "target": "b", "type": "member-of", "start": "2010", "status": status}
    graph = {
        "directed": True,
        "multigraph": False,
        "graph": {},
        "nodes": [{"id": "a"}, {"id": "b"}],
        "edges": [edge],
    }
    (tmp_path / "x.json").write_text(json.dumps(graph))
    reading = Reading()
    [row] = read(tmp_path / "x.json", reading=reading).relations
    assert (row.when, row.ends) == dates
    assert any("status" in each and "tatus" in each for each in reading.told)


@pytest.mark.parametrize(
    "text", ["2019", "stand 2019", "ended 2010-2019", "over 2000", "by 2019", "until further notice"]
)
def test_a_text_that_is_no_status_with_one_day_tells_none(text: str) -> None:
    assert status_day(text) is None


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2019-05-01", "ended 2015"),
        ("2019-05-01", "resigned in March 2018"),
        ("2019-05-01", "beendet 2015"),
        ("2019", "terminé en 2018"),
        ("2019-05", "vencido 2015"),
        ("2019-05-01", "until 2015"),
        ("2010", "since 2015"),
        ("2010", "seit Mai 2015"),
        ("2019", "dissolved in 2015"),
    ],
)
@pytest.mark.parametrize("heading", ["status", "note"])
def test_an_end_before_a_day_on_which_it_was_so_is_reported_and_changes_nothing(
    day: str, text: str, heading: str, tmp_path: Path
) -> None:
    head = f"source,type,target,date,{heading}"
    (tmp_path / "x.csv").write_text(f"{head}\na,owns,b,{day},{text}\n", "utf-8")
    (tmp_path / "y.csv").write_text(f"{head}\na,owns,b,{day},\n", "utf-8")
    reading = Reading()
    [row] = read(tmp_path / "x.csv", reading=reading).relations
    [plain] = read(tmp_path / "y.csv").relations
    assert (row.when, row.begins, row.ends) == (plain.when, plain.begins, plain.ends) == (day, None, None)
    if heading == "status" or not text.startswith("dissolved"):
        assert any("contradicts the dates of its row, which stand" in each for each in reading.told)


@pytest.mark.parametrize(
    ("day", "text", "dates"),
    [
        ("2010-05-01", "ended 2015", ("[..2010-05-01]", "2015")),
        ("2015-05-01", "ended 2015", ("[..2015-05-01]", "2015")),
        ("2018", "since 2015", ("2015", "[2018-01-01..]")),
    ],
)
def test_an_end_after_a_day_on_which_it_was_so_is_taken(
    day: str, text: str, dates: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "x.csv").write_text(f"source,type,target,date,status\na,owns,b,{day},{text}\n", "utf-8")
    [row] = read(tmp_path / "x.csv").relations
    assert (row.begins, row.ends) == dates


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("Appointed", "Resigned"),
        ("appointed", "resigned"),
        ("Appointed on", "Resigned on"),
        ("appointed_on", "resigned_on"),
        ("Date appointed", "Date resigned"),
        ("Appointment date", "Resignation date"),
    ],
)
def test_who_was_appointed_is_so_from_then_on_and_until_the_day_of_a_resignation(
    begins: str, ends: str, tmp_path: Path
) -> None:
    rows = "Ann Lee,Acme Ltd,2010-01-02,2012-01-01\nBob Ray,Acme Ltd,2011-01-02,\n"
    (tmp_path / "x.csv").write_text(f"Director,Company,{begins},{ends}\n{rows}", "utf-8")
    found = [row.when for row in read(tmp_path / "x.csv").relations]
    assert found == ["2010-01-02/2012-01-01", "2011-01-02/"]


def test_a_resignation_without_a_day_is_one_of_what_began(tmp_path: Path) -> None:
    rows = "Ann Lee,Acme Ltd,2010-01-02,yes\nBob Ray,Acme Ltd,2011-01-02,no\n"
    (tmp_path / "x.csv").write_text(f"Director,Company,Appointed,Resigned\n{rows}", "utf-8")
    first, second = read(tmp_path / "x.csv").relations
    assert (first.begins, first.ends) == ("2010-01-02", f"[2010-01-02..{DAY}]")
    assert second.when == "2011-01-02/"


@pytest.mark.parametrize(
    ("cells", "when"),
    [
        ("2015-2017,,Dissolved 14 March 2018", "/[..2018-03-14]"),
        ("31.2.2016,,widerrufen am 4.5.2018", "/2018-05-04"),
        ("31.2.2016,,ended 14 March 2018", "/2018-03-14"),
        ("soon,,lifted 2019", "/2019"),
    ],
)
def test_the_day_of_a_status_is_taken_beside_an_unclear_date_of_the_other_side(
    cells: str, when: str, run: Run, tmp_path: Path
) -> None:
    rows = f"a,member-of,b,{cells}", "a,member-of,c,13.2.2016,,"
    found, told = read_both(run, table(tmp_path, *rows))
    assert found[0] == (when, "actual")
    assert not [line for line in told if "without the day" in line or "which stand" in line]
    assert [line for line in told if line.startswith("Status with a day") and "taken as the" in line]
