"""Who is who across files: every pair of formats, into a file and into a directory, with ids that collide."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from cli.conftest import Run, run
from datasets import actor, dataset, evidence, relation, source

from graphkit.formats import read, write
from graphkit.formats.format import Reading
from graphkit.graph import build_graph
from graphkit.joining import Joined, join
from graphkit.models import Dataset
from graphkit.storage import read_dataset, save_dataset

__all__ = ["run"]

Story = tuple[str, str, str, str]
ONE: Story = ("Ada Lee", "met", "Harbour Company", "2020-01-01")
OTHER: Story = ("Ministry of Ports", "warned", "Ben Ray", "2021-05-05")


def ours(story: Story) -> Dataset:
    """Return a dataset whose ids are another's too: those of its actors, its source and its relation."""
    here, type_, there, when = story
    return dataset(
        relation("e0", "n0", "n1", type=type_, when=when, evidence=[evidence("s", paragraph=1)]),
        actors=[actor("n0", "organisation", name=here), actor("n1", "organisation", name=there)],
        sources=[source("s", publisher=f"Paper of {here}", title=here)],
    )


def exported(suffix: str) -> Callable[[Path, Story], Path]:
    def made(folder: Path, story: Story) -> Path:
        write(build_graph(ours(story)), folder / f"ours.{suffix}")
        return folder / f"ours.{suffix}"

    return made


def node_link(folder: Path, story: Story) -> Path:
    save_dataset(ours(story), folder / "x.json")
    return folder / "x.json"


def tables(ids: bool) -> Callable[[Path, Story], Path]:
    def made(folder: Path, story: Story) -> Path:
        here, type_, there, when = story
        (folder / "tables").mkdir()
        actors = f"id,name,kind\nn0,{here},organisation\nn1,{there},organisation\n"
        relations = f"id,source,type,target,when\ne0,n0,{type_},n1,{when}\n"
        if not ids:
            actors = f"name,kind\n{here},organisation\n{there},organisation\n"
            relations = f"source,type,target,when\n{here},{type_},{there},{when}\n"
        (folder / "tables" / "actors.csv").write_text(actors, "utf-8")
        (folder / "tables" / "relations.csv").write_text(relations, "utf-8")
        return folder / "tables"

    return made


def gexf(folder: Path, story: Story) -> Path:
    here, type_, there, when = story
    (folder / "x.gexf").write_text(
        f'<gexf><graph><nodes><node id="n0" label="{here}"/><node id="n1" label="{there}"/></nodes><edges>'
        f'<edge id="e0" source="n0" target="n1" label="{type_}" start="{when}" end="{when}"/></edges>'
        "</graph></gexf>",
        "utf-8",
    )
    return folder / "x.gexf"


def graphml(folder: Path, story: Story) -> Path:
    here, type_, there, when = story
    made = nx.MultiDiGraph()
    made.add_node("n0", name=here)
    made.add_node("n1", name=there)
    made.add_edge("n0", "n1", key="e0", label=type_, start=when, end=when)
    nx.write_graphml(made, folder / "x.graphml")
    return folder / "x.graphml"


def cyjs(folder: Path, story: Story) -> Path:
    here, type_, there, when = story
    nodes = [{"data": {"id": id, "name": name}} for id, name in (("n0", here), ("n1", there))]
    edge = {"id": "e0", "source": "n0", "target": "n1", "interaction": type_, "start": when, "end": when}
    (folder / "x.cyjs").write_text(json.dumps({"elements": {"nodes": nodes, "edges": [{"data": edge}]}}))
    return folder / "x.cyjs"


def entities(folder: Path, story: Story) -> Path:
    here, type_, there, when = story
    rows: list[dict[str, Any]] = [
        {"id": id, "schema": "Organization", "properties": {"name": [name]}}
        for id, name in (("n0", here), ("n1", there))
    ]
    link = {"subject": ["n0"], "object": ["n1"], "role": [type_], "date": [when]}
    rows.append({"id": "e0", "schema": "UnknownLink", "properties": link})
    (folder / "x.ftm").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return folder / "x.ftm"


def plain(folder: Path, story: Story) -> Path:
    (folder / "x.tsv").write_text("\t".join(story) + "\n", "utf-8")
    return folder / "x.tsv"


FORMATS: dict[str, Callable[[Path, Story], Path]] = {
    "json": node_link,
    "csv with ids": tables(ids=True),
    "csv without": tables(ids=False),
    "gexf": gexf,
    "graphml": graphml,
    "cyjs": cyjs,
    "ftm": entities,
    "tsv": plain,
    "our gexf": exported("gexf"),
    "our graphml": exported("graphml"),
    "our cyjs": exported("cyjs"),
    "our ftm": exported("ftm"),
}


def told(made: Dataset) -> list[Story]:
    """Return the relations as sentences, once it is sure that nobody has another's name."""
    names = {row.id: row.name for row in made.actors}
    assert all(row.aliases == () for row in made.actors)
    return sorted((names[row.source], row.type, names[row.target], str(row.when)) for row in made.relations)


def joined(here: Dataset, file: Path, **settings: bool) -> Joined:
    reading = Reading()
    return join(here, read(file, here, reading), reading.local, **settings)


@pytest.mark.parametrize("second", FORMATS)
@pytest.mark.parametrize("first", FORMATS)
def test_nobody_gets_anothers_name_or_relations(first: str, second: str, tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    one, other = FORMATS[first](tmp_path / "one", ONE), FORMATS[second](tmp_path / "other", OTHER)
    both = joined(joined(Dataset(), one).dataset, other)
    assert told(both.dataset) == [ONE, OTHER]
    assert len(both.dataset.actors) == 4
    assert both.refused == ()
    vouched = {row.when: [entry.source for entry in row.evidence] for row in both.dataset.relations}
    papers = {row.id: row.publisher for row in both.dataset.sources}
    for story in (ONE, OTHER):
        assert {papers[id] for id in vouched[story[3]]} <= {f"Paper of {story[0]}", "s"}
    again = joined(joined(both.dataset, one).dataset, other)
    assert again.dataset == both.dataset
    assert (again.added, again.refused) == ((), ())


@pytest.mark.parametrize("name", ["csv without", "gexf", "graphml", "cyjs", "tsv"])
def test_a_local_id_counts_for_nothing_even_where_names_are_near(name: str, tmp_path: Path) -> None:
    stories = [ONE, ("Lee", *ONE[1:]), (*ONE[:3], "2020-02-02")]
    made = Dataset()
    for number, story in enumerate(stories):
        (tmp_path / str(number)).mkdir()
        found = joined(made, FORMATS[name](tmp_path / str(number), story))
        assert found.refused == ()
        made = found.dataset
    assert told(made) == sorted(stories)
    assert len(made.actors) == 3


@pytest.mark.parametrize("order", [1, -1])
def test_nobody_does_in_a_directory_either(run: Run, order: int, tmp_path: Path) -> None:
    stories, files = [], []
    for number, name in enumerate([*FORMATS][::order]):
        folder = tmp_path / name
        folder.mkdir()
        story = f"Ann Number{number}x", "met", f"Firm Number{number}y", f"2020-01-{number + 1:02}"
        stories.append(story)
        files.append(FORMATS[name](folder, story))
        done = run("import", files[-1], "-o", tmp_path / "all")
        assert (done.code, done.err) == (0, ""), done.out
        assert "2 new actors, 1 new relation" in done.out
        if number % 4 == 0:
            again = run("import", files[-1], "-o", tmp_path / "all")
            assert "0 new actors, 0 new relations" in again.out
    assert run("--data", tmp_path / "all", "export", tmp_path / "all.json").code == 0
    assert told(read_dataset(tmp_path / "all.json")) == sorted(stories)
