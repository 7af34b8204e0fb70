"""Joining two datasets: actors known again by name, evidence added, and what contradicts refused."""

from itertools import product
from typing import Any

import pytest
from datasets import actor, dataset, evidence, relation, source
from model.test_pictures import png

from graphkit.editing import identity
from graphkit.editing.identity import LocalNames
from graphkit.editing.merge_datasets import MergeResult, merge_datasets
from graphkit.model.entities import Actor, Amount, Dataset, Link, RelationType, Step
from graphkit.model.pictures import address_of
from graphkit.storage.json_file import dumps

HERE = dataset(
    relation(
        "meeting",
        "ann",
        "firm",
        when="2025-07-14",
        summary="They met.",
        evidence=[evidence("paper", paragraph=3)],
    ),
    actors=[
        actor("ann", "person", name="Ann Example", aliases=("Annie",), ids={"wikidata": "Q1"}),
        actor("firm", name="The Firm"),
        actor("twin-1", name="Twin"),
        actor("twin-2", name="Twin"),
    ],
    title="Here",
)


def told(rows: tuple[object, ...]) -> list[tuple[str, str]]:
    return [(row.what, row.id) for row in rows]  # type: ignore[attr-defined]


def joined(*relations: object, **fields: object) -> MergeResult:
    return merge_datasets(HERE, dataset(*relations, **fields))


def test_joining_the_same_again_changes_nothing() -> None:
    found = merge_datasets(HERE, HERE)
    assert found.dataset == HERE
    assert (found.added, found.merged, found.refused) == ((), (), ())


def test_an_id_that_counts_names_whom_all_else_is_equal_of() -> None:
    twins = [actor(id, "person", name="Ada Lee") for id in ("p1", "p2", "ada")]
    born = twins[0].model_copy(update={"attributes": (("born", "1950"),)})
    here = dataset(relation("r1", "p2", "row-3"), relation("r2", "p1", "ada"), actors=[born, *twins[1:]])
    found = merge_datasets(here, here)
    assert (found.dataset, found.added, found.merged, found.refused) == (here, (), (), ())
    other = merge_datasets(here, dataset(actors=[twins[0]]))
    assert told(other.refused) == [("actor", "p1")]
    foreign = merge_datasets(here, dataset(actors=[twins[1]]), LocalNames(actors={"p2"}))
    assert told(foreign.refused) == [("actor", "p2")]


def test_an_empty_dataset_takes_everything() -> None:
    found = merge_datasets(Dataset(), HERE)
    assert dumps(found.dataset) == dumps(HERE)
    assert len(found.added) == 6


def test_an_actor_is_known_again_by_name_and_kind_and_everything_follows() -> None:
    found = joined(
        relation(
            "new", "example", "boss", about=("example",), evidence=[evidence("wire", attribution="example")]
        ),
        actors=[
            actor("example", "person", name="annie", aliases=("A.",), description="A person."),
            actor("boss"),
        ],
        sources=[source("wire", publisher_actor="example")],
    )
    assert told(found.merged) == [("actor", "ann")]
    assert found.merged[0].who == "annie (id example) with Ann Example (ann)"
    assert found.merged[0].words == "the alias Annie; gets aliases, description"
    assert told(found.added) == [("actor", "boss"), ("source", "wire"), ("relation", "new")]
    ann = next(row for row in found.dataset.actors if row.id == "ann")
    assert (ann.name, ann.aliases, ann.description) == ("Ann Example", ("Annie", "A."), "A person.")
    new = next(row for row in found.dataset.relations if row.key == "new")
    assert (new.source, new.about, new.evidence[0].attribution) == ("ann", ("ann",), "ann")
    assert next(row for row in found.dataset.sources if row.id == "wire").publisher_actor == "ann"


def test_a_name_of_another_kind_is_another_actor() -> None:
    found = joined(actors=[actor("ann-place", "place", name="Annie")])
    assert told(found.added) == [("actor", "ann-place")]


def test_evidence_is_added_and_what_is_there_stays() -> None:
    found = joined(
        relation(
            "meeting", "ann", "firm", when="2025-07-14", summary="Another story.", note="New.",
            evidence=[evidence("paper", paragraph=3), evidence("wire", paragraph=1)],
        ),
        actors=[actor("ann", "person", name="Ann Example"), actor("firm", name="The Firm")],
    )  # fmt: skip
    meeting = found.dataset.relations[0]
    assert meeting.summary == "They met."
    assert meeting.note == "New."
    assert meeting.evidence == (evidence("paper", paragraph=3), evidence("wire", paragraph=1))
    assert found.merged[0].words == "1 more evidence; gets note, evidence; keeps its own summary"


def test_what_contradicts_is_refused_and_so_is_what_needs_it() -> None:
    found = joined(
        relation("meeting", "ann", "firm", when="2025-07-15", evidence=[evidence("wire")]),
        relation("with-twin", "twin", "firm"),
        relation("cited", "ann", "firm", evidence=[evidence("paper")]),
        relation("tied", "ann", "firm", links=(Link(rel="part-of", relation="cited"),)),
        actors=[
            actor("ann", "person", name="Ann Example"),
            actor("firm", name="The Firm"),
            actor("twin", name="Twin"),
            actor("other", "company", name="Other"),
        ],
        sources=[source("paper", published="2025-07-16")],
    )
    reasons = {row.id: row.words for row in found.refused}
    assert reasons == {
        "twin": "Twin may be twin-1 or twin-2; name it in the file as only one is called "
        "(graphkit edit twin-1 aliases+=NAME), or --keep-apart adds it as another, "
        "like all who are known by a name alone",
        "paper": "published is 2025-07-15 here and 2025-07-16 there; make them one, or give it another id",
        "cited": "needs source paper, which is refused",
        "with-twin": "needs actor twin, which is refused",
        "meeting": "when is 2025-07-14 here and 2025-07-15 there; "
        "take that by graphkit edit meeting when=2025-07-15, or give it another id",
    }
    assert found.dataset.relations[0] == HERE.relations[0]
    assert found.dataset.relations[1].links == ()
    assert found.dataset.sources[0].published == "2025-07-15"


def test_an_actor_that_is_something_else_here_is_refused() -> None:
    kind = joined(actors=[actor("ann", "place")])
    number = joined(actors=[actor("ann", "person", name="Annie", ids={"wikidata": "Q2"})])
    document = joined(actors=[actor("paper")])
    assert [found.refused[0].words for found in (kind, number, document)] == [
        "is a person here and a place there; give it another id",
        "wikidata is Q1 here and Q2 there; give it another id",
        "is a source here; give it another id",
    ]
    assert all(found.dataset == HERE for found in (kind, number, document))


def test_an_amount_or_a_type_of_ones_own_that_differs_is_refused() -> None:
    own = RelationType(name="sued", kind="event")
    here = dataset(relation("case", type="sued", amount=Amount(value=5, unit="USD")), relation_types=(own,))
    there = dataset(
        relation("case", type="sued", amount=Amount(value=6, unit="USD")),
        relation_types=(own.model_copy(update={"kind": "state"}), RelationType(name="won", kind="event")),
    )
    found = merge_datasets(here, there)
    assert told(found.refused) == [("relation type", "sued"), ("relation", "case")]
    assert told(found.added) == [("relation type", "won")]


# --- identity -----------------------------------------------------------------------------------


def people(*names: str, kind: str = "person", ids: str = "n", keys: str = "e") -> Dataset:
    """Return a dataset of people, who have the ids n0, n1 ..., and of whom each met the next."""
    actors = [actor(f"{ids}{number}", kind, name=name) for number, name in enumerate(names)]
    rows = [relation(f"{keys}{row}", f"{ids}{row}", f"{ids}{row + 1}") for row in range(len(names) - 1)]
    return dataset(*rows, actors=actors)


def local(made: Dataset, **also: set[str]) -> LocalNames:
    """Return that nothing of a dataset means anything outside its file."""
    ids = {row.id for row in made.actors}
    return LocalNames(ids, {row.id for row in made.sources}, {row.key for row in made.relations}, **also)


def foreign(here: Dataset, there: Dataset, **also: bool) -> MergeResult:
    return merge_datasets(here, there, local(there), **also)


def names(made: Dataset) -> list[str]:
    return sorted(row.name for row in made.actors)


def test_local_ids_are_nobodys_and_are_made_anew() -> None:
    found = foreign(people("Ada Lee", "Ben Ray"), people("Cy Poe", "Dee Fox"))
    assert sorted(row.id for row in found.dataset.actors) == ["cy-poe", "dee-fox", "n0", "n1"]
    assert [(row.key, row.source, row.target) for row in found.dataset.relations] == [
        ("cy-poe-met-dee-fox", "cy-poe", "dee-fox"),
        ("e0", "n0", "n1"),
    ]
    assert all(row.aliases == () for row in found.dataset.actors)


def test_an_id_of_our_own_names_one_actor_only_if_the_names_agree() -> None:
    here = people("Ada Lee", "Ben Ray", ids="who", keys="tale")
    there = people("Cy Poe", "LEE, Ben Ray", ids="who", keys="tale")
    found = merge_datasets(here, there)
    assert names(found.dataset) == ["Ada Lee", "Ben Ray", "Cy Poe"]
    assert told(found.merged) == [("actor", "who1")]
    assert [(row.id, row.words) for row in found.apart] == [
        ("cy-poe", "who0 (Ada Lee) has the same id, but no name in common"),
        ("cy-poe-met-who1", "tale0 is a relation between others here"),
    ]
    assert merge_datasets(found.dataset, there).dataset == found.dataset


def test_an_id_that_is_made_of_a_name_says_no_more_than_the_name() -> None:
    def meier(id: str, born: str | None, kind: str = "person") -> Actor:
        fields = {"attributes": (("born", born),)} if born else {}
        return actor(id, kind, name="Hans Meier", **fields)

    born_1958, firm = meier("hans-meier", "1958"), actor("firm", name="The Firm")
    told_of = relation("r1", "hans-meier", "firm")
    here = dataset(actors=[born_1958, firm])
    found = merge_datasets(here, dataset(told_of, actors=[meier("hans-meier", "1990"), firm]))
    assert {row.source for row in found.dataset.relations} == {"hans-meier-2"}
    assert [row.words for row in found.apart] == ["hans-meier (Hans Meier) born is 1958 here and 1990 there"]

    several = dataset(actors=[born_1958, meier("hans-meier-2", "1990"), firm])
    found = merge_datasets(several, dataset(told_of, actors=[meier("hans-meier", None), firm]))
    assert found.dataset.relations == ()
    assert found.refused
    found = merge_datasets(several, dataset(told_of, actors=[meier("hans-meier", None, "unknown"), firm]))
    assert {row.source for row in found.dataset.relations} == {"hans-meier-3"}
    found = merge_datasets(several, dataset(told_of, actors=[born_1958, firm]))
    assert {row.source for row in found.dataset.relations} == {"hans-meier"}


@pytest.mark.parametrize(
    "id", ["1", "0017", "n1", "N1", "n_1", "node-1", "Node 1", "v1", "e1", "id_1", "a7", "row-1", "person2"]
)
def test_a_counter_is_nobodys_id_even_in_a_file_of_our_own(id: str) -> None:
    here = dataset(
        relation(id + "0", id, "firm", summary="They met in Paris.", evidence=[evidence(id + "1")]),
        actors=[actor(id, "person", name="John Smith"), actor("firm", name="firm")],
        sources=[source(id + "1", publisher="The Paper")],
    )
    there = dataset(
        relation(id + "0", id, "firm", summary="They met in Rome.", evidence=[evidence(id + "1")]),
        actors=[actor(id, "person", name="John", aliases=("A schoolboy",)), actor("firm", name="firm")],
        sources=[source(id + "1", publisher="The Wire")],
    )
    for keep_apart in (False, True):
        found = merge_datasets(here, there, keep_apart=keep_apart)
        assert names(found.dataset) == ["John", "John Smith", "firm"]
        assert found.refused == ()
        publishers = {row.id: row.publisher for row in found.dataset.sources}
        called = {row.id: row.name for row in found.dataset.actors}
        assert {
            (called[row.source], row.summary, publishers[row.evidence[0].source])
            for row in found.dataset.relations
        } == {("John Smith", "They met in Paris.", "The Paper"), ("John", "They met in Rome.", "The Wire")}
    assert merge_datasets(found.dataset, there).dataset == found.dataset


def test_what_is_alike_but_has_a_counter_for_an_id_is_there_already() -> None:
    made = dataset(relation("r1", evidence=[evidence("s1")]), sources=[source("s1")])
    found = merge_datasets(made, made)
    assert (found.dataset, found.alike, found.added) == (made, ("r1",), ())


@pytest.mark.parametrize("id", ["ada-lee", "g20", "who1", "Q42", "covid-19", "r2d2", "row", "nk-01"])
def test_other_ids_are_still_ids(id: str) -> None:
    here = dataset(actors=[actor(id, name=f"The {id}")])
    there = dataset(actors=[actor(id, name=f"The {id}, which is it")])
    assert len(merge_datasets(here, there, keep_apart=True).dataset.actors) == 1


def test_a_counter_of_a_file_stays_an_id_where_it_is_free() -> None:
    there = people("Ada Lee", "Ben Ray")
    found = merge_datasets(people("Cy Poe", "Dee Fox", ids="who", keys="tale"), there)
    assert {*there.actors} < {*found.dataset.actors}
    assert {*there.relations} < {*found.dataset.relations}


COUNTERS = [
    "17", "n1", "Node 1", "v_2", "id-3", "p1", "c1", "17.0", "#17", "person_1", "person:1", "user12",
    "ACTOR1", "4:abc:0", "ent1",
]  # fmt: skip


@pytest.mark.parametrize("name", COUNTERS)
def test_a_counter_is_nobodys_name(name: str) -> None:
    here = people(name, "Ben Ray")
    found = foreign(here, people(name, "Dee Fox"))
    assert names(found.dataset) == sorted([name, name, "Ben Ray", "Dee Fox"])
    assert [row.words.partition(") ")[2] for row in found.apart] == [
        "is called so too, but that looks like a number, which may be anybody's"
    ]
    also = dataset(actors=[actor("b", "person", name="Cy Poe", aliases=(name,))])
    assert len(foreign(here, also).dataset.actors) == 3


@pytest.mark.parametrize(
    "name", ["G7", "Unit 731", "Channel 4", "Boeing 747", "H20", "area51", "3M", "Actor 3"]
)
def test_names_that_only_look_like_counters_join(name: str) -> None:
    here = people(name, "U2", kind="organisation")
    there = people(name, "Dee Fox", kind="organisation")
    assert names(foreign(here, there).dataset) == sorted([name, "U2", "Dee Fox"])


def test_a_counter_that_is_a_name_here_joins() -> None:
    here = dataset(actors=[actor("a", "organisation", name="Group of Seven", aliases=("G7",))])
    for name in ("G7", "g7"):
        assert len(foreign(here, dataset(actors=[actor("x", "organisation", name=name)])).dataset.actors) == 1
    here = dataset(actors=[actor("a", "organisation", name="p1", aliases=("p2",))])
    for name in ("p1", "p2"):
        assert len(foreign(here, dataset(actors=[actor("x", "organisation", name=name)])).dataset.actors) == 2


@pytest.mark.parametrize("name", COUNTERS)
def test_files_of_counters_are_told_apart_by_their_relations_when_they_come_again(name: str) -> None:
    def file(other: str, type_: str) -> Dataset:
        ends = actor("n1", "person", name=name), actor("n2", "person", name=other)
        rows = relation("e1", "n1", "n2", type=type_), relation("e2", "n2", "hub", type=type_)
        return dataset(*rows, actors=[*ends, actor("hub", name="Hub Co")])

    here, files = Dataset(), [file("p1", "warned"), file("p1", "sued"), file("p2", "warned")]
    for there in files:
        here = foreign(here, there).dataset
    assert len(here.actors) == 7
    for there in files:
        again = foreign(here, there)
        assert (again.dataset, again.added, again.apart, len(again.alike)) == (here, (), (), 2)


def test_another_name_of_one_number_is_a_near_miss() -> None:
    def merkel(name: str, **fields: Any) -> Dataset:
        return dataset(actors=[actor("a", "unknown", name=name, **fields)])

    item = "http://www.wikidata.org/entity/Q567"
    said: list[dict[str, Any]] = [{"attributes": ((name, item),)} for name in ("wikidata", "QID", "id")]
    for here, there in product(said, [*said, {"ids": (("wikidata", "Q567"),)}]):
        found = foreign(merkel("Angela Merkel", **here), merkel("Angela Dorothea Merkel", **there))
        [apart] = found.apart
        assert apart.words.startswith("a (Angela Merkel) has the ")
        assert apart.words.endswith("Q567 too; merge them if they are one")
    counted = {"attributes": (("born", "1954"), ("id", "p17"))}
    assert foreign(merkel("Angela Merkel", **counted), merkel("Ada Lee", **counted)).apart == ()


def test_an_alias_of_both_is_a_near_miss_and_a_name_that_is_an_alias_joins() -> None:
    here = dataset(actors=[actor("a", "person", name="Al Haddad", aliases=("the General",))])
    there = dataset(actors=[actor("a", "person", name="Rifat", aliases=("THE  GENERAL",))])
    found = foreign(here, there)
    assert names(found.dataset) == ["Al Haddad", "Rifat"]
    assert [row.words for row in found.apart] == ["a (Al Haddad) has the alias the General too"]
    for other in (
        actor("x", "person", name="The General"),
        actor("x", "person", name="The General", aliases=("Al Haddad",)),
        actor("x", "person", name="Haddad", aliases=("al haddad",)),
        actor("x", "person", name="Al Haddad", aliases=("the general",)),
    ):
        assert len(foreign(here, dataset(actors=[other])).dataset.actors) == 1


def test_a_name_that_is_an_alias_of_another_means_either() -> None:
    here = dataset(
        actors=[
            actor("ali-1", "person", name="Ali Hassan"),
            actor("ali-2", "person", name="Ali Hassan (Dubai)", aliases=("Ali Hassan",)),
        ]
    )
    found = merge_datasets(here, dataset(actors=[actor("ali", "person", name="Ali Hassan")]))
    assert told(found.refused) == [("actor", "ali")]


def test_what_a_file_tells_that_cannot_be_compared_leaves_a_name_alone() -> None:
    here, there = people("Maria Silva", "Ben Ray"), people("MARIA SILVA", "Ben Ray")
    told = local(there)
    told.add_details("n0", [("born", 1990), ("country", "pt"), ("passport", "ZZ9"), ("email", "m@x.pt")])
    found = merge_datasets(here, there, told)
    assert names(found.dataset) == ["Ben Ray", "MARIA SILVA", "Maria Silva"]
    assert [row.words for row in found.apart] == [
        "n0 (Maria Silva) has the same name; the file says born 1990, country pt, passport ZZ9 and 1 more, "
        "which cannot be compared; merge them if they are one"
    ]
    here, there = (
        dataset(actors=[actor("a", "person", name=name, ids={"wikidata": "Q1"})]) for name in ("M", "N")
    )
    assert len(merge_datasets(here, there, LocalNames({"a"}, details={"a": "born 1990"})).dataset.actors) == 1


@pytest.mark.parametrize(
    ("there", "words"),
    [
        ({"name": "john SMITH"}, "same name"),
        ({"name": "Johnny"}, "the alias Johnny"),
        ({"name": "J. S.", "aliases": ("John Smith",)}, "the alias John Smith; gets aliases"),
        ({"name": "X", "ids": {"wikidata": "Q77"}}, "same wikidata Q77; gets aliases"),
    ],
)
def test_a_join_names_both_and_what_matched(there: dict[str, Any], words: str) -> None:
    here = actor("js", "person", name="John Smith", aliases=("Johnny",), ids={"wikidata": "Q77"})
    other = actor("1", "person", **there)
    found = merge_datasets(dataset(actors=[here]), dataset(actors=[other]), LocalNames({"1"}), file="rb")
    assert [(row.id, row.who, row.words) for row in found.merged] == [
        ("js", f"{other.name} (rb, id 1) with John Smith (js)", words)
    ]


def test_one_identifier_of_two_kinds_is_refused_with_a_mend_that_helps() -> None:
    here = dataset(actors=[actor("a", "person", name="Ada Lee", ids={"wikidata": "Q1"})])
    there = dataset(actors=[actor("b", "place", name="Ada", ids={"wikidata": "Q1"})])
    assert [row.words for row in merge_datasets(here, there).refused] == [
        "is a person here and a place there; correct the kind of one, or the wikidata Q1"
    ]


def test_one_who_may_be_several_can_be_added_as_another() -> None:
    here, there = people("Twin", "Twin"), people("Twin")
    assert [row.words for row in foreign(here, there).refused] == [
        "Twin may be n0 or n1; name it in the file as only one is called (graphkit edit n0 aliases+=NAME), "
        "or --keep-apart adds it as another, like all who are known by a name alone"
    ]
    assert names(foreign(here, there, keep_apart=True).dataset) == ["Twin"] * 3


def test_names_that_differ_in_a_letter_stay_apart_and_two_normal_forms_are_one() -> None:
    here = people("Senator Benjamin Miller", "Zoe\u0308 Fox")
    found = foreign(here, people("Senator Benjamina Miller", "zo\u00eb  FOX"))
    assert len(found.dataset.actors) == 3
    assert "senator-benjamina-miller" in {row.id for row in found.dataset.actors}
    assert told(found.merged) == [("actor", "n1")]


@pytest.mark.parametrize(
    ("here", "there", "reason"),
    [
        ({"kind": "place"}, {}, "is a place here and a person there"),
        ({"kind": "event"}, {}, "is an event here and a person there"),
        ({"ids": {"wikidata": "Q1"}}, {"ids": {"wikidata": "Q2"}}, "wikidata is Q1 here and Q2 there"),
        ({"name": "LEE, Ada"}, {}, "is called almost the same"),
        ({"name": "Ada Lée"}, {}, "is called almost the same"),
    ],
)
def test_what_speaks_against_a_name_is_shown_and_nobody_is_joined(
    here: dict[str, Any], there: dict[str, Any], reason: str
) -> None:
    one = dataset(actors=[actor("a", **{"kind": "person", "name": "Ada Lee"} | here)])
    other = dataset(actors=[actor("a", **{"kind": "person", "name": "Ada Lee"} | there)])
    found = foreign(one, other)
    assert len(found.dataset.actors) == 2
    assert found.dataset.actors[0] == one.actors[0]
    assert [row.words.partition(") ")[2] for row in found.apart] == [reason]


def test_a_code_of_an_event_table_tells_actors_of_one_name_apart() -> None:
    rows = [
        actor(f"a{row}", "organisation", name="China", description=f"Code {code}.")
        for row, code in enumerate(["CHN", "GOV"])
    ]
    here, there = dataset(actors=rows), dataset(actors=[rows[1], rows[0].model_copy(update={"id": "z1"})])
    found = foreign(here, there)
    assert (found.dataset, found.apart) == (here, ())
    assert found.actors == {"a1": "a1", "z1": "a0"}
    assert len(foreign(dataset(actors=rows[:1]), dataset(actors=rows[1:])).dataset.actors) == 2


def test_equal_identifiers_join_whatever_the_names() -> None:
    here = dataset(actors=[actor("a", "person", name="Ada Lee", ids={"wikidata": "Q1"})])
    there = dataset(actors=[actor("b", "person", name="Countess", ids={"wikidata": "Q1"})])
    found = foreign(here, there, keep_apart=True)
    assert [(row.id, row.aliases) for row in found.dataset.actors] == [("a", ("Countess",))]


def test_keep_apart_joins_nobody_by_name() -> None:
    here = people("Ada Lee", "Ben Ray")
    assert len(foreign(here, here, keep_apart=True).dataset.actors) == 4
    assert foreign(here, here).dataset == here


def test_two_of_one_file_are_never_one() -> None:
    here = people("Ada Lee", "Ben Ray")
    found = foreign(here, people("Ada  Lee", "ada lee", "ADA LEE"))
    assert len(found.dataset.actors) == 5
    said = "may be each of several actors there: Ada  Lee, ada lee, ADA LEE"
    assert {row.words for row in found.apart} == {f"n0 (Ada Lee) {said}"}
    exact = foreign(here, people("Ada Lee", "ADA LEE"))
    assert told(exact.merged) == [("actor", "n0")]
    assert names(exact.dataset) == ["ADA LEE", "Ada Lee", "Ben Ray"]


def test_a_missing_name_is_no_name() -> None:
    there = people("Ada Lee", "n1")
    found = merge_datasets(people("Ben Ray", "n1"), there, local(there, names={"n1"}))
    assert names(found.dataset) == ["Ada Lee", "Ben Ray", "n1", "n1"]


@pytest.mark.parametrize("kinds", [("person", "unknown"), ("unknown", "person")])
def test_what_is_of_unknown_kind_is_no_person_unless_an_id_says_so(kinds: tuple[str, str]) -> None:
    here, there = (people("Ada Lee", kind=kind) for kind in kinds)
    found = foreign(here, there)
    assert names(found.dataset) == ["Ada Lee", "Ada Lee"]
    words = {"person": "a person", "unknown": "of unknown kind"}
    assert [row.words for row in found.apart] == [
        f"n0 (Ada Lee) is {words[kinds[0]]} here and {words[kinds[1]]} there"
    ]
    here, there = (
        dataset(actors=[actor(f"a{number}", kind, name="Ada Lee", ids={"wikidata": "Q1"})])
        for number, kind in enumerate(kinds)
    )
    one = foreign(here, there)
    assert [(row.kind, row.name) for row in one.dataset.actors] == [("person", "Ada Lee")]
    gets = "; gets kind" if kinds[0] == "unknown" else ""
    assert [row.words for row in one.merged] == [f"same wikidata Q1{gets}"]


@pytest.mark.parametrize("kind", ["organisation", "company", "country", "product", "unknown"])
def test_what_is_of_unknown_kind_is_the_same_as_any_other_of_its_name(kind: str) -> None:
    for kinds in ((kind, "unknown"), ("unknown", kind)):
        here, there = (people("Acme", kind=each) for each in kinds)
        found = foreign(here, there)
        assert [(row.kind, row.name) for row in found.dataset.actors] == [(kind, "Acme")]
        assert [row.words.partition(";")[0] for row in found.merged] == ["same name"]


def known(**attributes: Any) -> Dataset:
    pairs = {name.replace("_", " "): value for name, value in attributes.items()}
    return dataset(actors=[actor("n0", "person", name="Wei Zhang", attributes=pairs)])


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        ({"born": "1961"}, {"born": "1962"}, "born is 1961 here and 1962 there"),
        ({"born": "1961"}, {"date_of_birth": 1962}, "born is 1961 here and 1962 there"),
        ({"born": "1961-03"}, {"born": "1961-04-01"}, "born is 1961-03 here and 1961-04-01 there"),
        ({"country": "US"}, {"Country": "CN"}, "country is US here and CN there"),
        ({"nationality": "us"}, {"citizenship": "cn; fr"}, "nationality is us here and cn; fr there"),
        ({"born": "1961", "sex": "f"}, {"born": "1961", "gender": "m"}, "sex is f here and m there"),
    ],
)
def test_attributes_that_differ_keep_two_of_one_name_apart(
    ours: dict[str, Any], theirs: dict[str, Any], told: str
) -> None:
    found = foreign(known(**ours), known(**theirs))
    assert [row.words for row in found.apart] == [f"n0 (Wei Zhang) {told}"]
    assert len(found.dataset.actors) == 2


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"born": "1961"}, {"born": 1961}),
        ({"born": "1961-03-02"}, {"dob": "1961"}),
        ({"country": "US"}, {"country": "us"}),
        ({"nationality": "us; cn"}, {"nationality": "cn"}),
        ({"age": 3}, {"age": 4}),
        ({"size": 3}, {"size": 4}),
        ({"born": "1961"}, {}),
        ({}, {"rank": 1}),
    ],
)
def test_other_attributes_allow_the_join(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    found = foreign(known(**ours), known(**theirs))
    assert len(found.dataset.actors) == 1
    assert dict(found.dataset.actors[0].attributes) == theirs | ours


def test_what_a_foreign_file_tells_of_an_actor_joins_it_only_where_it_is_known_here() -> None:
    details = {"n0": "born 1961"}

    def found(ours: Dataset, theirs: Dataset) -> int:
        return len(merge_datasets(ours, theirs, local(theirs, details=details)).dataset.actors)

    assert found(known(born="1961"), known(born="1961")) == 1
    assert found(known(rank=1), known(born="1961")) == 2
    for name, value in (("sex", "f"), ("country", "pt"), ("nationality", "pt"), ("birthPlace", "Porto")):
        assert found(known(**{name: value}), known(**{name: value})) == 2, "many share it"


def test_the_more_exact_of_two_dates_is_taken_whoever_has_it() -> None:
    for here, there in (("1970", "1970-01-02"), ("1970-01-02", "1970"), ("1970-01", "2 January 1970")):
        exact = max(here, there, key=len)
        found = merge_datasets(known(born=here), known(born=there))
        assert dict(found.dataset.actors[0].attributes) == {"born": exact}
        told = f"takes the more exact born {exact}, not {here}"
        if exact == here:
            told = f"keeps its own born {here}, not {there}"
        assert told in found.merged[0].words


def test_an_attribute_with_two_values_keeps_ours_and_is_told() -> None:
    here, there = known(rank=1, party="A"), known(rank=2, party="A", seat="Porto")
    found = foreign(here, there)
    assert dict(found.dataset.actors[0].attributes) == {"rank": 1, "party": "A", "seat": "Porto"}
    assert [row.words for row in found.merged] == ["same name; gets attributes; keeps its own rank 1, not 2"]
    sure = merge_datasets(known(rank=1), known(rank=2))
    assert [row.words for row in sure.merged] == ["same name; keeps its own rank 1, not 2"]


def test_a_picture_is_taken_over_or_stays_and_is_told() -> None:
    def with_picture(width: int) -> Dataset:
        return dataset(actors=[actor("ann", "person", picture=address_of(png(width, 3)))])

    found = merge_datasets(dataset(actors=[actor("ann", "person")]), with_picture(3))
    assert found.dataset == with_picture(3)
    found = merge_datasets(with_picture(4), with_picture(3))
    assert found.dataset == with_picture(4)
    assert "keeps its own picture" in found.merged[0].words


def test_relations_without_ids_are_there_already_if_alike_in_everything_as_often_as_they_are() -> None:
    meeting = relation("a", when="2020", summary="They met.")
    here = foreign(Dataset(), dataset(meeting, meeting.model_copy(update={"key": "b"}))).dataset
    assert len(here.relations) == 2
    thrice = dataset(*(meeting.model_copy(update={"key": key}) for key in "abc"))
    found = foreign(here, thrice)
    assert (len(found.alike), len(found.added)) == (2, 1)
    other = dataset(meeting.model_copy(update={"summary": "They met again."}))
    assert [len(each) for each in (foreign(here, other).alike, foreign(here, other).added)] == [0, 1]


@pytest.mark.parametrize(
    ("here", "there", "words"),
    [
        (
            {"evidence": [evidence("wire", paragraph=1), evidence("paper")]},
            {"evidence": [evidence("wire")]},
            None,
        ),
        ({"note": "Seen by me."}, {}, None),
        ({"note": "role: head; checked"}, {"note": "role: head"}, None),
        ({"note": "ID: 7"}, {"note": "ID: 8"}, "note"),
        ({"note": "id: A-1"}, {"note": "id: A-2"}, ""),
        ({"summary": "He paid."}, {"summary": "It was paid."}, "summary"),
        ({"evidence": [evidence("wire")]}, {"evidence": [evidence("paper")]}, "evidence"),
        ({"amount": {"value": 5, "unit": "EUR"}}, {"amount": {"value": 6, "unit": "EUR"}}, ""),
        ({"when": "2012/"}, {"when": "2012/2020"}, "end"),
        ({"when": "2012/"}, {"when": "2013/"}, ""),
    ],
)
def test_a_row_whose_all_is_said_here_is_there_already_and_what_may_be_one_is_told(
    here: dict[str, Any], there: dict[str, Any], words: str | None
) -> None:
    people = [actor("ann", "person", name="Ann Example"), actor("firm", name="The Firm")]
    sources = [source("paper", published="2025-07-15"), source("wire")]
    told = {"when": "2025"}
    mine = dataset(relation("owned", "ann", "firm", "owns", **told | here), actors=people, sources=sources)
    rows = dataset(
        relation("row-000000002", "ann", "firm", "owns", **told | there), actors=people, sources=sources
    )
    found = merge_datasets(mine, rows)
    if words is None:
        assert (found.alike, found.dataset.relations) == (("owned",), mine.relations)
    else:
        assert len(found.dataset.relations) == 2
        assert [row.words for row in found.apart] == [f"may be owned, but for its {words}"] * bool(words)


def test_a_row_that_is_equal_is_found_before_one_of_which_all_is_said() -> None:
    people = [actor("ann", "person", name="Ann Example"), actor("firm", name="The Firm")]
    plain, noted = (
        relation(id, "ann", "firm", "owns", when="2025", note=note)
        for id, note in (("row-000000002", None), ("row-000000003", "Seen."))
    )
    mine = dataset(
        *(row.model_copy(update={"key": id}) for id, row in (("more", noted), ("less", plain))), actors=people
    )
    for rows in ((plain, noted), (noted, plain)):
        found = merge_datasets(mine, dataset(*rows, actors=people))
        assert sorted(found.alike) == ["less", "more"]
        assert found.dataset.relations == mine.relations


def test_another_article_of_a_day_is_no_contradiction_where_the_id_is_only_made() -> None:
    cited = [relation("a", "ann", "firm", evidence=[evidence("wire-2025-07-15")])]
    first, second = (source("wire-2025-07-15", publisher="Wire", title=title) for title in ("One", "Two"))
    found = merge_datasets(
        dataset(sources=[first]), dataset(*cited, actors=HERE.actors[:2], sources=[second])
    )
    assert found.refused == ()
    assert {row.title for row in found.dataset.sources} == {"One", "Two"}
    ((cites,),) = (row.evidence for row in found.dataset.relations)
    assert {row.id: row.title for row in found.dataset.sources}[cites.source] == "Two"
    links = (each.model_copy(update={"url": "https://wire.example/1"}) for each in (first, second))
    same = merge_datasets(*(dataset(sources=[each]) for each in links))
    assert "title is One here and Two there" in same.refused[0].words


def test_a_link_and_a_step_follow_what_got_another_id() -> None:
    there = dataset(
        relation("e0", "n0", "n1"),
        relation("e1", "n0", "n1", type="warned", links=(Link(rel="responds-to", relation="e0"),)),
        actors=[actor("n0", name="Cy Poe"), actor("n1", name="Dee Fox")],
        story=(Step(title="One", focus=("n0",), selection="e1"),),
    )
    found = foreign(people("Ada Lee", "Ben Ray"), there)
    warned = next(row for row in found.dataset.relations if row.type == "warned")
    met = next(row for row in found.dataset.relations if row.source == "cy-poe" and row.type == "met")
    assert warned.links == (Link(rel="responds-to", relation=met.key),)
    assert found.dataset.story == (Step(title="One", focus=("cy-poe",), selection=warned.key),)


def test_a_source_of_the_same_id_that_is_another_document_stays_another() -> None:
    here = dataset(relation("r", evidence=[evidence("s")]), sources=[source("s", title="One", publisher="A")])
    there = dataset(
        relation("q", when="2021", evidence=[evidence("s")]),
        sources=[source("s", title="Other", publisher="B"), source("t", derived_from=("s",))],
    )
    found = merge_datasets(here, there)
    assert {row.id: row.title for row in found.dataset.sources} == {
        "s": "One",
        "b-2025-07-15": "Other",
        "t": None,
    }
    assert {row.key: row.evidence[0].source for row in found.dataset.relations} == {
        "r": "s",
        "q": "b-2025-07-15",
    }
    assert found.dataset.sources[-1].derived_from == ("b-2025-07-15",)
    assert merge_datasets(found.dataset, there).dataset == found.dataset


def test_nobody_is_compared_with_all_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    against = identity._against

    def counted(*given: Any) -> str:
        nonlocal compared
        compared += 1
        return against(*given)

    monkeypatch.setattr(identity, "_against", counted)
    here = people(*(f"Ann Number{row}" for row in range(300)))
    assert len(foreign(here, here).merged) == 300
    assert compared == 300
    many = people(*["John Smith"] * 300)
    found = foreign(many, many)
    assert len(found.refused) == 300 + 299
    assert compared <= 300 + 300 * 100


def test_aliases_that_differ_from_a_name_in_case_alone_stay() -> None:
    here = dataset(actors=[actor("a", name="Nvidia", aliases=("NVIDIA", "NVDA"))])
    there = dataset(actors=[actor("a", name="NVidia", aliases=("nvda", "Nvidia Corp"))])
    (row,) = merge_datasets(here, there).dataset.actors
    assert row.aliases == ("NVIDIA", "NVDA", "Nvidia Corp")
