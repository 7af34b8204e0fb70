"""One fault at a time in a file of each program: the rest is read, and the fault is named and counted."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from graphkit.errors import DataError
from graphkit.formats import read
from graphkit.formats.format import Reading
from graphkit.model.entities import Dataset

GONE = object()
"""In place of a value: the key is not there."""


class Raw(str):
    """A piece of JSON that json does not write."""

    __slots__ = ()


def text_of(value: Any) -> str:
    """Return JSON; each Raw as it is."""
    if isinstance(value, Raw):
        return value
    if isinstance(value, dict):
        return f"{{{', '.join(f'{json.dumps(name)}: {text_of(each)}' for name, each in value.items())}}}"
    return f"[{', '.join(map(text_of, value))}]" if isinstance(value, list) else json.dumps(value)


@dataclass(frozen=True)
class Program:
    """How a program writes a graph: the suffix, the whole, and where a row has its id, ends and values."""

    suffix: str
    whole: Callable[[list[Any], list[Any]], Any]
    id: str = "id"
    ends: tuple[str, str] = ("source", "target")
    own: str = ""
    values: str = ""

    def row(self, own: dict[str, Any], values: dict[str, Any]) -> Any:
        """Return a row: ``own`` are its id and ends."""
        own, values = ({n: v for n, v in each.items() if v is not GONE} for each in (own, values))
        row = {**own, self.values: values} if self.values else {**own, **values}
        return {self.own: row} if self.own else row

    def node(self, id: Any, **values: Any) -> Any:
        return self.row({self.id: id} if self.id else {}, values)

    def edge(self, source: Any, target: Any, **values: Any) -> Any:
        ends = {"a": 0, "b": 1, "c": 2, "d": 3, "zz": 99} if not self.id else {}
        source, target = (
            ends.get(end, end) if isinstance(end, str) and not isinstance(end, Raw) else end
            for end in (source, target)
        )
        return self.row(dict(zip(self.ends, (source, target), strict=True)), values)


PROGRAMS = {
    "networkx": Program("json", lambda nodes, edges: {"directed": True, "nodes": nodes, "links": edges}),
    "d3": Program("json", lambda nodes, edges: {"nodes": nodes, "links": edges}, id=""),
    "graphology": Program(
        "json",
        lambda nodes, edges: {"options": {"type": "directed"}, "nodes": nodes, "edges": edges},
        id="key",
        values="attributes",
    ),
    "JSON Graph Format": Program(
        "json", lambda nodes, edges: {"graph": {"nodes": nodes, "edges": edges}}, values="metadata"
    ),
    "vis.js": Program("json", lambda nodes, edges: {"nodes": nodes, "edges": edges}, ends=("from", "to")),
    "Cytoscape": Program(
        "cyjs", lambda nodes, edges: {"elements": {"nodes": nodes, "edges": edges}}, own="data"
    ),
    "cytoscape.js": Program("json", lambda nodes, edges: nodes + edges, own="data"),
}
NUMBERS = [Raw(text) for text in ("NaN", "Infinity", "-Infinity", "1e999", "9" * 5_000)]
NO_ID = [None, "", " ", NUMBERS[0], NUMBERS[4], {"x": 1}, GONE]
"""What is the id of nothing."""
HALF, TWICE = "\ud800", Raw('1, "note": 2')
"""A value that breaks the text of JSON: half a character, and a key that is there twice."""


class Case:
    """A sound graph of three nodes and two edges, and what is added to it."""

    def __init__(self, program: Program, node: Any = GONE, edge: Any = GONE) -> None:
        named = [("a", "Ada"), ("b", "Ben"), ("c", "Cid")]
        nodes = [program.node(id, name=name) for id, name in named]
        edges = [program.edge("a", "b", label="met"), program.edge("b", "c", label="paid")]
        whole = program.whole(nodes + [node] * (node is not GONE), edges + [edge] * (edge is not GONE))
        self.suffix, self.text = program.suffix, text_of(whole)

    def read(self, folder: Path, *, skip_bad: bool) -> tuple[Dataset, str]:
        file = folder / f"x.{self.suffix}"
        file.write_text(self.text, "utf-8")
        reading = Reading(skip_bad=skip_bad)
        return read(file, reading=reading), " ".join(reading.told)


def relations(made: Dataset) -> list[tuple[str, str, str]]:
    names = {row.id: row.name for row in made.actors}
    return sorted((names[row.source], row.type, names[row.target]) for row in made.relations)


SOUND = [("Ada", "met", "Ben"), ("Ben", "paid", "Cid")]


def is_skipped(case: Any, what: str, place: str, folder: Path) -> None:
    """Hold a bad element to this: it alone is left out, or the file is refused with its place and a mend."""
    with pytest.raises(DataError) as refused:
        case.read(folder, skip_bad=False)
    assert re.search(place, str(refused.value)), str(refused.value)
    assert re.search("; (write|give|add|keep)", str(refused.value)) or "write it whole" in str(refused.value)
    made, told = case.read(folder, skip_bad=True)
    assert relations(made) == SOUND
    assert sorted(row.name for row in made.actors) == ["Ada", "Ben", "Cid"]
    assert re.search(rf"Bad {what}s, the first: .*\(1 {what}\): skipped", told), told


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_bad_node_of_json_is_skipped_alone(program: str, tmp_path: Path) -> None:
    of = PROGRAMS[program]
    rows = [None, True, [1], NUMBERS[0]]
    if of.id:
        rows += [of.node(id, name="Dee") for id in NO_ID] + [of.node("a", name="Dee")]
    rows += [of.node("d", name="Dee", note=flaw) for flaw in (HALF, TWICE, [{"x": HALF}])]
    for row in rows:
        if of.own or not isinstance(row, dict | None) or of.suffix == "json":
            is_skipped(Case(of, node=row), "node", r"nodes, 4|node 'a': stands|line 1", tmp_path)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_bad_edge_of_json_is_skipped_alone(program: str, tmp_path: Path) -> None:
    of = PROGRAMS[program]
    rows = [] if program == "cytoscape.js" else [None, True, 5, "x", [1], NUMBERS[0]]
    for end in [*NO_ID, True, [[1]], "zz", -1, 1.5]:
        rows += [of.edge(end, "b", label="led"), of.edge("b", end, label="led")]
    rows += [of.edge("a", "b", note=flaw) for flaw in (HALF, TWICE, [{"x": HALF}])]
    for row in rows:
        is_skipped(Case(of, edge=row), "edge", r"(edges|links), 3|edge of|line 1", tmp_path)


@pytest.mark.parametrize(
    "name", ["note", "start", "end", "label", "kind", "description", "directed", "weight"]
)
@pytest.mark.parametrize("program", PROGRAMS)
def test_an_odd_value_of_json_refuses_and_skips_nothing(program: str, name: str, tmp_path: Path) -> None:
    of = PROGRAMS[program]
    for value in [*NUMBERS, None, "", [1, [2]], {"x": {"y": 7}}, True, 7, "-", "x" * 3000]:
        case = Case(of, of.node("d", **{"name": "Dee", name: value}), of.edge("c", "d", **{name: value}))
        for skip_bad in (False, True):
            made, told = case.read(tmp_path, skip_bad=skip_bad)
            assert (len(made.actors), len(made.relations)) == (4, 3)
            assert "skipped" not in told
            [dee], [row] = (
                [row for row in made.actors if row.name == "Dee"],
                [row for row in made.relations if row.type not in ("met", "paid")],
            )
            said = f"{dict(dee.attributes)} {dee.description} {row.note} {row.type} {told}"
            if value not in (None, "", True, 7):
                shown = str(value) if isinstance(value, str) else ""
                assert (shown or text_of(value)) in said


@pytest.mark.parametrize("program", ["networkx", "Cytoscape"])
def test_what_breaks_the_text_outside_of_all_elements_is_refused(program: str, tmp_path: Path) -> None:
    case = Case(PROGRAMS[program])
    case.text = case.text.replace("{", '{"about": 1, "about": 2, ', 1)
    for skip_bad in (False, True):
        with pytest.raises(DataError, match=r"line 1.*'about' is repeated in one object; keep one"):
            case.read(tmp_path, skip_bad=skip_bad)


ODD: list[Any] = [
    None, True, -1, 1.5, "", "zz", [], {"a": 1}, [[["x"]]], NUMBERS[0], NUMBERS[3], HALF, "\0", GONE,
]  # fmt: skip


def places_in(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return every place inside of a value of JSON."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, each in pairs for place in places_in(each, (*at, key)))]


def with_odd(value: Any, place: tuple[Any, ...], odd: Any) -> Any:
    """Return a copy of a value of JSON with another one at a place in it."""
    if not place:
        return odd
    key, copy = place[0], value.copy()
    copy[key] = with_odd(value[key], place[1:], odd)
    if copy[key] is GONE:
        del copy[key]
    return copy


@pytest.mark.parametrize("of_edge", [False, True])
@pytest.mark.parametrize("program", PROGRAMS)
def test_whatever_stands_at_one_place_the_rest_is_read(program: str, of_edge: bool, tmp_path: Path) -> None:
    of = PROGRAMS[program]
    values = {"kind": "person", "start": "1998", "tags": ["x", {"y": 1}], "directed": True, "parent": "a"}
    row = of.edge("c", "a", id="e3", label="led", **values) if of_edge else of.node("d", name="Dee", **values)
    for place in places_in(row):
        for odd in ODD:
            if not place and odd in (GONE, "zz", -1, 1.5):
                continue  # no fault: the row is not there, or is an id by itself
            changed = with_odd(row, place, odd)
            case = Case(of, edge=changed) if of_edge else Case(of, node=changed)
            made, told = case.read(tmp_path, skip_bad=True)
            assert set(SOUND) <= set(relations(made)), (place, odd)
            number = len(made.actors), len([row for row in made.relations if row.type != "part-of"])
            whole = (3, 3) if of_edge else (4, 2)
            assert number == ((3, 2) if "skipped" in told else whole), (place, odd)


# --- XML ----------------------------------------------------------------------------------------


class Xml(Case):
    """The same graph in GEXF or GraphML."""

    def __init__(self, suffix: str, node: str = "", edge: str = "") -> None:
        self.suffix = suffix
        ids = [("a", "Ada"), ("b", "Ben"), ("c", "Cid")]
        if suffix == "gexf":
            nodes = "".join(f'<node id="{id}" label="{name}"/>' for id, name in ids)
            edges = '<edge source="a" target="b" label="met"/><edge source="b" target="c" label="paid"/>'
            self.text = (
                '<gexf><graph defaultedgetype="directed"><attributes class="edge">'
                '<attribute id="0" title="weight" type="double"/></attributes>'
                f"<nodes>{nodes}{node}</nodes><edges>{edges}{edge}</edges></graph></gexf>"
            )
            return
        nodes = "".join(f'<node id="{id}"><data key="name">{name}</data></node>' for id, name in ids)
        edges = "".join(
            f'<edge source="{source}" target="{target}"><data key="label">{type_}</data></edge>'
            for source, target, type_ in (("a", "b", "met"), ("b", "c", "paid"))
        )
        self.text = (
            '<graphml><key id="w" attr.name="weight" attr.type="double" for="edge"/>'
            f'<graph edgedefault="directed">{nodes}{node}{edges}{edge}</graph></graphml>'
        )


@pytest.mark.parametrize("suffix", ["gexf", "graphml"])
def test_a_bad_element_of_xml_is_skipped_alone(suffix: str, tmp_path: Path) -> None:
    for node in ("<node/>", '<node id=""/>', '<node id=" "/>', '<node id="a"/>'):
        is_skipped(Xml(suffix, node=node), "node", "node 4|node 'a': stands", tmp_path)
    for end in ("", '{}=""', '{}=" "', '{}="zz"'):
        for one, other in (("source", "target"), ("target", "source")):
            edge = f'<edge {end.format(one)} {other}="b"/>'
            is_skipped(Xml(suffix, edge=edge), "edge", "edge of|edge 3", tmp_path)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e999", "9" * 400, "heavy", "&#9;", "", "[1, [2]]"])
@pytest.mark.parametrize("suffix", ["gexf", "graphml"])
def test_an_odd_value_of_xml_refuses_and_skips_nothing(suffix: str, value: str, tmp_path: Path) -> None:
    data = {
        "gexf": '<attvalues><attvalue for="0" value="{}"/></attvalues>',
        "graphml": '<data key="w">{}</data>',
    }
    edge = f'<edge source="c" target="a">{data[suffix].format(value)}</edge>'
    made, told = Xml(suffix, edge=edge).read(tmp_path, skip_bad=False)
    assert (len(made.actors), len(made.relations)) == (3, 3)
    [row] = [row for row in made.relations if row.type == "linked-to"]
    assert value.replace("&#9;", "") in f"{row.note} {told}"
