"""Graphs of other programs, rule by rule: times, directions, groups, labels, attributes, bad elements."""

import json
from html import escape
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest
from cli.conftest import Run, run
from datasets import dataset, relation
from shipped import in_each_story

import graphkit as gk
from graphkit.editing.merge_datasets import merge_datasets
from graphkit.errors import DataError
from graphkit.formats import read, write
from graphkit.formats.format import Reading
from graphkit.graph.build import build_graph
from graphkit.model.entities import Dataset
from graphkit.model.vocabulary import vocabulary
from graphkit.storage.content_kind import TOO_DEEP

__all__ = ["run"]

SHIPPED = Path(__file__).parents[2] / "data" / "graph.json"


class Found:
    """What a text in some format is read as."""

    def __init__(self, folder: Path, suffix: str, content: Any, *, skip_bad: bool = False) -> None:
        text = content if isinstance(content, str) else json.dumps(content)
        (folder / f"x.{suffix}").write_text(text, "utf-8")
        self.reading = Reading(skip_bad=skip_bad)
        self.made: Dataset = read(folder / f"x.{suffix}", reading=self.reading)
        self.names = {row.id: row.name for row in self.made.actors}
        self.told = " ".join(self.reading.told)

    @property
    def relations(self) -> list[tuple[str, str, str, str | None]]:
        """The relations by name."""
        return sorted(
            (self.names[row.source], row.type, self.names[row.target], row.when)
            for row in self.made.relations
        )

    @property
    def notes(self) -> list[str | None]:
        """The notes of the relations, in the order of their ids."""
        return [row.note for row in self.made.relations]

    @property
    def attributes(self) -> dict[str, dict[str, Any]]:
        """The attributes of each actor by name."""
        return {row.name: dict(row.attributes) for row in self.made.actors}

    def symmetric(self, type_: str) -> bool:
        """Return whether a type of relation has no direction."""
        return vocabulary(self.made.relation_types)[type_].symmetric


def gexf(edges: str, *, nodes: str = "", head: str = "", settings: str = 'defaultedgetype="directed"') -> str:
    nodes = nodes or '<node id="a" label="Alpha"/><node id="b" label="Beta"/>'
    return (
        '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'
        f"<graph {settings}>{head}<nodes>{nodes}</nodes><edges>{edges}</edges></graph></gexf>"
    )


def graphml(inside: str, *, keys: str = "", settings: str = 'edgedefault="directed"') -> str:
    return (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml" '
        f'xmlns:x="http://www.yworks.com/xml/yfiles-common/markup/3.0">{keys}'
        f"<graph {settings}>{inside}</graph></graphml>"
    )


# --- times of GEXF ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("times", "whens"),
    [
        ('start="1998" end="2004"', ["1998/2004"]),
        ('start="1998.0" end="2004.0"', ["1998/2004"]),
        ('start="1998-03" end="2004-05"', ["1998-03/2004-05"]),
        ('timestamp="2001"', ["2001"]),
        ('start="2009-03-05"', ["2009-03-05/"]),
        ('end="2009-03-05"', ["/2009-03-05"]),
        ('start="2009-03-05" endopen="2009-03-10"', ["2009-03-05/2009-03-09"]),
        ('startopen="2009-03-05" endopen="2009-03-10"', ["2009-03-06/2009-03-09"]),
        ('start="2009-03-05" startopen="true" end="2009-03-10" endopen="false"', ["2009-03-06/2009-03-10"]),
        ('start="2009-03-05T10:00:00" endopen="2009-03-05T12:00:00"', ["2009-03-05"]),
        ('start="2009-03-05T00:00:00Z" endopen="2009-03-07T00:00:00Z"', ["2009-03-05/2009-03-06"]),
        ('start="1131041626.78"', ["2005-11-03/"]),
        ('start="1171036800000" end="1171036800000"', ["2007-02-09"]),
        ('timestamps="&lt;[2020-02-01, 2020-03-01]&gt;"', ["2020-02-01", "2020-03-01"]),
        ('timestamps="2020-02-01,2020-03-01"', ["2020-02-01", "2020-03-01"]),
        (
            'intervals="&lt;[2020-01-01, 2020-02-01]; (2020-05-01, 2020-06-01)&gt;"',
            ["2020-01-01/2020-02-01", "2020-05-02/2020-05-31"],
        ),
        ('intervals="&lt;[2020-01-01, Infinity]&gt;"', ["2020-01-01/"]),
        ('start="-Infinity" end="2020"', ["/2020"]),
        ('start="-Infinity" end="Infinity"', [None]),
        ('start="2009-03-05" end="9999-12-31"', ["2009-03-05/"]),
        ('start="5" end="9"', [None]),
        ('start="2020-02-01" end="2019-01-01"', [None]),
        ('intervals="&lt;[soon&gt;"', [None]),
        ("", [None]),
    ],
)
def test_a_time_of_gexf_is_what_it_says(times: str, whens: list[str | None], tmp_path: Path) -> None:
    found = Found(tmp_path, "gexf", gexf(f'<edge source="a" target="b" {times}/>'))
    assert [row.when for row in found.made.relations] == whens
    assert ("A start or end at infinity (1 relation): unknown." in found.told) is (
        "Infinity" in times or "9999-12-31" in times
    )
    assert ("could not be read" in found.told) is ("5" in times.split('"') or "soon" in times)


def test_spells_and_slices_are_relations_of_their_own(tmp_path: Path) -> None:
    spells = '<spells><spell end="2009-03-05"/><spell start="2009-03-06" endopen="2009-03-10"/></spells>'
    slices = '<slices><slice start="2010"/></slices>'
    found = Found(
        tmp_path,
        "gexf",
        gexf(
            f'<edge id="e" source="a" target="b" label="met">{spells}</edge>'
            f'<edge source="b" target="a" label="met">{slices}</edge>'
        ),
    )
    assert [when for *_, when in found.relations] == ["/2009-03-05", "2009-03-06/2009-03-09", "2010"]
    assert "1 edge with several times is several relations, one for each time." in found.reading.notes


def test_a_missing_end_is_unknown_and_in_no_format_open(tmp_path: Path) -> None:
    edge = {"source": "a", "target": "b", "type": "banned", "start": "1998-03-01T00:00:00Z"}
    nodes: list[dict[str, Any]] = [{"id": "a"}, {"id": "b"}]
    drawn = nx.DiGraph()
    drawn.add_edge("a", "b", type="banned", start="1998-03-01T00:00:00Z")
    nx.write_graphml(drawn, tmp_path / "g.graphml")
    files = {
        "graphml": (tmp_path / "g.graphml").read_text(),
        "gexf": gexf('<edge source="a" target="b" kind="banned" start="1998-03-01T00:00:00Z"/>'),
        "cyjs": {"elements": [{"data": each} for each in (*nodes, edge)]},
        "json": {"nodes": nodes, "links": [edge]},
    }
    for suffix, content in files.items():
        found = Found(tmp_path, suffix, content)
        assert [row.when for row in found.made.relations] == ["1998-03-01/"], suffix
        made = gk.window(build_graph(found.made), "2030-01-01", "2030-01-01")
        [seen] = gk.relations(made).relations
        assert seen.certainty == "possible"


@pytest.mark.parametrize(
    "text",
    ["1998", "1998.0", "1589846400000", "2020-05-19T00:00:00.000Z", "12 May 2004", "soon", "31/12/2019"],
)
def test_one_value_has_one_reading_in_every_format(text: str, tmp_path: Path) -> None:
    edge = {"source": "a", "target": "b", "start": text, "end": text}
    number = {**edge, "start": float(text), "end": float(text)} if text[:5].isdecimal() else edge
    nodes: list[dict[str, Any]] = [{"id": "a"}, {"id": "b"}]
    data = f'<data key="start">{text}</data><data key="end">{text}</data>'
    files: list[tuple[str, Any]] = [
        ("gexf", gexf(f'<edge source="a" target="b" start="{text}" end="{text}"/>')),
        ("graphml", graphml(f'<node id="a"/><node id="b"/><edge source="a" target="b">{data}</edge>')),
        ("cyjs", {"elements": [{"data": each} for each in (*nodes, edge)]}),
        ("cyjs", {"elements": [{"data": each} for each in (*nodes, number)]}),
        ("json", {"nodes": nodes, "links": [edge]}),
    ]
    found = [Found(tmp_path, *file) for file in files]
    assert len({(row.when, row.note) for each in found for row in each.made.relations}) == 1
    unread = text == "soon"
    assert all(("Dates that could not be read, such as 'soon'" in each.told) is unread for each in found)


def test_the_life_of_a_node_is_that_of_its_actor(tmp_path: Path) -> None:
    nodes = (
        '<node id="a" label="Alpha" start="2009-03-01" endopen="2009-04-01"/>'
        '<node id="b" label="Beta" timestamps="&lt;[2020-02-01, 2020-03-01]&gt;"/>'
        '<node id="c" label="C" end="9"/>'
    )
    found = Found(tmp_path, "gexf", gexf("", nodes=nodes))
    assert found.attributes == {
        "Alpha": {"from": "2009-03-01", "until": "2009-03-31"},
        "Beta": {"time": "2020-02-01", "time 2": "2020-03-01"},
        "C": {"end": "9"},
    }
    assert "Dates that could not be read, such as '9' (1 actor): kept as an attribute" in found.told


# --- the rest of GEXF ---------------------------------------------------------------------------


def test_attributes_of_gexf_have_their_types_defaults_and_times(tmp_path: Path) -> None:
    head = (
        '<attributes class="node"><attribute id="0" title="score" type="integer"><default>5</default>'
        '</attribute><attribute id="1" title="score" type="string"/>'
        '<attribute id="2" title="ok" type="boolean"/></attributes>'
    )
    nodes = (
        '<node id="a" label="Alpha"/><node id="b" label="Beta"><attvalues><attvalue for="0" value="7"/>'
        '<attvalue for="1" value="high"/><attvalue for="2" value=" true "/>'
        '<attvalue for="9" value="x" start="2009" end="2010"/><attvalue for="9" value="y"/>'
        "</attvalues></node>"
    )
    found = Found(tmp_path, "gexf", gexf("", nodes=nodes, head=head))
    assert found.attributes == {
        "Alpha": {"score": 5},
        "Beta": {"score": 7, "score 2": "high", "ok": "true", "9": "x (2009 to 2010); y"},
    }


def test_nested_nodes_and_parents_are_part_of_another(tmp_path: Path) -> None:
    nodes = (
        '<node id="g" label="Group"><nodes><node id="a" label="Alpha"/></nodes><edges>'
        '<edge source="a" target="b" label="met"/></edges></node><node id="b" label="Beta" pid="g"/>'
        '<node id="c" label="C"><parents><parent for="g"/><parent for="zz"/></parents></node>'
    )
    found = Found(tmp_path, "gexf", gexf("", nodes=nodes))
    assert found.relations == [
        ("Alpha", "met", "Beta", None),
        *((name, "part-of", "Group", None) for name in ("Alpha", "Beta", "C")),
    ]
    assert "3 actors lie inside another" in found.told
    assert "The group 'zz' (1 actor): left out." in found.told


def test_what_a_drawing_shows_and_a_file_says_of_itself_is_told(tmp_path: Path) -> None:
    text = gexf(
        '<edge source="a" target="b"><viz:thickness value="2"/></edge>',
        nodes='<node id="a"><viz:position x="1"/><viz:color r="1"/></node><node id="b"/>',
        settings='defaultedgetype="directed" start="2009"',
    ).replace(
        "<graph ", '<meta lastmodifieddate="2020"><creator>Gephi</creator><title>Net</title></meta><graph ', 1
    )
    found = Found(tmp_path, "gexf", text)
    told = found.told
    assert found.made.title == "Net"
    for what in (
        "Position in",
        "Color in",
        "Thickness in",
        "Creator Gephi",
        "Lastmodifieddate 2020",
        "Start 2009",
    ):
        assert what in told


def test_gephi_merges_parallel_relations_and_the_loss_report_says_how_many(tmp_path: Path) -> None:
    rows = [relation(f"r{number}", type=type_) for number, type_ in enumerate(["met"] * 3 + ["called"])]
    losses = {loss.what: loss for loss in write(build_graph(dataset(*rows)), tmp_path / "x.gexf")}
    loss = losses["parallel relations of one type between the same two actors"]
    assert loss.count == 2
    assert "Don't merge" in str(loss)


# --- direction ----------------------------------------------------------------------------------

DIRECTIONS: dict[str, Any] = {
    "gexf": gexf(
        '<edge source="a" target="b"/><edge source="a" target="c" type="mutual"/>'
        '<edge source="b" target="c" type="directed"/>',
        nodes='<node id="a"/><node id="b"/><node id="c"/>',
        settings='defaultedgetype="undirected"',
    ),
    "graphml": graphml(
        '<node id="a"/><node id="b"/><node id="c"/><edge source="a" target="b"/><edge source="a" target="c"/>'
        '<edge source="b" target="c" directed=" true "/>',
        settings='edgedefault="undirected"',
    ),
    "json": {
        "directed": False,
        "nodes": [{"id": id} for id in "abc"],
        "links": [
            {"source": "a", "target": "b"},
            {"source": "a", "target": "c"},
            {"source": "b", "target": "c", "directed": True},
        ],
    },
    "cyjs": {
        "elements": [
            *({"data": {"id": id}} for id in "abc"),
            {"data": {"source": "a", "target": "b", "directed": "false"}},
            {"data": {"source": "a", "target": "c", "undirected": True}},
            {"data": {"source": "b", "target": "c", "directed": "true"}},
        ]
    },
}


@pytest.mark.parametrize("suffix", DIRECTIONS)
def test_what_has_no_direction_is_symmetric(run: Run, suffix: str, tmp_path: Path) -> None:
    found = Found(tmp_path, suffix, DIRECTIONS[suffix])
    assert found.relations == [
        ("a", "linked-with", "b", None), ("a", "linked-with", "c", None), ("b", "linked-to", "c", None)
    ]  # fmt: skip
    assert found.symmetric("linked-with")
    assert not found.symmetric("linked-to")
    for ends, hops in (("ba", "One hop"), ("bc", "One hop"), ("cb", "Two hops")):
        done = run("--data", tmp_path / f"x.{suffix}", "path", "--directed", *ends)
        assert done.code == 0
        assert hops in done.out


def test_a_type_keeps_its_direction_whatever_other_files_say(tmp_path: Path) -> None:
    edges = {
        way: gexf(f'<edge source="a" target="b" type="{way}" label="owns"/>')
        for way in ("undirected", "directed")
    }
    undirected = Found(tmp_path, "gexf", edges["undirected"])
    assert [type_ for _, type_, *_ in undirected.relations] == ["owns-undirected"]
    words = [text.replace("owns", "x-ed") for text in edges.values()]
    here = Dataset()
    for text in words:
        (tmp_path / "x.gexf").write_text(text)
        reading = Reading()
        merged = merge_datasets(here, read(tmp_path / "x.gexf", here, reading), reading.local)
        assert merged.refused == ()
        here = merged.dataset
    types = vocabulary(here.relation_types)
    assert [types[row.type].symmetric for row in here.relations] == [True, False]


def test_a_file_that_says_nothing_of_direction_is_told_to(tmp_path: Path) -> None:
    links = [{"source": "a", "target": "b"}, {"source": "a", "target": "b", "type": "owns"}]
    found = Found(tmp_path, "json", {"nodes": [{"id": "a"}, {"id": "b"}], "links": links})
    assert [type_ for _, type_, *_ in found.relations] == ["linked-with", "owns"]
    assert "does not say whether 2 edges have a direction" in found.told


# --- ids of edges -------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [0, "owns"])
@pytest.mark.parametrize("suffix", ["graphml", "cyjs", "json", "gexf"])
def test_an_edge_more_in_a_multigraph_is_one_relation_more(
    suffix: str, key: int | str, tmp_path: Path
) -> None:
    pairs = [("Ann Alt", "Beta AG"), ("Bob Bern", "Beta AG"), ("Cy Cole", "Gamma AG")]
    file, here, added = tmp_path / f"x.{suffix}", Dataset(), []
    for edges in (pairs[:1], pairs, pairs, [("Dan Dorn", "Dock AG"), *pairs]):
        drawn = nx.MultiDiGraph()
        for source, target in edges:
            drawn.add_edge(source, target, key, relation="owns")
        match suffix:
            case "graphml":
                nx.write_graphml(drawn, file)
            case "gexf":
                nx.write_gexf(drawn, file)
            case _:
                data = nx.cytoscape_data if suffix == "cyjs" else nx.node_link_data
                file.write_text(json.dumps(data(drawn)))
        reading = Reading()
        merged = merge_datasets(here, read(file, here, reading), reading.local)
        added.append(sum(row.what == "relation" for row in merged.added))
        assert [row for row in merged.merged if row.what == "relation"] == []
        here = merged.dataset
    assert added == [1, 2, 0, 1]
    noted = {row.note for row in here.relations}
    assert len(noted) == 1
    assert suffix == "gexf" or noted == {"id: owns" if key else None}


# --- attributes ---------------------------------------------------------------------------------

OURS = (
    "status", "amount", "links", "about", "evidence", "when", "begins", "ends", "summary", "date", "since",
    "note",
)  # fmt: skip


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("suffix", ["gexf", "graphml", "cyjs", "json"])
def test_a_foreign_attribute_is_never_a_field_of_ours(suffix: str, name: str, tmp_path: Path) -> None:
    value = "2012-01-01"
    nodes: list[dict[str, Any]] = [{"id": "a"}, {"id": "b"}]
    edge = {"source": "a", "target": "b", name: value}
    content: Any = {
        "gexf": gexf(
            f'<edge source="a" target="b"><attvalues><attvalue for="{name}" value="{value}"/>'
            "</attvalues></edge>"
        ),
        "graphml": graphml(
            '<node id="a"/><node id="b"/><edge source="a" target="b">'
            f'<data key="{name}">{value}</data></edge>'
        ),
        "cyjs": {"elements": [{"data": each} for each in (*nodes, edge)]},
        "json": {"nodes": nodes, "links": [edge]},
    }[suffix]
    found = Found(tmp_path, suffix, content)
    [row] = found.made.relations
    assert row.fields() == {
        "source": "a",
        "target": "b",
        "key": row.key,
        "type": row.type,
        "note": f"{name}: {value}",
    }
    assert f"Attribute {name} (1 relation): kept in its note, not read as a field of graphkit" in found.told


def test_attributes_of_actors_stay_theirs(tmp_path: Path) -> None:
    values = {
        "ids": "12",
        "aliases": "AL",
        "since": "2001",
        "group": 3,
        "ok": True,
        "x": 0.5,
        "none": None,
        "b": " ",
    }
    found = Found(tmp_path, "cyjs", {"elements": [{"data": {"id": "n1", "label": "Al", **values}}]})
    expected = {"ids": "12", "aliases": "AL", "since": "2001", "group": 3, "ok": "true", "x": 0.5}
    assert found.attributes == {"Al": expected}
    assert found.made.actors[0].ids == ()
    assert "Attribute aliases (1 actor): kept as it is" in found.told


@pytest.mark.parametrize(
    ("values", "kind", "left"),
    [
        ({"kind": "Person"}, "person", {}),
        ({"type": "COMPANY"}, "company", {}),
        ({"category": "Organization"}, "organisation", {"category": "Organization"}),
        ({"Type": "government body"}, "government-body", {}),
        ({"type": "Countries"}, "country", {"type": "Countries"}),
        ({"kind": "Vessel", "type": "product"}, "product", {"kind": "Vessel"}),
        ({"type": "Teacher"}, "unknown", {"type": "Teacher"}),
        ({"kind": 3}, "unknown", {"kind": 3}),
        ({}, "unknown", {}),
    ],
)
def test_a_kind_is_taken_from_words_that_mean_one(
    values: dict[str, Any], kind: str, left: dict[str, Any], tmp_path: Path
) -> None:
    found = Found(tmp_path, "cyjs", {"elements": [{"data": {"id": "a", "name": "Ann", **values}}]})
    assert [row.kind for row in found.made.actors] == [kind]
    assert found.attributes == {"Ann": left}


@pytest.mark.parametrize(
    ("values", "type_", "note"),
    [
        ({"type": "Sued!", "label": "other"}, "sued", "label: other"),
        ({"relation": "met", "label": "Met"}, "met", None),
        ({"interaction": "pp", "shared_interaction": "pp"}, "pp", None),
        ({"label": "works for"}, "works-for", None),
        ({"type": "Directed", "label": "owns"}, "owns", None),
        ({"weight": 2}, "linked-with", "weight: 2"),
    ],
)
def test_the_type_of_an_edge_is_the_best_word_for_it(
    values: dict[str, Any], type_: str, note: str | None, tmp_path: Path
) -> None:
    edge = {"source": "a", "target": "b", **values}
    found = Found(
        tmp_path, "cyjs", {"elements": [{"data": each} for each in ({"id": "a"}, {"id": "b"}, edge)]}
    )
    assert [(row.type, row.note) for row in found.made.relations] == [(type_, note)]


# --- GraphML ------------------------------------------------------------------------------------


def test_data_without_a_key_blanks_and_words_in_numbers_are_read(tmp_path: Path) -> None:
    keys = (
        '<key id="p" for="edge" attr.name="paid" attr.type="boolean"/>'
        '<key id="n" for="node" attr.type="int"/>'
    )
    inside = (
        '<node id="a"><data key="lbl">Alpha</data><data key="n">one</data></node>'
        '<node id="b"><data>x</data></node>'
        '<edge source="a" target="b"><data key="p"> true </data></edge>'
    )
    found = Found(tmp_path, "graphml", graphml(inside, keys=keys))
    assert found.attributes == {"a": {"lbl": "Alpha", "n": "one"}, "b": {"data": "x"}}
    assert found.notes == ["paid: true"]


def test_all_graphs_of_a_file_are_read_and_their_ids_kept_apart(tmp_path: Path) -> None:
    def node(id: str, name: str) -> str:
        return f'<node id="{id}"><data key="name">{name}</data></node>'

    one = node("n0", "Ada") + node("n1", "Ben") + '<edge source="n0" target="n1"/>'
    two = node("n0", "Cy") + node("n2", "Dee") + '<edge source="n0" target="n2"/>'
    text = graphml(f'{one}</graph><graph id="G2" edgedefault="undirected">{two}')
    found = Found(tmp_path, "graphml", text)
    assert found.relations == [("Ada", "linked-to", "Ben", None), ("Cy", "linked-with", "Dee", None)]
    assert "The file holds 2 graphs; all of them were read." in found.told
    text = gexf("").replace("</gexf>", "<graph/></gexf>")
    assert "Further graphs of the file (1 graph): left out." in Found(tmp_path, "gexf", text).told


GROUP = """<node id="n1" yfiles.foldertype="group"><data key="d5"><y:ProxyAutoBoundsNode>
<y:Realizers active="1"><y:GroupNode><y:NodeLabel>Open</y:NodeLabel></y:GroupNode>
<y:GroupNode><y:NodeLabel>Harbour Group</y:NodeLabel></y:GroupNode></y:Realizers>
</y:ProxyAutoBoundsNode></data><graph edgedefault="directed" id="n1:">
<node id="n1::n0"><data key="d5"><y:ShapeNode><y:Fill/><y:NodeLabel>Harbour Bank<y:LabelModel/></y:NodeLabel>
<y:NodeLabel>of 1901</y:NodeLabel></y:ShapeNode></data></node></graph></node><node id="n0"/>"""


def test_groups_and_labels_of_yed_are_read(tmp_path: Path) -> None:
    keys = '<key for="node" id="d5" yfiles.type="nodegraphics"/>'
    found = Found(tmp_path, "graphml", graphml(GROUP, keys=keys))
    assert found.relations == [("Harbour Bank", "part-of", "Harbour Group", None)]
    assert found.attributes == {"Harbour Group": {}, "Harbour Bank": {"label 2": "of 1901"}, "n0": {}}
    assert "The drawing (nodegraphics) (2 actors): left out." in found.told


@pytest.mark.parametrize("name", ["<html>Ada<br>Lee</html>", "<HTML><b>Ada</b> Lee", "<html>Ada&nbsp;Lee"])
def test_a_label_that_yed_draws_as_html_is_its_text(name: str, tmp_path: Path) -> None:
    drawn = f'<data key="d5"><y:ShapeNode><y:NodeLabel>{escape(name)}</y:NodeLabel></y:ShapeNode></data>'
    keys = '<key for="node" id="d5" yfiles.type="nodegraphics"/>'
    found = Found(tmp_path, "graphml", graphml(f'<node id="a">{drawn}</node>', keys=keys))
    assert found.attributes == {"Ada Lee": {}}


@pytest.mark.parametrize("name", ["Ben\nRay", " Ben \r\n Ray", "Ben\tRay"])
def test_a_name_is_one_line(name: str, tmp_path: Path) -> None:
    drawn = f'<data key="d5"><y:ShapeNode><y:NodeLabel>{name}</y:NodeLabel></y:ShapeNode></data>'
    keys = '<key for="node" id="d5" yfiles.type="nodegraphics"/>'
    of_yed = Found(tmp_path, "graphml", graphml(f'<node id="a">{drawn}</node>', keys=keys))
    nodes = [{"data": {"id": "a", "name": name, "label": name}}]
    of_cytoscape = Found(tmp_path, "cyjs", {"elements": {"nodes": nodes, "edges": []}})
    assert of_yed.attributes == of_cytoscape.attributes == {"Ben Ray": {}}


def test_a_number_and_a_text_are_two_ids(tmp_path: Path) -> None:
    nodes = [{"id": 1, "name": "Ada"}, {"id": "1", "name": "Ben"}, {"id": 2}, {"id": "2"}]
    links = [{"source": 1, "target": "1"}, {"source": "1", "target": {"id": 2}}, {"source": 2, "target": "2"}]
    for rest in ({"directed": True, "multigraph": True, "graph": {}}, {}):
        rows = [{**link, "type": "paid"} for link in links]
        found = Found(tmp_path, "json", {**rest, "nodes": nodes, "links": rows})
        assert found.relations == [
            ("2 (number)", "paid", "2", None),
            ("Ada", "paid", "Ben", None),
            ("Ben", "paid", "2 (number)", None),
        ]


def test_an_id_may_be_a_list(tmp_path: Path) -> None:
    made = nx.node_link_data(nx.DiGraph([((0, 1), True), (True, "b")]), edges="links")
    found = Found(tmp_path, "json", json.loads(json.dumps(made)))
    assert found.relations == [("[0, 1]", "linked-to", "true", None), ("true", "linked-to", "b", None)]


def test_arrows_of_yed_say_which_way(tmp_path: Path) -> None:
    edges = "".join(
        f'<edge source="a" target="b"><data key="d9"><y:PolyLineEdge><y:Arrows source="{source}" '
        f'target="{target}"/><y:EdgeLabel>{label}</y:EdgeLabel></y:PolyLineEdge></data></edge>'
        for source, target, label in (
            ("none", "standard", "paid"),
            ("standard", "none", "owns"),
            ("none", "none", ""),
            ("none", "none", "funded"),
            ("delta", "delta", "x"),
        )
    )  # fmt: skip
    found = Found(tmp_path, "graphml", graphml(f'<node id="a"/><node id="b"/>{edges}'))
    assert found.relations == [
        ("a", "funded-undirected", "b", None),
        ("a", "linked-with", "b", None),
        ("a", "paid", "b", None),
        ("a", "x", "b", None),
        ("b", "owns", "a", None),
    ]  # fmt: skip
    assert found.symmetric("x")
    assert found.symmetric("funded-undirected")
    assert "does not say whether" not in found.told
    assert "arrow at its source" in found.told
    undirected = graphml(f'<node id="a"/><node id="b"/>{edges}').replace('"directed"', '"undirected"')
    again = Found(tmp_path, "graphml", undirected)
    assert again.relations[1:] == found.relations[1:]
    assert [again.symmetric(name) for name in ("paid", "owns", "x")] == [
        False, False, True
    ]  # fmt: skip


@pytest.mark.parametrize(
    "label", ["<y:Label><y:Label.Text>{}</y:Label.Text></y:Label>", '<y:Label Text="{}"/>']
)
def test_labels_of_yed_live_are_read(label: str, tmp_path: Path) -> None:
    def data(text: str) -> str:
        return f'<data key="d4"><x:List>{label.format(text)}</x:List></data>'

    inside = f'<node id="n0">{data("Ada Lee")}</node><node id="n1">{data("Harbour")}</node>'
    found = Found(tmp_path, "graphml", graphml(f'{inside}<edge source="n0" target="n1">{data("met")}</edge>'))
    assert found.relations == [("Ada Lee", "met", "Harbour", None)]


def test_elements_in_an_attribute_that_draw_nothing_are_its_text(tmp_path: Path) -> None:
    keys = '<key id="k" attr.name="name" for="node"/><key id="m" attr.name="entity" for="all"/>'
    entity = '<data key="m"><e xmlns="urn:m"><v>Co</v></e></data>'
    inside = (
        f'<node id="x"><data key="k"><b>Ada</b>\n Lee</data>{entity}</node><node id="y"/>'
        f'<edge source="x" target="y">{entity}</edge>'
    )
    found = Found(tmp_path, "graphml", graphml(inside, keys=keys))
    assert found.made.actors[0].name == "Ada Lee"
    assert found.attributes == {"Ada Lee": {"entity": "Co"}, "y": {}}
    assert [row.note for row in found.made.relations] == ["entity: Co"]
    assert "drawing" not in found.told


def test_what_yed_live_keeps_for_its_drawing_is_no_attribute(tmp_path: Path) -> None:
    uri = 'y:attr.uri="http://www.yworks.com/xml/yfiles-common/2.0/folding/Expanded"'
    keys = (
        f'<key id="d0" for="node" attr.name="Expanded" {uri}><default>true</default></key>'
        '<key id="d1" for="node" attr.name="zOrder" '
        'y:attr.uri="http://www.yworks.com/xml/yfiles-z-order/1.0/zOrder"/>'
    )
    inside = (
        '<node id="n0"><data key="d1">7</data></node>'
        '<node id="n1"><data><x:List><y:Label Text="{y:GraphMLReference 2}"/></x:List></data></node>'
    )
    found = Found(tmp_path, "graphml", graphml(inside, keys=keys))
    assert found.attributes == {"n0": {}, "n1": {}}
    assert "The drawing (zOrder) (1 actor): left out." in found.told


def test_ports_hyperedges_and_descriptions(tmp_path: Path) -> None:
    inside = (
        '<desc>About it</desc><node id="a"><desc>The first</desc><port name="p"/></node><node id="b"/>'
        '<hyperedge><endpoint node="a"/></hyperedge><edge source="a" target="b" sourceport="p"/>'
    )
    found = Found(tmp_path, "graphml", graphml(inside))
    assert found.made.description == "About it"
    assert found.made.actors[0].description == "The first"
    for what in (
        "A port (1 actor)",
        "The sourceport (1 relation)",
        "Hyperedges, which join more than two (1 relation)",
    ):
        assert what in found.told


# --- JSON ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("edges", ["edges", "links"])
@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_node_link_data_of_networkx_is_read(run: Run, edges: str, kind: Any, tmp_path: Path) -> None:
    drawn = kind(name="Net")
    drawn.add_node(1, label="Ada")
    drawn.add_edge(1, 2, relation="backs", start=1998)
    found = Found(tmp_path, "json", nx.node_link_data(drawn, edges=edges))
    assert (found.made.title, found.relations) == ("Net", [("Ada", "backs", "2", "1998/")])
    assert found.symmetric("backs") is not drawn.is_directed()
    for command in (
        ("--data", tmp_path / "x.json", "relations"),
        ("import", tmp_path / "x.json", "--into", tmp_path / "new.json"),
    ):
        done = run(*command)
        assert done.code == 0
        assert "backs" in done.out


@pytest.mark.parametrize("suffix", ["gexf", "graphml", "cyjs", "json"])
def test_what_networkx_writes_is_read_alike(suffix: str, tmp_path: Path) -> None:
    drawn = nx.DiGraph()
    drawn.add_node("n1", name="Ada", kind="Person", born=1815)
    drawn.add_node("n2", name="Engine")
    drawn.add_edge("n1", "n2", relation="met", date="2020-01-01", weight=2)
    file = tmp_path / f"x.{suffix}"
    if suffix in ("gexf", "graphml"):
        {"gexf": nx.write_gexf, "graphml": nx.write_graphml}[suffix](drawn, file)
    else:
        raw = nx.cytoscape_data(drawn) if suffix == "cyjs" else nx.node_link_data(drawn)
        file.write_text(json.dumps(raw))
    found = Found(tmp_path, suffix, file.read_text())
    assert found.relations == [("Ada", "met", "Engine", None)]
    assert [set((note or "").split("; ")) for note in found.notes] == [{"date: 2020-01-01", "weight: 2"}]
    assert [row.kind for row in found.made.actors] == ["person", "unknown"]
    assert found.attributes["Ada"]["born"] == 1815
    assert "Attribute date (1 relation): kept in its note" in found.told


@pytest.mark.parametrize(
    "content",
    [
        {"nodes": [{"name": "Ann"}, {"name": "Ben"}], "links": [{"source": 0, "target": 1, "type": "met"}]},
        {"nodes": [{"id": 0, "name": "Ben"}, {"id": 1, "name": "Ann"}],
         "links": [{"source": {"id": 1, "x": 3}, "target": {"id": 0}, "type": "met"}]},
        {"graph": {"nodes": {"a": {"label": "Ann"}, "b": {"label": "Ben"}},
                   "edges": [{"source": "a", "target": "b", "relation": "met"}]}},
        {"graphs": [{"nodes": [{"id": "a", "label": "Ann"}, {"id": "b", "label": "Ben"}],
                     "edges": [{"source": "a", "target": "b", "relation": "met"}]}]},
        {"options": {"type": "directed"},
         "nodes": [{"key": "a", "attributes": {"label": "Ann"}},
                   {"key": "b", "attributes": {"label": "Ben"}}],
         "edges": [{"source": "a", "target": "b", "attributes": {"label": "met"}}]},
        nx.node_link_data(nx.DiGraph([("Ann", "Ben", {"type": "met"})]), name="uid"),
        nx.node_link_data(nx.DiGraph([("Ann", "Ben", {"type": "met"})]), name="name", edges="links"),
        {"nodes": [{"name": "Ann", "group": 1}, {"name": "Ben", "group": 0}],
         "links": [{"source": 0, "target": 1, "type": "met"}]},
        {"elements": [{"data": {"id": "a", "name": "Ann"}}, {"data": {"id": "b", "name": "Ben"}},
                      {"data": {"source": "a", "target": "b", "label": "met"}}]},
    ],
)  # fmt: skip
def test_other_graphs_in_json_are_read(content: Any, tmp_path: Path) -> None:
    assert Found(tmp_path, "json", content).relations == [("Ann", "met", "Ben", None)]


@pytest.mark.parametrize("nodes", [
    [{"uid": "Ann", "also": "Ann"}, {"uid": "Ben", "also": "Ben"}],
    [{"uid": "Ann"}, {"uid": "Ann"}, {"uid": "Ben"}],
    [{"name": "A", "uid": "Ann"}, {"name": "B", "uid": "Ben"}],
    [{"uid": "Ann"}, {"uid": "Cy"}],
])  # fmt: skip
def test_links_name_nodes_by_an_attribute_only_if_it_is_plainly_the_one(nodes: Any, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"has no id|no node 'Ann'"):
        Found(tmp_path, "json", {"nodes": nodes, "links": [{"source": "Ann", "target": "Ben"}]})


@pytest.mark.parametrize("depth", [300, 600, 900])
@pytest.mark.parametrize("suffix", ["json", "cyjs"])
def test_what_is_too_deep_is_refused_in_a_line(suffix: str, depth: int, tmp_path: Path) -> None:
    node = f'{{"id": "a", "x": {"[" * depth}{"]" * depth}}}'
    made = {
        "json": f'{{"nodes": [{node}], "links": []}}',
        "cyjs": f'{{"elements": [{{"data": {node}}}]}}',
    }
    said = ""
    try:
        Found(tmp_path, suffix, made[suffix])
    except DataError as error:
        said = error.faults[0].message
    assert said in ("", TOO_DEEP) if depth > 300 else said == ""


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (nx.adjacency_data(nx.path_graph(2)), "write node_link_data in its place"),
        ({"id": "a", "children": []}, "write node_link_data in its place"),
        ({"directed": False, "nodes": [{"id": "a"}]}, "edges: is no list; write one, [] if there are none"),
        ({"nodes": None, "links": []}, "nodes: is no list; write one, [] if there are none"),
        ({"graph": {"nodes": {"a": {}}, "edges": 5}}, "graph, edges: is no list; write one"),
        ({"directed": True, "multigraph": True, "graph": {"format": "graphkit/1"}, "nodes": [], "links": []},
         "links: is called 'edges' in a file of graphkit; rename it"),
    ],
)  # fmt: skip
def test_json_that_is_not_read_names_the_mend(content: Any, advice: str, tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        Found(tmp_path, "json", content)
    assert advice in str(caught.value)
    assert "more fault" not in str(caught.value)


def test_what_stands_beside_the_graph_in_json_is_told(tmp_path: Path) -> None:
    raw = {
        "graph": [["name", "Net"], ["era", "1815"]],
        "nodes": [{"id": 7}],
        "links": [],
        "edges": [{"source": 7, "target": 7}],
        "zoom": 2,
    }
    found = Found(tmp_path, "json", raw)
    assert found.made.title == "Net"
    for what in ("Era '1815' (1 file)", "Zoom '2' (1 file)", "Edges beside the links (1 relation): left out"):
        assert what in found.told
    cytoscape = {"data": [["name", "Net"], ["era", "1815"]], "elements": []}
    assert "Era '1815' (1 file)" in Found(tmp_path, "cyjs", cytoscape).told


def test_a_foreign_json_is_not_edited_but_imported(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps({"nodes": [], "links": []}))
    done = run("--data", tmp_path / "x.json", "add", "actor", "Ann", "--kind", "person")
    assert done.code == 2
    assert done.err.endswith("gk.read and 'graphkit import' read it\n")


@in_each_story
def test_a_file_that_lacks_only_the_name_of_the_format_is_ours(shipped: Path, tmp_path: Path) -> None:
    raw = json.loads(shipped.read_text("utf-8"))
    del raw["graph"]["format"]
    found = Found(tmp_path, "json", raw)
    assert found.made == gk.to_dataset(gk.load(shipped))
    assert "does not name its format" in found.told


# --- what another program saved of ours, with an attribute of its own -------------------------------


def networkx_gexf(folder: Path) -> Path:
    drawn = nx.read_gexf(folder / "o.gexf", version="1.3")
    nx.set_edge_attributes(drawn, 0.5, "betweenness")
    nx.write_gexf(drawn, folder / "x.gexf")
    return folder / "x.gexf"


def networkx_graphml(folder: Path) -> Path:
    drawn = nx.read_graphml(folder / "o.graphml", force_multigraph=True)
    nx.set_edge_attributes(drawn, 0.5, "betweenness")
    nx.write_graphml(drawn, folder / "x.graphml")
    return folder / "x.graphml"


def igraph_graphml(folder: Path) -> Path:
    drawn = igraph.Graph.Read_GraphML(str(folder / "o.graphml"))
    drawn.es["betweenness"] = 0.5
    drawn.write_graphml(str(folder / "x.graphml"))
    return folder / "x.graphml"


def networkx_json(folder: Path) -> Path:
    drawn = nx.read_graphml(folder / "o.graphml", force_multigraph=True)
    nx.set_edge_attributes(drawn, 0.5, "betweenness")
    (folder / "x.json").write_text(json.dumps(nx.node_link_data(drawn, edges="links")))
    return folder / "x.json"


def cytoscape(folder: Path) -> Path:
    raw = json.loads((folder / "o.cyjs").read_text("utf-8")) | {"generated_by": "cytoscape-3.10.2"}
    for edge in raw["elements"]["edges"]:
        edge["data"] |= {"SUID": 7, "shared_name": "x (y) z", "name": "x (y) z", "betweenness": 0.5}
    (folder / "x.cyjs").write_text(json.dumps(raw))
    return folder / "x.cyjs"


@pytest.mark.parametrize("saved", [networkx_gexf, networkx_graphml, igraph_graphml, networkx_json, cytoscape])
@in_each_story
def test_what_another_program_saved_of_ours_keeps_our_fields(
    shipped: Path, saved: Any, tmp_path: Path
) -> None:
    story = gk.load(shipped)
    for suffix in ("gexf", "graphml", "cyjs"):
        write(story, tmp_path / f"o.{suffix}")
    reading = Reading()
    found = read(saved(tmp_path), reading=reading)
    here = gk.to_dataset(story)

    def told(made: Dataset) -> list[tuple[Any, ...]]:
        return sorted(
            (
                row.source,
                row.type,
                row.target,
                str((row.when, row.begins, row.ends)),
                str(row.evidence),
                row.status,
            )
            for row in made.relations
        )

    assert told(found) == told(here)
    assert {row.id: row.kind for row in found.actors} == {row.id: row.kind for row in here.actors}
    merged = merge_datasets(here, found, reading.local)
    assert (merged.added, merged.refused, merged.apart) == ((), (), ())
    assert {row.id for row in merged.merged if row.what == "relation"} == {row.key for row in here.relations}


def test_what_another_program_added_to_ours_has_ids_of_its_own(tmp_path: Path) -> None:
    write(build_graph(dataset(relation("r1"))), tmp_path / "o.graphml")
    drawn = nx.read_graphml(tmp_path / "o.graphml", force_multigraph=True)
    drawn.add_node("amd")
    drawn.add_edge("amd", next(iter(drawn)), "r1")
    nx.write_graphml(drawn, tmp_path / "x.graphml")
    reading = Reading()
    made = read(tmp_path / "x.graphml", reading=reading)
    assert reading.local.actors == {"amd"}
    assert reading.local.relations == {row.key for row in made.relations} - {"r1"} != set()


@pytest.mark.parametrize("suffix", ["graphml", "cyjs", "json", "gexf"])
@in_each_story
def test_what_networkx_writes_of_a_plain_copy_comes_back(shipped: Path, suffix: str, tmp_path: Path) -> None:
    copy, file = gk.plain(gk.load(shipped)), tmp_path / f"x.{suffix}"
    if suffix in ("graphml", "gexf"):
        {"graphml": nx.write_graphml, "gexf": nx.write_gexf}[suffix](copy, file)
    else:
        raw = nx.cytoscape_data(copy) if suffix == "cyjs" else nx.node_link_data(copy)
        file.write_text(json.dumps(raw))
    reading = Reading()
    found, here = read(file, reading=reading), gk.to_dataset(gk.load(shipped))
    claimed = {key for *_, key, data in copy.edges(keys=True, data=True) if data["claimed"]}
    if suffix != "gexf":
        assert found == here
        return
    # networkx writes nothing of the whole graph into GEXF, so no sources.
    lost = f"Evidence of sources that the file lacks ({len(here.relations)} relations): kept in its note."
    assert lost in reading.told
    whens = [(row.key, row.type, row.when, row.begins, row.ends, row.status) for row in found.relations]
    assert whens == [
        (
            row.key,
            f"allegedly-{row.type}" if row.key in claimed and row.status != "denied" else row.type,
            row.when,
            row.begins,
            row.ends,
            row.status,
        )
        for row in here.relations
    ]


# --- bad elements -------------------------------------------------------------------------------

BAD: dict[str, Any] = {
    "gexf": gexf(
        '<edge source="a" target="b" label="met"/><edge source="a" target="zz"/><edge source="a"/>',
        nodes='<node id="a"/><node id="b"/><node id="a"/><node/>',
    ),
    "graphml": graphml(
        '<node id="a"/><node id="b"/><node id="a"/><node/><edge source="a" target="b">'
        '<data key="label">met</data></edge><edge source="a" target="zz"/><edge source="a"/>'
    ),
    "cyjs": {"elements": {
        "nodes": [{"data": {"id": "a"}}, {"data": {"id": "b"}}, {"data": {}}, 5],
        "edges": [{"data": {"source": "a", "target": "b", "label": "met"}},
                  {"data": {"source": "a", "target": "zz"}},
                  {"x": 1}],
    }},
    "json": {"nodes": [{"id": "a"}, {"id": "b"}, {"id": "a"}, None],
             "links": [{"source": "a", "target": "b", "label": "met"}, {"source": "a", "target": "zz"}, "x"]},
}  # fmt: skip


@pytest.mark.parametrize("suffix", BAD)
def test_bad_elements_refuse_a_file_or_are_skipped_and_counted(run: Run, suffix: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="and 3 more faults"):
        Found(tmp_path, suffix, BAD[suffix])
    found = Found(tmp_path, suffix, BAD[suffix], skip_bad=True)
    assert found.relations == [("a", "met", "b", None)]
    assert "(2 nodes): skipped" in found.told
    assert "(2 edges): skipped" in found.told
    done = run("import", tmp_path / f"x.{suffix}", "--into", tmp_path / "new.json", "--skip-bad")
    assert "(2 edges): skipped" in " ".join(done.out.split())
    assert run("--data", tmp_path / f"x.{suffix}", "--skip-bad", "relations").code == 0


@pytest.mark.parametrize("suffix", ["gexf", "graphml", "cyjs"])
def test_a_bad_row_of_our_own_export_is_skipped_too(suffix: str, tmp_path: Path) -> None:
    rows = [relation("r1", when="2025"), relation("r2", when="2024")]
    write(build_graph(dataset(*rows)), tmp_path / f"o.{suffix}")
    text = (tmp_path / f"o.{suffix}").read_text("utf-8")
    changed = text.replace("2024<", "some day<").replace('"2024"', '"some day"')
    assert changed != text
    with pytest.raises(DataError, match="some day"):
        Found(tmp_path, suffix, changed)
    found = Found(tmp_path, suffix, changed, skip_bad=True)
    assert [row.key for row in found.made.relations] == ["r1"]
    assert "(1 edge): skipped" in found.told


def test_ids_that_are_none_of_ours_are_made_anew(tmp_path: Path) -> None:
    ids = ["a  b", "a b", "x" * 300, "unnamed"]
    nodes = [{"id": id} for id in ids]
    links = [{"source": id, "target": "a b", "id": f" {number} "} for number, id in enumerate(ids)]
    found = Found(tmp_path, "json", {"nodes": nodes, "links": links})
    assert len(found.made.relations) == 4
    assert all(len(row.id) <= 200 and row.id != "unnamed" for row in found.made.actors)


# --- who is meant, and which way ----------------------------------------------------------------


def test_two_of_one_name_are_two_where_links_name_places(tmp_path: Path) -> None:
    nodes = [{"name": "Ann Lee", "born": 1901}, {"name": "Ben"}, {"name": "Ann Lee", "born": 1950}]
    links = [{"source": 0, "target": 1, "type": "met"}, {"source": 2, "target": 1, "type": "sued"}]
    drawn = [
        {**link, "source": {**nodes[link["source"]], "index": link["source"]}, "target": nodes[1]}
        for link in links
    ]
    for each in (links, drawn):
        made = Found(tmp_path, "json", {"nodes": nodes, "links": each}).made
        born = {row.id: dict(row.attributes).get("born") for row in made.actors}
        assert sorted((row.type, born[row.source]) for row in made.relations) == [
            ("met", 1901),
            ("sued", 1950),
        ]
        assert [row.name for row in made.actors].count("Ann Lee") == 2


def test_two_of_one_name_are_not_told_apart_by_name(tmp_path: Path) -> None:
    nodes = [{"name": "Ann"}, {"name": "Ben"}, {"name": "Ann", "born": 1950}, {"name": "Cid"}]
    links = [{"source": "Ann", "target": "Ben"}, {"source": "Ben", "target": "Cid", "type": "met"}]
    with pytest.raises(DataError, match="node 'Ann': stands twice"):
        Found(tmp_path, "json", {"nodes": nodes, "links": links})
    found = Found(tmp_path, "json", {"nodes": nodes, "links": links}, skip_bad=True)
    assert found.relations == [("Ben", "met", "Cid", None)]
    assert "several nodes are called 'Ann'; give each an id (1 edge): skipped" in found.told
    ids = [{**row, "id": row["name"].casefold()} for row in nodes]
    links = [{"source": "ann", "target": "ben", "type": "met"}]
    told = Found(tmp_path, "json", {"nodes": ids, "links": links}, skip_bad=True).told
    assert "Which node of an id that stands twice is meant (1 relation): taken to be the first." in told


def test_a_number_is_an_id_before_it_is_a_place(tmp_path: Path) -> None:
    nodes = [{"id": number, "label": name} for number, name in ((1, "Ann"), (2, "Ben"), (3, "Cid"))]
    links = [{"source": 1, "target": 2, "type": "met"}, {"source": 0, "target": 3, "type": "led"}]
    with pytest.raises(DataError, match="there is no node '0'"):
        Found(tmp_path, "json", {"nodes": nodes, "links": links})
    found = Found(tmp_path, "json", {"nodes": nodes, "links": links}, skip_bad=True)
    assert found.relations == [("Ann", "met", "Ben", None)]
    old = [{"id": "ann"}, {"id": "ben"}]  # as networkx 1 wrote them
    found = Found(tmp_path, "json", {"nodes": old, "links": [{"source": 1, "target": 0, "type": "met"}]})
    assert found.relations == [("ben", "met", "ann", None)]


@pytest.mark.parametrize("head", [{"options": {"type": "mixed", "multi": False}}, {"options": {}}, {}])
def test_what_graphology_does_not_mark_undirected_has_a_direction(head: Any, tmp_path: Path) -> None:
    nodes = [{"key": key, "attributes": {"label": key.upper()}} for key in "ab"]
    edges = [
        {"key": "one", "source": "a", "target": "b"},
        {"key": "two", "source": "a", "target": "b", "undirected": True},
        {"key": "three", "source": "b", "target": "a", "undirected": None, "attributes": {"label": "x-ed"}},
    ]
    found = Found(tmp_path, "json", {**head, "attributes": {}, "nodes": nodes, "edges": edges})
    assert found.relations == [
        ("A", "linked-to", "B", None),
        ("A", "linked-with", "B", None),
        ("B", "x-ed", "A", None),
    ]
    assert not found.symmetric("x-ed")
    assert "does not say whether" not in found.told


@pytest.mark.parametrize(
    "drawn", ["arrow", "line", "curve", "curvedArrow", "doubleArrow", "rectangle", "tapered"]
)
def test_a_type_of_drawing_is_no_type_of_relation(drawn: str, tmp_path: Path) -> None:
    nodes = [{"key": key} for key in "ab"]
    edges = [
        {"source": "a", "target": "b", "attributes": {"type": drawn, "label": "funded", "size": 2}},
        {"source": "b", "target": "a", "attributes": {"type": drawn}},
    ]
    found = Found(tmp_path, "json", {"options": {"type": "directed"}, "nodes": nodes, "edges": edges})
    assert found.relations == [("a", "funded", "b", None), ("b", "linked-to", "a", None)]
    assert found.notes == [f"type: {drawn}; size: 2", f"type: {drawn}"]
    assert "type (2)" in found.told


@pytest.mark.parametrize(
    "end",
    ["white_diamond", "diamond", "circle", "transparent_circle", "dash", "skewed_dash", "t_shape",
     "crows_foot_one", "crows_foot_many", "crows_foot_one_mandatory", "crows_foot_many_optional"],
)  # fmt: skip
def test_what_yed_draws_at_an_end_is_an_arrow_only_if_it_is_one(end: str, tmp_path: Path) -> None:
    edges = "".join(
        f'<edge source="a" target="b"><data key="d9"><y:PolyLineEdge><y:Arrows source="{source}" '
        f'target="{target}"/><y:EdgeLabel>owns</y:EdgeLabel></y:PolyLineEdge></data></edge>'
        for source, target in ((end, "none"), (end, "standard"), ("none", end), (end, end))
    )
    found = Found(tmp_path, "graphml", graphml(f'<node id="a"/><node id="b"/>{edges}'))
    assert found.relations == [("a", "owns", "b", None)] * 4
    assert not found.symmetric("owns")
    assert f"The end '{end}' in the drawing, which is no arrow (5 relations): left out." in found.told
    turned = edges.replace(f'source="{end}" target="none"', f'source="white_delta" target="{end}"')
    found = Found(tmp_path, "graphml", graphml(f'<node id="a"/><node id="b"/>{turned}'))
    assert ("b", "owns", "a", None) in found.relations


@pytest.mark.parametrize(
    ("arrows", "source", "symmetric"),
    [
        ("to", "a", False),
        ("from", "b", False),
        ("to, from", "a", True),
        ("to;from", "a", True),
        ({"to": {"enabled": True, "scaleFactor": 2}}, "a", False),
        ({"to": {"enabled": False}, "from": True}, "b", False),
        ("middle", "a", False),
        (None, "a", False),
    ],
)
def test_vis_js_is_read_with_its_arrows(arrows: Any, source: str, symmetric: bool, tmp_path: Path) -> None:
    nodes = [{"id": 1, "label": "a"}, {"id": 2, "label": "b", "group": "x"}]
    edges = [{"id": "e7", "from": 1, "to": 2, "label": "x-ed", "arrows": arrows, "title": "in 1998"}]
    found = Found(tmp_path, "json", {"nodes": nodes, "edges": edges})
    assert [row[0] for row in found.relations] == [source]
    assert [row.key for row in found.made.relations] == ["e7"]
    assert found.symmetric("x-ed") is symmetric
    assert found.notes == ["title: in 1998"]
    assert ("does not say whether" in found.told) is (arrows in ("middle", None))
    assert ("Arrows 'middle' (1 relation): left out" in found.told) is (arrows == "middle")


def test_arrows_of_the_options_of_vis_js_count_for_all_edges(tmp_path: Path) -> None:
    edges = [
        {"from": 1, "to": 2, "label": "x-ed"},
        {"from": 2, "to": 1, "label": "y-ed", "arrows": "to,from"},
    ]
    options = {"edges": {"arrows": {"to": {"enabled": True}}}, "physics": False}
    nodes = [{"id": 1, "label": "a"}, {"id": 2, "label": "b"}]
    found = Found(tmp_path, "json", {"nodes": nodes, "edges": edges, "options": options})
    assert [found.symmetric(type_) for type_ in ("x-ed", "y-ed")] == [False, True]
    assert "does not say whether" not in found.told
    assert "Physics of the options of the drawing (1 file): left out." in found.told


def test_a_type_without_a_direction_is_explained(tmp_path: Path) -> None:
    found = Found(tmp_path, "gexf", gexf('<edge source="a" target="b" type="undirected" label="owns"/>'))
    assert "owns is undirected in the file, so it is a type of its own, owns-undirected." in found.told
    [type_] = found.made.relation_types
    assert type_.meaning == "owns, of which a file says that it is undirected"
    assert type_.family == vocabulary()["owns"].family


# --- names and types ----------------------------------------------------------------------------


def test_the_id_that_networkx_writes_for_a_name_gives_way_to_the_label(tmp_path: Path) -> None:
    drawn = nx.DiGraph([("n1", "n2")])
    nx.set_node_attributes(drawn, {"n1": "Ada Lee"}, "label")
    found = Found(tmp_path, "cyjs", nx.cytoscape_data(drawn))
    assert found.relations == [("Ada Lee", "linked-to", "n2", None)]
    assert found.attributes == {"Ada Lee": {}, "n2": {}}


@pytest.mark.parametrize(
    ("values", "type_", "note"),
    [
        ({"relation": ["owns", "sold"]}, "linked-to", 'relation: ["owns", "sold"]'),
        ({"relation": {"is": "owns"}, "label": "met"}, "met", 'relation: {"is": "owns"}'),
        ({"Relationship": "Mentions"}, "mentions", None),
        ({"relationship type": "paid"}, "paid", None),
        ({"predicate": "paid", "label": "gave money"}, "paid", "label: gave money"),
    ],
)
def test_several_words_are_no_type(values: Any, type_: str, note: str | None, tmp_path: Path) -> None:
    rows = [{"id": "a"}, {"id": "b"}]
    links = [{"source": "a", "target": "b", **values}]
    found = Found(tmp_path, "json", {"directed": True, "nodes": rows, "links": links})
    assert [(row.type, row.note) for row in found.made.relations] == [(type_, note)]


def test_what_changes_with_time_is_no_type_and_no_name(tmp_path: Path) -> None:
    head = (
        '<attributes class="edge" mode="dynamic"><attribute id="0" title="relation" type="string"/>'
        '<attribute id="1" title="type" type="liststring"/></attributes>'
        '<attributes class="node" mode="dynamic"><attribute id="0" title="name" type="string"/></attributes>'
    )
    moments = (
        '<attvalue for="0" value="{}" start="2001" end="2003"/><attvalue for="0" value="{}" start="2004"/>'
    )
    nodes = (
        f'<node id="a" label="Alpha"><attvalues>{moments.format("Alfa", "Alpha Inc")}</attvalues></node>'
        f'<node id="b" label="Beta"><attvalues>{moments.format("Beta", "Beta")}</attvalues></node>'
    )
    edges = (
        f'<edge source="a" target="b" label="met"><attvalues>{moments.format("owns", "sold")}</attvalues>'
        "</edge>"
        f'<edge source="a" target="b"><attvalues>{moments.format("led", "led")}</attvalues></edge>'
        '<edge source="a" target="b"><attvalues><attvalue for="1" value="paid|owns"/></attvalues></edge>'
    )
    found = Found(tmp_path, "gexf", gexf(edges, nodes=nodes, head=head))
    assert [(row.type, row.note) for row in sorted(found.made.relations, key=lambda row: row.type)] == [
        ("led", "relation over time: led (2001 to 2003); led (2004 to ?)"),
        ("linked-to", "type: paid|owns"),
        ("met", "relation: owns (2001 to 2003); sold (2004 to ?)"),
    ]
    assert found.attributes == {
        "Alpha": {"name": "Alfa (2001 to 2003); Alpha Inc (2004 to ?)"},
        "Beta": {"name over time": "Beta (2001 to 2003); Beta (2004 to ?)"},
    }


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Denied", "denied"), ("refuted", "denied"), ("planned", "planned"), ("Cancelled", "planned"),
        ("denied.", "denied"), ("active", "actual"), (3, "actual"),
    ],
)  # fmt: skip
def test_a_status_that_plainly_denies_is_no_fact(word: Any, status: str, tmp_path: Path) -> None:
    links = [{"source": "a", "target": "b", "type": "met", "status": word}]
    found = Found(tmp_path, "json", {"nodes": [{"id": "a"}, {"id": "b"}], "links": links})
    assert [(row.status, row.note) for row in found.made.relations] == [(status, f"status: {word}")]
    told = f"1 relation is {status}, as an attribute in its note says."
    assert (told in found.told) is (status != "actual")
    assert ("not read as a field of graphkit" in found.told) is (status == "actual")


@pytest.mark.parametrize("others", [{}, {"label": "2"}, {"status": "planned"}])
@pytest.mark.parametrize(
    ("words", "type_"), [("Didn't pay", "paid"), ("n'a jamais versé (l'an dernier)", "a-versé-l-an-dernier")]
)
def test_a_type_that_denies_another_is_that_type_denied(
    words: str, type_: str, others: dict[str, str], tmp_path: Path
) -> None:
    links = [{"source": "a", "target": "b", "relation": words, **others}]
    found = Found(tmp_path, "json", {"nodes": [{"id": "a"}, {"id": "b"}], "links": links})
    [relation] = found.made.relations
    assert (relation.type, relation.status) == (type_, "denied")
    assert f"type: {words}" in str(relation.note)
    assert "1 relation is denied, as an attribute in its note says." in found.told


def test_a_type_that_may_be_no_fact_is_told(tmp_path: Path) -> None:
    links = [{"source": "a", "target": "b", "relation": "hat nicht bezahlt"}]
    found = Found(tmp_path, "json", {"nodes": [{"id": "a"}, {"id": "b"}], "links": links})
    assert [row.type for row in found.made.relations] == ["hat-nicht-bezahlt"]
    assert "may be no fact (1 relation): taken as it is" in found.told


@pytest.mark.parametrize("word", ["incoming", "Inbound", "in", "<-", "received from", "reverse"])
def test_an_incoming_edge_goes_from_its_target_to_its_source(word: str, tmp_path: Path) -> None:
    links = [{"source": "a", "target": "b", "type": "paid", "Direction": word}]
    found = Found(tmp_path, "json", {"nodes": [{"id": "a"}, {"id": "b"}], "links": links})
    assert [(row.source, row.type, row.target, row.note) for row in found.made.relations] == [
        ("b", "paid", "a", None)
    ]
    assert f"Direction {word} (1 relation): read from target to source." in found.told


@pytest.mark.parametrize(
    ("value", "status"), [(True, "denied"), ("Yes", "denied"), (1, "denied"), (False, "actual")]
)
def test_an_attribute_may_be_called_as_what_it_says(value: Any, status: str, tmp_path: Path) -> None:
    links = [{"source": "a", "target": "b", "type": "met", "status": "known", "Denied": value}]
    found = Found(tmp_path, "json", {"nodes": [{"id": "a"}, {"id": "b"}], "links": links})
    assert [row.status for row in found.made.relations] == [status]
    assert "Denied: " in str(found.made.relations[0].note)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Direction", "Undirected"),
        ("type", "mutual"),
        ("undirected", "true"),
        ("Undirected", "1"),
        ("directed", "0"),
        ("Directed", "No"),
        ("directed", "undirected"),
        ("direction", "both"),
        ("direction", "upward"),
    ],
)
def test_an_attribute_that_says_the_direction_is_heeded_in_every_format(
    name: str, word: str, tmp_path: Path
) -> None:
    note = f"{name}: {word}" if word == "upward" else None
    edge = {"source": "a", "target": "b", "label": "owns", name: word}
    columns = f'<attributes class="edge"><attribute id="0" title="{name}" type="string"/></attributes>'
    attvalue = f'<attvalues><attvalue for="0" value="{word}"/></attvalues>'
    keys = f'<key id="l" attr.name="label" for="edge"/><key id="d" attr.name="{name}" for="edge"/>'
    nodes = '<node id="a"/><node id="b"/>'
    data = f'<data key="l">owns</data><data key="d">{word}</data>'
    files = {
        "graphml": graphml(f'{nodes}<edge source="a" target="b">{data}</edge>', keys=keys),
        "gexf": gexf(
            f'<edge source="a" target="b" label="owns">{attvalue}</edge>', head=columns, nodes=nodes
        ),
        "cyjs": {"elements": [{"data": each} for each in ({"id": "a"}, {"id": "b"}, edge)]},
        "json": {"nodes": [{"id": "a"}, {"id": "b"}], "links": [edge]},
    }
    for suffix, content in files.items():
        found = Found(tmp_path, suffix, content)
        assert [(row.type, row.note) for row in found.made.relations] == [("owns-undirected", note)], suffix


@pytest.mark.parametrize(
    ("word", "type_"),
    [
        *((word, "owns-undirected") for word in (False, 0, "false", "Undirected", " UNDIRECTED ", "mutual")),
        *((word, "owns") for word in (True, 1, "true", "Directed", " directed ")),
    ],
)
def test_a_file_says_the_direction_of_its_edges_in_any_word(word: Any, type_: str, tmp_path: Path) -> None:
    nodes, edge = [{"id": "a"}, {"id": "b"}], {"source": "a", "target": "b", "label": "owns"}
    elements = [{"data": each} for each in (*nodes, edge)]
    drawn = '<edge source="a" target="b" label="owns"/>', '<node id="a"/><node id="b"/>'
    keys = '<key id="l" attr.name="label" for="edge"/>'
    data = '<edge source="a" target="b"><data key="l">owns</data></edge>'
    files = {
        "gexf": gexf(drawn[0], nodes=drawn[1], settings=f'defaultedgetype="{word}"'),
        "graphml": graphml(drawn[1] + data, keys=keys, settings=f'edgedefault="{word}"'),
        "cyjs": {"directed": word, "elements": elements},
        "json": {"directed": word, "nodes": nodes, "links": [edge]},
    }
    for suffix, content in files.items():
        found = Found(tmp_path, suffix, content)
        assert ([row.type for row in found.made.relations], "not say" in found.told) == ([type_], False)


def test_a_blueprint_of_kumu_is_read_with_its_directions(tmp_path: Path) -> None:
    elements = [{"label": "Ada", "type": "Person"}, {"_id": "e2", "label": "Ada"}]
    connections = [
        {"from": "Ada", "to": "e2", "type": "Owns", "direction": "undirected"},
        {"from": "e2", "to": "Ada", "type": "Paid", "direction": "directed"},
        {"from": "e2", "to": "Ada", "type": "Met", "direction": "mutual"},
    ]
    raw = {"elements": elements, "connections": connections}
    made = Found(tmp_path, "json", raw).made
    assert [(row.source, row.type, row.target) for row in made.relations] == [
        ("Ada", "owns-undirected", "e2"), ("e2", "met", "Ada"), ("e2", "paid", "Ada"),
    ]  # fmt: skip
    with pytest.raises(DataError, match="node 'Ada': stands twice"):
        Found(tmp_path, "json", raw | {"elements": [*elements, elements[0]]})


# --- numbers for times --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("format_", "numbers", "read"),
    [
        ("integer", (1000, 1800), False), ("", (1000, 1990), False), ("double", (1434.0, 1480.0), False),
        ("long", (1795, 1990), True), ("integer", (1998, 2004), True), ("date", (1434, 1480), True),
        ("dateTime", (1000, 1800), True),
    ],
)  # fmt: skip
def test_a_counter_of_gexf_is_no_year(
    format_: str, numbers: tuple[float, float], read: bool, tmp_path: Path
) -> None:
    settings = f'defaultedgetype="directed" mode="dynamic" {f"timeformat={format_!r}" if format_ else ""}'
    start, end = numbers
    edge = f'<edge source="a" target="b" start="{start}" end="{end}"/>'
    found = Found(tmp_path, "gexf", gexf(edge, settings=settings))
    when = f"{int(start)}/{int(end)}"
    assert [row.when for row in found.made.relations] == [when if read else None]
    assert found.notes == [None if read else f"start: {start}; end: {end}"]
    assert ("Dates that could not be read" in found.told) is not read


def test_an_open_side_of_a_whole_year_is_told(tmp_path: Path) -> None:
    edge = '<edge source="a" target="b" startopen="2001" endopen="2003"/>'
    found = Found(tmp_path, "gexf", gexf(edge))
    assert [row.when for row in found.made.relations] == ["2002"]
    assert "leaves out the whole month or year that it names: after 2001 is from 2002." in found.told
    edge = '<edge source="a" target="b" startopen="2001-01-01" endopen="2003-01-01"/>'
    assert "An open side" not in Found(tmp_path, "gexf", gexf(edge)).told


def test_a_label_beside_the_kind_of_an_edge_is_in_the_note(tmp_path: Path) -> None:
    nodes = '<nodes><node id="a" label="A"/><node id="b" label="B"/></nodes>'
    edges = '<edge source="a" target="b" kind="met" label="at the fair"/>'
    edges += '<edge source="b" target="a" label="met"/>'
    path = tmp_path / "kind.gexf"
    path.write_text(f"<gexf><graph>{nodes}<edges>{edges}</edges></graph></gexf>")
    relations = read(path).relations
    assert [(row.type, row.note) for row in relations] == [("met", "label: at the fair"), ("met", None)]


@pytest.mark.parametrize(
    ("type_", "is_told"),
    [
        ("parent of", True),
        ("employed by", True),
        ("friend of", False),
        ("related to", False),
        ("ally", False),
        *((mutual, False) for mutual in ("rival of", "ally of", "classmate of", "sister-in-law of")),
        *((mutual, False) for mutual in ("opposite to", "divorced from", "close to", "old friend of")),
    ],
)
def test_an_edge_both_ways_whose_words_go_one_way_is_told(type_: str, is_told: bool, tmp_path: Path) -> None:
    graph = nx.Graph()
    graph.add_edge("Ann", "Acme", relationship=type_)
    nx.write_graphml(graph, tmp_path / "g.graphml")
    reading = Reading()
    [relation_] = read(tmp_path / "g.graphml", reading=reading).relations
    name = relation_.type
    assert (f"{name} goes both ways in the file, though its words go one way." in reading.told) == is_told
