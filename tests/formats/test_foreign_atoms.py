"""Whatever a file of another program says is in the graph or in the notes: random files of each format."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.formats import read
from graphkit.formats.foreign_identity import kind_of
from graphkit.formats.format import Reading
from graphkit.model.entities import Actor, Dataset, Relation
from graphkit.model.foreign_dates import is_endless, read_column
from graphkit.model.vocabulary import type_name, vocabulary

NAMES = (
    "name", "label", "kind", "type", "category", "relation", "status", "amount", "links", "about", "evidence",
    "when", "begins", "ends", "ids", "aliases", "date", "since", "until", "summary", "note", "description",
    "attributes", "key", "weight", "Größe", "a b", "source_url", "QID", "from",
)  # fmt: skip
"""Names of attributes: graphkit's own, other programs', and anyone's."""
TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=12)
VALUES = TEXT | st.sampled_from(["Person", "company", "Organization", "Q42", "2020-01-01", "actual", "met"])
NUMBERS = st.integers(-(10**6), 10**6)
TIMES = st.sampled_from(
    ["1998", "1998.0", "1998-03", "2020-05-19T00:00:00.000Z", "1131041626.78", "31/12/2019", "01/02/2019",
     "12 May 2004", "soon", "7", "9999", "2005-13"]
)  # fmt: skip


@dataclass
class Row:
    """A node or an edge of a random file."""

    id: str
    values: dict[str, Any]
    source: str = ""
    target: str = ""
    times: list[tuple[str, str]] = field(default_factory=list)
    directed: bool | None = None


@dataclass
class Drawn:
    """A random graph."""

    nodes: list[Row]
    edges: list[Row]
    directed: bool


@st.composite
def graphs(draw: st.DrawFn, most_times: int = 1) -> Drawn:
    """Return graphs with up to ``most_times`` spans an edge."""
    attributes = st.dictionaries(st.sampled_from(NAMES), VALUES | NUMBERS, max_size=4)
    ids = draw(st.lists(st.integers(0, 99).map(str) | TEXT, min_size=1, max_size=4, unique_by=str.strip))
    ids = [id for id in ids if id.strip()] or ["a"]
    nodes = [Row(id, draw(attributes)) for id in ids]
    sides = st.tuples(TIMES | st.just(""), TIMES | st.just(""))
    edges = [
        Row(
            str(number),
            draw(attributes),
            draw(st.sampled_from(ids)),
            draw(st.sampled_from(ids)),
            [each for each in draw(st.lists(sides, max_size=most_times)) if each != ("", "")],
            draw(st.sampled_from([None, True, False])),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    return Drawn(nodes, edges, draw(st.booleans()))


def _sides(times: tuple[str, str]) -> dict[str, str]:
    return {name: text for name, text in zip(("start", "end"), times, strict=True) if text}


def _xml(tag: str, attributes: dict[str, str], inside: str = "") -> str:
    words = "".join(f" {name}={quoteattr(text)}" for name, text in attributes.items())
    return f"<{tag}{words}>{inside}</{tag}>"


def _word(directed: bool) -> str:
    return "directed" if directed else "undirected"


def gexf(graph: Drawn) -> str:
    def element(tag: str, row: Row, attributes: dict[str, str]) -> str:
        values = "".join(
            _xml("attvalue", {"for": name, "value": str(value)}) for name, value in row.values.items()
        )
        spells = "".join(_xml("spell", _sides(times)) for times in row.times)
        return _xml(
            tag, {"id": row.id, **attributes}, f"<attvalues>{values}</attvalues><spells>{spells}</spells>"
        )

    declared = ""
    for of in ("node", "edge"):
        titles = "".join(_xml("attribute", {"id": name, "title": name, "type": "string"}) for name in NAMES)
        declared += f'<attributes class="{of}">{titles}</attributes>'
    nodes = "".join(element("node", row, {}) for row in graph.nodes)
    edges = "".join(
        element(
            "edge",
            row,
            {"source": row.source, "target": row.target}
            | ({} if row.directed is None else {"type": _word(row.directed)}),
        )
        for row in graph.edges
    )
    head = f'<graph defaultedgetype="{_word(graph.directed)}">'
    return f"<gexf>{head}{declared}<nodes>{nodes}</nodes><edges>{edges}</edges></graph></gexf>"


def graphml(graph: Drawn) -> str:
    def element(tag: str, row: Row, attributes: dict[str, str]) -> str:
        found = {**row.values, **_sides(row.times[0] if row.times else ("", ""))}
        data = "".join(
            _xml("data", {"key": name}, str(value).replace("&", "&amp;").replace("<", "&lt;"))
            for name, value in found.items()
        )
        return _xml(tag, {"id": row.id, **attributes}, data)

    nodes = "".join(element("node", row, {}) for row in graph.nodes)
    edges = "".join(
        element(
            "edge",
            row,
            {"source": row.source, "target": row.target}
            | ({} if row.directed is None else {"directed": str(row.directed).lower()}),
        )
        for row in graph.edges
    )
    return f'<graphml><graph edgedefault="{_word(graph.directed)}">{nodes}{edges}</graph></graphml>'


def _plain(row: Row) -> dict[str, Any]:
    ends = {"source": row.source, "target": row.target} if row.source else {}
    return {**row.values, **_sides(row.times[0] if row.times else ("", "")), "id": row.id, **ends}


def cyjs(graph: Drawn) -> str:
    elements = [{"data": _plain(row)} for row in (*graph.nodes, *graph.edges)]
    return json.dumps({"elements": elements, "directed": graph.directed})


def node_link(graph: Drawn) -> str:
    links = [
        {**_plain(row), **({} if row.directed is None else {"directed": row.directed})} for row in graph.edges
    ]
    return json.dumps(
        {"nodes": [_plain(row) for row in graph.nodes], "links": links, "directed": graph.directed}
    )


def _inner(row: Row) -> dict[str, Any]:
    return {**row.values, **_sides(row.times[0] if row.times else ("", ""))}


def graphology(graph: Drawn) -> str:
    def edge(row: Row) -> dict[str, Any]:
        undirected = (
            {"undirected": True} if not (row.directed or (row.directed is None and graph.directed)) else {}
        )
        return {
            "key": row.id,
            "source": row.source,
            "target": row.target,
            "attributes": _inner(row),
        } | undirected

    nodes = [{"key": row.id, "attributes": _inner(row)} for row in graph.nodes]
    return json.dumps({"options": {"type": "mixed"}, "nodes": nodes, "edges": list(map(edge, graph.edges))})


def json_graph(graph: Drawn) -> str:
    edges = [
        {"id": row.id, "source": row.source, "target": row.target, "metadata": _inner(row)}
        | ({} if row.directed is None else {"directed": row.directed})
        for row in graph.edges
    ]
    nodes: Any = [{"id": row.id, "metadata": _inner(row)} for row in graph.nodes]
    if len({row.id for row in graph.nodes}) == len(nodes):
        nodes = {row["id"]: row for row in nodes}
    return json.dumps({"graph": {"directed": graph.directed, "nodes": nodes, "edges": edges}})


def vis(graph: Drawn) -> str:
    def edge(row: Row) -> dict[str, Any]:
        directed = row.directed or (row.directed is None and graph.directed)
        row.values.pop("from", None)
        ends = {"from": row.source, "to": row.target, "arrows": "to" if directed else "to, from"}
        return {**_inner(row), "id": row.id, **ends}

    return json.dumps({"nodes": [_plain(row) for row in graph.nodes], "edges": list(map(edge, graph.edges))})


FORMATS: dict[str, Callable[[Drawn], str]] = {
    "gexf": gexf, "graphml": graphml, "cyjs": cyjs, "json": node_link, "json of graphology": graphology,
    "json of a JSON graph": json_graph, "json of vis.js": vis,
}  # fmt: skip
"""How each program writes a graph, by the suffix and the program."""


def _says_of_actor(actor: Actor, name: str, value: str) -> bool:
    texts = [actor.description or "", *map(str, dict(actor.attributes).values())]
    texts += [text for _, text in actor.ids]
    if " ".join(value.split()) == actor.name:  # a name has single, ordinary blanks
        return True
    return value in (text.strip() for text in texts) or kind_of(value) == actor.kind or not value


def _says_of_relation(relation: Relation, name: str, text: str) -> bool:
    value = text.strip()
    noted = any(f": {each}" in (relation.note or "") for each in (value, text))
    typed = type_name(value) != "" and relation.type.startswith(type_name(value))
    return noted or typed or not value


def check(graph: Drawn, made: Dataset, reading: Reading, *, of_edges: bool) -> None:
    """Hold a dataset to everything that its file says."""
    told = " ".join(reading.told)
    assert len(made.actors) == len(graph.nodes)
    by_id = {row.id: row for row in made.actors}
    ids = {row.id: by_id.get(row.id) or by_id[" ".join(row.id.split())] for row in graph.nodes}
    for row in graph.nodes:
        for name, value in row.values.items():
            assert _says_of_actor(ids[row.id], name, str(value).strip()), (name, value)
    relations = list(made.relations)
    symmetric = {row.name: row.symmetric for row in vocabulary(made.relation_types).values()}
    texts = [text for row in graph.edges for times in row.times for text in times]
    dates = dict(zip(texts, read_column(texts), strict=True))
    spans = [(row, times) for row in graph.edges for times in row.times or [("", "")]]
    assert len(relations) == len(spans)
    for row, times in spans:
        found = [
            relation
            for relation in relations
            if (relation.source, relation.target) == (ids[row.source].id, ids[row.target].id)
            and all(_says_of_relation(relation, name, str(each)) for name, each in row.values.items())
            and _has_times(relation, times, dates)
        ]
        assert found, (row, times)
        directed = graph.directed if row.directed is None or not of_edges else row.directed
        assert any(directed or symmetric[relation.type] for relation in found)
    for text, date in dates.items():
        loss = "at infinity" if is_endless(text) else "dates that could not be read"
        assert date or not text or loss in told.casefold()


def _has_times(relation: Relation, times: tuple[str, str], dates: dict[str, str | None]) -> bool:
    when, note = relation.when or "", relation.note or ""
    start, end = (dates[text] if text else None for text in times)
    if start and end and f"time: {times[0]} to {times[1]}" in note:
        return relation.when is None
    wanted = start or "" if start == end else f"{start or ''}/{end or ''}"
    unread = [text for text, date in zip(times, (start, end), strict=True) if text and not date]
    return when == wanted and all(f": {text}" in note for text in unread if not is_endless(text))


@pytest.mark.parametrize("suffix", FORMATS)
@given(data=st.data())
@settings(max_examples=50)
def test_every_atom_is_in_the_graph_or_in_the_notes(suffix: str, data: st.DataObject, tmp_path: Path) -> None:
    graph = data.draw(graphs(3 if suffix == "gexf" else 1))
    file = tmp_path / f"x.{suffix.split()[0]}"
    file.write_text(FORMATS[suffix](graph), "utf-8")
    reading = Reading()
    check(graph, read(file, reading=reading), reading, of_edges=suffix != "cyjs")


@pytest.mark.parametrize("suffix", FORMATS)
@given(data=st.data())
@settings(max_examples=20)
def test_bad_elements_are_skipped_one_by_one_and_counted(
    suffix: str, data: st.DataObject, tmp_path: Path
) -> None:
    graph = data.draw(graphs())
    good = read_of(graph, suffix, tmp_path, Reading())
    graph.edges.append(Row("bad one", {}, graph.nodes[0].id, "nobody at all"))
    graph.edges.append(Row("bad two", {}, "nobody else", graph.nodes[0].id))
    graph.nodes.append(Row(graph.nodes[0].id, {"name": "Another"}))
    reading = Reading(skip_bad=True)
    assert read_of(graph, suffix, tmp_path, reading) == good
    skipped = {loss.of: loss for loss in reading.losses if loss.instead == "skipped"}
    assert {of: loss.count for of, loss in skipped.items()} == {"node": 1, "edge": 2}
    assert "nobody at all" in skipped["edge"].what


def read_of(graph: Drawn, suffix: str, folder: Path, reading: Reading) -> Dataset:
    file = folder / f"x.{suffix.split()[0]}"
    file.write_text(FORMATS[suffix](graph), "utf-8")
    return read(file, reading=reading)
