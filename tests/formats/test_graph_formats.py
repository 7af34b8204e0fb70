"""GEXF, GraphML and Cytoscape JSON: read by the programs they are for, and back again without loss."""

import json
import re
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest
from datasets import actor, dataset, evidence, relation, source
from defusedxml.ElementTree import parse
from hypothesis import given, settings
from shipped import STORIES
from storage.test_json_file import datasets

import graphkit as gk
from formats.client import run_client
from graphkit.editing.merge_datasets import merge_datasets
from graphkit.errors import DataError, StorageError
from graphkit.formats import format as format_module
from graphkit.formats import read, write
from graphkit.formats.format import Loss, Reading
from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.model.entities import Dataset
from graphkit.storage.json_file import loads
from graphkit.temporal.calendar import iso

SUFFIXES = ("gexf", "graphml", "cyjs")


@pytest.fixture(scope="module", params=STORIES)
def story(request: pytest.FixtureRequest) -> Any:
    return gk.load(STORIES[request.param])


def kept(made: Dataset, losses: tuple[Loss, ...]) -> Dataset:
    """Return what a file can hold of a dataset, going by what its writer said it lost."""
    lost = {loss.what: loss for loss in losses}
    update: dict[str, Any] = {}
    if "the told story" in lost:
        update["story"] = ()
    cited = {entry.source for row in made.relations for entry in row.evidence}
    while True:
        more = {origin for row in made.sources if row.id in cited for origin in row.derived_from} - cited
        if not more:
            break
        cited |= more
    if "sources that nothing cites" in lost:
        update["sources"] = tuple(row for row in made.sources if row.id in cited)
        assert len(made.sources) - len(update["sources"]) == lost["sources that nothing cites"].count
    if "relation types that nothing uses" in lost:
        used = {row.type for row in made.relations}
        used |= {entry.type for row in made.relations for entry in row.evidence if entry.type}
        update["relation_types"] = tuple(row for row in made.relation_types if row.name in used)
    return made.model_copy(update=update)


def reshaped(made: Dataset) -> Dataset:
    return made.model_copy(update={"title": "T", "description": None})


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_shipped_story_comes_back_equal(suffix: str, story: Any, tmp_path: Path) -> None:
    losses = write(story, tmp_path / f"story.{suffix}")
    assert read(tmp_path / f"story.{suffix}") == kept(gk.to_dataset(story), losses)


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(raw=datasets())
@settings(max_examples=20)
def test_what_is_not_reported_lost_comes_back_equal(suffix: str, raw: dict[str, Any], tmp_path: Path) -> None:
    made = loads(json.dumps(raw))
    file = tmp_path / f"any.{suffix}"
    losses = write(build_graph(made), file)
    whats = {loss.what for loss in losses}
    if "control characters" in whats:
        return  # ids may have become one; that it is said is what counts
    expected, found = kept(made, losses), read(file)
    if "the form of title and description" in whats:
        expected, found = reshaped(expected), reshaped(found)
    assert found == expected


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_it_is_the_same_file_each_time(suffix: str, story: Any, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(build_graph(gk.to_dataset(story)), tmp_path / f"{name}.{suffix}")
    one, two = ((tmp_path / f"{name}.{suffix}").read_bytes() for name in ("one", "two"))
    assert one == two


def test_losses_are_counted_and_said_in_a_line(tmp_path: Path) -> None:
    made = dataset(
        relation("r1", when="2025-07", status="planned", about=("carol",), evidence=[evidence()]),
        relation("r2", when="2025-07-14"),
        relation("r3", type="leads"),
        actors=[actor("carol")],
        sources=[source("paper"), source("unread")],
    )
    losses = {loss.what: loss for loss in write(build_graph(made), tmp_path / "x.gexf")}
    assert {what: loss.count for what, loss in losses.items()} == {
        "certainty of dates": 1,
        "the lack of a date": 1,
        "status": 1,
        "voices": 1,
        "further actors concerned": 1,
        "sources that nothing cites": 1,
        "parallel relations of one type between the same two actors": 1,
    }
    assert str(losses["status"]) == "status (1 relation): a word of the label, not drawn"
    assert str(losses["sources that nothing cites"]) == "sources that nothing cites (1 source): left out"
    assert write(build_graph(made), tmp_path / "x.json") == ()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_window_says_how_sure_each_relation_is(suffix: str, tmp_path: Path) -> None:
    made = dataset(relation("r1", when="2025-07"), relation("r2", when="2025-07-14"))
    write(gk.window(build_graph(made), "2025-07-10", "2025-07-20"), tmp_path / f"w.{suffix}")
    text = (tmp_path / f"w.{suffix}").read_text()
    assert len(re.findall(r"\bpossible\b", text)) == 1
    assert len(re.findall(r"\bcertain\b", text)) == 1


# --- GEXF ---------------------------------------------------------------------------------------

NS = "{http://gexf.net/1.3}"
TYPES = {"string", "boolean", "integer", "double"}
DAY = re.compile(r"-?\d{4,}-\d\d-\d\d")


def assert_valid(file: Path) -> None:
    """Hold a file to the rules of the published schema of GEXF 1.3, as far as graphkit uses it."""
    root = parse(file).getroot()
    assert root.tag == f"{NS}gexf"
    assert root.attrib == {"version": "1.3"}
    assert [child.tag for child in root] == [f"{NS}meta", f"{NS}graph"]
    assert {child.tag for child in root[0]} <= {f"{NS}creator", f"{NS}keywords", f"{NS}description"}
    drawn = root[1]
    assert drawn.attrib == {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"}
    assert [child.tag for child in drawn] == [
        f"{NS}attributes", f"{NS}attributes", f"{NS}nodes", f"{NS}edges"
    ]  # fmt: skip
    declared: dict[str, dict[str, str]] = {}
    for attributes in drawn[:2]:
        columns = declared[attributes.attrib["class"]] = {}
        for attribute in attributes:
            assert set(attribute.attrib) == {"id", "title", "type"}
            assert attribute.attrib["type"] in TYPES
            columns[attribute.attrib["id"]] = attribute.attrib["type"]
    assert set(declared) == {"node", "edge"}
    nodes = [node.attrib["id"] for node in drawn[2]]
    assert len(set(nodes)) == len(nodes)
    edges = [edge.attrib["id"] for edge in drawn[3]]
    assert len(set(edges)) == len(edges)
    for element in (*drawn[2], *drawn[3]):
        edge = element.tag == f"{NS}edge"
        wanted = {"id", "source", "target", "label", "kind"} if edge else {"id", "label"}
        assert set(element.attrib) == wanted
        assert {child.tag for child in element} <= {f"{NS}attvalues", f"{NS}spells"}
        if edge:
            assert {element.attrib["source"], element.attrib["target"]} <= set(nodes)
        columns = declared["edge" if edge else "node"]
        for value in element.iter(f"{NS}attvalue"):
            assert set(value.attrib) == {"for", "value"}
            kind, text = columns[value.attrib["for"]], value.attrib["value"]
            assert kind != "boolean" or text in ("true", "false")
            assert kind != "integer" or re.fullmatch("-?[0-9]+", text)
        for spells in element.iter(f"{NS}spells"):
            assert len(spells)
            for spell in spells:
                assert set(spell.attrib) <= {"start", "end"}
                assert all(DAY.fullmatch(day) for day in spell.attrib.values())


@given(raw=datasets())
@settings(max_examples=20)
def test_any_gexf_keeps_the_rules_of_its_schema(raw: dict[str, Any], tmp_path: Path) -> None:
    losses = write(build_graph(loads(json.dumps(raw))), tmp_path / "any.gexf")
    if not any(loss.what == "control characters" for loss in losses):
        assert_valid(tmp_path / "any.gexf")


def test_gexf_has_a_span_for_each_relation_open_where_it_is(tmp_path: Path) -> None:
    whens = {
        "day": "2025-07-14", "month": "2025-07", "from": "2025-04/", "open": "2025-04-09/..",
        "until": "../2025-07-15", "old": "-0044-03-15",
    }  # fmt: skip
    type_ = {"from": "banned", "open": "banned", "until": "banned"}
    rows = [
        relation(key, type=type_.get(key, "met"), when=when) for key, when in whens.items() if key != "far"
    ]
    write(build_graph(dataset(*rows)), tmp_path / "x.gexf")
    spans = {
        edge.attrib["id"]: dict(edge.find(f"{NS}spells")[0].attrib)
        for edge in parse(tmp_path / "x.gexf").getroot().iter(f"{NS}edge")
    }
    assert spans == {
        "day": {"start": "2025-07-14", "end": "2025-07-14"},
        "month": {"start": "2025-07-01", "end": "2025-07-31"},
        "from": {"start": "2025-04-01"},
        "open": {"start": "2025-04-09"},
        "until": {"end": "2025-07-15"},
        "old": {"start": "-0044-03-15", "end": "-0044-03-15"},
    }


def test_networkx_reads_our_gexf(story: Any, tmp_path: Path) -> None:
    write(story, tmp_path / "story.gexf")
    found = nx.read_gexf(tmp_path / "story.gexf", version="1.3")
    assert set(found) == set(story)
    assert found.number_of_edges() == story.number_of_edges()
    told = {data["id"]: data for *_, data in found.edges(data=True)}
    for seen in index(story).relations():
        data = told[seen.id]
        assert (data["type"], data["claimed"], data["independent_sources"]) == (
            seen.type.name, seen.claimed, seen.independent_sources,
        )  # fmt: skip
        begins = seen.bounds and iso(seen.bounds.earliest_start)
        assert begins is None or begins == data["spells"][0][0]


@pytest.mark.parametrize(("script", "suffix"), [("read_gexf.cjs", "gexf"), ("read_cyjs.cjs", "cyjs")])
def test_the_readers_of_other_programs_find_everything(
    script: str, suffix: str, story: Any, tmp_path: Path
) -> None:
    write(story, tmp_path / f"story.{suffix}")
    found = run_client(script, tmp_path / f"story.{suffix}")
    assert {node["id"]: node["name"] for node in found["nodes"]} == dict(story.nodes(data="name"))
    ends = {(edge["source"], edge["target"], edge["key"]) for edge in found["edges"]}
    assert ends == set(story.edges(keys=True))
    by_id = gk.relations(story).relations
    claimed = {edge["key"]: edge["claimed"] for edge in found["edges"]}
    assert all(claimed[seen.id] is seen.claimed for seen in by_id)
    assert {edge["key"]: edge["type"] for edge in found["edges"]} == {
        key: fields["type"] for *_, key, fields in story.edges(keys=True, data=True)
    }


def test_cytoscape_takes_an_actor_and_a_relation_of_one_id(tmp_path: Path) -> None:
    write(build_graph(dataset(relation("alice", when="2025"))), tmp_path / "x.cyjs")
    found = run_client("read_cyjs.cjs", tmp_path / "x.cyjs")
    assert len(found["nodes"]) == 2
    assert [edge["key"] for edge in found["edges"]] == ["alice"]


@pytest.mark.parametrize("suffix", ["cyjs", "graphml", "gexf"])
def test_a_relation_keeps_an_id_like_those_that_keep_it_apart(suffix: str, tmp_path: Path) -> None:
    ids = ("alice", "relation:alice", "relation:relation:x", "relation:y")
    made = dataset(*(relation(id, when="2025") for id in ids))
    write(build_graph(made), tmp_path / f"x.{suffix}")
    assert read(tmp_path / f"x.{suffix}").relations == made.relations


# --- GraphML ------------------------------------------------------------------------------------


def test_networkx_reads_our_graphml(story: Any, tmp_path: Path) -> None:
    write(story, tmp_path / "story.graphml")
    found = nx.read_graphml(tmp_path / "story.graphml", force_multigraph=True)
    assert set(found.edges(keys=True)) == set(story.edges(keys=True))
    assert dict(found.nodes(data="name")) == dict(story.nodes(data="name"))
    for seen in index(story).relations():
        fields = found.edges[seen.source, seen.target, seen.id]
        assert (fields["contested"], fields["independent_sources"]) == (
            seen.contested, seen.independent_sources,
        )  # fmt: skip


def test_igraph_reads_our_graphml(story: Any, tmp_path: Path) -> None:
    write(story, tmp_path / "story.graphml")
    found = igraph.Graph.Read_GraphML(str(tmp_path / "story.graphml"))
    assert found.is_directed()
    assert dict(zip(found.vs["id"], found.vs["name"], strict=True)) == dict(story.nodes(data="name"))
    names = found.vs["id"]
    ends = {(names[edge.source], names[edge.target], edge["key"]) for edge in found.es}
    assert ends == set(story.edges(keys=True))
    for seen in index(story).relations():
        edge = found.es.find(key=seen.id)
        since = seen.bounds and iso(seen.bounds.earliest_start)
        assert (edge["contested"], edge["since"] or None) == (seen.contested, since)


# --- files of other programs --------------------------------------------------------------------

FOREIGN_GEXF = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><meta><creator>Gephi</creator></meta>
<graph mode="dynamic" timeformat="date" defaultedgetype="directed">
<attributes class="node"><attribute id="0" title="kind" type="string"/>
<attribute id="1" title="size" type="float"/></attributes>
<nodes><node id="a" label="Ann"><attvalues><attvalue for="0" value="person"/>
<attvalue for="1" value="2.5"/></attvalues></node>
<node id="b" label="Bob Inc"/></nodes>
<edges><edge id="0" source="a" target="b" label="works for"><spells>
<spell start="2020-01-01" end="2021-01-01"/><spell start="2023-05-01T00:00:00"/></spells></edge>
<edge source="b" target="a" start="2022-02-02" end="2022-02-02"/></edges></graph></gexf>"""


def test_a_gexf_of_another_program_is_read_as_far_as_it_tells(tmp_path: Path) -> None:
    (tmp_path / "x.gexf").write_text(FOREIGN_GEXF)
    reading = Reading()
    found = read(tmp_path / "x.gexf", reading=reading)
    assert [(row.id, row.name, row.kind) for row in found.actors] == [
        ("a", "Ann", "person"), ("b", "Bob Inc", "unknown")
    ]  # fmt: skip
    assert [dict(row.attributes) for row in found.actors] == [{"size": 2.5}, {}]
    assert [(row.key, row.source, row.type, row.target, row.when) for row in found.relations] == [
        ("0", "a", "works-for", "b", "2020-01-01/2021-01-01"),
        ("a-works-for-b", "a", "works-for", "b", "2023-05-01/"),
        ("b-linked-to-a", "b", "linked-to", "a", "2022-02-02"),
    ]
    assert reading.told == [
        "Creator Gephi (1 file): left out.",
        "1 actor has no kind that graphkit knows; the kind is unknown.",
        "Relation types that graphkit does not know were added: linked-to.",
        "1 edge with several times is several relations, one for each time.",
    ]


@pytest.mark.parametrize("suffix", ["gexf", "graphml", "cyjs"])
def test_a_type_that_denies_another_is_that_type_denied_in_own_files_too(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"x.{suffix}"
    write(build_graph(dataset(relation("r", "ann", "bob", "paid"))), file)
    text = file.read_text()
    file.write_text(text.replace('"paid"', '"did not pay"').replace(">paid<", ">did not pay<"))
    reading = Reading()
    [row] = read(file, reading=reading).relations
    assert (row.key, row.type, row.status, row.note) == ("r", "paid", "denied", "type: did not pay")
    told = "Type that denies another (1 relation): paid, which is denied; the first: 'did not pay'."
    assert told in reading.told


def test_a_graphml_of_another_program_is_read(tmp_path: Path) -> None:
    made = nx.DiGraph()
    made.add_node("a", label="Ann")
    made.add_edge("a", "b", label="Sued!", weight=2.0, start="2020-01-01", end="2020-01-01")
    nx.write_graphml(made, tmp_path / "x.graphml")
    found = read(tmp_path / "x.graphml")
    assert [row.name for row in found.actors] == ["Ann", "b"]
    assert [(row.type, row.when) for row in found.relations] == [("sued", "2020-01-01")]


@pytest.mark.parametrize("listed", [False, True])
def test_a_cytoscape_file_of_another_program_is_read(listed: bool, tmp_path: Path) -> None:
    nodes = [{"data": {"id": "1", "name": "Ann"}, "position": {"x": 1, "y": 2}}, {"data": {"id": "2"}}]
    edges = [{"data": {"id": "3", "source": "1", "target": "2", "interaction": "pp", "weight": 0.5}}]
    elements: Any = [*nodes, *edges] if listed else {"nodes": nodes, "edges": edges}
    (tmp_path / "x.cyjs").write_text(json.dumps({"data": {"name": "Net"}, "elements": elements}))
    found = read(tmp_path / "x.cyjs")
    assert (found.title, [row.name for row in found.actors]) == ("Net", ["Ann", "2"])
    assert [(row.key, row.type) for row in found.relations] == [("3", "pp")]


# --- hostile files ------------------------------------------------------------------------------

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
HOSTILE = {
    "laughs": LAUGHS + "<gexf><graph>&b;</graph></gexf>",
    "outside": OUTSIDE + "<graphml>&a;</graphml>",
    "doctype": '<!DOCTYPE gexf SYSTEM "http://x/y.dtd"><gexf/>',
    "truncated": "<gexf><graph><nodes>",
    "empty": "",
    "no xml": "{}",
    "nul": "<gexf>\0</gexf>",
    "deep": "<a>" * 50_000 + "</a>" * 50_000,
    "other": "<html/>",
    "dangling": '<gexf><graph><nodes><node id="a"/></nodes>'
    '<edges><edge source="a" target="b"/></edges></graph></gexf>',
    "twice": '<gexf><graph><nodes><node id="a"/><node id="a"/></nodes></graph></gexf>',
    "no ids": "<gexf><graph><nodes><node/></nodes></graph></gexf>",
    "bad json": '<gexf><graph><nodes/><edges><edge source="a" target="a"><attvalues>'
    '<attvalue for="sources" value="{"/></attvalues></edge></edges></graph></gexf>',
}
BYTES = {
    "not utf-8": b"<?xml version='1.0' encoding='UTF-8'?><gexf>\xff</gexf>",
    "odd encoding": b"<?xml version='1.0' encoding='nonsense'?><gexf/>",
    "utf-16 half": "<gexf/>".encode("utf-16")[:-1],
}


@pytest.mark.parametrize("suffix", ["gexf", "graphml"])
@pytest.mark.parametrize("case", [*HOSTILE, *BYTES])
def test_hostile_xml_is_refused_in_one_line(case: str, suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"x.{suffix}"
    file.write_bytes(BYTES.get(case) or HOSTILE[case].encode())
    with pytest.raises(DataError) as caught:
        read(file)
    assert str(caught.value).startswith(f"{file}: ")
    assert len(str(caught.value).splitlines()) == 1


def test_a_graphml_of_which_networkx_would_warn_is_read_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "x.graphml").write_text(
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="n" for="node" attr.name="name"/>'
        '<graph edgedefault="directed"><node id="a"><port name="x"/><data key="n">Ann</data></node>'
        '<node id="b"/><edge source="a" target="b"><port name="y"/></edge></graph></graphml>'
    )
    assert [row.name for row in read(tmp_path / "x.graphml").actors] == ["Ann", "b"]


JSON = [
    "", "{", "[]x", "null", "1", "[" * 100_000, '{"a": 1, "a": 2}', '{"elements": NaN}', '{"elements": 1}',
    '{"elements": {"nodes": 1}}', '{"elements": {"nodes": [{"data": 1}]}}',
    '{"elements": {"nodes": [{"data": {"id": "a"}}, {"data": {"id": "a"}}]}}',
    '{"elements": {"nodes": [{"data": {"id": ""}}]}}',
    '{"elements": {"edges": [{"data": {"source": "a", "target": "b"}}]}}',
    '{"elements": [{"data": {"id": {}}}], "data": {"sources": "x"}}',
]  # fmt: skip


@pytest.mark.parametrize("text", JSON)
def test_hostile_cytoscape_json_is_refused_in_one_line(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.cyjs").write_text(text)
    with pytest.raises(DataError) as caught:
        read(tmp_path / "x.cyjs")
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_too_large_to_read_whole_is_refused_before_it_is_read(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(format_module, "LARGEST", 2**20)
    (tmp_path / f"x.{suffix}").write_bytes(b" " * (2**20 + 1))
    with pytest.raises(DataError, match="is larger than 1 MB"):
        read(tmp_path / f"x.{suffix}")
    with pytest.raises(StorageError, match="no such file"):
        read(tmp_path / f"none.{suffix}")


def test_a_byte_order_mark_is_no_fault(story: Any, tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        file = tmp_path / f"x.{suffix}"
        write(story, file)
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
        assert len(read(file).relations) == story.number_of_edges()


RETURNS = "a\rb\r\nc\nd\te\u0085f\u2028g\u00a0h"


@pytest.mark.parametrize("suffix", [*SUFFIXES, "json"])
def test_every_break_and_blank_in_every_text_comes_back(suffix: str, tmp_path: Path) -> None:
    made = dataset(
        relation(
            "r", summary=RETURNS, note=RETURNS, evidence=[evidence(quote=RETURNS, note=RETURNS)], when="2025"
        ),
        actors=[actor("alice", name=RETURNS, aliases=(RETURNS, "x"), description=RETURNS)],
        sources=[source("paper", title=RETURNS, publisher=RETURNS, note=RETURNS)],
        title=RETURNS,
        description=RETURNS,
    )
    losses = write(build_graph(made), tmp_path / f"x.{suffix}")
    assert not {loss.what for loss in losses} & {"control characters", "the form of title and description"}
    assert read(tmp_path / f"x.{suffix}") == made


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_our_own_file_comes_back_to_the_dataset_that_it_is_of(
    suffix: str, story: Any, tmp_path: Path
) -> None:
    write(story, tmp_path / f"x.{suffix}")
    reading, made = Reading(), gk.to_dataset(story)
    found = merge_datasets(made, read(tmp_path / f"x.{suffix}", reading=reading), reading.local)
    assert (found.dataset, found.added, found.refused, found.apart) == (made, (), (), ())


# --- attributes of actors and unknown kinds -------------------------------------------------------


@pytest.mark.parametrize("suffix", ["gexf", "graphml", "cyjs"])
def test_other_programs_see_each_attribute_by_itself_and_it_is_read_back_once(
    suffix: str, tmp_path: Path
) -> None:
    told = [{"country": "US", "staff": 36000, "x": "1", "a:b": "c", "n": 10**400}, {"staff": 0.5, "x": 2}]
    made = dataset(actors=[actor(f"a{row}", attributes=each) for row, each in enumerate(told)])
    file = tmp_path / f"x.{suffix}"
    write(build_graph(made), file)
    assert read(file) == made
    if suffix == "cyjs":
        seen = json.loads(file.read_text("utf-8"))["elements"]["nodes"][0]["data"]
    else:
        drawn = nx.read_gexf(file) if suffix == "gexf" else nx.read_graphml(file)
        seen = drawn.nodes["a0"]
    apart = {name: value for name, value in seen.items() if name.startswith("attributes.")}
    assert apart == {"attributes.country": "US", "attributes.staff": 36000.0, "attributes.x": "1"}


@pytest.mark.parametrize("written", ["Person", "PERSON ", "Government_Body", "organization", "dog"])
def test_kinds_are_read_in_any_case(written: str, tmp_path: Path) -> None:
    nodes = [{"data": {"id": "a", "name": "Ann", "kind": written}}]
    (tmp_path / "x.cyjs").write_text(json.dumps({"elements": {"nodes": nodes, "edges": []}}), "utf-8")
    kinds = {"Government_Body": "government-body", "organization": "organisation", "dog": "unknown"}
    assert read(tmp_path / "x.cyjs").actors[0].kind == kinds.get(written, "person")


@pytest.mark.parametrize("entries", [["s1"], [1], [None], [["s1"]], {"source": "s1"}], ids=json.dumps)
def test_evidence_that_is_none_is_refused_in_one_line(entries: Any, tmp_path: Path) -> None:
    made = dataset(relation("r", evidence=[evidence("s1")]))
    path = tmp_path / "a.cyjs"
    write(build_graph(made), path)
    raw = json.loads(path.read_text())
    [edge] = raw["elements"]["edges"]
    edge["data"]["evidence"] = json.dumps(entries)
    path.write_text(json.dumps(raw))
    with pytest.raises(
        DataError, match=r"^\S+a\.cyjs: relation 'r', evidence.*: expected (an object|a list)"
    ):
        read(path)
