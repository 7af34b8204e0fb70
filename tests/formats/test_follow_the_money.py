"""FollowTheMoney entities: the library validates each, and a sanctions list becomes a dated graph."""

import builtins
import json
from pathlib import Path
from typing import Any

import pytest
from datasets import actor, dataset
from followthemoney import model
from hypothesis import example, given, settings
from storage.test_json_file import datasets

import graphkit as gk
from graphkit.errors import DataError, GraphkitError
from graphkit.formats import format as format_module
from graphkit.formats import read, write
from graphkit.formats.format import Reading
from graphkit.graph.build import build_graph
from graphkit.model.entities import Amount
from graphkit.storage.json_file import loads, read_dataset

SHIPPED = Path(__file__).parents[2] / "data" / "graph.json"


def assert_valid(file: Path) -> list[dict[str, Any]]:
    """Hold every entity to the library: a schema it knows, properties it has, values it keeps."""
    entities = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
    known = {entity["id"]: entity for entity in entities}
    assert len(known) == len(entities)
    for entity in entities:
        proxy = model.get_proxy(entity, cleaned=False)
        proxy.schema.validate(entity)
        assert {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()} == {
            name: sorted(set(values)) for name, values in entity["properties"].items()
        }
        for name in entity["properties"]:
            prop = proxy.schema.properties[name]
            if prop.range is not None:
                for id in entity["properties"][name]:
                    assert model.get(known[id]["schema"]).is_a(prop.range)
            elif prop.type.name in ("date", "url"):
                assert all(prop.type.clean(value) == value for value in entity["properties"][name])
    return entities


def without_rows(file: Path) -> Path:
    """Return a copy of a file without the rows that graphkit keeps in it, as another program may leave it."""
    entities = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
    bare = [{key: value for key, value in entity.items() if key != "graphkit"} for entity in entities]
    copy = file.with_name(f"bare-{file.name}")
    copy.write_text("".join(f"{json.dumps(entity)}\n" for entity in bare), encoding="utf-8")
    return copy


def test_the_library_validates_every_entity_of_the_story(tmp_path: Path) -> None:
    write(gk.load(SHIPPED), tmp_path / "story.ftm.json")
    entities = assert_valid(tmp_path / "story.ftm.json")
    schemata = {entity["schema"] for entity in entities}
    assert {
        "Person", "Company", "PublicBody", "Territory", "Article", "Directorship", "Employment",
    } <= schemata  # fmt: skip


def called(*ids: str) -> dict[str, Any]:
    """Return the rows of a dataset whose actors, sources and relations have these ids."""
    people = [{"id": f"p.{id}", "name": id, "kind": "person"} for id in ids]
    sources = [{"id": id, "publisher": "0", "published": "2025-07-15"} for id in ids]
    ends = {"source": f"p.{ids[0]}", "target": f"p.{ids[1]}", "type": "met", "when": "2025"}
    rows = [{**ends, "key": f"r.{id}", "evidence": [{"source": id}]} for id in ids]
    header = {"format": "graphkit/1", "relation_types": [], "sources": sources, "story": []}
    return {"multigraph": True, "directed": True, "graph": header, "nodes": people, "edges": rows}


def quoted(*names: str) -> dict[str, Any]:
    """Return the rows of a dataset of people with these names."""
    people = [{"id": f"p{place}", "name": name, "kind": "person"} for place, name in enumerate(names)]
    header = {"format": "graphkit/1", "relation_types": [], "sources": [], "story": []}
    return {"multigraph": True, "directed": True, "graph": header, "nodes": people, "edges": []}


def known_as(*aliases: str) -> dict[str, Any]:
    """Return the rows of a dataset of a person known by these names too."""
    raw = quoted("Ada")
    raw["nodes"][0]["aliases"] = list(aliases)
    return raw


def with_ids(*ids: str) -> dict[str, Any]:
    """Return the rows of a dataset of people with these ids, each of whom met the first."""
    raw = quoted(*ids)
    for person, id in zip(raw["nodes"], ids, strict=True):
        person["id"] = id
    raw["edges"] = [{"source": id, "target": ids[0], "key": f"r{id}", "type": "met"} for id in ids]
    return raw


@example(raw=with_ids("ann_b", "i_", "i-", "i."))
@example(raw=called("i.", "i_0", "a-", "a.b-c"))
@example(raw=quoted("'0'", "0", "''", "\"' 'Ann' '\"", "Bob O'Hara"))
@given(raw=datasets())
@settings(max_examples=15)
def test_the_library_validates_any_entity(raw: dict[str, Any], tmp_path: Path) -> None:
    made = loads(json.dumps(raw))
    write(build_graph(made), tmp_path / "any.ftm")
    entities = assert_valid(tmp_path / "any.ftm")
    assert len(entities) == len(made.actors) + len(made.sources) + len(made.relations)
    found = read(tmp_path / "any.ftm")
    assert len(found.relations) == len(made.relations)


OF_ROWS = {
    "blanks, breaks and characters that are not seen",
    "the quotation marks around a name",
    "the id",
    "further identifiers",
    "attributes",
}
"""Where none of these is reported lost, actors and sources are as they were."""


@example(raw=known_as("Ann ", "Ann\u00a0Example"))
@example(raw=known_as("A\u030a", "\u212b", "\u200b"))
@example(raw=known_as("'Ann'", '"', "''"))
@given(raw=datasets())
def test_of_whom_no_loss_is_reported_comes_back_equal(raw: dict[str, Any], tmp_path: Path) -> None:
    made = loads(json.dumps(raw))
    losses = {loss.what for loss in write(build_graph(made), tmp_path / "any.ftm")}
    if losses & OF_ROWS:
        return
    found = read(without_rows(tmp_path / "any.ftm"))
    assert found.actors == made.actors
    same = ("id", "publisher", "title", "author", "published", "note")
    for one, other in zip(found.sources, made.sources, strict=True):
        assert [getattr(one, name) for name in same] == [getattr(other, name) for name in same]


@pytest.mark.parametrize(
    ("dates", "properties", "back"),
    [
        ({"begins": "2025-04"}, {"startDate": ["2025-04"]}, "2025-04/"),
        ({"begins": "2025-04", "ends": "2025-07-14"},
         {"startDate": ["2025-04"], "endDate": ["2025-07-14"]}, "2025-04/2025-07-14"),
        ({"ends": "2025-07-14"}, {"endDate": ["2025-07-14"]}, "/2025-07-14"),
    ],
)  # fmt: skip
def test_what_begins_and_ends_on_plain_dates_is_a_start_and_an_end(
    dates: dict[str, str], properties: dict[str, list[str]], back: str, tmp_path: Path
) -> None:
    raw = called("a", "b")
    raw["edges"] = [{"source": "p.a", "target": "p.b", "key": "r", "type": "leads", **dates}]
    losses = [loss.what for loss in write(build_graph(loads(json.dumps(raw))), tmp_path / "x.ftm")]
    assert "uncertain dates" not in losses
    told = assert_valid(tmp_path / "x.ftm")[-1]["properties"]
    assert {name: told[name] for name in ("startDate", "endDate") if name in told} == properties
    assert read(without_rows(tmp_path / "x.ftm")).relations[0].when == back
    assert read(tmp_path / "x.ftm").relations[0].fields().items() >= dates.items()


@pytest.mark.parametrize(
    ("dates", "properties"),
    [
        ({"begins": "[2025-04-01..2025-04-09]"}, {"startDate": ["2025-04-01"]}),
        ({"begins": "2025-04", "ends": ".."}, {"startDate": ["2025-04-01"]}),
        ({"begins": "2025-33", "ends": "2025-07-14"},
         {"startDate": ["2025-01-01"], "endDate": ["2025-07-14"]}),
        ({"when": "2025-33"}, {"startDate": ["2025-01-01"], "endDate": ["2025-03-31"]}),
    ],
)  # fmt: skip
def test_what_it_cannot_date_is_told_as_lost(
    dates: dict[str, str], properties: dict[str, list[str]], tmp_path: Path
) -> None:
    raw = called("a", "b")
    raw["edges"] = [{"source": "p.a", "target": "p.b", "key": "r", "type": "leads", **dates}]
    losses = [loss.what for loss in write(build_graph(loads(json.dumps(raw))), tmp_path / "x.ftm")]
    assert "uncertain dates" in losses
    told = assert_valid(tmp_path / "x.ftm")[-1]["properties"]
    assert {name: told[name] for name in ("date", "startDate", "endDate") if name in told} == properties


def test_a_link_to_an_id_that_the_library_drops_is_kept_and_one_to_nobody_is_told(tmp_path: Path) -> None:
    people = [
        {"id": id, "schema": "Person", "properties": {"name": [name]}}
        for id, name in (("nk_1", "Ann"), ("nk_2", "Bob"))
    ]
    links: list[dict[str, Any]] = [
        {"id": "l1", "schema": "UnknownLink", "properties": {"subject": ["nk_1"], "object": ["nk_2"]}},
        {"id": "l2", "schema": "UnknownLink", "properties": {"subject": ["nk_1"]}},
    ]
    (tmp_path / "x.ftm").write_text("".join(f"{json.dumps(row)}\n" for row in (*people, *links)))
    reading = Reading()
    found = read(tmp_path / "x.ftm", reading=reading)
    assert [(row.source, row.target) for row in found.relations] == [("nk_1", "nk_2")]
    assert "UnknownLink without two ends (1 entity): left out." in reading.told


def test_a_link_between_several_takes_no_id_of_another(tmp_path: Path) -> None:
    people = [
        {"id": id, "schema": "Person", "properties": {"name": [id.title()]}} for id in ("ann", "bob", "carl")
    ]
    links: list[dict[str, Any]] = [
        {"id": "l", "schema": "UnknownLink", "properties": {"subject": ["ann"], "object": ["bob", "carl"]}},
        {"id": "l-2", "schema": "UnknownLink", "properties": {"subject": ["bob"], "object": ["carl"]}},
    ]
    (tmp_path / "x.ftm").write_text("".join(f"{json.dumps(row)}\n" for row in (*people, *links)))
    found = {row.key: (row.source, row.target) for row in read(tmp_path / "x.ftm").relations}
    assert found == {"l": ("ann", "bob"), "l-3": ("ann", "carl"), "l-2": ("bob", "carl")}


def test_quotation_marks_around_a_name_are_reported_lost(tmp_path: Path) -> None:
    graph = build_graph(loads(json.dumps(quoted("'Ann'", "Bob"))))
    losses = {loss.what: loss.count for loss in write(graph, tmp_path / "any.ftm")}
    assert losses["the quotation marks around a name"] == 1
    assert [row.name for row in read(without_rows(tmp_path / "any.ftm")).actors] == ["Ann", "Bob"]
    assert [row.name for row in read(tmp_path / "any.ftm").actors] == ["'Ann'", "Bob"]


def test_what_it_can_hold_of_the_story_comes_back_equal(tmp_path: Path) -> None:
    made = read_dataset(SHIPPED)
    losses = {loss.what: loss.count for loss in write(build_graph(made), tmp_path / "story.ftm.json")}
    reading = Reading()
    found = read(without_rows(tmp_path / "story.ftm.json"), reading=reading)
    assert reading.told == []
    assert found.actors == made.actors
    assert [row.id for row in found.sources] == [row.id for row in made.sources]
    assert [row.published for row in found.sources] == [row.published for row in made.sources]
    same = ("key", "source", "target", "type", "status", "summary", "note")
    for one, other in zip(found.relations, made.relations, strict=True):
        assert [getattr(one, name) for name in same] == [getattr(other, name) for name in same]
        assert {entry.source for entry in one.evidence} == {entry.source for entry in other.evidence}
    changed = sum(one.when != other.when for one, other in zip(found.relations, made.relations, strict=True))
    assert changed == losses["uncertain dates"]


OFAC: dict[str, Any] = {"datasets": ["us_ofac_sdn"]}
LIST: list[dict[str, Any]] = [
    {"id": "ofac-1", "schema": "Company", **OFAC, "properties": {
        "name": ["Acme Chips Ltd", "ACME"], "alias": ["Acme"], "country": ["cn"], "topics": ["sanction"],
        "leiCode": ["5493001KJTIIGC8Y1R12"]}},
    {"id": "ofac-2", "schema": "Person", **OFAC, "properties": {
        "name": ["Ann Example"], "wikidataId": ["Q42"]}},
    {"id": "ofac-sanction-1", "schema": "Sanction", **OFAC, "first_seen": "2024-01-05T10:00:00",
     "last_change": "2024-02-06T00:00:00", "properties": {
        "entity": ["ofac-1"], "authority": ["Office of Foreign Assets Control"], "program": ["EAR"],
        "startDate": ["2023-12-01"], "sourceUrl": ["https://lists.example/sdn"]}},
    {"id": "ofac-own", "schema": "Ownership", **OFAC, "last_change": "2024-02-06", "properties": {
        "owner": ["ofac-2"], "asset": ["ofac-1"], "startDate": ["2019-05"], "endDate": ["2022"],
        "percentage": ["51"]}},
    {"id": "ofac-dir", "schema": "Directorship", **OFAC, "last_change": "2024-02-06", "properties": {
        "director": ["ofac-2"], "organization": ["ofac-1"], "role": ["Chair of the board"]}},
    {"id": "ofac-fam", "schema": "Family", **OFAC, "properties": {
        "person": ["ofac-2"], "relative": ["ofac-9"], "relationship": ["sister"]}},
    {"id": "ofac-pass", "schema": "Passport", **OFAC, "properties": {
        "holder": ["ofac-2"], "number": ["X1"]}},
]  # fmt: skip


def test_a_sanctions_list_becomes_actors_holdings_and_relations(tmp_path: Path) -> None:
    (tmp_path / "list.ftm.json").write_text("".join(f"{json.dumps(entity)}\n" for entity in LIST))
    reading = Reading()
    found = read(tmp_path / "list.ftm.json", reading=reading)
    assert [(row.id, row.name, row.kind, row.aliases, dict(row.ids)) for row in found.actors] == [
        ("ofac-1", "Acme Chips Ltd", "company", ("ACME", "Acme"), {"lei": "5493001KJTIIGC8Y1R12"}),
        ("ofac-2", "Ann Example", "person", (), {"wikidata": "Q42"}),
        ("office-of-foreign-assets-control", "Office of Foreign Assets Control", "government-body", (), {}),
    ]
    assert [
        (row.key, row.source, row.type, row.target, row.when, row.summary) for row in found.relations
    ] == [
        ("ofac-dir", "ofac-2", "director-of", "ofac-1", None, "Chair of the board"),
        ("ofac-own", "ofac-2", "owns", "ofac-1", "2019-05/2022", None),
        ("ofac-sanction-1", "office-of-foreign-assets-control", "sanctioned", "ofac-1", "2023-12-01/", "EAR"),
    ]
    assert [(row.publisher, row.published) for row in found.sources] == [("us_ofac_sdn", "2024-02-06")]
    assert {entry.source for row in found.relations for entry in row.evidence} == {"us-ofac-sdn-2024-02-06"}
    assert all(row.evidence for row in found.relations)
    assert found.actors[0].attributes == (
        ("country", "cn"), ("datasets", "us_ofac_sdn"), ("topics", "sanction"),
    )  # fmt: skip
    assert dict(found.actors[1].attributes)["Passport"] == "number: X1; datasets: us_ofac_sdn"
    assert found.relations[1].amount == Amount(value=51, unit="%")
    assert reading.told == ["Family with an end that is not in the file (1 relation): left out."]
    path = gk.shortest_path(build_graph(found), "Ann Example", "Office of Foreign Assets Control")
    assert path is not None
    assert path.length == 2


BAD = (
    '{"id": true, "schema": "Person"}', "{", "1", "[]", '{"id": 1}',
    '{"id": "", "schema": "Person"}', '{"id": "a"}',
    '{"id": "a", "schema": "Nope"}', '{"id": "a", "id": "b"}', "\0",
    '{"id":"a","schema":"Person","properties":{"name": NaN}}', "[" * 100_000,
    '{"id": "b", "schema": "Person", "properties": {"name": ' + "[" * 2_000 + "]" * 2_000 + "}}",
)  # fmt: skip


@pytest.mark.parametrize("line", BAD)
def test_a_bad_line_is_refused_by_its_number_or_skipped_and_counted(line: str, tmp_path: Path) -> None:
    good = '{"id": "ann", "schema": "Person", "properties": {"name": ["Ann"]}}'
    file = tmp_path / "x.ftm"
    file.write_text(f"{good}\n{line}\n")
    with pytest.raises(DataError, match="line 2: is no entity") as caught:
        read(file)
    assert len(str(caught.value).splitlines()) == 1
    reading = Reading(skip_bad=True)
    assert [row.id for row in read(file, reading=reading).actors] == ["ann"]
    assert reading.notes[0].startswith("1 line skipped; the first: line 2")


@pytest.mark.parametrize("lists", ["[1, null]", "5", '"list"', "{}", '[["a"]]', "[]"])
@pytest.mark.parametrize("schema", ["Sanction", "Article", "Ownership"])
def test_what_lists_an_entity_is_from_may_be_anything(schema: str, lists: str, tmp_path: Path) -> None:
    said = '"entity": ["a"], "owner": ["a"], "asset": ["a"], "date": ["2024-01-01"], "startDate": ["2024"]'
    (tmp_path / "x.ftm").write_text(
        '{"id": "a", "schema": "Company", "properties": {"name": ["A"]}}\n'
        f'{{"id": "b", "schema": "{schema}", "datasets": {lists}, "last_change": "2024-01-02", '
        f'"properties": {{{said}}}}}\n'
    )
    assert read(tmp_path / "x.ftm", reading=Reading(skip_bad=True)).actors


def test_lines_are_bounded_and_utf_8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.ftm.json"
    file.write_bytes(b"\xff\n")
    with pytest.raises(DataError, match="line 1: is not UTF-8"):
        read(file)
    monkeypatch.setattr(format_module, "LONGEST", 2**20)
    file.write_bytes(b"\n" + b"x" * (2**20 + 1))
    with pytest.raises(DataError, match="line 2: is longer than 1 MB"):
        read(file)
    ann = b'{"id": "ann", "schema": "Person", "properties": {"name": ["Ann"]}}'
    file.write_bytes(b"\n".join([b"\xff", b"x" * (2**20 + 7), ann, b"y" * (2**20 + 1)]))
    reading = Reading(skip_bad=True)
    assert [row.id for row in read(file, reading=reading).actors] == ["ann"]
    assert reading.told == ["3 lines skipped; the first: line 1: is not UTF-8; save the file as UTF-8"]


def test_the_missing_library_is_named_with_its_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("followthemoney"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    (tmp_path / "x.ftm").write_text("")
    with pytest.raises(GraphkitError, match=r"pip install 'graphkit-explorer\[ftm\]'"):
        read(tmp_path / "x.ftm")


def test_no_slug_stands_for_a_name(tmp_path: Path) -> None:
    def sanction(id: str, authority: str, list_: str) -> dict[str, Any]:
        told = {"entity": ["acme"], "authority": [authority]}
        return {
            "id": id,
            "schema": "Sanction",
            "datasets": [list_],
            "last_change": "2024-01-01",
            "properties": told,
        }

    rows = [
        {"id": "acme", "schema": "Company", "properties": {"name": ["Acme"]}},
        {"id": "ministry-a", "schema": "Person", "properties": {"name": ["Ann"]}},
        {"id": "nameless", "schema": "Person", "properties": {"country": ["de"]}},
        sanction("s1", "Ministry (A)", "list a"),
        sanction("s2", "Ministry A", "list-a"),
    ]
    (tmp_path / "x.ftm").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    found = read(tmp_path / "x.ftm")
    names = {row.id: row.name for row in found.actors}
    assert sorted(names.values()) == ["Acme", "Ann", "Ministry (A)", "Ministry A", "nameless"]
    papers = {row.id: row.publisher for row in found.sources}
    assert {(names[row.source], papers[row.evidence[0].source]) for row in found.relations} == {
        ("Ministry (A)", "list a"),
        ("Ministry A", "list-a"),
    }


@pytest.mark.parametrize("id", ["\u0007", "  ", "\u200b"])
def test_an_id_of_which_nothing_is_seen_is_none(id: str, tmp_path: Path) -> None:
    link = {"id": id, "schema": "UnknownLink", "properties": {"subject": ["a"], "object": ["b"]}}
    people = [{"id": name, "schema": "Person", "properties": {"name": [name]}} for name in "ab"]
    file = tmp_path / "odd.ftm"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in (*people, link)), encoding="utf-8")
    with pytest.raises(DataError, match="line 3: is no entity: has no id"):
        read(file)


@pytest.mark.parametrize("id", [5, 0, -1, 1.5, 10**30])
def test_an_id_that_is_a_number_is_its_text_as_in_the_library(id: float, tmp_path: Path) -> None:
    link = {"id": id + 1, "schema": "UnknownLink", "properties": {"subject": [id], "object": ["b"]}}
    people = [{"id": each, "schema": "Person", "properties": {"name": [str(each)]}} for each in (id, "b")]
    file = tmp_path / "numbers.ftm"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in (*people, link)), encoding="utf-8")
    found = read(file)
    assert [row.name for row in found.actors] == [str(id), "b"]
    assert len(found.relations) == 1
    library = model.get_proxy(people[0]).id
    assert library in (None, str(id))  # None for 0, which it takes for nothing


@pytest.mark.parametrize("digits", [201, 5_000])
def test_a_number_too_long_for_an_id_is_told_as_such(digits: int, tmp_path: Path) -> None:
    file = tmp_path / "long.ftm"
    file.write_text(f'{{"id": {"1" * digits}, "schema": "Person", "properties": {{"name": ["Ann"]}}}}\n')
    with pytest.raises(DataError, match=r"line 1: is no entity: (has the id '1+|a number of 5,000 digits)"):
        read(file)


# --- attributes of actors and unknown kinds -------------------------------------------------------


def test_an_actor_of_unknown_kind_is_a_legal_entity_and_its_attributes_are_notes(tmp_path: Path) -> None:
    made = dataset(
        actors=[actor("acme", "unknown", name="Acme", attributes={"staff": 9, "born": "1993"})], sources=[]
    )
    losses = [str(loss) for loss in write(build_graph(made), tmp_path / "x.ftm")]
    assert "attributes (1 actor): lines of its notes" in losses
    assert "the lack of a kind (1 actor): a LegalEntity" in losses
    (told,) = assert_valid(tmp_path / "x.ftm")
    assert (told["schema"], told["properties"]["notes"]) == ("LegalEntity", ["born: 1993", "staff: 9"])
    assert read(tmp_path / "x.ftm").actors[0].kind == "unknown"


def test_a_legal_entity_may_be_a_person_so_its_kind_is_unknown(tmp_path: Path) -> None:
    row = {"id": "acme", "schema": "LegalEntity", "properties": {"name": ["Acme"]}}
    (tmp_path / "x.ftm").write_text(json.dumps(row) + "\n", "utf-8")
    assert read(tmp_path / "x.ftm").actors[0].kind == "unknown"
