"""A directory holds the days that lives and other relations bound, and tells what ended what."""

from pathlib import Path

from datasets import actor, dataset, relation

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
