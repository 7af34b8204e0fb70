"""The command ``compare``: two files, a dataset and its own past, and applying what it wrote."""

import json
import os
from pathlib import Path
from xml.etree import ElementTree

import pytest

import graphkit as gk
from graphkit.storage.json_file import dumps

from .conftest import Run

OLD = """source,target,relation,date,publisher,published
Ann Bell,Acme,leads,2020-01-01/,Wire,2025-01-01
Bob Cole,Acme,met,2021-03-04,Wire,2025-01-01
Ann Bell,Bob Cole,met,2021-05-06,Wire,2025-01-01
"""
NEW = """source,target,relation,date,publisher,published
Zed <b>,Acme,met,2021-03-04,Wire,2025-01-01
Ann Bell,Bob Cole,met,2021-05-06,Wire,2025-01-01
Ann Bell,Acme,leads,2020-01-01/,Wire,2025-01-01
"""


@pytest.fixture(autouse=True)
def lists() -> None:
    Path("old.csv").write_text(OLD)
    Path("new.csv").write_text(NEW)


def test_a_list_without_ids_is_compared_whatever_its_order(run: Run) -> None:
    done = run("compare", "old.csv", "new.csv")
    assert done.code == 1
    assert done.out.startswith("From old.csv to new.csv: 2 new, 1 gone\n")
    assert "Gone from the list means only that the list no longer has it; that ends no relation." in done.out
    assert "3 actors matched by name alone, not by an id: Acme, Ann Bell, Bob Cole" in done.out
    reordered = "".join(sorted(OLD.splitlines(keepends=True)[1:]))
    Path("again.csv").write_text(OLD.splitlines(keepends=True)[0] + reordered)
    same = run("compare", "old.csv", "again.csv")
    assert (same.code, same.out.splitlines()[0]) == (0, "From old.csv to again.csv: no change")
    apart = run("compare", "old.csv", "again.csv", "--keep-apart", "--format", "json")
    assert apart.answer["matched_by_name"] == []
    assert apart.answer["counts"] == {"new": 6, "ended": 0, "changed": 0, "gone": 6}


def test_every_form_holds_every_change(run: Run) -> None:
    changes = run("compare", "old.csv", "new.csv", "--format", "json").answer["changes"]
    names = [each["name"] for each in changes]
    assert len(names) == 3
    csv = run("compare", "old.csv", "new.csv", "--format", "csv").out
    assert csv.splitlines()[0] == "change,what,id,name,field,before,after"
    assert len(csv.splitlines()) == 4
    markdown = run("compare", "old.csv", "new.csv", "--format", "markdown").out
    assert [line for line in markdown.splitlines() if line.startswith("## ")] == ["## New", "## Gone"]
    assert "<b>" not in markdown
    assert run("compare", "old.csv", "new.csv", "-o", "c.atom").code == 1
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.parse("c.atom").getroot()
    titles = [entry.findtext(f"{atom}title") or "" for entry in feed.findall(f"{atom}entry")]
    assert all(any(name in title for title in titles) for name in names)


def test_a_feed_has_stable_ids_and_the_day_of_the_file(run: Run) -> None:
    os.utime("new.csv", (86_400, 86_400))
    first = run("compare", "old.csv", "new.csv", "--format", "atom").out
    assert first == run("compare", "old.csv", "new.csv", "--format", "atom").out
    feed = ElementTree.fromstring(first.encode())
    atom = "{http://www.w3.org/2005/Atom}"
    assert feed.findtext(f"{atom}updated") == "1970-01-02T00:00:00Z"
    ids = [each.text for each in feed.iter(f"{atom}id")]
    assert len(ids) == len(set(ids)) == 4
    asked = run("compare", "old.csv", "new.csv", "--format", "atom", "--updated", "2025-07-14").out
    assert "2025-07-14T00:00:00Z" in asked


def test_what_was_written_takes_the_old_file_to_the_new_one(run: Run) -> None:
    run("compare", "old.csv", "new.csv", "-o", "changes.json")
    done = run("compare", "--apply", "changes.json", "old.csv", "-o", "made.json")
    assert done.code == 0
    assert Path("made.json").read_text(encoding="utf-8") == dumps(gk.to_dataset(gk.read("new.csv").graph))
    assert run("compare", "made.json", "new.csv").code == 0
    refused = run("compare", "--apply", "changes.json", "new.csv", "-o", "other.json")
    assert refused.code == 2
    assert "made from another version" in refused.err
    assert not Path("other.json").exists()


def test_a_dataset_is_compared_with_its_own_past(run: Run, story: Path) -> None:
    assert run("compare", "--since", "1").code == 2
    run("edit", "job", "summary=He leads it.")
    run("edit", "ban", "when=2025-04/2025-06")
    done = run("compare", "--since", "1")
    assert (done.code, done.out.splitlines()[0]) == (1, "story.json since 1 change ago: 1 ended")
    assert run("compare", "--since", "2", "--format", "json").answer["counts"]["changed"] == 1
    assert run("compare", "--since", "0").code == 0
    assert run("compare", "--since", "9999-12-31").code == 0
    assert "choose at most as many" in run("compare", "--since", "3").err
    assert "its changes begin on" in run("compare", "--since", "2000-01-01").err


@pytest.mark.parametrize(
    "arguments",
    [
        "", "old.csv", "old.csv nowhere.csv", "old.csv new.csv --since 1", "old.csv new.csv -o x.html",
        "old.csv new.csv -o new.csv", "--since soon", "--since 2025-13-01", "--apply old.csv",
        "--apply old.csv old.csv -o x.json", "--apply old.csv old.csv -o old.csv",
        "old.csv new.csv --updated soon",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_a_line(run: Run, story: Path, arguments: str) -> None:
    run("edit", "job", "summary=He leads it.")
    done = run("compare", *arguments.split())
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert Path("new.csv").read_text() == NEW


def test_python_compares_files_and_graphs_and_applies_what_it_found() -> None:
    found = gk.compare("old.csv", "new.csv")
    assert [each.change for each in found] == ["new", "new", "gone"]
    graph = gk.read("new.csv").graph
    assert list(gk.compare(graph, graph)) == []
    made = gk.apply_changes("old.csv", found)
    assert gk.to_dataset(made) == gk.to_dataset(graph)
    assert "<table>" in found._repr_html_()


def graphml(*pairs: str) -> str:
    nodes = "".join(f'<node id="{id}"/>' for id in sorted({*"".join(pairs)}))
    edges = "".join(f'<edge source="{pair[0]}" target="{pair[1]}"/>' for pair in pairs)
    return f'<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph>{nodes}{edges}</graph></graphml>'


def test_ids_that_only_count_are_no_identity_and_that_is_said(run: Run) -> None:
    Path("old.graphml").write_text(graphml("12"))
    Path("same.graphml").write_text(graphml("12"))
    Path("new.graphml").write_text(graphml("12", "13"))
    assert run("compare", "old.graphml", "same.graphml").code == 0
    done = run("compare", "old.graphml", "new.graphml")
    assert done.code == 1
    assert "2 actors of the old version cannot be followed" in done.out


def test_one_id_for_two_actors_is_said(run: Run) -> None:
    for name, kind, called in (("old", "person", "Ada Wolf"), ("new", "company", "Wolf Motors")):
        wolf = {"id": "wolf", "name": called, "kind": kind}
        data = {"directed": True, "multigraph": True, "graph": {"format": "graphkit/1"}, "nodes": [wolf]}
        Path(f"{name}.json").write_text(json.dumps(data | {"edges": []}))
    done = run("compare", "old.json", "new.json")
    assert done.out.startswith("From old.json to new.json: 1 new, 1 gone\n")
    assert "Same id, another actor: wolf." in done.out


def test_the_ids_of_followthemoney_are_identity(run: Run) -> None:
    def entities(name: str, *more: str) -> str:
        rows = (
            f'{{"id": "p-1x", "schema": "Person", "properties": {{"name": ["{name}"]}}}}',
            '{"id": "c-1x", "schema": "Company", "properties": {"name": ["Acme"]}}',
            *more,
        )
        return "\n".join(rows) + "\n"

    post = (
        '{"id": "d-1x", "schema": "Directorship", "properties": '
        '{"director": ["p-1x"], "organization": ["c-1x"], "startDate": ["2020-01-01"]%s}}'
    )
    Path("old.ftm.json").write_text(entities("Ann Bell", post % ""))
    Path("new.ftm.json").write_text(entities("Ann Lee", post % ', "endDate": ["2024-05-06"]'))
    changes = run("compare", "old.ftm.json", "new.ftm.json", "--format", "json").answer["changes"]
    assert [each["change"] for each in changes] == ["ended", "changed"]
    assert (changes[1]["before"], changes[1]["after"]) == ("Ann Bell", "Ann Lee")


def test_a_folder_of_tables_is_compared_with_a_file(run: Run, story: Path) -> None:
    run("export", "tables/")
    assert run("compare", story, "tables").code == 0


def test_the_columns_of_both_files_may_be_named(run: Run) -> None:
    Path("a.csv").write_text("who,whom,day\nAda,Ben,2025-01-01\n")
    Path("b.csv").write_text("who,whom,day\nAda,Ben,2025-01-01\nAda,Cy,2025-01-02\n")
    columns = ("--columns", "source=who,target=whom,date=day")
    done = run(*columns, "compare", "a.csv", "b.csv", "--format", "json")
    assert (done.code, done.answer["counts"]["new"]) == (1, 2)
    assert "--columns is for tables" in run(*columns, "compare", "a.csv", "b.json").err


def test_a_corrected_date_of_a_list_is_a_change(run: Run) -> None:
    for name, day in (("a.csv", "2025-02-01"), ("b.csv", "2025-02-02")):
        Path(name).write_text(f"source,relation,target,date\nAda,met,Ben,{day}\nAda,met,Cy,2025-01-01\n")
    (change,) = run("compare", "a.csv", "b.csv", "--format", "json").answer["changes"]
    assert (change["change"], change["before"], change["after"]) == ("changed", "2025-02-01", "2025-02-02")


def test_a_namesake_is_told_by_id_and_its_table_by_line(run: Run) -> None:
    heading, ada = "source,relation,target,date,source.born\n", "Ada Lee,met,Bo Ray,2020,1960\n"
    Path("old.csv").write_text(heading + ada)
    Path("new.csv").write_text(f"{heading}{ada}Ada Lee,met,Cy Poe,2021,1975\n")
    found = run("compare", "old.csv", "new.csv", "--format", "json").answer
    names = [each["name"] for each in found["changes"]]
    assert names == ["Ada Lee (ada-lee-2)", "Cy Poe", "Ada Lee (ada-lee-2) met Cy Poe, 2021"]
    assert any("Ada Lee (line 3)" in note for note in found["notes"])
