"""A directory holds the days that lives and other relations bound, and tells what ended what."""

from pathlib import Path

from datasets import actor, dataset, relation

import graphkit as gk
from cli.conftest import Run
from graphkit.model.entities import Link
from graphkit.storage.json_file import save_dataset


def test_a_directory_answers_by_lives_and_tells_of_new_ones(run: Run, tmp_path: Path) -> None:
    def save(name: str, row: str, **attributes: str) -> Path:
        path = tmp_path / name
        bob = actor("bob", "person", attributes=attributes, ids={"wikidata": "Q1"})
        save_dataset(dataset(relation(row, type="banned", when="2015-01-01/"), actors=[bob]), path)
        return path

    folder = tmp_path / "d.graphkit"
    first, second = save("one.json", "a", died="2019"), save("two.json", "b", born="2000", died="2019")
    done = run("import", first, "-o", folder)
    assert done.code == 0, done.err
    assert run("--data", folder, "relations", "--since", "2020", "--format", "json").answer["relations"] == []
    done = run("import", second, "-o", folder)
    assert "The life of Bob is new" in done.out + done.err


def test_a_directory_tells_what_may_have_ended_a_relation_in_a_diff(run: Run, tmp_path: Path) -> None:
    ban = relation("ban", type="restricted", when="2019-03", links=(Link(rel="ended-by", relation="easing"),))
    save_dataset(dataset(ban, relation("easing", type="eased", when="2021-02/")), tmp_path / "one.json")
    assert run("import", tmp_path / "one.json", "-o", tmp_path / "d.graphkit").code == 0
    question = ("diff", "2020-02-01", "2020-03-31")
    of_file = run("--data", tmp_path / "one.json", *question)
    assert "ban may have been ended by easing." in of_file.out
    assert run("--data", tmp_path / "d.graphkit", *question).out == of_file.out


_TABLE = """source,source born,source died,type,target,target founded,date,id
Ann Lee,1960,,leads,Alba Ltd,1990,[..2015-03-20],a
Bo Kim,1950,1999,owns,Alba Ltd,1990,1985/,b
Bo Kim,1950,1999,met,Ann Lee,,[..2003-01-02],c
Cy Roe,,,owns,Alba Ltd,1990,/2001,d
Cy Roe,,,reported on,Alba Ltd,1990,/1995,e
Cy Roe,,,owns,Dot Ltd,,1980/,f
"""
_QUESTIONS = (
    ("timeline", "--unit", "year"),
    ("timeline",),
    ("info",),
    ("rank", "--since", "2000", "--until", "2002"),
    ("rank", "--until", "1989"),
    ("actors", "--since", "2000"),
    ("relations", "--since", "2000", "--undated"),
    ("snapshot", "1988"),
    ("path", "Bo Kim", "Alba Ltd", "--since", "2001"),
    ("path", "Ann Lee", "Alba Ltd", "--until", "1980"),
    ("path", "Cy Roe", "Bo Kim", "--chronological", "--until", "1989"),
)


def test_the_lives_that_a_table_tells_bound_its_relations_in_a_directory(run: Run, tmp_path: Path) -> None:
    table, folder = tmp_path / "deeds.csv", tmp_path / "deeds"
    table.write_text(_TABLE, "utf-8")
    assert run("import", table, "-o", folder).code == 0
    with gk.open(folder) as kept:
        told = kept.timeline()
    of_graph = gk.timeline(gk.read(table).graph)
    assert [(each.label, each.count, each.maybe) for each in told.periods] == [
        (each.label, each.count, each.maybe) for each in of_graph.periods
    ]
    for question in _QUESTIONS:
        of_table, of_folder = (run("--data", each, *question) for each in (table, folder))
        told, expected = of_folder.out, of_table.out
        if question[0] == "path":  # why there is none is told elsewhere
            told, expected = told.splitlines()[0], expected.splitlines()[0]
        assert (of_folder.code, told) == (of_table.code, expected), question


def test_the_lives_that_a_table_tells_bound_what_is_open_of_it(tmp_path: Path) -> None:
    path = tmp_path / "deeds.csv"
    path.write_text(_TABLE, "utf-8")
    table, graph = gk.open(path), gk.read(path).graph
    for year in ("1970", "1988", "1995", "2000", "2010"):
        whole = gk.window(graph, f"{year}-01-01", f"{year}-12-31")
        assert table.count(year, year) == whole.number_of_edges(), year
        assert {*table.active(year, year)} == {whole.nodes[id]["name"] for id in whole}, year
    assert table.neighbors("Bo Kim", "2001", "2002") == {"Ann Lee"}


def test_a_table_that_tells_of_a_new_life_says_that_what_is_there_keeps_its_days(
    run: Run, tmp_path: Path
) -> None:
    for name, rows in (("one.csv", "Bo,P123,,leads,Alba\n"), ("two.csv", "Bo,P123,1999,met,Cy\n")):
        (tmp_path / name).write_text("source,source passport,source died,type,target\n" + rows, "utf-8")
    folder = tmp_path / "d.graphkit"
    assert run("import", tmp_path / "one.csv", "-o", folder).code == 0
    done = run("import", tmp_path / "two.csv", "-o", folder)
    assert "The life of Bo is new" in done.out + done.err
