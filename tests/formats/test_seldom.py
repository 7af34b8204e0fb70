"""What is seldom in a file of another program: each rule that no other test reaches."""

import gzip
import io
import json
import zipfile
from datetime import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from datasets import actor, dataset, relation
from openpyxl.chart import BarChart, Reference

import graphkit as gk
from graphkit.errors import DataError
from graphkit.formats import read, write
from graphkit.formats.format import Reading
from graphkit.graph.build import build_graph
from graphkit.model.entities import Dataset

from .test_csv_tables import written as tables
from .test_follow_the_money_rows import ANN, FIRM, SEEN, attributes, entity, found
from .test_foreign_graphs import Found, gexf, graphml

# --- FollowTheMoney -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (entity("x", "Sanction", SEEN, authority="Council"), "Sanction of nobody (1 entity): left out."),
        (
            entity("x", "Company", name="X", parent="gone"),
            "Parent that is not in the file (1 relation): left out.",
        ),
        (
            entity("x", "Ownership", SEEN, owner="ann", asset="firm", proof="gone"),
            "Proof that is no dated document of the file (1 relation): left out.",
        ),
        (
            entity("x", "Ownership", {**SEEN, "caption": "Ann's firm"}, owner="ann", asset="firm"),
            "Field caption (1 relation): left out.",
        ),
    ],
)
def test_what_an_entity_names_in_vain_is_told(row: Any, told: str, tmp_path: Path) -> None:
    assert told in found(tmp_path, ANN, FIRM, row)[1]


def test_a_caption_that_repeats_the_properties_says_nothing(tmp_path: Path) -> None:
    link = entity("x", "Ownership", {**SEEN, "caption": "Ownership"}, owner="ann", asset="firm")
    assert not any("caption" in each for each in found(tmp_path, ANN, FIRM, link)[1])


def test_a_published_entry_of_a_link_is_read_without_a_word(tmp_path: Path) -> None:
    fields = {**SEEN, "caption": "x", "referents": [], "target": False}
    told = found(tmp_path, ANN, FIRM, entity("x", "Ownership", fields, owner="ann", asset="firm"))[1]
    assert told == []
    marked = {**SEEN, "referents": ["y"], "target": True}
    told = found(tmp_path, ANN, FIRM, entity("x", "Ownership", marked, owner="ann", asset="firm"))[1]
    assert told == ["Field referents (1 relation): left out.", "Field target (1 relation): left out."]


def test_what_is_only_a_claim_is_told_before_what_is_left_out(tmp_path: Path) -> None:
    one = entity("x", "Ownership", {**SEEN, "caption": "A"}, owner="ann", asset="firm")
    other = entity("y", "Ownership", SEEN, owner="ann", asset="firm", role="owner (alleged)")
    told = found(tmp_path, ANN, FIRM, one, other)[1]
    assert [line.partition(" (")[0] for line in told] == ["Role 'owner", "Field caption"]


def test_what_lies_too_deep_is_refused(tmp_path: Path) -> None:
    texts: Any = "Ann"
    inner: Any = ANN
    for number in range(102):
        texts = [texts]
        inner = entity(f"x{number}", "Company", name="X", parent=inner)
    for row, message in ((entity("a", "Person", name=texts), "lists lie"), (inner, "entities lie")):
        with pytest.raises(DataError, match=f"{message} too deeply inside each other"):
            found(tmp_path, row)


def test_a_row_that_graphkit_kept_twice_is_refused(tmp_path: Path) -> None:
    rows = dataset(relation("met", "ann", "bob"), actors=[actor("ann"), actor("bob")])
    write(build_graph(rows), tmp_path / "x.ftm")
    entities = [json.loads(line) for line in (tmp_path / "x.ftm").read_text().splitlines()]
    for kept in entities:
        twin = {**kept, "id": f"{kept['id']}-2"}
        name = kept["graphkit"]["row"].get("id") or kept["graphkit"]["row"]["key"]
        with pytest.raises(DataError, match=f"has the id '{name}' of another"):
            found(tmp_path, *entities, twin)


def test_values_of_one_name_stand_side_by_side(tmp_path: Path) -> None:
    made, _ = found(tmp_path, {**ANN, "topics  x": "one", "topics x": "two"})
    assert attributes(made, "ann")["topics x"] == "one; two"


# --- what graphkit wrote, and another program changed ---------------------------------------------


def saved(tmp_path: Path, suffix: str, *changes: tuple[str, str]) -> Path:
    """Write two actors and a relation, replace texts of the file, and return it."""
    rows = dataset(
        relation("met", "ann", "bob", when="2025-07-14", amount={"value": 5, "unit": "EUR"}),
        actors=[actor("ann", attributes={"born": 1961}), actor("bob", attributes={"born": 1970})],
    )
    file = tmp_path / f"x.{suffix}"
    write(build_graph(rows), file)
    text = file.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
    return file


def test_a_header_that_is_no_json_is_named(tmp_path: Path) -> None:
    header = '"name": "Untitled"'
    for broken in ('"story": "[["', '"sources": "[" '):
        with pytest.raises(DataError, match="is not the JSON that graphkit writes"):
            read(saved(tmp_path, "cyjs", (header, f"{header}, {broken}")))
    carried = '<attvalue for="sources" value="[" /><attvalue for="type"'
    with pytest.raises(DataError, match="sources: is not the JSON that graphkit writes"):
        read(saved(tmp_path, "gexf", ('<attvalue for="type"', carried)))


def test_a_field_that_cannot_be_read_is_refused_or_skipped(tmp_path: Path) -> None:
    file = saved(tmp_path, "cyjs", ('"amount": "5 EUR"', '"amount": "five"'))
    with pytest.raises(DataError, match="relation 'met', amount: "):
        read(file)
    reading = Reading(skip_bad=True)
    made = read(file, reading=reading)
    assert (len(made.actors), len(made.relations)) == (2, 0)
    assert "Bad relations, the first: relation 'met', amount" in reading.told[0]


THEIRS = ('"generated_by": "graphkit"', '"generated_by": "cytoscape-3"')


def test_a_column_of_an_attribute_that_another_program_changed_stays_beside_it(tmp_path: Path) -> None:
    changed = [('"attributes.born": 1961', '"attributes.born": 1962')]
    changed += [('"attributes.born": 1970', '"attributes.born": "nan", "attributes.seat": "NaN"')]
    reading = Reading()
    made = read(saved(tmp_path, "cyjs", THEIRS, *changed), reading=reading)
    assert [dict(row.attributes) for row in made.actors] == [
        {"attributes.born": 1962, "born": 1961},
        {"born": 1970},
    ]
    assert reading.local.actors == set()


def test_a_node_that_another_program_added_has_no_kind(tmp_path: Path) -> None:
    new = '"nodes": [\n{"data": {"id": "new", "label": "New"}},'
    reading = Reading()
    made = read(saved(tmp_path, "cyjs", THEIRS, ('"nodes": [', new)), reading=reading)
    assert {row.id: (row.name, row.kind) for row in made.actors}["new"] == ("New", "unknown")
    assert "new" in reading.local.kinds
    assert any("no kind that graphkit knows" in each for each in reading.told)


def test_the_days_of_a_drawing_count_where_the_date_was_dropped(tmp_path: Path) -> None:
    dates = [(f'<attvalue for="{name}"', f'<attvalue for="{name}-x"') for name in ("when", "since", "until")]
    (made,) = read(saved(tmp_path, "gexf", *dates, ('for="date"', 'for="date-x"'))).relations
    assert made.when == "2025-07-14"


# --- graphs of other programs ---------------------------------------------------------------------


def test_times_of_an_edge_that_its_spells_do_not_say_are_kept(tmp_path: Path) -> None:
    spells = '<spells><spell start="2020" end="2021"/><spell start="2023" end="2024"/></spells>'
    edge = f'<edge id="e" source="a" target="b" start="2020" end="2029">{spells}</edge>'
    one = Found(tmp_path, "gexf", gexf(edge, settings='defaultedgetype="directed" timeformat="date"'))
    assert [when for *_, when in one.relations] == ["2020/2021", "2023/2024"]
    assert one.notes == ["end: 2029", "end: 2029"]


def test_a_default_and_what_a_file_says_of_itself_are_read_or_told(tmp_path: Path) -> None:
    keys = '<key id="k" for="node" attr.name="side" attr.type="string"><default>left</default></key>'
    keys += '<data key="made">by hand</data>'
    one = Found(tmp_path, "graphml", graphml('<node id="a"/><node id="b"/>', keys=keys))
    assert one.attributes == {"a": {"side": "left"}, "b": {"side": "left"}}
    assert "Made (1 file): left out." in one.told


def test_the_style_of_a_drawing_and_the_names_that_cytoscape_composes_are_left_out(tmp_path: Path) -> None:
    nodes = [{"data": {"id": id, "name": name}} for id, name in (("a", "Alpha"), ("b", "Beta"))]
    data = {"id": "e", "source": "a", "target": "b", "interaction": "pp", "name": "Alpha (pp) Beta"}
    content = {"elements": {"nodes": nodes, "edges": [{"data": data}]}, "style": []}
    one = Found(tmp_path, "cyjs", content)
    assert one.relations == [("Alpha", "pp", "Beta", None)]
    assert one.notes == [None]
    assert "Style of the drawing (1 file): left out." in one.told


def test_a_number_is_the_same_id_as_whole_and_with_a_point(tmp_path: Path) -> None:
    nodes = [{"id": 7.0, "name": "Seven"}, {"id": 8, "name": "Eight"}]
    one = Found(tmp_path, "json", {"nodes": nodes, "links": [{"source": 7, "target": 8.0, "type": "met"}]})
    assert one.relations == [("Seven", "met", "Eight", None)]


# --- spreadsheets ---------------------------------------------------------------------------------


def test_rows_that_belong_to_nothing_are_faults(tmp_path: Path) -> None:
    folder = tables(
        tmp_path / "story",
        actors="id,name,kind\nann,Ann,person\n",
        relations="id,source,type,target\nx,ann,met,ann\n",
        dataset="field,value\ncolour,red\n",
        evidence="relation,source\n,wire\n",
    )
    with pytest.raises(DataError) as caught:
        read(folder)
    messages = [fault.message for fault in caught.value.faults]
    assert "'colour' is no field of a dataset; write title or description" in messages
    assert "names no relation; add its id" in messages


def test_a_time_a_link_and_a_picture_of_a_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "actors"
    for row in (["id", "name", "kind", "description"], ["ann", "Ann", "person", time(9, 30)]):
        sheet.append(row)
    sheet["B2"].hyperlink = "https://ann.example/"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1))
    sheet.add_chart(chart)
    book.save(tmp_path / "x.xlsx")
    reading = Reading()
    made: Dataset = read(tmp_path / "x.xlsx", reading=reading)
    assert [(row.name, row.description) for row in made.actors] == [("Ann", "09:30:00")]
    assert reading.told == [
        "Links behind the texts of the sheet actors (1 cell): left out.",
        "Pictures on the sheet actors (1 picture): left out.",
    ]


# --- packed tables --------------------------------------------------------------------------------


def zipped(text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.tsv", text)
    return file.getvalue()


@pytest.mark.parametrize(
    "content", [zipped, lambda text: gzip.compress(text.encode()), lambda text: text.encode("utf-16")]
)
def test_a_packed_table_opens_as_the_plain_one(content: Any, tmp_path: Path) -> None:
    text = "".join(f"Å{n % 7}\tmet\tb{n % 5}\t2025-07-{n % 28 + 1:02}\n" for n in range(300))
    (tmp_path / "plain.tsv").write_text(text, "utf-8")
    (tmp_path / "packed.tsv").write_bytes(content(text))
    plain, packed = gk.open(tmp_path / "plain.tsv"), gk.open(tmp_path / "packed.tsv")
    assert list(packed.actors) == list(plain.actors)
    assert [*packed.graph().edges(keys=True, data=True)] == [*plain.graph().edges(keys=True, data=True)]
    assert packed.notes == plain.notes
