"""Sizes and shapes that nobody should write: each reader takes time linear in the file, or refuses it."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from growth import grows_linearly

from graphkit.editing.merge_datasets import merge_datasets
from graphkit.errors import DataError, GraphkitError
from graphkit.formats import read
from graphkit.formats.format import Reading
from graphkit.formats.graphs import foreign_graph
from graphkit.model.entities import Dataset

ACTORS = "id,name,kind,aliases\na,A,person,\nb,B,person,\n"
SOURCES = "id,publisher,published\ns,S,2020\n"
SHAPES: dict[str, Callable[[Path, int], Path]] = {}


def shape(make: Callable[[int], dict[str, str]]) -> None:
    """Note the files of a shape by its name; more than one are a folder of tables."""

    def put(folder: Path, size: int) -> Path:
        folder.mkdir()
        files = make(size)
        for name, text in files.items():
            (folder / name).write_text(text, "utf-8")
        return folder if len(files) > 1 else folder / next(iter(files))

    SHAPES[make.__name__] = put


@shape
def rows_without_ids(size: int) -> dict[str, str]:
    return {"actors.csv": ACTORS, "relations.csv": "source,type,target\n" + "a,met,b\n" * size}


@shape
def evidence_of_unknown_relations(size: int) -> dict[str, str]:
    rows = "".join(f"known-{row},a,met,b\n" for row in range(size))
    unknown = "".join(f"unknown-{row},s\n" for row in range(size))
    return {
        "actors.csv": ACTORS,
        "relations.csv": "id,source,type,target\n" + rows,
        "sources.csv": SOURCES,
        "evidence.csv": "relation,source\n" + unknown,
    }


@shape
def evidence_of_one_relation(size: int) -> dict[str, str]:
    cell = "; ".join(f"s#{row + 1}" for row in range(size))
    relations = f"id,source,type,target,evidence\nr,a,met,b,{cell}\n"
    return {"actors.csv": ACTORS, "relations.csv": relations, "sources.csv": SOURCES}


@shape
def aliases_of_one_actor(size: int) -> dict[str, str]:
    aliases = ";".join(f"x{row}" for row in range(size))
    actors = f"id,name,kind,aliases\na,A,person,{aliases}\nb,B,person,\n"
    return {"actors.csv": actors, "relations.csv": "source,type,target\nX7,met,b\n"}


@shape
def blanks_in_a_cell(size: int) -> dict[str, str]:
    relations = f"id,source,type,target,evidence\nr,a,met,b,s{' ' * size * 10}x\n"
    return {"actors.csv": ACTORS, "relations.csv": relations, "sources.csv": SOURCES}


@shape
def digits_in_a_cell(size: int) -> dict[str, str]:
    return {"actors.csv": f"id,name,kind\na,'{'1' * size * 10}x,person\n", "relations.csv": "id\n"}


def gexf(nodes: str, edges: str) -> dict[str, str]:
    return {"x.gexf": f"<gexf><graph><nodes>{nodes}</nodes><edges>{edges}</edges></graph></gexf>"}


@shape
def sources_of_gexf_edges(size: int) -> dict[str, str]:
    edges = (
        f'<edge id="e{row}" source="a" target="b" label="met"><attvalues><attvalue for="sources" value="'
        f"[{{&quot;id&quot;:&quot;s{row}&quot;,&quot;publisher&quot;:&quot;P&quot;,"
        '&quot;published&quot;:&quot;2020&quot;}]"/></attvalues></edge>'
        for row in range(size)
    )
    return gexf('<node id="a"/><node id="b"/>', "".join(edges))


@shape
def spells_of_a_gexf_edge(size: int) -> dict[str, str]:
    spells = '<spell start="2020-01-01"/>' * size
    edge = f'<edge id="e" source="a" target="b" label="met"><spells>{spells}</spells></edge>'
    return gexf('<node id="a"/><node id="b"/>', edge)


@shape
def gexf_nodes_in_nodes(size: int) -> dict[str, str]:
    return gexf("".join(f'<node id="n{row}"><nodes>' for row in range(size)) + "</nodes></node>" * size, "")


@shape
def attributes_of_a_cytoscape_node(size: int) -> dict[str, str]:
    data = {"id": "a", "name": "A", **{f"x{row}": row for row in range(size)}}
    return {"x.cyjs": json.dumps({"elements": {"nodes": [{"data": data}], "edges": []}})}


@shape
def cytoscape_edges_without_ids(size: int) -> dict[str, str]:
    nodes = [{"data": {"id": id}} for id in "ab"]
    edges = [{"data": {"source": "a", "target": "b"}}] * size
    return {"x.cyjs": json.dumps({"elements": {"nodes": nodes, "edges": edges}})}


@shape
def names_that_make_one_slug(size: int) -> dict[str, str]:
    return {
        "x.tsv": "".join(f"A{'?' * (row // 60)}{'!' * (row % 60)}\tmet\tB\t2020\n" for row in range(size))
    }


def _table(heading: str, row: str, size: int, first: int = 0) -> dict[str, str]:
    rows = [row.format(number) for number in range(first, first + size)]
    return {"x.csv": "\n".join([heading, *rows, ""])}


@shape
def columns_of_a_table(size: int) -> dict[str, str]:
    headings = "".join(f",x{row}" for row in range(size * 10))
    return {"x.csv": f"source,target,type{headings}\na,b,met{',1' * size * 10}\n"}


@shape
def a_heading_that_stands_often(size: int) -> dict[str, str]:
    return {"x.csv": f"source,target,type{',x' * size * 10}\n"}


@shape
def actors_of_one_name(size: int) -> dict[str, str]:
    return _table("source,source id,target,target id,type", "Ann,{},Ben,1,met", size)


@shape
def born_of_one_name(size: int) -> dict[str, str]:
    return _table("source,source.born,target,type", "Ann,{:04},Ben,met", size, first=1000)


@shape
def values_of_one_attribute(size: int) -> dict[str, str]:
    return _table("source,source.seat,target,type", "Ann,{},Ben,met", size)


@shape
def attributes_of_one_name(size: int) -> dict[str, str]:
    data = "".join(f'<data key="k">v{row}</data>' for row in range(size))
    return {
        "x.graphml": f'<graphml><graph edgedefault="directed"><node id="a">{data}</node></graph></graphml>'
    }


def entity(id: str, schema: str, **properties: list[str]) -> str:
    return json.dumps({"id": id, "schema": schema, "properties": properties}) + "\n"


@shape
def aliases_of_an_entity(size: int) -> dict[str, str]:
    return {"x.ftm": entity("a", "Person", alias=[f"Ann {row}" for row in range(size)])}


@shape
def owners_and_assets(size: int) -> dict[str, str]:
    owners, assets = ([f"{side}{row}" for row in range(size)] for side in "pq")
    return {"x.ftm": entity("o", "Ownership", owner=owners, asset=assets)}


@shape
def programs_and_entities(size: int) -> dict[str, str]:
    told = [f"e{row}" for row in range(size)]
    return {"x.ftm": entity("a", "Person", name=["A"]) + entity("s", "Sanction", entity=told, program=told)}


@shape
def graphml_keys(size: int) -> dict[str, str]:
    keys = "".join(f'<key id="k{each}" for="node" attr.name="a{each}"/>' for each in range(size))
    nodes = "".join(f'<node id="n{each}"><data key="k{each}">v</data></node>' for each in range(size))
    return {"x.graphml": f"<graphml>{keys}<graph>{nodes}</graph></graphml>"}


def graphml_defaults(size: int) -> dict[str, str]:
    default = "<default>v</default>"
    keys = "".join(f'<key id="k{each}" for="all" attr.name="a{each}">{default}</key>' for each in range(size))
    nodes = "".join(f'<node id="n{each}"/>' for each in range(2 * size))
    return {"x.graphml": f"<graphml>{keys}<graph>{nodes}</graph></graphml>"}


@shape
def gexf_columns(size: int) -> dict[str, str]:
    columns = "".join(f'<attribute id="k{each}" title="a{each}" type="string"/>' for each in range(size))
    values = '<node id="n{0}"><attvalues><attvalue for="k{0}" value="v"/></attvalues></node>'
    nodes = "".join(values.format(each) for each in range(size))
    declared = f'<attributes class="node">{columns}</attributes>'
    return {"x.gexf": f"<gexf><graph>{declared}<nodes>{nodes}</nodes></graph></gexf>"}


def gexf_defaults(size: int) -> dict[str, str]:
    column = '<attribute id="k{0}" title="a{0}" type="string"><default>v</default></attribute>'
    declared = "".join(column.format(each) for each in range(size))
    nodes = "".join(f'<node id="n{each}"/>' for each in range(2 * size))
    attributes = f'<attributes class="node">{declared}</attributes>'
    return {"x.gexf": f"<gexf><graph>{attributes}<nodes>{nodes}</nodes></graph></gexf>"}


@pytest.mark.parametrize("name", SHAPES)
def test_it_takes_time_linear_in_the_file(name: str, tmp_path: Path) -> None:
    least = 150 if name.endswith("_of_one_name") else 500  # each is compared with up to a hundred others
    files = {size: SHAPES[name](tmp_path / str(size), size) for size in (10, least, 4 * least)}

    def work(size: int) -> None:
        file = files[size]
        with suppress(GraphkitError):
            reading = Reading()
            made = read(file, reading=reading)
            merge_datasets(merge_datasets(Dataset(), made, reading.local).dataset, made, reading.local)

    work(10)  # loads what has to be loaded
    assert grows_linearly(work, least)


def test_a_link_of_many_with_many_is_refused_by_its_line(tmp_path: Path) -> None:
    file = SHAPES["owners_and_assets"](tmp_path / "x", 400)
    with pytest.raises(
        DataError, match=r"line 1: .* links 400 with 400, each with each; give each link a line"
    ):
        read(file)
    reading = Reading(skip_bad=True)
    assert read(file, reading=reading) == Dataset()
    assert reading.notes[0].startswith("1 line skipped; the first: line 1")


@pytest.mark.parametrize("made", [graphml_defaults, gexf_defaults])
def test_what_is_not_in_the_file_is_made_a_hundred_times_its_size_at_most(
    made: Callable[[int], dict[str, str]], tmp_path: Path
) -> None:
    def put(size: int) -> Path:
        [(name, text)] = made(size).items()
        (tmp_path / name).write_text(text, "utf-8")
        return tmp_path / name

    assert len(read(put(100)).actors[0].attributes) == 100
    with pytest.raises(
        DataError, match="200 attributes have a value for each of 10,100 elements without one"
    ):
        foreign_graph.check_defaults("x", 200, 10_100)
    with pytest.raises(DataError, match=r"x\.g.*: 1,000 attributes have a value for each of 2,000 elements"):
        read(put(1_000))


def test_nodes_in_nodes_are_all_read(tmp_path: Path) -> None:
    assert len(read(SHAPES["gexf_nodes_in_nodes"](tmp_path / "x", 3_000)).actors) == 3_000
