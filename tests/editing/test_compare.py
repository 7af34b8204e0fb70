"""Two versions of a dataset: what differs, and that applying it to the old one gives the new one."""

import json
from typing import Any

import pytest
from datasets import actor, dataset, evidence, relation, source
from hypothesis import given
from hypothesis import strategies as st
from parity_cases import graphs

from graphkit.editing import edits
from graphkit.editing.compare import apply_changes, compare_datasets
from graphkit.editing.identity import LocalNames
from graphkit.errors import UsageError
from graphkit.graph.build import build_graph, to_dataset
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Dataset, RelationType, Step
from graphkit.storage.json_file import dumps


def found(old: Dataset, new: Dataset, local: LocalNames | None = None) -> list[tuple[Any, ...]]:
    changes = compare_datasets(old, new, local or LocalNames())
    return [(each.change, each.what, each.id, each.field, each.before, each.after) for each in changes]


@given(graphs(), graphs(), st.sampled_from([None, LocalNames()]), st.booleans())
def test_applying_the_changes_to_the_old_version_gives_the_new_one_byte_for_byte(
    one: Graph, other: Graph, local: LocalNames | None, everything_local: bool
) -> None:
    old, new = to_dataset(one), to_dataset(other)
    if local is not None and everything_local:
        for side in (old, new):
            local = LocalNames(
                actors={*local.actors, *(row.id for row in side.actors)},
                relations={*local.relations, *(row.key for row in side.relations)},
            )
    compared = compare_datasets(old, new, local)
    written = json.loads(json.dumps(compared.plain()))
    assert dumps(apply_changes(old, written)) == dumps(new)
    assert bool(compared.patch) or not compared.changes
    if old != new:
        with pytest.raises(UsageError, match="from another version"):
            apply_changes(new, written)


@given(graphs())
def test_a_version_does_not_differ_from_itself(graph: Graph) -> None:
    version = to_dataset(graph)
    ids = LocalNames({row.id for row in version.actors}, relations={row.key for row in version.relations})
    for local in (None, LocalNames(), ids):
        assert list(compare_datasets(version, version, local)) == []


@given(graphs(), st.randoms())
def test_other_ids_that_mean_nothing_are_no_change(graph: Graph, random: Any) -> None:
    old = to_dataset(graph)
    keys = [row.key for row in old.relations]
    shuffled = dict(zip(keys, random.sample(keys, len(keys)), strict=True))
    rows = tuple(row.model_copy(update={"key": shuffled[row.key], "links": ()}) for row in old.relations)
    bare = old.model_copy(
        update={"relations": tuple(row.model_copy(update={"links": ()}) for row in old.relations)}
    )
    new = dataset(
        *rows, actors=old.actors, sources=old.sources, relation_types=old.relation_types, title=old.title
    )
    assert list(compare_datasets(bare, new, LocalNames(relations=set(keys)))) == []


def test_what_is_over_by_the_day_of_the_import_has_not_ended_anew() -> None:
    people = [actor("ann", "person"), actor("firm")]
    old, new = (
        dataset(relation("row-1", "ann", "firm", "leads", begins="2010", ends=ends), actors=people)
        for ends in ("[..2020-01-02]", "[..2020-03-04]")
    )
    local = LocalNames(relations={"row-1"})
    assert list(compare_datasets(old, new, local, day="2020-03-04")) == []
    for day in ("2020-03-05", ""):
        assert {each.field for each in compare_datasets(old, new, local, day=day)} == {"ends"}


def test_every_kind_of_change_is_told() -> None:
    people = [actor("ann", "person"), actor("bob", "person"), actor("firm")]
    old = dataset(
        relation("job", "ann", "firm", "leads", when="2020/", evidence=[evidence()]),
        relation("talk", "ann", "bob", "met", when="2021-03-04"),
        relation("visit", "bob", "ann", "met", when="2021"),
        actors=people,
        sources=[source("paper")],
        title="List",
    )
    new = dataset(
        relation("job", "ann", "firm", "leads", when="2020/2024", evidence=[evidence(), evidence("wire")]),
        relation("visit", "bob", "ann", "met", when="2021", status="denied"),
        relation("deal", "bob", "firm", "met", when="2024"),
        actors=[people[0].model_copy(update={"name": "Ann Lee"}), *people[1:]],
        sources=[source("paper"), source("wire")],
        title="List",
    )
    assert set(found(old, new)) == {
        ("new", "relation", "deal", "", None, None),
        ("new", "source", "wire", "", None, None),
        ("ended", "relation", "job", "when", "2020/", "2020/2024"),
        ("changed", "relation", "job", "evidence", None, "wire"),
        ("changed", "relation", "visit", "status", "actual", "denied"),
        ("changed", "actor", "ann", "name", people[0].name, "Ann Lee"),
        ("gone", "relation", "talk", "", None, None),
    }
    names = [each.name for each in compare_datasets(new, old) if each.id == "visit"]
    assert all("DENIED" in name for name in names)
    assert names


def test_what_changed_is_named_as_among_all_else() -> None:
    """A namesake and what ended a relation count, though neither changed."""
    people = [actor("ann", "person", name="Ann Lee"), actor("ann-2", "person", name="Ann Lee"), actor("bob")]
    end = relation("end", "bob", "ann", "banned", when="2025-07-10", evidence=[evidence()])
    job = relation(
        "job", "ann", "bob", "leads", evidence=[evidence()], links=[{"rel": "ended-by", "relation": "end"}]
    )
    old = dataset(
        job, end, *(relation(f"talk-{n}", "ann-2", "bob", when="2021") for n in range(9)), actors=people
    )
    new = edits.edit(edits.edit(old, "job", {"note": "For a journal."}), "bob", {"name": "Bob Lee"})
    whole = index(build_graph(old))
    changes = {each.id: each for each in compare_datasets(old, new)}
    assert changes.keys() == {"job", "bob"}
    assert changes["bob"].name == whole.surroundings.name("bob")
    name, words = whole.surroundings.name("ann"), whole.by_id["job"].words
    assert changes["job"].name == whole.by_id["job"].qualified(f"{name} leads Bob, {words}")
    assert "ann" in name
    assert "July 2025" in words


def test_one_id_for_two_actors_is_no_change_of_either() -> None:
    ours, theirs = actor("wolf", "person", name="Ada Wolf"), actor("wolf", name="Wolf Motors")
    visit = relation("visit", "ann", "wolf", "met", when="2021")
    old, new = (dataset(visit, actors=[actor("ann", "person"), each]) for each in (ours, theirs))
    assert found(old, new)[0] == ("new", "actor", "wolf", "", None, None)
    assert ("gone", "actor", "wolf", "", None, None) in found(old, new)
    assert compare_datasets(old, new, LocalNames()).same_id == ("wolf",)
    assert compare_datasets(old, new).same_id == (), "of one file, every id is identity"
    for known in ({"aliases": ("Ada Wolf",)}, {"kind": "person"}, {"kind": "unknown"}):
        renamed = dataset(visit, actors=[actor("ann", "person"), theirs.model_copy(update=known)])
        assert compare_datasets(old, renamed, LocalNames()).same_id == ()
        assert {change for change, what, *_ in found(old, renamed) if what == "actor"} == {"changed"}


def test_the_title_the_story_and_own_types_are_compared_too() -> None:
    pair = [actor("ann"), actor("bob")]
    kinds = [RelationType(name="tie", kind="state", meaning=meaning) for meaning in ("A tie.", "A bond.")]
    steps = [Step(title=title, text="They met.", focus=("ann",)) for title in ("First", "Second")]
    old, new = (
        dataset(relation("r"), actors=pair, title=title, relation_types=(kind,), story=(step,))
        for title, kind, step in zip(("One", "Two"), kinds, steps, strict=True)
    )
    told = found(old, new)
    assert ("changed", "dataset", "", "title", "One", "Two") in told
    assert ("changed", "relation type", "tie", "meaning", "A tie.", "A bond.") in told
    assert [change[3] for change in told] == ["title", "story", "meaning"]
    assert dumps(apply_changes(old, compare_datasets(old, new).plain())) == dumps(new)


def test_without_ids_ends_type_and_date_tell_a_relation_or_its_start_where_only_that_is_one() -> None:
    people = [actor("n-ann", "person", name="Ann Lee"), actor("n-bob", "person", name="Bob Cole")]
    local = LocalNames({"n-ann", "n-bob", "m-ann", "m-bob"}, relations={"r-a", "r-b", "r-c"})
    others = [row.model_copy(update={"id": f"m{row.id[1:]}"}) for row in people]
    old = dataset(
        relation("r-a", "n-ann", "n-bob", "leads", when="2020/"),
        relation("r-b", "n-ann", "n-bob", "met", when="2021", summary="They met."),
        actors=people,
    )
    new = dataset(
        relation("r-a", "m-ann", "m-bob", "met", when="2021", summary="They spoke."),
        relation("r-c", "m-ann", "m-bob", "leads", when="2020/2024"),
        actors=others,
    )
    assert found(old, new, local) == [
        ("ended", "relation", "r-a", "when", "2020/", "2020/2024"),
        ("changed", "relation", "r-b", "summary", "They met.", "They spoke."),
    ]
    assert set(compare_datasets(old, new, local).by_name) == {"Ann Lee", "Bob Cole"}


def test_a_date_that_was_corrected_is_a_change_where_only_one_relation_can_be_meant() -> None:
    local = LocalNames(relations={"r0", "r1"})

    def rows(*dates: str | None, **fields: Any) -> Dataset:
        ties = (relation(f"r{n}", "ann", "bob", "met", when=day, **fields) for n, day in enumerate(dates))
        return dataset(*ties, actors=[actor("ann", "person"), actor("bob", "person")])

    first = rows("2025-02-01")
    assert found(first, rows("2025-02-02"), local) == [
        ("changed", "relation", "r0", "when", "2025-02-01", "2025-02-02")
    ]
    assert found(rows(None), first, local) == [("changed", "relation", "r0", "when", None, "2025-02-01")]
    kept = found(rows("2025-02-01", "2025-03-01"), rows("2025-03-01", "2025-02-02"), local)
    assert kept == [("changed", "relation", "r0", "when", "2025-02-01", "2025-02-02")]
    for other in (rows("2025-02-02", "2025-03-01"), rows("2025-02-02", summary="They spoke.")):
        assert {change for change, *_ in found(first, other, local)} == {"new", "gone"}
    other = dataset(relation("s", "ann", "bob", "met", when="2025-02-02"), actors=first.actors)
    named = dataset(relation("r", "ann", "bob", "met", when="2025-02-01"), actors=first.actors)
    assert {change for change, *_ in found(named, other)} == {"new", "gone"}


def test_two_relations_that_may_be_the_one_are_not_guessed() -> None:
    def rows(*summaries: str) -> Dataset:
        return dataset(
            *(
                relation(f"r{n}", "ann", "bob", "met", when="2021", summary=s)
                for n, s in enumerate(summaries)
            ),
            actors=[actor("ann", "person"), actor("bob", "person")],
        )

    local = LocalNames(relations={"r0", "r1"})
    told = [change for change, *_ in found(rows("One.", "Two."), rows("Three.", "Four."), local)]
    assert told == ["new", "new", "gone", "gone"]


def test_what_is_no_comparison_or_was_altered_is_refused() -> None:
    old, new = dataset(), dataset(relation("r", "ann", "bob"), actors=[actor("ann"), actor("bob")])
    plain = compare_datasets(old, new).plain()
    for wrong in ({}, {"patch": 1}, [], plain | {"patch": {"actors": {"x": [None, None]}}}):
        with pytest.raises(UsageError, match="no changes"):
            apply_changes(old, wrong)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="altered"):
        apply_changes(old, plain | {"patch": {"title": ["x", "y"]}})
