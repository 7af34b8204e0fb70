"""Bringing a story in at the command line, the schema, and every fault of a file by its line."""

import json
from pathlib import Path

import jsonschema
import pytest
from datasets import dataset, relation

from cli.conftest import Run
from cli.test_main import assert_refused
from graphkit.model.entities import Dataset
from graphkit.storage import journal
from graphkit.storage.json_file import read_dataset, save_dataset

ACTORS = "name,kind,aliases\nAnnie,person,A. E.\nNew Firm,company,\n"
RELATIONS = """id,source,type,target,when,evidence
meeting,Annie,met,bob,2025-07-14,wire#7
,New Firm,met,The Firm,2025-07,paper#1
"""


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "actors.csv").write_text(ACTORS)
    (folder / "relations.csv").write_text(RELATIONS)
    return folder


def test_an_import_says_what_it_adds_joins_and_refuses(run: Run, story: Path, tables: Path) -> None:
    before = story.read_bytes()
    dry = run("import", tables, "--into", story, "--dry-run")
    assert dry.out.splitlines() == [
        "+ adds actor new-firm: New Firm",
        "+ adds relation new-firm-met-firm: new-firm met firm",
        "~ joins Annie (tables, id annie) with Ann Example (ann): the alias Annie; gets aliases",
        "~ joins relation meeting: 1 more evidence; gets evidence",
        "Dry run, nothing saved: 2 added, 2 joined, 0 refused.",
    ]
    assert story.read_bytes() == before
    done = run("import", tables)
    assert done.code == 0
    assert done.out.splitlines()[:-1] == dry.out.splitlines()[:-1]
    meeting = next(row for row in read_dataset(story).relations if row.key == "meeting")
    assert [(entry.source, entry.paragraph) for entry in meeting.evidence] == [
        ("paper", 3),
        ("wire", None),
        ("wire", 7),
    ]
    assert run("undo").code == 0
    assert story.read_bytes() == before


def test_what_contradicts_is_refused_and_leaves_with_1(run: Run, story: Path, tables: Path) -> None:
    (tables / "relations.csv").write_text(RELATIONS.replace("2025-07-14", "2025-07-15"))
    done = run("import", tables, "--dry-run")
    assert done.code == 1
    told = "! refuses relation meeting: when is 2025-07-14 here and 2025-07-15 there; take that by "
    assert f"{told}graphkit edit meeting when=2025-07-15, or give it another id" in done.out
    assert run("edit", "meeting", "when=2025-07-15", "--dry-run").code == 0


def test_faults_in_the_tables_refuse_it_whole(run: Run, story: Path, tables: Path) -> None:
    before = story.read_bytes()
    (tables / "relations.csv").write_text(RELATIONS.replace("met", "meet"))
    assert "relations.csv: row 2, column C (type): there is no relation type 'meet'" in assert_refused(
        run("import", tables)
    )
    assert story.read_bytes() == before


def test_an_import_into_a_file_that_is_not_there_makes_it(run: Run, story: Path) -> None:
    assert run("import", story, "--into", "new.json").code == 0
    assert read_dataset("new.json") == read_dataset(story)
    again = run("import", story, "--into", "new.json")
    assert (again.code, again.out) == (1, "Nothing changes: 0 added, 0 joined, 0 refused.\n")


def test_where_an_import_cannot_go(run: Run, story: Path, tables: Path) -> None:
    assert "is a folder of tables" in assert_refused(run("import", story, "--into", tables))
    assert "not a dataset to import into" in assert_refused(run("import", story, "--into", "x.txt"))
    assert ".ods is no format that graphkit reads; it reads .json" in assert_refused(run("import", "x.ods"))
    assert "no such file" in assert_refused(run("import", "nowhere.json"))


def test_the_schema_is_printed(run: Run, story: Path) -> None:
    done = run("schema")
    assert (done.code, done.err) == (0, "")
    jsonschema.validate(json.loads(story.read_text()), json.loads(done.out))


def test_check_names_every_fault_of_shape_and_reference_and_json_by_line(run: Run, story: Path) -> None:
    text = story.read_text().replace('"banned"', '"bannd"').replace('"kind": "country"', '"kind": "contry"')
    text = text.replace('"paragraph": 3', '"paragraph": 0').replace('"when": "2025-08"', '"when": "August"')
    text = text.replace('"title": "News"', '"title": "News", "title": "Old"')
    story.write_text(text)
    rows = text.splitlines()

    def line(piece: str) -> int:
        return next(number for number, row in enumerate(rows, 1) if piece in row)

    done = run("check", story)
    assert (done.code, done.out) == (2, "")
    found = [
        each.removeprefix(f"{story}:").partition(": ")[0].partition(" ")[0].rstrip(":")
        for each in done.err.splitlines()
    ]
    wanted = ['"title": "Old"', "contry", "bannd", '"paragraph": 0', '"August"']
    assert sorted(map(int, found)) == sorted(line(piece) for piece in wanted)
    assert [int(each) for each in found] == sorted(map(int, found))


def test_check_names_faults_in_tables_by_file_and_row(run: Run, story: Path, tables: Path) -> None:
    (tables / "actors.csv").write_text(ACTORS.replace("person", "persn"))
    done = run("check", tables)
    assert done.code == 2
    assert done.err.splitlines()[0].startswith(f"{tables / 'actors.csv'}:2: row 2, column B (kind): 'persn'")


@pytest.mark.parametrize("suffix", ["/", ".gexf", ".graphml", ".cyjs", ".ftm.json", ".FTM.JSON", ".ftm"])
def test_a_file_of_any_format_that_can_be_read_is_asked_directly(
    run: Run, story: Path, tmp_path: Path, suffix: str
) -> None:
    file = f"{tmp_path}/elsewhere{suffix}"
    assert run("export", file).code == 0
    assert "Annie" in run("--data", file, "actors").out


ROWS = "source\trelation\ttarget\tdate\nann\tmet\tbob\t2025-07-14\nann\tmet\n"


def test_a_table_of_events_is_stored_and_what_was_skipped_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_text(ROWS)
    assert "line 3" in assert_refused(run("import", "x.tsv", "--into", "new.json"))
    found = run("import", "x.tsv", "--into", "new.json", "--skip-bad")
    assert found.code == 0
    assert "1 row skipped" in found.out
    assert found.out.endswith("Saved new.json: 2 actors, 1 relation, 0 sources.\n")
    assert found.err == ""


def test_a_terminal_sees_how_far_it_is_under_a_name_that_commands_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    (tmp_path / "[red]\u202e\x1b[2J.tsv").write_text(ROWS)
    found = run("import", "[red]\u202e\x1b[2J.tsv", "--into", "new.json", "--skip-bad")
    assert found.code == 0
    assert "[red]\\u202e\\x1b[2J.tsv" in found.err
    assert "rows" in found.err
    assert "\x1b[2J" not in found.err


def test_every_format_is_listed_with_the_ways_it_goes(run: Run) -> None:
    rows = [line.split() for line in run("formats").out.splitlines()]
    assert [".html", "-", "yes"] in [row[:3] for row in rows]
    assert [".gexf", "yes", "yes"] in [row[:3] for row in rows]


def test_bad_rows_of_tables_are_skipped_counted_and_named(run: Run, story: Path, tables: Path) -> None:
    (tables / "relations.csv").write_text(RELATIONS + ",Annie,met,Zoe,2025,\n")
    assert run("import", tables).code == 2
    told = "Bad rows of relations.csv, the first: row 4, column D (target): there is no actor 'Zoe'"
    for command in (("--skip-bad", "import", tables), ("import", "--skip-bad", tables)):
        done = run(*command, "--dry-run")
        assert done.code == 0
        assert told in " ".join(done.out.split())
    (tables / "actors.csv").write_text(ACTORS + "bob,person,\nThe Firm,company,\n")
    (tables / "relations.csv").write_text("source,type,target\nAnnie,met,bob\nAnnie,met,Zoe\n")
    asked = run("--data", tables, "--skip-bad", "relations", "--format", "json").answer
    assert len(asked["relations"]) == 1
    assert asked["notes"][0].startswith("Bad rows of relations.csv, the first: row 3, column C (target)")


@pytest.mark.parametrize("name", ["refs.bib", "refs.ris", "kontakt.vcf", "picture.png", "notes"])
def test_what_is_in_no_format_is_called_so_by_every_command(run: Run, name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(b"\x89PNG\xff" if name.endswith("png") else b"@article{lee2019, author={Lee, Ada}}\n")
    story = tmp_path / "story.json"
    save_dataset(dataset(relation("r1")), story)
    what = f"{file.suffix} is no format" if file.suffix else "is in no format"
    told = (
        "is a picture, not data"
        if name.endswith("png")
        else f"{what} that graphkit reads; it reads .json, .csv"
    )
    for command in (
        ("--data", file, "relations"),
        ("--data", file, "diff", "2020", "2021"),
        ("--data", file, "undo"),
        ("--data", file, "merge", "a", "into", "b"),
        ("check", file),
        ("compare", file, story),
        ("compare", story, file),
        ("import", file, "--into", tmp_path / "made.json"),
    ):
        done = run(*command)
        assert done.code != 0
        assert told in done.out + done.err, command
    assert not (tmp_path / "made.json").exists()


def test_of_very_many_rows_an_import_lists_some_and_counts_the_rest(run: Run, tmp_path: Path) -> None:
    rows = [{"id": f"n{number}", "name": f"Name {number}"} for number in range(60)]
    links = [{"source": "n0", "target": f"n{number}", "type": "met"} for number in range(1, 60)]
    (tmp_path / "x.json").write_text(json.dumps({"nodes": rows, "links": links}), "utf-8")
    said = run("import", tmp_path / "x.json", "--into", tmp_path / "new.json")
    lines = [line for line in (said.out + said.err).splitlines() if line.startswith("+ ")]
    assert len(lines) == 51
    assert lines[-1] == "+ adds 69 more; --diff lists each"
    assert run("import", tmp_path / "x.json", "--into", tmp_path / "other.json", "--diff").code == 0


@pytest.mark.parametrize("place", ["there.json", "new.json", "folder"])
def test_what_is_saved_when_its_telling_is_stopped_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "x.csv").write_text("source,type,target,date\nAnn,met,Bob,2020\n")
    if place == "there.json":
        save_dataset(dataset(), tmp_path / place)
    monkeypatch.setattr("graphkit.cli.importing._show_notes", stop)
    where = ("-o", tmp_path / place) if place == "folder" else ("--into", tmp_path / place)
    stopped = run("import", tmp_path / "x.csv", *where)
    assert (stopped.code, stopped.err) == (130, f"stopped; {tmp_path / place} was saved before\n")
    assert "1 relation" in run("--data", tmp_path / place, "info").out
    if place != "folder":
        again = run("import", tmp_path / "x.csv", *where, "--dry-run")
        assert again.err == "stopped\n"


@pytest.mark.parametrize("name", ["x.tsv", "x.json"])
def test_an_import_adds_to_a_file_that_another_one_made_meanwhile(
    run: Run, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = journal.start

    def late(path: str, found: Dataset) -> None:
        start(path, dataset(relation("other", "dora", "emil", when="2025-07-14")))
        start(path, found)

    monkeypatch.setattr(journal, "start", late)
    file = tmp_path / name
    if name == "x.tsv":
        file.write_text("Ada\tmet\tBen\t2025-07-14\n")
    else:
        save_dataset(dataset(relation("one", "ada", "ben", when="2025-07-14")), file)
    found = run("import", file, "--into", "new.json")
    assert (found.code, found.err) == (0, "")
    ends = {(row.source, row.target) for row in read_dataset("new.json").relations}
    assert ends == {("ada", "ben"), ("dora", "emil")}
