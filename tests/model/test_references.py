"""The table of references: it is complete, and rename, remove, merge, import and validation follow it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from datasets import actor, evidence, relation, source
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from graphkit.editing import edits
from graphkit.editing.identity import LocalNames
from graphkit.editing.merge_datasets import merge_datasets
from graphkit.editing.merge_rows import merge
from graphkit.errors import UsageError
from graphkit.model import references
from graphkit.model.consistency import inconsistencies
from graphkit.model.entities import (
    MODELS,
    Actor,
    Dataset,
    Evidence,
    Link,
    Relation,
    Source,
    Step,
)
from graphkit.model.kinds import UNNAMED
from graphkit.model.references import REFERENCES, TABLES, Reference, names_in

ADDED = (
    Reference("relations", "summary", ("sources",)),
    Reference("relations", "quote", ("relations",), "evidence", takes="last entry"),
    Reference("sources", "title", ("actors", "sources")),
)
"""Text fields that are references in these tests only."""

DEFINITE = ["actors", "sources", "relations"]


@pytest.fixture(params=[(), ADDED], ids=["shipped", "with more"])
def table(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[Reference, ...]:
    """Have other references in force than those that are shipped."""
    more: tuple[Reference, ...] = REFERENCES + request.param
    monkeypatch.setattr(references, "REFERENCES", more)
    return more


follows = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

IDS = {"actors": ["a0", "a1", "a2", "twin"], "sources": ["s0", "s1", "s2"], "relations": ["r0", "r1", "twin"]}


@st.composite
def datasets(draw: st.DrawFn, added: bool) -> Dataset:
    """Draw a valid dataset, in which the added references name something too."""

    def one(table: str, *, maybe: bool = True) -> Any:
        ids = st.sampled_from(IDS[table])
        return draw(st.none() | ids if maybe else ids)

    def some(table: str) -> tuple[str, ...]:
        return tuple(draw(st.lists(st.sampled_from(IDS[table]), unique=True, max_size=2)))

    def entry() -> Evidence:
        voice = draw(st.sampled_from([None, UNNAMED, *IDS["actors"]]))
        quote = one("relations") if added else None
        return evidence(one("sources", maybe=False), attribution=voice, quote=quote)

    return Dataset(
        actors=tuple(actor(id) for id in IDS["actors"]),
        sources=tuple(
            source(
                id,
                publisher_actor=one("actors"),
                title=one(draw(st.sampled_from(["actors", "sources"]))) if added else None,
                derived_from=tuple(name for name in some("sources") if name != id),
            )
            for id in IDS["sources"]
        ),
        relations=tuple(
            relation(
                id,
                one("actors", maybe=False),
                one("actors", maybe=False),
                about=some("actors"),
                links=tuple(Link(rel="part-of", relation=name) for name in some("relations")),
                evidence=[entry() for _ in range(draw(st.integers(0, 2)))],
                summary=one("sources") if added else None,
            )
            for id in IDS["relations"]
        ),
        story=(Step(title="One", focus=some("actors"), selection=one(draw(st.sampled_from(DEFINITE[::2])))),),
    )


def mentions(dataset: Dataset, table: tuple[Reference, ...]) -> Iterator[tuple[Reference, str]]:
    """Yield every name in a dataset, in order."""
    for reference in table:
        for row in getattr(dataset, reference.table):
            for name in reference.names(row):
                yield reference, name


def ids(dataset: Dataset, table: str) -> set[str]:
    return {getattr(row, TABLES[table].key) for row in getattr(dataset, table)}


def test_every_field_of_ids_is_in_the_table() -> None:
    fields = {
        (model, name)
        for model in (Actor, Source, Relation, Evidence, Link, Step)
        for name, rule in model.model_json_schema()["properties"].items()
        if '"maxLength": 200' in json.dumps(rule)  # which only ids have
    }
    fields |= {(Relation, "type"), (Evidence, "type")}
    keys = {(MODELS[name], table.key) for name, table in TABLES.items()}
    inside = {"evidence": Evidence, "links": Link}
    rows = MODELS
    listed = {(inside[each.entries] if each.entries else rows[each.table], each.field) for each in REFERENCES}
    assert listed == fields - keys


@follows
@given(st.data())
def test_a_rename_keeps_every_reference(table: tuple[Reference, ...], data: st.DataObject) -> None:
    dataset = data.draw(datasets(added=len(table) > len(REFERENCES)))
    home = data.draw(st.sampled_from(DEFINITE))
    old = data.draw(st.sampled_from(IDS[home]))
    renamed = edits.edit(dataset, old, {TABLES[home].key: "new"}, table=home)
    twin = {"actors": "relations", "relations": "actors"}.get(home)

    def expected(reference: Reference, name: str) -> str:
        meant = home in reference.to and not (old == "twin" and twin in reference.to)
        return "new" if meant and name == old else name

    before = [(reference, expected(reference, name)) for reference, name in mentions(dataset, table)]
    assert sorted(map(str, mentions(renamed, table))) == sorted(map(str, before))
    assert inconsistencies(renamed) == []


@follows
@given(st.data())
def test_a_removal_leaves_nothing_dangling_and_is_refused_where_something_names_the_row(
    table: tuple[Reference, ...], data: st.DataObject
) -> None:
    dataset = data.draw(datasets(added=len(table) > len(REFERENCES)))
    home = data.draw(st.sampled_from(DEFINITE))
    id = data.draw(st.sampled_from(IDS[home]))
    rest = {name: ids(dataset, name) - ({id} if name == home else set()) for name in TABLES}
    dangling = [
        reference
        for reference, name in mentions(dataset, table)
        if name == id and home in reference.to and not any(name in rest[other] for other in reference.to)
    ]
    own = {name for reference, name in mentions(dataset, table) if reference.table == home} & {id}
    if dangling and not own:
        with pytest.raises(UsageError, match="--cascade"):
            edits.remove(dataset, id, table=home)
    elif not dangling:
        assert ids(edits.remove(dataset, id, table=home), home) == rest[home]
    left = edits.remove(dataset, id, table=home, cascade=True)
    assert inconsistencies(left) == []
    assert id not in ids(left, home)
    for other in DEFINITE:
        assert ids(left, other) <= rest[other]


@follows
@given(st.data())
def test_two_actors_that_become_one_are_named_as_one(
    table: tuple[Reference, ...], data: st.DataObject
) -> None:
    dataset = data.draw(datasets(added=len(table) > len(REFERENCES)))
    going, staying = data.draw(st.permutations(IDS["actors"][:3]))[:2]
    assume(not any({row.source, row.target} == {going, staying} for row in dataset.relations))
    merged = merge(dataset, going, staying)
    assert inconsistencies(merged) == []
    assert going not in {name for _, name in mentions(merged, table)}
    assert len(merged.relations) == len(dataset.relations)


@follows
@given(st.data())
def test_an_import_under_other_ids_keeps_every_reference(
    table: tuple[Reference, ...], data: st.DataObject
) -> None:
    dataset = data.draw(datasets(added=len(table) > len(REFERENCES)))
    local = LocalNames(*(set(IDS[name]) for name in DEFINITE))
    result = merge_datasets(dataset, dataset, local, keep_apart=True, whole=False)
    assert inconsistencies(result.dataset) == []
    added = [row for row in result.dataset.relations if row.key not in IDS["relations"]]
    for row in added:
        assert not {*names_in("relations", row, "actors")} & {*IDS["actors"]}
    result = merge_datasets(Dataset(), dataset)
    assert sorted(map(str, mentions(result.dataset, table))) == sorted(map(str, mentions(dataset, table)))


@follows
@given(st.data())
def test_each_name_of_nothing_is_an_error(table: tuple[Reference, ...], data: st.DataObject) -> None:
    dataset = data.draw(datasets(added=len(table) > len(REFERENCES)))
    home = data.draw(st.sampled_from(DEFINITE))
    id = data.draw(st.sampled_from(IDS[home]))
    rows = [row for row in getattr(dataset, home) if getattr(row, TABLES[home].key) != id]
    left = dataset.model_copy(update={home: tuple(rows)})
    dangling = [
        reference
        for reference, name in mentions(left, table)
        if not any(name in ids(left, other) for other in reference.to if other != "relation_types")
        and reference.to != ("relation_types",)
    ]
    assert len(inconsistencies(left)) == len(dangling)


def test_remove_takes_what_the_table_says(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = relation("r0", "a0", "a1", note="s0"), relation("r1", "a0", "a1", note="s1")
    dataset = Dataset(actors=(actor("a0"), actor("a1")), sources=(source("s0"), source("s1")), relations=rows)

    def removed(**fields: Any) -> list[tuple[str, str | None]]:
        more = Reference("relations", "note", ("sources",), **fields)
        monkeypatch.setattr(references, "REFERENCES", (*REFERENCES, more))
        left = edits.remove(dataset, "s0", cascade=True)
        return [(row.key, row.note) for row in left.relations]

    assert removed() == [("r0", None), ("r1", "s1")]
    assert removed(takes="row") == [("r1", "s1")]
