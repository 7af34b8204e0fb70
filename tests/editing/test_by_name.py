"""Relations that were tied to somebody by a name alone, once there are two of that name."""

from pathlib import Path

import pytest
from cli.conftest import Run, run

__all__ = ["run"]

PLAIN, BORN = "source,type,target", "source,source.born,type,target"


def take(run: Run, folder: Path, name: str, *lines: str) -> None:
    """Import a table into the dataset of a folder."""
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")
    made = run("import", folder / f"{name}.csv", "--into", folder / "x.json")
    assert made.code == 0, made.err


def doubts(run: Run, folder: Path) -> dict[str, str]:
    """Return the message of ``check`` on each relation that was tied by a name, by its target."""
    data = folder / "x.json"
    checked = run("--data", data, "check", "--format", "json").answer["findings"]
    rows = run("--data", data, "relations", "--format", "json").answer["relations"]
    targets = {row["id"]: row["target"] for row in rows}
    return {targets[each["subject"]]: each["message"] for each in checked if each["rule"] == "by-name"}


def test_what_was_joined_by_a_name_alone_is_a_doubt_once_there_are_two(run: Run, tmp_path: Path) -> None:
    take(run, tmp_path, "a", BORN, "Ann Lee,1961,paid,Acme")
    take(run, tmp_path, "b", PLAIN, "Ann Lee,paid,Bolt")
    take(run, tmp_path, "c", BORN, "Ann Lee,1961,paid,Cord")
    assert doubts(run, tmp_path) == {}
    take(run, tmp_path, "d", BORN, "Ann Lee,1975,paid,Dune")
    found = doubts(run, tmp_path)
    assert found.keys() == {"bolt"}
    message = found["bolt"]
    assert message.startswith("was tied to Ann Lee (ann-lee) by the name alone, which ann-lee-2 has too;")
    key = message.split("graphkit edit ")[1].split()[0]
    assert f"if it is another: graphkit edit {key} source=ann-lee-2; if not, any edit of it" in message


def test_what_was_there_before_anything_told_who_it_is_is_a_doubt_too(run: Run, tmp_path: Path) -> None:
    take(run, tmp_path, "a", PLAIN, "Ann Lee,paid,Acme")
    assert run("--data", tmp_path / "x.json", "edit", "ann-lee", "attributes.born=1961").code == 0
    take(run, tmp_path, "b", BORN, "Ann Lee,1961,paid,Bolt")
    take(run, tmp_path, "c", BORN, "Ann Lee,1975,paid,Cord")
    assert doubts(run, tmp_path).keys() == {"acme"}


def test_a_description_of_the_actor_says_that_all_are_of_it_and_its_undo_does_not(
    run: Run, tmp_path: Path
) -> None:
    take(run, tmp_path, "a", BORN, "Ann Lee,1961,met,Acme")
    take(run, tmp_path, "b", PLAIN, "Ann Lee,paid,Bolt", "Ann Lee,paid,Cord")
    take(run, tmp_path, "c", BORN, "Ann Lee,1975,met,Dune")
    found, data = doubts(run, tmp_path), tmp_path / "x.json"
    edit = "graphkit edit ann-lee description=TEXT' of all"
    assert all(edit in message for message in found.values())
    assert run("--data", data, "edit", "ann-lee", "attributes.country=US").code == 0
    assert doubts(run, tmp_path) == found
    assert run("--data", data, "edit", "ann-lee", "description=Of Acme and Bolt").code == 0
    assert doubts(run, tmp_path) == {}
    assert run("--data", data, "undo").code == 0
    assert doubts(run, tmp_path) == found


@pytest.mark.parametrize("change", ["source=ann-lee-2", "note=It is she."])
def test_an_edit_decides_whose_it_is_and_its_undo_does_not(change: str, run: Run, tmp_path: Path) -> None:
    take(run, tmp_path, "a", BORN, "Ann Lee,1961,met,Acme")
    take(run, tmp_path, "b", PLAIN, "Ann Lee,paid,Bolt", "Ann Lee,paid,Cord")
    take(run, tmp_path, "c", BORN, "Ann Lee,1975,met,Dune")
    found, data = doubts(run, tmp_path), tmp_path / "x.json"
    assert found.keys() == {"bolt", "cord"}
    key = found["bolt"].split("graphkit edit ")[1].split()[0]
    assert run("--data", data, "edit", key, change).code == 0
    assert doubts(run, tmp_path).keys() == {"cord"}
    assert run("--data", data, "undo").code == 0
    assert doubts(run, tmp_path).keys() == {"bolt", "cord"}


def test_who_is_known_by_an_id_or_a_date_or_by_hand_is_no_doubt(run: Run, tmp_path: Path) -> None:
    take(run, tmp_path, "a", BORN, "Ann Lee,1961,paid,Acme")
    take(run, tmp_path, "b", BORN, "Ann Lee,1975,paid,Bolt")
    data = tmp_path / "x.json"
    assert run("--data", data, "add", "relation", "ann-lee", "paid", "bolt", "--when", "2020").code == 0
    assert doubts(run, tmp_path) == {}


def test_only_a_journal_tells_it(run: Run, tmp_path: Path) -> None:
    take(run, tmp_path, "a", BORN, "Ann Lee,1961,paid,Acme")
    take(run, tmp_path, "b", PLAIN, "Ann Lee,paid,Bolt")
    take(run, tmp_path, "c", BORN, "Ann Lee,1975,paid,Cord")
    assert doubts(run, tmp_path)
    journal = tmp_path / "x.json.journal"
    journal.write_bytes(journal.read_bytes().replace(b"import", b"export", 1))
    checked = run("check", tmp_path / "x.json")
    assert checked.code == 0
    assert "who was tied by a name alone is not known" in checked.out
    journal.unlink()
    assert doubts(run, tmp_path) == {}
