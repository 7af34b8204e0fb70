"""Of two versions of a list only what they say is compared, not the days on which they had it."""

import json
from pathlib import Path
from typing import Any

from graphkit.editing.compare import compare_datasets
from graphkit.editing.identity import LocalNames
from graphkit.formats import read
from graphkit.formats.format import Reading
from graphkit.model.entities import Dataset

PASSPORT = {"holder": ["ofac-ann"], "number": ["71 1234567"]}


def version(folder: Path, day: str, *, topics: str = "sanction", percentage: str = "51") -> Any:
    """Return a published list as it was on a day, and what of it has a meaning only in it."""
    days = {"datasets": ["a_list"], "first_seen": "2022-03-01", "last_seen": day, "last_change": day}
    rows = [
        {
            "id": "ofac-ann",
            "schema": "Person",
            "properties": {"name": ["Ann"], "topics": [topics], "nationality": ["cy"]},
        },
        {"id": "ofac-firm", "schema": "Company", "properties": {"name": ["Firm"]}},
        {"id": "ofac-pass", "schema": "Passport", "properties": PASSPORT},
        {
            "id": "ofac-own",
            "schema": "Ownership",
            "properties": {"owner": ["ofac-ann"], "asset": ["ofac-firm"], "percentage": [percentage]},
        },
    ]
    file = folder / f"{day}.ftm.json"
    file.write_text("".join(f"{json.dumps(row | days)}\n" for row in rows))
    reading = Reading()
    return read(file, reading=reading), reading.local


def changes(one: tuple[Dataset, LocalNames], other: tuple[Dataset, LocalNames]) -> list[tuple[Any, ...]]:
    local = LocalNames(sources=one[1].sources | other[1].sources)
    found = compare_datasets(one[0], other[0], local)
    return [(each.change, each.what, each.field, each.before, each.after) for each in found.changes]


def test_a_later_version_that_says_the_same_differs_only_in_its_day(tmp_path: Path) -> None:
    told = changes(version(tmp_path, "2024-05-01"), version(tmp_path, "2024-06-01"))
    assert told == [("changed", "source", "published", "2024-05-01", "2024-06-01")]


def test_what_a_later_version_says_otherwise_is_told_alone(tmp_path: Path) -> None:
    later = version(tmp_path, "2024-06-01", topics="sanction.linked", percentage="60")
    assert changes(version(tmp_path, "2024-05-01"), later) == [
        ("changed", "actor", "attributes", "topics: sanction", "topics: sanction.linked"),
        ("changed", "source", "published", "2024-05-01", "2024-06-01"),
        ("changed", "relation", "amount", "51 %", "60 %"),
    ]


def test_states_of_one_file_are_compared_whole(tmp_path: Path) -> None:
    one, other = (version(tmp_path, day)[0] for day in ("2024-05-01", "2024-06-01"))
    fields = {each.field for each in compare_datasets(one, other).changes}
    assert {"attributes", "evidence"} <= fields
