"""A merge is remembered: the next version of a list finds whom it splits by the ids of both entries."""

from datasets import actor, dataset, relation

from graphkit.editing.identity import LocalNames
from graphkit.editing.merge_datasets import merge_datasets
from graphkit.editing.merge_rows import merge
from graphkit.model.entities import Dataset


def entries(*ids: str, **fields: object) -> Dataset:
    """Return a list with two entries of one person, and a directorship of each."""
    names = dict(zip(ids, ("Chen Wei", "CHEN, Wei"), strict=True))
    return dataset(
        *(relation(f"{id}-leads", id, "firm", when="2015/") for id in ids),
        actors=[
            *(actor(id, "person", name=name, **fields) for id, name in names.items()),
            actor("firm", "company", name="The Firm"),
        ],
    )


LIST = entries("eu-chen-1", "ofac-991")
ONE = merge(LIST, "ofac-991", "eu-chen-1")


def test_the_id_that_was_merged_away_stays_an_id_of_who_is_left() -> None:
    assert ONE.actors[0].attributes == (("referents", "ofac-991"),)
    third = merge(entries("a-fsf-7", "eu-chen-1"), "eu-chen-1", "a-fsf-7")
    both = merge_datasets(third, ONE).dataset
    assert both.actors[0].attributes == (("referents", "eu-chen-1; ofac-991"),)


def test_the_next_version_adds_nobody_again() -> None:
    found = merge_datasets(ONE, LIST)
    assert (found.dataset, found.added, found.refused) == (ONE, (), ())
    assert dict(found.actors) == {"eu-chen-1": "eu-chen-1", "ofac-991": "eu-chen-1", "firm": "firm"}
    assert merge_datasets(found.dataset, LIST).dataset == ONE


def test_who_is_found_by_an_id_that_was_merged_is_told_so() -> None:
    named = [row.words for row in merge_datasets(ONE, LIST).merged if row.what == "actor"]
    assert named == ["merged id ofac-991"]
    there = dataset(actors=[actor("NK-x", "person", name="Chen Wei", attributes={"referents": "eu-chen-1"})])
    assert [row.words for row in merge_datasets(LIST, there).merged] == ["merged id eu-chen-1"]
    later = dataset(
        actors=[actor("NK-x", "person", name="Chen Wei", attributes={"referents": "un-5; ofac-991"})]
    )
    assert [row.words for row in merge_datasets(ONE, later).merged] == ["merged id ofac-991; gets attributes"]


def test_an_id_of_two_who_were_never_merged_joins_nobody() -> None:
    other = dataset(actors=[actor("ofac-991", "person", name="Maria Sol")])
    found = merge_datasets(ONE, other)
    assert [row.id for row in found.added] == ["ofac-991"]
    assert "was merged with that id, but has no name in common" in found.apart[0].words
    counted = merge(entries("p1", "p2"), "p2", "p1")
    named = merge(entries("chen-wei", "chen-wei-2"), "chen-wei-2", "chen-wei")
    assert counted.actors[0].attributes == named.actors[0].attributes == ()
    foreign = merge_datasets(ONE, LIST, LocalNames(actors={"eu-chen-1", "ofac-991"}))
    assert [row.what for row in foreign.added if row.what == "actor"] == ["actor"]


def test_two_who_are_one_in_the_file_are_named_with_the_merge_that_makes_them_one() -> None:
    there = dataset(
        actors=[
            actor("NK-x", "person", name="Chen Wei", attributes={"referents": "eu-chen-1; ofac-991"}),
        ]
    )
    found = merge_datasets(LIST, there)
    assert [row.words for row in found.refused] == [
        "Chen Wei is eu-chen-1, ofac-991, who are one in the file; make them one: "
        "graphkit merge ofac-991 into eu-chen-1"
    ]
    after = merge_datasets(ONE, there)
    assert (after.added, after.refused, dict(after.actors)) == ((), (), {"NK-x": "eu-chen-1"})


def test_an_actor_with_one_id_of_two_who_share_its_own_is_told_no_empty_merge() -> None:
    ids = "eu-chen-1", "ofac-991"
    here = dataset(
        actors=[actor(id, "person", name="Chen Wei", attributes={"referents": "NK-x"}) for id in ids]
    )
    there = dataset(actors=[actor("NK-x", "person", name="Chen Wei", attributes={"referents": "eu-chen-1"})])
    (refused,) = merge_datasets(here, there).refused
    assert refused.words.startswith("Chen Wei may be eu-chen-1 or ofac-991; give it the id of one, or ")


def test_days_of_the_entries_of_a_list_are_taken_in_silence() -> None:
    days = {"first_seen": "2022-03-01", "last_seen": "2026-10-01", "last_change": "2024-05-01"}
    one, other = (
        dataset(actors=[actor("ofac-3", "person", name="Ann", attributes=each)])
        for each in (days, {"first_seen": "2023", "last_seen": "2026-11-01", "last_change": "2026-11-01"})
    )
    found = merge_datasets(one, other)
    assert dict(found.dataset.actors[0].attributes) == {
        "first_seen": "2022-03-01",
        "last_seen": "2026-11-01",
        "last_change": "2026-11-01",
    }
    assert found.merged == ()


def test_what_is_outside_the_life_of_whom_only_the_name_tells_is_told() -> None:
    here = dataset(actors=[actor("ada", "person", name="Ada Lee", attributes={"died": "1890"})])
    there = dataset(
        relation("now", "ada-lee", "firm", type="owns", when="2011/"),
        relation("then", "ada-lee", "firm", type="owns", when="1880/1885"),
        actors=[actor("ada-lee", "person", name="Ada Lee"), actor("firm", "company", name="The Firm")],
    )
    told = {row.id: row.words for row in merge_datasets(here, there).added}
    assert told["now"].endswith("; outside the life of ada, whom only the name tells: it may be another's")
    assert told["then"] == "ada owns firm"
