"""The day on which a source was published, where it has two readings."""

from pathlib import Path

import pytest

from graphkit.formats import read
from graphkit.formats.comparing import compare
from graphkit.formats.format import Reading
from graphkit.graph.build import build_graph
from graphkit.model.entities import Dataset
from graphkit.queries.windows import known_by


def made(folder: Path, dates: dict[str, str], columns: str = "") -> tuple[Dataset, str]:
    """Return what a table holds whose rows have these dates and days of publication, and what it tells."""
    rows = "".join(f"A,met,B,{date},Paper,{published}\n" for date, published in dates.items())
    path = folder / "x.csv"
    path.write_text(f"source,relation,target,date,publisher,published\n{rows}", "utf-8")
    reading = Reading(columns=columns)
    return read(path, reading=reading), "\n".join(reading.told)


@pytest.mark.parametrize(("date", "day"), [("03/15/2016", "2022-10-02"), ("15/03/2016", "2022-02-10")])
def test_the_dates_of_the_file_tell_how_it_is_read(date: str, day: str, tmp_path: Path) -> None:
    dataset, told = made(tmp_path, {date: "10/02/2022"})
    assert [source.published for source in dataset.sources] == [day]
    assert date in told
    assert "--columns dates=" in told


@pytest.mark.parametrize(("published", "when"), [("03/15/2022", "2016-10-02"), ("15/03/2022", "2016-02-10")])
def test_it_tells_how_the_other_dates_are_read(published: str, when: str, tmp_path: Path) -> None:
    dataset, told = made(tmp_path, {"10/02/2016": published})
    assert [row.when for row in dataset.relations] == [when]
    assert published in told


def test_two_columns_that_are_each_clear_are_each_read_in_their_own_order(tmp_path: Path) -> None:
    dataset, _ = made(tmp_path, {"15/03/2016": "03/25/2022", "10/02/2016": "10/02/2022"})
    assert sorted(str(row.when) for row in dataset.relations) == ["2016-02-10", "2016-03-15"]
    assert sorted(source.published for source in dataset.sources) == ["2022-03-25", "2022-10-02"]


@pytest.mark.parametrize(
    "dates",
    [{"2016-03-15": "10/02/2022"}, {"10/02/2016": "10/02/2022"}, {"15.03.2016": "10/02/2022"},
     {"15/03/2016": "10/02/2022", "03/15/2016": "10/02/2022"}],
)  # fmt: skip
def test_one_that_stays_unclear_names_its_text_and_the_mend(dates: dict[str, str], tmp_path: Path) -> None:
    dataset, told = made(tmp_path, dates)
    assert not dataset.sources
    line = next(line for line in told.splitlines() if line.startswith("Source ("))
    assert "has no date of publication that can be read, as" in line
    assert "--columns dates=day-first" in line
    assert "10/02/2022" in line
    dataset, _ = made(tmp_path, dates, columns="dates=month-first")
    assert {source.published for source in dataset.sources} == {"2022-10-02"}


def test_one_that_is_no_date_is_named(tmp_path: Path) -> None:
    _, told = made(tmp_path, {"2016": "soon"})
    said = "has no date of publication that can be read; in the note; the first: line 2: 'soon'."
    assert f"Source (1 relation): {said}" in told


@pytest.mark.parametrize(
    ("headings", "days", "published", "noted"),
    [
        ("first_seen,last_seen", "2022-03-01,2024-05-01", "2024-05-01", "first_seen: 2022-03-01"),
        (
            "first_seen,last_seen,last_change",
            "2022-03-01,2024-05-01,2023-02-02",
            "2023-02-02",
            "first_seen: 2022-03-01; last_seen: 2024-05-01",
        ),
        ("First seen,Last seen", "2022-03-01,2024-05-01", "2024-05-01", "First seen: 2022-03-01"),
        # Beside a day of publication, and alone, they are in the note.
        (
            "first_seen,last_seen,published",
            "2022-03-01,2024-05-01,2024-06-01",
            "2024-06-01",
            "first_seen: 2022-03-01; last_seen: 2024-05-01",
        ),
        ("last_seen", "2024-05-01", "2019", "last_seen: 2024-05-01"),
    ],
)
def test_when_a_list_had_a_row_is_when_it_was_known_and_never_when_it_began(
    headings: str, days: str, published: str, noted: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"source,target,type,start_date,publisher,{headings}\nAnn,Firm,owns,2019,List,{days}\n")
    reading = Reading()
    dataset = read(path, reading=reading)
    [row], [source] = dataset.relations, dataset.sources
    assert (row.when, source.publisher, source.published, row.note) == ("2019/", "List", published, noted)
    told = [line for line in reading.told if "that a list had the row then says nothing of when it" in line]
    assert len(told) == noted.count("_seen: ")
    known = known_by(build_graph(dataset), "2019-12-31").number_of_edges()
    assert known == (published == "2019")


def test_two_versions_of_a_list_in_a_table_differ_in_their_day_alone(tmp_path: Path) -> None:
    versions = []
    for day in ("2024-05-01", "2024-06-01"):
        path = tmp_path / f"{day}.csv"
        rows = "".join(f"{name},Firm,owns,2019,List,2022-03-01,{day}\n" for name in ("Ann", "Bob"))
        path.write_text(f"source,target,type,start_date,publisher,first_seen,last_seen\n{rows}")
        versions.append(path)
    [change] = compare(*versions)
    assert (change.what, change.change, change.field) == ("source", "changed", "published")
