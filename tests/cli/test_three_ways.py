"""A table, the file that it becomes, and the directory that it becomes give every command one answer.

The functions behind the commands are held equal in ``tests/backends``; here it is what people and programs
see, with the sentences and JSON keys that the commands themselves add.
"""

from pathlib import Path

import pytest

from .conftest import Run

ROWS = """\
source\trelation\ttarget\tdate
Ann\tMake a visit\tFrance\t2025-01-01
Bob\tMake a visit\tFrance\t2025-01-02
Bob\tmet\tCid Lee\t2025-01-03
Ann\tmet\tCid\u00a0Lee\t2025-06-01
Ann\tConsult\tCid  Lee\t2025-06-09
Ann\tmet\tAnn\t2025-06-10
Dan\tmet\tCid Lee\t2025-06
Dan\tThreaten\u00a0with\tEve\t
France\tmet\tFay\t2025-01-04
Fay\tmet\tCid Lee\t2025-01-09
"""

ASKED = [
    ["reach", "Ann", "--strict"],
    ["reach", "--to", "Cid Lee"],
    ["reach", "Ann", "--known-by", "2025-01-02"],
    ["path", "Ann", "Cid Lee", "--chronological", "--until", "2025-06"],
    ["path", "Ann", "Eve", "--known-by", "2025-01-02"],
    ["neighbors", "Ann"],
    ["rank"],
    ["relations"],
    ["diff", "2025-01-02", "2025-06-15", "--known-by", "2025-06-15"],
    ["show", "cid-lee", "--known-by", "2025-01-01"],
]  # fmt: skip


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_table_a_file_and_a_directory_answer_alike(run: Run, tmp_path: Path, form: str) -> None:
    table, file, folder = (tmp_path / name for name in ("x.tsv", "x.json", "x"))
    table.write_text(ROWS, "utf-8")
    assert run("import", table, "--into", file).code == 0
    assert run("import", table, "-o", folder).code == 0
    told = ""
    for asked in ASKED:
        expected, *others = (run("--data", path, *asked, "--format", form) for path in (file, table, folder))
        told += expected.out
        for found in others:
            assert (found.code, found.out) == (expected.code, expected.out), asked
    said = (
        (
            "Through them 2 more actors are reached and 1 is reached on an earlier day",
            "there is a better path",
            "Not listed: 1 relation of Ann with itself.",
            "Not listed: 1 relation of Ann with itself.",
        )
        if form == "table"
        else ("left_out_by_kind", "better_by_kind", '"with_itself": 1')
    )
    assert all(words in told for words in said)
