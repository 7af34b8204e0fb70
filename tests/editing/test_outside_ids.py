"""Tests what an import keeps of the ids of another program's file: identifiers, attributes, notes."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from cli.conftest import Run, an_empty_folder, run
from datasets import actor, dataset, relation
from hypothesis import given
from hypothesis import strategies as st

from graphkit.editing.identity import LocalNames
from graphkit.editing.merge_datasets import MergeResult, merge_datasets
from graphkit.editing.outside_ids import are_items, scheme_of
from graphkit.formats import read
from graphkit.formats.format import Reading
from graphkit.model.entities import Actor, Dataset
from graphkit.storage.json_file import read_dataset

__all__ = ["an_empty_folder", "run"]

LEI = "529900T8BM49AURSDO55"


@pytest.mark.parametrize(
    ("id", "pair"),
    [
        ("https://www.wikidata.org/wiki/Q7747", ("wikidata", "Q7747")),
        ("http://www.wikidata.org/entity/Q7747", ("wikidata", "Q7747")),
        (LEI, ("lei", LEI)),
        (f"lei-{LEI}", ("lei", LEI)),
        (f"XI-LEI-{LEI.lower()}", ("lei", LEI)),
        ("gb-coh-01234567", ("org-id", "GB-COH-01234567")),
        ("GB-COH-SC123456", ("org-id", "GB-COH-SC123456")),
        (LEI[:-1] + "6", None),
        ("gb-coh", None),
        ("us-cia-1", None),
        ("Q7747", None),
        ("TX-1", None),
    ],
)
def test_an_id_of_a_shared_scheme_is_known(id: str, pair: tuple[str, str] | None) -> None:
    assert scheme_of(id) == pair


@pytest.mark.parametrize(
    ("ids", "items"),
    [(["Q7747", "Q30"], True), ([f"Q{row}" for row in range(1, 80)], False), (["Q30"], False), ([], False)],
)
def test_items_of_wikidata_are_not_counted(ids: list[str], items: bool) -> None:
    assert are_items(ids) is items


def graph(folder: Path, nodes: list[Any], links: list[Any]) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / "theirs.json"
    raw = {"directed": True, "multigraph": True, "graph": {}, "nodes": nodes, "links": links}
    file.write_text(json.dumps(raw), "utf-8")
    return file


def joined(here: Dataset, file: Path) -> MergeResult:
    reading = Reading()
    return merge_datasets(here, read(file, here, reading), reading.local)


def by_name(made: Dataset) -> dict[str, Actor]:
    return {row.name: row for row in made.actors}


NODES = [
    {"id": "gb-coh-01234567", "name": "Harbour Ltd"},
    {"id": "Q7747", "name": "Ada Lee"},
    {"id": "TX-55", "name": "Ben Ray"},
    {"id": "n3", "name": "Cy Poe"},
    {"id": "dee-fox", "name": "Dee Fox"},
]
LINKS = [
    {"source": "Q7747", "target": "TX-55", "key": "hired-2019", "type": "hired", "pay": 3},
    {"source": "n3", "target": "dee-fox", "key": 0, "type": "met"},
]


def test_ids_that_mean_something_are_kept_and_counters_told_once(run: Run, tmp_path: Path) -> None:
    file = graph(tmp_path, NODES, LINKS)
    done = run("import", file, "--into", "new.json")
    made = read_dataset("new.json")
    rows = by_name(made)
    assert rows["Harbour Ltd"].ids == (("org-id", "GB-COH-01234567"),)
    assert rows["Ada Lee"].ids == (("wikidata", "Q7747"),)
    assert rows["Ben Ray"].attributes == (("id", "TX-55"),)
    assert [(rows[name].ids, rows[name].attributes) for name in ("Cy Poe", "Dee Fox")] == [((), ()), ((), ())]
    assert {row.type: row.note for row in made.relations} == {"met": None, "hired": "pay: 3; id: hired-2019"}
    told = "Ids that only count are left out: of 1 actor (such as 'n3') and 1 relation (such as '0')."
    assert done.out.count(told) == 1
    again = run("import", file, "--into", "new.json")
    assert "Nothing changes" in again.out
    assert read_dataset("new.json") == made
    run("import", file, "-o", "dir")
    run("--data", "dir", "export", "dir.json")
    assert by_name(read_dataset("dir.json"))["Ben Ray"].attributes == (("id", "TX-55"),)


def test_of_two_of_one_name_their_relations_say_which_is_meant_and_no_id_of_another_file(
    tmp_path: Path,
) -> None:
    nodes = [{"id": id, "name": "Ada Lee"} for id in ("TX-1", "TX-2")]
    nodes.append({"id": "p-ben", "name": "Ben Ray"})
    link = {"source": "TX-2", "target": "p-ben", "type": "met"}
    made = joined(Dataset(), graph(tmp_path, nodes, [link])).dataset
    again = joined(made, graph(tmp_path, nodes, [link]))
    assert (again.dataset, again.added) == (made, ())
    assert [(each.what, each.id) for each in again.refused] == [("actor", "TX-1")]


def test_an_id_that_was_made_of_a_name_is_not_kept(tmp_path: Path) -> None:
    nodes = [{"name": "Jan Novak"}, {"name": "Jan Novak"}, {"name": "Skoda"}]
    made = joined(Dataset(), graph(tmp_path, nodes, [{"source": 1, "target": 2, "type": "sued"}])).dataset
    assert [actor.attributes for actor in made.actors] == [(), (), ()]


def test_an_identifier_of_two_identifies_neither(tmp_path: Path) -> None:
    nodes = [{"id": "GB-COH-1", "name": "One"}, {"id": "gb-coh-1", "name": "Two"}]
    made = joined(Dataset(), graph(tmp_path, nodes, [])).dataset
    assert [(row.ids, row.attributes) for row in made.actors] == [
        ((), (("id", "GB-COH-1"),)),
        ((), (("id", "gb-coh-1"),)),
    ]


def test_an_import_joins_by_an_outside_id_whatever_the_names(tmp_path: Path) -> None:
    here = dataset(actors=[actor("h", "company", name="Harbour Limited", ids={"org-id": "GB-COH-01234567"})])
    found = joined(here, graph(tmp_path, NODES[:1], []))
    assert [(row.name, row.aliases) for row in found.dataset.actors] == [
        ("Harbour Limited", ("Harbour Ltd",))
    ]


def test_a_file_of_handles_is_known_again(tmp_path: Path) -> None:
    nodes = [{"id": id} for id in ("adalee", "Myriel", "n4", "7")]
    links = [{"source": "adalee", "target": "Myriel", "type": "met"}]
    made = joined(Dataset(), graph(tmp_path, nodes, links)).dataset
    again = joined(made, graph(tmp_path, nodes, links)).dataset
    names = sorted(row.name for row in again.actors)
    assert names == ["7", "7", "Myriel", "adalee", "n4", "n4"]
    assert len(again.relations) == 1
    other = joined(made, graph(tmp_path, [{"id": "AdaLee"}], []))
    assert "that is only an id there" in other.apart[0].words


@pytest.mark.parametrize(
    ("mine", "theirs", "told"),
    [
        ({"description": "A."}, {"description": "B."}, "keeps its own description A., not B."),
        ({"kind": "organisation"}, {"kind": "company"}, "keeps its own kind organisation, not company"),
        ({"attributes": {"post": "x"}}, {"attributes": {"post": "y"}}, "keeps its own post x, not y"),
    ],
)
def test_what_a_joined_actor_does_not_get_is_told(
    mine: dict[str, Any], theirs: dict[str, Any], told: str
) -> None:
    rows = [actor("a-b", **({"kind": "company", "name": "Ada"} | each)) for each in (mine, theirs)]
    found = merge_datasets(*(dataset(actors=[row]) for row in rows))
    assert told in found.merged[0].words


@given(st.lists(st.text("abTXQ019-.n", min_size=1, max_size=8), unique=True))
def test_every_id_is_kept_or_told(ids: list[str]) -> None:
    people = [actor(id, name=f"Somebody {number}") for number, id in enumerate([*ids, "end"])]
    made = dataset(*(relation(id, id, "end") for id in ids), actors=people)
    found = merge_datasets(Dataset(), made, LocalNames({*ids, "end"}, set(), {*ids}))
    outside = [value for row in found.dataset.actors for value in dict((*row.attributes, *row.ids)).values()]
    noted = [row.note.removeprefix("id: ") for row in found.dataset.relations if row.note]
    told = {what: int(number) for number, what in re.findall("([0-9]+) (actor|relation)", str(found.notes))}
    assert len([id for id in ids if id in outside]) + told.get("actor", 0) == len(ids)
    assert len([id for id in ids if id in noted]) + told.get("relation", 0) == len(ids)
