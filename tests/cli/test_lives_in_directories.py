"""A directory holds the days that the lives of actors bound, and says when a later life cannot."""

from pathlib import Path

from datasets import actor, dataset, relation

from cli.conftest import Run
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
