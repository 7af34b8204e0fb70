"""What changes did, told in sentences and names."""

from graphkit.desk.told_changes import described, relations_of
from graphkit.editing.edits import edit, remove
from graphkit.editing.merge_rows import merge
from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.model.entities import Actor, Dataset, Evidence, Relation, RelationType, Source
from graphkit.storage.journal import change, log, undo
from graphkit.storage.json_file import read_dataset, save_dataset
from graphkit.storage.patch import patch_between

TOASTED = RelationType(name="toasted", kind="event", past="toasted", meaning="Raised a glass to.")
SMALL = Dataset(
    actors=(
        Actor(id="amd", name="AMD", kind="company"),
        Actor(id="su", name="Lisa Su", kind="person", ids={"wikidata": "Q1"}),
        Actor(id="su-2", name="L. Su", kind="person"),
    ),
    sources=(Source(id="paper", publisher="The Paper", title="News", published="2025-07-15"),),
    relation_types=(TOASTED,),
    relations=(
        Relation(key="leads", source="su", target="amd", type="leads", when="2014-10/"),
        Relation(key="toast", source="su-2", target="amd", type="toasted", when="2025"),
    ),
)


def saved(tmp_path, *edits, command="change"):
    """Return what the log says after some changes, newest last, without the beginning."""
    path = tmp_path / "story.json"
    save_dataset(SMALL, path)
    for number, each in enumerate(edits):
        change(path, each, f"{command} {number}")
    return described(read_dataset(path), log(path))[1:]


def words(told):
    return [f"{row['how']} {row['what']}: {row['words']}" for row in told["rows"]]


def test_who_and_what_was_removed_since_is_still_called_by_name(tmp_path):
    merged, removed, renamed = saved(
        tmp_path,
        lambda dataset: merge(dataset, "su-2", "su"),
        lambda dataset: remove(remove(dataset, "toast"), "toasted", table="relation_types"),
        lambda dataset: edit(dataset, "su", {"name": "Dr Su"}, table="actors"),
    )
    assert words(merged)[:2] == ["changed actor: Lisa Su", "removed actor: L. Su"]
    assert words(merged)[2].startswith("changed relation: Dr Su toasted AMD")
    assert merged["rows"][2]["fields"] == ["source"]
    assert words(removed)[0] == "removed relation type: toasted"
    assert words(removed)[1].startswith("removed relation: Dr Su toasted AMD")
    assert words(renamed) == ["changed actor: Dr Su"]
    assert [each["command"] for each in (merged, removed, renamed)] == ["change 0", "change 1", "change 2"]


def test_a_row_whose_id_and_most_else_is_edited_is_one(tmp_path):
    fields = {"key": "ban", "type": "banned", "when": "2025", "source": "amd", "target": "su"}
    (told,) = saved(tmp_path, lambda dataset: edit(dataset, "toast", fields), command="edit")
    (row,) = told["rows"]
    assert (row["how"], row["id"], told["more"]) == ("changed", "ban", 0)
    assert row["words"].startswith("AMD banned Lisa Su")
    assert set(row["fields"]) == {"id", "type", "source", "target"}
    undo(tmp_path / "story.json")
    after = described(read_dataset(tmp_path / "story.json"), log(tmp_path / "story.json"))[-1]
    assert [(row["how"], row["id"]) for row in after["rows"]] == [("changed", "toast")]


def test_of_many_rows_the_first_are_told_and_the_rest_counted(tmp_path):
    actors = tuple(Actor(id=f"a{number:02}", name=f"Actor {number}", kind="person") for number in range(25))
    (told,) = saved(
        tmp_path,
        lambda dataset: dataset.model_copy(update={"title": "Toasts", "actors": (*dataset.actors, *actors)}),
    )
    assert (len(told["rows"]), told["more"], told["header"]) == (20, 5, ["title"])


def test_relations_are_told_as_the_graph_of_the_whole_tells_them():
    entry = Evidence(source="paper", status="denied")
    relations = [row.model_copy(update={"evidence": (entry,)}) for row in SMALL.relations]
    after = SMALL.model_copy(update={"relations": tuple(relations)})
    told = relations_of(after, patch_between(SMALL, after))
    whole = index(build_graph(after)).by_id
    assert [row["id"] for row in told] == ["leads", "toast"]
    for row in told:
        relation = whole[row["id"]]
        assert (row["sentence"], row["contested"]) == (relation.sentence, relation.version.contested)
        assert row["voices"] == list(relation.version.voices)
